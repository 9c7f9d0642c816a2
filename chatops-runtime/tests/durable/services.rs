//! Services and adapters that are slow, gone, or at their limits: nothing is done twice for it, nothing else waits.

use std::sync::Arc;
use std::time::Duration;

use chatops_core::error::ErrorKind;
use chatops_core::memory::{Ability, Fault, ManualClock, MemoryChat, MemoryTickets, NewPerson};
use chatops_core::ports::Rate;
use chatops_core::ports::chat::{Dedup, Limits};
use chatops_core::severity::Severity;
use chatops_runtime::driver::DriverError;
use jiff::SignedDuration;

use super::host::{Place, WrongClock};
use super::meddled::Meddled;
use super::odd::{Odd, switch};

/// A place whose chat tells repeats apart in this way, takes so many characters in a message and says that it may be called so
/// often; files it has none.
fn place(dedup: Dedup, chars: usize, rates: Vec<Rate>) -> Place {
    let mut place = Place::alone();
    let limits = Limits::new(chars, 250, 100, dedup);
    let chat = MemoryChat::builder(place.clock.clone()).limits(limits).rates(rates);
    place.chat = chat.without(Ability::Files).build();
    place.jim = place.chat.register(NewPerson::employee("jim", "Jim Smith")).unwrap();
    place
}

fn rate(operation: &'static str, calls: u32, seconds: i64) -> Rate {
    let window = SignedDuration::from_secs(seconds);
    Rate { operation, per_room: true, calls, window }
}

