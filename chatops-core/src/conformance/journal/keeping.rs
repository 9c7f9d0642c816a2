//! What is kept: identity, snapshots, leases, cursors; and that all of it survives.

use std::sync::Arc;

use super::JournalRig;
use super::make::{
    LEASE, STREAM, add, at, claimed, delivery, done, effect, effect_id, entries, entry, hand_in,
    incident, set, timer, undecided,
};
use crate::conformance::{Failure, equal, holds, only, refused};
use crate::effect::TimerKey;
use crate::error::ErrorKind;
use crate::ports::Journal;
use crate::ports::journal::{Cursor, Lease, Receipt, Settlement, Transaction};

/// Writes through every writing method. Gives the lease it took.
async fn write_everything(journal: &dyn Journal) -> Result<Option<Lease>, Failure> {
    hand_in(journal, "decided").await?;
    let mut decision = entries(vec![entry(&STREAM, 1), entry(&incident(), 1)]);
    decision.done = journal.undecided(100).await?.iter().map(|item| item.row).collect();
    journal.append(&decision).await?;
    hand_in(journal, "waits").await?;
    let mut waiting = effect(4, "fourth");
    waiting.waiting = true;
    add(journal, vec![effect(1, "first"), effect(2, "second"), effect(3, "third"), waiting])
        .await?;
    journal.claim("host", at(0), LEASE, 100).await?;
    journal.settle(&effect_id(1), 1, &done(), at(1)).await?;
    let again = Settlement::Again { not_before: at(5), ambiguous: false };
    journal.settle(&effect_id(2), 1, &again, at(1)).await?;
    set(journal, vec![timer(1, TimerKey::Digest, at(2)), timer(2, TimerKey::UpdateDue, at(4))])
        .await?;
    journal.due(at(2), 100).await?;
    journal.save_snapshot(&STREAM, 1, "{\"state\":1}").await?;
    journal.set_cursor("chat", "room", "token").await?;
    Ok(journal.lease("gateway", "host", at(0), LEASE).await?)
}

pub(super) async fn survives_reopening(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let held = write_everything(&*journal).await?;
    let record = journal.read_all(0, 100).await?;
    let inbox = journal.undecided(100).await?;
    equal("the inbox before", &inbox.len(), &3)?;
    let journal: Arc<dyn Journal> = rig.reopen(journal).await?;
    equal("the record", &journal.read_all(0, 100).await?, &record)?;
    equal("the inbox", &journal.undecided(100).await?, &inbox)?;
    let receipts = journal.receive(&[delivery("decided"), delivery("waits")], &[], at(3)).await?;
    equal("the known keys", &receipts, &vec![Receipt::Repeat; 2])?;
    let taken = journal.append(&entries(vec![entry(&STREAM, 1)])).await;
    refused("a number that is taken", taken, ErrorKind::Conflict)?;
    equal("the waiting effects", &journal.waiting().await?.len(), &1)?;
    equal("the next moment", &journal.next_due().await?, &Some(at(4)))?;
    equal("the timer to come", &journal.due(at(4), 100).await?, &1)?;
    equal("what is to be tried again", &claimed(&*journal, at(5)).await?, &vec![effect_id(2)])?;
    let late = journal.settle(&effect_id(1), 1, &done(), at(6)).await?;
    equal("whether the settled is settled again", &late, &false)?;
    let held_on = journal.settle(&effect_id(3), 1, &done(), at(6)).await?;
    equal("whether a claim from before counts", &held_on, &true)?;
    let state = Some((1, "{\"state\":1}".to_owned()));
    equal("the snapshot", &journal.snapshot(&STREAM).await?, &state)?;
    let token = Some("token".to_owned());
    equal("the cursor", &journal.cursor("chat", "room").await?, &token)?;
    let other = journal.lease("gateway", "other", at(6), LEASE).await?;
    equal("the lease, for another", &other, &None)?;
    let renewed = journal.lease("gateway", "host", at(6), LEASE).await?;
    equal("its epoch", &renewed.map(|lease| lease.epoch), &held.map(|lease| lease.epoch))
}

pub(super) async fn id_is_stable(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let facts = journal.facts();
    holds("a fresh journal", facts.writable, "writable")?;
    holds("its id", facts.id.as_str().len() >= 20, "128 bits, printed")?;
    write_everything(&*journal).await?;
    equal("the facts after writing", &journal.facts(), &facts)?;
    let other = rig.fresh().await?.facts();
    holds("the id of another journal", other.id != facts.id, "another")?;
    let journal = rig.reopen(journal).await?;
    equal("the facts after reopening", &journal.facts(), &facts)
}

