//! Judging a command: rights first, then the phase, then the feature's own rules.

use jiff::SignedDuration;

use super::command::Command;
use super::consequences::{consequences, leads_on};
use super::event::Event;
use super::lifecycle::{self, Move, Phase};
use super::state::Incident;
use super::views::View;
use crate::aggregate::{Aggregate, Consequence, with_consequences};
use crate::authority::{self, Credentials, GuestStanding, Standing};
use crate::briefing;
use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome};
use crate::feature::Feature;
use crate::follow_up;
use crate::ids::{MessageId, PersonId};
use crate::mention::{self, Reach};
use crate::people::{PersonKind, Role};
use crate::public_update;
use crate::refusal::{Refusal, RefusalKind};
use crate::{audience, record, roles};

/// Who comes this long after the declaration or later is a late joiner and is briefed (Feature D3).
const LATE_AFTER: SignedDuration = SignedDuration::from_mins(2);

/// Judges a command. `credentials` is what the emergency channel knows of the actor.
///
/// # Errors
/// A [`Refusal`] that says why not and what to do instead. Nothing has happened then.
pub fn decide(
    state: &Incident,
    command: &Command,
    cx: Context<'_>,
    credentials: Credentials,
) -> Result<Vec<Event>, Refusal> {
    let standing = state.standing(cx, credentials);
    let events = judge(state, command, standing, cx)?;
    Ok(with_consequences(state, events, cx, ()))
}

impl Aggregate for Incident {
    type Command = Command;
    type Event = Event;
    type Given<'a> = ();

    fn leads_on(event: &Event) -> bool {
        leads_on(event)
    }

    fn consequences(&self, event: &Event, cx: Context<'_>, (): ()) -> Vec<Consequence<Command>> {
        consequences(self, event, cx.policy)
    }

    fn after(self, event: &Event) -> Self {
        super::evolve(self, event)
    }

    fn judge(
        &self,
        command: &Command,
        standing: Standing,
        cx: Context<'_>,
        (): (),
    ) -> Result<Vec<Event>, Refusal> {
        judge(self, command, standing, cx)
    }

    fn noted(event: record::Event) -> Event {
        Event::Record(event)
    }
}

fn judge(
    state: &Incident,
    command: &Command,
    standing: Standing,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    check_right(state, command, &standing, cx)?;
    let around = state.surroundings(standing);
    let scene = state.scene(&around);
    match command {
        Command::Open(opened) => match state.opened {
            Some(_) => {
                Err(Refusal::already_done("This incident is open already.", "Work in its room."))
            }
            None => Ok(vec![Event::Opened(opened.clone())]),
        },
        Command::Name(name) => Ok(match state.name {
            Some(_) => Vec::new(),
            None => vec![Event::Named { name: name.clone() }],
        }),
        Command::ReleaseCommander(_) => Ok(match state.commander() {
            Some(person) => wrap(state.roles.commander_changed(person), Event::Role),
            None => Vec::new(),
        }),
        Command::Resolve => {
            let to = lifecycle::step(state.phase(), Move::Resolve)?;
            Ok(vec![Event::Moved { by: Move::Resolve, to }])
        }
        Command::Observe { message, thread, text, reach } => {
            observe(state, (message, thread.as_ref(), text, *reach), &scene, cx)
        }
        Command::Welcome(profile) => welcome(state, &profile.id, &scene, cx),
        Command::LosePerson { person, kind, successor } => {
            Ok(lose(state, person, *kind, successor.as_ref(), &scene, cx))
        }
        Command::TakeInGuest(person) => take_in_guest(state, person, &scene, cx),
        Command::LoseGuest(person) => lose_guest(state, person, &scene, cx),
        Command::MoveTo(phase) => move_to(state, *phase),
        Command::Show(View::Help { .. }) => Ok(vec![Event::Shown(View::Help {
            duty_commander: scene.standing.duty_commander,
            guest: scene.standing.guest,
        })]),
        Command::Show(view) => Ok(vec![Event::Shown(*view)]),
        Command::Timer(key) => Ok(state.timer_features(key, &scene, cx)),
        Command::Settled(effect, outcome) => Ok(settled(state, effect, outcome, &scene, cx)),
        Command::FollowUp(follow_up::Command::File { number, .. }) => {
            let file =
                follow_up::Command::File { number: *number, parent: state.ticket_key().cloned() };
            state.ask_feature(&Command::FollowUp(file), &scene, cx)
        }
        Command::PublicUpdate(public_update::Command::Draft { phase, text, names, .. }) => {
            let draft = public_update::Command::Draft {
                phase: *phase,
                text: text.clone(),
                names: names.clone(),
                goes_on: state.phase().is_open(),
            };
            state.ask_feature(&Command::PublicUpdate(draft), &scene, cx)
        }
        _ => state.ask_feature(command, &scene, cx),
    }
}

