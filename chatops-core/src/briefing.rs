//! Briefing: the pins of a room in order, and what a newcomer must read (Features D3 and B5).
//!
//! Whoever comes into a room is briefed privately and confirms. Before that their words on the main
//! channel are held back. Those who work here already (who leads, managers, delegates, people with a
//! role) are presumed briefed; a manager can send somebody with an errand, who may then speak once.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::authority::{GuestStanding, Standing};
use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction, Room, Slot, Target};
use crate::feature::Feature;
use crate::ids::{MessageId, PersonId};
use crate::message::{Message, Tone};
use crate::people::Role;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;

/// Most pinned items. Below what any chat takes in a room, and more than a newcomer can read.
pub const PINS_MAX: usize = 50;

/// Longest title of a pinned item, in characters: two lines of the list.
pub const PIN_TITLE_CHARS_MAX: usize = 200;

/// Most people whose reading is remembered. Beyond it the one who came first is forgotten, of those who have
/// not confirmed if there are any: to be forgotten means to be briefed again, never to speak unbriefed.
pub const READERS_MAX: usize = 5_000;

/// Longest words that are given back to somebody whose message was held back, in characters.
pub const WORDS_CHARS_MAX: usize = 2_000;

/// Which notification setting to use. With only the commander waking the room, a mention is always meant.
const NOTIFICATIONS: &str = "Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the \
     room, so a mention is always meant.";

/// A pinned item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedItem {
    /// By which people name it.
    pub number: u32,
    /// Which message.
    pub target: Target,
    /// What it is, in one line.
    pub title: String,
}

/// How far somebody is with reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reading {
    /// Has been told what to read.
    Told,
    /// The same, and may speak once for a manager.
    OnErrand,
    /// Has confirmed, or is presumed to know.
    Briefed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Reader {
    /// The order of coming, from 1.
    place: u64,
    reading: Reading,
}

/// The pins of a room and who has read them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Briefing {
    last_pin: u32,
    /// What people have pinned, in order.
    pins: Vec<PinnedItem>,
    /// What the rules themselves have pinned: it is no part of the list, and nobody takes it off.
    own: Vec<Target>,
    last_place: u64,
    readers: BTreeMap<PersonId, Reader>,
}

/// What can be asked of the briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Pin a message and put it at the end of the list.
    Pin {
        /// Which.
        target: Target,
        /// What it is, in one line. At most [`PIN_TITLE_CHARS_MAX`] characters.
        title: String,
    },
    /// Post a note and pin it.
    Note {
        /// What it says, in one line. At most [`PIN_TITLE_CHARS_MAX`] characters.
        title: String,
    },
    /// Take an item off the list.
    Unpin {
        /// Its number.
        number: u32,
    },
    /// Put an item at another place of the list.
    Move {
        /// Its number.
        number: u32,
        /// The place, from 1. Beyond the end means the end.
        to: u32,
    },
    /// Somebody came into the room.
    Arrive {
        /// Who.
        person: PersonId,
        /// Whether they need not confirm; see [`presumed_briefed`].
        presumed: bool,
    },
    /// The actor has read the pins.
    Confirm,
    /// Send somebody with an errand: they may speak once before they have read the pins.
    GiveErrand {
        /// Whom.
        person: PersonId,
    },
    /// A message was written on the main channel. The actor is its author.
    Speak {
        /// The message.
        message: MessageId,
        /// What it says.
        text: String,
    },
}

/// What happens in the briefing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An item was pinned.
    Pinned {
        /// Its number. 0: the rules themselves pinned it, outside the list.
        number: u32,
        /// Which message.
        target: Target,
        /// What it is.
        title: String,
    },
    /// An item was taken off the list.
    Unpinned {
        /// Its number.
        number: u32,
        /// Which message.
        target: Target,
    },
    /// An item was put at another place.
    Moved {
        /// Its number.
        number: u32,
        /// The place, from 1.
        to: u32,
    },
    /// Somebody came and was told what to read.
    Arrived {
        /// Who.
        person: PersonId,
        /// Whether they need not confirm.
        presumed: bool,
    },
    /// Somebody has read the pins.
    Confirmed {
        /// Who.
        person: PersonId,
    },
    /// Somebody may speak once for a manager.
    ErrandGiven {
        /// Who.
        person: PersonId,
        /// The manager.
        by: PersonId,
    },
    /// The errand is done.
    ErrandDone {
        /// Who had it.
        person: PersonId,
    },
    /// Words were held back, because their author has not read the pins.
    HeldBack {
        /// Whose.
        author: PersonId,
        /// The message.
        message: MessageId,
        /// What it says.
        text: String,
    },
}

