//! One process of the crashbox: `crashbox FOLDER FIRST END doors|disk POINT [start]` plays the steps FIRST to END (left
//! out) of the reference incident on what is in FOLDER, ends at POINT of the doors or of the disk (0: nowhere), and
//! writes its summary there. Points are counted once it has settled, or from the start.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process;

use chatops_crash::crashbox::play::{Part, play};
use chatops_crash::crashbox::points::Kind;

fn main() {
    match run() {
        // Without closing anything: the next process finds what a kill leaves.
        Ok(()) => process::exit(0),
        Err(why) => {
            let told = env::args_os().nth(1).map(PathBuf::from);
            // Where even that cannot be written, the exit code says it.
            let _ = told.map(|folder| fs::write(folder.join("failed"), &why));
            process::exit(1);
        }
    }
}

fn run() -> Result<(), String> {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().ok_or("crashbox FOLDER FIRST END doors|disk POINT [start]");
    let folder = PathBuf::from(next()?);
    let number = |text: String| text.parse::<usize>().map_err(|error| error.to_string());
    let (first, end) = (number(next()?)?, number(next()?)?);
    let kind = if next()? == "disk" { Kind::Disk } else { Kind::Doors };
    let point = number(next()?)?;
    let part = Part {
        steps: first..end,
        kind,
        last_point: u64::try_from(point).unwrap_or(0),
        from_start: arguments.next().is_some(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let summary = runtime.block_on(play(&folder, &part))?;
    let summary = serde_json::to_string_pretty(&summary).map_err(|error| error.to_string())?;
    fs::write(folder.join("summary.json"), summary).map_err(|error| error.to_string())
}
