//! A message or a newcomer in one of the channel's rooms: recorded, then looked at by those whom it concerns.

use super::event::Event;
use super::state::EmergencyChannel;
use crate::authority::GuestStanding;
use crate::context::{Context, Scene};
use crate::effect::Room;
use crate::feature::Feature;
use crate::ids::{MessageId, PersonId};
use crate::mention::{self, Reach};
use crate::refusal::Refusal;
use crate::{briefing, chatter, guests, hierarchy, record};

/// A message that was written.
pub(super) struct Said<'a> {
    pub(super) message: &'a MessageId,
    pub(super) thread: Option<&'a MessageId>,
    pub(super) text: &'a str,
    pub(super) reach: Option<Reach>,
}

/// A message: recorded first, then judged by the first rule it breaks. One hint is enough.
pub(super) fn message(
    state: &EmergencyChannel,
    said: &Said<'_>,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut events = vec![Event::Record(record::Event::Said {
        room: scene.room.clone(),
        message: said.message.clone(),
        thread: said.thread.cloned(),
        text: said.text.to_owned(),
    })];
    let Some(person) = cx.actor.person() else { return Ok(events) };
    if scene.standing.guest == GuestStanding::NotAdmitted {
        let knock = guests::Command::Knock {
            room: scene.room.clone(),
            incident: incident_of(scene.room),
            message: Some(said.message.clone()),
        };
        events.extend(state.guests.decide(&knock, scene, cx)?.into_iter().map(Event::Guest));
        return Ok(events);
    }
    if let Some(reach) = said.reach {
        let entitled = scene.standing.leads_room || scene.standing.duty_commander;
        let intercept = mention::Command::Intercept {
            room: scene.room.clone(),
            message: said.message.clone(),
            reach,
            text: said.text.to_owned(),
            leads: entitled,
        };
        let found = state.mentions.decide(&intercept, scene, cx)?;
        events.extend(found.into_iter().map(Event::Mention));
        if !entitled {
            return Ok(events);
        }
    }
    if *scene.room != Room::EmergencyChannel || scene.standing.leads_room {
        return Ok(events);
    }
    events.extend(on_main_channel(state, said, person, scene, cx)?);
    Ok(events)
}

/// The rules of the main channel: briefed first, one voice per team, no chatter.
fn on_main_channel(
    state: &EmergencyChannel,
    said: &Said<'_>,
    person: &PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if cx.policy.brief_newcomers
        && !briefing::presumed_briefed(scene.standing)
        && !state.briefing.is_briefed(person)
    {
        let speak =
            briefing::Command::Speak { message: said.message.clone(), text: said.text.to_owned() };
        let held = state.briefing.decide(&speak, scene, cx)?;
        if !held.is_empty() {
            return Ok(held.into_iter().map(Event::Briefing).collect());
        }
    }
    let speak = hierarchy::Command::Speak {
        room: scene.room.clone(),
        message: said.message.clone(),
        text: said.text.to_owned(),
    };
    let held = state.voices.decide(&speak, scene, cx)?;
    if !held.is_empty() {
        return Ok(held.into_iter().map(Event::Voice).collect());
    }
    if state.is_quiet() {
        let heard = state.chatter.decide(&chatter::Command::Hear, scene, cx)?;
        return Ok(heard.into_iter().map(Event::Chatter).collect());
    }
    Ok(Vec::new())
}

fn incident_of(room: &Room) -> Option<crate::ids::IncidentId> {
    match room {
        Room::Hot(incident) => Some(*incident),
        _ => None,
    }
}

/// Somebody comes into a room: guests are checked, newcomers of the main channel briefed.
pub(super) fn newcomer(
    state: &EmergencyChannel,
    person: &PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if scene.standing.guest == GuestStanding::NotAdmitted {
        let knock = guests::Command::Knock {
            room: scene.room.clone(),
            incident: incident_of(scene.room),
            message: None,
        };
        return Ok(state.guests.decide(&knock, scene, cx)?.into_iter().map(Event::Guest).collect());
    }
    if *scene.room != Room::EmergencyChannel {
        return Ok(Vec::new());
    }
    let presumed = !cx.policy.brief_newcomers || briefing::presumed_briefed(scene.standing);
    let arrive = briefing::Command::Arrive { person: person.clone(), presumed };
    Ok(state.briefing.decide(&arrive, scene, cx)?.into_iter().map(Event::Briefing).collect())
}
