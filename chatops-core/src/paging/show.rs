//! What the room and those who are called see of a page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::context::Scene;
use crate::effect::{Effect, Reaction, Slot, TimerKey};
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::paging::words::{self, LISTED_MAX};
use crate::paging::{CallState, Ending, Event, Page};
use crate::policy::Policy;
use crate::text::Text;

/// What follows from an event, with the page as it is after it.
pub(super) fn reaction(
    number: u32,
    page: &Page,
    event: &Event,
    scene: &Scene<'_>,
    policy: &Policy,
) -> Reaction {
    let (room, slot) = (scene.room, Slot::Page(number));
    let shown_again = || Reaction::none().edit(room, slot.clone(), card(number, page, policy));
    match event {
        // The first level follows in the same breath, and its message shows both.
        Event::Started { .. } | Event::LevelEmpty { .. } => Reaction::none(),
        Event::LevelReached { step, people, until, left_out, without_pager, .. } => {
            let calls = Reaction::none().set(TimerKey::Page(number), *until);
            let mut reaction = people.iter().fold(calls, |reaction, person| {
                let call = Effect::Page {
                    page: number,
                    step: *step,
                    person: person.clone(),
                    summary: page.why.clone(),
                };
                let reaction = if *without_pager { reaction } else { reaction.effect(call) };
                reaction.direct(person, called(number, page, *until, scene, policy))
            });
            reaction = if page.calls.len() == 1 {
                reaction.post_as(room, slot, card(number, page, policy))
            } else {
                reaction.and(shown_again())
            };
            if *left_out > 0 {
                reaction = reaction.post(room, words::tell(event));
            }
            reaction
        }
        Event::Called { .. } if !worth_showing(page) => Reaction::none(),
        Event::Called { .. } | Event::CallFailed { .. } | Event::CallUnknown { .. } => {
            shown_again()
        }
        Event::Acknowledged { by, .. } => shown_again()
            .and(stand_down(number, page))
            .and(acknowledged(number, page, by.as_ref(), scene)),
        Event::Stopped { by, .. } => {
            let message = Message::new(stopped(number, page, by.as_ref())).tone(Tone::Good);
            let told = shown_again().and(stand_down(number, page));
            others(page, &[by.as_ref()])
                .into_iter()
                .fold(told, |told, person| told.direct(person, message.clone()))
        }
        // The alarm takes the place of the page's own message, and with it the button.
        Event::Exhausted { .. } => Reaction::none()
            .cancel(TimerKey::Page(number))
            .edit(room, slot.clone(), body(number, page, policy))
            .post_as(room, slot, alarm(number, page, scene)),
    }
}

/// The calls of a level are shown when the last one is through, not one edit for each.
fn worth_showing(page: &Page) -> bool {
    page.called_now().all(|(_, state)| *state != CallState::Waiting)
}

/// Every call that may ring is stood down, each for itself: behind its own call, never before it.
fn stand_down(number: u32, page: &Page) -> Reaction {
    let mut reaction = Reaction::none().cancel(TimerKey::Page(number));
    for (step, calls) in &page.calls {
        for (person, state) in calls {
            if !matches!(state, CallState::Failed(_) | CallState::Written) {
                let person = person.clone();
                reaction = reaction.effect(Effect::StandDown { page: number, step: *step, person });
            }
        }
    }
    reaction
}

/// Everybody who was called or started it, without these.
fn others<'a>(page: &'a Page, without: &[Option<&PersonId>]) -> BTreeSet<&'a PersonId> {
    let mut people = page.called();
    people.extend(&page.by);
    people.retain(|person| !without.contains(&Some(*person)));
    people
}

/// The message of the page, with its button as long as somebody can answer.
fn card(number: u32, page: &Page, policy: &Policy) -> Message {
    let message = body(number, page, policy);
    if page.is_open() { message.button("Acknowledge", format!("ack {number}")) } else { message }
}

