//! Rooms and messages as the platform knows them: what was opened and posted, and under which id.
//!
//! The rules name a room by its purpose ([`Room`]) and a message by its slot ([`Slot`]). This
//! feature remembers what the platform answered, so that later effects find them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, Room, Slot};
use crate::feature::Feature;
use crate::ids::{MessageId, RoomId};
use crate::message::{Message, Tone};
use crate::refusal::Refusal;
use crate::text::Text;

/// Most messages that are remembered by slot in one stream; the oldest slot is forgotten first, which
/// means that its next change is posted anew. As many are remembered that do not stand.
pub const SLOTS_MAX: usize = 2_000;

/// A room that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The platform's id.
    pub id: RoomId,
    /// Its name.
    pub name: String,
}

/// What stands. Part of both aggregates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rooms {
    rooms: Vec<(Room, Bound)>,
    slots: BTreeMap<u64, (Room, Slot, MessageId)>,
    next: u64,
    /// Rooms that could not be opened, until that is tried again.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    missing: BTreeSet<Room>,
    /// Messages that could not be posted, until that is tried again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unposted: Vec<(Room, Slot)>,
}

/// Nothing can be asked of this feature: rooms come with the aggregates' own events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {}

/// What happened to rooms and messages of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A room stands.
    Opened {
        /// Its purpose.
        room: Room,
        /// The platform's id.
        id: RoomId,
        /// Its name.
        name: String,
        /// Whether it stood before: it was looked for again, at a start.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// A room could not be made.
    NotOpened {
        /// Its purpose.
        room: Room,
        /// Why.
        reason: String,
    },
    /// A message that was to be found again could not be posted.
    NotPosted {
        /// Its room.
        room: Room,
        /// Its purpose.
        slot: Slot,
        /// Why.
        reason: String,
    },
    /// What could not be made is being made once more.
    TriedAnew {
        /// The room, or the message's room.
        room: Room,
        /// The message's purpose. Nothing: it is the room itself.
        slot: Option<Slot>,
    },
    /// A message that will be found again stands.
    Posted {
        /// Its room.
        room: Room,
        /// Its purpose.
        slot: Slot,
        /// The platform's id.
        id: MessageId,
    },
}

impl Rooms {
    /// The room, if it stands.
    #[must_use]
    pub fn room(&self, room: &Room) -> Option<&Bound> {
        self.rooms.iter().find(|(known, _)| known == room).map(|(_, bound)| bound)
    }

    /// All rooms that stand.
    pub fn all(&self) -> impl Iterator<Item = (&Room, &Bound)> {
        self.rooms.iter().map(|(room, bound)| (room, bound))
    }

    /// Whether a room was to be opened and could not be, and nobody tries again.
    #[must_use]
    pub fn is_missing(&self, room: &Room) -> bool {
        self.missing.contains(room)
    }

    /// Whether the message of a slot was to be posted and could not be, and nobody tries again.
    #[must_use]
    pub fn is_unposted(&self, slot: &Slot) -> bool {
        self.unposted.iter().any(|(_, known)| known == slot)
    }

    /// The message of a slot, if it stands.
    #[must_use]
    pub fn message(&self, slot: &Slot) -> Option<&MessageId> {
        self.slots.values().rev().find(|(_, known, _)| known == slot).map(|(_, _, id)| id)
    }
}

impl Rooms {
    /// A message does not stand, unless a newer one of its slot does.
    fn miss(&mut self, room: &Room, slot: &Slot) {
        if self.message(slot).is_some() || self.is_unposted(slot) {
            return;
        }
        if self.unposted.len() >= SLOTS_MAX {
            self.unposted.remove(0);
        }
        self.unposted.push((room.clone(), slot.clone()));
    }
}

