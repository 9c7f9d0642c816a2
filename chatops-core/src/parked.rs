//! Parked effects: what was refused after all tries, and what nobody knows the outcome of. The room is told, and who
//! leads it says what is to become of it: do it again, or it is done.
//!
//! Public updates and tool runs tell of their own outcomes, with steps of their own.

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Effect, Outcome, Reaction};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::numbered::Numbered;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;

/// Most parked effects of one stream that wait for somebody. More at once are an outage, which is mended elsewhere: the
/// oldest is forgotten for a new one.
pub const PARKED_MAX: usize = 20;

/// Most that are remembered, those that wait among them: as many again, so that a late press learns who was first.
const KEPT_MAX: usize = 2 * PARKED_MAX;

/// What is parked. Part of both aggregates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    kept: Numbered<Item>,
}

/// One parked effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Item {
    /// What was to be done, as in `bring a person into the room`.
    what: String,
    /// Why it was not, and what happens instead.
    reason: String,
    /// Whether it may have happened after all.
    unclear: bool,
    /// What doing it again does, while it waits and still means the same.
    again: Option<Box<Effect>>,
    /// What a newer effect with the same word makes moot.
    replaces: Option<String>,
    /// How it ended; nothing: it waits.
    ended: Option<Ended>,
}

/// How a parked effect ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Ended {
    /// It was asked for again.
    Again(PersonId),
    /// Somebody said that it is done.
    Done(PersonId),
    /// A newer effect of its kind has taken its place.
    Overtaken,
    /// Too many came after it.
    Forgotten,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Do it again.
    Again {
        /// Which.
        number: u32,
    },
    /// It is done: somebody has looked, or did it by hand.
    Done {
        /// Which.
        number: u32,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An effect was refused, or nobody knows whether it happened.
    Parked {
        /// Its number, from 1.
        number: u32,
        /// What was to be done.
        what: String,
        /// Why it was not, and what happens instead.
        reason: String,
        /// Whether it may have happened after all: a person must look.
        unclear: bool,
        /// The effect, where doing it again later still means the same. What carries words of people is not kept
        /// here a second time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        again: Option<Box<Effect>>,
        /// The word of effects of which only the newest counts: this one takes the place of those before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
    },
    /// Somebody asked for it again.
    AskedAgain {
        /// Which.
        number: u32,
        /// Who.
        by: PersonId,
        /// What is done again.
        effect: Box<Effect>,
    },
    /// Somebody said that it is done.
    SaidDone {
        /// Which.
        number: u32,
        /// Who.
        by: PersonId,
        /// What is done.
        what: String,
    },
    /// A newer effect of its kind was done, so that nothing is left to decide.
    Overtaken {
        /// Which.
        number: u32,
    },
}

impl Parked {
    /// The numbers of those that wait for somebody, oldest first.
    pub fn open(&self) -> impl Iterator<Item = u32> {
        self.waiting().map(|(number, _)| number)
    }

    /// Whether this asks again for something that has no sense any more once a room is closed for good. Taking a guest
    /// out, closing the room and writing the record do.
    #[must_use]
    pub fn is_moot_at_the_end(&self, command: &Command) -> bool {
        let Command::Again { number } = command else { return false };
        let again = self.kept.get(*number).and_then(|item| item.again.as_deref());
        matches!(again, Some(Effect::Invite { .. } | Effect::Pin { .. }))
    }

    /// What waits, with its next steps.
    #[must_use]
    pub fn list(&self) -> Message {
        let several = self.open().nth(1).is_some();
        let mut waiting = self.waiting().peekable();
        if waiting.peek().is_none() {
            return Message::new(Text::from("Nothing is parked."));
        }
        let heading = Text::new().strong("Parked");
        let text = self.waiting().fold(heading, |text, (number, item)| {
            text.bullet().plain(format!("{number}: {}", item.said()))
        });
        let text = text.line().plain("What was done by hand is taken off with ");
        let message =
            Message::new(text.code("parked done <number>").plain(".")).tone(Tone::Warning);
        waiting.fold(message, |message, (number, item)| match several {
            true => item.steps(
                message,
                number,
                &format!("Do {number} again"),
                &format!("{number} is done"),
            ),
            false => item.steps(message, number, AGAIN, DONE),
        })
    }

    fn waiting(&self) -> impl Iterator<Item = (u32, &Item)> {
        self.kept.iter().filter(|(_, item)| item.ended.is_none())
    }

    /// The one with this number, while it waits.
    fn one(&self, number: u32) -> Result<&Item, Refusal> {
        const LIST: &str = "`parked` lists what waits.";
        let Some(item) = self.kept.get(number) else {
            return Err(Refusal::not_found(&format!("parked effect {number}"), LIST));
        };
        Err(match &item.ended {
            None => return Ok(item),
            Some(Ended::Again(by)) => {
                Refusal::already_done(format!("{by} has asked for it again already."), LIST)
            }
            Some(Ended::Done(by)) => {
                Refusal::already_done(format!("{by} has said already that it is done."), LIST)
            }
            Some(Ended::Overtaken) => {
                Refusal::already_done("A newer one has taken its place already.", LIST)
            }
            Some(Ended::Forgotten) => Refusal::new(
                RefusalKind::LimitReached,
                format!("More than {PARKED_MAX} came after it, so it is not kept any more."),
                "See to it by hand, or ask for it anew.",
            ),
        })
    }

    fn end(&mut self, number: u32, how: Ended) {
        if let Some(item) = self.kept.get_mut(number) {
            item.ended = Some(how);
            item.again = None;
        }
    }

