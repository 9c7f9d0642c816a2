//! The all clear (Feature E3): a step of its own, by the commander, after the room has been heard.
//!
//! ```text
//! propose ─▶ objections window ─▶ window closed ─▶ give ─▶ all clear
//!                 │ the first objection doubles the window, once; then the commander decides
//!                 └ the incident goes on: a proposal is off, a given all clear no longer holds
//! ```
//!
//! This feature decides whether and when. The headline, the status page, the announcement and the postmortem
//! follow from [`Event::Given`] in the aggregate.
//!
//! The proposal is one message, kept as it stands. When the commander is called it comes again as the newest, and
//! when it is settled its buttons go.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Slot, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::objection::{self, Objections, shown_reason};
use crate::redaction::{mask_secrets, visible};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::{later, show_span, show_utc};

/// Longest summary, in characters: a paragraph that opens the postmortem.
pub const SUMMARY_CHARS_MAX: usize = 1_000;

/// A proposal that the incident is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// By whom.
    pub by: PersonId,
    /// What it was and what ended it, in a few sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Objections are heard until then.
    pub until: Timestamp,
    /// How long the window was when it opened: an objection extends it by as much.
    pub window_secs: i64,
    /// Whether an objection has extended the window.
    pub extended: bool,
    /// Whether the room has been told that the window has closed.
    pub window_closed: bool,
    /// What people have against it.
    pub objections: Objections,
}

/// Where the all clear stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllClear {
    /// Nobody has proposed it.
    #[default]
    NotProposed,
    /// Proposed and not yet given.
    Proposed(Proposal),
    /// Given.
    Given,
}

impl AllClear {
    /// Whether it has been given.
    #[must_use]
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Given)
    }

    /// The open proposal, if there is one.
    #[must_use]
    pub fn proposal(&self) -> Option<&Proposal> {
        match self {
            Self::Proposed(proposal) => Some(proposal),
            Self::NotProposed | Self::Given => None,
        }
    }

    fn open(&self) -> Result<&Proposal, Refusal> {
        match self {
            Self::Proposed(proposal) => Ok(proposal),
            Self::NotProposed => Err(Refusal::wrong_state(
                "Nobody has proposed the all clear.",
                "Propose it first: `allclear <what it was and what ended it>`.",
            )),
            Self::Given => Err(given_already()),
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Proposal)) {
        if let Self::Proposed(proposal) = self {
            change(proposal);
        }
    }
}

/// What can be asked about the all clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `allclear [summary]`: propose it.
    Propose {
        /// What it was and what ended it.
        summary: Option<String>,
    },
    /// `allclear object <why>`: say why it is too early. No veto.
    Object {
        /// Why. May be empty.
        why: String,
    },
    /// `allclear give`: the commander gives it.
    Give,
    /// The incident goes on. Follows from the incident's move to an earlier phase.
    Reopen {
        /// Why. May be empty.
        why: String,
    },
}

/// What can happen to the all clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Proposed; the window is open.
    Proposed {
        /// By whom.
        by: PersonId,
        /// What it was and what ended it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        summary: Option<String>,
        /// How long the window is, in seconds.
        window_secs: i64,
        /// Objections are heard until then.
        until: Timestamp,
        /// Whether it replaces a proposal that was heard and not given.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// Objected to.
    Objected {
        /// By whom.
        by: PersonId,
        /// Why. Empty where nothing was said.
        why: String,
        /// The new end of the window, where this objection extends it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended_until: Option<Timestamp>,
    },
    /// The time for objections is over.
    WindowClosed,
    /// The incident is over.
    Given {
        /// By whom.
        by: PersonId,
        /// What it was and what ended it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        summary: Option<String>,
    },
    /// The proposal is off.
    Cancelled {
        /// By whom.
        by: PersonId,
        /// Why. Empty where nothing was said.
        why: String,
    },
    /// The incident goes on after an all clear.
    Reopened {
        /// By whom.
        by: PersonId,
        /// Why. Empty where nothing was said.
        why: String,
    },
}

