//! Plays seeds of the simulator, and looks for planted defects. `cargo xtask simulate` calls it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks on its standard streams"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use chatops_core::planted::Planted;
use chatops_testkit::sim::many::{self, Many};
use chatops_testkit::sim::planted::{SEEDS_MAX, Search, search};
use chatops_testkit::sim::sends::{ambiguous, simulate_sends};
use chatops_testkit::sim::{Run, Setup, simulate};

const HELP: &str = "\
simulate --seed N [--trace]      one seed, with its trace
simulate --seed N --replicas R   the same with so many replicas, with its trace
simulate --seeds FROM..TO        all seeds of a range
simulate --minutes M [--from N]  seeds from N on, for so long
simulate --sends N               seeds with lost answers, until so many sends were ambiguous
simulate --planted [NAME]        how many seeds it takes to find each planted defect, or this one";

/// Threads that play seeds: as many as a small machine has cores.
const THREADS: usize = 2;

/// Fewest seeds after which every kind of fault must have happened.
const KINDS_AFTER: u64 = 500;

/// Seeds that are far more than lost answers ever take.
const SENDS_SEEDS_MAX: u64 = 20_000;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let good = match words.as_slice() {
        ["--seed", seed] => number(seed).map(|seed| one(seed, None, false)),
        ["--seed", seed, "--trace"] => number(seed).map(|seed| one(seed, None, true)),
        ["--seed", seed, "--replicas", replicas] => number(seed)
            .zip(replicas.parse().ok())
            .map(|(seed, replicas)| one(seed, Some(replicas), true)),
        ["--seeds", range] => range
            .split_once("..")
            .and_then(|(from, to)| Some(seeds(number(from)?..number(to)?, None))),
        ["--minutes", minutes] => number(minutes).map(|minutes| for_minutes(0, minutes)),
        ["--minutes", minutes, "--from", from] => {
            number(minutes).zip(number(from)).map(|(minutes, from)| for_minutes(from, minutes))
        }
        ["--sends", count] => number(count).map(sends),
        ["--planted"] => Some(planted(Planted::ALL)),
        ["--planted", name] => {
            let known = Planted::ALL.iter().find(|bug| format!("{bug:?}") == *name);
            known.map(|bug| planted(&[*bug]))
        }
        _ => None,
    };
    match good {
        Some(true) => ExitCode::SUCCESS,
        Some(false) => ExitCode::FAILURE,
        None => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

fn number(word: &str) -> Option<u64> {
    word.parse().ok()
}

/// One seed as it is.
fn one(seed: u64, replicas: Option<usize>, trace: bool) -> bool {
    let run = simulate(&Setup { seed, trace, replicas, ..Setup::default() });
    run.lines.iter().for_each(|line| print!("{line}"));
    println!("{}", run.tally);
    println!(
        "seed {seed}: trace {}, {} replicas, {} entries, {:.0} s of virtual time",
        run.hash,
        run.replicas,
        run.entries,
        run.lasted.as_secs_f64()
    );
    tell(seed, &run);
    run.violations.is_empty()
}

/// What was found in a seed, with the one command that plays it again.
fn tell(seed: u64, run: &Run) {
    // What is found first leads to the rest.
    for violation in run.violations.iter().take(2) {
        let at = violation.at.as_secs_f64();
        println!("VIOLATED {} at {at:.3} s: {}", violation.oracle, violation.what);
    }
    if !run.violations.is_empty() {
        println!("play it again: cargo xtask simulate --seed {seed} --trace");
    }
}

fn for_minutes(from: u64, minutes: u64) -> bool {
    seeds(from..u64::MAX, Some(Duration::from_secs(minutes.saturating_mul(60))))
}

fn seeds(range: std::ops::Range<u64>, span: Option<Duration>) -> bool {
    let started = Instant::now();
    let until = span.map(|span| started + span);
    let sum =
        many::play(range, THREADS, until, |seed| simulate(&Setup { seed, ..Setup::default() }));
    report(&sum, "seeds", started);
    let missing = sum.tally.missing();
    let proves = sum.seeds < KINDS_AFTER || missing.is_empty();
    if !proves {
        println!("never happened, so nothing is proven about it: {}", missing.join(", "));
    }
    sum.failed.is_empty() && proves
}

fn report(sum: &Many, what: &str, started: Instant) {
    println!("{}", sum.tally);
    let (seconds, virtual_hours) =
        (started.elapsed().as_secs_f64(), sum.lasted.as_secs_f64() / 3_600.0);
    println!(
        "{} {what} ({} with several replicas), {} entries, {virtual_hours:.0} h of virtual time in {seconds:.1} s: {} failed",
        sum.seeds,
        sum.shared,
        sum.entries,
        sum.failed.len()
    );
    sum.failed.iter().for_each(|(seed, run)| tell(*seed, run));
}

/// Plays seeds with lost answers until enough sends were ambiguous.
fn sends(wanted: u64) -> bool {
    let started = Instant::now();
    let mut sum = Many::default();
    let mut count = 0;
    let mut from = 0;
    // In steps: how many a seed has is known only afterwards.
    const STEP: u64 = 24;
    while count < wanted && from < SENDS_SEEDS_MAX && sum.failed.is_empty() {
        let step = many::play(from..from + STEP, THREADS, None, |seed| simulate_sends(seed, None));
        count += ambiguous(&step.tally);
        sum.join(step);
        from += STEP;
    }
    report(&sum, "seeds with lost answers", started);
    println!(
        "{count} ambiguous sends: 0 lost and 0 twice where repeats can be told apart, or a violation above"
    );
    count >= wanted && sum.failed.is_empty()
}

/// Looks for planted defects, two at a time.
fn planted(bugs: &[Planted]) -> bool {
    // What a defect makes of the program is looked at by the oracles; its back traces help nobody.
    std::panic::set_hook(Box::new(|_| {}));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let found = std::sync::Mutex::new(Vec::<(usize, Search)>::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(bug) = bugs.get(place) else { break };
                    let search = search(*bug);
                    found
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .push((place, search));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    found.sort_by_key(|(place, _)| *place);
    let mut caught = 0;
    for (_, search) in &found {
        let name = format!("{:?}", search.bug);
        match (&search.found, &search.control) {
            (Some(_), Some((oracle, what))) => {
                println!(
                    "{name:26} IN VAIN            {:4} seeds  without it too: {oracle} {what}",
                    search.seeds
                );
            }
            (Some((oracle, what)), None) => {
                caught += 1;
                let what: String = what.chars().take(90).collect();
                println!("{name:26} {oracle:18} {:4} seeds  {what}", search.seeds);
            }
            (None, _) => println!("{name:26} NOT FOUND          {SEEDS_MAX:4} seeds"),
        }
    }
    println!("{caught} of {} planted defects caught", bugs.len());
    caught == bugs.len()
}
