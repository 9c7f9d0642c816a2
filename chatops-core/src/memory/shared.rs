//! What the in-memory services have in common: a state behind a lock, those who wait for it to change, and
//! failures on order.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::error::{Certainty, ErrorKind, PortError};

/// The name of these implementations in errors.
pub(super) const ADAPTER: &str = "memory";

/// A failure on order: what the next call of an operation answers instead of its result.
///
/// ```
/// use chatops_core::error::ErrorKind;
/// use chatops_core::memory::Fault;
/// let (down, lost) = (Fault::refused(ErrorKind::Unavailable), Fault::answer_lost());
/// assert_ne!(down, lost);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    kind: ErrorKind,
    certainty: Certainty,
    retry_after: Option<Duration>,
    happens: bool,
}

impl Fault {
    /// The call fails and nothing happens, and the caller is told so.
    #[must_use]
    pub fn refused(kind: ErrorKind) -> Self {
        Self { kind, certainty: Certainty::NotDone, retry_after: None, happens: false }
    }

    /// The call happens, but its answer is lost: the caller does not know.
    #[must_use]
    pub fn answer_lost() -> Self {
        Self {
            certainty: Certainty::Unknown,
            happens: true,
            ..Self::refused(ErrorKind::Unavailable)
        }
    }

    /// The request is lost: nothing happens, but the caller does not know.
    #[must_use]
    pub fn request_lost() -> Self {
        Self { happens: false, ..Self::answer_lost() }
    }

    /// Too many requests; nothing happens.
    #[must_use]
    pub fn rate_limited(wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..Self::refused(ErrorKind::RateLimited) }
    }

    fn error(self, operation: &'static str) -> PortError {
        PortError {
            certainty: self.certainty,
            retry_after: self.retry_after,
            // Its kind says it all: a real service has more to tell.
            ..PortError::not_done(ADAPTER, operation, self.kind, "")
        }
    }
}

/// A state that calls change and others wait for.
pub(super) struct Shared<S> {
    inner: Mutex<Inner<S>>,
}

struct Inner<S> {
    state: S,
    faults: BTreeMap<&'static str, VecDeque<Fault>>,
    /// Operations that fail until they are mended.
    broken: BTreeMap<&'static str, Fault>,
    waiting: Vec<Waker>,
}

impl<S> Shared<S> {
    pub(super) fn new(state: S) -> Self {
        let (faults, broken) = (BTreeMap::new(), BTreeMap::new());
        let inner = Inner { state, faults, broken, waiting: Vec::new() };
        Self { inner: Mutex::new(inner) }
    }

    /// A panic of another thread cannot leave the state half written: it is checked before it is changed.
    fn lock(&self) -> MutexGuard<'_, Inner<S>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the state.
    pub(super) fn read<T>(&self, look: impl FnOnce(&S) -> T) -> T {
        look(&self.lock().state)
    }

    /// Changes the state, then wakes those who wait for it.
    pub(super) fn change<T>(&self, act: impl FnOnce(&mut S) -> T) -> T {
        let mut inner = self.lock();
        let result = act(&mut inner.state);
        let waiting = std::mem::take(&mut inner.waiting);
        // A waker may run at once what it wakes, and that takes the lock.
        drop(inner);
        waiting.into_iter().for_each(Waker::wake);
        result
    }

    /// Carries out an operation of a port, with the failure on order for it, if there is one.
    pub(super) fn call<T>(
        &self,
        operation: &'static str,
        act: impl FnOnce(&mut S) -> Result<T, PortError>,
    ) -> Result<T, PortError> {
        match self.fault(operation) {
            None => self.change(act),
            Some(fault) => {
                if fault.happens {
                    self.change(act)?;
                }
                Err(fault.error(operation))
            }
        }
    }

    /// The failure that the next call of an operation meets: one on order, else the lasting one.
    fn fault(&self, operation: &'static str) -> Option<Fault> {
        let mut inner = self.lock();
        let ordered = inner.faults.get_mut(operation).and_then(VecDeque::pop_front);
        ordered.or_else(|| inner.broken.get(operation).copied())
    }

    /// Waits until `take` finds what it looks for.
    pub(super) async fn until<T>(&self, mut take: impl FnMut(&mut S) -> Option<T>) -> T {
        poll_fn(|cx| {
            let mut inner = self.lock();
            if let Some(found) = take(&mut inner.state) {
                return Poll::Ready(found);
            }
            if !inner.waiting.iter().any(|waiting| waiting.will_wake(cx.waker())) {
                inner.waiting.push(cx.waker().clone());
            }
            Poll::Pending
        })
        .await
    }

    /// Orders a failure. Several for one operation come in the order in which they were given.
    pub(super) fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.lock().faults.entry(operation).or_default().push_back(fault);
    }

    /// Breaks an operation until it is mended, or mends it: then failures on order are forgotten too.
    pub(super) fn set_broken(&self, operation: &'static str, fault: Option<Fault>) {
        let mut inner = self.lock();
        match fault {
            Some(fault) => drop(inner.broken.insert(operation, fault)),
            None => {
                inner.broken.remove(operation);
                inner.faults.remove(operation);
            }
        }
    }

    /// How many failures are still on order.
    pub(super) fn faults_left(&self) -> usize {
        self.lock().faults.values().map(VecDeque::len).sum()
    }
}

impl<S: fmt::Debug> fmt::Debug for Shared<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read(|state| state.fmt(f))
    }
}

/// A failure after which nothing has happened.
pub(super) fn refuse(
    operation: &'static str,
    kind: ErrorKind,
    detail: impl Into<String>,
) -> PortError {
    PortError::not_done(ADAPTER, operation, kind, detail)
}

/// The error that something named is not there.
pub(super) fn not_found(operation: &'static str, what: impl fmt::Display) -> PortError {
    refuse(operation, ErrorKind::NotFound, format!("there is no {what}"))
}
