//! The decide transaction, and the record it leaves.

use std::collections::BTreeMap;

use chatops_core::ids::StreamId;
use chatops_core::ports::journal::{self as port, Entry, NewEntry, Transaction};
use chatops_core::wire::{GENESIS, SALT_BYTES, actor_text, commitment, entry_hash};
use sqlx::SqliteConnection;

use super::fault::Fault;
use super::{effects, inbox, timers};
use crate::chain::{Stored, columns};
use crate::columns::{nanos, number, page_rows, signed};
use crate::rows;

/// Writes a decision.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    transaction: &Transaction,
) -> Result<Vec<Entry>, Fault> {
    inbox::decide(connection, &transaction.done).await?;
    for (stream, seen) in &transaction.expects {
        let stands = head(connection, stream).await?.seq;
        if stands != *seen {
            return Err(Fault::Conflict(format!(
                "stream {stream} stands at {stands}, not at {seen} any more; load it and decide again"
            )));
        }
    }
    let entries = store_all(connection, transaction).await?;
    for effect in &transaction.effects {
        effects::add(connection, effect, transaction.now).await?;
    }
    for timer in &transaction.timers {
        timers::change(connection, timer).await?;
    }
    for id in &transaction.ready {
        effects::make_ready(connection, id).await?;
    }
    for (id, reason) in &transaction.hopeless {
        effects::give_up(connection, id, reason, transaction.now).await?;
    }
    Ok(entries)
}

/// Where a stream stands: the number and hash of its last entry.
#[derive(Debug, Clone)]
struct Head {
    seq: u64,
    hash: String,
}

async fn head(connection: &mut SqliteConnection, stream: &StreamId) -> Result<Head, Fault> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT seq, hash FROM journal WHERE stream = ? ORDER BY seq DESC LIMIT 1")
            .bind(stream.to_string())
            .fetch_optional(connection)
            .await?;
    match last {
        Some((seq, hash)) => Ok(Head { seq: number("a sequence number", seq)?, hash }),
        None => Ok(Head { seq: 0, hash: GENESIS.to_owned() }),
    }
}

async fn store_all(
    connection: &mut SqliteConnection,
    transaction: &Transaction,
) -> Result<Vec<Entry>, Fault> {
    let mut salts = draw_salts(connection, transaction.entries.len()).await?.into_iter();
    let mut heads: BTreeMap<&StreamId, Head> = BTreeMap::new();
    let mut stored = Vec::with_capacity(transaction.entries.len());
    for new in &transaction.entries {
        let last = match heads.remove(&new.stream) {
            Some(last) => last,
            None => head(connection, &new.stream).await?,
        };
        if last.seq.checked_add(1) != Some(new.seq) {
            return Err(Fault::Conflict(format!(
                "stream {} stands at {}, so entry {} does not follow; load it and decide again",
                new.stream, last.seq, new.seq
            )));
        }
        let salt = salts.next().unwrap_or_default();
        let entry = store(connection, new, last.hash, &salt, transaction.now).await?;
        heads.insert(&new.stream, Head { seq: new.seq, hash: entry.hash.clone() });
        stored.push(entry);
    }
    Ok(stored)
}

/// Draws as many salts, from SQLite's generator, which the system seeds.
async fn draw_salts(
    connection: &mut SqliteConnection,
    count: usize,
) -> Result<Vec<[u8; SALT_BYTES]>, Fault> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let bytes = i64::try_from(count.saturating_mul(SALT_BYTES)).unwrap_or(i64::MAX);
    let drawn: Vec<u8> =
        sqlx::query_scalar("SELECT randomblob(?)").bind(bytes).fetch_one(connection).await?;
    let (salts, _) = drawn.as_chunks();
    Ok(salts.to_vec())
}

async fn store(
    connection: &mut SqliteConnection,
    new: &NewEntry,
    prev_hash: String,
    salt: &[u8; SALT_BYTES],
    recorded_at: jiff::Timestamp,
) -> Result<Entry, Fault> {
    let sealed = commitment(salt, &new.body);
    let hash = entry_hash(&prev_hash, new, recorded_at.as_nanosecond(), &sealed);
    let stored = sqlx::query(
        "INSERT INTO journal (stream, seq, prev_hash, hash, recorded_at, occurred_at, actor, kind, \
                              version, commitment, salt, body) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.stream.to_string())
    .bind(signed("the sequence number", new.seq)?)
    .bind(prev_hash.clone())
    .bind(hash.clone())
    .bind(nanos(recorded_at)?)
    .bind(nanos(new.occurred_at)?)
    .bind(actor_text(&new.actor))
    .bind(new.kind.clone())
    .bind(i64::from(new.version))
    .bind(sealed)
    .bind(salt.to_vec())
    .bind(new.body.clone())
    .execute(connection)
    .await?;
    let position = stored.last_insert_rowid();
    Ok(Entry { position, recorded_at, entry: new.clone(), prev_hash, hash })
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

/// Takes a body and its salt away.
pub(super) async fn erase(
    connection: &mut SqliteConnection,
    stream: &StreamId,
    seq: u64,
    remains: &str,
) -> Result<bool, Fault> {
    let Ok(seq) = i64::try_from(seq) else {
        return Ok(false);
    };
    let erased = sqlx::query(
        "UPDATE journal SET salt = NULL, body = NULL, remains = ? \
         WHERE stream = ? AND seq = ? AND body IS NOT NULL",
    )
    .bind(remains.to_owned())
    .bind(stream.to_string())
    .bind(seq)
    .execute(connection)
    .await?;
    Ok(erased.rows_affected() == 1)
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
