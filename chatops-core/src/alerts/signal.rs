//! What an alert source delivers: one alert, the same shape whatever the source.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::ComponentId;
use crate::policy::Policy;
use crate::severity::Severity;

/// Longest identity (source, key, group) that is kept as it is, in bytes. Of a longer one the start is
/// kept, with a digest of the whole in place of the rest, so that different ones stay different.
pub const IDENTITY_BYTES_MAX: usize = 512;

/// Longest title, in characters: what a telephone shows of it.
pub const TITLE_CHARS_MAX: usize = 200;

/// Longest description, in characters. The rest is behind the links.
pub const DESCRIPTION_CHARS_MAX: usize = 1_000;

/// Most labels. Sources send about ten.
pub const LABELS_MAX: usize = 30;

/// Longest name and value of a label, in characters.
pub const LABEL_CHARS_MAX: usize = 200;

/// Most links.
pub const LINKS_MAX: usize = 5;

/// Longest address, and longest description of a graph, in characters. A longer one is left out: half an
/// address leads nowhere.
pub const ADDRESS_CHARS_MAX: usize = 2_000;

/// Whether an alert is there or over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalStatus {
    /// It is there.
    Firing,
    /// It is over.
    Resolved,
}

/// One alert, as its source describes it now. What is too long is cut when it is received; see
/// [`Signal::bounded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Who reports it, for example the name of the webhook it came by.
    pub source: String,
    /// The identity of this alert within its source: the same alert again has the same key.
    pub key: String,
    /// What it is grouped by within its source. Empty: it is a group of its own.
    #[serde(default)]
    pub group: String,
    /// Whether it is there or over.
    pub status: SignalStatus,
    /// What it says, in a line. Empty: its key is shown.
    #[serde(default)]
    pub title: String,
    /// What it says at length.
    #[serde(default)]
    pub description: String,
    /// The component that hurts: its owner's room gets the alert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// How bad its source thinks it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What else is known, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Where to read more: label and address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(String, String)>,
    /// What to draw with it, in the words of the metrics source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<String>,
    /// Since when, as its source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// How many more alerts of its group the source left out of this report.
    #[serde(default)]
    pub left_out: u32,
}

impl Signal {
    /// Whether somebody must be woken for it even where nothing can be recorded: it is there, and it is on a critical
    /// component or as bad as can be (RELIABILITY X26).
    #[must_use]
    pub fn is_urgent(&self, policy: &Policy) -> bool {
        let critical = |component: &ComponentId| policy.critical_components.contains(component);
        self.status == SignalStatus::Firing
            && (self.component.as_ref().is_some_and(critical)
                || self.severity == Some(Severity::Sev1))
    }

    /// Since when it fires: as its source says, else since `now`. A source whose clock is ahead is not believed.
    #[must_use]
    pub fn began(&self, now: Timestamp) -> Timestamp {
        self.started_at.filter(|started| *started < now).unwrap_or(now)
    }

    /// The same signal within all limits of this module, with a group and a title.
    #[must_use]
    pub fn bounded(&self) -> Self {
        let group = if self.group.is_empty() { &self.key } else { &self.group };
        let title = if self.title.trim().is_empty() { &self.key } else { &self.title };
        let short = |text: &&String| text.chars().count() <= ADDRESS_CHARS_MAX;
        let labels = self.labels.iter().take(LABELS_MAX);
        let links = self.links.iter().filter(|(_, url)| short(&url)).take(LINKS_MAX);
        Self {
            source: identity(&self.source),
            key: identity(&self.key),
            group: identity(group),
            status: self.status,
            title: cut(title, TITLE_CHARS_MAX),
            description: cut(&self.description, DESCRIPTION_CHARS_MAX),
            component: self.component.clone(),
            severity: self.severity,
            labels: labels
                .map(|(name, value)| (cut(name, LABEL_CHARS_MAX), cut(value, LABEL_CHARS_MAX)))
                .collect(),
            links: links.map(|(label, url)| (cut(label, LABEL_CHARS_MAX), url.clone())).collect(),
            chart: self.chart.as_ref().filter(short).cloned(),
            started_at: self.started_at,
            left_out: self.left_out,
        }
    }
}

/// Whether this alert opens a hot room by itself: it fires, and its component is one of
/// `critical_components` (Feature C3). Whether one is open already is not asked here.
#[must_use]
pub fn wants_hot_room(signal: &Signal, policy: &Policy) -> bool {
    signal.status == SignalStatus::Firing
        && signal.component.as_ref().is_some_and(|it| policy.critical_components.contains(it))
}

/// The start of a text, with a mark where something was cut off.
pub(super) fn cut(text: &str, chars_max: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    let mut start: String = text.chars().take(chars_max.saturating_sub(1)).collect();
    start.push('…');
    start
}

fn identity(name: &str) -> String {
    if name.len() <= IDENTITY_BYTES_MAX {
        return name.to_owned();
    }
    let start: String = name.chars().take(64).collect();
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(name.as_bytes()));
    format!("{start}…{digest}")
}

/// 64 bits that tell alerts apart within a group, however long their keys. Two of
/// [`INSTANCES_MAX`](super::INSTANCES_MAX) alerts meet with a chance below one in 10^10.
pub(super) fn fingerprint(key: &str) -> u64 {
    let digest = Sha256::digest(key.as_bytes());
    digest.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal() -> Signal {
        serde_json::from_str(r#"{"source":"s","key":"k","status":"firing"}"#).unwrap()
    }

    #[test]
    fn three_fields_are_enough_for_an_alert() {
        let bounded = signal().bounded();
        assert_eq!((bounded.group.as_str(), bounded.title.as_str()), ("k", "k"));
    }

    #[test]
    fn what_is_too_long_is_cut_but_identities_stay_different() {
        let long = |end: &str| Signal {
            key: "k".repeat(5_000) + end,
            title: "t".repeat(5_000),
            description: "d".repeat(5_000),
            labels: (0..100)
                .map(|n| (format!("{n}{}", "l".repeat(500)), "v".repeat(500)))
                .collect(),
            links: vec![("long".into(), "https://".to_owned() + &"u".repeat(5_000))],
            chart: Some("c".repeat(5_000)),
            ..signal()
        };
        let (one, two) = (long("1").bounded(), long("2").bounded());
        assert_ne!(one.key, two.key);
        assert!(one.key.len() <= IDENTITY_BYTES_MAX);
        assert_eq!(one.title.chars().count(), TITLE_CHARS_MAX);
        assert_eq!(one.description.chars().count(), DESCRIPTION_CHARS_MAX);
        assert_eq!(one.labels.len(), LABELS_MAX);
        assert!(one.labels.iter().all(|(name, value)| {
            name.chars().count().max(value.chars().count()) <= LABEL_CHARS_MAX
        }));
        assert_eq!((one.links.len(), &one.chart), (0, &None));
        assert_eq!(one.bounded(), one);
    }

    #[test]
    fn a_firing_critical_component_wants_a_hot_room() {
        let component = ComponentId::new("checkout").unwrap();
        let policy =
            Policy { critical_components: [component.clone()].into(), ..Policy::default() };
        let firing = Signal { component: Some(component), ..signal() };
        assert!(wants_hot_room(&firing, &policy));
        assert!(!wants_hot_room(&firing, &Policy::default()));
        assert!(!wants_hot_room(&signal(), &policy));
        let over = Signal { status: SignalStatus::Resolved, ..firing };
        assert!(!wants_hot_room(&over, &policy));
    }
}
