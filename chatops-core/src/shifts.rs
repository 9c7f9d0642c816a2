//! Shifts: who is expected to command, and when (feature A3). Never who *is* in command.
//!
//! The schedule is asked at the start and whenever it said that it would change. A shift that begins
//! greets its person and shows the commander the button to offer them the baton; a shift that ends
//! takes nothing from anybody. A gap and a schedule that does not answer are told once each.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::refusal::Refusal;
use crate::text::Text;
use crate::time::{later, show_span};

/// How long to wait before a schedule that did not answer is asked again. A minute keeps a shift from
/// being missed for long and asks no service more than it bears.
pub const SCHEDULE_RETRY: SignedDuration = SignedDuration::from_secs(60);

/// Longest time until the schedule is asked again, however late it says that it changes.
pub const SCHEDULE_ASK_MAX: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Longest explanation kept of what the schedule says, in characters. It is one line in a greeting.
pub const WHY_CHARS_MAX: usize = 500;

/// What the schedule says, as far as it has been heard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shifts {
    /// The moment asked about, while the answer is awaited.
    asked_at: Option<Timestamp>,
    /// Who is on shift.
    on_shift: Option<PersonId>,
    /// Why, in the schedule's words.
    why: String,
    /// When the schedule changes next.
    until: Option<Timestamp>,
    /// Whether the schedule has said that nobody is on shift.
    gap: bool,
    /// How often in a row the schedule has not answered.
    silences: u32,
}

/// What can be asked of the shifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Ask the schedule: at start-up, or because somebody changed it.
    Begin,
}

/// What can happen to the shifts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The schedule was asked.
    Consulted {
        /// Who is on duty at this moment.
        at: Timestamp,
    },
    /// A shift began.
    ShiftStarted {
        /// Whose.
        person: PersonId,
        /// Why they are on duty, in the schedule's words: at most [`WHY_CHARS_MAX`] characters.
        why: String,
        /// Whose shift ended with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<PersonId>,
        /// When the schedule changes next, where it ever does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// A shift ended. This changes nothing but the expectation.
    ShiftEnded {
        /// Whose.
        person: PersonId,
        /// Whose shift begins with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<PersonId>,
    },
    /// Nobody is on shift.
    GapNoticed {
        /// When the schedule changes next, where it ever does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// The schedule says the same as before.
    Confirmed {
        /// When the schedule changes next, where it ever does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// The schedule did not answer.
    ScheduleSilent {
        /// Why not, at most [`WHY_CHARS_MAX`] characters.
        reason: String,
        /// When it is asked again.
        retry_at: Timestamp,
    },
    /// The schedule answers again.
    ScheduleHeard,
}

impl Shifts {
    /// Who is on shift, as far as the schedule has been heard.
    #[must_use]
    pub fn on_shift(&self) -> Option<&PersonId> {
        self.on_shift.as_ref()
    }

    /// Why they are, in the schedule's words.
    #[must_use]
    pub fn why(&self) -> Option<&str> {
        self.on_shift.as_ref().map(|_| self.why.as_str())
    }

    /// When the schedule changes next, where it ever does.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        self.until
    }

    /// Whether the schedule has said that nobody is on shift.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        self.gap
    }

    /// Whether the schedule did not answer when it was asked last.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.silences > 0
    }

    /// What follows from an answer of the schedule.
    fn heard(&self, person: Option<&PersonId>, why: &str, until: Option<Timestamp>) -> Vec<Event> {
        let mut events = Vec::new();
        if self.is_silent() {
            events.push(Event::ScheduleHeard);
        }
        if person == self.on_shift() && (person.is_some() || self.gap) {
            events.push(Event::Confirmed { until });
            return events;
        }
        if let Some(before) = &self.on_shift {
            events.push(Event::ShiftEnded { person: before.clone(), next: person.cloned() });
        }
        events.push(match person {
            Some(person) => Event::ShiftStarted {
                person: person.clone(),
                why: cut(why),
                after: self.on_shift.clone(),
                until,
            },
            None => Event::GapNoticed { until },
        });
        events
    }
}

