//! What one feature's event means for another on the emergency channel. The one place where its features meet.

use std::collections::{BTreeMap, BTreeSet};

use super::command::Command;
use super::event::Event;
use super::state::EmergencyChannel;
use crate::aggregate::Consequence;
use crate::context::Context;
use crate::effect::{Room, Slot, Target};
use crate::ids::{ComponentId, IncidentId, PersonId};
use crate::register::{self, News, Origin};
use crate::{alerts, asks, briefing, guests, handover, headline, paging, rooms, seat, shifts};

/// Whether anything can follow from such an event, whatever the state: a plain message is spared a copy of it.
pub(super) fn leads_on(event: &Event) -> bool {
    matches!(
        event,
        Event::Started
            | Event::Shift(_)
            | Event::Seat(_)
            | Event::Handover(_)
            | Event::Ask(asks::Event::Answered { .. })
            // In a storm most alerts lead to nothing, and each copy would hold all of them.
            | Event::Alert(
                alerts::Event::Opened(_)
                    | alerts::Event::Fired { critical: true, .. }
                    | alerts::Event::LeftOut { critical: true, .. }
            )
            | Event::Register(_)
            | Event::Room(_)
    )
}

/// What an event of which [`leads_on`] is true asks for next, of the state after it. `fresh` is the id of the incident that may be declared.
pub(super) fn consequences(
    state: &EmergencyChannel,
    event: &Event,
    cx: Context<'_>,
    fresh: IncidentId,
) -> Vec<Consequence<Command>> {
    let next = match event {
        Event::Started => started(state, cx),
        Event::Room(rooms::Event::Opened {
            room: Room::EmergencyChannel, again: false, ..
        }) => {
            vec![Command::Briefing(briefing::Command::Pin {
                target: Target::Slot(Slot::Rules),
                title: String::from("The rules of this channel"),
            })]
        }
        // The first shift after an empty seat fills it; after that only a handover does (Feature A4).
        Event::Shift(shifts::Event::ShiftStarted { person, .. })
            if state.seat.is_free() && state.people.is_fit(person) =>
        {
            vec![appoint(person)]
        }
        Event::Handover(handover::Event::Passed { from, to, .. }) => {
            vec![Command::Seat(seat::Command::Pass { from: from.clone(), to: to.clone() })]
        }
        Event::Seat(event) => seat_changed(state, event, cx),
        Event::Ask(asks::Event::Answered { number, by, verdict, .. }) => {
            answered(state, *number, by, *verdict)
        }
        Event::Alert(event) => alert(state, event, fresh),
        Event::Register(register::Event::Declared { incident, title, origin, .. }) => {
            declared(state, *incident, title, origin, cx)
        }
        Event::Register(register::Event::Told { incident, news: News::Room(_) }) => {
            // Now that there is a room to go to, what looks alike leads to it.
            let title = state.register.get(incident).map_or("", |listed| listed.title.as_str());
            let alike = state.alerts_like(title).into_iter();
            alike.map(|number| Command::Alert(note_likely(state, number))).collect()
        }
        // An incident that goes on is followed again, unless another one is.
        Event::Register(register::Event::Told { incident, news: News::Reopened(_) }) => {
            let Some(listed) = state.register.get(incident) else { return Vec::new() };
            let title = listed.title.clone();
            let mut next =
                vec![Command::Headline(headline::Command::Follow { incident: *incident, title })];
            next.extend(joined(listed.component.as_ref(), *incident));
            next
        }
        Event::Register(register::Event::Told { incident, news: News::Phase(phase) })
            if !phase.is_open() =>
        {
            let next =
                state.register.open().first().map(|(id, listed)| (**id, listed.title.clone()));
            vec![
                Command::Headline(headline::Command::Unfollow { incident: *incident, next }),
                Command::Guest(guests::Command::EndOfIncident { incident: *incident }),
                Command::Alert(alerts::Command::Release { incident: *incident }),
            ]
        }
        _ => Vec::new(),
    };
    next.into_iter().map(Consequence::from).collect()
}

/// At a start the schedule is asked. Without one the configured commander is the first; after that only a handover names
/// one (Feature A5).
fn started(state: &EmergencyChannel, cx: Context<'_>) -> Vec<Command> {
    if cx.policy.services.schedule {
        return vec![Command::Shift(shifts::Command::Begin)];
    }
    let first = cx.policy.commander.iter();
    let first = first.filter(|person| !state.seat.ever_held() && state.people.is_fit(person));
    first.map(appoint).collect()
}

