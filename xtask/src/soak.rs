//! What runs at night: the simulator and the rigs, kind after kind, until the time is over or an oracle is violated.
//!
//! No two nights are the same: the seeds begin with the date. The first line names the seed by which a night is played
//! again; the last says what was really done, as each kind counted it itself.

use std::fmt;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::SIMULATE;
use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;

/// Seeds of one turn: a few minutes on a small machine.
const SEEDS: u64 = 2_000;

/// Sends whose answer is lost, of one turn.
const SENDS: u64 = 5_000;

/// Power-loss images of one turn.
const IMAGES: u64 = 1_000;

/// Random kills of one turn.
const KILLS: u64 = 100;

/// Kills of the process that reads the chat's events, of one turn.
const FAILOVERS: u64 = 5;

/// Seeds from one turn to the next: more than any kind plays in one, so that none is played twice.
const TURN: u64 = 25_000;

/// Seeds from one night to the next: of forty turns, which no night has time for.
const NIGHT: u64 = 40 * TURN;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A kind of trial.
struct Kind {
    /// What is counted.
    what: &'static str,
    /// Plays one turn of it from a seed on, and counts.
    play: fn(&Site<'_>, u64) -> Result<u64, Failure>,
}

/// All kinds, those that find most for their time first.
const KINDS: &[Kind] = &[
    Kind { what: "seeds", play: seeds },
    Kind { what: "ambiguous sends", play: sends },
    Kind { what: "power-loss images", play: images },
    Kind { what: "random kills", play: random_kills },
    Kind { what: "failovers", play: failovers },
    Kind { what: "kill points", play: kill_points },
    Kind { what: "storms", play: storm },
    Kind { what: "planted defects caught", play: planted },
];

/// What the kinds work with.
struct Site<'w> {
    workspace: &'w Workspace,
    #[cfg(unix)]
    server: crate::postgres::Server,
}

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    minutes: u64,
    /// The seed of the first turn. Nothing: that of today.
    from: Option<u64>,
}

impl Wish {
    fn read(arguments: &[String]) -> Result<Self, Failure> {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let number = |word: &str| word.parse::<u64>().ok();
        let (minutes, from) = match words.as_slice() {
            ["--minutes", minutes] => (number(minutes), Some(None)),
            ["--minutes", minutes, "--from", from] | ["--from", from, "--minutes", minutes] => {
                (number(minutes), number(from).map(Some))
            }
            _ => (None, None),
        };
        match (minutes, from) {
            (Some(0), _) => {
                Err(Failure::new("in 0 minutes nothing is proven: give `--minutes` one at least"))
            }
            (Some(minutes), Some(from)) => Ok(Self { minutes, from }),
            _ => Err(Failure::new(
                "`cargo xtask soak --minutes M [--from SEED]` takes the minutes, and the seed of a night that is to be played again",
            )),
        }
    }
}

