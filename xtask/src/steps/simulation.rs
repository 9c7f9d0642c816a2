//! The simulator: seeds, sends whose answer is lost, planted defects.

use super::{Site, Verdict};
use crate::SIMULATE;
use crate::failure::Failure;
use crate::process;

/// Seeds of one run. The same ones every time: what passes once passes everywhere.
const SEEDS: &str = "0..2000";

/// Sends whose answer is lost, of one run.
const SENDS: &str = "5000";

/// The real runtime in bad weather.
pub(super) fn seeds(site: &mut Site) -> Result<Verdict, Failure> {
    simulate(site, &["--seeds", SEEDS], "a seed failed: its number and what was seen are above")
}

/// None lost, none twice.
pub(super) fn sends(site: &mut Site) -> Result<Verdict, Failure> {
    simulate(site, &["--sends", SENDS], "a send was lost or made twice: the seed is above")
}

/// The simulator finds what is wrong on purpose.
pub(super) fn planted(site: &mut Site) -> Result<Verdict, Failure> {
    simulate(site, &["--planted"], "a planted defect was not found: it is named above")
}

fn simulate(site: &Site, arguments: &[&str], sentence: &str) -> Result<Verdict, Failure> {
    let mut cargo = site.workspace.cargo(SIMULATE.iter().copied());
    process::run(cargo.args(arguments), sentence)?;
    Ok(Verdict::Passed)
}
