//! What must be so: read from one line, for scenarios, stories and the console alike.
//!
//! | Line | Holds where |
//! |---|---|
//! | `room "em" shows "…"` | a message for all in the room contains the words |
//! | `room "em" does not show "…"` | none does |
//! | `room "em" pinned "…"` | a pinned message contains the words |
//! | `room "em" topic "…"` | the topic is exactly this |
//! | `room "em" exists`, `room "em" does not exist`, `room "em" is closed` | so it is |
//! | `room "em" has ann, jim`, `room "em" does not have ann` | they are members |
//! | `headline "…"` | the topic of the emergency channel is exactly this |
//! | `hint to ann shows "…"`, `hint to ann does not show "…"` | what only they see in a room contains the words |
//! | `direct to ann shows "…"`, `direct to ann does not show "…"` | the bot's words in their direct conversation |
//! | `notified ann, jim` | these were notified since the step began |
//! | `notified exactly ann, jim`, `notified nobody` | these and nobody else |
//! | `commander ann`, `commander nobody` | who has the baton of the emergency channel |
//! | `commander of "hot-330" ann` | who has that of an incident |
//! | `severity of "hot-330" sev2`, `phase of "hot-330" mitigated` | how it is recorded |
//! | `role scribe of "hot-330" ann` | who has a role |
//! | `status page shows "…"`, `status page does not show "…"` | what the public reads |
//! | `ticket HOT-330 is "In Progress"`, `ticket HOT-330 has "…"` | its status; a comment or link on it |
//! | `paged ann`, `paged nobody` | the pager was asked to wake them since the step began |
//! | `journal has handover.passed`, `journal does not have …` | an entry of this kind is stored |
//! | `postmortem shows "…"` | the published postmortem contains the words |
//!
//! Words are compared without regard to line breaks and repeated spaces.

use chatops_core::incident::Phase;
use chatops_core::people::Role;
use chatops_core::severity::Severity;
use chatops_core::wire::is_kind;

use super::words::{Token, tokens};

/// Something that must be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The line it was read from.
    pub line: String,
    /// What it says.
    pub what: Expected,
}

/// What must be so. `yes` is false where it must not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the table of the module says what each means; names are those of its lines"
)]
pub enum Expected {
    Shows { room: String, words: String, yes: bool },
    Pinned { room: String, words: String },
    Topic { room: String, text: String },
    Exists { room: String, yes: bool },
    Closed { room: String },
    Members { room: String, people: Vec<String>, yes: bool },
    Headline { text: String },
    Hint { person: String, words: String, yes: bool },
    Direct { person: String, words: String, yes: bool },
    Notified { people: Vec<String>, exactly: bool },
    Commander { room: Option<String>, person: Option<String> },
    Severity { room: String, severity: String },
    Phase { room: String, phase: String },
    Role { room: String, role: String, person: Option<String> },
    StatusPage { words: String, yes: bool },
    TicketIs { key: String, status: String },
    TicketHas { key: String, words: String },
    Paged { people: Vec<String> },
    Journal { kind: String, yes: bool },
    Postmortem { words: String },
}

/// The forms of the table above, for errors.
const FORMS: &str = "`room \"em\" shows \"…\"`, `room … does not show|pinned|topic|exists|is closed|has …`, \
    `headline \"…\"`, `hint to ann shows \"…\"`, `direct to ann shows \"…\"`, `notified [exactly] ann, jim`, \
    `commander [of \"hot-330\"] ann`, `severity of`, `phase of`, `role scribe of \"hot-330\" ann`, \
    `status page shows \"…\"`, `ticket HOT-330 is|has \"…\"`, `paged ann`, `journal has kind`, \
    `postmortem shows \"…\"`";

