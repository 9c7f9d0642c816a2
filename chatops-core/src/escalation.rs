//! Escalation policies: a pure timetable of whom to wake and when.
//!
//! A policy is a list of levels; each has targets and a time-out. Who acknowledges stops it. When
//! the last level has passed, the whole list is repeated as often as the policy says (Feature A9).

use std::fmt;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, TeamId};
use crate::policy::Policy;

/// Most levels of a policy, repeats included. A page that nobody answers after a hundred calls
/// needs another remedy than the hundred and first.
pub const STEPS_MAX: usize = 100;

/// What cannot work in a policy: where it stands, what is wrong with it, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyProblem {
    /// Where, as a path through the configuration, for example `escalations.night.levels[2]`.
    /// Places in lists count from 0, as configuration files do.
    pub place: String,
    /// What is wrong, as a sentence fragment: `level 3 names nobody to wake`.
    pub what: String,
    /// What to write instead, as a sentence fragment.
    pub mend: String,
}

impl PolicyProblem {
    /// A problem at a place, with its mend.
    #[must_use]
    pub fn new(place: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.what, self.mend)
    }
}

impl std::error::Error for PolicyProblem {}

/// Whom a level wakes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EscalationTarget {
    /// This person.
    Person(PersonId),
    /// The manager of this team.
    ManagerOf(TeamId),
    /// Every member of this team.
    Team(TeamId),
    /// Who commands where the page was started, at that moment: the duty commander on the emergency
    /// channel, the incident commander in a hot room.
    DutyCommander,
    /// The deputy at that moment.
    Deputy,
    /// All executives of the policy.
    Executives,
}

/// A level: whom to wake, and how long to wait for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Whom.
    pub targets: Vec<EscalationTarget>,
    /// How long to wait for an acknowledgement before the next level.
    #[serde(with = "crate::policy::span")]
    pub wait: SignedDuration,
}

/// An escalation policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationPolicy {
    /// From the first to be woken to the last.
    pub levels: Vec<Level>,
    /// How often the whole list is gone through again when nobody answered.
    #[serde(default)]
    pub repeats: u32,
}

/// A step of the timetable: which level, when it starts, when the next one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// The level.
    pub level: &'a Level,
    /// Its number in the policy, from 1, as people count.
    pub number: usize,
    /// The round, from 1.
    pub round: usize,
    /// How long after the page began it starts.
    pub starts_after: SignedDuration,
}

impl EscalationPolicy {
    /// The step with this index, from 0, over all rounds; nothing after the last.
    #[must_use]
    pub fn step(&self, index: u32) -> Option<Step<'_>> {
        let index = usize::try_from(index).ok()?;
        let per_round = self.levels.len();
        let rounds = usize::try_from(self.repeats).ok()?.saturating_add(1);
        if per_round == 0 || index >= STEPS_MAX || index >= per_round.saturating_mul(rounds) {
            return None;
        }
        let (round, place) = (index / per_round, index % per_round);
        let level = self.levels.get(place)?;
        let one_round = waits_in_seconds(&self.levels);
        let before = waits_in_seconds(self.levels.get(..place)?);
        let seconds = one_round.saturating_mul(i64::try_from(round).ok()?).saturating_add(before);
        Some(Step {
            level,
            number: place + 1,
            round: round + 1,
            starts_after: SignedDuration::from_secs(seconds),
        })
    }

    /// Finds the first thing in this policy that cannot work. `name` is its name in the
    /// configuration.
    ///
    /// # Errors
    /// A [`PolicyProblem`] where the policy has no levels or more than [`STEPS_MAX`], a level
    /// names nobody, or a level does not wait at all.
    pub fn check(&self, name: &str) -> Result<(), PolicyProblem> {
        let place = format!("escalations.{name}");
        if self.levels.is_empty() {
            return Err(PolicyProblem::new(
                format!("{place}.levels"),
                "it has no levels",
                "add at least one level with `targets` and `wait`",
            ));
        }
        if self.levels.len() > STEPS_MAX {
            return Err(PolicyProblem::new(
                format!("{place}.levels"),
                format!("it has {} levels, and only {STEPS_MAX} are used", self.levels.len()),
                "remove those that nobody would wait for",
            ));
        }
        for (index, level) in self.levels.iter().enumerate() {
            let here = format!("{place}.levels[{index}]");
            let number = index + 1;
            if level.targets.is_empty() {
                return Err(PolicyProblem::new(
                    here,
                    format!("level {number} names nobody to wake"),
                    "add a target, for example `duty_commander`, or remove the level",
                ));
            }
            if level.wait.as_secs() < 1 {
                return Err(PolicyProblem::new(
                    format!("{here}.wait"),
                    format!("level {number} gives nobody time to answer"),
                    "write how long it waits, for example `5m`",
                ));
            }
        }
        Ok(())
    }

    /// Finds the first target that names a team which `policy` does not have. `name` is this
    /// escalation policy's name in the configuration.
    ///
    /// # Errors
    /// A [`PolicyProblem`] that names the target.
    pub fn check_teams(&self, name: &str, policy: &Policy) -> Result<(), PolicyProblem> {
        for (index, level) in self.levels.iter().enumerate() {
            for (position, target) in level.targets.iter().enumerate() {
                let (EscalationTarget::ManagerOf(team) | EscalationTarget::Team(team)) = target
                else {
                    continue;
                };
                if !policy.teams.contains_key(team) {
                    return Err(PolicyProblem::new(
                        format!("escalations.{name}.levels[{index}].targets[{position}]"),
                        format!("there is no team `{team}`"),
                        format!("add `teams.{team}` or name another team"),
                    ));
                }
            }
        }
        Ok(())
    }
}

