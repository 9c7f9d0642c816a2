//! What may be done to a public update, and why not.

use super::{
    Command, Event, PublicPhase, PublicUpdate, PublicUpdates, Stage, TEXT_CHARS_MAX, UPDATES_MAX,
    digest,
};
use crate::context::{Actor, Context, Scene};
use crate::ids::PersonId;
use crate::objection;
use crate::redaction::{Finding, check, mask_secrets, visible};
use crate::refusal::{Refusal, RefusalKind};
use crate::time::{later, show_span, show_utc};

/// Findings named in a refusal; the room shows all of them.
const FINDINGS_NAMED: usize = 5;

pub(super) fn decide(
    state: &PublicUpdates,
    command: &Command,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Result<Event, Refusal> {
    let by = cx.asker()?;
    match command {
        Command::Draft { phase, text, names, goes_on } => {
            if scene.incident.is_none() {
                return Err(Refusal::wrong_state(
                    "A public update belongs to an incident.",
                    "Draft it in the hot room of the incident, or `declare` one first.",
                ));
            }
            let early = *goes_on && *phase == PublicPhase::Resolved;
            let (text, findings) = judged(text, names, cx)?;
            draft(state, (*phase, early), text, findings, by, cx)
        }
        Command::Edit { number, text, names } => edit(state, *number, text, names, by, cx),
        Command::Object { number, why } => {
            let update = state.draft_of(*number)?;
            let why = update.objections.judge(by, why)?;
            Ok(Event::Objected { number: *number, by: by.clone(), why })
        }
        Command::Override { number, reason } => ask_override(state, *number, reason, by, cx),
        Command::Second { number, digest } => second(state, *number, digest.as_deref(), by, cx),
        Command::Approve { number, digest } => approve(state, *number, digest, by, cx),
        Command::Withdraw { number } => withdraw(state, *number, by, scene),
        Command::ConfirmPublished { number } => confirm(state, *number),
        // Taken by the caller: it needs no person.
        Command::Reconcile { .. } => Err(Refusal::wrong_state(
            "The status page is held against the incident by its own moves.",
            "Draft what the public should read with `public draft <phase> <text>`.",
        )),
    }
}

impl PublicUpdates {
    fn known(&self, number: u32) -> Result<&PublicUpdate, Refusal> {
        self.get(number).ok_or_else(|| {
            Refusal::not_found(
                &format!("public update {number}"),
                "Draft one with `public draft <phase> <text>`.",
            )
        })
    }

    /// The update, if it is still a draft.
    fn draft_of(&self, number: u32) -> Result<&PublicUpdate, Refusal> {
        let update = self.known(number)?;
        match &update.stage {
            Stage::Draft => Ok(update),
            Stage::Approved { .. } => Err(Refusal::wrong_state(
                format!("Public update {number} is approved and on its way."),
                "Draft another one with `public draft <phase> <text>`.",
            )),
            Stage::Published { .. } => Err(Refusal::already_done(
                format!("Public update {number} is published."),
                "Draft another one with `public draft <phase> <text>`.",
            )),
            Stage::Unclear { .. } => Err(Refusal::wrong_state(
                format!("Nobody knows yet whether public update {number} is published."),
                format!(
                    "Look at the status page. If it is there: `public published {number}`. \
                     If not: `public approve {number} {}` sends it again.",
                    update.digest
                ),
            )),
            Stage::Dropped => Err(Refusal::wrong_state(
                format!("Public update {number} was withdrawn."),
                "Draft another one with `public draft <phase> <text>`.",
            )),
        }
    }
}

/// A text as it is kept: what can be seen of it, within its bounds, and no secret, since events are
/// stored (attack case H2). The mask itself is marked by the check.
fn acceptable(text: &str) -> Result<String, Refusal> {
    let (text, _) = mask_secrets(&visible(text));
    if text.is_empty() {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            "A public update needs a text.",
            "Say what customers notice, what is being done and when they hear more.",
        ));
    }
    let chars = text.chars().count();
    if chars > TEXT_CHARS_MAX {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            format!(
                "A public update has at most {TEXT_CHARS_MAX} characters; this one has {chars}."
            ),
            "Shorten it; what comes later belongs into the next update.",
        ));
    }
    Ok(text)
}

