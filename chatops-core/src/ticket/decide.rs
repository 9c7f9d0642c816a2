//! What may be asked of the ticket, and what its system answers.

use std::collections::BTreeSet;

use super::{
    COMMENT_CHARS_MAX, Command, Event, FIELD_CHARS_MAX, IN_PROGRESS, LinkedTicket, PendingMove,
    RESOLVED, Step, TicketLink, WATCHERS_MAX, next_status, same,
};
use crate::context::Context;
use crate::effect::{Answer, Effect, Outcome, TicketFacts};
use crate::ids::{PersonId, TicketKey};
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;
use crate::time::later;

impl TicketLink {
    pub(super) fn judge(&self, command: &Command, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Link { facts } => self.link(facts),
            Command::LinkNamed { key, taken_by } => self.link_named(key, taken_by.as_deref(), cx),
            Command::Open { title, severity } => self.open(title, *severity, cx),
            Command::Move { status } => self.move_to(status, cx),
            Command::Follow { over } => Ok(self.follow(*over, cx)),
            Command::Comment { text } => self.comment(text, cx),
            Command::NoteRelated { facts } => Ok(self.note_related(facts, cx)),
            Command::Show => self.linked(cx).map(|_| vec![Event::Looked]),
            Command::Changed { facts, by_us } => Ok(match &self.ticket {
                Some(ticket) if ticket.key == facts.key => {
                    self.changes(ticket, facts, *by_us, cx.actor.person())
                }
                _ => Vec::new(),
            }),
        }
    }

    /// What the ticket system answered to an effect of ours.
    pub(super) fn answered(&self, effect: &Effect, outcome: &Outcome) -> Vec<Event> {
        let ours = |ticket: &TicketKey| self.ticket.as_ref().is_some_and(|own| own.key == *ticket);
        let related = |ticket: &TicketKey| self.related.contains(ticket).then(|| ticket.clone());
        match effect {
            Effect::OpenTicket { .. } => self.opened(outcome),
            Effect::ReadTicket { ticket } if self.is_named(ticket) => self.read(ticket, outcome),
            Effect::ReadTicket { ticket } => match (&self.ticket, outcome) {
                (Some(own), Outcome::Done(Answer::Ticket(facts))) if own.key == *ticket => {
                    self.changes(own, facts, false, None)
                }
                (Some(own), other) if own.key == *ticket => failed(Step::Read, None, other),
                _ => Vec::new(),
            },
            Effect::MoveTicket { ticket, status } if ours(ticket) => self.moved(status, outcome),
            Effect::CommentTicket { ticket, .. } if ours(ticket) => {
                failed(Step::Comment, None, outcome)
            }
            Effect::LinkTicket { ticket, .. } if ours(ticket) => {
                failed(Step::LinkBack, None, outcome)
            }
            Effect::CommentTicket { ticket, .. } => related(ticket)
                .map_or_else(Vec::new, |key| failed(Step::Comment, Some(key), outcome)),
            Effect::LinkTicket { ticket, .. } => related(ticket)
                .map_or_else(Vec::new, |key| failed(Step::LinkBack, Some(key), outcome)),
            _ => Vec::new(),
        }
    }

    fn is_named(&self, ticket: &TicketKey) -> bool {
        self.named.as_ref().is_some_and(|named| named.key == *ticket)
    }

    fn linked(&self, cx: Context<'_>) -> Result<&LinkedTicket, Refusal> {
        self.ticket.as_ref().ok_or_else(|| {
            let Err(no_system) = connected(cx) else {
                let instead = match (&self.opening, &self.named) {
                    (Some(_), _) | (_, Some(_)) => {
                        "It is on its way; try again when the room shows it."
                    }
                    (None, None) => {
                        "Open one with `ticket open`, or link one that is there: `ticket link <key>`."
                    }
                };
                return Refusal::wrong_state("This incident has no ticket yet.", instead);
            };
            no_system
        })
    }

    fn has_one(&self, other: Option<&TicketKey>) -> Result<(), Refusal> {
        let Some(ticket) = &self.ticket else { return Ok(()) };
        Err(Refusal::already_done(
            format!("This incident has a ticket: {}.", ticket.key),
            match other {
                Some(other) => format!("Tie {other} to it in the ticket system."),
                None => String::from("Comment on it with `ticket comment <text>`."),
            },
        ))
    }

    fn link(&self, facts: &TicketFacts) -> Result<Vec<Event>, Refusal> {
        match &self.ticket {
            Some(ticket) if ticket.key == facts.key => Ok(self.changes(ticket, facts, false, None)),
            _ => {
                self.has_one(Some(&facts.key))?;
                let mut events = vec![Event::Linked {
                    key: facts.key.clone(),
                    title: bounded(&facts.title),
                    status: bounded(&facts.status),
                    url: facts.url.as_deref().map(bounded),
                    component: facts.component.as_deref().map(bounded),
                }];
                events.extend(self.new_watchers(facts));
                Ok(events)
            }
        }
    }

    fn link_named(
        &self,
        key: &TicketKey,
        taken_by: Option<&str>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        connected(cx)?;
        if let Some(ticket) = self.ticket.as_ref().filter(|ticket| ticket.key == *key) {
            return Err(Refusal::already_done(
                format!("{} is the ticket of this incident already.", ticket.key),
                "See it with `ticket`.",
            ));
        }
        self.has_one(Some(key))?;
        if let Some(room) = taken_by {
            return Err(Refusal::already_done(
                format!("{key} is the ticket of another incident, in {room}."),
                "Work there if it is the same; otherwise open a ticket with `ticket open`.",
            ));
        }
        if self.is_named(key) {
            return Err(Refusal::already_done(
                format!("{key} is being read."),
                "The room shows it as soon as it is there.",
            ));
        }
        let until = later(cx.now, cx.policy.waits.ticket);
        Ok(vec![Event::LinkAsked { key: key.clone(), by: cx.actor.person().cloned(), until }])
    }

    fn open(
        &self,
        title: &str,
        severity: Severity,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        connected(cx)?;
        self.has_one(None)?;
        if self.opening.is_some() || self.named.is_some() {
            return Err(Refusal::already_done(
                "A ticket is on its way.",
                "The room shows it as soon as it is there.",
            ));
        }
        let until = later(cx.now, cx.policy.waits.ticket);
        Ok(vec![Event::Wanted { title: bounded(title), severity, until }])
    }

    fn move_to(&self, status: &str, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let ticket = self.linked(cx)?;
        let status = status.trim();
        if status.is_empty() || status.chars().count() > FIELD_CHARS_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                "That is not a status.",
                "Name one as the ticket system does: `ticket move In Progress`.",
            ));
        }
        if let Some(pending) = self.pending.as_ref().filter(|pending| !pending.unknown) {
            return Err(Refusal::already_done(
                format!("{} is being moved to {}.", ticket.key, pending.status),
                "Wait until the room shows it.",
            ));
        }
        if same(&ticket.status, status) {
            return Err(Refusal::already_done(
                format!("{} is {} already.", ticket.key, ticket.status),
                "Move it on with `ticket move <status>`.",
            ));
        }
        Ok(vec![move_asked(status, None, cx.actor.person())])
    }

    /// The ticket goes where the incident goes. Where it is there already, nothing is to be done; where it is on
    /// the way to somewhere else, it goes on from there.
    fn follow(&self, over: bool, cx: Context<'_>) -> Vec<Event> {
        let Some(ticket) = &self.ticket else { return Vec::new() };
        let wanted = if over { RESOLVED } else { IN_PROGRESS };
        let heading = self.pending.as_ref().filter(|pending| !pending.unknown);
        let comes_to = heading
            .map_or(&ticket.status, |pending| pending.then.as_ref().unwrap_or(&pending.status));
        let is_done = next_status(comes_to).is_none();
        if over == is_done {
            return Vec::new();
        }
        vec![match heading {
            Some(PendingMove { status, by, .. }) => {
                move_asked(status, Some(wanted.to_owned()), by.as_ref())
            }
            None => move_asked(wanted, None, cx.actor.person()),
        }]
    }

    fn comment(&self, text: &str, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        self.linked(cx)?;
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 || length > COMMENT_CHARS_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!(
                    "A comment has 1 to {COMMENT_CHARS_MAX} characters; this one has {length}."
                ),
                "Write it as `ticket comment <text>`, and link to what is longer.",
            ));
        }
        Ok(vec![Event::Commented { text: text.to_owned(), by: cx.actor.person().cloned() }])
    }

    fn note_related(&self, facts: &TicketFacts, cx: Context<'_>) -> Vec<Event> {
        let known = self.ticket.as_ref().is_some_and(|ticket| ticket.key == facts.key)
            || self.related.contains(&facts.key);
        if known {
            return Vec::new();
        }
        vec![Event::RelatedFiled {
            key: facts.key.clone(),
            title: bounded(&facts.title),
            url: facts.url.as_deref().map(bounded),
            component: facts.component.as_deref().map(bounded),
            by: cx.actor.person().cloned(),
            count: self.related_count.saturating_add(1),
        }]
    }

    /// What is new in `facts`. A change that we asked for becomes the end of that move; one that we
    /// made earlier (`by_us`) is known already, however late it is reported.
    fn changes(
        &self,
        ticket: &LinkedTicket,
        facts: &TicketFacts,
        by_us: bool,
        by: Option<&PersonId>,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        let (mut title, mut status) = (None, None);
        match &self.pending {
            Some(pending) if same(&pending.status, &facts.status) => {
                events.extend(reached(pending, &facts.status));
            }
            _ if !by_us && !same(&ticket.status, &facts.status) => {
                status = Some(bounded(&facts.status));
            }
            _ => {}
        }
        if !by_us && ticket.title != bounded(&facts.title) {
            title = Some(bounded(&facts.title));
        }
        if title.is_some() || status.is_some() {
            events.push(Event::ChangeSeen { title, status, by: by.cloned() });
        }
        events.extend(self.new_watchers(facts));
        events
    }

    fn new_watchers(&self, facts: &TicketFacts) -> Option<Event> {
        let fresh = facts.watchers.difference(&self.watchers);
        let places = WATCHERS_MAX.saturating_sub(self.watchers.len());
        let left_out = fresh.clone().count().saturating_sub(places);
        let people: BTreeSet<PersonId> = fresh.take(places).cloned().collect();
        let left_out = u32::try_from(left_out).unwrap_or(u32::MAX);
        (!people.is_empty()).then_some(Event::WatchersFound { people, left_out })
    }

    fn opened(&self, outcome: &Outcome) -> Vec<Event> {
        let unavailable = |reason: &str, unclear| {
            vec![Event::Unavailable { reason: bounded(reason), may_come: false, unclear }]
        };
        match (outcome, &self.ticket) {
            (Outcome::Done(Answer::Ticket(facts)), Some(ticket)) if ticket.key != facts.key => {
                vec![Event::SecondOpened { key: facts.key.clone() }]
            }
            (Outcome::Done(Answer::Ticket(facts)), _) => self.link(facts).unwrap_or_default(),
            // It has a ticket by another way: what became of this one changes nothing.
            (_, Some(_)) => Vec::new(),
            (Outcome::Done(_), None) => {
                unavailable("The ticket system answered without a ticket.", true)
            }
            (Outcome::Refused { reason }, None) => unavailable(reason, false),
            (Outcome::Ambiguous { reason }, None) => unavailable(reason, true),
        }
    }

    /// The ticket that somebody named was looked for.
    fn read(&self, key: &TicketKey, outcome: &Outcome) -> Vec<Event> {
        let not =
            |reason: &str| vec![Event::NotLinked { key: key.clone(), reason: bounded(reason) }];
        match outcome {
            Outcome::Done(Answer::Ticket(facts)) => match self.link(facts) {
                Ok(events) => events,
                // It has got another one meanwhile.
                Err(refusal) => not(&refusal.why),
            },
            Outcome::Done(_) => not("The ticket system answered without a ticket."),
            Outcome::Refused { reason } | Outcome::Ambiguous { reason } => not(reason),
        }
    }

    fn moved(&self, status: &str, outcome: &Outcome) -> Vec<Event> {
        let Some(pending) = self.pending.as_ref().filter(|pending| same(&pending.status, status))
        else {
            return Vec::new();
        };
        match outcome {
            Outcome::Done(Answer::Ticket(facts)) => reached(pending, &facts.status),
            Outcome::Done(_) => reached(pending, &pending.status),
            Outcome::Refused { .. } if self.leads_over_progress(pending) => {
                vec![move_asked(IN_PROGRESS, Some(pending.status.clone()), pending.by.as_ref())]
            }
            other => failed(Step::Move, None, other),
        }
    }

    /// Many work flows have no step from open to resolved: then it goes by way of the status between.
    fn leads_over_progress(&self, pending: &PendingMove) -> bool {
        let next = self.ticket.as_ref().and_then(|ticket| next_status(&ticket.status));
        pending.then.is_none() && same(&pending.status, RESOLVED) && next == Some(IN_PROGRESS)
    }
}

