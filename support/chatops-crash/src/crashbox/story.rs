//! The reference incident: who does what, and when.

use std::collections::BTreeMap;
use std::path::Path;

use chatops_core::alerts::{Signal, SignalStatus};
use chatops_core::ids::{ComponentId, MessageId, PersonId, RoomId};
use chatops_core::memory::chat::{Happened, ShownMessage};
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::severity::Severity;
use chatops_testkit::stage::Scenario;
use chatops_testkit::stage::cast::id;
use jiff::{SignedDuration, Timestamp};

use super::world::World;

/// Where something is said or pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The emergency channel.
    Channel,
    /// The incident's own room, whatever its name became.
    Hot,
    /// The conversation of one person with the bot.
    Direct,
}

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Nobody does anything: the bot starts.
    Nothing,
    /// Everybody in the emergency channel has read its pins.
    Brief,
    /// A tool notices something.
    Alert,
    /// A person gives a command.
    Command(&'static str, Place, &'static str),
    /// A person says something for all to read.
    Say(&'static str, Place, &'static str),
    /// A person presses the newest button with this label.
    Press(&'static str, Place, &'static str),
    /// A person answers at the pager itself.
    Answer(&'static str),
}

/// How long after its act a step ends: a lease of 30 s and the first tries after it are over then.
const STEP_LASTS: SignedDuration = SignedDuration::from_secs(50);

/// A step of the story: so many seconds after its beginning, this.
pub const STORY: &[(i64, Act)] = {
    use Act::{Alert, Answer, Brief, Command, Nothing, Press, Say};
    use Place::{Channel, Direct, Hot};
    &[
        (0, Nothing),
        (60, Brief),
        (120, Alert),
        (180, Command("jim", Hot, "phase investigating")),
        (240, Command("jim", Hot, "severity 1")),
        (300, Command("bob", Hot, "page policy night replication is behind")),
        (480, Press("raj", Direct, "Acknowledge")),
        (540, Command("bob", Hot, "page @sue please answer the customers")),
        (600, Answer("sue")),
        (660, Command("bob", Hot, "load system23")),
        (720, Say("bob", Hot, "The batch job of 13:45 holds all connections.")),
        (780, Command("jim", Hot, "offer @ann")),
        (840, Press("jim", Hot, "Accept")),
        (900, Press("ann", Direct, "I am up to speed")),
        (
            960,
            Command(
                "sue",
                Hot,
                "public draft investigating Some orders are slow. We look into it.",
            ),
        ),
        (1_140, Press("ann", Hot, "Approve")),
        (1_200, Command("ann", Hot, "update The batch job is stopped; orders recover.")),
        (1_260, Command("jim", Channel, "here Deploys are stopped until further notice.")),
        (1_320, Press("jim", Channel, "Wake here")),
        (1_380, Command("bob", Hot, "followup limit the connections of the batch job @tom")),
        (1_440, Command("ann", Hot, "phase mitigated")),
        (1_500, Command("sue", Hot, "allclear A batch job filled the pool; it is stopped.")),
        (2_160, Press("ann", Hot, "Give the all clear")),
        (2_220, Command("bob", Channel, "open")),
    ]
};

/// Reads the setting.
///
/// # Errors
/// Where it cannot be read: what is wrong with it.
pub fn setting() -> Result<Scenario, String> {
    let text = include_str!("setting.toml");
    Scenario::read(text, Path::new("setting.toml")).map_err(|error| error.to_string())
}

/// When a step begins and ends.
#[must_use]
pub fn span(start: Timestamp, step: usize) -> (Timestamp, Timestamp) {
    let seconds = STORY.get(step).map_or(0, |(seconds, _)| *seconds);
    let begins = chatops_core::time::later(start, SignedDuration::from_secs(seconds));
    (begins, chatops_core::time::later(begins, STEP_LASTS))
}

