//! The spool: a file of lines, each on the disk before the pager is called.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use chatops_core::error::{self, PortError};
use chatops_core::ids::PersonId;
use chatops_core::ports::inbound::Delivery;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Largest spool, in bytes: thousands of alerts. When it is full, people are paged all the same, and the log says so.
const SPOOL_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A line of the spool.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) at: Timestamp,
    /// Whom it was tried to wake first.
    pub(super) person: Option<PersonId>,
    pub(super) why: String,
    pub(super) identity: String,
    pub(super) delivery: Delivery,
}

/// Where the lines are kept.
#[derive(Debug, Clone)]
pub(super) struct Spool {
    path: PathBuf,
    /// Held while a line is written, and while what is written is moved aside and read.
    written: Arc<Mutex<()>>,
}

impl Spool {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, written: Arc::default() }
    }

    /// Appends a line, and lets it reach the disk.
    pub(super) fn append(&self, line: &Line) -> io::Result<()> {
        let _written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(&self.path)?;
        let length = file.metadata()?.len();
        if length > SPOOL_BYTES_MAX {
            return Err(io::Error::other("it is full"));
        }
        let mut text = String::new();
        // A line that the disk had no room for ends in the middle: this one must not be lost with it.
        if length > 0 && last_byte(&mut file)? != b'\n' {
            text.push('\n');
        }
        text.push_str(&serde_json::to_string(line)?);
        text.push('\n');
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // The name of a new file must reach the disk too.
        if let Some(folder) = self.path.parent().filter(|folder| *folder != Path::new("")) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Moves what is written aside, so that a line that is written meanwhile is not removed with it. Nothing: there is none. What
    /// an earlier attempt has moved aside comes first.
    pub(super) fn aside(&self) -> Result<Option<Aside>, PortError> {
        let path = self.path.with_extension("handing-in");
        let _written = match self.written.try_lock() {
            Ok(written) => written,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            // Its disk may hang: nobody waits for it.
            Err(TryLockError::WouldBlock) => {
                return Err(unreadable(&self.path, io::Error::other("a line is being written")));
            }
        };
        if !path.exists() {
            match fs::rename(&self.path, &path) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(unreadable(&self.path, error)),
            }
        }
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
        let text = String::from_utf8_lossy(&bytes);
        let mut aside = Aside { path, lines: Vec::new(), unread: Vec::new() };
        for line in text.split_inclusive('\n') {
            match serde_json::from_str(line) {
                Ok(line) => aside.lines.push(line),
                Err(_) if line.trim().is_empty() => {}
                Err(_) => aside.unread.push(line.to_owned()),
            }
        }
        Ok(Some(aside))
    }

    /// Keeps lines that cannot be read for people to look at.
    pub(super) fn keep_unread(&self, unread: &[String]) -> io::Result<PathBuf> {
        let path = self.path.with_extension("unread");
        let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
        if file.metadata()?.len() > SPOOL_BYTES_MAX {
            return Err(io::Error::other("it is full"));
        }
        for line in unread {
            writeln!(file, "{}", line.trim_end())?;
        }
        file.sync_all()?;
        Ok(path)
    }
}

/// What is being handed in.
pub(super) struct Aside {
    path: PathBuf,
    pub(super) lines: Vec<Line>,
    /// What a full disk or a sudden end has left of lines.
    pub(super) unread: Vec<String>,
}

impl Aside {
    /// It is in the journal.
    pub(super) fn remove(self) -> Result<(), PortError> {
        fs::remove_file(&self.path).map_err(|error| unreadable(&self.path, error))
    }
}

fn last_byte(file: &mut File) -> io::Result<u8> {
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    let [byte] = byte;
    Ok(byte)
}

fn unreadable(spool: &Path, error: io::Error) -> PortError {
    let detail = format!(
        "the emergency spool {} cannot be read or emptied: {}; check its rights",
        spool.display(),
        error.kind()
    );
    let kind = error::ErrorKind::Unavailable;
    PortError::not_done("runtime", "replay_the_spool", kind, detail).source(error)
}