/// Words from outside, at a length that can be kept.
fn cut(words: &str) -> String {
    words.trim().chars().take(WHY_CHARS_MAX).collect()
}

fn silent(reason: &str, cx: Context<'_>) -> Vec<Event> {
    vec![Event::ScheduleSilent { reason: cut(reason), retry_at: later(cx.now, SCHEDULE_RETRY) }]
}

impl Feature for Shifts {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Begin => Ok(vec![Event::Consulted { at: cx.now }]),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Consulted { at } => self.asked_at = Some(*at),
            Event::ShiftStarted { person, why, until, .. } => {
                self.asked_at = None;
                self.on_shift = Some(person.clone());
                self.why.clone_from(why);
                self.until = *until;
                self.gap = false;
            }
            Event::ShiftEnded { .. } => {
                self.on_shift = None;
                self.why.clear();
            }
            Event::GapNoticed { until } => {
                self.asked_at = None;
                self.on_shift = None;
                self.until = *until;
                self.gap = true;
            }
            Event::Confirmed { until } => {
                self.asked_at = None;
                self.until = *until;
            }
            Event::ScheduleSilent { .. } => {
                self.asked_at = None;
                self.silences = self.silences.saturating_add(1);
            }
            Event::ScheduleHeard => self.silences = 0,
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match event {
            Event::Consulted { at } => Reaction::none().effect(Effect::ConsultSchedule { at: *at }),
            Event::ShiftStarted { person, after, until, .. } => {
                started(person, after.as_ref(), *until, scene, cx).and(ask_again(*until, cx))
            }
            Event::ShiftEnded { person, next } => ended(person, next.as_ref(), scene),
            Event::GapNoticed { until } => gap(*until, scene).and(ask_again(*until, cx)),
            Event::Confirmed { until } => ask_again(*until, cx),
            Event::ScheduleSilent { reason, retry_at } => {
                let told =
                    if self.silences == 1 { silence(reason, scene) } else { Reaction::none() };
                told.set(TimerKey::ShiftChange, *retry_at)
            }
            Event::ScheduleHeard => Reaction::none().post(
                scene.room,
                Message::new(Text::from("The shift schedule answers again.")).tone(Tone::Good),
            ),
        }
    }

    fn timer(&self, key: &TimerKey, _: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        match key {
            TimerKey::ShiftChange => vec![Event::Consulted { at: cx.now }],
            _ => Vec::new(),
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        match effect {
            Effect::ConsultSchedule { at } if self.asked_at == Some(*at) => {}
            _ => return Vec::new(),
        }
        match outcome {
            Outcome::Done(Answer::Duty { person, why, next_change }) => {
                self.heard(person.as_ref(), why, *next_change)
            }
            Outcome::Done(_) => silent("it answered something else than who is on duty", cx),
            Outcome::Refused { reason } | Outcome::Ambiguous { reason } => silent(reason, cx),
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Consulted { at } => {
                Text::from("Asked the schedule who is on duty at ").time(*at)
            }
            Event::ShiftStarted { person, why, .. } => {
                Text::from("The shift of ").name(person).plain(format!(" began: {why}"))
            }
            Event::ShiftEnded { person, .. } => {
                Text::from("The shift of ").name(person).plain(" ended")
            }
            Event::GapNoticed { .. } => Text::from("Nobody is on shift"),
            Event::Confirmed { .. } => Text::from("The schedule says the same as before"),
            Event::ScheduleSilent { reason, .. } => {
                Text::from(format!("The schedule did not answer: {reason}"))
            }
            Event::ScheduleHeard => Text::from("The schedule answers again"),
        }
    }
}

