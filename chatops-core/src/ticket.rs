//! The ticket in the room: opened, linked both ways, moved and commented from chat (Feature C5).
//!
//! What happens to the ticket elsewhere appears in the room; what the room asked for is not told
//! twice when the ticket system reports it back. Whoever watches the ticket is invited. A ticket
//! system that is silent or refuses stops nothing: the incident goes on without a ticket, and is
//! linked when one comes.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, TicketFacts, TimerKey};
use crate::feature::Feature;
use crate::ids::{PersonId, TicketKey};
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;
use crate::text::Text;
use crate::time::{later, show_span};

mod show;

/// Most watchers of a ticket who are invited. A ticket that more people watch is a newsletter.
pub const WATCHERS_MAX: usize = 500;

/// Longest title, status, component and address that is kept, in characters. What is longer is cut.
pub const FIELD_CHARS_MAX: usize = 500;

/// Longest comment that is written from chat, in characters. Ticket systems take about 32,000; what is
/// longer than this is a document and wants a link.
pub const COMMENT_CHARS_MAX: usize = 4_000;

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
    /// Who asked.
    pub by: Option<PersonId>,
    /// Whether nobody knows what became of it.
    pub unknown: bool,
}

/// The ticket of an incident. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketLink {
    opening: Option<Opening>,
    ticket: Option<LinkedTicket>,
    /// The latest move asked for, until its outcome is known.
    pending: Option<PendingMove>,
    /// Who has been invited for watching it. At most [`WATCHERS_MAX`].
    watchers: BTreeSet<PersonId>,
}

