//! The abilities of the chat.

use std::collections::BTreeSet;

use async_trait::async_trait;
use jiff::SignedDuration;

use super::outgoing::{Outgoing, open_room, unusable};
use super::state::{State, message_key};
use super::view::{Author, Happened, ShownMessage};
use super::{Ability, LABEL_CHARS_MAX, MemoryChat};
use crate::effect::{Reached, Speakers};
use crate::error::{ErrorKind, PortError};
use crate::ids::{EffectId, MessageId, PersonId, RoomId};
use crate::memory::shared::{not_found, refuse};
use crate::mention::{BroadcastPermit, Reach};
use crate::message::{File, Message, Picture};
use crate::people::Profile;
use crate::ports::facets::{
    Archive, Broadcasts, Buttons, DirectMessages, Ephemeral, Files, Guests, History, MentionRights,
    Moderation, Pins, Reactions, Roster, SpeakingRights, Threads, Topics,
};
use crate::ports::inbound::{Delivery, Inbound};
use crate::time::later;

/// A message that stands in an open room.
fn standing<'a>(
    state: &'a mut State,
    operation: &'static str,
    room: &RoomId,
    message: &MessageId,
) -> Result<&'a mut ShownMessage, PortError> {
    open_room(state, operation, room)?
        .message_mut(message)
        .filter(|found| !found.deleted && found.private_to.is_none())
        .ok_or_else(|| not_found(operation, format!("message {message} in this room")))
}

#[async_trait]
impl Topics for MemoryChat {
    async fn set_topic(&self, room: &RoomId, topic: &str, _: &EffectId) -> Result<(), PortError> {
        let at = self.now();
        let max = self.inner.limits.topic_chars_max;
        self.call(Ability::Topics, "set_topic", |state| {
            if topic.chars().count() > max {
                let detail = format!("a topic has at most {max} characters");
                return Err(refuse("set_topic", ErrorKind::Invalid, detail));
            }
            let found = open_room(state, "set_topic", room)?;
            if found.topic != topic {
                found.topic = topic.to_owned();
                let (room, topic) = (room.clone(), topic.to_owned());
                state.log(at, Happened::TopicSet { room, topic, by: None });
            }
            Ok(())
        })
    }
}

#[async_trait]
impl Pins for MemoryChat {
    async fn pin(&self, room: &RoomId, message: &MessageId, _: &EffectId) -> Result<(), PortError> {
        let at = self.now();
        let max = self.inner.limits.pins_max;
        self.call(Ability::Pins, "pin", |state| {
            let messages = &open_room(state, "pin", room)?.messages;
            let pinned = messages.values().filter(|message| message.pinned).count();
            let found = standing(state, "pin", room, message)?;
            if found.pinned {
                return Ok(());
            }
            if pinned >= max {
                let detail = format!("a room holds at most {max} pins");
                return Err(refuse("pin", ErrorKind::Invalid, detail));
            }
            found.pinned = true;
            let (room, message) = (room.clone(), message.clone());
            state.log(at, Happened::Pinned { room, message });
            Ok(())
        })
    }

    async fn unpin(
        &self,
        room: &RoomId,
        message: &MessageId,
        _: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        self.call(Ability::Pins, "unpin", |state| {
            let found = standing(state, "unpin", room, message)?;
            if found.pinned {
                found.pinned = false;
                let (room, message) = (room.clone(), message.clone());
                state.log(at, Happened::Unpinned { room, message });
            }
            Ok(())
        })
    }
}

#[async_trait]
impl Threads for MemoryChat {
    async fn reply(
        &self,
        room: &RoomId,
        parent: &MessageId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        self.call(Ability::Threads, "reply", |state| {
            let out = Outgoing { thread: Some(parent), ..Outgoing::new("reply", message, key) };
            self.put(state, room, out)
        })
    }
}

#[async_trait]
impl DirectMessages for MemoryChat {
    async fn direct(
        &self,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        self.call(Ability::DirectMessages, "direct", |state| {
            let account = state.people.get(person).filter(|account| account.is_person());
            let account = account.ok_or_else(|| not_found("direct", format!("person {person}")))?;
            if !account.takes_direct {
                let detail = "the person takes no direct messages";
                return Err(refuse("direct", ErrorKind::Forbidden, detail));
            }
            let picture = message.picture.as_ref().filter(|_| self.has(Ability::Files));
            self.check("direct", message, picture)?;
            let room = state.direct_room(person).map_err(unusable("direct"))?;
            let out = Outgoing { picture, ..Outgoing::new("direct", message, key) };
            self.put(state, &room, out)
        })
    }

    async fn written(
        &self,
        person: &PersonId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        self.call(Ability::DirectMessages, "written", |state| {
            let room = state.direct_room(person).map_err(unusable("written"))?;
            self.sent(state, "written", &room, key, age)
        })
    }
}

#[async_trait]
impl Ephemeral for MemoryChat {
    async fn hint(
        &self,
        room: &RoomId,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.call(Ability::Ephemeral, "hint", |state| {
            let out = Outgoing { private_to: Some(person), ..Outgoing::new("hint", message, key) };
            self.put(state, room, out).map(drop)
        })
    }
}

impl Buttons for MemoryChat {
    fn label_chars_max(&self) -> usize {
        LABEL_CHARS_MAX
    }
}

#[async_trait]
impl Broadcasts for MemoryChat {
    async fn broadcast(
        &self,
        room: &RoomId,
        permit: &BroadcastPermit,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        self.call(Ability::Broadcasts, "broadcast", |state| {
            let wakes = Some(permit.reach());
            self.put(state, room, Outgoing { wakes, ..Outgoing::new("broadcast", message, key) })
        })
    }
}

