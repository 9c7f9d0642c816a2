//! What the bot writes: judged against the limits, told apart from repeats, put into its room.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::state::{Room, State};
use super::view::{Author, Cause};
use super::{Ability, FILE_BYTES_MAX, LABEL_CHARS_MAX, MemoryChat, PICTURE_BYTES_MAX};
use crate::error::{ErrorKind, PortError};
use crate::ids::{EffectId, InvalidName, MessageId, PersonId, RoomId};
use crate::memory::shared::{not_found, refuse};
use crate::mention::Reach;
use crate::message::{File, Message, Picture};
use crate::ports::chat::Dedup;
use crate::time::later;

/// A message of the bot on its way into a room.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outgoing<'a> {
    pub(super) operation: &'static str,
    pub(super) key: &'a EffectId,
    pub(super) message: &'a Message,
    pub(super) picture: Option<&'a Picture>,
    pub(super) file: Option<&'a File>,
    pub(super) thread: Option<&'a MessageId>,
    pub(super) private_to: Option<&'a PersonId>,
    pub(super) wakes: Option<Reach>,
}

impl<'a> Outgoing<'a> {
    pub(super) fn new(operation: &'static str, message: &'a Message, key: &'a EffectId) -> Self {
        Self {
            operation,
            key,
            message,
            picture: None,
            file: None,
            thread: None,
            private_to: None,
            wakes: None,
        }
    }
}

/// The error of a name that cannot be used.
pub(super) fn unusable(operation: &'static str) -> impl Fn(InvalidName) -> PortError {
    move |invalid| refuse(operation, ErrorKind::Invalid, invalid.to_string())
}

/// A room of this id in which things can still happen.
pub(super) fn open_room<'a>(
    state: &'a mut State,
    operation: &'static str,
    room: &RoomId,
) -> Result<&'a mut Room, PortError> {
    let found = state.room_mut(room).ok_or_else(|| not_found(operation, format!("room {room}")))?;
    if found.archived {
        return Err(refuse(operation, ErrorKind::Forbidden, "the room is closed"));
    }
    Ok(found)
}

impl MemoryChat {
    /// Puts a message of the bot into a room, once for each key.
    pub(super) fn put(
        &self,
        state: &mut State,
        room: &RoomId,
        out: Outgoing<'_>,
    ) -> Result<MessageId, PortError> {
        self.check(out.operation, out.message, out.picture)?;
        if out.file.is_some_and(|file| file.bytes.len() > FILE_BYTES_MAX) {
            let detail = format!("the file has more than {FILE_BYTES_MAX} bytes");
            return Err(refuse(out.operation, ErrorKind::Invalid, detail));
        }
        let at = self.now();
        let place = (room.clone(), *out.key);
        let known = state.sent.get(&place);
        if let (Dedup::ByKey(window), Some((sent, message))) = (self.inner.limits.dedup, known)
            && at < later(*sent, window)
        {
            return Ok(message.clone());
        }
        let found = open_room(state, out.operation, room)?;
        if let Some(parent) = out.thread.filter(|parent| found.message(parent).is_none()) {
            return Err(not_found(out.operation, format!("message {parent} in this room")));
        }
        if out.private_to.is_some_and(|person| !found.members.contains(person)) {
            return Err(not_found(out.operation, "such person in this room"));
        }
        let notified = notified(state, room, out);
        let mut message = state.draft(room, Author::Bot, at).map_err(unusable(out.operation))?;
        message.text = state.shown(&out.message.text);
        if let Some(reach) = out.wakes {
            message.text = format!("@{reach} {}", message.text);
            message.wakes.insert(reach);
        }
        if self.has(Ability::Buttons) {
            message.buttons = out.message.buttons.clone();
        }
        message.tone = out.message.tone;
        message.drill = out.message.drill;
        message.picture = out.picture.cloned();
        let name = out.picture.map(|picture| &picture.name).or(out.file.map(|file| &file.name));
        message.file = name.cloned();
        message.document = out.file.cloned();
        message.thread = out.thread.cloned();
        message.private_to = out.private_to.cloned();
        message.notified = notified;
        let id = message.id.clone();
        state.add(message);
        state.sent.insert(place, (at, id.clone()));
        Ok(id)
    }

    /// What a key sent into a room, no longer ago than `age`.
    pub(super) fn sent(
        &self,
        state: &State,
        operation: &'static str,
        room: &RoomId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        if self.inner.limits.dedup == Dedup::No {
            let detail = "what was sent before cannot be looked for here";
            return Err(refuse(operation, ErrorKind::Unsupported, detail));
        }
        state.room(room).ok_or_else(|| not_found(operation, format!("room {room}")))?;
        let since = later(self.now(), -age);
        let sent = state.sent.get(&(room.clone(), *key));
        Ok(sent.filter(|(at, _)| *at >= since).map(|(_, message)| message.clone()))
    }

    /// Holds a message against the limits.
    pub(super) fn check(
        &self,
        operation: &'static str,
        message: &Message,
        picture: Option<&Picture>,
    ) -> Result<(), PortError> {
        let invalid = |detail: String| Err(refuse(operation, ErrorKind::Invalid, detail));
        let limits = &self.inner.limits;
        let chars = message.text.chars();
        if chars == 0 && picture.is_none() {
            return invalid("the message is empty".to_owned());
        }
        if chars > limits.text_chars_max {
            let max = limits.text_chars_max;
            return invalid(format!("the text has {chars} characters; {max} is the most"));
        }
        if picture.is_some_and(|picture| picture.bytes.len() > PICTURE_BYTES_MAX) {
            return invalid(format!("the picture has more than {PICTURE_BYTES_MAX} bytes"));
        }
        if !self.has(Ability::Buttons) {
            return Ok(());
        }
        if message.buttons.len() > limits.buttons_max {
            return invalid(format!("{} is the most buttons of a message", limits.buttons_max));
        }
        let too_long = |label: &str| label.chars().count() > LABEL_CHARS_MAX;
        match message.buttons.iter().find(|button| too_long(&button.label)) {
            Some(button) => invalid(format!(
                "the label `{}` is longer than {LABEL_CHARS_MAX} characters",
                button.label
            )),
            None => Ok(()),
        }
    }
}

/// Whom a message of the bot notifies: those its text mentions, and those whom a permit wakes. What its words look
/// like notifies nobody.
fn notified(state: &State, room: &RoomId, out: Outgoing<'_>) -> BTreeMap<PersonId, Cause> {
    let Some(room) = state.room(room) else { return BTreeMap::new() };
    let mut notified = state.named(room, out.message.text.mentions());
    if let Some(reach) = out.wakes {
        for woken in state.reached(room, reach) {
            notified.entry(woken).or_insert(Cause::Woken(reach));
        }
    }
    if let Some(person) = out.private_to {
        notified.retain(|named, _| named == person);
    }
    if let Some(person) = &room.direct {
        notified.insert(person.clone(), Cause::Direct);
    }
    notified
}
