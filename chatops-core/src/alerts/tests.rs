//! The rules of alerts, each at least once; storms have a file of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Room, TimerChange};
use crate::feature_tests::stored;
use crate::ids::{JournalId, Place, StreamId, TeamId};
use crate::message::Picture;
use crate::people::{PersonKind, Profile};
use crate::policy::{Policy, Team};
use crate::severity::Severity;

/// The alerts of an emergency channel with their timers, on a clock in milliseconds.
pub(super) struct Play {
    pub(super) alerts: Alerts,
    pub(super) policy: Policy,
    pub(super) now: i64,
    timers: BTreeMap<TimerKey, Timestamp>,
    /// What happened last.
    pub(super) events: Vec<Event>,
    /// Everything that was shown: when, where, what.
    pub(super) log: Vec<(i64, String, String)>,
}

/// Teams `t00` to `t19`, each with the component `c00` to `c19`; `c00` is critical.
pub(super) fn play() -> Play {
    let mut policy = Policy::default();
    for number in 0..20 {
        let team = Team {
            name: format!("Team {number}"),
            room: format!("t{number:02}"),
            manager: PersonId::new("max").unwrap(),
            members: BTreeSet::new(),
            components: [component(number)].into(),
            escalation: None,
        };
        policy.teams.insert(TeamId::new(format!("t{number:02}")).unwrap(), team);
    }
    policy.critical_components.insert(component(0));
    Play {
        alerts: Alerts::default(),
        policy,
        now: 0,
        timers: BTreeMap::new(),
        events: Vec::new(),
        log: Vec::new(),
    }
}

pub(super) fn component(number: usize) -> ComponentId {
    ComponentId::new(format!("c{number:02}")).unwrap()
}

/// An alert of a group, against the component with this number.
pub(super) fn firing(group: &str, key: &str, number: usize) -> Signal {
    Signal {
        source: "prom".into(),
        key: format!("{group}/{key}"),
        group: group.into(),
        status: SignalStatus::Firing,
        title: format!("{group} is down"),
        description: String::new(),
        component: Some(component(number)),
        severity: None,
        labels: BTreeMap::new(),
        links: Vec::new(),
        chart: None,
        started_at: None,
        left_out: 0,
    }
}

pub(super) fn resolved(group: &str, key: &str) -> Signal {
    Signal { status: SignalStatus::Resolved, ..firing(group, key, 1) }
}

