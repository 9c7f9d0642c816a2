//! Identities. Those of the outside are opaque names; ours are derived, never random.
//!
//! An id that is derived from its place in the journal is the same after a restart, on every
//! replica and in every replay. That makes it the idempotency key of the effect it names:
//! Discord's nonce (at most 25 characters), Matrix's transaction id, PagerDuty's dedup key.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Longest accepted name of something outside, in bytes. Slack, Discord and Matrix ids are all
/// shorter (a Matrix user id is at most 255 bytes, Matrix specification, "Common grammar").
pub const NAME_BYTES_MAX: usize = 255;

/// Bytes of a derived id: 120 bits.
const DERIVED_BYTES: usize = 15;

/// Characters of a printed derived id: 120 bits in base32.
pub const DERIVED_CHARS: usize = 24;

/// A name that cannot be an identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} `{shown}` is not usable: {why}")]
pub struct InvalidName {
    /// What was to be named, for example `person id`.
    pub what: &'static str,
    /// The start of the offending name, cut to 40 characters.
    pub shown: String,
    /// What is wrong with it, as a sentence fragment that also says what to write instead.
    pub why: &'static str,
}

fn check_name(what: &'static str, name: &str) -> Result<(), InvalidName> {
    let why = if name.is_empty() {
        "it is empty; give it at least one character"
    } else if name.len() > NAME_BYTES_MAX {
        "it is longer than 255 bytes; shorten it"
    } else if name.chars().any(char::is_control) {
        "it holds a control character; remove it"
    } else {
        return Ok(());
    };
    Err(InvalidName { what, shown: name.chars().take(40).collect(), why })
}

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Accepts a name of 1 to 255 bytes without control characters.
            ///
            /// # Errors
            /// [`InvalidName`] says what is wrong with it.
            pub fn new(name: impl Into<String>) -> Result<Self, InvalidName> {
                let name = name.into();
                check_name($what, &name)?;
                Ok(Self(name))
            }

            /// The name as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;
            fn try_from(name: String) -> Result<Self, InvalidName> {
                Self::new(name)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = InvalidName;
            fn try_from(name: &str) -> Result<Self, InvalidName> {
                Self::new(name)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_id!(
    /// A person: platform, tenant and the platform's immutable user id, as the adapter joins them
    /// (`slack:T024BE7LD:U061F7AUR`). Never a display name: names can be taken by others.
    PersonId, "person id"
);
name_id!(
    /// A team of the policy, for example `database`.
    TeamId, "team id"
);
name_id!(
    /// A room as its platform knows it.
    RoomId, "room id"
);
name_id!(
    /// A message as its platform knows it. Unique within its room.
    MessageId, "message id"
);
name_id!(
    /// The key of a ticket, for example `HOT-330`.
    TicketKey, "ticket key"
);
name_id!(
    /// A component of the product that alerts and tickets name, for example `checkout`.
    ComponentId, "component id"
);
name_id!(
    /// The name of a tool that can be run from chat, for example `load`.
    ToolName, "tool name"
);

/// The identity of one journal, drawn once by the shell when the journal is made.
///
/// It is part of every derived id: a fresh journal never repeats the ids of an old one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JournalId(String);

impl JournalId {
    /// Makes the id from 128 bits that the shell drew at random.
    #[must_use]
    pub fn from_bits(bits: u128) -> Self {
        Self(data_encoding::BASE32_NOPAD.encode(&bits.to_be_bytes()).to_lowercase())
    }

    /// Reads an id that [`JournalId::from_bits`] made and a journal stored.
    ///
    /// # Errors
    /// [`InvalidName`] where the text is empty, too long or holds control characters.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidName> {
        let text = text.into();
        check_name("journal id", &text)?;
        Ok(Self(text))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A stream of the journal: one per aggregate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum StreamId {
    /// The one emergency channel.
    EmergencyChannel,
    /// One incident.
    Incident(IncidentId),
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmergencyChannel => f.write_str("em"),
            Self::Incident(id) => write!(f, "incident/{id}"),
        }
    }
}

impl From<StreamId> for String {
    fn from(stream: StreamId) -> String {
        stream.to_string()
    }
}

impl TryFrom<String> for StreamId {
    type Error = InvalidName;
    fn try_from(text: String) -> Result<Self, InvalidName> {
        if text == "em" {
            return Ok(Self::EmergencyChannel);
        }
        match text.strip_prefix("incident/") {
            Some(id) => Ok(Self::Incident(id.parse()?)),
            None => Err(InvalidName {
                what: "stream id",
                shown: text.chars().take(40).collect(),
                why: "it is neither `em` nor `incident/<id>`",
            }),
        }
    }
}

/// A place in the journal from which an id is derived. One place can give rise to an incident, an effect and a timer:
/// what is derived goes into the id as a word, so that no two of them print the same.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The journal.
    pub journal: &'a JournalId,
    /// The stream within it.
    pub stream: &'a StreamId,
    /// The sequence number of the entry within the stream, from 1.
    pub seq: u64,
    /// Which of the ids that this entry gives rise to, from 0.
    pub position: u32,
}

