//! Attacks on the rules through the real engine. Each test names its case of RELIABILITY section 4.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod world;

use chatops_core::authority::Action;
use chatops_core::effect::{Effect, Room};
use chatops_core::mention::Reach;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::inbound::Inbound;
use chatops_core::ports::journal::Transaction;
use chatops_core::refusal::RefusalKind;
use chatops_runtime::interpret::{Asked, Incidents, Surroundings, interpret};
use jiff::SignedDuration;

use world::cast::{person, profile};
use world::{PREFIX, World, kinds, refusals};

const EM: Room = Room::EmergencyChannel;

/// The one refusal of a transaction.
#[track_caller]
fn refused(transaction: &Transaction) -> RefusalKind {
    let refusals = refusals(transaction);
    assert_eq!(refusals.len(), 1, "{:?}", kinds(transaction));
    refusals[0].kind
}

fn has(transaction: &Transaction, kind: &str) -> bool {
    kinds(transaction).contains(&kind)
}

#[track_caller]
fn must(transaction: &Transaction, kind: &str) {
    assert!(has(transaction, kind), "{:?}: {:?}", kinds(transaction), refusals(transaction));
}

/// What the newest button that types this shows beside the words, for example a digest.
#[track_caller]
fn shown(world: &World, start: &str) -> String {
    let found = world.buttons.iter().rev().find(|shown| shown.command.starts_with(start));
    found.unwrap_or_else(|| panic!("no button types {start}")).command.clone()
}

/// Jim commands, by the schedule.
fn world() -> World {
    let world = World::usual();
    assert_eq!(world.engine.channel().commander(), Some(&person("jim")));
    world
}

// B: who may do what.

#[test]
fn b1_the_commanders_display_name_gives_no_right() {
    let mut world = world();
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
    let mut world = world();
    world.say("mal", &EM, "hello");
    world.say("jim", &EM, "hello");
    // Mal calls himself Jim Smith too.
    let done = world.command("jim", Some(&EM), "offer @JimSmith");
    assert_eq!(refused(&done), RefusalKind::Unacceptable);
}