/// What a newcomer reads when they come: how things stand here (rules, status, roles, pins, what was tried, the next
/// update; the aggregate knows them) and which notification setting to use.
#[must_use]
pub fn welcome(room: &Room, stands: Text, presumed: bool) -> Message {
    let text = Text::new().plain("Welcome to ").room(room).plain(".").line().append(stands);
    let text = text.line().plain(NOTIFICATIONS);
    if presumed { text.into() } else { to_confirm(text.line()) }
}

/// Whether somebody is presumed to know the pins: who leads, managers, delegates, and those who work in
/// the incident in a role. Observers and guests read like everybody else.
#[must_use]
pub fn presumed_briefed(standing: &Standing) -> bool {
    let works = |role: &Role| !matches!(role, Role::Observer | Role::Guest);
    standing.guest == GuestStanding::Insider
        && (standing.leads_room
            || standing.duty_commander
            || standing.manages.is_some()
            || standing.delegate_of.is_some()
            || standing.roles.iter().any(works))
}

impl Briefing {
    /// The pinned items in order.
    #[must_use]
    pub fn pins(&self) -> &[PinnedItem] {
        &self.pins
    }

    /// The titles of the pinned items in order.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        self.pins.iter().map(|pin| pin.title.as_str())
    }

    /// Whether somebody has confirmed the briefing, or was presumed to know it when they came.
    #[must_use]
    pub fn is_briefed(&self, person: &PersonId) -> bool {
        self.reading(person) == Some(Reading::Briefed)
    }

    /// What people have pinned, in order, as a list. What the rules pin themselves (the rules of the channel, the
    /// briefing of a hot room) is not in it: it would name itself.
    #[must_use]
    pub fn list(&self) -> Text {
        if self.pins.is_empty() {
            return Text::from("Nothing else is pinned.");
        }
        self.pins.iter().fold(Text::from("Pinned, in order:"), |text, pin| {
            text.bullet().plain(format!("{} – {}", pin.number, pin.title))
        })
    }

    /// Adds the list to a text that has begun a new line, and begins another one. Without pins nothing is added:
    /// nobody is told that there is nothing to read.
    fn with_pins(&self, text: Text) -> Text {
        if self.pins.is_empty() { text } else { text.append(self.list()).line() }
    }

    fn reading(&self, person: &PersonId) -> Option<Reading> {
        self.readers.get(person).map(|reader| reader.reading)
    }

    /// Pins a message, or without one a note of our own.
    fn pin(&self, target: Option<&Target>, title: &str) -> Result<Vec<Event>, Refusal> {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() || title.chars().count() > PIN_TITLE_CHARS_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("A pin has a title of 1 to {PIN_TITLE_CHARS_MAX} characters."),
                "Say in one line what it is.",
            ));
        }
        if let Some(target) = target.filter(|target| is_own(target)) {
            let target = (!self.own.contains(target)).then(|| target.clone());
            let pinned = target.map(|target| Event::Pinned { number: 0, target, title });
            return Ok(pinned.into_iter().collect());
        }
        if let Some(pin) = self.pins.iter().find(|pin| Some(&pin.target) == target) {
            return Err(Refusal::already_done(
                format!("It is pinned already, as {}: {}.", pin.number, pin.title),
                format!("To pin it anew, take it off first: `unpin {}`.", pin.number),
            ));
        }
        if self.pins.len() >= PINS_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{PINS_MAX} items are pinned; nobody reads more."),
                "Take one off first: `unpin <number>`.",
            ));
        }
        let number = self.last_pin.saturating_add(1);
        let target = target.cloned().unwrap_or(Target::Slot(Slot::Pin(number)));
        Ok(vec![Event::Pinned { number, target, title }])
    }

    fn pinned(&self, number: u32) -> Result<&PinnedItem, Refusal> {
        self.pins.iter().find(|pin| pin.number == number).ok_or_else(|| {
            Refusal::not_found(&format!("pin {number}"), "See the numbers with `brief`.")
        })
    }

    fn move_pin(&self, number: u32, to: u32) -> Result<Vec<Event>, Refusal> {
        self.pinned(number)?;
        let last = u32::try_from(self.pins.len()).unwrap_or(u32::MAX);
        Ok(vec![Event::Moved { number, to: to.clamp(1, last) }])
    }

    fn arrive(&self, person: &PersonId, presumed: bool, cx: Context<'_>) -> Vec<Event> {
        // Who comes back knows the room; who was told and left is told again.
        if self.is_briefed(person) {
            return Vec::new();
        }
        let presumed = presumed || !cx.policy.brief_newcomers;
        vec![Event::Arrived { person: person.clone(), presumed }]
    }

    fn confirm(&self, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Some(person) = cx.actor.person() else {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                "Only people read pins.",
                "Let a person confirm.",
            ));
        };
        if self.is_briefed(person) {
            return Err(Refusal::already_done(
                "You have confirmed already.",
                "You can speak; `brief` shows the pins again.",
            ));
        }
        Ok(vec![Event::Confirmed { person: person.clone() }])
    }

    fn give_errand(
        &self,
        person: &PersonId,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let standing = scene.standing;
        let member =
            |team| cx.policy.teams.get(team).is_some_and(|team| team.members.contains(person));
        let may = standing.duty_commander
            || (standing.leads_room && scene.incident.is_some())
            || standing.manages.as_ref().is_some_and(member);
        let Some(by) = cx.actor.person().filter(|_| may) else {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                "Only the manager of their team or who leads the room sends people with an errand.",
                "Ask one of them, or let the person read the pins and confirm: `briefed`.",
            ));
        };
        match self.reading(person) {
            Some(Reading::Briefed) => Err(Refusal::already_done(
                format!("{person} has read the pins and can speak."),
                "No errand is needed.",
            )),
            Some(Reading::OnErrand) => Err(Refusal::already_done(
                format!("{person} has an errand already."),
                "It lasts until they have spoken.",
            )),
            Some(Reading::Told) | None => {
                Ok(vec![Event::ErrandGiven { person: person.clone(), by: by.clone() }])
            }
        }
    }

    fn speak(
        &self,
        (message, text): (&MessageId, &str),
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let Some(author) = cx.actor.person() else {
            return Vec::new();
        };
        // A program is not answered: two that answer each other never end.
        if !cx.policy.brief_newcomers || scene.standing.barred || presumed_briefed(scene.standing) {
            return Vec::new();
        }
        let author = author.clone();
        match self.reading(&author) {
            Some(Reading::Briefed) => Vec::new(),
            Some(Reading::OnErrand) => vec![Event::ErrandDone { person: author }],
            Some(Reading::Told) | None => vec![Event::HeldBack {
                author,
                message: message.clone(),
                text: text.chars().take(WORDS_CHARS_MAX).collect(),
            }],
        }
    }

    fn note(&mut self, person: &PersonId, reading: Reading) {
        if let Some(reader) = self.readers.get_mut(person) {
            reader.reading = reading;
            return;
        }
        if self.readers.len() >= READERS_MAX {
            self.forget_one();
        }
        self.last_place = self.last_place.saturating_add(1);
        self.readers.insert(person.clone(), Reader { place: self.last_place, reading });
    }

    fn forget_one(&mut self) {
        let first = self
            .readers
            .iter()
            .min_by_key(|(_, reader)| (reader.reading == Reading::Briefed, reader.place))
            .map(|(person, _)| person.clone());
        if let Some(first) = first {
            self.readers.remove(&first);
        }
    }

    fn place(&mut self, number: u32, to: u32) {
        let Some(from) = self.pins.iter().position(|pin| pin.number == number) else {
            return;
        };
        let pin = self.pins.remove(from);
        let to = usize::try_from(to).unwrap_or(usize::MAX).saturating_sub(1);
        self.pins.insert(to.min(self.pins.len()), pin);
    }
}

