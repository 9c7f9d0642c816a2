//! The ticket of an incident.
