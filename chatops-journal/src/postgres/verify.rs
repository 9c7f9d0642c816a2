//! Whether what is there is what was written: every chain of hashes.

use super::connection::{Pool, reading};
use super::fault::Fault;
use crate::chain::{ENTRIES_AT_ONCE, Stored, Verified, Walk, columns};

/// Follows every chain from its beginning. Others may append meanwhile: what they add follows the chain too.
pub(super) async fn chains(pool: &Pool) -> Result<Verified, Fault> {
    let mut walk = Walk::new();
    loop {
        let mut held = pool.take().await?;
        let page = async {
            let page: Vec<Stored> = sqlx::query_as(concat!(
                "SELECT ",
                columns!(),
                " FROM journal WHERE (stream, seq) > ($1 COLLATE \"C\", $2) ORDER BY stream, seq LIMIT $3",
            ))
            .bind(walk.stream.clone())
            .bind(walk.seq)
            .bind(ENTRIES_AT_ONCE)
            .fetch_all(held.connection())
            .await?;
            Ok(page)
        };
        let page = reading(page).await;
        if !walk.take(held.give_back(page)?)? {
            return Ok(walk.verified());
        }
    }
}
