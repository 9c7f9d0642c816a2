//! Whether what is there is what was written: SQLite's own check, then every chain of hashes.

use chatops_core::wire::{GENESIS, SALT_BYTES, Sealed, commitment};
use sqlx::SqliteConnection;

use super::columns::number;
use super::fault::Fault;
use super::stored::{Stored, columns};

/// Entries that are read at once. Memory stays the same however long the journal is.
const ENTRIES_AT_ONCE: i64 = 1_000;

/// What was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many streams there are.
    pub streams: u64,
    /// How many entries they hold.
    pub entries: u64,
}

/// Checks everything.
pub(super) async fn all(connection: &mut SqliteConnection) -> Result<Verified, Fault> {
    structure(connection).await?;
    chains(connection).await
}

/// Lets SQLite check pages, indexes and constraints.
async fn structure(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(connection).await?;
    if found == "ok" {
        return Ok(());
    }
    Err(Fault::Damaged(
        "the file's structure is damaged (`PRAGMA quick_check` tells where)".to_owned(),
    ))
}

impl Stored {
    fn damaged(&self, how: &str) -> Fault {
        Fault::Damaged(format!("entry {} of stream {} {how}", self.seq, self.stream))
    }

    /// Checks it against the number and hash before it in its stream.
    fn check(&self, last_seq: i64, last_hash: &str) -> Result<(), Fault> {
        if self.seq != last_seq + 1 {
            return Err(self.damaged(&format!("stands after entry {last_seq}: others are missing")));
        }
        if self.prev_hash != last_hash {
            return Err(self.damaged("does not follow the entry before it"));
        }
        // An erased entry has neither salt nor body, and is still sealed by its commitment.
        if let (Some(salt), Some(body)) = (&self.salt, &self.body) {
            let salt: &[u8; SALT_BYTES] =
                salt.as_slice().try_into().map_err(|_| self.damaged("has a wrong salt"))?;
            if commitment(salt, body) != self.commitment {
                return Err(self.damaged("has a body that was changed"));
            }
        }
        let sealed = Sealed {
            stream: &self.stream,
            seq: number("a sequence number", self.seq)?,
            occurred_at_nanos: self.occurred_at.into(),
            recorded_at_nanos: self.recorded_at.into(),
            actor: &self.actor,
            kind: &self.kind,
            version: number("a version", self.version)?,
            commitment: &self.commitment,
        };
        if sealed.hash(last_hash) != self.hash {
            return Err(self.damaged("was changed: its hash is not that of what it says"));
        }
        Ok(())
    }
}

/// Follows every chain from its beginning.
async fn chains(connection: &mut SqliteConnection) -> Result<Verified, Fault> {
    let mut verified = Verified { streams: 0, entries: 0 };
    let (mut stream, mut seq, mut hash) = (String::new(), 0, GENESIS.to_owned());
    loop {
        let page: Vec<Stored> = sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM journal WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT ?",
        ))
        .bind(stream.clone())
        .bind(seq)
        .bind(ENTRIES_AT_ONCE)
        .fetch_all(&mut *connection)
        .await?;
        if page.is_empty() {
            return Ok(verified);
        }
        for entry in page {
            if entry.stream != stream {
                (stream, seq, hash) = (entry.stream.clone(), 0, GENESIS.to_owned());
                verified.streams += 1;
            }
            entry.check(seq, &hash)?;
            (seq, hash) = (entry.seq, entry.hash);
            verified.entries += 1;
        }
    }
}
