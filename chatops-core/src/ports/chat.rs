//! A chat platform: rooms, messages, people.

use std::fmt;

use async_trait::async_trait;
use jiff::SignedDuration;

use super::facets::Facets;
use super::inbound::Delivery;
use super::rate::Rate;
use crate::error::PortError;
use crate::ids::{EffectId, MessageId, PersonId, RoomId};
use crate::message::Message;

/// What a platform is called and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its name for logs and keys, lower case: also the prefix of its ids.
    pub name: &'static str,
    /// What stands before a command, for example `/em ` or `!em `.
    pub command_prefix: String,
    /// What stands before a room's name when it is shown, for example `#`.
    pub room_mark: &'static str,
}

/// How an ambiguous outcome can be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dedup {
    /// The service folds repeats with the same key, for this long.
    ByKey(SignedDuration),
    /// What one of our keys made can be searched for ([`ChatPlatform::posted`]), once this long has passed: before that
    /// a search may miss it.
    BySearch(SignedDuration),
    /// Neither.
    No,
}

/// What a platform can hold. Numbers with their units.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest message text, in characters.
    pub text_chars_max: usize,
    /// Longest topic, in characters.
    pub topic_chars_max: usize,
    /// Longest room name, in characters.
    pub room_name_chars_max: usize,
    /// Most people in one invitation.
    pub invite_people_max: usize,
    /// Most pins in a room.
    pub pins_max: usize,
    /// Most buttons on a message.
    pub buttons_max: usize,
    /// How repeats are told apart.
    pub dedup: Dedup,
}

impl Limits {
    /// The limits of a platform.
    #[must_use]
    pub fn new(
        text_chars_max: usize,
        topic_chars_max: usize,
        invite_people_max: usize,
        dedup: Dedup,
    ) -> Self {
        Self {
            text_chars_max,
            topic_chars_max,
            room_name_chars_max: 80,
            invite_people_max,
            pins_max: 50,
            buttons_max: crate::message::BUTTONS_MAX,
            dedup,
        }
    }
}

/// A room that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRoom {
    /// Its id.
    pub room: RoomId,
    /// Its name, without the platform's mark.
    pub name: String,
    /// Whether we made it.
    pub ours: bool,
}

