//! People as the platforms describe them, and the roles they can have in an incident.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// What kind of account a platform says it is. Rights depend on it, so an adapter must never
/// guess upwards: what it cannot place is a [`PersonKind::Guest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// A member of the company that runs the chat.
    Employee,
    /// A vendor, partner or customer: restricted accounts, shared-channel strangers, other homeservers.
    Guest,
    /// A program: any bot, webhook or workflow, ours included.
    Bot,
    /// An account that has been removed.
    Deactivated,
}

/// A person as the platform describes them now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Who it is. Only this decides rights.
    pub id: PersonId,
    /// What others see. For showing only: it can be changed and copied.
    pub name: String,
    /// IANA time zone, for example `Europe/Berlin`, where the platform tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// What kind of account it is.
    pub kind: PersonKind,
}

/// A role in an incident. The incident commander is not one of these: that is a seat, and it
/// changes hands only by handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Stands in for the commander and takes over if the commander is lost.
    Deputy,
    /// Keeps the record: what was seen, decided and done, and when.
    Scribe,
    /// Writes what customers read.
    CommunicationsLead,
    /// Keeps the company informed so that the room can work.
    InternalLiaison,
    /// Knows the part that is broken.
    SubjectMatterExpert,
    /// Reads along.
    Observer,
    /// From outside the company, with an agreement on file.
    Guest,
}

impl Role {
    /// All roles, in the order in which a briefing lists them.
    pub const ALL: [Self; 7] = [
        Self::Deputy,
        Self::Scribe,
        Self::CommunicationsLead,
        Self::InternalLiaison,
        Self::SubjectMatterExpert,
        Self::Observer,
        Self::Guest,
    ];

    /// The word people type for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Deputy => "deputy",
            Self::Scribe => "scribe",
            Self::CommunicationsLead => "communications-lead",
            Self::InternalLiaison => "internal-liaison",
            Self::SubjectMatterExpert => "subject-matter-expert",
            Self::Observer => "observer",
            Self::Guest => "guest",
        }
    }

    /// The role that a typed word means; case, spaces and underscores do not matter.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace([' ', '_'], "-");
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether only one person can have it at a time.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::Deputy | Self::Scribe | Self::CommunicationsLead | Self::InternalLiaison
        )
    }

    /// What the role does, as its card says it.
    #[must_use]
    pub fn card(self) -> &'static str {
        match self {
            Self::Deputy => {
                "You stand in for the commander: keep the list of what is under way, watch the clock, \
                 and be ready to take the baton."
            }
            Self::Scribe => {
                "You keep the record: what was seen, what was decided and why, what was tried. Pin what a \
                 newcomer must read."
            }
            Self::CommunicationsLead => {
                "You write what customers read. Draft early; the commander approves the exact text before it \
                 goes out."
            }
            Self::InternalLiaison => {
                "You keep the rest of the company informed, so that nobody has to ask in the room."
            }
            Self::SubjectMatterExpert => {
                "You know the part that hurts. Say what you see, what you think it means and what you need."
            }
            Self::Observer => {
                "You read along. Questions go to the internal liaison, not into the room."
            }
            Self::Guest => {
                "You are here for what your company runs. What you read stays under the agreement on file; \
                 your access ends with the incident."
            }
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deputy => "deputy",
            Self::Scribe => "scribe",
            Self::CommunicationsLead => "communications lead",
            Self::InternalLiaison => "internal liaison",
            Self::SubjectMatterExpert => "subject matter expert",
            Self::Observer => "observer",
            Self::Guest => "guest",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_word_and_its_printed_name() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
            assert_eq!(Role::from_word(&role.to_string()), Some(role));
            assert!(!role.card().is_empty());
        }
        assert_eq!(Role::from_word("king"), None);
    }
}
