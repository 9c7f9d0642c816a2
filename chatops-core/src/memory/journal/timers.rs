//! The timers that have not fired.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::effect::TimerKey;
use crate::ids::{StreamId, TimerId};
use crate::planted::{Planted, planted};
use crate::ports::inbound::Delivery;
use crate::ports::journal::TimerUpdate;
use crate::time::later;
use crate::wire;

/// What a timer belongs to and is for.
type Place = (StreamId, TimerKey);

/// How early a planted defect fires them.
const SOON: SignedDuration = SignedDuration::from_secs(90);

/// The timers.
#[derive(Debug, Default)]
pub(super) struct Timers {
    set: BTreeMap<Place, (TimerId, Timestamp)>,
    by_due: BTreeSet<(Timestamp, Place)>,
}

impl Timers {
    /// Sets, moves or cancels.
    pub(super) fn change(&mut self, update: &TimerUpdate) {
        match update {
            TimerUpdate::Set { stream, id, key, due } => {
                let place = (stream.clone(), key.clone());
                self.cancel(&place);
                self.by_due.insert((*due, place.clone()));
                self.set.insert(place, (*id, *due));
            }
            TimerUpdate::Cancel { stream, key } => self.cancel(&(stream.clone(), key.clone())),
        }
    }

    fn cancel(&mut self, place: &Place) {
        if let Some((_, due)) = self.set.remove(place) {
            self.by_due.remove(&(due, place.clone()));
        }
    }

    /// Takes out the timers that are due, and gives what they report.
    pub(super) fn fire(&mut self, now: Timestamp, limit: usize) -> Vec<Delivery> {
        let now_or_soon = if planted(Planted::TimersEarly) { later(now, SOON) } else { now };
        let due: Vec<_> = self
            .by_due
            .iter()
            .take_while(|(due, _)| *due <= now_or_soon)
            .take(limit)
            .cloned()
            .collect();
        due.into_iter()
            .filter_map(|(due, place)| {
                if planted(Planted::TimersTwice) {
                    let (id, _) = self.set.get(&place)?;
                    let (stream, key) = place;
                    let mut again = wire::fired(stream, *id, key, due, now);
                    again.key.push_str(&now.to_string());
                    return Some(again);
                }
                self.by_due.remove(&(due, place.clone()));
                let (id, _) = self.set.remove(&place)?;
                let (stream, key) = place;
                Some(wire::fired(stream, id, key, due, now))
            })
            .collect()
    }

    /// The next moment at which one is due.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.by_due.first().map(|(due, _)| *due)
    }
}
