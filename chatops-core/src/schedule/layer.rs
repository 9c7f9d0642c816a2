//! A layer: people who take turns, from a start, within restrictions.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::board::{Cover, Run, earliest};
use super::config::LayerConfig;
use super::error::ScheduleProblem;
use super::restriction::{Found, Windows, window};
use super::rotation::{Rotation, Turns};
use super::times::TimeOfDay;
use super::why::{Passed, Reason};
use super::zone::Zone;
use crate::ids::PersonId;

/// Windows looked at to find one that is open for any time at all. A clock change can swallow the
/// windows of the hours that it skips, all with one jump; two jumps do not follow on each other.
const WINDOWS_LOOKED_AT: usize = 8;

/// The smallest step back in time.
const NANOSECOND: SignedDuration = SignedDuration::from_nanos(1);

/// A layer that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layer {
    name: Arc<str>,
    zone: Zone,
    start: Timestamp,
    end: Option<Timestamp>,
    /// Never empty.
    participants: Vec<PersonId>,
    rotation: Rotation,
    handoff: TimeOfDay,
    turns: Turns,
    windows: Option<Windows>,
}

impl Layer {
    /// Makes a layer whose names, counts and moments were checked.
    pub(super) fn new(
        config: &LayerConfig,
        (start, end): (Timestamp, Option<Timestamp>),
        windows: Option<Windows>,
        zone: &Zone,
    ) -> Result<Self, ScheduleProblem> {
        let counted = Turns::counted_from(start, config.rotation, config.handoff, zone)?;
        let first = config.participants.first();
        let alone = config.participants.iter().all(|person| Some(person) == first);
        Ok(Self {
            name: Arc::from(config.name.as_str()),
            zone: zone.clone(),
            start,
            end,
            participants: config.participants.clone(),
            rotation: config.rotation,
            handoff: config.handoff,
            turns: if alone { Turns::Endless } else { counted },
            windows,
        })
    }

    /// Where an instant lies among its windows, if it has any.
    fn found(&self, at: Timestamp) -> Option<Found> {
        self.windows.as_ref().map(|windows| windows.find(self.zone.wall(at)))
    }

    fn is_running(&self, at: Timestamp) -> bool {
        self.start <= at && self.end.is_none_or(|end| at < end)
    }

    /// The position in the rotation of the one who has turn `index`.
    fn position(&self, index: u64) -> usize {
        let count = u64::try_from(self.participants.len()).unwrap_or(u64::MAX).max(1);
        usize::try_from(index % count).unwrap_or(0)
    }

    /// The first instant at or after `at` that it covers.
    fn next_cover(&self, at: Timestamp) -> Option<Timestamp> {
        let mut at = at.max(self.start);
        for _ in 0..WINDOWS_LOOKED_AT {
            if !self.is_running(at) {
                return None;
            }
            match self.found(at) {
                Some(Found::Outside { opens, .. }) => at = self.zone.first_instant(opens)?,
                Some(Found::Inside { .. }) | None => return Some(at),
            }
        }
        None
    }

    /// The last instant at or before `at` at which it ceased to cover.
    fn last_cover(&self, at: Timestamp) -> Option<Timestamp> {
        let mut at = self.end.map_or(at, |end| end.min(at));
        for _ in 0..WINDOWS_LOOKED_AT {
            if at <= self.start {
                return None;
            }
            match self.found(at.checked_sub(NANOSECOND).ok()?) {
                Some(Found::Outside { closed, .. }) => at = self.zone.first_instant(closed)?,
                Some(Found::Inside { .. }) | None => return Some(at),
            }
        }
        None
    }
}

impl Cover for Layer {
    fn title(&self) -> &Arc<str> {
        &self.name
    }

    fn run(&self, at: Timestamp) -> Run<'_> {
        let wall = self.zone.wall(at);
        let found = self.windows.as_ref().map(|windows| windows.find(wall));
        let (opened, closes) = match found {
            Some(Found::Inside { opened, closes }) if self.is_running(at) => {
                (self.zone.first_instant(opened), self.zone.first_instant(closes))
            }
            None if self.is_running(at) => (None, None),
            _ => {
                return Run { person: None, from: self.last_cover(at), until: self.next_cover(at) };
            }
        };
        let turn = self.turns.turn(at, wall, &self.zone);
        Run {
            person: self.participants.get(self.position(turn.index)),
            from: turn.from.max(opened).max(Some(self.start)),
            until: earliest(turn.until, earliest(closes, self.end)),
        }
    }

    fn reason(&self, at: Timestamp) -> Reason {
        let wall = self.zone.wall(at);
        let turn = self.turns.turn(at, wall, &self.zone);
        let inside = match self.windows.as_ref().map(|windows| windows.find(wall)) {
            Some(Found::Inside { opened, closes }) => Some(window(opened, closes)),
            _ => None,
        };
        Reason::Turn {
            layer: Arc::clone(&self.name),
            number: turn.index.saturating_add(1),
            position: self.position(turn.index) + 1,
            participants: if self.turns == Turns::Endless { 1 } else { self.participants.len() },
            rotation: self.rotation,
            handoff: self.handoff,
            handed_off: turn.from,
            next_handoff: turn.until,
            window: inside,
        }
    }

    fn absence(&self, at: Timestamp) -> Passed {
        match self.end {
            _ if at < self.start => Passed::NotStarted { starts: self.start },
            Some(end) if end <= at => Passed::Ended { ended: end },
            _ => Passed::OutsideRestriction { opens: self.next_cover(at) },
        }
    }
}
