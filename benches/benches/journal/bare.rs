//! What the journal is compared with: SQLite through the same driver, with the same durability, and nothing else.

use std::error::Error;
use std::path::Path;

use chatops_core::ports::inbound::Delivery;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};

/// One table and one statement.
pub(crate) struct Bare {
    connection: SqliteConnection,
    insert: &'static str,
}

/// The bytes of a delivery that the journal stores.
pub(crate) fn bytes(delivery: &Delivery) -> String {
    let raw = serde_json::to_string(&delivery.inbound).unwrap_or_default();
    format!("{}/{}{raw}", delivery.source, delivery.key)
}

impl Bare {
    /// A table with a number and the bytes.
    pub(crate) async fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut connection = connect(path).await?;
        sqlx::raw_sql("CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes TEXT NOT NULL)")
            .execute(&mut connection)
            .await?;
        Ok(Self { connection, insert: "INSERT INTO bare (bytes) VALUES (?)" })
    }

    /// The same, and a unique key of as many bytes as the journal's: what anything that knows repeats must have.
    pub(crate) async fn with_keys(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut connection = connect(path).await?;
        let table = "CREATE TABLE bare (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, bytes TEXT NOT NULL)";
        sqlx::raw_sql(table).execute(&mut connection).await?;
        let insert = "INSERT INTO bare (key, bytes) VALUES (substr(?1, 1, 26), substr(?1, 27))";
        Ok(Self { connection, insert })
    }

    /// Each in a commit of its own.
    pub(crate) async fn one_by_one(&mut self, rows: &[String]) -> Result<(), Box<dyn Error>> {
        for row in rows {
            sqlx::query(self.insert).bind(row.clone()).execute(&mut self.connection).await?;
        }
        Ok(())
    }

    /// All in one commit.
    pub(crate) async fn group(&mut self, rows: &[String]) -> Result<(), Box<dyn Error>> {
        sqlx::query("BEGIN IMMEDIATE").execute(&mut self.connection).await?;
        self.one_by_one(rows).await?;
        sqlx::query("COMMIT").execute(&mut self.connection).await?;
        Ok(())
    }
}

async fn connect(path: &Path) -> Result<SqliteConnection, Box<dyn Error>> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("fullfsync", "ON")
        .pragma("checkpoint_fullfsync", "ON")
        .disable_statement_logging();
    Ok(options.connect().await?)
}