fn checked(text: &str, names: &[String], cx: Context<'_>) -> Vec<Finding> {
    let mut names = names.to_vec();
    // Whoever writes is known here even if the caller knows nobody.
    if let Actor::Person(profile) = cx.actor {
        names.push(profile.name.clone());
    }
    check(text, &cx.policy.redaction, &names)
}

/// A text as it is kept, with what is marked in it.
fn judged(
    text: &str,
    names: &[String],
    cx: Context<'_>,
) -> Result<(String, Vec<Finding>), Refusal> {
    let text = acceptable(text)?;
    let findings = checked(&text, names, cx);
    Ok((text, findings))
}

fn draft(
    state: &PublicUpdates,
    (phase, early): (PublicPhase, bool),
    text: String,
    findings: Vec<Finding>,
    by: &PersonId,
    cx: Context<'_>,
) -> Result<Event, Refusal> {
    if state.updates.len() >= UPDATES_MAX && !state.iter().any(|(_, update)| update.is_finished()) {
        return Err(Refusal::new(
            RefusalKind::LimitReached,
            format!("{UPDATES_MAX} public updates are open already."),
            "Approve one or take one back with `public withdraw <number>`.",
        ));
    }
    Ok(Event::Drafted {
        number: state.last_number.saturating_add(1),
        version: 1,
        phase,
        digest: digest(phase, &text),
        findings,
        text,
        by: by.clone(),
        objections_until: later(cx.now, cx.policy.waits.public_objections),
        early,
    })
}

fn edit(
    state: &PublicUpdates,
    number: u32,
    text: &str,
    names: &[String],
    by: &PersonId,
    cx: Context<'_>,
) -> Result<Event, Refusal> {
    let update = state.draft_of(number)?;
    let (text, findings) = judged(text, names, cx)?;
    if text == update.text {
        return Err(Refusal::already_done(
            format!("Public update {number} says exactly that."),
            "Nothing is to be done.",
        ));
    }
    Ok(Event::Edited {
        number,
        version: update.version.saturating_add(1),
        digest: digest(update.phase, &text),
        findings,
        text,
        by: by.clone(),
        objections_until: later(cx.now, cx.policy.waits.public_objections),
    })
}

fn ask_override(
    state: &PublicUpdates,
    number: u32,
    reason: &str,
    by: &PersonId,
    cx: Context<'_>,
) -> Result<Event, Refusal> {
    let update = state.draft_of(number)?;
    if !update.is_blocked() {
        return Err(Refusal::already_done(
            format!("Nothing in public update {number} stands in the way of an approval."),
            format!("The commander may approve it: `public approve {number} {}`.", update.digest),
        ));
    }
    let reason = objection::reason(reason)?;
    if reason.is_empty() {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            "An override needs a reason; it is recorded.",
            format!("Write `public override {number} <why the marked words may be public>`."),
        ));
    }
    match update.waiting_request() {
        Some(request) if request.until > cx.now && request.by == *by => Err(Refusal::already_done(
            "You have asked for this override already.",
            format!("A second person agrees with `public second {number} {}`.", update.digest),
        )),
        Some(request) if request.until > cx.now => Err(Refusal::already_done(
            "Somebody has asked for this override already.",
            format!("If you agree with it: `public second {number} {}`.", update.digest),
        )),
        _ => Ok(Event::OverrideAsked {
            number,
            by: by.clone(),
            reason,
            until: later(cx.now, cx.policy.waits.confirmation),
        }),
    }
}

