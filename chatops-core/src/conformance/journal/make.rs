//! What the cases put into a journal.

use jiff::{SignedDuration, Timestamp};

use crate::conformance::{Failure, equal};
use crate::context::Actor;
use crate::effect::{Answer, Effect, Outcome, TimerKey};
use crate::ids::{EffectId, IncidentId, JournalId, Place, StreamId, TimerId};
use crate::ports::Journal;
use crate::ports::inbound::{Delivery, Inbound};
use crate::ports::journal::{NewEffect, NewEntry, Receipt, Settlement, TimerUpdate, Transaction};

/// How long the cases hold claims.
pub(super) const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// Seconds after the beginning of the cases' time: 2026-01-02 03:04:05 with a fraction that only nanoseconds can
/// hold, so that a journal that rounds is found out.
pub(super) fn at(seconds: i64) -> Timestamp {
    let begin = SignedDuration::new(1_767_323_045, 123_456_789);
    Timestamp::UNIX_EPOCH
        .saturating_add(begin)
        .and_then(|begin| begin.saturating_add(SignedDuration::from_secs(seconds)))
        .unwrap_or(Timestamp::MAX)
}

/// The stream that most cases write.
pub(super) const STREAM: StreamId = StreamId::EmergencyChannel;

/// A second stream.
pub(super) fn incident() -> StreamId {
    let journal = JournalId::from_bits(0);
    StreamId::Incident(IncidentId::derive(place(&journal, 1)))
}

fn place(journal: &JournalId, seq: u64) -> Place<'_> {
    Place { journal, stream: &STREAM, seq, position: 0 }
}

/// The id of the `n`th effect.
pub(super) fn effect_id(n: u64) -> EffectId {
    EffectId::derive(place(&JournalId::from_bits(0), n))
}

/// The id of the `n`th timer.
pub(super) fn timer_id(n: u64) -> TimerId {
    TimerId::derive(place(&JournalId::from_bits(0), n))
}

/// A delivery with a key of its own.
pub(super) fn delivery(key: &str) -> Delivery {
    Delivery {
        source: "conformance".to_owned(),
        key: key.to_owned(),
        occurred_at: at(-1),
        inbound: Inbound::Started,
    }
}

/// The entry with this number.
pub(super) fn entry(stream: &StreamId, seq: u64) -> NewEntry {
    NewEntry {
        stream: stream.clone(),
        seq,
        occurred_at: at(-2),
        actor: Actor::Service("conformance".to_owned()),
        kind: "handover.offered".to_owned(),
        version: 1,
        body: format!("{{\"number\":{seq},\"words\":\"née ' \\\" \\u0000\"}}"),
    }
}

/// The `n`th effect, ready, in a lane.
pub(super) fn effect(n: u64, lane: &str) -> NewEffect {
    NewEffect {
        id: effect_id(n),
        stream: STREAM,
        lane: lane.to_owned(),
        priority: 3,
        waiting: false,
        replaces: None,
        effect: Effect::AcknowledgeAlert {
            source: String::from("conformance"),
            alert: n.to_string(),
        },
    }
}

/// The `n`th timer.
pub(super) fn timer(n: u64, key: TimerKey, due: Timestamp) -> TimerUpdate {
    TimerUpdate::Set { stream: STREAM, id: timer_id(n), key, due }
}

/// A last word.
pub(super) fn done() -> Settlement {
    Settlement::Settled(Outcome::Done(Answer::Nothing))
}

/// A transaction with these entries.
pub(super) fn entries(entries: Vec<NewEntry>) -> Transaction {
    Transaction { entries, ..Transaction::at(at(0)) }
}

/// Stores effects.
pub(super) async fn add(journal: &dyn Journal, effects: Vec<NewEffect>) -> Result<(), Failure> {
    journal.append(&Transaction { effects, ..Transaction::at(at(0)) }).await?;
    Ok(())
}

/// Changes timers.
pub(super) async fn set(journal: &dyn Journal, timers: Vec<TimerUpdate>) -> Result<(), Failure> {
    journal.append(&Transaction { timers, ..Transaction::at(at(0)) }).await?;
    Ok(())
}

/// Hands in a delivery that must be new.
pub(super) async fn hand_in(journal: &dyn Journal, key: &str) -> Result<(), Failure> {
    let receipts = journal.receive(&[delivery(key)], &[], at(0)).await?;
    equal("the receipt of a new delivery", &receipts, &vec![Receipt::Stored])
}

/// The keys of the undecided deliveries.
pub(super) async fn undecided(journal: &dyn Journal) -> Result<Vec<String>, Failure> {
    Ok(journal.undecided(100).await?.into_iter().map(|item| item.delivery.key).collect())
}

/// The ids of the effects that can be claimed at a moment. Claims them.
pub(super) async fn claimed(
    journal: &dyn Journal,
    now: Timestamp,
) -> Result<Vec<EffectId>, Failure> {
    let claims = journal.claim("conformance", now, LEASE, 100).await?;
    Ok(claims.into_iter().map(|claim| claim.id).collect())
}
