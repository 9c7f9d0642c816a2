//! The record, read back: stored entries as events, and the names of whoever appears in them.
//!
//! Timeline, transcript, postmortem and metrics are projections of the record and of nothing else. They start
//! here: a [`History`] is read once, and each of them is a pure function of it. The same entries give
//! the same history, whoever reads it and whenever.

mod errands;
mod names;

use crate::context::Actor;
use crate::effect::Room;
use crate::ids::{IncidentId, PersonId, StreamId};
use crate::ports::journal::{Entry, NewEntry};
use crate::text::Text;
use crate::wire::{UnreadableEvent, channel_event, incident_event};
use crate::{
    alerts, asks, can_report, emergency_channel, guests, headline, incident, mention, record,
    rooms, ticket,
};

use errands::Errands;

pub use names::Names;

/// How the rules' own acts are signed where people read who did something.
pub const CHATOPS: &str = "chatops";

/// An entry that this version cannot read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {position} (`{kind}`) cannot be read: {source}")]
pub struct UnreadableEntry {
    /// Its place in the journal.
    pub position: i64,
    /// Its kind.
    pub kind: String,
    /// Why not.
    pub source: UnreadableEvent,
}

/// What happened, and on which stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// On the emergency channel.
    Channel(emergency_channel::Event),
    /// In an incident.
    Incident(IncidentId, incident::Event),
}

impl Happened {
    /// Reads the event of an entry.
    ///
    /// # Errors
    /// [`UnreadableEntry`] where it is of a newer form or malformed.
    pub fn read(entry: &Entry) -> Result<Self, UnreadableEntry> {
        let event = match entry.entry.stream {
            StreamId::EmergencyChannel => channel_event(&entry.entry).map(Self::Channel),
            StreamId::Incident(id) => {
                incident_event(&entry.entry).map(|event| Self::Incident(id, event))
            }
        };
        event.map_err(|source| UnreadableEntry {
            position: entry.position,
            kind: entry.entry.kind.clone(),
            source,
        })
    }

    /// One line for the timeline, without the actor.
    #[must_use]
    pub fn tell(&self) -> Text {
        match self {
            Self::Channel(event) => event.tell(),
            Self::Incident(_, event) => event.tell(),
        }
    }

    /// The incident in which it happened, or which it is about.
    #[must_use]
    pub fn incident(&self) -> Option<IncidentId> {
        use emergency_channel::Event;
        match self {
            Self::Incident(id, _) => Some(*id),
            Self::Channel(Event::Register(event)) => match event {
                crate::register::Event::Declared { incident, .. }
                | crate::register::Event::Told { incident, .. } => Some(*incident),
                // The incident's own entry tells of it.
                crate::register::Event::Related { .. }
                | crate::register::Event::DigestPosted { .. } => None,
            },
            Self::Channel(Event::Headline(headline::Event::Written { incident, .. })) => *incident,
            Self::Channel(
                Event::Alert(
                    alerts::Event::Declared { incident, .. }
                    | alerts::Event::Joined { incident, .. }
                    | alerts::Event::Released { incident, .. },
                )
                | Event::Ask(asks::Event::Linked { incident, .. }),
            ) => Some(*incident),
            Self::Channel(Event::Guest(
                guests::Event::Admitted { incident, .. }
                | guests::Event::Revoked { incident, .. }
                | guests::Event::KeptOut { incident, .. },
            )) => *incident,
            Self::Channel(_) => None,
        }
    }

    /// The room in which it happened. None where it happened in no room: a question asked directly, a word of
    /// the schedule.
    #[must_use]
    pub fn room(&self) -> Option<Room> {
        match self {
            Self::Channel(event) => channel_room(event),
            Self::Incident(id, event) => incident_room(*id, event),
        }
    }
}

fn channel_room(event: &emergency_channel::Event) -> Option<Room> {
    use emergency_channel::Event;
    let team_or_channel = |team: Option<&crate::ids::TeamId>| {
        team.cloned().map_or(Room::EmergencyChannel, Room::Team)
    };
    match event {
        Event::Started | Event::Person(_) | Event::Shift(_) | Event::Ask(_) => None,
        Event::Alert(alerts::Event::Opened(opening)) => {
            Some(team_or_channel(opening.team.as_ref()))
        }
        Event::Alert(_) => None,
        Event::Guest(guests::Event::KeptOut { room, .. }) => Some(room.clone()),
        Event::Guest(_) => None,
        Event::CanReport(can_report::Event::Given { team, .. }) => {
            Some(team_or_channel(team.as_ref()))
        }
        Event::Mention(event) => mention_room(event),
        Event::Record(event) => record_room(event, Room::EmergencyChannel),
        Event::Room(event) => Some(opened_room(event)),
        Event::Shown(_)
        | Event::Seat(_)
        | Event::Handover(_)
        | Event::Headline(_)
        | Event::Register(_)
        | Event::Voice(_)
        | Event::Briefing(_)
        | Event::Page(_)
        | Event::Tool(_)
        | Event::Chart(_)
        | Event::Parked(_)
        | Event::Chatter(_) => Some(Room::EmergencyChannel),
    }
}

