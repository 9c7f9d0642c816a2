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

/// What an older message becomes where the same is asked once more.
const ASKED_AGAIN: &str = "see below.";

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
    let differs = differences(goal, found, late);
    match (wrong.is_empty(), differs.is_empty()) {
        (true, true) if late => Verdict::Late,
        (true, true) => Verdict::Same,
        (true, false) if !found.unclear.is_empty() => match multiplied(goal, found) {
            doubled if doubled.is_empty() => {
                Verdict::Unclear(found.unclear.keys().cloned().collect())
            }
            doubled => Verdict::Wrong(doubled),
        },
        _ => {
            wrong.extend(differs);
            Verdict::Wrong(wrong)
        }
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

/// What is there more often than it should be: an unclear effect may be missing, but nothing may be done twice.
fn multiplied(goal: &Summary, found: &Summary) -> Vec<String> {
    let mut doubled = Vec::new();
    let mut look = |goal: &Counted, found: &Counted| {
        let more = goal
            .iter()
            .filter(|(text, count)| found.get(*text) > Some(*count) && !text.contains(ASKED_AGAIN));
        doubled.extend(more.map(|(text, _)| format!("more than once: {text:?}")));
    };
    for (name, room) in &goal.rooms {
        if let Some(other) = found.rooms.get(name) {
            look(&room.messages, &other.messages);
        }
    }
    for (person, view) in &goal.direct {
        look(view, &found.direct[person]);
    }
    look(&goal.pages, &found.pages);
    look(&goal.public, &found.public);
    doubled
}

fn differences(goal: &Summary, found: &Summary, late: bool) -> Vec<String> {
    let mut differs = Vec::new();
    for (name, room) in &goal.rooms {
        let Some(other) = found.rooms.get(name) else {
            differs.push(format!("no room {name}"));
            continue;
        };
        if room.topic != other.topic {
            differs.push(format!("{name} topic {:?} {:?}", room.topic, other.topic));
        }
        if room.members != other.members {
            differs.push(format!("{name} members {:?} {:?}", room.members, other.members));
        }
        if room.entitled != other.entitled {
            differs.push(format!("{name} entitled {:?} {:?}", room.entitled, other.entitled));
        }
        counted(name, &room.messages, &other.messages, &mut differs);
    }
    for (person, view) in &goal.direct {
        counted(person, view, &found.direct[person], &mut differs);
    }
    counted("pages", &goal.pages, &found.pages, &mut differs);
    counted("public", &goal.public, &found.public, &mut differs);
    counted("entries", &decisions(goal, late), &decisions(found, late), &mut differs);
    if goal.tickets != found.tickets {
        differs.push(format!("tickets {:?} {:?}", goal.tickets, found.tickets));
    }
    if goal.runs != found.runs {
        differs.push(format!("runs {} {}", goal.runs, found.runs));
    }
    if goal.undoable != found.undoable {
        differs.push(format!("undoable {:?} {:?}", goal.undoable, found.undoable));
    }
    differs
}

/// The entries that people and alerts led to: one more would be a second decision.
fn decisions(summary: &Summary, late: bool) -> Counted {
    let mut entries = summary.entries.clone();
    let late: &[&str] = if late { &BY_LATE } else { &[] };
    entries.retain(|entry, _| !BY_START.iter().chain(late).any(|left_out| left_out == entry));
    entries
}

fn counted(what: &str, goal: &Counted, found: &Counted, differs: &mut Vec<String>) {
    for text in goal.keys().chain(found.keys().filter(|text| !goal.contains_key(*text))) {
        let (goal, found) = (goal.get(text).unwrap_or(&0), found.get(text).unwrap_or(&0));
        if goal != found {
            let text: String = text.chars().take(300).collect();
            differs.push(format!("{what}: {goal} {found} {text:?}"));
        }
    }
}
