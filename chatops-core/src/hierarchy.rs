//! Teams and their voices: who may speak on the emergency channel (Feature B4).
//!
//! In big organisations a main channel with everybody speaking helps nobody. In the mode
//! [`SpeakingMode::Voices`] only the duty commander, team managers and their delegates speak there; every
//! team thinks aloud in its own room, and its voice reports up. What somebody else says on the main
//! channel is not lost: it is carried to their team's room, where a voice can report it by one button.

mod decide;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::authority::{GuestStanding, Standing};
use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction, Room, Slot, Speakers};
use crate::feature::Feature;
use crate::ids::{MessageId, PersonId, TeamId};
use crate::policy::{Policy, Team};
use crate::refusal::Refusal;
use crate::text::Text;

/// Most delegates of a team at a time. A team speaks with one voice; beyond five it is a crowd again.
pub const DELEGATES_PER_TEAM_MAX: usize = 5;

/// Longest report, in characters. The main channel is read by everybody; the rest belongs in the team's
/// room.
pub const REPORT_CHARS_MAX: usize = 2_000;

/// Most held-back words that are kept to be reported. Beyond it the oldest are forgotten: by then they are no news.
pub const HELD_MAX: usize = 50;

/// Most team rooms that the announcement of the mode lists.
const ROOMS_SHOWN_MAX: usize = 20;

/// Who may speak on the emergency channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakingMode {
    /// Everybody in it.
    #[default]
    Open,
    /// The duty commander, team managers and their delegates.
    Voices,
}

impl fmt::Display for SpeakingMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Voices => "voices",
        })
    }
}

/// For whom somebody may speak, and how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Delegation {
    team: TeamId,
    once: bool,
}

/// Words that were held back and carried to the room of their author's team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    author: PersonId,
    team: TeamId,
    text: String,
    /// Who has reported them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reported_by: Option<PersonId>,
}

/// The voices of the teams. Starts open: where `policy.big_organisation` says otherwise, the aggregate
/// sets the mode when the channel is opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voices {
    mode: SpeakingMode,
    /// At most [`DELEGATES_PER_TEAM_MAX`] for each team of the policy.
    delegates: BTreeMap<PersonId, Delegation>,
    /// The last number given to words that were held back.
    last_held: u32,
    /// At most [`HELD_MAX`].
    held: BTreeMap<u32, Held>,
}

/// What can be asked of the hierarchy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Change who may speak.
    SetMode {
        /// To what.
        mode: SpeakingMode,
    },
    /// Let a member speak for the team.
    NameDelegate {
        /// Who.
        person: PersonId,
        /// For which team. None: nobody knows one, which is refused with a way on.
        team: Option<TeamId>,
        /// For one observation only; otherwise until withdrawn.
        once: bool,
    },
    /// End a delegation.
    WithdrawDelegate {
        /// Whose.
        person: PersonId,
    },
    /// Say on the emergency channel what a team sees.
    Report {
        /// Which team. None: the asker is in none, which is refused with a way on.
        team: Option<TeamId>,
        /// What. At most [`REPORT_CHARS_MAX`] characters.
        text: String,
    },
    /// Report words of a member that were held back, in the member's name. Once.
    Relay {
        /// Their number.
        number: u32,
    },
    /// A message was written. The actor is its author.
    Speak {
        /// The room it stands in. Only the emergency channel is guarded.
        room: Room,
        /// The message.
        message: MessageId,
        /// What it says.
        text: String,
    },
}

