//! Severity by the group (Feature A8): everybody votes, strong objections are heard, the commander
//! decides.
//!
//! When the poll closes it proposes the middle of the votes, the worse one where they are even:
//! when in doubt, the higher level. It only proposes. The severity changes by the commander's
//! decision alone, with or without a poll.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Slot, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;
use crate::text::Text;
use crate::time::{later, show_utc};
use crate::words::bounded;

/// Most voters of a poll. A hot room is smaller; the number keeps a stored poll below 150 KiB.
pub const VOTERS_MAX: usize = 500;

/// Most objections to a poll, one for each person. More than these are a discussion, and nobody
/// reads them at 3 a.m.
pub const OBJECTIONS_MAX: usize = 20;

/// Longest objection, in characters: two lines in a chat window.
pub const OBJECTION_CHARS_MAX: usize = 300;

/// The severity of an incident and the poll about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Polls {
    severity: Option<Severity>,
    opened: u32,
    latest: Option<Poll>,
}

/// A poll: who voted what, and who objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Its number within the incident, from 1.
    pub number: u32,
    /// When it closes by itself.
    pub until: Timestamp,
    /// The vote of each person. At most [`VOTERS_MAX`].
    pub votes: BTreeMap<PersonId, Severity>,
    /// The strong objection of each person who has one. At most [`OBJECTIONS_MAX`].
    pub objections: BTreeMap<PersonId, String>,
    /// How far it has come.
    pub stage: PollStage,
    /// How its proposal came about. Empty as long as it is open.
    pub why: String,
}

/// How far a poll has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollStage {
    /// People vote.
    Open,
    /// It has closed with this proposal and waits for the commander. Objections are still heard.
    Proposed(Severity),
    /// The commander has decided.
    Decided(Severity),
    /// The incident was over before anybody decided.
    Dropped,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Set the severity with which the incident opens. Given once, by the aggregate.
    Start {
        /// How bad it is.
        severity: Severity,
    },
    /// Open a poll. It closes after the wait `poll` of the policy.
    Open,
    /// Vote, or change one's vote.
    Vote {
        /// How bad the voter thinks it is.
        severity: Severity,
    },
    /// Object strongly, or say it again in other words.
    Object {
        /// Why.
        why: String,
    },
    /// Decide the severity. This also ends the poll, open or closed.
    Decide {
        /// How bad it is.
        severity: Severity,
    },
    /// Ask nobody any more. Given by the aggregate at the end of the incident; does nothing where no poll
    /// waits.
    Stop,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The severity was set: at the opening (`from` is absent), or by the commander.
    SeveritySet {
        /// How bad it is.
        severity: Severity,
        /// Who decided; nobody where a rule or a service opened the incident.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// What it was before. The same where the commander confirmed it after a poll.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Severity>,
        /// The poll that this ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        poll: Option<u32>,
    },
    /// A poll was opened.
    PollOpened {
        /// Its number.
        number: u32,
        /// When it closes.
        until: Timestamp,
    },
    /// Somebody voted. A later vote of the same person replaces the earlier one.
    Voted {
        /// The poll.
        number: u32,
        /// Who.
        person: PersonId,
        /// What.
        severity: Severity,
    },
    /// Somebody objects strongly.
    Objected {
        /// The poll.
        number: u32,
        /// Who.
        person: PersonId,
        /// Why.
        why: String,
    },
    /// The time for votes is over.
    PollClosed {
        /// The poll.
        number: u32,
        /// What it proposes to the commander.
        proposed: Severity,
        /// How the proposal came about.
        why: String,
    },
    /// The incident is over, and the poll with it.
    PollDropped {
        /// The poll.
        number: u32,
    },
}

impl Polls {
    /// The severity in force. Before the incident has opened it is the middle one,
    /// [`Severity::Sev3`]: nothing may depend on it yet.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity.unwrap_or(Severity::Sev3)
    }

    /// Whether a severity is in force.
    #[must_use]
    pub fn is_started(&self) -> bool {
        self.severity.is_some()
    }

    /// The latest poll, if there ever was one.
    #[must_use]
    pub fn latest(&self) -> Option<&Poll> {
        self.latest.as_ref()
    }

    /// The poll about which the commander has not yet decided.
    fn undecided(&self) -> Option<&Poll> {
        let waits = |poll: &&Poll| matches!(poll.stage, PollStage::Open | PollStage::Proposed(_));
        self.latest.as_ref().filter(waits)
    }

    fn open_poll(&self) -> Option<&Poll> {
        self.latest.as_ref().filter(|poll| poll.stage == PollStage::Open)
    }

    fn with_poll(&mut self, number: u32, change: impl FnOnce(&mut Poll)) {
        if let Some(poll) = self.latest.as_mut().filter(|poll| poll.number == number) {
            change(poll);
        }
    }
}

