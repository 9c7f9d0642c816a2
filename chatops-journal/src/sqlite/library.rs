//! Which versions of SQLite may write a journal.

use std::fmt;

use sqlx::SqliteConnection;

use super::fault::Fault;

/// A version of the SQLite library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(u32, u32, u32);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl Version {
    /// Reads `3.51.3`. What cannot be read is older than everything.
    fn read(text: &str) -> Self {
        let mut numbers = text.split('.').map(|part| part.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        Self(next(), next(), next())
    }

    /// Whether the correction of the WAL-reset defect is in: a checkpoint that meets a commit of another connection could
    /// lose pages of it. It came with 3.51.3 and was taken back to 3.50.7 and 3.44.6.
    fn is_sound(self) -> bool {
        match self {
            Self(3, 44, patch) => patch >= 6,
            Self(3, 50, patch) => patch >= 7,
            later => later >= Self(3, 51, 3),
        }
    }
}

/// Refuses a library that can damage a journal.
pub(super) async fn check(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let text: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(connection).await?;
    let version = Version::read(&text);
    if version.is_sound() { Ok(()) } else { Err(Fault::OldLibrary(version)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_corrected_libraries_are_accepted() {
        for sound in ["3.51.3", "3.51.10", "3.52.0", "4.0.0", "3.50.7", "3.50.8", "3.44.6"] {
            assert!(Version::read(sound).is_sound(), "{sound}");
        }
        for unsound in [
            "3.51.2",
            "3.51.0",
            "3.50.6",
            "3.49.9",
            "3.45.0",
            "3.44.5",
            "3.43.9",
            "3.7.17",
            "2.9.9",
            "",
            "unreadable",
        ] {
            assert!(!Version::read(unsound).is_sound(), "{unsound}");
        }
    }

    #[test]
    fn the_refusal_names_the_version_and_what_to_build_with() {
        let told = Fault::OldLibrary(Version::read("3.46.1")).at("open_journal").to_string();
        assert_eq!(
            told,
            "sqlite could not open the journal: SQLite 3.46.1 can damage a journal; build with 3.51.3 or later \
             (or the corrected 3.50.7 or 3.44.6)"
        );
    }
}