/// Does a step.
///
/// # Errors
/// Where it cannot be done as things stand: why not.
pub fn perform(world: &World, step: usize) -> Result<(), String> {
    let Some((_, act)) = STORY.get(step) else { return Ok(()) };
    match *act {
        Act::Nothing => Ok(()),
        Act::Brief => brief(world),
        Act::Alert => {
            let report = alert(world.now())?;
            world.told().reports.push(report);
            Ok(())
        }
        Act::Command(who, place, text) => {
            let (person, room) = (person(who)?, room(world, place)?);
            world.chat.command(&person, room.as_ref(), text).map_err(|why| why.to_string())
        }
        Act::Say(who, place, text) => {
            let room = room(world, place)?.ok_or("nothing is said there")?;
            world.chat.say(&person(who)?, &room, text).map(drop).map_err(|why| why.to_string())
        }
        Act::Press(who, place, label) => press(world, who, place, label),
        Act::Answer(who) => {
            let person = person(who)?;
            let page = world.pager.ringing(&person).pop().ok_or("nothing rings")?;
            world.pager.acknowledge(&person, &page.dedup_key).map_err(|why| why.to_string())
        }
    }
}

fn person(handle: &str) -> Result<PersonId, String> {
    id(handle).ok_or_else(|| format!("nobody is called {handle}"))
}

fn room(world: &World, place: Place) -> Result<Option<RoomId>, String> {
    let wanted = |name: &str| match place {
        Place::Channel => name == "em",
        _ => name.starts_with("hot-") || name.starts_with("inc-"),
    };
    if place == Place::Direct {
        return Ok(None);
    }
    let found = world.chat.rooms().into_iter().find(|room| wanted(&room.name));
    found.map(|room| Some(room.id)).ok_or_else(|| format!("there is no room for {place:?}"))
}

fn brief(world: &World) -> Result<(), String> {
    let channel = room(world, Place::Channel)?;
    for profile in world.chat.people() {
        let given = world.chat.command(&profile.id, channel.as_ref(), "briefed");
        given.map_err(|why| why.to_string())?;
    }
    Ok(())
}

fn press(world: &World, who: &str, place: Place, label: &str) -> Result<(), String> {
    let person = person(who)?;
    let mut seen: Vec<ShownMessage> = match room(world, place)? {
        Some(room) => world.chat.room_view(&room, Some(&person)),
        None => world.chat.direct_view(&person),
    };
    // The newest by the order of writing, which ids do not give.
    let written: BTreeMap<MessageId, u64> = world
        .chat
        .activity(0)
        .into_iter()
        .filter_map(|one| match one.happened {
            Happened::Posted { message, .. }
            | Happened::Hinted { message, .. }
            | Happened::WroteDirectly { message, .. } => Some((message, one.number)),
            _ => None,
        })
        .collect();
    seen.sort_by_key(|message| written.get(&message.id).copied());
    let has = |message: &&ShownMessage| message.buttons.iter().any(|one| one.label == label);
    let message = seen.iter().rev().find(has).ok_or_else(|| format!("no button {label}"))?;
    world.chat.press(&person, &message.id, label).map_err(|why| why.to_string())
}

fn alert(now: Timestamp) -> Result<Delivery, String> {
    let signal = Signal {
        source: "watch".to_owned(),
        key: "checkout-errors".to_owned(),
        group: String::new(),
        status: SignalStatus::Firing,
        title: "Checkout fails in EMEA".to_owned(),
        description: String::new(),
        component: Some(ComponentId::new("checkout").map_err(|why| why.to_string())?),
        severity: Some(Severity::Sev2),
        labels: BTreeMap::new(),
        links: Vec::new(),
        chart: None,
        started_at: None,
        left_out: 0,
    };
    Ok(Delivery {
        source: "watch".to_owned(),
        key: "alert/1".to_owned(),
        occurred_at: now,
        inbound: Inbound::Alert(signal),
    })
}
