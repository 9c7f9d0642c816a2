//! Journals of every form there was, frozen: each version must open them and find in them what their time has written.
//!
//! `form_N.json` lists what stands in `form_N.db`, which was made by the migrations up to the form N and is opened as a copy.
//! A new form gets a file of its own; the old ones stay as they are. `UPDATE_GOLDEN=1 cargo test -p chatops-journal
//! --test golden` writes the files anew from their listings: only where a listing was mistaken.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod listing;
mod make;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chatops_core::context::Actor;
use chatops_core::effect::{Answer, Outcome};
use chatops_core::ids::StreamId;
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{Claimed, NewEntry, Receipt, Settlement, Transaction};
use chatops_core::wire::FORMAT;
use chatops_journal::{SqliteJournal, SqliteOptions};
use jiff::{SignedDuration, Timestamp};
use sqlx::{ConnectOptions, Connection};
use tempfile::TempDir;

use listing::{Listing, State, file};

/// Larger ones weigh on every clone of the repository.
const BYTES_MAX: u64 = 100_000;

const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// What of a golden journal can be claimed after all leases: the end of the id, the number of the claim, whether it may
/// have happened, how often it was tried.
const CLAIMS: [(&str, u64, bool, u32); 2] = [("f", 1, false, 0), ("c", 2, true, 1)];

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// A moment of the day of the golden journals.
fn at(time: &str) -> Timestamp {
    format!("2026-03-04T{time}:00Z").parse().unwrap()
}

/// A copy of a golden journal.
fn copy(form: u32) -> (TempDir, PathBuf) {
    static WRITTEN: OnceLock<()> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            for form in 1..=FORMAT {
                block_on(make::write(form, &Listing::of(form), &file(form, "db")));
            }
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.db");
    fs::copy(file(form, "db"), &path).unwrap();
    (folder, path)
}

async fn open(path: &Path) -> SqliteJournal {
    SqliteOptions::new().without_ballast().open(path).await.unwrap()
}

/// Runs a piece of work on a copy of each golden journal.
fn on_each(work: impl AsyncFn(&SqliteJournal, &Listing)) {
    for form in 1..=FORMAT {
        let (_folder, path) = copy(form);
        block_on(async {
            let journal = open(&path).await;
            work(&journal, &Listing::of(form)).await;
            journal.close().await.unwrap();
        });
    }
}

/// The form that a file says it has, and the statements that made its tables.
async fn shape(path: &Path) -> (u32, Vec<(String, String)>) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await.unwrap();
    let form = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await.unwrap();
    let tables = "SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name";
    let tables = sqlx::query_as(tables).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    (form, tables)
}

#[test]
fn every_form_has_a_golden_journal_and_each_is_small() {
    for form in 1..=FORMAT {
        let (_folder, path) = copy(form);
        assert!(fs::metadata(&path).unwrap().len() <= BYTES_MAX, "form {form}");
        assert_eq!(block_on(shape(&path)).0, form, "the golden journal is of its own form");
    }
}

#[test]
fn each_is_brought_to_todays_form() {
    let (_folder, fresh) = copy(1);
    fs::remove_file(&fresh).unwrap();
    block_on(async { open(&fresh).await.close().await.unwrap() });
    let today = block_on(shape(&fresh));
    for form in 1..=FORMAT {
        let (_folder, path) = copy(form);
        block_on(async {
            let journal = open(&path).await;
            assert_eq!((journal.facts().format, journal.facts().writable), (FORMAT, true));
            assert_eq!(journal.facts().id.as_str(), Listing::of(form).journal);
            journal.close().await.unwrap();
            // A released migration that was changed would make other tables than those that are out there.
            assert_eq!(shape(&path).await, today, "form {form}");
            open(&path).await.close().await.unwrap();
        });
    }
}

#[test]
fn each_is_read_without_being_changed() {
    let (_folder, path) = copy(FORMAT);
    block_on(async {
        let journal = SqliteJournal::open_read_only(&path).await.unwrap();
        let entries = Listing::of(FORMAT).entries.len();
        assert_eq!(journal.read_all(0, 99).await.unwrap().len(), entries);
        assert_eq!(journal.verify().await.unwrap().entries, entries as u64);
    });
    assert_eq!(fs::read(&path).unwrap(), fs::read(file(FORMAT, "db")).unwrap());
}

