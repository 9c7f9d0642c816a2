//! Alerts in the room of the team that owns what hurts: grouped, deduplicated, coalesced
//! (Features C1 and C2).
//!
//! A source delivers [`Signal`]s. Those of one group share one message, which is edited as the group
//! changes, at most once in `waits.alert_digest`. The same alert again is only counted, unless it says something new;
//! within [`COPY_WITHIN`] it is a copy and means nothing. When more
//! than [`STORM_GROUPS`] new groups come within a minute it is a storm: each room gets one
//! notice that lists the following groups, instead of a message for each. All in all, alerts
//! cause at most [`MESSAGES_PER_MINUTE_MAX`] messages and edits within any minute; what does not
//! fit is shown by a later digest. What people do to an alert is shown at once and not counted.
//!
//! A group that an incident works on names its hot room, and that room learns when the group is over.
//!
//! ```text
//! signal ─▶ new group? ──▶ Opened ──▶ posted · listed in the storm notice · muted
//!       └─▶ known group? ─▶ Fired · Repeated · Resolved ──▶ DigestDue ─(timer)─▶ Digested
//! ```

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::asks::Verdict;
use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, TimerKey};
use crate::feature::Feature;
use crate::ids::{ComponentId, IncidentId, PersonId};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::{later, show_span};

mod digest;
mod event;
mod evolve;
mod group;
mod message;
mod notice;
mod receive;
mod show;
pub mod signal;
mod traffic;

pub use event::{Event, Notice, Opening};
pub use group::{AlertGroup, Described, Hold, Judged, LISTED_ALERTS_MAX, Shown};
pub use signal::{Signal, SignalStatus, wants_hot_room};
pub use traffic::{MESSAGES_PER_MINUTE_MAX, STORM_GROUPS, STORM_ROOMS_MAX, Storm, Traffic};

/// Most groups that are remembered. The oldest resolved one is forgotten for a new one, then one
/// that has been silent for [`STALE_AFTER`]; when there is none, new groups are only counted.
pub const GROUPS_MAX: usize = 500;

/// Most firing alerts that are remembered over all groups, so that repeats are told apart and
/// resolutions add up. Further ones count as repeats of their group.
pub const INSTANCES_MAX: usize = 20_000;

/// Within this time of its last report, the same report of a firing alert is a copy: a pair of sources sends two, and a
/// source whose answer was lost sends again. Alertmanager's pairs wait fifteen seconds for each other.
pub const COPY_WITHIN: SignedDuration = SignedDuration::from_secs(60);

/// Most past storms whose notices are still brought up to date. Their alerts can fire for days.
pub const PAST_STORMS_MAX: usize = 5;

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
    /// Storms that are over, of which something listed still fires. At most [`PAST_STORMS_MAX`].
    past_storms: Vec<Storm>,
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
    /// The commander has answered the question about it. The aggregate says so.
    NoteAnswer {
        /// The number of the group.
        number: u32,
        /// Who answered.
        by: PersonId,
        /// What.
        verdict: Verdict,
    },
    /// An incident was declared over it. The aggregate says so.
    Declared {
        /// The number of the group.
        number: u32,
        /// The incident.
        incident: IncidentId,
    },
    /// An open incident works on what fires: all firing groups of its component that have none join it.
    JoinComponent {
        /// The component.
        component: ComponentId,
        /// The incident.
        incident: IncidentId,
    },
    /// An open incident works on this group already.
    Join {
        /// The number of the group.
        number: u32,
        /// The incident.
        incident: IncidentId,
    },
    /// The incident is over: what still fires may have another one.
    Release {
        /// The incident.
        incident: IncidentId,
    },
    /// Open incidents look as if they were about the same.
    NoteLikely {
        /// The number of the group.
        number: u32,
        /// The incidents.
        incidents: BTreeSet<IncidentId>,
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

    /// The incident that works on this group, or worked on the same group when it fired before.
    #[must_use]
    pub fn incident_before(&self, number: u32) -> Option<IncidentId> {
        let group = self.groups.get(&number)?;
        self.groups
            .range(..=number)
            .rev()
            .filter(|(_, before)| before.source == group.source && before.group == group.group)
            .find_map(|(_, before)| before.incident)
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
        if self.storms().any(|storm| storm.has_notice(number)) {
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
                format!(
                    "{who} has asked the commander about alert {number}, who has not answered yet."
                ),
                format!("If it cannot wait, start an incident with `alert declare {number}`."),
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

    /// The storm that goes on, and those that are over.
    fn storms(&self) -> impl Iterator<Item = &Storm> {
        self.storm.iter().chain(self.past_storms.iter().rev())
    }

    /// The storm in whose notice a group is listed.
    fn storm_of(&self, group: &AlertGroup) -> Option<&Storm> {
        let listed = group.shown == Shown::Listed;
        self.storms().find(|storm| listed && storm.lists(group.first_at))
    }

    /// Whether a storm lists something that fires.
    fn is_needed(&self, storm: &Storm) -> bool {
        let listed = |group: &AlertGroup| {
            group.shown == Shown::Listed && !group.is_over() && storm.lists(group.first_at)
        };
        self.groups.values().any(listed)
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
            Command::NoteAnswer { number, by, verdict } => Ok(match self.groups.get(number) {
                Some(group) if group.asked.is_some() => vec![Event::CommanderAnswered {
                    number: *number,
                    by: by.clone(),
                    verdict: *verdict,
                    at: cx.now,
                }],
                _ => Vec::new(),
            }),
            Command::Declared { number, incident } => {
                self.declarable(*number)?;
                Ok(vec![Event::Declared { number: *number, incident: *incident }])
            }
            Command::JoinComponent { component, incident } => {
                Ok(self.join_component(component, *incident, cx))
            }
            Command::Join { number, incident } => Ok(self.join(*number, *incident, cx)),
            Command::Release { incident } => Ok(self.release(*incident, cx)),
            Command::NoteLikely { number, incidents } => Ok(match self.groups.get(number) {
                Some(group) if !incidents.is_empty() && group.likely != *incidents => {
                    vec![Event::LikelyFound { number: *number, incidents: incidents.clone() }]
                }
                _ => Vec::new(),
            }),
        }
    }

    fn evolve(&mut self, event: &Event) {
        self.take(event);
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
mod group_tests;
#[cfg(test)]
mod storm_tests;
#[cfg(test)]
mod tests;
