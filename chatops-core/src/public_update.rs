//! Public updates (Feature E1): drafted by anyone, heard by the room, checked for what must not leave the
//! company, and approved by the commander as exactly this text.
//!
//! ```text
//! draft ─▶ objections window ─▶ approve <digest> ─▶ being published ─▶ published
//!   ▲  edit: new version,             │  marked by the check:            │ refused: a draft again
//!   └─ window from the start          └─ reword, or override by two      └ unknown: a person looks
//! ```
//!
//! An approval names the digest of the text that was read. After an edit it is another digest, and the old
//! button approves nothing. What nobody knows to be published is never sent again by itself.
//!
//! When the incident ends or comes back and the page says otherwise, a public update is asked for (Feature E3).

mod approved;
mod decide;
mod messages;
mod request;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use approved::{ApprovedUpdate, DIGEST_CHARS, PublicPhase, TextChanged, digest};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::objection::{Objections, shown_reason};
use crate::planted::{Planted, planted};
use crate::redaction::Finding;
use crate::refusal::Refusal;
use crate::text::Text;

/// Longest public update, in characters. It must fit, with the marks of the redaction check, into one
/// message of every platform (Discord's limit is 2,000), because it is approved from there.
pub const TEXT_CHARS_MAX: usize = 1_500;

/// Most updates of one incident that are kept. An incident with more has the oldest finished ones on the
/// record and on the status page, not here.
pub const UPDATES_MAX: usize = 40;

/// How often people are called to look whether an update is published. After that its card still says so; a
/// fourth call would wake nobody whom three did not.
pub const UNCLEAR_CALLS_MAX: u32 = 3;

/// Longest account of why publishing failed, in characters.
pub const FAILURE_CHARS_MAX: usize = 300;

/// How far a public update is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Open for edits, objections and approval.
    Draft,
    /// Approved and on its way to the status page.
    Approved {
        /// By whom.
        by: PersonId,
    },
    /// On the status page.
    Published {
        /// Where, if the page says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    /// Nobody knows whether it is on the status page: a person must look.
    Unclear {
        /// What is known.
        reason: String,
        /// How often people were called to look, from 1 to [`UNCLEAR_CALLS_MAX`].
        calls: u32,
    },
    /// Withdrawn before it was published.
    Dropped,
}

/// The first half of an override of the redaction check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideRequest {
    /// Who asks for it.
    pub by: PersonId,
    /// Why the marked words may be published.
    pub reason: String,
    /// A second person may agree until then.
    pub until: Timestamp,
}

/// A public update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicUpdate {
    /// The version of its text, from 1. Each edit makes a new one.
    pub version: u32,
    /// How far the incident is, for the public.
    pub phase: PublicPhase,
    /// What it says.
    pub text: String,
    /// What an approval of this version names.
    pub digest: String,
    /// What the redaction check marked in this version.
    pub findings: Vec<Finding>,
    /// Whether it was drafted as resolved while the incident went on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub early: bool,
    /// Who drafted it.
    pub drafted_by: PersonId,
    /// Who wrote this version.
    pub written_by: PersonId,
    /// Objections to this version are heard until then, before it can be approved.
    pub objections_until: Timestamp,
    /// Whether the room has been told that the window has closed.
    pub window_closed: bool,
    /// What people have against it. They outlive an edit: whether it answers them, the commander judges.
    pub objections: Objections,
    /// The request to override the check for this version: open, or agreed to.
    pub override_request: Option<OverrideRequest>,
    /// The second person of the override for this version: then its findings no longer stop it.
    pub overridden_by: Option<PersonId>,
    /// How far it is.
    pub stage: Stage,
}

impl PublicUpdate {
    /// Whether the redaction check stands in the way of an approval.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        let passed_over = planted(Planted::RedactionPassedOver);
        !self.findings.is_empty() && self.overridden_by.is_none() && !passed_over
    }

    fn is_finished(&self) -> bool {
        matches!(self.stage, Stage::Published { .. } | Stage::Dropped)
    }

    /// The request for a second person, while one is still waited for.
    fn waiting_request(&self) -> Option<&OverrideRequest> {
        self.override_request.as_ref().filter(|_| self.overridden_by.is_none())
    }
}

