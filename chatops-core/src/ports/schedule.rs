//! The shift schedule: who is expected to command, and when.

use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::error::PortError;
use crate::ids::PersonId;

/// Who is on duty at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The person; nobody in a gap.
    pub person: Option<PersonId>,
    /// Why it is this person, as a sentence for people.
    pub why: String,
}

/// A schedule of shifts. It says who is expected, never who is in command.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ShiftSchedule: Send + Sync + fmt::Debug {
    /// Who is on duty at a moment. A gap is `Ok` with nobody. \[schedule::gap_is_nobody\]
    /// The same moment gives the same answer while the schedule is not changed. \[schedule::answers_are_stable\]
    ///
    /// # Errors
    /// `NotFound`, `Unauthenticated`, and the passing kinds.
    async fn on_duty(&self, at: Timestamp) -> Result<Duty, PortError>;

    /// The first moment after `after` at which somebody else may be on duty. It is later than `after`. \[schedule::change_is_later\]
    /// Between `after` and that moment the answer of [`ShiftSchedule::on_duty`] stays the same. \[schedule::nothing_changes_between\]
    /// `None` where it never changes again.
    ///
    /// # Errors
    /// As [`ShiftSchedule::on_duty`].
    async fn next_change(&self, after: Timestamp) -> Result<Option<Timestamp>, PortError>;
}

const _: Option<&dyn ShiftSchedule> = None;
