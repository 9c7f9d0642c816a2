//! Playing a story.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use chatops_core::ids::DERIVED_CHARS;
use chatops_core::ports::Journal;
use chatops_core::ports::journal::PAGE_ROWS_MAX;
use chatops_journal::SqliteJournal;
use chatops_testkit::stage::line::{self, Around};
use chatops_testkit::stage::{Direction, Scenario, Shown, Stage, StageError, What};

use crate::story::Story;

/// The setting of every story, unless it changes it.
const SETTING: &str = include_str!("../stories/setting.toml");

/// Entries that say nothing of the rules: what was said, and which id a message got.
const PLUMBING: [&str; 2] = ["record.said", "room.posted"];

/// Plays a story and tells what became visible.
pub(crate) async fn play(story: &Story) -> Result<String, String> {
    let path = Path::new("tests/stories/setting.toml");
    let scenario =
        Scenario::read_changed(SETTING, &story.changes, path).map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let journal = SqliteJournal::open(folder.path().join("journal.db")).await;
    let journal: Arc<dyn Journal> = Arc::new(journal.map_err(|error| error.to_string())?);
    let mut stage = Stage::open(&scenario, journal).await.map_err(|error| error.to_string())?;
    let mut seen = Seen::default();
    stage.begin(&mut |shown| seen.show(&shown)).await.map_err(|error| error.to_string())?;
    if !story.shows_start {
        // What stands in the setting has happened before the story begins.
        for step in &scenario.steps {
            if let Some(direction) = &step.direction {
                stage
                    .play(direction, &mut |_| {})
                    .await
                    .map_err(|why| format!("setting.toml:{}: {why}", step.place))?;
            }
        }
        seen = Seen::default();
    }
    for (number, written) in &story.lines {
        let around = Around { now: stage.now(), zone: &stage.zone().clone() };
        let direction =
            line::read(written, &around).map_err(|why| format!("line {number}: {why}"))?;
        let silent = matches!(direction, Direction::Expect(_));
        if !silent {
            stage.begin_step();
            seen.says(&stage, written);
        }
        let played = stage.play(&direction, &mut |shown| seen.show(&shown)).await;
        match played {
            Ok(()) => {}
            // The chat itself says no: that is seen too, once.
            Err(StageError::Act { why, .. }) => {
                let mut shows_it = false;
                let mut show = |shown: Shown| {
                    shows_it |= shown.what == What::Refused;
                    seen.show(&shown);
                };
                stage.settle(&mut show).await.map_err(|why| format!("line {number}: {why}"))?;
                if !shows_it {
                    seen.refused(&why.to_string());
                }
            }
            Err(why) => return Err(format!("line {number}: {why}")),
        }
    }
    seen.journal(stage.journal().as_ref()).await?;
    stage.close().await.map_err(|error| error.to_string())?;
    Ok(seen.text)
}

/// What became visible so far, as text.
#[derive(Debug, Default)]
struct Seen {
    text: String,
}

impl Seen {
    fn says(&mut self, stage: &Stage, line: &str) {
        let time = stage.now().to_zoned(stage.zone().clone()).strftime("%H:%M");
        let _ = writeln!(self.text, "\n{time} > {line}");
    }

    fn show(&mut self, shown: &Shown) {
        let _ = writeln!(self.text, "{}", without_ids(&shown.to_line("\n    ")));
        // A document is opened: what stands in it is what the story is about.
        for line in shown.document.iter().flat_map(|document| document.lines()) {
            let _ = writeln!(self.text, "{}", format!("    │ {}", without_ids(line)).trim_end());
        }
    }

    fn refused(&mut self, why: &str) {
        let _ = writeln!(self.text, "(the chat refuses it: {why})");
    }

    /// The kinds of the entries in the journal, with how often each is there.
    async fn journal(&mut self, journal: &dyn Journal) -> Result<(), String> {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let mut after = 0;
        loop {
            let page =
                journal.read_all(after, PAGE_ROWS_MAX).await.map_err(|error| error.to_string())?;
            let Some(last) = page.last() else { break };
            after = last.position;
            for entry in page {
                *kinds.entry(entry.entry.kind).or_default() += 1;
            }
        }
        let kinds: Vec<String> = kinds
            .into_iter()
            .filter(|(kind, _)| !PLUMBING.contains(&kind.as_str()))
            .map(|(kind, count)| if count == 1 { kind } else { format!("{kind} ×{count}") })
            .collect();
        let _ = writeln!(self.text, "\njournal: {}", kinds.join(", "));
        Ok(())
    }
}

/// The same with `<id>` in the place of derived ids: a fresh journal gives others each time.
fn without_ids(line: &str) -> String {
    let is_id = |word: &str| {
        let base32 = |c: char| c.is_ascii_lowercase() || ('2'..='7').contains(&c);
        word.len() == DERIVED_CHARS && word.chars().all(base32)
    };
    let mut text = String::new();
    for word in line.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if is_id(bare) {
            text.push_str("<id>");
            text.push_str(word.get(bare.len()..).unwrap_or_default());
        } else {
            text.push_str(word);
        }
    }
    text
}
