//! Snapshots, leases, cursors, the clock, and what is forgotten.

use chatops_core::ids::StreamId;
use chatops_core::ports::journal::{AHEAD_MAX, Lease};
use chatops_core::time::later;
use chatops_core::wire::checksum;
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgConnection;

use super::connection::Unit;
use super::fault::Fault;
use crate::columns::{moment, nanos, nanos_near, number, page_rows, signed};
use crate::rows;

/// Keeps a snapshot unless a newer one is there.
pub(super) async fn save_snapshot(
    unit: &mut Unit<'_>,
    stream: &StreamId,
    seq: u64,
    state: &str,
) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO snapshot (stream, seq, state, checksum) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (stream) DO UPDATE \
         SET seq = excluded.seq, state = excluded.state, checksum = excluded.checksum \
         WHERE excluded.seq >= snapshot.seq",
    )
    .bind(stream.to_string())
    .bind(signed("the sequence number", seq)?)
    .bind(state)
    .bind(checksum(state))
    .execute(unit.connection())
    .await?;
    Ok(())
}

/// The newest snapshot.
pub(super) async fn snapshot(
    connection: &mut PgConnection,
    stream: &StreamId,
) -> Result<Option<(u64, String)>, Fault> {
    let found: Option<(i64, String, String)> =
        sqlx::query_as("SELECT seq, state, checksum FROM snapshot WHERE stream = $1")
            .bind(stream.to_string())
            .fetch_optional(connection)
            .await?;
    Ok(found.and_then(|row| rows::snapshot(stream, row)))
}

/// Takes or renews a lease.
pub(super) async fn lease(
    unit: &mut Unit<'_>,
    name: &str,
    owner: &str,
    now: Timestamp,
    length: SignedDuration,
) -> Result<Option<Lease>, Fault> {
    let until = later(now, length);
    // Renewing keeps the epoch; taking a lease that ended, even one's own, is a new holding. One that a clock ahead has given
    // counts as ended.
    let epoch: Option<i64> = sqlx::query_scalar(
        "INSERT INTO lease (name, owner, epoch, until) VALUES ($1, $2, 1, $3) \
         ON CONFLICT (name) DO UPDATE \
         SET owner = excluded.owner, until = excluded.until, \
             epoch = lease.epoch + CASE WHEN lease.until <= $4 OR lease.until > $5 THEN 1 ELSE 0 END \
         WHERE lease.until <= $4 OR lease.until > $5 OR lease.owner = excluded.owner \
         RETURNING epoch",
    )
    .bind(name)
    .bind(owner)
    .bind(nanos(until)?)
    .bind(nanos_near(now))
    .bind(nanos_near(later(until, AHEAD_MAX)))
    .fetch_optional(unit.connection())
    .await?;
    let Some(epoch) = epoch else {
        return Ok(None);
    };
    let (name, owner) = (name.to_owned(), owner.to_owned());
    Ok(Some(Lease { name, owner, epoch: number("an epoch", epoch)?, until }))
}

/// Where reading a source stopped.
pub(super) async fn cursor(
    connection: &mut PgConnection,
    source: &str,
    scope: &str,
) -> Result<Option<String>, Fault> {
    Ok(sqlx::query_scalar("SELECT token FROM cursor WHERE source = $1 AND scope = $2")
        .bind(source)
        .bind(scope)
        .fetch_optional(connection)
        .await?)
}

/// Keeps where reading a source stopped.
pub(super) async fn set_cursor(
    unit: &mut Unit<'_>,
    source: &str,
    scope: &str,
    token: &str,
) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO cursor (source, scope, token) VALUES ($1, $2, $3) \
         ON CONFLICT (source, scope) DO UPDATE SET token = excluded.token",
    )
    .bind(source)
    .bind(scope)
    .bind(token)
    .execute(unit.connection())
    .await?;
    Ok(())
}

/// The clock of the database: one for all replicas.
pub(super) async fn clock(connection: &mut PgConnection) -> Result<Timestamp, Fault> {
    let micros: i64 =
        sqlx::query_scalar("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
            .fetch_one(connection)
            .await?;
    Ok(moment(micros.saturating_mul(1_000))?)
}

/// Forgets old rows of the three kinds that nobody asks for any more, and remembers that it did: an acknowledged delivery
/// from before is not missed then.
pub(super) async fn forget(
    unit: &mut Unit<'_>,
    before: Timestamp,
    limit: usize,
) -> Result<usize, Fault> {
    const FORGET: [&str; 3] = [
        "DELETE FROM inbox WHERE id IN \
         (SELECT id FROM inbox WHERE state = 1 AND received_at < $1 ORDER BY received_at LIMIT $2 \
          FOR UPDATE SKIP LOCKED)",
        "DELETE FROM effect WHERE pos IN \
         (SELECT pos FROM effect WHERE state >= 3 AND settled_at < $1 ORDER BY settled_at LIMIT $2 \
          FOR UPDATE SKIP LOCKED)",
        "DELETE FROM timer WHERE id IN \
         (SELECT id FROM timer WHERE fired_at IS NOT NULL AND fired_at < $1 ORDER BY fired_at LIMIT $2 \
          FOR UPDATE SKIP LOCKED)",
    ];
    sqlx::query("UPDATE meta SET forgotten_before = $1 WHERE forgotten_before < $1")
        .bind(nanos_near(before))
        .execute(unit.connection())
        .await?;
    let mut gone = 0_u64;
    for forget in FORGET {
        let forgotten = sqlx::query(forget)
            .bind(nanos_near(before))
            .bind(page_rows(limit))
            .execute(unit.connection())
            .await?;
        gone += forgotten.rows_affected();
    }
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
