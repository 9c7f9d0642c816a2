//! What the room sees of a page, and what the timeline says of it.

use crate::effect::{Effect, Reaction, Room, Slot, TimerKey};
use crate::message::{Message, Tone};
use crate::paging::{Delivery, Event, PEOPLE_PER_LEVEL_MAX, Page, PageTarget};
use crate::text::Text;

/// Most people whose calls are listed one by one. More are counted.
const LISTED_MAX: usize = 5;

/// What follows from an event, with the page as it is after it.
pub(super) fn reaction(number: u32, page: &Page, event: &Event, room: &Room) -> Reaction {
    let slot = Slot::Page(number);
    match event {
        // The first level follows in the same breath, and its message shows both.
        Event::Started { .. } | Event::LevelEmpty { .. } => Reaction::none(),
        Event::LevelReached { step, people, until, left_out, .. } => {
            let mut reaction = Reaction::none().set(TimerKey::Page(number), *until);
            for person in people {
                reaction = reaction.effect(Effect::Page {
                    page: number,
                    step: *step,
                    person: person.clone(),
                    summary: page.why.clone(),
                });
            }
            reaction = if page.levels_reached == 1 {
                reaction.post_as(room, slot, message(number, page, true))
            } else {
                reaction.edit(room, slot, message(number, page, false))
            };
            if *left_out > 0 {
                reaction = reaction.post(room, tell(event));
            }
            reaction
        }
        Event::Delivered { .. } if !worth_showing(page) => Reaction::none(),
        Event::Delivered { .. } | Event::DeliveryFailed { .. } | Event::DeliveryUnknown { .. } => {
            Reaction::none().edit(room, slot, message(number, page, false))
        }
        Event::Acknowledged { .. } => Reaction::none()
            .effect(Effect::StandDown {
                page: number,
                people: page.calls.keys().cloned().collect(),
            })
            .cancel(TimerKey::Page(number))
            .edit(room, slot, message(number, page, false))
            .post(room, acknowledged_line(number, page)),
        Event::Exhausted { .. } => Reaction::none()
            .cancel(TimerKey::Page(number))
            .edit(room, slot, message(number, page, false))
            .post(room, exhausted_message(number, page)),
    }
}

/// A crowd's calls are shown when the last one is through, not one edit for each.
fn worth_showing(page: &Page) -> bool {
    page.called_now().count() <= LISTED_MAX
        || page.called_now().all(|(_, delivery)| *delivery != Delivery::Waiting)
}

/// The message of the page. Those who are called are notified only when it is posted; edits name them.
fn message(number: u32, page: &Page, notify: bool) -> Message {
    let mut text = title(page);
    if let Some(acknowledged) = &page.acknowledged {
        text = text.line().plain("Acknowledged");
        if let Some(by) = &acknowledged.by {
            text = text.plain(" by ").name(by);
        }
        text = text.plain(" at ").time(acknowledged.at);
        return Message::new(text).tone(Tone::Good);
    }
    text = calls(text, page, notify);
    if page.exhausted {
        text = text.line().plain("Nobody answered.");
    }
    if let Some(until) = page.until {
        text = text.line().plain("Next level at ").time(until);
    }
    let tone = if page.exhausted { Tone::Alarm } else { Tone::Warning };
    Message::new(text).tone(tone).button("Acknowledge", format!("ack {number}"))
}

/// `Paging database – level 1 of 3 – latency in EMEA`.
fn title(page: &Page) -> Text {
    let mut text = target(Text::new().plain("Paging "), &page.target);
    if let Some(step) = page.step.and_then(|step| page.timetable.step(step)) {
        text = text.plain(format!(" – level {} of {}", step.number, page.timetable.levels.len()));
        if step.round > 1 {
            text = text.plain(format!(", round {}", step.round));
        }
    }
    text.plain(" – ").plain(page.why.clone())
}

