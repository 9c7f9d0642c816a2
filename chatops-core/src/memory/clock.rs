//! A clock that moves only when it is told to.

use std::collections::BTreeMap;
use std::fmt;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::shared::Shared;
use crate::ports::clock::Clock;
use crate::time::later;

/// A clock for tests, drills and the simulator. It stands still until it is moved, and never goes back.
pub struct ManualClock {
    state: Shared<State>,
}

#[derive(Debug)]
struct State {
    now: Timestamp,
    /// Who waits for which moment, by the number of the wait.
    waits: BTreeMap<u64, Timestamp>,
    last: u64,
}

/// Somebody who waits. Dropped: they wait no more.
struct Wait<'a> {
    clock: &'a ManualClock,
    number: u64,
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        self.clock.state.change(|state| state.waits.remove(&self.number));
    }
}

impl ManualClock {
    /// A clock that stands at a moment.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { state: Shared::new(State { now, waits: BTreeMap::new(), last: 0 }) }
    }

    /// A clock that stands at the beginning of 1970.
    #[must_use]
    pub fn at_epoch() -> Self {
        Self::new(Timestamp::UNIX_EPOCH)
    }

    /// Moves the clock on to a moment and wakes those who wait for it. A moment that has passed changes nothing.
    pub fn set(&self, at: Timestamp) {
        self.state.change(|state| state.now = at.max(state.now));
    }

    /// Moves the clock on by a span. A negative one changes nothing.
    pub fn advance(&self, span: SignedDuration) {
        self.state.change(|state| state.now = later(state.now, span).max(state.now));
    }

    /// The next moment that somebody waits for; nothing where nobody waits.
    #[must_use]
    pub fn next_wait(&self) -> Option<Timestamp> {
        self.state.read(|state| state.waits.values().copied().filter(|at| *at > state.now).min())
    }

    fn wait(&self, at: Timestamp) -> Wait<'_> {
        let number = self.state.change(|state| {
            state.last += 1;
            state.waits.insert(state.last, at);
            state.last
        });
        Wait { clock: self, number }
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.state.read(|state| state.now)
    }

    async fn until(&self, at: Timestamp) {
        let _wait = self.wait(at);
        self.state.until(|state| (at <= state.now).then_some(())).await;
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
    fn it_knows_what_is_waited_for() {
        let clock = ManualClock::at_epoch();
        let at = |second| Timestamp::from_second(second).unwrap();
        let (first, second) = (clock.wait(at(9)), clock.wait(at(5)));
        assert_eq!(clock.next_wait(), Some(at(5)));
        drop(second);
        assert_eq!(clock.next_wait(), Some(at(9)));
        clock.set(at(9));
        assert_eq!(clock.next_wait(), None);
        drop(first);
    }

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
