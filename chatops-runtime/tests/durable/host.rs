//! A host: one process of an installation, on a journal and a chat that others may share.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::alerts::{Signal, SignalStatus};
use chatops_core::ids::{PersonId, RoomId};
use chatops_core::memory::{MemoryChat, MemoryJournal, NewPerson};
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{Entry, PAGE_ROWS_MAX};
use chatops_core::ports::{ChatPlatform, Clock, Journal};
use chatops_core::severity::Severity;
use chatops_runtime::{Builder, ChatOps};
use jiff::{SignedDuration, Timestamp};
use tokio::time::{Duration, Instant};

/// The runtime's own time as a clock: it stands still while anything can be done, and leaps when nothing can.
#[derive(Debug)]
pub(crate) struct PausedClock {
    began: Instant,
}

impl PausedClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { began: Instant::now() })
    }
}

#[async_trait]
impl Clock for PausedClock {
    fn now(&self) -> Timestamp {
        let passed = SignedDuration::try_from(self.began.elapsed()).unwrap();
        let begin: Timestamp = "2026-03-04T14:00:00Z".parse().unwrap();
        begin + passed
    }

    async fn until(&self, at: Timestamp) {
        let left = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        tokio::time::sleep(left).await;
    }
}

/// A clock that is wrong by so much.
#[derive(Debug)]
pub(crate) struct WrongClock {
    pub(crate) right: Arc<PausedClock>,
    pub(crate) ahead: SignedDuration,
}

#[async_trait]
impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        self.right.now() + self.ahead
    }

    async fn until(&self, at: Timestamp) {
        self.right.until(at - self.ahead).await;
    }
}

/// What the processes of an installation share.
pub(crate) struct Place {
    pub(crate) clock: Arc<PausedClock>,
    pub(crate) journal: Arc<MemoryJournal>,
    pub(crate) chat: MemoryChat,
    pub(crate) jim: PersonId,
}

impl Place {
    /// A place whose journal one process uses.
    pub(crate) fn alone() -> Self {
        Self::with(MemoryJournal::new(7))
    }

    /// A place whose journal several processes use.
    pub(crate) fn shared() -> Self {
        Self::with(MemoryJournal::new(7).shared())
    }

    fn with(journal: MemoryJournal) -> Self {
        let clock = PausedClock::new();
        let chat = MemoryChat::new(clock.clone());
        let jim = chat.register(NewPerson::employee("jim", "Jim Smith")).unwrap();
        Self { clock, journal: Arc::new(journal), chat, jim }
    }

    /// Starts a process.
    pub(crate) async fn start(&self, name: &str) -> ChatOps {
        self.start_on(name, Arc::new(self.chat.clone())).await
    }

    /// Starts a process that meets the chat in a way of its own.
    pub(crate) async fn start_on(&self, name: &str, chat: Arc<dyn ChatPlatform>) -> ChatOps {
        self.builder(name).shared_chat(chat).start().await.unwrap()
    }

    /// Starts a process that meets the journal in a way of its own.
    pub(crate) async fn start_over(&self, name: &str, journal: Arc<dyn Journal>) -> ChatOps {
        self.builder(name).shared_journal(journal).start().await.unwrap()
    }

    /// A process as it is started unless something is said of it.
    pub(crate) fn builder(&self, name: &str) -> Builder {
        ChatOps::builder()
            .chat(self.chat.clone())
            .shared_journal(self.journal.clone())
            .shared_clock(self.clock.clone())
            .replica(name)
    }

    /// Lets time pass.
    pub(crate) async fn pass(&self, seconds: u64) {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }

    /// Jim gives a command in the emergency channel.
    pub(crate) fn command(&self, words: &str) {
        let room = self.joined();
        self.chat.command(&self.jim, Some(&room), words).unwrap();
    }

    /// The emergency channel, with Jim in it.
    pub(crate) fn joined(&self) -> RoomId {
        let room = self.chat.room_named("em").unwrap();
        if !room.members.contains(&self.jim) {
            self.chat.join(&self.jim, &room.id).unwrap();
        }
        room.id
    }

    /// Jim says something in the emergency channel.
    pub(crate) fn say(&self, words: &str) {
        let room = self.joined();
        self.chat.say(&self.jim, &room, words).unwrap();
    }

    /// An alert that fires now.
    pub(crate) fn alert(&self, key: &str, severity: Severity) -> Delivery {
        let now = self.clock.now();
        let signal = Signal {
            source: "test".to_owned(),
            key: key.to_owned(),
            group: String::new(),
            status: SignalStatus::Firing,
            title: format!("{key} is down"),
            description: String::new(),
            component: None,
            severity: Some(severity),
            labels: Default::default(),
            links: Vec::new(),
            chart: None,
            started_at: None,
            left_out: 0,
        };
        let key = format!("{key}/{}", now.as_nanosecond());
        Delivery {
            source: "test".to_owned(),
            key,
            occurred_at: now,
            inbound: Inbound::Alert(signal),
        }
    }

    /// Everything on the record.
    pub(crate) async fn entries(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        loop {
            let after = all.last().map_or(0, |last| last.position);
            let page = self.journal.read_all(after, PAGE_ROWS_MAX).await.unwrap();
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }

    /// How many entries of a kind there are.
    pub(crate) async fn count(&self, kind: &str) -> usize {
        self.entries().await.iter().filter(|one| one.entry.kind == kind).count()
    }

    /// What the bot said in the emergency channel, for all to see.
    pub(crate) fn said(&self, words: &str) -> usize {
        let room = self.chat.room_named("em").unwrap().id;
        let shown = self.chat.room_view(&room, Some(&self.jim));
        shown.iter().filter(|message| message.text.contains(words)).count()
    }

    /// What stands more than once in a room.
    pub(crate) fn repeated(&self) -> Vec<String> {
        let mut repeated = Vec::new();
        for room in self.chat.rooms() {
            let mut known = BTreeSet::new();
            let shown = self.chat.room_view(&room.id, Some(&self.jim)).into_iter();
            repeated.extend(shown.map(|one| one.text).filter(|text| !known.insert(text.clone())));
        }
        repeated
    }
}
