//! Repeated entries: the part of RRULE (RFC 5545, section 3.3.10) that shifts need.
//!
//! Every rule here comes down to a pattern: days at fixed distances, repeated every so many days.
//! So any occurrence is found at once, by arithmetic.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Time;

use super::super::board::{Cover, Run, earliest};
use super::super::times::{DAY, Day};
use super::super::why::{Passed, Reason};
use super::super::zone::{Wall, Zone};
use super::event::{Entry, Written, read_time};
use super::problem::{CalendarProblem, Fault, shown};
use crate::ids::PersonId;

/// Largest INTERVAL: more than two years of days, or nineteen years of weeks.
const INTERVAL_MAX: u32 = 1_000;

/// Occurrences looked at to find one that takes any time at all. A clock change can swallow an
/// occurrence, but a rule has at most one a day, and no clock has skipped two days.
const OCCURRENCES_LOOKED_AT: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
}

/// A rule as it is written.
#[derive(Debug)]
struct Rule {
    frequency: Frequency,
    interval: i64,
    count: Option<u32>,
    until: Option<(Written, String)>,
    days: Vec<Day>,
    week_start: Day,
}

impl Rule {
    fn read(text: &str) -> Result<Self, CalendarProblem> {
        let mut frequency = None;
        let mut rule = Self {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            week_start: Day::Monday,
        };
        let mut seen: Vec<String> = Vec::new();
        for part in text.trim().split(';').filter(|part| !part.is_empty()) {
            let wrong = |mend| CalendarProblem::WrongRule { part: shown(part), mend };
            let unsupported = || CalendarProblem::UnsupportedRule { part: shown(part) };
            let (name, value) = part.split_once('=').ok_or_else(|| wrong("write `NAME=value`"))?;
            let name = name.to_ascii_uppercase();
            if seen.contains(&name) {
                return Err(wrong("write it once"));
            }
            match name.as_str() {
                "FREQ" => {
                    frequency = Some(match value.to_ascii_uppercase().as_str() {
                        "DAILY" => Frequency::Daily,
                        "WEEKLY" => Frequency::Weekly,
                        _ => return Err(unsupported()),
                    });
                }
                "INTERVAL" => {
                    let interval = number(value).filter(|number| *number <= INTERVAL_MAX);
                    let interval =
                        interval.ok_or_else(|| wrong("write a number from 1 to 1000"))?;
                    rule.interval = i64::from(interval);
                }
                "COUNT" => {
                    let count = number(value).ok_or_else(|| wrong("write a number from 1 on"))?;
                    rule.count = Some(count);
                }
                "UNTIL" => {
                    let until = read_time(value)
                        .ok_or_else(|| wrong("write a time such as `20260105T090000Z`"))?;
                    rule.until = Some((until, shown(part)));
                }
                "BYDAY" => {
                    rule.days =
                        value.split(',').map(day).collect::<Option<_>>().ok_or_else(unsupported)?;
                }
                "WKST" => rule.week_start = day(value).ok_or_else(unsupported)?,
                _ => return Err(unsupported()),
            }
            seen.push(name);
        }
        let missing = || CalendarProblem::WrongRule {
            part: shown(text),
            mend: "add FREQ=DAILY or FREQ=WEEKLY",
        };
        rule.frequency = frequency.ok_or_else(missing)?;
        if rule.count.is_some() && rule.until.is_some() {
            let mend = "write COUNT or UNTIL, not both";
            return Err(CalendarProblem::WrongRule { part: shown(text), mend });
        }
        Ok(rule)
    }

    /// The pattern of the rule, for an entry that first takes place on a day.
    fn pattern(&self, first: Wall) -> Option<Pattern> {
        let day = first.day();
        let (start, cycle, mut offsets) = match self.frequency {
            Frequency::Daily if self.days.is_empty() => (0, self.interval, vec![0]),
            Frequency::Daily => {
                let steps = (0..7).map(|step| step * self.interval);
                let falls_on =
                    |step: &i64| self.days.contains(&Day::from_index(day.index() + step));
                (0, 7 * self.interval, steps.filter(falls_on).collect())
            }
            Frequency::Weekly => {
                let since_start = |day: Day| (day.index() - self.week_start.index()).rem_euclid(7);
                let days = if self.days.is_empty() { vec![day] } else { self.days.clone() };
                let offsets = days.into_iter().map(since_start).collect::<Vec<_>>();
                (since_start(day), 7 * self.interval, offsets)
            }
        };
        offsets.sort_unstable();
        offsets.dedup();
        let skipped = offsets.iter().position(|offset| *offset == start)?;
        Some(Pattern {
            anchor: first.day_number() - start,
            cycle,
            offsets,
            skipped: i64::try_from(skipped).ok()?,
        })
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok().filter(|number| *number > 0) } else { None }
}

