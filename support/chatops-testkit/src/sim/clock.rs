//! Virtual time: the true one, by which the services and the oracles live, and a replica's own.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chatops_core::ports::Clock;
use jiff::Timestamp;

use super::chaos::Chaos;
use super::universe::Universe;

/// Longest single sleep, as with the machine's own clock: so late is a jump noticed at the most.
const SLEEP_MAX: Duration = Duration::from_secs(60);

/// The true time.
#[derive(Debug, Clone)]
pub struct TrueClock(pub Arc<Universe>);

#[async_trait]
impl Clock for TrueClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    async fn until(&self, at: Timestamp) {
        wait_until(at, || self.0.now()).await;
    }
}

/// What a replica takes for the time: it is a little off, and it can jump.
#[derive(Debug, Clone)]
pub struct ReplicaClock(pub Chaos);

#[async_trait]
impl Clock for ReplicaClock {
    fn now(&self) -> Timestamp {
        self.0.universe.now_of(self.0.replica)
    }

    async fn until(&self, at: Timestamp) {
        wait_until(at, || self.now()).await;
        self.0.gate().await;
    }
}

async fn wait_until(at: Timestamp, now: impl Fn() -> Timestamp) {
    while let Ok(left) = Duration::try_from(at.duration_since(now())) {
        if left.is_zero() {
            return;
        }
        // A timer of tokio counts whole milliseconds.
        tokio::time::sleep(left.min(SLEEP_MAX).max(Duration::from_millis(1))).await;
    }
}
