//! What people do in a chat.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::MemoryChat;
use super::state::{Room, State, message_key};
use super::view::{Author, Cause, Happened, ShownMessage};
use super::words;
use crate::ids::{InvalidName, MessageId, PersonId, RoomId};
use crate::people::{PersonKind, Profile};
use crate::ports::inbound::Inbound;

/// Why the chat does not let a person do something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ActError {
    /// Nobody has this account.
    #[error("there is no such account")]
    UnknownPerson,
    /// The account was removed.
    #[error("the account is deactivated")]
    Deactivated,
    /// There is no such room.
    #[error("there is no such room")]
    UnknownRoom,
    /// The person is not in the room.
    #[error("they are not in this room")]
    NotInRoom,
    /// There is no such message, or they do not see it.
    #[error("there is no such message here")]
    UnknownMessage,
    /// The message was written by somebody else.
    #[error("the message is not theirs")]
    NotTheirs,
    /// The message has no button with this label.
    #[error("the message has no button `{label}`; it has: {}", there.join(", "))]
    NoSuchButton {
        /// What was to be pressed.
        label: String,
        /// What could be pressed.
        there: Vec<String>,
    },
    /// The button does what it says and asks for nothing.
    #[error("the button `{label}` asks for no words")]
    AsksForNothing {
        /// The button.
        label: String,
    },
    /// The platform lets only others speak in this room.
    #[error("only some may speak in this room, and they are not among them")]
    MayNotSpeak,
    /// The room was closed.
    #[error("the room is closed")]
    Archived,
    /// There is nothing in it.
    #[error("the message is empty")]
    Empty,
    /// It is longer than the chat takes.
    #[error("it is longer than {max} characters")]
    TooLong {
        /// The most, in characters.
        max: usize,
    },
    /// Somebody has the name already.
    #[error("the name is taken")]
    Taken,
    /// The name cannot be used.
    #[error("{0}")]
    Unusable(String),
}

impl From<InvalidName> for ActError {
    fn from(invalid: InvalidName) -> Self {
        Self::Unusable(invalid.to_string())
    }
}

impl State {
    /// The account of somebody who can act.
    fn actor(&self, person: &PersonId) -> Result<&Profile, ActError> {
        let account = self.people.get(person).ok_or(ActError::UnknownPerson)?;
        match account.profile.kind {
            PersonKind::Deactivated => Err(ActError::Deactivated),
            _ => Ok(&account.profile),
        }
    }

    /// Somebody who can act, and a room that they are in.
    fn member(&self, person: &PersonId, room: &RoomId) -> Result<(Profile, &Room), ActError> {
        let profile = self.actor(person)?.clone();
        let room = self.room(room).ok_or(ActError::UnknownRoom)?;
        if room.members.contains(person) { Ok((profile, room)) } else { Err(ActError::NotInRoom) }
    }

    /// Somebody who can act, and a message that they see.
    fn reader(
        &self,
        person: &PersonId,
        message: &MessageId,
    ) -> Result<(Profile, ShownMessage), ActError> {
        let profile = self.actor(person)?.clone();
        let (room, message) = self.message(message).ok_or(ActError::UnknownMessage)?;
        if room.members.contains(person) && message.is_visible_to(person) {
            Ok((profile, message.clone()))
        } else {
            Err(ActError::UnknownMessage)
        }
    }

    /// A message that is theirs, and may still be changed.
    fn own(&self, person: &PersonId, message: &MessageId) -> Result<ShownMessage, ActError> {
        let (_, message) = self.reader(person, message)?;
        if message.author == Author::Person(person.clone()) {
            Ok(message)
        } else {
            Err(ActError::NotTheirs)
        }
    }

    /// Writes a person's message into a room, notifies those it calls, and reports it.
    fn write(
        &mut self,
        (person, room): (&PersonId, &RoomId),
        thread: Option<&MessageId>,
        text: &str,
        at: Timestamp,
    ) -> Result<ShownMessage, ActError> {
        let (_, found) = self.member(person, room)?;
        if found.archived {
            return Err(ActError::Archived);
        }
        if !found.may_speak(person) {
            return Err(ActError::MayNotSpeak);
        }
        if thread.is_some_and(|parent| found.message(parent).is_none()) {
            return Err(ActError::UnknownMessage);
        }
        let called = words::called(text);
        let wakes = if found.may_wake(person) { called.reaches } else { BTreeSet::new() };
        let handles = called.handles.iter().filter_map(|handle| self.by_handle(handle));
        let mut notified = self.named(found, handles.map(|account| &account.profile.id));
        for reach in &wakes {
            for woken in self.reached(found, *reach) {
                notified.entry(woken).or_insert(Cause::Woken(*reach));
            }
        }
        notified.remove(person);
        let mut message = self.draft(room, Author::Person(person.clone()), at)?;
        message.text = text.to_owned();
        message.thread = thread.cloned();
        message.wakes = wakes;
        message.notified = notified;
        self.add(message.clone());
        Ok(message)
    }
}

