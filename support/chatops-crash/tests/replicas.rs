//! Several processes on one PostgreSQL journal: the one that reads the chat's events is killed again and again while work
//! goes on (X11), and one is stopped past its lease in the middle of an effect (X10). `CHATOPS_FAILOVERS` says how often.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed, and its counts are to be read"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chatops_core::ids::PersonId;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{Entry, PAGE_ROWS_MAX};
use chatops_crash::figures::tell;
use chatops_crash::replica::{COMMANDER, Line, Log, SETTLED, SLOW, TOO_LATE};
use chatops_journal::PostgresJournal;
use chatops_testkit::conformance::Suite;
use chatops_testkit::database::{Database, left_out};
use jiff::Timestamp;
use tempfile::TempDir;

/// Kills of the process that reads the events, unless `CHATOPS_FAILOVERS` says otherwise.
const FAILOVERS: usize = 5;

/// Within this somebody else reads them (RELIABILITY X11).
const TAKEOVER_MAX: Duration = Duration::from_secs(15);

/// A machine that builds something else beside is given this much more, but for what is judged: the take-over.
const LOADED: u32 = 2;

/// Within this everything that was under way has come to its end: a lease of the dead, and the tries of those who follow.
const REST_MAX: Duration = Duration::from_secs(120);

/// How long a process that wakes may take to say what became of its outcome.
const AWAKE_MAX: Duration = Duration::from_secs(15);

/// The lease of an effect is thirty seconds: whoever is stopped for longer has lost it.
const STOPPED: Duration = Duration::from_secs(40);

/// A process that did something so short a time ago is in the middle of it.
const BUSY: Duration = Duration::from_millis(100);

/// How long a process is looked for at work on what was declared, before more is.
const AT_WORK_MAX: Duration = Duration::from_secs(3);

