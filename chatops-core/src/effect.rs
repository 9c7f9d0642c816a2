//! What is to be done outside: effects, the timers that go with them, and what came of them.
//!
//! An effect names rooms and messages by what they are for ([`Room`], [`Slot`]), not by a platform's
//! ids: those are known only once the outside has answered. The journal stores an effect in the same
//! transaction as the event that asked for it; the dispatcher carries it out afterwards.

mod places;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::ids::{IncidentId, MessageId, PersonId, RoomId, TicketKey, ToolName};
use crate::mention::{Broadcast, Reach};
use crate::message::{Message, Picture};
use crate::severity::Severity;
use crate::text::Text;
use crate::transcript::Form;

pub use places::{Room, Slot, Target};

/// Who may speak in a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speakers {
    /// Everybody in it.
    Everyone,
    /// These only. Reactions stay open to all.
    Only(BTreeSet<PersonId>),
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Make or adopt a room.
    OpenRoom {
        /// Its purpose.
        room: Room,
        /// Its name, without the platform's mark. At most 80 characters, lower case.
        name: String,
        /// What it is for, in a sentence.
        purpose: String,
    },
    /// Write a room's topic. The newest wins where several wait.
    SetTopic {
        /// The room.
        room: Room,
        /// The topic.
        topic: Text,
    },
    /// Bring people into a room. Those who are in it already stay as they are.
    Invite {
        /// The room.
        room: Room,
        /// Whom.
        people: BTreeSet<PersonId>,
    },
    /// Take a person out of a room, for example a guest at the end of an incident.
    Remove {
        /// The room.
        room: Room,
        /// Whom.
        person: PersonId,
    },
    /// Say something in a room, for all to see.
    Post {
        /// The room.
        room: Room,
        /// What.
        message: Message,
        /// The purpose by which it is found again.
        slot: Option<Slot>,
    },
    /// Replace what one of our messages says.
    Edit {
        /// The room.
        room: Room,
        /// Which message.
        slot: Slot,
        /// What it says now.
        message: Message,
    },
    /// Pin a message, or unpin it.
    Pin {
        /// The room.
        room: Room,
        /// Which message.
        target: Target,
        /// `true` to pin, `false` to unpin.
        pinned: bool,
    },
    /// Tell one person something where others do not see it, in the room they act in.
    Hint {
        /// The room in which it concerns them.
        room: Room,
        /// Whom.
        person: PersonId,
        /// What.
        message: Message,
    },
    /// Write to one person directly.
    Direct {
        /// Whom.
        person: PersonId,
        /// What.
        message: Message,
    },
    /// Wake a room. Only [`crate::mention`] can ask for it.
    Broadcast(Broadcast),
    /// Count whom a broadcast would reach.
    CountAudience {
        /// The room.
        room: Room,
        /// How far it would reach.
        reach: Reach,
        /// The number of the broadcast that asks.
        broadcast: u32,
    },
    /// Take a message away, where the platform lets us.
    RemoveMessage {
        /// The room.
        room: Room,
        /// Which.
        message: MessageId,
    },
    /// Let only these use mass mentions in a room, natively.
    SetMentionRights {
        /// The room.
        room: Room,
        /// Who may.
        people: BTreeSet<PersonId>,
    },
    /// Let only these speak in a room, natively.
    SetSpeakingRights {
        /// The room.
        room: Room,
        /// Who may.
        speakers: Speakers,
    },
    /// Close a room for good. What was said stays readable.
    ArchiveRoom {
        /// The room.
        room: Room,
    },
    /// Ask the schedule who is on duty at a moment and when that changes.
    ConsultSchedule {
        /// The moment.
        at: Timestamp,
    },
    /// Wake a person through the pager.
    Page {
        /// The number of the page within its stream.
        page: u32,
        /// The attempt: which step of the escalation policy this is, from 0.
        step: u32,
        /// Whom.
        person: PersonId,
        /// Why, in one line.
        summary: String,
    },
    /// Stop waking a person for a page. One for each call, so that it is done behind the call and never before it.
    StandDown {
        /// The number of the page within its stream.
        page: u32,
        /// The step at which they were called.
        step: u32,
        /// Whom.
        person: PersonId,
    },
    /// Open a ticket for an incident.
    OpenTicket {
        /// The incident.
        incident: IncidentId,
        /// Its title.
        title: String,
        /// How bad it is.
        severity: Severity,
    },
    /// Read a ticket: fields and watchers.
    ReadTicket {
        /// Which.
        ticket: TicketKey,
    },
    /// Write a comment on a ticket.
    CommentTicket {
        /// Which.
        ticket: TicketKey,
        /// What.
        text: Text,
    },
    /// Move a ticket to a status.
    MoveTicket {
        /// Which.
        ticket: TicketKey,
        /// Where to, as the ticket system names it.
        status: String,
    },
    /// Put a link to the room on the ticket.
    LinkTicket {
        /// Which.
        ticket: TicketKey,
        /// The room.
        room: Room,
    },
    /// File a follow-up as a ticket of its own.
    FileFollowUp {
        /// The number of the follow-up within the incident.
        follow_up: u32,
        /// What is to be done.
        title: String,
        /// Who does it, where somebody is named.
        owner: Option<PersonId>,
        /// The ticket of the incident it comes from.
        parent: Option<TicketKey>,
    },
    /// Publish an approved text on the status page.
    PublishUpdate(crate::public_update::ApprovedUpdate),
    /// Write the postmortem from the record and publish it.
    PublishPostmortem {
        /// The incident.
        incident: IncidentId,
    },
    /// Write the record of an incident out and put it into a room: as a file, and where there are no files as text.
    ShareTranscript {
        /// The incident.
        incident: IncidentId,
        /// The room.
        room: Room,
        /// In which form.
        #[serde(default)]
        form: Form,
    },
    /// Run a tool.
    RunTool {
        /// The number of the run within its stream.
        run: u32,
        /// Which tool.
        tool: ToolName,
        /// Its checked arguments by name.
        arguments: BTreeMap<String, String>,
        /// Who asked.
        asked_by: PersonId,
    },
    /// Draw a graph from a metrics source.
    FetchChart {
        /// The number of the graph within its stream.
        chart: u32,
        /// What to draw, in the source's own words.
        query: String,
        /// How far back, in minutes.
        window_minutes: u32,
    },
    /// Tell the source of an alert that somebody has it.
    AcknowledgeAlert {
        /// Which source, as it names itself.
        source: String,
        /// The source's identity of the alert.
        alert: String,
    },
}

