//! How many tests ran, read from what the test runners print.

use std::fmt;
use std::ops::AddAssign;

/// Tests by outcome, summed over every runner of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Ran and passed.
    pub(crate) passed: u64,
    /// Ran and failed, in whichever way.
    pub(crate) failed: u64,
    /// Did not run: ignored, or not applicable here.
    pub(crate) skipped: u64,
}

impl Counts {
    /// The summary of cargo-nextest or the sum of libtest's; `None` where the text holds none.
    ///
    /// Nextest shows what a failed test printed, libtest's summary of that one test included, and
    /// counts last: where it has spoken, the rest is an echo.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let lines: Vec<String> = text.lines().map(without_colour).collect();
        lines.iter().rev().find_map(|line| nextest(line)).or_else(|| {
            lines.iter().filter_map(|line| libtest(line)).reduce(|mut sum, counts| {
                sum += counts;
                sum
            })
        })
    }

    fn add(&mut self, number: u64, what: &str) {
        match what {
            "passed" => self.passed += number,
            "failed" | "timed out" | "exec failed" => self.failed += number,
            "skipped" | "ignored" => self.skipped += number,
            // Measured, filtered out, set-up scripts: no tests of this run.
            _ => {}
        }
    }

    /// Adds up `3 passed, 1 failed, …`.
    fn list(text: &str, separator: char) -> Self {
        let mut counts = Self::default();
        for item in text.split(separator) {
            if let Some((number, what)) = item.trim().split_once(' ')
                && let Ok(number) = number.parse()
            {
                counts.add(number, what.trim());
            }
        }
        counts
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// `Summary [ 0.012s] 3 tests run: 2 passed (1 slow), 1 failed, 0 skipped`
fn nextest(line: &str) -> Option<Counts> {
    let rest = line.trim_start().strip_prefix("Summary [")?;
    let (_, outcomes) = rest.split_once(" run: ")?;
    Some(Counts::list(&without_parentheses(outcomes), ','))
}

/// `test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0s`
fn libtest(line: &str) -> Option<Counts> {
    let rest = line.trim_start().strip_prefix("test result: ")?;
    let (_, outcomes) = rest.split_once(". ")?;
    Some(Counts::list(outcomes, ';'))
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}

/// Runners colour their summaries at a terminal: `ESC [ digits m` is left out.
fn without_colour(line: &str) -> String {
    let mut kept = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(|end| end.is_ascii_alphabetic());
        } else {
            kept.push(character);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, passed: u64, failed: u64, skipped: u64) {
        assert_eq!(Counts::read(text), Some(Counts { passed, failed, skipped }), "{text}");
    }

    #[test]
    fn nextest_summaries_are_read_with_all_their_words() {
        check("     Summary [   0.012s] 3 tests run: 3 passed, 0 skipped", 3, 0, 0);
        check(
            "Summary [ 1.2s] 9 tests run: 4 passed (2 slow, 1 leaky), 2 failed, 1 timed out, 2 exec failed, 7 skipped",
            4,
            5,
            7,
        );
        check("Summary [ 1.2s] 2/9 tests run: 1 passed, 1 failed, 0 skipped", 1, 1, 0);
        check("Summary [ 1.2s] 1 test run: 1 passed, 0 skipped", 1, 0, 0);
    }

    #[test]
    fn colours_are_ignored() {
        check(
            "\u{1b}[32;1m     Summary\u{1b}[0m [   0.1s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m1\u{1b}[0m \u{1b}[33;1mskipped\u{1b}[0m",
            2,
            0,
            1,
        );
    }

    #[test]
    fn libtest_summaries_are_summed() {
        let text = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            noise\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 5 filtered out; finished in 0.01s\n";
        check(text, 4, 2, 1);
    }

    #[test]
    fn what_a_failed_test_printed_is_not_counted_again() {
        check(
            "  FAIL [ 0.1s] a b\n\
             test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 1 filtered out\n\
             Summary [ 9.9s] 9 tests run: 9 passed, 9 skipped\n\
             Summary [ 0.2s] 3 tests run: 2 passed, 1 failed, 0 skipped\n",
            2,
            1,
            0,
        );
    }

    #[test]
    fn a_text_without_a_summary_is_not_zero_tests() {
        assert_eq!(Counts::read("error: could not compile"), None);
        assert_eq!(Counts::read("in the Summary [ of a story"), None);
    }

    #[test]
    fn counts_read_as_a_line_of_their_own() {
        let counts = Counts { passed: 1, failed: 2, skipped: 3 };
        assert_eq!(counts.to_string(), "1 passed, 2 failed, 3 skipped");
    }
}
