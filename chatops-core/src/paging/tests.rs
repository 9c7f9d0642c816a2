//! The rules of paging, each at least once.

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Answer, Room, TimerChange};
use crate::escalation::{EscalationTarget, Level};
use crate::feature_tests::stored;
use crate::people::{PersonKind, Profile};
use crate::policy::{Policy, Team};
use crate::refusal::RefusalKind;
use jiff::SignedDuration;

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

fn actor(name: &str, kind: PersonKind) -> Actor {
    Actor::Person(Profile { id: person(name), name: name.to_owned(), zone: None, kind })
}

/// The pages of one room, played by name. Time is in seconds.
struct Play {
    paging: Paging,
    policy: Policy,
    commander: Option<PersonId>,
    deputy: Option<PersonId>,
    now: i64,
    /// What happened last.
    events: Vec<Event>,
}

/// A team `db` (manager `max`, members `ann`, `bob`), commander `jim`, no deputy, executive `eve`.
fn play() -> Play {
    let mut policy = Policy { executives: vec![person("eve")], ..Policy::default() };
    policy.services.pager = true;
    let team = Team {
        name: "Database".into(),
        room: "db".into(),
        manager: person("max"),
        members: [person("ann"), person("bob")].into(),
        components: [].into(),
        escalation: None,
    };
    policy.teams.insert(TeamId::new("db").unwrap(), team);
    let mut play = Play {
        paging: Paging::default(),
        policy,
        commander: None,
        deputy: None,
        now: 0,
        events: Vec::new(),
    };
    play.commander = Some(person("jim"));
    play
}

