//! What happens on the emergency channel and an incident must know. The engine carries it there.

use super::event::Event;
use super::state::EmergencyChannel;
use crate::ids::IncidentId;
use crate::{guests, incident, register, seat, ticket};

/// What an event asks of incidents: who takes over the duty takes over those that nobody commands (Feature A5); a ticket
/// about something open is told there; guests are known on the channel, their roles in the incident. `state` is the
/// state after the event.
#[must_use]
pub fn orders(state: &EmergencyChannel, event: &Event) -> Vec<(IncidentId, incident::Command)> {
    match event {
        Event::Seat(_) => inherited(state),
        Event::Register(register::Event::Related { incident, ticket }) => {
            let note = ticket::Command::NoteRelated { facts: (**ticket).clone() };
            vec![(*incident, incident::Command::Ticket(note))]
        }
        Event::Guest(guests::Event::Admitted { guest, incident: Some(incident), .. }) => {
            vec![(*incident, incident::Command::TakeInGuest(guest.clone()))]
        }
        Event::Guest(
            guests::Event::Revoked { guest, incident: Some(incident), .. }
            | guests::Event::KeptOut { guest, incident: Some(incident), .. },
        ) => vec![(*incident, incident::Command::LoseGuest(guest.clone()))],
        _ => Vec::new(),
    }
}

/// The incidents that nobody commands, for who commands the channel.
fn inherited(state: &EmergencyChannel) -> Vec<(IncidentId, incident::Command)> {
    let Some(person) = state.acting_commander() else { return Vec::new() };
    let appoint = || incident::Command::Seat(seat::Command::Appoint { person: person.clone() });
    let open = state.register.open().into_iter();
    open.filter(|(_, listed)| listed.commander.is_none()).map(|(id, _)| (*id, appoint())).collect()
}
