//! Time as an argument: how moments and spans are shown and read. Nothing here knows what time it is.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A moment as the record shows it: `14:05 UTC` would lose the day, so `2026-03-04 14:05 UTC`.
#[must_use]
pub fn show_utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// A span as people say it: `45 s`, `15 min`, `2 h 5 min`, `3 d 4 h`.
#[must_use]
pub fn show_span(span: SignedDuration) -> String {
    let seconds = span.as_secs().max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// A span that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a length of time; write for example `45s`, `15m`, `2h` or `1d`, up to 366 days"
)]
pub struct UnreadableSpan(pub String);

/// Longest span that can be given, in days: a year. Longer ones are mistakes.
pub const SPAN_DAYS_MAX: i64 = 366;

/// Reads `45s`, `15m`, `2h`, `1d` and sums such as `1h30m`. At most [`SPAN_DAYS_MAX`] days.
///
/// # Errors
/// [`UnreadableSpan`] where the text is anything else, zero or too long.
pub fn read_span(text: &str) -> Result<SignedDuration, UnreadableSpan> {
    let unreadable = || UnreadableSpan(text.chars().take(40).collect());
    let (mut seconds, mut digits) = (0_i64, String::new());
    for character in text.trim().chars() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if character == ' ' && digits.is_empty() {
            continue;
        }
        let unit = match character {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => return Err(unreadable()),
        };
        let count: i64 = digits.parse().map_err(|_| unreadable())?;
        digits.clear();
        seconds = count
            .checked_mul(unit)
            .and_then(|part| part.checked_add(seconds))
            .ok_or_else(unreadable)?;
    }
    if !digits.is_empty() || seconds == 0 || seconds > SPAN_DAYS_MAX * 86_400 {
        return Err(unreadable());
    }
    Ok(SignedDuration::from_secs(seconds))
}

/// `at + span`, held at the ends of representable time instead of overflowing.
#[must_use]
pub fn later(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.saturating_add(span).unwrap_or(at)
}

/// The local hour (0 to 23) at `at` in an IANA zone, or nothing where the zone is not known.
#[must_use]
pub fn local_hour(at: Timestamp, zone: &str) -> Option<i8> {
    TimeZone::get(zone).ok().map(|zone| at.to_zoned(zone).hour())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_shown_as_people_say_them() {
        for (text, seconds) in
            [("45s", 45), ("15m", 900), ("1h30m", 5_400), ("1d", 86_400), ("1h 5m", 3_900)]
        {
            assert_eq!(read_span(text).unwrap().as_secs(), seconds, "{text}");
        }
        for bad in ["", "0m", "15", "m", "-5m", "5 weeks", "99999999999999999999d", "400d"] {
            assert!(read_span(bad).is_err(), "{bad}");
        }
        for (seconds, shown) in [
            (45, "45 s"),
            (900, "15 min"),
            (7_500, "2 h 5 min"),
            (7_200, "2 h"),
            (273_600, "3 d 4 h"),
        ] {
            assert_eq!(show_span(SignedDuration::from_secs(seconds)), shown);
        }
    }

    #[test]
    fn time_saturates_at_its_ends() {
        assert_eq!(later(Timestamp::MAX, SignedDuration::from_hours(1)), Timestamp::MAX);
        assert_eq!(local_hour(Timestamp::UNIX_EPOCH, "Europe/Berlin"), Some(1));
        assert_eq!(local_hour(Timestamp::UNIX_EPOCH, "Nowhere/Else"), None);
    }
}
