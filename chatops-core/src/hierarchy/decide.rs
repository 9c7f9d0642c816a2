//! What the hierarchy decides, command by command.

use super::{DELEGATES_PER_TEAM_MAX, Event, REPORT_CHARS_MAX, SpeakingMode, Voices, is_of};
use crate::authority::Standing;
use crate::context::{Context, Scene};
use crate::ids::{MessageId, PersonId, TeamId};
use crate::policy::{Policy, Team};
use crate::refusal::{Refusal, RefusalKind};

impl Voices {
    pub(super) fn set_mode(&self, mode: SpeakingMode) -> Result<Vec<Event>, Refusal> {
        if mode == self.mode {
            return Err(Refusal::already_done(
                format!("The channel is in the mode `{mode}` already."),
                match mode {
                    SpeakingMode::Open => {
                        "To let only the voices of the teams speak: `mode voices`."
                    }
                    SpeakingMode::Voices => {
                        "The commander, the managers and their delegates speak. To let everybody: `mode open`."
                    }
                },
            ));
        }
        Ok(vec![Event::ModeSet { mode }])
    }

    pub(super) fn name_delegate(
        &self,
        (person, team, once): (&PersonId, Option<&TeamId>, bool),
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let (team_id, team) = team_of_policy(team, cx.policy)?;
        speaks_for(team_id, scene.standing)?;
        if team.manager == *person {
            return Err(Refusal::already_done(
                "The manager speaks for the team already.",
                "Name a member of the team.",
            ));
        }
        if !is_of(team, person) {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("{person} is not of the team {}.", team.name),
                "Name a member of the team; members are listed in the policy.",
            ));
        }
        match self.delegates.get(person) {
            Some(delegation) if delegation.team != *team_id => {
                return Err(Refusal::wrong_state(
                    format!("{person} speaks for the team {} now.", delegation.team),
                    "End that first: `undelegate @person`.",
                ));
            }
            Some(delegation) if delegation.once == once => {
                return Err(Refusal::already_done(
                    format!("{person} is a delegate already."),
                    "They can report: `report <what the team sees>`.",
                ));
            }
            Some(_) => {}
            None => self.check_room_for(team_id)?,
        }
        Ok(vec![Event::DelegateNamed { person: person.clone(), team: team_id.clone(), once }])
    }

    fn check_room_for(&self, team: &TeamId) -> Result<(), Refusal> {
        let named = self.delegates.values().filter(|delegation| delegation.team == *team).count();
        if named < DELEGATES_PER_TEAM_MAX {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalKind::LimitReached,
            format!("The team has {DELEGATES_PER_TEAM_MAX} delegates."),
            "End one delegation first: `undelegate @person`.",
        ))
    }

    pub(super) fn withdraw(
        &self,
        person: &PersonId,
        scene: &Scene<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Some(delegation) = self.delegates.get(person) else {
            return Err(Refusal::wrong_state(
                format!("{person} speaks for no team."),
                self.delegates_now(),
            ));
        };
        // Who no longer wants to speak for the team may say so without the manager.
        if scene.standing.person.as_ref() != Some(person) {
            speaks_for(&delegation.team, scene.standing)?;
        }
        let team = delegation.team.clone();
        Ok(vec![Event::DelegateWithdrawn { person: person.clone(), team }])
    }

    /// Who is a delegate, as a sentence.
    fn delegates_now(&self) -> String {
        if self.delegates.is_empty() {
            return String::from("Nobody is a delegate now.");
        }
        let named: Vec<String> = self
            .delegates
            .iter()
            .map(|(person, delegation)| format!("{person} for {}", delegation.team))
            .collect();
        format!("Delegates are now: {}.", named.join(", "))
    }

    pub(super) fn report(
        &self,
        (team, text): (Option<&TeamId>, &str),
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Some(by) = cx.actor.person() else {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                "Only people report for a team.",
                "Post it in the team's room.",
            ));
        };
        let (team_id, _) = team_of_policy(team, cx.policy)?;
        let spent = self.may_report(team_id, by, scene, cx)?;
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                "A report says what the team sees.",
                "Write it behind the word: `report <what the team sees>`.",
            ));
        }
        if text.chars().count() > REPORT_CHARS_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("A report has at most {REPORT_CHARS_MAX} characters."),
                "Report the essence and leave the rest in the team's room.",
            ));
        }
        let (team, by, text) = (team_id.clone(), by.clone(), text.to_owned());
        let reported = Event::Reported { team, by, text, author: None, held: None };
        Ok([Some(reported), spent].into_iter().flatten().collect())
    }

    /// Whether somebody may report for a team, and the end of their delegation if it was for one observation.
    fn may_report(
        &self,
        team: &TeamId,
        by: &PersonId,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Option<Event>, Refusal> {
        if self.delegate_of(by, cx.policy) == Some(team) {
            return Ok(self.spent(by));
        }
        speaks_for(team, scene.standing)?;
        Ok(None)
    }

    pub(super) fn relay(
        &self,
        number: u32,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = cx.asker()?;
        let Some(held) = self.held.get(&number) else {
            return Err(Refusal::not_found(
                &format!("message {number} to report"),
                "Say it yourself: `report <what the team sees>`.",
            ));
        };
        let spent = self.may_report(&held.team, by, scene, cx)?;
        if let Some(earlier) = &held.reported_by {
            return Err(Refusal::already_done(
                format!("{earlier} has reported it already."),
                "To add what is new: `report <what the team sees>`.",
            ));
        }
        let reported = Event::Reported {
            team: held.team.clone(),
            by: by.clone(),
            text: held.text.clone(),
            author: Some(held.author.clone()),
            held: Some(number),
        };
        Ok([Some(reported), spent].into_iter().flatten().collect())
    }

    pub(super) fn speak(
        &self,
        (message, text): (&MessageId, &str),
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let Some(author) = cx.actor.person() else {
            return Vec::new();
        };
        // A program is not answered: two that answer each other never end.
        if self.mode == SpeakingMode::Open || scene.standing.barred {
            return Vec::new();
        }
        if self.may_speak(scene.standing) {
            let by_own_right = scene.standing.duty_commander || scene.standing.manages.is_some();
            let spent = self.spent(author).filter(|_| !by_own_right);
            return spent.into_iter().collect();
        }
        vec![Event::HeldBack {
            number: self.last_held.saturating_add(1),
            author: author.clone(),
            team: scene.standing.team.clone(),
            message: message.clone(),
            text: text.chars().take(REPORT_CHARS_MAX).collect(),
        }]
    }

    /// The end of a delegation for one observation, if this is one.
    fn spent(&self, person: &PersonId) -> Option<Event> {
        let delegation = self.delegates.get(person)?;
        let (person, team) = (person.clone(), delegation.team.clone());
        delegation.once.then_some(Event::DelegateSpent { person, team })
    }
}

fn team_of_policy<'a>(
    team: Option<&TeamId>,
    policy: &'a Policy,
) -> Result<(&'a TeamId, &'a Team), Refusal> {
    let Some(team) = team else {
        return Err(Refusal::not_found(
            "team that you speak for",
            "Ask the commander: `ask <what you see>`.",
        ));
    };
    policy.teams.get_key_value(team).ok_or_else(|| {
        let known: Vec<&str> = policy.teams.keys().map(TeamId::as_str).collect();
        Refusal::not_found("team of that name", format!("Teams are: {}.", known.join(", ")))
    })
}

/// Whether somebody may speak for this team and say who else does: its manager, or the duty commander.
fn speaks_for(team: &TeamId, standing: &Standing) -> Result<(), Refusal> {
    if standing.duty_commander || standing.manages.as_ref() == Some(team) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::NotEntitled,
        format!("Only the manager of {team} or the duty commander may."),
        "Ask the manager, or speak for your own team.",
    ))
}
