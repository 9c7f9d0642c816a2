//! Updates on time (Feature D4): the next one is due at a moment that everybody sees.
//!
//! Where it is late, its owner is reminded, who is the commander; then the deputy; then the manager.
//! Each is reminded once: who did not hear it the first time does not hear it the fifth time either.
//! Putting it off is possible, but only for a while and not again and again: a room that hears
//! nothing asks by itself.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, TimerKey};
use crate::feature::Feature;
use crate::ids::{PersonId, TeamId};
use crate::message::{Message, Tone};
use crate::policy::Policy;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::{later, show_span};
use crate::words::bounded;

/// How often in a row an update can be put off.
pub const SNOOZES_MAX: u32 = 2;

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
    /// The team that owns what is broken: its manager is reminded last.
    team: Option<TeamId>,
    /// The last place that was reminded of the update that is due.
    reached: Option<ReminderPlace>,
    /// Whom, in this order. As many as there are places at most.
    reminded: Vec<PersonId>,
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
pub enum ReminderPlace {
    /// Who owes the update: the commander.
    Owner,
    /// The deputy, where there is one.
    Deputy,
    /// The manager of the team that owns what is broken; where there is none or they know already, that of
    /// the commander's team, else the first executive.
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
        /// The team that owns what is broken, where that is known.
        team: Option<TeamId>,
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
        /// The team that owns what is broken, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<TeamId>,
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
        /// As what they should see to it.
        place: ReminderPlace,
        /// Who that is; nobody where nobody commands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// When the next one is reminded; none after the last.
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

    /// Who is reminded after those who were: the first place behind the last that somebody has who does
    /// not know yet. The owner's is never passed over: the room must hear that nobody commands.
    fn next_place(
        &self,
        after: Option<ReminderPlace>,
        reminded: &[PersonId],
        scene: &Scene<'_>,
        policy: &Policy,
    ) -> Option<(ReminderPlace, Option<PersonId>)> {
        let Some(after) = after else {
            return Some((ReminderPlace::Owner, scene.commander.cloned()));
        };
        [ReminderPlace::Deputy, ReminderPlace::Manager]
            .into_iter()
            .filter(|place| *place > after)
            .find_map(|place| {
                let person = match place {
                    ReminderPlace::Manager => self.manager(reminded, scene.commander, policy),
                    _ => scene.deputy.filter(|deputy| !reminded.contains(deputy)),
                };
                person.map(|person| (place, Some(person.clone())))
            })
    }

