//! One command for all that CI does: `cargo xtask help` lists what there is.
//!
//! Reading order: [`steps`] is the list that `cargo xtask test` runs, [`tidy`] holds the tests of
//! the house, [`process`] and [`workspace`] call other programs for both.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks on its standard streams"
)]

mod counts;
mod failure;
#[cfg(unix)]
mod postgres;
mod process;
mod soak;
mod steps;
mod tidy;
mod workspace;

use std::env;
use std::process::ExitCode;

use failure::Failure;
use workspace::Workspace;

const HELP: &str = "\
cargo xtask test [OPTION…] [STEP…]     everything CI does, or the named steps of it
cargo xtask ci                         the same as `test`
cargo xtask tidy                       the tests of the house alone
cargo xtask postgres                   a private PostgreSQL for tests run by hand, until Ctrl-C
cargo xtask conformance --list         the named cases of every port and the sentence each one proves
cargo xtask simulate ARGS…             seeds of the simulator; `cargo xtask simulate --help` lists what it takes
cargo xtask soak --minutes M [--from SEED]  what runs at night: the simulator and the rigs, for so long
cargo xtask bench [ARGS…]              the figures of the README
cargo xtask help                       this list";

/// What the command line asked for cannot be understood; the usual status for that.
const MISUSED: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let ended = match command {
        "help" | "--help" | "-h" => {
            println!(
                "{HELP}\n\noptions: {}\nsteps: {}",
                steps::OPTIONS.join(", "),
                steps::names().join(", ")
            );
            Ok(())
        }
        "test" | "ci" => match steps::Selection::read(rest) {
            Ok(selection) => return test(&selection),
            Err(misuse) => return misused(&misuse.to_string()),
        },
        "tidy" => Workspace::find().and_then(|workspace| tidy::report(workspace.root())),
        "postgres" => serve_postgres(),
        "conformance" => pass_on(CONFORMANCE, rest),
        "simulate" => pass_on(SIMULATE, rest),
        "soak" => Workspace::find().and_then(|workspace| soak::soak(&workspace, rest)),
        "bench" => bench(rest),
        unknown => {
            return misused(&format!("`{unknown}` is no command: `cargo xtask help` lists them"));
        }
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

const CONFORMANCE: &[&str] = &[
    "run",
    "--quiet",
    "--package",
    "chatops-testkit",
    "--features",
    "conformance",
    "--bin",
    "conformance",
    "--",
];

/// The simulator, optimised, with every check of a debug build.
const SIMULATE: &[&str] = &[
    "run",
    "--quiet",
    "--locked",
    "--profile",
    "simulation",
    "--package",
    "chatops-testkit",
    "--features",
    "sim",
    "--bin",
    "simulate",
    "--",
];

const BENCH: &[&str] = &["bench", "--no-fail-fast", "--package", "chatops-benches"];

/// Hands the remaining arguments to another cargo command, as they are.
fn pass_on(command: &[&str], rest: &[String]) -> Result<(), Failure> {
    let mut cargo = Workspace::find()?.cargo(command.iter().copied());
    cargo.args(rest);
    let sentence = format!("`{}` failed: its own lines are above", process::shown(&cargo));
    process::run(&mut cargo, &sentence)
}

/// Measures, on a PostgreSQL of its own as well.
fn bench(rest: &[String]) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let mut cargo = workspace.cargo(BENCH.iter().copied());
    let mut server = steps::Postgres::new(false);
    server.tell(&workspace, &mut cargo)?;
    process::run(
        cargo.args(rest),
        "a figure is over its limit, or could not be measured: see above",
    )
}

#[cfg(unix)]
fn serve_postgres() -> Result<(), Failure> {
    postgres::serve()
}

#[cfg(not(unix))]
fn serve_postgres() -> Result<(), Failure> {
    Err(Failure::new("a private PostgreSQL is only started on Unix"))
}

fn test(selection: &steps::Selection) -> ExitCode {
    match Workspace::find().map(|workspace| steps::run(workspace, selection)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn misused(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(MISUSED)
}
