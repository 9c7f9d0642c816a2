//! The life of an incident: one table of phases and the moves between them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// How far an incident is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Declared; it is being found out what it is.
    Triage,
    /// It is real and being worked on.
    Investigating,
    /// Customers are no longer hurt; the cause may still be there.
    Mitigated,
    /// The all clear was given.
    Resolved,
    /// The room is closed.
    Closed,
    /// It was none.
    StoodDown,
}

impl Phase {
    /// All phases in the order of a life.
    pub const ALL: [Self; 6] = [
        Self::Triage,
        Self::Investigating,
        Self::Mitigated,
        Self::Resolved,
        Self::Closed,
        Self::StoodDown,
    ];

    /// Whether work goes on.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Triage | Self::Investigating | Self::Mitigated)
    }

    /// How it is typed.
    #[must_use]
    pub fn word(self) -> String {
        self.to_string().replace(' ', "-")
    }

    /// The phase that a typed word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace([' ', '_', '-'], "");
        Self::ALL.into_iter().find(|phase| phase.to_string().replace(' ', "") == word)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Triage => "triage",
            Self::Investigating => "investigating",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::StoodDown => "stood down",
        })
    }
}

/// A move from one phase to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// It is real.
    Confirm,
    /// Customers are no longer hurt.
    Mitigate,
    /// They are hurt again.
    Worsen,
    /// The all clear: only [`crate::all_clear`] makes this move.
    Resolve,
    /// It came back.
    Reopen,
    /// The room is closed.
    Close,
    /// It was none.
    StandDown,
}

impl Move {
    /// All moves.
    pub const ALL: [Self; 7] = [
        Self::Confirm,
        Self::Mitigate,
        Self::Worsen,
        Self::Resolve,
        Self::Reopen,
        Self::Close,
        Self::StandDown,
    ];
}

/// The table: from, move, to. Every pair stands in it at most once; what does not stand in it is refused.
pub const TABLE: [(Phase, Move, Phase); 13] = [
    (Phase::Triage, Move::Confirm, Phase::Investigating),
    (Phase::Triage, Move::Mitigate, Phase::Mitigated),
    (Phase::Triage, Move::StandDown, Phase::StoodDown),
    (Phase::Triage, Move::Resolve, Phase::Resolved),
    (Phase::Investigating, Move::Mitigate, Phase::Mitigated),
    (Phase::Investigating, Move::StandDown, Phase::StoodDown),
    (Phase::Investigating, Move::Resolve, Phase::Resolved),
    (Phase::Mitigated, Move::Worsen, Phase::Investigating),
    (Phase::Mitigated, Move::Resolve, Phase::Resolved),
    (Phase::Resolved, Move::Reopen, Phase::Investigating),
    (Phase::Resolved, Move::Close, Phase::Closed),
    (Phase::StoodDown, Move::Reopen, Phase::Triage),
    (Phase::StoodDown, Move::Close, Phase::Closed),
];

/// Where a move leads.
///
/// # Errors
/// A [`Refusal`] that names the phase and the moves that are possible in it.
pub fn step(phase: Phase, wanted: Move) -> Result<Phase, Refusal> {
    TABLE
        .iter()
        .find(|(from, by, _)| *from == phase && *by == wanted)
        .map(|(_, _, to)| *to)
        .ok_or_else(|| refuse(phase))
}

/// What to do where an incident that is over is back.
pub(super) fn way_back(phase: Phase) -> String {
    match TABLE.iter().find(|(from, by, _)| *from == phase && *by == Move::Reopen) {
        Some((_, _, to)) => format!("If it is back, reopen it with `phase {}`.", to.word()),
        None => String::from("Declare a new incident if it happens again."),
    }
}

/// The refusal of a move that is not in the table.
pub(super) fn refuse(phase: Phase) -> Refusal {
    let possible: Vec<String> = TABLE
        .iter()
        .filter(|(from, _, _)| *from == phase)
        .map(|(_, _, to)| match to {
            Phase::Resolved => String::from("the all clear with `allclear <summary>`"),
            to => format!("`phase {}`", to.word()),
        })
        .collect();
    let instead = match possible.is_empty() {
        true => String::from("Declare a new incident if it happens again."),
        false => format!("Possible from here: {}.", possible.join(", ")),
    };
    Refusal::wrong_state(
        format!("The incident is {phase}; that move is not possible from there."),
        instead,
    )
}

/// The move that leads from a phase to another, if there is one. The all clear is not among them.
#[must_use]
pub(super) fn move_to(phase: Phase, wanted: Phase) -> Option<Move> {
    TABLE
        .iter()
        .find(|(from, by, to)| *from == phase && *to == wanted && *by != Move::Resolve)
        .map(|(_, by, _)| *by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_phase_can_be_reached_and_all_but_the_last_can_be_left() {
        for phase in Phase::ALL {
            let reached = phase == Phase::Triage || TABLE.iter().any(|(_, _, to)| *to == phase);
            assert!(reached, "{phase} cannot be reached");
            let left = TABLE.iter().any(|(from, _, _)| *from == phase);
            assert_eq!(left, phase != Phase::Closed, "{phase}");
        }
    }

    #[test]
    fn no_pair_of_phase_and_move_is_decided_twice() {
        let pairs: BTreeSet<_> = TABLE.iter().map(|(from, by, _)| (*from, *by)).collect();
        assert_eq!(pairs.len(), TABLE.len());
        for by in Move::ALL {
            assert!(TABLE.iter().any(|(_, used, _)| *used == by), "{by:?} leads nowhere");
        }
    }

    #[test]
    fn what_is_not_in_the_table_is_refused_with_what_is() {
        let refusal = step(Phase::Closed, Move::Reopen).unwrap_err();
        assert!(refusal.instead.contains("new incident"));
        let refusal = step(Phase::Resolved, Move::Mitigate).unwrap_err();
        assert!(refusal.instead.contains("closed"), "{refusal}");
        assert_eq!(step(Phase::Mitigated, Move::Resolve), Ok(Phase::Resolved));
    }

    #[test]
    fn the_way_back_is_one_that_the_table_has() {
        assert!(way_back(Phase::Resolved).contains("`phase investigating`"));
        assert!(way_back(Phase::StoodDown).contains("`phase triage`"));
        assert!(way_back(Phase::Closed).contains("new incident"));
    }

    #[test]
    fn phases_are_found_by_their_words() {
        for phase in Phase::ALL {
            assert_eq!(Phase::from_word(&phase.to_string()), Some(phase));
            assert_eq!(Phase::from_word(&phase.word()), Some(phase));
        }
        assert_eq!(Phase::from_word("stood-down"), Some(Phase::StoodDown));
    }
}
