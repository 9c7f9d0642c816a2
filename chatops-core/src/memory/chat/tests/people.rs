//! What people do, what they see, and what of it is reported.

use std::collections::BTreeSet;

use super::super::view::{Cause, Happened};
use super::super::{Ability, ActError, NewPerson, Presence};
use super::{key, now, scene, scene_without, waits};
use crate::effect::Speakers;
use crate::ids::PersonId;
use crate::memory::MemoryChat;
use crate::mention::Reach;
use crate::message::Message;
use crate::people::{PersonKind, Profile};
use crate::ports::chat::ChatPlatform;
use crate::ports::inbound::Inbound;
use crate::text::Text;

fn set(people: &[&PersonId]) -> BTreeSet<PersonId> {
    people.iter().map(|person| (*person).clone()).collect()
}

#[test]
fn a_message_is_reported_as_it_was_typed_with_author_and_wakes() {
    let scene = scene();
    let message = scene.say(&scene.jim, "/em help @here");
    let reported = scene.drain();
    let [Inbound::Message(said)] = reported.as_slice() else { panic!("{reported:?}") };
    assert_eq!((&said.room, &said.message), (&scene.room, &message));
    assert_eq!((said.author.name.as_str(), said.text.as_str()), ("Jim Smith", "/em help @here"));
    assert_eq!(said.wakes, BTreeSet::from([Reach::Here]));
}

#[test]
fn a_handle_notifies_its_member_and_nobody_else() {
    let scene = scene();
    let message = scene.say(&scene.jim, "@ann and @bo and @jim: look");
    // Bo is not in the room, and nobody notifies themselves.
    assert_eq!(scene.chat.notified(&message), set(&[&scene.ann]));
    let quiet = scene.say(&scene.jim, "Ann, look");
    assert!(scene.chat.notified(&quiet).is_empty());
}

#[test]
fn a_mass_mention_wakes_those_within_its_reach() {
    let scene = scene();
    let cas = scene.chat.register(NewPerson::guest("cas", "Cas")).unwrap();
    scene.chat.join(&cas, &scene.room).unwrap();
    scene.chat.set_presence(&scene.ann, Presence::Away).unwrap();
    let woken = |text| scene.chat.notified(&scene.say(&scene.jim, text));
    assert_eq!(woken("@here"), set(&[&cas]));
    assert_eq!(woken("@channel"), set(&[&scene.ann, &cas]));
    assert_eq!(woken("@everyone"), set(&[&scene.ann, &scene.bo, &cas]));
    assert!(woken("`@everyone`").is_empty());
}

#[test]
fn a_mass_mention_without_the_right_to_it_has_no_effect() {
    let scene = scene();
    let entitled = set(&[&scene.ann]);
    let rights = scene.chat.facets().mention_rights.unwrap();
    now(rights.set_entitled(&scene.room, &entitled, &key(1))).unwrap();
    let from_jim = scene.chat.message(&scene.say(&scene.jim, "@channel @ann")).unwrap();
    assert!(from_jim.wakes.is_empty());
    assert_eq!(
        from_jim.notified.into_iter().collect::<Vec<_>>(),
        [(scene.ann.clone(), Cause::Named)]
    );
    let from_ann = scene.say(&scene.ann, "@channel");
    assert_eq!(scene.chat.notified(&from_ann), set(&[&scene.jim]));
}

#[test]
fn only_those_with_the_floor_may_speak() {
    let scene = scene();
    let rights = scene.chat.facets().speaking_rights.unwrap();
    let speakers = Speakers::Only(set(&[&scene.ann]));
    now(rights.set_speakers(&scene.room, &speakers, &key(1))).unwrap();
    assert_eq!(scene.refused(&scene.jim, "me too"), ActError::MayNotSpeak);
    scene.say(&scene.ann, "I have the floor");
    let refused = scene.chat.activity(0).into_iter().filter(|activity| {
        matches!(&activity.happened, Happened::Refused { why: ActError::MayNotSpeak, .. })
    });
    assert_eq!(refused.count(), 1);
    now(rights.set_speakers(&scene.room, &Speakers::Everyone, &key(2))).unwrap();
    scene.say(&scene.jim, "thanks");
}

