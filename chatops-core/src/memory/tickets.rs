//! A ticket system in memory: one project, four statuses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;

use super::shared::{Fault, Shared, not_found, refuse};
use crate::effect::TicketFacts;
use crate::error::{ErrorKind, PortError};
use crate::ids::{EffectId, PersonId, TicketKey};
use crate::ports::clock::Clock;
use crate::ports::inbound::{Delivery, Inbound};
use crate::ports::tickets::{NewTicket, TicketSystem};

/// The statuses, each with those that it can be moved to.
pub const STATUSES: [(&str, &[&str]); 4] = [
    ("Open", &["In Progress", "Closed"]),
    ("In Progress", &["Open", "Resolved"]),
    ("Resolved", &["In Progress", "Closed"]),
    ("Closed", &["Open"]),
];

/// A ticket as the system holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTicket {
    /// What the port tells of it.
    pub facts: TicketFacts,
    /// What was asked for, where the bot opened it.
    pub asked: Option<NewTicket>,
    /// The comments, the oldest first.
    pub comments: Vec<String>,
    /// The links: label and address.
    pub links: Vec<(String, String)>,
}

/// A ticket system with one project. It forgets no ticket.
#[derive(Debug)]
pub struct MemoryTickets {
    clock: Arc<dyn Clock>,
    project: String,
    state: Shared<State>,
}

#[derive(Debug)]
struct State {
    next: u32,
    tickets: BTreeMap<TicketKey, HeldTicket>,
    opened: BTreeMap<EffectId, TicketKey>,
    commented: BTreeSet<EffectId>,
    reports: Vec<Delivery>,
    reported: u64,
}

impl State {
    fn ticket(
        &mut self,
        operation: &'static str,
        key: &TicketKey,
    ) -> Result<&mut HeldTicket, PortError> {
        self.tickets.get_mut(key).ok_or_else(|| not_found(operation, format!("ticket {key}")))
    }
}

impl MemoryTickets {
    /// A project such as `HOT`, whose first ticket has the number `first`.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, project: &str, first: u32) -> Self {
        let state = State {
            next: first,
            tickets: BTreeMap::new(),
            opened: BTreeMap::new(),
            commented: BTreeSet::new(),
            reports: Vec::new(),
            reported: 0,
        };
        Self { clock, project: project.to_owned(), state: Shared::new(state) }
    }

    /// A person files a ticket by hand. They watch it, and it is reported.
    ///
    /// # Errors
    /// `Invalid` where the title is empty.
    pub fn file(
        &self,
        person: &PersonId,
        title: &str,
        component: Option<&str>,
    ) -> Result<TicketKey, PortError> {
        self.state.change(|state| {
            let mut ticket = self.make(state, title)?;
            ticket.facts.watchers.insert(person.clone());
            ticket.facts.component = component.map(str::to_owned);
            let key = ticket.facts.key.clone();
            self.report(state, &ticket.facts, person, true);
            state.tickets.insert(key.clone(), ticket);
            Ok(key)
        })
    }

    /// A person moves a ticket by hand, and it is reported. Moving it to where it is reports nothing.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` where the status cannot be reached.
    pub fn move_by_hand(
        &self,
        person: &PersonId,
        ticket: &TicketKey,
        status: &str,
    ) -> Result<(), PortError> {
        self.state.change(|state| {
            let held = state.ticket("move_by_hand", ticket)?;
            if move_to(&mut held.facts, "move_by_hand", status)? {
                let facts = held.facts.clone();
                self.report(state, &facts, person, false);
            }
            Ok(())
        })
    }

    /// A person watches a ticket from now on.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn watch(&self, person: &PersonId, ticket: &TicketKey) -> Result<(), PortError> {
        self.state.change(|state| {
            state.ticket("watch", ticket)?.facts.watchers.insert(person.clone());
            Ok(())
        })
    }

    /// All tickets, by key.
    #[must_use]
    pub fn tickets(&self) -> Vec<HeldTicket> {
        self.state.read(|state| state.tickets.values().cloned().collect())
    }

    /// One ticket.
    #[must_use]
    pub fn ticket(&self, key: &TicketKey) -> Option<HeldTicket> {
        self.state.read(|state| state.tickets.get(key).cloned())
    }

    /// What people did since this was last asked.
    #[must_use]
    pub fn take_reports(&self) -> Vec<Delivery> {
        self.state.change(|state| std::mem::take(&mut state.reports))
    }

    /// The same, but waits until there is something.
    pub async fn next_reports(&self) -> Vec<Delivery> {
        let take = |state: &mut State| {
            (!state.reports.is_empty()).then(|| std::mem::take(&mut state.reports))
        };
        self.state.until(take).await
    }

    /// Orders a failure of the next call of an operation of the port, called as its method.
    pub fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.state.fail_next(operation, fault);
    }

    /// Lets every call of an operation fail until it is mended (`None`).
    pub fn set_broken(&self, operation: &'static str, fault: Option<Fault>) {
        self.state.set_broken(operation, fault);
    }

    /// A new ticket, not yet among the others.
    fn make(&self, state: &mut State, title: &str) -> Result<HeldTicket, PortError> {
        let invalid = |detail: String| refuse("open", ErrorKind::Invalid, detail);
        if title.trim().is_empty() {
            return Err(invalid(String::from("the title is empty; say what it is about")));
        }
        let key = TicketKey::new(format!("{}-{}", self.project, state.next))
            .map_err(|wrong| invalid(wrong.to_string()))?;
        state.next = state.next.saturating_add(1);
        let facts = TicketFacts {
            // No such host exists (RFC 2606).
            url: Some(format!("https://tickets.invalid/{key}")),
            key,
            title: title.to_owned(),
            status: String::from("Open"),
            watchers: BTreeSet::new(),
            component: None,
        };
        Ok(HeldTicket { facts, asked: None, comments: Vec::new(), links: Vec::new() })
    }

    fn report(&self, state: &mut State, ticket: &TicketFacts, person: &PersonId, opened: bool) {
        state.reported += 1;
        let (ticket, by) = (ticket.clone(), Some(person.to_string()));
        state.reports.push(Delivery {
            source: String::from("memory-tickets"),
            key: format!("{}/{}", ticket.key, state.reported),
            occurred_at: self.clock.now(),
            inbound: Inbound::TicketChanged { ticket, by, opened },
        });
    }
}