/// The waits of these levels together. Held at the ends of the number instead of overflowing.
fn waits_in_seconds(levels: &[Level]) -> i64 {
    levels.iter().fold(0, |sum: i64, level| sum.saturating_add(level.wait.as_secs()))
}

/// The recommendation: team manager, duty commander, deputy, executives; five minutes each, once more
/// from the start.
#[must_use]
pub fn default_policy(team: Option<&TeamId>, wait: SignedDuration) -> EscalationPolicy {
    let mut levels = Vec::new();
    if let Some(team) = team {
        levels.push(Level { targets: vec![EscalationTarget::ManagerOf(team.clone())], wait });
    }
    for target in
        [EscalationTarget::DutyCommander, EscalationTarget::Deputy, EscalationTarget::Executives]
    {
        levels.push(Level { targets: vec![target], wait });
    }
    EscalationPolicy { levels, repeats: 1 }
}

/// Who the targets of a level are at this moment. Nobody twice.
#[must_use]
pub fn resolve(
    level: &Level,
    policy: &Policy,
    duty_commander: Option<&PersonId>,
    deputy: Option<&PersonId>,
) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    let mut add = |person: &PersonId| {
        if !people.contains(person) {
            people.push(person.clone());
        }
    };
    for target in &level.targets {
        match target {
            EscalationTarget::Person(person) => add(person),
            EscalationTarget::ManagerOf(team) => {
                if let Some(team) = policy.teams.get(team) {
                    add(&team.manager);
                }
            }
            EscalationTarget::Team(team) => {
                if let Some(team) = policy.teams.get(team) {
                    team.members.iter().for_each(&mut add);
                    add(&team.manager);
                }
            }
            EscalationTarget::DutyCommander => duty_commander.into_iter().for_each(&mut add),
            EscalationTarget::Deputy => deputy.into_iter().for_each(&mut add),
            EscalationTarget::Executives => policy.executives.iter().for_each(&mut add),
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(count: i64) -> SignedDuration {
        SignedDuration::from_mins(count)
    }

    #[test]
    fn the_timetable_goes_through_the_levels_and_repeats() {
        let policy = EscalationPolicy {
            levels: vec![
                Level { targets: vec![EscalationTarget::DutyCommander], wait: minutes(5) },
                Level { targets: vec![EscalationTarget::Executives], wait: minutes(10) },
            ],
            repeats: 1,
        };
        let starts: Vec<_> = (0..6)
            .map_while(|index| policy.step(index))
            .map(|step| (step.round, step.number, step.starts_after))
            .collect();
        assert_eq!(
            starts,
            vec![(1, 1, minutes(0)), (1, 2, minutes(5)), (2, 1, minutes(15)), (2, 2, minutes(20))]
        );
    }

    #[test]
    fn endless_repeats_are_cut() {
        let level = Level { targets: vec![EscalationTarget::DutyCommander], wait: minutes(1) };
        let policy = EscalationPolicy { levels: vec![level], repeats: u32::MAX };
        assert!(policy.step(99).is_some());
        assert!(policy.step(100).is_none());
        assert!(EscalationPolicy { levels: vec![], repeats: 3 }.step(0).is_none());
    }

    fn level(wait: SignedDuration) -> Level {
        Level { targets: vec![EscalationTarget::DutyCommander], wait }
    }

    fn problem(levels: Vec<Level>) -> PolicyProblem {
        EscalationPolicy { levels, repeats: 0 }.check("night").unwrap_err()
    }

    #[test]
    fn waits_beyond_all_reason_do_not_overflow() {
        let policy = EscalationPolicy {
            levels: vec![level(SignedDuration::MAX), level(SignedDuration::MAX)],
            repeats: 5,
        };
        assert_eq!(policy.step(3).unwrap().starts_after.as_secs(), i64::MAX);
    }

    #[test]
    fn a_level_that_names_nobody_is_found_with_its_place_and_mend() {
        let nobody = Level { targets: vec![], wait: minutes(5) };
        let found = problem(vec![level(minutes(5)), level(minutes(5)), nobody]);
        assert_eq!(found.place, "escalations.night.levels[2]");
        assert_eq!(
            found.to_string(),
            "escalations.night.levels[2]: level 3 names nobody to wake; add a target, for example \
             `duty_commander`, or remove the level"
        );
    }

    #[test]
    fn a_policy_without_levels_or_with_too_many_is_found() {
        assert_eq!(problem(vec![]).place, "escalations.night.levels");
        assert_eq!(problem(vec![level(minutes(1)); 101]).place, "escalations.night.levels");
        let full = EscalationPolicy { levels: vec![level(minutes(1)); 100], repeats: 0 };
        assert_eq!(full.check("night"), Ok(()));
    }

    #[test]
    fn a_level_that_does_not_wait_is_found() {
        for wait in [SignedDuration::ZERO, SignedDuration::from_millis(900), minutes(-5)] {
            assert_eq!(problem(vec![level(wait)]).place, "escalations.night.levels[0].wait");
        }
    }

    #[test]
    fn a_target_in_an_unknown_team_is_found() {
        let team = TeamId::new("database").unwrap();
        let escalation = default_policy(Some(&team), minutes(5));
        let found = escalation.check_teams("night", &Policy::default()).unwrap_err();
        assert_eq!(found.place, "escalations.night.levels[0].targets[0]");
        assert_eq!(default_policy(None, minutes(5)).check_teams("x", &Policy::default()), Ok(()));
        assert_eq!(escalation.check("night"), Ok(()));
    }
}
