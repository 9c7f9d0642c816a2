//! What becomes visible, one thing after the other, as people see it.

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::ids::{MessageId, PersonId, RoomId};
use chatops_core::memory::chat::{Activity, Author, Cause, Happened, ShownMessage};
use chatops_core::message::Tone;
use jiff::Timestamp;

use super::Stage;

/// The bot, as an author.
pub const BOT: &str = "chatops";

/// One thing that became visible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// When.
    pub at: Timestamp,
    /// The room's name, or the service, or nothing for a direct conversation.
    pub room: Option<String>,
    /// The only person who sees it, by name.
    pub only: Option<String>,
    /// Who did it, by name. [`BOT`] for the bot.
    pub author: String,
    /// What kind of thing it is.
    pub what: What,
    /// What it says.
    pub text: String,
    /// What stands in the document under it, where people can read it as it is.
    pub document: Option<String>,
    /// The labels of its buttons.
    pub buttons: Vec<String>,
    /// How it strikes the eye.
    pub tone: Tone,
}

/// What kind of thing became visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A message.
    Message,
    /// A message in a thread.
    Answer,
    /// A message that was changed: the lines that are new.
    Edited,
    /// A message that was taken away.
    Deleted,
    /// A reaction.
    Reaction,
    /// A button that was pressed.
    Pressed,
    /// A command that was typed where others do not see it.
    Command,
    /// A topic.
    Topic,
    /// A message that was pinned.
    Pinned,
    /// A message that was unpinned.
    Unpinned,
    /// Who was notified.
    Notified,
    /// A room that was made.
    Opened,
    /// Who was brought in, came, left or was taken out.
    Members,
    /// A room that was closed.
    Closed,
    /// Who may speak, or use mass mentions, was settled.
    Rights,
    /// What the platform did not let somebody do.
    Refused,
    /// An account that was changed.
    Account,
    /// Somebody whom the pager wakes.
    Paged,
    /// A ticket.
    Ticket,
    /// What the public reads.
    Published,
}

impl What {
    /// Whether it is something that was said.
    #[must_use]
    pub fn is_message(self) -> bool {
        matches!(self, Self::Message | Self::Answer | Self::Edited)
    }
}

impl Shown {
    /// Something at a service.
    pub(super) fn service(at: Timestamp, what: What, service: &str, text: String) -> Self {
        Self {
            at,
            room: Some(service.to_owned()),
            only: None,
            author: service.to_owned(),
            what,
            text,
            document: None,
            buttons: Vec::new(),
            tone: Tone::Neutral,
        }
    }

    /// All of it on one line: where, who, what; `room | author | text`. Line breaks are written as `break_with`.
    #[must_use]
    pub fn to_line(&self, break_with: &str) -> String {
        let (author, word) = match self.what {
            What::Message => (self.author.as_str(), ""),
            What::Answer => (self.author.as_str(), "(in a thread) "),
            What::Edited => (self.author.as_str(), "(edited) "),
            What::Deleted => (self.author.as_str(), "(takes away) "),
            What::Reaction => (self.author.as_str(), "(reacts) "),
            What::Pressed => (self.author.as_str(), "(presses) "),
            What::Command => (self.author.as_str(), "(types) "),
            What::Refused => (self.author.as_str(), "(refused) "),
            What::Account => (self.author.as_str(), "(account) "),
            What::Topic => ("topic", ""),
            What::Pinned => ("pinned", ""),
            What::Unpinned => ("unpinned", ""),
            What::Notified => ("notified", ""),
            What::Opened => ("new room", ""),
            What::Members => ("members", ""),
            What::Closed => ("closed", ""),
            What::Rights => ("rights", ""),
            What::Paged => ("wakes", ""),
            What::Ticket => ("ticket", ""),
            What::Published => ("public", ""),
        };
        let by_hand = self.what == What::Topic && self.author != BOT;
        let word = if by_hand { format!("({}) ", self.author) } else { word.to_owned() };
        let mut text = self.text.replace('\n', break_with);
        for (index, label) in self.buttons.iter().enumerate() {
            text.push_str(if index == 0 { break_with } else { " " });
            text.push_str(&format!("[{label}]"));
        }
        format!("{} | {author} | {word}{text}", self.place())
    }

