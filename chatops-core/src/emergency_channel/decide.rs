//! Judging a command: rights first, then the feature's own rules, then what follows.

use super::command::Command;
use super::consequences::{consequences, leads_on};
use super::event::Event;
use super::observe::{self, Said};
use super::state::EmergencyChannel;
use crate::aggregate::{Aggregate, Consequence, with_consequences};
use crate::alerts::AlertGroup;
use crate::authority::{self, Standing};
use crate::context::{Context, Scene};
use crate::effect::{Room, TimerKey};
use crate::feature::Feature;
use crate::ids::{IncidentId, PersonId};
use crate::people::PersonKind;
use crate::record;
use crate::refusal::Refusal;
use crate::register::{self, Origin};
use crate::seat;

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
    let standing = state.standing(judged_in(command, here.room), cx);
    let events = judge(state, command, standing, cx, here)?;
    Ok(with_consequences(state, events, cx, here))
}

impl Aggregate for EmergencyChannel {
    type Command = Command;
    type Event = Event;
    type Given<'a> = Here<'a>;

    fn leads_on(event: &Event) -> bool {
        leads_on(event)
    }

    fn consequences(
        &self,
        event: &Event,
        cx: Context<'_>,
        here: Here<'_>,
    ) -> Vec<Consequence<Command>> {
        consequences(self, event, cx, here.fresh)
    }

    fn after(self, event: &Event) -> Self {
        super::evolve(self, event)
    }

    fn judge(
        &self,
        command: &Command,
        standing: Standing,
        cx: Context<'_>,
        here: Here<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        judge(self, command, standing, cx, here)
    }

    fn noted(event: record::Event) -> Event {
        Event::Record(event)
    }
}

/// The room by which a command is judged. Command of the channel, its headline and what is parked there belong to the
/// channel, wherever they are spoken of: who leads a team's room has no say in them.
fn judged_in<'a>(command: &Command, room: &'a Room) -> &'a Room {
    match command {
        Command::Seat(_) | Command::Handover(_) | Command::Headline(_) | Command::Parked(_) => {
            &Room::EmergencyChannel
        }
        _ => room,
    }
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
            if let Some(key) = ticket.as_ref().filter(|_| !cx.policy.services.tickets) {
                return Err(Refusal::wrong_state(
                    format!("No ticket system is connected, so {key} cannot be linked."),
                    "Declare without it: `declare <what is broken>`.",
                ));
            }
            let origin = Origin { named_ticket: ticket.clone(), ..Origin::default() };
            declare(state, here.fresh, title, *severity, origin, scene, cx)
        }
        Command::DeclareAlert(number) => {
            let group = state.alerts.declarable(*number)?;
            let origin = state.origin_of_alert(*number);
            declare(state, here.fresh, &group.title, group.severity(), origin, scene, cx)
        }
        Command::DeclareQuestion(number) => declare_question(state, *number, here.fresh, scene, cx),
        Command::AskAlert(number) => {
            let mark = crate::alerts::Command::AskCommander { number: *number };
            let marked = wrap(state.alerts.decide(&mark, scene, cx)?, Event::Alert);
            let title = state.alerts.group(*number).map_or("", |group| group.title.as_str());
            let ask = state.ask(format!("Alert {number}: {title}"), Some(*number), cx.policy);
            let asked = wrap(state.asks.decide(&ask, scene, cx)?, Event::Ask);
            Ok(asked.into_iter().chain(marked).collect())
        }
        Command::TicketOpened(facts) => ticket_opened(state, facts, here.fresh, scene, cx),
        Command::Show(view) => Ok(vec![Event::Shown(view.clone())]),
        // Who is still of the company, the questions do not know.
        Command::Timer(TimerKey::Ask(number)) => {
            Ok(wrap(state.asks.due(*number, &state.unfit(cx.policy), scene, cx), Event::Ask))
        }
        Command::Timer(key) => Ok(state.timer_features(key, scene, cx)),
        Command::Settled(effect, outcome) => {
            let mut events = state.settle_features(effect, outcome, scene, cx);
            if state.record.has_told(outcome) {
                events.retain(|event| !matches!(event, Event::Parked(_)));
            }
            Ok(events)
        }
        _ => state.ask_feature(command, scene, cx),
    }
}

/// Whoever can no longer command gives up the seat, and is no longer offered it.
fn lose(
    state: &EmergencyChannel,
    person: &PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    let cx = cx.by_clockwork();
    let unfit = |other: &PersonId| other == person || !state.people.is_fit(other);
    let successor = cx.policy.next_on_ladder(&unfit).cloned();
    let kind = state.people.get(person).map_or(PersonKind::Deactivated, |profile| profile.kind);
    let lose = seat::Command::Lose { person: person.clone(), kind, successor };
    let mut events = wrap(state.seat.decide(&lose, scene, cx).unwrap_or_default(), Event::Seat);
    events.extend(wrap(state.handovers.withdraw_from(person), Event::Handover));
    let mut unfit = state.unfit(cx.policy);
    unfit.insert(person.clone());
    let lose = crate::asks::Command::LosePerson { person: person.clone(), unfit };
    events.extend(wrap(state.asks.decide(&lose, scene, cx).unwrap_or_default(), Event::Ask));
    events
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
    let title = register::title(title);
    let origin = Box::new(state.complete(origin, &title, cx.now));
    let command = register::Command::Declare { incident, title, severity, origin };
    Ok(wrap(state.register.decide(&command, scene, cx)?, Event::Register))
}

/// A question that was answered with yes is an incident, under the name of its alert where it is about one.
fn declare_question(
    state: &EmergencyChannel,
    number: u32,
    fresh: IncidentId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Some(question) = state.asks.question(number) else { return Ok(Vec::new()) };
    let origin = state.origin_of_question(number, question);
    let group = question.alert.and_then(|number| state.alerts.declarable(number).ok());
    let title = group.map_or(question.text.as_str(), |group| group.title.as_str());
    let severity = group.and_then(AlertGroup::severity);
    declare(state, fresh, title, severity, origin, scene, cx)
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
    let title = if facts.title.trim().is_empty() { facts.key.as_str() } else { &facts.title };
    // An incident that is open for it already is no fault of the ticket: it is told there.
    if let Some((incident, _)) = state.register.open_for(&register::title(title), &origin) {
        let ticket = Box::new(facts.clone());
        return Ok(vec![Event::Register(register::Event::Related { incident: *incident, ticket })]);
    }
    declare(state, fresh, title, None, origin, scene, cx).or_else(|refusal| {
        // Nobody typed it, so nobody would read a refusal.
        Ok(vec![Event::Record(record::Event::NotDone {
            what: format!("open a hot room for {}", facts.key),
            reason: format!("{} {}", refusal.why, refusal.instead),
            unclear: false,
        })])
    })
}
