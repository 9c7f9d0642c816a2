//! Escalation policies: a pure timetable of whom to wake and when.
//!
//! A policy is a list of levels; each has targets and a time-out. Who acknowledges stops it. When
//! the last level has passed, the whole list is repeated as often as the policy says.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, TeamId};
use crate::policy::Policy;

/// Most levels of a policy, repeats included. A page that nobody answers after a hundred calls
/// needs another remedy than the hundred and first.
pub const STEPS_MAX: usize = 100;

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
    /// Who commands the emergency channel at that moment.
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
        let one_round: i64 = self.levels.iter().map(|level| level.wait.as_secs()).sum();
        let before: i64 = self.levels.iter().take(place).map(|level| level.wait.as_secs()).sum();
        let seconds = one_round.saturating_mul(i64::try_from(round).ok()?).saturating_add(before);
        Some(Step {
            level,
            number: place + 1,
            round: round + 1,
            starts_after: SignedDuration::from_secs(seconds),
        })
    }
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
}
