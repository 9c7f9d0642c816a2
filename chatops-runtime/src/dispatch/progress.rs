//! How far effects came that one claim did not suffice for: the parts that stand, and what was looked for.
//!
//! It spares work and repeats, and nothing rests on it: another process, or this one after a start, knows only what the
//! journal says of an effect, and looks for what may stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chatops_core::effect::Answer;
use chatops_core::ids::EffectId;
use chatops_core::ports::journal::Claimed;

/// Most effects that are kept: far more than are under way at once. When there are more, one of them is looked for as after
/// a start.
const EFFECTS_MAX: usize = 1_000;

/// How often something is looked for before it is made again (RELIABILITY section 3, Slack: two looks).
const LOOKS: u32 = 2;

/// What is known of each effect.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    effects: Mutex<BTreeMap<EffectId, Known>>,
    /// How many claims have begun.
    begun: AtomicU64,
}

#[derive(Debug, Default)]
struct Known {
    /// Which claim of this process was the newest: what was not tried for long makes room first.
    begun: u64,
    /// The newest claim. Where another was in between, somebody else may have done something, unless that was no attempt.
    epoch: u64,
    attempts: u32,
    /// Whether everything that was ever tried was tried here.
    is_ours: bool,
    /// The parts that stand, by their keys.
    stands: BTreeMap<EffectId, Answer>,
    /// The parts of which nobody knows whether they stand.
    unclear: BTreeSet<EffectId>,
    /// How often a part was looked for since it was last tried.
    looks: BTreeMap<EffectId, u32>,
    /// When the next look may be taken, on the steady clock of the budgets.
    next_look: Option<Duration>,
}

impl Progress {
    /// A panic elsewhere leaves what was noted before.
    fn effects(&self) -> MutexGuard<'_, BTreeMap<EffectId, Known>> {
        self.effects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of an effect. One that had to make room for another is not ours alone any more.
    fn with<T>(&self, id: &EffectId, work: impl FnOnce(&mut Known) -> T) -> T {
        work(self.effects().entry(*id).or_default())
    }

    /// An effect is about to be tried under a claim.
    pub(super) fn begin(&self, claimed: &Claimed) {
        let begun = self.begun.fetch_add(1, Ordering::Relaxed);
        let (epoch, attempts) = (claimed.epoch, claimed.attempts);
        let mut effects = self.effects();
        if let Some(known) = effects.get_mut(&claimed.id) {
            if known.epoch.saturating_add(1) != epoch && known.attempts != attempts {
                let stands = std::mem::take(&mut known.stands);
                *known = Known { stands, ..Known::default() };
            }
            (known.begun, known.epoch, known.attempts) = (begun, epoch, attempts);
            return;
        }
        if effects.len() >= EFFECTS_MAX {
            let oldest = effects.iter().min_by_key(|(_, known)| known.begun).map(|(id, _)| *id);
            oldest.map(|id| effects.remove(&id));
        }
        let is_ours = !claimed.ambiguous && attempts == 0;
        let known = Known { begun, epoch, attempts, is_ours, ..Known::default() };
        effects.insert(claimed.id, known);
    }

    /// A claim has ended, and the effect has not. What says nothing is not kept: another may take its place, and then it is
    /// never asked for again.
    pub(super) fn end(&self, id: &EffectId) {
        let mut effects = self.effects();
        let says_something = |known: &Known| {
            !(known.stands.is_empty() && known.unclear.is_empty() && known.looks.is_empty())
                || known.next_look.is_some()
        };
        if effects.get(id).is_some_and(|known| !says_something(known)) {
            effects.remove(id);
        }
    }

    /// Whether all of it that was tried stands for certain, and something does.
    pub(super) fn is_clear(&self, id: &EffectId) -> bool {
        let effects = self.effects();
        effects.get(id).is_some_and(|known| {
            known.is_ours && known.unclear.is_empty() && !known.stands.is_empty()
        })
    }

    /// An effect has come to its end.
    pub(super) fn forget(&self, id: &EffectId) {
        self.effects().remove(id);
    }

    /// Whether a part of it stands.
    pub(super) fn has_begun(&self, id: &EffectId) -> bool {
        self.effects().get(id).is_some_and(|known| !known.stands.is_empty())
    }

    /// What came of a part that stands.
    pub(super) fn answer(&self, id: &EffectId, part: &EffectId) -> Option<Answer> {
        self.with(id, |known| known.stands.get(part).cloned())
    }

    /// A part stands.
    pub(super) fn stands(&self, id: &EffectId, part: &EffectId, answer: &Answer) {
        self.with(id, |known| {
            known.unclear.remove(part);
            known.looks.remove(part);
            known.stands.insert(*part, answer.clone());
        });
    }

