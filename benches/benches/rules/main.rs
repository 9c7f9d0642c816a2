//! The figures of the README: what the rules cost. Each line is a figure with its limit; over a limit the run fails.

mod allocations;

use std::error::Error;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use allocations::counted;
use chatops_benches::figures::{Figures, fastest, mebibytes, micros, millis, per_call};
use chatops_benches::incident::{ORDINARY, Room, person};
use chatops_core::authority::Credentials;
use chatops_core::context::{Actor, Context};
use chatops_core::ids::MessageId;
use chatops_core::incident::{Command, Event, Incident, decide, evolve, react};
use chatops_core::policy::Policy;
use chatops_core::ports::journal::Entry;
use chatops_core::wire;
use chatops_runtime::engine::Input;

/// The rules on one ordinary message, in microseconds.
const MESSAGE_LIMIT_US: f64 = 2.0;

/// One message from the inbox to a transaction, in microseconds: far below the flush that follows it.
const STEP_LIMIT_US: f64 = 20.0;

/// Folding an incident of [`FOLD_EVENTS`], in milliseconds.
const FOLD_LIMIT_MS: f64 = 100.0;

/// What an incident of that length holds in memory, in mebibytes.
const FOLD_LIMIT_MIB: f64 = 64.0;

/// The longest incident that is planned for.
const FOLD_EVENTS: usize = 100_000;

/// Lengths at which a message must cost the same, in earlier messages.
const LENGTHS: [usize; 3] = [100, 10_000, 100_000];

/// Runs of the long figures, of which the fastest counts.
const RUNS: usize = 7;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if cfg!(debug_assertions) {
        return Err(
            "measure with `cargo bench`: without optimisation the figures say nothing".into()
        );
    }
    let mut figures = Figures::default();
    messages(&mut figures)?;
    long_incident(&mut figures)?;
    Ok(figures.verdict())
}

/// One ordinary message, at several lengths of the incident: time and allocations.
fn messages(figures: &mut Figures) -> Result<(), Box<dyn Error>> {
    let mut first = None;
    for length in LENGTHS {
        let mut room = Room::open()?;
        room.chat(length)?;
        let id = room.id()?;
        let start = room.engine.incident(&id).ok_or("the incident is gone")?.clone();
        let policy = Policy::default();
        let actor = Actor::Person(person(1)?);
        let cx = Context::new(room.now, &actor, &policy);
        let command = Command::Observe {
            message: MessageId::new("m1")?,
            thread: None,
            text: ORDINARY.to_owned(),
            reach: None,
        };

        let mut state = start.clone();
        let time =
            per_call(|| state = one_message(std::mem::take(&mut state), &command, cx, false));
        figures.at_most(
            &format!("decide+evolve after {length} messages"),
            micros(time),
            MESSAGE_LIMIT_US,
            "µs",
        );
        let mut state = start.clone();
        let time = per_call(|| state = one_message(std::mem::take(&mut state), &command, cx, true));
        figures.at_most(
            &format!("decide+evolve+react after {length} messages"),
            micros(time),
            MESSAGE_LIMIT_US,
            "µs",
        );

        let before = counted();
        let state = black_box(one_message(start, &command, cx, true));
        let after = counted();
        drop(state);
        let bytes = (after.bytes - before.bytes) as f64;
        figures.known(
            &format!("  allocations of it after {length} messages"),
            (after.allocations - before.allocations) as f64,
            "allocations",
        );
        figures.at_most(
            &format!("  allocated by it after {length} messages"),
            bytes,
            *first.get_or_insert(bytes),
            "bytes",
        );

        let item = room.message(1, ORDINARY)?;
        let now = room.now;
        let time = per_call(|| {
            let input = Input::Inbox(vec![item.clone()]);
            black_box(room.engine.step(black_box(input), now));
        });
        let what = format!("engine step after {length} messages");
        figures.at_most(&what, micros(time), STEP_LIMIT_US, "µs");
    }
    Ok(())
}

fn one_message(mut state: Incident, command: &Command, cx: Context<'_>, whole: bool) -> Incident {
    let events = decide(&state, black_box(command), cx, Credentials::default()).unwrap_or_default();
    for event in black_box(events) {
        state = evolve(state, &event);
        if whole {
            black_box(react(&state, &event, cx));
        }
    }
    state
}

/// A long incident of everything that happens in one: from its events, and from what is stored.
fn long_incident(figures: &mut Figures) -> Result<(), Box<dyn Error>> {
    let mut room = Room::open()?;
    room.work(FOLD_EVENTS)?;
    let events: Vec<Event> =
        room.of_incident().take(FOLD_EVENTS).map(wire::incident_event).collect::<Result<_, _>>()?;

    let before = counted().live;
    let state = black_box(fold(&events));
    let held = counted().live - before;
    drop(state);
    let time = fastest(RUNS, || fold(black_box(&events)));
    figures.at_most(&format!("fold of {} events", events.len()), millis(time), FOLD_LIMIT_MS, "ms");
    figures.at_most("  held after it", mebibytes(held), FOLD_LIMIT_MIB, "MiB");

    let stored = room.stored();
    let given = size_of_copy(&stored);
    let (mut times, mut held) = (Vec::new(), 0);
    for _ in 0..RUNS {
        let input = Input::Entries(stored.clone());
        let before = counted().live;
        let mut engine = room.fresh_engine();
        let start = Instant::now();
        let outputs = black_box(engine.step(input, room.now));
        times.push(start.elapsed());
        // The entries that were handed in are gone again by now, so they are taken off on both sides.
        held = (counted().live + given).saturating_sub(before);
        if !outputs.is_empty() {
            return Err("a stored entry could not be read".into());
        }
    }
    let time = times.into_iter().min().unwrap_or_default();
    figures.known(&format!("replay of {} stored entries", stored.len()), millis(time), "ms");
    figures.at_most("  held by the engine after it", mebibytes(held), FOLD_LIMIT_MIB, "MiB");
    Ok(())
}

fn fold(events: &[Event]) -> Incident {
    events.iter().fold(Incident::default(), evolve)
}

/// What a copy of the entries holds in memory, in bytes.
fn size_of_copy(entries: &[Entry]) -> usize {
    let before = counted().live;
    let copy = black_box(entries.to_vec());
    let size = counted().live - before;
    drop(copy);
    size
}