/// The timer for the next change. A change that lies in the past is asked about later, not at once: a
/// schedule that always says `now` must not keep us busy.
fn ask_again(until: Option<Timestamp>, cx: Context<'_>) -> Reaction {
    match until {
        Some(until) if until > cx.now => {
            // A schedule may say "never" by a year that no journal can hold.
            let at = until.min(later(cx.now, SCHEDULE_ASK_MAX));
            Reaction::none().set(TimerKey::ShiftChange, at)
        }
        Some(_) => Reaction::none().set(TimerKey::ShiftChange, later(cx.now, SCHEDULE_RETRY)),
        None => Reaction::none().cancel(TimerKey::ShiftChange),
    }
}

/// The person whose shift begins is greeted, and who commands learns to whom the baton should go.
/// Where nobody commands, the aggregate fills the seat and the seat speaks.
fn started(
    person: &PersonId,
    after: Option<&PersonId>,
    until: Option<Timestamp>,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Reaction {
    let Some(commander) = scene.commander else { return Reaction::none() };
    let greeting = Text::new().mention(person).plain(", your shift has begun");
    // Why it is theirs is long, and nobody wants to read it now: `duty` tells.
    let greeting = match until.filter(|until| *until > cx.now) {
        Some(until) => greeting.plain(" and lasts until ").time(until).plain("."),
        None => greeting.plain("."),
    };
    if commander == person {
        let greeting = greeting.plain(format!(" You command {} already.", scene.called()));
        return Reaction::none().direct(person, greeting);
    }
    let greeting = greeting.line().name(commander).plain(format!(
        " commands {} until you have both confirmed the handover. Read the brief; the offer comes \
         to you. Why it is your turn: ",
        scene.called()
    ));
    let greeting = greeting.code("duty").plain(".");
    let said = Text::from("The shift of ")
        .name(person)
        .plain(" has begun. ")
        .name(commander)
        .plain(" commands until the baton is passed.");
    let reaction = Reaction::none()
        .post(scene.room, said)
        .direct(person, Message::new(greeting).button("Read the brief", "brief"));
    if after == Some(commander) {
        // Told with the end of their own shift.
        return reaction;
    }
    let told = Text::new().mention(commander).plain(", the shift of ").name(person);
    reaction.direct(
        commander,
        Message::new(told.plain(" has begun. You command until the baton is passed."))
            .button("Offer the baton", format!("offer @{person}")),
    )
}

/// Only who commands needs to know that their shift has ended: for everybody else nothing changes.
fn ended(person: &PersonId, next: Option<&PersonId>, scene: &Scene<'_>) -> Reaction {
    if scene.commander != Some(person) {
        return Reaction::none();
    }
    let told = Text::new()
        .mention(person)
        .plain(", your shift has ended. You command until the baton is passed.");
    let message = match next {
        Some(next) => Message::new(told.plain(" Next on shift: ").name(next).plain("."))
            .button("Offer the baton", format!("offer @{next}")),
        None => Message::new(told.plain(" Nobody follows on the schedule.")),
    };
    Reaction::none().direct(person, message)
}

fn gap(until: Option<Timestamp>, scene: &Scene<'_>) -> Reaction {
    let said = Text::from("Nobody is on shift");
    let said = match until {
        Some(until) => said.plain(" until ").time(until).plain(". "),
        None => said.plain(". "),
    };
    let message = match scene.commander {
        Some(commander) => Message::new(said.name(commander).plain(" commands still.")),
        None => Message::new(said.plain("Nobody commands.")).button("Take command", "take"),
    };
    Reaction::none().post(scene.room, message.tone(Tone::Warning))
}

fn silence(reason: &str, scene: &Scene<'_>) -> Reaction {
    let said = Text::from(format!(
        "The shift schedule does not answer: {}. It is asked again every {}. ",
        reason.trim_end_matches('.'),
        show_span(SCHEDULE_RETRY)
    ));
    let said = match scene.commander {
        Some(commander) => said.name(commander).plain(" commands still."),
        None => said.plain("Nobody commands; the first to write ").code("take").plain(" does."),
    };
    Reaction::none().post(scene.room, Message::new(said).tone(Tone::Warning))
}

#[cfg(test)]
mod tests;
