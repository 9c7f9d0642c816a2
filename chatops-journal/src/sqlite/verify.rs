//! Whether what is there is what was written: SQLite's own check, then every chain of hashes.

use sqlx::SqliteConnection;

use super::fault::Fault;
use crate::chain::{ENTRIES_AT_ONCE, Verified, Walk, columns};

/// Checks everything.
pub(super) async fn all(connection: &mut SqliteConnection) -> Result<Verified, Fault> {
    structure(connection).await?;
    chains(connection).await
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

/// Follows every chain from its beginning.
async fn chains(connection: &mut SqliteConnection) -> Result<Verified, Fault> {
    let mut walk = Walk::new();
    loop {
        let page = sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM journal WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT ?",
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
