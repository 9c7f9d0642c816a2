//! A small world around the real engine: a journal in a few maps, a clock moved by hand, an outside that answers when
//! it is told to. No I/O, no chance: the same steps give the same transactions.

#![allow(dead_code, reason = "each test program uses its part of the world")]

pub(crate) mod book;
pub(crate) mod oracle;
pub(crate) mod outside;
pub(crate) mod steps;

use chatops_core::effect::{Outcome, Room};
use chatops_core::emergency_channel::EmergencyChannel;
use chatops_core::ids::{JournalId, MessageId, RoomId, StreamId};
use chatops_core::incident::Incident;
use chatops_core::message::Message;
use chatops_core::people::Profile;
use chatops_core::policy::Policy;
use chatops_core::ports::chat::Dedup;
use chatops_core::ports::inbound::{ChatMessage, Delivery, Inbound};
use chatops_core::ports::journal::{InboxItem, Transaction};
use chatops_core::ports::{Facets, Limits};
use chatops_core::{effect::Effect, time::later, wire};
use chatops_runtime::engine::{Engine, Input, Output, Setting};
use chatops_testkit::story::cast;
use jiff::{SignedDuration, Timestamp};

use book::Book;
use oracle::Oracle;

/// What stands before a typed command.
pub(crate) const PREFIX: &str = "/em ";

/// When every world begins.
pub(crate) const BEGINNING: &str = "2026-03-04T14:00:00Z";

/// Rounds of "everything that is ready is done" that bring any opening to its end.
const SETTLE_ROUNDS_MAX: usize = 12;

/// A button that was shown: what it types, and where.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// The room, or a direct conversation.
    pub(crate) room: Option<RoomId>,
    /// To whom alone it was shown.
    pub(crate) to: Option<usize>,
    /// What it types.
    pub(crate) command: String,
}

/// The engine, its journal and its surroundings.
#[derive(Debug)]
pub(crate) struct World {
    /// The real engine.
    pub(crate) engine: Engine,
    /// What is stored.
    pub(crate) book: Book,
    /// The moment.
    pub(crate) now: Timestamp,
    /// The cast as the platform describes it now.
    pub(crate) people: Vec<Profile>,
    /// The buttons that were shown, the newest last.
    pub(crate) buttons: Vec<Shown>,
    /// Every decision, in order.
    pub(crate) transactions: Vec<Transaction>,
    oracle: Option<Oracle>,
    setting: Setting,
    messages: u64,
    rows: i64,
}

/// Limits like those of a usual platform.
pub(crate) fn usual_limits() -> Limits {
    Limits::new(4_000, 250, 100, Dedup::No)
}

/// Every facet, by the chat in memory.
pub(crate) fn all_facets() -> Facets {
    use chatops_core::memory::{ManualClock, MemoryChat};
    use chatops_core::ports::ChatPlatform;
    MemoryChat::new(std::sync::Arc::new(ManualClock::at_epoch())).facets()
}

impl World {
    /// A world in which nothing has happened, not even the start.
    pub(crate) fn bare(policy: Policy, facets: Facets, limits: Limits) -> Self {
        let journal = JournalId::from_bits(7);
        let setting = Setting { journal, policy, facets, limits, prefix: String::from(PREFIX) };
        Self {
            engine: Engine::new(setting.clone()),
            book: Book::default(),
            now: BEGINNING.parse().unwrap(),
            people: cast::cast(),
            buttons: Vec::new(),
            transactions: Vec::new(),
            oracle: None,
            setting,
            messages: 0,
            rows: 0,
        }
    }

    /// A world on a usual platform with all abilities, started, with its rooms standing.
    pub(crate) fn usual() -> Self {
        let mut world = Self::bare(cast::policy(), all_facets(), usual_limits());
        world.start();
        world
    }

    /// The same, with an oracle that looks at every decision.
    pub(crate) fn watched(mut self) -> Self {
        self.oracle = Some(Oracle::default());
        self
    }

    /// What is stored makes the same engine again.
    pub(crate) fn check_recovery(&self) {
        if let Some(oracle) = &self.oracle {
            oracle.check_recovery(self);
        }
    }

    /// What is kept of a state is all of it: it is read back as it was.
    pub(crate) fn check_snapshots(&self) {
        let channel = self.engine.channel();
        let kept = serde_json::to_string(channel).unwrap();
        assert_eq!(serde_json::from_str::<EmergencyChannel>(&kept).unwrap(), *channel);
        for incident in self.engine.unclosed_incidents() {
            let kept = serde_json::to_string(incident).unwrap();
            assert_eq!(serde_json::from_str::<Incident>(&kept).unwrap(), *incident);
        }
    }

    /// How large the states are as they would be kept in snapshots, in bytes.
    pub(crate) fn state_bytes(&self) -> usize {
        let size = |state: String| state.len();
        let incidents = self.engine.channel().register.open();
        let incidents = incidents.into_iter().filter_map(|(id, _)| self.engine.incident(id));
        size(serde_json::to_string(self.engine.channel()).unwrap())
            + incidents
                .map(|incident| size(serde_json::to_string(incident).unwrap()))
                .sum::<usize>()
    }

