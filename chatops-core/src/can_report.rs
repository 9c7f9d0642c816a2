//! CAN reports: conditions, actions, needs.
