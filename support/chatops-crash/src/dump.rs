//! All rows of a journal's file, read behind the journal's back.
//!
//! Two files hold the same if their dumps are the same. Tables and columns are asked for, so that a new one is
//! compared from the day it comes.

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

/// Columns that differ from run to run: drawn salts, and what is computed from them.
const DRAWN: &[&str] = &["journal_id", "salt", "commitment", "hash", "prev_hash"];

/// What to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Every column: for two moments of the same file.
    All,
    /// Without what was drawn at random: for two files with the same story.
    Story,
}

/// The rows of each table, as SQL literals, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dump {
    /// By table.
    pub tables: BTreeMap<String, Vec<String>>,
}

impl Dump {
    /// Reads a file.
    ///
    /// # Errors
    /// Where SQLite cannot read it.
    pub async fn read(path: &Path, detail: Detail) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(path).disable_statement_logging();
        let mut connection = options.connect().await?;
        let dump = Self::through(&mut connection, detail).await;
        // The last connection of a file would tidy up its log: what is looked at stays as it is.
        connection.close_hard().await?;
        dump
    }

    /// Reads what a connection sees.
    ///
    /// # Errors
    /// Where SQLite cannot read it.
    pub async fn through(
        connection: &mut SqliteConnection,
        detail: Detail,
    ) -> Result<Self, sqlx::Error> {
        let names: Vec<String> =
            sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
                .fetch_all(&mut *connection)
                .await?;
        let mut tables = BTreeMap::new();
        for table in names {
            let columns: Vec<String> =
                sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid")
                    .bind(table.clone())
                    .fetch_all(&mut *connection)
                    .await?;
            let compared = columns
                .iter()
                .filter(|name| detail == Detail::All || !DRAWN.contains(&name.as_str()));
            let quoted: Vec<String> = compared.map(|name| format!("quote(\"{name}\")")).collect();
            let row = quoted.join(" || '|' || ");
            let query = format!("SELECT {row} FROM \"{table}\" ORDER BY 1");
            let rows = sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut *connection).await?;
            tables.insert(table, rows);
        }
        Ok(Self { tables })
    }

    /// The first difference, in words; nothing where there is none.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<String> {
        let tables = self.tables.keys().chain(other.tables.keys());
        for table in tables {
            let (ours, theirs) = (self.tables.get(table), other.tables.get(table));
            let (Some(ours), Some(theirs)) = (ours, theirs) else {
                return Some(format!("the table {table} is in one of them only"));
            };
            let missing = ours.iter().find(|row| !theirs.contains(row));
            let more = theirs.iter().find(|row| !ours.contains(row));
            if missing.is_some() || more.is_some() || ours.len() != theirs.len() {
                return Some(format!(
                    "{table}: {} rows and {}; only here: {missing:?}; only there: {more:?}",
                    ours.len(),
                    theirs.len()
                ));
            }
        }
        None
    }

    /// Whether there is no row but for the journal's own identity.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.tables.iter().all(|(table, rows)| table == "meta" || rows.is_empty())
    }
}