impl Feature for AllClear {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = cx.asker()?;
        match command {
            Command::Propose { summary } => self.propose(summary.as_deref(), by, cx),
            Command::Object { why } => self.object(why, by, cx),
            Command::Give => self.give(by, cx),
            Command::Reopen { why } => self.reopen(why, by),
        }
        .map(|event| vec![event])
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Proposed { by, summary, window_secs, until, .. } => {
                *self = Self::Proposed(Proposal {
                    by: by.clone(),
                    summary: summary.clone(),
                    until: *until,
                    window_secs: *window_secs,
                    extended: false,
                    window_closed: false,
                    objections: Objections::default(),
                });
            }
            Event::Objected { by, why, extended_until } => self.change(|proposal| {
                proposal.objections.take(by, why);
                if let Some(until) = extended_until {
                    proposal.until = *until;
                    proposal.extended = true;
                }
            }),
            Event::WindowClosed => self.change(|proposal| proposal.window_closed = true),
            Event::Given { .. } => *self = Self::Given,
            Event::Cancelled { .. } | Event::Reopened { .. } => *self = Self::NotProposed,
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        let room = scene.room;
        let settled = |words: &str| {
            Reaction::none().edit(room, Slot::AllClear, Message::from(Text::from(words)))
        };
        match (event, self.proposal()) {
            (Event::Proposed { until, again, .. }, Some(proposal)) => {
                let before = if *again { settled(MOVED) } else { Reaction::none() };
                before
                    .post_as(room, Slot::AllClear, proposed(proposal))
                    .set(TimerKey::AllClear, *until)
            }
            (Event::Objected { by, why, extended_until }, Some(proposal)) => {
                let reaction = Reaction::none()
                    .edit(room, Slot::AllClear, proposed(proposal))
                    .post(room, objected(by, why, *extended_until));
                match extended_until {
                    Some(until) => reaction.set(TimerKey::AllClear, *until),
                    None => reaction,
                }
            }
            (Event::WindowClosed, Some(proposal)) => {
                settled(MOVED).post_as(room, Slot::AllClear, window_closed(proposal, scene))
            }
            (Event::Given { by, summary }, _) => settled("The all clear is given: see below.")
                .post(room, given(by, summary.as_deref()))
                .cancel(TimerKey::AllClear),
            (Event::Cancelled { why, .. }, _) => {
                settled("This all clear is off the table: see below.")
                    .post(room, off("The proposed all clear is off the table", why))
                    .cancel(TimerKey::AllClear)
            }
            (Event::Reopened { why, .. }, _) => {
                Reaction::none().post(room, off("The all clear no longer holds", why))
            }
            (Event::Proposed { .. } | Event::Objected { .. } | Event::WindowClosed, None) => {
                Reaction::none()
            }
        }
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        match self.proposal() {
            Some(proposal)
                if *key == TimerKey::AllClear
                    && !proposal.window_closed
                    && proposal.until <= cx.now =>
            {
                vec![Event::WindowClosed]
            }
            _ => Vec::new(),
        }
    }

    fn tell(event: &Event) -> Text {
        let with = |head: &str, words: &str| Text::new().plain(format!("{head} – {words}"));
        let bare = |head: &str| Text::new().plain(head);
        match event {
            Event::Proposed { summary: Some(summary), .. } => with("all clear proposed", summary),
            Event::Proposed { summary: None, .. } => bare("all clear proposed"),
            Event::Objected { why, extended_until: Some(_), .. } => {
                with("objection to the all clear, window extended", shown_reason(why))
            }
            Event::Objected { why, extended_until: None, .. } => {
                with("objection to the all clear", shown_reason(why))
            }
            Event::WindowClosed => bare("objections to the all clear closed"),
            Event::Given { summary: Some(summary), .. } => with("all clear", summary),
            Event::Given { summary: None, .. } => bare("all clear"),
            Event::Cancelled { why, .. } => {
                with("proposed all clear taken back", shown_reason(why))
            }
            Event::Reopened { why, .. } => with("reopened", shown_reason(why)),
        }
    }
}

impl AllClear {
    fn propose(
        &self,
        summary: Option<&str>,
        by: &PersonId,
        cx: Context<'_>,
    ) -> Result<Event, Refusal> {
        match self {
            Self::Given => return Err(given_already()),
            Self::Proposed(proposal) if cx.now < proposal.until => {
                return Err(Refusal::already_done(
                    format!(
                        "The all clear is proposed; objections are heard until {}.",
                        show_utc(proposal.until)
                    ),
                    "Wait for it, or object with `allclear object <why>`.",
                ));
            }
            // A proposal that was heard and not given can be made again: with a better summary, or later.
            Self::Proposed(_) | Self::NotProposed => {}
        }
        let window = cx.policy.waits.all_clear_objections;
        Ok(Event::Proposed {
            by: by.clone(),
            summary: acceptable(summary)?,
            window_secs: window.as_secs(),
            until: later(cx.now, window),
            again: self.proposal().is_some(),
        })
    }