/// A ticket system is there to be asked.
fn connected(cx: Context<'_>) -> Result<(), Refusal> {
    if cx.policy.services.tickets {
        return Ok(());
    }
    Err(Refusal::wrong_state(
        "No ticket system is connected, so this incident has no ticket.",
        "Note what is to be done later with `followup <text>`.",
    ))
}

fn move_asked(status: &str, then: Option<String>, by: Option<&PersonId>) -> Event {
    Event::MoveAsked { status: status.to_owned(), then, by: by.cloned() }
}

/// The end of a move, and the next one where the way has two steps.
fn reached(pending: &PendingMove, status: &str) -> Vec<Event> {
    let mut events = vec![Event::Moved { status: bounded(status), by: pending.by.clone() }];
    if let Some(then) = &pending.then {
        events.push(move_asked(then, None, pending.by.as_ref()));
    }
    events
}

/// The failure of a step, where it failed.
fn failed(step: Step, related: Option<TicketKey>, outcome: &Outcome) -> Vec<Event> {
    let (reason, certain) = match outcome {
        Outcome::Done(_) => return Vec::new(),
        Outcome::Refused { reason } => (bounded(reason), true),
        Outcome::Ambiguous { reason } => (bounded(reason), false),
    };
    vec![Event::Failed { step, related, reason, certain }]
}

fn bounded(words: &str) -> String {
    words.trim().chars().take(FIELD_CHARS_MAX).collect()
}
