//! The tests of the house: what the compiler does not check and a reader relies on.
//!
//! Each rule gives violations as `path:line: what — mend`; `cargo xtask tidy` prints them all, and
//! the tests below give the same verdict to an ordinary `cargo test`.

mod dependencies;
mod files;
mod functions;
mod glossary;
mod leftovers;
mod lengths;
mod lexer;
mod names;
mod rooms;

use std::fmt;
use std::path::Path;

use crate::failure::Failure;
use files::Files;

/// One place that breaks a rule of the house.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Violation {
    /// Relative to the root, with forward slashes.
    path: String,
    /// From 1; 1 also for what concerns a whole file or folder.
    line: usize,
    what: String,
    mend: String,
}

impl Violation {
    fn new(path: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, what, mend } = self;
        write!(f, "{path}:{line}: {what} — {mend}")
    }
}

type Rule = fn(&Files) -> Vec<Violation>;

const RULES: &[Rule] = &[
    dependencies::check,
    lengths::check,
    names::check,
    glossary::check,
    leftovers::check,
    rooms::stories,
    rooms::readmes,
];

/// Prints every violation in the checkout at `root`.
pub(crate) fn report(root: &Path) -> Result<(), Failure> {
    let files = Files::read(root)?;
    let mut violations: Vec<Violation> = RULES.iter().flat_map(|rule| rule(&files)).collect();
    violations.sort();
    violations.dedup();
    for violation in &violations {
        println!("{violation}");
    }
    match violations.len() {
        0 => Ok(()),
        1 => Err(Failure::new("one place is untidy: the line above says how to mend it")),
        many => {
            Err(Failure::new(format!("{many} places are untidy: each line above says its mend")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    #[track_caller]
    fn check(rule: Rule) {
        let files = Files::read(Workspace::find().unwrap().root()).unwrap();
        let violations: Vec<_> = rule(&files).iter().map(ToString::to_string).collect();
        assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
    }

    #[test]
    fn dependencies_point_inward() {
        check(dependencies::check);
    }

    #[test]
    fn files_and_functions_end_in_time() {
        check(lengths::check);
    }

    #[test]
    fn the_core_names_no_platform() {
        check(names::check);
    }

    #[test]
    fn the_glossary_is_complete_and_linked() {
        check(glossary::check);
    }

    #[test]
    fn nothing_is_left_over() {
        check(leftovers::check);
    }

    #[test]
    fn every_scene_has_its_story() {
        check(rooms::stories);
    }

    #[test]
    fn every_crate_has_a_readme() {
        check(rooms::readmes);
    }

    #[test]
    fn a_violation_reads_as_place_what_and_mend() {
        let violation = Violation::new("a/b.rs", 7, "too long", "cut it");
        assert_eq!(violation.to_string(), "a/b.rs:7: too long — cut it");
    }
}
