//! What can go wrong, and the one place where it becomes a [`PortError`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::wire::FORMAT;

use super::library::Version;
use crate::columns::Misfit;

/// The adapter's name in errors.
const ADAPTER: &str = "sqlite";

/// What went wrong. The sentences say what to do about it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// Somebody else writes it.
    #[error(
        "{} is open for writing in {holder} already; end that one, or open this one read only",
        path.display()
    )]
    Held { path: PathBuf, holder: String },
    /// It is not ours.
    #[error("{} is {what}, not a journal; name another file, or move this one away", path.display())]
    Foreign { path: PathBuf, what: &'static str },
    /// There is nothing.
    #[error("there is no journal at {}; `SqliteJournal::open` makes one", path.display())]
    Missing { path: PathBuf },
    /// The path cannot be used.
    #[error("{} cannot be used: {}; check that the folder is there and may be written", path.display(), cause.kind())]
    Unusable { path: PathBuf, cause: std::io::Error },
    /// It is on another machine's disk.
    #[error(
        "{} is on {system}, a disk of another machine, where acknowledged events can be lost; put it on a local disk, or \
         keep the journal in PostgreSQL",
        path.display()
    )]
    Remote { path: PathBuf, system: &'static str },
    /// Something has the name already.
    #[error("{} is there already and is not written over; name another file", path.display())]
    There { path: PathBuf },
    /// A copy could fill the disk.
    #[error(
        "less than {needed} bytes are free on the disk of {}, and a copy must not fill it; free some space, or keep backups \
         on another disk",
        folder.display()
    )]
    NoRoom { folder: PathBuf, needed: u64 },
    /// There is no room, and the last of it is for what was taken in before.
    #[error("the disk is full, so nothing new is taken in; free some space, it goes on by itself")]
    Full,
    /// The library would damage it.
    #[error(
        "SQLite {0} can damage a journal; build with 3.51.3 or later (or the corrected 3.50.7 or 3.44.6)"
    )]
    OldLibrary(Version),
    /// A setting did not take.
    #[error(
        "`PRAGMA {setting}` reads {seen} after it was set to {wanted}; \
             without it an acknowledged event can be lost, so nothing is written"
    )]
    NotHeld { setting: &'static str, wanted: &'static str, seen: String },
    /// It may not be written.
    #[error("the journal was opened for reading; open it with `SqliteJournal::open` to write it")]
    ReadOnly,
    /// It is of a newer version.
    #[error(
        "the journal is of form {0}, and this version writes form {FORMAT}: it can be read, not written; start the version \
         that wrote it"
    )]
    Newer(u32),
    /// Another writer was first, or the caller counts wrongly.
    #[error("{0}")]
    Conflict(String),
    /// What was read cannot be what was written.
    #[error("{0}; open it with `open_read_only` to look at it, and restore a backup")]
    Damaged(String),
    /// A value that no column holds.
    #[error("{what} {value} cannot be stored; {range}")]
    OutOfRange { what: &'static str, value: String, range: &'static str },
    /// SQLite failed.
    #[error("SQLite failed ({meaning}){mend}", meaning = meaning(.0), mend = mend(.0))]
    Database(sqlx::Error),
    /// SQLite failed while making it final: nobody knows whether it is.
    #[error("SQLite failed while committing ({meaning}){mend}", meaning = meaning(.0), mend = mend(.0))]
    Commit(sqlx::Error),
    /// The disk takes no more, though SQLite did not say so.
    #[error("the disk takes no more, perhaps for a quota; free some space, it goes on by itself")]
    NoMore {
        /// Whether it was met while committing: nobody knows whether it is final.
        committing: bool,
    },
    /// It failed for everybody who shared a transaction.
    #[error("{0}")]
    Shared(Arc<Self>),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers, so nothing can be sealed; restart the process")]
    NoRandom(getrandom::Error),
    /// It failed before, in a way that forbids going on.
    #[error(
        "the journal stopped after a failure of the disk; restart the process, it recovers from the file"
    )]
    Stopped,
}

