//! Whether what is there is what was written: SQLite's own check, then every chain of hashes.

use sqlx::SqliteConnection;

use super::fault::Fault;
use crate::chain::{ENTRIES_AT_ONCE, Verified, Walk, columns};

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
    let mut walk = Walk::new();
    loop {
        let page = sqlx::query_as(concat!(
            // By their place, so that stream and number are read from the entry too: SQLite would take them from the
            // index, where a change in the entry is not seen.
            "WITH page AS MATERIALIZED ( \
                 SELECT position AS place FROM journal \
                 WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT ?) \
             SELECT ",
            columns!(),
            " FROM page CROSS JOIN journal ON position = place",
        ))
        .bind(walk.stream.clone())
        .bind(walk.seq)
        .bind(ENTRIES_AT_ONCE)
        .fetch_all(&mut *connection)
        .await?;
        if !walk.take(page)? {
            return Ok(walk.verified());
        }
    }
}
