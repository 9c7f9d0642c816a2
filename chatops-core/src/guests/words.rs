//! What guests and those who answer for them are told.

use jiff::Timestamp;

use super::{Guest, RevokedWhy};
use crate::effect::Room;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::policy::Policy;
use crate::text::Text;

/// The rules that a guest accepts, besides those of the channel.
const RULES: [&str; 3] = [
    "What you read here stays under the agreement between our companies.",
    "You see only the rooms you are admitted to, and only until the incident ends or your time is over.",
    "Say who you are and for whom you speak.",
];

/// What a guest must accept, sent when the agreement is on file.
pub(super) fn rules(filed_by: &PersonId, policy: &Policy) -> Message {
    let text = Text::new()
        .name(filed_by)
        .plain(" has put the agreement with you on file. These are the rules for guests:");
    let channel = policy.channel.rules.iter().map(String::as_str);
    let text = RULES.into_iter().chain(channel).fold(text, |text, rule| text.bullet().plain(rule));
    Message::new(text).button("I accept the rules", "guest accept")
}

/// What the one who filed an agreement is told.
pub(super) fn filed(guest: &PersonId, accepted: bool) -> Message {
    let text = Text::new().plain("The agreement with ").name(guest).plain(" is on file. ");
    if accepted {
        return admit_button(
            Message::new(text.plain("They have accepted the rules and can be let in.")),
            guest,
        );
    }
    Message::new(text.plain("They have been asked to accept the rules; you will be told."))
}

/// What the one who filed the agreement is told when the guest has accepted the rules.
pub(super) fn ready(guest: &PersonId) -> Message {
    let text = Text::new()
        .name(guest)
        .plain(" has accepted the rules. To let them in, type in the room it is for: ")
        .code(format!("guest admit @{guest}"))
        .plain(".");
    Message::new(text)
}

/// What an admitted guest is told.
pub(super) fn welcome(sponsor: &PersonId, room: &Room, until: Timestamp) -> Text {
    Text::new()
        .name(sponsor)
        .plain(" lets you into ")
        .room(room)
        .plain(" until ")
        .time(until)
        .plain(" and answers for you. Ask there first.")
}

/// What the room reads when a guest is let in.
pub(super) fn admitted(guest: &PersonId, sponsor: &PersonId, until: Timestamp) -> Text {
    Text::new()
        .name(guest)
        .plain(" is here as a guest until ")
        .time(until)
        .plain(". Sponsor: ")
        .name(sponsor)
        .plain(".")
}

/// What the room reads when a guest is gone.
pub(super) fn left(guest: &PersonId, why: RevokedWhy) -> Text {
    let why = match why {
        RevokedWhy::ByHand => "their access was taken back",
        RevokedWhy::IncidentEnded => "the incident has ended",
        RevokedWhy::Expired => "their time is over",
    };
    Text::new().name(guest).plain(format!(" is no longer here as a guest: {why}."))
}

/// What a guest is told whose admission has ended.
pub(super) fn farewell(room: &Room, why: RevokedWhy) -> Text {
    let why = match why {
        RevokedWhy::ByHand => "it was taken back",
        RevokedWhy::IncidentEnded => "the incident has ended",
        RevokedWhy::Expired => "your time is over",
    };
    Text::new()
        .plain("Your access to ")
        .room(room)
        .plain(format!(" has ended: {why}. The agreement on file stays in force."))
}

/// Why an admission ended, as the timeline says it.
pub(super) fn of_the_admission(why: RevokedWhy) -> &'static str {
    match why {
        RevokedWhy::ByHand => "it was taken back",
        RevokedWhy::IncidentEnded => "the incident has ended",
        RevokedWhy::Expired => "its time was over",
    }
}

/// What the room reads of a guest who was left out of an invitation.
pub(super) fn left_out(guest: &PersonId) -> Text {
    Text::new().name(guest).plain(" is a guest without an admission and was not brought in.")
}

/// What a guest who was kept out is told: the next step on the way in.
pub(super) fn what_is_needed(room: &Room, guest: Option<&Guest>) -> Message {
    let text = Text::new()
        .plain("You are not admitted to ")
        .room(room)
        .plain(" and were taken out of it. ");
    let message = match guest {
        None => Message::new(text.plain(
            "Guests need an agreement on file and a sponsor: ask who invited you. Then you accept the rules.",
        )),
        Some(guest) if !guest.rules_accepted => {
            Message::new(text.plain("Your agreement is on file; what is missing is your consent to the rules."))
                .button("I accept the rules", "guest accept")
        }
        Some(guest) => Message::new(
            text.plain("What is missing is a sponsor. Ask ")
                .name(&guest.agreement.filed_by)
                .plain(" to let you in."),
        ),
    };
    message.tone(Tone::Warning)
}

/// What who leads the room is told of a guest who was kept out.
pub(super) fn knocked(guest: &PersonId, room: &Room, state: Option<&Guest>) -> Message {
    let text = Text::new()
        .name(guest)
        .plain(" came to ")
        .room(room)
        .plain(" as a guest without an admission and was kept out. ");
    to_let_in(text, guest, state)
}

/// What who leads the room can do about a guest who was left out of an invitation.
pub(super) fn next_step(guest: &PersonId, state: Option<&Guest>) -> Message {
    to_let_in(Text::new().name(guest).plain(" was not brought in. "), guest, state)
}

/// The text with the next step on a guest's way in.
fn to_let_in(text: Text, guest: &PersonId, state: Option<&Guest>) -> Message {
    let message = match state {
        None => Message::new(
            text.plain("If they are needed, file their agreement: ")
                .code(format!("guest agreement @{guest} <reference>"))
                .plain("."),
        ),
        Some(state) if !state.rules_accepted => Message::new(
            text.plain("Their agreement is on file; they have been asked to accept the rules."),
        ),
        Some(state) => {
            let on_file =
                format!("Agreement {} is on file, rules accepted.", state.agreement.reference);
            admit_button(Message::new(text.plain(on_file)), guest)
        }
    };
    message.tone(Tone::Warning)
}

fn admit_button(message: Message, guest: &PersonId) -> Message {
    message.button("Let them in", format!("guest admit @{guest}"))
}
