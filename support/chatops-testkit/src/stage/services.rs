//! The services around the chat, in memory.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chatops_core::error::ErrorKind;
use chatops_core::ids::TicketKey;
use chatops_core::memory::tickets::HeldTicket;
use chatops_core::memory::{
    Fault, ManualClock, MemoryAlerts, MemoryKnowledge, MemoryPager, MemorySchedule,
    MemoryStatusPage, MemoryTickets,
};
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_runtime::Builder;
use jiff::Timestamp;

use super::direction::{Failure, FailureKind, Port, TicketAct};
use super::scenario::Scenario;
use super::shown::{Shown, What};
use super::{Stage, StageError, cast};

/// How long a service that has too many requests asks to wait.
const RATE_WAIT: Duration = Duration::from_secs(5);

/// The services that a scenario has.
#[derive(Debug)]
pub struct Services {
    /// Tickets, where there is a ticket system.
    pub tickets: Option<Arc<MemoryTickets>>,
    /// Pages, where there is a pager.
    pub pager: Option<Arc<MemoryPager>>,
    /// Who is on duty, where there is a rota.
    pub schedule: Option<Arc<MemorySchedule>>,
    /// What the public reads.
    pub status_page: Arc<MemoryStatusPage>,
    /// Where postmortems are kept.
    pub knowledge: Arc<MemoryKnowledge>,
    charts: BTreeMap<String, Vec<f64>>,
}

/// What the services had when they were last looked at.
#[derive(Debug, Default)]
pub(super) struct Noted {
    pages: usize,
    updates: usize,
    tickets: BTreeMap<TicketKey, (String, usize, usize)>,
}

impl Services {
    pub(super) fn new(clock: &Arc<ManualClock>, scenario: &Scenario) -> Self {
        let tickets = scenario.tickets.as_ref().map(|tickets| {
            let first = u32::try_from(tickets.first).unwrap_or(1);
            Arc::new(MemoryTickets::new(clock.clone(), &tickets.project, first))
        });
        let mut status_page = MemoryStatusPage::new(clock.clone(), "Status");
        if scenario.policy.drill {
            status_page = status_page.drill();
        }
        Self {
            tickets,
            pager: scenario.pager.then(|| Arc::new(MemoryPager::new(clock.clone()))),
            schedule: scenario.rota.clone().map(|rota| Arc::new(MemorySchedule::of_rota(rota))),
            status_page: Arc::new(status_page),
            knowledge: Arc::new(MemoryKnowledge::new()),
            charts: scenario
                .charts
                .iter()
                .map(|(query, chart)| (query.clone(), chart.values.clone()))
                .collect(),
        }
    }

    /// Gives a member of the company a pager, unless they have none.
    pub(super) fn introduce(&self, profile: Profile, cast: &cast::Cast) {
        let has_device = cast.get(cast::handle(&profile.id)).is_none_or(|member| member.device);
        if let Some(pager) = &self.pager
            && profile.kind == PersonKind::Employee
            && has_device
        {
            pager.register(profile);
        }
    }

    /// Hands the services to the bot.
    pub(super) fn connect(&self, mut builder: Builder) -> Builder {
        if let Some(tickets) = &self.tickets {
            builder = builder.shared_tickets(tickets.clone());
        }
        if let Some(pager) = &self.pager {
            builder = builder.shared_pager(pager.clone());
        }
        if let Some(schedule) = &self.schedule {
            builder = builder.shared_schedule(schedule.clone());
        }
        if !self.charts.is_empty() {
            let graphs = self.charts.iter();
            builder =
                builder.alerts(graphs.fold(MemoryAlerts::new(), |alerts, (query, values)| {
                    alerts.graph(query, values)
                }));
        }
        builder
            .shared_status_page(self.status_page.clone())
            .shared_knowledge(self.knowledge.clone())
    }
}

impl Stage {
    /// Somebody works in the ticket system itself.
    pub(super) fn work_ticket(&self, act: &TicketAct) -> Result<Vec<Delivery>, StageError> {
        let Some(tickets) = &self.services.tickets else {
            return Err(StageError::Missing(String::from(
                "there is no ticket system; add `[tickets]`",
            )));
        };
        match act {
            TicketAct::File { by, title, component, watchers } => {
                let key = tickets.file(&self.person(by)?, title, component.as_deref())?;
                for watcher in watchers {
                    tickets.watch(&self.person(watcher)?, &key)?;
                }
            }
            TicketAct::Move { by, key, status } => {
                let key = self.ticket(key)?;
                tickets.move_by_hand(&self.person(by)?, &key, status)?;
            }
        }
        let mut reports = tickets.take_reports();
        for report in &mut reports {
            // Whoever watches it was added after it was filed: the report tells of the ticket as it is.
            if let Inbound::TicketChanged { ticket, .. } = &mut report.inbound
                && let Some(held) = tickets.ticket(&ticket.key)
            {
                *ticket = held.facts;
            }
        }
        Ok(reports)
    }

    /// A ticket that there is.
    pub(super) fn ticket(&self, key: &str) -> Result<TicketKey, StageError> {
        let tickets = self.services.tickets.iter().flat_map(|tickets| tickets.tickets());
        let keys: Vec<TicketKey> = tickets.map(|held| held.facts.key).collect();
        keys.iter().find(|known| known.as_str() == key).cloned().ok_or_else(|| {
            let known: Vec<&str> = keys.iter().map(TicketKey::as_str).collect();
            StageError::Missing(format!(
                "there is no ticket `{key}`; there are: {}",
                known.join(", ")
            ))
        })
    }