/// What happens in the hierarchy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The mode was changed.
    ModeSet {
        /// To what.
        mode: SpeakingMode,
    },
    /// A delegate was named.
    DelegateNamed {
        /// Who.
        person: PersonId,
        /// For which team.
        team: TeamId,
        /// For one observation only.
        once: bool,
    },
    /// A delegation was ended.
    DelegateWithdrawn {
        /// Whose.
        person: PersonId,
        /// For which team they spoke.
        team: TeamId,
    },
    /// A delegate for one observation has given it.
    DelegateSpent {
        /// Who.
        person: PersonId,
        /// For which team they spoke.
        team: TeamId,
    },
    /// A voice reported for a team.
    Reported {
        /// Which team.
        team: TeamId,
        /// Who.
        by: PersonId,
        /// What.
        text: String,
        /// Whose words they are, where not the voice's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<PersonId>,
        /// The number of these words, where they had been held back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held: Option<u32>,
    },
    /// Words on the emergency channel were held back.
    HeldBack {
        /// Their number.
        number: u32,
        /// Whose.
        author: PersonId,
        /// Their team, to whose room the words go.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<TeamId>,
        /// The message.
        message: MessageId,
        /// What it says.
        text: String,
    },
}

impl Voices {
    /// Who may speak now.
    #[must_use]
    pub fn mode(&self) -> SpeakingMode {
        self.mode
    }

    /// The team for which somebody may speak as a delegate. Only while they are of that team: the policy
    /// is asked each time, so that a person who left it has lost the voice too.
    #[must_use]
    pub fn delegate_of(&self, person: &PersonId, policy: &Policy) -> Option<&TeamId> {
        let delegation = self.delegates.get(person)?;
        let team = policy.teams.get(&delegation.team)?;
        is_of(team, person).then_some(&delegation.team)
    }

    /// Whether somebody may speak on the emergency channel: in the open mode everybody, else the duty
    /// commander, managers and delegates.
    #[must_use]
    pub fn may_speak(&self, standing: &Standing) -> bool {
        self.mode == SpeakingMode::Open
            || (standing.guest == GuestStanding::Insider
                && !standing.barred
                && (standing.duty_commander
                    || standing.manages.is_some()
                    || standing.delegate_of.is_some()))
    }

    /// Who may speak on the emergency channel, for platforms that can enforce it. The aggregate asks for it
    /// again at each change of the commander.
    #[must_use]
    pub fn speakers(&self, policy: &Policy, commander: Option<&PersonId>) -> Speakers {
        if self.mode == SpeakingMode::Open {
            return Speakers::Everyone;
        }
        let delegates =
            self.delegates.keys().filter(|person| self.delegate_of(person, policy).is_some());
        let managers = policy.teams.values().map(|team| &team.manager);
        let people: BTreeSet<PersonId> =
            commander.into_iter().chain(managers).chain(delegates).cloned().collect();
        Speakers::Only(people)
    }

    /// [`Voices::speakers`] as the effect that enforces it.
    #[must_use]
    pub fn speaking_rights(&self, policy: &Policy, commander: Option<&PersonId>) -> Effect {
        let speakers = self.speakers(policy, commander);
        Effect::SetSpeakingRights { room: Room::EmergencyChannel, speakers }
    }

    /// The platform's own enforcement, brought up to date after a change of the voices.
    fn enforce(&self, reaction: Reaction, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match self.mode {
            SpeakingMode::Open => reaction,
            SpeakingMode::Voices => {
                reaction.effect(self.speaking_rights(cx.policy, scene.commander))
            }
        }
    }
}

