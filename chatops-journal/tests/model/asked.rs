//! One command, asked of one journal: its answer in a form that does not hold what each journal draws for itself.

use std::collections::BTreeMap;

use chatops_core::context::Actor;
use chatops_core::effect::{Answer, Effect, Outcome, TimerKey};
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, IncidentId, JournalId, Place, StreamId, TimerId};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{
    Claimed, Cursor, NewEffect, NewEntry, Settlement, TimerUpdate, Transaction,
};
use jiff::{SignedDuration, Timestamp};

use crate::command::{Command, Decision, Wanted, Word};

/// A moment, in seconds after a fixed one.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_700_000_000 + seconds)
}

fn span(seconds: u8) -> SignedDuration {
    SignedDuration::from_secs(i64::from(seconds))
}

fn derived<T>(number: u64, derive: impl Fn(Place<'_>) -> T) -> T {
    let journal = JournalId::from_bits(0);
    derive(Place {
        journal: &journal,
        stream: &StreamId::EmergencyChannel,
        seq: number,
        position: 0,
    })
}

pub(crate) fn stream(number: u8) -> StreamId {
    match number {
        0 => StreamId::EmergencyChannel,
        other => StreamId::Incident(derived(u64::from(other), IncidentId::derive)),
    }
}

fn effect(wanted: &Wanted, place: u64, common: &Common) -> NewEffect {
    let fresh = derived(common.step.unsigned_abs() * 8 + place, EffectId::derive);
    NewEffect {
        id: wanted.again.and_then(|number| common.claimed(number)).unwrap_or(fresh),
        stream: stream(wanted.lane % 2),
        lane: format!("lane {}", wanted.lane),
        priority: wanted.priority,
        waiting: wanted.waiting,
        replaces: wanted.word.map(|word| format!("word {word}")),
        effect: Effect::AcknowledgeAlert {
            source: "model".to_owned(),
            alert: format!("{}/{place}", common.step),
        },
    }
}

/// Where the commands stand: what all journals have in common.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// Seconds since the beginning.
    pub(crate) now: i64,
    /// Commands so far. It makes moments of timers different from one another: in which order equal ones fire is nobody's
    /// promise.
    pub(crate) step: i64,
    /// Claims, the newest last.
    pub(crate) claims: Vec<(EffectId, u64)>,
}

impl Common {
    /// The effect of a claim, counted from the newest.
    fn claimed(&self, number: u8) -> Option<EffectId> {
        self.claims.iter().rev().nth(usize::from(number)).map(|(id, _)| *id)
    }

    /// An effect that was claimed, and the number of its newest claim or of the one before. Before the first claim: one that is
    /// not there.
    fn claim(&self, number: u8, stale: bool) -> (EffectId, u64) {
        let id = self.claimed(number).unwrap_or_else(|| derived(0, EffectId::derive));
        let newest = self.claims.iter().rev().find(|(claimed, _)| *claimed == id);
        let epoch = newest.map_or(1, |(_, epoch)| *epoch);
        (id, if stale { epoch.saturating_sub(1) } else { epoch })
    }
}

fn told<T: std::fmt::Debug>(result: Result<T, PortError>) -> String {
    match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("{:?} {:?}", error.kind, error.certainty),
    }
}

/// Asks, and gives the answer; claims also by themselves.
pub(crate) async fn ask(
    journal: &dyn Journal,
    command: &Command,
    common: &Common,
) -> (String, Vec<Claimed>) {
    let now = at(common.now);
    let answer = match command {
        Command::Receive { keys, cursor } => {
            let deliveries: Vec<_> = keys.iter().map(|key| delivery(*key, now)).collect();
            let cursors: Vec<_> =
                cursor.iter().map(|scope| self::cursor(*scope, common.step)).collect();
            told(journal.receive(&deliveries, &cursors, now).await)
        }
        Command::Append(decision) => append(journal, decision, common).await,
        Command::Claim { limit, lease } => {
            let claims = journal.claim("host", now, span(*lease), usize::from(*limit)).await;
            return match claims {
                Ok(claims) => (format!("{claims:?}"), claims),
                Err(error) => (told::<()>(Err(error)), Vec::new()),
            };
        }
        Command::Renew { number, stale, lease } => {
            let (id, epoch) = common.claim(*number, *stale);
            told(journal.renew(&id, epoch, now + span(*lease)).await)
        }
        Command::Settle { number, stale, word } => {
            let (id, epoch) = common.claim(*number, *stale);
            told(journal.settle(&id, epoch, &settlement(*word, now), now).await)
        }
        Command::Due { limit } => told(journal.due(now, usize::from(*limit)).await),
        Command::Snapshot { stream: of, seq } => {
            let state = format!("{{\"step\":{}}}", common.step);
            told(journal.save_snapshot(&stream(*of), u64::from(*seq), &state).await)
        }
        Command::Lease { owner, length } => {
            told(journal.lease("gateway", &format!("host {owner}"), now, span(*length)).await)
        }
        Command::Erase { stream: of, seq } => {
            told(journal.erase(&stream(*of), u64::from(*seq), "{\"erased\":true}").await)
        }
        // How many went is told, but a journal in memory keeps no fired timers.
        Command::Forget { age } => told(journal.forget(now - span(*age), 1_000).await.map(drop)),
        Command::Wait(_) | Command::Reopen => String::new(),
    };
    (answer, Vec::new())
}

