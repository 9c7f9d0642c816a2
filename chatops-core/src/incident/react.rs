//! What follows outside from an event, with the state after it.

use std::collections::BTreeSet;

use super::event::{Event, Opened};
use super::help;
use super::lifecycle::{Move, Phase};
use super::state::Incident;
use super::views::View;
use crate::all_clear;
use crate::authority::{Credentials, Standing};
use crate::briefing;
use crate::context::Context;
use crate::effect::{Effect, Reaction, Room, Slot, TimerKey};
use crate::follow_up;
use crate::handover;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::people::Role;
use crate::poll;
use crate::public_update;
use crate::register::News;
use crate::seat;
use crate::text::Text;
use crate::ticket;
use crate::transcript::Form;

/// Most people who are told of the all clear one by one. More are a crowd: it reads of it in the room, and every
/// direct message is a call that the platform counts.
const TOLD_DIRECTLY_MAX: usize = 50;

/// What follows outside from an event. `state` is the state after it.
#[must_use]
pub fn react(state: &Incident, event: &Event, cx: Context<'_>) -> Reaction {
    let around = state.surroundings(Standing::default());
    let scene = &state.scene(&around);
    own(state, event, cx).and(state.react_feature(event, scene, cx))
}

/// What the aggregate itself adds: naming, topic, briefing, permissions, the end.
fn own(state: &Incident, event: &Event, cx: Context<'_>) -> Reaction {
    let Some(room) = state.room() else { return Reaction::none() };
    match event {
        Event::Named { name } => named(state, &room, name, cx),
        Event::Briefing(briefing::Event::Arrived { person, presumed }) => {
            let stands = state.brief(cx.policy, cx.now);
            Reaction::none().hint(&room, person, briefing::welcome(&room, stands, *presumed))
        }
        // A ticket that comes late says which component it is about, and so whose it is.
        Event::Ticket(ticket::Event::Linked { .. }) if state.name.is_some() => {
            rebrief(state, &room, cx).and(invited(&room, owners(state, cx)))
        }
        Event::Ticket(ticket::Event::Moved { .. } | ticket::Event::ChangeSeen { .. })
        | Event::Participant(_) => rebrief(state, &room, cx),
        // Whose seat it is in name only is not there to be brought in.
        Event::Seat(seat::Event::Orphaned { .. }) => {
            entitle(state, &room).and(refresh(state, &room, cx))
        }
        Event::Seat(_) => {
            entitle(state, &room).and(seated(state, &room)).and(refresh(state, &room, cx))
        }
        Event::Poll(poll::Event::SeveritySet { .. }) if state.name.is_some() => {
            refresh(state, &room, cx).and(reannounce(state, &room))
        }
        // A reminder changes nothing that the briefing says.
        Event::Update(crate::updates::Event::Reminded { .. }) => Reaction::none(),
        Event::Update(_) | Event::Role(_) | Event::Briefing(_) if state.name.is_some() => {
            rebrief(state, &room, cx)
        }
        // Who is to take the baton must see the room.
        Event::Handover(handover::Event::Offered { to, .. }) => {
            let people = std::iter::once(to.clone()).collect();
            Reaction::none().effect(Effect::Invite { room, people })
        }
        Event::Handover(handover::Event::BriefGiven { .. }) => match state.handovers.open() {
            Some(offer) => Reaction::none().direct(
                &offer.to,
                Message::new(
                    Text::new()
                        .strong("Brief")
                        .line()
                        .append(state.handover_brief(cx.policy, cx.now)),
                ),
            ),
            None => Reaction::none(),
        },
        Event::AllClear(all_clear::Event::Given { by, summary }) => {
            told(state, by, summary.as_deref(), cx)
        }
        Event::Moved { by, to } => {
            moved(state, *to, &room, cx).and(noted_on_ticket(state, *by, &room))
        }
        Event::Record(crate::record::Event::Departed { person, .. }) => {
            departed(state, person, &room)
        }
        Event::PostmortemPublished { url, again: false } => published(state, url, &room, cx),
        event if adds_to_postmortem(state, event) => match state.id() {
            Some(id) => Reaction::none().effect(Effect::PublishPostmortem { incident: *id }),
            None => Reaction::none(),
        },
        Event::Shown(view) => shown(state, *view, &room, cx),
        _ => Reaction::none(),
    }
}

