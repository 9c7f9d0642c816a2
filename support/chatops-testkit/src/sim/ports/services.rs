//! The other services behind the weather.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::alerts::Signal;
use chatops_core::effect::TicketFacts;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, IncidentId, PersonId, TicketKey};
use chatops_core::message::Picture;
use chatops_core::ports::knowledge::Document;
use chatops_core::ports::pager::{PageRequest, PageState};
use chatops_core::ports::rate::Rate;
use chatops_core::ports::schedule::Duty;
use chatops_core::ports::tickets::NewTicket;
use chatops_core::ports::tool::{ToolOutput, ToolRequest};
use chatops_core::ports::{
    AlertSource, KnowledgeBase, Pager, ShiftSchedule, StatusPage, TicketSystem, Tool,
};
use chatops_core::public_update::ApprovedUpdate;
use chatops_core::tools::ToolDescription;
use jiff::Timestamp;

use super::Behind;
use super::chat::nothing;
use crate::sim::chaos::{Call, Chaos};

#[async_trait]
impl Pager for Behind<dyn Pager> {
    fn rates(&self) -> Vec<Rate> {
        self.inner.rates()
    }

    async fn page(&self, request: &PageRequest, key: &EffectId) -> Result<(), PortError> {
        let call =
            Call { port: "pager", operation: "page", key: Some(key), place: &request.dedup_key };
        self.chaos.call(call, self.inner.page(request, key), nothing).await
    }

    async fn stand_down(&self, dedup_key: &str, key: &EffectId) -> Result<(), PortError> {
        let call =
            Call { port: "pager", operation: "stand_down", key: Some(key), place: dedup_key };
        self.chaos.call(call, self.inner.stand_down(dedup_key, key), nothing).await
    }

    async fn receipt(&self, dedup_key: &str) -> Result<Option<PageState>, PortError> {
        let call = Call { port: "pager", operation: "receipt", key: None, place: dedup_key };
        self.chaos.call(call, self.inner.receipt(dedup_key), nothing).await
    }
}

#[async_trait]
impl TicketSystem for Behind<dyn TicketSystem> {
    fn rates(&self) -> Vec<Rate> {
        self.inner.rates()
    }

    async fn open(&self, ticket: &NewTicket, key: &EffectId) -> Result<TicketFacts, PortError> {
        let call = Call { port: "tickets", operation: "open", key: Some(key), place: "" };
        self.chaos
            .call(call, self.inner.open(ticket, key), |facts| Some(facts.key.to_string()))
            .await
    }

    async fn find(&self, ticket: &TicketKey) -> Result<Option<TicketFacts>, PortError> {
        let call = Call { port: "tickets", operation: "find", key: None, place: ticket.as_str() };
        self.chaos.call(call, self.inner.find(ticket), nothing).await
    }

    async fn comment(
        &self,
        ticket: &TicketKey,
        text: &str,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call =
            Call { port: "tickets", operation: "comment", key: Some(key), place: ticket.as_str() };
        self.chaos.call(call, self.inner.comment(ticket, text, key), nothing).await
    }

    async fn transition(
        &self,
        ticket: &TicketKey,
        status: &str,
        key: &EffectId,
    ) -> Result<TicketFacts, PortError> {
        let call = Call {
            port: "tickets",
            operation: "transition",
            key: Some(key),
            place: ticket.as_str(),
        };
        self.chaos.call(call, self.inner.transition(ticket, status, key), nothing).await
    }

    async fn link(
        &self,
        ticket: &TicketKey,
        label: &str,
        url: &str,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call =
            Call { port: "tickets", operation: "link", key: Some(key), place: ticket.as_str() };
        self.chaos.call(call, self.inner.link(ticket, label, url, key), nothing).await
    }

    async fn watchers(&self, ticket: &TicketKey) -> Result<BTreeSet<PersonId>, PortError> {
        let call =
            Call { port: "tickets", operation: "watchers", key: None, place: ticket.as_str() };
        self.chaos.call(call, self.inner.watchers(ticket), nothing).await
    }
}

#[async_trait]
impl StatusPage for Behind<dyn StatusPage> {
    fn rates(&self) -> Vec<Rate> {
        self.inner.rates()
    }

