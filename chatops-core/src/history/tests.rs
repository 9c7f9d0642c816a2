use super::*;
use crate::ids::{JournalId, MessageId, PersonId, Place, RoomId, TeamId, TicketKey};
use crate::people::{PersonKind, Profile};
use crate::ports::journal::NewEntry;
use crate::register::Origin;
use crate::severity::Severity;
use crate::wire::{GENESIS, store_channel_event, store_incident_event};
use crate::{directory, register, ticket};

/// A record written by hand: entries with positions, sequence numbers and hashes that follow one another.
#[derive(Debug, Default)]
pub(crate) struct Script {
    pub(crate) entries: Vec<Entry>,
}

/// The n-th incident of the tests.
pub(crate) fn incident_id(number: u64) -> IncidentId {
    let journal = JournalId::from_bits(1);
    let stream = StreamId::EmergencyChannel;
    IncidentId::derive(Place { journal: &journal, stream: &stream, seq: number, position: 0 })
}

pub(crate) fn id(name: &str) -> PersonId {
    PersonId::new(format!("memory:{name}")).unwrap()
}

pub(crate) fn profile(name: &str, shown: &str) -> Profile {
    Profile { id: id(name), name: shown.into(), zone: None, kind: PersonKind::Employee }
}

/// A person whose shown name is their handle with a capital letter: `jim` is `Jim Smith`.
pub(crate) fn by(name: &str) -> Actor {
    let mut shown = name.to_owned();
    shown.get_mut(..1).unwrap().make_ascii_uppercase();
    Actor::Person(profile(name, &format!("{shown} Smith")))
}

/// A moment of 4 March 2026, or a whole timestamp.
pub(crate) fn at(time: &str) -> jiff::Timestamp {
    let whole = if time.len() > 8 { time.to_owned() } else { format!("2026-03-04T{time}Z") };
    whole.parse().unwrap()
}

pub(crate) fn message(id: &str) -> MessageId {
    MessageId::new(id).unwrap()
}

pub(crate) fn said(room: &Room, key: &str, text: &str) -> record::Event {
    let (message, text) = (message(key), text.to_owned());
    record::Event::Said { room: room.clone(), message, thread: None, text }
}

/// How an incident was opened, by hand, by Ann, at 14:00.
pub(crate) fn opened(incident: IncidentId) -> incident::Opened {
    incident::Opened {
        incident,
        number: 1,
        title: "checkout is slow".into(),
        severity: Severity::Sev3,
        declared_by: Some(id("ann")),
        commander: None,
        declared_at: at("14:00:00"),
        fallback_name: "inc-2026-03-04-1".into(),
        origin: Box::new(Origin::default()),
        drill: false,
    }
}

impl Script {
    pub(crate) fn channel(
        mut self,
        time: &str,
        actor: &Actor,
        event: emergency_channel::Event,
    ) -> Self {
        let stored = store_channel_event(&event);
        self.push(StreamId::EmergencyChannel, time, actor, stored.kind, stored.body);
        self
    }

    /// Adds an event of the first incident.
    pub(crate) fn incident(self, time: &str, actor: &Actor, event: incident::Event) -> Self {
        self.incident_of(incident_id(1), time, actor, event)
    }

    pub(crate) fn incident_of(
        mut self,
        incident: IncidentId,
        time: &str,
        actor: &Actor,
        event: incident::Event,
    ) -> Self {
        let stored = store_incident_event(&event);
        self.push(StreamId::Incident(incident), time, actor, stored.kind, stored.body);
        self
    }

    fn push(&mut self, stream: StreamId, time: &str, actor: &Actor, kind: String, body: String) {
        let last = self.entries.iter().rev().find(|entry| entry.entry.stream == stream);
        let seq = last.map_or(1, |last| last.entry.seq + 1);
        let prev_hash = last.map_or_else(|| GENESIS.to_owned(), |last| last.hash.clone());
        let occurred_at = at(time);
        let actor = actor.clone();
        let entry = NewEntry { stream, seq, occurred_at, actor, kind, version: 1, body };
        let sealed = crate::wire::commitment(&[0; 16], &entry.body);
        let nanos = occurred_at.as_nanosecond();
        let hash = crate::wire::entry_hash(&prev_hash, &entry, nanos, &sealed);
        // Positions need not be dense: another stream, or an aborted write, may take one.
        let position = self.entries.last().map_or(1, |last| last.position + 2);
        self.entries.push(Entry { position, recorded_at: occurred_at, entry, prev_hash, hash });
    }

    pub(crate) fn history(&self) -> History<'_> {
        History::read(&self.entries).unwrap()
    }
}

#[test]
fn an_entry_that_cannot_be_read_is_named() {
    let mut script =
        Script::default().channel("14:00:00", &Actor::Clockwork, emergency_channel::Event::Started);
    script.entries[0].entry.body = "{".into();
    let error = History::read(&script.entries).unwrap_err().to_string();
    assert!(error.starts_with("entry 1 (`started`) cannot be read: its body does not"), "{error}");
    script.entries[0].entry.version = 99;
    let error = History::read(&script.entries).unwrap_err().to_string();
    assert!(error.contains("form 99"), "{error}");
}

#[test]
fn the_order_of_the_journal_is_restored_and_repeats_count_once() {
    let script = Script::default()
        .channel("14:00:00", &Actor::Clockwork, emergency_channel::Event::Started)
        .incident("14:01:00", &by("ann"), incident::Event::Opened(opened(incident_id(1))));
    let mut entries = script.entries.clone();
    entries.reverse();
    entries.extend(script.entries.clone());
    assert_eq!(History::read(&entries).unwrap().moments().len(), 2);
    assert_eq!(History::read(&entries).unwrap(), script.history());
}

