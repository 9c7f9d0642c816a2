//! What must be true at every prefix of every history.

use std::collections::BTreeMap;

use chatops_core::context::Actor;
use chatops_core::effect::{Effect, Room};
use chatops_core::emergency_channel::{self, EmergencyChannel};
use chatops_core::ids::{IncidentId, PersonId, StreamId};
use chatops_core::incident::{self, Incident, Phase};
use chatops_core::mention::Event as MentionEvent;
use chatops_core::people::PersonKind;
use chatops_core::plan::{Call, plan};
use chatops_core::ports::journal::{NewEntry, Transaction};
use chatops_core::record::Event as RecordEvent;
use chatops_core::refusal::RefusalKind;
use chatops_core::seat::Event as SeatEvent;
use chatops_core::{message::Message, wire};

use super::World;

/// The states as the stored entries alone tell them, advanced entry by entry.
#[derive(Debug, Default)]
pub(crate) struct Oracle {
    channel: EmergencyChannel,
    incidents: BTreeMap<IncidentId, Incident>,
    /// Who commands, by the seat events alone, and whether their account is known to be gone.
    seats: BTreeMap<StreamId, (PersonId, bool)>,
}

impl Oracle {
    /// Looks at a decision and at the engine after it.
    pub(crate) fn check(&mut self, world: &World, transaction: &Transaction) {
        let mut granted = Vec::new();
        let before = self.channel.clone();
        for entry in &transaction.entries {
            granted.extend(self.check_entry(world, entry));
        }
        self.check_broadcasts(transaction, &granted);
        self.check_replay(world);
        self.check_commanders_can_act();
        self.check_deputies();
        for new in &transaction.effects {
            let stored = serde_json::to_string(&new.effect).unwrap();
            assert_eq!(serde_json::from_str::<Effect>(&stored).unwrap(), new.effect);
            check_plan(world, &new.effect);
            check_plan(world, &world.engine.resolve(&new.effect));
        }
        check_waiting(world);
        let keeps_out = |person: &PersonId, room: &Room| {
            [&before, &self.channel].iter().all(|one| one.keeps_out(person, room, world.now))
        };
        for new in &transaction.effects {
            if let Effect::Invite { room, people } = &new.effect {
                let stranger = people.iter().find(|person| keeps_out(person, room));
                assert_eq!(stranger, None, "a guest without an admission is brought into {room}");
            }
        }
    }

    /// One entry: judged by the state before it, then taken in.
    fn check_entry(&mut self, world: &World, entry: &NewEntry) -> Option<Granted> {
        let mut granted = None;
        match entry.stream {
            StreamId::EmergencyChannel => {
                let event = wire::channel_event(entry).unwrap();
                assert_eq!(wire::store_channel_event(&event).body, entry.body);
                match &event {
                    emergency_channel::Event::Seat(event) => self.check_seat(entry, event),
                    emergency_channel::Event::Record(event) => check_record(event),
                    emergency_channel::Event::Mention(event) => {
                        granted = self.check_mention(world, entry, event);
                    }
                    _ => {}
                }
                let state = std::mem::take(&mut self.channel);
                self.channel = emergency_channel::evolve(state, &event);
            }
            StreamId::Incident(id) => {
                let event = wire::incident_event(entry).unwrap();
                assert_eq!(wire::store_incident_event(&event).body, entry.body);
                match &event {
                    incident::Event::Seat(event) => self.check_seat(entry, event),
                    incident::Event::Record(event) => check_record(event),
                    incident::Event::Mention(event) => {
                        granted = self.check_mention(world, entry, event);
                    }
                    _ => {}
                }
                let state = self.incidents.remove(&id).unwrap_or_default();
                self.incidents.insert(id, incident::evolve(state, &event));
            }
        }
        let state = match &entry.stream {
            StreamId::EmergencyChannel => self.channel.commander(),
            StreamId::Incident(id) => self.incidents.get(id).and_then(Incident::commander),
        };
        let seat = self.seats.get(&entry.stream).map(|(holder, _)| holder);
        assert_eq!(state, seat, "stream {} seq {}: who commands?", entry.stream, entry.seq);
        granted
    }

