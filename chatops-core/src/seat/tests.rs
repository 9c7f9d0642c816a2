use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Effect, Room};
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;

static ROOM: Room = Room::EmergencyChannel;
static STANDING: LazyLock<Standing> = LazyLock::new(Standing::default);
static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

fn actor(name: &str) -> Actor {
    Actor::Person(Profile {
        id: person(name),
        name: String::from(name),
        zone: None,
        kind: PersonKind::Employee,
    })
}

fn scene(seat: &Seat) -> Scene<'_> {
    Scene {
        room: &ROOM,
        commander: seat.holder(),
        deputy: None,
        incident: None,
        title: "the emergency channel",
        severity: None,
        standing: &STANDING,
    }
}

fn context(actor: &Actor) -> Context<'_> {
    Context::new(Timestamp::UNIX_EPOCH, actor, &POLICY)
}

/// Decides for `actor` and takes the events in.
fn ask(seat: &mut Seat, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
    let events = seat.decide(command, &scene(seat), context(actor))?;
    for event in &events {
        seat.evolve(event);
    }
    Ok(events)
}

fn take(seat: &mut Seat, who: &str) -> Result<Vec<Event>, Refusal> {
    ask(seat, &actor(who), &Command::Take)
}

fn appoint(seat: &mut Seat, who: &str) -> Result<Vec<Event>, Refusal> {
    ask(seat, &Actor::Clockwork, &Command::Appoint { person: person(who) })
}

fn pass(seat: &mut Seat, from: Option<&str>, to: &str) -> Result<Vec<Event>, Refusal> {
    let command = Command::Pass { from: from.map(person), to: person(to) };
    ask(seat, &Actor::Clockwork, &command)
}

fn lose(seat: &mut Seat, who: &str, successor: Option<&str>) -> Result<Vec<Event>, Refusal> {
    lose_as(seat, who, PersonKind::Deactivated, successor)
}

fn lose_as(
    seat: &mut Seat,
    who: &str,
    kind: PersonKind,
    successor: Option<&str>,
) -> Result<Vec<Event>, Refusal> {
    let command = Command::Lose { person: person(who), kind, successor: successor.map(person) };
    ask(seat, &Actor::Clockwork, &command)
}

fn held_by(who: &str) -> Seat {
    let mut seat = Seat::default();
    take(&mut seat, who).unwrap();
    seat
}

fn orphaned(who: &str) -> Seat {
    let mut seat = held_by(who);
    lose(&mut seat, who, None).unwrap();
    seat
}

fn holder(seat: &Seat) -> &str {
    seat.holder().map_or("nobody", PersonId::as_str)
}

fn kind(result: Result<Vec<Event>, Refusal>) -> RefusalKind {
    result.unwrap_err().kind
}

/// What people see, a line each: where, how it strikes the eye, what, the buttons' commands.
fn shown(seat: &Seat, event: &Event) -> Vec<String> {
    let line = |place: &str, message: &Message| {
        let buttons: Vec<&str> = message.buttons.iter().map(|b| b.command.as_str()).collect();
        format!("{place} {:?}: {} {buttons:?}", message.tone, message.text)
    };
    let reaction = seat.react(event, &scene(seat), context(&Actor::Clockwork));
    let show = |effect: &Effect| match effect {
        Effect::Post { room, message, .. } => line(&room.to_string(), message),
        Effect::Direct { person, message } => line(&format!("to {person}"), message),
        other => format!("{other:?}"),
    };
    reaction.effects.iter().map(show).collect()
}

#[test]
fn the_first_to_take_an_empty_seat_commands_and_the_second_is_told_who_does() {
    let mut seat = Seat::default();
    assert_eq!((seat.holder(), seat.ever_held(), seat.is_free()), (None, false, true));
    let events = take(&mut seat, "ada").unwrap();
    assert_eq!((holder(&seat), seat.ever_held(), seat.is_free()), ("ada", true, false));
    assert_eq!(shown(&seat, &events[0]), ["em Good: ada commands the emergency channel. []"]);
    let refusal = take(&mut seat, "ben").unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::WrongState);
    assert!(refusal.why.contains("@ada") && refusal.instead.contains("`offer @person`"));
    assert_eq!(kind(take(&mut seat, "ada")), RefusalKind::AlreadyDone);
    assert_eq!((holder(&seat), seat.epoch()), ("ada", 1));
}

#[test]
fn only_a_person_takes_command() {
    let mut seat = Seat::default();
    for actor in [Actor::Clockwork, Actor::Service(String::from("alerts"))] {
        assert_eq!(kind(ask(&mut seat, &actor, &Command::Take)), RefusalKind::NotEntitled);
    }
}

