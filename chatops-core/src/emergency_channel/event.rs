//! What can happen on the emergency channel.

use serde::{Deserialize, Serialize};

use super::views::View;
use crate::text::Text;
use crate::{
    alerts, asks, briefing, can_report, charts, chatter, directory, guests, handover, headline,
    hierarchy, mention, paging, parked, record, register, rooms, seat, shifts, tools,
};

/// What can happen on the emergency channel. Stored as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "a variant per feature holds that feature's event, which is documented there"
)]
pub enum Event {
    /// The host started.
    Started,
    /// Somebody looked at something.
    Shown(View),
    Seat(seat::Event),
    Handover(handover::Event),
    Shift(shifts::Event),
    Headline(headline::Event),
    Register(register::Event),
    Person(directory::Event),
    Room(rooms::Event),
    Mention(mention::Event),
    Voice(hierarchy::Event),
    Briefing(briefing::Event),
    Guest(guests::Event),
    Ask(asks::Event),
    Alert(alerts::Event),
    Page(paging::Event),
    Tool(tools::Event),
    Chart(charts::Event),
    CanReport(can_report::Event),
    Chatter(chatter::Event),
    Record(record::Event),
    Parked(parked::Event),
}

impl Event {
    /// One line for the timeline, without the actor.
    #[must_use]
    pub fn tell(&self) -> Text {
        match self {
            Self::Started => Text::new().plain("started"),
            Self::Shown(view) => Text::new().plain(format!("looked at {}", view.word())),
            _ => self.tell_feature().unwrap_or_default(),
        }
    }
}
