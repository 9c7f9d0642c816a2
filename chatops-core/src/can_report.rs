//! CAN reports (Feature D6): conditions, actions, needs. One line that says what a team sees, what
//! it does and what it wants from others, shown where it was given and relayed to the emergency
//! channel.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Room};
use crate::feature::Feature;
use crate::ids::{PersonId, TeamId};
use crate::policy::Policy;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::words::bounded;

/// How many reports are remembered, for briefs. The record keeps them all.
pub const REPORTS_KEPT_MAX: usize = 20;

/// Longest part of a report, in characters: three parts are one message on every platform.
pub const PART_CHARS_MAX: usize = 500;

/// The reports given in one room or about one incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanReports {
    kept: VecDeque<Report>,
    latest: u32,
}

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Can {
    /// What is seen.
    pub conditions: String,
    /// What is being done.
    pub actions: String,
    /// What is needed from others.
    pub needs: String,
}

impl Can {
    /// The command that gives this report for a team; see [`Command::Give`] for none.
    #[must_use]
    pub fn give(self, team: Option<TeamId>) -> Command {
        let Self { conditions, actions, needs } = self;
        Command::Give { conditions, actions, needs, team }
    }
}

/// A report that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its number, from 1.
    pub number: u32,
    /// For which team, where that is known.
    pub team: Option<TeamId>,
    /// Who gave it.
    pub by: PersonId,
    /// What it says.
    pub can: Can,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Give a report. See [`parse`].
    Give {
        /// What is seen.
        conditions: String,
        /// What is being done.
        actions: String,
        /// What is needed from others.
        needs: String,
        /// For which team. None: the team whose room it is, else that of the person.
        team: Option<TeamId>,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A report was given.
    Given {
        /// Its number, from 1.
        number: u32,
        /// For which team, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<TeamId>,
        /// Who gave it.
        by: PersonId,
        /// What is seen.
        conditions: String,
        /// What is being done.
        actions: String,
        /// What is needed from others.
        needs: String,
    },
}

/// The part of a report that a word announces, and what is left of the word: `c:`, `Conditions:`,
/// `n:more`.
fn mark(word: &str) -> Option<(Part, &str)> {
    let (name, rest) = word.split_once(':')?;
    let part = match name.to_lowercase().as_str() {
        "c" | "condition" | "conditions" => Part::Conditions,
        "a" | "action" | "actions" => Part::Actions,
        "n" | "need" | "needs" => Part::Needs,
        _ => return None,
    };
    Some((part, rest))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Conditions,
    Actions,
    Needs,
}

/// Reads a report as people type it: `c: disk full a: moving logs n: a second pair of eyes`. The
/// words `conditions:`, `actions:` and `needs:` do too, in any order. A mark that comes a second
/// time is text.
///
/// # Errors
/// `Unacceptable` names the part that is missing, empty or too long.
pub fn parse(text: &str) -> Result<Can, Refusal> {
    let mut parts: Vec<(Part, String)> = Vec::new();
    for word in text.split_whitespace() {
        let marked = mark(word).filter(|(part, _)| parts.iter().all(|(seen, _)| seen != part));
        match (marked, parts.last_mut()) {
            (Some((part, rest)), _) => parts.push((part, String::from(rest))),
            (None, Some((_, words))) => {
                words.push(' ');
                words.push_str(word);
            }
            (None, None) => {
                return Err(unreadable(format!(
                    "`{}` stands before the first part.",
                    crate::words::cut(word, 40)
                )));
            }
        }
    }
    let part = |wanted: Part, name: &str| {
        let words = parts.iter().find(|(part, _)| *part == wanted).map(|(_, words)| words.trim());
        match words {
            Some(words) if !words.is_empty() => {
                bounded(&format!("the {name}"), words, PART_CHARS_MAX)
            }
            _ => Err(unreadable(format!("The {name} are missing."))),
        }
    };
    Ok(Can {
        conditions: part(Part::Conditions, "conditions")?,
        actions: part(Part::Actions, "actions")?,
        needs: part(Part::Needs, "needs")?,
    })
}

fn unreadable(why: String) -> Refusal {
    Refusal::new(
        RefusalKind::Unacceptable,
        why,
        "Write `can c: what you see a: what you do n: what you need`; `n: none` is an answer too.",
    )
}

impl CanReports {
    /// The reports of late, oldest first.
    pub fn kept(&self) -> impl Iterator<Item = &Report> {
        self.kept.iter()
    }

    /// The latest report, if there is one.
    #[must_use]
    pub fn latest(&self) -> Option<&Report> {
        self.kept.back()
    }
}

/// The team that a report is for.
fn team_of(
    given: Option<&TeamId>,
    by: &PersonId,
    room: &Room,
    policy: &Policy,
) -> Result<Option<TeamId>, Refusal> {
    match (given, room) {
        (Some(team), _) if policy.teams.contains_key(team) => Ok(Some(team.clone())),
        (Some(team), _) => Err(Refusal::not_found(
            &format!("team `{team}`"),
            "Leave the team out to report for your own.",
        )),
        (None, Room::Team(team)) => Ok(Some(team.clone())),
        (None, _) => Ok(policy.team_of(by).map(|(team, _)| team.clone())),
    }
}

