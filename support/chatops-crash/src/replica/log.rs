//! What processes did, one line each: a line of a file is appended whole, whoever is killed when.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The file's name.
const NAME: &str = "did.log";

/// The file, as one process writes it.
#[derive(Debug)]
pub struct Log {
    file: File,
    process: String,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, in milliseconds since 1970.
    pub at: u128,
    /// Which process.
    pub process: String,
    /// What.
    pub what: String,
    /// With which key or words.
    pub about: String,
}

impl Log {
    /// Opens it for a process.
    ///
    /// # Errors
    /// Those of the file.
    pub fn open(folder: &Path, process: &str) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(folder.join(NAME))?;
        Ok(Self { file, process: process.to_owned() })
    }

    /// Appends a line, in one call to the system.
    ///
    /// # Errors
    /// Those of the file.
    pub fn write(&self, what: &str, about: &str) -> io::Result<()> {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        let line = format!("{at}\t{}\t{what}\t{about}\n", self.process);
        (&self.file).write_all(line.as_bytes())
    }

    /// All lines, oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn read(folder: &Path) -> io::Result<Vec<Line>> {
        let text = std::fs::read_to_string(folder.join(NAME))?;
        let line = |line: &str| {
            let mut parts = line.split('\t').map(str::to_owned);
            let at = parts.next()?.parse().ok()?;
            Some(Line { at, process: parts.next()?, what: parts.next()?, about: parts.next()? })
        };
        Ok(text.lines().filter_map(line).collect())
    }
}
