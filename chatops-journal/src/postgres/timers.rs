//! Timers, and the next moment of anything.

use chatops_core::ports::journal::TimerUpdate;
use jiff::Timestamp;
use sqlx::postgres::PgConnection;

use super::connection::Unit;
use super::fault::Fault;
use super::inbox;
use crate::columns::{json, moment, nanos, nanos_near, page_rows};
use crate::rows;

/// Sets, moves or cancels.
pub(super) async fn change(unit: &mut Unit<'_>, update: &TimerUpdate) -> Result<(), Fault> {
    match update {
        TimerUpdate::Set { stream, id, key, due } => {
            sqlx::query(
                "INSERT INTO timer (timer_id, stream, key, due) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (stream, key) WHERE fired_at IS NULL \
                 DO UPDATE SET timer_id = excluded.timer_id, due = excluded.due",
            )
            .bind(id.to_string())
            .bind(stream.to_string())
            .bind(json("the timer", key)?)
            .bind(nanos(*due)?)
            .execute(unit.connection())
            .await?;
        }
        TimerUpdate::Cancel { stream, key } => {
            sqlx::query("DELETE FROM timer WHERE stream = $1 AND key = $2 AND fired_at IS NULL")
                .bind(stream.to_string())
                .bind(json("the timer", key)?)
                .execute(unit.connection())
                .await?;
        }
    }
    Ok(())
}

/// Fires what is due: marks it and puts it into the inbox. Gives how many. What another process fires at this moment is
/// passed over.
pub(super) async fn fire(
    unit: &mut Unit<'_>,
    now: Timestamp,
    limit: usize,
) -> Result<usize, Fault> {
    let mut fired: Vec<(i64, i64, String, String, String)> = sqlx::query_as(
        "WITH over AS ( \
             SELECT id FROM timer WHERE fired_at IS NULL AND due <= $1 ORDER BY due, id LIMIT $2 \
             FOR UPDATE SKIP LOCKED) \
         UPDATE timer SET fired_at = $3 FROM over WHERE timer.id = over.id \
         RETURNING timer.due, timer.id, timer.timer_id, timer.stream, timer.key",
    )
    .bind(nanos_near(now))
    .bind(page_rows(limit))
    .bind(nanos(now)?)
    .fetch_all(unit.connection())
    .await?;
    fired.sort_by_key(|(due, row, ..)| (*due, *row));
    let mut reports = Vec::with_capacity(fired.len());
    for (due, _, id, stream, key) in fired {
        reports.push(rows::fired((id, stream, key, due), now)?);
    }
    inbox::report(unit, &reports, now).await?;
    Ok(reports.len())
}

/// The next moment at which something can become possible.
pub(super) async fn next_moment(connection: &mut PgConnection) -> Result<Option<Timestamp>, Fault> {
    let next: Option<i64> = sqlx::query_scalar(
        "SELECT least((SELECT min(due) FROM timer WHERE fired_at IS NULL), \
                      (SELECT min(CASE one.state WHEN 1 THEN one.not_before \
                                                 WHEN 2 THEN one.lease_until END) \
                       FROM effect AS one \
                       WHERE one.state < 3 \
                         AND (one.state = 2 OR NOT EXISTS ( \
                             SELECT 1 FROM effect AS other \
                             WHERE other.lane = one.lane AND other.state < 3 \
                               AND (other.state = 2 \
                                    OR (other.state = 1 AND other.pos < one.pos))))))",
    )
    .fetch_one(connection)
    .await?;
    Ok(next.map(moment).transpose()?)
}
