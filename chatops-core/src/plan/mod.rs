//! How an effect fits a platform: the calls to make, or the recorded gap.
//!
//! Pure: it looks at which handles are there and how long things may be, and calls nothing. A missing
//! ability gives the next best thing and a [`Gap`], never silence. This is also the only place where a
//! [`BroadcastPermit`] is handed out, and only for a broadcast that the rules granted.

mod split;

use std::collections::BTreeSet;

pub use split::{shorten, split};

use crate::effect::{Effect, Gap, Room, Slot, Speakers, Target};
use crate::ids::{MessageId, PersonId};
use crate::mention::{BroadcastPermit, Reach};
use crate::message::{DRILL_MARK, Message};
use crate::ports::{Facets, Limits};
use crate::text::Text;

/// One call to a chat platform, with rooms and messages still named by purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is the method of the port or facet with the same name"
)]
pub enum Call {
    OpenRoom { room: Room, name: String, purpose: String },
    SetTopic { room: Room, topic: Text },
    Invite { room: Room, people: Vec<PersonId> },
    RemovePerson { room: Room, person: PersonId },
    Post { room: Room, message: Message, slot: Option<Slot> },
    Share { room: Room, message: Message, slot: Option<Slot> },
    Edit { room: Room, slot: Slot, message: Message },
    Pin { room: Room, target: Target },
    Unpin { room: Room, target: Target },
    Hint { room: Room, person: PersonId, message: Message },
    Direct { person: PersonId, message: Message },
    Broadcast { room: Room, permit: BroadcastPermit, message: Message },
    Audience { room: Room, reach: Reach },
    RemoveMessage { room: Room, message: MessageId },
    SetEntitled { room: Room, people: BTreeSet<PersonId> },
    SetSpeakers { room: Room, speakers: Speakers },
    Archive { room: Room },
}

/// What to do for an effect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Calls to the chat platform, in order.
    pub calls: Vec<Call>,
    /// What this platform cannot do as meant.
    pub gaps: Vec<Gap>,
    /// Whether the effect concerns another service than chat: one call to its port, nothing to plan.
    pub service: bool,
}

impl Plan {
    fn of(call: Call) -> Self {
        Self { calls: vec![call], ..Self::default() }
    }

    fn gap(wanted: impl Into<String>, missing: &str, instead: Option<&str>) -> Gap {
        Gap {
            wanted: wanted.into(),
            missing: missing.to_owned(),
            instead: instead.map(str::to_owned),
        }
    }

    fn nothing(wanted: impl Into<String>, missing: &str, instead: Option<&str>) -> Self {
        Self { gaps: vec![Self::gap(wanted, missing, instead)], ..Self::default() }
    }

    fn instead(calls: Vec<Call>, wanted: &str, missing: &str, instead: &str) -> Self {
        Self { calls, gaps: vec![Self::gap(wanted, missing, Some(instead))], service: false }
    }
}

/// Plans an effect for a platform.
#[must_use]
pub fn plan(effect: &Effect, facets: &Facets, limits: &Limits) -> Plan {
    match effect {
        Effect::OpenRoom { room, name, purpose } => Plan::of(Call::OpenRoom {
            room: room.clone(),
            name: shorten_name(name, limits.room_name_chars_max),
            purpose: shorten(purpose, limits.topic_chars_max),
        }),
        Effect::Invite { room, people } => invite(room, people, limits),
        Effect::SetTopic { room, topic } => topic_plan(room, topic, facets, limits),
        Effect::Post { room, message, slot } => post(room, message, slot.as_ref(), facets, limits),
        Effect::Edit { room, slot, message } => edit(room, slot, message, facets, limits),
        Effect::Hint { room, person, message } => hint(room, person, message, facets, limits),
        Effect::Direct { person, message } => direct(person, message, facets, limits),
        Effect::Broadcast(broadcast) => broadcast_plan(broadcast, facets, limits),
        _ => plan_rights(effect, facets),
    }
}

