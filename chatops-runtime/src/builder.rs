//! The builder: what a host says before it starts.
//!
//! Building does no I/O. [`Builder::start`] checks everything first and names the missing piece and the line to add.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::escalation::PolicyProblem;
use chatops_core::ids::ToolName;
use chatops_core::policy::{Policy, Services};
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::Receipt;
use chatops_core::ports::{
    AlertSource, ChatPlatform, Clock, Journal, KnowledgeBase, Pager, Rate, ShiftSchedule,
    StatusPage, TicketSystem, Tool,
};
use chatops_core::tools::ToolDescription;
use chatops_core::wire::FORMAT;
use tokio::sync::{Notify, mpsc};

use crate::budgets::Budgets;
use crate::clock::SystemClock;
use crate::driver::{
    self, Driver, DriverError, LookBack, Outage, Recovered, Unwritten, Upkeep, Watch,
};
use crate::emergency::Emergency;
use crate::engine::Setting;
use crate::handle::{ChatOps, Shared};
use crate::interpret::is_verb;
use crate::jobs::Jobs;
use crate::ports::Ports;
use crate::webhooks::Token;

/// Words from the host that wait for the driver. A host has a handful of tasks that ask.
const WORDS_MAX: usize = 64;

/// Why a start was refused. Nothing has been started then. Its debug form is its sentence too: that is what a `main`
/// which returns it shows.
#[derive(thiserror::Error)]
pub enum StartError {
    /// Something is missing; the line to add.
    #[error("{what} is missing. Add `{line}` to the builder")]
    Missing {
        /// What.
        what: &'static str,
        /// The line to add.
        line: &'static str,
    },
    /// The policy cannot work.
    #[error("the policy cannot work: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Policy(Vec<PolicyProblem>),
    /// A tool cannot be registered.
    #[error("the tool `{name}` cannot be registered: {why}")]
    Tool {
        /// Its name.
        name: String,
        /// Why not, and what to do.
        why: String,
    },
    /// The webhook token is too easy to guess.
    #[error(
        "the webhook token has {found} characters; give it at least {least}, for example from `openssl rand -hex 32`"
    )]
    WeakToken {
        /// How many it has.
        found: usize,
        /// How many it needs.
        least: usize,
    },
    /// The journal can be read, not written: it is of a newer form, or was opened for reading.
    #[error(
        "{}. To read its record meanwhile: `chatops::runtime::record`, or `cargo run --example drill -- --replay FILE`",
        read_only(*found)
    )]
    ReadOnly {
        /// The form found.
        found: u32,
    },
    /// The journal did not open or cannot be read.
    #[error(transparent)]
    Driver(#[from] DriverError),
    /// A port did not work.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl std::fmt::Debug for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// Why a journal cannot be written, and what to do.
fn read_only(found: u32) -> String {
    if found > FORMAT {
        format!(
            "the journal is of form {found}, which this version can only read. Start the version that wrote it, or name another file"
        )
    } else {
        String::from("the journal was opened for reading. Open it for writing")
    }
}

/// Collects what a host brings. See [`ChatOps::builder`].
#[derive(Debug, Default)]
pub struct Builder {
    chat: Option<Arc<dyn ChatPlatform>>,
    journal: Option<Arc<dyn Journal>>,
    clock: Option<Arc<dyn Clock>>,
    schedule: Option<Arc<dyn ShiftSchedule>>,
    pager: Option<Arc<dyn Pager>>,
    tickets: Option<Arc<dyn TicketSystem>>,
    status_page: Option<Arc<dyn StatusPage>>,
    knowledge: Option<Arc<dyn KnowledgeBase>>,
    alerts: Vec<Arc<dyn AlertSource>>,
    tools: Vec<Arc<dyn Tool>>,
    policy: Policy,
    token: Option<Token>,
    replica: Option<String>,
    spool: Option<PathBuf>,
}

macro_rules! port {
    ($(#[$doc:meta])* $name:ident, $shared:ident: $trait:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(self, $name: impl $trait + 'static) -> Self {
            self.$shared(Arc::new($name))
        }

        /// The same, where the host keeps a handle of its own.
        #[must_use]
        pub fn $shared(mut self, $name: Arc<dyn $trait>) -> Self {
            self.$name = Some($name);
            self
        }
    };
}

impl Builder {
    port!(
        /// The chat platform. Needed.
        chat, shared_chat: ChatPlatform
    );
    port!(
        /// The journal. Needed.
        journal, shared_journal: Journal
    );
    port!(
        /// The clock; the machine's own unless given.
        clock, shared_clock: Clock
    );
    port!(
        /// The shift schedule. Without one, the first who takes command has it.
        schedule, shared_schedule: ShiftSchedule
    );
    port!(
        /// The pager. Without one, pages are recorded as not delivered.
        pager, shared_pager: Pager
    );
    port!(
        /// The ticket system. Without one, rooms are called `inc-<date>-<n>`.
        tickets, shared_tickets: TicketSystem
    );
    port!(
        /// The status page.
        status_page, shared_status_page: StatusPage
    );
    port!(
        /// The knowledge base, for postmortems.
        knowledge, shared_knowledge: KnowledgeBase
    );

    /// A source of alerts. Its webhook is `/hooks/<name>`.
    #[must_use]
    pub fn alerts(mut self, source: impl AlertSource + 'static) -> Self {
        self.alerts.push(Arc::new(source));
        self
    }

    /// A tool that people run from chat.
    #[must_use]
    pub fn tool(mut self, tool: impl Tool + 'static) -> Self {
        self.tools.push(Arc::new(tool));
        self
    }

    /// The rules of this installation, instead of the recommended ones.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The name of the emergency channel, without the platform's mark. `em` unless given.
    #[must_use]
    pub fn emergency_channel(mut self, name: impl Into<String>) -> Self {
        self.policy.channel.name = name.into();
        self
    }

    /// The bearer token that webhooks must carry. Without one, [`ChatOps::router`] takes none.
    #[must_use]
    pub fn webhook_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(Token::new(token.into()));
        self
    }

    /// What this process is called among those that share the journal. No two that run may have the same name. Drawn by
    /// chance unless given.
    #[must_use]
    pub fn replica(mut self, name: impl Into<String>) -> Self {
        self.replica = Some(name.into());
        self
    }

    /// A file in which is kept who was paged while the journal did not work, best on another disk than the journal. With
    /// it, an alert on a critical component or of severity 1 wakes the duty commander even when it cannot be recorded;
    /// without it, such an alert waits for the journal.
    #[must_use]
    pub fn emergency_spool(mut self, path: impl Into<PathBuf>) -> Self {
        self.spool = Some(path.into());
        self
    }

    /// Checks everything, recovers what is stored, and starts.
    ///
    /// # Errors
    /// A [`StartError`] that names the place and the mend. Nothing runs then.
    pub async fn start(self) -> Result<ChatOps, StartError> {
        let (ports, mut policy) = self.checked()?;
        policy.services = services(&ports);
        let chat = ports.chat.describe();
        let facts = ports.journal.facts();
        if !facts.writable {
            return Err(StartError::ReadOnly { found: facts.format });
        }
        let emergency = self.spool.clone().map(|spool| {
            let (pager, clock) = (ports.pager.clone(), Arc::clone(&ports.clock));
            Arc::new(Emergency::new(spool, pager, clock, policy.clone(), facts.id.clone()))
        });
        let setting = Setting {
            journal: facts.id,
            policy,
            facets: ports.chat.facets(),
            limits: ports.chat.limits(),
            prefix: chat.command_prefix,
        };
        let Recovered { engine, position } = driver::recover(&ports, setting.clone()).await?;
        let life: Arc<str> = begin_life(&ports).await.map_err(DriverError::Journal)?.into();
        ports.journal.take_over().await.map_err(DriverError::Journal)?;
        let (words, received) = mpsc::channel(WORDS_MAX);
        let wake = Arc::new(Notify::new());
        let driver = Driver {
            ports: ports.clone(),
            setting,
            engine,
            position,
            owner: self.replica.unwrap_or_else(draw_name),
            life: Arc::clone(&life),
            wake: Arc::clone(&wake),
            words: received,
            jobs: Jobs::default(),
            watch: if facts.shared { Watch::shared(chat.name) } else { Watch::alone() },
            look_back: LookBack::new(),
            upkeep: Upkeep::new(),
            emergency: emergency.clone(),
            unwritten: Unwritten::default(),
            outage: Outage::default(),
            is_unsound: false,
            trouble: 0,
            deaf_until: None,
            heard: None,
            streak: 0,
        };
        let alive = Arc::new(AtomicBool::new(true));
        let running = tokio::spawn(watched(driver, Arc::clone(&alive)));
        let shared = Shared {
            journal: ports.journal,
            clock: ports.clock,
            alerts: ports.alerts,
            token: self.token,
            wake,
            alive,
            life,
            reports: Arc::default(),
            emergency,
        };
        Ok(ChatOps::new(shared, words, running))
    }

    /// How often each service wants to be called, by the name of the service in budgets.
    fn rates(&self, chat: &Arc<dyn ChatPlatform>) -> BTreeMap<&'static str, Vec<Rate>> {
        let mut rates = BTreeMap::from([("chat", chat.rates())]);
        rates.extend(self.pager.as_ref().map(|port| ("pager", port.rates())));
        rates.extend(self.tickets.as_ref().map(|port| ("tickets", port.rates())));
        rates.extend(self.status_page.as_ref().map(|port| ("status page", port.rates())));
        rates.extend(self.knowledge.as_ref().map(|port| ("knowledge", port.rates())));
        rates
    }

    fn checked(&self) -> Result<(Ports, Policy), StartError> {
        let missing = |what, line| StartError::Missing { what, line };
        let chat =
            self.chat.clone().ok_or(missing("the chat platform", ".chat(MemoryChat::new())"))?;
        let journal = self.journal.clone().ok_or(missing(
            "the journal",
            ".journal(SqliteJournal::open(\"incidents.db\").await?)",
        ))?;
        if let Some(token) = &self.token {
            token.check()?;
        }
        let mut policy = self.policy.clone();
        let mut tools: BTreeMap<ToolName, Arc<dyn Tool>> = BTreeMap::new();
        for tool in &self.tools {
            let description = tool.describe();
            check_tool(&description, &tools)?;
            policy.toolbox.insert(description.name.clone(), description.clone());
            tools.insert(description.name, Arc::clone(tool));
        }
        let problems = policy.check();
        if !problems.is_empty() {
            return Err(StartError::Policy(problems));
        }
        let budgets = Arc::new(Budgets::new(self.rates(&chat)));
        let ports = Ports {
            budgets,
            progress: Arc::default(),
            chat,
            journal,
            clock: self.clock.clone().unwrap_or_else(|| Arc::new(SystemClock)),
            schedule: self.schedule.clone(),
            pager: self.pager.clone(),
            tickets: self.tickets.clone(),
            status_page: self.status_page.clone(),
            knowledge: self.knowledge.clone(),
            alerts: self.alerts.clone(),
            tools,
        };
        Ok((ports, policy))
    }
}

