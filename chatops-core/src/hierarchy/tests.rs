//! Each rule about who may speak.

use jiff::Timestamp;

use super::*;
use crate::context::Actor;
use crate::people::{PersonKind, Profile};
use crate::refusal::RefusalKind;

fn person(name: &str) -> PersonId {
    PersonId::new(format!("memory:{name}")).unwrap()
}

fn team(name: &str) -> TeamId {
    TeamId::new(name).unwrap()
}

/// Two teams: database (Mia; Dan, Eve and six more), network (Nils; Dan too). Jim commands.
struct Stage {
    voices: Voices,
    policy: Policy,
    actor: Actor,
    standing: Standing,
}

impl Stage {
    fn new() -> Self {
        let teams = [("database", "Database", "mia", vec!["dan", "eve", "f1", "f2", "f3", "f4"])]
            .into_iter()
            .chain([("network", "Network", "nils", vec!["dan"])])
            .map(|(id, name, manager, members)| {
                let members = members.into_iter().map(person).collect();
                let described = Team {
                    name: name.into(),
                    room: id.into(),
                    manager: person(manager),
                    members,
                    components: BTreeSet::new(),
                    escalation: None,
                };
                (team(id), described)
            })
            .collect();
        let policy = Policy { teams, ..Policy::default() };
        let (actor, standing) = (Actor::Clockwork, Standing::default());
        Self { voices: Voices::default(), policy, actor, standing }
    }

    /// The same in the mode in which teams speak with one voice.
    fn with_voices() -> Self {
        let mut stage = Self::new();
        stage.voices.mode = SpeakingMode::Voices;
        stage
    }

    /// Lets somebody act, as an aggregate would describe them.
    fn act_as(&mut self, name: &str) {
        let id = person(name);
        let manages = self.policy.teams.iter().find(|(_, team)| team.manager == id);
        self.standing = Standing {
            person: Some(id.clone()),
            duty_commander: name == "jim",
            team: self.policy.team_of(&id).map(|(id, _)| id.clone()),
            manages: manages.map(|(id, _)| id.clone()),
            delegate_of: self.voices.delegate_of(&id, &self.policy).cloned(),
            ..Standing::default()
        };
        let kind = PersonKind::Employee;
        self.actor = Actor::Person(Profile { id, name: name.into(), zone: None, kind });
    }

    fn with<T>(&self, look: impl FnOnce(&Voices, &Scene<'_>, Context<'_>) -> T) -> T {
        let commander = person("jim");
        let scene = Scene {
            room: &Room::EmergencyChannel,
            commander: Some(&commander),
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &self.standing,
        };
        let cx = Context::new(Timestamp::UNIX_EPOCH, &self.actor, &self.policy);
        look(&self.voices, &scene, cx)
    }

    fn run(&mut self, by: &str, command: &Command) -> Result<Vec<(Event, Reaction)>, Refusal> {
        self.act_as(by);
        let events = self.with(|voices, scene, cx| voices.decide(command, scene, cx))?;
        let follow = |event: Event| {
            self.voices.evolve(&event);
            let reaction = self.with(|voices, scene, cx| voices.react(&event, scene, cx));
            (event, reaction)
        };
        Ok(events.into_iter().map(follow).collect())
    }

    fn refusal(&mut self, by: &str, command: &Command) -> RefusalKind {
        self.run(by, command).unwrap_err().kind
    }
}

fn name(who: &str, of: &str, once: bool) -> Command {
    Command::NameDelegate { person: person(who), team: Some(team(of)), once }
}

fn withdraw(who: &str) -> Command {
    Command::WithdrawDelegate { person: person(who) }
}

fn speak(text: &str) -> Command {
    let (room, message) = (Room::EmergencyChannel, MessageId::new("m1").unwrap());
    Command::Speak { room, message, text: text.into() }
}

fn report(of: &str, text: &str) -> Command {
    Command::Report { team: Some(team(of)), text: text.into() }
}

/// Who may speak natively after this, if the reaction says so.
fn rights(reaction: &Reaction) -> Option<&Speakers> {
    reaction.effects.iter().find_map(|effect| match effect {
        Effect::SetSpeakingRights { speakers, room: Room::EmergencyChannel } => Some(speakers),
        _ => None,
    })
}

fn only(people: &[&str]) -> Speakers {
    Speakers::Only(people.iter().map(|name| person(name)).collect())
}

/// The messages of a reaction, each with what its buttons type.
fn messages(reaction: &Reaction) -> Vec<(String, Vec<&str>)> {
    reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Hint { message, .. }
            | Effect::Direct { message, .. }
            | Effect::Post { message, .. } => Some((
                message.text.to_plain(),
                message.buttons.iter().map(|button| button.command.as_str()).collect(),
            )),
            _ => None,
        })
        .collect()
}

