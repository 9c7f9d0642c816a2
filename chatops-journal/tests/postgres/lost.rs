//! Connections that are lost, slow, or shared.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chatops_core::effect::{Answer, Outcome};
use chatops_core::error::{Certainty, ErrorKind};
use chatops_core::ports::Journal;
use chatops_core::ports::journal::{Receipt, Settlement, Transaction};
use chatops_journal::PostgresJournal;
use chatops_testkit::database::Database;
use chatops_testkit::proxy::{Cut, Proxy};
use jiff::SignedDuration;
use tokio::time::{Instant, sleep, timeout};

use crate::support::{STREAM, appending, at, delivery, effect, journal_in_schema, keys, schema};

const CUTS: [Cut; 3] = [Cut::BeforeTheRequest, Cut::BehindTheRequest, Cut::BeforeTheAnswer];

/// More requests than a unit of work has. A cut beyond them does not happen, which ends the search for places to cut.
const REQUESTS_MAX: u32 = 60;

/// A journal behind a proxy, and another that reaches it directly.
async fn behind_proxy() -> (Database, Proxy, PostgresJournal, PostgresJournal) {
    let database = schema().await;
    let proxy = Proxy::start(database.server()).await.unwrap();
    let direct = PostgresJournal::connect(&database.address()).await.unwrap();
    let address = database.address_through(proxy.port());
    let journal = PostgresJournal::connect(&address).await.unwrap();
    (database, proxy, journal, direct)
}

/// How many times the same must be read until nothing is taken to be under way: a busy server takes its time.
const SAME_READS: u32 = 4;

/// Reads until a transaction that was left behind has ended one way or the other.
async fn settled<T: PartialEq>(mut read: impl AsyncFnMut() -> T) -> T {
    let (mut last, mut same) = (read().await, 1);
    while same < SAME_READS {
        sleep(Duration::from_millis(30)).await;
        let now = read().await;
        same = if now == last { same + 1 } else { 1 };
        last = now;
    }
    last
}

pub(crate) async fn a_connection_cut_anywhere_in_an_ingest_loses_nothing_acknowledged() {
    let (_database, proxy, journal, direct) = behind_proxy().await;
    let (mut refused, mut unknown) = (0, 0);
    for cut in CUTS {
        for request in 1..REQUESTS_MAX {
            let key = format!("{cut:?} {request}");
            let before = proxy.cuts();
            proxy.cut_at(request, cut);
            let result = journal.receive(&[delivery(&key)], &[], at(0)).await;
            proxy.heal();
            let there = settled(async || keys(&direct).await).await.contains(&key);
            match result {
                Ok(receipts) => assert!(receipts == [Receipt::Stored] && there, "{key}"),
                Err(error) => match error.certainty {
                    Certainty::NotDone => {
                        refused += 1;
                        assert!(!there, "{key}: {error}");
                    }
                    Certainty::Unknown => unknown += 1,
                },
            }
            // Sent again, as every sender does.
            let again = journal.receive(&[delivery(&key)], &[], at(1)).await.unwrap();
            let expected = if there { Receipt::Repeat } else { Receipt::Stored };
            assert_eq!(again, [expected], "{key}");
            if proxy.cuts() == before {
                break;
            }
        }
    }
    assert!(refused > 0 && unknown > 0, "{refused} refused, {unknown} unknown");
}

pub(crate) async fn a_connection_cut_anywhere_in_a_decision_leaves_all_or_nothing() {
    let (_database, proxy, journal, direct) = behind_proxy().await;
    let (mut refused, mut unknown, mut seq) = (0, 0, 0);
    for cut in CUTS {
        for request in 1..REQUESTS_MAX {
            seq += 1;
            let key = format!("{cut:?} {request}");
            direct.receive(&[delivery(&key)], &[], at(0)).await.unwrap();
            let row = direct.undecided(9).await.unwrap().first().unwrap().row;
            let mut decision = appending(seq);
            decision.done = vec![row];
            decision.effects = vec![effect(seq)];
            let before = proxy.cuts();
            proxy.cut_at(request, cut);
            let result = journal.append(&decision).await;
            proxy.heal();
            let written = settled(async || {
                let entries = direct.load(&STREAM, seq - 1, 9).await.unwrap().len();
                let waits = direct.undecided(9).await.unwrap().len();
                (entries, waits)
            });
            let there = match written.await {
                (1, 0) => true,
                (0, 1) => false,
                half => panic!("{key}: {half:?}"),
            };
            match result {
                Ok(_) => assert!(there, "{key}"),
                Err(error) if error.certainty == Certainty::Unknown => unknown += 1,
                Err(error) => {
                    refused += 1;
                    assert!(!there && error.kind == ErrorKind::Unavailable, "{key}: {error}");
                }
            }
            if there {
                let again = journal.append(&decision).await.unwrap_err();
                assert_eq!(again.kind, ErrorKind::Conflict, "{key}: {again}");
            } else {
                journal.append(&decision).await.unwrap();
            }
            let claims =
                direct.claim("host", at(0), SignedDuration::from_secs(9), 9).await.unwrap();
            assert_eq!(claims.iter().map(|claim| claim.id).collect::<Vec<_>>(), [effect(seq).id]);
            if proxy.cuts() == before {
                break;
            }
        }
    }
    assert!(refused > 0 && unknown > 0, "{refused} refused, {unknown} unknown");
    direct.verify().await.unwrap();
}

