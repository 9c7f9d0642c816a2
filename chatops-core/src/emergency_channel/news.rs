//! What happens on the emergency channel and an incident must know. The engine carries it there.

use super::event::Event;
use crate::guests;
use crate::ids::IncidentId;
use crate::incident;

/// What an event asks of an incident: guests are known on the channel, their roles in the incident.
#[must_use]
pub fn news(event: &Event) -> Option<(IncidentId, incident::Command)> {
    match event {
        Event::Guest(guests::Event::Admitted { guest, incident: Some(incident), .. }) => {
            Some((*incident, incident::Command::TakeInGuest(guest.clone())))
        }
        Event::Guest(
            guests::Event::Revoked { guest, incident: Some(incident), .. }
            | guests::Event::KeptOut { guest, incident: Some(incident), .. },
        ) => Some((*incident, incident::Command::LoseGuest(guest.clone()))),
        _ => None,
    }
}
