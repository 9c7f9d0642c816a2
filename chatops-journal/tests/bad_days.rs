//! Full disks, copies, and readers that never end.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod warnings;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chatops_core::context::Actor;
use chatops_core::error::ErrorKind;
use chatops_core::ids::StreamId;
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{NewEntry, Transaction};
use chatops_journal::{SqliteJournal, SqliteOptions};
use jiff::Timestamp;
use sqlx::{ConnectOptions, Connection};
use warnings::Warnings;

const STREAM: StreamId = StreamId::EmergencyChannel;
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

fn decision(seq: u64) -> Transaction {
    let entry = NewEntry {
        stream: STREAM,
        seq,
        occurred_at: NOW,
        actor: Actor::Clockwork,
        kind: "handover.offered".to_owned(),
        version: 1,
        body: format!("{{\"number\":{seq}}}"),
    };
    Transaction { entries: vec![entry], ..Transaction::at(NOW) }
}

fn delivery(key: String) -> Delivery {
    Delivery { source: "test".to_owned(), key, occurred_at: NOW, inbound: Inbound::Started }
}

async fn open(path: &Path) -> SqliteJournal {
    SqliteOptions::new().without_ballast().open(path).await.unwrap()
}

#[test]
fn a_ballast_stands_beside_an_open_journal_and_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ballast) = (folder.path().join("j.db"), folder.path().join("j.db.ballast"));
    block_on(async {
        let journal = SqliteOptions::new().ballast_bytes(100_000).open(&path).await.unwrap();
        assert_eq!(fs::metadata(&ballast).unwrap().len(), 100_000);
        journal.close().await.unwrap();
        assert!(!ballast.exists());
        let journal = open(&path).await;
        assert!(!ballast.exists());
        drop(journal);
    });
}

#[test]
fn a_backup_is_whole_and_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("backup.db");
    block_on(async {
        let journal = open(&folder.path().join("j.db")).await;
        for seq in 1..=20 {
            journal.append(&decision(seq)).await.unwrap();
        }
        journal.receive(&[delivery("one".to_owned())], &[], NOW).await.unwrap();
        assert!(journal.erase(&STREAM, 3, "{}").await.unwrap());
        // What a copy that was cut off left.
        fs::write(folder.path().join("backup.db.part"), "half").unwrap();
        let verified = journal.backup_to(&copy).await.unwrap();
        assert_eq!((verified.streams, verified.entries), (1, 20));
        assert!(!folder.path().join("backup.db.part").exists());

        journal.append(&decision(21)).await.unwrap();
        let before = fs::read(&copy).unwrap();
        let error = journal.backup_to(&copy).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Taken);
        assert!(error.to_string().contains("backup.db is there already"), "{error}");
        assert_eq!(fs::read(&copy).unwrap(), before);
        let nowhere = folder.path().join("no such folder").join("backup.db");
        assert!(journal.backup_to(&nowhere).await.is_err());
        // The journal goes on, and the copy is a journal.
        journal.append(&decision(22)).await.unwrap();
        let restored = open(&copy).await;
        assert_eq!(restored.facts().id, journal.facts().id);
        assert_eq!(
            restored.load(&STREAM, 0, 99).await.unwrap(),
            journal.load(&STREAM, 0, 20).await.unwrap()
        );
        assert_eq!(restored.undecided(9).await.unwrap().len(), 1);
        restored.append(&decision(21)).await.unwrap();
    });
}

#[test]
fn a_damaged_journal_gives_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("j.db"), folder.path().join("backup.db"));
    block_on(async {
        let journal = open(&path).await;
        journal.append(&decision(1)).await.unwrap();
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut meddler = options.connect().await.unwrap();
        let change = "UPDATE journal SET body = '{}' WHERE seq = 1";
        sqlx::raw_sql(change).execute(&mut meddler).await.unwrap();
        meddler.close().await.unwrap();
        let error = journal.backup_to(&copy).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Corrupt);
        assert!(error.to_string().contains("entry 1 of stream em"), "{error}");
        assert!(!copy.exists());
    });
}

#[test]
fn a_reader_that_never_ends_is_told_of_and_stops_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j.db");
    let warnings = Arc::new(Warnings::default());
    let _guard = tracing::subscriber::set_default(Arc::clone(&warnings));
    block_on(async {
        let journal = open(&path).await;
        journal.receive(&[delivery("first".to_owned())], &[], NOW).await.unwrap();
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).read_only(true);
        let mut stuck = options.connect().await.unwrap();
        let look = "BEGIN; SELECT count(*) FROM inbox";
        sqlx::raw_sql(look).execute(&mut stuck).await.unwrap();
        for key in 0..48 {
            let large = delivery(format!("{key}{}", "x".repeat(1_000_000)));
            journal.receive(&[large], &[], NOW).await.unwrap();
        }
        let log = || fs::metadata(folder.path().join("j.db-wal")).unwrap().len();
        assert!(log() > 64 * 1024 * 1024, "the log has {} bytes: this test proves nothing", log());
        let seen = warnings.seen.lock().unwrap().clone();
        let of_the_log = seen.iter().filter(|words| words.contains("write-ahead log"));
        assert_eq!(of_the_log.count(), 1, "{seen:?}");
        // Once the reader ends, the log begins again at its beginning, and is cut back.
        stuck.close().await.unwrap();
        for key in 0..40 {
            journal.receive(&[delivery(format!("small {key}"))], &[], NOW).await.unwrap();
        }
        assert!(log() <= 64 * 1024 * 1024, "{} bytes", log());
        journal.verify().await.unwrap();
    });
}
