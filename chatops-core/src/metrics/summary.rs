//! Metrics across incidents, by month and severity.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::{Measure, Metrics, prometheus};
use crate::severity::Severity;

/// Mean and median of a duration, in whole seconds, rounded to the nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Average {
    /// Over how many incidents: those that have come so far.
    pub incidents: u64,
    /// The mean.
    pub mean_seconds: u64,
    /// The median: of an even number the mean of the middle two. One long night does not move it.
    pub median_seconds: u64,
}

impl Average {
    /// Of no durations there is none.
    fn of(mut seconds: Vec<u64>) -> Option<Self> {
        seconds.sort_unstable();
        let count = u64::try_from(seconds.len()).ok().filter(|count| *count > 0)?;
        let middle = seconds.len() / 2;
        let upper = *seconds.get(middle)?;
        let median_seconds = if seconds.len() % 2 == 1 {
            upper
        } else {
            rounded(u128::from(upper) + u128::from(*seconds.get(middle - 1)?), 2)
        };
        let sum: u128 = seconds.iter().map(|one| u128::from(*one)).sum();
        Some(Self { incidents: count, mean_seconds: rounded(sum, count), median_seconds })
    }
}

/// A quotient, rounded to the nearest, halves up.
fn rounded(sum: u128, count: u64) -> u64 {
    let count = u128::from(count);
    u64::try_from((sum + count / 2) / count).unwrap_or(u64::MAX)
}

/// The incidents of one month and severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The month in which they were detected, in UTC: `2026-03`.
    pub month: String,
    /// How bad they were, as last decided.
    pub severity: Severity,
    /// How many.
    pub incidents: u64,
    /// The averages by [`Measure::name`]. A measure without a value is missing.
    pub averages: BTreeMap<&'static str, Average>,
}

/// Metrics across incidents: mean times to acknowledge and to resolve and the like, by month of detection and
/// severity. Drills are counted and otherwise left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many incidents, drills not among them.
    pub incidents: u64,
    /// How many drills were left out.
    pub drills: u64,
    /// By month, then by severity, the worst first. Only where there are incidents.
    pub groups: Vec<Group>,
}

impl Summary {
    /// Brings incidents together.
    #[must_use]
    pub fn of(metrics: &[Metrics]) -> Self {
        let mut summary = Self::default();
        let mut groups: BTreeMap<(String, Severity), Vec<&Metrics>> = BTreeMap::new();
        for one in metrics {
            if one.drill {
                summary.drills += 1;
                continue;
            }
            summary.incidents += 1;
            // An incident that was opened has a moment of detection, at the latest its declaration.
            let Some(at) = one.detected_at else { continue };
            let month = at.to_zoned(TimeZone::UTC).strftime("%Y-%m").to_string();
            groups.entry((month, one.severity)).or_default().push(one);
        }
        let group = |((month, severity), members): ((String, Severity), Vec<&Metrics>)| {
            let average = |measure: Measure| {
                let seconds = members.iter().filter_map(|one| one.seconds(measure)).collect();
                Some((measure.name(), Average::of(seconds)?))
            };
            let averages = Measure::ALL.into_iter().filter_map(average).collect();
            let incidents = u64::try_from(members.len()).unwrap_or(u64::MAX);
            Group { month, severity, incidents, averages }
        };
        summary.groups = groups.into_iter().map(group).collect();
        summary
    }

    /// The summary as JSON, indented by two spaces, with a line feed at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: writing it cannot fail.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// The summary in the text format that Prometheus reads (version 0.0.4): gauges with the labels `month` and
    /// `severity`. The newest [`MONTHS_SHOWN_MAX`](super::MONTHS_SHOWN_MAX) months with incidents are
    /// shown, so that the number of series is bounded (attack case G4).
    #[must_use]
    pub fn to_prometheus(&self) -> String {
        prometheus::render(self)
    }
}
