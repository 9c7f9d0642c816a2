//! A scenario: cast, rules and steps of a drill, read from a TOML file.
//!
//! It is strict. Whatever cannot be understood is an error that names file, line and column, says what is wrong and how
//! to mend it; all of them are listed at once. The format is described in `docs/SCENARIO.md`.
//!
//! Reading order: `problem`, `fields` (reading a table key by key), `people`, `setting` (policy, rota), `services`
//! (tickets, tools, graphs), `typed` (what the library reads itself), `steps`.

mod fields;
mod hooks;
mod people;
mod problem;
mod services;
mod setting;
mod steps;
mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chatops_core::memory::chat::Ability;
use chatops_core::policy::Policy;
use chatops_core::schedule::Rota;
use chatops_core::tools::ToolDescription;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use toml::de::DeTable;

use super::cast::Cast;
use super::direction::Direction;
use super::expectation::Expectation;
use fields::Fields;
use problem::Problems;
pub use problem::{PROBLEMS_MAX, Place, Problem, ScenarioError};

/// Longest scenario file, in bytes: far more than a person writes.
pub const SCENARIO_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Most steps of a scenario.
pub const STEPS_MAX: usize = 10_000;

/// The zone of a scenario that names none.
const ZONE: &str = "UTC";

/// A scenario that can be played.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it is about.
    pub title: String,
    /// When it begins.
    pub start: Timestamp,
    /// The zone in which its times are read and shown.
    pub zone: TimeZone,
    /// The identity of journals kept in memory. A journal in a file draws its own.
    pub seed: u64,
    /// Who plays.
    pub cast: Cast,
    /// Rooms that exist beside those of the policy.
    pub rooms: BTreeMap<String, BTreeSet<String>>,
    /// The rules.
    pub policy: Policy,
    /// Who is on duty when.
    pub rota: Option<Rota>,
    /// What the chat cannot do.
    pub without: Vec<Ability>,
    /// The ticket system, where there is one.
    pub tickets: Option<Tickets>,
    /// Whether there is a pager.
    pub pager: bool,
    /// Tools with what they print.
    pub tools: Vec<ScriptedTool>,
    /// Graphs by query.
    pub charts: BTreeMap<String, Chart>,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// A ticket system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tickets {
    /// What stands before the number of a ticket, for example `HOT`.
    pub project: String,
    /// The number of the first ticket that is opened.
    pub first: u64,
}

/// A tool with what it prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptedTool {
    /// What it takes, and who may run it.
    pub description: ToolDescription,
    /// What it prints: the first whose arguments fit.
    pub outputs: Vec<ScriptedOutput>,
}

/// What a tool prints for some arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptedOutput {
    /// The arguments that it is for; all of them, where it names none.
    pub with: BTreeMap<String, String>,
    /// What it prints.
    pub prints: String,
    /// Whether it says that it succeeded.
    pub ok: bool,
    /// When it answers.
    pub after: After,
}

/// When a tool answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// At once.
    AtOnce,
    /// After a span.
    Span(SignedDuration),
    /// Never.
    Never,
}

/// A graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its points, evenly spaced, the oldest first.
    pub values: Vec<f64>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it stands in the file.
    pub place: Place,
    /// A word to those who watch.
    pub note: Option<String>,
    /// When it happens.
    pub at: Timestamp,
    /// What happens. Nothing: only time goes on.
    pub direction: Option<Direction>,
    /// What must be so afterwards, each with its place.
    pub expect: Vec<(Place, Expectation)>,
}