    /// Where it is seen: `em`, `em (only Dana Wu)`, `direct (Dana Wu)`.
    #[must_use]
    pub fn place(&self) -> String {
        match (&self.room, &self.only) {
            (Some(room), None) => room.clone(),
            (Some(room), Some(only)) => format!("{room} (only {only})"),
            (None, Some(only)) => format!("direct ({only})"),
            (None, None) => String::from("direct"),
        }
    }
}

impl Stage {
    /// What became visible in chat since it was last asked.
    pub(super) fn chat_news(&mut self) -> Vec<Shown> {
        let activity = self.chat.activity(self.seen);
        if let Some(last) = activity.last() {
            self.seen = last.number;
        }
        // A message that was written and changed before anybody looked is shown once, as it reads now.
        let fresh: BTreeSet<MessageId> = activity.iter().filter_map(written).cloned().collect();
        let mut news = Vec::new();
        for one in &activity {
            let Some(mut shown) = self.shown(one, &fresh) else { continue };
            if let Some(id) = written(one).or(edited(one)) {
                let now = Face { text: shown.text.clone(), buttons: shown.buttons.clone() };
                let before = self.faces.insert(id.clone(), now);
                if shown.what == What::Edited
                    && !before.is_some_and(|before| before.keep_changes(&mut shown))
                {
                    continue;
                }
            }
            news.push(shown);
        }
        news
    }

    fn shown(&self, activity: &Activity, fresh: &BTreeSet<MessageId>) -> Option<Shown> {
        let at = activity.at;
        let note = |room: &RoomId, by: Option<&PersonId>, what: What, text: String| {
            Some(self.note(at, room, by, what, text))
        };
        match &activity.happened {
            Happened::Posted { message, .. } | Happened::Hinted { message, .. } => {
                self.message_shown(at, message, None)
            }
            Happened::WroteDirectly { message, .. } => self.message_shown(at, message, None),
            Happened::Edited { message, .. } if !fresh.contains(message) => {
                self.message_shown(at, message, Some(What::Edited))
            }
            Happened::Edited { .. } => None,
            Happened::Notified { room, people, .. } => self.notified(at, room, people),
            Happened::Deleted { message, by, room } => {
                let text =
                    self.chat.message(message).map(|message| message.text).unwrap_or_default();
                note(room, by.as_ref(), What::Deleted, text)
            }
            Happened::Reacted { room, reaction, by, message } => note(
                room,
                by.as_ref(),
                What::Reaction,
                format!("{reaction} on \"{}\"", self.start(message)),
            ),
            Happened::Unreacted { room, reaction, by, message } => note(
                room,
                Some(by),
                What::Reaction,
                format!("takes back {reaction} on \"{}\"", self.start(message)),
            ),
            Happened::Pressed { room, label, words, by, .. } => {
                let said =
                    if words.is_empty() { label.clone() } else { format!("{label}: {words}") };
                note(room, Some(by), What::Pressed, said)
            }
            Happened::Commanded { room, text, by } => {
                let mut shown = match room {
                    Some(room) => self.note(at, room, Some(by), What::Command, String::new()),
                    None => self.direct(at, by),
                };
                shown.what = What::Command;
                shown.text = format!("{}{text}", super::COMMAND_PREFIX).trim_end().to_owned();
                shown.only = Some(self.chat.name_of(by));
                Some(shown)
            }
            Happened::TopicSet { room, topic, by } => {
                note(room, by.as_ref(), What::Topic, topic.clone())
            }
            Happened::Pinned { room, message } => {
                note(room, None, What::Pinned, self.start(message))
            }
            Happened::Unpinned { room, message } => {
                note(room, None, What::Unpinned, self.start(message))
            }
            other => self.room_shown(at, other),
        }
    }

