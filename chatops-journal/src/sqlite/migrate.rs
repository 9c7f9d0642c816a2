//! What a file is, and how it becomes a journal of today's form. See `migrations/NOTES.md`.

use std::path::Path;

use chatops_core::ids::JournalId;
use chatops_core::wire::FORMAT;
use sqlx::SqliteConnection;

use super::fault::Fault;
use crate::chain::{ENTRIES_AT_ONCE, ErasureRow, Erasures, place_seal};
use crate::columns::json;

/// Marks a file as ours: `chop`.
const APPLICATION_ID: i64 = 0x6368_6f70;

/// The steps, each from the form before it to its own.
const STEPS: &[(u32, &str)] = &[
    (1, include_str!("../../migrations/0001_journal.sql")),
    (2, include_str!("../../migrations/0002_outbox.sql")),
    (3, include_str!("../../migrations/0003_seals.sql")),
];

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing yet.
    Empty,
    /// A journal of this form.
    Journal(u32),
}

/// Looks at a file without changing it.
pub(super) async fn identify(
    connection: &mut SqliteConnection,
    path: &Path,
) -> Result<Found, Fault> {
    let foreign = |what| Fault::Foreign { path: path.to_owned(), what };
    let tables: i64 = number(connection, "SELECT count(*) FROM sqlite_schema").await?;
    let mark: i64 = number(connection, "PRAGMA application_id").await?;
    let form: i64 = number(connection, "PRAGMA user_version").await?;
    match (mark, tables) {
        (APPLICATION_ID, _) => u32::try_from(form)
            .ok()
            .filter(|form| *form > 0)
            .map(Found::Journal)
            .ok_or_else(|| foreign("a journal without a form")),
        (0, 0) => Ok(Found::Empty),
        _ => Err(foreign("the database of another program")),
    }
}

async fn number(connection: &mut SqliteConnection, query: &'static str) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar(query).fetch_one(connection).await?)
}

/// Brings a journal to today's form, in one transaction. Where it fails, the connection must not be used again.
pub(super) async fn migrate(connection: &mut SqliteConnection, found: Found) -> Result<(), Fault> {
    let from = match found {
        Found::Journal(FORMAT) => return Ok(()),
        Found::Journal(form) => form,
        Found::Empty => 0,
    };
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    for (_, step) in STEPS.iter().filter(|(form, _)| *form > from) {
        sqlx::raw_sql(*step).execute(&mut *connection).await?;
    }
    match from {
        0 => draw_id(connection).await?,
        1 | 2 => seal(connection).await?,
        _ => {}
    }
    // Pragmas take no parameters. Both are constants of this crate.
    let marks = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(marks)).execute(&mut *connection).await?;
    sqlx::raw_sql("COMMIT").execute(&mut *connection).await?;
    Ok(())
}

/// Seals the entries of an earlier form: their places, and what stands in the place of what was erased.
async fn seal(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let (mut erasures, mut last) = (Erasures::after(None), i64::MIN);
    loop {
        let page: Vec<(i64, String, i64, Option<String>)> = sqlx::query_as(
            "SELECT position, stream, seq, CASE WHEN body IS NULL THEN remains END FROM journal \
             WHERE position > ? ORDER BY position LIMIT ?",
        )
        .bind(last)
        .bind(ENTRIES_AT_ONCE)
        .fetch_all(&mut *connection)
        .await?;
        let Some((end, ..)) = page.last() else { return Ok(()) };
        last = *end;
        let seals: Vec<_> = page
            .iter()
            .map(|(position, stream, seq, _)| (*position, place_seal(*position, stream, *seq)))
            .collect();
        sqlx::query(
            "UPDATE journal SET seal = given.value ->> 1 FROM json_each(?) AS given \
             WHERE journal.position = given.value ->> 0",
        )
        .bind(json("the seals", &seals)?)
        .execute(&mut *connection)
        .await?;
        for (_, stream, seq, remains) in page {
            if let Some(remains) = remains {
                add_erasure(connection, erasures.add(stream, seq, &remains)).await?;
            }
        }
    }
}

/// Stores an erasure behind the last one.
pub(super) async fn add_erasure(
    connection: &mut SqliteConnection,
    (number, stream, seq, remains_hash, prev_hash, hash): ErasureRow,
) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO erasure (number, stream, seq, remains_hash, prev_hash, hash) \
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(number)
    .bind(stream)
    .bind(seq)
    .bind(remains_hash)
    .bind(prev_hash)
    .bind(hash)
    .execute(connection)
    .await?;
    Ok(())
}

/// Draws the journal's identity: 128 bits from SQLite's generator, which the system seeds.
async fn draw_id(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let bytes: Vec<u8> =
        sqlx::query_scalar("SELECT randomblob(16)").fetch_one(&mut *connection).await?;
    let bits = bytes.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    sqlx::query("INSERT INTO meta (one, journal_id) VALUES (1, ?)")
        .bind(JournalId::from_bits(bits).as_str().to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Reads the journal's identity.
pub(super) async fn read_id(connection: &mut SqliteConnection) -> Result<JournalId, Fault> {
    let text: Option<String> =
        sqlx::query_scalar("SELECT journal_id FROM meta").fetch_optional(connection).await?;
    text.and_then(|text| JournalId::new(text).ok())
        .ok_or_else(|| Fault::Damaged("the journal has lost its identity".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_lead_to_todays_form_without_a_gap() {
        let forms: Vec<u32> = STEPS.iter().map(|(form, _)| *form).collect();
        assert_eq!(forms, (1..=FORMAT).collect::<Vec<_>>());
    }
}