impl Scenario {
    /// Reads a scenario from a file.
    ///
    /// # Errors
    /// In sentences: why the file cannot be read, or everything that is wrong with it, each with its place and the mend.
    pub fn load(path: &Path) -> Result<Self, String> {
        let bytes = std::fs::read(path).map_err(|error| super::unreadable(path, &error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default());
            let place = Place::of(&text, good);
            format!("{}:{place}: this is not UTF-8; save the file as UTF-8", path.display())
        })?;
        Self::read(&text, path).map_err(|error| error.to_string())
    }

    /// Reads a scenario. `path` is for errors, and files that it names are looked for beside it.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place and the mend.
    pub fn read(text: &str, path: &Path) -> Result<Self, ScenarioError> {
        Self::read_changed(text, "", path)
    }

    /// The same with changes, as TOML: tables are joined, lists of tables are continued, everything else is replaced.
    /// The changes count as if they stood behind the text.
    ///
    /// # Errors
    /// As [`Scenario::read`].
    pub fn read_changed(text: &str, changes: &str, path: &Path) -> Result<Self, ScenarioError> {
        let whole = format!("{text}\n{changes}");
        let mut problems = Problems::new(&whole);
        if text.len() > SCENARIO_BYTES_MAX {
            problems.add(
                &(0..0),
                format!("the file is longer than {SCENARIO_BYTES_MAX} bytes; shorten it"),
            );
            return Err(problems.into_error(path));
        }
        // The changes are read behind blanks, so that their places are those of the whole.
        let blank: String = text
            .chars()
            .map(|c| if c == '\n' { "\n".into() } else { " ".repeat(c.len_utf8()) })
            .collect();
        let behind = format!("{blank}\n{changes}");
        let (mut root, mut errors) = DeTable::parse_recoverable(text);
        let (more, wrong) = DeTable::parse_recoverable(&behind);
        errors.extend(wrong);
        for error in &errors {
            problems.add(
                &error.span().unwrap_or(0..0),
                format!("this is not TOML: {}", error.message()),
            );
        }
        if !problems.is_empty() {
            return Err(problems.into_error(path));
        }
        fields::join(root.get_mut(), more.into_inner());
        let mut top = Fields::new("a scenario", 0..0, root.get_ref());
        let read = read(&mut top, path, &mut problems);
        top.done(&mut problems);
        match read {
            Some(scenario) if problems.is_empty() => Ok(scenario),
            _ => Err(problems.into_error(path)),
        }
    }
}

/// Reads all of it, collecting problems on the way. Nothing: something without which nothing can be read is wrong.
fn read(top: &mut Fields<'_, '_>, path: &Path, problems: &mut Problems<'_>) -> Option<Scenario> {
    let title = top.needed_text("title", problems).map(|(title, _)| title.to_owned());
    let (zone, zone_name) = zone(top, problems);
    let start = start(top, &zone, &zone_name, problems);
    let seed = top.number("seed", problems).unwrap_or(1);
    let cast = people::read(top, problems);
    let policy = setting::policy(top, &cast, problems);
    let rooms = people::rooms(top, &cast, problems);
    let standing: Vec<String> =
        setting::rooms(&policy).into_iter().chain(rooms.keys().cloned()).collect();
    people::check_rooms(top, &standing, problems);
    let rota = setting::rota(top, &cast, problems);
    let without = services::chat(top, problems);
    let tickets = services::tickets(top, problems);
    let pager = top.truth("pager", problems).unwrap_or(true);
    let tools = services::tools(top, &cast, problems);
    let charts = services::charts(top, problems);
    let known = steps::Known {
        cast: &cast,
        rooms: standing,
        tickets: tickets.as_ref(),
        prefix: policy.room_prefix.clone(),
        folder: path.parent().unwrap_or(Path::new("")),
        zone: &zone,
        zone_name: &zone_name,
    };
    let steps = steps::read(top, &known, start.unwrap_or(Timestamp::UNIX_EPOCH), problems);
    let (title, start) = (title?, start?);
    Some(Scenario {
        title,
        start,
        zone,
        seed,
        cast,
        rooms,
        policy,
        rota,
        without,
        tickets,
        pager,
        tools,
        charts,
        steps,
    })
}

fn zone(top: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> (TimeZone, String) {
    let Some((name, span)) = top.text("zone", problems) else {
        return (TimeZone::UTC, ZONE.to_owned());
    };
    match TimeZone::get(name) {
        Ok(zone) => (zone, name.to_owned()),
        Err(_) => {
            problems.add(&span, people::unknown_zone(name));
            (TimeZone::UTC, ZONE.to_owned())
        }
    }
}

fn start(
    top: &mut Fields<'_, '_>,
    zone: &TimeZone,
    zone_name: &str,
    problems: &mut Problems<'_>,
) -> Option<Timestamp> {
    let value = top.needed("start", problems)?;
    let text = match value.get_ref() {
        toml::de::DeValue::Datetime(moment) => moment.to_string(),
        _ => fields::text("start", value, problems)?.0.to_owned(),
    };
    match super::moment::read(&text, Timestamp::UNIX_EPOCH, zone, zone_name) {
        Ok(start) if text.contains('-') => Some(start),
        Ok(_) => {
            problems
                .add(&value.span(), "`start` needs a date; write for example `2026-03-04T09:00`");
            None
        }
        Err(why) => {
            problems.add(&value.span(), why);
            None
        }
    }
}
