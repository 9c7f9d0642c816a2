//! Decisions and the record they leave.

use super::JournalRig;
use super::make::{
    STREAM, at, claimed, effect, effect_id, entries, entry, hand_in, incident, timer, undecided,
};
use crate::conformance::{Failure, equal, holds, only, refused};
use crate::effect::TimerKey;
use crate::error::ErrorKind;
use crate::ports::Journal;
use crate::ports::journal::{Entry, Head, NewEntry, Transaction};

/// Fails unless nothing of a refused transaction is there.
async fn nothing_was_written(journal: &dyn Journal, heads: &[Entry]) -> Result<(), Failure> {
    equal("the record", &journal.read_all(0, 100).await?, &heads.to_vec())?;
    equal("the inbox", &undecided(journal).await?, &vec!["waits".to_owned()])?;
    equal("the effects that can be claimed", &claimed(journal, at(9)).await?, &Vec::new())?;
    equal("the waiting effects", &journal.waiting().await?, &Vec::new())?;
    equal("the next moment", &journal.next_due().await?, &None)
}

/// A transaction of everything, with these entries.
async fn everything(journal: &dyn Journal, entries: Vec<NewEntry>) -> Result<Transaction, Failure> {
    let row = only("the inbox", journal.undecided(100).await?)?.row;
    let mut waiting = effect(2, "second");
    waiting.waiting = true;
    Ok(Transaction {
        done: vec![row],
        entries,
        effects: vec![effect(1, "first"), waiting],
        timers: vec![timer(1, TimerKey::Digest, at(60))],
        ..Transaction::at(at(1))
    })
}

pub(super) async fn append_is_atomic(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    hand_in(&*journal, "waits").await?;
    // Each is right but for its last part.
    let good = entry(&STREAM, 1);
    let late = everything(&*journal, vec![good.clone(), entry(&STREAM, 3)]).await?;
    refused("a gap in the last entry", journal.append(&late).await, ErrorKind::Conflict)?;
    nothing_was_written(&*journal, &[]).await?;

    let mut twice = everything(&*journal, vec![good.clone()]).await?;
    twice.effects.push(effect(1, "third"));
    refused("the same effect twice", journal.append(&twice).await, ErrorKind::Conflict)?;
    nothing_was_written(&*journal, &[]).await?;

    let whole = everything(&*journal, vec![good]).await?;
    let stored = journal.append(&whole).await?;
    equal("the record of the whole", &journal.read_all(0, 100).await?, &stored)?;
    equal("the inbox after the whole", &undecided(&*journal).await?, &Vec::new())?;
    equal("the claims after the whole", &claimed(&*journal, at(1)).await?, &vec![effect_id(1)])?;
    equal("the waiting after the whole", &journal.waiting().await?.len(), &1)?;
    equal("the timers fired after the whole", &journal.due(at(60), 100).await?, &1)
}

pub(super) async fn append_conflicts(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    hand_in(&*journal, "waits").await?;
    let heads = journal.append(&entries(vec![entry(&STREAM, 1), entry(&STREAM, 2)])).await?;
    for (what, wrong) in [
        ("a number that is taken", vec![entry(&STREAM, 2)]),
        ("the first number again", vec![entry(&STREAM, 1)]),
        ("a number after a gap", vec![entry(&STREAM, 4)]),
        ("the number 0", vec![entry(&STREAM, 0)]),
        ("a gap within one transaction", vec![entry(&STREAM, 3), entry(&STREAM, 5)]),
        ("a repeat within one transaction", vec![entry(&STREAM, 3), entry(&STREAM, 3)]),
        ("a new stream that does not start at 1", vec![entry(&incident(), 2)]),
        ("a wrong number on a second stream", vec![entry(&STREAM, 3), entry(&incident(), 3)]),
    ] {
        let transaction = everything(&*journal, wrong).await?;
        refused(what, journal.append(&transaction).await, ErrorKind::Conflict)?;
        nothing_was_written(&*journal, &heads).await?;
    }
    let next = vec![entry(&incident(), 1), entry(&STREAM, 3), entry(&incident(), 2)];
    equal("the right numbers", &journal.append(&entries(next)).await?.len(), &3)
}

