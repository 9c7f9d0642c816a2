//! The granted mass mention and the right to it: what only the rules can make.

use serde::{Deserialize, Serialize};

use super::Reach;
use crate::effect::Room;
use crate::message::Message;

/// A mass mention that the rules have granted, on its way out. Its fields are private: outside
/// [`crate::mention`] it can be carried and stored, not made. Reading one is for the journal, which
/// holds only what the rules have put there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broadcast {
    room: Room,
    reach: Reach,
    message: Message,
    number: u32,
}

impl Broadcast {
    /// Only [`super::Mentions`] grants, and only in what follows from [`super::Event::Granted`].
    pub(super) fn grant(room: Room, reach: Reach, message: Message, number: u32) -> Self {
        Self { room, reach, message, number }
    }

    /// The room to wake.
    #[must_use]
    pub fn room(&self) -> &Room {
        &self.room
    }

    /// Whom it wakes.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// What it says.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// Its number within its stream.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Marks its message as part of a drill.
    pub(crate) fn mark_drill(&mut self) {
        self.message.drill = true;
    }

    /// The same broadcast with its names and rooms written out: whom it wakes stays as granted.
    #[must_use]
    pub fn resolve(&self, write: impl Fn(&crate::text::Text) -> crate::text::Text) -> Self {
        let mut resolved = self.clone();
        resolved.message.text = write(&self.message.text);
        resolved
    }

    /// The right to carry out this broadcast and no other.
    pub(crate) fn permit(&self) -> BroadcastPermit {
        BroadcastPermit { room: self.room.clone(), reach: self.reach, number: self.number }
    }
}

/// The right to one broadcast. Only `plan` hands it out, and only for a granted [`Broadcast`]. It
/// cannot be written down and read back: a permit does not outlive the call it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroadcastPermit {
    room: Room,
    reach: Reach,
    number: u32,
}

impl BroadcastPermit {
    /// The room that may be woken.
    #[must_use]
    pub fn room(&self) -> &Room {
        &self.room
    }

    /// How far.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The number of the broadcast within its stream.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn a_permit_is_for_exactly_its_broadcast() {
        let message = Message::new(Text::from("Join the bridge."));
        let mut broadcast = Broadcast::grant(Room::EmergencyChannel, Reach::Here, message, 4);
        let permit = broadcast.permit();
        assert_eq!(permit.room(), broadcast.room());
        assert_eq!((permit.reach(), permit.number()), (Reach::Here, 4));
        assert_eq!(broadcast.message().text.to_plain(), "Join the bridge.");
        broadcast.mark_drill();
        assert!(broadcast.message().drill);
    }
}
