//! Snapshots: a stream's state as it was after some entry, so that starting need not read the whole past.
//!
//! A snapshot is a shortcut, never the truth. One that was written in another form is passed over, and the entries are
//! read from the beginning.

use chatops_core::effect::Room;
use chatops_core::ids::StreamId;
use chatops_core::incident::Phase;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::held::Held;

/// Entries after which a stream's state is kept again (RELIABILITY "Shape"): they are read in a few milliseconds.
const EVERY: u64 = 1_000;

/// The form of the states in snapshots. Changed whenever [`evolve`](chatops_core::incident::evolve) makes another state
/// of the same entries, or the same state is written in other words: the test beside the golden journal says when.
pub const FORM: u32 = 3;

/// A state to be kept, or one that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its stream.
    pub stream: StreamId,
    /// The number of the last entry that is in it.
    pub seq: u64,
    /// The state, in a form of the engine's own.
    pub state: String,
}

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    form: u32,
    state: T,
}

fn write<T: Serialize>(stream: &StreamId, held: &Held<T>) -> Option<Snapshot> {
    let envelope = Envelope { form: FORM, state: &held.state };
    // Plain data with text keys: if it could not be written, nothing is kept and the entries are read instead.
    let state = serde_json::to_string(&envelope).ok()?;
    Some(Snapshot { stream: stream.clone(), seq: held.seq, state })
}

fn read<T: DeserializeOwned>(snapshot: &Snapshot) -> Option<Held<T>> {
    #[derive(Deserialize)]
    struct Form {
        form: u32,
    }
    // Another form may not be readable as ours at all, or worse: may be.
    let form: Form = serde_json::from_str(&snapshot.state).ok()?;
    if form.form != FORM {
        return None;
    }
    let envelope: Envelope<T> = serde_json::from_str(&snapshot.state).ok()?;
    Some(Held { state: envelope.state, seq: snapshot.seq, kept: snapshot.seq })
}

impl Engine {
    /// The states that are to be kept now: of streams that have grown, and of incidents that were closed. Each is told
    /// once. What they hold must be stored already.
    pub fn snapshots(&mut self) -> Vec<Snapshot> {
        let grown = std::mem::take(&mut self.grown);
        grown.iter().filter_map(|stream| self.take_picture(stream)).collect()
    }

    fn take_picture(&mut self, stream: &StreamId) -> Option<Snapshot> {
        match stream {
            StreamId::EmergencyChannel => {
                self.channel.kept = self.channel.seq;
                write(stream, &self.channel)
            }
            StreamId::Incident(id) => {
                let held = self.incidents.entry(*id);
                held.kept = held.seq;
                write(stream, held)
            }
        }
    }

    /// Remembers that a stream's state is to be kept, where that is due.
    pub(super) fn note_growth(&mut self, stream: &StreamId) {
        let due = match stream {
            StreamId::EmergencyChannel => self.channel.seq >= self.channel.kept + EVERY,
            StreamId::Incident(id) => {
                let held = self.incidents.entry(*id);
                let closed = held.state.phase() == Phase::Closed;
                held.seq >= held.kept + EVERY || (closed && held.seq > held.kept)
            }
        };
        if due {
            self.grown.insert(stream.clone());
        }
    }

    /// Takes a snapshot in. `false`: it cannot be used, and the stream stands as it stood.
    pub fn restore(&mut self, snapshot: &Snapshot) -> bool {
        let bound = match &snapshot.stream {
            StreamId::EmergencyChannel => {
                let Some(held) = read(snapshot) else { return false };
                self.channel = held;
                let rooms = self.channel.state.rooms.all();
                rooms.map(|(room, bound)| (bound.id.clone(), room.clone())).collect::<Vec<_>>()
            }
            StreamId::Incident(id) => {
                let Some(held) = read(snapshot) else { return false };
                let state = &self.incidents.put(*id, held).state;
                let rooms = state.rooms.all().filter(|(room, _)| matches!(room, Room::Hot(_)));
                rooms.map(|(room, bound)| (bound.id.clone(), room.clone())).collect()
            }
        };
        self.rooms.extend(bound);
        true
    }

    /// Forgets what it holds of these streams: they are about to be read again.
    pub fn forget(&mut self, streams: &[StreamId]) {
        for stream in streams {
            self.grown.remove(stream);
            match stream {
                StreamId::EmergencyChannel => self.channel = Held::default(),
                StreamId::Incident(id) => self.incidents.remove(id),
            }
        }
    }

    /// The number of the last entry of a stream that it has taken in; 0: none.
    #[must_use]
    pub fn stands_at(&self, stream: &StreamId) -> u64 {
        match stream {
            StreamId::EmergencyChannel => self.channel.seq,
            StreamId::Incident(id) => self.incidents.seq(id),
        }
    }
}