#[test]
fn one_of_the_form_before_is_verified_without_being_changed() {
    let (_folder, path) = copy(2);
    block_on(async {
        let journal = SqliteJournal::open_read_only(&path).await.unwrap();
        let entries = Listing::of(2).entries.len();
        assert_eq!(journal.read_all(0, 99).await.unwrap().len(), entries);
        assert_eq!(journal.verify().await.unwrap().entries, entries as u64);
    });
    assert_eq!(fs::read(&path).unwrap(), fs::read(file(2, "db")).unwrap());
}

#[test]
fn what_an_earlier_form_erased_is_sealed_from_then_on() {
    for form in 1..=FORMAT {
        let (_folder, path) = copy(form);
        block_on(async {
            open(&path).await.close().await.unwrap();
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
            let mut connection = options.connect().await.unwrap();
            let forge = "UPDATE journal SET remains = '{}' WHERE body IS NULL";
            let forged = sqlx::query(forge).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            let opened = SqliteOptions::new().without_ballast().open(&path).await;
            // The first form erased nothing.
            assert_eq!(opened.is_err(), forged.rows_affected() > 0, "form {form}");
            assert_eq!(form > 1, opened.is_err(), "form {form}");
        });
    }
}

#[test]
fn entries_are_read_as_they_were_written_and_their_chains_hold() {
    on_each(async |journal, listing| {
        let verified = journal.verify().await.unwrap();
        assert_eq!((verified.streams, verified.entries), (2, listing.entries.len() as u64));
        let read = journal.read_all(0, 99).await.unwrap();
        assert_eq!(read.len(), listing.entries.len());
        let mut heads = BTreeMap::new();
        for ((position, read), written) in (1..).zip(&read).zip(&listing.entries) {
            let head = heads.entry(written.stream.clone()).or_insert((0, String::new()));
            head.0 += 1;
            assert_eq!(read.position, position);
            assert_eq!((read.entry.seq, &read.prev_hash), (head.0, &head.1));
            head.1.clone_from(&read.hash);
            assert_eq!(read.recorded_at, written.recorded_at);
            let entry = NewEntry {
                stream: StreamId::try_from(written.stream.clone()).unwrap(),
                seq: head.0,
                occurred_at: written.occurred_at,
                actor: serde_json::from_str::<Actor>(&written.actor).unwrap(),
                kind: written.kind.clone(),
                version: written.version,
                body: written.body.clone(),
            };
            assert_eq!(read.entry, entry);
            // Not only stored, but understood.
            chatops_core::history::Happened::read(read).unwrap();
        }
    });
}

fn delivery(one: &listing::Delivery) -> Delivery {
    Delivery {
        source: one.source.clone(),
        key: one.key.clone(),
        occurred_at: one.occurred_at,
        inbound: serde_json::from_value::<Inbound>(one.inbound.clone()).unwrap(),
    }
}

#[test]
fn what_waits_for_a_decision_waits_and_repeats_are_known() {
    on_each(async |journal, listing| {
        let undecided = journal.undecided(99).await.unwrap();
        let read: Vec<_> =
            undecided.into_iter().map(|one| (one.delivery, one.received_at)).collect();
        let waits = listing.inbox.iter().filter(|one| !one.decided);
        let waits: Vec<_> = waits.map(|one| (delivery(one), one.received_at)).collect();
        assert!(!waits.is_empty());
        assert_eq!(read, waits);
        let again: Vec<Delivery> = listing.inbox.iter().map(delivery).collect();
        let receipts = journal.receive(&again, &[], at("15:00")).await.unwrap();
        assert_eq!(receipts, vec![Receipt::Repeat; again.len()]);
    });
}

fn ending(id: impl ToString) -> String {
    id.to_string().split_off(23)
}

/// Claims as [`CLAIMS`] has them.
fn brief(claims: &[Claimed]) -> Vec<(String, u64, bool, u32)> {
    claims.iter().map(|one| (ending(one.id), one.epoch, one.ambiguous, one.attempts)).collect()
}

