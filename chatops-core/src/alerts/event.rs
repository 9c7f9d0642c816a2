//! What happened to the alerts, and how the timeline says it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alerts::group::{Described, Shown};
use crate::asks::Verdict;
use crate::ids::{ComponentId, IncidentId, PersonId, TeamId};
use crate::message::Picture;
use crate::severity::Severity;
use crate::text::Text;

/// The first alert of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The number of the group.
    pub number: u32,
    /// Who reports it.
    pub source: String,
    /// What it is grouped by.
    pub group: String,
    /// The identity of the alert.
    pub key: String,
    /// The team in whose room it is shown. None: the emergency channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// What it says.
    pub title: String,
    /// What it says at length.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The component that hurts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// How bad its source thinks it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What else is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(String, String)>,
    /// The graph that is fetched with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<String>,
    /// Whether it asks for a hot room (Feature C3): at most one firing group does for a component.
    /// Whether the component has an open incident already, the aggregate knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub critical: bool,
    /// How it is shown.
    pub shown: Shown,
    /// The mute it takes over from the same group before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<Timestamp>,
    /// Since when, as its source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// How many more alerts of the group the source left out of its report.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: u32,
    /// When it came.
    pub at: Timestamp,
}

impl Opening {
    /// Since when it fires: as its source says, else since it came.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        self.started_at.filter(|started| *started < self.at).unwrap_or(self.at)
    }

    /// The alert as its source describes it.
    pub(super) fn described(&self) -> Described {
        Described {
            title: self.title.clone(),
            description: self.description.clone(),
            severity: self.severity,
            labels: self.labels.clone(),
            links: self.links.clone(),
            since: self.since(),
        }
    }
}

