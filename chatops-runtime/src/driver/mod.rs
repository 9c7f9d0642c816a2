//! The driver: the one loop that does I/O for the engine.
//!
//! ```text
//! chat ──┐                              ┌─▶ ports
//! hooks ─┼─▶ inbox (journal) ─▶ engine ─┤
//! timers ┘      ▲                       └─▶ journal
//!               └── outcomes ◀── jobs
//! ```
//!
//! One pass does, in order: fire what is due, decide what waits, claim what is ready. Between passes it waits for
//! whatever comes first: a delivery, a finished job, a due moment, a word from the host. Everything is bounded.
//!
//! Where several processes share the journal, each of them does all this; what only one may do is done under a lease (see
//! [`watch`]), and before a decision each takes in what the others have stored (see [`recovery`]).

mod look_back;
mod poison;
mod recovery;
mod services;
mod unrecorded;
mod upkeep;
mod wait;
mod watch;

use std::collections::VecDeque;
use std::sync::Arc;

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{Claimed, PAGE_ROWS_MAX, Settlement, Transaction};
use jiff::Timestamp;
use tokio::sync::{Notify, mpsc, oneshot};

use crate::dispatch::Claiming;
use crate::emergency::Emergency;
use crate::engine::{CorruptEntry, Engine, Setting};
use crate::jobs::{Finished, Jobs, LEASE};
use crate::ports::Ports;

pub(crate) use look_back::LookBack;
pub(crate) use poison::is_unstorable;
pub(crate) use recovery::{Recovered, recover};
pub use unrecorded::NOT_RECORDED;
pub(crate) use unrecorded::Outage;
pub(crate) use upkeep::Upkeep;
use wait::Woken;
pub(crate) use watch::Watch;

/// Deliveries decided in one transaction. Large enough to share a disk flush in a storm, small enough that one answer
/// is not kept waiting by fifty others.
const DECIDE_BATCH: usize = 64;

/// Wait after a failure of the chat's event stream, before it is read again. Everything else goes on meanwhile.
const TROUBLE_WAIT: std::time::Duration = std::time::Duration::from_secs(1);

/// Longest time to say to the platform that deliveries are stored. A connection that hangs must not hold up pages.
const ACKNOWLEDGE_MAX: std::time::Duration = std::time::Duration::from_secs(3);

/// How old a moment may be by which effects are claimed. By an old one what is renewed here looks free later, and by a very
/// old one the leases of others look as if a clock that ran ahead had given them.
const NOW_MAX: std::time::Duration = std::time::Duration::from_secs(2);

/// Passes in a row that do something before it is looked what else there is: in a storm of alerts each pass finds more, and
/// what has ended, what people say and the word to stop must not wait for its end. So many take less than a second.
const STREAK_MAX: u32 = 64;

/// Head start of the process that took a delivery in: it decides it, and the others find nothing left to race for.
const HEAD_START: std::time::Duration = std::time::Duration::from_millis(100);

/// Wait between two tries of a journal that does not answer. It is tried for as long as it takes: nothing is acknowledged
/// meanwhile.
const JOURNAL_WAIT: std::time::Duration = std::time::Duration::from_secs(1);

/// Failures of the journal in a row between two lines in the log.
const TELL_EVERY: u32 = 30;

/// A word from the host.
#[derive(Debug)]
pub(crate) enum Word {
    /// Answer when nothing more can happen at this moment.
    Settle(oneshot::Sender<()>),
    /// When does something happen next?
    NextDue(oneshot::Sender<Option<Timestamp>>),
    /// Finish what is under way and stop.
    Stop(oneshot::Sender<()>),
}

/// Why the driver ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// The journal does not work any more.
    #[error(
        "the journal failed, so nothing can be promised any more: {0}. Look at the disk, then start again: nothing acknowledged is lost"
    )]
    Journal(#[source] PortError),
    /// A stored entry cannot be read.
    #[error(transparent)]
    Corrupt(#[from] CorruptEntry),
    /// The program failed.
    #[error(
        "the program met a fault of its own and ended: the log says where. Report it, then start again: nothing acknowledged is lost"
    )]
    Fault,
}

