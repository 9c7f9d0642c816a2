//! How a journal is opened, where the host wants it otherwise.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chatops_core::error::PortError;

use super::backups::Plan;
use super::ballast::BALLAST_BYTES;
use super::manner::Manner;
use super::{SqliteJournal, open};

/// How a journal is opened for writing. [`SqliteJournal::open`] is good for most hosts; this is for those that want
/// something else.
///
/// ```no_run
/// use chatops_journal::SqliteOptions;
///
/// # async fn example() -> Result<(), chatops_core::error::PortError> {
/// let journal = SqliteOptions::new().without_ballast().open("incidents.db").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    pub(super) ballast_bytes: u64,
    pub(super) backups: Plan,
    pub(super) manner: Manner,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self { ballast_bytes: BALLAST_BYTES, backups: Plan::default(), manner: Manner::default() }
    }
}

impl SqliteOptions {
    /// What [`SqliteJournal::open`] uses.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps so many bytes back on the disk, in `<file>.ballast`, for as long as the journal is open. When the disk is
    /// full they are given up, so that what happens then can still be written down; deliveries are refused until there is
    /// room for them again. 64 MiB unless said otherwise, and none where less than eight times as much is free.
    #[must_use]
    pub fn ballast_bytes(mut self, bytes: u64) -> Self {
        self.ballast_bytes = bytes;
        self
    }

    /// Keeps nothing back: for tests, drills and small disks.
    #[must_use]
    pub fn without_ballast(self) -> Self {
        self.ballast_bytes(0)
    }

    /// Makes a verified copy in this folder every ten minutes, and whenever an incident was closed, as
    /// [`SqliteJournal::backup_to`] does, for as long as the journal is open for writing. Where nothing was written since the last one,
    /// none is made. The newest 36 stay. Best on another disk than the journal; it is made where it is not there, and may be
    /// shared: names are those of the journal's file, its id and the moment, and only such files are ever removed.
    ///
    /// Nobody who writes waits for it. Where a copy fails, or would leave too little room on the disk, the log says so, and it
    /// is tried again after the interval.
    #[must_use]
    pub fn backups(mut self, folder: impl Into<PathBuf>) -> Self {
        self.backups = self.backups.into_folder(folder.into());
        self
    }

    /// Makes [`backups`](Self::backups) at this interval instead; 100 ms is the shortest.
    #[must_use]
    pub fn backups_every(mut self, interval: Duration) -> Self {
        self.backups = self.backups.every(interval);
        self
    }

    /// Keeps so many [`backups`](Self::backups) instead, at least one. Each is as large as the journal.
    #[must_use]
    pub fn backups_kept(mut self, copies: usize) -> Self {
        self.backups = self.backups.keep(copies);
        self
    }

    /// Opens a journal for writing. See [`SqliteJournal::open`].
    ///
    /// # Errors
    /// As for [`SqliteJournal::open`].
    pub async fn open(self, path: impl AsRef<Path> + Send) -> Result<SqliteJournal, PortError> {
        open::writing(path.as_ref(), &self).await.map_err(|fault| fault.at("open_journal"))
    }
}
