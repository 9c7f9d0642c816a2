//! An open incident of any length, made by the real engine from what people write.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;

use chatops_core::effect::{Answer, Effect, Outcome, Room as Purpose};
use chatops_core::ids::{EffectId, IncidentId, JournalId, MessageId, PersonId, RoomId, StreamId};
use chatops_core::memory::{ManualClock, MemoryChat};
use chatops_core::people::{PersonKind, Profile};
use chatops_core::policy::Policy;
use chatops_core::ports::ChatPlatform as _;
use chatops_core::ports::inbound::{ChatMessage, Delivery, Inbound};
use chatops_core::ports::journal::{Entry, InboxItem, NewEffect, NewEntry};
use chatops_runtime::engine::{Engine, Input, Output, Setting};
use jiff::{SignedDuration, Timestamp};

/// People who write in the room: a large incident's.
const PEOPLE: usize = 40;

/// What an ordinary message says.
pub const ORDINARY: &str = "p95 of checkout is back under 400 ms in eu-west, still 4.2 s in ap-south; looking at its connection pool now";

/// Between two messages in the room.
const PACE: SignedDuration = SignedDuration::from_secs(2);

/// An engine with one open incident, and what it has stored.
#[derive(Debug)]
pub struct Room {
    /// The engine.
    pub engine: Engine,
    /// Its time.
    pub now: Timestamp,
    id: Option<IncidentId>,
    setting: Setting,
    entries: Vec<NewEntry>,
    effects: BTreeMap<EffectId, NewEffect>,
    row: i64,
}

impl Room {
    /// An incident that has just been declared and has its room.
    ///
    /// # Errors
    /// Whatever the rules or the engine say.
    pub fn open() -> Result<Self, Box<dyn Error>> {
        let start: Timestamp = "2026-03-04T14:00:00Z".parse()?;
        let chat = MemoryChat::new(Arc::new(ManualClock::new(start)));
        let setting = Setting {
            journal: JournalId::from_bits(7),
            policy: Policy { ladder: vec![person(0)?.id], ..Policy::default() },
            facets: chat.facets(),
            limits: chat.limits(),
            prefix: chat.describe().command_prefix,
        };
        let mut room = Self {
            engine: Engine::new(setting.clone()),
            now: start,
            id: None,
            setting,
            entries: Vec::new(),
            effects: BTreeMap::new(),
            row: 0,
        };
        room.take(Inbound::Started)?;
        room.command(0, "take")?;
        room.command(0, "declare checkout is slow in EMEA sev2")?;
        room.id = room.entries.iter().find_map(|entry| match &entry.stream {
            StreamId::Incident(id) => Some(*id),
            StreamId::EmergencyChannel => None,
        });
        room.room()?;
        Ok(room)
    }

    /// The incident.
    ///
    /// # Errors
    /// Whatever the rules or the engine say.
    pub fn id(&self) -> Result<IncidentId, Box<dyn Error>> {
        self.id.ok_or_else(|| "no incident was opened".into())
    }

    /// The platform's id of the room in which people write: before there is an incident, the emergency channel.
    fn room(&self) -> Result<RoomId, Box<dyn Error>> {
        let room = self.id.map_or(Purpose::EmergencyChannel, Purpose::Hot);
        Ok(self.engine.room_id(&room).ok_or("the room does not stand")?.clone())
    }

    /// Entries of the incident alone.
    pub fn of_incident(&self) -> impl Iterator<Item = &NewEntry> {
        self.entries.iter().filter(|entry| matches!(entry.stream, StreamId::Incident(_)))
    }

    /// Everything stored, as a journal gives it back.
    pub fn stored(&self) -> Vec<Entry> {
        let stored = (1_i64..).zip(&self.entries).map(|(position, entry)| Entry {
            position,
            recorded_at: self.now,
            entry: entry.clone(),
            prev_hash: String::new(),
            hash: String::new(),
        });
        stored.collect()
    }

    /// An engine that has seen nothing, of the same installation.
    pub fn fresh_engine(&self) -> Engine {
        Engine::new(self.setting.clone())
    }

    /// So many ordinary messages.
    ///
    /// # Errors
    /// Whatever the rules or the engine say.
    pub fn chat(&mut self, messages: usize) -> Result<(), Box<dyn Error>> {
        for number in 0..messages {
            self.say(number, ORDINARY)?;
        }
        Ok(())
    }

    /// Goes on until the incident has so many events: of a hundred things that happen in its room most are messages, the
    /// others go through the features.
    ///
    /// # Errors
    /// Whatever the rules or the engine say.
    pub fn work(&mut self, events: usize) -> Result<(), Box<dyn Error>> {
        let mut count = self.of_incident().count();
        for number in 0_usize.. {
            if count >= events {
                break;
            }
            let before = self.entries.len();
            match number % 100 {
                7 => self.command(0, "update still slow in EMEA; two pools doubled")?,
                17 => self.command(number, "pin the dashboard everybody looks at")?,
                27 => {
                    self.command(number, "can c: p95 4 s a: doubled the pool n: a database person")?
                }
                37 => self.command(number, "followup add an alert for the pool")?,
                47 => self.command(number, "poll")?,
                48..=52 => self.command(number, "vote 2")?,
                57 => self.command(0, "severity 2")?,
                58 => self.command(0, "severity 3")?,
                67 => self.command(number, "severity 1")?,
                77 => self.command(number, "status")?,
                80..=84 => self.react(number)?,
                85..=86 => self.edit(number)?,
                97 => self.command(0, "here traffic goes to eu-west for ten minutes")?,
                _ => self.say(number, ORDINARY)?,
            }
            let fresh = self.entries.iter().skip(before);
            count += fresh.filter(|entry| matches!(entry.stream, StreamId::Incident(_))).count();
        }
        Ok(())
    }

