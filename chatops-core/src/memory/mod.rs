//! Working in-memory implementations of the ports: for tests, for trying things out, for the simulator.
//!
//! They pass the same cases as every other implementation (feature `conformance`) and forget
//! everything when they are dropped.

pub mod chat;
pub mod clock;
pub mod journal;
mod shared;

pub use chat::{Ability, ActError, MemoryChat, NewPerson, Presence};
pub use clock::ManualClock;
pub use journal::MemoryJournal;
pub use shared::Fault;
