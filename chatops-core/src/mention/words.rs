//! What people are told about mass mentions.

use super::{Counted, Interception, PassedOn, Reach, Request};
use crate::effect::{Reaction, Room};
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::policy::Policy;
use crate::text::Text;

/// What the author of an intercepted message is told. Their words come back to them: the message
/// itself may be gone.
pub(super) fn to_author(
    interception: &Interception,
    number: u32,
    leader: Option<&PersonId>,
) -> Message {
    let text = Text::new()
        .plain("Only who leads this room may wake it with ")
        .code(format!("@{}", interception.reach))
        .plain(". You wrote:")
        .quoted(&interception.text);
    let (leads, whom) = match interception.room {
        Room::Team(_) => (" leads this room and can wake it.", "manager"),
        _ => (" commands and can wake it.", "commander"),
    };
    match leader {
        Some(leader) if interception.forwarded => {
            Message::new(text.plain("It has been sent to ").name(leader).plain(" instead."))
        }
        Some(leader) => {
            Message::new(text.name(leader).plain(leads).plain(" Send it there instead?"))
                .button(format!("Send it to the {whom} instead"), format!("forward {number}"))
        }
        None => Message::new(
            text.plain("Nobody commands now. Take command with ").code("take").plain("."),
        ),
    }
    .tone(Tone::Warning)
}

/// What a button says that is meant for a team's room and may be pressed elsewhere.
fn there(room: &Room, policy: &Policy) -> String {
    let team = match room {
        Room::Team(team) => policy.teams.get(team),
        _ => None,
    };
    team.map_or_else(String::new, |team| format!("in {} ", team.room))
}

/// What who leads the room sees of an intercepted message.
pub(super) fn to_leader(interception: &Interception, number: u32, policy: &Policy) -> Message {
    let there = there(&interception.room, policy);
    let text = Text::new()
        .name(&interception.author)
        .plain(" wanted to wake ")
        .room(&interception.room)
        .plain(format!(" ({}). Message {number}:", interception.reach))
        .quoted(&interception.text)
        .plain("Before anybody is woken you see whom it reaches.");
    Message::new(text)
        .tone(Tone::Warning)
        .button("Wake here", format!("{there}send {number} here"))
        .button("Wake channel", format!("{there}send {number} channel"))
        .button("Leave it", format!("{there}drop {number}"))
}

/// What a leader sees before anybody is woken: the gentlest way first.
pub(super) fn preview(request: &Request, number: u32, policy: &Policy) -> Message {
    let there = there(&request.room, policy);
    let count = |reach| request.counts.get(&reach).copied().flatten();
    let counts = request.reaches().enumerate().fold(Text::new(), |text, (place, reach)| {
        let text = if place == 0 { text } else { text.line() };
        reaches(text, reach, count(reach))
    });
    let message = Message::new(counts.quoted(&request.text).plain("Nobody has been woken yet."))
        .tone(Tone::Warning);
    let here = if request.reach == Reach::Here { "Wake here" } else { "Wake only here" };
    request
        .reaches()
        .fold(message, |message, reach| {
            let label = match reach {
                Reach::Here => here.to_owned(),
                _ => format!("Wake {reach} anyway"),
            };
            message.button(label, format!("{there}send {number} {reach}"))
        })
        .button("Drop", format!("{there}drop {number}"))
}

/// Whom one reach notifies.
fn reaches(text: Text, reach: Reach, count: Option<Counted>) -> Text {
    let text = text.code(reach.to_string());
    match count {
        Some((1, asleep)) => text.plain(format!(" reaches 1 person; {}.", sleepers(asleep))),
        Some((reached, asleep)) => {
            text.plain(format!(" reaches {reached} people; {}.", sleepers(asleep)))
        }
        None => text.plain(": it is not known whom this reaches. They could not be counted."),
    }
}

/// How many sleep, in words.
pub(super) fn sleepers(asleep: u32) -> String {
    match asleep {
        0 => String::from("nobody is asleep"),
        1 => String::from("1 is asleep (local time)"),
        _ => format!("{asleep} are asleep (local time)"),
    }
}

/// What a broadcast says: whose words, and who sends them.
pub(super) fn said(by: &PersonId, author: Option<&PersonId>, words: &str) -> Text {
    let text = match author {
        Some(author) if author != by => Text::new().name(author).plain(", sent by ").name(by),
        _ => Text::new().name(by),
    };
    text.plain(": ").plain(words)
}

/// What the sender is told.
pub(super) fn sent(reach: Reach, reached: Option<u32>) -> Text {
    let text = Text::new().plain("Sent with ").code(reach.to_string());
    match reached {
        Some(1) => text.plain(" to 1 person."),
        Some(reached) => text.plain(format!(" to {reached} people.")),
        None => text.plain("."),
    }
}

/// What the author of words that went out is told.
pub(super) fn was_sent(by: &PersonId, room: &Room, reach: Reach) -> Text {
    let text = Text::new().name(by).plain(" has sent your words to ").room(room);
    text.plain(" with ").code(reach.to_string()).plain(".")
}

/// What the author of words that were dropped is told.
pub(super) fn was_dropped(by: &PersonId, room: &Room) -> Text {
    let text = Text::new().name(by).plain(" does not wake ").room(room);
    text.plain(" with your words. Nobody has been woken.")
}

/// What the author of words that nobody sent in time is told.
pub(super) fn ran_out(by: &PersonId, room: &Room) -> Text {
    let text = Text::new().name(by).plain(" did not send your words to ").room(room);
    text.plain(" in time. Nobody has been woken.")
}

/// Tells the author what became of their words.
pub(super) fn told_author(
    reaction: Reaction,
    room: &Room,
    passed_on: Option<&PassedOn>,
    what: Text,
) -> Reaction {
    match passed_on {
        Some(words) => reaction.hint(room, &words.author, what),
        None => reaction,
    }
}
