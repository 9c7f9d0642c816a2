//! How a journal is opened, where the host wants it otherwise.

use std::path::Path;

use chatops_core::error::PortError;

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
    pub(super) manner: Manner,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self { ballast_bytes: BALLAST_BYTES, manner: Manner::default() }
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

    /// Opens a journal for writing. See [`SqliteJournal::open`].
    ///
    /// # Errors
    /// As for [`SqliteJournal::open`].
    pub async fn open(self, path: impl AsRef<Path> + Send) -> Result<SqliteJournal, PortError> {
        open::writing(path.as_ref(), &self).await.map_err(|fault| fault.at("open_journal"))
    }
}
