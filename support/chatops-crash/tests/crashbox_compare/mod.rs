//! Whether where a killed story led is as good as where it leads without.

use chatops_crash::crashbox::summary::{Counted, Summary};

/// What came of the comparison.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// The same.
    Same,
    /// The same, but that the hot room has the name that it gets where the ticket comes late: the lease of the dead
    /// process had to end first.
    Late,
    /// The same, but for what was told as unclear and what follows from it: the kinds of effect.
    Unclear(Vec<String>),
    /// Something is wrong.
    Wrong(Vec<String>),
}

/// The name of the hot room, and the one it gets where its ticket comes late.
const NAMES: (&str, &str) = ("hot-330", "inc-2026-03-04-1");

/// Entries that every start writes.
const BY_START: [&str; 4] = [
    "channel started",
    "channel room.opened",
    "channel shift.consulted",
    "channel shift.confirmed",
];

/// Entries of a ticket that comes late.
const BY_LATE: [&str; 2] = ["incident ticket.unavailable", "incident ticket.linked"];

/// What is said where a ticket comes late.
const SAID_LATE: &str = "bot: No ticket yet.";

/// What may differ where an effect of a kind is unclear, and nothing else.
struct Unclear {
    /// The kind of effect.
    kind: &'static str,
    /// What a message, or a line of a document, that is another one is about: one of these stands in it.
    words: &'static [&'static str],
    /// Entries that may be missing.
    missing: &'static [&'static str],
    /// Entries that may be there instead.
    instead: &'static [&'static str],
    /// What else may be another one, by the name of its part of the summary.
    parts: &'static [&'static str],
}

/// The kinds of effect that can be unclear in this story.
const UNCLEAR: [Unclear; 2] = [
    Unclear {
        kind: "run_tool",
        words: &["load system=system23"],
        missing: &["incident tool.finished"],
        instead: &["incident tool.failed"],
        parts: &["runs"],
    },
    Unclear {
        kind: "publish_update",
        words: &["ublic update 1"],
        missing: &["incident public_update.published"],
        // What nobody knows is told to the commander in a message of its own.
        instead: &["incident public_update.publish_unclear", "incident room.posted"],
        parts: &["public"],
    },
];

/// Something that is not as it is without a kill.
#[derive(Debug)]
struct Difference {
    /// In which part of the summary.
    part: String,
    /// What is there another number of times. Nothing: the part is one thing.
    text: String,
    /// Both sides, for whoever reads it.
    shown: String,
    /// Whether it is there more often than without a kill.
    more: bool,
}

impl Difference {
    fn of(part: &str, goal: impl std::fmt::Debug, found: impl std::fmt::Debug) -> Self {
        let shown = format!("{part} {goal:?} {found:?}");
        Self { part: part.to_owned(), text: String::new(), shown, more: false }
    }

    /// Whether it follows from an effect of this kind that is unclear.
    fn follows_from(&self, unclear: &Unclear) -> bool {
        let has = |names: &[&str], name: &str| names.contains(&name);
        match self.part.as_str() {
            "entries" if self.more => has(unclear.instead, &self.text),
            "entries" => has(unclear.missing, &self.text),
            // Nothing may be there twice of what pages somebody, is read by the public or stands in a ticket.
            "public" => has(unclear.parts, "public") && !self.more,
            part if part == "pages" || part.starts_with("ticket") => false,
            part if self.text.is_empty() => has(unclear.parts, part) && !self.more,
            _ => unclear.words.iter().any(|word| self.text.contains(word)),
        }
    }
}

