//! What the platform's stream of events has lost.

use chatops_core::ports::ChatPlatform as _;

use super::host::Place;
use super::odd::{Odd, switch};

/// The platform takes what is under way for delivered.
async fn swallow(place: &Place) {
    let lost = place.chat.inbound().await.unwrap();
    let keys: Vec<String> = lost.into_iter().map(|delivery| delivery.key).collect();
    place.chat.acknowledge(&keys).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_was_said_while_nobody_listened_is_read_from_the_history() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(2).await;
    place.say("heard");
    place.pass(2).await;
    host.stop().await.unwrap();
    place.pass(60).await;
    place.say("lost");
    swallow(&place).await;
    place.pass(60).await;
    let host = place.start("a").await;
    place.pass(30).await;
    assert_eq!(place.count("record.said").await, 2);
    assert_eq!(place.count("record.caught_up").await, 1);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_falls_silent_in_an_incident_is_noticed_within_five_minutes() {
    let place = Place::alone();
    let chat = Odd::new(&place.chat);
    let host = place.start_on("a", chat.clone()).await;
    place.pass(2).await;
    place.chat.command(&place.jim, None, "take").unwrap();
    place.pass(2).await;
    place.chat.command(&place.jim, None, "declare checkout is slow").unwrap();
    place.pass(10).await;
    let room = place.chat.rooms().into_iter().find(|room| room.name.starts_with("inc-")).unwrap();
    place.chat.say(&place.jim, &room.id, "before").unwrap();
    place.pass(300).await;
    // Nothing breaks: the platform just loses what is said.
    switch(&chat.swallows, true);
    place.chat.say(&place.jim, &room.id, "lost").unwrap();
    place.pass(300).await;
    let said = place.entries().await;
    let lost = said.iter().filter(|one| one.entry.body.contains("lost")).count();
    assert_eq!(lost, 1, "the message that was lost is on the record, once");
    assert_eq!(place.count("record.caught_up").await, 1);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_command_that_comes_late_is_done_only_when_asked_for_again() {
    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(2).await;
    host.stop().await.unwrap();
    place.chat.command(&place.jim, None, "take").unwrap();
    place.pass(180).await;
    let host = place.start("a").await;
    place.pass(5).await;
    assert_eq!(place.count("seat.taken").await, 0, "it was carried out unasked");
    let shown = place.chat.direct_view(&place.jim);
    let asked = shown.iter().find(|message| message.text.contains("3 minutes late")).unwrap();
    place.chat.press(&place.jim, &asked.id, "Do it now").unwrap();
    place.pass(5).await;
    assert_eq!(place.count("seat.taken").await, 1);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn keys_are_kept_for_a_week_and_not_for_ever() {
    use chatops_core::ports::Journal as _;
    use chatops_core::ports::inbound::{Delivery, Inbound};
    use chatops_core::ports::journal::Receipt;

    let place = Place::alone();
    let host = place.start("a").await;
    place.pass(2).await;
    let now = || chatops_core::ports::Clock::now(&*place.clock);
    let delivery = Delivery {
        source: String::from("test"),
        key: String::from("once"),
        occurred_at: now(),
        inbound: Inbound::Started,
    };
    let receive =
        async || place.journal.receive(std::slice::from_ref(&delivery), &[], now()).await.unwrap();
    assert_eq!(receive().await, [Receipt::Stored]);
    host.deliver(&[]).await.unwrap();
    place.pass(7 * 24 * 3_600).await;
    assert_eq!(receive().await, [Receipt::Repeat], "within the week");
    place.pass(2 * 24 * 3_600).await;
    assert_eq!(receive().await, [Receipt::Stored], "after it");
    host.stop().await.unwrap();
}
