//! Room kept back on the disk: a file that is given up when the disk is full, so that what happens then can still be
//! written down.
//!
//! From then on deliveries are refused, until there is room for the file again: what is left of it is for decisions and
//! outcomes. Their senders send again.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io};

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
    /// Not wanted, or there was no room for it from the beginning; or it is over.
    Absent,
    /// It is there.
    Kept,
    /// It was given up, or last tried again, then.
    GivenUp(Instant),
    /// Somebody is making it again. Nobody else touches the file meanwhile.
    Making,
}

/// The file, for as long as the journal is open for writing. It goes with it.
#[derive(Debug)]
pub(super) struct Ballast {
    file: Arc<BallastFile>,
}

/// What whoever makes it holds too: a disk can take its time, longer than whoever waits for it.
#[derive(Debug)]
struct BallastFile {
    path: PathBuf,
    bytes: u64,
    state: Mutex<State>,
}

impl Ballast {
    /// Makes the file beside a journal, where there is room for it.
    pub(super) async fn beside(journal: &Path, bytes: u64) -> Self {
        let mut name = OsString::from(journal);
        name.push(".ballast");
        let (path, state) = (PathBuf::from(name), Mutex::new(State::Making));
        let file = Arc::new(BallastFile { path, bytes, state });
        let ballast = Self { file: Arc::clone(&file) };
        // Where its task does not end, there is none.
        drop(tokio::task::spawn_blocking(move || file.make_first()).await);
        ballast
    }

    /// Gives the file up, because the disk is full.
    pub(super) fn give_up(&self) {
        let file = &self.file;
        if !file.moved(|state| state == State::Kept, State::GivenUp(Instant::now())) {
            return;
        }
        drop(fs::remove_file(&file.path));
        tracing::error!(
            path = %file.path.display(),
            bytes = file.bytes,
            "the disk is full; the ballast file is given up, and deliveries are refused until there is room again"
        );
    }

    /// Fails while the disk is full: then deliveries are for their senders to keep. One of their callers tries now and then
    /// whether there is room again.
    pub(super) async fn check(&self) -> Result<(), Fault> {
        match *self.file.state() {
            State::Absent | State::Kept => return Ok(()),
            State::GivenUp(_) | State::Making => {}
        }
        let is_time =
            |state| matches!(state, State::GivenUp(tried) if tried.elapsed() >= RETRY_WAIT);
        if self.file.moved(is_time, State::Making) {
            let file = Arc::clone(&self.file);
            if matches!(tokio::task::spawn_blocking(move || file.make_again()).await, Ok(true)) {
                return Ok(());
            }
        }
        Err(Fault::Full)
    }
}

impl BallastFile {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves on to another state if it is in one of these.
    fn moved(&self, from: impl Fn(State) -> bool, to: State) -> bool {
        let mut state = self.state();
        let moves = from(*state);
        if moves {
            *state = to;
        }
        moves
    }

    fn make_first(&self) {
        // One that a killed process left is as good as a new one, and one of another size is not.
        drop(fs::remove_file(&self.path));
        let is_made = self.bytes > 0 && self.make(ROOM_AT_START);
        if self.bytes > 0 && !is_made {
            tracing::warn!(
                path = %self.path.display(),
                bytes = self.bytes,
                "there is no room for a ballast file; a full disk will not be written down"
            );
        }
        self.ends_making(if is_made { State::Kept } else { State::Absent });
    }

    /// Makes it again, if there is room.
    fn make_again(&self) -> bool {
        let is_made = self.make(ROOM_AGAIN);
        let end = if is_made { State::Kept } else { State::GivenUp(Instant::now()) };
        let is_kept = self.ends_making(end) && is_made;
        if is_kept {
            tracing::warn!(path = %self.path.display(), "there is room on the disk again");
        }
        is_kept
    }

    /// Whether the journal is still open, so that what was made counts.
    fn ends_making(&self, end: State) -> bool {
        let is_open = self.moved(|state| state == State::Making, end);
        if !is_open && end == State::Kept {
            drop(fs::remove_file(&self.path));
        }
        is_open
    }

    /// Makes the file if so many times its size are free.
    fn make(&self, room: u64) -> bool {
        let Some(folder) = self.path.parent() else {
            return false;
        };
        if free_bytes(folder).is_none_or(|free| free < self.bytes.saturating_mul(room)) {
            return false;
        }
        match allocate(&self.path, self.bytes) {
            Ok(()) => true,
            // It could not be removed when it was given up. Another file of that name is not ours.
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
                fs::metadata(&self.path).is_ok_and(|file| file.len() == self.bytes)
            }
            Err(_) => {
                drop(fs::remove_file(&self.path));
                false
            }
        }
    }
}

