use std::collections::BTreeSet;

use super::*;
use crate::authority::{Credentials, Standing};
use crate::context::Actor;
use crate::effect::{Answer, Gap, Room, Slot, Speakers, Target};
use crate::emergency_channel::{self, Command as ToChannel, EmergencyChannel, Here};
use crate::feature_tests::{Bench, person};
use crate::ids::{IncidentId, JournalId, Place, StreamId, TeamId};
use crate::incident::{self, Command as ToIncident, Incident, Move, Opened, Phase};
use crate::mention::Reach;
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;
use crate::record;
use crate::register::Origin;
use crate::severity::Severity;
use crate::transcript::Form;

fn room() -> Room {
    Room::Team(TeamId::new("database").unwrap())
}

fn hot() -> IncidentId {
    let journal = JournalId::from_bits(1);
    let stream = StreamId::EmergencyChannel;
    IncidentId::derive(Place { journal: &journal, stream: &stream, seq: 1, position: 0 })
}

fn invite(who: &str) -> Effect {
    Effect::Invite { room: room(), people: BTreeSet::from([person(who)]) }
}

fn topic(words: &str) -> Effect {
    Effect::SetTopic { room: room(), topic: Text::from(words) }
}

fn refused() -> Outcome {
    Outcome::Refused { reason: String::from("No right to it.") }
}

fn unclear() -> Outcome {
    Outcome::Ambiguous { reason: String::from("No answer.") }
}

fn done() -> Outcome {
    Outcome::Done(Answer::Nothing)
}

#[test]
fn what_was_refused_is_told_with_a_button_to_do_it_again() {
    let mut bench = Bench::<Parked>::new();
    bench.settle(&invite("ann"), refused());
    assert_eq!(
        bench.shown(),
        [
            "post: This was not done: bring a person into the room. No right to it. Ask them to join by \
          themselves. [Do it again → parked again 1]"
        ]
    );
    assert_eq!(
        bench.told(),
        [
            "not done: bring a person into the room – No right to it. Ask them to join by themselves."
        ]
    );
}

#[test]
fn what_nobody_knows_can_be_said_to_be_done() {
    let mut bench = Bench::<Parked>::new();
    bench.settle(&invite("ann"), unclear());
    let shown = bench.shown().join("\n");
    assert!(shown.starts_with("post: This may or may not have been done: bring"), "{shown}");
    assert!(
        shown.ends_with("[Do it again → parked again 1] [It is done → parked done 1]"),
        "{shown}"
    );
    bench.ask("jim", Command::Done { number: 1 }).unwrap();
    assert_eq!(bench.shown(), ["post: jim says that it is done: bring a person into the room."]);
    assert_eq!(bench.reaction.effects.len(), 1, "nothing is done outside but saying so");
    assert_eq!(bench.told()[1], "said that it is done: bring a person into the room");
    assert_eq!(bench.feature.open().count(), 0);
}

#[test]
fn doing_it_again_asks_for_the_same_effect_and_parks_a_new_failure_under_a_new_number() {
    let mut bench = Bench::<Parked>::new();
    bench.settle(&invite("ann"), refused());
    bench.ask("jim", Command::Again { number: 1 }).unwrap();
    assert_eq!(bench.shown(), ["post: jim wants it done again: bring a person into the room."]);
    assert_eq!(bench.reaction.effects.last(), Some(&invite("ann")));
    assert_eq!(bench.told()[1], "asked again to bring a person into the room");
    bench.settle(&invite("ann"), refused());
    assert_eq!(bench.feature.open().collect::<Vec<_>>(), [2]);
    bench.ask("jim", Command::Again { number: 2 }).unwrap();
    assert_eq!(bench.settle(&invite("ann"), done()), [], "success is not told");
    assert_eq!(bench.feature.open().count(), 0);
}

#[test]
fn a_second_press_learns_who_was_first() {
    let mut bench = Bench::<Parked>::new();
    bench.settle(&invite("ann"), unclear());
    bench.settle(&invite("dan"), unclear());
    bench.ask("jim", Command::Again { number: 1 }).unwrap();
    bench.ask("dora", Command::Done { number: 2 }).unwrap();
    for (number, why) in
        [(1, "jim has asked for it again already."), (2, "dora has said already that it is done.")]
    {
        for command in [Command::Again { number }, Command::Done { number }] {
            let refusal = bench.ask("dora", command).unwrap_err();
            assert_eq!((refusal.kind, refusal.why.as_str()), (RefusalKind::AlreadyDone, why));
        }
    }
    let refusal = bench.ask("jim", Command::Done { number: 3 }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::NotFound);
    assert!(bench.tick(Command::Done { number: 1 }).is_err(), "it takes a person");
}