impl Play {
    fn run(
        &mut self,
        actor: &Actor,
        judge: impl Fn(&Paging, &Scene<'_>, Context<'_>) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Reaction, Refusal> {
        let (room, standing) = (Room::EmergencyChannel, Standing::default());
        let scene = Scene {
            room: &room,
            commander: self.commander.as_ref(),
            deputy: self.deputy.as_ref(),
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &standing,
        };
        let now = Timestamp::from_second(self.now).unwrap();
        let cx = Context::new(now, actor, &self.policy);
        let mut reaction = Reaction::none();
        self.events = judge(&self.paging, &scene, cx)?.iter().map(stored).collect();
        for event in &self.events {
            self.paging.evolve(event);
            reaction = reaction.and(self.paging.react(event, &scene, cx));
        }
        Ok(reaction)
    }

    fn try_by(&mut self, who: &str, command: Command) -> Result<Reaction, Refusal> {
        let actor = actor(who, PersonKind::Employee);
        self.run(&actor, |paging, scene, cx| paging.decide(&command, scene, cx))
    }

    fn page(&mut self, who: &str, target: PageTarget) -> Reaction {
        self.try_by(who, Command::Page { target, why: "latency in EMEA".into() }).unwrap()
    }

    fn refused(&mut self, who: &str, target: PageTarget) -> Refusal {
        self.try_by(who, Command::Page { target, why: String::new() }).unwrap_err()
    }

    fn fire(&mut self, number: u32, at: i64) -> Reaction {
        self.now = at;
        let key = TimerKey::Page(number);
        self.run(&Actor::Clockwork, |paging, scene, cx| Ok(paging.timer(&key, scene, cx))).unwrap()
    }

    fn settle(&mut self, step: u32, who: &str, outcome: &Outcome) -> Reaction {
        let effect = Effect::Page { page: 1, step, person: person(who), summary: String::new() };
        self.run(&Actor::Clockwork, |paging, scene, cx| {
            Ok(paging.settled(&effect, outcome, scene, cx))
        })
        .unwrap()
    }
}

fn team(name: &str) -> PageTarget {
    PageTarget::Team(TeamId::new(name).unwrap())
}

fn refusal(reason: &str) -> Outcome {
    Outcome::Refused { reason: reason.into() }
}

/// Who is written to directly, and the first line of it.
fn told(reaction: &Reaction) -> Vec<(&str, String)> {
    let told = reaction.effects.iter().filter_map(|effect| match effect {
        Effect::Direct { person, message } => {
            let text = message.text.to_plain();
            Some((person.as_str(), text.lines().next().unwrap().to_owned()))
        }
        _ => None,
    });
    told.collect()
}

/// The calls that are stood down.
fn stood_down(reaction: &Reaction) -> Vec<(u32, &str)> {
    let down = reaction.effects.iter().filter_map(|effect| match effect {
        Effect::StandDown { step, person, .. } => Some((*step, person.as_str())),
        _ => None,
    });
    down.collect()
}

fn acknowledge(number: u32) -> Command {
    Command::Acknowledge { number }
}

fn woken(reaction: &Reaction) -> Vec<(u32, &str)> {
    let pages = reaction.effects.iter().filter_map(|effect| match effect {
        Effect::Page { step, person, .. } => Some((*step, person.as_str())),
        _ => None,
    });
    pages.collect()
}

fn shown(reaction: &Reaction) -> Vec<String> {
    let texts = reaction.effects.iter().filter_map(|effect| match effect {
        Effect::Post { message, .. } => Some(format!("posts {}", message.text)),
        Effect::Edit { message, .. } => Some(format!("shows {}", message.text)),
        _ => None,
    });
    texts.collect()
}

#[test]
fn a_page_to_a_person_wakes_them_and_shows_who_asks_level_reason_and_button() {
    let mut play = play();
    let reaction = play.page("ann", PageTarget::Person(person("bob")));
    assert_eq!(woken(&reaction), [(0, "bob")]);
    assert_eq!(
        shown(&reaction),
        ["posts Page 1 – ann pages bob: latency in EMEA\nLevel 1 of 5\n\
          • bob – the pager has not taken the call yet\n\
          Unanswered, it goes on to level 2 (the manager of Database) at 1970-01-01 00:05 UTC."]
    );
    assert_eq!(told(&reaction), [("bob", "ann pages you in em (page 1): latency in EMEA".into())]);
    let at = Timestamp::from_second(300).unwrap();
    assert_eq!(reaction.timers, [TimerChange::Set { key: TimerKey::Page(1), at }]);
    let buttons: Vec<&str> = reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Post { message, .. } | Effect::Direct { message, .. } => {
                message.buttons.first().map(|button| button.command.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(buttons, ["in em ack 1", "ack 1"]);
}

#[test]
fn without_a_pager_those_who_are_called_are_written_to_and_the_room_reads_that() {
    let mut play = play();
    play.policy.services.pager = false;
    let reaction = play.page("ann", PageTarget::Person(person("bob")));
    assert_eq!((woken(&reaction), told(&reaction).len()), (vec![], 1));
    assert!(shown(&reaction).concat().contains("• bob – written to; no pager is connected"));
    let over = play.try_by("bob", acknowledge(1)).unwrap();
    assert_eq!(stood_down(&over), []);
}

#[test]
fn unanswered_it_goes_up_the_hierarchy_passing_over_empty_levels_and_round_again() {
    let mut play = play();
    play.page("ann", PageTarget::Escalate);
    let mut steps = Vec::new();
    for round in 1..=6 {
        let reaction = play.fire(1, round * 300);
        steps.push(woken(&reaction).iter().map(|(_, who)| (*who).to_owned()).collect::<Vec<_>>());
    }
    // Step 3 is the deputy, and there is none. After the executives it starts again.
    let expected: [&[&str]; 6] = [&["jim"], &["eve"], &["max"], &["jim"], &["eve"], &[]];
    assert_eq!(steps, expected);
    assert!(play.paging.page(1).unwrap().exhausted);
    assert_eq!(play.fire(1, 9_999), Reaction::none());
}

#[test]
fn a_level_passed_over_is_an_event_of_its_own_and_the_room_reads_why() {
    let mut play = play();
    play.page("ann", PageTarget::Escalate);
    play.fire(1, 300);
    let reaction = play.fire(1, 600);
    assert!(matches!(
        play.events.as_slice(),
        [
            Event::LevelEmpty { step: 2, level: 3, .. },
            Event::LevelReached { step: 3, level: 4, .. }
        ]
    ));
    let seen = shown(&reaction).concat();
    assert!(
        seen.contains(
            "\nLevel 4 of 4\nLevel 3 (the deputy) is passed over: there is nobody to call."
        ),
        "{seen}"
    );
    // It is told once, not at every later level.
    assert!(!shown(&play.fire(1, 900)).concat().contains("passed over"));
}

#[test]
fn a_person_behind_two_levels_is_woken_twice_in_one_message() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("max")));
    let reaction = play.fire(1, 300);
    assert_eq!(woken(&reaction), [(1, "max")]);
    let seen = shown(&reaction).concat();
    assert!(
        seen.starts_with("shows Page 1 – ann pages max: latency in EMEA\nLevel 2 of 5"),
        "{seen}"
    );
}

