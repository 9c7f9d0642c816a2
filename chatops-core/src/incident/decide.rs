//! Judging a command: rights first, then the phase, then the feature's own rules.

use jiff::SignedDuration;

use super::command::Command;
use super::consequences::{consequences, leads_on};
use super::event::Event;
use super::lifecycle::{self, Move, Phase};
use super::state::Incident;
use crate::authority::{self, Credentials, GuestStanding, Standing};
use crate::briefing;
use crate::context::{Actor, Context, Scene};
use crate::effect::{Answer, Effect, Outcome, TimerKey};
use crate::feature::Feature;
use crate::follow_up;
use crate::ids::MessageId;
use crate::mention::{self, Reach};
use crate::record;
use crate::refusal::Refusal;

/// Most follow-on decisions of one command. The longest chain known is shorter than ten; a longer
/// one is a loop.
const CONSEQUENCES_MAX: usize = 64;

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
    let standing = state.standing(cx, credentials.duty_commander, credentials.guest);
    let events = judge(state, command, standing, cx)?;
    Ok(with_consequences(state, events, cx))
}

/// Adds what follows from the events inside this incident. The rules' own clockwork asks for it; what it may not
/// do is simply not done.
fn with_consequences(state: &Incident, mut events: Vec<Event>, cx: Context<'_>) -> Vec<Event> {
    if !events.iter().any(leads_on) {
        debug_assert!(nothing_follows(state, &events, cx), "leads_on misses one of {events:?}");
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
        for command in consequences(&after, &event, cx.policy) {
            // Events that wait behind this one are part of the state that the next decision sees.
            let seen = events.iter().skip(index).fold(after.clone(), super::evolve);
            // Going back to work is the mover's own doing, and their word stands in the record.
            let by = if matches!(command, Command::AllClear(_)) { cx } else { clockwork };
            events.extend(judge(&seen, &command, Standing::default(), by).unwrap_or_default());
        }
    }
    events
}

/// Whether [`leads_on`] and [`consequences`] agree that nothing follows. Looked at in tests: it takes a copy.
fn nothing_follows(state: &Incident, events: &[Event], cx: Context<'_>) -> bool {
    let mut after = state.clone();
    events.iter().all(|event| {
        after = super::evolve(std::mem::take(&mut after), event);
        consequences(&after, event, cx.policy).is_empty()
    })
}

fn judge(
    state: &Incident,
    command: &Command,
    standing: Standing,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if let Some(action) = command.action() {
        let severity = state.opened.is_some().then(|| state.severity());
        match command {
            // A tool brings its own rule, at the request and again at the confirmation.
            Command::Tool(command) => {
                authority::check_rule(
                    action,
                    &state.tools.rule(command, cx.policy),
                    &standing,
                    severity,
                )?;
            }
            _ => authority::check(action, &standing, severity)?,
        }
        // What follows from the rules themselves ends an incident, so the end of it cannot forbid it.
        if standing.person.is_some() {
            check_phase(state, command)?;
        }
    }
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
        Command::LosePerson { person, successor } => {
            let command =
                crate::seat::Command::Lose { person: person.clone(), successor: successor.clone() };
            let mut events =
                wrap(state.seat.decide(&command, &scene, cx).unwrap_or_default(), Event::Seat);
            events.extend(wrap(state.roles.person_left(person), Event::Role));
            let clockwork = Context { actor: &Actor::Clockwork, ..cx };
            let withdrawn = state.handovers.withdraw_from(person, &scene, clockwork);
            events.extend(wrap(withdrawn, Event::Handover));
            Ok(events)
        }
        Command::MoveTo(phase) => move_to(state, *phase),
        Command::Show(view) => Ok(vec![Event::Shown(*view)]),
        Command::Timer(key) => Ok(timer(state, key, &scene, cx)),
        Command::Settled(effect, outcome) => Ok(settled(state, effect, outcome, &scene, cx)),
        _ => feature(state, command, &scene, cx),
    }
}

fn wrap<T>(events: Vec<T>, into: fn(T) -> Event) -> Vec<Event> {
    events.into_iter().map(into).collect()
}

