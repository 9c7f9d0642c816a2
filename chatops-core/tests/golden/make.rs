//! Small helpers that make the parts of examples.

use chatops_core::ids::{
    ComponentId, IncidentId, JournalId, MessageId, PersonId, Place, RoomId, StreamId, TeamId,
    TicketKey, ToolName,
};
use chatops_core::message::Picture;
use jiff::Timestamp;

pub(crate) fn text(words: &str) -> String {
    String::from(words)
}

pub(crate) fn person(name: &str) -> PersonId {
    PersonId::new(format!("memory:{name}")).unwrap()
}

pub(crate) fn jim() -> PersonId {
    person("jim")
}

pub(crate) fn ann() -> PersonId {
    person("ann")
}

pub(crate) fn team() -> TeamId {
    TeamId::new("database").unwrap()
}

pub(crate) fn component() -> ComponentId {
    ComponentId::new("checkout").unwrap()
}

pub(crate) fn message() -> MessageId {
    MessageId::new("m7").unwrap()
}

pub(crate) fn room_id() -> RoomId {
    RoomId::new("room:em").unwrap()
}

pub(crate) fn ticket() -> TicketKey {
    TicketKey::new("HOT-330").unwrap()
}

pub(crate) fn tool() -> ToolName {
    ToolName::new("restart").unwrap()
}

pub(crate) fn incident() -> IncidentId {
    let journal = JournalId::from_bits(1);
    let stream = StreamId::EmergencyChannel;
    IncidentId::derive(Place { journal: &journal, stream: &stream, seq: 1, position: 0 })
}

/// 14:00 UTC on the day of the examples.
pub(crate) fn at() -> Timestamp {
    "2026-03-04T14:00:00Z".parse().unwrap()
}

/// Ten minutes later, and a bit: parts of a second are kept.
pub(crate) fn until() -> Timestamp {
    "2026-03-04T14:10:00.25Z".parse().unwrap()
}

pub(crate) fn picture() -> Picture {
    Picture {
        name: text("graph-1.png"),
        alternative: text("errors of the last hour"),
        media_type: text("image/png"),
        bytes: vec![0x89, b'P', b'N', b'G'],
    }
}
