//! Timers, and the next moment of anything.

use super::JournalRig;
use super::make::{
    LEASE, STREAM, add, at, claimed, done, effect, effect_id, incident, set, timer, timer_id,
};
use crate::conformance::{Failure, equal};
use crate::effect::TimerKey;
use crate::ids::TimerId;
use crate::ports::Journal;
use crate::ports::inbound::{Delivery, Inbound};
use crate::ports::journal::{Settlement, TimerUpdate, Transaction};

/// The timers whose firing stands in the inbox, in order. Decides them.
async fn fired(journal: &dyn Journal) -> Result<Vec<TimerId>, Failure> {
    let items = journal.undecided(100).await?;
    let done = items.iter().map(|item| item.row).collect();
    journal.append(&Transaction { done, ..Transaction::at(at(0)) }).await?;
    let timers = items.into_iter().filter_map(|item| match item.delivery.inbound {
        Inbound::TimerFired { timer, .. } => Some(timer),
        _ => None,
    });
    Ok(timers.collect())
}

pub(super) async fn timers_fire_once(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    set(
        &*journal,
        vec![
            timer(1, TimerKey::Digest, at(30)),
            timer(2, TimerKey::UpdateDue, at(10)),
            timer(3, TimerKey::Ask(1), at(20)),
            timer(4, TimerKey::Ask(2), at(40)),
        ],
    )
    .await?;
    let almost = at(10).saturating_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(at(9));
    equal("one nanosecond before the first", &journal.due(almost, 100).await?, &0)?;
    equal("the inbox before the first", &fired(&*journal).await?, &Vec::new())?;
    equal("at the moment of the first", &journal.due(at(10), 100).await?, &1)?;
    let items = journal.undecided(100).await?;
    let due = at(10);
    let expected = Delivery {
        source: "timers".to_owned(),
        key: format!("{}/{}", timer_id(2), due.as_nanosecond()),
        occurred_at: at(10),
        inbound: Inbound::TimerFired {
            stream: STREAM,
            timer: timer_id(2),
            key: TimerKey::UpdateDue,
            due,
        },
    };
    equal("what came", &items.first().map(|item| &item.delivery), &Some(&expected))?;
    equal("the same moment again", &journal.due(at(10), 100).await?, &0)?;
    equal("the first", &fired(&*journal).await?, &vec![timer_id(2)])?;
    equal("two at once, of which one is asked for", &journal.due(at(35), 1).await?, &1)?;
    equal("the other", &journal.due(at(35), 100).await?, &1)?;
    equal("oldest first", &fired(&*journal).await?, &vec![timer_id(3), timer_id(1)])?;
    equal("long after", &journal.due(at(9_000), 100).await?, &1)?;
    equal("the last", &fired(&*journal).await?, &vec![timer_id(4)])?;
    equal("when all have fired", &journal.due(at(9_000), 100).await?, &0)
}

pub(super) async fn timers_move_and_cancel(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let elsewhere = |id, due| TimerUpdate::Set {
        stream: incident(),
        id: timer_id(id),
        key: TimerKey::Digest,
        due,
    };
    let cancel = TimerUpdate::Cancel { stream: STREAM, key: TimerKey::Digest };
    set(&*journal, vec![timer(1, TimerKey::Digest, at(10)), elsewhere(2, at(50))]).await?;
    set(&*journal, vec![timer(3, TimerKey::Digest, at(20))]).await?;
    equal("where it stood before it moved", &journal.due(at(19), 100).await?, &0)?;
    equal("where it was moved to", &journal.due(at(20), 100).await?, &1)?;
    equal("with its new id", &fired(&*journal).await?, &vec![timer_id(3)])?;
    set(&*journal, vec![timer(4, TimerKey::Digest, at(40)), timer(5, TimerKey::Ask(1), at(41))])
        .await?;
    set(&*journal, vec![timer(6, TimerKey::Digest, at(30))]).await?;
    equal("moved to an earlier moment", &journal.due(at(30), 100).await?, &1)?;
    equal("by its new id", &fired(&*journal).await?, &vec![timer_id(6)])?;
    set(&*journal, vec![timer(7, TimerKey::Digest, at(45)), cancel.clone()]).await?;
    set(&*journal, vec![cancel.clone()]).await?;
    equal("the others, on this stream and the other", &journal.due(at(60), 100).await?, &2)?;
    equal("without the cancelled", &fired(&*journal).await?, &vec![timer_id(5), timer_id(2)])?;
    set(&*journal, vec![cancel, timer(8, TimerKey::Digest, at(70))]).await?;
    equal("set again after a cancellation", &journal.due(at(70), 100).await?, &1)?;
    equal("with its id", &fired(&*journal).await?, &vec![timer_id(8)])
}

pub(super) async fn next_moment_is_known(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    equal("an empty journal", &journal.next_due().await?, &None)?;
    add(&*journal, vec![effect(1, "room")]).await?;
    equal("what can be done at once", &journal.next_due().await?, &None)?;
    set(&*journal, vec![timer(1, TimerKey::Digest, at(90)), timer(2, TimerKey::Ask(1), at(80))])
        .await?;
    equal("the first timer", &journal.next_due().await?, &Some(at(80)))?;
    equal("the claim", &claimed(&*journal, at(1)).await?, &vec![effect_id(1)])?;
    let end = at(1).saturating_add(LEASE).unwrap_or(at(1));
    equal("the end of the lease", &journal.next_due().await?, &Some(end))?;
    let again = Settlement::Again { not_before: at(70), ambiguous: false };
    journal.settle(&effect_id(1), 1, &again, at(2)).await?;
    equal("the moment to try again", &journal.next_due().await?, &Some(at(70)))?;
    equal("the claim", &claimed(&*journal, at(70)).await?, &vec![effect_id(1)])?;
    journal.settle(&effect_id(1), 2, &done(), at(71)).await?;
    equal("the first timer again", &journal.next_due().await?, &Some(at(80)))?;
    journal.due(at(80), 100).await?;
    equal("the second timer", &journal.next_due().await?, &Some(at(90)))?;
    set(&*journal, vec![TimerUpdate::Cancel { stream: STREAM, key: TimerKey::Digest }]).await?;
    equal("when nothing is planned", &journal.next_due().await?, &None)
}