#[test]
fn whoever_is_called_at_several_steps_is_stood_down_at_each() {
    let mut play = play();
    play.page("ann", PageTarget::Escalate);
    for round in 1..=4 {
        play.fire(1, round * 300);
    }
    let over = play.try_by("max", acknowledge(1)).unwrap();
    let steps = [(0, "max"), (1, "jim"), (3, "eve"), (4, "max"), (5, "jim")];
    assert_eq!(stood_down(&over), steps);
    // In the second round a call has an identity of its own, so that the pager rings again.
    let key = |step| {
        crate::ports::pager::dedup_key(
            &crate::ids::StreamId::EmergencyChannel,
            1,
            step,
            &person("max"),
        )
    };
    assert_ne!(key(0), key(4));
}

#[test]
fn the_deputy_is_woken_who_is_deputy_when_the_level_is_reached() {
    let mut play = play();
    play.page("ann", PageTarget::Escalate);
    play.fire(1, 300);
    play.deputy = Some(person("dan"));
    assert_eq!(woken(&play.fire(1, 600)), [(2, "dan")]);
}

#[test]
fn nobody_left_to_wake_calls_the_asker_and_the_commander_and_takes_the_button_along() {
    let mut play = play();
    play.page("ann", PageTarget::Escalate);
    let last = (1..=6).map(|round| play.fire(1, round * 300)).last().unwrap();
    let [old, alarm] = shown(&last).try_into().unwrap();
    assert!(old.ends_with("Nobody answered."), "{old}");
    assert!(
        alarm.starts_with("posts @ann, @jim: Nobody answered page 1: latency in EMEA"),
        "{alarm}"
    );
    let buttons = last.effects.iter().map(|effect| match effect {
        Effect::Edit { slot, message, .. } | Effect::Post { slot: Some(slot), message, .. } => {
            (slot.clone(), message.buttons.len())
        }
        other => panic!("{other:?}"),
    });
    let slot = crate::effect::Slot::Page(1);
    assert_eq!(buttons.collect::<Vec<_>>(), [(slot.clone(), 0), (slot, 1)]);
    let late = play.try_by("max", acknowledge(1)).unwrap();
    assert!(shown(&late).concat().contains("Acknowledged by max"));
    assert!(!play.paging.page(1).unwrap().is_open());
}

#[test]
fn a_page_that_could_reach_nobody_does_not_say_that_nobody_answered() {
    let mut play = play();
    play.policy.executives.clear();
    play.page("jim", PageTarget::Person(person("eve")));
    play.settle(0, "eve", &refusal("off"));
    let last = play.settle(4, "eve", &refusal("off"));
    assert!(
        shown(&last).last().unwrap().starts_with("posts @jim: Nobody could be called for page 1")
    );
}

#[test]
fn an_acknowledgement_stops_it_and_everybody_concerned_is_told() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    play.fire(1, 300);
    play.now = 360;
    let reaction = play.try_by("bob", acknowledge(1)).unwrap();
    assert_eq!(stood_down(&reaction), [(0, "bob"), (1, "max")]);
    assert_eq!(reaction.timers, [TimerChange::Cancel { key: TimerKey::Page(1) }]);
    assert_eq!(
        shown(&reaction),
        [
            "shows Page 1 – ann pages bob: latency in EMEA\n\
             Acknowledged by bob at 1970-01-01 00:06 UTC.",
            "posts bob has page 1: latency in EMEA",
        ]
    );
    let has = || String::from("bob has page 1: latency in EMEA");
    let own = String::from("You have page 1 now: latency in EMEA");
    assert_eq!(told(&reaction), [("bob", own), ("ann", has()), ("max", has())]);
    assert_eq!(play.fire(1, 600), Reaction::none());
    let late = play.try_by("jim", acknowledge(1)).unwrap_err();
    assert_eq!(late.kind, RefusalKind::AlreadyDone);
    assert_eq!(late.why, "bob has acknowledged page 1.");
}

#[test]
fn only_those_called_their_managers_those_called_later_and_who_leads_acknowledge() {
    let mut play = play();
    play.deputy = Some(person("dan"));
    play.page("vic", PageTarget::Person(person("bob")));
    let nosy = play.try_by("sue", acknowledge(1)).unwrap_err();
    assert_eq!(nosy.kind, RefusalKind::NotEntitled);
    assert!(nosy.why.starts_with("Page 1 calls bob. "), "{}", nosy.why);
    for (number, who) in (1..).zip(["bob", "max", "jim", "dan", "eve"]) {
        assert!(play.try_by(who, acknowledge(number)).is_ok(), "{who}");
        play.page("vic", PageTarget::Person(person("bob")));
    }
}

#[test]
fn whoever_started_a_page_takes_it_back() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    let reaction = play.try_by("ann", acknowledge(1)).unwrap();
    assert_eq!(stood_down(&reaction), [(0, "bob")]);
    assert!(shown(&reaction).concat().ends_with("Taken back by ann."));
    assert_eq!(told(&reaction), [("bob", "Page 1 is taken back by ann: latency in EMEA".into())]);
    assert_eq!(play.fire(1, 300), Reaction::none());
    let late = play.try_by("bob", acknowledge(1)).unwrap_err();
    assert_eq!(late.why, "ann has taken page 1 back.");
}