impl Place<'_> {
    /// The first 120 bits of SHA-256 over the word for what is derived and the four parts, each closed by a zero byte.
    fn digest(&self, word: &str) -> [u8; DERIVED_BYTES] {
        let mut hash = Sha256::new();
        hash.update(word.as_bytes());
        hash.update([0]);
        hash.update(self.journal.as_str().as_bytes());
        hash.update([0]);
        hash.update(self.stream.to_string().as_bytes());
        hash.update([0]);
        hash.update(self.seq.to_be_bytes());
        hash.update([0]);
        hash.update(self.position.to_be_bytes());
        let mut bits = [0; DERIVED_BYTES];
        for (bit, byte) in bits.iter_mut().zip(hash.finalize()) {
            *bit = byte;
        }
        bits
    }
}

macro_rules! derived_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; DERIVED_BYTES]);

        impl $name {
            /// Derives the id that belongs to a place in the journal.
            #[must_use]
            pub fn derive(place: Place<'_>) -> Self {
                Self(place.digest($what))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&data_encoding::BASE32_NOPAD.encode(&self.0).to_lowercase())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidName;
            fn from_str(text: &str) -> Result<Self, InvalidName> {
                data_encoding::BASE32_NOPAD
                    .decode(text.to_uppercase().as_bytes())
                    .ok()
                    .and_then(|bytes| bytes.try_into().ok())
                    .map(Self)
                    .ok_or_else(|| InvalidName {
                        what: $what,
                        shown: text.chars().take(40).collect(),
                        why: "it is not 24 base32 characters",
                    })
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;
            fn try_from(text: String) -> Result<Self, InvalidName> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    };
}

derived_id!(
    /// One incident, derived from the place of its declaration on the emergency channel.
    IncidentId, "incident id"
);
derived_id!(
    /// One effect, derived from the place of the event that asked for it. It is the idempotency
    /// key towards the outside.
    EffectId, "effect id"
);
derived_id!(
    /// One stored timer, derived from the place of the event that set it.
    TimerId, "timer id"
);

impl EffectId {
    /// The key of the n-th call of an effect that takes several, from 0. The first call has the effect's own key.
    #[must_use]
    pub fn part(&self, index: u32) -> Self {
        if index == 0 {
            return *self;
        }
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(index.to_be_bytes());
        let mut bits = [0; DERIVED_BYTES];
        for (bit, byte) in bits.iter_mut().zip(hash.finalize()) {
            *bit = byte;
        }
        Self(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place<'a>(
        journal: &'a JournalId,
        stream: &'a StreamId,
        seq: u64,
        position: u32,
    ) -> Place<'a> {
        Place { journal, stream, seq, position }
    }

    #[test]
    fn derived_ids_are_24_characters_and_differ_by_every_part() {
        let (one, two) = (JournalId::from_bits(1), JournalId::from_bits(2));
        let em = StreamId::EmergencyChannel;
        let base = EffectId::derive(place(&one, &em, 1, 0));
        assert_eq!(base.to_string().len(), DERIVED_CHARS);
        assert_eq!(base, EffectId::derive(place(&one, &em, 1, 0)));
        assert_ne!(base, EffectId::derive(place(&two, &em, 1, 0)));
        assert_ne!(base, EffectId::derive(place(&one, &em, 2, 0)));
        assert_ne!(base, EffectId::derive(place(&one, &em, 1, 1)));
        let incident = StreamId::Incident(IncidentId::derive(place(&one, &em, 1, 0)));
        assert_ne!(base, EffectId::derive(place(&one, &incident, 1, 0)));
    }

    #[test]
    fn an_incident_an_effect_and_a_timer_of_one_place_never_print_the_same() {
        let journal = JournalId::from_bits(1);
        let at = || place(&journal, &StreamId::EmergencyChannel, 1, 0);
        let incident = IncidentId::derive(at()).to_string();
        let effect = EffectId::derive(at()).to_string();
        let timer = TimerId::derive(at()).to_string();
        assert!(incident != effect && effect != timer && timer != incident);
        let part = EffectId::derive(at()).part(1).to_string();
        assert!(![incident, effect, timer].contains(&part));
    }

    #[test]
    fn ids_survive_their_printed_form() {
        let journal = JournalId::from_bits(7);
        let id = IncidentId::derive(place(&journal, &StreamId::EmergencyChannel, 9, 3));
        assert_eq!(id.to_string().parse::<IncidentId>().unwrap(), id);
        let stream = StreamId::Incident(id);
        assert_eq!(StreamId::try_from(stream.to_string()).unwrap(), stream);
        assert!("short".parse::<IncidentId>().is_err());
        assert!(StreamId::try_from(String::from("elsewhere")).is_err());
    }

    #[test]
    fn names_are_bounded_and_printable() {
        assert!(PersonId::new("").is_err());
        assert!(PersonId::new("a".repeat(256)).is_err());
        assert!(PersonId::new("a\u{7}b").is_err());
        assert_eq!(PersonId::new("memory:T1:U1").unwrap().as_str(), "memory:T1:U1");
    }
}
