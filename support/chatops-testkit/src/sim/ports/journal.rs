//! The journal behind the weather. What it did is written into the ledger before its answer can be lost.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::{EffectId, StreamId};
use chatops_core::memory::MemoryJournal;
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{
    Claimed, Cursor, Entry, Head, InboxItem, JournalFacts, Lease, PAGE_ROWS_MAX, Receipt,
    Settlement, Transaction, Waiting,
};
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};

use crate::sim::chaos::{Chaos, counted_down, word};
use crate::sim::ledger::Found;
use crate::sim::universe::State;
use crate::sim::weather::Fault;

/// The name of these failures in errors.
const ADAPTER: &str = "simulated";

/// The name under which the journal is down.
const PORT: &str = "journal";

/// The model journal, as one life of one replica meets it.
#[derive(Debug)]
pub struct JournalBehind {
    chaos: Chaos,
    inner: Arc<MemoryJournal>,
}

impl JournalBehind {
    /// Puts the journal behind the weather.
    #[must_use]
    pub fn new(chaos: Chaos, inner: Arc<MemoryJournal>) -> Arc<Self> {
        Arc::new(Self { chaos, inner })
    }

    /// Makes a call. `note` writes down what it did and judges it.
    async fn call<T>(
        &self,
        operation: &'static str,
        writes: bool,
        act: impl Future<Output = Result<T, PortError>> + Send,
        note: impl FnOnce(&mut State, &T) -> Vec<Found> + Send,
    ) -> Result<T, PortError> {
        self.chaos.gate().await;
        if self.chaos.universe.is_spinning() {
            // Time goes on only when everybody waits: this caller is stopped, so that the run can end.
            return std::future::pending().await;
        }
        let (wait, fault, death) = self.draw();
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
            self.chaos.gate().await;
        }
        if let Some(Fault::JournalUnavailable | Fault::JournalOutage) = fault {
            let detail = "the journal does not answer";
            let error = PortError::not_done(ADAPTER, operation, ErrorKind::Unavailable, detail);
            self.trace(operation, "unavailable");
            return Err(error);
        }
        if death == Some(false) {
            self.chaos.universe.kill(self.chaos.replica, Fault::Kill);
            return std::future::pending().await;
        }
        let result = act.await;
        // Reading is the heartbeat of the driver: a trace of it would be all noise.
        if writes {
            self.trace(
                operation,
                result.as_ref().map_or_else(|error| word(error.kind, error), |_| "ok"),
            );
        }
        if result.as_ref().is_err_and(|error| error.kind == ErrorKind::Conflict) {
            self.chaos.universe.state().tally.outcome("append conflict");
        }
        if let Ok(answer) = &result {
            let found = note(&mut self.chaos.universe.state(), answer);
            for (oracle, what) in found {
                self.chaos.universe.violate(oracle, what);
            }
            if writes {
                self.chaos.universe.written.notify_waiters();
            }
        }
        if death == Some(true) {
            self.chaos.universe.kill(self.chaos.replica, Fault::Kill);
            return std::future::pending().await;
        }
        match fault {
            Some(Fault::JournalAnswerLost) => {
                // Where nothing was written nothing can be taken for lost that is there.
                if writes && result.is_ok() {
                    self.chaos.universe.state().tally.fault(Fault::JournalAnswerLost);
                }
                Err(PortError::unknown(ADAPTER, operation, "the answer was lost"))
            }
            _ => result,
        }
    }

    fn draw(&self) -> (Duration, Option<Fault>, Option<bool>) {
        let mut state = self.chaos.universe.state();
        let state = &mut *state;
        let mut wait = Duration::ZERO;
        // Most answers come from the same machine: they take no time worth counting.
        if state.weather.latency_ms_max > 0 && state.chance.per_mille(100) {
            wait = Duration::from_millis(state.chance.between(1, 10));
        }
        let mut fault = state.meets(PORT, Fault::JournalOutage).then_some(Fault::JournalOutage);
        for one in [Fault::JournalUnavailable, Fault::JournalAnswerLost, Fault::JournalDelay] {
            let often = state.weather.rate(one);
            if state.chance.per_mille(often) && fault.is_none() {
                fault = Some(one);
                if one != Fault::JournalAnswerLost {
                    state.tally.fault(one);
                }
            }
        }
        if fault == Some(Fault::JournalDelay) {
            wait += Duration::from_millis(state.chance.between(500, 8_000));
        }
        let mut death = None;
        if let Some(life) = state.lives.get_mut(self.chaos.replica)
            && life.number == self.chaos.life
            && counted_down(&mut life.dies_in)
        {
            death = Some(state.chance.per_mille(500));
        }
        (wait, fault, death)
    }

    fn trace(&self, operation: &str, outcome: &str) {
        let (replica, life) = (self.chaos.replica, self.chaos.life);
        self.chaos.universe.trace(&format!("r{replica}.{life} journal.{operation} {outcome}"));
    }

    /// How long it is until a moment by the clock that counts.
    fn left(&self, until: Timestamp) -> Duration {
        let universe = &self.chaos.universe;
        let shared = self.inner.facts().shared;
        let now = if shared { universe.now() } else { universe.now_of(self.chaos.replica) };
        span(until.duration_since(now))
    }

    fn me(&self) -> (usize, u64) {
        (self.chaos.replica, self.chaos.life)
    }
}

