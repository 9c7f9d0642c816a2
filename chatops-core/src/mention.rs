//! Mention discipline: who may wake whom (Features B1 and B2).
//!
//! A mass mention that somebody types without the right to it is intercepted: taken away where the
//! platform lets us, answered privately, and offered to who leads the room: the duty commander the emergency
//! channel, the incident commander a hot room, the manager a team room. A leader who wants to wake
//! a room asks first, sees whom each reach notifies and how many of them sleep, and then sends or drops it:
//!
//! ```text
//! Request ─▶ Requested ─▶ count ─▶ Previewed ─▶ Send ─▶ Granted ─▶ Effect::Broadcast
//!                                     └───────▶ Drop, time-out: nobody is woken
//! ```
//!
//! [`Broadcast`] can be made nowhere else than in what follows from [`Event::Granted`].

mod audience;
mod decide;
mod detect;
mod permit;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, Room, TimerKey};
use crate::feature::Feature;
use crate::ids::{MessageId, PersonId};
use crate::message::{Message, Tone};
use crate::refusal::Refusal;
use crate::text::Text;

pub use detect::reach_in;
pub use permit::{Broadcast, BroadcastPermit};

/// Most broadcasts that wait for their sender at a time. Whoever has five open is not weighing them.
pub const REQUESTS_MAX: usize = 5;

/// Most intercepted messages that are kept to be forwarded. Beyond it the oldest is forgotten: by then
/// it is no news.
pub const INTERCEPTIONS_MAX: usize = 50;

/// Longest text of a broadcast, in characters. People who are just woken read one short paragraph;
/// it also leaves room for the mark and the sender within every platform's message.
pub const BROADCAST_CHARS_MAX: usize = 1_000;

/// Whom a mass mention wakes, from the gentlest to the loudest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Those in the room who are active now.
    Here,
    /// Everybody in the room.
    Channel,
    /// Everybody in the company's chat.
    Everyone,
}

impl Reach {
    /// All reaches, from the gentlest to the loudest.
    pub const ALL: [Self; 3] = [Self::Here, Self::Channel, Self::Everyone];
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Here => "here",
            Self::Channel => "channel",
            Self::Everyone => "everyone",
        })
    }
}

/// A mass mention that was kept from waking anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Interception {
    room: Room,
    author: PersonId,
    reach: Reach,
    text: String,
    forwarded: bool,
}

/// Whose words a broadcast is, where it is not its sender's: an intercepted message that was sent to who leads
/// the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    /// Who wrote them.
    pub author: PersonId,
    /// The number of the intercepted message.
    pub message: u32,
}

/// How many people a reach notifies and for how many of them it is night.
type Counted = (u32, u32);

/// A broadcast that waits for its sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    room: Room,
    reach: Reach,
    text: String,
    by: PersonId,
    until: Timestamp,
    /// Where its sender asked and is answered. Nothing: directly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked_in: Option<Room>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passed_on: Option<PassedOn>,
    /// What is known of each reach that can be sent. Nothing: it could not be counted.
    counts: BTreeMap<Reach, Option<Counted>>,
}

impl Request {
    /// The reaches that can be sent, from the gentlest to what was asked for.
    fn reaches(&self) -> impl Iterator<Item = Reach> {
        let most = self.reach;
        Reach::ALL.into_iter().filter(move |reach| *reach <= most)
    }

    /// Whether its sender has seen whom each reach notifies.
    fn is_previewed(&self) -> bool {
        self.reaches().all(|reach| self.counts.contains_key(&reach))
    }
}

/// Mention discipline of one aggregate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentions {
    /// The last number given out. Interceptions and broadcasts share one sequence, so that a number
    /// never means both.
    last: u32,
    intercepted: BTreeMap<u32, Interception>,
    requests: BTreeMap<u32, Request>,
}