fn shown(state: &Incident, view: View, room: &Room, cx: Context<'_>) -> Reaction {
    let text = match view {
        View::Status => state.status(),
        View::Who => state.who(),
        View::Brief => return Reaction::none().answer(cx, state.brief(cx.policy, cx.now)),
        View::Help { duty_commander, guest } => {
            let credentials = Credentials { duty_commander, guest, ..Credentials::default() };
            let standing = state.standing(cx, credentials);
            return Reaction::none().answer(cx, help::help(state, &standing, cx.policy));
        }
        View::Transcript(form) => return transcript(state, form, room, cx),
        View::Postmortem => return postmortem(state, cx),
        View::Parked => return Reaction::none().show(cx, state.parked.list()),
    };
    Reaction::none().show(cx, text)
}

/// The transcript is shared with the room that it is of, wherever it was asked for (attack case H8).
fn transcript(state: &Incident, form: Form, room: &Room, cx: Context<'_>) -> Reaction {
    let Some(incident) = state.id() else { return Reaction::none() };
    let share = Effect::ShareTranscript { incident: *incident, room: room.clone(), form };
    let reaction = Reaction::none().effect(share);
    if cx.asked_in == Some(room) {
        return reaction;
    }
    reaction.answer(cx, Text::from("The transcript is shared in ").room(room).plain("."))
}

/// Where the postmortem is. It is published again, so that what is read is what is recorded, and so that a failed
/// attempt is not the last.
fn postmortem(state: &Incident, cx: Context<'_>) -> Reaction {
    let Some(incident) = state.id() else { return Reaction::none() };
    let publish = Effect::PublishPostmortem { incident: *incident };
    match (&state.postmortem, state.phase()) {
        (Some(url), _) => Reaction::none().effect(publish).show(
            cx,
            Text::from("Postmortem: ").link(state.title(), url).plain(". It is brought up to date."),
        ),
        (None, Phase::Resolved | Phase::Closed) => {
            Reaction::none().effect(publish).show(cx, Text::from("The postmortem is being published."))
        }
        (None, _) => Reaction::none().answer(
            cx,
            Text::from("The postmortem is drafted at the all clear. Until then `transcript` has the record."),
        ),
    }
}

/// Whether the published postmortem no longer says all that it should: the public heard more, or what is left to do
/// has changed.
fn adds_to_postmortem(state: &Incident, event: &Event) -> bool {
    state.postmortem.is_some()
        && matches!(
            event,
            Event::PublicUpdate(public_update::Event::Published { .. })
                | Event::FollowUp(
                    follow_up::Event::Added { .. }
                        | follow_up::Event::Filed { .. }
                        | follow_up::Event::Closed { .. }
                )
        )
}

/// The hot room: made, named, filled, briefed, linked, announced. The calls leave together as far as one does not
/// need the answer of another.
fn named(state: &Incident, room: &Room, name: &str, cx: Context<'_>) -> Reaction {
    let Some(opened) = &state.opened else { return Reaction::none() };
    let purpose = format!(
        "{} – hot room. Declared {}.",
        opened.title,
        crate::time::show_utc(opened.declared_at)
    );
    let briefing = Message::new(state.brief(cx.policy, cx.now)).tone(Tone::Alarm);
    Reaction::none()
        .cancel(TimerKey::TicketWait)
        .effect(Effect::OpenRoom { room: room.clone(), name: name.to_owned(), purpose })
        .effect(Effect::SetTopic { room: room.clone(), topic: state.topic() })
        .and(invited(room, first_people(state, opened, cx)))
        .post_as(room, Slot::Briefing, briefing)
        .post_as(
            &Room::EmergencyChannel,
            Slot::Announcement(opened.incident),
            announcement(state, opened, room),
        )
        .and(entitle(state, room))
}

/// An alert can open a room before anybody commands: then there is nobody to bring in yet.
fn invited(room: &Room, people: BTreeSet<PersonId>) -> Reaction {
    match people.is_empty() {
        true => Reaction::none(),
        false => Reaction::none().effect(Effect::Invite { room: room.clone(), people }),
    }
}

