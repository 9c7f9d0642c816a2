//! The process that reads the chat's events is killed: how long until another reads them (RELIABILITY X11). On PostgreSQL, with
//! processes of their own.
//!
//! The figure is made of leases, not of work: it is the same without optimisation.

use std::error::Error;
use std::path::Path;
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chatops_benches::figures::Figures;
use chatops_crash::replica::{Line, Log, run};
use chatops_testkit::database::Database;

/// Kills. The slowest of so few is the one of a hundred that counts.
const KILLS: usize = 9;

/// Longest time until somebody else reads, in seconds.
const TAKEOVER_SECONDS: f64 = 15.0;

/// After so long the figure is known to be far too large.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// How often it is looked.
const LOOK: Duration = Duration::from_millis(20);

/// Where a process finds the journal. Without it, this is the one that starts them.
const JOURNAL: &str = "REPLICA_JOURNAL";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let (Ok(address), [folder, name]) = (std::env::var(JOURNAL), words.as_slice()) {
        runtime.block_on(run(&address, Path::new(folder), name))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut figures = Figures::default();
    runtime.block_on(takeovers(&mut figures))?;
    Ok(figures.verdict())
}

/// A process, killed by its id when this is dropped.
struct Replica {
    name: String,
    child: Child,
}

impl Drop for Replica {
    fn drop(&mut self) {
        // Fails only when it has ended already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(address: &str, folder: &Path, number: usize) -> std::io::Result<Replica> {
    let name = format!("replica-{number}");
    let mut command = Command::new(std::env::current_exe()?);
    let child = command.arg(folder).arg(&name).env(JOURNAL, address).spawn()?;
    Ok(Replica { name, child })
}

async fn takeovers(figures: &mut Figures) -> Result<(), Box<dyn Error>> {
    let database = Database::schema().await.map_err(String::from)?;
    let (address, folder) = (database.address(), tempfile::tempdir()?);
    // The first makes the tables.
    let mut replicas = vec![start(&address, folder.path(), 0)?];
    let mut reader = next_reader(folder.path(), 0, "").await?;
    for number in 1..3 {
        replicas.push(start(&address, folder.path(), number)?);
    }
    let mut took = Vec::new();
    for kill in 0..KILLS {
        let place = replicas.iter().position(|one| one.name == reader.process);
        let killed = replicas.swap_remove(place.ok_or("nobody knows who reads")?);
        let (at, gone) = (millis_now(), killed.name.clone());
        drop(killed);
        replicas.push(start(&address, folder.path(), kill + 3)?);
        reader = next_reader(folder.path(), at, &gone).await?;
        took.push(Duration::from_millis(u64::try_from(reader.at - at)?));
    }
    took.sort();
    let middle = took.get(KILLS / 2).copied().unwrap_or_default().as_secs_f64();
    let slowest = took.last().copied().unwrap_or(WAIT_MAX).as_secs_f64();
    figures.known("take-over by another process, median of 9 kills", middle, "s");
    figures.at_most("take-over by another process, p99", slowest, TAKEOVER_SECONDS, "s");
    Ok(())
}

/// Who reads the events after a moment, other than who is gone.
async fn next_reader(folder: &Path, after: u128, gone: &str) -> Result<Line, Box<dyn Error>> {
    let began = Instant::now();
    while began.elapsed() < WAIT_MAX {
        if let Ok(why) = std::fs::read_to_string(folder.join("failed")) {
            return Err(format!("a process failed: {why}").into());
        }
        let did = Log::read(folder).unwrap_or_default();
        let reads = |line: &Line| line.what == "reads" && line.at > after && line.process != gone;
        if let Some(line) = did.into_iter().find(reads) {
            return Ok(line);
        }
        tokio::time::sleep(LOOK).await;
    }
    Err(format!("nobody reads the events within {WAIT_MAX:?}").into())
}

fn millis_now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
}
