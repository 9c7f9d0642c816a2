//! A process that starts again where it was alone.

use chatops_core::effect::{Effect, Room};
use chatops_core::ids::{EffectId, Place as At, StreamId};
use chatops_core::message::Message;
use chatops_core::ports::journal::{NewEffect, Transaction};
use chatops_core::ports::{Clock, Journal};
use chatops_core::text::Text;
use jiff::SignedDuration;

use super::host::Place;

/// How long the dead process held what it had claimed.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// A place in which a process has died while it was saying something in the emergency channel.
async fn died_saying(place: &Place, words: &str) {
    let host = place.start("a").await;
    place.pass(2).await;
    host.stop().await.unwrap();
    let (journal, stream) = (place.journal.facts().id, StreamId::EmergencyChannel);
    let at = At { journal: &journal, stream: &stream, seq: 9_999, position: 0 };
    let said = NewEffect {
        id: EffectId::derive(at),
        stream: stream.clone(),
        lane: "what was under way".to_owned(),
        priority: 3,
        waiting: false,
        replaces: None,
        effect: Effect::Post {
            room: Room::EmergencyChannel,
            message: Message::new(Text::from(words)),
            slot: None,
        },
    };
    let now = place.clock.now();
    let asked = Transaction { effects: vec![said], ..Transaction::at(now) };
    place.journal.append(&asked).await.unwrap();
    assert_eq!(place.journal.claim("a", now, LEASE, 9).await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_was_under_way_goes_on_at_once_where_nobody_else_can_hold_it() {
    let place = Place::alone();
    died_saying(&place, "the dead one's words").await;
    let host = place.start("b").await;
    place.pass(5).await;
    place.joined();
    assert_eq!(place.said("the dead one's words"), 1);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_was_under_way_waits_for_its_lease_where_another_may_hold_it() {
    let place = Place::shared();
    died_saying(&place, "the dead one's words").await;
    let host = place.start("b").await;
    place.pass(5).await;
    place.joined();
    assert_eq!(place.said("the dead one's words"), 0);
    place.pass(30).await;
    assert_eq!(place.said("the dead one's words"), 1);
    host.stop().await.unwrap();
}
