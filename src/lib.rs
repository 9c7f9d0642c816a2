//! Run incidents in chat with discipline.
//!
//! One emergency channel with a live headline; a schedule that says who commands; a baton passed only when both agree;
//! managers who speak for their teams; nobody woken without right or need; hot rooms named after their ticket;
//! tools run from chat for all to see; public updates the commander approves; a record that writes the postmortem.
//!
//! # A working bot
//!
//! ```no_run
#![doc = include_str!("../examples/minimal.rs")]
//! ```
//!
//! # The parts
//!
//! | part | what |
//! |---|---|
//! | [`core`] | the rules: pure decisions, ports and their contracts, in-memory implementations |
//! | [`runtime`] | the shell: engine, driver, webhooks, builder |
//! | [`journal`] | the durable journal on SQLite (feature `sqlite`) and PostgreSQL (feature `postgres`) |
//!
//! The words are those of [`core::glossary`]; the shape of the house is described in `docs/ARCHITECTURE.md`.

pub use chatops_core as core;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use chatops_journal as journal;
#[cfg(feature = "postgres")]
pub use chatops_journal::PostgresJournal;
#[cfg(feature = "sqlite")]
pub use chatops_journal::SqliteJournal;
pub use chatops_runtime as runtime;
pub use chatops_runtime::{Builder, ChatOps, StartError};

pub mod prelude {
    //! What a bot needs most.

    pub use crate::core::ids::{ComponentId, PersonId, TeamId, ToolName};
    pub use crate::core::memory::chat::MemoryChat;
    pub use crate::core::policy::Policy;
    pub use crate::core::ports::{Tool, tool::ToolOutput, tool::ToolRequest};
    pub use crate::core::severity::Severity;
    pub use crate::core::tools::{Argument, ArgumentKind, Danger, ToolDescription};
    pub use crate::runtime::SystemClock;
    pub use crate::runtime::sources::{Alertmanager, PlainJson};
    pub use crate::{ChatOps, StartError};

    #[cfg(feature = "postgres")]
    pub use crate::PostgresJournal;
    #[cfg(feature = "sqlite")]
    pub use crate::SqliteJournal;
}

/// The bot of the README is compiled, so that it cannot fall behind.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;
