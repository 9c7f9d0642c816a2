//! The other services as the bot meets them, with a record of each call.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::effect::TicketFacts;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, IncidentId, PersonId, TicketKey};
use chatops_core::memory::{MemoryPager, MemoryTickets};
use chatops_core::ports::knowledge::{Document, KnowledgeBase};
use chatops_core::ports::pager::{PageRequest, PageState, Pager};
use chatops_core::ports::tickets::{NewTicket, TicketSystem};
use chatops_core::ports::tool::{ToolOutput, ToolRequest};
use chatops_core::ports::{StatusPage, Tool};
use chatops_core::public_update::ApprovedUpdate;
use chatops_core::tools::ToolDescription;

use super::record::{Done, PagerCall, TicketCall};
use super::world::World;

/// Carries a call out.
///
/// # Errors
/// Those of the pager in memory.
pub async fn apply_pager(pager: &MemoryPager, call: &PagerCall) -> Result<(), PortError> {
    match call {
        PagerCall::Page { dedup_key, person, summary, drill, key } => {
            let (dedup_key, summary) = (dedup_key.clone(), summary.clone());
            let request = PageRequest { dedup_key, person: person.clone(), summary, drill: *drill };
            pager.page(&request, key).await
        }
        PagerCall::StandDown { dedup_key, key } => pager.stand_down(dedup_key, key).await,
    }
}

/// Carries a call out.
///
/// # Errors
/// Those of the tickets in memory.
pub async fn apply_tickets(
    tickets: &MemoryTickets,
    call: &TicketCall,
) -> Result<Option<TicketFacts>, PortError> {
    match call {
        TicketCall::Open { title, severity, owner, parent, key } => {
            let new = NewTicket {
                title: title.clone(),
                severity: *severity,
                owner: owner.clone(),
                parent: parent.clone(),
            };
            tickets.open(&new, key).await.map(Some)
        }
        TicketCall::Comment { ticket, text, key } => {
            tickets.comment(ticket, text, key).await.map(|()| None)
        }
        TicketCall::Transition { ticket, status, key } => {
            tickets.transition(ticket, status, key).await.map(Some)
        }
        TicketCall::Link { ticket, label, url, key } => {
            tickets.link(ticket, label, url, key).await.map(|()| None)
        }
    }
}

/// The services that the bot is given.
#[derive(Debug, Clone)]
pub struct Outside(pub Arc<World>);

impl Outside {
    async fn page_call(&self, call: PagerCall) -> Result<(), PortError> {
        self.0.points.pass("before pager");
        apply_pager(&self.0.pager, &call).await?;
        self.0.note(Done::Pager(call));
        self.0.points.pass("after pager");
        Ok(())
    }

    async fn ticket_call(&self, call: TicketCall) -> Result<Option<TicketFacts>, PortError> {
        self.0.points.pass("before tickets");
        let answer = apply_tickets(&self.0.tickets, &call).await?;
        self.0.note(Done::Tickets(call));
        self.0.points.pass("after tickets");
        Ok(answer)
    }
}

#[async_trait]
impl Pager for Outside {
    async fn page(&self, request: &PageRequest, key: &EffectId) -> Result<(), PortError> {
        let PageRequest { dedup_key, person, summary, drill } = request.clone();
        self.page_call(PagerCall::Page { dedup_key, person, summary, drill, key: *key }).await
    }

    async fn stand_down(&self, dedup_key: &str, key: &EffectId) -> Result<(), PortError> {
        let dedup_key = dedup_key.to_owned();
        self.page_call(PagerCall::StandDown { dedup_key, key: *key }).await
    }

    async fn receipt(&self, dedup_key: &str) -> Result<Option<PageState>, PortError> {
        self.0.pager.receipt(dedup_key).await
    }
}

#[async_trait]
impl TicketSystem for Outside {
    async fn open(&self, ticket: &NewTicket, key: &EffectId) -> Result<TicketFacts, PortError> {
        let NewTicket { title, severity, owner, parent } = ticket.clone();
        let call = TicketCall::Open { title, severity, owner, parent, key: *key };
        facts("open", self.ticket_call(call).await?)
    }

    async fn find(&self, ticket: &TicketKey) -> Result<Option<TicketFacts>, PortError> {
        self.0.points.pass("before tickets find");
        self.0.tickets.find(ticket).await
    }

    async fn comment(
        &self,
        ticket: &TicketKey,
        text: &str,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (ticket, text) = (ticket.clone(), text.to_owned());
        self.ticket_call(TicketCall::Comment { ticket, text, key: *key }).await.map(drop)
    }

    async fn transition(
        &self,
        ticket: &TicketKey,
        status: &str,
        key: &EffectId,
    ) -> Result<TicketFacts, PortError> {
        let (ticket, status) = (ticket.clone(), status.to_owned());
        let call = TicketCall::Transition { ticket, status, key: *key };
        facts("transition", self.ticket_call(call).await?)
    }

    async fn link(
        &self,
        ticket: &TicketKey,
        label: &str,
        url: &str,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (label, url) = (label.to_owned(), url.to_owned());
        let call = TicketCall::Link { ticket: ticket.clone(), label, url, key: *key };
        self.ticket_call(call).await.map(drop)
    }

    async fn watchers(&self, ticket: &TicketKey) -> Result<BTreeSet<PersonId>, PortError> {
        self.0.tickets.watchers(ticket).await
    }
}

fn facts(operation: &'static str, answer: Option<TicketFacts>) -> Result<TicketFacts, PortError> {
    answer.ok_or_else(|| PortError::unknown("outside", operation, "no facts came back"))
}

#[async_trait]
impl StatusPage for Outside {
    async fn publish(&self, update: &ApprovedUpdate, key: &EffectId) -> Result<String, PortError> {
        self.0.points.pass("before status page");
        let url = self.0.page.publish(update, key).await?;
        self.0.note(Done::Page(update.clone(), *key));
        self.0.points.pass("after status page");
        Ok(url)
    }

    async fn published(
        &self,
        incident: &IncidentId,
        key: &EffectId,
    ) -> Result<Option<String>, PortError> {
        self.0.points.pass("before status page published");
        self.0.page.published(incident, key).await
    }

    async fn withdraw(&self, incident: &IncidentId, key: &EffectId) -> Result<(), PortError> {
        self.0.page.withdraw(incident, key).await
    }
}

#[async_trait]
impl KnowledgeBase for Outside {
    async fn publish(&self, document: &Document, key: &EffectId) -> Result<String, PortError> {
        self.0.points.pass("before knowledge base");
        let url = self.0.knowledge.publish(document, key).await?;
        let Document { incident, title, markdown } = document.clone();
        self.0.note(Done::Document { incident, title, markdown, key: *key });
        self.0.points.pass("after knowledge base");
        Ok(url)
    }

    async fn find(&self, incident: &IncidentId) -> Result<Option<String>, PortError> {
        self.0.knowledge.find(incident).await
    }
}

/// A tool that counts its runs.
#[derive(Debug, Clone)]
pub struct OutsideTool {
    /// What it is called.
    pub description: ToolDescription,
    /// Where it is counted.
    pub world: Arc<World>,
}

#[async_trait]
impl Tool for OutsideTool {
    fn describe(&self) -> ToolDescription {
        self.description.clone()
    }

    async fn run(&self, _: &ToolRequest) -> ToolOutput {
        self.world.points.pass("before tool");
        self.world.note(Done::Ran);
        self.world.points.pass("after tool");
        ToolOutput { ok: true, text: "load 17.4 of 16 cores".to_owned() }
    }
}
