//! The ingest transaction, and what waits for a decision.

use std::collections::BTreeMap;

use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{Cursor, InboxItem, PAGE_ROWS_MAX, Receipt};
use chatops_core::wire::FORMAT;
use jiff::Timestamp;
use sqlx::postgres::PgConnection;

use super::acknowledged::Marks;
use super::connection::{Pool, Unit, session};
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

/// The deliveries as rows, drawn in the order given.
macro_rules! given {
    () => {
        "given AS MATERIALIZED ( \
             SELECT nextval('inbox_row') AS id, one.* \
             FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[]) WITH ORDINALITY \
                 AS one (source, delivery_key, occurred_at, received_at, raw, place)), \
         stored AS ( \
             INSERT INTO inbox (id, source, delivery_key, occurred_at, received_at, raw) \
             SELECT id, source, delivery_key, occurred_at, received_at, raw FROM given "
    };
}

/// They are written in the order of their keys, so that two transactions with the same keys wait for one another instead of
/// blocking one another.
macro_rules! in_order {
    () => {
        "ORDER BY source COLLATE \"C\", delivery_key COLLATE \"C\", place \
         ON CONFLICT (source, delivery_key) DO NOTHING RETURNING id) "
    };
}

/// Within a transaction.
const STORE: &str = concat!(
    "WITH ",
    given!(),
    in_order!(),
    "SELECT given.place, given.id FROM given JOIN stored ON stored.id = given.id"
);

/// As a transaction of its own: only in the session that was checked, where commits are flushed, and in a journal of a form
/// that this version writes. With place 0 comes whether that was so.
const STORE_AT_ONCE: &str = concat!(
    "WITH sound AS MATERIALIZED (SELECT ",
    session!(),
    " = $6 AND current_setting('synchronous_commit') <> 'off' \
         AND (SELECT form FROM meta) <= $7 AS it_is), ",
    given!(),
    "CROSS JOIN sound WHERE sound.it_is ",
    in_order!(),
    "SELECT given.place, given.id FROM given JOIN stored ON stored.id = given.id \
     UNION ALL SELECT 0, it_is::int::bigint FROM sound"
);

/// The place of a delivery among those given, and its row.
type Stored = (i64, i64);

/// One receipt for each delivery, and what is remembered of those that were stored.
fn receipts(columns: &Columns, stored: Vec<Stored>, marks: &mut Marks) -> Vec<Receipt> {
    let mut receipts = vec![Receipt::Repeat; columns.len()];
    for (place, row) in stored {
        let index = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
        let Some(index) = index else { continue };
        if let Some(receipt) = receipts.get_mut(index) {
            *receipt = Receipt::Stored;
        }
        let columns =
            (columns.sources.get(index), columns.keys.get(index), columns.received.get(index));
        if let (Some(source), Some(key), Some(received)) = columns {
            marks.deliveries.push_back((row, source.clone(), key.clone(), *received));
        }
    }
    receipts
}

/// Stores deliveries in a transaction. One receipt each.
pub(super) async fn store(unit: &mut Unit<'_>, columns: &Columns) -> Result<Vec<Receipt>, Fault> {
    for ((source, scope), token) in &columns.cursors {
        keeping::set_cursor(unit, source, scope, token).await?;
    }
    if columns.len() == 0 {
        return Ok(Vec::new());
    }
    let stored: Vec<Stored> = sqlx::query_as(STORE)
        .bind(&columns.sources)
        .bind(&columns.keys)
        .bind(&columns.occurred)
        .bind(&columns.received)
        .bind(&columns.raws)
        .fetch_all(unit.connection())
        .await?;
    Ok(receipts(columns, stored, &mut unit.marks))
}

/// Stores deliveries that another connection may have stored when it was lost: what has the moment of this very call is
/// its own, and no repeat.
pub(super) async fn store_again(
    unit: &mut Unit<'_>,
    columns: &Columns,
) -> Result<Vec<Receipt>, Fault> {
    let stored: Vec<Stored> = sqlx::query_as(
        "SELECT min(one.place), inbox.id \
         FROM unnest($1::text[], $2::text[], $3::bigint[]) WITH ORDINALITY \
              AS one (source, delivery_key, received_at, place) \
         JOIN inbox ON inbox.source = one.source COLLATE \"C\" \
               AND inbox.delivery_key = one.delivery_key COLLATE \"C\" \
               AND inbox.received_at = one.received_at \
         GROUP BY inbox.id",
    )
    .bind(&columns.sources)
    .bind(&columns.keys)
    .bind(&columns.received)
    .fetch_all(unit.connection())
    .await?;
    let own = receipts(columns, stored, &mut unit.marks);
    let rest = store(unit, columns).await?;
    let both = own.into_iter().zip(rest);
    Ok(both.map(|(own, rest)| if own == Receipt::Stored { own } else { rest }).collect())
}

/// What came of storing at once.
pub(super) enum AtOnce {
    /// It is stored.
    Stored(Vec<Receipt>),
    /// What the beginning of a transaction checks is not as it was, or not known: nothing was stored.
    NotTried,
    /// The connection was lost. It may be stored, most of all where there was no answer at all.
    Lost { unanswered: bool },
}

/// Stores deliveries by one statement that is a transaction of its own, so that the database is asked once and not three
/// times.
pub(super) async fn store_at_once(pool: &Pool, columns: &Columns) -> Result<AtOnce, Fault> {
    let mut held = pool.take().await?;
    let session = held.session().filter(|_| !pool.acknowledged.is_gone()).map(str::to_owned);
    let Some(session) = session.filter(|_| columns.cursors.is_empty() && columns.len() > 0) else {
        return held.give_back(Ok(AtOnce::NotTried));
    };
    let stored: Result<Vec<Stored>, sqlx::Error> = sqlx::query_as(STORE_AT_ONCE)
        .bind(&columns.sources)
        .bind(&columns.keys)
        .bind(&columns.occurred)
        .bind(&columns.received)
        .bind(&columns.raws)
        .bind(session)
        .bind(i64::from(FORMAT))
        .fetch_all(held.connection())
        .await;
    match stored {
        Err(error) => match held.give_back(Err(Fault::Commit(error))) {
            Err(fault) if fault.is_lost() => Ok(AtOnce::Lost { unanswered: fault.is_unanswered() }),
            other => other,
        },
        Ok(stored) if stored.contains(&(0, 1)) => {
            let mut marks = Marks::default();
            let receipts = receipts(columns, stored, &mut marks);
            held.remember(marks);
            held.give_back(Ok(AtOnce::Stored(receipts)))
        }
        Ok(_) => held.give_back(Ok(AtOnce::NotTried)),
    }
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
