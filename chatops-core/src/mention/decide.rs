//! What mention discipline decides, command by command.

use super::{BROADCAST_CHARS_MAX, Event, Mentions, REQUESTS_MAX, Reach};
use crate::authority::GuestStanding;
use crate::context::{Context, Scene};
use crate::effect::Room;
use crate::ids::{MessageId, PersonId};
use crate::refusal::{Refusal, RefusalKind};
use crate::time::later;

impl Mentions {
    fn next(&self) -> u32 {
        self.last.saturating_add(1)
    }

    pub(super) fn intercept(
        &self,
        (room, message, reach): (&Room, &MessageId, Reach),
        text: &str,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let author = asker(cx)?.clone();
        let commander = scene.commander.filter(|_| cx.policy.mentions.forward_at_once);
        Ok(vec![Event::Intercepted {
            number: self.next(),
            room: room.clone(),
            author,
            message: message.clone(),
            reach,
            text: cut(text),
            forwarded_to: commander.cloned(),
        }])
    }

    pub(super) fn forward(
        &self,
        number: u32,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let author = asker(cx)?;
        // Somebody else's message and none at all look the same: numbers give nothing away.
        let mine = self.intercepted.get(&number).filter(|one| one.author == *author);
        let Some(interception) = mine else {
            return Err(Refusal::not_found(
                &format!("message {number} of yours to forward"),
                "Ask the commander directly: `ask <what you see>`.",
            ));
        };
        if interception.forwarded {
            return Err(Refusal::already_done(
                format!("Message {number} has been sent to the commander."),
                "For more, ask the commander: `ask <what you see>`.",
            ));
        }
        let Some(commander) = scene.commander else {
            return Err(Refusal::wrong_state(
                "Nobody commands now.",
                "Take command with `take`, or page somebody: `page @person <why>`.",
            ));
        };
        Ok(vec![Event::Forwarded { number, to: commander.clone() }])
    }

    pub(super) fn request(
        &self,
        (room, reach, text): (&Room, Reach, &str),
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = asker(cx)?;
        leader(room, by, scene)?;
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                "A broadcast says what people are to do.",
                format!("Write it behind the word: `{reach} <what they are to do>`."),
            ));
        }
        if text.chars().count() > BROADCAST_CHARS_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("A broadcast has at most {BROADCAST_CHARS_MAX} characters."),
                "Say the one thing they are to do; post the rest without waking anybody.",
            ));
        }
        if self.requests.len() >= REQUESTS_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{REQUESTS_MAX} broadcasts wait to be sent."),
                format!("Send or drop one first: {}.", self.open()),
            ));
        }
        Ok(vec![Event::Requested {
            number: self.next(),
            room: room.clone(),
            reach,
            text: text.to_owned(),
            by: by.clone(),
            until: later(cx.now, cx.policy.waits.broadcast),
        }])
    }

    /// The commands that clear the open requests: `drop 3`, `drop 4`.
    fn open(&self) -> String {
        let drops: Vec<String> = self.requests.keys().map(|key| format!("`drop {key}`")).collect();
        drops.join(", ")
    }

    pub(super) fn send(
        &self,
        number: u32,
        reach: Reach,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = asker(cx)?;
        if let Some(forwarded) = self.intercepted.get(&number).filter(|one| one.forwarded) {
            // Somebody else's words: the commander sees whom they wake before they go out.
            return self.request((&forwarded.room, reach, &forwarded.text), scene, cx);
        }
        let request = self.requests.get(&number).ok_or_else(|| no_broadcast(number))?;
        if request.by != *by {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                format!("Only who asked for broadcast {number} may send it."),
                format!("Ask for your own: `{reach} <what they are to do>`."),
            ));
        }
        leader(&request.room, by, scene)?;
        if cx.now >= request.until {
            return Err(Refusal::wrong_state(
                format!("Broadcast {number} has waited too long; its count is out of date."),
                format!("Ask again: `{reach} <what they are to do>`."),
            ));
        }
        if !request.previewed {
            return Err(Refusal::wrong_state(
                "It is still being counted whom this wakes.",
                "Wait for the preview, then send it.",
            ));
        }
        if reach > request.reach {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("The preview was for `{}`; `{reach}` wakes more people.", request.reach),
                format!("Ask for it to see whom it wakes: `{reach} <what they are to do>`."),
            ));
        }
        Ok(vec![Event::Granted {
            number,
            room: request.room.clone(),
            reach,
            text: request.text.clone(),
            by: by.clone(),
        }])
    }

    pub(super) fn drop_request(
        &self,
        number: u32,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = asker(cx)?;
        let request = self.requests.get(&number).ok_or_else(|| no_broadcast(number))?;
        if request.by != *by {
            leader(&request.room, by, scene)?;
        }
        Ok(vec![Event::Dropped { number }])
    }
}

/// The person who asks. A service or a timer wakes nobody.
fn asker<'a>(cx: Context<'a>) -> Result<&'a PersonId, Refusal> {
    cx.actor.person().ok_or_else(|| {
        Refusal::new(
            RefusalKind::NotEntitled,
            "Only people wake a room.",
            "Post it without a mass mention, or page somebody.",
        )
    })
}

/// Whether this person leads this room at this moment. Judged by the room of the broadcast, not by the
/// room somebody acts in: a manager leads the team room, and from there no other.
fn leader(room: &Room, by: &PersonId, scene: &Scene<'_>) -> Result<(), Refusal> {
    let standing = scene.standing;
    let able = standing.person.as_ref() == Some(by)
        && standing.guest == GuestStanding::Insider
        && !standing.barred;
    let leads = standing.duty_commander
        || match room {
            Room::EmergencyChannel | Room::Announcements => false,
            Room::Team(team) => standing.manages.as_ref() == Some(team),
            Room::Hot(incident) => standing.leads_room && scene.incident == Some(incident),
        };
    if able && leads {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::NotEntitled,
        "Only who leads the room may wake it.",
        "Ask the commander: `ask <what you see>`.",
    ))
}

fn no_broadcast(number: u32) -> Refusal {
    Refusal::not_found(
        &format!("broadcast {number} that waits to be sent"),
        "Ask for one: `here <what they are to do>`.",
    )
}

/// The text, cut to what a broadcast may say.
fn cut(text: &str) -> String {
    if text.chars().count() <= BROADCAST_CHARS_MAX {
        return text.to_owned();
    }
    text.chars().take(BROADCAST_CHARS_MAX - 1).chain(['…']).collect()
}
