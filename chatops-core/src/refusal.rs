//! A refusal: why not, who may, and what to do instead.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a command was refused. Tests and metrics count these; people read [`Refusal::why`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// The asker has not the right to it.
    NotEntitled,
    /// A second person must agree.
    SecondPersonNeeded,
    /// Guests need an agreement on file and the rules accepted.
    GuestNotAdmitted,
    /// The thing named does not exist, or the asker may not know that it does.
    NotFound,
    /// It is not possible in this phase or state.
    WrongState,
    /// Somebody was first, or it is done already.
    AlreadyDone,
    /// What was written cannot be understood or is not allowed.
    Unacceptable,
    /// A limit is reached.
    LimitReached,
    /// It came so late that who asked may no longer want it.
    TooLate,
}

/// Why a command was refused and what to do instead. Shown privately to the asker; the fact is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub struct Refusal {
    /// The reason, for programs.
    pub kind: RefusalKind,
    /// The reason, as a sentence for people.
    pub why: String,
    /// What to do instead, as a sentence for people.
    pub instead: String,
}

impl Refusal {
    /// A refusal for `kind`, with a reason and a way on.
    #[must_use]
    pub fn new(kind: RefusalKind, why: impl Into<String>, instead: impl Into<String>) -> Self {
        Self { kind, why: why.into(), instead: instead.into() }
    }

    /// The thing named is not there. The same words for what is hidden and for what never was.
    #[must_use]
    pub fn not_found(what: &str, instead: impl Into<String>) -> Self {
        Self::new(RefusalKind::NotFound, format!("There is no {what}."), instead)
    }

    /// Not in this state.
    #[must_use]
    pub fn wrong_state(why: impl Into<String>, instead: impl Into<String>) -> Self {
        Self::new(RefusalKind::WrongState, why, instead)
    }

    /// Done already.
    #[must_use]
    pub fn already_done(why: impl Into<String>, instead: impl Into<String>) -> Self {
        Self::new(RefusalKind::AlreadyDone, why, instead)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.why, self.instead)
    }
}
