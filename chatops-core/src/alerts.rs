//! Alerts in the room of the team that owns what hurts: grouped, deduplicated, coalesced
//! (Features C1 and C2).
//!
//! A source delivers [`Signal`]s. Those of one group share one message, which is edited as the group
//! changes, at most once in `waits.alert_digest`. The same alert again is only counted. When more
//! than [`STORM_GROUPS`] new groups come within a minute it is a storm: each room gets one
//! notice that lists the following groups, instead of a message for each. All in all, alerts
//! cause at most [`MESSAGES_PER_MINUTE_MAX`] messages and edits within any minute; what does not
//! fit is shown by a later digest. What people do to an alert is shown at once and not counted.
//!
//! ```text
//! signal ─▶ new group? ──▶ Opened ──▶ posted · listed in the storm notice · muted
//!       └─▶ known group? ─▶ Fired · Repeated · Resolved ──▶ DigestDue ─(timer)─▶ Digested
//! ```

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, TimerKey};
use crate::feature::Feature;
use crate::ids::{ComponentId, IncidentId, PersonId};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::{later, show_span};

mod event;
mod group;
mod receive;
mod show;
pub mod signal;
mod traffic;

pub use event::{Event, Notice, Opening};
pub use group::{AlertGroup, Hold, Shown};
pub use signal::{Signal, SignalStatus, wants_hot_room};
pub use traffic::{MESSAGES_PER_MINUTE_MAX, STORM_GROUPS, STORM_ROOMS_MAX, Storm, Traffic};

/// Most groups that are remembered. The oldest resolved one is forgotten for a new one, then one
/// that has been silent for [`STALE_AFTER`]; when there is none, new groups are only counted.
pub const GROUPS_MAX: usize = 500;

/// Most firing alerts that are remembered over all groups, so that repeats are told apart and
/// resolutions add up. Further ones count as repeats of their group.
pub const INSTANCES_MAX: usize = 20_000;

/// A group that has not fired for so long may be forgotten when there is no room: its source never
/// says when it is over. Six hours is longer than the usual interval of reminders (four hours).
pub const STALE_AFTER: SignedDuration = SignedDuration::from_hours(6);

/// Most alerts of a group that are acknowledged at their source: beyond that, a source is told group
/// by group or not at all.
pub const ACKNOWLEDGED_AT_SOURCE_MAX: usize = 20;

/// Longest mute. What is known for longer is switched off at the source.
pub const MUTE_MAX: SignedDuration = SignedDuration::from_hours(24);

/// Numbers of graphs fetched for alerts start here: the number of the group is added. Graphs that
/// people ask for count from 1, and both stand in the stream of the emergency channel.
pub const CHARTS_FROM: u32 = 1 << 31;

/// How far back the graph of an alert goes, in minutes.
pub const CHART_WINDOW_MINUTES: u32 = 60;

/// Largest graph that is posted, in bytes.
pub const CHART_BYTES_MAX: usize = 1 << 20;

/// The alerts of the emergency channel. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alerts {
    /// The latest number given to a group or a storm notice.
    issued: u32,
    /// By number. At most [`GROUPS_MAX`].
    groups: BTreeMap<u32, AlertGroup>,
    /// Firing alerts remembered over all groups. At most [`INSTANCES_MAX`].
    instances: usize,
    /// What has been posted of late.
    traffic: Traffic,
    /// The storm, while there is one.
    storm: Option<Storm>,
    /// When the next digest is due.
    digest_at: Option<Timestamp>,
}

/// What can be asked of the alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A source reports.
    Receive(Box<Signal>),
    /// Somebody has it. Also when it was acknowledged at the source.
    Acknowledge {
        /// The number of the group.
        number: u32,
    },
    /// Leave the room in peace about this group.
    Mute {
        /// The number of the group.
        number: u32,
        /// How long. At most [`MUTE_MAX`].
        span: SignedDuration,
    },
    /// Ask the commander whether to start an incident over it. The aggregate asks.
    AskCommander {
        /// The number of the group.
        number: u32,
    },
    /// An incident was declared over it. The aggregate says so.
    Declared {
        /// The number of the group.
        number: u32,
        /// The incident.
        incident: IncidentId,
    },
}

impl Alerts {
    /// The group with this number, as long as it is remembered.
    #[must_use]
    pub fn group(&self, number: u32) -> Option<&AlertGroup> {
        self.groups.get(&number)
    }

    /// The groups that are firing, with their numbers, oldest first.
    pub fn firing(&self) -> impl Iterator<Item = (u32, &AlertGroup)> {
        self.groups
            .iter()
            .filter(|(_, group)| !group.is_over())
            .map(|(number, group)| (*number, group))
    }

    /// The group over which an incident may be declared.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such group, or it has an incident already.
    pub fn declarable(&self, number: u32) -> Result<&AlertGroup, Refusal> {
        let group = self.named(number)?;
        if group.incident.is_some() {
            return Err(Refusal::already_done(
                format!("Alert {number} has an incident."),
                "Go to its hot room: the alert's message links to it, and so does `open`.",
            ));
        }
        Ok(group)
    }