/// The public updates of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicUpdates {
    last_number: u32,
    updates: BTreeMap<u32, PublicUpdate>,
    /// What the status page says of the incident, once it says something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_page: Option<PublicPhase>,
    /// What a public update is asked for to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    requested: Option<PublicPhase>,
}

impl PublicUpdates {
    /// The update with this number, if it is kept.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&PublicUpdate> {
        self.updates.get(&number)
    }

    /// The kept updates by number, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &PublicUpdate)> {
        self.updates.iter().map(|(number, update)| (*number, update))
    }

    fn change(&mut self, number: u32, change: impl FnOnce(&mut PublicUpdate)) {
        if let Some(update) = self.updates.get_mut(&number) {
            change(update);
        }
    }

    /// Makes room for one more by letting the oldest finished one go. What is still open is never let go.
    fn make_room(&mut self) {
        if self.updates.len() < UPDATES_MAX {
            return;
        }
        let finished =
            self.updates.iter().find(|(_, update)| update.is_finished()).map(|(number, _)| *number);
        if let Some(number) = finished {
            self.updates.remove(&number);
        }
    }
}

/// What can be asked about public updates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `public draft <phase> <text>`: propose what the public should read.
    Draft {
        /// How far the incident is, for the public.
        phase: PublicPhase,
        /// The text.
        text: String,
        /// Names of the people known to the incident: none of them belongs into the text.
        names: Vec<String>,
        /// Whether the incident goes on. The aggregate fills it in.
        goes_on: bool,
    },
    /// `public edit N <text>`: replace the text.
    Edit {
        /// Which.
        number: u32,
        /// The new text.
        text: String,
        /// Names of the people known to the incident.
        names: Vec<String>,
    },
    /// `public object N <why>`: say what speaks against it. No veto.
    Object {
        /// Which.
        number: u32,
        /// Why. May be empty.
        why: String,
    },
    /// `public override N <reason>`: ask that the marked words may be published.
    Override {
        /// Which.
        number: u32,
        /// Why they may.
        reason: String,
    },
    /// `public second N [digest]`: agree to the override as the second person.
    Second {
        /// Which.
        number: u32,
        /// The digest of the text that was read. A button always names it.
        digest: Option<String>,
    },
    /// `public approve N <digest>`: publish exactly this text.
    Approve {
        /// Which.
        number: u32,
        /// The digest of the text that was read.
        digest: String,
    },
    /// `public withdraw N`: take a draft back.
    Withdraw {
        /// Which.
        number: u32,
    },
    /// `public published N`: say that an update of which nobody knew is on the status page.
    ConfirmPublished {
        /// Which.
        number: u32,
    },
    /// The incident is over, or it is back: where the status page says otherwise, a public update is asked for.
    /// Follows from the incident's move.
    Reconcile {
        /// Whether it is over.
        over: bool,
        /// Who is asked, where somebody is to be.
        of: Option<PersonId>,
    },
}

/// What can happen to public updates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the fields are those of PublicUpdate and Command, explained there"
)]
pub enum Event {
    /// Proposed.
    Drafted {
        number: u32,
        version: u32,
        phase: PublicPhase,
        text: String,
        digest: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        findings: Vec<Finding>,
        by: PersonId,
        objections_until: Timestamp,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        early: bool,
    },
    /// Given a new text. An override of the old one is void, and the window starts again.
    Edited {
        number: u32,
        version: u32,
        text: String,
        digest: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        findings: Vec<Finding>,
        by: PersonId,
        objections_until: Timestamp,
    },
    /// Objected to.
    Objected { number: u32, by: PersonId, why: String },
    /// One person wants the marked words published.
    OverrideAsked { number: u32, by: PersonId, reason: String, until: Timestamp },
    /// A second person agrees.
    Overridden { number: u32, by: PersonId },
    /// Nobody agreed in time with the one who asked.
    OverrideLapsed { number: u32, by: PersonId },
    /// Approved as exactly this text.
    Approved { number: u32, version: u32, digest: String, by: PersonId },
    /// On the status page.
    Published {
        number: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    /// Nobody knows whether it is on the status page.
    PublishUnclear { number: u32, reason: String },
    /// Nobody has looked yet.
    StillUnclear { number: u32 },
    /// Not on the status page, and it will not get there by itself.
    PublishRefused { number: u32, reason: String },
    /// The time for objections is over.
    WindowClosed { number: u32 },
    /// Withdrawn.
    Dropped { number: u32, by: PersonId },
    /// The page should say something else of the incident: a public update is asked for.
    Requested { phase: PublicPhase, on_page: PublicPhase, of: Option<PersonId> },
    /// What was asked for has been drafted, or is no longer needed.
    RequestClosed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
    },
}

