//! Tool runs and the two-person rule.
#![allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolDescription;
