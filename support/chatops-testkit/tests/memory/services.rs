//! Everything that is neither chat nor journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::authority::{Rule, Who};
use chatops_core::conformance::Failure;
use chatops_core::conformance::alerts::AlertRig;
use chatops_core::conformance::clock::ClockRig;
use chatops_core::conformance::knowledge::KnowledgeRig;
use chatops_core::conformance::pager::PagerRig;
use chatops_core::conformance::schedule::ScheduleRig;
use chatops_core::conformance::status_page::StatusPageRig;
use chatops_core::conformance::tickets::TicketRig;
use chatops_core::conformance::tool::ToolRig;
use chatops_core::ids::{EffectId, IncidentId, PersonId, TicketKey, ToolName};
use chatops_core::memory::{
    ManualClock, MemoryAlerts, MemoryKnowledge, MemoryPager, MemorySchedule, MemoryStatusPage,
    MemoryTickets, ScriptedTool,
};
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::tool::{ToolOutput, ToolRequest};
use chatops_core::ports::{
    AlertSource, Clock, KnowledgeBase, Pager, ShiftSchedule, StatusPage, TicketSystem, Tool,
};
use chatops_core::schedule::{LayerConfig, Moment, OverrideConfig, Rota, RotaConfig, Shift};
use chatops_core::tools::{Danger, ToolDescription};
use jiff::{SignedDuration, Timestamp};

use super::Places;

fn person(handle: &str) -> PersonId {
    PersonId::new(format!("memory:{handle}")).expect("a name")
}

/// Schedules that are lists of shifts.
#[derive(Debug)]
pub(crate) struct Shifts;

/// The beginning of a day in winter: no clock is changed near it.
fn winter() -> Timestamp {
    "2026-01-12T00:00:00Z".parse().expect("a moment")
}

#[async_trait]
impl ScheduleRig for Shifts {
    async fn people(&self) -> Result<[PersonId; 2], Failure> {
        Ok([person("jim"), person("ann")])
    }

    fn start(&self) -> Timestamp {
        winter()
    }

    async fn planned(&self, shifts: &[Shift]) -> Result<Arc<dyn ShiftSchedule>, Failure> {
        Ok(Arc::new(MemorySchedule::of_shifts(shifts.iter().cloned())))
    }
}

/// Schedules that are rotas: each shift is an override.
#[derive(Debug)]
pub(crate) struct Rotas;

#[async_trait]
impl ScheduleRig for Rotas {
    async fn people(&self) -> Result<[PersonId; 2], Failure> {
        Ok([person("jim"), person("ann")])
    }

    fn start(&self) -> Timestamp {
        winter()
    }

    async fn planned(&self, shifts: &[Shift]) -> Result<Arc<dyn ShiftSchedule>, Failure> {
        // A rota needs a layer: this one ends before the first shift.
        let layer: LayerConfig = serde_json::from_str(
            r#"{ "name": "past", "start": "2020-01-06T00:00", "end": "2020-01-07T00:00",
                 "participants": ["memory:bo"], "rotation": "daily", "handoff": "09:00" }"#,
        )
        .expect("a layer");
        let overrides = shifts.iter().map(|shift| OverrideConfig {
            person: shift.person.clone(),
            from: Moment::Instant(shift.from),
            until: Moment::Instant(shift.until),
        });
        let config = RotaConfig {
            name: String::from("planned"),
            zone: String::from("Europe/Berlin"),
            layers: vec![layer],
            overrides: overrides.collect(),
        };
        Ok(Arc::new(MemorySchedule::of_rota(Rota::build(&config).expect("a rota"))))
    }
}

/// A pager and a person with a device.
#[derive(Debug)]
pub(crate) struct Pages {
    pager: Arc<MemoryPager>,
    places: Places,
}

impl Default for Pages {
    fn default() -> Self {
        let pager = MemoryPager::new(Arc::new(ManualClock::at_epoch()));
        let (id, name) = (person("jim"), String::from("Jim Smith"));
        pager.register(Profile { id, name, zone: None, kind: PersonKind::Employee });
        Self { pager: Arc::new(pager), places: Places::default() }
    }
}

#[async_trait]
impl PagerRig for Pages {
    fn pager(&self) -> Arc<dyn Pager> {
        self.pager.clone()
    }

    fn key(&self) -> EffectId {
        self.places.key()
    }

    async fn person(&self) -> Result<PersonId, Failure> {
        Ok(person("jim"))
    }

    async fn stranger(&self) -> Result<PersonId, Failure> {
        Ok(person("stranger"))
    }

    async fn reached(&self, person: &PersonId) -> Result<Vec<String>, Failure> {
        let pages = self.pager.ringing(person).into_iter();
        Ok(pages.map(|page| page.summary).collect())
    }
}

/// A ticket system.
#[derive(Debug)]
pub(crate) struct Tickets {
    tickets: Arc<MemoryTickets>,
    places: Places,
}

impl Default for Tickets {
    fn default() -> Self {
        let tickets = MemoryTickets::new(Arc::new(ManualClock::at_epoch()), "HOT", 330);
        Self { tickets: Arc::new(tickets), places: Places::default() }
    }
}

#[async_trait]
impl TicketRig for Tickets {
    fn tickets(&self) -> Arc<dyn TicketSystem> {
        self.tickets.clone()
    }

    fn key(&self) -> EffectId {
        self.places.key()
    }

    fn unknown(&self) -> TicketKey {
        TicketKey::new("HOT-1").expect("a name")
    }

    fn statuses(&self) -> (String, String) {
        (String::from("In Progress"), String::from("Forgotten"))
    }

