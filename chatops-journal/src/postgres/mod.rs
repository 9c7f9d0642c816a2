//! The journal in a PostgreSQL database, for several processes at once.
//!
//! How it is built:
//!
//! - Every writing method is one transaction at READ COMMITTED, on one of a few connections.
//! - Appends take turns by one lock that ends with its transaction: the order of positions is the order of commits, and
//!   whoever reads after a position misses nothing. Deliveries, claims and outcomes run beside it.
//! - Deliveries of several callers share a commit ([`group`]).
//! - A unit of work owns its connection: if anything fails within it, the connection goes with it, and the server rolls back.
//! - Nothing waits for ever: statements, locks and transactions have bounds in the server, and every answer has one here.
//! - What was acknowledged is looked for whenever a transaction meets a new server or session ([`acknowledged`]).

mod acknowledged;
mod connection;
mod effects;
mod entries;
mod fault;
mod flushing;
mod group;
mod hints;
mod inbox;
mod keeping;
mod migrate;
mod open;
mod server;
mod timers;
mod verify;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, StreamId};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{
    Claimed, Cursor, Entry, Head, InboxItem, Journal, JournalFacts, Lease, Receipt, Settlement,
    Transaction, Waiting,
};
use chatops_core::wire::FORMAT;
use jiff::{SignedDuration, Timestamp};
use tokio::time::timeout_at;

use connection::{LIMITS, Pool, Turn};
use fault::Fault;
use group::Group;
use hints::Hints;

pub use crate::chain::Verified;
use crate::unreadable::Unreadable;
pub use flushing::Durability;

/// A journal in a PostgreSQL database.
///
/// Several processes may write it at once. Dropping it is safe at any moment. It needs a tokio runtime with time and I/O, and
/// must be used in the runtime in which it was opened.
pub struct PostgresJournal {
    pool: Arc<Pool>,
    facts: JournalFacts,
    group: Group,
    hints: Hints,
    unreadable: Unreadable,
}

impl fmt::Debug for PostgresJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresJournal").field("facts", &self.facts).finish_non_exhaustive()
    }
}

impl PostgresJournal {
    /// Opens the journal at `postgres://user:password@host:port/database`, and makes it where there is none: its tables stand
    /// in the first schema of the search path, which must hold nothing else. A journal of a newer form is opened read
    /// only: see [`JournalFacts::writable`].
    ///
    /// Every chain in it is verified first, so the time it takes grows with the journal; memory does not.
    ///
    /// # Errors
    /// - `Corrupt`: an entry does not fit its chain.
    /// - `Invalid`: the address cannot be read, or the schema holds tables of another program.
    /// - `Unauthenticated`, `Forbidden`: the password is wrong, or the user lacks rights; the text names them.
    /// - `NotFound`: there is no such database.
    /// - `Unsupported`: the server is too old, or acknowledges what it has not flushed.
    /// - `Unavailable`: it does not answer, or is a standby.
    pub async fn connect(address: &str) -> Result<Self, PortError> {
        open::writing(address).await.map_err(|fault| fault.at("open_journal"))
    }

    /// Opens the journal for reading, also on a standby. Nothing is verified, so that a damaged journal can be looked at: see
    /// [`verify`](Self::verify).
    ///
    /// # Errors
    /// As for [`connect`](Self::connect); and `NotFound` where there is no journal.
    pub async fn connect_read_only(address: &str) -> Result<Self, PortError> {
        open::reading_only(address).await.map_err(|fault| fault.at("open_journal"))
    }

    /// Checks every hash of every stream.
    ///
    /// # Errors
    /// `Corrupt` names the first stream and number that do not fit; `Unavailable`.
    pub async fn verify(&self) -> Result<Verified, PortError> {
        verify::chains(&self.pool).await.map_err(|fault| fault.at("verify"))
    }

    /// Where what is acknowledged stands, by the settings that the newest transaction has seen: for the health check of the host,
    /// which may insist on a standby.
    #[must_use]
    pub fn durability(&self) -> Durability {
        self.pool.flushing.durability()
    }

    fn new(pool: Arc<Pool>, facts: JournalFacts) -> Self {
        let group = Group::new(Arc::clone(&pool));
        let hints = Hints::new(Arc::clone(&pool), &facts.id);
        Self { pool, facts, group, hints, unreadable: Unreadable::default() }
    }

    fn expect_writable(&self) -> Result<(), Fault> {
        match self.facts.format {
            _ if self.facts.writable => Ok(()),
            newer if newer > FORMAT => Err(Fault::Newer(newer.into())),
            _ => Err(Fault::ReadOnly),
        }
    }

    /// Lets other processes know of a success.
    fn told<T>(&self, result: Result<T, PortError>) -> Result<T, PortError> {
        if result.is_ok() {
            self.hints.tell();
        }
        result
    }
}

/// Runs a piece of work on a connection; once more on a new one where it had broken while nobody used it.
macro_rules! reading {
    ($journal:ident, $operation:literal, $connection:ident => $work:expr) => {{
        let work = async {
            loop {
                let mut held = $journal.pool.take().await?;
                let $connection = held.connection();
                let result = connection::reading($work).await;
                let again = held.may_have_been_stale(&result);
                let result = held.give_back(result);
                if !again {
                    return result;
                }
            }
        };
        work.await.map_err(|fault: Fault| fault.at($operation))
    }};
}