fn appoint(person: &PersonId) -> Command {
    Command::Seat(seat::Command::Appoint { person: person.clone() })
}

/// An offer of who no longer commands does not stand; a seat that nobody could inherit wakes those who can act
/// (Feature A5).
fn seat_changed(state: &EmergencyChannel, event: &seat::Event, cx: Context<'_>) -> Vec<Command> {
    let mut next = Vec::new();
    if state.handovers.open().is_some() {
        next.push(Command::Handover(handover::Command::Withdraw));
    }
    if matches!(event, seat::Event::Orphaned { .. }) && has_leaders(cx) {
        let why = String::from("nobody commands the emergency channel; whoever can, take command");
        next.extend(page(state, paging::PageTarget::Leaders, why));
    }
    // Somebody commands again: nobody more need be woken for it. Who commands has answered.
    if let Some(commander) = state.acting_commander() {
        // What the rules themselves page for is that nobody commands.
        let called = state.paging.open().filter(|(_, page)| page.by.is_none());
        next.extend(called.map(|(number, _)| {
            Command::Page(paging::Command::Answered { number, by: Some(commander.clone()) })
        }));
    }
    next
}

/// A yes to "should we start an EM?" starts one, unless it is worked on already (Feature A7).
fn answered(
    state: &EmergencyChannel,
    number: u32,
    by: &PersonId,
    verdict: asks::Verdict,
) -> Vec<Command> {
    let Some(question) = state.asks.question(number) else { return Vec::new() };
    let mut next = Vec::new();
    if let Some(alert) = question.alert {
        let note = alerts::Command::NoteAnswer { number: alert, by: by.clone(), verdict };
        next.push(Command::Alert(note));
    }
    if verdict == asks::Verdict::Yes {
        next.push(match state.incident_of_question(question) {
            Some(incident) => {
                Command::Ask(asks::Command::Link { number, incident, settles: false })
            }
            None => Command::DeclareQuestion(number),
        });
    }
    next
}

/// What led to an incident leads to its room from now on: alerts, questions, the headline.
fn declared(
    state: &EmergencyChannel,
    incident: IncidentId,
    title: &str,
    origin: &Origin,
    cx: Context<'_>,
) -> Vec<Command> {
    let follow = headline::Command::Follow { incident, title: title.to_owned() };
    let mut next = vec![Command::Headline(follow)];
    if let Some(number) = origin.alert {
        next.push(Command::Alert(alerts::Command::Declared { number, incident }));
    }
    next.extend(joined(origin.component.as_ref(), incident));
    next.extend(asked(state, incident, title, origin, cx));
    next.extend(call_a_commander(state, title, cx));
    next
}

/// Something is open and nobody commands: the next on the ladder is called, else all who lead (Feature A5).
fn call_a_commander(state: &EmergencyChannel, title: &str, cx: Context<'_>) -> Option<Command> {
    if state.acting_commander().is_some() {
        return None;
    }
    let unfit = |person: &PersonId| !state.people.is_fit(person);
    let target = match cx.policy.next_on_ladder(&unfit) {
        Some(person) => paging::PageTarget::Person(person.clone()),
        None if has_leaders(cx) => paging::PageTarget::Leaders,
        None => return None,
    };
    let why = format!("“{title}” is open and nobody commands; whoever can, take command");
    page(state, target, why)
}

/// A page, unless one is waking the same people already, whoever started it.
fn page(state: &EmergencyChannel, target: paging::PageTarget, why: String) -> Option<Command> {
    let called = state.paging.open().any(|(_, page)| page.target == target);
    (!called).then_some(Command::Page(paging::Command::Page { target, why }))
}

fn has_leaders(cx: Context<'_>) -> bool {
    !cx.policy.executives.is_empty() || !cx.policy.teams.is_empty()
}

