//! The cases of [`Clock`](crate::ports::Clock).

use std::fmt;
use std::future::ready;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::SignedDuration;

use super::wait::soon;
use super::{Failure, cases, holds};
use crate::ports::Clock;
use crate::time::later;

/// Makes clocks for the cases.
#[async_trait]
pub trait ClockRig: Send + Sync + fmt::Debug {
    /// A clock.
    fn clock(&self) -> Arc<dyn Clock>;

    /// Makes this much time pass on it: waits, or moves the clock.
    async fn pass(&self, span: SignedDuration);
}

cases! {
    dyn ClockRig;
    "It never goes back by itself." => does_not_go_back,
    "When it returns, [`Clock::now`] is not before that moment." => waits_long_enough,
    "A moment in the past returns at once." => past_returns,
}

/// Long enough to be told apart from no time, short enough to be waited for.
const MOMENT: SignedDuration = SignedDuration::from_millis(30);

async fn does_not_go_back(rig: &dyn ClockRig) -> Result<(), Failure> {
    let clock = rig.clock();
    let mut last = clock.now();
    for _ in 0..3 {
        rig.pass(MOMENT).await;
        let now = clock.now();
        holds("the time after a while", last < now, "later than before")?;
        last = now;
        for _ in 0..1_000 {
            let now = clock.now();
            holds("the time at the next look", last <= now, "not earlier than before")?;
            last = now;
        }
    }
    Ok(())
}

async fn waits_long_enough(rig: &dyn ClockRig) -> Result<(), Failure> {
    let clock = rig.clock();
    let at = later(clock.now(), MOMENT);
    // Half the time first: whoever returns at the first sign of movement returns too early.
    let mut wait = clock.until(at);
    let early = soon(wait.as_mut(), rig.pass(MOMENT / 2)).await;
    holds("the wait", early.is_none() || at <= clock.now(), "to last until its moment")?;
    if early.is_none() {
        let done = soon(wait, rig.pass(MOMENT * 10)).await;
        holds("the wait", done.is_some(), "to end when its moment has come")?;
    }
    holds("the time after the wait", at <= clock.now(), "not before the moment waited for")
}

async fn past_returns(rig: &dyn ClockRig) -> Result<(), Failure> {
    let clock = rig.clock();
    for at in [clock.now(), later(clock.now(), -MOMENT), jiff::Timestamp::MIN] {
        // Nothing passes meanwhile: a clock that stands still must not be waited for.
        let done = soon(clock.until(at), ready(())).await;
        holds("waiting for a moment in the past", done.is_some(), "to return at once")?;
    }
    Ok(())
}
