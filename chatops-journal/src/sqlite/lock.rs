//! One process writes: an operating-system lock on a file beside the journal.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::fault::Fault;

/// Most characters that are shown of what a lock file says about its holder. Others can write to it.
const HOLDER_CHARS_MAX: u64 = 40;

/// The right to write a journal, for as long as it lives.
///
/// The system takes the lock back when the process ends, however it ends. The file stays: removing it would
/// let two processes lock two files of the same name.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
}

/// Where the lock of a journal is.
fn beside(journal: &Path) -> PathBuf {
    let mut name = OsString::from(journal);
    name.push(".lock");
    PathBuf::from(name)
}

impl WriterLock {
    /// Takes the lock of a journal without waiting.
    pub(super) fn take(journal: &Path) -> Result<Self, Fault> {
        let path = beside(journal);
        let unusable = |cause| Fault::Unusable { path: path.clone(), cause };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {
                // Only told to whoever is refused. If it cannot be written, the lock holds all the same.
                let told = file
                    .set_len(0)
                    .and_then(|()| file.rewind())
                    .and_then(|()| write!(file, "process {}", std::process::id()));
                drop(told);
                Ok(Self { file })
            }
            Err(TryLockError::WouldBlock) => {
                Err(Fault::Held { path: journal.to_owned(), holder: holder(&mut file) })
            }
            Err(TryLockError::Error(cause)) => Err(unusable(cause)),
        }
    }
}

impl Drop for WriterLock {
    /// Closing the file would release the lock too, but not while a process that the host is just starting holds a copy of
    /// the handle.
    fn drop(&mut self) {
        // Where it fails, closing does it.
        drop(self.file.unlock());
    }
}

/// What the lock file says about who holds it.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.take(HOLDER_CHARS_MAX).read_to_string(&mut text);
    let told: String = text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    match read {
        Ok(_) if !told.trim().is_empty() => told,
        _ => "another process".to_owned(),
    }
}
