//! A chat that lives as long as its process: rooms, people, messages, and who was notified of what.
//!
//! It stands for a real platform in tests, drills and on a laptop. The bot meets it as a
//! [`ChatPlatform`](crate::ports::ChatPlatform) with all facets, or without some of them
//! ([`MemoryChatBuilder::without`]). People act through its own methods ([`MemoryChat::say`],
//! [`MemoryChat::press`] and the like), and what they do is reported to the bot as on any platform. Whoever
//! looks on sees rooms as people see them ([`MemoryChat::room_view`]) and everything that happened, in order
//! ([`MemoryChat::activity`]).
//!
//! It forgets nothing and bounds nothing: a chat service has more memory than a test.
//!
//! Reading order: `view` (what a room shows), `state`, `platform` and `facets` (the bot's side), `act` (the
//! people's side).

mod ability;
mod account;
mod act;
mod facets;
mod outgoing;
mod platform;
mod state;
#[cfg(test)]
mod tests;
mod view;
mod words;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::shared::{Fault, Shared, refuse};
use crate::error::{ErrorKind, PortError};
use crate::ports::Rate;
use crate::ports::chat::{Dedup, Limits};
use crate::ports::clock::Clock;
pub use ability::Ability;
pub use account::{NewPerson, Presence};
pub use act::ActError;
use state::State;
pub use view::{Activity, Author, Cause, Happened, ShownMessage, ShownRoom};

/// Longest message unless [`MemoryChatBuilder::limits`] says otherwise, in characters: what the strictest
/// platform shows in one piece without cutting.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// Longest topic unless [`MemoryChatBuilder::limits`] says otherwise, in characters.
pub const TOPIC_CHARS_MAX: usize = 250;

/// Most people in one invitation unless [`MemoryChatBuilder::limits`] says otherwise.
pub const INVITE_PEOPLE_MAX: usize = 100;

/// How long a repeat is folded into the message it repeats, in hours, unless
/// [`MemoryChatBuilder::limits`] says otherwise.
pub const DEDUP_HOURS: i64 = 24;

/// Longest label of a button, in characters.
pub const LABEL_CHARS_MAX: usize = 75;

/// Largest picture, in bytes: 8 MiB.
pub const PICTURE_BYTES_MAX: usize = 8 * 1_024 * 1_024;

/// Largest document, in bytes: 8 MiB.
pub const FILE_BYTES_MAX: usize = 8 * 1_024 * 1_024;

/// Most deliveries that are handed out at a time.
pub const DELIVERIES_MAX: usize = 100;

/// A chat in memory. Clones are the same chat.
///
/// ```
/// use std::sync::Arc;
/// use chatops_core::memory::{ManualClock, MemoryChat, NewPerson};
///
/// let chat = MemoryChat::new(Arc::new(ManualClock::at_epoch()));
/// let jim = chat.register(NewPerson::employee("jim", "Jim Smith"))?;
/// let ann = chat.register(NewPerson::employee("ann", "Ann Lee"))?;
/// let room = chat.make_room(&jim, "em")?;
/// chat.join(&ann, &room)?;
/// let message = chat.say(&jim, &room, "@ann, have a look")?;
/// assert!(chat.notified(&message).contains(&ann));
/// # Ok::<(), chatops_core::memory::ActError>(())
/// ```
#[derive(Clone)]
pub struct MemoryChat {
    inner: Arc<Inner>,
}

struct Inner {
    clock: Arc<dyn Clock>,
    without: BTreeSet<Ability>,
    limits: Limits,
    rates: Vec<Rate>,
    state: Shared<State>,
}

/// Sets up a [`MemoryChat`].
#[derive(Debug)]
pub struct MemoryChatBuilder {
    clock: Arc<dyn Clock>,
    without: BTreeSet<Ability>,
    limits: Limits,
    rates: Vec<Rate>,
}

impl MemoryChatBuilder {
    /// The chat lacks this ability: its handle is missing from the facets.
    #[must_use]
    pub fn without(mut self, ability: Ability) -> Self {
        self.without.insert(ability);
        self
    }

    /// The chat has these abilities and no others.
    #[must_use]
    pub fn only(mut self, abilities: &[Ability]) -> Self {
        self.without = Ability::ALL.into_iter().filter(|one| !abilities.contains(one)).collect();
        self
    }

    /// What the chat can hold.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How often it says that it may be called, as a real platform does.
    #[must_use]
    pub fn rates(mut self, rates: Vec<Rate>) -> Self {
        self.rates = rates;
        self
    }

    /// The chat, without people and rooms.
    #[must_use]
    pub fn build(self) -> MemoryChat {
        let Self { clock, without, limits, rates } = self;
        let state = Shared::new(State::default());
        MemoryChat { inner: Arc::new(Inner { clock, without, limits, rates, state }) }
    }
}

impl MemoryChat {
    /// A chat with all abilities, without people and rooms.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self::builder(clock).build()
    }

    /// Sets up a chat.
    #[must_use]
    pub fn builder(clock: Arc<dyn Clock>) -> MemoryChatBuilder {
        let dedup = Dedup::ByKey(SignedDuration::from_hours(DEDUP_HOURS));
        let limits = Limits::new(TEXT_CHARS_MAX, TOPIC_CHARS_MAX, INVITE_PEOPLE_MAX, dedup);
        MemoryChatBuilder { clock, without: BTreeSet::new(), limits, rates: Vec::new() }
    }

    /// Orders a failure of the next call of an operation of the port, called as the method in
    /// [`crate::ports`], for example `post` or `set_topic`. Several come in the order in which they were
    /// ordered. See [`MemoryChat::faults_left`].
    pub fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.shared().fail_next(operation, fault);
    }

    /// Lets every call of an operation fail until it is mended (`None`).
    pub fn set_broken(&self, operation: &'static str, fault: Option<Fault>) {
        self.shared().set_broken(operation, fault);
    }

    /// How many ordered failures have not come yet. A test that ends with some has not tested them.
    #[must_use]
    pub fn faults_left(&self) -> usize {
        self.shared().faults_left()
    }

    /// Drops the connection of the bot: what it has not acknowledged comes again.
    pub fn reconnect(&self) {
        self.shared().change(State::reconnect);
    }

    /// The platform forgets to report these, as if they had never been told: they do not come again.
    pub fn forget_reports(&self, keys: &[String]) {
        let keys = keys.iter().map(String::as_str).collect();
        self.shared().change(|state| state.acknowledge(&keys));
    }

    fn shared(&self) -> &Shared<State> {
        &self.inner.state
    }

    fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    fn has(&self, ability: Ability) -> bool {
        !self.inner.without.contains(&ability)
    }

    /// Looks at what the chat holds.
    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        self.shared().read(look)
    }

    /// Carries out an operation of a facet.
    fn call<T>(
        &self,
        ability: Ability,
        operation: &'static str,
        act: impl FnOnce(&mut State) -> Result<T, PortError>,
    ) -> Result<T, PortError> {
        if !self.has(ability) {
            let detail = "this chat was set up without it";
            return Err(refuse(operation, ErrorKind::Unsupported, detail));
        }
        self.shared().call(operation, act)
    }
}

impl fmt::Debug for MemoryChat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read(|state| {
            f.debug_struct("MemoryChat")
                .field("without", &self.inner.without)
                .field("people", &state.people.len())
                .field("rooms", &state.rooms.len())
                .finish_non_exhaustive()
        })
    }
}
