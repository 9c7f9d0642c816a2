//! Journals that this version does not know in full: of a newer form, and with entries of a newer minor version. A start is
//! refused and says what to do, nothing is written, and the record of the first can be read all the same.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chatops_core::context::Actor;
use chatops_core::history::History;
use chatops_core::ids::StreamId;
use chatops_core::memory::{MemoryChat, NewPerson};
use chatops_core::ports::Journal;
use chatops_core::ports::journal::{NewEntry, Transaction};
use chatops_core::timeline::Timeline;
use chatops_core::transcript::{Scope, Transcript};
use chatops_core::wire::{EVENT_VERSION, FORMAT};
use chatops_journal::{SqliteJournal, SqliteOptions};
use chatops_runtime::{ChatOps, StartError, SystemClock, record};
use sqlx::{ConnectOptions, Connection};
use tempfile::TempDir;

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

async fn open(path: &Path) -> Arc<SqliteJournal> {
    Arc::new(SqliteOptions::new().without_ballast().open(path).await.unwrap())
}

async fn start(chat: &MemoryChat, journal: &Arc<SqliteJournal>) -> Result<ChatOps, StartError> {
    ChatOps::builder().chat(chat.clone()).shared_journal(journal.clone()).start().await
}

fn chat() -> MemoryChat {
    MemoryChat::new(Arc::new(SystemClock))
}

/// A journal in which Jim has taken command and declared an incident.
async fn written() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.db");
    let journal = open(&path).await;
    let chat = chat();
    let jim = chat.register(NewPerson::employee("jim", "Jim Smith")).unwrap();
    let host = start(&chat, &journal).await.unwrap();
    host.settle().await.unwrap();
    let room = chat.room_named("em").unwrap().id;
    chat.join(&jim, &room).unwrap();
    for words in ["take", "declare checkout is slow"] {
        chat.command(&jim, Some(&room), words).unwrap();
        host.settle().await.unwrap();
    }
    host.stop().await.unwrap();
    Arc::into_inner(journal).unwrap().close().await.unwrap();
    (folder, path)
}

/// What a journal's file and its log hold.
fn bytes(path: &Path) -> (Vec<u8>, Vec<u8>) {
    (fs::read(path).unwrap(), fs::read(path.with_extension("db-wal")).unwrap_or_default())
}

#[test]
fn a_journal_of_a_newer_form_is_not_written_and_its_record_is_read() {
    block_on(async {
        let (_folder, path) = written().await;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut newer = options.connect().await.unwrap();
        sqlx::raw_sql("PRAGMA user_version = 99").execute(&mut newer).await.unwrap();
        newer.close().await.unwrap();
        let before = bytes(&path);

        let journal = open(&path).await;
        let told = start(&chat(), &journal).await.unwrap_err().to_string();
        for words in [
            "is of form 99",
            "can only read",
            "Start the version",
            "chatops::runtime::record",
            "--replay",
        ] {
            assert!(told.contains(words), "{told}");
        }
        let entries = record::entries(journal.as_ref()).await.unwrap();
        let history = History::read(&entries).unwrap();
        let commander = history.commander().unwrap();
        assert_eq!(history.names().person(&commander), "Jim Smith");
        let timeline = Timeline::of(&history).to_json();
        let transcript = Transcript::of(&history, Scope::Everything).to_markdown();
        for document in [timeline, transcript] {
            assert!(document.contains("checkout is slow"), "{document}");
        }
        drop(journal);
        assert!(before == bytes(&path), "the journal was written");
    });
}

#[test]
fn a_journal_that_was_opened_for_reading_says_so_at_the_start() {
    block_on(async {
        let (_folder, path) = written().await;
        let journal = Arc::new(SqliteJournal::open_read_only(&path).await.unwrap());
        let told = start(&chat(), &journal).await.unwrap_err().to_string();
        assert!(told.contains("opened for reading"), "{told}");
        assert!(!told.contains(&format!("form {FORMAT}")), "its form is not what is wrong: {told}");
    });
}

/// An entry of a newer minor version at the end of the emergency channel's stream.
async fn foreign(journal: &SqliteJournal, kind: &str, version: u16, body: &str) -> u64 {
    let heads = journal.heads().await.unwrap();
    let head = heads.iter().find(|head| head.stream == StreamId::EmergencyChannel).unwrap();
    let now = jiff::Timestamp::now();
    let entry = NewEntry {
        stream: head.stream.clone(),
        seq: head.seq + 1,
        occurred_at: now,
        actor: Actor::Clockwork,
        kind: kind.to_owned(),
        version,
        body: body.to_owned(),
    };
    let transaction = Transaction { entries: vec![entry], ..Transaction::at(now) };
    journal.append(&transaction).await.unwrap();
    head.seq + 1
}

#[test]
fn an_entry_of_a_newer_version_stops_the_start_by_name_and_nothing_is_written() {
    let newer = EVENT_VERSION + 1;
    for (kind, version, body, why) in [
        (
            "weather.changed",
            EVENT_VERSION,
            r#"{"weather":{"changed":{"to":"rain"}}}"#,
            "fit its kind",
        ),
        (
            "seat.warmed",
            EVENT_VERSION,
            r#"{"seat":{"warmed":{"by":"memory:jim"}}}"#,
            "fit its kind",
        ),
        ("started", newer, r#""started""#, "this version knows forms up to"),
    ] {
        block_on(async {
            let (_folder, path) = written().await;
            let journal = open(&path).await;
            let seq = foreign(&journal, kind, version, body).await;
            let before = bytes(&path);
            let waits = (journal.undecided(99).await.unwrap(), journal.next_due().await.unwrap());

            let error = start(&chat(), &journal).await.unwrap_err();
            let told = error.to_string();
            let named = format!("entry {seq} of stream em (kind {kind}, version {version})");
            for words in [&*named, why, "Start a version of the program that knows it"] {
                assert!(told.contains(words), "{told}");
            }
            assert!(before == bytes(&path), "the journal was written: {kind}");
            let after = (journal.undecided(99).await.unwrap(), journal.next_due().await.unwrap());
            assert_eq!(waits, after);

            // A record with a hole would look whole: it is refused by the same name.
            let entries = record::entries(journal.as_ref()).await.unwrap();
            let told = History::read(&entries).unwrap_err().to_string();
            assert!(told.contains(&format!("(`{kind}`)")), "{told}");
            assert!(journal.verify().await.is_ok(), "its chain holds");
        });
    }
}
