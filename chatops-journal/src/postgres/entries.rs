//! The decide transaction, and the record it leaves.

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::ids::StreamId;
use chatops_core::ports::journal::{self as port, Entry, NewEntry, Transaction};
use chatops_core::wire::{GENESIS, SALT_BYTES, actor_text, commitment, entry_hash};
use jiff::Timestamp;
use sqlx::postgres::PgConnection;

use super::connection::Unit;
use super::fault::Fault;
use super::migrate::{add_erasure, random_bytes};
use super::{effects, inbox, timers};
use crate::chain::{Erasures, Stored, columns, place_seal};
use crate::columns::{nanos, number, page_rows, signed};
use crate::rows;

/// Writes a decision. Its transaction has taken its turn: nobody else appends until it ends.
pub(super) async fn append(
    unit: &mut Unit<'_>,
    transaction: &Transaction,
) -> Result<Vec<Entry>, Fault> {
    inbox::decide(unit, &transaction.done).await?;
    let mut heads = heads_of(unit, transaction).await?;
    for (stream, seen) in &transaction.expects {
        let stands = heads.get(stream).map_or(0, |head| head.seq);
        if stands != *seen {
            return Err(Fault::Conflict(format!(
                "stream {stream} stands at {stands}, not at {seen} any more; load it and decide again"
            )));
        }
    }
    let entries = store_all(unit, transaction, &mut heads).await?;
    effects::add(unit, &transaction.effects, transaction.now).await?;
    for timer in &transaction.timers {
        timers::change(unit, timer).await?;
    }
    effects::make_ready(unit, &transaction.ready).await?;
    for (id, reason) in &transaction.hopeless {
        effects::give_up(unit, id, reason, transaction.now).await?;
    }
    Ok(entries)
}

/// Where a stream stands: the number and hash of its last entry.
struct Head {
    seq: u64,
    hash: String,
}

/// Where the streams of a transaction stand. One that is empty is not among them.
async fn heads_of(
    unit: &mut Unit<'_>,
    transaction: &Transaction,
) -> Result<BTreeMap<StreamId, Head>, Fault> {
    let expected = transaction.expects.iter().map(|(stream, _)| stream);
    let streams: BTreeSet<&StreamId> =
        transaction.entries.iter().map(|new| &new.stream).chain(expected).collect();
    if streams.is_empty() {
        return Ok(BTreeMap::new());
    }
    let names: Vec<String> = streams.iter().map(ToString::to_string).collect();
    let found: Vec<(String, i64, String)> = sqlx::query_as(
        "SELECT asked.stream, last.seq, last.hash FROM unnest($1::text[]) AS asked (stream), \
         LATERAL (SELECT seq, hash FROM journal WHERE journal.stream = asked.stream COLLATE \"C\" \
                  ORDER BY seq DESC LIMIT 1) AS last",
    )
    .bind(names)
    .fetch_all(unit.connection())
    .await?;
    let mut heads = BTreeMap::new();
    for (name, seq, hash) in found {
        let head = Head { seq: number("a sequence number", seq)?, hash };
        heads.insert(crate::columns::stream(name)?, head);
    }
    Ok(heads)
}

/// Entries as columns: one statement stores them all.
#[derive(Default)]
struct Columns {
    streams: Vec<String>,
    seqs: Vec<i64>,
    prev_hashes: Vec<String>,
    hashes: Vec<String>,
    occurred: Vec<i64>,
    actors: Vec<String>,
    kinds: Vec<String>,
    versions: Vec<i64>,
    commitments: Vec<String>,
    salts: Vec<Vec<u8>>,
    bodies: Vec<String>,
    positions: Vec<i64>,
    seals: Vec<String>,
}

