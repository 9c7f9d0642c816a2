//! A run: services, replicas, a story in bad weather, calm, rest, judgement.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chatops_core::alerts::Signal;
use chatops_core::ids::{JournalId, PersonId};
use chatops_core::memory::{
    MemoryAlerts, MemoryChat, MemoryJournal, MemoryKnowledge, MemoryPager, MemorySchedule,
    MemoryStatusPage, MemoryTickets, NewPerson, ScriptedTool,
};
use chatops_core::people::PersonKind;
use chatops_core::policy::Policy;
use chatops_core::ports::chat::{ChatPlatform as _, Dedup, Limits};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::{AlertSource, Clock};
use chatops_core::schedule::Shift;
use chatops_core::tools::ToolDescription;
use chatops_runtime::engine::Setting;
use chatops_runtime::{ChatOps, StartError};
use jiff::SignedDuration;
use tokio::time::Instant;

use super::chance::Chance;
use super::chaos::Chaos;
use super::clock::{ReplicaClock, TrueClock};
use super::ledger::Ledger;
use super::logs::Logs;
use super::oracles;
use super::ports::{Behind, ChatBehind, JournalBehind, ToolBehind, Wire};
use super::story;
use super::tally::Tally;
use super::universe::{Universe, Violation};
use super::weather::{Fault, Weather};
use crate::story::cast;

/// The bearer token of the webhooks. Also a canary: it must be seen nowhere.
pub const TOKEN: &str = "hook-canary-5f1d2c9ab0";

/// How long a replica is away after it died, at the most.
const AWAY_SECONDS_MAX: u64 = 40;

/// The bound of I5: once faults stop, everything has come to its end within this. The longest chain of tries takes about
/// eleven minutes, and one effect may wait behind another.
const REST_MAX: Duration = Duration::from_secs(3 * 3_600);

/// How far clocks jump.
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// How often it is looked whether the world is at rest.
const REST_LOOK: Duration = Duration::from_secs(15);

/// Looks in a row that must find it at rest.
const REST_LOOKS: u32 = 2;

/// How a run is set up.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The seed.
    pub seed: u64,
    /// How many replicas. Nothing: as the seed has it.
    pub replicas: Option<usize>,
    /// How repeats are told apart by the chat. Nothing: as the seed has it.
    pub dedup: Option<Dedup>,
    /// The weather. Nothing: as the seed has it.
    pub weather: Option<Weather>,
    /// Whether the lines of the trace are kept.
    pub trace: bool,
}

/// What came of a run.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The hash of its trace.
    pub hash: String,
    /// What must not be and was.
    pub violations: Vec<Violation>,
    /// How often what happened.
    pub tally: Tally,
    /// How much virtual time passed.
    pub lasted: Duration,
    /// How many entries were stored.
    pub entries: usize,
    /// How many replicas there were.
    pub replicas: usize,
    /// The lines of the trace, where they were kept.
    pub lines: Vec<String>,
}

/// The services, as they are without any weather.
#[derive(Debug)]
pub struct Services {
    /// The chat.
    pub chat: MemoryChat,
    /// Tickets.
    pub tickets: Arc<MemoryTickets>,
    /// Pages.
    pub pager: Arc<MemoryPager>,
    /// Who is on duty.
    pub schedule: Arc<MemorySchedule>,
    /// What the public reads.
    pub status_page: Arc<MemoryStatusPage>,
    /// Where postmortems are kept.
    pub knowledge: Arc<MemoryKnowledge>,
    /// The journal.
    pub journal: Arc<MemoryJournal>,
    /// The tools, by name.
    pub tools: Vec<Arc<ScriptedTool>>,
}

/// A running world.
#[derive(Debug)]
pub struct World {
    /// Behind the scenes.
    pub universe: Arc<Universe>,
    /// The services.
    pub services: Services,
    /// The wire of the chat.
    pub wire: Arc<Wire>,
    /// The rules.
    pub policy: Policy,
    running: Mutex<BTreeMap<usize, Arc<ChatOps>>>,
}

