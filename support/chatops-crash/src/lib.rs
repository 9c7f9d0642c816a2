//! The crash rigs: what breaks below and around a journal, made on purpose and counted.
//!
//! | module | what it makes |
//! |---|---|
//! | [`crashbox`] | a reference incident in a process that ends at any of its points |
//! | [`disk`] | a file system for SQLite that records every operation and fails, or ends the process, at any of them |
//! | [`power`] | what is left on a disk after the power went, at any moment of a recording |
//! | [`workload`] | work for a journal that reaches every table, and what the file holds after each piece of it |
//! | [`dump`] | all rows of a journal's file, read behind the journal's back |
//! | [`replica`] | one of several processes on a PostgreSQL journal, to be killed and stopped |
//! | [`random`] | numbers from a seed |
//! | [`figures`] | what a rig counted, where it can be read after the suite |
//!
//! The rigs themselves are the tests of this crate; its README says what each proves and what it cannot.

pub mod crashbox;
pub mod disk;
pub mod dump;
pub mod figures;
pub mod power;
pub mod random;
pub mod replica;
mod vfs;
pub mod workload;
