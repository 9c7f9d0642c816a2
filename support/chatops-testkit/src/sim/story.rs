//! What people and tools do in a seed: commands from the whole grammar, buttons that were shown, scenes, alerts,
//! tickets, pages, changes of the schedule, and long stretches in which only timers happen.

use std::collections::BTreeMap;
use std::time::Duration;

use chatops_core::alerts::{Signal, SignalStatus};
use chatops_core::effect::Room;
use chatops_core::ids::{ComponentId, PersonId, RoomId};
use chatops_core::memory::chat::{Author, ShownMessage};
use chatops_core::people::PersonKind;
use chatops_core::severity::Severity;

use super::chance::Chance;
use super::world::{World, shifts};
use crate::story::{SCENES, cast, grammar};

/// A word that is said in rooms and must never be read by the public.
pub const CANARY: &str = "canary-of-the-room";

/// A host that somebody writes into a public update: the redaction check finds it.
pub const HOST: &str = "10.20.30.40";

/// Scenes of the simulator's own.
const OWN_SCENES: &[&[&str]] = &[
    &[
        "o public draft investigating 10.20.30.40 does not answer.",
        "s",
        "n",
        "f",
        "c press public approve",
        "s",
    ],
    // Mostly somebody who may not.
    &["o here come to the bridge", "s", "o press send", "s"],
];

/// Secrets that people paste into rooms. They must stand nowhere afterwards.
pub const SECRETS: [&str; 3] =
    ["ghp_c4narYc4narYc4narYc4narYc4narYc4narY", "AKIAC4NARYC4NARYC4NA", "hunter22-c4nary"];

/// Fewest and most steps of a story.
const STEPS: (u64, u64) = (12, 40);

/// Most lines of a scene that are played.
const LINES_MAX: u64 = 12;

/// How often alerts are sent again before their sender gives up.
const HOOK_TRIES: usize = 20;

/// Plays a story.
pub async fn play(world: &World, mut chance: Chance) {
    // The rooms stand, or the weather keeps them from it: people begin all the same.
    pause(&mut chance, 5, 40).await;
    let steps = chance.between(STEPS.0, STEPS.1);
    for _ in 0..steps {
        if world.universe.is_broken() {
            return;
        }
        step(world, &mut chance).await;
        reports(world, &mut chance).await;
    }
}

async fn step(world: &World, chance: &mut Chance) {
    match chance.below(100) {
        0..=29 => scene(world, chance).await,
        30..=54 => command(world, chance),
        55..=66 => press_any(world, chance),
        67..=74 => say(world, chance),
        75..=81 => alert(world, chance).await,
        82..=86 => ticket(world, chance),
        87..=89 => acknowledge(world, chance),
        90..=92 => come_and_go(world, chance),
        93..=94 => world.services.schedule.set_shifts(shifts(world.universe.now())),
        95 => account(world, chance),
        _ => pause(chance, 600, 2_400).await,
    }
    pause(chance, 1, 45).await;
}

async fn pause(chance: &mut Chance, least: u64, most: u64) {
    let seconds = chance.between(least, most);
    tokio::time::sleep(Duration::from_millis(seconds * 1_000 + chance.below(1_000))).await;
}

/// What the host's own services report, handed in.
async fn reports(world: &World, chance: &mut Chance) {
    let mut reports = world.services.tickets.take_reports();
    reports.extend(world.services.pager.take_reports());
    world.report(chance, &reports).await;
}

fn anybody(chance: &mut Chance) -> PersonId {
    let (handle, _, _) = chance.pick(&cast::CAST).copied().unwrap_or(cast::CAST[0]);
    cast::person(handle)
}

/// One of the rooms, most likely that of an incident.
fn room(world: &World, chance: &mut Chance) -> Option<RoomId> {
    let rooms: Vec<_> =
        world.services.chat.rooms().into_iter().filter(|room| !room.archived).collect();
    let hot: Vec<_> = rooms.iter().filter(|room| is_hot(world, &room.id)).collect();
    if !hot.is_empty() && chance.per_mille(650) {
        return chance.pick(&hot).map(|room| room.id.clone());
    }
    chance.pick(&rooms).map(|room| room.id.clone())
}

fn is_hot(world: &World, id: &RoomId) -> bool {
    let state = world.universe.state();
    matches!(state.ledger.mind.engine().room(id), Some(Room::Hot(_)))
}

