//! Play everybody by hand: `cargo run --example console`.
//!
//! The same engine as in the drill, with chat, services and clock in memory. Who plays, and by which rules, stands in a
//! scenario (`docs/SCENARIO.md`); its steps are left out. In a pipe it reads lines and prints `room | author | text`.

mod complete;
mod piped;
#[expect(dead_code, reason = "the drill shares the screen and ends on it")]
#[path = "../drill/show.rs"]
mod show;
mod words;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chatops::core::memory::MemoryJournal;
use chatops_testkit::stage::{Scenario, Shown, Stage};
use complete::Helper;
use rustyline::Editor;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use show::Screen;
use words::Said;

/// The cast that ships.
const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/drill/latency-in-emea.toml");

/// The command line says nothing that can be done.
const NOT_UNDERSTOOD: u8 = 2;

/// Lines that are kept to be called back with the arrow keys.
const HISTORY_LINES_MAX: usize = 1_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let done = match scenario_path(std::env::args().skip(1)) {
        Ok(Some(path)) => run(&path).await.map_err(|why| (why, ExitCode::FAILURE)),
        Ok(None) => {
            let _ = io::stdout().write_all(words::HELP.as_bytes());
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => Err((why, ExitCode::from(NOT_UNDERSTOOD))),
    };
    done.unwrap_or_else(|(why, code)| {
        let _ = writeln!(io::stderr(), "{why}");
        code
    })
}

async fn run(path: &Path) -> Result<ExitCode, String> {
    let scenario = Scenario::load(path)?;
    let journal = Arc::new(MemoryJournal::new(u128::from(scenario.seed)));
    let mut stage = Stage::open(&scenario, journal).await.map_err(|error| error.to_string())?;
    let code = if io::stdin().is_terminal() {
        by_hand(&scenario, &mut stage).await?
    } else {
        piped::run(&mut stage).await?
    };
    stage.close().await.map_err(|error| error.to_string())?;
    Ok(code)
}

/// The scenario that the command line names; nothing where help is asked for.
fn scenario_path(mut arguments: impl Iterator<Item = String>) -> Result<Option<PathBuf>, String> {
    let mut path = Path::new(SCENARIO).to_owned();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => return Ok(None),
            "--scenario" => {
                path = arguments.next().ok_or("`--scenario` needs a file.")?.into();
            }
            other => return Err(format!("`{other}` is not an option; `--help` lists them.")),
        }
    }
    Ok(Some(path))
}

/// A person at the terminal.
async fn by_hand(scenario: &Scenario, stage: &mut Stage) -> Result<ExitCode, String> {
    let config = rustyline::Config::builder()
        .max_history_size(HISTORY_LINES_MAX)
        .map_err(|error| error.to_string())?
        .completion_type(rustyline::CompletionType::List)
        .build();
    let mut editor: Editor<Helper, DefaultHistory> =
        Editor::with_config(config).map_err(|error| error.to_string())?;
    editor.set_helper(Some(Helper::default()));
    let mut screen = Screen::new(scenario.zone.clone());
    screen.title(&scenario.title, scenario.start);
    stage.begin(&mut |shown| screen.show(&shown)).await.map_err(|error| error.to_string())?;
    screen.note("`help` tells what you can write, the tab key completes it, `quit` ends it.");
    loop {
        if let Some(helper) = editor.helper_mut() {
            helper.learn(stage);
        }
        let time = stage.now().to_zoned(stage.zone().clone()).strftime("%H:%M").to_string();
        let line = match editor.readline(&format!("{time} > ")) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(ExitCode::SUCCESS),
            Err(error) => return Err(error.to_string()),
        };
        let _ = editor.add_history_entry(line.as_str());
        let said = words::carry_out(&line, stage, &mut |shown: Shown| screen.show(&shown)).await;
        match said {
            Ok(Said::Nothing) => {}
            Ok(Said::Lines(lines)) => lines.iter().for_each(|line| screen.plain(line)),
            Ok(Said::Help) => words::HELP.lines().for_each(|line| screen.plain(line)),
            Ok(Said::Quit) => return Ok(ExitCode::SUCCESS),
            Err(why) => screen.plain(&why),
        }
    }
}
