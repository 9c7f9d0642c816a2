//! Metrics as JSON, for one incident and for a whole journal.

use jiff::Timestamp;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Measure, Metrics, Summary};

/// The moments by their names in the file, in the order of an incident's life.
fn moments(metrics: Option<&Metrics>) -> [(&'static str, Option<Timestamp>); 7] {
    let moment = |of: fn(&Metrics) -> Option<Timestamp>| metrics.and_then(of);
    [
        ("began_at", moment(|one| one.began_at)),
        ("detected_at", moment(|one| one.detected_at)),
        ("acknowledged_at", moment(|one| one.acknowledged_at)),
        ("commanded_at", moment(|one| one.commanded_at)),
        ("first_update_at", moment(|one| one.first_update_at)),
        ("mitigated_at", moment(|one| one.mitigated_at)),
        ("resolved_at", moment(|one| one.resolved_at)),
    ]
}

/// How long it took from each moment to each later one, in whole seconds.
struct Between<'a>(Option<&'a Metrics>);

impl Serialize for Between<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let moments = moments(self.0);
        let mut map = serializer.serialize_map(None)?;
        for (index, (from, start)) in moments.iter().enumerate() {
            for (to, end) in moments.iter().skip(index + 1) {
                let seconds =
                    start.zip(*end).map(|(start, end)| start.duration_until(end).as_secs());
                map.serialize_entry(&format!("{from}_to_{to}"), &seconds)?;
            }
        }
        map.end()
    }
}

/// The keys of one incident; where there is none, the same keys and nothing in them.
fn push<M: SerializeMap>(map: &mut M, metrics: Option<&Metrics>) -> Result<(), M::Error> {
    map.serialize_entry("incident", &metrics.map(|one| one.incident))?;
    map.serialize_entry("name", &metrics.map(|one| one.name.as_str()))?;
    map.serialize_entry("drill", &metrics.map(|one| one.drill))?;
    map.serialize_entry("severity", &metrics.map(|one| one.severity))?;
    for (name, moment) in moments(metrics) {
        map.serialize_entry(name, &moment)?;
    }
    for measure in Measure::ALL {
        let seconds = metrics.and_then(|one| one.seconds(measure));
        map.serialize_entry(&format!("{}_seconds", measure.name()), &seconds)?;
    }
    map.serialize_entry("seconds_between", &Between(metrics))
}

impl Serialize for Metrics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        push(&mut map, Some(self))?;
        map.end()
    }
}

/// The metrics of a journal.
struct Journal<'a>(&'a [Metrics]);

impl Serialize for Journal<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        push(&mut map, self.0.first())?;
        map.serialize_entry("incidents", self.0)?;
        map.serialize_entry("summary", &Summary::of(self.0))?;
        map.end()
    }
}

/// The metrics of all incidents of a journal as one JSON object, indented by two spaces, with a line feed at the end: the
/// keys of the first incident (see [`Metrics::to_json`]; `null` where there is none), `incidents` with every incident
/// in the order in which they were opened, and `summary` across them, in which drills do not count.
#[must_use]
pub fn to_json(all: &[Metrics]) -> String {
    json(&Journal(all))
}

pub(super) fn json(value: &impl Serialize) -> String {
    // Plain data with text keys: writing it cannot fail.
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}