fn body(number: u32, page: &Page, policy: &Policy) -> Message {
    let text = Text::new().strong(format!("Page {number}")).plain(" – ");
    let text = words::target(text, page, policy).plain(format!(": {}", page.why)).line();
    match &page.ending {
        Some(Ending::Acknowledged(given)) => {
            let text = match &given.by {
                Some(by) => text.plain("Acknowledged by ").name(by),
                None => text.plain("Acknowledged at the pager"),
            };
            Message::new(text.plain(" at ").time(given.at).plain(".")).tone(Tone::Good)
        }
        Some(Ending::Stopped(Some(by))) => {
            Message::new(text.plain("Taken back by ").name(by).plain(".")).tone(Tone::Good)
        }
        Some(Ending::Stopped(None)) => {
            Message::new(text.plain("Stopped: the incident is over.")).tone(Tone::Good)
        }
        None => {
            let level = words::level_of(page);
            let text = text.plain(level.replacen('l', "L", 1));
            let text = calls(passed_over(text, page, policy), page);
            if page.exhausted {
                Message::new(text.line().plain("Nobody answered.")).tone(Tone::Alarm)
            } else {
                Message::new(what_next(text, page, policy)).tone(Tone::Warning)
            }
        }
    }
}

/// The levels that were passed over on the way from the level before to this one.
fn passed_over(mut text: Text, page: &Page, policy: &Policy) -> Text {
    let now = page.step.unwrap_or_default();
    let before = page.calls.range(..now).next_back().map(|(step, _)| *step);
    for step in page.empty.iter().filter(|step| **step < now && Some(**step) > before) {
        if let Some(empty) = page.timetable.step(*step) {
            text = text.line().plain(format!("Level {} (", empty.number));
            text = words::behind(text, empty.level, policy)
                .plain(") is passed over: there is nobody to call.");
        }
    }
    text
}

/// Whom this level calls and how far each call got; before it, whom no earlier level could reach.
fn calls(mut text: Text, page: &Page) -> Text {
    // The newest word of each counts: who was reached at a later step is not shown as lost.
    let now = page.step.unwrap_or_default();
    let newest: BTreeMap<&PersonId, (u32, &CallState)> = page
        .calls
        .iter()
        .flat_map(|(step, calls)| calls.iter().map(|(person, state)| (person, (*step, state))))
        .collect();
    let lost = newest
        .into_iter()
        .filter(|(_, (step, state))| *step != now && matches!(state, CallState::Failed(_)));
    for (person, (_, state)) in lost.take(LISTED_MAX) {
        text = call(text.bullet(), person, state);
    }
    let count = page.called_now().count();
    if count <= LISTED_MAX {
        return page
            .called_now()
            .fold(text, |text, (person, state)| call(text.bullet(), person, state));
    }
    let of = |wanted: fn(&CallState) -> bool| page.called_now().filter(|(_, s)| wanted(s)).count();
    text.line().plain(format!(
        "{count} people: {} called, {} not reached, {} unknown, {} waiting",
        of(|state| matches!(state, CallState::Called | CallState::Written)),
        of(|state| matches!(state, CallState::Failed(_))),
        of(|state| matches!(state, CallState::Unknown(_))),
        of(|state| *state == CallState::Waiting),
    ))
}

fn call(text: Text, person: &PersonId, state: &CallState) -> Text {
    let text = text.name(person);
    match state {
        CallState::Waiting => text.plain(" – the pager has not taken the call yet"),
        CallState::Called => text.plain(" – called"),
        CallState::Written => text.plain(" – written to; no pager is connected"),
        CallState::Failed(reason) => text.plain(format!(" – could not be called: {reason}")),
        CallState::Unknown(reason) => {
            text.plain(format!(" – perhaps called, nobody knows: {reason}"))
        }
    }
}

/// When it goes on, and to whom.
fn what_next(text: Text, page: &Page, policy: &Policy) -> Text {
    let Some(until) = page.until else { return text };
    let next = page.step.and_then(|step| page.timetable.step(step.saturating_add(1)));
    match next {
        Some(next) => {
            let text = text.line().plain("Unanswered, it goes on to level ");
            let text = text.plain(format!("{}{} (", next.number, words::round(&next)));
            words::behind(text, next.level, policy).plain(") at ").time(until).plain(".")
        }
        None => text.line().plain("This is the last level; it waits until ").time(until).plain("."),
    }
}

