//! Rows that cannot be read: they are told and passed over, so that one of them does not stop everybody.
//!
//! A byte was flipped, or a newer version wrote it, which runs beside this one during an upgrade. Such a row stays as it is:
//! not claimed, not fired, not decided. Whoever can read it goes on with it.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::columns::Misfit;

/// Rows that are remembered as told. If there are more, some are told again.
const TOLD_MAX: usize = 1_000;

/// Rows that are looked at together for the next moment. Most of the time the first one can be read.
pub(crate) const MOMENTS_AT_ONCE: i64 = 4;

/// A table, as the log names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Inbox,
    Effect,
    Timer,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Effect => "effect",
            Self::Timer => "timer",
        }
    }
}

/// Which rows could not be read, as far as it was told already.
#[derive(Debug, Default)]
pub(crate) struct Unreadable {
    told: Mutex<BTreeSet<(Table, i64)>>,
}

impl Unreadable {
    /// What was read; nothing where it could not be, which is told once. Nothing of what the row says is told.
    pub(crate) fn pass_over<T>(
        &self,
        table: Table,
        row: i64,
        read: Result<T, Misfit>,
    ) -> Option<T> {
        if let Ok(read) = read {
            return Some(read);
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() >= TOLD_MAX {
            told.clear();
        }
        if told.insert((table, row)) {
            tracing::warn!(
                table = table.name(),
                row,
                "a row cannot be read; it is left as it is and passed over, with what stands behind it in its lane. If a newer \
                 version wrote it, that one must go on with it: start it. If not, it is damaged: restore a backup, and \
                 check the journal with `verify`"
            );
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_not_kept_without_end() {
        let unreadable = Unreadable::default();
        for row in 0..3_000 {
            let read: Result<(), _> = Err(Misfit::Damaged(String::new()));
            assert_eq!(unreadable.pass_over(Table::Timer, row, read), None);
            assert!(unreadable.told.lock().unwrap().len() <= TOLD_MAX);
        }
        assert_eq!(unreadable.pass_over(Table::Timer, 1, Ok(7)), Some(7));
    }
}
