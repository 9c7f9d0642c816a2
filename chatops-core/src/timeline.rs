//! The timeline: everything that happened, one line each (Feature F1).
//!
//! It is a pure fold of the journal's entries: the same entries give the same bytes, so that whoever holds the
//! journal can rebuild the timeline and compare. Each line bears the hash of its entry, which seals the one
//! before it in its stream (see [`crate::wire`]).
//!
//! Left out is only what nobody did and nobody saw: the platform's id of a message of ours.

use jiff::Timestamp;
use serde::Serialize;

use crate::history::{Happened, History, Moment, Names};
use crate::{emergency_channel, incident, rooms};

/// One line of the timeline. The order of the fields is the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// The place of its entry in the journal. Later lines have larger ones; gaps are lines left out.
    pub seq: i64,
    /// When it happened, written as RFC 3339 in UTC.
    pub at: Timestamp,
    /// What kind of event it is, for example `handover.offered`.
    pub kind: String,
    /// Who did it: a person's name, the name of a service, or [`CLOCKWORK`](crate::history::CLOCKWORK).
    pub actor: String,
    /// The incident in which it happened or which it is about, as people call it (`hot-330`).
    pub incident: Option<String>,
    /// The name of the room in which it happened.
    pub room: Option<String>,
    /// What happened, on one line.
    pub text: String,
    /// The hash of its entry, in hexadecimal.
    pub hash: String,
}

impl TimelineEntry {
    /// The line of one moment. None where it is left out.
    #[must_use]
    pub fn of(moment: &Moment<'_>, names: &Names) -> Option<Self> {
        if is_plumbing(&moment.happened) {
            return None;
        }
        Some(Self {
            seq: moment.entry.position,
            at: moment.at(),
            kind: moment.entry.entry.kind.clone(),
            actor: names.actor(moment.actor()),
            incident: moment.happened.incident().map(|id| names.incident(&id)),
            room: moment.happened.room().map(|room| names.room(&room)),
            text: names.write(&moment.happened.tell()),
            hash: moment.entry.hash.clone(),
        })
    }
}

/// Which of our messages has which id on the platform: needed to act on it, of no interest to a reader.
fn is_plumbing(happened: &Happened) -> bool {
    matches!(
        happened,
        Happened::Channel(emergency_channel::Event::Room(rooms::Event::Posted { .. }))
            | Happened::Incident(_, incident::Event::Room(rooms::Event::Posted { .. }))
    )
}

/// The timeline. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Timeline {
    entries: Vec<TimelineEntry>,
}

impl Timeline {
    /// The timeline of a history.
    #[must_use]
    pub fn of(history: &History<'_>) -> Self {
        let names = history.names();
        let lines = history.moments().iter();
        Self { entries: lines.filter_map(|moment| TimelineEntry::of(moment, names)).collect() }
    }

    /// Its lines, in the order of the journal.
    #[must_use]
    pub fn entries(&self) -> &[TimelineEntry] {
        &self.entries
    }

    /// The timeline as JSON: an array, indented by two spaces, with a line feed at the end. The same timeline gives
    /// the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: writing it cannot fail.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

#[cfg(test)]
mod tests;