impl Feature for Voices {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::SetMode { mode } => self.set_mode(*mode),
            Command::NameDelegate { person, team, once } => {
                self.name_delegate((person, team.as_ref(), *once), scene, cx)
            }
            Command::WithdrawDelegate { person } => self.withdraw(person, scene),
            Command::Report { team, text } => self.report((team.as_ref(), text), scene, cx),
            Command::Relay { number } => self.relay(*number, scene, cx),
            Command::Speak { room: Room::EmergencyChannel, message, text } => {
                Ok(self.speak((message, text), scene, cx))
            }
            Command::Speak { .. } => Ok(Vec::new()),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::ModeSet { mode } => self.mode = *mode,
            Event::DelegateNamed { person, team, once } => {
                let delegation = Delegation { team: team.clone(), once: *once };
                self.delegates.insert(person.clone(), delegation);
            }
            Event::DelegateWithdrawn { person, .. } | Event::DelegateSpent { person, .. } => {
                self.delegates.remove(person);
            }
            Event::Reported { by, held, .. } => {
                if let Some(held) = held.and_then(|number| self.held.get_mut(&number)) {
                    held.reported_by = Some(by.clone());
                }
            }
            Event::HeldBack { number, author, team, text, .. } => {
                self.last_held = self.last_held.max(*number);
                // Without a team there is no voice that could report it.
                let Some(team) = team.clone() else { return };
                if self.held.len() >= HELD_MAX {
                    self.held.pop_first();
                }
                let (author, text) = (author.clone(), text.clone());
                self.held.insert(*number, Held { author, team, text, reported_by: None });
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let em = &Room::EmergencyChannel;
        match event {
            Event::ModeSet { mode } => Reaction::none()
                .effect(self.speaking_rights(cx.policy, scene.commander))
                .post(em, words::announcement(*mode, cx.policy)),
            Event::DelegateNamed { person, team, once } => {
                let (public, private) = words::named(person, team, *once, cx.policy);
                self.enforce(Reaction::none(), scene, cx).post(em, public).direct(person, private)
            }
            Event::DelegateWithdrawn { person, team } => {
                let (public, private) = words::withdrawn(person, team, cx.policy);
                self.enforce(Reaction::none(), scene, cx).post(em, public).direct(person, private)
            }
            Event::DelegateSpent { team, .. } => {
                self.enforce(Reaction::none(), scene, cx).answer(cx, words::spent(team, cx.policy))
            }
            Event::Reported { team, by, text, author, held } => {
                let author = author.as_ref();
                let report = words::report(team, (author, by), text, cx.policy);
                let reaction = Reaction::none().post(em, report);
                match (author, held) {
                    (Some(author), Some(number)) => {
                        let done = words::wrote(author, text).name(by).plain(" has reported it.");
                        reaction.edit(&Room::Team(team.clone()), Slot::Held(*number), done)
                    }
                    _ => reaction,
                }
            }
            Event::HeldBack { number, author, team, message, text } => {
                let removal = Effect::RemoveMessage { room: em.clone(), message: message.clone() };
                let team = team.as_ref().and_then(|id| Some((id, cx.policy.teams.get(id)?)));
                let guest = scene.standing.guest != GuestStanding::Insider;
                let hint = words::hint(team, guest, text);
                let reaction = Reaction::none().effect(removal).hint(em, author, hint);
                match team {
                    Some((id, _)) => {
                        let carried = words::carried(*number, author, text);
                        reaction.post_as(&Room::Team(id.clone()), Slot::Held(*number), carried)
                    }
                    None => reaction,
                }
            }
        }
    }

    fn tell(event: &Event) -> Text {
        let text = Text::new();
        match event {
            Event::ModeSet { mode: SpeakingMode::Open } => text.plain("let everybody speak"),
            Event::ModeSet { mode: SpeakingMode::Voices } => {
                text.plain("let only the voices of the teams speak")
            }
            Event::DelegateNamed { person, team, once } => text
                .plain("named ")
                .name(person)
                .plain(format!(" to speak for {team}{}", if *once { " once" } else { "" })),
            Event::DelegateWithdrawn { person, team } => {
                text.plain("ended that ").name(person).plain(format!(" speaks for {team}"))
            }
            Event::DelegateSpent { person, .. } => {
                text.name(person).plain(" has given the one observation")
            }
            Event::Reported { team, text: said, author: Some(author), .. } => text
                .plain(format!("reported for {team} what "))
                .name(author)
                .plain(format!(" said: {said}")),
            Event::Reported { team, text: said, author: None, .. } => {
                text.plain(format!("reported for {team}: {said}"))
            }
            Event::HeldBack { .. } => text.plain("spoke without being a voice; held back"),
        }
    }
}

fn is_of(team: &Team, person: &PersonId) -> bool {
    team.manager == *person || team.members.contains(person)
}
