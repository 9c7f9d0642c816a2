//! What happened to the alerts, and how the timeline says it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alerts::group::Shown;
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
    /// When it came.
    pub at: Timestamp,
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
        /// How bad it is, where that is worse than the group was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        severity: Option<Severity>,
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
        /// When.
        at: Timestamp,
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
    /// An incident was declared over it.
    Declared {
        /// The number of the group.
        number: u32,
        /// The incident.
        incident: IncidentId,
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
            Self::Repeated { number, .. } => alert(number, "fired again."),
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
            Self::Digested { notices, groups, .. } => Text::new().plain(format!(
                "Alerts brought up to date: {} messages, {} storm notices.",
                groups.len(),
                notices.len()
            )),
            Self::StormEnded { since, .. } => {
                Text::new().plain("The alert storm is over. It began at ").time(*since)
            }
            Self::Acknowledged { number, .. } => alert(number, "acknowledged."),
            Self::Muted { number, until, .. } => alert(number, "muted until ").time(*until),
            Self::MuteEnded { number, .. } => alert(number, "is no longer muted, and still fires."),
            Self::CommanderAsked { number, .. } => alert(number, "brought before the commander."),
            Self::Declared { number, incident } => {
                alert(number, "has an incident: ").code(incident.to_string())
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

fn whose(notice: &Notice) -> String {
    match &notice.team {
        Some(team) => format!("The team {team}"),
        None => String::from("The emergency channel"),
    }
}
