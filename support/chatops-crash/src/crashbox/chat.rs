//! The chat as the bot meets it: the chat in memory, with a record of each call.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::effect::{Effect, Reached};
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::memory::MemoryChat;
use chatops_core::mention::{BroadcastPermit, Reach};
use chatops_core::message::Message;
use chatops_core::people::Profile;
use chatops_core::plan::{Call, plan};
use chatops_core::ports::chat::{ChatPlatform, Description, FoundRoom, Limits};
use chatops_core::ports::facets::{
    Archive, Broadcasts, Buttons, DirectMessages, Ephemeral, Facets, History, MentionRights,
    Moderation, Pins, Roster, Topics,
};
use chatops_core::ports::inbound::Delivery;
use jiff::SignedDuration;

use super::record::{ChatCall, Done, Permit};
use super::world::World;

/// What a call answers.
#[derive(Debug)]
pub enum Answer {
    /// Nothing but that it was done.
    Nothing,
    /// A room.
    Room(FoundRoom),
    /// A message.
    Message(MessageId),
}

fn missing(operation: &'static str) -> PortError {
    PortError::not_done("outside", operation, ErrorKind::Unsupported, "the chat lacks it")
}

/// Carries a call out.
///
/// # Errors
/// Those of the chat in memory.
pub async fn apply(chat: &MemoryChat, call: &ChatCall) -> Result<Answer, PortError> {
    use ChatCall as C;
    match call {
        C::OpenRoom { name, purpose, key } => {
            return Ok(Answer::Room(chat.open_room(name, purpose, key).await?));
        }
        C::Invite { room, people, key } => chat.invite(room, people, key).await?,
        C::Post { room, message, key } => {
            return Ok(Answer::Message(chat.post(room, message, key).await?));
        }
        C::Edit { room, message, content, key } => chat.edit(room, message, content, key).await?,
        _ => return apply_facet(chat, call).await,
    }
    Ok(Answer::Nothing)
}

async fn apply_facet(chat: &MemoryChat, call: &ChatCall) -> Result<Answer, PortError> {
    use ChatCall as C;
    let facets = chat.facets();
    macro_rules! facet {
        ($name:ident) => {
            facets.$name.as_ref().ok_or_else(|| missing(stringify!($name)))?
        };
    }
    match call {
        C::SetTopic { room, topic, key } => facet!(topics).set_topic(room, topic, key).await?,
        C::Pin { room, message, key } => facet!(pins).pin(room, message, key).await?,
        C::Unpin { room, message, key } => facet!(pins).unpin(room, message, key).await?,
        C::Direct { person, message, key } => {
            let message = facet!(direct_messages).direct(person, message, key).await?;
            return Ok(Answer::Message(message));
        }
        C::Hint { room, person, message, key } => {
            facet!(ephemeral).hint(room, person, message, key).await?;
        }
        C::Broadcast { room, permit, message, key } => {
            let permit = permitted(chat, permit, message).ok_or_else(|| missing("broadcast"))?;
            let broadcasts = facet!(broadcasts);
            return Ok(Answer::Message(broadcasts.broadcast(room, &permit, message, key).await?));
        }
        C::RemoveMessage { room, message, key } => {
            facet!(moderation).remove_message(room, message, key).await?;
        }
        C::SetEntitled { room, people, key } => {
            facet!(mention_rights).set_entitled(room, people, key).await?;
        }
        C::Archive { room, key } => facet!(archive).archive(room, key).await?,
        _ => {}
    }
    Ok(Answer::Nothing)
}

/// A permit cannot be written down. The grant it came from can, and a plan gives the permit for it again.
fn permitted(chat: &MemoryChat, permit: &Permit, message: &Message) -> Option<BroadcastPermit> {
    let granted = serde_json::json!({
        "room": permit.room, "reach": permit.reach, "number": permit.number, "message": message,
    });
    let granted = Effect::Broadcast(serde_json::from_value(granted).ok()?);
    let calls = plan(&granted, &chat.facets(), &chat.limits()).calls;
    calls.into_iter().find_map(|call| match call {
        Call::Broadcast { permit, .. } => Some(permit),
        _ => None,
    })
}

