//! The emergency channel: the one standing room, its commander, its headline, and the register of incidents.
//!
//! The aggregate is made of features (see [`crate::feature`]) and adds what concerns them all. Its verbs are those of
//! every aggregate: [`decide()`], [`evolve()`], [`react()`].

mod command;
mod consequences;
mod decide;
mod event;
mod evolve;
mod features;
mod help;
mod observe;
mod orders;
mod origin;
mod react;
mod state;
mod views;

pub use command::Command;
pub use decide::{Here, decide};
pub use event::Event;
pub use evolve::evolve;
pub use help::usages;
pub use orders::orders;
pub use react::react;
pub use state::EmergencyChannel;
pub use views::View;
