//! A disk that remembers what was done to it, and breaks on order.
//!
//! It stands between SQLite and the file system of the machine. Files, locks and shared memory are real; what is
//! added is the record, the failures and the ends.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::vfs;

/// Something that was done to the files of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// A file was made.
    Create {
        /// Its number. A file made later under the same name has another one.
        file: u32,
        /// Its name, without the folder.
        name: String,
    },
    /// Bytes were written.
    Write {
        /// The file.
        file: u32,
        /// Where.
        offset: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// The file was cut.
    Truncate {
        /// The file.
        file: u32,
        /// Its size from then on, in bytes.
        size: u64,
    },
    /// The file was synced.
    Sync {
        /// The file.
        file: u32,
        /// Whether its folder was synced with it: SQLite does so with the first sync of a log or a rollback journal.
        folder: bool,
    },
    /// A file was deleted.
    Delete {
        /// Its name, without the folder.
        name: String,
        /// Whether its folder was synced with it.
        folder: bool,
    },
    /// Not of the disk: a rig made a mark.
    Mark(usize),
}

/// Where something can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// Opening or making a file.
    Open,
    /// Writing.
    Write,
    /// Syncing.
    Sync,
    /// Cutting.
    Truncate,
    /// Deleting.
    Delete,
}

/// A failure on order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// Where.
    pub site: Site,
    /// At which operation of that kind, from 1.
    pub at: u64,
    /// Whether everything of that kind fails from then on, until it is mended.
    pub lasting: bool,
    /// What SQLite is told: one of [`code`].
    pub code: i32,
}

/// What SQLite can be told.
pub mod code {
    use libsqlite3_sys as ffi;

    /// A sync failed.
    pub const SYNC_FAILED: i32 = ffi::SQLITE_IOERR_FSYNC;
    /// A write failed.
    pub const WRITE_FAILED: i32 = ffi::SQLITE_IOERR_WRITE;
    /// A file could not be cut.
    pub const TRUNCATE_FAILED: i32 = ffi::SQLITE_IOERR_TRUNCATE;
    /// There is no space left.
    pub const FULL: i32 = ffi::SQLITE_FULL;
    /// A file cannot be opened.
    pub const CANNOT_OPEN: i32 = ffi::SQLITE_CANTOPEN;
}

/// Called before each operation that changes something.
pub type Hook = Box<dyn Fn(Site) + Send + Sync>;

/// What a disk remembers.
#[derive(Default)]
pub(crate) struct State {
    /// What was done, where it is recorded.
    pub(crate) record: Option<Vec<Operation>>,
    /// The present file of each name.
    pub(crate) files: BTreeMap<String, u32>,
    /// The last number given to a file.
    pub(crate) last_file: u32,
    counts: BTreeMap<Site, u64>,
    failure: Option<Failure>,
    failed: u64,
}

impl State {
    /// Counts an operation. Some: it fails, and SQLite is told this.
    pub(crate) fn count(&mut self, site: Site) -> Option<i32> {
        let count = self.counts.entry(site).or_default();
        *count += 1;
        let failure = self.failure.filter(|failure| failure.site == site)?;
        let fails = *count == failure.at || (failure.lasting && *count > failure.at);
        self.failed += u64::from(fails);
        fails.then_some(failure.code)
    }

    /// Records an operation.
    pub(crate) fn note(&mut self, operation: impl FnOnce() -> Operation) {
        if let Some(record) = &mut self.record {
            record.push(operation());
        }
    }

    /// The number of the file of a name; a fresh one where it is made.
    pub(crate) fn file(&mut self, name: &str, made: bool) -> u32 {
        if !made && let Some(known) = self.files.get(name) {
            return *known;
        }
        self.last_file += 1;
        self.files.insert(name.to_owned(), self.last_file);
        self.last_file
    }
}

/// The part that SQLite knows. It lives as long as the process: SQLite never forgets a file system.
pub(crate) struct Inner {
    pub(crate) state: Mutex<State>,
    pub(crate) hook: Option<Hook>,
    /// Whether a sync reaches the real disk. What a kill leaves behind does not depend on it.
    pub(crate) syncs: bool,
}

impl Inner {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn before(&self, site: Site) {
        if let Some(hook) = &self.hook {
            hook(site);
        }
    }
}

/// A disk, by the name under which SQLite finds it.
#[derive(Clone, Copy)]
pub struct Disk {
    name: &'static str,
    inner: &'static Inner,
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Disk").field(&self.name).finish()
    }
}

/// Sets up a [`Disk`].
#[derive(Default)]
pub struct DiskBuilder {
    recording: bool,
    syncs: bool,
    hook: Option<Hook>,
}

impl fmt::Debug for DiskBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { recording, syncs, hook } = self;
        f.debug_struct("DiskBuilder")
            .field("recording", recording)
            .field("syncs", syncs)
            .field("hook", &hook.is_some())
            .finish()
    }
}

impl DiskBuilder {
    /// Records every operation.
    #[must_use]
    pub fn recording(mut self) -> Self {
        self.recording = true;
        self
    }

    /// Passes syncs on to the machine. Without it they are counted, recorded and fail on order, and that is all: the
    /// rigs work out for themselves what a sync would have saved.
    #[must_use]
    pub fn syncing(mut self) -> Self {
        self.syncs = true;
        self
    }

    /// Calls this before each operation that changes something. It may end the process.
    #[must_use]
    pub fn hook(mut self, hook: impl Fn(Site) + Send + Sync + 'static) -> Self {
        self.hook = Some(Box::new(hook));
        self
    }

    /// The disk, known to SQLite from now on.
    ///
    /// # Errors
    /// Where SQLite does not take it, the reason.
    pub fn build(self) -> Result<Disk, String> {
        let state = State { record: self.recording.then(Vec::new), ..State::default() };
        let inner: &'static Inner = Box::leak(Box::new(Inner {
            state: Mutex::new(state),
            hook: self.hook,
            syncs: self.syncs,
        }));
        let name = vfs::register(inner)?;
        Ok(Disk { name, inner })
    }
}

impl Disk {
    /// Begins to set one up.
    #[must_use]
    pub fn builder() -> DiskBuilder {
        DiskBuilder::default()
    }

    /// The name under which SQLite finds it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Orders a failure and begins to count anew.
    pub fn fail(&self, failure: Failure) {
        let mut state = self.inner.state();
        state.counts.clear();
        state.failed = 0;
        state.failure = Some(failure);
    }

    /// Nothing fails any more.
    pub fn mend(&self) {
        self.inner.state().failure = None;
    }

    /// How many operations failed on order.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.inner.state().failed
    }

    /// How many operations of a kind there were since the last order.
    #[must_use]
    pub fn count(&self, site: Site) -> u64 {
        self.inner.state().counts.get(&site).copied().unwrap_or(0)
    }

    /// Forgets what was recorded, and begins with an empty disk.
    pub fn forget(&self) {
        let mut state = self.inner.state();
        let recording = state.record.is_some();
        *state = State { record: recording.then(Vec::new), ..State::default() };
    }

    /// Makes a mark in the record.
    pub fn mark(&self, number: usize) {
        self.inner.state().note(|| Operation::Mark(number));
    }

    /// What was recorded so far.
    #[must_use]
    pub fn record(&self) -> Vec<Operation> {
        self.inner.state().record.clone().unwrap_or_default()
    }
}
