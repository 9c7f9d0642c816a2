//! A tool that says what a script tells it.

use std::collections::VecDeque;

use async_trait::async_trait;

use super::shared::Shared;
use crate::ports::tool::{Tool, ToolOutput, ToolRequest};
use crate::tools::ToolDescription;

/// A tool whose answers are known beforehand. It remembers how it was run.
#[derive(Debug)]
pub struct ScriptedTool {
    description: ToolDescription,
    state: Shared<State>,
}

#[derive(Debug)]
struct State {
    outputs: VecDeque<ToolOutput>,
    runs: Vec<ToolRequest>,
}

impl ScriptedTool {
    /// A tool with these answers, in order. When they have run out, it fails.
    #[must_use]
    pub fn new(
        description: ToolDescription,
        outputs: impl IntoIterator<Item = ToolOutput>,
    ) -> Self {
        let outputs = outputs.into_iter().collect();
        Self { description, state: Shared::new(State { outputs, runs: Vec::new() }) }
    }

    /// How it was run, the oldest first.
    #[must_use]
    pub fn runs(&self) -> Vec<ToolRequest> {
        self.state.read(|state| state.runs.clone())
    }
}

#[async_trait]
impl Tool for ScriptedTool {
    fn describe(&self) -> ToolDescription {
        self.description.clone()
    }

    async fn run(&self, request: &ToolRequest) -> ToolOutput {
        self.state.change(|state| {
            state.runs.push(request.clone());
            state.outputs.pop_front().unwrap_or_else(|| ToolOutput {
                ok: false,
                text: String::from("Nothing more is written in the script of this tool."),
            })
        })
    }
}