/// What a timer is for. One timer per key and stream: setting it again moves it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKey {
    /// The shift may change: ask the schedule.
    ShiftChange,
    /// The handover offer with this number runs out.
    Handover(u32),
    /// The question with this number climbs the ladder.
    Ask(u32),
    /// The page with this number goes to its next level.
    Page(u32),
    /// The next update is due.
    UpdateDue,
    /// An overdue update is reminded of again.
    UpdateOverdue,
    /// The severity poll with this number closes.
    Poll(u32),
    /// The objections window of the public update with this number closes, or nobody has looked yet whether it
    /// is published.
    PublicUpdate(u32),
    /// The request to override the redaction check for the public update with this number runs out.
    Override(u32),
    /// The objections window of the all clear closes.
    AllClear,
    /// The two-person request with this number runs out.
    Confirmation(u32),
    /// The tool run with this number has taken too long.
    Run(u32),
    /// The guest's admission ends.
    Guest(PersonId),
    /// The coalesced alerts of a storm are shown.
    AlertDigest,
    /// The mute of the alert group with this number ends.
    Mute(u32),
    /// The ticket system has been silent too long: name the room without it.
    TicketWait,
    /// Time for the digest of open incidents on the emergency channel.
    Digest,
    /// The previewed broadcast with this number is forgotten.
    Broadcast(u32),
}

/// A change to the stored timers of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimerChange {
    /// Fire once, not before `at`. Replaces an earlier one with the same key.
    Set {
        /// What for.
        key: TimerKey,
        /// When.
        at: Timestamp,
    },
    /// Do not fire.
    Cancel {
        /// What for.
        key: TimerKey,
    },
}

/// What follows from an event: effects to carry out and timers to set, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reaction {
    /// To be done outside.
    pub effects: Vec<Effect>,
    /// To be set or cancelled.
    pub timers: Vec<TimerChange>,
}

impl Reaction {
    /// Nothing follows.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds an effect.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Adds a message for all in a room.
    #[must_use]
    pub fn post(self, room: &Room, message: impl Into<Message>) -> Self {
        self.effect(Effect::Post { room: room.clone(), message: message.into(), slot: None })
    }

    /// Adds a message that will be found again by its purpose.
    #[must_use]
    pub fn post_as(self, room: &Room, slot: Slot, message: impl Into<Message>) -> Self {
        self.effect(Effect::Post { room: room.clone(), message: message.into(), slot: Some(slot) })
    }

