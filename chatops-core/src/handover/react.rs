//! What people see of a handover.

use jiff::Timestamp;

use super::{Because, arrow, outgoing};
use crate::context::Scene;
use crate::effect::{Reaction, Slot};
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::text::Text;

/// Between whom a handover is.
pub(super) struct Parties<'a> {
    pub(super) from: Option<&'a PersonId>,
    pub(super) to: &'a PersonId,
    pub(super) by: Option<&'a PersonId>,
}

/// The room sees the offer, the receiver is asked.
pub(super) fn offered(
    number: u32,
    parties: &Parties<'_>,
    until: Timestamp,
    scene: &Scene<'_>,
) -> Reaction {
    let Parties { from, to, by } = *parties;
    let outgoing = outgoing(from, by);
    let said = arrow(Text::from("Handover offered: "), from, to);
    let said = match outgoing {
        Some(_) => said.plain(". Both confirm with ").code("accept"),
        None => said.plain(". It passes when ").name(to).plain(" confirms with ").code("accept"),
    };
    let said = said.plain(", until ").time(until).plain(".");
    let reaction = Reaction::none()
        .post_as(scene.room, Slot::Handover(number), Message::new(said).button("Accept", "accept"))
        .direct(to, question(to, by, outgoing, scene));
    match outgoing.filter(|outgoing| by != Some(*outgoing)) {
        // Somebody else offers what is theirs: they must learn of it.
        Some(outgoing) => reaction.direct(outgoing, notice(outgoing, to, scene)),
        None => reaction,
    }
}

/// What the receiver is asked.
fn question(
    to: &PersonId,
    by: Option<&PersonId>,
    outgoing: Option<&PersonId>,
    scene: &Scene<'_>,
) -> Message {
    let asked = Text::new().mention(to).plain(", ");
    let asked = match by {
        Some(giver) => asked.name(giver).plain(" offers you the baton"),
        None => asked.plain("the baton is offered to you"),
    };
    let asked = asked
        .plain(format!(": command of {}.", scene.called()))
        .line()
        .plain("Read the brief, then confirm that you are up to speed.");
    let asked = match outgoing {
        Some(outgoing) => {
            asked.plain(" ").name(outgoing).plain(" confirms too and commands until then.")
        }
        None => asked,
    };
    Message::new(asked).button("I am up to speed", "accept").button("Decline", "decline")
}

/// What the outgoing commander is told when somebody else offers the baton for them.
fn notice(outgoing: &PersonId, to: &PersonId, scene: &Scene<'_>) -> Message {
    let told = Text::new().mention(outgoing).plain(", your baton is offered to ").name(to);
    let told = told.plain(format!(
        ": command of {}. You command until you have both confirmed.",
        scene.called()
    ));
    Message::new(told).button("Pass the baton", "accept").button("Take it back", "cancel offer")
}

/// One has confirmed: the room sees it, the other one learns what remains.
pub(super) fn agreed(by: &PersonId, missing: &PersonId, scene: &Scene<'_>) -> Reaction {
    let said = Text::new().name(by).plain(" confirms the handover. Missing: ").name(missing);
    let told = Text::new()
        .mention(missing)
        .plain(", ")
        .name(by)
        .plain(format!(" has confirmed the handover of {}. Your word is missing.", scene.called()));
    let label =
        if scene.commander == Some(missing) { "Pass the baton" } else { "I am up to speed" };
    Reaction::none()
        .post(scene.room, said.plain("."))
        .direct(missing, Message::new(told).button(label, "accept"))
}

/// After an offer came to nothing: who commands, for the room; who is next, for who may offer.
/// Without a giver the clockwork has offered to the next already, or has nobody left to ask.
pub(super) fn ended(
    said: Text,
    next: Option<&PersonId>,
    giver: Option<&PersonId>,
    scene: &Scene<'_>,
) -> Reaction {
    let said = match scene.commander {
        Some(commander) => said.plain(" ").name(commander).plain(" holds the baton still."),
        None => said.plain(" Nobody commands."),
    };
    let Some(giver) = giver else {
        let message = match next {
            Some(_) => Message::new(said).tone(Tone::Warning),
            None => Message::new(said.plain(" Nobody is left on the ladder."))
                .tone(Tone::Alarm)
                .button("Take command", "take"),
        };
        return Reaction::none().post(scene.room, message);
    };
    let hint = match next {
        Some(next) => Message::new(Text::from("Next on the ladder: ").name(next).plain("."))
            .button("Offer the baton", format!("offer @{next}")),
        None => Message::new(
            Text::from("Nobody is left on the ladder. Choose somebody: ")
                .code("offer @person")
                .plain("."),
        ),
    };
    Reaction::none().post(scene.room, Message::new(said).tone(Tone::Warning)).hint(
        scene.room,
        scene.commander.unwrap_or(giver),
        hint,
    )
}

/// The room's message of an offer that is over: it says so, and its button is gone.
pub(super) fn closed(number: u32, to: &PersonId, how: &str, scene: &Scene<'_>) -> Reaction {
    let said = Text::from("The offer of the baton to ").name(to).plain(format!(" {how}."));
    Reaction::none().edit(scene.room, Slot::Handover(number), said)
}

/// Who did not confirm in time is told so, and what to do about it.
pub(super) fn too_late(to: &PersonId, scene: &Scene<'_>) -> Reaction {
    let told = Text::from(format!("The offer of the baton of {} has run out.", scene.called()));
    let told = match scene.commander {
        Some(commander) => told
            .plain(" ")
            .name(commander)
            .plain(" commands still; if you are up to speed now, ask them to offer it again."),
        None => {
            told.plain(" Nobody commands; if you can, take command with ").code("take").plain(".")
        }
    };
    Reaction::none().direct(to, told)
}

/// The offer is off: the room sees it, the receiver need not wait.
pub(super) fn cancelled(
    to: &PersonId,
    by: Option<&PersonId>,
    because: Because,
    scene: &Scene<'_>,
) -> Reaction {
    let said = match (because, by) {
        (Because::ReceiverLost, _) => Text::new()
            .name(to)
            .plain(" can no longer command: the offer of the baton to them does not stand."),
        (Because::TakenBack, Some(by)) => {
            Text::new().name(by).plain(" takes the offer of the baton to ").name(to).plain(" back.")
        }
        (Because::CommandChanged | Because::TakenBack, _) => {
            Text::from("Command has changed: the offer of the baton to ")
                .name(to)
                .plain(" no longer stands.")
        }
    };
    let reaction = Reaction::none().post(scene.room, said);
    if because == Because::ReceiverLost {
        return reaction;
    }
    let told = format!("The baton of {} is no longer offered to you.", scene.called());
    reaction.direct(to, Text::from(told))
}
