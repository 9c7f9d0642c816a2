//! The rules of paging, each at least once.

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Answer, Room, TimerChange};
use crate::feature_tests::stored;
use crate::people::{PersonKind, Profile};
use crate::policy::{Policy, Team};
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
fn a_page_to_a_person_wakes_them_and_shows_level_reason_and_button() {
    let mut play = play();
    let reaction = play.page("ann", PageTarget::Person(person("bob")));
    assert_eq!(woken(&reaction), [(0, "bob")]);
    assert_eq!(
        shown(&reaction),
        ["posts Paging bob – level 1 of 5 – latency in EMEA\n• @bob – calling\n\
          Next level at 1970-01-01 00:05 UTC"]
    );
    let at = Timestamp::from_second(300).unwrap();
    assert_eq!(reaction.timers, [TimerChange::Set { key: TimerKey::Page(1), at }]);
    let button = reaction.effects.iter().find_map(|effect| match effect {
        Effect::Post { message, .. } => message.buttons.first(),
        _ => None,
    });
    assert_eq!(button.unwrap().command, "ack 1");
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
fn a_level_passed_over_is_an_event_of_its_own() {
    let mut play = play();
    play.page("ann", PageTarget::Escalate);
    play.fire(1, 300);
    play.fire(1, 600);
    assert!(matches!(
        play.events.as_slice(),
        [Event::LevelEmpty { step: 2, .. }, Event::LevelReached { step: 3, .. }]
    ));
}

#[test]
fn a_person_behind_two_levels_is_woken_twice_in_one_message() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("max")));
    let reaction = play.fire(1, 300);
    assert_eq!(woken(&reaction), [(1, "max")]);
    assert!(shown(&reaction).concat().starts_with("shows Paging max – level 2 of 5"));
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
fn nobody_left_to_wake_is_an_alarm_that_can_still_be_acknowledged() {
    let mut play = play();
    play.page("ann", PageTarget::Escalate);
    let last = (1..=6).map(|round| play.fire(1, round * 300)).last().unwrap();
    assert!(shown(&last).last().unwrap().starts_with("posts Nobody answered page 1"));
    play.try_by("max", Command::Acknowledge { number: 1 }).unwrap();
    assert!(play.paging.page(1).unwrap().acknowledged.is_some());
}

#[test]
fn an_acknowledgement_stops_it_and_the_second_learns_who_was_first() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    play.now = 60;
    let reaction = play.try_by("bob", Command::Acknowledge { number: 1 }).unwrap();
    assert!(
        reaction.effects.contains(&Effect::StandDown { page: 1, people: [person("bob")].into() })
    );
    assert_eq!(reaction.timers, [TimerChange::Cancel { key: TimerKey::Page(1) }]);
    assert_eq!(
        shown(&reaction),
        [
            "shows Paging bob – level 1 of 5 – latency in EMEA\n\
             Acknowledged by bob at 1970-01-01 00:01 UTC",
            "posts bob has page 1 – latency in EMEA",
        ]
    );
    assert_eq!(play.fire(1, 300), Reaction::none());
    let late = play.try_by("jim", Command::Acknowledge { number: 1 }).unwrap_err();
    assert_eq!(late.kind, RefusalKind::AlreadyDone);
    assert_eq!(late.why, "bob has acknowledged page 1.");
}

#[test]
fn the_pager_itself_can_say_that_it_was_answered() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("bob")));
    let pager = Actor::Service("pager".into());
    let command = Command::Acknowledge { number: 1 };
    let reaction =
        play.run(&pager, |paging, scene, cx| paging.decide(&command, scene, cx)).unwrap();
    assert!(shown(&reaction).last().unwrap().starts_with("posts Somebody has page 1"));
}

#[test]
fn a_guest_acknowledges_only_a_page_meant_for_them() {
    let mut play = play();
    play.page("ann", PageTarget::Person(person("vic")));
    let command = Command::Acknowledge { number: 1 };
    let mut by = |name| {
        let guest = actor(name, PersonKind::Guest);
        play.run(&guest, |paging, scene, cx| paging.decide(&command, scene, cx))
    };
    assert_eq!(by("wes").unwrap_err().kind, RefusalKind::NotEntitled);
    assert!(by("vic").is_ok());
}

#[test]
fn delivery_is_shown_for_each_person() {
    let mut play = play();
    play.page("eve", team("db"));
    play.settle(0, "ann", &Outcome::Done(Answer::Nothing));
    play.settle(0, "bob", &refusal("no telephone"));
    let unknown = Outcome::Ambiguous { reason: "time-out".into() };
    let reaction = play.settle(0, "max", &unknown);
    let seen = shown(&reaction).concat();
    assert!(seen.contains("• ann – delivered\n• bob – failed: no telephone\n• max – unknown"));
}

#[test]
fn a_level_that_cannot_be_reached_is_not_waited_for() {
    let mut play = play();
    play.page("eve", team("db"));
    for name in ["ann", "bob"] {
        assert_eq!(woken(&play.settle(0, name, &refusal("off"))), []);
    }
    assert_eq!(woken(&play.settle(0, "max", &refusal("off"))), [(1, "max")]);
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
        play.try_by("bob", Command::Acknowledge { number }).unwrap();
    }
    assert_eq!(play.paging.pages.len(), PAGES_KEPT_MAX);
    assert!(play.paging.page(1).is_some());
    let forgotten = play.try_by("bob", Command::Acknowledge { number: 2 }).unwrap_err();
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
    assert!(seen.first().unwrap().contains("100 people: 0 delivered, 0 failed, 0 unknown"));
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
        play.paging.pages.values().last().unwrap().why.clone()
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
