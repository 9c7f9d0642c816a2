//! What follows outside from an event, with the state after it.

use std::collections::BTreeSet;

use super::event::Event;
use super::state::EmergencyChannel;
use crate::authority::Standing;
use crate::context::Context;
use crate::effect::{Effect, Reaction, Room, Slot};
use crate::handover;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::text::Text;
use crate::{briefing, directory, hierarchy, rooms, seat, shifts};

/// What follows outside from an event that happened in `room`. `state` is the state after it.
#[must_use]
pub fn react(state: &EmergencyChannel, event: &Event, room: &Room, cx: Context<'_>) -> Reaction {
    let standing = match cx.actor.person() {
        Some(_) => state.standing(room, cx),
        None => Standing::default(),
    };
    let scene = &state.scene(room, &standing);
    let reaction = own(state, event, room, cx).and(state.react_feature(event, scene, cx));
    match event {
        Event::Seat(seat::Event::Passed { from: Some(from), to, .. }) => {
            reaction.and(kept(state, from, to))
        }
        _ => reaction,
    }
}

/// What the aggregate itself adds: rooms, topic, permissions, briefs.
fn own(state: &EmergencyChannel, event: &Event, room: &Room, cx: Context<'_>) -> Reaction {
    match event {
        Event::Started => started(cx),
        Event::Room(rooms::Event::Opened {
            room: Room::EmergencyChannel, again: false, ..
        }) => furnish(state, cx),
        // In a team's room its manager may wake it, natively where the platform can.
        Event::Room(rooms::Event::Opened { room: room @ Room::Team(team), .. }) => {
            let manager = cx.policy.teams.get(team).map(|team| team.manager.clone());
            Reaction::none().effect(crate::mention::native_rights(room, manager))
        }
        Event::Room(rooms::Event::Opened { room: room @ Room::Announcements, .. }) => {
            entitle(state, room)
        }
        Event::Seat(_) => seated(state, cx),
        // The schedule can name somebody whose account cannot command: a person must mend one of the two.
        Event::Shift(shifts::Event::ShiftStarted { person, .. })
            if !state.people.is_fit(person) =>
        {
            let said = Text::from("The schedule names ").name(person).plain(
                ", whose account cannot command: programs, guests and removed accounts do not. \
                 Mend the schedule, or offer the baton to somebody else: ",
            );
            let said = Message::new(said.code("offer @person").plain("."));
            Reaction::none().post(room, said.tone(Tone::Warning))
        }
        // The topic names who commands as people know them.
        Event::Person(directory::Event::Noted(person))
            if cx.policy.channel.headline && state.acting_commander() == Some(&person.id) =>
        {
            let topic = state.headline.topic(state.acting_commander());
            Reaction::none().effect(Effect::SetTopic { room: Room::EmergencyChannel, topic })
        }
        Event::Handover(handover::Event::BriefGiven { .. }) => match state.handovers.open() {
            Some(offer) => Reaction::none().direct(
                &offer.to,
                Message::new(Text::new().strong("Brief").line().append(state.handover_brief(cx))),
            ),
            None => Reaction::none(),
        },
        Event::Briefing(briefing::Event::Arrived { person, presumed }) => {
            let welcome = briefing::welcome(room, state.brief(cx), *presumed);
            Reaction::none().hint(room, person, welcome)
        }
        Event::Voice(
            hierarchy::Event::DelegateNamed { .. } | hierarchy::Event::DelegateWithdrawn { .. },
        ) => Reaction::none(),
        Event::Shown(view) => {
            let message = state.view(view, room, cx);
            match view.is_private() {
                true => Reaction::none().answer(cx, message),
                false => Reaction::none().show(cx, message),
            }
        }
        _ => Reaction::none(),
    }
}

