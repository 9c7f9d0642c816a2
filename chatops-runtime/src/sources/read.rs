//! What both sources share: reading JSON with errors that name the place.

use std::collections::BTreeMap;

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::ComponentId;
use chatops_core::severity::Severity;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Most alerts in one body. Alertmanager groups thousands at worst; more is a mistake or an attack.
pub(super) const ALERTS_MAX: usize = 10_000;

/// Most characters of a foreign word that an error repeats.
const SHOWN_CHARS_MAX: usize = 40;

/// The moment that Go programs send for "none": the year 1. What began then is not known.
const YEAR_UNKNOWN: i16 = 1;

/// Reads a body.
///
/// # Errors
/// `Invalid`, with line and column of what is wrong.
pub(super) fn json(adapter: &'static str, body: &[u8]) -> Result<Value, PortError> {
    serde_json::from_slice(body)
        .map_err(|error| invalid(adapter, format!("the body is not JSON: {error}")))
}

/// The refusal of a body.
pub(super) fn invalid(adapter: &'static str, detail: impl Into<String>) -> PortError {
    PortError::not_done(adapter, "read", ErrorKind::Invalid, detail)
}

/// An object of a body, with its place in it for errors.
#[derive(Debug)]
pub(super) struct Fields {
    place: String,
    map: Map<String, Value>,
}

impl Fields {
    /// The object at this place; empty: the body itself.
    ///
    /// # Errors
    /// A sentence that names the place, where it is no object.
    pub(super) fn of(value: Value, place: &str) -> Result<Self, String> {
        match value {
            Value::Object(map) => Ok(Self { place: place.to_owned(), map }),
            other => Err(format!(
                "{} is {}, not an object",
                if place.is_empty() { "the body".to_owned() } else { format!("`{place}`") },
                kind(&other)
            )),
        }
    }

    /// The name of a field with its place, for errors.
    pub(super) fn name(&self, field: &str) -> String {
        if self.place.is_empty() { field.to_owned() } else { format!("{}.{field}", self.place) }
    }

    /// A field. Nothing: it is not there, or null.
    ///
    /// # Errors
    /// A sentence that names the place, where it is of another form.
    pub(super) fn get<T: DeserializeOwned>(&mut self, field: &str) -> Result<Option<T>, String> {
        match self.map.remove(field) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                let kind = kind(&value);
                serde_json::from_value(value).map(Some).map_err(|error| {
                    // What stands in front of it repeats the value, which can be anything.
                    let text = error.to_string();
                    let expected = text.rsplit_once(", expected ").map(|(_, expected)| expected);
                    let expected = expected.unwrap_or("something else");
                    format!("`{}` is {kind}, expected {expected}", self.name(field))
                })
            }
        }
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// A sentence that names the place.
    pub(super) fn need<T: DeserializeOwned>(&mut self, field: &str) -> Result<T, String> {
        self.get(field)?.ok_or_else(|| format!("`{}` is missing", self.name(field)))
    }

    /// A text. Nothing: it is not there, null or empty.
    ///
    /// # Errors
    /// A sentence that names the place, where it is no text.
    pub(super) fn text(&mut self, field: &str) -> Result<Option<String>, String> {
        Ok(self.get::<String>(field)?.filter(|text| !text.is_empty()))
    }

    /// A moment. Nothing: it is not there, null, empty or unknown to its sender.
    ///
    /// # Errors
    /// A sentence that names the place, where it is no moment.
    pub(super) fn moment(&mut self, field: &str) -> Result<Option<Timestamp>, String> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let moment: Timestamp = text.parse().map_err(|_| {
            format!(
                "`{}` is `{}`; write it like `2026-03-04T14:05:00Z`",
                self.name(field),
                short(&text)
            )
        })?;
        let year = moment.to_zoned(jiff::tz::TimeZone::UTC).year();
        Ok((year > YEAR_UNKNOWN).then_some(moment))
    }

    /// Names with texts. Numbers and truth values are taken as they are written, null as not there.
    ///
    /// # Errors
    /// A sentence that names the place, where it is no object or holds lists or objects.
    pub(super) fn texts(&mut self, field: &str) -> Result<BTreeMap<String, String>, String> {
        let place = self.name(field);
        let Some(values) = self.get::<Map<String, Value>>(field)? else {
            return Ok(BTreeMap::new());
        };
        let mut texts = BTreeMap::new();
        for (name, value) in values {
            match word(&value) {
                Ok(Some(text)) => drop(texts.insert(name, text)),
                Ok(None) => {}
                Err(kind) => {
                    let name = short(&name);
                    return Err(format!("`{place}.{name}` is {kind}; write a text"));
                }
            }
        }
        Ok(texts)
    }

    /// A list, or nothing where it is not there.
    ///
    /// # Errors
    /// A sentence that names the place, where it is no list or holds more than [`ALERTS_MAX`].
    pub(super) fn list(&mut self, field: &str) -> Result<Option<Vec<Value>>, String> {
        let Some(value) = self.map.remove(field) else { return Ok(None) };
        let place = self.name(field);
        match value {
            Value::Array(values) if values.len() > ALERTS_MAX => {
                Err(format!("`{place}` holds more than {ALERTS_MAX}; send them in parts"))
            }
            Value::Array(values) => Ok(Some(values)),
            other => Err(format!("`{place}` is {}, not a list", kind(&other))),
        }
    }
}

/// A text, a number or a truth value as it is written. Nothing: null.
///
/// # Errors
/// What it is instead.
pub(super) fn word(value: &Value) -> Result<Option<String>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Bool(yes) => Ok(Some(yes.to_string())),
        Value::Array(_) | Value::Object(_) => Err(kind(value)),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A foreign word as an error repeats it.
pub(super) fn short(word: &str) -> String {
    word.chars().take(SHOWN_CHARS_MAX).collect()
}

/// What a label says of severity: a number, or one of the common words.
pub(super) fn severity(word: &str) -> Option<Severity> {
    match word.trim().to_lowercase().as_str() {
        "critical" | "page" | "emergency" | "disaster" => Some(Severity::Sev1),
        "error" | "high" | "major" => Some(Severity::Sev2),
        "warning" | "warn" | "medium" => Some(Severity::Sev3),
        "info" | "informational" | "low" | "minor" => Some(Severity::Sev4),
        "none" | "debug" => Some(Severity::Sev5),
        other => other.parse().ok(),
    }
}

/// The component that a label names. A name that cannot be one is left out: the alert itself must not be lost.
pub(super) fn component(name: &str) -> Option<ComponentId> {
    ComponentId::new(name).ok()
}
