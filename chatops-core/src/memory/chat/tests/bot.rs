//! What the bot does, who is notified of it, and what happens when it fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Wake, Waker};
use std::time::Duration;

use jiff::SignedDuration;

use super::super::view::{Author, Happened};
use super::super::{Ability, DEDUP_HOURS, LABEL_CHARS_MAX, MemoryChat, PICTURE_BYTES_MAX};
use super::{key, now, scene, scene_without, waits};
use crate::error::{Certainty, ErrorKind};
use crate::ids::MessageId;
use crate::memory::{Fault, ManualClock};
use crate::message::{Message, Picture};
use crate::ports::chat::{ChatPlatform, Dedup, Limits};
use crate::ports::inbound::Inbound;
use crate::text::Text;

fn words(words: &str) -> Message {
    Message::new(Text::from(words))
}

#[test]
fn words_of_the_bot_notify_only_those_it_mentions() {
    let scene = scene();
    let text = Text::new().mention(&scene.ann).plain(" @here @jim ").mention(&scene.bo);
    let message = now(scene.chat.post(&scene.room, &text.into(), &key(1))).unwrap();
    let shown = scene.chat.message(&message).unwrap();
    assert_eq!(shown.text, "@ann @here @jim @bo");
    assert!(shown.wakes.is_empty());
    assert_eq!(shown.notified.into_keys().collect::<Vec<_>>(), std::slice::from_ref(&scene.ann));
    assert!(scene.drain().is_empty(), "the bot's own messages do not come back");
}

#[test]
fn a_repeat_is_folded_until_its_window_ends() {
    let scene = scene();
    let post = || now(scene.chat.post(&scene.room, &words("once"), &key(1))).unwrap();
    let first = post();
    assert_eq!(post(), first);
    scene.clock.advance(SignedDuration::from_hours(DEDUP_HOURS));
    assert_ne!(post(), first);
    assert_eq!(scene.chat.room_view(&scene.room, None).len(), 2);
}

#[test]
fn without_keys_a_repeat_stands_twice() {
    let chat = MemoryChat::builder(Arc::new(ManualClock::at_epoch()))
        .limits(Limits::new(10, 10, 1, Dedup::No))
        .build();
    let room = now(chat.open_room("em", "", &key(1))).unwrap().room;
    for _ in 0..2 {
        now(chat.post(&room, &words("once"), &key(2))).unwrap();
    }
    assert_eq!(chat.room_view(&room, None).len(), 2);
}

#[test]
fn limits_are_kept() {
    let scene = scene();
    let limits = scene.chat.limits();
    let invalid = |message: Message| {
        let refused = now(scene.chat.post(&scene.room, &message, &key(9))).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Invalid, "{refused}");
    };
    invalid(Message::default());
    invalid(words(&"a".repeat(limits.text_chars_max + 1)));
    invalid(words("a").button("b".repeat(LABEL_CHARS_MAX + 1), "help"));
    let files = scene.chat.facets().files.unwrap();
    let picture = Picture {
        name: "a.png".into(),
        alternative: "a".into(),
        media_type: "image/png".into(),
        bytes: vec![0; PICTURE_BYTES_MAX + 1],
    };
    let refused = now(files.share(&scene.room, &picture, &words("a"), &key(9))).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Invalid);
    let topics = scene.chat.facets().topics.unwrap();
    let long = "a".repeat(limits.topic_chars_max + 1);
    let refused = now(topics.set_topic(&scene.room, &long, &key(9))).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Invalid);
    let pins = scene.chat.facets().pins.unwrap();
    for number in 0..=limits.pins_max {
        let key = key(100 + u64::try_from(number).unwrap());
        let message = now(scene.chat.post(&scene.room, &words("a"), &key)).unwrap();
        let pinned = now(pins.pin(&scene.room, &message, &key));
        assert_eq!(pinned.is_ok(), number < limits.pins_max);
    }
    assert!(scene.chat.room_view(&scene.room, None).len() == limits.pins_max + 1);
}

