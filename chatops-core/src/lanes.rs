//! The order of effects: which must follow one another, which wait for an answer, which are urgent.
//!
//! A lane is one thing that is done in order: the messages of a room, the topic of a room, a ticket. Calls in
//! different lanes leave together, so that opening a hot room costs as many round trips as its longest
//! chain: create → (topic, people, briefing, announcement) → pin.

use crate::effect::{Effect, Room, Slot, Target};
use crate::message::DRILL_MARK;
use crate::text::{Block, Span, Text};

/// What an effect waits for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A room must stand.
    Room(Room),
    /// A message must stand.
    Message(Slot),
}

/// Urgency of effects, most urgent first (RELIABILITY "Outbox").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Priority {
    /// An answer to a person.
    Answer = 0,
    /// A page.
    Page = 1,
    /// Rooms, messages for all.
    Room = 2,
    /// Tickets, tools, graphs.
    Ticket = 3,
    /// The public page and documents.
    Public = 4,
    /// Everything else.
    Rest = 5,
}

impl Effect {
    /// What is done in order with it.
    #[must_use]
    pub fn lane(&self) -> String {
        match self {
            Self::OpenRoom { room, .. } | Self::ArchiveRoom { room } => format!("room:{room}:life"),
            Self::SetTopic { room, .. } => format!("room:{room}:topic"),
            Self::Invite { room, .. } | Self::Remove { room, .. } => format!("room:{room}:people"),
            Self::Post { room, .. } | Self::Edit { room, .. } => format!("room:{room}:messages"),
            Self::Broadcast(broadcast) => format!("room:{}:messages", broadcast.room()),
            Self::Pin { room, .. } => format!("room:{room}:pins"),
            Self::RemoveMessage { room, .. } => format!("room:{room}:moderation"),
            Self::SetMentionRights { room, .. } => format!("room:{room}:mention-rights"),
            Self::SetSpeakingRights { room, .. } => format!("room:{room}:speaking-rights"),
            Self::CountAudience { room, reach, .. } => format!("room:{room}:audience:{reach}"),
            Self::Hint { person, .. } | Self::Direct { person, .. } => format!("person:{person}"),
            Self::ConsultSchedule { .. } => String::from("schedule"),
            Self::Page { page, step, person, .. } | Self::StandDown { page, step, person } => {
                format!("page:{page}:{step}:{person}")
            }
            Self::OpenTicket { incident, .. } => format!("ticket-of:{incident}"),
            Self::ReadTicket { ticket }
            | Self::CommentTicket { ticket, .. }
            | Self::MoveTicket { ticket, .. }
            | Self::LinkTicket { ticket, .. } => format!("ticket:{ticket}"),
            Self::FileFollowUp { follow_up, .. } => format!("follow-up:{follow_up}"),
            Self::PublishUpdate(update) => format!("public:{}", update.incident()),
            Self::PublishPostmortem { incident } => format!("postmortem:{incident}"),
            Self::ShareTranscript { incident, .. } => format!("transcript:{incident}"),
            Self::RunTool { run, .. } => format!("tool:{run}"),
            Self::FetchChart { chart, .. } => format!("chart:{chart}"),
            Self::AcknowledgeAlert { source, alert } => format!("alert:{source}:{alert}"),
        }
    }

    /// How urgent it is.
    #[must_use]
    pub fn priority(&self) -> Priority {
        match self {
            Self::Hint { .. }
            | Self::Direct { .. }
            | Self::CountAudience { .. }
            | Self::RemoveMessage { .. } => Priority::Answer,
            Self::Page { .. } | Self::StandDown { .. } => Priority::Page,
            Self::OpenRoom { .. }
            | Self::SetTopic { .. }
            | Self::Invite { .. }
            | Self::Remove { .. }
            | Self::Post { .. }
            | Self::Edit { .. }
            | Self::Pin { .. }
            | Self::Broadcast(_)
            | Self::SetMentionRights { .. }
            | Self::SetSpeakingRights { .. }
            | Self::ConsultSchedule { .. } => Priority::Room,
            Self::OpenTicket { .. }
            | Self::ReadTicket { .. }
            | Self::CommentTicket { .. }
            | Self::MoveTicket { .. }
            | Self::LinkTicket { .. }
            | Self::FileFollowUp { .. }
            | Self::RunTool { .. }
            | Self::FetchChart { .. } => Priority::Ticket,
            Self::PublishUpdate(_)
            | Self::PublishPostmortem { .. }
            | Self::ShareTranscript { .. } => Priority::Public,
            Self::ArchiveRoom { .. } | Self::AcknowledgeAlert { .. } => Priority::Rest,
        }
    }

