use std::sync::LazyLock;

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Room, TimerChange};
use crate::policy::Policy;

static ROOM: Room = Room::EmergencyChannel;
static STANDING: LazyLock<Standing> = LazyLock::new(Standing::default);
static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_second(minutes * 60).unwrap()
}

/// An emergency channel and the schedule it asks.
struct World {
    shifts: Shifts,
    commander: Option<PersonId>,
    now: Timestamp,
}

impl World {
    fn commanded_by(commander: Option<&str>) -> Self {
        Self { shifts: Shifts::default(), commander: commander.map(person), now: minute(0) }
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            room: &ROOM,
            commander: self.commander.as_ref(),
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &STANDING,
        }
    }

    fn context(&self) -> Context<'_> {
        Context::new(self.now, &Actor::Clockwork, &POLICY)
    }

    fn take_in(&mut self, events: Vec<Event>) -> Vec<Event> {
        for event in &events {
            self.shifts.evolve(event);
        }
        events
    }

    fn begin(&mut self) -> Vec<Event> {
        let events = self.shifts.decide(&Command::Begin, &self.scene(), self.context()).unwrap();
        self.take_in(events)
    }

    fn settle(&mut self, at: Timestamp, outcome: Outcome) -> Vec<Event> {
        let effect = Effect::ConsultSchedule { at };
        let events = self.shifts.settled(&effect, &outcome, &self.scene(), self.context());
        self.take_in(events)
    }

    /// Asks the schedule at a minute and lets it answer.
    fn consult(&mut self, at: i64, outcome: Outcome) -> Vec<Event> {
        self.now = minute(at);
        self.begin();
        self.settle(minute(at), outcome)
    }

    /// The same with an answer: who is on duty and in which minute that changes.
    fn hear(&mut self, at: i64, who: Option<&str>, until: Option<i64>) -> Vec<Event> {
        self.consult(at, duty(who, until))
    }

    fn reaction(&self, event: &Event) -> Reaction {
        self.shifts.react(event, &self.scene(), self.context())
    }

    /// What people see after events, a line each: where, what, the buttons' commands.
    fn shown(&self, events: &[Event]) -> Vec<String> {
        let line = |place: String, message: &Message| {
            let buttons: Vec<&str> = message.buttons.iter().map(|b| b.command.as_str()).collect();
            format!("{place}: {} {buttons:?}", message.text)
        };
        let show = |effect: Effect| match effect {
            Effect::Post { room, message, .. } => line(room.to_string(), &message),
            Effect::Direct { person, message } => line(format!("to {person}"), &message),
            other => format!("{other:?}"),
        };
        events.iter().flat_map(|event| self.reaction(event).effects).map(show).collect()
    }

    /// The one timer that events leave behind.
    fn timer(&self, events: &[Event]) -> Option<TimerChange> {
        events.iter().flat_map(|event| self.reaction(event).timers).last()
    }
}

fn duty(who: Option<&str>, until: Option<i64>) -> Outcome {
    Outcome::Done(Answer::Duty {
        person: who.map(person),
        why: String::from("weekly rota"),
        next_change: until.map(minute),
    })
}

fn refused() -> Outcome {
    Outcome::Refused { reason: String::from("503 from the service.") }
}

fn set(at: i64) -> Option<TimerChange> {
    Some(TimerChange::Set { key: TimerKey::ShiftChange, at: minute(at) })
}

#[test]
fn at_the_start_and_at_each_change_the_schedule_is_asked() {
    let mut world = World::commanded_by(None);
    let events = world.begin();
    assert_eq!(events, [Event::Consulted { at: minute(0) }]);
    let asked = Effect::ConsultSchedule { at: minute(0) };
    assert_eq!(world.reaction(&events[0]), Reaction::none().effect(asked));
    world.now = minute(5);
    let events = world.shifts.timer(&TimerKey::ShiftChange, &world.scene(), world.context());
    assert_eq!(events, [Event::Consulted { at: minute(5) }]);
    assert_eq!(world.shifts.timer(&TimerKey::Digest, &world.scene(), world.context()), []);
}

#[test]
fn a_shift_starts_and_its_end_is_waited_for() {
    let mut world = World::commanded_by(None);
    let events = world.hear(0, Some("ada"), Some(60));
    assert_eq!(
        events,
        [Event::ShiftStarted {
            person: person("ada"),
            why: String::from("weekly rota"),
            after: None,
            until: Some(minute(60)),
        }]
    );
    assert_eq!(world.timer(&events), set(60));
    let shifts = &world.shifts;
    assert_eq!((shifts.on_shift(), shifts.why()), (Some(&person("ada")), Some("weekly rota")));
    assert_eq!((shifts.until(), shifts.is_gap()), (Some(minute(60)), false));
    assert_eq!(world.shown(&events), Vec::<String>::new(), "the seat speaks");
}

