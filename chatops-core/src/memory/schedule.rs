//! A schedule that is worked out in memory.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use super::shared::{Fault, Shared};
use crate::error::PortError;
use crate::ids::PersonId;
use crate::ports::schedule::{Duty, ShiftSchedule};
use crate::schedule::{PureSchedule, Shift};
use crate::time::show_utc;

/// A schedule: a rota, or a list of shifts that can be changed.
///
/// ```
/// use chatops_core::memory::MemorySchedule;
/// use chatops_core::schedule::Shift;
/// let jim = chatops_core::ids::PersonId::new("memory:jim")?;
/// let day = Shift { person: jim, from: "2026-03-04T08:00:00Z".parse()?, until: "2026-03-04T20:00:00Z".parse()? };
/// let schedule = MemorySchedule::of_shifts([day]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct MemorySchedule {
    state: Shared<Source>,
}

enum Source {
    Rota(Arc<dyn PureSchedule + Send + Sync>),
    Shifts(Vec<Shift>),
}

impl MemorySchedule {
    /// A schedule that is worked out from a rota or a calendar.
    #[must_use]
    pub fn of_rota(rota: impl PureSchedule + Send + Sync + 'static) -> Self {
        Self { state: Shared::new(Source::Rota(Arc::new(rota))) }
    }

    /// A schedule that is a list of shifts. Where two overlap, the one that was named later wins.
    #[must_use]
    pub fn of_shifts(shifts: impl IntoIterator<Item = Shift>) -> Self {
        Self { state: Shared::new(Source::Shifts(shifts.into_iter().collect())) }
    }

    /// Changes the schedule to these shifts, as somebody who plans would.
    pub fn set_shifts(&self, shifts: impl IntoIterator<Item = Shift>) {
        let shifts = shifts.into_iter().collect();
        self.state.change(|source| *source = Source::Shifts(shifts));
    }

    /// Orders a failure of the next `on_duty` or `next_change`.
    pub fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.state.fail_next(operation, fault);
    }

    /// Lets every call of an operation fail until it is mended (`None`).
    pub fn set_broken(&self, operation: &'static str, fault: Option<Fault>) {
        self.state.set_broken(operation, fault);
    }
}

/// The shift that counts at a moment.
fn shift_at(shifts: &[Shift], at: Timestamp) -> Option<&Shift> {
    shifts.iter().rev().find(|shift| shift.from <= at && at < shift.until)
}

fn person_at(shifts: &[Shift], at: Timestamp) -> Option<&PersonId> {
    shift_at(shifts, at).map(|shift| &shift.person)
}

fn listed(shifts: &[Shift], at: Timestamp) -> Duty {
    match shift_at(shifts, at) {
        Some(Shift { person, from, until }) => {
            let (from, until) = (show_utc(*from), show_utc(*until));
            let why = format!("{person} has the shift from {from} until {until}.");
            Duty { person: Some(person.clone()), why }
        }
        None => Duty { person: None, why: String::from("No shift is planned for this time.") },
    }
}

#[async_trait]
impl ShiftSchedule for MemorySchedule {
    async fn on_duty(&self, at: Timestamp) -> Result<Duty, PortError> {
        self.state.call("on_duty", |source| {
            Ok(match source {
                Source::Rota(rota) => {
                    Duty { person: rota.on_duty(at).person, why: rota.why(at).to_string() }
                }
                Source::Shifts(shifts) => listed(shifts, at),
            })
        })
    }

    async fn next_change(&self, after: Timestamp) -> Result<Option<Timestamp>, PortError> {
        self.state.call("next_change", |source| {
            Ok(match source {
                Source::Rota(rota) => rota.next_change(after),
                Source::Shifts(shifts) => {
                    let now = person_at(shifts, after);
                    let ends = shifts.iter().flat_map(|shift| [shift.from, shift.until]);
                    ends.filter(|end| after < *end && person_at(shifts, *end) != now).min()
                }
            })
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rota(rota) => write!(f, "Rota({})", rota.name()),
            Self::Shifts(shifts) => f.debug_tuple("Shifts").field(shifts).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::tests::now;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn shift(name: &str, from: i64, until: i64) -> Shift {
        Shift { person: PersonId::new(name).unwrap(), from: at(from), until: at(until) }
    }

    fn on_duty(schedule: &MemorySchedule, second: i64) -> Option<String> {
        let duty = now(schedule.on_duty(at(second))).unwrap();
        duty.person.map(|person| person.to_string())
    }

    #[test]
    fn the_shift_named_later_wins_and_ends_before_its_end() {
        let schedule = MemorySchedule::of_shifts([shift("jim", 0, 100), shift("ann", 20, 30)]);
        let seen: Vec<_> = [0, 20, 29, 30, 99].map(|at| on_duty(&schedule, at)).into();
        let names: Vec<_> = seen.iter().map(|one| one.as_deref().unwrap()).collect();
        assert_eq!(names, ["jim", "ann", "ann", "jim", "jim"]);
        assert_eq!(on_duty(&schedule, 100), None);
    }

    #[test]
    fn the_next_change_passes_over_what_changes_nobody() {
        let shifts = [shift("jim", 0, 10), shift("jim", 10, 20), shift("ann", 20, 30)];
        let schedule = MemorySchedule::of_shifts(shifts);
        assert_eq!(now(schedule.next_change(at(0))).unwrap(), Some(at(20)));
        assert_eq!(now(schedule.next_change(at(-5))).unwrap(), Some(at(0)));
        assert_eq!(now(schedule.next_change(at(30))).unwrap(), None);
        schedule.set_shifts([]);
        assert_eq!(on_duty(&schedule, 5), None);
    }
}
