//! Sources of alerts that need no account: Prometheus Alertmanager and a plain JSON form.

mod alertmanager;
mod json;
mod read;

pub use alertmanager::Alertmanager;
pub use json::PlainJson;