    /// The first objection within the window extends it by as much again: whoever has doubts gets the time
    /// to check them. A later one is shown, and the commander decides.
    fn object(&self, why: &str, by: &PersonId, cx: Context<'_>) -> Result<Event, Refusal> {
        let proposal = self.open()?;
        let why = proposal.objections.judge(by, why)?;
        let extends = !proposal.extended && cx.now < proposal.until;
        let extended_until =
            extends.then(|| later(proposal.until, SignedDuration::from_secs(proposal.window_secs)));
        Ok(Event::Objected { by: by.clone(), why, extended_until })
    }

    fn give(&self, by: &PersonId, cx: Context<'_>) -> Result<Event, Refusal> {
        let proposal = self.open()?;
        if cx.now < proposal.until {
            return Err(Refusal::wrong_state(
                format!(
                    "Objections are heard until {}, for another {}.",
                    show_utc(proposal.until),
                    show_span(cx.now.duration_until(proposal.until))
                ),
                "Give it then; you are told when the time is over.",
            ));
        }
        Ok(Event::Given { by: by.clone(), summary: proposal.summary.clone() })
    }

    fn reopen(&self, why: &str, by: &PersonId) -> Result<Event, Refusal> {
        let (by, why) = (by.clone(), objection::reason(why)?);
        match self {
            Self::Given => Ok(Event::Reopened { by, why }),
            Self::Proposed(_) => Ok(Event::Cancelled { by, why }),
            Self::NotProposed => {
                Err(Refusal::already_done("The incident is open.", "Nothing is to be done."))
            }
        }
    }
}

fn given_already() -> Refusal {
    Refusal::already_done("The all clear is given.", "If it is not over after all: `reopen <why>`.")
}

fn acceptable(summary: Option<&str>) -> Result<Option<String>, Refusal> {
    let summary = summary
        .map(|summary| mask_secrets(&visible(summary)).0)
        .filter(|summary| !summary.is_empty());
    if summary.as_ref().is_some_and(|summary| summary.chars().count() > SUMMARY_CHARS_MAX) {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            format!("A summary has at most {SUMMARY_CHARS_MAX} characters."),
            "Say what it was and what ended it; the rest belongs into the postmortem.",
        ));
    }
    Ok(summary)
}

/// What an older message about the same proposal becomes.
const MOVED: &str = "The proposed all clear: see below.";

/// The proposal as it stands, with the next step under it.
fn proposed(proposal: &Proposal) -> Message {
    shown(proposal, Text::new())
}

/// It is the commander's move now: this is the one message that calls them.
fn window_closed(proposal: &Proposal, scene: &Scene<'_>) -> Message {
    let called = match scene.commander {
        Some(commander) => Text::new().mention(commander).plain(" "),
        None => Text::new(),
    };
    let called = called.plain(format!(
        "The time for objections to the all clear is over: {}.",
        proposal.objections.count()
    ));
    shown(proposal, called.line())
}

fn shown(proposal: &Proposal, called: Text) -> Message {
    let mut text = called.name(&proposal.by).plain(" proposes the ").strong("all clear").plain(".");
    if let Some(summary) = &proposal.summary {
        text = text.quote().plain(summary);
    }
    text = proposal.objections.show(text);
    let ask = |message: Message| message.asking("Object", "allclear object", objection::WHY);
    if proposal.window_closed {
        return ask(Message::new(text).button("Give the all clear", "allclear give"));
    }
    ask(Message::new(
        text.line().plain("Strong objections? Until ").time(proposal.until).plain("."),
    ))
}

fn objected(by: &PersonId, why: &str, extended_until: Option<Timestamp>) -> Message {
    let mut text =
        Text::new().name(by).plain(format!(" objects to the all clear: {}", shown_reason(why)));
    if let Some(until) = extended_until {
        text = text.line().plain("Objections are now heard until ").time(until).plain(".");
    }
    Message::new(text).tone(Tone::Warning)
}

fn given(by: &PersonId, summary: Option<&str>) -> Message {
    let mut text = Text::new().strong("All clear").plain(", given by ").name(by).plain(".");
    if let Some(summary) = summary {
        text = text.quote().plain(summary);
    }
    Message::new(text).tone(Tone::Good)
}

fn off(what: &str, why: &str) -> Message {
    Message::new(Text::new().plain(format!("{what}: {}.", shown_reason(why).trim_end_matches('.'))))
        .tone(Tone::Warning)
}

#[cfg(test)]
mod tests;
