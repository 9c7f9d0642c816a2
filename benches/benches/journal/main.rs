//! The figures of the journal on SQLite: what it costs over bare SQLite, and how soon a long incident is open.

mod bare;
mod long;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bare::Bare;
use chatops_benches::figures::{Figures, median, micros};
use chatops_benches::incident::{ORDINARY, Room};
use chatops_core::ids::StreamId;
use chatops_core::ports::Journal as _;
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{NewEntry, Transaction};
use chatops_journal::SqliteJournal;
use jiff::Timestamp;
use tokio::runtime::Runtime;

/// A single durable append, against the same bytes in a bare loop of the same durability.
const SINGLE_LEAST: f64 = 0.9;

/// Many producers at once, against a bare transaction of as many inserts.
const GROUP_LEAST: f64 = 0.7;

/// Producers at once.
const PRODUCERS: usize = 64;

/// Rounds. In each both sides run once, so that what disturbs one disturbs the other; of their ratios the median
/// counts.
const ROUNDS: usize = 61;

/// Commits of one side in a round of single appends.
const SINGLES: usize = 40;

/// What each producer hands in, in a round.
const HANDED_IN: usize = 10;

/// Deliveries of the one commit that makes the logs long: 40 MB, where at most 16 MB are kept.
const WARM_UP: usize = 60_000;

/// Commits after it, so that every log has begun again at its beginning.
const WARM_COMMITS: usize = 40;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if cfg!(debug_assertions) {
        return Err(
            "measure with `cargo bench`: without optimisation the figures say nothing".into()
        );
    }
    // Below the target folder: a temporary folder of the system may be in memory, where nothing is ever flushed.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut figures = Figures::default();
    singles(&mut figures, &runtime, folder.path())?;
    groups(&mut figures, &runtime, folder.path())?;
    long::incident(&mut figures, &runtime, folder.path())?;
    Ok(figures.verdict())
}

/// Ordinary messages, each with a key of its own.
struct Messages {
    one: Delivery,
    next: u64,
}

impl Messages {
    fn new() -> Result<Self, Box<dyn Error>> {
        let item = Room::open()?.message(1, ORDINARY)?;
        Ok(Self { one: item.delivery, next: 0 })
    }

    fn next(&mut self) -> Delivery {
        self.next += 1;
        Delivery { key: format!("message/{:012}", self.next), ..self.one.clone() }
    }
}

/// An entry of a stream that grows.
fn entry(seq: u64) -> NewEntry {
    NewEntry {
        stream: StreamId::EmergencyChannel,
        seq,
        occurred_at: Timestamp::UNIX_EPOCH,
        actor: chatops_core::context::Actor::Clockwork,
        kind: String::from("message.said"),
        version: 1,
        body: format!("{{\"words\":\"{ORDINARY}\"}}"),
    }
}

/// One commit after the other.
fn singles(figures: &mut Figures, runtime: &Runtime, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut messages = Messages::new()?;
    let journal = runtime.block_on(SqliteJournal::open(folder.join("single.db")))?;
    let mut bare = runtime.block_on(Bare::open(&folder.join("single-bare.db")))?;
    let mut same = runtime.block_on(Bare::with_keys(&folder.join("single-keys.db")))?;
    let now = Timestamp::UNIX_EPOCH;
    let (mut receive, mut append, mut plain, mut keyed) = (vec![], vec![], vec![], vec![]);
    warm(runtime, &journal, &mut messages, &mut [&mut bare, &mut same])?;
    let mut seq = 0;
    for _ in 0..ROUNDS {
        let deliveries: Vec<[Delivery; 1]> = (0..SINGLES).map(|_| [messages.next()]).collect();
        let written: Vec<String> = deliveries.iter().map(|[one]| bare::bytes(one)).collect();
        plain.push(timed(|| runtime.block_on(bare.one_by_one(&written)))?);
        receive.push(timed(|| {
            runtime.block_on(async {
                for delivery in &deliveries {
                    journal.receive(delivery, &[], now).await?;
                }
                Ok(())
            })
        })?);
        keyed.push(timed(|| runtime.block_on(same.one_by_one(&written)))?);
        append.push(timed(|| {
            runtime.block_on(async {
                for _ in 0..SINGLES {
                    seq += 1;
                    let entries = vec![entry(seq)];
                    journal.append(&Transaction { entries, ..Transaction::at(now) }).await?;
                }
                Ok(())
            })
        })?);
    }
    let each =
        |times: &[Duration]| median(times.iter().map(|t| micros(*t)).collect()) / SINGLES as f64;
    figures.known("bare insert and commit", each(&plain), "µs");
    figures.known("bare insert and commit, with a unique key", each(&keyed), "µs");
    figures.known("receive of one delivery", each(&receive), "µs");
    figures.known("append of one entry", each(&append), "µs");
    let what = "receive of one delivery, share of the bare speed";
    figures.at_least(what, ratio(&plain, &receive), SINGLE_LEAST, "");
    figures.known("  of the bare speed with a unique key", ratio(&keyed, &receive), "");
    figures.known("append of one entry, share of the bare speed", ratio(&plain, &append), "");
    runtime.block_on(journal.close())?;
    Ok(())
}

