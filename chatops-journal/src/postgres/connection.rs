//! Connections: how they are set up, who holds them, and what becomes of them when something fails.
//!
//! A unit of work owns its connection. If its future is dropped half way, or the database fails within it, the connection
//! goes with it and the server rolls back: no half-open transaction is ever inherited.

use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chatops_core::wire::FORMAT;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Row};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout, timeout_at};

use super::acknowledged::{Acknowledged, Marks};
use super::fault::Fault;
use super::flushing::Flushing;

/// Most connections at once, beside the one that listens. Appends take turns; the rest is claims, outcomes and reading.
const CONNECTIONS_MAX: usize = 8;

/// How long a caller waits for a free connection.
const FREE_WAIT_MAX: Duration = Duration::from_secs(4);

/// How long making a connection may take, TLS and password included.
const CONNECT_MAX: Duration = Duration::from_secs(4);

/// How long after its last use a connection counts as used a moment ago.
const WARM: Duration = Duration::from_secs(1);

/// How long reading may take.
const READ_MAX: Duration = Duration::from_secs(10);

/// How long a unit of work may take before its commit, waiting for its turn included.
pub(super) const WORK_MAX: Duration = Duration::from_secs(8);

/// How long a commit may take. A synchronous standby answers within it.
pub(super) const COMMIT_MAX: Duration = Duration::from_secs(5);

/// Which server, database and session a statement runs in.
macro_rules! session {
    () => {
        "concat_ws('/', pg_postmaster_start_time(), \
                   (SELECT oid FROM pg_database WHERE datname = current_database()), \
                   pg_backend_pid())"
    };
}
pub(super) use session;

/// What begins every transaction, in one message: the level that the statements are written for, and bounds, so that a slow
/// statement, a holder of the lock that hangs, or one of us that was stopped in the middle never stops the others for
/// good. Set within the transaction, because a pooler gives each transaction another session. Then the lock, and at last
/// which server and session this is, where what it commits is flushed, and which form the journal has: a newer version may
/// have brought it to another while this one runs.
macro_rules! begin {
    ($lock:literal, $form:literal) => {
        concat!(
            "BEGIN ISOLATION LEVEL READ COMMITTED; \
             SET LOCAL statement_timeout = '5s'; \
             SET LOCAL lock_timeout = '3s'; \
             SET LOCAL idle_in_transaction_session_timeout = '5s'; ",
            $lock,
            "SELECT current_setting('synchronous_commit') AS held, \
             current_setting('synchronous_standby_names') AS standbys, ",
            $form,
            " AS form, ",
            session!(),
            " AS server"
        )
    };
}

/// With the lock that puts appends in an order: `chop` in ASCII, and the schema, so that journals in one database do not
/// wait for one another. It ends with its transaction.
macro_rules! begin_in_turn {
    ($form:literal) => {
        begin!(
            "SELECT pg_advisory_xact_lock((1667788656::bigint << 32) | current_schema()::regnamespace::oid::bigint); ",
            $form
        )
    };
}
const BEGIN_IN_TURN: &str = begin_in_turn!("(SELECT form FROM meta)");
/// There may be no journal yet.
const BEGIN_TO_MIGRATE: &str = begin_in_turn!("0::bigint");
const BEGIN: &str = begin!("", "(SELECT form FROM meta)");
/// Claims take turns among themselves, so that each sees what the others have given out: `clam` in ASCII, and the schema.
const BEGIN_TO_CLAIM: &str = begin!(
    "SELECT pg_advisory_xact_lock((1668047213::bigint << 32) | current_schema()::regnamespace::oid::bigint); ",
    "(SELECT form FROM meta)"
);

/// A statement time-out during a commit would end the wait for a synchronous standby, and call it committed.
const COMMIT: &str = "SET LOCAL statement_timeout = 0; COMMIT";

/// Whether a unit of work takes its turn among those that append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It does: its commits come in the order of what they write.
    Taken,
    /// It does, to make the journal or bring it to another form.
    TakenToMigrate,
    /// It takes its turn among those that claim.
    TakenToClaim,
    /// It may run beside others.
    NotTaken,
}

