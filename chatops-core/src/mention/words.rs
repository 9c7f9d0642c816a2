//! What people are told about mass mentions.

use super::{Interception, Reach, Request};
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::text::Text;

/// What the author of an intercepted message is told. Their words come back to them: the message
/// itself may be gone.
pub(super) fn to_author(
    interception: &Interception,
    number: u32,
    commander: Option<&PersonId>,
) -> Message {
    let text = Text::new()
        .plain("Only who leads this room may wake it with ")
        .code(format!("@{}", interception.reach))
        .plain(". You wrote:")
        .quoted(&interception.text);
    match commander {
        _ if interception.forwarded => {
            Message::new(text.plain("It has been sent to the commander instead."))
        }
        Some(commander) => Message::new(
            text.name(commander).plain(" commands and can wake it. Send it there instead?"),
        )
        .button("Send it to the commander instead", format!("forward {number}")),
        None => Message::new(
            text.plain("Nobody commands now. Take command with ").code("take").plain("."),
        ),
    }
    .tone(Tone::Warning)
}

/// What the commander sees of an intercepted message.
pub(super) fn to_commander(interception: &Interception, number: u32) -> Message {
    let text = Text::new()
        .name(&interception.author)
        .plain(" wanted to wake ")
        .room(&interception.room)
        .plain(format!(" ({}). Message {number}:", interception.reach))
        .quoted(&interception.text)
        .plain("Before anybody is woken you see whom it reaches.");
    Message::new(text)
        .tone(Tone::Warning)
        .button("Wake here", format!("send {number} here"))
        .button("Wake channel", format!("send {number} channel"))
}

/// What a commander sees before anybody is woken: the gentlest way first.
pub(super) fn preview(request: &Request, number: u32, counts: Option<(u32, u32)>) -> Message {
    let text = Text::new().code(request.reach.to_string());
    let text = match counts {
        Some((1, asleep)) => text.plain(format!(" reaches 1 person; {}.", sleepers(asleep))),
        Some((reached, asleep)) => {
            text.plain(format!(" reaches {reached} people; {}.", sleepers(asleep)))
        }
        None => text.plain(": it is not known whom this reaches. They could not be counted."),
    };
    let message = Message::new(text.quoted(&request.text).plain("Nobody has been woken yet."))
        .tone(Tone::Warning);
    let here = if request.reach == Reach::Here { "Wake here" } else { "Wake only here" };
    Reach::ALL
        .into_iter()
        .filter(|reach| (Reach::Channel..=request.reach).contains(reach))
        .fold(message.button(here, format!("send {number} here")), |message, reach| {
            message.button(format!("Wake {reach} anyway"), format!("send {number} {reach}"))
        })
        .button("Drop", format!("drop {number}"))
}

/// How many sleep, in words.
pub(super) fn sleepers(asleep: u32) -> String {
    match asleep {
        0 => String::from("nobody is asleep"),
        1 => String::from("1 is asleep (local time)"),
        _ => format!("{asleep} are asleep (local time)"),
    }
}
