//! The ingest transaction, and what waits for a decision.

use std::collections::BTreeSet;

use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{InboxItem, PAGE_ROWS_MAX, Receipt};
use jiff::Timestamp;
use serde::Serialize;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteQueryResult;

use super::fault::Fault;
use crate::columns::{json, nanos, page_rows};
use crate::rows::{InboxRow, inbox_item};
use crate::unreadable::{Table, Unreadable};

/// A delivery as it is stored.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    source: String,
    key: String,
    occurred_at: i64,
    received_at: i64,
    raw: String,
}

impl Row {
    /// Writes a delivery out.
    pub(super) fn of(delivery: &Delivery, now: Timestamp) -> Result<Self, Fault> {
        Ok(Self {
            source: delivery.source.clone(),
            key: delivery.key.clone(),
            occurred_at: nanos(delivery.occurred_at)?,
            received_at: nanos(now)?,
            raw: json("the delivery", &delivery.inbound)?,
        })
    }

    /// About how many bytes it adds to a statement.
    pub(super) fn bytes(&self) -> usize {
        self.source.len() + self.key.len() + self.raw.len()
    }
}

/// Stores deliveries, in order, those whose key was not there before. One receipt each, in order.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    rows: &[&Row],
) -> Result<Vec<Receipt>, Fault> {
    let stored = match rows {
        [] => return Ok(Vec::new()),
        [row] => put_one(connection, row).await?,
        rows => {
            sqlx::query(
                "INSERT INTO inbox (source, delivery_key, occurred_at, received_at, raw) \
                 SELECT value ->> 'source', value ->> 'key', value ->> 'occurred_at', \
                        value ->> 'received_at', value ->> 'raw' \
                 FROM json_each(?) WHERE true ORDER BY json_each.key \
                 ON CONFLICT (source, delivery_key) DO NOTHING",
            )
            .bind(json("the deliveries", &rows)?)
            .execute(&mut *connection)
            .await?
        }
    };
    let count = usize::try_from(stored.rows_affected()).unwrap_or(usize::MAX);
    if count == rows.len() {
        return Ok(vec![Receipt::Stored; count]);
    }
    if count == 0 {
        return Ok(vec![Receipt::Repeat; rows.len()]);
    }
    let mut new = stored_last(connection, stored.last_insert_rowid(), count).await?;
    // Of two with the same key the first was stored.
    let receipt = |row: &&Row| match new.remove(&(row.source.clone(), row.key.clone())) {
        true => Receipt::Stored,
        false => Receipt::Repeat,
    };
    Ok(rows.iter().map(receipt).collect())
}

/// Stores one delivery: what happens most, without a detour through JSON.
async fn put_one(connection: &mut SqliteConnection, row: &Row) -> Result<SqliteQueryResult, Fault> {
    Ok(sqlx::query(
        "INSERT INTO inbox (source, delivery_key, occurred_at, received_at, raw) \
         VALUES (?, ?, ?, ?, ?) ON CONFLICT (source, delivery_key) DO NOTHING",
    )
    .bind(row.source.clone())
    .bind(row.key.clone())
    .bind(row.occurred_at)
    .bind(row.received_at)
    .bind(row.raw.clone())
    .execute(connection)
    .await?)
}

/// The keys of the last rows. The only writer's rows follow one another.
async fn stored_last(
    connection: &mut SqliteConnection,
    last: i64,
    count: usize,
) -> Result<BTreeSet<(String, String)>, Fault> {
    let found: Vec<(String, String)> = sqlx::query_as(
        "SELECT source, delivery_key FROM inbox WHERE id <= ? ORDER BY id DESC LIMIT ?",
    )
    .bind(last)
    .bind(i64::try_from(count).unwrap_or(i64::MAX))
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().collect())
}

/// Undecided deliveries, oldest first. What cannot be read keeps nobody's place.
pub(super) async fn undecided(
    connection: &mut SqliteConnection,
    unreadable: &Unreadable,
    limit: usize,
) -> Result<Vec<InboxItem>, Fault> {
    let limit = limit.min(PAGE_ROWS_MAX);
    let (mut items, mut last) = (Vec::new(), i64::MIN);
    while items.len() < limit {
        let missing = limit - items.len();
        let found: Vec<InboxRow> = sqlx::query_as(
            "SELECT id, source, delivery_key, occurred_at, received_at, raw \
             FROM inbox WHERE state = 0 AND id > ? ORDER BY id LIMIT ?",
        )
        .bind(last)
        .bind(page_rows(missing))
        .fetch_all(&mut *connection)
        .await?;
        let is_last = found.len() < missing;
        for row in found {
            last = row.0;
            items.extend(unreadable.pass_over(Table::Inbox, last, inbox_item(row)));
        }
        if is_last {
            break;
        }
    }
    Ok(items)
}

/// Marks rows decided. Each must be undecided until now.
pub(super) async fn decide(connection: &mut SqliteConnection, rows: &[i64]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let decided: Vec<i64> = sqlx::query_scalar(
        "UPDATE inbox SET state = 1 WHERE state = 0 AND id IN (SELECT value FROM json_each(?)) \
         RETURNING id",
    )
    .bind(json("the rows", &rows)?)
    .fetch_all(connection)
    .await?;
    let mut undecided: BTreeSet<i64> = decided.into_iter().collect();
    match rows.iter().find(|row| !undecided.remove(row)) {
        None => Ok(()),
        Some(row) => Err(Fault::Conflict(format!(
            "inbox row {row} is decided already; read the inbox again"
        ))),
    }
}