/// Most processes that may say that they began at one moment of their clocks.
const LIVES_MAX: u32 = 1_000;

/// Puts on the record that a process begins, and gives it a name that no process before it had: clocks can say the same
/// moment twice, but the journal takes a key once.
async fn begin_life(ports: &Ports) -> Result<String, PortError> {
    let now = ports.clock.now();
    for number in 0..LIVES_MAX {
        let life = match number {
            0 => now.as_nanosecond().to_string(),
            _ => format!("{}/{number}", now.as_nanosecond()),
        };
        let started = Delivery {
            source: String::from("host"),
            key: format!("started/{life}"),
            occurred_at: now,
            inbound: Inbound::Started,
        };
        if ports.journal.receive(&[started], &[], now).await?.contains(&Receipt::Stored) {
            return Ok(life);
        }
    }
    let detail = "too many processes began at one moment; look at the clock, then start again";
    Err(PortError::not_done("runtime", "start", ErrorKind::Conflict, detail))
}

/// A name that no other process has. Process ids are not enough: in containers they are all the same.
fn draw_name() -> String {
    // The standard library seeds each of these from the system.
    let chance = std::hash::RandomState::new().build_hasher().finish();
    format!("process-{}-{chance:016x}", std::process::id())
}

/// Says that the driver has ended, however it ends: from then on nothing more is taken in.
struct Alive(Arc<AtomicBool>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
        if std::thread::panicking() {
            tracing::error!("the driver has met a fault of the program; nothing more is taken in");
        }
    }
}

