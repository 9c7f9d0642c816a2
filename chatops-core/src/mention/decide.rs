//! What mention discipline decides, command by command.

use super::{BROADCAST_CHARS_MAX, Event, Mentions, PassedOn, REQUESTS_MAX, Reach, detect};
use crate::authority::GuestStanding;
use crate::context::{Context, Scene};
use crate::effect::Room;
use crate::ids::{MessageId, PersonId};
use crate::planted::{Planted, planted};
use crate::policy::Policy;
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
        let leader =
            leader_of(room, scene, cx.policy).filter(|_| cx.policy.mentions.forward_at_once);
        Ok(vec![Event::Intercepted {
            number: self.next(),
            room: room.clone(),
            author,
            message: message.clone(),
            reach,
            text: cut(text),
            forwarded_to: leader.cloned(),
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
                format!("Message {number} has been sent on already."),
                "For more, ask the commander: `ask <what you see>`.",
            ));
        }
        let Some(leader) = leader_of(&interception.room, scene, cx.policy) else {
            return Err(Refusal::wrong_state(
                "Nobody commands now.",
                "Take command with `take`, or page somebody: `page @person <why>`.",
            ));
        };
        Ok(vec![Event::Forwarded { number, to: leader.clone() }])
    }

    pub(super) fn request(
        &self,
        (room, reach, text): (&Room, Reach, &str),
        passed_on: Option<PassedOn>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = asker(cx)?;
        must_lead(room, scene, cx)?;
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
            asked_in: cx.asked_in.cloned(),
            passed_on,
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
            // Somebody else's words: the leader sees whom they wake before they go out.
            let words = (&forwarded.room, reach, detect::without_calls(&forwarded.text));
            let passed_on = PassedOn { author: forwarded.author.clone(), message: number };
            return self.request(words, Some(passed_on), scene, cx);
        }
        let request = self.requests.get(&number).ok_or_else(|| self.no_broadcast(number))?;
        if request.by != *by {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                format!("Only who asked for broadcast {number} may send it."),
                format!("Ask for your own: `{reach} <what they are to do>`."),
            ));
        }
        must_lead(&request.room, scene, cx)?;
        if cx.now >= request.until {
            return Err(Refusal::wrong_state(
                format!("Broadcast {number} has waited too long; its count is out of date."),
                format!("Ask again: `{reach} <what they are to do>`."),
            ));
        }
        if !request.is_previewed() {
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
            reached: request.counts.get(&reach).copied().flatten().map(|(reached, _)| reached),
            passed_on: request.passed_on.clone(),
        }])
    }

    pub(super) fn drop_request(
        &self,
        number: u32,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = asker(cx)?;
        let (room, passed_on) = match (self.requests.get(&number), self.intercepted.get(&number)) {
            (Some(request), _) => {
                if request.by != *by {
                    must_lead(&request.room, scene, cx)?;
                }
                (&request.room, request.passed_on.clone())
            }
            (None, Some(forwarded)) if forwarded.forwarded => {
                must_lead(&forwarded.room, scene, cx)?;
                let author = forwarded.author.clone();
                (&forwarded.room, Some(PassedOn { author, message: number }))
            }
            _ => return Err(self.no_broadcast(number)),
        };
        Ok(vec![Event::Dropped { number, room: room.clone(), by: by.clone(), passed_on }])
    }

    /// There is nothing of this number to be sent: it is over, or never was.
    fn no_broadcast(&self, number: u32) -> Refusal {
        let instead = "Ask for one: `here <what they are to do>`.";
        if (1..=self.last).contains(&number) && !self.intercepted.contains_key(&number) {
            return Refusal::wrong_state(
                format!(
                    "Number {number} no longer waits: it was sent, dropped, or not sent in time."
                ),
                instead,
            );
        }
        Refusal::not_found(&format!("broadcast {number} that waits to be sent"), instead)
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

/// Who leads a room: who may wake it, and is asked to. Judged by the room itself, not by the room somebody acts in: a
/// manager leads the team room, and from there no other.
pub(super) fn leader_of<'a>(
    room: &Room,
    scene: &Scene<'a>,
    policy: &'a Policy,
) -> Option<&'a PersonId> {
    match room {
        Room::EmergencyChannel | Room::Announcements => scene.commander,
        Room::Team(team) => policy.teams.get(team).map(|team| &team.manager),
        Room::Hot(incident) => scene.commander.filter(|_| scene.incident == Some(incident)),
    }
}

/// Whether the actor leads this room at this moment.
pub(super) fn leads(room: &Room, scene: &Scene<'_>, cx: Context<'_>) -> bool {
    if planted(Planted::AnybodyWakes) {
        return true;
    }
    let standing = scene.standing;
    standing.guest == GuestStanding::Insider
        && !standing.barred
        && standing.person.is_some()
        && cx.actor.person() == standing.person.as_ref()
        && leader_of(room, scene, cx.policy) == standing.person.as_ref()
}

fn must_lead(room: &Room, scene: &Scene<'_>, cx: Context<'_>) -> Result<(), Refusal> {
    if leads(room, scene, cx) {
        return Ok(());
    }
    let instead = match leader_of(room, scene, cx.policy) {
        Some(leader) => format!("Ask {leader}, who leads it."),
        None => String::from("Nobody leads it now. Take command with `take`."),
    };
    Err(Refusal::new(RefusalKind::NotEntitled, "Only who leads the room may wake it.", instead))
}

/// The text, cut to what a broadcast may say.
fn cut(text: &str) -> String {
    if text.chars().count() <= BROADCAST_CHARS_MAX {
        return text.to_owned();
    }
    text.chars().take(BROADCAST_CHARS_MAX - 1).chain(['…']).collect()
}
