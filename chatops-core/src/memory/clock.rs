//! A clock that moves only when it is told to.

use std::fmt;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::shared::Shared;
use crate::ports::clock::Clock;
use crate::time::later;

/// A clock for tests, drills and the simulator. It stands still until it is moved, and never goes back.
pub struct ManualClock {
    now: Shared<Timestamp>,
}

impl ManualClock {
    /// A clock that stands at a moment.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { now: Shared::new(now) }
    }

    /// A clock that stands at the beginning of 1970.
    #[must_use]
    pub fn at_epoch() -> Self {
        Self::new(Timestamp::UNIX_EPOCH)
    }

    /// Moves the clock on to a moment and wakes those who wait for it. A moment that has passed changes nothing.
    pub fn set(&self, at: Timestamp) {
        self.now.change(|now| *now = at.max(*now));
    }

    /// Moves the clock on by a span. A negative one changes nothing.
    pub fn advance(&self, span: SignedDuration) {
        self.now.change(|now| *now = later(*now, span).max(*now));
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.now.read(|now| *now)
    }

    async fn until(&self, at: Timestamp) {
        self.now.until(|now| (at <= *now).then_some(())).await;
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManualClock({})", self.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_goes_back() {
        let clock = ManualClock::at_epoch();
        clock.advance(SignedDuration::from_secs(5));
        clock.advance(SignedDuration::from_secs(-3));
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::from_second(5).unwrap());
        clock.set(Timestamp::MAX);
        clock.advance(SignedDuration::from_secs(1));
        assert_eq!(clock.now(), Timestamp::MAX);
    }
}