    /// Starts and lets everything that follows be done.
    pub(crate) fn start(&mut self) {
        self.deliver(vec![Inbound::Started]);
        self.settle_all();
    }

    /// The rules it plays by.
    pub(crate) fn policy(&self) -> &Policy {
        &self.setting.policy
    }

    /// Lets time pass.
    pub(crate) fn pass(&mut self, span: SignedDuration) {
        self.now = later(self.now, span);
    }

    /// Lets time pass, and what is due meanwhile happens at its moment.
    pub(crate) fn live(&mut self, span: SignedDuration) {
        let until = later(self.now, span);
        while self.book.next_due().is_some_and(|due| due <= until) {
            self.fire();
        }
        self.now = until;
    }

    /// Hands deliveries in, all decided in one transaction, which is stored.
    pub(crate) fn deliver(&mut self, inbound: Vec<Inbound>) -> Transaction {
        let items = inbound.into_iter().map(|inbound| self.item(inbound)).collect();
        let outputs = self.engine.step(Input::Inbox(items), self.now);
        let [Output::Append(transaction)] = outputs.as_slice() else {
            panic!("the engine answered {outputs:?}");
        };
        self.book.append(transaction);
        self.remember_buttons(transaction);
        self.transactions.push(transaction.as_ref().clone());
        if let Some(mut oracle) = self.oracle.take() {
            oracle.check(self, transaction);
            self.oracle = Some(oracle);
        }
        transaction.as_ref().clone()
    }

    fn item(&mut self, inbound: Inbound) -> InboxItem {
        self.rows += 1;
        let delivery = Delivery {
            source: String::from("world"),
            key: self.rows.to_string(),
            occurred_at: self.now,
            inbound,
        };
        // What was received is stored and read back before it is decided.
        let stored = serde_json::to_string(&delivery).unwrap();
        let delivery = serde_json::from_str(&stored).unwrap();
        InboxItem { row: self.rows, received_at: self.now, delivery }
    }

    /// A new engine that knows what is stored and nothing else, as after a crash.
    pub(crate) fn recovered(&self) -> Engine {
        let mut engine = Engine::new(self.setting.clone());
        for input in [Input::Entries(self.book.entries()), Input::Waiting(self.book.waiting())] {
            let outputs = engine.step(input, self.now);
            assert!(outputs.is_empty(), "recovery asked for {outputs:?}");
        }
        engine
    }

    /// Crashes and starts again.
    pub(crate) fn restart(&mut self) {
        self.engine = self.recovered();
    }

    /// The next message id.
    pub(crate) fn message_id(&mut self) -> MessageId {
        self.messages += 1;
        MessageId::new(format!("m{}", self.messages)).unwrap()
    }

    /// A message that somebody wrote in a room.
    pub(crate) fn message(&mut self, room: &RoomId, author: &Profile, text: &str) -> ChatMessage {
        ChatMessage {
            room: room.clone(),
            message: self.message_id(),
            thread: None,
            author: author.clone(),
            text: String::from(text),
            wakes: std::collections::BTreeSet::new(),
        }
    }

    /// Somebody says something in a room.
    pub(crate) fn say(&mut self, handle: &str, room: &Room, text: &str) -> Transaction {
        let (id, author) = (self.id(room), self.who(handle));
        let message = self.message(&id, &author, text);
        self.deliver(vec![Inbound::Message(message)])
    }

    /// Somebody gives a command in a room, or to the bot directly.
    pub(crate) fn command(&mut self, handle: &str, room: Option<&Room>, text: &str) -> Transaction {
        let given = self.given(handle, room, text);
        self.deliver(vec![given])
    }

    /// A command, not delivered yet.
    pub(crate) fn given(&self, handle: &str, room: Option<&Room>, text: &str) -> Inbound {
        Inbound::Command {
            room: room.map(|room| self.id(room)),
            by: self.who(handle),
            text: String::from(text),
            message: None,
        }
    }

    /// One of the cast as the platform describes them now.
    pub(crate) fn who(&self, handle: &str) -> Profile {
        self.people.iter().find(|one| one.id == cast::person(handle)).unwrap().clone()
    }

    fn id(&self, room: &Room) -> RoomId {
        self.engine.room_id(room).unwrap_or_else(|| panic!("{room} does not stand")).clone()
    }

    /// Fires the next timer, if one is set: the clock moves on to its moment.
    pub(crate) fn fire(&mut self) -> Option<Transaction> {
        let (stream, timer, key, due) = self.book.next_timer()?;
        self.now = self.now.max(due);
        Some(self.deliver(vec![Inbound::TimerFired { stream, timer, key, due }]))
    }

