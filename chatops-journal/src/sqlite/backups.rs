//! Copies of the journal that are made while it is open: at intervals, and when an incident was closed.
//!
//! A task of its own makes them, on connections of its own: nobody who commits waits for it. What fails here is a warning;
//! the journal goes on.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chatops_core::ids::JournalId;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::backup;
use super::ballast::free_bytes;
use super::connection::{Health, Options, connect};
use super::fault::Fault;

/// Between two copies, unless the host says otherwise: what a lost disk takes with it (RELIABILITY section 5.3).
const INTERVAL: Duration = Duration::from_secs(600);

/// Shortest interval: copies would follow one another without a rest.
const INTERVAL_MIN: Duration = Duration::from_millis(100);

/// Copies kept, unless the host says otherwise: six hours at least in which the journal is written all the time.
const KEPT: usize = 36;

/// The moment in a name. Names sort by it.
const MOMENT: &str = "%Y%m%dT%H%M%S%.3fZ";

/// The same, as it is read.
const MOMENT_READ: &str = "%Y%m%dT%H%M%S%.fZ";

/// How names of copies end that are not finished.
const PARTS: [&str; 2] = [".db.part", ".db.part-journal"];

/// How often copies are made, where, and how many stay.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// None: no copies are made.
    folder: Option<PathBuf>,
    interval: Duration,
    kept: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self { folder: None, interval: INTERVAL, kept: KEPT }
    }
}

impl Plan {
    pub(super) fn into_folder(self, folder: PathBuf) -> Self {
        Self { folder: Some(folder), ..self }
    }

    pub(super) fn every(self, interval: Duration) -> Self {
        Self { interval: interval.max(INTERVAL_MIN), ..self }
    }

    pub(super) fn keep(self, copies: usize) -> Self {
        Self { kept: copies.max(1), ..self }
    }
}

/// The journal that is copied.
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    pub(super) id: &'a JournalId,
    pub(super) options: Options,
    pub(super) health: Arc<Health>,
    /// Bytes that stay free behind a copy, for the journal itself.
    pub(super) room: u64,
}

/// The task that makes them, for as long as the journal is open.
#[derive(Debug)]
pub(super) struct Backups {
    task: JoinHandle<()>,
    bell: Arc<Notify>,
}

impl Backups {
    /// Starts to make copies, where the host has named a folder.
    pub(super) fn start(plan: &Plan, source: Source<'_>) -> Option<Self> {
        let folder = plan.folder.clone()?;
        let bell = Arc::new(Notify::new());
        let stem = source.path.file_stem().unwrap_or(OsStr::new("journal")).to_string_lossy();
        let keeper = Keeper {
            folder,
            interval: plan.interval,
            kept: plan.kept,
            prefix: format!("{stem}-{}-", source.id.as_str()),
            journal: source.path.to_owned(),
            options: source.options,
            health: source.health,
            room: source.room,
            watching: None,
        };
        let task = tokio::spawn(keeper.run(Arc::clone(&bell)));
        Some(Self { task, bell })
    }

    /// Asks for a copy now. Those who ask while one is made share the next.
    pub(super) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Ends it. A copy that is under way is given up; the next start takes away what is there of it.
    pub(super) async fn end(mut self) {
        self.task.abort();
        // It was cancelled, and has nothing else to say.
        drop((&mut self.task).await);
    }
}

impl Drop for Backups {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Makes copies and lets old ones go.
struct Keeper {
    folder: PathBuf,
    interval: Duration,
    kept: usize,
    /// What names of our copies begin with. The journal's identity is in it: other journals may share the folder.
    prefix: String,
    journal: PathBuf,
    options: Options,
    health: Arc<Health>,
    room: u64,
    /// A connection that tells whether anything was committed, and what it told before the last copy.
    watching: Option<(SqliteConnection, Option<i64>)>,
}

impl Keeper {
    async fn run(mut self, bell: Arc<Notify>) {
        let mut next = Instant::now() + self.rest(Timestamp::now());
        loop {
            tokio::select! {
                () = tokio::time::sleep_until(next) => {}
                () = bell.notified() => {}
            }
            if self.health.check().is_err() {
                // Nothing of what is there may be believed any more.
                return;
            }
            match self.round().await {
                Ok(Some(copy)) => tracing::info!(path = %copy.display(), "a backup was made"),
                Ok(None) => {}
                Err(fault) => {
                    self.watching = None;
                    let error = fault.at("back_up");
                    tracing::warn!(
                        folder = %self.folder.display(), error = %error,
                        "no backup was made; it is tried again after the interval"
                    );
                }
            }
            next = Instant::now() + self.interval;
        }
    }

