//! How often a service may be called.

use jiff::SignedDuration;

/// A budget of calls. It is kept for each port on its own, so that one service at its limit does not stop another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The operation, by the name of its method, for example `post`. Empty: all operations of the port together.
    pub operation: &'static str,
    /// Whether each room has a budget of its own.
    pub per_room: bool,
    /// How many calls fit into the window, at once if need be. At least 1.
    pub calls: u32,
    /// How long it takes until as many fit again.
    pub window: SignedDuration,
}