#[test]
fn at_the_end_of_the_incident_nothing_rings_any_more() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    play.page("bob", PageTarget::Escalate);
    play.try_by("max", acknowledge(2)).unwrap();
    let end = Command::StopAll;
    let reaction =
        play.run(&Actor::Clockwork, |paging, scene, cx| paging.decide(&end, scene, cx)).unwrap();
    assert_eq!(stood_down(&reaction), [(0, "bob")]);
    assert_eq!(told(&reaction).len(), 2, "who was called and who asked");
    assert_eq!(play.fire(1, 300), Reaction::none());
}

#[test]
fn the_pager_itself_can_say_that_it_was_answered_by_whomever() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    let pager = Actor::Service("pager".into());
    let command = Command::Answered { number: 1, by: None };
    let reaction =
        play.run(&pager, |paging, scene, cx| paging.decide(&command, scene, cx)).unwrap();
    assert!(shown(&reaction).last().unwrap().starts_with("posts Somebody has page 1"));
    play.page("ann", PageTarget::Person(person("bob")));
    assert!(play.try_by("sue", Command::Answered { number: 2, by: None }).is_ok());
    // Who did what it asks for has it, though a timer or the schedule says so.
    play.page("ann", PageTarget::Person(person("bob")));
    let command = Command::Answered { number: 3, by: Some(person("sue")) };
    let reaction = play
        .run(&Actor::Clockwork, |paging, scene, cx| paging.decide(&command, scene, cx))
        .unwrap();
    assert!(shown(&reaction).last().unwrap().starts_with("posts sue has page 3"));
}

#[test]
fn a_guest_acknowledges_only_a_page_meant_for_them() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("vic")));
    let command = acknowledge(1);
    let mut by = |name| {
        let guest = actor(name, PersonKind::Guest);
        play.run(&guest, |paging, scene, cx| paging.decide(&command, scene, cx))
    };
    assert_eq!(by("wes").unwrap_err().kind, RefusalKind::NotEntitled);
    assert!(by("vic").is_ok());
}

#[test]
fn a_number_that_is_not_there_lists_those_that_are() {
    let mut play = play();
    assert_eq!(
        play.try_by("bob", acknowledge(9)).unwrap_err().instead,
        "No page waits for an answer here."
    );
    play.page("ann", PageTarget::Person(person("bob")));
    let wrong = play.try_by("bob", acknowledge(9)).unwrap_err();
    assert_eq!(wrong.instead, "These wait for an answer: 1 (latency in EMEA).");
    let listed = play.paging.listed().to_plain();
    assert_eq!(listed, "• Page 1 waits for an answer: latency in EMEA (level 1 of 5)");
}

#[test]
fn how_far_each_call_got_is_shown_once_all_are_through() {
    let mut play = play();
    play.page("eve", team("db"));
    assert_eq!(play.settle(0, "ann", &Outcome::Done(Answer::Nothing)), Reaction::none());
    play.settle(0, "bob", &refusal("no telephone"));
    let unknown = Outcome::Ambiguous { reason: "time-out".into() };
    let reaction = play.settle(0, "max", &unknown);
    let seen = shown(&reaction).concat();
    assert!(
        seen.contains(
            "• ann – called\n• bob – could not be called: no telephone\n• max – perhaps called"
        ),
        "{seen}"
    );
}

#[test]
fn a_level_that_cannot_be_reached_is_not_waited_for_and_stays_in_sight() {
    let mut play = play();
    play.page("eve", team("db"));
    for name in ["ann", "bob"] {
        assert_eq!(woken(&play.settle(0, name, &refusal("off"))), []);
    }
    let reaction = play.settle(0, "max", &refusal("off"));
    assert_eq!(woken(&reaction), [(1, "max")]);
    let seen = shown(&reaction).concat();
    assert!(seen.contains("Level 2 of 5\n• ann – could not be called: off\n"), "{seen}");
}

#[test]
fn outcomes_that_nobody_waits_for_mean_nothing() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    assert_eq!(play.settle(7, "bob", &refusal("off")), Reaction::none());
    assert_eq!(play.settle(0, "jim", &refusal("off")), Reaction::none());
    play.settle(0, "bob", &Outcome::Done(Answer::Nothing));
    assert_eq!(play.settle(0, "bob", &refusal("off")), Reaction::none());
    assert_eq!(play.fire(1, 299), Reaction::none());
}

