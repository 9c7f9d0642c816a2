//! The effects: in lanes, claimed under leases, settled once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::effect::Effect;
use crate::ids::{EffectId, StreamId};
use crate::planted::{Planted, planted};
use crate::ports::journal::{AHEAD_MAX, Claimed, NewEffect, Settlement, Waiting};
use crate::time::later;

/// How far an effect has come.
#[derive(Debug)]
enum Progress {
    /// Waits for another effect's answer.
    Waiting,
    /// Can be claimed.
    Ready,
    /// Somebody carries it out, until this moment.
    Claimed(Timestamp),
    /// Settled, refused or replaced, at this moment. What came of it went back through the inbox.
    Over(Timestamp),
}

/// A stored effect.
#[derive(Debug)]
struct Job {
    new: NewEffect,
    progress: Progress,
    /// Not before this moment, where one is given.
    not_before: Option<Timestamp>,
    asked_at: Timestamp,
    epoch: u64,
    attempts: u32,
    ambiguous: bool,
}

impl Job {
    fn is_over(&self) -> bool {
        matches!(self.progress, Progress::Over(_))
    }

    fn is_unclaimed(&self) -> bool {
        matches!(self.progress, Progress::Waiting | Progress::Ready)
    }

    /// Whether it can be claimed at a moment, its lane aside.
    fn is_free(&self, now: Timestamp, too_late: Timestamp) -> bool {
        match self.progress {
            Progress::Ready if planted(Planted::WaitsCutShort) => true,
            Progress::Ready => self.not_before.is_none_or(|moment| moment <= now),
            Progress::Claimed(until) => {
                until <= now || until > too_late || planted(Planted::LeasesIgnored)
            }
            Progress::Waiting | Progress::Over(_) => false,
        }
    }

    fn claim(&mut self, until: Timestamp) -> Claimed {
        self.ambiguous |= matches!(self.progress, Progress::Claimed(_));
        self.progress = Progress::Claimed(until);
        self.not_before = None;
        let attempts = self.attempts;
        self.attempts = attempts.saturating_add(1);
        self.epoch += 1;
        Claimed {
            id: self.new.id,
            stream: self.new.stream.clone(),
            effect: self.new.effect.clone(),
            epoch: self.epoch,
            asked_at: self.asked_at,
            attempts,
            ambiguous: self.ambiguous,
            lease_until: until,
        }
    }
}

/// The effects, in the order they were asked for.
#[derive(Debug, Default)]
pub(super) struct Work {
    jobs: BTreeMap<u64, Job>,
    by_id: BTreeMap<EffectId, u64>,
    unsettled: BTreeSet<u64>,
    last_place: u64,
}

impl Work {
    /// Ends every claim: whoever held one is gone.
    pub(super) fn end_claims(&mut self) {
        for job in self.jobs.values_mut() {
            if let Progress::Claimed(until) = &mut job.progress {
                *until = Timestamp::UNIX_EPOCH.min(*until);
            }
        }
    }

    /// Every eleventh effect, for a planted defect.
    pub(super) fn is_unlucky(&mut self) -> bool {
        self.last_place += 1;
        self.last_place.is_multiple_of(11)
    }

