//! Prometheus Alertmanager's webhook, version 4.
//!
//! Form: prometheus/alertmanager, `notify/webhook` and the configuration page "webhook_config". Unknown fields are passed
//! over; `fingerprint` and `truncatedAlerts` may be missing, as in older versions. What the alerts share stands at each
//! of them too, so that `groupLabels`, `commonLabels` and `commonAnnotations` are not needed.

use async_trait::async_trait;
use chatops_core::alerts::{Signal, SignalStatus as Status};
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::EffectId;
use chatops_core::message::Picture;
use chatops_core::ports::AlertSource;
use serde_json::Value;

use super::read::{Fields, component, invalid, json, severity, short};

const NAME: &str = "alertmanager";

/// Labels that may name the component, the first that is there.
const COMPONENT_LABELS: [&str; 4] = ["component", "service", "app", "job"];

/// Prometheus Alertmanager: `POST /hooks/alertmanager`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alertmanager;

#[async_trait]
impl AlertSource for Alertmanager {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Signal>, PortError> {
        signals(json(NAME, body)?).map_err(|why| invalid(NAME, why))
    }

    async fn chart(&self, _query: &str, _window_minutes: u32) -> Result<Picture, PortError> {
        Err(PortError::not_done(
            NAME,
            "chart",
            ErrorKind::Unsupported,
            "Alertmanager draws no graphs",
        ))
    }

    async fn acknowledge(&self, _alert: &str, _key: &EffectId) -> Result<(), PortError> {
        Err(PortError::not_done(
            NAME,
            "acknowledge",
            ErrorKind::Unsupported,
            "Alertmanager cannot be told",
        ))
    }
}

/// What all alerts of a body have in common.
#[derive(Debug)]
struct Group {
    key: String,
    address: String,
    left_out: u32,
}

fn signals(body: Value) -> Result<Vec<Signal>, String> {
    let mut webhook = Fields::of(body, "")?;
    let version: String = webhook.need("version")?;
    if version != "4" {
        return Err(format!("`version` is `{}`; version 4 is understood", short(&version)));
    }
    let group = Group {
        key: webhook.need("groupKey")?,
        address: webhook.text("externalURL")?.unwrap_or_default(),
        left_out: left_out(&mut webhook)?,
    };
    let alerts = webhook.list("alerts")?.ok_or("`alerts` is missing")?;
    alerts
        .into_iter()
        .enumerate()
        .map(|(index, alert)| signal(Fields::of(alert, &format!("alerts[{index}]"))?, &group))
        .collect()
}

/// How many alerts `max_alerts` cut off. What is no such count says nothing.
fn left_out(webhook: &mut Fields) -> Result<u32, String> {
    let count: Option<u64> = webhook.get("truncatedAlerts")?;
    Ok(u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX))
}