    async fn watch(&self, ticket: &TicketKey) -> Result<PersonId, Failure> {
        self.tickets.watch(&person("jim"), ticket)?;
        Ok(person("jim"))
    }

    async fn comments(&self, ticket: &TicketKey) -> Result<Vec<String>, Failure> {
        Ok(self.tickets.ticket(ticket).map(|held| held.comments).unwrap_or_default())
    }

    async fn links(&self, ticket: &TicketKey) -> Result<Vec<(String, String)>, Failure> {
        Ok(self.tickets.ticket(ticket).map(|held| held.links).unwrap_or_default())
    }
}

/// The built-in status page.
#[derive(Debug)]
pub(crate) struct PublicPages {
    page: Arc<MemoryStatusPage>,
    places: Places,
}

impl Default for PublicPages {
    fn default() -> Self {
        let page = MemoryStatusPage::new(Arc::new(ManualClock::at_epoch()), "Example Shop");
        Self { page: Arc::new(page), places: Places::default() }
    }
}

#[async_trait]
impl StatusPageRig for PublicPages {
    fn page(&self) -> Arc<dyn StatusPage> {
        self.page.clone()
    }

    fn key(&self) -> EffectId {
        self.places.key()
    }

    fn incident(&self) -> IncidentId {
        self.places.incident()
    }

    async fn read(&self, incident: &IncidentId) -> Result<Vec<String>, Failure> {
        let entries = self.page.entries().into_iter();
        let about = entries.filter(|(update, _)| update.incident() == incident);
        Ok(about.map(|(update, _)| update.text().to_owned()).collect())
    }
}

/// An alert source.
#[derive(Debug)]
pub(crate) struct Alerts {
    source: Arc<MemoryAlerts>,
    places: Places,
}

impl Default for Alerts {
    fn default() -> Self {
        let source = MemoryAlerts::new().graph("load", &[0.1, 0.9]);
        Self { source: Arc::new(source), places: Places::default() }
    }
}

#[async_trait]
impl AlertRig for Alerts {
    fn source(&self) -> Arc<dyn AlertSource> {
        self.source.clone()
    }

    fn key(&self) -> EffectId {
        self.places.key()
    }

    fn bodies(&self, [one, two]: [&str; 2]) -> Vec<Vec<u8>> {
        let body = format!(
            r#"[{{"key":"a","status":"firing","title":"{one}"}},
                {{"key":"b","status":"resolved","title":"{two}"}}]"#
        );
        vec![body.into_bytes()]
    }

    fn newer(&self, title: &str) -> Vec<u8> {
        let body = format!(r#"[{{"key":"a","status":"firing","title":"{title}","new":{{}}}}]"#);
        body.into_bytes()
    }

    fn broken(&self) -> (Vec<u8>, String) {
        let body = br#"[{"key":"a","status":"firing"},{"key":"b","status":"burning"}]"#;
        (body.to_vec(), String::from("[1]"))
    }

    fn graph(&self) -> Option<String> {
        Some(String::from("load"))
    }

    async fn alert(&self) -> Result<Option<String>, Failure> {
        Ok(Some(String::from("a")))
    }

    async fn is_acknowledged(&self, alert: &str) -> Result<bool, Failure> {
        Ok(self.source.acknowledged().contains(alert))
    }
}

/// A knowledge base.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    knowledge: Arc<MemoryKnowledge>,
    places: Places,
}

#[async_trait]
impl KnowledgeRig for Documents {
    fn knowledge(&self) -> Arc<dyn KnowledgeBase> {
        self.knowledge.clone()
    }

    fn key(&self) -> EffectId {
        self.places.key()
    }

    fn incident(&self) -> IncidentId {
        self.places.incident()
    }

    async fn read(&self, address: &str) -> Result<Option<String>, Failure> {
        let incident = address.rsplit('/').next().and_then(|last| last.parse().ok());
        let document = incident.and_then(|incident| self.knowledge.document(&incident));
        Ok(document.map(|document| document.markdown))
    }
}

/// A tool that succeeds once, then fails.
#[derive(Debug)]
pub(crate) struct Scripts {
    tool: Arc<ScriptedTool>,
}

impl Default for Scripts {
    fn default() -> Self {
        let description = ToolDescription {
            name: ToolName::new("load").expect("a name"),
            summary: String::from("Shows the load"),
            arguments: Vec::new(),
            rule: Rule::any([Who::Insiders]),
            danger: Danger::Harmless,
            wait: None,
        };
        let said = ToolOutput { ok: true, text: String::from("0.97") };
        Self { tool: Arc::new(ScriptedTool::new(description, [said])) }
    }
}

fn run() -> ToolRequest {
    ToolRequest { arguments: BTreeMap::new(), asked_by: person("jim"), drill: false }
}

#[async_trait]
impl ToolRig for Scripts {
    fn tool(&self) -> Arc<dyn Tool> {
        self.tool.clone()
    }

    async fn succeeding(&self) -> Result<ToolRequest, Failure> {
        Ok(run())
    }

    async fn failing(&self) -> Result<ToolRequest, Failure> {
        // The script has run out by then.
        Ok(run())
    }
}

/// A clock that is moved by hand.
#[derive(Debug)]
pub(crate) struct Clocks {
    clock: Arc<ManualClock>,
}

impl Default for Clocks {
    fn default() -> Self {
        Self { clock: Arc::new(ManualClock::new(winter())) }
    }
}

#[async_trait]
impl ClockRig for Clocks {
    fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }

    async fn pass(&self, span: SignedDuration) {
        self.clock.advance(span);
    }
}
