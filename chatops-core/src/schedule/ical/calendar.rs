//! A calendar: single entries over repeated ones.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::board::{Board, Top};
use super::super::pure::{PureSchedule, Stretch};
use super::super::rota::NAME_BYTES_MAX;
use super::super::span::{Span, Spans};
use super::super::why::{Passed, PassedOver, Reason, Why};
use super::super::zone::Zone;
use super::event::{Draft, Entry};
use super::lines::{Property, read};
use super::problem::{CalendarError, CalendarProblem, Fault, shown};
use super::recurrence::Series;
use crate::ids::PersonId;

/// Largest feed, in bytes: 1 MiB, some thousand shifts. RELIABILITY.md X25 asks for a bound on
/// whatever comes from outside.
pub const CALENDAR_BYTES_MAX: usize = 1024 * 1024;

/// Most entries of a feed: one a day for 27 years.
pub const CALENDAR_EVENTS_MAX: usize = 10_000;

/// Most repeated entries of a feed. Each is asked for every answer.
pub const CALENDAR_SERIES_MAX: usize = 100;

/// Deepest nesting of components. A calendar needs three (calendar, entry, alarm).
const DEPTH_MAX: usize = 8;

/// Most single entries that an explanation lists as passed over.
const PASSED_MAX: usize = 20;

/// How a calendar is to be read. Unknown keys are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarConfig {
    /// What people call the schedule, 1 to 255 bytes.
    pub name: String,
    /// IANA name of the zone of dates and of times without a zone, for example `Europe/Berlin`.
    pub zone: String,
    /// Who is meant: from the mail address of an `ATTENDEE`, or from a whole `SUMMARY`, to the
    /// person. Upper and lower case are the same.
    pub people: BTreeMap<String, PersonId>,
}

/// A schedule read from an iCal feed (RFC 5545).
///
/// Each `VEVENT` puts one person on duty from `DTSTART` until `DTEND`. The person is found by
/// `ATTENDEE` or else by `SUMMARY`. Entries with `STATUS:CANCELLED` are left out.
///
/// Where entries overlap, a single entry wins over a repeated one; of two single entries the one
/// that starts later wins, of two that start together the shorter one; of two repeated entries the
/// one that first takes place later wins; and otherwise the one further down in the feed. So an
/// entry put on top of another one takes its place.
///
/// Times may be UTC, local with `TZID` (an IANA name; `VTIMEZONE` is not read), local without, or
/// dates. A `DTSTART` or `DTEND` that the clock skips is refused. Occurrences are wall-clock times
/// under the rules of the [module](crate::schedule).
///
/// `RRULE` may have `FREQ=DAILY` or `WEEKLY`, `INTERVAL`, `COUNT`, `UNTIL`, `BYDAY` (days without
/// numbers) and `WKST`. Any other part is refused, and so are `EXDATE`, `RDATE`, `EXRULE`,
/// `RECURRENCE-ID` and `DURATION`: passing over them would put the wrong person on duty.
///
/// ```
/// use std::collections::BTreeMap;
/// use chatops_core::schedule::{CalendarConfig, CalendarRota, PureSchedule};
///
/// let feed = "BEGIN:VCALENDAR\r\n\
///     BEGIN:VEVENT\r\n\
///     DTSTART:20260105T080000Z\r\n\
///     DTEND:20260112T080000Z\r\n\
///     SUMMARY:On Call - Jim Smith\r\n\
///     ATTENDEE:mailto:jim@example.com\r\n\
///     END:VEVENT\r\n\
///     END:VCALENDAR\r\n";
/// let config = CalendarConfig {
///     name: "EM commanders".into(),
///     zone: "Europe/Berlin".into(),
///     people: BTreeMap::from([("jim@example.com".into(), "jim".try_into()?)]),
/// };
/// let calendar = CalendarRota::read(feed.as_bytes(), &config)?;
/// let now = calendar.on_duty("2026-01-06T00:00:00Z".parse()?);
/// assert_eq!(now.person, Some("jim".try_into()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRota {
    name: Arc<str>,
    zone: Zone,
    board: Board<Event, Series>,
    /// All single entries, from the weakest to the strongest.
    events: Vec<Span<Event>>,
    /// For each of them, when the last of it and all weaker ones ends.
    last_ends: Vec<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Event {
    title: Arc<str>,
    line: usize,
    person: PersonId,
}

