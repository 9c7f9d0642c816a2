//! What one feature's event means for another on the emergency channel. The one place where its features meet.

use super::command::Command;
use super::event::Event;
use super::state::EmergencyChannel;
use crate::context::Context;
use crate::effect::{Room, Slot, Target};
use crate::ids::IncidentId;
use crate::register::{self, News, Origin};
use crate::{
    alerts, asks, briefing, guests, handover, headline, incident, paging, rooms, seat, shifts,
};

/// Whether anything can follow from such an event, whatever the state: a plain message is spared a copy of it.
pub(super) fn leads_on(event: &Event) -> bool {
    matches!(
        event,
        Event::Started
            | Event::Shift(_)
            | Event::Seat(_)
            | Event::Handover(_)
            | Event::Ask(_)
            | Event::Alert(_)
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
) -> Vec<Command> {
    match event {
        Event::Started if cx.policy.services.schedule => {
            vec![Command::Shift(shifts::Command::Begin)]
        }
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
            vec![Command::Seat(seat::Command::Appoint { person: person.clone() })]
        }
        Event::Handover(handover::Event::Passed { from, to, .. }) => {
            vec![Command::Seat(seat::Command::Pass { from: from.clone(), to: to.clone() })]
        }
        Event::Seat(event) => seat_changed(state, event, cx),
        Event::Ask(asks::Event::Answered { number, verdict: asks::Verdict::Yes, .. }) => {
            declare_ask(state, *number, cx, fresh)
        }
        Event::Alert(event) => declare_alert(state, event, fresh),
        Event::Register(register::Event::Declared { incident, title, origin, .. }) => {
            let follow = headline::Command::Follow { incident: *incident, title: title.clone() };
            let mut next = vec![Command::Headline(follow)];
            if let Some(number) = origin.alert {
                next.push(Command::Alert(alerts::Command::Declared {
                    number,
                    incident: *incident,
                }));
            }
            next
        }
        // An incident that goes on is followed again, unless another one is.
        Event::Register(register::Event::Told { incident, news: News::Phase(phase) })
            if phase.is_open() =>
        {
            let title = state.register.get(incident).map(|listed| listed.title.clone());
            title
                .map(|title| {
                    Command::Headline(headline::Command::Follow { incident: *incident, title })
                })
                .into_iter()
                .collect()
        }
        Event::Register(register::Event::Told { incident, news: News::Phase(phase) })
            if !phase.is_open() =>
        {
            let next =
                state.register.open().first().map(|(id, listed)| (**id, listed.title.clone()));
            vec![
                Command::Headline(headline::Command::Unfollow { incident: *incident, next }),
                Command::Guest(guests::Command::EndOfIncident { incident: *incident }),
            ]
        }
        _ => Vec::new(),
    }
}

/// An offer of who no longer commands does not stand; a seat that nobody could inherit wakes those who can act
/// (Feature A5).
fn seat_changed(state: &EmergencyChannel, event: &seat::Event, cx: Context<'_>) -> Vec<Command> {
    let mut next = Vec::new();
    if state.handovers.open().is_some() {
        next.push(Command::Handover(handover::Command::Withdraw));
    }
    let leaders = !cx.policy.executives.is_empty() || !cx.policy.teams.is_empty();
    if matches!(event, seat::Event::Orphaned { .. }) && leaders {
        next.push(Command::Page(paging::Command::Page {
            target: paging::PageTarget::Leaders,
            why: String::from("nobody commands the emergency channel; whoever can, take command"),
        }));
    }
    // Somebody commands again: nobody more need be woken for it.
    if state.acting_commander().is_some() {
        let called = state.paging.running();
        let called = called.filter(|(_, page)| page.target == paging::PageTarget::Leaders);
        next.extend(
            called.map(|(number, _)| Command::Page(paging::Command::Acknowledge { number })),
        );
    }
    next
}

/// What an event of the channel means for incidents: who takes over the duty takes over the incidents that nobody
/// commands (Feature A5).
#[must_use]
pub fn orders(state: &EmergencyChannel, event: &Event) -> Vec<(IncidentId, incident::Command)> {
    let (Event::Seat(_), Some(person)) = (event, state.acting_commander()) else {
        return Vec::new();
    };
    let appoint = || incident::Command::Seat(seat::Command::Appoint { person: person.clone() });
    let open = state.register.open().into_iter();
    open.filter(|(_, listed)| listed.commander.is_none()).map(|(id, _)| (*id, appoint())).collect()
}

/// A yes to "should we start an EM?" starts one (Feature A7).
fn declare_ask(
    state: &EmergencyChannel,
    number: u32,
    cx: Context<'_>,
    fresh: IncidentId,
) -> Vec<Command> {
    let Some(ask) = state.asks.question(number) else { return Vec::new() };
    let origin = Origin {
        ask: Some(number),
        detected_at: Some(ask.asked_at),
        acknowledged_at: Some(cx.now),
        ..Origin::default()
    };
    vec![Command::Register(register::Command::Declare {
        incident: fresh,
        title: register::title(&ask.text),
        severity: None,
        origin: Box::new(origin),
    })]
}

/// An alert on a critical component opens a hot room by itself (Feature C3).
fn declare_alert(
    state: &EmergencyChannel,
    event: &alerts::Event,
    fresh: IncidentId,
) -> Vec<Command> {
    match event {
        alerts::Event::Opened(opening) if opening.critical => undeclared(state, opening.number),
        alerts::Event::Fired { number, critical: true, .. } => undeclared(state, *number),
        // The list of alerts is full; what is critical gets its room all the same.
        alerts::Event::LeftOut { title, component, critical: true, at, .. } => {
            vec![Command::Register(register::Command::Declare {
                incident: fresh,
                title: crate::plan::shorten(title, register::TITLE_CHARS_MAX),
                severity: None,
                origin: Box::new(Origin {
                    component: component.clone(),
                    detected_at: Some(*at),
                    ..Origin::default()
                }),
            })]
        }
        _ => Vec::new(),
    }
}

fn undeclared(state: &EmergencyChannel, number: u32) -> Vec<Command> {
    match state.alerts.group(number) {
        Some(group) if group.incident.is_none() => vec![Command::DeclareAlert(number)],
        _ => Vec::new(),
    }
}