pub(super) async fn snapshot_is_kept(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    for (seq, state) in [(9, "\"nine\""), (10, "\"ten\""), (10, "\"ten, written again\"")] {
        journal.save_snapshot(&STREAM, seq, state).await?;
        let newest = Some((seq, state.to_owned()));
        equal("the newest", &journal.snapshot(&STREAM).await?, &newest)?;
    }
    journal.save_snapshot(&incident(), 2, "\"other\"").await?;
    // A slower writer comes too late: what it saw is older.
    journal.save_snapshot(&STREAM, 3, "\"three\"").await?;
    let newest = Some((10, "\"ten, written again\"".to_owned()));
    equal("after an older one", &journal.snapshot(&STREAM).await?, &newest)?;
    let other = Some((2, "\"other\"".to_owned()));
    equal("another stream's", &journal.snapshot(&incident()).await?, &other)
}

pub(super) async fn snapshot_none(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    equal("an empty journal", &journal.snapshot(&STREAM).await?, &None)?;
    journal.append(&entries(vec![entry(&STREAM, 1)])).await?;
    journal.save_snapshot(&STREAM, 1, "{}").await?;
    equal("another stream", &journal.snapshot(&incident()).await?, &None)
}

pub(super) async fn lease_excludes(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let first = journal.lease("gateway", "one", at(0), LEASE).await?;
    let until = first.as_ref().map(|lease| lease.until);
    equal("the first asker's lease ends", &until, &Some(at(30)))?;
    let owner = first.as_ref().map(|lease| (lease.name.as_str(), lease.owner.as_str()));
    equal("name and owner", &owner, &Some(("gateway", "one")))?;
    equal("another asker", &journal.lease("gateway", "two", at(29), LEASE).await?, &None)?;
    let elsewhere = journal.lease("sync", "two", at(29), LEASE).await?;
    holds("another lease", elsewhere.is_some(), "given")?;
    let renewed = journal.lease("gateway", "one", at(20), LEASE).await?;
    equal("until when it is renewed", &renewed.map(|lease| lease.until), &Some(at(50)))?;
    let early = journal.lease("gateway", "two", at(49), LEASE).await?;
    equal("another asker after the renewal", &early, &None)?;
    let taken = journal.lease("gateway", "two", at(50), LEASE).await?;
    equal("when it ended", &taken.map(|lease| lease.owner), &Some("two".to_owned()))?;
    let back = journal.lease("gateway", "one", at(51), LEASE).await?;
    equal("the former holder", &back, &None)
}

pub(super) async fn lease_epochs_grow(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let mut epochs = Vec::new();
    for (owner, now) in [("one", 0), ("one", 10), ("two", 40), ("one", 70), ("one", 99)] {
        let lease = journal.lease("gateway", owner, at(now), LEASE).await?;
        epochs.extend(lease.map(|lease| lease.epoch));
    }
    let Some([first, renewed, second, third, kept]) = epochs.first_chunk() else {
        return equal("how many were given", &epochs.len(), &5);
    };
    equal("renewing", renewed, first)?;
    holds("the second holder", second > first, "a larger epoch")?;
    holds("the first holder, come back", third > second, "a larger epoch again")?;
    equal("renewing that", kept, third)
}

pub(super) async fn lease_of_a_clock_ahead_ends(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let lease = async |owner, now| {
        let lease = journal.lease("gateway", owner, at(now), LEASE).await?;
        Ok::<_, Failure>(lease.map(|lease| (lease.epoch, lease.until)))
    };
    equal("a lease by a clock ahead", &lease("one", 86_400).await?, &Some((1, at(86_430))))?;
    // The clock is set right, by a day. Its owner may be gone; nobody waits for a day to find out.
    equal("another asker", &lease("two", 0).await?, &Some((2, at(30))))?;
    equal("the first, by its clock ahead", &lease("one", 86_400).await?, &Some((3, at(86_430))))?;
    equal("its owner, by the right one", &lease("one", 1).await?, &Some((4, at(31))))?;
    // So much clocks may differ, or a question be on its way.
    equal("a clock a little behind", &lease("two", -599).await?, &None)?;
    equal("one a little more behind", &lease("two", -600).await?, &Some((5, at(-570))))
}

pub(super) async fn cursor_is_kept(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    equal("an empty journal", &journal.cursor("chat", "room").await?, &None)?;
    journal.set_cursor("chat", "room", "token 1").await?;
    let token = Some("token 1".to_owned());
    equal("the cursor", &journal.cursor("chat", "room").await?, &token)?;
    equal("of another scope", &journal.cursor("chat", "other").await?, &None)?;
    equal("of another source", &journal.cursor("other", "room").await?, &None)?;
    equal("the inbox", &undecided(&*journal).await?, &Vec::new())
}

