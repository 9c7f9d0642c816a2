//! One call to a service: within its budget, within its time, within the lease.

use std::time::Duration;

use chatops_core::error::PortError;
use chatops_core::ids::RoomId;
use chatops_core::planted::{Planted, planted};
use chatops_core::time::later;
use jiff::SignedDuration;

use chatops_core::ports::chat::Dedup;

use super::{Job, Trouble, policy};
use crate::budgets::Place;
use crate::jobs::LEASE;
use crate::ports::Ports;

/// Longest time that one call may take (RELIABILITY section 5.2).
const CALL_MAX: Duration = Duration::from_secs(10);

/// What a lease must outlast a call by: for clocks that do not run alike, and for writing the outcome.
const SLACK: Duration = Duration::from_secs(5);

/// An attempt is looked for no further back than this: a busy room has thousands of messages a day, and every page of them
/// is a call.
const LOOK_BACK_MAX: SignedDuration = SignedDuration::from_hours(24);

/// So much further back than the effect is old: for a clock that was put right meanwhile.
const LOOK_BACK_MORE: SignedDuration = SignedDuration::from_mins(10);

impl Job {
    /// Makes a call. It is not made where it could outlast the lease: then somebody else may make it too.
    pub(super) async fn call<T>(
        &self,
        ports: &Ports,
        service: &'static str,
        operation: &'static str,
        room: Option<&RoomId>,
        call: impl Future<Output = Result<T, PortError>>,
    ) -> Result<T, Trouble> {
        let now = ports.clock.now();
        let lease = Duration::try_from(LEASE).unwrap_or(Duration::ZERO);
        if self.asked.elapsed() + CALL_MAX + SLACK > lease {
            return Err(Trouble::Later(now));
        }
        let place = Place { service, operation, room: room.cloned() };
        ports.budgets.ask(&place, now).map_err(Trouble::Later)?;
        let ended = tokio::time::timeout(CALL_MAX, call).await;
        let answer = ended.unwrap_or_else(|_| {
            Err(PortError::unknown("runtime", operation, "no answer came in time"))
        });
        ports.budgets.note(&place, answer.as_ref().err(), ports.clock.now());
        Ok(answer?)
    }

    /// Whether what a call was to make must be looked for first: an earlier attempt may have made it.
    pub(super) fn must_look(&self) -> bool {
        let may_stand =
            self.claimed.ambiguous || (self.claimed.attempts > 0 && self.plan.calls.len() > 1);
        let blindly = planted(Planted::RepeatsBlindly);
        may_stand && !blindly && self.dedup != Dedup::No && !policy::folds(self.dedup, self.age())
    }

    /// How old the effect is. A clock that was put back since says less than nothing: then it is as old as can be.
    fn age(&self) -> SignedDuration {
        if self.age.is_negative() {
            return LOOK_BACK_MAX;
        }
        let since = SignedDuration::try_from(self.asked.elapsed()).unwrap_or(SignedDuration::MAX);
        self.age.checked_add(since).unwrap_or(LOOK_BACK_MAX)
    }

    /// How far back an earlier attempt may lie.
    pub(super) fn look_back(&self) -> SignedDuration {
        self.age().min(LOOK_BACK_MAX) + LOOK_BACK_MORE
    }

    /// Looks for something twice, once the service can know of it: in between it may appear.
    pub(super) async fn look<T, F>(
        &self,
        ports: &Ports,
        look: impl Fn() -> F,
    ) -> Result<Option<T>, Trouble>
    where
        F: Future<Output = Result<Option<T>, Trouble>>,
    {
        let Dedup::BySearch(settles) = self.dedup else {
            return look().await;
        };
        for _ in 0..2 {
            ports.clock.until(later(ports.clock.now(), settles)).await;
            if let Some(found) = look().await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}
