//! A group of alerts and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alerts::event::Opening;
use crate::ids::{ComponentId, IncidentId, PersonId, TeamId};
use crate::severity::Severity;

/// How a group is shown in its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// By a message of its own.
    Posted,
    /// As a line of a storm notice.
    Listed,
    /// Not at all: it was muted when it came.
    Muted,
}

/// Who took something in hand, and when. Nobody: the source says so, without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Who.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Alerts that belong together, from the first that fires until the last has resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertGroup {
    /// Who reports it.
    pub source: String,
    /// What it is grouped by within its source.
    pub group: String,
    /// The team in whose room it is shown. None: the emergency channel.
    pub team: Option<TeamId>,
    /// What its first alert said.
    pub title: String,
    /// What its first alert said at length.
    pub description: String,
    /// The component of its first alert.
    pub component: Option<ComponentId>,
    /// The worst that any of its alerts claimed.
    pub severity: Option<Severity>,
    /// What else its first alert said.
    pub labels: BTreeMap<String, String>,
    /// Where to read more.
    pub links: Vec<(String, String)>,
    /// The graph that is being fetched.
    pub chart: Option<String>,
    /// Whether it asked for a hot room.
    pub critical: bool,
    /// Those that are firing, by fingerprint of their key.
    pub(super) instances: BTreeSet<u64>,
    /// The keys of the first that are firing, for the source. At most
    /// [`ACKNOWLEDGED_AT_SOURCE_MAX`](super::ACKNOWLEDGED_AT_SOURCE_MAX).
    pub(super) keys: Vec<String>,
    /// How many different alerts it has had.
    pub alerts: u32,
    /// How often an alert came again while it was firing.
    pub repeats: u32,
    /// Who has it.
    pub acknowledged: Option<Hold>,
    /// Until when the room is left in peace about it.
    pub muted_until: Option<Timestamp>,
    /// Who asked the commander about it.
    pub asked: Option<Hold>,
    /// The incident declared over it.
    pub incident: Option<IncidentId>,
    /// Why its source was not told that somebody has it.
    pub not_told: Option<String>,
    /// When it first fired, by our clock.
    pub first_at: Timestamp,
    /// When it last fired or resolved, by our clock.
    pub last_at: Timestamp,
    /// How it is shown.
    pub shown: Shown,
    /// Whether its message is behind.
    pub(super) dirty: bool,
}

impl AlertGroup {
    pub(super) fn new(opening: &Opening) -> Self {
        Self {
            source: opening.source.clone(),
            group: opening.group.clone(),
            team: opening.team.clone(),
            title: opening.title.clone(),
            description: opening.description.clone(),
            component: opening.component.clone(),
            severity: opening.severity,
            labels: opening.labels.clone(),
            links: opening.links.clone(),
            chart: opening.chart.clone(),
            critical: opening.critical,
            instances: BTreeSet::new(),
            keys: Vec::new(),
            alerts: 0,
            repeats: 0,
            acknowledged: None,
            muted_until: opening.muted_until,
            asked: None,
            incident: None,
            not_told: None,
            first_at: opening.at,
            last_at: opening.at,
            shown: opening.shown,
            dirty: false,
        }
    }

    /// Whether all its alerts have resolved.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.instances.is_empty()
    }

    /// How many of its alerts are firing.
    #[must_use]
    pub fn firing(&self) -> usize {
        self.instances.len()
    }

    /// Whether the room is to be left in peace about it at this moment.
    #[must_use]
    pub fn is_muted(&self, now: Timestamp) -> bool {
        self.muted_until.is_some_and(|until| now < until)
    }
}
