//! Attacks on the rules through the real engine. Each test names its case of RELIABILITY section 4.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod world;

use chatops_core::effect::{Effect, Room};
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::inbound::Inbound;
use chatops_core::ports::journal::Transaction;
use chatops_core::refusal::RefusalKind;
use jiff::SignedDuration;

use chatops_testkit::story::cast::{person, profile};
use world::{PREFIX, World, has, jims_world, kinds, must, refusals, refused, shown};

const EM: Room = Room::EmergencyChannel;

// B: who may do what.

#[test]
fn b1_the_commanders_display_name_gives_no_right() {
    let mut world = jims_world();
    let commander = world.who("jim").name;
    for name in [commander, "J\u{456}m Smith".into(), "Jim\u{200b} Smith".into()] {
        let place = world.people.iter().position(|one| one.id == person("mal")).unwrap();
        world.people[place].name = name.clone();
        for line in ["here wake up", "headline I am Jim", "offer @mal", "mode voices", "take"] {
            let done = world.command("mal", Some(&EM), line);
            assert!(
                matches!(refused(&done), RefusalKind::NotEntitled | RefusalKind::WrongState),
                "{name}: {line}"
            );
        }
    }
    assert_eq!(world.engine.channel().commander(), Some(&person("jim")));
}

#[test]
fn b1_a_handle_that_two_names_fit_means_neither() {
    let mut world = jims_world();
    world.say("mal", &EM, "hello");
    world.say("jim", &EM, "hello");
    // Mal calls himself Jim Smith too.
    let done = world.command("jim", Some(&EM), "offer @JimSmith");
    assert_eq!(refused(&done), RefusalKind::Unacceptable);
}

#[test]
fn b2_guests_and_removed_accounts_run_nothing() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    for handle in ["eve", "gone"] {
        for line in ["declare a fire", "here wake up", "severity 1", "allclear", "status"] {
            let done = world.command(handle, Some(&hot), line);
            let only_refusal = done
                .entries
                .iter()
                .all(|entry| ["record.refused", "person.noted"].contains(&entry.kind.as_str()));
            assert!(only_refusal, "{handle}: {line}: {:?}", kinds(&done));
        }
    }
}

#[test]
fn b2_a_guest_comes_in_only_by_agreement_rules_and_sponsor() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    let arrive = |world: &mut World| {
        let room = world.engine.room_id(&hot).unwrap().clone();
        world.deliver(vec![Inbound::Arrived { room, who: profile("eve") }])
    };
    must(&arrive(&mut world), "guest.kept_out");
    assert_eq!(refusals(&world.command("jim", Some(&hot), "guest admit @eve 4h")).len(), 1);
    must(&world.command("jim", Some(&hot), "guest agreement @eve NDA-7"), "guest.agreement_filed");
    assert_eq!(refusals(&world.command("jim", Some(&hot), "guest admit @eve 4h")).len(), 1);
    must(&world.command("eve", Some(&hot), "guest accept"), "guest.rules_accepted");
    must(&world.command("jim", Some(&hot), "guest admit @eve 4h"), "guest.admitted");
    assert!(!has(&arrive(&mut world), "guest.kept_out"));
    assert!(refusals(&world.command("eve", Some(&hot), "vote 1")).len() <= 1);
    world.pass(SignedDuration::from_hours(5));
    must(&arrive(&mut world), "guest.kept_out");
    assert_eq!(profile("eve").kind, PersonKind::Guest);
}

#[test]
fn b4_the_same_handle_from_elsewhere_is_somebody_else() {
    let mut world = jims_world();
    let id = chatops_core::ids::PersonId::new("other:jim").unwrap();
    let foreign = Profile { id, ..profile("jim") };
    world.people.push(foreign.clone());
    let text = String::from("headline mine");
    let given = Inbound::Command { room: None, by: foreign, text, message: None };
    let done = world.deliver(vec![given]);
    assert_eq!(refused(&done), RefusalKind::NotEntitled);
}

