//! How often each service may be called: its own limits, the waits it asked for, and what is known of its health.
//!
//! A budget is kept per service and operation, and where the service counts so, per room: one that is used up delays
//! nothing else (RELIABILITY X14). A service that has failed several times in a row is asked by one call at a time, now and
//! then, until it answers (X24).

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ids::{RoomId, StreamId};
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::Rate;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use jiff::Timestamp;
use tokio::time::Instant;

/// Failures in a row after which a service counts as down (RELIABILITY section 5.6).
const FAILURES_MAX: u32 = 5;

/// How often a service that is down is tried where people wait for it.
const PROBE_URGENT: Duration = Duration::from_secs(5);

/// How often another service that is down is tried.
const PROBE: Duration = Duration::from_secs(60);

/// Services that people wait for.
const URGENT: [&str; 2] = ["chat", "pager"];

/// Most budgets that are kept: one per room that is written to in the last minutes. When there are more, all begin anew; the
/// service itself still says when it is too much.
const BUDGETS_MAX: usize = 10_000;

/// Most streams that are remembered as told that a service is down.
const WAITING_MAX: usize = 1_000;

/// Who is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Service {
    /// The kind of service.
    pub(crate) name: &'static str,
    /// Which one, where there are several of a kind: one that is down says nothing about the others.
    pub(crate) source: Option<String>,
}

impl From<&'static str> for Service {
    /// The only one of its kind.
    fn from(name: &'static str) -> Self {
        Self { name, source: None }
    }
}

/// What a budget is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) service: Service,
    pub(crate) operation: &'static str,
    pub(crate) room: Option<RoomId>,
}

/// The host's clock, as the budgets count by it: it stands still between two questions and never goes back.
#[derive(Debug, Clone, Default)]
struct Counted(Arc<AtomicU64>);

/// Time that passes by the host's clock, and by the machine's own where that clock was put back: a wait for a service must not
/// last a day longer for it (RELIABILITY X12).
#[derive(Debug)]
struct Steady {
    /// The last question: by the host's clock and by the machine's.
    asked: Option<(Timestamp, Instant)>,
    passed: Duration,
}

impl Steady {
    fn at(&mut self, now: Timestamp) -> Duration {
        let instant = Instant::now();
        if let Some((last, then)) = self.asked {
            let since = now.duration_since(last);
            let since = Duration::try_from(since).unwrap_or_else(|_| instant - then);
            self.passed = self.passed.saturating_add(since);
        }
        self.asked = Some((now, instant));
        self.passed
    }
}

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
    steady: Steady,
    limiters: BTreeMap<Place, Limiter>,
    /// Until when a service asked us to wait with an operation.
    pauses: BTreeMap<(Service, &'static str), Duration>,
    health: BTreeMap<Service, Health>,
    /// For which streams something waits for which service that is down.
    waiting: BTreeSet<(Service, StreamId)>,
    /// The services that have answered since the start.
    heard: BTreeSet<Service>,
    /// What has changed since somebody asked.
    news: Vec<News>,
}

/// What people are to know of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    /// It is down, and something that this stream asks of it waits.
    Silent(Service, StreamId),
    /// It answers; whoever was told that it did not is to know.
    Answers(Service),
}

#[derive(Debug, Clone, Copy, Default)]
struct Health {
    failures: u32,
    /// When it may be tried next, where it is down.
    next_probe: Option<Duration>,
}

impl Budgets {
    /// Budgets for services with these rates.
    pub(crate) fn new(rates: BTreeMap<&'static str, Vec<Rate>>) -> Self {
        let kept = Kept {
            clock: Counted::default(),
            steady: Steady { asked: None, passed: Duration::ZERO },
            limiters: BTreeMap::new(),
            pauses: BTreeMap::new(),
            health: BTreeMap::new(),
            waiting: BTreeSet::new(),
            heard: BTreeSet::new(),
            news: Vec::new(),
        };
        Self { rates, kept: Mutex::new(kept) }
    }

    /// A panic elsewhere leaves numbers that are right or a little old.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time that has passed, by a clock that never goes back.
    pub(crate) fn passed(&self, now: Timestamp) -> Duration {
        self.kept().steady.at(now)
    }

