//! The journal.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use chatops_core::conformance::journal::JournalRig;
use chatops_core::conformance::{Applies, Failure};
use chatops_core::memory::MemoryJournal;
use chatops_core::ports::Journal;

/// Journals with different bits, as a host would draw them.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    made: AtomicU64,
}

#[async_trait]
impl JournalRig for Memory {
    async fn fresh(&self) -> Result<Arc<dyn Journal>, Failure> {
        let bits = u128::from(self.made.fetch_add(1, Ordering::Relaxed));
        Ok(Arc::new(MemoryJournal::new(bits)))
    }

    async fn reopen(&self, journal: Arc<dyn Journal>) -> Result<Arc<dyn Journal>, Failure> {
        Ok(journal)
    }

    fn durability(&self) -> Applies {
        Applies::No("it forgets everything with its process")
    }
}
