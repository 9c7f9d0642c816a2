//! Things that have a number for people: `page 3`, `question 7`.
//!
//! Numbers are given out in order and never twice. What is over is remembered for a while, so that a
//! late answer learns who was first; the oldest that is over is forgotten for a new one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Numbered things of one kind, oldest first. How many are kept is the owner's bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered<T> {
    /// The latest number that was given out. 0: none yet.
    issued: u32,
    kept: BTreeMap<u32, T>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { issued: 0, kept: BTreeMap::new() }
    }
}

impl<T> Numbered<T> {
    /// The number that the next one gets.
    #[must_use]
    pub fn next(&self) -> u32 {
        self.issued.saturating_add(1)
    }

    /// The thing with this number, as long as it is remembered.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&T> {
        self.kept.get(&number)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.kept.get_mut(&number)
    }

    /// All that are remembered, with their numbers, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.kept.iter().map(|(number, thing)| (*number, thing))
    }

    /// How many are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether none is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Takes one in. Where `kept_max` are remembered already, the oldest that `is_over` makes room;
    /// where none is over, nothing is forgotten: whoever gives out numbers refuses before that.
    pub fn keep(&mut self, number: u32, thing: T, kept_max: usize, is_over: impl Fn(&T) -> bool) {
        self.issued = self.issued.max(number);
        if self.kept.len() >= kept_max {
            let oldest = self.iter().find(|(_, old)| is_over(old)).map(|(number, _)| number);
            oldest.map(|number| self.kept.remove(&number));
        }
        self.kept.insert(number, thing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_that_is_over_makes_room_and_no_number_comes_twice() {
        let mut things = Numbered::default();
        for over in [false, true, true] {
            things.keep(things.next(), over, 3, |over| *over);
        }
        things.keep(things.next(), false, 3, |over| *over);
        let kept: Vec<_> = things.iter().map(|(number, _)| number).collect();
        assert_eq!((kept, things.next()), (vec![1, 3, 4], 5));
    }

    #[test]
    fn what_is_not_over_is_never_forgotten() {
        let mut things = Numbered::default();
        for _ in 0..4 {
            things.keep(things.next(), (), 2, |()| false);
        }
        assert_eq!(things.len(), 4);
    }
}
