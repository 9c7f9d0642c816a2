//! Working in-memory implementations of the ports: for tests, for trying things out, for the simulator.
//!
//! They pass the same cases as every other implementation (feature `conformance`) and forget
//! everything when they are dropped.

pub mod journal;

pub use journal::MemoryJournal;