impl Poll {
    /// What the poll proposes, and why: the middle of the votes, the worse one where they are even.
    /// Without votes the severity stays.
    fn proposal(&self, current: Severity) -> (Severity, String) {
        let mut votes: Vec<Severity> = self.votes.values().copied().collect();
        // Worst first: of an even number the lower middle is the worse of the two.
        votes.sort_unstable();
        match (votes.len(), votes.get(votes.len().saturating_sub(1) / 2)) {
            (1, Some(only)) => (*only, String::from("one vote")),
            (count, Some(middle)) if count % 2 == 1 => {
                (*middle, format!("the middle of {count} votes"))
            }
            (count, Some(middle)) => {
                (*middle, format!("the middle of {count} votes, when in doubt the worse"))
            }
            (_, None) => (current, String::from("nobody voted: it stays as it is")),
        }
    }

    fn votes_for(&self, level: Severity) -> usize {
        self.votes.values().filter(|vote| **vote == level).count()
    }
}

fn not_opened() -> Refusal {
    Refusal::wrong_state(
        "The incident has no severity yet, so there is nothing to vote on.",
        "Wait until its room is open.",
    )
}

fn no_poll(what_for: &str) -> Refusal {
    Refusal::wrong_state(
        format!("No poll is open {what_for}."),
        "Open one with `poll`, or say what you think in the room.",
    )
}

impl Polls {
    fn start(&self, severity: Severity, cx: Context<'_>) -> Result<Event, Refusal> {
        if self.severity.is_some() {
            return Err(Refusal::already_done(
                "The incident has a severity already.",
                "The commander changes it with `severity <1 to 5>`.",
            ));
        }
        let by = cx.actor.person().cloned();
        Ok(Event::SeveritySet { severity, by, from: None, poll: None })
    }

    fn open(&self, cx: Context<'_>) -> Result<Event, Refusal> {
        if self.severity.is_none() {
            return Err(not_opened());
        }
        if let Some(poll) = self.open_poll() {
            return Err(Refusal::already_done(
                format!("Poll {} is open until {}.", poll.number, show_utc(poll.until)),
                "Vote with `vote <1 to 5>`.",
            ));
        }
        let number = self.opened.saturating_add(1);
        Ok(Event::PollOpened { number, until: later(cx.now, cx.policy.waits.poll) })
    }

    fn vote(&self, severity: Severity, cx: Context<'_>) -> Result<Event, Refusal> {
        let person = cx.asker()?;
        let poll = self.open_poll().ok_or_else(|| no_poll("for votes"))?;
        match poll.votes.get(person) {
            Some(vote) if *vote == severity => Err(Refusal::already_done(
                format!("Your vote for {severity} is counted."),
                "Vote for another level to change it.",
            )),
            None if poll.votes.len() >= VOTERS_MAX => Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{VOTERS_MAX} people have voted, and the poll takes no more."),
                "Say in the room if you see it otherwise; the commander decides.",
            )),
            _ => Ok(Event::Voted { number: poll.number, person: person.clone(), severity }),
        }
    }

    fn object(&self, why: &str, cx: Context<'_>) -> Result<Event, Refusal> {
        let person = cx.asker()?;
        let poll = self.undecided().ok_or_else(|| no_poll("to object to"))?;
        let why = bounded("the objection", why, OBJECTION_CHARS_MAX)?;
        if poll.objections.len() >= OBJECTIONS_MAX && !poll.objections.contains_key(person) {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{OBJECTIONS_MAX} objections are noted, and the poll takes no more."),
                "Say it in the room; the commander reads it there.",
            ));
        }
        Ok(Event::Objected { number: poll.number, person: person.clone(), why })
    }

    fn set(&self, severity: Severity, cx: Context<'_>) -> Result<Event, Refusal> {
        let poll = self.undecided().map(|poll| poll.number);
        if poll.is_none() && self.severity == Some(severity) {
            return Err(Refusal::already_done(
                format!("It is {severity} already."),
                "Open a poll with `poll` if the room sees it otherwise.",
            ));
        }
        let by = cx.actor.person().cloned();
        Ok(Event::SeveritySet { severity, by, from: self.severity, poll })
    }
}

