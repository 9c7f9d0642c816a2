//! What the outside remembers: everything that was done to it, in order, so that it can be done again.

use std::collections::BTreeSet;

use chatops_core::ids::{EffectId, IncidentId, MessageId, PersonId, RoomId, TicketKey};
use chatops_core::mention::Reach;
use chatops_core::message::Message;
use chatops_core::public_update::ApprovedUpdate;
use chatops_core::severity::Severity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that was done, and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// When, by the story's clock.
    pub at: Timestamp,
    /// What.
    pub done: Done,
}

/// What was done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Done {
    /// The clock was moved.
    Moved,
    /// Somebody did this step of the story.
    Acted(usize),
    /// The chat was told that these deliveries are on stable storage.
    Acknowledged(Vec<String>),
    /// A report of another source was taken.
    Delivered(String),
    /// The chat was called.
    Chat(ChatCall),
    /// The pager was called.
    Pager(PagerCall),
    /// The ticket system was called.
    Tickets(TicketCall),
    /// The status page was called.
    Page(ApprovedUpdate, EffectId),
    /// The knowledge base was called.
    Document {
        /// The incident.
        incident: IncidentId,
        /// The title.
        title: String,
        /// The body.
        markdown: String,
        /// The key.
        key: EffectId,
    },
    /// A tool was run.
    Ran,
}

/// A call to the chat that changes something, with what it was called with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "each variant is the method of the port or facet with the same name"
)]
pub enum ChatCall {
    OpenRoom { name: String, purpose: String, key: EffectId },
    Invite { room: RoomId, people: Vec<PersonId>, key: EffectId },
    Post { room: RoomId, message: Message, key: EffectId },
    Edit { room: RoomId, message: MessageId, content: Message, key: EffectId },
    SetTopic { room: RoomId, topic: String, key: EffectId },
    Pin { room: RoomId, message: MessageId, key: EffectId },
    Unpin { room: RoomId, message: MessageId, key: EffectId },
    Direct { person: PersonId, message: Message, key: EffectId },
    Hint { room: RoomId, person: PersonId, message: Message, key: EffectId },
    Broadcast { room: RoomId, permit: Permit, message: Message, key: EffectId },
    RemoveMessage { room: RoomId, message: MessageId, key: EffectId },
    SetEntitled { room: RoomId, people: BTreeSet<PersonId>, key: EffectId },
    Archive { room: RoomId, key: EffectId },
}

/// What stands in a permit for a broadcast.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Permit {
    /// The room that may be woken.
    pub room: chatops_core::effect::Room,
    /// Whom it may wake.
    pub reach: Reach,
    /// The number of the broadcast.
    pub number: u32,
}

impl ChatCall {
    /// The names of its points: before the call, and between its effect and its answer.
    #[must_use]
    pub fn points(&self) -> (&'static str, &'static str) {
        match self {
            Self::OpenRoom { .. } => ("before chat open_room", "after chat open_room"),
            Self::Invite { .. } => ("before chat invite", "after chat invite"),
            Self::Post { .. } => ("before chat post", "after chat post"),
            Self::Edit { .. } => ("before chat edit", "after chat edit"),
            Self::SetTopic { .. } => ("before chat set_topic", "after chat set_topic"),
            Self::Pin { .. } => ("before chat pin", "after chat pin"),
            Self::Unpin { .. } => ("before chat unpin", "after chat unpin"),
            Self::Direct { .. } => ("before chat direct", "after chat direct"),
            Self::Hint { .. } => ("before chat hint", "after chat hint"),
            Self::Broadcast { .. } => ("before chat broadcast", "after chat broadcast"),
            Self::RemoveMessage { .. } => ("before chat remove", "after chat remove"),
            Self::SetEntitled { .. } => ("before chat set_entitled", "after chat set_entitled"),
            Self::Archive { .. } => ("before chat archive", "after chat archive"),
        }
    }
}

/// A call to the pager.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the method of the port with the same name")]
pub enum PagerCall {
    Page { dedup_key: String, person: PersonId, summary: String, drill: bool, key: EffectId },
    StandDown { dedup_key: String, key: EffectId },
}

/// A call to the ticket system.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the method of the port with the same name")]
pub enum TicketCall {
    Open {
        title: String,
        severity: Option<Severity>,
        owner: Option<PersonId>,
        parent: Option<TicketKey>,
        key: EffectId,
    },
    Comment {
        ticket: TicketKey,
        text: String,
        key: EffectId,
    },
    Transition {
        ticket: TicketKey,
        status: String,
        key: EffectId,
    },
    Link {
        ticket: TicketKey,
        label: String,
        url: String,
        key: EffectId,
    },
}