async fn store_all(
    unit: &mut Unit<'_>,
    transaction: &Transaction,
    heads: &mut BTreeMap<StreamId, Head>,
) -> Result<Vec<Entry>, Fault> {
    if transaction.entries.is_empty() {
        return Ok(Vec::new());
    }
    let mut drawn = draw(unit, transaction.entries.len()).await?.into_iter();
    let mut columns = Columns::default();
    for new in &transaction.entries {
        let last = heads.remove(&new.stream);
        let last = last.unwrap_or_else(|| Head { seq: 0, hash: GENESIS.to_owned() });
        if last.seq.checked_add(1) != Some(new.seq) {
            return Err(Fault::Conflict(format!(
                "stream {} stands at {}, so entry {} does not follow; load it and decide again",
                new.stream, last.seq, new.seq
            )));
        }
        let drawn = drawn.next().ok_or_else(|| Fault::Damaged("too few salts".to_owned()))?;
        let hash = columns.push(new, last.hash, drawn, transaction.now)?;
        heads.insert(new.stream.clone(), Head { seq: new.seq, hash });
    }
    columns.insert(unit, transaction.now).await?;
    let hashes = columns.prev_hashes.into_iter().zip(columns.hashes);
    let mut stored = Vec::with_capacity(transaction.entries.len());
    for ((new, (prev_hash, hash)), position) in
        transaction.entries.iter().zip(hashes).zip(columns.positions)
    {
        unit.marks.entries.push_back((position, hash.clone()));
        let recorded_at = transaction.now;
        stored.push(Entry { position, recorded_at, entry: new.clone(), prev_hash, hash });
    }
    Ok(stored)
}

/// What the server draws for an entry: its place in the whole journal, and its salt.
type Drawn = (i64, [u8; SALT_BYTES]);

/// Draws for as many entries, in the order of their places. The lock keeps others from drawing in between.
async fn draw(unit: &mut Unit<'_>, count: usize) -> Result<Vec<Drawn>, Fault> {
    let drawn: Vec<(i64, Vec<u8>)> = sqlx::query_as(concat!(
        "SELECT nextval('journal_position'), ",
        random_bytes!(),
        " FROM generate_series(1, $1)",
    ))
    .bind(i64::try_from(count).unwrap_or(i64::MAX))
    .fetch_all(unit.connection())
    .await?;
    let read = |(position, salt): (i64, Vec<u8>)| match salt.try_into() {
        Ok(salt) => Ok((position, salt)),
        Err(_) => Err(Fault::Damaged("a short salt".to_owned())),
    };
    let mut drawn: Vec<Drawn> = drawn.into_iter().map(read).collect::<Result<_, _>>()?;
    drawn.sort_unstable();
    Ok(drawn)
}

impl Columns {
    /// Seals an entry. Gives its hash.
    fn push(
        &mut self,
        new: &NewEntry,
        prev_hash: String,
        (position, salt): Drawn,
        recorded_at: Timestamp,
    ) -> Result<String, Fault> {
        let sealed = commitment(&salt, &new.body);
        let hash = entry_hash(&prev_hash, new, recorded_at.as_nanosecond(), &sealed);
        let (stream, seq) = (new.stream.to_string(), signed("the sequence number", new.seq)?);
        self.positions.push(position);
        self.seals.push(place_seal(position, &stream, seq));
        self.streams.push(stream);
        self.seqs.push(seq);
        self.prev_hashes.push(prev_hash);
        self.hashes.push(hash.clone());
        self.occurred.push(nanos(new.occurred_at)?);
        self.actors.push(actor_text(&new.actor));
        self.kinds.push(new.kind.clone());
        self.versions.push(i64::from(new.version));
        self.commitments.push(sealed);
        self.salts.push(salt.to_vec());
        self.bodies.push(new.body.clone());
        Ok(hash)
    }

