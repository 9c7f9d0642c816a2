//! A file holds one noun or one verb, and a function fits on a screen.

use std::collections::BTreeSet;

use super::Violation;
use super::files::Files;
use super::functions::{functions, test_modules};

/// Where a file ends: more than this and it holds two things.
const FILE_LINES_MAX: usize = 600;

/// Where a function ends: more than this does not fit on a screen.
const FUNCTION_LINES_MAX: usize = 70;

/// Files and functions that are too long; the functions of tests are free.
pub(super) fn check(files: &Files) -> Vec<Violation> {
    let test_files = test_files(files);
    let mut violations = Vec::new();
    for (path, text) in files.below("", ".rs") {
        let lines = text.lines().count();
        if lines > FILE_LINES_MAX {
            violations.push(Violation::new(
                path,
                FILE_LINES_MAX + 1,
                format!("the file has {lines} lines, {FILE_LINES_MAX} is its end"),
                "find the two things it holds and give each a file",
            ));
        }
        if is_test(path) || test_files.contains(path) {
            continue;
        }
        let long =
            functions(text).into_iter().filter(|function| function.lines > FUNCTION_LINES_MAX);
        violations.extend(long.map(|function| {
            Violation::new(
                path,
                function.line,
                format!(
                    "`{}` has {} lines, {FUNCTION_LINES_MAX} is its end",
                    function.name, function.lines
                ),
                "name a part of it and move that part out",
            )
        }));
    }
    violations
}

/// A folder `tests` beside `src` is Cargo's, the one below the root is ours.
fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/")
}

/// Files that are modules under `#[cfg(test)]`, by both ways of laying out a module.
fn test_files(files: &Files) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in files.below("", ".rs") {
        let stem = path.strip_suffix(".rs").unwrap_or(path);
        let folder = match stem.rsplit_once('/') {
            Some((folder, "lib" | "main" | "mod")) => folder,
            _ => stem,
        };
        for name in test_modules(text) {
            found.insert(format!("{folder}/{name}.rs"));
            found.insert(format!("{folder}/{name}/mod.rs"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function_of(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    x();\n".repeat(lines - 2))
    }

    fn places(files: &[(&str, &str)]) -> Vec<String> {
        let violations = check(&Files::of(files));
        violations.iter().map(|one| format!("{}:{}", one.path, one.line)).collect()
    }

    #[test]
    fn seventy_lines_are_a_function_and_seventy_one_are_not() {
        assert_eq!(places(&[("a/src/lib.rs", &function_of(70))]), [""; 0]);
        assert_eq!(places(&[("a/src/lib.rs", &function_of(71))]), ["a/src/lib.rs:1"]);
    }

    #[test]
    fn six_hundred_lines_are_a_file_and_one_more_is_not() {
        assert_eq!(places(&[("a.rs", &"//\n".repeat(600))]), [""; 0]);
        assert_eq!(places(&[("a.rs", &"//\n".repeat(601))]), ["a.rs:601"]);
        assert_eq!(places(&[("tests/a.rs", &"//\n".repeat(601))]), ["tests/a.rs:601"]);
        assert_eq!(places(&[("a.md", &"//\n".repeat(601))]), [""; 0]);
    }

    #[test]
    fn functions_of_tests_are_free() {
        let long = function_of(99);
        let module = format!("#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert_eq!(places(&[("a/tests/b.rs", &long), ("tests/b.rs", &long)]), [""; 0]);
        assert_eq!(places(&[("a/src/lib.rs", &module)]), [""; 0]);
        assert_eq!(
            places(&[("a/src/b.rs", "#[cfg(test)]\nmod c;"), ("a/src/b/c.rs", &long)]),
            [""; 0]
        );
        assert_eq!(places(&[("a/src/lib.rs", "mod c;"), ("a/src/c.rs", &long)]), ["a/src/c.rs:1"]);
    }
}