/// What can be asked of mention discipline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A message with a mass mention was written. The actor is its author.
    Intercept {
        /// The room it stands in.
        room: Room,
        /// The message.
        message: MessageId,
        /// Whom it tries to wake, from [`reach_in`] or the platform's own report.
        reach: Reach,
        /// What it says.
        text: String,
        /// Whether the mention came with a change of an older message.
        edited: bool,
    },
    /// Send an intercepted message to who leads the room. Only its author may, once.
    Forward {
        /// Its number.
        number: u32,
    },
    /// Ask to wake a room. The preview comes first.
    Request {
        /// The room.
        room: Room,
        /// Whom.
        reach: Reach,
        /// What it says. At most [`BROADCAST_CHARS_MAX`] characters.
        text: String,
    },
    /// Send a previewed broadcast, as asked or gentler. For a forwarded message: ask to send it.
    Send {
        /// Its number.
        number: u32,
        /// Whom.
        reach: Reach,
    },
    /// Do not send it. For a forwarded message: leave it.
    Drop {
        /// Its number.
        number: u32,
    },
}

/// What happens in mention discipline. Texts are kept as they were typed, cut to
/// [`BROADCAST_CHARS_MAX`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody used a mass mention with the right to it.
    Used {
        /// The room.
        room: Room,
        /// Whom it woke.
        reach: Reach,
    },
    /// Somebody used a mass mention without the right to it.
    Intercepted {
        /// Its number.
        number: u32,
        /// The room.
        room: Room,
        /// Who wrote it.
        author: PersonId,
        /// The message.
        message: MessageId,
        /// Whom it tries to wake.
        reach: Reach,
        /// What it says.
        text: String,
        /// Who leads the room, to whom it goes at once where the policy says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        forwarded_to: Option<PersonId>,
    },
    /// The author had an intercepted message sent to who leads the room.
    Forwarded {
        /// Its number.
        number: u32,
        /// Who leads the room.
        to: PersonId,
    },
    /// Somebody asked to wake a room.
    Requested {
        /// Its number.
        number: u32,
        /// The room.
        room: Room,
        /// Whom.
        reach: Reach,
        /// What it says.
        text: String,
        /// Who asked.
        by: PersonId,
        /// It is forgotten at this moment.
        until: Timestamp,
        /// Where they asked and are answered. Nothing: directly.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_in: Option<Room>,
        /// Whose words they are, where not the sender's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passed_on: Option<PassedOn>,
    },
    /// It is known, or known to be unknown, whom one reach of the broadcast notifies.
    Previewed {
        /// Its number.
        number: u32,
        /// Which reach.
        reach: Reach,
        /// How many people, the one who asks among them if they are in the room: a platform notifies them too.
        /// Nothing: they could not be counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reached: Option<u32>,
        /// For how many of them it is night. Who has no known zone counts as awake, and so does the one who asks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asleep: Option<u32>,
    },
    /// The broadcast goes out.
    Granted {
        /// Its number.
        number: u32,
        /// The room.
        room: Room,
        /// Whom it wakes.
        reach: Reach,
        /// What it says.
        text: String,
        /// Who sends it.
        by: PersonId,
        /// How many people it notifies, as the preview said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reached: Option<u32>,
        /// Whose words they are, where not the sender's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passed_on: Option<PassedOn>,
    },
    /// The broadcast, or a forwarded message, will not be sent.
    Dropped {
        /// Its number.
        number: u32,
        /// The room it was for.
        room: Room,
        /// Who decided so.
        by: PersonId,
        /// Whose words they are, where not the sender's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passed_on: Option<PassedOn>,
    },
    /// Nobody sent the broadcast in time.
    Expired {
        /// Its number.
        number: u32,
        /// The room.
        room: Room,
        /// Who had asked.
        by: PersonId,
        /// Whose words they are, where not the sender's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passed_on: Option<PassedOn>,
    },
}

/// The native form of mention discipline in a room: only these may use mass mentions. The aggregate asks
/// for it when a room stands and at each change of its leader, so that the right follows the baton.
#[must_use]
pub fn native_rights(room: &Room, leaders: impl IntoIterator<Item = PersonId>) -> Effect {
    Effect::SetMentionRights { room: room.clone(), people: leaders.into_iter().collect() }
}

