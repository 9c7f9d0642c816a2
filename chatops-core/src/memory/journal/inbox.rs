//! What came in, and what of it waits for a decision.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::ports::inbound::Delivery;
use crate::ports::journal::{InboxItem, Receipt};

/// The inbox.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    /// Undecided rows. A decided one is forgotten but for its key.
    undecided: BTreeMap<i64, InboxItem>,
    keys: BTreeSet<(String, String)>,
    last_row: i64,
}

impl Inbox {
    /// Stores a delivery unless its key was there before.
    pub(super) fn put(&mut self, delivery: Delivery, received_at: Timestamp) -> Receipt {
        if !self.keys.insert((delivery.source.clone(), delivery.key.clone())) {
            return Receipt::Repeat;
        }
        self.last_row += 1;
        let row = self.last_row;
        self.undecided.insert(row, InboxItem { row, received_at, delivery });
        Receipt::Stored
    }

    /// Undecided rows, oldest first.
    pub(super) fn undecided(&self, limit: usize) -> Vec<InboxItem> {
        self.undecided.values().take(limit).cloned().collect()
    }

    /// Whether all these rows wait for their decision, each named once. What is wrong otherwise.
    pub(super) fn check(&self, rows: &[i64]) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for row in rows {
            if !self.undecided.contains_key(row) || !seen.insert(row) {
                return Err(format!("inbox row {row} is decided already; read the inbox again"));
            }
        }
        Ok(())
    }

    /// Marks rows decided.
    pub(super) fn decide(&mut self, rows: &[i64]) {
        for row in rows {
            self.undecided.remove(row);
        }
    }
}
