//! Connections: how they are set up, who holds them, and what becomes of them when something fails.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chatops_core::ports::journal::PAGE_ROWS_MAX;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::fault::{Fault, is_fatal};
use super::heads::Heads;
use super::manner::{Checkpoint, Manner};
use super::room;

/// How long a statement waits for another connection of the same file: a checkpoint, a backup, a person with a shell.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Bytes that the write-ahead log keeps after a checkpoint. A log that grew in a storm is cut back to it.
const LOG_BYTES_KEPT: &str = "67108864";

/// Pages of the log beyond which somebody should look: 64 MiB. A reader that never ends keeps it from being emptied.
const LOG_PAGES_WARN: i64 = 64 * 1024 * 1024 / 4_096;

/// Between two warnings of the same.
const WARN_WAIT: Duration = Duration::from_secs(300);

/// The log is looked at no later than this after a commit, however few there are.
const LOOK_WAIT: Duration = Duration::from_secs(10);

/// Rows that SQLite's thread may be ahead of whoever reads them: a page, so that it need not stop and wait within one.
const ROWS_AHEAD: usize = PAGE_ROWS_MAX;

/// How connections to a journal are opened, what durability they must have, and when their log is emptied.
#[derive(Debug, Clone)]
pub(super) struct Options {
    sqlite: SqliteConnectOptions,
    synchronous: &'static str,
    checkpoint: Checkpoint,
}

impl Options {
    /// The same, with or without making a file where there is none.
    pub(super) fn create_if_missing(mut self, create: bool) -> Self {
        self.sqlite = self.sqlite.create_if_missing(create);
        self
    }

    /// The same, for reading alone.
    pub(super) fn read_only(mut self) -> Self {
        self.sqlite = self.sqlite.read_only(true);
        self
    }
}

/// How every connection to a journal is opened.
pub(super) fn options(path: &Path, manner: &Manner) -> Options {
    let sqlite = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_WAIT)
        // `fsync` on macOS leaves data in the drive's cache; this does not. Elsewhere it changes nothing.
        .pragma("fullfsync", "ON")
        .pragma("checkpoint_fullfsync", "ON")
        .pragma("journal_size_limit", LOG_BYTES_KEPT)
        // SQLite would move the log into the file by itself after a commit, and keep a failing disk met there to itself.
        // Here the writer does it: see `Unit::finish`.
        .pragma("wal_autocheckpoint", "0")
        // A bad page is found where it is read, not where it has been believed.
        .pragma("cell_size_check", "ON")
        // An I/O error must be an error, not a signal; and a stray pointer must not write the file.
        .pragma("mmap_size", "0")
        // A file that somebody sent us runs no functions from its schema.
        .pragma("trusted_schema", "OFF")
        // What was erased is overwritten, not only let go.
        .pragma("secure_delete", "ON")
        .foreign_keys(true)
        .row_buffer_size(ROWS_AHEAD)
        // What people wrote goes through these statements: none of it goes into a log.
        .disable_statement_logging();
    Options {
        sqlite: manner.apply(sqlite),
        synchronous: manner.synchronous(),
        checkpoint: manner.checkpoint(),
    }
}

/// Opens a connection and reads back what durability rests on.
pub(super) async fn connect(options: &Options) -> Result<SqliteConnection, Fault> {
    let mut connection = options.sqlite.connect().await?;
    let seen: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut connection).await?;
    expect_setting("synchronous", options.synchronous, &seen.to_string())?;
    Ok(connection)
}

/// Fails unless a setting reads as it was set.
pub(super) fn expect_setting(
    setting: &'static str,
    wanted: &'static str,
    seen: &str,
) -> Result<(), Fault> {
    if seen == wanted {
        return Ok(());
    }
    Err(Fault::NotHeld { setting, wanted, seen: seen.to_owned() })
}

/// Whether the disk can still be trusted. Once it cannot, it never can again in this process: a second `fsync` may report
/// success for pages that the first one lost.
#[derive(Debug)]
pub(super) struct Health {
    stopped: AtomicBool,
    journal: PathBuf,
}

impl Health {
    /// That of a journal's disk.
    pub(super) fn of(journal: &Path) -> Self {
        Self { stopped: AtomicBool::new(false), journal: journal.to_owned() }
    }