/// What can be asked of the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Link a ticket that exists.
    Link {
        /// As it is now.
        facts: TicketFacts,
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
    /// Write a comment on it.
    Comment {
        /// What.
        text: String,
    },
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

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read the ticket",
            Self::Move => "move the ticket",
            Self::Comment => "comment on the ticket",
            Self::LinkBack => "put a link to this room on the ticket",
        })
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
    },
    /// There is no ticket for now: the incident goes on without it.
    Unavailable {
        /// Why.
        reason: String,
        /// Whether it may still come.
        may_come: bool,
    },
    /// A step towards the ticket system failed.
    Failed {
        /// Which.
        step: Step,
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

    fn linked(&self) -> Result<&LinkedTicket, Refusal> {
        self.ticket.as_ref().ok_or_else(|| {
            let instead = match self.opening {
                Some(_) => "It is being opened; try again when the room shows it.",
                None => "Open one in the ticket system and start from there.",
            };
            Refusal::wrong_state("This incident has no ticket yet.", instead)
        })
    }

    fn link(&self, facts: &TicketFacts) -> Result<Vec<Event>, Refusal> {
        match &self.ticket {
            Some(ticket) if ticket.key != facts.key => Err(Refusal::already_done(
                format!("This incident has a ticket: {}.", ticket.key),
                format!("Link {} to it in the ticket system.", facts.key),
            )),
            Some(ticket) => Ok(self.changes(ticket, facts, false)),
            None => {
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

    fn open(
        &self,
        title: &str,
        severity: Severity,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if let Some(ticket) = &self.ticket {
            return Err(Refusal::already_done(
                format!("This incident has a ticket: {}.", ticket.key),
                "Comment on it with `ticket comment <text>`.",
            ));
        }
        if self.opening.is_some() {
            return Err(Refusal::already_done(
                "A ticket is being opened.",
                "The room shows it as soon as it is there.",
            ));
        }
        let until = later(cx.now, cx.policy.waits.ticket);
        Ok(vec![Event::Wanted { title: bounded(title), severity, until }])
    }

    fn move_to(&self, status: &str, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let ticket = self.linked()?;
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
        let by = cx.actor.person().cloned();
        Ok(vec![Event::MoveAsked { status: status.to_owned(), by }])
    }

    fn comment(&self, text: &str, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        self.linked()?;
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

    /// What is new in `facts`. A change that we asked for becomes the end of that move; one that we
    /// made earlier (`by_us`) is known already, however late it is reported.
    fn changes(&self, ticket: &LinkedTicket, facts: &TicketFacts, by_us: bool) -> Vec<Event> {
        let mut events = Vec::new();
        let (mut title, mut status) = (None, None);
        match &self.pending {
            Some(pending) if same(&pending.status, &facts.status) => {
                let (status, by) = (bounded(&facts.status), pending.by.clone());
                events.push(Event::Moved { status, by });
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
            events.push(Event::ChangeSeen { title, status });
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
        let unavailable =
            |reason: &str, may_come| vec![Event::Unavailable { reason: bounded(reason), may_come }];
        match (outcome, &self.ticket) {
            (Outcome::Done(Answer::Ticket(facts)), Some(ticket)) if ticket.key != facts.key => {
                vec![Event::SecondOpened { key: facts.key.clone() }]
            }
            (Outcome::Done(Answer::Ticket(facts)), _) => self.link(facts).unwrap_or_default(),
            // It has a ticket by another way: what became of this one changes nothing.
            (_, Some(_)) => Vec::new(),
            (Outcome::Done(_), None) => {
                unavailable("the ticket system answered without a ticket", false)
            }
            (Outcome::Refused { reason }, None) => unavailable(reason, false),
            (Outcome::Ambiguous { reason }, None) => unavailable(reason, true),
        }
    }

    fn moved(&self, status: &str, outcome: &Outcome) -> Vec<Event> {
        let Some(pending) = self.pending.as_ref().filter(|pending| same(&pending.status, status))
        else {
            return Vec::new();
        };
        match outcome {
            Outcome::Done(answer) => {
                let status = match answer {
                    Answer::Ticket(facts) => &facts.status,
                    _ => &pending.status,
                };
                vec![Event::Moved { status: bounded(status), by: pending.by.clone() }]
            }
            other => failed(Step::Move, other),
        }
    }
}

/// The failure of a step, where it failed.
fn failed(step: Step, outcome: &Outcome) -> Vec<Event> {
    match outcome {
        Outcome::Done(_) => Vec::new(),
        Outcome::Refused { reason } => {
            vec![Event::Failed { step, reason: bounded(reason), certain: true }]
        }
        Outcome::Ambiguous { reason } => {
            vec![Event::Failed { step, reason: bounded(reason), certain: false }]
        }
    }
}

/// Whether two names of a status mean the same: case does not matter, as people type it.
fn same(one: &str, two: &str) -> bool {
    one.trim().to_lowercase() == two.trim().to_lowercase()
}

fn bounded(words: &str) -> String {
    words.trim().chars().take(FIELD_CHARS_MAX).collect()
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
        match command {
            Command::Link { facts } => self.link(facts),
            Command::Open { title, severity } => self.open(title, *severity, cx),
            Command::Move { status } => self.move_to(status, cx),
            Command::Comment { text } => self.comment(text, cx),
            Command::Changed { facts, by_us } => Ok(match &self.ticket {
                Some(ticket) if ticket.key == facts.key => self.changes(ticket, facts, *by_us),
                _ => Vec::new(),
            }),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Wanted { until, .. } => self.opening = Some(Opening::Asked { until: *until }),
            Event::Linked { key, title, status, url, component } => {
                self.opening = None;
                self.ticket = Some(LinkedTicket {
                    key: key.clone(),
                    title: title.clone(),
                    status: status.clone(),
                    url: url.clone(),
                    component: component.clone(),
                });
            }
            Event::WatchersFound { people, .. } => self.watchers.extend(people.iter().cloned()),
            Event::MoveAsked { status, by } => {
                let (status, by) = (status.clone(), by.clone());
                self.pending = Some(PendingMove { status, by, unknown: false });
            }
            Event::Moved { status, .. } => {
                self.pending = None;
                self.note(None, Some(status));
            }
            Event::ChangeSeen { title, status } => self.note(title.as_ref(), status.as_ref()),
            Event::Unavailable { may_come, .. } => {
                self.opening = may_come.then_some(Opening::Overdue);
            }
            Event::Failed { step: Step::Move, certain: true, .. } => self.pending = None,
            Event::Failed { step: Step::Move, certain: false, .. } => {
                if let Some(pending) = &mut self.pending {
                    pending.unknown = true;
                }
            }
            Event::Failed { .. } | Event::SecondOpened { .. } | Event::Commented { .. } => {}
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        show::reaction(self.ticket.as_ref(), event, scene)
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        match (key, self.opening) {
            (TimerKey::TicketWait, Some(Opening::Asked { until })) if cx.now >= until => {
                let wait = show_span(cx.policy.waits.ticket);
                let reason = format!("the ticket system has been silent for {wait}");
                vec![Event::Unavailable { reason, may_come: true }]
            }
            _ => Vec::new(),
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _scene: &Scene<'_>,
        _cx: Context<'_>,
    ) -> Vec<Event> {
        if let Effect::OpenTicket { .. } = effect {
            return self.opened(outcome);
        }
        let Some(ours) = &self.ticket else { return Vec::new() };
        match effect {
            Effect::ReadTicket { ticket } if *ticket == ours.key => match outcome {
                Outcome::Done(Answer::Ticket(facts)) => self.changes(ours, facts, false),
                other => failed(Step::Read, other),
            },
            Effect::MoveTicket { ticket, status } if *ticket == ours.key => {
                self.moved(status, outcome)
            }
            Effect::CommentTicket { ticket, .. } if *ticket == ours.key => {
                failed(Step::Comment, outcome)
            }
            Effect::LinkTicket { ticket, .. } if *ticket == ours.key => {
                failed(Step::LinkBack, outcome)
            }
            _ => Vec::new(),
        }
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

#[cfg(test)]
mod tests;
