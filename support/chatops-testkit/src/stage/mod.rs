//! The stage: people, rooms, services and a virtual clock around the real engine.
//!
//! A [`Scenario`] says who plays, by which rules, and what happens. A [`Stage`] plays it: people act in the chat in
//! memory, webhooks go over HTTP on loopback, time jumps from one moment at which something can happen to the next.
//! Whatever becomes visible is handed out as [`Shown`], in order. The drill, the console and the stories are three ways
//! to feed it and to print what it shows.
//!
//! Reading order: `direction` (what can be played), `expectation` (what must be so), `scenario` (the file format),
//! `line` (the same as one line of text), then `play`, `check` and `shown`.

mod act;
pub mod cast;
mod check;
pub mod direction;
pub mod expectation;
mod fold;
mod hooks;
pub mod line;
mod look;
pub mod moment;
mod play;
mod props;
pub mod record;
pub mod scenario;
mod services;
pub mod shown;
pub mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chatops_core::error::PortError;
use chatops_core::ids::MessageId;
use chatops_core::memory::{ActError, ManualClock, MemoryChat};
use chatops_core::ports::Journal;
use chatops_runtime::ChatOps;
use chatops_runtime::builder::StartError;
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use cast::{Cast, Member};
pub use direction::Direction;
pub use expectation::Expectation;
pub use scenario::{Scenario, ScenarioError};
pub use services::Services;
pub use shown::{Shown, What};

/// What stands before a command in the chat in memory.
pub const COMMAND_PREFIX: &str = "/em ";

/// Most moments that one step may pass through. A year of digests every hour is a tenth of it.
pub const MOMENTS_MAX: usize = 100_000;

/// Most rounds at one moment before it is said that the engine does not come to rest.
pub const ROUNDS_MAX: usize = 100;

/// Longest wall-clock time that one moment may take to settle, in seconds. Everything runs in this process.
pub const SETTLE_SECONDS_MAX: u64 = 30;

/// Why a step could not be played.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The bot did not start.
    #[error("the bot does not start: {0}")]
    Start(#[from] StartError),
    /// The chat did not let somebody act.
    #[error("{who} cannot do this: {why}{mend}")]
    Act {
        /// Who.
        who: String,
        /// Why not.
        why: ActError,
        /// What to do about it, where that is known.
        mend: String,
    },
    /// A service did not let somebody act.
    #[error("this cannot be done: {0}")]
    Port(#[from] PortError),
    /// Something that is named does not exist.
    #[error("{0}")]
    Missing(String),
    /// The webhook was answered with something else.
    #[error("the webhook was answered with {found}, not with {wanted}: {body}")]
    Answer {
        /// What came.
        found: u16,
        /// What was to come.
        wanted: u16,
        /// The body that came.
        body: String,
    },
    /// The loopback connection failed.
    #[error("the webhook did not get through on loopback: {0}")]
    Loopback(#[from] std::io::Error),
    /// The engine has ended.
    #[error("the engine has ended: {0}")]
    Ended(String),
    /// The engine does not come to rest.
    #[error("the engine does not come to rest at {0}")]
    Restless(Timestamp),
    /// What must be so is not.
    #[error("{0}")]
    Unmet(Unmet),
}

/// Something that was to be so and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// What was expected.
    pub expected: String,
    /// What was seen instead.
    pub seen: String,
}

impl std::fmt::Display for Unmet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "expected: {}\nseen instead: {}", self.expected, self.seen)
    }
}

/// A stage with the bot on it.
#[derive(Debug)]
pub struct Stage {
    clock: Arc<ManualClock>,
    chat: MemoryChat,
    services: Services,
    journal: Arc<dyn Journal>,
    chatops: ChatOps,
    hooks: hooks::Hooks,
    cast: Cast,
    zone: TimeZone,
    channel: String,
    /// Virtual seconds for each second of the wall clock. None: no waiting.
    speed: Option<f64>,
    /// The last activity of the chat that was handed out.
    seen: u64,
    /// What each message last showed.
    faces: BTreeMap<MessageId, shown::Face>,
    /// What the services had when they were last looked at.
    noted: services::Noted,
    /// The last activity of the chat before the present step.
    step_began: u64,
    /// How many pages there were before the present step.
    pages_before: usize,
}

