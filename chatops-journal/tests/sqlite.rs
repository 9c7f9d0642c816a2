//! What SQLite adds to the contract: locks, forms, damage, crashes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::fs;
use std::future::Future;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::task::{Context, Waker};

use chatops_core::context::Actor;
use chatops_core::effect::{Effect, Outcome};
use chatops_core::error::{Certainty, ErrorKind};
use chatops_core::ids::{EffectId, JournalId, Place, StreamId};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{Cursor, NewEffect, NewEntry, Receipt, Settlement, Transaction};
use chatops_journal::SqliteJournal;
use jiff::{SignedDuration, Timestamp};
use sqlx::{ConnectOptions, Connection};
use tempfile::TempDir;

const STREAM: StreamId = StreamId::EmergencyChannel;

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// A folder and the path of a journal in it.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.db");
    (folder, path)
}

fn decision(seq: u64) -> Transaction {
    let entry = NewEntry {
        stream: STREAM,
        seq,
        occurred_at: Timestamp::UNIX_EPOCH,
        actor: Actor::Clockwork,
        kind: "handover.offered".to_owned(),
        version: 1,
        body: format!("{{\"number\":{seq}}}"),
    };
    Transaction { entries: vec![entry], ..Transaction::at(Timestamp::UNIX_EPOCH) }
}

fn effect(lane: &str) -> NewEffect {
    let journal = JournalId::from_bits(1);
    NewEffect {
        id: EffectId::derive(Place { journal: &journal, stream: &STREAM, seq: 1, position: 0 }),
        stream: STREAM,
        lane: lane.to_owned(),
        priority: 3,
        waiting: false,
        replaces: None,
        effect: Effect::AcknowledgeAlert { source: "test".to_owned(), alert: "1".to_owned() },
    }
}

/// A closed journal with as many entries.
async fn written(path: &Path, entries: u64) {
    let journal = SqliteJournal::open(path).await.unwrap();
    for seq in 1..=entries {
        journal.append(&decision(seq)).await.unwrap();
    }
    journal.close().await.unwrap();
}

/// Runs statements on a file behind the journal's back.
async fn meddle(path: &Path, statements: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql(statements).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[test]
fn the_file_remembers_that_it_is_written_ahead() {
    let (_folder, path) = place();
    block_on(written(&path, 1));
    // Bytes 18 and 19 of a database's header are 2 in WAL mode (SQLite, "Database File Format", 1.3.3).
    let header = fs::read(&path).unwrap();
    assert_eq!(header.get(18..20), Some([2, 2].as_slice()));
}

#[test]
fn a_second_handle_is_refused_and_told_who_holds_it() {
    let (folder, path) = place();
    block_on(async {
        let first = SqliteJournal::open(&path).await.unwrap();
        // By another way to the same file.
        let way = folder.path().join(".").join("incidents.db");
        let error = SqliteJournal::open(&way).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Taken);
        let told = error.to_string();
        let holder = format!("process {} already", std::process::id());
        assert!(told.contains(&holder) && told.contains("incidents.db"), "{told}");
        let reader = SqliteJournal::open_read_only(&path).await.unwrap();
        first.append(&decision(1)).await.unwrap();
        assert_eq!(reader.load(&STREAM, 0, 9).await.unwrap().len(), 1);
        drop(first);
        SqliteJournal::open(&path).await.unwrap();
    });
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_same_lock() {
    let (folder, path) = place();
    block_on(async {
        let _first = SqliteJournal::open(&path).await.unwrap();
        let link = folder.path().join("link.db");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let error = SqliteJournal::open(&link).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Taken);
    });
}

