//! The journal on PostgreSQL holds its contract, on a real server.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chatops_core::conformance::journal::{CASES, JournalRig};
use chatops_core::conformance::{Applies, Failure};
use chatops_core::ids::JournalId;
use chatops_core::ports::Journal;
use chatops_journal::PostgresJournal;
use chatops_testkit::conformance::Suite;
use chatops_testkit::database::{Database, left_out};

/// Journals in schemas that go with the rig.
#[derive(Debug, Default)]
struct Databases(Mutex<BTreeMap<JournalId, Database>>);

fn failed(what: &str, error: impl Into<String>) -> Failure {
    Failure { what: what.to_owned(), expected: "no error".to_owned(), seen: error.into() }
}

impl Databases {
    fn made(&self) -> MutexGuard<'_, BTreeMap<JournalId, Database>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl JournalRig for Databases {
    async fn fresh(&self) -> Result<Arc<dyn Journal>, Failure> {
        let database = Database::schema().await.map_err(|error| failed("the database", error))?;
        let journal = PostgresJournal::connect(&database.address()).await?;
        self.made().insert(journal.facts().id, database);
        Ok(Arc::new(journal))
    }

    async fn reopen(&self, journal: Arc<dyn Journal>) -> Result<Arc<dyn Journal>, Failure> {
        let id = journal.facts().id;
        let address = self.made().get(&id).map(Database::address);
        let address = address.ok_or_else(|| failed("the journal", "not of this rig"))?;
        drop(journal);
        Ok(Arc::new(PostgresJournal::connect(&address).await?))
    }

    fn durability(&self) -> Applies {
        Applies::Yes
    }
}

fn main() {
    let rig = || -> Box<dyn JournalRig> { Box::new(Databases::default()) };
    match left_out() {
        None => Suite::new().cases("journal", "postgres", CASES, rig),
        Some(reason) => Suite::new().without("journal", "postgres", CASES, reason),
    }
    .run();
}
