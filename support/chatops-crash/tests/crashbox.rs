//! X1 and X17: a process that is killed at any point of a whole incident leaves nothing half done for good.
//!
//! See the README of this crate for how the points are numbered, and for what is compared.

#![expect(clippy::unwrap_used, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::indexing_slicing, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::panic, reason = "a rig that cannot go on says so by panicking")]

mod crashbox_compare;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chatops_crash::crashbox::play::all;
use chatops_crash::crashbox::points::Kind;
use chatops_crash::crashbox::summary::Summary;
use chatops_crash::figures::tell;
use chatops_crash::random::Random;
use tempfile::TempDir;

use crashbox_compare::{Verdict, compare};

/// Restarts after which a part must have come to its end.
const RESTARTS_MAX: usize = 3;

/// Fewest points of an ordinary run: 1,978 when they were last counted. A rig that finds far fewer looks elsewhere.
const POINTS_MIN: usize = 1_900;

/// Of so many points one may not be reached, because the process ends a moment earlier this time: the order of calls that
/// are under way at once is not that of the run that counted them.
const POINTS_PER_NOT_REACHED: usize = 100;

/// The step that is also played with the points of its start, those of the disk among them: the process dies while it
/// recovers, and in the middle of each operation on the file. `CHATOPS_KILL_DISK=all` makes the disk's operations points in
/// every step; the doors are points in every step anyway.
const RECOVERY_STEP: usize = 3;

/// A part of the story with a folder in which everything before it has been played.
struct Stage {
    steps: Range<usize>,
    folder: TempDir,
    from_start: bool,
    /// Where the part leads without an end on the way.
    goal: Summary,
}

/// How a process ended.
enum Ended {
    /// At its point, or by a signal.
    Killed,
    /// In order.
    Done(Box<Summary>),
    /// With an error.
    Failed(String),
}

fn command(folder: &Path, steps: &Range<usize>, kind: Kind, point: u64, start: bool) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crashbox"));
    let kind = if kind == Kind::Disk { "disk" } else { "doors" };
    command
        .arg(folder)
        .args([steps.start.to_string(), steps.end.to_string(), kind.to_owned()])
        .arg(point.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if start {
        command.arg("start");
    }
    command
}

fn ended(folder: &Path, code: Option<i32>) -> Ended {
    match code {
        None => Ended::Killed,
        Some(0) => {
            let text = fs::read_to_string(folder.join("summary.json")).unwrap();
            Ended::Done(Box::new(serde_json::from_str(&text).unwrap()))
        }
        Some(_) => {
            let told = fs::read_to_string(folder.join("failed")).unwrap_or_default();
            Ended::Failed(if told.is_empty() { "it says nothing".to_owned() } else { told })
        }
    }
}

fn run(mut command: Command, folder: &Path) -> Ended {
    ended(folder, command.status().unwrap().code())
}

/// What a killed process leaves, but for what only a living one has.
fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let name = entry.unwrap().file_name();
        if ["j.db", "j.db-wal", "outside.jsonl"].contains(&name.to_str().unwrap()) {
            fs::copy(from.join(&name), to.path().join(&name)).unwrap();
        }
    }
    to
}

fn must_end(folder: &Path, steps: &Range<usize>, start: bool) -> Summary {
    match run(command(folder, steps, Kind::Doors, 0, start), folder) {
        Ended::Done(summary) => *summary,
        Ended::Failed(why) => panic!("steps {steps:?} fail without an end on the way: {why}"),
        Ended::Killed => panic!("steps {steps:?} ended by a signal"),
    }
}

/// Plays the story once, a process for each step, and keeps what was there before each.
fn stages() -> Vec<Stage> {
    let mut stages = Vec::new();
    let mut before = tempfile::tempdir().unwrap();
    for step in all() {
        let steps = step..step + 1;
        let after = copy(before.path());
        let goal = must_end(after.path(), &steps, step == 0);
        if step == RECOVERY_STEP {
            let again = copy(before.path());
            let goal = must_end(again.path(), &steps, true);
            let (folder, steps) = (copy(before.path()), steps.clone());
            stages.push(Stage { steps, folder, from_start: true, goal });
        }
        stages.push(Stage { steps, folder: before, from_start: step == 0, goal });
        before = after;
    }
    stages
}