pub(super) async fn decided_once(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    hand_in(&*journal, "decided").await?;
    let row = only("the inbox", journal.undecided(100).await?)?.row;
    let mut decision = entries(vec![entry(&STREAM, 1)]);
    decision.done = vec![row];
    let stored = journal.append(&decision).await?;
    hand_in(&*journal, "waits").await?;
    let open = only("the inbox", journal.undecided(100).await?)?.row;
    for (what, done) in [
        ("a row that is decided", vec![row]),
        ("a good row and one that is decided", vec![open, row]),
        ("a row named twice", vec![open, open]),
        ("a row that is not there", vec![open + 1_000]),
    ] {
        let mut again = entries(vec![entry(&STREAM, 2)]);
        again.done = done;
        refused(what, journal.append(&again).await, ErrorKind::Conflict)?;
        nothing_was_written(&*journal, &stored).await?;
    }
    Ok(())
}

pub(super) async fn hashes_chain(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let mut stored =
        journal.append(&entries(vec![entry(&STREAM, 1), entry(&incident(), 1)])).await?;
    stored.extend(journal.append(&entries(vec![entry(&STREAM, 2), entry(&STREAM, 3)])).await?);
    equal("what is given back and what is read", &journal.read_all(0, 100).await?, &stored)?;
    let Some([first, other, second, third]) = stored.first_chunk() else {
        return equal("the number of entries", &stored.len(), &4);
    };
    equal("before the first of a stream", &first.prev_hash, &String::new())?;
    equal("before the first of another stream", &other.prev_hash, &String::new())?;
    equal("before the second", &second.prev_hash, &first.hash)?;
    equal("before the third, in one transaction", &third.prev_hash, &second.hash)?;
    for entry in &stored {
        let is_hexadecimal = entry.hash.len() == 64
            && entry.hash.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
        holds("the form of a hash", is_hexadecimal, "64 hexadecimal digits")?;
        let same = stored.iter().filter(|each| each.hash == entry.hash).count();
        equal("entries with the same hash", &same, &1)?;
    }
    Ok(())
}

/// The places of entries in their streams.
fn numbers(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.entry.seq).collect()
}

pub(super) async fn load_pages(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    equal("an empty stream", &journal.load(&STREAM, 0, 10).await?, &Vec::new())?;
    // Twelve, so that an order of texts is not the order of numbers.
    let given: Vec<_> = (1..=12).map(|seq| entry(&STREAM, seq)).collect();
    let mut both = given.clone();
    both.insert(3, entry(&incident(), 1));
    journal.append(&entries(both)).await?;
    let all = journal.load(&STREAM, 0, 100).await?;
    equal("all numbers", &numbers(&all), &(1..=12).collect())?;
    let whole: Vec<_> = all.iter().map(|entry| entry.entry.clone()).collect();
    equal("all entries", &whole, &given)?;
    for stored in &all {
        equal("when it was stored", &stored.recorded_at, &at(0))?;
    }
    equal("a page", &numbers(&journal.load(&STREAM, 8, 3).await?), &vec![9, 10, 11])?;
    equal("the last page", &numbers(&journal.load(&STREAM, 11, 3).await?), &vec![12])?;
    equal("after the last", &journal.load(&STREAM, 12, 3).await?, &Vec::new())?;
    equal("after the largest number", &journal.load(&STREAM, u64::MAX, 3).await?, &Vec::new())?;
    equal("nothing asked for", &journal.load(&STREAM, 0, 0).await?, &Vec::new())?;
    equal("the other stream", &numbers(&journal.load(&incident(), 0, 9).await?), &vec![1])
}

pub(super) async fn read_all_pages(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let given =
        [entry(&STREAM, 1), entry(&incident(), 1), entry(&STREAM, 2), entry(&incident(), 2)];
    for one in &given {
        journal.append(&entries(vec![one.clone()])).await?;
    }
    let (mut after, mut read) = (0, Vec::new());
    loop {
        let page = journal.read_all(after, 3).await?;
        holds("a page", page.len() <= 3, "at most three entries")?;
        let Some(last) = page.last() else { break };
        holds("positions", last.position > after, "larger than the one asked after")?;
        after = last.position;
        read.extend(page);
    }
    let places: Vec<_> = read.iter().map(|entry| entry.position).collect();
    holds("positions", places.is_sorted_by(|one, two| one < two), "each larger than the last")?;
    let read: Vec<_> = read.into_iter().map(|entry| entry.entry).collect();
    equal("all entries in pages", &read, &given.to_vec())
}

