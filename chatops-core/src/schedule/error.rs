//! What can be wrong with a rota. Every message names the place and the mend.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::ids::PersonId;

/// A rota that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rota `{rota}`, {place}: {problem}")]
pub struct ScheduleError {
    /// The name of the rota, cut to 40 characters.
    pub rota: String,
    /// The key that is wrong, for example `layers[1].start`.
    pub place: String,
    /// What is wrong with it.
    #[source]
    pub problem: ScheduleProblem,
}

/// What is wrong with a key of a rota.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleProblem {
    /// A name that cannot be shown.
    #[error("a name needs 1 to 255 bytes and no control characters; write what people call it")]
    Name,
    /// Two layers with one name.
    #[error("layers[{other}] has the name `{name}` too; give each layer its own name")]
    SameName {
        /// The name.
        name: String,
        /// The position of the other layer, from 0.
        other: usize,
    },
    /// No such zone.
    #[error(
        "`{zone}` is not in the time zone database; write an IANA name such as `Europe/Berlin`"
    )]
    UnknownZone {
        /// What was written, cut to 40 characters.
        zone: String,
    },
    /// A rota without layers.
    #[error("the rota is empty; add at least one layer")]
    NoLayers,
    /// A layer without people.
    #[error("nobody takes turns here; name at least one person")]
    NoParticipants,
    /// More than is allowed.
    #[error("{count} entries are more than the {limit} allowed; remove {}", count - limit)]
    TooMany {
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A turn of no length.
    #[error("a turn of length 0 never ends; write `every` as 1 or more")]
    ZeroLength,
    /// A turn that is too long.
    #[error("a turn of {hours} hours is longer than the {limit} allowed (366 days); shorten it")]
    TooLong {
        /// How long it is.
        hours: u64,
        /// How long it may be.
        limit: u64,
    },
    /// A local time that the clock jumps over.
    #[error(
        "{local} does not exist in {zone}: the clock jumps from {gap_from} to {gap_until}; write \
         {gap_until}, or an instant with its offset"
    )]
    Skipped {
        /// What was written.
        local: DateTime,
        /// The zone.
        zone: String,
        /// What the clock shows when it jumps.
        gap_from: DateTime,
        /// What it shows right after.
        gap_until: DateTime,
    },
    /// A local time beyond all instants.
    #[error("{local} is beyond the instants that can be expressed; write a nearer time")]
    OutOfRange {
        /// What was written.
        local: DateTime,
    },
    /// A layer that ends before it starts.
    #[error("it ends at {end}, not after its start at {start}; write a later end, or none")]
    LayerEndsFirst {
        /// When it starts.
        start: Timestamp,
        /// When it ends.
        end: Timestamp,
    },
    /// A restriction that lets nothing through.
    #[error(
        "it begins and ends at the same time, so it covers nothing; write a later `until`, or \
         remove it to cover always"
    )]
    EmptyRestriction,
    /// An override that ends before it starts.
    #[error(
        "the override for `{person}` ends at {until}, not after its start at {from}; write a \
         later `until`"
    )]
    OverrideEndsFirst {
        /// Whom it names.
        person: PersonId,
        /// When it starts.
        from: Timestamp,
        /// When it ends.
        until: Timestamp,
    },
    /// Two overrides for one time.
    #[error(
        "the override for `{person}` ({from} until {until}) overlaps overrides[{other}] for \
         `{other_person}` ({other_from} until {other_until}); let one end at {from}, or remove one"
    )]
    OverridesOverlap {
        /// Whom the later one names.
        person: PersonId,
        /// When the later one starts.
        from: Timestamp,
        /// When the later one ends.
        until: Timestamp,
        /// The position of the earlier one, from 0.
        other: usize,
        /// Whom the earlier one names.
        other_person: PersonId,
        /// When the earlier one starts.
        other_from: Timestamp,
        /// When the earlier one ends.
        other_until: Timestamp,
    },
}

/// A list of shifts that would be too long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there are more than {limit} handoffs before {reached}; ask for a time that ends there")]
pub struct TooManyShifts {
    /// How many stretches were looked at: [`STRETCHES_MAX`](super::STRETCHES_MAX).
    pub limit: usize,
    /// How far they reach. A list that ends here can be had, and the rest from here on.
    pub reached: Timestamp,
}
