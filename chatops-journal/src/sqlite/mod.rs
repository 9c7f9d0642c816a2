//! The journal in one SQLite file.
//!
//! How it is built:
//!
//! - One writing connection behind a lock; every writing method is one transaction on it: a single statement, or
//!   several behind `BEGIN IMMEDIATE`. Each statement is a trip to SQLite's thread, so there is one per table at most:
//!   rows go in together, as JSON.
//! - Deliveries of several callers share a commit: see [`ingest`].
//! - One reading connection, opened read only, so that reading never waits for a commit.
//! - A unit of work owns its connection. If its future is dropped half way, or SQLite fails within it, the
//!   connection goes with it and the next unit opens a fresh one: SQLite rolls back what was not committed, and no
//!   half-open transaction is ever inherited.
//! - After a failure of the disk (`SQLITE_IOERR` and the like) nothing is read or written any more.

mod backup;
mod backups;
mod ballast;
mod connection;
mod effects;
mod entries;
mod fault;
mod heads;
mod inbox;
mod ingest;
mod keeping;
mod library;
mod lock;
mod manner;
mod migrate;
mod open;
mod options;
mod place;
mod room;
mod timers;
mod verify;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, StreamId};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{
    Claimed, Cursor, Entry, Head, InboxItem, Journal, JournalFacts, Lease, Receipt, Settlement,
    Transaction, Waiting,
};
use chatops_core::wire::{FORMAT, closes_incident};
use jiff::{SignedDuration, Timestamp};

use backups::Backups;
use ballast::Ballast;
use connection::{Health, Slot};
use fault::Fault;
use ingest::Ingest;
use lock::WriterLock;
#[cfg(not(feature = "test-vfs"))]
use manner::Manner;

pub use crate::chain::Verified;
use crate::unreadable::Unreadable;
#[cfg(feature = "test-vfs")]
#[doc(hidden)]
pub use manner::{Durability, Manner};
pub use options::SqliteOptions;

/// A journal in one SQLite file.
///
/// Dropping it is safe at any moment; [`close`](Self::close) also tidies up the files beside it.
pub struct SqliteJournal {
    path: PathBuf,
    facts: JournalFacts,
    health: Arc<Health>,
    unreadable: Unreadable,
    /// Ended before what it copies from.
    backups: Option<Backups>,
    reader: Slot,
    /// None where it is read only.
    writer: Option<Writer>,
    /// Released after the connections: fields are dropped in order.
    lock: Option<WriterLock>,
}

/// What only the one writing process has.
struct Writer {
    slot: Slot,
    ingest: Ingest,
    ballast: Ballast,
}

impl Writer {
    fn new(slot: Slot, ballast: Ballast) -> Self {
        Self { ingest: Ingest::new(slot.clone()), slot, ballast }
    }

    /// Takes deliveries in, as long as there is room for what follows from them.
    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, Fault> {
        self.ballast.check().await?;
        self.ingest.receive(deliveries, cursors, now).await
    }
}

impl fmt::Debug for SqliteJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteJournal")
            .field("path", &self.path)
            .field("facts", &self.facts)
            .finish_non_exhaustive()
    }
}

impl SqliteJournal {
    /// Opens a journal for writing, and makes it where there is none. A journal of a newer form is opened read only:
    /// see [`JournalFacts::writable`].
    ///
    /// Everything in it is verified first, so the time it takes grows with the journal; memory does not.
    ///
    /// # Errors
    /// - `Taken`: another process, or another handle of this one, has it open for writing.
    /// - `Corrupt`: an entry does not fit its chain, or the file is damaged.
    /// - `Invalid`: the file is not a journal, or there is no such folder.
    /// - `Unsupported`: the SQLite library is too old, or does not hold `synchronous=FULL`; or the file is on a network
    ///   file system.
    /// - `Unavailable`: the disk is full or does not answer.
    pub async fn open(path: impl AsRef<Path> + Send) -> Result<Self, PortError> {
        SqliteOptions::new().open(path).await
    }

    /// Opens a journal for reading. Another process may write it meanwhile. Nothing is verified, so that a damaged
    /// journal can be looked at: see [`verify`](Self::verify).
    ///
    /// # Errors
    /// As for [`open`](Self::open), but for `Taken`; and `NotFound` where there is no such file.
    pub async fn open_read_only(path: impl AsRef<Path> + Send) -> Result<Self, PortError> {
        open::reading(path.as_ref(), &Manner::default())
            .await
            .map_err(|fault| fault.at("open_journal"))
    }

