//! An alert source in memory: alerts come as JSON, graphs are drawn from given points.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use async_trait::async_trait;

use super::shared::{Fault, Shared, not_found, refuse};
use crate::alerts::Signal;
use crate::error::{ErrorKind, PortError};
use crate::ids::EffectId;
use crate::message::Picture;
use crate::ports::alerts::AlertSource;

/// The name of the source.
const NAME: &str = "memory";

/// Width of a graph, in pixels.
const WIDTH: f64 = 480.0;

/// Height of a graph, in pixels.
const HEIGHT: f64 = 120.0;

/// An alert source. The body of its webhook is a JSON list of [`Signal`]s, whose `source` it fills in itself.
#[derive(Debug)]
pub struct MemoryAlerts {
    state: Shared<State>,
}

#[derive(Debug, Default)]
struct State {
    graphs: BTreeMap<String, Vec<f64>>,
    acknowledged: BTreeSet<String>,
}

impl Default for MemoryAlerts {
    fn default() -> Self {
        Self { state: Shared::new(State::default()) }
    }
}

impl MemoryAlerts {
    /// A source without graphs.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same source with a graph: what is drawn for this query, from the oldest point to the newest.
    #[must_use]
    pub fn graph(self, query: &str, points: &[f64]) -> Self {
        self.state.change(|state| state.graphs.insert(query.to_owned(), points.to_vec()));
        self
    }

    /// The alerts of which the source was told that somebody has them.
    #[must_use]
    pub fn acknowledged(&self) -> BTreeSet<String> {
        self.state.read(|state| state.acknowledged.clone())
    }

    /// Orders a failure of the next `chart` or `acknowledge`.
    pub fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.state.fail_next(operation, fault);
    }
}

#[async_trait]
impl AlertSource for MemoryAlerts {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Signal>, PortError> {
        let invalid = |detail: String| refuse("read", ErrorKind::Invalid, detail);
        let mut values: Vec<serde_json::Value> = serde_json::from_slice(body)
            .map_err(|wrong| invalid(format!("the body is no list of alerts: {wrong}")))?;
        let mut signals = Vec::with_capacity(values.len());
        for (place, value) in values.iter_mut().enumerate() {
            if let Some(fields) = value.as_object_mut() {
                fields.insert(String::from("source"), NAME.into());
            }
            let signal = serde_json::from_value(value.take());
            signals.push(signal.map_err(|wrong| invalid(format!("alert [{place}]: {wrong}")))?);
        }
        Ok(signals)
    }

    async fn chart(&self, query: &str, window_minutes: u32) -> Result<Picture, PortError> {
        self.state.call("chart", |state| {
            let points = state.graphs.get(query);
            let points = points.ok_or_else(|| not_found("chart", format!("graph `{query}`")))?;
            if window_minutes == 0 {
                let detail = "a graph covers at least one minute";
                return Err(refuse("chart", ErrorKind::Invalid, detail));
            }
            Ok(Picture {
                name: String::from("graph.svg"),
                alternative: told(query, window_minutes, points),
                media_type: String::from("image/svg+xml"),
                bytes: drawn(points).into_bytes(),
            })
        })
    }

    async fn acknowledge(&self, alert: &str, _: &EffectId) -> Result<(), PortError> {
        self.state.call("acknowledge", |state| {
            state.acknowledged.insert(alert.to_owned());
            Ok(())
        })
    }
}

/// The least and the greatest of the points that are numbers.
fn bounds(points: &[f64]) -> Option<(f64, f64)> {
    let finite = || points.iter().copied().filter(|point| point.is_finite());
    Some((finite().reduce(f64::min)?, finite().reduce(f64::max)?))
}

/// The graph in words.
fn told(query: &str, window_minutes: u32, points: &[f64]) -> String {
    match bounds(points) {
        Some((least, greatest)) => {
            format!("{query}, last {window_minutes} min: from {least} to {greatest}")
        }
        None => format!("{query}, last {window_minutes} min: no data"),
    }
}

/// The graph as one line. The same points give the same bytes.
fn drawn(points: &[f64]) -> String {
    let (least, greatest) = bounds(points).unwrap_or_default();
    // A flat line is drawn in the middle.
    let (least, span) =
        if greatest > least { (least, greatest - least) } else { (least - 0.5, 1.0) };
    let steps = points.len().saturating_sub(1).max(1);
    let mut line = String::new();
    for (step, point) in points.iter().enumerate().filter(|(_, point)| point.is_finite()) {
        #[expect(clippy::cast_precision_loss, reason = "a graph has far fewer than 2^52 points")]
        let x = WIDTH * step as f64 / steps as f64;
        let y = HEIGHT - HEIGHT * (point - least) / span;
        // Writing to a string cannot fail.
        let _ = write!(line, "{}{x:.1},{y:.1}", if line.is_empty() { "" } else { " " });
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         width=\"{WIDTH}\" height=\"{HEIGHT}\"><polyline points=\"{line}\" fill=\"none\" \
         stroke=\"#1f6feb\" stroke-width=\"2\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::tests::now;

    #[test]
    fn a_graph_spans_its_picture_and_is_told_in_words() {
        let alerts = MemoryAlerts::new().graph("p95", &[1.0, 3.0, 2.0]).graph("none", &[]);
        let picture = now(alerts.chart("p95", 60)).unwrap();
        let drawn = String::from_utf8(picture.bytes).unwrap();
        assert!(drawn.contains("points=\"0.0,120.0 240.0,0.0 480.0,60.0\""), "{drawn}");
        assert_eq!(picture.alternative, "p95, last 60 min: from 1 to 3");
        assert_eq!(now(alerts.chart("none", 5)).unwrap().alternative, "none, last 5 min: no data");
        assert_eq!(now(alerts.chart("p95", 0)).unwrap_err().kind, ErrorKind::Invalid);
        assert_eq!(now(alerts.chart("p99", 60)).unwrap_err().kind, ErrorKind::NotFound);
    }

    #[test]
    fn a_flat_line_and_missing_points_are_drawn() {
        assert!(drawn(&[5.0, f64::NAN, 5.0]).contains("\"0.0,60.0 480.0,60.0\""));
        assert!(drawn(&[5.0]).contains("\"0.0,60.0\""));
    }

    #[test]
    fn the_source_of_an_alert_is_not_what_its_body_says() {
        let body = br#"[{"key":"a","status":"firing","source":"elsewhere","new":1}]"#;
        let signals = MemoryAlerts::new().read(body).unwrap();
        assert_eq!(signals.iter().map(|one| one.source.as_str()).collect::<Vec<_>>(), ["memory"]);
        let wrong = MemoryAlerts::new().read(br#"[{"key":"a","status":"firing"},{}]"#).unwrap_err();
        assert!(wrong.detail.contains("[1]"), "{wrong}");
    }
}
