//! What can go wrong, and the one place where it becomes a [`PortError`].
//!
//! Neither the address nor what the server says goes into an error: the one holds a password, the other quotes rows.

use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::wire::FORMAT;

use crate::columns::Misfit;

/// The adapter's name in errors.
const ADAPTER: &str = "postgres";

/// What went wrong. The sentences say what to do about it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// The address cannot be read. It is not repeated: it holds a password.
    #[error("the address cannot be read; write `postgres://user:password@host:port/database`")]
    Address,
    /// The tables are somebody else's.
    #[error(
        "the schema `{schema}` holds tables of another program; give the journal a database or a schema of its own, \
         for example with `?options[search_path]=chatops` in the address"
    )]
    Foreign { schema: String },
    /// The search path leads nowhere.
    #[error("the search path names no schema that is there; create it, or correct the search path")]
    NoSchema,
    /// There is no journal to read.
    #[error("there is no journal in the schema `{schema}`; `PostgresJournal::connect` makes one")]
    Missing { schema: String },
    /// The server is too old.
    #[error(
        "the server is PostgreSQL {major}; the journal needs {needed} or later",
        needed = super::server::MAJOR_MIN
    )]
    OldServer { major: i64 },
    /// A setting under which an acknowledged event can be lost or changed.
    #[error("the setting `{setting}` is `{seen}`; set it to `{wanted}`: {why}")]
    NotHeld { setting: &'static str, wanted: &'static str, seen: String, why: &'static str },
    /// It may be read only.
    #[error("the server is a standby and takes no writes; name the primary in the address")]
    Standby,
    /// It may not be written.
    #[error(
        "the journal was opened read only; open it with `PostgresJournal::connect` to write it"
    )]
    ReadOnly,
    /// It is of a newer version.
    #[error(
        "the journal is of form {0}, a newer form than this version writes ({FORMAT}): it can be read, not written; start \
         the version that wrote it"
    )]
    Newer(i64),
    /// Every connection is in use.
    #[error(
        "every connection is in use; the database is slow, or more is asked of it than it can do"
    )]
    Busy,
    /// It took too long, and nothing was committed.
    #[error("the database did not answer in time; check its load and the way to it")]
    Slow,
    /// It took too long while it was being made final.
    #[error(
        "the database did not say in time whether it committed; check its load and its standby"
    )]
    SlowCommit,
    /// The journal stands behind what it had acknowledged.
    #[error(
        "the journal regressed: {0} is gone, so the database lost what it had acknowledged (a failover to an older \
         standby, a backup that was restored); nothing more is written to it. Bring back the newer database, or \
         restart this process to go on from the older one: sources are then read again from their cursors"
    )]
    Regressed(&'static str),
    /// Another writer was first, or the caller counts wrongly.
    #[error("{0}")]
    Conflict(String),
    /// What was read cannot be what was written.
    #[error("{0}; open it with `connect_read_only` to look at it, and restore a backup")]
    Damaged(String),
    /// A value that no column holds.
    #[error("{what} {value} cannot be stored; {range}")]
    OutOfRange { what: &'static str, value: String, range: &'static str },
    /// The database failed.
    #[error("{}", meaning(.0))]
    Database(sqlx::Error),
    /// The database failed while making it final.
    #[error("while committing, {}", meaning(.0))]
    Commit(sqlx::Error),
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

/// What an error code means to whoever runs the database: SQLSTATE or the class it begins with, the kind, and the
/// sentence (<https://www.postgresql.org/docs/current/errcodes-appendix.html>). The first that fits counts.
const CODES: &[(&str, ErrorKind, &str)] = &[
    (
        "28",
        ErrorKind::Unauthenticated,
        "the server does not accept the user or its password; check both in the address, and `pg_hba.conf`",
    ),
    (
        "42501",
        ErrorKind::Forbidden,
        "the database user lacks rights; let it own the schema, or grant it USAGE and CREATE on the schema, SELECT, INSERT, UPDATE and DELETE on its tables, and USAGE on its sequences",
    ),
    (
        "3D000",
        ErrorKind::NotFound,
        "the database is not there; create it, for example with `createdb`",
    ),
    ("23505", ErrorKind::Conflict, "something is there already"),
    (
        "25006",
        ErrorKind::Unavailable,
        "the server takes no writes: it is a standby, or was set read only; name the primary in the address",
    ),
    (
        "25P03",
        ErrorKind::Unavailable,
        "the transaction waited too long for its next statement; it was rolled back",
    ),
    ("26000", ErrorKind::Unavailable, PREPARED),
    ("42P05", ErrorKind::Unavailable, PREPARED),
    (
        "53100",
        ErrorKind::Unavailable,
        "the disk of the server is full; free some space, it goes on by itself",
    ),
    (
        "53300",
        ErrorKind::Unavailable,
        "the server has no connection left; raise `max_connections`, or close what else uses it",
    ),
    ("53", ErrorKind::Unavailable, "the server ran out of resources"),
    (
        "55P03",
        ErrorKind::Unavailable,
        "another transaction held the journal for too long; it was rolled back",
    ),
    (
        "57014",
        ErrorKind::Unavailable,
        "a statement took too long; it was rolled back; check the load of the server",
    ),
    ("57", ErrorKind::Unavailable, "the server is shutting down or starting; it is tried again"),
    (
        "40",
        ErrorKind::Unavailable,
        "it met another transaction and was rolled back; it can be tried again",
    ),
    ("08", ErrorKind::Unavailable, LOST),
    ("58", ErrorKind::Unavailable, "the server could not read or write its disk; check it"),
    (
        "22",
        ErrorKind::Invalid,
        "a value cannot be stored in PostgreSQL, for example a text with a zero byte",
    ),
    ("54", ErrorKind::Invalid, "a value is too large, for example a key that no index holds"),
    ("42P01", ErrorKind::Corrupt, TABLES),
    ("42703", ErrorKind::Corrupt, TABLES),
    ("XX001", ErrorKind::Corrupt, "the server found damaged data; restore a backup"),
    (
        "XX002",
        ErrorKind::Corrupt,
        "the server found a damaged index; `REINDEX` it, and check the disk",
    ),
];

const LOST: &str = "the connection to the database was lost; it is tried again";
const PREPARED: &str = "a prepared statement is gone: behind a transaction pooler, add `?statement-cache-capacity=0` to the address";
const TABLES: &str = "a table or column of the journal is gone; restore a backup";

/// The code that the server gave, if it was the server.
fn code(error: &sqlx::Error) -> Option<String> {
    Some(error.as_database_error()?.code()?.into_owned())
}

fn known(code: &str) -> Option<&'static (&'static str, ErrorKind, &'static str)> {
    CODES.iter().find(|(known, ..)| code.starts_with(known))
}

