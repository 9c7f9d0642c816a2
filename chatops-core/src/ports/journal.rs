//! The journal: what came in, what was decided, what is to be done, and when.
//!
//! Three transactions, nothing else (RELIABILITY "Shape"):
//!
//! | transaction | method | writes |
//! |---|---|---|
//! | ingest | [`Journal::receive`] | inbox rows and the cursor; then the delivery may be acknowledged |
//! | decide | [`Journal::append`] | entries at the next sequence numbers, their effects and timers, the inbox row done |
//! | outcome | [`Journal::settle`] | the outcome of an effect, and the inbox row that brings it back to the rules |
//!
//! What comes back from outside is a new inbound: a settled effect and a fired timer are put into the
//! inbox in the same transaction that marks them.

use std::fmt;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::inbound::Delivery;
use crate::context::Actor;
use crate::effect::{Effect, Outcome, TimerKey};
use crate::error::PortError;
use crate::ids::{EffectId, JournalId, StreamId, TimerId};

/// Most rows that one call returns. A reader asks again for more.
pub const PAGE_ROWS_MAX: usize = 1_000;

/// So much later than it could have been given now, a lease may end. One that ends later still was given by a clock that ran
/// ahead. Long enough that a process that stood still, and then asks by an old moment, takes nobody's lease for one of those.
pub const AHEAD_MAX: SignedDuration = SignedDuration::from_mins(10);

/// A journal as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalFacts {
    /// Its identity, drawn when it was made.
    pub id: JournalId,
    /// Version of its form.
    pub format: u32,
    /// Whether it may be written. A journal of a newer form is read only.
    pub writable: bool,
    /// Whether other processes may write it at the same time. Then what one process holds in memory can be old:
    /// it catches up with [`Journal::read_all`] before it decides.
    pub shared: bool,
}

/// Where reading a source has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The source, for example `slack`.
    pub source: String,
    /// What of it, for example a room.
    pub scope: String,
    /// The place, in the source's own words.
    pub token: String,
}

/// The newest entry of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The stream.
    pub stream: StreamId,
    /// The sequence number of its newest entry.
    pub seq: u64,
    /// The hash of its newest entry: it seals all before it.
    pub hash: String,
    /// The place of its newest entry in the whole journal.
    pub position: i64,
}

/// What came of handing in a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// It is on stable storage.
    Stored,
    /// Its key was there before. It will not be decided again.
    Repeat,
}

/// A delivery that waits for its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxItem {
    /// Its row.
    pub row: i64,
    /// When it was stored.
    pub received_at: Timestamp,
    /// What came in.
    pub delivery: Delivery,
}

/// An entry to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Its sequence number in the stream, from 1, without gaps.
    pub seq: u64,
    /// When it happened, by the source's clock.
    pub occurred_at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// The kind of event, for example `handover.offered`.
    pub kind: String,
    /// Version of the event's stored form.
    pub version: u16,
    /// The event as JSON.
    pub body: String,
}

/// A stored entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the whole journal: later entries have larger ones.
    pub position: i64,
    /// When it was stored.
    pub recorded_at: Timestamp,
    /// What was appended.
    pub entry: NewEntry,
    /// Hash of the entry before it in the stream, in hexadecimal; empty for the first.
    pub prev_hash: String,
    /// Its own hash, in hexadecimal. See [`crate::wire`].
    pub hash: String,
}

/// An effect to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEffect {
    /// Its id, derived from the place of the event that asked for it.
    pub id: EffectId,
    /// The stream of that event.
    pub stream: StreamId,
    /// What is done in order. Only the first effect of a lane that waits for nothing can be claimed.
    pub lane: String,
    /// How urgent it is: 0 first.
    pub priority: u8,
    /// Whether it waits for another effect's answer, and is made ready by a later [`Transaction`].
    pub waiting: bool,
    /// Unsettled, unclaimed effects with the same word are replaced by this one: the newest wins.
    pub replaces: Option<String>,
    /// What is to be done.
    pub effect: Effect,
}

