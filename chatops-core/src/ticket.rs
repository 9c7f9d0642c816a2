//! The ticket in the room: opened, linked both ways, moved and commented from chat (Feature C5).
//!
//! What happens to the ticket elsewhere appears in the room; what the room asked for is not told
//! twice when the ticket system reports it back. Whoever watches the ticket is invited. A ticket
//! system that is silent or refuses stops nothing: the incident goes on without a ticket, and is
//! linked when one comes, or when somebody links one by hand.
//!
//! A ticket that is filed for what the incident is about already is no second incident: the room is
//! told, and the ticket leads to the room.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Effect, Outcome, Reaction, TicketFacts, TimerKey};
use crate::feature::Feature;
use crate::ids::{ComponentId, PersonId, TicketKey};
use crate::refusal::Refusal;
use crate::severity::Severity;
use crate::text::Text;
use crate::time::show_span;

mod decide;
mod show;

/// Most watchers of a ticket who are invited. A ticket that more people watch is a newsletter.
pub const WATCHERS_MAX: usize = 500;

/// Longest title, status, component and address that is kept, in characters. What is longer is cut.
pub const FIELD_CHARS_MAX: usize = 500;

/// Longest comment that is written from chat, in characters. Ticket systems take about 32,000; what is
/// longer than this is a document and wants a link.
pub const COMMENT_CHARS_MAX: usize = 4_000;

/// Most related tickets that are told to the room one by one. More than that is a flood of the same, and the room
/// has other things to read; each ticket still leads to the room.
pub const RELATED_TOLD_MAX: u32 = 10;

/// Most related tickets that are remembered, so that a failure on one of them can be told.
pub const RELATED_MAX: usize = 200;

/// The status a ticket is moved to by the all clear.
pub const RESOLVED: &str = "Resolved";

/// The status between open and resolved (Feature C5), and the one a reopened incident moves its ticket to.
pub const IN_PROGRESS: &str = "In Progress";

/// How far the opening of a ticket got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// Asked for; the answer is due at this moment.
    Asked {
        /// When the incident goes on without it.
        until: Timestamp,
    },
    /// It may still come, but nobody waits for it any more.
    Overdue,
}

/// The linked ticket, as last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedTicket {
    /// Its key.
    pub key: TicketKey,
    /// Its title.
    pub title: String,
    /// Its status, in the ticket system's words.
    pub status: String,
    /// Where to read it.
    pub url: Option<String>,
    /// The component it is filed against.
    pub component: Option<String>,
}

/// A move that the room has asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingMove {
    /// Where to.
    pub status: String,
    /// Where to after that: the status that was asked for cannot be reached in one step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// Who asked.
    pub by: Option<PersonId>,
    /// Whether nobody knows what became of it.
    pub unknown: bool,
}

/// A ticket that was named by hand and is being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedTicket {
    /// Its key.
    pub key: TicketKey,
    /// When the incident goes on without it; nothing: it does already.
    pub until: Option<Timestamp>,
}

/// The ticket of an incident. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketLink {
    opening: Option<Opening>,
    named: Option<NamedTicket>,
    ticket: Option<LinkedTicket>,
    /// The latest move asked for, until its outcome is known.
    pending: Option<PendingMove>,
    /// Who has been invited for watching it. At most [`WATCHERS_MAX`].
    watchers: BTreeSet<PersonId>,
    /// Tickets that were filed for the same. At most [`RELATED_MAX`].
    related: BTreeSet<TicketKey>,
    /// How many there were.
    related_count: u32,
}

