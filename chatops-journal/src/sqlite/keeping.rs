//! Snapshots, leases, cursors, and what is forgotten.

use chatops_core::ids::StreamId;
use chatops_core::ports::journal::{AHEAD_MAX, Cursor, Lease};
use chatops_core::time::later;
use chatops_core::wire::checksum;
use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::fault::Fault;
use crate::columns::{json, nanos, nanos_near, number, page_rows, signed};
use crate::rows;

/// Keeps a snapshot unless a newer one is there.
pub(super) async fn save_snapshot(
    connection: &mut SqliteConnection,
    stream: &StreamId,
    seq: u64,
    state: &str,
) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO snapshot (stream, seq, state, checksum) VALUES (?, ?, ?, ?) \
         ON CONFLICT (stream) DO UPDATE \
         SET seq = excluded.seq, state = excluded.state, checksum = excluded.checksum \
         WHERE excluded.seq >= snapshot.seq",
    )
    .bind(stream.to_string())
    .bind(signed("the sequence number", seq)?)
    .bind(state.to_owned())
    .bind(checksum(state))
    .execute(connection)
    .await?;
    Ok(())
}

/// The newest snapshot.
pub(super) async fn snapshot(
    connection: &mut SqliteConnection,
    stream: &StreamId,
) -> Result<Option<(u64, String)>, Fault> {
    let found: Option<(i64, String, String)> =
        sqlx::query_as("SELECT seq, state, checksum FROM snapshot WHERE stream = ?")
            .bind(stream.to_string())
            .fetch_optional(connection)
            .await?;
    Ok(found.and_then(|row| rows::snapshot(stream, row)))
}

/// Takes or renews a lease.
pub(super) async fn lease(
    connection: &mut SqliteConnection,
    name: &str,
    owner: &str,
    now: Timestamp,
    length: SignedDuration,
) -> Result<Option<Lease>, Fault> {
    let until = later(now, length);
    // Renewing keeps the epoch; taking a lease that ended, even one's own, is a new holding. One that a clock ahead has given
    // counts as ended.
    // All rows are asked for, though there is one at most: only then is the end of the statement, its commit, waited for.
    let epochs: Vec<i64> = sqlx::query_scalar(
        "INSERT INTO lease (name, owner, epoch, until) VALUES (?1, ?2, 1, ?3) \
         ON CONFLICT (name) DO UPDATE \
         SET owner = excluded.owner, until = excluded.until, \
             epoch = epoch + (lease.until <= ?4 OR lease.until > ?5) \
         WHERE lease.until <= ?4 OR lease.until > ?5 OR lease.owner = excluded.owner \
         RETURNING epoch",
    )
    .bind(name.to_owned())
    .bind(owner.to_owned())
    .bind(nanos(until)?)
    .bind(nanos_near(now))
    .bind(nanos_near(later(until, AHEAD_MAX)))
    .fetch_all(connection)
    .await?;
    let Some(epoch) = epochs.first().copied() else {
        return Ok(None);
    };
    let (name, owner) = (name.to_owned(), owner.to_owned());
    Ok(Some(Lease { name, owner, epoch: number("an epoch", epoch)?, until }))
}

/// Ends every claim and every lease: whoever held them is gone, as the lock of the one who writes now proves. What was
/// claimed comes with the next claim, marked as ambiguous like after any lease that ended. Where nothing is held, nothing
/// is written.
pub(super) async fn take_over(connection: &mut SqliteConnection) -> Result<(), Fault> {
    const END: [&str; 2] = [
        "UPDATE effect SET lease_until = ?1 WHERE state < 3 AND state = 2 AND lease_until > ?1",
        "UPDATE lease SET until = ?1 WHERE until > ?1",
    ];
    let mut ended = 0;
    for end in END {
        let long_ago = nanos(Timestamp::UNIX_EPOCH)?;
        ended += sqlx::query(end).bind(long_ago).execute(&mut *connection).await?.rows_affected();
    }
    if ended > 0 {
        tracing::info!(ended, "an earlier process had claims and leases; they are taken over");
    }
    Ok(())
}

/// Where reading a source stopped.
pub(super) async fn cursor(
    connection: &mut SqliteConnection,
    source: &str,
    scope: &str,
) -> Result<Option<String>, Fault> {
    Ok(sqlx::query_scalar("SELECT token FROM cursor WHERE source = ? AND scope = ?")
        .bind(source.to_owned())
        .bind(scope.to_owned())
        .fetch_optional(connection)
        .await?)
}

/// Keeps where reading sources stopped. Of two places for one scope the last one stays.
pub(super) async fn set_cursors(
    connection: &mut SqliteConnection,
    cursors: &[&Cursor],
) -> Result<(), Fault> {
    let rows: Vec<(&str, &str, &str)> =
        cursors.iter().map(|one| (&*one.source, &*one.scope, &*one.token)).collect();
    sqlx::query(
        "INSERT INTO cursor (source, scope, token) \
         SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true ORDER BY json_each.key \
         ON CONFLICT (source, scope) DO UPDATE SET token = excluded.token",
    )
    .bind(json("the cursors", &rows)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets old rows of the three kinds that nobody asks for any more.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    before: Timestamp,
    limit: usize,
) -> Result<usize, Fault> {
    const FORGET: [&str; 3] = [
        "DELETE FROM inbox WHERE id IN \
         (SELECT id FROM inbox WHERE state = 1 AND received_at < ? ORDER BY received_at LIMIT ?)",
        "DELETE FROM effect WHERE pos IN \
         (SELECT pos FROM effect WHERE state >= 3 AND settled_at < ? ORDER BY settled_at LIMIT ?)",
        "DELETE FROM timer WHERE id IN \
         (SELECT id FROM timer WHERE fired_at IS NOT NULL AND fired_at < ? ORDER BY fired_at LIMIT ?)",
    ];
    let mut gone = 0_u64;
    for forget in FORGET {
        let forgotten = sqlx::query(forget)
            .bind(nanos_near(before))
            .bind(page_rows(limit))
            .execute(&mut *connection)
            .await?;
        gone += forgotten.rows_affected();
    }
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