/// What the notice of a storm says in one room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The number by which its message is found again.
    pub number: u32,
    /// The team in whose room it is shown. None: the emergency channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Whether it is posted only now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first: bool,
    /// How many groups the storm has brought here.
    pub groups: u32,
    /// How many alerts more were only counted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// What happened to the alerts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The first alert of a group fired.
    Opened(Box<Opening>),
    /// Another alert of a group fired.
    Fired {
        /// The number of the group.
        number: u32,
        /// The identity of the alert.
        key: String,
        /// How bad it is, where that is worse than the group ever was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        severity: Option<Severity>,
        /// What it says, where the group's message has a place for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        described: Option<Box<Described>>,
        /// Whether it asks for a hot room; see [`Opening::critical`].
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        critical: bool,
        /// Whether the group's message is posted only now: it came in a storm that is over.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        posted: bool,
        /// When.
        at: Timestamp,
    },
    /// An alert came again while it was firing.
    Repeated {
        /// The number of the group.
        number: u32,
        /// The identity of the alert.
        key: String,
        /// What it says, where that is new.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        described: Option<Box<Described>>,
        /// When.
        at: Timestamp,
    },
    /// The source leaves so many more alerts of the group out of its reports, or no longer does.
    Truncated {
        /// The number of the group.
        number: u32,
        /// How many.
        left_out: u32,
    },
    /// An alert is over.
    Resolved {
        /// The number of the group.
        number: u32,
        /// The identity of the alert.
        key: String,
        /// Whether it was the last one of the group and the room is told at once.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        announced: bool,
        /// Whether the room of its incident is told at once.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        told: bool,
        /// When.
        at: Timestamp,
    },
    /// An alert of a new group came, and [`GROUPS_MAX`](super::GROUPS_MAX) groups are firing: it is
    /// only counted.
    LeftOut {
        /// Who reports it.
        source: String,
        /// The identity of the alert.
        key: String,
        /// What it says.
        title: String,
        /// The team that owns it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<TeamId>,
        /// The component that hurts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<ComponentId>,
        /// Whether it asks for a hot room; see [`Opening::critical`]. It may ask again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        critical: bool,
        /// When.
        at: Timestamp,
    },
    /// Too many groups at once: from now on they are listed instead of posted.
    StormBegan {
        /// When.
        at: Timestamp,
    },
    /// A room is told of the storm.
    StormNoticed {
        /// What it is told.
        notice: Notice,
        /// When.
        at: Timestamp,
    },
    /// Something has changed that the rooms will be shown.
    DigestDue {
        /// When they will be.
        at: Timestamp,
    },
    /// The rooms were shown what has changed.
    Digested {
        /// The notices of the storm that were brought up to date.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        notices: Vec<Notice>,
        /// The groups whose messages were brought up to date.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<u32>,
        /// The groups that are over, as the rooms of their incidents were told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        told: Vec<u32>,
        /// When.
        at: Timestamp,
    },
    /// New groups come at a bearable pace again: they are posted.
    StormEnded {
        /// What the rooms are told last.
        notices: Vec<Notice>,
        /// When it began.
        since: Timestamp,
        /// When it ended.
        at: Timestamp,
    },
    /// Somebody has it.
    Acknowledged {
        /// The number of the group.
        number: u32,
        /// Who; nobody: the source says so, without a name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// The room is left in peace about it.
    Muted {
        /// The number of the group.
        number: u32,
        /// Who asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// Until when.
        until: Timestamp,
    },
    /// The mute has ended, and it is still firing.
    MuteEnded {
        /// The number of the group.
        number: u32,
        /// Whether its message is posted only now.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        posted: bool,
        /// When.
        at: Timestamp,
    },
    /// Somebody wants the commander to judge it.
    CommanderAsked {
        /// The number of the group.
        number: u32,
        /// Who.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// The commander judged it.
    CommanderAnswered {
        /// The number of the group.
        number: u32,
        /// Who.
        by: PersonId,
        /// What they said.
        verdict: Verdict,
        /// When.
        at: Timestamp,
    },
    /// An incident was declared over it.
    Declared {
        /// The number of the group.
        number: u32,
        /// The incident.
        incident: IncidentId,
    },
    /// An open incident works on the same component, or on the same group before.
    Joined {
        /// The numbers of the groups.
        numbers: Vec<u32>,
        /// The incident.
        incident: IncidentId,
        /// Whether its room is told that this one fires.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        told: bool,
        /// When.
        at: Timestamp,
    },
    /// Their incident is over, and they still fire.
    Released {
        /// The numbers of the groups.
        numbers: Vec<u32>,
        /// The incident.
        incident: IncidentId,
    },
    /// Open incidents may be about the same.
    LikelyFound {
        /// The number of the group.
        number: u32,
        /// The incidents.
        incidents: BTreeSet<IncidentId>,
    },
    /// The graph of the alert is there.
    ChartArrived {
        /// The number of the group.
        number: u32,
        /// The graph.
        picture: Picture,
    },
    /// There is no graph of the alert.
    ChartMissing {
        /// The number of the group.
        number: u32,
        /// Why.
        reason: String,
    },
    /// The source was not told that somebody has it.
    SourceNotTold {
        /// The number of the group.
        number: u32,
        /// Why.
        reason: String,
    },
}

impl Event {
    /// One line for the timeline.
    pub(super) fn tell(&self) -> Text {
        let alert =
            |number: &u32, words: &str| Text::new().plain(format!("Alert {number} {words}"));
        match self {
            Self::Opened(opening) => alert(&opening.number, "fired: ").plain(opening.title.clone()),
            Self::Fired { number, key, .. } => alert(number, "fired as well: ").code(key.clone()),
            Self::Repeated { number, key, .. } => alert(number, "fires on: ").code(key.clone()),
            Self::Truncated { number, left_out } => {
                alert(number, &format!("has {left_out} more that its source leaves out."))
            }
            Self::Resolved { number, key, .. } => alert(number, "resolved: ").code(key.clone()),
            Self::LeftOut { title, .. } => Text::new()
                .plain(format!("An alert was only counted, too many are firing: {title}")),
            Self::StormBegan { .. } => {
                Text::new().plain("Alert storm: new alerts are listed instead of posted.")
            }
            Self::StormNoticed { notice, .. } => {
                Text::new().plain(format!("{} is told of the alert storm.", whose(notice)))
            }
            Self::DigestDue { at } => {
                Text::new().plain("Alerts will be brought up to date at ").time(*at)
            }
            Self::Digested { notices, groups, told, .. } => Text::new().plain(format!(
                "Alerts brought up to date: {} messages, {} storm notices, {} hot rooms told.",
                groups.len(),
                notices.len(),
                told.len()
            )),
            Self::StormEnded { since, .. } => {
                Text::new().plain("The alert storm is over. It began at ").time(*since)
            }
            Self::Acknowledged { number, .. } => alert(number, "acknowledged."),
            Self::Muted { number, until, .. } => alert(number, "muted until ").time(*until),
            Self::MuteEnded { number, .. } => alert(number, "is no longer muted, and still fires."),
            Self::CommanderAsked { number, .. } => alert(number, "brought before the commander."),
            Self::CommanderAnswered { number, verdict, .. } => {
                alert(number, "judged by the commander: ").plain(verdict.to_string())
            }
            Self::Declared { number, .. } => alert(number, "has its incident."),
            Self::Joined { numbers, .. } => match numbers.as_slice() {
                [one] => alert(one, "belongs to an open incident."),
                many => several(many, "belong to an open incident."),
            },
            Self::Released { numbers, .. } => match numbers.as_slice() {
                [one] => alert(one, "fires on after the end of its incident."),
                many => several(many, "fire on after the end of their incident."),
            },
            Self::LikelyFound { number, .. } => {
                alert(number, "may be about the same as an open incident.")
            }
            Self::ChartArrived { number, .. } => alert(number, "shown as a graph."),
            Self::ChartMissing { number, reason } => {
                alert(number, "has no graph: ").plain(reason.clone())
            }
            Self::SourceNotTold { number, reason } => {
                alert(number, "not acknowledged at its source: ").plain(reason.clone())
            }
        }
    }
}

fn several(numbers: &[u32], words: &str) -> Text {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    Text::new().plain(format!("Alerts {} {words}", numbers.join(", ")))
}

fn whose(notice: &Notice) -> String {
    match &notice.team {
        Some(team) => format!("The team {team}"),
        None => String::from("The emergency channel"),
    }
}
