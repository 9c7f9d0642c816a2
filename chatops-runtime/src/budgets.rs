//! How often each service may be called: its own limits, the waits it asked for, and what is known of its health.
//!
//! A budget is kept per service and operation, and where the service counts so, per room: one that is used up delays
//! nothing else (RELIABILITY X14). A service that has failed several times in a row is asked by one call at a time, now and
//! then, until it answers (X24).

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ids::RoomId;
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::Rate;
use chatops_core::time::later;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use jiff::{SignedDuration, Timestamp};

/// Failures in a row after which a service counts as down (RELIABILITY section 5.6).
const FAILURES_MAX: u32 = 5;

/// How often a service that is down is tried where people wait for it.
const PROBE_URGENT: SignedDuration = SignedDuration::from_secs(5);

/// How often another service that is down is tried.
const PROBE: SignedDuration = SignedDuration::from_secs(60);

/// Services that people wait for.
const URGENT: [&str; 2] = ["chat", "pager"];

/// Most budgets that are kept: one per room that is written to in the last minutes. When there are more, all begin anew; the
/// service itself still says when it is too much.
const BUDGETS_MAX: usize = 10_000;

/// What a budget is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) service: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) room: Option<RoomId>,
}

/// The host's clock, as the budgets count by it: it stands still between two questions and never goes back.
#[derive(Debug, Clone, Default)]
struct Counted(Arc<AtomicU64>);

impl Clock for Counted {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.load(Ordering::Relaxed).into()
    }
}

type Limiter = RateLimiter<NotKeyed, InMemoryState, Counted, NoOpMiddleware<Nanos>>;

/// All budgets.
#[derive(Debug)]
pub(crate) struct Budgets {
    rates: BTreeMap<&'static str, Vec<Rate>>,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    clock: Counted,
    /// The moment that the clock counts from, and the latest it has seen.
    began: Option<Timestamp>,
    limiters: BTreeMap<Place, Limiter>,
    /// Until when a service asked us to wait with an operation.
    pauses: BTreeMap<(&'static str, &'static str), Timestamp>,
    health: BTreeMap<&'static str, Health>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Health {
    failures: u32,
    /// When it may be tried next, where it is down.
    next_probe: Option<Timestamp>,
}

impl Budgets {
    /// Budgets for services with these rates.
    pub(crate) fn new(rates: BTreeMap<&'static str, Vec<Rate>>) -> Self {
        let kept = Kept {
            clock: Counted::default(),
            began: None,
            limiters: BTreeMap::new(),
            pauses: BTreeMap::new(),
            health: BTreeMap::new(),
        };
        Self { rates, kept: Mutex::new(kept) }
    }

    /// A panic elsewhere leaves numbers that are right or a little old.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a call out of its budgets.
    ///
    /// # Errors
    /// The moment before which it must not be made. Nothing was taken then.
    pub(crate) fn ask(&self, place: &Place, now: Timestamp) -> Result<(), Timestamp> {
        let mut kept = self.kept();
        let pause = kept.pauses.get(&(place.service, place.operation));
        if let Some(until) = pause.filter(|until| **until > now) {
            return Err(*until);
        }
        if let Some(until) = kept.health.get(place.service).and_then(|one| one.next_probe)
            && until > now
        {
            return Err(until);
        }
        let counted = kept.count(now);
        for rate in self.rates.get(place.service).into_iter().flatten() {
            if rate.operation.is_empty() || rate.operation == place.operation {
                let wait = kept.take(place, *rate, counted);
                wait.map_or(Ok(()), |wait| Err(later(now, wait)))?;
            }
        }
        // From now on nobody else tries until it has answered, or time has passed.
        if let Some(health) = kept.health.get_mut(place.service)
            && health.next_probe.is_some()
        {
            health.next_probe = Some(later(now, probe_every(place.service)));
        }
        Ok(())
    }

    /// Remembers what came of a call.
    pub(crate) fn note(&self, place: &Place, error: Option<&PortError>, now: Timestamp) {
        let mut kept = self.kept();
        let silent = |error: &&PortError| {
            error.kind == ErrorKind::Unavailable || error.certainty == Certainty::Unknown
        };
        let health = kept.health.entry(place.service).or_default();
        match error.filter(silent) {
            None => *health = Health::default(),
            Some(_) => {
                health.failures = health.failures.saturating_add(1);
                if health.failures >= FAILURES_MAX {
                    health.next_probe = Some(later(now, probe_every(place.service)));
                }
            }
        }
        let asked = error.filter(|error| error.kind == ErrorKind::RateLimited);
        let asked = asked.filter(|_| !planted(Planted::WaitsUnheard));
        if let Some(wait) = asked.and_then(|error| error.retry_after) {
            let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
            let until = later(now, wait);
            let pause = kept.pauses.entry((place.service, place.operation)).or_insert(until);
            *pause = until.max(*pause);
        }
    }
}