impl Feature for Polls {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let event = match command {
            Command::Start { severity } => self.start(*severity, cx)?,
            Command::Open => self.open(cx)?,
            Command::Vote { severity } => self.vote(*severity, cx)?,
            Command::Object { why } => self.object(why, cx)?,
            Command::Decide { severity } => self.set(*severity, cx)?,
            Command::Stop => {
                let waiting = self.undecided().map(|poll| poll.number);
                return Ok(waiting
                    .map(|number| Event::PollDropped { number })
                    .into_iter()
                    .collect());
            }
        };
        Ok(vec![event])
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::SeveritySet { severity, poll, .. } => {
                self.severity = Some(*severity);
                if let Some(number) = poll {
                    self.with_poll(*number, |poll| poll.stage = PollStage::Decided(*severity));
                }
            }
            Event::PollOpened { number, until } => {
                self.opened = *number;
                self.latest = Some(Poll {
                    number: *number,
                    until: *until,
                    votes: BTreeMap::new(),
                    objections: BTreeMap::new(),
                    stage: PollStage::Open,
                    why: String::new(),
                });
            }
            Event::Voted { number, person, severity } => self.with_poll(*number, |poll| {
                poll.votes.insert(person.clone(), *severity);
            }),
            Event::Objected { number, person, why } => self.with_poll(*number, |poll| {
                poll.objections.insert(person.clone(), why.clone());
            }),
            Event::PollClosed { number, proposed, why } => self.with_poll(*number, |poll| {
                poll.stage = PollStage::Proposed(*proposed);
                poll.why.clone_from(why);
            }),
            Event::PollDropped { number } => {
                self.with_poll(*number, |poll| poll.stage = PollStage::Dropped);
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        match event {
            // The opening of the room says with what severity it opens.
            Event::SeveritySet { from: None, .. } => Reaction::none(),
            Event::SeveritySet { severity, by, from: Some(from), poll } => {
                let said = Reaction::none().post(scene.room, decision(*severity, *from, by));
                match poll {
                    Some(number) => {
                        said.and(self.shown_again(*number, scene)).cancel(TimerKey::Poll(*number))
                    }
                    None => said,
                }
            }
            Event::PollOpened { number, until } => {
                self.posted(*number, scene).set(TimerKey::Poll(*number), *until)
            }
            Event::Voted { number, .. } => self.shown_again(*number, scene),
            Event::Objected { number, person, why } => {
                let objection =
                    Text::new().strong("Strong objection").plain(" by ").name(person).plain(": ");
                self.shown_again(*number, scene).post(
                    scene.room,
                    Message::new(objection.plain(why.as_str())).tone(Tone::Warning),
                )
            }
            // What asks for the decision takes the place of the poll's own message, so that its buttons go
            // when the decision is there.
            Event::PollClosed { number, .. } => match self.poll(*number) {
                Some(poll) => Reaction::none()
                    .edit(scene.room, Slot::Poll(*number), card(poll, self.severity))
                    .and(self.posted(*number, scene)),
                None => Reaction::none(),
            },
            Event::PollDropped { number } => {
                self.shown_again(*number, scene).cancel(TimerKey::Poll(*number))
            }
        }
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, _cx: Context<'_>) -> Vec<Event> {
        let (Some(poll), Some(current)) = (self.open_poll(), self.severity) else {
            return Vec::new();
        };
        if *key != TimerKey::Poll(poll.number) {
            return Vec::new();
        }
        let (proposed, why) = poll.proposal(current);
        vec![Event::PollClosed { number: poll.number, proposed, why }]
    }

    fn tell(event: &Event) -> Text {
        Text::from(match event {
            Event::SeveritySet { severity, from: None, .. } => format!("opened as {severity}"),
            Event::SeveritySet { severity, from: Some(from), .. } if severity == from => {
                format!("confirmed the severity {severity}")
            }
            Event::SeveritySet { severity, from: Some(from), .. } => {
                format!("set the severity to {severity}, was {from}")
            }
            Event::PollOpened { number, .. } => format!("opened severity poll {number}"),
            Event::Voted { number, severity, .. } => {
                format!("voted {severity} in severity poll {number}")
            }
            Event::Objected { number, why, .. } => {
                format!("objected in severity poll {number}: {why}")
            }
            Event::PollClosed { number, proposed, why } => {
                format!("severity poll {number} closed and proposes {proposed} ({why})")
            }
            Event::PollDropped { number } => {
                format!("severity poll {number} ended with the incident")
            }
        })
    }
}

