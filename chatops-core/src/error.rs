//! What a port says when it could not do its work: what is known, not only that it failed.

use std::fmt;
use std::time::Duration;

/// What kind of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request is wrong and will stay wrong: a bad name, a text that is too long.
    Invalid,
    /// The thing named is not there.
    NotFound,
    /// Somebody else has it already, for example a room name.
    Taken,
    /// We may not: a missing scope, role or power level.
    Forbidden,
    /// The credentials are not accepted.
    Unauthenticated,
    /// Too many requests; see [`PortError::retry_after`].
    RateLimited,
    /// The service does not answer or answers with a failure of its own.
    Unavailable,
    /// Another writer was first.
    Conflict,
    /// What was stored is damaged or from a newer version.
    Corrupt,
    /// The port does not do this.
    Unsupported,
}

/// What is known about the outside after the failure. This decides whether it may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Nothing happened.
    NotDone,
    /// It may have happened.
    Unknown,
}

/// The one error of all ports.
///
/// Its text never holds a secret, a response body or an address with credentials: adapters map foreign
/// errors into it field by field.
#[derive(Debug, thiserror::Error)]
pub struct PortError {
    /// Which adapter, for example `sqlite`.
    pub adapter: &'static str,
    /// Which operation, for example `open_room`.
    pub operation: &'static str,
    /// What kind of failure.
    pub kind: ErrorKind,
    /// What is known about the outside.
    pub certainty: Certainty,
    /// How long the service asked us to wait.
    pub retry_after: Option<Duration>,
    /// What happened and what to do, in a sentence for people.
    pub detail: String,
    /// The cause, for logs of the adapter's own making.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl PortError {
    /// A failure after which it is known that nothing happened.
    #[must_use]
    pub fn not_done(
        adapter: &'static str,
        operation: &'static str,
        kind: ErrorKind,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            adapter,
            operation,
            kind,
            certainty: Certainty::NotDone,
            retry_after: None,
            detail: detail.into(),
            source: None,
        }
    }

    /// A failure after which nobody knows whether it happened.
    #[must_use]
    pub fn unknown(
        adapter: &'static str,
        operation: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            certainty: Certainty::Unknown,
            ..Self::not_done(adapter, operation, ErrorKind::Unavailable, detail)
        }
    }

    /// The same with the wait that the service asked for.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// The same with its cause.
    #[must_use]
    pub fn source(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(cause));
        self
    }

    /// Whether the same request may succeed later without anybody mending anything.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self.kind, ErrorKind::RateLimited | ErrorKind::Unavailable)
    }
}

impl fmt::Display for PortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} could not {}: {}",
            self.adapter,
            self.operation.replace('_', " "),
            self.detail
        )?;
        if self.certainty == Certainty::Unknown {
            f.write_str(" (it may have happened)")?;
        }
        Ok(())
    }
}
