//! Several processes on one PostgreSQL journal: the one that reads the chat's events is killed again and again while work
//! goes on (X11), and one is stopped past its lease in the middle of an effect (X10). `CHATOPS_FAILOVERS` says how often.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and its counts are to be read"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chatops_core::ids::PersonId;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{Entry, PAGE_ROWS_MAX};
use chatops_crash::replica::{COMMANDER, Line, Log, SLOW};
use chatops_journal::PostgresJournal;
use chatops_testkit::conformance::Suite;
use chatops_testkit::database::{Database, left_out};
use jiff::Timestamp;
use tempfile::TempDir;

/// Kills of the process that reads the events, unless `CHATOPS_FAILOVERS` says otherwise.
const FAILOVERS: usize = 5;

/// Within this somebody else reads them (RELIABILITY X11).
const TAKEOVER_MAX: Duration = Duration::from_secs(15);

/// A machine that builds something else beside is given this much more.
const LOADED: u32 = 2;

/// The lease of an effect is thirty seconds: whoever is stopped for longer has lost it.
const STOPPED: Duration = Duration::from_secs(40);

/// A process, killed by its id when this is dropped.
struct Replica {
    name: String,
    child: Child,
}

impl Drop for Replica {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A journal, and what the processes on it did.
struct Place {
    database: Database,
    folder: TempDir,
    journal: PostgresJournal,
    sent: AtomicUsize,
    started: AtomicUsize,
}

impl Place {
    async fn new() -> Self {
        let database = Database::schema().await.unwrap_or_else(|error| panic!("{error}"));
        let journal = PostgresJournal::connect(&database.address()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (sent, started) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { database, folder, journal, sent, started }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn start(&self) -> Replica {
        let name = format!("replica-{}", self.started.fetch_add(1, Ordering::Relaxed));
        let child = Command::new(env!("CARGO_BIN_EXE_replica"))
            .arg(self.path())
            .arg(&name)
            .env("REPLICA_JOURNAL", self.database.address())
            .spawn()
            .unwrap();
        Replica { name, child }
    }

    fn did(&self) -> Vec<Line> {
        Log::read(self.path()).unwrap_or_default()
    }

    /// Waits until something was done, and gives it.
    async fn until(&self, what: &str, max: Duration, found: impl Fn(&Line) -> bool) -> Line {
        let began = Instant::now();
        loop {
            if let Some(line) = self.did().into_iter().find(|line| found(line)) {
                return line;
            }
            if let Ok(why) = std::fs::read_to_string(self.path().join("failed")) {
                panic!("a process failed: {why}");
            }
            assert!(began.elapsed() < max, "{what}: not within {max:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Hands in a command of the commander, as a webhook of any process would.
    async fn command(&self, text: &str) {
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        let by = Profile {
            id: PersonId::new(COMMANDER).unwrap(),
            name: "Jim Smith".to_owned(),
            kind: PersonKind::Employee,
            zone: None,
        };
        let delivery = Delivery {
            source: "parent".to_owned(),
            key: number.to_string(),
            occurred_at: Timestamp::now(),
            inbound: Inbound::Command { room: None, by, text: text.to_owned(), message: None },
        };
        self.journal.receive(&[delivery], &[], Timestamp::now()).await.unwrap();
    }

    async fn entries(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        loop {
            let after = all.last().map_or(0, |last| last.position);
            let page = self.journal.read_all(after, PAGE_ROWS_MAX).await.unwrap();
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }

    async fn count(&self, kind: &str) -> usize {
        self.entries().await.iter().filter(|one| one.entry.kind == kind).count()
    }
}

fn now() -> u128 {
    Timestamp::now().as_millisecond().unsigned_abs().into()
}

async fn failovers() {
    let asked = std::env::var("CHATOPS_FAILOVERS").ok().and_then(|text| text.parse().ok());
    let place = Place::new().await;
    let mut replicas = vec![place.start(), place.start(), place.start()];
    let max = TAKEOVER_MAX * LOADED;
    let mut reader =
        place.until("the first reader", max, |line| line.what == "reads").await.process;
    let (mut declared, mut took) = (0, Vec::new());
    for round in 0..asked.unwrap_or(FAILOVERS) {
        for _ in 0..5 {
            declared += 1;
            place.command(&format!("declare incident {declared}")).await;
        }
        let killed = replicas.iter().position(|one| one.name == reader).unwrap();
        let at = now();
        drop(replicas.swap_remove(killed));
        replicas.push(place.start());
        let gone = reader.clone();
        let is_new = |line: &Line| line.what == "reads" && line.at > at && line.process != gone;
        let line = place.until("somebody else reads the events", max, is_new).await;
        took.push(Duration::from_millis(u64::try_from(line.at - at).unwrap()));
        println!("failover {round}: {} after {:?}", line.process, took.last().unwrap());
        reader = line.process;
    }
    // Everything comes to rest: whatever was claimed by those who died is taken over within a lease.
    let began = Instant::now();
    while place.count("register.declared").await < declared
        || !place.journal.undecided(1).await.unwrap().is_empty()
    {
        assert!(began.elapsed() < Duration::from_secs(120), "something is not decided");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert_eq!(place.count("register.declared").await, declared, "one decision each");
    place.journal.verify().await.unwrap();
    // Readers do not overlap: who was not killed yet stops before another begins.
    let mut last: Option<Line> = None;
    let mut seen: BTreeMap<String, u128> = BTreeMap::new();
    for line in place.did().into_iter().filter(|line| line.what == "reads") {
        if let Some(last) = last.filter(|last| last.process != line.process) {
            assert!(
                !seen.contains_key(&line.process),
                "{} reads again after {}",
                line.process,
                last.process
            );
        }
        seen.insert(line.process.clone(), line.at);
        last = Some(line);
    }
    took.sort();
    println!(
        "failovers: {}, slowest take-over {:?}, declared {declared}",
        took.len(),
        took.last().unwrap()
    );
}

async fn stopped_past_its_lease() {
    let place = Place::new().await;
    let replicas = [place.start(), place.start()];
    let max = TAKEOVER_MAX * LOADED;
    place.until("both run", max, |line| line.what == "reads").await;
    std::fs::write(place.path().join(SLOW), "").unwrap();
    place.command("page @test:jim checkout is down").await;
    let begun = place.until("the page has left", max, |line| line.what == "page").await;
    let stopped = replicas.iter().find(|one| one.name == begun.process).unwrap();
    signal("-STOP", &stopped.child);
    let at = Instant::now();
    std::fs::remove_file(place.path().join(SLOW)).unwrap();
    let taken = |line: &Line| line.what == "paged" && line.process != begun.process;
    let line = place.until("somebody else pages", STOPPED * LOADED, taken).await;
    assert_eq!(line.about, begun.about, "the same key: the pager folds it");
    tokio::time::sleep(STOPPED.saturating_sub(at.elapsed())).await;
    signal("-CONT", &stopped.child);
    // The one that slept goes on, writes its outcome, and is not believed.
    tokio::time::sleep(Duration::from_secs(15)).await;
    let keys: Vec<String> = place
        .did()
        .into_iter()
        .filter(|line| line.what == "paged")
        .map(|line| line.about)
        .collect();
    assert!(keys.iter().all(|key| *key == begun.about), "another key rang: {keys:?}");
    let delivered = place.count("page.delivered").await + place.count("page.called").await;
    println!(
        "a process stopped for {STOPPED:?}: paged {} times under one key, {delivered} outcomes",
        keys.len()
    );
    let settled =
        place.entries().await.iter().filter(|one| one.entry.kind.starts_with("page.")).count();
    assert!(settled > 0, "the page is on the record");
    place.journal.verify().await.unwrap();
}

fn signal(which: &str, child: &Child) {
    let sent = Command::new("kill").arg(which).arg(child.id().to_string()).status().unwrap();
    assert!(sent.success());
}

fn main() {
    let left_out = left_out();
    Suite::new()
        .test(
            "x11_a_reader_that_is_killed_is_followed_and_nothing_is_decided_twice",
            left_out,
            failovers,
        )
        .test(
            "x10_an_outcome_of_a_process_that_slept_past_its_lease_is_not_believed",
            left_out,
            stopped_past_its_lease,
        )
        .run();
}