    /// At most one commander, and after the first never none: the seat goes only from the one who holds it.
    fn check_seat(&mut self, entry: &NewEntry, event: &SeatEvent) {
        let held = self.seats.get(&entry.stream).cloned();
        let holder = held.as_ref().map(|(holder, _)| holder);
        let (from, to, needs_free) = match event {
            SeatEvent::Taken { person, from, .. } | SeatEvent::Appointed { person, from, .. } => {
                (from.as_ref(), person, true)
            }
            SeatEvent::Passed { from, to, .. } => (from.as_ref(), to, false),
            SeatEvent::Succeeded { from, to, .. } => (Some(from), to, false),
            SeatEvent::Orphaned { person, .. } => {
                assert_eq!(holder, Some(person), "only who commands is lost");
                self.seats.insert(entry.stream.clone(), (person.clone(), true));
                return;
            }
        };
        assert_eq!(holder, from, "stream {} seq {}: two claims", entry.stream, entry.seq);
        if needs_free {
            let free = held.as_ref().is_none_or(|(_, gone)| *gone);
            assert!(free, "{to} took a seat that was held");
        }
        self.seats.insert(entry.stream.clone(), (to.clone(), false));
    }

    /// Only who leads the room at that moment is granted a broadcast.
    fn check_mention(
        &self,
        world: &World,
        entry: &NewEntry,
        event: &MentionEvent,
    ) -> Option<Granted> {
        let MentionEvent::Granted { number, room, by, .. } = event else { return None };
        let Actor::Person(profile) = &entry.actor else {
            panic!("broadcast {number} was granted to {:?}", entry.actor);
        };
        assert_eq!((&profile.id, profile.kind), (by, PersonKind::Employee));
        let leads = match room {
            Room::EmergencyChannel | Room::Announcements => self.channel.commander() == Some(by),
            Room::Team(team) => {
                world.policy().teams.get(team).is_some_and(|team| team.manager == *by)
            }
            Room::Hot(id) => self.incidents.get(id).and_then(Incident::commander) == Some(by),
        };
        assert!(leads, "{by} may not wake {room}");
        Some(Granted { stream: entry.stream.clone(), number: *number, room: room.clone() })
    }

    /// A broadcast goes out for each grant, and for nothing else.
    fn check_broadcasts(&self, transaction: &Transaction, granted: &[Granted]) {
        let asked: Vec<Granted> = transaction
            .effects
            .iter()
            .filter_map(|new| match &new.effect {
                Effect::Broadcast(broadcast) => Some(Granted {
                    stream: new.stream.clone(),
                    number: broadcast.number(),
                    room: broadcast.room().clone(),
                }),
                _ => None,
            })
            .collect();
        assert_eq!(asked, granted, "broadcasts and grants");
    }

    /// Nobody commands who cannot: an account that is gone, from outside or a program keeps a seat in name only, and
    /// then anybody may take it.
    fn check_commanders_can_act(&self) {
        for (stream, (holder, gone)) in &self.seats {
            let closed =
                |id| self.incidents.get(id).is_some_and(|one| one.phase() == Phase::Closed);
            if matches!(stream, StreamId::Incident(id) if closed(id)) {
                continue;
            }
            let fit = self.channel.people.is_fit(holder);
            assert!(fit || *gone, "{holder} commands {stream} and cannot act; nobody can take it");
        }
    }

    /// Who commands does not stand in for themself.
    fn check_deputies(&self) {
        for incident in self.incidents.values() {
            let deputy = incident.roles.deputy();
            assert!(deputy.is_none() || deputy != incident.commander(), "{deputy:?} is both");
        }
    }

    /// Replay equals live.
    fn check_replay(&self, world: &World) {
        assert_eq!(self.channel, *world.engine.channel());
        for (id, incident) in &self.incidents {
            assert_eq!(Some(incident), world.engine.incident(id));
        }
    }

    /// A new engine that is given what is stored is the same.
    pub(crate) fn check_recovery(&self, world: &World) {
        let engine = world.recovered();
        assert_eq!(self.channel, *engine.channel());
        for (id, incident) in &self.incidents {
            assert_eq!(Some(incident), engine.incident(id));
        }
    }
}