impl Feature for CanReports {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Command::Give { conditions, actions, needs, team } = command;
        let by = cx.asker()?;
        Ok(vec![Event::Given {
            number: self.latest.saturating_add(1),
            team: team_of(team.as_ref(), by, scene.room, cx.policy)?,
            by: by.clone(),
            conditions: bounded("the conditions", conditions, PART_CHARS_MAX)?,
            actions: bounded("the actions", actions, PART_CHARS_MAX)?,
            needs: bounded("the needs", needs, PART_CHARS_MAX)?,
        }])
    }

    fn evolve(&mut self, event: &Event) {
        let Event::Given { number, team, by, conditions, actions, needs } = event;
        self.latest = *number;
        self.kept.push_back(Report {
            number: *number,
            team: team.clone(),
            by: by.clone(),
            can: Can {
                conditions: conditions.clone(),
                actions: actions.clone(),
                needs: needs.clone(),
            },
        });
        if self.kept.len() > REPORTS_KEPT_MAX {
            self.kept.pop_front();
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let shown = shown(event, cx.policy);
        let posted = Reaction::none().post(scene.room, shown.clone());
        match scene.room {
            Room::Team(_) | Room::Hot(_) => {
                let relayed = shown.line().plain("From ").room(scene.room);
                posted.post(&Room::EmergencyChannel, relayed)
            }
            Room::EmergencyChannel | Room::Announcements => posted,
        }
    }

    fn tell(event: &Event) -> Text {
        let Event::Given { conditions, actions, needs, .. } = event;
        Text::from(format!(
            "CAN report: conditions: {conditions}; actions: {actions}; needs: {needs}"
        ))
    }
}

/// The report as a room shows it.
fn shown(event: &Event, policy: &Policy) -> Text {
    let Event::Given { team, by, conditions, actions, needs, .. } = event;
    let text = Text::new().strong("CAN report");
    let text = match team {
        Some(team) => {
            let name = policy.teams.get(team).map_or(team.as_str(), |team| team.name.as_str());
            text.plain(format!(" of {name}"))
        }
        None => text,
    };
    let parts = [("Conditions: ", conditions), ("Actions: ", actions), ("Needs: ", needs)];
    parts.into_iter().fold(text.plain(" – ").name(by), |text, (label, words)| {
        text.bullet().strong(label).plain(words.as_str())
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::feature_tests::{Bench, person};
    use crate::policy::Team;

    fn database() -> TeamId {
        TeamId::new("database").unwrap()
    }

    fn bench() -> Bench<CanReports> {
        let mut bench = Bench::new();
        let team = Team {
            name: "Database".into(),
            room: "database".into(),
            manager: person("mara"),
            members: BTreeSet::from([person("ann")]),
            components: BTreeSet::new(),
            escalation: None,
        };
        bench.policy.teams.insert(database(), team);
        bench
    }

    fn give(team: Option<TeamId>) -> Command {
        parse("c: disk full a: moving logs n: a second pair of eyes").unwrap().give(team)
    }

    #[test]
    fn reports_are_read_in_every_spelling_and_order() {
        let expected = Can {
            conditions: "disk full".into(),
            actions: "moving logs".into(),
            needs: "a disk".into(),
        };
        for text in [
            "c: disk full a: moving logs n: a disk",
            "C:disk full\nA:moving logs\nN:a disk",
            "needs: a disk conditions: disk full actions: moving logs",
            "Condition: disk   full action: moving logs need: a disk",
        ] {
            assert_eq!(parse(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn a_mark_that_comes_again_is_text() {
        let can = parse("c: drive c: is full, see http://a a: none n: none").unwrap();
        assert_eq!(can.conditions, "drive c: is full, see http://a");
    }

    #[test]
    fn a_missing_part_is_named() {
        let why = |text: &str| parse(text).unwrap_err().why;
        assert_eq!(why(""), "The conditions are missing.");
        assert_eq!(why("c: full n: none"), "The actions are missing.");
        assert_eq!(why("c: full a: none n: "), "The needs are missing.");
        assert_eq!(why("hello c: full"), "`hello` stands before the first part.");
        let long = format!("c: {} a: none n: none", "x".repeat(PART_CHARS_MAX + 1));
        assert!(why(&long).contains("too many for the conditions"));
    }

    #[test]
    fn a_report_from_a_team_room_is_relayed_with_the_name_of_the_team() {
        let mut bench = bench();
        bench.ask("zoe", give(None)).unwrap();
        let shown = "CAN report of Database – zoe\n• Conditions: disk full\n\
                     • Actions: moving logs\n• Needs: a second pair of eyes";
        assert_eq!(
            bench.shown(),
            vec![format!("post: {shown}"), format!("em: {shown}\nFrom team-database")]
        );
    }

    #[test]
    fn a_report_on_the_emergency_channel_is_shown_once_and_is_for_the_team_of_the_person() {
        let mut bench = bench();
        bench.room = Room::EmergencyChannel;
        bench.ask("ann", give(None)).unwrap();
        let [shown] = bench.shown().try_into().unwrap();
        assert!(shown.starts_with("em: CAN report of Database – ann"), "{shown}");
        bench.ask("zoe", give(None)).unwrap();
        assert!(bench.shown()[0].starts_with("em: CAN report – zoe"), "no team, no name");
    }

    #[test]
    fn a_team_can_be_named_if_it_exists() {
        let mut bench = bench();
        bench.room = Room::EmergencyChannel;
        bench.ask("zoe", give(Some(database()))).unwrap();
        assert_eq!(bench.feature.latest().unwrap().team, Some(database()));
        let refusal = bench.ask("zoe", give(TeamId::new("moon").ok())).unwrap_err();
        assert_eq!(refusal.why, "There is no team `moon`.");
    }

    #[test]
    fn only_the_reports_of_late_are_remembered() {
        let mut bench = bench();
        for _ in 0..=REPORTS_KEPT_MAX {
            bench.ask("ann", give(None)).unwrap();
        }
        let numbers: Vec<u32> = bench.feature.kept().map(|report| report.number).collect();
        assert_eq!(numbers, (2..=21).collect::<Vec<u32>>());
        assert_eq!(
            bench.told()[0],
            "CAN report: conditions: disk full; actions: moving logs; needs: a second pair of eyes"
        );
    }
}