fn signal(mut alert: Fields, group: &Group) -> Result<Signal, String> {
    let status = match alert.need::<String>("status")?.as_str() {
        "firing" => Status::Firing,
        "resolved" => Status::Resolved,
        other => {
            let (place, shown) = (alert.name("status"), short(other));
            return Err(format!("`{place}` is `{shown}`; it is `firing` or `resolved`"));
        }
    };
    let labels = alert.texts("labels")?;
    let annotations = alert.texts("annotations")?;
    let annotation = |name: &str| annotations.get(name).filter(|text| !text.is_empty()).cloned();
    let name = labels.get("alertname").cloned().unwrap_or_else(|| String::from("alert"));
    // The label set is the identity of an alert; the fingerprint is its hash where the version sends one.
    let key = alert.text("fingerprint")?.unwrap_or_else(|| {
        let labels: Vec<String> =
            labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
        // An alert without labels is the only one of its group.
        if labels.is_empty() { group.key.clone() } else { labels.join(",") }
    });
    let mut links = Vec::new();
    for (label, url) in [
        ("graph", alert.text("generatorURL")?),
        ("runbook", annotation("runbook_url")),
        ("dashboard", annotation("dashboard_url")),
        ("Alertmanager", Some(group.address.clone()).filter(|url| !url.is_empty())),
    ] {
        links.extend(url.map(|url| (label.to_owned(), url)));
    }
    Ok(Signal {
        source: String::from(NAME),
        key,
        group: group.key.clone(),
        status,
        title: annotation("summary").or_else(|| annotation("title")).unwrap_or(name),
        description: annotation("description")
            .or_else(|| annotation("message"))
            .unwrap_or_default(),
        component: COMPONENT_LABELS
            .iter()
            .find_map(|label| labels.get(*label))
            .and_then(|name| component(name)),
        severity: labels.get("severity").and_then(|word| severity(word)),
        chart: annotation("chart"),
        links,
        started_at: alert.moment("startsAt")?,
        labels,
        left_out: group.left_out,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Vec<Signal>, String> {
        Alertmanager.read(body.as_bytes()).map_err(|error| error.detail)
    }

    /// A group of two, one of them over, as Alertmanager 0.27 sends it where `max_alerts` is two.
    const GROUP: &str = r#"{"receiver": "chatops", "status": "firing", "alerts": [
        {"status": "firing", "labels": {"alertname": "HighLatency", "instance": "db-1", "severity": "warning", "service": "database"},
         "annotations": {"summary": "db-1 is slow"}, "startsAt": "2026-03-04T14:00:00.5Z", "endsAt": "0001-01-01T00:00:00Z",
         "generatorURL": "http://prometheus.example/graph?g0", "fingerprint": "6f0c1a2b3c4d5e6f"},
        {"status": "resolved", "labels": {"alertname": "HighLatency", "instance": "db-2", "severity": "warning", "service": "database"},
         "annotations": {}, "startsAt": "2026-03-04T13:58:00+01:00", "endsAt": "2026-03-04T14:02:00Z",
         "generatorURL": "", "fingerprint": "7f0c1a2b3c4d5e6f"}],
        "groupLabels": {"alertname": "HighLatency"}, "commonLabels": {"alertname": "HighLatency"}, "commonAnnotations": {},
        "externalURL": "http://alertmanager.example:9093", "version": "4",
        "groupKey": "{}:{alertname=\"HighLatency\"}", "truncatedAlerts": 3}"#;

    #[test]
    fn a_group_with_a_resolved_alert_and_some_left_out_is_read() {
        let signals = read(GROUP).unwrap();
        let [slow, over] = signals.as_slice() else { panic!("{signals:?}") };
        assert_eq!((slow.status, over.status), (Status::Firing, Status::Resolved));
        assert_eq!((slow.title.as_str(), over.title.as_str()), ("db-1 is slow", "HighLatency"));
        assert_eq!((slow.left_out, over.left_out), (3, 3));
        assert_eq!(slow.group, over.group);
        assert_eq!(slow.component.as_ref().map(|one| one.as_str()), Some("database"));
        assert_eq!(over.started_at, "2026-03-04T12:58:00Z".parse().ok());
        let links: Vec<_> = slow.links.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(links, ["graph", "Alertmanager"]);
    }

    #[test]
    fn without_fingerprints_the_labels_are_the_identity() {
        let body = |labels: &str| {
            format!(
                r#"{{"version": "4", "groupKey": "g", "alerts": [{{"status": "firing", "labels": {labels}}}]}}"#
            )
        };
        let key = |labels: &str| read(&body(labels)).unwrap().remove(0).key;
        assert_eq!(key(r#"{"b": "2", "a": "1"}"#), key(r#"{"a": "1", "b": "2"}"#));
        assert_ne!(key(r#"{"a": "1"}"#), key(r#"{"a": "2"}"#));
        assert_eq!(key("{}"), "g");
    }

    #[test]
    fn a_beginning_that_nobody_knows_is_none() {
        let body = r#"{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "startsAt": "0001-01-01T00:00:00Z"}]}"#;
        assert_eq!(read(body).unwrap().remove(0).started_at, None);
    }

    #[test]
    fn an_error_names_the_place() {
        for (body, why) in [
            ("[]", "the body is a list, not an object"),
            ("{}", "`version` is missing"),
            (r#"{"version": 4}"#, "`version` is a number, expected a string"),
            (r#"{"version": "1", "groupKey": "g", "alerts": []}"#, "`version` is `1`; version 4"),
            (r#"{"version": "4", "alerts": []}"#, "`groupKey` is missing"),
            (r#"{"version": "4", "groupKey": "g"}"#, "`alerts` is missing"),
            (
                r#"{"version": "4", "groupKey": "g", "alerts": [{}]}"#,
                "`alerts[0].status` is missing",
            ),
            (
                r#"{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "startsAt": "noon"}]}"#,
                "`alerts[0].startsAt` is `noon`",
            ),
        ] {
            let refused = read(body).unwrap_err();
            assert!(refused.contains(why), "{body}: {refused}");
        }
    }
}
