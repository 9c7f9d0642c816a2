//! Handoffs around clock changes: RELIABILITY.md X13.
//!
//! The table was made with `zdump` from the system's zone files (2025b), not with the library that
//! the schedules use. What is expected is worked out from the table alone, in whole seconds.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use chatops_core::ids::PersonId;
use chatops_core::schedule::{
    Day, LayerConfig, Moment, PureSchedule, RestrictionConfig, Rota, RotaConfig, Rotation,
    RotationUnit, ScheduleProblem, TimeOfDay,
};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

/// Zone, instant of the change, offset before it, offset after it.
#[rustfmt::skip]
const CHANGES: &[(&str, &str, &str, &str)] = &[
    ("Europe/Berlin", "2024-03-31T01:00:00Z", "+01:00", "+02:00"),
    ("Europe/Berlin", "2024-10-27T01:00:00Z", "+02:00", "+01:00"),
    ("Europe/Berlin", "2025-03-30T01:00:00Z", "+01:00", "+02:00"),
    ("Europe/Berlin", "2025-10-26T01:00:00Z", "+02:00", "+01:00"),
    ("Europe/London", "2025-03-30T01:00:00Z", "+00:00", "+01:00"),
    ("Europe/London", "2025-10-26T01:00:00Z", "+01:00", "+00:00"),
    ("Europe/Dublin", "2024-03-31T01:00:00Z", "+00:00", "+01:00"),
    ("Europe/Dublin", "2024-10-27T01:00:00Z", "+01:00", "+00:00"),
    ("America/New_York", "2024-03-10T07:00:00Z", "-05:00", "-04:00"),
    ("America/New_York", "2024-11-03T06:00:00Z", "-04:00", "-05:00"),
    ("America/New_York", "2025-03-09T07:00:00Z", "-05:00", "-04:00"),
    ("America/New_York", "2025-11-02T06:00:00Z", "-04:00", "-05:00"),
    ("America/Santiago", "2019-04-07T03:00:00Z", "-03:00", "-04:00"),
    ("America/Santiago", "2019-09-08T04:00:00Z", "-04:00", "-03:00"),
    ("America/Santiago", "2022-04-03T03:00:00Z", "-03:00", "-04:00"),
    ("America/Santiago", "2022-09-11T04:00:00Z", "-04:00", "-03:00"),
    ("America/Santiago", "2024-04-07T03:00:00Z", "-03:00", "-04:00"),
    ("America/Santiago", "2024-09-08T04:00:00Z", "-04:00", "-03:00"),
    ("America/Sao_Paulo", "2017-02-19T02:00:00Z", "-02:00", "-03:00"),
    ("America/Sao_Paulo", "2017-10-15T03:00:00Z", "-03:00", "-02:00"),
    ("America/Sao_Paulo", "2018-02-18T02:00:00Z", "-02:00", "-03:00"),
    ("America/Sao_Paulo", "2018-11-04T03:00:00Z", "-03:00", "-02:00"),
    ("America/Sao_Paulo", "2019-02-17T02:00:00Z", "-02:00", "-03:00"),
    ("America/Havana", "2024-03-10T05:00:00Z", "-05:00", "-04:00"),
    ("America/Havana", "2024-11-03T05:00:00Z", "-04:00", "-05:00"),
    ("America/Havana", "2025-03-09T05:00:00Z", "-05:00", "-04:00"),
    ("America/Havana", "2025-11-02T05:00:00Z", "-04:00", "-05:00"),
    ("America/Asuncion", "2023-03-26T03:00:00Z", "-03:00", "-04:00"),
    ("America/Asuncion", "2023-10-01T04:00:00Z", "-04:00", "-03:00"),
    ("America/Asuncion", "2024-03-24T03:00:00Z", "-03:00", "-04:00"),
    ("America/Asuncion", "2024-10-06T04:00:00Z", "-04:00", "-03:00"),
    ("America/St_Johns", "2006-04-02T03:31:00Z", "-03:30", "-02:30"),
    ("America/St_Johns", "2006-10-29T02:31:00Z", "-02:30", "-03:30"),
    ("America/St_Johns", "2024-03-10T05:30:00Z", "-03:30", "-02:30"),
    ("America/St_Johns", "2024-11-03T04:30:00Z", "-02:30", "-03:30"),
    ("America/Caracas", "2007-12-09T07:00:00Z", "-04:00", "-04:30"),
    ("America/Caracas", "2016-05-01T07:00:00Z", "-04:30", "-04:00"),
    ("America/Nuuk", "2023-03-26T01:00:00Z", "-03:00", "-02:00"),
    ("America/Nuuk", "2024-03-31T01:00:00Z", "-02:00", "-01:00"),
    ("America/Nuuk", "2024-10-27T01:00:00Z", "-01:00", "-02:00"),
    ("Asia/Tehran", "2021-03-21T20:30:00Z", "+03:30", "+04:30"),
    ("Asia/Tehran", "2021-09-21T19:30:00Z", "+04:30", "+03:30"),
    ("Asia/Tehran", "2022-03-21T20:30:00Z", "+03:30", "+04:30"),
    ("Asia/Tehran", "2022-09-21T19:30:00Z", "+04:30", "+03:30"),
    ("Asia/Beirut", "2024-03-30T22:00:00Z", "+02:00", "+03:00"),
    ("Asia/Beirut", "2024-10-26T21:00:00Z", "+03:00", "+02:00"),
    ("Asia/Beirut", "2025-03-29T22:00:00Z", "+02:00", "+03:00"),
    ("Asia/Beirut", "2025-10-25T21:00:00Z", "+03:00", "+02:00"),
    ("Asia/Pyongyang", "2015-08-14T15:00:00Z", "+09:00", "+08:30"),
    ("Asia/Pyongyang", "2018-05-04T15:00:00Z", "+08:30", "+09:00"),
    ("Asia/Gaza", "2023-04-29T00:00:00Z", "+02:00", "+03:00"),
    ("Asia/Gaza", "2023-10-27T23:00:00Z", "+03:00", "+02:00"),
    ("Africa/Cairo", "2023-04-27T22:00:00Z", "+02:00", "+03:00"),
    ("Africa/Cairo", "2023-10-26T21:00:00Z", "+03:00", "+02:00"),
    ("Africa/Cairo", "2024-04-25T22:00:00Z", "+02:00", "+03:00"),
    ("Africa/Cairo", "2024-10-31T21:00:00Z", "+03:00", "+02:00"),
    ("Africa/Casablanca", "2024-03-10T02:00:00Z", "+01:00", "+00:00"),
    ("Africa/Casablanca", "2024-04-14T02:00:00Z", "+00:00", "+01:00"),
    ("Africa/Casablanca", "2025-02-23T02:00:00Z", "+01:00", "+00:00"),
    ("Africa/Casablanca", "2025-04-06T02:00:00Z", "+00:00", "+01:00"),
    ("Australia/Sydney", "2024-04-06T16:00:00Z", "+11:00", "+10:00"),
    ("Australia/Sydney", "2024-10-05T16:00:00Z", "+10:00", "+11:00"),
    ("Australia/Sydney", "2025-04-05T16:00:00Z", "+11:00", "+10:00"),
    ("Australia/Sydney", "2025-10-04T16:00:00Z", "+10:00", "+11:00"),
    ("Australia/Lord_Howe", "2024-04-06T15:00:00Z", "+11:00", "+10:30"),
    ("Australia/Lord_Howe", "2024-10-05T15:30:00Z", "+10:30", "+11:00"),
    ("Australia/Lord_Howe", "2025-04-05T15:00:00Z", "+11:00", "+10:30"),
    ("Australia/Lord_Howe", "2025-10-04T15:30:00Z", "+10:30", "+11:00"),
    ("Pacific/Apia", "2011-04-02T14:00:00Z", "-10:00", "-11:00"),
    ("Pacific/Apia", "2011-09-24T14:00:00Z", "-11:00", "-10:00"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z", "-10:00", "+14:00"),
    ("Pacific/Apia", "2012-03-31T14:00:00Z", "+14:00", "+13:00"),
    ("Pacific/Apia", "2012-09-29T14:00:00Z", "+13:00", "+14:00"),
    ("Pacific/Apia", "2021-04-03T14:00:00Z", "+14:00", "+13:00"),
    ("Pacific/Chatham", "2024-04-06T14:00:00Z", "+13:45", "+12:45"),
    ("Pacific/Chatham", "2024-09-28T14:00:00Z", "+12:45", "+13:45"),
    ("Pacific/Kwajalein", "1993-08-21T12:00:00Z", "-12:00", "+12:00"),
    ("Pacific/Norfolk", "2015-10-03T14:30:00Z", "+11:30", "+11:00"),
    ("Pacific/Norfolk", "2019-10-05T15:00:00Z", "+11:00", "+12:00"),
    ("Antarctica/Troll", "2024-03-31T01:00:00Z", "+00:00", "+02:00"),
    ("Antarctica/Troll", "2024-10-27T01:00:00Z", "+02:00", "+00:00"),
    ("America/Ciudad_Juarez", "2022-03-13T09:00:00Z", "-07:00", "-06:00"),
    ("America/Ciudad_Juarez", "2022-11-30T06:00:00Z", "-06:00", "-07:00"),
    ("America/Ciudad_Juarez", "2023-03-12T09:00:00Z", "-07:00", "-06:00"),
    ("America/Ciudad_Juarez", "2023-11-05T08:00:00Z", "-06:00", "-07:00"),
    ("Europe/Volgograd", "2018-10-27T23:00:00Z", "+03:00", "+04:00"),
    ("Europe/Volgograd", "2020-12-26T22:00:00Z", "+04:00", "+03:00"),
];

/// A clock change in whole seconds.
#[derive(Debug, Clone, Copy)]
struct Change {
    zone: &'static str,
    at: i64,
    before: i64,
    after: i64,
}

impl Change {
    fn all() -> impl Iterator<Item = Self> {
        CHANGES.iter().map(|&(zone, at, before, after)| Self {
            zone,
            at: at.parse::<Timestamp>().unwrap().as_second(),
            before: offset(before),
            after: offset(after),
        })
    }

    fn is_gap(self) -> bool {
        self.before < self.after
    }

    /// The instant that belongs to a local time near this change, by the rule: skipped → the first
    /// instant after the jump, shown twice → the first of the two.
    fn instant(self, local: i64) -> i64 {
        if local < self.at + self.before {
            local - self.before
        } else if local < self.at + self.after {
            self.at
        } else {
            local - self.after
        }
    }

    /// Local times at, in and around the hour that is skipped or repeated.
    fn locals(self) -> [i64; 8] {
        let (one, two) = (self.at + self.before, self.at + self.after);
        let (first, last) = (one.min(two), one.max(two));
        let middle = i64::midpoint(first, last);
        [first - 1, first, first + 1, middle, last - 1, last, last + 1, last + 5 * 3600]
    }

    fn rota(self, layer: LayerConfig) -> Rota {
        let config = RotaConfig {
            name: "em".into(),
            zone: self.zone.into(),
            layers: vec![layer],
            overrides: vec![],
        };
        Rota::build(&config).unwrap()
    }
}

fn offset(text: &str) -> i64 {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':').unwrap();
    sign * (hours.parse::<i64>().unwrap() * 3600 + minutes.parse::<i64>().unwrap() * 60)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn time_of_day(local: i64) -> TimeOfDay {
    let second = local.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{hour:02}:{minute:02}:{second:02}").parse().unwrap()
}

fn day(local: i64) -> Day {
    // 1970-01-01 was a Thursday.
    Day::ALL[usize::try_from((local.div_euclid(DAY) + 3).rem_euclid(7)).unwrap()]
}

fn civil(local: i64) -> DateTime {
    jiff::tz::Offset::UTC.to_datetime(at(local))
}

const PEOPLE: usize = 11;

fn person(turn: usize) -> PersonId {
    PersonId::new(format!("p{}", turn % PEOPLE)).unwrap()
}

fn layer(start: i64, rotation: Rotation, handoff: i64) -> LayerConfig {
    LayerConfig {
        name: "primary".into(),
        start: Moment::Instant(at(start)),
        end: None,
        participants: (0..PEOPLE).map(person).collect(),
        rotation,
        handoff: time_of_day(handoff),
        restrictions: vec![],
    }
}

/// Asks one second before, at and one second after each handoff. `handoffs` are instants in order;
/// the first is the start of the first turn.
fn check(rota: &Rota, handoffs: &[i64], context: &str) {
    for handoff in handoffs {
        for second in [handoff - 1, *handoff, handoff + 1] {
            let context = format!("{context}, asked at {}", at(second));
            let taken = handoffs.iter().filter(|handoff| **handoff <= second).count();
            let expected = taken.checked_sub(1).map(person);
            let stretch = rota.stretch(at(second));
            assert_eq!(stretch.person, expected.as_ref(), "{context}");
            assert_eq!(rota.on_duty(at(second)).person, expected, "{context}");
            let began = handoffs.iter().rfind(|handoff| **handoff <= second);
            assert_eq!(stretch.from, began.map(|began| at(*began)), "{context}");
            if let Some(next) = handoffs.iter().find(|handoff| second < **handoff) {
                assert_eq!(stretch.until, Some(at(*next)), "{context}");
                assert_eq!(rota.next_change(at(second)), Some(at(*next)), "{context}");
            }
        }
        let almost = at(*handoff) - SignedDuration::from_nanos(1);
        let taken = handoffs.iter().filter(|other| *other < handoff).count();
        assert_eq!(rota.on_duty(almost).person, taken.checked_sub(1).map(person), "{context}");
    }
}

#[test]
fn the_table_is_as_wide_as_promised() {
    let zones: BTreeSet<_> = Change::all().map(|change| change.zone).collect();
    assert!(CHANGES.len() >= 40, "{}", CHANGES.len());
    assert!(zones.len() >= 10, "{}", zones.len());
    assert!(Change::all().filter(|change| change.is_gap()).count() >= 20);
    assert!(Change::all().filter(|change| !change.is_gap()).count() >= 20);
}

#[test]
fn daily_handoffs_keep_their_time_of_day() {
    for change in Change::all() {
        for local in change.locals() {
            let locals = (-4..=4).map(|days| local + days * DAY);
            let handoffs: Vec<_> = locals.map(|local| change.instant(local)).collect();
            let rota = change.rota(layer(handoffs[0], Rotation::Daily, local));
            check(&rota, &handoffs, &format!("{change:?}, daily at {}", civil(local)));
        }
    }
}

#[test]
fn weekly_handoffs_keep_their_day_and_time() {
    for change in Change::all() {
        for local in change.locals() {
            let locals = (-1..=1).map(|weeks| local + weeks * WEEK);
            let handoffs: Vec<_> = locals.map(|local| change.instant(local)).collect();
            let rotation = Rotation::Weekly { day: day(local) };
            let rota = change.rota(layer(handoffs[0], rotation, local));
            check(&rota, &handoffs, &format!("{change:?}, weekly at {}", civil(local)));
        }
    }
}

#[test]
fn custom_days_and_weeks_are_counted_on_the_wall_clock() {
    for change in Change::all() {
        for local in change.locals() {
            for (every, unit, days) in [(2, RotationUnit::Days, 2), (1, RotationUnit::Weeks, 7)] {
                let locals = (-1..=1).map(|turn| local + turn * days * DAY);
                let handoffs: Vec<_> = locals.map(|local| change.instant(local)).collect();
                let rotation = Rotation::Custom { every, unit };
                let rota = change.rota(layer(handoffs[0], rotation, local));
                check(&rota, &handoffs, &format!("{change:?}, {rotation} at {}", civil(local)));
            }
        }
    }
}

#[test]
fn custom_hours_are_elapsed_hours() {
    for change in Change::all() {
        for local in change.locals() {
            let first = change.instant(local - DAY);
            let handoffs: Vec<_> = (0..10).map(|turn| first + turn * 5 * 3600).collect();
            let rotation = Rotation::Custom { every: 5, unit: RotationUnit::Hours };
            let rota = change.rota(layer(first, rotation, local));
            check(&rota, &handoffs, &format!("{change:?}, hours from {}", civil(local)));
        }
    }
}

#[test]
fn restrictions_open_and_close_by_the_same_rule() {
    const LENGTH: i64 = 90 * 60;
    for change in Change::all() {
        for local in change.locals() {
            let start = change.instant(local - 4 * DAY);
            let mut layer = layer(start, Rotation::Daily, local);
            layer.participants.truncate(1);
            layer.restrictions = vec![RestrictionConfig::Daily {
                from: time_of_day(local),
                until: time_of_day(local + LENGTH),
            }];
            let rota = change.rota(layer);
            let windows: Vec<_> = (-4..=4)
                .map(|days| local + days * DAY)
                .map(|opens| (change.instant(opens), change.instant(opens + LENGTH)))
                .collect();
            let edges: BTreeSet<_> =
                windows.iter().flat_map(|(from, until)| [from, until]).collect();
            for second in edges.into_iter().flat_map(|edge| [edge - 1, *edge, edge + 1]) {
                let open = windows.iter().any(|(from, until)| (*from..*until).contains(&second));
                let stretch = rota.stretch(at(second));
                let context = format!("{change:?}, {}, asked at {}", civil(local), at(second));
                assert_eq!(stretch.person.is_some(), open, "{context}");
                assert!(stretch.from.is_none_or(|from| from <= at(second)), "{context}");
                assert!(stretch.until.is_none_or(|until| at(second) < until), "{context}");
            }
        }
    }
}

#[test]
fn a_local_start_that_is_skipped_is_refused_and_one_shown_twice_is_the_first() {
    for change in Change::all() {
        let [_, first, _, middle, _, last, ..] = change.locals();
        let mut layer = layer(0, Rotation::Daily, 0);
        layer.start = Moment::Local(civil(middle));
        let config = RotaConfig {
            name: "em".into(),
            zone: change.zone.into(),
            layers: vec![layer],
            overrides: vec![],
        };
        match Rota::build(&config) {
            Err(error) => {
                assert!(change.is_gap(), "{change:?}: {error}");
                assert_eq!(error.place, "layers[0].start");
                let expected = ScheduleProblem::Skipped {
                    local: civil(middle),
                    zone: change.zone.into(),
                    gap_from: civil(first),
                    gap_until: civil(last),
                };
                assert_eq!(error.problem, expected, "{change:?}");
            }
            Ok(rota) => {
                assert!(!change.is_gap(), "{change:?}");
                let start = at(middle - change.before);
                assert_eq!(rota.next_change(start - SignedDuration::from_secs(1)), Some(start));
            }
        }
    }
}

#[test]
fn a_day_that_a_country_skips_has_no_turn() {
    // Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31.
    let config: RotaConfig = serde_json::from_str(
        r#"{ "name": "em", "zone": "Pacific/Apia", "layers": [{
            "name": "days", "start": "2011-12-28T09:00", "rotation": "daily", "handoff": "09:00",
            "participants": ["wed", "thu", "fri", "sat", "sun"] }] }"#,
    )
    .unwrap();
    let rota = Rota::build(&config).unwrap();
    let who = |text: &str| rota.on_duty(text.parse().unwrap()).person.unwrap().to_string();
    assert_eq!(who("2011-12-29T23:59:59-10:00"), "thu");
    // Friday 09:00 is skipped: its handoff is at the first instant after the jump.
    assert_eq!(who("2011-12-31T00:00:00+14:00"), "fri");
    assert_eq!(who("2011-12-31T08:59:59+14:00"), "fri");
    assert_eq!(who("2011-12-31T09:00:00+14:00"), "sat");
}
