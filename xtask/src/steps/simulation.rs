//! The simulator, seed after seed.

use super::{Site, Verdict};
use crate::SIMULATE;
use crate::failure::Failure;
use crate::process;

/// Seeds of one run. The same ones every time: what passes once passes everywhere.
const SEEDS: &str = "0..2000";

/// The real runtime in bad weather.
pub(super) fn seeds(site: &mut Site) -> Result<Verdict, Failure> {
    let mut cargo = site.workspace.cargo(SIMULATE.iter().copied());
    let sentence = "a seed failed: its number and what was seen are above";
    process::run(cargo.args(["--seeds", SEEDS]), sentence)?;
    Ok(Verdict::Passed)
}