#[test]
fn b2_guests_and_removed_accounts_run_nothing() {
    let mut world = world();
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
fn b4_the_same_handle_from_elsewhere_is_somebody_else() {
    let mut world = world();
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
    let mut world = world();
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
    let mut world = world();
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
    let mut world = world();
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
    let mut world = world();
    let room = world.engine.room_id(&EM).unwrap().clone();
    for text in ["/em headline mine", "/em declare a fire", "@channel wake up"] {
        let now = world.message(&room, &profile("jim"), text);
        let done = world.deliver(vec![Inbound::Edited { now }]);
        let kinds = kinds(&done);
        assert!(kinds.iter().all(|kind| ["person.noted", "record.edited"].contains(kind)));
        assert!(done.effects.is_empty());
    }
}

#[test]
fn b8_a_quoted_or_fenced_command_runs_nothing() {
    let mut world = world();
    for text in ["> /em headline mine", "`/em headline mine`", "```\n/em headline mine\n```"] {
        let done = world.say("jim", &EM, text);
        assert!(!has(&done, "headline.written"), "{text}");
        assert!(has(&done, "record.said"));
    }
    let done = world.say("jim", &EM, &format!("{PREFIX}headline mine"));
    must(&done, "headline.written");
}

/// What the words ask for needs this right, whatever the first word is allowed to whom.
#[test]
fn b10_every_subcommand_needs_its_own_right() {
    let mut world = world();
    let Room::Hot(id) = world.open_incident("jim", "checkout is slow") else { panic!() };
    let incident = world.engine.incident(&id).unwrap().clone();
    let held = One { id, incident };
    let room = Room::Hot(id);
    let asker = person("bob");
    let around = Surroundings {
        channel: world.engine.channel(),
        incidents: &held,
        policy: world.policy(),
        room: Some(&room),
        asker: &asker,
    };
    for (line, action) in NEEDS {
        let needed = match interpret(line, &around).unwrap() {
            Asked::Channel(_, command) => command.action(),
            Asked::Incident(_, command) => command.action(),
            Asked::Transcript(_) => panic!("{line}"),
        };
        assert_eq!(needed, *action, "{line}");
    }
}

const NEEDS: &[(&str, Option<Action>)] = &[
    ("help", Some(Action::Look)),
    ("status", Some(Action::Look)),
    ("find x", Some(Action::Look)),
    ("take", Some(Action::TakeCommand)),
    ("offer @ann", Some(Action::OfferHandover)),
    ("accept", Some(Action::AnswerHandover)),
    ("decline", Some(Action::AnswerHandover)),
    ("cancel offer", Some(Action::CancelHandover)),
    ("headline x", Some(Action::WriteHeadline)),
    ("ask x", Some(Action::Ask)),
    ("answer 1 yes", Some(Action::AnswerAsk)),
    ("declare x", Some(Action::Declare)),
    ("here x", Some(Action::Broadcast)),
    ("send 1 here", Some(Action::Broadcast)),
    ("drop 1", Some(Action::Broadcast)),
    // Only its author may forward their own intercepted words: the feature judges that.
    ("forward 1", None),
    ("mode voices", Some(Action::SetSpeakingMode)),
    ("delegate @bob", Some(Action::NameDelegate)),
    ("undelegate @bob", Some(Action::NameDelegate)),
    ("errand @bob", Some(Action::NameDelegate)),
    ("report x", Some(Action::Report)),
    ("briefed", Some(Action::ConfirmBriefing)),
    ("pin x", Some(Action::Pin)),
    ("unpin 1", Some(Action::Pin)),
    ("guest agreement @ann x", Some(Action::FileAgreement)),
    ("guest admit @ann", Some(Action::AdmitGuest)),
    ("guest revoke @ann", Some(Action::AdmitGuest)),
    ("guest accept", Some(Action::AcceptGuestRules)),
    ("severity 1", Some(Action::SetSeverity)),
    ("poll", Some(Action::Poll)),
    ("vote 1", Some(Action::Vote)),
    ("object x", Some(Action::Vote)),
    ("role deputy @ann", Some(Action::AssignRole)),
    ("role take scribe", Some(Action::TakeRole)),
    ("stepdown scribe", Some(Action::StepDown)),
    ("join", Some(Action::Join)),
    ("leave", Some(Action::Join)),
    ("page @ann x", Some(Action::Page)),
    ("ack 1", Some(Action::AcknowledgePage)),
    ("alert ack 1", Some(Action::AcknowledgeAlert)),
    ("alert mute 1", Some(Action::MuteAlert)),
    ("alert ask 1", Some(Action::Ask)),
    ("alert declare 1", Some(Action::Declare)),
    ("phase mitigated", Some(Action::MovePhase)),
    ("update x", Some(Action::PostUpdate)),
    ("snooze", Some(Action::SnoozeUpdate)),
    ("checklist start first", Some(Action::Checklist)),
    ("tick 1 1", Some(Action::Checklist)),
    ("untick 1 1", Some(Action::Checklist)),
    ("can c: x a: y n: z", Some(Action::CanReport)),
    ("followup x", Some(Action::FollowUp)),
    ("followup file 1", Some(Action::FollowUp)),
    ("followup close 1", Some(Action::FollowUp)),
    ("public draft investigating x", Some(Action::DraftPublicUpdate)),
    ("public edit 1 x", Some(Action::DraftPublicUpdate)),
    ("public withdraw 1", Some(Action::DraftPublicUpdate)),
    ("public object 1 x", Some(Action::ObjectPublicUpdate)),
    ("public override 1 x", Some(Action::OverrideRedaction)),
    ("public second 1", Some(Action::OverrideRedaction)),
    ("public approve 1 x", Some(Action::ApprovePublicUpdate)),
    ("public published 1", Some(Action::ApprovePublicUpdate)),
    ("allclear x", Some(Action::ProposeAllClear)),
    ("allclear object x", Some(Action::ObjectAllClear)),
    ("allclear give", Some(Action::GiveAllClear)),
    ("ticket move x", Some(Action::WorkTicket)),
    ("ticket comment x", Some(Action::WorkTicket)),
    ("run restart db", Some(Action::RunTool)),
    ("restart db", Some(Action::RunTool)),
    ("confirm 1", Some(Action::ConfirmTool)),
    ("graph x", Some(Action::DrawChart)),
];

#[derive(Debug)]
struct One {
    id: chatops_core::ids::IncidentId,
    incident: chatops_core::incident::Incident,
}

impl Incidents for One {
    fn get(&self, id: &chatops_core::ids::IncidentId) -> Option<&chatops_core::incident::Incident> {
        (*id == self.id).then_some(&self.incident)
    }

    fn open(&self) -> Vec<(&chatops_core::ids::IncidentId, &chatops_core::incident::Incident)> {
        vec![(&self.id, &self.incident)]
    }
}

#[test]
fn b11_nobody_makes_themselves_commander_deputy_delegate_or_guest_sponsor() {
    let mut world = world();
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

// C: approvals and buttons.

#[test]
fn c1_of_two_who_press_at_once_one_wins_and_the_other_is_told() {
    let mut world = world();
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
    let mut world = world();
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
    let mut world = world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("bob", Some(&hot), "public draft investigating We see errors.");
    world.settle_all();
    world.pass(SignedDuration::from_mins(5));
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
    let mut world = world();
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
    let mut world = world();
    let hot = world.open_incident("jim", "checkout is slow");
    let other = world.open_incident("jim", "mail is slow");
    world.command("bob", Some(&hot), "public draft investigating We see errors.");
    world.pass(SignedDuration::from_mins(5));
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
    world.pass(SignedDuration::from_mins(5));
    assert_eq!(refused(&world.command("jim", Some(&hot), &approve)), RefusalKind::WrongState);
    let fresh = shown(&world, "public approve");
    assert_ne!(fresh, approve);
    must(&world.command("jim", Some(&hot), &fresh), "public_update.approved");
    // Once is once.
    assert_eq!(refusals(&world.command("jim", Some(&hot), &fresh)).len(), 1);
}

#[test]
fn c4_a_request_for_a_second_person_runs_out() {
    let mut world = world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("bob", Some(&hot), "restart db");
    world.pass(SignedDuration::from_mins(11));
    let done = world.command("ann", Some(&hot), "confirm 1");
    assert_eq!(refused(&done), RefusalKind::WrongState);
    assert!(done.effects.iter().all(|new| !matches!(new.effect, Effect::RunTool { .. })));
}

// D, E, H: what comes in and what goes out.

#[test]
fn d12_only_who_leads_wakes_a_room_whichever_way_it_is_tried() {
    let mut world = world();
    let hot = world.open_incident("jim", "checkout is slow");
    let room = world.engine.room_id(&hot).unwrap().clone();
    for text in ["@channel", "<!everyone>", "@\u{200b}here", "\u{ff20}channel", "/em here now"] {
        for handle in ["bob", "eve", "mal"] {
            world.say(handle, &hot, text);
        }
    }
    let mut reported = world.message(&room, &profile("bob"), "nothing to see in the words");
    reported.wakes.insert(Reach::Everyone);
    must(&world.deliver(vec![Inbound::Message(reported)]), "mention.intercepted");
    world.settle_all();
    let woken = world
        .transactions
        .iter()
        .flat_map(|done| &done.effects)
        .filter(|new| matches!(new.effect, Effect::Broadcast(_)));
    assert_eq!(woken.count(), 0);
}

#[test]
fn e3_nothing_is_published_but_the_exact_text_that_was_approved() {
    let mut world = world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("bob", Some(&hot), "public draft investigating We see errors.");
    world.pass(SignedDuration::from_mins(5));
    let approve = shown(&world, "public approve");
    // The edit comes in the same moment, before the approval.
    let race = vec![
        world.given("bob", Some(&hot), "public edit 1 db-17 burns"),
        world.given("jim", Some(&hot), &approve),
    ];
    let done = world.deliver(race);
    must(&done, "public_update.edited");
    assert_eq!(refused(&done), RefusalKind::WrongState);
    assert!(done.effects.iter().all(|new| !matches!(new.effect, Effect::PublishUpdate(_))));
}

/// Every way in which words reach the journal masks what looks like a secret.
#[test]
fn h2_a_secret_in_chat_is_masked_before_anything_is_stored() {
    const SECRET: &str = "hunter22";
    let words = format!("use token={SECRET} for now");
    let mut world = world();
    let hot = world.open_incident("jim", "checkout is slow");
    for room in [&EM, &hot] {
        world.say("jim", room, &words);
        world.say("bob", room, &format!("@channel {words}"));
        let id = world.engine.room_id(room).unwrap().clone();
        let now = world.message(&id, &profile("jim"), &words);
        let (by, message) = (profile("jim"), now.message.clone());
        world.deliver(vec![Inbound::Edited { now }]);
        let topic = words.clone();
        world.deliver(vec![Inbound::TopicEdited { room: id.clone(), by: by.clone(), topic }]);
        let name = words.clone();
        world.deliver(vec![Inbound::FileShared { room: id, message, by, name, bytes: 1 }]);
    }
    for line in [
        "ask",
        "headline",
        "update",
        "pin",
        "followup",
        "ticket comment",
        "nonsense",
        "declare",
        "report",
        "can c:",
        "public draft investigating",
        "page @ann",
        "here",
        "allclear",
        "graph",
        "load",
        "object",
        "decline",
    ] {
        world.say("jim", &hot, &format!("{PREFIX}{line} {words}"));
        world.command("jim", Some(&hot), &format!("{line} {words}"));
        world.command("jim", None, &format!("{line} {words}"));
    }
    for done in &world.transactions {
        for entry in &done.entries {
            assert!(!entry.body.contains(SECRET), "{}: {}", entry.kind, entry.body);
        }
        for new in &done.effects {
            let effect = serde_json::to_string(&new.effect).unwrap();
            assert!(!effect.contains(SECRET), "{effect}");
        }
    }
}

#[test]
fn b2_a_guest_comes_in_only_by_agreement_rules_and_sponsor() {
    let mut world = world();
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

/// Words of an attacker: marks of every platform, disguises, half-escaped forms, lying links, other people's names.
const ATTACK: &str = "<!channel> <!subteam^S1> <@memory:fay> @memory:fay @fay @everyone @room <@&1> \
    @\u{200b}everyone \u{202e}txet \u{2066}x &lt;!here&gt; &amp;lt; [ok](javascript:alert(1)) \
    <https://evil|https://status.example> \u{e0041} `x` ``` \u{7}";

/// Every entrance that takes words of others.
fn attack_everywhere(world: &mut World) {
    let hot = world.open_incident("bob", &format!("down {ATTACK}"));
    let place = world.people.iter().position(|one| one.id == person("bob")).unwrap();
    world.people[place].name = ATTACK.replace('\u{7}', "");
    for line in [
        "ask",
        "headline",
        "update",
        "pin",
        "followup",
        "ticket comment",
        "ticket move",
        "report",
        "decline",
        "here",
        "page @ann",
        "public draft investigating",
        "allclear",
        "graph",
        "load",
        "object",
        "declare",
        "nonsense",
        "find",
        "phase",
        "can c: x a: y n:",
    ] {
        for handle in ["jim", "bob", "ann"] {
            for room in [&EM, &hot] {
                world.command(handle, Some(room), &format!("{line} {ATTACK}"));
            }
        }
        world.settle_all();
    }
    for room in [&EM, &hot] {
        let id = world.engine.room_id(room).unwrap().clone();
        world.say("bob", room, ATTACK);
        let (by, topic) = (world.who("bob"), String::from(ATTACK));
        world.deliver(vec![Inbound::TopicEdited { room: id, by, topic }]);
    }
    world.alert_with(ATTACK);
    let ticket = world::outside::ticket("HOT-66", ATTACK, Some("checkout"));
    let by = Some(String::from(ATTACK));
    world.deliver(vec![Inbound::TicketChanged { ticket, by, opened: true }]);
    world.settle_all();
    for _ in 0..40 {
        world.fire();
        world.settle(0, |_, _| chatops_core::effect::Outcome::Refused {
            reason: String::from(ATTACK),
        });
        world.settle_all();
    }
    world.command("ann", Some(&EM), "status");
    world.command("ann", Some(&hot), "brief");
}

#[test]
fn d1_to_d5_words_of_others_mention_nobody_and_hide_nothing() {
    let mut world = world();
    attack_everywhere(&mut world);
    let effects = world.transactions.iter().flat_map(|done| &done.effects);
    let mut seen = 0;
    for new in effects.map(|new| world.engine.resolve(&new.effect)) {
        assert!(!matches!(new, Effect::Broadcast(_)), "{new:?}");
        // What a service is asked for by name goes to it as it was given, and is shown to nobody by us.
        if matches!(
            new,
            Effect::MoveTicket { .. }
                | Effect::FetchChart { .. }
                | Effect::RunTool { .. }
                | Effect::AcknowledgeAlert { .. }
        ) {
            continue;
        }
        let stored = serde_json::to_value(&new).unwrap();
        let mut words = Vec::new();
        world::words_of(&stored, "", &mut words);
        for (place, shown) in words {
            assert!(!(place == "mention" && shown.contains("fay")), "fay was woken: {new:?}");
            let hidden = shown.chars().find(|c| world::hides(*c));
            assert_eq!(hidden, None, "{place} hides something: {shown:?} in {new:?}");
            seen += usize::from(shown.contains("<!channel>"));
        }
    }
    assert!(seen > 30, "the attack was shown only {seen} times: it proves nothing");
}