/// A length of time that is not negative.
fn span(length: SignedDuration) -> Duration {
    Duration::try_from(length).unwrap_or_default()
}

fn nothing<T>(_: &mut State, _: &T) -> Vec<Found> {
    Vec::new()
}

#[async_trait]
impl Journal for JournalBehind {
    fn facts(&self) -> JournalFacts {
        self.inner.facts()
    }

    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, PortError> {
        let act = self.inner.receive(deliveries, cursors, now);
        self.call("receive", true, act, |state, receipts: &Vec<Receipt>| {
            state.ledger.read_until(cursors);
            let (repeats, found) = state.ledger.stored(deliveries, receipts);
            for _ in 0..repeats {
                state.tally.outcome("delivery repeated");
            }
            found
        })
        .await
    }

    async fn undecided(&self, limit: usize) -> Result<Vec<InboxItem>, PortError> {
        let act = self.inner.undecided(limit);
        self.call("undecided", false, act, |state, items: &Vec<InboxItem>| {
            state.ledger.read(items);
            Vec::new()
        })
        .await
    }

    async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError> {
        let act = self.inner.append(transaction);
        self.call("append", true, act, |state, entries: &Vec<Entry>| {
            state.tally.outcome("decision");
            for entry in entries {
                match entry.entry.kind.as_str() {
                    "record.caught_up" => state.tally.outcome("caught up from history"),
                    "parked.parked" => state.tally.outcome("parked"),
                    _ => {}
                }
            }
            state.ledger.appended(transaction, entries)
        })
        .await
    }