/// Where the work happens, as the emergency channel reads it. Kept current when the severity changes.
fn announcement(state: &Incident, opened: &Opened, room: &Room) -> Message {
    let severity = if state.polls.is_started() { state.severity() } else { opened.severity };
    let text = Text::new()
        .strong(format!("{severity} {}", opened.title))
        .plain(" – work happens in ")
        .room(room);
    Message::new(text).tone(Tone::Alarm)
}

/// Who is in the room from the start: who declared it, who commands, who watches the ticket, the team that owns the
/// component.
fn first_people(state: &Incident, opened: &Opened, cx: Context<'_>) -> BTreeSet<PersonId> {
    let mut people: BTreeSet<PersonId> = opened
        .declared_by
        .iter()
        .chain(&opened.commander)
        .chain(state.acting_commander())
        .cloned()
        .collect();
    people.extend(opened.origin.ticket.iter().flat_map(|facts| facts.watchers.iter().cloned()));
    people.extend(owners(state, cx));
    people
}

/// The team that owns what is broken.
fn owners(state: &Incident, cx: Context<'_>) -> BTreeSet<PersonId> {
    let team = state.owner(cx.policy).map(|(_, team)| team);
    team.into_iter().flat_map(|team| team.members.iter().chain([&team.manager])).cloned().collect()
}

/// Native mention rights follow the commander (Feature B1).
fn entitle(state: &Incident, room: &Room) -> Reaction {
    let people = state.acting_commander().cloned().into_iter();
    Reaction::none().effect(crate::mention::native_rights(room, people))
}

/// Who commands is in the room. Before the room has its name, nobody is: they come with the first people.
fn seated(state: &Incident, room: &Room) -> Reaction {
    let commander = state.acting_commander().filter(|_| state.name.is_some());
    invited(room, commander.cloned().into_iter().collect())
}

fn refresh(state: &Incident, room: &Room, cx: Context<'_>) -> Reaction {
    let topic = Effect::SetTopic { room: room.clone(), topic: state.topic() };
    Reaction::none().effect(topic).and(rebrief(state, room, cx))
}

fn reannounce(state: &Incident, room: &Room) -> Reaction {
    let Some(opened) = &state.opened else { return Reaction::none() };
    let slot = Slot::Announcement(opened.incident);
    Reaction::none().edit(&Room::EmergencyChannel, slot, announcement(state, opened, room))
}

/// The pinned briefing says how it stands now.
fn rebrief(state: &Incident, room: &Room, cx: Context<'_>) -> Reaction {
    if state.name.is_none() {
        return Reaction::none();
    }
    let briefing = Message::new(state.brief(cx.policy, cx.now)).tone(Tone::Alarm);
    Reaction::none().edit(room, Slot::Briefing, briefing)
}

fn moved(state: &Incident, to: Phase, room: &Room, cx: Context<'_>) -> Reaction {
    let said = Text::new().plain("Phase: ").strong(to.to_string());
    let reaction = match to {
        // The all clear has said it.
        Phase::Resolved => refresh(state, room, cx),
        _ => refresh(state, room, cx).post(room, Message::new(said)),
    };
    match to {
        Phase::Resolved => {
            let Some(incident) = state.id() else { return reaction };
            reaction.effect(Effect::PublishPostmortem { incident: *incident })
        }
        Phase::Closed => reaction.effect(Effect::ArchiveRoom { room: room.clone() }),
        Phase::Triage | Phase::Investigating | Phase::Mitigated | Phase::StoodDown => reaction,
    }
}

