//! The all clear.
