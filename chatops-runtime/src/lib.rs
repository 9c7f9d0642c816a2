//! The shell around the rules: engine, driver, dispatch, webhooks, builder.

pub mod builder;
mod clock;
mod dispatch;
pub mod driver;
pub mod engine;
pub mod handle;
pub mod interpret;
mod ports;
mod record;
pub mod sources;
mod webhooks;

pub use builder::{Builder, StartError};
pub use clock::SystemClock;
pub use handle::ChatOps;
