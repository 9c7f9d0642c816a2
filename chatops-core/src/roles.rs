//! Roles of an incident.
