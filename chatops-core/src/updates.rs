//! Updates on time (Feature D4): the next one is due at a moment that everybody sees.
//!
//! Who does not post it is reminded: the commander, then the deputy, then the manager. Putting it
//! off is possible, but only for a while and not again and again: a room that hears nothing asks by
//! itself.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::policy::Policy;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::{later, show_span};
use crate::words::bounded;

/// How often in a row an update can be put off.
pub const SNOOZES_MAX: u32 = 2;

/// Most reminders of one update, all levels together. With five minutes between them, half an hour:
/// after that another remedy than a seventh is needed, and the room has been told so.
pub const REMINDERS_MAX: u32 = 6;

/// Longest update, in characters.
pub const UPDATE_CHARS_MAX: usize = 2_000;

/// Shortest pace that is kept, in seconds. A shorter one, from a mistaken policy, would do nothing
/// but remind.
const EVERY_SECONDS_MIN: i64 = 60;

/// The updates of one incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updates {
    latest: Option<Update>,
    /// How often one is due. None: nothing is due, because nothing has begun or everything is over.
    every: Option<SignedDuration>,
    due: Option<Timestamp>,
    reminded: Option<ReminderLevel>,
    reminders: u32,
    snoozes: u32,
}

/// An update that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Its number, from 1.
    pub number: u32,
    /// What it says.
    pub text: String,
    /// Who posted it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Who is reminded, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderLevel {
    /// Who owes the update: the commander.
    Owner,
    /// The deputy, where there is one.
    Deputy,
    /// The manager of the commander's team, or the first executive.
    Manager,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Let an update be due, for the first time or at another pace. Given by the aggregate when
    /// the severity is set and when the incident is reopened. The next one is due one pace from
    /// now; where the pace stays the same, what has been promised stays too.
    Schedule {
        /// How often.
        every: SignedDuration,
    },
    /// Post an update.
    Post {
        /// What it says.
        text: String,
    },
    /// Put the next update off.
    Snooze {
        /// For how long. None: as long as the policy allows.
        span: Option<SignedDuration>,
    },
    /// Let nothing be due any more. Given by the aggregate at the end of the incident; does nothing
    /// where nothing is due.
    Stop,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The pace was set.
    Scheduled {
        /// When the next update is due.
        due: Timestamp,
        /// How often one is due.
        every: SignedDuration,
    },
    /// An update was posted.
    Posted {
        /// Its number, from 1. The first one is the incident's first update for the metrics.
        number: u32,
        /// What it says.
        text: String,
        /// Who posted it.
        by: PersonId,
        /// When.
        at: Timestamp,
        /// When the next one is due, if one is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_due: Option<Timestamp>,
    },
    /// An overdue update was reminded of.
    Reminded {
        /// Which reminder of this update it is, from 1 to [`REMINDERS_MAX`].
        count: u32,
        /// Who should see to it.
        level: ReminderLevel,
        /// Who that is; nobody where nobody has that place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// When the next reminder follows; none after the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Timestamp>,
    },
    /// The next update was put off.
    Snoozed {
        /// Until when.
        until: Timestamp,
        /// Who did it.
        by: PersonId,
        /// How often in a row this has happened, from 1 to [`SNOOZES_MAX`].
        used: u32,
    },
    /// Nothing is due any more.
    Stopped,
}

