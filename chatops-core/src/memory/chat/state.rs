//! What a chat remembers: people, rooms, messages, what was reported and what happened.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::view::{Activity, Author, Cause, Happened, ShownMessage};
use super::words;
use crate::effect::Speakers;
use crate::ids::{EffectId, InvalidName, MessageId, PersonId, RoomId};
use crate::mention::Reach;
use crate::people::{PersonKind, Profile};
use crate::ports::inbound::{ChatMessage, Delivery, Inbound};
use crate::text::Text;

/// The name of the platform: the source of its deliveries and the prefix of its people's ids.
pub(super) const NAME: &str = "memory";

/// A person with an account.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) profile: Profile,
    pub(super) handle: String,
    pub(super) active: bool,
    pub(super) takes_direct: bool,
}

impl Account {
    /// Whether anybody reads what is sent to this account.
    pub(super) fn is_person(&self) -> bool {
        matches!(self.profile.kind, PersonKind::Employee | PersonKind::Guest)
    }
}

/// A room, or the conversation of one person with the bot.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) id: RoomId,
    pub(super) name: String,
    pub(super) purpose: String,
    /// The effect that opened it, where it is ours.
    pub(super) opened_by: Option<EffectId>,
    /// The one person of a direct conversation.
    pub(super) direct: Option<PersonId>,
    pub(super) members: BTreeSet<PersonId>,
    pub(super) topic: String,
    pub(super) archived: bool,
    pub(super) speakers: Speakers,
    /// Who may use mass mentions. None: everybody.
    pub(super) entitled: Option<BTreeSet<PersonId>>,
    pub(super) messages: BTreeMap<u64, ShownMessage>,
}

impl Room {
    pub(super) fn message(&self, id: &MessageId) -> Option<&ShownMessage> {
        number(id.as_str()).and_then(|number| self.messages.get(&number)).filter(|m| m.id == *id)
    }

    pub(super) fn message_mut(&mut self, id: &MessageId) -> Option<&mut ShownMessage> {
        let found = number(id.as_str()).and_then(|number| self.messages.get_mut(&number));
        found.filter(|message| message.id == *id)
    }

    pub(super) fn may_speak(&self, person: &PersonId) -> bool {
        match &self.speakers {
            Speakers::Everyone => true,
            Speakers::Only(people) => people.contains(person),
        }
    }

    pub(super) fn may_wake(&self, person: &PersonId) -> bool {
        self.entitled.as_ref().is_none_or(|people| people.contains(person))
    }
}

/// All of it. Nothing is ever taken out: like the service it stands for, it forgets nothing.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) people: BTreeMap<PersonId, Account>,
    pub(super) rooms: BTreeMap<u64, Room>,
    /// What was sent under which key, per room: how repeats are told apart.
    pub(super) sent: BTreeMap<(RoomId, EffectId), (Timestamp, MessageId)>,
    /// What waits to be acknowledged, in order.
    queue: BTreeMap<u64, Delivery>,
    /// The last of the queue that was handed out since the last connect.
    handed_out: u64,
    pub(super) activity: Vec<Activity>,
    /// The last number given to a room, message or delivery.
    last: u64,
}

/// The number in one of our ids, behind its letter.
fn number(id: &str) -> Option<u64> {
    id.get(1..).and_then(|digits| digits.parse().ok())
}

impl State {
    pub(super) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(super) fn room(&self, id: &RoomId) -> Option<&Room> {
        let found = number(id.as_str()).and_then(|number| self.rooms.get(&number));
        found.filter(|room| room.id == *id)
    }

    pub(super) fn room_mut(&mut self, id: &RoomId) -> Option<&mut Room> {
        let found = number(id.as_str()).and_then(|number| self.rooms.get_mut(&number));
        found.filter(|room| room.id == *id)
    }

    pub(super) fn room_named(&self, name: &str) -> Option<&Room> {
        self.rooms.values().find(|room| room.direct.is_none() && room.name == name)
    }

    pub(super) fn add_room(
        &mut self,
        name: &str,
        purpose: &str,
        opened_by: Option<EffectId>,
        at: Timestamp,
    ) -> Result<&mut Room, InvalidName> {
        let number = self.next();
        let id = RoomId::new(format!("R{number}"))?;
        self.log(at, Happened::RoomOpened { room: id.clone(), name: name.to_owned() });
        let room = Room {
            id,
            name: name.to_owned(),
            purpose: purpose.to_owned(),
            opened_by,
            direct: None,
            members: BTreeSet::new(),
            topic: String::new(),
            archived: false,
            speakers: Speakers::Everyone,
            entitled: None,
            messages: BTreeMap::new(),
        };
        Ok(self.rooms.entry(number).or_insert(room))
    }

    /// The direct conversation with a person, made when it is first needed.
    pub(super) fn direct_room(&mut self, person: &PersonId) -> Result<RoomId, InvalidName> {
        let known = self.rooms.values().find(|room| room.direct.as_ref() == Some(person));
        if let Some(known) = known {
            return Ok(known.id.clone());
        }
        let number = self.next();
        let id = RoomId::new(format!("R{number}"))?;
        let room = Room {
            id: id.clone(),
            name: format!("direct with {person}"),
            purpose: String::new(),
            opened_by: None,
            direct: Some(person.clone()),
            members: BTreeSet::from([person.clone()]),
            topic: String::new(),
            archived: false,
            speakers: Speakers::Everyone,
            entitled: None,
            messages: BTreeMap::new(),
        };
        self.rooms.insert(number, room);
        Ok(id)
    }

