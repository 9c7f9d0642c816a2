//! What the room sees of a public update. Each version has a card of its own, with the buttons that act on
//! exactly this text; the card of an older version loses them.

use super::{ApprovedUpdate, Event, PublicUpdate, PublicUpdates, Stage};
use crate::context::Scene;
use crate::effect::{Effect, Reaction, Slot, TimerKey};
use crate::message::{Message, Tone};
use crate::objection::shown_reason;
use crate::redaction::show_marked;
use crate::text::Text;

pub(super) fn react(state: &PublicUpdates, event: &Event, scene: &Scene<'_>) -> Reaction {
    let number = number_of(event);
    let Some(update) = state.get(number) else { return Reaction::none() };
    let (room, slot) = (scene.room, Slot::PublicUpdate(number));
    let timer = TimerKey::PublicUpdate(number);
    let refreshed = || Reaction::none().edit(room, slot.clone(), card(number, update));
    match event {
        Event::Drafted { objections_until, .. } => Reaction::none()
            .post_as(room, slot.clone(), card(number, update))
            .set(timer, *objections_until),
        Event::Edited { objections_until, .. } => Reaction::none()
            .edit(room, slot.clone(), replaced(number, update))
            .post_as(room, slot.clone(), card(number, update))
            .set(timer, *objections_until),
        Event::Objected { by, why, .. } => refreshed().post(
            room,
            Message::new(
                Text::new()
                    .name(by)
                    .plain(format!(" objects to public update {number}: {}", shown_reason(why))),
            )
            .tone(Tone::Warning),
        ),
        Event::OverrideAsked { .. } => refreshed().post(room, override_asked(number, update)),
        Event::Overridden { by, .. } => refreshed().post(
            room,
            Text::new()
                .name(by)
                .plain(format!(" agrees: the marks in public update {number} no longer stop it.")),
        ),
        Event::Approved { .. } => refreshed().cancel(timer).and(publish(number, update, scene)),
        Event::Published { url, .. } => {
            refreshed().post(room, published(number, update, url.as_deref()))
        }
        Event::PublishUnclear { reason, .. } => {
            refreshed().post(room, unclear(number, update, reason))
        }
        Event::PublishRefused { reason, .. } => {
            refreshed().post(room, refused(number, update, reason))
        }
        Event::WindowClosed { .. } => refreshed().post(room, window_closed(number, update, scene)),
        Event::Dropped { .. } => refreshed().cancel(timer),
    }
}

fn number_of(event: &Event) -> u32 {
    match event {
        Event::Drafted { number, .. }
        | Event::Edited { number, .. }
        | Event::Objected { number, .. }
        | Event::OverrideAsked { number, .. }
        | Event::Overridden { number, .. }
        | Event::Approved { number, .. }
        | Event::Published { number, .. }
        | Event::PublishUnclear { number, .. }
        | Event::PublishRefused { number, .. }
        | Event::WindowClosed { number }
        | Event::Dropped { number } => *number,
    }
}

/// The only place where approved text leaves the rules.
fn publish(number: u32, update: &PublicUpdate, scene: &Scene<'_>) -> Reaction {
    scene
        .incident
        .and_then(|incident| ApprovedUpdate::of(incident, number, update))
        .map_or_else(Reaction::none, |approved| {
            Reaction::none().effect(Effect::PublishUpdate(approved))
        })
}

/// The card of the current version: what it says with its marks, what speaks against it, what comes next.
fn card(number: u32, update: &PublicUpdate) -> Message {
    let text = Text::new()
        .strong(format!("Public update {number}"))
        .plain(format!(" – {}, version {} by ", update.phase, update.version))
        .name(&update.written_by)
        .append(show_marked(&update.text, &update.findings));
    let text = update.objections.show(text);
    match &update.stage {
        Stage::Draft => draft_card(number, update, text),
        Stage::Approved { by } => {
            Message::new(text.line().plain("Approved by ").name(by).plain("; being published."))
        }
        Stage::Published { .. } => Message::new(text.line().plain("Published.")).tone(Tone::Good),
        Stage::Unclear => {
            Message::new(text.line().plain("Nobody knows yet whether it is published."))
                .tone(Tone::Warning)
        }
        Stage::Dropped => Message::new(text.line().plain("Withdrawn.")),
    }
}