    /// Takes a call out of its budgets.
    ///
    /// # Errors
    /// How long it must not be made. Nothing was taken then.
    pub(crate) fn ask(&self, place: &Place, now: Timestamp) -> Result<(), Duration> {
        let mut kept = self.kept();
        let passed = kept.steady.at(now);
        if let Some(wait) = kept.wait(place, passed) {
            return Err(wait);
        }
        let counted = kept.count(passed);
        for rate in self.rates.get(place.service.name).into_iter().flatten() {
            if rate.operation.is_empty() || rate.operation == place.operation {
                kept.take(place, *rate, counted).map_or(Ok(()), Err)?;
            }
        }
        // From now on nobody else tries until it has answered, or time has passed.
        if let Some(health) = kept.health.get_mut(&place.service)
            && health.next_probe.is_some()
        {
            health.next_probe = Some(passed.saturating_add(probe_every(&place.service)));
        }
        Ok(())
    }

    /// How long a service does not want to be asked, or is not asked because it is down. Nothing: it may be.
    pub(crate) fn wait(&self, place: &Place, now: Timestamp) -> Option<Duration> {
        let mut kept = self.kept();
        let passed = kept.steady.at(now);
        kept.wait(place, passed)
    }

    /// Remembers what came of a call.
    pub(crate) fn note(&self, place: &Place, error: Option<&PortError>, now: Timestamp) {
        let mut kept = self.kept();
        let passed = kept.steady.at(now);
        let silent = |error: &&PortError| {
            error.kind == ErrorKind::Unavailable || error.certainty == Certainty::Unknown
        };
        let health = kept.health.entry(place.service.clone()).or_default();
        let had_failed = health.failures > 0;
        match error.filter(silent) {
            None => *health = Health::default(),
            Some(_) => {
                health.failures = health.failures.saturating_add(1);
                if health.failures >= FAILURES_MAX {
                    health.next_probe = Some(passed.saturating_add(probe_every(&place.service)));
                }
            }
        }
        // A process that was started anew does not know what was told before, and another may have told it by its own count.
        if error.filter(silent).is_none() && (had_failed || !kept.heard.contains(&place.service)) {
            kept.heard.insert(place.service.clone());
            kept.waiting.retain(|(service, _)| *service != place.service);
            kept.news.push(News::Answers(place.service.clone()));
        }
        let asked = error.filter(|error| error.kind == ErrorKind::RateLimited);
        let asked = asked.filter(|_| !planted(Planted::WaitsUnheard));
        if let Some(wait) = asked.and_then(|error| error.retry_after) {
            let until = passed.saturating_add(wait);
            let key = (place.service.clone(), place.operation);
            let pause = kept.pauses.entry(key).or_insert(until);
            *pause = until.max(*pause);
        }
    }

    /// Something that a stream asks of a service waits, perhaps because it is down.
    pub(crate) fn waits(&self, service: &Service, stream: &StreamId) {
        let mut kept = self.kept();
        let is_down = kept.health.get(service).is_some_and(|one| one.next_probe.is_some());
        if is_down
            && kept.waiting.len() < WAITING_MAX
            && kept.waiting.insert((service.clone(), stream.clone()))
        {
            kept.news.push(News::Silent(service.clone(), stream.clone()));
        }
    }

    /// What has changed since this was last asked.
    pub(crate) fn news(&self) -> Vec<News> {
        std::mem::take(&mut self.kept().news)
    }
}

impl Kept {
    fn wait(&self, place: &Place, passed: Duration) -> Option<Duration> {
        let pause = self.pauses.get(&(place.service.clone(), place.operation)).copied();
        let probe = self.health.get(&place.service).and_then(|one| one.next_probe);
        let until = pause.max(probe).filter(|until| *until > passed);
        until.map(|until| until - passed)
    }

    /// The moment as the limiters count it.
    fn count(&mut self, passed: Duration) -> Nanos {
        let passed = u64::try_from(passed.as_nanos()).unwrap_or(u64::MAX);
        self.clock.0.fetch_max(passed, Ordering::Relaxed);
        self.clock.now()
    }

    /// Takes a call out of one budget, or gives how long until there is one.
    fn take(&mut self, place: &Place, rate: Rate, counted: Nanos) -> Option<Duration> {
        let room = if rate.per_room { place.room.clone() } else { None };
        let place = Place { service: place.service.clone(), operation: rate.operation, room };
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
        Some(early.wait_time_from(counted))
    }
}

/// So many at once, and one more each time a part of the window has passed. Nothing: a rate without a meaning limits
/// nothing.
fn quota(rate: Rate) -> Option<Quota> {
    let calls = NonZeroU32::new(rate.calls)?;
    let each = Duration::try_from(rate.window).ok()?.checked_div(calls.get())?;
    Some(Quota::with_period(each)?.allow_burst(calls))
}