/// What people do. Everything is reported to the bot, as on any platform.
impl MemoryChat {
    fn act<T>(
        &self,
        act: impl FnOnce(&mut State, Timestamp) -> Result<T, ActError>,
    ) -> Result<T, ActError> {
        let at = self.now();
        self.shared().change(|state| act(state, at))
    }

    /// The same for a room, with a note where the platform refuses it.
    fn act_in<T>(
        &self,
        (person, room): (&PersonId, &RoomId),
        act: impl FnOnce(&mut State, Timestamp) -> Result<T, ActError>,
    ) -> Result<T, ActError> {
        self.act(|state, at| {
            act(state, at).inspect_err(|why| {
                let (room, person) = (room.clone(), person.clone());
                state.log(at, Happened::Refused { room, person, why: why.clone() });
            })
        })
    }

    fn check_length(&self, text: &str) -> Result<(), ActError> {
        let max = self.inner.limits.text_chars_max;
        if text.trim().is_empty() {
            return Err(ActError::Empty);
        }
        if text.chars().count() > max { Err(ActError::TooLong { max }) } else { Ok(()) }
    }

    /// A person makes a room and is in it. The bot can write there at once.
    ///
    /// # Errors
    /// [`ActError::Taken`] where there is a room of this name; those of an account that cannot act.
    pub fn make_room(&self, person: &PersonId, name: &str) -> Result<RoomId, ActError> {
        self.act(|state, at| {
            state.actor(person)?;
            if state.room_named(name).is_some() {
                return Err(ActError::Taken);
            }
            let room = state.add_room(name, "", None, at)?;
            room.members.insert(person.clone());
            Ok(room.id.clone())
        })
    }

    /// A person says something in a room. `@handle` notifies a member; `@here`, `@channel` and `@everyone`
    /// wake those they name, unless the platform keeps the author from it. It is reported as it was typed,
    /// even where it looks like a command.
    ///
    /// # Errors
    /// [`ActError::MayNotSpeak`] where the platform gives the floor to others, [`ActError::NotInRoom`],
    /// [`ActError::Archived`], [`ActError::Empty`], [`ActError::TooLong`], and what cannot be found.
    pub fn say(&self, person: &PersonId, room: &RoomId, text: &str) -> Result<MessageId, ActError> {
        self.say_under(person, room, None, text)
    }

    /// A person answers a message in its thread.
    ///
    /// # Errors
    /// As [`MemoryChat::say`]; [`ActError::UnknownMessage`].
    pub fn answer(
        &self,
        person: &PersonId,
        parent: &MessageId,
        text: &str,
    ) -> Result<MessageId, ActError> {
        let room = self.message(parent).ok_or(ActError::UnknownMessage)?.room;
        self.say_under(person, &room, Some(parent), text)
    }

    fn say_under(
        &self,
        person: &PersonId,
        room: &RoomId,
        thread: Option<&MessageId>,
        text: &str,
    ) -> Result<MessageId, ActError> {
        self.check_length(text)?;
        self.act_in((person, room), |state, at| {
            let message = state.write((person, room), thread, text, at)?;
            if let Some(report) = state.report(&message) {
                state.deliver(message_key(&message.id), at, Inbound::Message(report));
            }
            Ok(message.id)
        })
    }

    /// A person writes to the bot alone, as in [`MemoryChat::say`].
    ///
    /// # Errors
    /// As [`MemoryChat::say`].
    pub fn say_directly(&self, person: &PersonId, text: &str) -> Result<MessageId, ActError> {
        let room = self.act(|state, _| {
            state.actor(person)?;
            Ok(state.direct_room(person)?)
        })?;
        self.say(person, &room, text)
    }

    /// A person shares a file with a few words.
    ///
    /// # Errors
    /// As [`MemoryChat::say`].
    pub fn share_file(
        &self,
        person: &PersonId,
        room: &RoomId,
        name: &str,
        bytes: u64,
    ) -> Result<MessageId, ActError> {
        self.act_in((person, room), |state, at| {
            let (by, _) = state.member(person, room)?;
            let message = state.write((person, room), None, "", at)?.id;
            let found = state.room_mut(room).and_then(|room| room.message_mut(&message));
            if let Some(found) = found {
                found.file = Some(name.to_owned());
            }
            let (room, name) = (room.clone(), name.to_owned());
            let inbound = Inbound::FileShared { room, message: message.clone(), by, name, bytes };
            state.deliver(format!("file/{message}"), at, inbound);
            Ok(message)
        })
    }

