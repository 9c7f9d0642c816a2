//! Judging a command: rights first, then the feature's own rules, then what follows.

use super::command::Command;
use super::consequences::{consequences, leads_on};
use super::event::Event;
use super::observe::{self, Said};
use super::state::EmergencyChannel;
use crate::authority::{self, Standing};
use crate::context::{Actor, Context, Scene};
use crate::effect::{Effect, Outcome, Room, TimerKey};
use crate::feature::Feature;
use crate::ids::{IncidentId, PersonId};
use crate::refusal::Refusal;
use crate::register::{self, Origin};
use crate::seat;

/// Most follow-on decisions of one command; a longer chain is a loop.
const CONSEQUENCES_MAX: usize = 64;

/// Where a command is given, and what the shell has derived for it.
#[derive(Debug, Clone, Copy)]
pub struct Here<'a> {
    /// The room: the emergency channel for what is said to the bot directly.
    pub room: &'a Room,
    /// The id of the incident that this decision may declare, derived from its place in the journal.
    pub fresh: IncidentId,
}

/// Judges a command.
///
/// # Errors
/// A [`Refusal`] that says why not and what to do instead. Nothing has happened then.
pub fn decide(
    state: &EmergencyChannel,
    command: &Command,
    cx: Context<'_>,
    here: Here<'_>,
) -> Result<Vec<Event>, Refusal> {
    let standing = state.standing(here.room, cx);
    let events = judge(state, command, standing, cx, here)?;
    Ok(with_consequences(state, events, cx, here))
}

/// Adds what follows from the events on this channel. It is asked for by the rules' own clockwork, in the name of
/// nobody; what it may not do is simply not done.
fn with_consequences(
    state: &EmergencyChannel,
    mut events: Vec<Event>,
    cx: Context<'_>,
    here: Here<'_>,
) -> Vec<Event> {
    if !events.iter().any(leads_on) {
        debug_assert!(
            nothing_follows(state, &events, cx, here),
            "leads_on misses one of {events:?}"
        );
        return events;
    }
    let clockwork = Context { actor: &Actor::Clockwork, ..cx };
    let mut after = state.clone();
    let mut index = 0;
    while let Some(event) = events.get(index).cloned() {
        after = super::evolve(after, &event);
        index += 1;
        if index > CONSEQUENCES_MAX {
            break;
        }
        for command in consequences(&after, &event, cx, here.fresh) {
            let seen = events.iter().skip(index).fold(after.clone(), super::evolve);
            events.extend(
                judge(&seen, &command, Standing::default(), clockwork, here).unwrap_or_default(),
            );
        }
    }
    events
}

/// Whether [`leads_on`] and [`consequences`] agree that nothing follows. Looked at in tests: it takes a copy.
fn nothing_follows(
    state: &EmergencyChannel,
    events: &[Event],
    cx: Context<'_>,
    here: Here<'_>,
) -> bool {
    let mut after = state.clone();
    events.iter().all(|event| {
        after = super::evolve(std::mem::take(&mut after), event);
        consequences(&after, event, cx, here.fresh).is_empty()
    })
}