    /// The manager who is told, or who is told in the place of one.
    fn manager<'a>(
        &self,
        reminded: &[PersonId],
        commander: Option<&PersonId>,
        policy: &'a Policy,
    ) -> Option<&'a PersonId> {
        let owning = self.team.as_ref().and_then(|team| policy.teams.get(team));
        let own = commander.and_then(|person| policy.team_of(person)).map(|(_, team)| team);
        owning
            .into_iter()
            .chain(own)
            .map(|team| &team.manager)
            .chain(&policy.executives)
            .find(|person| !reminded.contains(person) && Some(*person) != commander)
    }
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
            Command::Schedule { every, team } => {
                let every = (*every).max(SignedDuration::from_secs(EVERY_SECONDS_MIN));
                match self.every {
                    Some(before) if before == every => Vec::new(),
                    _ => {
                        let team = team.clone();
                        vec![Event::Scheduled { due: later(cx.now, every), every, team }]
                    }
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
            Event::Scheduled { due, every, team } => {
                self.every = Some(*every);
                self.team.clone_from(team);
                self.owe(Some(*due));
                self.snoozes = 0;
            }
            Event::Posted { number, text, by, at, next_due } => {
                let (text, by) = (text.clone(), by.clone());
                self.latest = Some(Update { number: *number, text, by, at: *at });
                self.owe(*next_due);
                self.snoozes = 0;
            }
            Event::Reminded { place, person, .. } => {
                self.reached = Some(*place);
                self.reminded.extend(person.clone());
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
            Event::Scheduled { due, every, .. } => {
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
            Event::Reminded { place, person, next } => {
                let last = next.is_none();
                let reminded = self.remind(*place, person.as_ref(), last, scene, cx);
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
        let first = self.reached.is_none();
        let expected = match key {
            TimerKey::UpdateDue => first,
            TimerKey::UpdateOverdue => !first,
            _ => false,
        };
        if !expected || self.due.is_none_or(|due| cx.now < due) {
            return Vec::new();
        }
        let found = self.next_place(self.reached, &self.reminded, scene, cx.policy);
        let Some((place, person)) = found else { return Vec::new() };
        let known: Vec<PersonId> = self.reminded.iter().chain(&person).cloned().collect();
        let more = self.next_place(Some(place), &known, scene, cx.policy);
        let next = more.map(|_| later(cx.now, cx.policy.waits.update_reminder));
        vec![Event::Reminded { place, person, next }]
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Scheduled { due, every, .. } => {
                with_due(Text::from(format!("updates every {}. ", show_span(*every))), *due)
            }
            Event::Posted { number, text, .. } => Text::from(format!("update {number}: {text}")),
            Event::Reminded { place, person, .. } => {
                let text = Text::from("reminder of an overdue update: ");
                match (person, place) {
                    (Some(person), ReminderPlace::Owner) => text.name(person).plain(", commander"),
                    (Some(person), ReminderPlace::Deputy) => text.name(person).plain(", deputy"),
                    (Some(person), ReminderPlace::Manager) => text.name(person).plain(", the last"),
                    (None, _) => text.plain("nobody commands"),
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
        self.reached = None;
        self.reminded.clear();
    }

    /// The reminder in the room. The manager, who may not be in it, hears it directly; the room reads that.
    fn remind(
        &self,
        place: ReminderPlace,
        person: Option<&PersonId>,
        last: bool,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Reaction {
        let text = match (place, person) {
            (ReminderPlace::Manager, Some(manager)) => self
                .since(Text::new().strong("The update is still overdue"))
                .plain(". ")
                .name(manager)
                .plain(" is told now. "),
            (_, Some(person)) => {
                let still = if place == ReminderPlace::Owner { "" } else { "still " };
                let text = Text::new().mention(person).plain(": ");
                self.since(text.strong(format!("The update is {still}overdue"))).plain(". ")
            }
            (_, None) => self
                .since(Text::from("Nobody commands. ").strong("The update is overdue"))
                .plain(". "),
        };
        let text = text.plain("Post one with ").code("update <text>");
        let mut text = text.plain(", even if it says that nothing is new.");
        if last {
            text = text.line().plain("This is the last reminder.");
        }
        let tone = if place == ReminderPlace::Owner { Tone::Warning } else { Tone::Alarm };
        let mut message = Message::new(text).tone(tone);
        if self.snoozes < SNOOZES_MAX {
            let longest = show_span(cx.policy.waits.snooze);
            message = message.button(format!("Put off {longest}"), "snooze");
        }
        let reminded = Reaction::none().post(scene.room, message);
        match (place, person) {
            (ReminderPlace::Manager, Some(manager)) => {
                let text = Text::from(format!("The update on “{}” in ", scene.title));
                let text = self.since(text.room(scene.room).plain(" is overdue")).plain(". ");
                let text = self.heard_before(text, manager).plain("Please see to it.");
                reminded.direct(manager, Message::new(text).tone(Tone::Alarm))
            }
            _ => reminded,
        }
    }

    fn since(&self, text: Text) -> Text {
        match self.due {
            Some(due) => text.plain(" since ").time(due),
            None => text,
        }
    }

    /// Who was reminded before this one.
    fn heard_before(&self, text: Text, person: &PersonId) -> Text {
        let before: Vec<&PersonId> = self.reminded.iter().filter(|one| *one != person).collect();
        match before.as_slice() {
            [] => text.plain("Nobody commands there. "),
            [one] => text.name(one).plain(" was reminded. "),
            many => text.names(many.iter().copied(), many.len()).plain(" were reminded. "),
        }
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