/// Whoever can no longer work here gives up what they held.
fn lose(
    state: &Incident,
    person: &PersonId,
    kind: PersonKind,
    successor: Option<&PersonId>,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    // Who stands in for the commander comes before the ladder.
    let deputy = state.roles.deputy().filter(|deputy| *deputy != person);
    let successor = deputy.or(successor).cloned();
    let command = crate::seat::Command::Lose { person: person.clone(), kind, successor };
    let mut events = wrap(state.seat.decide(&command, scene, cx).unwrap_or_default(), Event::Seat);
    events.extend(wrap(state.roles.person_left(person), Event::Role));
    events.extend(wrap(state.handovers.withdraw_from(person), Event::Handover));
    events
}

/// The right to it, and whether this is the time for it.
fn check_right(
    state: &Incident,
    command: &Command,
    standing: &Standing,
    cx: Context<'_>,
) -> Result<(), Refusal> {
    let Some(action) = command.action() else { return Ok(()) };
    let severity = state.opened.is_some().then(|| state.severity());
    match command {
        // A tool brings its own rule, at the request and again at the confirmation.
        Command::Tool(command) => {
            authority::check_rule(
                action,
                &state.tools.rule(command, cx.policy),
                standing,
                severity,
            )?;
        }
        _ => authority::check(action, standing, severity)?,
    }
    // What follows from the rules themselves ends an incident, so the end of it cannot forbid it.
    if standing.person.is_some() {
        check_phase(state, command)?;
    }
    Ok(())
}

/// An admitted guest has the role until the admission ends.
fn take_in_guest(
    state: &Incident,
    person: &PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (role, person) = (Role::Guest, person.clone());
    let assign = roles::Command::Assign { role, person, guest: true };
    match state.roles.decide(&assign, scene, cx) {
        Err(refusal) if refusal.kind == RefusalKind::AlreadyDone => Ok(Vec::new()),
        decided => Ok(wrap(decided?, Event::Role)),
    }
}

fn lose_guest(
    state: &Incident,
    person: &PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let gone = audience::Command::Depart { person: person.clone() };
    let mut events = wrap(state.roles.person_left(person), Event::Role);
    events.extend(wrap(state.participants.decide(&gone, scene, cx)?, Event::Participant));
    Ok(events)
}

fn wrap<T>(events: Vec<T>, into: fn(T) -> Event) -> Vec<Event> {
    events.into_iter().map(into).collect()
}

/// Which commands make sense in which phase. After the all clear the record can still be completed, nothing else.
fn check_phase(state: &Incident, command: &Command) -> Result<(), Refusal> {
    if state.opened.is_none() {
        return Err(Refusal::not_found("such incident", "List the open ones with `open`."));
    }
    let phase = state.phase();
    let always = matches!(
        command,
        Command::Show(_)
            | Command::MoveTo(_)
            | Command::FollowUp(_)
            | Command::Ticket(_)
            | Command::Briefing(_)
            | Command::Checklist(_)
            | Command::Chart(_)
            | Command::Seat(_)
            | Command::Handover(_)
            | Command::PublicUpdate(_)
            | Command::Parked(_)
            // It is answered that the page was stopped.
            | Command::Page(crate::paging::Command::Acknowledge { .. })
    );
    let even_closed = match command {
        Command::Show(_) => true,
        // Closing the room can be what was refused.
        Command::Parked(command) => !state.parked.is_moot_at_the_end(command),
        _ => false,
    };
    if phase.is_open() || (phase != Phase::Closed && always) || even_closed {
        return Ok(());
    }
    Err(Refusal::wrong_state(format!("The incident is {phase}."), lifecycle::way_back(phase)))
}