pub(super) async fn expectations_hold(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    hand_in(&*journal, "waits").await?;
    let heads = journal.append(&entries(vec![entry(&STREAM, 1), entry(&STREAM, 2)])).await?;
    for (what, expects) in [
        ("a stream that has moved on", vec![(STREAM, 1)]),
        ("a stream that never stood there", vec![(STREAM, 3)]),
        ("a good one and a wrong one", vec![(STREAM, 2), (incident(), 1)]),
    ] {
        let mut transaction = everything(&*journal, vec![entry(&incident(), 1)]).await?;
        transaction.expects = expects;
        refused(what, journal.append(&transaction).await, ErrorKind::Conflict)?;
        nothing_was_written(&*journal, &heads).await?;
    }
    let mut right = entries(vec![entry(&incident(), 1), entry(&STREAM, 3)]);
    right.expects = vec![(STREAM, 2), (incident(), 0)];
    equal("what holds", &journal.append(&right).await?.len(), &2)
}

pub(super) async fn heads_are_listed(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    equal("an empty journal", &journal.heads().await?, &Vec::new())?;
    let many = (1..=11).map(|seq| entry(&STREAM, seq)).collect();
    journal.append(&entries(many)).await?;
    let other = journal.append(&entries(vec![entry(&incident(), 1)])).await?;
    let last = only("the last entry", journal.load(&STREAM, 10, 9).await?)?;
    let expected: Vec<_> = std::iter::once(last)
        .chain(other)
        .map(|last| Head {
            stream: last.entry.stream,
            seq: last.entry.seq,
            hash: last.hash,
            position: last.position,
        })
        .collect();
    equal("the heads", &journal.heads().await?, &expected)
}

pub(super) async fn erased_bodies_are_gone(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    journal.append(&entries((1..=3).map(|seq| entry(&STREAM, seq)).collect())).await?;
    let before = journal.load(&STREAM, 0, 9).await?;
    equal("an entry that is not there", &journal.erase(&STREAM, 4, "{}").await?, &false)?;
    equal("another stream", &journal.erase(&incident(), 1, "{}").await?, &false)?;
    equal("an entry", &journal.erase(&STREAM, 2, "{\"left\":2}").await?, &true)?;
    equal("the same again", &journal.erase(&STREAM, 2, "{}").await?, &false)?;
    let mut expected = before;
    if let Some(second) = expected.get_mut(1) {
        second.entry.body = "{\"left\":2}".to_owned();
    }
    equal("the record", &journal.load(&STREAM, 0, 9).await?, &expected)?;
    // Opening verifies: the chain must hold over what is gone.
    let journal = rig.reopen(journal).await?;
    equal("the record after opening", &journal.load(&STREAM, 0, 9).await?, &expected)?;
    equal("going on", &journal.append(&entries(vec![entry(&STREAM, 4)])).await?.len(), &1)
}

pub(super) async fn erased_snapshots_are_gone(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    journal.append(&entries(vec![entry(&STREAM, 1), entry(&incident(), 1)])).await?;
    for stream in [&STREAM, &incident()] {
        journal.save_snapshot(stream, 1, "\"what was said\"").await?;
    }
    let kept = Some((1, "\"what was said\"".to_owned()));
    equal("erasing nothing", &journal.erase(&STREAM, 2, "{}").await?, &false)?;
    equal("the snapshot after it", &journal.snapshot(&STREAM).await?, &kept)?;
    equal("erasing", &journal.erase(&STREAM, 1, "{}").await?, &true)?;
    equal("the snapshot", &journal.snapshot(&STREAM).await?, &None)?;
    equal("another stream's", &journal.snapshot(&incident()).await?, &kept)?;
    journal.save_snapshot(&STREAM, 1, "\"less\"").await?;
    let anew = Some((1, "\"less\"".to_owned()));
    equal("one that was made anew", &journal.snapshot(&STREAM).await?, &anew)
}
