//! X3 and X4: the disk fails under a sync, and the disk is full under a write, at every place of the work.

#![expect(clippy::unwrap_used, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::indexing_slicing, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::print_stdout, reason = "the figures are part of the result")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ports::Journal;
use chatops_crash::disk::{Disk, Failure, Operation, Site, code};
use chatops_crash::dump::{Detail, Dump};
use chatops_crash::power::{Fate, Platter};
use chatops_crash::random::Random;
use chatops_crash::workload::{CHECKPOINT_PAGES, Step, Worker, steps};
use chatops_journal::SqliteJournal;
use chatops_journal::sqlite::Manner;

/// Rounds of work: two openings, several moves of the log into the file.
const ROUNDS: usize = 2;

/// Runs at once.
const THREADS: usize = 2;

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

fn manner(disk: Disk) -> Manner {
    Manner::through(disk.name()).checkpoint_pages(CHECKPOINT_PAGES)
}

/// Work without a failure: what the file holds after each step, and how often the disk is asked for what.
struct Course {
    states: Vec<Dump>,
    counts: BTreeMap<Site, u64>,
}

fn course() -> Course {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j.db");
    let disk = Disk::builder().build().unwrap();
    block_on(async {
        let mut worker = Worker::begin(&path, manner(disk)).await.unwrap();
        let mut states = vec![Dump::read(&path, Detail::Story).await.unwrap()];
        for step in steps(ROUNDS) {
            worker.play(step).await.unwrap();
            states.push(Dump::read(&path, Detail::Story).await.unwrap());
        }
        worker.end().await.unwrap();
        let sites = [Site::Open, Site::Write, Site::Sync, Site::Truncate, Site::Delete];
        Course { states, counts: sites.map(|site| (site, disk.count(site))).into() }
    })
}

impl Course {
    /// Runs `play` for every place of a kind, on several threads; gives what went wrong and the sum of the counts.
    fn everywhere(
        &self,
        site: Site,
        play: impl Fn(u64, &Path, Disk) -> Result<Seen, String> + Sync,
    ) -> (u64, Seen) {
        let places = self.counts[&site];
        let (next, found) = (AtomicU64::new(1), Mutex::new((Seen::default(), Vec::new())));
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at > places {
                            break;
                        }
                        // One of its own: a connection of the place before may still be closing on the last one, and
                        // its writes would be counted here.
                        let disk = Disk::builder().recording().build().unwrap();
                        let folder = tempfile::tempdir().unwrap();
                        let played = play(at, &folder.path().join("j.db"), disk);
                        disk.mend();
                        disk.forget();
                        let mut found = found.lock().unwrap();
                        match played {
                            Ok(seen) => found.0.add(&seen),
                            Err(wrong) => found.1.push(format!("{site:?} {at}: {wrong}")),
                        }
                    }
                });
            }
        });
        let (seen, wrong) = found.into_inner().unwrap();
        assert!(wrong.is_empty(), "{} of {places}:\n{}", wrong.len(), wrong.join("\n"));
        (places, seen)
    }

    /// Whether a file holds what was there after `answered` steps, or one more.
    async fn holds(&self, path: &Path, answered: usize) -> Result<(), String> {
        let found = Dump::read(path, Detail::Story).await.map_err(|error| error.to_string())?;
        let difference = match self.states.get(answered) {
            Some(state) => found.difference(state),
            None => Some("there is no such state".to_owned()),
        };
        match (difference, self.states.get(answered + 1)) {
            (None, _) => Ok(()),
            (Some(_), Some(next)) if found == *next => Ok(()),
            (Some(difference), _) => Err(format!("after step {answered}: {difference}")),
        }
    }
}

/// What was seen, added up.
#[derive(Debug, Default)]
struct Seen {
    while_opening: usize,
    /// Steps that failed, by what the caller was told.
    told: BTreeMap<(String, String), usize>,
    /// Steps that went well although something failed below: moving the log into the file is put off.
    put_off: usize,
    /// Calls that were refused afterwards.
    refused: usize,
}

impl Seen {
    fn add(&mut self, other: &Self) {
        self.while_opening += other.while_opening;
        self.put_off += other.put_off;
        self.refused += other.refused;
        for (told, count) in &other.told {
            *self.told.entry(told.clone()).or_default() += count;
        }
    }

    fn tell(&mut self, error: &PortError) {
        let told = (format!("{:?}", error.kind), format!("{:?}", error.certainty));
        *self.told.entry(told).or_default() += 1;
    }
}

