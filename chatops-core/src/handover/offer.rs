//! An offer of the baton, and how it ends.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Handovers;
use crate::context::{Context, Scene};
use crate::ids::PersonId;
use crate::refusal::{Refusal, RefusalKind};
use crate::time::show_utc;

/// An offer of the baton.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its number within the stream, from 1.
    pub number: u32,
    /// Who held the seat when it was made. Nobody: the seat was empty.
    pub from: Option<PersonId>,
    /// To whom.
    pub to: PersonId,
    /// Who made it. Nobody: the clockwork.
    pub by: Option<PersonId>,
    /// How long it stands.
    pub until: Timestamp,
    /// Who has confirmed. At most two.
    pub agreed: BTreeSet<PersonId>,
}

impl Offer {
    /// The outgoing commander, where their confirmation is needed.
    #[must_use]
    pub fn outgoing(&self) -> Option<&PersonId> {
        outgoing(self.from.as_ref(), self.by.as_ref())
    }

    /// Whose confirmation is missing: receiver first.
    pub fn waits_for(&self) -> impl Iterator<Item = &PersonId> {
        [Some(&self.to), self.outgoing()]
            .into_iter()
            .flatten()
            .filter(|person| !self.agreed.contains(*person))
    }
}

/// An offer of the clockwork needs the receiver alone: whoever held the seat cannot be asked.
pub(super) fn outgoing<'a>(
    from: Option<&'a PersonId>,
    by: Option<&PersonId>,
) -> Option<&'a PersonId> {
    from.filter(|_| by.is_some())
}

/// How an offer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Both confirmed.
    Passed,
    /// The receiver said no.
    Declined,
    /// Not both confirmed until then.
    RanOut(Timestamp),
    /// It was taken back, or could no longer be kept.
    Cancelled,
}

/// The latest offer that is over: who confirms too late is told how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ended {
    pub(super) to: PersonId,
    pub(super) outgoing: Option<PersonId>,
    pub(super) how: Ending,
}

/// Why an offer no longer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// A person took it back.
    TakenBack,
    /// The seat changed hands in another way.
    CommandChanged,
    /// Its receiver can no longer command.
    ReceiverLost,
}

impl Handovers {
    /// Why there is nothing to answer: the two of the latest offer learn how it ended.
    pub(super) fn none_open(&self, scene: &Scene<'_>, cx: Context<'_>) -> Refusal {
        let asker = cx.actor.person();
        let instead = match scene.commander {
            Some(commander) if asker == Some(commander) => {
                String::from("You command. To hand over, offer the baton: `offer @person`.")
            }
            Some(commander) => format!("@{commander} commands. Ask them to offer you the baton."),
            None => String::from("Nobody commands. Take command with `take`."),
        };
        let ended = self.ended.as_ref().filter(|ended| {
            asker.is_some() && (asker == Some(&ended.to) || asker == ended.outgoing.as_ref())
        });
        let Some(Ended { to, how, .. }) = ended else {
            return Refusal::not_found("open offer of the baton", instead);
        };
        let why = match how {
            Ending::Passed => format!("This handover is complete: the baton passed to @{to}."),
            Ending::Declined => format!("@{to} declined this offer of the baton."),
            Ending::RanOut(at) => {
                format!("The offer of the baton to @{to} ran out at {}.", show_utc(*at))
            }
            Ending::Cancelled => format!("The offer of the baton to @{to} no longer stands."),
        };
        Refusal::new(RefusalKind::AlreadyDone, why, instead)
    }
}
