//! Group commit: deliveries that come in while a commit is under way share the next one.
//!
//! A caller who comes alone waits for nobody: its transaction begins at once. Whoever comes meanwhile waits for it and then
//! goes along with all the others who waited.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chatops_core::error::PortError;
use chatops_core::ports::journal::Receipt;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::connection::{Limits, Pool, Turn, Unit};
use super::fault::{Fault, Told};
use super::inbox::{self, AtOnce, Columns};

/// How long a caller waits for its receipts. Senders give up after three seconds and send again: an answer that says so
/// in time is worth more than one that comes after.
const RECEIVE_MAX: Duration = Duration::from_millis(2_500);

/// A group that takes longer is given up; its callers have been told by then.
const LIMITS: Limits = Limits { work: Duration::from_secs(4), commit: Duration::from_secs(4) };

/// Deliveries that one transaction takes, unless a single call brings more.
const GROUP_MAX: usize = 1_000;

/// Calls that wait at most. More are refused at once: their senders send again.
const WAITING_MAX: usize = 4_096;

/// One call that waits for its receipts.
struct Call {
    columns: Columns,
    answer: oneshot::Sender<Result<Vec<Receipt>, Told>>,
}

/// The calls that wait, and whether somebody serves them.
#[derive(Default)]
struct Queue {
    calls: VecDeque<Call>,
    served: bool,
}

/// Where callers meet.
pub(super) struct Group {
    pool: Arc<Pool>,
    queue: Arc<Mutex<Queue>>,
}

fn locked(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Group {
    pub(super) fn new(pool: Arc<Pool>) -> Self {
        Self { pool, queue: Arc::default() }
    }

    /// Stores what one call brings, together with what others bring meanwhile.
    pub(super) async fn receive(&self, columns: Columns) -> Result<Vec<Receipt>, PortError> {
        let (answer, answered) = oneshot::channel();
        {
            let mut queue = locked(&self.queue);
            if queue.calls.len() >= WAITING_MAX {
                return Err(Fault::Busy.at("receive"));
            }
            queue.calls.push_back(Call { columns, answer });
            if !queue.served {
                queue.served = true;
                let service = Service::new(Arc::clone(&self.pool), Arc::clone(&self.queue));
                // In a task of its own: a caller who goes away must not take the others' commit along.
                drop(tokio::spawn(service.run()));
            }
        }
        match timeout(RECEIVE_MAX, answered).await {
            Ok(Ok(told)) => told.map_err(|told| told.at("receive")),
            Ok(Err(_)) | Err(_) => Err(Told::unknown(&Fault::SlowCommit).at("receive")),
        }
    }
}

/// Serves the queue until it is empty.
struct Service {
    pool: Arc<Pool>,
    queue: Arc<Mutex<Queue>>,
    /// It found the queue empty: from then on whoever calls is another service's.
    ended: bool,
}

impl Drop for Service {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        // Also where its runtime ends under it: the next caller starts another. Who still waits is told that nobody knows.
        let mut queue = locked(&self.queue);
        queue.served = false;
        queue.calls.clear();
    }
}

impl Service {
    fn new(pool: Arc<Pool>, queue: Arc<Mutex<Queue>>) -> Self {
        Self { pool, queue, ended: false }
    }

    async fn run(mut self) {
        loop {
            let calls = self.next();
            if calls.is_empty() {
                return;
            }
            serve(&self.pool, calls).await;
        }
    }

    /// The calls of the next transaction. Where there are none, the service is over: both under one lock, so that no call
    /// is left behind.
    fn next(&mut self) -> Vec<Call> {
        let mut queue = locked(&self.queue);
        let (mut calls, mut deliveries) = (Vec::new(), 0);
        while let Some(call) = queue.calls.front() {
            deliveries += call.columns.len();
            if deliveries > GROUP_MAX && !calls.is_empty() {
                break;
            }
            // Who has given up waiting sends again.
            calls.extend(queue.calls.pop_front().filter(|call| !call.answer.is_closed()));
        }
        if calls.is_empty() {
            queue.served = false;
            self.ended = true;
        }
        calls
    }
}

/// Stores the calls in one transaction, and tells each.
async fn serve(pool: &Pool, calls: Vec<Call>) {
    let mut all = Columns::default();
    for call in &calls {
        all.append(&call.columns);
    }
    match write(pool, &all).await {
        Ok(receipts) => {
            let mut receipts = receipts.into_iter();
            for Call { columns, answer } in calls {
                let own = receipts.by_ref().take(columns.len()).collect();
                // Who went away is not waiting for it.
                let _ = answer.send(Ok(own));
            }
        }
        Err(fault) => {
            let told = fault.told();
            if told.is_about_a_value() && calls.len() > 1 {
                // One of them brought it: nobody pays for a neighbour.
                for call in calls {
                    let alone = write(pool, &call.columns).await.map_err(|fault| fault.told());
                    let _ = call.answer.send(alone);
                }
                return;
            }
            for call in calls {
                let _ = call.answer.send(Err(told.clone()));
            }
        }
    }
}

async fn write(pool: &Pool, columns: &Columns) -> Result<Vec<Receipt>, Fault> {
    let at_once = tokio::time::timeout(LIMITS.work, inbox::store_at_once(pool, columns)).await;
    let (is_own, unanswered) = match at_once.unwrap_or(Err(Fault::SlowCommit))? {
        AtOnce::Stored(receipts) => return Ok(receipts),
        AtOnce::NotTried => (false, false),
        AtOnce::Lost { unanswered } => (true, unanswered),
    };
    match in_a_transaction(pool, columns, is_own).await {
        // It may have been stored before.
        Err(_) if unanswered => Err(Fault::SlowCommit),
        other => other,
    }
}

async fn in_a_transaction(
    pool: &Pool,
    columns: &Columns,
    is_own: bool,
) -> Result<Vec<Receipt>, Fault> {
    let mut unit: Unit<'_> = pool.begin(Turn::NotTaken, LIMITS).await?;
    let deadline = unit.deadline();
    let store = async {
        match is_own {
            true => inbox::store_again(&mut unit, columns).await,
            false => inbox::store(&mut unit, columns).await,
        }
    };
    let stored = tokio::time::timeout_at(deadline, store).await;
    unit.finish(stored.unwrap_or(Err(Fault::Slow))).await
}