impl Stage {
    /// Builds everything, and starts the bot. `journal` is fresh.
    ///
    /// # Errors
    /// Where the bot does not start, or the cast does not fit together.
    pub async fn open(scenario: &Scenario, journal: Arc<dyn Journal>) -> Result<Self, StageError> {
        let clock = Arc::new(ManualClock::new(scenario.start));
        let lacking = scenario.without.iter();
        let chat = lacking
            .fold(MemoryChat::builder(clock.clone()), |chat, ability| chat.without(*ability))
            .build();
        furnish(&chat, scenario)?;
        // Whoever was there before is nothing new.
        let seen = chat.activity(0).last().map_or(0, |last| last.number);
        let services = Services::new(&clock, scenario);
        for profile in chat.people() {
            services.introduce(profile, &scenario.cast);
        }
        let mut builder = ChatOps::builder()
            .chat(chat.clone())
            .shared_journal(Arc::clone(&journal))
            .shared_clock(clock.clone())
            .policy(scenario.policy.clone())
            .webhook_token(hooks::TOKEN)
            .alerts(chatops_runtime::sources::Alertmanager)
            .alerts(chatops_runtime::sources::PlainJson);
        builder = services.connect(builder);
        for tool in &scenario.tools {
            builder = builder.tool(props::Prop::new(tool.clone(), clock.clone()));
        }
        let chatops = builder.start().await?;
        let hooks = hooks::Hooks::serve(chatops.router()).await?;
        Ok(Self {
            clock,
            chat,
            services,
            journal,
            chatops,
            hooks,
            cast: scenario.cast.clone(),
            zone: scenario.zone.clone(),
            channel: scenario.policy.channel.name.clone(),
            speed: None,
            seen,
            faces: BTreeMap::new(),
            noted: services::Noted::default(),
            step_began: seen,
            pages_before: 0,
        })
    }

    /// Lets time pass on the wall clock too: so many virtual seconds for each second.
    pub fn set_speed(&mut self, speed: Option<f64>) {
        self.speed = speed.filter(|speed| speed.is_finite() && *speed > 0.0);
    }

    /// The chat, to look at.
    #[must_use]
    pub fn chat(&self) -> &MemoryChat {
        &self.chat
    }

    /// The services, to look at.
    #[must_use]
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// The journal, to read.
    #[must_use]
    pub fn journal(&self) -> &Arc<dyn Journal> {
        &self.journal
    }

    /// Who plays.
    #[must_use]
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    /// The zone in which times are shown.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The moment that has been reached.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        use chatops_core::ports::Clock as _;
        self.clock.now()
    }

    /// The name of the emergency channel.
    #[must_use]
    pub fn channel(&self) -> &str {
        &self.channel
    }

    /// Ends the bot. What it accepted is in the journal.
    ///
    /// # Errors
    /// Where the engine had ended by itself.
    pub async fn close(self) -> Result<(), StageError> {
        self.hooks.stop();
        self.chatops.stop().await.map_err(|error| StageError::Ended(error.to_string()))
    }
}

/// A sentence for a file that cannot be read.
#[must_use]
pub fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be read: {error}", path.display())
}

/// Brings in people and the rooms that exist before the bot comes.
fn furnish(chat: &MemoryChat, scenario: &Scenario) -> Result<(), StageError> {
    let mut rooms: BTreeMap<String, Vec<&Member>> = BTreeMap::new();
    for member in scenario.cast.all() {
        act::register(chat, member)?;
        for room in act::rooms_of(member, &scenario.policy) {
            rooms.entry(room).or_default().push(member);
        }
    }
    for (room, members) in &scenario.rooms {
        let held = rooms.entry(room.clone()).or_default();
        held.extend(members.iter().filter_map(|handle| scenario.cast.get(handle)));
    }
    for (room, members) in rooms {
        act::furnish(chat, &room, &members)?;
    }
    Ok(())
}
