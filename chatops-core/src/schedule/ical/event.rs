//! One entry of a calendar: who, from when, until when, how often.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::super::times::DAY;
use super::super::zone::{NoInstant, Wall, Zone};
use super::lines::{Property, unescape};
use super::problem::{CalendarProblem, Fault, shown};
use crate::ids::PersonId;

/// Properties that move, add or remove an entry's occurrences. Passing over them would put the
/// wrong person on duty.
const UNSUPPORTED: [&str; 5] = ["DURATION", "EXDATE", "EXRULE", "RDATE", "RECURRENCE-ID"];

/// Names of an unknown person that an error repeats.
const NAMES_SHOWN_MAX: usize = 3;

/// The properties of an entry that matter here.
#[derive(Debug, Default)]
pub(super) struct Draft {
    line: usize,
    start: Option<Property>,
    end: Option<Property>,
    rule: Option<Property>,
    summary: Option<Property>,
    status: Option<Property>,
    attendees: Vec<Property>,
}

/// A time of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// The zone in which it repeats.
    pub(super) zone: Zone,
    /// What the wall clock shows.
    pub(super) wall: Wall,
    /// The instant.
    pub(super) at: Timestamp,
}

/// An entry that was read, with its rule still as text.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) title: Arc<str>,
    pub(super) person: PersonId,
    pub(super) start: When,
    pub(super) end: When,
    pub(super) rule: Option<Property>,
}

impl Draft {
    /// An entry that begins on a line.
    pub(super) fn new(line: usize) -> Self {
        Self { line, ..Self::default() }
    }

    /// Takes a property of the entry.
    pub(super) fn take(&mut self, property: Property) -> Result<(), Fault> {
        let slot = match property.name.as_str() {
            "DTSTART" => &mut self.start,
            "DTEND" => &mut self.end,
            "RRULE" => &mut self.rule,
            "SUMMARY" => &mut self.summary,
            "STATUS" => &mut self.status,
            "ATTENDEE" => {
                self.attendees.push(property);
                return Ok(());
            }
            name if UNSUPPORTED.contains(&name) => {
                let line = property.line;
                return Err(CalendarProblem::Unsupported { property: property.name }.on(line));
            }
            _ => return Ok(()),
        };
        if slot.is_some() {
            let line = property.line;
            return Err(CalendarProblem::Twice { property: property.name }.on(line));
        }
        *slot = Some(property);
        Ok(())
    }

    /// Whether the entry was called off.
    pub(super) fn is_cancelled(&self) -> bool {
        let status = self.status.as_ref();
        status.is_some_and(|status| status.value.trim().eq_ignore_ascii_case("CANCELLED"))
    }

    /// Reads the entry. `people` has its keys in lower case; `zone` is that of times without one.
    pub(super) fn finish(
        self,
        people: &BTreeMap<String, PersonId>,
        zone: &Zone,
    ) -> Result<Entry, Fault> {
        let missing = |property| CalendarProblem::Missing { property }.on(self.line);
        let start_property = self.start.as_ref().ok_or_else(|| missing("DTSTART"))?;
        let start = read_when(start_property, zone)?;
        let (end, end_line) = match &self.end {
            Some(property) => (read_when(property, zone)?, property.line),
            None if is_date(start_property) => {
                let wall = start.wall.plus(DAY);
                let at = start.zone.first_instant(wall).ok_or_else(|| missing("DTEND"))?;
                (When { zone: start.zone.clone(), wall, at }, self.line)
            }
            None => return Err(missing("DTEND")),
        };
        if end.at <= start.at {
            return Err(CalendarProblem::EndsFirst.on(end_line));
        }
        let summary = self.summary.as_ref().map(|summary| unescape(&summary.value));
        let person = find_person(&self.attendees, summary.as_deref(), people)
            .map_err(|problem| problem.on(self.line))?;
        let title = Arc::from(shown(summary.as_deref().unwrap_or("")).as_str());
        Ok(Entry { line: self.line, title, person, start, end, rule: self.rule })
    }
}