    /// [`open`](Self::open) for the crash rigs.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    #[cfg(feature = "test-vfs")]
    #[doc(hidden)]
    pub async fn open_in_manner(
        path: impl AsRef<Path> + Send,
        manner: &Manner,
    ) -> Result<Self, PortError> {
        let manner = manner.clone();
        SqliteOptions { manner, ..SqliteOptions::new().without_ballast() }.open(path).await
    }

    /// Where it is, with links resolved.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Checks the file's structure, and every hash of every stream.
    ///
    /// # Errors
    /// `Corrupt` names the first stream and number that do not fit; `Unavailable`.
    pub async fn verify(&self) -> Result<Verified, PortError> {
        self.verify_all().await.map_err(|fault| self.failed("verify", fault))
    }

    /// Copies the journal to a file while it is written, and verifies the copy. It holds what was committed when it began,
    /// and nothing that was erased. What happens after a backup is not in it: see the operator's manual on restoring.
    ///
    /// The file has its name only when it is whole. Until then, and after a crash, a `<path>.part` can be there, which the
    /// next copy to the same path takes away.
    ///
    /// # Errors
    /// - `Taken`: something has that name already; nothing is ever written over.
    /// - `Corrupt`: the copy does not verify.
    /// - `Invalid`: the path cannot be written to.
    /// - `Unavailable`: the disk is full or does not answer.
    pub async fn backup_to(&self, path: impl AsRef<Path> + Send) -> Result<Verified, PortError> {
        let backup = async {
            self.health.check()?;
            backup::to(self.reader.options(), path.as_ref()).await
        };
        // A failure here is one of another disk, perhaps: it does not stop this journal.
        backup.await.map_err(|fault: Fault| fault.at("back_up"))
    }

    /// Closes it in order: what stands in the write-ahead log is moved into the file, and the lock is released.
    ///
    /// # Errors
    /// `Unavailable` where the disk failed. Nothing that was answered with `Ok` is lost by that.
    pub async fn close(self) -> Result<(), PortError> {
        let Self { health, backups, reader, writer, lock, .. } = self;
        if let Some(backups) = backups {
            backups.end().await;
        }
        let mut result = reader.close().await;
        if let Some(writer) = writer {
            // After a failure of the disk nothing is moved any more: the next start recovers from the log.
            let sound = health.check().is_ok();
            let slot = writer.slot;
            let closed = if sound { slot.empty_and_close().await } else { slot.close().await };
            result = result.and(closed);
        }
        drop(lock);
        result.map_err(|fault| health.judged(fault).at("close"))
    }

    async fn verify_all(&self) -> Result<Verified, Fault> {
        let mut reader = self.reader.take().await?;
        let verified = verify::all(reader.connection()).await;
        reader.give_back(verified)
    }

    /// What went wrong, for the caller; and remembered, where nothing may be written after it.
    fn failed(&self, operation: &'static str, fault: Fault) -> PortError {
        if fault.is_full()
            && let Some(writer) = &self.writer
        {
            writer.ballast.give_up();
        }
        self.health.judged(fault).at(operation)
    }

    fn writer(&self) -> Result<&Writer, Fault> {
        self.writer.as_ref().ok_or(match self.facts.format {
            newer if newer > FORMAT => Fault::Newer(newer),
            _ => Fault::ReadOnly,
        })
    }
}

/// Runs a piece of work on the reading connection.
macro_rules! reading {
    ($journal:ident, $operation:literal, $connection:ident => $work:expr) => {{
        let work = async {
            let mut held = $journal.reader.take().await?;
            let $connection = held.connection();
            let result = $work.await;
            held.give_back(result)
        };
        work.await.map_err(|fault| $journal.failed($operation, fault))
    }};
}

/// Runs a piece of work in one transaction.
macro_rules! writing {
    ($journal:ident, $operation:literal, $connection:ident => $work:expr) => {{
        let work = async {
            let mut unit = $journal.writer()?.slot.begin().await?;
            let $connection = unit.connection();
            let result = $work.await;
            unit.finish(result).await
        };
        work.await.map_err(|fault| $journal.failed($operation, fault))
    }};
}

/// Runs a single writing statement, which is a transaction by itself. It must be run to its end: what comes after its
/// last row is its commit.
macro_rules! stating {
    ($journal:ident, $operation:literal, $connection:ident => $work:expr) => {{
        let work = async {
            let mut held = $journal.writer()?.slot.take().await?;
            let $connection = held.connection();
            let result = $work.await;
            held.finish(result).await
        };
        work.await.map_err(|fault| $journal.failed($operation, fault))
    }};
}

