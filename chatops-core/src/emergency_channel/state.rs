//! What the emergency channel is at a moment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alerts::Alerts;
use crate::asks::Asks;
use crate::authority::{Credentials, GuestStanding, Place, Standing};
use crate::briefing::Briefing;
use crate::can_report::CanReports;
use crate::charts::Charts;
use crate::chatter::Chatter;
use crate::context::{Actor, Context, Scene};
use crate::directory::Directory;
use crate::effect::Room;
use crate::guests::Guests;
use crate::handover::Handovers;
use crate::headline::Headline;
use crate::hierarchy::Voices;
use crate::ids::{IncidentId, PersonId, TeamId};
use crate::mention::Mentions;
use crate::paging::Paging;
use crate::parked::Parked;
use crate::people::PersonKind;
use crate::policy::Policy;
use crate::record::Record;
use crate::register::Register;
use crate::rooms::Rooms;
use crate::seat::Seat;
use crate::shifts::Shifts;
use crate::tools::Tools;

/// The state of the emergency channel. Every part is bounded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyChannel {
    /// Who commands.
    pub seat: Seat,
    /// The passing of the baton.
    pub handovers: Handovers,
    /// What the schedule says.
    pub shifts: Shifts,
    /// The state part of the topic.
    pub headline: Headline,
    /// The incidents.
    pub register: Register,
    /// The people who have been seen.
    pub people: Directory,
    /// Rooms and messages of ours.
    pub rooms: Rooms,
    /// Mention discipline and broadcasts.
    pub mentions: Mentions,
    /// Who speaks for which team.
    pub voices: Voices,
    /// Pins and briefed newcomers.
    pub briefing: Briefing,
    /// Guests.
    pub guests: Guests,
    /// Questions to the commander.
    pub asks: Asks,
    /// Alerts.
    pub alerts: Alerts,
    /// Pages.
    pub paging: Paging,
    /// Tool runs outside incidents.
    pub tools: Tools,
    /// Graphs outside incidents.
    pub charts: Charts,
    /// CAN reports from team rooms.
    pub can_reports: CanReports,
    /// Who has been told that this is no place to chat.
    pub chatter: Chatter,
    /// What was refused outside, or nobody knows the outcome of.
    pub parked: Parked,
    /// What was said and refused.
    pub record: Record,
}

impl EmergencyChannel {
    /// Whose the seat is, if only in name: nobody only before the first.
    #[must_use]
    pub fn commander(&self) -> Option<&PersonId> {
        self.seat.holder()
    }

    /// Who commands and can: nobody where the seat is held in name only.
    #[must_use]
    pub fn acting_commander(&self) -> Option<&PersonId> {
        self.seat.acting()
    }

    /// What this channel knows of a person, for decisions in an incident.
    #[must_use]
    pub fn credentials(
        &self,
        actor: &Actor,
        incident: Option<&IncidentId>,
        cx: Context<'_>,
    ) -> Credentials {
        let Actor::Person(profile) = actor else { return Credentials::default() };
        let duty_commander = self.seat.acting() == Some(&profile.id);
        if profile.kind != PersonKind::Guest {
            return Credentials { duty_commander, ..Credentials::default() };
        }
        Credentials {
            duty_commander,
            guest: self.guests.standing(&profile.id, incident, cx.now),
            lacks: self.guests.lacks(&profile.id, incident, cx.now),
            sponsor: self.guests.sponsor(&profile.id, incident).cloned(),
        }
    }

    /// Whether somebody must not be in a room: known to be from outside, and not admitted there.
    #[must_use]
    pub fn keeps_out(&self, person: &PersonId, room: &Room, now: Timestamp) -> bool {
        self.people.is_guest(person)
            && self.guests.standing(person, room.incident(), now) != GuestStanding::Admitted
    }

    /// Who leads a room. For a hot room: who commands its incident, as far as the news have come.
    #[must_use]
    pub fn leader_of<'a>(&'a self, room: &Room, policy: &'a Policy) -> Option<&'a PersonId> {
        match room {
            Room::EmergencyChannel | Room::Announcements => self.seat.acting(),
            Room::Team(team) => policy.teams.get(team).map(|team| &team.manager),
            Room::Hot(incident) => {
                let listed = self.register.get(incident);
                listed.and_then(|listed| listed.commander.as_ref()).or(self.seat.acting())
            }
        }
    }

    /// What the actor is in a room of this channel.
    #[must_use]
    pub fn standing(&self, room: &Room, cx: Context<'_>) -> Standing {
        let Actor::Person(profile) = cx.actor else { return Standing::default() };
        let person = &profile.id;
        // Who manages several teams speaks in a team's room for that one.
        let mut managed = cx.policy.teams.iter().filter(|(_, team)| team.manager == *person);
        let here = |id: &TeamId| matches!(room, Room::Team(team) if team == id);
        let first = managed.clone().next();
        let manages = managed.find(|(id, _)| here(id)).or(first).map(|(id, _)| id.clone());
        let duty_commander = self.seat.acting() == Some(person);
        let leads_room = match room {
            Room::Team(team) => manages.as_ref() == Some(team),
            Room::EmergencyChannel | Room::Announcements | Room::Hot(_) => duty_commander,
        };
        let known = self.credentials(cx.actor, room.incident(), cx);
        let (place, leader) = match room {
            Room::Team(team) => {
                (Place::TeamRoom, cx.policy.teams.get(team).map(|team| &team.manager))
            }
            Room::EmergencyChannel | Room::Announcements | Room::Hot(_) => {
                (Place::Channel, self.seat.acting())
            }
        };
        Standing {
            person: Some(person.clone()),
            leads_room,
            leader: leader.cloned(),
            place,
            duty_commander,
            roles: std::collections::BTreeSet::new(),
            team: cx.policy.team_of(person).map(|(team, _)| team.clone()),
            manages,
            delegate_of: self.voices.delegate_of(person, cx.policy).cloned(),
            on_ladder: cx.policy.ladder.contains(person),
            on_shift: self.shifts.on_shift() == Some(person),
            executive: cx.policy.executives.contains(person),
            guest: known.guest,
            lacks: known.lacks,
            sponsor: known.sponsor,
            barred: matches!(profile.kind, PersonKind::Bot | PersonKind::Deactivated),
        }
    }

    pub(super) fn scene<'a>(&'a self, room: &'a Room, standing: &'a Standing) -> Scene<'a> {
        Scene {
            room,
            commander: self.seat.acting(),
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing,
        }
    }

    /// Whether nothing is going on: chatter is out of place then, and only then can be told from work.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.register.open().is_empty() && self.headline.state() == crate::headline::QUIET
    }
}