    /// An empty message in a room, not yet in it.
    pub(super) fn draft(
        &mut self,
        room: &RoomId,
        author: Author,
        at: Timestamp,
    ) -> Result<ShownMessage, InvalidName> {
        let id = MessageId::new(format!("M{}", self.next()))?;
        Ok(ShownMessage::new(id, room.clone(), author, at))
    }

    /// Puts a message into its room and logs it.
    pub(super) fn add(&mut self, message: ShownMessage) {
        let (at, room, id) = (message.at, message.room.clone(), message.id.clone());
        let happened = match (&message.private_to, self.room(&room).map(|room| &room.direct)) {
            (_, Some(Some(person))) => {
                Happened::WroteDirectly { person: person.clone(), message: id.clone() }
            }
            (Some(person), _) => {
                let (room, person) = (room.clone(), person.clone());
                Happened::Hinted { room, person, message: id.clone() }
            }
            (None, _) => Happened::Posted { room: room.clone(), message: id.clone() },
        };
        self.log(at, happened);
        if !message.notified.is_empty() {
            let people = message.notified.clone();
            self.log(at, Happened::Notified { room: room.clone(), message: id.clone(), people });
        }
        if let (Some(number), Some(room)) = (number(id.as_str()), self.room_mut(&room)) {
            room.messages.insert(number, message);
        }
    }

    pub(super) fn message(&self, id: &MessageId) -> Option<(&Room, &ShownMessage)> {
        self.rooms.values().find_map(|room| room.message(id).map(|message| (room, message)))
    }

    pub(super) fn log(&mut self, at: Timestamp, happened: Happened) {
        let number = u64::try_from(self.activity.len()).unwrap_or(u64::MAX).saturating_add(1);
        self.activity.push(Activity { number, at, happened });
    }

    /// Whom a mass mention in a room wakes. Accounts that nobody reads are left out.
    pub(super) fn reached(&self, room: &Room, reach: Reach) -> BTreeSet<PersonId> {
        let everyone = reach == Reach::Everyone && room.direct.is_none();
        self.people
            .values()
            .filter(|account| account.is_person())
            .filter(|account| {
                let member = room.members.contains(&account.profile.id);
                let colleague = everyone && account.profile.kind == PersonKind::Employee;
                (member || colleague) && (account.active || reach != Reach::Here)
            })
            .map(|account| account.profile.id.clone())
            .collect()
    }

    /// Those of these people who are notified when they are named in a room: members whom somebody reads.
    pub(super) fn named<'a>(
        &self,
        room: &Room,
        people: impl IntoIterator<Item = &'a PersonId>,
    ) -> BTreeMap<PersonId, Cause> {
        people
            .into_iter()
            .filter(|person| room.members.contains(*person))
            .filter(|person| self.people.get(*person).is_some_and(Account::is_person))
            .map(|person| (person.clone(), Cause::Named))
            .collect()
    }

    pub(super) fn by_handle(&self, handle: &str) -> Option<&Account> {
        let wanted = handle.trim().trim_start_matches('@').to_lowercase();
        self.people.values().find(|account| account.handle == wanted)
    }

    /// A text of the bot as people read it.
    pub(super) fn shown(&self, text: &Text) -> String {
        let account = |person: &PersonId| self.people.get(person);
        words::shown(
            text,
            &|person| account(person).map(|account| account.profile.name.clone()),
            &|person| account(person).map(|account| account.handle.clone()),
        )
    }

    /// Reports something to the bot.
    pub(super) fn deliver(&mut self, key: String, at: Timestamp, inbound: Inbound) {
        let number = self.next();
        let delivery = Delivery { source: NAME.to_owned(), key, occurred_at: at, inbound };
        self.queue.insert(number, delivery);
    }

    /// What is next for the bot, at most `limit`; nothing where there is nothing.
    pub(super) fn hand_out(&mut self, limit: usize) -> Option<Vec<Delivery>> {
        let next = self.queue.range(self.handed_out.saturating_add(1)..).take(limit);
        let (numbers, deliveries): (Vec<u64>, Vec<Delivery>) =
            next.map(|(number, delivery)| (*number, delivery.clone())).unzip();
        self.handed_out = *numbers.last()?;
        Some(deliveries)
    }

    /// Forgets what is on stable storage.
    pub(super) fn acknowledge(&mut self, keys: &BTreeSet<&str>) {
        self.queue.retain(|_, delivery| !keys.contains(delivery.key.as_str()));
    }

    /// What was handed out but not acknowledged comes again.
    pub(super) fn reconnect(&mut self) {
        self.handed_out = 0;
    }

    /// A person's message as it is reported.
    pub(super) fn report(&self, message: &ShownMessage) -> Option<ChatMessage> {
        let Author::Person(author) = &message.author else { return None };
        Some(ChatMessage {
            room: message.room.clone(),
            message: message.id.clone(),
            thread: message.thread.clone(),
            author: self.people.get(author)?.profile.clone(),
            text: message.text.clone(),
            wakes: message.wakes.clone(),
        })
    }
}

/// The key of a person's message, the same whenever it is reported.
pub(super) fn message_key(message: &MessageId) -> String {
    format!("message/{message}")
}