fn judge(
    state: &EmergencyChannel,
    command: &Command,
    standing: Standing,
    cx: Context<'_>,
    here: Here<'_>,
) -> Result<Vec<Event>, Refusal> {
    if let Some(action) = command.action() {
        match command {
            Command::Tool(command) => {
                authority::check_rule(
                    action,
                    &state.tools.rule(command, cx.policy),
                    &standing,
                    None,
                )?;
            }
            _ => authority::check(action, &standing, None)?,
        }
    }
    let scene = &state.scene(here.room, &standing);
    match command {
        Command::Start => Ok(vec![Event::Started]),
        Command::Observe { message, thread, text, reach } => {
            let said = Said { message, thread: thread.as_ref(), text, reach: *reach };
            observe::message(state, &said, scene, cx)
        }
        Command::Welcome(profile) => observe::newcomer(state, &profile.id, scene, cx),
        Command::LosePerson(person) => Ok(lose(state, person, scene, cx)),
        Command::Declare { title, severity, ticket } => {
            let origin = Origin { ticket: ticket.clone(), ..Origin::default() };
            declare(state, here.fresh, title, *severity, origin, scene, cx)
        }
        Command::DeclareAlert(number) => {
            let group = state.alerts.declarable(*number)?;
            let origin = Origin {
                alert: Some(*number),
                component: group.component.clone(),
                detected_at: Some(group.first_at),
                acknowledged_at: group.acknowledged.as_ref().map(|hold| hold.at),
                ..Origin::default()
            };
            declare(state, here.fresh, &group.title, group.severity, origin, scene, cx)
        }
        Command::AskAlert(number) => {
            let group = state.alerts.group(*number).ok_or_else(|| no_alert(*number))?;
            let text = format!("Alert {number}: {}", group.title);
            let ask = super::views::ask(state, text);
            let asked = wrap(state.asks.decide(&ask, scene, cx)?, Event::Ask);
            let mark = crate::alerts::Command::AskCommander { number: *number };
            let marked = wrap(state.alerts.decide(&mark, scene, cx)?, Event::Alert);
            Ok(asked.into_iter().chain(marked).collect())
        }
        Command::TicketOpened(facts) => ticket_opened(state, facts, here.fresh, scene, cx),
        Command::Show(view) => Ok(vec![Event::Shown(view.clone())]),
        Command::Timer(key) => Ok(timer(state, key, scene, cx)),
        Command::Settled(effect, outcome) => Ok(settled(state, effect, outcome, scene, cx)),
        _ => feature(state, command, scene, cx),
    }
}

/// Whoever can no longer command gives up the seat, and is no longer offered it.
fn lose(
    state: &EmergencyChannel,
    person: &PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    let cx = Context { actor: &Actor::Clockwork, ..cx };
    let unfit = |other: &PersonId| other == person || !state.people.is_fit(other);
    let successor = cx.policy.next_on_ladder(&unfit).cloned();
    let lose = seat::Command::Lose { person: person.clone(), successor };
    let mut events = wrap(state.seat.decide(&lose, scene, cx).unwrap_or_default(), Event::Seat);
    events.extend(wrap(state.handovers.withdraw_from(person, scene, cx), Event::Handover));
    events
}

fn no_alert(number: u32) -> Refusal {
    Refusal::not_found(
        &format!("alert {number}"),
        "The alert's message carries its number and its buttons.",
    )
}

fn wrap<T>(events: Vec<T>, into: fn(T) -> Event) -> Vec<Event> {
    events.into_iter().map(into).collect()
}

fn declare(
    state: &EmergencyChannel,
    incident: IncidentId,
    title: &str,
    severity: Option<crate::severity::Severity>,
    origin: Origin,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let command = register::Command::Declare {
        incident,
        title: register::title(title),
        severity,
        origin: Box::new(origin),
    };
    Ok(wrap(state.register.decide(&command, scene, cx)?, Event::Register))
}

/// A ticket against a critical component opens a hot room by itself (Feature C3).
fn ticket_opened(
    state: &EmergencyChannel,
    facts: &crate::effect::TicketFacts,
    fresh: IncidentId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let component =
        facts.component.as_deref().and_then(|name| crate::ids::ComponentId::new(name).ok());
    let critical = component
        .as_ref()
        .is_some_and(|component| cx.policy.critical_components.contains(component));
    if !critical {
        return Ok(Vec::new());
    }
    let origin = Origin {
        ticket: Some(facts.clone()),
        component,
        detected_at: Some(cx.now),
        ..Origin::default()
    };
    // An incident that is open for it already is no fault of the ticket.
    let title = if facts.title.trim().is_empty() { facts.key.as_str() } else { &facts.title };
    Ok(declare(state, fresh, title, None, origin, scene, cx).unwrap_or_default())
}

