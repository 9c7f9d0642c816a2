//! What one feature's event means for another, inside one incident. The one place where features meet.

use super::command::Command;
use super::event::Event;
use super::lifecycle::{Move, Phase};
use super::state::Incident;
use crate::aggregate::Consequence;
use crate::all_clear::AllClear;
use crate::effect::{Slot, Target};
use crate::people::Role;
use crate::policy::Policy;
use crate::severity::Severity;
use crate::{
    all_clear, audience, briefing, checklist, handover, poll, roles, seat, ticket, updates,
};

/// Whether anything can follow from such an event, whatever the state: a plain message is spared a copy of it.
pub(super) fn leads_on(event: &Event) -> bool {
    matches!(
        event,
        Event::Opened(_)
            | Event::Ticket(_)
            | Event::Poll(_)
            | Event::Handover(_)
            | Event::Seat(_)
            | Event::Role(_)
            | Event::AllClear(_)
            | Event::Moved { .. }
            | Event::Named { .. }
    )
}

/// What an event of which [`leads_on`] is true asks for next, of the state after it.
pub(super) fn consequences(
    state: &Incident,
    event: &Event,
    policy: &Policy,
) -> Vec<Consequence<Command>> {
    let next = match event {
        Event::Opened(opened) => {
            // The room comes first, so that everything else is said in it after its briefing.
            let mut next = match &opened.origin.ticket {
                Some(facts) => vec![
                    Command::Name(facts.key.as_str().to_lowercase()),
                    Command::Ticket(ticket::Command::Link { facts: facts.clone() }),
                ],
                None if policy.services.tickets => vec![Command::Ticket(ticket::Command::Open {
                    title: opened.title.clone(),
                    severity: opened.severity,
                })],
                None => vec![Command::Name(opened.fallback_name.clone())],
            };
            next.push(Command::Poll(poll::Command::Start { severity: opened.severity }));
            if let Some(person) = &opened.commander {
                next.push(Command::Seat(seat::Command::Appoint { person: person.clone() }));
            }
            next
        }
        Event::Ticket(ticket::Event::Linked { key, .. }) if state.name.is_none() => {
            vec![Command::Name(key.as_str().to_lowercase())]
        }
        Event::Ticket(ticket::Event::Unavailable { .. }) if state.name.is_none() => {
            state.opened.iter().map(|opened| Command::Name(opened.fallback_name.clone())).collect()
        }
        Event::Named { .. } => vec![Command::Briefing(briefing::Command::Pin {
            target: Target::Slot(Slot::Briefing),
            title: String::from("Briefing: where the incident stands"),
        })],
        Event::Poll(poll::Event::SeveritySet { severity, .. }) => {
            severity_set(state, *severity, policy)
        }
        Event::Handover(handover::Event::Passed { from, to, .. }) => {
            vec![Command::Seat(seat::Command::Pass { from: from.clone(), to: to.clone() })]
        }
        Event::Seat(_) => seat_changed(state),
        Event::Role(roles::Event::Assigned { role, .. }) => {
            start_checklists(state, checklist::of_role(policy, *role, state.severity()))
        }
        Event::AllClear(all_clear::Event::Given { .. }) => vec![Command::Resolve],
        // Going back to work is the mover's own doing.
        Event::Moved { by: Move::Reopen, .. } => {
            let every = policy.severity(state.severity()).update_every;
            let mut next = off_again(state, "the incident was reopened");
            next.push(Command::Update(updates::Command::Schedule { every }).into());
            return next;
        }
        Event::Moved { by: Move::Worsen, .. } => return off_again(state, "the incident is back"),
        Event::Moved { to: Phase::Resolved | Phase::StoodDown, .. } => {
            vec![Command::Update(updates::Command::Stop)]
        }
        _ => Vec::new(),
    };
    next.into_iter().map(Consequence::from).collect()
}

/// Who commands does not stand in for themself, and an offer of who no longer commands does not stand.
fn seat_changed(state: &Incident) -> Vec<Command> {
    let mut next = Vec::new();
    if state.commander().is_some() && state.roles.deputy() == state.commander() {
        next.push(Command::ReleaseCommander(Role::Deputy));
    }
    if state.handovers.open().is_some() {
        next.push(Command::Handover(handover::Command::Withdraw));
    }
    next
}

/// A proposed or given all clear no longer holds.
fn off_again(state: &Incident, why: &str) -> Vec<Consequence<Command>> {
    if state.all_clear == AllClear::NotProposed {
        return Vec::new();
    }
    let reopen = all_clear::Command::Reopen { why: why.to_owned() };
    vec![Consequence::by_asker(Command::AllClear(reopen))]
}

/// A severity brings its people, its pace and its checklists.
fn severity_set(state: &Incident, severity: Severity, policy: &Policy) -> Vec<Command> {
    let rule = policy.severity(severity);
    let mut next = vec![
        Command::Participant(audience::Command::Convene { severity }),
        Command::Update(updates::Command::Schedule { every: rule.update_every }),
    ];
    let due = checklist::of_severity(policy, severity).chain(rule.checklist.as_deref());
    next.extend(start_checklists(state, due));
    next
}

/// Those of these checklists that have not been started yet.
fn start_checklists<'a>(state: &Incident, names: impl Iterator<Item = &'a str>) -> Vec<Command> {
    let mut fresh: Vec<&str> = names.filter(|name| !state.checklists.has(name)).collect();
    fresh.sort_unstable();
    fresh.dedup();
    fresh
        .into_iter()
        .map(|name| Command::Checklist(checklist::Command::Start { name: name.to_owned() }))
        .collect()
}
