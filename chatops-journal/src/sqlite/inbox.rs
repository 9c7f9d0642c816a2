//! The ingest transaction, and what waits for a decision.

use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{Cursor, InboxItem, Receipt};
use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::fault::Fault;
use super::keeping;
use crate::columns::{json, nanos, page_rows};
use crate::rows::{InboxRow, inbox_item};

/// Stores deliveries.
pub(super) async fn receive(
    connection: &mut SqliteConnection,
    deliveries: &[Delivery],
    cursors: &[Cursor],
    now: Timestamp,
) -> Result<Vec<Receipt>, Fault> {
    for Cursor { source, scope, token } in cursors {
        keeping::set_cursor(connection, source, scope, token).await?;
    }
    let mut receipts = Vec::with_capacity(deliveries.len());
    for delivery in deliveries {
        receipts.push(put(connection, delivery, now).await?);
    }
    Ok(receipts)
}

/// Stores one delivery unless its key was there before.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    delivery: &Delivery,
    now: Timestamp,
) -> Result<Receipt, Fault> {
    let stored = sqlx::query(
        "INSERT INTO inbox (source, delivery_key, occurred_at, received_at, raw) \
         VALUES (?, ?, ?, ?, ?) ON CONFLICT (source, delivery_key) DO NOTHING",
    )
    .bind(delivery.source.clone())
    .bind(delivery.key.clone())
    .bind(nanos(delivery.occurred_at)?)
    .bind(nanos(now)?)
    .bind(json("the delivery", &delivery.inbound)?)
    .execute(connection)
    .await?;
    Ok(if stored.rows_affected() == 0 { Receipt::Repeat } else { Receipt::Stored })
}

/// Undecided deliveries, oldest first.
pub(super) async fn undecided(
    connection: &mut SqliteConnection,
    limit: usize,
) -> Result<Vec<InboxItem>, Fault> {
    let found: Vec<InboxRow> = sqlx::query_as(
        "SELECT id, source, delivery_key, occurred_at, received_at, raw \
         FROM inbox WHERE state = 0 ORDER BY id LIMIT ?",
    )
    .bind(page_rows(limit))
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().map(inbox_item).collect::<Result<_, _>>()?)
}

/// Marks rows decided. Each must be undecided until now.
pub(super) async fn decide(connection: &mut SqliteConnection, rows: &[i64]) -> Result<(), Fault> {
    for row in rows {
        let decided = sqlx::query("UPDATE inbox SET state = 1 WHERE id = ? AND state = 0")
            .bind(*row)
            .execute(&mut *connection)
            .await?;
        if decided.rows_affected() != 1 {
            return Err(Fault::Conflict(format!(
                "inbox row {row} is decided already; read the inbox again"
            )));
        }
    }
    Ok(())
}