/// Runs the driver and says so when it ends.
async fn watched(driver: Driver, alive: Arc<AtomicBool>) -> Result<(), DriverError> {
    let alive = Alive(alive);
    let ended = driver.run().await;
    drop(alive);
    if let Err(error) = &ended {
        tracing::error!(error = %error, "the driver has ended; nothing more is taken in");
    }
    ended
}

/// A tool must not take a word of the grammar or of another tool (RELIABILITY B9).
fn check_tool(
    description: &ToolDescription,
    others: &BTreeMap<ToolName, Arc<dyn Tool>>,
) -> Result<(), StartError> {
    let refuse = |why: String| StartError::Tool { name: description.name.to_string(), why };
    if is_verb(description.name.as_str()) {
        return Err(refuse(String::from(
            "its name is a command of the grammar; give it another one",
        )));
    }
    if others.contains_key(&description.name) {
        return Err(refuse(String::from("another tool has this name; give it another one")));
    }
    description.check().map_err(|error| refuse(error.to_string()))
}

fn services(ports: &Ports) -> Services {
    Services {
        tickets: ports.tickets.is_some(),
        pager: ports.pager.is_some(),
        status_page: ports.status_page.is_some(),
        knowledge: ports.knowledge.is_some(),
        schedule: ports.schedule.is_some(),
    }
}