/// A process that is to end at a point.
#[derive(Clone, Copy)]
struct Job<'s> {
    stage: &'s Stage,
    kind: Kind,
    point: u64,
}

fn jobs(stages: &[Stage]) -> Vec<Job<'_>> {
    let everywhere = env::var("CHATOPS_KILL_DISK").is_ok_and(|which| which == "all");
    let mut jobs = Vec::new();
    for stage in stages {
        let on_disk = everywhere || (stage.from_start && stage.steps.start == RECOVERY_STEP);
        let kinds: &[Kind] = if on_disk { &[Kind::Doors, Kind::Disk] } else { &[Kind::Doors] };
        for kind in kinds {
            let passed = stage.goal.points.iter().filter(|(name, _)| kind.has(name));
            let points: u64 = passed.map(|(_, count)| count).sum();
            jobs.extend((1..=points).map(|point| Job { stage, kind: *kind, point }));
        }
    }
    jobs
}

/// What all of it came to.
#[derive(Debug, Default)]
struct Tally {
    killed: BTreeMap<Kind, usize>,
    not_reached: usize,
    same: usize,
    unclear: BTreeMap<String, usize>,
    late: usize,
    restarts: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn take(&mut self, name: &str, verdict: Verdict) {
        match verdict {
            Verdict::Same => self.same += 1,
            Verdict::Unclear(kinds) => {
                kinds.into_iter().for_each(|kind| *self.unclear.entry(kind).or_default() += 1);
            }
            Verdict::Late => self.late += 1,
            Verdict::Wrong(why) => self.wrong.push(format!("{name}: {}", why.join("; "))),
        }
    }
}

/// Plays a part again and again until it has come to its end.
fn finish(folder: &Path, steps: &Range<usize>) -> Result<(Summary, usize), String> {
    for restarts in 1..=RESTARTS_MAX {
        match run(command(folder, steps, Kind::Doors, 0, false), folder) {
            Ended::Done(summary) => return Ok((*summary, restarts)),
            Ended::Failed(why) => return Err(why),
            Ended::Killed => {}
        }
    }
    Err("it does not come to its end".to_owned())
}

fn kill_at(job: Job<'_>, tally: &Mutex<Tally>) {
    let Job { stage, kind, point } = job;
    let folder = copy(stage.folder.path());
    let path = folder.path();
    let first = run(command(path, &stage.steps, kind, point, stage.from_start), path);
    let name = format!("step {} {kind:?} {point} start {}", stage.steps.start, stage.from_start);
    let (reached, finished) = match first {
        Ended::Killed => (true, finish(path, &stage.steps)),
        Ended::Done(summary) => (false, Ok((*summary, 0))),
        Ended::Failed(why) => (false, Err(why)),
    };
    let mut tally = tally.lock().unwrap();
    if reached {
        *tally.killed.entry(kind).or_default() += 1;
    } else {
        tally.not_reached += 1;
    }
    match finished {
        Ok((summary, restarts)) => {
            tally.restarts += restarts;
            tally.take(&name, compare(&stage.goal, &summary));
        }
        Err(why) => tally.wrong.push(format!("{name}: {why}")),
    }
}

fn everywhere<T: Copy + Sync>(jobs: &[T], play: impl Fn(T) + Sync) {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    play(*job);
                }
            });
        }
    });
}

