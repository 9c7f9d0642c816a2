//! Abilities that some platforms have: handles, not flags.
//!
//! If a platform cannot pin, there is nothing to call. [`crate::plan`] looks for the handle, plans
//! around a missing one and records the gap.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::SignedDuration;

use super::inbound::Delivery;
use crate::effect::{Reached, Speakers};
use crate::error::PortError;
use crate::ids::{EffectId, MessageId, PersonId, RoomId};
use crate::mention::{BroadcastPermit, Reach};
use crate::message::{File, Message, Picture};
use crate::people::Profile;

/// Rooms have topics.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Topics: Send + Sync {
    /// Writes the topic. After `Ok` the room shows it; writing the same again changes nothing. \[chat::topic_is_shown\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid` where it is too long, `Forbidden`, and the passing kinds.
    async fn set_topic(&self, room: &RoomId, topic: &str, key: &EffectId) -> Result<(), PortError>;
}

/// Messages can be pinned.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Pins: Send + Sync {
    /// Pins a message. Pinning a pinned one is `Ok`. \[chat::pin_twice\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid` where the room holds no more pins, `Forbidden`, and the passing kinds.
    async fn pin(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError>;

    /// Unpins a message. Unpinning one that is not pinned is `Ok`. \[chat::unpin_twice\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn unpin(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError>;
}

/// Messages can be answered in a thread.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Threads: Send + Sync {
    /// Posts under a message. The contract of `post` holds. \[chat::thread_keeps_parent\]
    ///
    /// # Errors
    /// As `post`.
    async fn reply(
        &self,
        room: &RoomId,
        parent: &MessageId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError>;
}

/// The bot can write to one person.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DirectMessages: Send + Sync {
    /// Writes to one person; nobody else sees it. \[chat::direct_is_private\]
    /// A picture goes with the message where files can be shared. \[chat::direct_shows_picture\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden` where the person takes no messages, and the passing kinds.
    async fn direct(
        &self,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError>;

    /// Looks for the message that this key wrote to a person, no longer ago than `age`; as
    /// [`ChatPlatform::posted`](super::chat::ChatPlatform::posted) does in rooms. \[chat::written_is_found\]
    ///
    /// # Errors
    /// As `posted`.
    async fn written(
        &self,
        person: &PersonId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError>;
}

/// The bot can show something to one person in a room.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Ephemeral: Send + Sync {
    /// Shows a message to one person in a room; nobody else sees it. \[chat::hint_is_private\]
    ///
    /// # Errors
    /// `NotFound` where the person is not in the room, `Forbidden`, and the passing kinds.
    async fn hint(
        &self,
        room: &RoomId,
        person: &PersonId,
        message: &Message,
        key: &EffectId,
    ) -> Result<(), PortError>;
}

/// Messages can carry buttons. A marker: with it, messages are handed over with their buttons; without it, `plan`
/// writes each button as a line with the command to type.
///
/// A button with a prompt asks its presser for words in a form, where the platform has forms. What comes in is
/// [`Button::typed`](crate::message::Button::typed), with those words or without.
pub trait Buttons: Send + Sync {
    /// Most characters of a label. At least 10. \[chat::button_labels_fit\]
    fn label_chars_max(&self) -> usize;
}

/// A room can be woken.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Broadcasts: Send + Sync {
    /// Posts a message that wakes those within the permit's reach. The only door for mass mentions. \[chat::broadcast_wakes\]
    ///
    /// # Errors
    /// As `post`.
    async fn broadcast(
        &self,
        room: &RoomId,
        permit: &BroadcastPermit,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError>;
}

/// Members can be listed.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Roster: Send + Sync {
    /// Whom a broadcast of this reach would wake, the bot left out. \[chat::audience_counts\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn audience(&self, room: &RoomId, reach: Reach) -> Result<Vec<Reached>, PortError>;

    /// A person as the platform describes them now; `None` where there is no such account. \[chat::profile_is_found\]
    ///
    /// # Errors
    /// The passing kinds.
    async fn profile(&self, person: &PersonId) -> Result<Option<Profile>, PortError>;

    /// The person whom people call by this handle; `None` where nobody or more than one is. \[chat::handle_is_found\]
    ///
    /// # Errors
    /// The passing kinds.
    async fn by_handle(&self, handle: &str) -> Result<Option<Profile>, PortError>;
}

/// What was said before can be read.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait History: Send + Sync {
    /// What people wrote in a room no longer ago than `age`, oldest first, as deliveries with their usual keys. \[chat::history_repeats_keys\]
    ///
    /// An age, as in [`ChatPlatform::posted`](super::chat::ChatPlatform::posted): the adapter counts back from the
    /// platform's own time.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn within(&self, room: &RoomId, age: SignedDuration) -> Result<Vec<Delivery>, PortError>;
}

