//! Metrics of an incident: how long until it was noticed, commanded, told of, mitigated and resolved (Feature F4).
//!
//! Nothing here is typed in by anybody: each moment is the moment of a recorded event, and each duration is measured
//! from the detection, which itself is measured from the beginning. The terms are those of incident management at large (time to
//! acknowledge, time to mitigate, time to resolve); what they mean here is said at each field of [`Metrics`].
//!
//! [`Summary`] brings incidents together by month and severity. Drills are never part of it.

mod file;
mod prometheus;
mod summary;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::history::{Happened, History, Moment};
use crate::ids::{IncidentId, PersonId};
use crate::incident::{Event, Move, Opened, Phase};
use crate::severity::Severity;
use crate::{alerts, emergency_channel, paging, poll, public_update, seat, updates};

pub use file::to_json;
pub use prometheus::MONTHS_SHOWN_MAX;
pub use summary::{Average, Group, Summary};

/// What is measured: the detection from the beginning, everything else from the detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// From the beginning until it was noticed.
    Detect,
    /// Until somebody took notice.
    Acknowledge,
    /// Until somebody commanded.
    Command,
    /// Until the first update.
    FirstUpdate,
    /// Until customers were no longer hurt.
    Mitigate,
    /// Until the all clear.
    Resolve,
}

impl Measure {
    /// All measures, in the order of an incident's life.
    pub const ALL: [Self; 6] = [
        Self::Detect,
        Self::Acknowledge,
        Self::Command,
        Self::FirstUpdate,
        Self::Mitigate,
        Self::Resolve,
    ];

    /// Its name in files and gauges, for example `time_to_acknowledge`. The unit is not part of it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Detect => "time_to_detect",
            Self::Acknowledge => "time_to_acknowledge",
            Self::Command => "time_to_command",
            Self::FirstUpdate => "time_to_first_update",
            Self::Mitigate => "time_to_mitigate",
            Self::Resolve => "time_to_resolve",
        }
    }

    /// What it is, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Detect => "Time to detect",
            Self::Acknowledge => "Time to acknowledge",
            Self::Command => "Time to command",
            Self::FirstUpdate => "Time to first update",
            Self::Mitigate => "Time to mitigate",
            Self::Resolve => "Time to resolve",
        }
    }
}

/// The moments of an incident. A moment that has not come, or is not on record, is none.
///
/// Moments of entries are those at which things happened by the clock of whoever reported them: an outage of ours is
/// not counted as one of the people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metrics {
    /// The incident.
    pub incident: IncidentId,
    /// The incident as people call it, for example `hot-330`.
    pub name: String,
    /// Whether it is practice: then it counts in no [`Summary`].
    pub drill: bool,
    /// How bad it is, as last decided.
    pub severity: Severity,
    /// When it began, by the clock of the tool that noticed it: the start that the alert gives which led to it. None
    /// where a person noticed it, or the alert does not say.
    pub began_at: Option<Timestamp>,
    /// When it was noticed: the first alert of its group, the question to the commander, the ticket
    /// (`Origin::detected_at`); where none of these led to it, when it was declared.
    pub detected_at: Option<Timestamp>,
    /// When somebody first took notice, the earliest of: the acknowledgement known at the declaration
    /// (`Origin::acknowledged_at`), a person's acknowledgement of its alert, an acknowledged page of
    /// the incident, its declaration by a person. Where there is none of these, the first thing that its
    /// commander did in it: being put into command is not yet taking notice.
    pub acknowledged_at: Option<Timestamp>,
    /// When its commander's seat was first filled.
    pub commanded_at: Option<Timestamp>,
    /// The first update to the room or the first published public update, whichever came first.
    pub first_update_at: Option<Timestamp>,
    /// When it was first called mitigated. None where it was resolved without that.
    pub mitigated_at: Option<Timestamp>,
    /// When it was last resolved. None while it is open, also where it was reopened.
    pub resolved_at: Option<Timestamp>,
}

impl Metrics {
    /// The metrics of every incident that was opened, in the order in which they were.
    #[must_use]
    pub fn of_all(history: &History<'_>) -> Vec<Self> {
        let mut gathering = Gathering::default();
        for moment in history.moments() {
            gathering.take(moment);
        }
        let order = history.incidents().map(|opened| opened.incident);
        order
            .filter_map(|id| {
                let course = gathering.courses.remove(&id)?;
                course.finish(id, history.names().incident(&id), &gathering)
            })
            .collect()
    }

    /// The metrics of one incident. None where it was not opened.
    #[must_use]
    pub fn of(history: &History<'_>, incident: IncidentId) -> Option<Self> {
        Self::of_all(history).into_iter().find(|metrics| metrics.incident == incident)
    }

    /// The moment at which a measure ends.
    #[must_use]
    pub fn end(&self, measure: Measure) -> Option<Timestamp> {
        match measure {
            Measure::Detect => self.detected_at,
            Measure::Acknowledge => self.acknowledged_at,
            Measure::Command => self.commanded_at,
            Measure::FirstUpdate => self.first_update_at,
            Measure::Mitigate => self.mitigated_at,
            Measure::Resolve => self.resolved_at,
        }
    }