impl Expectation {
    /// Reads an expectation.
    ///
    /// # Errors
    /// What is wrong with it, and the forms there are.
    pub fn read(line: &str) -> Result<Self, String> {
        let found = tokens(line)?;
        let words: Vec<&str> = found.iter().map(|token| token.text.as_str()).collect();
        let what =
            match words.as_slice() {
                ["room", room, rest @ ..] => of_room(room, rest),
                ["headline", text] => Some(Expected::Headline { text: (*text).to_owned() }),
                ["hint", "to", person, rest @ ..] => shown(rest)
                    .map(|(words, yes)| Expected::Hint { person: handle(person), words, yes }),
                ["direct", "to", person, rest @ ..] => shown(rest)
                    .map(|(words, yes)| Expected::Direct { person: handle(person), words, yes }),
                ["status", "page", rest @ ..] => {
                    shown(rest).map(|(words, yes)| Expected::StatusPage { words, yes })
                }
                ["postmortem", rest @ ..] => match shown(rest) {
                    Some((words, true)) => Some(Expected::Postmortem { words }),
                    _ => None,
                },
                ["journal", "has", kind] => {
                    Some(Expected::Journal { kind: (*kind).to_owned(), yes: true })
                }
                ["journal", "does", "not", "have", kind] => {
                    Some(Expected::Journal { kind: (*kind).to_owned(), yes: false })
                }
                other => of_people(other).or_else(|| of_incident(other)),
            };
        check_quotes(&found)?;
        if let Some(what) = &what {
            check_words(what)?;
        }
        what.map(|what| Self { line: line.trim().to_owned(), what }).ok_or_else(|| {
            let shown: String = line.trim().chars().take(80).collect();
            format!("`{shown}` is not an expectation; the forms are: {FORMS}")
        })
    }

