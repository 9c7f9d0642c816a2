//! How many seeds it takes to find a planted defect: the measure of the simulator itself.

use chatops_core::planted::{Planted, plant};

use std::time::Duration;

use super::many::caught;
use super::weather::{Fault, Weather};
use super::world::{Setup, simulate};

/// Seeds that are tried before a defect counts as not found.
pub const SEEDS_MAX: u64 = 300;

/// What came of the search for one defect.
#[derive(Debug, Clone)]
pub struct Search {
    /// The defect.
    pub bug: Planted,
    /// The oracle that saw it, and what it saw. Nothing: none did.
    pub found: Option<(&'static str, String)>,
    /// How many seeds were played.
    pub seeds: u64,
    /// What an oracle sees in the last of them without the defect. Anything: the finding proves nothing.
    pub control: Option<(&'static str, String)>,
}

/// Plays seeds from one on with a defect until an oracle sees it.
#[must_use]
pub fn search(bug: Planted, from: u64) -> Search {
    plant(Some(bug));
    let mut found = None;
    let mut seeds = 0;
    for seed in from..from.saturating_add(SEEDS_MAX) {
        seeds += 1;
        // A defect may also make the rig itself stumble: a panic is a finding.
        found = play(&setup(bug, seed));
        if found.is_some() {
            break;
        }
    }
    plant(None);
    // The control: what is found without the defect too was not found because of it.
    let control = found.as_ref().and_then(|_| play(&setup(bug, from + seeds - 1)));
    Search { bug, found, seeds, control }
}

/// What an oracle saw first.
fn play(setup: &Setup) -> Option<(&'static str, String)> {
    let run = caught(|| simulate(setup));
    run.violations.first().map(|violation| (violation.oracle, violation.what.clone()))
}

/// Defects that only show between replicas, or in one kind of weather, are looked for there.
fn setup(bug: Planted, seed: u64) -> Setup {
    let mut setup = Setup { seed, ..Setup::default() };
    match bug {
        Planted::LeaseForEverybody
        | Planted::ConflictsUnheard
        | Planted::NewsUnread
        | Planted::WatchUnheld => setup.replicas = Some(3),
        Planted::AcknowledgedFirst => {
            setup.weather = Some(Weather::of_many(&[(Fault::JournalUnavailable, 50)]));
        }
        Planted::GapsUnread => {
            setup.weather = Some(Weather::of_many(&[(Fault::Swallowed, 300)]));
        }
        Planted::WaitingUnread => {
            let mut weather = Weather::of_many(&[(Fault::Unavailable, 300)]);
            weather.disasters = vec![(Duration::from_secs(20), Fault::Restart); 8];
            setup.weather = Some(weather);
        }
        Planted::StallUnseen => {
            setup.weather = Some(Weather::of_many(&[(Fault::Swallowed, 100)]));
        }
        Planted::InboxForgetsKeys => {
            setup.weather = Some(Weather::of_many(&[(Fault::Duplicate, 200)]))
        }
        _ => {}
    }
    setup
}