impl Updates {
    /// When the next update is due, if one is.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        self.due
    }

    /// What the latest update says.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.latest.as_ref().map(|update| update.text.as_str())
    }

    /// The latest update.
    #[must_use]
    pub fn latest(&self) -> Option<&Update> {
        self.latest.as_ref()
    }

    fn post(&self, text: &str, cx: Context<'_>) -> Result<Event, Refusal> {
        let by = cx.asker()?.clone();
        let text = bounded("the update", text, UPDATE_CHARS_MAX)?;
        let number = self.latest.as_ref().map_or(0, |update| update.number).saturating_add(1);
        let next_due = self.every.map(|every| later(cx.now, every));
        Ok(Event::Posted { number, text, by, at: cx.now, next_due })
    }

    fn snooze(&self, span: Option<SignedDuration>, cx: Context<'_>) -> Result<Event, Refusal> {
        let by = cx.asker()?.clone();
        let due = self.due.ok_or_else(|| {
            Refusal::wrong_state("No update is due here.", "There is nothing to put off.")
        })?;
        if self.snoozes >= SNOOZES_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("The update has been put off {SNOOZES_MAX} times in a row."),
                "Post one with `update <text>`, even if it says that nothing is new.",
            ));
        }
        let longest = cx.policy.waits.snooze;
        let span = span.unwrap_or(longest);
        if span <= SignedDuration::ZERO || span > longest {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("An update can be put off by at most {} at a time.", show_span(longest)),
                "Write for example `snooze 10m`, or post an update now.",
            ));
        }
        // From the promised moment on, or from now where that has passed: never to an earlier one.
        let until = later(due.max(cx.now), span);
        Ok(Event::Snoozed { until, by, used: self.snoozes.saturating_add(1) })
    }

    /// The level after the last reminder's, and who has that place. Places that nobody has, or that
    /// the commander has too, are passed over, except the first and the last.
    fn next_level(&self, scene: &Scene<'_>, policy: &Policy) -> (ReminderLevel, Option<PersonId>) {
        let deputy = scene.deputy.filter(|deputy| Some(*deputy) != scene.commander);
        match (self.reminded, deputy) {
            (None, _) => (ReminderLevel::Owner, scene.commander.cloned()),
            (Some(ReminderLevel::Owner), Some(deputy)) => {
                (ReminderLevel::Deputy, Some(deputy.clone()))
            }
            _ => (ReminderLevel::Manager, manager_of(scene.commander, policy).cloned()),
        }
    }
}

/// The manager of somebody's team; the first executive where there is no team or they manage it
/// themselves.
fn manager_of<'a>(person: Option<&PersonId>, policy: &'a Policy) -> Option<&'a PersonId> {
    person
        .and_then(|person| policy.team_of(person))
        .map(|(_, team)| &team.manager)
        .filter(|manager| Some(*manager) != person)
        .or_else(|| policy.executives.iter().find(|executive| Some(*executive) != person))
}

impl Feature for Updates {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        Ok(match command {
            Command::Schedule { every } => {
                let every = (*every).max(SignedDuration::from_secs(EVERY_SECONDS_MIN));
                match self.every {
                    Some(before) if before == every => Vec::new(),
                    _ => vec![Event::Scheduled { due: later(cx.now, every), every }],
                }
            }
            Command::Post { text } => vec![self.post(text, cx)?],
            Command::Snooze { span } => vec![self.snooze(*span, cx)?],
            Command::Stop if self.due.is_none() => Vec::new(),
            Command::Stop => vec![Event::Stopped],
        })
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Scheduled { due, every } => {
                self.every = Some(*every);
                self.owe(Some(*due));
                self.snoozes = 0;
            }
            Event::Posted { number, text, by, at, next_due } => {
                let (text, by) = (text.clone(), by.clone());
                self.latest = Some(Update { number: *number, text, by, at: *at });
                self.owe(*next_due);
                self.snoozes = 0;
            }
            Event::Reminded { count, level, .. } => {
                self.reminded = Some(*level);
                self.reminders = *count;
            }
            Event::Snoozed { until, used, .. } => {
                self.owe(Some(*until));
                self.snoozes = *used;
            }
            Event::Stopped => {
                self.every = None;
                self.owe(None);
                self.snoozes = 0;
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match event {
            Event::Scheduled { due, every } => {
                let text = Text::from(format!("Updates every {}. ", show_span(*every)));
                due_at(Reaction::none().post(scene.room, with_due(text, *due)), Some(*due))
            }
            Event::Posted { number, text, by, next_due, .. } => {
                let mut said = Text::new()
                    .strong(format!("Update {number}"))
                    .plain(": ")
                    .plain(text.as_str())
                    .plain(" – ")
                    .name(by);
                if let Some(due) = next_due {
                    said = with_due(said.line(), *due);
                }
                due_at(Reaction::none().post(scene.room, said), *next_due)
            }
            Event::Reminded { count, level, person, next } => {
                let reminded = self.remind(*count, *level, person.as_ref(), scene, cx);
                match next {
                    Some(next) => reminded.set(TimerKey::UpdateOverdue, *next),
                    None => reminded,
                }
            }
            Event::Snoozed { until, by, used } => {
                let text = Text::new()
                    .plain("Update put off by ")
                    .name(by)
                    .plain(format!(" ({used} of {SNOOZES_MAX} in a row). "));
                due_at(Reaction::none().post(scene.room, with_due(text, *until)), Some(*until))
            }
            Event::Stopped => due_at(Reaction::none(), None),
        }
    }

