//! Each rule about pins and newcomers.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::*;
use crate::context::Actor;
use crate::ids::TeamId;
use crate::people::{PersonKind, Profile};
use crate::policy::{Policy, Team};

fn person(name: &str) -> PersonId {
    PersonId::new(format!("memory:{name}")).unwrap()
}

/// The emergency channel; Jim commands, Mia manages the team of Dan.
struct Stage {
    briefing: Briefing,
    policy: Policy,
    actor: Actor,
    standing: Standing,
}

impl Stage {
    fn new() -> Self {
        let team = Team {
            name: "Database".into(),
            room: "database".into(),
            manager: person("mia"),
            members: BTreeSet::from([person("dan")]),
            components: BTreeSet::new(),
            escalation: None,
        };
        let teams = BTreeMap::from([(TeamId::new("database").unwrap(), team)]);
        let policy = Policy { teams, ..Policy::default() };
        let (actor, standing) = (Actor::Clockwork, Standing::default());
        Self { briefing: Briefing::default(), policy, actor, standing }
    }

    fn act_as(&mut self, name: &str) {
        let id = person(name);
        let manages = (name == "mia").then(|| TeamId::new("database").unwrap());
        let duty_commander = name == "jim";
        let person = Some(id.clone());
        self.standing = Standing { person, duty_commander, manages, ..Standing::default() };
        let kind = PersonKind::Employee;
        self.actor = Actor::Person(Profile { id, name: name.into(), zone: None, kind });
    }

    fn with<T>(&self, look: impl FnOnce(&Briefing, &Scene<'_>, Context<'_>) -> T) -> T {
        let scene = Scene {
            room: &Room::EmergencyChannel,
            commander: None,
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &self.standing,
        };
        let cx = Context::new(Timestamp::UNIX_EPOCH, &self.actor, &self.policy);
        look(&self.briefing, &scene, cx)
    }

    fn run(&mut self, by: &str, command: &Command) -> Result<Vec<(Event, Reaction)>, Refusal> {
        self.act_as(by);
        self.run_on(command)
    }

    fn run_on(&mut self, command: &Command) -> Result<Vec<(Event, Reaction)>, Refusal> {
        let events = self.with(|briefing, scene, cx| briefing.decide(command, scene, cx))?;
        let follow = |event: Event| {
            self.briefing.evolve(&event);
            let reaction = self.with(|briefing, scene, cx| briefing.react(&event, scene, cx));
            (event, reaction)
        };
        Ok(events.into_iter().map(follow).collect())
    }

    fn refusal(&mut self, by: &str, command: &Command) -> RefusalKind {
        self.run(by, command).unwrap_err().kind
    }

    fn titles(&self) -> Vec<&str> {
        self.briefing.pins().iter().map(|pin| pin.title.as_str()).collect()
    }
}

fn pin(id: &str, title: &str) -> Command {
    let target = Target::Message(MessageId::new(id).unwrap());
    Command::Pin { target, title: title.into() }
}

fn arrive(name: &str) -> Command {
    Command::Arrive { person: person(name), presumed: false }
}

fn errand(name: &str) -> Command {
    Command::GiveErrand { person: person(name) }
}

fn speak() -> Command {
    Command::Speak { message: MessageId::new("m9").unwrap(), text: "is it DNS?".into() }
}

fn hints(reaction: &Reaction) -> Vec<(&PersonId, String, Vec<&str>)> {
    reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Hint { person, message, .. } | Effect::Direct { person, message } => {
                let buttons = message.buttons.iter().map(|button| button.command.as_str());
                Some((person, message.text.to_plain(), buttons.collect()))
            }
            _ => None,
        })
        .collect()
}

fn is_held_back(done: &[(Event, Reaction)]) -> bool {
    matches!(done, [(Event::HeldBack { .. }, _)])
}

