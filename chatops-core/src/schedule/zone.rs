//! Wall clocks: the one place where civil time and instants meet.
//!
//! A wall clock is taken as a clock that never goes back: while a zone repeats an hour, the clock
//! waits at the end of the first pass. Then *shows* and *first instant* are exact inverses:
//!
//! ```text
//! first_instant(w) ≤ t   ⇔   w ≤ wall(t)
//! ```
//!
//! That one law holds both rules: a time in a gap means the first instant after the gap, a time
//! that comes twice means its first coming. All else in this folder is whole-number arithmetic on
//! [`Wall`].
//!
//! Of jiff only two answers are used: the offset at an instant, and the transitions that follow
//! one. Two others are wrong (0.2.43) where a zone's table of transitions ends and its rule for the
//! future begins. "Is this local time ambiguous" sees a repeated hour in Nuuk on 2023-10-28, a
//! night in which no clock was changed; "the transitions before" misses the change of Ciudad
//! Juárez on 2022-11-30.

use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use super::times::{DAY, Day};

/// What a wall clock shows, in seconds since 1970-01-01T00:00 on that same clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wall(pub(super) i64);

/// 1970-01-01 was a Thursday: three days after a Monday.
const EPOCH_DAYS_AFTER_MONDAY: i64 = 3;

/// Larger than any offset from UTC, in seconds. jiff's own limit is 25:59:59.
const OFFSET_SECONDS_MAX: i64 = 26 * 3600;

/// More than any clock was ever set back: from one end of the offsets to the other.
const SETBACK_SECONDS_MAX: i64 = 2 * OFFSET_SECONDS_MAX;

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

impl Wall {
    /// What a clock shows at a civil time, fractions of a second dropped.
    pub(super) fn of(civil: DateTime) -> Self {
        Self(floor_seconds(civil.duration_since(EPOCH)))
    }

    /// The civil time, or `None` beyond the years that can be expressed (−9999 to 9999).
    pub(super) fn civil(self) -> Option<DateTime> {
        EPOCH.checked_add(SignedDuration::from_secs(self.0)).ok()
    }

    /// Later by so many wall-clock seconds.
    pub(super) fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Days since 1970-01-01.
    pub(super) fn day_number(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The day of the week.
    pub(super) fn day(self) -> Day {
        Day::from_index(self.day_number() + EPOCH_DAYS_AFTER_MONDAY)
    }

    /// Seconds since the last Monday 00:00, `0..WEEK`.
    pub(super) fn second_of_week(self) -> i64 {
        self.day().index() * DAY + self.0.rem_euclid(DAY)
    }
}

fn floor_seconds(duration: SignedDuration) -> i64 {
    duration.as_secs() - i64::from(duration.subsec_nanos() < 0)
}

/// Whole seconds since the epoch, rounded down also before 1970.
pub(super) fn floor_second(at: Timestamp) -> i64 {
    floor_seconds(at.duration_since(Timestamp::UNIX_EPOCH))
}

/// A local time that the wall clock skips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Skipped {
    /// What the clock shows when it jumps.
    pub(super) from: DateTime,
    /// What it shows right after: the first valid local time.
    pub(super) until: DateTime,
}

/// Why a local time has no instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoInstant {
    /// The clock jumps over it.
    Skipped(Skipped),
    /// It lies beyond the years that can be expressed.
    OutOfRange,
}

/// A named zone with its bundled rules. Cloning it is cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Zone {
    tz: TimeZone,
    name: Arc<str>,
}

impl Zone {
    /// Finds a zone by its IANA name, in the data compiled into the program and nowhere else: the
    /// host's own zone files must not change a shift.
    pub(super) fn named(name: &str) -> Option<Self> {
        let tz = TimeZoneDatabase::bundled().get(name).ok().filter(|tz| !tz.is_unknown())?;
        let name = Arc::from(tz.iana_name().unwrap_or(name));
        Some(Self { tz, name })
    }

    pub(super) fn utc() -> Self {
        Self { tz: TimeZone::UTC, name: Arc::from("UTC") }
    }

    pub(super) fn name(&self) -> &Arc<str> {
        &self.name
    }

    pub(super) fn time_zone(&self) -> &TimeZone {
        &self.tz
    }