#[test]
fn the_chat_refuses_what_a_chat_refuses() {
    let scene = scene();
    assert_eq!(scene.refused(&scene.bo, "hello"), ActError::NotInRoom);
    assert_eq!(scene.refused(&scene.jim, " "), ActError::Empty);
    let max = super::super::TEXT_CHARS_MAX;
    assert_eq!(scene.refused(&scene.jim, &"a".repeat(max + 1)), ActError::TooLong { max });
    let stranger = PersonId::new("memory:stranger").unwrap();
    assert_eq!(scene.refused(&stranger, "hello"), ActError::UnknownPerson);
    assert_eq!(scene.chat.register(NewPerson::employee("Jim", "Jim II")), Err(ActError::Taken));
    assert!(scene.chat.register(NewPerson::employee("a b", "A")).is_err());
    assert_eq!(scene.chat.make_room(&scene.bo, "em"), Err(ActError::Taken));
    let archive = scene.chat.facets().archive.unwrap();
    now(archive.archive(&scene.room, &key(1))).unwrap();
    assert_eq!(scene.refused(&scene.jim, "hello"), ActError::Archived);
    assert_eq!(scene.chat.join(&scene.bo, &scene.room), Err(ActError::Archived));
}

#[test]
fn people_change_and_take_back_only_what_is_theirs() {
    let scene = scene();
    let message = scene.say(&scene.jim, "firts");
    assert_eq!(scene.chat.change_message(&scene.ann, &message, "x"), Err(ActError::NotTheirs));
    scene.chat.change_message(&scene.jim, &message, "first @ann").unwrap();
    assert!(scene.chat.notified(&message).is_empty(), "an edit notifies nobody");
    let shown = scene.chat.message(&message).unwrap();
    assert_eq!((shown.text.as_str(), shown.edits), ("first @ann", 1));
    assert_eq!(scene.chat.delete_message(&scene.ann, &message), Err(ActError::NotTheirs));
    scene.chat.delete_message(&scene.jim, &message).unwrap();
    assert_eq!(scene.chat.delete_message(&scene.jim, &message), Err(ActError::UnknownMessage));
    assert!(scene.chat.read_room(&scene.ann, &scene.room).unwrap().is_empty());
    assert!(scene.chat.room_view(&scene.room, None).iter().all(|message| message.deleted));
    let kinds: Vec<_> = scene.drain().into_iter().skip(1).collect();
    assert!(
        matches!(&kinds[..], [Inbound::Edited { now }, Inbound::Deleted { by: Some(by), .. }]
            if now.text == "first @ann" && by.id == scene.jim),
        "{kinds:?}"
    );
}

#[test]
fn a_reaction_is_put_on_and_taken_back() {
    let scene = scene();
    let message = scene.say(&scene.jim, "done?");
    scene.chat.toggle_reaction(&scene.ann, &message, "yes").unwrap();
    assert_eq!(scene.chat.message(&message).unwrap().reactions.len(), 1);
    scene.chat.toggle_reaction(&scene.ann, &message, "yes").unwrap();
    assert!(scene.chat.message(&message).unwrap().reactions.is_empty());
    let added: Vec<bool> = scene
        .drain()
        .into_iter()
        .filter_map(|inbound| match inbound {
            Inbound::Reacted { added, .. } => Some(added),
            _ => None,
        })
        .collect();
    assert_eq!(added, [true, false]);
    assert_eq!(
        scene.chat.toggle_reaction(&scene.bo, &message, "yes"),
        Err(ActError::UnknownMessage)
    );
}