#[test]
fn the_mode_changes_rights_and_points_to_the_team_rooms() {
    let mut stage = Stage::new();
    let done = stage.run("jim", &Command::SetMode { mode: SpeakingMode::Voices }).unwrap();
    assert_eq!(rights(&done[0].1), Some(&only(&["jim", "mia", "nils"])));
    let said = messages(&done[0].1);
    assert!(said[0].0.contains("• Database: team-database"), "{}", said[0].0);
    let again = Command::SetMode { mode: SpeakingMode::Voices };
    assert_eq!(stage.refusal("jim", &again), RefusalKind::AlreadyDone);
    let done = stage.run("jim", &Command::SetMode { mode: SpeakingMode::Open }).unwrap();
    assert_eq!(rights(&done[0].1), Some(&Speakers::Everyone));
}

#[test]
fn many_teams_are_not_all_listed() {
    let mut stage = Stage::new();
    let described = stage.policy.teams[&team("network")].clone();
    for number in 0..30 {
        stage.policy.teams.insert(team(&format!("t{number}")), described.clone());
    }
    let said = words::announcement(SpeakingMode::Voices, &stage.policy).to_plain();
    assert_eq!(said.lines().count(), 1 + ROOMS_SHOWN_MAX + 1);
    assert!(said.contains("and 12 more"), "{said}");
}

#[test]
fn in_the_open_mode_everybody_speaks() {
    let mut stage = Stage::new();
    assert!(stage.run("dan", &speak("db slow")).unwrap().is_empty());
    assert!(stage.voices.may_speak(&Standing::default()));
}

#[test]
fn commander_managers_and_delegates_speak() {
    let mut stage = Stage::with_voices();
    stage.run("mia", &name("dan", "database", false)).unwrap();
    for who in ["jim", "mia", "nils", "dan"] {
        assert!(stage.run(who, &speak("seen")).unwrap().is_empty(), "{who}");
    }
    assert!(matches!(stage.run("eve", &speak("seen")).unwrap()[0].0, Event::HeldBack { .. }));
}

#[test]
fn a_guest_or_a_program_is_no_voice() {
    let stage = Stage::with_voices();
    let commander = Standing { duty_commander: true, ..Standing::default() };
    assert!(stage.voices.may_speak(&commander));
    let guest = Standing { guest: GuestStanding::Admitted, ..commander.clone() };
    assert!(!stage.voices.may_speak(&guest));
    assert!(!stage.voices.may_speak(&Standing { barred: true, ..commander }));
}

#[test]
fn held_back_words_go_to_the_team_room_with_one_press_to_report() {
    let mut stage = Stage::with_voices();
    let done = stage.run("eve", &speak("replica lag\n40 s")).unwrap();
    let reaction = &done[0].1;
    assert!(matches!(reaction.effects[0], Effect::RemoveMessage { .. }));
    let carried = reaction.effects.iter().any(
        |effect| matches!(effect, Effect::Post { room: Room::Team(id), .. } if *id == team("database")),
    );
    assert!(carried);
    let said = messages(reaction);
    assert!(said[0].0.contains("> replica lag\n> 40 s"), "{}", said[0].0);
    assert_eq!(said[1].1, ["relay 1"]);
}

#[test]
fn carried_words_are_reported_once_and_in_their_authors_name() {
    let mut stage = Stage::with_voices();
    stage.run("eve", &speak("replica lag")).unwrap();
    let relay = Command::Relay { number: 1 };
    assert_eq!(stage.refusal("eve", &relay), RefusalKind::NotEntitled);
    assert_eq!(stage.refusal("nils", &relay), RefusalKind::NotEntitled, "another team's manager");
    let done = stage.run("mia", &relay).unwrap();
    let [Effect::Post { message, .. }, Effect::Edit { slot: Slot::Held(1), message: edited, .. }] =
        done[0].1.effects.as_slice()
    else {
        panic!("{done:?}");
    };
    let said = message.text.to_plain();
    assert!(
        said.starts_with("Database – memory:eve, reported by memory:mia:\n> replica"),
        "{said}"
    );
    assert!(edited.text.to_plain().contains("memory:mia has reported it"));
    assert!(edited.buttons.is_empty());
    assert_eq!(stage.refusal("mia", &relay), RefusalKind::AlreadyDone);
    assert_eq!(stage.refusal("mia", &Command::Relay { number: 9 }), RefusalKind::NotFound);
}