impl Play {
    fn run(
        &mut self,
        actor: &Actor,
        judge: impl Fn(&Alerts, &Scene<'_>, Context<'_>) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Reaction, Refusal> {
        let (room, standing) = (Room::EmergencyChannel, Standing::default());
        let scene = Scene {
            room: &room,
            commander: None,
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &standing,
        };
        let now = Timestamp::from_millisecond(self.now).unwrap();
        let cx = Context::new(now, actor, &self.policy);
        let mut reaction = Reaction::none();
        self.events = judge(&self.alerts, &scene, cx)?.iter().map(stored).collect();
        for event in &self.events {
            self.alerts.evolve(event);
            reaction = reaction.and(self.alerts.react(event, &scene, cx));
        }
        for effect in &reaction.effects {
            let (room, shown) = match effect {
                Effect::Post { room, message, .. } => (room, format!("posts {}", message.text)),
                Effect::Edit { room, message, .. } => (room, format!("shows {}", message.text)),
                // Will be a message when it comes.
                Effect::FetchChart { query, .. } => (&room, format!("will graph {query}")),
                _ => continue,
            };
            self.log.push((self.now, room.to_string(), shown));
        }
        for change in &reaction.timers {
            match change {
                TimerChange::Set { key, at } => self.timers.insert(key.clone(), *at),
                TimerChange::Cancel { key } => self.timers.remove(key),
            };
        }
        Ok(reaction)
    }

    pub(super) fn receive(&mut self, signal: Signal) -> Reaction {
        let command = Command::Receive(Box::new(signal));
        let source = Actor::Service("prom".into());
        self.run(&source, |alerts, scene, cx| alerts.decide(&command, scene, cx)).unwrap()
    }

    pub(super) fn try_by(&mut self, who: &str, command: Command) -> Result<Reaction, Refusal> {
        let (id, kind) = (PersonId::new(who).unwrap(), PersonKind::Employee);
        let actor = Actor::Person(Profile { id, name: who.into(), zone: None, kind });
        self.run(&actor, |alerts, scene, cx| alerts.decide(&command, scene, cx))
    }

    pub(super) fn by_ann(&mut self, command: Command) -> Reaction {
        self.try_by("ann", command).unwrap()
    }

    pub(super) fn refused(&mut self, command: Command) -> RefusalKind {
        self.try_by("bob", command).unwrap_err().kind
    }

    fn settle(&mut self, effect: &Effect, outcome: &Outcome) -> Reaction {
        self.run(&Actor::Clockwork, |alerts, scene, cx| {
            Ok(alerts.settled(effect, outcome, scene, cx))
        })
        .unwrap()
    }

    /// Lets time pass, and the timers fire that fall due.
    pub(super) fn until(&mut self, milliseconds: i64) {
        while let Some((key, at)) = self
            .timers
            .iter()
            .map(|(key, at)| (key.clone(), at.as_millisecond()))
            .filter(|(_, at)| *at <= milliseconds)
            .min_by_key(|(_, at)| *at)
        {
            self.timers.remove(&key);
            self.now = at;
            self.run(&Actor::Clockwork, |alerts, scene, cx| Ok(alerts.timer(&key, scene, cx)))
                .unwrap();
        }
        self.now = milliseconds;
    }

    /// What was shown since the last call, as `room verb words`.
    pub(super) fn shown(&mut self) -> Vec<String> {
        self.log.drain(..).map(|(_, room, words)| format!("{room} {words}")).collect()
    }

    pub(super) fn fire(&mut self, group: &str, key: &str) -> Vec<String> {
        self.receive(firing(group, key, 1));
        self.shown()
    }
}

fn acknowledge(number: u32) -> Command {
    Command::Acknowledge { number }
}

fn mute(number: u32, minutes: i64) -> Command {
    Command::Mute { number, span: SignedDuration::from_mins(minutes) }
}

pub(super) fn incident() -> IncidentId {
    let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
    IncidentId::derive(Place { journal: &journal, stream: &stream, seq: 1, position: 0 })
}

pub(super) const MINUTE: i64 = 60_000;

#[test]
fn the_first_alert_of_a_group_is_posted_to_the_team_that_owns_the_component() {
    let mut play = play();
    let signal = Signal {
        description: "no answer".into(),
        severity: Some(Severity::Sev2),
        labels: [("zone".into(), "emea".into())].into(),
        links: vec![("Runbook".into(), "https://runbook.example".into())],
        ..firing("db", "1", 1)
    };
    let reaction = play.receive(signal);
    assert_eq!(
        play.shown(),
        ["team-t01 posts Alert 1 – db is down\nno answer\n\
          Firing since 1970-01-01 00:00 UTC – SEV2 – `c01` – from prom\n\
          `zone=emea`\nRunbook (https://runbook.example)"]
    );
    let Some(Effect::Post { message, slot, .. }) = reaction.effects.first() else { panic!() };
    assert_eq!(slot, &Some(crate::effect::Slot::Alert(1)));
    let commands: Vec<_> = message.buttons.iter().map(|button| button.command.as_str()).collect();
    assert_eq!(commands, ["alert ack 1", "alert mute 1 30m", "alert ask 1", "alert declare 1"]);
}

#[test]
fn an_alert_that_nobody_owns_comes_to_the_emergency_channel() {
    let mut play = play();
    play.receive(Signal { component: None, ..firing("db", "1", 1) });
    play.receive(firing("web", "1", 99));
    assert!(play.shown().iter().all(|line| line.starts_with("em posts")));
}

#[test]
fn the_same_alert_again_is_only_counted() {
    let mut play = play();
    play.fire("db", "1");
    for _ in 0..14 {
        play.now += MINUTE;
        assert_eq!(play.fire("db", "1"), Vec::<String>::new());
        assert!(matches!(play.events.as_slice(), [Event::Repeated { number: 1, .. }]));
    }
    play.until(30 * MINUTE);
    assert_eq!(play.shown(), Vec::<String>::new());
    assert_eq!(play.alerts.group(1).unwrap().repeats, 14);
}

#[test]
fn the_same_report_within_a_minute_is_a_copy_and_means_nothing() {
    let mut play = play();
    play.fire("db", "1");
    play.now = MINUTE - 1;
    assert_eq!(play.fire("db", "1"), Vec::<String>::new());
    assert_eq!(play.events, []);
    assert_eq!(play.alerts.group(1).unwrap().repeats, 0);
}

#[test]
fn an_alert_that_comes_and_goes_within_a_minute_is_told_each_time() {
    let mut play = play();
    play.fire("db", "1");
    play.receive(resolved("db", "1"));
    play.shown();
    assert!(play.fire("db", "1").concat().contains("posts Alert 2 – db is down"));
}

#[test]
fn more_alerts_of_a_group_become_one_edit_with_their_counts() {
    let mut play = play();
    play.fire("db", "1");
    for key in ["2", "3", "4"] {
        play.now += 1_000;
        assert_eq!(play.fire("db", key), Vec::<String>::new());
    }
    play.until(60_999);
    assert_eq!(play.shown(), Vec::<String>::new());
    play.until(61_000);
    let shown = play.shown();
    assert_eq!(shown.len(), 1);
    assert!(shown.concat().contains("team-t01 shows Alert 1 – db is down\n4 of 4 firing since"));
    play.until(10 * MINUTE);
    assert_eq!(play.shown(), Vec::<String>::new());
}

#[test]
fn the_same_group_of_another_source_is_another_group() {
    let mut play = play();
    play.fire("db", "1");
    play.receive(Signal { source: "other".into(), ..firing("db", "1", 1) });
    assert!(play.alerts.group(2).is_some());
}

#[test]
fn a_group_is_as_bad_as_the_worst_of_what_fires() {
    let mut play = play();
    for (key, severity) in [("1", Severity::Sev3), ("2", Severity::Sev1), ("3", Severity::Sev4)] {
        play.receive(Signal { severity: Some(severity), ..firing("db", key, 1) });
    }
    assert_eq!(play.alerts.group(1).unwrap().severity(), Some(Severity::Sev1));
    play.receive(resolved("db", "2"));
    assert_eq!(play.alerts.group(1).unwrap().severity(), Some(Severity::Sev3));
}

#[test]
fn the_room_learns_when_all_have_resolved_and_a_new_firing_is_a_new_entry() {
    let mut play = play();
    play.fire("db", "1");
    play.fire("db", "2");
    play.receive(resolved("db", "1"));
    assert_eq!(play.shown(), Vec::<String>::new());
    play.receive(resolved("db", "2"));
    let shown = play.shown();
    assert!(shown.first().unwrap().contains("shows Alert 1 – db is down\nResolved: fired from"));
    assert_eq!(shown.get(1).unwrap(), "team-t01 posts Alert 1 has resolved – db is down");
    assert_eq!(play.refused(acknowledge(1)), RefusalKind::WrongState);
    assert!(play.fire("db", "1").concat().contains("posts Alert 2"));
}

#[test]
fn what_resolves_without_having_fired_means_nothing() {
    let mut play = play();
    assert_eq!(play.receive(resolved("db", "1")), Reaction::none());
    play.fire("db", "1");
    assert_eq!(play.receive(resolved("db", "2")), Reaction::none());
    assert_eq!(play.alerts.group(1).unwrap().firing(), 1);
}

#[test]
fn an_acknowledgement_is_shown_passed_to_the_source_and_given_once() {
    let mut play = play();
    play.fire("db", "1");
    play.fire("db", "2");
    let reaction = play.by_ann(acknowledge(1));
    let told: Vec<_> = reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::AcknowledgeAlert { source, alert } => Some(format!("{source} {alert}")),
            _ => None,
        })
        .collect();
    assert_eq!(told, ["prom db/1", "prom db/2"]);
    assert!(play.shown().concat().contains("Acknowledged by ann at 1970-01-01 00:00 UTC"));
    let late = play.try_by("bob", acknowledge(1)).unwrap_err();
    assert_eq!(
        (late.kind, late.why.as_str()),
        (RefusalKind::AlreadyDone, "ann has acknowledged alert 1.")
    );
    assert_eq!(play.refused(acknowledge(9)), RefusalKind::NotFound);
}