    fn room_shown(&self, at: Timestamp, happened: &Happened) -> Option<Shown> {
        let members =
            |room: &RoomId, text: String| Some(self.note(at, room, None, What::Members, text));
        match happened {
            Happened::RoomOpened { room, .. } => {
                let purpose =
                    self.chat.rooms().into_iter().find(|shown| shown.id == *room)?.purpose;
                Some(self.note(at, room, None, What::Opened, purpose))
            }
            Happened::Invited { room, people } => {
                members(room, format!("brings in {}", self.names(people)))
            }
            Happened::Joined { room, person } => {
                members(room, format!("{} joins", self.chat.name_of(person)))
            }
            Happened::Left { room, person } => {
                members(room, format!("{} leaves", self.chat.name_of(person)))
            }
            Happened::Removed { room, person } => {
                members(room, format!("takes {} out", self.chat.name_of(person)))
            }
            Happened::Archived { room } => {
                Some(self.note(at, room, None, What::Closed, String::new()))
            }
            Happened::SpeakersSet { room, speakers } => {
                let who = match speakers {
                    chatops_core::effect::Speakers::Everyone => String::from("everyone may speak"),
                    chatops_core::effect::Speakers::Only(people) => {
                        format!("only these may speak: {}", self.names(people))
                    }
                };
                Some(self.note(at, room, None, What::Rights, who))
            }
            Happened::EntitledSet { room, people } => {
                let who =
                    if people.is_empty() { String::from("nobody") } else { self.names(people) };
                Some(self.note(at, room, None, What::Rights, format!("may wake the room: {who}")))
            }
            Happened::Refused { room, person, why } => {
                Some(self.note(at, room, Some(person), What::Refused, why.to_string()))
            }
            Happened::AccountChanged { person } => {
                let mut shown = self.direct(at, person);
                let profile = self.chat.people().into_iter().find(|profile| profile.id == *person);
                shown.what = What::Account;
                shown.text = profile.map_or_else(String::new, |profile| {
                    format!("is now {:?}", profile.kind).to_lowercase()
                });
                Some(shown)
            }
            _ => None,
        }
    }

    fn names(&self, people: &BTreeSet<PersonId>) -> String {
        let mut names: Vec<String> =
            people.iter().map(|person| self.chat.name_of(person)).collect();
        names.sort();
        names.join(", ")
    }

    /// The first line of a message, to recognise it by.
    fn start(&self, message: &MessageId) -> String {
        const CHARS: usize = 60;
        let text = self.chat.message(message).map(|message| message.text).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let start: String = line.chars().take(CHARS).collect();
        if start.len() < line.len() { format!("{}…", start.trim_end()) } else { start }
    }

    fn author(&self, author: &Author) -> String {
        match author {
            Author::Bot => String::from(BOT),
            Author::Person(person) => self.chat.name_of(person),
        }
    }

    fn note(
        &self,
        at: Timestamp,
        room: &RoomId,
        by: Option<&PersonId>,
        what: What,
        text: String,
    ) -> Shown {
        let author = by.map_or_else(|| String::from(BOT), |by| self.chat.name_of(by));
        let mut shown = Shown::service(at, what, "", text);
        shown.room = self.room_name(room);
        if shown.room.is_none() {
            shown.only = by.map(|by| self.chat.name_of(by));
        }
        shown.author = author;
        shown
    }

    fn direct(&self, at: Timestamp, person: &PersonId) -> Shown {
        let name = self.chat.name_of(person);
        let mut shown = Shown::service(at, What::Message, "", String::new());
        shown.room = None;
        shown.only = Some(name.clone());
        shown.author = name;
        shown
    }