    /// Fails once the disk failed.
    pub(super) fn check(&self) -> Result<(), Fault> {
        if self.stopped.load(Ordering::Acquire) { Err(Fault::Stopped) } else { Ok(()) }
    }

    /// Remembers a failure of the disk, and gives the fault back; as one of want of room, where it is that.
    pub(super) fn judged(&self, fault: Fault) -> Fault {
        if fault.is_fatal() && self.check().is_ok() {
            if fault.may_want_room() && room::is_used_up(&self.journal) {
                return fault.for_want_of_room();
            }
            self.stopped.store(true, Ordering::Release);
        }
        fault
    }
}

/// A connection, and what its holder knows of the file from its own writing. Both go together: after a failure
/// nobody knows what is stored.
#[derive(Debug)]
struct Kept {
    connection: SqliteConnection,
    heads: Heads,
    /// Commits on it, for looking at the log now and then.
    commits: u32,
    looked: Instant,
    warned: Option<Instant>,
}

impl Kept {
    fn new(connection: SqliteConnection) -> Self {
        Self {
            connection,
            heads: Heads::default(),
            commits: 0,
            looked: Instant::now(),
            warned: None,
        }
    }
}

/// A place for one connection, which one caller at a time takes out and puts back.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    options: Arc<Options>,
    health: Arc<Health>,
    kept: Arc<Mutex<Option<Kept>>>,
}

impl Slot {
    /// A slot that holds a connection and opens others like it.
    pub(super) fn new(options: Options, connection: SqliteConnection, health: Arc<Health>) -> Self {
        let kept = Arc::new(Mutex::new(Some(Kept::new(connection))));
        Self { options: Arc::new(options), health, kept }
    }

    /// Takes the connection, or opens one where the last one was not put back.
    pub(super) async fn take(&self) -> Result<Held, Fault> {
        self.health.check()?;
        let mut slot = Arc::clone(&self.kept).lock_owned().await;
        // Whoever waited may have waited for somebody who met a failing disk.
        self.health.check()?;
        let kept = match slot.take() {
            Some(kept) => kept,
            None => match connect(&self.options).await {
                Ok(connection) => Kept::new(connection),
                Err(fault) => return Err(self.health.judged(fault)),
            },
        };
        let health = Arc::clone(&self.health);
        Ok(Held { kept, slot, health, checkpoint: self.options.checkpoint })
    }

    /// Takes the connection and begins a transaction.
    pub(super) async fn begin(&self) -> Result<Unit, Fault> {
        self.take().await?.begin().await
    }