#[test]
fn b5_rights_are_those_of_the_moment_of_execution() {
    let mut world = jims_world();
    world.command("jim", Some(&EM), "here come to the bridge");
    world.settle_all();
    let send = shown(&world, "send");
    for (handle, line) in [("jim", "offer @ann"), ("ann", "accept"), ("jim", "accept")] {
        world.command(handle, Some(&EM), line);
    }
    assert_eq!(world.engine.channel().commander(), Some(&person("ann")));
    // Jim asked for it while he commanded; he commands no more.
    let done = world.command("jim", Some(&EM), &send);
    assert_eq!(refused(&done), RefusalKind::NotEntitled);
    assert!(!done.effects.iter().any(|new| matches!(new.effect, Effect::Broadcast(_))));
}

#[test]
fn b7_programs_are_ignored_without_an_answer() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    for room in [&EM, &hot] {
        for text in ["@channel alarm", "/em take", "/em help", "hello"] {
            let done = world.say("robot", room, text);
            assert!(done.entries.is_empty() && done.effects.is_empty(), "{text}: {done:?}");
        }
        for line in ["take", "help", "nonsense", "here wake up", "ack 1"] {
            let done = world.command("robot", Some(room), line);
            assert!(done.effects.is_empty(), "a program was answered: {:?}", done.effects);
        }
    }
}

#[test]
fn b7_a_program_that_comes_in_or_fusses_is_not_spoken_to() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    for room in [&EM, &hot] {
        let id = world.engine.room_id(room).unwrap().clone();
        let by = profile("robot");
        let message = world.message(&id, &by, "/em take");
        let deliveries = [
            Inbound::Arrived { room: id.clone(), who: by.clone() },
            Inbound::Edited { now: message.clone() },
            Inbound::Reacted {
                room: id,
                message: message.message,
                by,
                reaction: String::from("+1"),
                added: true,
            },
        ];
        for inbound in deliveries {
            let what = format!("{inbound:?}");
            let done = world.deliver(vec![inbound]);
            assert!(done.effects.is_empty(), "{what}: {:?}", done.effects);
        }
    }
}

#[test]
fn b8_an_edit_runs_nothing_and_wakes_nobody() {
    let mut world = jims_world();
    let room = world.engine.room_id(&EM).unwrap().clone();
    for text in ["/em headline mine", "/em declare a fire", "@channel wake up"] {
        let now = world.message(&room, &profile("jim"), text);
        let done = world.deliver(vec![Inbound::Edited { now }]);
        let kinds = kinds(&done);
        assert!(kinds.iter().all(|kind| ["person.noted", "record.edited"].contains(kind)));
        // Who commands is seen for the first time: the topic names them.
        let topic = |effect: &Effect| matches!(effect, Effect::SetTopic { .. });
        assert!(done.effects.iter().all(|new| topic(&new.effect)));
    }
}

#[test]
fn b8_a_quoted_or_fenced_command_runs_nothing() {
    let mut world = jims_world();
    for text in ["> /em headline mine", "`/em headline mine`", "```\n/em headline mine\n```"] {
        let done = world.say("jim", &EM, text);
        assert!(!has(&done, "headline.written"), "{text}");
        assert!(has(&done, "record.said"));
    }
    let done = world.say("jim", &EM, &format!("{PREFIX}headline mine"));
    must(&done, "headline.written");
}

#[test]
fn b11_nobody_makes_themselves_commander_deputy_delegate_or_guest_sponsor() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    for (room, line) in [
        (&EM, "take"),
        (&EM, "offer @bob"),
        (&EM, "accept"),
        (&EM, "delegate @bob"),
        (&EM, "errand @bob"),
        (&EM, "guest agreement @bob me"),
        (&EM, "guest admit @eve"),
        (&hot, "take"),
        (&hot, "role deputy @bob"),
        (&hot, "in em take"),
        (&hot, "in em mode open"),
    ] {
        let done = world.command("bob", Some(room), line);
        assert_eq!(refusals(&done).len(), 1, "{line}: {:?}", kinds(&done));
    }
}

