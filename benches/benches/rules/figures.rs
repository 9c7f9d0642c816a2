//! Timing, and judging a figure by its limit.

use std::time::{Duration, Instant};

/// Calls between two looks at the clock: enough that looking costs nothing, few enough that most batches run without
/// being interrupted.
const BATCH: u32 = 64;

/// Batches of which the median counts.
const BATCHES: usize = 2_001;

/// Calls before the first one that counts: caches, branch predictors and lazily built tables are warm then.
const WARM_UP: u32 = 5_000;

/// The time of one call: the median over batches, so that neither a lucky nor an interrupted one counts.
pub(crate) fn per_call(mut call: impl FnMut()) -> Duration {
    for _ in 0..WARM_UP {
        call();
    }
    let mut batches: Vec<Duration> = (0..BATCHES)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..BATCH {
                call();
            }
            start.elapsed()
        })
        .collect();
    batches.sort();
    batches.get(BATCHES / 2).copied().unwrap_or_default() / BATCH
}

/// The fastest of a few runs of something long: it is interrupted every time, and that can only add.
pub(crate) fn fastest<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let timed = (0..runs).map(|_| {
        let start = Instant::now();
        let made = std::hint::black_box(run());
        let took = start.elapsed();
        drop(made);
        took
    });
    timed.min().unwrap_or_default()
}

/// Prints figures and remembers whether one was over its limit.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    over: Vec<String>,
}

impl Figures {
    /// A figure with the most it may be, both in `unit`.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, limit: f64, unit: &str) {
        let holds = figure <= limit;
        let verdict = if holds { "ok" } else { "OVER" };
        println!("{what} {} {unit} (limit {limit} {unit}) {verdict}", shown(figure));
        if !holds {
            self.over.push(what.to_owned());
        }
    }

    /// A figure that has no limit: for comparing.
    pub(crate) fn known(&self, what: &str, figure: f64, unit: &str) {
        println!("{what} {} {unit} (no limit)", shown(figure));
    }

    /// What went over, one line each; nothing where all is well.
    pub(crate) fn over(self) -> Vec<String> {
        self.over
    }
}

fn shown(figure: f64) -> String {
    if figure < 10.0 && figure.fract() != 0.0 {
        format!("{figure:.2}")
    } else {
        format!("{figure:.0}")
    }
}

pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Mebibytes. Sizes here are far below the 52 bits that a float holds exactly.
pub(crate) fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}
