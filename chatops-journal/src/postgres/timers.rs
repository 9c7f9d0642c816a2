//! Timers, and the next moment of anything.

use chatops_core::ports::journal::{PAGE_ROWS_MAX, TimerUpdate};
use jiff::Timestamp;
use sqlx::postgres::PgConnection;

use super::connection::Unit;
use super::fault::Fault;
use super::inbox;
use crate::columns::{Misfit, json, nanos, nanos_near, page_rows};
use crate::rows::{self, MomentRow};
use crate::unreadable::{MOMENTS_AT_ONCE, Table, Unreadable};

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

/// Fires what is due and can be read: marks it and puts it into the inbox. Gives how many. What another process fires at this
/// moment is passed over.
pub(super) async fn fire(
    unit: &mut Unit<'_>,
    unreadable: &Unreadable,
    now: Timestamp,
    limit: usize,
) -> Result<usize, Fault> {
    let limit = limit.min(PAGE_ROWS_MAX);
    let (mut fired, mut reports) = (Vec::new(), Vec::new());
    let mut last = (i64::MIN, i64::MIN);
    while reports.len() < limit {
        let missing = limit - reports.len();
        let found: Vec<MomentRow> = sqlx::query_as(
            "SELECT due, id, timer_id, stream, key FROM timer \
             WHERE fired_at IS NULL AND due <= $1 AND (due, id) > ($2, $3) ORDER BY due, id LIMIT $4 \
             FOR UPDATE SKIP LOCKED",
        )
        .bind(nanos_near(now))
        .bind(last.0)
        .bind(last.1)
        .bind(page_rows(missing))
        .fetch_all(unit.connection())
        .await?;
        let is_last = found.len() < missing;
        for (due, row, timer, from, key) in found {
            last = (due, row);
            let report = rows::fired((timer, from, key, due), now);
            if let Some(report) = unreadable.pass_over(Table::Timer, row, report) {
                fired.push(row);
                reports.push(report);
            }
        }
        if is_last {
            break;
        }
    }
    if reports.is_empty() {
        return Ok(0);
    }
    sqlx::query("UPDATE timer SET fired_at = $1 WHERE id = ANY($2)")
        .bind(nanos(now)?)
        .bind(fired)
        .execute(unit.connection())
        .await?;
    inbox::report(unit, &reports, now).await?;
    Ok(reports.len())
}

/// The next moment at which something can become possible. What cannot be read is not waited for.
pub(super) async fn next_moment(
    connection: &mut PgConnection,
    unreadable: &Unreadable,
) -> Result<Option<Timestamp>, Fault> {
    let timer = first_that_can_be_read(
        connection,
        unreadable,
        Table::Timer,
        rows::moment_of_timer,
        "SELECT due, id, timer_id, stream, key FROM timer \
         WHERE fired_at IS NULL AND (due, id) > ($1, $2) ORDER BY due, id LIMIT $3",
    );
    let timer = timer.await?;
    let effect = first_that_can_be_read(
        connection,
        unreadable,
        Table::Effect,
        rows::moment_of_effect,
        "SELECT moment, pos, effect_id, stream, request FROM ( \
             SELECT CASE one.state WHEN 1 THEN one.not_before WHEN 2 THEN one.lease_until END AS moment, \
                    one.pos, one.effect_id, one.stream, one.request \
             FROM effect AS one \
             WHERE one.state < 3 \
               AND (one.state = 2 OR NOT EXISTS ( \
                   SELECT 1 FROM effect AS other \
                   WHERE other.lane = one.lane AND other.state < 3 \
                     AND (other.state = 2 OR (other.state = 1 AND other.pos < one.pos))))) AS first \
         WHERE moment IS NOT NULL AND (moment, pos) > ($1, $2) ORDER BY moment, pos LIMIT $3",
    );
    Ok(timer.into_iter().chain(effect.await?).min())
}

/// The first moment of a table, in the order of the moments, of a row that can be read.
async fn first_that_can_be_read(
    connection: &mut PgConnection,
    unreadable: &Unreadable,
    table: Table,
    read: fn(MomentRow) -> Result<Timestamp, Misfit>,
    query: &'static str,
) -> Result<Option<Timestamp>, Fault> {
    let mut last = (i64::MIN, i64::MIN);
    loop {
        let found: Vec<MomentRow> = sqlx::query_as(query)
            .bind(last.0)
            .bind(last.1)
            .bind(MOMENTS_AT_ONCE)
            .fetch_all(&mut *connection)
            .await?;
        if found.is_empty() {
            return Ok(None);
        }
        for row in found {
            last = (row.0, row.1);
            if let Some(moment) = unreadable.pass_over(table, last.1, read(row)) {
                return Ok(Some(moment));
            }
        }
    }
}
