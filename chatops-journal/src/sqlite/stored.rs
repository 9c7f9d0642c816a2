//! An entry as a row: read once, for those who read entries and for those who check them.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};

/// The columns of a row, for a `SELECT`.
macro_rules! columns {
    () => {
        "position, stream, seq, prev_hash, hash, recorded_at, occurred_at, actor, kind, version, \
         commitment, salt, body, remains"
    };
}
pub(super) use columns;

/// An entry as it is stored. Nothing of it is read into types yet: what is sealed are the texts.
pub(super) struct Stored {
    pub(super) position: i64,
    pub(super) stream: String,
    pub(super) seq: i64,
    pub(super) prev_hash: String,
    pub(super) hash: String,
    pub(super) recorded_at: i64,
    pub(super) occurred_at: i64,
    pub(super) actor: String,
    pub(super) kind: String,
    pub(super) version: i64,
    pub(super) commitment: String,
    /// None once the body was erased.
    pub(super) salt: Option<Vec<u8>>,
    pub(super) body: Option<String>,
    pub(super) remains: Option<String>,
}

impl FromRow<'_, SqliteRow> for Stored {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
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
