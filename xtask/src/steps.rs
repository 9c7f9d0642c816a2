//! The steps of `cargo xtask test`, in the order in which they run.

mod compile;
mod deny;
mod examples;
mod minimal;
mod postgres;
mod purity;
mod simulation;
mod suites;

use std::time::Instant;

pub(crate) use postgres::Postgres;

use crate::counts::Counts;
use crate::failure::Failure;
use crate::tidy;
use crate::workspace::Workspace;

/// One thing that must hold, and how to find out.
struct Step {
    name: &'static str,
    run: fn(&mut Site) -> Result<Verdict, Failure>,
}

/// How a step ended that did not fail.
enum Verdict {
    Passed,
    /// It could not be done here, for a reason that is printed: nothing is silent.
    Skipped(String),
}

/// What the steps work on, and what they have counted so far.
struct Site {
    workspace: Workspace,
    /// `None` until a test runner has ended.
    counts: Option<Counts>,
    /// What the tests find of PostgreSQL.
    postgres: Postgres,
}

/// Quick answers first within each kind; what builds most comes last.
const STEPS: &[Step] = &[
    Step { name: "fmt", run: compile::fmt },
    Step { name: "clippy", run: compile::clippy },
    Step { name: "postgres", run: postgres::start },
    Step { name: "tests", run: suites::tests },
    Step { name: "doctests", run: suites::doctests },
    Step { name: "simulation", run: simulation::seeds },
    Step { name: "sends", run: simulation::sends },
    Step { name: "planted", run: simulation::planted },
    Step { name: "rustdoc", run: compile::rustdoc },
    Step { name: "wasm", run: compile::wasm },
    Step { name: "purity", run: purity::purity },
    Step { name: "tidy", run: house },
    Step { name: "deny", run: deny::policy },
    Step { name: "advisories", run: deny::advisories },
    Step { name: "examples", run: examples::build },
    Step { name: "drill", run: examples::drill },
    Step { name: "replay", run: examples::replay },
    Step { name: "console", run: examples::console },
    Step { name: "minimal", run: minimal::minimal },
];

/// The options of `cargo xtask test`.
pub(crate) const OPTIONS: &[&str] = &["--no-deny", "--no-postgres"];

/// The steps that `--no-deny` leaves out: they install a tool, which takes minutes once.
const DENY_STEPS: &[&str] = &["deny", "advisories"];

fn house(site: &mut Site) -> Result<Verdict, Failure> {
    tidy::report(site.workspace.root()).map(|()| Verdict::Passed)
}

/// The names of all steps, in order.
pub(crate) fn names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

/// Which steps the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    no_deny: bool,
    no_postgres: bool,
    /// Empty means all.
    named: Vec<String>,
}

impl Selection {
    /// Reads `[--no-deny] [--no-postgres] [STEP…]`.
    pub(crate) fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut selection = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--no-deny" => selection.no_deny = true,
                "--no-postgres" => selection.no_postgres = true,
                name if names().contains(&name) => selection.named.push(name.to_owned()),
                unknown => {
                    let (steps, options) = (names().join(", "), OPTIONS.join(" and "));
                    return Err(Failure::new(format!(
                        "`{unknown}` is no step: there are {steps}, and the options {options}"
                    )));
                }
            }
        }
        Ok(selection)
    }

    fn wants(&self, name: &str) -> bool {
        self.named.is_empty() || self.named.iter().any(|named| named == name)
    }

    fn refuses(&self, name: &str) -> bool {
        self.no_deny && DENY_STEPS.contains(&name)
    }
}

/// Runs the selected steps up to the first failure; `true` when there was none.
pub(crate) fn run(workspace: Workspace, selection: &Selection) -> bool {
    let postgres = Postgres::new(selection.no_postgres);
    let mut site = Site { workspace, counts: None, postgres };
    let mut skipped = Vec::new();
    for step in STEPS.iter().filter(|step| selection.wants(step.name)) {
        let name = step.name;
        println!("==> {name}");
        let start = Instant::now();
        let verdict = if selection.refuses(name) {
            Ok(Verdict::Skipped("--no-deny was given".to_owned()))
        } else {
            (step.run)(&mut site)
        };
        let seconds = start.elapsed().as_secs_f64();
        match verdict {
            Ok(Verdict::Passed) => println!("ok   {name}  {seconds:.1} s"),
            Ok(Verdict::Skipped(reason)) => {
                println!("skipped {name}: {reason}");
                skipped.push(name);
            }
            Err(failure) => {
                // The sentence comes last: a count above it cannot be read as the verdict.
                print_counts(site.counts);
                println!("FAILED {name}  {seconds:.1} s: {failure}");
                return false;
            }
        }
    }
    println!("{}", success(selection, &skipped));
    print_counts(site.counts);
    true
}

fn success(selection: &Selection, skipped: &[&str]) -> String {
    let what = if selection.named.is_empty() { "every step" } else { "every named step" };
    match skipped {
        [] => format!("{what} passed"),
        names => format!("{what} passed but those skipped: {}", names.join(", ")),
    }
}

fn print_counts(counts: Option<Counts>) {
    if let Some(counts) = counts {
        println!("{counts}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Selection, Failure> {
        Selection::read(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn no_argument_selects_everything() {
        let all = read(&[]).unwrap();
        assert!(names().iter().all(|name| all.wants(name) && !all.refuses(name)));
    }

    #[test]
    fn named_steps_select_only_themselves() {
        let fmt = read(&["fmt"]).unwrap();
        assert!(fmt.wants("fmt") && !fmt.wants("clippy"));
    }

    #[test]
    fn no_deny_refuses_what_needs_the_tool_and_nothing_else() {
        let selection = read(&["--no-deny"]).unwrap();
        let refused: Vec<_> = names().into_iter().filter(|name| selection.refuses(name)).collect();
        assert_eq!(refused, DENY_STEPS);
    }

    #[test]
    fn an_unknown_step_is_named_with_the_known_ones() {
        let sentence = read(&["formatting"]).unwrap_err().to_string();
        assert!(sentence.contains("`formatting`") && sentence.contains("clippy"), "{sentence}");
    }

    #[test]
    fn success_names_what_was_left_out() {
        let all = Selection::default();
        assert_eq!(success(&all, &[]), "every step passed");
        assert_eq!(success(&all, &["wasm"]), "every step passed but those skipped: wasm");
    }
}
