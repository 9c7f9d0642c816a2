//! Where an effect is done: rooms and messages, named by what they are for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{IncidentId, MessageId, TeamId};

/// A room by its purpose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// The one standing channel for emergencies.
    EmergencyChannel,
    /// The room in which one team thinks aloud.
    Team(TeamId),
    /// The room of one incident, named after its ticket.
    Hot(IncidentId),
    /// Where the company reads what happened.
    Announcements,
}

impl Room {
    /// The incident whose room it is.
    #[must_use]
    pub fn incident(&self) -> Option<&IncidentId> {
        match self {
            Self::Hot(incident) => Some(incident),
            Self::EmergencyChannel | Self::Team(_) | Self::Announcements => None,
        }
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmergencyChannel => f.write_str("em"),
            Self::Team(team) => write!(f, "team-{team}"),
            Self::Hot(incident) => write!(f, "hot/{incident}"),
            Self::Announcements => f.write_str("announcements"),
        }
    }
}

/// The purpose of a message that will be edited, pinned or answered later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The rules of the emergency channel.
    Rules,
    /// What a newcomer to the room must read.
    Briefing,
    /// The public update with this number.
    PublicUpdate(u32),
    /// The request for a public update.
    PublicRequest,
    /// The proposed all clear.
    AllClear,
    /// The alert group with this number.
    Alert(u32),
    /// The question with this number.
    Ask(u32),
    /// The severity poll with this number.
    Poll(u32),
    /// The page with this number.
    Page(u32),
    /// The pinned item with this number.
    Pin(u32),
    /// The tool run with this number.
    Run(u32),
    /// The checklist with this number.
    Checklist(u32),
    /// The announcement of an incident on the emergency channel.
    Announcement(IncidentId),
    /// The broadcast with this number.
    Broadcast(u32),
    /// The ticket of the incident.
    Ticket,
    /// The held-back words with this number, carried to a team's room.
    Held(u32),
    /// The offer of the baton with this number.
    Handover(u32),
}

impl Slot {
    /// What it is called on the record: `the briefing`, `public update 2`.
    #[must_use]
    pub fn phrase(&self) -> String {
        match self {
            Self::Rules => String::from("the rules of the channel"),
            Self::Briefing => String::from("the briefing"),
            Self::PublicUpdate(number) => format!("public update {number}"),
            Self::Alert(number) => format!("alert {number}"),
            Self::Ask(number) => format!("question {number}"),
            Self::Poll(number) => format!("severity poll {number}"),
            Self::Page(number) => format!("page {number}"),
            Self::Pin(number) => format!("pinned item {number}"),
            Self::Run(number) => format!("run {number}"),
            Self::Checklist(number) => format!("checklist {number}"),
            Self::Announcement(_) => String::from("the announcement of the incident"),
            Self::Broadcast(number) => format!("broadcast {number}"),
            Self::Ticket => String::from("the ticket"),
            Self::Held(number) => format!("held-back words {number}"),
            Self::Handover(number) => format!("handover {number}"),
            Self::PublicRequest => String::from("the request for a public update"),
            Self::AllClear => String::from("the all clear"),
        }
    }
}

/// Which message to act on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// One of ours, by its purpose. Waits until it has been posted.
    Slot(Slot),
    /// Anybody's, by the platform's id.
    Message(MessageId),
}
