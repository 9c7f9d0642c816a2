//! Opening: find the file, take the lock, see what it is, verify it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chatops_core::ports::journal::JournalFacts;
use chatops_core::wire::FORMAT;
use sqlx::{Connection, SqliteConnection};

use super::backups::{Backups, Source};
use super::ballast::Ballast;
use super::connection::{Health, Slot, connect, expect_setting, options};
use super::fault::Fault;
use super::lock::WriterLock;
use super::manner::Manner;
use super::migrate::{Found, identify, migrate, read_id};
use super::{SqliteJournal, SqliteOptions, Writer, library, place, verify};
use crate::unreadable::Unreadable;

/// Opens for writing.
pub(super) async fn writing(path: &Path, wanted: &SqliteOptions) -> Result<SqliteJournal, Fault> {
    let path = resolved(path)?;
    place::check(&path)?;
    let manner = &wanted.manner;
    let lock = WriterLock::take(&path)?;
    let options = options(&path, manner).create_if_missing(true);
    let mut connection = connect(&options).await.map_err(|fault| fault.at_first_sight(&path))?;
    library::check(&mut connection).await?;
    let found = identify(&mut connection, &path).await?;
    if matches!(found, Found::Journal(form) if form > FORMAT) {
        connection.close().await?;
        return reading(&path, manner).await;
    }
    log_ahead(&mut connection).await?;
    migrate(&mut connection, found).await?;
    verify::all(&mut connection).await?;
    let facts = JournalFacts {
        id: read_id(&mut connection).await?,
        format: FORMAT,
        writable: true,
        shared: false,
    };
    // What opens another connection later must not make a new file where this one was taken away.
    let health = Arc::new(Health::of(&path));
    let slot = Slot::new(options.create_if_missing(false), connection, Arc::clone(&health));
    let reader = reader(&path, manner, &health).await?;
    let ballast = Ballast::beside(&path, wanted.ballast_bytes).await;
    let writer = Some(Writer::new(slot, ballast));
    let source = Source {
        path: &path,
        id: &facts.id,
        options: reader.options().clone(),
        health: Arc::clone(&health),
        room: wanted.ballast_bytes,
    };
    let backups = Backups::start(&wanted.backups, source);
    let (unreadable, lock) = (Unreadable::default(), Some(lock));
    Ok(SqliteJournal { path, facts, health, unreadable, backups, reader, writer, lock })
}

/// Opens for reading.
pub(super) async fn reading(path: &Path, manner: &Manner) -> Result<SqliteJournal, Fault> {
    let path = resolved(path)?;
    if !path.exists() {
        return Err(Fault::Missing { path });
    }
    let options = options(&path, manner).read_only();
    let mut connection = connect(&options).await.map_err(|fault| fault.at_first_sight(&path))?;
    let format = match identify(&mut connection, &path).await? {
        Found::Journal(format) => format,
        Found::Empty => return Err(Fault::Missing { path }),
    };
    let facts = JournalFacts {
        id: read_id(&mut connection).await?,
        format,
        writable: false,
        shared: false,
    };
    let health = Arc::new(Health::of(&path));
    let reader = Slot::new(options, connection, Arc::clone(&health));
    let (unreadable, backups) = (Unreadable::default(), None);
    Ok(SqliteJournal { path, facts, health, unreadable, backups, reader, writer: None, lock: None })
}

async fn reader(path: &Path, manner: &Manner, health: &Arc<Health>) -> Result<Slot, Fault> {
    let options = options(path, manner).read_only();
    let connection = connect(&options).await?;
    Ok(Slot::new(options, connection, Arc::clone(health)))
}

/// Turns on the write-ahead log, which the file remembers, and reads back that it is on.
async fn log_ahead(connection: &mut SqliteConnection) -> Result<(), Fault> {
    // To its end, not to its first row: the change is committed there, and a disk that fails under it says so there.
    let modes: Vec<String> =
        sqlx::query_scalar("PRAGMA journal_mode = WAL").fetch_all(connection).await?;
    let mode = modes.into_iter().next().unwrap_or_default();
    expect_setting("journal_mode", "wal", &mode)
}

/// Links that are followed one after the other. More are a circle, or somebody's joke; Linux follows as many.
const LINKS_MAX: usize = 40;

/// The path with links resolved, so that the lock is the same whichever way one came. The file itself need not be there, also
/// where a link leads to it: SQLite would follow the link and make it.
fn resolved(path: &Path) -> Result<PathBuf, Fault> {
    let unusable = |cause| Fault::Unusable { path: path.to_owned(), cause };
    match path.canonicalize() {
        Ok(path) => return Ok(path),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
        Err(cause) => return Err(unusable(cause)),
    }
    let mut path = path.to_owned();
    for _ in 0..=LINKS_MAX {
        let name =
            path.file_name().ok_or_else(|| unusable(io::ErrorKind::InvalidFilename.into()))?;
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let folder = folder.canonicalize().map_err(unusable)?;
        let real = folder.join(name);
        match real.read_link() {
            // From the folder of the link, unless it says where from.
            Ok(target) => path = folder.join(target),
            Err(_) => return Ok(real),
        }
    }
    Err(unusable(io::ErrorKind::InvalidFilename.into()))
}
