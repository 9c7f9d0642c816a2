//! The journal on SQLite does what the journal in memory does, whatever is asked in whatever order.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

use chatops_core::context::Actor;
use chatops_core::effect::{Effect, Outcome, TimerKey};
use chatops_core::ids::{EffectId, IncidentId, JournalId, Place, StreamId, TimerId};
use chatops_core::memory::MemoryJournal;
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{
    Claimed, NewEffect, NewEntry, Settlement, TimerUpdate, Transaction,
};
use chatops_journal::SqliteJournal;
use jiff::{SignedDuration, Timestamp};

/// Histories, each with other numbers.
const HISTORIES: u64 = 12;

/// Steps of a history.
const STEPS: u64 = 80;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap()
}

/// What a history has come to.
struct History {
    numbers: Numbers,
    journal: JournalId,
    now: u64,
    heads: [u64; 2],
    effects: u64,
    timers: i64,
    claims: Vec<Claimed>,
}

impl History {
    fn place(&self, seq: u64) -> Place<'_> {
        Place { journal: &self.journal, stream: &StreamId::EmergencyChannel, seq, position: 0 }
    }

    fn stream(&self, which: usize) -> StreamId {
        match which {
            0 => StreamId::EmergencyChannel,
            _ => StreamId::Incident(IncidentId::derive(self.place(1))),
        }
    }

    fn some_effect(&mut self) -> EffectId {
        let seq = self.numbers.below(self.effects + 1);
        EffectId::derive(self.place(seq))
    }

    fn effect(&mut self) -> NewEffect {
        self.effects += 1;
        let word = self.numbers.below(6);
        NewEffect {
            id: EffectId::derive(self.place(self.effects)),
            stream: self.stream(0),
            lane: format!("lane {}", self.numbers.below(5)),
            priority: u8::try_from(self.numbers.below(3)).unwrap(),
            waiting: self.numbers.one_in(4),
            replaces: (word < 3).then(|| format!("word {word}")),
            effect: Effect::AcknowledgeAlert {
                source: "test".to_owned(),
                alert: self.effects.to_string(),
            },
        }
    }

    fn timer(&mut self) -> TimerUpdate {
        let which = usize::from(self.numbers.one_in(2));
        let stream = self.stream(which);
        let key = TimerKey::Page(u32::try_from(self.numbers.below(3)).unwrap());
        if self.numbers.one_in(3) {
            return TimerUpdate::Cancel { stream, key };
        }
        let seq = self.numbers.below(1_000);
        let id = TimerId::derive(self.place(seq));
        // No two at the same moment: which of them fires first is nobody's promise.
        self.timers += 1;
        let apart = SignedDuration::from_nanos(self.timers);
        let due = at(self.now + self.numbers.below(20)) + apart;
        TimerUpdate::Set { stream, id, key, due }
    }

    fn transaction(&mut self, undecided: &[i64]) -> Transaction {
        let mut transaction = Transaction::at(at(self.now));
        for _ in 0..self.numbers.below(4) {
            let which = usize::from(self.numbers.one_in(2));
            // Now and then somebody counts wrongly.
            let wrong = u64::from(self.numbers.one_in(40));
            self.heads[which] += 1;
            transaction.entries.push(NewEntry {
                stream: self.stream(which),
                seq: self.heads[which] + wrong,
                occurred_at: at(self.now),
                actor: Actor::Clockwork,
                kind: "handover.offered".to_owned(),
                version: 1,
                body: format!("{{\"number\":{}}}", self.numbers.below(1_000_000)),
            });
        }
        for _ in 0..self.numbers.below(5) {
            let effect = self.effect();
            transaction.effects.push(effect);
        }
        for _ in 0..self.numbers.below(4) {
            let timer = self.timer();
            transaction.timers.push(timer);
        }
        for _ in 0..self.numbers.below(3) {
            let ready = self.some_effect();
            transaction.ready.push(ready);
        }
        if self.numbers.one_in(4) {
            let hopeless = self.some_effect();
            transaction.hopeless.push((hopeless, "it cannot be".to_owned()));
        }
        let decided = self.numbers.below(3);
        transaction.done =
            undecided.iter().take(usize::try_from(decided).unwrap()).copied().collect();
        if self.numbers.one_in(30) {
            transaction.done.push(1);
        }
        transaction
    }

    fn settlement(&mut self) -> Settlement {
        let not_before = at(self.now + self.numbers.below(10));
        match self.numbers.below(3) {
            0 => Settlement::Settled(Outcome::Refused { reason: "no".to_owned() }),
            1 => Settlement::Again { not_before, ambiguous: self.numbers.one_in(2) },
            _ => Settlement::Later { not_before },
        }
    }

    /// One step on both, which must answer the same.
    async fn step(&mut self, memory: &MemoryJournal, file: &SqliteJournal) {
        self.now += self.numbers.below(4);
        let now = at(self.now);
        match self.numbers.below(6) {
            0 => {
                let keys = [self.numbers.below(60), self.numbers.below(60), self.numbers.below(60)];
                let deliveries = keys.map(|key| Delivery {
                    source: "test".to_owned(),
                    key: key.to_string(),
                    occurred_at: now,
                    inbound: Inbound::Started,
                });
                let wanted = memory.receive(&deliveries, &[], now).await.unwrap();
                assert_eq!(file.receive(&deliveries, &[], now).await.unwrap(), wanted);
            }
            1 | 2 => {
                let items = memory.undecided(9).await.unwrap();
                let rows: Vec<i64> = items.iter().map(|item| item.row).collect();
                let (heads, transaction) = (self.heads, self.transaction(&rows));
                let wanted = memory.append(&transaction).await;
                let seen = file.append(&transaction).await;
                match (wanted, seen) {
                    (Ok(wanted), Ok(seen)) => {
                        let place = |entry: &chatops_core::ports::journal::Entry| {
                            (entry.position, entry.recorded_at, entry.entry.clone())
                        };
                        let wanted: Vec<_> = wanted.iter().map(place).collect();
                        assert_eq!(seen.iter().map(place).collect::<Vec<_>>(), wanted);
                    }
                    (Err(wanted), Err(seen)) => {
                        assert_eq!((seen.kind, seen.certainty), (wanted.kind, wanted.certainty));
                        self.heads = heads;
                    }
                    (wanted, seen) => panic!("{transaction:?}: wanted {wanted:?}, seen {seen:?}"),
                }
            }
            3 => {
                let (lease, limit) = (SignedDuration::from_secs(5), 4);
                let wanted = memory.claim("host", now, lease, limit).await.unwrap();
                assert_eq!(file.claim("host", now, lease, limit).await.unwrap(), wanted);
                self.claims.extend(wanted);
            }
            4 => {
                for _ in 0..self.numbers.below(4).min(self.claims.len() as u64) {
                    let which = self.numbers.below(self.claims.len() as u64);
                    let claim = self.claims.swap_remove(usize::try_from(which).unwrap());
                    let settlement = self.settlement();
                    let wanted =
                        memory.settle(&claim.id, claim.epoch, &settlement, now).await.unwrap();
                    let seen = file.settle(&claim.id, claim.epoch, &settlement, now).await.unwrap();
                    assert_eq!(seen, wanted, "{settlement:?}");
                }
            }
            _ => {
                let wanted = memory.due(now, 3).await.unwrap();
                assert_eq!(file.due(now, 3).await.unwrap(), wanted);
            }
        }
    }
}

#[test]
fn both_journals_answer_the_same() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    for seed in 0..HISTORIES {
        let folder = tempfile::tempdir().unwrap();
        runtime.block_on(async {
            let memory = MemoryJournal::new(u128::from(seed));
            let file = SqliteJournal::open(folder.path().join("j.db")).await.unwrap();
            let mut history = History {
                numbers: Numbers(seed),
                journal: JournalId::from_bits(9),
                now: 1_000,
                heads: [0, 0],
                effects: 0,
                timers: 0,
                claims: Vec::new(),
            };
            for _ in 0..STEPS {
                history.step(&memory, &file).await;
                let wanted = memory.undecided(999).await.unwrap();
                assert_eq!(file.undecided(999).await.unwrap(), wanted, "seed {seed}");
                assert_eq!(file.waiting().await.unwrap(), memory.waiting().await.unwrap());
                assert_eq!(file.next_due().await.unwrap(), memory.next_due().await.unwrap());
            }
            assert!(history.heads[0] > 5 && history.effects > 20, "nothing happened");
            file.verify().await.unwrap();
        });
    }
}