fn find_person(
    attendees: &[Property],
    summary: Option<&str>,
    people: &BTreeMap<String, PersonId>,
) -> Result<PersonId, CalendarProblem> {
    let mails = || attendees.iter().map(|attendee| mail(&attendee.value));
    let mut known = mails().filter_map(|mail| Some((people.get(&mail)?, mail)));
    if let Some((person, one)) = known.next() {
        return match known.find(|(other, _)| *other != person) {
            None => Ok(person.clone()),
            Some((_, other)) => {
                Err(CalendarProblem::TwoPeople { one: shown(&one), other: shown(&other) })
            }
        };
    }
    let title = summary.map(|summary| summary.trim().to_lowercase());
    if let Some(person) = title.and_then(|title| people.get(&title)) {
        return Ok(person.clone());
    }
    let names: Vec<_> = mails()
        .chain(summary.map(str::to_owned))
        .take(NAMES_SHOWN_MAX)
        .map(|name| format!("`{}`", shown(&name)))
        .collect();
    Err(if names.is_empty() {
        CalendarProblem::Missing { property: "ATTENDEE or SUMMARY" }
    } else {
        CalendarProblem::UnknownPerson { names: names.join(" or ") }
    })
}

/// The address in an ATTENDEE value, in lower case.
fn mail(value: &str) -> String {
    let value = value.trim().to_lowercase();
    value.strip_prefix("mailto:").map_or(value.clone(), str::to_owned)
}

fn is_date(property: &Property) -> bool {
    property.parameter("VALUE") == Some("DATE") || property.value.trim().len() == 8
}

/// A time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// `20260105`
    Date(Date),
    /// `20260105T090000Z`
    Utc(DateTime),
    /// `20260105T090000`
    Local(DateTime),
}

/// Reads `20260105`, `20260105T090000` or `20260105T090000Z`.
pub(super) fn read_time(text: &str) -> Option<Written> {
    let (text, utc) = match text.strip_suffix('Z') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
    let year = i16::try_from(digits(date.get(0..4)?)?).ok()?;
    let month = i8::try_from(digits(date.get(4..6)?)?).ok()?;
    let day = i8::try_from(digits(date.get(6..)?).filter(|_| date.len() == 8)?).ok()?;
    let date = Date::new(year, month, day).ok()?;
    let Some(time) = time else { return (!utc).then_some(Written::Date(date)) };
    let hour = i8::try_from(digits(time.get(0..2)?)?).ok()?;
    let minute = i8::try_from(digits(time.get(2..4)?)?).ok()?;
    let second = i8::try_from(digits(time.get(4..)?).filter(|_| time.len() == 6)?).ok()?;
    let civil = date.to_datetime(Time::new(hour, minute, second, 0).ok()?);
    Some(if utc { Written::Utc(civil) } else { Written::Local(civil) })
}

fn digits(text: &str) -> Option<u32> {
    let only_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if only_digits { text.parse().ok() } else { None }
}

fn read_when(property: &Property, zone: &Zone) -> Result<When, Fault> {
    let text = property.value.trim();
    let line = property.line;
    let not_time = || CalendarProblem::NotTime { shown: shown(text) }.on(line);
    let zone = match property.parameter("TZID") {
        None => zone.clone(),
        Some(name) => Zone::named(name)
            .ok_or_else(|| CalendarProblem::UnknownZone { zone: shown(name) }.on(line))?,
    };
    let (zone, civil) = match read_time(text).ok_or_else(not_time)? {
        Written::Date(date) => {
            // A day begins when its clock first shows it, be that at 01:00.
            let wall = Wall::of(date.to_datetime(Time::midnight()));
            let at = zone.first_instant(wall).ok_or_else(|| out_of_range(wall).on(line))?;
            return Ok(When { zone, wall, at });
        }
        Written::Utc(civil) => (Zone::utc(), civil),
        Written::Local(civil) => (zone, civil),
    };
    match zone.written(civil) {
        Ok(at) => Ok(When { zone, wall: Wall::of(civil), at }),
        Err(NoInstant::OutOfRange) => Err(CalendarProblem::OutOfRange { local: civil }.on(line)),
        Err(NoInstant::Skipped(gap)) => Err(CalendarProblem::Skipped {
            local: civil,
            zone: zone.name().to_string(),
            gap_from: gap.from,
            gap_until: gap.until,
        }
        .on(line)),
    }
}

fn out_of_range(wall: Wall) -> CalendarProblem {
    CalendarProblem::OutOfRange { local: wall.civil().unwrap_or(DateTime::MAX) }
}
