//! The journal on SQLite holds its contract, on real files.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chatops_core::conformance::journal::{CASES, JournalRig};
use chatops_core::conformance::{Applies, Failure};
use chatops_core::ids::JournalId;
use chatops_core::ports::Journal;
use chatops_journal::SqliteJournal;
use chatops_testkit::conformance::Suite;
use tempfile::TempDir;

/// Journals in files, in a directory that goes with the rig.
#[derive(Debug)]
struct Files {
    folder: io::Result<TempDir>,
    paths: Mutex<BTreeMap<JournalId, PathBuf>>,
}

fn failed(what: &str, error: impl std::fmt::Display) -> Failure {
    Failure { what: what.to_owned(), expected: "no error".to_owned(), seen: error.to_string() }
}

/// The files as a crash would leave them at this moment: the journal and its log, without the memory shared between
/// connections.
fn crash_image(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let log = |path: &Path| path.with_extension("db-wal");
    if log(from).exists() {
        fs::copy(log(from), log(to))?;
    }
    Ok(())
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir(), paths: Mutex::default() }
    }

    fn next_path(&self) -> Result<PathBuf, Failure> {
        let folder = self.folder.as_ref().map_err(|error| failed("the folder", error))?;
        let made = fs::read_dir(folder.path()).map_err(|error| failed("the folder", error))?;
        Ok(folder.path().join(format!("{}.db", made.count())))
    }

    async fn open(&self, path: PathBuf) -> Result<Arc<dyn Journal>, Failure> {
        let journal = SqliteJournal::open(&path).await?;
        let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        paths.insert(journal.facts().id, path);
        Ok(Arc::new(journal))
    }
}

#[async_trait]
impl JournalRig for Files {
    async fn fresh(&self) -> Result<Arc<dyn Journal>, Failure> {
        self.open(self.next_path()?).await
    }

    async fn reopen(&self, journal: Arc<dyn Journal>) -> Result<Arc<dyn Journal>, Failure> {
        let id = journal.facts().id;
        let path = {
            let paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
            paths.get(&id).cloned().ok_or_else(|| failed("the journal", "not of this rig"))?
        };
        let image = self.next_path()?;
        crash_image(&path, &image).map_err(|error| failed("the image", error))?;
        drop(journal);
        self.open(image).await
    }

    fn durability(&self) -> Applies {
        Applies::Yes
    }
}

fn main() {
    Suite::new()
        .cases("journal", "sqlite", CASES, || -> Box<dyn JournalRig> { Box::new(Files::new()) })
        .run();
}
