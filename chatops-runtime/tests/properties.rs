//! What holds at every prefix of every history: one commander, replay equals live, only permits broadcast, ids are
//! unique, plans fit, nothing is silent, the same inputs give the same transactions, states stay small.
//!
//! The histories are random but plausible: commands from the whole grammar by people of all kinds, buttons that were
//! shown, chatter with mass mentions, alerts, tickets, timers as the engine set them, outcomes of the effects it asked
//! for, removed accounts, racing handovers, crashes. `PROPTEST_CASES` sets how many.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod world;

use chatops_core::effect::Room;
use chatops_core::memory::{Ability, ManualClock, MemoryChat};
use chatops_core::ports::chat::Dedup;
use chatops_core::ports::{ChatPlatform, Facets, Limits};
use chatops_runtime::interpret::VERBS;
use chatops_testkit::story::{cast, grammar};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use world::World;
use world::steps::{Step, step};

/// Histories that are tried, unless `PROPTEST_CASES` says otherwise. About twenty seconds on one core in a debug build.
const CASES: u32 = 40;

/// Most steps of a history.
const STEPS_MAX: usize = 120;

/// Most tries to make a failing history shorter.
const SHRINKS_MAX: u32 = 1_500;

fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        max_shrink_iters: SHRINKS_MAX,
        // A history that fails becomes a named test; there is nothing to keep beside it.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A platform at random: which abilities it has, and how little it holds.
#[derive(Debug, Clone)]
struct Platform {
    abilities: Vec<Ability>,
    text: usize,
    topic: usize,
    invite: usize,
    buttons: usize,
    name: usize,
}

fn platform() -> impl Strategy<Value = Platform> {
    let abilities = proptest::sample::subsequence(Ability::ALL.to_vec(), 0..=Ability::ALL.len());
    let text = prop_oneof![1 => 1..80_usize, 3 => 80..4_000_usize];
    (abilities, text, 1..250_usize, 1..6_usize, 1..6_usize, 1..80_usize).prop_map(
        |(abilities, text, topic, invite, buttons, name)| Platform {
            abilities,
            text,
            topic,
            invite,
            buttons,
            name,
        },
    )
}

impl Platform {
    fn facets(&self) -> Facets {
        let clock = std::sync::Arc::new(ManualClock::at_epoch());
        MemoryChat::builder(clock).only(&self.abilities).build().facets()
    }

    fn limits(&self) -> Limits {
        let mut limits = Limits::new(self.text, self.topic, self.invite, Dedup::No);
        limits.buttons_max = self.buttons;
        limits.room_name_chars_max = self.name;
        limits
    }
}

/// The rules of one history: which of the switches are thrown.
#[derive(Debug, Clone, Copy)]
struct Switches {
    drill: bool,
    voices: bool,
    services: bool,
    forward: bool,
    /// An incident is open from the start.
    incident: bool,
}

fn switches() -> impl Strategy<Value = Switches> {
    any::<[bool; 5]>().prop_map(|[drill, voices, services, forward, incident]| Switches {
        drill,
        voices,
        services,
        forward,
        incident,
    })
}

fn new_world(platform: &Platform, switches: Switches) -> World {
    let mut policy = cast::policy();
    policy.drill = switches.drill;
    policy.big_organisation = switches.voices;
    policy.mentions.forward_at_once = switches.forward;
    if !switches.services {
        policy.services = chatops_core::policy::Services::default();
    }
    World::bare(policy, platform.facets(), platform.limits())
}

/// Plays a history from its start.
fn play(mut world: World, switches: Switches, history: &[Step]) -> World {
    world.start();
    if switches.incident {
        world.command("bob", None, "declare checkout is slow sev2");
        world.settle_all();
    }
    for step in history {
        world.play(step);
    }
    world
}

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn every_prefix_of_every_history_keeps_the_rules(
        platform in platform(),
        switches in switches(),
        history in prop::collection::vec(step(), 1..STEPS_MAX),
    ) {
        let world = play(new_world(&platform, switches).watched(), switches, &history);
        world.check_recovery();
        world.check_snapshots();
    }
}

proptest! {
    #![proptest_config(config(CASES / 4))]

    #[test]
    fn the_same_inputs_give_the_same_transactions(
        platform in platform(),
        switches in switches(),
        history in prop::collection::vec(step(), 1..STEPS_MAX),
    ) {
        let transactions = || play(new_world(&platform, switches), switches, &history).transactions;
        prop_assert_eq!(transactions(), transactions());
    }
}

#[test]
fn the_histories_speak_the_whole_grammar() {
    for verb in VERBS {
        let spoken = grammar::LINES.iter().any(|line| line.split(' ').next() == Some(*verb));
        assert!(spoken, "no line of the generator begins with `{verb}`");
    }
}

/// What the histories must meet, at the least.
const TO_MEET: &[&str] = &[
    "alert.digested",
    "alert.opened",
    "all_clear.proposed",
    "ask.climbed",
    "briefing.held_back",
    "guest.kept_out",
    "handover.declined",
    "handover.passed",
    "handover.timed_out",
    "mention.expired",
    "mention.granted",
    "mention.intercepted",
    "moved",
    "page.exhausted",
    "parked.asked_again",
    "parked.parked",
    "parked.said_done",
    "public_update.approved",
    "public_update.published",
    "record.gap_noticed",
    "record.refused",
    "register.declared",
    "role.assigned",
    "seat.appointed",
    "seat.passed",
    "seat.succeeded",
    "seat.taken",
    "ticket.linked",
    "tool.confirmed",
    "tool.lapsed",
    "update.reminded",
    "voice.delegate_spent",
];

/// A property of histories in which nothing happens proves nothing: the same sixty histories as ever must meet what the
/// rules are about.
#[test]
fn the_histories_meet_what_the_rules_are_about() {
    const HISTORIES: usize = 60;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = (platform(), switches(), prop::collection::vec(step(), 1..STEPS_MAX));
    let mut met = std::collections::BTreeMap::<String, usize>::new();
    for _ in 0..HISTORIES {
        let (platform, switches, history) = strategy.new_tree(&mut runner).unwrap().current();
        let world = play(new_world(&platform, switches), switches, &history);
        for transaction in &world.transactions {
            for entry in &transaction.entries {
                *met.entry(entry.kind.clone()).or_default() += 1;
            }
        }
    }
    let missing: Vec<&str> =
        TO_MEET.iter().copied().filter(|kind| !met.contains_key(*kind)).collect();
    assert!(missing.is_empty(), "the histories never met {missing:?}; they met {met:#?}");
}

/// A state whose size depends on how much was said would make the thousandth message slower than the first.
#[test]
fn states_stay_small_however_much_is_said() {
    const MESSAGES: usize = 5_000;
    let mut world = World::usual();
    let hot = world.open_incident("jim", "checkout is slow sev2");
    let mut sizes = Vec::new();
    for number in 0..MESSAGES {
        let handle = ["ann", "bob", "fay", "dan", "eve", "mal"][number % 6];
        let room = if number % 2 == 0 { &hot } else { &Room::EmergencyChannel };
        let words = if number % 5 == 0 { "@channel look at this" } else { "checkout is slow" };
        world.say(handle, room, &format!("{words} ({number})"));
        if (number + 1) % (MESSAGES / 2) == 0 {
            sizes.push(world.state_bytes());
        }
    }
    let (half, whole) = (sizes[0], sizes[1]);
    // Counters gain a digit; nothing else grows.
    assert!(whole <= half + 1_000, "the states grew from {half} to {whole} bytes");
}