/// Plays a seed to its end.
///
/// # Panics
/// Where the rig itself does not work.
#[must_use]
pub fn simulate(setup: &Setup) -> Run {
    let logs = Logs::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime without threads and sockets can be made");
    tracing::subscriber::with_default(logs.clone(), || runtime.block_on(play(setup, &logs)))
}

async fn play(setup: &Setup, logs: &Logs) -> Run {
    let chance = Chance::new(setup.seed);
    let mut own = chance.fork(1);
    let replicas = setup.replicas.unwrap_or_else(|| draw_replicas(&mut own));
    let weather = setup.weather.clone().unwrap_or_else(|| Weather::of(&mut chance.fork(2)));
    let dedup = setup.dedup.unwrap_or_else(|| draw_dedup(&mut own));
    let world = World::new(setup, &chance, replicas, dedup, weather.clone());
    for replica in 0..replicas {
        tokio::spawn(keep_alive(Arc::clone(&world), replica, chance.fork(100 + replica as u64)));
    }
    let disasters = tokio::spawn(strike(Arc::clone(&world), weather, chance.fork(3)));
    story::play(&world, chance.fork(4)).await;
    disasters.abort();
    world.universe.calm();
    world.universe.trace("calm");
    rest(&world).await;
    if !world.universe.state().swallowed.is_empty() && !world.universe.is_broken() {
        // A stall that nothing tells of is seen while an incident is worked on.
        tokio::time::sleep(STALL_MAX).await;
        rest(&world).await;
        oracles::check_stall(&world);
        // A connection that breaks is what tells a bot that it may have missed something.
        world.universe.state().breaks = true;
        tokio::time::sleep(CATCH_UP).await;
        rest(&world).await;
    }
    let final_journal = oracles::judge(&world, logs).await;
    world.universe.trace(&final_journal);
    let universe = &world.universe;
    let (violations, tally, entries) = {
        let state = universe.state();
        (state.violations.clone(), state.tally.clone(), state.ledger.entries)
    };
    Run {
        hash: universe.hash(),
        violations,
        tally,
        lasted: universe.elapsed(),
        entries,
        replicas,
        lines: universe.lines(),
    }
}

fn draw_replicas(chance: &mut Chance) -> usize {
    // What goes wrong between replicas goes wrong between two or three; five are rare, here as elsewhere.
    match chance.below(20) {
        0..=11 => 1,
        12..=15 => 2,
        16..=18 => 3,
        _ => 5,
    }
}

/// How long a platform may know a key: shorter than many a wait between two tries.
const KEYS_FOR: SignedDuration = SignedDuration::from_secs(120);

fn draw_dedup(chance: &mut Chance) -> Dedup {
    match chance.below(6) {
        0 | 1 => Dedup::BySearch(SignedDuration::from_secs(5)),
        2 | 3 => Dedup::No,
        4 => Dedup::ByKey(SignedDuration::from_hours(24)),
        // As one platform has it: a repeat after an outage is no longer known.
        _ => Dedup::ByKey(KEYS_FOR),
    }
}

/// How long a connection that broke takes to make good what it has missed, with all rooms and the waits between calls.
const CATCH_UP: Duration = Duration::from_secs(180);

/// How long a silent stall may last (RELIABILITY X21: five minutes), and the reading that ends it.
const STALL_MAX: Duration = Duration::from_secs(6 * 60);

/// Longest text of a message: short enough that some must be cut.
const TEXT_CHARS_MAX: usize = 3_000;

