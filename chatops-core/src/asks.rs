//! "Should we start an EM?": a question to the commander that never goes unanswered (Feature A7).
//!
//! The commander sees it with likely duplicates and answers *yes*, *watch* or *no*. Who does not answer
//! in time is passed by: the question climbs the ladder, then goes to the executives, and at last
//! stands on the emergency channel for all to see. The asker learns every step.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Slot, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::later;

mod likely;
pub use likely::{LIKELY_MAX, likely};

/// Most questions that wait for an answer at a time. A commander with more of them in hand needs
/// a deputy, not the next question.
pub const ASKS_OPEN_MAX: usize = 50;

/// Most questions that wait for an answer to one person. Who has three open ones has been heard.
pub const ASKS_OPEN_PER_PERSON_MAX: usize = 3;

/// Most questions that are remembered, answered ones included, so that a late answer learns who was
/// first. The oldest answered one is forgotten for a new one.
pub const ASKS_KEPT_MAX: usize = 100;

/// Longest question and longest note of an answer, in characters: what a telephone shows at once.
pub const ASK_CHARS_MAX: usize = 500;

/// What the commander thinks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Start an incident.
    Yes,
    /// Keep an eye on it.
    Watch,
    /// There is nothing to start.
    No,
}

impl Verdict {
    /// The verdict that a typed word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "yes" => Some(Self::Yes),
            "watch" => Some(Self::Watch),
            "no" => Some(Self::No),
            _ => None,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yes => "yes",
            Self::Watch => "watch",
            Self::No => "no",
        })
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// Who gave it.
    pub by: PersonId,
    /// What it is.
    pub verdict: Verdict,
}

/// A question and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// What.
    pub text: String,
    /// Titles of what may be the same, most likely first.
    pub likely: Vec<String>,
    /// Whom it has been sent to, in order. As many as the commanders, the ladder and the executives
    /// together at most: nobody is asked twice.
    pub asked: Vec<PersonId>,
    /// When it goes on to the next; nothing where nobody is left or it is answered.
    pub until: Option<Timestamp>,
    /// Whether nobody is left to ask and it stands on the emergency channel.
    pub at_top: bool,
    /// The answer.
    pub answer: Option<GivenAnswer>,
}

/// The questions of the emergency channel. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asks {
    /// The number of the latest question.
    issued: u32,
    /// By number. At most [`ASKS_KEPT_MAX`].
    questions: BTreeMap<u32, Question>,
}

/// What can be asked of the questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Ask the commander.
    Ask {
        /// What one sees.
        text: String,
        /// Titles of what may be the same; see [`likely()`].
        likely: Vec<String>,
    },
    /// Answer a question.
    Answer {
        /// Its number.
        number: u32,
        /// The answer.
        verdict: Verdict,
        /// A word to the asker.
        note: Option<String>,
    },
}