    /// Whether these effects are new. What is wrong otherwise.
    pub(super) fn check(&self, effects: &[NewEffect]) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        match effects.iter().find(|new| self.by_id.contains_key(&new.id) || !seen.insert(new.id)) {
            Some(known) => Err(format!("effect {} is there already", known.id)),
            None => Ok(()),
        }
    }

    /// Stores an effect. It replaces unclaimed ones with the same word, and waits as long as they had to.
    pub(super) fn add(&mut self, new: &NewEffect, now: Timestamp) {
        let mut not_before = None;
        let mut kept_old = false;
        if new.replaces.is_some() {
            self.unsettled.retain(|place| match self.jobs.get_mut(place) {
                Some(old) if old.is_unclaimed() && old.new.replaces == new.replaces => {
                    if planted(Planted::OldestWins) {
                        kept_old = true;
                        return true;
                    }
                    old.progress = Progress::Over(now);
                    not_before = not_before.max(old.not_before);
                    false
                }
                _ => true,
            });
        }
        self.last_place += 1;
        let place = self.last_place;
        let progress = if new.waiting { Progress::Waiting } else { Progress::Ready };
        self.by_id.insert(new.id, place);
        if !kept_old {
            self.unsettled.insert(place);
        }
        let new = new.clone();
        let job = Job {
            new,
            progress,
            not_before,
            asked_at: now,
            epoch: 0,
            attempts: 0,
            ambiguous: false,
        };
        self.jobs.insert(place, job);
    }

    /// The effect with this id, if it waits.
    fn waiting_job(&mut self, id: &EffectId) -> Option<(u64, &mut Job)> {
        let place = *self.by_id.get(id)?;
        let job = self.jobs.get_mut(&place)?;
        matches!(job.progress, Progress::Waiting).then_some((place, job))
    }

    /// Lets a waiting effect be claimed.
    pub(super) fn make_ready(&mut self, id: &EffectId) {
        if let Some((_, job)) = self.waiting_job(id)
            && !planted(Planted::WaitingNeverWoken)
        {
            job.progress = Progress::Ready;
        }
    }

    /// Ends a waiting effect.
    pub(super) fn give_up(&mut self, id: &EffectId, now: Timestamp) {
        if let Some((place, job)) = self.waiting_job(id) {
            job.progress = Progress::Over(now);
            self.unsettled.remove(&place);
        }
    }

    /// The effect of each lane that is carried out, or else the first that can be. What waits for an answer stands in
    /// nobody's way.
    fn heads(&self) -> BTreeMap<&str, u64> {
        let mut heads = BTreeMap::new();
        for (place, job) in self.unsettled.iter().filter_map(|place| self.jobs.get_key_value(place))
        {
            match job.progress {
                Progress::Claimed(_) => drop(heads.insert(job.new.lane.as_str(), *place)),
                Progress::Ready => drop(heads.entry(job.new.lane.as_str()).or_insert(*place)),
                Progress::Waiting | Progress::Over(_) => {}
            }
        }
        heads
    }

    /// Gives out the first effects of their lanes, as far as they are free.
    pub(super) fn claim(
        &mut self,
        now: Timestamp,
        lease: SignedDuration,
        limit: usize,
    ) -> Vec<Claimed> {
        let until = later(now, lease);
        let too_late = later(until, AHEAD_MAX);
        let heads: BTreeSet<u64> = self.heads().into_values().collect();
        let mut free: Vec<(u8, u64)> = self
            .unsettled
            .iter()
            .filter_map(|place| self.jobs.get(place).map(|job| (place, job)))
            .filter(|(place, job)| {
                let first = heads.contains(place) || planted(Planted::LanesIgnored);
                first && job.is_free(now, too_late)
            })
            .map(|(place, job)| (job.new.priority, *place))
            .collect();
        free.sort_unstable();
        free.truncate(limit);
        free.into_iter()
            .filter_map(|(_, place)| Some(self.jobs.get_mut(&place)?.claim(until)))
            .collect()
    }

    /// Keeps a claim for longer.
    pub(super) fn renew(&mut self, id: &EffectId, epoch: u64, until: Timestamp) -> bool {
        let job = self.by_id.get(id).and_then(|place| self.jobs.get_mut(place));
        match job {
            Some(job) if job.epoch == epoch && matches!(job.progress, Progress::Claimed(_)) => {
                job.progress = Progress::Claimed(until);
                true
            }
            _ => false,
        }
    }

    /// Writes what came of a claim. `None` where the claim is not the newest or the effect is settled.
    pub(super) fn settle(
        &mut self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Option<(StreamId, Effect)> {
        let place = *self.by_id.get(id)?;
        let job = self.jobs.get_mut(&place)?;
        let old = job.epoch != epoch && !planted(Planted::OldClaimsCount);
        let over = job.is_over() && !planted(Planted::SettledTwice);
        let put_back_again = !matches!(settlement, Settlement::Settled(_))
            && !matches!(job.progress, Progress::Claimed(_))
            && !planted(Planted::SettledTwice);
        if epoch == 0 || old || over || put_back_again {
            return None;
        }
        let (stream, effect, word) =
            (job.new.stream.clone(), job.new.effect.clone(), job.new.replaces.clone());
        match settlement {
            Settlement::Settled(_) => {
                job.progress = Progress::Over(now);
                self.unsettled.remove(&place);
            }
            Settlement::Again { not_before, ambiguous } => {
                job.ambiguous = *ambiguous;
                self.put_back(place, word.as_deref(), *not_before, now);
            }
            Settlement::Later { not_before } => {
                job.attempts = job.attempts.saturating_sub(1);
                self.put_back(place, word.as_deref(), *not_before, now);
            }
        }
        Some((stream, effect))
    }

    fn put_back(&mut self, place: u64, word: Option<&str>, not_before: Timestamp, now: Timestamp) {
        if let Some(job) = self.jobs.get_mut(&place) {
            job.progress = Progress::Ready;
            job.not_before = Some(not_before);
        }
        if let Some(word) = word {
            self.make_way(place, word, not_before, now);
        }
    }

    /// Forgets what was over before a moment, the oldest first.
    pub(super) fn forget(&mut self, before: Timestamp, limit: usize) -> usize {
        let over = |job: &Job| matches!(job.progress, Progress::Over(at) if at < before);
        let old = self.jobs.iter().filter(|(_, job)| over(job)).map(|(place, _)| *place);
        let places: Vec<u64> = old.take(limit).collect();
        for place in &places {
            if let Some(job) = self.jobs.remove(place) {
                self.by_id.remove(&job.new.id);
            }
        }
        places.len()
    }

    /// What is to be tried again makes way for a newer one with the same word, which takes over its wait.
    fn make_way(&mut self, place: u64, word: &str, not_before: Timestamp, now: Timestamp) {
        let mut replaced = false;
        for newer in self.unsettled.range(place + 1..) {
            if let Some(job) = self.jobs.get_mut(newer)
                && job.is_unclaimed()
                && job.new.replaces.as_deref() == Some(word)
            {
                job.not_before = job.not_before.max(Some(not_before));
                replaced = true;
            }
        }
        if replaced && let Some(job) = self.jobs.get_mut(&place) {
            job.progress = Progress::Over(now);
            self.unsettled.remove(&place);
        }
    }

    /// The next moment at which the first effect of a lane can be tried again or its lease ends.
    pub(super) fn next(&self) -> Option<Timestamp> {
        let heads = self.heads();
        heads
            .values()
            .filter_map(|place| self.jobs.get(place))
            .filter_map(|job| match job.progress {
                Progress::Ready => job.not_before,
                Progress::Claimed(until) => Some(until),
                Progress::Waiting | Progress::Over(_) => None,
            })
            .min()
    }

    /// The effect of a lane that is carried out, or else the first that can be.
    pub(super) fn first_of(&self, lane: &str) -> Option<EffectId> {
        let place = self.heads().remove(lane)?;
        self.jobs.get(&place).map(|job| job.new.id)
    }

    /// All effects that are not settled, in the order they were asked for.
    pub(super) fn unsettled(&self) -> Vec<EffectId> {
        let unsettled = self.unsettled.iter().filter_map(|place| self.jobs.get(place));
        unsettled.map(|job| job.new.id).collect()
    }

    /// All waiting effects.
    pub(super) fn waiting(&self) -> Vec<Waiting> {
        self.unsettled
            .iter()
            .filter_map(|place| self.jobs.get(place))
            .filter(|job| matches!(job.progress, Progress::Waiting))
            .map(|job| Waiting {
                id: job.new.id,
                stream: job.new.stream.clone(),
                effect: job.new.effect.clone(),
            })
            .collect()
    }
}