pub(crate) async fn a_connection_cut_anywhere_in_an_outcome_leaves_all_or_nothing() {
    let (_database, proxy, journal, direct) = behind_proxy().await;
    let (mut refused, mut unknown, mut n) = (0, 0, 0);
    let done = Settlement::Settled(Outcome::Done(Answer::Nothing));
    let lease = SignedDuration::from_secs(30);
    for cut in CUTS {
        for request in 1..REQUESTS_MAX {
            n += 1;
            let id = effect(n).id;
            let effects = vec![effect(n)];
            direct.append(&Transaction { effects, ..Transaction::at(at(0)) }).await.unwrap();
            assert_eq!(direct.claim("host", at(0), lease, 9).await.unwrap().len(), 1);
            let (before, reported) = (proxy.cuts(), keys(&direct).await.len());
            proxy.cut_at(request, cut);
            let result = journal.settle(&id, 1, &done, at(1)).await;
            proxy.heal();
            let there = settled(async || keys(&direct).await.len()).await > reported;
            match result {
                Ok(written) => assert!(written && there),
                Err(error) if error.certainty == Certainty::Unknown => unknown += 1,
                Err(error) => {
                    refused += 1;
                    assert!(!there, "{cut:?} {request}: {error}");
                }
            }
            // All or nothing: what was reported is settled, what was not can be settled.
            assert_eq!(journal.settle(&id, 1, &done, at(2)).await.unwrap(), !there);
            if proxy.cuts() == before {
                break;
            }
        }
    }
    assert!(refused > 0 && unknown > 0, "{refused} refused, {unknown} unknown");
}

/// How often the way is cut under load.
const CUTS_UNDER_LOAD: u32 = 200;

/// How soon after a cut something must be stored again: what X6 asks for. A call that is caught by the cut is answered within
/// half of it, and the next one finds a new connection.
const RECOVERY_MAX: Duration = Duration::from_secs(5);

pub(crate) async fn two_hundred_cuts_under_load_lose_nothing_acknowledged() {
    let (_database, proxy, journal, direct) = behind_proxy().await;
    let (journal, over) = (Arc::new(journal), Arc::new(AtomicBool::new(false)));
    let mut senders = Vec::new();
    for sender in 0..8 {
        let (journal, over) = (Arc::clone(&journal), Arc::clone(&over));
        senders.push(tokio::spawn(async move {
            let (mut acknowledged, mut number) = (Vec::new(), 0);
            while !over.load(Ordering::Relaxed) {
                let key = format!("{sender}/{number}");
                match journal.receive(&[delivery(&key)], &[], at(0)).await {
                    Ok(_) => {
                        acknowledged.push(key);
                        number += 1;
                    }
                    Err(error) => assert_eq!(error.kind, ErrorKind::Unavailable, "{error}"),
                }
                tokio::task::yield_now().await;
            }
            acknowledged
        }));
    }
    for number in 0..CUTS_UNDER_LOAD {
        sleep(Duration::from_millis(4)).await;
        proxy.cut();
        if number % 4 == 0 {
            sleep(Duration::from_millis(10)).await;
        }
        proxy.heal();
        let key = [delivery(&format!("after {number}"))];
        let recovery = async { while journal.receive(&key, &[], at(0)).await.is_err() {} };
        let recovered = timeout(RECOVERY_MAX, recovery).await;
        assert!(recovered.is_ok(), "no recovery after cut {number}");
    }
    over.store(true, Ordering::Relaxed);
    let mut acknowledged: Vec<String> =
        (0..CUTS_UNDER_LOAD).map(|number| format!("after {number}")).collect();
    for sender in senders {
        acknowledged.extend(sender.await.unwrap());
    }
    assert!(acknowledged.len() > 200 + 8, "there was no load: {}", acknowledged.len());
    // Whatever was acknowledged is known.
    for some in acknowledged.chunks(500) {
        let again: Vec<_> = some.iter().map(|key| delivery(key)).collect();
        let receipts = direct.receive(&again, &[], at(1)).await.unwrap();
        assert!(receipts.iter().all(|receipt| *receipt == Receipt::Repeat));
    }
}

/// How soon a delivery must be acknowledged or refused, however slow the database is (X7): the bound of 2.5 s, and what a busy
/// machine takes for it. Senders give up after three seconds.
const ANSWER_MAX: Duration = Duration::from_secs(3);

