//! X2: the power goes at any moment. What was answered with `Ok` is there afterwards, and nothing is half there.
//!
//! The work is done once, on a disk that records. Images of what the disk may hold are made from the record and opened as
//! after a restart. The negative control does the same with durability turned down, and must find loss.

#![expect(clippy::unwrap_used, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::indexing_slicing, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::print_stdout, reason = "the figures are part of the result")]

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use chatops_crash::disk::{Disk, Operation};
use chatops_crash::dump::{Detail, Dump};
use chatops_crash::figures::tell;
use chatops_crash::power::{FATES, Fate, Platter};
use chatops_crash::random::Random;
use chatops_crash::workload::{CHECKPOINT_PAGES, Step, Worker, steps};
use chatops_journal::SqliteJournal;
use chatops_journal::sqlite::{Durability, Manner};
use tempfile::TempDir;

/// Images of an ordinary run. The nightly run sets `CHATOPS_POWER_LOSS_IMAGES`.
const IMAGES: usize = 1_000;

/// Images of a negative control, for each kind of weakness.
const CONTROL_IMAGES: usize = 200;

/// Rounds of work: the journal is closed in order once and dropped once, and the log is moved into the file many times.
const ROUNDS: usize = 4;

/// Images opened at once.
const THREADS: usize = 2;

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

fn number(variable: &str, otherwise: usize) -> usize {
    env::var(variable).map_or(otherwise, |value| value.parse().unwrap())
}

/// Work that was done: every operation of the disk, and what the file held after each step.
struct Recording {
    operations: Vec<Operation>,
    /// After opening, and after each step.
    states: Vec<Dump>,
}

fn record(durability: Durability) -> Recording {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j.db");
    let disk = Disk::builder().recording().build().unwrap();
    let manner =
        Manner::through(disk.name()).durability(durability).checkpoint_pages(CHECKPOINT_PAGES);
    block_on(async {
        let mut states = Vec::new();
        let mut worker = Worker::begin(&path, manner).await.unwrap();
        disk.mark(0);
        states.push(Dump::read(&path, Detail::All).await.unwrap());
        for step in steps(ROUNDS) {
            worker.play(step).await.unwrap();
            disk.mark(states.len());
            states.push(Dump::read(&path, Detail::All).await.unwrap());
        }
        Recording { operations: disk.record(), states }
    })
}

/// What became of images.
#[derive(Debug, Default)]
struct Tally {
    sound: BTreeMap<Fate, usize>,
    /// What was wrong, with the image it was wrong in.
    wrong: Vec<String>,
    /// Images in which something hung in the air.
    uncertain: usize,
    /// Images taken while a step was not answered yet.
    under_way: usize,
    /// Of those, the ones that hold the step all the same.
    already: usize,
}

impl Recording {
    /// Opens an image as after a restart and says what it holds: Ok(true) one step more than was answered.
    async fn examine(&self, at: usize, folder: &Path, disk: Disk) -> Result<bool, String> {
        let path = folder.join("j.db");
        let manner = Manner::through(disk.name());
        let journal = SqliteJournal::open_in_manner(&path, &manner)
            .await
            .map_err(|error| format!("it does not open: {error}"))?;
        let found = Dump::read(&path, Detail::All).await.map_err(|error| error.to_string())?;
        journal.verify().await.map_err(|error| format!("it does not verify: {error}"))?;
        let done = self.operations.get(..at).unwrap_or_default();
        let marks = done.iter().filter(|one| matches!(one, Operation::Mark(_))).count();
        let Some(answered) = marks.checked_sub(1) else {
            return if found.is_fresh() { Ok(false) } else { Err("it is not fresh".to_owned()) };
        };
        let difference = match self.states.get(answered) {
            Some(state) => found.difference(state),
            None => Some("there is no such state".to_owned()),
        };
        match (difference, self.states.get(answered + 1)) {
            (None, _) => Ok(false),
            (Some(_), Some(next)) if found == *next => Ok(true),
            (Some(difference), _) => Err(format!("after step {answered}: {difference}")),
        }
    }