    fn named(&self, number: u32) -> Result<&AlertGroup, Refusal> {
        if self.storm.as_ref().is_some_and(|storm| storm.has_notice(number)) {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("Number {number} is the notice of the storm, not an alert."),
                "Name one of the alerts that the notice lists.",
            ));
        }
        self.groups.get(&number).ok_or_else(|| {
            Refusal::not_found(&format!("alert {number}"), "See the number in the alert's message.")
        })
    }

    /// The group, as long as it fires.
    fn named_firing(&self, number: u32) -> Result<&AlertGroup, Refusal> {
        let group = self.named(number)?;
        if group.is_over() {
            return Err(Refusal::wrong_state(
                format!("Alert {number} has resolved."),
                "Nothing needs to be done. If it fires again, it gets a message of its own.",
            ));
        }
        Ok(group)
    }

    fn acknowledge(&self, number: u32, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        if let Some(hold) = &self.named_firing(number)?.acknowledged {
            let who =
                hold.by.as_ref().map_or_else(|| String::from("Its source"), PersonId::to_string);
            return Err(Refusal::already_done(
                format!("{who} has acknowledged alert {number}."),
                "Say in the room that you look at it as well.",
            ));
        }
        Ok(vec![Event::Acknowledged { number, by: cx.actor.person().cloned(), at: cx.now }])
    }

    fn mute(
        &self,
        number: u32,
        span: SignedDuration,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.named_firing(number)?;
        if span.as_secs() < 1 || span > MUTE_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("An alert is muted for at most {}.", show_span(MUTE_MAX)),
                format!(
                    "Write for example `alert mute {number} 30m`, or switch it off at its source."
                ),
            ));
        }
        let until = later(cx.now, span);
        Ok(vec![Event::Muted { number, by: cx.actor.person().cloned(), until }])
    }

    fn ask_commander(&self, number: u32, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let group = self.declarable(number)?;
        if let Some(asked) = &group.asked {
            let who =
                asked.by.as_ref().map_or_else(|| String::from("Somebody"), PersonId::to_string);
            return Err(Refusal::already_done(
                format!("{who} has asked the commander about alert {number}."),
                "If it cannot wait, start an incident with `alert declare` and its number.",
            ));
        }
        Ok(vec![Event::CommanderAsked { number, by: cx.actor.person().cloned(), at: cx.now }])
    }

    /// Whether a firing group has asked for a hot room for this component already.
    fn hot_room_wanted(&self, component: Option<&ComponentId>) -> bool {
        self.firing().any(|(_, group)| group.critical && group.component.as_ref() == component)
    }

    fn has_place(&self, now: Timestamp) -> bool {
        self.groups.len() < GROUPS_MAX || self.least_needed(now).is_some()
    }

    /// The group that is forgotten first: the oldest resolved one, else the one that has been silent
    /// longest and for more than [`STALE_AFTER`].
    fn least_needed(&self, now: Timestamp) -> Option<u32> {
        let over = self.groups.iter().find(|(_, group)| group.is_over());
        let silent = || {
            self.groups
                .iter()
                .filter(|(_, group)| later(group.last_at, STALE_AFTER) < now)
                .min_by_key(|(_, group)| group.last_at)
        };
        over.or_else(silent).map(|(number, _)| *number)
    }

    fn with_group(&mut self, number: u32, change: impl FnOnce(&mut AlertGroup)) {
        if let Some(group) = self.groups.get_mut(&number) {
            change(group);
        }
    }

    /// Notes that the group looks different from what its room shows.
    fn soil(&mut self, number: u32) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        match (&mut self.storm, group.shown) {
            (_, Shown::Posted) => group.dirty = true,
            (Some(storm), Shown::Listed) if group.first_at >= storm.since => {
                storm.soil(group.team.as_ref());
            }
            _ => {}
        }
    }
}