/// What somebody who is called reads, wherever they are.
fn called(
    number: u32,
    page: &Page,
    until: Timestamp,
    scene: &Scene<'_>,
    policy: &Policy,
) -> Message {
    let text = match &page.by {
        Some(by) => Text::new().name(by).plain(" pages you in "),
        None => Text::new().plain("You are paged in "),
    };
    let text = text
        .room(scene.room)
        .plain(format!(" (page {number}): "))
        .strong(page.why.as_str())
        .line()
        .plain("Acknowledge it if you have it. ");
    let goes_on = page.step.and_then(|step| page.timetable.step(step.saturating_add(1))).is_some();
    let text = if goes_on {
        text.plain("Unanswered, it goes on at ").time(until).plain(".")
    } else {
        text.plain("Nobody else is called after this.")
    };
    Message::new(text)
        .tone(Tone::Alarm)
        .button("Acknowledge", typed_directly(number, scene, policy))
}

/// The command of a button in a direct message. The pages of the emergency channel and those of an
/// incident have the same numbers, so it says which is meant; for an incident the engine does.
fn typed_directly(number: u32, scene: &Scene<'_>, policy: &Policy) -> String {
    match scene.incident {
        Some(_) => format!("ack {number}"),
        None => format!("in {} ack {number}", policy.channel.name),
    }
}

/// Who took it learns that it is theirs; who asked and who was called learn that somebody has it.
fn acknowledged(number: u32, page: &Page, by: Option<&PersonId>, scene: &Scene<'_>) -> Reaction {
    let has = |text: Text| match by {
        Some(by) => text.name(by).plain(" has"),
        None => text.plain("Somebody has"),
    };
    let line = has(Text::new()).plain(format!(" page {number}: {}", page.why));
    let mut reaction = Reaction::none().post(scene.room, line.clone());
    if let Some(by) = by {
        if scene.incident.is_some() {
            // Whoever was woken from outside the hot room works in it from now on.
            let (room, people) = (scene.room.clone(), [by.clone()].into());
            reaction = reaction.effect(Effect::Invite { room, people });
        }
        let text = Text::new()
            .strong(format!("You have page {number} now"))
            .plain(format!(": {}", page.why))
            .line()
            .plain("Nobody more is called. Say in ")
            .room(scene.room)
            .plain(" what you find; if you cannot see to it, page somebody else: ")
            .code("page @person <why>")
            .plain(".");
        reaction = reaction.direct(by, Message::new(text).tone(Tone::Warning));
    }
    for person in others(page, &[by]) {
        let text = if page.by.as_ref() == Some(person) {
            line.clone()
        } else {
            line.clone().line().plain("Nobody is called for it any more.")
        };
        reaction = reaction.direct(person, Message::new(text).tone(Tone::Good));
    }
    reaction
}

fn stopped(number: u32, page: &Page, by: Option<&PersonId>) -> Text {
    let text = Text::new().strong(format!("Page {number}"));
    let text = match by {
        Some(by) => text.plain(" is taken back by ").name(by),
        None => text.plain(" is stopped, the incident is over"),
    };
    text.plain(format!(": {}", page.why)).line().plain("Nobody is called for it any more.")
}

/// Nobody answered: whoever asked and whoever commands must hear of it.
fn alarm(number: u32, page: &Page, scene: &Scene<'_>) -> Message {
    let addressed: BTreeSet<&PersonId> = page.by.iter().chain(scene.commander).collect();
    let text = addressed.into_iter().enumerate().fold(Text::new(), |text, (index, person)| {
        let text = if index == 0 { text } else { text.plain(", ") };
        text.mention(person)
    });
    let text = if text.is_empty() { text } else { text.plain(": ") };
    let rang = page.calls.values().flat_map(|calls| calls.values());
    let reached = rang.into_iter().any(|state| !matches!(state, CallState::Failed(_)));
    let what = if reached { "Nobody answered" } else { "Nobody could be called for" };
    let text = text
        .strong(format!("{what} page {number}"))
        .plain(format!(": {}", page.why))
        .line()
        .plain("Call them by other means, or page somebody else: ")
        .code("page @person <why>")
        .plain(".");
    Message::new(text).tone(Tone::Alarm).button("Acknowledge", format!("ack {number}"))
}
