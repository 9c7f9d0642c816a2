//! Schedules against a reference that knows no arithmetic.
//!
//! The reference walks through time minute by minute. It looks at the wall clock, remembers how far
//! the clock has been, and lets things happen as the clock passes them: a handoff when it passes
//! the handoff time, a window when it passes one of its minutes. It counts on its fingers; it
//! divides nothing, and of the zone it knows only the offset at each minute.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use chatops_core::ids::PersonId;
use chatops_core::schedule::{
    Day, LayerConfig, OverrideConfig, PureSchedule, Reason, RestrictionConfig, Rota, RotaConfig,
    Rotation, RotationUnit,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::Config;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
const WEEK_MINUTES: usize = 7 * 24 * 60;

/// Minutes before the first layer starts at which the walk begins: a weekly handoff lies within.
const LEAD: i64 = 9 * DAY;

/// Minutes of the window that is compared, on each side of the centre.
const REACH: i64 = 2 * DAY;

/// Zones and instants near which their clocks are changed (or, in UTC, are not).
const CENTRES: &[(&str, &str)] = &[
    ("UTC", "2026-01-07T00:00:00Z"),
    ("Europe/Berlin", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2025-10-26T01:00:00Z"),
    ("America/New_York", "2025-03-09T07:00:00Z"),
    ("America/New_York", "2025-11-02T06:00:00Z"),
    ("Australia/Lord_Howe", "2025-04-05T15:00:00Z"),
    ("Australia/Lord_Howe", "2025-10-04T15:30:00Z"),
    ("America/Havana", "2025-03-09T05:00:00Z"),
    ("Asia/Beirut", "2025-03-29T22:00:00Z"),
    ("Asia/Beirut", "2025-10-25T21:00:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("Africa/Casablanca", "2025-02-23T02:00:00Z"),
    ("Antarctica/Troll", "2024-03-31T01:00:00Z"),
    ("Pacific/Kwajalein", "1993-08-21T12:00:00Z"),
];

/// A layer, with all times in minutes. `start` and `end` are counted from the centre.
#[derive(Debug, Clone)]
struct Layer {
    start: i64,
    end: Option<i64>,
    people: Vec<usize>,
    rotation: Rotation,
    handoff: i64,
    restrictions: Vec<Restriction>,
}

/// `(day, minute)` to `(day, minute)`; without a day it holds for every day.
#[derive(Debug, Clone, Copy)]
struct Restriction {
    days: Option<(usize, usize)>,
    from: i64,
    until: i64,
}

/// A whole case. Overrides are `(person, from, until)`, apart from each other.
#[derive(Debug, Clone)]
struct Case {
    centre: usize,
    layers: Vec<Layer>,
    overrides: Vec<(usize, i64, i64)>,
}

fn minute_of_day() -> impl Strategy<Value = i64> {
    // Mostly around the hours in which clocks are changed.
    prop_oneof![
        3 => 0..4 * HOUR,
        1 => Just(0_i64),
        2 => (0..96_i64).prop_map(|quarter| quarter * 15),
        1 => 0..DAY,
    ]
}

fn rotation() -> impl Strategy<Value = Rotation> {
    prop_oneof![
        3 => Just(Rotation::Daily),
        2 => (0..7_usize).prop_map(|day| Rotation::Weekly { day: Day::ALL[day] }),
        2 => (1..60_u32).prop_map(|every| Rotation::Custom { every, unit: RotationUnit::Hours }),
        2 => (1..5_u32).prop_map(|every| Rotation::Custom { every, unit: RotationUnit::Days }),
        1 => (1..3_u32).prop_map(|every| Rotation::Custom { every, unit: RotationUnit::Weeks }),
    ]
}

fn restriction() -> impl Strategy<Value = Restriction> {
    let days = proptest::option::of((0..7_usize, 0..7_usize));
    (days, minute_of_day(), minute_of_day())
        .prop_map(|(days, from, until)| Restriction { days, from, until })
        .prop_filter("covers nothing", |it| {
            it.from != it.until || it.days.is_some_and(|(one, two)| one != two)
        })
}

fn layer() -> impl Strategy<Value = Layer> {
    let people = proptest::collection::vec(0..5_usize, 1..5);
    let end = proptest::option::weighted(0.4, 1..14 * DAY);
    let restrictions = proptest::collection::vec(restriction(), 0..3);
    let start = prop_oneof![3 => -12 * DAY..-3 * DAY, 1 => -3 * DAY..3 * DAY, 1 => -90..90_i64];
    (start, end, people, rotation(), minute_of_day(), restrictions).prop_map(
        |(start, length, people, rotation, handoff, restrictions)| {
            let end = length.map(|length| start + length);
            Layer { start, end, people, rotation, handoff, restrictions }
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    let layers = proptest::collection::vec(layer(), 1..4);
    let overrides = proptest::collection::vec((0..6_usize, 0..600_i64, 1..600_i64), 0..5);
    (0..CENTRES.len(), layers, overrides).prop_map(|(centre, layers, overrides)| {
        let mut free = -2 * DAY - 300;
        let overrides = overrides.into_iter().map(|(person, wait, length)| {
            let from = free + wait;
            free = from + length;
            (person, from, free)
        });
        let overrides = overrides.collect();
        Case { centre, layers, overrides }
    })
}

fn person(index: usize) -> PersonId {
    PersonId::new(format!("p{index}")).unwrap()
}

impl Case {
    fn centre_minute(&self) -> i64 {
        CENTRES[self.centre].1.parse::<Timestamp>().unwrap().as_second() / 60
    }

    fn instant(&self, minute: i64) -> Timestamp {
        Timestamp::from_second((self.centre_minute() + minute) * 60).unwrap()
    }

    fn rota(&self) -> Rota {
        let time = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60).parse().unwrap();
        let restriction = |it: &Restriction| match it.days {
            None => RestrictionConfig::Daily { from: time(it.from), until: time(it.until) },
            Some((from_day, until_day)) => RestrictionConfig::Weekly {
                from_day: Day::ALL[from_day],
                from: time(it.from),
                until_day: Day::ALL[until_day],
                until: time(it.until),
            },
        };
        let layers = self.layers.iter().enumerate().map(|(position, layer)| LayerConfig {
            name: position.to_string(),
            start: self.instant(layer.start).into(),
            end: layer.end.map(|end| self.instant(end).into()),
            participants: layer.people.iter().copied().map(person).collect(),
            rotation: layer.rotation,
            handoff: time(layer.handoff),
            restrictions: layer.restrictions.iter().map(restriction).collect(),
        });
        let overrides = self.overrides.iter().map(|&(who, from, until)| OverrideConfig {
            person: person(who),
            from: self.instant(from).into(),
            until: self.instant(until).into(),
        });
        let config = RotaConfig {
            name: "em".into(),
            zone: CENTRES[self.centre].0.into(),
            layers: layers.collect(),
            overrides: overrides.collect(),
        };
        Rota::build(&config).unwrap()
    }
}

// ---- the reference ----

/// A clock on the wall: minute of the day and day of the week, moved on one minute at a time.
#[derive(Debug, Clone, Copy)]
struct WallClock {
    minute: usize,
    day: usize,
}

impl WallClock {
    fn tick(&mut self) {
        self.minute += 1;
        if self.minute == 24 * 60 {
            self.minute = 0;
            self.day += 1;
        }
        if self.day == 7 {
            self.day = 0;
        }
    }
}

/// The minutes of the week that a layer covers, coloured in by hand.
fn coloured(restrictions: &[Restriction]) -> Vec<Vec<bool>> {
    let mut week = vec![vec![restrictions.is_empty(); 24 * 60]; 7];
    for restriction in restrictions {
        let begins: Vec<_> = restriction.days.map_or((0..7).collect(), |(from, _)| vec![from]);
        for day in begins {
            let mut clock = WallClock { minute: restriction.from as usize, day };
            for _ in 0..WEEK_MINUTES {
                let same_day = restriction.days.is_none_or(|(_, until)| clock.day == until);
                if clock.minute == restriction.until as usize && same_day {
                    break;
                }
                week[clock.day][clock.minute] = true;
                clock.tick();
            }
        }
    }
    week
}

/// A layer as the walk sees it.
#[derive(Debug)]
struct Walker<'a> {
    layer: &'a Layer,
    week: Vec<Vec<bool>>,
    /// Minutes since the last handoff time; for days, handoff times since the last handoff.
    passed: i64,
    turn: usize,
    position: usize,
}

impl Walker<'_> {
    fn hand_off(&mut self) {
        self.passed = 0;
        self.turn += 1;
        self.position += 1;
        if self.position == self.layer.people.len() {
            self.position = 0;
        }
    }

    /// The wall clock passed a minute.
    fn clock_passes(&mut self, clock: WallClock, running: bool) {
        let handoff_day = match self.layer.rotation {
            Rotation::Weekly { day } => Day::ALL[clock.day] == day,
            _ => true,
        };
        if clock.minute as i64 != self.layer.handoff || !handoff_day {
            return;
        }
        match self.layer.rotation {
            // Until it starts, every handoff time begins the first turn anew.
            _ if !running => self.passed = 0,
            Rotation::Custom { unit: RotationUnit::Hours, .. } => {}
            Rotation::Daily | Rotation::Weekly { .. } => self.hand_off(),
            Rotation::Custom { every, unit } => {
                self.passed += 1;
                let mut needed = i64::from(every);
                if unit == RotationUnit::Weeks {
                    needed = (0..7).map(|_| i64::from(every)).sum();
                }
                if self.passed == needed {
                    self.hand_off();
                }
            }
        }
    }

    /// A minute passed in the world.
    fn minute_passes(&mut self, running: bool) {
        if let Rotation::Custom { every, unit: RotationUnit::Hours } = self.layer.rotation {
            self.passed += 1;
            let full = (0..every).map(|_| HOUR).sum::<i64>();
            if self.passed == full && running {
                self.hand_off();
            } else if self.passed == full {
                self.passed = 0;
            }
        }
    }
}

/// Who is on duty at one minute, and why: `(source, turn)`, the source a layer or an override.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    person: Option<usize>,
    source: (usize, usize),
}

const OVERRIDE: usize = 1_000;
const NOBODY: Seen = Seen { person: None, source: (usize::MAX, 0) };

/// Walks from before all starts to the end of the window; keeps what is seen within the window.
fn walk(case: &Case) -> Vec<Seen> {
    let zone = TimeZone::get(CENTRES[case.centre].0).unwrap();
    let mut walkers: Vec<_> = case
        .layers
        .iter()
        .map(|layer| {
            let week = coloured(&layer.restrictions);
            Walker { layer, week, passed: 0, turn: 0, position: 0 }
        })
        .collect();
    let begin = case.layers.iter().map(|layer| layer.start).min().unwrap().min(-REACH) - LEAD;
    let local = |minute: i64| {
        let instant = case.instant(minute);
        case.centre_minute() + minute + i64::from(zone.to_offset(instant).seconds()) / 60
    };
    let mut furthest = local(begin);
    let mut clock = {
        // Set once, by the calendar: 1970-01-05 was a Monday.
        let since_monday = (furthest - 4 * DAY).rem_euclid(7 * DAY);
        WallClock { minute: (since_monday % DAY) as usize, day: (since_monday / DAY) as usize }
    };
    let mut seen = Vec::new();
    for minute in begin + 1..REACH {
        for walker in &mut walkers {
            let running = walker.layer.start < minute;
            walker.minute_passes(running);
        }
        while furthest < local(minute) {
            furthest += 1;
            clock.tick();
            for walker in &mut walkers {
                let running = walker.layer.start < minute;
                walker.clock_passes(clock, running);
            }
        }
        if minute >= -REACH {
            seen.push(look(case, &walkers, clock, minute));
        }
    }
    seen
}

fn look(case: &Case, walkers: &[Walker<'_>], clock: WallClock, minute: i64) -> Seen {
    let over = case.overrides.iter().position(|(_, from, until)| (*from..*until).contains(&minute));
    if let Some(over) = over {
        return Seen { person: Some(case.overrides[over].0), source: (OVERRIDE + over, 0) };
    }
    for (position, walker) in walkers.iter().enumerate().rev() {
        let layer = walker.layer;
        let ended = layer.end.is_some_and(|end| end <= minute);
        if layer.start <= minute && !ended && walker.week[clock.day][clock.minute] {
            let alone = layer.people.iter().all(|other| *other == layer.people[0]);
            let turn = if alone { 0 } else { walker.turn };
            return Seen { person: Some(layer.people[walker.position]), source: (position, turn) };
        }
    }
    NOBODY
}

// ---- the comparison ----

/// The minutes of the window at which something else is seen, as `(minute, what)`.
fn pieces<T: PartialEq + Copy>(seen: &[T]) -> Vec<(i64, T)> {
    let mut pieces: Vec<(i64, T)> = Vec::new();
    for (minute, seen) in (-REACH..).zip(seen) {
        if pieces.last().is_none_or(|(_, last)| last != seen) {
            pieces.push((minute, *seen));
        }
    }
    pieces
}

fn compare_answers(case: &Case, rota: &Rota, seen: &[Seen]) {
    for (minute, seen) in (-REACH..).zip(seen) {
        let at = case.instant(minute);
        let stretch = rota.stretch(at);
        assert_eq!(stretch.person.cloned(), seen.person.map(person), "at {at}");
        assert!(stretch.from.is_none_or(|from| from <= at), "at {at}: {stretch:?}");
        assert!(stretch.until.is_none_or(|until| at < until), "at {at}: {stretch:?}");
    }
}

/// Stretches begin and end where the reason changes, and there only. Two windows that a clock
/// change brought together may be two stretches.
fn compare_stretches(case: &Case, rota: &Rota, seen: &[Seen]) {
    let pieces = pieces(seen);
    let window = (case.instant(-REACH), case.instant(REACH));
    let mut begins: Vec<_> = pieces.iter().skip(1).map(|(at, _)| case.instant(*at)).collect();
    begins.push(case.instant(0));
    let mut at = window.0;
    let mut found = vec![];
    while at < window.1 {
        let stretch = rota.stretch(at);
        if at > window.0 {
            assert_eq!(stretch.from, Some(at));
            assert!(begins.contains(&at), "{at} is no change");
        }
        let Some(until) = stretch.until else { break };
        let almost = rota.stretch(until - jiff::SignedDuration::from_nanos(1));
        assert_eq!(almost, stretch);
        found.push(until);
        at = until;
    }
    for (minute, _) in pieces.iter().skip(1) {
        assert!(found.contains(&case.instant(*minute)), "change at {minute} was missed");
    }
}

fn compare_changes(case: &Case, rota: &Rota, seen: &[Seen]) {
    let people: Vec<_> = seen.iter().map(|seen| seen.person).collect();
    let pieces = pieces(&people);
    let window_end = case.instant(REACH);
    for (index, (begin, _)) in pieces.iter().enumerate() {
        let next = pieces.get(index + 1).map(|(minute, _)| *minute);
        let last = next.unwrap_or(REACH) - 1;
        for minute in [*begin, i64::midpoint(*begin, last), last] {
            let change = rota.next_change(case.instant(minute));
            match next {
                Some(next) => assert_eq!(change, Some(case.instant(next)), "after {minute}"),
                None => assert!(change.is_none_or(|change| window_end <= change), "{change:?}"),
            }
        }
    }
}

/// Shifts and gaps fill the window, none overlap, and they are what the reference saw.
fn compare_tiles(case: &Case, rota: &Rota, seen: &[Seen]) {
    let window = (case.instant(-REACH), case.instant(REACH));
    let shifts = rota.shifts(window.0, window.1).unwrap();
    let gaps = rota.gaps(window.0, window.1).unwrap();
    let shifts = shifts.into_iter().map(|shift| (shift.from, shift.until, Some(shift.person)));
    let mut tiles: Vec<_> =
        shifts.chain(gaps.iter().map(|gap| (gap.from, gap.until, None))).collect();
    tiles.sort_by_key(|(from, _, _)| *from);

    let people: Vec<_> = seen.iter().map(|seen| seen.person).collect();
    let pieces = pieces(&people);
    let ends = pieces.iter().skip(1).map(|(minute, _)| *minute).chain([REACH]);
    let expected: Vec<_> = pieces
        .iter()
        .zip(ends)
        .map(|((from, who), until)| (case.instant(*from), case.instant(until), who.map(person)))
        .collect();
    assert_eq!(tiles, expected);
}

fn compare_reasons(case: &Case, rota: &Rota, seen: &[Seen]) {
    for (minute, seen) in pieces(seen) {
        let on_duty = rota.on_duty(case.instant(minute));
        let others = on_duty.why.passed_over.len();
        match (&on_duty.why.reason, seen.source) {
            (Reason::Nobody, source) => {
                assert_eq!((source, others), (NOBODY.source, case.layers.len()));
            }
            (Reason::Override, (source, _)) => {
                assert!((OVERRIDE..usize::MAX).contains(&source));
                assert_eq!(others, case.layers.len());
            }
            (Reason::Turn { layer, number, .. }, (source, turn)) => {
                assert_eq!((&**layer, *number), (source.to_string().as_str(), turn as u64 + 1));
                assert_eq!(others, case.layers.len() - 1);
            }
            (reason, _) => panic!("{reason:?} in a rota"),
        }
        assert!(on_duty.why.to_string().ends_with('.'));
    }
}

fn compare(case: &Case) {
    let rota = case.rota();
    let seen = walk(case);
    compare_answers(case, &rota, &seen);
    compare_stretches(case, &rota, &seen);
    compare_changes(case, &rota, &seen);
    compare_tiles(case, &rota, &seen);
    compare_reasons(case, &rota, &seen);
}

proptest! {
    #![proptest_config(Config { cases: 32, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_rota_answers_what_the_reference_sees(case in case()) {
        compare(&case);
    }
}

/// Every centre is compared at least once, whatever the random cases hold.
#[test]
fn every_centre_is_compared() {
    for centre in 0..CENTRES.len() {
        let base = Layer {
            start: -10 * DAY - 17,
            end: None,
            people: vec![0, 1, 2],
            rotation: Rotation::Daily,
            handoff: 150,
            restrictions: vec![],
        };
        let windows = vec![
            Restriction { days: None, from: 60, until: 120 },
            Restriction { days: None, from: 180, until: 30 },
        ];
        let upper = Layer { people: vec![3, 4], restrictions: windows, ..base.clone() };
        compare(&Case { centre, layers: vec![base, upper], overrides: vec![(5, -60, 60)] });
    }
}
