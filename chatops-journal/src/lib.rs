//! The durable journal of `chatops`: implementations of [`Journal`](chatops_core::ports::Journal) that
//! outlive their process.
//!
//! | Feature | Brings |
//! |---|---|
//! | `sqlite` (default) | [`SqliteJournal`]: one file on the local disk, for one process |

#[cfg(feature = "sqlite")]
pub mod sqlite;

#[cfg(feature = "sqlite")]
pub use sqlite::SqliteJournal;
