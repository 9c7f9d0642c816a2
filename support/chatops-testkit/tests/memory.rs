//! The in-memory implementations of the core hold their contracts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use chatops_core::conformance::journal::JournalRig;
use chatops_core::conformance::{Applies, Failure, journal};
use chatops_core::memory::MemoryJournal;
use chatops_core::ports::Journal;
use chatops_testkit::conformance::Suite;

/// Journals with different bits, as a host would draw them.
#[derive(Debug, Default)]
struct Memory {
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

fn main() {
    Suite::new().cases("journal", "memory", journal::CASES, || Box::<Memory>::default()).run();
}
