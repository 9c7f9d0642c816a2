//! Defects that can be switched on, one at a time, to measure the tests: a simulator that finds none of them proves
//! nothing.
//!
//! Each is one condition at the place where the defect would be. Without the feature `planted` every condition is the
//! constant `false` and leaves no trace in the program.

macro_rules! defects {
    (
        survived { $($(#[$borne_doc:meta])* $borne:ident,)* }
        $($(#[$doc:meta])* $name:ident,)*
    ) => {
        /// A defect.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Planted {
            $($(#[$borne_doc])* $borne,)*
            $($(#[$doc])* $name,)*
        }

        impl Planted {
            /// All that must be found. Those that the program is to survive are not among them: where it does, there is
            /// nothing to find, and each of them has a test of its own.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

defects! {
    survived {
        /// The rules panic over a message that holds [`POISON`].
        PanicsOverPoison,
    }
    /// The inbox stores a delivery whose key it knows.
    InboxForgetsKeys,
    /// A row of the inbox can be decided twice.
    DecidedTwice,
    /// Decided rows are not marked, now and then.
    RowsStayOpen,
    /// An entry is not chained to the one before it.
    ChainBroken,
    /// Timers fire before their moment.
    TimersEarly,
    /// A timer that has fired stays.
    TimersTwice,
    /// Timers are not stored.
    TimersForgotten,
    /// What is to be tried again is given out at once.
    WaitsCutShort,
    /// An effect is given out while somebody holds it.
    LeasesIgnored,
    /// A lease is given to whoever asks.
    LeaseForEverybody,
    /// Effects whose answer has come are not made ready.
    WaitingNeverWoken,
    /// Any effect of a lane can be claimed.
    LanesIgnored,
    /// The outcome of an old claim is taken.
    OldClaimsCount,
    /// An effect can be settled again.
    SettledTwice,
    /// Where one effect replaces another, the older one stays.
    OldestWins,
    /// Some effects of a decision are not stored.
    EffectsForgotten,
    /// Outcomes do not come back through the inbox.
    OutcomesLost,
    /// The platform is told that deliveries are stored before they are.
    AcknowledgedFirst,
    /// What may have been made before is made again without a look.
    RepeatsBlindly,
    /// An answer that was lost counts as the word that it was done.
    LostIsDone,
    /// A service that asks for a wait does not get it.
    WaitsUnheard,
    /// A decision that another process was ahead of counts as stored.
    ConflictsUnheard,
    /// What other processes have stored is not read.
    NewsUnread,
    /// The events are read without the watch.
    WatchUnheld,
    /// What waits for an answer is not read at a start.
    WaitingUnread,
    /// What the events have missed is not read from the history.
    GapsUnread,
    /// Everybody may wake a room.
    AnybodyWakes,
    /// Secrets are stored as they came.
    SecretsKept,
    /// What the redaction check found keeps nothing from the public.
    RedactionPassedOver,
    /// Who commands the channel is taken for whoever gave a command.
    WordsOfAnother,
    /// Everybody counts as the leader of the room they act in.
    RightsSkipped,
    /// Now and then a delivery is said to be stored, and is not.
    RowsLost,
    /// Alerts of the same time have the same key.
    KeysTooCoarse,
    /// One delivery becomes more than a thousand rows.
    InboxFloods,
    /// The history is not read from time to time, only after an interruption.
    StallUnseen,
}

/// The word over which the rules panic where that defect is planted. Nobody writes it by accident.
pub const POISON: &str = "planted-poison";

/// Whether this defect is switched on here.
#[cfg(not(feature = "planted"))]
#[inline(always)]
#[must_use]
pub const fn planted(_: Planted) -> bool {
    false
}

/// Panics over a text that holds [`POISON`], where that defect is planted.
#[cfg(not(feature = "planted"))]
#[inline(always)]
pub const fn swallow(_: &str) {}

#[cfg(feature = "planted")]
mod switch {
    use std::cell::Cell;

    use super::{POISON, Planted};

    thread_local! {
        static SWITCHED_ON: Cell<Option<Planted>> = const { Cell::new(None) };
    }

    /// Whether this defect is switched on here.
    #[must_use]
    pub fn planted(bug: Planted) -> bool {
        SWITCHED_ON.get() == Some(bug)
    }

    /// Panics over a text that holds [`POISON`], where that defect is planted.
    pub fn swallow(text: &str) {
        let is_deadly = planted(Planted::PanicsOverPoison) && text.contains(POISON);
        assert!(!is_deadly, "a planted defect");
    }

    /// Switches one defect on for this thread and all others off.
    pub fn plant(bug: Option<Planted>) {
        SWITCHED_ON.set(bug);
    }
}

#[cfg(feature = "planted")]
pub use switch::{plant, planted, swallow};
