//! The numbered points at which a process can end.

use std::collections::BTreeMap;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Which points count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Those at the doors: transactions of the journal, calls to the outside.
    #[default]
    Doors,
    /// Those of the disk: before each operation on the journal's files.
    Disk,
}

impl Kind {
    /// Whether a point is of this kind.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        name.starts_with("disk ") == (self == Self::Disk)
    }
}

/// The points that a process passes.
#[derive(Debug, Default)]
pub struct Points {
    kind: Kind,
    counting: AtomicBool,
    passed: AtomicU64,
    /// The point that ends the process, from 1; 0: none does.
    last: AtomicU64,
    names: Mutex<BTreeMap<&'static str, u64>>,
}

impl Points {
    /// Points of which the `last` of a kind, from 1, ends the process; 0: none does.
    #[must_use]
    pub fn until(kind: Kind, last: u64) -> Self {
        Self { kind, last: AtomicU64::new(last), ..Self::default() }
    }

    /// Begins to count.
    pub fn count(&self) {
        self.counting.store(true, Ordering::SeqCst);
    }

    /// A point is passed, or the process ends: at once, without unwinding, without closing anything.
    pub fn pass(&self, name: &'static str) {
        if !self.counting.load(Ordering::SeqCst) {
            return;
        }
        if self.kind.has(name) {
            let number = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
            if number == self.last.load(Ordering::SeqCst) {
                process::abort();
            }
        }
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        *names.entry(name).or_default() += 1;
    }

    /// How many were passed, by name.
    #[must_use]
    pub fn passed(&self) -> BTreeMap<&'static str, u64> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
