//! One mind: an engine of its own that is given what was decided, in order, and must come to the same decision. However
//! many replicas there are, and whatever they forgot and read again, they decide as one that never failed.

use std::collections::BTreeSet;

use chatops_core::effect::{Effect, Room};
use chatops_core::ids::{EffectId, StreamId};
use chatops_core::lanes::Need;
use chatops_core::ports::journal::{Entry, InboxItem, NewEntry, Transaction};
use chatops_core::{emergency_channel, incident, mention, wire};
use chatops_runtime::engine::{Engine, Input, Output, Setting};
use jiff::Timestamp;

use super::{Found, rights};

/// The mind.
#[derive(Debug)]
pub struct Mind {
    setting: Setting,
    engine: Engine,
    /// The same as the stored entries alone tell it, advanced entry by entry.
    follower: Engine,
}

impl Mind {
    /// A mind that has seen nothing yet.
    #[must_use]
    pub fn new(setting: Setting) -> Self {
        let (engine, follower) = (Engine::new(setting.clone()), Engine::new(setting.clone()));
        Self { setting, engine, follower }
    }

    /// What is known by now.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// What of the needs of an effect does not stand.
    #[must_use]
    pub fn unmet(&self, stream: &StreamId, effect: &Effect) -> Option<Need> {
        effect.needs().into_iter().find(|need| match need {
            Need::Room(room) => {
                // What only names a room that could not be opened writes its name out as well as may be.
                let is_named = effect.room() != Some(room) && self.is_missing(room);
                self.follower.room_id(room).is_none() && !is_named
            }
            Need::Message(slot) => self.follower.message_id(stream, slot).is_none(),
        })
    }

    /// Looks at an entry by the state before it, then takes it in.
    pub(super) fn follow(&mut self, entry: &Entry) -> Vec<Found> {
        let found = self.check_permit(&entry.entry);
        let right = rights::check(&entry.entry, &self.follower);
        let found = found.into_iter().chain(right).collect();
        let _ = self.follower.step(Input::Entries(vec![entry.clone()]), entry.recorded_at);
        found
    }

    /// I8: only who leads a room at that moment may wake it.
    fn check_permit(&self, new: &NewEntry) -> Option<Found> {
        if new.kind != "mention.granted" {
            return None;
        }
        let event = match &new.stream {
            StreamId::EmergencyChannel => match wire::channel_event(new).ok()? {
                emergency_channel::Event::Mention(event) => event,
                _ => return None,
            },
            StreamId::Incident(_) => match wire::incident_event(new).ok()? {
                incident::Event::Mention(event) => event,
                _ => return None,
            },
        };
        let mention::Event::Granted { number, room, by, .. } = event else { return None };
        let commander = match &room {
            Room::EmergencyChannel | Room::Announcements => self.follower.channel().commander(),
            Room::Team(team) => self.setting.policy.teams.get(team).map(|team| &team.manager),
            Room::Hot(id) => self.follower.incident(id).and_then(|incident| incident.commander()),
        };
        let leads = commander == Some(&by) && new.actor.person() == Some(&by);
        (!leads).then(|| {
            ("I8", format!("{by} may wake {room} with broadcast {number} and does not lead it"))
        })
    }

    /// Whether a room could not be opened.
    fn is_missing(&self, room: &Room) -> bool {
        match room {
            Room::Hot(id) => self.follower.incident(id).is_some_and(|it| it.rooms.is_missing(room)),
            _ => self.follower.channel().rooms.is_missing(room),
        }
    }

    /// Decides the same deliveries and compares.
    pub(super) fn judge(
        &mut self,
        items: Vec<InboxItem>,
        stored: &Transaction,
        asleep: impl Fn(&EffectId) -> bool,
    ) -> Option<Found> {
        let outputs = self.engine.step(Input::Inbox(items), stored.now);
        let [Output::Append(own)] = outputs.as_slice() else {
            return Some(("I13", String::from("the decision cannot be taken again")));
        };
        let differs = first_difference(own, stored, &asleep)?;
        Some(("I13", format!("the decision about rows {:?} differs: {differs}", stored.done)))
    }

    /// Whether the stored entries alone make the same states.
    #[must_use]
    pub fn check_replay(&self, entries: Vec<Entry>, now: Timestamp) -> Vec<Found> {
        let mut replayed = Engine::new(self.setting.clone());
        let incidents: BTreeSet<_> = entries
            .iter()
            .filter_map(|entry| match entry.entry.stream {
                StreamId::Incident(id) => Some(id),
                StreamId::EmergencyChannel => None,
            })
            .collect();
        for output in replayed.step(Input::Entries(entries), now) {
            if let Output::Stop(corrupt) = output {
                return vec![("I13", format!("the journal cannot be replayed: {corrupt}"))];
            }
        }
        let mut found = Vec::new();
        if replayed.channel() != self.engine.channel() {
            found.push(("I13", String::from("the channel is another one after a replay")));
        }
        for id in incidents {
            if replayed.incident(&id) != self.engine.incident(&id) {
                found.push(("I13", format!("incident {id} is another one after a replay")));
            }
        }
        found
    }
}

/// The first part in which two decisions differ. What waits no more, because it was woken already or something newer took
/// its place, may be woken or given up as one likes: that changes nothing.
fn first_difference(
    own: &Transaction,
    stored: &Transaction,
    asleep: &impl Fn(&EffectId) -> bool,
) -> Option<String> {
    for (place, (mine, theirs)) in own.entries.iter().zip(&stored.entries).enumerate() {
        if mine != theirs {
            return Some(format!("entry [{place}] is {theirs:?}, not {mine:?}"));
        }
    }
    for (place, (mine, theirs)) in own.effects.iter().zip(&stored.effects).enumerate() {
        if mine != theirs {
            return Some(format!("effect [{place}] is {theirs:?}, not {mine:?}"));
        }
    }
    let counts = [
        ("entries", own.entries.len(), stored.entries.len()),
        ("effects", own.effects.len(), stored.effects.len()),
    ];
    if let Some((what, mine, theirs)) = counts.into_iter().find(|(_, mine, theirs)| mine != theirs)
    {
        return Some(format!("{theirs} {what}, not {mine}"));
    }
    if own.timers != stored.timers {
        return Some(format!("timers are {:?}, not {:?}", stored.timers, own.timers));
    }
    let given_up = |transaction: &Transaction| -> BTreeSet<EffectId> {
        transaction.hopeless.iter().map(|(id, _)| *id).collect()
    };
    let ready = |transaction: &Transaction| transaction.ready.iter().copied().collect();
    let woken: [BTreeSet<EffectId>; 2] = [ready(own), ready(stored)];
    if let Some(id) = woken[0].symmetric_difference(&woken[1]).find(|id| asleep(id)) {
        let who = if woken[0].contains(id) { "is not woken" } else { "is woken too early" };
        return Some(format!("{id} {who}"));
    }
    let hopeless = [given_up(own), given_up(stored)];
    let differs = hopeless[0].symmetric_difference(&hopeless[1]).find(|id| asleep(id));
    differs.map(|id| {
        let who =
            if hopeless[0].contains(id) { "is not given up" } else { "is given up too early" };
        format!("{id} {who}")
    })
}
