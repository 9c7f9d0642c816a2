//! Who may do what.
//!
//! Every command is an [`Action`], every action has a [`Rule`], and [`check`] is the only judge. A rule
//! lists who may; it can ask for a second person and for a least severity. Refusals say who may and
//! what to do instead.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, TeamId};
use crate::people::Role;
use crate::planted::{Planted, planted};
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;

/// How a guest stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuestStanding {
    /// Not a guest.
    #[default]
    Insider,
    /// A guest with an agreement on file, the rules accepted, and not expired.
    Admitted,
    /// A guest without all that.
    NotAdmitted,
}

/// What a guest still lacks, in the order in which it is got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// An agreement on file.
    Agreement,
    /// Their consent to the rules.
    Consent,
    /// An admission to this place and time.
    Admission,
}

/// What the emergency channel knows of an actor, for decisions elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// Whether they command the emergency channel.
    pub duty_commander: bool,
    /// How they stand as a guest.
    pub guest: GuestStanding,
    /// What they lack, if they are a guest who is not admitted.
    pub lacks: Option<Lack>,
    /// Who answers for them, if they are a guest.
    pub sponsor: Option<PersonId>,
}

/// In what kind of place something is asked: who leads there is called differently.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    /// The emergency channel, or a conversation with the bot.
    #[default]
    Channel,
    /// A hot room.
    HotRoom,
    /// A team's room.
    TeamRoom,
}

/// What somebody is, here and now. Computed from the state at each decision, never stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who. Nobody: a timer or a service.
    pub person: Option<PersonId>,
    /// Whether they lead the room they act in.
    pub leads_room: bool,
    /// Who does lead it. Refusals name them.
    pub leader: Option<PersonId>,
    /// What kind of place it is.
    pub place: Place,
    /// Whether they command the emergency channel.
    pub duty_commander: bool,
    /// Their roles in the incident they act in.
    pub roles: BTreeSet<Role>,
    /// Their team.
    pub team: Option<TeamId>,
    /// The team they manage.
    pub manages: Option<TeamId>,
    /// The team for which they may speak now.
    pub delegate_of: Option<TeamId>,
    /// Whether they are on the ladder of commanders.
    pub on_ladder: bool,
    /// Whether the schedule names them for this moment.
    pub on_shift: bool,
    /// Whether they are an executive.
    pub executive: bool,
    /// How they stand as a guest.
    pub guest: GuestStanding,
    /// What they lack, if they are a guest who is not admitted.
    pub lacks: Option<Lack>,
    /// Who answers for them, if they are a guest.
    pub sponsor: Option<PersonId>,
    /// Whether the account is a program or has been removed: it may do nothing.
    pub barred: bool,
}

/// Something that can be asked for. One for each command of the two aggregates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each name is the chat command it stands for; docs/COMMANDS.md explains them"
)]
pub enum Action {
    Look,
    Ask,
    AnswerAsk,
    Declare,
    TakeCommand,
    OfferHandover,
    AnswerHandover,
    CancelHandover,
    WriteHeadline,
    Broadcast,
    SetSpeakingMode,
    NameDelegate,
    GiveErrand,
    Report,
    ConfirmBriefing,
    FileAgreement,
    AdmitGuest,
    AcceptGuestRules,
    Page,
    AcknowledgePage,
    AcknowledgeAlert,
    MuteAlert,
    SetSeverity,
    Poll,
    Vote,
    AssignRole,
    TakeRole,
    StepDown,
    Join,
    Pin,
    MovePhase,
    PostUpdate,
    SnoozeUpdate,
    RunTool,
    ConfirmTool,
    DrawChart,
    Checklist,
    CanReport,
    FollowUp,
    DraftPublicUpdate,
    ObjectPublicUpdate,
    ApprovePublicUpdate,
    OverrideRedaction,
    ProposeAllClear,
    ObjectAllClear,
    GiveAllClear,
    WorkTicket,
    ReadRecord,
    SettleParked,
}

