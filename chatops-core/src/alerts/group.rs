//! A group of alerts and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::signal::Signal;
use crate::alerts::event::Opening;
use crate::asks::Verdict;
use crate::ids::{ComponentId, IncidentId, PersonId, TeamId};
use crate::severity::Severity;

/// Most alerts of a group whose words are kept and shown: what a telephone shows at once. Further ones are counted.
pub const LISTED_ALERTS_MAX: usize = 5;

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

/// What the commander said about a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Who said it.
    pub by: PersonId,
    /// What.
    pub verdict: Verdict,
    /// When.
    pub at: Timestamp,
}

/// One alert, as its source last described it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// What it says.
    pub title: String,
    /// What it says at length.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// How bad its source thinks it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What else is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(String, String)>,
    /// Since when: as its source says, else since it came.
    pub since: Timestamp,
}

impl Described {
    /// The alert of a signal that came at this moment.
    pub(super) fn of(signal: &Signal, now: Timestamp) -> Self {
        Self {
            title: signal.title.clone(),
            description: signal.description.clone(),
            severity: signal.severity,
            labels: signal.labels.clone(),
            links: signal.links.clone(),
            since: signal.began(now),
        }
    }

    /// Whether another description says the same: since when is no matter of words.
    fn says_the_same(&self, other: &Self) -> bool {
        *self == Self { since: self.since, ..other.clone() }
    }
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
    /// What the worst of its alerts says; once all are over, what the last one said.
    pub title: String,
    /// The component of its first alert.
    pub component: Option<ComponentId>,
    /// The worst that any of its alerts ever claimed.
    worst: Option<Severity>,
    /// The graph that is being fetched.
    pub chart: Option<String>,
    /// Whether it asked for a hot room.
    pub critical: bool,
    /// Those that are firing, by fingerprint of their key, with the moment of their last report.
    pub(super) instances: BTreeMap<u64, Timestamp>,
    /// The first that are firing, by fingerprint, as described; once all are over, the last one. At most
    /// [`LISTED_ALERTS_MAX`].
    listed: Vec<(u64, Described)>,
    /// The keys of the first that are firing, for the source. At most
    /// [`ACKNOWLEDGED_AT_SOURCE_MAX`](super::ACKNOWLEDGED_AT_SOURCE_MAX).
    pub(super) keys: Vec<String>,
    /// How many different alerts it has had.
    pub alerts: u32,
    /// How often an alert came again while it was firing.
    pub repeats: u32,
    /// How many more alerts its source leaves out of its reports.
    pub left_out: u32,
    /// Who has it.
    pub acknowledged: Option<Hold>,
    /// Until when the room is left in peace about it.
    pub muted_until: Option<Timestamp>,
    /// Who asked the commander about it. Nobody once that is answered.
    pub asked: Option<Hold>,
    /// What the commander said last.
    pub judged: Option<Judged>,
    /// The incident that works on it.
    pub incident: Option<IncidentId>,
    /// Open incidents that may be about the same.
    pub likely: BTreeSet<IncidentId>,
    /// Why its source was not told that somebody has it.
    pub not_told: Option<String>,
    /// Since when its first alert fires: as the source says, else when it came.
    pub since: Timestamp,
    /// When it first came, by our clock.
    pub first_at: Timestamp,
    /// When it last fired or resolved, by our clock.
    pub last_at: Timestamp,
    /// How it is shown.
    pub shown: Shown,
    /// Whether its message is behind.
    pub(super) dirty: bool,
    /// Whether its incident's room has yet to be told that it is over.
    pub(super) owed: bool,
}

impl AlertGroup {
    pub(super) fn new(opening: &Opening) -> Self {
        Self {
            source: opening.source.clone(),
            group: opening.group.clone(),
            team: opening.team.clone(),
            title: opening.title.clone(),
            component: opening.component.clone(),
            worst: opening.severity,
            chart: opening.chart.clone(),
            critical: opening.critical,
            instances: BTreeMap::new(),
            listed: Vec::new(),
            keys: Vec::new(),
            alerts: 0,
            repeats: 0,
            left_out: opening.left_out,
            acknowledged: None,
            muted_until: opening.muted_until,
            asked: None,
            judged: None,
            incident: None,
            likely: BTreeSet::new(),
            not_told: None,
            since: opening.since(),
            first_at: opening.at,
            last_at: opening.at,
            shown: opening.shown,
            dirty: false,
            owed: false,
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

    /// The first of its alerts that are firing, in the order in which they came; of a group that is over the
    /// last one. At most [`LISTED_ALERTS_MAX`].
    pub fn listed(&self) -> impl Iterator<Item = &Described> {
        self.listed.iter().map(|(_, described)| described)
    }

    /// How bad it is: the worst of what is firing, as far as its words are kept, else the worst ever claimed.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        match !self.is_over() && self.listed.len() == self.firing() {
            true => self.listed().filter_map(|one| one.severity).min(),
            false => self.worst,
        }
    }

    /// Whether the room is to be left in peace about it at this moment.
    #[must_use]
    pub fn is_muted(&self, now: Timestamp) -> bool {
        self.muted_until.is_some_and(|until| now < until)
    }

    /// What a report says of one of its alerts that was not known yet. Nothing: there is no place to keep it.
    pub(super) fn news(&self, key: u64, signal: &Signal, now: Timestamp) -> Option<Described> {
        let said = Described::of(signal, now);
        match self.listed.iter().find(|(known, _)| *known == key) {
            Some((_, before)) => {
                (!before.says_the_same(&said)).then_some(Described { since: before.since, ..said })
            }
            None => (self.listed.len() < LISTED_ALERTS_MAX).then_some(said),
        }
    }

    /// Keeps what an alert says now.
    pub(super) fn describe(&mut self, key: u64, described: Described) {
        self.worst = [self.worst, described.severity].into_iter().flatten().min();
        self.since = self.since.min(described.since);
        match self.listed.iter_mut().find(|(known, _)| *known == key) {
            Some((_, before)) => *before = described,
            None => self.listed.push((key, described)),
        }
        self.entitle();
    }

    /// Whether this is worse than what any of its alerts ever claimed.
    pub(super) fn is_worse(&self, claimed: Severity) -> bool {
        self.worst.is_none_or(|worst| claimed < worst)
    }

    /// Notes a severity that is worse than what was claimed before.
    pub(super) fn worsen(&mut self, severity: Option<Severity>) {
        self.worst = [self.worst, severity].into_iter().flatten().min();
    }

    /// Notes that one of its alerts is over.
    pub(super) fn resolve(&mut self, key: u64, at: Timestamp) -> bool {
        let fired = self.instances.remove(&key).is_some();
        if !self.is_over() {
            self.listed.retain(|(known, _)| *known != key);
            self.entitle();
        }
        self.last_at = at;
        fired
    }

    /// Its title is that of its worst alert, the oldest of these.
    fn entitle(&mut self) {
        let worst = self.listed().min_by_key(|one| one.severity.map_or(u8::MAX, Severity::number));
        if let Some(title) = worst.map(|one| one.title.clone()) {
            self.title = title;
        }
    }
}
