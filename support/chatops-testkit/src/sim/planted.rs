//! How many seeds it takes to find a planted defect: the measure of the simulator itself.

use chatops_core::planted::{Planted, plant};

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
}

/// Plays seeds with a defect until an oracle sees it.
#[must_use]
pub fn search(bug: Planted) -> Search {
    plant(Some(bug));
    let mut found = None;
    let mut seeds = 0;
    for seed in 0..SEEDS_MAX {
        seeds += 1;
        // A defect may also make the rig itself stumble: a panic is a finding.
        let run = std::panic::catch_unwind(|| simulate(&setup(bug, seed)));
        found = match run {
            Ok(run) => {
                run.violations.first().map(|violation| (violation.oracle, violation.what.clone()))
            }
            Err(_) => Some(("panic", String::from("the program panicked"))),
        };
        if found.is_some() {
            break;
        }
    }
    plant(None);
    Search { bug, found, seeds }
}

/// Defects that only show between replicas, or in one kind of weather, are looked for there.
fn setup(bug: Planted, seed: u64) -> Setup {
    let mut setup = Setup { seed, ..Setup::default() };
    match bug {
        Planted::NumbersTaken | Planted::ExpectationsPassedOver | Planted::LeaseForEverybody => {
            setup.replicas = Some(3);
        }
        Planted::InboxForgetsKeys => {
            setup.weather = Some(Weather::of_many(&[(Fault::Duplicate, 200)]))
        }
        _ => {}
    }
    setup
}