#[cfg(unix)]
#[test]
fn a_link_to_a_journal_that_is_not_there_yet_leads_to_the_same_lock() {
    use std::os::unix::fs::symlink;

    let (folder, _) = place();
    let far = folder.path().join("far");
    fs::create_dir(&far).unwrap();
    let (link, behind, real) =
        (folder.path().join("link.db"), far.join("link.db"), far.join("real.db"));
    symlink("far/link.db", &link).unwrap();
    symlink("../far/real.db", &behind).unwrap();
    block_on(async {
        let first = SqliteJournal::open(&link).await.unwrap();
        assert_eq!(first.path(), real.canonicalize().unwrap());
        for way in [&link, &behind, &real] {
            let error = SqliteJournal::open(way).await.unwrap_err();
            assert_eq!(error.kind, ErrorKind::Taken, "{error}");
        }
        drop(first);
        fs::remove_file(&real).unwrap();
        fs::remove_dir_all(&far).unwrap();
        let error = SqliteJournal::open(&link).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Invalid, "{error}");
    });
}

#[test]
fn a_journal_of_a_newer_form_is_read_only() {
    let (_folder, path) = place();
    block_on(async {
        written(&path, 2).await;
        meddle(&path, "PRAGMA user_version = 99").await;
        let journal = SqliteJournal::open(&path).await.unwrap();
        let facts = journal.facts();
        assert_eq!((facts.format, facts.writable), (99, false));
        assert_eq!(journal.load(&STREAM, 0, 9).await.unwrap().len(), 2);
        let error = journal.append(&decision(3)).await.unwrap_err();
        assert_eq!((error.kind, error.certainty), (ErrorKind::Forbidden, Certainty::NotDone));
        let told = error.to_string();
        assert!(told.contains("form 99") && told.contains("start the version"), "{told}");
        let claim = journal.claim("host", Timestamp::UNIX_EPOCH, SignedDuration::ZERO, 1).await;
        assert_eq!(claim.unwrap_err().kind, ErrorKind::Forbidden);
        // Nobody is kept from writing it with the newer version.
        assert!(SqliteJournal::open(&path).await.is_ok());
    });
}

#[test]
fn what_is_not_a_journal_is_left_alone() {
    let (folder, path) = place();
    let text = "this is not a database, it only has its name, and it is long enough for a header of one hundred bytes";
    fs::write(&path, text).unwrap();
    block_on(async {
        let error = SqliteJournal::open(&path).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Invalid);
        assert!(error.to_string().contains("incidents.db is not a database"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);

        let other = folder.path().join("other.db");
        meddle(&other, "CREATE TABLE recipe (name TEXT)").await;
        let before = fs::read(&other).unwrap();
        let error = SqliteJournal::open(&other).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Invalid);
        let told = error.to_string();
        assert!(told.contains("other.db is the database of another program"), "{told}");
        assert_eq!(fs::read(&other).unwrap(), before);
    });
}

#[test]
fn a_path_that_cannot_be_used_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no such folder").join("incidents.db");
    block_on(async {
        let error = SqliteJournal::open(&path).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Invalid);
        assert!(error.to_string().contains("check that the folder is there"), "{error}");
        let error =
            SqliteJournal::open_read_only(&folder.path().join("none.db")).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound);
        assert!(!folder.path().join("none.db").exists());
    });
}

