//! An entry as a row: read once, for those who read entries and for those who check the chains.

use chatops_core::ports::journal::{Entry, NewEntry};
use chatops_core::wire::{GENESIS, SALT_BYTES, Sealed, commitment};
use sqlx::{ColumnIndex, Database, Decode, FromRow, Row, Type};

use crate::columns::{Misfit, moment, number, stream, value};

/// Entries that are verified at once. Memory stays the same however long the journal is.
pub(crate) const ENTRIES_AT_ONCE: i64 = 1_000;

/// The columns of a row, for a `SELECT`.
macro_rules! columns {
    () => {
        "position, stream, seq, prev_hash, hash, recorded_at, occurred_at, actor, kind, version, \
         commitment, salt, body, remains"
    };
}
pub(crate) use columns;

/// An entry as it is stored. Nothing of it is read into types yet: what is sealed are the texts.
pub(crate) struct Stored {
    pub(crate) position: i64,
    pub(crate) stream: String,
    pub(crate) seq: i64,
    pub(crate) prev_hash: String,
    pub(crate) hash: String,
    pub(crate) recorded_at: i64,
    pub(crate) occurred_at: i64,
    pub(crate) actor: String,
    pub(crate) kind: String,
    pub(crate) version: i64,
    pub(crate) commitment: String,
    /// None once the body was erased.
    pub(crate) salt: Option<Vec<u8>>,
    pub(crate) body: Option<String>,
    pub(crate) remains: Option<String>,
}

impl<'r, R: Row> FromRow<'r, R> for Stored
where
    &'static str: ColumnIndex<R>,
    i64: Column<'r, R::Database>,
    String: Column<'r, R::Database>,
    Option<Vec<u8>>: Column<'r, R::Database>,
    Option<String>: Column<'r, R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        Ok(Self {
            position: row.try_get("position")?,
            stream: row.try_get("stream")?,
            seq: row.try_get("seq")?,
            prev_hash: row.try_get("prev_hash")?,
            hash: row.try_get("hash")?,
            recorded_at: row.try_get("recorded_at")?,
            occurred_at: row.try_get("occurred_at")?,
            actor: row.try_get("actor")?,
            kind: row.try_get("kind")?,
            version: row.try_get("version")?,
            commitment: row.try_get("commitment")?,
            salt: row.try_get("salt")?,
            body: row.try_get("body")?,
            remains: row.try_get("remains")?,
        })
    }
}

/// What a column can be read as.
pub(crate) trait Column<'r, D: Database>: Decode<'r, D> + Type<D> {}
impl<'r, D: Database, T: Decode<'r, D> + Type<D>> Column<'r, D> for T {}

impl Stored {
    /// Reads it into today's types.
    pub(crate) fn read(self) -> Result<Entry, Misfit> {
        // An erased entry is read by what remains of it.
        let Some(body) = self.body.or(self.remains) else {
            return Err(Misfit::Damaged(format!(
                "entry {} of stream {} has no body and nothing in its place",
                self.seq, self.stream
            )));
        };
        let who = format_args!("the actor of entry {} of stream {}", self.seq, self.stream);
        let actor = value(who, &self.actor)?;
        let entry = NewEntry {
            stream: stream(self.stream)?,
            seq: number("a sequence number", self.seq)?,
            occurred_at: moment(self.occurred_at)?,
            actor,
            kind: self.kind,
            version: number("a version", self.version)?,
            body,
        };
        let recorded_at = moment(self.recorded_at)?;
        Ok(Entry {
            position: self.position,
            recorded_at,
            entry,
            prev_hash: self.prev_hash,
            hash: self.hash,
        })
    }

    fn damaged(&self, how: &str) -> Misfit {
        Misfit::Damaged(format!("entry {} of stream {} {how}", self.seq, self.stream))
    }

    /// Checks it against the number and hash before it in its stream.
    fn check(&self, last_seq: i64, last_hash: &str) -> Result<(), Misfit> {
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
            seq: number("a sequence number", self.seq)
                .map_err(|_| self.damaged("has a number that is none"))?,
            occurred_at_nanos: self.occurred_at.into(),
            recorded_at_nanos: self.recorded_at.into(),
            actor: &self.actor,
            kind: &self.kind,
            version: number("a version", self.version)
                .map_err(|_| self.damaged("has a version that is none"))?,
            commitment: &self.commitment,
        };
        if sealed.hash(last_hash) != self.hash {
            return Err(self.damaged("was changed: its hash is not that of what it says"));
        }
        Ok(())
    }
}

/// What was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many streams there are.
    pub streams: u64,
    /// How many entries they hold.
    pub entries: u64,
}

/// Follows every chain from its beginning, entry after entry in the order (stream, seq).
pub(crate) struct Walk {
    /// Where it has come to.
    pub(crate) stream: String,
    pub(crate) seq: i64,
    hash: String,
    verified: Verified,
}

impl Walk {
    /// Before the first entry.
    pub(crate) fn new() -> Self {
        let verified = Verified { streams: 0, entries: 0 };
        Self { stream: String::new(), seq: 0, hash: GENESIS.to_owned(), verified }
    }

    /// Checks the next entries. `true` where there were some: then more may follow.
    pub(crate) fn take(&mut self, page: Vec<Stored>) -> Result<bool, Misfit> {
        let has_more = !page.is_empty();
        for entry in page {
            if entry.stream != self.stream {
                (self.seq, self.hash) = (0, GENESIS.to_owned());
                self.stream.clone_from(&entry.stream);
                self.verified.streams += 1;
            }
            entry.check(self.seq, &self.hash)?;
            (self.seq, self.hash) = (entry.seq, entry.hash);
            self.verified.entries += 1;
        }
        Ok(has_more)
    }

    /// What was verified on the way.
    pub(crate) fn verified(self) -> Verified {
        self.verified
    }
}