#[test]
fn a_process_killed_at_any_point_is_made_good_after_its_restart() {
    let began = Instant::now();
    let stages = stages();
    let mut jobs = jobs(&stages);
    let every = number("CHATOPS_KILL_EVERY", 1);
    jobs = jobs.into_iter().step_by(every).collect();
    let tally = Mutex::new(Tally::default());
    everywhere(&jobs, |job| kill_at(job, &tally));
    let tally = tally.into_inner().unwrap();
    tell(
        env!("CARGO_TARGET_TMPDIR"),
        "kill points",
        &format!(
            "{} steps, {} points, killed at {:?}, {} not reached; afterwards {} the same as without, {} the same but for \
             the hot room's name, unclear {:?}; {} restarts in {} s; wrong {}",
            all().len(),
            jobs.len(),
            tally.killed,
            tally.not_reached,
            tally.same,
            tally.late,
            tally.unclear,
            tally.restarts,
            began.elapsed().as_secs(),
            tally.wrong.len(),
        ),
    );
    let shown: Vec<String> = tally.wrong.iter().take(20).cloned().collect();
    assert!(tally.wrong.is_empty(), "{}", shown.join("\n"));
    // What was never killed proves nothing.
    let killed: usize = tally.killed.values().sum();
    assert_eq!(killed + tally.not_reached, jobs.len(), "each point was tried");
    assert!(
        tally.not_reached * POINTS_PER_NOT_REACHED <= jobs.len(),
        "{} of {} points were not reached",
        tally.not_reached,
        jobs.len()
    );
    for kind in [Kind::Doors, Kind::Disk] {
        let killed = tally.killed.get(&kind).copied().unwrap_or_default();
        assert!(killed > 0, "no process was killed at a point of the {kind:?}");
    }
    assert!(jobs.len() * every >= POINTS_MIN, "only {} points were found", jobs.len());
}

fn number(variable: &str, otherwise: usize) -> usize {
    env::var(variable).map_or(otherwise, |value| value.parse().unwrap())
}

/// Kills of an ordinary run. The nightly run sets `CHATOPS_RANDOM_KILLS`.
const RANDOM_KILLS: usize = 100;

/// Longest time before a random kill: about what the whole story takes.
const RANDOM_MAX: Duration = Duration::from_millis(1_500);

#[test]
fn a_process_killed_at_random_moments_is_made_good_too() {
    let goal_folder = tempfile::tempdir().unwrap();
    let began = Instant::now();
    let goal = must_end(goal_folder.path(), &all(), true);
    let whole = began.elapsed().clamp(Duration::from_millis(200), RANDOM_MAX * 10);
    let kills = number("CHATOPS_RANDOM_KILLS", RANDOM_KILLS);
    let seed = u64::try_from(number("CHATOPS_RANDOM_SEED", 1)).unwrap();
    let done = AtomicUsize::new(0);
    let tally = Mutex::new(Tally::default());
    let runs: Vec<u64> = (0..u64::try_from(kills).unwrap()).collect();
    everywhere(&runs, |number| {
        if done.load(Ordering::SeqCst) < kills {
            random_kills(&goal, Random::new(seed + number), whole, &done, &tally);
        }
    });
    let tally = tally.into_inner().unwrap();
    tell(
        env!("CARGO_TARGET_TMPDIR"),
        "random kills",
        &format!(
            "{} from seed {seed}, {} restarts; {} stories the same, {} the same but for the hot room's name, unclear {:?}; \
             wrong {}",
            done.load(Ordering::SeqCst),
            tally.restarts,
            tally.same,
            tally.late,
            tally.unclear,
            tally.wrong.len(),
        ),
    );
    let shown: Vec<String> = tally.wrong.iter().take(20).cloned().collect();
    assert!(tally.wrong.is_empty(), "{}", shown.join("\n"));
    assert!(done.load(Ordering::SeqCst) >= kills);
}

/// Plays the whole story, killed now and then.
fn random_kills(
    goal: &Summary,
    mut random: Random,
    whole: Duration,
    done: &AtomicUsize,
    tally: &Mutex<Tally>,
) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    // Up to so many kills in one story, the later ones while it recovers from the earlier ones.
    for _ in 0..4 {
        let mut child = command(path, &all(), Kind::Doors, 0, false).spawn().unwrap();
        let wait = whole.mul_f64(random.below(1_000) as f64 / 2_000.0);
        std::thread::sleep(wait);
        child.kill().unwrap();
        if child.wait().unwrap().code().is_none() {
            done.fetch_add(1, Ordering::SeqCst);
        }
    }
    let finished = finish(path, &all());
    let mut tally = tally.lock().unwrap();
    match finished {
        Ok((summary, restarts)) => {
            tally.restarts += restarts;
            tally.take("random", compare(goal, &summary));
        }
        Err(why) => tally.wrong.push(why),
    }
}
