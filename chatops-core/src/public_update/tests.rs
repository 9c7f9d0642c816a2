use jiff::{SignedDuration, Timestamp};

mod outcomes;

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Room, Slot, TimerChange};
use crate::ids::{IncidentId, JournalId, Place, StreamId};
use crate::message::Message;
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;
use crate::refusal::RefusalKind;
use crate::time::later;

const GOOD: &str = "Checkout is slow for some customers.";
const LEAKY: &str = "Checkout is slow because of db-17.";

/// One incident's public updates, a clock that the test moves, and the default policy: objections are heard
/// for 2 minutes.
struct Rehearsal {
    state: PublicUpdates,
    now: Timestamp,
    policy: Policy,
    incident: IncidentId,
}

fn stage() -> Rehearsal {
    let place = Place {
        journal: &JournalId::from_bits(1),
        stream: &StreamId::EmergencyChannel,
        seq: 1,
        position: 0,
    };
    Rehearsal {
        state: PublicUpdates::default(),
        now: Timestamp::UNIX_EPOCH,
        policy: Policy::default(),
        incident: IncidentId::derive(place),
    }
}

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

impl Rehearsal {
    fn with<T>(&self, who: Option<&str>, run: impl FnOnce(&Scene<'_>, Context<'_>) -> T) -> T {
        let actor = who.map_or(Actor::Clockwork, |who| {
            let profile = Profile {
                id: person(who),
                name: format!("{who} the person"),
                zone: None,
                kind: PersonKind::Employee,
            };
            Actor::Person(profile)
        });
        let commander = person("ada");
        let scene = Scene {
            room: &Room::Hot(self.incident),
            commander: Some(&commander),
            deputy: None,
            incident: Some(&self.incident),
            title: "an inner title",
            severity: None,
            standing: &Standing::default(),
        };
        run(&scene, Context::new(self.now, &actor, &self.policy))
    }

    fn take(&mut self, events: Vec<Event>) -> Reaction {
        events.iter().fold(Reaction::none(), |all, event| {
            self.state.evolve(event);
            all.and(self.with(None, |scene, cx| self.state.react(event, scene, cx)))
        })
    }

    fn tries(&mut self, who: &str, command: Command) -> Result<Reaction, Refusal> {
        let decided = self.with(Some(who), |scene, cx| self.state.decide(&command, scene, cx));
        decided.map(|events| self.take(events))
    }

    fn does(&mut self, who: &str, command: Command) -> Reaction {
        self.tries(who, command).unwrap()
    }

    fn refuses(&mut self, who: &str, command: Command) -> RefusalKind {
        self.tries(who, command).unwrap_err().kind
    }

    fn minutes_pass(&mut self, minutes: i64) -> Reaction {
        self.now = later(self.now, SignedDuration::from_mins(minutes));
        let numbers: Vec<u32> = self.state.iter().map(|(number, _)| number).collect();
        let keys = |number| [TimerKey::PublicUpdate(number), TimerKey::Override(number)];
        numbers.into_iter().flat_map(keys).fold(Reaction::none(), |all, key| {
            let events = self.with(None, |scene, cx| self.state.timer(&key, scene, cx));
            all.and(self.take(events))
        })
    }

    fn settle(&mut self, effect: &Effect, outcome: &Outcome) -> Reaction {
        let events = self.with(None, |scene, cx| self.state.settled(effect, outcome, scene, cx));
        self.take(events)
    }

    fn digest(&self, number: u32) -> String {
        self.state.get(number).unwrap().digest.clone()
    }

    fn approve(&self, number: u32) -> Command {
        Command::Approve { number, digest: self.digest(number) }
    }

    fn second(&self, number: u32) -> Command {
        Command::Second { number, digest: Some(self.digest(number)) }
    }
}

fn draft(text: &str) -> Command {
    drafted(PublicPhase::Investigating, text)
}

fn drafted(phase: PublicPhase, text: &str) -> Command {
    Command::Draft { phase, text: text.into(), names: Vec::new(), goes_on: true }
}

fn edit(number: u32, text: &str) -> Command {
    Command::Edit { number, text: text.into(), names: Vec::new() }
}

fn object(number: u32, why: &str) -> Command {
    Command::Object { number, why: why.into() }
}

fn overriding(number: u32, reason: &str) -> Command {
    Command::Override { number, reason: reason.into() }
}

