//! Rows that cannot be read, for both databases: told once, left as they are, passed over.

use chatops_core::effect::{Answer, Effect, Outcome, TimerKey};
use chatops_core::ids::{EffectId, JournalId, Place, StreamId, TimerId};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{NewEffect, Settlement, TimerUpdate, Transaction};
use jiff::{SignedDuration, Timestamp};

const STREAM: StreamId = StreamId::EmergencyChannel;

const LEASE: SignedDuration = SignedDuration::from_secs(30);

fn at(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
}

fn place(journal: &JournalId, seq: u64) -> Place<'_> {
    Place { journal, stream: &STREAM, seq, position: 0 }
}

fn effect_id(n: u64) -> EffectId {
    EffectId::derive(place(&JournalId::from_bits(0), n))
}

/// The `n`th effect, in a lane of its own.
fn effect(n: u64, waiting: bool) -> NewEffect {
    NewEffect {
        id: effect_id(n),
        stream: STREAM,
        lane: format!("lane {n}"),
        priority: 3,
        waiting,
        replaces: None,
        effect: Effect::AcknowledgeAlert { source: "test".to_owned(), alert: n.to_string() },
    }
}

async fn claimed(journal: &dyn Journal, now: i64, limit: usize) -> Vec<EffectId> {
    let claims = journal.claim("host", at(now), LEASE, limit).await.unwrap();
    claims.into_iter().map(|claim| claim.id).collect()
}

/// Runs all cases on an empty journal. `does` runs a statement behind its back.
pub(crate) async fn all(journal: &dyn Journal, does: &impl AsyncFn(&'static str)) {
    deliveries(journal, does).await;
    effects(journal, does).await;
    waiting(journal, does).await;
    timers(journal, does).await;
}

async fn deliveries(journal: &dyn Journal, does: &impl AsyncFn(&'static str)) {
    let delivery = |key: &str| Delivery {
        source: "test".to_owned(),
        key: key.to_owned(),
        occurred_at: at(0),
        inbound: Inbound::Started,
    };
    let keys = async |limit| {
        let items = journal.undecided(limit).await.unwrap();
        items.into_iter().map(|item| item.delivery.key).collect::<Vec<_>>()
    };
    journal.receive(&["a", "b", "c", "d"].map(delivery), &[], at(0)).await.unwrap();
    // As a newer version would write it; as a flipped byte would leave it.
    does("UPDATE inbox SET raw = '{\"heard_from_the_future\":{}}' WHERE delivery_key = 'a'").await;
    does("UPDATE inbox SET raw = 'xstarted' WHERE delivery_key = 'b'").await;
    // Never in the place of one that can be read.
    assert_eq!(keys(1).await, ["c"]);
    assert_eq!(keys(9).await, ["c", "d"]);
    // It waits for whoever can read it.
    does("UPDATE inbox SET raw = (SELECT raw FROM inbox WHERE delivery_key = 'c') WHERE delivery_key = 'a'").await;
    assert_eq!(keys(9).await, ["a", "c", "d"]);
}

async fn effects(journal: &dyn Journal, does: &impl AsyncFn(&'static str)) {
    let effects = (1..=6).map(|n| effect(n, false)).collect();
    journal.append(&Transaction { effects, ..Transaction::at(at(0)) }).await.unwrap();
    does("UPDATE effect SET request = '{\"travel_in_time\":{}}' WHERE pos IN (1, 2, 3)").await;
    // One was tried by whoever could read it, and its claim has ended long ago; one is to be tried again since long ago.
    does("UPDATE effect SET state = 2, epoch = 1, attempts = 1, lease_until = 5 WHERE pos = 1")
        .await;
    does("UPDATE effect SET epoch = 1, not_before = 7 WHERE pos = 2").await;
    assert_eq!(journal.next_due().await.unwrap(), None, "nobody waits for what cannot be read");
    assert_eq!(claimed(journal, 100, 1).await, [effect_id(4)]);
    assert_eq!(claimed(journal, 100, 9).await, [effect_id(5), effect_id(6)]);
    assert_eq!(claimed(journal, 100, 9).await, []);
    assert_eq!(journal.next_due().await.unwrap(), Some(at(130)));
    let done = Settlement::Settled(Outcome::Done(Answer::Nothing));
    for n in 4..=6 {
        assert!(journal.settle(&effect_id(n), 1, &done, at(101)).await.unwrap());
    }
    assert_eq!(journal.next_due().await.unwrap(), None);
    // They stand as they did.
    does("UPDATE effect SET request = (SELECT request FROM effect WHERE pos = 4) WHERE pos IN (1, 2, 3)").await;
    let claims = journal.claim("host", at(200), LEASE, 9).await.unwrap();
    let seen: Vec<_> =
        claims.iter().map(|one| (one.id, one.epoch, one.ambiguous, one.attempts)).collect();
    let expected =
        [(effect_id(1), 2, true, 1), (effect_id(2), 2, false, 0), (effect_id(3), 1, false, 0)];
    assert_eq!(seen, expected);
    for claim in claims {
        assert!(journal.settle(&claim.id, claim.epoch, &done, at(201)).await.unwrap());
    }
}

async fn waiting(journal: &dyn Journal, does: &impl AsyncFn(&'static str)) {
    let effects = (7..=8).map(|n| effect(n, true)).collect();
    journal.append(&Transaction { effects, ..Transaction::at(at(0)) }).await.unwrap();
    does("UPDATE effect SET request = '7' WHERE pos = 7").await;
    let waiting = journal.waiting().await.unwrap();
    assert_eq!(waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [effect_id(8)]);
}

async fn timers(journal: &dyn Journal, does: &impl AsyncFn(&'static str)) {
    let timers = [10_u32, 20, 30].map(|due| TimerUpdate::Set {
        stream: STREAM,
        id: TimerId::derive(place(&JournalId::from_bits(0), due.into())),
        key: TimerKey::Ask(due),
        due: at(due.into()),
    });
    let timers = timers.into_iter().collect();
    journal.append(&Transaction { timers, ..Transaction::at(at(0)) }).await.unwrap();
    does("UPDATE timer SET key = '\"tea_is_ready\"' WHERE id = 1").await;
    does("UPDATE timer SET timer_id = 'none' WHERE id = 2").await;
    assert_eq!(journal.next_due().await.unwrap(), Some(at(30)));
    assert_eq!(journal.due(at(40), 1).await.unwrap(), 1);
    assert_eq!(journal.due(at(40), 9).await.unwrap(), 0);
    assert_eq!(journal.next_due().await.unwrap(), None);
    does("UPDATE timer SET key = '\"digest\"' WHERE id = 1").await;
    assert_eq!(journal.due(at(40), 9).await.unwrap(), 1);
}