#[test]
fn every_change_to_an_entry_is_found_with_its_place() {
    for (change, place) in [
        ("UPDATE journal SET body = '{}' WHERE seq = 3", "entry 3 of stream em has a body"),
        ("UPDATE journal SET salt = zeroblob(16) WHERE seq = 3", "entry 3 of stream em has a body"),
        ("UPDATE journal SET salt = x'00' WHERE seq = 3", "entry 3 of stream em has a wrong salt"),
        ("UPDATE journal SET commitment = 'c' WHERE seq = 3", "entry 3 of stream em has a body"),
        ("UPDATE journal SET actor = '\"x\"' WHERE seq = 3", "entry 3 of stream em was changed"),
        ("UPDATE journal SET kind = 'x' WHERE seq = 3", "entry 3 of stream em was changed"),
        ("UPDATE journal SET version = 2 WHERE seq = 3", "entry 3 of stream em was changed"),
        ("UPDATE journal SET occurred_at = 1 WHERE seq = 3", "entry 3 of stream em was changed"),
        ("UPDATE journal SET recorded_at = 1 WHERE seq = 3", "entry 3 of stream em was changed"),
        ("UPDATE journal SET hash = 'h' WHERE seq = 3", "entry 3 of stream em was changed"),
        (
            "UPDATE journal SET prev_hash = 'h' WHERE seq = 3",
            "entry 3 of stream em does not follow",
        ),
        (
            "UPDATE journal SET stream = 'en' WHERE seq = 3",
            "entry 4 of stream em stands after entry 2",
        ),
        ("DELETE FROM journal WHERE seq = 3", "entry 4 of stream em stands after entry 2"),
        ("DELETE FROM journal WHERE seq = 1", "entry 2 of stream em stands after entry 0"),
        // What is erased is written down.
        (
            "UPDATE journal SET salt = NULL, body = NULL WHERE seq = 3",
            "entry 3 of stream em has no body and nothing in its place",
        ),
        (
            "UPDATE journal SET salt = NULL, body = NULL, remains = 'forged' WHERE seq = 3",
            "entry 3 of stream em has words in the place of its body, and was never erased",
        ),
        ("UPDATE journal SET remains = 'x' WHERE seq = 3", "entry 3 of stream em has a body, and"),
        (
            "INSERT INTO erasure VALUES (1, 'en', 1, 'x', '', 'x')",
            "erasure 1, of entry 1 of stream en, was changed",
        ),
        ("UPDATE journal SET position = 9 WHERE seq = 3", "entry 3 of stream em was moved"),
        // Two exchange their places.
        (
            "UPDATE journal SET seq = 9 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 4; \
             UPDATE journal SET seq = 4 WHERE seq = 9",
            "entry 3 of stream em does not follow",
        ),
    ] {
        let (_folder, path) = place_with(5);
        block_on(async {
            meddle(&path, change).await;
            let error = SqliteJournal::open(&path).await.unwrap_err();
            assert_eq!(error.kind, ErrorKind::Corrupt, "{change}");
            assert!(error.to_string().contains(place), "{change}: {error}");
            // It can be looked at, and says the same when asked.
            let journal = SqliteJournal::open_read_only(&path).await.unwrap();
            let error = journal.verify().await.unwrap_err();
            assert!(error.to_string().contains(place), "{change}: {error}");
        });
    }
}

fn place_with(entries: u64) -> (TempDir, PathBuf) {
    let (folder, path) = place();
    block_on(written(&path, entries));
    (folder, path)
}

#[test]
fn an_erased_body_leaves_the_chain_whole() {
    let (_folder, path) = place_with(5);
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        assert!(journal.erase(&STREAM, 3, "{}").await.unwrap());
        assert!(journal.erase(&STREAM, 2, "{}").await.unwrap());
        journal.close().await.unwrap();
        let journal = SqliteJournal::open(&path).await.unwrap();
        let verified = journal.verify().await.unwrap();
        assert_eq!((verified.streams, verified.entries), (1, 5));
    });
}

