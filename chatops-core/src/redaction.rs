//! The redaction check.
