//! cargo-deny: which licences, crates and sources may enter, and known vulnerabilities.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use super::{Site, Verdict};
use crate::failure::Failure;
use crate::process;

/// Pinned, so that the verdict changes when we decide so.
const VERSION: &str = "0.20.2";

/// The tool runs for a second per check: time spent on optimising it is never won back.
const QUICK_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
];

/// Asking the tool for its version is instant; the bound is for a machine that is busy.
const ANSWER_MAX: Duration = Duration::from_secs(60);

/// A shallow clone of a few megabytes; whoever needs longer is as good as offline.
const FETCH_MAX: Duration = Duration::from_secs(120);

/// Licences, banned crates and sources, as `deny.toml` says.
pub(super) fn policy(site: &mut Site) -> Result<Verdict, Failure> {
    install(site)?;
    let mut deny = deny(site);
    deny.args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    process::run(&mut deny, "cargo-deny objects: each crate is above; deny.toml holds the rules")?;
    Ok(Verdict::Passed)
}

/// Known vulnerabilities, where their database can be fetched.
pub(super) fn advisories(site: &mut Site) -> Result<Verdict, Failure> {
    install(site)?;
    let mut fetch = deny(site);
    // A question for a password would wait for somebody who is not there.
    fetch.args(["fetch", "db"]).env("GIT_TERMINAL_PROMPT", "0");
    let unfetched = match process::capture(&mut fetch, "", FETCH_MAX) {
        Ok(outcome) if outcome.success => None,
        Ok(outcome) => Some(last_line(&outcome.stderr).to_owned()),
        Err(failure) => Some(failure.to_string()),
    };
    if let Some(reason) = unfetched {
        return Ok(Verdict::Skipped(format!("the advisory database cannot be fetched: {reason}")));
    }
    let mut deny = deny(site);
    deny.args(["check", "--disable-fetch", "advisories"]);
    process::run(&mut deny, "a dependency has a known fault: the advisory above names the mend")?;
    Ok(Verdict::Passed)
}

/// What a tool says last is nearest to the cause.
fn last_line(text: &str) -> &str {
    text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("no reason was given")
}

/// The whole workspace with every feature: what is optional is still shipped to somebody.
fn deny(site: &Site) -> Command {
    let mut command = site.workspace.program(binary(site));
    command.args(["--workspace", "--all-features", "--locked"]);
    command
}

fn tools(site: &Site) -> PathBuf {
    site.workspace.target().join("tools")
}

fn binary(site: &Site) -> PathBuf {
    tools(site).join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX))
}

/// Builds the pinned version below the target folder, unless it is there already.
fn install(site: &Site) -> Result<(), Failure> {
    let mut ask = site.workspace.program(binary(site));
    let answer = process::capture(ask.arg("--version"), "", ANSWER_MAX);
    if answer.is_ok_and(|answer| answer.stdout.trim() == format!("cargo-deny {VERSION}")) {
        return Ok(());
    }
    println!("installing cargo-deny {VERSION} into the target folder, once");
    let start = Instant::now();
    // Below our own folder, not the system's: an interrupted build goes on where it stopped.
    let build = tools(site).join("build");
    let mut cargo = site.workspace.cargo([
        "install",
        "--quiet",
        "--locked",
        "--force",
        "--no-track",
        "cargo-deny",
        "--version",
        VERSION,
    ]);
    cargo.arg("--root").arg(tools(site)).arg("--target-dir").arg(&build);
    cargo.envs(QUICK_BUILD.iter().copied());
    process::run(
        &mut cargo,
        "cargo-deny could not be installed: the reason is above; --no-deny leaves these steps out",
    )?;
    // Half a gigabyte that nobody looks at again; left behind, it does no harm.
    let _ = std::fs::remove_dir_all(build);
    println!("installed cargo-deny {VERSION} in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_the_last_line_that_says_something() {
        assert_eq!(last_line("[ERROR] failed\nfatal: no such host\n\n"), "fatal: no such host");
        assert_eq!(last_line("\n"), "no reason was given");
    }
}
