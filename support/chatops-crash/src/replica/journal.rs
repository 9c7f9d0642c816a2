//! The journal as a process meets it: the real one, and a line for each outcome that was written or came too late.

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
use chatops_journal::PostgresJournal;
use jiff::{SignedDuration, Timestamp};

use super::{Log, SETTLED, TOO_LATE};

/// A journal that tells what became of outcomes.
#[derive(Debug)]
pub(super) struct ToldJournal {
    journal: PostgresJournal,
    log: Arc<Log>,
}

impl ToldJournal {
    pub(super) fn new(journal: PostgresJournal, log: Arc<Log>) -> Self {
        Self { journal, log }
    }
}

#[async_trait]
impl Journal for ToldJournal {
    fn facts(&self) -> JournalFacts {
        self.journal.facts()
    }

    async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, PortError> {
        self.journal.receive(deliveries, cursors, now).await
    }

    async fn undecided(&self, limit: usize) -> Result<Vec<InboxItem>, PortError> {
        self.journal.undecided(limit).await
    }

    async fn append(&self, transaction: &Transaction) -> Result<Vec<Entry>, PortError> {
        self.journal.append(transaction).await
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
        self.journal.claim(owner, now, lease, limit).await
    }

    async fn renew(&self, id: &EffectId, epoch: u64, until: Timestamp) -> Result<bool, PortError> {
        self.journal.renew(id, epoch, until).await
    }

    async fn settle(
        &self,
        id: &EffectId,
        epoch: u64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, PortError> {
        let written = self.journal.settle(id, epoch, settlement, now).await?;
        // A process whose log is gone is told apart by its silence.
        let _ = self.log.write(if written { SETTLED } else { TOO_LATE }, &id.to_string());
        Ok(written)
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<usize, PortError> {
        self.journal.due(now, limit).await
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
        self.journal.lease(name, owner, now, length).await
    }

    async fn take_over(&self) -> Result<(), PortError> {
        self.journal.take_over().await
    }

    async fn cursor(&self, source: &str, scope: &str) -> Result<Option<String>, PortError> {
        self.journal.cursor(source, scope).await
    }

    async fn set_cursor(&self, source: &str, scope: &str, token: &str) -> Result<(), PortError> {
        self.journal.set_cursor(source, scope, token).await
    }

    async fn heads(&self) -> Result<Vec<Head>, PortError> {
        self.journal.heads().await
    }

    async fn erase(&self, stream: &StreamId, seq: u64, remains: &str) -> Result<bool, PortError> {
        self.journal.erase(stream, seq, remains).await
    }

    async fn forget(&self, before: Timestamp, limit: usize) -> Result<usize, PortError> {
        self.journal.forget(before, limit).await
    }

    async fn clock(&self) -> Result<Option<Timestamp>, PortError> {
        self.journal.clock().await
    }

    async fn changed(&self) {
        self.journal.changed().await;
    }
}
