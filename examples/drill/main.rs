//! Plays an incident from alert to postmortem: `cargo run --example drill`.
//!
//! The real engine, with chat, services and clock in memory and the journal in a file. What is played stands in a
//! scenario (`docs/SCENARIO.md`); `latency-in-emea.toml` is the one that ships.

mod args;
mod files;
#[expect(dead_code, reason = "the console shares the screen and answers on it")]
mod show;

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use args::Task;
use chatops::SqliteJournal;
use chatops::core::error::ErrorKind;
use chatops_testkit::stage::scenario::Step;
use chatops_testkit::stage::{Direction, Scenario, Stage, StageError, Unmet, record};
use show::Screen;

/// Everything was as expected.
const AS_EXPECTED: u8 = 0;
/// Something was not as expected, or the scenario cannot be played.
const NOT_AS_EXPECTED: u8 = 1;
/// The command line says nothing that can be done.
const NOT_UNDERSTOOD: u8 = 2;

/// Why it could not be played at all, for people.
type Trouble = String;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let done = match args::read(std::env::args().skip(1)) {
        Ok(Task::Help) => {
            let _ = io::stdout().write_all(args::HELP.as_bytes());
            Ok(AS_EXPECTED)
        }
        Ok(Task::Play { scenario, out, speed }) => play(&scenario, &out, speed).await,
        Ok(Task::Replay { journal, out }) => replay(&journal, &out).await,
        Err(why) => {
            let _ = writeln!(io::stderr(), "{why}");
            Ok(NOT_UNDERSTOOD)
        }
    };
    ExitCode::from(done.unwrap_or_else(|why| {
        let _ = writeln!(io::stderr(), "{why}");
        NOT_AS_EXPECTED
    }))
}

/// Plays a scenario, and writes what it leaves behind.
async fn play(path: &Path, out: &Path, speed: Option<f64>) -> Result<u8, Trouble> {
    let scenario = Scenario::load(path)?;
    files::prepare(out)?;
    let journal = Arc::new(fresh_journal(out).await?);
    let mut stage =
        Stage::open(&scenario, journal.clone()).await.map_err(|error| error.to_string())?;
    stage.set_speed(speed);
    let mut screen = Screen::new(scenario.zone.clone());
    screen.title(&scenario.title, scenario.start);
    let met = perform(&scenario, &mut stage, &mut screen, path).await;
    let written = record::write(journal.as_ref()).await.map_err(|error| error.to_string())?;
    let page = stage.services().status_page.html();
    stage.close().await.map_err(|error| error.to_string())?;
    files::write(out, &written, &page)?;
    if let Ok(journal) = Arc::try_unwrap(journal) {
        journal.close().await.map_err(|error| error.to_string())?;
    }
    match met {
        Ok(steps) => {
            screen.end(&format!(
                "{steps} steps, {} moments on the timeline. The files are in {}.",
                written.moments,
                out.display()
            ));
            Ok(AS_EXPECTED)
        }
        Err(why) => {
            screen.flush();
            let _ = writeln!(io::stderr(), "{why}");
            Ok(NOT_AS_EXPECTED)
        }
    }
}

/// Plays all steps. An error says where and why it is not as expected.
async fn perform(
    scenario: &Scenario,
    stage: &mut Stage,
    screen: &mut Screen,
    path: &Path,
) -> Result<usize, String> {
    let at = |place: chatops_testkit::stage::scenario::Place, why: StageError| match why {
        StageError::Unmet(Unmet { expected, seen }) => {
            format!("{}:{place}: expected: {expected}\nseen instead: {seen}", path.display())
        }
        why => format!("{}:{place}: {why}", path.display()),
    };
    let start = stage.begin(&mut |shown| screen.show(&shown)).await;
    start.map_err(|why| at(chatops_testkit::stage::scenario::Place::default(), why))?;
    for step in &scenario.steps {
        step_through(step, stage, screen).await.map_err(|(place, why)| at(place, why))?;
    }
    Ok(scenario.steps.len())
}

async fn step_through(
    step: &Step,
    stage: &mut Stage,
    screen: &mut Screen,
) -> Result<(), (chatops_testkit::stage::scenario::Place, StageError)> {
    let here = |why| (step.place, why);
    if step.at > stage.now() {
        stage.begin_step();
        stage
            .play(&Direction::Until(step.at), &mut |shown| screen.show(&shown))
            .await
            .map_err(here)?;
    }
    if let Some(note) = &step.note {
        screen.note(note);
    }
    if let Some(direction) = &step.direction {
        stage.begin_step();
        stage.play(direction, &mut |shown| screen.show(&shown)).await.map_err(here)?;
    }
    for (place, expectation) in &step.expect {
        let expect = Direction::Expect(expectation.clone());
        stage.play(&expect, &mut |shown| screen.show(&shown)).await.map_err(|why| (*place, why))?;
    }
    Ok(())
}

/// A journal in which nothing stands yet.
async fn fresh_journal(out: &Path) -> Result<SqliteJournal, Trouble> {
    let path = out.join(files::JOURNAL);
    if path.exists() {
        match SqliteJournal::open(&path).await {
            Err(error) if error.kind == ErrorKind::Taken => return Err(error.to_string()),
            Ok(journal) => drop(journal.close().await),
            Err(_) => {}
        }
        files::remove_journal(out)?;
    }
    SqliteJournal::open(&path).await.map_err(|error| error.to_string())
}

/// Rebuilds the record from a journal alone, also from one that cannot be written, once every hash in it has been computed again and found right.
async fn replay(path: &Path, out: &Path) -> Result<u8, Trouble> {
    let journal = SqliteJournal::open_read_only(path).await.map_err(|error| error.to_string())?;
    let verified = journal.verify().await.map_err(|error| error.to_string())?;
    let written = record::write(&journal).await.map_err(|error| error.to_string())?;
    files::prepare(out)?;
    files::write_record(out, &written)?;
    let commander = written.commander.as_deref().unwrap_or("Nobody");
    let said = writeln!(
        io::stdout(),
        "{} hashes in {} chains hold. {} moments rebuilt from {} into {}.\n{commander} commands.",
        verified.entries,
        verified.streams,
        written.moments,
        path.display(),
        out.join(files::TIMELINE).display()
    );
    said.map_err(|error| error.to_string())?;
    Ok(AS_EXPECTED)
}