/// What happened to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody asked.
    Asked {
        /// The number of the question.
        number: u32,
        /// Who asked.
        by: PersonId,
        /// When.
        at: Timestamp,
        /// What.
        text: String,
        /// Whom it went to. Nobody: there is no commander, and the ladder is empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<PersonId>,
        /// Titles of what may be the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        likely: Vec<String>,
        /// When it goes on to the next. Nothing where it went to nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// Nobody answered in time: it went on to the next.
    Climbed {
        /// The number of the question.
        number: u32,
        /// Whom it went to.
        to: PersonId,
        /// When it goes on again.
        until: Timestamp,
    },
    /// Nobody is left to ask.
    ReachedTop {
        /// The number of the question.
        number: u32,
    },
    /// It was answered.
    Answered {
        /// The number of the question.
        number: u32,
        /// Who answered.
        by: PersonId,
        /// What. [`Verdict::Yes`] declares an incident: the aggregate does that.
        verdict: Verdict,
        /// A word to the asker.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

impl Question {
    /// Whom it waits for.
    #[must_use]
    pub fn addressee(&self) -> Option<&PersonId> {
        if self.answer.is_some() || self.at_top { None } else { self.asked.last() }
    }
}

impl Asks {
    /// The question with this number, as long as it is remembered.
    #[must_use]
    pub fn question(&self, number: u32) -> Option<&Question> {
        self.questions.get(&number)
    }

    /// The questions that wait for an answer, with their numbers, oldest first.
    pub fn open(&self) -> impl Iterator<Item = (u32, &Question)> {
        self.questions
            .iter()
            .filter(|(_, question)| question.answer.is_none())
            .map(|(number, question)| (*number, question))
    }

    fn ask(
        &self,
        text: &str,
        likely: &[String],
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = person_of(cx)?;
        let text = acceptable(text, "question")?;
        if scene.commander == Some(by) {
            return Err(Refusal::wrong_state(
                "You are the commander: the answer is yours.",
                "Start an incident with `declare <title>`.",
            ));
        }
        self.check_limits(by, &text)?;
        let number = self.issued.saturating_add(1);
        let to = next_addressee(by, &[], scene, cx);
        let until = to.as_ref().map(|_| later(cx.now, cx.policy.waits.ask));
        let alone = to.is_none();
        let likely = likely.iter().take(LIKELY_MAX).cloned().collect();
        let mut events =
            vec![Event::Asked { number, by: by.clone(), at: cx.now, text, to, likely, until }];
        if alone {
            events.push(Event::ReachedTop { number });
        }
        Ok(events)
    }

    fn check_limits(&self, by: &PersonId, text: &str) -> Result<(), Refusal> {
        let mut own = 0;
        for (number, question) in self.open().filter(|(_, question)| question.by == *by) {
            if question.text == text {
                return Err(Refusal::already_done(
                    format!("You have asked that already: it is question {number}."),
                    "You will be told as soon as it is answered.",
                ));
            }
            own += 1;
        }
        if own >= ASKS_OPEN_PER_PERSON_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{own} of your questions wait for an answer."),
                "Wait for one of them, or page somebody: `page @person <why>`.",
            ));
        }
        if self.open().count() >= ASKS_OPEN_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{ASKS_OPEN_MAX} questions wait for an answer, and no more fit."),
                "Page the commander: `page policy <name> <why>`.",
            ));
        }
        Ok(())
    }

    fn answer(
        &self,
        number: u32,
        verdict: Verdict,
        note: Option<&str>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = person_of(cx)?;
        let question = self.questions.get(&number).ok_or_else(|| {
            Refusal::not_found(&format!("question {number}"), "See the open ones with `status`.")
        })?;
        if let Some(answer) = &question.answer {
            return Err(Refusal::already_done(
                format!("{} has answered question {number}: {}.", answer.by, answer.verdict),
                "If you see it differently, tell them; an incident is started with `declare <title>`.",
            ));
        }
        if question.by == *by {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                "You asked this, so somebody else answers it.",
                "If it cannot wait, start an incident with `declare <title>`.",
            ));
        }
        if !may_answer(question, by, scene, cx) {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                "Only those who were asked, the duty commander and the ladder answer a question.",
                "Tell the commander what you know, or start an incident with `declare <title>`.",
            ));
        }
        let note = match note.map(str::trim) {
            None | Some("") => None,
            Some(note) => Some(acceptable(note, "note")?),
        };
        Ok(vec![Event::Answered { number, by: by.clone(), verdict, note }])
    }
}

fn may_answer(question: &Question, by: &PersonId, scene: &Scene<'_>, cx: Context<'_>) -> bool {
    question.asked.contains(by)
        || scene.commander == Some(by)
        || scene.standing.duty_commander
        || scene.standing.on_shift
        || cx.policy.ladder.contains(by)
}

