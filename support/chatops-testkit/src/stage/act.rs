//! What people do in the chat.

use std::collections::BTreeSet;

use chatops_core::ids::{MessageId, PersonId, RoomId};
use chatops_core::memory::chat::{Author, ShownMessage};
use chatops_core::memory::{ActError, MemoryChat, NewPerson, Presence};
use chatops_core::people::PersonKind;
use chatops_core::policy::Policy;

use super::cast::{self, Member};
use super::direction::{AccountChange, Act, Where};
use super::{COMMAND_PREFIX, Stage, StageError};

/// Most labels that are listed when a button is not there.
const LABELS_MAX: usize = 12;

/// Gives somebody an account.
pub(super) fn register(chat: &MemoryChat, member: &Member) -> Result<(), StageError> {
    let refused = |why| refused(&member.name, why);
    let mut person = match member.kind {
        PersonKind::Employee => NewPerson::employee(&member.handle, &member.name),
        PersonKind::Bot => NewPerson::bot(&member.handle, &member.name),
        _ => NewPerson::guest(&member.handle, &member.name),
    };
    if let Some(zone) = &member.zone {
        person = person.zone(zone);
    }
    let id = chat.register(person).map_err(refused)?;
    if !member.active {
        chat.set_presence(&id, Presence::Away).map_err(refused)?;
    }
    if !member.takes_direct {
        chat.set_takes_direct(&id, false).map_err(refused)?;
    }
    Ok(())
}

/// The rooms that somebody is in before anything happens.
pub(super) fn rooms_of(member: &Member, policy: &Policy) -> BTreeSet<String> {
    if let Some(rooms) = &member.rooms {
        return rooms.clone();
    }
    if member.kind != PersonKind::Employee {
        return BTreeSet::new();
    }
    let id = cast::id(&member.handle);
    let is = |person: &PersonId| Some(person) == id.as_ref();
    let teams =
        policy.teams.values().filter(|team| is(&team.manager) || team.members.iter().any(is));
    let mut rooms: BTreeSet<String> = teams.map(|team| team.room.clone()).collect();
    rooms.insert(policy.channel.name.clone());
    rooms.extend(policy.channel.announcements.clone());
    rooms
}

/// Makes a room with people in it.
pub(super) fn furnish(
    chat: &MemoryChat,
    room: &str,
    members: &[&Member],
) -> Result<(), StageError> {
    let mut made: Option<RoomId> = None;
    for member in members {
        let Some(id) = cast::id(&member.handle) else { continue };
        let refused = |why| refused(&member.name, why);
        match &made {
            None => made = Some(chat.make_room(&id, room).map_err(refused)?),
            Some(room) => chat.join(&id, room).map_err(refused)?,
        }
    }
    Ok(())
}

fn refused(who: &str, why: ActError) -> StageError {
    let mend = match &why {
        ActError::NotInRoom => ". Let them join first, or name the room in their `rooms`",
        ActError::UnknownRoom => ". It is made by an earlier step, or by nobody",
        _ => "",
    };
    StageError::Act { who: who.to_owned(), why, mend: mend.to_owned() }
}

/// Looks for words without regard to line breaks and repeated spaces.
pub(super) fn contains(text: &str, words: &str) -> bool {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat(text).contains(&flat(words))
}

impl Stage {
    /// The id of somebody who plays.
    pub(super) fn person(&self, handle: &str) -> Result<PersonId, StageError> {
        let known = self.cast.get(handle).and_then(|member| cast::id(&member.handle));
        known.ok_or_else(|| StageError::Missing(self.cast.unknown(handle)))
    }

    /// The id of a room.
    pub(super) fn room(&self, name: &str) -> Result<RoomId, StageError> {
        let name = name.trim_start_matches('#');
        self.chat.room_named(name).map(|room| room.id).ok_or_else(|| {
            let rooms: Vec<String> = self.chat.rooms().into_iter().map(|room| room.name).collect();
            StageError::Missing(format!(
                "there is no room `{name}` now; there are: {}",
                rooms.join(", ")
            ))
        })
    }

    /// Carries out what somebody does.
    pub(super) fn act(&mut self, handle: &str, act: &Act) -> Result<(), StageError> {
        let by = self.person(handle)?;
        let name = self.chat.name_of(&by);
        let refused = |why| refused(&name, why);
        let chat = &self.chat;
        match act {
            Act::Say { place, text } => self.say(&by, place, text),
            Act::Answer { room, to, text } => {
                let message = self.message(room, to, &by, false)?;
                chat.answer(&by, &message, text).map(drop).map_err(refused)
            }
            Act::Press { label, place, words } => self.press(&by, label, place.as_ref(), words),
            Act::Edit { room, message, text } => {
                let message = self.message(room, message, &by, true)?;
                chat.change_message(&by, &message, text).map_err(refused)
            }
            Act::Delete { room, message } => {
                let message = self.message(room, message, &by, true)?;
                chat.delete_message(&by, &message).map_err(refused)
            }
            Act::React { room, message, reaction } => {
                let message = self.message(room, message, &by, false)?;
                chat.toggle_reaction(&by, &message, reaction).map_err(refused)
            }
            Act::Share { room, file, bytes } => {
                chat.share_file(&by, &self.room(room)?, file, *bytes).map(drop).map_err(refused)
            }
            Act::Join { room } => chat.join(&by, &self.room(room)?).map_err(refused),
            Act::Leave { room } => chat.leave(&by, &self.room(room)?).map_err(refused),
            Act::Topic { room, text } => {
                chat.change_topic(&by, &self.room(room)?, text).map_err(refused)
            }
            Act::Make { room } => chat.make_room(&by, room).map(drop).map_err(refused),
        }
    }