/// Somebody's account becomes another kind.
fn becomes(world: &mut World, handle: &str, kind: PersonKind) -> Transaction {
    let place = world.people.iter().position(|one| one.id == person(handle)).unwrap();
    world.people[place].kind = kind;
    let changed = world.people[place].clone();
    world.deliver(vec![Inbound::AccountChanged(changed)])
}

#[test]
fn b5_whoever_is_no_longer_of_the_company_gives_up_what_they_held() {
    for kind in [PersonKind::Deactivated, PersonKind::Guest, PersonKind::Bot] {
        let mut world = jims_world();
        let hot = world.open_incident("bob", "checkout is slow");
        must(&becomes(&mut world, "jim", kind), "seat.succeeded");
        assert_eq!(world.engine.channel().commander(), Some(&person("ann")), "{kind:?}");
        let Room::Hot(id) = hot else { panic!() };
        assert_eq!(world.engine.incident(&id).unwrap().commander(), Some(&person("ann")));
    }
}

#[test]
fn b5_a_removed_account_gives_up_every_one_of_very_many_incidents() {
    const INCIDENTS: usize = 80;
    let mut world = jims_world();
    for number in 0..INCIDENTS {
        world.open_incident("jim", &format!("part {number} is down"));
    }
    let done = becomes(&mut world, "jim", PersonKind::Deactivated);
    let passed = kinds(&done).iter().filter(|kind| **kind == "seat.succeeded").count();
    assert_eq!(passed, INCIDENTS + 1);
}

#[test]
fn b5_a_deputy_who_inherits_is_no_longer_their_own_deputy() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    must(&world.command("jim", Some(&hot), "role deputy @ann"), "role.assigned");
    must(&becomes(&mut world, "jim", PersonKind::Deactivated), "role.released");
    let Room::Hot(id) = hot else { panic!() };
    let incident = world.engine.incident(&id).unwrap();
    assert_eq!((incident.commander(), incident.roles.deputy()), (Some(&person("ann")), None));
}

#[test]
fn b5_a_baton_does_not_pass_to_an_account_that_is_gone() {
    let mut world = jims_world();
    world.command("jim", Some(&EM), "offer @ann");
    world.command("ann", Some(&EM), "accept");
    must(&becomes(&mut world, "ann", PersonKind::Deactivated), "handover.cancelled");
    assert_eq!(refusals(&world.command("jim", Some(&EM), "accept")).len(), 1);
    assert_eq!(world.engine.channel().commander(), Some(&person("jim")));
}

#[test]
fn b5_who_commands_in_name_only_is_put_in_command_of_nothing_new() {
    let mut world = jims_world();
    for handle in ["ann", "dan", "jim"] {
        becomes(&mut world, handle, PersonKind::Deactivated);
    }
    assert!(world.engine.channel().seat.is_orphaned());
    let Room::Hot(id) = world.open_incident("bob", "checkout is slow") else { panic!() };
    assert_eq!(world.engine.incident(&id).unwrap().commander(), None);
    must(&world.command("bob", Some(&Room::Hot(id)), "take"), "seat.taken");
    must(&world.command("bob", Some(&EM), "take"), "seat.taken");
}

#[test]
fn b5_a_schedule_puts_no_account_in_command_that_is_gone() {
    let mut world = World::bare(
        chatops_testkit::story::cast::policy(),
        world::all_facets(),
        world::usual_limits(),
    );
    becomes(&mut world, "jim", PersonKind::Deactivated);
    world.start();
    must(
        world.transactions.iter().find(|done| has(done, "shift.shift_started")).unwrap(),
        "shift.shift_started",
    );
    assert_eq!(world.engine.channel().commander(), None);
}

// C: approvals and buttons.