    fn take_in(&mut self, number: u32, item: Item) {
        let same = |old: &Item| old.replaces.is_some() && old.replaces == item.replaces;
        let moot: Vec<u32> =
            self.waiting().filter(|(_, old)| same(old)).map(|(number, _)| number).collect();
        for number in moot {
            self.end(number, Ended::Overtaken);
        }
        let open: Vec<u32> = self.open().collect();
        if let Some(oldest) = open.first().filter(|_| open.len() >= PARKED_MAX) {
            self.end(*oldest, Ended::Forgotten);
        }
        self.kept.keep(number, item, KEPT_MAX, |item| item.ended.is_some());
    }
}

const AGAIN: &str = "Do it again";
const DONE: &str = "It is done";

impl Item {
    fn said(&self) -> String {
        let Self { what, reason, .. } = self;
        match self.unclear {
            true => format!("This may or may not have been done: {what}. {reason}"),
            false => format!("This was not done: {what}. {reason}"),
        }
    }

    fn steps(&self, mut message: Message, number: u32, again: &str, done: &str) -> Message {
        if self.again.is_some() {
            message = message.button(again, format!("parked again {number}"));
        }
        // What was refused for sure can still be done by hand, but nobody needs to look first.
        if self.unclear {
            message = message.button(done, format!("parked done {number}"));
        }
        message
    }
}

/// The effect, where doing it again later means what it meant: not where the newest wins, and not where people would be
/// woken by what is over. A postmortem is written from all that is recorded by then.
fn again(effect: &Effect) -> Option<Box<Effect>> {
    let same = match effect {
        Effect::Broadcast(_) => false,
        Effect::PublishPostmortem { .. } => true,
        other => other.replaces().is_none(),
    };
    same.then(|| Box::new(effect.clone()))
}

impl Feature for Parked {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = cx.asker()?.clone();
        Ok(match command {
            Command::Again { number } => {
                let item = self.one(*number)?;
                let Some(effect) = item.again.clone() else {
                    return Err(Refusal::wrong_state(
                        format!("Done again now, this would not mean the same: {}.", item.what),
                        format!(
                            "Ask anew for what is wanted now. `parked done {number}` takes it off the list."
                        ),
                    ));
                };
                vec![Event::AskedAgain { number: *number, by, effect }]
            }
            Command::Done { number } => {
                let what = self.one(*number)?.what.clone();
                vec![Event::SaidDone { number: *number, by, what }]
            }
        })
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Parked { number, what, reason, unclear, again, replaces } => {
                let item = Item {
                    what: what.clone(),
                    reason: reason.clone(),
                    unclear: *unclear,
                    again: again.clone(),
                    replaces: replaces.clone(),
                    ended: None,
                };
                self.take_in(*number, item);
            }
            Event::AskedAgain { number, by, .. } => self.end(*number, Ended::Again(by.clone())),
            Event::SaidDone { number, by, .. } => self.end(*number, Ended::Done(by.clone())),
            Event::Overtaken { number } => self.end(*number, Ended::Overtaken),
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _: Context<'_>) -> Reaction {
        match event {
            Event::Parked { number, .. } => match self.kept.get(*number) {
                Some(item) => {
                    let message = Message::new(Text::from(item.said())).tone(Tone::Warning);
                    Reaction::none().post(scene.room, item.steps(message, *number, AGAIN, DONE))
                }
                None => Reaction::none(),
            },
            Event::AskedAgain { by, effect, .. } => {
                let what = effect.what().unwrap_or_default();
                let said = Text::new().name(by).plain(format!(" wants it done again: {what}."));
                Reaction::none().post(scene.room, said).effect((**effect).clone())
            }
            Event::SaidDone { by, what, .. } => {
                let said = Text::new().name(by).plain(format!(" says that it is done: {what}."));
                Reaction::none().post(scene.room, said)
            }
            Event::Overtaken { .. } => Reaction::none(),
        }
    }

    /// A failed notice is recorded by its gap or its own feature; telling the room about it could fail the same way
    /// and never end.
    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _: &Scene<'_>,
        _: Context<'_>,
    ) -> Vec<Event> {
        let replaces = effect.replaces();
        let (reason, unclear) = match outcome {
            Outcome::Done(_) => {
                let moot = self
                    .waiting()
                    .filter(|(_, item)| item.replaces.is_some() && item.replaces == replaces);
                return moot.map(|(number, _)| Event::Overtaken { number }).collect();
            }
            Outcome::Refused { reason } => (reason, false),
            Outcome::Ambiguous { reason } => (reason, true),
        };
        let Some(what) = effect.what() else { return Vec::new() };
        let reason = match effect.instead() {
            Some(instead) => format!("{reason} {instead}"),
            None => reason.clone(),
        };
        let (number, again) = (self.kept.next(), again(effect));
        vec![Event::Parked { number, what, reason, unclear, again, replaces }]
    }

    fn tell(event: &Event) -> Text {
        Text::from(match event {
            Event::Parked { what, reason, unclear: false, .. } => {
                format!("not done: {what} – {reason}")
            }
            Event::Parked { what, reason, unclear: true, .. } => {
                format!("outcome unknown: {what} – {reason}")
            }
            Event::AskedAgain { effect, .. } => {
                format!("asked again to {}", effect.what().unwrap_or_default())
            }
            Event::SaidDone { what, .. } => format!("said that it is done: {what}"),
            Event::Overtaken { number } => format!("parked effect {number}: a newer one was done"),
        })
    }
}

#[cfg(test)]
mod tests;