    /// The furthest that the wall clock has been at an instant, in whole seconds.
    pub(super) fn wall(&self, at: Timestamp) -> Wall {
        let mut furthest = self.shows(at);
        let long_ago = floor_second(at) - SETBACK_SECONDS_MAX;
        let long_ago = Timestamp::from_second(long_ago).unwrap_or(Timestamp::MIN);
        for transition in self.tz.following(long_ago) {
            if at < transition.timestamp() {
                break;
            }
            let second = transition.timestamp().as_second();
            furthest = furthest.max(Wall(second - 1 + self.offset_before(second)));
        }
        furthest
    }

    /// The first instant at which the wall clock shows this or is past it, or `None` beyond the
    /// instants that can be expressed.
    pub(super) fn first_instant(&self, wall: Wall) -> Option<Timestamp> {
        wall.civil()?;
        let early = match Timestamp::from_second(wall.0 - OFFSET_SECONDS_MAX) {
            Ok(early) => early,
            Err(_) if wall.0 < 0 => Timestamp::MIN,
            Err(_) => return None,
        };
        // Between two transitions the clock runs evenly. The first such piece in which it gets as
        // far as `wall` has the answer; if it is that far when the piece begins, it jumped.
        let mut begins = early.as_second();
        let mut offset = i64::from(self.tz.to_offset(early).seconds());
        for transition in self.tz.following(early) {
            let ends = transition.timestamp().as_second();
            if wall.0 - offset < ends {
                break;
            }
            begins = ends;
            offset = i64::from(transition.offset().seconds());
        }
        Timestamp::from_second(begins.max(wall.0 - offset)).ok()
    }

    /// The instant of a local time that somebody wrote down. Of a time that the clock shows twice
    /// the first is meant.
    pub(super) fn written(&self, civil: DateTime) -> Result<Timestamp, NoInstant> {
        let wall = Wall::of(civil);
        let first = self.first_instant(wall).ok_or(NoInstant::OutOfRange)?;
        let shown = self.shows(first);
        if shown != wall {
            let second = first.as_second();
            let jumped_at = Wall(second + self.offset_before(second));
            return match (jumped_at.civil(), shown.civil()) {
                (Some(from), Some(until)) => Err(NoInstant::Skipped(Skipped { from, until })),
                _ => Err(NoInstant::OutOfRange),
            };
        }
        let fraction = SignedDuration::from_nanos(i64::from(civil.subsec_nanosecond()));
        first.checked_add(fraction).map_err(|_| NoInstant::OutOfRange)
    }

    /// What the wall clock shows at an instant, in whole seconds.
    fn shows(&self, at: Timestamp) -> Wall {
        Wall(floor_second(at) + i64::from(self.tz.to_offset(at).seconds()))
    }

