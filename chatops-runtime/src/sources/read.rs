//! What both sources share: reading JSON with errors that name the place.

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::ComponentId;
use chatops_core::severity::Severity;
use serde::de::DeserializeOwned;

/// Most alerts in one body. Alertmanager groups thousands at worst; more is a mistake or an attack.
pub(super) const ALERTS_MAX: usize = 10_000;

/// Reads a body.
///
/// # Errors
/// `Invalid`, with line and column of what is wrong.
pub(super) fn json<T: DeserializeOwned>(
    adapter: &'static str,
    body: &[u8],
) -> Result<T, PortError> {
    serde_json::from_slice(body).map_err(|error| {
        invalid(adapter, format!("the body is not what this source sends: {error}"))
    })
}

/// The refusal of a body.
pub(super) fn invalid(adapter: &'static str, detail: impl Into<String>) -> PortError {
    PortError::not_done(adapter, "read", ErrorKind::Invalid, detail)
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
