//! Many seeds, on several threads. Each seed runs on one of them, so that how many there are changes nothing.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::tally::Tally;
use super::universe::Violation;
use super::world::Run;

/// Most failing seeds that are kept: one is enough to begin with.
const FAILED_MAX: usize = 20;

/// What came of many seeds.
#[derive(Debug, Clone, Default)]
pub struct Many {
    /// How many were played.
    pub seeds: u64,
    /// How often what happened.
    pub tally: Tally,
    /// How much virtual time passed.
    pub lasted: Duration,
    /// How many entries were stored.
    pub entries: usize,
    /// How many seeds had several replicas.
    pub shared: u64,
    /// The seeds in which something was found, with what.
    pub failed: Vec<(u64, Run)>,
}

impl Many {
    /// Adds what came of other seeds.
    pub fn join(&mut self, other: Self) {
        self.seeds += other.seeds;
        self.tally.add(&other.tally);
        self.lasted += other.lasted;
        self.entries += other.entries;
        self.shared += other.shared;
        self.failed.extend(other.failed);
    }

    fn take(&mut self, seed: u64, run: Run) {
        self.seeds += 1;
        self.tally.add(&run.tally);
        self.lasted += run.lasted;
        self.entries += run.entries;
        self.shared += u64::from(run.replicas > 1);
        if !run.violations.is_empty() && self.failed.len() < FAILED_MAX {
            self.failed.push((seed, run));
        }
    }
}

/// Plays one seed. A panic, of the program or of the rig, is a finding like any other: so that whoever tells of it can name
/// the seed.
pub fn caught(one: impl FnOnce() -> Run) -> Run {
    // Nothing of what the run held is used afterwards.
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(one)) {
        Ok(run) => run,
        Err(payload) => {
            let words = payload.downcast_ref::<String>().map(String::as_str);
            let words = words.or_else(|| payload.downcast_ref::<&str>().copied());
            let what = format!("it panicked: {}", words.unwrap_or("it does not say why"));
            let violation = Violation { oracle: "panic", what, at: Duration::ZERO };
            Run { violations: vec![violation], ..Run::default() }
        }
    }
}

/// Plays seeds until they are all played, the time is over, or one fails.
#[must_use]
pub fn play(
    seeds: Range<u64>,
    threads: usize,
    until: Option<Instant>,
    one: impl Fn(u64) -> Run + Sync,
) -> Many {
    let next = AtomicU64::new(seeds.start);
    let over = AtomicBool::new(false);
    let sum = Mutex::new(Many::default());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end || until.is_some_and(|until| Instant::now() >= until) {
                        break;
                    }
                    let run = caught(|| one(seed));
                    if !run.violations.is_empty() {
                        over.store(true, Ordering::Relaxed);
                    }
                    sum.lock().unwrap_or_else(PoisonError::into_inner).take(seed, run);
                }
            });
        }
    });
    let mut sum = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    sum.failed.sort_by_key(|(seed, _)| *seed);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_that_panics_is_a_finding_with_its_number() {
        let play = |seed| {
            assert!(seed != 3, "three is too much");
            Run::default()
        };
        let sum = super::play(0..8, 2, None, play);
        let [(seed, run)] = sum.failed.as_slice() else { panic!("{:?}", sum.failed) };
        assert_eq!((*seed, run.violations.first().map(|one| one.oracle)), (3, Some("panic")));
        assert!(run.violations.iter().any(|one| one.what.contains("three is too much")));
    }
}
