//! What runs at night: the simulator and the rigs, in turn, until the time is over or an oracle is violated.

use std::time::{Duration, Instant};

use crate::SIMULATE;
use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;

/// Seeds of one turn: a few minutes on a small machine.
const SEEDS: u64 = 2_000;

/// Sends whose answer is lost, of one turn.
const SENDS: u64 = 5_000;

/// Power-loss images of one turn.
const IMAGES: u64 = 1_000;

/// Random kills of one turn.
const KILLS: u64 = 100;

/// The first seed of the first turn: behind those of `cargo xtask test`, which are played there.
const FIRST_SEED: u64 = 2_000;

/// What has been done so far.
#[derive(Debug, Default)]
struct Done {
    seeds: u64,
    sends: u64,
    images: u64,
    kills: u64,
}

/// Soaks for `--minutes M`.
pub(crate) fn soak(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let minutes = match arguments {
        [option, minutes] if option == "--minutes" => minutes.parse::<u64>().ok(),
        _ => None,
    };
    let misuse =
        || Failure::new("`cargo xtask soak --minutes M` takes the minutes and nothing else");
    let until =
        Instant::now() + Duration::from_secs(minutes.ok_or_else(misuse)?.saturating_mul(60));
    let mut done = Done::default();
    let mut turn = || -> Result<(), Failure> {
        let from = FIRST_SEED + done.seeds;
        simulate(workspace, &["--seeds", &format!("{from}..{}", from + SEEDS)])?;
        done.seeds += SEEDS;
        simulate(workspace, &["--sends", &SENDS.to_string()])?;
        done.sends += SENDS;
        rig(workspace, "CHATOPS_POWER_LOSS_IMAGES", IMAGES, "power_loss")?;
        done.images += IMAGES;
        rig(workspace, "CHATOPS_RANDOM_KILLS", KILLS, "crashbox")?;
        done.kills += KILLS;
        Ok(())
    };
    let mut ended = Ok(());
    while Instant::now() < until && ended.is_ok() {
        ended = turn();
    }
    println!(
        "{} seeds, {} ambiguous sends, {} power-loss images, {} random kills",
        done.seeds, done.sends, done.images, done.kills
    );
    ended
}

fn simulate(workspace: &Workspace, arguments: &[&str]) -> Result<(), Failure> {
    let mut cargo = workspace.cargo(SIMULATE.iter().copied());
    process::run(cargo.args(arguments), "the simulator found something: the seed is above")
}

/// A rig with its number in the environment.
fn rig(workspace: &Workspace, variable: &str, count: u64, test: &str) -> Result<(), Failure> {
    let arguments = ["test", "--locked", "--package", "chatops-crash", "--test", test];
    let mut cargo = workspace.cargo(arguments);
    cargo.env(variable, count.to_string());
    process::run(&mut cargo, "a rig found something: its own lines are above")
}