#[test]
fn what_was_erased_stands_in_no_file_any_more() {
    let (folder, path) = place();
    let now = Timestamp::UNIX_EPOCH;
    // Two effects: one is settled, the other is still to be carried out.
    let mut effects = vec![effect("done"), effect("ahead")];
    for (effect, seq) in effects.iter_mut().zip(1..) {
        let journal = JournalId::from_bits(1);
        effect.id =
            EffectId::derive(Place { journal: &journal, stream: &STREAM, seq, position: 0 });
        let alert = format!("hunter{seq} in an effect");
        effect.effect = Effect::AcknowledgeAlert { source: "test".to_owned(), alert };
    }
    let mut entry = decision(1);
    entry.entries[0].body = "{\"words\":\"hunter1 in a body\"}".to_owned();
    let in_files = |words: &str| {
        let files = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
        let found = files.filter(|file| file.extension().is_none_or(|kind| kind != "ballast"));
        let holds = |file: &PathBuf| {
            fs::read(file).unwrap().windows(words.len()).any(|bytes| bytes == words.as_bytes())
        };
        found.filter(holds).count()
    };
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        journal.append(&Transaction { effects, ..entry }).await.unwrap();
        journal.save_snapshot(&STREAM, 1, "\"hunter1 in a snapshot\"").await.unwrap();
        let claims = journal.claim("host", now, SignedDuration::from_secs(9), 1).await.unwrap();
        let done = Settlement::Settled(Outcome::Refused { reason: "hunter1 said no".to_owned() });
        assert!(journal.settle(&claims[0].id, 1, &done, now).await.unwrap());
        let rows = journal.undecided(9).await.unwrap().iter().map(|item| item.row).collect();
        journal.append(&Transaction { done: rows, ..Transaction::at(now) }).await.unwrap();
        assert!(in_files("hunter1") > 0 && in_files("hunter2 in an effect") > 0);

        assert!(journal.erase(&STREAM, 1, "{}").await.unwrap());
        assert_eq!(in_files("hunter1"), 0);
        // What is still to be done is not touched.
        assert!(in_files("hunter2 in an effect") > 0);
        let claims = journal.claim("host", now, SignedDuration::from_secs(9), 9).await.unwrap();
        assert_eq!(claims.len(), 1);
        // That they were there is still known.
        assert!(!journal.settle(&effect("x").id, 1, &done, now).await.unwrap());
        journal.verify().await.unwrap();
    });
}

#[test]
fn a_damaged_page_is_found() {
    let (_folder, path) = place_with(200);
    let mut bytes = fs::read(&path).unwrap();
    // Past the first page, which holds the schema.
    for byte in bytes.iter_mut().skip(5 * 4_096).take(4_096) {
        *byte = 0xa5;
    }
    fs::write(&path, bytes).unwrap();
    let error = block_on(SqliteJournal::open(&path)).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Corrupt, "{error}");
}

#[test]
fn a_changed_snapshot_is_not_believed() {
    let (_folder, path) = place();
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        journal.save_snapshot(&STREAM, 4, "{\"commander\":\"anna\"}").await.unwrap();
        meddle(&path, "UPDATE snapshot SET state = replace(state, 'anna', 'mona')").await;
        assert_eq!(journal.snapshot(&STREAM).await.unwrap(), None);
        // The next one takes its place.
        journal.save_snapshot(&STREAM, 5, "{\"commander\":\"ben\"}").await.unwrap();
        assert_eq!(journal.snapshot(&STREAM).await.unwrap().unwrap().0, 5);
    });
}

#[test]
fn of_two_who_decide_at_once_one_is_first() {
    let (_folder, path) = place();
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        for seq in 1..=20 {
            let decision = decision(seq);
            let (mut one, mut two) =
                (Box::pin(journal.append(&decision)), Box::pin(journal.append(&decision)));
            let first = poll_both(&mut one, &mut two).await;
            let conflicts = first.iter().filter(|result| {
                result.as_ref().is_err_and(|error| error.kind == ErrorKind::Conflict)
            });
            assert_eq!(conflicts.count(), 1, "{first:?}");
        }
        assert_eq!(journal.load(&STREAM, 0, 99).await.unwrap().len(), 20);
    });
}

/// Runs two futures side by side.
async fn poll_both<F: Future + Unpin>(one: &mut F, two: &mut F) -> [F::Output; 2] {
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(|context| {
        for (future, result) in [(&mut *one, &mut first), (&mut *two, &mut second)] {
            if result.is_none()
                && let std::task::Poll::Ready(value) = std::pin::Pin::new(future).poll(context)
            {
                *result = Some(value);
            }
        }
        match (first.take(), second.take()) {
            (Some(one), Some(two)) => std::task::Poll::Ready([one, two]),
            (one, two) => {
                (first, second) = (one, two);
                std::task::Poll::Pending
            }
        }
    })
    .await
}