impl Kept {
    /// The moment as the limiters count it.
    fn count(&mut self, now: Timestamp) -> Nanos {
        let began = *self.began.get_or_insert(now);
        let passed = Duration::try_from(now.duration_since(began)).unwrap_or(Duration::ZERO);
        let passed = u64::try_from(passed.as_nanos()).unwrap_or(u64::MAX);
        self.clock.0.fetch_max(passed, Ordering::Relaxed);
        self.clock.now()
    }

    /// Takes a call out of one budget, or gives how long until there is one.
    fn take(&mut self, place: &Place, rate: Rate, counted: Nanos) -> Option<SignedDuration> {
        let room = if rate.per_room { place.room.clone() } else { None };
        let place = Place { service: place.service, operation: rate.operation, room };
        if self.limiters.len() >= BUDGETS_MAX && !self.limiters.contains_key(&place) {
            self.limiters.clear();
        }
        let clock = self.clock.clone();
        let limiter = match self.limiters.entry(place) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(RateLimiter::direct_with_clock(quota(rate)?, clock))
            }
        };
        let early = limiter.check().err()?;
        SignedDuration::try_from(early.wait_time_from(counted)).ok()
    }
}

/// So many at once, and one more each time a part of the window has passed. Nothing: a rate without a meaning limits
/// nothing.
fn quota(rate: Rate) -> Option<Quota> {
    let calls = NonZeroU32::new(rate.calls)?;
    let each = Duration::try_from(rate.window).ok()?.checked_div(calls.get())?;
    Some(Quota::with_period(each)?.allow_burst(calls))
}

fn probe_every(service: &str) -> SignedDuration {
    if URGENT.contains(&service) { PROBE_URGENT } else { PROBE }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    fn place(operation: &'static str, room: &str) -> Place {
        Place { service: "chat", operation, room: RoomId::new(room).ok() }
    }

    fn budgets(rates: Vec<Rate>) -> Budgets {
        Budgets::new(BTreeMap::from([("chat", rates)]))
    }

    fn rate(operation: &'static str, per_room: bool, calls: u32, seconds: i64) -> Rate {
        Rate { operation, per_room, calls, window: SignedDuration::from_secs(seconds) }
    }

    #[test]
    fn a_budget_is_used_up_and_fills_again_for_itself_alone() {
        let budgets = budgets(vec![rate("post", true, 2, 10)]);
        let (here, there) = (place("post", "C1"), place("post", "C2"));
        assert_eq!(budgets.ask(&here, at(0)), Ok(()));
        assert_eq!(budgets.ask(&here, at(0)), Ok(()));
        assert_eq!(budgets.ask(&here, at(0)), Err(at(5)));
        assert_eq!(budgets.ask(&there, at(0)), Ok(()), "another room");
        assert_eq!(budgets.ask(&place("edit", "C1"), at(0)), Ok(()), "another operation");
        assert_eq!(budgets.ask(&here, at(4)), Err(at(5)));
        assert_eq!(budgets.ask(&here, at(5)), Ok(()));
        // A clock that goes back fills nothing and breaks nothing.
        assert!(budgets.ask(&here, at(-100)).is_err());
    }

    #[test]
    fn a_wait_that_was_asked_for_is_kept_by_its_operation() {
        let budgets = budgets(Vec::new());
        let busy = PortError::not_done("x", "post", ErrorKind::RateLimited, "")
            .retry_after(Duration::from_secs(30));
        budgets.note(&place("post", "C1"), Some(&busy), at(0));
        assert_eq!(budgets.ask(&place("post", "C2"), at(29)), Err(at(30)));
        assert_eq!(budgets.ask(&place("edit", "C1"), at(0)), Ok(()));
        assert_eq!(budgets.ask(&place("post", "C1"), at(30)), Ok(()));
    }

    #[test]
    fn a_service_that_is_down_is_tried_by_one_call_at_a_time() {
        let budgets = Budgets::new(BTreeMap::new());
        let place = |service| Place { service, operation: "open", room: None };
        let down = PortError::not_done("x", "open", ErrorKind::Unavailable, "");
        for failure in 0..i64::from(FAILURES_MAX) {
            assert_eq!(budgets.ask(&place("tickets"), at(failure)), Ok(()));
            budgets.note(&place("tickets"), Some(&down), at(failure));
        }
        assert_eq!(budgets.ask(&place("tickets"), at(5)), Err(at(64)));
        assert_eq!(budgets.ask(&place("chat"), at(5)), Ok(()), "another service");
        assert_eq!(budgets.ask(&place("tickets"), at(64)), Ok(()), "the probe");
        assert_eq!(budgets.ask(&place("tickets"), at(64)), Err(at(124)), "others wait for it");
        budgets.note(&place("tickets"), None, at(65));
        assert_eq!(budgets.ask(&place("tickets"), at(65)), Ok(()), "it is back");
    }
}
