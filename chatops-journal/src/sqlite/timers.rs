//! Timers, and the next moment of anything.

use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{PAGE_ROWS_MAX, TimerUpdate};
use jiff::Timestamp;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::connection::Slot;
use super::fault::Fault;
use super::{effects, inbox};
use crate::columns::{Misfit, json, nanos, nanos_near, page_rows};
use crate::rows::{self, MomentRow};
use crate::unreadable::{MOMENTS_AT_ONCE, Table, Unreadable};

/// A timer as the statements take it apart.
#[derive(Serialize)]
struct Row {
    stream: String,
    key: String,
    /// Its id and moment; none where it is cancelled.
    set: Option<(String, i64)>,
}

/// Sets, moves or cancels, in order.
pub(super) async fn change(
    connection: &mut SqliteConnection,
    updates: &[TimerUpdate],
) -> Result<(), Fault> {
    if updates.is_empty() {
        return Ok(());
    }
    let (set, cancelled): (Vec<Row>, Vec<Row>) =
        last_words(updates)?.into_iter().partition(|row| row.set.is_some());
    if !cancelled.is_empty() {
        sqlx::query(
            "DELETE FROM timer WHERE fired_at IS NULL AND (stream, key) IN \
             (SELECT value ->> 'stream', value ->> 'key' FROM json_each(?))",
        )
        .bind(json("the timers", &cancelled)?)
        .execute(&mut *connection)
        .await?;
    }
    if !set.is_empty() {
        // `WHERE true` keeps SQLite from reading `ON CONFLICT` as the condition of a join.
        sqlx::query(
            "INSERT INTO timer (timer_id, stream, key, due) \
             SELECT value ->> '$.set[0]', value ->> 'stream', value ->> 'key', value ->> '$.set[1]' \
             FROM json_each(?) WHERE true ORDER BY json_each.key \
             ON CONFLICT (stream, key) WHERE fired_at IS NULL \
             DO UPDATE SET timer_id = excluded.timer_id, due = excluded.due",
        )
        .bind(json("the timers", &set)?)
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// The last update of each timer: it is the one that stands in the end.
fn last_words(updates: &[TimerUpdate]) -> Result<Vec<Row>, Fault> {
    let mut rows: Vec<Row> = Vec::with_capacity(updates.len());
    for update in updates {
        let row = match update {
            TimerUpdate::Set { stream, id, key, due } => Row {
                stream: stream.to_string(),
                key: json("the timer", key)?,
                set: Some((id.to_string(), nanos(*due)?)),
            },
            TimerUpdate::Cancel { stream, key } => {
                Row { stream: stream.to_string(), key: json("the timer", key)?, set: None }
            }
        };
        rows.retain(|earlier| (&earlier.stream, &earlier.key) != (&row.stream, &row.key));
        rows.push(row);
    }
    Ok(rows)
}

/// Fires what is due and can be read: marks it and puts it into the inbox. Gives how many.
pub(super) async fn fire(
    writer: &Slot,
    unreadable: &Unreadable,
    now: Timestamp,
    limit: usize,
) -> Result<usize, Fault> {
    let mut held = writer.take().await?;
    let due = due(held.connection(), unreadable, now, limit).await;
    // Most of the time there is nothing, and nothing is to be written.
    let due = match due {
        Ok(due) if !due.is_empty() => due,
        other => return held.give_back(other.map(|_| 0)),
    };
    let mut unit = held.begin().await?;
    let fired = mark(unit.connection(), due, now).await;
    unit.finish(fired).await
}

/// What is due, oldest first: rows and reports.
async fn due(
    connection: &mut SqliteConnection,
    unreadable: &Unreadable,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<(i64, Delivery)>, Fault> {
    let limit = limit.min(PAGE_ROWS_MAX);
    let (mut reports, mut last) = (Vec::new(), (i64::MIN, i64::MIN));
    while reports.len() < limit {
        let missing = limit - reports.len();
        let found: Vec<MomentRow> = sqlx::query_as(
            "SELECT due, id, timer_id, stream, key FROM timer \
             WHERE fired_at IS NULL AND due <= ? AND (due, id) > (?, ?) ORDER BY due, id LIMIT ?",
        )
        .bind(nanos_near(now))
        .bind(last.0)
        .bind(last.1)
        .bind(page_rows(missing))
        .fetch_all(&mut *connection)
        .await?;
        let is_last = found.len() < missing;
        for (due, row, timer, from, key) in found {
            last = (due, row);
            let report = rows::fired((timer, from, key, due), now);
            let report = unreadable.pass_over(Table::Timer, row, report);
            reports.extend(report.map(|report| (row, report)));
        }
        if is_last {
            break;
        }
    }
    Ok(reports)
}

async fn mark(
    connection: &mut SqliteConnection,
    due: Vec<(i64, Delivery)>,
    now: Timestamp,
) -> Result<usize, Fault> {
    let count = due.len();
    let mut reports = Vec::with_capacity(count);
    let mut fired = Vec::with_capacity(count);
    for (row, report) in due {
        reports.push(inbox::Row::of(&report, now)?);
        fired.push(row);
    }
    inbox::put(connection, &reports.iter().collect::<Vec<_>>()).await?;
    sqlx::query("UPDATE timer SET fired_at = ? WHERE id IN (SELECT value FROM json_each(?))")
        .bind(nanos(now)?)
        .bind(json("the timers", &fired)?)
        .execute(connection)
        .await?;
    Ok(count)
}

/// The next moment at which something can become possible. What cannot be read is not waited for.
pub(super) async fn next_moment(
    connection: &mut SqliteConnection,
    unreadable: &Unreadable,
) -> Result<Option<Timestamp>, Fault> {
    let due = "SELECT due, id, timer_id, stream, key FROM timer \
               WHERE fired_at IS NULL AND (due, id) > (?1, ?2) ORDER BY due, id LIMIT ?3";
    let read = rows::moment_of_timer;
    let timer = first_that_can_be_read(connection, unreadable, Table::Timer, read, due).await?;
    let (read, moments) = (rows::moment_of_effect, effects::MOMENTS);
    let effect = first_that_can_be_read(connection, unreadable, Table::Effect, read, moments);
    Ok(timer.into_iter().chain(effect.await?).min())
}

/// The first moment of a table, in the order of the moments, of a row that can be read.
async fn first_that_can_be_read(
    connection: &mut SqliteConnection,
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