    /// Somebody acknowledges the newest page to them, at the pager itself.
    pub(super) fn acknowledge(&self, handle: &str) -> Result<Vec<Delivery>, StageError> {
        let person = self.person(handle)?;
        let ringing = self.services.pager.iter().flat_map(|pager| pager.ringing(&person)).last();
        match (&self.services.pager, ringing) {
            (Some(pager), Some(page)) => {
                pager.acknowledge(&person, &page.dedup_key)?;
                Ok(pager.take_reports())
            }
            _ => Err(StageError::Missing(format!("no page rings for {handle} now"))),
        }
    }

    /// Orders a failure.
    pub(super) fn fail(&self, failure: &Failure) {
        let fault = match failure.how {
            FailureKind::Unavailable => Fault::refused(ErrorKind::Unavailable),
            FailureKind::Forbidden => Fault::refused(ErrorKind::Forbidden),
            FailureKind::AnswerLost => Fault::answer_lost(),
            FailureKind::RequestLost => Fault::request_lost(),
            FailureKind::RateLimited => Fault::rate_limited(RATE_WAIT),
        };
        match failure.times {
            None => self.set_broken(failure.port, failure.operation, Some(fault)),
            Some(times) => {
                for _ in 0..times {
                    self.fail_next(failure.port, failure.operation, fault);
                }
            }
        }
    }

    fn fail_next(&self, port: Port, operation: &'static str, fault: Fault) {
        let services = &self.services;
        match port {
            Port::Chat => self.chat.fail_next(operation, fault),
            Port::Tickets => {
                services.tickets.iter().for_each(|port| port.fail_next(operation, fault));
            }
            Port::Pager => services.pager.iter().for_each(|port| port.fail_next(operation, fault)),
            Port::StatusPage => services.status_page.fail_next(operation, fault),
            Port::Knowledge => services.knowledge.fail_next(operation, fault),
            Port::Schedule => {
                services.schedule.iter().for_each(|port| port.fail_next(operation, fault));
            }
        }
    }

    /// Breaks an operation until it is mended, or mends it.
    pub(super) fn set_broken(&self, port: Port, operation: &'static str, fault: Option<Fault>) {
        let services = &self.services;
        match port {
            Port::Chat => self.chat.set_broken(operation, fault),
            Port::Tickets => {
                services.tickets.iter().for_each(|port| port.set_broken(operation, fault));
            }
            Port::Pager => services.pager.iter().for_each(|port| port.set_broken(operation, fault)),
            Port::StatusPage => services.status_page.set_broken(operation, fault),
            Port::Knowledge => services.knowledge.set_broken(operation, fault),
            Port::Schedule => {
                services.schedule.iter().for_each(|port| port.set_broken(operation, fault));
            }
        }
    }

    /// What became visible at the services since they were last looked at.
    pub(super) fn service_news(&mut self) -> Vec<Shown> {
        let at = self.now();
        let mut news = Vec::new();
        let pages = self.services.pager.as_ref().map(|pager| pager.pages()).unwrap_or_default();
        for page in pages.iter().skip(self.noted.pages) {
            let name = self.chat.name_of(&page.request.person);
            news.push(Shown::service(
                at,
                What::Paged,
                "pager",
                format!("{name}: {}", page.request.summary),
            ));
        }
        self.noted.pages = pages.len();
        let held = self.services.tickets.iter().flat_map(|tickets| tickets.tickets());
        for ticket in held.collect::<Vec<_>>() {
            news.extend(self.ticket_news(at, &ticket));
        }
        let updates = self.services.status_page.entries();
        for (update, _) in updates.iter().skip(self.noted.updates) {
            news.push(Shown::service(at, What::Published, "status page", update.text().to_owned()));
        }
        self.noted.updates = updates.len();
        news
    }

    fn ticket_news(&mut self, at: Timestamp, held: &HeldTicket) -> Vec<Shown> {
        let facts = &held.facts;
        let now = (facts.status.clone(), held.comments.len(), held.links.len());
        let before = self.noted.tickets.insert(facts.key.clone(), now);
        let say = |what: String| Shown::service(at, What::Ticket, facts.key.as_str(), what);
        let (status, comments, links) = before.unwrap_or_default();
        let mut news = Vec::new();
        if status.is_empty() {
            news.push(say(format!("opened: {} ({})", facts.title, facts.status)));
        } else if status != facts.status {
            news.push(say(format!("now {}", facts.status)));
        }
        news.extend(
            held.comments.iter().skip(comments).map(|comment| say(format!("comment: {comment}"))),
        );
        news.extend(
            held.links.iter().skip(links).map(|(label, url)| say(format!("link: {label} {url}"))),
        );
        news
    }

    /// Whose page it is, for expectations: the people paged since the step began.
    pub(super) fn paged(&self) -> Vec<String> {
        let pages = self.services.pager.as_ref().map(|pager| pager.pages()).unwrap_or_default();
        let since = pages.iter().skip(self.pages_before);
        since.map(|page| cast::handle(&page.request.person).to_owned()).collect()
    }
}