/// The loop's own things.
#[derive(Debug)]
pub(crate) struct Driver {
    pub(crate) ports: Ports,
    pub(crate) setting: Setting,
    pub(crate) engine: Engine,
    /// Up to where in the journal the engine holds every entry.
    pub(crate) position: i64,
    pub(crate) owner: String,
    /// A name that no process before this one had.
    pub(crate) life: Arc<str>,
    pub(crate) wake: Arc<Notify>,
    pub(crate) words: mpsc::Receiver<Word>,
    pub(crate) jobs: Jobs,
    pub(crate) watch: Watch,
    pub(crate) look_back: LookBack,
    pub(crate) upkeep: Upkeep,
    pub(crate) emergency: Option<Arc<Emergency>>,
    pub(crate) unwritten: Unwritten,
    pub(crate) outage: Outage,
    /// Whether the engine may hold what is not stored: it must start over before it is asked anything.
    pub(crate) is_unsound: bool,
    pub(crate) trouble: u32,
    /// Until when the chat's event stream is not read, because it failed.
    pub(crate) deaf_until: Option<tokio::time::Instant>,
    /// How many passes in a row have done something.
    pub(crate) streak: u32,
    /// A word that came while there was something to do.
    pub(crate) heard: Option<Word>,
}

/// What could not be written while the journal did not answer: what was under way, and a bounded number of deliveries that
/// came since.
#[derive(Debug, Default)]
pub(crate) struct Unwritten {
    deliveries: Vec<Delivery>,
    /// What this process itself reports.
    reports: Vec<Delivery>,
    /// How many it has reported.
    reported: u64,
    finished: VecDeque<Finished>,
}

impl Driver {
    /// Runs until it is told to stop.
    pub(crate) async fn run(mut self) -> Result<(), DriverError> {
        self.keep_contacts();
        loop {
            let moved = match self.pass().await {
                Ok(moved) => {
                    self.trouble = 0;
                    self.outage.ends();
                    self.replay_spool().await;
                    moved
                }
                Err(error) => match self.bear(error).await? {
                    true => continue,
                    false => return Ok(()),
                },
            };
            if moved && self.streak < STREAK_MAX {
                self.streak += 1;
                continue;
            }
            self.streak = 0;
            match self.wait(moved).await {
                Woken::Deliveries(Ok(deliveries)) => self.unwritten.deliveries = deliveries,
                Woken::Deliveries(Err(error)) => {
                    tracing::warn!(error = %error, "the chat's event stream failed; it is tried again");
                    self.watch.interrupted();
                    self.deaf_until = Some(tokio::time::Instant::now() + TROUBLE_WAIT);
                }
                Woken::Others => tokio::time::sleep(HEAD_START).await,
                Woken::Job(finished) => self.unwritten.finished.push_back(finished),
                // The journal may fail over it; then whoever asked asks again.
                Woken::Word(Some(Word::Settle(answer))) => {
                    if self.settle_all().await.is_ok() {
                        let _ = answer.send(());
                    }
                }
                Woken::Word(Some(Word::NextDue(answer))) => {
                    if let Ok(next) = self.ports.journal.next_due().await {
                        let _ = answer.send(next);
                    }
                }
                Woken::Word(Some(Word::Stop(answer))) => {
                    self.finish_jobs().await?;
                    let _ = answer.send(());
                    return Ok(());
                }
                // Every handle is gone: nobody can be answered any more.
                Woken::Word(None) => return self.finish_jobs().await,
                Woken::Pass => {}
            }
        }
    }