/// How long the two halves of a unit of work may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) work: Duration,
    pub(super) commit: Duration,
}

/// What most units of work are given.
pub(super) const LIMITS: Limits = Limits { work: WORK_MAX, commit: COMMIT_MAX };

/// Reads an address. What the caller does not say about durability and time is said here.
pub(super) fn options(address: &str) -> Result<PgConnectOptions, Fault> {
    if !(address.starts_with("postgres://") || address.starts_with("postgresql://")) {
        return Err(Fault::Address);
    }
    let options = PgConnectOptions::from_str(address).map_err(|_| Fault::Address)?;
    // What people wrote goes through these statements: none of it goes into a log. Floats are not used, and poolers refuse
    // a setting that they do not know.
    Ok(options.application_name("chatops").extra_float_digits(None).disable_statement_logging())
}

/// The connections to one journal.
pub(super) struct Pool {
    options: PgConnectOptions,
    idle: Mutex<Vec<Idle>>,
    permits: Semaphore,
    pub(super) acknowledged: Acknowledged,
    pub(super) flushing: Flushing,
}

impl Pool {
    /// Connections that are made when they are needed.
    pub(super) fn new(options: PgConnectOptions) -> Self {
        Self {
            options,
            idle: Mutex::default(),
            permits: Semaphore::new(CONNECTIONS_MAX),
            acknowledged: Acknowledged::default(),
            flushing: Flushing::default(),
        }
    }

    /// How to connect.
    pub(super) fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection, or makes one.
    pub(super) async fn take(&self) -> Result<Held<'_>, Fault> {
        let permit = match timeout(FREE_WAIT_MAX, self.permits.acquire()).await {
            Ok(Ok(permit)) => permit,
            Ok(Err(_)) | Err(_) => return Err(Fault::Busy),
        };
        let idle = self.idle().pop();
        let fresh = idle.is_none();
        let (connection, checked, since) = match idle {
            Some(Idle { connection, checked, since }) => (connection, checked, since),
            None => (self.connect().await?, None, Instant::now()),
        };
        Ok(Held { connection, fresh, checked, since, pool: self, _permit: permit })
    }

    async fn connect(&self) -> Result<PgConnection, Fault> {
        match timeout(CONNECT_MAX, self.options.connect()).await {
            Ok(connection) => Ok(connection?),
            Err(_) => Err(Fault::Slow),
        }
    }

    /// Begins a transaction on a connection that works: one that broke while nobody used it is replaced.
    pub(super) async fn begin(&self, turn: Turn, limits: Limits) -> Result<Unit<'_>, Fault> {
        let deadline = Instant::now() + limits.work;
        let begun = timeout_at(deadline, async {
            loop {
                let mut held = self.take().await?;
                match begin_on(&mut held.connection, turn, &self.flushing).await {
                    Ok(server) => return Ok((held, server)),
                    Err(fault) if fault.is_lost() && !held.fresh => self.idle().clear(),
                    Err(fault) => return Err(fault),
                }
            }
        });
        let (held, server) = begun.await.map_err(|_| Fault::Slow)??;
        let mut unit = Unit { held, marks: Marks::default(), deadline, commit: limits.commit };
        let checked = timeout_at(deadline, self.acknowledged.check(unit.connection(), &server));
        checked.await.map_err(|_| Fault::Slow)??;
        unit.held.checked = Some(server);
        Ok(unit)
    }
}

/// Begins a transaction. Gives the server and session that it runs in.
async fn begin_on(
    connection: &mut PgConnection,
    turn: Turn,
    flushing: &Flushing,
) -> Result<String, Fault> {
    let begin = match turn {
        Turn::Taken => BEGIN_IN_TURN,
        Turn::TakenToMigrate => BEGIN_TO_MIGRATE,
        Turn::TakenToClaim => BEGIN_TO_CLAIM,
        Turn::NotTaken => BEGIN,
    };
    let rows = sqlx::raw_sql(begin).fetch_all(connection).await?;
    let row = rows.last().ok_or(sqlx::Error::RowNotFound)?;
    flushing.see(row.try_get("held")?, row.try_get("standbys")?)?;
    expect_form(row.try_get("form")?)?;
    Ok(row.try_get("server")?)
}