    /// A duration in whole seconds. None where a moment is missing; zero where a foreign clock says that the end came
    /// before the beginning.
    #[must_use]
    pub fn seconds(&self, measure: Measure) -> Option<u64> {
        let start = if measure == Measure::Detect { self.began_at } else { self.detected_at };
        let span = start?.duration_until(self.end(measure)?);
        Some(u64::try_from(span.as_secs()).unwrap_or(0))
    }

    /// The metrics as JSON, indented by two spaces, with a line feed at the end: an object with `incident`, `name`,
    /// `drill`, `severity`, the moments in RFC 3339, the durations in seconds (`time_to_detect_seconds` and so on), and
    /// in `seconds_between` how long it took from each moment to each later one, negative where the later
    /// one came first. `null` where something is missing.
    #[must_use]
    pub fn to_json(&self) -> String {
        file::json(self)
    }
}

/// What the history says so far.
#[derive(Debug, Default)]
struct Gathering {
    courses: BTreeMap<IncidentId, Course>,
    /// When a person first had an alert group in hand, by its number.
    alerts: BTreeMap<u32, Timestamp>,
    /// When what an alert group tells of began, by its source's clock.
    began: BTreeMap<u32, Timestamp>,
}

impl Gathering {
    fn take(&mut self, moment: &Moment<'_>) {
        match &moment.happened {
            Happened::Incident(id, event) => {
                self.courses.entry(*id).or_default().take(moment, event);
            }
            Happened::Channel(emergency_channel::Event::Alert(alerts::Event::Acknowledged {
                number,
                by: Some(_),
                ..
            })) => {
                self.alerts.entry(*number).or_insert_with(|| moment.at());
            }
            Happened::Channel(emergency_channel::Event::Alert(alerts::Event::Opened(opening))) => {
                self.began.extend(opening.started_at.map(|began| (opening.number, began)));
            }
            Happened::Channel(_) => {}
        }
    }
}

/// What the history says of one incident so far.
#[derive(Debug, Default)]
struct Course {
    opened: Option<Opened>,
    severity: Option<Severity>,
    declared_at: Option<Timestamp>,
    page_acknowledged_at: Option<Timestamp>,
    commander: Option<PersonId>,
    commanded_at: Option<Timestamp>,
    commander_acted_at: Option<Timestamp>,
    first_update_at: Option<Timestamp>,
    mitigated_at: Option<Timestamp>,
    resolved_at: Option<Timestamp>,
}

impl Course {
    fn take(&mut self, moment: &Moment<'_>, event: &Event) {
        let at = moment.at();
        match event {
            Event::Opened(opened) => {
                self.opened = Some(opened.clone());
                self.severity = Some(opened.severity);
                self.declared_at = Some(at);
            }
            Event::Poll(poll::Event::SeveritySet { severity, .. }) => {
                self.severity = Some(*severity);
            }
            Event::Seat(event) => self.seat(event, at),
            Event::Page(paging::Event::Acknowledged { .. }) => {
                self.page_acknowledged_at.get_or_insert(at);
            }
            Event::Update(updates::Event::Posted { .. })
            | Event::PublicUpdate(public_update::Event::Published { .. }) => {
                self.first_update_at.get_or_insert(at);
            }
            Event::Moved { by, to } => self.moved(*by, *to, at),
            _ => {}
        }
        // What an appointment brings with it is the appointer's act; only what the commander does counts.
        if self.commander.is_some() && moment.actor().person() == self.commander.as_ref() {
            self.commander_acted_at.get_or_insert(at);
        }
    }

    fn seat(&mut self, event: &seat::Event, at: Timestamp) {
        match event {
            seat::Event::Taken { person: to, .. }
            | seat::Event::Appointed { person: to, .. }
            | seat::Event::Passed { to, .. }
            | seat::Event::Succeeded { to, .. } => {
                self.commander = Some(to.clone());
                self.commanded_at.get_or_insert(at);
            }
            seat::Event::Orphaned { .. } => {}
        }
    }

    fn moved(&mut self, by: Move, to: Phase, at: Timestamp) {
        match (by, to) {
            (Move::Reopen, _) => self.resolved_at = None,
            (_, Phase::Mitigated) => {
                self.mitigated_at.get_or_insert(at);
            }
            (_, Phase::Resolved) => self.resolved_at = Some(at),
            _ => {}
        }
    }

    fn finish(self, incident: IncidentId, name: String, seen: &Gathering) -> Option<Metrics> {
        let opened = self.opened?;
        let origin = &opened.origin;
        let declared_by_person = self.declared_at.filter(|_| opened.declared_by.is_some());
        let alert = origin.alert.and_then(|number| seen.alerts.get(&number).copied());
        let began_at = origin.alert.and_then(|number| seen.began.get(&number).copied());
        let noticed =
            [origin.acknowledged_at, alert, self.page_acknowledged_at, declared_by_person];
        let acknowledged_at = noticed.into_iter().flatten().min().or(self.commander_acted_at);
        Some(Metrics {
            incident,
            name,
            drill: opened.drill,
            severity: self.severity.unwrap_or(opened.severity),
            began_at,
            detected_at: origin.detected_at.or(self.declared_at),
            acknowledged_at,
            commanded_at: self.commanded_at,
            first_update_at: self.first_update_at,
            mitigated_at: self.mitigated_at,
            resolved_at: self.resolved_at,
        })
    }
}

#[cfg(test)]
mod tests;