/// What can be asked of the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Link a ticket that exists.
    Link {
        /// As it is now.
        facts: TicketFacts,
    },
    /// Link the ticket with this key: it is read first.
    LinkNamed {
        /// Its key, as somebody typed it.
        key: TicketKey,
        /// The room of another open incident that has this ticket. The register knows.
        taken_by: Option<String>,
    },
    /// Open a ticket.
    Open {
        /// Its title.
        title: String,
        /// How bad it is.
        severity: Severity,
    },
    /// Move it to another status.
    Move {
        /// As the ticket system names it.
        status: String,
    },
    /// The incident is over, or goes on after all: the ticket follows, if it is not there already.
    Follow {
        /// Whether the incident is over.
        over: bool,
    },
    /// Write a comment on it.
    Comment {
        /// What.
        text: String,
    },
    /// A ticket was filed for what this incident is about.
    NoteRelated {
        /// As it is now.
        facts: TicketFacts,
    },
    /// Show it.
    Show,
    /// The ticket system says that it has changed.
    Changed {
        /// As it is now.
        facts: TicketFacts,
        /// Whether the ticket system names our own account as the one who changed it.
        by_us: bool,
    },
}

/// A step towards the ticket system that can fail without stopping the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Reading it.
    Read,
    /// Moving it.
    Move,
    /// Commenting on it.
    Comment,
    /// Putting a link to the room on it.
    LinkBack,
}

impl Step {
    /// The step on a ticket, as people say it: `move the ticket`.
    fn on(self, ticket: &str) -> String {
        match self {
            Self::Read => format!("read {ticket}"),
            Self::Move => format!("move {ticket}"),
            Self::Comment => format!("comment on {ticket}"),
            Self::LinkBack => format!("put a link to this room on {ticket}"),
        }
    }
}