    pub(super) fn message_shown(
        &self,
        at: Timestamp,
        id: &MessageId,
        what: Option<What>,
    ) -> Option<Shown> {
        let message: ShownMessage = self.chat.message(id)?;
        let room = self.room_name(&message.room);
        let only = match (&message.private_to, &room) {
            (Some(person), _) => Some(self.chat.name_of(person)),
            (None, None) => self.direct_person(&message).map(|person| self.chat.name_of(&person)),
            (None, Some(_)) => None,
        };
        let answer = if message.thread.is_some() { What::Answer } else { What::Message };
        let file = message.file.as_ref().map(|file| format!("[file: {file}]"));
        let text = match (message.text.is_empty(), file) {
            (true, Some(file)) => file,
            (false, Some(file)) => format!("{}\n{file}", message.text),
            (_, None) => message.text.clone(),
        };
        Some(Shown {
            at,
            room,
            only,
            author: self.author(&message.author),
            what: what.unwrap_or(answer),
            text,
            document: message
                .document
                .filter(|file| file.media_type.starts_with("text/markdown"))
                .map(|file| String::from_utf8_lossy(&file.bytes).into_owned()),
            buttons: message.buttons.iter().map(|button| button.label.clone()).collect(),
            tone: message.tone,
        })
    }

    /// Whose direct conversation a message stands in.
    fn direct_person(&self, message: &ShownMessage) -> Option<PersonId> {
        if let Author::Person(person) = &message.author {
            return Some(person.clone());
        }
        message.notified.keys().next().cloned()
    }

    fn notified(
        &self,
        at: Timestamp,
        room: &RoomId,
        people: &BTreeMap<PersonId, Cause>,
    ) -> Option<Shown> {
        let name = self.room_name(room)?;
        let of = |wanted: &dyn Fn(&Cause) -> bool| -> Vec<String> {
            people
                .iter()
                .filter(|(_, cause)| wanted(cause))
                .map(|(person, _)| self.chat.name_of(person))
                .collect()
        };
        let woken = of(&|cause| matches!(cause, Cause::Woken(_)));
        let named = of(&|cause| matches!(cause, Cause::Named));
        let mut parts = Vec::new();
        if !woken.is_empty() {
            parts.push(format!("wakes {}: {}", woken.len(), woken.join(", ")));
        }
        if !named.is_empty() {
            parts.push(format!("pings {}", named.join(", ")));
        }
        if parts.is_empty() {
            return None;
        }
        Some(Shown::service(at, What::Notified, &name, parts.join("; ")))
    }

    /// The name of a room; nothing for a direct conversation.
    fn room_name(&self, room: &RoomId) -> Option<String> {
        self.chat.rooms().into_iter().find(|shown| shown.id == *room).map(|shown| shown.name)
    }
}

/// What a message last showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Face {
    text: String,
    buttons: Vec<String>,
}

impl Face {
    /// Leaves of a changed message the lines that are new, so that readers see what changed. `false` where nothing did.
    fn keep_changes(&self, shown: &mut Shown) -> bool {
        if shown.text == self.text && shown.buttons == self.buttons {
            return false;
        }
        let old: BTreeSet<&str> = self.text.lines().collect();
        let new: Vec<&str> = shown.text.lines().filter(|line| !old.contains(line)).collect();
        let new = if new.is_empty() { shown.text.lines().take(1).collect() } else { new };
        shown.text = new.join("\n");
        if shown.buttons == self.buttons {
            shown.buttons.clear();
        }
        true
    }
}

/// The message that an activity changed.
fn edited(activity: &Activity) -> Option<&MessageId> {
    match &activity.happened {
        Happened::Edited { message, .. } => Some(message),
        _ => None,
    }
}

/// The message that an activity wrote.
fn written(activity: &Activity) -> Option<&MessageId> {
    match &activity.happened {
        Happened::Posted { message, .. }
        | Happened::Hinted { message, .. }
        | Happened::WroteDirectly { message, .. } => Some(message),
        _ => None,
    }
}
