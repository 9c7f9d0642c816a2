//! What a schema is, and how it becomes a journal of today's form. See `migrations/NOTES.md`.

use chatops_core::ids::JournalId;
use chatops_core::wire::FORMAT;
use sqlx::postgres::PgConnection;

use super::connection::{LIMITS, Pool, Turn};
use super::fault::Fault;
use crate::chain::{ErasureRow, Erasures};

/// The steps, each to the form of its number. The first brings an empty schema to its form.
const STEPS: &[(u32, &str)] = &[
    (2, include_str!("../../migrations/postgres/0002_journal.sql")),
    (3, include_str!("../../migrations/postgres/0003_seals.sql")),
];

/// What a schema turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing yet, in the schema of this name.
    Empty(String),
    /// A journal of this form.
    Journal(u32),
}

/// Looks at the schema that new tables would go into, without changing it.
pub(super) async fn identify(connection: &mut PgConnection) -> Result<Found, Fault> {
    let schema: Option<String> =
        sqlx::query_scalar("SELECT current_schema()::text").fetch_one(&mut *connection).await?;
    let schema = schema.ok_or(Fault::NoSchema)?;
    // What an extension brought is nobody's data.
    let (ours, others): (i64, i64) = sqlx::query_as(
        "SELECT \
         (SELECT count(*) FROM pg_attribute \
          WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.meta') \
            AND attname IN ('one', 'journal_id', 'form')), \
         (SELECT count(*) FROM pg_class \
          WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') \
            AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e'))",
    )
    .fetch_one(&mut *connection)
    .await?;
    match (ours, others) {
        (3, _) => {
            let form: Option<i64> =
                sqlx::query_scalar("SELECT form FROM meta").fetch_optional(connection).await?;
            let form = form.and_then(|form| u32::try_from(form).ok());
            form.map(Found::Journal).ok_or_else(lost_identity)
        }
        (_, 0) => Ok(Found::Empty(schema)),
        _ => Err(Fault::Foreign { schema }),
    }
}

/// Brings the schema to today's form, in one transaction and one after the other where several processes start at once.
pub(super) async fn migrate(pool: &Pool) -> Result<(), Fault> {
    let mut unit = pool.begin(Turn::TakenToMigrate, LIMITS).await?;
    let result = steps(unit.connection()).await;
    unit.finish(result).await
}

async fn steps(connection: &mut PgConnection) -> Result<(), Fault> {
    // Another process may have been here meanwhile.
    let from = match identify(connection).await? {
        Found::Journal(form) => form,
        Found::Empty(_) => 0,
    };
    for (_, step) in STEPS.iter().filter(|(form, _)| *form > from) {
        sqlx::raw_sql(*step).execute(&mut *connection).await?;
    }
    if from == 0 {
        draw_id(connection).await?;
    } else {
        if from < 3 {
            seal_erasures(connection).await?;
        }
        sqlx::query("UPDATE meta SET form = $1 WHERE form < $1")
            .bind(i64::from(FORMAT))
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Seals what stands in the place of what was erased in an earlier form.
async fn seal_erasures(connection: &mut PgConnection) -> Result<(), Fault> {
    let erased: Vec<(String, i64, String)> = sqlx::query_as(
        "SELECT stream, seq, remains FROM journal WHERE body IS NULL AND remains IS NOT NULL \
         ORDER BY position",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut erasures = Erasures::after(None);
    for (stream, seq, remains) in erased {
        add_erasure(connection, erasures.add(stream, seq, &remains)).await?;
    }
    Ok(())
}

/// Stores an erasure behind the last one.
pub(super) async fn add_erasure(
    connection: &mut PgConnection,
    (number, stream, seq, remains_hash, prev_hash, hash): ErasureRow,
) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO erasure (number, stream, seq, remains_hash, prev_hash, hash) \
         VALUES ($1, $2, $3, $4, $5, $6)",
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

/// As many random bits as a journal's identity or a salt has, from two random ids of the server: each holds 122.
macro_rules! random_bytes {
    () => {
        "substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 16)"
    };
}
pub(super) use random_bytes;

/// Draws the journal's identity.
async fn draw_id(connection: &mut PgConnection) -> Result<(), Fault> {
    let bytes: Vec<u8> =
        sqlx::query_scalar(concat!("SELECT ", random_bytes!())).fetch_one(&mut *connection).await?;
    let bits = bytes.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    sqlx::query("INSERT INTO meta (one, journal_id, form) VALUES (1, $1, $2)")
        .bind(JournalId::from_bits(bits).as_str())
        .bind(i64::from(FORMAT))
        .execute(connection)
        .await?;
    Ok(())
}

fn lost_identity() -> Fault {
    Fault::Damaged("the journal has lost its identity".to_owned())
}

/// Reads the journal's identity.
pub(super) async fn read_id(connection: &mut PgConnection) -> Result<JournalId, Fault> {
    let text: Option<String> =
        sqlx::query_scalar("SELECT journal_id FROM meta").fetch_optional(connection).await?;
    text.and_then(|text| JournalId::new(text).ok()).ok_or_else(lost_identity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_lead_to_todays_form_without_a_gap() {
        let forms: Vec<u32> = STEPS.iter().map(|(form, _)| *form).collect();
        assert_eq!(forms, (2..=FORMAT).collect::<Vec<_>>());
    }
}
