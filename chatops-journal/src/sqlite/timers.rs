//! Timers, and the next moment of anything.

use chatops_core::ports::journal::TimerUpdate;
use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::fault::Fault;
use super::{effects, inbox};
use crate::columns::{json, moment, nanos, nanos_near, page_rows};
use crate::rows;

/// Sets, moves or cancels.
pub(super) async fn change(
    connection: &mut SqliteConnection,
    update: &TimerUpdate,
) -> Result<(), Fault> {
    match update {
        TimerUpdate::Set { stream, id, key, due } => {
            sqlx::query(
                "INSERT INTO timer (timer_id, stream, key, due) VALUES (?, ?, ?, ?) \
                 ON CONFLICT (stream, key) WHERE fired_at IS NULL \
                 DO UPDATE SET timer_id = excluded.timer_id, due = excluded.due",
            )
            .bind(id.to_string())
            .bind(stream.to_string())
            .bind(json("the timer", key)?)
            .bind(nanos(*due)?)
            .execute(connection)
            .await?;
        }
        TimerUpdate::Cancel { stream, key } => {
            sqlx::query("DELETE FROM timer WHERE stream = ? AND key = ? AND fired_at IS NULL")
                .bind(stream.to_string())
                .bind(json("the timer", key)?)
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

/// Fires what is due: marks it and puts it into the inbox. Gives how many.
pub(super) async fn fire(
    connection: &mut SqliteConnection,
    now: Timestamp,
    limit: usize,
) -> Result<usize, Fault> {
    let due: Vec<(i64, String, String, String, i64)> = sqlx::query_as(
        "SELECT id, timer_id, stream, key, due FROM timer \
         WHERE fired_at IS NULL AND due <= ? ORDER BY due, id LIMIT ?",
    )
    .bind(nanos_near(now))
    .bind(page_rows(limit))
    .fetch_all(&mut *connection)
    .await?;
    let count = due.len();
    for (row, timer_id, from, key, due) in due {
        let report = rows::fired((timer_id, from, key, due), now)?;
        inbox::put(connection, &report, now).await?;
        sqlx::query("UPDATE timer SET fired_at = ? WHERE id = ?")
            .bind(nanos(now)?)
            .bind(row)
            .execute(&mut *connection)
            .await?;
    }
    Ok(count)
}

/// The next moment at which something can become possible.
pub(super) async fn next_moment(
    connection: &mut SqliteConnection,
) -> Result<Option<Timestamp>, Fault> {
    let due: Option<i64> = sqlx::query_scalar("SELECT min(due) FROM timer WHERE fired_at IS NULL")
        .fetch_one(&mut *connection)
        .await?;
    let timer = due.map(moment).transpose()?;
    let effect = effects::next_moment(connection).await?;
    Ok(timer.into_iter().chain(effect).min())
}
