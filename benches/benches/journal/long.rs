//! A long incident in a journal: how soon it is open from its snapshot, and what verifying all of it costs.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use chatops_benches::figures::{Figures, median, millis};
use chatops_benches::incident::Room;
use chatops_core::ids::StreamId;
use chatops_core::ports::Journal as _;
use chatops_core::ports::journal::{NewEntry, Transaction};
use chatops_journal::SqliteJournal;
use chatops_runtime::engine::{Input, Snapshot};
use tokio::runtime::Runtime;

/// Opening an incident of [`EVENTS`] from its snapshot, in milliseconds.
const OPEN_LIMIT_MS: f64 = 200.0;

/// The longest incident that is planned for.
const EVENTS: usize = 100_000;

/// Entries between two snapshots: the most that can follow the newest.
const TAIL: usize = 1_000;

/// Runs of which the median counts.
const RUNS: usize = 9;

/// Measures both.
pub(crate) fn incident(
    figures: &mut Figures,
    runtime: &Runtime,
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
    let mut room = Room::open()?;
    room.work(EVENTS - TAIL)?;
    let stream = StreamId::Incident(room.id()?);
    let kept = room.engine.snapshots().into_iter().find(|kept| kept.stream == stream);
    let kept = kept.ok_or("the engine keeps no snapshot")?;
    room.work(EVENTS)?;
    let entries: Vec<NewEntry> = room.of_incident().take(EVENTS).cloned().collect();
    let path = folder.join("long.db");
    let journal = runtime.block_on(SqliteJournal::open(&path))?;
    runtime.block_on(async {
        for page in entries.chunks(TAIL) {
            let entries = page.to_vec();
            journal.append(&Transaction { entries, ..Transaction::at(room.now) }).await?;
        }
        journal.save_snapshot(&stream, kept.seq, &kept.state).await?;
        journal.close().await
    })?;

    let (mut opened, mut verified) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        let journal = runtime.block_on(SqliteJournal::open(&path))?;
        verified.push(millis(start.elapsed()));
        let start = Instant::now();
        let mut engine = room.fresh_engine();
        runtime.block_on(async {
            let (seq, state) = journal.snapshot(&stream).await?.ok_or("the snapshot is gone")?;
            let whole = engine.restore(&Snapshot { stream: stream.clone(), seq, state });
            let tail = journal.load(&stream, seq, TAIL).await?;
            let corrupt = engine.step(Input::Entries(tail), room.now);
            if whole && corrupt.is_empty() {
                Ok::<_, Box<dyn Error>>(())
            } else {
                Err("it cannot be read".into())
            }
        })?;
        opened.push(millis(start.elapsed()));
        if engine.stands_at(&stream) != EVENTS as u64 {
            return Err("the incident is not whole".into());
        }
        runtime.block_on(journal.close())?;
    }
    let what = format!("opening an incident of {EVENTS} events from its snapshot");
    figures.at_most(&what, median(opened), OPEN_LIMIT_MS, "ms");
    let what = format!("opening and verifying a journal of {EVENTS} entries");
    figures.known(&what, median(verified), "ms");
    Ok(())
}
