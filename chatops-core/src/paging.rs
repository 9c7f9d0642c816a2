//! Pages and their escalation.