/// The chat that the bot is given.
#[derive(Debug, Clone)]
pub struct OutsideChat(pub Arc<World>);

impl OutsideChat {
    async fn call(&self, call: ChatCall) -> Result<Answer, PortError> {
        let world = &self.0;
        let (before, after) = call.points();
        world.points.pass(before);
        let answer = apply(&world.chat, &call).await?;
        world.note(Done::Chat(call));
        world.points.pass(after);
        Ok(answer)
    }

    async fn do_call(&self, call: ChatCall) -> Result<(), PortError> {
        self.call(call).await.map(drop)
    }

    async fn message_call(&self, call: ChatCall) -> Result<MessageId, PortError> {
        match self.call(call).await? {
            Answer::Message(message) => Ok(message),
            _ => Err(missing("message")),
        }
    }
}

#[async_trait]
impl ChatPlatform for OutsideChat {
    fn describe(&self) -> Description {
        self.0.chat.describe()
    }

    fn facets(&self) -> Facets {
        let mut facets = Facets::default();
        facets.topics = Some(Arc::new(self.clone()));
        facets.pins = Some(Arc::new(self.clone()));
        facets.direct_messages = Some(Arc::new(self.clone()));
        facets.ephemeral = Some(Arc::new(self.clone()));
        facets.buttons = Some(Arc::new(self.clone()));
        facets.broadcasts = Some(Arc::new(self.clone()));
        facets.roster = Some(Arc::new(self.clone()));
        facets.history = Some(Arc::new(self.clone()));
        facets.archive = Some(Arc::new(self.clone()));
        facets.moderation = Some(Arc::new(self.clone()));
        facets.mention_rights = Some(Arc::new(self.clone()));
        facets
    }

    fn limits(&self) -> Limits {
        self.0.chat.limits()
    }

    fn room_url(&self, room: &RoomId) -> String {
        self.0.chat.room_url(room)
    }

    async fn open_room(
        &self,
        name: &str,
        purpose: &str,
        key: &EffectId,
    ) -> Result<FoundRoom, PortError> {
        let (name, purpose) = (name.to_owned(), purpose.to_owned());
        match self.call(ChatCall::OpenRoom { name, purpose, key: *key }).await? {
            Answer::Room(room) => Ok(room),
            _ => Err(missing("open_room")),
        }
    }

    async fn find_room(&self, name: &str) -> Result<Option<FoundRoom>, PortError> {
        self.0.points.pass("before chat find_room");
        self.0.chat.find_room(name).await
    }

    async fn invite(
        &self,
        room: &RoomId,
        people: &[PersonId],
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (room, people) = (room.clone(), people.to_vec());
        self.do_call(ChatCall::Invite { room, people, key: *key }).await
    }

    async fn post(
        &self,
        room: &RoomId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let (room, message) = (room.clone(), message.clone());
        self.message_call(ChatCall::Post { room, message, key: *key }).await
    }

    async fn posted(
        &self,
        room: &RoomId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        self.0.points.pass("before chat posted");
        self.0.chat.posted(room, key, age).await
    }

    async fn edit(
        &self,
        room: &RoomId,
        message: &MessageId,
        content: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (room, message, content) = (room.clone(), message.clone(), content.clone());
        self.do_call(ChatCall::Edit { room, message, content, key: *key }).await
    }

    async fn inbound(&self) -> Result<Vec<Delivery>, PortError> {
        self.0.chat.inbound().await
    }

    async fn acknowledge(&self, keys: &[String]) -> Result<(), PortError> {
        self.0.points.pass("before chat acknowledge");
        self.0.chat.acknowledge(keys).await?;
        self.0.note(Done::Acknowledged(keys.to_vec()));
        self.0.points.pass("after chat acknowledge");
        Ok(())
    }
}

