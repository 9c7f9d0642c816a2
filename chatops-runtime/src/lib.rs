//! The shell around the rules.
//!
//! | module | what |
//! |---|---|
//! | [`builder`] | what a host says before it starts; everything is checked at `start` |
//! | [`handle`] | the running thing, as its host holds it |
//! | [`engine`] | the rules at work, without I/O: deliveries in, one transaction out |
//! | [`interpret`] | from words to commands: the one grammar of typed commands and buttons |
//! | [`driver`] | the one loop that does I/O |
//! | [`record`] | reading the record, also where it cannot be written |
//! | [`sources`] | alert sources that need no account |
//!
//! Data goes one way: in through the inbox, through the engine, into the journal, out through dispatch. What comes back
//! from outside is a new delivery.

mod budgets;
pub mod builder;
mod clock;
mod dispatch;
pub mod driver;
mod emergency;
pub mod engine;
pub mod handle;
pub mod interpret;
mod jobs;
mod ports;
pub mod record;
pub mod sources;
mod webhooks;

pub use builder::{Builder, StartError};
pub use clock::SystemClock;
pub use handle::ChatOps;
