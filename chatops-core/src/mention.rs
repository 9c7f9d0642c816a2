//! Mention discipline: who may wake whom.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::effect::Room;
use crate::message::Message;

/// Whom a mass mention wakes, from the gentlest to the loudest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Those in the room who are active now.
    Here,
    /// Everybody in the room.
    Channel,
    /// Everybody in the company's chat.
    Everyone,
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Here => "here",
            Self::Channel => "channel",
            Self::Everyone => "everyone",
        })
    }
}

/// A mass mention that the rules have granted, on its way out. Its fields are private: outside this
/// module it can be carried and stored, not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broadcast {
    room: Room,
    reach: Reach,
    message: Message,
    number: u32,
}

/// The right to one broadcast. Only [`crate::plan`] hands it out, and only for a granted [`Broadcast`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroadcastPermit {
    room: Room,
    reach: Reach,
    number: u32,
}
