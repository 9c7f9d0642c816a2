//! "Should we start an EM?": a question to the commander that never goes unanswered (Feature A7).
//!
//! The commander sees it with likely duplicates and answers *yes*, *watch* or *no*. Who does not answer
//! in time is passed by: the question climbs the ladder, then goes to the executives, and at last
//! stands on the emergency channel for all to see. The asker learns every step.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::Reaction;
use crate::feature::Feature;
use crate::ids::{IncidentId, PersonId};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::later;

mod event;
mod likely;
mod show;

pub use event::Event;
pub use likely::{LIKELY_MAX, Likely, is_likely, likely};

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
    /// When they gave it.
    pub at: Timestamp,
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
    /// The alert group it is about.
    pub alert: Option<u32>,
    /// What may be the same, most likely first.
    pub likely: Vec<Likely>,
    /// Whom it has been sent to, in order. As many as the commanders, the ladder and the executives
    /// together at most: nobody is asked twice.
    pub asked: Vec<PersonId>,
    /// When it goes on to the next; nothing where nobody is left or it is answered.
    pub until: Option<Timestamp>,
    /// Whether nobody is left to ask and it stands on the emergency channel.
    pub at_top: bool,
    /// The answer.
    pub answer: Option<GivenAnswer>,
    /// The incident about it, or about what is likely the same.
    pub incident: Option<IncidentId>,
    /// Whether an incident about it was declared before anybody answered.
    pub settled: bool,
    /// Whether it is off, because who asked is no longer of the company.
    pub withdrawn: bool,
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
        /// The alert group it is about.
        alert: Option<u32>,
        /// What may be the same; see [`likely()`].
        likely: Vec<Likely>,
        /// Those on the ladder and among the executives who cannot answer: their account is gone.
        unfit: BTreeSet<PersonId>,
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
    /// There is an incident about it, or about what is likely the same. The aggregate says so.
    Link {
        /// Its number.
        number: u32,
        /// The incident.
        incident: IncidentId,
        /// Whether it is surely about it, so that nothing is left to answer.
        settles: bool,
    },
    /// A person is no longer of the company: what they asked is off, and what they were to answer goes on.
    LosePerson {
        /// Who.
        person: PersonId,
        /// Those on the ladder and among the executives who cannot answer.
        unfit: BTreeSet<PersonId>,
    },
}

impl Question {
    /// Whether it waits for an answer.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && !self.settled && !self.withdrawn
    }

    /// When somebody who could judge it first took notice.
    #[must_use]
    pub fn answered_at(&self) -> Option<Timestamp> {
        self.answer.as_ref().map(|answer| answer.at)
    }

    /// Whom it waits for.
    #[must_use]
    pub fn addressee(&self) -> Option<&PersonId> {
        if self.is_open() && !self.at_top { self.asked.last() } else { None }
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
            .filter(|(_, question)| question.is_open())
            .map(|(number, question)| (*number, question))
    }

    /// The questions that have no incident yet and were asked after a moment, oldest first.
    pub fn unlinked_since(&self, after: Timestamp) -> impl Iterator<Item = (u32, &Question)> {
        self.questions
            .iter()
            .filter(move |(_, question)| question.incident.is_none() && after < question.asked_at)
            .map(|(number, question)| (*number, question))
    }

    fn ask(
        &self,
        (text, alert): (&str, Option<u32>),
        likely: &[Likely],
        unfit: &BTreeSet<PersonId>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let by = person_of(cx)?;
        let text = acceptable(text, "question")?;
        if scene.commander == Some(by) {
            return Err(Refusal::wrong_state(
                "You are the commander: the answer is yours.",
                match alert {
                    Some(number) => format!("Start an incident with `alert declare {number}`."),
                    None => String::from("Start an incident with `declare <title>`."),
                },
            ));
        }
        self.check_limits(by, &text)?;
        let number = self.issued.saturating_add(1);
        let mut ladder = Ladder { by, asked: &[], unfit, scene, cx }.climb();
        let to = ladder.next();
        let until = to.as_ref().map(|_| later(cx.now, cx.policy.waits.ask));
        let alone = to.is_none();
        let likely = likely.iter().take(LIKELY_MAX).cloned().collect();
        let (by, at, next) = (by.clone(), cx.now, ladder.next());
        let mut events =
            vec![Event::Asked { number, by, at, text, alert, to, likely, until, next }];
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
            Refusal::not_found(&format!("question {number}"), "See the open ones with `questions`.")
        })?;
        if question.settled {
            return Err(Refusal::already_done(
                format!("An incident was declared about question {number} meanwhile."),
                "Go to its hot room: `open` lists it.",
            ));
        }
        if question.withdrawn {
            return Err(Refusal::wrong_state(
                format!(
                    "Question {number} is off: {}, who asked, is no longer of the company.",
                    question.by
                ),
                "If it is still so, start an incident with `declare <title>`.",
            ));
        }
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
        Ok(vec![Event::Answered { number, by: by.clone(), verdict, note, at: cx.now }])
    }

    /// What happens to a question that was not answered in time. `unfit` are those on the ladder and among the
    /// executives who cannot answer. Nothing: it was answered, is at the top, or was moved since.
    #[must_use]
    pub fn due(
        &self,
        number: u32,
        unfit: &BTreeSet<PersonId>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        match self.questions.get(&number) {
            Some(question) if question.until.is_some_and(|until| until <= cx.now) => {
                vec![go_on(number, question, unfit, scene, cx)]
            }
            _ => Vec::new(),
        }
    }

    fn lose(
        &self,
        person: &PersonId,
        unfit: &BTreeSet<PersonId>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        self.open()
            .filter_map(|(number, question)| match question.by == *person {
                true => Some(Event::Withdrawn { number }),
                false => (question.addressee() == Some(person))
                    .then(|| go_on(number, question, unfit, scene, cx)),
            })
            .collect()
    }
}