    /// Stores them in order.
    async fn insert(&self, unit: &mut Unit<'_>, recorded_at: Timestamp) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO journal (stream, seq, prev_hash, hash, recorded_at, occurred_at, actor, kind, \
                                  version, commitment, salt, body, position, seal) \
             SELECT stream, seq, prev_hash, hash, $14, occurred_at, actor, kind, version, commitment, \
                    salt, body, position, seal \
             FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], \
                         $7::text[], $8::bigint[], $9::text[], $10::bytea[], $11::text[], $12::bigint[], \
                         $13::text[]) \
                 AS new (stream, seq, prev_hash, hash, occurred_at, actor, kind, version, commitment, \
                         salt, body, position, seal) \
             ORDER BY position",
        )
        .bind(&self.streams)
        .bind(&self.seqs)
        .bind(&self.prev_hashes)
        .bind(&self.hashes)
        .bind(&self.occurred)
        .bind(&self.actors)
        .bind(&self.kinds)
        .bind(&self.versions)
        .bind(&self.commitments)
        .bind(&self.salts)
        .bind(&self.bodies)
        .bind(&self.positions)
        .bind(&self.seals)
        .bind(nanos(recorded_at)?)
        .execute(unit.connection())
        .await?;
        Ok(())
    }
}

/// The newest entry of every stream. Each step goes to the next stream through the index: its cost is that of the streams, not
/// of the entries.
pub(super) async fn heads(connection: &mut PgConnection) -> Result<Vec<port::Head>, Fault> {
    let found = sqlx::query_as(
        "WITH RECURSIVE heads AS ( \
             (SELECT stream, seq, hash, position FROM journal ORDER BY stream DESC, seq DESC LIMIT 1) \
             UNION ALL \
             SELECT next.stream, next.seq, next.hash, next.position FROM heads, \
             LATERAL (SELECT stream, seq, hash, position FROM journal WHERE journal.stream < heads.stream \
                      ORDER BY stream DESC, seq DESC LIMIT 1) AS next) \
         SELECT stream, seq, hash, position FROM heads",
    )
    .fetch_all(connection)
    .await?;
    Ok(rows::heads(found)?)
}

/// Takes a body and its salt away, and seals what stands in its place. Its transaction has taken its turn: erasures have an
/// order too.
pub(super) async fn erase(
    unit: &mut Unit<'_>,
    stream: &StreamId,
    seq: u64,
    remains: &str,
) -> Result<bool, Fault> {
    let Ok(seq) = i64::try_from(seq) else {
        return Ok(false);
    };
    let erased = sqlx::query(
        "UPDATE journal SET salt = NULL, body = NULL, remains = $1 \
         WHERE stream = $2 AND seq = $3 AND body IS NOT NULL",
    )
    .bind(remains)
    .bind(stream.to_string())
    .bind(seq)
    .execute(unit.connection())
    .await?;
    if erased.rows_affected() != 1 {
        return Ok(false);
    }
    let last = sqlx::query_as("SELECT number, hash FROM erasure ORDER BY number DESC LIMIT 1")
        .fetch_optional(unit.connection())
        .await?;
    let erasure = Erasures::after(last).add(stream.to_string(), seq, remains);
    add_erasure(unit.connection(), erasure).await?;
    // Nobody reads them any more: of a decided delivery the key counts, of a settled effect that it was.
    sqlx::query("UPDATE inbox SET raw = 'null' WHERE state = 1 AND raw <> 'null'")
        .execute(unit.connection())
        .await?;
    for forget in [
        "UPDATE effect SET request = 'null', outcome = NULL WHERE state >= 3 AND stream = $1",
        "DELETE FROM snapshot WHERE stream = $1",
    ] {
        sqlx::query(forget).bind(stream.to_string()).execute(unit.connection()).await?;
    }
    Ok(true)
}

/// Entries of a stream after a sequence number.
pub(super) async fn load(
    connection: &mut PgConnection,
    stream: &StreamId,
    after_seq: u64,
    limit: usize,
) -> Result<Vec<Entry>, Fault> {
    let stored: Vec<Stored> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM journal WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3",
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
    connection: &mut PgConnection,
    after_position: i64,
    limit: usize,
) -> Result<Vec<Entry>, Fault> {
    let stored: Vec<Stored> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM journal WHERE position > $1 ORDER BY position LIMIT $2",
    ))
    .bind(after_position)
    .bind(page_rows(limit))
    .fetch_all(connection)
    .await?;
    Ok(stored.into_iter().map(Stored::read).collect::<Result<_, _>>()?)
}