/// The failure in our own words.
fn meaning(error: &sqlx::Error) -> String {
    if let Some(code) = code(error) {
        let words = known(&code).map_or("the database failed", |(.., words)| words);
        return format!("{words} (code {code})");
    }
    let words = match error {
        sqlx::Error::Io(cause) if cause.kind() == std::io::ErrorKind::ConnectionRefused => {
            "the database cannot be reached; check that it runs, and the host and port in the address"
        }
        sqlx::Error::Io(_) => LOST,
        sqlx::Error::Tls(_) => {
            "no encrypted connection came about; check the server's certificate and `sslmode` in the address"
        }
        sqlx::Error::Configuration(_) => "the address asks for something that is not there",
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => "a column cannot be read",
        _ => "the database gave an answer that the driver does not understand",
    };
    words.to_owned()
}

/// A failure as it is told to a caller; several callers can be told the same.
#[derive(Debug, Clone)]
pub(super) struct Told {
    kind: ErrorKind,
    certainty: Certainty,
    text: String,
}

impl Told {
    /// That nobody knows whether it happened, for this reason.
    pub(super) fn unknown(fault: &Fault) -> Self {
        Self { certainty: Certainty::Unknown, ..fault.told() }
    }

    /// The error of an operation.
    pub(super) fn at(self, operation: &'static str) -> PortError {
        let error = PortError::not_done(ADAPTER, operation, self.kind, self.text);
        PortError { certainty: self.certainty, ..error }
    }

    /// Whether the same would be refused again, and another might not.
    pub(super) fn is_about_a_value(&self) -> bool {
        self.kind == ErrorKind::Invalid
    }
}

impl Fault {
    /// Whether the connection is gone, so that another one may work.
    pub(super) fn is_lost(&self) -> bool {
        let (Self::Database(error) | Self::Commit(error)) = self else { return false };
        match code(error) {
            Some(code) => code.starts_with("57P") || code.starts_with("08") || code == "25P03",
            None => matches!(error, sqlx::Error::Io(_) | sqlx::Error::Protocol(_)),
        }
    }

    /// Whether it is gone without a word of the server.
    pub(super) fn is_unanswered(&self) -> bool {
        let (Self::Database(error) | Self::Commit(error)) = self else { return false };
        code(error).is_none()
    }

    /// Whether the connection can be used again after a rollback: all was refused by us, none by the database.
    pub(super) fn leaves_the_connection_whole(&self) -> bool {
        !matches!(self, Self::Database(_) | Self::Commit(_) | Self::Slow | Self::SlowCommit)
    }