impl Polls {
    fn poll(&self, number: u32) -> Option<&Poll> {
        self.latest.as_ref().filter(|poll| poll.number == number)
    }

    /// What the poll's message says now.
    fn shown(&self, poll: &Poll, scene: &Scene<'_>) -> Message {
        match poll.stage {
            PollStage::Proposed(proposed) => summary(poll, proposed, self.severity, scene),
            _ => card(poll, self.severity),
        }
    }

    /// The poll's message, anew.
    fn posted(&self, number: u32, scene: &Scene<'_>) -> Reaction {
        match self.poll(number) {
            Some(poll) => {
                let message = self.shown(poll, scene);
                Reaction::none().post_as(scene.room, Slot::Poll(number), message)
            }
            None => Reaction::none(),
        }
    }

    /// The poll's own message, brought up to date.
    fn shown_again(&self, number: u32, scene: &Scene<'_>) -> Reaction {
        match self.poll(number) {
            Some(poll) => {
                let message = self.shown(poll, scene);
                Reaction::none().edit(scene.room, Slot::Poll(number), message)
            }
            None => Reaction::none(),
        }
    }
}

fn decision(severity: Severity, from: Severity, by: &Option<PersonId>) -> Message {
    let mut text = Text::new().strong(format!("Severity {severity}"));
    text = if severity == from {
        text.plain(" as before")
    } else {
        text.plain(format!(", was {from}"))
    };
    if let Some(person) = by {
        text = text.plain(" – decided by ").name(person);
    }
    let worse = severity < from;
    Message::new(text).tone(if worse { Tone::Warning } else { Tone::Neutral })
}

/// The message of a poll: the question while it is open, the outcome afterwards.
fn card(poll: &Poll, current: Option<Severity>) -> Message {
    let mut text = Text::new().strong(format!("Severity poll {}", poll.number));
    text = match poll.stage {
        PollStage::Open => {
            let text = match current {
                Some(current) => text.plain(format!(" – now {current}, open until ")),
                None => text.plain(" – open until "),
            };
            text.time(poll.until)
                .plain(".")
                .line()
                .plain("How bad is it? When in doubt, the worse. Strong objection: ")
                .code("object <why>")
                .plain(".")
        }
        PollStage::Proposed(proposed) => text.plain(format!(" – closed, proposes {proposed}")),
        PollStage::Decided(decided) => text.plain(format!(" – decided: {decided}")),
        PollStage::Dropped => text.plain(" – ended with the incident, undecided"),
    };
    let mut message = Message::new(with_tally(text, poll));
    if poll.stage == PollStage::Open {
        for level in Severity::ALL {
            message = message.button(level.to_string(), format!("vote {}", level.number()));
        }
    }
    message
}

/// Adds how many voted for each level, and the objections.
fn with_tally(mut text: Text, poll: &Poll) -> Text {
    for level in Severity::ALL {
        match poll.votes_for(level) {
            0 => {}
            1 => text = text.bullet().plain(format!("{level}: 1 vote")),
            count => text = text.bullet().plain(format!("{level}: {count} votes")),
        }
    }
    for (person, why) in &poll.objections {
        text = text.bullet().strong("Objection").plain(" of ").name(person).plain(": ");
        text = text.plain(why.as_str());
    }
    text
}

/// What the commander sees at the close: the proposal, the objections, and the decision as buttons.
/// The proposal comes first, then the next worse level, then what is in force now.
fn summary(
    poll: &Poll,
    proposed: Severity,
    current: Option<Severity>,
    scene: &Scene<'_>,
) -> Message {
    let text = Text::new()
        .strong(format!("Poll {} proposes {proposed}", poll.number))
        .plain(format!(" – {}.", poll.why));
    let text = with_tally(text, poll).line();
    let text = match scene.commander {
        Some(commander) => text.mention(commander).plain(", please decide."),
        None => {
            text.plain("Nobody commands: take command with ").code("take").plain(", then decide.")
        }
    };
    let text = text.plain(" Strong objections until then: ").code("object <why>").plain(".");
    let worse = Severity::from_number(proposed.number().saturating_sub(1));
    let mut levels = vec![proposed];
    levels.extend(worse);
    levels.extend(current.filter(|current| *current != proposed && Some(*current) != worse));
    levels.into_iter().fold(Message::new(text).tone(Tone::Warning), |message, level| {
        message.button(format!("Decide {level}"), format!("severity {}", level.number()))
    })
}

#[cfg(test)]
mod tests;