/// After a failed sync: no `Ok` any more from this handle, whatever is asked.
async fn stays_silent(worker: &mut Worker, rest: &[Step], seen: &mut Seen) -> Result<(), String> {
    let steps = rest.iter().filter(|step| !matches!(step, Step::Reopen | Step::Drop));
    for step in steps {
        let Some(journal) = worker.journal() else { return Ok(()) };
        if journal.undecided(1).await.is_ok() {
            return Err("it reads after its disk failed".to_owned());
        }
        match worker.play(*step).await {
            Ok(()) => return Err(format!("{step:?} was answered with Ok after a failed sync")),
            Err(error) if error.kind == ErrorKind::Stopped => seen.refused += 1,
            Err(error) => return Err(format!("{step:?} failed as {:?}: {error}", error.kind)),
        }
    }
    Ok(())
}

/// Opens what is left after a failed sync, both as the machine holds it and as a disk that lost what was not synced.
async fn recovers(course: &Course, path: &Path, disk: Disk, answered: usize) -> Result<(), String> {
    let operations: Vec<Operation> = disk.record();
    let look = async |path: &Path, what: &str| -> Result<(), String> {
        let journal = SqliteJournal::open_in_manner(path, &manner(disk))
            .await
            .map_err(|error| format!("{what} does not open: {error}"))?;
        journal.verify().await.map_err(|error| format!("{what}: {error}"))?;
        course.holds(path, answered).await.map_err(|wrong| format!("{what}: {wrong}"))
    };
    let platter = Platter::after(&operations);
    for fate in [Fate::Dropped, Fate::Subset, Fate::Torn] {
        let folder = tempfile::tempdir().unwrap();
        platter.image(fate, &mut Random::new(answered as u64)).write(folder.path()).unwrap();
        look(&folder.path().join("j.db"), &format!("the disk ({fate:?})")).await?;
    }
    look(path, "the machine's view").await
}

/// Fails once at every place of a kind: from then on nothing is answered with `Ok`, and after a restart everything is
/// there that was.
fn stops_for_good(site: Site, code: i32) -> (u64, Seen) {
    let course = course();
    course.everywhere(site, |at, path, disk| {
        disk.fail(Failure { site, at, lasting: false, code });
        block_on(async {
            let mut seen = Seen::default();
            let mut worker = match Worker::begin(path, manner(disk)).await {
                Ok(worker) => worker,
                Err(error) => {
                    seen.while_opening += 1;
                    seen.tell(&error);
                    // Nothing was answered yet, so anything is right but a file that can never be opened.
                    let again = SqliteJournal::open_in_manner(path, &manner(disk)).await;
                    return again.map(|_| seen).map_err(|error| error.to_string());
                }
            };
            let steps = steps(ROUNDS);
            for (answered, step) in steps.iter().enumerate() {
                let played = worker.play(*step).await;
                if disk.failed() == 0 {
                    played.map_err(|error| error.to_string())?;
                    continue;
                }
                let Err(error) = played else {
                    // What SQLite does while a handle is dropped, nobody is told. The next one is another handle.
                    if *step == Step::Drop {
                        return Ok(seen);
                    }
                    return Err(format!("{step:?} was answered with Ok under a failing disk"));
                };
                seen.tell(&error);
                stays_silent(&mut worker, &steps[answered..], &mut seen).await?;
                worker.let_go();
                recovers(&course, path, disk, answered).await?;
                return Ok(seen);
            }
            Ok(seen)
        })
    })
}

#[test]
fn after_a_failed_sync_nothing_is_answered_with_ok_and_nothing_is_lost() {
    let (places, seen) = stops_for_good(Site::Sync, code::SYNC_FAILED);
    println!("failed syncs: {places} places, each failed once; {seen:?}");
    assert!(places > 20 && seen.refused > 0 && seen.while_opening > 0);
    assert!(seen.told.keys().any(|(_, certainty)| certainty == "Unknown"), "{seen:?}");
}

#[test]
fn after_a_failed_write_nothing_is_answered_with_ok_and_nothing_is_lost() {
    let (places, seen) = stops_for_good(Site::Write, code::WRITE_FAILED);
    println!("failed writes: {places} places, each failed once, half written; {seen:?}");
    assert!(places > 200 && seen.refused > 0 && seen.while_opening > 0);
}

