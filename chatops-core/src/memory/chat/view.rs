//! A chat as people see it, and what happened in it, in order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::MemoryChat;
use super::act::ActError;
use crate::effect::Speakers;
use crate::ids::{MessageId, PersonId, RoomId};
use crate::mention::Reach;
use crate::message::{Button, File, Picture, Tone};
use crate::people::Profile;

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// The bot under test.
    Bot,
    /// A person.
    Person(PersonId),
}

/// Why somebody was notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The message names them with an `@`.
    Named,
    /// The message wakes the room.
    Woken(Reach),
    /// The message was written to them alone.
    Direct,
}

/// A message as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMessage {
    /// Its id. No two messages of a chat have the same.
    pub id: MessageId,
    /// Its room.
    pub room: RoomId,
    /// Who wrote it.
    pub author: Author,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
    /// Its buttons.
    pub buttons: Vec<Button>,
    /// How it strikes the eye.
    pub tone: Tone,
    /// Whether it is marked as practice.
    pub drill: bool,
    /// The picture under the text.
    pub picture: Option<Picture>,
    /// The name of the file that hangs on it.
    pub file: Option<String>,
    /// The document that the bot put under the text.
    pub document: Option<File>,
    /// The message it answers in a thread.
    pub thread: Option<MessageId>,
    /// How often it was changed.
    pub edits: u32,
    /// Whether it was taken away. Then people do not see it any more.
    pub deleted: bool,
    /// The only person who sees it.
    pub private_to: Option<PersonId>,
    /// Whether it is pinned.
    pub pinned: bool,
    /// The reactions on it.
    pub reactions: BTreeSet<(String, Author)>,
    /// The mass mentions in it that have effect.
    pub wakes: BTreeSet<Reach>,
    /// Who was notified of it, and why.
    pub notified: BTreeMap<PersonId, Cause>,
}

impl ShownMessage {
    pub(super) fn new(id: MessageId, room: RoomId, author: Author, at: Timestamp) -> Self {
        Self {
            id,
            room,
            author,
            at,
            text: String::new(),
            buttons: Vec::new(),
            tone: Tone::Neutral,
            drill: false,
            picture: None,
            file: None,
            document: None,
            thread: None,
            edits: 0,
            deleted: false,
            private_to: None,
            pinned: false,
            reactions: BTreeSet::new(),
            wakes: BTreeSet::new(),
            notified: BTreeMap::new(),
        }
    }

    /// Whether this person sees it, once they are in its room.
    pub(super) fn is_visible_to(&self, person: &PersonId) -> bool {
        !self.deleted && self.private_to.as_ref().is_none_or(|only| only == person)
    }
}

/// A room as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRoom {
    /// Its id.
    pub id: RoomId,
    /// Its name, without the platform's mark.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Its topic.
    pub topic: String,
    /// Who is in it, the bot left out.
    pub members: BTreeSet<PersonId>,
    /// Whether it was closed.
    pub archived: bool,
    /// Who may speak in it.
    pub speakers: Speakers,
    /// Who may use mass mentions in it. None: everybody.
    pub entitled: Option<BTreeSet<PersonId>>,
}

/// One thing that happened, by the bot or by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Its number, from 1, without gaps.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub happened: Happened,
}

/// What happened. Where it says `by`, nobody stands for the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "the fields are the room, the message and the people of the variant"
)]
pub enum Happened {
    /// A room was made.
    RoomOpened { room: RoomId, name: String },
    /// A message was posted for all to see.
    Posted { room: RoomId, message: MessageId },
    /// A message was shown to one person in a room.
    Hinted { room: RoomId, person: PersonId, message: MessageId },
    /// Something was said in the direct conversation of one person with the bot.
    WroteDirectly { person: PersonId, message: MessageId },
    /// A message notified people.
    Notified { room: RoomId, message: MessageId, people: BTreeMap<PersonId, Cause> },
    /// A message was changed.
    Edited { room: RoomId, message: MessageId },
    /// A message was taken away.
    Deleted { room: RoomId, message: MessageId, by: Option<PersonId> },
    /// A reaction was put on a message.
    Reacted { room: RoomId, message: MessageId, reaction: String, by: Option<PersonId> },
    /// A reaction was taken back.
    Unreacted { room: RoomId, message: MessageId, reaction: String, by: PersonId },
    /// A button was pressed, with the words that were given where it asks for some.
    Pressed { room: RoomId, message: MessageId, label: String, words: String, by: PersonId },
    /// A command was typed where others do not see it.
    Commanded { room: Option<RoomId>, text: String, by: PersonId },
    /// A topic was written.
    TopicSet { room: RoomId, topic: String, by: Option<PersonId> },
    /// A message was pinned.
    Pinned { room: RoomId, message: MessageId },
    /// A message was unpinned.
    Unpinned { room: RoomId, message: MessageId },
    /// The bot brought people into a room who were not in it.
    Invited { room: RoomId, people: BTreeSet<PersonId> },
    /// A person came into a room.
    Joined { room: RoomId, person: PersonId },
    /// A person left a room.
    Left { room: RoomId, person: PersonId },
    /// The bot took a person out of a room.
    Removed { room: RoomId, person: PersonId },
    /// A room was closed.
    Archived { room: RoomId },
    /// It was settled who may speak in a room.
    SpeakersSet { room: RoomId, speakers: Speakers },
    /// It was settled who may use mass mentions in a room.
    EntitledSet { room: RoomId, people: BTreeSet<PersonId> },
    /// The platform refused what a person tried to do.
    Refused { room: RoomId, person: PersonId, why: ActError },
    /// An account was changed.
    AccountChanged { person: PersonId },
}

