//! Calendars against a reference that tries every day and walks through every minute.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;

use chatops_core::ids::PersonId;
use chatops_core::schedule::{CalendarConfig, CalendarError, CalendarRota, PureSchedule};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// A repeated entry: starts `day` days and `minute` minutes after the first midnight.
#[derive(Debug, Clone)]
struct Series {
    day: i64,
    minute: i64,
    length: i64,
    weekly: bool,
    interval: i64,
    count: Option<i64>,
}

const ZONES: &[(&str, &str)] = &[
    ("Europe/Berlin", "2026-03-20"),
    ("Europe/Berlin", "2026-10-16"),
    ("Australia/Lord_Howe", "2025-09-26"),
    ("Pacific/Apia", "2011-12-20"),
    ("UTC", "2026-01-01"),
];

const DAY: i64 = 24 * 60;
const DAYS: i64 = 16;

fn series() -> impl Strategy<Value = Series> {
    let length = prop_oneof![1..180_i64, 1..3 * DAY, Just(DAY), Just(7 * DAY)];
    let count = proptest::option::of(1..6_i64);
    (0..12_i64, 0..DAY, length, any::<bool>(), 1..4_i64, count).prop_map(
        |(day, minute, length, weekly, interval, count)| Series {
            day,
            minute,
            length,
            weekly,
            interval,
            count,
        },
    )
}

/// Minutes on the wall clock, in which the first midnight is 0, as `(from, until)`.
fn occurrences(series: &Series) -> Vec<(i64, i64)> {
    let every = if series.weekly { 7 * series.interval } else { series.interval };
    let mut found = vec![];
    for day in series.day..DAYS + 2 {
        let falls = (day - series.day) % every == 0;
        if falls && series.count.is_none_or(|count| (found.len() as i64) < count) {
            let from = day * DAY + series.minute;
            found.push((from, from + series.length));
        }
    }
    found
}

/// A whole case: a zone, repeated entries, and single entries as `(from, until)` in minutes after
/// the first midnight.
#[derive(Debug, Clone)]
struct Case {
    zone: usize,
    series: Vec<Series>,
    singles: Vec<(i64, i64)>,
}

impl Case {
    fn time_zone(&self) -> TimeZone {
        TimeZone::get(ZONES[self.zone].0).unwrap()
    }

    fn midnight(&self) -> Date {
        ZONES[self.zone].1.parse().unwrap()
    }

    /// So many minutes after the first midnight, in the world.
    fn instant(&self, minute: i64) -> Timestamp {
        let begin = self.time_zone().to_timestamp(self.midnight().at(0, 0, 0, 0)).unwrap();
        begin + SignedDuration::from_mins(minute)
    }

    /// So many minutes after the first midnight, on the wall clock.
    fn local(&self, minute: i64) -> String {
        let civil = self.midnight().to_datetime(Time::midnight());
        let civil = civil.checked_add(SignedDuration::from_mins(minute)).unwrap();
        civil.strftime("%Y%m%dT%H%M%S").to_string()
    }

    fn feed(&self) -> String {
        let zone = ZONES[self.zone].0;
        let utc = |minute: i64| self.instant(minute).strftime("%Y%m%dT%H%M%SZ").to_string();
        let mut lines = vec!["BEGIN:VCALENDAR".to_owned()];
        for (index, (from, until)) in self.singles.iter().enumerate() {
            lines.push("BEGIN:VEVENT".into());
            lines.push(format!("DTSTART:{}", utc(*from)));
            lines.push(format!("DTEND:{}", utc(*until)));
            lines.push(format!("SUMMARY:single{index}"));
            lines.push("END:VEVENT".into());
        }
        for (index, series) in self.series.iter().enumerate() {
            let from = series.day * DAY + series.minute;
            let frequency = if series.weekly { "WEEKLY" } else { "DAILY" };
            let count = series.count.map_or(String::new(), |count| format!(";COUNT={count}"));
            lines.push("BEGIN:VEVENT".into());
            lines.push(format!("DTSTART;TZID={zone}:{}", self.local(from)));
            lines.push(format!("DTEND;TZID={zone}:{}", self.local(from + series.length)));
            lines.push(format!("SUMMARY:series{index}"));
            lines.push(format!("RRULE:FREQ={frequency};INTERVAL={}{count}", series.interval));
            lines.push("END:VEVENT".into());
        }
        lines.push("END:VCALENDAR".into());
        lines.join("\r\n")
    }

    fn read(&self) -> Result<CalendarRota, CalendarError> {
        let singles = (0..self.singles.len()).map(|index| format!("single{index}"));
        let series = (0..self.series.len()).map(|index| format!("series{index}"));
        let people: BTreeMap<_, _> = singles
            .chain(series)
            .map(|name| (name.clone(), PersonId::new(name).unwrap()))
            .collect();
        let config = CalendarConfig { name: "em".into(), zone: "UTC".into(), people };
        CalendarRota::read(self.feed().as_bytes(), &config)
    }

    /// Who is on duty in each minute. The wall clock never goes back.
    fn walk(&self) -> Vec<Option<String>> {
        let zone = self.time_zone();
        let offset = |minute| i64::from(zone.to_offset(self.instant(minute)).seconds()) / 60;
        let at_first = offset(0);
        let occurrences: Vec<_> = self.series.iter().map(occurrences).collect();
        let mut furthest = i64::MIN;
        let on_duty = |minute: i64| {
            furthest = furthest.max(minute + offset(minute) - at_first);
            let takes_place = |(from, until): &(i64, i64), at: i64| *from <= at && at < *until;
            let single = (self.singles.iter().enumerate())
                .filter(|(_, span)| takes_place(span, minute))
                .max_by_key(|(index, (from, until))| (*from, -*until, *index))
                .map(|(index, _)| format!("single{index}"));
            let repeated = (occurrences.iter().enumerate())
                .filter(|(_, all)| all.iter().any(|span| takes_place(span, furthest)))
                .max_by_key(|(index, all)| (all[0].0, *index))
                .map(|(index, _)| format!("series{index}"));
            single.or(repeated)
        };
        (0..DAYS * DAY).map(on_duty).collect()
    }
}

fn compare(case: &Case) {
    let calendar = match case.read() {
        Ok(calendar) => calendar,
        // DTSTART or DTEND fell into a gap.
        Err(error) => {
            assert!(error.to_string().contains("does not exist in"), "{error}");
            return;
        }
    };
    let mut last = None;
    for (minute, expected) in (0..).zip(case.walk()) {
        let at = case.instant(minute);
        let stretch = calendar.stretch(at);
        assert_eq!(stretch.person.map(PersonId::as_str), expected.as_deref(), "{at}");
        assert!(stretch.from.is_none_or(|from| from <= at), "{at}");
        assert!(stretch.until.is_none_or(|until| at < until), "{at}");
        if minute > 0 && expected != last {
            let change = calendar.next_change(case.instant(minute - 1));
            assert_eq!(change, Some(at));
            assert_eq!(stretch.from, change);
        }
        last = expected;
    }
}

proptest! {
    #![proptest_config(Config { cases: 16, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_calendar_answers_what_trying_every_day_gives(
        zone in 0..ZONES.len(),
        series in proptest::collection::vec(series(), 1..4),
        singles in proptest::collection::vec((0..14 * DAY, 1..3 * DAY), 0..5),
    ) {
        let span = |(from, length)| (from, from + length);
        let singles = singles.into_iter().map(span).collect();
        compare(&Case { zone, series, singles });
    }
}
