//! From a signal to what happened: grouping, deduplication, coalescing.

use jiff::SignedDuration;
use jiff::Timestamp;

use super::signal::fingerprint;
use super::{
    ACKNOWLEDGED_AT_SOURCE_MAX, AlertGroup, Alerts, Event, GROUPS_MAX, INSTANCES_MAX, Notice,
    Opening, STORM_GROUPS, Shown, Signal, SignalStatus, wants_hot_room,
};
use crate::context::Context;
use crate::ids::TeamId;
use crate::refusal::{Refusal, RefusalKind};
use crate::time::later;

/// The first groups of a minute are shown with their graph; in a rush there is no time to look at it.
const CHARTS_PER_MINUTE: usize = 2;

/// Shortest time between two digests, whatever the policy says: a room is not read faster.
const DIGEST_WAIT_MIN: SignedDuration = SignedDuration::from_secs(1);

impl Alerts {
    pub(super) fn receive(&self, signal: &Signal, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        if signal.source.is_empty() || signal.key.is_empty() {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                "An alert without `source` or `key` cannot be told from others.",
                "Send both, with the same `key` for the same alert.",
            ));
        }
        let signal = signal.bounded();
        let known = self
            .groups
            .iter()
            .rev()
            .find(|(_, group)| group.source == signal.source && group.group == signal.group);
        let mut events = match (signal.status, known) {
            (SignalStatus::Firing, Some((number, group))) if !group.is_over() => {
                vec![self.fire(*number, group, &signal, cx)]
            }
            (SignalStatus::Firing, before) => {
                self.open(&signal, before.and_then(|(_, group)| group.muted_until), cx)
            }
            (SignalStatus::Resolved, Some((number, group))) => {
                self.resolve(*number, group, &signal, cx)
            }
            // Nothing that we know of is over.
            (SignalStatus::Resolved, None) => Vec::new(),
        };
        if self.digest_at.is_none() && events.iter().any(|event| self.needs_digest(event)) {
            events.push(Event::DigestDue { at: next_digest(cx) });
        }
        Ok(events)
    }

    /// Another alert of a group that is firing, or the same one again.
    fn fire(&self, number: u32, group: &AlertGroup, signal: &Signal, cx: Context<'_>) -> Event {
        let at = cx.now;
        if group.instances.contains(&fingerprint(&signal.key)) || self.instances >= INSTANCES_MAX {
            return Event::Repeated { number, at };
        }
        let worse = |claimed: &_| group.severity.is_none_or(|severity| *claimed < severity);
        let muted = group.is_muted(at);
        Event::Fired {
            number,
            key: signal.key.clone(),
            severity: signal.severity.filter(worse),
            critical: !muted
                && !group.critical
                && group.incident.is_none()
                && self.asks_for_hot_room(signal, cx),
            posted: group.shown == Shown::Listed
                && !muted
                && self.storm.is_none()
                && self.traffic.openings_within_a_minute(at) < STORM_GROUPS,
            at,
        }
    }

    fn asks_for_hot_room(&self, signal: &Signal, cx: Context<'_>) -> bool {
        wants_hot_room(signal, cx.policy) && !self.hot_room_wanted(signal.component.as_ref())
    }

    /// The first alert of a group. `muted_until` is the mute of the same group before it.
    fn open(&self, signal: &Signal, muted_until: Option<Timestamp>, cx: Context<'_>) -> Vec<Event> {
        let now = cx.now;
        let muted_until = muted_until.filter(|until| now < *until);
        let owner = signal.component.as_ref().and_then(|it| cx.policy.owner_of(it));
        let team = owner.map(|(id, _)| id);
        let critical = muted_until.is_none() && self.asks_for_hot_room(signal, cx);
        if !self.has_place(now) || self.instances >= INSTANCES_MAX {
            return self.leave_out(signal, team, critical, now);
        }
        let recent = self.traffic.openings_within_a_minute(now);
        let shown = if muted_until.is_some() {
            Shown::Muted
        } else if self.storm.is_some() || recent >= STORM_GROUPS {
            Shown::Listed
        } else {
            Shown::Posted
        };
        // The graph takes a message besides the alert's own.
        let with_chart = shown == Shown::Posted
            && recent < CHARTS_PER_MINUTE
            && self.traffic.left_for_others(now) > 1;
        let number = self.issued.saturating_add(1);
        let opening = Opening {
            number,
            source: signal.source.clone(),
            group: signal.group.clone(),
            key: signal.key.clone(),
            team: team.cloned(),
            title: signal.title.clone(),
            description: signal.description.clone(),
            component: signal.component.clone(),
            severity: signal.severity,
            labels: signal.labels.clone(),
            links: signal.links.clone(),
            chart: signal.chart.clone().filter(|_| with_chart),
            critical,
            shown,
            muted_until,
            started_at: signal.started_at,
            at: now,
        };
        let opened = Event::Opened(Box::new(opening));
        if shown == Shown::Listed {
            return self.in_storm(opened, team, number, (1, 0), now);
        }
        vec![opened]
    }

    fn leave_out(
        &self,
        signal: &Signal,
        team: Option<&TeamId>,
        critical: bool,
        at: Timestamp,
    ) -> Vec<Event> {
        let event = Event::LeftOut {
            source: signal.source.clone(),
            key: signal.key.clone(),
            title: signal.title.clone(),
            team: team.cloned(),
            component: signal.component.clone(),
            critical,
            at,
        };
        self.in_storm(event, team, self.issued, (0, 1), at)
    }

    /// `event` within a storm, which begins with it if there is none, and whose notice comes with it
    /// if the room has none. `counts` are the groups and left-out alerts that the event adds.
    fn in_storm(
        &self,
        event: Event,
        team: Option<&TeamId>,
        issued: u32,
        counts: (u32, u32),
        now: Timestamp,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        let place = match &self.storm {
            Some(storm) => storm.place(team),
            None => {
                events.push(Event::StormBegan { at: now });
                team
            }
        };
        events.push(event);
        let told = self.storm.as_ref().is_some_and(|storm| storm.has_notice_for(place));
        if !told && self.traffic.left_for_others(now) > 0 {
            let mut notice = Notice {
                number: issued.saturating_add(1),
                team: place.cloned(),
                first: true,
                groups: counts.0,
                left_out: counts.1,
            };
            // The room may have been waiting for its notice with what came before.
            let waiting = self.storm.as_ref().map(|storm| storm.notices(false, issued));
            let waiting = waiting.unwrap_or_default();
            if let Some(before) = waiting.iter().find(|before| before.team.as_ref() == place) {
                notice.groups = notice.groups.saturating_add(before.groups);
                notice.left_out = notice.left_out.saturating_add(before.left_out);
            }
            events.push(Event::StormNoticed { notice, at: now });
        }
        events
    }

    fn resolve(
        &self,
        number: u32,
        group: &AlertGroup,
        signal: &Signal,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let key = fingerprint(&signal.key);
        if !group.instances.contains(&key) {
            return Vec::new();
        }
        // An edit of the message and a line.
        let announced = group.instances.len() == 1
            && group.shown == Shown::Posted
            && !group.is_muted(cx.now)
            && self.traffic.left_for_others(cx.now) > 1;
        vec![Event::Resolved { number, key: signal.key.clone(), announced, at: cx.now }]
    }

    /// Whether a room has to be brought up to date after this event.
    fn needs_digest(&self, event: &Event) -> bool {
        let shown = |number: &u32| {
            self.groups.get(number).is_some_and(|group| {
                group.shown == Shown::Posted
                    || (group.shown == Shown::Listed && self.storm.is_some())
            })
        };
        match event {
            Event::Opened(opening) => opening.shown == Shown::Listed,
            Event::LeftOut { .. } => true,
            Event::Fired { number, posted: false, .. }
            | Event::Resolved { number, announced: false, .. } => shown(number),
            _ => false,
        }
    }

    /// What a digest shows: the end of the storm or its notices first, then groups, oldest first, as far
    /// as the messages of this minute reach. What is left waits for the next.
    pub(super) fn digest(&self, cx: Context<'_>) -> Vec<Event> {
        let now = cx.now;
        if self.digest_at.is_none_or(|at| now < at) {
            return Vec::new();
        }
        let mut left = self.traffic.left_for_others(now);
        let calm = self.traffic.openings_within_a_minute(now) < STORM_GROUPS;
        let over = self.storm.as_ref().filter(|storm| calm && storm.rooms() <= left);
        let mut ended = None;
        let mut notices = Vec::new();
        let mut behind = false;
        if let Some(storm) = over {
            let last = storm.notices(true, self.issued);
            left -= last.len();
            ended = Some(Event::StormEnded { notices: last, since: storm.since, at: now });
        } else if let Some(storm) = &self.storm {
            notices = storm.notices(false, self.issued);
            notices.truncate(left);
            left -= notices.len();
            behind = true;
        }
        let mut dirty = self.groups.iter().filter(|(_, group)| group.dirty);
        let groups: Vec<u32> = dirty.by_ref().take(left).map(|(number, _)| *number).collect();
        behind |= dirty.next().is_some();
        let mut events = vec![Event::Digested { notices, groups, at: now }];
        events.extend(ended);
        if behind {
            events.push(Event::DigestDue { at: next_digest(cx) });
        }
        events
    }

    pub(super) fn note_opening(&mut self, opening: &Opening) {
        self.issued = opening.number;
        if self.groups.len() >= GROUPS_MAX {
            let forgotten = self.least_needed(opening.at);
            if let Some(group) = forgotten.and_then(|number| self.groups.remove(&number)) {
                self.instances = self.instances.saturating_sub(group.instances.len());
            }
        }
        match (opening.shown, &mut self.storm) {
            (Shown::Posted, _) => {
                let messages = 1 + usize::from(opening.chart.is_some());
                self.traffic.messages(messages, opening.at);
                self.traffic.opening(opening.at);
            }
            (Shown::Listed, storm) => {
                self.traffic.opening(opening.at);
                if let Some(storm) = storm {
                    storm.list(opening.team.as_ref());
                }
            }
            (Shown::Muted, _) => {}
        }
        self.groups.insert(opening.number, AlertGroup::new(opening));
        self.add_instance(opening.number, &opening.key);
    }

    pub(super) fn note_firing(&mut self, number: u32, key: &str, posted: bool, at: Timestamp) {
        self.add_instance(number, key);
        self.with_group(number, |group| group.last_at = at);
        if posted {
            self.with_group(number, |group| group.shown = Shown::Posted);
            self.traffic.messages(1, at);
            self.traffic.opening(at);
        } else {
            self.soil(number);
        }
    }

    fn add_instance(&mut self, number: u32, key: &str) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        if group.instances.insert(fingerprint(key)) {
            self.instances = self.instances.saturating_add(1);
            group.alerts = group.alerts.saturating_add(1);
            if group.keys.len() < ACKNOWLEDGED_AT_SOURCE_MAX {
                group.keys.push(key.to_owned());
            }
        }
    }

    pub(super) fn note_resolution(
        &mut self,
        number: u32,
        key: &str,
        announced: bool,
        at: Timestamp,
    ) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        if group.instances.remove(&fingerprint(key)) {
            self.instances = self.instances.saturating_sub(1);
        }
        group.keys.retain(|known| known != key);
        group.last_at = at;
        if announced {
            group.dirty = false;
            self.traffic.messages(2, at);
        } else {
            self.soil(number);
        }
    }

    pub(super) fn note_notices(&mut self, notices: &[Notice], at: Timestamp) {
        self.traffic.messages(notices.len(), at);
        for notice in notices {
            self.issued = self.issued.max(notice.number);
            if let Some(storm) = &mut self.storm {
                storm.note_notice(notice);
            }
        }
    }
}

fn next_digest(cx: Context<'_>) -> Timestamp {
    later(cx.now, cx.policy.waits.alert_digest.max(DIGEST_WAIT_MIN))
}
