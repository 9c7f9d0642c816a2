//! Updates on time.
