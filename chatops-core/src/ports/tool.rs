//! Tools that people run from chat.

use std::collections::BTreeMap;
use std::fmt;

use async_trait::async_trait;

use crate::ids::PersonId;
use crate::tools::ToolDescription;

/// A run that was asked for and allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolRequest {
    /// The checked arguments by name. Optional ones that were not given are absent.
    pub arguments: BTreeMap<String, String>,
    /// Who asked.
    pub asked_by: PersonId,
    /// Whether it is practice.
    pub drill: bool,
}

/// What a tool said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolOutput {
    /// Whether it says that it succeeded.
    pub ok: bool,
    /// What it printed, for all to see.
    pub text: String,
}

/// A tool. It is given arguments, never a shell command.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Tool: Send + Sync + fmt::Debug {
    /// What it is called, what it takes, who may run it and how dangerous it is. The same at every call. \[tool::describe_is_stable\]
    fn describe(&self) -> ToolDescription;

    /// Runs it. It is called only with arguments that fit the description. A failure is an output
    /// with `ok: false`, not a panic. \[tool::run_answers\]
    async fn run(&self, request: &ToolRequest) -> ToolOutput;
}

const _: Option<&dyn Tool> = None;
