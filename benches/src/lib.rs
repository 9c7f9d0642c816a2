//! What the benchmarks share: an incident of any length, timing, and judging.

pub mod figures;
pub mod incident;