    /// One pass over what can be done now. `true` if anything was done.
    async fn pass(&mut self) -> Result<bool, DriverError> {
        self.write_what_waits().await?;
        self.report_services().await?;
        if self.is_unsound {
            self.start_over().await?;
        }
        self.keep_watch().await?;
        self.look_back();
        // One clock for all that share the journal: none fires a timer before another would.
        let now = self.watch.shared_now(self.ports.clock.now());
        let fired =
            self.ports.journal.due(now, PAGE_ROWS_MAX).await.map_err(DriverError::Journal)?;
        self.keep_up(now).await;
        let items =
            self.ports.journal.undecided(DECIDE_BATCH).await.map_err(DriverError::Journal)?;
        let decided = !items.is_empty();
        if decided {
            // Read before deciding, and after the inbox: whoever decided a row of it has stored its entries by then.
            self.catch_up().await?;
            self.decide(items, now).await?;
        }
        // By a slow journal the pass may have taken longer than a lease lasts: what is claimed is claimed from now on. What is
        // under way is renewed by the same clock first, so that nobody claims it from himself.
        let asked = tokio::time::Instant::now();
        let now = self.watch.shared_now(self.ports.clock.now());
        self.renew(now).await?;
        if asked.elapsed() > NOW_MAX {
            return Ok(true);
        }
        let claimed = self.claim(now).await?;
        Ok(fired > 0 || decided || claimed)
    }

    /// Stores a decision. `false`: another process was first, and what was decided is forgotten.
    async fn store(&mut self, transaction: &Transaction) -> Result<bool, DriverError> {
        let Err(error) = self.ports.journal.append(transaction).await else {
            self.keep_snapshots().await;
            self.keep_contacts();
            return Ok(true);
        };
        tracing::info!(error = %error, "a decision was not stored; it is taken again");
        self.is_unsound = true;
        if error.kind == ErrorKind::Conflict {
            if planted(Planted::ConflictsUnheard) {
                self.is_unsound = false;
                return Ok(true);
            }
            self.take_back(transaction).await?;
            self.is_unsound = false;
            return Ok(false);
        }
        // Nothing is known: what is stored is read again before the next decision.
        Err(DriverError::Journal(error))
    }

    /// Reads everything again.
    async fn start_over(&mut self) -> Result<(), DriverError> {
        self.is_unsound = true;
        let recovered = recover(&self.ports, self.setting.clone()).await?;
        self.is_unsound = false;
        (self.engine, self.position) = (recovered.engine, recovered.position);
        Ok(())
    }

    /// Keeps the states that have grown. They are a shortcut: if one cannot be kept, the next start takes longer.
    async fn keep_snapshots(&mut self) {
        for kept in self.engine.snapshots() {
            let saved = self.ports.journal.save_snapshot(&kept.stream, kept.seq, &kept.state).await;
            if let Err(error) = saved {
                tracing::warn!(stream = %kept.stream, error = %error, "a snapshot was not kept");
            }
        }
    }

    /// Tells the way past the journal whom to wake.
    fn keep_contacts(&self) {
        if let Some(emergency) = &self.emergency {
            emergency.keep(self.engine.emergency_contacts());
        }
    }

    /// What was done past the journal while it did not work is handed in.
    async fn replay_spool(&self) {
        let Some(emergency) = self.emergency.as_ref().filter(|one| one.is_pending()) else {
            return;
        };
        match emergency.replay(self.ports.journal.as_ref()).await {
            Ok(0) => {}
            Ok(lines) => {
                tracing::warn!(lines, "what was done past the journal is on the record now")
            }
            Err(error) => {
                tracing::error!(error = %error, "the emergency spool could not be handed in")
            }
        }
    }

    fn is_shared(&self) -> bool {
        self.ports.journal.facts().shared
    }