#[test]
fn c1_of_two_who_press_at_once_one_wins_and_the_other_is_told() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("bob", Some(&hot), "restart db");
    let press = ["ann", "fay"].map(|handle| world.given(handle, Some(&hot), "confirm 1"));
    let done = world.deliver(press.to_vec());
    let runs = done.effects.iter().filter(|new| matches!(new.effect, Effect::RunTool { .. }));
    assert_eq!(runs.count(), 1);
    assert_eq!(refused(&done), RefusalKind::WrongState);
    let told = |new: &chatops_core::ports::journal::NewEffect| matches!(&new.effect, Effect::Hint { person: to, .. } if *to == person("fay"));
    assert!(done.effects.iter().any(told));
}

#[test]
fn c1_of_two_who_accept_one_baton_only_one_commands() {
    let mut world = jims_world();
    world.command("jim", Some(&EM), "offer @ann");
    let lines = [("dan", "accept"), ("ann", "accept"), ("jim", "accept"), ("dan", "take")];
    let claims = lines.map(|(handle, line)| world.given(handle, Some(&EM), line));
    let done = world.deliver(claims.to_vec());
    assert_eq!(kinds(&done).iter().filter(|kind| **kind == "seat.passed").count(), 1);
    assert_eq!(refusals(&done).len(), 2);
    assert_eq!(world.engine.channel().commander(), Some(&person("ann")));
}

#[test]
fn c2_a_button_gives_its_presser_no_right() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("bob", Some(&hot), "public draft investigating We see errors.");
    world.settle_all();
    world.live(SignedDuration::from_mins(5));
    let approve = shown(&world, "public approve");
    for handle in ["bob", "fay", "ann", "eve"] {
        let done = world.command(handle, Some(&hot), &approve);
        assert!(
            matches!(refused(&done), RefusalKind::NotEntitled | RefusalKind::GuestNotAdmitted),
            "{handle}"
        );
        assert!(!has(&done, "public_update.approved"));
    }
    must(&world.command("jim", Some(&hot), &approve), "public_update.approved");
}

#[test]
fn c3_who_asks_is_not_the_second_person() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("jim", Some(&hot), "restart db");
    let done = world.command("jim", Some(&hot), "confirm 1");
    assert_eq!(refused(&done), RefusalKind::SecondPersonNeeded);
    world.command("jim", Some(&hot), "public draft investigating db-17 is down");
    world.command("jim", Some(&hot), "public override 1 it is known");
    let done = world.command("jim", Some(&hot), "public second 1");
    assert_eq!(refused(&done), RefusalKind::SecondPersonNeeded);
}

#[test]
fn c4_an_altered_number_or_digest_approves_nothing() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    let other = world.open_incident("jim", "mail is slow");
    world.command("bob", Some(&hot), "public draft investigating We see errors.");
    world.live(SignedDuration::from_mins(5));
    let approve = shown(&world, "public approve");
    let digest = approve.rsplit(' ').next().unwrap().to_owned();
    for (room, line) in [
        (&hot, format!("public approve 1 {}", digest.replace(&digest[..1], "2"))),
        (&hot, format!("public approve 2 {digest}")),
        (&hot, String::from("public approve 1 \"\"")),
        (&other, approve.clone()),
    ] {
        let done = world.command("jim", Some(room), &line);
        assert_eq!(refusals(&done).len(), 1, "{line}");
    }
    // The text changes after the button was shown (E3 too).
    world.command("bob", Some(&hot), "public edit 1 We see more errors.");
    world.live(SignedDuration::from_mins(5));
    assert_eq!(refused(&world.command("jim", Some(&hot), &approve)), RefusalKind::WrongState);
    let fresh = shown(&world, "public approve");
    assert_ne!(fresh, approve);
    must(&world.command("jim", Some(&hot), &fresh), "public_update.approved");
    // Once is once.
    assert_eq!(refusals(&world.command("jim", Some(&hot), &fresh)).len(), 1);
}

#[test]
fn c4_a_request_for_a_second_person_runs_out() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("bob", Some(&hot), "restart db");
    world.pass(SignedDuration::from_mins(11));
    let done = world.command("ann", Some(&hot), "confirm 1");
    assert_eq!(refused(&done), RefusalKind::WrongState);
    assert!(done.effects.iter().all(|new| !matches!(new.effect, Effect::RunTool { .. })));
}