    /// The people it names, by handle.
    #[must_use]
    pub fn people(&self) -> Vec<&str> {
        match &self.what {
            Expected::Hint { person, .. } | Expected::Direct { person, .. } => vec![person],
            Expected::Members { people, .. }
            | Expected::Notified { people, .. }
            | Expected::Paged { people } => people.iter().map(String::as_str).collect(),
            Expected::Commander { person, .. } | Expected::Role { person, .. } => {
                person.iter().map(String::as_str).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The ticket it names.
    #[must_use]
    pub fn ticket(&self) -> Option<&str> {
        match &self.what {
            Expected::TicketIs { key, .. } | Expected::TicketHas { key, .. } => Some(key),
            _ => None,
        }
    }

    /// The room it names, where it must be one that there is.
    #[must_use]
    pub fn room(&self) -> Option<&str> {
        match &self.what {
            Expected::Shows { room, .. }
            | Expected::Pinned { room, .. }
            | Expected::Topic { room, .. }
            | Expected::Exists { room, yes: true }
            | Expected::Closed { room }
            | Expected::Members { room, .. }
            | Expected::Severity { room, .. }
            | Expected::Phase { room, .. }
            | Expected::Role { room, .. } => Some(room),
            Expected::Commander { room, .. } => room.as_deref(),
            _ => None,
        }
    }
}

/// What is recorded under a word must be one of the words that there are.
fn check_words(what: &Expected) -> Result<(), String> {
    match what {
        Expected::Role { role, .. } if Role::from_word(role).is_none() => {
            let known: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
            Err(format!("`{role}` is no role; the roles are: {}", known.join(", ")))
        }
        Expected::Phase { phase, .. } if Phase::from_word(phase).is_none() => {
            let known: Vec<String> = Phase::ALL.iter().map(ToString::to_string).collect();
            Err(format!("`{phase}` is no phase; the phases are: {}", known.join(", ")))
        }
        Expected::Severity { severity, .. } => {
            severity.parse::<Severity>().map(drop).map_err(|error| error.to_string())
        }
        Expected::Journal { kind, .. } if !is_kind(kind) => Err(format!(
            "nothing called `{kind}` is ever stored; the end of each story in tests/stories lists such kinds, for example \
             `handover.passed`"
        )),
        _ => Ok(()),
    }
}

/// Words to look for stand in quotes, so that what follows them is noticed.
fn check_quotes(found: &[Token]) -> Result<(), String> {
    let after = found
        .iter()
        .skip_while(|token| !matches!(token.text.as_str(), "shows" | "show" | "topic" | "pinned"));
    let mut after = after.skip(1);
    match (after.next(), after.next()) {
        (Some(words), _) if !words.quoted => {
            Err(format!("put the words to look for in quotes: \"{} …\"", words.text))
        }
        (Some(_), Some(more)) => Err(format!("`{}` follows the expectation; remove it", more.text)),
        _ => Ok(()),
    }
}

fn handle(word: &str) -> String {
    word.trim_start_matches('@').to_lowercase()
}

fn handles(words: &[&str]) -> Vec<String> {
    words.iter().filter(|word| **word != "and").map(|word| handle(word)).collect()
}

fn shown(words: &[&str]) -> Option<(String, bool)> {
    match words {
        ["shows", words] => Some(((*words).to_owned(), true)),
        ["does", "not", "show", words] => Some(((*words).to_owned(), false)),
        _ => None,
    }
}

fn of_room(room: &str, words: &[&str]) -> Option<Expected> {
    let room = room.trim_start_matches('#').to_owned();
    if let Some((words, yes)) = shown(words) {
        return Some(Expected::Shows { room, words, yes });
    }
    match words {
        ["pinned", words] | ["has", "pinned", words] => {
            Some(Expected::Pinned { room, words: (*words).to_owned() })
        }
        ["topic", text] | ["topic", "is", text] => {
            Some(Expected::Topic { room, text: (*text).to_owned() })
        }
        ["exists"] => Some(Expected::Exists { room, yes: true }),
        ["does", "not", "exist"] => Some(Expected::Exists { room, yes: false }),
        ["is", "closed"] => Some(Expected::Closed { room }),
        ["has", people @ ..] if !people.is_empty() => {
            Some(Expected::Members { room, people: handles(people), yes: true })
        }
        ["does", "not", "have", people @ ..] if !people.is_empty() => {
            Some(Expected::Members { room, people: handles(people), yes: false })
        }
        _ => None,
    }
}

fn of_people(words: &[&str]) -> Option<Expected> {
    match words {
        ["notified", "nobody"] => Some(Expected::Notified { people: Vec::new(), exactly: true }),
        ["notified", "exactly", people @ ..] if !people.is_empty() => {
            Some(Expected::Notified { people: handles(people), exactly: true })
        }
        ["notified", people @ ..] if !people.is_empty() => {
            Some(Expected::Notified { people: handles(people), exactly: false })
        }
        ["paged", "nobody"] => Some(Expected::Paged { people: Vec::new() }),
        ["paged", people @ ..] if !people.is_empty() => {
            Some(Expected::Paged { people: handles(people) })
        }
        _ => None,
    }
}

fn of_incident(words: &[&str]) -> Option<Expected> {
    let somebody = |word: &str| (word != "nobody").then(|| handle(word));
    let room = |word: &str| word.trim_start_matches('#').to_owned();
    Some(match words {
        ["commander", "of", of, person] => {
            Expected::Commander { room: Some(room(of)), person: somebody(person) }
        }
        ["commander", person] | ["commander", "is", person] => {
            Expected::Commander { room: None, person: somebody(person) }
        }
        ["severity", "of", of, severity] => {
            Expected::Severity { room: room(of), severity: (*severity).to_owned() }
        }
        ["phase", "of", of, phase] => {
            Expected::Phase { room: room(of), phase: (*phase).to_owned() }
        }
        ["role", role, "of", of, person] => {
            Expected::Role { room: room(of), role: (*role).to_owned(), person: somebody(person) }
        }
        ["ticket", key, "is", status] => {
            Expected::TicketIs { key: (*key).to_owned(), status: (*status).to_owned() }
        }
        ["ticket", key, "has", words] => {
            Expected::TicketHas { key: (*key).to_owned(), words: (*words).to_owned() }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_table_is_read() {
        for line in [
            "room \"em\" shows \"x\"",
            "room em does not show \"x\"",
            "room em pinned \"x\"",
            "room em topic \"x\"",
            "room em exists",
            "room em does not exist",
            "room em is closed",
            "room em has ann, jim",
            "room em does not have ann",
            "headline \"x\"",
            "hint to ann shows \"x\"",
            "hint to ann does not show \"x\"",
            "direct to ann shows \"x\"",
            "notified ann, jim",
            "notified exactly ann",
            "notified nobody",
            "commander ann",
            "commander nobody",
            "commander of hot-330 ann",
            "severity of hot-330 sev2",
            "phase of hot-330 mitigated",
            "role scribe of hot-330 ann",
            "status page shows \"x\"",
            "ticket HOT-330 is \"In Progress\"",
            "ticket HOT-330 has \"x\"",
            "paged ann",
            "paged nobody",
            "journal has handover.passed",
            "journal does not have handover.passed",
            "postmortem shows \"x\"",
        ] {
            assert!(Expectation::read(line).is_ok(), "{line}: {:?}", Expectation::read(line));
        }
    }

    #[test]
    fn what_is_none_of_them_is_refused_with_the_forms() {
        assert!(Expectation::read("room em glows").unwrap_err().contains("the forms are"));
        assert!(Expectation::read("room em shows x").unwrap_err().contains("in quotes"));
        for (line, known) in [
            ("role king of hot-1 jim", "scribe"),
            ("severity of hot-1 sev9", "from 1 (worst) to 5"),
            ("phase of hot-1 burning", "stood down"),
            ("journal has handover.acepted", "ever stored"),
            ("journal does not have nothing.there", "ever stored"),
        ] {
            assert!(Expectation::read(line).unwrap_err().contains(known), "{line}");
        }
    }
}
