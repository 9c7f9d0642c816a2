//! The timeline: everything that happened, one line each (Feature F1).
//!
//! It is a pure fold of the journal's entries: the same entries give the same bytes, so that whoever holds the
//! journal can rebuild the timeline and compare. Every entry has its line: from the first to the last no number is
//! missing.
//!
//! Each line bears the hash of its entry. It is the end of a chain: SHA-256 over the hash before it in its stream (the
//! emergency channel, or one incident), over who, when and what kind, and over a salted commitment to the words (see
//! [`crate::wire`]). The salts stand in the journal and not here, so that words can be erased and the chain still
//! holds; it is therefore verified where the journal is, and a hash that was written down elsewhere (at the end of a
//! postmortem) is found again here.

use jiff::Timestamp;
use serde::Serialize;

use crate::history::{History, Moment, Names};

/// One line of the timeline. The order of the fields is the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// The place of its entry in the journal, from 1 and without gaps.
    pub seq: i64,
    /// When it happened, written as RFC 3339 in UTC.
    pub at: Timestamp,
    /// What kind of event it is, for example `handover.offered`.
    pub kind: String,
    /// Who did it: a person's name, the name of a service, or [`CHATOPS`](crate::history::CHATOPS), with the person
    /// for whom it was done: `chatops, for Ann Lee`.
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
    /// The line of one moment.
    #[must_use]
    pub fn of(moment: &Moment<'_>, names: &Names) -> Self {
        Self {
            seq: moment.entry.position,
            at: moment.at(),
            kind: moment.entry.entry.kind.clone(),
            actor: names.author(moment),
            incident: moment.happened.incident().map(|id| names.incident(&id)),
            room: moment.happened.room().map(|room| names.room(&room)),
            text: names.write(&moment.tell()),
            hash: moment.entry.hash.clone(),
        }
    }
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
        Self { entries: lines.map(|moment| TimelineEntry::of(moment, names)).collect() }
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
