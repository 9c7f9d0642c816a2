//! The abilities of a chat behind the weather.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chatops_core::effect::{Reached, Speakers};
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::mention::{BroadcastPermit, Reach};
use chatops_core::message::{File, Message, Picture};
use chatops_core::people::Profile;
use chatops_core::ports::facets::{
    Archive, Broadcasts, DirectMessages, Ephemeral, Files, Guests, History, MentionRights,
    Moderation, Pins, Reactions, Roster, SpeakingRights, Threads, Topics,
};
use chatops_core::ports::inbound::Delivery;
use chatops_runtime::driver::NOT_RECORDED;
use jiff::SignedDuration;

use super::Behind;
use super::chat::{PORT, nothing};
use crate::sim::chaos::Call;

#[async_trait]
impl Topics for Behind<dyn Topics> {
    async fn set_topic(&self, room: &RoomId, topic: &str, key: &EffectId) -> Result<(), PortError> {
        let call =
            Call { port: PORT, operation: "set_topic", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.set_topic(room, topic, key), nothing).await
    }
}

#[async_trait]
impl Pins for Behind<dyn Pins> {
    async fn pin(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call = Call { port: PORT, operation: "pin", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.pin(room, message, key), nothing).await
    }

    async fn unpin(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call = Call { port: PORT, operation: "unpin", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.unpin(room, message, key), nothing).await
    }
}

#[async_trait]
impl Threads for Behind<dyn Threads> {
    async fn reply(
        &self,
        room: &RoomId,
        parent: &MessageId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let call = Call { port: PORT, operation: "reply", key: Some(key), place: room.as_str() };
        self.chaos
            .call(call, self.inner.reply(room, parent, message, key), |id| Some(id.to_string()))
            .await
    }
}

#[async_trait]
impl DirectMessages for Behind<dyn DirectMessages> {
    async fn written(
        &self,
        person: &PersonId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        let call =
            Call { port: PORT, operation: "written", key: Some(key), place: person.as_str() };
        self.chaos.call(call, self.inner.written(person, key, age), nothing).await
    }

    async fn direct(
        &self,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let call = Call {
            port: PORT,
            operation: "direct",
            key: asked(message, key),
            place: person.as_str(),
        };
        self.chaos
            .call(call, self.inner.direct(person, message, key), |id| Some(id.to_string()))
            .await
    }
}

/// The key by which the ledger knows an effect. That nothing can be recorded is the one thing that is said without one.
fn asked<'a>(message: &Message, key: &'a EffectId) -> Option<&'a EffectId> {
    (!message.text.to_plain().starts_with(NOT_RECORDED)).then_some(key)
}

#[async_trait]
impl Ephemeral for Behind<dyn Ephemeral> {
    async fn hint(
        &self,
        room: &RoomId,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call =
            Call { port: PORT, operation: "hint", key: asked(message, key), place: room.as_str() };
        self.chaos.call(call, self.inner.hint(room, person, message, key), nothing).await
    }
}

#[async_trait]
impl Broadcasts for Behind<dyn Broadcasts> {
    async fn broadcast(
        &self,
        room: &RoomId,
        permit: &BroadcastPermit,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let call =
            Call { port: PORT, operation: "broadcast", key: Some(key), place: room.as_str() };
        self.chaos
            .call(call, self.inner.broadcast(room, permit, message, key), |id| Some(id.to_string()))
            .await
    }
}

#[async_trait]
impl Roster for Behind<dyn Roster> {
    async fn audience(&self, room: &RoomId, reach: Reach) -> Result<Vec<Reached>, PortError> {
        let call = Call { port: PORT, operation: "audience", key: None, place: room.as_str() };
        self.chaos.call(call, self.inner.audience(room, reach), nothing).await
    }

    async fn profile(&self, person: &PersonId) -> Result<Option<Profile>, PortError> {
        let call = Call { port: PORT, operation: "profile", key: None, place: person.as_str() };
        self.chaos.call(call, self.inner.profile(person), nothing).await
    }

    async fn by_handle(&self, handle: &str) -> Result<Option<Profile>, PortError> {
        let call = Call { port: PORT, operation: "by_handle", key: None, place: handle };
        self.chaos.call(call, self.inner.by_handle(handle), nothing).await
    }
}

#[async_trait]
impl History for Behind<dyn History> {
    async fn within(&self, room: &RoomId, age: SignedDuration) -> Result<Vec<Delivery>, PortError> {
        let call = Call { port: PORT, operation: "within", key: None, place: room.as_str() };
        self.chaos.call(call, self.inner.within(room, age), nothing).await
    }
}

#[async_trait]
impl Archive for Behind<dyn Archive> {
    async fn archive(&self, room: &RoomId, key: &EffectId) -> Result<(), PortError> {
        let call = Call { port: PORT, operation: "archive", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.archive(room, key), nothing).await
    }
}

#[async_trait]
impl Reactions for Behind<dyn Reactions> {
    async fn react(
        &self,
        room: &RoomId,
        message: &MessageId,
        reaction: &str,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call = Call { port: PORT, operation: "react", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.react(room, message, reaction, key), nothing).await
    }
}

#[async_trait]
impl Files for Behind<dyn Files> {
    async fn share(
        &self,
        room: &RoomId,
        picture: &Picture,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let call = Call { port: PORT, operation: "share", key: Some(key), place: room.as_str() };
        self.chaos
            .call(call, self.inner.share(room, picture, message, key), |id| Some(id.to_string()))
            .await
    }

    async fn attach(
        &self,
        room: &RoomId,
        file: &File,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let call = Call { port: PORT, operation: "attach", key: Some(key), place: room.as_str() };
        self.chaos
            .call(call, self.inner.attach(room, file, message, key), |id| Some(id.to_string()))
            .await
    }
}

#[async_trait]
impl Guests for Behind<dyn Guests> {
    async fn remove(
        &self,
        room: &RoomId,
        person: &PersonId,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call = Call { port: PORT, operation: "remove", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.remove(room, person, key), nothing).await
    }
}

#[async_trait]
impl Moderation for Behind<dyn Moderation> {
    async fn remove_message(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call =
            Call { port: PORT, operation: "remove_message", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.remove_message(room, message, key), nothing).await
    }
}

#[async_trait]
impl SpeakingRights for Behind<dyn SpeakingRights> {
    async fn set_speakers(
        &self,
        room: &RoomId,
        speakers: &Speakers,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call =
            Call { port: PORT, operation: "set_speakers", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.set_speakers(room, speakers, key), nothing).await
    }
}

#[async_trait]
impl MentionRights for Behind<dyn MentionRights> {
    async fn set_entitled(
        &self,
        room: &RoomId,
        people: &BTreeSet<PersonId>,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let call =
            Call { port: PORT, operation: "set_entitled", key: Some(key), place: room.as_str() };
        self.chaos.call(call, self.inner.set_entitled(room, people, key), nothing).await
    }
}
