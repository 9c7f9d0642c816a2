//! Timing, and judging a figure by its limit.

#![expect(clippy::print_stdout, reason = "the figures are what a benchmark is for")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Calls between two looks at the clock: enough that looking costs nothing, few enough that most batches run without
/// being interrupted.
const BATCH: u32 = 64;

/// Batches of which the median counts.
const BATCHES: usize = 2_001;

/// Calls before the first one that counts: caches, branch predictors and lazily built tables are warm then.
const WARM_UP: u32 = 5_000;

/// The time of one call: the median over batches, so that neither a lucky nor an interrupted one counts.
pub fn per_call(mut call: impl FnMut()) -> Duration {
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
pub fn fastest<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
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
pub struct Figures {
    over: Vec<String>,
}

impl Figures {
    /// A figure with the most it may be, both in `unit`.
    pub fn at_most(&mut self, what: &str, figure: f64, limit: f64, unit: &str) {
        let holds = figure <= limit;
        let verdict = if holds { "ok" } else { "OVER" };
        println!("{what} {} {unit} (limit {limit} {unit}) {verdict}", shown(figure));
        if !holds {
            self.over.push(what.to_owned());
        }
    }

    /// A figure with the least it must be, both in `unit`.
    pub fn at_least(&mut self, what: &str, figure: f64, limit: f64, unit: &str) {
        let holds = figure >= limit;
        let verdict = if holds { "ok" } else { "UNDER" };
        println!("{what} {} {unit} (at least {limit} {unit}) {verdict}", shown(figure));
        if !holds {
            self.over.push(what.to_owned());
        }
    }

    /// A figure that has no limit: for comparing.
    pub fn known(&self, what: &str, figure: f64, unit: &str) {
        println!("{what} {} {unit} (no limit)", shown(figure));
    }

    /// Says what is beyond its limit; the exit status of the run.
    #[must_use]
    pub fn verdict(self) -> ExitCode {
        if self.over.is_empty() {
            println!("every figure is within its limit");
            return ExitCode::SUCCESS;
        }
        println!("beyond the limit: {}", self.over.join(", "));
        ExitCode::FAILURE
    }
}

fn shown(figure: f64) -> String {
    if figure < 10.0 && figure.fract() != 0.0 {
        format!("{figure:.2}")
    } else {
        format!("{figure:.0}")
    }
}

/// Microseconds.
#[must_use]
pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// Milliseconds.
#[must_use]
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Mebibytes. Sizes here are far below the 52 bits that a float holds exactly.
#[must_use]
pub fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

/// The middle one. Zero of none.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
