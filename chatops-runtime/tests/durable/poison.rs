//! Effects and deliveries over which the program fails.

use std::sync::Arc;

use chatops_core::planted::{POISON, Planted, plant};
use chatops_core::ports::inbound::Inbound;
use chatops_core::ports::{ChatPlatform as _, Journal as _};

use super::host::Place;
use super::meddled::Meddled;
use super::odd::Odd;

#[tokio::test(start_paused = true)]
async fn an_effect_over_which_the_program_fails_does_not_block_its_lane() {
    let place = Place::alone();
    let host = place.start_on("a", Odd::new(&place.chat)).await;
    place.pass(2).await;
    place.command("take");
    place.pass(2).await;
    place.command("declare poison in the well");
    place.command("declare checkout is slow");
    place.pass(30).await;
    assert!(place.said("checkout is slow") >= 1, "what stood behind it in the lane was said");
    host.stop().await.unwrap();
}

/// The rules fail over a message from now on, until this is dropped.
struct Failing;

impl Failing {
    fn begin() -> Self {
        plant(Some(Planted::PanicsOverPoison));
        Self
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        plant(None);
    }
}

/// What was said and is on the record.
async fn recorded(place: &Place, words: &str) -> usize {
    let entries = place.entries().await;
    let said = entries.iter().filter(|one| one.entry.kind == "record.said");
    said.filter(|one| one.entry.body.contains(words)).count()
}

/// Poison among its neighbours, in one batch.
fn say_poison(place: &Place) {
    place.say("before");
    place.say(&format!("a cup of {POISON}"));
    place.say("after");
    place.command("take");
}

/// The neighbours were decided, once, and people know that something was put aside.
async fn is_borne(place: &Place) {
    assert_eq!(recorded(place, "before").await, 1);
    assert_eq!(recorded(place, "after").await, 1);
    assert_eq!(place.count("seat.taken").await, 1);
    assert_eq!(recorded(place, POISON).await, 0);
    let entries = place.entries().await;
    assert!(!entries.iter().any(|one| one.entry.body.contains("Smythe")), "half of it was kept");
    assert_eq!(place.count("record.not_done").await, 1, "what was put aside is on the record");
    assert_eq!(place.said("was put aside"), 1, "people are told");
    assert_eq!(place.journal.undecided_count(), 0, "it is tried no more");
}

#[tokio::test(start_paused = true)]
async fn a_delivery_over_which_the_rules_fail_is_put_aside_and_its_neighbours_are_decided() {
    let place = Place::alone();
    let host = place.start_over("a", Arc::new(Meddled::new(&place.journal))).await;
    place.pass(2).await;
    let _failing = Failing::begin();
    say_poison(&place);
    place.pass(5).await;
    is_borne(&place).await;
    place.command("declare checkout is slow");
    place.pass(5).await;
    assert_eq!(place.count("register.declared").await, 1, "it goes on");
    // The next one is put aside too, and so is one that stands alone.
    place.say(POISON);
    place.pass(5).await;
    assert_eq!(place.count("record.not_done").await, 2);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_delivery_over_which_the_rules_fail_does_not_keep_a_host_from_starting() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(2).await;
    host.stop().await.unwrap();
    // It was stored, and the program died over it.
    say_poison(&place);
    let mut stored = place.chat.inbound().await.unwrap();
    for one in &mut stored {
        // What the rules note of the author before they fail must not stay.
        if let Inbound::Message(message) = &mut one.inbound
            && message.text.contains(POISON)
        {
            message.author.name = String::from("Jim Smythe");
        }
    }
    place.journal.receive(&stored, &[], stored[0].occurred_at).await.unwrap();
    let _failing = Failing::begin();
    let host = place.start_over("a", Arc::new(Meddled::new(&place.journal))).await;
    place.pass(5).await;
    is_borne(&place).await;
    host.stop().await.unwrap();
    // What was put aside does not come back, whether the program has been mended or not.
    for _ in 0..2 {
        let host = place.start("a").await;
        place.pass(5).await;
        is_borne(&place).await;
        host.stop().await.unwrap();
        plant(None);
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_journal_cannot_hold_is_put_aside_and_its_neighbours_are_decided() {
    let place = Place::alone();
    let journal = Arc::new(Meddled::new(&place.journal));
    let host = place.start_over("a", journal.clone()).await;
    place.pass(2).await;
    journal.cannot_hold("a cup of");
    place.say("before");
    place.say("a cup of tea");
    place.say("after");
    place.command("take");
    place.pass(5).await;
    assert_eq!(recorded(&place, "before").await, 1);
    assert_eq!(recorded(&place, "after").await, 1);
    assert_eq!(place.count("seat.taken").await, 1);
    assert_eq!(recorded(&place, "tea").await, 0);
    assert_eq!(place.count("record.not_done").await, 1, "what was put aside is on the record");
    assert_eq!(place.journal.undecided_count(), 0, "it is tried no more");
    host.stop().await.unwrap();
}
