//! The features of an incident, as one table.

use super::command::Command;
use super::event::Event;
use super::state::Incident;
use crate::aggregate::features;

features! {
    Incident {
        record: crate::record::Record => Record,
        parked: crate::parked::Parked => Parked,
        ticket: crate::ticket::TicketLink => Ticket,
        seat: crate::seat::Seat => Seat,
        handovers: crate::handover::Handovers => Handover,
        roles: crate::roles::Roles => Role,
        mentions: crate::mention::Mentions => Mention,
        briefing: crate::briefing::Briefing => Briefing,
        paging: crate::paging::Paging => Page,
        participants: crate::audience::Participants => Participant,
        polls: crate::poll::Polls => Poll,
        tools: crate::tools::Tools => Tool,
        charts: crate::charts::Charts => Chart,
        updates: crate::updates::Updates => Update,
        checklists: crate::checklist::Checklists => Checklist,
        can_reports: crate::can_report::CanReports => CanReport,
        follow_ups: crate::follow_up::FollowUps => FollowUp,
        public_updates: crate::public_update::PublicUpdates => PublicUpdate,
        all_clear: crate::all_clear::AllClear => AllClear,
    }
    events only {
        rooms: crate::rooms::Rooms => Room,
    }
    own commands {
        Command::Open(_)
        | Command::Name(_)
        | Command::ReleaseCommander(_)
        | Command::Resolve
        | Command::Observe { .. }
        | Command::Welcome(_)
        | Command::LosePerson { .. }
        | Command::TakeInGuest(_)
        | Command::LoseGuest(_)
        | Command::MoveTo(_)
        | Command::Show(_)
        | Command::Timer(_)
        | Command::Settled(..)
    }
    own events {
        Event::Opened(_)
        | Event::Named { .. }
        | Event::Moved { .. }
        | Event::PostmortemPublished { .. }
        | Event::Shown(_)
    }
}