/// A change to a stream's timers, with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimerUpdate {
    /// Set or move.
    Set {
        /// The stream.
        stream: StreamId,
        /// Its id.
        id: TimerId,
        /// What for.
        key: TimerKey,
        /// When.
        due: Timestamp,
    },
    /// Cancel.
    Cancel {
        /// The stream.
        stream: StreamId,
        /// What for.
        key: TimerKey,
    },
}

/// What one decision writes. All of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// The moment of the decision.
    pub now: Timestamp,
    /// Inbox rows that are decided with it.
    pub done: Vec<i64>,
    /// Entries, in order.
    pub entries: Vec<NewEntry>,
    /// Effects, in order.
    pub effects: Vec<NewEffect>,
    /// Timers, in order.
    pub timers: Vec<TimerUpdate>,
    /// Waiting effects whose answer has come.
    pub ready: Vec<EffectId>,
    /// Waiting effects whose answer will not come: they are refused with this reason, without an
    /// inbox row.
    pub hopeless: Vec<(EffectId, String)>,
    /// Streams that were looked at, with the number at which they stood then. Where one has moved on, the decision
    /// rests on what is no longer true.
    pub expects: Vec<(StreamId, u64)>,
}

impl Transaction {
    /// An empty transaction at a moment.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self {
            now,
            done: Vec::new(),
            entries: Vec::new(),
            effects: Vec::new(),
            timers: Vec::new(),
            ready: Vec::new(),
            hopeless: Vec::new(),
            expects: Vec::new(),
        }
    }
}

/// A claimed effect: ours to carry out until the lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Its id.
    pub id: EffectId,
    /// Its stream.
    pub stream: StreamId,
    /// What is to be done.
    pub effect: Effect,
    /// The number of this claim. An outcome with an older one is rejected.
    pub epoch: u64,
    /// When it was asked for: the moment of its decision.
    pub asked_at: Timestamp,
    /// How often it was tried before. A claim that was given back untried does not count.
    pub attempts: u32,
    /// Whether an earlier claim ended without an outcome: it may have happened already.
    pub ambiguous: bool,
    /// Until when it is ours.
    pub lease_until: Timestamp,
}

/// What to write of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The last word. The outcome is brought back to the rules through the inbox.
    Settled(Outcome),
    /// Nothing happened; try again, not before this moment.
    Again {
        /// When.
        not_before: Timestamp,
        /// Whether it may have happened after all.
        ambiguous: bool,
    },
    /// It was not tried: the service takes no more for now. It does not count as an attempt, and whether it may have
    /// happened before stays as it is.
    Later {
        /// When it may be claimed again.
        not_before: Timestamp,
    },
}

/// A waiting effect, for recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: EffectId,
    /// Its stream.
    pub stream: StreamId,
    /// What is to be done.
    pub effect: Effect,
}

/// A lease that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// What is leased.
    pub name: String,
    /// By whom.
    pub owner: String,
    /// The number of this holding: larger than every earlier one.
    pub epoch: u64,
    /// Until when.
    pub until: Timestamp,
}

