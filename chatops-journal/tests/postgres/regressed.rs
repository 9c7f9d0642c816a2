//! A database that comes back without what it had acknowledged.

use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ports::Journal;
use chatops_core::ports::journal::Transaction;
use chatops_journal::PostgresJournal;
use chatops_testkit::database::Database;

use crate::support::{appending, at, delivery, effect, journal, keys};

fn refused(error: &PortError, gone: &str) {
    assert_eq!((error.kind, error.certainty), (ErrorKind::Corrupt, Certainty::NotDone), "{error}");
    let text = error.to_string();
    assert!(text.contains("the journal regressed") && text.contains(gone), "{text}");
    assert!(text.contains("restart this process to go on from the older one"), "{text}");
}

/// Fails unless no method writes any more.
async fn nothing_is_written(journal: &PostgresJournal, gone: &str) {
    let (stream, lease) = (crate::support::STREAM, jiff::SignedDuration::from_secs(9));
    for error in [
        journal.receive(&[delivery("late")], &[], at(9)).await.err(),
        journal.append(&appending(9)).await.err(),
        journal.claim("host", at(9), lease, 9).await.err(),
        journal.due(at(9), 9).await.err(),
        journal.lease("gateway", "host", at(9), lease).await.err(),
        journal.save_snapshot(&stream, 1, "{}").await.err(),
    ] {
        refused(&error.unwrap(), gone);
    }
    assert!(!keys(journal).await.contains(&"late".to_owned()));
}

/// A journal with something in it, a copy of it, and the journal again.
async fn with_copy() -> (Database, String, PostgresJournal) {
    let (database, journal) = journal().await;
    journal.append(&appending(1)).await.unwrap();
    journal.receive(&[delivery("before")], &[], at(0)).await.unwrap();
    drop(journal);
    database.end_sessions().await.unwrap();
    let copy = database.copy().await.unwrap();
    let journal = PostgresJournal::connect(&database.address()).await.unwrap();
    (database, copy, journal)
}

pub(crate) async fn a_lost_entry_is_noticed() {
    let (database, copy, journal) = with_copy().await;
    journal.append(&appending(2)).await.unwrap();
    database.go_back_to(&copy).await.unwrap();
    nothing_is_written(&journal, "an acknowledged entry").await;
    // Reading goes on, and so does a process that remembers nothing.
    assert_eq!(journal.load(&crate::support::STREAM, 0, 9).await.unwrap().len(), 1);
    let restarted = PostgresJournal::connect(&database.address()).await.unwrap();
    restarted.append(&appending(2)).await.unwrap();
    // Another entry in the place of the lost one does not pass for it.
    nothing_is_written(&journal, "an acknowledged entry").await;
}

pub(crate) async fn an_entry_that_was_only_read_is_missed_too() {
    for by_stream in [false, true] {
        let (database, copy, writer) = with_copy().await;
        let reader = PostgresJournal::connect(&database.address()).await.unwrap();
        writer.append(&appending(2)).await.unwrap();
        let read = match by_stream {
            false => reader.read_all(0, 9).await.unwrap(),
            true => reader.load(&crate::support::STREAM, 1, 9).await.unwrap(),
        };
        assert_eq!(read.last().unwrap().entry.seq, 2);
        // Its writer goes with the server that lost it, and another entry takes its place.
        drop(writer);
        database.go_back_to(&copy).await.unwrap();
        let restarted = PostgresJournal::connect(&database.address()).await.unwrap();
        restarted.append(&Transaction { now: at(77), ..appending(2) }).await.unwrap();
        assert_eq!(reader.read_all(0, 9).await.unwrap().len(), 2);
        nothing_is_written(&reader, "an acknowledged entry").await;
    }
}

pub(crate) async fn a_lost_delivery_is_noticed_also_where_another_took_its_row() {
    let (database, copy, journal) = with_copy().await;
    journal.receive(&[delivery("lost")], &[], at(1)).await.unwrap();
    database.go_back_to(&copy).await.unwrap();
    let other = PostgresJournal::connect(&database.address()).await.unwrap();
    other.receive(&[delivery("another")], &[], at(1)).await.unwrap();
    nothing_is_written(&journal, "an acknowledged delivery").await;
}

pub(crate) async fn a_lost_claim_is_noticed() {
    let (database, journal) = journal().await;
    let lease = jiff::SignedDuration::from_secs(9);
    let effects = vec![effect(1)];
    journal.append(&Transaction { effects, ..Transaction::at(at(0)) }).await.unwrap();
    drop(journal);
    database.end_sessions().await.unwrap();
    let copy = database.copy().await.unwrap();
    let journal = PostgresJournal::connect(&database.address()).await.unwrap();
    assert_eq!(journal.claim("host", at(0), lease, 9).await.unwrap().len(), 1);
    database.go_back_to(&copy).await.unwrap();
    nothing_is_written(&journal, "a claim that was given out").await;
}

pub(crate) async fn another_journal_in_its_place_is_noticed() {
    let (database, journal) = journal().await;
    let other = database_copy_of_another().await;
    database.go_back_to(&other).await.unwrap();
    nothing_is_written(&journal, "the journal that this process opened").await;
}

/// A database with another journal, under the name of a copy.
async fn database_copy_of_another() -> String {
    let (other, journal) = journal().await;
    drop(journal);
    other.end_sessions().await.unwrap();
    other.copy().await.unwrap()
}

pub(crate) async fn rows_that_were_cut_off_are_noticed_in_the_next_session() {
    let (database, journal) = journal().await;
    for seq in 1..=3 {
        journal.append(&appending(seq)).await.unwrap();
    }
    database.does("DELETE FROM journal WHERE seq = 3").await.unwrap();
    database.end_sessions().await.unwrap();
    nothing_is_written(&journal, "an acknowledged entry").await;
}

pub(crate) async fn what_was_forgotten_on_purpose_is_not_missed() {
    let (database, journal) = journal().await;
    journal.receive(&[delivery("old")], &[], at(0)).await.unwrap();
    let rows = journal.undecided(9).await.unwrap().iter().map(|item| item.row).collect();
    journal.append(&Transaction { done: rows, ..Transaction::at(at(1)) }).await.unwrap();
    assert_eq!(journal.forget(at(2), 9).await.unwrap(), 1);
    database.end_sessions().await.unwrap();
    journal.receive(&[delivery("new")], &[], at(3)).await.unwrap();
    assert_eq!(keys(&journal).await, ["new"]);
}