    /// A person changes what they wrote. It notifies nobody.
    ///
    /// # Errors
    /// [`ActError::UnknownMessage`], [`ActError::NotTheirs`], [`ActError::Empty`], [`ActError::TooLong`].
    pub fn change_message(
        &self,
        person: &PersonId,
        message: &MessageId,
        text: &str,
    ) -> Result<(), ActError> {
        self.check_length(text)?;
        self.act(|state, at| {
            let mut own = state.own(person, message)?;
            own.text = text.to_owned();
            own.edits += 1;
            let key = format!("edited/{message}/{}", own.edits);
            let report = state.report(&own);
            let room = own.room.clone();
            if let Some(found) = state.room_mut(&room).and_then(|room| room.message_mut(message)) {
                *found = own;
            }
            state.log(at, Happened::Edited { room, message: message.clone() });
            if let Some(now) = report {
                state.deliver(key, at, Inbound::Edited { now });
            }
            Ok(())
        })
    }

    /// A person takes back what they wrote.
    ///
    /// # Errors
    /// [`ActError::UnknownMessage`], [`ActError::NotTheirs`].
    pub fn delete_message(&self, person: &PersonId, message: &MessageId) -> Result<(), ActError> {
        self.act(|state, at| {
            let room = state.own(person, message)?.room;
            let by = state.actor(person)?.clone();
            if let Some(found) = state.room_mut(&room).and_then(|room| room.message_mut(message)) {
                found.deleted = true;
            }
            let (message, who) = (message.clone(), Some(person.clone()));
            state.log(
                at,
                Happened::Deleted { room: room.clone(), message: message.clone(), by: who },
            );
            let key = format!("deleted/{message}");
            state.deliver(key, at, Inbound::Deleted { room, message, by: Some(by) });
            Ok(())
        })
    }

    /// A person puts a reaction on a message, or takes it back where it is there.
    ///
    /// # Errors
    /// [`ActError::UnknownMessage`].
    pub fn toggle_reaction(
        &self,
        person: &PersonId,
        message: &MessageId,
        reaction: &str,
    ) -> Result<(), ActError> {
        self.act(|state, at| {
            let (by, ShownMessage { room, .. }) = state.reader(person, message)?;
            let mark = (reaction.to_owned(), Author::Person(person.clone()));
            let mut added = false;
            if let Some(found) = state.room_mut(&room).and_then(|room| room.message_mut(message)) {
                added = found.reactions.insert(mark.clone());
                if !added {
                    found.reactions.remove(&mark);
                }
            }
            let (message, reaction) = (message.clone(), reaction.to_owned());
            let (shown, said) = (message.clone(), reaction.clone());
            let happened = if added {
                let by = Some(person.clone());
                Happened::Reacted { room: room.clone(), message: shown, reaction: said, by }
            } else {
                let by = person.clone();
                Happened::Unreacted { room: room.clone(), message: shown, reaction: said, by }
            };
            state.log(at, happened);
            let key = format!("reacted/{}", state.next());
            state.deliver(key, at, Inbound::Reacted { room, message, by, reaction, added });
            Ok(())
        })
    }

    /// A person comes into a room. Whoever is in it stays, and nothing is reported.
    ///
    /// # Errors
    /// [`ActError::UnknownRoom`], [`ActError::Archived`]; those of an account that cannot act.
    pub fn join(&self, person: &PersonId, room: &RoomId) -> Result<(), ActError> {
        self.act_in((person, room), |state, at| {
            let who = state.actor(person)?.clone();
            let found = state.room_mut(room).ok_or(ActError::UnknownRoom)?;
            if found.direct.is_some() {
                return Err(ActError::UnknownRoom);
            }
            if found.archived {
                return Err(ActError::Archived);
            }
            if found.members.insert(person.clone()) {
                let room = room.clone();
                state.log(at, Happened::Joined { room: room.clone(), person: person.clone() });
                let key = format!("arrived/{}", state.next());
                state.deliver(key, at, Inbound::Arrived { room, who });
            }
            Ok(())
        })
    }

    /// A person leaves a room.
    ///
    /// # Errors
    /// [`ActError::NotInRoom`], [`ActError::UnknownRoom`].
    pub fn leave(&self, person: &PersonId, room: &RoomId) -> Result<(), ActError> {
        self.act_in((person, room), |state, at| {
            state.member(person, room)?;
            if let Some(found) = state.room_mut(room) {
                found.members.remove(person);
            }
            let (room, who) = (room.clone(), person.clone());
            state.log(at, Happened::Left { room: room.clone(), person: who.clone() });
            let key = format!("departed/{}", state.next());
            state.deliver(key, at, Inbound::Departed { room, who });
            Ok(())
        })
    }

