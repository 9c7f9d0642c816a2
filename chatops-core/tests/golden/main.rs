//! The stored form of every event, frozen.
//!
//! `events.jsonl` holds one line for each example: the stream, the kind, the version, and the body exactly as a journal
//! keeps it. A journal of today must be read by every later version, so a line here changes only together with
//! [`wire::EVENT_VERSION`] and an upcast. After adding an event: `UPDATE_GOLDEN=1 cargo test -p chatops-core --test
//! golden`, and look at what it added.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and the golden file is read and rewritten"
)]

mod channel;
mod incident;
mod make;
mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use chatops_core::context::Actor;
use chatops_core::ids::StreamId;
use chatops_core::ports::journal::NewEntry;
use chatops_core::wire::{self, Stored};
use serde::de::DeserializeOwned;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/events.jsonl");

/// Kinds of the aggregates' own events: one word.
const OWN_KINDS: [&str; 6] =
    ["started", "shown", "opened", "named", "moved", "postmortem_published"];

/// A stream's word and what is stored for each of its examples.
fn stored() -> Vec<(&'static str, Stored)> {
    let channel = channel::events();
    let incident = incident::events();
    let channel = channel.iter().map(|event| ("em", wire::store_channel_event(event)));
    let incident = incident.iter().map(|event| ("incident", wire::store_incident_event(event)));
    channel.chain(incident).collect()
}

fn line(stream: &str, stored: &Stored) -> String {
    let Stored { kind, version, body } = stored;
    format!(r#"{{"stream":"{stream}","kind":"{kind}","version":{version},"body":{body}}}"#)
}

fn golden() -> String {
    std::fs::read_to_string(PATH).unwrap()
}

/// A golden line as the entry that a journal would give back.
fn entry(line: &str) -> NewEntry {
    let fields: serde_json::Value = serde_json::from_str(line).unwrap();
    let stream = match fields["stream"].as_str().unwrap() {
        "em" => StreamId::EmergencyChannel,
        _ => StreamId::Incident(make::incident()),
    };
    let (_, body) = line.split_once(r#""body":"#).unwrap();
    NewEntry {
        stream,
        seq: 1,
        occurred_at: make::at(),
        actor: Actor::Clockwork,
        kind: fields["kind"].as_str().unwrap().to_owned(),
        version: u16::try_from(fields["version"].as_u64().unwrap()).unwrap(),
        body: body.strip_suffix('}').unwrap().to_owned(),
    }
}

#[test]
fn every_stored_form_is_its_golden_line_byte_for_byte() {
    let lines: Vec<String> = stored().iter().map(|(stream, stored)| line(stream, stored)).collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PATH, lines.join("\n") + "\n").unwrap();
    }
    let golden = golden();
    for (line, golden) in lines.iter().zip(golden.lines()) {
        assert_eq!(line, golden, "the stored form has changed: old journals could not be read");
    }
    assert_eq!(lines.len(), golden.lines().count(), "lines of examples and of the golden file");
}

#[test]
fn every_golden_line_is_read_back_as_its_event() {
    let golden = golden();
    let (channel, incident) = (channel::events(), incident::events());
    let lines: Vec<&str> = golden.lines().collect();
    assert_eq!(lines.len(), channel.len() + incident.len());
    for (line, event) in lines.iter().zip(&channel) {
        assert_eq!(&wire::channel_event(&entry(line)).unwrap(), event, "{line}");
    }
    for (line, event) in lines[channel.len()..].iter().zip(&incident) {
        assert_eq!(&wire::incident_event(&entry(line)).unwrap(), event, "{line}");
    }
}

#[test]
fn a_newer_form_and_a_damaged_body_are_not_read() {
    let golden = golden();
    let mut newer = entry(golden.lines().next().unwrap());
    newer.version = wire::EVENT_VERSION + 1;
    let error = wire::channel_event(&newer).unwrap_err();
    assert!(matches!(error, wire::UnreadableEvent::Newer { .. }), "{error}");
    for line in golden.lines() {
        let mut damaged = entry(line);
        damaged.body.pop();
        let error = match damaged.stream {
            StreamId::EmergencyChannel => wire::channel_event(&damaged).unwrap_err(),
            StreamId::Incident(_) => wire::incident_event(&damaged).unwrap_err(),
        };
        assert!(matches!(error, wire::UnreadableEvent::Malformed(_)), "{line}: {error}");
    }
}

#[test]
fn kinds_are_two_words_and_each_belongs_to_one_variant() {
    let mut variants = BTreeMap::new();
    for (stream, Stored { kind, body, .. }) in stored() {
        let words: Vec<&str> = kind.split('.').collect();
        let is_word = |word: &&str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        assert!(words.iter().all(is_word), "{kind}");
        let own = OWN_KINDS.contains(&kind.as_str());
        assert_eq!(words.len(), if own { 1 } else { 2 }, "{kind}");
        // The tags down to the variant, found without the code that reads the kind off.
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        let tags = tags(&value, words.len());
        let known = variants.entry((stream, kind.clone())).or_insert_with(|| tags.clone());
        assert_eq!(*known, tags, "two variants are stored as {kind}");
        assert_eq!(tags.join("."), kind);
    }
}