    /// Makes as many images and examines them.
    fn images(&self, count: usize, seed: u64) -> Tally {
        let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    let disk = Disk::builder().build().unwrap();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count {
                            break;
                        }
                        self.image(number, seed, disk, &tally);
                    }
                });
            }
        });
        tally.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn image(&self, number: usize, seed: u64, disk: Disk, tally: &Mutex<Tally>) {
        let mut random = Random::new(seed.wrapping_add(u64::try_from(number).unwrap()));
        let fate = FATES[number % FATES.len()];
        let at = random.below(self.operations.len() + 1);
        let platter = Platter::after(&self.operations[..at]);
        let folder: TempDir = tempfile::tempdir().unwrap();
        platter.image(fate, &mut random).write(folder.path()).unwrap();
        let found = block_on(self.examine(at, folder.path(), disk));
        let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.uncertain += usize::from(platter.uncertain() > 0);
        tally.under_way +=
            usize::from(at > 0 && !matches!(self.operations[at - 1], Operation::Mark(_)));
        match found {
            Ok(already) => {
                *tally.sound.entry(fate).or_default() += 1;
                tally.already += usize::from(already);
            }
            Err(wrong) => {
                tally
                    .wrong
                    .push(format!("image {number} of seed {seed} ({fate:?} at {at}): {wrong}"));
            }
        }
    }
}

#[test]
fn what_was_answered_survives_a_loss_of_power_at_any_moment() {
    let recording = record(Durability::Full);
    let images = number("CHATOPS_POWER_LOSS_IMAGES", IMAGES);
    let seed = u64::try_from(number("CHATOPS_POWER_LOSS_SEED", 1)).unwrap();
    let tally = recording.images(images, seed);
    tell(
        env!("CARGO_TARGET_TMPDIR"),
        "power loss",
        &format!(
            "{images} images of {} operations and {} steps from seed {seed}; sound {:?}; {} with something in the air, {} in \
             the middle of a step, {} of which it had reached the disk; wrong {}",
            recording.operations.len(),
            recording.states.len() - 1,
            tally.sound,
            tally.uncertain,
            tally.under_way,
            tally.already,
            tally.wrong.len(),
        ),
    );
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    assert!(tally.uncertain > images / 4, "too few images in which anything could be lost");
    assert!(tally.already > 0, "no image holds what reached the disk before it was answered");
}

#[test]
fn the_rig_finds_loss_where_durability_is_turned_down() {
    for weak in [Durability::Normal, Durability::Off] {
        let recording = record(weak);
        let tally = recording.images(CONTROL_IMAGES, 1);
        println!(
            "power loss, negative control {weak:?}: {} of {CONTROL_IMAGES} images lost something",
            tally.wrong.len()
        );
        assert!(!tally.wrong.is_empty(), "{weak:?} lost nothing: the rig is blind");
        let lost = |wrong: &&String| wrong.contains("after step");
        assert!(tally.wrong.iter().any(|wrong| lost(&wrong)), "{}", tally.wrong.join("\n"));
    }
}

#[test]
fn the_work_meets_everything_that_a_disk_is_asked_for() {
    let recording = record(Durability::Full);
    let count = |wanted: fn(&Operation) -> bool| {
        recording.operations.iter().filter(|operation| wanted(operation)).count()
    };
    let main = recording.operations.iter().find_map(|operation| match operation {
        Operation::Create { file, name } if name == "j.db" => Some(*file),
        _ => None,
    });
    let checkpoints = recording
        .operations
        .iter()
        .filter(
            |operation| matches!(operation, Operation::Sync { file, .. } if Some(*file) == main),
        )
        .count();
    println!(
        "power loss, the work: {} steps; {} files made, {} deleted, {} writes, {} syncs, {} of them of the file itself",
        steps(ROUNDS).len(),
        count(|one| matches!(one, Operation::Create { .. })),
        count(|one| matches!(one, Operation::Delete { .. })),
        count(|one| matches!(one, Operation::Write { .. })),
        count(|one| matches!(one, Operation::Sync { .. })),
        checkpoints,
    );
    assert!(checkpoints > 5, "the log is hardly ever moved into the file");
    assert!(count(|one| matches!(one, Operation::Delete { .. })) > 1);
    assert!(steps(ROUNDS).contains(&Step::Reopen) && steps(ROUNDS).contains(&Step::Drop));
    let last = recording.states.last().unwrap();
    let worked = ["cursor", "effect", "inbox", "journal", "lease", "snapshot", "timer"];
    for table in worked {
        assert!(!last.tables[table].is_empty(), "nothing reached the table {table}");
    }
}