/// Runs a piece of work in one transaction.
macro_rules! writing {
    ($journal:ident, $operation:literal, $turn:expr, $unit:ident => $work:expr) => {{
        let work = async {
            $journal.expect_writable()?;
            let mut unit = $journal.pool.begin($turn, LIMITS).await?;
            let deadline = unit.deadline();
            let $unit = &mut unit;
            let result = timeout_at(deadline, $work).await.unwrap_or(Err(Fault::Slow));
            unit.finish(result).await
        };
        work.await.map_err(|fault: Fault| fault.at($operation))
    }};
}

#[async_trait]
impl Journal for PostgresJournal {
    fn facts(&self) -> JournalFacts {
        self.facts.clone()
    }

    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, PortError> {
        self.expect_writable().map_err(|fault| fault.at("receive"))?;
        let columns = inbox::Columns::of(deliveries, cursors, now);
        let columns = columns.map_err(|misfit| Fault::from(misfit).at("receive"))?;
        self.told(self.group.receive(columns).await)
    }

    async fn undecided(&self, limit: usize) -> Result<Vec<InboxItem>, PortError> {
        reading!(self, "read_the_inbox", it => inbox::undecided(it, &self.unreadable, limit))
    }

    async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError> {
        self.told(writing!(self, "append", Turn::Taken, it => entries::append(it, transaction)))
    }

    async fn load(
        &self,
        stream: &StreamId,
        after_seq: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, PortError> {
        let read = reading!(self, "load", it => entries::load(it, stream, after_seq, limit));
        read.inspect(|entries| self.pool.acknowledged.read(entries))
    }

    async fn read_all(&self, after_position: i64, limit: usize) -> Result<Vec<Entry>, PortError> {
        let read = reading!(self, "read_all", it => entries::read_all(it, after_position, limit));
        read.inspect(|entries| self.pool.acknowledged.read(entries))
    }

    async fn heads(&self) -> Result<Vec<Head>, PortError> {
        reading!(self, "list_heads", it => entries::heads(it))
    }

    async fn erase(&self, stream: &StreamId, seq: u64, remains: &str) -> Result<bool, PortError> {
        writing!(self, "erase", Turn::Taken, it => entries::erase(it, stream, seq, remains))
    }

    async fn forget(&self, before: Timestamp, limit: usize) -> Result<usize, PortError> {
        writing!(self, "forget", Turn::NotTaken, it => keeping::forget(it, before, limit))
    }

    async fn clock(&self) -> Result<Option<Timestamp>, PortError> {
        reading!(self, "read_the_clock", it => keeping::clock(it)).map(Some)
    }

    async fn changed(&self) {
        self.hints.heard().await;
    }

    async fn claim(
        &self,
        owner: &str,
        now: Timestamp,
        lease: SignedDuration,
        limit: usize,
    ) -> Result<Vec<Claimed>, PortError> {
        writing!(self, "claim", Turn::TakenToClaim, it => effects::claim(it, &self.unreadable, owner, now, lease, limit))
    }

    async fn renew(&self, id: &EffectId, epoch: u64, until: Timestamp) -> Result<bool, PortError> {
        writing!(self, "renew", Turn::NotTaken, it => effects::renew(it, id, epoch, until))
    }

    async fn settle(
        &self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, PortError> {
        let turn = effects::turn_of(settlement);
        let settled =
            writing!(self, "settle", turn, it => effects::settle(it, id, epoch, settlement, now));
        self.told(settled)
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<usize, PortError> {
        let fired = writing!(self, "fire_timers", Turn::NotTaken, it => timers::fire(it, &self.unreadable, now, limit));
        self.told(fired)
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, PortError> {
        reading!(self, "find_the_next_moment", it => timers::next_moment(it, &self.unreadable))
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, PortError> {
        reading!(self, "list_waiting_effects", it => effects::waiting(it, &self.unreadable))
    }

    async fn save_snapshot(
        &self,
        stream: &StreamId,
        seq: u64,
        state: &str,
    ) -> Result<(), PortError> {
        writing!(self, "save_snapshot", Turn::NotTaken, it => keeping::save_snapshot(it, stream, seq, state))
    }

    async fn snapshot(&self, stream: &StreamId) -> Result<Option<(u64, String)>, PortError> {
        reading!(self, "read_snapshot", it => keeping::snapshot(it, stream))
    }

    async fn lease(
        &self,
        name: &str,
        owner: &str,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Option<Lease>, PortError> {
        writing!(self, "lease", Turn::NotTaken, it => keeping::lease(it, name, owner, now, length))
    }

    async fn cursor(&self, source: &str, scope: &str) -> Result<Option<String>, PortError> {
        reading!(self, "read_cursor", it => keeping::cursor(it, source, scope))
    }

    async fn set_cursor(&self, source: &str, scope: &str, token: &str) -> Result<(), PortError> {
        writing!(self, "set_cursor", Turn::NotTaken, it => keeping::set_cursor(it, source, scope, token))
    }
}
