//! Opening: reach the server, check its settings, see what the schema is, verify it.

use std::sync::Arc;

use chatops_core::ports::journal::JournalFacts;
use chatops_core::wire::FORMAT;

use super::connection::{Pool, options, reading};
use super::fault::Fault;
use super::migrate::{Found, identify, migrate, read_id};
use super::{PostgresJournal, server, verify};

/// Opens for writing.
pub(super) async fn writing(address: &str) -> Result<PostgresJournal, Fault> {
    let pool = Pool::new(options(address)?);
    let (found, standby) = look(&pool).await?;
    if standby {
        return Err(Fault::Standby);
    }
    if matches!(found, Found::Journal(form) if form > FORMAT) {
        return read_only(pool, found).await;
    }
    if found != Found::Journal(FORMAT) {
        migrate(&pool).await?;
    }
    verify::chains(&pool).await?;
    let facts = facts(&pool, FORMAT, true).await?;
    pool.acknowledged.belongs_to(facts.id.clone());
    Ok(PostgresJournal::new(Arc::new(pool), facts))
}

/// Opens for reading.
pub(super) async fn reading_only(address: &str) -> Result<PostgresJournal, Fault> {
    let pool = Pool::new(options(address)?);
    let (found, _) = look(&pool).await?;
    read_only(pool, found).await
}

async fn read_only(pool: Pool, found: Found) -> Result<PostgresJournal, Fault> {
    let facts = match found {
        Found::Journal(form) => facts(&pool, form, false).await?,
        Found::Empty(schema) => return Err(Fault::Missing { schema }),
    };
    Ok(PostgresJournal::new(Arc::new(pool), facts))
}

/// What is there, and whether the server is a standby.
async fn look(pool: &Pool) -> Result<(Found, bool), Fault> {
    let mut held = pool.take().await?;
    let looked = reading(async {
        let standby = server::check(held.connection(), &pool.flushing).await?;
        Ok((identify(held.connection()).await?, standby))
    });
    let looked = looked.await;
    held.give_back(looked)
}

async fn facts(pool: &Pool, format: u32, writable: bool) -> Result<JournalFacts, Fault> {
    let mut held = pool.take().await?;
    let id = reading(read_id(held.connection())).await;
    Ok(JournalFacts { id: held.give_back(id)?, format, writable, shared: true })
}