/// Who commands in a room; where nobody does, who commands the channel.
fn commander(world: &World, room: &RoomId) -> Option<PersonId> {
    let state = world.universe.state();
    let engine = state.ledger.mind.engine();
    let incident = match engine.room(room) {
        Some(Room::Hot(id)) => engine.incident(id),
        _ => None,
    };
    let commander = match incident {
        Some(incident) => incident.commander(),
        None => engine.channel().commander(),
    };
    commander.cloned()
}

/// Gives a command in a room, in sight of all or not.
fn give(world: &World, chance: &mut Chance, person: &PersonId, room: Option<&RoomId>, text: &str) {
    let chat = &world.services.chat;
    // Whoever may not come in, or has no account any more, has done nothing.
    let _ = match room {
        Some(room) => chat.join(person, room).and_then(|()| match chance.per_mille(500) {
            true => chat.command(person, Some(room), text),
            false => chat.say(person, room, &format!("/em {text}")).map(drop),
        }),
        None => chat.command(person, None, text),
    };
}

fn command(world: &World, chance: &mut Chance) {
    let Some(room) = room(world, chance) else { return };
    let line = chance.place(grammar::LINES.len());
    let text = grammar::fill(line, u32::try_from(chance.draw() >> 32).unwrap_or(0));
    let leads = commander(world, &room).filter(|_| chance.per_mille(400));
    let person = leads.unwrap_or_else(|| anybody(chance));
    let place = (!chance.per_mille(120)).then_some(&room);
    give(world, chance, &person, place, &text);
}

async fn scene(world: &World, chance: &mut Chance) {
    let scenes = if chance.per_mille(100) { OWN_SCENES } else { SCENES };
    let Some(scene) = chance.pick(scenes).copied() else { return };
    let Some(room) = room(world, chance) else { return };
    // Most scenes play in an incident.
    if !is_hot(world, &room) && chance.per_mille(600) {
        let person = anybody(chance);
        let severity = chance.between(1, 4);
        give(
            world,
            chance,
            &person,
            Some(&room),
            &format!("declare checkout is slow sev{severity}"),
        );
        return;
    }
    let other = anybody(chance);
    let lines = usize::try_from(chance.between(1, LINES_MAX)).unwrap_or(1);
    for line in scene.iter().take(lines) {
        let (actor, done) = line.split_once(' ').unwrap_or((line, ""));
        match actor {
            // What is refused and what is lost here is a matter of the weather.
            "s" | "r" | "u" => pause(chance, 1, 20).await,
            "f" => pause(chance, 60, 400).await,
            "n" => pause(chance, 360, 370).await,
            _ => {
                let by = match actor {
                    "c" => commander(world, &room),
                    "o" => Some(other.clone()),
                    handle => Some(cast::person(handle)),
                };
                if let Some(by) = by {
                    act(world, chance, &by, &room, done);
                }
                pause(chance, 0, 4).await;
            }
        }
    }
}

/// One line of a scene.
fn act(world: &World, chance: &mut Chance, by: &PersonId, room: &RoomId, done: &str) {
    if let Some(words) = done.strip_prefix("say ") {
        let _ = world.services.chat.join(by, room);
        let _ = world.services.chat.say(by, room, words);
    } else if let Some(start) = done.strip_prefix("press ") {
        let shown = buttons(world, by);
        let found = shown.iter().rev().find(|(_, _, command)| command.contains(start));
        if let Some((message, label, _)) = found {
            let _ = world.services.chat.press(by, &message.id, label);
        }
    } else {
        give(world, chance, by, Some(room), done);
    }
}

/// The buttons that a person sees, the newest last: the message, the label, the command.
fn buttons(world: &World, person: &PersonId) -> Vec<(ShownMessage, String, String)> {
    let chat = &world.services.chat;
    let rooms = chat.rooms();
    let mut seen: Vec<ShownMessage> = rooms
        .iter()
        .flat_map(|room| chat.room_view(&room.id, Some(person)))
        .chain(chat.direct_view(person))
        .filter(|message| message.author == Author::Bot)
        .collect();
    seen.sort_by_key(|message| message.at);
    seen.into_iter()
        .flat_map(|message| {
            let buttons = message.buttons.clone();
            buttons.into_iter().map(move |button| (message.clone(), button.label, button.command))
        })
        .collect()
}

fn press_any(world: &World, chance: &mut Chance) {
    let person = anybody(chance);
    let shown = buttons(world, &person);
    // Mostly what was shown lately.
    let back = chance.place(shown.len().min(12));
    let Some((message, label, _)) = shown.iter().rev().nth(back) else { return };
    let twice = chance.per_mille(200);
    for _ in 0..=usize::from(twice) {
        let _ = world.services.chat.press(&person, &message.id, label);
    }
}

