//! What every schedule of this folder can be asked.

use jiff::Timestamp;

use super::error::TooManyShifts;
use super::why::Why;
use crate::ids::PersonId;

/// How many stretches one question may look at. Ten thousand are more than a year of hourly
/// handoffs, and more than anybody plans; they take a few milliseconds. Without a bound, a
/// question about two layers with the same person would never end.
pub const STRETCHES_MAX: usize = 10_000;

/// Time in which the same person is on duty for the same reason: one turn, one override.
///
/// It includes its start and excludes its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// Who is on duty, or `None` in a gap.
    pub person: Option<&'a PersonId>,
    /// Since when. `None`: since ever.
    pub from: Option<Timestamp>,
    /// Until when. `None`: for ever.
    pub until: Option<Timestamp>,
}

/// Who is on duty at an instant, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDuty {
    /// Who is on duty, or `None` in a gap.
    pub person: Option<PersonId>,
    /// Since when it is so for this reason. `None`: since ever.
    pub from: Option<Timestamp>,
    /// Until when it is so for this reason. `None`: for ever. The same person may go on after
    /// it for another reason; [`PureSchedule::next_change`] tells when another one comes.
    pub until: Option<Timestamp>,
    /// Why it is so.
    pub why: Why,
}

/// One person on duty, from one instant until another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Who.
    pub person: PersonId,
    /// The first instant.
    pub from: Timestamp,
    /// The end; the next shift or gap begins here.
    pub until: Timestamp,
}

/// A time that nobody covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The first instant.
    pub from: Timestamp,
    /// The end; the next shift begins here.
    pub until: Timestamp,
}

/// A schedule that is worked out here, without asking anybody.
///
/// All answers depend on the schedule and the arguments alone. All functions are total: they
/// answer for every instant that jiff can express.
pub trait PureSchedule {
    /// What people call the schedule.
    fn name(&self) -> &str;

    /// Who is on duty, and for how long for the same reason. The cheap form of
    /// [`on_duty`](Self::on_duty): it copies nothing.
    fn stretch(&self, at: Timestamp) -> Stretch<'_>;

    /// Why it is so: which override or layer decides, whose turn it is, and which layers were
    /// passed over. As text it is one sentence.
    fn why(&self, at: Timestamp) -> Why;

    /// Who is on duty at an instant, since when, until when and why.
    ///
    /// ```
    /// # use chatops_core::schedule::{PureSchedule, Rota, RotaConfig};
    /// # let config: RotaConfig = serde_json::from_str(r#"{ "name": "em", "zone": "UTC", "layers": [
    /// #     { "name": "days", "start": "2026-01-05T00:00", "participants": ["jim", "ann"],
    /// #       "rotation": "daily", "handoff": "09:00" }] }"#)?;
    /// let rota = Rota::build(&config)?;
    /// let now = rota.on_duty("2026-01-05T10:00:00Z".parse()?);
    /// assert_eq!(now.person, Some("ann".try_into()?));
    /// assert_eq!(now.until, Some("2026-01-06T09:00:00Z".parse()?));
    /// let before = rota.on_duty("2025-12-31T00:00:00Z".parse()?);
    /// assert_eq!((before.person, before.from), (None, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn on_duty(&self, at: Timestamp) -> OnDuty {
        let Stretch { person, from, until } = self.stretch(at);
        OnDuty { person: person.cloned(), from, until, why: self.why(at) }
    }

    /// The first instant after `after` at which another person, or nobody, or somebody again, is
    /// on duty.
    ///
    /// `None`: it never changes again. A handoff from a person to the same person is no change.
    /// Where [`STRETCHES_MAX`] stretches bring nobody else, the answer is the instant that the search
    /// reached: nothing changes before it, and one can ask again from there.
    ///
    /// ```
    /// # use chatops_core::schedule::{PureSchedule, Rota, RotaConfig};
    /// # let config: RotaConfig = serde_json::from_str(r#"{ "name": "em", "zone": "UTC", "layers": [
    /// #     { "name": "days", "start": "2026-01-05T00:00", "participants": ["jim", "ann"],
    /// #       "rotation": "daily", "handoff": "09:00" }] }"#)?;
    /// # let rota = Rota::build(&config)?;
    /// let change = rota.next_change("2026-01-05T10:00:00Z".parse()?);
    /// assert_eq!(change, Some("2026-01-06T09:00:00Z".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn next_change(&self, after: Timestamp) -> Option<Timestamp> {
        let now = self.stretch(after);
        let mut at = now.until?;
        for _ in 0..STRETCHES_MAX {
            let next = self.stretch(at);
            if next.person != now.person {
                return Some(at);
            }
            at = next.until.filter(|until| at < *until)?;
        }
        Some(at)
    }

    /// All shifts between two instants, cut at both. One shift ends where another person comes on.
    /// Together with the [`gaps`](Self::gaps) they fill the time exactly, and none overlap.
    ///
    /// # Errors
    /// [`TooManyShifts`] where there are more than [`STRETCHES_MAX`] stretches, and how far they
    /// reach.
    ///
    /// ```
    /// # use chatops_core::schedule::{PureSchedule, Rota, RotaConfig};
    /// # let config: RotaConfig = serde_json::from_str(r#"{ "name": "em", "zone": "UTC", "layers": [
    /// #     { "name": "days", "start": "2026-01-05T00:00", "participants": ["jim", "ann"],
    /// #       "rotation": "daily", "handoff": "09:00" }] }"#)?;
    /// # let rota = Rota::build(&config)?;
    /// let week = ("2026-01-05T00:00:00Z".parse()?, "2026-01-12T00:00:00Z".parse()?);
    /// assert_eq!(rota.shifts(week.0, week.1)?.len(), 8);
    /// assert!(rota.gaps(week.0, week.1)?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn shifts(&self, from: Timestamp, until: Timestamp) -> Result<Vec<Shift>, TooManyShifts> {
        let mut shifts: Vec<Shift> = Vec::new();
        each_piece(self, from, until, |person, from, until| match (person, shifts.last_mut()) {
            (Some(person), Some(last)) if last.until == from && last.person == *person => {
                last.until = until;
            }
            (Some(person), _) => shifts.push(Shift { person: person.clone(), from, until }),
            (None, _) => {}
        })?;
        Ok(shifts)
    }

    /// All gaps between two instants, cut at both.
    ///
    /// # Errors
    /// As for [`shifts`](Self::shifts).
    fn gaps(&self, from: Timestamp, until: Timestamp) -> Result<Vec<Gap>, TooManyShifts> {
        let mut gaps: Vec<Gap> = Vec::new();
        each_piece(self, from, until, |person, from, until| match (person, gaps.last_mut()) {
            (None, Some(last)) if last.until == from => last.until = until,
            (None, _) => gaps.push(Gap { from, until }),
            (Some(_), _) => {}
        })?;
        Ok(gaps)
    }
}

/// Walks over the stretches between two instants, cut at both.
fn each_piece<S: PureSchedule + ?Sized>(
    schedule: &S,
    from: Timestamp,
    until: Timestamp,
    mut see: impl FnMut(Option<&PersonId>, Timestamp, Timestamp),
) -> Result<(), TooManyShifts> {
    let mut at = from;
    for _ in 0..STRETCHES_MAX {
        if until <= at {
            return Ok(());
        }
        let stretch = schedule.stretch(at);
        let end = stretch.until.filter(|end| at < *end && *end < until).unwrap_or(until);
        see(stretch.person, at, end);
        at = end;
    }
    if until <= at { Ok(()) } else { Err(TooManyShifts { limit: STRETCHES_MAX, reached: at }) }
}
