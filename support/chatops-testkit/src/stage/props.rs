//! Tools with a script.

use async_trait::async_trait;
use chatops_core::ports::Tool;
use chatops_core::ports::tool::{ToolOutput, ToolRequest};
use chatops_core::tools::ToolDescription;

use super::scenario::{ScriptedOutput, ScriptedTool};

/// A tool that prints what the scenario says.
#[derive(Debug)]
pub(super) struct Prop {
    script: ScriptedTool,
}

impl Prop {
    pub(super) fn new(script: ScriptedTool) -> Self {
        Self { script }
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
            Some(output) => ToolOutput { ok: output.ok, text: output.prints.clone() },
            None => ToolOutput {
                ok: false,
                text: String::from("The scenario has no output for these arguments."),
            },
        }
    }
}