fn target(text: Text, target: &PageTarget) -> Text {
    match target {
        PageTarget::Person(person) => text.name(person),
        PageTarget::Team(team) => text.plain(format!("the team {team}")),
        PageTarget::Policy(name) => text.plain(format!("the policy {name}")),
        PageTarget::Escalate => text.plain("the next level up"),
        PageTarget::Leaders => text.plain("all managers and executives"),
    }
}

fn calls(mut text: Text, page: &Page, notify: bool) -> Text {
    let called = page.called_now().count();
    if called > LISTED_MAX {
        let count =
            |wanted: fn(&Delivery) -> bool| page.called_now().filter(|(_, d)| wanted(d)).count();
        return text.line().plain(format!(
            "{called} people: {} delivered, {} failed, {} unknown, {} waiting",
            count(|delivery| *delivery == Delivery::Delivered),
            count(|delivery| matches!(delivery, Delivery::Failed(_))),
            count(|delivery| matches!(delivery, Delivery::Unknown(_))),
            count(|delivery| *delivery == Delivery::Waiting),
        ));
    }
    for (person, delivery) in page.called_now() {
        text = text.bullet();
        text = if notify { text.mention(person) } else { text.name(person) };
        text = match delivery {
            Delivery::Waiting => text.plain(" – calling"),
            Delivery::Delivered => text.plain(" – delivered"),
            Delivery::Failed(reason) => text.plain(format!(" – failed: {reason}")),
            Delivery::Unknown(reason) => text.plain(format!(" – unknown: {reason}")),
        };
    }
    text
}

fn acknowledged_line(number: u32, page: &Page) -> Text {
    let text = Text::new();
    let by = page.acknowledged.as_ref().and_then(|acknowledged| acknowledged.by.as_ref());
    let text = match by {
        Some(by) => text.name(by).plain(" has"),
        None => text.plain("Somebody has"),
    };
    text.plain(format!(" page {number} – {}", page.why))
}

fn exhausted_message(number: u32, page: &Page) -> Message {
    let text = Text::new()
        .strong(format!("Nobody answered page {number}"))
        .plain(format!(" – {}. Call them by other means, or page somebody else: ", page.why))
        .code("page @person <why>");
    Message::new(text).tone(Tone::Alarm).button("Acknowledge", format!("ack {number}"))
}

/// One line for the timeline.
pub(super) fn tell(event: &Event) -> Text {
    let number = event.number();
    let start = Text::new().plain(format!("Page {number}"));
    match event {
        Event::Started { target: whom, why, .. } => {
            target(start.plain(" to "), whom).plain(format!(" started: {why}"))
        }
        Event::LevelReached { step, people, left_out, .. } => {
            let mut text = start.plain(format!(" reached step {}", step.saturating_add(1)));
            for (index, person) in people.iter().take(LISTED_MAX).enumerate() {
                text = text.plain(if index == 0 { ": " } else { ", " }).name(person);
            }
            if people.len() > LISTED_MAX {
                text = text.plain(format!(" and {} more", people.len() - LISTED_MAX));
            }
            if *left_out > 0 {
                text = text.plain(format!(
                    "; {left_out} were left out, a level wakes at most {PEOPLE_PER_LEVEL_MAX}"
                ));
            }
            text.plain(".")
        }
        Event::LevelEmpty { step, .. } => start.plain(format!(
            " passed over step {}: nobody stands behind it.",
            step.saturating_add(1)
        )),
        Event::Delivered { person, .. } => start.plain(" delivered to ").name(person).plain("."),
        Event::DeliveryFailed { person, reason, .. } => {
            start.plain(" not delivered to ").name(person).plain(format!(": {reason}"))
        }
        Event::DeliveryUnknown { person, reason, .. } => start
            .plain(" perhaps delivered to ")
            .name(person)
            .plain(format!(", nobody knows: {reason}")),
        Event::Acknowledged { .. } => start.plain(" acknowledged."),
        Event::Exhausted { .. } => start.plain(" answered by nobody: its last level has passed."),
    }
}
