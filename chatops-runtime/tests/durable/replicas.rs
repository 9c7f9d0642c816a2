//! Several processes on one journal.

use std::sync::Arc;

use chatops_core::memory::Fault;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::Journal as _;
use chatops_core::ports::inbound::{Delivery, Inbound};

use super::host::Place;
use super::meddled::Meddled;

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

#[tokio::test(start_paused = true)]
async fn what_waits_is_woken_though_reading_what_others_have_stored_was_cut_off() {
    // After the entries were read: the list of what waits, or the question whether there are more.
    for (operation, passing) in [("waiting", 0), ("read_all", 1)] {
        let place = Place::shared();
        let journal = Arc::new(Meddled::new(&place.journal));
        let first = place.start("first").await;
        place.pass(5).await;
        let second = place.start_over("second", journal.clone()).await;
        place.command("take");
        place.pass(5).await;
        // The second hears nothing while the first decides. The room is not opened yet, so there is much that waits for it.
        journal.switch(true);
        let wait = std::time::Duration::from_secs(40);
        place.chat.fail_next("open_room", Fault::rate_limited(wait));
        place.command("declare checkout is slow");
        place.pass(2).await;
        first.stop().await.unwrap();
        assert!(!place.journal.waiting().await.unwrap().is_empty());
        journal.fail_after(passing, operation);
        journal.switch(false);
        place.pass(180).await;
        assert!(journal.has_failed(), "{operation}");
        assert!(place.journal.waiting().await.unwrap().is_empty(), "{operation}: forgotten");
        assert!(place.journal.unsettled().is_empty(), "{operation}");
        let mut rooms = place.chat.rooms().into_iter();
        let hot = rooms.find(|room| room.name.starts_with("inc-")).unwrap();
        assert!(hot.members.contains(&place.jim), "{operation}: nobody was invited");
        second.stop().await.unwrap();
    }
}
