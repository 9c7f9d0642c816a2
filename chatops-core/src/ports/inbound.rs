//! What comes in: the one form in which every platform and service reports what happened.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::effect::{Effect, Outcome, TicketFacts, TimerKey};
use crate::ids::{EffectId, MessageId, PersonId, RoomId, StreamId, TimerId};
use crate::mention::Reach;
use crate::people::Profile;

/// Longest chat text that is taken in, in characters. What is longer is cut with a mark: no platform
/// sends more, so only an attack meets this.
pub const TEXT_CHARS_MAX: usize = 40_000;

/// Something that came in, with the key under which it counts once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Where it came from, for example `memory` or `alertmanager`. Keys are unique within it.
    pub source: String,
    /// The identity of the thing reported. The same thing delivered again has the same key.
    pub key: String,
    /// When it happened, by the source's clock.
    pub occurred_at: Timestamp,
    /// What it is.
    pub inbound: Inbound,
}

/// A chat message as a person wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatMessage {
    /// The room it stands in.
    pub room: RoomId,
    /// Its id within the room.
    pub message: MessageId,
    /// The message it answers, in a thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<MessageId>,
    /// Who wrote it.
    pub author: Profile,
    /// What it says, in the platform's plain form.
    pub text: String,
    /// Whom it tries to wake, as the platform reports it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub wakes: BTreeSet<Reach>,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Inbound {
    /// Somebody wrote a message.
    Message(ChatMessage),
    /// Somebody changed a message. Never executes a command.
    Edited {
        /// The message as it is now.
        now: ChatMessage,
    },
    /// A message was deleted.
    Deleted {
        /// Its room.
        room: RoomId,
        /// Its id.
        message: MessageId,
        /// Who deleted it, where the platform tells.
        by: Option<Profile>,
    },
    /// Somebody put a reaction on a message or took it back.
    Reacted {
        /// Its room.
        room: RoomId,
        /// Its id.
        message: MessageId,
        /// Who.
        by: Profile,
        /// Which, by name or as the character itself.
        reaction: String,
        /// `true` when added, `false` when taken back.
        added: bool,
    },
    /// Somebody shared a file.
    FileShared {
        /// The room.
        room: RoomId,
        /// The message it hangs on.
        message: MessageId,
        /// Who.
        by: Profile,
        /// Its name.
        name: String,
        /// Its size in bytes.
        bytes: u64,
    },
    /// Somebody gave a command: typed behind the prefix, or a button that stands for it.
    Command {
        /// The room it was given in. None: a direct conversation with the bot.
        room: Option<RoomId>,
        /// Who.
        by: Profile,
        /// The command without its prefix.
        text: String,
        /// The message of the button, if it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
    },
    /// Somebody came into a room.
    Arrived {
        /// The room.
        room: RoomId,
        /// Who.
        who: Profile,
    },
    /// Somebody left a room.
    Departed {
        /// The room.
        room: RoomId,
        /// Who.
        who: PersonId,
    },
    /// An account was changed: renamed, moved to another zone, made a guest, deactivated.
    AccountChanged(Profile),
    /// A topic was changed by hand.
    TopicEdited {
        /// The room.
        room: RoomId,
        /// Who.
        by: Profile,
        /// What it says now.
        topic: String,
    },
    /// A tool noticed something.
    Alert(crate::alerts::Signal),
    /// A ticket was opened or changed outside.
    TicketChanged {
        /// The ticket as it is now.
        ticket: TicketFacts,
        /// Who changed it, in the ticket system's words.
        by: Option<String>,
        /// Whether it was just opened.
        opened: bool,
    },
    /// The pager reports on a page.
    PageReceipt {
        /// The stream the page belongs to.
        stream: StreamId,
        /// Its number.
        page: u32,
        /// Who acknowledged it.
        by: Profile,
    },
    /// One of our timers fired.
    TimerFired {
        /// The stream it belongs to.
        stream: StreamId,
        /// Its id.
        timer: TimerId,
        /// What it was for.
        key: TimerKey,
        /// When it was to fire.
        due: Timestamp,
    },
    /// One of our effects has been settled.
    Settled {
        /// The stream it belongs to.
        stream: StreamId,
        /// Its id.
        id: EffectId,
        /// What was to be done.
        effect: Box<Effect>,
        /// What came of it.
        outcome: Outcome,
    },
    /// Somebody was paged past the journal while it did not work.
    PagedPastJournal {
        /// Whom.
        person: PersonId,
        /// Why, in one line.
        why: String,
    },
    /// The platform's stream of events has missed messages in a room; they were read from its history.
    Missed {
        /// The room.
        room: RoomId,
        /// How many.
        messages: u32,
    },
    /// A service does not answer, and something that one stream asks of it waits.
    ServiceSilent {
        /// The stream.
        stream: StreamId,
        /// What people call the service.
        service: String,
    },
    /// A service answers.
    ServiceAnswers {
        /// What people call it.
        service: String,
    },
    /// Something that a person wrote, in which a secret was masked on its way in: they are warned. See
    /// [`Delivery::taken_in`].
    Masked(Box<Inbound>),
    /// The host starts. Rooms are made or found, the schedule is asked.
    Started,
}