/// The next to ask: who commands, then the ladder, then the executives. Nobody twice, and not the asker.
fn next_addressee(
    by: &PersonId,
    asked: &[PersonId],
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Option<PersonId> {
    scene
        .commander
        .into_iter()
        .chain(&cx.policy.ladder)
        .chain(&cx.policy.executives)
        .find(|person| *person != by && !asked.contains(person))
        .cloned()
}

fn person_of(cx: Context<'_>) -> Result<&PersonId, Refusal> {
    cx.actor.person().ok_or_else(|| {
        Refusal::wrong_state("Only people ask and answer.", "Let a person run the command.")
    })
}

fn acceptable(text: &str, what: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            format!("The {what} is empty."),
            "Say what you see in a sentence: `ask database latency in EMEA`.",
        ));
    }
    if length > ASK_CHARS_MAX {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            format!("The {what} has {length} characters; at most {ASK_CHARS_MAX} fit."),
            "Say the most important in a sentence or two.",
        ));
    }
    Ok(text.to_owned())
}

impl Feature for Asks {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Ask { text, likely } => self.ask(text, likely, scene, cx),
            Command::Answer { number, verdict, note } => {
                self.answer(*number, *verdict, note.as_deref(), scene, cx)
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Asked { number, by, at, text, to, likely, until } => {
                self.issued = *number;
                if self.questions.len() >= ASKS_KEPT_MAX {
                    let answered = |(_, question): &(&u32, &Question)| question.answer.is_some();
                    let oldest = self.questions.iter().find(answered).map(|(number, _)| *number);
                    oldest.map(|number| self.questions.remove(&number));
                }
                let question = Question {
                    asked_at: *at,
                    by: by.clone(),
                    text: text.clone(),
                    likely: likely.clone(),
                    asked: to.iter().cloned().collect(),
                    until: *until,
                    at_top: false,
                    answer: None,
                };
                self.questions.insert(*number, question);
            }
            Event::Climbed { number, to, until } => {
                if let Some(question) = self.questions.get_mut(number) {
                    question.asked.push(to.clone());
                    question.until = Some(*until);
                }
            }
            Event::ReachedTop { number } => {
                if let Some(question) = self.questions.get_mut(number) {
                    question.at_top = true;
                    question.until = None;
                }
            }
            Event::Answered { number, by, verdict, .. } => {
                if let Some(question) = self.questions.get_mut(number) {
                    question.answer = Some(GivenAnswer { by: by.clone(), verdict: *verdict });
                    question.until = None;
                }
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        let (Event::Asked { number, .. }
        | Event::Climbed { number, .. }
        | Event::ReachedTop { number }
        | Event::Answered { number, .. }) = event;
        let Some(question) = self.questions.get(number) else { return Reaction::none() };
        match event {
            Event::Asked { to: None, .. } => Reaction::none(),
            Event::Asked { to: Some(to), until, .. } => asked(*number, question, to, *until)
                .direct(
                    &question.by,
                    Text::new()
                        .plain(format!("Question {number} is sent to "))
                        .name(to)
                        .plain(". You will learn the answer here."),
                ),
            Event::Climbed { to, until, .. } => asked(*number, question, to, Some(*until)).direct(
                &question.by,
                Text::new()
                    .plain(format!("No answer to question {number} yet. It is sent on to "))
                    .name(to)
                    .plain("."),
            ),
            Event::ReachedTop { .. } => Reaction::none()
                .cancel(TimerKey::Ask(*number))
                .post_as(scene.room, Slot::Ask(*number), on_channel(*number, question))
                .direct(
                    &question.by,
                    Text::new()
                        .plain(format!(
                            "Nobody is left to send question {number} to. It stands on "
                        ))
                        .room(scene.room)
                        .plain(" now. If it cannot wait, start an incident with ")
                        .code("declare <title>")
                        .plain("."),
                ),
            Event::Answered { by, verdict, note, .. } => {
                answered(*number, question, by, *verdict, note.as_deref(), scene)
            }
        }
    }

    fn timer(&self, key: &TimerKey, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let TimerKey::Ask(number) = key else { return Vec::new() };
        let Some(question) = self.questions.get(number) else { return Vec::new() };
        // Answered, at the top, or moved since: then this firing no longer means anything.
        if question.until.is_none_or(|until| cx.now < until) {
            return Vec::new();
        }
        let number = *number;
        vec![match next_addressee(&question.by, &question.asked, scene, cx) {
            Some(to) => Event::Climbed { number, to, until: later(cx.now, cx.policy.waits.ask) },
            None => Event::ReachedTop { number },
        }]
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Asked { number, text, to, .. } => {
                let line = Text::new().plain(format!("Question {number}"));
                let line = match to {
                    Some(to) => line.plain(" to ").name(to),
                    None => line,
                };
                line.plain(format!(": {text}"))
            }
            Event::Climbed { number, to, .. } => Text::new()
                .plain(format!("Question {number} was not answered in time and went on to "))
                .name(to)
                .plain("."),
            Event::ReachedTop { number } => {
                Text::new().plain(format!("Question {number} found nobody left to answer it."))
            }
            Event::Answered { number, verdict, note, .. } => {
                let line = Text::new().plain(format!("Question {number} answered: {verdict}"));
                match note {
                    Some(note) => line.plain(format!(" – {note}")),
                    None => line.plain("."),
                }
            }
        }
    }
}

