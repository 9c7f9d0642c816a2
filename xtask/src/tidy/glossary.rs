//! One word, one meaning, one type: the glossary names every word and each leads to its type.

use std::collections::BTreeSet;

use super::Violation;
use super::files::Files;
use super::lexer::{Kind, Token, lex};

const GLOSSARY: &str = "chatops-core/src/glossary.md";
const SOURCES: &str = "chatops-core/src/";

/// The words of the field, as the design lists them.
const WORDS: &[&str] = &[
    "emergency channel",
    "hot room",
    "team room",
    "duty commander",
    "incident commander",
    "deputy",
    "scribe",
    "communications lead",
    "internal liaison",
    "subject matter expert",
    "observer",
    "guest",
    "team manager",
    "delegate",
    "handover",
    "shift",
    "schedule",
    "layer",
    "rotation",
    "override",
    "restriction",
    "gap",
    "escalation policy",
    "level",
    "page",
    "acknowledge",
    "headline",
    "reach",
    "broadcast",
    "permit",
    "briefing",
    "alert",
    "report",
    "severity",
    "phase",
    "public phase",
    "public update",
    "redaction check",
    "all clear",
    "timeline",
    "transcript",
    "postmortem",
    "follow-up",
    "command",
    "event",
    "effect",
    "done",
    "refused",
    "ambiguous",
    "facet",
    "drill",
];

/// Keywords that a name follows when something is public.
const ITEMS: &[&str] =
    &["struct", "enum", "trait", "fn", "mod", "type", "const", "static", "union", "use"];

/// Words that are missing or lead nowhere, and links to what is not there.
pub(super) fn check(files: &Files) -> Vec<Violation> {
    let Some(text) = files.get(GLOSSARY) else {
        let mend = "write it: a table row or a heading per word, linked to its type";
        return vec![Violation::new(GLOSSARY, 1, "the glossary is missing", mend)];
    };
    let items = public_items(files);
    let mut violations = Vec::new();
    for (number, line) in numbered(text) {
        let dead = links(line).into_iter().filter(|link| !leads_somewhere(link, &items));
        violations.extend(dead.map(|link| {
            let what = format!("`{link}` is nothing public in the core");
            Violation::new(GLOSSARY, number, what, "link the type that carries the word today")
        }));
    }
    let entries = entries(text);
    for word in WORDS {
        let named: Vec<_> = entries.iter().filter(|entry| entry.names(word)).collect();
        let Some(first) = named.first() else {
            let mend = "add a row for it, linked to its type";
            violations.push(Violation::new(GLOSSARY, 1, format!("`{word}` is missing"), mend));
            continue;
        };
        if !named.iter().any(|entry| entry.linked) {
            let what = format!("`{word}` leads to no type");
            violations.push(Violation::new(GLOSSARY, first.line, what, "link its type: [`Type`]"));
        }
    }
    violations
}

/// A row, a heading with its section, or an item of a list.
struct Entry {
    line: usize,
    /// What it explains, as plain words in lower case.
    term: String,
    linked: bool,
}

impl Entry {
    /// Whether the word, or its plural, stands in the term.
    fn names(&self, word: &str) -> bool {
        let term = format!(" {} ", self.term);
        let word = plain(word);
        term.contains(&format!(" {word} ")) || term.contains(&format!(" {word}s "))
    }
}

fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut heading = None;
    for (line, content) in numbered(text) {
        let trimmed = content.trim_start();
        let linked = !links(content).is_empty();
        let term = if let Some(row) = trimmed.strip_prefix('|') {
            row.split('|').next()
        } else if let Some(item) = trimmed.strip_prefix(['-', '*']) {
            item.split([':', '—', '–']).next()
        } else if trimmed.starts_with('#') {
            heading = Some(entries.len());
            Some(trimmed)
        } else {
            // Plain sentences belong to the heading above them.
            let above = heading.and_then(|index| entries.get_mut(index));
            above.into_iter().for_each(|entry| entry.linked |= linked);
            None
        };
        entries.extend(term.map(|term| Entry { line, term: plain(term), linked }));
    }
    entries
}