#[test]
fn pins_keep_their_order_and_their_numbers() {
    let mut stage = Stage::new();
    for (id, title) in [("m1", "rules"), ("m2", "dashboard"), ("m3", "bridge")] {
        stage.run("dan", &pin(id, title)).unwrap();
    }
    stage.run("dan", &Command::Move { number: 3, to: 1 }).unwrap();
    assert_eq!(stage.titles(), ["bridge", "rules", "dashboard"]);
    let done = stage.run("dan", &Command::Move { number: 3, to: 99 }).unwrap();
    assert_eq!(done[0].0, Event::Moved { number: 3, to: 3 }, "the record says the real place");
    assert_eq!(stage.titles(), ["rules", "dashboard", "bridge"]);
    stage.run("dan", &Command::Move { number: 2, to: 0 }).unwrap();
    assert_eq!(stage.titles(), ["dashboard", "rules", "bridge"]);
    stage.run("dan", &Command::Unpin { number: 3 }).unwrap();
    let done = stage.run("dan", &pin("m4", "graph")).unwrap();
    assert!(matches!(done[0].0, Event::Pinned { number: 4, .. }), "numbers are not used twice");
    assert_eq!(stage.titles(), ["dashboard", "rules", "graph"]);
}

#[test]
fn pins_are_carried_out_and_the_list_answered() {
    let mut stage = Stage::new();
    let done = stage.run("dan", &pin("m1", "  the \n rules ")).unwrap();
    assert!(matches!(done[0].1.effects[0], Effect::Pin { pinned: true, .. }));
    assert_eq!(hints(&done[0].1)[0].1, "Pinned, in order:\n• 1 – the rules");
    let done = stage.run("dan", &Command::Unpin { number: 1 }).unwrap();
    assert!(matches!(done[0].1.effects[0], Effect::Pin { pinned: false, .. }));
    stage.actor = Actor::Clockwork;
    let done = stage.run_on(&pin("m2", "dashboard")).unwrap();
    assert!(hints(&done[0].1).is_empty(), "clockwork needs no answer");
}

#[test]
fn what_the_rules_pin_themselves_is_outside_the_list_and_stays() {
    let mut stage = Stage::new();
    let rules = Command::Pin { target: Target::Slot(Slot::Rules), title: "rules".into() };
    let done = stage.run("dan", &rules).unwrap();
    assert!(matches!(done[0].1.effects.as_slice(), [Effect::Pin { pinned: true, .. }]));
    assert!(stage.run("dan", &rules).unwrap().is_empty(), "once");
    assert!(stage.titles().is_empty());
    for number in [0, 1] {
        assert_eq!(stage.refusal("dan", &Command::Unpin { number }), RefusalKind::NotFound);
    }
    let done = stage.run("dan", &pin("m1", "bridge")).unwrap();
    assert_eq!(hints(&done[0].1)[0].1, "Pinned, in order:\n• 1 – bridge");
}

#[test]
fn a_note_is_posted_and_pinned() {
    let mut stage = Stage::new();
    let done = stage.run("dan", &Command::Note { title: "bridge: room 4".into() }).unwrap();
    let [Effect::Post { slot: Some(slot), message, .. }, Effect::Pin { target, .. }, ..] =
        done[0].1.effects.as_slice()
    else {
        panic!("{done:?}");
    };
    assert_eq!((slot, target), (&Slot::Pin(1), &Target::Slot(Slot::Pin(1))));
    assert_eq!(message.text.to_plain(), "bridge: room 4");
    assert!(stage.briefing.titles().eq(["bridge: room 4"]));
}