/// Looking at the chat from outside.
impl MemoryChat {
    /// All rooms, the oldest first. Direct conversations are not among them.
    #[must_use]
    pub fn rooms(&self) -> Vec<ShownRoom> {
        self.read(|state| {
            let rooms = state.rooms.values().filter(|room| room.direct.is_none());
            rooms
                .map(|room| ShownRoom {
                    id: room.id.clone(),
                    name: room.name.clone(),
                    purpose: room.purpose.clone(),
                    topic: room.topic.clone(),
                    members: room.members.clone(),
                    archived: room.archived,
                    speakers: room.speakers.clone(),
                    entitled: room.entitled.clone(),
                })
                .collect()
        })
    }

    /// A room by its name.
    #[must_use]
    pub fn room_named(&self, name: &str) -> Option<ShownRoom> {
        self.rooms().into_iter().find(|room| room.name == name)
    }

    /// The messages of a room, the oldest first: as `viewer` sees them, or all of them, the private and
    /// the deleted ones too, where nobody is named. An unknown room and one that the viewer is not in
    /// show nothing.
    #[must_use]
    pub fn room_view(&self, room: &RoomId, viewer: Option<&PersonId>) -> Vec<ShownMessage> {
        self.read(|state| {
            let Some(room) = state.room(room) else { return Vec::new() };
            if viewer.is_some_and(|viewer| !room.members.contains(viewer)) {
                return Vec::new();
            }
            let visible =
                |message: &&ShownMessage| viewer.is_none_or(|viewer| message.is_visible_to(viewer));
            room.messages.values().filter(visible).cloned().collect()
        })
    }

    /// The direct conversation of a person with the bot, the oldest message first.
    #[must_use]
    pub fn direct_view(&self, person: &PersonId) -> Vec<ShownMessage> {
        let room = self.read(|state| {
            let mut rooms = state.rooms.values();
            rooms.find(|room| room.direct.as_ref() == Some(person)).map(|room| room.id.clone())
        });
        room.map(|room| self.room_view(&room, Some(person))).unwrap_or_default()
    }

    /// A message, whoever may see it.
    #[must_use]
    pub fn message(&self, message: &MessageId) -> Option<ShownMessage> {
        self.read(|state| state.message(message).map(|(_, found)| found.clone()))
    }

    /// Who was notified of a message. Nobody where there is no such message.
    #[must_use]
    pub fn notified(&self, message: &MessageId) -> BTreeSet<PersonId> {
        let found = self.message(message);
        found.map(|message| message.notified.into_keys().collect()).unwrap_or_default()
    }

    /// All accounts, by id.
    #[must_use]
    pub fn people(&self) -> Vec<Profile> {
        self.read(|state| state.people.values().map(|account| account.profile.clone()).collect())
    }

    /// What a person is called; their id where they have no account.
    #[must_use]
    pub fn name_of(&self, person: &PersonId) -> String {
        self.read(|state| {
            let known = state.people.get(person).map(|account| account.profile.name.clone());
            known.unwrap_or_else(|| person.to_string())
        })
    }

    /// What happened after the activity with this number, in order. From 0: everything.
    #[must_use]
    pub fn activity(&self, after: u64) -> Vec<Activity> {
        self.read(|state| tail(&state.activity, after).to_vec())
    }

    /// The same, but waits until there is something.
    pub async fn next_activity(&self, after: u64) -> Vec<Activity> {
        self.shared()
            .until(|state| {
                let tail = tail(&state.activity, after);
                if tail.is_empty() { None } else { Some(tail.to_vec()) }
            })
            .await
    }
}

/// The activities have the numbers from 1 without gaps.
fn tail(activity: &[Activity], after: u64) -> &[Activity] {
    let after = usize::try_from(after).unwrap_or(usize::MAX);
    activity.get(after..).unwrap_or_default()
}
