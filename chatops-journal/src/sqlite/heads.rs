//! Where the streams stand, as their only writer remembers it.

use std::collections::BTreeMap;

use chatops_core::ids::StreamId;
use chatops_core::wire::GENESIS;
use sqlx::SqliteConnection;

use super::fault::Fault;
use crate::columns::number;

/// Streams that are remembered. More than are ever written to at once; a few hundred bytes each.
const HEADS_MAX: usize = 4_096;

/// The number and hash of a stream's last entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) seq: u64,
    pub(super) hash: String,
}

/// Heads that were read or written on this connection. They are right because nobody else writes, and are forgotten
/// together with the connection, whenever something fails on it.
#[derive(Debug, Default)]
pub(super) struct Heads {
    known: BTreeMap<StreamId, Head>,
    last_position: Option<i64>,
}

impl Heads {
    /// Where a stream stands.
    pub(super) async fn get(
        &mut self,
        connection: &mut SqliteConnection,
        stream: &StreamId,
    ) -> Result<Head, Fault> {
        if let Some(head) = self.known.get(stream) {
            return Ok(head.clone());
        }
        let head = read(connection, stream).await?;
        self.set(stream, head.clone());
        Ok(head)
    }

    /// The place of the newest entry of all; 0 before the first.
    pub(super) async fn last_position(
        &mut self,
        connection: &mut SqliteConnection,
    ) -> Result<i64, Fault> {
        if let Some(last) = self.last_position {
            return Ok(last);
        }
        let last: i64 = sqlx::query_scalar("SELECT coalesce(max(position), 0) FROM journal")
            .fetch_one(connection)
            .await?;
        self.last_position = Some(last);
        Ok(last)
    }

    /// Remembers the place of the newest entry. As for [`set`](Self::set).
    pub(super) fn set_last_position(&mut self, position: i64) {
        self.last_position = Some(position);
    }

    /// Remembers where a stream stands. To be called where nothing but the commit can still fail: a failed commit takes
    /// the connection along.
    pub(super) fn set(&mut self, stream: &StreamId, head: Head) {
        if self.known.len() >= HEADS_MAX && !self.known.contains_key(stream) {
            self.known.clear();
        }
        self.known.insert(stream.clone(), head);
    }
}

async fn read(connection: &mut SqliteConnection, stream: &StreamId) -> Result<Head, Fault> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT seq, hash FROM journal WHERE stream = ? ORDER BY seq DESC LIMIT 1")
            .bind(stream.to_string())
            .fetch_optional(connection)
            .await?;
    match last {
        Some((seq, hash)) => Ok(Head { seq: number("a sequence number", seq)?, hash }),
        None => Ok(Head { seq: 0, hash: GENESIS.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use chatops_core::ids::{IncidentId, JournalId, Place};

    use super::*;

    #[test]
    fn not_every_stream_there_ever_was_is_remembered() {
        let mut heads = Heads::default();
        let journal = JournalId::from_bits(7);
        for seq in 0..HEADS_MAX as u64 + 10 {
            let stream = &StreamId::EmergencyChannel;
            let id = IncidentId::derive(Place { journal: &journal, stream, seq, position: 0 });
            heads.set(&StreamId::Incident(id), Head { seq: 1, hash: String::new() });
            assert!(heads.known.len() <= HEADS_MAX);
        }
        assert!(!heads.known.is_empty());
    }
}