#[async_trait]
impl Roster for MemoryChat {
    async fn audience(&self, room: &RoomId, reach: Reach) -> Result<Vec<Reached>, PortError> {
        self.call(Ability::Roster, "audience", |state| {
            let found =
                state.room(room).ok_or_else(|| not_found("audience", format!("room {room}")))?;
            let zone = |person: &PersonId| state.people.get(person)?.profile.zone.clone();
            let reached = state.reached(found, reach).into_iter();
            Ok(reached.map(|person| Reached { zone: zone(&person), person }).collect())
        })
    }

    async fn profile(&self, person: &PersonId) -> Result<Option<Profile>, PortError> {
        self.call(Ability::Roster, "profile", |state| {
            Ok(state.people.get(person).map(|account| account.profile.clone()))
        })
    }

    async fn by_handle(&self, handle: &str) -> Result<Option<Profile>, PortError> {
        self.call(Ability::Roster, "by_handle", |state| {
            Ok(state.by_handle(handle).map(|account| account.profile.clone()))
        })
    }
}

#[async_trait]
impl History for MemoryChat {
    async fn within(&self, room: &RoomId, age: SignedDuration) -> Result<Vec<Delivery>, PortError> {
        let since = later(self.now(), -age);
        self.call(Ability::History, "within", |state| {
            let found =
                state.room(room).ok_or_else(|| not_found("within", format!("room {room}")))?;
            let said = found.messages.values().filter(|message| {
                message.at >= since && !message.deleted && message.file.is_none()
            });
            Ok(said
                .filter_map(|message| {
                    Some(Delivery {
                        source: super::state::NAME.to_owned(),
                        key: message_key(&message.id),
                        occurred_at: message.at,
                        inbound: Inbound::Message(state.report(message)?),
                    })
                })
                .collect())
        })
    }
}

#[async_trait]
impl Archive for MemoryChat {
    async fn archive(&self, room: &RoomId, _: &EffectId) -> Result<(), PortError> {
        let at = self.now();
        self.call(Ability::Archive, "archive", |state| {
            let found =
                state.room_mut(room).ok_or_else(|| not_found("archive", format!("room {room}")))?;
            if !found.archived {
                found.archived = true;
                state.log(at, Happened::Archived { room: room.clone() });
            }
            Ok(())
        })
    }
}

#[async_trait]
impl Reactions for MemoryChat {
    async fn react(
        &self,
        room: &RoomId,
        message: &MessageId,
        reaction: &str,
        _: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        self.call(Ability::Reactions, "react", |state| {
            if reaction.trim().is_empty() {
                return Err(refuse("react", ErrorKind::Invalid, "the reaction is empty"));
            }
            let found = standing(state, "react", room, message)?;
            if found.reactions.insert((reaction.to_owned(), Author::Bot)) {
                let (room, message) = (room.clone(), message.clone());
                let reaction = reaction.to_owned();
                state.log(at, Happened::Reacted { room, message, reaction, by: None });
            }
            Ok(())
        })
    }
}

#[async_trait]
impl Files for MemoryChat {
    async fn share(
        &self,
        room: &RoomId,
        picture: &Picture,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        self.call(Ability::Files, "share", |state| {
            let out = Outgoing { picture: Some(picture), ..Outgoing::new("share", message, key) };
            self.put(state, room, out)
        })
    }

    async fn attach(
        &self,
        room: &RoomId,
        file: &File,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        self.call(Ability::Files, "attach", |state| {
            let out = Outgoing { file: Some(file), ..Outgoing::new("attach", message, key) };
            self.put(state, room, out)
        })
    }
}

#[async_trait]
impl Guests for MemoryChat {
    async fn remove(
        &self,
        room: &RoomId,
        person: &PersonId,
        _: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        self.call(Ability::Guests, "remove", |state| {
            if open_room(state, "remove", room)?.members.remove(person) {
                let (room, who) = (room.clone(), person.clone());
                state.log(at, Happened::Removed { room: room.clone(), person: who.clone() });
                let key = format!("departed/{}", state.next());
                state.deliver(key, at, Inbound::Departed { room, who });
            }
            Ok(())
        })
    }
}

#[async_trait]
impl Moderation for MemoryChat {
    async fn remove_message(
        &self,
        room: &RoomId,
        message: &MessageId,
        _: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        self.call(Ability::Moderation, "remove_message", |state| {
            // What was never there is as gone as what was taken away.
            let found = state.room_mut(room).and_then(|room| room.message_mut(message));
            if let Some(found) = found.filter(|found| !found.deleted) {
                found.deleted = true;
                let (room, message) = (room.clone(), message.clone());
                state.log(at, Happened::Deleted { room, message, by: None });
            }
            Ok(())
        })
    }
}

#[async_trait]
impl SpeakingRights for MemoryChat {
    async fn set_speakers(
        &self,
        room: &RoomId,
        speakers: &Speakers,
        _: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        self.call(Ability::SpeakingRights, "set_speakers", |state| {
            let found = open_room(state, "set_speakers", room)?;
            if found.speakers != *speakers {
                found.speakers = speakers.clone();
                let (room, speakers) = (room.clone(), speakers.clone());
                state.log(at, Happened::SpeakersSet { room, speakers });
            }
            Ok(())
        })
    }
}

#[async_trait]
impl MentionRights for MemoryChat {
    async fn set_entitled(
        &self,
        room: &RoomId,
        people: &BTreeSet<PersonId>,
        _: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        self.call(Ability::MentionRights, "set_entitled", |state| {
            let found = open_room(state, "set_entitled", room)?;
            if found.entitled.as_ref() != Some(people) {
                found.entitled = Some(people.clone());
                let (room, people) = (room.clone(), people.clone());
                state.log(at, Happened::EntitledSet { room, people });
            }
            Ok(())
        })
    }
}
