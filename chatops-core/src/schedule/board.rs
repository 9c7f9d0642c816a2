//! Who wins: spans over layers, later layers over earlier ones.

use std::sync::Arc;

use jiff::Timestamp;

use super::pure::Stretch;
use super::span::{Place, Spans};
use super::why::{Passed, PassedOver, Reason};
use crate::ids::PersonId;

/// What one layer says of an instant, and for how long it goes on saying so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<'a> {
    /// Who has the turn, or `None` where the layer does not cover.
    pub(super) person: Option<&'a PersonId>,
    /// Since when. `None`: since ever.
    pub(super) from: Option<Timestamp>,
    /// Until when. `None`: for ever.
    pub(super) until: Option<Timestamp>,
}

/// Something that covers some of the time, by a rule that needs no walking.
pub(super) trait Cover {
    /// What people call it.
    fn title(&self) -> &Arc<str>;
    /// What it says of an instant. Both ends are exact: the answer is another one beyond them.
    fn run(&self, at: Timestamp) -> Run<'_>;
    /// Why it covers an instant. Asked only where it does.
    fn reason(&self, at: Timestamp) -> Reason;
    /// Why it does not cover an instant. Asked only where it does not.
    fn absence(&self, at: Timestamp) -> Passed;
}

/// An entry that wins over all layers.
pub(super) trait Top {
    /// Who is on duty.
    fn person(&self) -> &PersonId;
    /// Why.
    fn reason(&self) -> Reason;
}

/// Spans over layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Board<T, C> {
    /// They win over all layers.
    pub(super) spans: Spans<T>,
    /// A later one wins over an earlier one.
    pub(super) layers: Vec<C>,
}

/// The earlier of two ends, where `None` is no end.
pub(super) fn earliest(one: Option<Timestamp>, two: Option<Timestamp>) -> Option<Timestamp> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}

impl<T: Top, C: Cover> Board<T, C> {
    /// Who is on duty, and for how long this holds for the same reason. O(log spans + layers).
    pub(super) fn stretch(&self, at: Timestamp) -> Stretch<'_> {
        let (mut from, mut until) = match self.spans.find(at) {
            Place::Inside(span) => {
                let (from, until) = (Some(span.from), Some(span.until));
                return Stretch { person: Some(span.what.person()), from, until };
            }
            Place::Between { ended, starts } => (ended, starts),
        };
        for layer in self.layers.iter().rev() {
            let run = layer.run(at);
            from = from.max(run.from);
            until = earliest(until, run.until);
            if run.person.is_some() {
                return Stretch { person: run.person, from, until };
            }
        }
        Stretch { person: None, from, until }
    }

    /// The reason, and the layers that did not decide, from the strongest to the weakest.
    pub(super) fn reason(&self, at: Timestamp) -> (Reason, Vec<PassedOver>) {
        let mut reason = match self.spans.find(at) {
            Place::Inside(span) => Some(span.what.reason()),
            Place::Between { .. } => None,
        };
        let mut passed_over = Vec::new();
        for layer in self.layers.iter().rev() {
            let why = match layer.run(at).person {
                Some(_) if reason.is_none() => {
                    reason = Some(layer.reason(at));
                    continue;
                }
                Some(person) => Passed::Outranked { person: person.clone() },
                None => layer.absence(at),
            };
            passed_over.push(PassedOver { title: Arc::clone(layer.title()), why });
        }
        (reason.unwrap_or(Reason::Nobody), passed_over)
    }
}