/// The features' own commands.
fn feature(
    state: &EmergencyChannel,
    command: &Command,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    Ok(match command {
        Command::Seat(command) => wrap(state.seat.decide(command, scene, cx)?, Event::Seat),
        Command::Handover(command) => {
            wrap(state.handovers.decide(command, scene, cx)?, Event::Handover)
        }
        Command::Shift(command) => wrap(state.shifts.decide(command, scene, cx)?, Event::Shift),
        Command::Headline(command) => {
            wrap(state.headline.decide(command, scene, cx)?, Event::Headline)
        }
        Command::Register(command) => {
            wrap(state.register.decide(command, scene, cx)?, Event::Register)
        }
        Command::Person(command) => wrap(state.people.decide(command, scene, cx)?, Event::Person),
        Command::Mention(command) => {
            wrap(state.mentions.decide(command, scene, cx)?, Event::Mention)
        }
        Command::Voice(command) => wrap(state.voices.decide(command, scene, cx)?, Event::Voice),
        Command::Briefing(command) => {
            wrap(state.briefing.decide(command, scene, cx)?, Event::Briefing)
        }
        Command::Guest(command) => wrap(state.guests.decide(command, scene, cx)?, Event::Guest),
        Command::Ask(command) => wrap(state.asks.decide(command, scene, cx)?, Event::Ask),
        Command::Alert(command) => wrap(state.alerts.decide(command, scene, cx)?, Event::Alert),
        Command::Page(command) => wrap(state.paging.decide(command, scene, cx)?, Event::Page),
        Command::Tool(command) => wrap(state.tools.decide(command, scene, cx)?, Event::Tool),
        Command::Chart(command) => wrap(state.charts.decide(command, scene, cx)?, Event::Chart),
        Command::CanReport(command) => {
            wrap(state.can_reports.decide(command, scene, cx)?, Event::CanReport)
        }
        Command::Record(command) => wrap(state.record.decide(command, scene, cx)?, Event::Record),
        // Judged by the caller.
        Command::Start
        | Command::Observe { .. }
        | Command::Welcome(_)
        | Command::LosePerson(_)
        | Command::Declare { .. }
        | Command::DeclareAlert(_)
        | Command::AskAlert(_)
        | Command::TicketOpened(_)
        | Command::Show(_)
        | Command::Timer(_)
        | Command::Settled(..) => Vec::new(),
    })
}

fn timer(
    state: &EmergencyChannel,
    key: &TimerKey,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    match key {
        TimerKey::ShiftChange => wrap(state.shifts.timer(key, scene, cx), Event::Shift),
        TimerKey::Handover(_) => wrap(state.handovers.timer(key, scene, cx), Event::Handover),
        TimerKey::Ask(_) => wrap(state.asks.timer(key, scene, cx), Event::Ask),
        TimerKey::Page(_) => wrap(state.paging.timer(key, scene, cx), Event::Page),
        TimerKey::Confirmation(_) | TimerKey::Run(_) => {
            wrap(state.tools.timer(key, scene, cx), Event::Tool)
        }
        TimerKey::Guest(_) => wrap(state.guests.timer(key, scene, cx), Event::Guest),
        TimerKey::AlertDigest | TimerKey::Mute(_) => {
            wrap(state.alerts.timer(key, scene, cx), Event::Alert)
        }
        TimerKey::Digest => wrap(state.register.timer(key, scene, cx), Event::Register),
        TimerKey::Broadcast(_) => wrap(state.mentions.timer(key, scene, cx), Event::Mention),
        // These belong to incidents.
        TimerKey::UpdateDue
        | TimerKey::UpdateOverdue
        | TimerKey::Poll(_)
        | TimerKey::PublicUpdate(_)
        | TimerKey::AllClear
        | TimerKey::TicketWait => Vec::new(),
    }
}

/// Every feature looks whether the answer is for it.
fn settled(
    state: &EmergencyChannel,
    effect: &Effect,
    outcome: &Outcome,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    let mut events = wrap(state.rooms.settled(effect, outcome, scene, cx), Event::Room);
    events.extend(wrap(state.record.settled(effect, outcome, scene, cx), Event::Record));
    events.extend(wrap(state.shifts.settled(effect, outcome, scene, cx), Event::Shift));
    events.extend(wrap(state.mentions.settled(effect, outcome, scene, cx), Event::Mention));
    events.extend(wrap(state.alerts.settled(effect, outcome, scene, cx), Event::Alert));
    events.extend(wrap(state.paging.settled(effect, outcome, scene, cx), Event::Page));
    events.extend(wrap(state.tools.settled(effect, outcome, scene, cx), Event::Tool));
    events.extend(wrap(state.charts.settled(effect, outcome, scene, cx), Event::Chart));
    events
}
