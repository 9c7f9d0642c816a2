//! A message or a newcomer in one of the channel's rooms: recorded, then looked at by those whom it concerns.

use super::event::Event;
use super::state::EmergencyChannel;
use crate::authority::GuestStanding;
use crate::context::{Context, Scene};
use crate::effect::Room;
use crate::feature::Feature;
use crate::ids::{MessageId, PersonId};
use crate::mention::{self, Reach};
use crate::planted::swallow;
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
    swallow(said.text);
    let mut events = vec![Event::Record(record::Event::Said {
        room: scene.room.clone(),
        message: said.message.clone(),
        thread: said.thread.cloned(),
        text: said.text.to_owned(),
    })];
    let Some(person) = cx.actor.person() else { return Ok(events) };
    if scene.standing.guest == GuestStanding::NotAdmitted {
        events.extend(knock(state, Some(said.message), scene, cx)?);
        return Ok(events);
    }
    if let Some(reach) = said.reach {
        let intercept = mention::Command::Intercept {
            room: scene.room.clone(),
            message: said.message.clone(),
            reach,
            text: said.text.to_owned(),
            edited: false,
        };
        let found = state.mentions.decide(&intercept, scene, cx)?;
        let entitled = found.iter().all(|event| matches!(event, mention::Event::Used { .. }));
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
    if state.is_quiet() && !is_at_work(state, person, scene) {
        let hear = chatter::Command::Hear { text: said.text.to_owned() };
        let heard = state.chatter.decide(&hear, scene, cx)?;
        return Ok(heard.into_iter().map(Event::Chatter).collect());
    }
    Ok(Vec::new())
}

/// Whether somebody's words belong on the main channel even while nothing is known to be wrong: those who speak for a
/// team, who may have to command, and who is passing the baton or takes it. Where only voices speak, every word does.
fn is_at_work(state: &EmergencyChannel, person: &PersonId, scene: &Scene<'_>) -> bool {
    let standing = scene.standing;
    let offer = state.handovers.open();
    standing.manages.is_some()
        || standing.delegate_of.is_some()
        || standing.on_ladder
        || standing.on_shift
        || standing.executive
        || state.voices.mode() == hierarchy::SpeakingMode::Voices
        || offer.is_some_and(|offer| offer.to == *person || offer.from.as_ref() == Some(person))
}

/// A guest without an admission comes into a room or speaks there.
fn knock(
    state: &EmergencyChannel,
    message: Option<&MessageId>,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let knock = guests::Command::Knock {
        room: scene.room.clone(),
        leader: state.leader_of(scene.room, cx.policy).cloned(),
        message: message.cloned(),
    };
    Ok(state.guests.decide(&knock, scene, cx)?.into_iter().map(Event::Guest).collect())
}

/// Somebody comes into a room: guests are checked, newcomers of the main channel briefed.
pub(super) fn newcomer(
    state: &EmergencyChannel,
    person: &PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if scene.standing.guest == GuestStanding::NotAdmitted {
        return knock(state, None, scene, cx);
    }
    if *scene.room != Room::EmergencyChannel {
        return Ok(Vec::new());
    }
    let presumed = !cx.policy.brief_newcomers || briefing::presumed_briefed(scene.standing);
    let arrive = briefing::Command::Arrive { person: person.clone(), presumed };
    Ok(state.briefing.decide(&arrive, scene, cx)?.into_iter().map(Event::Briefing).collect())
}
