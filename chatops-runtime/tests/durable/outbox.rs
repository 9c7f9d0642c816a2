//! Answers that were lost, services that are slow or down.

use std::time::Duration;

use chatops_core::error::ErrorKind;
use chatops_core::memory::{Fault, MemoryChat};
use chatops_core::ports::chat::{Dedup, Limits};
use chatops_core::severity::Severity;
use jiff::SignedDuration;

use super::host::Place;

/// The place with a chat that tells repeats apart in this way.
fn place_with(dedup: Dedup) -> Place {
    let mut place = Place::alone();
    let limits = Limits::new(4_000, 250, 100, dedup);
    place.chat = MemoryChat::builder(place.clock.clone()).limits(limits).build();
    place.jim =
        place.chat.register(chatops_core::memory::NewPerson::employee("jim", "Jim Smith")).unwrap();
    place
}

#[tokio::test(start_paused = true)]
async fn a_post_whose_answer_was_lost_stands_once_where_it_can_be_looked_for() {
    for dedup in [
        Dedup::ByKey(SignedDuration::from_hours(24)),
        Dedup::ByKey(SignedDuration::from_millis(1)),
        Dedup::BySearch(SignedDuration::from_secs(2)),
    ] {
        let place = place_with(dedup);
        let host = place.start("a").await;
        place.pass(5).await;
        place.chat.fail_next("post", Fault::answer_lost());
        place.command("take");
        place.pass(2).await;
        place.chat.fail_next("post", Fault::answer_lost());
        place.chat.fail_next("post", Fault::request_lost());
        place.command("declare checkout is slow");
        place.pass(60).await;
        assert_eq!(place.said("SEV"), 1, "{dedup:?}");
        assert_eq!(place.repeated(), [""; 0], "{dedup:?}");
        host.stop().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_the_service_asked_for_is_kept_and_other_operations_go_on() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(5).await;
    place.chat.fail_next("set_topic", Fault::rate_limited(Duration::from_secs(40)));
    place.command("take");
    place.pass(30).await;
    let topic = || place.chat.room_named("em").unwrap().topic;
    assert!(!topic().contains("Jim Smith"), "the service was called before its time: {}", topic());
    assert!(place.said("Jim Smith") >= 1, "posts go on");
    place.pass(15).await;
    assert!(topic().contains("Jim Smith"), "{}", topic());
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_room_whose_posts_are_refused_for_a_while_is_heard_again() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(5).await;
    place.command("take");
    place.pass(5).await;
    place.chat.set_broken("post", Some(Fault::refused(ErrorKind::Forbidden)));
    place.command("declare checkout is slow");
    place.pass(5).await;
    place.command("severity sev1");
    place.pass(5).await;
    place.chat.set_broken("post", None);
    let before = place.chat.room_named("em").map(|room| place.chat.room_view(&room.id, None).len());
    place.command("declare payments fail");
    place.pass(5).await;
    let after = place.chat.room_named("em").map(|room| place.chat.room_view(&room.id, None).len());
    assert!(after > before, "the room is silent");
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_message_that_could_not_be_posted_is_posted_anew_once_though_the_host_was_started_anew() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(5).await;
    place.command("take");
    place.pass(5).await;
    place.chat.set_broken("post", Some(Fault::refused(ErrorKind::Forbidden)));
    host.deliver(&[place.alert("checkout", Severity::Sev3)]).await.unwrap();
    place.pass(5).await;
    assert_eq!(place.said("checkout is down"), 0);
    // Its next change is a post; before that is made the host ends, and the next one is asked for another change.
    place.chat.set_broken("post", Some(Fault::rate_limited(Duration::from_secs(20))));
    place.command("alert ack 1");
    place.pass(2).await;
    host.stop().await.unwrap();
    let host = place.start("a").await;
    place.pass(2).await;
    place.command("alert mute 1");
    place.pass(2).await;
    place.chat.set_broken("post", None);
    place.pass(60).await;
    let room = place.chat.room_named("em").unwrap().id;
    let shown = place.chat.room_view(&room, None);
    let shown = shown.iter().map(|message| message.text.as_str());
    let shown: Vec<&str> = shown.filter(|text| text.contains("checkout is down")).collect();
    assert_eq!(shown.len(), 1, "{shown:#?}");
    assert!(shown[0].contains("Muted"), "not as it is now: {shown:#?}");
    host.stop().await.unwrap();
}