/// Lower case words with single spaces; markup and hyphens are spaces.
fn plain(text: &str) -> String {
    let spaced: String =
        text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// Paths of the items that a line links, by any of the ways Markdown has:
///
/// ```text
/// [`Name`]   [`Name`](path)   [text](a::b)   [`Name`]: a::b
/// ```
fn links(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((_, after)) = rest.split_once('[') {
        let Some((text, after)) = after.split_once(']') else { break };
        rest = after;
        let target = match after.strip_prefix('(') {
            Some(inside) => inside.split(')').next(),
            None => after.strip_prefix(':').filter(|target| target.contains("::")),
        };
        let code = text.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
        let path = match target.map(str::trim) {
            // Pages and anchors are no items.
            Some(page) if page.contains('/') || page.contains('#') => None,
            Some(path) => Some(path),
            None => code,
        };
        found.extend(path.map(item_path));
    }
    found
}

/// `fn@crate::a::B::c()` → `crate::a::B::c`
fn item_path(link: &str) -> String {
    let path = link.rsplit_once('@').map_or(link, |(_, path)| path);
    path.split(['(', '<', '!']).next().unwrap_or(path).to_owned()
}

/// The last name of a path is public, or the one before it is (then the last is a variant or a method).
fn leads_somewhere(path: &str, items: &BTreeSet<&str>) -> bool {
    path.rsplit("::").take(2).any(|name| items.contains(name))
}

/// Names of everything public in the core, those that a macro of the same file declares among them.
fn public_items(files: &Files) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (_, source) in files.below(SOURCES, ".rs") {
        let tokens: Vec<_> =
            lex(source).into_iter().filter(|token| token.kind != Kind::Comment).collect();
        let mut rest = tokens.as_slice();
        let mut macros = BTreeSet::new();
        while let Some((first, after)) = rest.split_first() {
            if first.is("pub") {
                names.extend(declared(after));
            }
            match rest {
                [rules, bang, name, ..] if rules.is("macro_rules") && bang.is("!") => {
                    macros.insert(name.text);
                }
                [name, bang, arguments @ ..] if bang.is("!") && macros.contains(name.text) => {
                    names.extend(argument_names(arguments));
                }
                _ => {}
            }
            rest = after;
        }
    }
    names
}

/// The name in `struct Name`, `const fn name`, `async fn name`, …; nothing for `pub(crate)`.
fn declared<'a>(after: &[Token<'a>]) -> Option<&'a str> {
    let words = after.iter().take_while(|token| token.kind == Kind::Word);
    let mut words = words.skip_while(|word| !ITEMS.contains(&word.text));
    words.find(|word| !ITEMS.contains(&word.text)).map(|name| name.text)
}

/// The words between the brackets of a macro call, up to the first bracket within them.
fn argument_names<'a>(arguments: &[Token<'a>]) -> Vec<&'a str> {
    let inside = arguments.iter().skip(1);
    inside
        .take_while(|token| !matches!(token.text, ")" | "}" | "]" | "(" | "{"))
        .filter(|token| token.kind == Kind::Word)
        .map(|token| token.text)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "pub struct Reach; pub(crate) struct Hidden; pub const fn decide() {}\n\
        struct Inner; macro_rules! id { ($n:ident) => { pub struct $n; } } id!(TeamId, \"x\");";

    fn whats(glossary: &str) -> Vec<String> {
        let files = Files::of(&[(GLOSSARY, glossary), ("chatops-core/src/a.rs", SOURCE)]);
        check(&files).into_iter().map(|one| format!("{}: {}", one.line, one.what)).collect()
    }

    fn complete(link: &str) -> String {
        WORDS.iter().map(|word| format!("| {word} | {link} |\n")).collect()
    }

    #[test]
    fn a_row_for_every_word_is_a_glossary() {
        assert_eq!(whats(&complete("[`Reach`]")), [""; 0]);
        assert_eq!(whats(&complete("[`Reach::Here`](crate::a::Reach::Here)")), [""; 0]);
        assert_eq!(whats(&complete("[`TeamId`]")), [""; 0]);
        assert_eq!(whats(&complete("[who decides](crate::decide())")), [""; 0]);
    }

    #[test]
    fn a_missing_word_is_named() {
        let glossary = complete("[`Reach`]").replace("hot room", "warm room");
        assert_eq!(whats(&glossary), ["1: `hot room` is missing"]);
        assert_eq!(check(&Files::of(&[])).len(), 1);
    }

    #[test]
    fn a_word_without_a_type_is_named() {
        let glossary =
            complete("[`Reach`]").replace("| scribe | [`Reach`] |", "| scribe | writes |");
        assert_eq!(
            whats(&glossary),
            ["11: `scribe` leads to no type"]
                .map(|line| line.replace("11", &(1 + position("scribe")).to_string()))
        );
    }

    fn position(word: &str) -> usize {
        WORDS.iter().position(|one| *one == word).unwrap()
    }

    #[test]
    fn a_link_to_nothing_is_named() {
        for name in ["Nowhere", "Hidden", "Inner"] {
            let glossary = format!("{}\n[`{name}`]\n", complete("[`Reach`]"));
            let line = WORDS.len() + 2;
            assert_eq!(
                whats(&glossary),
                [format!("{line}: `{name}` is nothing public in the core")]
            );
        }
    }

    #[test]
    fn headings_and_lists_are_entries_too() {
        let entries = entries(
            "## Hot rooms\nThe room: [`Room`].\n- **follow-up**: [`X`]\n- done — no: [x](y)\n",
        );
        assert!(entries[0].names("hot room") && entries[0].linked);
        assert!(entries[1].names("follow-up") && entries[1].linked);
        assert!(entries[2].names("done") && !entries[2].names("no"));
        assert!(!entries[0].names("room temperature") && !entries[0].names("ot room"));
    }

    #[test]
    fn pages_are_no_items() {
        assert_eq!(links("[a](https://example.org) [b](#c) [`D`](e::F) [`G`] [x]"), ["e::F", "G"]);
        assert_eq!(links("[`H`]: crate::h::H"), ["crate::h::H"]);
        assert_eq!(links("[`H`]: a word"), ["H"]);
    }
}
