//! Effects under way: how long each may take, and the leases of those that take long.
//!
//! A call to a service ends within seconds, one way or the other. A tool may take as long as it says, up to an hour, so
//! its claim is renewed while it runs, and nothing else waits for it.

use std::time::Duration;

use chatops_core::effect::Outcome;
use chatops_core::ids::EffectId;
use chatops_core::ports::journal::Settlement;
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use tokio::task::{Id, JoinError, JoinSet};

use crate::dispatch::Job;
use crate::ports::Ports;

/// Calls under way at once. More would only queue at the platform's own limits. Tools do not count: the rules bound how
/// many run in a room.
const CALLS_MAX: usize = 32;

/// How long a claimed effect is ours. A call takes at most [`CALL_MAX`]; the rest is room for writing its outcome
/// (RELIABILITY section 5.2).
pub(crate) const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// A claim is renewed when so little of its lease is left: three tries of the journal.
const RENEW_BEFORE: SignedDuration = SignedDuration::from_secs(10);

/// What people read of an effect over which the program fails.
pub(crate) const FAULT: &str = "The program met a fault of its own. Report it with the journal.";

/// Longest time all calls of an effect may take.
const CALL_MAX: Duration = Duration::from_secs(20);

/// How long [`Jobs::next_now`] waits, on the machine's own clock, for a tool that it has not waited for yet. Whatever runs in this
/// process answers at once; what takes longer is left running while time goes on.
const PATIENCE: Duration = Duration::from_secs(1);

/// The same for a tool that was waited for before.
const PATIENCE_AGAIN: Duration = Duration::from_millis(10);

/// A job that has come to its end.
#[derive(Debug, Clone)]
pub(crate) struct Finished {
    pub(crate) id: EffectId,
    pub(crate) epoch: u64,
    pub(crate) settlement: Settlement,
}

/// A job under way.
#[derive(Debug)]
struct Running {
    task: Id,
    id: EffectId,
    epoch: u64,
    lease_until: Timestamp,
    /// Whether it may take long.
    slow: bool,
    /// Whether it was waited for in vain.
    waited: bool,
}

/// The jobs under way.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    tasks: JoinSet<Finished>,
    running: Vec<Running>,
}

impl Jobs {
    /// How many more calls can be begun.
    pub(crate) fn room(&self) -> usize {
        CALLS_MAX.saturating_sub(self.running.iter().filter(|one| !one.slow).count())
    }

    /// Whether none is under way.
    pub(crate) fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Begins one.
    pub(crate) fn begin(&mut self, job: Job, ports: &Ports) {
        let (id, epoch) = (job.claimed.id, job.claimed.epoch);
        let (lease_until, slow) = (job.claimed.lease_until, job.patience().is_some());
        let ports = ports.clone();
        let task = self.tasks.spawn(async move {
            let settlement = carry_out(&job, &ports).await;
            Finished { id, epoch, settlement }
        });
        self.running.push(Running { task: task.id(), id, epoch, lease_until, slow, waited: false });
    }

    /// One that came to its end before it began.
    pub(crate) fn end(&mut self, id: EffectId, epoch: u64, settlement: Settlement) {
        self.tasks.spawn(async move { Finished { id, epoch, settlement } });
    }

    /// The next that ends. Nothing: none is under way. Dropping the future loses nothing.
    pub(crate) async fn next(&mut self) -> Option<Finished> {
        let joined = self.tasks.join_next_with_id().await?;
        self.ended(joined)
    }

    /// One that has ended already. Nothing: none has.
    pub(crate) fn next_ended(&mut self) -> Option<Finished> {
        let joined = self.tasks.try_join_next_with_id()?;
        self.ended(joined)
    }

    fn ended(&mut self, joined: Result<(Id, Finished), JoinError>) -> Option<Finished> {
        let (task, finished) = match joined {
            Ok((task, finished)) => (task, Some(finished)),
            Err(error) => (error.id(), None),
        };
        let place = self.running.iter().position(|one| one.task == task);
        let running = place.map(|place| self.running.swap_remove(place));
        finished.or_else(|| {
            // It panicked: nobody knows how far it came, and the next attempt would panic too.
            let Running { id, epoch, .. } = running?;
            tracing::error!(effect.id = %id, "an effect met a fault of the program and is put aside");
            let reason = FAULT.to_owned();
            Some(Finished { id, epoch, settlement: Settlement::Settled(Outcome::Ambiguous { reason }) })
        })
    }

    /// The next that ends without time going on. Nothing: none does.
    pub(crate) async fn next_now(&mut self) -> Option<Finished> {
        self.next_within(PATIENCE).await
    }

    /// The next that ends before the program does. Nothing: what is left takes too long.
    pub(crate) async fn next_at_end(&mut self) -> Option<Finished> {
        self.next_within(CALL_MAX).await
    }

    async fn next_within(&mut self, for_tools: Duration) -> Option<Finished> {
        while !self.is_empty() {
            let calls = self.running.iter().any(|one| !one.slow);
            let fresh = self.running.iter().any(|one| !one.waited);
            let patience = match (calls, fresh) {
                (true, _) => CALL_MAX,
                (false, true) => for_tools,
                (false, false) => PATIENCE_AGAIN,
            };
            match tokio::time::timeout(patience, self.next()).await {
                Ok(Some(finished)) => return Some(finished),
                Ok(None) => {}
                Err(_) => {
                    self.running.iter_mut().for_each(|one| one.waited = true);
                    return None;
                }
            }
        }
        None
    }

    /// When the first claim has to be renewed.
    pub(crate) fn renew_at(&self) -> Option<Timestamp> {
        let slow = self.running.iter().filter(|one| one.slow);
        slow.map(|one| later(one.lease_until, -RENEW_BEFORE)).min()
    }

    /// The claims that have to be renewed now, with the end of their new lease.
    pub(crate) fn renewals(&self, now: Timestamp) -> Vec<(EffectId, u64, Timestamp)> {
        let until = later(now, LEASE);
        let due = |one: &&Running| one.slow && later(one.lease_until, -RENEW_BEFORE) <= now;
        self.running.iter().filter(due).map(|one| (one.id, one.epoch, until)).collect()
    }

    /// A claim was renewed, or is lost: either way nothing is to be done about it before this moment.
    pub(crate) fn renewed(&mut self, id: &EffectId, epoch: u64, until: Timestamp) {
        let same = |one: &&mut Running| one.id == *id && one.epoch == epoch;
        if let Some(one) = self.running.iter_mut().find(same) {
            one.lease_until = until;
        }
    }
}

/// Carries a job out within its time. What is cut off is looked at by people.
async fn carry_out(job: &Job, ports: &Ports) -> Settlement {
    let clock = &ports.clock;
    let ended = match job.patience() {
        None => tokio::time::timeout(CALL_MAX, job.run(ports)).await.ok(),
        // On the host's clock, as the rules count it.
        Some(patience) => tokio::select! {
            biased;
            settlement = job.run(ports) => Some(settlement),
            () = clock.until(later(clock.now(), patience)) => None,
        },
    };
    ended.unwrap_or_else(|| job.timed_out(clock.now()))
}
