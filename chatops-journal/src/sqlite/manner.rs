//! How SQLite reaches the file: as it should, or as a test rig asks for.

#![cfg_attr(
    not(feature = "test-vfs"),
    expect(unreachable_pub, reason = "only the rigs name these types")
)]

use sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};

/// How SQLite reaches the file. Everything but the default is for the crash rigs: they put a file system of their own
/// below SQLite, and weaken its durability to see that they would notice.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    vfs: Option<&'static str>,
    durability: Durability,
    checkpoint: Checkpoint,
}

/// When the write-ahead log is moved into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Checkpoint {
    /// When it holds so many pages that the file does not.
    pub(super) pages: u32,
    /// After so many commits it is looked at again: looking costs a statement.
    pub(super) commits_between_looks: u32,
}

impl Default for Checkpoint {
    /// 16 MB, which is read once more at the next start after a crash. Four times what SQLite takes by itself: a page
    /// that many commits wrote is moved once, so the longer the log, the less is moved. A look at every sixteenth commit
    /// cannot be felt, and the log cannot grow by more than they wrote.
    fn default() -> Self {
        Self { pages: 4_000, commits_between_looks: 16 }
    }
}

/// What a commit waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Durability {
    /// For the disk: what was answered with `Ok` is there after a loss of power.
    #[default]
    Full,
    /// For nothing; the log is synced before a checkpoint.
    #[cfg(feature = "test-vfs")]
    Normal,
    /// For nothing, ever.
    #[cfg(feature = "test-vfs")]
    Off,
}

impl Durability {
    /// As `PRAGMA synchronous` reads it back.
    pub(super) fn number(self) -> &'static str {
        match self {
            Self::Full => "2",
            #[cfg(feature = "test-vfs")]
            Self::Normal => "1",
            #[cfg(feature = "test-vfs")]
            Self::Off => "0",
        }
    }

    fn setting(self) -> SqliteSynchronous {
        match self {
            Self::Full => SqliteSynchronous::Full,
            #[cfg(feature = "test-vfs")]
            Self::Normal => SqliteSynchronous::Normal,
            #[cfg(feature = "test-vfs")]
            Self::Off => SqliteSynchronous::Off,
        }
    }
}

impl Manner {
    /// Through a virtual file system that was registered with SQLite under this name.
    #[cfg(feature = "test-vfs")]
    #[must_use]
    pub fn through(vfs: &'static str) -> Self {
        Self { vfs: Some(vfs), ..Self::default() }
    }

    /// With another durability.
    #[cfg(feature = "test-vfs")]
    #[must_use]
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// With a checkpoint whenever the log holds so many pages; it is looked at after every commit.
    #[cfg(feature = "test-vfs")]
    #[must_use]
    pub fn checkpoint_pages(mut self, pages: u32) -> Self {
        self.checkpoint = Checkpoint { pages, commits_between_looks: 1 };
        self
    }

    /// What `PRAGMA synchronous` must read.
    pub(super) fn synchronous(&self) -> &'static str {
        self.durability.number()
    }

    /// When the log is moved into the file.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        self.checkpoint
    }

    /// Sets connections up.
    pub(super) fn apply(&self, options: SqliteConnectOptions) -> SqliteConnectOptions {
        let mut options = options.synchronous(self.durability.setting());
        if let Some(vfs) = self.vfs {
            options = options.vfs(vfs);
        }
        options
    }
}
