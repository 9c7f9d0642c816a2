//! The abilities that a [`MemoryChat`](super::MemoryChat) can be made without.

/// An ability that not every platform has: one for each facet of [`Facets`](crate::ports::Facets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ability {
    /// Rooms have topics.
    Topics,
    /// Messages can be pinned.
    Pins,
    /// Messages can be answered in a thread.
    Threads,
    /// The bot can write to one person.
    DirectMessages,
    /// The bot can show something to one person in a room.
    Ephemeral,
    /// Messages can carry buttons.
    Buttons,
    /// A room can be woken.
    Broadcasts,
    /// Members can be listed.
    Roster,
    /// What was said before can be read.
    History,
    /// Rooms can be closed.
    Archive,
    /// The bot can react to messages.
    Reactions,
    /// Files can be put into a room.
    Files,
    /// People can be taken out of rooms.
    Guests,
    /// Messages of others can be taken away.
    Moderation,
    /// The platform can keep people from speaking.
    SpeakingRights,
    /// The platform can keep people from mass mentions.
    MentionRights,
}

impl Ability {
    /// All of them, in the order of [`Facets`](crate::ports::Facets).
    pub const ALL: [Self; 16] = [
        Self::Topics,
        Self::Pins,
        Self::Threads,
        Self::DirectMessages,
        Self::Ephemeral,
        Self::Buttons,
        Self::Broadcasts,
        Self::Roster,
        Self::History,
        Self::Archive,
        Self::Reactions,
        Self::Files,
        Self::Guests,
        Self::Moderation,
        Self::SpeakingRights,
        Self::MentionRights,
    ];
}