#[test]
fn a_full_disk_is_told_and_waited_out_at_every_write() {
    let course = course();
    let (places, seen) = course.everywhere(Site::Write, |at, path, disk| {
        disk.fail(Failure { site: Site::Write, at, lasting: true, code: code::FULL });
        block_on(async {
            let mut seen = Seen::default();
            let begun = Worker::begin(path, manner(disk)).await;
            let mut worker = match begun {
                Ok(worker) => worker,
                Err(error) => {
                    seen.while_opening += 1;
                    seen.tell(&error);
                    expect_full(&error)?;
                    disk.mend();
                    Worker::begin(path, manner(disk)).await.map_err(|error| error.to_string())?
                }
            };
            for (answered, step) in steps(ROUNDS).into_iter().enumerate() {
                let before = disk.failed();
                match worker.play(step).await {
                    Ok(()) if disk.failed() > before => seen.put_off += 1,
                    Ok(()) => {}
                    Err(error) => {
                        seen.tell(&error);
                        expect_full(&error)?;
                        go_on_reading(&worker, &mut seen).await?;
                        course.holds(path, answered).await?;
                        disk.mend();
                        // By itself: the same handle, the same call.
                        worker.play(step).await.map_err(|error| format!("afterwards: {error}"))?;
                    }
                }
            }
            disk.mend();
            worker.end().await.map_err(|error| error.to_string())?;
            let journal = SqliteJournal::open(path).await.map_err(|error| error.to_string())?;
            journal.verify().await.map_err(|error| error.to_string())?;
            course.holds(path, course.states.len() - 1).await?;
            Ok(seen)
        })
    });
    println!("full disk: {places} writes, each the first that found no space; {seen:?}");
    assert!(places > 200 && seen.while_opening > 0);
}

/// A full disk has its own words, and nothing of the step happened.
fn expect_full(error: &PortError) -> Result<(), String> {
    let fits = error.kind == ErrorKind::Unavailable && error.certainty == Certainty::NotDone;
    if fits && error.to_string().contains("the disk is full") {
        return Ok(());
    }
    Err(format!("told as {:?}, {:?}: {error}", error.kind, error.certainty))
}

/// Reading does not need space.
async fn go_on_reading(worker: &Worker, seen: &mut Seen) -> Result<(), String> {
    let Some(journal) = worker.journal() else { return Ok(()) };
    let failed = |error: PortError| format!("it does not read while the disk is full: {error}");
    journal.undecided(10).await.map_err(failed)?;
    journal.read_all(0, 10).await.map_err(failed)?;
    journal.next_due().await.map_err(failed)?;
    seen.refused += 1;
    Ok(())
}

/// The variable that says where the small file system is, to the test that runs on it.
const SMALL_DISK: &str = "CHATOPS_SMALL_DISK";

/// Bytes of the small file system.
const SMALL_DISK_BYTES: usize = 2 << 20;

/// Runs a test of this file on a file system of its own, in a namespace that needs no rights. Err: it cannot be had here.
fn on_a_small_disk(test: &str) -> Result<std::process::Output, String> {
    let folder = tempfile::tempdir().unwrap();
    let script = format!(
        "mount -t tmpfs -o size={SMALL_DISK_BYTES} none \"$1\" || exit 99; shift; exec \"$@\""
    );
    let output = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, "sh"])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env(SMALL_DISK, folder.path())
        .output()
        .map_err(|error| format!("unshare cannot be started: {error}"))?;
    // 1 is also what `unshare` itself ends with; a test runner has then said nothing.
    let ran = String::from_utf8_lossy(&output.stdout).contains("running 1 test");
    if ran {
        return Ok(output);
    }
    Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
}

#[test]
fn a_real_file_system_that_is_full_is_waited_out_too() {
    match on_a_small_disk("works_on_a_small_disk") {
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stdout);
            println!("{told}");
            let failed = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{told}\n{failed}");
        }
        Err(reason) => println!(
            "skipped a_real_file_system_that_is_full_is_waited_out_too: this machine gives no small file system \
             without rights ({reason}); the same is played on the disk of this crate"
        ),
    }
}

#[test]
#[ignore = "played by a_real_file_system_that_is_full_is_waited_out_too, on a file system of its own"]
fn works_on_a_small_disk() {
    let folder = std::path::PathBuf::from(std::env::var(SMALL_DISK).unwrap());
    let path = folder.join("j.db");
    block_on(async {
        let mut worker = Worker::begin(&path, Manner::default()).await.unwrap();
        let ballast = folder.join("ballast");
        // All the space but a little.
        let mut size = SMALL_DISK_BYTES;
        while std::fs::write(&ballast, vec![1; size]).is_err() {
            size -= 16 << 10;
        }
        size = size.saturating_sub(256 << 10);
        std::fs::write(&ballast, vec![1; size]).unwrap();
        let mut refused = 0;
        for round in 0..1_000 {
            for step in steps(1) {
                let Err(error) = worker.play(step).await else { continue };
                expect_full(&error).unwrap();
                go_on_reading(&worker, &mut Seen::default()).await.unwrap();
                worker.play(step).await.unwrap_err();
                refused += 1;
                std::fs::remove_file(&ballast).unwrap();
                worker.play(step).await.unwrap();
            }
            if refused > 0 {
                println!("full disk: a real one was full in round {round}, and was waited out");
                break;
            }
        }
        assert!(refused > 0, "the disk was never full");
        worker.end().await.unwrap();
        let journal = SqliteJournal::open(&path).await.unwrap();
        journal.verify().await.unwrap();
    });
}
