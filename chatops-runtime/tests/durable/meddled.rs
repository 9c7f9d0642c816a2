//! A journal that is looked on at and meddled with: switched off, made to fail at one call, counted, given a clock.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::{EffectId, StreamId};
use chatops_core::memory::MemoryJournal;
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{
    Claimed, Cursor, Entry, Head, InboxItem, JournalFacts, Lease, Receipt, Settlement, Transaction,
    Waiting,
};
use chatops_core::ports::{Clock, Journal};
use jiff::{SignedDuration, Timestamp};

/// More calls than this are not answered: a driver that spins stands still and is found out, instead of keeping the paused
/// time from going on for ever.
const CALLS_MAX: usize = 200_000;

/// A journal as one process sees it.
#[derive(Debug)]
pub(crate) struct Meddled {
    inner: Arc<MemoryJournal>,
    off: AtomicBool,
    /// What its server shows. Nothing: the clock of the host counts.
    clock: Option<Arc<dyn Clock>>,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    calls: BTreeMap<&'static str, usize>,
    /// Calls that will fail: how many pass first.
    to_fail: BTreeMap<&'static str, usize>,
    /// A moment that it names as the next one, whatever is true.
    due: Option<Timestamp>,
    /// Words that no entry may hold.
    cannot_hold: Option<&'static str>,
}

impl Meddled {
    pub(crate) fn new(inner: &Arc<MemoryJournal>) -> Self {
        Self {
            inner: Arc::clone(inner),
            off: AtomicBool::new(false),
            clock: None,
            seen: Mutex::default(),
        }
    }

    /// The same with a clock of its own.
    pub(crate) fn with_clock(inner: &Arc<MemoryJournal>, clock: Arc<dyn Clock>) -> Self {
        Self { clock: Some(clock), ..Self::new(inner) }
    }

    pub(crate) fn switch(&self, off: bool) {
        self.off.store(off, Ordering::Relaxed);
    }

    /// Lets a call fail, after this many that pass.
    pub(crate) fn fail_after(&self, passing: usize, operation: &'static str) {
        self.seen().to_fail.insert(operation, passing);
    }

    /// Whether every failure that was ordered has come.
    pub(crate) fn has_failed(&self) -> bool {
        self.seen().to_fail.is_empty()
    }

    /// Lets it name a moment as the next one at which something is due.
    pub(crate) fn say_due(&self, at: Timestamp) {
        self.seen().due = Some(at);
    }

    /// Lets it refuse entries with these words for what they are.
    pub(crate) fn cannot_hold(&self, words: &'static str) {
        self.seen().cannot_hold = Some(words);
    }

    /// How often an operation was called.
    pub(crate) fn calls_of(&self, operation: &str) -> usize {
        self.seen().calls.get(operation).copied().unwrap_or(0)
    }

    /// How often it was called at all.
    pub(crate) fn calls(&self) -> usize {
        self.seen().calls.values().sum()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }

    async fn meet(&self, operation: &'static str) -> Result<&MemoryJournal, PortError> {
        if self.calls() >= CALLS_MAX {
            return std::future::pending().await;
        }
        let mut seen = self.seen();
        *seen.calls.entry(operation).or_default() += 1;
        let fails = match seen.to_fail.get_mut(operation) {
            Some(0) => seen.to_fail.remove(operation).is_some(),
            Some(passing) => {
                *passing -= 1;
                false
            }
            None => false,
        };
        if fails || self.off.load(Ordering::Relaxed) {
            let detail = "it is switched off";
            return Err(PortError::not_done("test", operation, ErrorKind::Unavailable, detail));
        }
        Ok(&self.inner)
    }
}

macro_rules! passed_on {
    ($(fn $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)*) => {
        #[async_trait]
        impl Journal for Meddled {
            fn facts(&self) -> JournalFacts {
                self.inner.facts()
            }
            async fn changed(&self) {
                self.inner.changed().await;
            }
            async fn clock(&self) -> Result<Option<Timestamp>, PortError> {
                self.meet("clock").await?;
                Ok(self.clock.as_ref().map(|clock| clock.now()))
            }
            async fn next_due(&self) -> Result<Option<Timestamp>, PortError> {
                let due = self.meet("next_due").await?.next_due().await?;
                Ok(self.seen().due.or(due))
            }
            async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError> {
                let inner = self.meet("append").await?;
                let refused = self.seen().cannot_hold;
                let holds = |words| transaction.entries.iter().any(|one| one.body.contains(words));
                if refused.is_some_and(holds) {
                    let detail = "no column holds this";
                    return Err(PortError::not_done("test", "append", ErrorKind::Invalid, detail));
                }
                inner.append(transaction).await
            }
            $(async fn $name(&self, $($argument: $kind),*) -> Result<$answer, PortError> {
                self.meet(stringify!($name)).await?.$name($($argument),*).await
            })*
        }
    };
}

passed_on! {
    fn receive(deliveries: &[Delivery], cursors: &[Cursor], now: Timestamp) -> Vec<Receipt>;
    fn undecided(limit: usize) -> Vec<InboxItem>;
    fn load(stream: &StreamId, after_seq: u64, limit: usize) -> Vec<Entry>;
    fn read_all(after_position: i64, limit: usize) -> Vec<Entry>;
    fn heads() -> Vec<Head>;
    fn erase(stream: &StreamId, seq: u64, remains: &str) -> bool;
    fn forget(before: Timestamp, limit: usize) -> usize;
    fn claim(owner: &str, now: Timestamp, lease: SignedDuration, limit: usize) -> Vec<Claimed>;
    fn renew(id: &EffectId, epoch: u64, until: Timestamp) -> bool;
    fn settle(id: &EffectId, epoch: u64, settlement: &Settlement, now: Timestamp) -> bool;
    fn due(now: Timestamp, limit: usize) -> usize;
    fn waiting() -> Vec<Waiting>;
    fn save_snapshot(stream: &StreamId, seq: u64, state: &str) -> ();
    fn snapshot(stream: &StreamId) -> Option<(u64, String)>;
    fn lease(name: &str, owner: &str, now: Timestamp, length: SignedDuration) -> Option<Lease>;
    fn cursor(source: &str, scope: &str) -> Option<String>;
    fn set_cursor(source: &str, scope: &str, token: &str) -> ();
    fn take_over() -> ();
}
