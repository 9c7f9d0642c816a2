//! One of several processes on a PostgreSQL journal: the real runtime on a chat and a pager that live in a file all of them
//! append to, so that what each of them did is known although it was killed.

mod chat;
mod journal;
mod log;
mod pager;

use std::path::Path;
use std::sync::Arc;

use chatops_core::ids::PersonId;
use chatops_core::policy::Policy;
use chatops_journal::PostgresJournal;
use chatops_runtime::ChatOps;

pub use log::{Line, Log};

/// The file of a folder that makes the pager slow while it is there.
pub const SLOW: &str = "slow";

/// What a line says of an outcome that was written.
pub const SETTLED: &str = "settled";

/// What a line says of an outcome that was not: another claim is under way, or has ended.
pub const TOO_LATE: &str = "too-late";

/// The one who commands.
pub const COMMANDER: &str = "test:jim";

/// Runs a process until it is killed.
///
/// # Errors
/// Why it could not start.
pub async fn run(address: &str, folder: &Path, name: &str) -> Result<(), String> {
    let journal = PostgresJournal::connect(address).await.map_err(|error| error.to_string())?;
    let log = Arc::new(Log::open(folder, name).map_err(|error| error.to_string())?);
    let commander = PersonId::new(COMMANDER).map_err(|error| error.to_string())?;
    let policy = Policy { commander: Some(commander), ..Policy::default() };
    let chatops = ChatOps::builder()
        .chat(chat::FileChat::new(Arc::clone(&log)))
        .pager(pager::FilePager::new(Arc::clone(&log), folder))
        .journal(journal::ToldJournal::new(journal, Arc::clone(&log)))
        .policy(policy)
        .replica(name)
        .start()
        .await
        .map_err(|error| error.to_string())?;
    log.write("started", "").map_err(|error| error.to_string())?;
    // Killed from outside; a parent that dies leaves nobody to kill it.
    tokio::time::sleep(std::time::Duration::from_secs(600)).await;
    drop(chatops);
    Ok(())
}