impl Feature for Alerts {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Receive(signal) => self.receive(signal, cx),
            Command::Acknowledge { number } => self.acknowledge(*number, cx),
            Command::Mute { number, span } => self.mute(*number, *span, cx),
            Command::AskCommander { number } => self.ask_commander(*number, cx),
            Command::Declared { number, incident } => {
                self.declarable(*number)?;
                Ok(vec![Event::Declared { number: *number, incident: *incident }])
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Opened(opening) => self.note_opening(opening),
            Event::Fired { number, key, severity, critical, posted, at } => {
                self.note_firing(*number, key, *posted, *at);
                self.with_group(*number, |group| {
                    group.severity = severity.or(group.severity);
                    group.critical |= *critical;
                });
            }
            Event::Repeated { number, at } => self.with_group(*number, |group| {
                group.repeats = group.repeats.saturating_add(1);
                group.last_at = *at;
            }),
            Event::Resolved { number, key, announced, at } => {
                self.note_resolution(*number, key, *announced, *at);
            }
            Event::LeftOut { team, at, .. } => {
                self.traffic.opening(*at);
                if let Some(storm) = &mut self.storm {
                    storm.leave_out(team.as_ref());
                }
            }
            Event::StormBegan { at } => self.storm = Some(Storm::new(*at)),
            Event::StormNoticed { notice, at } => {
                self.note_notices(std::slice::from_ref(notice), *at)
            }
            Event::DigestDue { at } => self.digest_at = Some(*at),
            Event::Digested { notices, groups, at } => {
                self.digest_at = None;
                self.note_notices(notices, *at);
                self.traffic.messages(groups.len(), *at);
                for number in groups {
                    self.with_group(*number, |group| group.dirty = false);
                }
            }
            Event::StormEnded { notices, at, .. } => {
                self.note_notices(notices, *at);
                self.storm = None;
            }
            Event::Acknowledged { number, by, at } => self.with_group(*number, |group| {
                group.acknowledged = Some(Hold { by: by.clone(), at: *at });
            }),
            Event::Muted { number, until, .. } => {
                self.with_group(*number, |group| group.muted_until = Some(*until));
            }
            Event::MuteEnded { number, posted, at } => {
                self.with_group(*number, |group| {
                    group.muted_until = None;
                    if *posted {
                        group.shown = Shown::Posted;
                    }
                });
                // The message alone, or its edit and a line.
                self.traffic.messages(if *posted { 1 } else { 2 }, *at);
            }
            Event::CommanderAsked { number, by, at } => self.with_group(*number, |group| {
                group.asked = Some(Hold { by: by.clone(), at: *at });
            }),
            Event::Declared { number, incident } => {
                self.with_group(*number, |group| group.incident = Some(*incident));
            }
            Event::ChartArrived { number, .. } | Event::ChartMissing { number, .. } => {
                self.with_group(*number, |group| group.chart = None);
            }
            Event::SourceNotTold { number, reason } => {
                self.with_group(*number, |group| group.not_told = Some(reason.clone()));
            }
        }
    }

    fn react(&self, event: &Event, _scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        show::reaction(self, event)
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        match key {
            TimerKey::AlertDigest => self.digest(cx),
            TimerKey::Mute(number) => {
                let ended = |group: &&AlertGroup| {
                    !group.is_over() && group.muted_until.is_some_and(|until| until <= cx.now)
                };
                let group = self.groups.get(number).filter(ended);
                let event = group.map(|group| Event::MuteEnded {
                    number: *number,
                    posted: group.shown == Shown::Muted,
                    at: cx.now,
                });
                event.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _scene: &Scene<'_>,
        _cx: Context<'_>,
    ) -> Vec<Event> {
        match effect {
            Effect::FetchChart { chart, query, .. } => {
                let number = chart.wrapping_sub(CHARTS_FROM);
                let waits = |group: &&AlertGroup| group.chart.as_ref() == Some(query);
                match self.groups.get(&number).filter(waits) {
                    Some(_) => vec![chart_event(number, outcome)],
                    None => Vec::new(),
                }
            }
            Effect::AcknowledgeAlert { source, alert } => self.acknowledged(source, alert, outcome),
            _ => Vec::new(),
        }
    }

    fn tell(event: &Event) -> Text {
        event.tell()
    }
}

impl Alerts {
    /// What came of telling a source. Said once for a group: the other alerts fail alike.
    fn acknowledged(&self, source: &str, alert: &str, outcome: &Outcome) -> Vec<Event> {
        let (Outcome::Refused { reason } | Outcome::Ambiguous { reason }) = outcome else {
            return Vec::new();
        };
        let told = |(_, group): &(&u32, &AlertGroup)| {
            group.source == source && group.keys.iter().any(|key| key == alert)
        };
        match self.groups.iter().rev().find(told) {
            Some((number, group)) if group.acknowledged.is_some() && group.not_told.is_none() => {
                vec![Event::SourceNotTold { number: *number, reason: signal::cut(reason, 200) }]
            }
            _ => Vec::new(),
        }
    }
}

fn chart_event(number: u32, outcome: &Outcome) -> Event {
    let missing = |reason: &str| Event::ChartMissing { number, reason: signal::cut(reason, 200) };
    match outcome {
        Outcome::Done(Answer::Chart { picture }) if picture.bytes.len() <= CHART_BYTES_MAX => {
            Event::ChartArrived { number, picture: picture.clone() }
        }
        Outcome::Done(Answer::Chart { .. }) => missing("it is larger than 1 MiB"),
        Outcome::Done(_) => missing("the source answered without a picture"),
        Outcome::Refused { reason } | Outcome::Ambiguous { reason } => missing(reason),
    }
}

#[cfg(test)]
mod storm_tests;
#[cfg(test)]
mod tests;
