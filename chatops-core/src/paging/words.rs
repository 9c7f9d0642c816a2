//! A page in words: whom it calls, how far it is, and what the timeline says of it.

use crate::escalation::{EscalationTarget, Level, Step};
use crate::ids::{PersonId, TeamId};
use crate::paging::{Event, PEOPLE_PER_LEVEL_MAX, Page, PageTarget};
use crate::policy::Policy;
use crate::text::Text;

/// Most people who are listed one by one. More are counted.
pub(super) const LISTED_MAX: usize = 5;

/// `Dana Wu, Mia Costa` in a plain sentence; the ids are written out as names when it is shown.
pub(super) fn people<'a>(people: impl Iterator<Item = &'a PersonId>) -> String {
    let people: Vec<String> = people.map(ToString::to_string).collect();
    let more = people.len().saturating_sub(LISTED_MAX);
    let shown = people.into_iter().take(LISTED_MAX).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// Whom a page is to wake: `Bob Ray pages the team Checkout`.
pub(super) fn target(text: Text, page: &Page, policy: &Policy) -> Text {
    let text = match &page.by {
        Some(by) => text.name(by).plain(" pages "),
        None => text.plain("paging "),
    };
    match &page.target {
        PageTarget::Person(person) => text.name(person),
        PageTarget::Team(team) => text.plain(format!("the team {}", team_name(team, policy))),
        PageTarget::Policy(name) => text.plain("by the policy ").code(name.as_str()),
        PageTarget::Escalate => text.plain("the next level up"),
        PageTarget::Leaders => text.plain("all managers and executives"),
    }
}

/// What people call a team.
fn team_name<'a>(team: &'a TeamId, policy: &'a Policy) -> &'a str {
    policy.teams.get(team).map_or(team.as_str(), |team| team.name.as_str())
}

/// Who stands behind a level, as a role: `the manager of Checkout`.
pub(super) fn behind(text: Text, level: &Level, policy: &Policy) -> Text {
    level.targets.iter().enumerate().fold(text, |text, (index, target)| {
        let text = if index == 0 { text } else { text.plain(", ") };
        match target {
            EscalationTarget::Person(person) => text.name(person),
            EscalationTarget::ManagerOf(team) => {
                text.plain(format!("the manager of {}", team_name(team, policy)))
            }
            EscalationTarget::Team(team) => {
                text.plain(format!("the team {}", team_name(team, policy)))
            }
            EscalationTarget::DutyCommander => text.plain("the commander"),
            EscalationTarget::Deputy => text.plain("the deputy"),
            EscalationTarget::Executives => text.plain("the executives"),
        }
    })
}

/// `level 2 of 5`, and `level 2 of 5, round 2` where the list is gone through again.
pub(super) fn level_of(page: &Page) -> String {
    match page.step.and_then(|step| page.timetable.step(step)) {
        Some(step) => {
            format!("level {} of {}{}", step.number, page.timetable.levels.len(), round(&step))
        }
        None => String::from("no level yet"),
    }
}

/// `, round 2`; nothing in the first.
pub(super) fn round(step: &Step<'_>) -> String {
    if step.round > 1 { format!(", round {}", step.round) } else { String::new() }
}

/// One line of a status: `Page 3 waits for an answer: the disk is full (level 2 of 5)`.
pub(super) fn standing(text: Text, number: u32, page: &Page) -> Text {
    let how = if page.exhausted { String::from("nobody answered") } else { level_of(page) };
    text.plain(format!("Page {number} waits for an answer: {} ({how})", page.why))
}

/// One line for the timeline.
pub(super) fn tell(event: &Event) -> Text {
    let number = event.number();
    let start = Text::new().plain(format!("Page {number}"));
    match event {
        Event::Started { target, why, .. } => {
            let start = start.plain(" to ");
            let text = match target {
                PageTarget::Person(person) => start.name(person),
                PageTarget::Team(team) => start.plain(format!("the team {team}")),
                PageTarget::Policy(name) => start.plain(format!("the policy {name}")),
                PageTarget::Escalate => start.plain("the next level up"),
                PageTarget::Leaders => start.plain("all managers and executives"),
            };
            text.plain(format!(" started: {why}"))
        }
        Event::LevelReached { level, round, people, left_out, .. } => {
            let start = start.plain(format!(" reached {}: ", at(*level, *round)));
            let text = start.names(people, LISTED_MAX);
            match left_out {
                0 => text.plain("."),
                _ => text.plain(format!(
                    "; {left_out} were left out, a level wakes at most {PEOPLE_PER_LEVEL_MAX}."
                )),
            }
        }
        Event::LevelEmpty { level, round, .. } => {
            start.plain(format!(" passed over {}: there was nobody to call.", at(*level, *round)))
        }
        Event::Called { person, .. } => {
            start.plain(" is with the pager for ").name(person).plain(".")
        }
        Event::CallFailed { person, reason, .. } => {
            start.plain(" did not reach ").name(person).plain(format!(": {reason}"))
        }
        Event::CallUnknown { person, reason, .. } => {
            start.plain(" perhaps reached ").name(person).plain(format!(", nobody knows: {reason}"))
        }
        Event::Acknowledged { .. } => start.plain(" acknowledged."),
        Event::Stopped { by: Some(_), .. } => start.plain(" taken back."),
        Event::Stopped { by: None, .. } => start.plain(" stopped: the incident is over."),
        Event::Exhausted { .. } => start.plain(" answered by nobody: its last level has passed."),
    }
}

fn at(level: u32, round: u32) -> String {
    if round > 1 { format!("level {level}, round {round}") } else { format!("level {level}") }
}