#[test]
fn a_schedule_that_never_changes_needs_no_timer() {
    let mut world = World::commanded_by(None);
    let events = world.hear(0, Some("ada"), None);
    assert_eq!(world.timer(&events), Some(TimerChange::Cancel { key: TimerKey::ShiftChange }));
}

#[test]
fn the_end_of_a_shift_alone_changes_nothing_but_shows_the_next_step() {
    let mut world = World::commanded_by(Some("ada"));
    world.hear(0, Some("ada"), Some(60));
    let events = world.hear(60, Some("ben"), Some(120));
    assert_eq!(events[0], Event::ShiftEnded { person: person("ada"), next: Some(person("ben")) });
    assert_eq!(
        world.shown(&events),
        [
            "to ada: @ada, your shift has ended. You command until the baton is passed. Next on \
             shift: ben. [\"offer @ben\"]",
            "em: The shift of ben has begun. ada commands until the baton is passed. []",
            "to ben: @ben, your shift has begun and lasts until 1970-01-01 02:00 UTC.\nada commands the emergency channel \
             until you have both confirmed the handover. Read the brief; the offer comes to you. \
             Why it is your turn: `duty`. [\"brief\"]",
        ]
    );
    assert_eq!(world.timer(&events), set(120));
}

#[test]
fn a_commander_out_of_turn_learns_whose_shift_has_begun() {
    let mut world = World::commanded_by(Some("zoe"));
    world.hear(0, Some("ada"), Some(60));
    let shown = {
        let events = world.hear(60, Some("ben"), None);
        world.shown(&events)
    };
    assert_eq!(shown.len(), 3, "nothing for ada, who does not command: {shown:?}");
    assert_eq!(
        shown[2],
        "to zoe: @zoe, the shift of ben has begun. You command until the baton is passed. \
         [\"offer @ben\"]"
    );
}

#[test]
fn who_commands_already_is_greeted_without_a_handover() {
    let mut world = World::commanded_by(Some("ada"));
    let events = world.hear(0, Some("ada"), None);
    assert_eq!(
        world.shown(&events),
        ["to ada: @ada, your shift has begun. You command the emergency channel already. []"]
    );
}

#[test]
fn a_gap_is_told_once_with_who_commands_still() {
    let mut world = World::commanded_by(Some("ada"));
    world.hear(0, Some("ada"), Some(60));
    let events = world.hear(60, None, Some(120));
    assert_eq!(
        world.shown(&events),
        [
            "to ada: @ada, your shift has ended. You command until the baton is passed. Nobody \
             follows on the schedule. []",
            "em: Nobody is on shift until 1970-01-01 02:00 UTC. ada commands still. []",
        ]
    );
    assert_eq!((world.timer(&events), world.shifts.is_gap()), (set(120), true));
    assert_eq!((world.shifts.on_shift(), world.shifts.why()), (None, None));
    let again = world.hear(90, None, Some(150));
    assert_eq!(again, [Event::Confirmed { until: Some(minute(150)) }]);
    assert_eq!((world.shown(&again), world.timer(&again)), (Vec::new(), set(150)));
    let events = world.hear(150, Some("ada"), None);
    assert!(matches!(&events[..], [Event::ShiftStarted { after: None, .. }]), "{events:?}");
    assert!(!world.shifts.is_gap());
}

#[test]
fn a_gap_without_a_commander_shows_how_to_take_command() {
    let mut world = World::commanded_by(None);
    let events = world.hear(0, None, None);
    assert_eq!(world.shown(&events), ["em: Nobody is on shift. Nobody commands. [\"take\"]"]);
}

#[test]
fn the_same_answer_after_a_restart_only_moves_the_timer() {
    let mut world = World::commanded_by(Some("zoe"));
    world.hear(0, Some("ada"), Some(60));
    let events = world.hear(30, Some("ada"), Some(90));
    assert_eq!(events, [Event::Confirmed { until: Some(minute(90)) }]);
    assert_eq!((world.shown(&events), world.timer(&events)), (Vec::new(), set(90)));
    assert_eq!(world.shifts.until(), Some(minute(90)));
}

#[test]
fn a_change_that_lies_in_the_past_is_not_asked_about_at_once() {
    let mut world = World::commanded_by(None);
    for until in [9, 10] {
        let events = world.hear(10, Some("ada"), Some(until));
        assert_eq!(world.timer(&events), set(11), "{until}");
    }
}

