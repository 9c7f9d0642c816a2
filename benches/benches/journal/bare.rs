//! What a journal is compared with: its database through the same driver, with the same durability, and nothing else.

use std::error::Error;
use std::path::Path;

use chatops_core::ports::inbound::Delivery;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};

/// One table and one statement.
pub(crate) enum Bare {
    Sqlite(SqliteConnection, &'static str),
    Postgres(PgConnection, &'static str),
}

/// The bytes of a delivery that the journal stores.
pub(crate) fn bytes(delivery: &Delivery) -> String {
    let raw = serde_json::to_string(&delivery.inbound).unwrap_or_default();
    format!("{}/{}{raw}", delivery.source, delivery.key)
}

impl Bare {
    /// A table with a number and the bytes, in an SQLite file.
    pub(crate) async fn sqlite(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut connection = connect(path).await?;
        sqlx::raw_sql("CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes TEXT NOT NULL)")
            .execute(&mut connection)
            .await?;
        Ok(Self::Sqlite(connection, "INSERT INTO bare (bytes) VALUES (?)"))
    }

    /// The same, and a unique key of as many bytes as the journal's: what anything that knows repeats must have.
    pub(crate) async fn sqlite_with_keys(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut connection = connect(path).await?;
        let table = "CREATE TABLE bare (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, bytes TEXT NOT NULL)";
        sqlx::raw_sql(table).execute(&mut connection).await?;
        let insert = "INSERT INTO bare (key, bytes) VALUES (substr(?1, 1, 26), substr(?1, 27))";
        Ok(Self::Sqlite(connection, insert))
    }

    /// A table with a number and the bytes, in PostgreSQL. Several are stored by one statement, which costs least.
    pub(crate) async fn postgres(address: &str) -> Result<Self, Box<dyn Error>> {
        let mut connection = postgres(address).await?;
        let table = "CREATE TABLE bare (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes TEXT NOT NULL)";
        sqlx::raw_sql(table).execute(&mut connection).await?;
        let insert = "INSERT INTO bare (bytes) SELECT * FROM unnest($1::text[])";
        Ok(Self::Postgres(connection, insert))
    }

    /// The same, and a unique key of as many bytes as the journal's.
    pub(crate) async fn postgres_with_keys(address: &str) -> Result<Self, Box<dyn Error>> {
        let mut connection = postgres(address).await?;
        let table = "CREATE TABLE keyed (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \
                     key TEXT NOT NULL UNIQUE, bytes TEXT NOT NULL)";
        sqlx::raw_sql(table).execute(&mut connection).await?;
        let insert = "INSERT INTO keyed (key, bytes) \
                      SELECT substr(one, 1, 26), substr(one, 27) FROM unnest($1::text[]) AS given (one)";
        Ok(Self::Postgres(connection, insert))
    }

    /// Each in a commit of its own.
    pub(crate) async fn one_by_one(&mut self, rows: &[String]) -> Result<(), Box<dyn Error>> {
        for row in rows {
            match self {
                Self::Sqlite(connection, insert) => {
                    sqlx::query(*insert).bind(row.clone()).execute(connection).await?;
                }
                Self::Postgres(connection, insert) => {
                    sqlx::query(*insert)
                        .bind(std::slice::from_ref(row))
                        .execute(connection)
                        .await?;
                }
            }
        }
        Ok(())
    }

    /// All in one commit.
    pub(crate) async fn group(&mut self, rows: &[String]) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Sqlite(connection, _) => {
                sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
                self.one_by_one(rows).await?;
                if let Self::Sqlite(connection, _) = self {
                    sqlx::query("COMMIT").execute(connection).await?;
                }
            }
            Self::Postgres(connection, insert) => {
                sqlx::query(*insert).bind(rows).execute(connection).await?;
            }
        }
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

async fn postgres(address: &str) -> Result<PgConnection, Box<dyn Error>> {
    Ok(address.parse::<PgConnectOptions>()?.disable_statement_logging().connect().await?)
}
