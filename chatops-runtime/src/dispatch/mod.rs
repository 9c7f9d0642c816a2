//! Carrying effects out: from a claimed effect to what came of it.
//!
//! [`prepare`] looks up everything that only the engine knows (names, rooms, messages) and gives a [`Job`]; a job
//! runs on its own, without the engine. [`Job::run`] makes the calls of the plan in order and says what is known
//! afterwards: done, refused, ambiguous, or to be tried again.

mod call;
mod chat;
mod policy;
mod progress;
mod retry;
mod services;
mod transcript;

use std::collections::BTreeMap;

use chatops_core::effect::{Answer, Effect, Outcome, Room, Slot};
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, MessageId, RoomId};
use chatops_core::plan::{Plan, plan};
use chatops_core::ports::chat::Dedup;
use chatops_core::ports::journal::{Claimed, Settlement};
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use crate::engine::Engine;
use crate::ports::Ports;
use policy::Repeat;
pub(crate) use progress::Progress;

/// A claimed effect with all that is needed to carry it out.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) claimed: Claimed,
    effect: Effect,
    plan: Plan,
    rooms: BTreeMap<Room, RoomId>,
    messages: BTreeMap<Slot, MessageId>,
    room_names: BTreeMap<Room, String>,
    /// How long it may take, where that is longer than a call.
    patience: Option<SignedDuration>,
    drill: bool,
    /// When the claim was asked for, on the machine's own time.
    asked: Instant,
    /// How old the effect was then, by the clock that wrote down when it was asked for.
    age: SignedDuration,
    repeat: Repeat,
    dedup: Dedup,
}

/// When a claim was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claiming {
    /// On the machine's own time, which never jumps.
    pub(crate) asked: Instant,
    /// On the clock that counts.
    pub(crate) now: Timestamp,
}

/// Looks up what an effect needs. The engine holds back effects whose rooms or messages do not stand yet.
pub(crate) fn prepare(engine: &Engine, claimed: Claimed, at: Claiming) -> Job {
    let effect = engine.resolve(&claimed.effect);
    let plan = plan(&effect, engine.facets(), engine.limits());
    let (mut rooms, mut messages, mut room_names) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for need in claimed.effect.needs() {
        match need {
            chatops_core::lanes::Need::Room(room) => {
                if let Some(id) = engine.room_id(&room) {
                    rooms.insert(room.clone(), id.clone());
                }
                if let Some(name) = engine.room_name(&room) {
                    room_names.insert(room, name.to_owned());
                }
            }
            chatops_core::lanes::Need::Message(slot) => {
                if let Some(id) = engine.message_id(&claimed.stream, &slot) {
                    messages.insert(slot, id.clone());
                }
            }
        }
    }
    let patience = patience(engine, &claimed.effect);
    let drill = engine.policy().drill;
    let dedup = engine.limits().dedup;
    let repeat = policy::repeat(&effect, dedup);
    let age = at.now.duration_since(claimed.asked_at);
    Job {
        claimed,
        effect,
        plan,
        rooms,
        messages,
        room_names,
        patience,
        drill,
        asked: at.asked,
        age,
        repeat,
        dedup,
    }
}

/// How long a tool is listened to: twice as long as it may take, because what comes late is still shown.
fn patience(engine: &Engine, effect: &Effect) -> Option<SignedDuration> {
    const TIMES: i32 = 2;
    let Effect::RunTool { tool, .. } = effect else { return None };
    let policy = engine.policy();
    let own = policy.toolbox.get(tool).and_then(|description| description.wait);
    Some(own.unwrap_or(policy.waits.tool).saturating_mul(TIMES))
}

/// Why a call did not bring an answer.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The port said so.
    Port(PortError),
    /// It cannot be done at all; the reason, for people.
    Impossible(String),
    /// It was not tried, and must not be before this moment.
    Later(Timestamp),
    /// It did not answer, as nothing does there for now; it is tried again at this moment.
    Silent(PortError, Timestamp),
    /// Nobody knows whether an earlier attempt was the one, and it must not be made again unasked.
    Unclear,
}

impl From<PortError> for Trouble {
    fn from(error: PortError) -> Self {
        Self::Port(error)
    }
}

impl Job {
    /// How long it may take on the host's clock. Nothing: no longer than a call does.
    pub(crate) fn patience(&self) -> Option<SignedDuration> {
        self.patience
    }