    fn timer(&self, key: &TimerKey, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let first = self.reminders == 0;
        let expected = match key {
            TimerKey::UpdateDue => first,
            TimerKey::UpdateOverdue => !first,
            _ => false,
        };
        let overdue = self.due.is_some_and(|due| cx.now >= due);
        if !expected || !overdue || self.reminders >= REMINDERS_MAX {
            return Vec::new();
        }
        let (level, person) = self.next_level(scene, cx.policy);
        let count = self.reminders.saturating_add(1);
        let next = (count < REMINDERS_MAX).then(|| later(cx.now, cx.policy.waits.update_reminder));
        vec![Event::Reminded { count, level, person, next }]
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Scheduled { due, every } => {
                with_due(Text::from(format!("updates every {}. ", show_span(*every))), *due)
            }
            Event::Posted { number, text, .. } => Text::from(format!("update {number}: {text}")),
            Event::Reminded { count, level, person, .. } => {
                let text = Text::from(format!("reminder {count} of an overdue update: "));
                match person {
                    Some(person) => text.name(person),
                    None => text.plain(format!("nobody is {}", place(*level))),
                }
            }
            Event::Snoozed { until, used, .. } => {
                with_due(Text::from(format!("put the update off, {used} in a row. ")), *until)
            }
            Event::Stopped => Text::from("no more updates are due"),
        }
    }
}

impl Updates {
    /// Starts the wait for the next update anew.
    fn owe(&mut self, due: Option<Timestamp>) {
        self.due = due;
        self.reminded = None;
        self.reminders = 0;
    }

    /// The reminder in the room; the manager, who may not be in it, hears it directly too.
    fn remind(
        &self,
        count: u32,
        level: ReminderLevel,
        person: Option<&PersonId>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Reaction {
        let mut text = match (person, level) {
            (Some(person), ReminderLevel::Manager) => Text::new().name(person).plain(": "),
            (Some(person), _) => Text::new().mention(person).plain(": "),
            (None, level) => Text::from(format!("Nobody is {}. ", place(level))),
        };
        text = text.strong("The update is overdue");
        if let Some(due) = self.due {
            text = text.plain(" since ").time(due);
        }
        text = text.plain(". Post one with ").code("update <text>").plain(".");
        if count >= REMINDERS_MAX {
            text = text.line().plain("This is the last reminder.");
        }
        let tone = if count == 1 { Tone::Warning } else { Tone::Alarm };
        let mut message = Message::new(text).tone(tone);
        if self.snoozes < SNOOZES_MAX {
            let longest = show_span(cx.policy.waits.snooze);
            message = message.button(format!("Put off {longest}"), "snooze");
        }
        let reminded = Reaction::none().post(scene.room, message);
        match person {
            Some(manager) if level == ReminderLevel::Manager => {
                let text = Text::new().plain(format!("{}: the update in ", scene.title));
                let text = text.room(scene.room).plain(" is overdue");
                let text = match self.due {
                    Some(due) => text.plain(" since ").time(due),
                    None => text,
                };
                let text = text.plain(". The room and the deputy were reminded. Please see to it.");
                reminded.direct(manager, Message::new(text).tone(Tone::Alarm))
            }
            _ => reminded,
        }
    }
}

/// What somebody at this level is called.
fn place(level: ReminderLevel) -> &'static str {
    match level {
        ReminderLevel::Owner => "commander",
        ReminderLevel::Deputy => "deputy",
        ReminderLevel::Manager => "manager of the commander",
    }
}

fn with_due(text: Text, due: Timestamp) -> Text {
    text.plain("Next update due ").time(due).plain(".")
}

/// Moves the timers to when the next update is due.
fn due_at(reaction: Reaction, due: Option<Timestamp>) -> Reaction {
    let reaction = reaction.cancel(TimerKey::UpdateOverdue);
    match due {
        Some(due) => reaction.set(TimerKey::UpdateDue, due),
        None => reaction.cancel(TimerKey::UpdateDue),
    }
}

#[cfg(test)]
mod tests;
