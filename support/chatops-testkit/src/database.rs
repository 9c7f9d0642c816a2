//! Databases for tests: each test makes one of its own on the server that `CHATOPS_POSTGRES` names.
//!
//! `cargo xtask test` starts that server and sets the variable. Where it is missing a test fails and says how to get it; no
//! test passes because there was no database. Only `--no-postgres` leaves them out, and then each is shown as ignored.

use std::env;
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

/// The variable that names the server.
const SERVER: &str = "CHATOPS_POSTGRES";

/// The variable that leaves these tests out.
const LEFT_OUT: &str = "CHATOPS_NO_POSTGRES";

/// How long removing a database may take: the server is removed anyway.
const DROP_MAX: Duration = Duration::from_secs(10);

/// Why the tests on PostgreSQL are not to run; `None` where they are.
#[must_use]
pub fn left_out() -> Option<&'static str> {
    env::var_os(LEFT_OUT).map(|_| "--no-postgres was given")
}

/// There is no server, or it does not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum NoDatabase {
    /// Nobody said where it is.
    #[error(
        "this test needs PostgreSQL: run it through `cargo xtask test`, or start a server with `cargo xtask postgres` and set \
         {SERVER} to what it prints; `cargo xtask test --no-postgres` leaves it out"
    )]
    NoServer,
    /// It failed.
    #[error("the server that {SERVER} names failed")]
    Failed(#[from] sqlx::Error),
}

/// A database of its own, gone with this value; or, which costs far less, a schema of its own in a database that tests share.
#[derive(Debug)]
pub struct Database {
    server: PgConnectOptions,
    name: String,
    /// Where the database is shared: the schema.
    schema: Option<String>,
}

static MADE: AtomicU64 = AtomicU64::new(0);

/// A name that no other test uses: the process, the moment, and a number.
fn fresh_name() -> String {
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("test_{}_{nanos}_{number}", std::process::id())
}

impl Database {
    /// Makes an empty one.
    ///
    /// # Errors
    /// [`NoDatabase`] says how to get a server, or what it refused.
    pub async fn create() -> Result<Self, NoDatabase> {
        let server = server()?;
        let database = Self { server, name: fresh_name(), schema: None };
        database.server_does(&format!("CREATE DATABASE {}", database.name)).await?;
        Ok(database)
    }

    /// Makes an empty schema in the database that the variable names.
    ///
    /// # Errors
    /// As for [`create`](Self::create).
    pub async fn schema() -> Result<Self, NoDatabase> {
        let (server, schema) = (server()?, fresh_name());
        let name = server.get_database().unwrap_or("postgres").to_owned();
        let database = Self { server, name, schema: Some(schema) };
        database.server_does(&database.schema_statement("CREATE SCHEMA", "")).await?;
        Ok(database)
    }

    fn schema_statement(&self, before: &str, after: &str) -> String {
        format!("{before} {} {after}", self.schema.as_deref().unwrap_or_default())
    }

    fn options(&self) -> PgConnectOptions {
        let options = self.server.clone().database(&self.name);
        match &self.schema {
            Some(schema) => options.options([("search_path", schema)]),
            None => options,
        }
    }

    /// An address of these options and this place.
    fn written(&self, options: &PgConnectOptions) -> String {
        // The driver writes no address without a query.
        let address = options.clone().database(&self.name).to_url_lossy().to_string();
        match &self.schema {
            Some(schema) => format!("{address}&options[search_path]={schema}"),
            None => address,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How a journal is told to reach it.
    #[must_use]
    pub fn address(&self) -> String {
        self.written(&self.server)
    }

    /// The same, through another port: a proxy.
    #[must_use]
    pub fn address_through(&self, port: u16) -> String {
        self.written(&self.server.clone().port(port))
    }

    /// The same for another user.
    #[must_use]
    pub fn address_of(&self, user: &str, password: &str) -> String {
        self.written(&self.server.clone().username(user).password(password))
    }

    /// Host and port of the server.
    #[must_use]
    pub fn server(&self) -> (String, u16) {
        (self.server.get_host().to_owned(), self.server.get_port())
    }

    /// A connection to it, as its owner.
    ///
    /// # Errors
    /// [`NoDatabase::Failed`].
    pub async fn connect(&self) -> Result<PgConnection, NoDatabase> {
        Ok(self.options().connect().await?)
    }

    /// Runs statements in it, as its owner.
    ///
    /// # Errors
    /// [`NoDatabase::Failed`].
    pub async fn does(&self, statements: &str) -> Result<(), NoDatabase> {
        run(&self.options(), statements).await
    }

    /// Runs statements on the server, outside of the database.
    ///
    /// # Errors
    /// [`NoDatabase::Failed`].
    pub async fn server_does(&self, statements: &str) -> Result<(), NoDatabase> {
        run(&self.server, statements).await
    }

    /// Takes this database away, puts a copy that was made with [`copy`](Self::copy) in its place, and ends all sessions: the
    /// newest commits are lost, as in a failover to an older standby.
    ///
    /// # Errors
    /// [`NoDatabase::Failed`].
    pub async fn go_back_to(&self, copy: &str) -> Result<(), NoDatabase> {
        let name = &self.name;
        self.server_does(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        self.server_does(&format!("ALTER DATABASE {copy} RENAME TO {name}")).await
    }

    /// Copies it as it is. Nobody may be connected meanwhile. Gives the name of the copy.
    ///
    /// # Errors
    /// [`NoDatabase::Failed`].
    pub async fn copy(&self) -> Result<String, NoDatabase> {
        let copy = fresh_name();
        self.server_does(&format!("CREATE DATABASE {copy} TEMPLATE {}", self.name)).await?;
        Ok(copy)
    }

    /// Ends every other session in it.
    ///
    /// # Errors
    /// [`NoDatabase::Failed`].
    pub async fn end_sessions(&self) -> Result<(), NoDatabase> {
        let name = &self.name;
        self.server_does(&format!(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
        ))
        .await
    }
}

fn server() -> Result<PgConnectOptions, NoDatabase> {
    let address = env::var(SERVER).map_err(|_| NoDatabase::NoServer)?;
    Ok(PgConnectOptions::from_str(&address)?.disable_statement_logging())
}

async fn run(options: &PgConnectOptions, statements: &str) -> Result<(), NoDatabase> {
    let mut connection = options.connect().await?;
    // Statements of tests, made of names of their own.
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

impl Drop for Database {
    fn drop(&mut self) {
        let server = self.server.clone();
        let statement = match &self.schema {
            Some(_) => self.schema_statement("DROP SCHEMA IF EXISTS", "CASCADE"),
            None => format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
        };
        // The test's own runtime cannot be waited for here.
        let removing = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let removed = run(&server, &statement);
                // What stays goes with the server.
                drop(tokio::time::timeout(DROP_MAX, removed).await);
            });
            Ok::<_, std::io::Error>(())
        });
        drop(removing.join());
    }
}

impl From<NoDatabase> for String {
    fn from(reason: NoDatabase) -> Self {
        Told(&reason).to_string()
    }
}

/// The sentence with what the server said, for whoever reads a failed test.
struct Told<'a>(&'a NoDatabase);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        match self.0 {
            NoDatabase::NoServer => Ok(()),
            NoDatabase::Failed(error) => write!(f, ": {error}"),
        }
    }
}