    /// Moves the log into the file and cuts it off: what was overwritten in the file still stands in it. Who reads keeps it
    /// from that for a while.
    pub(super) async fn empty_log(&self) -> Result<(), Fault> {
        let mut held = self.take().await?;
        let emptied = sqlx::query_scalar::<_, i64>("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_all(held.connection())
            .await;
        let is_emptied = matches!(&emptied, Ok(busy) if busy.first() == Some(&0));
        if !is_emptied {
            tracing::warn!(
                "the write-ahead log could not be emptied, and still holds what was erased; end what has the journal open for \
                 reading, and erase again"
            );
        }
        match emptied {
            Err(error) if is_fatal(&error) => held.give_back(Err(Fault::Commit(error))),
            Err(_) => Ok(()),
            Ok(_) => held.give_back(Ok(())),
        }
    }

    /// How its connections are opened.
    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// Remembers a failure of the disk, and gives the fault back.
    pub(super) fn judged(&self, fault: Fault) -> Fault {
        self.health.judged(fault)
    }

    /// Closes the connection.
    pub(super) async fn close(self) -> Result<(), Fault> {
        match self.kept.lock().await.take() {
            Some(kept) => Ok(kept.connection.close().await?),
            None => Ok(()),
        }
    }

    /// Moves the log into the file, then closes the connection. Closing would do the first too, but would not say where
    /// it failed.
    pub(super) async fn empty_and_close(self) -> Result<(), Fault> {
        let mut held = self.take().await?;
        let emptied = checkpoint(held.connection()).await;
        held.give_back(emptied)?;
        self.close().await
    }
}

/// A connection that was taken out. Unless it is given back, it ends with this value.
pub(super) struct Held {
    // Dropped first: who gets the lock next must not meet it.
    kept: Kept,
    slot: OwnedMutexGuard<Option<Kept>>,
    /// Told of every failure while the lock is still held: who gets it next must know.
    health: Arc<Health>,
    checkpoint: Checkpoint,
}

/// Moves what can be moved from the log into the file, without waiting for anybody who reads.
async fn checkpoint(connection: &mut SqliteConnection) -> Result<(), Fault> {
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(connection).await?;
    Ok(())
}

impl Held {
    /// Moves the log into the file when it has grown long. Only a failure of the disk is a failure here: whatever else
    /// stands in the way, a full disk for example, the log keeps what it holds, and the next one to commit tries again.
    async fn keep_log_short(&mut self) -> Result<(), Fault> {
        let Kept { connection, commits, looked, warned, .. } = &mut self.kept;
        let look = commits.is_multiple_of(self.checkpoint.commits_between_looks);
        *commits = commits.wrapping_add(1);
        if !look && looked.elapsed() < LOOK_WAIT {
            return Ok(());
        }
        *looked = Instant::now();
        let kept = async {
            // SQLite before 3.51 does not know this word and moves the log at every look: slower, and right.
            let (_, log, moved): (i64, i64, i64) =
                sqlx::query_as("PRAGMA wal_checkpoint(NOOP)").fetch_one(&mut *connection).await?;
            if log - moved >= i64::from(self.checkpoint.pages) {
                checkpoint(connection).await?;
            }
            if log > LOG_PAGES_WARN && warned.is_none_or(|last| last.elapsed() >= WARN_WAIT) {
                *warned = Some(Instant::now());
                tracing::warn!(
                    pages = log,
                    "the write-ahead log is longer than 64 MiB; end what has the journal open for reading"
                );
            }
            Ok(())
        };
        match kept.await {
            // What was committed is on the disk, but whoever is answered `Ok` would believe the same of the disk.
            Err(fault) => match self.health.judged(fault) {
                Fault::Database(error) if is_fatal(&error) => Err(Fault::Commit(error)),
                _ => Ok(()),
            },
            Ok(()) => Ok(()),
        }
    }

    /// The connection.
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.kept.connection
    }

    /// The connection, and where the streams stand.
    pub(super) fn parts(&mut self) -> (&mut SqliteConnection, &mut Heads) {
        (&mut self.kept.connection, &mut self.kept.heads)
    }

    /// How often this connection has committed.
    #[cfg(test)]
    pub(super) fn commits(&self) -> u32 {
        self.kept.commits
    }

    /// Begins a transaction that may write at once: one that read first and wrote later could find the file changed in
    /// between.
    pub(super) async fn begin(mut self) -> Result<Unit, Fault> {
        match sqlx::query("BEGIN IMMEDIATE").execute(self.connection()).await {
            Ok(_) => Ok(Unit { held: self }),
            Err(error) => self.give_back(Err(Fault::Database(error))),
        }
    }

    /// Puts the connection back, unless SQLite failed on it.
    pub(super) fn give_back<T>(mut self, result: Result<T, Fault>) -> Result<T, Fault> {
        if !matches!(result, Err(Fault::Database(_) | Fault::Commit(_))) {
            *self.slot = Some(self.kept);
            return result;
        }
        // While the slot is held.
        result.map_err(|fault| self.health.judged(fault))
    }

    /// The same after a single writing statement, which was its own transaction. After it the log is kept short.
    pub(super) async fn finish<T>(mut self, result: Result<T, Fault>) -> Result<T, Fault> {
        let result = match result {
            Ok(value) => self.keep_log_short().await.map(|()| value),
            Err(fault) => Err(fault.in_commit()),
        };
        self.give_back(result)
    }
}

/// One transaction, and the connection it runs on. Dropping it drops the connection: SQLite rolls back.
pub(super) struct Unit {
    held: Held,
}