/// What has been done so far, by kind.
struct Done(Vec<(&'static str, u64)>);

impl Done {
    fn nothing() -> Self {
        Self(KINDS.iter().map(|kind| (kind.what, 0)).collect())
    }

    fn add(&mut self, what: &str, count: u64) {
        let counts = self.0.iter_mut().filter(|(known, _)| *known == what);
        counts.for_each(|(_, sum)| *sum += count);
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> =
            self.0.iter().map(|(what, count)| format!("{count} {what}")).collect();
        f.write_str(&shown.join(", "))
    }
}

/// Soaks for `--minutes M`.
pub(crate) fn soak(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let wish = Wish::read(arguments)?;
    let until = Instant::now() + Duration::from_secs(wish.minutes.saturating_mul(60));
    let first = wish.from.unwrap_or_else(|| seed_of(SystemTime::now()));
    println!(
        "soak from seed {first}: `cargo xtask soak --minutes {} --from {first}` plays the same again",
        wish.minutes
    );
    let site = Site::new(workspace)?;
    let mut done = Done::nothing();
    let ended = turns(
        first,
        || Instant::now() >= until,
        |kind, seed| {
            println!("==> {} from seed {seed}", kind.what);
            done.add(kind.what, (kind.play)(&site, seed)?);
            Ok(())
        },
    );
    let verdict = if ended.is_ok() { "nothing was violated" } else { "ended by what is above" };
    println!("soak from seed {first}: {done}: {verdict}");
    ended
}

/// Plays kind after kind, turn after turn. The time is looked at before each kind but the first: something is always played.
fn turns(
    first: u64,
    is_over: impl Fn() -> bool,
    mut play: impl FnMut(&Kind, u64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut seed = first;
    let mut any = false;
    loop {
        for kind in KINDS {
            if any && is_over() {
                return Ok(());
            }
            play(kind, seed)?;
            any = true;
        }
        seed = seed.saturating_add(TURN);
    }
}

/// The first seed of a night: far behind those of `cargo xtask test`, which are played there.
fn seed_of(now: SystemTime) -> u64 {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    (since.as_secs() / DAY.as_secs()).saturating_mul(NIGHT)
}

fn seeds(site: &Site<'_>, from: u64) -> Result<u64, Failure> {
    let range = format!("{from}..{}", from + SEEDS);
    site.simulates(&["--seeds", &range], "seeds (")
}

fn sends(site: &Site<'_>, from: u64) -> Result<u64, Failure> {
    let (count, from) = (SENDS.to_string(), from.to_string());
    site.simulates(&["--sends", &count, "--from", &from], "ambiguous sends")
}

fn planted(site: &Site<'_>, from: u64) -> Result<u64, Failure> {
    site.simulates(&["--planted", "--from", &from.to_string()], "of ")
}

fn images(site: &Site<'_>, from: u64) -> Result<u64, Failure> {
    let variables = [("CHATOPS_POWER_LOSS_IMAGES", IMAGES), ("CHATOPS_POWER_LOSS_SEED", from)];
    site.rig("power_loss", "what_was_answered", &variables, "power loss")
}

fn random_kills(site: &Site<'_>, from: u64) -> Result<u64, Failure> {
    let variables = [("CHATOPS_RANDOM_KILLS", KILLS), ("CHATOPS_RANDOM_SEED", from)];
    site.rig("crashbox", "at_random_moments", &variables, "random kills")
}

fn kill_points(site: &Site<'_>, _: u64) -> Result<u64, Failure> {
    site.rig("crashbox", "at_any_point", &[], "kill points")
}

fn failovers(site: &Site<'_>, _: u64) -> Result<u64, Failure> {
    site.rig("replicas", "x1", &[("CHATOPS_FAILOVERS", FAILOVERS)], "failovers")
}

fn storm(site: &Site<'_>, _: u64) -> Result<u64, Failure> {
    let arguments = ["bench", "--locked", "--package", "chatops-benches", "--bench", "storm"];
    process::run(
        &mut site.workspace.cargo(arguments),
        "the storm was over a limit: its figures are above",
    )?;
    Ok(1)
}

impl<'w> Site<'w> {
    #[cfg(unix)]
    fn new(workspace: &'w Workspace) -> Result<Self, Failure> {
        use crate::postgres::{Server, programs};
        Ok(Self { workspace, server: Server::start(&programs(workspace)?)? })
    }

    #[cfg(not(unix))]
    fn new(_: &'w Workspace) -> Result<Self, Failure> {
        Err(Failure::new("the failovers need a private PostgreSQL, which is only started on Unix"))
    }

    #[cfg(unix)]
    fn tell(&self, tests: &mut Command) {
        use crate::postgres::{ADDRESS, LEFT_OUT};
        tests.env_remove(LEFT_OUT).env(ADDRESS, self.server.address());
    }

    #[cfg(not(unix))]
    fn tell(&self, _: &mut Command) {}

    /// Runs the simulator. What it did stands before `mark` in what it prints.
    fn simulates(&self, arguments: &[&str], mark: &str) -> Result<u64, Failure> {
        let mut cargo = self.workspace.cargo(SIMULATE.iter().copied());
        let outcome = process::tee(cargo.args(arguments))?;
        if !outcome.success {
            return Err(Failure::new("the simulator found something: the seed is above"));
        }
        count_before(&outcome.stdout, mark).ok_or_else(|| uncounted(mark))
    }

    /// Runs a test of a rig with its numbers in the environment. What it did stands first in the file of its figures.
    fn rig(
        &self,
        test: &str,
        case: &str,
        variables: &[(&str, u64)],
        figure: &str,
    ) -> Result<u64, Failure> {
        let file = self.workspace.figures().join(format!("{figure}.txt"));
        // One of an earlier run would be taken for this one's. There may be none.
        let _ = fs::remove_file(&file);
        let arguments =
            ["test", "--locked", "--package", "chatops-crash", "--test", test, "--", case];
        let mut cargo = self.workspace.cargo(arguments);
        cargo.envs(variables.iter().map(|(name, value)| (name, value.to_string())));
        self.tell(&mut cargo);
        process::run(&mut cargo, "a rig found something: its own lines are above")?;
        let counted = fs::read_to_string(&file).unwrap_or_default();
        print!("{figure}: {counted}");
        count_first(&counted).ok_or_else(|| uncounted(figure))
    }
}

fn uncounted(what: &str) -> Failure {
    Failure::new(format!(
        "nothing says how much was done of `{what}`: what is not counted was not done"
    ))
}

/// The number right before a word, in the last line that has one there.
fn count_before(text: &str, mark: &str) -> Option<u64> {
    text.lines().rev().find_map(|line| {
        let (before, _) = line.split_once(mark)?;
        before.trim_end().rsplit(' ').next()?.parse().ok()
    })
}

/// The number with which a text begins.
fn count_first(text: &str) -> Option<u64> {
    text.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn wish(words: &[&str]) -> Result<Wish, String> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Wish::read(&words).map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_night_is_asked_for_by_its_minutes_and_again_by_its_seed() {
        assert_eq!(wish(&["--minutes", "5"]), Ok(Wish { minutes: 5, from: None }));
        let again = Wish { minutes: 5, from: Some(7) };
        assert_eq!(wish(&["--minutes", "5", "--from", "7"]), Ok(again));
        assert!(wish(&["--minutes", "0"]).unwrap_err().contains("0 minutes"));
        for words in
            [&[][..], &["--minutes"], &["--minutes", "x"], &["--minutes", "5", "--from", "x"]]
        {
            assert!(wish(words).unwrap_err().contains("--from SEED"), "{words:?}");
        }
    }

    #[test]
    fn no_seed_is_played_in_two_nights_or_two_turns() {
        let today = UNIX_EPOCH + DAY * 20_000;
        assert_eq!(seed_of(today), seed_of(today + DAY / 2));
        assert_eq!(seed_of(today + DAY) - seed_of(today), NIGHT);
        let mut played = Vec::new();
        let looks = Cell::new(0);
        let is_over = || looks.replace(looks.get() + 1) == KINDS.len();
        let ended = turns(7, is_over, |kind, seed| {
            played.push((kind.what, seed));
            Ok(())
        });
        assert!(ended.is_ok());
        assert_eq!(played.first(), Some(&("seeds", 7)));
        assert_eq!(
            played.last(),
            Some(&("seeds", 7 + TURN)),
            "the time is looked at between kinds"
        );
        assert!([SEEDS, SENDS, IMAGES, KILLS].iter().all(|count| *count <= TURN));
    }

    #[test]
    fn something_is_played_however_short_the_time() {
        let mut played = 0;
        let ended = turns(
            0,
            || true,
            |_, _| {
                played += 1;
                Ok(())
            },
        );
        assert!(ended.is_ok());
        assert_eq!(played, 1);
    }

    #[test]
    fn the_first_violation_ends_the_night() {
        let mut played = 0;
        let ended = turns(
            0,
            || false,
            |_, _| {
                played += 1;
                Err(Failure::new("found"))
            },
        );
        assert_eq!((ended.unwrap_err().to_string().as_str(), played), ("found", 1));
    }

    #[test]
    fn what_was_done_is_read_from_what_was_counted() {
        let text = "outcomes: seeds (none)\n2000 seeds (800 with several replicas), 9 entries\n";
        assert_eq!(count_before(text, "seeds ("), Some(2_000));
        assert_eq!(count_before("5013 ambiguous sends: 0 lost", "ambiguous sends"), Some(5_013));
        assert_eq!(count_before("34 of 34 planted defects caught", "of "), Some(34));
        assert_eq!(count_before("nothing", "of "), None);
        assert_eq!((count_first("1978 points"), count_first("")), (Some(1_978), None));
    }
}