    async fn load(
        &self,
        stream: &StreamId,
        after_seq: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, PortError> {
        self.call("load", false, self.inner.load(stream, after_seq, limit), nothing).await
    }

    async fn read_all(&self, after_position: i64, limit: usize) -> Result<Vec<Entry>, PortError> {
        self.call("read_all", false, self.inner.read_all(after_position, limit), nothing).await
    }

    async fn heads(&self) -> Result<Vec<Head>, PortError> {
        self.call("heads", false, self.inner.heads(), nothing).await
    }

    async fn erase(&self, stream: &StreamId, seq: u64, remains: &str) -> Result<bool, PortError> {
        self.call("erase", true, self.inner.erase(stream, seq, remains), nothing).await
    }

    async fn forget(&self, before: Timestamp, limit: usize) -> Result<usize, PortError> {
        self.call("forget", true, self.inner.forget(before, limit), nothing).await
    }

    async fn clock(&self) -> Result<Option<Timestamp>, PortError> {
        let universe = &self.chaos.universe;
        let shared = self.inner.facts().shared;
        self.call("clock", false, async { Ok(shared.then(|| universe.now())) }, nothing).await
    }

    async fn changed(&self) {
        loop {
            self.chaos.gate().await;
            if !self.inner.facts().shared {
                std::future::pending::<()>().await;
            }
            self.chaos.universe.written.notified().await;
            // A hint may be lost.
            if self.chaos.is_awake() && !self.chaos.universe.state().chance.per_mille(100) {
                return;
            }
        }
    }

    async fn take_over(&self) -> Result<(), PortError> {
        let act = self.inner.take_over();
        self.call("take_over", false, act, |state, &()| {
            state.ledger.taken_over();
            Vec::new()
        })
        .await
    }

    async fn claim(
        &self,
        owner: &str,
        now: Timestamp,
        lease: SignedDuration,
        limit: usize,
    ) -> Result<Vec<Claimed>, PortError> {
        // What a clock says that jumps while the claim is on its way is not held against it.
        let jumps = self.chaos.universe.state().jumps;
        let act = self.inner.claim(owner, now, lease, limit);
        let until = later(now, lease);
        let act = async {
            let claimed = act.await?;
            Ok((claimed, self.left(until)))
        };
        let note = |state: &mut State, (claimed, left): &(Vec<Claimed>, Duration)| {
            state.ledger.claimed(claimed, self.me(), *left, jumps)
        };
        let (claimed, _) = self.call("claim", false, act, note).await?;
        Ok(claimed)
    }

    async fn renew(&self, id: &EffectId, epoch: u64, until: Timestamp) -> Result<bool, PortError> {
        let act = self.inner.renew(id, epoch, until);
        let act = async {
            let kept = act.await?;
            Ok((kept, self.left(until)))
        };
        let note = |state: &mut State, (kept, left): &(bool, Duration)| {
            kept.then(|| state.ledger.renewed(id, epoch, *left)).flatten().into_iter().collect()
        };
        let (kept, _) = self.call("renew", true, act, note).await?;
        Ok(kept)
    }

    async fn settle(
        &self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, PortError> {
        use chatops_core::effect::Outcome;
        let act = self.inner.settle(id, epoch, settlement, now);
        self.call("settle", true, act, |state, written: &bool| {
            if !written {
                state.tally.outcome("outcome too late");
                return Vec::new();
            }
            state.tally.outcome(match settlement {
                Settlement::Settled(Outcome::Done(_)) => "effect done",
                Settlement::Settled(Outcome::Refused { .. }) => "effect refused",
                Settlement::Settled(Outcome::Ambiguous { .. }) => "effect ambiguous",
                Settlement::Again { .. } => "effect tried again",
                Settlement::Later { .. } => "effect put off",
            });
            state.ledger.settled(id, epoch, settlement).into_iter().collect()
        })
        .await
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<usize, PortError> {
        let act = async {
            let fired = self.inner.due(now, limit).await?;
            let inbox =
                if fired > 0 { self.inner.undecided(PAGE_ROWS_MAX).await? } else { Vec::new() };
            Ok((fired, inbox))
        };
        // What several machines share is timed by the journal's clock; what one has, by its own. What the caller says that the
        // time is, is what is looked at.
        let universe = &self.chaos.universe;
        let shared = self.inner.facts().shared;
        let counts = if shared { universe.now() } else { universe.now_of(self.chaos.replica) };
        let note = |state: &mut State, (fired, inbox): &(usize, Vec<InboxItem>)| {
            for _ in 0..*fired {
                state.tally.outcome("timer fired");
            }
            state.ledger.timers(inbox, counts).into_iter().collect()
        };
        let (fired, _) = self.call("due", false, act, note).await?;
        Ok(fired)
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, PortError> {
        self.call("next_due", false, self.inner.next_due(), nothing).await
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, PortError> {
        self.call("waiting", false, self.inner.waiting(), nothing).await
    }

    async fn save_snapshot(
        &self,
        stream: &StreamId,
        seq: u64,
        text: &str,
    ) -> Result<(), PortError> {
        self.call("save_snapshot", true, self.inner.save_snapshot(stream, seq, text), nothing).await
    }

    async fn snapshot(&self, stream: &StreamId) -> Result<Option<(u64, String)>, PortError> {
        self.call("snapshot", false, self.inner.snapshot(stream), nothing).await
    }

    async fn lease(
        &self,
        name: &str,
        owner: &str,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Option<Lease>, PortError> {
        let act = self.inner.lease(name, owner, now, length);
        self.call("lease", false, act, |state, lease: &Option<Lease>| {
            if lease.as_ref().is_some_and(|lease| state.ledger.leased(lease)) {
                state.tally.outcome("lease taken over");
            }
            Vec::new()
        })
        .await
    }

    async fn cursor(&self, source: &str, scope: &str) -> Result<Option<String>, PortError> {
        self.call("cursor", false, self.inner.cursor(source, scope), nothing).await
    }

    async fn set_cursor(&self, source: &str, scope: &str, token: &str) -> Result<(), PortError> {
        self.call("set_cursor", true, self.inner.set_cursor(source, scope, token), nothing).await
    }
}
