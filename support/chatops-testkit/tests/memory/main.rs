//! The in-memory implementations of the core hold their contracts.

#![expect(clippy::expect_used, reason = "a test that cannot make its rig is to stop")]

mod chat;
mod journal;
mod services;

use std::sync::atomic::{AtomicU64, Ordering};

use chatops_core::conformance as cases;
use chatops_core::ids::{EffectId, IncidentId, JournalId, Place, StreamId};
use chatops_testkit::conformance::Suite;

/// Places in a journal that is not there: each gives ids that no other gives.
#[derive(Debug, Default)]
struct Places {
    given: AtomicU64,
}

impl Places {
    fn next<T>(&self, derive: impl Fn(Place<'_>) -> T) -> T {
        let seq = self.given.fetch_add(1, Ordering::Relaxed) + 1;
        let (journal, stream) = (&JournalId::from_bits(1), &StreamId::EmergencyChannel);
        derive(Place { journal, stream, seq, position: 0 })
    }

    fn key(&self) -> EffectId {
        self.next(EffectId::derive)
    }

    fn incident(&self) -> IncidentId {
        self.next(IncidentId::derive)
    }
}

fn main() {
    let suite = Suite::new()
        .cases("chat", "memory", cases::chat::CASES, || Box::new(chat::Rig::whole()))
        .cases("chat", "memory without facets", cases::chat::CASES, || Box::new(chat::Rig::bare()))
        .cases("schedule", "memory", cases::schedule::CASES, || Box::new(services::Shifts))
        .cases("schedule", "memory rota", cases::schedule::CASES, || Box::new(services::Rotas))
        .cases("pager", "memory", cases::pager::CASES, || Box::<services::Pages>::default())
        .cases("tickets", "memory", cases::tickets::CASES, || Box::<services::Tickets>::default())
        .cases("status_page", "memory", cases::status_page::CASES, || {
            Box::<services::PublicPages>::default()
        })
        .cases("alerts", "memory", cases::alerts::CASES, || Box::<services::Alerts>::default())
        .cases("knowledge", "memory", cases::knowledge::CASES, || {
            Box::<services::Documents>::default()
        })
        .cases("tool", "memory", cases::tool::CASES, || Box::<services::Scripts>::default())
        .cases("clock", "memory", cases::clock::CASES, || Box::<services::Clocks>::default())
        .cases("journal", "memory", cases::journal::CASES, || Box::<journal::Memory>::default());
    suite.run();
}
