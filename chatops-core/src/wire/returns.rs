//! What a journal puts into its own inbox: a settled effect and a fired timer come back to the rules as deliveries.
//!
//! Their keys are made of what they report, so that every journal tells the same thing under the same key.

use jiff::Timestamp;

use crate::effect::{Effect, Outcome, TimerKey};
use crate::ids::{EffectId, StreamId, TimerId};
use crate::ports::inbound::{Delivery, Inbound};

/// The source of deliveries that report settled effects. Nobody else's.
pub const EFFECTS: &str = "effects";

/// The source of deliveries that report fired timers. Nobody else's.
pub const TIMERS: &str = "timers";

/// The delivery that reports the outcome of the claim with this epoch.
#[must_use]
pub fn settled(
    stream: StreamId,
    id: EffectId,
    epoch: u64,
    effect: Effect,
    outcome: Outcome,
    now: Timestamp,
) -> Delivery {
    Delivery {
        source: EFFECTS.to_owned(),
        key: format!("{id}/{epoch}"),
        occurred_at: now,
        inbound: Inbound::Settled { stream, id, effect: Box::new(effect), outcome },
    }
}

/// The delivery that reports that a timer fired. A timer that was moved fires under another key.
#[must_use]
pub fn fired(
    stream: StreamId,
    timer: TimerId,
    key: TimerKey,
    due: Timestamp,
    now: Timestamp,
) -> Delivery {
    Delivery {
        source: TIMERS.to_owned(),
        key: format!("{timer}/{}", due.as_nanosecond()),
        occurred_at: now,
        inbound: Inbound::TimerFired { stream, timer, key, due },
    }
}
