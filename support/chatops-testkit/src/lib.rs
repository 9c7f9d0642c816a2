//! What the tests of `chatops` and of its adapters share.
//!
//! | Feature | Brings |
//! |---|---|
//! | `conformance` | the harness that runs the named cases of the ports |

#[cfg(feature = "conformance")]
pub mod conformance;
