//! The outside, and the file by which it outlives the process.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chatops_core::error::PortError;
use chatops_core::memory::chat::Ability;
use chatops_core::memory::{
    ManualClock, MemoryChat, MemoryKnowledge, MemoryPager, MemoryStatusPage, MemoryTickets,
    NewPerson,
};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::knowledge::Document;
use chatops_core::ports::{ChatPlatform, Clock, KnowledgeBase, StatusPage};
use chatops_testkit::stage::Scenario;
use chatops_testkit::stage::cast::id;
use jiff::Timestamp;

use super::points::Points;
use super::record::{Done, Record};
use super::{chat, services, story};

/// Abilities that the incident does without. Each would need a door of its own to the file.
const WITHOUT: [Ability; 5] = [
    Ability::Files,
    Ability::Threads,
    Ability::Reactions,
    Ability::Guests,
    Ability::SpeakingRights,
];

/// The outside.
#[derive(Debug)]
pub struct World {
    /// The story's clock.
    pub clock: Arc<ManualClock>,
    /// The chat.
    pub chat: MemoryChat,
    /// The pager.
    pub pager: MemoryPager,
    /// The tickets.
    pub tickets: MemoryTickets,
    /// What the public reads.
    pub page: MemoryStatusPage,
    /// Where postmortems are kept.
    pub knowledge: MemoryKnowledge,
    /// Where the process can end.
    pub points: Arc<Points>,
    told: Mutex<Told>,
    file: Mutex<File>,
}

/// What the outside knows beside its services.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Steps of the story that people did.
    pub acts: usize,
    /// What people could not do, with the step.
    pub undoable: Vec<String>,
    /// Keys of deliveries that the bot said are on stable storage, with their source.
    pub acknowledged: BTreeSet<(String, String)>,
    /// Reports that were not taken yet, the oldest first. Their source repeats them until they are.
    pub reports: Vec<Delivery>,
    /// How often a tool was run.
    pub runs: usize,
}

impl World {
    /// The outside as the file in this folder tells; as it is at first where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read or does not fit.
    pub async fn open(
        folder: &Path,
        scenario: &Scenario,
        points: Arc<Points>,
    ) -> Result<Self, String> {
        let path = folder.join("outside.jsonl");
        let records = read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let file = file.map_err(|error| format!("{}: {error}", path.display()))?;
        let clock = Arc::new(ManualClock::new(scenario.start));
        let builder = MemoryChat::builder(clock.clone());
        let chat = WITHOUT.iter().fold(builder, |chat, ability| chat.without(*ability)).build();
        let world = Self {
            pager: MemoryPager::new(clock.clone()),
            tickets: MemoryTickets::new(clock.clone(), "HOT", 330),
            page: MemoryStatusPage::new(clock.clone(), "Status"),
            knowledge: MemoryKnowledge::new(),
            told: Mutex::default(),
            file: Mutex::new(file),
            points,
            chat,
            clock,
        };
        world.furnish(scenario).map_err(|error| error.to_string())?;
        for record in records {
            world.repeat(record).await?;
        }
        // What was handed out and not acknowledged comes again.
        world.chat.reconnect();
        Ok(world)
    }

    /// People, and the rooms that stand before the bot comes.
    fn furnish(&self, scenario: &Scenario) -> Result<(), chatops_core::memory::ActError> {
        for member in scenario.cast.all() {
            let mut person = NewPerson::employee(&member.handle, &member.name);
            if let Some(zone) = &member.zone {
                person = person.zone(zone);
            }
            self.chat.register(person)?;
        }
        for profile in self.chat.people() {
            self.pager.register(profile);
        }
        let teams = scenario.policy.teams.values();
        let mut rooms: Vec<&str> = teams.map(|team| team.room.as_str()).collect();
        rooms.push(&scenario.policy.channel.name);
        rooms.extend(scenario.policy.channel.announcements.as_deref());
        for room in rooms {
            let mut people = scenario.cast.all().filter_map(|member| id(&member.handle));
            let Some(first) = people.next() else { continue };
            let room = self.chat.make_room(&first, room)?;
            people.try_for_each(|person| self.chat.join(&person, &room))?;
        }
        Ok(())
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What is known beside the services.
    pub fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what was done. It is in the file before this returns.
    ///
    /// # Panics
    /// Where the file cannot be written: the rig itself is broken then.
    pub fn note(&self, done: Done) {
        self.take_in(&done);
        let record = Record { at: self.now(), done };
        let written = serde_json::to_string(&record).map_err(io::Error::other).and_then(|line| {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.write_all(format!("{line}\n").as_bytes())
        });
        assert!(written.is_ok(), "the outside cannot remember: {written:?}");
    }

    fn take_in(&self, done: &Done) {
        let mut told = self.told();
        match done {
            Done::Acknowledged(keys) => {
                let source = self.chat.describe().name;
                told.acknowledged.extend(keys.iter().map(|key| (source.to_owned(), key.clone())));
            }
            Done::Delivered(key) => {
                if let Some(at) = told.reports.iter().position(|report| report.key == *key) {
                    let report = told.reports.remove(at);
                    told.acknowledged.insert((report.source, report.key));
                }
            }
            Done::Ran => told.runs += 1,
            _ => {}
        }
    }

    /// Somebody does a step of the story.
    pub fn act(&self, step: usize) {
        self.perform(step);
        self.note(Done::Acted(step));
    }

    fn perform(&self, step: usize) {
        let done = story::perform(self, step);
        let mut told = self.told();
        told.acts = step + 1;
        if let Err(why) = done {
            told.undoable.push(format!("step {step}: {why}"));
        }
        let mut reports = self.pager.take_reports();
        reports.extend(self.tickets.take_reports());
        told.reports.extend(reports);
    }

    /// Does again what was done.
    async fn repeat(&self, record: Record) -> Result<(), String> {
        self.clock.set(record.at);
        let told = |error: PortError| format!("the outside does not repeat itself: {error}");
        match &record.done {
            Done::Acted(step) => self.perform(*step),
            Done::Acknowledged(keys) => self.chat.acknowledge(keys).await.map_err(told)?,
            Done::Chat(call) => drop(chat::apply(&self.chat, call).await.map_err(told)?),
            Done::Pager(call) => services::apply_pager(&self.pager, call).await.map_err(told)?,
            Done::Tickets(call) => {
                drop(services::apply_tickets(&self.tickets, call).await.map_err(told)?);
            }
            Done::Page(update, key) => drop(self.page.publish(update, key).await.map_err(told)?),
            Done::Document { incident, title, markdown, key } => {
                let (title, markdown) = (title.clone(), markdown.clone());
                let document = Document { incident: *incident, title, markdown };
                self.knowledge.publish(&document, key).await.map_err(told)?;
            }
            Done::Moved | Done::Delivered(_) | Done::Ran => {}
        }
        self.take_in(&record.done);
        Ok(())
    }
}

/// Reads the file. A last line without an end was never answered: it is cut off, and did not happen.
fn read(path: &Path) -> io::Result<Vec<Record>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    if whole < text.len() {
        OpenOptions::new().write(true).open(path)?.set_len(u64::try_from(whole).unwrap_or(0))?;
    }
    let lines = text.get(..whole).unwrap_or_default().lines();
    lines.map(|line| serde_json::from_str(line).map_err(io::Error::other)).collect()
}
