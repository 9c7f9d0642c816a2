//! The figures of the journal: what it costs over its bare database, and how soon a long incident is open.

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
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{NewEntry, Transaction};
use chatops_journal::{PostgresJournal, SqliteJournal};
use chatops_testkit::database::{self, Database, NoDatabase};
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

/// The first number of the producers' messages, beyond those of single ones: a key must be new.
const GROUPS_FROM: u64 = 1_000_000;

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
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut figures = Figures::default();
    Sides::sqlite(&runtime, folder.path(), "single")?.singles(&mut figures)?;
    Sides::sqlite(&runtime, folder.path(), "group")?.groups(&mut figures)?;
    match database::left_out() {
        Some(why) => println!("PostgreSQL: not measured: {why}"),
        None => {
            let (own, others) = runtime.block_on(async {
                Ok::<_, NoDatabase>((Database::create().await?, Database::create().await?))
            })?;
            let mut sides = Sides::postgres(&runtime, &own, &others)?;
            sides.singles(&mut figures)?;
            sides.groups(&mut figures)?;
        }
    }
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

/// A journal, and what it is compared with.
struct Sides<'r> {
    runtime: &'r Runtime,
    /// Which database.
    on: &'static str,
    journal: Arc<dyn Journal>,
    bare: Bare,
    keyed: Bare,
    /// Deliveries of one call that make a write-ahead log as long as it will be.
    warm_up: usize,
}

impl<'r> Sides<'r> {
    fn sqlite(runtime: &'r Runtime, folder: &Path, name: &str) -> Result<Self, Box<dyn Error>> {
        let path = |side: &str| folder.join(format!("{name}{side}.db"));
        runtime.block_on(async {
            Ok(Self {
                runtime,
                on: "SQLite",
                journal: Arc::new(SqliteJournal::open(path("")).await?),
                bare: Bare::sqlite(&path("-bare")).await?,
                keyed: Bare::sqlite_with_keys(&path("-keys")).await?,
                warm_up: WARM_UP,
            })
        })
    }

    fn postgres(
        runtime: &'r Runtime,
        own: &Database,
        others: &Database,
    ) -> Result<Self, Box<dyn Error>> {
        runtime.block_on(async {
            Ok(Self {
                runtime,
                on: "PostgreSQL",
                journal: Arc::new(PostgresJournal::connect(&own.address()).await?),
                bare: Bare::postgres(&others.address()).await?,
                keyed: Bare::postgres_with_keys(&others.address()).await?,
                // Its log is preallocated.
                warm_up: WARM_COMMITS,
            })
        })
    }

    /// Makes each write-ahead log as long as it will be, so that from then on it is written over and not grown: growing a
    /// file is what a file system is slow at, and it happens once in the life of a journal.
    fn warm(&mut self, messages: &mut Messages) -> Result<(), Box<dyn Error>> {
        let many: Vec<Delivery> = (0..self.warm_up).map(|_| messages.next()).collect();
        let written: Vec<String> = many.iter().map(bare::bytes).collect();
        self.runtime.block_on(async {
            for side in [&mut self.bare, &mut self.keyed] {
                side.group(&written).await?;
                let few: Vec<String> =
                    (0..WARM_COMMITS).map(|_| bare::bytes(&messages.next())).collect();
                side.one_by_one(&few).await?;
            }
            self.journal.receive(&many, &[], Timestamp::UNIX_EPOCH).await?;
            for _ in 0..WARM_COMMITS {
                self.journal.receive(&[messages.next()], &[], Timestamp::UNIX_EPOCH).await?;
            }
            Ok(())
        })
    }

    /// One commit after the other.
    fn singles(&mut self, figures: &mut Figures) -> Result<(), Box<dyn Error>> {
        let (runtime, journal, on) = (self.runtime, Arc::clone(&self.journal), self.on);
        let mut messages = Messages::new()?;
        self.warm(&mut messages)?;
        let now = Timestamp::UNIX_EPOCH;
        let (mut receive, mut append, mut plain, mut keyed) = (vec![], vec![], vec![], vec![]);
        let mut seq = 0;
        for _ in 0..ROUNDS {
            let deliveries: Vec<[Delivery; 1]> = (0..SINGLES).map(|_| [messages.next()]).collect();
            let written: Vec<String> = deliveries.iter().map(|[one]| bare::bytes(one)).collect();
            plain.push(timed(|| runtime.block_on(self.bare.one_by_one(&written)))?);
            receive.push(timed(|| {
                runtime.block_on(async {
                    for delivery in &deliveries {
                        journal.receive(delivery, &[], now).await?;
                    }
                    Ok(())
                })
            })?);
            keyed.push(timed(|| runtime.block_on(self.keyed.one_by_one(&written)))?);
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
        let each = |times: &[Duration]| {
            median(times.iter().map(|time| micros(*time)).collect()) / SINGLES as f64
        };
        figures.known(&format!("{on}: bare insert and commit"), each(&plain), "µs");
        figures.known(&format!("{on}: the same with a unique key"), each(&keyed), "µs");
        figures.known(&format!("{on}: receive of one delivery"), each(&receive), "µs");
        figures.known(&format!("{on}: append of one entry"), each(&append), "µs");
        let share = |what: &str| format!("{on}: {what}, share of the bare speed");
        let what = share("receive of one delivery");
        figures.at_least(&what, ratio(&plain, &receive), SINGLE_LEAST, "");
        figures.known("  of the bare speed with a unique key", ratio(&keyed, &receive), "");
        figures.known(&share("append of one entry"), ratio(&plain, &append), "");
        Ok(())
    }

    /// Many producers, each with one delivery after the other.
    fn groups(&mut self, figures: &mut Figures) -> Result<(), Box<dyn Error>> {
        let (runtime, on) = (self.runtime, self.on);
        let mut messages = Messages::new()?;
        messages.next = GROUPS_FROM;
        let (mut together, mut plain) = (vec![], vec![]);
        self.warm(&mut messages)?;
        for _ in 0..ROUNDS {
            let deliveries: Vec<Vec<[Delivery; 1]>> = (0..PRODUCERS)
                .map(|_| (0..HANDED_IN).map(|_| [messages.next()]).collect())
                .collect();
            let written: Vec<Vec<String>> = (0..HANDED_IN)
                .map(|turn| {
                    let own = deliveries.iter().filter_map(|own| own.get(turn));
                    own.map(|[one]| bare::bytes(one)).collect()
                })
                .collect();
            plain.push(timed(|| {
                runtime.block_on(async {
                    for group in &written {
                        self.bare.group(group).await?;
                    }
                    Ok(())
                })
            })?);
            together.push(timed(|| runtime.block_on(produce(&self.journal, deliveries)))?);
        }
        let count = (PRODUCERS * HANDED_IN) as f64;
        let rate =
            |times: &[Duration]| count / median(times.iter().map(Duration::as_secs_f64).collect());
        figures.known(&format!("{on}: bare transactions of 64 inserts"), rate(&plain), "inserts/s");
        figures.known(&format!("{on}: 64 producers at once"), rate(&together), "deliveries/s");
        let what = format!("{on}: 64 producers at once, share of the bare speed");
        figures.at_least(&what, ratio(&plain, &together), GROUP_LEAST, "");
        Ok(())
    }
}

/// Lets every producer hand in what is its own, one after the other.
async fn produce(
    journal: &Arc<dyn Journal>,
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