impl Action {
    /// Every action, for tables and for the test that tries each with each standing.
    pub const ALL: [Self; 49] = [
        Self::Look,
        Self::Ask,
        Self::AnswerAsk,
        Self::Declare,
        Self::TakeCommand,
        Self::OfferHandover,
        Self::AnswerHandover,
        Self::CancelHandover,
        Self::WriteHeadline,
        Self::Broadcast,
        Self::SetSpeakingMode,
        Self::NameDelegate,
        Self::GiveErrand,
        Self::Report,
        Self::ConfirmBriefing,
        Self::FileAgreement,
        Self::AdmitGuest,
        Self::AcceptGuestRules,
        Self::Page,
        Self::AcknowledgePage,
        Self::AcknowledgeAlert,
        Self::MuteAlert,
        Self::SetSeverity,
        Self::Poll,
        Self::Vote,
        Self::AssignRole,
        Self::TakeRole,
        Self::StepDown,
        Self::Join,
        Self::Pin,
        Self::MovePhase,
        Self::PostUpdate,
        Self::SnoozeUpdate,
        Self::RunTool,
        Self::ConfirmTool,
        Self::DrawChart,
        Self::Checklist,
        Self::CanReport,
        Self::FollowUp,
        Self::DraftPublicUpdate,
        Self::ObjectPublicUpdate,
        Self::ApprovePublicUpdate,
        Self::OverrideRedaction,
        Self::ProposeAllClear,
        Self::ObjectAllClear,
        Self::GiveAllClear,
        Self::WorkTicket,
        Self::ReadRecord,
        Self::SettleParked,
    ];

    /// What it is called in a refusal: `wake the room`, `take command`.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Look => "look at the state",
            Self::Ask => "ask the commander",
            Self::AnswerAsk => "answer for the commander",
            Self::Declare => "declare an incident",
            Self::TakeCommand => "take command",
            Self::OfferHandover => "offer the baton",
            Self::AnswerHandover => "answer a handover",
            Self::CancelHandover => "take back a handover",
            Self::WriteHeadline => "write the headline",
            Self::Broadcast => "wake the room",
            Self::SetSpeakingMode => "change who may speak",
            Self::NameDelegate => "name a delegate",
            Self::GiveErrand => "send somebody with an errand",
            Self::Report => "report for a team",
            Self::ConfirmBriefing => "confirm the briefing",
            Self::FileAgreement => "file a guest's agreement",
            Self::AdmitGuest => "admit a guest",
            Self::AcceptGuestRules => "accept the rules for guests",
            Self::Page => "page people",
            Self::AcknowledgePage => "acknowledge a page",
            Self::AcknowledgeAlert => "acknowledge an alert",
            Self::MuteAlert => "mute an alert",
            Self::SetSeverity => "decide the severity",
            Self::Poll => "open a poll",
            Self::Vote => "vote",
            Self::AssignRole => "decide who has which role",
            Self::TakeRole => "take a role",
            Self::StepDown => "step down",
            Self::Join => "join",
            Self::Pin => "pin",
            Self::MovePhase => "move the incident to another phase",
            Self::PostUpdate => "post an update",
            Self::SnoozeUpdate => "put off an update",
            Self::RunTool => "run this tool",
            Self::ConfirmTool => "confirm a tool run",
            Self::DrawChart => "draw a graph",
            Self::Checklist => "work a checklist",
            Self::CanReport => "give a CAN report",
            Self::FollowUp => "note a follow-up",
            Self::DraftPublicUpdate => "draft a public update",
            Self::ObjectPublicUpdate => "object to a public update",
            Self::ApprovePublicUpdate => "approve a public update",
            Self::OverrideRedaction => "override the redaction check",
            Self::ProposeAllClear => "propose the all clear",
            Self::ObjectAllClear => "object to the all clear",
            Self::GiveAllClear => "give the all clear",
            Self::WorkTicket => "work on the ticket",
            Self::ReadRecord => "read the record",
            Self::SettleParked => "settle what was not done",
        }
    }
}