#[tokio::test(start_paused = true)]
async fn what_takes_several_messages_goes_on_where_its_budget_stopped_it() {
    for dedup in [
        Dedup::No,
        Dedup::ByKey(SignedDuration::from_hours(1)),
        Dedup::ByKey(SignedDuration::from_millis(1)),
        Dedup::BySearch(SignedDuration::from_secs(2)),
    ] {
        let place = place(dedup, 600, vec![rate("post", 1, 5)]);
        let host = place.start("a").await;
        place.pass(60).await;
        place.command("take");
        place.pass(30).await;
        place.command("declare checkout is slow");
        place.pass(120).await;
        let room = place.chat.rooms().into_iter().find(|room| room.name.starts_with("inc-"));
        let room = room.unwrap().id;
        for number in 0..30 {
            place
                .chat
                .say(&place.jim, &room, &format!("line {number} {}", "x".repeat(80)))
                .unwrap();
        }
        place.pass(60).await;
        place.chat.command(&place.jim, Some(&room), "transcript").unwrap();
        place.pass(400).await;
        let shown = place.chat.room_view(&room, None);
        let bot: Vec<&str> = shown.iter().map(|one| one.text.as_str()).collect();
        for number in 0..30 {
            let line = format!("line {number} x");
            let times = bot.iter().filter(|text| text.contains(&line)).count();
            assert_eq!(
                times, 2,
                "{dedup:?}: {line} was said once and stands once in the transcript"
            );
        }
        assert!(place.journal.unsettled().is_empty(), "{dedup:?}");
        host.stop().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_post_is_looked_for_to_the_end_though_looking_has_a_small_budget() {
    let dedup = Dedup::BySearch(SignedDuration::from_secs(5));
    for fault in [Fault::answer_lost(), Fault::request_lost()] {
        let place = place(dedup, 4_000, vec![rate("posted", 1, 60)]);
        let host = place.start("a").await;
        place.pass(5).await;
        place.command("take");
        place.pass(5).await;
        place.chat.fail_next("post", fault);
        host.deliver(&[place.alert("checkout", Severity::Sev3)]).await.unwrap();
        place.pass(2).await;
        host.deliver(&[place.alert("disk", Severity::Sev3)]).await.unwrap();
        place.pass(200).await;
        assert_eq!(place.said("checkout is down"), 1);
        assert_eq!(place.said("disk is down"), 1, "the lane stands still");
        host.stop().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn however_often_a_service_asks_us_to_wait_it_is_no_failed_attempt() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(5).await;
    for _ in 0..20 {
        place.chat.fail_next("set_topic", Fault::rate_limited(Duration::from_secs(10)));
    }
    place.command("take");
    place.pass(240).await;
    assert!(place.chat.room_named("em").unwrap().topic.contains("Jim Smith"));
    assert_eq!(place.chat.faults_left(), 0);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_room_that_may_not_be_opened_yet_leaves_the_emergency_channel_alone() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(5).await;
    place.command("take");
    place.pass(5).await;
    place.chat.fail_next("open_room", Fault::rate_limited(Duration::from_secs(600)));
    place.command("declare checkout is slow");
    place.pass(5).await;
    host.deliver(&[place.alert("disk", Severity::Sev3)]).await.unwrap();
    place.pass(5).await;
    assert_eq!(place.said("disk is down"), 1, "it waits for the room");
    place.pass(700).await;
    assert!(place.said("checkout is slow") >= 1, "the announcement");
    assert!(place.journal.unsettled().is_empty());
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_room_that_is_refused_is_announced_all_the_same_and_the_channel_is_heard() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(5).await;
    place.command("take");
    place.pass(5).await;
    place.chat.set_broken("open_room", Some(Fault::refused(ErrorKind::Forbidden)));
    place.command("declare checkout is slow");
    place.pass(5).await;
    place.command("in 1 severity sev1");
    place.pass(5).await;
    host.deliver(&[place.alert("disk", Severity::Sev3)]).await.unwrap();
    place.pass(5).await;
    assert_eq!(place.said("disk is down"), 1, "the channel is silent");
    assert!(place.journal.unsettled().is_empty(), "something waits for ever");
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_ticket_system_that_is_gone_for_hours_is_waited_for_and_people_know() {
    for fault in [Fault::refused(ErrorKind::Unavailable), Fault::request_lost()] {
        gone_for_hours(fault).await;
    }
}

async fn gone_for_hours(fault: Fault) {
    let place = Place::alone();
    let tickets = Arc::new(MemoryTickets::new(Arc::new(ManualClock::at_epoch()), "HOT", 330));
    let host = place.builder("a").shared_tickets(tickets.clone()).start().await.unwrap();
    place.pass(5).await;
    place.command("take");
    place.pass(5).await;
    tickets.set_broken("open", Some(fault));
    place.command("declare checkout is slow");
    place.pass(180).await;
    let silent = || {
        let rooms = place.chat.rooms().into_iter();
        let shown = rooms.flat_map(|room| place.chat.room_view(&room.id, None));
        let texts: Vec<String> = shown.map(|one| one.text).collect();
        let count = |words: &str| texts.iter().filter(|text| text.contains(words)).count();
        (count("ticket system does not answer"), count("ticket system answers again"))
    };
    assert_eq!(silent(), (1, 0), "who waits for it is told, once");
    // It is not asked more often than once a minute.
    place.pass(3 * 3_600).await;
    assert_eq!(silent(), (1, 0));
    assert_eq!(tickets.tickets().len(), 0);
    tickets.set_broken("open", None);
    place.pass(180).await;
    assert_eq!(tickets.tickets().len(), 1, "it was given up");
    assert_eq!(silent(), (1, 1));
    assert!(place.journal.unsettled().is_empty());
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_event_stream_that_fails_for_ever_holds_up_neither_effects_nor_the_end() {
    let place = Place::alone();
    let chat = Odd::new(&place.chat);
    let host = place.start_on("a", chat.clone()).await;
    place.pass(5).await;
    place.command("take");
    place.pass(5).await;
    switch(&chat.deaf, true);
    place.pass(5).await;
    host.deliver(&[place.alert("disk", Severity::Sev3)]).await.unwrap();
    place.pass(120).await;
    assert_eq!(place.said("disk is down"), 1);
    assert!(place.journal.unsettled().is_empty(), "outcomes were not written");
    switch(&chat.deaf, false);
    place.say("heard again");
    place.pass(5).await;
    assert_eq!(place.count("record.said").await, 1);
    switch(&chat.deaf, true);
    tokio::time::timeout(Duration::from_secs(30), host.stop()).await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_platform_that_does_not_hear_acknowledgements_holds_up_nothing() {
    let place = Place::alone();
    let chat = Odd::new(&place.chat);
    let host = place.start_on("a", chat.clone()).await;
    place.pass(5).await;
    switch(&chat.hangs, true);
    place.command("take");
    place.pass(10).await;
    host.deliver(&[place.alert("disk", Severity::Sev3)]).await.unwrap();
    place.pass(10).await;
    assert_eq!(place.count("seat.taken").await, 1);
    assert_eq!(place.said("disk is down"), 1);
    switch(&chat.hangs, false);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_driver_that_met_a_fault_takes_nothing_more_in_and_says_so() {
    let place = Place::alone();
    let chat = Odd::new(&place.chat);
    let host = place.start_on("a", chat.clone()).await;
    place.pass(5).await;
    switch(&chat.panics, true);
    place.say("something");
    place.pass(5).await;
    let refused = host.deliver(&[place.alert("disk", Severity::Sev3)]).await.unwrap_err();
    assert!(refused.to_string().contains("start the program again"), "{refused}");
    assert!(matches!(host.stop().await, Err(DriverError::Fault)));
}

#[tokio::test(start_paused = true)]
async fn what_was_claimed_and_not_begun_leaves_soon_though_the_journal_failed_meanwhile() {
    let place = Place::shared();
    // Its clock, which counts, is a day ahead of the host's.
    let ahead = SignedDuration::from_hours(24);
    let clock = Arc::new(WrongClock { right: place.clock.clone(), ahead });
    let journal = Arc::new(Meddled::with_clock(&place.journal, clock));
    let host = place.start_over("a", journal.clone()).await;
    place.pass(10).await;
    place.command("take");
    place.pass(10).await;
    // Before it decides it reads once; after it has claimed, again.
    journal.fail_after(1, "read_all");
    host.deliver(&[place.alert("disk", Severity::Sev3)]).await.unwrap();
    place.pass(8).await;
    assert!(journal.has_failed());
    assert_eq!(place.said("disk is down"), 1, "it waits until its lease ends");
    host.stop().await.unwrap();
}