#[test]
fn a_write_that_is_dropped_half_way_is_whole_or_not_there() {
    let (_folder, path) = place();
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        let mut dropped = 0;
        for patience in 0..40 {
            let stands = journal.load(&STREAM, 0, 999).await.unwrap().len();
            let decision = decision(stands as u64 + 1);
            let mut future = Box::pin(journal.append(&decision));
            let mut done = false;
            for _ in 0..patience {
                done = future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
                if done {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_micros(200));
            }
            drop(future);
            dropped += u32::from(!done);
            // Whichever it was, the next one goes on from what is there. A commit that was under way may come in
            // between; then the number is taken, and the one after it is free.
            let next = loop {
                let stands = journal.load(&STREAM, 0, 999).await.unwrap().len() as u64;
                match journal.append(&self::decision(stands + 1)).await {
                    Ok(_) => break stands + 1,
                    Err(error) => assert_eq!(error.kind, ErrorKind::Conflict, "{error}"),
                }
            };
            assert_eq!(journal.load(&STREAM, 0, 999).await.unwrap().len() as u64, next);
        }
        assert!(dropped > 0, "no write was dropped half way, so this test proves nothing");
        journal.verify().await.unwrap();
    });
}

#[test]
fn every_character_comes_back() {
    let (_folder, path) = place();
    // Rows go in together, as JSON: nothing may be cut at a zero, taken for an escape, or read as a number.
    let texts = ["a\0b", "\\u0000", "\"}]", "\u{1f600}\u{2028}", "12", "null", "", "\u{7f}\r\n\t'"];
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        let deliveries: Vec<Delivery> = texts
            .iter()
            .map(|text| Delivery {
                source: (*text).to_owned(),
                key: format!("{text}{text}"),
                occurred_at: Timestamp::UNIX_EPOCH,
                inbound: Inbound::Started,
            })
            .collect();
        let (together, alone) = deliveries.split_at(texts.len() - 1);
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(journal.receive(together, &[], now).await.unwrap().len(), together.len());
        journal.receive(alone, &[], now).await.unwrap();
        let again = journal.receive(&deliveries, &[], now).await.unwrap();
        assert_eq!(again, vec![Receipt::Repeat; deliveries.len()]);
        let items = journal.undecided(99).await.unwrap();
        let seen: Vec<Delivery> = items.into_iter().map(|item| item.delivery).collect();
        assert_eq!(seen, deliveries);

        let cursors: Vec<Cursor> = texts
            .iter()
            .map(|text| Cursor {
                source: (*text).to_owned(),
                scope: (*text).to_owned(),
                token: (*text).to_owned(),
            })
            .collect();
        journal.receive(&[], &cursors, now).await.unwrap();
        for text in texts {
            assert_eq!(journal.cursor(text, text).await.unwrap().as_deref(), Some(text));
        }

        let mut transaction = Transaction::at(now);
        for (seq, text) in (1..).zip(texts) {
            let mut entry = decision(seq).entries.remove(0);
            entry.kind = format!("k{text}");
            entry.body = text.to_owned();
            transaction.entries.push(entry);
        }
        let written = journal.append(&transaction).await.unwrap();
        assert_eq!(journal.load(&STREAM, 0, 99).await.unwrap(), written);
        journal.verify().await.unwrap();
    });
}

#[test]
fn what_the_writer_remembers_ends_with_a_failure() {
    let (_folder, path) = place();
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        journal.append(&decision(1)).await.unwrap();
        // The second entry of the transaction is refused by the table, after the first one was linked.
        let mut transaction = decision(2);
        transaction.effects = vec![effect("one"), effect("one")];
        let error = journal.append(&transaction).await.unwrap_err();
        assert_eq!((error.kind, error.certainty), (ErrorKind::Conflict, Certainty::NotDone));
        // Nothing of it is there, and nothing of it is remembered.
        let written = journal.append(&decision(2)).await.unwrap();
        journal.append(&decision(3)).await.unwrap();
        assert_eq!(journal.load(&STREAM, 1, 1).await.unwrap(), written);
        journal.verify().await.unwrap();
    });
}