/// The all clear reaches those whom the incident concerned: who read along is told directly, the company where it
/// reads what happened (Feature E3). The emergency channel and the room say it themselves.
fn told(state: &Incident, by: &PersonId, summary: Option<&str>, cx: Context<'_>) -> Reaction {
    let head = format!("All clear: {} {}", state.severity(), state.title());
    let mut text = Text::new().strong(head).plain(", given by ").name(by).plain(".");
    if let Some(summary) = summary {
        text = text.quote().plain(summary);
    }
    let message = Message::new(text).tone(Tone::Good);
    let reaction = match cx.policy.channel.announcements {
        Some(_) => Reaction::none().post(&Room::Announcements, message.clone()),
        None => Reaction::none(),
    };
    let readers: BTreeSet<&PersonId> =
        state.participants.passive().filter(|person| *person != by).collect();
    if readers.len() > TOLD_DIRECTLY_MAX {
        return reaction;
    }
    readers.into_iter().fold(reaction, |reaction, person| reaction.direct(person, message.clone()))
}

/// Whoever reads the ticket learns that the incident is over, or goes on.
fn noted_on_ticket(state: &Incident, by: Move, room: &Room) -> Reaction {
    let said = match by {
        Move::Resolve => "All clear given in ",
        Move::StandDown => "It was no incident: stood down in ",
        Move::Reopen => "Open again in ",
        Move::Confirm | Move::Mitigate | Move::Worsen | Move::Close => return Reaction::none(),
    };
    let Some(ticket) = state.ticket_key().cloned() else { return Reaction::none() };
    let text = Text::new().plain(said).room(room).plain(".");
    Reaction::none().effect(Effect::CommentTicket { ticket, text })
}

/// Whoever leaves the room with a task in it still has the task: who leads here must know.
fn departed(state: &Incident, person: &PersonId, room: &Room) -> Reaction {
    let commands = state.commander() == Some(person);
    let roles = state.roles.roles_of(person);
    let working: Vec<String> = roles
        .iter()
        .filter(|role| !matches!(role, Role::Observer | Role::Guest))
        .map(ToString::to_string)
        .collect();
    if !state.phase().is_open() || (!commands && working.is_empty()) {
        return Reaction::none();
    }
    let text = match state.commander() {
        Some(commander) if !commands => Text::new().mention(commander).plain(": "),
        _ => Text::new(),
    };
    let text = text.name(person).plain(" has left this room and ");
    let text = if commands {
        text.plain("still commands. If they do not come back, take the baton: ").code("take")
    } else {
        let word = roles.iter().next().map_or("<role>", |role| role.word());
        text.plain(format!("still is {}. Give it to somebody else with ", working.join(", ")))
            .code(format!("role {word} @person"))
    };
    let text = text.plain(".");
    Reaction::none().post(room, Message::new(text).tone(Tone::Warning))
}

/// The postmortem is announced to the room and to the company (Feature F3).
fn published(state: &Incident, url: &str, room: &Room, cx: Context<'_>) -> Reaction {
    let text = Text::new().plain("Postmortem: ").link(state.title(), url);
    let company = match cx.policy.channel.announcements {
        Some(_) => Room::Announcements,
        None => Room::EmergencyChannel,
    };
    Reaction::none().post(room, Message::new(text.clone())).post(&company, Message::new(text))
}

/// What an event means for the emergency channel.
#[must_use]
pub fn news(state: &Incident, event: &Event) -> Vec<News> {
    match event {
        Event::Room(crate::rooms::Event::Opened { name, .. }) => vec![News::Room(name.clone())],
        Event::Ticket(ticket::Event::Linked { key, .. }) => {
            let known =
                state.opened.as_ref().is_some_and(|opened| opened.origin.component.is_some());
            let component = state.ticket.component().filter(|_| !known).map(News::Component);
            std::iter::once(News::Ticket(key.clone())).chain(component).collect()
        }
        Event::Ticket(ticket::Event::NotLinked { .. }) if state.ticket_key().is_none() => {
            vec![News::NoTicket]
        }
        Event::Poll(poll::Event::SeveritySet { severity, .. }) => vec![News::Severity(*severity)],
        Event::Seat(_) => vec![News::Commander(state.acting_commander().cloned())],
        Event::Moved { by: Move::Reopen, to } => vec![News::Reopened(*to)],
        Event::Moved { to, .. } => vec![News::Phase(*to)],
        Event::Update(crate::updates::Event::Posted { text, at, .. }) => {
            let text = crate::plan::shorten(text, crate::register::UPDATE_CHARS_MAX);
            vec![News::Update { at: *at, text }]
        }
        _ => Vec::new(),
    }
}
