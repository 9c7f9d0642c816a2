//! A plain JSON form, for whatever has no form of its own.
//!
//! ```json
//! {
//!   "alerts": [
//!     {
//!       "key": "checkout-latency-emea",
//!       "status": "firing",
//!       "title": "Checkout is slow in EMEA",
//!       "description": "p95 is 4.2 s",
//!       "group": "checkout",
//!       "component": "checkout",
//!       "severity": "2",
//!       "labels": { "region": "emea" },
//!       "links": { "graph": "https://graphs.example/checkout" },
//!       "chart": "checkout.p95",
//!       "started_at": "2026-03-04T14:05:00Z"
//!     }
//!   ]
//! }
//! ```
//!
//! `title` is the only key that is needed; without `key` the title is the identity, without `group` the key, without
//! `status` it is firing. A single alert may stand without the list around it. Unknown keys are passed over.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chatops_core::alerts::{Signal, SignalStatus as Status};
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::EffectId;
use chatops_core::message::Picture;
use chatops_core::ports::AlertSource;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::read::{ALERTS_MAX, component, invalid, json, severity};

const NAME: &str = "json";

/// The plain JSON form: `POST /hooks/json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainJson;

#[derive(Debug, Deserialize)]
struct Plain {
    title: String,
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    component: Option<String>,
    #[serde(default)]
    severity: Option<Value>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    links: BTreeMap<String, String>,
    #[serde(default)]
    chart: Option<String>,
    #[serde(default)]
    started_at: Option<Timestamp>,
}

#[async_trait]
impl AlertSource for PlainJson {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Signal>, PortError> {
        let value: Value = json(NAME, body)?;
        let alerts = match value {
            Value::Object(mut fields) => match fields.remove("alerts") {
                Some(Value::Array(alerts)) => alerts,
                Some(_) => return Err(invalid(NAME, "`alerts` is not a list")),
                None => vec![Value::Object(fields)],
            },
            _ => {
                return Err(invalid(
                    NAME,
                    "the body is not an object; send one alert, or `{\"alerts\": [...]}`",
                ));
            }
        };
        if alerts.len() > ALERTS_MAX {
            return Err(invalid(
                NAME,
                format!("`alerts` holds more than {ALERTS_MAX}; send them in parts"),
            ));
        }
        alerts
            .into_iter()
            .enumerate()
            .map(|(index, alert)| {
                let plain: Plain = serde_json::from_value(alert)
                    .map_err(|error| error.to_string())
                    .map_err(|why| invalid(NAME, format!("`alerts[{index}]`: {why}")))?;
                signal(plain).map_err(|why| invalid(NAME, format!("`alerts[{index}]`: {why}")))
            })
            .collect()
    }

    async fn chart(&self, _query: &str, _window_minutes: u32) -> Result<Picture, PortError> {
        Err(PortError::not_done(
            NAME,
            "chart",
            ErrorKind::Unsupported,
            "this source draws no graphs",
        ))
    }

    async fn acknowledge(&self, _alert: &str, _key: &EffectId) -> Result<(), PortError> {
        Err(PortError::not_done(
            NAME,
            "acknowledge",
            ErrorKind::Unsupported,
            "this source cannot be told",
        ))
    }
}

fn signal(plain: Plain) -> Result<Signal, String> {
    if plain.title.trim().is_empty() {
        return Err(String::from("`title` is empty; say in a line what is wrong"));
    }
    let status = match plain.status.as_deref() {
        None | Some("firing") => Status::Firing,
        Some("resolved") => Status::Resolved,
        Some(other) => {
            let shown: String = other.chars().take(20).collect();
            return Err(format!("`status` is `{shown}`; it is `firing` or `resolved`"));
        }
    };
    let claimed = match &plain.severity {
        None | Some(Value::Null) => None,
        Some(value) => {
            let word = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(severity(&word).ok_or_else(|| {
                let shown: String = word.chars().take(20).collect();
                format!("`severity` is `{shown}`; it is a number from 1 (worst) to 5")
            })?)
        }
    };
    let key = plain.key.filter(|key| !key.is_empty()).unwrap_or_else(|| plain.title.clone());
    let named = match plain.component.as_deref() {
        None | Some("") => None,
        Some(name) => {
            Some(component(name).ok_or_else(|| String::from("`component` is not a usable name"))?)
        }
    };
    Ok(Signal {
        source: String::from(NAME),
        group: plain.group.unwrap_or_else(|| key.clone()),
        key,
        status,
        title: plain.title,
        description: plain.description,
        component: named,
        severity: claimed,
        labels: plain.labels,
        links: plain.links.into_iter().collect(),
        chart: plain.chart,
        started_at: plain.started_at,
    })
}
