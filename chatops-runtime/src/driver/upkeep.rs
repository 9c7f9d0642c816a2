//! Upkeep: what must not grow for ever is cut back.

use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use tokio::time::{Duration, Instant};

use super::Driver;

/// How long the keys of deliveries, and effects and timers that are over, are kept. A day more than the seven that
/// RELIABILITY 3.1 asks for: the most patient sender tries for two days, and replays of a captured webhook come later.
const KEEP: SignedDuration = SignedDuration::from_hours(8 * 24);

/// How often it is looked for what can go.
const EVERY: Duration = Duration::from_secs(3_600);

/// How soon after a round that has not found the end.
const NEXT_ROUND: Duration = Duration::from_secs(1);

/// Rows of each kind that go at once: a transaction of milliseconds, so that nobody waits behind it.
const ROWS_AT_ONCE: usize = 500;

/// When to look next.
#[derive(Debug)]
pub(crate) struct Upkeep {
    next: Instant,
}

impl Upkeep {
    pub(crate) fn new() -> Self {
        Self { next: Instant::now() + EVERY }
    }

    /// Ends when it is time to look.
    pub(super) async fn due(&self) {
        tokio::time::sleep_until(self.next).await;
    }
}

impl Driver {
    /// Forgets what nobody asks for any more, where it is time and this process keeps the watch. It is no promise: where
    /// it fails, it is tried again the next time.
    pub(super) async fn keep_up(&mut self, now: Timestamp) {
        if Instant::now() < self.upkeep.next || !self.watch.is_held() {
            return;
        }
        let forgotten = self.ports.journal.forget(later(now, -KEEP), ROWS_AT_ONCE).await;
        let more = match forgotten {
            Ok(rows) => rows >= ROWS_AT_ONCE,
            Err(error) => {
                tracing::warn!(error = %error, "old rows of the journal could not be forgotten");
                false
            }
        };
        self.upkeep.next = Instant::now() + if more { NEXT_ROUND } else { EVERY };
    }
}
