//! A journal that lives as long as its process.
//!
//! It holds the whole contract but durability: nothing survives the value that holds it. Every method
//! is one critical section, so every transaction is atomic.

mod inbox;
mod record;
mod timers;
mod work;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use crate::error::{ErrorKind, PortError};
use crate::ids::{EffectId, JournalId, StreamId};
use crate::planted::{Planted, planted};
use crate::ports::inbound::Delivery;
use crate::ports::journal::{
    AHEAD_MAX, Claimed, Cursor, Entry, Head, InboxItem, Journal, JournalFacts, Lease,
    PAGE_ROWS_MAX, Receipt, Settlement, Transaction, Waiting,
};
use crate::time::later;
use crate::wire::{self, FORMAT};
use inbox::Inbox;
use record::Record;
use timers::Timers;
use work::Work;

/// A journal in memory.
#[derive(Debug)]
pub struct MemoryJournal {
    facts: JournalFacts,
    state: Mutex<State>,
}

/// What it holds. Nothing is ever taken out, as in a durable journal.
#[derive(Debug)]
struct State {
    inbox: Inbox,
    record: Record,
    work: Work,
    timers: Timers,
    snapshots: BTreeMap<StreamId, (u64, String)>,
    leases: BTreeMap<String, Lease>,
    cursors: BTreeMap<(String, String), String>,
}

/// The error that another writer was first.
fn conflict(operation: &'static str, detail: String) -> PortError {
    PortError::not_done("memory", operation, ErrorKind::Conflict, detail)
}

impl MemoryJournal {
    /// Makes an empty journal. `bits` stand for the randomness that the core does not have: they give the
    /// journal its identity and its salts. Two journals with the same bits are twins.
    #[must_use]
    pub fn new(bits: u128) -> Self {
        let state = State {
            inbox: Inbox::default(),
            record: Record::new(bits),
            work: Work::default(),
            timers: Timers::default(),
            snapshots: BTreeMap::new(),
            leases: BTreeMap::new(),
            cursors: BTreeMap::new(),
        };
        Self {
            facts: JournalFacts {
                id: JournalId::from_bits(bits),
                format: FORMAT,
                writable: true,
                shared: false,
            },
            state: Mutex::new(state),
        }
    }

    /// The same, for several hosts of one process: each takes it for a journal that others write too.
    #[must_use]
    pub fn shared(mut self) -> Self {
        self.facts.shared = true;
        self
    }

    /// Looking on from outside: the effect of a lane that is carried out, or else the first that can be.
    #[must_use]
    pub fn first_of_lane(&self, lane: &str) -> Option<EffectId> {
        self.state().work.first_of(lane)
    }

    /// Looking on from outside: the effects that are not settled, in the order they were asked for.
    #[must_use]
    pub fn unsettled(&self) -> Vec<EffectId> {
        self.state().work.unsettled()
    }

    /// Looking on from outside: how many deliveries wait for their decision.
    #[must_use]
    pub fn undecided_count(&self) -> usize {
        self.state().inbox.count()
    }

    /// A panic of another thread cannot leave the state half written: it is checked before it is changed.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Journal for MemoryJournal {
    fn facts(&self) -> JournalFacts {
        self.facts.clone()
    }

    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, PortError> {
        let mut state = self.state();
        for Cursor { source, scope, token } in cursors {
            state.cursors.insert((source.clone(), scope.clone()), token.clone());
        }
        Ok(deliveries.iter().map(|delivery| state.inbox.put(delivery.clone(), now)).collect())
    }

    async fn undecided(&self, limit: usize) -> Result<Vec<InboxItem>, PortError> {
        Ok(self.state().inbox.undecided(limit.min(PAGE_ROWS_MAX)))
    }

    async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError> {
        let mut guard = self.state();
        let state = &mut *guard;
        state
            .inbox
            .check(&transaction.done)
            .and_then(|()| state.record.expect(&transaction.expects))
            .and_then(|()| state.record.check(&transaction.entries))
            .and_then(|()| state.work.check(&transaction.effects))
            .map_err(|detail| conflict("append", detail))?;
        state.inbox.decide(&transaction.done);
        let entries = state.record.append(&transaction.entries, transaction.now);
        for effect in &transaction.effects {
            if planted(Planted::EffectsForgotten) && state.work.is_unlucky() {
                continue;
            }
            state.work.add(effect, transaction.now);
        }
        for timer in transaction.timers.iter().filter(|_| !planted(Planted::TimersForgotten)) {
            state.timers.change(timer);
        }
        for id in &transaction.ready {
            state.work.make_ready(id);
        }
        for (id, _) in &transaction.hopeless {
            state.work.give_up(id, transaction.now);
        }
        Ok(entries)
    }

