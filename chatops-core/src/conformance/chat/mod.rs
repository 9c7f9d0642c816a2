//! The cases of [`ChatPlatform`](crate::ports::ChatPlatform) and its facets.

mod inbound;
mod make;
mod marks;
mod messages;
mod private;
mod rights;
mod rooms;
mod roster;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Applies, Failure, cases};
use crate::ids::{EffectId, MessageId, PersonId, RoomId};
use crate::ports::ChatPlatform;
use crate::ports::chat::Dedup;
use inbound::{
    acknowledged_stays_away, history_repeats_keys, inbound_can_be_dropped, inbound_delivers,
    inbound_redelivers, inbound_skips_own,
};
use marks::{
    archive_twice, button_labels_fit, document_stands, picture_stands, pin_twice, react_twice,
    remove_message_twice, thread_keeps_parent, topic_is_shown, unpin_twice,
};
use messages::{
    edit_replaces, edit_unknown, edit_wakes_nobody, post_is_idempotent, post_shows_hostile_words,
    post_stands, post_too_long, post_unknown_room, post_wakes_only_mentions, posted_is_found,
    posted_none,
};
use private::{direct_is_private, direct_shows_picture, hint_is_private, written_is_found};
use rights::{broadcast_wakes, mentions_are_enforced, speaking_is_enforced};
use rooms::{
    describe_is_stable, facets_are_stable, find_room_finds, find_room_none, invite_brings_all,
    invite_too_many, invite_twice, invite_unknown_room, limits_are_positive,
    open_room_is_idempotent, open_room_long_name, open_room_stands, open_room_taken,
    remove_person_twice, room_url_is_stable,
};
use roster::{audience_counts, handle_is_found, profile_is_found};

/// A message as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub message: MessageId,
    /// Who wrote it. None: the bot under test.
    pub author: Option<PersonId>,
    /// What it says, as a person reads it: escapes undone, marks of the platform left out.
    pub text: String,
    /// The message it answers in a thread.
    pub thread: Option<MessageId>,
    /// Whether it is pinned.
    pub pinned: bool,
    /// The reactions of the bot on it.
    pub reactions: BTreeSet<String>,
    /// The labels of its buttons.
    pub buttons: Vec<String>,
    /// The type of the picture under it.
    pub picture: Option<String>,
    /// The name of the document under it.
    pub document: Option<String>,
}

/// A chat platform seen from all sides: by the bot, by the people in it, and from outside.
///
/// A failure of the rig itself (a person cannot be made) is a [`Failure`] that says so.
#[async_trait]
pub trait ChatRig: Send + Sync + fmt::Debug {
    /// The platform, as the bot meets it. The same one at every call.
    fn platform(&self) -> Arc<dyn ChatPlatform>;

    /// A key that was never given before.
    fn key(&self) -> EffectId;

    /// A room name that was never given before and that begins with this word.
    fn name(&self, word: &str) -> String;

    /// The person with this handle: an employee with an account, at the screen. The same handle gives the
    /// same person.
    async fn person(&self, handle: &str) -> Result<PersonId, Failure>;

    /// Somebody who has no account.
    fn stranger(&self) -> PersonId;

    /// A room that does not exist.
    fn unknown_room(&self) -> RoomId;

    /// A message that does not exist.
    fn unknown_message(&self) -> MessageId;

    /// A person leaves the screen. `false` where this platform does not know who is at the screen.
    async fn goes_away(&self, person: &PersonId) -> Result<bool, Failure>;

    /// A person makes a room of this name.
    async fn make_room(&self, person: &PersonId, name: &str) -> Result<RoomId, Failure>;

    /// A person says something in a room. None: the platform refused it.
    async fn say(
        &self,
        person: &PersonId,
        room: &RoomId,
        text: &str,
    ) -> Result<Option<MessageId>, Failure>;

    /// The people in a room, the bot left out.
    async fn members(&self, room: &RoomId) -> Result<BTreeSet<PersonId>, Failure>;

    /// What a person sees in a room, the oldest first.
    async fn shown(&self, room: &RoomId, viewer: &PersonId) -> Result<Vec<Shown>, Failure>;

    /// What a person sees in their direct conversation with the bot, the oldest first.
    async fn shown_directly(&self, person: &PersonId) -> Result<Vec<Shown>, Failure>;

    /// Whom a message notified, the bot left out.
    async fn notified(
        &self,
        room: &RoomId,
        message: &MessageId,
    ) -> Result<BTreeSet<PersonId>, Failure>;

    /// What a room shows as its topic.
    async fn topic(&self, room: &RoomId) -> Result<String, Failure>;

    /// How often a room's topic was written, where the platform tells.
    async fn topic_changes(&self, room: &RoomId) -> Result<Option<usize>, Failure>;

    /// Drops the bot's connection; it connects again.
    async fn reconnect(&self) -> Result<(), Failure>;

    /// The platform's clock goes on by at least its smallest step.
    async fn tick(&self) -> Timestamp;

    /// Waits until the platform has surely delivered what it has to deliver.
    async fn pause(&self);
}

/// Whether a facet is there.
fn with<T>(handle: Option<T>, no: &'static str) -> Applies {
    if handle.is_some() { Applies::Yes } else { Applies::No(no) }
}