#[test]
fn pins_are_refused_where_they_make_no_list() {
    let mut stage = Stage::new();
    stage.run("dan", &pin("m1", "rules")).unwrap();
    assert_eq!(stage.refusal("dan", &pin("m1", "again")), RefusalKind::AlreadyDone);
    assert_eq!(stage.refusal("dan", &pin("m2", " ")), RefusalKind::Unacceptable);
    let long = "x".repeat(PIN_TITLE_CHARS_MAX + 1);
    assert_eq!(stage.refusal("dan", &pin("m2", &long)), RefusalKind::Unacceptable);
    assert_eq!(stage.refusal("dan", &Command::Unpin { number: 7 }), RefusalKind::NotFound);
    assert_eq!(stage.refusal("dan", &Command::Move { number: 7, to: 1 }), RefusalKind::NotFound);
    for count in 2..=PINS_MAX {
        stage.run("dan", &pin(&format!("m{count}"), "more")).unwrap();
    }
    assert_eq!(stage.refusal("dan", &pin("last", "last")), RefusalKind::LimitReached);
}

#[test]
fn a_newcomer_is_briefed_and_confirms_before_speaking() {
    let mut stage = Stage::new();
    stage.run("jim", &pin("m1", "dashboard")).unwrap();
    assert_eq!(stage.run("zoe", &arrive("zoe")).unwrap().len(), 1);
    let done = stage.run("zoe", &speak()).unwrap();
    assert!(is_held_back(&done));
    assert!(matches!(done[0].1.effects[0], Effect::RemoveMessage { .. }));
    let said = hints(&done[0].1);
    assert!(said[0].1.contains("> is it DNS?"), "their words come back: {}", said[0].1);
    assert_eq!(said[0].2, ["briefed"]);
    stage.run("zoe", &Command::Confirm).unwrap();
    assert!(stage.briefing.is_briefed(&person("zoe")));
    assert!(stage.run("zoe", &speak()).unwrap().is_empty());
    assert_eq!(stage.refusal("zoe", &Command::Confirm), RefusalKind::AlreadyDone);
}

#[test]
fn the_welcome_says_how_things_stand_and_what_to_do() {
    let welcome = |presumed| welcome(&Room::EmergencyChannel, Text::from("All quiet."), presumed);
    let to_confirm = welcome(false);
    let text = to_confirm.text.to_plain();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["Welcome to em.", "All quiet."]);
    assert!(lines[2].contains("mentions only"), "{text}");
    assert_eq!(lines[3..], ["Read the pins, then confirm."]);
    assert_eq!(to_confirm.buttons[0].command, "briefed");
    assert!(welcome(true).buttons.is_empty(), "who is presumed briefed reads without confirming");
}

#[test]
fn who_was_never_seen_to_come_is_held_back_too() {
    assert!(is_held_back(&Stage::new().run("zoe", &speak()).unwrap()));
}

#[test]
fn who_comes_back_is_briefed_again_only_without_having_confirmed() {
    let mut stage = Stage::new();
    assert_eq!(stage.run("zoe", &arrive("zoe")).unwrap().len(), 1);
    assert_eq!(stage.run("zoe", &arrive("zoe")).unwrap().len(), 1);
    stage.run("zoe", &Command::Confirm).unwrap();
    assert!(stage.run("zoe", &arrive("zoe")).unwrap().is_empty());
}

#[test]
fn those_presumed_briefed_read_without_confirming() {
    let mut stage = Stage::new();
    let come = Command::Arrive { person: person("mia"), presumed: true };
    stage.run("mia", &come).unwrap();
    assert!(stage.briefing.is_briefed(&person("mia")));
    for who in ["jim", "mia"] {
        assert!(Stage::new().run(who, &speak()).unwrap().is_empty(), "{who}");
    }
}

#[test]
fn working_roles_are_presumed_briefed_and_readers_are_not() {
    let with = |role| Standing { roles: BTreeSet::from([role]), ..Standing::default() };
    assert!(presumed_briefed(&with(Role::Scribe)));
    assert!(!presumed_briefed(&with(Role::Observer)));
    assert!(!presumed_briefed(&with(Role::Guest)));
    assert!(!presumed_briefed(&Standing::default()));
    let guest = Standing { guest: GuestStanding::Admitted, ..with(Role::SubjectMatterExpert) };
    assert!(!presumed_briefed(&guest));
}

