//! The chat as the bot meets it.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::SignedDuration;

use super::outgoing::{Outgoing, open_room, unusable};
use super::state::{NAME, Room};
use super::view::{Author, Happened};
use super::{Ability, DELIVERIES_MAX, MemoryChat};
use crate::error::{ErrorKind, PortError};
use crate::ids::{EffectId, MessageId, PersonId, RoomId};
use crate::memory::shared::{not_found, refuse};
use crate::message::Message;
use crate::ports::Rate;
use crate::ports::chat::{ChatPlatform, Description, FoundRoom, Limits};
use crate::ports::facets::Facets;
use crate::ports::inbound::{Delivery, Inbound};

/// What stands before a command.
pub(super) const PREFIX: &str = "/em ";

fn found(room: &Room) -> FoundRoom {
    let ours = room.opened_by.is_some();
    FoundRoom { room: room.id.clone(), name: room.name.clone(), ours }
}

#[async_trait]
impl ChatPlatform for MemoryChat {
    fn describe(&self) -> Description {
        Description { name: NAME, command_prefix: PREFIX.to_owned(), room_mark: "#" }
    }

    fn facets(&self) -> Facets {
        macro_rules! handles {
            ($($field:ident: $ability:ident),* $(,)?) => {
                Facets { $($field: self.has(Ability::$ability).then(|| Arc::new(self.clone()) as _),)* }
            };
        }
        handles! {
            topics: Topics,
            pins: Pins,
            threads: Threads,
            direct_messages: DirectMessages,
            ephemeral: Ephemeral,
            buttons: Buttons,
            broadcasts: Broadcasts,
            roster: Roster,
            history: History,
            archive: Archive,
            reactions: Reactions,
            files: Files,
            guests: Guests,
            moderation: Moderation,
            speaking_rights: SpeakingRights,
            mention_rights: MentionRights,
        }
    }

    fn limits(&self) -> Limits {
        self.inner.limits.clone()
    }

    fn rates(&self) -> Vec<Rate> {
        self.inner.rates.clone()
    }

    fn room_url(&self, room: &RoomId) -> String {
        // No such host exists (RFC 2606): there is nothing to open outside this process.
        format!("https://chat.invalid/rooms/{room}")
    }

    async fn open_room(
        &self,
        name: &str,
        purpose: &str,
        key: &EffectId,
    ) -> Result<FoundRoom, PortError> {
        let at = self.now();
        let max = self.inner.limits.room_name_chars_max;
        self.shared().call("open_room", |state| {
            if let Some(made) = state.rooms.values().find(|room| room.opened_by == Some(*key)) {
                return Ok(found(made));
            }
            if name.trim().is_empty() || name.chars().count() > max {
                let detail = format!("a room name has 1 to {max} characters");
                return Err(refuse("open_room", ErrorKind::Invalid, detail));
            }
            if state.room_named(name).is_some() {
                let detail = format!("there is a room `{name}` that this call did not make");
                return Err(refuse("open_room", ErrorKind::Taken, detail));
            }
            let room = state.add_room(name, purpose, Some(*key), at);
            Ok(found(room.map_err(unusable("open_room"))?))
        })
    }

    async fn find_room(&self, name: &str) -> Result<Option<FoundRoom>, PortError> {
        self.shared().call("find_room", |state| Ok(state.room_named(name).map(found)))
    }

    async fn invite(
        &self,
        room: &RoomId,
        people: &[PersonId],
        _key: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        let max = self.inner.limits.invite_people_max;
        self.shared().call("invite", |state| {
            if people.len() > max {
                let detail = format!("{} people; {max} is the most at a time", people.len());
                return Err(refuse("invite", ErrorKind::Invalid, detail));
            }
            let known = open_room(state, "invite", room)?.members.clone();
            let mut arriving = Vec::new();
            for person in people {
                let account = state.people.get(person);
                let account = account
                    .filter(|account| account.is_person())
                    .ok_or_else(|| not_found("invite", format!("person {person}")))?;
                if !known.contains(person) && !arriving.contains(&account.profile) {
                    arriving.push(account.profile.clone());
                }
            }
            if arriving.is_empty() {
                return Ok(());
            }
            let people: BTreeSet<PersonId> = arriving.iter().map(|who| who.id.clone()).collect();
            open_room(state, "invite", room)?.members.extend(people.clone());
            state.log(at, Happened::Invited { room: room.clone(), people });
            for who in arriving {
                let key = format!("arrived/{}", state.next());
                state.deliver(key, at, Inbound::Arrived { room: room.clone(), who });
            }
            Ok(())
        })
    }

    async fn post(
        &self,
        room: &RoomId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        self.shared()
            .call("post", |state| self.put(state, room, Outgoing::new("post", message, key)))
    }

    async fn posted(
        &self,
        room: &RoomId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        self.shared().call("posted", |state| self.sent(state, "posted", room, key, age))
    }

    async fn edit(
        &self,
        room: &RoomId,
        message: &MessageId,
        content: &Message,
        _key: &EffectId,
    ) -> Result<(), PortError> {
        let at = self.now();
        self.shared().call("edit", |state| {
            let text = state.shown(&content.text);
            let unknown = || not_found("edit", format!("message {message} of ours in this room"));
            let found = open_room(state, "edit", room)?
                .message_mut(message)
                .filter(|found| found.author == Author::Bot && !found.deleted)
                .filter(|found| found.private_to.is_none())
                .ok_or_else(unknown)?;
            self.check("edit", content, found.picture.as_ref())?;
            found.text = text;
            found.buttons =
                if self.has(Ability::Buttons) { content.buttons.clone() } else { Vec::new() };
            found.tone = content.tone;
            found.drill = content.drill;
            found.edits += 1;
            let (room, message) = (room.clone(), message.clone());
            state.log(at, Happened::Edited { room, message });
            Ok(())
        })
    }

    async fn inbound(&self) -> Result<Vec<Delivery>, PortError> {
        // A failure on order comes before the wait, as when the connection is gone.
        self.shared().call("inbound", |_| Ok(()))?;
        Ok(self.shared().until(|state| state.hand_out(DELIVERIES_MAX)).await)
    }

    async fn acknowledge(&self, keys: &[String]) -> Result<(), PortError> {
        self.shared().call("acknowledge", |state| {
            state.acknowledge(&keys.iter().map(String::as_str).collect());
            Ok(())
        })
    }
}