    async fn load(
        &self,
        stream: &StreamId,
        after_seq: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, PortError> {
        Ok(self.state().record.load(stream, after_seq, limit.min(PAGE_ROWS_MAX)))
    }

    async fn read_all(&self, after_position: i64, limit: usize) -> Result<Vec<Entry>, PortError> {
        Ok(self.state().record.read_all(after_position, limit.min(PAGE_ROWS_MAX)))
    }

    async fn heads(&self) -> Result<Vec<Head>, PortError> {
        Ok(self.state().record.heads())
    }

    async fn erase(&self, stream: &StreamId, seq: u64, remains: &str) -> Result<bool, PortError> {
        let mut state = self.state();
        let is_erased = state.record.erase(stream, seq, remains);
        if is_erased {
            state.snapshots.remove(stream);
        }
        Ok(is_erased)
    }

    async fn forget(&self, before: Timestamp, limit: usize) -> Result<usize, PortError> {
        let mut state = self.state();
        // A timer that fired is not kept at all.
        Ok(state.inbox.forget(before, limit) + state.work.forget(before, limit))
    }

    async fn clock(&self) -> Result<Option<Timestamp>, PortError> {
        Ok(None)
    }

    async fn changed(&self) {
        std::future::pending().await
    }

    async fn claim(
        &self,
        _owner: &str,
        now: Timestamp,
        lease: SignedDuration,
        limit: usize,
    ) -> Result<Vec<Claimed>, PortError> {
        Ok(self.state().work.claim(now, lease, limit.min(PAGE_ROWS_MAX)))
    }

    async fn renew(&self, id: &EffectId, epoch: u64, until: Timestamp) -> Result<bool, PortError> {
        Ok(self.state().work.renew(id, epoch, until))
    }

    async fn settle(
        &self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, PortError> {
        let mut state = self.state();
        let Some(claimed) = state.work.settle(id, epoch, settlement, now) else {
            return Ok(false);
        };
        if let Settlement::Settled(outcome) = settlement
            && !planted(Planted::OutcomesLost)
        {
            let (stream, effect) = claimed;
            state.inbox.put(wire::settled(stream, *id, epoch, effect, outcome.clone(), now), now);
        }
        Ok(true)
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<usize, PortError> {
        let mut state = self.state();
        let fired = state.timers.fire(now, limit.min(PAGE_ROWS_MAX));
        let count = fired.len();
        for delivery in fired {
            state.inbox.put(delivery, now);
        }
        Ok(count)
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, PortError> {
        let state = self.state();
        Ok(state.timers.next().into_iter().chain(state.work.next()).min())
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, PortError> {
        Ok(self.state().work.waiting())
    }

    async fn save_snapshot(
        &self,
        stream: &StreamId,
        seq: u64,
        text: &str,
    ) -> Result<(), PortError> {
        let mut state = self.state();
        if state.snapshots.get(stream).is_none_or(|(kept, _)| *kept <= seq) {
            state.snapshots.insert(stream.clone(), (seq, text.to_owned()));
        }
        Ok(())
    }

    async fn snapshot(&self, stream: &StreamId) -> Result<Option<(u64, String)>, PortError> {
        Ok(self.state().snapshots.get(stream).cloned())
    }

    async fn lease(
        &self,
        name: &str,
        owner: &str,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Option<Lease>, PortError> {
        let mut state = self.state();
        let until = later(now, length);
        let is_held = |lease: &Lease| lease.until > now && lease.until <= later(until, AHEAD_MAX);
        let epoch = match state.leases.get(name) {
            Some(held)
                if is_held(held) && held.owner != owner && !planted(Planted::LeaseForEverybody) =>
            {
                return Ok(None);
            }
            Some(held) if is_held(held) => held.epoch,
            Some(ended) => ended.epoch.saturating_add(1),
            None => 1,
        };
        let (name, owner) = (name.to_owned(), owner.to_owned());
        let lease = Lease { name: name.clone(), owner, epoch, until };
        state.leases.insert(name, lease.clone());
        Ok(Some(lease))
    }

    async fn take_over(&self) -> Result<(), PortError> {
        if !self.facts().shared {
            let mut state = self.state();
            state.work.end_claims();
            for lease in state.leases.values_mut() {
                lease.until = lease.until.min(Timestamp::UNIX_EPOCH);
            }
        }
        Ok(())
    }

    async fn cursor(&self, source: &str, scope: &str) -> Result<Option<String>, PortError> {
        Ok(self.state().cursors.get(&(source.to_owned(), scope.to_owned())).cloned())
    }

    async fn set_cursor(&self, source: &str, scope: &str, token: &str) -> Result<(), PortError> {
        let place = (source.to_owned(), scope.to_owned());
        self.state().cursors.insert(place, token.to_owned());
        Ok(())
    }
}