/// Runs a piece of work that takes the writer's turn by itself.
macro_rules! handing {
    ($journal:ident, $operation:literal, $writer:ident => $work:expr) => {{
        let work = async {
            let $writer = $journal.writer()?;
            $work.await
        };
        work.await.map_err(|fault| $journal.failed($operation, fault))
    }};
}

#[async_trait]
impl Journal for SqliteJournal {
    fn facts(&self) -> JournalFacts {
        self.facts.clone()
    }

    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, PortError> {
        handing!(self, "receive", it => it.receive(deliveries, cursors, now))
    }

    async fn undecided(&self, limit: usize) -> Result<Vec<InboxItem>, PortError> {
        reading!(self, "read_the_inbox", it => inbox::undecided(it, &self.unreadable, limit))
    }

    async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError> {
        let stored = handing!(self, "append", it => entries::append(&it.slot, transaction));
        if let (Ok(_), Some(backups)) = (&stored, &self.backups)
            && transaction.entries.iter().any(closes_incident)
        {
            backups.ring();
        }
        stored
    }

    async fn load(
        &self,
        stream: &StreamId,
        after_seq: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, PortError> {
        reading!(self, "load", it => entries::load(it, stream, after_seq, limit))
    }

    async fn read_all(&self, after_position: i64, limit: usize) -> Result<Vec<Entry>, PortError> {
        reading!(self, "read_all", it => entries::read_all(it, after_position, limit))
    }

    async fn heads(&self) -> Result<Vec<Head>, PortError> {
        reading!(self, "list_heads", it => entries::heads(it))
    }

    async fn erase(&self, stream: &StreamId, seq: u64, remains: &str) -> Result<bool, PortError> {
        handing!(self, "erase", it => entries::erase(&it.slot, stream, seq, remains))
    }

    async fn forget(&self, before: Timestamp, limit: usize) -> Result<usize, PortError> {
        writing!(self, "forget", it => keeping::forget(it, before, limit))
    }

    async fn clock(&self) -> Result<Option<Timestamp>, PortError> {
        Ok(None)
    }

    async fn changed(&self) {
        std::future::pending().await
    }

    async fn claim(
        &self,
        owner: &str,
        now: Timestamp,
        lease: SignedDuration,
        limit: usize,
    ) -> Result<Vec<Claimed>, PortError> {
        handing!(self, "claim", it => effects::claim(&it.slot, &self.unreadable, owner, now, lease, limit))
    }

    async fn renew(&self, id: &EffectId, epoch: u64, until: Timestamp) -> Result<bool, PortError> {
        stating!(self, "renew", it => effects::renew(it, id, epoch, until))
    }

    async fn settle(
        &self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, PortError> {
        writing!(self, "settle", it => effects::settle(it, id, epoch, settlement, now))
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<usize, PortError> {
        handing!(self, "fire_timers", it => timers::fire(&it.slot, &self.unreadable, now, limit))
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
        stating!(self, "save_snapshot", it => keeping::save_snapshot(it, stream, seq, state))
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
        stating!(self, "lease", it => keeping::lease(it, name, owner, now, length))
    }

    async fn take_over(&self) -> Result<(), PortError> {
        writing!(self, "take_over", it => keeping::take_over(it))
    }

    async fn cursor(&self, source: &str, scope: &str) -> Result<Option<String>, PortError> {
        reading!(self, "read_cursor", it => keeping::cursor(it, source, scope))
    }

    async fn set_cursor(&self, source: &str, scope: &str, token: &str) -> Result<(), PortError> {
        let (source, scope, token) = (source.to_owned(), scope.to_owned(), token.to_owned());
        let cursor = Cursor { source, scope, token };
        stating!(self, "set_cursor", it => keeping::set_cursors(it, &[&cursor]))
    }
}

#[cfg(test)]
mod tests {
    use chatops_core::error::{Certainty, ErrorKind};
    use chatops_core::ports::inbound::Inbound;

    use super::*;

    fn delivery(key: usize, bytes: usize) -> Delivery {
        Delivery {
            source: "test".to_owned(),
            key: format!("{key}{}", "x".repeat(bytes)),
            occurred_at: Timestamp::UNIX_EPOCH,
            inbound: Inbound::Started,
        }
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
            .block_on(future)
    }

    #[test]
    fn a_full_disk_stores_nothing_says_so_and_is_got_over() {
        let folder = tempfile::tempdir().unwrap();
        block_on(async {
            let options = SqliteOptions::new().ballast_bytes(100_000);
            let journal = options.open(folder.path().join("j.db")).await.unwrap();
            let now = Timestamp::UNIX_EPOCH;
            journal.receive(&[delivery(0, 0)], &[], now).await.unwrap();
            // This connection meets a full disk after a few pages.
            let mut held = journal.writer.as_ref().unwrap().slot.take().await.unwrap();
            let pages = "SELECT page_count + 5 FROM pragma_page_count";
            let pages: i64 = sqlx::query_scalar(pages).fetch_one(held.connection()).await.unwrap();
            let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
            sqlx::raw_sql(limit).execute(held.connection()).await.unwrap();
            held.give_back(Ok(())).unwrap();

            let many: Vec<_> = (1..50).map(|key| delivery(key, 2_000)).collect();
            let error = journal.receive(&many, &[], now).await.unwrap_err();
            assert_eq!((error.kind, error.certainty), (ErrorKind::Unavailable, Certainty::NotDone));
            assert!(error.to_string().contains("the disk is full"), "{error}");
            assert_eq!(journal.undecided(99).await.unwrap().len(), 1);
            // The ballast is given up: what follows from what was taken in can be written, and nothing new comes in.
            assert!(!folder.path().join("j.db.ballast").exists());
            assert!(journal.append(&Transaction::at(now)).await.is_ok());
            assert!(journal.set_cursor("test", "room", "12").await.is_ok());
            let refused = journal.receive(&many, &[], now).await.unwrap_err();
            assert!(refused.to_string().contains("nothing new is taken in"), "{refused}");
            // The connection went with its failure; the next one finds room, and so does the ballast.
            let mut answer = Err(refused);
            for _ in 0..100 {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                answer = journal.receive(&many, &[], now).await;
                if answer.is_ok() {
                    break;
                }
            }
            assert_eq!(answer.unwrap(), [Receipt::Stored; 49]);
            assert!(folder.path().join("j.db.ballast").exists());
            journal.verify().await.unwrap();
        });
    }

    #[test]
    fn after_a_failure_of_the_disk_every_method_refuses() {
        let folder = tempfile::tempdir().unwrap();
        block_on(async {
            let journal = SqliteJournal::open(folder.path().join("j.db")).await.unwrap();
            let now = Timestamp::UNIX_EPOCH;
            let lost = Fault::Commit(sqlx::Error::Io(std::io::ErrorKind::Other.into()));
            assert_eq!(journal.failed("append", lost).certainty, Certainty::Unknown);
            let errors = [
                journal.receive(&[delivery(0, 0)], &[], now).await.err(),
                journal.undecided(1).await.err(),
                journal.append(&Transaction::at(now)).await.err(),
                journal.due(now, 1).await.err(),
            ];
            for error in errors {
                let error = error.unwrap();
                assert_eq!(error.kind, ErrorKind::Stopped);
                assert!(
                    error.to_string().ends_with("restart the process, it recovers from the file")
                );
            }
        });
    }

    #[test]
    fn queries_over_unsettled_effects_use_their_indexes() {
        let folder = tempfile::tempdir().unwrap();
        block_on(async {
            let journal = SqliteJournal::open(folder.path().join("j.db")).await.unwrap();
            let mut held = journal.reader.take().await.unwrap();
            for (index, query) in [
                (
                    "effect_lane",
                    "SELECT 1 FROM effect WHERE lane = 'l' AND state < 3 AND (state = 2 OR (state = 1 AND pos < 9))",
                ),
                ("effect_word", "SELECT 1 FROM effect WHERE state < 2 AND replaces = 'w'"),
                (
                    "effect_urgent",
                    "SELECT * FROM effect WHERE state < 3 AND (priority, pos) > (-9, -9) \
                     ORDER BY priority, pos LIMIT 9",
                ),
                (
                    "inbox_undecided",
                    "SELECT * FROM inbox WHERE state = 0 AND id > -9 ORDER BY id LIMIT 9",
                ),
                (
                    "timer_due",
                    "SELECT * FROM timer WHERE fired_at IS NULL AND due <= 9 AND (due, id) > (-9, -9) \
                     ORDER BY due, id LIMIT 9",
                ),
                (
                    "timer_due",
                    "SELECT * FROM timer WHERE fired_at IS NULL AND (due, id) > (-9, -9) \
                     ORDER BY due, id LIMIT 4",
                ),
            ] {
                let explained = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}"));
                let plan: Vec<(i64, i64, i64, String)> =
                    sqlx::query_as(explained).fetch_all(held.connection()).await.unwrap();
                assert!(plan.iter().any(|(.., step)| step.contains(index)), "{query}: {plan:?}");
                let sorts = plan.iter().any(|(.., step)| step.contains("TEMP B-TREE"));
                assert!(!sorts, "{query}: {plan:?}");
            }
        });
    }
}
