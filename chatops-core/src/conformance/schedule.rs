//! The cases of [`ShiftSchedule`](crate::ports::ShiftSchedule).

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::{Failure, cases, equal, holds};
use crate::ids::PersonId;
use crate::ports::ShiftSchedule;
use crate::schedule::Shift;
use crate::time::later;

/// Makes schedules for the cases.
#[async_trait]
pub trait ScheduleRig: Send + Sync + fmt::Debug {
    /// Two people whom a schedule of this rig can name. They differ.
    async fn people(&self) -> Result<[PersonId; 2], Failure>;

    /// A moment from which on shifts can be planned, on a full hour.
    fn start(&self) -> Timestamp;

    /// A schedule with these shifts and nothing else. They are in order and do not overlap.
    async fn planned(&self, shifts: &[Shift]) -> Result<Arc<dyn ShiftSchedule>, Failure>;
}

cases! {
    dyn ScheduleRig;
    "A gap is `Ok` with nobody." => gap_is_nobody,
    "The same moment gives the same answer while the schedule is not changed." => answers_are_stable,
    "It is later than `after`." => change_is_later,
    "Between `after` and that moment the answer of [`ShiftSchedule::on_duty`] stays the same."
        => nothing_changes_between,
}

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Jim, then Ann without a gap, then Ann again, a gap of an hour, then Jim.
async fn week(rig: &dyn ScheduleRig) -> Result<(Arc<dyn ShiftSchedule>, Vec<Shift>), Failure> {
    let [jim, ann] = rig.people().await?;
    let hour = |hours| later(rig.start(), SignedDuration::from_hours(hours));
    let shift = |person: &PersonId, from, until| Shift {
        person: person.clone(),
        from: hour(from),
        until: hour(until),
    };
    let shifts = vec![shift(&jim, 1, 3), shift(&ann, 3, 5), shift(&ann, 5, 6), shift(&jim, 7, 9)];
    Ok((rig.planned(&shifts).await?, shifts))
}

/// Moments at and around every boundary, and whom the plan names there.
fn moments(shifts: &[Shift]) -> Vec<(Timestamp, Option<PersonId>)> {
    let ends = shifts.iter().flat_map(|shift| [shift.from, shift.until]);
    let around = ends.flat_map(|end| [later(end, -SECOND), end, later(end, SECOND)]);
    let named = |at: Timestamp| {
        let shift = shifts.iter().find(|shift| shift.from <= at && at < shift.until);
        shift.map(|shift| shift.person.clone())
    };
    around.map(|at| (at, named(at))).collect()
}

async fn gap_is_nobody(rig: &dyn ScheduleRig) -> Result<(), Failure> {
    let (schedule, shifts) = week(rig).await?;
    for (at, person) in moments(&shifts) {
        let duty = schedule.on_duty(at).await?;
        equal(&format!("who is on duty at {at}"), &duty.person, &person)?;
        holds("why it is so", !duty.why.trim().is_empty(), "a sentence")?;
    }
    let empty = rig.planned(&[]).await?;
    let duty = empty.on_duty(rig.start()).await?;
    equal("who is on duty in an empty schedule", &duty.person, &None)
}

async fn answers_are_stable(rig: &dyn ScheduleRig) -> Result<(), Failure> {
    let (schedule, shifts) = week(rig).await?;
    let moments = moments(&shifts);
    let mut first = Vec::new();
    for (at, _) in &moments {
        first.push((schedule.on_duty(*at).await?, schedule.next_change(*at).await?));
    }
    // Backwards, so that an answer that depends on the question before shows itself.
    for ((at, _), answers) in moments.iter().zip(&first).rev() {
        let again = (schedule.on_duty(*at).await?, schedule.next_change(*at).await?);
        equal(&format!("the answers for {at}, asked again"), &again, answers)?;
    }
    Ok(())
}

async fn change_is_later(rig: &dyn ScheduleRig) -> Result<(), Failure> {
    let (schedule, shifts) = week(rig).await?;
    let mut changes = 0;
    for (after, _) in moments(&shifts) {
        if let Some(change) = schedule.next_change(after).await? {
            changes += 1;
            holds(&format!("the change after {after}"), after < change, "later than that")?;
        }
    }
    holds("the changes of the schedule", changes > 0, "at least one")
}

async fn nothing_changes_between(rig: &dyn ScheduleRig) -> Result<(), Failure> {
    let (schedule, shifts) = week(rig).await?;
    let moments = moments(&shifts);
    for (after, person) in &moments {
        let change = schedule.next_change(*after).await?;
        let between =
            moments.iter().filter(|(at, _)| after < at && change.is_none_or(|change| *at < change));
        for (at, there) in between {
            let what = format!("who is on duty at {at}, before the change after {after}");
            equal(&what, there, person)?;
            equal(&what, &schedule.on_duty(*at).await?.person, person)?;
        }
    }
    Ok(())
}
