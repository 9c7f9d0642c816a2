//! What must be true in the end. The oracles that look at every call are in [`super::ledger`] and [`super::ports`].
//!
//! | oracle | says | looks |
//! |---|---|---|
//! | I1 | what was acknowledged is stored, and decided; what is dropped as a repeat says the same | at every acknowledgement; in the end |
//! | I2 | no delivery is decided twice | at every decision |
//! | I3 | no stream has a gap, and each entry is chained to the one before it | in the end |
//! | I4 | each number of a stream has one entry | at every decision |
//! | I5 | once faults stop, everything comes to its end; what is said to be done is there | in the end |
//! | I6 | an effect made at most one object where repeats are told apart | in the end |
//! | I7 | nothing is carried out before what stands before it in its lane | at every call |
//! | I8 | only those are woken whom the journal wants woken | in the end |
//! | I9 | what needs a right was done by a person who had it; what a person is said to have done follows from what they did | at every decision |
//! | I10 | no word of a room reaches the public | in the end |
//! | I11 | no secret stands in the journal, on the page, or in the log | in the end |
//! | I12 | a timer fires once, and not early | whenever timers fire; in the end |
//! | I13 | every decision is the one that a mind which never failed would take; the journal gives the same state | at every decision; in the end |
//! | I14 | no outcome of an old claim is taken | at every outcome |
//! | driver | no driver ends by itself: whatever the weather does passes | every ten seconds |
//! | one reader | one process at a time reads the chat's events | whenever one begins to |
//! | X20 | what the events have missed is read from the history | in the end |
//! | X21 | what was never reported is read within minutes, while an incident is worked on | once faults have stopped |
//! | rest | nobody works without waiting for anything | at every call of the journal |
//! | I15 | calls at once, undecided deliveries and open effects stay bounded | at every call; whenever something is stored |

use std::collections::BTreeSet;

use chatops_core::effect::{Answer, Effect, Outcome, Room};
use chatops_core::ids::{PersonId, RoomId};
use chatops_core::incident::Phase;
use chatops_core::memory::chat::{Author, Cause, Happened};
use chatops_core::ports::chat::{ChatPlatform as _, Dedup};
use chatops_core::ports::journal::{Entry, Journal as _, PAGE_ROWS_MAX};
use chatops_core::ports::pager::dedup_key;
use chatops_core::ports::tool::ToolRequest;
use chatops_core::public_update::ApprovedUpdate;
use chatops_core::time::later;
use chatops_core::wire::GENESIS;
use chatops_runtime::driver::NOT_RECORDED;
use jiff::SignedDuration;

use super::ledger::{Asked, Found, Ledger};
use super::logs::Logs;
use super::story::{CANARY, HOST, SECRETS};
use super::weather::Fault;
use super::world::{TOKEN, World};

/// How late a timer may be in a world at rest: a pass of the driver, and a jump noticed within a minute.
const LATE_MAX: SignedDuration = SignedDuration::from_secs(180);