/// A question goes on to whoever is next.
fn go_on(
    number: u32,
    question: &Question,
    unfit: &BTreeSet<PersonId>,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Event {
    let ladder = Ladder { by: &question.by, asked: &question.asked, unfit, scene, cx };
    let mut ladder = ladder.climb();
    match ladder.next() {
        Some(to) => {
            let until = later(cx.now, cx.policy.waits.ask);
            Event::Climbed { number, to, until, next: ladder.next() }
        }
        None => Event::ReachedTop { number },
    }
}

fn may_answer(question: &Question, by: &PersonId, scene: &Scene<'_>, cx: Context<'_>) -> bool {
    question.asked.contains(by)
        || scene.commander == Some(by)
        || scene.standing.duty_commander
        || scene.standing.on_shift
        || cx.policy.ladder.contains(by)
}

/// Whom a question goes to: who commands, then the ladder, then the executives. Nobody twice, not the asker, and
/// nobody whose account is gone.
struct Ladder<'a> {
    by: &'a PersonId,
    asked: &'a [PersonId],
    unfit: &'a BTreeSet<PersonId>,
    scene: &'a Scene<'a>,
    cx: Context<'a>,
}

impl<'a> Ladder<'a> {
    /// Those who are left, in order.
    fn climb(self) -> impl Iterator<Item = PersonId> + 'a {
        let mut met = BTreeSet::from([self.by]);
        met.extend(self.asked);
        met.extend(self.unfit);
        let policy = self.cx.policy;
        self.scene
            .commander
            .into_iter()
            .chain(&policy.ladder)
            .chain(&policy.executives)
            .filter(move |person| met.insert(person))
            .cloned()
    }
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
            Command::Ask { text, alert, likely, unfit } => {
                self.ask((text, *alert), likely, unfit, scene, cx)
            }
            Command::Answer { number, verdict, note } => {
                self.answer(*number, *verdict, note.as_deref(), scene, cx)
            }
            Command::Link { number, incident, settles } => Ok(match self.questions.get(number) {
                Some(question) if question.incident.is_none() => vec![Event::Linked {
                    number: *number,
                    incident: *incident,
                    settles: *settles && question.is_open(),
                }],
                _ => Vec::new(),
            }),
            Command::LosePerson { person, unfit } => Ok(self.lose(person, unfit, scene, cx)),
        }
    }

    fn evolve(&mut self, event: &Event) {
        if let Event::Asked { number, by, at, text, alert, to, likely, until, .. } = event {
            let question = Question {
                asked_at: *at,
                by: by.clone(),
                text: text.clone(),
                alert: *alert,
                likely: likely.clone(),
                asked: to.iter().cloned().collect(),
                until: *until,
                at_top: false,
                answer: None,
                incident: None,
                settled: false,
                withdrawn: false,
            };
            return self.keep(*number, question);
        }
        let Some(question) = self.questions.get_mut(&event.number()) else { return };
        match event {
            Event::Asked { .. } => {}
            Event::Climbed { to, until, .. } => {
                question.asked.push(to.clone());
                question.until = Some(*until);
            }
            Event::ReachedTop { .. } => {
                question.at_top = true;
                question.until = None;
            }
            Event::Answered { by, verdict, at, .. } => {
                question.answer = Some(GivenAnswer { by: by.clone(), verdict: *verdict, at: *at });
                question.until = None;
            }
            Event::Linked { incident, settles, .. } => {
                question.incident = Some(*incident);
                question.settled = *settles;
                if *settles {
                    question.until = None;
                }
            }
            Event::Withdrawn { .. } => {
                question.withdrawn = true;
                question.until = None;
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        show::reaction(self, event, scene, cx)
    }

    fn tell(event: &Event) -> Text {
        event.tell()
    }
}

impl Asks {
    /// Keeps a question. The oldest that waits for nothing is forgotten for it.
    fn keep(&mut self, number: u32, question: Question) {
        self.issued = number;
        if self.questions.len() >= ASKS_KEPT_MAX {
            let settled = |(_, question): &(&u32, &Question)| !question.is_open();
            let oldest = self.questions.iter().find(settled).map(|(number, _)| *number);
            oldest.map(|number| self.questions.remove(&number));
        }
        self.questions.insert(number, question);
    }
}

#[cfg(test)]
mod tests;