#[test]
fn a_schedule_that_does_not_answer_is_told_once_and_asked_again() {
    let mut world = World::commanded_by(Some("ada"));
    let events = world.consult(0, refused());
    assert_eq!(
        world.shown(&events),
        ["em: The shift schedule does not answer: 503 from the service. It is asked again \
             every 1 min. ada commands still. []"]
    );
    assert_eq!((world.timer(&events), world.shifts.is_silent()), (set(1), true));
    let unknown = Outcome::Ambiguous { reason: String::from("no answer") };
    let events = world.consult(1, unknown);
    assert_eq!((world.shown(&events), world.timer(&events)), (Vec::new(), set(2)));
    let events = world.consult(2, Outcome::Done(Answer::Nothing));
    assert!(matches!(&events[..], [Event::ScheduleSilent { .. }]), "{events:?}");
    let events = world.hear(3, Some("ada"), None);
    assert_eq!(events[0], Event::ScheduleHeard);
    assert_eq!(world.shown(&events)[0], "em: The shift schedule answers again. []");
    assert!(!world.shifts.is_silent());
    let events = world.consult(4, refused());
    assert_eq!(world.shown(&events).len(), 1, "a new silence is told again");
}

#[test]
fn a_silent_schedule_takes_nobody_off_shift() {
    let mut world = World::commanded_by(None);
    world.hear(0, Some("ada"), Some(60));
    let events = world.consult(60, refused());
    assert_eq!(world.shifts.on_shift(), Some(&person("ada")));
    assert!(world.shown(&events)[0].contains("Nobody commands; the first to write `take` does."));
}

#[test]
fn an_answer_that_is_not_awaited_means_nothing() {
    let mut world = World::commanded_by(None);
    assert_eq!(world.settle(minute(0), duty(Some("ada"), None)), [], "never asked");
    world.begin();
    assert_eq!(world.settle(minute(7), duty(Some("ada"), None)), [], "another question");
    assert_eq!(world.settle(minute(0), duty(Some("ada"), None)).len(), 1);
    assert_eq!(world.settle(minute(0), duty(Some("ben"), None)), [], "answered already");
    let other = Effect::StandDown { page: 1, people: Default::default() };
    let outcome = duty(Some("ben"), None);
    let events = world.shifts.settled(&other, &outcome, &world.scene(), world.context());
    assert_eq!(events, []);
}

#[test]
fn words_of_the_schedule_are_kept_short() {
    let mut world = World::commanded_by(None);
    let reason = "x".repeat(WHY_CHARS_MAX + 1);
    let events = world.consult(0, Outcome::Refused { reason: reason.clone() });
    let [Event::ScheduleSilent { reason: kept, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!(kept.len(), WHY_CHARS_MAX);
    let answer = Answer::Duty { person: Some(person("ada")), why: reason, next_change: None };
    world.consult(1, Outcome::Done(answer));
    assert_eq!(world.shifts.why().unwrap().len(), WHY_CHARS_MAX);
}

#[test]
fn every_event_has_a_line_and_survives_its_stored_form() {
    let mut world = World::commanded_by(None);
    let mut events = world.begin();
    events.extend(world.settle(minute(0), refused()));
    for (at, who) in [(1, Some("ada")), (2, Some("ben")), (3, None), (4, None)] {
        world.now = minute(at);
        world.begin();
        events.push(Event::Consulted { at: minute(at) });
        events.extend(world.settle(minute(at), duty(who, None)));
    }
    let told: Vec<String> = events
        .iter()
        .filter(|event| !matches!(event, Event::Consulted { .. }))
        .map(|event| Shifts::tell(event).to_string())
        .collect();
    assert_eq!(
        told,
        [
            "The schedule did not answer: 503 from the service.",
            "The schedule answers again",
            "The shift of ada began: weekly rota",
            "The shift of ada ended",
            "The shift of ben began: weekly rota",
            "The shift of ben ended",
            "Nobody is on shift",
            "The schedule says the same as before",
        ]
    );
    let asked = Shifts::tell(&events[0]).to_string();
    assert_eq!(asked, "Asked the schedule who is on duty at 1970-01-01 00:00 UTC");
    let mut replayed = Shifts::default();
    for event in &events {
        let stored = serde_json::to_string(event).unwrap();
        replayed.evolve(&serde_json::from_str(&stored).unwrap());
    }
    assert_eq!(replayed, world.shifts);
    let snapshot = serde_json::to_string(&replayed).unwrap();
    assert_eq!(serde_json::from_str::<Shifts>(&snapshot).unwrap(), replayed);
}