/// A chat platform.
///
/// Messages handed to it are resolved: they hold neither names nor rooms by reference. Ordinary posts
/// wake nobody but those in [`Text::mentions`](crate::text::Text::mentions), whatever their words say.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ChatPlatform: Send + Sync + fmt::Debug {
    /// What the platform is called. The same at every call. \[chat::describe_is_stable\]
    fn describe(&self) -> Description;

    /// The abilities it has, as handles. The same set at every call. \[chat::facets_are_stable\]
    fn facets(&self) -> Facets;

    /// What it can hold. Every limit is at least 1. \[chat::limits_are_positive\]
    fn limits(&self) -> Limits;

    /// The address under which a room opens for a person. It does not change while the room stands. \[chat::room_url_is_stable\]
    fn room_url(&self, room: &RoomId) -> String;

    /// Makes a room, or adopts the one that this key made before.
    ///
    /// `Ok` holds the id and name of a room that stands and that we are in. \[chat::open_room_stands\]
    /// The same key gives the same room. \[chat::open_room_is_idempotent\]
    /// A name that another key or person took is an error of kind `Taken`. \[chat::open_room_taken\]
    /// A name longer than the limit is an error of kind `Invalid`. \[chat::open_room_long_name\]
    ///
    /// # Errors
    /// `Taken`, `Invalid`, `Forbidden`, and the passing kinds.
    async fn open_room(
        &self,
        name: &str,
        purpose: &str,
        key: &EffectId,
    ) -> Result<FoundRoom, PortError>;

    /// Looks for a room by its exact name.
    ///
    /// A room that was opened is found by its name. \[chat::find_room_finds\]
    /// A name that nobody took gives `None`, not an error. \[chat::find_room_none\]
    ///
    /// # Errors
    /// The passing kinds.
    async fn find_room(&self, name: &str) -> Result<Option<FoundRoom>, PortError>;

    /// Brings people into a room.
    ///
    /// After `Ok` all of them are in it. \[chat::invite_brings_all\]
    /// Those who are in it already stay, and that is not an error. \[chat::invite_twice\]
    /// More people than the limit is an error of kind `Invalid`, and nobody was invited. \[chat::invite_too_many\]
    /// An unknown room is an error of kind `NotFound`. \[chat::invite_unknown_room\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid`, `Forbidden`, and the passing kinds.
    async fn invite(
        &self,
        room: &RoomId,
        people: &[PersonId],
        key: &EffectId,
    ) -> Result<(), PortError>;

    /// Posts a message for all in a room to see.
    ///
    /// `Ok` holds the id of a message that stands in the room with these words. \[chat::post_stands\]
    /// Nobody is woken but the people the text mentions. \[chat::post_wakes_only_mentions\]
    /// Words that look like a mass mention, a link or markup are shown as they are. \[chat::post_shows_hostile_words\]
    /// A text longer than the limit is an error of kind `Invalid`, and nothing was posted. \[chat::post_too_long\]
    /// An unknown room is an error of kind `NotFound`. \[chat::post_unknown_room\]
    /// Where limits say [`Dedup::ByKey`], the same key gives the same message, once. \[chat::post_is_idempotent\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid`, `Forbidden`, and the passing kinds.
    async fn post(
        &self,
        room: &RoomId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError>;

    /// Looks for the message that [`post`](Self::post), [`Broadcasts::broadcast`](super::facets::Broadcasts::broadcast) or
    /// [`Files::share`](super::facets::Files::share) put into a room with this key, no longer ago than `age`. It settles
    /// an attempt whose answer was lost. What is older need not be looked through, and is found all the same where that
    /// costs nothing.
    ///
    /// An age, not a moment: the clocks of the service and of the host can be hours apart. The adapter counts back from
    /// the service's own time.
    ///
    /// What stands is found. \[chat::posted_is_found\]
    /// A key that posted nothing there gives `None`. \[chat::posted_none\]
    ///
    /// # Errors
    /// `Unsupported` where limits say [`Dedup::No`], `NotFound` for an unknown room, and the passing kinds.
    async fn posted(
        &self,
        room: &RoomId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError>;

    /// How often its operations may be called. None: as often as one likes.
    fn rates(&self) -> Vec<Rate> {
        Vec::new()
    }

    /// Replaces the words of one of our messages.
    ///
    /// After `Ok` the message reads as given and keeps its id. \[chat::edit_replaces\]
    /// It wakes nobody. \[chat::edit_wakes_nobody\]
    /// A message that does not exist or is not ours is an error of kind `NotFound`. \[chat::edit_unknown\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid`, `Forbidden`, and the passing kinds.
    async fn edit(
        &self,
        room: &RoomId,
        message: &MessageId,
        content: &Message,
        key: &EffectId,
    ) -> Result<(), PortError>;

    /// Gives the next things that happened, oldest first, waiting until there is at least one.
    /// Dropping the future loses nothing. \[chat::inbound_can_be_dropped\]
    ///
    /// What a person wrote arrives once it has been written, with its author. \[chat::inbound_delivers\]
    /// The bot's own messages do not come back. \[chat::inbound_skips_own\]
    /// What was not acknowledged with [`ChatPlatform::acknowledge`] comes again after a reconnect. \[chat::inbound_redelivers\]
    ///
    /// # Errors
    /// `Unauthenticated` and the passing kinds.
    async fn inbound(&self) -> Result<Vec<Delivery>, PortError>;

    /// Says that deliveries are on stable storage.
    ///
    /// After `Ok` they are not delivered again. \[chat::acknowledged_stays_away\]
    ///
    /// # Errors
    /// The passing kinds.
    async fn acknowledge(&self, keys: &[String]) -> Result<(), PortError>;
}

const _: Option<&dyn ChatPlatform> = None;