/// Keeps what must not be lost.
///
/// After `Ok` of any writing method, what was written survives a crash of the process and, for durable
/// journals, of the machine. \[journal::survives_reopening\]
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Journal: Send + Sync + fmt::Debug {
    /// What was opened. The id stays the same for the life of the journal. \[journal::id_is_stable\]
    fn facts(&self) -> JournalFacts;

    /// Stores deliveries, all or none, in the order given, one receipt each. \[journal::receive_keeps_order\]
    /// A (source, key) that was received before is a repeat and is not stored again. \[journal::repeats_are_known\]
    /// The cursors are kept in the same transaction. \[journal::cursors_come_with_deliveries\]
    ///
    /// # Errors
    /// `Unavailable` where nothing was stored; `Forbidden` where the journal is read only.
    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, PortError>;

    /// Deliveries without a decision, oldest first, at most `limit`. \[journal::undecided_is_fifo\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn undecided(&self, limit: usize) -> Result<Vec<InboxItem>, PortError>;

    /// Writes a decision, all or nothing. \[journal::append_is_atomic\]
    /// Sequence numbers must follow the stream without a gap; a number that is taken or leaves a gap is an error of
    /// kind `Conflict`, and nothing was written. \[journal::append_conflicts\]
    /// An inbox row that is decided already is an error of kind `Conflict` too. \[journal::decided_once\]
    /// So is a stream of [`Transaction::expects`] that has moved on. \[journal::expectations_hold\]
    /// Gives the stored entries with their hashes; each hash covers the entry and the one before it. \[journal::hashes_chain\]
    ///
    /// # Errors
    /// `Conflict`, `Unavailable`; `Forbidden` where the journal is read only.
    async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError>;

    /// Entries of a stream after a sequence number, in order, at most `limit`. \[journal::load_pages\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn load(
        &self,
        stream: &StreamId,
        after_seq: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, PortError>;

    /// Entries of all streams after a position, in the order they were stored, at most `limit`. \[journal::read_all_pages\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn read_all(&self, after_position: i64, limit: usize) -> Result<Vec<Entry>, PortError>;

    /// The newest entry of every stream, in the order of the streams. \[journal::heads_are_listed\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn heads(&self) -> Result<Vec<Head>, PortError>;

    /// Takes the body of an entry and its salt away for good; `remains` stands in the body's place. The chain still
    /// holds: it seals a commitment to the body, not the body. `false` where there is no such entry, or it was
    /// erased before. \[journal::erased_bodies_are_gone\]
    /// The snapshot of its stream goes with it. \[journal::erased_snapshots_are_gone\]
    ///
    /// So does what decided deliveries and the settled effects of its stream have said; that they were there stays known. What is
    /// undecided or unsettled is not touched: wait for it, or erase again what it leads to. Neither is what others hold: processes
    /// that have the state in memory, and whose next snapshot may hold it again until they are restarted; backups; what a database
    /// keeps of old rows until it tidies up; and the services that were called.
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn erase(&self, stream: &StreamId, seq: u64, remains: &str) -> Result<bool, PortError>;

    /// Forgets what nobody asks for any more, at most `limit` rows of each kind: decided deliveries received before
    /// this moment, settled effects and fired timers of before it. Entries stay. Gives how many rows went. A
    /// delivery whose key is forgotten would be taken for a new one. \[journal::old_work_is_forgotten\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn forget(&self, before: Timestamp, limit: usize) -> Result<usize, PortError>;

    /// The clock that leases are measured by, where several machines share the journal; `None` where the host's own
    /// clock is good enough.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn clock(&self) -> Result<Option<Timestamp>, PortError>;

    /// Waits until another process may have written something. Only a hint that saves time: it can come late, twice or
    /// never, so whoever waits looks by themselves now and then. Never ends where the journal is not shared.
    async fn changed(&self);

    /// Claims ready effects for `owner`, at most `limit`, the most urgent first, then the oldest. \[journal::claim_prefers_urgent\]
    /// Of each lane one effect at a time is given out, the first that waits for nothing. \[journal::lanes_keep_order\]
    /// What waits for an answer holds up nothing behind it. \[journal::waiting_holds_up_nothing\]
    /// A claimed effect is not given out again before its lease ends; then it comes with a higher epoch and marked
    /// ambiguous. \[journal::leases_end\]
    /// A lease that ends more than [`AHEAD_MAX`] later than `lease` from now was given by a clock that ran ahead: it has ended. \[journal::leases_of_a_clock_ahead_end\]
    /// An effect that is to be tried again is not given out before its moment. \[journal::not_before_is_kept\]
    /// A waiting effect is not given out before a transaction makes it ready. \[journal::waiting_effects_wait\]
    /// A newer effect replaces unclaimed ones with the same word. \[journal::newest_replaces\]
    /// It is not given out before the moment of an effect that it replaces: what had to wait was the word. \[journal::newest_waits_too\]
    /// An effect that is to be tried again is replaced by a newer one that came while it was under way. \[journal::retry_makes_way\]
    /// A claim says when its effect was asked for, and how often it was tried. \[journal::attempts_are_counted\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`; `Forbidden` where the journal is read only.
    async fn claim(
        &self,
        owner: &str,
        now: Timestamp,
        lease: SignedDuration,
        limit: usize,
    ) -> Result<Vec<Claimed>, PortError>;

    /// Keeps a claim until `until`; `false`, and nothing is written, where the epoch is not the newest or nobody holds it. \[journal::claims_are_renewed\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn renew(&self, id: &EffectId, epoch: u64, until: Timestamp) -> Result<bool, PortError>;

    /// Writes what came of an attempt. `false` where the epoch is not the newest or the effect is settled: nothing
    /// was written. \[journal::stale_outcomes_are_rejected\]
    /// What was put back, to be tried again or later, is not put back again by the same claim: `false`. A last word of it still
    /// counts, as long as nobody has claimed it since. \[journal::put_back_once\]
    /// A last word puts an [`Inbound::Settled`](super::inbound::Inbound::Settled) into the inbox in the same
    /// transaction. \[journal::outcomes_come_back\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn settle(
        &self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, PortError>;

    /// Fires the timers due at `now`, oldest first, at most `limit`: each is marked fired and put into the inbox in
    /// one transaction. Gives how many. A timer fires once and never before its moment. \[journal::timers_fire_once\]
    /// Setting a timer with the same stream and key moves it; a cancelled one does not fire. \[journal::timers_move_and_cancel\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn due(&self, now: Timestamp, limit: usize) -> Result<usize, PortError>;

    /// The next moment at which something can become possible: a timer due, an effect to be tried again, a lease
    /// that ends. `None` where nothing is planned. \[journal::next_moment_is_known\]
    /// What stands behind another effect of its lane has no moment of its own. \[journal::only_heads_have_moments\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn next_due(&self) -> Result<Option<Timestamp>, PortError>;

    /// All waiting effects, oldest first, for recovery. \[journal::waiting_is_listed\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn waiting(&self) -> Result<Vec<Waiting>, PortError>;

    /// Keeps a stream's state as it was after `seq`, as JSON. The newest is kept. \[journal::snapshot_is_kept\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn save_snapshot(
        &self,
        stream: &StreamId,
        seq: u64,
        state: &str,
    ) -> Result<(), PortError>;

    /// The newest snapshot of a stream. `None` where there is none, or what is there is not what was kept: a snapshot is a
    /// shortcut, never the truth. \[journal::snapshot_none\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn snapshot(&self, stream: &StreamId) -> Result<Option<(u64, String)>, PortError>;

    /// Takes or renews a lease. `None` where another owner holds it at `now`. \[journal::lease_excludes\]
    /// Each new holder gets a larger epoch than every earlier one; renewing keeps it. \[journal::lease_epochs_grow\]
    /// One that ends more than [`AHEAD_MAX`] later than `length` from now was given by a clock that ran ahead: it has ended, for its owner too. \[journal::lease_of_a_clock_ahead_ends\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn lease(
        &self,
        name: &str,
        owner: &str,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Option<Lease>, PortError>;

    /// Ends all claims and leases, where nobody else can hold any because the journal is not shared: whoever held them is
    /// gone. Then they can be taken at once, as after their end: a claim comes with a higher epoch and marked ambiguous.
    /// Asked once, at a start, before anything is claimed. Where others share the journal nothing happens. \[journal::who_is_alone_takes_over\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn take_over(&self) -> Result<(), PortError> {
        Ok(())
    }

    /// Where reading a source stopped. `None` before the first time. \[journal::cursor_is_kept\]
    ///
    /// # Errors
    /// `Unavailable`, `Corrupt`.
    async fn cursor(&self, source: &str, scope: &str) -> Result<Option<String>, PortError>;

    /// Keeps where reading a source stopped. The newest is kept. \[journal::cursor_is_replaced\]
    ///
    /// # Errors
    /// `Unavailable`; `Forbidden` where the journal is read only.
    async fn set_cursor(&self, source: &str, scope: &str, token: &str) -> Result<(), PortError>;
}

const _: Option<&dyn Journal> = None;