/// Compares.
pub(crate) fn compare(goal: &Summary, found: &Summary) -> Verdict {
    let mut wrong = never(goal, found);
    let late = !goal.rooms.contains_key(NAMES.1) && found.rooms.contains_key(NAMES.1);
    let renamed;
    let found = if late {
        let text = serde_json::to_string(found).unwrap().replace(NAMES.1, NAMES.0);
        let mut summary: Summary = serde_json::from_str(&text).unwrap();
        for room in summary.rooms.values_mut() {
            room.messages.retain(|text, count| !text.starts_with(SAID_LATE) || *count > 1);
        }
        renamed = summary;
        &renamed
    } else {
        found
    };
    let known = |kind: &String| UNCLEAR.iter().find(|one| one.kind == kind);
    let unclear: Vec<&Unclear> = found.unclear.keys().filter_map(known).collect();
    let strange = found.unclear.keys().filter(|kind| known(kind).is_none());
    wrong.extend(strange.map(|kind| format!("a `{kind}` is unclear, which can be known")));
    let differs = differences(goal, found, late);
    let any = !differs.is_empty();
    let unexplained =
        differs.into_iter().filter(|one| !unclear.iter().any(|kind| one.follows_from(kind)));
    wrong.extend(unexplained.map(|one| one.shown));
    match (wrong.is_empty(), any) {
        (true, false) if late => Verdict::Late,
        (true, false) => Verdict::Same,
        (true, true) => Verdict::Unclear(found.unclear.keys().cloned().collect()),
        (false, _) => Verdict::Wrong(wrong),
    }
}

/// What must not be, whatever happened.
fn never(goal: &Summary, found: &Summary) -> Vec<String> {
    let mut wrong = Vec::new();
    if !found.lost.is_empty() {
        wrong.push(format!("acknowledged and lost: {:?}", found.lost));
    }
    if !found.rooms_twice.is_empty() || found.rooms.len() != goal.rooms.len() {
        wrong.push(format!("rooms: {:?}, twice {:?}", found.rooms.keys(), found.rooms_twice));
    }
    if found.runs > goal.runs {
        wrong.push(format!("a tool ran {} times instead of {}", found.runs, goal.runs));
    }
    let open = found.effects.keys().find(|state| {
        !["done", "refused", "ambiguous", "replaced"].contains(&state.as_str())
            && goal.effects.get(*state) != found.effects.get(*state)
    });
    if let Some(state) = open {
        wrong.push(format!("effects are left {state}: {:?}", found.effects));
    }
    wrong
}

fn differences(goal: &Summary, found: &Summary, late: bool) -> Vec<Difference> {
    let mut differs = Vec::new();
    let mut one =
        |part: &str, same: bool, goal: &dyn std::fmt::Debug, found: &dyn std::fmt::Debug| {
            if !same {
                differs.push(Difference::of(part, goal, found));
            }
        };
    for (name, room) in &goal.rooms {
        let Some(other) = found.rooms.get(name) else {
            one("rooms", false, name, &"missing");
            continue;
        };
        one(&format!("topic of {name}"), room.topic == other.topic, &room.topic, &other.topic);
        let same = room.members == other.members;
        one(&format!("members of {name}"), same, &room.members, &other.members);
        let same = room.entitled == other.entitled;
        one(&format!("entitled of {name}"), same, &room.entitled, &other.entitled);
    }
    one("undoable", goal.undoable == found.undoable, &goal.undoable, &found.undoable);
    one("runs", goal.runs == found.runs, &goal.runs, &found.runs);
    for (name, room) in &goal.rooms {
        if let Some(other) = found.rooms.get(name) {
            counted(name, &room.messages, &other.messages, &mut differs);
        }
    }
    for (person, view) in &goal.direct {
        counted(person, view, &found.direct[person], &mut differs);
    }
    counted("pages", &goal.pages, &found.pages, &mut differs);
    counted("public", &goal.public, &found.public, &mut differs);
    counted("documents", &goal.documents, &found.documents, &mut differs);
    counted("entries", &decisions(goal, late), &decisions(found, late), &mut differs);
    tickets(goal, found, &mut differs);
    differs
}

/// A ticket has a status, and what stands in it. Only the status may be unclear.
fn tickets(goal: &Summary, found: &Summary, differs: &mut Vec<Difference>) {
    if goal.tickets.keys().ne(found.tickets.keys()) {
        differs.push(Difference::of("tickets", goal.tickets.keys(), found.tickets.keys()));
    }
    for (key, ticket) in &goal.tickets {
        let Some(other) = found.tickets.get(key) else { continue };
        let split = |text: &str| {
            let (status, rest) = text.split_once(" [").unwrap_or((text, ""));
            (status.to_owned(), rest.to_owned())
        };
        let ((status, rest), (other_status, other_rest)) = (split(ticket), split(other));
        if status != other_status {
            differs.push(Difference::of(&format!("status of {key}"), status, other_status));
        }
        if rest != other_rest {
            differs.push(Difference::of(&format!("ticket {key}"), rest, other_rest));
        }
    }
}

