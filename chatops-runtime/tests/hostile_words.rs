//! Attacks by words through the real engine: mentions, disguises, changed texts, secrets. Each test names its case of
//! RELIABILITY section 4.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod world;

use chatops_core::effect::{Effect, Room};
use chatops_core::mention::Reach;
use chatops_core::ports::inbound::Inbound;
use chatops_core::refusal::RefusalKind;
use jiff::SignedDuration;

use chatops_testkit::story::cast::{person, profile};
use world::{PREFIX, World, jims_world, kinds, must, refused, shown};

const EM: Room = Room::EmergencyChannel;

#[test]
fn d12_only_who_leads_wakes_a_room_whichever_way_it_is_tried() {
    let mut world = jims_world();
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
    // By a change of an older message, and by a command that the platform shows to all and wakes people for.
    let now = world.message(&room, &profile("bob"), "@channel look, I have changed it");
    must(&world.deliver(vec![Inbound::Edited { now }]), "mention.intercepted");
    let mut typed = world.message(&room, &profile("bob"), "/em pin @everyone read this");
    typed.wakes.insert(Reach::Everyone);
    must(&world.deliver(vec![Inbound::Message(typed)]), "mention.intercepted");
    world.settle_all();
    let woken = world
        .transactions
        .iter()
        .flat_map(|done| &done.effects)
        .filter(|new| matches!(new.effect, Effect::Broadcast(_)));
    assert_eq!(woken.count(), 0);
}

#[test]
fn b8_a_command_is_a_message_of_its_own_that_begins_with_the_prefix() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    let room = world.engine.room_id(&hot).unwrap().clone();
    for text in [
        "> /em severity 1",
        ">/em severity 1",
        "`/em severity 1`",
        "```\n/em severity 1\n```",
        "Bob wrote: /em severity 1",
        "look\n/em severity 1",
    ] {
        let done = world.say("jim", &hot, text);
        assert!(!kinds(&done).contains(&"poll.severity_set"), "{text}");
    }
    let now = world.message(&room, &profile("jim"), "/em severity 1");
    assert_eq!(kinds(&world.deliver(vec![Inbound::Edited { now }])), ["record.edited"]);
    must(&world.say("jim", &hot, "/em severity 1"), "poll.severity_set");
}

#[test]
fn e3_nothing_is_published_but_the_exact_text_that_was_approved() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.command("bob", Some(&hot), "public draft investigating We see errors.");
    world.live(SignedDuration::from_mins(5));
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
    let mut world = jims_world();
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
fn d5_no_disguise_of_a_title_keeps_a_hot_room_closed() {
    let long = format!("checkout \u{202e}is down {}", "x".repeat(110));
    for (title, opened) in [(long.as_str(), "opened"), ("", "opened")] {
        let mut world = jims_world();
        let ticket = world::outside::ticket("HOT-66", title, Some("checkout"));
        let done = world.deliver(vec![Inbound::TicketChanged { ticket, by: None, opened: true }]);
        must(&done, opened);
    }
    let mut world = jims_world();
    world.alert_with(&long);
    let met: Vec<_> = world.transactions.iter().flat_map(kinds).collect();
    assert!(met.contains(&"alert.declared"), "{met:?}");
}

#[test]
fn d1_to_d5_words_of_others_mention_nobody_and_hide_nothing() {
    let mut world = jims_world();
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