fn say(world: &World, chance: &mut Chance) {
    let Some(room) = room(world, chance) else { return };
    let person = anybody(chance);
    let words = chance.pick(&grammar::WORDS).copied().unwrap_or("hello");
    let said = match chance.below(6) {
        0 => format!("{CANARY} {words}"),
        1 => {
            let secret = chance.pick(&SECRETS).copied().unwrap_or(SECRETS[0]);
            match secret {
                "hunter22-c4nary" => format!("the password={secret} works"),
                secret => format!("use {secret} for now"),
            }
        }
        2 => format!("@here {words}"),
        3 => format!("@channel {words}"),
        _ => String::from(words),
    };
    let _ = world.services.chat.join(&person, &room);
    let _ = world.services.chat.say(&person, &room, &said);
}

async fn alert(world: &World, chance: &mut Chance) {
    let count = if chance.per_mille(100) { 40 } else { chance.between(1, 3) };
    let signals: Vec<Signal> = (0..count).map(|_| signal(world, chance)).collect();
    for _ in 0..HOOK_TRIES {
        if world.hook(chance, &signals).await {
            // The sender of a pair sends it too.
            if chance.per_mille(150) {
                world.hook(chance, &signals).await;
            }
            return;
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}

fn signal(world: &World, chance: &mut Chance) -> Signal {
    let component = chance.pick(&["checkout", "db", "mail"]).copied().unwrap_or("db");
    let words =
        |chance: &mut Chance| String::from(chance.pick(&grammar::WORDS).copied().unwrap_or("x"));
    let firing = chance.per_mille(700);
    Signal {
        source: String::from("memory"),
        key: format!("alert-{}", chance.below(9)),
        group: if chance.per_mille(500) {
            String::new()
        } else {
            format!("group-{}", chance.below(3))
        },
        status: if firing { SignalStatus::Firing } else { SignalStatus::Resolved },
        title: words(chance),
        description: words(chance),
        component: chance.per_mille(800).then(|| ComponentId::new(component).unwrap()),
        severity: chance.pick(&Severity::ALL).copied(),
        labels: BTreeMap::from([(String::from("host"), words(chance))]),
        links: vec![(words(chance), String::from("https://graphs.example/1"))],
        chart: chance.per_mille(300).then(|| String::from("rate(errors[5m])")),
        started_at: chance.per_mille(800).then(|| world.universe.now()),
        left_out: 0,
    }
}

fn ticket(world: &World, chance: &mut Chance) {
    let tickets = &world.services.tickets;
    let person = anybody(chance);
    let all = tickets.tickets();
    let moved = chance.per_mille(600);
    let status =
        chance.pick(&["In Progress", "Resolved", "Closed", "Open"]).copied().unwrap_or("Open");
    let title = chance.pick(&grammar::WORDS).copied().unwrap_or("slow");
    let component = chance.pick(&[None, Some("db"), Some("checkout")]).copied().flatten();
    // What the ticket system refuses has not happened.
    let _ = match chance.pick(&all) {
        Some(held) if moved => tickets.move_by_hand(&person, &held.facts.key, status),
        _ => tickets.file(&person, title, component).map(drop),
    };
}

fn acknowledge(world: &World, chance: &mut Chance) {
    let pager = &world.services.pager;
    let ringing: Vec<_> = cast::CAST
        .iter()
        .map(|(handle, _, _)| cast::person(handle))
        .flat_map(|person| {
            pager.ringing(&person).into_iter().map(move |page| (person.clone(), page))
        })
        .collect();
    if let Some((person, page)) = chance.pick(&ringing) {
        let _ = pager.acknowledge(person, &page.dedup_key);
    }
}

fn come_and_go(world: &World, chance: &mut Chance) {
    let Some(room) = room(world, chance) else { return };
    let person = anybody(chance);
    let _ = match chance.per_mille(700) {
        true => world.services.chat.join(&person, &room),
        false => world.services.chat.leave(&person, &room),
    };
}

/// An account becomes another one: mostly it is removed, or comes back.
fn account(world: &World, chance: &mut Chance) {
    let person = anybody(chance);
    let people = world.services.chat.people();
    let Some(mut profile) = people.into_iter().find(|profile| profile.id == person) else { return };
    let kinds = [PersonKind::Deactivated, PersonKind::Employee, PersonKind::Guest];
    profile.kind = chance.pick(&kinds).copied().unwrap_or(PersonKind::Employee);
    let _ = world.services.chat.change_account(profile);
}