#[test]
fn an_incident_is_called_by_its_room_then_by_its_ticket_then_by_its_id() {
    let one = incident_id(1);
    let script =
        Script::default().incident("14:00:00", &by("ann"), incident::Event::Opened(opened(one)));
    assert_eq!(script.history().names().incident(&one), one.to_string());
    let linked = ticket::Event::Linked {
        key: TicketKey::new("HOT-330").unwrap(),
        title: "slow".into(),
        status: "Open".into(),
        url: None,
        component: None,
    };
    let script = script.incident("14:00:01", &Actor::Clockwork, incident::Event::Ticket(linked));
    assert_eq!(script.history().names().incident(&one), "HOT-330");
    assert_eq!(script.history().names().room(&Room::Hot(one)), "HOT-330");
    let named = incident::Event::Named { name: "hot-330".into() };
    let script = script.incident("14:00:02", &Actor::Clockwork, named);
    assert_eq!(script.history().names().incident(&one), "hot-330");
    assert_eq!(script.history().names().room(&Room::Hot(one)), "hot-330");
}

#[test]
fn rooms_are_called_as_the_platform_calls_them() {
    let team = Room::Team(TeamId::new("database").unwrap());
    let opened = rooms::Event::Opened {
        room: team.clone(),
        id: RoomId::new("C1").unwrap(),
        name: "team-database".into(),
        again: false,
    };
    let script = Script::default();
    assert_eq!(script.history().names().room(&team), "database");
    assert_eq!(script.history().names().room(&Room::EmergencyChannel), "em");
    let script =
        script.channel("14:00:00", &Actor::Clockwork, emergency_channel::Event::Room(opened));
    assert_eq!(script.history().names().room(&team), "team-database");
}

#[test]
fn nobody_is_shown_under_the_name_of_somebody_else() {
    let noted = |name: &str, shown: &str| {
        emergency_channel::Event::Person(directory::Event::Noted(profile(name, shown)))
    };
    let clockwork = &Actor::Clockwork;
    let script = Script::default()
        .channel("14:00:00", clockwork, noted("jim", "Jim Smith"))
        .channel("14:00:00", clockwork, noted("eve", " jim smith "))
        .channel("14:00:00", clockwork, noted("bob", "ChatOps"))
        .channel("14:00:00", clockwork, noted("kim", "alertmanager"))
        .channel("14:00:00", clockwork, noted("nil", "  "))
        .channel("14:00:00", &Actor::Service("Alertmanager".into()), noted("ann", "Ann"));
    let history = script.history();
    let shown = |name: &str| history.names().person(&id(name));
    assert_eq!(shown("jim"), "Jim Smith (memory:jim)");
    assert_eq!(shown("eve"), "jim smith (memory:eve)");
    assert_eq!(shown("bob"), "ChatOps (memory:bob)");
    assert_eq!(shown("kim"), "alertmanager (memory:kim)");
    assert_eq!(shown("nil"), "memory:nil");
    assert_eq!(shown("ann"), "Ann");
    assert_eq!(shown("zoe"), "memory:zoe");
    let renamed = script.channel("14:01:00", clockwork, noted("eve", "Eve"));
    assert_eq!(renamed.history().names().person(&id("jim")), "Jim Smith");
}

#[test]
fn an_event_of_the_channel_is_about_the_incident_that_it_names() {
    let one = incident_id(1);
    let told = register::Event::Told { incident: one, news: register::News::Room("x".into()) };
    let happened = Happened::Channel(emergency_channel::Event::Register(told));
    assert_eq!(happened.incident(), Some(one));
    assert_eq!(happened.room(), Some(Room::EmergencyChannel));
    let started = Happened::Channel(emergency_channel::Event::Started);
    assert_eq!((started.incident(), started.room()), (None, None));
}

#[test]
fn the_rules_act_for_whoever_asked() {
    use crate::{public_update, tools};
    let started = tools::Event::Started {
        number: 1,
        tool: crate::ids::ToolName::new("load").unwrap(),
        arguments: std::collections::BTreeMap::new(),
        by: id("kim"),
        room: Room::Hot(incident_id(1)),
        asked_in: None,
        until: at("14:05:00"),
    };
    let asked = tools::Event::Confirmed { number: 1, by: id("jim") };
    let ended = |number| {
        let output = String::new();
        incident::Event::Tool(tools::Event::Finished { number, ok: true, output })
    };
    let moved = ticket::Event::Moved { status: "Done".into(), by: Some(id("jim")) };
    let published = public_update::Event::Published { number: 1, url: None };
    let clockwork = &Actor::Clockwork;
    let script = Script::default()
        .incident("14:00:00", &by("jim"), incident::Event::Tool(asked))
        .incident("14:00:01", &by("kim"), incident::Event::Tool(started))
        .incident("14:00:02", clockwork, ended(1))
        .incident_of(incident_id(2), "14:00:02", clockwork, ended(1))
        .incident("14:00:03", clockwork, incident::Event::Ticket(moved))
        .incident("14:00:04", clockwork, incident::Event::PublicUpdate(published));
    let history = script.history();
    let authors: Vec<String> =
        history.moments().iter().map(|moment| history.names().author(moment)).collect();
    assert_eq!(
        authors,
        [
            "Jim Smith",
            "Kim Smith",
            "chatops, for Jim Smith",
            "chatops",
            "chatops, for Jim Smith",
            "chatops"
        ]
    );
}
