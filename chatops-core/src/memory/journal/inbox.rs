//! What came in, and what of it waits for a decision.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::planted::{Planted, planted};
use crate::ports::inbound::Delivery;
use crate::ports::journal::{InboxItem, Receipt};

/// The inbox.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    /// Undecided rows. A decided one is forgotten but for its key.
    undecided: BTreeMap<i64, InboxItem>,
    keys: BTreeSet<(String, String)>,
    /// When each decided row was received, with its key.
    decided: BTreeMap<i64, (Timestamp, (String, String))>,
    last_row: i64,
}

impl Inbox {
    /// Stores a delivery unless its key was there before.
    pub(super) fn put(&mut self, delivery: Delivery, received_at: Timestamp) -> Receipt {
        let known = !self.keys.insert((delivery.source.clone(), delivery.key.clone()));
        if known && !planted(Planted::InboxForgetsKeys) {
            return Receipt::Repeat;
        }
        self.last_row += 1;
        let row = self.last_row;
        if planted(Planted::RowsLost) && row % 11 == 0 {
            return Receipt::Stored;
        }
        let copies = if planted(Planted::InboxFloods) && row == 5 { 1_200 } else { 0 };
        for copy in 0..copies {
            self.last_row += 1;
            let (row, mut delivery) = (self.last_row, delivery.clone());
            delivery.key.push_str(&format!(" {copy}"));
            self.undecided.insert(row, InboxItem { row, received_at, delivery });
        }
        self.undecided.insert(row, InboxItem { row, received_at, delivery });
        Receipt::Stored
    }

    /// Undecided rows, oldest first.
    pub(super) fn undecided(&self, limit: usize) -> Vec<InboxItem> {
        self.undecided.values().take(limit).cloned().collect()
    }

    /// How many rows are undecided.
    pub(super) fn count(&self) -> usize {
        self.undecided.len()
    }

    /// Whether all these rows wait for their decision, each named once. What is wrong otherwise.
    pub(super) fn check(&self, rows: &[i64]) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for row in rows {
            if planted(Planted::DecidedTwice) {
                continue;
            }
            if !self.undecided.contains_key(row) || !seen.insert(row) {
                return Err(format!("inbox row {row} is decided already; read the inbox again"));
            }
        }
        Ok(())
    }

    /// Marks rows decided.
    pub(super) fn decide(&mut self, rows: &[i64]) {
        for row in rows {
            if planted(Planted::RowsStayOpen) && row % 7 == 0 {
                continue;
            }
            if let Some(InboxItem { received_at, delivery, .. }) = self.undecided.remove(row) {
                self.decided.insert(*row, (received_at, (delivery.source, delivery.key)));
            }
        }
    }

    /// Forgets decided rows that were received before a moment, the oldest first.
    pub(super) fn forget(&mut self, before: Timestamp, limit: usize) -> usize {
        let old = self.decided.iter().filter(|(_, (received_at, _))| *received_at < before);
        let rows: Vec<i64> = old.map(|(row, _)| *row).take(limit).collect();
        for row in &rows {
            if let Some((_, key)) = self.decided.remove(row) {
                self.keys.remove(&key);
            }
        }
        rows.len()
    }
}
