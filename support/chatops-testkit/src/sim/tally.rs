//! How often each kind of fault and of outcome happened: a kind that never happened was not tested.

use std::collections::BTreeMap;
use std::fmt;

use super::weather::Fault;

/// A call for an effect that makes something may have been carried out, and its caller does not know.
pub const AMBIGUOUS_SEND: &str = "ambiguous send";

/// The outcomes that a run must meet.
pub const OUTCOMES: [&str; 16] = [
    "call answered",
    "call failed",
    "effect done",
    "effect refused",
    "effect ambiguous",
    "effect tried again",
    "decision",
    "timer fired",
    "delivery repeated",
    AMBIGUOUS_SEND,
    // The outcome of a stale claim was rejected.
    "outcome too late",
    "effect put off",
    "append conflict",
    "caught up from history",
    "parked",
    "lease taken over",
];

/// Counts by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    faults: BTreeMap<Fault, u64>,
    outcomes: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// A fault happened.
    pub fn fault(&mut self, fault: Fault) {
        *self.faults.entry(fault).or_default() += 1;
    }

    /// An outcome happened.
    pub fn outcome(&mut self, outcome: &'static str) {
        *self.outcomes.entry(outcome).or_default() += 1;
    }

    /// How often a fault happened.
    #[must_use]
    pub fn count(&self, fault: Fault) -> u64 {
        self.faults.get(&fault).copied().unwrap_or_default()
    }

    /// How often an outcome happened.
    #[must_use]
    pub fn count_of(&self, outcome: &str) -> u64 {
        self.outcomes.get(outcome).copied().unwrap_or_default()
    }

    /// Adds the counts of another run.
    pub fn add(&mut self, other: &Self) {
        for (fault, count) in &other.faults {
            *self.faults.entry(*fault).or_default() += count;
        }
        for (outcome, count) in &other.outcomes {
            *self.outcomes.entry(outcome).or_default() += count;
        }
    }

    /// The kinds that never happened.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let faults =
            Fault::ALL.into_iter().filter(|fault| self.count(*fault) == 0).map(Fault::word);
        faults.chain(OUTCOMES.into_iter().filter(|outcome| self.count_of(outcome) == 0)).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(word, count): (&str, u64)| format!("{word} {count}");
        let faults = Fault::ALL.into_iter().map(|fault| shown((fault.word(), self.count(fault))));
        writeln!(f, "faults:   {}", faults.collect::<Vec<_>>().join(", "))?;
        let outcomes = self.outcomes.iter().map(|(word, count)| shown((word, *count)));
        write!(f, "outcomes: {}", outcomes.collect::<Vec<_>>().join(", "))
    }
}
