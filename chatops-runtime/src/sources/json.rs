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
//! `status` it is firing. A single alert may stand without the list around it. Unknown keys are passed over, and null is
//! as good as not there.

use async_trait::async_trait;
use chatops_core::alerts::{Signal, SignalStatus as Status};
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::EffectId;
use chatops_core::message::Picture;
use chatops_core::ports::AlertSource;
use serde_json::Value;

use super::read::{Fields, component, invalid, json, severity, short, word};

const NAME: &str = "json";

/// The plain JSON form: `POST /hooks/json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainJson;

#[async_trait]
impl AlertSource for PlainJson {
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

fn signals(body: Value) -> Result<Vec<Signal>, String> {
    if !body.is_object() {
        let mend = "the body is not an object; send one alert, or `{\"alerts\": [...]}`";
        return Err(String::from(mend));
    }
    let mut fields = Fields::of(body, "")?;
    let Some(alerts) = fields.list("alerts")? else { return Ok(vec![signal(fields)?]) };
    let alerts = alerts.into_iter().enumerate();
    alerts.map(|(index, alert)| signal(Fields::of(alert, &format!("alerts[{index}]"))?)).collect()
}

fn signal(mut alert: Fields) -> Result<Signal, String> {
    let title: String = alert.need("title")?;
    if title.trim().is_empty() {
        return Err(format!("`{}` is empty; say in a line what is wrong", alert.name("title")));
    }
    let status = match alert.text("status")?.as_deref() {
        None | Some("firing") => Status::Firing,
        Some("resolved") => Status::Resolved,
        Some(other) => {
            let (place, shown) = (alert.name("status"), short(other));
            return Err(format!("`{place}` is `{shown}`; it is `firing` or `resolved`"));
        }
    };
    let claimed = match alert.get::<Value>("severity")? {
        None => None,
        Some(value) => {
            let written = word(&value).ok().flatten().unwrap_or_else(|| value.to_string());
            Some(severity(&written).ok_or_else(|| {
                let (place, shown) = (alert.name("severity"), short(&written));
                format!(
                    "`{place}` is `{shown}`; it is a number from 1 (worst) to 5, or a word such as `critical`"
                )
            })?)
        }
    };
    let named = match alert.text("component")? {
        None => None,
        Some(name) => Some(component(&name).ok_or_else(|| {
            format!(
                "`{}` is not a usable name; write at most 255 bytes without control characters",
                alert.name("component")
            )
        })?),
    };
    let key = alert.text("key")?.unwrap_or_else(|| title.clone());
    Ok(Signal {
        source: String::from(NAME),
        group: alert.text("group")?.unwrap_or_else(|| key.clone()),
        key,
        status,
        title,
        description: alert.text("description")?.unwrap_or_default(),
        component: named,
        severity: claimed,
        labels: alert.texts("labels")?,
        links: alert.texts("links")?.into_iter().collect(),
        chart: alert.text("chart")?,
        started_at: alert.moment("started_at")?,
        left_out: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Vec<Signal>, String> {
        PlainJson.read(body.as_bytes()).map_err(|error| error.detail)
    }

    fn refused(body: &str) -> String {
        read(body).unwrap_err()
    }

    #[test]
    fn a_title_is_enough_and_null_is_as_good_as_not_there() {
        let bare = read(r#"{"title": "x"}"#).unwrap();
        let nulls =
            r#"{"title": "x", "key": null, "labels": null, "severity": null, "started_at": null}"#;
        assert_eq!(read(nulls).unwrap(), bare);
        let [signal] = bare.as_slice() else { panic!("{bare:?}") };
        assert_eq!((signal.key.as_str(), signal.group.as_str()), ("x", "x"));
        assert_eq!(signal.status, Status::Firing);
    }

    #[test]
    fn numbers_and_truth_values_are_labels_too() {
        let signals = read(r#"{"title": "x", "labels": {"port": 80, "new": true, "none": null}}"#);
        let labels = signals.unwrap().remove(0).labels;
        let shown: Vec<_> = labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(shown, ["new=true", "port=80"]);
    }

    #[test]
    fn an_error_names_the_place_and_the_mend() {
        for (body, why) in [
            ("[]", "the body is not an object; send one alert"),
            ("{}", "`title` is missing"),
            (r#"{"title": " "}"#, "`title` is empty"),
            (r#"{"title": 7}"#, "`title` is a number, expected a string"),
            (r#"{"title": "x", "labels": "token=hunter22"}"#, "`labels` is a text, expected a map"),
            (r#"{"alerts": {}}"#, "`alerts` is an object, not a list"),
            (r#"{"alerts": [7]}"#, "`alerts[0]` is a number, not an object"),
            (r#"{"alerts": [{"title": "x"}, {}]}"#, "`alerts[1].title` is missing"),
            (r#"{"title": "x", "status": "up"}"#, "`status` is `up`; it is `firing` or"),
            (r#"{"title": "x", "severity": 9}"#, "`severity` is `9`; it is a number from 1"),
            (r#"{"title": "x", "severity": []}"#, "`severity` is `[]`"),
            (r#"{"title": "x", "labels": {"a": []}}"#, "`labels.a` is a list; write a text"),
            (r#"{"title": "x", "started_at": "noon"}"#, "`started_at` is `noon`; write it like"),
        ] {
            let refused = refused(body);
            assert!(refused.contains(why), "{body}: {refused}");
        }
    }
}
