//! Which events a room sees, and as what.

use super::LineKind;
use crate::history::Happened;
use crate::text::Text;
use crate::{
    alerts, all_clear, audience, briefing, charts, emergency_channel, guests, handover, headline,
    hierarchy, incident, mention, parked, poll, public_update, register, rooms, seat, shifts,
    ticket, tools, updates,
};

/// An event as the transcript shows it.
pub(super) struct Shown {
    pub(super) kind: LineKind,
    /// What it says. None: what the moment tells of itself.
    pub(super) text: Option<Text>,
    pub(super) output: Option<String>,
}

/// How an event is shown. None where no room saw it, or where a room saw it as words of ours that say no more than
/// the line before.
pub(super) fn of(happened: &Happened) -> Option<Shown> {
    let kind = match happened {
        Happened::Channel(event) => in_channel(event),
        Happened::Incident(_, event) => in_incident(event),
    }?;
    if let Some(tools::Event::Finished { number, ok, output }) = tool(happened) {
        let word = if *ok { "ok" } else { "failed" };
        let text = Text::from(format!("run {number} ended: {word}"));
        let output = (!output.trim().is_empty()).then(|| super::lines_of(output));
        return Some(Shown { kind, text: Some(text), output });
    }
    Some(Shown { kind, text: None, output: None })
}

fn tool(happened: &Happened) -> Option<&tools::Event> {
    match happened {
        Happened::Channel(emergency_channel::Event::Tool(event))
        | Happened::Incident(_, incident::Event::Tool(event)) => Some(event),
        _ => None,
    }
}

const ACT: Option<LineKind> = Some(LineKind::Act);
const DECISION: Option<LineKind> = Some(LineKind::Decision);
const RESULT: Option<LineKind> = Some(LineKind::Result);

fn in_channel(event: &emergency_channel::Event) -> Option<LineKind> {
    use emergency_channel::Event;
    match event {
        // Private, or nobody's act: who looked at what, who was hinted at, what was asked directly.
        Event::Started
        | Event::Shown(_)
        | Event::Person(_)
        | Event::Ask(_)
        | Event::Chatter(_)
        | Event::Record(_) => None,
        Event::Seat(event) => seat_shown(event),
        Event::Handover(event) => handover_shown(event),
        Event::Shift(event) => match event {
            shifts::Event::ShiftStarted { .. }
            | shifts::Event::ShiftEnded { .. }
            | shifts::Event::GapNoticed { .. }
            | shifts::Event::ScheduleSilent { .. }
            | shifts::Event::ScheduleHeard => ACT,
            shifts::Event::Consulted { .. } | shifts::Event::Confirmed { .. } => None,
        },
        Event::Headline(event) => match event {
            headline::Event::Written { .. }
            | headline::Event::Quieted
            | headline::Event::Restored { .. } => ACT,
        },
        Event::Register(event) => match event {
            register::Event::Declared { .. } => DECISION,
            // A related ticket is told of by the incident.
            register::Event::Told { .. }
            | register::Event::Related { .. }
            | register::Event::DigestPosted { .. } => None,
        },
        Event::Room(event) => room_shown(event),
        Event::Mention(event) => mention_shown(event),
        Event::Voice(event) => match event {
            hierarchy::Event::ModeSet { .. } => DECISION,
            hierarchy::Event::DelegateNamed { .. }
            | hierarchy::Event::DelegateWithdrawn { .. }
            | hierarchy::Event::Reported { .. } => ACT,
            hierarchy::Event::DelegateSpent { .. } | hierarchy::Event::HeldBack { .. } => None,
        },
        Event::Briefing(event) => briefing_shown(event),
        Event::Guest(event) => match event {
            guests::Event::Admitted { .. } | guests::Event::Revoked { .. } => ACT,
            guests::Event::AgreementFiled { .. }
            | guests::Event::AgreementForgotten { .. }
            | guests::Event::RulesAccepted { .. }
            | guests::Event::KeptOut { .. } => None,
        },
        Event::Alert(event) => alert_shown(event),
        Event::Tool(event) => tool_shown(event),
        Event::Chart(event) => chart_shown(event),
        Event::Page(_) | Event::CanReport(_) => ACT,
        Event::Parked(event) => parked_shown(event),
    }
}