impl Mentions {
    /// A mass mention without the right to it: taken away, answered, and sent on where the policy says so.
    fn intercepted(
        &self,
        number: u32,
        message: &MessageId,
        forwarded_to: Option<&PersonId>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Reaction {
        let Some(interception) = self.intercepted.get(&number) else {
            return Reaction::none();
        };
        let mut reaction = Reaction::none();
        if cx.policy.mentions.remove {
            let (room, message) = (interception.room.clone(), message.clone());
            reaction = reaction.effect(Effect::RemoveMessage { room, message });
        }
        // A program is not answered: two that answer each other never end.
        if !scene.standing.barred {
            let leader = decide::leader_of(&interception.room, scene, cx.policy);
            let hint = words::to_author(interception, number, leader);
            reaction = reaction.hint(&interception.room, &interception.author, hint);
        }
        match forwarded_to {
            Some(to) => reaction.direct(to, words::to_leader(interception, number, cx.policy)),
            None => reaction,
        }
    }
}

impl Feature for Mentions {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Intercept { room, reach, edited, .. } if decide::leads(room, scene, cx) => {
                // A change of one's own words wakes nobody anew.
                let used = Event::Used { room: room.clone(), reach: *reach };
                Ok((!edited).then_some(used).into_iter().collect())
            }
            Command::Intercept { room, message, reach, text, .. } => {
                self.intercept((room, message, *reach), text, scene, cx)
            }
            Command::Forward { number } => self.forward(*number, scene, cx),
            Command::Request { room, reach, text } => {
                self.request((room, *reach, text), None, scene, cx)
            }
            Command::Send { number, reach } => self.send(*number, *reach, scene, cx),
            Command::Drop { number } => self.drop_request(*number, scene, cx),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Used { .. } => {}
            Event::Intercepted { number, room, author, reach, text, forwarded_to, .. } => {
                self.last = self.last.max(*number);
                if self.intercepted.len() >= INTERCEPTIONS_MAX {
                    self.intercepted.pop_first();
                }
                self.intercepted.insert(
                    *number,
                    Interception {
                        room: room.clone(),
                        author: author.clone(),
                        reach: *reach,
                        text: text.clone(),
                        forwarded: forwarded_to.is_some(),
                    },
                );
            }
            Event::Forwarded { number, .. } => {
                if let Some(interception) = self.intercepted.get_mut(number) {
                    interception.forwarded = true;
                }
            }
            Event::Requested { number, room, reach, text, by, until, asked_in, passed_on } => {
                self.last = self.last.max(*number);
                self.requests.insert(
                    *number,
                    Request {
                        room: room.clone(),
                        reach: *reach,
                        text: text.clone(),
                        by: by.clone(),
                        until: *until,
                        asked_in: asked_in.clone(),
                        passed_on: passed_on.clone(),
                        counts: BTreeMap::new(),
                    },
                );
            }
            Event::Previewed { number, reach, reached, asleep } => {
                if let Some(request) = self.requests.get_mut(number) {
                    request.counts.insert(*reach, reached.zip(*asleep));
                }
            }
            Event::Granted { number, passed_on, .. }
            | Event::Dropped { number, passed_on, .. }
            | Event::Expired { number, passed_on, .. } => {
                self.requests.remove(number);
                if let Some(words) = passed_on {
                    self.intercepted.remove(&words.message);
                }
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match event {
            Event::Used { .. } => Reaction::none(),
            Event::Intercepted { number, message, forwarded_to, .. } => {
                self.intercepted(*number, message, forwarded_to.as_ref(), scene, cx)
            }
            Event::Forwarded { number, to } => match self.intercepted.get(number) {
                Some(interception) => {
                    let asks = words::to_leader(interception, *number, cx.policy);
                    let said = Text::new().plain("Sent to ").name(to).plain(".");
                    Reaction::none().direct(to, asks).answer(cx, said)
                }
                None => Reaction::none(),
            },
            Event::Requested { number, until, .. } => {
                let reaction = Reaction::none().set(TimerKey::Broadcast(*number), *until);
                let Some(request) = self.requests.get(number) else { return reaction };
                request.reaches().fold(reaction, |reaction, reach| {
                    let (room, broadcast) = (request.room.clone(), *number);
                    reaction.effect(Effect::CountAudience { room, reach, broadcast })
                })
            }
            Event::Previewed { number, .. } => {
                match self.requests.get(number).filter(|request| request.is_previewed()) {
                    Some(request) => {
                        let preview = words::preview(request, *number, cx.policy);
                        Reaction::none().answer_at(request.asked_in.as_ref(), &request.by, preview)
                    }
                    None => Reaction::none(),
                }
            }
            Event::Granted { number, room, reach, text, by, reached, passed_on } => {
                let author = passed_on.as_ref().map(|words| &words.author);
                let message = Message::new(words::said(by, author, text)).tone(Tone::Alarm);
                let broadcast = Broadcast::grant(room.clone(), *reach, message, *number);
                let reaction = Reaction::none()
                    .effect(Effect::Broadcast(broadcast))
                    .answer(cx, words::sent(*reach, *reached))
                    .cancel(TimerKey::Broadcast(*number));
                words::told_author(
                    reaction,
                    room,
                    passed_on.as_ref(),
                    words::was_sent(by, room, *reach),
                )
            }
            Event::Dropped { number, room, by, passed_on } => {
                let reaction = Reaction::none()
                    .answer(cx, Text::from("Dropped. Nobody has been woken."))
                    .cancel(TimerKey::Broadcast(*number));
                words::told_author(reaction, room, passed_on.as_ref(), words::was_dropped(by, room))
            }
            Event::Expired { number, room, by, passed_on } => {
                let text =
                    format!("Broadcast {number} was not sent in time. Nobody has been woken.");
                let reaction = Reaction::none().hint(room, by, Text::from(text));
                words::told_author(reaction, room, passed_on.as_ref(), words::ran_out(by, room))
            }
        }
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let TimerKey::Broadcast(number) = key else {
            return Vec::new();
        };
        match self.requests.get(number).filter(|request| cx.now >= request.until) {
            Some(Request { room, by, passed_on, .. }) => vec![Event::Expired {
                number: *number,
                room: room.clone(),
                by: by.clone(),
                passed_on: passed_on.clone(),
            }],
            None => Vec::new(),
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let Effect::CountAudience { broadcast: number, reach, .. } = effect else {
            return Vec::new();
        };
        let waits = |request: &&Request| !request.counts.contains_key(reach);
        let Some(request) = self.requests.get(number).filter(waits) else {
            return Vec::new();
        };
        let (reached, asleep) = match outcome {
            Outcome::Done(Answer::Audience { people }) => {
                let (reached, asleep) =
                    audience::count(people, &request.by, cx.now, &cx.policy.mentions);
                (Some(reached), Some(asleep))
            }
            Outcome::Done(_) | Outcome::Refused { .. } | Outcome::Ambiguous { .. } => (None, None),
        };
        vec![Event::Previewed { number: *number, reach: *reach, reached, asleep }]
    }

    fn tell(event: &Event) -> Text {
        let text = Text::new();
        match event {
            Event::Used { room, reach } => {
                text.plain("woke ").room(room).plain(format!(" by hand ({reach})"))
            }
            Event::Intercepted { number, room, reach, .. } => text
                .plain("tried to wake ")
                .room(room)
                .plain(format!(" ({reach}) without the right to it; kept as message {number}")),
            Event::Forwarded { number, to } => {
                text.plain(format!("sent message {number} to ")).name(to)
            }
            Event::Requested { number, room, reach, .. } => text
                .plain("asked to wake ")
                .room(room)
                .plain(format!(" ({reach}), broadcast {number}")),
            Event::Previewed { number, reach, reached, asleep } => match reached.zip(*asleep) {
                Some((reached, asleep)) => text.plain(format!(
                    "broadcast {number} would reach {reached} with {reach}; {}",
                    words::sleepers(asleep)
                )),
                None => text
                    .plain(format!("it is not known whom broadcast {number} reaches with {reach}")),
            },
            Event::Granted { number, room, reach, text: said, .. } => text
                .plain("woke ")
                .room(room)
                .plain(format!(" ({reach}, broadcast {number}): {said}")),
            Event::Dropped { number, .. } => text.plain(format!("dropped broadcast {number}")),
            Event::Expired { number, .. } => {
                text.plain(format!("broadcast {number} was not sent in time"))
            }
        }
    }
}
