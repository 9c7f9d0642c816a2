//! Copies that an open journal makes of itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod warnings;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chatops_core::context::Actor;
use chatops_core::ids::{IncidentId, JournalId, Place, StreamId};
use chatops_core::ports::Journal;
use chatops_core::ports::journal::{NewEntry, Transaction};
use chatops_journal::{SqliteJournal, SqliteOptions};
use jiff::Timestamp;
use tempfile::TempDir;
use warnings::Warnings;

/// How long a copy may be waited for on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(60);

const OFTEN: Duration = Duration::from_millis(100);
const SELDOM: Duration = Duration::from_secs(3_600);

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// A folder, a journal in it, and a folder for its copies, which is not there yet.
fn place() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (path, copies) = (folder.path().join("j.db"), folder.path().join("far").join("copies"));
    (folder, path, copies)
}

fn incident() -> StreamId {
    let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
    let place = Place { journal: &journal, stream: &stream, seq: 1, position: 0 };
    StreamId::Incident(IncidentId::derive(place))
}

fn moved(seq: u64, to: &str) -> Transaction {
    let entry = NewEntry {
        stream: incident(),
        seq,
        occurred_at: Timestamp::UNIX_EPOCH,
        actor: Actor::Clockwork,
        kind: "moved".to_owned(),
        version: 1,
        body: format!(r#"{{"moved":{{"by":"close","to":"{to}"}}}}"#),
    };
    Transaction { entries: vec![entry], ..Transaction::at(Timestamp::UNIX_EPOCH) }
}

/// The names in a folder, sorted, but for those of copies that are not whole yet and of what SQLite puts beside one that is
/// looked at.
fn names(folder: &Path) -> BTreeSet<String> {
    let Ok(files) = fs::read_dir(folder) else { return BTreeSet::new() };
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let ends = [".part", ".part-journal", "-wal", "-shm"];
    names.filter(|name| !ends.iter().any(|end| name.ends_with(end))).collect()
}

/// Waits for a copy that was not there before. Gives its name.
async fn another(folder: &Path, before: &BTreeSet<String>) -> String {
    another_with(0, folder, before).await
}

/// Waits for a copy that was not there before and holds so many entries: one that was under way may hold fewer.
async fn another_with(least: u64, folder: &Path, before: &BTreeSet<String>) -> String {
    let began = Instant::now();
    loop {
        let new = names(folder);
        if let Some(name) = new.difference(before).last()
            && entries(&folder.join(name)).await >= least
        {
            return name.clone();
        }
        assert!(began.elapsed() < PATIENCE, "no copy was made; there are {:?}", names(folder));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The entries of a copy, which must be whole.
async fn entries(copy: &Path) -> u64 {
    let journal = SqliteJournal::open_read_only(copy).await.unwrap();
    journal.verify().await.unwrap().entries
}

fn options(copies: &Path, interval: Duration) -> SqliteOptions {
    SqliteOptions::new().without_ballast().backups(copies).backups_every(interval)
}

#[test]
fn copies_are_made_at_intervals_verify_and_old_ones_go() {
    let (_folder, path, copies) = place();
    block_on(async {
        let journal = options(&copies, OFTEN).backups_kept(3).open(&path).await.unwrap();
        let id = journal.facts().id;
        let first = another(&copies, &BTreeSet::new()).await;
        assert!(first.starts_with(&format!("j-{}-20", id.as_str())), "{first}");
        // What looks like ours and is not, and what a copy that was cut off left.
        let others = ["notes.txt", "j-of-another-journal-20260304T140000.000Z.db"];
        let others = others.map(str::to_owned).into_iter();
        let others: BTreeSet<String> =
            others.chain([format!("j-{}-by-hand.db", id.as_str())]).collect();
        for other in &others {
            fs::write(copies.join(other), "not for the bin").unwrap();
        }
        let part = format!("j-{}-20260304T140000.000Z.db.part", id.as_str());
        let parts = ["", "-journal"].map(|end| copies.join(format!("{part}{end}")));
        for part in &parts {
            fs::write(part, "half").unwrap();
        }
        let mut seen = BTreeSet::from([first]);
        for seq in 1..=5 {
            let before = names(&copies);
            journal.append(&moved(seq, "triage")).await.unwrap();
            let copy = another_with(seq, &copies, &before).await;
            assert!(seen.last().unwrap() < &copy, "names sort by their moments");
            seen.insert(copy);
        }
        assert!(!parts.iter().any(|part| part.exists()), "half copies go");
        journal.close().await.unwrap();
        // The last may have been under way.
        let left: BTreeSet<String> = names(&copies).difference(&others).cloned().collect();
        assert!(left.iter().filter(|name| name.ends_with(".db")).count() <= 4, "{left:?}");
        let newest = seen.last().unwrap();
        assert!(left.contains(newest), "the newest is never let go");
        assert!(!left.contains(seen.first().unwrap()), "the oldest is let go");
        assert!(others.is_subset(&names(&copies)), "nothing of others is removed");
        // A copy is a journal.
        let restored = SqliteJournal::open(copies.join(newest)).await.unwrap();
        assert_eq!(restored.facts().id, id);
        restored.append(&moved(6, "triage")).await.unwrap();
    });
}

#[test]
fn a_journal_in_which_nothing_happens_is_not_copied_again() {
    let (_folder, path, copies) = place();
    block_on(async {
        let journal = options(&copies, OFTEN).open(&path).await.unwrap();
        journal.append(&moved(1, "triage")).await.unwrap();
        let began = Instant::now();
        let before = loop {
            let before = names(&copies);
            tokio::time::sleep(OFTEN * 10).await;
            if !before.is_empty() && names(&copies) == before {
                break before;
            }
            assert!(began.elapsed() < PATIENCE, "copies are made without end");
        };
        // One can follow the first: for what was committed while that was made.
        assert!(before.len() <= 2, "{before:?}");
        journal.append(&moved(2, "triage")).await.unwrap();
        another(&copies, &before).await;
    });
}

#[test]
fn the_end_of_an_incident_is_copied_at_once_and_a_start_waits_for_its_interval() {
    let (_folder, path, copies) = place();
    block_on(async {
        let journal = options(&copies, SELDOM).open(&path).await.unwrap();
        another(&copies, &BTreeSet::new()).await;
        let before = names(&copies);
        for seq in 1..=3 {
            journal.append(&moved(seq, "resolved")).await.unwrap();
        }
        tokio::time::sleep(OFTEN * 5).await;
        assert_eq!(names(&copies), before, "nothing but the end is worth a copy of its own");
        journal.append(&moved(4, "closed")).await.unwrap();
        let copy = another(&copies, &before).await;
        assert_eq!(entries(&copies.join(copy)).await, 4);
        journal.close().await.unwrap();
        // The newest copy is younger than the interval.
        let before = names(&copies);
        let journal = options(&copies, SELDOM).open(&path).await.unwrap();
        journal.append(&moved(5, "resolved")).await.unwrap();
        tokio::time::sleep(OFTEN * 5).await;
        assert_eq!(names(&copies), before);
        drop(journal);
        let journal = options(&copies, OFTEN).open(&path).await.unwrap();
        another(&copies, &before).await;
        drop(journal);
    });
}

#[test]
fn a_copy_that_fails_is_a_warning_and_nothing_more() {
    let (folder, path, _) = place();
    let blocked = folder.path().join("a file, not a folder");
    fs::write(&blocked, "").unwrap();
    let told = Arc::new(Warnings::default());
    let _guard = tracing::subscriber::set_default(Arc::clone(&told));
    block_on(async {
        let journal = options(&blocked, OFTEN).open(&path).await.unwrap();
        let began = Instant::now();
        let mut seq = 0;
        while told.seen.lock().unwrap().len() < 2 {
            assert!(began.elapsed() < PATIENCE, "nothing was said");
            seq += 1;
            journal.append(&moved(seq, "triage")).await.unwrap();
            tokio::time::sleep(OFTEN).await;
        }
        let warning = told.seen.lock().unwrap().first().unwrap().clone();
        assert!(warning.contains("no backup was made"), "{warning}");
        assert!(warning.contains("check that the folder is there"), "{warning}");
        // Once it can be made, it is.
        fs::remove_file(&blocked).unwrap();
        let copy = another(&blocked, &BTreeSet::new()).await;
        assert!(entries(&blocked.join(copy)).await >= 2);
        journal.close().await.unwrap();
    });
}

#[test]
fn a_copy_does_not_fill_the_disk() {
    let (_folder, path, copies) = place();
    let told = Arc::new(Warnings::default());
    let _guard = tracing::subscriber::set_default(Arc::clone(&told));
    block_on(async {
        // More than any disk has: no ballast is made, and none of it is left for a copy.
        let greedy = options(&copies, OFTEN).ballast_bytes(u64::MAX / 16);
        let journal = greedy.open(&path).await.unwrap();
        let began = Instant::now();
        let about = |text: &str| {
            let warnings = told.seen.lock().unwrap();
            warnings.iter().any(|warning| warning.contains(text))
        };
        while !about("a copy must not fill it") {
            assert!(began.elapsed() < PATIENCE, "nothing was said");
            tokio::time::sleep(OFTEN).await;
        }
        assert_eq!(names(&copies), BTreeSet::new());
        journal.append(&moved(1, "closed")).await.unwrap();
    });
}