    /// Settles one of the effects that could be carried out now. The choice wraps around.
    pub(crate) fn settle(
        &mut self,
        choice: usize,
        outcome: impl FnOnce(&Effect, u64) -> Outcome,
    ) -> Option<Transaction> {
        let settled = self.book.settle(choice)?;
        let outcome = outcome(&settled.effect, settled.place);
        Some(self.deliver(vec![Inbound::Settled {
            stream: settled.stream,
            id: settled.id,
            effect: Box::new(settled.effect),
            outcome,
        }]))
    }

    /// Lets everything that is ready be done, and what follows from that.
    pub(crate) fn settle_all(&mut self) {
        for _ in 0..SETTLE_ROUNDS_MAX {
            let ready = self.book.ready();
            if ready == 0 {
                break;
            }
            for _ in 0..ready {
                self.settle(0, outside::done);
            }
        }
    }

    /// Settles everything that is ready: what is parked when it fails with this outcome, the rest is done.
    pub(crate) fn settle_parking(&mut self, outcome: impl Fn(&Effect, u64) -> Outcome) {
        for _ in 0..self.book.ready() {
            self.settle(0, |effect, place| match effect.what() {
                Some(_) => outcome(effect, place),
                None => outside::done(effect, place),
            });
        }
    }

    fn remember_buttons(&mut self, transaction: &Transaction) {
        for new in &transaction.effects {
            let (room, to, message): (Option<&Room>, _, &Message) = match &new.effect {
                Effect::Post { room, message, .. } | Effect::Edit { room, message, .. } => {
                    (Some(room), None, message)
                }
                Effect::Hint { room, person, message } => (Some(room), Some(person), message),
                Effect::Direct { person, message } => (None, Some(person), message),
                _ => continue,
            };
            let to = to.and_then(|to| self.people.iter().position(|one| one.id == *to));
            let room = room.and_then(|room| self.engine.room_id(room)).cloned();
            self.buttons.extend(message.buttons.iter().map(|button| Shown {
                room: room.clone(),
                to,
                command: button.command.clone(),
            }));
        }
    }

    /// Declares an incident, lets its room be opened, and gives the room.
    pub(crate) fn open_incident(&mut self, by: &str, title: &str) -> Room {
        let transaction =
            self.command(by, Some(&Room::EmergencyChannel), &format!("declare {title}"));
        let incident = transaction
            .entries
            .iter()
            .find_map(|entry| match entry.stream {
                StreamId::Incident(id) => Some(id),
                StreamId::EmergencyChannel => None,
            })
            .unwrap_or_else(|| panic!("nothing was declared: {:?}", refusals(&transaction)));
        self.settle_all();
        Room::Hot(incident)
    }
}

/// What was refused in a transaction: why, and what instead.
pub(crate) fn refusals(transaction: &Transaction) -> Vec<chatops_core::refusal::Refusal> {
    use chatops_core::record::Event::Refused;
    use chatops_core::{emergency_channel, incident};
    transaction
        .entries
        .iter()
        .filter_map(|entry| match entry.stream {
            StreamId::EmergencyChannel => match wire::channel_event(entry).unwrap() {
                emergency_channel::Event::Record(Refused { refusal, .. }) => Some(refusal),
                _ => None,
            },
            StreamId::Incident(_) => match wire::incident_event(entry).unwrap() {
                incident::Event::Record(Refused { refusal, .. }) => Some(refusal),
                _ => None,
            },
        })
        .collect()
}

/// The kinds of what happened in a transaction, in order.
pub(crate) fn kinds(transaction: &Transaction) -> Vec<&str> {
    transaction.entries.iter().map(|entry| entry.kind.as_str()).collect()
}

/// All words inside a stored value, each with the name of what holds it.
pub(crate) fn words_of(value: &serde_json::Value, place: &str, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::String(words) => found.push((place.to_owned(), words.clone())),
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| words_of(item, place, found));
        }
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(name, item)| words_of(item, name, found));
        }
        _ => {}
    }
}

/// Characters that make words read differently from what they say. A line break is none in a block of output.
pub(crate) fn hides(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// The one refusal of a transaction.
#[track_caller]
pub(crate) fn refused(transaction: &Transaction) -> chatops_core::refusal::RefusalKind {
    let refusals = refusals(transaction);
    assert_eq!(refusals.len(), 1, "{:?}", kinds(transaction));
    refusals[0].kind
}

pub(crate) fn has(transaction: &Transaction, kind: &str) -> bool {
    kinds(transaction).contains(&kind)
}

#[track_caller]
pub(crate) fn must(transaction: &Transaction, kind: &str) {
    assert!(has(transaction, kind), "{:?}: {:?}", kinds(transaction), refusals(transaction));
}

/// What the newest button that types this shows beside the words, for example a digest.
#[track_caller]
pub(crate) fn shown(world: &World, start: &str) -> String {
    let found = world.buttons.iter().rev().find(|shown| shown.command.starts_with(start));
    found.unwrap_or_else(|| panic!("no button types {start}")).command.clone()
}

/// Jim commands, by the schedule.
pub(crate) fn jims_world() -> World {
    let world = World::usual();
    assert_eq!(world.engine.channel().commander(), Some(&cast::person("jim")));
    world
}
