//! What one feature's event means for another, inside one incident. The one place where features meet.

use super::command::Command;
use super::event::{Event, Opened};
use super::lifecycle::{Move, Phase};
use super::state::Incident;
use crate::aggregate::Consequence;
use crate::all_clear::AllClear;
use crate::effect::{Slot, Target};
use crate::people::Role;
use crate::policy::Policy;
use crate::severity::Severity;
use crate::{
    all_clear, audience, briefing, checklist, handover, paging, poll, public_update, record, roles,
    seat, ticket, updates,
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
            | Event::PublicUpdate(
                public_update::Event::Published { .. } | public_update::Event::Dropped { .. }
            )
            | Event::Moved { .. }
            | Event::Named { .. }
            | Event::Record(record::Event::Departed { .. })
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
            let mut next = name_or_ticket(opened, policy);
            next.push(Command::Poll(poll::Command::Start { severity: opened.severity }));
            if let Some(person) = &opened.commander {
                next.push(Command::Seat(seat::Command::Appoint { person: person.clone() }));
            }
            next
        }
        Event::Ticket(ticket::Event::Linked { key, .. }) if state.name.is_none() => {
            vec![Command::Name(key.as_str().to_lowercase())]
        }
        Event::Ticket(ticket::Event::Unavailable { .. } | ticket::Event::NotLinked { .. })
            if state.name.is_none() =>
        {
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
        Event::Moved { by, to } => return moved(state, *by, *to, policy),
        // What is published or taken back after the end can leave the page behind.
        Event::PublicUpdate(
            public_update::Event::Published { .. } | public_update::Event::Dropped { .. },
        ) if !state.phase().is_open() => vec![reconcile(state)],
        Event::Record(record::Event::Departed { person, .. }) => {
            vec![Command::Participant(audience::Command::Depart { person: person.clone() })]
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

/// Another phase: what was proposed of the old one is off, updates go on or end, the page is held against it.
fn moved(state: &Incident, by: Move, to: Phase, policy: &Policy) -> Vec<Consequence<Command>> {
    let mut next = match by {
        Move::Reopen => off_again(state, "the incident was reopened"),
        Move::Worsen => off_again(state, "the incident is back"),
        Move::Confirm => off_again(state, "the incident is real and goes on"),
        Move::StandDown => off_again(state, "the incident was stood down"),
        Move::Mitigate | Move::Resolve | Move::Close => Vec::new(),
    };
    match (by, to) {
        (Move::Reopen, _) => {
            next.push(schedule(state, state.severity(), policy).into());
            next.push(reconcile(state).into());
            next.push(ticket_follows(false));
        }
        (_, Phase::Resolved) => {
            next.extend(let_rest(state));
            next.push(ticket_follows(true));
        }
        (_, Phase::StoodDown) => next.extend(let_rest(state)),
        _ => {}
    }
    next
}

/// Nobody is reminded, woken or asked any more for what is over.
fn let_rest(state: &Incident) -> Vec<Consequence<Command>> {
    vec![
        Command::Update(updates::Command::Stop).into(),
        Command::Page(paging::Command::StopAll).into(),
        Command::Poll(poll::Command::Stop).into(),
        reconcile(state).into(),
    ]
}

/// The page must say what is so. The communications lead is asked to see to it, else who commands.
fn reconcile(state: &Incident) -> Command {
    let lead = state.roles.holders(Role::CommunicationsLead).next();
    Command::PublicUpdate(public_update::Command::Reconcile {
        over: !state.phase().is_open(),
        of: lead.or(state.commander()).cloned(),
    })
}

/// The room is named after the ticket. Where that is still to be read or opened, the name waits for it.
fn name_or_ticket(opened: &Opened, policy: &Policy) -> Vec<Command> {
    let origin = &opened.origin;
    match (&origin.ticket, &origin.named_ticket) {
        (Some(facts), _) => vec![
            Command::Name(facts.key.as_str().to_lowercase()),
            Command::Ticket(ticket::Command::Link { facts: facts.clone() }),
        ],
        (None, _) if !policy.services.tickets => vec![Command::Name(opened.fallback_name.clone())],
        // The register has looked whether another incident has it.
        (None, Some(key)) => {
            let (key, taken_by) = (key.clone(), None);
            vec![Command::Ticket(ticket::Command::LinkNamed { key, taken_by })]
        }
        (None, None) => vec![Command::Ticket(ticket::Command::Open {
            title: opened.title.clone(),
            severity: opened.severity,
        })],
    }
}

fn ticket_follows(over: bool) -> Consequence<Command> {
    Consequence::by_asker(Command::Ticket(ticket::Command::Follow { over }))
}

/// A proposed or given all clear no longer holds: the mover's own doing.
fn off_again(state: &Incident, why: &str) -> Vec<Consequence<Command>> {
    if state.all_clear == AllClear::NotProposed {
        return Vec::new();
    }
    let reopen = all_clear::Command::Reopen { why: why.to_owned() };
    vec![Consequence::by_asker(Command::AllClear(reopen))]
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