    fn say(&self, by: &PersonId, place: &Where, text: &str) -> Result<(), StageError> {
        let refused = |why| refused(&self.chat.name_of(by), why);
        // The bare word is a command too.
        let bare = (text == COMMAND_PREFIX.trim_end()).then_some("");
        let command = text.strip_prefix(COMMAND_PREFIX).or(bare);
        match (place, command) {
            (Where::Room(room), Some(command)) => {
                self.chat.command(by, Some(&self.room(room)?), command).map_err(refused)
            }
            (Where::Direct, Some(command)) => self.chat.command(by, None, command).map_err(refused),
            (Where::Room(room), None) => {
                self.chat.say(by, &self.room(room)?, text).map(drop).map_err(refused)
            }
            (Where::Direct, None) => self.chat.say_directly(by, text).map(drop).map_err(refused),
        }
    }

    /// The newest message with these words that somebody sees in a room.
    fn message(
        &self,
        room: &str,
        words: &str,
        by: &PersonId,
        own: bool,
    ) -> Result<MessageId, StageError> {
        let id = self.room(room)?;
        let mine = |message: &ShownMessage| !own || message.author == Author::Person(by.clone());
        let seen = self.chat.room_view(&id, Some(by));
        let found =
            seen.iter().rev().find(|message| mine(message) && contains(&message.text, words));
        found.map(|message| message.id.clone()).ok_or_else(|| {
            let who = self.chat.name_of(by);
            let whose = if own { "of their own " } else { "" };
            StageError::Missing(format!(
                "{who} sees no message {whose}with the words \"{words}\" in {room}"
            ))
        })
    }

    /// Presses the newest button with a label that somebody sees, with the words that it asks for.
    fn press(
        &self,
        by: &PersonId,
        label: &str,
        place: Option<&Where>,
        words: &str,
    ) -> Result<(), StageError> {
        let mut seen: Vec<ShownMessage> = match place {
            Some(Where::Room(room)) => self.chat.room_view(&self.room(room)?, Some(by)),
            Some(Where::Direct) => self.chat.direct_view(by),
            None => {
                let rooms = self.chat.rooms().into_iter();
                let mut all: Vec<_> =
                    rooms.flat_map(|room| self.chat.room_view(&room.id, Some(by))).collect();
                all.extend(self.chat.direct_view(by));
                all
            }
        };
        // The newest by time; of those of one moment, the last that was written.
        seen.sort_by_key(|message| (message.at, self.written(&message.id)));
        let has =
            |message: &&ShownMessage| message.buttons.iter().any(|button| button.label == label);
        if let Some(message) = seen.iter().rev().find(has) {
            let refused = |why| refused(&self.chat.name_of(by), why);
            return self.chat.press_saying(by, &message.id, label, words).map_err(refused);
        }
        let mut labels: Vec<String> = Vec::new();
        for button in seen.iter().rev().flat_map(|message| &message.buttons) {
            if !labels.contains(&button.label) {
                labels.push(button.label.clone());
            }
        }
        labels.truncate(LABELS_MAX);
        let there = if labels.is_empty() { String::from("none") } else { labels.join("], [") };
        let who = self.chat.name_of(by);
        Err(StageError::Missing(format!("{who} sees no button [{label}]; they see: [{there}]")))
    }

    /// When a message was written, as the number of its activity.
    fn written(&self, message: &MessageId) -> u64 {
        use chatops_core::memory::chat::Happened;
        let activity = self.chat.activity(0);
        let of = |happened: &Happened| match happened {
            Happened::Posted { message: found, .. }
            | Happened::Hinted { message: found, .. }
            | Happened::WroteDirectly { message: found, .. } => found == message,
            _ => false,
        };
        activity.iter().rev().find(|one| of(&one.happened)).map_or(0, |one| one.number)
    }

    /// Changes an account.
    pub(super) fn change_account(
        &self,
        handle: &str,
        change: &AccountChange,
    ) -> Result<(), StageError> {
        let id = self.person(handle)?;
        let refused = |why| refused(&self.chat.name_of(&id), why);
        let profile = self.chat.people().into_iter().find(|profile| profile.id == id);
        let Some(mut profile) = profile else {
            return Err(StageError::Missing(self.cast.unknown(handle)));
        };
        match change {
            AccountChange::Active => {
                return self.chat.set_presence(&id, Presence::Active).map_err(refused);
            }
            AccountChange::Away => {
                return self.chat.set_presence(&id, Presence::Away).map_err(refused);
            }
            AccountChange::Deactivate => profile.kind = PersonKind::Deactivated,
            AccountChange::Guest => profile.kind = PersonKind::Guest,
            AccountChange::Rename(name) => profile.name.clone_from(name),
            AccountChange::Zone(zone) => profile.zone = Some(zone.clone()),
        }
        self.chat.change_account(profile).map_err(refused)
    }
}