/// Pins, rights, removals: one call or a gap. Everything else belongs to another service.
fn plan_rights(effect: &Effect, facets: &Facets) -> Plan {
    match effect {
        Effect::Pin { room, target, pinned } => pin(room, target, *pinned, facets),
        Effect::CountAudience { room, reach, .. } => have(
            facets.roster.is_some(),
            Call::Audience { room: room.clone(), reach: *reach },
            "count whom a broadcast reaches",
            "members cannot be listed here",
            Some("the preview says that the number is unknown"),
        ),
        Effect::RemoveMessage { room, message } => have(
            facets.moderation.is_some(),
            Call::RemoveMessage { room: room.clone(), message: message.clone() },
            "take a message away",
            "messages of others cannot be removed here",
            Some("its author is answered"),
        ),
        Effect::Remove { room, person } => have(
            facets.guests.is_some(),
            Call::RemovePerson { room: room.clone(), person: person.clone() },
            "take a person out of a room",
            "people cannot be removed from rooms here",
            Some("the room is told"),
        ),
        Effect::SetMentionRights { room, people } => have(
            facets.mention_rights.is_some(),
            Call::SetEntitled { room: room.clone(), people: people.clone() },
            "keep mass mentions to the commander natively",
            "this platform does not enforce who may wake a room",
            Some("a forbidden mass mention is answered at once"),
        ),
        Effect::SetSpeakingRights { room, speakers } => have(
            facets.speaking_rights.is_some(),
            Call::SetSpeakers { room: room.clone(), speakers: speakers.clone() },
            "keep the floor to the voices natively",
            "this platform does not enforce who may speak",
            Some("others are answered with a hint"),
        ),
        Effect::ArchiveRoom { room } => have(
            facets.archive.is_some(),
            Call::Archive { room: room.clone() },
            "close the room",
            "rooms cannot be closed here",
            None,
        ),
        Effect::ShareTranscript { .. } if facets.files.is_none() => Plan {
            gaps: vec![Plan::gap(
                "share the transcript as a file",
                "files cannot be shared here",
                Some("it is posted as text"),
            )],
            service: true,
            ..Plan::default()
        },
        _ => Plan { service: true, ..Plan::default() },
    }
}

impl Gap {
    /// Why it could not be done, as a sentence: the reason of the effect's refusal.
    #[must_use]
    pub fn reason(&self) -> String {
        let mut letters = self.missing.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        format!("{}{}.", first.unwrap_or_default(), letters.as_str())
    }
}

fn have(there: bool, call: Call, wanted: &str, missing: &str, instead: Option<&str>) -> Plan {
    if there { Plan::of(call) } else { Plan::nothing(wanted, missing, instead) }
}

fn shorten_name(name: &str, chars_max: usize) -> String {
    name.chars().take(chars_max.max(1)).collect()
}

fn invite(room: &Room, people: &BTreeSet<PersonId>, limits: &Limits) -> Plan {
    let all: Vec<PersonId> = people.iter().cloned().collect();
    let calls = all
        .chunks(limits.invite_people_max.max(1))
        .map(|part| Call::Invite { room: room.clone(), people: part.to_vec() })
        .collect();
    Plan { calls, ..Plan::default() }
}

fn topic_plan(room: &Room, topic: &Text, facets: &Facets, limits: &Limits) -> Plan {
    if facets.topics.is_some() {
        return Plan::of(Call::SetTopic {
            room: room.clone(),
            topic: shorten_text(topic, limits.topic_chars_max),
        });
    }
    let message = Message::new(shorten_text(topic, limits.text_chars_max));
    Plan::instead(
        vec![Call::Post { room: room.clone(), message, slot: None }],
        "keep the headline in the topic",
        "rooms have no topic here",
        "the headline is posted as a message",
    )
}

/// The text itself where it fits, else its plain words, cut.
fn shorten_text(text: &Text, chars_max: usize) -> Text {
    if text.chars() <= chars_max {
        text.clone()
    } else {
        Text::from(shorten(&text.to_plain(), chars_max))
    }
}

fn post(
    room: &Room,
    message: &Message,
    slot: Option<&Slot>,
    facets: &Facets,
    limits: &Limits,
) -> Plan {
    let (message, gaps) = with_picture(message, facets);
    let mut calls = Vec::new();
    for (index, part) in fit(&message, facets, limits).into_iter().enumerate() {
        let room = room.clone();
        // The first part is the one that is edited, pinned and linked to.
        let slot = if index == 0 { slot.cloned() } else { None };
        calls.push(match part.picture {
            Some(_) => Call::Share { room, message: part, slot },
            None => Call::Post { room, message: part, slot },
        });
    }
    Plan { calls, gaps, service: false }
}

/// One message stays one message: what is too long for it is cut, with its next steps kept, and that is a gap.
fn edit(room: &Room, slot: &Slot, message: &Message, facets: &Facets, limits: &Limits) -> Plan {
    let unlimited = Limits { text_chars_max: usize::MAX, ..limits.clone() };
    let Some(mut whole) = fit(message, facets, &unlimited).into_iter().next() else {
        return Plan::nothing("change a message", "there is nothing to say in it", None);
    };
    let fits = whole.text.chars() <= limits.text_chars_max;
    whole.text = shorten_text(&whole.text, limits.text_chars_max);
    let call = Call::Edit { room: room.clone(), slot: slot.clone(), message: whole };
    if fits {
        return Plan::of(call);
    }
    Plan::instead(
        vec![call],
        "change a long message",
        "it does not fit into one message here",
        "its end is left out",
    )
}

