//! What can be seen of the chat from both sides.

mod bot;
mod people;

use std::sync::Arc;

use super::{Ability, ActError, MemoryChat, NewPerson};
use crate::ids::{PersonId, RoomId};
use crate::memory::ManualClock;
pub(super) use crate::memory::tests::{key, now, waits};
use crate::ports::chat::ChatPlatform;
use crate::ports::inbound::{Delivery, Inbound};

/// A chat with a room in which Jim and Ann are; Bo is not in it.
struct Scene {
    chat: MemoryChat,
    clock: Arc<ManualClock>,
    room: RoomId,
    jim: PersonId,
    ann: PersonId,
    bo: PersonId,
}

fn scene() -> Scene {
    scene_without(&[])
}

fn scene_without(missing: &[Ability]) -> Scene {
    let clock = Arc::new(ManualClock::at_epoch());
    let builder = MemoryChat::builder(clock.clone());
    let chat = missing.iter().fold(builder, |builder, one| builder.without(*one)).build();
    let person = |handle, name| chat.register(NewPerson::employee(handle, name)).unwrap();
    let (jim, ann) = (person("jim", "Jim Smith"), person("ann", "Ann Lee"));
    let bo = person("bo", "Bo Chen");
    let room = now(chat.open_room("em", "emergencies", &key(1_000))).unwrap().room;
    now(chat.invite(&room, &[jim.clone(), ann.clone()], &key(1_001))).unwrap();
    let scene = Scene { chat, clock, room, jim, ann, bo };
    scene.drain();
    scene
}

impl Scene {
    /// Takes and acknowledges everything that was reported so far.
    fn drain(&self) -> Vec<Inbound> {
        let deliveries = self.deliveries();
        let keys: Vec<String> = deliveries.iter().map(|one| one.key.clone()).collect();
        now(self.chat.acknowledge(&keys)).unwrap();
        deliveries.into_iter().map(|one| one.inbound).collect()
    }

    /// Takes everything that was reported so far.
    fn deliveries(&self) -> Vec<Delivery> {
        if waits(self.chat.inbound()) { Vec::new() } else { self.again() }
    }

    fn again(&self) -> Vec<Delivery> {
        self.chat.reconnect();
        now(self.chat.inbound()).unwrap()
    }

    fn say(&self, person: &PersonId, text: &str) -> crate::ids::MessageId {
        self.chat.say(person, &self.room, text).unwrap()
    }

    fn refused(&self, person: &PersonId, text: &str) -> ActError {
        self.chat.say(person, &self.room, text).unwrap_err()
    }
}