#[test]
fn held_back_words_are_bounded_and_those_of_nobodys_team_not_kept() {
    let mut stage = Stage::with_voices();
    stage.run("zoe", &speak("mail is down")).unwrap();
    assert!(stage.voices.held.is_empty());
    for _ in 0..=HELD_MAX {
        stage.run("eve", &speak("lag")).unwrap();
    }
    assert_eq!(stage.voices.held.len(), HELD_MAX);
    assert_eq!(stage.refusal("mia", &Command::Relay { number: 2 }), RefusalKind::NotFound);
    assert!(stage.run("mia", &Command::Relay { number: 3 }).is_ok());
}

#[test]
fn who_is_in_no_team_can_ask_the_commander() {
    let mut stage = Stage::with_voices();
    let done = stage.run("zoe", &speak("mail is down")).unwrap();
    let said = messages(&done[0].1);
    assert_eq!((said.len(), &said[0].1), (1, &vec!["ask mail is down"]));
    let done = stage.run("zoe", &speak(&"long ".repeat(200))).unwrap();
    let said = messages(&done[0].1);
    assert!(said[0].1.is_empty() && said[0].0.contains("`ask <in short>`"), "{}", said[0].0);
}

#[test]
fn a_guest_is_sent_to_the_sponsor() {
    let said = words::hint(None, true, "our side is fine");
    assert!(said.text.to_plain().contains("sponsor") && said.buttons.is_empty());
}

#[test]
fn other_rooms_and_programs_are_left_alone() {
    let mut stage = Stage::with_voices();
    let (room, message) = (Room::Team(team("database")), MessageId::new("m1").unwrap());
    let elsewhere = Command::Speak { room, message, text: "hm".into() };
    assert!(stage.run("eve", &elsewhere).unwrap().is_empty());
    stage.act_as("bot");
    stage.standing.barred = true;
    let events = stage.with(|voices, scene, cx| voices.decide(&speak("beep"), scene, cx));
    assert_eq!(events, Ok(vec![]));
}

#[test]
fn a_manager_names_members_of_the_own_team_only() {
    let mut stage = Stage::with_voices();
    let done = stage.run("mia", &name("dan", "database", false)).unwrap();
    assert_eq!(rights(&done[0].1), Some(&only(&["jim", "mia", "nils", "dan"])));
    for (by, command, kind) in [
        ("nils", name("eve", "database", false), RefusalKind::NotEntitled),
        ("mia", name("zoe", "database", false), RefusalKind::Unacceptable),
        ("mia", name("mia", "database", false), RefusalKind::AlreadyDone),
        ("mia", name("dan", "database", false), RefusalKind::AlreadyDone),
        ("nils", name("dan", "network", false), RefusalKind::WrongState),
        ("jim", name("eve", "unknown", false), RefusalKind::NotFound),
    ] {
        assert_eq!(stage.refusal(by, &command), kind, "{by}: {command:?}");
    }
    assert!(stage.run("jim", &name("eve", "database", true)).is_ok(), "the commander may for all");
    assert!(stage.run("mia", &name("dan", "database", true)).is_ok(), "once instead of always");
}

#[test]
fn in_the_open_mode_naming_changes_no_rights() {
    let mut stage = Stage::new();
    let done = stage.run("mia", &name("dan", "database", false)).unwrap();
    assert_eq!(rights(&done[0].1), None);
    assert_eq!(stage.voices.speakers(&stage.policy, None), Speakers::Everyone);
}

#[test]
fn delegates_of_a_team_are_bounded() {
    let mut stage = Stage::new();
    for who in ["dan", "eve", "f1", "f2", "f3"] {
        stage.run("mia", &name(who, "database", false)).unwrap();
    }
    let sixth = name("f4", "database", false);
    assert_eq!(stage.refusal("mia", &sixth), RefusalKind::LimitReached);
    stage.run("mia", &withdraw("dan")).unwrap();
    assert!(stage.run("mia", &sixth).is_ok());
}

#[test]
fn a_delegation_is_ended_by_manager_commander_or_delegate() {
    for (by, may) in [("mia", true), ("jim", true), ("dan", true), ("nils", false)] {
        let mut stage = Stage::with_voices();
        stage.run("mia", &name("dan", "database", false)).unwrap();
        let done = stage.run(by, &withdraw("dan"));
        assert_eq!(done.is_ok(), may, "{by}");
        if let Ok(done) = done {
            assert_eq!(rights(&done[0].1), Some(&only(&["jim", "mia", "nils"])));
            let said = messages(&done[0].1);
            assert_eq!(said[0].0, "memory:dan no longer speaks for Database.", "all learn it");
        }
    }
    assert_eq!(Stage::new().refusal("mia", &withdraw("dan")), RefusalKind::WrongState);
}

