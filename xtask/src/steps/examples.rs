//! The examples as a user runs them, without a terminal.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{Site, Verdict};
use crate::failure::Failure;
use crate::process::{self, Outcome};

/// What the README names; each must be there and run.
const EXAMPLES: &[&str] = &["drill", "console", "minimal"];

/// What a drill leaves behind.
const ARTEFACTS: &[&str] = &[
    "timeline.json",
    "transcript.md",
    "postmortem.md",
    "metrics.json",
    "status-page.html",
    "journal.db",
];

/// A drill plays hours of incident on a virtual clock, within seconds.
const EXAMPLE_MAX: Duration = Duration::from_secs(180);

/// One line as a person would type it into `console`, and the row that must come back.
const CONSOLE_INPUT: &str = "as jim in em: hello\n";

/// Every example is there and builds with the features a user gets by default.
pub(super) fn build(site: &mut Site) -> Result<Verdict, Failure> {
    let folder = site.workspace.root().join("examples");
    for name in EXAMPLES {
        let places = [folder.join(format!("{name}.rs")), folder.join(name).join("main.rs")];
        if !places.iter().any(|place| place.is_file()) {
            return Err(Failure::new(format!(
                "the example `{name}` is missing: the README promises examples/{name}.rs or examples/{name}/main.rs"
            )));
        }
    }
    let mut cargo = site.workspace.cargo(["build", "--examples", "--locked"]);
    process::run(&mut cargo, "an example does not build: the reason is above")?;
    Ok(Verdict::Passed)
}

/// The main job: a whole incident, and every file it promises.
pub(super) fn drill(site: &mut Site) -> Result<Verdict, Failure> {
    let out = fresh_folder(site, "drill")?;
    let mut cargo = example(site, "drill");
    ran(cargo.arg("--out").arg(&out), "")?;
    for name in ARTEFACTS {
        let there = fs::metadata(out.join(name)).is_ok_and(|file| file.len() > 0);
        if !there {
            return Err(Failure::new(format!("the drill left no {name}, or an empty one")));
        }
    }
    Ok(Verdict::Passed)
}

/// Replay equals live: the journal alone gives the same timeline, byte for byte.
pub(super) fn replay(site: &mut Site) -> Result<Verdict, Failure> {
    let live = folder(site, "drill");
    let out = fresh_folder(site, "replay")?;
    let mut cargo = example(site, "drill");
    cargo.arg("--replay").arg(live.join("journal.db"));
    ran(cargo.arg("--out").arg(&out), "")?;
    let (before, after) = (bytes(&live.join("timeline.json"))?, bytes(&out.join("timeline.json"))?);
    match first_difference(&before, &after) {
        None => Ok(Verdict::Passed),
        Some(line) => Err(Failure::new(format!(
            "the replayed timeline.json differs from the live one, first in line {line}"
        ))),
    }
}

/// One person plays everyone; with piped input, rows come out.
pub(super) fn console(site: &mut Site) -> Result<Verdict, Failure> {
    let out = fresh_folder(site, "console")?;
    let outcome = ran(example(site, "console").current_dir(out), CONSOLE_INPUT)?;
    if outcome.stdout.lines().any(is_hello_row) {
        return Ok(Verdict::Passed);
    }
    print!("{}", outcome.stdout);
    Err(Failure::new(format!(
        "console was given `{}` and printed no row `em | jim | hello`",
        CONSOLE_INPUT.trim()
    )))
}

/// `room | author | text`: the room as it is called, the author by any form of the name.
fn is_hello_row(line: &str) -> bool {
    let mut cells = line.splitn(3, '|').map(str::trim);
    let (room, author, text) = (cells.next(), cells.next(), cells.next());
    room.is_some_and(|room| room.trim_start_matches('#') == "em")
        && author.is_some_and(|author| author.to_lowercase().contains("jim"))
        && text == Some("hello")
}

/// `cargo run --example NAME --`, from wherever it is run.
pub(super) fn example(site: &Site, name: &str) -> Command {
    let mut cargo = site.workspace.cargo(["run", "--quiet", "--locked", "--manifest-path"]);
    cargo.arg(site.workspace.root().join("Cargo.toml"));
    cargo.args(["--example", name, "--"]).env("NO_COLOR", "1");
    cargo
}

/// An empty folder for what an example writes: nothing from an earlier run can pass for new.
pub(super) fn fresh_folder(site: &Site, name: &str) -> Result<PathBuf, Failure> {
    let folder = folder(site, name);
    let cleared = match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(&folder),
    };
    let lost = |error| Failure::new(format!("{} cannot be emptied: {error}", folder.display()));
    cleared.map_err(lost)?;
    Ok(folder)
}

fn folder(site: &Site, name: &str) -> PathBuf {
    site.workspace.target().join("xtask").join(name)
}

/// Runs an example to its end; what it said is shown only where it failed.
fn ran(command: &mut Command, input: &str) -> Result<Outcome, Failure> {
    let outcome = process::capture(command, input, EXAMPLE_MAX)?;
    if outcome.success {
        return Ok(outcome);
    }
    print!("{}{}", outcome.stdout, outcome.stderr);
    let words = command.get_args().map(OsStr::to_string_lossy).collect::<Vec<_>>();
    let tail = words.iter().skip_while(|word| *word != "--example").cloned().collect::<Vec<_>>();
    Err(Failure::new(format!("`cargo run {}` failed: its own lines are above", tail.join(" "))))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// The first line, from 1, in which two files differ.
fn first_difference(left: &[u8], right: &[u8]) -> Option<usize> {
    if left == right {
        return None;
    }
    let same = left.iter().zip(right).take_while(|(left, right)| left == right);
    Some(1 + same.filter(|(byte, _)| **byte == b'\n').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_the_console_is_recognised() {
        assert!(is_hello_row("em | jim | hello"));
        assert!(is_hello_row("#em | Jim Smith | hello"));
        assert!(!is_hello_row("em | jim"));
        assert!(!is_hello_row("em | chatops | hello"));
        assert!(!is_hello_row("em | jim | hello there"));
        assert!(!is_hello_row("team | jim | hello"));
    }

    #[test]
    fn the_first_differing_line_is_found() {
        assert_eq!(first_difference(b"a\nb\n", b"a\nb\n"), None);
        assert_eq!(first_difference(b"long\nb\n", b"long\nc\n"), Some(2));
        assert_eq!(first_difference(b"a\nb\n", b"a\nb\nc\n"), Some(3));
        assert_eq!(first_difference(b"", b"x"), Some(1));
    }
}