#[test]
fn taking_over_writes_nothing_where_nothing_is_held_and_nothing_to_a_journal_that_is_only_read() {
    let (_folder, path) = place();
    let (now, lease) = (Timestamp::UNIX_EPOCH, SignedDuration::from_secs(30));
    let log = path.with_extension("db-wal");
    let bytes = || (fs::read(&path).unwrap(), fs::read(&log).unwrap());
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        let effects = vec![effect("one")];
        journal.append(&Transaction { effects, ..decision(1) }).await.unwrap();
        let before = bytes();
        journal.take_over().await.unwrap();
        assert!(before == bytes(), "the file or its log was written");
        journal.claim("old", now, lease, 9).await.unwrap();
        let before = bytes();
        let reader = SqliteJournal::open_read_only(&path).await.unwrap();
        assert_eq!(reader.take_over().await.unwrap_err().kind, ErrorKind::Forbidden);
        assert!(before == bytes(), "a journal that is only read was written");
        journal.take_over().await.unwrap();
        assert!(before != bytes(), "the claim stands");
    });
}

/// Names the journal for the process that [`another_process`] starts.
const PATH: &str = "CHATOPS_TEST_JOURNAL";

/// Starts this test binary again, as a process that writes a journal and tells the number of each stored entry.
fn another_process(path: &Path) -> (Child, std::io::Lines<BufReader<ChildStdout>>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writes_until_it_is_killed", "--ignored", "--nocapture"])
        .env(PATH, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (child, lines)
}

#[test]
#[ignore = "the other process of the tests below"]
fn writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(PATH) else { return };
    block_on(async {
        let journal = SqliteJournal::open(PathBuf::from(path)).await.unwrap();
        let stands = journal.load(&STREAM, 0, 999).await.unwrap().len() as u64;
        for seq in stands + 1.. {
            journal.append(&decision(seq)).await.unwrap();
            writeln!(std::io::stdout(), "\nstored {seq}").unwrap();
        }
    });
}

/// Reads what the other process tells until it has told of as many entries. Gives the last number.
fn wait_for(lines: &mut impl Iterator<Item = std::io::Result<String>>, count: usize) -> u64 {
    let numbers = lines.filter_map(|line| line.unwrap().strip_prefix("stored ")?.parse().ok());
    numbers.take(count).last().unwrap()
}

#[test]
fn a_second_process_is_refused_while_the_first_lives() {
    let (_folder, path) = place();
    let (mut child, mut lines) = another_process(&path);
    wait_for(&mut lines, 1);
    let error = block_on(SqliteJournal::open(&path)).unwrap_err();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(error.kind, ErrorKind::Taken);
    assert!(error.to_string().contains(&format!("process {}", child.id())), "{error}");
    block_on(SqliteJournal::open(&path)).unwrap();
}

#[test]
fn a_killed_process_loses_nothing_it_answered() {
    let (_folder, path) = place();
    let mut answered = 0;
    for entries in [1, 7, 20, 3, 11] {
        let (mut child, mut lines) = another_process(&path);
        answered = wait_for(&mut lines, entries).max(answered);
        child.kill().unwrap();
        child.wait().unwrap();
        // What it told between our reading and its end.
        answered = lines
            .filter_map(|line| line.unwrap().strip_prefix("stored ")?.parse().ok())
            .last()
            .unwrap_or(answered);
        block_on(async {
            let journal = SqliteJournal::open(&path).await.unwrap();
            let stands = journal.load(&STREAM, 0, 999).await.unwrap().len() as u64;
            // One more may have been stored and not told any more.
            assert!(stands == answered || stands == answered + 1, "{stands}, told {answered}");
        });
    }
}
