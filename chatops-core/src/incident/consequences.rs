//! What one feature's event means for another, inside one incident. The one place where features meet.

use super::command::Command;
use super::event::Event;
use super::lifecycle::{Move, Phase};
use super::state::Incident;
use crate::effect::{Slot, Target};
use crate::people::Role;
use crate::policy::Policy;
use crate::severity::Severity;
use crate::{
    all_clear, audience, briefing, checklist, handover, paging, poll, record, roles, seat, ticket,
    updates,
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
            | Event::Record(record::Event::Departed { .. })
    )
}

/// What an event of which [`leads_on`] is true asks for next, of the state after it.
pub(super) fn consequences(state: &Incident, event: &Event, policy: &Policy) -> Vec<Command> {
    match event {
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
        // Who commands does not stand in for themself.
        Event::Seat(_)
            if state.commander().is_some() && state.roles.deputy() == state.commander() =>
        {
            vec![Command::ReleaseCommander(Role::Deputy)]
        }
        Event::Role(roles::Event::Assigned { role, .. }) => {
            start_checklists(state, checklist::of_role(policy, *role, state.severity()))
        }
        Event::AllClear(all_clear::Event::Given { .. }) => vec![Command::Resolve],
        Event::Moved { by: Move::Reopen, .. } => {
            vec![off_again("the incident was reopened"), schedule(state, state.severity(), policy)]
        }
        Event::Moved { by: Move::Worsen, .. } => vec![off_again("the incident is back")],
        // Nobody is reminded, woken or asked any more for what is over.
        Event::Moved { to: Phase::Resolved | Phase::StoodDown, .. } => vec![
            Command::Update(updates::Command::Stop),
            Command::Page(paging::Command::StopAll),
            Command::Poll(poll::Command::Stop),
        ],
        Event::Record(record::Event::Departed { person, .. }) => {
            vec![Command::Participant(audience::Command::Depart { person: person.clone() })]
        }
        _ => Vec::new(),
    }
}

/// A proposed or given all clear no longer holds.
fn off_again(why: &str) -> Command {
    Command::AllClear(all_clear::Command::Reopen { why: why.to_owned() })
}

/// The pace of updates that a severity asks for.
fn schedule(state: &Incident, severity: Severity, policy: &Policy) -> Command {
    Command::Update(updates::Command::Schedule {
        every: policy.severity(severity).update_every,
        team: state.owner(policy).map(|(team, _)| team.clone()),
    })
}

/// A severity brings its people, its pace and its checklists.
fn severity_set(state: &Incident, severity: Severity, policy: &Policy) -> Vec<Command> {
    let rule = policy.severity(severity);
    let mut next = vec![
        Command::Participant(audience::Command::Convene { severity }),
        schedule(state, severity, policy),
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
