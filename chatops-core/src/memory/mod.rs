//! Working in-memory implementations of the ports: for tests, for trying things out, for the simulator.
//!
//! They pass the same cases as every other implementation (feature `conformance`) and forget
//! everything when they are dropped. What people do with a service outside of the port (say something in a
//! room, file a ticket, acknowledge a page) are methods of the service. Each can be told to fail
//! ([`Fault`]): before anything happened, or after it happened with the answer lost.

pub mod alerts;
pub mod chat;
pub mod clock;
pub mod journal;
pub mod knowledge;
pub mod pager;
pub mod schedule;
mod shared;
pub mod status_page;
#[cfg(test)]
pub(crate) mod tests;
pub mod tickets;
pub mod tool;

pub use alerts::MemoryAlerts;
pub use chat::{Ability, ActError, MemoryChat, NewPerson, Presence};
pub use clock::ManualClock;
pub use journal::MemoryJournal;
pub use knowledge::MemoryKnowledge;
pub use pager::MemoryPager;
pub use schedule::MemorySchedule;
pub use shared::Fault;
pub use status_page::MemoryStatusPage;
pub use tickets::MemoryTickets;
pub use tool::ScriptedTool;
