//! A process that has nothing to do rests: it calls the journal as often as it looks for word of others, and no more.

use std::sync::Arc;

use chatops_core::effect::{Effect, Room, Slot};
use chatops_core::ids::{EffectId, Place as Derived, StreamId};
use chatops_core::message::Message;
use chatops_core::ports::journal::{NewEffect, Settlement, Transaction};
use chatops_core::ports::{Clock as _, Journal as _};
use chatops_core::text::Text;
use jiff::SignedDuration;

use super::host::Place;
use super::meddled::Meddled;

#[tokio::test(start_paused = true)]
async fn a_process_that_does_not_hold_the_watch_neither_spins_nor_forgets() {
    const SECONDS: usize = 65 * 60;
    let place = Place::shared();
    let holder = Arc::new(Meddled::new(&place.journal));
    let other = Arc::new(Meddled::new(&place.journal));
    let first = place.start_over("first", holder.clone()).await;
    place.pass(5).await;
    let second = place.start_over("second", other.clone()).await;
    place.command("take");
    place.pass(1).await;
    // With an open incident its history is read every few minutes, by who holds the watch.
    place.command("declare checkout is slow");
    place.pass(SECONDS as u64).await;
    for journal in [&holder, &other] {
        let passes = journal.calls_of("undecided");
        // One a second, one for each heartbeat, some for what there was to do.
        assert!(passes < SECONDS * 3 / 2, "{passes} passes");
        assert!(passes > SECONDS / 2, "it has stopped: {passes} passes");
        assert!(journal.calls() < SECONDS * 8, "{} calls", journal.calls());
    }
    assert_eq!(other.calls_of("forget"), 0, "only who holds the watch forgets");
    assert!(holder.calls_of("forget") >= 1);
    first.stop().await.unwrap();
    // Who takes the watch over forgets from then on.
    place.pass(60).await;
    assert!(other.calls_of("forget") >= 1);
    second.stop().await.unwrap();
}

fn effect(place: &Place, position: u32, effect: Effect, replaces: Option<&str>) -> NewEffect {
    let stream = StreamId::EmergencyChannel;
    let journal = &chatops_core::ports::Journal::facts(&*place.journal).id;
    let id = EffectId::derive(Derived { journal, stream: &stream, seq: 1_000, position });
    let replaces = replaces.map(str::to_owned);
    NewEffect { id, stream, lane: "slow".to_owned(), priority: 0, waiting: false, replaces, effect }
}

#[tokio::test(start_paused = true)]
async fn what_stands_behind_another_in_its_lane_lets_the_driver_rest_although_its_wait_is_over() {
    let place = Place::alone();
    let (room, slot) = (Room::EmergencyChannel, Slot::Rules);
    let message = Message::new(Text::new().plain("slow"));
    let edit = Effect::Edit { room: room.clone(), slot, message: message.clone() };
    let post = Effect::Post { room, message, slot: None };
    let now = place.clock.now();
    let journal = &place.journal;
    // An edit was put off; behind a post, a newer edit has taken its place and its wait over; the post is under way.
    let lease = SignedDuration::from_secs(60);
    let put = async |effects| {
        journal.append(&Transaction { effects, ..Transaction::at(now) }).await.unwrap();
    };
    put(vec![effect(&place, 0, edit.clone(), Some("edit"))]).await;
    let claimed = journal.claim("elsewhere", now, lease, 1).await.unwrap();
    let not_before = now + SignedDuration::from_secs(5);
    let later = Settlement::Later { not_before };
    journal.settle(&claimed[0].id, claimed[0].epoch, &later, now).await.unwrap();
    put(vec![effect(&place, 1, post, None), effect(&place, 2, edit, Some("edit"))]).await;
    assert_eq!(journal.claim("elsewhere", now, lease, 8).await.unwrap().len(), 1);
    let meddled = Arc::new(Meddled::new(journal));
    let host = place.start_over("a", meddled.clone()).await;
    place.pass(4).await;
    let before = meddled.calls();
    place.pass(50).await;
    let calls = meddled.calls() - before;
    assert!(calls < 100, "the driver span: {calls} calls");
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_driver_rests_before_it_looks_again_at_what_is_due_and_cannot_be_done() {
    let place = Place::alone();
    let meddled = Arc::new(Meddled::new(&place.journal));
    let host = place.start_over("a", meddled.clone()).await;
    place.pass(5).await;
    meddled.say_due(place.clock.now());
    let before = meddled.calls_of("undecided");
    host.deliver(&[]).await.unwrap();
    place.pass(10).await;
    let passes = meddled.calls_of("undecided") - before;
    assert!((10..=10 * 50 + 10).contains(&passes), "{passes} passes in ten seconds");
    host.stop().await.unwrap();
}