/// The entries that people and alerts led to: one more would be a second decision.
fn decisions(summary: &Summary, late: bool) -> Counted {
    let mut entries = summary.entries.clone();
    let late: &[&str] = if late { &BY_LATE } else { &[] };
    entries.retain(|entry, _| !BY_START.iter().chain(late).any(|left_out| left_out == entry));
    entries
}

fn counted(part: &str, goal: &Counted, found: &Counted, differs: &mut Vec<Difference>) {
    for text in goal.keys().chain(found.keys().filter(|text| !goal.contains_key(*text))) {
        let (goal, found) = (*goal.get(text).unwrap_or(&0), *found.get(text).unwrap_or(&0));
        if goal != found {
            let start: String = text.chars().take(300).collect();
            let shown = format!("{part}: {goal} {found} {start:?}");
            let (part, text) = (part.to_owned(), text.clone());
            differs.push(Difference { part, text, shown, more: found > goal });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(unclear: &[&str], entries: &[(&str, usize)], tickets: &[(&str, &str)]) -> Summary {
        let counted = |pairs: &[(&str, usize)]| {
            pairs.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect()
        };
        let empty = r#"{"rooms":{},"rooms_twice":[],"direct":{},"pages":{},"tickets":{},"public":{},"documents":{},
            "runs":0,"undoable":[],"effects":{},"unclear":{},"entries":{},"lost":[],"points":{}}"#;
        let empty: Summary = serde_json::from_str(empty).unwrap();
        Summary {
            unclear: unclear.iter().map(|kind| ((*kind).to_owned(), 1)).collect(),
            entries: counted(entries),
            tickets: tickets.iter().map(|(key, told)| ((*key).into(), (*told).into())).collect(),
            ..empty
        }
    }

    fn is_wrong(goal: &Summary, found: &Summary) -> bool {
        matches!(compare(goal, found), Verdict::Wrong(_))
    }

    #[test]
    fn what_is_unclear_excuses_what_follows_from_it_and_nothing_else() {
        let goal = summary(&[], &[("incident tool.finished", 1)], &[]);
        let told = summary(&["run_tool"], &[("incident tool.failed", 1)], &[]);
        assert!(matches!(compare(&goal, &told), Verdict::Unclear(_)));
        let other = summary(&["publish_update"], &[("incident tool.failed", 1)], &[]);
        assert!(is_wrong(&goal, &other), "another kind excuses nothing");
        let twice = [("incident tool.finished", 2), ("incident tool.failed", 1)];
        assert!(is_wrong(&goal, &summary(&["run_tool"], &twice, &[])), "decided twice");
        assert!(
            is_wrong(&goal, &summary(&["invite"], &[], &[])),
            "what can be known is not unclear"
        );
    }

    #[test]
    fn nothing_of_a_ticket_may_be_unclear() {
        let told = |status: &str, comments: &str| format!("{status} [{comments}] []");
        let (moved, still) = (told("Resolved", "all clear"), told("Open", "all clear"));
        let goal = summary(&[], &[], &[("HOT-330", &moved)]);
        assert!(is_wrong(&goal, &summary(&["move_ticket"], &[], &[("HOT-330", &still)])));
        assert!(is_wrong(&goal, &summary(&["run_tool"], &[], &[("HOT-330", &still)])));
        let twice = told("Resolved", "all clear, all clear");
        assert!(is_wrong(&goal, &summary(&["move_ticket"], &[], &[("HOT-330", &twice)])));
        let second = summary(&["move_ticket"], &[], &[("HOT-330", &moved), ("HOT-331", &still)]);
        assert!(is_wrong(&goal, &second), "a second ticket");
    }
}