fn pin(room: &Room, target: &Target, pinned: bool, facets: &Facets) -> Plan {
    let (room, target) = (room.clone(), target.clone());
    if facets.pins.is_some() {
        return Plan::of(if pinned {
            Call::Pin { room, target }
        } else {
            Call::Unpin { room, target }
        });
    }
    Plan::nothing(
        "pin a message",
        "there are no pins here",
        Some("the briefing lists it and newcomers are sent it"),
    )
}

fn hint(
    room: &Room,
    person: &PersonId,
    message: &Message,
    facets: &Facets,
    limits: &Limits,
) -> Plan {
    if facets.ephemeral.is_some() {
        let calls = fit(message, facets, limits)
            .into_iter()
            .map(|message| Call::Hint { room: room.clone(), person: person.clone(), message })
            .collect();
        return Plan { calls, ..Plan::default() };
    }
    let fallback = direct(person, message, facets, limits);
    if fallback.calls.is_empty() {
        return fallback;
    }
    Plan::instead(
        fallback.calls,
        "answer one person in the room",
        "private answers in a room do not exist here",
        "the answer goes as a direct message",
    )
}

fn direct(person: &PersonId, message: &Message, facets: &Facets, limits: &Limits) -> Plan {
    if facets.direct_messages.is_none() {
        return Plan::nothing("write to one person", "direct messages do not exist here", None);
    }
    let (message, gaps) = with_picture(message, facets);
    let calls = fit(&message, facets, limits)
        .into_iter()
        .map(|message| Call::Direct { person: person.clone(), message })
        .collect();
    Plan { calls, gaps, service: false }
}

/// The message with its picture, or with the picture's description where files cannot be shared.
fn with_picture(message: &Message, facets: &Facets) -> (Message, Vec<Gap>) {
    let mut message = message.clone();
    if facets.files.is_some() {
        return (message, Vec::new());
    }
    let Some(picture) = message.picture.take() else { return (message, Vec::new()) };
    message.text = message.text.line().plain(picture.alternative);
    let gap = Plan::gap(
        "show a picture",
        "files cannot be shared here",
        Some("its description is posted"),
    );
    (message, vec![gap])
}

fn broadcast_plan(broadcast: &crate::mention::Broadcast, facets: &Facets, limits: &Limits) -> Plan {
    let mut parts = fit(broadcast.message(), facets, limits).into_iter();
    let Some(first) = parts.next() else { return Plan::default() };
    let room = broadcast.room().clone();
    let rest = parts.map(|message| Call::Post { room: room.clone(), message, slot: None });
    if facets.broadcasts.is_some() {
        let call =
            Call::Broadcast { room: room.clone(), permit: broadcast.permit(), message: first };
        return Plan { calls: std::iter::once(call).chain(rest).collect(), ..Plan::default() };
    }
    let call = Call::Post { room: room.clone(), message: first, slot: None };
    Plan::instead(
        std::iter::once(call).chain(rest).collect(),
        "wake the room",
        "rooms cannot be woken here",
        "it is posted as an ordinary message",
    )
}

/// The message in parts that the platform holds: marked as a drill, buttons written out where there are none,
/// text split. Buttons go with the last part, where the eye ends; the picture with the first.
fn fit(message: &Message, facets: &Facets, limits: &Limits) -> Vec<Message> {
    let mut text = if message.drill {
        Text::new().strong(DRILL_MARK).append(message.text.clone())
    } else {
        message.text.clone()
    };
    let keep = if facets.buttons.is_some() { limits.buttons_max } else { 0 };
    for button in message.buttons.iter().skip(keep) {
        text = text.bullet().plain(format!("{}: ", button.label)).code(button.written());
    }
    let parts = split(&text, limits.text_chars_max);
    let last = parts.len().saturating_sub(1);
    parts
        .into_iter()
        .enumerate()
        .map(|(index, text)| Message {
            text,
            buttons: if index == last {
                message.buttons.iter().take(keep).cloned().collect()
            } else {
                Vec::new()
            },
            tone: message.tone,
            drill: message.drill,
            picture: if index == 0 { message.picture.clone() } else { None },
        })
        .collect()
}
