//! Tools with a script.

use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::memory::ManualClock;
use chatops_core::ports::tool::{ToolOutput, ToolRequest};
use chatops_core::ports::{Clock as _, Tool};
use chatops_core::time::later;
use chatops_core::tools::ToolDescription;

use super::scenario::{After, ScriptedOutput, ScriptedTool};

/// A tool that prints what the scenario says.
#[derive(Debug)]
pub(super) struct Prop {
    script: ScriptedTool,
    clock: Arc<ManualClock>,
}

impl Prop {
    pub(super) fn new(script: ScriptedTool, clock: Arc<ManualClock>) -> Self {
        Self { script, clock }
    }
}

#[async_trait]
impl Tool for Prop {
    fn describe(&self) -> ToolDescription {
        self.script.description.clone()
    }

    async fn run(&self, request: &ToolRequest) -> ToolOutput {
        let fits = |output: &&ScriptedOutput| {
            output.with.iter().all(|(name, value)| request.arguments.get(name) == Some(value))
        };
        match self.script.outputs.iter().find(fits) {
            Some(output) => {
                match output.after {
                    After::AtOnce => {}
                    After::Span(span) => self.clock.until(later(self.clock.now(), span)).await,
                    After::Never => std::future::pending().await,
                }
                ToolOutput { ok: output.ok, text: output.prints.clone() }
            }
            None => ToolOutput {
                ok: false,
                text: String::from("The scenario has no output for these arguments."),
            },
        }
    }
}