impl Drop for Ballast {
    fn drop(&mut self) {
        let state = std::mem::replace(&mut *self.file.state(), State::Absent);
        if state == State::Kept {
            drop(fs::remove_file(&self.file.path));
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

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    /// A ballast that was given up so long ago that it is time to try again.
    async fn given_up(journal: &Path) -> Ballast {
        let ballast = Ballast::beside(journal, SMALL).await;
        ballast.give_up();
        *ballast.file.state() = State::GivenUp(Instant::now().checked_sub(RETRY_WAIT).unwrap());
        ballast
    }

    fn size(path: &Path) -> Option<u64> {
        fs::metadata(path).ok().map(|file| file.len())
    }

    #[test]
    fn it_is_there_as_long_as_the_journal_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        fs::write(&file, "what a killed process left").unwrap();
        let ballast = block_on(Ballast::beside(&folder.path().join("j.db"), SMALL));
        assert_eq!(size(&file), Some(SMALL));
        drop(ballast);
        assert_eq!(size(&file), None);
        let without = block_on(Ballast::beside(&folder.path().join("j.db"), 0));
        assert_eq!(size(&file), None);
        without.give_up();
        assert!(block_on(without.check()).is_ok(), "without a ballast nothing is refused");
    }

    #[test]
    fn deliveries_are_refused_until_it_is_there_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        let ballast = block_on(Ballast::beside(&folder.path().join("j.db"), SMALL));
        ballast.give_up();
        assert_eq!(size(&file), None);
        let told = block_on(ballast.check()).unwrap_err().at("receive").to_string();
        assert!(told.contains("the disk is full"), "{told}");
        // Time passes, and there is room.
        let earlier = Instant::now().checked_sub(RETRY_WAIT).unwrap();
        *ballast.file.state() = State::GivenUp(earlier);
        assert!(block_on(ballast.check()).is_ok());
        assert_eq!(size(&file), Some(SMALL));
    }

    #[test]
    fn one_makes_it_again_and_the_others_do_not_take_it_away() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        block_on(async {
            for _ in 0..20 {
                let ballast = given_up(&folder.path().join("j.db")).await;
                let all = futures_util::future::join_all((0..8).map(|_| ballast.check())).await;
                assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1);
                assert_eq!((*ballast.file.state(), size(&file)), (State::Kept, Some(SMALL)));
            }
            // However long it takes.
            let ballast = given_up(&folder.path().join("j.db")).await;
            *ballast.file.state() = State::Making;
            fs::write(&file, "half").unwrap();
            assert!(ballast.check().await.is_err());
            ballast.give_up();
            assert_eq!((*ballast.file.state(), size(&file)), (State::Making, Some(4)));
        });
    }

    #[test]
    fn who_goes_away_leaves_it_to_be_made_and_a_closed_journal_leaves_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        let begun = |ballast: &Ballast| {
            let mut check = Box::pin(ballast.check());
            let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
            // Its thread may be through already; the task has not looked yet.
            let _ = check.as_mut().poll(&mut cx);
        };
        block_on(async {
            let ballast = given_up(&folder.path().join("j.db")).await;
            begun(&ballast);
            while *ballast.file.state() == State::Making {
                tokio::task::yield_now().await;
            }
            assert_eq!((*ballast.file.state(), size(&file)), (State::Kept, Some(SMALL)));
            let ballast = given_up(&folder.path().join("k.db")).await;
            begun(&ballast);
            drop(ballast);
        });
        // The runtime has waited for its threads.
        assert_eq!(size(&folder.path().join("k.db.ballast")), None);
    }

    #[test]
    fn a_file_that_is_not_ours_is_left_alone_and_one_that_could_not_be_removed_is_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        block_on(async {
            let ballast = given_up(&folder.path().join("j.db")).await;
            fs::write(&file, "another's").unwrap();
            assert!(ballast.check().await.is_err());
            assert_eq!(fs::read_to_string(&file).unwrap(), "another's");
            let ballast = given_up(&folder.path().join("k.db")).await;
            fs::write(folder.path().join("k.db.ballast"), vec![1; SMALL as usize]).unwrap();
            assert!(ballast.check().await.is_ok());
        });
    }

    #[test]
    fn a_small_disk_does_without() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("j.db.ballast");
        let ballast = block_on(Ballast::beside(&folder.path().join("j.db"), u64::MAX / 4));
        assert_eq!(size(&file), None);
        assert!(block_on(ballast.check()).is_ok());
    }

    #[test]
    fn what_cannot_be_reserved_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("written");
        write_out(fs::File::create(&path).unwrap(), 100_000).unwrap();
        assert_eq!(size(&path), Some(100_000));
    }
}
