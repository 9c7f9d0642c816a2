//! What is recorded, read back from the journal: who has the baton, how bad it is, who has which role.

use chatops_core::emergency_channel::{self, EmergencyChannel};
use chatops_core::error::PortError;
use chatops_core::ids::{IncidentId, StreamId};
use chatops_core::incident::{self, Incident};
use chatops_core::ports::Journal;
use chatops_core::ports::journal::{Entry, PAGE_ROWS_MAX};
use chatops_core::wire;

/// Every entry of a journal, in order.
///
/// # Errors
/// Those of [`Journal::read_all`].
pub(super) async fn entries(journal: &dyn Journal) -> Result<Vec<Entry>, PortError> {
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let after = all.last().map_or(0, |entry| entry.position);
        let page = journal.read_all(after, PAGE_ROWS_MAX).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// The emergency channel as it is recorded.
pub(super) fn channel(entries: &[Entry]) -> EmergencyChannel {
    let of_channel =
        entries.iter().filter(|entry| entry.entry.stream == StreamId::EmergencyChannel);
    of_channel
        .filter_map(|entry| wire::channel_event(&entry.entry).ok())
        .fold(EmergencyChannel::default(), |state, event| emergency_channel::evolve(state, &event))
}

/// An incident as it is recorded.
pub(super) fn incident(entries: &[Entry], id: &IncidentId) -> Incident {
    let stream = StreamId::Incident(*id);
    let of_incident = entries.iter().filter(|entry| entry.entry.stream == stream);
    of_incident
        .filter_map(|entry| wire::incident_event(&entry.entry).ok())
        .fold(Incident::default(), |state, event| incident::evolve(state, &event))
}
