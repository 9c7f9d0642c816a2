//! Questions to the commander.
