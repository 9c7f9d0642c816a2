//! The scenes of the feature list, one test for each file in `tests/stories/`.
//!
//! [`check`] plays one story on the real engine, with a journal on SQLite, and compares what becomes visible with what
//! the file says. `UPDATE_STORIES=1` writes it into the file instead. The format is described in `tests/README.md`.

mod compare;
mod play;
mod story;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use story::Story;

/// Where the stories are.
const STORIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/stories");

/// Whether what is seen is written into the files.
const UPDATE: &str = "UPDATE_STORIES";

fn main() {
    let arguments = Arguments::from_args();
    let trials = stories().into_iter().map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Trial::test(name, move || check(&path))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// The files, by name.
fn stories() -> Vec<PathBuf> {
    let entries = fs::read_dir(STORIES).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension() == Some(OsStr::new("story")));
    paths.sort();
    paths
}

/// Plays a story, and compares what becomes visible with what the file says.
fn check(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let story = Story::read(&text)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let seen = runtime.block_on(play::play(&story))?;
    if seen == story.snapshot {
        return Ok(());
    }
    if std::env::var_os(UPDATE).is_some_and(|value| value == "1") {
        fs::write(path, story.with_snapshot(&seen))?;
        return Ok(());
    }
    let difference = compare::difference(&story.snapshot, &seen);
    Err(format!(
        "{} shows something else (- expected, + seen):\n{difference}\nIf it is right, run again with {UPDATE}=1 and read the change.",
        path.display()
    )
    .into())
}
