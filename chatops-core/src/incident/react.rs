//! What follows outside from an event, with the state after it.

use std::collections::BTreeSet;

use super::event::{Event, Opened};
use super::lifecycle::Phase;
use super::state::Incident;
use super::views::View;
use crate::authority::Standing;
use crate::context::Context;
use crate::effect::{Effect, Reaction, Room, Slot, TimerKey};
use crate::handover;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::poll;
use crate::register::News;
use crate::seat;
use crate::text::Text;
use crate::ticket;
use crate::time::later;

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
        Event::Opened(opened) if opened.origin.ticket.is_none() && cx.policy.services.tickets => {
            Reaction::none().set(TimerKey::TicketWait, later(cx.now, cx.policy.waits.ticket))
        }
        Event::Named { name } => named(state, &room, name, cx),
        Event::Ticket(ticket::Event::Linked { key, .. }) if state.name.is_some() => {
            Reaction::none().effect(Effect::LinkTicket { ticket: key.clone(), room })
        }
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
        Event::Update(
            crate::updates::Event::Posted { .. } | crate::updates::Event::Scheduled { .. },
        )
        | Event::Role(_)
        | Event::Briefing(_)
            if state.name.is_some() =>
        {
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
        Event::Moved { to, .. } => moved(state, *to, &room, cx),
        Event::PostmortemPublished { url } => published(state, url, &room, cx),
        Event::Shown(view) => shown(state, *view, &room, cx),
        _ => Reaction::none(),
    }
}

fn shown(state: &Incident, view: View, room: &Room, cx: Context<'_>) -> Reaction {
    let text = match view {
        View::Status => state.status(),
        View::Who => state.who(),
        View::Brief => return Reaction::none().answer(cx, state.brief(cx.policy, cx.now)),
        View::Transcript => {
            let Some(incident) = state.id() else { return Reaction::none() };
            return Reaction::none()
                .effect(Effect::ShareTranscript { incident: *incident, room: room.clone() });
        }
    };
    Reaction::none().show(cx, text)
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
    let mut reaction = Reaction::none()
        .cancel(TimerKey::TicketWait)
        .effect(Effect::OpenRoom { room: room.clone(), name: name.to_owned(), purpose })
        .effect(Effect::SetTopic { room: room.clone(), topic: state.topic() })
        .and(invited(room, first_people(state, opened, cx)))
        .post_as(room, Slot::Briefing, briefing)
        .post_as(
            &Room::EmergencyChannel,
            Slot::Announcement(opened.incident),
            announcement(state, opened, room),
        );
    if let Some(ticket) = state.ticket_key() {
        reaction =
            reaction.effect(Effect::LinkTicket { ticket: ticket.clone(), room: room.clone() });
    }
    reaction.and(entitle(state, room))
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
    let owner =
        opened.origin.component.as_ref().and_then(|component| cx.policy.owner_of(component));
    if let Some((_, team)) = owner {
        people.insert(team.manager.clone());
        people.extend(team.members.iter().cloned());
    }
    people
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
    let reaction = refresh(state, room, cx).post(room, Message::new(said));
    match to {
        Phase::Resolved => {
            let Some(incident) = state.id() else { return reaction };
            let mut reaction = reaction.effect(Effect::PublishPostmortem { incident: *incident });
            if let Some(ticket) = state.ticket_key() {
                reaction = reaction
                    .effect(Effect::CommentTicket {
                        ticket: ticket.clone(),
                        text: Text::new().plain("All clear given in ").room(room).plain("."),
                    })
                    .effect(Effect::MoveTicket {
                        ticket: ticket.clone(),
                        status: String::from("Resolved"),
                    });
            }
            reaction
        }
        Phase::Closed => reaction.effect(Effect::ArchiveRoom { room: room.clone() }),
        Phase::Triage | Phase::Investigating | Phase::Mitigated | Phase::StoodDown => reaction,
    }
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
        Event::Ticket(ticket::Event::Linked { key, .. }) => vec![News::Ticket(key.clone())],
        Event::Poll(poll::Event::SeveritySet { severity, .. }) => vec![News::Severity(*severity)],
        Event::Seat(_) => vec![News::Commander(state.acting_commander().cloned())],
        Event::Moved { to, .. } => vec![News::Phase(*to)],
        _ => Vec::new(),
    }
}
