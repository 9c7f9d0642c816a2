//! What is stored, and how it is sealed.
//!
//! Events are stored as they are (see the decision record on stored forms): plain facts in the past
//! tense, externally tagged. Around them stands an envelope with kind and version, and a chain of hashes: each
//! entry seals the one before it in its stream.

mod chain;
mod events;
mod returns;

pub use chain::{GENESIS, SALT_BYTES, Sealed, actor_text, checksum, commitment, entry_hash};
pub use events::{
    EVENT_VERSION, Stored, UnreadableEvent, channel_event, closes_incident, incident_event,
    is_kind, store_channel_event, store_incident_event,
};
pub use returns::{EFFECTS, TIMERS, fired, settled};

/// Version of the journal's form: tables and envelope. A newer journal opens read only.
pub const FORMAT: u32 = 3;
