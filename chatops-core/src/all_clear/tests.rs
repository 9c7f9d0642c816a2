use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Effect, Room, TimerChange};
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;

/// The room, a clock that the test moves, and the default policy: a window of 5 minutes.
struct Stage {
    state: AllClear,
    now: Timestamp,
    policy: Policy,
    standing: Standing,
}

fn stage() -> Stage {
    Stage {
        state: AllClear::default(),
        now: Timestamp::UNIX_EPOCH,
        policy: Policy::default(),
        standing: Standing::default(),
    }
}

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

fn actor(name: &str) -> Actor {
    let id = person(name);
    Actor::Person(Profile { id, name: name.into(), zone: None, kind: PersonKind::Employee })
}

impl Stage {
    fn with<T>(&self, actor: &Actor, run: impl FnOnce(&Scene<'_>, Context<'_>) -> T) -> T {
        let commander = person("ada");
        let scene = Scene {
            room: &Room::EmergencyChannel,
            commander: Some(&commander),
            deputy: None,
            incident: None,
            title: "slow checkout",
            severity: None,
            standing: &self.standing,
        };
        run(&scene, Context::new(self.now, actor, &self.policy))
    }

    fn take(&mut self, events: Vec<Event>) -> Reaction {
        events.iter().fold(Reaction::none(), |all, event| {
            self.state.evolve(event);
            let reaction =
                self.with(&Actor::Clockwork, |scene, cx| self.state.react(event, scene, cx));
            all.and(reaction)
        })
    }

    fn does(&mut self, who: &str, command: Command) -> Result<Reaction, RefusalKind> {
        let decided = self.with(&actor(who), |scene, cx| self.state.decide(&command, scene, cx));
        decided.map(|events| self.take(events)).map_err(|refusal| refusal.kind)
    }

    fn minutes_pass(&mut self, minutes: i64) -> Reaction {
        self.now = later(self.now, SignedDuration::from_mins(minutes));
        let events = self
            .with(&Actor::Clockwork, |scene, cx| self.state.timer(&TimerKey::AllClear, scene, cx));
        self.take(events)
    }
}

fn propose() -> Command {
    Command::Propose { summary: Some("Cache was full.".into()) }
}

fn object(why: &str) -> Command {
    Command::Object { why: why.into() }
}

fn said(reaction: &Reaction) -> String {
    let posts = reaction.effects.iter().filter_map(|effect| match effect {
        Effect::Post { message, .. } | Effect::Edit { message, .. } => {
            let buttons: Vec<&str> =
                message.buttons.iter().map(|button| button.command.as_str()).collect();
            Some(format!("{} [{}]", message.text, buttons.join(", ")))
        }
        _ => None,
    });
    posts.collect::<Vec<_>>().join("\n")
}

#[test]
fn it_is_proposed_heard_and_given() {
    let mut stage = stage();
    let reaction = stage.does("jim", propose()).unwrap();
    assert_eq!(
        said(&reaction),
        "jim proposes the all clear.\n> Cache was full.\n\
         Strong objections? Until 1970-01-01 00:05 UTC. [allclear object]"
    );
    let until = later(stage.now, SignedDuration::from_mins(5));
    assert_eq!(reaction.timers, [TimerChange::Set { key: TimerKey::AllClear, at: until }]);

    let reaction = stage.minutes_pass(5);
    assert_eq!(
        said(&reaction),
        "The proposed all clear: see below. []\n\
         @ada The time for objections to the all clear is over: no objections.\n\
         jim proposes the all clear.\n> Cache was full. [allclear give, allclear object]"
    );

    let reaction = stage.does("ada", Command::Give).unwrap();
    assert_eq!(
        said(&reaction),
        "The all clear is given: see below. []\nAll clear, given by ada.\n> Cache was full. []"
    );
    assert!(stage.state.is_given());
    assert_eq!(stage.does("ada", Command::Give), Err(RefusalKind::AlreadyDone));
    assert_eq!(stage.does("ada", propose()), Err(RefusalKind::AlreadyDone));
}

#[test]
fn it_is_not_given_unproposed_nor_before_the_window_has_closed() {
    let mut stage = stage();
    assert_eq!(stage.does("ada", Command::Give), Err(RefusalKind::WrongState));
    assert_eq!(stage.does("ada", object("no")), Err(RefusalKind::WrongState));
    stage.does("ada", propose()).unwrap();
    stage.minutes_pass(4);
    assert_eq!(stage.does("ada", Command::Give), Err(RefusalKind::WrongState));
}

#[test]
fn the_first_objection_extends_the_window_once_and_none_is_a_veto() {
    let mut stage = stage();
    stage.does("jim", propose()).unwrap();
    stage.minutes_pass(4);
    let reaction = stage.does("eve", object("still slow")).unwrap();
    assert!(said(&reaction).contains("now heard until 1970-01-01 00:10 UTC"));
    assert_eq!(reaction.timers.len(), 1);

    stage.minutes_pass(2);
    let reaction = stage.does("kim", object("")).unwrap();
    let told = said(&reaction);
    assert!(told.contains("kim objects to the all clear: no reason given []"), "{told}");
    assert!(told.contains("Objection by kim: no reason given"), "the proposal lists it: {told}");
    assert!(reaction.timers.is_empty(), "only the first extends it");
    assert_eq!(stage.does("ada", Command::Give), Err(RefusalKind::WrongState));

    let told = said(&stage.minutes_pass(4));
    assert!(told.contains("2 objections") && told.contains("eve: still slow"), "{told}");
    assert!(stage.does("ada", Command::Give).is_ok());
}

