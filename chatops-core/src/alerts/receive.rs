//! From a signal to what happened: grouping, deduplication, coalescing.

use jiff::Timestamp;

use super::signal::fingerprint;
use super::{
    AlertGroup, Alerts, COPY_WITHIN, Described, Event, INSTANCES_MAX, Notice, Opening,
    STORM_GROUPS, Shown, Signal, SignalStatus, wants_hot_room,
};
use crate::context::Context;
use crate::ids::{ComponentId, IncidentId, TeamId};
use crate::refusal::{Refusal, RefusalKind};
use crate::time::later;

/// The first groups of a minute are shown with their graph; in a rush there is no time to look at it.
const CHARTS_PER_MINUTE: usize = 2;

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
                self.fire(*number, group, &signal, cx)
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
        if let Some((number, group)) = known.filter(|(_, group)| !group.is_over())
            && group.left_out != signal.left_out
        {
            events.push(Event::Truncated { number: *number, left_out: signal.left_out });
        }
        events.extend(self.digest_due(&events, cx));
        Ok(events)
    }

    /// Another alert of a group that is firing, or the same one again.
    fn fire(
        &self,
        number: u32,
        group: &AlertGroup,
        signal: &Signal,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let at = cx.now;
        let key = fingerprint(&signal.key);
        let described = group.news(key, signal, at).map(Box::new);
        let again =
            |described| vec![Event::Repeated { number, key: signal.key.clone(), described, at }];
        match group.instances.get(&key) {
            Some(last) if described.is_none() && at < later(*last, COPY_WITHIN) => Vec::new(),
            Some(_) => again(described),
            None if self.instances >= INSTANCES_MAX => again(None),
            None => vec![self.fire_first(number, group, signal, described, cx)],
        }
    }

    fn fire_first(
        &self,
        number: u32,
        group: &AlertGroup,
        signal: &Signal,
        described: Option<Box<Described>>,
        cx: Context<'_>,
    ) -> Event {
        let at = cx.now;
        let muted = group.is_muted(at);
        Event::Fired {
            number,
            key: signal.key.clone(),
            severity: signal.severity.filter(|claimed| group.is_worse(*claimed)),
            described,
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
            left_out: signal.left_out,
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
        if !group.instances.contains_key(&key) {
            return Vec::new();
        }
        let last = group.instances.len() == 1;
        let left = self.traffic.left_for_others(cx.now);
        // An edit of the message and a line.
        let announced = last && group.shown == Shown::Posted && !group.is_muted(cx.now) && left > 1;
        let told = last && group.incident.is_some() && left > if announced { 2 } else { 0 };
        vec![Event::Resolved { number, key: signal.key.clone(), announced, told, at: cx.now }]
    }

    /// A group that fires joins the incident that works on it already. The incident's room is told, unless the group
    /// is one of a storm.
    pub(super) fn join(&self, number: u32, incident: IncidentId, cx: Context<'_>) -> Vec<Event> {
        let Some(group) = self.groups.get(&number).filter(|group| group.incident.is_none()) else {
            return Vec::new();
        };
        let told = group.shown == Shown::Posted && self.traffic.left_for_others(cx.now) > 1;
        let joined = Event::Joined { numbers: vec![number], incident, told, at: cx.now };
        let due = self.digest_due(std::slice::from_ref(&joined), cx);
        std::iter::once(joined).chain(due).collect()
    }

    pub(super) fn join_component(
        &self,
        component: &ComponentId,
        incident: IncidentId,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let alike = |group: &AlertGroup| {
            group.incident.is_none() && group.component.as_ref() == Some(component)
        };
        let numbers: Vec<u32> =
            self.firing().filter(|(_, group)| alike(group)).map(|(number, _)| number).collect();
        if numbers.is_empty() {
            return Vec::new();
        }
        // A line, and for a single group the edit of its message.
        let told = self.traffic.left_for_others(cx.now) > usize::from(numbers.len() == 1);
        let joined = Event::Joined { numbers, incident, told, at: cx.now };
        let due = self.digest_due(std::slice::from_ref(&joined), cx);
        std::iter::once(joined).chain(due).collect()
    }

    /// What still fires when its incident is over can be declared again.
    pub(super) fn release(&self, incident: IncidentId, cx: Context<'_>) -> Vec<Event> {
        let of_it = |group: &AlertGroup| group.incident == Some(incident);
        let numbers: Vec<u32> =
            self.firing().filter(|(_, group)| of_it(group)).map(|(number, _)| number).collect();
        if numbers.is_empty() {
            return Vec::new();
        }
        let released = Event::Released { numbers, incident };
        let due = self.digest_due(std::slice::from_ref(&released), cx);
        std::iter::once(released).chain(due).collect()
    }
}