#[test]
fn only_what_still_means_the_same_is_done_again() {
    let people = BTreeSet::from([person("jim")]);
    let incident = hot();
    let target = Target::Slot(Slot::Briefing);
    let table = [
        (invite("ann"), true),
        (Effect::Remove { room: room(), person: person("ann") }, true),
        (Effect::Pin { room: room(), target, pinned: true }, true),
        (Effect::ArchiveRoom { room: room() }, true),
        (Effect::PublishPostmortem { incident }, true),
        (Effect::ShareTranscript { incident, room: room(), form: Form::Markdown }, true),
        (topic("all quiet"), false),
        (Effect::SetMentionRights { room: room(), people }, false),
        (Effect::SetSpeakingRights { room: room(), speakers: Speakers::Everyone }, false),
        (broadcast(), false),
    ];
    for (effect, same) in table {
        let mut bench = Bench::<Parked>::new();
        bench.settle(&effect, unclear());
        let shown = bench.shown().join("\n");
        assert_eq!(shown.contains("[Do it again →"), same, "{shown}");
        assert!(shown.contains("[It is done →"), "{shown}");
        let stored = serde_json::to_string(&bench.events).unwrap();
        assert_eq!(stored.contains("\"again\""), same, "{stored}");
        match bench.ask("jim", Command::Again { number: 1 }) {
            Ok(_) => assert!(same && bench.reaction.effects.contains(&effect), "{effect:?}"),
            Err(refusal) => assert!(!same && refusal.kind == RefusalKind::WrongState, "{refusal}"),
        }
    }
}

/// Only the rules can grant one: this is one as the outbox gives it back.
fn broadcast() -> Effect {
    let message = Message::new(Text::from("Join the bridge."));
    let stored = serde_json::json!({
        "broadcast": { "room": room(), "reach": Reach::Here, "message": message, "number": 1 },
    });
    serde_json::from_value(stored).unwrap()
}

#[test]
fn a_newer_one_of_its_kind_leaves_nothing_to_decide() {
    let mut bench = Bench::<Parked>::new();
    bench.settle(&topic("one"), unclear());
    bench.settle(&invite("ann"), refused());
    bench.settle(&topic("two"), refused());
    assert_eq!(bench.feature.open().collect::<Vec<_>>(), [2, 3], "the newer failure stands");
    let refusal = bench.ask("jim", Command::Done { number: 1 }).unwrap_err();
    assert_eq!(refusal.why, "A newer one has taken its place already.");
    let other = Effect::SetTopic { room: Room::EmergencyChannel, topic: Text::from("three") };
    assert_eq!(bench.settle(&other, done()), [], "another room");
    assert_eq!(bench.settle(&topic("three"), done()), [Event::Overtaken { number: 3 }]);
    assert_eq!(bench.shown(), [""; 0], "told on the timeline alone");
    assert_eq!(bench.settle(&topic("four"), done()), []);
    assert_eq!(bench.settle(&invite("dan"), done()), [], "another invitation is not this one");
    assert_eq!(bench.feature.open().collect::<Vec<_>>(), [2]);
}

#[test]
fn notices_and_what_tells_of_itself_are_not_parked() {
    let mut bench = Bench::<Parked>::new();
    let message = Message::new(Text::from("hello"));
    let person = person("ann");
    for effect in [
        Effect::Post { room: room(), message: message.clone(), slot: None },
        Effect::Direct { person: person.clone(), message },
        Effect::Page { page: 1, step: 0, person, summary: String::from("it burns") },
        Effect::OpenRoom { room: room(), name: String::from("x"), purpose: String::from("x") },
    ] {
        assert_eq!(bench.settle(&effect, refused()), []);
        assert_eq!(bench.settle(&effect, unclear()), []);
    }
}

#[test]
fn the_oldest_is_forgotten_and_what_is_remembered_is_bounded() {
    let mut bench = Bench::<Parked>::new();
    let max = u32::try_from(PARKED_MAX).unwrap();
    for _ in 0..=max {
        bench.settle(&invite("ann"), refused());
    }
    assert_eq!(bench.feature.open().collect::<Vec<_>>(), (2..=max + 1).collect::<Vec<_>>());
    let refusal = bench.ask("jim", Command::Again { number: 1 }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::LimitReached);
    for _ in 0..3 * max {
        bench.settle(&invite("ann"), refused());
    }
    assert_eq!((bench.feature.open().count(), bench.feature.kept.len()), (PARKED_MAX, KEPT_MAX));
}

#[test]
fn the_list_has_the_steps_of_each() {
    let mut bench = Bench::<Parked>::new();
    let list = |bench: &Bench<Parked>| {
        let message = bench.feature.list();
        let buttons =
            message.buttons.iter().map(|button| format!("[{} → {}]", button.label, button.command));
        format!("{} {}", message.text.to_plain(), buttons.collect::<Vec<_>>().join(" "))
    };
    assert_eq!(list(&bench).trim_end(), "Nothing is parked.");
    bench.settle(&topic("one"), refused());
    assert_eq!(
        list(&bench).trim_end(),
        "Parked\n• 1: This was not done: write the topic. No right to it. The topic may be out of date; \
         `status` says who commands and what is open.\nWhat was done by hand is taken off with `parked done \
         <number>`."
    );
    bench.settle(&invite("ann"), unclear());
    let shown = list(&bench);
    assert!(shown.contains("\n• 2: This may or may not have been done: bring"), "{shown}");
    assert!(
        shown.ends_with("[Do 2 again → parked again 2] [2 is done → parked done 2]"),
        "{shown}"
    );
    bench.ask("jim", Command::Done { number: 1 }).unwrap();
    let shown = list(&bench);
    assert!(
        shown.ends_with("[Do it again → parked again 2] [It is done → parked done 2]"),
        "{shown}"
    );
}

