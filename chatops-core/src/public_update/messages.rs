//! What the room sees of a public update: one card, with the buttons that act on exactly the text above them.
//!
//! When it is somebody's move the card comes again as the newest message and calls them; what it was before loses
//! its buttons. So the commander approves from under the text, and no button outlives its matter.

use super::{ApprovedUpdate, Event, OverrideRequest, PublicUpdate, PublicUpdates, Stage};
use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction, Room, Slot, TimerKey};
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::objection::{WHY, shown_reason};
use crate::redaction::show_marked;
use crate::text::Text;
use crate::time::later;

pub(super) fn react(
    state: &PublicUpdates,
    event: &Event,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Reaction {
    let Some(number) = number_of(event) else { return Reaction::none() };
    let Some(update) = state.get(number) else { return Reaction::none() };
    let card = Card { number, update, room: scene.room };
    let window = TimerKey::PublicUpdate(number);
    let request = TimerKey::Override(number);
    match event {
        Event::Drafted { objections_until, .. } => Reaction::none()
            .post_as(scene.room, card.slot(), card.message(Text::new()))
            .set(window, *objections_until),
        Event::Edited { objections_until, .. } => {
            card.again(card.replaced(), Text::new()).set(window, *objections_until).cancel(request)
        }
        Event::Objected { by, why, .. } => {
            card.refreshed().post(scene.room, objected(number, by, why))
        }
        Event::OverrideAsked { until, .. } => {
            let second = scene.commander.filter(|person| !update.is_asked_by(person));
            let second = second.or(scene.deputy.filter(|person| !update.is_asked_by(person)));
            let called = calling(second).plain(format!(
                "Public update {number} takes a second person: the marks in it are to stay."
            ));
            card.again(card.moved(), called).set(request, *until)
        }
        Event::Overridden { by, .. } => overridden(&card, by, scene).cancel(request),
        Event::OverrideLapsed { by, .. } => card.refreshed().post(scene.room, lapsed(number, by)),
        Event::Approved { .. } => {
            card.refreshed().cancel(window).cancel(request).and(publish(number, update, scene))
        }
        Event::Published { url, .. } => card
            .refreshed()
            .cancel(window)
            .post(scene.room, published(number, update, url.as_deref())),
        Event::PublishUnclear { .. } => card
            .again(
                card.moved(),
                calling(scene.commander)
                    .plain(format!("Look whether public update {number} is published.")),
            )
            .set(window, later(cx.now, cx.policy.waits.update_reminder)),
        Event::StillUnclear { .. } => {
            let called = calling(scene.commander).append(calling(scene.deputy));
            card.again(card.moved(), called.plain("Nobody has looked yet."))
                .set(window, later(cx.now, cx.policy.waits.update_reminder))
        }
        Event::PublishRefused { reason, .. } => {
            card.again(card.moved(), refused(number, reason, scene))
        }
        Event::WindowClosed { .. } => {
            card.again(card.moved(), window_closed(number, update, scene))
        }
        Event::Dropped { by, .. } => card.refreshed().cancel(window).cancel(request).post(
            scene.room,
            Text::new().name(by).plain(format!(" withdraws public update {number}.")),
        ),
        Event::Requested { .. } | Event::RequestClosed { .. } => Reaction::none(),
    }
}

fn number_of(event: &Event) -> Option<u32> {
    match event {
        Event::Drafted { number, .. }
        | Event::Edited { number, .. }
        | Event::Objected { number, .. }
        | Event::OverrideAsked { number, .. }
        | Event::Overridden { number, .. }
        | Event::OverrideLapsed { number, .. }
        | Event::Approved { number, .. }
        | Event::Published { number, .. }
        | Event::PublishUnclear { number, .. }
        | Event::StillUnclear { number }
        | Event::PublishRefused { number, .. }
        | Event::WindowClosed { number }
        | Event::Dropped { number, .. } => Some(*number),
        Event::Requested { .. } | Event::RequestClosed { .. } => None,
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

/// The card of an update: what it says with its marks, what speaks against it, what comes next.
struct Card<'a> {
    number: u32,
    update: &'a PublicUpdate,
    room: &'a Room,
}

impl Card<'_> {
    fn slot(&self) -> Slot {
        Slot::PublicUpdate(self.number)
    }

    /// The card where it stands, as it is now.
    fn refreshed(&self) -> Reaction {
        Reaction::none().edit(self.room, self.slot(), self.message(Text::new()))
    }

    /// The card as the newest message, behind words that call somebody. The one before becomes `before`.
    fn again(&self, before: Message, called: Text) -> Reaction {
        Reaction::none().edit(self.room, self.slot(), before).post_as(
            self.room,
            self.slot(),
            self.message(called),
        )
    }

    fn replaced(&self) -> Message {
        Message::new(Text::new().plain(format!(
            "Public update {} has a new text: see version {} below.",
            self.number, self.update.version
        )))
    }

    fn moved(&self) -> Message {
        Message::new(Text::new().plain(format!("Public update {}: see below.", self.number)))
    }

    fn message(&self, called: Text) -> Message {
        let update = self.update;
        let head = if called.is_empty() { called } else { called.line() };
        let text = head
            .strong(format!("Public update {}", self.number))
            .plain(format!(" – {}, version {} by ", update.phase, update.version))
            .name(&update.written_by)
            .append(show_marked(&update.text, &update.findings));
        let mut text = update.objections.show(text);
        if update.early {
            text = text.line().plain(
                "It says that it is over, and it was drafted before the all clear was given.",
            );
        }
        match &update.stage {
            Stage::Draft => self.draft(text),
            Stage::Approved { by } => {
                Message::new(text.line().plain("Approved by ").name(by).plain("; being published."))
            }
            Stage::Published { .. } => {
                Message::new(text.line().plain("Published.")).tone(Tone::Good)
            }
            Stage::Unclear { reason, .. } => self.unclear(text, reason),
            Stage::Dropped => Message::new(text.line().plain("Withdrawn.")),
        }
    }

    fn draft(&self, text: Text) -> Message {
        let update = self.update;
        let number = self.number;
        let mut text = text;
        match (&update.override_request, &update.overridden_by) {
            _ if update.findings.is_empty() => {}
            (Some(request), Some(second)) => {
                text = request.show(text.line()).plain(" ").name(second).plain(" agreed.");
            }
            (Some(request), None) => {
                text = request.show(text.line().plain("The redaction check stops it. "));
                text = text
                    .line()
                    .plain("It takes a second person, until ")
                    .time(request.until)
                    .plain(": the commander, the deputy, the communications lead or an executive.");
            }
            (None, _) => {
                text = text
                    .line()
                    .plain("The redaction check marks what must not be public. Reword it with ")
                    .code(format!("public edit {number} <text>"))
                    .plain(".");
            }
        }
        if !update.window_closed {
            text = text.line().plain("Objections until ").time(update.objections_until).plain(".");
        }
        let tone = if update.is_blocked() { Tone::Warning } else { Tone::Neutral };
        self.next_step(Message::new(text).tone(tone)).asking(
            "Object",
            format!("public object {number}"),
            WHY,
        )
    }

    /// The message with the one step that leads on from here. What can only be refused is not offered.
    fn next_step(&self, message: Message) -> Message {
        let (number, digest) = (self.number, &self.update.digest);
        if !self.update.is_blocked() {
            return match self.update.window_closed {
                true => message.button("Approve", format!("public approve {number} {digest}")),
                false => message,
            };
        }
        match self.update.override_request {
            Some(_) => {
                message.button("Agree to override", format!("public second {number} {digest}"))
            }
            None => message.asking(
                "Override",
                format!("public override {number}"),
                "Why may the marked words be public?",
            ),
        }
    }

    /// A second try could tell the public twice, so a person looks first.
    fn unclear(&self, text: Text, reason: &str) -> Message {
        let text = text
            .line()
            .plain(format!("Nobody knows whether it is published. {}", sentence(reason)))
            .line()
            .plain("Look at the status page, then press one.");
        Message::new(text)
            .tone(Tone::Warning)
            .button("It is there", format!("public published {}", self.number))
            .button(
                "Not there, send it",
                format!("public approve {} {}", self.number, self.update.digest),
            )
    }
}

impl OverrideRequest {
    /// Who asks, and why: whoever agrees or approves has the reason in sight.
    fn show(&self, text: Text) -> Text {
        text.name(&self.by)
            .plain(format!(" asked to publish the marked words: {}", sentence(&self.reason)))
    }
}

impl PublicUpdate {
    fn is_asked_by(&self, person: &PersonId) -> bool {
        self.override_request.as_ref().is_some_and(|request| request.by == *person)
    }
}

/// Words of others with the full stop that they may lack.
fn sentence(words: &str) -> String {
    let words = words.trim_end();
    match words.ends_with(['.', '!', '?', '…']) {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}

/// Calls a person, if there is one.
fn calling(person: Option<&PersonId>) -> Text {
    person.map_or_else(Text::new, |person| Text::new().mention(person).plain(" "))
}

fn objected(number: u32, by: &PersonId, why: &str) -> Message {
    let text = Text::new()
        .name(by)
        .plain(format!(" objects to public update {number}: {}", shown_reason(why)));
    Message::new(text).tone(Tone::Warning)
}

/// With the window closed it is the commander's move now.
fn overridden(card: &Card<'_>, by: &PersonId, scene: &Scene<'_>) -> Reaction {
    let text = Text::new()
        .name(by)
        .plain(format!(" agrees: the marks in public update {} no longer stop it.", card.number));
    match card.update.window_closed {
        true => {
            // Who has just pressed the button needs no call.
            let called = calling(scene.commander.filter(|commander| *commander != by));
            card.again(card.moved(), called.append(text))
        }
        false => card.refreshed().post(card.room, text),
    }
}

fn lapsed(number: u32, by: &PersonId) -> Text {
    Text::new().mention(by).plain(format!(
        " Nobody agreed in time to publish the marked words of public update {number}. Reword it, or ask again."
    ))
}

/// It is somebody's move now: the author's where the check stops it, else the commander's.
fn window_closed(number: u32, update: &PublicUpdate, scene: &Scene<'_>) -> Text {
    let mover = if update.is_blocked() { Some(&update.written_by) } else { scene.commander };
    calling(mover).plain(format!(
        "The time for objections to public update {number} is over: {}.",
        update.objections.count()
    ))
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

fn refused(number: u32, reason: &str, scene: &Scene<'_>) -> Text {
    calling(scene.commander)
        .plain(format!("Public update {number} is not published. {}", sentence(reason)))
        .plain(" It is a draft again.")
}