#[test]
fn somebody_is_put_into_a_seat_that_is_free_and_learns_of_it() {
    let mut seat = Seat::default();
    let events = appoint(&mut seat, "ada").unwrap();
    assert_eq!(
        shown(&seat, &events[0]),
        [
            "em Good: ada commands the emergency channel. []",
            "to ada Neutral: @ada, you command the emergency channel now. Read the brief; if you \
             cannot command, offer the baton: `offer @person`. [\"brief\"]",
        ]
    );
    assert_eq!(kind(appoint(&mut seat, "ben")), RefusalKind::WrongState);
    assert_eq!(kind(appoint(&mut seat, "ada")), RefusalKind::AlreadyDone);
    let mut seat = orphaned("ada");
    let events = appoint(&mut seat, "ben").unwrap();
    let Event::Appointed { from, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((from.as_ref(), holder(&seat)), (Some(&person("ada")), "ben"));
}

#[test]
fn the_seat_passes_only_from_the_one_who_holds_it() {
    let mut seat = held_by("ada");
    assert_eq!(kind(pass(&mut seat, Some("zoe"), "ben")), RefusalKind::WrongState);
    assert_eq!(kind(pass(&mut seat, None, "ben")), RefusalKind::WrongState);
    assert_eq!(kind(pass(&mut seat, Some("ada"), "ada")), RefusalKind::AlreadyDone);
    let events = pass(&mut seat, Some("ada"), "ben").unwrap();
    assert_eq!(
        shown(&seat, &events[0]),
        ["em Good: Baton passed: ada → ben. ben commands the emergency channel. []"]
    );
    assert_eq!(kind(pass(&mut seat, Some("ada"), "cleo")), RefusalKind::WrongState, "too late");
    assert_eq!((holder(&seat), seat.epoch()), ("ben", 2));
    let mut seat = Seat::default();
    assert_eq!(kind(pass(&mut seat, Some("ada"), "ben")), RefusalKind::WrongState);
    pass(&mut seat, None, "ben").unwrap();
    assert_eq!(holder(&seat), "ben");
}

#[test]
fn a_removed_account_passes_command_down_the_ladder() {
    let mut seat = held_by("ada");
    assert_eq!(kind(lose(&mut seat, "ben", Some("cleo"))), RefusalKind::WrongState);
    let events = lose(&mut seat, "ada", Some("ben")).unwrap();
    assert_eq!(holder(&seat), "ben");
    let shown = shown(&seat, &events[0]);
    assert_eq!(
        shown[0],
        "em Warning: The account of ada is gone. ben commands the emergency channel. []"
    );
    assert!(shown[1].starts_with("to ben Neutral: @ben, you command"));
}

#[test]
fn an_account_that_became_a_guests_or_a_programs_is_not_called_gone() {
    for (kind, why) in [
        (PersonKind::Guest, "ada is a guest now, and guests do not command."),
        (PersonKind::Bot, "The account of ada is a program's now, and programs do not command."),
    ] {
        let mut seat = held_by("ada");
        let events = lose_as(&mut seat, "ada", kind, Some("ben")).unwrap();
        let shown = shown(&seat, &events[0]);
        assert_eq!(shown[0], format!("em Warning: {why} ben commands the emergency channel. []"));
        assert!(Seat::tell(&events[0]).to_string().starts_with(why));
    }
}

#[test]
fn who_holds_the_seat_in_name_only_does_not_command() {
    let mut seat = orphaned("ada");
    assert_eq!((holder(&seat), seat.acting()), ("ada", None));
    assert_eq!(kind(pass(&mut seat, Some("zoe"), "ben")), RefusalKind::WrongState);
    pass(&mut seat, None, "ben").unwrap();
    assert_eq!(seat.acting(), Some(&person("ben")));
}

#[test]
fn an_empty_ladder_keeps_the_seat_and_alarms_once() {
    let mut seat = held_by("ada");
    let events = lose(&mut seat, "ada", Some("ada")).unwrap();
    let kind_now = PersonKind::Deactivated;
    assert_eq!(events, [Event::Orphaned { person: person("ada"), kind: kind_now }]);
    assert_eq!((holder(&seat), seat.is_orphaned(), seat.is_free()), ("ada", true, true));
    assert_eq!(
        shown(&seat, &events[0]),
        ["em Alarm: The account of ada is gone. Nobody is left on the ladder, so nobody commands \
             the emergency channel. Whoever can, take command. [\"take\"]"]
    );
    assert_eq!(kind(lose(&mut seat, "ada", None)), RefusalKind::AlreadyDone);
    lose(&mut seat, "ada", Some("ben")).unwrap();
    assert_eq!((holder(&seat), seat.is_orphaned()), ("ben", false));
}

#[test]
fn an_orphaned_seat_can_be_taken_even_by_its_holder_come_back() {
    for who in ["ben", "ada"] {
        let mut seat = orphaned("ada");
        let events = take(&mut seat, who).unwrap();
        let Event::Taken { from, .. } = &events[0] else { panic!("{events:?}") };
        assert_eq!(from.as_ref(), Some(&person("ada")));
        assert_eq!((holder(&seat), seat.is_orphaned(), seat.epoch()), (who, false, 2));
    }
}

#[test]
fn every_event_has_a_line_and_survives_its_stored_form() {
    let mut seat = Seat::default();
    let mut events = take(&mut seat, "ada").unwrap();
    events.extend(pass(&mut seat, Some("ada"), "ben").unwrap());
    events.extend(lose(&mut seat, "ben", Some("cleo")).unwrap());
    events.extend(lose(&mut seat, "cleo", None).unwrap());
    events.extend(appoint(&mut seat, "dora").unwrap());
    let told: Vec<String> = events.iter().map(|e| Seat::tell(e).to_string()).collect();
    assert_eq!(
        told,
        [
            "ada took command",
            "Command passed: ada → ben",
            "The account of ben is gone. Command fell to cleo",
            "The account of cleo is gone. Nobody could take over",
            "dora was put in command",
        ]
    );
    let first = Event::Passed { from: None, to: person("ada"), at: Timestamp::UNIX_EPOCH };
    assert_eq!(Seat::tell(&first).to_string(), "Command passed to ada");
    let mut replayed = Seat::default();
    for event in &events {
        let stored = serde_json::to_string(event).unwrap();
        replayed.evolve(&serde_json::from_str(&stored).unwrap());
    }
    assert_eq!(replayed, seat);
    assert_eq!(replayed.since(), Some(Timestamp::UNIX_EPOCH));
    let snapshot = serde_json::to_string(&replayed).unwrap();
    assert_eq!(serde_json::from_str::<Seat>(&snapshot).unwrap(), replayed);
}

/// Few people, so that they get in each other's way.
fn somebody() -> impl Strategy<Value = PersonId> {
    prop::sample::select(vec!["ada", "ben", "cleo"]).prop_map(person)
}

fn anything() -> impl Strategy<Value = Command> {
    let maybe = || prop::option::of(somebody());
    prop_oneof![
        Just(Command::Take),
        somebody().prop_map(|person| Command::Appoint { person }),
        (maybe(), somebody()).prop_map(|(from, to)| Command::Pass { from, to }),
        (somebody(), maybe()).prop_map(|(person, successor)| Command::Lose {
            person,
            kind: PersonKind::Deactivated,
            successor
        }),
    ]
}

/// Who commands, told from the events alone: who comes goes in, who goes comes out.
fn follow(commanders: &mut BTreeSet<PersonId>, event: &Event) {
    let (from, to) = match event {
        Event::Taken { person, from, .. } | Event::Appointed { person, from, .. } => {
            (from.as_ref(), person)
        }
        Event::Passed { from, to, .. } => (from.as_ref(), to),
        Event::Succeeded { from, to, .. } => (Some(from), to),
        Event::Orphaned { .. } => return,
    };
    if let Some(from) = from {
        assert!(commanders.remove(from), "{from} gave up what they did not have");
    }
    commanders.insert(to.clone());
}

proptest! {
    #[test]
    fn at_every_prefix_at_most_one_commands_and_after_the_first_never_none(
        commands in prop::collection::vec((somebody(), anything()), 0..60),
    ) {
        let (mut seat, mut commanders) = (Seat::default(), BTreeSet::new());
        for (asker, command) in commands {
            let actor = actor(asker.as_str());
            let Ok(events) = seat.decide(&command, &scene(&seat), context(&actor)) else {
                continue;
            };
            for event in &events {
                let (ever_held, epoch) = (seat.ever_held(), seat.epoch());
                seat.evolve(event);
                follow(&mut commanders, event);
                prop_assert!(commanders.len() <= 1, "{commanders:?}");
                prop_assert_eq!(seat.holder(), commanders.first());
                prop_assert!(!ever_held || seat.holder().is_some());
                let moved = !matches!(event, Event::Orphaned { .. });
                prop_assert_eq!(seat.epoch(), epoch + u32::from(moved));
            }
        }
    }

    #[test]
    fn of_two_claims_from_the_same_state_one_wins(
        before in prop::collection::vec(anything(), 0..10),
        one in somebody(),
        two in somebody(),
    ) {
        prop_assume!(one != two);
        let mut seat = Seat::default();
        for command in before {
            let _ = ask(&mut seat, &actor("ada"), &command);
        }
        let from = seat.holder().cloned();
        let claims = [one, two].map(|to| {
            ask(&mut seat, &Actor::Clockwork, &Command::Pass { from: from.clone(), to })
        });
        prop_assert!(claims.iter().filter(|claim| claim.is_ok()).count() == 1);
    }
}