impl Feature for PublicUpdates {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if let Command::Reconcile { over, of } = command {
            return Ok(self.reconcile(*over, of.as_ref()));
        }
        let mut events = vec![decide::decide(self, command, scene, cx)?];
        events.extend(events.first().and_then(|event| self.answered(event)));
        Ok(events)
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Drafted { .. } => self.draft(event),
            Event::Edited { .. } => self.edit(event),
            Event::Objected { number, by, why } => {
                self.change(*number, |update| update.objections.take(by, why));
            }
            Event::OverrideAsked { number, by, reason, until } => {
                let request =
                    OverrideRequest { by: by.clone(), reason: reason.clone(), until: *until };
                self.change(*number, |update| update.override_request = Some(request));
            }
            Event::Overridden { number, by } => {
                self.change(*number, |update| update.overridden_by = Some(by.clone()));
            }
            Event::OverrideLapsed { number, .. } => {
                self.change(*number, |update| update.override_request = None);
            }
            Event::Approved { number, by, .. } => self.change(*number, |update| {
                update.stage = Stage::Approved { by: by.clone() };
                // Its timer may not have fired yet. If it becomes a draft again, it has been heard.
                update.window_closed = true;
            }),
            Event::Published { number, url } => {
                self.on_page = self.get(*number).map(|update| update.phase).or(self.on_page);
                self.change(*number, |update| {
                    update.stage = Stage::Published { url: url.clone() };
                });
            }
            Event::PublishUnclear { number, reason } => self.change(*number, |update| {
                update.stage = Stage::Unclear { reason: reason.clone(), calls: 1 };
            }),
            Event::StillUnclear { number } => self.change(*number, |update| {
                if let Stage::Unclear { calls, .. } = &mut update.stage {
                    *calls = calls.saturating_add(1);
                }
            }),
            Event::PublishRefused { number, .. } => {
                self.change(*number, |update| update.stage = Stage::Draft);
            }
            Event::WindowClosed { number } => {
                self.change(*number, |update| update.window_closed = true);
            }
            Event::Dropped { number, .. } => {
                self.change(*number, |update| update.stage = Stage::Dropped);
            }
            Event::Requested { phase, .. } => self.requested = Some(*phase),
            Event::RequestClosed { .. } => self.requested = None,
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match event {
            Event::Requested { phase, on_page, of } => {
                request::asked(*phase, *on_page, of.as_ref(), scene)
            }
            Event::RequestClosed { number } => request::closed(*number, scene),
            _ => messages::react(self, event, scene, cx),
        }
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        match key {
            TimerKey::PublicUpdate(number) => self.due(*number, cx.now),
            TimerKey::Override(number) => self.lapsed(*number, cx.now),
            _ => None,
        }
        .into_iter()
        .collect()
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        scene: &Scene<'_>,
        _cx: Context<'_>,
    ) -> Vec<Event> {
        let Effect::PublishUpdate(sent) = effect else { return Vec::new() };
        let number = sent.number();
        let waits = self.get(number).is_some_and(|update| {
            matches!(update.stage, Stage::Approved { .. }) && update.digest == sent.digest()
        });
        if !waits || scene.incident != Some(sent.incident()) {
            return Vec::new();
        }
        vec![match outcome {
            Outcome::Done(Answer::Published { url }) => {
                Event::Published { number, url: Some(url.clone()) }
            }
            Outcome::Done(_) => Event::Published { number, url: None },
            Outcome::Refused { reason } => {
                Event::PublishRefused { number, reason: shortened(reason) }
            }
            Outcome::Ambiguous { reason } => {
                Event::PublishUnclear { number, reason: shortened(reason) }
            }
        }]
    }

    fn tell(event: &Event) -> Text {
        let update = |number: &u32| Text::new().plain(format!("public update {number}: "));
        match event {
            Event::Requested { phase, on_page, .. } => Text::new().plain(format!(
                "public update asked for: {phase}, while the status page says {on_page}"
            )),
            Event::RequestClosed { number: Some(number) } => {
                update(number).plain("drafted as asked for")
            }
            Event::RequestClosed { number: None } => {
                Text::new().plain("public update no longer asked for")
            }
            Event::OverrideLapsed { number, .. } => {
                update(number).plain("nobody agreed to the override in time")
            }
            Event::StillUnclear { number } => {
                update(number).plain("nobody has looked yet whether it was published")
            }
            Event::Drafted { number, phase, text, findings, .. } => update(number)
                .plain(format!("drafted as {phase}{}: ", marked_count(findings)))
                .plain(text),
            Event::Edited { number, version, text, findings, .. } => update(number)
                .plain(format!("changed to version {version}{}: ", marked_count(findings)))
                .plain(text),
            Event::Objected { number, why, .. } => {
                update(number).plain(format!("objection – {}", shown_reason(why)))
            }
            Event::OverrideAsked { number, reason, .. } => {
                update(number).plain(format!("override of the redaction check asked – {reason}"))
            }
            Event::Overridden { number, .. } => {
                update(number).plain("second person agreed to the override")
            }
            Event::Approved { number, version, digest, .. } => {
                update(number).plain(format!("version {version} approved ")).code(digest)
            }
            Event::Published { number, url: Some(url) } => {
                update(number).plain("published at ").link(url, url)
            }
            Event::Published { number, url: None } => update(number).plain("published"),
            Event::PublishUnclear { number, reason } => {
                update(number).plain(format!("nobody knows whether it was published – {reason}"))
            }
            Event::PublishRefused { number, reason } => {
                update(number).plain(format!("not published – {reason}"))
            }
            Event::WindowClosed { number } => update(number).plain("objections closed"),
            Event::Dropped { number, .. } => update(number).plain("withdrawn"),
        }
    }
}