impl From<Misfit> for Fault {
    fn from(misfit: Misfit) -> Self {
        match misfit {
            Misfit::OutOfRange { what, value, range } => Self::OutOfRange { what, value, range },
            Misfit::Damaged(what) => Self::Damaged(what),
        }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

/// The primary result codes of SQLite that we tell apart (<https://sqlite.org/rescode.html>).
mod code {
    pub(super) const ERROR: i32 = 1;
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const NOMEM: i32 = 7;
    pub(super) const READONLY: i32 = 8;
    pub(super) const IOERR: i32 = 10;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
    pub(super) const TOOBIG: i32 = 18;
    pub(super) const CONSTRAINT: i32 = 19;
    pub(super) const NOTADB: i32 = 26;
    /// A write failed. A quota that is used up gives this too.
    pub(super) const IOERR_WRITE: i32 = 778;
    /// The index of the log could not grow: nothing of it is kept on the disk, so that only room was wanting.
    pub(super) const IOERR_SHMSIZE: i32 = 4_874;
}

/// The result code as SQLite gave it.
fn extended(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}

/// The primary result code, where SQLite gave one.
fn primary(error: &sqlx::Error) -> Option<i32> {
    match extended(error)? {
        code::IOERR_SHMSIZE => Some(code::FULL),
        extended => Some(extended & 0xff),
    }
}

/// The failure in our own words: SQLite's may quote what was written.
fn meaning(error: &sqlx::Error) -> String {
    let words = match primary(error) {
        Some(code::BUSY | code::LOCKED) => "another connection holds the file",
        Some(code::NOMEM) => "out of memory",
        Some(code::READONLY) => "the file may not be written",
        Some(code::IOERR) => "the disk failed",
        Some(code::CORRUPT | code::NOTADB) => "the file is damaged",
        Some(code::FULL) => "the disk is full",
        Some(code::CANTOPEN) => "the file or one beside it cannot be opened",
        Some(code::CONSTRAINT) => "something is there already",
        Some(_) => "an error of its own",
        None => match error {
            sqlx::Error::WorkerCrashed => "its thread ended",
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => "an unreadable column",
            sqlx::Error::Io(_) => "the disk failed",
            _ => "an error of the driver",
        },
    };
    match error.as_database_error().and_then(sqlx::error::DatabaseError::code) {
        Some(extended) => format!("{words}, code {extended}"),
        None => words.to_owned(),
    }
}

/// What to do about it.
fn mend(error: &sqlx::Error) -> &'static str {
    match primary(error) {
        Some(code::FULL) => "; free some space, it goes on by itself",
        Some(code::BUSY | code::LOCKED) => "; close what else has the file open",
        Some(code::READONLY | code::CANTOPEN) => "; check the rights of the file and its folder",
        Some(code::IOERR) => "; check the disk and restart the process",
        Some(code::CORRUPT | code::NOTADB) => "; restore a backup",
        _ => "",
    }
}

/// Whether nothing may be written after a failure of SQLite.
pub(super) fn is_fatal(error: &sqlx::Error) -> bool {
    match primary(error) {
        Some(code) => matches!(code, code::IOERR | code::CORRUPT | code::NOTADB),
        None => matches!(error, sqlx::Error::Io(_)),
    }
}

impl Fault {
    /// Whether nothing may be written after it: what SQLite believes and what the disk holds may differ.
    pub(super) fn is_fatal(&self) -> bool {
        match self {
            Self::Database(error) | Self::Commit(error) => is_fatal(error),
            Self::Shared(fault) => fault.is_fatal(),
            _ => false,
        }
    }

    /// Whether there is no room left on the disk.
    pub(super) fn is_full(&self) -> bool {
        match self {
            Self::Database(error) | Self::Commit(error) => primary(error) == Some(code::FULL),
            Self::NoMore { .. } => true,
            Self::Shared(fault) => fault.is_full(),
            _ => false,
        }
    }

    /// Whether a failure of the disk may be one of want of room, which is to be tried.
    pub(super) fn may_want_room(&self) -> bool {
        match self {
            Self::Database(error) | Self::Commit(error) => {
                extended(error) == Some(code::IOERR_WRITE)
            }
            _ => false,
        }
    }

    /// The same fault, where the disk takes no more.
    pub(super) fn for_want_of_room(self) -> Self {
        Self::NoMore { committing: matches!(self, Self::Commit(_)) }
    }

