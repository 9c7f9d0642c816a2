//! Whether what is there is what was written: every chain of hashes.

use sqlx::postgres::PgConnection;

use super::connection::{Pool, reading};
use super::fault::Fault;
use crate::chain::{
    Checked, ENTRIES_AT_ONCE, ErasureRow, Erasures, SEALED_SINCE, Verified, Walk, columns,
};

/// The next entries, with what was read of their seals.
macro_rules! page {
    ($seals:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            $seals,
            " FROM journal WHERE (stream, seq) > ($1 COLLATE \"C\", $2) ORDER BY stream, seq LIMIT $3",
        )
    };
}
const PAGE: &str = page!(
    ", seal, (SELECT remains_hash FROM erasure \
              WHERE erasure.stream = journal.stream AND erasure.seq = journal.seq) AS erased_as"
);
const PAGE_WITHOUT_SEALS: &str = page!(", '' AS seal, NULL::text AS erased_as");

/// Runs a query of a page on a connection of its own.
macro_rules! page_of {
    ($pool:ident, $connection:ident => $work:expr) => {{
        let mut held = $pool.take().await?;
        let $connection = held.connection();
        let page = reading($work).await;
        held.give_back(page)?
    }};
}

/// Follows every chain from its beginning. Others may append and erase meanwhile: what they add follows the chains too.
pub(super) async fn chains(pool: &Pool) -> Result<Verified, Fault> {
    let form = page_of!(pool, it => form(it));
    let mut walk = Walk::new(form);
    let query = if form >= SEALED_SINCE { PAGE } else { PAGE_WITHOUT_SEALS };
    loop {
        let (stream, seq) = (walk.stream.clone(), walk.seq);
        if !walk.take(page_of!(pool, it => entries(it, query, stream, seq)))? {
            break;
        }
    }
    let mut chain = Erasures::after(None);
    while form >= SEALED_SINCE && chain.take(page_of!(pool, it => erasures(it, chain.number)))? {}
    Ok(walk.verified())
}

async fn form(connection: &mut PgConnection) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar("SELECT form FROM meta").fetch_one(connection).await?)
}

async fn entries(
    connection: &mut PgConnection,
    query: &'static str,
    stream: String,
    seq: i64,
) -> Result<Vec<Checked>, Fault> {
    let page = sqlx::query_as(query).bind(stream).bind(seq).bind(ENTRIES_AT_ONCE);
    Ok(page.fetch_all(connection).await?)
}

async fn erasures(
    connection: &mut PgConnection,
    after: i64,
) -> Result<Vec<(ErasureRow, bool)>, Fault> {
    let page: Vec<(i64, String, i64, String, String, String, bool)> = sqlx::query_as(
        "SELECT number, stream, seq, remains_hash, prev_hash, hash, \
                EXISTS (SELECT 1 FROM journal AS erased \
                        WHERE erased.stream = erasure.stream AND erased.seq = erasure.seq \
                          AND erased.body IS NULL) \
         FROM erasure WHERE number > $1 ORDER BY number LIMIT $2",
    )
    .bind(after)
    .bind(ENTRIES_AT_ONCE)
    .fetch_all(connection)
    .await?;
    let page = page.into_iter().map(|(number, stream, seq, remains, before, hash, erased)| {
        ((number, stream, seq, remains, before, hash), erased)
    });
    Ok(page.collect())
}