/// The standing rooms are made or found. At every start: one may have been deleted meanwhile.
fn started(cx: Context<'_>) -> Reaction {
    let channel = &cx.policy.channel;
    let mut wanted = vec![(Room::EmergencyChannel, channel.name.clone(), channel.purpose.clone())];
    for (id, team) in &cx.policy.teams {
        let purpose = format!("The team {} thinks aloud here.", team.name);
        wanted.push((Room::Team(id.clone()), team.room.clone(), purpose));
    }
    if let Some(name) = &channel.announcements {
        wanted.push((Room::Announcements, name.clone(), String::from("What happened, for all.")));
    }
    let mut reaction = Reaction::none();
    for (room, name, purpose) in wanted {
        reaction = reaction.effect(Effect::OpenRoom { room: room.clone(), name, purpose });
        let people = regulars(&room, cx);
        if !people.is_empty() {
            reaction = reaction.effect(Effect::Invite { room, people });
        }
    }
    reaction
}

/// Who belongs into a standing room.
fn regulars(room: &Room, cx: Context<'_>) -> BTreeSet<PersonId> {
    match room {
        Room::EmergencyChannel => cx
            .policy
            .ladder
            .iter()
            .chain(cx.policy.teams.values().map(|team| &team.manager))
            .cloned()
            .collect(),
        Room::Team(team) => match cx.policy.teams.get(team) {
            Some(team) => team.members.iter().chain([&team.manager]).cloned().collect(),
            None => BTreeSet::new(),
        },
        Room::Hot(_) | Room::Announcements => BTreeSet::new(),
    }
}

/// The emergency channel stands: its rules are posted and pinned, its topic written, its rights set.
fn furnish(state: &EmergencyChannel, cx: Context<'_>) -> Reaction {
    let room = Room::EmergencyChannel;
    let mut rules = Text::new().strong(cx.policy.channel.purpose.clone());
    for rule in &cx.policy.channel.rules {
        rules = rules.bullet().plain(rule);
    }
    let mut reaction = Reaction::none().post_as(&room, Slot::Rules, Message::new(rules));
    if cx.policy.channel.headline {
        reaction = reaction.effect(Effect::SetTopic {
            room,
            topic: state.headline.topic(state.acting_commander()),
        });
    }
    reaction.and(entitle(state, &Room::EmergencyChannel))
}

/// Command has changed hands: headline, announcement and permissions follow as one step (Feature A4).
fn seated(state: &EmergencyChannel, cx: Context<'_>) -> Reaction {
    let room = Room::EmergencyChannel;
    let mut reaction = entitle(state, &room);
    if cx.policy.channel.announcements.is_some() {
        reaction = reaction.and(entitle(state, &Room::Announcements));
    }
    if cx.policy.channel.headline {
        let topic = state.headline.topic(state.acting_commander());
        reaction = reaction.effect(Effect::SetTopic { room: room.clone(), topic });
    }
    reaction.effect(Effect::SetSpeakingRights {
        room,
        speakers: state.voices.speakers(cx.policy, state.acting_commander()),
    })
}

/// The baton of the channel is not that of an incident: who handed over is told what they command still, with the
/// button to offer that too.
fn kept(state: &EmergencyChannel, from: &PersonId, to: &PersonId) -> Reaction {
    let open = state.register.open().into_iter();
    let theirs: Vec<_> =
        open.filter(|(_, listed)| listed.commander.as_ref() == Some(from)).collect();
    if theirs.is_empty() {
        return Reaction::none();
    }
    let rooms = |mut text: Text| {
        for (index, (id, _)) in theirs.iter().enumerate() {
            text = if index == 0 { text } else { text.plain(", ") }.room(&Room::Hot(**id));
        }
        text
    };
    let said = rooms(Text::new().name(from).plain(" commands ")).plain(" still.");
    let told = rooms(Text::new().mention(from).plain(", you command "))
        .plain(" still: each incident has a baton of its own. Offer it too, or keep it.");
    let offers = theirs.iter().fold(Message::new(told), |message, (_, listed)| {
        let name = listed.room.clone().unwrap_or_else(|| listed.number.to_string());
        message.button(format!("Offer {name}"), format!("in {name} offer @{to}"))
    });
    Reaction::none().post(&Room::EmergencyChannel, said).direct(from, offers)
}

/// Native mention rights: the duty commander on the channel, and where the company reads what happened.
fn entitle(state: &EmergencyChannel, room: &Room) -> Reaction {
    let people = state.acting_commander().cloned().into_iter();
    Reaction::none().effect(crate::mention::native_rights(room, people))
}