#[test]
fn an_objection_behind_the_window_is_shown_and_moves_nothing() {
    let mut stage = stage();
    stage.does("jim", propose()).unwrap();
    stage.minutes_pass(5);
    let reaction = stage.does("eve", object("wait")).unwrap();
    assert!(reaction.timers.is_empty());
    assert!(stage.does("ada", Command::Give).is_ok());
}

#[test]
fn a_second_proposal_is_refused_while_objections_are_heard() {
    let mut stage = stage();
    stage.does("jim", propose()).unwrap();
    assert_eq!(stage.does("eve", propose()), Err(RefusalKind::AlreadyDone));
}

#[test]
fn a_proposal_that_was_heard_and_not_given_can_be_made_again() {
    let mut stage = stage();
    stage.does("jim", propose()).unwrap();
    stage.does("eve", object("wait")).unwrap();
    stage.minutes_pass(10);
    let reaction = stage.does("eve", propose()).unwrap();
    assert_eq!(reaction.timers.len(), 1);
    assert!(said(&reaction).starts_with("The proposed all clear: see below. []"), "its buttons go");
    assert_eq!(stage.state.proposal().unwrap().objections.as_slice(), []);
    assert_eq!(stage.does("ada", Command::Give), Err(RefusalKind::WrongState), "a new window");
}

#[test]
fn reopening_drops_a_proposal_or_takes_the_all_clear_back() {
    let mut stage = stage();
    let reopen = Command::Reopen { why: "errors again".into() };
    assert_eq!(stage.does("ada", reopen.clone()), Err(RefusalKind::AlreadyDone));

    stage.does("jim", propose()).unwrap();
    let reaction = stage.does("ada", reopen.clone()).unwrap();
    assert_eq!(reaction.timers, [TimerChange::Cancel { key: TimerKey::AllClear }]);
    assert_eq!(stage.state, AllClear::NotProposed);
    assert!(said(&stage.minutes_pass(10)).is_empty(), "the timer means nothing any more");

    stage.does("jim", propose()).unwrap();
    stage.minutes_pass(5);
    stage.does("ada", Command::Give).unwrap();
    let told = said(&stage.does("ada", reopen).unwrap());
    assert_eq!(told, "The all clear no longer holds: errors again. []");
    assert!(stage.does("jim", propose()).is_ok());
}

#[test]
fn the_window_is_closed_once_and_only_by_its_own_timer() {
    let mut stage = stage();
    stage.does("jim", propose()).unwrap();
    let other = stage.with(&Actor::Clockwork, |scene, mut cx| {
        cx.now = later(cx.now, SignedDuration::from_hours(1));
        stage.state.timer(&TimerKey::UpdateDue, scene, cx)
    });
    assert!(other.is_empty());
    assert!(!said(&stage.minutes_pass(5)).is_empty());
    assert!(said(&stage.minutes_pass(5)).is_empty());
}

#[test]
fn services_and_overlong_summaries_are_refused_and_secrets_masked() {
    let mut stage = stage();
    let long = Command::Propose { summary: Some("a".repeat(SUMMARY_CHARS_MAX + 1)) };
    assert_eq!(stage.does("jim", long), Err(RefusalKind::Unacceptable));
    let by_service = stage.with(&Actor::Service("alerts".into()), |scene, cx| {
        stage.state.decide(&propose(), scene, cx)
    });
    assert_eq!(by_service.unwrap_err().kind, RefusalKind::NotEntitled);
    let secret = Command::Propose { summary: Some("token=abcdefgh1".into()) };
    let masked = stage.with(&actor("jim"), |scene, cx| stage.state.decide(&secret, scene, cx));
    assert!(format!("{masked:?}").contains("token=[secret masked]"));
    let blank = stage.does("jim", Command::Propose { summary: Some("  ".into()) }).unwrap();
    assert!(!said(&blank).contains('>'), "a blank summary is none");
}

#[test]
fn events_have_a_stable_stored_form() {
    let objected = Event::Objected { by: person("jim"), why: "wait".into(), extended_until: None };
    let stored = serde_json::to_string(&objected).unwrap();
    assert_eq!(stored, r#"{"objected":{"by":"jim","why":"wait"}}"#);
    assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), objected);
    assert_eq!(serde_json::to_string(&Event::WindowClosed).unwrap(), "\"window_closed\"");
}

#[test]
fn every_event_has_its_line_on_the_timeline() {
    let by = person("jim");
    let summary = Some(String::from("Cache was full."));
    for (event, line) in [
        (Event::Given { by: by.clone(), summary }, "all clear – Cache was full."),
        (Event::Given { by: by.clone(), summary: None }, "all clear"),
        (Event::WindowClosed, "objections to the all clear closed"),
        (
            Event::Cancelled { by: by.clone(), why: String::new() },
            "proposed all clear taken back – no reason given",
        ),
        (Event::Reopened { by, why: "again".into() }, "reopened – again"),
    ] {
        assert_eq!(AllClear::tell(&event).to_plain(), line);
    }
}
