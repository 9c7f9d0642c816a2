//! The approved text: the only thing that the public ever reads.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{PublicUpdate, Stage};
use crate::ids::{IncidentId, PersonId};

/// Characters of a printed digest: 60 bits, short enough to type. It guards against a changed text, not
/// against an attacker with months to spare.
pub const DIGEST_CHARS: usize = 12;

/// How far an incident is, as the public is told. Apart from the phase of the work and from its severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicPhase {
    /// Something is wrong and is being looked at.
    Investigating,
    /// The cause is known.
    Identified,
    /// A remedy is in place and is being watched.
    Monitoring,
    /// It is over.
    Resolved,
}

impl PublicPhase {
    /// All phases in their usual order.
    pub const ALL: [Self; 4] =
        [Self::Investigating, Self::Identified, Self::Monitoring, Self::Resolved];

    /// The word people type for it and status pages use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
        }
    }

    /// The phase that a typed word means, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.word().eq_ignore_ascii_case(word.trim()))
    }
}

impl fmt::Display for PublicPhase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The digest that an approval is bound to: the first [`DIGEST_CHARS`] characters, in base32, of SHA-256 over
/// the phase, a zero byte and the text. One changed letter makes another digest (attack case E3).
#[must_use]
pub fn digest(phase: PublicPhase, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(phase.word().as_bytes());
    hash.update([0]);
    hash.update(text.as_bytes());
    let printed = data_encoding::BASE32_NOPAD.encode(&hash.finalize()).to_lowercase();
    printed.chars().take(DIGEST_CHARS).collect()
}

/// A public update whose exact text somebody entitled has approved.
///
/// There is no way from what is said in a room to this type but an approval (attack case E2): the fields are
/// private, and only the reaction to [`super::Event::Approved`] makes one. It can be carried and stored; a stored
/// one whose text no longer fits its digest is not read back.
///
/// ```compile_fail,E0451
/// use chatops_core::public_update::{ApprovedUpdate, PublicPhase};
/// fn leak(said_in_the_room: String) -> ApprovedUpdate {
///     ApprovedUpdate { text: said_in_the_room, phase: PublicPhase::Resolved, ..todo!() }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct ApprovedUpdate {
    incident: IncidentId,
    number: u32,
    phase: PublicPhase,
    text: String,
    digest: String,
    approved_by: PersonId,
}

impl ApprovedUpdate {
    /// What has just been approved, if it has.
    pub(super) fn of(incident: &IncidentId, number: u32, update: &PublicUpdate) -> Option<Self> {
        let Stage::Approved { by } = &update.stage else { return None };
        (update.digest == digest(update.phase, &update.text)).then(|| Self {
            incident: *incident,
            number,
            phase: update.phase,
            text: update.text.clone(),
            digest: update.digest.clone(),
            approved_by: by.clone(),
        })
    }

    /// The incident that it is about.
    #[must_use]
    pub fn incident(&self) -> &IncidentId {
        &self.incident
    }

    /// Its number within the incident, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How far the incident is, for the public.
    #[must_use]
    pub fn phase(&self) -> PublicPhase {
        self.phase
    }

    /// The exact text. Plain words: whoever shows it escapes it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The digest of phase and text that the approval named.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Who approved it.
    #[must_use]
    pub fn approved_by(&self) -> &PersonId {
        &self.approved_by
    }
}

/// The stored form, before its digest has been held against its text.
#[derive(Deserialize)]
struct Stored {
    incident: IncidentId,
    number: u32,
    phase: PublicPhase,
    text: String,
    digest: String,
    approved_by: PersonId,
}

/// A stored update whose text is not the approved one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "public update {number} does not say what was approved (approved {approved}, stored {stored}); \
     it must be drafted and approved again"
)]
pub struct TextChanged {
    /// The number of the update.
    pub number: u32,
    /// The digest of what was approved.
    pub approved: String,
    /// The digest of what is stored.
    pub stored: String,
}

impl TryFrom<Stored> for ApprovedUpdate {
    type Error = TextChanged;

    fn try_from(stored: Stored) -> Result<Self, TextChanged> {
        let found = digest(stored.phase, &stored.text);
        if found != stored.digest {
            return Err(TextChanged {
                number: stored.number,
                approved: stored.digest,
                stored: found,
            });
        }
        Ok(Self {
            incident: stored.incident,
            number: stored.number,
            phase: stored.phase,
            text: stored.text,
            digest: stored.digest,
            approved_by: stored.approved_by,
        })
    }
}

#[cfg(test)]
impl ApprovedUpdate {
    /// For tests of what shows approved updates.
    pub(crate) fn for_tests(
        incident: IncidentId,
        number: u32,
        phase: PublicPhase,
        text: &str,
        approved_by: PersonId,
    ) -> Self {
        let digest = digest(phase, text);
        Self { incident, number, phase, text: text.to_owned(), digest, approved_by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{JournalId, Place, StreamId};

    fn update() -> ApprovedUpdate {
        let place = Place {
            journal: &JournalId::from_bits(1),
            stream: &StreamId::EmergencyChannel,
            seq: 1,
            position: 0,
        };
        let jim = PersonId::new("memory:jim").unwrap();
        let incident = IncidentId::derive(place);
        ApprovedUpdate::for_tests(incident, 2, PublicPhase::Monitoring, "A fix is in place.", jim)
    }

    #[test]
    fn the_digest_depends_on_phase_and_on_every_letter() {
        let base = digest(PublicPhase::Resolved, "It works.");
        assert_eq!(base.len(), DIGEST_CHARS);
        assert_eq!(base, digest(PublicPhase::Resolved, "It works."));
        assert_ne!(base, digest(PublicPhase::Monitoring, "It works."));
        assert_ne!(base, digest(PublicPhase::Resolved, "It works!"));
    }

    #[test]
    fn it_survives_its_stored_form() {
        let stored = serde_json::to_string(&update()).unwrap();
        assert_eq!(serde_json::from_str::<ApprovedUpdate>(&stored).unwrap(), update());
    }

    #[test]
    fn a_stored_text_that_was_changed_is_not_read_back() {
        let stored = serde_json::to_string(&update()).unwrap();
        let changed = stored.replace("A fix", "No fix");
        let error = serde_json::from_str::<ApprovedUpdate>(&changed).unwrap_err().to_string();
        assert!(error.contains("must be drafted and approved again"), "{error}");
    }

    #[test]
    fn phases_are_found_by_their_word_in_any_case() {
        for phase in PublicPhase::ALL {
            assert_eq!(PublicPhase::from_word(&phase.word().to_uppercase()), Some(phase));
        }
        assert_eq!(PublicPhase::from_word("fixed"), None);
    }
}