#[test]
fn teams_and_policies_are_found_by_name_and_a_wrong_name_lists_the_right_ones() {
    let mut play = play();
    let night = EscalationPolicy {
        levels: vec![Level {
            targets: vec![EscalationTarget::Executives],
            wait: SignedDuration::from_mins(1),
        }],
        repeats: 0,
    };
    play.policy.escalations.insert("night".into(), night);
    assert_eq!(woken(&play.page("ann", PageTarget::Policy("night".into()))), [(0, "eve")]);
    let wrong = play.refused("ann", PageTarget::Policy("day".into()));
    assert_eq!(
        (wrong.kind, wrong.instead.as_str()),
        (RefusalKind::NotFound, "The policies are: night.")
    );
    assert_eq!(play.refused("ann", team("web")).instead, "The teams are: db.");
    let team_of_db = play.policy.teams.values_mut().next().unwrap();
    team_of_db.escalation = Some("night".into());
    assert_eq!(woken(&play.page("bob", team("db"))), [(0, "eve")]);
}

#[test]
fn who_starts_a_page_is_not_woken_by_it_except_by_name() {
    let mut play = play();
    assert_eq!(woken(&play.page("ann", team("db"))), [(0, "bob"), (0, "max")]);
    assert_eq!(woken(&play.page("ann", PageTarget::Person(person("ann")))), [(0, "ann")]);
}

#[test]
fn a_page_behind_which_nobody_stands_is_refused() {
    let mut play = play();
    play.commander = None;
    play.policy.executives.clear();
    assert_eq!(play.refused("stranger", PageTarget::Escalate).kind, RefusalKind::WrongState);
}

#[test]
fn the_same_page_does_not_run_twice_and_pages_are_limited() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    let twice = play.refused("eve", PageTarget::Person(person("bob")));
    assert_eq!(twice.kind, RefusalKind::AlreadyDone);
    for number in 1..PAGES_OPEN_MAX {
        play.page("ann", PageTarget::Person(person(&format!("p{number}"))));
    }
    let more = play.refused("ann", PageTarget::Person(person("more")));
    assert_eq!(more.kind, RefusalKind::LimitReached);
}

#[test]
fn finished_pages_are_forgotten_oldest_first() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("open")));
    for number in 2..200 {
        play.page("ann", PageTarget::Person(person("bob")));
        play.try_by("bob", acknowledge(number)).unwrap();
    }
    assert_eq!(play.paging.pages.len(), PAGES_KEPT_MAX);
    assert!(play.paging.page(1).is_some());
    let forgotten = play.try_by("bob", acknowledge(2)).unwrap_err();
    assert_eq!(forgotten.kind, RefusalKind::NotFound);
}

#[test]
fn a_crowd_is_cut_said_so_and_shown_by_numbers() {
    let mut play = play();
    let members = (0..250).map(|number| person(&format!("p{number:03}")));
    play.policy.teams.values_mut().next().unwrap().members = members.collect();
    let reaction = play.page("ann", team("db"));
    assert_eq!(woken(&reaction).len(), PEOPLE_PER_LEVEL_MAX);
    let seen = shown(&reaction);
    assert!(seen.first().unwrap().contains("100 people: 0 called, 0 not reached, 0 unknown"));
    assert!(seen.last().unwrap().contains("151 were left out, a level wakes at most 100"));
    assert_eq!(play.settle(0, "p000", &Outcome::Done(Answer::Nothing)), Reaction::none());
    assert_eq!(woken(&play.fire(1, 300)), [(1, "max")]);
}

#[test]
fn the_reason_is_one_line_of_bounded_length_and_never_empty() {
    let mut play = play();
    let mut why = |why: &str| {
        let target = PageTarget::Person(person(&format!("p{}", why.len())));
        play.try_by("ann", Command::Page { target, why: why.into() }).unwrap();
        play.paging.pages.iter().last().unwrap().1.why.clone()
    };
    assert_eq!(why(" a\nb "), "a b");
    assert_eq!(why(""), "the emergency channel");
    assert_eq!(why(&"x".repeat(1_000)).chars().count(), WHY_CHARS_MAX);
}

#[test]
fn events_are_stored_under_these_names() {
    let event = Event::Acknowledged { number: 1, by: None, at: Timestamp::UNIX_EPOCH };
    assert_eq!(
        serde_json::to_string(&event).unwrap(),
        r#"{"acknowledged":{"number":1,"at":"1970-01-01T00:00:00Z"}}"#
    );
    let mut play = play();
    play.page("ann", team("db"));
    assert_eq!(stored(&play.paging), play.paging);
}
