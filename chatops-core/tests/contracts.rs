//! The contracts on the ports and the cases that prove them are one list: every sentence that ends with a name in
//! brackets has a case with that name and that sentence, and there are no others.

use std::collections::BTreeSet;
use std::path::Path;

use chatops_core::conformance;

/// The ports whose cases are written. A port comes in with its cases.
const PORTS_WITH_CASES: &[&str] = &[
    "chat",
    "schedule",
    "pager",
    "tickets",
    "status_page",
    "alerts",
    "knowledge",
    "tool",
    "journal",
    "clock",
];

/// A promise: port, name of its case, sentence.
type Promise = (String, String, String);

/// The documentation comments of a source file, one text per paragraph.
fn paragraphs(source: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in source.lines().map(str::trim) {
        let words = line.strip_prefix("///").map(str::trim).unwrap_or_default();
        match paragraphs.last_mut() {
            Some(last) if !words.is_empty() => {
                last.push_str(words);
                last.push(' ');
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs
}

/// The last sentence of a text. A sentence begins after a full stop, or after a name in brackets.
fn last_sentence(text: &str) -> &str {
    let text = text.trim();
    let begins = |(at, _): &(usize, &str)| {
        let after = &text[at + 2..];
        !after.is_empty() && !after.starts_with(char::is_lowercase)
    };
    let begin = text
        .match_indices(". ")
        .chain(text.match_indices("] "))
        .filter(begins)
        .map(|(at, _)| at + 2)
        .max();
    &text[begin.unwrap_or(0)..]
}

/// The promises of a paragraph: `Sentence. [port::case]`.
fn promises(paragraph: &str) -> Vec<Promise> {
    let is_name = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
    };
    let paragraph = paragraph.replace("\\[", "[").replace("\\]", "]");
    let mut found = Vec::new();
    for (open, _) in paragraph.match_indices('[') {
        let Some((inside, after)) = paragraph[open + 1..].split_once(']') else { continue };
        let Some((port, case)) = inside.split_once("::") else { continue };
        if is_name(port) && is_name(case) && !after.starts_with('(') {
            let sentence = last_sentence(&paragraph[..open]);
            found.push((port.to_owned(), case.to_owned(), sentence.to_owned()));
        }
    }
    found
}

#[expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "this test reads the sources it judges, and falls over where it cannot"
)]
fn written() -> Vec<Promise> {
    let ports = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ports");
    let mut files: Vec<_> =
        std::fs::read_dir(&ports).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| paragraphs(&std::fs::read_to_string(file).unwrap()))
        .flat_map(|paragraph| promises(&paragraph))
        .collect()
}

fn shown(promises: &BTreeSet<&Promise>) -> String {
    promises
        .iter()
        .map(|(port, case, sentence)| format!("\n  {port}::{case} — {sentence}"))
        .collect()
}

#[test]
fn every_promise_has_its_case_and_every_case_its_promise() {
    let written = written();
    let cases: Vec<Promise> = conformance::list()
        .into_iter()
        .map(|case| (case.port.to_owned(), case.name.to_owned(), case.sentence.to_owned()))
        .collect();
    let promised: BTreeSet<_> =
        written.iter().filter(|(port, ..)| PORTS_WITH_CASES.contains(&port.as_str())).collect();
    let proved: BTreeSet<_> = cases.iter().collect();
    let without_case: BTreeSet<_> = promised.difference(&proved).copied().collect();
    let without_promise: BTreeSet<_> = proved.difference(&promised).copied().collect();
    assert!(
        without_case.is_empty() && without_promise.is_empty(),
        "sentences without a case of that name and wording:{}\ncases without such a sentence:{}",
        shown(&without_case),
        shown(&without_promise),
    );
    let names: BTreeSet<_> = cases.iter().map(|(port, case, _)| (port, case)).collect();
    assert_eq!(names.len(), cases.len(), "a case is listed twice");
}

#[test]
fn every_port_with_cases_makes_promises() {
    let written = written();
    for port in PORTS_WITH_CASES {
        assert!(written.iter().any(|(named, ..)| named == port), "{port}");
    }
    for case in conformance::list() {
        assert!(PORTS_WITH_CASES.contains(&case.port), "{} is not in PORTS_WITH_CASES", case.port);
    }
}

#[test]
fn promises_are_read_as_they_are_meant() {
    let source = "
        /// Does it. `None` where, for example, a page
        /// was lost. [pager::lost] Twice is [`Ok`](Result). [pager::twice]
        ///
        /// Apart: once. [pager::once] See [pager::link](crate::ports).
        fn page();
        /// Other. \\[pager::other\\]
    ";
    let read: Vec<_> = paragraphs(source).iter().flat_map(|text| promises(text)).collect();
    let expected = [
        ("lost", "`None` where, for example, a page was lost."),
        ("twice", "Twice is [`Ok`](Result)."),
        ("once", "Apart: once."),
        ("other", "Other."),
    ];
    assert_eq!(
        read,
        expected.map(|(case, sentence)| ("pager".to_owned(), case.to_owned(), sentence.to_owned()))
    );
}