    async fn claim(&mut self, now: Timestamp) -> Result<bool, DriverError> {
        let room = self.jobs.room();
        if room == 0 {
            return Ok(false);
        }
        let at = Claiming { asked: tokio::time::Instant::now(), now };
        let claimed = self
            .ports
            .journal
            .claim(&self.owner, now, LEASE, room)
            .await
            .map_err(DriverError::Journal)?;
        let any = !claimed.is_empty();
        if any {
            // What another process has asked for rests on what it has stored.
            if let Err(error) = self.catch_up().await {
                self.give_back(claimed);
                return Err(error);
            }
        }
        for one in claimed {
            self.begin(one, at);
        }
        Ok(any)
    }

    /// What was claimed and not begun is put back, as soon as the journal answers again: left alone it would count as begun.
    fn give_back(&mut self, claimed: Vec<Claimed>) {
        // On the host's clock, as all outcomes.
        let now = self.ports.clock.now();
        let not_begun = |Claimed { id, epoch, .. }| {
            let settlement = Settlement::Later { not_before: now };
            Finished { id, epoch, settlement }
        };
        self.unwritten.finished.extend(claimed.into_iter().map(not_begun));
    }

    /// Keeps the claims of what takes long. One that cannot be kept now does not cost the others theirs.
    async fn renew(&mut self, now: Timestamp) -> Result<(), DriverError> {
        let mut failed = Ok(());
        for (id, epoch, until) in self.jobs.renewals(now) {
            match self.ports.journal.renew(&id, epoch, until).await {
                Ok(true) => self.jobs.renewed(&id, epoch, until),
                Ok(false) => {
                    self.jobs.renewed(&id, epoch, until);
                    tracing::warn!(effect = %id, "the claim of an effect under way was lost: its outcome will be passed over");
                }
                Err(error) => failed = Err(DriverError::Journal(error)),
            }
        }
        failed
    }

    /// Writes what has come in and what has ended since, and what could not be written before.
    async fn write_what_waits(&mut self) -> Result<(), DriverError> {
        while let Some(finished) = self.unwritten.finished.front() {
            let finished = finished.clone();
            self.settle(finished).await?;
            self.unwritten.finished.pop_front();
        }
        let deliveries = std::mem::take(&mut self.unwritten.deliveries);
        if deliveries.is_empty() {
            return Ok(());
        }
        if let Err(error) = self.ingest(&deliveries).await {
            // The platform has handed them out and does not do so again before the next interruption.
            self.unwritten.deliveries = deliveries;
            return Err(error);
        }
        Ok(())
    }

    /// Stores what came in, without the secrets in it, then says so to the platform (law 2: journal before act).
    async fn ingest(&mut self, deliveries: &[Delivery]) -> Result<(), DriverError> {
        let now = self.ports.clock.now();
        let keys: Vec<String> = deliveries.iter().map(|delivery| delivery.key.clone()).collect();
        let taken: Vec<Delivery> = deliveries.iter().cloned().map(Delivery::taken_in).collect();
        if planted(Planted::AcknowledgedFirst) {
            self.acknowledge(&keys).await;
        }
        let received = self.ports.journal.receive(&taken, &[], now).await;
        match received {
            // One of them is nothing that it can hold: the others are not to wait for it.
            Err(error) if is_unstorable(&error) => self.ingest_singly(&taken, now).await?,
            other => drop(other.map_err(DriverError::Journal)?),
        }
        self.acknowledge(&keys).await;
        Ok(())
    }

    /// Stores one after the other. What can never be stored is logged and let go: it would come again for ever.
    async fn ingest_singly(&self, taken: &[Delivery], now: Timestamp) -> Result<(), DriverError> {
        for one in taken {
            match self.ports.journal.receive(std::slice::from_ref(one), &[], now).await {
                Err(error) if is_unstorable(&error) => {
                    tracing::error!(source = one.source, error = %error, "a delivery cannot be stored and is let go");
                }
                other => drop(other.map_err(DriverError::Journal)?),
            }
        }
        Ok(())
    }