#[test]
fn a_policy_can_let_newcomers_speak_at_once() {
    let mut stage = Stage::new();
    stage.policy.brief_newcomers = false;
    assert!(stage.run("zoe", &speak()).unwrap().is_empty());
    let done = stage.run("zoe", &arrive("zoe")).unwrap();
    assert_eq!(done[0].0, Event::Arrived { person: person("zoe"), presumed: true });
}

#[test]
fn an_errand_lets_somebody_speak_once() {
    let mut stage = Stage::new();
    let done = stage.run("mia", &errand("dan")).unwrap();
    let told: Vec<_> = hints(&done[0].1).into_iter().map(|(whom, ..)| whom.clone()).collect();
    assert_eq!(told, [person("dan"), person("mia")], "who sends them sees that it is done");
    stage.run("dan", &arrive("dan")).unwrap();
    let done = stage.run("dan", &speak()).unwrap();
    assert_eq!(done[0].0, Event::ErrandDone { person: person("dan") });
    assert!(is_held_back(&stage.run("dan", &speak()).unwrap()));
}

#[test]
fn errands_are_given_by_who_may_and_to_who_needs_one() {
    let mut stage = Stage::new();
    assert_eq!(stage.refusal("dan", &errand("zoe")), RefusalKind::NotEntitled);
    assert_eq!(stage.refusal("mia", &errand("zoe")), RefusalKind::NotEntitled, "another team");
    stage.standing.leads_room = true;
    let elsewhere = stage.run_on(&errand("zoe")).unwrap_err();
    assert_eq!(elsewhere.kind, RefusalKind::NotEntitled, "a manager in the team's own room");
    assert!(stage.run("jim", &errand("zoe")).is_ok());
    assert_eq!(stage.refusal("jim", &errand("zoe")), RefusalKind::AlreadyDone);
    stage.run("dan", &Command::Confirm).unwrap();
    assert_eq!(stage.refusal("mia", &errand("dan")), RefusalKind::AlreadyDone);
}

#[test]
fn programs_and_services_are_neither_held_back_nor_briefed() {
    let mut stage = Stage::new();
    stage.act_as("bot");
    stage.standing.barred = true;
    assert!(stage.run_on(&speak()).unwrap().is_empty());
    stage.actor = Actor::Service("alertmanager".into());
    assert!(stage.run_on(&speak()).unwrap().is_empty());
    assert_eq!(stage.run_on(&Command::Confirm).unwrap_err().kind, RefusalKind::NotEntitled);
}

#[test]
fn when_too_many_have_come_the_unread_are_forgotten_first() {
    let mut briefing = Briefing::default();
    let confirmed = |name: &str| Event::Confirmed { person: person(name) };
    let came = |name: &str| Event::Arrived { person: person(name), presumed: false };
    briefing.evolve(&confirmed("first"));
    briefing.evolve(&came("waiting"));
    for number in 2..READERS_MAX {
        briefing.evolve(&confirmed(&number.to_string()));
    }
    briefing.evolve(&confirmed("one more"));
    assert_eq!(briefing.readers.len(), READERS_MAX);
    assert!(!briefing.readers.contains_key(&person("waiting")));
    assert!(briefing.is_briefed(&person("first")));
    briefing.evolve(&confirmed("and another"));
    assert_eq!(briefing.readers.len(), READERS_MAX);
    assert!(!briefing.is_briefed(&person("first")), "then the first who came");
}

#[test]
fn the_list_survives_a_replay_with_gaps() {
    let mut briefing = Briefing::default();
    briefing.evolve(&Event::Moved { number: 4, to: 2 });
    let target = Target::Slot(Slot::Rules);
    briefing.evolve(&Event::Unpinned { number: 4, target });
    assert_eq!(briefing, Briefing::default());
}