#[test]
fn one_observation_is_one_message_or_one_report() {
    for command in [speak("lag 40 s"), report("database", "lag 40 s")] {
        let mut stage = Stage::with_voices();
        stage.run("mia", &name("dan", "database", true)).unwrap();
        let done = stage.run("dan", &command).unwrap();
        let (last, reaction) = done.last().unwrap();
        assert_eq!(*last, Event::DelegateSpent { person: person("dan"), team: team("database") });
        let told = messages(reaction);
        assert!(told[0].0.starts_with("That was your one observation for Database"), "{told:?}");
        assert_eq!(rights(reaction), Some(&only(&["jim", "mia", "nils"])));
        assert!(matches!(stage.run("dan", &speak("more")).unwrap()[0].0, Event::HeldBack { .. }));
    }
}

#[test]
fn who_speaks_by_another_right_spends_nothing() {
    let mut stage = Stage::with_voices();
    let team_id = team("database");
    stage.policy.teams.get_mut(&team_id).unwrap().members.insert(person("jim"));
    stage.run("mia", &name("jim", "database", true)).unwrap();
    assert!(stage.run("jim", &speak("as commander")).unwrap().is_empty());
    assert_eq!(stage.run("jim", &report("network", "as commander")).unwrap().len(), 1);
    assert_eq!(stage.voices.delegate_of(&person("jim"), &stage.policy), Some(&team_id));
}

#[test]
fn speaking_in_the_open_mode_spends_nothing() {
    let mut stage = Stage::new();
    stage.run("mia", &name("dan", "database", true)).unwrap();
    assert!(stage.run("dan", &speak("hm")).unwrap().is_empty());
    assert_eq!(stage.voices.delegate_of(&person("dan"), &stage.policy), Some(&team("database")));
}

#[test]
fn a_report_names_the_team_and_quotes_the_words() {
    let mut stage = Stage::with_voices();
    let done = stage.run("mia", &report("database", " lag 40 s \n falling")).unwrap();
    let [(said, _)] = &messages(&done[0].1)[..] else {
        panic!("one message");
    };
    assert!(said.starts_with("Database – memory:mia reports:\n> lag 40 s"), "{said}");
    assert_eq!(done.len(), 1);
}

#[test]
fn only_the_voices_of_a_team_report_for_it() {
    let mut stage = Stage::new();
    assert_eq!(stage.refusal("nils", &report("database", "x")), RefusalKind::NotEntitled);
    assert_eq!(stage.refusal("dan", &report("database", "x")), RefusalKind::NotEntitled);
    assert!(stage.run("jim", &report("database", "x")).is_ok());
    stage.run("mia", &name("dan", "database", false)).unwrap();
    assert_eq!(stage.run("dan", &report("database", "x")).unwrap().len(), 1);
    assert_eq!(stage.refusal("dan", &report("network", "x")), RefusalKind::NotEntitled);
    stage.actor = Actor::Clockwork;
    let by_clockwork =
        stage.with(|voices, scene, cx| voices.decide(&report("database", "x"), scene, cx));
    assert_eq!(by_clockwork.unwrap_err().kind, RefusalKind::NotEntitled);
}

#[test]
fn who_is_in_no_team_reports_and_names_for_none() {
    let mut stage = Stage::new();
    let report = Command::Report { team: None, text: "x".into() };
    assert_eq!(stage.refusal("zoe", &report), RefusalKind::NotFound);
    let name = Command::NameDelegate { person: person("zoe"), team: None, once: true };
    assert_eq!(stage.refusal("jim", &name), RefusalKind::NotFound);
}

#[test]
fn a_report_says_something_short() {
    let mut stage = Stage::new();
    for (text, fits) in [
        (String::from(" \n "), false),
        ("ä".repeat(REPORT_CHARS_MAX), true),
        ("ä".repeat(REPORT_CHARS_MAX + 1), false),
    ] {
        assert_eq!(stage.run("mia", &report("database", &text)).is_ok(), fits);
    }
}

#[test]
fn who_leaves_the_team_loses_the_voice() {
    let mut stage = Stage::with_voices();
    stage.run("mia", &name("dan", "database", false)).unwrap();
    stage.policy.teams.get_mut(&team("database")).unwrap().members.clear();
    assert_eq!(stage.voices.delegate_of(&person("dan"), &stage.policy), None);
    assert_eq!(stage.voices.speakers(&stage.policy, None), only(&["mia", "nils"]));
    assert_eq!(stage.refusal("dan", &report("database", "x")), RefusalKind::NotEntitled);
}
