//! What happened to a question, and how the timeline says it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Likely, Verdict};
use crate::ids::{IncidentId, PersonId};
use crate::text::Text;

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
        /// The alert group it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alert: Option<u32>,
        /// Whom it went to. Nobody: there is no commander, and the ladder is empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<PersonId>,
        /// What may be the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        likely: Vec<Likely>,
        /// When it goes on. Nothing where it went to nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// Whom it goes on to then. Nobody: to the emergency channel.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<PersonId>,
    },
    /// It was not answered in time, or cannot be answered any more by whom it was sent to: it went on.
    Climbed {
        /// The number of the question.
        number: u32,
        /// Whom it went to.
        to: PersonId,
        /// When it goes on again.
        until: Timestamp,
        /// Whom it goes on to then. Nobody: to the emergency channel.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<PersonId>,
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
        /// When.
        at: Timestamp,
    },
    /// There is an incident about it, or about what is likely the same.
    Linked {
        /// The number of the question.
        number: u32,
        /// The incident.
        incident: IncidentId,
        /// Whether it is surely about it, so that nothing is left to answer.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        settles: bool,
    },
    /// Who asked is no longer of the company, and it was not answered yet.
    Withdrawn {
        /// The number of the question.
        number: u32,
    },
}

impl Event {
    /// The number of the question.
    #[must_use]
    pub fn number(&self) -> u32 {
        match self {
            Self::Asked { number, .. }
            | Self::Climbed { number, .. }
            | Self::ReachedTop { number }
            | Self::Answered { number, .. }
            | Self::Linked { number, .. }
            | Self::Withdrawn { number } => *number,
        }
    }

    /// One line for the timeline.
    pub(super) fn tell(&self) -> Text {
        match self {
            Self::Asked { number, text, to, .. } => {
                let line = Text::new().plain(format!("Question {number}"));
                let line = match to {
                    Some(to) => line.plain(" to ").name(to),
                    None => line,
                };
                line.plain(format!(": {text}"))
            }
            Self::Climbed { number, to, .. } => Text::new()
                .plain(format!("Question {number} was not answered and went on to "))
                .name(to)
                .plain("."),
            Self::ReachedTop { number } => {
                Text::new().plain(format!("Question {number} found nobody left to answer it."))
            }
            Self::Answered { number, verdict, note, .. } => {
                let line = Text::new().plain(format!("Question {number} answered: {verdict}"));
                match note {
                    Some(note) => line.plain(format!(" – {note}")),
                    None => line.plain("."),
                }
            }
            Self::Linked { number, .. } => {
                Text::new().plain(format!("Question {number} belongs to an incident."))
            }
            Self::Withdrawn { number } => Text::new()
                .plain(format!("Question {number} is off: who asked is no longer of the company.")),
        }
    }
}