    /// A part is about to be tried: until its answer has come, nobody knows whether it stands. Gives how often it was looked
    /// for before.
    pub(super) fn tries(&self, id: &EffectId, part: &EffectId) -> u32 {
        self.with(id, |known| {
            known.next_look = None;
            known.unclear.insert(*part);
            known.looks.remove(part).unwrap_or(0)
        })
    }

    /// It was not tried after all: what was looked for need not be looked for again.
    pub(super) fn was_not_tried(&self, id: &EffectId, part: &EffectId, looks: u32) {
        self.with(id, |known| {
            known.looks.insert(*part, looks);
        });
    }

    /// A part that was tried for the first time does certainly not stand.
    pub(super) fn is_not_done(&self, id: &EffectId, part: &EffectId) {
        self.with(id, |known| {
            known.unclear.remove(part);
        });
    }

    /// Whether a part may stand. Nothing: this process does not know everything.
    pub(super) fn may_stand(&self, id: &EffectId, part: &EffectId) -> Option<bool> {
        self.with(id, |known| known.is_ours.then(|| known.unclear.contains(part)))
    }

    /// How long to wait before a part is looked for: a service may take `settles` until it shows what was made. Nothing: it
    /// was looked for often enough.
    pub(super) fn next_look(
        &self,
        id: &EffectId,
        part: &EffectId,
        settles: Duration,
        now: Duration,
    ) -> Option<Duration> {
        self.with(id, |known| {
            let looks = known.looks.get(part).copied().unwrap_or(0);
            if looks >= LOOKS {
                return None;
            }
            let at = *known.next_look.get_or_insert(now.saturating_add(settles));
            Some(at.saturating_sub(now))
        })
    }

    /// A part was looked for and not found.
    pub(super) fn looked(&self, id: &EffectId, part: &EffectId, settles: Duration, now: Duration) {
        self.with(id, |known| {
            *known.looks.entry(*part).or_default() += 1;
            known.next_look = Some(now.saturating_add(settles));
        });
    }
}

#[cfg(test)]
mod tests {
    use chatops_core::ids::{JournalId, Place, StreamId};

    use super::*;

    fn id(seq: u64) -> EffectId {
        let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
        EffectId::derive(Place { journal: &journal, stream: &stream, seq, position: 0 })
    }

    fn claimed(id: EffectId, epoch: u64) -> Claimed {
        Claimed {
            id,
            stream: StreamId::EmergencyChannel,
            effect: chatops_core::effect::Effect::ConsultSchedule {
                at: jiff::Timestamp::UNIX_EPOCH,
            },
            epoch,
            asked_at: jiff::Timestamp::UNIX_EPOCH,
            attempts: 0,
            ambiguous: false,
            lease_until: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_somebody_else_may_have_tried_in_between_is_not_known() {
        let (progress, effect) = (Progress::default(), id(1));
        progress.begin(&claimed(effect, 1));
        assert_eq!(progress.may_stand(&effect, &effect), Some(false));
        progress.tries(&effect, &effect);
        assert_eq!(progress.may_stand(&effect, &effect), Some(true));
        progress.is_not_done(&effect, &effect);
        progress.stands(&effect, &id(9), &Answer::Nothing);
        progress.begin(&claimed(effect, 2));
        assert_eq!(progress.may_stand(&effect, &effect), Some(false), "the next claim is ours");
        progress.begin(&claimed(effect, 4));
        assert_eq!(progress.may_stand(&effect, &effect), Some(false), "it was no attempt");
        progress.begin(&Claimed { attempts: 1, ..claimed(effect, 6) });
        assert_eq!(progress.may_stand(&effect, &effect), None, "one was in between");
        assert_eq!(progress.answer(&effect, &id(9)), Some(Answer::Nothing), "what stands, stands");
    }

    #[test]
    fn it_is_looked_twice_each_time_after_the_wait_also_where_room_had_to_be_made() {
        let (progress, effect) = (Progress::default(), id(1));
        let (settles, seconds) = (Duration::from_secs(5), Duration::from_secs);
        progress.begin(&claimed(effect, 1));
        for seq in 2..(EFFECTS_MAX as u64 + 10) {
            progress.begin(&claimed(id(seq), 1));
        }
        assert!(progress.effects().len() <= EFFECTS_MAX);
        let look = |now| progress.next_look(&effect, &effect, settles, seconds(now));
        assert_eq!(look(0), Some(settles));
        assert_eq!(look(5), Some(seconds(0)));
        progress.looked(&effect, &effect, settles, seconds(5));
        assert_eq!(look(6), Some(seconds(4)));
        progress.looked(&effect, &effect, settles, seconds(10));
        assert_eq!(look(10), None, "often enough");
        progress.tries(&effect, &effect);
        assert_eq!(look(10), Some(settles), "after the next try anew");
    }
}