    /// Whether it is certain that nothing was written, and writing can go on.
    pub(super) fn is_harmless(&self) -> bool {
        !self.is_fatal() && !self.is_uncertain()
    }

    /// The same fault, of a statement that is a transaction by itself.
    pub(super) fn in_commit(self) -> Self {
        match self {
            Self::Database(error) => Self::Commit(error),
            other => other,
        }
    }

    /// The same fault, met while looking at a file for the first time: what SQLite cannot read at all is not damage, it
    /// never was a database.
    pub(super) fn at_first_sight(self, path: &Path) -> Self {
        match self {
            Self::Database(error) if primary(&error) == Some(code::NOTADB) => {
                Self::Foreign { path: path.to_owned(), what: "not a database" }
            }
            other => other,
        }
    }

    fn kind(&self) -> ErrorKind {
        match self {
            Self::Held { .. } | Self::There { .. } => ErrorKind::Taken,
            Self::Foreign { .. } | Self::Unusable { .. } | Self::OutOfRange { .. } => {
                ErrorKind::Invalid
            }
            Self::Missing { .. } => ErrorKind::NotFound,
            Self::OldLibrary(_) | Self::NotHeld { .. } | Self::Remote { .. } => {
                ErrorKind::Unsupported
            }
            Self::ReadOnly | Self::Newer(_) => ErrorKind::Forbidden,
            Self::Conflict(_) => ErrorKind::Conflict,
            Self::Damaged(_) => ErrorKind::Corrupt,
            Self::Shared(fault) => fault.kind(),
            Self::Full | Self::NoRoom { .. } | Self::NoMore { .. } | Self::NoRandom(_) => {
                ErrorKind::Unavailable
            }
            Self::Stopped => ErrorKind::Stopped,
            Self::Database(error) | Self::Commit(error) => match primary(error) {
                Some(code::CONSTRAINT) => ErrorKind::Conflict,
                Some(code::READONLY) => ErrorKind::Forbidden,
                Some(code::CORRUPT | code::NOTADB) => ErrorKind::Corrupt,
                Some(_) => ErrorKind::Unavailable,
                None => match error {
                    sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => ErrorKind::Corrupt,
                    _ => ErrorKind::Unavailable,
                },
            },
        }
    }

    /// Whether the write may have happened all the same: where the disk failed under a commit, its frames may be on the
    /// disk and be found by the next start. A full disk and a busy file are found out before that.
    fn is_uncertain(&self) -> bool {
        match self {
            Self::NoMore { committing } => *committing,
            // The log holds the commit by then.
            Self::Commit(error) if extended(error) == Some(code::IOERR_SHMSIZE) => true,
            Self::Commit(error) => !matches!(
                primary(error),
                Some(
                    code::ERROR
                        | code::FULL
                        | code::BUSY
                        | code::CONSTRAINT
                        | code::READONLY
                        | code::TOOBIG
                )
            ),
            Self::Shared(fault) => fault.is_uncertain(),
            _ => false,
        }
    }

    /// The error of an operation.
    pub(super) fn at(self, operation: &'static str) -> PortError {
        let error = if self.is_uncertain() {
            PortError::unknown(ADAPTER, operation, self.to_string())
        } else {
            PortError::not_done(ADAPTER, operation, self.kind(), self.to_string())
        };
        match self {
            Self::Unusable { cause, .. } => error.source(cause),
            Self::NoRandom(cause) => error.source(cause),
            Self::Database(cause) | Self::Commit(cause) => error.source(cause),
            _ => error,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::error::Error;
    use std::fmt;

    use chatops_core::error::Certainty;

    use super::*;

    /// A failure as SQLite reports it, with words that must not be repeated.
    #[derive(Debug)]
    struct Failure(i32);

    impl fmt::Display for Failure {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("hunter2")
        }
    }

    impl Error for Failure {}

    impl sqlx::error::DatabaseError for Failure {
        fn message(&self) -> &str {
            "hunter2"
        }

        fn code(&self) -> Option<Cow<'_, str>> {
            Some(self.0.to_string().into())
        }

        fn as_error(&self) -> &(dyn Error + Send + Sync + 'static) {
            self
        }

        fn as_error_mut(&mut self) -> &mut (dyn Error + Send + Sync + 'static) {
            self
        }

        fn into_error(self: Box<Self>) -> Box<dyn Error + Send + Sync + 'static> {
            self
        }