/// Fails where a newer version has brought the journal to a form that this one does not write.
fn expect_form(seen: i64) -> Result<(), Fault> {
    if seen <= i64::from(FORMAT) { Ok(()) } else { Err(Fault::Newer(seen)) }
}

/// A connection that nobody uses.
struct Idle {
    connection: PgConnection,
    checked: Option<String>,
    since: Instant,
}

/// A connection that was taken out. Unless it is given back, it ends with this value.
pub(super) struct Held<'p> {
    connection: PgConnection,
    /// Whether it was made for this.
    fresh: bool,
    /// The server and session in which it was seen that this server holds what was acknowledged.
    checked: Option<String>,
    /// Since when nobody has used it.
    since: Instant,
    pool: &'p Pool,
    _permit: SemaphorePermit<'p>,
}

impl Held<'_> {
    /// The connection.
    pub(super) fn connection(&mut self) -> &mut PgConnection {
        &mut self.connection
    }

    /// The server and session that were checked, where they can be relied on without asking again: somebody has used the
    /// connection a moment ago, so it has hardly broken meanwhile.
    pub(super) fn session(&self) -> Option<&str> {
        self.checked.as_deref().filter(|_| self.since.elapsed() < WARM)
    }

    /// Remembers what the caller will be told is stored.
    pub(super) fn remember(&self, marks: Marks) {
        self.pool.acknowledged.add(marks);
    }

    /// Whether trying again on another connection may help: this one may have broken while nobody used it.
    pub(super) fn may_have_been_stale<T>(&self, result: &Result<T, Fault>) -> bool {
        !self.fresh && matches!(result, Err(fault) if fault.is_lost())
    }

    /// Puts the connection back, unless the database failed on it.
    pub(super) fn give_back<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        match &result {
            Err(fault) if fault.is_lost() => self.pool.idle().clear(),
            Err(fault) if !fault.leaves_the_connection_whole() => {}
            _ => {
                let Self { connection, checked, pool, .. } = self;
                pool.idle().push(Idle { connection, checked, since: Instant::now() });
            }
        }
        result
    }
}

/// How long a piece of reading may take.
pub(super) async fn reading<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    timeout(READ_MAX, work).await.unwrap_or(Err(Fault::Slow))
}

/// One transaction, and the connection it runs on. Dropping it drops the connection: the server rolls back.
pub(super) struct Unit<'p> {
    held: Held<'p>,
    /// What the caller will be told is stored.
    pub(super) marks: Marks,
    deadline: Instant,
    commit: Duration,
}

impl Unit<'_> {
    /// The connection.
    pub(super) fn connection(&mut self) -> &mut PgConnection {
        self.held.connection()
    }

    /// Until when its work must be done.
    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Commits what succeeded, and rolls back what did not.
    pub(super) async fn finish<T>(mut self, result: Result<T, Fault>) -> Result<T, Fault> {
        let value = match result {
            Ok(value) => value,
            Err(fault) => {
                if fault.leaves_the_connection_whole() {
                    let rolled_back = sqlx::raw_sql("ROLLBACK").execute(self.held.connection());
                    if matches!(timeout(self.commit, rolled_back).await, Ok(Ok(_))) {
                        return self.held.give_back(Err(fault));
                    }
                }
                return Err(fault);
            }
        };
        let committed = sqlx::raw_sql(COMMIT).execute(self.held.connection());
        match timeout(self.commit, committed).await {
            Ok(Ok(_)) => {
                self.held.pool.acknowledged.add(self.marks);
                self.held.give_back(Ok(value))
            }
            Ok(Err(error)) => self.held.give_back(Err(Fault::Commit(error))),
            Err(_) => Err(Fault::SlowCommit),
        }
    }
}