/// Makes each write-ahead log as long as it will be, so that from then on it is written over and not grown: growing a
/// file is what a file system is slow at, and it happens once in the life of a journal.
fn warm(
    runtime: &Runtime,
    journal: &SqliteJournal,
    messages: &mut Messages,
    sides: &mut [&mut Bare],
) -> Result<(), Box<dyn Error>> {
    let many: Vec<Delivery> = (0..WARM_UP).map(|_| messages.next()).collect();
    let written: Vec<String> = many.iter().map(bare::bytes).collect();
    runtime.block_on(async {
        for side in sides {
            side.group(&written).await?;
            let few: Vec<String> =
                (0..WARM_COMMITS).map(|_| bare::bytes(&messages.next())).collect();
            side.one_by_one(&few).await?;
        }
        journal.receive(&many, &[], Timestamp::UNIX_EPOCH).await?;
        for _ in 0..WARM_COMMITS {
            journal.receive(&[messages.next()], &[], Timestamp::UNIX_EPOCH).await?;
        }
        Ok(())
    })
}

/// Many producers, each with one delivery after the other.
fn groups(figures: &mut Figures, runtime: &Runtime, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut messages = Messages::new()?;
    let journal = Arc::new(runtime.block_on(SqliteJournal::open(folder.join("group.db")))?);
    let mut bare = runtime.block_on(Bare::open(&folder.join("group-bare.db")))?;
    let (mut together, mut plain) = (vec![], vec![]);
    warm(runtime, &journal, &mut messages, &mut [&mut bare])?;
    for _ in 0..ROUNDS {
        let deliveries: Vec<Vec<[Delivery; 1]>> =
            (0..PRODUCERS).map(|_| (0..HANDED_IN).map(|_| [messages.next()]).collect()).collect();
        let written: Vec<Vec<String>> = (0..HANDED_IN)
            .map(|turn| {
                deliveries
                    .iter()
                    .filter_map(|own| own.get(turn))
                    .map(|[one]| bare::bytes(one))
                    .collect()
            })
            .collect();
        plain.push(timed(|| {
            runtime.block_on(async {
                for group in &written {
                    bare.group(group).await?;
                }
                Ok(())
            })
        })?);
        together.push(timed(|| runtime.block_on(produce(&journal, deliveries)))?);
    }
    let count = (PRODUCERS * HANDED_IN) as f64;
    let rate =
        |times: &[Duration]| count / median(times.iter().map(Duration::as_secs_f64).collect());
    figures.known("bare transactions of 64 inserts", rate(&plain), "inserts/s");
    figures.known("64 producers at once", rate(&together), "deliveries/s");
    let what = "64 producers at once, share of the bare speed";
    figures.at_least(what, ratio(&plain, &together), GROUP_LEAST, "");
    Ok(())
}

/// Lets every producer hand in what is its own, one after the other.
async fn produce(
    journal: &Arc<SqliteJournal>,
    deliveries: Vec<Vec<[Delivery; 1]>>,
) -> Result<(), Box<dyn Error>> {
    let mut producers = Vec::with_capacity(deliveries.len());
    for own in deliveries {
        let journal = Arc::clone(journal);
        producers.push(tokio::spawn(async move {
            for delivery in own {
                journal.receive(&delivery, &[], Timestamp::UNIX_EPOCH).await?;
            }
            Ok::<(), chatops_core::error::PortError>(())
        }));
    }
    for producer in producers {
        producer.await??;
    }
    Ok(())
}

fn timed(run: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    run()?;
    Ok(start.elapsed())
}

/// What share of the speed of the first the second reaches: the median of the rounds.
fn ratio(first: &[Duration], second: &[Duration]) -> f64 {
    let shares =
        first.iter().zip(second).map(|(first, second)| first.as_secs_f64() / second.as_secs_f64());
    median(shares.collect())
}
