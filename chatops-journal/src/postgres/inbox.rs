//! The ingest transaction, and what waits for a decision.

use std::collections::BTreeMap;

use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{Cursor, InboxItem, PAGE_ROWS_MAX, Receipt};
use jiff::Timestamp;
use sqlx::postgres::PgConnection;

use super::connection::Unit;
use super::fault::Fault;
use super::keeping;
use crate::columns::{Misfit, json, nanos, page_rows};
use crate::rows::{InboxRow, inbox_item};
use crate::unreadable::{Table, Unreadable};

/// Deliveries as columns: one statement stores them all.
#[derive(Debug, Default)]
pub(super) struct Columns {
    sources: Vec<String>,
    keys: Vec<String>,
    occurred: Vec<i64>,
    received: Vec<i64>,
    raws: Vec<String>,
    /// The newest token of each cursor.
    pub(super) cursors: BTreeMap<(String, String), String>,
}

/// A text that PostgreSQL holds.
fn text(what: &'static str, text: &str) -> Result<String, Misfit> {
    if text.contains('\0') {
        let range = "it holds a zero byte, which PostgreSQL does not store";
        return Err(Misfit::OutOfRange { what, value: String::new(), range });
    }
    Ok(text.to_owned())
}

impl Columns {
    /// What one call hands in. What cannot be stored is refused here, before anybody else's share a transaction with it.
    pub(super) fn of(
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Self, Misfit> {
        let mut columns = Self::default();
        for delivery in deliveries {
            columns.sources.push(text("the source", &delivery.source)?);
            columns.keys.push(text("the key", &delivery.key)?);
            columns.occurred.push(nanos(delivery.occurred_at)?);
            columns.received.push(nanos(now)?);
            columns.raws.push(json("the delivery", &delivery.inbound)?);
        }
        for Cursor { source, scope, token } in cursors {
            let place = (text("the source", source)?, text("the scope", scope)?);
            columns.cursors.insert(place, text("the cursor", token)?);
        }
        Ok(columns)
    }

    /// How many deliveries there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Puts another call's behind these.
    pub(super) fn append(&mut self, other: &Self) {
        self.sources.extend_from_slice(&other.sources);
        self.keys.extend_from_slice(&other.keys);
        self.occurred.extend_from_slice(&other.occurred);
        self.received.extend_from_slice(&other.received);
        self.raws.extend_from_slice(&other.raws);
        self.cursors.extend(other.cursors.clone());
    }
}

/// Stores deliveries whose keys were not there before, in the order given. One receipt each.
pub(super) async fn store(unit: &mut Unit<'_>, columns: &Columns) -> Result<Vec<Receipt>, Fault> {
    for ((source, scope), token) in &columns.cursors {
        keeping::set_cursor(unit, source, scope, token).await?;
    }
    let mut receipts = vec![Receipt::Repeat; columns.len()];
    if receipts.is_empty() {
        return Ok(receipts);
    }
    // Rows are drawn in the order given; they are written in the order of their keys, so that two transactions with the same
    // keys wait for one another instead of blocking one another.
    let stored: Vec<(i64, i64)> = sqlx::query_as(
        "WITH given AS MATERIALIZED ( \
             SELECT nextval('inbox_row') AS id, one.* \
             FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[]) WITH ORDINALITY \
                 AS one (source, delivery_key, occurred_at, received_at, raw, place)), \
         stored AS ( \
             INSERT INTO inbox (id, source, delivery_key, occurred_at, received_at, raw) \
             SELECT id, source, delivery_key, occurred_at, received_at, raw FROM given \
             ORDER BY source COLLATE \"C\", delivery_key COLLATE \"C\", place \
             ON CONFLICT (source, delivery_key) DO NOTHING RETURNING id) \
         SELECT given.place, given.id FROM given JOIN stored ON stored.id = given.id",
    )
    .bind(&columns.sources)
    .bind(&columns.keys)
    .bind(&columns.occurred)
    .bind(&columns.received)
    .bind(&columns.raws)
    .fetch_all(unit.connection())
    .await?;
    for (place, row) in stored {
        let index = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
        let Some(index) = index else { continue };
        if let Some(receipt) = receipts.get_mut(index) {
            *receipt = Receipt::Stored;
        }
        let columns =
            (columns.sources.get(index), columns.keys.get(index), columns.received.get(index));
        if let (Some(source), Some(key), Some(received)) = columns {
            unit.marks.deliveries.push_back((row, source.clone(), key.clone(), *received));
        }
    }
    Ok(receipts)
}

/// Stores what the journal reports to itself.
pub(super) async fn report(
    unit: &mut Unit<'_>,
    reports: &[Delivery],
    now: Timestamp,
) -> Result<(), Fault> {
    store(unit, &Columns::of(reports, &[], now)?).await.map(drop)
}

/// Undecided deliveries, oldest first. What cannot be read keeps nobody's place.
pub(super) async fn undecided(
    connection: &mut PgConnection,
    unreadable: &Unreadable,
    limit: usize,
) -> Result<Vec<InboxItem>, Fault> {
    let limit = limit.min(PAGE_ROWS_MAX);
    let (mut items, mut last) = (Vec::new(), i64::MIN);
    while items.len() < limit {
        let missing = limit - items.len();
        let found: Vec<InboxRow> = sqlx::query_as(
            "SELECT id, source, delivery_key, occurred_at, received_at, raw \
             FROM inbox WHERE state = 0 AND id > $1 ORDER BY id LIMIT $2",
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

/// Marks rows decided. Each must be undecided until now, and named once.
pub(super) async fn decide(unit: &mut Unit<'_>, rows: &[i64]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut decided: Vec<i64> = sqlx::query_scalar(
        "UPDATE inbox SET state = 1 WHERE id = ANY($1) AND state = 0 RETURNING id",
    )
    .bind(rows)
    .fetch_all(unit.connection())
    .await?;
    for row in rows {
        match decided.iter().position(|decided| decided == row) {
            Some(place) => drop(decided.swap_remove(place)),
            None => {
                return Err(Fault::Conflict(format!(
                    "inbox row {row} is decided already; read the inbox again"
                )));
            }
        }
    }
    Ok(())
}
