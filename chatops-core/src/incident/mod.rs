//! One incident: from its declaration to its postmortem.
//!
//! The aggregate is made of features (see [`crate::feature`]) and adds what concerns them all: the
//! life cycle, the name of the hot room, and what one feature's event means for another
//! ([`mod@consequences`](self)). The verbs are those of every aggregate:
//!
//! | verb | asks | gives |
//! |---|---|---|
//! | [`decide()`] | may this happen? | events, or a refusal |
//! | [`evolve()`] | what is the state after this event? | state |
//! | [`react()`] | what follows outside? | effects and timers |

mod command;
mod consequences;
mod decide;
mod event;
mod evolve;
mod features;
mod help;
mod lifecycle;
mod react;
mod state;
mod views;

pub use command::Command;
pub(crate) use command::briefing_action;
pub use decide::decide;
pub use event::{Event, Opened};
pub use evolve::evolve;
pub use help::usages;
pub use lifecycle::{Move, Phase, TABLE, step};
pub use react::{news, react};
pub use state::Incident;
pub use views::View;
