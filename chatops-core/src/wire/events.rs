//! Events in their stored form: kind, version, body.
//!
//! The body is the event as JSON, externally tagged. The kind is read off the tags: `handover.offered` for a feature's
//! event, `opened` for one of the aggregate's own. A golden file in the tests holds one line for every kind: a change to
//! any stored form fails there, and then needs a new version and an upcast here.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ports::journal::NewEntry;
use crate::{emergency_channel, incident};

/// Version of the events' stored form. Raised when a form changes; older ones are brought up by an upcast.
pub const EVENT_VERSION: u16 = 1;

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its kind.
    pub kind: String,
    /// Version of its form.
    pub version: u16,
    /// The event as JSON.
    pub body: String,
}

/// A stored event that this version cannot read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableEvent {
    /// It was written by a newer version.
    #[error("it was written in form {found}; this version knows forms up to {known}", known = EVENT_VERSION)]
    Newer {
        /// The form found.
        found: u16,
    },
    /// Its body is not what its kind says.
    #[error("its body does not fit its kind: {0}")]
    Malformed(String),
}

/// The aggregates' own events, whose tag is the whole kind.
const OWN: &[&str] = &["started", "shown", "opened", "named", "moved", "postmortem_published"];

/// An event of the emergency channel in its stored form.
#[must_use]
pub fn store_channel_event(event: &emergency_channel::Event) -> Stored {
    store(event)
}

/// An event of an incident in its stored form.
#[must_use]
pub fn store_incident_event(event: &incident::Event) -> Stored {
    store(event)
}

/// Reads an event of the emergency channel.
///
/// # Errors
/// [`UnreadableEvent`] where it is of a newer form or malformed.
pub fn channel_event(entry: &NewEntry) -> Result<emergency_channel::Event, UnreadableEvent> {
    read(entry)
}

/// Reads an event of an incident.
///
/// # Errors
/// [`UnreadableEvent`] where it is of a newer form or malformed.
pub fn incident_event(entry: &NewEntry) -> Result<incident::Event, UnreadableEvent> {
    read(entry)
}

/// Whether an entry closes an incident: then a journal that keeps backups makes one.
#[must_use]
pub fn closes_incident(entry: &NewEntry) -> bool {
    use incident::{Event, Phase};
    let is_close = |event| matches!(event, Event::Moved { to: Phase::Closed, .. });
    entry.kind == "moved" && incident_event(entry).is_ok_and(is_close)
}

/// Whether events of this kind exist, for those who look for one in a journal.
#[must_use]
pub fn is_kind(kind: &str) -> bool {
    let usable = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '.');
    if !kind.chars().all(usable) {
        return false;
    }
    let body = match kind.split_once('.') {
        Some((feature, event)) => format!(r#"{{"{feature}":{{"{event}":null}}}}"#),
        None if OWN.contains(&kind) => return true,
        None => return false,
    };
    fits::<emergency_channel::Event>(&body) || fits::<incident::Event>(&body)
}

/// Whether the tags of a body are known. What is behind them need not be right.
fn fits<T: DeserializeOwned>(body: &str) -> bool {
    match serde_json::from_str::<T>(body) {
        Ok(_) => true,
        Err(error) => !error.to_string().starts_with("unknown variant"),
    }
}

fn store(event: &impl Serialize) -> Stored {
    // Events are plain data with text keys; writing them as JSON cannot fail. An empty body would be
    // refused when read, so nothing could be lost silently even if it did.
    let body = serde_json::to_string(event).unwrap_or_default();
    Stored { kind: kind(&body), version: EVENT_VERSION, body }
}

fn read<T: DeserializeOwned>(entry: &NewEntry) -> Result<T, UnreadableEvent> {
    if entry.version > EVENT_VERSION {
        return Err(UnreadableEvent::Newer { found: entry.version });
    }
    serde_json::from_str(&entry.body).map_err(|error| UnreadableEvent::Malformed(error.to_string()))
}

/// The kind, read off the tags of an externally tagged body.
fn kind(body: &str) -> String {
    let mut tags = body.split('"').skip(1).step_by(2);
    let first = tags.next().unwrap_or_default();
    if OWN.contains(&first) {
        return first.to_owned();
    }
    format!("{first}.{}", tags.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{is_kind, kind};

    #[test]
    fn kinds_that_exist_are_told_from_those_that_do_not() {
        for known in ["handover.offered", "record.secret_masked", "started", "opened"] {
            assert!(is_kind(known), "{known}");
        }
        for unknown in ["", "handover", "handover.", "handover.ofered", "hand.offered", "a\"b.c"] {
            assert!(!is_kind(unknown), "{unknown}");
        }
    }

    #[test]
    fn the_kind_is_read_off_the_tags() {
        assert_eq!(kind(r#"{"handover":{"offered":{"number":1}}}"#), "handover.offered");
        assert_eq!(kind(r#"{"voice":"closed"}"#), "voice.closed");
        assert_eq!(kind(r#"{"opened":{"incident":"x"}}"#), "opened");
        assert_eq!(kind(r#""started""#), "started");
    }
}