/// Moves a ticket. Tells whether that changed anything.
fn move_to(
    ticket: &mut TicketFacts,
    operation: &'static str,
    status: &str,
) -> Result<bool, PortError> {
    if ticket.status.eq_ignore_ascii_case(status) {
        return Ok(false);
    }
    let open = STATUSES.iter().find(|(from, _)| *from == ticket.status);
    let open = open.map_or(&[][..], |(_, to)| to);
    let Some(reached) = open.iter().find(|to| to.eq_ignore_ascii_case(status)) else {
        let detail = format!(
            "{} is `{}` and can be moved to: {}",
            ticket.key,
            ticket.status,
            open.join(", ")
        );
        return Err(refuse(operation, ErrorKind::Invalid, detail));
    };
    ticket.status = (*reached).to_owned();
    Ok(true)
}

#[async_trait]
impl TicketSystem for MemoryTickets {
    async fn open(&self, ticket: &NewTicket, key: &EffectId) -> Result<TicketFacts, PortError> {
        self.state.call("open", |state| {
            let known = state.opened.get(key).and_then(|opened| state.tickets.get(opened));
            if let Some(known) = known {
                return Ok(known.facts.clone());
            }
            if let Some(parent) = &ticket.parent
                && !state.tickets.contains_key(parent)
            {
                let detail = format!("its parent {parent} does not exist");
                return Err(refuse("open", ErrorKind::Invalid, detail));
            }
            let mut held = self.make(state, &ticket.title)?;
            held.facts.watchers.extend(ticket.owner.clone());
            held.asked = Some(ticket.clone());
            let facts = held.facts.clone();
            state.opened.insert(*key, facts.key.clone());
            state.tickets.insert(facts.key.clone(), held);
            Ok(facts)
        })
    }

    async fn find(&self, ticket: &TicketKey) -> Result<Option<TicketFacts>, PortError> {
        // As people type it: the case of a key does not matter.
        let meant = |key: &TicketKey| key.as_str().eq_ignore_ascii_case(ticket.as_str());
        self.state.call("find", |state| {
            let found = state.tickets.iter().find(|(key, _)| meant(key));
            Ok(found.map(|(_, held)| held.facts.clone()))
        })
    }

