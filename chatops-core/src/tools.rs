//! Tool runs and the two-person rule.
