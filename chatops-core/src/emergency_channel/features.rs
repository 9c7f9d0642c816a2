//! The features of the emergency channel, as one table.

use super::command::Command;
use super::event::Event;
use super::state::EmergencyChannel;
use crate::aggregate::features;

features! {
    EmergencyChannel {
        record: crate::record::Record => Record,
        parked: crate::parked::Parked => Parked,
        shifts: crate::shifts::Shifts => Shift,
        seat: crate::seat::Seat => Seat,
        handovers: crate::handover::Handovers => Handover,
        headline: crate::headline::Headline => Headline,
        register: crate::register::Register => Register,
        people: crate::directory::Directory => Person,
        mentions: crate::mention::Mentions => Mention,
        voices: crate::hierarchy::Voices => Voice,
        briefing: crate::briefing::Briefing => Briefing,
        guests: crate::guests::Guests => Guest,
        asks: crate::asks::Asks => Ask,
        alerts: crate::alerts::Alerts => Alert,
        paging: crate::paging::Paging => Page,
        tools: crate::tools::Tools => Tool,
        charts: crate::charts::Charts => Chart,
        can_reports: crate::can_report::CanReports => CanReport,
    }
    events only {
        rooms: crate::rooms::Rooms => Room,
        chatter: crate::chatter::Chatter => Chatter,
    }
    own commands {
        Command::Start
        | Command::Observe { .. }
        | Command::Welcome(_)
        | Command::LosePerson(_)
        | Command::Declare { .. }
        | Command::DeclareAlert(_)
        | Command::DeclareQuestion(_)
        | Command::AskAlert(_)
        | Command::TicketOpened(_)
        | Command::Show(_)
        | Command::Timer(_)
        | Command::Settled(..)
    }
    own events { Event::Started | Event::Shown(_) }
}
