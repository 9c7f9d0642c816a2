//! How values stand in columns: moments, numbers, JSON.

use std::fmt;

use chatops_core::ids::StreamId;
use chatops_core::ports::journal::PAGE_ROWS_MAX;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value that does not fit: not into its column, or not into today's types.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Misfit {
    /// A value that no column holds.
    #[error("{what} {value} cannot be stored; {range}")]
    OutOfRange { what: &'static str, value: String, range: &'static str },
    /// What was read cannot be what was written.
    #[error("{0}")]
    Damaged(String),
}

/// A moment as nanoseconds since 1970.
pub(crate) fn nanos(moment: Timestamp) -> Result<i64, Misfit> {
    i64::try_from(moment.as_nanosecond()).map_err(|_| Misfit::OutOfRange {
        what: "the moment",
        value: moment.to_string(),
        range: "moments reach from 1677-09-21 to 2262-04-11",
    })
}

/// Like [`nanos`], but a moment outside of the range stands at its nearest end: for comparing, not for storing.
pub(crate) fn nanos_near(moment: Timestamp) -> i64 {
    let end = if moment < Timestamp::UNIX_EPOCH { i64::MIN } else { i64::MAX };
    i64::try_from(moment.as_nanosecond()).unwrap_or(end)
}

/// A moment read back.
pub(crate) fn moment(nanos: i64) -> Result<Timestamp, Misfit> {
    Timestamp::from_nanosecond(i128::from(nanos))
        .map_err(|_| Misfit::Damaged(format!("{nanos} is not a moment")))
}

/// An unsigned number that stands in a signed column.
pub(crate) fn signed(what: &'static str, number: u64) -> Result<i64, Misfit> {
    i64::try_from(number).map_err(|_| Misfit::OutOfRange {
        what,
        value: number.to_string(),
        range: "it is too large",
    })
}

/// A number read back as a smaller or unsigned one.
pub(crate) fn number<T: TryFrom<i64>>(what: &str, number: i64) -> Result<T, Misfit> {
    T::try_from(number).map_err(|_| Misfit::Damaged(format!("{number} is not {what}")))
}

/// A value as JSON.
pub(crate) fn json<T: Serialize>(what: &'static str, value: &T) -> Result<String, Misfit> {
    serde_json::to_string(value).map_err(|_| Misfit::OutOfRange {
        what,
        value: String::new(),
        range: "it has no form as JSON",
    })
}

/// A value read back from JSON. What the text says is not repeated in the error.
pub(crate) fn value<T: DeserializeOwned>(what: impl fmt::Display, text: &str) -> Result<T, Misfit> {
    serde_json::from_str(text).map_err(|error| {
        Misfit::Damaged(format!("{what} cannot be read (at character {})", error.column()))
    })
}

/// A stream read back.
pub(crate) fn stream(text: String) -> Result<StreamId, Misfit> {
    StreamId::try_from(text).map_err(|error| Misfit::Damaged(error.to_string()))
}

/// How many rows a call may ask for.
pub(crate) fn page_rows(limit: usize) -> i64 {
    i64::try_from(limit.min(PAGE_ROWS_MAX)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back_exactly() {
        for text in [
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "2026-11-20T21:02:41.123456789Z",
            "1677-09-21T00:12:43.145224192Z",
            "2262-04-11T23:47:16.854775807Z",
        ] {
            let given: Timestamp = text.parse().unwrap();
            assert_eq!(moment(nanos(given).unwrap()).unwrap(), given, "{text}");
        }
    }

    #[test]
    fn a_moment_that_no_column_holds_is_refused() {
        for given in [Timestamp::MIN, Timestamp::MAX] {
            let told = nanos(given).unwrap_err().to_string();
            assert!(told.ends_with("moments reach from 1677-09-21 to 2262-04-11"), "{told}");
        }
        assert_eq!(nanos_near(Timestamp::MIN), i64::MIN);
        assert_eq!(nanos_near(Timestamp::MAX), i64::MAX);
    }
}
