//! Shifts: who is expected to command, and when.
