//! Many seeds, on several threads. Each seed runs on one of them, so that how many there are changes nothing.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::tally::Tally;
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

/// Plays seeds until they are all played, the time is over, or one fails.
///
/// # Panics
/// Where a seed makes the program panic: the seed is named above.
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
                    let run = one(seed);
                    if !run.violations.is_empty() {
                        over.store(true, Ordering::Relaxed);
                    }
                    sum.lock().expect("nobody panics with it").take(seed, run);
                }
            });
        }
    });
    let mut sum = sum.into_inner().expect("nobody panics with it");
    sum.failed.sort_by_key(|(seed, _)| *seed);
    sum
}
