//! What a journal keeps, in a few maps: entries, effects in their lanes, timers.

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::effect::{Effect, TimerKey};
use chatops_core::ids::{EffectId, StreamId, TimerId};
use chatops_core::ports::journal::{Entry, NewEffect, TimerUpdate, Transaction, Waiting};
use jiff::Timestamp;

/// An effect that is to be settled.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) id: EffectId,
    pub(crate) stream: StreamId,
    pub(crate) effect: Effect,
    /// Its place among all effects: unique.
    pub(crate) place: u64,
}

/// What is stored.
#[derive(Debug, Default)]
pub(crate) struct Book {
    entries: Vec<Entry>,
    seqs: BTreeMap<StreamId, u64>,
    rows: BTreeSet<i64>,
    effects: BTreeMap<u64, NewEffect>,
    effect_ids: BTreeSet<EffectId>,
    timers: BTreeMap<(StreamId, TimerKey), (TimerId, Timestamp)>,
    timer_ids: BTreeSet<TimerId>,
    places: u64,
}

impl Book {
    /// Appends a decision. What a journal would refuse is a failure of the test.
    pub(crate) fn append(&mut self, transaction: &Transaction) {
        for row in &transaction.done {
            assert!(self.rows.insert(*row), "row {row} was decided twice");
        }
        for new in &transaction.entries {
            let seq = self.seqs.entry(new.stream.clone()).or_default();
            *seq += 1;
            assert_eq!(new.seq, *seq, "stream {} has a gap or a repeat", new.stream);
            self.entries.push(Entry {
                position: i64::try_from(self.entries.len()).unwrap() + 1,
                recorded_at: transaction.now,
                entry: new.clone(),
                prev_hash: String::new(),
                hash: String::new(),
            });
        }
        for new in &transaction.effects {
            assert!(self.effect_ids.insert(new.id), "effect id {} was used before", new.id);
            if new.replaces.is_some() {
                self.effects.retain(|_, old| old.replaces != new.replaces);
            }
            self.places += 1;
            self.effects.insert(self.places, new.clone());
        }
        for update in &transaction.timers {
            self.change_timer(update);
        }
        for id in &transaction.ready {
            let found = self.effects.values_mut().find(|effect| effect.id == *id);
            // A waiting effect may have been replaced by a newer one meanwhile.
            if let Some(effect) = found {
                effect.waiting = false;
            }
        }
        for (id, reason) in &transaction.hopeless {
            assert!(!reason.trim().is_empty(), "effect {id} was given up without a reason");
            self.effects.retain(|_, effect| effect.id != *id);
        }
    }

    fn change_timer(&mut self, update: &TimerUpdate) {
        match update {
            TimerUpdate::Set { stream, id, key, due } => {
                assert!(self.timer_ids.insert(*id), "timer id {id} was used before");
                self.timers.insert((stream.clone(), key.clone()), (*id, *due));
            }
            TimerUpdate::Cancel { stream, key } => {
                self.timers.remove(&(stream.clone(), key.clone()));
            }
        }
    }

    /// All stored entries.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.clone()
    }

    /// How many entries are stored.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Effects that wait for another one's answer.
    pub(crate) fn waiting(&self) -> Vec<Waiting> {
        self.effects
            .values()
            .filter(|effect| effect.waiting)
            .map(|new| Waiting {
                id: new.id,
                stream: new.stream.clone(),
                effect: new.effect.clone(),
            })
            .collect()
    }

    fn first_of_lanes(&self) -> Vec<u64> {
        let mut lanes = BTreeSet::new();
        self.effects
            .iter()
            .filter(|(_, effect)| lanes.insert(&effect.lane) && !effect.waiting)
            .map(|(place, _)| *place)
            .collect()
    }

    /// How many effects could be carried out at once.
    pub(crate) fn ready(&self) -> usize {
        self.first_of_lanes().len()
    }

    /// Takes out one of the effects that could be carried out now. The choice wraps around.
    pub(crate) fn settle(&mut self, choice: usize) -> Option<Taken> {
        let ready = self.first_of_lanes();
        let place = *ready.get(choice.checked_rem(ready.len())?)?;
        let NewEffect { id, stream, effect, .. } = self.effects.remove(&place)?;
        Some(Taken { id, stream, effect, place })
    }

    /// When the next timer fires.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.timers.values().map(|(_, due)| *due).min()
    }

    /// Takes out the timer that fires next.
    pub(crate) fn next_timer(&mut self) -> Option<(StreamId, TimerId, TimerKey, Timestamp)> {
        let next = self.timers.iter().min_by_key(|(_, (id, due))| (*due, *id))?;
        let (place, (id, due)) = (next.0.clone(), *next.1);
        self.timers.remove(&place);
        Some((place.0, id, place.1, due))
    }
}