#[test]
fn a_fault_before_does_nothing_and_a_lost_answer_does_it_all_the_same() {
    let scene = scene();
    let post = |number| now(scene.chat.post(&scene.room, &words("a"), &key(number)));
    scene.chat.fail_next("post", Fault::refused(ErrorKind::Unavailable));
    scene.chat.fail_next("post", Fault::request_lost());
    scene.chat.fail_next("post", Fault::rate_limited(Duration::from_secs(3)));
    scene.chat.fail_next("post", Fault::answer_lost());
    assert_eq!(scene.chat.faults_left(), 4);
    assert_eq!(post(1).unwrap_err().certainty, Certainty::NotDone);
    assert_eq!(post(1).unwrap_err().certainty, Certainty::Unknown);
    assert_eq!(post(1).unwrap_err().retry_after, Some(Duration::from_secs(3)));
    assert!(scene.chat.room_view(&scene.room, None).is_empty());
    assert_eq!(post(1).unwrap_err().certainty, Certainty::Unknown);
    let stands: Vec<MessageId> =
        scene.chat.room_view(&scene.room, None).into_iter().map(|message| message.id).collect();
    assert_eq!(stands, [post(1).unwrap()], "the repeat finds what the lost answer left");
    assert_eq!(scene.chat.faults_left(), 0);
}

#[test]
fn what_is_not_acknowledged_comes_again_after_a_reconnect_only() {
    let scene = scene();
    scene.say(&scene.jim, "one");
    scene.say(&scene.jim, "two");
    let first = now(scene.chat.inbound()).unwrap();
    assert_eq!(first.len(), 2);
    assert!(waits(scene.chat.inbound()));
    now(scene.chat.acknowledge(&[first[0].key.clone()])).unwrap();
    scene.chat.reconnect();
    assert_eq!(now(scene.chat.inbound()).unwrap(), first[1..]);
}

struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn whoever_waits_is_woken_when_somebody_speaks() {
    let scene = scene();
    let count = Arc::new(Count(AtomicUsize::new(0)));
    let waker = Waker::from(count.clone());
    let mut waiting = scene.chat.inbound();
    assert!(waiting.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    assert_eq!(count.0.load(Ordering::Relaxed), 0);
    scene.say(&scene.jim, "hello");
    assert_eq!(count.0.load(Ordering::Relaxed), 1);
    assert!(waiting.as_mut().poll(&mut Context::from_waker(&waker)).is_ready());
}

#[test]
fn the_bot_changes_only_its_own_messages() {
    let scene = scene();
    let theirs = scene.say(&scene.jim, "mine");
    let edit = |message: &MessageId| {
        now(scene.chat.edit(&scene.room, message, &words("changed"), &key(2)))
    };
    assert_eq!(edit(&theirs).unwrap_err().kind, ErrorKind::NotFound);
    let hints = scene.chat.facets().ephemeral.unwrap();
    now(hints.hint(&scene.room, &scene.ann, &words("psst"), &key(3))).unwrap();
    let hint = scene.chat.read_room(&scene.ann, &scene.room).unwrap().pop().unwrap();
    assert_eq!(edit(&hint.id).unwrap_err().kind, ErrorKind::NotFound);
    let ours = now(scene.chat.post(&scene.room, &words("first"), &key(4))).unwrap();
    edit(&ours).unwrap();
    let shown = scene.chat.message(&ours).unwrap();
    assert_eq!((shown.text.as_str(), shown.edits, shown.author), ("changed", 1, Author::Bot));
}

#[test]
fn a_refused_invitation_brings_nobody() {
    let scene = scene();
    let stranger = crate::ids::PersonId::new("memory:stranger").unwrap();
    let refused = now(scene.chat.invite(&scene.room, &[scene.bo.clone(), stranger], &key(1)));
    assert_eq!(refused.unwrap_err().kind, ErrorKind::NotFound);
    assert!(!scene.chat.room_named("em").unwrap().members.contains(&scene.bo));
    assert!(scene.drain().is_empty());
}

#[test]
fn who_takes_no_direct_messages_gets_none() {
    let scene = scene();
    scene.chat.set_takes_direct(&scene.ann, false).unwrap();
    let directs = scene.chat.facets().direct_messages.unwrap();
    let refused = now(directs.direct(&scene.ann, &words("a"), &key(1))).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Forbidden);
    assert!(scene.chat.direct_view(&scene.ann).is_empty());
}

