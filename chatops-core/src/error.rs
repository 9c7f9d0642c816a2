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
    /// It has stopped for good: what uses it must be started again.
    Stopped,
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
        write!(f, "{} could not {}: {}", self.adapter, phrase(self.operation), self.detail)?;
        if self.certainty == Certainty::Unknown {
            f.write_str(" (it may have happened)")?;
        }
        Ok(())
    }
}

/// Operations whose name does not say within a sentence what was to be done: `could not …`. The rest is its name with
/// spaces.
const PHRASES: &[(&str, &str)] = &[
    ("on_duty", "say who is on duty"),
    ("next_change", "say when the shift changes"),
    ("set_topic", "write the topic"),
    ("set_speakers", "set who may speak"),
    ("set_entitled", "set who may wake the room"),
    ("find_room", "find the room"),
    ("open_room", "open the room"),
    ("invite", "bring people into the room"),
    ("remove", "take a person out of the room"),
    ("remove_message", "take the message away"),
    ("post", "post the message"),
    ("edit", "change the message"),
    ("pin", "pin the message"),
    ("unpin", "unpin the message"),
    ("reply", "answer in the thread"),
    ("direct", "write to the person directly"),
    ("hint", "show the hint"),
    ("broadcast", "wake the room"),
    ("audience", "say whom a mention reaches"),
    ("profile", "say who the person is"),
    ("by_handle", "find the person"),
    ("within", "read what was written"),
    ("archive", "close the room"),
    ("react", "put the reaction"),
    ("share", "share the file"),
    ("inbound", "hear what is said"),
    ("open", "open the ticket"),
    ("open_journal", "open the journal"),
    ("find", "find it"),
    ("comment", "comment on the ticket"),
    ("transition", "move the ticket"),
    ("link", "link the ticket"),
    ("watchers", "say who watches the ticket"),
    ("page", "page the person"),
    ("stand_down", "stand the page down"),
    ("receipt", "say what became of the page"),
    ("publish", "publish it"),
    ("withdraw", "withdraw it"),
    ("chart", "draw the graph"),
    ("acknowledge", "acknowledge it"),
    ("run", "run the tool"),
];

fn phrase(operation: &str) -> String {
    match PHRASES.iter().find(|(name, _)| *name == operation) {
        Some((_, phrase)) => (*phrase).to_owned(),
        None => operation.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_reads_as_a_sentence() {
        let error =
            PortError::not_done("rota", "on_duty", ErrorKind::Unavailable, "it does not answer");
        assert_eq!(error.to_string(), "rota could not say who is on duty: it does not answer");
        let error = PortError::unknown("chat", "carry_out_an_effect", "no answer came in time");
        assert_eq!(
            error.to_string(),
            "chat could not carry out an effect: no answer came in time (it may have happened)"
        );
    }
}
