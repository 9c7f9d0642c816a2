//! Severity by the group.