/// Rooms can be closed.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Archive: Send + Sync {
    /// Closes a room; what was said stays readable. Closing a closed one is `Ok`. \[chat::archive_twice\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn archive(&self, room: &RoomId, key: &EffectId) -> Result<(), PortError>;
}

/// The bot can react to messages.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Reactions: Send + Sync {
    /// Puts a reaction on a message. Twice is `Ok`. \[chat::react_twice\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid`, `Forbidden`, and the passing kinds.
    async fn react(
        &self,
        room: &RoomId,
        message: &MessageId,
        reaction: &str,
        key: &EffectId,
    ) -> Result<(), PortError>;
}

/// Files can be put into a room.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Files: Send + Sync {
    /// Puts a picture into a room with a text. \[chat::picture_stands\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid` where it is too large, `Forbidden`, and the passing kinds.
    async fn share(
        &self,
        room: &RoomId,
        picture: &Picture,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError>;

    /// Puts a document into a room with a text. What stands in it notifies nobody. \[chat::document_stands\]
    ///
    /// # Errors
    /// As `share`.
    async fn attach(
        &self,
        room: &RoomId,
        file: &File,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError>;
}

/// People can be taken out of rooms.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Guests: Send + Sync {
    /// Takes a person out of a room. Taking out one who is not in it is `Ok`. \[chat::remove_person_twice\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn remove(
        &self,
        room: &RoomId,
        person: &PersonId,
        key: &EffectId,
    ) -> Result<(), PortError>;
}

/// Messages of others can be taken away.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Moderation: Send + Sync {
    /// Takes a message away. Taking away one that is gone is `Ok`. \[chat::remove_message_twice\]
    ///
    /// # Errors
    /// `Forbidden` and the passing kinds.
    async fn remove_message(
        &self,
        room: &RoomId,
        message: &MessageId,
        key: &EffectId,
    ) -> Result<(), PortError>;
}

/// The platform itself can keep people from speaking in a room.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait SpeakingRights: Send + Sync {
    /// Lets only these speak. After `Ok` the platform refuses the others' messages. \[chat::speaking_is_enforced\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn set_speakers(
        &self,
        room: &RoomId,
        speakers: &Speakers,
        key: &EffectId,
    ) -> Result<(), PortError>;
}

/// The platform itself can keep people from mass mentions in a room.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait MentionRights: Send + Sync {
    /// Lets only these wake the room. After `Ok` the platform refuses the others' mass mentions. \[chat::mentions_are_enforced\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn set_entitled(
        &self,
        room: &RoomId,
        people: &BTreeSet<PersonId>,
        key: &EffectId,
    ) -> Result<(), PortError>;
}

macro_rules! facets {
    ($($(#[$doc:meta])* $field:ident: $trait:ident,)*) => {
        /// The abilities of a platform.
        #[derive(Clone, Default)]
        #[non_exhaustive]
        pub struct Facets {
            $($(#[$doc])* pub $field: Option<Arc<dyn $trait>>,)*
        }

        /// Which abilities a platform has, for tables and logs. Computed from the handles, so that it cannot
        /// disagree with them.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Capabilities {
            /// Each ability with whether it is there.
            pub abilities: Vec<(&'static str, bool)>,
        }

        impl Facets {
            /// Which abilities are there.
            #[must_use]
            pub fn capabilities(&self) -> Capabilities {
                Capabilities { abilities: vec![$((stringify!($field), self.$field.is_some()),)*] }
            }
        }
    };
}

facets! {
    /// Rooms have topics.
    topics: Topics,
    /// Messages can be pinned.
    pins: Pins,
    /// Messages can be answered in a thread.
    threads: Threads,
    /// The bot can write to one person.
    direct_messages: DirectMessages,
    /// The bot can show something to one person in a room.
    ephemeral: Ephemeral,
    /// Messages can carry buttons.
    buttons: Buttons,
    /// A room can be woken.
    broadcasts: Broadcasts,
    /// Members can be listed.
    roster: Roster,
    /// What was said before can be read.
    history: History,
    /// Rooms can be closed.
    archive: Archive,
    /// The bot can react to messages.
    reactions: Reactions,
    /// Files can be put into a room.
    files: Files,
    /// People can be taken out of rooms.
    guests: Guests,
    /// Messages of others can be taken away.
    moderation: Moderation,
    /// The platform can keep people from speaking.
    speaking_rights: SpeakingRights,
    /// The platform can keep people from mass mentions.
    mention_rights: MentionRights,
}

impl std::fmt::Debug for Facets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let have: Vec<_> = self
            .capabilities()
            .abilities
            .into_iter()
            .filter(|(_, has)| *has)
            .map(|(name, _)| name)
            .collect();
        write!(f, "Facets({})", have.join(", "))
    }
}