/// What its next addressee gets, and the timer by which they are passed by.
fn asked(number: u32, question: &Question, to: &PersonId, until: Option<Timestamp>) -> Reaction {
    let mut text = Text::new()
        .mention(to)
        .plain(" – ")
        .name(&question.by)
        .plain(format!(" asks whether to start an incident (question {number}):"));
    text = body(text, question);
    if let Some(until) = until {
        text = text.line().plain("Goes on to the next at ").time(until).plain(".");
    }
    let reaction = Reaction::none().direct(to, with_buttons(number, text, Tone::Warning));
    match until {
        Some(until) => reaction.set(TimerKey::Ask(number), until),
        None => reaction,
    }
}

fn on_channel(number: u32, question: &Question) -> Message {
    let text = Text::new()
        .strong(format!("Question {number} has no answer"))
        .plain(" – ")
        .name(&question.by)
        .plain(" asks whether to start an incident:");
    with_buttons(number, body(text, question), Tone::Alarm)
}

fn body(text: Text, question: &Question) -> Text {
    let mut text = text.quote().plain(question.text.clone());
    if !question.likely.is_empty() {
        text = text.line().plain("Likely the same:");
        for title in &question.likely {
            text = text.bullet().plain(title.clone());
        }
    }
    text
}

fn with_buttons(number: u32, text: Text, tone: Tone) -> Message {
    Message::new(text)
        .tone(tone)
        .button("Yes, start", format!("answer {number} yes"))
        .button("Watch", format!("answer {number} watch"))
        .button("No", format!("answer {number} no"))
}

/// The asker learns the answer, and so does everybody who was asked and need not think of it any more.
fn answered(
    number: u32,
    question: &Question,
    by: &PersonId,
    verdict: Verdict,
    note: Option<&str>,
    scene: &Scene<'_>,
) -> Reaction {
    let meaning = match verdict {
        Verdict::Yes => "yes – an incident is started.",
        Verdict::Watch => "watch – keep an eye on it, and ask again if it gets worse.",
        Verdict::No => "no – nothing is started.",
    };
    let mut text =
        Text::new().name(by).plain(format!(" answers question {number}: ")).strong(meaning);
    if let Some(note) = note {
        text = text.quote().plain(note);
    }
    let message = Message::new(text).tone(match verdict {
        Verdict::Yes => Tone::Warning,
        Verdict::Watch | Verdict::No => Tone::Good,
    });
    let mut reaction =
        Reaction::none().cancel(TimerKey::Ask(number)).direct(&question.by, message.clone());
    for other in question.asked.iter().filter(|other| *other != by) {
        reaction = reaction.direct(other, message.clone());
    }
    if question.at_top {
        reaction = reaction.edit(scene.room, Slot::Ask(number), message);
    }
    reaction
}

#[cfg(test)]
mod tests;
