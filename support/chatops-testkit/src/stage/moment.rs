//! Moments as scenarios write them, in the zone of the scenario.

use chatops_core::time::{later, read_span};
use jiff::civil::{DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The forms of a moment, for errors.
const FORMS: &str =
    "`14:05` (on the day reached so far), `2026-03-04T14:05`, `2026-03-04T14:05:00Z` or `+5m`";

/// The instant of a wall-clock time in a zone.
///
/// # Errors
/// Where the clock skips the time, shows it twice, or it cannot be expressed.
pub fn instant(local: DateTime, zone: &TimeZone, name: &str) -> Result<Timestamp, String> {
    let ambiguous = zone.to_ambiguous_zoned(local);
    let outside =
        |_| format!("{local} is beyond the times that can be expressed; write a nearer one");
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => {
            ambiguous.compatible().map(|zoned| zoned.timestamp()).map_err(outside)
        }
        AmbiguousOffset::Gap { .. } => {
            let next = ambiguous.later().map(|zoned| zoned.datetime()).map_err(outside)?;
            Err(format!(
                "{local} does not exist in {name}: the clock jumps over it. Write {next}, or an instant with its offset"
            ))
        }
        AmbiguousOffset::Fold { before, after } => Err(format!(
            "{local} happens twice in {name}, because the clock is set back. Say which one: `{local}{before}` or \
             `{local}{after}`"
        )),
    }
}

/// Reads a moment. `now` is the one reached so far; a bare time of day is on its day.
///
/// # Errors
/// What is wrong with it, and the forms there are.
pub fn read(text: &str, now: Timestamp, zone: &TimeZone, name: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    if let Some(span) = text.strip_prefix('+') {
        return read_span(span).map(|span| later(now, span)).map_err(|error| error.to_string());
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    if let Some(time) = time_of_day(text) {
        return instant(now.to_zoned(zone.clone()).date().to_datetime(time), zone, name);
    }
    match local(text) {
        Some(local) => instant(local, zone, name),
        None => {
            let shown: String = text.chars().take(40).collect();
            Err(format!("`{shown}` is not a moment; write {FORMS}"))
        }
    }
}

/// A local date and time, without an offset.
fn local(text: &str) -> Option<DateTime> {
    let text = text.replacen(' ', "T", 1);
    if text.contains(['[', 'Z', 'z']) || !text.contains('T') { None } else { text.parse().ok() }
}

fn time_of_day(text: &str) -> Option<Time> {
    let is_time = text.len() >= 5 && text.get(2..3) == Some(":") && text.len() <= 8;
    if is_time { text.parse().ok() } else { None }
}

/// A length of time.
///
/// # Errors
/// What is wrong with it, and how to write one.
pub fn span(text: &str) -> Result<SignedDuration, String> {
    read_span(text.trim().trim_start_matches('+')).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin(text: &str) -> Result<Timestamp, String> {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now = "2026-03-29T00:00:00Z".parse().unwrap();
        read(text, now, &zone, "Europe/Berlin")
    }

    #[test]
    fn every_form_is_read() {
        assert_eq!(berlin("+5m").unwrap().to_string(), "2026-03-29T00:05:00Z");
        assert_eq!(berlin("14:05").unwrap().to_string(), "2026-03-29T12:05:00Z");
        assert_eq!(berlin("2026-01-04T14:05").unwrap().to_string(), "2026-01-04T13:05:00Z");
        assert_eq!(berlin("2026-01-04 14:05").unwrap().to_string(), "2026-01-04T13:05:00Z");
        assert_eq!(
            berlin("2026-01-04T14:05:00+03:00").unwrap().to_string(),
            "2026-01-04T11:05:00Z"
        );
        assert!(berlin("tomorrow").unwrap_err().contains("write `14:05`"));
        assert!(berlin("25:00").is_err());
    }

    #[test]
    fn a_time_that_the_clock_skips_is_named_with_the_next_one() {
        let error = berlin("02:30").unwrap_err();
        assert!(error.contains("does not exist") && error.contains("03:30"), "{error}");
    }

    #[test]
    fn a_time_that_comes_twice_must_be_told_apart() {
        let error = berlin("2026-10-25T02:30").unwrap_err();
        assert!(error.contains("twice") && error.contains("+02"), "{error}");
    }
}