/// Who asked about it learns where it is worked on, once each. What was asked about the alert that led to it is settled.
fn asked(
    state: &EmergencyChannel,
    incident: IncidentId,
    title: &str,
    origin: &Origin,
    cx: Context<'_>,
) -> Vec<Command> {
    let mut latest = BTreeMap::new();
    let (mut settled, mut askers) = (Vec::new(), BTreeSet::new());
    // Whoever declares it needs not be told.
    askers.extend(cx.actor.person());
    let about = state.questions_about(origin, title, cx.now).into_iter().chain(origin.ask);
    for number in about {
        let Some(question) = state.asks.question(number) else { continue };
        if question.is_open() && origin.alert.is_some() && question.alert == origin.alert {
            settled.push((number, true));
            askers.insert(&question.by);
        } else {
            let newest = latest.entry(&question.by).or_insert(number);
            *newest = number.max(*newest);
        }
    }
    latest.retain(|by, _| !askers.contains(by));
    let mut next = settled;
    next.extend(latest.into_values().map(|number| (number, false)));
    next.sort_unstable();
    next.dedup_by_key(|(number, _)| *number);
    let link = |(number, settles)| Command::Ask(asks::Command::Link { number, incident, settles });
    next.into_iter().map(link).collect()
}

/// What fires on its component belongs to an incident.
fn joined(component: Option<&ComponentId>, incident: IncidentId) -> Option<Command> {
    let component = component?.clone();
    Some(Command::Alert(alerts::Command::JoinComponent { component, incident }))
}

/// An alert belongs to the open incident that works on it; one on a critical component opens a hot room by itself
/// (Feature C3); any other names what it may be about.
fn alert(state: &EmergencyChannel, event: &alerts::Event, fresh: IncidentId) -> Vec<Command> {
    let (number, critical) = match event {
        alerts::Event::Opened(opening) => (opening.number, opening.critical),
        alerts::Event::Fired { number, critical: true, .. } => (*number, true),
        // The list of alerts is full; what is critical gets its room all the same.
        alerts::Event::LeftOut { title, component, critical: true, at, .. }
            if state.incident_on(component.as_ref()).is_none() =>
        {
            let title = register::title(title);
            let origin = Origin {
                component: component.clone(),
                detected_at: Some(*at),
                ..Origin::default()
            };
            let origin = Box::new(state.complete(origin, &title, *at));
            return vec![Command::Register(register::Command::Declare {
                incident: fresh,
                title,
                severity: None,
                origin,
            })];
        }
        _ => return Vec::new(),
    };
    let Some(group) = state.alerts.group(number) else { return Vec::new() };
    match (group.incident, state.incident_of_alert(number)) {
        (Some(_), _) => Vec::new(),
        (None, Some(incident)) => vec![Command::Alert(alerts::Command::Join { number, incident })],
        (None, None) if critical => vec![Command::DeclareAlert(number)],
        (None, None) if group.shown == alerts::Shown::Posted => match note_likely(state, number) {
            alerts::Command::NoteLikely { incidents, .. } if incidents.is_empty() => Vec::new(),
            note => vec![Command::Alert(note)],
        },
        (None, None) => Vec::new(),
    }
}

/// An alert's message shows the open incidents that may be about the same (Feature C2).
fn note_likely(state: &EmergencyChannel, number: u32) -> alerts::Command {
    let title = state.alerts.group(number).map_or("", |group| group.title.as_str());
    alerts::Command::NoteLikely { number, incidents: state.likely_incidents(title) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Actor;
    use crate::emergency_channel::{Here, decide, evolve};
    use crate::ids::{JournalId, Place, StreamId};
    use crate::policy::Policy;

    /// Who commands after the starts of a host with such a policy.
    fn commander_after_starts(policy: &Policy, starts: usize) -> Option<PersonId> {
        let actor = Actor::Clockwork;
        let cx = Context::new(jiff::Timestamp::UNIX_EPOCH, &actor, policy);
        let fresh = IncidentId::derive(Place {
            journal: &JournalId::new("journal").unwrap(),
            stream: &StreamId::EmergencyChannel,
            seq: 1,
            position: 0,
        });
        let here = Here { room: &Room::EmergencyChannel, fresh };
        let mut state = EmergencyChannel::default();
        for _ in 0..starts {
            let events = decide(&state, &Command::Start, cx, here).unwrap();
            state = events.iter().fold(state, evolve);
        }
        state.commander().cloned()
    }

    #[test]
    fn without_a_schedule_the_configured_commander_is_the_first() {
        let jim = PersonId::new("jim").unwrap();
        let mut policy = Policy { commander: Some(jim.clone()), ..Policy::default() };
        assert_eq!(commander_after_starts(&policy, 1), Some(jim.clone()));
        assert_eq!(commander_after_starts(&policy, 2), Some(jim));
        policy.services.schedule = true;
        assert_eq!(commander_after_starts(&policy, 1), None, "the schedule says who");
        assert_eq!(commander_after_starts(&Policy::default(), 1), None, "the first to take it");
    }
}