    /// One message as the inbox holds it.
    ///
    /// # Errors
    /// Whatever the rules or the engine say.
    pub fn message(&mut self, by: usize, text: &str) -> Result<InboxItem, Box<dyn Error>> {
        let message = ChatMessage {
            room: self.room()?,
            message: MessageId::new(format!("m{}", self.row))?,
            thread: None,
            author: person(by)?,
            text: text.to_owned(),
            wakes: Default::default(),
        };
        Ok(self.item(Inbound::Message(message)))
    }

    fn say(&mut self, by: usize, text: &str) -> Result<(), Box<dyn Error>> {
        let item = self.message(by, text)?;
        self.step(item)
    }

    fn edit(&mut self, by: usize) -> Result<(), Box<dyn Error>> {
        let room = self.room()?;
        let message = MessageId::new(format!("m{}", self.row))?;
        let now = ChatMessage {
            room,
            message,
            thread: None,
            author: person(by)?,
            text: ORDINARY.to_owned(),
            wakes: Default::default(),
        };
        self.take(Inbound::Edited { now })
    }

    fn react(&mut self, by: usize) -> Result<(), Box<dyn Error>> {
        let (room, by) = (self.room()?, person(by)?);
        let message = MessageId::new(format!("m{}", self.row))?;
        self.take(Inbound::Reacted {
            room,
            message,
            by,
            reaction: String::from("eyes"),
            added: true,
        })
    }

    fn command(&mut self, by: usize, text: &str) -> Result<(), Box<dyn Error>> {
        let (room, by) = (Some(self.room()?), person(by)?);
        self.take(Inbound::Command { room, by, text: text.to_owned(), message: None })
    }

    fn take(&mut self, inbound: Inbound) -> Result<(), Box<dyn Error>> {
        let item = self.item(inbound);
        self.step(item)
    }

    fn item(&mut self, inbound: Inbound) -> InboxItem {
        self.row += 1;
        self.now = chatops_core::time::later(self.now, PACE);
        let key = self.row.to_string();
        let delivery =
            Delivery { source: String::from("bench"), key, occurred_at: self.now, inbound };
        InboxItem { row: self.row, received_at: self.now, delivery }
    }

    /// Lets the engine decide, keeps what it stores, and answers rooms and messages as a platform would.
    fn step(&mut self, item: InboxItem) -> Result<(), Box<dyn Error>> {
        let mut items = vec![item];
        while !items.is_empty() {
            let outputs = self.engine.step(Input::Inbox(std::mem::take(&mut items)), self.now);
            let mut settled = Vec::new();
            for output in outputs {
                match output {
                    Output::Append(transaction) => {
                        self.entries.extend(transaction.entries);
                        for effect in transaction.effects {
                            if effect.waiting {
                                self.effects.insert(effect.id, effect);
                            } else {
                                settled.extend(settle(effect)?);
                            }
                        }
                        for ready in transaction.ready {
                            if let Some(effect) = self.effects.remove(&ready) {
                                settled.extend(settle(effect)?);
                            }
                        }
                    }
                    Output::Stop(corrupt) => return Err(corrupt.into()),
                }
            }
            items = settled.into_iter().map(|inbound| self.item(inbound)).collect();
        }
        Ok(())
    }
}

/// What the platform answers to the effects whose answer somebody waits for.
fn settle(effect: NewEffect) -> Result<Option<Inbound>, Box<dyn Error>> {
    let answer = match &effect.effect {
        Effect::OpenRoom { name, .. } => {
            Answer::Room { room: RoomId::new(format!("room-{name}"))?, name: name.clone() }
        }
        Effect::Post { slot: Some(_), .. } => {
            Answer::Message { message: MessageId::new(effect.id.to_string())? }
        }
        _ => return Ok(None),
    };
    Ok(Some(Inbound::Settled {
        stream: effect.stream,
        id: effect.id,
        effect: Box::new(effect.effect),
        outcome: Outcome::Done(answer),
    }))
}

/// One of the people in the room.
///
/// # Errors
/// None, unless what makes an id changed.
pub fn person(number: usize) -> Result<Profile, Box<dyn Error>> {
    let number = number % PEOPLE;
    Ok(Profile {
        id: PersonId::new(format!("memory:acme:person{number:02}"))?,
        name: format!("Person {number:02}"),
        zone: Some(String::from("Europe/Berlin")),
        kind: PersonKind::Employee,
    })
}