fn draft_card(number: u32, update: &PublicUpdate, text: Text) -> Message {
    let mut text = text;
    if update.is_blocked() {
        text =
            text.line().plain("The redaction check marks what must not be public. Reword it with ");
        text = text.code(format!("public edit {number} <text>")).plain(".");
    } else if let Some(second) = &update.overridden_by {
        text = text.line().plain("Its marks are overridden, agreed by ").name(second).plain(".");
    }
    if !update.window_closed {
        text = text.line().plain("Objections until ").time(update.objections_until).plain(".");
    }
    let tone = if update.is_blocked() { Tone::Warning } else { Tone::Neutral };
    next_step(number, update, Message::new(text).tone(tone))
        .button("Object", format!("public object {number}"))
}

/// The message with the one step that leads on from here.
fn next_step(number: u32, update: &PublicUpdate, message: Message) -> Message {
    let digest = &update.digest;
    if !update.is_blocked() {
        return message.button("Approve", format!("public approve {number} {digest}"));
    }
    if update.override_request.is_some() {
        return message.button("Agree to override", format!("public second {number} {digest}"));
    }
    message.button("Override …", format!("public override {number}"))
}

/// What the card of an older version becomes: its buttons would only be refused.
fn replaced(number: u32, update: &PublicUpdate) -> Message {
    Message::new(Text::new().plain(format!(
        "Public update {number} has a new text: see version {} below.",
        update.version
    )))
}

fn override_asked(number: u32, update: &PublicUpdate) -> Message {
    let Some(request) = &update.override_request else { return Message::default() };
    let marks: Vec<String> = update.findings.iter().map(ToString::to_string).collect();
    let text = Text::new()
        .name(&request.by)
        .plain(format!(" asks to publish update {number} with {}: ", marks.join(", ")))
        .plain(&request.reason)
        .line()
        .plain("It takes a second person, until ")
        .time(request.until)
        .plain(".");
    next_step(number, update, Message::new(text).tone(Tone::Warning))
}

/// It is the commander's move now: this is the one message that calls them.
fn window_closed(number: u32, update: &PublicUpdate, scene: &Scene<'_>) -> Message {
    let mut text = Text::new();
    if let Some(commander) = scene.commander {
        text = text.mention(commander).plain(" ");
    }
    text = text.plain(format!(
        "The time for objections to public update {number} is over: {}.",
        update.objections.count()
    ));
    text = update.objections.show(text);
    if update.is_blocked() {
        text = text.line().plain("The redaction check still stops it.");
    }
    next_step(number, update, Message::new(text))
}

fn published(number: u32, update: &PublicUpdate, url: Option<&str>) -> Message {
    let text =
        Text::new().plain(format!("Public update {number} is published as {}", update.phase));
    let text = match url {
        Some(url) => text.plain(": ").link("status page", url),
        None => text.plain("."),
    };
    Message::new(text).tone(Tone::Good)
}

/// A second try could tell the public twice, so a person looks first.
fn unclear(number: u32, update: &PublicUpdate, reason: &str) -> Message {
    let text = Text::new()
        .plain(format!("Nobody knows whether public update {number} is published: {reason}"))
        .line()
        .plain("Look at the status page, then press one.");
    Message::new(text)
        .tone(Tone::Warning)
        .button("It is there", format!("public published {number}"))
        .button("Not there, send it", format!("public approve {number} {}", update.digest))
}

fn refused(number: u32, update: &PublicUpdate, reason: &str) -> Message {
    let text = Text::new()
        .plain(format!("Public update {number} is not published: {reason}"))
        .line()
        .plain("It is a draft again.");
    next_step(number, update, Message::new(text).tone(Tone::Warning))
}