    async fn comment(
        &self,
        ticket: &TicketKey,
        text: &str,
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.state.call("comment", |state| {
            let repeat = state.commented.contains(key);
            let held = state.ticket("comment", ticket)?;
            if !repeat {
                held.comments.push(text.to_owned());
                state.commented.insert(*key);
            }
            Ok(())
        })
    }

    async fn transition(
        &self,
        ticket: &TicketKey,
        status: &str,
        _: &EffectId,
    ) -> Result<TicketFacts, PortError> {
        self.state.call("transition", |state| {
            let held = state.ticket("transition", ticket)?;
            move_to(&mut held.facts, "transition", status)?;
            Ok(held.facts.clone())
        })
    }

    async fn link(
        &self,
        ticket: &TicketKey,
        label: &str,
        url: &str,
        _: &EffectId,
    ) -> Result<(), PortError> {
        self.state.call("link", |state| {
            let held = state.ticket("link", ticket)?;
            match held.links.iter_mut().find(|(_, known)| known == url) {
                Some((known, _)) => *known = label.to_owned(),
                None => held.links.push((label.to_owned(), url.to_owned())),
            }
            Ok(())
        })
    }

    async fn watchers(&self, ticket: &TicketKey) -> Result<BTreeSet<PersonId>, PortError> {
        self.state.call("watchers", |state| {
            state.ticket("watchers", ticket).map(|held| held.facts.watchers.clone())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::ManualClock;
    use crate::memory::tests::{key, now, profile};

    fn tickets() -> (MemoryTickets, PersonId) {
        (MemoryTickets::new(Arc::new(ManualClock::at_epoch()), "HOT", 330), profile("jim").id)
    }

    #[test]
    fn what_people_file_and_move_is_reported_in_order() {
        let (tickets, jim) = tickets();
        let first = tickets.file(&jim, "Checkout is down", Some("checkout")).unwrap();
        assert_eq!(first.as_str(), "HOT-330");
        tickets.move_by_hand(&jim, &first, "in progress").unwrap();
        tickets.move_by_hand(&jim, &first, "In Progress").unwrap();
        let reports = tickets.take_reports();
        let seen: Vec<_> = reports
            .iter()
            .map(|one| match &one.inbound {
                Inbound::TicketChanged { ticket, opened, .. } => (ticket.status.as_str(), *opened),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(seen, [("Open", true), ("In Progress", false)]);
        assert_ne!(reports[0].key, reports[1].key);
        assert!(tickets.take_reports().is_empty());
    }

    #[test]
    fn every_status_can_be_left_and_reached() {
        let names: BTreeSet<_> = STATUSES.iter().map(|(name, _)| *name).collect();
        let reached: BTreeSet<_> = STATUSES.iter().flat_map(|(_, to)| to.iter().copied()).collect();
        assert_eq!(names, reached);
    }

    #[test]
    fn what_the_bot_does_is_not_reported_back() {
        let (tickets, jim) = tickets();
        let new =
            NewTicket { title: "a".into(), severity: None, owner: Some(jim.clone()), parent: None };
        let opened = now(tickets.open(&new, &key(1))).unwrap();
        now(tickets.transition(&opened.key, "In Progress", &key(2))).unwrap();
        assert!(tickets.take_reports().is_empty());
        assert_eq!(opened.watchers, BTreeSet::from([jim]));
        assert_eq!(tickets.ticket(&opened.key).unwrap().asked, Some(new));
    }

    #[test]
    fn a_ticket_is_found_however_its_key_is_typed() {
        let (tickets, jim) = tickets();
        let filed = tickets.file(&jim, "a", None).unwrap();
        let typed = TicketKey::new("hot-330").unwrap();
        assert_eq!(now(tickets.find(&typed)).unwrap().map(|facts| facts.key), Some(filed));
    }

    #[test]
    fn tickets_without_title_or_with_a_lost_parent_are_refused() {
        let (tickets, jim) = tickets();
        assert_eq!(tickets.file(&jim, " ", None).unwrap_err().kind, ErrorKind::Invalid);
        let parent = Some(TicketKey::new("HOT-1").unwrap());
        let new = NewTicket { title: "a".into(), severity: None, owner: None, parent };
        assert_eq!(now(tickets.open(&new, &key(1))).unwrap_err().kind, ErrorKind::Invalid);
        assert!(tickets.tickets().is_empty());
    }
}
