//! What can be asked of the emergency channel.

use super::views::View;
use crate::authority::Action;
use crate::effect::{Effect, Outcome, TicketFacts, TimerKey};
use crate::ids::{MessageId, PersonId, TicketKey};
use crate::mention::Reach;
use crate::people::Profile;
use crate::severity::Severity;
use crate::{
    alerts, asks, briefing, can_report, charts, directory, guests, handover, headline, hierarchy,
    mention, paging, parked, record, register, seat, shifts, tools,
};

/// What can be asked of the emergency channel, in the imperative.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "a variant per feature holds that feature's command, which is documented there"
)]
pub enum Command {
    /// The host starts: rooms are made or found, the schedule is asked.
    Start,
    /// Take in a message that was written in one of its rooms.
    Observe {
        /// The message.
        message: MessageId,
        /// The message it answers.
        thread: Option<MessageId>,
        /// What it says.
        text: String,
        /// Whom it tries to wake.
        reach: Option<Reach>,
    },
    /// Somebody came into one of its rooms.
    Welcome(Profile),
    /// An account was removed, or is no longer one that can command: a guest's, a program's.
    LosePerson(PersonId),
    /// Declare an incident by hand.
    Declare {
        /// Its title.
        title: String,
        /// How bad it is.
        severity: Option<Severity>,
        /// The key of its ticket, where one is named.
        ticket: Option<TicketKey>,
    },
    /// Declare an incident from an alert.
    DeclareAlert(u32),
    /// Declare an incident from a question that was answered with yes.
    DeclareQuestion(u32),
    /// Ask the commander about an alert.
    AskAlert(u32),
    /// A ticket was opened outside.
    TicketOpened(TicketFacts),
    /// Show something to the asker, or to all.
    Show(View),
    /// One of its timers fired.
    Timer(TimerKey),
    /// One of its effects has been settled.
    Settled(Box<Effect>, Outcome),
    Seat(seat::Command),
    Handover(handover::Command),
    Shift(shifts::Command),
    Headline(headline::Command),
    Register(register::Command),
    Person(directory::Command),
    Mention(mention::Command),
    Voice(hierarchy::Command),
    Briefing(briefing::Command),
    Guest(guests::Command),
    Ask(asks::Command),
    Alert(alerts::Command),
    Page(paging::Command),
    Tool(tools::Command),
    Chart(charts::Command),
    CanReport(can_report::Command),
    Parked(parked::Command),
    Record(record::Command),
}

impl Command {
    /// The right it takes. Nothing: an observation, news, or the rules' own clockwork.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Start
            | Self::Observe { .. }
            | Self::Welcome(_)
            | Self::LosePerson(_)
            | Self::DeclareQuestion(_)
            | Self::TicketOpened(_)
            | Self::Timer(_)
            | Self::Settled(..)
            | Self::Record(_)
            | Self::Register(_)
            | Self::Shift(_)
            | Self::Person(_) => return None,
            Self::Declare { .. } | Self::DeclareAlert(_) => Action::Declare,
            Self::AskAlert(_) => Action::Ask,
            // What fires, what was asked and what was refused is of the whole company, not of one incident.
            Self::Show(View::Alerts | View::Questions | View::Parked) => Action::ReadRecord,
            Self::Show(_) => Action::Look,
            Self::Seat(_) => Action::TakeCommand,
            Self::Handover(handover::Command::Offer { .. }) => Action::OfferHandover,
            Self::Handover(handover::Command::Cancel) => Action::CancelHandover,
            Self::Handover(_) => Action::AnswerHandover,
            Self::Headline(headline::Command::Write { .. }) => Action::WriteHeadline,
            Self::Headline(_) => return None,
            Self::Mention(
                mention::Command::Intercept { .. } | mention::Command::Forward { .. },
            ) => return None,
            Self::Mention(_) => Action::Broadcast,
            Self::Voice(command) => return voice_action(command),
            Self::Briefing(command) => return crate::incident::briefing_action(command),
            Self::Guest(command) => return guest_action(command),
            Self::Ask(asks::Command::Ask { .. }) => Action::Ask,
            Self::Ask(asks::Command::Answer { .. }) => Action::AnswerAsk,
            Self::Ask(_) => return None,
            Self::Alert(alerts::Command::Acknowledge { .. }) => Action::AcknowledgeAlert,
            Self::Alert(alerts::Command::Mute { .. }) => Action::MuteAlert,
            Self::Alert(_) => return None,
            Self::Page(paging::Command::Page { .. }) => Action::Page,
            // The pager's own report, and the rules' own end of an incident.
            Self::Page(paging::Command::Answered { .. } | paging::Command::StopAll) => return None,
            Self::Page(paging::Command::Acknowledge { .. }) => Action::AcknowledgePage,
            Self::Tool(tools::Command::Confirm { .. }) => Action::ConfirmTool,
            Self::Tool(_) => Action::RunTool,
            Self::Chart(_) => Action::DrawChart,
            Self::CanReport(_) => Action::CanReport,
            Self::Parked(_) => Action::SettleParked,
        })
    }
}

fn voice_action(command: &hierarchy::Command) -> Option<Action> {
    match command {
        hierarchy::Command::SetMode { .. } => Some(Action::SetSpeakingMode),
        hierarchy::Command::NameDelegate { .. } | hierarchy::Command::WithdrawDelegate { .. } => {
            Some(Action::NameDelegate)
        }
        hierarchy::Command::Report { .. } | hierarchy::Command::Relay { .. } => {
            Some(Action::Report)
        }
        hierarchy::Command::Speak { .. } => None,
    }
}

fn guest_action(command: &guests::Command) -> Option<Action> {
    match command {
        guests::Command::FileAgreement { .. } => Some(Action::FileAgreement),
        guests::Command::Admit { .. } | guests::Command::Revoke { .. } => Some(Action::AdmitGuest),
        guests::Command::AcceptRules => Some(Action::AcceptGuestRules),
        guests::Command::Knock { .. }
        | guests::Command::LeaveOut { .. }
        | guests::Command::EndOfIncident { .. } => None,
    }
}
