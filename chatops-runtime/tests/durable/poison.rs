//! Effects over which the program fails.

use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::memory::MemoryChat;
use chatops_core::message::Message;
use chatops_core::ports::chat::{ChatPlatform, Description, FoundRoom, Limits};
use chatops_core::ports::facets::Facets;
use chatops_core::ports::inbound::Delivery;
use jiff::SignedDuration;

use super::host::Place;

/// A platform whose adapter panics over posts that hold a word.
#[derive(Debug)]
struct Broken {
    inner: MemoryChat,
}

#[async_trait]
impl ChatPlatform for Broken {
    fn describe(&self) -> Description {
        self.inner.describe()
    }
    fn facets(&self) -> Facets {
        self.inner.facets()
    }
    fn limits(&self) -> Limits {
        self.inner.limits()
    }
    fn room_url(&self, room: &RoomId) -> String {
        self.inner.room_url(room)
    }
    async fn open_room(
        &self,
        name: &str,
        purpose: &str,
        key: &EffectId,
    ) -> Result<FoundRoom, PortError> {
        self.inner.open_room(name, purpose, key).await
    }
    async fn find_room(&self, name: &str) -> Result<Option<FoundRoom>, PortError> {
        self.inner.find_room(name).await
    }
    async fn invite(
        &self,
        room: &RoomId,
        people: &[PersonId],
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.inner.invite(room, people, key).await
    }
    async fn post(
        &self,
        room: &RoomId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        assert!(!message.text.to_plain().contains("poison"), "a defect of the adapter");
        self.inner.post(room, message, key).await
    }
    async fn posted(
        &self,
        room: &RoomId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        self.inner.posted(room, key, age).await
    }
    async fn edit(
        &self,
        room: &RoomId,
        message: &MessageId,
        content: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.inner.edit(room, message, content, key).await
    }
    async fn inbound(&self) -> Result<Vec<Delivery>, PortError> {
        self.inner.inbound().await
    }
    async fn acknowledge(&self, keys: &[String]) -> Result<(), PortError> {
        self.inner.acknowledge(keys).await
    }
}

#[tokio::test(start_paused = true)]
async fn an_effect_over_which_the_program_fails_does_not_block_its_lane() {
    let place = Place::alone();
    let broken = Broken { inner: place.chat.clone() };
    let host = place.start_on("a", Arc::new(broken)).await;
    place.pass(2).await;
    place.command("take");
    place.pass(2).await;
    place.command("declare poison in the well");
    place.command("declare checkout is slow");
    place.pass(30).await;
    assert!(place.said("checkout is slow") >= 1, "what stood behind it in the lane was said");
    host.stop().await.unwrap();
}