#[test]
fn a_source_that_cannot_be_told_is_shown_once() {
    let mut play = play();
    play.fire("db", "1");
    play.fire("db", "2");
    play.by_ann(acknowledge(1));
    play.shown();
    let told =
        |key: &str| Effect::AcknowledgeAlert { source: "prom".into(), alert: format!("db/{key}") };
    let outcome = Outcome::Refused { reason: "it takes none".into() };
    play.settle(&told("1"), &Outcome::Done(Answer::Nothing));
    assert_eq!(play.shown(), Vec::<String>::new());
    play.settle(&told("1"), &outcome);
    assert!(play.shown().concat().contains("Its source was not told: it takes none"));
    assert_eq!(play.settle(&told("2"), &outcome), Reaction::none());
    assert_eq!(play.settle(&told("9"), &outcome), Reaction::none());
}

#[test]
fn a_muted_group_is_quiet_until_its_mute_ends_and_so_is_the_next_of_its_kind() {
    let mut play = play();
    play.fire("db", "1");
    play.by_ann(mute(1, 30));
    assert!(play.shown().concat().contains("Muted until 1970-01-01 00:30 UTC"));
    play.receive(resolved("db", "1"));
    assert_eq!(play.fire("db", "1"), Vec::<String>::new());
    play.until(29 * MINUTE);
    assert!(play.shown().iter().all(|line| line.starts_with("team-t01 shows Alert 1")));
    play.until(30 * MINUTE);
    assert!(play.shown().concat().contains("team-t01 posts Alert 2 – db is down"));
}

