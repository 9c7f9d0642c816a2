//! The machine's own clock.

use async_trait::async_trait;
use chatops_core::ports::Clock;
use jiff::Timestamp;

/// Longest single sleep. Waking now and then costs nothing and bounds the effect of a machine that was suspended.
const SLEEP_MAX: std::time::Duration = std::time::Duration::from_secs(60);

/// The machine's own clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    async fn until(&self, at: Timestamp) {
        loop {
            let left = at.duration_since(self.now());
            let Ok(left) = std::time::Duration::try_from(left) else { return };
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(SLEEP_MAX)).await;
        }
    }
}
