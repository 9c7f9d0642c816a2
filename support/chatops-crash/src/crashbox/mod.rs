//! The crashbox: a reference incident, played by the real runtime on a journal in a file, in a process that ends at any
//! of its numbered points.
//!
//! What stands outside of the process (chat, pager, tickets, status page, knowledge base, the people) is played by the
//! services in memory of the core. They outlive the process: every call that they carried out, and everything that
//! people did, is appended to a file before it is answered, and the file is played again at the next start.
//!
//! Reading order: `points`, `record` and `world` (the outside), `chat` and `services` (its doors), `journal`, `story`,
//! `play`, `summary`.

pub mod chat;
pub mod journal;
pub mod play;
pub mod points;
pub mod record;
pub mod services;
pub mod story;
pub mod summary;
pub mod world;