#[test]
fn a_closed_room_stays_readable_and_takes_nothing() {
    let scene = scene();
    scene.say(&scene.jim, "done");
    let archive = scene.chat.facets().archive.unwrap();
    now(archive.archive(&scene.room, &key(1))).unwrap();
    let refused = now(scene.chat.post(&scene.room, &words("late"), &key(2))).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Forbidden);
    assert_eq!(scene.chat.read_room(&scene.jim, &scene.room).unwrap().len(), 1);
    assert!(scene.chat.rooms()[0].archived);
}

#[test]
fn each_ability_can_be_missing_on_its_own() {
    for (place, ability) in Ability::ALL.into_iter().enumerate() {
        let chat = MemoryChat::builder(Arc::new(ManualClock::at_epoch())).without(ability).build();
        let abilities = chat.facets().capabilities().abilities;
        assert_eq!(abilities.len(), Ability::ALL.len());
        for (other, (name, has)) in abilities.into_iter().enumerate() {
            assert_eq!(has, other != place, "{name} without {ability:?}");
        }
    }
    let chat =
        MemoryChat::builder(Arc::new(ManualClock::at_epoch())).only(&[Ability::Pins]).build();
    assert_eq!(format!("{:?}", chat.facets()), "Facets(pins)");
}

#[test]
fn without_buttons_none_are_shown() {
    let scene = scene_without(&[Ability::Buttons]);
    let message = words("a").button("Take", "take");
    let message = now(scene.chat.post(&scene.room, &message, &key(1))).unwrap();
    assert!(scene.chat.message(&message).unwrap().buttons.is_empty());
}

#[test]
fn taking_a_message_away_hides_it_and_is_logged_once() {
    let scene = scene();
    let message = scene.say(&scene.jim, "@everyone");
    let moderation = scene.chat.facets().moderation.unwrap();
    for _ in 0..2 {
        now(moderation.remove_message(&scene.room, &message, &key(1))).unwrap();
    }
    assert!(scene.chat.read_room(&scene.ann, &scene.room).unwrap().is_empty());
    let deleted = |happened: &Happened| matches!(happened, Happened::Deleted { by: None, .. });
    let activity = scene.chat.activity(0);
    assert_eq!(activity.iter().filter(|one| deleted(&one.happened)).count(), 1);
}

#[test]
fn history_repeats_what_was_reported_without_what_is_gone() {
    let scene = scene();
    scene.say(&scene.jim, "old");
    scene.clock.advance(SignedDuration::from_secs(60));
    let kept = scene.say(&scene.jim, "new");
    let gone = scene.say(&scene.jim, "gone");
    scene.chat.delete_message(&scene.jim, &gone).unwrap();
    now(scene.chat.post(&scene.room, &words("ours"), &key(1))).unwrap();
    let history = scene.chat.facets().history.unwrap();
    let found = now(history.within(&scene.room, SignedDuration::from_secs(59))).unwrap();
    let reported = scene.deliveries();
    let same = reported
        .iter()
        .find(|one| matches!(&one.inbound, Inbound::Message(said) if said.message == kept));
    assert_eq!(found.iter().collect::<Vec<_>>(), same.into_iter().collect::<Vec<_>>());
}