    /// A person presses a button: it types its command for them. A form that it opens is sent empty.
    ///
    /// # Errors
    /// [`ActError::UnknownMessage`] where they do not see it, [`ActError::NoSuchButton`].
    pub fn press(
        &self,
        person: &PersonId,
        message: &MessageId,
        label: &str,
    ) -> Result<(), ActError> {
        self.press_saying(person, message, label, "")
    }

    /// A person presses a button that asks for words, and gives them.
    ///
    /// # Errors
    /// As [`MemoryChat::press`]; [`ActError::AsksForNothing`] where the button has no prompt.
    pub fn press_saying(
        &self,
        person: &PersonId,
        message: &MessageId,
        label: &str,
        words: &str,
    ) -> Result<(), ActError> {
        self.act(|state, at| {
            let (by, shown) = state.reader(person, message)?;
            let Some(button) = shown.buttons.iter().find(|button| button.label == label) else {
                let there = shown.buttons.into_iter().map(|button| button.label).collect();
                return Err(ActError::NoSuchButton { label: label.to_owned(), there });
            };
            if button.prompt.is_none() && !words.is_empty() {
                return Err(ActError::AsksForNothing { label: label.to_owned() });
            }
            let direct = state.room(&shown.room).is_some_and(|room| room.direct.is_some());
            let (room, message) = (shown.room.clone(), message.clone());
            let happened = Happened::Pressed {
                room: room.clone(),
                message: message.clone(),
                label: label.to_owned(),
                words: words.to_owned(),
                by: person.clone(),
            };
            state.log(at, happened);
            let inbound = Inbound::Command {
                room: (!direct).then_some(room),
                by,
                text: button.typed(words),
                message: Some(message),
            };
            let key = format!("pressed/{}", state.next());
            state.deliver(key, at, inbound);
            Ok(())
        })
    }

    /// A person types a command that others do not see, in a room or to the bot alone. The prefix may be
    /// left out.
    ///
    /// # Errors
    /// [`ActError::NotInRoom`], [`ActError::UnknownRoom`]; those of an account that cannot act.
    pub fn command(
        &self,
        person: &PersonId,
        room: Option<&RoomId>,
        text: &str,
    ) -> Result<(), ActError> {
        let text = text.strip_prefix(super::platform::PREFIX).unwrap_or(text).trim().to_owned();
        self.act(|state, at| {
            let by = match room {
                Some(room) => state.member(person, room)?.0,
                None => state.actor(person)?.clone(),
            };
            let room = room.cloned();
            let typed =
                Happened::Commanded { room: room.clone(), text: text.clone(), by: person.clone() };
            state.log(at, typed);
            let key = format!("command/{}", state.next());
            state.deliver(key, at, Inbound::Command { room, by, text, message: None });
            Ok(())
        })
    }

    /// A person writes a topic by hand.
    ///
    /// # Errors
    /// [`ActError::NotInRoom`], [`ActError::UnknownRoom`], [`ActError::Archived`], [`ActError::TooLong`].
    pub fn change_topic(
        &self,
        person: &PersonId,
        room: &RoomId,
        topic: &str,
    ) -> Result<(), ActError> {
        let max = self.inner.limits.topic_chars_max;
        self.act_in((person, room), |state, at| {
            let (by, found) = state.member(person, room)?;
            if found.archived {
                return Err(ActError::Archived);
            }
            if topic.chars().count() > max {
                return Err(ActError::TooLong { max });
            }
            if let Some(found) = state.room_mut(room) {
                found.topic = topic.to_owned();
            }
            let (room, topic) = (room.clone(), topic.to_owned());
            let who = Some(person.clone());
            state.log(at, Happened::TopicSet { room: room.clone(), topic: topic.clone(), by: who });
            let key = format!("topic/{}", state.next());
            state.deliver(key, at, Inbound::TopicEdited { room, by, topic });
            Ok(())
        })
    }

    /// What a person reads in a room, the oldest first.
    ///
    /// # Errors
    /// [`ActError::NotInRoom`], [`ActError::UnknownRoom`].
    pub fn read_room(
        &self,
        person: &PersonId,
        room: &RoomId,
    ) -> Result<Vec<ShownMessage>, ActError> {
        self.read(|state| {
            let (_, found) = state.member(person, room)?;
            let messages = found.messages.values();
            Ok(messages.filter(|message| message.is_visible_to(person)).cloned().collect())
        })
    }
}