/// The names of the first variants of an externally tagged value.
fn tags(value: &serde_json::Value, depth: usize) -> Vec<String> {
    if depth == 0 {
        return Vec::new();
    }
    match value {
        serde_json::Value::String(tag) => vec![tag.clone()],
        serde_json::Value::Object(fields) => {
            let (tag, inner) = fields.iter().next().unwrap();
            [vec![tag.clone()], self::tags(inner, depth - 1)].concat()
        }
        other => panic!("no tag in {other}"),
    }
}

/// The variants of an enum, from what serde says when it is shown an unknown one: no list to forget.
fn variants<T: DeserializeOwned + Debug>() -> Vec<String> {
    let error = serde_json::from_str::<T>("\"?\"").unwrap_err().to_string();
    let (_, listed) = error.split_once("expected ").unwrap_or_else(|| panic!("{error}"));
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every kind that the event enums of a stream can be stored as.
macro_rules! kinds_of {
    ($aggregate:ident { $($tag:literal: $($feature:ident)::+,)* }) => {{
        let mut kinds = BTreeSet::new();
        for tag in variants::<chatops_core::$aggregate::Event>() {
            let inner = match tag.as_str() {
                $($tag => variants::<chatops_core::$($feature)::+::Event>(),)*
                own => {
                    assert!(OWN_KINDS.contains(&own), "name the event enum behind `{own}` here");
                    kinds.insert(tag.clone());
                    continue;
                }
            };
            kinds.extend(inner.into_iter().map(|variant| format!("{tag}.{variant}")));
        }
        kinds
    }};
}

fn examples_of(stream: &str) -> BTreeSet<String> {
    let stored = stored().into_iter().filter(|(of, _)| *of == stream);
    stored.map(|(_, stored)| stored.kind).collect()
}

#[test]
fn every_variant_of_the_channels_events_has_an_example() {
    let kinds = kinds_of!(emergency_channel {
        "seat": seat,
        "handover": handover,
        "shift": shifts,
        "headline": headline,
        "register": register,
        "person": directory,
        "room": rooms,
        "mention": mention,
        "voice": hierarchy,
        "briefing": briefing,
        "guest": guests,
        "ask": asks,
        "alert": alerts,
        "page": paging,
        "tool": tools,
        "chart": charts,
        "can_report": can_report,
        "chatter": chatter,
        "record": record,
        "parked": parked,
    });
    assert_eq!(examples_of("em"), kinds);
}

#[test]
fn every_variant_of_an_incidents_events_has_an_example() {
    let kinds = kinds_of!(incident {
        "seat": seat,
        "handover": handover,
        "role": roles,
        "mention": mention,
        "briefing": briefing,
        "page": paging,
        "ticket": ticket,
        "participant": audience,
        "poll": poll,
        "tool": tools,
        "chart": charts,
        "update": updates,
        "checklist": checklist,
        "can_report": can_report,
        "follow_up": follow_up,
        "public_update": public_update,
        "all_clear": all_clear,
        "record": record,
        "parked": parked,
        "room": rooms,
    });
    assert_eq!(examples_of("incident"), kinds);
}

/// Words inside an event are a stored form too.
#[test]
fn every_word_that_can_stand_inside_an_event_stands_in_an_example() {
    let golden = golden();
    let words = [
        ("room", variants::<chatops_core::effect::Room>()),
        ("slot", variants::<chatops_core::effect::Slot>()),
        ("target", variants::<chatops_core::effect::Target>()),
        ("reach", variants::<chatops_core::mention::Reach>()),
        ("severity", variants::<chatops_core::severity::Severity>()),
        ("role", variants::<chatops_core::people::Role>()),
        ("kind of person", variants::<chatops_core::people::PersonKind>()),
        ("phase", variants::<chatops_core::incident::Phase>()),
        ("move", variants::<chatops_core::incident::Move>()),
        ("view of the channel", variants::<chatops_core::emergency_channel::View>()),
        ("view of an incident", variants::<chatops_core::incident::View>()),
        ("news", variants::<chatops_core::register::News>()),
        ("refusal", variants::<chatops_core::refusal::RefusalKind>()),
        ("verdict", variants::<chatops_core::asks::Verdict>()),
        ("why revoked", variants::<chatops_core::guests::RevokedWhy>()),
        ("speaking mode", variants::<chatops_core::hierarchy::SpeakingMode>()),
        ("way of showing", variants::<chatops_core::alerts::Shown>()),
        ("target of a page", variants::<chatops_core::paging::PageTarget>()),
        ("target of a level", variants::<chatops_core::escalation::EscalationTarget>()),
        ("danger", variants::<chatops_core::tools::Danger>()),
        ("who may", variants::<chatops_core::authority::Who>()),
        ("step of a ticket", variants::<chatops_core::ticket::Step>()),
        ("place of a reminder", variants::<chatops_core::updates::ReminderPlace>()),
        ("public phase", variants::<chatops_core::public_update::PublicPhase>()),
        ("finding", variants::<chatops_core::redaction::FindingKind>()),
    ];
    for (what, words) in words {
        assert!(!words.is_empty());
        for word in words {
            assert!(golden.contains(&format!("\"{word}\"")), "no example with the {what} `{word}`");
        }
    }
}