impl Feature for Rooms {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        _: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match *command {}
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Opened { room, id, name, again } => {
                self.rooms.retain(|(known, _)| known != room);
                if !again {
                    // What was posted stood in another room, if anywhere: its next change is posted here.
                    let gone: Vec<Slot> = self
                        .slots
                        .values()
                        .filter(|(posted, _, _)| posted == room)
                        .map(|(_, slot, _)| slot.clone())
                        .collect();
                    self.slots.retain(|_, (posted, _, _)| posted != room);
                    for slot in gone {
                        self.miss(room, &slot);
                    }
                }
                self.rooms.push((room.clone(), Bound { id: id.clone(), name: name.clone() }));
                self.missing.remove(room);
            }
            Event::NotOpened { room, .. } => {
                if self.room(room).is_none() {
                    self.missing.insert(room.clone());
                }
            }
            Event::NotPosted { room, slot, .. } => {
                self.miss(room, slot);
            }
            Event::TriedAnew { slot: Some(slot), .. } => {
                self.unposted.retain(|(_, known)| known != slot);
            }
            Event::TriedAnew { room, slot: None } => {
                self.missing.remove(room);
            }
            Event::Posted { room, slot, id } => {
                self.unposted.retain(|(_, known)| known != slot);
                self.next += 1;
                self.slots.insert(self.next, (room.clone(), slot.clone(), id.clone()));
                if self.slots.len() > SLOTS_MAX
                    && let Some((_, (room, slot, _))) = self.slots.pop_first()
                {
                    // Whoever changes it after so long says it anew.
                    self.miss(&room, &slot);
                }
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _: Context<'_>) -> Reaction {
        match event {
            Event::NotOpened { room: Room::EmergencyChannel, .. }
            | Event::Opened { .. }
            | Event::NotPosted { .. }
            | Event::TriedAnew { .. }
            | Event::Posted { .. } => Reaction::none(),
            Event::NotOpened { room, reason } => Reaction::none().post(
                &Room::EmergencyChannel,
                Message::new(
                    Text::new()
                        .plain(format!("The room {room} for {} could not be opened: ", scene.title))
                        .plain(reason),
                )
                .tone(Tone::Warning),
            ),
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _: &Scene<'_>,
        _: Context<'_>,
    ) -> Vec<Event> {
        match (effect, outcome) {
            (Effect::OpenRoom { room, .. }, Outcome::Done(Answer::Room { room: id, name })) => {
                let again = self.room(room).is_some_and(|bound| bound.id == *id);
                vec![Event::Opened {
                    room: room.clone(),
                    id: id.clone(),
                    name: name.clone(),
                    again,
                }]
            }
            (
                Effect::OpenRoom { room, .. },
                Outcome::Refused { reason } | Outcome::Ambiguous { reason },
            ) => {
                vec![Event::NotOpened { room: room.clone(), reason: reason.clone() }]
            }
            (
                Effect::Post { room, slot: Some(slot), .. },
                Outcome::Done(Answer::Message { message }),
            ) => {
                vec![Event::Posted { room: room.clone(), slot: slot.clone(), id: message.clone() }]
            }
            (
                Effect::Post { room, slot: Some(slot), .. },
                Outcome::Refused { reason } | Outcome::Ambiguous { reason },
            ) => {
                let (room, slot, reason) = (room.clone(), slot.clone(), reason.clone());
                vec![Event::NotPosted { room, slot, reason }]
            }
            _ => Vec::new(),
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Opened { name, .. } => Text::new().plain(format!("room {name} stands")),
            Event::NotOpened { room, reason } => {
                Text::new().plain(format!("room {room} could not be opened: {reason}"))
            }
            Event::NotPosted { slot, reason, .. } => {
                Text::new().plain(format!("could not post {}: {reason}", slot.phrase()))
            }
            Event::TriedAnew { slot: Some(slot), .. } => {
                Text::new().plain(format!("tries again to post {}", slot.phrase()))
            }
            Event::TriedAnew { room, slot: None } => {
                Text::new().plain(format!("tries again to open room {room}"))
            }
            Event::Posted { slot, .. } => Text::new().plain(format!("posted {}", slot.phrase())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(number: u32) -> Event {
        Event::Posted {
            room: Room::EmergencyChannel,
            slot: Slot::Alert(number),
            id: MessageId::new(format!("M{number}")).unwrap(),
        }
    }

    #[test]
    fn a_message_that_was_forgotten_or_whose_room_is_another_is_posted_anew_by_its_next_change() {
        let mut rooms = Rooms::default();
        let most = u32::try_from(SLOTS_MAX).unwrap();
        (0..=most).for_each(|number| rooms.evolve(&posted(number)));
        assert!(rooms.is_unposted(&Slot::Alert(0)), "the oldest was forgotten");
        assert!(!rooms.is_unposted(&Slot::Alert(1)));
        rooms.evolve(&Event::Opened {
            room: Room::EmergencyChannel,
            id: RoomId::new("R2").unwrap(),
            name: String::from("em"),
            again: false,
        });
        assert!(rooms.is_unposted(&Slot::Alert(most)), "it stood in another room");
        assert!(!rooms.is_unposted(&Slot::Alert(0)), "of so many the oldest is not known any more");
        rooms.evolve(&posted(most));
        assert!(!rooms.is_unposted(&Slot::Alert(most)), "it stands again");
    }
}
