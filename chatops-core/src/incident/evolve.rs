//! The state after an event. Total: it cannot fail, and it reads nothing but state and event.

use super::event::Event;
use super::lifecycle::Move;
use super::lifecycle::Phase;
use super::state::Incident;

/// The state after an event.
#[must_use]
pub fn evolve(mut state: Incident, event: &Event) -> Incident {
    match event {
        Event::Opened(opened) => {
            state.phase = Some(Phase::Triage);
            state.opened = Some(opened.clone());
        }
        Event::Named { name } => state.name = Some(name.clone()),
        Event::Moved { by, to } => {
            state.phase = Some(*to);
            // It is not over after all: what was published is not its postmortem, and the next one is announced.
            if *by == Move::Reopen {
                state.postmortem = None;
            }
        }
        Event::PostmortemPublished { url, .. } => state.postmortem = Some(url.clone()),
        _ => state.evolve_feature(event),
    }
    state
}