impl PublicUpdates {
    /// What is due for an update: its window has closed, or nobody has looked yet whether it is published.
    fn due(&self, number: u32, now: Timestamp) -> Option<Event> {
        let update = self.get(number)?;
        match &update.stage {
            Stage::Draft if !update.window_closed && update.objections_until <= now => {
                Some(Event::WindowClosed { number })
            }
            Stage::Unclear { calls, .. } if *calls < UNCLEAR_CALLS_MAX => {
                Some(Event::StillUnclear { number })
            }
            _ => None,
        }
    }

    fn lapsed(&self, number: u32, now: Timestamp) -> Option<Event> {
        let update = self.get(number).filter(|update| update.stage == Stage::Draft)?;
        let request = update.waiting_request().filter(|request| request.until <= now)?;
        Some(Event::OverrideLapsed { number, by: request.by.clone() })
    }

    fn draft(&mut self, event: &Event) {
        let Event::Drafted {
            number,
            version,
            phase,
            text,
            digest,
            findings,
            by,
            objections_until,
            early,
        } = event
        else {
            return;
        };
        self.make_room();
        self.last_number = self.last_number.max(*number);
        let update = PublicUpdate {
            version: *version,
            phase: *phase,
            text: text.clone(),
            digest: digest.clone(),
            findings: findings.clone(),
            early: *early,
            drafted_by: by.clone(),
            written_by: by.clone(),
            objections_until: *objections_until,
            window_closed: false,
            objections: Objections::default(),
            override_request: None,
            overridden_by: None,
            stage: Stage::Draft,
        };
        self.updates.insert(*number, update);
    }

    fn edit(&mut self, event: &Event) {
        let Event::Edited { number, version, text, digest, findings, by, objections_until } = event
        else {
            return;
        };
        self.change(*number, |update| {
            update.version = *version;
            text.clone_into(&mut update.text);
            digest.clone_into(&mut update.digest);
            findings.clone_into(&mut update.findings);
            update.written_by = by.clone();
            update.objections_until = *objections_until;
            update.window_closed = false;
            update.override_request = None;
            update.overridden_by = None;
            update.stage = Stage::Draft;
        });
    }
}

fn marked_count(findings: &[Finding]) -> String {
    match findings.len() {
        0 => String::new(),
        count => format!(" (marked in {count} places)"),
    }
}

/// A reason from outside, held to [`FAILURE_CHARS_MAX`].
fn shortened(reason: &str) -> String {
    if reason.chars().count() <= FAILURE_CHARS_MAX {
        return reason.to_owned();
    }
    reason.chars().take(FAILURE_CHARS_MAX.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests;