/// A broadcast that was granted.
#[derive(Debug, PartialEq, Eq)]
struct Granted {
    stream: StreamId,
    number: u32,
    room: Room,
}

/// A refusal says why and what to do instead; a gap says what is missing.
fn check_record(event: &RecordEvent) {
    match event {
        RecordEvent::Refused { command, refusal, .. } => {
            assert!(!refusal.why.trim().is_empty(), "{command}: refused without a reason");
            assert!(!refusal.instead.trim().is_empty(), "{command}: refused without a way on");
        }
        // What the rules ask of themselves they can do: they look before they ask. Only a limit may be in the way.
        RecordEvent::DidNotFollow { what, refusal } => {
            assert_eq!(
                refusal.kind,
                RefusalKind::LimitReached,
                "{what} did not follow: {refusal:?}"
            );
        }
        RecordEvent::GapNoticed(gap) => {
            assert!(!gap.wanted.is_empty() && !gap.missing.is_empty(), "{gap:?}");
        }
        _ => {}
    }
}

/// Nothing waits for what has come.
fn check_waiting(world: &World) {
    use chatops_core::lanes::Need;
    for waiting in world.book.waiting() {
        let met = |need: &Need| match need {
            Need::Room(room) => world.engine.room_id(room).is_some(),
            Need::Message(slot) => world.engine.message_id(&waiting.stream, slot).is_some(),
        };
        assert!(!waiting.effect.needs().iter().all(met), "waits for nothing: {waiting:?}");
    }
}

/// A plan fits the platform; what it cannot do is a gap, never silence.
pub(crate) fn check_plan(world: &World, effect: &Effect) {
    let (facets, limits) = (world.engine.facets(), world.engine.limits());
    let plan = plan(effect, facets, limits);
    let said = plan.service || !plan.calls.is_empty() || !plan.gaps.is_empty();
    assert!(said, "an effect falls silent: {effect:?}");
    let buttons_max = if facets.buttons.is_some() { limits.buttons_max } else { 0 };
    for call in &plan.calls {
        match call {
            Call::OpenRoom { name, purpose, .. } => {
                assert!((1..=limits.room_name_chars_max).contains(&name.chars().count()));
                assert!(purpose.chars().count() <= limits.topic_chars_max);
            }
            Call::SetTopic { topic, .. } => assert!(topic.chars() <= limits.topic_chars_max),
            Call::Invite { people, .. } => {
                assert!((1..=limits.invite_people_max).contains(&people.len()));
            }
            _ => {}
        }
        if let Some(message) = message_of(call) {
            assert!(message.text.chars() <= limits.text_chars_max, "too long: {call:?}");
            assert!(message.buttons.len() <= buttons_max, "too many buttons: {call:?}");
            assert!(!message.text.is_empty(), "an empty message: {call:?}");
        }
    }
    if let Some(message) = asked_message(effect)
        && !plan.calls.is_empty()
    {
        check_nothing_lost(message, &plan.calls, !plan.gaps.is_empty());
    }
}

/// Every next step is still there, as a button or in words. What is left out is a gap.
fn check_nothing_lost(message: &Message, calls: &[Call], gap: bool) {
    let shown: Vec<&Message> = calls.iter().filter_map(message_of).collect();
    let words: String = shown.iter().map(|part| part.text.to_plain()).collect();
    for button in &message.buttons {
        let pressed = shown.iter().any(|part| part.buttons.contains(button));
        assert!(
            pressed || gap || words.contains(&button.command),
            "the step `{}` is lost without a gap",
            button.command
        );
    }
}

fn message_of(call: &Call) -> Option<&Message> {
    match call {
        Call::Post { message, .. }
        | Call::Share { message, .. }
        | Call::Edit { message, .. }
        | Call::Hint { message, .. }
        | Call::Direct { message, .. }
        | Call::Broadcast { message, .. } => Some(message),
        _ => None,
    }
}

fn asked_message(effect: &Effect) -> Option<&Message> {
    match effect {
        Effect::Post { message, .. }
        | Effect::Edit { message, .. }
        | Effect::Hint { message, .. }
        | Effect::Direct { message, .. } => Some(message),
        _ => None,
    }
}