pub(crate) async fn however_slow_the_database_is_a_delivery_is_answered_in_time() {
    let (_database, proxy, journal, direct) = behind_proxy().await;
    let (mut given, mut refused) = (0, 0);
    for delay in [0, 50, 300, 700, 1_000, 2_000, 2_600, 4_000] {
        let key = format!("{delay} ms");
        proxy.delay(Duration::from_millis(delay));
        let began = Instant::now();
        let answer = journal.receive(&[delivery(&key)], &[], at(0)).await;
        let took = began.elapsed();
        assert!(took < ANSWER_MAX, "{key}: answered after {took:?}");
        proxy.heal();
        match answer {
            Ok(_) => {
                given += 1;
                assert!(keys(&direct).await.contains(&key), "{key}");
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.kind, ErrorKind::Unavailable, "{key}: {error}");
            }
        }
        proxy.drop_connections();
    }
    assert!(given > 0 && refused > 0, "{given} given, {refused} refused");
}

pub(crate) async fn a_slow_database_ends_in_an_answer() {
    let (_database, proxy, journal, direct) = behind_proxy().await;
    journal.receive(&[delivery("before")], &[], at(0)).await.unwrap();
    proxy.delay(Duration::from_secs(5));
    let (slow, empty) = ([delivery("slow")], Transaction::at(at(0)));
    let calls = async {
        tokio::join!(
            journal.receive(&slow, &[], at(0)),
            journal.append(&empty),
            journal.undecided(9),
            journal.due(at(0), 9),
        )
    };
    // Far above each of the bounds, so that only one that hangs is found.
    let (received, appended, read, fired) = timeout(Duration::from_secs(60), calls).await.unwrap();
    let error = received.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable, "{error}");
    for error in [appended.err(), read.err(), fired.err()].into_iter().flatten() {
        assert_eq!(error.kind, ErrorKind::Unavailable, "{error}");
        assert!(error.to_string().contains("in time"), "{error}");
    }
    proxy.heal();
    proxy.drop_connections();
    journal.receive(&[delivery("after")], &[], at(0)).await.unwrap();
    assert!(keys(&direct).await.contains(&"after".to_owned()));
}

pub(crate) async fn whoever_stops_in_the_middle_of_a_decision_does_not_stop_the_others() {
    let (database, journal) = journal_in_schema().await;
    // Another process that holds the lock and does not go on, as if it were stopped.
    let mut stopped = database.connect().await.unwrap();
    let hold = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '5s'; SELECT pg_advisory_xact_lock(\
        (1667788656::bigint << 32) | current_schema()::regnamespace::oid::bigint)";
    sqlx::raw_sql(hold).execute(&mut stopped).await.unwrap();
    let error = journal.append(&appending(1)).await.unwrap_err();
    assert_eq!((error.kind, error.certainty), (ErrorKind::Unavailable, Certainty::NotDone));
    assert!(error.to_string().contains("another transaction held the journal"), "{error}");
    // What does not take turns goes on meanwhile.
    journal.receive(&[delivery("meanwhile")], &[], at(0)).await.unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while let Err(error) = journal.append(&appending(1)).await {
        assert!(Instant::now() < deadline, "{error}");
    }
}

pub(crate) async fn callers_at_once_share_commits() {
    let (database, journal) = journal_in_schema().await;
    journal.receive(&[delivery("first")], &[], at(0)).await.unwrap();
    let journal = Arc::new(journal);
    let calls: Vec<_> = (0..64)
        .map(|number| {
            let journal = Arc::clone(&journal);
            tokio::spawn(async move {
                let key = format!("{number}");
                journal.receive(&[delivery(&key), delivery(&key)], &[], at(number)).await
            })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), [Receipt::Stored, Receipt::Repeat]);
    }
    let mut connection = database.connect().await.unwrap();
    // Rows of one transaction carry one transaction's number.
    let commits: i64 = sqlx::query_scalar("SELECT count(DISTINCT xmin::text) FROM inbox")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert!(commits <= 1 + 4, "65 calls took {commits} commits");
    let received: Vec<_> = journal.undecided(99).await.unwrap();
    assert!(
        received
            .iter()
            .skip(1)
            .all(|item| item.received_at == at(item.delivery.key.parse().unwrap()))
    );
}

pub(crate) async fn hints_come_from_other_processes_and_end_nowhere() {
    let (database, journal) = journal_in_schema().await;
    let other = PostgresJournal::connect(&database.address()).await.unwrap();
    // The first one says that listening has begun.
    timeout(Duration::from_secs(30), journal.changed()).await.unwrap();
    let heard = async { timeout(Duration::from_secs(30), journal.changed()).await };
    let (heard, _) = tokio::join!(heard, async {
        // Told again, because a hint may be lost.
        for number in 0..20 {
            other.receive(&[delivery(&number.to_string())], &[], at(0)).await.unwrap();
            sleep(Duration::from_millis(50)).await;
        }
    });
    assert!(heard.is_ok());
    // One that is waited for when the connection is lost comes all the same.
    let heard = async { timeout(Duration::from_secs(30), journal.changed()).await };
    let (heard, ()) = tokio::join!(heard, async {
        sleep(Duration::from_millis(50)).await;
        let mut connection = database.connect().await.unwrap();
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ILIKE '%LISTEN %chatops_' || \
            (SELECT journal_id FROM meta) || '%' AND pid <> pg_backend_pid()";
        sqlx::query(end).execute(&mut connection).await.unwrap();
    });
    assert!(heard.is_ok());
}
