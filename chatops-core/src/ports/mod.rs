//! The doors to the outside: what the rules need of a chat, a pager, a ticket system and the rest.
//!
//! Each port is an object-safe trait. Its contract stands on its methods: what is promised, what `Ok`
//! guarantees, which errors come when, and what happens when it is called twice. Each sentence of a
//! contract ends with the name of its case in [`crate::conformance`], in brackets; every
//! implementation runs the same cases. An ability that not every service has is a facet: a handle that
//! is there or is not (see [`facets`]).
//!
//! Common to all ports:
//! - `key` is the effect's id. A service with idempotency keys is given it as it is.
//! - An error says what is known: [`Certainty::NotDone`](crate::error::Certainty::NotDone) or
//!   [`Certainty::Unknown`](crate::error::Certainty::Unknown). An adapter never retries by itself.
//! - Constructing does no I/O.

pub mod alerts;
pub mod chat;
pub mod clock;
pub mod facets;
pub mod inbound;
pub mod journal;
pub mod knowledge;
pub mod pager;
pub mod rate;
pub mod schedule;
pub mod status_page;
pub mod tickets;
pub mod tool;

pub use alerts::AlertSource;
pub use chat::{ChatPlatform, Description, Limits};
pub use clock::Clock;
pub use facets::{Capabilities, Facets};
pub use inbound::{ChatMessage, Delivery, Inbound};
pub use journal::Journal;
pub use knowledge::KnowledgeBase;
pub use pager::Pager;
pub use rate::Rate;
pub use schedule::ShiftSchedule;
pub use status_page::StatusPage;
pub use tickets::TicketSystem;
pub use tool::Tool;
