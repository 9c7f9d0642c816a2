//! The journal as the runtime meets it: the real one, with a point before and after each transaction.

use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, StreamId};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{
    Claimed, Cursor, Entry, Head, InboxItem, JournalFacts, Lease, Receipt, Settlement, Transaction,
    Waiting,
};
use chatops_journal::SqliteJournal;
use jiff::{SignedDuration, Timestamp};

use super::points::Points;

/// A journal with points.
#[derive(Debug)]
pub struct PointedJournal {
    /// The real one.
    pub journal: SqliteJournal,
    /// Where the process can end.
    pub points: Arc<Points>,
}

#[async_trait]
impl Journal for PointedJournal {
    fn facts(&self) -> JournalFacts {
        self.journal.facts()
    }

    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, PortError> {
        self.points.pass("before receive");
        let receipts = self.journal.receive(deliveries, cursors, now).await;
        self.points.pass("after receive");
        receipts
    }

    async fn undecided(&self, limit: usize) -> Result<Vec<InboxItem>, PortError> {
        self.journal.undecided(limit).await
    }

    async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError> {
        self.points.pass("before append");
        let entries = self.journal.append(transaction).await;
        self.points.pass("after append");
        entries
    }

    async fn load(
        &self,
        stream: &StreamId,
        after_seq: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, PortError> {
        self.journal.load(stream, after_seq, limit).await
    }

    async fn read_all(&self, after_position: i64, limit: usize) -> Result<Vec<Entry>, PortError> {
        self.journal.read_all(after_position, limit).await
    }

    async fn claim(
        &self,
        owner: &str,
        now: Timestamp,
        lease: SignedDuration,
        limit: usize,
    ) -> Result<Vec<Claimed>, PortError> {
        let claimed = self.journal.claim(owner, now, lease, limit).await?;
        // A claim of nothing changes nothing.
        if !claimed.is_empty() {
            self.points.pass("after claim");
        }
        Ok(claimed)
    }

    async fn renew(&self, id: &EffectId, epoch: u64, until: Timestamp) -> Result<bool, PortError> {
        self.points.pass("before renew");
        self.journal.renew(id, epoch, until).await
    }

    async fn settle(
        &self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, PortError> {
        self.points.pass("before settle");
        let settled = self.journal.settle(id, epoch, settlement, now).await;
        self.points.pass("after settle");
        settled
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<usize, PortError> {
        let fired = self.journal.due(now, limit).await?;
        if fired > 0 {
            self.points.pass("after due");
        }
        Ok(fired)
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, PortError> {
        self.journal.next_due().await
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, PortError> {
        self.journal.waiting().await
    }

    async fn save_snapshot(
        &self,
        stream: &StreamId,
        seq: u64,
        state: &str,
    ) -> Result<(), PortError> {
        self.points.pass("before save_snapshot");
        self.journal.save_snapshot(stream, seq, state).await
    }

    async fn snapshot(&self, stream: &StreamId) -> Result<Option<(u64, String)>, PortError> {
        self.journal.snapshot(stream).await
    }

    async fn lease(
        &self,
        name: &str,
        owner: &str,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Option<Lease>, PortError> {
        self.points.pass("before lease");
        self.journal.lease(name, owner, now, length).await
    }

    async fn take_over(&self) -> Result<(), PortError> {
        self.journal.take_over().await
    }

    async fn cursor(&self, source: &str, scope: &str) -> Result<Option<String>, PortError> {
        self.journal.cursor(source, scope).await
    }

    async fn set_cursor(&self, source: &str, scope: &str, token: &str) -> Result<(), PortError> {
        self.points.pass("before set_cursor");
        self.journal.set_cursor(source, scope, token).await
    }

    async fn heads(&self) -> Result<Vec<Head>, PortError> {
        self.journal.heads().await
    }

    async fn erase(&self, stream: &StreamId, seq: u64, remains: &str) -> Result<bool, PortError> {
        self.points.pass("before erase");
        self.journal.erase(stream, seq, remains).await
    }

    async fn forget(&self, before: Timestamp, limit: usize) -> Result<usize, PortError> {
        self.points.pass("before forget");
        self.journal.forget(before, limit).await
    }

    async fn clock(&self) -> Result<Option<Timestamp>, PortError> {
        self.journal.clock().await
    }

    async fn changed(&self) {
        self.journal.changed().await;
    }
}
