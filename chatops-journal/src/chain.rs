//! An entry as a row: read once, for those who read entries and for those who check the chains.

use chatops_core::ports::journal::{Entry, NewEntry};
use chatops_core::wire::{GENESIS, SALT_BYTES, Sealed, checksum, commitment};
use sqlx::{ColumnIndex, Database, Decode, FromRow, Row, Type};

use crate::columns::{Misfit, moment, number, stream, value};

/// Entries that are verified at once. Memory stays the same however long the journal is.
pub(crate) const ENTRIES_AT_ONCE: i64 = 1_000;

/// The form from which on places and erasures are sealed.
pub(crate) const SEALED_SINCE: i64 = 3;

/// Seals the place of an entry in the whole journal.
pub(crate) fn place_seal(position: i64, stream: &str, seq: i64) -> String {
    checksum(&format!("{position}/{stream}/{seq}"))
}

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

    /// Checks what came after the entry was sealed: its place, and what was erased of it.
    fn check_seals(&self, seal: &str, erased_as: Option<&str>) -> Result<(), Misfit> {
        if place_seal(self.position, &self.stream, self.seq) != seal {
            return Err(self.damaged("was moved: its place in the journal is not what it was"));
        }
        match (&self.body, &self.remains, erased_as) {
            (Some(_), None, None) => Ok(()),
            (None, Some(remains), Some(sealed)) if checksum(remains) == sealed => Ok(()),
            (None, Some(_), Some(_)) => {
                Err(self.damaged("has other words in the place of its body than were put there"))
            }
            (None, None, _) => Err(self.damaged("has no body and nothing in its place")),
            (None, Some(_), None) => {
                Err(self.damaged("has words in the place of its body, and was never erased"))
            }
            (Some(_), ..) => Err(self.damaged("has a body, and was erased")),
        }
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

/// An entry, and what is needed beside it to check it.
pub(crate) struct Checked {
    stored: Stored,
    seal: String,
    /// The hash of what was put in the place of its body.
    erased_as: Option<String>,
}

impl<'r, R: Row> FromRow<'r, R> for Checked
where
    &'static str: ColumnIndex<R>,
    i64: Column<'r, R::Database>,
    String: Column<'r, R::Database>,
    Option<Vec<u8>>: Column<'r, R::Database>,
    Option<String>: Column<'r, R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let (seal, erased_as) = (row.try_get("seal")?, row.try_get("erased_as")?);
        Ok(Self { stored: Stored::from_row(row)?, seal, erased_as })
    }
}

/// An erasure as it is stored: number, stream, sequence number, hash of what remains, hash of the one before it, its own hash.
pub(crate) type ErasureRow = (i64, String, i64, String, String, String);

/// The chain of the erasures, followed from its beginning or gone on with from its end.
pub(crate) struct Erasures {
    /// How many there are so far.
    pub(crate) number: i64,
    hash: String,
}

impl Erasures {
    /// After the last one, if there is one.
    pub(crate) fn after(last: Option<(i64, String)>) -> Self {
        let (number, hash) = last.unwrap_or((0, GENESIS.to_owned()));
        Self { number, hash }
    }

    /// The next one.
    pub(crate) fn add(&mut self, stream: String, seq: i64, remains: &str) -> ErasureRow {
        self.seal(stream, seq, checksum(remains))
    }

    fn seal(&mut self, stream: String, seq: i64, remains_hash: String) -> ErasureRow {
        let number = self.number + 1;
        let hash = checksum(&format!("{}/{number}/{stream}/{seq}/{remains_hash}", self.hash));
        let prev_hash = std::mem::replace(&mut self.hash, hash.clone());
        self.number = number;
        (number, stream, seq, remains_hash, prev_hash, hash)
    }

    /// Checks the next ones, each with whether there is such an erased entry. `true` where there were some: then more may
    /// follow.
    pub(crate) fn take(&mut self, page: Vec<(ErasureRow, bool)>) -> Result<bool, Misfit> {
        let has_more = !page.is_empty();
        for (found, is_erased) in page {
            let (number, stream, seq, remains_hash, ..) = found.clone();
            if self.seal(stream, seq, remains_hash) != found || !is_erased {
                let (stream, seq) = (&found.1, found.2);
                return Err(Misfit::Damaged(format!(
                    "erasure {number}, of entry {seq} of stream {stream}, was changed, or one before it is missing"
                )));
            }
        }
        Ok(has_more)
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
    /// Whether places and erasures are sealed in this form.
    has_seals: bool,
}

impl Walk {
    /// Before the first entry of a journal of this form.
    pub(crate) fn new(form: i64) -> Self {
        let verified = Verified { streams: 0, entries: 0 };
        let (stream, hash) = (String::new(), GENESIS.to_owned());
        Self { stream, seq: 0, hash, verified, has_seals: form >= SEALED_SINCE }
    }

    /// Checks the next entries. `true` where there were some: then more may follow.
    pub(crate) fn take(&mut self, page: Vec<Checked>) -> Result<bool, Misfit> {
        let has_more = !page.is_empty();
        for Checked { stored: entry, seal, erased_as } in page {
            if entry.stream != self.stream {
                (self.seq, self.hash) = (0, GENESIS.to_owned());
                self.stream.clone_from(&entry.stream);
                self.verified.streams += 1;
            }
            entry.check(self.seq, &self.hash)?;
            if self.has_seals {
                entry.check_seals(&seal, erased_as.as_deref())?;
            }
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
