//! What the tests of features share: a bench on which one feature runs, with people, a room and a
//! moment of its own.

use std::fmt::Debug;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::authority::Standing;
use crate::context::{Actor, Context, Scene};
use crate::effect::{Effect, Outcome, Reaction, Room, TimerChange, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::Message;
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::severity::Severity;

/// A person by a short name.
pub(crate) fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

/// Minutes.
pub(crate) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// A value as it is read back from where it was stored. Every event a test lets happen goes through it.
pub(crate) fn stored<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// One feature, run by hand. Every event on it is stored and read back, and after each step the
/// replay of all events must give the same state: both are checked in passing by every test.
#[derive(Debug)]
pub(crate) struct Bench<F: Feature> {
    /// The feature.
    pub(crate) feature: F,
    /// The moment. It starts at 2026-03-04 14:00 UTC.
    pub(crate) now: Timestamp,
    /// The rules.
    pub(crate) policy: Policy,
    /// The room: that of a team called `database` unless a test says otherwise.
    pub(crate) room: Room,
    /// The commander: `jim`.
    pub(crate) commander: Option<PersonId>,
    /// The deputy: `dora`.
    pub(crate) deputy: Option<PersonId>,
    /// The severity: SEV2.
    pub(crate) severity: Option<Severity>,
    /// What every asker is. The person in it is set by [`Bench::ask`].
    pub(crate) standing: Standing,
    /// What followed from the last step.
    pub(crate) reaction: Reaction,
    /// Everything that happened.
    pub(crate) events: Vec<F::Event>,
}

impl<F> Bench<F>
where
    F: Feature + PartialEq + Debug,
    F::Event: Clone + PartialEq + Debug + Serialize + DeserializeOwned,
{
    pub(crate) fn new() -> Self {
        Self {
            feature: F::default(),
            now: "2026-03-04T14:00:00Z".parse().unwrap(),
            policy: Policy::default(),
            room: Room::Team(crate::ids::TeamId::new("database").unwrap()),
            commander: Some(person("jim")),
            deputy: Some(person("dora")),
            severity: Some(Severity::Sev2),
            standing: Standing::default(),
            reaction: Reaction::none(),
            events: Vec::new(),
        }
    }

    /// Lets time pass.
    pub(crate) fn pass(&mut self, span: SignedDuration) {
        self.now = crate::time::later(self.now, span);
    }

    /// A person asks for something.
    pub(crate) fn ask(&mut self, who: &str, command: F::Command) -> Result<Vec<F::Event>, Refusal> {
        let actor = Actor::Person(Profile {
            id: person(who),
            name: String::from(who),
            zone: None,
            kind: PersonKind::Employee,
        });
        self.standing.person = Some(person(who));
        self.run(&actor, |feature, scene, cx| feature.decide(&command, scene, cx))
    }

    /// The rules' own clockwork asks for something.
    pub(crate) fn tick(&mut self, command: F::Command) -> Result<Vec<F::Event>, Refusal> {
        self.standing.person = None;
        self.run(&Actor::Clockwork, |feature, scene, cx| feature.decide(&command, scene, cx))
    }

    /// A timer fires.
    pub(crate) fn fire(&mut self, key: TimerKey) -> Vec<F::Event> {
        self.standing.person = None;
        self.run(&Actor::Clockwork, |feature, scene, cx| Ok(feature.timer(&key, scene, cx)))
            .unwrap()
    }

    /// An effect is settled.
    pub(crate) fn settle(&mut self, effect: &Effect, outcome: Outcome) -> Vec<F::Event> {
        self.standing.person = None;
        self.run(&Actor::Clockwork, |feature, scene, cx| {
            Ok(feature.settled(effect, &outcome, scene, cx))
        })
        .unwrap()
    }

    fn run(
        &mut self,
        actor: &Actor,
        step: impl FnOnce(&F, &Scene<'_>, Context<'_>) -> Result<Vec<F::Event>, Refusal>,
    ) -> Result<Vec<F::Event>, Refusal> {
        let (room, standing, policy) =
            (self.room.clone(), self.standing.clone(), self.policy.clone());
        let (commander, deputy) = (self.commander.clone(), self.deputy.clone());
        let scene = Scene {
            room: &room,
            commander: commander.as_ref(),
            deputy: deputy.as_ref(),
            incident: None,
            title: "latency in EMEA",
            severity: self.severity,
            standing: &standing,
        };
        // What people ask for they ask in the room.
        let asked_in = actor.person().map(|_| &room);
        let cx = Context::new(self.now, actor, &policy).asked_in(asked_in);
        self.reaction = Reaction::none();
        let events = step(&self.feature, &scene, cx)?;
        for event in &events {
            let stored = serde_json::to_string(event).unwrap();
            let event: F::Event = serde_json::from_str(&stored).unwrap();
            self.feature.evolve(&event);
            let reaction = self.feature.react(&event, &scene, cx);
            self.reaction = std::mem::take(&mut self.reaction).and(reaction);
            self.events.push(event);
        }
        assert_eq!(self.events[self.events.len() - events.len()..], events, "stored as it was");
        let mut replayed = F::default();
        self.events.iter().for_each(|event| replayed.evolve(event));
        assert_eq!(replayed, self.feature, "the replay gives the same state");
        Ok(events)
    }

    /// What the last step shows to people, one entry for each message:
    /// `post: Severity poll 1 … [SEV1 → vote 1]`, `hint ann: …`. Other effects are left out.
    pub(crate) fn shown(&self) -> Vec<String> {
        self.reaction.effects.iter().filter_map(show).collect()
    }

    /// The one timer change for this key in the last step: when, or `None` for cancelled.
    pub(crate) fn timer(&self, key: &TimerKey) -> Option<Option<Timestamp>> {
        self.reaction.timers.iter().rev().find_map(|change| match change {
            TimerChange::Set { key: set, at } if set == key => Some(Some(*at)),
            TimerChange::Cancel { key: cancelled } if cancelled == key => Some(None),
            _ => None,
        })
    }

    /// The events as the timeline tells them.
    pub(crate) fn told(&self) -> Vec<String> {
        self.events.iter().map(|event| F::tell(event).to_plain()).collect()
    }
}

fn show(effect: &Effect) -> Option<String> {
    Some(match effect {
        Effect::Post { room: Room::EmergencyChannel, message, .. } => {
            format!("em: {}", show_message(message))
        }
        Effect::Post { message, .. } => format!("post: {}", show_message(message)),
        Effect::Edit { message, .. } => format!("edit: {}", show_message(message)),
        Effect::Hint { person, message, .. } => format!("hint {person}: {}", show_message(message)),
        Effect::Direct { person, message } => format!("direct {person}: {}", show_message(message)),
        _ => return None,
    })
}

fn show_message(message: &Message) -> String {
    let mut out = message.text.to_plain();
    for button in &message.buttons {
        out.push_str(&format!(" [{} → {}]", button.label, button.command));
    }
    out
}