/// The features' own commands.
fn feature(
    state: &Incident,
    command: &Command,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    Ok(match command {
        Command::Seat(command) => wrap(state.seat.decide(command, scene, cx)?, Event::Seat),
        Command::Handover(command) => {
            wrap(state.handovers.decide(command, scene, cx)?, Event::Handover)
        }
        Command::Role(command) => wrap(state.roles.decide(command, scene, cx)?, Event::Role),
        Command::Mention(command) => {
            wrap(state.mentions.decide(command, scene, cx)?, Event::Mention)
        }
        Command::Briefing(command) => {
            wrap(state.briefing.decide(command, scene, cx)?, Event::Briefing)
        }
        Command::Page(command) => wrap(state.paging.decide(command, scene, cx)?, Event::Page),
        Command::Ticket(command) => wrap(state.ticket.decide(command, scene, cx)?, Event::Ticket),
        Command::Participant(command) => {
            wrap(state.participants.decide(command, scene, cx)?, Event::Participant)
        }
        Command::Poll(command) => wrap(state.polls.decide(command, scene, cx)?, Event::Poll),
        Command::Tool(command) => wrap(state.tools.decide(command, scene, cx)?, Event::Tool),
        Command::Chart(command) => wrap(state.charts.decide(command, scene, cx)?, Event::Chart),
        Command::Update(command) => wrap(state.updates.decide(command, scene, cx)?, Event::Update),
        Command::Checklist(command) => {
            wrap(state.checklists.decide(command, scene, cx)?, Event::Checklist)
        }
        Command::CanReport(command) => {
            wrap(state.can_reports.decide(command, scene, cx)?, Event::CanReport)
        }
        Command::FollowUp(follow_up::Command::File { number, .. }) => {
            let file =
                follow_up::Command::File { number: *number, parent: state.ticket_key().cloned() };
            wrap(state.follow_ups.decide(&file, scene, cx)?, Event::FollowUp)
        }
        Command::FollowUp(command) => {
            wrap(state.follow_ups.decide(command, scene, cx)?, Event::FollowUp)
        }
        Command::PublicUpdate(command) => {
            wrap(state.public_updates.decide(command, scene, cx)?, Event::PublicUpdate)
        }
        Command::AllClear(command) => {
            wrap(state.all_clear.decide(command, scene, cx)?, Event::AllClear)
        }
        Command::Record(command) => wrap(state.record.decide(command, scene, cx)?, Event::Record),
        // Judged by the caller.
        Command::Open(_)
        | Command::Name(_)
        | Command::ReleaseCommander(_)
        | Command::Resolve
        | Command::Observe { .. }
        | Command::Welcome(_)
        | Command::LosePerson { .. }
        | Command::MoveTo(_)
        | Command::Show(_)
        | Command::Timer(_)
        | Command::Settled(..) => Vec::new(),
    })
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
            // It is answered that the page was stopped.
            | Command::Page(crate::paging::Command::Acknowledge { .. })
    );
    if phase.is_open() || (phase != Phase::Closed && always) || matches!(command, Command::Show(_))
    {
        return Ok(());
    }
    Err(Refusal::wrong_state(
        format!("The incident is {phase}."),
        if phase == Phase::Closed {
            "Declare a new incident if it happens again."
        } else {
            "If it is back, reopen it with `phase investigating`."
        },
    ))
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
            leads: scene.standing.leads_room || scene.standing.duty_commander,
        };
        events.extend(wrap(state.mentions.decide(&command, scene, cx)?, Event::Mention));
    }
    if let Some(person) = cx.actor.person() {
        let command = crate::audience::Command::NoteSpeech { person: person.clone() };
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
    let arrive = crate::audience::Command::Arrive { person: person.clone(), active };
    let mut events = wrap(state.participants.decide(&arrive, scene, cx)?, Event::Participant);
    // Those who were brought in with the room have just seen its briefing.
    let opened = state.opened.as_ref().map(|opened| opened.declared_at);
    if opened.is_none_or(|opened| cx.now < crate::time::later(opened, LATE_AFTER)) {
        return Ok(events);
    }
    let presumed = !cx.policy.brief_newcomers
        || scene.commander == Some(person)
        || scene.standing.manages.is_some()
        || !state.roles.roles_of(person).is_empty();
    let command = briefing::Command::Arrive { person: person.clone(), presumed };
    let briefed = state.briefing.decide(&command, scene, cx).unwrap_or_default();
    events.extend(wrap(briefed, Event::Briefing));
    Ok(events)
}

fn timer(state: &Incident, key: &TimerKey, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
    match key {
        TimerKey::Handover(_) => wrap(state.handovers.timer(key, scene, cx), Event::Handover),
        TimerKey::Page(_) => wrap(state.paging.timer(key, scene, cx), Event::Page),
        TimerKey::UpdateDue | TimerKey::UpdateOverdue => {
            wrap(state.updates.timer(key, scene, cx), Event::Update)
        }
        TimerKey::Poll(_) => wrap(state.polls.timer(key, scene, cx), Event::Poll),
        TimerKey::PublicUpdate(_) => {
            wrap(state.public_updates.timer(key, scene, cx), Event::PublicUpdate)
        }
        TimerKey::AllClear => wrap(state.all_clear.timer(key, scene, cx), Event::AllClear),
        TimerKey::Confirmation(_) | TimerKey::Run(_) => {
            wrap(state.tools.timer(key, scene, cx), Event::Tool)
        }
        TimerKey::Broadcast(_) => wrap(state.mentions.timer(key, scene, cx), Event::Mention),
        TimerKey::TicketWait => match (&state.name, &state.opened) {
            (None, Some(opened)) => vec![Event::Named { name: opened.fallback_name.clone() }],
            _ => Vec::new(),
        },
        // These belong to the emergency channel.
        TimerKey::ShiftChange
        | TimerKey::Ask(_)
        | TimerKey::Guest(_)
        | TimerKey::AlertDigest
        | TimerKey::Mute(_)
        | TimerKey::Digest => Vec::new(),
    }
}

/// Every feature looks whether the answer is for it.
fn settled(
    state: &Incident,
    effect: &Effect,
    outcome: &Outcome,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    let mut events = wrap(state.rooms.settled(effect, outcome, scene, cx), Event::Room);
    events.extend(wrap(state.record.settled(effect, outcome, scene, cx), Event::Record));
    events.extend(wrap(state.ticket.settled(effect, outcome, scene, cx), Event::Ticket));
    events.extend(wrap(state.mentions.settled(effect, outcome, scene, cx), Event::Mention));
    events.extend(wrap(state.paging.settled(effect, outcome, scene, cx), Event::Page));
    events.extend(wrap(state.tools.settled(effect, outcome, scene, cx), Event::Tool));
    events.extend(wrap(state.charts.settled(effect, outcome, scene, cx), Event::Chart));
    events.extend(wrap(state.follow_ups.settled(effect, outcome, scene, cx), Event::FollowUp));
    events.extend(wrap(
        state.public_updates.settled(effect, outcome, scene, cx),
        Event::PublicUpdate,
    ));
    if let (Effect::PublishPostmortem { .. }, Outcome::Done(Answer::Published { url })) =
        (effect, outcome)
    {
        events.push(Event::PostmortemPublished { url: url.clone() });
    }
    events
}
