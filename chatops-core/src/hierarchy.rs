//! Teams and their voices.
