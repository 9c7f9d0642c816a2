//! The decide transaction, and the record it leaves.

use std::collections::BTreeMap;

use chatops_core::ids::StreamId;
use chatops_core::ports::journal::{self as port, Entry, Transaction};
use chatops_core::wire::{SALT_BYTES, actor_text, commitment, entry_hash};
use serde::Serialize;
use sqlx::SqliteConnection;

use super::connection::Slot;
use super::fault::Fault;
use super::heads::{Head, Heads};
use super::migrate::add_erasure;
use super::{effects, inbox, timers};
use crate::chain::{Erasures, Stored, columns, place_seal};
use crate::columns::{json, nanos, page_rows, signed};
use crate::rows;

/// Writes a decision.
pub(super) async fn append(writer: &Slot, transaction: &Transaction) -> Result<Vec<Entry>, Fault> {
    let mut held = writer.take().await?;
    let (connection, heads) = held.parts();
    let rows = match follow(connection, heads, transaction).await {
        Ok(rows) => rows,
        Err(fault) => return held.give_back(Err(fault)),
    };
    // Entries alone are one statement, and that is a transaction by itself.
    if rows.is_alone(transaction) {
        let (connection, heads) = held.parts();
        let stored = store(connection, heads, rows).await;
        return held.finish(stored).await;
    }
    let mut unit = held.begin().await?;
    let (connection, heads) = unit.parts();
    let stored = write(connection, heads, rows, transaction).await;
    unit.finish(stored).await
}

/// Writes all of it. What comes last is what remembers the new heads.
async fn write(
    connection: &mut SqliteConnection,
    heads: &mut Heads,
    rows: Rows,
    transaction: &Transaction,
) -> Result<Vec<Entry>, Fault> {
    inbox::decide(connection, &transaction.done).await?;
    effects::add(connection, &transaction.effects, transaction.now).await?;
    timers::change(connection, &transaction.timers).await?;
    effects::make_ready(connection, &transaction.ready).await?;
    effects::give_up(connection, &transaction.hopeless, transaction.now).await?;
    store(connection, heads, rows).await
}

/// Entries as they are about to be stored: linked, sealed, and written out.
struct Rows {
    entries: Vec<Entry>,
    json: String,
}

impl Rows {
    /// Whether entries are all that a transaction writes.
    fn is_alone(&self, transaction: &Transaction) -> bool {
        let Transaction { done, effects, timers, ready, hopeless, .. } = transaction;
        done.is_empty()
            && effects.is_empty()
            && timers.is_empty()
            && ready.is_empty()
            && hopeless.is_empty()
    }
}

/// An entry as the statement takes it apart.
#[derive(Serialize)]
struct Row<'a> {
    position: i64,
    seal: String,
    stream: String,
    seq: i64,
    prev_hash: &'a str,
    hash: &'a str,
    recorded_at: i64,
    occurred_at: i64,
    actor: String,
    kind: &'a str,
    version: u16,
    commitment: String,
    salt: String,
    body: &'a str,
}

/// Links new entries to where their streams stand. Nothing is written yet.
async fn follow(
    connection: &mut SqliteConnection,
    heads: &mut Heads,
    transaction: &Transaction,
) -> Result<Rows, Fault> {
    for (stream, seen) in &transaction.expects {
        let stands = heads.get(connection, stream).await?.seq;
        if stands != *seen {
            return Err(Fault::Conflict(format!(
                "stream {stream} stands at {stands}, not at {seen} any more; load it and decide again"
            )));
        }
    }
    let mut position = heads.last_position(connection).await?;
    let mut last: BTreeMap<&StreamId, Head> = BTreeMap::new();
    let mut entries = Vec::with_capacity(transaction.entries.len());
    let mut seals = Vec::with_capacity(transaction.entries.len());
    for (new, salt) in transaction.entries.iter().zip(draw_salts(transaction.entries.len())?) {
        let before = match last.remove(&new.stream) {
            Some(before) => before,
            None => heads.get(connection, &new.stream).await?,
        };
        if before.seq.checked_add(1) != Some(new.seq) {
            return Err(Fault::Conflict(format!(
                "stream {} stands at {}, so entry {} does not follow; load it and decide again",
                new.stream, before.seq, new.seq
            )));
        }
        let sealed = commitment(&salt, &new.body);
        let hash = entry_hash(&before.hash, new, transaction.now.as_nanosecond(), &sealed);
        last.insert(&new.stream, Head { seq: new.seq, hash: hash.clone() });
        let (recorded_at, prev_hash) = (transaction.now, before.hash);
        // The only writer's entries follow one another.
        position += 1;
        entries.push(Entry { position, recorded_at, entry: new.clone(), prev_hash, hash });
        seals.push((sealed, hexadecimal(&salt)));
    }
    let mut rows = Vec::with_capacity(entries.len());
    for (entry, (commitment, salt)) in entries.iter().zip(seals) {
        let new = &entry.entry;
        let (stream, seq) = (new.stream.to_string(), signed("the sequence number", new.seq)?);
        rows.push(Row {
            position: entry.position,
            seal: place_seal(entry.position, &stream, seq),
            stream,
            seq,
            prev_hash: &entry.prev_hash,
            hash: &entry.hash,
            recorded_at: nanos(entry.recorded_at)?,
            occurred_at: nanos(new.occurred_at)?,
            actor: actor_text(&new.actor),
            kind: &new.kind,
            version: new.version,
            commitment,
            salt,
            body: &new.body,
        });
    }
    let json = json("the entries", &rows)?;
    Ok(Rows { entries, json })
}