#[test]
fn effects_wait_and_are_claimed_and_settled() {
    on_each(async |journal, listing| {
        let listed = |id: String| listing.effects.iter().find(|one| one.id == id).unwrap();
        let waiting = journal.waiting().await.unwrap();
        let waits = listing.effects.iter().filter(|one| one.state == State::Waiting);
        assert_eq!(waiting.len(), waits.count());
        for one in &waiting {
            let listed = listed(one.id.to_string());
            assert!(listed.state == State::Waiting);
            assert_eq!(one.stream.to_string(), listed.stream);
            assert_eq!(one.effect, serde_json::from_value(listed.request.clone()).unwrap());
        }
        let claims = journal.claim("process-2", at("14:10"), LEASE, 99).await.unwrap();
        let expected =
            CLAIMS.map(|(id, epoch, ambiguous, tried)| (id.to_owned(), epoch, ambiguous, tried));
        assert_eq!(brief(&claims), expected);
        for one in &claims {
            let listed = listed(one.id.to_string());
            assert_eq!(one.stream.to_string(), listed.stream);
            assert_eq!(one.effect, serde_json::from_value(listed.request.clone()).unwrap());
            // The first form did not know it: long ago, so that nothing is taken for fresh.
            assert_eq!(one.asked_at, listed.asked_at.unwrap_or(Timestamp::UNIX_EPOCH));
            let outcome = Settlement::Settled(Outcome::Done(Answer::Nothing));
            assert!(journal.settle(&one.id, one.epoch, &outcome, at("14:10")).await.unwrap());
        }
        // What stood behind it in its lane, and what is made ready.
        let ready = waiting.iter().map(|one| one.id).collect();
        let transaction = Transaction { ready, ..Transaction::at(at("14:10")) };
        journal.append(&transaction).await.unwrap();
        let claims = journal.claim("process-2", at("14:10"), LEASE, 99).await.unwrap();
        let next = ["d", "g"].map(|id| (id.to_owned(), 1, false, 0));
        assert_eq!(brief(&claims), next);
        // What is to be tried again, at its moment.
        let claims = journal.claim("process-2", at("14:20"), LEASE, 1).await.unwrap();
        let tried = listed(claims.first().unwrap().id.to_string()).attempts.unwrap_or(2);
        assert_eq!(brief(&claims), [("e".to_owned(), 3, true, tried)]);
    });
}

#[test]
fn timers_fire_at_their_moments() {
    on_each(async |journal, listing| {
        let before = journal.undecided(99).await.unwrap().len();
        let mut due: Vec<_> = listing.timers.iter().filter(|one| one.fired_at.is_none()).collect();
        due.sort_by_key(|one| one.due);
        let first = due.first().unwrap().due;
        assert_eq!(journal.due(first - SignedDuration::from_nanos(1), 99).await.unwrap(), 0);
        assert_eq!(journal.due(first, 99).await.unwrap(), 1);
        assert_eq!(journal.due(at("23:00"), 99).await.unwrap(), due.len() - 1);
        let fired = journal.undecided(99).await.unwrap();
        let fired: Vec<_> =
            fired.into_iter().skip(before).map(|one| one.delivery.inbound).collect();
        let expected = due.iter().map(|one| Inbound::TimerFired {
            stream: StreamId::try_from(one.stream.clone()).unwrap(),
            timer: one.id.parse().unwrap(),
            key: serde_json::from_value(one.key.clone()).unwrap(),
            due: one.due,
        });
        assert_eq!(fired, expected.collect::<Vec<_>>());
    });
}

#[test]
fn cursors_snapshots_and_leases_are_kept() {
    on_each(async |journal, listing| {
        for one in &listing.cursors {
            let token = journal.cursor(&one.source, &one.scope).await.unwrap();
            assert_eq!(token.as_ref(), Some(&one.token));
        }
        for one in &listing.snapshots {
            let stream = StreamId::try_from(one.stream.clone()).unwrap();
            let kept = journal.snapshot(&stream).await.unwrap();
            assert_eq!(kept, Some((one.seq, one.state.clone())));
        }
        for one in &listing.leases {
            assert_ne!(one.owner, "process-2");
            let taken = journal.lease(&one.name, "process-2", at("14:10"), LEASE).await.unwrap();
            assert_eq!(taken.unwrap().epoch, one.epoch + 1, "numbers of holdings go on");
        }
        assert_eq!(listing.cursors.len() + listing.snapshots.len() + listing.leases.len(), 4);
    });
}

#[test]
fn the_record_goes_on() {
    on_each(async |journal, listing| {
        for head in journal.heads().await.unwrap() {
            let entry = NewEntry {
                stream: head.stream.clone(),
                seq: head.seq + 1,
                occurred_at: at("15:00"),
                actor: Actor::Clockwork,
                kind: "record.said".to_owned(),
                version: 1,
                body: "{}".to_owned(),
            };
            let transaction = Transaction { entries: vec![entry], ..Transaction::at(at("15:00")) };
            let written = journal.append(&transaction).await.unwrap();
            assert_eq!(written.first().unwrap().prev_hash, head.hash);
        }
        let verified = journal.verify().await.unwrap();
        assert_eq!(verified.entries, listing.entries.len() as u64 + 2);
    });
}