impl World {
    fn new(
        setup: &Setup,
        chance: &Chance,
        replicas: usize,
        dedup: Dedup,
        weather: Weather,
    ) -> Arc<Self> {
        let dedup_folds = dedup != Dedup::No;
        let policy = cast::policy();
        let journal_bits = u128::from(chance.fork(5).draw());
        let mut journal = MemoryJournal::new(journal_bits);
        if replicas > 1 {
            journal = journal.shared();
        }
        let journal = Arc::new(journal);
        let limits = Limits::new(TEXT_CHARS_MAX, 250, 100, dedup);
        // The chat's facets do not depend on its clock.
        let stopped = Arc::new(chatops_core::memory::ManualClock::at_epoch());
        let facets = MemoryChat::new(stopped).facets();
        let setting = Setting {
            journal: JournalId::from_bits(journal_bits),
            policy: policy.clone(),
            facets,
            limits: limits.clone(),
            prefix: String::from("/em "),
        };
        let ledger = Ledger::new(Arc::clone(&journal), setting);
        let universe = Universe::new(chance.fork(6), weather, replicas, ledger, setup.trace);
        let clock: Arc<dyn Clock> = Arc::new(TrueClock(Arc::clone(&universe)));
        let chat = MemoryChat::builder(Arc::clone(&clock)).limits(limits).build();
        let pager = Arc::new(MemoryPager::new(Arc::clone(&clock)));
        for (handle, name, kind) in cast::CAST {
            let person = match kind {
                PersonKind::Guest => NewPerson::guest(handle, name),
                PersonKind::Bot => NewPerson::bot(handle, name),
                _ => NewPerson::employee(handle, name),
            };
            chat.register(person.zone("Europe/Berlin")).expect("the cast has different handles");
        }
        for profile in cast::cast() {
            if profile.kind == PersonKind::Employee {
                pager.register(profile);
            }
        }
        let services = Services {
            tickets: Arc::new(MemoryTickets::new(Arc::clone(&clock), "HOT", 330)),
            pager,
            schedule: Arc::new(MemorySchedule::of_shifts(shifts(universe.now()))),
            status_page: Arc::new(MemoryStatusPage::new(Arc::clone(&clock), "Status")),
            knowledge: Arc::new(MemoryKnowledge::new()),
            journal,
            tools: policy.toolbox.values().map(tool).collect(),
            chat: chat.clone(),
        };
        // What cannot be looked for is not folded either: then nobody but a person knows whether an update is on the page.
        universe.state().page_folds = dedup_folds;
        let wire = Wire::new(Arc::clone(&universe), chat);
        let running = Mutex::new(BTreeMap::new());
        Arc::new(Self { universe, services, wire, policy, running })
    }

    /// The installations that run now, by their replica.
    #[must_use]
    pub fn running(&self) -> Vec<Arc<ChatOps>> {
        self.slots().values().cloned().collect()
    }

    fn slots(&self) -> std::sync::MutexGuard<'_, BTreeMap<usize, Arc<ChatOps>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts one life of a replica.
    async fn start(&self, replica: usize) -> Result<ChatOps, StartError> {
        let universe = Arc::clone(&self.universe);
        let life = universe.life(replica);
        let chaos = Chaos { universe, replica, life };
        let services = &self.services;
        let chat = Arc::new(services.chat.clone());
        let mut builder = ChatOps::builder()
            .shared_chat(ChatBehind::new(chaos.clone(), chat, Arc::clone(&self.wire)))
            .shared_journal(JournalBehind::new(chaos.clone(), Arc::clone(&services.journal)))
            .clock(ReplicaClock(chaos.clone()))
            .shared_tickets(Behind::new(chaos.clone(), Arc::clone(&services.tickets) as _))
            .shared_pager(Behind::new(chaos.clone(), Arc::clone(&services.pager) as _))
            .shared_schedule(Behind::new(chaos.clone(), Arc::clone(&services.schedule) as _))
            .shared_status_page(Behind::new(chaos.clone(), Arc::clone(&services.status_page) as _))
            .shared_knowledge(Behind::new(chaos.clone(), Arc::clone(&services.knowledge) as _))
            .alerts(AlertsBehind(Behind::new(chaos.clone(), Arc::new(MemoryAlerts::new()) as _)))
            .webhook_token(TOKEN)
            .policy(self.policy.clone())
            .replica(format!("r{replica}.{life}"));
        for tool in &services.tools {
            builder = builder.tool(ToolBehind::new(chaos.clone(), Arc::clone(tool) as _));
        }
        builder.start().await
    }