    async fn acknowledge(&self, keys: &[String]) {
        let acknowledged = self.ports.chat.acknowledge(keys);
        // Those that are not acknowledged come again, and are known by their keys.
        match tokio::time::timeout(ACKNOWLEDGE_MAX, acknowledged).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "deliveries could not be acknowledged");
            }
            Err(_) => tracing::warn!("deliveries could not be acknowledged in time"),
        }
    }

    async fn settle(&mut self, finished: Finished) -> Result<(), DriverError> {
        let now = self.ports.clock.now();
        let settlement = match finished.settlement {
            Settlement::Settled(outcome) => Settlement::Settled(outcome.taken_in()),
            Settlement::Again { not_before, ambiguous } => {
                let not_before = self.watch.on_shared(not_before, now);
                Settlement::Again { not_before, ambiguous }
            }
            Settlement::Later { not_before } => {
                Settlement::Later { not_before: self.watch.on_shared(not_before, now) }
            }
        };
        let written = self
            .ports
            .journal
            .settle(&finished.id, finished.epoch, &settlement, now)
            .await
            .map_err(DriverError::Journal)?;
        if !written {
            tracing::warn!(effect.id = %finished.id, "an outcome came too late; another claim is under way");
        }
        Ok(())
    }

    /// Everything that can happen at this moment has happened once a pass does nothing and no job ends.
    async fn settle_all(&mut self) -> Result<(), DriverError> {
        loop {
            if self.pass().await? {
                continue;
            }
            if let Some(finished) = self.jobs.next_now().await {
                self.unwritten.finished.push_back(finished);
                continue;
            }
            match futures_now(self.ports.chat.inbound()).await {
                Some(Ok(deliveries)) => self.unwritten.deliveries = deliveries,
                Some(Err(_)) | None => return Ok(()),
            }
        }
    }

    /// Calls end within seconds. A tool that does not is left behind: after the next start people are told that nobody
    /// knows how it ended.
    async fn finish_jobs(&mut self) -> Result<(), DriverError> {
        while let Some(finished) = self.jobs.next_at_end().await {
            self.settle(finished).await?;
        }
        Ok(())
    }

    /// A passing failure of the journal is waited out; a lasting one ends the driver. `false`: it was told to stop
    /// meanwhile.
    async fn bear(&mut self, error: DriverError) -> Result<bool, DriverError> {
        if !matches!(&error, DriverError::Journal(cause) if cause.is_passing()) {
            return Err(error);
        }
        if self.trouble.is_multiple_of(TELL_EVERY) {
            tracing::error!(error = %error, "the journal does not answer; it is tried again, nothing is acknowledged meanwhile");
        }
        self.trouble = self.trouble.saturating_add(1);
        let again = tokio::time::Instant::now() + JOURNAL_WAIT;
        let mut hears = true;
        loop {
            self.tell_who_waits();
            tokio::select! {
                biased;
                () = tokio::time::sleep_until(again) => return Ok(true),
                heard = self.ports.chat.inbound(), if hears && self.has_room_for_more() => match heard {
                    Ok(deliveries) => self.unwritten.deliveries.extend(deliveries),
                    Err(error) => {
                        tracing::warn!(error = %error, "the chat's event stream failed; it is tried again");
                        self.watch.interrupted();
                        hears = false;
                    }
                },
                word = self.words.recv() => match word {
                    // What is under way ends by itself; what came of it is found out after the next start.
                    Some(Word::Stop(answer)) => {
                        let _ = answer.send(());
                        return Ok(false);
                    }
                    None => return Ok(false),
                    // Nothing can be said now.
                    Some(Word::Settle(_) | Word::NextDue(_)) => return Ok(true),
                }
            }
        }
    }
}

/// Polls a future once: what is ready now, or nothing.
async fn futures_now<F: Future>(future: F) -> Option<F::Output> {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(|cx| {
        std::task::Poll::Ready(match future.as_mut().poll(cx) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        })
    })
    .await
}
