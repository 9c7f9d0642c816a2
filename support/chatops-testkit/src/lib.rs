//! What the tests of `chatops` and of its adapters share.
//!
//! | Feature | Brings |
//! |---|---|
//! | `conformance` | the harness that runs the named cases of the ports |
//! | `postgres` | databases for tests, and a proxy that loses connections |
//! | `sim` | the deterministic simulator: replicas of the real runtime on misbehaving services, under one seed |
//! | `stage` | scenarios, people, rooms and a virtual clock around the real engine |
//! | `story` | a cast, command lines from the whole grammar, scenes |

#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "postgres")]
pub mod database;
#[cfg(feature = "postgres")]
pub mod proxy;
#[cfg(feature = "sim")]
pub mod sim;
#[cfg(feature = "stage")]
pub mod stage;
#[cfg(feature = "story")]
pub mod story;
