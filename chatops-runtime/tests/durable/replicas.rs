//! Several processes on one journal.

use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::Journal as _;
use chatops_core::ports::inbound::{Delivery, Inbound};

use super::host::Place;

fn command(place: &Place, number: usize, text: &str) -> Delivery {
    let by = place.chat.people().into_iter().find(|one| one.id == place.jim).unwrap();
    assert_eq!(by.kind, PersonKind::Employee);
    let by: Profile = by;
    Delivery {
        source: "test".to_owned(),
        key: number.to_string(),
        occurred_at: chatops_core::ports::Clock::now(&*place.clock),
        inbound: Inbound::Command { room: None, by, text: text.to_owned(), message: None },
    }
}

#[tokio::test(start_paused = true)]
async fn what_several_processes_take_in_at_once_is_decided_once_each() {
    let place = Place::shared();
    let hosts = [place.start("a").await, place.start("b").await, place.start("c").await];
    place.pass(5).await;
    let take = command(&place, 0, "take");
    hosts.first().unwrap().deliver(&[take]).await.unwrap();
    place.pass(2).await;
    for number in 1..=30 {
        let title = format!("declare number {number}");
        let host = hosts.get(number % hosts.len()).unwrap();
        host.deliver(&[command(&place, number, &title)]).await.unwrap();
        // The same delivery reaches another process too.
        let other = hosts.get((number + 1) % hosts.len()).unwrap();
        other.deliver(&[command(&place, number, &title)]).await.unwrap();
    }
    place.pass(120).await;
    assert_eq!(place.count("register.declared").await, 30);
    let hot = place.chat.rooms().iter().filter(|room| room.name.starts_with("inc-")).count();
    assert_eq!(hot, 30, "one room each");
    // A process that has seen none of it holds the same.
    assert!(place.journal.undecided(10).await.unwrap().is_empty());
    let fourth = place.start("d").await;
    place.pass(5).await;
    for host in hosts.into_iter().chain([fourth]) {
        host.stop().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn the_events_of_a_process_that_died_are_read_by_another_within_fifteen_seconds() {
    let place = Place::shared();
    let first = place.start("first").await;
    place.pass(5).await;
    let second = place.start("second").await;
    place.pass(5).await;
    // It holds the watch still: nobody gives a lease back.
    first.stop().await.unwrap();
    place.chat.command(&place.jim, None, "take").unwrap();
    let before = tokio::time::Instant::now();
    while place.count("seat.taken").await == 0 {
        assert!(before.elapsed().as_secs() < 15, "nobody has taken over the events");
        place.pass(1).await;
    }
    second.stop().await.unwrap();
}