        fn kind(&self) -> sqlx::error::ErrorKind {
            sqlx::error::ErrorKind::Other
        }
    }

    fn failure(code: i32) -> sqlx::Error {
        sqlx::Error::Database(Box::new(Failure(code)))
    }

    #[test]
    fn each_failure_of_sqlite_has_its_kind_and_says_whether_to_stop() {
        for (code, kind, stops) in [
            (5, ErrorKind::Unavailable, false),    // BUSY
            (517, ErrorKind::Unavailable, false),  // BUSY_SNAPSHOT
            (7, ErrorKind::Unavailable, false),    // NOMEM
            (8, ErrorKind::Forbidden, false),      // READONLY
            (10, ErrorKind::Unavailable, true),    // IOERR
            (1034, ErrorKind::Unavailable, true),  // IOERR_FSYNC
            (778, ErrorKind::Unavailable, true),   // IOERR_WRITE
            (4874, ErrorKind::Unavailable, false), // IOERR_SHMSIZE
            (11, ErrorKind::Corrupt, true),        // CORRUPT
            (13, ErrorKind::Unavailable, false),   // FULL
            (14, ErrorKind::Unavailable, false),   // CANTOPEN
            (2067, ErrorKind::Conflict, false),    // CONSTRAINT_UNIQUE
            (26, ErrorKind::Corrupt, true),        // NOTADB
        ] {
            let fault = Fault::Database(failure(code));
            assert_eq!(fault.is_fatal(), stops, "{code}");
            let error = fault.at("append");
            assert_eq!((error.kind, error.certainty), (kind, Certainty::NotDone), "{code}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn a_commit_under_which_the_disk_failed_may_have_happened() {
        let lost = Fault::Commit(failure(1034)).at("append");
        assert_eq!(lost.certainty, Certainty::Unknown);
        assert_eq!(
            lost.to_string(),
            "sqlite could not append: SQLite failed while committing (the disk failed, code 1034); \
             check the disk and restart the process (it may have happened)"
        );
        assert_eq!(Fault::Commit(failure(13)).at("append").certainty, Certainty::NotDone);
    }

    #[test]
    fn an_index_of_the_log_that_cannot_grow_is_a_full_disk() {
        let fault = Fault::Commit(failure(4874));
        assert!(fault.is_full() && !fault.is_fatal());
        let error = fault.at("receive");
        assert_eq!(
            error.certainty,
            Certainty::Unknown,
            "its frames may be found by the next start"
        );
        assert!(error.to_string().contains("it goes on by itself"), "{error}");
    }

    #[test]
    fn a_write_that_failed_for_want_of_room_stops_nothing() {
        assert!(!Fault::Commit(failure(1034)).may_want_room());
        for (fault, certainty) in [
            (Fault::Database(failure(778)), Certainty::NotDone),
            (Fault::Commit(failure(778)), Certainty::Unknown),
        ] {
            assert!(fault.may_want_room());
            let fault = fault.for_want_of_room();
            assert!(fault.is_full() && !fault.is_fatal());
            let error = fault.at("receive");
            assert_eq!((error.kind, error.certainty), (ErrorKind::Unavailable, certainty));
            assert!(error.to_string().contains("a quota; free some space"), "{error}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn whether_there_is_room_is_tried_before_a_failed_write_stops_the_journal() {
        use crate::sqlite::connection::Health;

        let folder = tempfile::tempdir().unwrap();
        let health = Health::of(&folder.path().join("j.db"));
        let probe = folder.path().join("j.db.probe");
        std::os::unix::fs::symlink("/dev/full", probe).unwrap();
        assert!(health.judged(Fault::Commit(failure(778))).is_full());
        assert!(health.check().is_ok());
        // Now there is room, so that it was the disk.
        assert!(health.judged(Fault::Commit(failure(778))).is_fatal());
        assert!(health.check().is_err());
    }

    #[test]
    fn a_full_disk_says_so() {
        assert_eq!(
            Fault::Database(failure(13)).at("receive").to_string(),
            "sqlite could not receive: SQLite failed (the disk is full, code 13); free some space, \
             it goes on by itself"
        );
    }
}
