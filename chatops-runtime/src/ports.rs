//! The services that an installation was given.

use std::collections::BTreeMap;
use std::sync::Arc;

use chatops_core::ids::ToolName;
use chatops_core::ports::{
    AlertSource, ChatPlatform, Clock, Journal, KnowledgeBase, Pager, ShiftSchedule, StatusPage,
    TicketSystem, Tool,
};

use crate::budgets::Budgets;
use crate::dispatch::Progress;

/// Everything behind the ports.
#[derive(Debug, Clone)]
pub(crate) struct Ports {
    pub(crate) chat: Arc<dyn ChatPlatform>,
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) schedule: Option<Arc<dyn ShiftSchedule>>,
    pub(crate) pager: Option<Arc<dyn Pager>>,
    pub(crate) tickets: Option<Arc<dyn TicketSystem>>,
    pub(crate) status_page: Option<Arc<dyn StatusPage>>,
    pub(crate) knowledge: Option<Arc<dyn KnowledgeBase>>,
    pub(crate) alerts: Vec<Arc<dyn AlertSource>>,
    pub(crate) tools: BTreeMap<ToolName, Arc<dyn Tool>>,
    pub(crate) budgets: Arc<Budgets>,
    pub(crate) progress: Arc<Progress>,
}