    /// Adds a new content for one of our messages.
    #[must_use]
    pub fn edit(self, room: &Room, slot: Slot, message: impl Into<Message>) -> Self {
        self.effect(Effect::Edit { room: room.clone(), slot, message: message.into() })
    }

    /// Adds a private hint to a person in a room.
    #[must_use]
    pub fn hint(self, room: &Room, person: &PersonId, message: impl Into<Message>) -> Self {
        self.effect(Effect::Hint {
            room: room.clone(),
            person: person.clone(),
            message: message.into(),
        })
    }

    /// Adds a direct message.
    #[must_use]
    pub fn direct(self, person: &PersonId, message: impl Into<Message>) -> Self {
        self.effect(Effect::Direct { person: person.clone(), message: message.into() })
    }

    /// Adds an answer to who asked, for them alone, where they asked. What nobody asked for is answered to nobody.
    #[must_use]
    pub fn answer(self, cx: Context<'_>, message: impl Into<Message>) -> Self {
        match cx.actor.person() {
            Some(person) => self.answer_at(cx.asked_in, person, message),
            None => self,
        }
    }

    /// Adds an answer to a person, for them alone, where they asked: in this room, or directly.
    #[must_use]
    pub fn answer_at(
        self,
        asked_in: Option<&Room>,
        person: &PersonId,
        message: impl Into<Message>,
    ) -> Self {
        match asked_in {
            Some(room) => self.hint(room, person, message),
            None => self.direct(person, message),
        }
    }

    /// Adds an answer that all may see, where it was asked for: in that room, or directly.
    #[must_use]
    pub fn show(self, cx: Context<'_>, message: impl Into<Message>) -> Self {
        match cx.asked_in {
            Some(room) => self.post(room, message),
            None => self.answer(cx, message),
        }
    }

    /// Sets a timer.
    #[must_use]
    pub fn set(mut self, key: TimerKey, at: Timestamp) -> Self {
        self.timers.push(TimerChange::Set { key, at });
        self
    }

    /// Cancels a timer.
    #[must_use]
    pub fn cancel(mut self, key: TimerKey) -> Self {
        self.timers.push(TimerChange::Cancel { key });
        self
    }

    /// Adds all of another reaction.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.effects.extend(other.effects);
        self.timers.extend(other.timers);
        self
    }
}

/// What came of an effect. The three outcomes of the journal's outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It happened.
    Done(Answer),
    /// It did not happen and will not: the reason, for people.
    Refused {
        /// Why, without secrets or foreign bodies.
        reason: String,
    },
    /// Nobody knows whether it happened.
    Ambiguous {
        /// What is known.
        reason: String,
    },
}

/// What the outside answered to an effect that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nothing beyond that it is done.
    Nothing,
    /// A room stands.
    Room {
        /// The platform's id of it.
        room: RoomId,
        /// The name it was given. It differs from the wanted one where that was taken.
        name: String,
    },
    /// A message stands.
    Message {
        /// The platform's id of it.
        message: MessageId,
    },
    /// Whom a broadcast would reach.
    Audience {
        /// Each person with their zone, where known.
        people: Vec<Reached>,
    },
    /// Who is on duty.
    Duty {
        /// The person; nobody in a gap.
        person: Option<PersonId>,
        /// Why, in the schedule's words.
        why: String,
        /// When to ask again, where the schedule ever changes.
        next_change: Option<Timestamp>,
    },
    /// A ticket, as it is now.
    Ticket(TicketFacts),
    /// What a tool said.
    Output {
        /// Whether the tool says that it succeeded.
        ok: bool,
        /// What it printed.
        output: String,
    },
    /// A graph.
    Chart {
        /// The picture.
        picture: Picture,
    },
    /// Where something was published.
    Published {
        /// Its address.
        url: String,
    },
}

/// A person whom a broadcast would reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Who.
    pub person: PersonId,
    /// Their IANA zone, where known.
    pub zone: Option<String>,
}

/// A ticket as the ticket system describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketFacts {
    /// Its key.
    pub key: TicketKey,
    /// Its title.
    pub title: String,
    /// Its status, in the ticket system's words.
    pub status: String,
    /// Where to read it.
    pub url: Option<String>,
    /// Who watches it.
    pub watchers: BTreeSet<PersonId>,
    /// The component it is filed against.
    pub component: Option<String>,
}

/// Why something could not be done as meant, for the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// What was wanted, for example `pin the briefing`.
    pub wanted: String,
    /// What is missing, for example `this platform has no pins`.
    pub missing: String,
    /// What was done instead, if anything.
    pub instead: Option<String>,
}
