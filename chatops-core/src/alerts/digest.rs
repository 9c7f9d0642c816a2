//! Bringing the rooms up to date: what is behind, as far as the messages of a minute reach.

use jiff::{SignedDuration, Timestamp};

use super::{AlertGroup, Alerts, Event, Notice, STORM_GROUPS, Shown};
use crate::context::Context;
use crate::time::later;

/// Shortest time between two digests, whatever the policy says: a room is not read faster.
const DIGEST_WAIT_MIN: SignedDuration = SignedDuration::from_secs(1);

impl Alerts {
    /// A digest, where one of these events takes one and none is due yet.
    pub(super) fn digest_due(&self, events: &[Event], cx: Context<'_>) -> Option<Event> {
        (self.digest_at.is_none() && events.iter().any(|event| self.needs_digest(event)))
            .then(|| Event::DigestDue { at: next_digest(cx) })
    }

    /// Whether a room has to be brought up to date after this event.
    fn needs_digest(&self, event: &Event) -> bool {
        let is_shown =
            |group: &AlertGroup| group.shown == Shown::Posted || self.storm_of(group).is_some();
        let shown = |number: &u32| self.groups.get(number).is_some_and(is_shown);
        match event {
            Event::Opened(opening) => opening.shown == Shown::Listed,
            Event::LeftOut { .. } => true,
            Event::Fired { number, posted: false, .. }
            | Event::Repeated { number, described: Some(_), .. }
            | Event::Truncated { number, .. } => shown(number),
            Event::Resolved { number, announced, told, .. } => {
                let owed =
                    |group: &AlertGroup| group.firing() == 1 && group.incident.is_some() && !*told;
                (!*announced && shown(number)) || self.groups.get(number).is_some_and(owed)
            }
            Event::Joined { numbers, told, .. } => {
                !(*told && numbers.len() == 1) && numbers.iter().any(shown)
            }
            Event::Released { numbers, .. } => numbers.iter().any(shown),
            _ => false,
        }
    }

    /// What a digest shows: the end of the storm or its notices first, then the hot rooms whose alerts are over, then
    /// groups, oldest first, as far as the messages of this minute reach. What is left waits for the next.
    pub(super) fn digest(&self, cx: Context<'_>) -> Vec<Event> {
        let now = cx.now;
        if self.digest_at.is_none_or(|at| now < at) {
            return Vec::new();
        }
        let mut left = self.traffic.left_for_others(now);
        let calm = self.traffic.openings_within_a_minute(now) < STORM_GROUPS;
        let over = self.storm.as_ref().filter(|storm| calm && storm.rooms() <= left);
        let mut ended = None;
        let mut behind = false;
        let mut notices: Vec<Notice> = Vec::new();
        if let Some(storm) = over {
            let last = storm.notices(true, self.issued);
            left -= last.len();
            ended = Some(Event::StormEnded { notices: last, since: storm.since, at: now });
        } else if let Some(storm) = &self.storm {
            notices = storm.notices(false, self.issued);
            behind = true;
        }
        // What a past storm listed has its notice already, so that no number is given here.
        notices.extend(self.past_storms.iter().flat_map(|storm| storm.notices(false, 0)));
        behind |= notices.len() > left;
        notices.truncate(left);
        left -= notices.len();
        let mut owed = self.groups.iter().filter(|(_, group)| group.owed);
        let told: Vec<u32> = owed.by_ref().take(left).map(|(number, _)| *number).collect();
        behind |= owed.next().is_some();
        left -= told.len();
        let mut dirty = self.groups.iter().filter(|(_, group)| group.dirty);
        let groups: Vec<u32> = dirty.by_ref().take(left).map(|(number, _)| *number).collect();
        behind |= dirty.next().is_some();
        let mut events = vec![Event::Digested { notices, groups, told, at: now }];
        events.extend(ended);
        if behind {
            events.push(Event::DigestDue { at: next_digest(cx) });
        }
        events
    }
}

fn next_digest(cx: Context<'_>) -> Timestamp {
    later(cx.now, cx.policy.waits.alert_digest.max(DIGEST_WAIT_MIN))
}
