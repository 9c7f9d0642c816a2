//! Times as people write them: a day of the week, a time of day, a moment.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Seconds of a minute, an hour, a day and a week on a wall clock. Clock changes are no part of
/// them: they are added where a wall clock becomes an instant.
pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;
pub(super) const WEEK: i64 = 7 * DAY;

/// Characters of a wrong text that an error repeats.
const SHOWN_CHARS_MAX: usize = 40;

/// A text that is no time, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{shown}` is not a {what}: write {mend}")]
pub struct InvalidTime {
    /// What was to be read, for example `time of day`.
    pub what: &'static str,
    /// The start of the text, cut to 40 characters.
    pub shown: String,
    /// What to write instead.
    pub mend: &'static str,
}

impl InvalidTime {
    fn new(what: &'static str, text: &str, mend: &'static str) -> Self {
        Self { what, shown: text.chars().take(SHOWN_CHARS_MAX).collect(), mend }
    }
}

/// A day of the week. Weeks begin on Monday, as in ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// The first day of the week.
    Monday,
    /// The second day.
    Tuesday,
    /// The third day.
    Wednesday,
    /// The fourth day.
    Thursday,
    /// The fifth day.
    Friday,
    /// The sixth day.
    Saturday,
    /// The seventh day.
    Sunday,
}

impl Day {
    /// All days, from Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Days since Monday, 0 to 6.
    pub(super) fn index(self) -> i64 {
        self as i64
    }

    /// The day that begins `index` days after Monday, counted round the week.
    pub(super) fn from_index(index: i64) -> Self {
        match index.rem_euclid(7) {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            _ => Self::Sunday,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        })
    }
}

/// A time of day on a wall clock, in whole seconds, from `00:00` to `23:59:59`.
///
/// ```
/// use chatops_core::schedule::TimeOfDay;
///
/// let nine: TimeOfDay = "09:00".parse()?;
/// assert_eq!(nine.to_string(), "09:00");
/// assert!("9 am".parse::<TimeOfDay>().is_err());
/// assert!("24:00".parse::<TimeOfDay>().is_err());
/// # Ok::<(), chatops_core::schedule::InvalidTime>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// Midnight, the start of the day.
    pub const MIDNIGHT: Self = Self(0);

    /// Seconds since midnight on the wall clock, 0 to 86,399.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// The time that is `seconds` after midnight, counted round the day.
    pub(super) fn from_seconds(seconds: i64) -> Self {
        Self(u32::try_from(seconds.rem_euclid(DAY)).unwrap_or(0))
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let hour = two_digits(parts.next()?, 23)?;
        let minute = two_digits(parts.next()?, 59)?;
        let second = match parts.next() {
            Some(part) => two_digits(part, 59)?,
            None => 0,
        };
        parts.next().is_none().then_some(Self(hour * 3600 + minute * 60 + second))
    }
}

fn two_digits(text: &str, max: u32) -> Option<u32> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok().filter(|number| *number <= max) } else { None }
}

impl FromStr for TimeOfDay {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        Self::read(text).ok_or_else(|| {
            let mend = "hours and minutes from 00:00 to 23:59, such as `09:00`";
            InvalidTime::new("time of day", text, mend)
        })
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = InvalidTime;
    fn try_from(text: String) -> Result<Self, InvalidTime> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> String {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        write!(f, "{hour:02}:{minute:02}")?;
        if second == 0 { Ok(()) } else { write!(f, ":{second:02}") }
    }
}

/// A moment in a configuration: an instant with its offset, or a local time of the rota's zone.
///
/// An instant is RFC 3339: `2026-03-29T02:30:00+01:00` or `2026-03-29T01:30:00Z`. A local time has
/// no offset: `2026-03-29T02:30`. A local time that the clock skips is refused when the rota is
/// built; of one that the clock shows twice the first is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Moment {
    /// An instant, the same everywhere.
    Instant(Timestamp),
    /// What the wall clock shows in the zone of the rota.
    Local(DateTime),
}

impl Moment {
    fn read(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        if date.len() != 10 || time.get(2..3) != Some(":") || time.contains('[') {
            return None;
        }
        if time.ends_with('Z') || time.contains(['+', '-']) {
            text.parse().ok().map(Self::Instant)
        } else {
            text.parse().ok().map(Self::Local)
        }
    }
}

impl FromStr for Moment {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        Self::read(text).ok_or_else(|| {
            let mend = "an instant such as `2026-03-29T07:00:00Z`, or a local time such as \
                        `2026-03-29T09:00`";
            InvalidTime::new("moment", text, mend)
        })
    }
}

impl TryFrom<String> for Moment {
    type Error = InvalidTime;
    fn try_from(text: String) -> Result<Self, InvalidTime> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.to_string()
    }
}

impl From<Timestamp> for Moment {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(instant)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(instant) => instant.fmt(f),
            Self::Local(local) => local.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_strictly() {
        for (text, seconds) in [("00:00", 0), ("09:00", 32_400), ("23:59:59", 86_399)] {
            let time: TimeOfDay = text.parse().unwrap();
            assert_eq!(time.seconds(), seconds);
            assert_eq!(time.to_string(), text);
        }
        for text in
            ["", "9:00", "09", "09:60", "24:00", "09:00:60", "09:00:00:00", "+9:00", "٠٩:00"]
        {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
        assert_eq!(
            "25:00".parse::<TimeOfDay>().unwrap_err().to_string(),
            "`25:00` is not a time of day: write hours and minutes from 00:00 to 23:59, such as `09:00`"
        );
    }

    #[test]
    fn moments_are_instants_or_local_times() {
        let instant = |text: &str| Moment::Instant(text.parse().unwrap());
        let read = |text: &str| text.parse::<Moment>().unwrap();
        assert_eq!(read("2026-03-29T02:30:00+01:00"), instant("2026-03-29T01:30:00Z"));
        assert_eq!(read("2026-03-29T02:30Z"), instant("2026-03-29T02:30:00Z"));
        assert_eq!(read("2026-03-29T02:30:00-03:30"), instant("2026-03-29T06:00:00Z"));
        let local = jiff::civil::date(2026, 3, 29).at(2, 30, 0, 0);
        assert_eq!(read("2026-03-29T02:30"), Moment::Local(local));
        assert_eq!(read("2026-03-29T02:30:00").to_string(), "2026-03-29T02:30:00");
        for text in [
            "",
            "2026-03-29",
            "2026-03-29 02:30",
            "20260329T023000",
            "2026-03-29T0230",
            "T",
            "tomorrow",
            "2026-02-30T09:00",
            "2026-03-29T25:00",
            "2026-03-29T09:00[Europe/Berlin]",
            "2026-03-29T",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
        assert_eq!(
            "29.3.2026".parse::<Moment>().unwrap_err().to_string(),
            "`29.3.2026` is not a moment: write an instant such as `2026-03-29T07:00:00Z`, or a local \
             time such as `2026-03-29T09:00`"
        );
    }

    #[test]
    fn a_long_wrong_text_is_cut() {
        let error = "x".repeat(1000).parse::<Moment>().unwrap_err();
        assert_eq!(error.shown.len(), 40);
    }

    #[test]
    fn days_count_from_monday() {
        for (index, day) in (0..).zip(Day::ALL) {
            assert_eq!(day.index(), index);
            assert_eq!(Day::from_index(index - 14), day);
        }
    }
}