    /// How long until the first copy: an interval after the newest that an earlier process has made.
    fn rest(&self, now: Timestamp) -> Duration {
        let newest = self.copies().ok().and_then(|copies| Some(copies.last()?.0));
        let age = newest.map(|newest| now.duration_since(newest));
        match age.filter(|age| *age >= SignedDuration::ZERO) {
            Some(age) => self.interval.saturating_sub(age.unsigned_abs()),
            // There is none, or the clock was set back.
            None => Duration::ZERO,
        }
    }

    /// Makes a copy, unless nothing was committed since the last one. Then lets old ones go.
    async fn round(&mut self) -> Result<Option<PathBuf>, Fault> {
        let version = self.version().await?;
        if self.watching.as_ref().is_some_and(|(_, last)| *last == Some(version)) {
            return Ok(None);
        }
        let unusable = |cause| Fault::Unusable { path: self.folder.clone(), cause };
        fs::create_dir_all(&self.folder).map_err(unusable)?;
        self.remove_parts();
        self.check_room()?;
        let moment = Timestamp::now().strftime(MOMENT);
        let path = self.folder.join(format!("{}{moment}.db", self.prefix));
        backup::to(&self.options, &path).await?;
        if let Some((_, last)) = &mut self.watching {
            *last = Some(version);
        }
        self.remove_old(&path);
        Ok(Some(path))
    }

    /// A number that changes with every commit of another connection.
    async fn version(&mut self) -> Result<i64, Fault> {
        let (connection, _) = match &mut self.watching {
            Some(watching) => watching,
            none => none.insert((connect(&self.options).await?, None)),
        };
        Ok(sqlx::query_scalar("PRAGMA data_version").fetch_one(connection).await?)
    }

    /// Fails where a copy could fill the disk.
    fn check_room(&self) -> Result<(), Fault> {
        let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        let mut log = self.journal.clone().into_os_string();
        log.push("-wal");
        let needed =
            size(&self.journal).saturating_add(size(Path::new(&log))).saturating_add(self.room);
        match free_bytes(&self.folder) {
            Some(free) if free < needed => {
                Err(Fault::NoRoom { folder: self.folder.clone(), needed })
            }
            _ => Ok(()),
        }
    }

    /// Our copies with their moments, the oldest first.
    fn copies(&self) -> std::io::Result<Vec<(Timestamp, PathBuf)>> {
        let mut copies = Vec::new();
        for file in fs::read_dir(&self.folder)? {
            let path = file?.path();
            if let Some(moment) = path.file_name().and_then(|name| self.moment_of(name, ".db")) {
                copies.push((moment, path));
            }
        }
        copies.sort();
        Ok(copies)
    }

    /// The moment in the name of a copy of ours. Nothing else has one.
    fn moment_of(&self, name: &OsStr, ending: &str) -> Option<Timestamp> {
        let text = name.to_str()?.strip_prefix(&self.prefix)?.strip_suffix(ending)?;
        let moment = DateTime::strptime(MOMENT_READ, text).ok()?;
        Some(moment.to_zoned(TimeZone::UTC).ok()?.timestamp())
    }

    /// Removes what is there of copies that were never finished. Only who holds the journal's lock makes any.
    fn remove_parts(&self) {
        let Ok(files) = fs::read_dir(&self.folder) else { return };
        for path in files.flatten().map(|file| file.path()) {
            let Some(name) = path.file_name() else { continue };
            if PARTS.iter().any(|ending| self.moment_of(name, ending).is_some()) {
                drop(fs::remove_file(&path));
            }
        }
    }

    /// Lets the oldest go, never the one that was made just now, whatever the clock says.
    fn remove_old(&self, newest: &Path) {
        let removed = self.copies().and_then(|mut copies| {
            copies.retain(|(_, path)| path != newest);
            let too_many = copies.len().saturating_sub(self.kept - 1);
            copies.iter().take(too_many).try_for_each(|(_, path)| remove(path))
        });
        if let Err(error) = removed {
            tracing::warn!(
                folder = %self.folder.display(), error = %error,
                "old backups could not be removed; remove them by hand before the disk is full"
            );
        }
    }
}

/// Removes a copy, and what SQLite has put beside it if somebody looked at it.
fn remove(copy: &Path) -> std::io::Result<()> {
    for suffix in ["-wal", "-shm"] {
        let mut beside = copy.as_os_str().to_owned();
        beside.push(suffix);
        drop(fs::remove_file(beside));
    }
    fs::remove_file(copy)
}