fn messages(reaction: &Reaction) -> Vec<&Message> {
    reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Post { message, .. } | Effect::Edit { message, .. } => Some(message),
            _ => None,
        })
        .collect()
}

fn said(reaction: &Reaction) -> String {
    let texts: Vec<String> =
        messages(reaction).iter().map(|message| message.text.to_plain()).collect();
    texts.join("\n")
}

fn buttons(reaction: &Reaction) -> Vec<String> {
    messages(reaction)
        .iter()
        .flat_map(|message| message.buttons.iter().map(|button| button.command.clone()))
        .collect()
}

fn sent(reaction: &Reaction) -> Vec<&ApprovedUpdate> {
    reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::PublishUpdate(update) => Some(update),
            _ => None,
        })
        .collect()
}

#[test]
fn a_draft_is_heard_approved_and_published() {
    let mut stage = stage();
    let reaction = stage.does("jim", draft(GOOD));
    let digest = stage.digest(1);
    assert_eq!(
        said(&reaction),
        "Public update 1 – investigating, version 1 by jim\n\
         > Checkout is slow for some customers.\n\
         Objections until 1970-01-01 00:02 UTC."
    );
    assert_eq!(buttons(&reaction), ["public object 1"], "nothing that would be refused is offered");
    let at = later(stage.now, SignedDuration::from_mins(2));
    assert_eq!(reaction.timers, [TimerChange::Set { key: TimerKey::PublicUpdate(1), at }]);

    let reaction = stage.minutes_pass(2);
    assert_eq!(
        said(&reaction),
        "Public update 1: see below.\n\
         @ada The time for objections to public update 1 is over: no objections.\n\
         Public update 1 – investigating, version 1 by jim\n\
         > Checkout is slow for some customers."
    );
    let approve = format!("public approve 1 {digest}");
    assert_eq!(buttons(&reaction), [approve.as_str(), "public object 1"]);

    let reaction = stage.does("ada", stage.approve(1));
    assert!(buttons(&reaction).is_empty(), "no button outlives its matter");
    let update = sent(&reaction)[0].clone();
    assert_eq!((update.number(), update.text(), update.digest()), (1, GOOD, digest.as_str()));
    assert_eq!(update.phase(), PublicPhase::Investigating);
    assert_eq!((update.incident(), update.approved_by()), (&stage.incident, &person("ada")));

    let url = String::from("https://status.example.com/1");
    let outcome = Outcome::Done(Answer::Published { url: url.clone() });
    let reaction = stage.settle(&Effect::PublishUpdate(update), &outcome);
    assert!(said(&reaction).contains("published as investigating: status page (https://status"));
    assert_eq!(stage.state.get(1).unwrap().stage, Stage::Published { url: Some(url) });
}

#[test]
fn who_drafted_it_may_also_approve_it() {
    let mut stage = stage();
    stage.does("ada", draft(GOOD));
    stage.minutes_pass(2);
    assert_eq!(sent(&stage.does("ada", stage.approve(1))).len(), 1);
}

#[test]
fn an_approval_waits_for_the_objections_window() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    stage.minutes_pass(1);
    let refusal = stage.tries("ada", stage.approve(1)).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::WrongState);
    assert!(refusal.why.contains("another 1 min"), "{refusal}");
}

#[test]
fn an_approval_of_an_older_text_is_refused() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    let old = stage.approve(1);
    stage.does("eve", edit(1, "Checkout is slow for all customers."));
    stage.minutes_pass(2);
    let refusal = stage.tries("ada", old).unwrap_err();
    assert!(refusal.why.contains("the text has changed, this is version 2"), "{refusal}");
    assert!(!refusal.to_string().contains(&stage.digest(1)), "the digest is read with the text");
    assert_eq!(
        sent(&stage.does("ada", stage.approve(1)))[0].text(),
        "Checkout is slow for all customers."
    );
}

#[test]
fn a_mistyped_digest_is_not_called_a_changed_text() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    stage.minutes_pass(2);
    let typed = Command::Approve { number: 1, digest: "nonsense".into() };
    let refusal = stage.tries("ada", typed).unwrap_err();
    assert_eq!(refusal.why, "That is not the digest of public update 1.");
}

#[test]
fn a_digest_is_typed_in_any_case() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    stage.minutes_pass(2);
    let digest = format!(" {} ", stage.digest(1).to_uppercase());
    assert!(stage.tries("ada", Command::Approve { number: 1, digest }).is_ok());
}

