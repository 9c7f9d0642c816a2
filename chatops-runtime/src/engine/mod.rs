//! The engine: the rules at work, without I/O.
//!
//! It holds the state of the emergency channel and of the open incidents, and turns what came in into one
//! transaction for the journal. It calls nothing and waits for nothing: [`Engine::step`] takes an [`Input`] and gives
//! [`Output`]s. The driver (see [`crate::driver`]) is the only one who does I/O, so a simulator can drive the real
//! engine.
//!
//! ```text
//! inbox rows ─▶ route ─▶ decide ─▶ evolve ─▶ react ─▶ plan (gaps) ─▶ one transaction
//! ```

mod anew;
mod effects;
mod held;
mod route;
mod run;
mod snapshots;
mod strangers;

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::effect::{Effect, Room, Slot};
use chatops_core::emergency_channel::EmergencyChannel;
use chatops_core::ids::{IncidentId, JournalId, MessageId, PersonId, RoomId, StreamId};
use chatops_core::incident::Incident;
use chatops_core::policy::Policy;
use chatops_core::ports::journal::{Entry, InboxItem, Transaction, Waiting};
use chatops_core::ports::{Facets, Limits};
use jiff::Timestamp;

pub use held::CorruptEntry;
use held::{Held, HeldIncidents};
pub(crate) use route::LATE_AFTER;
pub use snapshots::{FORM, Snapshot};

/// What the engine is made of: fixed for its life.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The identity of the journal: part of every derived id.
    pub journal: JournalId,
    /// The rules.
    pub policy: Policy,
    /// What the chat platform can do.
    pub facets: Facets,
    /// What it can hold.
    pub limits: Limits,
    /// What stands before a command, for example `/em `.
    pub prefix: String,
}

/// What the engine is given.
#[derive(Debug)]
pub enum Input {
    /// Stored entries, in order: at the start, after a conflict, or of another process. Those it knows are passed over.
    Entries(Vec<Entry>),
    /// Effects that wait for an answer: at the start, or when another process may have asked for some.
    Waiting(Vec<Waiting>),
    /// Deliveries that wait for their decision.
    Inbox(Vec<InboxItem>),
    /// A delivery over which the engine fails: it is put aside, and people are told.
    Poison(Box<InboxItem>),
}

/// What the engine asks of its driver.
#[derive(Debug)]
pub enum Output {
    /// Append this. If it fails, what was decided in it must be forgotten ([`Engine::forget`]) and read again.
    Append(Box<Transaction>),
    /// A stored entry cannot be read: stop and say so.
    Stop(CorruptEntry),
}

/// The rules at work. See the [module](self).
#[derive(Debug)]
pub struct Engine {
    setting: Setting,
    channel: Held<EmergencyChannel>,
    incidents: HeldIncidents,
    /// The purpose of each room by the platform's id.
    rooms: BTreeMap<RoomId, Room>,
    /// Effects that wait, in the order in which they were asked for.
    waiting: Vec<Waiting>,
    /// Streams whose state is to be kept.
    grown: BTreeSet<StreamId>,
}

impl Engine {
    /// An engine that has seen nothing yet.
    #[must_use]
    pub fn new(setting: Setting) -> Self {
        Self {
            setting,
            channel: Held::default(),
            incidents: HeldIncidents::default(),
            rooms: BTreeMap::new(),
            waiting: Vec::new(),
            grown: BTreeSet::new(),
        }
    }

    /// Takes an input and gives what is to be done. The same inputs give the same outputs.
    #[must_use]
    pub fn step(&mut self, input: Input, now: Timestamp) -> Vec<Output> {
        match input {
            Input::Entries(entries) => {
                for entry in entries {
                    if let Err(corrupt) = self.replay(&entry) {
                        return vec![Output::Stop(corrupt)];
                    }
                }
                Vec::new()
            }
            Input::Waiting(waiting) => {
                self.waiting = waiting;
                let mut transaction = Transaction::at(now);
                self.wake(&mut transaction);
                if transaction.ready.is_empty() {
                    Vec::new()
                } else {
                    vec![Output::Append(Box::new(transaction))]
                }
            }
            Input::Inbox(items) => {
                let transaction = self.decide(&items, now);
                vec![Output::Append(Box::new(transaction))]
            }
            Input::Poison(item) => {
                let transaction = self.put_aside(&item, now);
                vec![Output::Append(Box::new(transaction))]
            }
        }
    }

    /// The rules it works by.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.setting.policy
    }

    /// What the chat platform can do.
    #[must_use]
    pub fn facets(&self) -> &Facets {
        &self.setting.facets
    }

    /// What the chat platform can hold.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.setting.limits
    }

    /// The emergency channel as it is.
    #[must_use]
    pub fn channel(&self) -> &EmergencyChannel {
        &self.channel.state
    }

    /// An incident as it is.
    #[must_use]
    pub fn incident(&self, id: &IncidentId) -> Option<&Incident> {
        self.incidents.state(id)
    }

    /// The incidents that are not closed, the oldest first.
    #[must_use]
    pub fn unclosed_incidents(&self) -> Vec<&Incident> {
        let ids = self.incidents.unclosed_ids();
        ids.iter().filter_map(|id| self.incidents.state(id)).collect()
    }

    /// The platform's id of a room, once it stands.
    #[must_use]
    pub fn room_id(&self, room: &Room) -> Option<&RoomId> {
        self.bound(room).map(|bound| &bound.id)
    }

    /// The name of a room, once it stands.
    #[must_use]
    pub fn room_name(&self, room: &Room) -> Option<&str> {
        self.bound(room).map(|bound| bound.name.as_str())
    }

    /// The purpose of a room.
    #[must_use]
    pub fn room(&self, id: &RoomId) -> Option<&Room> {
        self.rooms.get(id)
    }

    /// Whom to wake when nothing can be recorded, the first who can be reached: who commands, then the ladder, then the
    /// executives.
    #[must_use]
    pub fn emergency_contacts(&self) -> Vec<PersonId> {
        let policy = &self.setting.policy;
        let mut contacts: Vec<PersonId> = Vec::new();
        let all = self.channel().acting_commander().into_iter();
        for person in all.chain(&policy.ladder).chain(&policy.executives) {
            if !contacts.contains(person) && self.channel().people.is_fit(person) {
                contacts.push(person.clone());
            }
        }
        contacts
    }

    /// How many rooms of the platform it knows.
    #[must_use]
    pub fn rooms_known(&self) -> usize {
        self.rooms.len()
    }

    fn bound(&self, room: &Room) -> Option<&chatops_core::rooms::Bound> {
        match room {
            Room::Hot(id) => {
                self.incidents.state(id).and_then(|incident| incident.rooms.room(room))
            }
            _ => self.channel.state.rooms.room(room),
        }
    }

    /// The platform's id of one of our messages, by the stream that posted it and its purpose.
    #[must_use]
    pub fn message_id(&self, stream: &StreamId, slot: &Slot) -> Option<&MessageId> {
        match stream {
            StreamId::EmergencyChannel => self.channel.state.rooms.message(slot),
            StreamId::Incident(id) => {
                self.incidents.state(id).and_then(|incident| incident.rooms.message(slot))
            }
        }
    }

    /// The effect with every name and room written out, as ports take it.
    #[must_use]
    pub fn resolve(&self, effect: &Effect) -> Effect {
        effects::resolve(self, effect)
    }
}