fn by_key(rig: &dyn ChatRig) -> Applies {
    match rig.platform().limits().dedup {
        Dedup::ByKey(_) => Applies::Yes,
        Dedup::BySearch(_) | Dedup::No => Applies::No("repeats are not told apart by key"),
    }
}

fn searchable(rig: &dyn ChatRig) -> Applies {
    match rig.platform().limits().dedup {
        Dedup::ByKey(_) | Dedup::BySearch(_) => Applies::Yes,
        Dedup::No => Applies::No("what was posted before cannot be looked for"),
    }
}

fn written(rig: &dyn ChatRig) -> Applies {
    match with(rig.platform().facets().direct_messages, "no direct_messages") {
        Applies::Yes => searchable(rig),
        no @ Applies::No(_) => no,
    }
}

macro_rules! facet {
    ($field:ident) => {
        |rig| with(rig.platform().facets().$field, concat!("no ", stringify!($field)))
    };
}

cases! {
    dyn ChatRig;
    "The same at every call." => describe_is_stable,
    "The same set at every call." => facets_are_stable,
    "Every limit is at least 1." => limits_are_positive,
    "It does not change while the room stands." => room_url_is_stable,
    "`Ok` holds the id and name of a room that stands and that we are in." => open_room_stands,
    "The same key gives the same room." => open_room_is_idempotent,
    "A name that another key or person took is an error of kind `Taken`." => open_room_taken,
    "A name longer than the limit is an error of kind `Invalid`." => open_room_long_name,
    "A room that was opened is found by its name." => find_room_finds,
    "A name that nobody took gives `None`, not an error." => find_room_none,
    "After `Ok` all of them are in it." => invite_brings_all,
    "Those who are in it already stay, and that is not an error." => invite_twice,
    "More people than the limit is an error of kind `Invalid`, and nobody was invited."
        => invite_too_many,
    "An unknown room is an error of kind `NotFound`." => invite_unknown_room,
    "`Ok` holds the id of a message that stands in the room with these words." => post_stands,
    "Nobody is woken but the people the text mentions." => post_wakes_only_mentions,
    "Words that look like a mass mention, a link or markup are shown as they are."
        => post_shows_hostile_words,
    "A text longer than the limit is an error of kind `Invalid`, and nothing was posted."
        => post_too_long,
    "An unknown room is an error of kind `NotFound`." => post_unknown_room,
    "Where limits say [`Dedup::ByKey`], the same key gives the same message, once."
        => post_is_idempotent if |rig| by_key(rig),
    "What stands is found." => posted_is_found if |rig| searchable(rig),
    "A key that posted nothing there gives `None`." => posted_none if |rig| searchable(rig),
    "After `Ok` the message reads as given and keeps its id." => edit_replaces,
    "It wakes nobody." => edit_wakes_nobody,
    "A message that does not exist or is not ours is an error of kind `NotFound`." => edit_unknown,
    "Dropping the future loses nothing." => inbound_can_be_dropped,
    "What a person wrote arrives once it has been written, with its author." => inbound_delivers,
    "The bot's own messages do not come back." => inbound_skips_own,
    "What was not acknowledged with [`ChatPlatform::acknowledge`] comes again after a reconnect."
        => inbound_redelivers,
    "After `Ok` they are not delivered again." => acknowledged_stays_away,
    "After `Ok` the room shows it; writing the same again changes nothing."
        => topic_is_shown if facet!(topics),
    "Pinning a pinned one is `Ok`." => pin_twice if facet!(pins),
    "Unpinning one that is not pinned is `Ok`." => unpin_twice if facet!(pins),
    "The contract of `post` holds." => thread_keeps_parent if facet!(threads),
    "Writes to one person; nobody else sees it." => direct_is_private if facet!(direct_messages),
    "Looks for the message that this key wrote to a person, no longer ago than `age`; as [`ChatPlatform::posted`](super::chat::ChatPlatform::posted) does in rooms."
        => written_is_found if |rig| written(rig),
    "A picture goes with the message where files can be shared."
        => direct_shows_picture if facet!(files),
    "Shows a message to one person in a room; nobody else sees it."
        => hint_is_private if facet!(ephemeral),
    "At least 10." => button_labels_fit if facet!(buttons),
    "The only door for mass mentions." => broadcast_wakes if facet!(broadcasts),
    "Whom a broadcast of this reach would wake, the bot left out."
        => audience_counts if facet!(roster),
    "A person as the platform describes them now; `None` where there is no such account."
        => profile_is_found if facet!(roster),
    "The person whom people call by this handle; `None` where nobody or more than one is."
        => handle_is_found if facet!(roster),
    "What people wrote in a room no longer ago than `age`, oldest first, as deliveries with their usual keys."
        => history_repeats_keys if facet!(history),
    "Closing a closed one is `Ok`." => archive_twice if facet!(archive),
    "Twice is `Ok`." => react_twice if facet!(reactions),
    "Puts a picture into a room with a text." => picture_stands if facet!(files),
    "What stands in it notifies nobody." => document_stands if facet!(files),
    "Taking out one who is not in it is `Ok`." => remove_person_twice if facet!(guests),
    "Taking away one that is gone is `Ok`." => remove_message_twice if facet!(moderation),
    "After `Ok` the platform refuses the others' messages."
        => speaking_is_enforced if facet!(speaking_rights),
    "After `Ok` the platform refuses the others' mass mentions."
        => mentions_are_enforced if facet!(mention_rights),
}
