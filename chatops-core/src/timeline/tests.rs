use proptest::prelude::*;

use super::*;
use crate::context::Actor;
use crate::effect::{Room, Slot};
use crate::history::tests::{Script, at, by, id, incident_id, message, opened, said};
use crate::{emergency_channel, incident, rooms, tools};

fn script() -> Script {
    let one = incident_id(1);
    let hot = Room::Hot(one);
    let posted =
        rooms::Event::Posted { room: hot.clone(), slot: Slot::Briefing, id: message("m1") };
    let finished = tools::Event::Finished { number: 1, ok: true, output: "up\n3 days".into() };
    let taken = crate::seat::Event::Taken { person: id("jim"), from: None, at: at("14:00:05") };
    Script::default()
        .channel("14:00:00", &Actor::Clockwork, emergency_channel::Event::Started)
        .incident("14:00:01", &by("ann"), incident::Event::Opened(opened(one)))
        .incident("14:00:02", &Actor::Clockwork, incident::Event::Room(posted))
        .incident("14:00:03", &Actor::Clockwork, incident::Event::Named { name: "hot-330".into() })
        .incident("14:00:05", &by("jim"), incident::Event::Seat(taken))
        .incident("14:00:06", &by("ann"), incident::Event::Record(said(&hot, "m2", "a\nb")))
        .incident("14:00:07", &Actor::Service("load".into()), incident::Event::Tool(finished))
}

#[test]
fn a_line_says_when_what_who_where_in_this_order() {
    let script = script();
    let json = Timeline::of(&script.history()).to_json();
    let hash = &script.entries[1].hash;
    let line = format!(
        "  {{\n    \"seq\": 3,\n    \"at\": \"2026-03-04T14:00:01Z\",\n    \"kind\": \"opened\",\n    \
         \"actor\": \"Ann Smith\",\n    \"incident\": \"hot-330\",\n    \"room\": \"hot-330\",\n    \
         \"text\": \"incident opened: SEV3 checkout is slow\",\n    \"hash\": \"{hash}\"\n  }},"
    );
    assert!(json.contains(&line), "{json}");
    assert!(json.starts_with("[\n") && json.ends_with("\n]\n"));
    assert_eq!(Timeline::default().to_json(), "[]\n");
}

#[test]
fn every_entry_has_its_line() {
    let script = script();
    let timeline = Timeline::of(&script.history());
    let kinds: Vec<&str> = timeline.entries().iter().map(|line| line.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["started", "opened", "room.posted", "named", "seat.taken", "record.said", "tool.finished"]
    );
    let numbers = |line: &TimelineEntry| (line.seq, line.hash.clone());
    let lines: Vec<_> = timeline.entries().iter().map(numbers).collect();
    let entries: Vec<_> =
        script.entries.iter().map(|entry| (entry.position, entry.hash.clone())).collect();
    assert_eq!(lines, entries);
}

#[test]
fn names_are_written_out_and_a_text_is_one_line() {
    let script = script();
    let timeline = Timeline::of(&script.history());
    let texts: Vec<&str> = timeline.entries().iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts[2], "posted the briefing");
    assert_eq!(texts[4], "took command", "the actor says who");
    assert_eq!(texts[5], "a b");
    assert_eq!(texts[6], "run 1 ended: ok ⏎ up ⏎ 3 days");
    assert_eq!(timeline.entries()[6].actor, "load");
}

#[test]
fn what_happened_on_the_channel_belongs_to_no_incident() {
    let script = script();
    let timeline = Timeline::of(&script.history());
    let started = &timeline.entries()[0];
    let first = (started.incident.as_deref(), started.room.as_deref(), started.actor.as_str());
    assert_eq!(first, (None, None, "chatops"));
}

proptest! {
    /// The same entries give the same bytes, read in whatever order they come, and no words break the JSON.
    #[test]
    fn the_timeline_is_a_pure_fold(
        words in proptest::collection::vec("[ -~\n\u{202e}\u{0}é\"\\\\]{0,40}", 1..8),
        name in "[ -~]{1,20}",
        turn in 0_usize..8,
    ) {
        let room = Room::EmergencyChannel;
        let actor = Actor::Person(crate::history::tests::profile("eve", &name));
        let script = words.iter().enumerate().fold(Script::default(), |script, (index, words)| {
            let event = said(&room, &format!("m{index}"), words);
            script.channel("14:00:00", &actor, emergency_channel::Event::Record(event))
        });
        let json = Timeline::of(&script.history()).to_json();
        let mut turned = script.entries.clone();
        turned.rotate_left(turn % words.len());
        prop_assert_eq!(&json, &Timeline::of(&History::read(&turned).unwrap()).to_json());
        let lines: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(lines.len(), words.len());
        for line in &lines {
            let text = line["text"].as_str().unwrap();
            prop_assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{:?}", text);
        }
    }
}
