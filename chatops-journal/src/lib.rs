//! The durable journal of `chatops`: implementations of [`Journal`](chatops_core::ports::Journal) that
//! outlive their process.
//!
//! | Feature | Brings |
//! |---|---|
//! | `sqlite` (default) | [`SqliteJournal`]: one file on the local disk, for one process |
//! | `postgres` | [`PostgresJournal`]: a PostgreSQL database, for several processes |

//!
#![cfg_attr(
    feature = "sqlite",
    doc = r#"
```no_run
use chatops_core::ports::Journal;
use chatops_journal::SqliteJournal;

# async fn example() -> Result<(), chatops_core::error::PortError> {
let journal = SqliteJournal::open("incidents.db").await?;
assert!(journal.facts().writable);
# Ok(())
# }
```
"#
)]

#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod chain;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod columns;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod rows;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod unreadable;

#[cfg(feature = "postgres")]
pub use postgres::PostgresJournal;
#[cfg(feature = "sqlite")]
pub use sqlite::{SqliteJournal, SqliteOptions};
