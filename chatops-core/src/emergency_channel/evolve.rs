//! The state after an event. Total: it cannot fail, and it reads nothing but state and event.

use super::event::Event;
use super::state::EmergencyChannel;
use crate::feature::Feature;

/// The state after an event.
#[must_use]
pub fn evolve(mut state: EmergencyChannel, event: &Event) -> EmergencyChannel {
    match event {
        Event::Started | Event::Shown(_) => {}
        Event::Seat(event) => state.seat.evolve(event),
        Event::Handover(event) => state.handovers.evolve(event),
        Event::Shift(event) => state.shifts.evolve(event),
        Event::Headline(event) => state.headline.evolve(event),
        Event::Register(event) => state.register.evolve(event),
        Event::Person(event) => state.people.evolve(event),
        Event::Room(event) => state.rooms.evolve(event),
        Event::Mention(event) => state.mentions.evolve(event),
        Event::Voice(event) => state.voices.evolve(event),
        Event::Briefing(event) => state.briefing.evolve(event),
        Event::Guest(event) => state.guests.evolve(event),
        Event::Ask(event) => state.asks.evolve(event),
        Event::Alert(event) => state.alerts.evolve(event),
        Event::Page(event) => state.paging.evolve(event),
        Event::Tool(event) => state.tools.evolve(event),
        Event::Chart(event) => state.charts.evolve(event),
        Event::CanReport(event) => state.can_reports.evolve(event),
        Event::Chatter(event) => state.chatter.evolve(event),
        Event::Record(event) => state.record.evolve(event),
    }
    state
}