    /// What must have been answered before it can be carried out.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        if let Some(room) = self.room() {
            needs.push(Need::Room(room.clone()));
        }
        match self {
            Self::Edit { slot, .. } | Self::Pin { target: Target::Slot(slot), .. } => {
                needs.push(Need::Message(slot.clone()));
            }
            _ => {}
        }
        if let Some(text) = self.text() {
            needs.extend(rooms_in(text).map(|room| Need::Room(room.clone())));
        }
        needs.sort();
        needs.dedup();
        needs
    }

    /// Unclaimed effects with the same word are replaced by this one: the newest topic wins, and so does the newest
    /// content of a message. A call that has not left yet, or waits to be tried again, does not leave any more once it is
    /// stood down.
    #[must_use]
    pub fn replaces(&self) -> Option<String> {
        match self {
            Self::SetTopic { .. }
            | Self::SetMentionRights { .. }
            | Self::SetSpeakingRights { .. }
            | Self::Page { .. }
            | Self::StandDown { .. } => Some(self.lane()),
            // The newest is written from all that is recorded by then.
            Self::PublishPostmortem { .. } => Some(self.lane()),
            Self::Edit { room, slot, .. } => Some(format!("edit:{room}:{slot:?}")),
            _ => None,
        }
    }

    /// Marks what it shows as part of a drill: messages, topics, purposes, and what it writes into the ticket system.
    /// What a status page shows is the exact text that was approved; such a page says itself that it is a drill's.
    #[must_use]
    pub fn mark_drill(mut self) -> Self {
        let mark = |words: &mut String| words.insert_str(0, DRILL_MARK);
        let mark_text = |text: &mut Text| {
            *text = Text::from(DRILL_MARK).append(std::mem::take(text));
        };
        match &mut self {
            Self::OpenRoom { purpose, .. } => mark(purpose),
            Self::SetTopic { topic, .. } => mark_text(topic),
            Self::OpenTicket { title, .. } | Self::FileFollowUp { title, .. } => mark(title),
            Self::CommentTicket { text, .. } => mark_text(text),
            Self::Post { message, .. }
            | Self::Edit { message, .. }
            | Self::Hint { message, .. }
            | Self::Direct { message, .. } => message.drill = true,
            Self::Broadcast(broadcast) => broadcast.mark_drill(),
            _ => {}
        }
        self
    }

    /// The room it acts in. Opening a room does not need it to stand.
    #[must_use]
    pub fn room(&self) -> Option<&Room> {
        match self {
            Self::SetTopic { room, .. }
            | Self::Invite { room, .. }
            | Self::Remove { room, .. }
            | Self::Post { room, .. }
            | Self::Edit { room, .. }
            | Self::Pin { room, .. }
            | Self::Hint { room, .. }
            | Self::CountAudience { room, .. }
            | Self::RemoveMessage { room, .. }
            | Self::SetMentionRights { room, .. }
            | Self::SetSpeakingRights { room, .. }
            | Self::ArchiveRoom { room }
            | Self::LinkTicket { room, .. }
            | Self::ShareTranscript { room, .. } => Some(room),
            Self::Broadcast(broadcast) => Some(broadcast.room()),
            _ => None,
        }
    }

    /// The text it carries.
    fn text(&self) -> Option<&Text> {
        match self {
            Self::SetTopic { topic, .. } => Some(topic),
            Self::Post { message, .. }
            | Self::Edit { message, .. }
            | Self::Hint { message, .. }
            | Self::Direct { message, .. } => Some(&message.text),
            Self::Broadcast(broadcast) => Some(&broadcast.message().text),
            Self::CommentTicket { text, .. } => Some(text),
            _ => None,
        }
    }

    /// What it was to do, for people, where its failure must be told to the room. Nothing for notices, whose failure
    /// is told elsewhere or nowhere, and for effects whose own feature tells it.
    #[must_use]
    pub fn what(&self) -> Option<String> {
        match self {
            Self::SetTopic { .. } => Some(String::from("write the topic")),
            Self::Invite { people, .. } => Some(match people.len() {
                1 => String::from("bring a person into the room"),
                many => format!("bring {many} people into the room"),
            }),
            Self::Remove { .. } => Some(String::from("take a person out of the room")),
            Self::Pin { .. } => Some(String::from("pin a message")),
            Self::SetMentionRights { .. } => Some(String::from("set who may wake the room")),
            Self::SetSpeakingRights { .. } => Some(String::from("set who may speak")),
            Self::ArchiveRoom { .. } => Some(String::from("close the room")),
            Self::PublishPostmortem { .. } => Some(String::from("publish the postmortem")),
            Self::ShareTranscript { .. } => Some(String::from("write the transcript")),
            Self::Broadcast(_) => Some(String::from("wake the room")),
            _ => None,
        }
    }

    /// What happens or is to be done instead, in a sentence, where it could not be done.
    #[must_use]
    pub fn instead(&self) -> Option<&'static str> {
        Some(match self {
            Self::SetTopic { .. } => {
                "The topic may be out of date; `status` says who commands and what is open."
            }
            Self::Invite { .. } => "Ask them to join by themselves.",
            Self::Remove { .. } => "Let somebody with the right to it take them out by hand.",
            Self::Pin { .. } => "`brief` lists it all the same.",
            Self::SetMentionRights { .. } => {
                "Mass mentions of others are taken away and answered instead."
            }
            Self::SetSpeakingRights { .. } => {
                "Words of those who may not speak are taken away and answered instead."
            }
            Self::ArchiveRoom { .. } => "Close it by hand; nothing said there is decided any more.",
            Self::Broadcast(_) => "Nobody can say who has seen it: ask those you need by name.",
            _ => return None,
        })
    }
}

fn rooms_in(text: &Text) -> impl Iterator<Item = &Room> {
    text.blocks().iter().flat_map(|block| {
        let spans: &[Span] = match block {
            Block::Line(spans) | Block::Bullet(spans) | Block::Quote(spans) => spans,
            Block::Preformatted(_) => &[],
        };
        spans.iter().filter_map(|span| match span {
            Span::Room(room) => Some(room),
            _ => None,
        })
    })
}