/// Draws as many salts, from the system's generator.
fn draw_salts(count: usize) -> Result<Vec<[u8; SALT_BYTES]>, Fault> {
    let mut drawn = vec![0; count.saturating_mul(SALT_BYTES)];
    getrandom::fill(&mut drawn).map_err(Fault::NoRandom)?;
    let (salts, _) = drawn.as_chunks();
    Ok(salts.to_vec())
}

/// As SQLite's `unhex` reads it.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}

/// Stores entries, and remembers where their streams stand then.
async fn store(
    connection: &mut SqliteConnection,
    heads: &mut Heads,
    rows: Rows,
) -> Result<Vec<Entry>, Fault> {
    let Rows { entries, json } = rows;
    if entries.is_empty() {
        return Ok(entries);
    }
    sqlx::query(
        "INSERT INTO journal (position, seal, stream, seq, prev_hash, hash, recorded_at, occurred_at, \
                              actor, kind, version, commitment, salt, body) \
         SELECT value ->> 'position', value ->> 'seal', value ->> 'stream', value ->> 'seq', value ->> 'prev_hash', value ->> 'hash', \
                value ->> 'recorded_at', value ->> 'occurred_at', value ->> 'actor', value ->> 'kind', \
                value ->> 'version', value ->> 'commitment', unhex(value ->> 'salt'), value ->> 'body' \
         FROM json_each(?) ORDER BY key",
    )
    .bind(json)
    .execute(connection)
    .await?;
    for entry in &entries {
        heads.set_last_position(entry.position);
        let head = Head { seq: entry.entry.seq, hash: entry.hash.clone() };
        heads.set(&entry.entry.stream, head);
    }
    Ok(entries)
}

/// The newest entry of every stream.
pub(super) async fn heads(connection: &mut SqliteConnection) -> Result<Vec<port::Head>, Fault> {
    // With `max` SQLite takes the other columns from the row of the largest number
    // (<https://sqlite.org/lang_select.html#bareagg>).
    let found: Vec<(String, i64, String, i64)> =
        sqlx::query_as("SELECT stream, max(seq), hash, position FROM journal GROUP BY stream")
            .fetch_all(connection)
            .await?;
    Ok(rows::heads(found)?)
}

/// Takes a body and its salt away, and what else has said it; then the log, in which it still stands.
pub(super) async fn erase(
    writer: &Slot,
    stream: &StreamId,
    seq: u64,
    remains: &str,
) -> Result<bool, Fault> {
    let Ok(seq) = i64::try_from(seq) else {
        return Ok(false);
    };
    let mut unit = writer.begin().await?;
    let erased = erase_rows(unit.connection(), stream, seq, remains).await;
    let erased = unit.finish(erased).await?;
    // Also where it was erased before: something may have stood in the way of this.
    writer.empty_log().await?;
    Ok(erased)
}

async fn erase_rows(
    connection: &mut SqliteConnection,
    stream: &StreamId,
    seq: i64,
    remains: &str,
) -> Result<bool, Fault> {
    let erased = sqlx::query(
        "UPDATE journal SET salt = NULL, body = NULL, remains = ? \
         WHERE stream = ? AND seq = ? AND body IS NOT NULL",
    )
    .bind(remains.to_owned())
    .bind(stream.to_string())
    .bind(seq)
    .execute(&mut *connection)
    .await?;
    if erased.rows_affected() != 1 {
        return Ok(false);
    }
    let last = sqlx::query_as("SELECT number, hash FROM erasure ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let erasure = Erasures::after(last).add(stream.to_string(), seq, remains);
    add_erasure(connection, erasure).await?;
    // Nobody reads them any more: of a decided delivery the key counts, of a settled effect that it was.
    sqlx::query("UPDATE inbox SET raw = 'null' WHERE state = 1 AND raw <> 'null'")
        .execute(&mut *connection)
        .await?;
    for forget in [
        "UPDATE effect SET request = 'null', outcome = NULL WHERE state >= 3 AND stream = ?",
        "DELETE FROM snapshot WHERE stream = ?",
    ] {
        sqlx::query(forget).bind(stream.to_string()).execute(&mut *connection).await?;
    }
    Ok(true)
}

/// Entries of a stream after a sequence number.
pub(super) async fn load(
    connection: &mut SqliteConnection,
    stream: &StreamId,
    after_seq: u64,
    limit: usize,
) -> Result<Vec<Entry>, Fault> {
    let stored: Vec<Stored> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM journal WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?",
    ))
    .bind(stream.to_string())
    .bind(i64::try_from(after_seq).unwrap_or(i64::MAX))
    .bind(page_rows(limit))
    .fetch_all(connection)
    .await?;
    Ok(stored.into_iter().map(Stored::read).collect::<Result<_, _>>()?)
}

/// Entries of all streams after a position.
pub(super) async fn read_all(
    connection: &mut SqliteConnection,
    after_position: i64,
    limit: usize,
) -> Result<Vec<Entry>, Fault> {
    let stored: Vec<Stored> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM journal WHERE position > ? ORDER BY position LIMIT ?",
    ))
    .bind(after_position)
    .bind(page_rows(limit))
    .fetch_all(connection)
    .await?;
    Ok(stored.into_iter().map(Stored::read).collect::<Result<_, _>>()?)
}