fn second(
    state: &PublicUpdates,
    number: u32,
    read: Option<&str>,
    by: &PersonId,
    cx: Context<'_>,
) -> Result<Event, Refusal> {
    let update = state.draft_of(number)?;
    if let Some(read) = read {
        same_text(number, update, read)?;
    }
    if update.overridden_by.is_some() {
        return Err(Refusal::already_done(
            "A second person has agreed already.",
            format!("The commander may approve it: `public approve {number} {}`.", update.digest),
        ));
    }
    match &update.override_request {
        None => Err(Refusal::wrong_state(
            format!("Nobody asks for an override of public update {number}."),
            format!("Ask for one with `public override {number} <reason>`."),
        )),
        Some(request) if request.until <= cx.now => Err(Refusal::wrong_state(
            "The request for a second person has run out.",
            format!("Ask again with `public override {number} <reason>`."),
        )),
        Some(request) if request.by == *by => Err(Refusal::new(
            RefusalKind::SecondPersonNeeded,
            "You asked for this override; it takes somebody else to agree.",
            "Ask the deputy, the communications lead or an executive to press the button.",
        )),
        Some(_) => Ok(Event::Overridden { number, by: by.clone() }),
    }
}

/// Refuses where what was read is not what it says now (attack case E3).
fn same_text(number: u32, update: &PublicUpdate, read: &str) -> Result<(), Refusal> {
    if update.digest.eq_ignore_ascii_case(read.trim()) {
        return Ok(());
    }
    let why = match update.version {
        1 => format!("That is not the digest of public update {number}."),
        version => format!(
            "That is not the digest of public update {number} as it reads now: the text has changed, this is \
             version {version}."
        ),
    };
    Err(Refusal::wrong_state(
        why,
        format!("Read version {} in the room and use the button under it.", update.version),
    ))
}

fn approve(
    state: &PublicUpdates,
    number: u32,
    read: &str,
    by: &PersonId,
    cx: Context<'_>,
) -> Result<Event, Refusal> {
    let update = match state.known(number)? {
        // Somebody has looked and says that it is not there: they may send it again.
        update if matches!(update.stage, Stage::Unclear { .. }) => update,
        _ => state.draft_of(number)?,
    };
    same_text(number, update, read)?;
    if update.is_blocked() {
        return Err(blocked(number, update));
    }
    if cx.now < update.objections_until {
        let left = cx.now.duration_until(update.objections_until);
        return Err(Refusal::wrong_state(
            format!(
                "Objections are heard until {}, for another {}.",
                show_utc(update.objections_until),
                show_span(left)
            ),
            "Approve it then; the room is told when the time is over.",
        ));
    }
    Ok(Event::Approved {
        number,
        version: update.version,
        digest: update.digest.clone(),
        by: by.clone(),
    })
}

fn blocked(number: u32, update: &PublicUpdate) -> Refusal {
    let mut named: Vec<String> =
        update.findings.iter().take(FINDINGS_NAMED).map(ToString::to_string).collect();
    if update.findings.len() > FINDINGS_NAMED {
        named.push(format!("{} more", update.findings.len() - FINDINGS_NAMED));
    }
    Refusal::new(
        RefusalKind::Unacceptable,
        format!("The redaction check marks what must not be public: {}.", named.join(", ")),
        format!(
            "Reword it with `public edit {number} <text>`. If it must stay: \
             `public override {number} <reason>`, and a second person agrees."
        ),
    )
}

fn withdraw(
    state: &PublicUpdates,
    number: u32,
    by: &PersonId,
    scene: &Scene<'_>,
) -> Result<Event, Refusal> {
    let update = state.draft_of(number)?;
    let commands = scene.commander == Some(by) || scene.standing.duty_commander;
    if commands || update.drafted_by == *by {
        return Ok(Event::Dropped { number, by: by.clone() });
    }
    Err(Refusal::new(
        RefusalKind::NotEntitled,
        "Only who drafted it or the commander may withdraw a public update.",
        format!("Say what is wrong with it: `public object {number} <why>`."),
    ))
}

fn confirm(state: &PublicUpdates, number: u32) -> Result<Event, Refusal> {
    match &state.known(number)?.stage {
        Stage::Unclear { .. } => Ok(Event::Published { number, url: None }),
        Stage::Published { .. } => Err(Refusal::already_done(
            format!("Public update {number} is known to be published."),
            "Nothing is to be done.",
        )),
        _ => Err(Refusal::wrong_state(
            format!("There is no doubt about public update {number}: it is not published."),
            "A draft is published by the commander's approval.",
        )),
    }
}
