//! What the tests of `chatops` and of its adapters share.
//!
//! | Feature | Brings |
//! |---|---|
//! | `conformance` | the harness that runs the named cases of the ports |
//! | `stage` | scenarios, people, rooms and a virtual clock around the real engine |

#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "stage")]
pub mod stage;