pub(super) async fn cursor_is_replaced(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    journal.set_cursor("chat", "other", "stays").await?;
    // The order is that of writing, not of the tokens, which mean nothing to us.
    for token in ["b", "c", "a", ""] {
        journal.set_cursor("chat", "room", token).await?;
        let newest = Some(token.to_owned());
        equal("the newest", &journal.cursor("chat", "room").await?, &newest)?;
    }
    let other = Some("stays".to_owned());
    equal("the other", &journal.cursor("chat", "other").await?, &other)
}

pub(super) async fn cursors_come_with_deliveries(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let cursor = |scope: &str, token: &str| Cursor {
        source: "chat".to_owned(),
        scope: scope.to_owned(),
        token: token.to_owned(),
    };
    let first = [cursor("room", "1"), cursor("other", "7")];
    journal.receive(&[delivery("a")], &first, at(0)).await?;
    equal("the cursor", &journal.cursor("chat", "room").await?, &Some("1".to_owned()))?;
    equal("the other", &journal.cursor("chat", "other").await?, &Some("7".to_owned()))?;
    // Also with a repeat, and with nothing.
    journal.receive(&[delivery("a")], &[cursor("room", "2")], at(1)).await?;
    equal("with a repeat", &journal.cursor("chat", "room").await?, &Some("2".to_owned()))?;
    journal.receive(&[], &[cursor("room", "3")], at(2)).await?;
    equal("with nothing", &journal.cursor("chat", "room").await?, &Some("3".to_owned()))?;
    equal("the inbox", &undecided(&*journal).await?, &vec!["a".to_owned()])
}

pub(super) async fn old_work_is_forgotten(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    for (key, moment) in [("old", 0), ("new", 50)] {
        journal.receive(&[delivery(key)], &[], at(moment)).await?;
    }
    let rows = journal.undecided(100).await?.iter().map(|item| item.row).collect();
    journal.append(&Transaction { done: rows, ..Transaction::at(at(51)) }).await?;
    journal.receive(&[delivery("waits")], &[], at(1)).await?;
    add(&*journal, vec![effect(1, "one"), effect(2, "two")]).await?;
    let claims = journal.claim("host", at(1), LEASE, 1).await?;
    let first = only("the claim", claims)?;
    journal.settle(&first.id, first.epoch, &done(), at(2)).await?;
    let settled = only("what came back", journal.undecided(100).await?.split_off(1))?;
    let seen = Transaction { done: vec![settled.row], ..Transaction::at(at(3)) };
    journal.append(&seen).await?;
    let entry = journal.append(&entries(vec![entry(&STREAM, 1)])).await?;

    equal("forgetting none", &journal.forget(at(40), 0).await?, &0)?;
    holds("forgetting", journal.forget(at(40), 100).await? >= 2, "the old delivery and effect")?;
    equal("forgetting again", &journal.forget(at(40), 100).await?, &0)?;
    let keys = ["old", "new", "waits"].map(delivery);
    let receipts = journal.receive(&keys, &[], at(60)).await?;
    let expected = vec![Receipt::Stored, Receipt::Repeat, Receipt::Repeat];
    equal("the receipts of an old, a new and a waiting key", &receipts, &expected)?;
    equal("what can be claimed", &claimed(&*journal, at(61)).await?, &vec![effect_id(2)])?;
    equal("the record", &journal.read_all(0, 100).await?, &entry)
}

pub(super) async fn who_is_alone_takes_over(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let transaction = Transaction { effects: vec![effect(1, "one")], ..Transaction::at(at(0)) };
    journal.append(&transaction).await?;
    let before = journal.claim("before", at(0), LEASE, 9).await?;
    equal("the claims before", &before.len(), &1)?;
    let lease = journal.lease("gateway", "before", at(0), LEASE).await?;
    let journal = rig.reopen(journal).await?;
    journal.take_over().await?;
    let after = journal.claim("after", at(1), LEASE, 9).await?;
    let taken = journal.lease("gateway", "after", at(1), LEASE).await?;
    if journal.facts().shared {
        equal("the claims, where others may hold them", &after, &Vec::new())?;
        return equal("the lease, where another may hold it", &taken, &None);
    }
    let claims: Vec<_> = after.iter().map(|one| (one.id, one.epoch, one.ambiguous)).collect();
    equal("the claims", &claims, &vec![(effect_id(1), 2, true)])?;
    let late = journal.settle(&effect_id(1), 1, &done(), at(2)).await?;
    equal("whether the claim from before counts", &late, &false)?;
    let epoch = lease.map(|lease| lease.epoch + 1);
    equal("the number of the lease", &taken.map(|lease| lease.epoch), &epoch)
}
