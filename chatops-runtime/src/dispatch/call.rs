//! One call to a service: within its budget, within its time, within the lease.

use std::time::Duration;

use chatops_core::effect::Effect;
use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ids::{EffectId, RoomId};
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::chat::Dedup;
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};

use super::{Job, Trouble, policy};
use crate::budgets::{Place, Service};
use crate::jobs::LEASE;
use crate::ports::Ports;

/// Longest time that one call may take (RELIABILITY section 5.2).
const CALL_MAX: Duration = Duration::from_secs(10);

/// What a lease must outlast a call by: for clocks that do not run alike, and for writing the outcome.
const SLACK: Duration = Duration::from_secs(5);

/// How long refusals that pass are waited out: a service may be gone for a day, and the incident goes on without it
/// (RELIABILITY X24). After that they count as attempts.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(24);

/// The same for what people wait for, or must learn the failure of because somebody is to be woken: as long as attempts take.
const WAIT_URGENT_MAX: SignedDuration = SignedDuration::from_mins(10);

/// How long to wait where a service takes no more requests and does not say until when.
const UNSAID_LEAST: Duration = Duration::from_secs(1);
const UNSAID_MOST: Duration = Duration::from_secs(60);

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
        service: impl Into<Service>,
        operation: &'static str,
        room: Option<&RoomId>,
        call: impl Future<Output = Result<T, PortError>>,
    ) -> Result<T, Trouble> {
        let now = ports.clock.now();
        let lease = Duration::try_from(LEASE).unwrap_or(Duration::ZERO);
        if self.asked.elapsed() + CALL_MAX + SLACK > lease {
            return Err(Trouble::Later(now));
        }
        let place = Place { service: service.into(), operation, room: room.cloned() };
        let put_off = |now, wait: Duration| {
            ports.budgets.waits(&place.service, &self.claimed.stream);
            Trouble::Later(after(now, wait))
        };
        ports.budgets.ask(&place, now).map_err(|wait| put_off(now, wait))?;
        let ended = tokio::time::timeout(CALL_MAX, call).await;
        let answer = ended.unwrap_or_else(|_| {
            Err(PortError::unknown("runtime", operation, "no answer came in time"))
        });
        let now = ports.clock.now();
        ports.budgets.note(&place, answer.as_ref().err(), now);
        match answer {
            Err(error) if self.may_wait() => match self.wait(ports, &place, &error) {
                Some(wait) if error.certainty == Certainty::NotDone => Err(put_off(now, wait)),
                Some(wait) => {
                    let _ = put_off(now, wait);
                    Err(Trouble::Silent(error, after(now, wait)))
                }
                None => Err(error.into()),
            },
            other => Ok(other?),
        }
    }

    /// Whether what passes is to be waited out, instead of counting as an attempt.
    fn may_wait(&self) -> bool {
        let most = match self.effect {
            // The rules go on to the next person, and people look for another way. An answer is of no use tomorrow.
            Effect::Page { .. }
            | Effect::StandDown { .. }
            | Effect::ConsultSchedule { .. }
            | Effect::CountAudience { .. }
            | Effect::Hint { .. } => WAIT_URGENT_MAX,
            _ => WAIT_MAX,
        };
        self.age() < most
    }

    /// How long a service asks us to wait, or is waited for because it is down. Nothing: it has refused this very call.
    fn wait(&self, ports: &Ports, place: &Place, error: &PortError) -> Option<Duration> {
        let asked = ports.budgets.wait(place, ports.clock.now());
        match (error.certainty, error.kind) {
            (Certainty::Unknown, _) => asked,
            // Where it does not say how long: the longer it has been so, the longer.
            (Certainty::NotDone, ErrorKind::RateLimited) => Some(asked.unwrap_or_else(|| {
                let age = Duration::try_from(self.age()).unwrap_or_default();
                (age / 2).clamp(UNSAID_LEAST, UNSAID_MOST)
            })),
            (Certainty::NotDone, ErrorKind::Unavailable) => asked,
            (Certainty::NotDone, _) => None,
        }
    }

    /// Makes what a key stands for, unless an earlier attempt has made it.
    pub(super) async fn once<T, F>(
        &self,
        ports: &Ports,
        key: &EffectId,
        look: impl Fn() -> F,
        make: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<T, Trouble>
    where
        F: Future<Output = Result<Option<T>, Trouble>>,
    {
        let id = &self.claimed.id;
        let may_stand = self.may_stand(ports, key);
        if may_stand
            && self.must_look()
            && let Some(found) = self.look(ports, key, look).await?
        {
            return Ok(found);
        }
        let looks = ports.progress.tries(id, key);
        let made = make.await;
        if matches!(made, Err(Trouble::Later(_))) {
            ports.progress.was_not_tried(id, key, looks);
        }
        let is_certain = match &made {
            Err(Trouble::Port(error)) => error.certainty == Certainty::NotDone,
            Err(Trouble::Silent(..)) | Ok(_) => false,
            Err(_) => true,
        };
        // What may have been made before is not undone by a refusal.
        if is_certain && !may_stand {
            ports.progress.is_not_done(id, key);
        }
        made
    }

    /// Whether an earlier attempt may have made what a key stands for.
    fn may_stand(&self, ports: &Ports, key: &EffectId) -> bool {
        let id = &self.claimed.id;
        let parts = self.plan.calls.len() > 1 || self.plan.service;
        ports
            .progress
            .may_stand(id, key)
            .unwrap_or(self.claimed.ambiguous || (self.claimed.attempts > 0 && parts))
    }

    /// Whether what may stand must be looked for: the platform itself does not fold the repeat.
    fn must_look(&self) -> bool {
        let blindly = planted(Planted::RepeatsBlindly);
        !blindly && self.dedup != Dedup::No && !policy::folds(self.dedup, self.age())
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

    /// Looks for something twice, each time once the service can know of it: in between it may appear. The waits are outside
    /// the claim, so that they keep no place from others.
    async fn look<T, F>(
        &self,
        ports: &Ports,
        key: &EffectId,
        look: impl Fn() -> F,
    ) -> Result<Option<T>, Trouble>
    where
        F: Future<Output = Result<Option<T>, Trouble>>,
    {
        let Dedup::BySearch(settles) = self.dedup else {
            return look().await;
        };
        let settles = Duration::try_from(settles).unwrap_or_default();
        let (id, passed) = (&self.claimed.id, || ports.budgets.passed(ports.clock.now()));
        while let Some(wait) = ports.progress.next_look(id, key, settles, passed()) {
            if !wait.is_zero() {
                return Err(Trouble::Later(after(ports.clock.now(), wait)));
            }
            if let Some(found) = look().await? {
                return Ok(Some(found));
            }
            ports.progress.looked(id, key, settles, passed());
        }
        Ok(None)
    }
}

fn after(now: Timestamp, wait: Duration) -> Timestamp {
    later(now, SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX))
}
