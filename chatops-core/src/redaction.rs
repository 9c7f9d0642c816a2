//! The redaction check (Feature E2): what must not reach the public, found and marked before anybody
//! approves it.
//!
//! The check marks too much rather than too little. What it marks can be reworded, allowed in the
//! policy, or overridden by two persons with a reason (see [`crate::public_update`]). It is pure and
//! takes linear time. [`mask_secrets`] uses the same eyes on whatever comes in, before it is stored ([`take_in`]).
//!
//! ```
//! use chatops_core::redaction::{RedactionRules, check};
//! let found = check("Errors on db-17, see HOT-330", &RedactionRules::default(), &[]);
//! let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
//! assert_eq!(shown, ["[host: db-17]", "[ticket: HOT-330]"]);
//! ```

mod fold;
mod intake;
mod patterns;
mod secrets;

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::Text;
use fold::Folded;
pub(crate) use fold::visible;
pub use intake::take_in;
pub use secrets::{MASK, mask_secrets};

/// Longest text that is checked, in bytes. Behind it everything counts as [`FindingKind::Unchecked`]. Ten
/// times the longest public update, so that no text that can be drafted is cut.
pub const CHECK_BYTES_MAX: usize = 64 * 1024;

/// Most findings of one text. From the last one on, the rest of the text is one mark: a text with more
/// is not a public update but a log.
pub const FINDINGS_MAX: usize = 40;

/// Longest excerpt that a finding shows, in characters.
pub const SHOWN_CHARS_MAX: usize = 60;

/// How many characters of a secret a finding shows: enough to find it, too few to use it.
const SECRET_CHARS_SHOWN: usize = 4;

/// What must not reach the public, besides what every company keeps to itself (addresses, tokens, stack
/// traces and the like, which need no rule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RedactionRules {
    /// Domains that only insiders resolve, for example `prod.example.net`. What lies under them counts too.
    /// `.internal`, `.local`, `.corp` and their like always count.
    pub internal_domains: Vec<String>,
    /// Names of customers.
    pub customers: Vec<String>,
    /// Names of people, first name first. Each part of a name also counts by itself where it is written
    /// with a capital. The names of those in the incident are given with the text.
    pub people: Vec<String>,
    /// Phrases that blame. The default holds the usual ones.
    pub blame_words: Vec<String>,
    /// What is public although it looks internal: hosts, addresses, words. Whole and exact, except for
    /// case. A host also allows the addresses on it. No secret can be allowed.
    pub allow: Vec<String>,
    /// Prefixes of ticket keys, for example `HOT`. These count in small letters too (`hot-330`);
    /// in capitals every prefix counts.
    pub ticket_prefixes: Vec<String>,
}

impl Default for RedactionRules {
    fn default() -> Self {
        let blame = [
            "human error",
            "operator error",
            "user error",
            "fault of",
            "at fault",
            "mistake by",
            "mistake of",
            "to blame",
            "blamed on",
            "negligence",
            "carelessness",
            "incompetence",
            "human mistake",
            "mistake made by",
            "error by",
        ];
        Self {
            internal_domains: Vec::new(),
            customers: Vec::new(),
            people: Vec::new(),
            blame_words: blame.map(String::from).to_vec(),
            allow: Vec::new(),
            ticket_prefixes: Vec::new(),
        }
    }
}

/// What a finding is. Of two that mark the same words the first here names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// The key of a ticket.
    TicketKey,
    /// A host of the company: `db-17`, `cache.internal`.
    InternalHost,
    /// An address or network of version 4 or 6.
    IpAddress,
    /// An address on the web or elsewhere whose host is not allowed.
    Url,
    /// An e-mail address.
    Email,
    /// The name of a customer.
    Customer,
    /// The name of a person.
    Person,
    /// A token, key or password, or what looks like one.
    Secret,
    /// A piece of a stack trace or the name of an exception.
    StackTrace,
    /// A path in a file system or repository.
    FilePath,
    /// Words that name somebody as the cause.
    Blame,
    /// What could not be checked: too long, or with too many findings before it.
    Unchecked,
}

impl FindingKind {
    /// The word in a mark: `host` in `[host: db-17]`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::InternalHost => "host",
            Self::IpAddress => "IP address",
            Self::Url => "link",
            Self::Email => "e-mail",
            Self::TicketKey => "ticket",
            Self::Customer => "customer",
            Self::Person => "person",
            Self::Secret => "secret",
            Self::StackTrace => "stack trace",
            Self::FilePath => "file path",
            Self::Blame => "blame",
            Self::Unchecked => "not checked",
        }
    }
}

/// Something in a text that must not reach the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its first byte in the text, on a character boundary.
    pub start: usize,
    /// The byte behind it, on a character boundary.
    pub end: usize,
    /// What it is.
    pub kind: FindingKind,
    /// An excerpt, at most [`SHOWN_CHARS_MAX`] characters. Of a secret only the beginning: findings are
    /// stored.
    pub shown: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}: {}]", self.kind.label(), self.shown)
    }
}

/// A range of the original text, before overlaps are joined.
#[derive(Debug, Clone)]
struct Mark {
    range: Range<usize>,
    kind: FindingKind,
}

