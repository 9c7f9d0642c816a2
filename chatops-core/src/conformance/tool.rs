//! The cases of [`Tool`](crate::ports::Tool).

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Failure, cases, equal, holds};
use crate::ports::Tool;
use crate::ports::tool::ToolRequest;

/// A tool, with a run that succeeds and one that fails.
#[async_trait]
pub trait ToolRig: Send + Sync + fmt::Debug {
    /// The tool.
    fn tool(&self) -> Arc<dyn Tool>;

    /// Brings it about that the next run succeeds, and says how to run it.
    async fn succeeding(&self) -> Result<ToolRequest, Failure>;

    /// Brings it about that the next run fails, and says how to run it.
    async fn failing(&self) -> Result<ToolRequest, Failure>;
}

cases! {
    dyn ToolRig;
    "The same at every call." => describe_is_stable,
    "A failure is an output with `ok: false`, not a panic." => run_answers,
}

async fn describe_is_stable(rig: &dyn ToolRig) -> Result<(), Failure> {
    let tool = rig.tool();
    let first = tool.describe();
    equal("whether the description can work", &first.check(), &Ok(()))?;
    tool.run(&rig.succeeding().await?).await;
    equal("the description after a run", &tool.describe(), &first)
}

async fn run_answers(rig: &dyn ToolRig) -> Result<(), Failure> {
    let tool = rig.tool();
    let output = tool.run(&rig.succeeding().await?).await;
    holds("a run that succeeds", output.ok, "to say so")?;
    let output = tool.run(&rig.failing().await?).await;
    holds("a run that fails", !output.ok, "to say so")?;
    holds("what it printed", !output.text.trim().is_empty(), "why it failed")
}