    /// Carries the effect out and says what to write of it.
    pub(crate) async fn run(&self, ports: &Ports) -> Settlement {
        // An earlier attempt ended without an answer. What must not happen twice is left to a person.
        let id = &self.claimed.id;
        ports.progress.begin(&self.claimed);
        let is_unclear = self.claimed.ambiguous && !ports.progress.is_clear(id);
        let settlement = match self.repeat {
            Repeat::Ask if is_unclear => {
                unclear("The program ended, or lost the answer, while it was under way.")
            }
            _ => self.attempt(ports).await,
        };
        match settlement {
            Settlement::Settled(_) => ports.progress.forget(id),
            Settlement::Again { .. } | Settlement::Later { .. } => ports.progress.end(id),
        }
        settlement
    }

    async fn attempt(&self, ports: &Ports) -> Settlement {
        match self.calls(ports).await {
            Ok(answer) => Settlement::Settled(Outcome::Done(answer)),
            Err(Trouble::Impossible(reason)) => Settlement::Settled(Outcome::Refused { reason }),
            Err(Trouble::Unclear) => {
                unclear("The answer was lost, and it was not found afterwards.")
            }
            // A part stands: who does not know which has to look for it.
            Err(Trouble::Later(not_before)) if ports.progress.has_begun(&self.claimed.id) => {
                Settlement::Again { not_before, ambiguous: true }
            }
            Err(Trouble::Later(not_before)) => Settlement::Later { not_before },
            // That the service is gone is no failure of the attempt, but nobody knows whether it heard us.
            Err(Trouble::Silent(_, not_before)) if self.repeat != Repeat::Ask => {
                Settlement::Again { not_before, ambiguous: true }
            }
            Err(Trouble::Port(error) | Trouble::Silent(error, _)) => {
                tracing::warn!(
                    effect.id = %self.claimed.id,
                    effect.attempts = self.claimed.attempts,
                    error = %error,
                    "an effect was not carried out"
                );
                // A wait counts from the answer that asks for it, not from the call.
                let now: Timestamp = ports.clock.now();
                let begun = ports.progress.has_begun(&self.claimed.id);
                retry::judge(&self.effect, &self.claimed, self.repeat, &error, begun, now)
            }
        }
    }

    /// What to write of an attempt that was cut off: nobody knows how far it came.
    pub(crate) fn timed_out(&self, now: Timestamp) -> Settlement {
        let error = PortError::unknown("runtime", "carry_out_an_effect", "no answer came in time");
        retry::judge(&self.effect, &self.claimed, self.repeat, &error, false, now)
    }

    async fn calls(&self, ports: &Ports) -> Result<Answer, Trouble> {
        if self.plan.service {
            return services::carry_out(self, ports).await;
        }
        if self.plan.calls.is_empty() {
            let reason = self.plan.gaps.first().map_or_else(
                || String::from("There was nothing to do."),
                chatops_core::effect::Gap::reason,
            );
            return Err(Trouble::Impossible(reason));
        }
        let mut first = None;
        for (index, call) in (0_u32..).zip(&self.plan.calls) {
            let key = self.claimed.id.part(index);
            let answer = self.part(ports, &key, chat::call(self, ports, call, &key)).await?;
            first.get_or_insert(answer);
        }
        Ok(first.unwrap_or(Answer::Nothing))
    }

    /// Makes one of several parts, unless it is known to stand.
    async fn part(
        &self,
        ports: &Ports,
        key: &EffectId,
        make: impl Future<Output = Result<Answer, Trouble>>,
    ) -> Result<Answer, Trouble> {
        let id = &self.claimed.id;
        if let Some(answer) = ports.progress.answer(id, key) {
            return Ok(answer);
        }
        let answer = make.await?;
        ports.progress.stands(id, key, &answer);
        Ok(answer)
    }

    fn room(&self, room: &Room) -> Result<&RoomId, Trouble> {
        self.rooms
            .get(room)
            .ok_or_else(|| Trouble::Impossible(format!("The room {room} does not stand.")))
    }

    fn message(&self, slot: &Slot) -> Result<&MessageId, Trouble> {
        self.messages
            .get(slot)
            .ok_or_else(|| Trouble::Impossible(String::from("The message does not stand.")))
    }

    fn is_standing(room: &Room) -> bool {
        !matches!(room, Room::Hot(_))
    }
}

fn unclear(known: &str) -> Settlement {
    let reason = format!("{known} Look before you do it again.");
    Settlement::Settled(Outcome::Ambiguous { reason })
}