impl Unit {
    /// The connection.
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        self.held.connection()
    }

    /// The connection, and where the streams stand.
    pub(super) fn parts(&mut self) -> (&mut SqliteConnection, &mut Heads) {
        self.held.parts()
    }

    /// Commits what succeeded, and rolls back what did not. After a commit the log is kept short.
    ///
    /// A transaction in which SQLite itself failed is not rolled back by a statement: SQLite may have done so already, and
    /// then the statement would fail too. Its connection is dropped instead.
    pub(super) async fn finish<T>(mut self, result: Result<T, Fault>) -> Result<T, Fault> {
        let ended = match &result {
            Ok(_) => sqlx::query("COMMIT").execute(self.connection()).await,
            Err(Fault::Database(_) | Fault::Commit(_)) => return self.held.give_back(result),
            Err(_) => sqlx::query("ROLLBACK").execute(self.connection()).await,
        };
        match (result, ended) {
            (Ok(value), Ok(_)) => {
                let kept = self.held.keep_log_short().await;
                self.held.give_back(kept.map(|()| value))
            }
            (Err(fault), Ok(_)) => self.held.give_back(Err(fault)),
            (Ok(_), Err(error)) => self.held.give_back(Err(Fault::Commit(error))),
            (Err(fault), Err(error)) => {
                drop(self.held.give_back::<T>(Err(Fault::Database(error))));
                Err(fault)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
            .block_on(future)
    }

    #[test]
    fn a_connection_without_full_durability_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let options =
            options(&folder.path().join("j.db"), &Manner::default()).create_if_missing(true);
        assert!(block_on(connect(&options)).is_ok());
        let sqlite = options.sqlite.synchronous(sqlx::sqlite::SqliteSynchronous::Normal);
        let weak = Options { sqlite, ..options };
        let told = block_on(connect(&weak)).unwrap_err().to_string();
        assert!(told.starts_with("`PRAGMA synchronous` reads 1 after it was set to 2;"), "{told}");
    }

    #[test]
    fn settings_are_read_back_from_every_connection_of_a_journal() {
        let folder = tempfile::tempdir().unwrap();
        block_on(async {
            let journal = crate::SqliteJournal::open(folder.path().join("j.db")).await.unwrap();
            let mut reader = journal.reader.take().await.unwrap();
            let writer = &journal.writer.as_ref().unwrap().slot;
            let mut first = writer.take().await.unwrap();
            let settings = async |connection: &mut SqliteConnection| {
                let mut seen = Vec::new();
                for pragma in ["PRAGMA synchronous", "PRAGMA fullfsync", "PRAGMA mmap_size"] {
                    let value: Option<i64> =
                        sqlx::query_scalar(pragma).fetch_optional(&mut *connection).await.unwrap();
                    seen.push(value.unwrap_or(0));
                }
                seen
            };
            assert_eq!(settings(reader.connection()).await, [2, 1, 0]);
            assert_eq!(settings(first.connection()).await, [2, 1, 0]);
            let write = sqlx::query("DELETE FROM inbox").execute(reader.connection()).await;
            assert!(write.is_err(), "the reader must not be able to write");
            // Not given back: the next one is opened anew, and set up the same.
            drop(first);
            let mut second = writer.take().await.unwrap();
            assert_eq!(settings(second.connection()).await, [2, 1, 0]);
        });
    }

    #[test]
    fn after_a_failure_of_the_disk_nothing_is_done_any_more() {
        let health = Health::of(Path::new("nowhere.db"));
        health.judged(Fault::Conflict("not a failure of the disk".to_owned()));
        assert!(health.check().is_ok());
        health.judged(Fault::Database(sqlx::Error::Io(std::io::ErrorKind::Other.into())));
        assert!(matches!(health.check(), Err(Fault::Stopped)));
    }

    #[test]
    fn who_gets_the_connection_next_knows_that_the_disk_failed() {
        let folder = tempfile::tempdir().unwrap();
        let lost = || sqlx::Error::Io(std::io::ErrorKind::Other.into());
        block_on(async {
            for step in 0..3 {
                let path = folder.path().join(format!("{step}.db"));
                let journal = crate::SqliteJournal::open(&path).await.unwrap();
                let slot = &journal.writer.as_ref().unwrap().slot;
                let ended = match step {
                    0 => slot.begin().await.unwrap().finish::<()>(Err(lost().into())).await,
                    1 => slot.take().await.unwrap().finish::<()>(Err(lost().into())).await,
                    _ => slot.take().await.unwrap().give_back::<()>(Err(Fault::Commit(lost()))),
                };
                // Nobody has judged it but the one who held the connection.
                assert!(ended.is_err() && journal.health.check().is_err(), "step {step}");
                assert!(matches!(slot.take().await, Err(Fault::Stopped)), "step {step}");
            }
        });
    }
}
