//! The files that a drill leaves behind.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use chatops_testkit::stage::record::Written;

/// The journal.
pub(crate) const JOURNAL: &str = "journal.db";
/// The timeline.
pub(crate) const TIMELINE: &str = "timeline.json";

/// What SQLite keeps beside a journal.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

/// Makes the folder.
///
/// # Errors
/// Where it cannot be made.
pub(crate) fn prepare(out: &Path) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| format!("{} cannot be made: {error}", out.display()))
}

/// Takes an old journal away.
///
/// # Errors
/// Where it cannot be removed.
pub(crate) fn remove_journal(out: &Path) -> Result<(), String> {
    for suffix in BESIDE {
        let path = out.join(format!("{JOURNAL}{suffix}"));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(format!("{} cannot be removed: {error}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes everything but the journal.
///
/// # Errors
/// Where a file cannot be written.
pub(crate) fn write(out: &Path, written: &Written, page: &str) -> Result<(), String> {
    write_record(out, written)?;
    write_one(out, "status-page.html", page)
}

/// Writes what a journal alone tells.
///
/// # Errors
/// Where a file cannot be written.
pub(crate) fn write_record(out: &Path, written: &Written) -> Result<(), String> {
    write_one(out, TIMELINE, &written.timeline)?;
    write_one(out, "transcript.md", &written.transcript)?;
    write_one(out, "transcript.html", &written.transcript_html)?;
    write_one(out, "transcript.json", &written.transcript_json)?;
    write_one(out, "postmortem.md", &written.postmortem)?;
    write_one(out, "metrics.json", &written.metrics)
}

fn write_one(out: &Path, name: &str, text: &str) -> Result<(), String> {
    let path = out.join(name);
    fs::write(&path, text).map_err(|error| format!("{} cannot be written: {error}", path.display()))
}