fn move_to(state: &Incident, wanted: Phase) -> Result<Vec<Event>, Refusal> {
    let phase = state.phase();
    if wanted == phase {
        return Err(Refusal::already_done(
            format!("The incident is {phase} already."),
            "Nothing to do.",
        ));
    }
    if wanted == Phase::Resolved {
        return Err(Refusal::wrong_state(
            "Resolving is the all clear, a step of its own with a window for objections.",
            "Propose it with `allclear <summary>`.",
        ));
    }
    match lifecycle::move_to(phase, wanted) {
        Some(by) => Ok(vec![Event::Moved { by, to: wanted }]),
        None => Err(lifecycle::refuse(phase)),
    }
}

/// A message in the hot room: recorded, then looked at by those whom it concerns.
fn observe(
    state: &Incident,
    (message, thread, text, reach): (&MessageId, Option<&MessageId>, &str, Option<Reach>),
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut events = vec![Event::Record(record::Event::Said {
        room: scene.room.clone(),
        message: message.clone(),
        thread: thread.cloned(),
        text: text.to_owned(),
    })];
    if let Some(reach) = reach {
        let command = mention::Command::Intercept {
            room: scene.room.clone(),
            message: message.clone(),
            reach,
            text: text.to_owned(),
            edited: false,
        };
        events.extend(wrap(state.mentions.decide(&command, scene, cx)?, Event::Mention));
    }
    if let Some(person) = cx.actor.person() {
        let command = audience::Command::NoteSpeech { person: person.clone() };
        events.extend(wrap(
            state.participants.decide(&command, scene, cx).unwrap_or_default(),
            Event::Participant,
        ));
    }
    Ok(events)
}

/// Somebody comes into the room: they are counted and briefed.
fn welcome(
    state: &Incident,
    person: &crate::ids::PersonId,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    // Who is kept out is told so by the channel, and nothing of what is inside.
    if scene.standing.guest == GuestStanding::NotAdmitted {
        return Ok(Vec::new());
    }
    let active = state.is_concerned(person, cx.policy);
    let arrive = audience::Command::Arrive { person: person.clone(), active };
    let mut events = wrap(state.participants.decide(&arrive, scene, cx)?, Event::Participant);
    // Those of the company who were brought in with the room have just seen its briefing. A guest reads it in any case.
    let opened = state.opened.as_ref().map(|opened| opened.declared_at);
    let at_once = opened.is_none_or(|opened| cx.now < crate::time::later(opened, LATE_AFTER));
    if at_once && scene.standing.guest == GuestStanding::Insider {
        return Ok(events);
    }
    let presumed = !cx.policy.brief_newcomers || briefing::presumed_briefed(scene.standing);
    let command = briefing::Command::Arrive { person: person.clone(), presumed };
    let briefed = state.briefing.decide(&command, scene, cx).unwrap_or_default();
    events.extend(wrap(briefed, Event::Briefing));
    Ok(events)
}

/// Every feature looks whether the answer is for it.
fn settled(
    state: &Incident,
    effect: &Effect,
    outcome: &Outcome,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    let mut events = state.settle_features(effect, outcome, scene, cx);
    if state.record.has_told(outcome) {
        events.retain(|event| !matches!(event, Event::Parked(_)));
    }
    if let (Effect::PublishPostmortem { .. }, Outcome::Done(Answer::Published { url })) =
        (effect, outcome)
    {
        let again = state.postmortem.as_ref() == Some(url);
        events.push(Event::PostmortemPublished { url: url.clone(), again });
    }
    events
}