    /// Hands in what a service of the host's own reports, again and again until it is stored.
    pub async fn report(&self, chance: &mut Chance, deliveries: &[Delivery]) {
        if deliveries.is_empty() {
            return;
        }
        loop {
            let running = self.running();
            let place = chance.place(running.len());
            if let Some(chatops) = running.get(place) {
                let given = chatops.deliver(deliveries);
                if let Ok(Ok(_)) = tokio::time::timeout(Duration::from_secs(30), given).await {
                    break;
                }
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        let lost = {
            let state = self.universe.state();
            deliveries.iter().find(|one| !state.ledger.has_received(&one.source, &one.key)).cloned()
        };
        if let Some(lost) = lost {
            let what = format!("{} `{}` was taken and is not stored", lost.source, lost.key);
            self.universe.violate("I1", what);
        }
    }

    /// Posts alerts to the webhook of any replica, once. `true`: they were taken.
    pub async fn hook(&self, chance: &mut Chance, signals: &[Signal]) -> bool {
        use tower::ServiceExt as _;
        let running = self.running();
        let place = chance.place(running.len());
        let Some(chatops) = running.get(place) else { return false };
        let body = serde_json::to_vec(signals).unwrap_or_default();
        let request = axum::http::Request::post("/hooks/memory")
            .header("authorization", format!("Bearer {TOKEN}"))
            .body(axum::body::Body::from(body))
            .expect("a request of fixed words can be made");
        let before = self.universe.state().ledger.alerts;
        let answer =
            tokio::time::timeout(Duration::from_secs(30), chatops.router().oneshot(request));
        let taken = matches!(answer.await, Ok(Ok(answer)) if answer.status().is_success());
        // Nobody else reports alerts, and one post follows the other.
        let stored = self.universe.state().ledger.alerts - before;
        if taken && stored < signals.len() as u64 {
            let what = format!(
                "a webhook with {} alerts was answered with 200; {stored} are stored",
                signals.len()
            );
            self.universe.violate("I1", what);
        }
        taken
    }

    /// Whether nothing waits but what has its time.
    fn is_at_rest(&self) -> bool {
        let journal = &self.services.journal;
        journal.undecided_count() == 0 && journal.unsettled().is_empty()
    }
}

/// An alert source behind the weather, as the builder takes one.
#[derive(Debug)]
struct AlertsBehind(Arc<Behind<dyn AlertSource>>);

#[async_trait::async_trait]
impl AlertSource for AlertsBehind {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Signal>, chatops_core::error::PortError> {
        self.0.read(body)
    }

    async fn chart(
        &self,
        query: &str,
        window_minutes: u32,
    ) -> Result<chatops_core::message::Picture, chatops_core::error::PortError> {
        self.0.chart(query, window_minutes).await
    }

    async fn acknowledge(
        &self,
        alert: &str,
        key: &chatops_core::ids::EffectId,
    ) -> Result<(), chatops_core::error::PortError> {
        self.0.acknowledge(alert, key).await
    }
}

fn tool(description: &ToolDescription) -> Arc<ScriptedTool> {
    let output = chatops_core::ports::tool::ToolOutput { ok: true, text: String::from("It ran.") };
    Arc::new(ScriptedTool::new(description.clone(), vec![output; 50]))
}

/// Jim, Ann and Dan take turns, with a gap now and then.
pub(super) fn shifts(from: jiff::Timestamp) -> Vec<Shift> {
    let hours = |hours: i64| chatops_core::time::later(from, SignedDuration::from_mins(hours * 45));
    let person = |handle: &str| -> PersonId { cast::person(handle) };
    (0..24)
        .filter(|turn| turn % 5 != 4)
        .map(|turn| {
            let handle = ["jim", "ann", "dan"].get(usize::try_from(turn % 3).unwrap_or(0));
            Shift {
                person: person(handle.unwrap_or(&"jim")),
                from: hours(turn - 1),
                until: hours(turn),
            }
        })
        .collect()
}

/// Starts a replica, and starts it again whenever it has died or ended.
async fn keep_alive(world: Arc<World>, replica: usize, mut chance: Chance) {
    let universe = &world.universe;
    loop {
        let life = universe.life(replica);
        let started = {
            let dies = died(universe, replica, life);
            tokio::select! {
                biased;
                () = dies => None,
                started = world.start(replica) => Some(started),
            }
        };
        match started {
            Some(Ok(chatops)) => {
                universe.trace(&format!("r{replica}.{life} runs"));
                world.slots().insert(replica, Arc::new(chatops));
                watch(&world, replica, life).await;
                world.slots().remove(&replica);
            }
            Some(Err(error)) => {
                universe.trace(&format!("r{replica}.{life} did not start: {error}"))
            }
            None => {}
        }
        // Whoever listened may be the one that went: the platform notices, and tells it all again.
        world.wire.reconnect();
        let away = Duration::from_secs(chance.between(1, AWAY_SECONDS_MAX));
        tokio::time::sleep(away).await;
    }
}

async fn died(universe: &Universe, replica: usize, life: u64) {
    loop {
        let death = universe.died.notified();
        if universe.life(replica) != life {
            return;
        }
        death.await;
    }
}

/// How an installation says that its driver has ended.
const ENDED: &str = "the driver has ended";

/// How often it is looked whether a driver still runs.
const WATCH: Duration = Duration::from_secs(10);

/// Waits until a life is over, by death or because the driver has ended.
async fn watch(world: &World, replica: usize, life: u64) {
    let universe = &world.universe;
    loop {
        let dies = died(universe, replica, life);
        if tokio::time::timeout(WATCH, dies).await.is_ok() {
            return;
        }
        let Some(chatops) = world.slots().get(&replica).cloned() else { return };
        // An empty report asks nothing but whether the driver still runs. A journal that is slow says nothing about it.
        let asked = tokio::time::timeout(WATCH, chatops.deliver(&[])).await;
        if let Ok(Err(error)) = asked
            && error.to_string().contains(ENDED)
            && universe.life(replica) == life
        {
            // No fault of the weather justifies it: each of them passes, and is to be waited out.
            universe.violate("driver", format!("r{replica}.{life} ended by itself: {error}"));
            universe.trace(&format!("r{replica}.{life} ended: {error}"));
            // What is left of it must not act any more.
            universe.bury(replica);
            return;
        }
    }
}

/// Disasters of the weather, one after the other.
async fn strike(world: Arc<World>, weather: Weather, mut chance: Chance) {
    let universe = &world.universe;
    for (wait, fault) in weather.disasters {
        tokio::time::sleep(wait).await;
        let replicas = universe.state().lives.len();
        let replica = chance.place(replicas);
        match fault {
            Fault::Kill => {
                let calls = chance.between(0, 60);
                let mut state = universe.state();
                if let Some(life) = state.lives.get_mut(replica) {
                    life.dies_in = Some(calls);
                }
            }
            Fault::Restart => universe.kill(replica, Fault::Restart),
            Fault::Pause => universe.pause(replica, Duration::from_secs(chance.between(12, 90))),
            Fault::ClockAhead => universe.jump(replica, SignedDuration::from_hours(24), fault),
            Fault::ClockBack => universe.jump(replica, SignedDuration::from_hours(-24), fault),
            Fault::JournalOutage => down(universe, "journal", fault, chance.between(3, 50)),
            Fault::Outage | Fault::Forbidden => {
                let ports = ["pager", "tickets", "status page", "knowledge", "schedule", "chat"];
                let port = chance.pick(&ports).copied().unwrap_or("chat");
                down(universe, port, fault, chance.between(10, 600));
            }
            _ => {}
        }
    }
}

fn down(universe: &Universe, port: &'static str, fault: Fault, seconds: u64) {
    let until = Instant::now() + Duration::from_secs(seconds);
    {
        let mut state = universe.state();
        state.down.insert((port, fault), (until, false));
    }
    universe.trace(&format!("{port}: {} ({seconds} s)", fault.word()));
}

/// Waits until nothing is left to do. That it comes to that is I5.
async fn rest(world: &World) {
    // Who has set the clock back by a day has put off by a day what that clock counts.
    let back = world.universe.state().tally.count(Fault::ClockBack);
    let until = Instant::now() + REST_MAX + DAY * u32::try_from(back).unwrap_or(0);
    let mut looks = 0;
    while Instant::now() < until && !world.universe.is_broken() {
        tokio::time::sleep(REST_LOOK).await;
        looks = if world.is_at_rest() { looks + 1 } else { 0 };
        if looks >= REST_LOOKS {
            return;
        }
    }
    oracles::unrest(world);
}