fn probe_every(service: &Service) -> Duration {
    if URGENT.contains(&service.name) { PROBE_URGENT } else { PROBE }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn place(operation: &'static str, room: &str) -> Place {
        Place { service: "chat".into(), operation, room: RoomId::new(room).ok() }
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
        assert_eq!(budgets.ask(&here, at(0)), Err(seconds(5)));
        assert_eq!(budgets.ask(&there, at(0)), Ok(()), "another room");
        assert_eq!(budgets.ask(&place("edit", "C1"), at(0)), Ok(()), "another operation");
        assert_eq!(budgets.ask(&here, at(4)), Err(seconds(1)));
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
        assert_eq!(budgets.ask(&place("post", "C2"), at(29)), Err(seconds(1)));
        assert_eq!(budgets.ask(&place("edit", "C1"), at(0)), Ok(()));
        assert_eq!(budgets.ask(&place("post", "C1"), at(30)), Ok(()));
    }

    #[test]
    fn a_clock_that_was_put_back_makes_no_wait_longer() {
        let budgets = budgets(Vec::new());
        let busy = PortError::not_done("x", "post", ErrorKind::RateLimited, "")
            .retry_after(Duration::from_secs(30));
        budgets.note(&place("post", "C1"), Some(&busy), at(0));
        let back = at(-86_400);
        let wait = budgets.ask(&place("post", "C1"), back).unwrap_err();
        assert!(wait <= seconds(30), "{wait:?}");
        assert_eq!(budgets.ask(&place("post", "C1"), at(-86_400 + 30)), Ok(()));
    }

    #[test]
    fn a_source_that_is_down_leaves_another_of_its_kind_alone() {
        let budgets = Budgets::new(BTreeMap::new());
        let place = |source: &str| {
            let service = Service { name: "alerts", source: Some(source.to_owned()) };
            Place { service, operation: "acknowledge", room: None }
        };
        let down = PortError::not_done("x", "acknowledge", ErrorKind::Unavailable, "");
        for _ in 0..FAILURES_MAX {
            budgets.note(&place("one"), Some(&down), at(0));
        }
        assert!(budgets.ask(&place("one"), at(1)).is_err());
        assert_eq!(budgets.ask(&place("other"), at(1)), Ok(()));
    }

    #[test]
    fn it_is_said_once_that_something_waits_for_a_service_that_is_down_and_that_it_is_back() {
        let budgets = Budgets::new(BTreeMap::new());
        let place = Place { service: "tickets".into(), operation: "open", room: None };
        let (service, stream) = (place.service.clone(), StreamId::EmergencyChannel);
        budgets.note(&place, None, at(0));
        assert_eq!(budgets.news(), [News::Answers(service.clone())], "the first time");
        budgets.note(&place, None, at(0));
        budgets.waits(&service, &stream);
        assert_eq!(budgets.news(), [], "it is not down");
        let down = PortError::not_done("x", "open", ErrorKind::Unavailable, "");
        for _ in 0..FAILURES_MAX {
            budgets.note(&place, Some(&down), at(0));
        }
        budgets.waits(&service, &stream);
        budgets.waits(&service, &stream);
        assert_eq!(budgets.news(), [News::Silent(service.clone(), stream.clone())]);
        budgets.note(&place, None, at(61));
        assert_eq!(budgets.news(), [News::Answers(service)]);
    }

    #[test]
    fn a_service_that_is_down_is_tried_by_one_call_at_a_time() {
        let budgets = Budgets::new(BTreeMap::new());
        let place =
            |service| Place { service: Service::from(service), operation: "open", room: None };
        let down = PortError::not_done("x", "open", ErrorKind::Unavailable, "");
        for failure in 0..i64::from(FAILURES_MAX) {
            assert_eq!(budgets.ask(&place("tickets"), at(failure)), Ok(()));
            budgets.note(&place("tickets"), Some(&down), at(failure));
        }
        assert_eq!(budgets.ask(&place("tickets"), at(5)), Err(seconds(59)));
        assert_eq!(budgets.ask(&place("chat"), at(5)), Ok(()), "another service");
        assert_eq!(budgets.ask(&place("tickets"), at(64)), Ok(()), "the probe");
        assert_eq!(budgets.ask(&place("tickets"), at(64)), Err(seconds(60)), "others wait for it");
        budgets.note(&place("tickets"), None, at(65));
        assert_eq!(budgets.ask(&place("tickets"), at(65)), Ok(()), "it is back");
    }
}
