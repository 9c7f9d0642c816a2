//! Alerts, grouped and coalesced.