#[test]
fn an_edit_restarts_the_window_and_keeps_the_objections() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    stage.does("eve", object(1, "all customers are hit"));
    stage.minutes_pass(2);
    let reaction = stage.does("jim", edit(1, "Checkout is slow for all customers."));
    let shown = said(&reaction);
    assert!(shown.contains("has a new text: see version 2 below"), "{shown}");
    assert!(shown.contains("Objection by eve: all customers are hit"), "{shown}");
    assert!(matches!(
        reaction.effects.as_slice(),
        [Effect::Edit { .. }, Effect::Post { slot: Some(Slot::PublicUpdate(1)), .. }]
    ));
    assert_eq!(stage.refuses("ada", stage.approve(1)), RefusalKind::WrongState);
    assert!(said(&stage.minutes_pass(2)).contains("1 objection"));
    assert!(stage.tries("ada", stage.approve(1)).is_ok(), "an objection is no veto");
}

#[test]
fn an_edit_that_changes_nothing_is_refused() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    assert_eq!(
        stage.refuses("jim", edit(1, &format!("  {GOOD}\u{200b} "))),
        RefusalKind::AlreadyDone
    );
}

#[test]
fn marked_text_is_shown_marked_and_not_approved() {
    let mut stage = stage();
    let reaction = stage.does("jim", draft(LEAKY));
    assert!(said(&reaction).contains("because of [host: db-17]."), "{}", said(&reaction));
    assert_eq!(buttons(&reaction), ["public override 1", "public object 1"]);
    stage.minutes_pass(2);
    let refusal = stage.tries("ada", stage.approve(1)).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Unacceptable);
    assert!(refusal.why.contains("[host: db-17]"), "{refusal}");
    stage.does("jim", edit(1, GOOD));
    stage.minutes_pass(2);
    assert!(stage.tries("ada", stage.approve(1)).is_ok(), "mended");
}

#[test]
fn an_override_takes_a_reason_and_a_second_person() {
    let mut stage = stage();
    stage.does("jim", draft(LEAKY));
    stage.minutes_pass(2);
    assert_eq!(stage.refuses("jim", stage.second(1)), RefusalKind::WrongState);
    assert_eq!(stage.refuses("jim", overriding(1, " \u{200b} ")), RefusalKind::Unacceptable);

    let reaction = stage.does("jim", overriding(1, "customers know the name"));
    let shown = said(&reaction);
    assert!(shown.contains("@ada Public update 1 takes a second person"), "{shown}");
    assert!(
        shown.contains("jim asked to publish the marked words: customers know the name."),
        "{shown}"
    );
    assert!(buttons(&reaction).contains(&format!("public second 1 {}", stage.digest(1))));
    assert_eq!(stage.refuses("jim", overriding(1, "again")), RefusalKind::AlreadyDone);
    assert_eq!(stage.refuses("eve", overriding(1, "again")), RefusalKind::AlreadyDone);
    assert_eq!(stage.refuses("jim", stage.second(1)), RefusalKind::SecondPersonNeeded);
    assert_eq!(stage.refuses("ada", stage.approve(1)), RefusalKind::Unacceptable);

    let reaction = stage.does("eve", stage.second(1));
    let shown = said(&reaction);
    assert!(shown.contains("@ada eve agrees"), "the commander is called: {shown}");
    assert!(
        shown.contains(
            "jim asked to publish the marked words: customers know the name. eve agreed."
        ),
        "who approves has the reason in sight: {shown}"
    );
    assert!(buttons(&reaction).contains(&format!("public approve 1 {}", stage.digest(1))));
    assert_eq!(stage.refuses("kim", stage.second(1)), RefusalKind::AlreadyDone);
    assert_eq!(stage.refuses("kim", overriding(1, "x")), RefusalKind::AlreadyDone);
    assert_eq!(sent(&stage.does("ada", stage.approve(1)))[0].text(), LEAKY);
}

#[test]
fn an_override_is_for_one_text_only() {
    let mut stage = stage();
    stage.does("jim", draft(LEAKY));
    stage.does("jim", overriding(1, "known"));
    let old = stage.second(1);
    stage.does("jim", edit(1, "It is db-18."));
    assert_eq!(
        stage.refuses("eve", stage.second(1)),
        RefusalKind::WrongState,
        "the request is void"
    );
    stage.does("jim", overriding(1, "known"));
    assert_eq!(stage.refuses("eve", old), RefusalKind::WrongState, "eve has read another text");
    stage.does("eve", Command::Second { number: 1, digest: None });
    stage.does("jim", edit(1, "It is db-19."));
    stage.minutes_pass(2);
    assert_eq!(stage.refuses("ada", stage.approve(1)), RefusalKind::Unacceptable, "void again");
}