fn day(text: &str) -> Option<Day> {
    Some(match text.trim().to_ascii_uppercase().as_str() {
        "MO" => Day::Monday,
        "TU" => Day::Tuesday,
        "WE" => Day::Wednesday,
        "TH" => Day::Thursday,
        "FR" => Day::Friday,
        "SA" => Day::Saturday,
        "SU" => Day::Sunday,
        _ => return None,
    })
}

/// The days on which a rule falls.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    /// The day number on which the first cycle begins.
    anchor: i64,
    /// Days of a cycle.
    cycle: i64,
    /// Days of a cycle on which it falls, from 0, sorted. Never empty.
    offsets: Vec<i64>,
    /// How many of the first cycle lie before the entry's start.
    skipped: i64,
}

impl Pattern {
    fn per_cycle(&self) -> i64 {
        i64::try_from(self.offsets.len()).unwrap_or(1).max(1)
    }

    /// The day number of an occurrence, from 0.
    fn day_number(&self, index: i64) -> i64 {
        let index = index + self.skipped;
        let in_cycle = usize::try_from(index.rem_euclid(self.per_cycle())).unwrap_or(0);
        let offset = self.offsets.get(in_cycle).copied().unwrap_or(0);
        self.anchor + index.div_euclid(self.per_cycle()) * self.cycle + offset
    }

    /// The last occurrence on or before a day. Negative before the first.
    fn last_on_or_before(&self, day_number: i64) -> i64 {
        let days = day_number - self.anchor;
        let day_of_cycle = days.rem_euclid(self.cycle);
        let passed = self.offsets.partition_point(|offset| *offset <= day_of_cycle);
        let passed = i64::try_from(passed).unwrap_or(0);
        days.div_euclid(self.cycle) * self.per_cycle() + passed - 1 - self.skipped
    }
}

/// A repeated entry.
///
/// Starts and ends are wall-clock times of the entry's zone: a shift from 09:00 to 09:00 stays one
/// when the clock is changed. (RFC 5545 asks for the same elapsed time instead, which would leave
/// an hour uncovered; calendar programs do as is done here.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    title: Arc<str>,
    line: usize,
    person: PersonId,
    zone: Zone,
    pattern: Pattern,
    /// Seconds from midnight to the start.
    start_second: i64,
    /// Wall-clock seconds from start to end.
    length: i64,
    /// The last occurrence, from 0, or `None` without end.
    last: Option<i64>,
}

impl Series {
    /// Reads the rule of an entry.
    pub(super) fn new(entry: &Entry, rule_text: &str, line: usize) -> Result<Self, Fault> {
        let rule = Rule::read(rule_text).map_err(|problem| problem.on(line))?;
        let wrong = |part: &str, mend| CalendarProblem::WrongRule { part: shown(part), mend };
        let first = entry.start.wall;
        let pattern = rule.pattern(first).ok_or_else(|| {
            wrong(rule_text, "DTSTART is not on one of its days; start on one").on(line)
        })?;
        let end = entry.start.zone.wall(entry.end.at);
        let same_zone = entry.end.zone == entry.start.zone;
        let end = if same_zone { entry.end.wall } else { end };
        if end <= first {
            return Err(CalendarProblem::EndsFirst.on(entry.line));
        }
        let mut series = Self {
            title: Arc::clone(&entry.title),
            line: entry.line,
            person: entry.person.clone(),
            zone: entry.start.zone.clone(),
            pattern,
            start_second: first.0.rem_euclid(DAY),
            length: end.0 - first.0,
            last: rule.count.map(|count| i64::from(count) - 1),
        };
        if let Some((until, part)) = rule.until {
            let last = series.last_until(until).filter(|last| *last >= 0);
            let mend = "it is before DTSTART; write a later time";
            series.last = Some(last.ok_or_else(|| wrong(&part, mend).on(line))?);
        }
        Ok(series)
    }

    /// When it first takes place.
    pub(super) fn first_start(&self) -> Option<Timestamp> {
        self.zone.first_instant(self.start(0))
    }

    /// The last occurrence that starts at or before UNTIL; on a date, at any time of it.
    fn last_until(&self, until: Written) -> Option<i64> {
        let wall = match until {
            Written::Date(date) => Wall::of(date.to_datetime(Time::midnight())).plus(DAY - 1),
            Written::Local(civil) => Wall::of(civil),
            Written::Utc(civil) => self.zone.wall(Zone::utc().first_instant(Wall::of(civil))?),
        };
        Some(self.latest(wall))
    }

    fn start(&self, index: i64) -> Wall {
        Wall(self.pattern.day_number(index) * DAY + self.start_second)
    }

    fn end(&self, index: i64) -> Wall {
        self.start(index).plus(self.length)
    }