fn delivery(key: u8, now: Timestamp) -> Delivery {
    let source = format!("source {}", key % 2);
    Delivery { source, key: key.to_string(), occurred_at: now, inbound: Inbound::Started }
}

fn cursor(scope: u8, step: i64) -> Cursor {
    Cursor { source: "model".to_owned(), scope: scope.to_string(), token: step.to_string() }
}

fn settlement(word: Word, now: Timestamp) -> Settlement {
    match word {
        Word::Done => Settlement::Settled(Outcome::Done(Answer::Nothing)),
        Word::Refused => Settlement::Settled(Outcome::Refused { reason: "no".to_owned() }),
        Word::Again { wait, ambiguous } => {
            Settlement::Again { not_before: now + span(wait), ambiguous }
        }
        Word::Later { wait } => Settlement::Later { not_before: now + span(wait) },
    }
}

async fn append(journal: &dyn Journal, decision: &Decision, common: &Common) -> String {
    let heads = journal.heads().await.unwrap();
    let stands =
        |of: &StreamId| heads.iter().find(|head| head.stream == *of).map_or(0, |head| head.seq);
    let mut next = BTreeMap::new();
    let mut transaction = Transaction::at(at(common.now));
    for (number, offset) in &decision.entries {
        let stream = stream(*number);
        let last = next.entry(stream.clone()).or_insert_with(|| stands(&stream));
        *last += 1;
        transaction.entries.push(entry(
            stream,
            last.saturating_add_signed(i64::from(*offset)),
            common,
        ));
    }
    let rows: Vec<i64> =
        journal.undecided(1_000).await.unwrap().iter().map(|item| item.row).collect();
    transaction.done =
        decision.done.iter().filter_map(|place| rows.get(usize::from(*place)).copied()).collect();
    if let Some((number, offset)) = decision.expects {
        let stream = stream(number);
        let seen = stands(&stream).saturating_add_signed(i64::from(offset));
        transaction.expects.push((stream, seen));
    }
    let effects = decision.effects.iter().zip(0..);
    transaction.effects = effects.map(|(wanted, place)| effect(wanted, place, common)).collect();
    for (place, (key, due)) in decision.timers.iter().enumerate() {
        let key = TimerKey::Ask(u32::from(*key));
        let stream = stream(0);
        let id = derived(u64::try_from(common.step * 8).unwrap() + place as u64, TimerId::derive);
        transaction.timers.push(match due {
            Some(due) => {
                let apart =
                    SignedDuration::from_nanos(common.step * 8 + i64::try_from(place).unwrap());
                TimerUpdate::Set { stream, id, key, due: at(common.now) + span(*due) + apart }
            }
            None => TimerUpdate::Cancel { stream, key },
        });
    }
    let waiting = journal.waiting().await.unwrap();
    let waits = |number: &u8| waiting.get(usize::from(*number)).map(|waiting| waiting.id);
    transaction.ready = decision.ready.iter().filter_map(waits).collect();
    transaction.hopeless =
        decision.hopeless.iter().filter_map(waits).map(|id| (id, "no".to_owned())).collect();
    let stored = journal.append(&transaction).await;
    told(stored.map(|stored| {
        stored.into_iter().map(|one| (one.recorded_at, one.entry)).collect::<Vec<_>>()
    }))
}

fn entry(stream: StreamId, seq: u64, common: &Common) -> NewEntry {
    NewEntry {
        stream,
        seq,
        occurred_at: at(common.now),
        actor: Actor::Clockwork,
        kind: "started".to_owned(),
        version: 1,
        body: format!("{{\"step\":{}}}", common.step),
    }
}

/// Everything that can be read.
pub(crate) async fn look(journal: &dyn Journal) -> String {
    let inbox: Vec<_> = journal
        .undecided(1_000)
        .await
        .unwrap()
        .into_iter()
        .map(|item| (item.received_at, item.delivery))
        .collect();
    let entries = journal.read_all(0, 1_000).await.unwrap();
    assert!(entries.is_sorted_by(|one, two| one.position < two.position));
    let heads: Vec<_> =
        journal.heads().await.unwrap().into_iter().map(|head| (head.stream, head.seq)).collect();
    let entries: Vec<_> = entries.into_iter().map(|one| (one.recorded_at, one.entry)).collect();
    let (waiting, next) = (journal.waiting().await.unwrap(), journal.next_due().await.unwrap());
    let mut kept = Vec::new();
    for number in 0..2 {
        kept.push(format!("{:?}", journal.snapshot(&stream(number)).await.unwrap()));
    }
    for scope in 0..3_u8 {
        kept.push(format!("{:?}", journal.cursor("model", &scope.to_string()).await.unwrap()));
    }
    format!("{inbox:#?}\n{entries:?}\n{heads:?}\n{waiting:?}\n{next:?}\n{kept:?}")
}
