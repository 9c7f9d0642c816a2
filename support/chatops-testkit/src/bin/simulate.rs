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
simulate --sends N [--from M]    seeds with lost answers from M on, until so many sends were ambiguous
simulate --sends-seed N          one seed with lost answers, with its trace
simulate --planted [NAME]        how many seeds it takes to find each planted defect, or this one
simulate --planted --from N      the same from that seed on";

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
        ["--sends", count] => number(count).map(|count| sends(0, count)),
        ["--sends", count, "--from", from] => {
            number(from).zip(number(count)).map(|(from, count)| sends(from, count))
        }
        ["--sends-seed", seed] => number(seed).map(one_of_sends),
        ["--planted"] => Some(planted(Planted::ALL, 0)),
        ["--planted", "--from", from] => number(from).map(|from| planted(Planted::ALL, from)),
        ["--planted", name] => {
            let known = Planted::ALL.iter().find(|bug| format!("{bug:?}") == *name);
            known.map(|bug| planted(&[*bug], 0))
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
    let setup = Setup { seed, trace, replicas, ..Setup::default() };
    shown(seed, &many::caught(|| simulate(&setup)), SEED)
}

/// One seed with lost answers.
fn one_of_sends(seed: u64) -> bool {
    shown(seed, &many::caught(|| simulate_sends(seed, None, true)), SENDS_SEED)
}

fn shown(seed: u64, run: &Run, again: &str) -> bool {
    run.lines.iter().for_each(|line| print!("{line}"));
    println!("{}", run.tally);
    println!(
        "seed {seed}: trace {}, {} replicas, {} entries, {:.0} s of virtual time",
        run.hash,
        run.replicas,
        run.entries,
        run.lasted.as_secs_f64()
    );
    tell(seed, run, again);
    run.violations.is_empty()
}

/// What plays a seed again: the words before it.
const SEED: &str = "--seed";

/// The same for a seed with lost answers: its weather is another one.
const SENDS_SEED: &str = "--sends-seed";

/// What was found in a seed, with the one command that plays it again.
fn tell(seed: u64, run: &Run, again: &str) {
    // What is found first leads to the rest.
    for violation in run.violations.iter().take(2) {
        let at = violation.at.as_secs_f64();
        println!("VIOLATED {} at {at:.3} s: {}", violation.oracle, violation.what);
    }
    if !run.violations.is_empty() {
        let trace = if again == SEED { " --trace" } else { "" };
        println!("play it again: cargo xtask simulate {again} {seed}{trace}");
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
    report(&sum, "seeds", started, SEED);
    let missing = sum.tally.missing();
    let judges = sum.seeds >= KINDS_AFTER;
    let proves = !judges || missing.is_empty();
    if !judges {
        println!("too few seeds to judge the kinds: {KINDS_AFTER} are needed");
    }
    if !proves {
        println!("never happened, so nothing is proven about it: {}", missing.join(", "));
    }
    sum.failed.is_empty() && proves
}

fn report(sum: &Many, what: &str, started: Instant, again: &str) {
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
    sum.failed.iter().for_each(|(seed, run)| tell(*seed, run, again));
}

/// Plays seeds with lost answers from one on until enough sends were ambiguous.
fn sends(first: u64, wanted: u64) -> bool {
    let started = Instant::now();
    let mut sum = Many::default();
    let mut count = 0;
    let mut from = first;
    // In steps: how many a seed has is known only afterwards.
    const STEP: u64 = 24;
    while count < wanted && from - first < SENDS_SEEDS_MAX && sum.failed.is_empty() {
        let play = |seed| simulate_sends(seed, None, false);
        let step = many::play(from..from + STEP, THREADS, None, play);
        count += ambiguous(&step.tally);
        sum.join(step);
        from += STEP;
    }
    report(&sum, "seeds with lost answers", started, SENDS_SEED);
    println!(
        "{count} ambiguous sends: 0 lost and 0 twice where repeats can be told apart, or a violation above"
    );
    count >= wanted && sum.failed.is_empty()
}

/// Looks for planted defects, two at a time.
fn planted(bugs: &[Planted], from: u64) -> bool {
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
                    let search = search(*bug, from);
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