impl Feature for Briefing {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Pin { target, title } => self.pin(Some(target), title),
            Command::Note { title } => self.pin(None, title),
            Command::Unpin { number } => {
                let target = self.pinned(*number)?.target.clone();
                Ok(vec![Event::Unpinned { number: *number, target }])
            }
            Command::Move { number, to } => self.move_pin(*number, *to),
            Command::Arrive { person, presumed } => Ok(self.arrive(person, *presumed, cx)),
            Command::Confirm => self.confirm(cx),
            Command::GiveErrand { person } => self.give_errand(person, scene, cx),
            Command::Speak { message, text } => Ok(self.speak((message, text), scene, cx)),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Pinned { number: 0, target, .. } => self.own.push(target.clone()),
            Event::Pinned { number, target, title } => {
                self.last_pin = self.last_pin.max(*number);
                let (target, title) = (target.clone(), title.clone());
                self.pins.push(PinnedItem { number: *number, target, title });
            }
            Event::Unpinned { number, .. } => self.pins.retain(|pin| pin.number != *number),
            Event::Moved { number, to } => self.place(*number, *to),
            Event::Arrived { person, presumed: true } | Event::Confirmed { person } => {
                self.note(person, Reading::Briefed);
            }
            Event::Arrived { person, presumed: false } => {
                // An errand given before they came is still to be done.
                if self.reading(person).is_none() {
                    self.note(person, Reading::Told);
                }
            }
            Event::ErrandGiven { person, .. } => self.note(person, Reading::OnErrand),
            Event::ErrandDone { person } => self.note(person, Reading::Told),
            Event::HeldBack { .. } => {}
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let room = briefed_room(scene);
        match event {
            Event::Pinned { number, target, title } => {
                let note = Slot::Pin(*number);
                let reaction = match target {
                    Target::Slot(slot) if *slot == note => {
                        Reaction::none().post_as(room, note, Text::from(title.as_str()))
                    }
                    Target::Slot(_) | Target::Message(_) => Reaction::none(),
                };
                let reaction = reaction.effect(pin(room, target, true));
                // What the rules pin themselves nobody asked for, so nobody is answered.
                if is_own(target) { reaction } else { reaction.answer(cx, self.list()) }
            }
            Event::Unpinned { target, .. } => {
                Reaction::none().effect(pin(room, target, false)).answer(cx, self.list())
            }
            Event::Moved { .. } => Reaction::none().answer(cx, self.list()),
            // The aggregate welcomes them: it knows how things stand.
            Event::Arrived { .. } => Reaction::none(),
            Event::Confirmed { .. } => {
                let thanks = Text::from("Noted, thank you.");
                // Nobody is held back in a hot room.
                let thanks = match scene.incident {
                    Some(_) => thanks,
                    None => thanks
                        .plain(
                            " What you say here stands from now on. If you see something wrong: ",
                        )
                        .code("ask <what you see>")
                        .plain("."),
                };
                Reaction::none().answer(cx, thanks)
            }
            Event::ErrandGiven { person, by } => {
                let errand = Text::new()
                    .name(by)
                    .plain(" sends you to ")
                    .room(room)
                    .plain(". You can say one thing there before you have read the pins.");
                let sent = Text::new().name(person).plain(" can say one thing in ").room(room);
                let sent = sent.plain(" before reading the pins, and has been told.");
                Reaction::none().direct(person, errand).answer(cx, sent)
            }
            Event::ErrandDone { person } => {
                let next =
                    Text::from("Your errand is done. To say more, read the pins, then confirm.");
                Reaction::none().hint(room, person, confirm(next))
            }
            Event::HeldBack { author, message, text } => {
                let held = Text::from("Here one reads the pins before speaking. You wrote:");
                let held = self.with_pins(held.quoted(text));
                let removal =
                    Effect::RemoveMessage { room: room.clone(), message: message.clone() };
                Reaction::none().effect(removal).hint(
                    room,
                    author,
                    to_confirm(held).tone(Tone::Warning),
                )
            }
        }
    }

    fn tell(event: &Event) -> Text {
        let text = Text::new();
        match event {
            Event::Pinned { number: 0, title, .. } => text.plain(format!("pinned: {title}")),
            Event::Pinned { number, title, .. } => text.plain(format!("pinned {number}: {title}")),
            Event::Unpinned { number, .. } => text.plain(format!("unpinned {number}")),
            Event::Moved { number, to } => text.plain(format!("moved pin {number} to place {to}")),
            Event::Arrived { person, presumed: true } => text.name(person).plain(" came"),
            Event::Arrived { person, presumed: false } => {
                text.name(person).plain(" came and was asked to read the pins")
            }
            Event::Confirmed { person } => text.name(person).plain(" has read the pins"),
            Event::ErrandGiven { person, by } => {
                text.name(by).plain(" sent ").name(person).plain(" with an errand")
            }
            Event::ErrandDone { person } => text.name(person).plain(" did the errand"),
            Event::HeldBack { author, .. } => {
                text.name(author).plain(" spoke before reading the pins; held back")
            }
        }
    }
}

fn pin(room: &Room, target: &Target, pinned: bool) -> Effect {
    Effect::Pin { room: room.clone(), target: target.clone(), pinned }
}

/// The room that is briefed about: a hot room, or the emergency channel from wherever the words were said.
fn briefed_room<'a>(scene: &Scene<'a>) -> &'a Room {
    if scene.incident.is_some() { scene.room } else { &Room::EmergencyChannel }
}

/// What the rules themselves pin: the rules of the emergency channel, the briefing of a hot room.
fn is_own(target: &Target) -> bool {
    matches!(target, Target::Slot(Slot::Rules | Slot::Briefing))
}

/// The text, which has begun a new line, with the one step that follows from it.
fn to_confirm(text: Text) -> Message {
    confirm(text.plain("Read the pins, then confirm."))
}

fn confirm(text: Text) -> Message {
    Message::new(text).button("I have read it", "briefed")
}
