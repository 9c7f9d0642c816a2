//! Room kept back on the disk: a file that is given up when the disk is full, so that what happens then can still be
//! written down.
//!
//! From then on deliveries are refused, until there is room for the file again: what is left of it is for decisions and
//! outcomes. Their senders send again.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::fault::Fault;

/// Bytes kept back unless the host says otherwise: by far more than an incident of a day writes.
pub(super) const BALLAST_BYTES: u64 = 64 * 1024 * 1024;

/// How many times its size must be free before it is made at the start: on a disk that is small anyway it would be what
/// fills it.
const ROOM_AT_START: u64 = 8;

/// How many times its size must be free before it is made again: so much that it does not fill the disk at once.
const ROOM_AGAIN: u64 = 2;

/// Between two tries to make it again.
const RETRY_WAIT: Duration = Duration::from_secs(1);

/// Where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not wanted, or there was no room for it from the beginning.
    Absent,
    /// It is there.
    Kept,
    /// It was given up then.
    GivenUp(Instant),
}

/// The file, for as long as the journal is open for writing. It goes with it.
#[derive(Debug)]
pub(super) struct Ballast {
    path: PathBuf,
    bytes: u64,
    state: Mutex<State>,
}

impl Ballast {
    /// Makes the file beside a journal, where there is room for it.
    pub(super) fn beside(journal: &Path, bytes: u64) -> Self {
        let mut name = OsString::from(journal);
        name.push(".ballast");
        let ballast = Self { path: PathBuf::from(name), bytes, state: Mutex::new(State::Absent) };
        // One that a killed process left is as good as a new one, and one of another size is not.
        drop(fs::remove_file(&ballast.path));
        if bytes > 0 {
            if ballast.make(ROOM_AT_START) {
                ballast.set(State::Kept);
            } else {
                tracing::warn!(
                    path = %ballast.path.display(),
                    bytes,
                    "there is no room for a ballast file; a full disk will not be written down"
                );
            }
        }
        ballast
    }

    fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the file if so many times its size are free.
    fn make(&self, room: u64) -> bool {
        let Some(folder) = self.path.parent() else {
            return false;
        };
        if free_bytes(folder).is_none_or(|free| free < self.bytes.saturating_mul(room)) {
            return false;
        }
        let made = allocate(&self.path, self.bytes);
        if made.is_err() {
            drop(fs::remove_file(&self.path));
        }
        made.is_ok()
    }

    /// Gives the file up, because the disk is full.
    pub(super) fn give_up(&self) {
        if self.state() != State::Kept {
            return;
        }
        drop(fs::remove_file(&self.path));
        self.set(State::GivenUp(Instant::now()));
        tracing::error!(
            path = %self.path.display(),
            bytes = self.bytes,
            "the disk is full; the ballast file is given up, and deliveries are refused until there is room again"
        );
    }

    /// Fails while the disk is full: then deliveries are for their senders to keep.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let State::GivenUp(tried) = self.state() else {
            return Ok(());
        };
        if tried.elapsed() >= RETRY_WAIT {
            self.set(State::GivenUp(Instant::now()));
            if self.make(ROOM_AGAIN) {
                self.set(State::Kept);
                tracing::warn!(path = %self.path.display(), "there is room on the disk again");
                return Ok(());
            }
        }
        Err(Fault::Full)
    }
}

impl Drop for Ballast {
    fn drop(&mut self) {
        if self.state() == State::Kept {
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Bytes that are free for us where a folder is.
#[cfg(unix)]
pub(super) fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Not known here, so no file is made.
#[cfg(not(unix))]
pub(super) fn free_bytes(_folder: &Path) -> Option<u64> {
    None
}

/// Makes a file that takes its room on the disk now: a hole would not.
fn allocate(path: &Path, bytes: u64) -> std::io::Result<()> {
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    #[cfg(target_os = "linux")]
    if rustix::fs::fallocate(&file, rustix::fs::FallocateFlags::empty(), 0, bytes).is_ok() {
        return file.sync_all();
    }
    write_out(file, bytes)
}

/// Writes what cannot be reserved.
fn write_out(mut file: fs::File, bytes: u64) -> std::io::Result<()> {
    use std::io::{Read, Write};
    // Not zeros: some file systems store those as a hole.
    std::io::copy(&mut std::io::repeat(0xa5).take(bytes), &mut file)?;
    file.flush()?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: u64 = 1024 * 1024;

    fn size(path: &Path) -> Option<u64> {
        fs::metadata(path).ok().map(|file| file.len())
    }

    #[test]
    fn it_is_there_as_long_as_the_journal_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        fs::write(&file, "what a killed process left").unwrap();
        let ballast = Ballast::beside(&folder.path().join("j.db"), SMALL);
        assert_eq!(size(&file), Some(SMALL));
        drop(ballast);
        assert_eq!(size(&file), None);
        let without = Ballast::beside(&folder.path().join("j.db"), 0);
        assert_eq!(size(&file), None);
        without.give_up();
        assert!(without.check().is_ok(), "without a ballast nothing is refused");
    }

    #[test]
    fn deliveries_are_refused_until_it_is_there_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        let ballast = Ballast::beside(&folder.path().join("j.db"), SMALL);
        ballast.give_up();
        assert_eq!(size(&file), None);
        let told = ballast.check().unwrap_err().at("receive").to_string();
        assert!(told.contains("the disk is full"), "{told}");
        // Time passes, and there is room.
        let earlier = Instant::now().checked_sub(RETRY_WAIT).unwrap();
        ballast.set(State::GivenUp(earlier));
        assert!(ballast.check().is_ok());
        assert_eq!(size(&file), Some(SMALL));
    }

    #[test]
    fn a_small_disk_does_without() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        let ballast = Ballast::beside(&folder.path().join("j.db"), u64::MAX / 4);
        assert_eq!(size(&file), None);
        assert!(ballast.check().is_ok());
    }

    #[test]
    fn what_cannot_be_reserved_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("written");
        write_out(fs::File::create(&path).unwrap(), 100_000).unwrap();
        assert_eq!(size(&path), Some(100_000));
    }
}