/// What happened to the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A ticket is being opened.
    Wanted {
        /// Its title.
        title: String,
        /// How bad it is.
        severity: Severity,
        /// When the incident goes on without it.
        until: Timestamp,
    },
    /// This is the ticket of the incident.
    Linked {
        /// Its key.
        key: TicketKey,
        /// Its title.
        title: String,
        /// Its status.
        status: String,
        /// Where to read it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// The component it is filed against.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// Somebody named a ticket that is there already; it is being read.
    LinkAsked {
        /// Its key.
        key: TicketKey,
        /// Who; nobody: the rules themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// When the incident goes on without it.
        until: Timestamp,
    },
    /// The ticket that somebody named is not linked.
    NotLinked {
        /// Its key.
        key: TicketKey,
        /// Why.
        reason: String,
    },
    /// A ticket was filed for what this incident is about.
    RelatedFiled {
        /// Its key.
        key: TicketKey,
        /// Its title.
        title: String,
        /// Where to read it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// The component it is filed against.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
        /// Who filed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// Which related ticket it is, from 1.
        count: u32,
    },
    /// Somebody looked at it.
    Looked,
    /// Another ticket was opened while this incident got its own.
    SecondOpened {
        /// Its key.
        key: TicketKey,
    },
    /// These watch it and were not invited before.
    WatchersFound {
        /// Who.
        people: BTreeSet<PersonId>,
        /// How many more there are than [`WATCHERS_MAX`] lets in.
        #[serde(default, skip_serializing_if = "is_zero")]
        left_out: u32,
    },
    /// Somebody asked to move it.
    MoveAsked {
        /// Where to.
        status: String,
        /// Where to after that: the status that was asked for cannot be reached in one step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        then: Option<String>,
        /// Who; nobody: the rules themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
    },
    /// It was moved as asked.
    Moved {
        /// Where to.
        status: String,
        /// Who had asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
    },
    /// Somebody commented on it from the room.
    Commented {
        /// What.
        text: String,
        /// Who; nobody: the rules themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
    },
    /// It was changed elsewhere.
    ChangeSeen {
        /// The new title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The new status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<String>,
        /// Who did it, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
    },
    /// There is no ticket for now: the incident goes on without it.
    Unavailable {
        /// Why.
        reason: String,
        /// Whether it may still come.
        may_come: bool,
        /// Whether one may stand there that nobody knows of.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unclear: bool,
    },
    /// A step towards the ticket system failed.
    Failed {
        /// Which.
        step: Step,
        /// On which related ticket; nothing: on the incident's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        related: Option<TicketKey>,
        /// Why.
        reason: String,
        /// Whether it is certain that nothing happened.
        certain: bool,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl TicketLink {
    /// The ticket, once there is one.
    #[must_use]
    pub fn ticket(&self) -> Option<&LinkedTicket> {
        self.ticket.as_ref()
    }

    /// Whether a ticket is being opened or may still come.
    #[must_use]
    pub fn opening(&self) -> Option<Opening> {
        self.opening
    }

    /// The component it is filed against.
    #[must_use]
    pub fn component(&self) -> Option<ComponentId> {
        let named = self.ticket.as_ref()?.component.as_deref()?;
        ComponentId::new(named).ok()
    }
}

impl Feature for TicketLink {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.judge(command, cx)
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Wanted { until, .. } => self.opening = Some(Opening::Asked { until: *until }),
            Event::Linked { key, title, status, url, component } => {
                self.opening = None;
                self.named = None;
                self.ticket = Some(LinkedTicket {
                    key: key.clone(),
                    title: title.clone(),
                    status: status.clone(),
                    url: url.clone(),
                    component: component.clone(),
                });
            }
            Event::LinkAsked { key, until, .. } => {
                self.named = Some(NamedTicket { key: key.clone(), until: Some(*until) });
            }
            Event::NotLinked { .. } => self.named = None,
            Event::RelatedFiled { key, count, .. } => {
                self.related_count = *count;
                if self.related.len() < RELATED_MAX {
                    self.related.insert(key.clone());
                }
            }
            Event::WatchersFound { people, .. } => self.watchers.extend(people.iter().cloned()),
            Event::MoveAsked { status, then, by } => {
                let (status, then, by) = (status.clone(), then.clone(), by.clone());
                self.pending = Some(PendingMove { status, then, by, unknown: false });
            }
            Event::Moved { status, .. } => {
                self.pending = None;
                self.note(None, Some(status));
            }
            Event::ChangeSeen { title, status, .. } => self.note(title.as_ref(), status.as_ref()),
            Event::Unavailable { may_come, .. } => {
                if let Some(named) = &mut self.named {
                    named.until = None;
                }
                if self.opening.is_some() {
                    self.opening = may_come.then_some(Opening::Overdue);
                }
            }
            Event::Failed { step: Step::Move, related: None, certain: true, .. } => {
                self.pending = None;
            }
            Event::Failed { step: Step::Move, related: None, certain: false, .. } => {
                if let Some(pending) = &mut self.pending {
                    pending.unknown = true;
                }
            }
            Event::Failed { .. }
            | Event::SecondOpened { .. }
            | Event::Commented { .. }
            | Event::Looked => {}
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        show::reaction(self.ticket.as_ref(), event, scene, cx)
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let asked = match self.opening {
            Some(Opening::Asked { until }) => Some(until),
            Some(Opening::Overdue) | None => None,
        };
        let named = self.named.as_ref().and_then(|named| named.until);
        let due = asked.into_iter().chain(named).any(|until| cx.now >= until);
        if *key != TimerKey::TicketWait || !due {
            return Vec::new();
        }
        let wait = show_span(cx.policy.waits.ticket);
        let reason = format!("The ticket system has been silent for {wait}.");
        vec![Event::Unavailable { reason, may_come: true, unclear: false }]
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _scene: &Scene<'_>,
        _cx: Context<'_>,
    ) -> Vec<Event> {
        self.answered(effect, outcome)
    }

    fn tell(event: &Event) -> Text {
        show::tell(event)
    }
}

impl TicketLink {
    fn note(&mut self, title: Option<&String>, status: Option<&String>) {
        let Some(ticket) = &mut self.ticket else { return };
        if let Some(title) = title {
            ticket.title.clone_from(title);
        }
        if let Some(status) = status {
            ticket.status.clone_from(status);
        }
    }
}

/// Whether two names of a status mean the same: case does not matter, as people type it.
fn same(one: &str, two: &str) -> bool {
    one.trim().to_lowercase() == two.trim().to_lowercase()
}

/// The usual next status: Open → In Progress → Resolved (Feature C5). Nothing: it is done.
fn next_status(status: &str) -> Option<&'static str> {
    match status.trim().to_lowercase().as_str() {
        "resolved" | "done" | "closed" => None,
        "in progress" => Some(RESOLVED),
        _ => Some(IN_PROGRESS),
    }
}

#[cfg(test)]
mod tests;
