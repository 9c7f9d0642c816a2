//! For whom the rules act: who asked for what an outcome is the outcome of.

use std::collections::BTreeMap;

use super::Happened;
use crate::context::Actor;
use crate::ids::{PersonId, StreamId};
use crate::{
    charts, emergency_channel, follow_up, incident, mention, paging, public_update, ticket, tools,
};

/// Something that was asked for and whose outcome comes later, by its number within its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Errand {
    Run(u32),
    Chart(u32),
    Broadcast(u32),
    Page(u32),
    FollowUp(u32),
    PublicUpdate(u32),
}

/// Where an event stands in an errand.
enum Step {
    Asked(Errand),
    CameOf(Errand),
}

/// Who asked for what, as of the last entry taken in.
#[derive(Debug, Default)]
pub(super) struct Errands {
    asked: BTreeMap<(StreamId, Errand), PersonId>,
}

impl Errands {
    /// Takes in an event. For whom it was done, where the rules did it and somebody had asked for it.
    pub(super) fn take(
        &mut self,
        stream: &StreamId,
        actor: &Actor,
        happened: &Happened,
    ) -> Option<PersonId> {
        if let Happened::Incident(_, incident::Event::Ticket(ticket::Event::Moved { by, .. })) =
            happened
        {
            return by.clone();
        }
        match (step(happened)?, actor) {
            (Step::Asked(errand), Actor::Person(profile)) => {
                // A second person who confirms does so for the first.
                self.asked.entry((stream.clone(), errand)).or_insert_with(|| profile.id.clone());
                None
            }
            (Step::CameOf(errand), Actor::Clockwork) => {
                self.asked.get(&(stream.clone(), errand)).cloned()
            }
            _ => None,
        }
    }
}

fn step(happened: &Happened) -> Option<Step> {
    use emergency_channel::Event as OnChannel;
    use incident::Event as InIncident;
    match happened {
        Happened::Channel(OnChannel::Tool(event))
        | Happened::Incident(_, InIncident::Tool(event)) => Some(tool(event)),
        Happened::Channel(OnChannel::Chart(event))
        | Happened::Incident(_, InIncident::Chart(event)) => Some(chart(event)),
        Happened::Channel(OnChannel::Mention(event))
        | Happened::Incident(_, InIncident::Mention(event)) => broadcast(event),
        Happened::Channel(OnChannel::Page(event))
        | Happened::Incident(_, InIncident::Page(event)) => Some(page(event)),
        Happened::Incident(_, InIncident::FollowUp(event)) => follow_up(event),
        Happened::Incident(_, InIncident::PublicUpdate(event)) => update(event),
        _ => None,
    }
}

fn tool(event: &tools::Event) -> Step {
    use tools::Event;
    match event {
        Event::RunAsked { number, .. }
        | Event::Confirmed { number, .. }
        | Event::Started { number, .. } => Step::Asked(Errand::Run(*number)),
        Event::Finished { number, .. }
        | Event::TimedOut { number }
        | Event::Failed { number, .. }
        | Event::Lapsed { number } => Step::CameOf(Errand::Run(*number)),
    }
}

fn chart(event: &charts::Event) -> Step {
    use charts::Event;
    match event {
        Event::Asked { number, .. } => Step::Asked(Errand::Chart(*number)),
        Event::Drawn { number, .. } | Event::Failed { number, .. } => {
            Step::CameOf(Errand::Chart(*number))
        }
    }
}

fn broadcast(event: &mention::Event) -> Option<Step> {
    use mention::Event;
    match event {
        Event::Requested { number, .. } => Some(Step::Asked(Errand::Broadcast(*number))),
        Event::Previewed { number, .. } | Event::Expired { number, .. } => {
            Some(Step::CameOf(Errand::Broadcast(*number)))
        }
        _ => None,
    }
}

fn page(event: &paging::Event) -> Step {
    let errand = Errand::Page(event.number());
    match event {
        paging::Event::Started { .. } => Step::Asked(errand),
        _ => Step::CameOf(errand),
    }
}

fn follow_up(event: &follow_up::Event) -> Option<Step> {
    use follow_up::Event;
    match event {
        Event::FileAsked { number, .. } => Some(Step::Asked(Errand::FollowUp(*number))),
        Event::Filed { number, .. } | Event::FilingFailed { number, .. } => {
            Some(Step::CameOf(Errand::FollowUp(*number)))
        }
        Event::Added { .. } | Event::Closed { .. } => None,
    }
}

fn update(event: &public_update::Event) -> Option<Step> {
    use public_update::Event;
    match event {
        Event::Approved { number, .. } => Some(Step::Asked(Errand::PublicUpdate(*number))),
        Event::Published { number, .. }
        | Event::PublishUnclear { number, .. }
        | Event::PublishRefused { number, .. } => Some(Step::CameOf(Errand::PublicUpdate(*number))),
        _ => None,
    }
}
