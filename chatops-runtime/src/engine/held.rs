//! What the engine holds in memory: states with their sequence numbers, rebuilt from stored entries.

use std::collections::BTreeMap;

use chatops_core::effect::Room;
use chatops_core::ids::{IncidentId, StreamId};
use chatops_core::incident::{Incident, Phase};
use chatops_core::ports::journal::Entry;
use chatops_core::{emergency_channel, incident, rooms};

use super::Engine;
use crate::interpret::Incidents;

/// A state with the sequence number of its last entry.
#[derive(Debug, Default)]
pub(super) struct Held<T> {
    pub(super) state: T,
    pub(super) seq: u64,
    /// The number up to which the state was kept as a snapshot.
    pub(super) kept: u64,
}

/// The incidents by id.
#[derive(Debug, Default)]
pub(super) struct HeldIncidents {
    incidents: BTreeMap<IncidentId, Held<Incident>>,
}

impl HeldIncidents {
    pub(super) fn state(&self, id: &IncidentId) -> Option<&Incident> {
        self.incidents.get(id).map(|held| &held.state)
    }

    pub(super) fn seq(&self, id: &IncidentId) -> u64 {
        self.incidents.get(id).map_or(0, |held| held.seq)
    }

    pub(super) fn put(&mut self, id: IncidentId, held: Held<Incident>) -> &Held<Incident> {
        let place = self.incidents.entry(id).or_default();
        *place = held;
        place
    }

    pub(super) fn remove(&mut self, id: &IncidentId) {
        self.incidents.remove(id);
    }

    pub(super) fn entry(&mut self, id: IncidentId) -> &mut Held<Incident> {
        self.incidents.entry(id).or_default()
    }

    /// Those that are open or can be opened again, the oldest first: ids differ from run to run, numbers do not.
    pub(super) fn unclosed_ids(&self) -> Vec<IncidentId> {
        let number = |held: &Held<Incident>| held.state.opened.as_ref().map(|opened| opened.number);
        let mut unclosed: Vec<_> = self
            .incidents
            .iter()
            .filter(|(_, held)| held.state.phase() != Phase::Closed)
            .map(|(id, held)| (number(held), *id))
            .collect();
        unclosed.sort_unstable();
        unclosed.into_iter().map(|(_, id)| id).collect()
    }
}

impl Incidents for HeldIncidents {
    fn get(&self, id: &IncidentId) -> Option<&Incident> {
        self.state(id)
    }

    fn open(&self) -> Vec<(&IncidentId, &Incident)> {
        let mut open: Vec<_> = self
            .incidents
            .iter()
            .filter(|(_, held)| held.state.opened.is_some() && held.state.phase().is_open())
            .map(|(id, held)| (id, &held.state))
            .collect();
        open.sort_by_key(|(_, incident)| incident.opened.as_ref().map(|opened| opened.number));
        open
    }
}

/// A stored entry that this version cannot read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "entry {seq} of stream {stream} (kind {kind}, version {version}) cannot be read: {why}. Start a version of the \
     program that knows it, or restore the journal from a backup"
)]
pub struct CorruptEntry {
    /// The stream.
    pub stream: String,
    /// The sequence number.
    pub seq: u64,
    /// The kind.
    pub kind: String,
    /// The version of its form.
    pub version: u16,
    /// What is wrong.
    pub why: String,
}

impl Engine {
    /// Takes a stored entry in. One that it has taken in already is passed over.
    pub(super) fn replay(&mut self, entry: &Entry) -> Result<(), CorruptEntry> {
        let new = &entry.entry;
        let stands_at = self.stands_at(&new.stream);
        if new.seq <= stands_at {
            return Ok(());
        }
        let corrupt = |why: String| CorruptEntry {
            stream: new.stream.to_string(),
            seq: new.seq,
            kind: new.kind.clone(),
            version: new.version,
            why,
        };
        if new.seq != stands_at + 1 {
            return Err(corrupt(format!("entry {stands_at} is the last before it that is there")));
        }
        match &new.stream {
            StreamId::EmergencyChannel => {
                let event = chatops_core::wire::channel_event(new)
                    .map_err(|error| corrupt(error.to_string()))?;
                self.take_channel(&event, new.seq);
            }
            StreamId::Incident(id) => {
                let event = chatops_core::wire::incident_event(new)
                    .map_err(|error| corrupt(error.to_string()))?;
                self.take_incident(*id, &event, new.seq);
            }
        }
        Ok(())
    }

    /// Evolves the channel.
    pub(super) fn take_channel(&mut self, event: &emergency_channel::Event, seq: u64) {
        if let emergency_channel::Event::Room(rooms::Event::Opened { room, id, .. }) = event {
            self.rooms.insert(id.clone(), room.clone());
        }
        let state = std::mem::take(&mut self.channel.state);
        self.channel.state = emergency_channel::evolve(state, event);
        self.channel.seq = seq;
        self.note_growth(&StreamId::EmergencyChannel);
    }

    /// Evolves an incident.
    pub(super) fn take_incident(&mut self, id: IncidentId, event: &incident::Event, seq: u64) {
        if let incident::Event::Room(rooms::Event::Opened {
            room: room @ Room::Hot(_), id, ..
        }) = event
        {
            self.rooms.insert(id.clone(), room.clone());
        }
        let held = self.incidents.entry(id);
        let state = std::mem::take(&mut held.state);
        held.state = incident::evolve(state, event);
        held.seq = seq;
        self.note_growth(&StreamId::Incident(id));
    }
}
