//! Runs the tests: the ordinary ones with cargo-nextest where it is at hand, and the doc tests.

use std::fs;
use std::ops::AddAssign;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::{Site, Verdict};
use crate::counts::Counts;
use crate::failure::Failure;
use crate::process;

/// cargo-nextest answers at once; the bound is for a machine that is busy.
const ANSWER_MAX: Duration = Duration::from_secs(60);

/// Unit tests, properties, conformance cases and stories of every crate.
pub(super) fn tests(site: &mut Site) -> Result<Verdict, Failure> {
    let mut asked = site.workspace.cargo(["nextest", "--version"]);
    let has_nextest =
        process::capture(&mut asked, "", ANSWER_MAX).is_ok_and(|answer| answer.success);
    // Everything runs although something failed: one look shows all there is to mend.
    let mut cargo = if has_nextest {
        site.workspace.cargo([
            "nextest",
            "run",
            "--workspace",
            "--all-features",
            "--locked",
            "--no-fail-fast",
            "--status-level=slow",
            // What did not run is listed by name.
            "--final-status-level=skip",
        ])
    } else {
        println!("cargo-nextest is not installed: `cargo test` runs the same tests");
        site.workspace.cargo([
            "test",
            "--workspace",
            "--all-features",
            // Doc tests are a step of their own: nextest does not run them.
            "--lib",
            "--bins",
            "--tests",
            "--locked",
            "--no-fail-fast",
        ])
    };
    site.postgres.tell(&site.workspace, &mut cargo)?;
    let figures = site.workspace.figures();
    // Those of an earlier run would be taken for those of this one. There may be none.
    let _ = fs::remove_dir_all(&figures);
    let counts = counted(site, &mut cargo);
    shown(&figures).iter().for_each(|figure| println!("{figure}"));
    let counts = counts?;
    if counts.passed == 0 {
        return Err(Failure::new("not one test passed: a suite without tests proves nothing"));
    }
    Ok(Verdict::Passed)
}

/// What the rigs counted, a line each, by their names.
fn shown(figures: &Path) -> Vec<String> {
    let files = fs::read_dir(figures).into_iter().flatten().flatten();
    let mut lines: Vec<String> = files
        .filter_map(|file| {
            let rig = file.path().file_stem()?.to_string_lossy().into_owned();
            let counted = fs::read_to_string(file.path()).ok()?;
            Some(format!("{rig}: {}", counted.trim_end()))
        })
        .collect();
    lines.sort();
    lines
}

/// Every example in the documentation, the README's among them.
pub(super) fn doctests(site: &mut Site) -> Result<Verdict, Failure> {
    let mut cargo = site.workspace.cargo([
        "test",
        "--doc",
        "--workspace",
        "--all-features",
        "--locked",
        "--no-fail-fast",
    ]);
    counted(site, &mut cargo)?;
    Ok(Verdict::Passed)
}

/// Runs a test runner and adds what it counted to the sum of this run.
fn counted(site: &mut Site, runner: &mut Command) -> Result<Counts, Failure> {
    // A test never writes what it is compared with.
    runner.env("INSTA_UPDATE", "no").env("RUST_BACKTRACE", "1");
    let outcome = process::tee(runner)?;
    let counts = Counts::read(&outcome.stdout);
    if let Some(counts) = counts {
        site.counts.get_or_insert_default().add_assign(counts);
    }
    match (outcome.success, counts) {
        (true, Some(counts)) => Ok(counts),
        (true, None) => Err(Failure::new("the test runner printed no summary that xtask can read")),
        (false, Some(counts)) if counts.failed > 0 => {
            Err(Failure::new(format!("{} tests failed: each is above by name", counts.failed)))
        }
        (false, _) => Err(Failure::new("the tests could not be built or run: the reason is above")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_rigs_counted_is_shown_by_their_names() {
        let folder = std::env::temp_dir().join(format!("xtask-figures-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("power loss.txt"), "1000 images\n").unwrap();
        fs::write(folder.join("kill points.txt"), "1978 points\n").unwrap();
        let lines = shown(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(lines, ["kill points: 1978 points", "power loss: 1000 images"]);
    }

    #[test]
    fn where_no_rig_ran_nothing_is_shown() {
        assert_eq!(shown(Path::new("no-such-folder")), Vec::<String>::new());
    }
}