#[async_trait]
impl Topics for OutsideChat {
    async fn set_topic(&self, room: &RoomId, topic: &str, key: &EffectId) -> Result<(), PortError> {
        let (room, topic) = (room.clone(), topic.to_owned());
        self.do_call(ChatCall::SetTopic { room, topic, key: *key }).await
    }
}

#[async_trait]
impl Pins for OutsideChat {
    async fn pin(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (room, message) = (room.clone(), message.clone());
        self.do_call(ChatCall::Pin { room, message, key: *key }).await
    }

    async fn unpin(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (room, message) = (room.clone(), message.clone());
        self.do_call(ChatCall::Unpin { room, message, key: *key }).await
    }
}

#[async_trait]
impl DirectMessages for OutsideChat {
    async fn direct(
        &self,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let (person, message) = (person.clone(), message.clone());
        self.message_call(ChatCall::Direct { person, message, key: *key }).await
    }

    async fn written(
        &self,
        person: &PersonId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        self.0.points.pass("before chat written");
        let direct = self.0.chat.facets().direct_messages.ok_or_else(|| missing("written"))?;
        direct.written(person, key, age).await
    }
}

#[async_trait]
impl Ephemeral for OutsideChat {
    async fn hint(
        &self,
        room: &RoomId,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (room, person, message) = (room.clone(), person.clone(), message.clone());
        self.do_call(ChatCall::Hint { room, person, message, key: *key }).await
    }
}

impl Buttons for OutsideChat {
    fn label_chars_max(&self) -> usize {
        self.0.chat.facets().buttons.map_or(0, |buttons| buttons.label_chars_max())
    }
}

#[async_trait]
impl Broadcasts for OutsideChat {
    async fn broadcast(
        &self,
        room: &RoomId,
        permit: &BroadcastPermit,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let permit =
            Permit { room: permit.room().clone(), reach: permit.reach(), number: permit.number() };
        let (room, message) = (room.clone(), message.clone());
        self.message_call(ChatCall::Broadcast { room, permit, message, key: *key }).await
    }
}

#[async_trait]
impl Roster for OutsideChat {
    async fn audience(&self, room: &RoomId, reach: Reach) -> Result<Vec<Reached>, PortError> {
        self.0.points.pass("before chat audience");
        let roster = self.0.chat.facets().roster.ok_or_else(|| missing("audience"))?;
        roster.audience(room, reach).await
    }

    async fn profile(&self, person: &PersonId) -> Result<Option<Profile>, PortError> {
        let roster = self.0.chat.facets().roster.ok_or_else(|| missing("profile"))?;
        roster.profile(person).await
    }

    async fn by_handle(&self, handle: &str) -> Result<Option<Profile>, PortError> {
        let roster = self.0.chat.facets().roster.ok_or_else(|| missing("by_handle"))?;
        roster.by_handle(handle).await
    }
}

#[async_trait]
impl History for OutsideChat {
    async fn within(&self, room: &RoomId, age: SignedDuration) -> Result<Vec<Delivery>, PortError> {
        let history = self.0.chat.facets().history.ok_or_else(|| missing("within"))?;
        history.within(room, age).await
    }
}

#[async_trait]
impl Archive for OutsideChat {
    async fn archive(&self, room: &RoomId, key: &EffectId) -> Result<(), PortError> {
        self.do_call(ChatCall::Archive { room: room.clone(), key: *key }).await
    }
}

#[async_trait]
impl Moderation for OutsideChat {
    async fn remove_message(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (room, message) = (room.clone(), message.clone());
        self.do_call(ChatCall::RemoveMessage { room, message, key: *key }).await
    }
}

#[async_trait]
impl MentionRights for OutsideChat {
    async fn set_entitled(
        &self,
        room: &RoomId,
        people: &BTreeSet<PersonId>,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let (room, people) = (room.clone(), people.clone());
        self.do_call(ChatCall::SetEntitled { room, people, key: *key }).await
    }
}