/// The room that each start looks for, and takes where it stands.
const CHANNEL: &str = "em";

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

    /// Declares incidents until a process is seen at work on them; how many that took. All processes work: the one that is
    /// meant may have been too slow for what was declared before.
    async fn until_busy(&self, declared: usize, is_busy: impl Fn(&Line) -> bool) -> usize {
        let began = Instant::now();
        let mut more = 0;
        loop {
            assert!(
                began.elapsed() < REST_MAX,
                "the reader is not seen at work within {REST_MAX:?}"
            );
            for _ in 0..5 {
                more += 1;
                self.command(&format!("declare incident {}", declared + more)).await;
            }
            let round = Instant::now();
            while round.elapsed() < AT_WORK_MAX {
                if self.did().into_iter().any(|line| is_busy(&line)) {
                    return more;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
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

    /// How many effects somebody holds.
    async fn held_by(&self, process: &str) -> i64 {
        let mut connection =
            self.database.connect().await.unwrap_or_else(|error| panic!("{error}"));
        let held = "SELECT count(*) FROM effect WHERE state = 2 AND owner = $1";
        sqlx::query_scalar(held).bind(process).fetch_one(&mut connection).await.unwrap()
    }

    /// Waits until so much is declared, nothing is undecided and no effect is open: whatever was claimed by those who died
    /// is taken over within a lease. Says how long it took.
    async fn rest(&self, declared: usize) -> Duration {
        let began = Instant::now();
        let mut connection =
            self.database.connect().await.unwrap_or_else(|error| panic!("{error}"));
        loop {
            let undecided = self.journal.undecided(1).await.unwrap().len();
            let open = "SELECT count(*) FROM effect WHERE state < 3";
            let open: i64 = sqlx::query_scalar(open).fetch_one(&mut connection).await.unwrap();
            let known = self.count("register.declared").await;
            if known >= declared && undecided == 0 && open == 0 {
                return began.elapsed();
            }
            assert!(
                began.elapsed() < REST_MAX,
                "not at rest within {REST_MAX:?}: {known} of {declared} declared, {undecided} undecided, {open} effects open"
            );
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
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
    let (mut declared, mut held, mut took) = (0, 0, Vec::new());
    for round in 0..asked.unwrap_or(FAILOVERS) {
        let killed = replicas.iter().position(|one| one.name == reader).unwrap();
        // It is killed in the middle of a call, between the effect and its answer.
        let calls = |line: &Line| {
            line.what == "post" && line.process == reader && now() - line.at < BUSY.as_millis()
        };
        declared += place.until_busy(declared, calls).await;
        let at = now();
        drop(replicas.swap_remove(killed));
        held += place.held_by(&reader).await;
        replicas.push(place.start());
        let gone = reader.clone();
        let is_new = |line: &Line| line.what == "reads" && line.at > at && line.process != gone;
        let line = place.until("somebody else reads the events", max, is_new).await;
        let waited = Duration::from_millis(u64::try_from(line.at - at).unwrap());
        assert!(
            waited <= TAKEOVER_MAX,
            "take-over {round} took {waited:?}; {TAKEOVER_MAX:?} is the limit"
        );
        took.push(waited);
        reader = line.process;
    }
    let rested = place.rest(declared).await;
    assert!(held > 0, "nobody was killed with anything under way");
    assert_eq!(place.count("register.declared").await, declared, "one decision each");
    place.journal.verify().await.unwrap();
    let did = place.did();
    readers_do_not_overlap(&did);
    let (mut rooms, posts) = (keys(&did, "open_room"), keys(&did, "post"));
    let started = place.started.load(Ordering::Relaxed);
    let channel = rooms.remove(CHANNEL).map_or(0, |keys| keys.len());
    assert!((1..=started).contains(&channel), "{channel} keys of the channel in {started} starts");
    assert_eq!(rooms.len(), declared, "a room each: {:?}", rooms.keys());
    for (what, keys) in rooms.iter().chain(&posts) {
        assert_eq!(keys.len(), 1, "asked for under several keys: {what}");
    }
    took.sort();
    tell(
        env!("CARGO_TARGET_TMPDIR"),
        "failovers",
        &format!(
            "{} kills of the reader, take-overs {took:.1?} (limit {TAKEOVER_MAX:?}); {declared} incidents declared, each \
             decided once; {held} effects were under way in who was killed; {} rooms and {} messages, each under one key; nothing open {:.1} s after the last",
            took.len(),
            rooms.len(),
            posts.len(),
            rested.as_secs_f64(),
        ),
    );
}

/// Readers do not overlap: who was not killed yet stops before another begins.
fn readers_do_not_overlap(did: &[Line]) {
    let mut last: Option<&Line> = None;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for line in did.iter().filter(|line| line.what == "reads") {
        if let Some(last) = last.filter(|last| last.process != line.process) {
            assert!(
                !seen.contains(line.process.as_str()),
                "{} reads again after {}",
                line.process,
                last.process
            );
        }
        seen.insert(&line.process);
        last = Some(line);
    }
}

/// Under which keys each thing was asked for. A thing is what follows the key: a room's name, or a room and a text.
fn keys<'l>(did: &'l [Line], what: &str) -> BTreeMap<&'l str, BTreeSet<&'l str>> {
    let mut keys = BTreeMap::<&str, BTreeSet<&str>>::new();
    for line in did.iter().filter(|line| line.what == what) {
        let (key, thing) = line.about.split_once(' ').unwrap();
        keys.entry(thing).or_default().insert(key);
    }
    keys
}

async fn stopped_past_its_lease() {
    let place = Place::new().await;
    let replicas = [place.start(), place.start()];
    let max = TAKEOVER_MAX * LOADED;
    place.until("both run", max, |line| line.what == "reads").await;
    std::fs::write(place.path().join(SLOW), "").unwrap();
    place.command("page @test:jim checkout is down").await;
    let begun = place.until("the page has left", max, |line| line.what == "page").await;
    let asked = |line: &Line| line.what == "pages-for" && line.process == begun.process;
    let effect = place.until("the effect is known", max, asked).await.about;
    let stopped = replicas.iter().find(|one| one.name == begun.process).unwrap();
    signal("-STOP", &stopped.child);
    let at = Instant::now();
    std::fs::remove_file(place.path().join(SLOW)).unwrap();
    let taken = |line: &Line| line.what == "paged" && line.process != begun.process;
    let line = place.until("somebody else pages", STOPPED * LOADED, taken).await;
    assert_eq!(line.about, begun.about, "the same key: the pager folds it");
    let written =
        |line: &Line| line.what == SETTLED && line.process != begun.process && line.about == effect;
    place.until("the outcome of who took over is written", STOPPED, written).await;
    tokio::time::sleep(STOPPED.saturating_sub(at.elapsed())).await;
    let woken = now();
    signal("-CONT", &stopped.child);
    // The one that slept goes on, hands in its outcome, and is not believed.
    let slept = |what: &'static str, about: &str| {
        let (process, about) = (begun.process.clone(), about.to_owned());
        move |line: &Line| {
            line.what == what && line.process == process && line.at >= woken && line.about == about
        }
    };
    // The same key: the pager folds it.
    place.until("the sleeper ends its call", AWAKE_MAX, slept("paged", &begun.about)).await;
    // What else it had under way comes too late as well.
    place.until("the sleeper's outcome comes too late", AWAKE_MAX, slept(TOO_LATE, &effect)).await;
    let rested = place.rest(0).await;
    let did = place.did();
    let count = |what: &str| did.iter().filter(|line| line.what == what).count();
    let keys: BTreeSet<&str> =
        did.iter().filter(|line| line.what == "paged").map(|line| &*line.about).collect();
    assert_eq!(keys.len(), 1, "another key rang: {keys:?}");
    let settled = did.iter().filter(|line| line.what == SETTLED && line.about == effect).count();
    assert_eq!(settled, 1, "one outcome of the page is believed");
    assert_eq!(place.count("page.called").await, 1, "the page is on the record once");
    place.journal.verify().await.unwrap();
    tell(
        env!("CARGO_TARGET_TMPDIR"),
        "stopped",
        &format!(
            "a process stopped for {STOPPED:?} in the middle of a page: paged {} times under one key, {} outcomes came \
             too late, one is on the record; nothing open {:.1} s later",
            count("paged"),
            count(TOO_LATE),
            rested.as_secs_f64(),
        ),
    );
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