    /// The offset from UTC in seconds, right before a whole second.
    fn offset_before(&self, second: i64) -> i64 {
        let before = Timestamp::from_second(second - 1).unwrap_or(Timestamp::MIN);
        i64::from(self.tz.to_offset(before).seconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Zone {
        Zone::named("Europe/Berlin").unwrap()
    }

    fn wall(text: &str) -> Wall {
        Wall::of(text.parse().unwrap())
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_skipped_time_is_the_first_instant_after_the_jump() {
        let jump = Some(at("2026-03-29T01:00:00Z"));
        for skipped in ["02:00:00", "02:00:01", "02:30", "02:59:59", "03:00"] {
            assert_eq!(berlin().first_instant(wall(&format!("2026-03-29T{skipped}"))), jump);
        }
        let first = |text: &str| berlin().first_instant(wall(text));
        assert_eq!(first("2026-03-29T01:59:59"), Some(at("2026-03-29T00:59:59Z")));
        assert_eq!(first("2026-03-29T03:00:01"), Some(at("2026-03-29T01:00:01Z")));
    }

    #[test]
    fn a_repeated_time_is_its_first_coming_and_the_clock_waits() {
        let first = |text: &str| berlin().first_instant(wall(text));
        assert_eq!(first("2026-10-25T02:00"), Some(at("2026-10-25T00:00:00Z")));
        assert_eq!(first("2026-10-25T02:59:59"), Some(at("2026-10-25T00:59:59Z")));
        assert_eq!(first("2026-10-25T03:00"), Some(at("2026-10-25T02:00:00Z")));
        for second_pass in ["2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T01:59:59Z"]
        {
            assert_eq!(berlin().wall(at(second_pass)), wall("2026-10-25T02:59:59"));
        }
    }

    #[test]
    fn fractions_of_a_second_are_rounded_down_also_before_1970() {
        assert_eq!(Zone::utc().wall(at("1969-12-31T23:59:59.5Z")), Wall(-1));
        assert_eq!(Zone::utc().wall(at("1970-01-01T00:00:00.5Z")), Wall(0));
        assert_eq!(
            Zone::utc().written("2026-01-01T00:00:00.25".parse().unwrap()),
            Ok(at("2026-01-01T00:00:00.25Z"))
        );
    }

    #[test]
    fn days_and_weeks_are_counted_from_monday() {
        let monday = wall("2026-01-05T00:00:01");
        assert_eq!((monday.day(), monday.second_of_week()), (Day::Monday, 1));
        let sunday = wall("1969-12-28T23:59:59");
        assert_eq!((sunday.day(), sunday.second_of_week()), (Day::Sunday, 7 * DAY - 1));
    }

    #[test]
    fn names_that_are_no_zone_are_refused() {
        for name in ["", "Europe/Berln", "Etc/Unknown", "+01:00", "CET-1CEST", "../etc/passwd"] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
        assert_eq!(&**Zone::named("europe/berlin").unwrap().name(), "Europe/Berlin");
    }

    #[test]
    fn a_night_without_a_change_is_an_ordinary_night() {
        let nuuk = Zone::named("America/Nuuk").unwrap();
        for minute in 0..180 {
            let at = at("2023-10-29T00:00:00Z") + SignedDuration::from_mins(minute);
            let wall = wall("2023-10-28T22:00").plus(60 * minute);
            assert_eq!((nuuk.wall(at), nuuk.first_instant(wall)), (wall, Some(at)));
        }
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        for name in ["UTC", "Pacific/Apia", "America/New_York", "Africa/Casablanca"] {
            let zone = Zone::named(name).unwrap();
            let _ = (zone.wall(Timestamp::MIN), zone.wall(Timestamp::MAX));
            for seconds in [i64::MIN, -400_000_000_000, 0, 400_000_000_000, i64::MAX] {
                let _ = zone.first_instant(Wall(seconds));
            }
            let _ = (zone.written(DateTime::MIN), zone.written(DateTime::MAX));
        }
        assert_eq!(Zone::utc().written(DateTime::MAX), Err(NoInstant::OutOfRange));
    }

    /// The law of this file, around every transition of every zone from 1970 to 2038, and that no
    /// transition is missing from jiff's list.
    #[test]
    fn showing_and_first_instant_are_inverses_everywhere() {
        let mut transitions = 0;
        for name in TimeZoneDatabase::bundled().available() {
            let Some(zone) = Zone::named(name.as_str()) else { continue };
            let mut offset = zone.tz.to_offset(at("1970-01-01T00:00:00Z"));
            let years = zone.tz.following(at("1970-01-01T00:00:00Z"));
            for transition in years.take_while(|it| it.timestamp() < at("2038-01-01T00:00:00Z")) {
                let second = transition.timestamp().as_second();
                let just_before = Timestamp::from_second(second - 1).unwrap();
                let before = i64::from(zone.tz.to_offset(just_before).seconds());
                let after = i64::from(transition.offset().seconds());
                let width = (before - after).abs();
                assert_eq!(before, i64::from(offset.seconds()), "{name} before {second}");
                offset = transition.offset();
                transitions += usize::from(width > 0);
                let walls = [before - 1, before, after - 1, after, (before + after) / 2];
                for at in [-width - 1, -1, 0, width / 2, width - 1, width] {
                    let at = Timestamp::from_second(second + at).unwrap();
                    for wall in walls.map(|wall| Wall(second + wall)) {
                        let first = zone.first_instant(wall).unwrap();
                        assert_eq!(first <= at, wall <= zone.wall(at), "{name} {first} {at}");
                    }
                }
            }
        }
        assert!(transitions > 10_000, "{transitions}");
    }
}