fn in_incident(event: &incident::Event) -> Option<LineKind> {
    use incident::Event;
    match event {
        Event::Opened(_) | Event::Moved { .. } => DECISION,
        Event::Named { .. } | Event::PostmortemPublished { .. } => ACT,
        Event::Shown(_) | Event::Record(_) => None,
        Event::Seat(event) => seat_shown(event),
        Event::Handover(event) => handover_shown(event),
        Event::Mention(event) => mention_shown(event),
        Event::Briefing(event) => briefing_shown(event),
        Event::Room(event) => room_shown(event),
        Event::Tool(event) => tool_shown(event),
        Event::Chart(event) => chart_shown(event),
        Event::Ticket(event) => match event {
            ticket::Event::Wanted { .. }
            | ticket::Event::LinkAsked { .. }
            | ticket::Event::MoveAsked { .. }
            | ticket::Event::Looked => None,
            _ => ACT,
        },
        Event::Participant(event) => match event {
            audience::Event::Arrived { .. }
            | audience::Event::Departed { .. }
            | audience::Event::BecameActive { .. } => None,
            _ => ACT,
        },
        Event::Poll(event) => match event {
            // The opening has said it.
            poll::Event::SeveritySet { from: None, .. } => None,
            poll::Event::SeveritySet { .. } => DECISION,
            _ => ACT,
        },
        Event::Update(event) => match event {
            updates::Event::Scheduled { .. } | updates::Event::Stopped => None,
            _ => ACT,
        },
        Event::PublicUpdate(event) => match event {
            public_update::Event::Approved { .. } | public_update::Event::Overridden { .. } => {
                DECISION
            }
            public_update::Event::Published { .. }
            | public_update::Event::PublishUnclear { .. }
            | public_update::Event::PublishRefused { .. } => RESULT,
            _ => ACT,
        },
        Event::Parked(event) => parked_shown(event),
        Event::AllClear(event) => match event {
            all_clear::Event::Given { .. } | all_clear::Event::Reopened { .. } => DECISION,
            _ => ACT,
        },
        Event::Role(_)
        | Event::Page(_)
        | Event::Checklist(_)
        | Event::CanReport(_)
        | Event::FollowUp(_) => ACT,
    }
}

fn seat_shown(event: &seat::Event) -> Option<LineKind> {
    match event {
        seat::Event::Orphaned { .. } => ACT,
        _ => DECISION,
    }
}

fn parked_shown(event: &parked::Event) -> Option<LineKind> {
    match event {
        parked::Event::Parked { .. } => RESULT,
        parked::Event::AskedAgain { .. } | parked::Event::SaidDone { .. } => ACT,
        parked::Event::Overtaken { .. } => None,
    }
}

fn handover_shown(event: &handover::Event) -> Option<LineKind> {
    match event {
        // The seat says it, in the next line.
        handover::Event::Passed { .. } | handover::Event::BriefGiven { .. } => None,
        _ => ACT,
    }
}

fn mention_shown(event: &mention::Event) -> Option<LineKind> {
    match event {
        mention::Event::Granted { .. } | mention::Event::Used { .. } => DECISION,
        // Between the asker, the commander and us.
        mention::Event::Intercepted { .. }
        | mention::Event::Forwarded { .. }
        | mention::Event::Requested { .. }
        | mention::Event::Previewed { .. }
        | mention::Event::Dropped { .. }
        | mention::Event::Expired { .. } => None,
    }
}

fn briefing_shown(event: &briefing::Event) -> Option<LineKind> {
    match event {
        briefing::Event::Pinned { .. }
        | briefing::Event::Unpinned { .. }
        | briefing::Event::Moved { .. } => ACT,
        _ => None,
    }
}

fn room_shown(event: &rooms::Event) -> Option<LineKind> {
    match event {
        rooms::Event::NotOpened { .. } | rooms::Event::NotPosted { .. } => RESULT,
        rooms::Event::Opened { .. }
        | rooms::Event::TriedAnew { .. }
        | rooms::Event::Posted { .. } => None,
    }
}

fn tool_shown(event: &tools::Event) -> Option<LineKind> {
    match event {
        tools::Event::RunAsked { .. }
        | tools::Event::Confirmed { .. }
        | tools::Event::Started { .. } => ACT,
        tools::Event::Finished { .. }
        | tools::Event::TimedOut { .. }
        | tools::Event::Failed { .. }
        | tools::Event::Lapsed { .. } => RESULT,
    }
}

fn chart_shown(event: &charts::Event) -> Option<LineKind> {
    match event {
        charts::Event::Asked { .. } => None,
        charts::Event::Drawn { .. } | charts::Event::Failed { .. } => RESULT,
    }
}

fn alert_shown(event: &alerts::Event) -> Option<LineKind> {
    match event {
        alerts::Event::Opened(_)
        | alerts::Event::Fired { .. }
        | alerts::Event::Resolved { .. }
        | alerts::Event::StormBegan { .. }
        | alerts::Event::StormEnded { .. }
        | alerts::Event::Acknowledged { .. }
        | alerts::Event::Muted { .. }
        | alerts::Event::CommanderAsked { .. }
        | alerts::Event::CommanderAnswered { .. }
        | alerts::Event::Joined { .. }
        | alerts::Event::Released { .. }
        | alerts::Event::Declared { .. } => ACT,
        _ => None,
    }
}