impl Top for Event {
    fn person(&self) -> &PersonId {
        &self.person
    }

    fn reason(&self) -> Reason {
        Reason::Event { title: Arc::clone(&self.title), line: self.line }
    }
}

impl CalendarRota {
    /// Reads a feed.
    ///
    /// # Errors
    /// [`CalendarError`] names the first line that is wrong and says what to write instead: see
    /// [`CalendarProblem`] for all that can be wrong. Nothing of a feed with an error is used.
    pub fn read(feed: &[u8], config: &CalendarConfig) -> Result<Self, CalendarError> {
        Self::check(feed, config).map_err(|Fault { line, problem }| CalendarError {
            calendar: shown(&config.name),
            line,
            problem,
        })
    }

    fn check(feed: &[u8], config: &CalendarConfig) -> Result<Self, Fault> {
        let name = config.name.as_str();
        let usable = !name.trim().is_empty() && name.len() <= NAME_BYTES_MAX;
        if !usable || name.chars().any(char::is_control) {
            return Err(CalendarProblem::Name.into());
        }
        let zone = Zone::named(&config.zone)
            .ok_or_else(|| CalendarProblem::UnknownZone { zone: shown(&config.zone) })?;
        let people = lower_keys(&config.people)?;
        if feed.len() > CALENDAR_BYTES_MAX {
            let (bytes, limit) = (feed.len(), CALENDAR_BYTES_MAX);
            return Err(CalendarProblem::TooLarge { bytes, limit }.into());
        }
        let mut events = Vec::new();
        let mut series = Vec::new();
        for draft in drafts(read(feed)?)? {
            if draft.is_cancelled() {
                continue;
            }
            let entry = draft.finish(&people, &zone)?;
            match &entry.rule {
                Some(rule) => series.push(Series::new(&entry, &rule.value, rule.line)?),
                None => events.push(span(entry)),
            }
            if series.len() > CALENDAR_SERIES_MAX {
                let (what, limit) = ("repeated entries", CALENDAR_SERIES_MAX);
                return Err(CalendarProblem::TooMany { what, limit }.into());
            }
        }
        if events.is_empty() && series.is_empty() {
            return Err(CalendarProblem::Empty.into());
        }
        events.sort_by_key(|event| (event.from, Reverse(event.until)));
        series.sort_by_key(Series::first_start);
        let last_ends = events
            .iter()
            .scan(Timestamp::MIN, |last, event| {
                *last = event.until.max(*last);
                Some(*last)
            })
            .collect();
        let board = Board { spans: flatten(&events), layers: series };
        Ok(Self { name: Arc::from(name), zone, board, events, last_ends })
    }

    /// The single entries that take place but do not decide, from the strongest to the weakest.
    fn outranked(&self, at: Timestamp, deciding: &Reason) -> Vec<PassedOver> {
        let started = self.events.partition_point(|event| event.from <= at);
        let (events, last_ends) = (self.events.iter(), self.last_ends.iter());
        let weaker = events.zip(last_ends).take(started).rev();
        weaker
            .take_while(|(_, last_end)| at < **last_end)
            .map(|(event, _)| event)
            .filter(|event| at < event.until && event.what.reason() != *deciding)
            .take(PASSED_MAX)
            .map(|event| PassedOver {
                title: Arc::clone(&event.what.title),
                why: Passed::Outranked { person: event.what.person.clone() },
            })
            .collect()
    }
}