/// Finds what must not reach the public, in the order of the text and without overlaps. `names` are the
/// names of people known to the caller, besides those of the rules. Hidden characters do not hide
/// anything: offsets are those of the text as given.
#[must_use]
pub fn check(text: &str, rules: &RedactionRules, names: &[String]) -> Vec<Finding> {
    let (head, rest) = text.split_at(text.floor_char_boundary(CHECK_BYTES_MAX));
    let (exact, loose) = (Folded::exact(head), Folded::loose(head));
    let mut marks = patterns::find(&exact, rules);
    marks.extend(phrases(&loose, &rules.customers, FindingKind::Customer));
    marks.extend(phrases(&loose, &rules.blame_words, FindingKind::Blame));
    for people in [rules.people.as_slice(), names] {
        marks.extend(phrases(&loose, people, FindingKind::Person));
        marks.extend(parts_of_names(&exact, people));
    }
    drop_allowed(&mut marks, &exact, &loose, rules);
    let secrets = secrets::find(&exact, secrets::Destination::Public);
    marks.extend(
        secrets
            .iter()
            .map(|range| Mark { range: exact.original(range), kind: FindingKind::Secret }),
    );
    if !rest.is_empty() {
        marks.push(Mark { range: head.len()..text.len(), kind: FindingKind::Unchecked });
    }
    bounded(text, join(marks))
}

fn phrases(loose: &Folded, phrases: &[String], kind: FindingKind) -> Vec<Mark> {
    phrases
        .iter()
        .map(|phrase| Folded::loose(phrase.trim()))
        .flat_map(|phrase| loose.phrase(phrase.text()))
        .map(|range| Mark { range, kind })
        .collect()
}

/// First names and family names by themselves. Only with their capital or all in capitals, and of three letters
/// or more: `will` and `al` are words.
fn parts_of_names(exact: &Folded, people: &[String]) -> Vec<Mark> {
    people
        .iter()
        .flat_map(|name| name.split_whitespace())
        .filter(|part| part.chars().count() >= 3 && part.starts_with(char::is_uppercase))
        .flat_map(|part| [part.to_owned(), part.to_uppercase()])
        .map(|part| Folded::exact(&part))
        .flat_map(|part| exact.phrase(part.text()))
        .map(|range| Mark { range, kind: FindingKind::Person })
        .collect()
}

/// Takes away what the policy allows. A mark goes only if all of it is allowed.
fn drop_allowed(marks: &mut Vec<Mark>, exact: &Folded, loose: &Folded, rules: &RedactionRules) {
    let inside = |mark: &Mark, allowed: &[Range<usize>]| {
        allowed.iter().any(|range| range.start <= mark.range.start && mark.range.end <= range.end)
    };
    let words: Vec<Range<usize>> = phrases(loose, &rules.allow, FindingKind::Unchecked)
        .into_iter()
        .map(|mark| mark.range)
        .collect();
    let addresses = patterns::allowed_addresses(exact, rules);
    marks.retain(|mark| {
        let address_part = matches!(mark.kind, FindingKind::Url | FindingKind::FilePath);
        let allowed = inside(mark, &words) || (address_part && inside(mark, &addresses));
        !allowed
    });
}

/// Joins what overlaps, so that nothing loses its mark. The joined mark is a secret if any part is, else
/// what its longest part is.
fn join(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.retain(|mark| !mark.range.is_empty());
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.kind));
    let mut joined: Vec<Mark> = Vec::new();
    let mut longest = 0;
    for mark in marks {
        let length = mark.range.len();
        match joined.last_mut() {
            Some(last) if mark.range.start < last.range.end => {
                last.range.end = last.range.end.max(mark.range.end);
                let graver = mark.kind == FindingKind::Secret;
                if graver || (length > longest && last.kind != FindingKind::Secret) {
                    last.kind = mark.kind;
                    longest = length;
                }
            }
            _ => {
                longest = length;
                joined.push(mark);
            }
        }
    }
    joined
}

fn bounded(text: &str, marks: Vec<Mark>) -> Vec<Finding> {
    let too_many = marks.len() > FINDINGS_MAX;
    marks
        .into_iter()
        .take(FINDINGS_MAX)
        .enumerate()
        .map(|(index, mark)| {
            if too_many && index + 1 == FINDINGS_MAX {
                let range = mark.range.start..text.len();
                return finding(text, &Mark { range, kind: FindingKind::Unchecked });
            }
            finding(text, &mark)
        })
        .collect()
}

fn finding(text: &str, mark: &Mark) -> Finding {
    let excerpt = text.get(mark.range.clone()).unwrap_or_default();
    let keep = if mark.kind == FindingKind::Secret { SECRET_CHARS_SHOWN } else { SHOWN_CHARS_MAX };
    let shown = match mark.kind {
        FindingKind::Unchecked => String::from("the rest of the text"),
        FindingKind::Secret if excerpt == MASK => String::from("masked"),
        _ if excerpt.chars().count() > keep => {
            excerpt.chars().take(keep.saturating_sub(1)).chain(['…']).collect()
        }
        FindingKind::Secret => String::from("…"),
        _ => excerpt.to_owned(),
    };
    Finding { start: mark.range.start, end: mark.range.end, kind: mark.kind, shown }
}

/// The text as a quotation in which every finding stands out: `[host: db-17]`.
#[must_use]
pub fn show_marked(text: &str, findings: &[Finding]) -> Text {
    let mut shown = Text::new().quote();
    let mut reached = 0;
    for finding in findings {
        shown = quote(shown, text.get(reached..finding.start).unwrap_or_default());
        shown = shown.strong(finding.to_string());
        reached = finding.end;
    }
    quote(shown, text.get(reached..).unwrap_or_default())
}

fn quote(mut shown: Text, words: &str) -> Text {
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            shown = shown.quote();
        }
        if !line.is_empty() {
            shown = shown.plain(line);
        }
    }
    shown
}

#[cfg(test)]
mod tests;
