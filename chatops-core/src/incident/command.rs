//! What can be asked of an incident.

use super::event::Opened;
use super::lifecycle::Phase;
use super::views::View;
use crate::authority::Action;
use crate::effect::{Effect, Outcome, TimerKey};
use crate::ids::{MessageId, PersonId};
use crate::mention::Reach;
use crate::people::{PersonKind, Profile, Role};
use crate::{
    all_clear, audience, briefing, can_report, charts, checklist, follow_up, handover, mention,
    paging, parked, poll, public_update, record, roles, seat, ticket, tools, updates,
};

/// What can be asked of an incident, in the imperative.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "a variant per feature holds that feature's command, which is documented there"
)]
pub enum Command {
    /// Open it. Comes from the emergency channel, with its commander as the incident's.
    Open(Opened),
    /// Give its room a name, for good.
    Name(String),
    /// Take a role from the one who commands now.
    ReleaseCommander(Role),
    /// The all clear has been given: the phase follows.
    Resolve,
    /// Take in a message that was written in its room.
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
    /// Somebody came into the room.
    Welcome(Profile),
    /// An account was removed or is no longer one that can command.
    LosePerson {
        person: PersonId,
        /// What kind of account it is now.
        kind: PersonKind,
        /// Who inherits where there is no deputy: the next on the ladder, else the duty commander.
        successor: Option<PersonId>,
    },
    /// A guest was admitted to it. Comes from the emergency channel, where guests are known.
    TakeInGuest(PersonId),
    /// A guest's admission to it has ended, or they were never let in.
    LoseGuest(PersonId),
    /// Go to another phase. The all clear is [`Command::AllClear`].
    MoveTo(Phase),
    /// Show something.
    Show(View),
    /// One of its timers fired.
    Timer(TimerKey),
    /// One of its effects has been settled.
    Settled(Box<Effect>, Outcome),
    Seat(seat::Command),
    Handover(handover::Command),
    Role(roles::Command),
    Mention(mention::Command),
    Briefing(briefing::Command),
    Page(paging::Command),
    Ticket(ticket::Command),
    Participant(audience::Command),
    Poll(poll::Command),
    Tool(tools::Command),
    Chart(charts::Command),
    Update(updates::Command),
    Checklist(checklist::Command),
    CanReport(can_report::Command),
    FollowUp(follow_up::Command),
    PublicUpdate(public_update::Command),
    AllClear(all_clear::Command),
    Parked(parked::Command),
    Record(record::Command),
}

impl Command {
    /// The right it takes. Nothing: an observation or the rules' own clockwork.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Open(_)
            | Self::Name(_)
            | Self::ReleaseCommander(_)
            | Self::Resolve
            | Self::Observe { .. }
            | Self::Welcome(_)
            | Self::LosePerson { .. }
            | Self::TakeInGuest(_)
            | Self::LoseGuest(_)
            | Self::Timer(_)
            | Self::Settled(..)
            | Self::Record(_) => return None,
            Self::MoveTo(_) => Action::MovePhase,
            // The whole record holds what was said before a guest came.
            Self::Show(View::Transcript(_) | View::Postmortem | View::Parked) => Action::ReadRecord,
            Self::Show(View::Status | View::Who | View::Brief | View::Help { .. }) => Action::Look,
            Self::Seat(_) => Action::TakeCommand,
            Self::Handover(handover::Command::Offer { .. }) => Action::OfferHandover,
            Self::Handover(handover::Command::Cancel) => Action::CancelHandover,
            Self::Handover(_) => Action::AnswerHandover,
            Self::Role(roles::Command::Assign { .. } | roles::Command::Release { .. }) => {
                Action::AssignRole
            }
            Self::Role(roles::Command::Take { .. }) => Action::TakeRole,
            Self::Role(_) => Action::StepDown,
            // Forwarding one's own intercepted words is an observation's afterthought, open to their author.
            Self::Mention(
                mention::Command::Intercept { .. } | mention::Command::Forward { .. },
            ) => return None,
            Self::Mention(_) => Action::Broadcast,
            Self::Briefing(command) => return briefing_action(command),
            Self::Page(paging::Command::Page { .. }) => Action::Page,
            // The pager's own report, and the rules' own end of an incident.
            Self::Page(paging::Command::Answered { .. } | paging::Command::StopAll) => return None,
            Self::Page(paging::Command::Acknowledge { .. }) => Action::AcknowledgePage,
            Self::Ticket(
                ticket::Command::Changed { .. }
                | ticket::Command::NoteRelated { .. }
                | ticket::Command::Follow { .. },
            ) => return None,
            Self::Ticket(ticket::Command::Show) => Action::Look,
            Self::Ticket(_) => Action::WorkTicket,
            Self::Participant(audience::Command::Join { .. } | audience::Command::Leave) => {
                Action::Join
            }
            // What is seen of people is no wish of theirs.
            Self::Participant(_) => return None,
            Self::Poll(poll::Command::Decide { .. } | poll::Command::Start { .. }) => {
                Action::SetSeverity
            }
            Self::Poll(poll::Command::Open) => Action::Poll,
            Self::Poll(_) => Action::Vote,
            Self::Tool(tools::Command::Confirm { .. }) => Action::ConfirmTool,
            Self::Tool(_) => Action::RunTool,
            Self::Chart(_) => Action::DrawChart,
            Self::Update(updates::Command::Snooze { .. }) => Action::SnoozeUpdate,
            Self::Update(_) => Action::PostUpdate,
            Self::Checklist(_) => Action::Checklist,
            Self::CanReport(_) => Action::CanReport,
            Self::FollowUp(_) => Action::FollowUp,
            Self::Parked(_) => Action::SettleParked,
            Self::PublicUpdate(command) => return public_action(command),
            Self::AllClear(all_clear::Command::Propose { .. }) => Action::ProposeAllClear,
            Self::AllClear(all_clear::Command::Object { .. }) => Action::ObjectAllClear,
            Self::AllClear(_) => Action::GiveAllClear,
        })
    }
}

/// The right that a briefing command takes, on either aggregate.
pub(crate) fn briefing_action(command: &briefing::Command) -> Option<Action> {
    match command {
        briefing::Command::Pin { .. }
        | briefing::Command::Note { .. }
        | briefing::Command::Unpin { .. }
        | briefing::Command::Move { .. } => Some(Action::Pin),
        briefing::Command::Confirm => Some(Action::ConfirmBriefing),
        briefing::Command::GiveErrand { .. } => Some(Action::GiveErrand),
        briefing::Command::Arrive { .. } | briefing::Command::Speak { .. } => None,
    }
}

fn public_action(command: &public_update::Command) -> Option<Action> {
    Some(match command {
        public_update::Command::Draft { .. }
        | public_update::Command::Edit { .. }
        | public_update::Command::Withdraw { .. } => Action::DraftPublicUpdate,
        public_update::Command::Object { .. } => Action::ObjectPublicUpdate,
        public_update::Command::Override { .. } | public_update::Command::Second { .. } => {
            Action::OverrideRedaction
        }
        public_update::Command::Approve { .. }
        | public_update::Command::ConfirmPublished { .. } => Action::ApprovePublicUpdate,
        public_update::Command::Reconcile { .. } => return None,
    })
}