fn lower_keys(
    people: &BTreeMap<String, PersonId>,
) -> Result<BTreeMap<String, PersonId>, CalendarProblem> {
    let mut lower = BTreeMap::new();
    for (key, person) in people {
        let key = key.trim().to_lowercase();
        if lower.insert(key.clone(), person.clone()).is_some_and(|other| other != *person) {
            return Err(CalendarProblem::SameKey { key: shown(&key) });
        }
    }
    Ok(lower)
}

fn span(entry: Entry) -> Span<Event> {
    let Entry { line, title, person, start, end, .. } = entry;
    Span { from: start.at, until: end.at, what: Event { title, line, person } }
}

/// Finds the entries of a feed.
fn drafts(properties: Vec<Property>) -> Result<Vec<Draft>, Fault> {
    let mut open: Vec<String> = Vec::new();
    let mut drafts = Vec::new();
    let mut draft = None;
    if properties.is_empty() {
        return Err(CalendarProblem::NotCalendar.on(1));
    }
    for property in properties {
        let line = property.line;
        if open.is_empty() && !is_calendar(&property) {
            return Err(CalendarProblem::NotCalendar.on(line));
        }
        let component = property.value.trim().to_ascii_uppercase();
        let shown = shown(&format!("{}:{component}", property.name));
        match property.name.as_str() {
            "BEGIN" => {
                if open.len() >= DEPTH_MAX {
                    return Err(CalendarProblem::Unbalanced { shown }.on(line));
                }
                if component == "VEVENT" && open.len() == 1 {
                    draft = Some(Draft::new(line));
                }
                open.push(component);
            }
            "END" => {
                if open.pop().as_ref() != Some(&component) {
                    return Err(CalendarProblem::Unbalanced { shown }.on(line));
                }
                if open.len() == 1 {
                    drafts.extend(draft.take());
                }
                if drafts.len() > CALENDAR_EVENTS_MAX {
                    let (what, limit) = ("entries", CALENDAR_EVENTS_MAX);
                    return Err(CalendarProblem::TooMany { what, limit }.on(line));
                }
            }
            _ => match &mut draft {
                // What stands in a part of the entry, such as an alarm, is not of the entry.
                Some(draft) if open.len() == 2 => draft.take(property)?,
                _ => {}
            },
        }
    }
    if open.is_empty() { Ok(drafts) } else { Err(CalendarProblem::Truncated.into()) }
}

fn is_calendar(property: &Property) -> bool {
    property.name == "BEGIN" && property.value.trim().eq_ignore_ascii_case("VCALENDAR")
}

/// Cuts entries, sorted from the weakest to the strongest, where a stronger one takes their place.
fn flatten(events: &[Span<Event>]) -> Spans<Event> {
    let mut edges: BTreeMap<Timestamp, Vec<(usize, bool)>> = BTreeMap::new();
    for (rank, event) in events.iter().enumerate() {
        edges.entry(event.from).or_default().push((rank, true));
        edges.entry(event.until).or_default().push((rank, false));
    }
    let mut active = BTreeSet::new();
    let mut spans: Vec<Span<Event>> = Vec::new();
    let mut open: Option<(usize, Timestamp)> = None;
    for (at, ranks) in edges {
        for (rank, begins) in ranks {
            if begins {
                active.insert(rank);
            } else {
                active.remove(&rank);
            }
        }
        let strongest = active.last().copied();
        if let Some((rank, from)) = open.filter(|(rank, _)| Some(*rank) != strongest) {
            let what = events.get(rank).map(|event| event.what.clone());
            spans.extend(what.map(|what| Span { from, until: at, what }));
            open = None;
        }
        open = open.or(strongest.map(|rank| (rank, at)));
    }
    Spans::sorted(spans)
}

impl PureSchedule for CalendarRota {
    fn name(&self) -> &str {
        &self.name
    }

    fn stretch(&self, at: Timestamp) -> Stretch<'_> {
        self.board.stretch(at)
    }

    fn why(&self, at: Timestamp) -> Why {
        let (reason, series) = self.board.reason(at);
        let mut passed_over = self.outranked(at, &reason);
        passed_over.extend(series);
        Why::new(&self.zone, self.stretch(at), reason, passed_over)
    }
}
