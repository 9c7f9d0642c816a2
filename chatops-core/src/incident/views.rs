//! What can be looked at in a hot room, as people read it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state::Incident;
use crate::authority::GuestStanding;
use crate::ids::PersonId;
use crate::people::Role;
use crate::policy::Policy;
use crate::text::Text;
use crate::time::show_utc;
use crate::transcript::Form;

/// Most people who are named where all are listed: three lines in a chat window. More are counted.
const LISTED_MAX: usize = 30;

/// Something to look at. That somebody looked is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// How it stands: severity, phase, commander, next update.
    Status,
    /// Who has which role, who is active, who reads along.
    Who,
    /// What a newcomer must read. Shown to the asker; the room has it pinned.
    Brief,
    /// The whole record, as a file in this form.
    Transcript(Form),
    /// The postmortem: where it is, and brought up to date.
    Postmortem,
    /// What was refused outside, or nobody knows the outcome of.
    Parked,
    /// What the asker may run here. Shown to them alone.
    Help {
        /// Whether they command the emergency channel. The decision fills it in: only the channel knows.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        duty_commander: bool,
        /// How they stand as a guest. The decision fills it in.
        #[serde(default, skip_serializing_if = "is_insider")]
        guest: GuestStanding,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_insider(guest: &GuestStanding) -> bool {
    *guest == GuestStanding::Insider
}

impl View {
    /// The word people type for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Who => "who",
            Self::Brief => "brief",
            Self::Transcript(_) => "transcript",
            Self::Postmortem => "postmortem",
            Self::Parked => "parked",
            Self::Help { .. } => "help",
        }
    }
}

impl Incident {
    /// The topic of its room.
    #[must_use]
    pub(super) fn topic(&self) -> Text {
        let text =
            Text::new().plain(format!("{} – {} – {}", self.severity(), self.title(), self.phase()));
        match self.acting_commander() {
            Some(person) => text.plain(" – commander ").name(person),
            None => text.plain(" – no commander"),
        }
    }

    /// How it stands, in a few lines, and the pages that wait for an answer.
    #[must_use]
    pub fn status(&self) -> Text {
        self.standing_now().append_lines(self.paging.listed())
    }

    /// How it stands, without what changes from minute to minute: the pinned briefing holds it.
    fn standing_now(&self) -> Text {
        let mut text = Text::new().strong(format!("{} {}", self.severity(), self.title()));
        text = text.plain(format!(" – {}", self.phase()));
        text = match self.acting_commander() {
            Some(person) => text.line().plain("Commander: ").name(person),
            None => {
                text.line().plain("Commander: nobody. Take command with ").code("take").plain(".")
            }
        };
        if let Some(key) = self.ticket_key() {
            text = text.line().plain(format!("Ticket: {key}"));
            if let Some(status) = self.ticket.ticket().map(|ticket| ticket.status.as_str()) {
                text = text.plain(format!(" ({status})"));
            }
        }
        if let Some(last) = self.updates.last() {
            text = text.line().plain("Last update: ").plain(last);
        }
        // What is over owes nobody an update, though it may not have been told so yet.
        if let Some(due) = self.updates.due().filter(|_| self.phase().is_open()) {
            text = text.line().plain("Next update due ").time(due);
        }
        text
    }

    /// Who has which role, who works here, who reads along (Feature C7).
    #[must_use]
    pub fn who(&self) -> Text {
        let mut text = Text::new().plain("Commander: ");
        text = match self.acting_commander() {
            Some(person) => text.name(person),
            None => text.plain("nobody"),
        };
        text = self.roles_held(text);
        // Who commands or has a working role takes part, whether they have spoken or not.
        let mut active: BTreeSet<&PersonId> =
            self.participants.active().chain(self.acting_commander()).collect();
        for role in
            Role::ALL.into_iter().filter(|role| !matches!(role, Role::Observer | Role::Guest))
        {
            active.extend(self.roles.holders(role));
        }
        let passive: BTreeSet<&PersonId> =
            self.participants.passive().filter(|person| !active.contains(person)).collect();
        text = people(text.line().plain(format!("{} active", active.len())), active);
        people(text.line().plain(format!("{} reading along", passive.len())), passive)
    }

    /// Who has which role.
    fn roles_held(&self, mut text: Text) -> Text {
        for role in Role::ALL {
            let holders: Vec<_> = self.roles.holders(role).collect();
            if !holders.is_empty() {
                let count = holders.len();
                text = text.bullet().plain(format!("{role}: ")).names(holders, count);
            }
        }
        text
    }

    /// What a newcomer must read: state, roles, what was tried, pins, next update (Feature D3).
    #[must_use]
    pub fn brief(&self, _policy: &Policy, now: Timestamp) -> Text {
        let mut text = self.roles_held(self.standing_now());
        if let Some(opened) = &self.opened {
            text = text.line().plain("Since ").time(opened.declared_at);
            let lasted = now.duration_since(opened.declared_at);
            text = text.plain(format!(" ({})", crate::time::show_span(lasted)));
        }
        for tried in self.tools.tried() {
            text = text.bullet().plain("tried: ").plain(tried);
        }
        if self.briefing.pins().is_empty() {
            text
        } else {
            text.line().append(self.briefing.list())
        }
    }

    /// The brief as one line of moments, for the one who takes over.
    #[must_use]
    pub(super) fn handover_brief(&self, policy: &Policy, now: Timestamp) -> Text {
        let open = self.follow_ups.open().count();
        self.brief(policy, now)
            .line()
            .plain(match open {
                0 => String::from("No open follow-ups."),
                1 => String::from("1 open follow-up."),
                many => format!("{many} open follow-ups."),
            })
            .plain(format!(" As of {}.", show_utc(now)))
    }
}

/// Their names behind their number, as long as there are any.
fn people(text: Text, people: BTreeSet<&PersonId>) -> Text {
    if people.is_empty() { text } else { text.plain(": ").names(people, LISTED_MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::Feature;
    use crate::{briefing, effect::Target, ids::MessageId};

    #[test]
    fn each_part_of_a_brief_begins_a_line_of_its_own() {
        let mut incident = Incident::default();
        incident.briefing.evolve(&briefing::Event::Pinned {
            number: 1,
            target: Target::Message(MessageId::new("m1").unwrap()),
            title: String::from("the dashboard"),
        });
        let shown = incident.brief(&Policy::default(), Timestamp::UNIX_EPOCH).to_plain();
        for part in ["Commander: ", "Pinned, in order:"] {
            assert!(shown.lines().any(|line| line.starts_with(part)), "{part} in\n{shown}");
        }
    }
}
