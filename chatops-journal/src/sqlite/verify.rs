//! Whether what is there is what was written: SQLite's own check, then every chain of hashes.

use sqlx::SqliteConnection;

use super::fault::Fault;
use crate::chain::{ENTRIES_AT_ONCE, Erasures, SEALED_SINCE, Verified, Walk, columns};

/// The next entries, with what was read of their seals. By their place, so that stream and number are read from the entry too:
/// SQLite would take them from the index, where a change in the entry is not seen.
macro_rules! page {
    ($seals:literal) => {
        concat!(
            "WITH page AS MATERIALIZED ( \
                 SELECT position AS place FROM journal \
                 WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT ?) \
             SELECT ",
            columns!(),
            $seals,
            " FROM page CROSS JOIN journal ON position = place",
        )
    };
}
const PAGE: &str = page!(
    ", seal, (SELECT remains_hash FROM erasure \
              WHERE erasure.stream = journal.stream AND erasure.seq = journal.seq) AS erased_as"
);
const PAGE_WITHOUT_SEALS: &str = page!(", '' AS seal, NULL AS erased_as");

/// Checks everything.
pub(super) async fn all(connection: &mut SqliteConnection) -> Result<Verified, Fault> {
    structure(connection).await?;
    let verified = chains(connection).await?;
    indexes(connection).await?;
    Ok(verified)
}

/// Lets SQLite check pages, indexes and constraints.
async fn structure(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(connection).await?;
    if found == "ok" {
        return Ok(());
    }
    Err(Fault::Damaged(
        "the file's structure is damaged (`PRAGMA quick_check` tells where)".to_owned(),
    ))
}

/// Lets SQLite hold the entries' index against the entries. The chains were followed by it: what it leaves out, they did
/// not miss.
async fn indexes(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let found: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check(journal)").fetch_all(connection).await?;
    if found.iter().all(|found| found == "ok") {
        return Ok(());
    }
    Err(Fault::Damaged(
        "the index of the entries is damaged (`PRAGMA integrity_check` tells where)".to_owned(),
    ))
}

/// Follows every chain from its beginning.
async fn chains(connection: &mut SqliteConnection) -> Result<Verified, Fault> {
    let form: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let mut walk = Walk::new(form);
    let query = if form >= SEALED_SINCE { PAGE } else { PAGE_WITHOUT_SEALS };
    loop {
        let page = sqlx::query_as(query)
            .bind(walk.stream.clone())
            .bind(walk.seq)
            .bind(ENTRIES_AT_ONCE)
            .fetch_all(&mut *connection)
            .await?;
        if !walk.take(page)? {
            break;
        }
    }
    if form >= SEALED_SINCE {
        erasures(connection).await?;
    }
    Ok(walk.verified())
}

/// Follows the chain of the erasures.
async fn erasures(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let mut chain = Erasures::after(None);
    loop {
        let page: Vec<(i64, String, i64, String, String, String, bool)> = sqlx::query_as(
            "SELECT number, stream, seq, remains_hash, prev_hash, hash, \
                    EXISTS (SELECT 1 FROM journal AS erased \
                            WHERE erased.stream = erasure.stream AND erased.seq = erasure.seq \
                              AND erased.body IS NULL) \
             FROM erasure WHERE number > ? ORDER BY number LIMIT ?",
        )
        .bind(chain.number)
        .bind(ENTRIES_AT_ONCE)
        .fetch_all(&mut *connection)
        .await?;
        let page = page.into_iter().map(|(number, stream, seq, remains, before, hash, erased)| {
            ((number, stream, seq, remains, before, hash), erased)
        });
        if !chain.take(page.collect())? {
            return Ok(());
        }
    }
}
