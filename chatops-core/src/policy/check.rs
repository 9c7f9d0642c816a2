//! What cannot work in a policy: each problem with its place and the mend.

use std::collections::BTreeMap;

use super::Policy;
use crate::escalation::PolicyProblem;

/// Longest name of a room, in characters, that every platform takes; eight are kept for suffixes.
const ROOM_NAME_CHARS_MAX: usize = 72;

impl Policy {
    /// Finds what cannot work. An empty list: it can.
    #[must_use]
    pub fn check(&self) -> Vec<PolicyProblem> {
        let mut problems = Vec::new();
        self.check_rooms(&mut problems);
        for (name, escalation) in &self.escalations {
            problems.extend(escalation.check(name).err());
            problems.extend(escalation.check_teams(name, self).err());
        }
        for (name, template) in &self.checklists {
            problems.extend(template.check(name).err());
        }
        for (id, team) in &self.teams {
            if let Some(name) =
                team.escalation.as_ref().filter(|name| !self.escalations.contains_key(*name))
            {
                problems.push(PolicyProblem::new(
                    format!("teams.{id}.escalation"),
                    format!("there is no escalation policy `{name}`"),
                    format!("write `escalations.{name}`, or leave the key out"),
                ));
            }
        }
        for (severity, rule) in &self.severities {
            if let Some(name) =
                rule.checklist.as_ref().filter(|name| !self.checklists.contains_key(*name))
            {
                problems.push(PolicyProblem::new(
                    format!("severities.{severity}.checklist"),
                    format!("there is no checklist `{name}`"),
                    format!("write `checklists.{name}`, or leave the key out"),
                ));
            }
        }
        for (name, wait) in self.waits.named() {
            if wait.as_secs() <= 0 {
                problems.push(PolicyProblem::new(
                    format!("waits.{name}"),
                    "it is not longer than nothing",
                    "write for example `5m`",
                ));
            }
        }
        for (name, hour) in
            [("night_from", self.mentions.night_from), ("night_until", self.mentions.night_until)]
        {
            if !(0..24).contains(&hour) {
                problems.push(PolicyProblem::new(
                    format!("mentions.{name}"),
                    format!("{hour} is not an hour"),
                    "write an hour from 0 to 23",
                ));
            }
        }
        problems
    }

    fn check_rooms(&self, problems: &mut Vec<PolicyProblem>) {
        let mut rooms: BTreeMap<&str, String> = BTreeMap::new();
        let mut wanted = vec![(String::from("channel.name"), self.channel.name.as_str())];
        if let Some(name) = &self.channel.announcements {
            wanted.push((String::from("channel.announcements"), name));
        }
        for (id, team) in &self.teams {
            wanted.push((format!("teams.{id}.room"), &team.room));
        }
        for (place, name) in wanted {
            if !is_room_name(name) {
                problems.push(PolicyProblem::new(
                    place,
                    format!(
                        "`{}` is no name for a room",
                        name.chars().take(40).collect::<String>()
                    ),
                    format!(
                        "use 1 to {ROOM_NAME_CHARS_MAX} lower-case letters, digits, `-` and `_`"
                    ),
                ));
            } else if let Some(other) = rooms.get(name) {
                problems.push(PolicyProblem::new(
                    place,
                    format!("the room `{name}` is named by `{other}` too"),
                    "give each its own room",
                ));
            } else {
                rooms.insert(name, place);
            }
        }
        if !is_room_name(&self.room_prefix) {
            problems.push(PolicyProblem::new(
                "room_prefix",
                "it cannot begin the name of a room",
                "use lower-case letters, digits and `-`",
            ));
        }
    }
}

/// Names that every platform takes for a room.
fn is_room_name(name: &str) -> bool {
    (1..=ROOM_NAME_CHARS_MAX).contains(&name.len())
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escalation::{EscalationPolicy, EscalationTarget, Level};
    use crate::ids::{PersonId, TeamId};
    use crate::policy::Team;
    use jiff::SignedDuration;

    fn places(policy: &Policy) -> Vec<String> {
        policy.check().into_iter().map(|problem| problem.place).collect()
    }

    #[test]
    fn the_recommended_policy_works() {
        assert_eq!(Policy::default().check(), Vec::new());
    }

    #[test]
    fn each_problem_names_its_place() {
        let mut policy = Policy::default();
        policy.channel.name = String::from("E M");
        policy.mentions.night_from = 24;
        policy.waits.ask = SignedDuration::ZERO;
        let level = Level { targets: Vec::new(), wait: SignedDuration::from_mins(5) };
        policy
            .escalations
            .insert(String::from("night"), EscalationPolicy { levels: vec![level], repeats: 0 });
        assert_eq!(
            places(&policy),
            ["channel.name", "escalations.night.levels[0]", "waits.ask", "mentions.night_from"]
        );
    }

    #[test]
    fn teams_and_policies_must_exist_and_rooms_be_their_own() {
        let mut policy = Policy::default();
        let manager = PersonId::new("memory:ann").unwrap();
        let team = |room: &str| Team {
            name: String::from("Database"),
            room: String::from(room),
            manager: manager.clone(),
            members: Default::default(),
            components: Default::default(),
            escalation: Some(String::from("gone")),
        };
        policy.teams.insert(TeamId::new("database").unwrap(), team("em"));
        let target = EscalationTarget::ManagerOf(TeamId::new("nobody").unwrap());
        let level = Level { targets: vec![target], wait: SignedDuration::from_mins(5) };
        policy
            .escalations
            .insert(String::from("night"), EscalationPolicy { levels: vec![level], repeats: 0 });
        assert_eq!(
            places(&policy),
            [
                "teams.database.room",
                "escalations.night.levels[0].targets[0]",
                "teams.database.escalation"
            ]
        );
    }
}
