//! What comes in.

use super::JournalRig;
use super::make::{at, delivery, undecided};
use crate::conformance::{Failure, equal};
use crate::ports::journal::{Receipt, Transaction};

pub(super) async fn receive_keeps_order(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let receipts = journal.receive(&[], &[], at(0)).await?;
    equal("the receipts of nothing", &receipts, &Vec::new())?;
    // Neither the order of keys nor of sources, so that an index cannot put them right by chance.
    let keys = ["m", "z", "a", "n"];
    let mut given: Vec<_> = keys.iter().map(|key| delivery(key)).collect();
    for (delivery, source) in given.iter_mut().zip(["y", "b", "x", "c"]) {
        delivery.source = source.to_owned();
    }
    let receipts = journal.receive(&given, &[], at(0)).await?;
    equal("one receipt each", &receipts, &vec![Receipt::Stored; 4])?;
    let items = journal.undecided(100).await?;
    let times: Vec<_> = items.iter().map(|item| item.received_at).collect();
    equal("when they were received", &times, &vec![at(0); 4])?;
    let stored: Vec<_> = items.into_iter().map(|item| item.delivery).collect();
    equal("the inbox", &stored, &given)
}

pub(super) async fn repeats_are_known(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let pair = [delivery("a"), delivery("a")];
    let receipts = journal.receive(&pair, &[], at(0)).await?;
    equal(
        "the receipts of the same key twice in one call",
        &receipts,
        &vec![Receipt::Stored, Receipt::Repeat],
    )?;
    let mut elsewhere = delivery("a");
    elsewhere.source = "another source".to_owned();
    let again = [delivery("a"), elsewhere, delivery("b")];
    let receipts = journal.receive(&again, &[], at(1)).await?;
    equal(
        "the receipts of a known key, the same key of another source, and a new one",
        &receipts,
        &vec![Receipt::Repeat, Receipt::Stored, Receipt::Stored],
    )?;
    equal("the undecided", &undecided(&*journal).await?, &words(&["a", "a", "b"]))?;
    let done = journal.undecided(100).await?.iter().map(|item| item.row).collect();
    journal.append(&Transaction { done, ..Transaction::at(at(2)) }).await?;
    let receipts = journal.receive(&[delivery("a")], &[], at(3)).await?;
    equal("the receipt of a key that is decided", &receipts, &vec![Receipt::Repeat])?;
    equal("the undecided after the decision", &undecided(&*journal).await?, &Vec::new())
}

pub(super) async fn undecided_is_fifo(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    journal.receive(&[delivery("c"), delivery("a")], &[], at(5)).await?;
    // The clock of the host went back in between: the order is that of storing all the same.
    journal.receive(&[delivery("d"), delivery("b")], &[], at(1)).await?;
    equal("the undecided", &undecided(&*journal).await?, &words(&["c", "a", "d", "b"]))?;
    let first = journal.undecided(2).await?;
    let keys: Vec<_> = first.iter().map(|item| item.delivery.key.clone()).collect();
    equal("the first two", &keys, &words(&["c", "a"]))?;
    let done = first.iter().map(|item| item.row).collect();
    journal.append(&Transaction { done, ..Transaction::at(at(6)) }).await?;
    equal("those after them", &undecided(&*journal).await?, &words(&["d", "b"]))
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
