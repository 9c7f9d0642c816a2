//! The deterministic simulator: replicas of the real runtime on misbehaving services, under one seed.
//!
//! ```text
//! seed ─▶ weather (which faults, how often) ─┐
//!      ─▶ story (what people and tools do) ──┤
//!                                            ▼
//!   replica 1..n (ChatOps) ─▶ decorators ─▶ services in memory
//!                               │  delay, fail, lose, duplicate, reorder, kill, pause
//!                               ▼
//!                            ledger ─▶ oracles, trace
//! ```
//!
//! Everything runs on one thread in virtual time: no real clock, no threads, no order but that of the seed. The same
//! seed gives the same trace, call by call.
//!
//! | module | what |
//! |---|---|
//! | [`chance`] | the one source of chance |
//! | [`weather`] | which faults a seed has |
//! | [`universe`] | virtual time, the life of the replicas, the trace |
//! | [`chaos`] | what a call to a port meets on its way |
//! | [`ports`] | a decorator for each port |
//! | [`ledger`] | what truly happened, and the oracles that look at every call |
//! | [`oracles`] | what must be true in the end |
//! | [`story`] | what people and tools do |
//! | [`world`] | a run: start, story, calm, rest, judgement |
//! | [`many`] | many seeds, on several threads |
//! | [`sends`] | sends whose answer is lost |
//! | [`planted`] | how many seeds it takes to find a planted defect |
//! | [`tally`] | how often each kind of fault and outcome happened |

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a rig whose fixed names and locks do not work has failed; its caller sees the panic with the seed"
)]

pub mod chance;
pub mod chaos;
pub mod clock;
pub mod ledger;
pub mod logs;
pub mod many;
pub mod oracles;
pub mod planted;
pub mod ports;
pub mod sends;
pub mod story;
pub mod tally;
pub mod universe;
pub mod weather;
pub mod world;

pub use world::{Run, Setup, simulate};
