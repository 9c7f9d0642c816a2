//! The chat.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::conformance::Failure;
use chatops_core::conformance::chat::{ChatRig, Shown};
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::memory::chat::{Author, Happened, ShownMessage};
use chatops_core::memory::{ActError, ManualClock, MemoryChat, NewPerson, Presence};
use chatops_core::ports::{ChatPlatform, Clock};
use jiff::{SignedDuration, Timestamp};

use super::Places;

/// A chat in memory.
#[derive(Debug)]
pub(crate) struct Rig {
    chat: MemoryChat,
    clock: Arc<ManualClock>,
    places: Places,
}

impl Rig {
    /// With all facets.
    pub(crate) fn whole() -> Self {
        let clock = Arc::new(ManualClock::at_epoch());
        Self { chat: MemoryChat::new(clock.clone()), clock, places: Places::default() }
    }

    /// With none.
    pub(crate) fn bare() -> Self {
        let whole = Self::whole();
        let chat = MemoryChat::builder(whole.clock.clone()).only(&[]).build();
        Self { chat, ..whole }
    }

    fn seen(&self, message: ShownMessage) -> Shown {
        let bot = |(reaction, by): (String, Author)| (by == Author::Bot).then_some(reaction);
        Shown {
            message: message.id,
            author: match message.author {
                Author::Bot => None,
                Author::Person(person) => Some(person),
            },
            text: message.text,
            thread: message.thread,
            pinned: message.pinned,
            reactions: message.reactions.into_iter().filter_map(bot).collect(),
            buttons: message.buttons.into_iter().map(|button| button.label).collect(),
            picture: message.picture.map(|picture| picture.media_type),
            document: message.document.map(|file| file.name),
        }
    }
}

/// The rig itself cannot do what it is for.
fn broken(error: impl Display) -> Failure {
    Failure {
        what: String::from("the rig"),
        expected: String::from("to work"),
        seen: error.to_string(),
    }
}

#[async_trait]
impl ChatRig for Rig {
    fn platform(&self) -> Arc<dyn ChatPlatform> {
        Arc::new(self.chat.clone())
    }

    fn key(&self) -> EffectId {
        self.places.key()
    }

    fn name(&self, word: &str) -> String {
        // A short name: the longest one is made by adding to it.
        format!("{word}-{}", self.places.next(|place| place.seq))
    }

    async fn person(&self, handle: &str) -> Result<PersonId, Failure> {
        match self.chat.register(NewPerson::employee(handle, &handle.to_uppercase())) {
            Err(ActError::Taken) => PersonId::new(format!("memory:{handle}")).map_err(broken),
            other => other.map_err(broken),
        }
    }

    fn stranger(&self) -> PersonId {
        PersonId::new("memory:stranger").expect("a name")
    }

    fn unknown_room(&self) -> RoomId {
        RoomId::new("R999999").expect("a name")
    }

    fn unknown_message(&self) -> MessageId {
        MessageId::new("M999999").expect("a name")
    }

    async fn goes_away(&self, person: &PersonId) -> Result<bool, Failure> {
        self.chat.set_presence(person, Presence::Away).map_err(broken)?;
        Ok(true)
    }

    async fn make_room(&self, person: &PersonId, name: &str) -> Result<RoomId, Failure> {
        self.chat.make_room(person, name).map_err(broken)
    }

    async fn say(
        &self,
        person: &PersonId,
        room: &RoomId,
        text: &str,
    ) -> Result<Option<MessageId>, Failure> {
        match self.chat.say(person, room, text) {
            Ok(message) => Ok(Some(message)),
            Err(ActError::MayNotSpeak | ActError::Archived) => Ok(None),
            Err(other) => Err(broken(other)),
        }
    }

    async fn members(&self, room: &RoomId) -> Result<BTreeSet<PersonId>, Failure> {
        let found = self.chat.rooms().into_iter().find(|one| one.id == *room);
        found.map(|room| room.members).ok_or_else(|| broken("an unknown room"))
    }

    async fn shown(&self, room: &RoomId, viewer: &PersonId) -> Result<Vec<Shown>, Failure> {
        let messages = self.chat.room_view(room, Some(viewer)).into_iter();
        Ok(messages.map(|message| self.seen(message)).collect())
    }

    async fn shown_directly(&self, person: &PersonId) -> Result<Vec<Shown>, Failure> {
        let messages = self.chat.direct_view(person).into_iter();
        Ok(messages.map(|message| self.seen(message)).collect())
    }

    async fn notified(
        &self,
        _room: &RoomId,
        message: &MessageId,
    ) -> Result<BTreeSet<PersonId>, Failure> {
        Ok(self.chat.notified(message))
    }

    async fn topic(&self, room: &RoomId) -> Result<String, Failure> {
        let found = self.chat.rooms().into_iter().find(|one| one.id == *room);
        found.map(|room| room.topic).ok_or_else(|| broken("an unknown room"))
    }

    async fn topic_changes(&self, room: &RoomId) -> Result<Option<usize>, Failure> {
        let written = |happened: &Happened| matches!(happened, Happened::TopicSet { room: changed, .. } if changed == room);
        let activity = self.chat.activity(0);
        Ok(Some(activity.iter().filter(|one| written(&one.happened)).count()))
    }

    async fn reconnect(&self) -> Result<(), Failure> {
        self.chat.reconnect();
        Ok(())
    }

    async fn tick(&self) -> Timestamp {
        self.clock.advance(SignedDuration::from_millis(1));
        self.clock.now()
    }

    async fn pause(&self) {}
}
