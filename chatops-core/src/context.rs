//! What a decision may look at besides its own state: the moment, the actor, the policy, the scene.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::authority::Standing;
use crate::effect::Room;
use crate::ids::{IncidentId, PersonId};
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A person, as their platform describes them at this moment.
    Person(Profile),
    /// A timer, the schedule, an outcome: the rules' own clockwork.
    Clockwork,
    /// A service that reports: an alert source, a ticket system.
    Service(String),
}

impl Actor {
    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(profile) => Some(&profile.id),
            Self::Clockwork | Self::Service(_) => None,
        }
    }

    /// Whether this is a program or an account that has been removed.
    #[must_use]
    pub fn is_barred(&self) -> bool {
        matches!(
            self,
            Self::Person(Profile { kind: PersonKind::Bot | PersonKind::Deactivated, .. })
        )
    }

    /// Whether this is a person whose account counts as from outside the company.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        matches!(self, Self::Person(profile) if profile.kind == PersonKind::Guest)
    }
}

/// What every decision is given.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The moment of the decision.
    pub now: Timestamp,
    /// Who asks.
    pub actor: &'a Actor,
    /// The rules of this installation.
    pub policy: &'a Policy,
    /// The room in which the words were said. Nothing: they were said to the bot directly, or nobody said anything.
    pub asked_in: Option<&'a Room>,
}

impl<'a> Context<'a> {
    /// A decision about what was said in no room: directly to the bot, or by nobody.
    #[must_use]
    pub fn new(now: Timestamp, actor: &'a Actor, policy: &'a Policy) -> Self {
        Self { now, actor, policy, asked_in: None }
    }

    /// The same for words that were said in a room.
    #[must_use]
    pub fn asked_in(self, room: Option<&'a Room>) -> Self {
        Self { asked_in: room, ..self }
    }

    /// The same in the name of the rules' own clockwork.
    #[must_use]
    pub fn by_clockwork(self) -> Self {
        Self { actor: &Actor::Clockwork, ..self }
    }

    /// The person who asks, for what only people can do.
    ///
    /// # Errors
    /// `NotEntitled` where a timer or a service asks.
    pub fn asker(&self) -> Result<&'a PersonId, Refusal> {
        self.actor.person().ok_or_else(|| {
            Refusal::new(
                RefusalKind::NotEntitled,
                "This takes a person; a program asked for it.",
                "Let a person give the command in the room.",
            )
        })
    }
}

/// Where a rule of a shared feature (handover, broadcast, page …) is at work. An aggregate
/// describes itself with it, so that the rule needs not know which aggregate it serves.
#[derive(Debug, Clone)]
pub struct Scene<'a> {
    /// Where its messages go.
    pub room: &'a Room,
    /// Who commands here.
    pub commander: Option<&'a PersonId>,
    /// Who stands in.
    pub deputy: Option<&'a PersonId>,
    /// The incident, if this is one.
    pub incident: Option<&'a IncidentId>,
    /// What it is called: `the emergency channel` or the incident's title.
    pub title: &'a str,
    /// How bad it is, if it is an incident.
    pub severity: Option<Severity>,
    /// What the actor is here. For [`Actor::Clockwork`] nothing at all.
    pub standing: &'a Standing,
}

impl Scene<'_> {
    /// What it is called within a sentence: a title of somebody's choosing stands in quotes.
    #[must_use]
    pub fn called(&self) -> String {
        match self.incident {
            Some(_) => format!("“{}”", self.title),
            None => self.title.to_owned(),
        }
    }
}
