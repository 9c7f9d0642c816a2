//! What the tests of `chatops` and of its adapters share.
//!
//! | Feature | Brings |
//! |---|---|
//! | `conformance` | the harness that runs the named cases of the ports |
//! | `postgres` | databases for tests, and a proxy that loses connections |
//! | `stage` | scenarios, people, rooms and a virtual clock around the real engine |

#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "postgres")]
pub mod database;
#[cfg(feature = "postgres")]
pub mod proxy;
#[cfg(feature = "stage")]
pub mod stage;
