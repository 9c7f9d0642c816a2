//! What can happen to an incident.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lifecycle::{Move, Phase};
use crate::ids::{IncidentId, PersonId};
use crate::register::Origin;
use crate::severity::Severity;
use crate::text::Text;
use crate::{
    all_clear, audience, briefing, can_report, charts, checklist, follow_up, handover, mention,
    paging, parked, poll, public_update, record, roles, rooms, seat, ticket, tools, updates,
};

/// How an incident was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Its id.
    pub incident: IncidentId,
    /// Its number on the emergency channel.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// How bad it was thought to be.
    pub severity: Severity,
    /// Who declared it; nothing: an alert or a ticket did.
    pub declared_by: Option<PersonId>,
    /// Who commands it from the start: the duty commander at that moment.
    pub commander: Option<PersonId>,
    /// When.
    pub declared_at: Timestamp,
    /// The name of its room where no ticket gives one.
    pub fallback_name: String,
    /// What led to it.
    pub origin: Box<Origin>,
    /// Whether it is practice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drill: bool,
}

/// What can happen to an incident. Stored as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "a variant per feature holds that feature's event, which is documented there"
)]
pub enum Event {
    /// It was opened.
    Opened(Opened),
    /// Its room has got its name, for good.
    Named {
        /// The name.
        name: String,
    },
    /// It went to another phase.
    Moved {
        /// By which move.
        by: Move,
        /// Where to.
        to: Phase,
    },
    /// Its postmortem was published.
    PostmortemPublished {
        /// Where.
        url: String,
        /// Whether it stood there before, and was brought up to date.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// Somebody looked at something; the answer is shown to all.
    Shown(super::views::View),
    Seat(seat::Event),
    Handover(handover::Event),
    Role(roles::Event),
    Mention(mention::Event),
    Briefing(briefing::Event),
    Page(paging::Event),
    Ticket(ticket::Event),
    Participant(audience::Event),
    Poll(poll::Event),
    Tool(tools::Event),
    Chart(charts::Event),
    Update(updates::Event),
    Checklist(checklist::Event),
    CanReport(can_report::Event),
    FollowUp(follow_up::Event),
    PublicUpdate(public_update::Event),
    AllClear(all_clear::Event),
    Record(record::Event),
    Parked(parked::Event),
    Room(rooms::Event),
}

impl Event {
    /// One line for the timeline, without the actor.
    #[must_use]
    pub fn tell(&self) -> Text {
        match self {
            Self::Opened(opened) => {
                Text::new().plain(format!("incident opened: {} {}", opened.severity, opened.title))
            }
            Self::Named { name } => Text::new().plain(format!("its room is called {name}")),
            Self::Moved { to, .. } => Text::new().plain(format!("phase: {to}")),
            Self::PostmortemPublished { url, again } => {
                let what = if *again { "brought up to date" } else { "published" };
                Text::from(format!("postmortem {what}: ")).link(url, url)
            }
            Self::Shown(view) => Text::new().plain(format!("looked at {}", view.word())),
            _ => self.tell_feature().unwrap_or_default(),
        }
    }
}
