//! Rotations: how long a turn is, and whose it is.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::ScheduleProblem;
use super::times::{DAY, Day, HOUR, TimeOfDay, WEEK};
use super::zone::{Wall, Zone, floor_second};

/// Longest turn, in hours: 366 days. PagerDuty refuses turns longer than a year too, and a longer
/// one is no rotation. It also keeps all sums far inside 64 bits.
pub const TURN_HOURS_MAX: u64 = 366 * 24;

/// How long a turn is.
///
/// Days and weeks are counted on the wall clock of the rota's zone: a daily rotation hands off at
/// the handoff time on each day, whatever clock changes do, so that a turn may last 23 or 25 hours.
/// On a day on which the clock skips the handoff time, the handoff is at the first instant after
/// the jump; where the clock shows it twice, at the first of the two. If a whole day is skipped
/// (Apia, 2011-12-30), so are the handoffs of that day, and whoever had the turn between them
/// loses it.
///
/// Hours are elapsed hours: a turn of 12 hours lasts 12 hours, and after a clock change its handoffs
/// are at another time of day. They are counted from the last handoff time at or before the layer's
/// start.
///
/// The first turn is the one that holds the layer's start; it belongs to the first participant, and
/// the layer covers it from its start on. So the first turn may be shorter than the others. Where
/// days are counted, it begins with the last handoff time at or before the start (for a weekly
/// rotation: on its day). A layer with one participant has one turn without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rotation {
    /// A handoff every day: `"daily"`.
    Daily,
    /// A handoff every week: `{ "weekly": { "day": "monday" } }`.
    Weekly {
        /// The day of the handoff.
        day: Day,
    },
    /// A handoff every so often: `{ "custom": { "every": 12, "unit": "hours" } }`.
    Custom {
        /// How many units a turn lasts, from 1 to 366 days in all.
        every: u32,
        /// The unit.
        unit: RotationUnit,
    },
}

/// What a custom rotation counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RotationUnit {
    /// Elapsed hours.
    Hours,
    /// Days on the wall clock.
    Days,
    /// Weeks on the wall clock. The handoff is on the day of the week of the first one.
    Weeks,
}

impl Rotation {
    /// The length of a turn in wall-clock seconds (for hours: elapsed seconds).
    pub(super) fn seconds(self) -> Result<i64, ScheduleProblem> {
        let (every, unit) = match self {
            Self::Daily => (1, DAY),
            Self::Weekly { .. } => (1, WEEK),
            Self::Custom { every, unit } => (i64::from(every), unit.seconds()),
        };
        let hours = u64::try_from(every * (unit / HOUR)).unwrap_or(u64::MAX);
        if hours == 0 {
            Err(ScheduleProblem::ZeroLength)
        } else if hours > TURN_HOURS_MAX {
            Err(ScheduleProblem::TooLong { hours, limit: TURN_HOURS_MAX })
        } else {
            Ok(every * unit)
        }
    }

    /// Whether its handoffs drift on the wall clock when the clock is changed.
    pub(super) fn counts_elapsed(self) -> bool {
        matches!(self, Self::Custom { unit: RotationUnit::Hours, .. })
    }
}

impl RotationUnit {
    fn seconds(self) -> i64 {
        match self {
            Self::Hours => HOUR,
            Self::Days => DAY,
            Self::Weeks => WEEK,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
        }
    }
}

impl fmt::Display for Rotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Daily => f.write_str("daily"),
            Self::Weekly { day } => write!(f, "weekly on {day}"),
            Self::Custom { every, unit } => write!(f, "every {every} {}", unit.word()),
        }
    }
}

/// One turn of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// Which one it is, from 0.
    pub(super) index: u64,
    /// When it was handed off, or `None` before all instants that can be expressed.
    pub(super) from: Option<Timestamp>,
    /// When it will be, or `None` where it has no end.
    pub(super) until: Option<Timestamp>,
}

/// All turns of a layer, as a rule that gives any of them at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Turns {
    /// One turn without end.
    Endless,
    /// Handoffs at regular times of the wall clock.
    Civil { first: Wall, seconds: i64 },
    /// Handoffs at regular instants. `first` is in seconds since the epoch.
    Elapsed { first: i64, seconds: i64 },
}

impl Turns {
    /// The turns of a rotation whose first turn holds `start`.
    pub(super) fn counted_from(
        start: Timestamp,
        rotation: Rotation,
        handoff: TimeOfDay,
        zone: &Zone,
    ) -> Result<Self, ScheduleProblem> {
        let seconds = rotation.seconds()?;
        let at_start = zone.wall(start);
        let since_handoff = match rotation {
            Rotation::Weekly { day } => {
                let handoff = day.index() * DAY + i64::from(handoff.seconds());
                (at_start.second_of_week() - handoff).rem_euclid(WEEK)
            }
            Rotation::Daily | Rotation::Custom { .. } => {
                (at_start.0 - i64::from(handoff.seconds())).rem_euclid(DAY)
            }
        };
        let first = at_start.plus(-since_handoff);
        Ok(if rotation.counts_elapsed() {
            let handoff = floor_second(zone.first_instant(first).unwrap_or(start));
            let since_handoff = (floor_second(start) - handoff).rem_euclid(seconds);
            Self::Elapsed { first: floor_second(start) - since_handoff, seconds }
        } else {
            Self::Civil { first, seconds }
        })
    }

    /// The turn that holds an instant, at or after the layer's start, at which the zone's wall clock
    /// shows `wall`.
    pub(super) fn turn(&self, at: Timestamp, wall: Wall, zone: &Zone) -> Turn {
        match *self {
            Self::Endless => Turn { index: 0, from: None, until: None },
            Self::Civil { first, seconds } => {
                let index = (wall.0 - first.0).div_euclid(seconds).max(0);
                let handoff = |index: i64| zone.first_instant(first.plus(index * seconds));
                Turn {
                    index: index.unsigned_abs(),
                    from: handoff(index),
                    until: handoff(index + 1),
                }
            }
            Self::Elapsed { first, seconds } => {
                let index = (floor_second(at) - first).div_euclid(seconds).max(0);
                let handoff = |index: i64| Timestamp::from_second(first + index * seconds).ok();
                Turn {
                    index: index.unsigned_abs(),
                    from: handoff(index),
                    until: handoff(index + 1),
                }
            }
        }
    }
}