#[test]
fn when_a_mute_ends_the_room_is_told_only_if_it_still_fires() {
    let mut play = play();
    play.fire("db", "1");
    play.fire("web", "1");
    play.by_ann(mute(1, 30));
    play.by_ann(mute(2, 30));
    play.receive(resolved("web", "1"));
    play.shown();
    play.until(30 * MINUTE);
    let lines = play.shown();
    assert_eq!(
        lines.last().unwrap(),
        "team-t01 posts Alert 1 is no longer muted: 1 firing – db is down"
    );
    assert!(!lines.concat().contains("Alert 2 is no longer muted"));
}

#[test]
fn a_mute_is_bounded() {
    let mut play = play();
    play.fire("db", "1");
    assert_eq!(play.refused(mute(1, 0)), RefusalKind::Unacceptable);
    assert_eq!(play.refused(mute(1, 24 * 60 + 1)), RefusalKind::Unacceptable);
    play.by_ann(mute(1, 24 * 60));
}

#[test]
fn the_commander_is_asked_once_and_an_incident_is_linked_once() {
    let mut play = play();
    play.fire("db", "1");
    let ask = Command::AskCommander { number: 1 };
    play.by_ann(ask.clone());
    assert!(play.shown().concat().contains("Brought before the commander by ann"));
    assert_eq!(play.refused(ask.clone()), RefusalKind::AlreadyDone);
    let declared = Command::Declared { number: 1, incident: incident() };
    assert!(play.alerts.declarable(1).is_ok());
    play.by_ann(declared.clone());
    assert!(play.shown().concat().contains(&format!("Hot room: hot/{}", incident())));
    assert_eq!(play.refused(declared), RefusalKind::AlreadyDone);
    assert_eq!(play.refused(ask), RefusalKind::AlreadyDone);
    assert_eq!(play.alerts.declarable(2).unwrap_err().kind, RefusalKind::NotFound);
}

fn asks_for_hot_room(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Opened(opening) => opening.critical,
        Event::Fired { critical, .. } | Event::LeftOut { critical, .. } => *critical,
        _ => false,
    })
}