#[test]
fn what_stands_on_the_record_as_a_gap_is_not_told_a_second_time() {
    let policy = Policy::default();
    let cx = Context::new("2026-03-04T14:00:00Z".parse().unwrap(), &Actor::Clockwork, &policy);
    let gap = Gap {
        wanted: String::from("pin a message"),
        missing: String::from("this platform has no pins"),
        instead: None,
    };
    let outcome = |reason: String| Outcome::Refused { reason };
    let pin =
        Box::new(Effect::Pin { room: room(), target: Target::Slot(Slot::Rules), pinned: true });

    let channel = |state: &EmergencyChannel, command: &emergency_channel::Command| {
        let here = Here { room: &Room::EmergencyChannel, fresh: hot() };
        emergency_channel::decide(state, command, cx, here).unwrap()
    };
    let note = ToChannel::Record(record::Command::NoteGap(gap.clone()));
    let noted = channel(&EmergencyChannel::default(), &note);
    let state = noted.iter().fold(EmergencyChannel::default(), emergency_channel::evolve);
    let told = ToChannel::Settled(pin.clone(), outcome(gap.reason()));
    assert_eq!(channel(&state, &told), []);
    let other = ToChannel::Settled(pin.clone(), outcome(String::from("No right to it.")));
    assert_eq!(channel(&state, &other).len(), 1);

    let incident = |state: &Incident, command: &incident::Command| {
        incident::decide(state, command, cx, Credentials::default()).unwrap()
    };
    let note = ToIncident::Record(record::Command::NoteGap(gap.clone()));
    let state = incident(&opened(), &note).iter().fold(opened(), incident::evolve);
    assert_eq!(incident(&state, &ToIncident::Settled(pin.clone(), outcome(gap.reason()))), []);
    let other = ToIncident::Settled(pin, outcome(String::from("No right to it.")));
    assert_eq!(incident(&state, &other).len(), 1);
}

fn opened() -> Incident {
    let opened = Opened {
        incident: hot(),
        number: 1,
        title: String::from("latency"),
        severity: Severity::Sev2,
        declared_by: None,
        commander: None,
        declared_at: "2026-03-04T14:00:00Z".parse().unwrap(),
        fallback_name: String::from("inc-1"),
        origin: Box::new(Origin::default()),
        drill: false,
    };
    incident::evolve(Incident::default(), &incident::Event::Opened(opened))
}

#[test]
fn a_closed_incident_brings_nobody_in_any_more_but_can_still_be_tidied_up() {
    let jim = Actor::Person(Profile {
        id: person("jim"),
        name: String::from("Jim"),
        zone: None,
        kind: PersonKind::Employee,
    });
    let policy = Policy::default();
    let at = "2026-03-04T14:00:00Z".parse().unwrap();
    let duty = || Credentials { duty_commander: true, ..Credentials::default() };
    let room = Room::Hot(hot());
    let target = Target::Slot(Slot::Briefing);
    let table = [
        (invite("ann"), false),
        (Effect::Pin { room: room.clone(), target, pinned: true }, false),
        (Effect::Remove { room: room.clone(), person: person("gus") }, true),
        (Effect::ArchiveRoom { room: room.clone() }, true),
        (Effect::PublishPostmortem { incident: hot() }, true),
    ];
    for (effect, sensible) in table {
        let settled = Parked::default().settled(
            &effect,
            &unclear(),
            &Scene {
                room: &room,
                commander: None,
                deputy: None,
                incident: None,
                title: "latency",
                severity: None,
                standing: &Standing::default(),
            },
            Context::new(at, &Actor::Clockwork, &policy),
        );
        let parked = settled.into_iter().map(incident::Event::Parked);
        let state = parked.fold(opened(), |state, event| incident::evolve(state, &event));
        let moved = |by, to| incident::Event::Moved { by, to };
        let resolved = incident::evolve(state, &moved(Move::Resolve, Phase::Resolved));
        let closed = incident::evolve(resolved.clone(), &moved(Move::Close, Phase::Closed));
        let ask = |state: &Incident, command| {
            let command = incident::Command::Parked(command);
            incident::decide(state, &command, Context::new(at, &jim, &policy), duty())
        };
        assert!(ask(&resolved, Command::Again { number: 1 }).is_ok(), "{effect:?}");
        let again = ask(&closed, Command::Again { number: 1 });
        match again {
            Ok(_) => assert!(sensible, "{effect:?}"),
            Err(refusal) => assert!(
                !sensible && refusal.why == "The incident is closed.",
                "{effect:?}: {refusal}"
            ),
        }
        assert!(ask(&closed, Command::Done { number: 1 }).is_ok(), "{effect:?}");
    }
}