fn incident_room(id: IncidentId, event: &incident::Event) -> Option<Room> {
    match event {
        incident::Event::Record(event) => record_room(event, Room::Hot(id)),
        incident::Event::Mention(event) => mention_room(event).or(Some(Room::Hot(id))),
        incident::Event::Room(event) => Some(opened_room(event)),
        _ => Some(Room::Hot(id)),
    }
}

fn record_room(event: &record::Event, home: Room) -> Option<Room> {
    use record::Event;
    match event {
        Event::Said { room, .. }
        | Event::Edited { room, .. }
        | Event::Deleted { room, .. }
        | Event::Reacted { room, .. }
        | Event::FileShared { room, .. }
        | Event::Departed { room, .. }
        | Event::CaughtUp { room, .. } => Some(room.clone()),
        Event::SecretMasked { room } | Event::Refused { room, .. } => room.clone(),
        Event::GapNoticed(_) => None,
        Event::NotDone { .. }
        | Event::DidNotFollow { .. }
        | Event::PagedPastJournal { .. }
        | Event::ServiceSilent { .. }
        | Event::ServiceAnswers { .. } => Some(home),
    }
}

fn mention_room(event: &mention::Event) -> Option<Room> {
    use mention::Event;
    match event {
        Event::Used { room, .. }
        | Event::Intercepted { room, .. }
        | Event::Requested { room, .. }
        | Event::Granted { room, .. }
        | Event::Expired { room, .. } => Some(room.clone()),
        Event::Forwarded { .. } | Event::Previewed { .. } | Event::Dropped { .. } => None,
    }
}

fn opened_room(event: &rooms::Event) -> Room {
    match event {
        rooms::Event::Opened { room, .. }
        | rooms::Event::NotOpened { room, .. }
        | rooms::Event::NotPosted { room, .. }
        | rooms::Event::TriedAnew { room, .. }
        | rooms::Event::Posted { room, .. } => room.clone(),
    }
}

/// An entry with the event that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// What happened.
    pub happened: Happened,
    /// For whom the rules did it. None where nobody asked for it, and where a person did it.
    pub done_for: Option<PersonId>,
}

impl Moment<'_> {
    /// When it happened, by the clock of whoever reported it: an outage of ours does not move it.
    #[must_use]
    pub fn at(&self) -> jiff::Timestamp {
        self.entry.entry.occurred_at
    }

    /// Who did it.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.entry.entry.actor
    }

    /// One line for people, to be read behind the name of who did it, which it does not repeat.
    #[must_use]
    pub fn tell(&self) -> Text {
        match &self.happened {
            // Who moved it stands in front already.
            Happened::Incident(_, incident::Event::Ticket(ticket::Event::Moved { status, .. })) => {
                Text::from(format!("moved the ticket to {status}"))
            }
            happened => match self.actor().person() {
                Some(person) => happened.tell().without_subject(person),
                None => happened.tell(),
            },
        }
    }
}

/// Entries in the order of the journal, read, with the names of whoever appears in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History<'a> {
    moments: Vec<Moment<'a>>,
    names: Names,
}

impl<'a> History<'a> {
    /// Reads entries of the whole journal or of some streams, in any order. An entry that is given twice counts
    /// once. Names are known from the first line on, even where they were noted later.
    ///
    /// # Errors
    /// [`UnreadableEntry`] for the first that is of a newer form or malformed: a projection with holes would
    /// look whole.
    pub fn read(entries: &'a [Entry]) -> Result<Self, UnreadableEntry> {
        let mut sorted: Vec<&Entry> = entries.iter().collect();
        sorted.sort_by_key(|entry| entry.position);
        sorted.dedup_by_key(|entry| entry.position);
        let mut names = Names::default();
        let mut errands = Errands::default();
        let mut moments = Vec::with_capacity(sorted.len());
        for entry in sorted {
            let happened = Happened::read(entry)?;
            let NewEntry { stream, actor, .. } = &entry.entry;
            names.take(actor, &happened);
            let done_for = errands.take(stream, actor, &happened);
            moments.push(Moment { entry, happened, done_for });
        }
        Ok(Self { moments, names })
    }

    /// Everything that happened, in the order of the journal.
    #[must_use]
    pub fn moments(&self) -> &[Moment<'a>] {
        &self.moments
    }

    /// The names.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Who commands in the emergency channel at the end of it, if only in name.
    #[must_use]
    pub fn commander(&self) -> Option<PersonId> {
        let mut channel = emergency_channel::EmergencyChannel::default();
        for moment in &self.moments {
            if let Happened::Channel(event) = &moment.happened {
                channel = emergency_channel::evolve(channel, event);
            }
        }
        channel.commander().cloned()
    }

    /// What happened on the stream of an incident, in order.
    pub fn of_incident(
        &self,
        wanted: IncidentId,
    ) -> impl Iterator<Item = (&Moment<'a>, &incident::Event)> {
        self.moments.iter().filter_map(move |moment| match &moment.happened {
            Happened::Incident(id, event) if *id == wanted => Some((moment, event)),
            _ => None,
        })
    }

    /// The incidents that were opened, in order.
    pub fn incidents(&self) -> impl Iterator<Item = &incident::Opened> {
        self.moments.iter().filter_map(|moment| match &moment.happened {
            Happened::Incident(_, incident::Event::Opened(opened)) => Some(opened),
            _ => None,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