    fn kind(&self) -> ErrorKind {
        match self {
            Self::Address | Self::Foreign { .. } | Self::NoSchema | Self::OutOfRange { .. } => {
                ErrorKind::Invalid
            }
            Self::Missing { .. } => ErrorKind::NotFound,
            Self::OldServer { .. } | Self::NotHeld { .. } => ErrorKind::Unsupported,
            Self::ReadOnly | Self::Newer(_) => ErrorKind::Forbidden,
            Self::Standby | Self::Busy | Self::Slow | Self::SlowCommit => ErrorKind::Unavailable,
            Self::Conflict(_) => ErrorKind::Conflict,
            Self::Damaged(_) | Self::Regressed(_) => ErrorKind::Corrupt,
            Self::Database(error) | Self::Commit(error) => match (code(error), error) {
                (Some(code), _) => {
                    known(&code).map_or(ErrorKind::Unavailable, |(_, kind, _)| *kind)
                }
                (None, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)) => {
                    ErrorKind::Corrupt
                }
                (None, sqlx::Error::Configuration(_)) => ErrorKind::Invalid,
                (None, _) => ErrorKind::Unavailable,
            },
        }
    }

    /// Whether the write may have happened all the same: the answer to a commit was lost, or the server went down under
    /// it. Whatever else the server says about a commit, it rolled back.
    fn is_uncertain(&self) -> bool {
        match self {
            Self::SlowCommit => true,
            Self::Commit(error) => {
                code(error).is_none_or(|code| code.starts_with("57") || code.starts_with("08"))
            }
            _ => false,
        }
    }

    /// What a caller is told.
    pub(super) fn told(&self) -> Told {
        let certainty = if self.is_uncertain() { Certainty::Unknown } else { Certainty::NotDone };
        Told { kind: self.kind(), certainty, text: self.to_string() }
    }

    /// The error of an operation.
    pub(super) fn at(self, operation: &'static str) -> PortError {
        self.told().at(operation)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::error::Error;
    use std::fmt;

    use super::*;

    /// A failure as the server reports it, with words that must not be repeated.
    #[derive(Debug)]
    struct Failure(&'static str);

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
            Some(self.0.into())
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

    fn failure(code: &'static str) -> sqlx::Error {
        sqlx::Error::Database(Box::new(Failure(code)))
    }

    #[test]
    fn each_failure_of_the_server_has_its_kind_and_nothing_of_its_words() {
        for (code, kind) in [
            ("28P01", ErrorKind::Unauthenticated),
            ("28000", ErrorKind::Unauthenticated),
            ("42501", ErrorKind::Forbidden),
            ("3D000", ErrorKind::NotFound),
            ("23505", ErrorKind::Conflict),
            ("25006", ErrorKind::Unavailable),
            ("53100", ErrorKind::Unavailable),
            ("55P03", ErrorKind::Unavailable),
            ("57014", ErrorKind::Unavailable),
            ("57P01", ErrorKind::Unavailable),
            ("40P01", ErrorKind::Unavailable),
            ("22021", ErrorKind::Invalid),
            ("54000", ErrorKind::Invalid),
            ("42P01", ErrorKind::Corrupt),
            ("XX001", ErrorKind::Corrupt),
            ("99999", ErrorKind::Unavailable),
        ] {
            let error = Fault::Database(failure(code)).at("append");
            assert_eq!((error.kind, error.certainty), (kind, Certainty::NotDone), "{code}");
            assert!(error.to_string().contains(code), "{error}");
            assert!(!format!("{error:?} {error}").contains("hunter2"), "{error:?}");
        }
    }

    #[test]
    fn only_a_commit_whose_answer_was_lost_may_have_happened() {
        let lost = || sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        assert_eq!(Fault::Commit(lost()).at("append").certainty, Certainty::Unknown);
        assert_eq!(Fault::Database(lost()).at("append").certainty, Certainty::NotDone);
        assert_eq!(Fault::Commit(failure("57P01")).at("append").certainty, Certainty::Unknown);
        assert_eq!(Fault::Commit(failure("40001")).at("append").certainty, Certainty::NotDone);
        assert_eq!(Fault::SlowCommit.at("append").certainty, Certainty::Unknown);
        assert_eq!(Fault::Slow.at("append").certainty, Certainty::NotDone);
        assert_eq!(
            Fault::Commit(lost()).at("append").to_string(),
            "postgres could not append: while committing, the connection to the database was lost; \
             it is tried again (it may have happened)"
        );
    }

    #[test]
    fn a_full_disk_and_a_standby_say_so() {
        let full = Fault::Database(failure("53100")).at("receive").to_string();
        assert!(full.contains("the disk of the server is full"), "{full}");
        let standby = Fault::Database(failure("25006")).at("receive").to_string();
        assert!(standby.contains("takes no writes: it is a standby"), "{standby}");
    }
}
