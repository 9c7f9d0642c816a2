//! The clock. For the runtime only: the core is given the time.

use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;

/// Tells the time and waits.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time. It never goes back by itself. \[clock::does_not_go_back\]
    fn now(&self) -> Timestamp;

    /// Waits until a moment. When it returns, [`Clock::now`] is not before that moment. \[clock::waits_long_enough\]
    /// A moment in the past returns at once. \[clock::past_returns\]
    async fn until(&self, at: Timestamp);
}

const _: Option<&dyn Clock> = None;