#[test]
fn a_critical_component_asks_for_a_hot_room_once() {
    let mut play = play();
    let mut asked = |group: &str, key: &str, number| {
        play.receive(firing(group, key, number));
        asks_for_hot_room(&play.events)
    };
    assert!(!asked("web", "1", 1));
    assert!(asked("db", "1", 0));
    assert!(!asked("db", "2", 0));
    assert!(!asked("cache", "1", 0));
    play.receive(resolved("db", "1"));
    play.receive(resolved("db", "2"));
    play.receive(resolved("cache", "1"));
    play.receive(firing("db", "1", 0));
    assert!(asks_for_hot_room(&play.events));
}

#[test]
fn a_group_that_turns_critical_asks_and_a_muted_one_does_not() {
    let mut play = play();
    play.receive(firing("db", "1", 1));
    play.receive(firing("web", "1", 1));
    play.by_ann(mute(2, 30));
    play.receive(firing("web", "2", 0));
    assert!(!asks_for_hot_room(&play.events));
    play.receive(firing("db", "2", 0));
    assert!(asks_for_hot_room(&play.events));
}

fn picture(bytes: usize) -> Outcome {
    let bytes = vec![0; bytes];
    let (name, media_type) = (String::from("g.png"), String::from("image/png"));
    let picture = Picture { name, alternative: "graph".into(), media_type, bytes };
    Outcome::Done(Answer::Chart { picture })
}

#[test]
fn the_graph_follows_the_alert_into_its_room() {
    let mut play = play();
    let reaction = play.receive(Signal { chart: Some("load".into()), ..firing("db", "1", 1) });
    let fetch = reaction.effects.last().unwrap().clone();
    assert_eq!(
        fetch,
        Effect::FetchChart { chart: CHARTS_FROM + 1, query: "load".into(), window_minutes: 60 }
    );
    let other = Effect::FetchChart { chart: 1, query: "load".into(), window_minutes: 60 };
    assert_eq!(play.settle(&other, &picture(1)), Reaction::none());
    let reaction = play.settle(&fetch, &picture(1));
    assert!(matches!(
        reaction.effects.as_slice(),
        [Effect::Post { message, room: Room::Team(_), .. }] if message.picture.is_some()
    ));
    assert_eq!(play.settle(&fetch, &picture(1)), Reaction::none());
}

#[test]
fn a_graph_that_fails_or_is_too_large_is_noted_and_not_posted() {
    let refused = Outcome::Refused { reason: "no such metric".into() };
    for outcome in [picture(CHART_BYTES_MAX + 1), Outcome::Done(Answer::Nothing), refused] {
        let mut play = play();
        let signal = Signal { chart: Some("load".into()), ..firing("db", "1", 1) };
        let fetch = play.receive(signal).effects.last().unwrap().clone();
        assert_eq!(play.settle(&fetch, &outcome), Reaction::none());
        assert!(matches!(play.events.as_slice(), [Event::ChartMissing { number: 1, .. }]));
    }
}

#[test]
fn an_alert_without_identity_is_refused() {
    let mut play = play();
    for signal in [
        Signal { source: String::new(), ..firing("db", "1", 1) },
        Signal { key: String::new(), ..firing("db", "1", 1) },
    ] {
        let command = Command::Receive(Box::new(signal));
        assert_eq!(play.refused(command), RefusalKind::Unacceptable);
    }
}

#[test]
fn events_are_stored_under_these_names_and_the_state_survives_storage() {
    let (key, at) = (String::from("a"), Timestamp::UNIX_EPOCH);
    let event = Event::Repeated { number: 1, key, described: None, at };
    assert_eq!(
        serde_json::to_string(&event).unwrap(),
        r#"{"repeated":{"number":1,"key":"a","at":"1970-01-01T00:00:00Z"}}"#
    );
    let mut play = play();
    for number in 0..20 {
        play.receive(firing(&format!("g{number}"), "1", number));
    }
    assert_eq!(stored(&play.alerts), play.alerts);
}