    /// The last occurrence that has started. Negative before the first.
    fn latest(&self, wall: Wall) -> i64 {
        let index = self.pattern.last_on_or_before(wall.plus(-self.start_second).day_number());
        self.last.map_or(index, |last| index.min(last))
    }

    /// The occurrence that covers an instant.
    fn covering(&self, at: Timestamp) -> Option<i64> {
        let wall = self.zone.wall(at);
        let index = self.latest(wall);
        (index >= 0 && wall < self.end(index)).then_some(index)
    }

    fn exists(&self, index: i64) -> bool {
        index >= 0 && self.last.is_none_or(|last| index <= last)
    }

    /// When an occurrence starts and ends, where it takes any time at all.
    fn interval(&self, index: i64) -> Option<(Timestamp, Option<Timestamp>)> {
        let start = self.zone.first_instant(self.start(index))?;
        let end = self.zone.first_instant(self.end(index));
        (end != Some(start)).then_some((start, end))
    }

    /// When it next starts. Asked where it does not cover.
    fn next_start(&self, at: Timestamp) -> Option<Timestamp> {
        let next = self.latest(self.zone.wall(at)).max(-1) + 1;
        (next..)
            .take(OCCURRENCES_LOOKED_AT)
            .take_while(|index| self.exists(*index))
            .find_map(|index| self.interval(index))
            .map(|(start, _)| start)
    }

    /// When it last ended. Asked where it does not cover.
    fn last_end(&self, at: Timestamp) -> Option<Timestamp> {
        let last = self.latest(self.zone.wall(at));
        (0..=last)
            .rev()
            .take(OCCURRENCES_LOOKED_AT)
            .find_map(|index| self.interval(index))
            .and_then(|(_, end)| end)
    }
}

impl Cover for Series {
    fn title(&self) -> &Arc<str> {
        &self.title
    }

    fn run(&self, at: Timestamp) -> Run<'_> {
        let Some(index) = self.covering(at) else {
            return Run { person: None, from: self.last_end(at), until: self.next_start(at) };
        };
        let end = self.zone.first_instant(self.end(index));
        let next = if self.exists(index + 1) {
            self.zone.first_instant(self.start(index + 1))
        } else {
            None
        };
        Run {
            person: Some(&self.person),
            from: self.zone.first_instant(self.start(index)),
            until: earliest(end, next),
        }
    }

    fn reason(&self, at: Timestamp) -> Reason {
        let number = self.covering(at).map_or(0, i64::unsigned_abs).saturating_add(1);
        Reason::Occurrence { title: Arc::clone(&self.title), line: self.line, number }
    }

    fn absence(&self, at: Timestamp) -> Passed {
        match self.first_start() {
            Some(starts) if at < starts => Passed::NotStarted { starts },
            _ => Passed::BetweenOccurrences { next: self.next_start(at) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first days of a rule, by trying every day.
    fn slow(rule: &Rule, first: Wall, count: usize) -> Vec<i64> {
        let start = first.day_number();
        let week = |day: i64| (day + 3 - rule.week_start.index()).div_euclid(7);
        let falls = |day: &i64| {
            let of_week = Day::from_index(day + 3);
            let listed = rule.days.contains(&of_week);
            match rule.frequency {
                Frequency::Daily => {
                    (day - start) % rule.interval == 0 && (rule.days.is_empty() || listed)
                }
                Frequency::Weekly => {
                    (week(*day) - week(start)) % rule.interval == 0
                        && (listed || (rule.days.is_empty() && of_week == first.day()))
                }
            }
        };
        (start..start + 20_000).filter(falls).take(count).collect()
    }

    #[test]
    fn patterns_are_what_trying_every_day_gives() {
        let rules = [
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
            "FREQ=DAILY;INTERVAL=2;BYDAY=MO,SA",
            "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;INTERVAL=2",
            "FREQ=WEEKLY;BYDAY=FR,MO,WE",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,SU,MO,TU;WKST=WE",
        ];
        let mut compared = 0;
        for text in rules {
            let rule = Rule::read(text).unwrap();
            for day in 20_000..20_014 {
                let first = Wall(day * DAY + 9 * 3600);
                let Some(pattern) = rule.pattern(first) else {
                    assert!(!rule.days.contains(&first.day()), "{text} {day}");
                    continue;
                };
                let days = slow(&rule, first, 60);
                let fast: Vec<_> = (0..60).map(|index| pattern.day_number(index)).collect();
                assert_eq!(fast, days, "{text} {day}");
                for any in day..day + 60 {
                    let expected = days.partition_point(|day| *day <= any) as i64 - 1;
                    assert_eq!(pattern.last_on_or_before(any), expected, "{text} {day} {any}");
                }
                assert!(pattern.last_on_or_before(day - 1) < 0);
                compared += 1;
            }
        }
        assert!(compared > 60);
    }
}