/// One who may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Everybody, admitted guests included.
    Anyone,
    /// Everybody of the company.
    Insiders,
    /// Who leads the room: duty commander, incident commander, team manager.
    RoomLeader,
    /// The duty commander.
    DutyCommander,
    /// Who has this role in the incident.
    Role(Role),
    /// Managers of teams.
    Managers,
    /// Managers and those they delegate.
    Voices,
    /// Members of this team and its manager.
    Team(TeamId),
    /// The ladder of commanders, and who is on shift.
    Ladder,
    /// Executives.
    Executives,
    /// This person.
    Person(PersonId),
}

/// Who may do something, and under which conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Any of these may.
    pub who: Vec<Who>,
    /// Whether a second entitled person must agree.
    #[serde(default)]
    pub two_persons: bool,
    /// Only in an incident of this severity or worse.
    #[serde(default)]
    pub from: Option<Severity>,
}

impl Rule {
    /// Any of these may, without conditions.
    #[must_use]
    pub fn any(who: impl IntoIterator<Item = Who>) -> Self {
        Self { who: who.into_iter().collect(), two_persons: false, from: None }
    }

    /// The same, with a second person needed.
    #[must_use]
    pub fn two_persons(mut self) -> Self {
        self.two_persons = true;
        self
    }

    /// Who may, in words: `the duty commander or an executive`.
    #[must_use]
    pub fn who_may(&self, place: Place) -> String {
        let mut words: Vec<String> = Vec::new();
        for phrase in self.who.iter().flat_map(|who| who.phrases(place)) {
            // On the emergency channel its leader and the duty commander are one.
            if !words.contains(&phrase) {
                words.push(phrase);
            }
        }
        match words.split_last() {
            None => String::from("nobody"),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}

impl Who {
    fn phrases(&self, place: Place) -> Vec<String> {
        match (self, place) {
            (Self::Voices, _) => vec![Self::Managers.phrase(), String::from("a delegate")],
            (Self::RoomLeader, Place::Channel) => vec![Self::DutyCommander.phrase()],
            (Self::RoomLeader, Place::HotRoom) => vec![String::from("the incident commander")],
            (Self::RoomLeader, Place::TeamRoom) => vec![String::from("the manager of this team")],
            _ => vec![self.phrase()],
        }
    }

    fn phrase(&self) -> String {
        match self {
            Self::Anyone => String::from("anyone"),
            Self::Insiders => String::from("people of the company"),
            Self::RoomLeader => String::from("the room's leader"),
            Self::DutyCommander => String::from("the duty commander"),
            Self::Role(role) => format!("the {role}"),
            Self::Managers => String::from("a team manager"),
            Self::Voices => String::from("a team manager or their delegate"),
            Self::Team(team) => format!("the team {team}"),
            Self::Ladder => String::from("somebody on the ladder or on shift"),
            Self::Executives => String::from("an executive"),
            Self::Person(person) => person.to_string(),
        }
    }

    fn fits(&self, standing: &Standing) -> bool {
        let insider = standing.guest == GuestStanding::Insider;
        match self {
            Self::Anyone => standing.guest != GuestStanding::NotAdmitted,
            Self::Insiders => insider,
            Self::RoomLeader => insider && (standing.leads_room || planted(Planted::RightsSkipped)),
            Self::DutyCommander => insider && standing.duty_commander,
            Self::Role(role) => insider && standing.roles.contains(role),
            Self::Managers => insider && standing.manages.is_some(),
            Self::Voices => {
                insider && (standing.manages.is_some() || standing.delegate_of.is_some())
            }
            Self::Team(team) => {
                insider
                    && (standing.team.as_ref() == Some(team)
                        || standing.manages.as_ref() == Some(team))
            }
            Self::Ladder => insider && (standing.on_ladder || standing.on_shift),
            Self::Executives => insider && standing.executive,
            Self::Person(person) => standing.person.as_ref() == Some(person),
        }
    }
}

/// The recommended rule of an action.
#[must_use]
pub fn default_rule(action: Action) -> Rule {
    let leader = || vec![Who::RoomLeader, Who::DutyCommander];
    let leader_or_deputy = || vec![Who::RoomLeader, Who::DutyCommander, Who::Role(Role::Deputy)];
    Rule::any(match action {
        Action::Look
        | Action::AcceptGuestRules
        | Action::Vote
        | Action::CanReport
        | Action::StepDown
        | Action::Join
        | Action::ConfirmBriefing
        // Paging looks who was called; a guest can be.
        | Action::AcknowledgePage
        | Action::ObjectPublicUpdate
        | Action::ObjectAllClear => {
            vec![Who::Anyone]
        }
        Action::Ask
        | Action::Declare
        | Action::AnswerHandover
        | Action::AcknowledgeAlert
        | Action::MuteAlert
        | Action::Poll
        | Action::TakeRole
        | Action::Pin
        | Action::PostUpdate
        | Action::DrawChart
        | Action::Checklist
        | Action::FollowUp
        | Action::DraftPublicUpdate
        | Action::ProposeAllClear
        | Action::WorkTicket
        | Action::ReadRecord
        | Action::Page
        | Action::ConfirmTool
        | Action::RunTool
        | Action::TakeCommand => vec![Who::Insiders],
        // A question that nobody on the ladder answered goes to the executives (Feature A7).
        Action::AnswerAsk => vec![Who::DutyCommander, Who::Ladder, Who::Executives],
        // Only who leads the room, not even who commands elsewhere (Feature B1).
        Action::Broadcast => vec![Who::RoomLeader],
        Action::OfferHandover
        | Action::CancelHandover
        | Action::WriteHeadline
        | Action::SetSeverity
        | Action::GiveAllClear
        | Action::ApprovePublicUpdate => leader(),
        Action::SetSpeakingMode => vec![Who::DutyCommander],
        Action::NameDelegate => vec![Who::Managers, Who::DutyCommander],
        Action::GiveErrand => vec![Who::Managers, Who::DutyCommander],
        Action::Report => vec![Who::Voices, Who::DutyCommander],
        Action::FileAgreement => vec![Who::Managers, Who::DutyCommander, Who::Executives],
        Action::AdmitGuest => vec![Who::RoomLeader, Who::DutyCommander, Who::Managers],
        Action::AssignRole
        | Action::MovePhase
        | Action::SnoozeUpdate
        | Action::SettleParked => leader_or_deputy(),
        Action::OverrideRedaction => vec![
            Who::RoomLeader,
            Who::DutyCommander,
            Who::Role(Role::Deputy),
            Who::Role(Role::CommunicationsLead),
            Who::Executives,
        ],
    })
}

/// Rules by action, where an installation differs from [`default_rule`].
pub type Overrides = BTreeMap<Action, Rule>;

/// Judges whether somebody may do something.
///
/// # Errors
/// A [`Refusal`] that says who may and what to do instead. Bots and removed accounts may nothing;
/// guests who are not admitted may only accept the rules.
pub fn check(
    action: Action,
    standing: &Standing,
    severity: Option<Severity>,
) -> Result<(), Refusal> {
    check_rule(action, &default_rule(action), standing, severity)
}

/// The same with a given rule, for example that of a tool.
///
/// # Errors
/// As [`check`].
pub fn check_rule(
    action: Action,
    rule: &Rule,
    standing: &Standing,
    severity: Option<Severity>,
) -> Result<(), Refusal> {
    // A timer, the schedule or an outcome: the rules' own clockwork needs no right.
    if standing.person.is_none() {
        return Ok(());
    }
    if standing.barred {
        return Err(Refusal::new(
            RefusalKind::NotEntitled,
            "Programs and removed accounts give no commands.",
            "Let a person do it.",
        ));
    }
    if standing.guest == GuestStanding::NotAdmitted {
        // The one door: nobody is admitted before they have accepted the rules (Feature B6).
        if action == Action::AcceptGuestRules {
            return Ok(());
        }
        return Err(not_admitted(standing));
    }
    let anybody = action == Action::Broadcast && planted(Planted::AnybodyWakes);
    if !anybody && !rule.who.iter().any(|who| who.fits(standing)) {
        return Err(not_entitled(action, rule, standing));
    }
    match (rule.from, severity) {
        (Some(from), Some(severity)) if !severity.at_least(from) => Err(Refusal::new(
            RefusalKind::NotEntitled,
            format!(
                "To {} the incident must be {from} or worse; it is {severity}.",
                action.phrase()
            ),
            "Ask the commander to raise the severity if it is worse than recorded.",
        )),
        (Some(from), None) => Err(Refusal::new(
            RefusalKind::NotEntitled,
            format!("To {} there must be an incident of {from} or worse.", action.phrase()),
            "Run it in the hot room of such an incident.",
        )),
        _ => Ok(()),
    }
}

/// A guest who is not admitted is told the next step on the way in.
fn not_admitted(standing: &Standing) -> Refusal {
    let ask = |what: &str| match &standing.sponsor {
        Some(sponsor) => format!("Ask {sponsor} {what}"),
        None => format!("Ask who invited you {what}"),
    };
    let (why, instead) = match standing.lacks {
        Some(Lack::Consent) => (
            "Guests take part once they have accepted the rules.",
            String::from(
                "Read them in the message that was sent to you, then write `guest accept`.",
            ),
        ),
        Some(Lack::Admission) => (
            "You have no admission here, or your time is over.",
            ask("to let you in: `guest admit`."),
        ),
        Some(Lack::Agreement) | None => (
            "Guests take part once an agreement with them is on file, and there is none with you.",
            ask("to have it filed: `guest agreement`. Then you accept the rules."),
        ),
    };
    Refusal::new(RefusalKind::GuestNotAdmitted, why, instead)
}

fn not_entitled(action: Action, rule: &Rule, standing: &Standing) -> Refusal {
    let mut why = format!("Only {} may {}", rule.who_may(standing.place), action.phrase());
    // Who is refused what all of the company may is a guest.
    if standing.guest == GuestStanding::Admitted || rule.who.contains(&Who::Insiders) {
        let instead = match &standing.sponsor {
            Some(sponsor) => format!("Ask {sponsor}, who answers for you here."),
            None => String::from("Ask your sponsor to do it."),
        };
        return Refusal::new(RefusalKind::NotEntitled, why + ".", instead);
    }
    let led = rule.who.iter().any(|who| matches!(who, Who::RoomLeader | Who::DutyCommander));
    if led && standing.leader.is_none() && standing.place != Place::TeamRoom {
        why.push_str(", and nobody commands here now");
        let instead = "Take command if you can: `take`.";
        return Refusal::new(RefusalKind::NotEntitled, why + ".", instead);
    }
    Refusal::new(RefusalKind::NotEntitled, why + ".", instead_of(action, standing))
}

/// What to do instead of what one may not do: whom to ask, by name, and how.
fn instead_of(action: Action, standing: &Standing) -> String {
    let leads = match (&standing.leader, standing.place) {
        (Some(leader), Place::Channel) => format!("@{leader} commands. "),
        (Some(leader), Place::HotRoom) => format!("@{leader} commands this incident. "),
        (Some(leader), Place::TeamRoom) => format!("@{leader} leads this room. "),
        (None, _) => String::new(),
    };
    match (action, standing.place) {
        (Action::Report, _) => {
            String::from("Tell your team manager, or ask them to name you with `delegate`.")
        }
        (Action::ApprovePublicUpdate | Action::GiveAllClear | Action::SetSeverity, _) => {
            format!("{leads}Say in the room what you think and why; the commander decides.")
        }
        (Action::Broadcast, Place::Channel) => {
            format!("{leads}Tell them what you see: `ask <what you see>`.")
        }
        (_, Place::Channel) => format!("{leads}Tell them what you need: `ask <what you need>`."),
        (_, Place::HotRoom | Place::TeamRoom) => {
            format!("{leads}Say in the room what you need and why.")
        }
    }
}
