//! What an incident is at a moment.

use serde::{Deserialize, Serialize};

use super::event::Opened;
use super::lifecycle::Phase;
use crate::all_clear::AllClear;
use crate::audience::Participants;
use crate::authority::{Credentials, GuestStanding, Place, Standing};
use crate::briefing::Briefing;
use crate::can_report::CanReports;
use crate::charts::Charts;
use crate::checklist::Checklists;
use crate::context::{Actor, Context, Scene};
use crate::effect::Room;
use crate::follow_up::FollowUps;
use crate::handover::Handovers;
use crate::ids::{IncidentId, PersonId, TeamId, TicketKey};
use crate::mention::Mentions;
use crate::paging::Paging;
use crate::parked::Parked;
use crate::people::{PersonKind, Role};
use crate::policy::{Policy, Team};
use crate::poll::Polls;
use crate::public_update::PublicUpdates;
use crate::record::Record;
use crate::roles::Roles;
use crate::rooms::Rooms;
use crate::seat::Seat;
use crate::severity::Severity;
use crate::ticket::TicketLink;
use crate::tools::Tools;
use crate::updates::Updates;

/// The state of one incident. Its size does not grow with its length: every part is bounded, and what was said is
/// in the record, not here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// How it was opened; nothing before that.
    pub opened: Option<Opened>,
    /// The name of its room, once settled. Never changed after that (Feature C3).
    pub name: Option<String>,
    /// How far it is.
    pub phase: Option<Phase>,
    /// The address of the published postmortem.
    pub postmortem: Option<String>,
    /// Who commands.
    pub seat: Seat,
    /// The passing of the baton.
    pub handovers: Handovers,
    /// Roles.
    pub roles: Roles,
    /// Mention discipline and broadcasts.
    pub mentions: Mentions,
    /// Pins and briefed newcomers.
    pub briefing: Briefing,
    /// Pages.
    pub paging: Paging,
    /// The ticket.
    pub ticket: TicketLink,
    /// Who is here, actively or reading along.
    pub participants: Participants,
    /// Severity and polls about it.
    pub polls: Polls,
    /// Tool runs.
    pub tools: Tools,
    /// Graphs.
    pub charts: Charts,
    /// Updates on time.
    pub updates: Updates,
    /// Checklists.
    pub checklists: Checklists,
    /// CAN reports.
    pub can_reports: CanReports,
    /// Follow-ups.
    pub follow_ups: FollowUps,
    /// Public updates.
    pub public_updates: PublicUpdates,
    /// The all clear.
    pub all_clear: AllClear,
    /// What was refused outside, or nobody knows the outcome of.
    pub parked: Parked,
    /// What was said and refused.
    pub record: Record,
    /// Rooms and messages of ours.
    pub rooms: Rooms,
}

/// What surrounds a decision in an incident: its room and the asker's standing, computed once.
pub(super) struct Surroundings {
    room: Room,
    standing: Standing,
}

impl Incident {
    /// Its id, once opened.
    #[must_use]
    pub fn id(&self) -> Option<&IncidentId> {
        self.opened.as_ref().map(|opened| &opened.incident)
    }

    /// Its title, for texts.
    #[must_use]
    pub fn title(&self) -> &str {
        self.opened.as_ref().map_or("an incident", |opened| opened.title.as_str())
    }

    /// Its hot room.
    #[must_use]
    pub fn room(&self) -> Option<Room> {
        self.id().map(|id| Room::Hot(*id))
    }

    /// Whose its seat is, if only in name.
    #[must_use]
    pub fn commander(&self) -> Option<&PersonId> {
        self.seat.holder()
    }

    /// Who commands it and can: nobody where the seat is held in name only.
    #[must_use]
    pub fn acting_commander(&self) -> Option<&PersonId> {
        self.seat.acting()
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.polls.severity()
    }

    /// How far it is.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase.unwrap_or(Phase::Triage)
    }

    /// The team that owns what is broken: of the component it was declared for, else of the one its ticket names.
    #[must_use]
    pub fn owner<'a>(&self, policy: &'a Policy) -> Option<(&'a TeamId, &'a Team)> {
        let declared = self.opened.as_ref()?.origin.component.clone();
        policy.owner_of(&declared.or_else(|| self.ticket.component())?)
    }

    /// Whether somebody is here to work from the start: who declared it, and the team that owns what is broken.
    #[must_use]
    pub fn is_concerned(&self, person: &PersonId, policy: &Policy) -> bool {
        let declared = self.opened.as_ref().and_then(|opened| opened.declared_by.as_ref());
        let owns =
            |(_, team): (&TeamId, &Team)| team.manager == *person || team.members.contains(person);
        declared == Some(person) || self.owner(policy).is_some_and(owns)
    }

    /// The key of its ticket.
    #[must_use]
    pub fn ticket_key(&self) -> Option<&TicketKey> {
        self.ticket.ticket().map(|ticket| &ticket.key)
    }

    /// What the actor is in this incident. The credentials say what is known of them on the emergency channel, not here.
    #[must_use]
    pub fn standing(&self, cx: Context<'_>, credentials: Credentials) -> Standing {
        let Actor::Person(profile) = cx.actor else { return Standing::default() };
        let person = &profile.id;
        let mut roles = self.roles.roles_of(person);
        if credentials.guest != GuestStanding::Insider {
            roles.remove(&Role::Deputy);
        }
        Standing {
            person: Some(person.clone()),
            leads_room: self.seat.acting() == Some(person),
            leader: self.seat.acting().cloned(),
            place: Place::HotRoom,
            duty_commander: credentials.duty_commander,
            roles,
            team: cx.policy.team_of(person).map(|(team, _)| team.clone()),
            manages: cx
                .policy
                .teams
                .iter()
                .find(|(_, team)| team.manager == *person)
                .map(|(team, _)| team.clone()),
            delegate_of: None,
            on_ladder: cx.policy.ladder.contains(person),
            on_shift: false,
            executive: cx.policy.executives.contains(person),
            guest: credentials.guest,
            lacks: credentials.lacks,
            sponsor: credentials.sponsor,
            barred: matches!(profile.kind, PersonKind::Bot | PersonKind::Deactivated),
        }
    }

    pub(super) fn surroundings(&self, standing: Standing) -> Surroundings {
        // Before it is opened nothing is shown anywhere, so the room does not matter yet.
        Surroundings { room: self.room().unwrap_or(Room::EmergencyChannel), standing }
    }

    pub(super) fn scene<'a>(&'a self, around: &'a Surroundings) -> Scene<'a> {
        Scene {
            room: &around.room,
            commander: self.seat.acting(),
            deputy: self.roles.deputy(),
            incident: self.id(),
            title: self.title(),
            severity: Some(self.severity()),
            standing: &around.standing,
        }
    }
}