#[test]
fn a_button_types_its_command_for_the_one_who_presses_it() {
    let scene = scene();
    let ask = Message::new(Text::from("Take it?")).button("Take", "take");
    let message = now(scene.chat.post(&scene.room, &ask, &key(1))).unwrap();
    scene.chat.press(&scene.ann, &message, "Take").unwrap();
    let pressed = scene.drain();
    let [Inbound::Command { room: Some(room), by, text, message: Some(on) }] = &pressed[..] else {
        panic!("{pressed:?}")
    };
    assert_eq!((room, &by.id, text.as_str(), on), (&scene.room, &scene.ann, "take", &message));
    let wrong = scene.chat.press(&scene.ann, &message, "Drop").unwrap_err();
    assert_eq!(wrong.to_string(), "the message has no button `Drop`; it has: Take");
    assert_eq!(scene.chat.press(&scene.bo, &message, "Take"), Err(ActError::UnknownMessage));
}

#[test]
fn a_button_that_asks_takes_the_words_of_the_one_who_presses_it() {
    let scene = scene();
    let ask =
        Message::new(Text::from("Go on?")).asking("Object", "object", "Why?").button("Go", "go");
    let message = now(scene.chat.post(&scene.room, &ask, &key(1))).unwrap();
    scene.chat.press_saying(&scene.ann, &message, "Object", "too early").unwrap();
    scene.chat.press(&scene.ann, &message, "Object").unwrap();
    let typed: Vec<String> = scene
        .drain()
        .into_iter()
        .filter_map(|inbound| match inbound {
            Inbound::Command { text, .. } => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(typed, ["object too early", "object"]);
    let wrong = scene.chat.press_saying(&scene.ann, &message, "Go", "now").unwrap_err();
    assert_eq!(wrong.to_string(), "the button `Go` asks for no words");
}

#[test]
fn a_private_button_can_be_pressed_by_nobody_else() {
    let scene = scene();
    let ask = Message::new(Text::from("Sure?")).button("Yes", "send 1 here");
    let hints = scene.chat.facets().ephemeral.unwrap();
    now(hints.hint(&scene.room, &scene.jim, &ask, &key(1))).unwrap();
    let hint = scene.chat.read_room(&scene.jim, &scene.room).unwrap().pop().unwrap();
    assert_eq!(scene.chat.press(&scene.ann, &hint.id, "Yes"), Err(ActError::UnknownMessage));
    scene.chat.press(&scene.jim, &hint.id, "Yes").unwrap();
    let directs = scene.chat.facets().direct_messages.unwrap();
    let direct = now(directs.direct(&scene.jim, &ask, &key(2))).unwrap();
    scene.chat.press(&scene.jim, &direct, "Yes").unwrap();
    let rooms: Vec<_> = scene
        .drain()
        .into_iter()
        .map(|inbound| match inbound {
            Inbound::Command { room, .. } => room,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(rooms, [Some(scene.room.clone()), None]);
}

#[test]
fn a_typed_command_is_reported_without_prefix_and_seen_by_nobody() {
    let scene = scene();
    scene.chat.command(&scene.jim, Some(&scene.room), "/em status").unwrap();
    scene.chat.command(&scene.bo, None, "who").unwrap();
    assert_eq!(scene.chat.command(&scene.bo, Some(&scene.room), "who"), Err(ActError::NotInRoom));
    let texts: Vec<_> = scene
        .drain()
        .into_iter()
        .map(|inbound| match inbound {
            Inbound::Command { room, text, message: None, .. } => (room.is_some(), text),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, [(true, "status".to_owned()), (false, "who".to_owned())]);
    assert!(scene.chat.room_view(&scene.room, None).is_empty());
}

#[test]
fn coming_and_going_and_topics_are_reported_once() {
    let scene = scene();
    scene.chat.join(&scene.bo, &scene.room).unwrap();
    scene.chat.join(&scene.bo, &scene.room).unwrap();
    scene.chat.change_topic(&scene.bo, &scene.room, "mine").unwrap();
    scene.chat.leave(&scene.bo, &scene.room).unwrap();
    assert_eq!(scene.chat.leave(&scene.bo, &scene.room), Err(ActError::NotInRoom));
    let reported = scene.drain();
    assert!(
        matches!(&reported[..], [
            Inbound::Arrived { who, .. },
            Inbound::TopicEdited { topic, .. },
            Inbound::Departed { .. },
        ] if who.id == scene.bo && topic == "mine"),
        "{reported:?}"
    );
}

#[test]
fn a_removed_account_can_do_nothing_and_is_not_woken() {
    let scene = scene();
    let gone = Profile {
        id: scene.ann.clone(),
        name: "Ann Lee".into(),
        zone: None,
        kind: PersonKind::Deactivated,
    };
    scene.chat.change_account(gone).unwrap();
    assert!(matches!(&scene.drain()[..], [Inbound::AccountChanged(_)]));
    assert_eq!(scene.refused(&scene.ann, "hello"), ActError::Deactivated);
    let message = scene.say(&scene.jim, "@channel @ann");
    assert!(scene.chat.notified(&message).is_empty());
}

#[test]
fn threads_files_and_direct_words_are_reported() {
    let scene = scene();
    let parent = scene.say(&scene.jim, "why?");
    let answer = scene.chat.answer(&scene.ann, &parent, "because").unwrap();
    assert_eq!(scene.chat.message(&answer).unwrap().thread, Some(parent.clone()));
    let file = scene.chat.share_file(&scene.ann, &scene.room, "load.png", 7).unwrap();
    let private = scene.chat.say_directly(&scene.bo, "help").unwrap();
    assert_eq!(scene.chat.direct_view(&scene.bo)[0].id, private);
    assert!(scene.chat.rooms().iter().all(|room| room.name == "em"));
    let reported = scene.drain();
    let [
        _,
        Inbound::Message(thread),
        Inbound::FileShared { message, name, bytes: 7, .. },
        Inbound::Message(direct),
    ] = &reported[..]
    else {
        panic!("{reported:?}")
    };
    assert_eq!(thread.thread, Some(parent));
    assert_eq!((message, name.as_str()), (&file, "load.png"));
    assert_eq!(direct.text, "help");
}

#[test]
fn outsiders_see_nothing_of_a_room() {
    let scene = scene();
    scene.say(&scene.jim, "between us");
    assert!(scene.chat.room_view(&scene.room, Some(&scene.bo)).is_empty());
    assert_eq!(scene.chat.read_room(&scene.bo, &scene.room), Err(ActError::NotInRoom));
    assert_eq!(scene.chat.room_view(&scene.room, Some(&scene.ann)).len(), 1);
}

#[test]
fn activities_are_numbered_without_gaps_and_can_be_waited_for() {
    let scene = scene();
    let seen = scene.chat.activity(0).last().unwrap().number;
    assert!(waits(scene.chat.next_activity(seen)));
    scene.say(&scene.jim, "@ann");
    let new = now(scene.chat.next_activity(seen));
    assert!(
        matches!(&new[..], [posted, notified]
            if matches!(posted.happened, Happened::Posted { .. })
            && matches!(notified.happened, Happened::Notified { .. })
            && (posted.number, notified.number) == (seen + 1, seen + 2)),
        "{new:?}"
    );
}

#[test]
fn without_the_ability_nothing_is_kept_from_waking_the_room() {
    let scene = scene_without(&[Ability::MentionRights, Ability::SpeakingRights]);
    assert!(scene.chat.facets().mention_rights.is_none());
    let refused = now(<MemoryChat as crate::ports::facets::MentionRights>::set_entitled(
        &scene.chat,
        &scene.room,
        &BTreeSet::new(),
        &key(1),
    ));
    assert_eq!(refused.unwrap_err().kind, crate::error::ErrorKind::Unsupported);
    let message = scene.say(&scene.jim, "@channel");
    assert_eq!(scene.chat.notified(&message), set(&[&scene.ann]));
}