#[test]
fn a_request_for_a_second_person_runs_out_and_can_be_made_again() {
    let mut stage = stage();
    stage.does("jim", draft(LEAKY));
    stage.does("jim", overriding(1, "known"));
    let reaction = stage.minutes_pass(10);
    assert!(said(&reaction).contains("@jim Nobody agreed in time"), "{}", said(&reaction));
    assert!(
        buttons(&reaction).contains(&String::from("public override 1")),
        "it can be asked again"
    );
    assert_eq!(stage.refuses("eve", stage.second(1)), RefusalKind::WrongState);
    stage.does("jim", overriding(1, "known"));
    assert!(stage.tries("eve", stage.second(1)).is_ok());
    assert!(!said(&stage.minutes_pass(10)).contains("Nobody agreed"), "somebody did");
}

#[test]
fn the_author_is_called_where_the_check_stops_it_and_not_the_commander() {
    let mut stage = stage();
    stage.does("jim", draft(LEAKY));
    let shown = said(&stage.minutes_pass(2));
    assert!(shown.contains("@jim The time for objections") && !shown.contains("@ada"), "{shown}");
}

#[test]
fn a_text_that_says_it_is_over_too_early_is_drafted_with_a_warning() {
    let mut stage = stage();
    let shown = said(&stage.does("jim", drafted(PublicPhase::Resolved, GOOD)));
    assert!(shown.contains("drafted before the all clear"), "{shown}");
    let over = Command::Draft {
        phase: PublicPhase::Resolved,
        text: GOOD.into(),
        names: Vec::new(),
        goes_on: false,
    };
    assert!(!said(&stage.does("jim", over)).contains("before the all clear"));
    assert!(!said(&stage.does("jim", draft(GOOD))).contains("before the all clear"));
}

#[test]
fn an_override_of_nothing_is_refused() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    assert_eq!(stage.refuses("jim", overriding(1, "x")), RefusalKind::AlreadyDone);
}

#[test]
fn names_known_to_the_caller_and_of_the_writer_are_marked() {
    let mut stage = stage();
    let names = vec![String::from("Maria Lopez")];
    let text = String::from("Maria is on it.");
    stage.does(
        "jim",
        Command::Draft {
            phase: PublicPhase::Identified,
            text,
            names: names.clone(),
            goes_on: true,
        },
    );
    assert_eq!(stage.state.get(1).unwrap().findings[0].to_string(), "[person: Maria]");
    stage.does("jim", edit(1, "jim the person is on it."));
    assert_eq!(stage.state.get(1).unwrap().findings[0].to_string(), "[person: jim the person]");
}

#[test]
fn a_secret_reaches_neither_the_event_nor_the_public() {
    let mut stage = stage();
    let secret = "xoxb-123456789012-abcdef";
    let text = format!("The token is {secret} now.");
    let events =
        stage.with(Some("jim"), |scene, cx| stage.state.decide(&draft(&text), scene, cx)).unwrap();
    assert!(!serde_json::to_string(&events).unwrap().contains("123456789012"));
    stage.take(events);
    stage.minutes_pass(2);
    assert_eq!(stage.refuses("ada", stage.approve(1)), RefusalKind::Unacceptable);
}

#[test]
fn what_cannot_be_seen_is_not_in_the_text() {
    let mut stage = stage();
    stage.does("jim", draft(" Slow\u{202e} checkout.\r\nSorry. "));
    assert_eq!(stage.state.get(1).unwrap().text, "Slow checkout.\nSorry.");
}

#[test]
fn empty_and_overlong_texts_are_refused() {
    let mut stage = stage();
    assert_eq!(stage.refuses("jim", draft(" \u{200b}\n ")), RefusalKind::Unacceptable);
    assert_eq!(
        stage.refuses("jim", draft(&"a ".repeat(TEXT_CHARS_MAX))),
        RefusalKind::Unacceptable
    );
    assert!(stage.tries("jim", draft(&"é".repeat(TEXT_CHARS_MAX))).is_ok());
}

#[test]
fn one_who_objects_is_heard_once_and_shown_on_the_card() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    let reaction = stage.does("eve", object(1, ""));
    assert!(said(&reaction).contains("eve objects to public update 1: no reason given"));
    assert_eq!(stage.refuses("eve", object(1, "")), RefusalKind::AlreadyDone);
    let reaction = stage.does("eve", object(1, "too vague"));
    assert!(said(&reaction).contains("Objection by eve: too vague"));
}