    async fn publish(&self, update: &ApprovedUpdate, key: &EffectId) -> Result<String, PortError> {
        let call = Call { port: "status page", operation: "publish", key: Some(key), place: "" };
        let known = self.known(key);
        self.chaos.call(call, self.inner.publish(update, &known), nothing).await
    }

    async fn published(
        &self,
        incident: &IncidentId,
        key: &EffectId,
    ) -> Result<Option<String>, PortError> {
        let call = Call { port: "status page", operation: "published", key: Some(key), place: "" };
        self.chaos.call(call, self.inner.published(incident, key), nothing).await
    }

    async fn withdraw(&self, incident: &IncidentId, key: &EffectId) -> Result<(), PortError> {
        let call = Call { port: "status page", operation: "withdraw", key: Some(key), place: "" };
        self.chaos.call(call, self.inner.withdraw(incident, key), nothing).await
    }
}

impl Behind<dyn StatusPage> {
    /// The key by which the page knows a call: where it folds nothing, every call has another one.
    fn known(&self, key: &EffectId) -> EffectId {
        let state = self.chaos.universe.state();
        let calls = state.ledger.calls.get(&(*key, "publish")).copied().unwrap_or_default();
        if state.page_folds { *key } else { key.part(calls.saturating_add(1)) }
    }
}

#[async_trait]
impl KnowledgeBase for Behind<dyn KnowledgeBase> {
    fn rates(&self) -> Vec<Rate> {
        self.inner.rates()
    }

    async fn publish(&self, document: &Document, key: &EffectId) -> Result<String, PortError> {
        let call = Call { port: "knowledge", operation: "publish", key: Some(key), place: "" };
        self.chaos.call(call, self.inner.publish(document, key), nothing).await
    }

    async fn find(&self, incident: &IncidentId) -> Result<Option<String>, PortError> {
        let call = Call { port: "knowledge", operation: "find", key: None, place: "" };
        self.chaos.call(call, self.inner.find(incident), nothing).await
    }
}

#[async_trait]
impl ShiftSchedule for Behind<dyn ShiftSchedule> {
    async fn on_duty(&self, at: Timestamp) -> Result<Duty, PortError> {
        let call = Call { port: "schedule", operation: "on_duty", key: None, place: "" };
        self.chaos.call(call, self.inner.on_duty(at), nothing).await
    }

    async fn next_change(&self, after: Timestamp) -> Result<Option<Timestamp>, PortError> {
        let call = Call { port: "schedule", operation: "next_change", key: None, place: "" };
        self.chaos.call(call, self.inner.next_change(after), nothing).await
    }
}

#[async_trait]
impl AlertSource for Behind<dyn AlertSource> {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Signal>, PortError> {
        self.inner.read(body)
    }

    async fn chart(&self, query: &str, window_minutes: u32) -> Result<Picture, PortError> {
        let call = Call { port: "alerts", operation: "chart", key: None, place: "" };
        self.chaos.call(call, self.inner.chart(query, window_minutes), nothing).await
    }

    async fn acknowledge(&self, alert: &str, key: &EffectId) -> Result<(), PortError> {
        let call = Call { port: "alerts", operation: "acknowledge", key: Some(key), place: "" };
        self.chaos.call(call, self.inner.acknowledge(alert, key), nothing).await
    }
}

/// A tool that takes its time. It has no idempotency: each run counts.
#[derive(Debug)]
pub struct ToolBehind {
    chaos: Chaos,
    inner: Arc<dyn Tool>,
}

impl ToolBehind {
    /// Puts a tool behind the weather.
    #[must_use]
    pub fn new(chaos: Chaos, inner: Arc<dyn Tool>) -> Self {
        Self { chaos, inner }
    }
}

#[async_trait]
impl Tool for ToolBehind {
    fn describe(&self) -> ToolDescription {
        self.inner.describe()
    }

    async fn run(&self, request: &ToolRequest) -> ToolOutput {
        let call = Call { port: "tool", operation: "run", key: None, place: "" };
        let ran = self.chaos.call(call, async { Ok(self.inner.run(request).await) }, nothing).await;
        // A tool has no errors: what it cannot do it says.
        ran.unwrap_or_else(|error| ToolOutput { ok: false, text: error.to_string() })
    }
}