/// Looks at everything, notes what must not be, and gives a word for the whole journal.
pub async fn judge(world: &World, logs: &Logs) -> String {
    let entries = all_entries(world).await;
    let mut found = Vec::new();
    if !world.universe.is_broken() {
        found.extend(check_chain(&entries));
        found.extend(check_secrets(world, &entries, logs));
        found.extend(check_missed(world));
        found.extend(check_public(world, &entries));
        found.extend(check_timers(world).await);
        found.extend(check_world(world, &entries));
    }
    for (oracle, what) in found {
        world.universe.violate(oracle, what);
    }
    let heads = world.services.journal.heads().await.unwrap_or_default();
    heads
        .into_iter()
        .map(|head| format!("{}={}", head.stream, head.hash))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The world did not come to rest.
pub fn unrest(world: &World) {
    if world.universe.is_broken() {
        return;
    }
    let journal = &world.services.journal;
    let unsettled = journal.unsettled();
    let mut what = format!(
        "{} deliveries are undecided and {} effects unsettled",
        journal.undecided_count(),
        unsettled.len()
    );
    {
        let state = world.universe.state();
        for id in unsettled.iter().take(3) {
            let asked = state.ledger.effects.get(id).map(|asked| format!("{:?}", asked.effect));
            let mut asked = asked.unwrap_or_default();
            asked.truncate(200);
            what.push_str(&format!("; {id}: {asked}"));
        }
    }
    world.universe.violate("I5", what);
}

async fn all_entries(world: &World) -> Vec<Entry> {
    let (mut entries, mut after) = (Vec::new(), 0);
    loop {
        let page = world.services.journal.read_all(after, PAGE_ROWS_MAX).await.unwrap_or_default();
        let Some(last) = page.last() else { return entries };
        after = last.position;
        entries.extend(page);
    }
}

/// I3.
fn check_chain(entries: &[Entry]) -> Vec<Found> {
    let mut heads = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for entry in entries {
        let new = &entry.entry;
        let head = heads.entry(new.stream.clone()).or_insert((0, GENESIS.to_owned()));
        if new.seq != head.0 + 1 {
            found.push((
                "I3",
                format!("entry {} of {} stands behind {}", new.seq, new.stream, head.0),
            ));
        }
        if entry.prev_hash != head.1 || entry.hash.is_empty() {
            found.push(("I3", format!("entry {} of {} breaks the chain", new.seq, new.stream)));
        }
        *head = (new.seq, entry.hash.clone());
    }
    found
}

/// X20.
fn check_missed(world: &World) -> Vec<Found> {
    let source = world.services.chat.describe().name;
    let state = world.universe.state();
    let engine = state.ledger.mind.engine();
    // The record of an incident ends when it is closed.
    let is_over = |room: &RoomId| match engine.room(room) {
        Some(Room::Hot(id)) => engine.incident(id).is_none_or(|it| it.phase() == Phase::Closed),
        _ => false,
    };
    // On a clock that was put back by a day since, what was said before that was said a moment ago.
    let put_back = state.tally.count(Fault::ClockBack) > 0;
    let missed = state.swallowed.iter().filter(|(key, room, at)| {
        !put_back
            && state.ledger.was_read(room, *at)
            && !is_over(room)
            && !state.ledger.has_received(source, key)
    });
    missed
        .map(|(key, room, _)| ("X20", format!("`{key}` was said in {room} and never read")))
        .collect()
}

/// I11.
fn check_secrets(world: &World, entries: &[Entry], logs: &Logs) -> Vec<Found> {
    let page = world.services.status_page.html();
    let log = logs.text();
    let trace_of = |place: &str, text: &str| {
        let secrets = SECRETS.iter().chain([&TOKEN]);
        secrets
            .filter(|secret| text.contains(**secret))
            .map(|secret| ("I11", format!("`{secret}` stands in {place}")))
            .collect::<Vec<_>>()
    };
    let mut found: Vec<Found> = entries
        .iter()
        .flat_map(|entry| {
            let new = &entry.entry;
            trace_of(&format!("entry {} of {}", new.seq, new.stream), &new.body)
        })
        .collect();
    found.extend(world.universe.state().ledger.inbox().flat_map(|item| {
        let stored = serde_json::to_string(&item.delivery.inbound).unwrap_or_default();
        trace_of(&format!("row {} of the inbox", item.row), &stored)
    }));
    found.extend(trace_of("the status page", &page));
    found.extend(trace_of("the log", &log));
    found
}

/// I10.
fn check_public(world: &World, entries: &[Entry]) -> Vec<Found> {
    let page = world.services.status_page.html();
    let overridden = entries.iter().any(|entry| entry.entry.kind == "public_update.overridden");
    // A second person may let a host through; nobody can let through what was only said in a room.
    let words = [Some(CANARY), (!overridden).then_some(HOST)];
    let leaks = words.into_iter().flatten().filter(|word| page.contains(word));
    leaks.map(|word| ("I10", format!("`{word}` stands on the status page"))).collect()
}

/// I12: none is forgotten.
async fn check_timers(world: &World) -> Vec<Found> {
    let next = world.services.journal.next_due().await.ok().flatten();
    let next = {
        let state = world.universe.state();
        let set = state.ledger.timers.values().min().copied();
        set.into_iter().chain(next).min()
    };
    // By the latest clock: whoever's clock was set back waits for its own time.
    let replicas = world.universe.state().lives.len();
    let shared = replicas > 1;
    let now = if shared { world.universe.now() } else { world.universe.now_of(0) };
    let late = next.filter(|next| later(*next, LATE_MAX) < now);
    late.map(|due| ("I12", format!("what was due at {due} did not happen until {now}")))
        .into_iter()
        .collect()
}

/// X21: the platform has forgotten to report something, and the connection never broke: it is read all the same, as long as an
/// incident is worked on.
pub fn check_stall(world: &World) {
    let source = world.services.chat.describe().name;
    let missed = {
        let state = world.universe.state();
        let engine = state.ledger.mind.engine();
        let is_open = |room: &RoomId| match engine.room(room) {
            Some(Room::Hot(id)) => engine.incident(id).is_some_and(|it| it.phase().is_open()),
            _ => false,
        };
        let put_back = state.tally.count(Fault::ClockBack) > 0;
        let missed = state.swallowed.iter().find(|(key, room, at)| {
            !put_back
                && is_open(room)
                && state.ledger.was_read(room, *at)
                && !state.ledger.has_received(source, key)
        });
        missed.map(|(key, room, _)| format!("`{key}` was said in {room} and not read in time"))
    };
    if let Some(what) = missed {
        world.universe.violate("X21", what);
    }
}

/// The oracles that compare the ledger with the services.
fn check_world(world: &World, entries: &[Entry]) -> Vec<Found> {
    let now = world.universe.now();
    let state = world.universe.state();
    let ledger = &state.ledger;
    let mut found = ledger.mind.check_replay(entries.to_vec(), now);
    found.extend(
        ledger
            .undecided()
            .into_iter()
            .take(1)
            .map(|(source, key)| ("I1", format!("{source} `{key}` was taken and never decided"))),
    );
    found.extend(ledger.vanished().into_iter().map(|id| {
        let asked = ledger.effects.get(&id).map(|asked| &asked.effect);
        ("I5", format!("{id} has disappeared without a trace: {asked:?}"))
    }));
    found.extend(check_objects(world, ledger));
    found.extend(check_outcomes(world, ledger));
    found.extend(check_notified(world, ledger));
    found
}

/// I6.
fn check_objects(world: &World, ledger: &Ledger) -> Vec<Found> {
    let dedup = world.services.chat.limits().dedup;
    let mut found = Vec::new();
    for ((port, place, key), objects) in &ledger.objects {
        // On a clock that was put back by a day meanwhile an attempt of yesterday was made a moment ago.
        let epochs: BTreeSet<u64> = objects.values().copied().collect();
        if objects.len() > epochs.len() && tells_apart(port, place, dedup) {
            let objects = objects.keys();
            found.push(("I6", format!("{port} made {objects:?} ({place}) for {key}")));
        }
    }
    let pages = world.services.pager.pages();
    let keys: BTreeSet<&str> = pages.iter().map(|page| page.request.dedup_key.as_str()).collect();
    if keys.len() != pages.len() {
        found.push(("I6", format!("{} pages have {} keys", pages.len(), keys.len())));
    }
    let entries = world.services.status_page.entries();
    let is = |one: &ApprovedUpdate, other: &ApprovedUpdate| {
        (one.incident(), one.number(), one.digest())
            == (other.incident(), other.number(), other.digest())
    };
    for (update, _) in &entries {
        let published = entries.iter().filter(|(other, _)| is(other, update)).count();
        let asked = count(
            ledger,
            |effect| matches!(effect, Effect::PublishUpdate(asked) if is(asked, update)),
        );
        if published > asked {
            let (number, incident) = (update.number(), update.incident());
            let what = format!(
                "update {number} of {incident} stands {published} times on the page; it was approved {asked} times"
            );
            found.push(("I6", what));
        }
    }
    for tool in &world.services.tools {
        let name = chatops_core::ports::Tool::describe(tool.as_ref()).name;
        let runs = tool.runs();
        for run in &runs {
            let same = |other: &&ToolRequest| {
                (&other.arguments, &other.asked_by) == (&run.arguments, &run.asked_by)
            };
            let ran = runs.iter().filter(same).count();
            let asked = count(ledger, |effect| {
                matches!(effect, Effect::RunTool { tool, arguments, asked_by, .. }
                    if *tool == name && *arguments == run.arguments && *asked_by == run.asked_by)
            });
            if ran > asked {
                let (by, with) = (&run.asked_by, &run.arguments);
                let what =
                    format!("{name} ran {ran} times for {by} with {with:?}; asked {asked} times");
                found.push(("I6", what));
            }
        }
    }
    found
}

/// Whether a service can know a repeat. What can only be looked for is found where the port promises it.
fn tells_apart(port: &str, place: &str, dedup: Dedup) -> bool {
    let found =
        ["post ", "broadcast ", "share "].iter().any(|operation| place.starts_with(operation));
    match dedup {
        _ if port != "chat" || place.starts_with("open_room") => true,
        Dedup::ByKey(window) if window >= SignedDuration::from_hours(24) => true,
        // After the window it must be looked for, where that can be done.
        Dedup::ByKey(_) | Dedup::BySearch(_) => found,
        Dedup::No => false,
    }
}

fn count(ledger: &Ledger, wanted: impl Fn(&Effect) -> bool) -> usize {
    ledger.effects.values().filter(|asked| wanted(&asked.effect)).count()
}

/// I5: what is said to be done is there.
fn check_outcomes(world: &World, ledger: &Ledger) -> Vec<Found> {
    let chat = &world.services.chat;
    let rooms: BTreeSet<_> = chat.rooms().into_iter().map(|room| room.id).collect();
    let mut found = Vec::new();
    for (id, outcome) in &ledger.outcomes {
        let Outcome::Done(answer) = outcome else { continue };
        let missing = match answer {
            Answer::Message { message } => chat.message(message).is_none(),
            Answer::Room { room, .. } => !rooms.contains(room),
            Answer::Ticket(facts) => world.services.tickets.ticket(&facts.key).is_none(),
            _ => false,
        };
        let asked = ledger.effects.get(id).map(|asked| &asked.effect);
        let empty = matches!(answer, Answer::Nothing);
        let missing = missing
            || match asked {
                Some(Effect::Post { .. } | Effect::OpenRoom { .. } | Effect::Broadcast(_)) => empty,
                Some(Effect::PublishUpdate(_) | Effect::OpenTicket { .. }) => empty,
                Some(Effect::Page { page, step, person, .. }) => {
                    let stream = ledger.effects.get(id).map(|asked| &asked.stream);
                    let key = stream.map(|stream| dedup_key(stream, *page, *step, person));
                    !world
                        .services
                        .pager
                        .pages()
                        .iter()
                        .any(|page| Some(&page.request.dedup_key) == key.as_ref())
                }
                _ => false,
            };
        // A port that was never called cannot have done it.
        let called =
            ledger.calls.range((*id, "")..).take_while(|((of, _), _)| of == id).next().is_some();
        let silent = matches!(
            asked,
            Some(
                Effect::Post { .. }
                    | Effect::Page { .. }
                    | Effect::OpenRoom { .. }
                    | Effect::Broadcast(_)
                    | Effect::PublishUpdate(_)
            )
        ) && !called;
        if missing || silent {
            found.push(("I5", format!("{id} is said to be done and is not there: {answer:?}")));
        }
    }
    found
}

/// I8.
fn check_notified(world: &World, ledger: &Ledger) -> Vec<Found> {
    let chat = &world.services.chat;
    let mut made = std::collections::BTreeMap::new();
    for ((port, _, key), objects) in &ledger.objects {
        if *port == "chat" {
            made.extend(objects.keys().map(|object| (object.clone(), *key)));
        }
    }
    let mut found = Vec::new();
    for activity in chat.activity(0) {
        let Happened::Notified { message, people, .. } = activity.happened else { continue };
        let Some(shown) = chat.message(&message).filter(|shown| shown.author == Author::Bot) else {
            continue;
        };
        if shown.text.starts_with(NOT_RECORDED) {
            continue;
        }
        let asked = made.get(message.as_str()).and_then(|key| ledger.asked_by_key(key));
        found.extend(people.iter().filter_map(|(person, cause)| {
            let fits = asked.is_some_and(|asked| may_notify(asked, person, *cause));
            (!fits)
                .then(|| ("I8", format!("{person} was notified ({cause:?}) by `{}`", shown.text)))
        }));
    }
    for page in world.services.pager.pages() {
        let wanted = |effect: &Effect| matches!(effect, Effect::Page { person, .. } if *person == page.request.person);
        if count(ledger, wanted) == 0 {
            found
                .push(("I8", format!("{} was paged and nobody asked for it", page.request.person)));
        }
    }
    found
}

/// Whether the journal wants this person notified by what this effect says.
fn may_notify(asked: &Asked, person: &PersonId, cause: Cause) -> bool {
    let named =
        |message: &chatops_core::message::Message| message.text.mentions().contains(&person);
    match (&asked.effect, cause) {
        (Effect::Broadcast(broadcast), Cause::Woken(reach)) => broadcast.reach() == reach,
        (Effect::Broadcast(broadcast), Cause::Named) => named(broadcast.message()),
        (_, Cause::Woken(_)) => false,
        (Effect::Direct { person: to, .. } | Effect::Hint { person: to, .. }, _) => to == person,
        (Effect::Post { message, .. } | Effect::Edit { message, .. }, Cause::Named) => {
            named(message)
        }
        _ => false,
    }
}
