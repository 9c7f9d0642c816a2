//! Prometheus Alertmanager's webhook, version 4.
//!
//! Form: prometheus/alertmanager, `notify/webhook` and the configuration page "webhook_config". Unknown fields are passed
//! over; `fingerprint` and `truncatedAlerts` may be missing, as in older versions.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chatops_core::alerts::{Signal, SignalStatus as Status};
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::EffectId;
use chatops_core::message::Picture;
use chatops_core::ports::AlertSource;
use jiff::Timestamp;
use serde::Deserialize;

use super::read::{ALERTS_MAX, component, invalid, json, severity};

const NAME: &str = "alertmanager";

/// Labels that may name the component, the first that is there.
const COMPONENT_LABELS: [&str; 4] = ["component", "service", "app", "job"];

/// Prometheus Alertmanager: `POST /hooks/alertmanager`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alertmanager;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Webhook {
    version: String,
    group_key: String,
    #[serde(default)]
    external_url: String,
    alerts: Vec<Alert>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Alert {
    status: String,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
    #[serde(default)]
    starts_at: Option<Timestamp>,
    #[serde(default, rename = "generatorURL")]
    generator_url: String,
    #[serde(default)]
    fingerprint: Option<String>,
}

#[async_trait]
impl AlertSource for Alertmanager {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Signal>, PortError> {
        let webhook: Webhook = json(NAME, body)?;
        if webhook.version != "4" {
            return Err(invalid(
                NAME,
                format!(
                    "`version` is `{}`; version 4 is understood",
                    webhook.version.chars().take(20).collect::<String>()
                ),
            ));
        }
        if webhook.alerts.len() > ALERTS_MAX {
            return Err(invalid(
                NAME,
                format!("`alerts` holds more than {ALERTS_MAX}; set `max_alerts` in Alertmanager"),
            ));
        }
        let Webhook { group_key, external_url, alerts, .. } = webhook;
        alerts
            .into_iter()
            .enumerate()
            .map(|(index, alert)| {
                signal(alert, &group_key, &external_url)
                    .map_err(|why| invalid(NAME, format!("`alerts[{index}]`: {why}")))
            })
            .collect()
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

fn signal(alert: Alert, group: &str, external_url: &str) -> Result<Signal, String> {
    let status = match alert.status.as_str() {
        "firing" => Status::Firing,
        "resolved" => Status::Resolved,
        other => {
            let shown: String = other.chars().take(20).collect();
            return Err(format!("`status` is `{shown}`; it is `firing` or `resolved`"));
        }
    };
    let name = alert.labels.get("alertname").cloned().unwrap_or_else(|| String::from("alert"));
    let annotation = |key: &str| alert.annotations.get(key).cloned();
    let title =
        annotation("summary").or_else(|| annotation("title")).unwrap_or_else(|| name.clone());
    let description =
        annotation("description").or_else(|| annotation("message")).unwrap_or_default();
    let found = COMPONENT_LABELS.iter().find_map(|label| alert.labels.get(*label));
    // The label set is the identity of an alert; the fingerprint is its hash where the version sends one.
    let key = alert.fingerprint.clone().unwrap_or_else(|| {
        let labels: Vec<String> =
            alert.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
        labels.join(",")
    });
    let mut links = Vec::new();
    for (label, url) in [
        ("graph", alert.generator_url.as_str()),
        ("runbook", alert.annotations.get("runbook_url").map_or("", String::as_str)),
        ("dashboard", alert.annotations.get("dashboard_url").map_or("", String::as_str)),
        ("Alertmanager", external_url),
    ] {
        if !url.is_empty() {
            links.push((label.to_owned(), url.to_owned()));
        }
    }
    Ok(Signal {
        source: String::from(NAME),
        key,
        group: group.to_owned(),
        status,
        title,
        description,
        component: found.and_then(|name| component(name)),
        severity: alert.labels.get("severity").and_then(|word| severity(word)),
        chart: annotation("chart"),
        labels: alert.labels,
        links,
        started_at: alert.starts_at,
    })
}
