//! The postmortem, drafted from the record (Feature F3).
//!
//! What the record knows is written down: what happened when, who had which role, what was tried, what the public
//! read, what was decided against which objections, what is left to do, what could not be done. What it
//! cannot know (the cause, the lessons) is named as missing and left to people.
//!
//! The draft is about the incident's own stream. From the emergency channel it takes names, and the question or alert
//! that led to the incident; from other incidents nothing.

mod gather;
mod markdown;
mod selection;

use jiff::{SignedDuration, Timestamp};

use crate::history::History;
use crate::ids::IncidentId;
use crate::incident::Phase;
use crate::message::DRILL_MARK;
use crate::metrics::Metrics;
use crate::people::Role;
use crate::public_update::PublicPhase;
use crate::severity::Severity;
use crate::text::Text;

/// Longest part of a tool's output that is quoted, in characters. The transcript has all of it.
pub const OUTPUT_QUOTED_CHARS_MAX: usize = 200;

/// A moment, who, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What, with names written out.
    pub text: Text,
}

/// Where the summary comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SummarySource {
    /// The all clear.
    AllClear,
    /// The last update in the room: no all clear with a summary was given.
    LastUpdate,
}

/// What it was and what ended it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// In the words of whoever gave it.
    pub text: String,
    /// Where they stand.
    pub source: SummarySource,
}

/// How long somebody commanded or had a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The role. None: the incident commander.
    pub role: Option<Role>,
    /// Who.
    pub person: String,
    /// From when.
    pub from: Timestamp,
    /// Until when. None: to the end.
    pub until: Option<Timestamp>,
}

/// A tool run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// Its number within the incident.
    pub number: u32,
    /// When it was asked for.
    pub at: Timestamp,
    /// By whom.
    pub who: String,
    /// The command with its arguments.
    pub command: String,
    /// Who confirmed it, where that was needed and done.
    pub confirmed_by: Option<String>,
    /// What came of it: `ok`, `failed`, or why nobody knows.
    pub outcome: String,
    /// The first line of its output, cut to [`OUTPUT_QUOTED_CHARS_MAX`].
    pub output: Option<String>,
}

/// A CAN report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// When.
    pub at: Timestamp,
    /// Who gave it.
    pub who: String,
    /// What they saw.
    pub conditions: String,
    /// What they did.
    pub actions: String,
    /// What they needed.
    pub needs: String,
}

/// A public update: what was to be read outside, and whether it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicWords {
    /// Its number within the incident.
    pub number: u32,
    /// How far the incident was, for the public.
    pub phase: PublicPhase,
    /// The latest text.
    pub text: String,
    /// Who drafted it.
    pub drafted_by: String,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// When it was published. None: it was not, or nobody knows.
    pub published_at: Option<Timestamp>,
    /// Where it can be read.
    pub address: Option<String>,
    /// What became of it where it was not published.
    pub fate: String,
}

/// A follow-up and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Its number within the incident.
    pub number: u32,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// Its ticket.
    pub ticket: Option<String>,
    /// Where the ticket can be read.
    pub address: Option<String>,
    /// Whether it is closed.
    pub closed: bool,
}

/// Somebody who said or did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub name: String,
    /// How many messages they wrote. Those that were not let through do not count.
    pub messages: u64,
    /// How often they did something else: ran a tool, voted, took a role.
    pub deeds: u64,
}

/// The postmortem. See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postmortem {
    /// The incident.
    pub incident: IncidentId,
    /// As people call it, for example `hot-330`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether it was practice.
    pub drill: bool,
    /// How bad it was, as last decided.
    pub severity: Severity,
    /// How bad it was thought to be, from the first to the last decision.
    pub severities: Vec<(Timestamp, Severity)>,
    /// How far it is.
    pub phase: Phase,
    /// Its ticket.
    pub ticket: Option<String>,
    /// Where the ticket can be read.
    pub ticket_address: Option<String>,
    /// The component that it was declared against.
    pub component: Option<String>,
    /// What it was and what ended it.
    pub summary: Option<Summary>,
    /// Its moments and durations.
    pub metrics: Metrics,
    /// The moments that matter, in order.
    pub timeline: Vec<Told>,
    /// Who commanded and who had which role.
    pub duties: Vec<Duty>,
    /// What was run.
    pub tried: Vec<Tried>,
    /// What was reported.
    pub reports: Vec<Report>,
    /// What the public was to read.
    pub public: Vec<PublicWords>,
    /// What was decided, and what was said against it.
    pub decisions: Vec<Told>,
    /// What is left to do.
    pub follow_ups: Vec<FollowUp>,
    /// Who took part, those who did most first.
    pub participants: Vec<Participant>,
    /// How many were brought in and neither said nor did anything.
    pub silent: usize,
    /// What could not be done.
    pub gaps: Vec<Told>,
    /// The moment of the last entry that the draft was made from.
    pub as_of: Timestamp,
    /// How many entries the draft was made from.
    pub entries: u64,
    /// The hash of the last of them: an anchor by which a later change of the record is seen (attack case H4).
    pub head: String,
}

impl Postmortem {
    /// Drafts the postmortem of an incident. None where the history does not hold its opening.
    #[must_use]
    pub fn of(history: &History<'_>, incident: IncidentId) -> Option<Self> {
        gather::gather(history, incident)
    }

    /// What stands over it: `Postmortem hot-330: checkout is slow`, marked where it was practice.
    #[must_use]
    pub fn heading(&self) -> String {
        let mark = if self.drill { DRILL_MARK } else { "" };
        format!("{mark}Postmortem {}: {}", self.name, self.title)
    }

    /// From the detection to the all clear. None while it is open.
    #[must_use]
    pub fn duration(&self) -> Option<SignedDuration> {
        let span = self.metrics.detected_at?.duration_until(self.metrics.resolved_at?);
        Some(span.max(SignedDuration::ZERO))
    }

    /// The postmortem as Markdown. The same history gives the same bytes.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::render(self)
    }
}

#[cfg(test)]
mod tests;
