//! Teams and their voices: who may speak on the emergency channel (Feature B4).
//!
//! In big organisations a main channel with everybody speaking helps nobody. In the mode
//! [`SpeakingMode::Voices`] only the duty commander, team managers and their delegates speak there; every
//! team thinks aloud in its own room, and its voice reports up. What somebody else says on the main
//! channel is not lost: it is carried to their team's room, where a voice can report it by one button.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::authority::{GuestStanding, Standing};
use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction, Room, Speakers};
use crate::feature::Feature;
use crate::ids::{MessageId, PersonId, TeamId};
use crate::message::{Message, Tone};
use crate::policy::{Policy, Team};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;

/// Most delegates of a team at a time. A team speaks with one voice; beyond five it is a crowd again.
pub const DELEGATES_PER_TEAM_MAX: usize = 5;

/// Longest report, in characters. The main channel is read by everybody; the rest belongs in the team's
/// room.
pub const REPORT_CHARS_MAX: usize = 2_000;

/// Longest words that a button can carry, in characters. Longer ones are shown and typed again shorter.
pub const BUTTON_WORDS_CHARS_MAX: usize = 500;

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

/// The voices of the teams. Starts open: where `policy.big_organisation` says otherwise, the aggregate
/// sets the mode when the channel is opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voices {
    mode: SpeakingMode,
    /// At most [`DELEGATES_PER_TEAM_MAX`] for each team of the policy.
    delegates: BTreeMap<PersonId, Delegation>,
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
    },
    /// A voice reported for a team.
    Reported {
        /// Which team.
        team: TeamId,
        /// Who.
        by: PersonId,
        /// What.
        text: String,
    },
    /// Words on the emergency channel were held back.
    HeldBack {
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

    fn set_mode(&self, mode: SpeakingMode) -> Result<Vec<Event>, Refusal> {
        if mode == self.mode {
            return Err(Refusal::already_done(
                format!("The channel is in the mode `{mode}` already."),
                "See who may speak with `status`.",
            ));
        }
        Ok(vec![Event::ModeSet { mode }])
    }

    fn name_delegate(
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

    fn withdraw(&self, person: &PersonId, scene: &Scene<'_>) -> Result<Vec<Event>, Refusal> {
        let Some(delegation) = self.delegates.get(person) else {
            return Err(Refusal::not_found("delegation of that name", "See them with `who`."));
        };
        // Who no longer wants to speak for the team may say so without the manager.
        if scene.standing.person.as_ref() != Some(person) {
            speaks_for(&delegation.team, scene.standing)?;
        }
        let team = delegation.team.clone();
        Ok(vec![Event::DelegateWithdrawn { person: person.clone(), team }])
    }

    fn report(
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
        let delegate = self.delegate_of(by, cx.policy) == Some(team_id);
        if !delegate {
            speaks_for(team_id, scene.standing)?;
        }
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
        let reported =
            Event::Reported { team: team_id.clone(), by: by.clone(), text: text.to_owned() };
        let spent = self.spent(by).filter(|_| delegate);
        Ok([Some(reported), spent].into_iter().flatten().collect())
    }

    fn speak(
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
            author: author.clone(),
            team: scene.standing.team.clone(),
            message: message.clone(),
            text: text.chars().take(REPORT_CHARS_MAX).collect(),
        }]
    }

    /// The end of a delegation for one observation, if this is one.
    fn spent(&self, person: &PersonId) -> Option<Event> {
        let delegation = self.delegates.get(person)?;
        delegation.once.then(|| Event::DelegateSpent { person: person.clone() })
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
            Event::DelegateWithdrawn { person, .. } | Event::DelegateSpent { person } => {
                self.delegates.remove(person);
            }
            Event::Reported { .. } | Event::HeldBack { .. } => {}
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let em = &Room::EmergencyChannel;
        match event {
            Event::ModeSet { mode } => Reaction::none()
                .effect(self.speaking_rights(cx.policy, scene.commander))
                .post(em, announcement(*mode, cx.policy)),
            Event::DelegateNamed { person, team, once } => {
                let how_long = if *once { "for one observation" } else { "until withdrawn" };
                let public = Text::new()
                    .name(person)
                    .plain(format!(" may speak for {} {how_long}.", name_of(team, cx.policy)));
                let private = Text::new()
                    .plain(format!("You speak for {} on ", name_of(team, cx.policy)))
                    .room(em)
                    .plain(format!(" {how_long}. Say what the team sees: "))
                    .code("report <what you see>")
                    .plain(".");
                self.enforce(Reaction::none(), scene, cx).post(em, public).direct(person, private)
            }
            Event::DelegateWithdrawn { person, team } => {
                let private = Text::new()
                    .plain(format!("You no longer speak for {}. ", name_of(team, cx.policy)))
                    .plain("What you see goes to ")
                    .room(&Room::Team(team.clone()))
                    .plain(".");
                self.enforce(Reaction::none(), scene, cx).direct(person, private)
            }
            Event::DelegateSpent { .. } => self.enforce(Reaction::none(), scene, cx),
            Event::Reported { team, by, text } => {
                let report = Text::new()
                    .strong(name_of(team, cx.policy))
                    .plain(" – ")
                    .name(by)
                    .plain(" reports:")
                    .quoted(text)
                    .plain("More in ")
                    .room(&Room::Team(team.clone()))
                    .plain(".");
                Reaction::none().post(em, report)
            }
            Event::HeldBack { author, team, message, text } => {
                let removal = Effect::RemoveMessage { room: em.clone(), message: message.clone() };
                let team = team.as_ref().and_then(|id| Some((id, cx.policy.teams.get(id)?)));
                let guest = scene.standing.guest != GuestStanding::Insider;
                let hint = hint(team, guest, text);
                let reaction = Reaction::none().effect(removal).hint(em, author, hint);
                match team {
                    Some((id, _)) => reaction.post(&Room::Team(id.clone()), carried(author, text)),
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
            Event::DelegateSpent { person } => {
                text.name(person).plain(" has given the one observation")
            }
            Event::Reported { team, text: said, .. } => {
                text.plain(format!("reported for {team}: {said}"))
            }
            Event::HeldBack { .. } => text.plain("spoke without being a voice; held back"),
        }
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
        Refusal::not_found("team of that name", "Teams are named in the policy; see `who`.")
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

fn is_of(team: &Team, person: &PersonId) -> bool {
    team.manager == *person || team.members.contains(person)
}

fn name_of(team: &TeamId, policy: &Policy) -> String {
    policy.teams.get(team).map_or_else(|| team.to_string(), |team| team.name.clone())
}

fn announcement(mode: SpeakingMode, policy: &Policy) -> Text {
    if mode == SpeakingMode::Open {
        return Text::from("Everybody may speak here again.");
    }
    let text = Text::from(
        "Each team speaks here with one voice from now on: its manager or a delegate. Everybody else \
         thinks aloud in the team's room:",
    );
    let text = policy.teams.iter().take(ROOMS_SHOWN_MAX).fold(text, |text, (id, team)| {
        text.bullet().plain(format!("{}: ", team.name)).room(&Room::Team(id.clone()))
    });
    match policy.teams.len().saturating_sub(ROOMS_SHOWN_MAX) {
        0 => text,
        more => text.bullet().plain(format!("and {more} more; see ")).code("who"),
    }
}

/// What somebody is told whose words were held back, with the words themselves.
fn hint(team: Option<(&TeamId, &Team)>, guest: bool, text: &str) -> Message {
    let hint = Text::from("Each team speaks here with one voice now. You wrote:").quoted(text);
    match team {
        Some((id, team)) => Message::new(
            hint.plain("It has been carried to ")
                .room(&Room::Team(id.clone()))
                .plain(". ")
                .name(&team.manager)
                .plain(" or a delegate can report it."),
        ),
        None if guest => Message::new(hint.plain("Tell your sponsor, who can pass it on.")),
        None => carrying(
            Message::new(hint.plain("You are in no team; the commander can be asked.")),
            "Ask the commander",
            "ask",
            text,
        ),
    }
    .tone(Tone::Warning)
}

/// Words from the main channel as the team's room sees them: one press by a voice reports them.
fn carried(author: &PersonId, text: &str) -> Message {
    let words = Text::new()
        .name(author)
        .plain(" wrote on ")
        .room(&Room::EmergencyChannel)
        .plain(":")
        .quoted(text)
        .plain("The manager or a delegate can report it.");
    carrying(Message::new(words), "Report it", "report", text)
}

/// The message with a button that types `command` and these words, in one line. Words that a button
/// cannot carry are to be typed.
fn carrying(message: Message, label: &str, command: &str, words: &str) -> Message {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.chars().count() > BUTTON_WORDS_CHARS_MAX {
        let text = message.text.plain(" Type ").code(format!("{command} <in short>")).plain(".");
        return Message { text, ..message };
    }
    message.button(label, format!("{command} {line}"))
}
