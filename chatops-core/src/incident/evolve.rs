//! The state after an event. Total: it cannot fail, and it reads nothing but state and event.

use super::event::Event;
use super::lifecycle::Phase;
use super::state::Incident;
use crate::feature::Feature;

/// The state after an event.
#[must_use]
pub fn evolve(mut state: Incident, event: &Event) -> Incident {
    match event {
        Event::Opened(opened) => {
            state.phase = Some(Phase::Triage);
            state.opened = Some(opened.clone());
        }
        Event::Named { name } => state.name = Some(name.clone()),
        Event::Moved { to, .. } => state.phase = Some(*to),
        Event::PostmortemPublished { url } => state.postmortem = Some(url.clone()),
        Event::Shown(_) => {}
        Event::Seat(event) => state.seat.evolve(event),
        Event::Handover(event) => state.handovers.evolve(event),
        Event::Role(event) => state.roles.evolve(event),
        Event::Mention(event) => state.mentions.evolve(event),
        Event::Briefing(event) => state.briefing.evolve(event),
        Event::Page(event) => state.paging.evolve(event),
        Event::Ticket(event) => state.ticket.evolve(event),
        Event::Participant(event) => state.participants.evolve(event),
        Event::Poll(event) => state.polls.evolve(event),
        Event::Tool(event) => state.tools.evolve(event),
        Event::Chart(event) => state.charts.evolve(event),
        Event::Update(event) => state.updates.evolve(event),
        Event::Checklist(event) => state.checklists.evolve(event),
        Event::CanReport(event) => state.can_reports.evolve(event),
        Event::FollowUp(event) => state.follow_ups.evolve(event),
        Event::PublicUpdate(event) => state.public_updates.evolve(event),
        Event::AllClear(event) => state.all_clear.evolve(event),
        Event::Record(event) => state.record.evolve(event),
        Event::Room(event) => state.rooms.evolve(event),
    }
    state
}
