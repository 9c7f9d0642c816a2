//! Playing: the real runtime, from wherever the last process left off.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chatops_core::memory::MemorySchedule;
use chatops_core::ports::Journal;
use chatops_journal::SqliteJournal;
use chatops_journal::sqlite::Manner;
use chatops_runtime::ChatOps;
use chatops_testkit::stage::Scenario;
use jiff::Timestamp;

use super::chat::OutsideChat;
use super::journal::PointedJournal;
use super::points::{Kind, Points};
use super::record::Done;
use super::services::{Outside, OutsideTool};
use super::story::{self, STORY};
use super::summary::Summary;
use super::world::World;
use crate::disk::{Disk, Site};
use crate::workload::CHECKPOINT_PAGES;

/// The journal's file.
pub const JOURNAL: &str = "j.db";

/// Longest time, on the machine's own clock, in which one moment settles.
const SETTLE_MAX: Duration = Duration::from_secs(60);

/// Most moments and rounds of one step before it is said that the runtime does not come to rest.
const ROUNDS_MAX: usize = 1_000;

/// What is played.
#[derive(Debug, Clone)]
pub struct Part {
    /// Which steps.
    pub steps: Range<usize>,
    /// Which points count.
    pub kind: Kind,
    /// The point that ends the process; 0: none does.
    pub last_point: u64,
    /// Whether points count from the start of the process, not only once it has settled.
    pub from_start: bool,
}

/// The part that is running.
#[derive(Debug)]
struct Player {
    world: Arc<World>,
    chatops: ChatOps,
}

/// Plays a part and sums up where it led.
///
/// # Errors
/// Where the runtime does not start, or fails on the way.
pub async fn play(folder: &Path, part: &Part) -> Result<Summary, String> {
    let points = Arc::new(Points::until(part.kind, part.last_point));
    if part.from_start {
        points.count();
    }
    let scenario = story::setting()?;
    let world = Arc::new(World::open(folder, &scenario, Arc::clone(&points)).await?);
    let journal = Arc::new(open(folder, &points).await?);
    let chatops = start(&scenario, &world, journal.clone()).await?;
    let player = Player { world: Arc::clone(&world), chatops };
    player.settle().await?;
    points.count();
    for step in part.steps.clone() {
        player.step(scenario.start, step).await?;
    }
    let verified = journal.journal.verify().await.map_err(|error| error.to_string())?;
    Summary::take(folder, &world, verified.entries).await
}

async fn open(folder: &Path, points: &Arc<Points>) -> Result<PointedJournal, String> {
    let of_disk = Arc::clone(points);
    let disk = Disk::builder().hook(move |site| {
        of_disk.pass(match site {
            Site::Open => "disk open",
            Site::Write => "disk write",
            Site::Sync => "disk sync",
            Site::Truncate => "disk truncate",
            Site::Delete => "disk delete",
        });
    });
    let disk = disk.build()?;
    let manner = Manner::through(disk.name()).checkpoint_pages(CHECKPOINT_PAGES);
    let journal = SqliteJournal::open_in_manner(folder.join(JOURNAL), &manner).await;
    let journal = journal.map_err(|error| error.to_string())?;
    Ok(PointedJournal { journal, points: Arc::clone(points) })
}

async fn start(
    scenario: &Scenario,
    world: &Arc<World>,
    journal: Arc<dyn Journal>,
) -> Result<ChatOps, String> {
    let outside = Arc::new(Outside(Arc::clone(world)));
    let mut builder = ChatOps::builder()
        .chat(OutsideChat(Arc::clone(world)))
        .shared_journal(journal)
        .shared_clock(world.clock.clone())
        .policy(scenario.policy.clone())
        .shared_pager(outside.clone())
        .shared_tickets(outside.clone())
        .shared_status_page(outside.clone())
        .shared_knowledge(outside);
    if let Some(rota) = scenario.rota.clone() {
        builder = builder.shared_schedule(Arc::new(MemorySchedule::of_rota(rota)));
    }
    for tool in &scenario.tools {
        let description = tool.description.clone();
        builder = builder.tool(OutsideTool { description, world: Arc::clone(world) });
    }
    builder.start().await.map_err(|error| error.to_string())
}

impl Player {
    /// Plays a step; its act only where it was not done before.
    async fn step(&self, start: Timestamp, step: usize) -> Result<(), String> {
        let (begins, ends) = story::span(start, step);
        self.run_until(begins).await?;
        if self.world.told().acts <= step {
            self.world.act(step);
        }
        self.run_until(ends).await
    }

    /// Goes from one moment at which something can happen to the next, up to a moment.
    async fn run_until(&self, until: Timestamp) -> Result<(), String> {
        for _ in 0..ROUNDS_MAX {
            self.settle().await?;
            let due = self.chatops.next_due().await.map_err(|error| error.to_string())?;
            let next = due.filter(|due| *due < until).unwrap_or(until);
            if self.world.now() >= until {
                return Ok(());
            }
            // What is due already has been done, or waits for something that time brings.
            self.move_to(next);
        }
        Err(format!("the runtime does not come to rest before {until}"))
    }

    fn move_to(&self, moment: Timestamp) {
        if moment > self.world.now() {
            self.world.clock.set(moment);
            self.world.note(Done::Moved);
        }
    }

    /// Hands in what waits outside, and lets everything happen that can happen now.
    async fn settle(&self) -> Result<(), String> {
        loop {
            let next = self.world.told().reports.first().cloned();
            let Some(report) = next else { break };
            let given = self.chatops.deliver(std::slice::from_ref(&report)).await;
            given.map_err(|error| error.to_string())?;
            self.world.note(Done::Delivered(report.key));
        }
        match tokio::time::timeout(SETTLE_MAX, self.chatops.settle()).await {
            Ok(settled) => settled.map_err(|error| error.to_string()),
            Err(_) => Err(format!("nothing comes to rest at {}", self.world.now())),
        }
    }
}

/// All steps.
#[must_use]
pub fn all() -> Range<usize> {
    0..STORY.len()
}
