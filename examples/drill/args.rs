//! What the command line says.

use std::path::PathBuf;

/// The scenario that ships.
const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/drill/latency-in-emea.toml");

/// Where the files go unless somebody says otherwise.
const OUT: &str = "target/drill";

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Plays an incident on a virtual clock and shows each room as people see it in chat.

cargo run --example drill -- [options]

  --scenario FILE   play this script instead of the one that ships (docs/SCENARIO.md)
  --out DIR         where the files go (default target/drill): timeline.json, transcript.md
                    (.html, .json), postmortem.md, metrics.json, status-page.html, journal.db
  --speed N         N seconds of the story for each second of yours (default: at once)
  --replay FILE     play nothing: check this journal's hashes, say who commands, and write its record anew:
                    all of the above but the status page. The journal is not changed
  --help            this

It ends with 0 where everything was as expected, 1 where something was not or the scenario
cannot be played, and 2 where the command line is wrong. Colours follow the terminal; NO_COLOR turns them off.
";

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Task {
    /// Print the help.
    Help,
    /// Play a scenario.
    Play { scenario: PathBuf, out: PathBuf, speed: Option<f64> },
    /// Rebuild the record from a journal.
    Replay { journal: PathBuf, out: PathBuf },
}

/// Reads the command line, without the program's name.
///
/// # Errors
/// One sentence that says what is wrong.
pub(crate) fn read(arguments: impl Iterator<Item = String>) -> Result<Task, String> {
    let (mut scenario, mut replay, mut speed) = (None, None, None);
    let mut out = PathBuf::from(OUT);
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        if matches!(name.as_str(), "--help" | "-h") {
            return Ok(Task::Help);
        }
        if !matches!(name.as_str(), "--scenario" | "--out" | "--speed" | "--replay") {
            return Err(format!("`{name}` is not an option; `--help` lists them."));
        }
        let value = inline.or_else(|| arguments.next()).filter(|value| !value.is_empty());
        let value =
            value.ok_or_else(|| format!("`{name}` needs a value; `--help` shows which."))?;
        match name.as_str() {
            "--scenario" => scenario = Some(PathBuf::from(value)),
            "--out" => out = PathBuf::from(value),
            "--replay" => replay = Some(PathBuf::from(value)),
            _ => speed = Some(read_speed(&value)?),
        }
    }
    match (replay, scenario, speed) {
        (Some(journal), None, None) => Ok(Task::Replay { journal, out }),
        (Some(_), ..) => {
            Err(String::from("`--replay` plays nothing; leave out `--scenario` and `--speed`."))
        }
        (None, scenario, speed) => Ok(Task::Play {
            scenario: scenario.unwrap_or_else(|| PathBuf::from(SCENARIO)),
            out,
            speed,
        }),
    }
}

fn read_speed(value: &str) -> Result<f64, String> {
    let speed = value.parse::<f64>().ok().filter(|speed| speed.is_finite() && *speed > 0.0);
    speed.ok_or_else(|| {
        format!("`--speed {value}` is not a number above 0; write for example `--speed 60`.")
    })
}
