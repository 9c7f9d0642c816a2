//! Which events a review looks at: as turning points, as decisions, as what could not be done.

use crate::history::Moment;
use crate::ids::MessageId;
use crate::incident::{Event, Move};
use crate::{
    all_clear, audience, briefing, can_report, charts, checklist, follow_up, handover, mention,
    paging, parked, poll, public_update, record, rooms, seat, ticket, tools, updates,
};

/// The message that the rules did not let through.
pub(super) fn not_let_through((_, event): (&Moment<'_>, &Event)) -> Option<MessageId> {
    match event {
        Event::Mention(mention::Event::Intercepted { message, .. })
        | Event::Briefing(briefing::Event::HeldBack { message, .. }) => Some(message.clone()),
        _ => None,
    }
}

/// Whether it is something that a person did by a command or a button, and not what followed from it.
pub(super) fn is_deed(event: &Event) -> bool {
    match event {
        Event::Opened(_) => true,
        // The all clear is the deed, the phase follows.
        Event::Moved { by, .. } => *by != Move::Resolve,
        Event::Seat(event) => matches!(event, seat::Event::Taken { .. }),
        Event::Handover(event) => matches!(
            event,
            handover::Event::Offered { .. }
                | handover::Event::Agreed { .. }
                | handover::Event::Declined { .. }
                | handover::Event::Cancelled { .. }
        ),
        Event::Role(_) | Event::Shown(_) => true,
        Event::Mention(event) => {
            matches!(event, mention::Event::Requested { .. } | mention::Event::Granted { .. })
        }
        Event::Page(event) => {
            matches!(event, paging::Event::Started { .. } | paging::Event::Acknowledged { .. })
        }
        Event::Ticket(event) => {
            matches!(event, ticket::Event::MoveAsked { .. } | ticket::Event::Commented { .. })
        }
        Event::Poll(event) => match event {
            poll::Event::SeveritySet { from, .. } => from.is_some(),
            poll::Event::PollClosed { .. } => false,
            _ => true,
        },
        Event::Tool(event) => matches!(
            event,
            tools::Event::RunAsked { .. }
                | tools::Event::Confirmed { .. }
                | tools::Event::Started { .. }
        ),
        Event::Chart(event) => matches!(event, charts::Event::Asked { .. }),
        Event::Update(event) => {
            matches!(event, updates::Event::Posted { .. } | updates::Event::Snoozed { .. })
        }
        Event::Checklist(event) => !matches!(event, checklist::Event::Started { .. }),
        Event::CanReport(_) => true,
        Event::Parked(event) => {
            matches!(event, parked::Event::AskedAgain { .. } | parked::Event::SaidDone { .. })
        }
        Event::FollowUp(event) => matches!(
            event,
            follow_up::Event::Added { .. }
                | follow_up::Event::FileAsked { .. }
                | follow_up::Event::Closed { .. }
        ),
        Event::PublicUpdate(event) => matches!(
            event,
            public_update::Event::Drafted { .. }
                | public_update::Event::Edited { .. }
                | public_update::Event::Objected { .. }
                | public_update::Event::OverrideAsked { .. }
                | public_update::Event::Overridden { .. }
                | public_update::Event::Approved { .. }
        ),
        Event::AllClear(event) => matches!(
            event,
            all_clear::Event::Proposed { .. }
                | all_clear::Event::Objected { .. }
                | all_clear::Event::Given { .. }
        ),
        _ => false,
    }
}

/// Whether it changed the course of the incident, or is what people will ask about.
pub(super) fn is_turning_point(event: &Event) -> bool {
    match event {
        Event::Opened(_) | Event::Named { .. } | Event::Seat(_) => true,
        // The all clear says it.
        Event::Moved { by, .. } => *by != Move::Resolve,
        Event::Mention(mention::Event::Granted { .. } | mention::Event::Used { .. }) => true,
        Event::Page(event) => matches!(
            event,
            paging::Event::Started { .. }
                | paging::Event::Acknowledged { .. }
                | paging::Event::Stopped { .. }
                | paging::Event::Exhausted { .. }
        ),
        Event::Ticket(event) => {
            matches!(event, ticket::Event::Linked { .. } | ticket::Event::Moved { .. })
        }
        // The opening says the first severity itself.
        Event::Poll(poll::Event::SeveritySet { from, .. }) => from.is_some(),
        Event::Tool(event) => matches!(
            event,
            tools::Event::Finished { .. }
                | tools::Event::Failed { .. }
                | tools::Event::TimedOut { .. }
        ),
        Event::Update(updates::Event::Posted { .. }) => true,
        Event::CanReport(can_report::Event::Given { .. }) => true,
        Event::PublicUpdate(event) => matches!(
            event,
            public_update::Event::Published { .. }
                | public_update::Event::PublishUnclear { .. }
                | public_update::Event::PublishRefused { .. }
        ),
        Event::AllClear(event) => !matches!(event, all_clear::Event::WindowClosed),
        _ => false,
    }
}

/// Whether somebody decided something, or said something against it.
pub(super) fn is_decision(event: &Event) -> bool {
    match event {
        Event::Poll(event) => match event {
            poll::Event::SeveritySet { from, .. } => from.is_some(),
            poll::Event::Objected { .. } | poll::Event::PollClosed { .. } => true,
            poll::Event::PollOpened { .. }
            | poll::Event::Voted { .. }
            | poll::Event::PollDropped { .. } => false,
        },
        Event::Moved { by, .. } => *by != Move::Resolve,
        Event::Mention(mention::Event::Granted { .. }) => true,
        Event::PublicUpdate(event) => matches!(
            event,
            public_update::Event::Objected { .. }
                | public_update::Event::OverrideAsked { .. }
                | public_update::Event::Overridden { .. }
                | public_update::Event::Approved { .. }
        ),
        Event::AllClear(event) => matches!(
            event,
            all_clear::Event::Objected { .. }
                | all_clear::Event::Given { .. }
                | all_clear::Event::Cancelled { .. }
                | all_clear::Event::Reopened { .. }
        ),
        _ => false,
    }
}

/// Whether something could not be done, or nobody knows whether it was.
pub(super) fn is_gap(event: &Event) -> bool {
    match event {
        Event::Record(event) => {
            matches!(event, record::Event::GapNoticed(_) | record::Event::NotDone { .. })
        }
        Event::Page(event) => matches!(
            event,
            paging::Event::CallFailed { .. }
                | paging::Event::CallUnknown { .. }
                | paging::Event::LevelEmpty { .. }
                | paging::Event::Exhausted { .. }
        ),
        Event::Tool(event) => matches!(
            event,
            tools::Event::TimedOut { .. }
                | tools::Event::Failed { .. }
                | tools::Event::Lapsed { .. }
        ),
        Event::Chart(charts::Event::Failed { .. })
        | Event::Parked(parked::Event::Parked { .. }) => true,
        Event::FollowUp(follow_up::Event::FilingFailed { .. }) => true,
        Event::PublicUpdate(event) => matches!(
            event,
            public_update::Event::PublishUnclear { .. }
                | public_update::Event::PublishRefused { .. }
        ),
        Event::Ticket(event) => {
            matches!(
                event,
                ticket::Event::Unavailable { .. }
                    | ticket::Event::NotLinked { .. }
                    | ticket::Event::Failed { .. }
            )
        }
        Event::Room(rooms::Event::NotOpened { .. }) => true,
        Event::Seat(seat::Event::Orphaned { .. }) => true,
        Event::Participant(audience::Event::GroupInvited { left_out, .. }) => *left_out > 0,
        _ => false,
    }
}
