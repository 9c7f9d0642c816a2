//! The state after an event. Total: it cannot fail, and it reads nothing but state and event.

use super::event::Event;
use super::state::EmergencyChannel;

/// The state after an event.
#[must_use]
pub fn evolve(mut state: EmergencyChannel, event: &Event) -> EmergencyChannel {
    state.evolve_feature(event);
    state
}