#[test]
fn a_draft_is_withdrawn_by_its_author_or_the_commander() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    assert_eq!(stage.refuses("eve", Command::Withdraw { number: 1 }), RefusalKind::NotEntitled);
    let reaction = stage.does("jim", Command::Withdraw { number: 1 });
    assert!(reaction.timers.contains(&TimerChange::Cancel { key: TimerKey::PublicUpdate(1) }));
    assert!(said(&reaction).contains("jim withdraws public update 1."));
    assert!(buttons(&reaction).is_empty());
    assert_eq!(stage.refuses("ada", stage.approve(1)), RefusalKind::WrongState);
    assert!(said(&stage.minutes_pass(5)).is_empty(), "its timer means nothing any more");
    stage.does("jim", draft(GOOD));
    assert!(stage.tries("ada", Command::Withdraw { number: 2 }).is_ok());
}

#[test]
fn unknown_numbers_services_and_rooms_without_an_incident_are_refused() {
    let mut stage = stage();
    assert_eq!(stage.refuses("jim", edit(7, "x")), RefusalKind::NotFound);
    let by_clockwork =
        stage.with(None, |scene, cx| stage.state.decide(&draft(GOOD), scene, cx)).unwrap_err();
    assert_eq!(by_clockwork.kind, RefusalKind::NotEntitled);
    let outside = stage.with(Some("jim"), |scene, cx| {
        let scene = Scene { incident: None, ..scene.clone() };
        stage.state.decide(&draft(GOOD), &scene, cx)
    });
    assert_eq!(outside.unwrap_err().kind, RefusalKind::WrongState);
    assert_eq!(
        {
            stage.does("jim", draft(GOOD));
            stage.refuses("ada", Command::ConfirmPublished { number: 1 })
        },
        RefusalKind::WrongState
    );
}

#[test]
fn the_oldest_finished_update_makes_room_and_open_ones_stay() {
    let mut stage = stage();
    for _ in 0..UPDATES_MAX {
        stage.does("jim", draft(GOOD));
    }
    assert_eq!(stage.refuses("jim", draft(GOOD)), RefusalKind::LimitReached);
    stage.does("jim", Command::Withdraw { number: 3 });
    stage.does("jim", draft(GOOD));
    assert_eq!(stage.state.iter().count(), UPDATES_MAX);
    assert!(stage.state.get(3).is_none() && stage.state.get(1).is_some());
    assert!(stage.state.get(UPDATES_MAX as u32 + 1).is_some(), "numbers are never used again");
}

#[test]
fn the_window_is_closed_once_and_only_by_its_own_timer() {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    stage.now = later(stage.now, SignedDuration::from_mins(2));
    let other =
        stage.with(None, |scene, cx| stage.state.timer(&TimerKey::PublicUpdate(2), scene, cx));
    assert!(other.is_empty());
    assert!(!said(&stage.minutes_pass(0)).is_empty());
    assert!(said(&stage.minutes_pass(0)).is_empty());
}

#[test]
fn events_have_a_stable_stored_form() {
    let event = Event::Approved { number: 1, version: 2, digest: "abc".into(), by: person("ada") };
    let stored = serde_json::to_string(&event).unwrap();
    assert_eq!(stored, r#"{"approved":{"number":1,"version":2,"digest":"abc","by":"ada"}}"#);
    assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), event);
    let (stage, _) = outcomes::approved();
    let snapshot = serde_json::to_string(&stage.state).unwrap();
    assert_eq!(serde_json::from_str::<PublicUpdates>(&snapshot).unwrap(), stage.state);
}

#[test]
fn the_timeline_says_what_happened() {
    let by = person("ada");
    for (event, line) in [
        (
            Event::Approved { number: 1, version: 2, digest: "abc".into(), by: by.clone() },
            "public update 1: version 2 approved `abc`",
        ),
        (
            Event::Objected { number: 1, by: by.clone(), why: String::new() },
            "public update 1: objection – no reason given",
        ),
        (Event::Published { number: 1, url: None }, "public update 1: published"),
        (Event::Dropped { number: 1, by: person("ada") }, "public update 1: withdrawn"),
    ] {
        assert_eq!(PublicUpdates::tell(&event).to_plain(), line);
    }
}
