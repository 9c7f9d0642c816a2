//! What can be wrong with a calendar. Every message names the line and the mend.

use std::fmt;

use jiff::civil::DateTime;

/// Characters of a wrong text that an error repeats.
const SHOWN_CHARS_MAX: usize = 60;

/// A calendar that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarError {
    /// The name of the calendar, cut to 60 characters.
    pub calendar: String,
    /// The line of the feed, from 1, or `None` where it is the configuration or the whole feed.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: CalendarProblem,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "calendar `{}`", self.calendar)?;
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))?;
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for CalendarError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.problem)
    }
}

/// What is wrong with a calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarProblem {
    /// A name that cannot be shown.
    #[error("a name needs 1 to 255 bytes and no control characters; write what people call it")]
    Name,
    /// No such zone.
    #[error(
        "`{zone}` is not in the time zone database; write an IANA name such as `Europe/Berlin`"
    )]
    UnknownZone {
        /// What was written.
        zone: String,
    },
    /// Two keys of the people map that differ in case only.
    #[error("`{key}` stands for two people; name it once in `people` (case does not matter)")]
    SameKey {
        /// The key, in lower case.
        key: String,
    },
    /// A feed that is too large.
    #[error("{bytes} bytes are more than the {limit} allowed; ask for a shorter time")]
    TooLarge {
        /// How large it is.
        bytes: usize,
        /// How large it may be.
        limit: usize,
    },
    /// Too many entries.
    #[error("more than {limit} {what} are not allowed; ask for a shorter time")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
    /// Bytes that are no text.
    #[error("the line is not UTF-8; export the calendar as UTF-8")]
    NotUtf8,
    /// Something else than a calendar.
    #[error(
        "a calendar begins with BEGIN:VCALENDAR; give the address of the iCal feed, not of a page"
    )]
    NotCalendar,
    /// A feed that was cut off.
    #[error("the feed ends before END:VCALENDAR; fetch it again")]
    Truncated,
    /// A line that is no property.
    #[error("`{shown}` is not a property; write `NAME:value`")]
    NotProperty {
        /// The line.
        shown: String,
    },
    /// An `END` without its `BEGIN`, or too many parts within each other.
    #[error("`{shown}` does not close what is open; export the calendar again")]
    Unbalanced {
        /// The line.
        shown: String,
    },
    /// No entry at all.
    #[error("the calendar holds no entry that puts anybody on duty; check its address and time")]
    Empty,
    /// A property that an entry needs.
    #[error("the entry has no {property}; add one")]
    Missing {
        /// The property.
        property: &'static str,
    },
    /// A property that comes twice.
    #[error("the entry has a second {property}; remove one")]
    Twice {
        /// The property.
        property: String,
    },
    /// A property that changes when an entry takes place, and is not understood.
    #[error(
        "{property} is not supported; write the shift as an entry of its own, with DTSTART and DTEND"
    )]
    Unsupported {
        /// The property.
        property: String,
    },
    /// A text that is no time.
    #[error("`{shown}` is not a time; write `20260105T090000Z`, `20260105T090000` or `20260105`")]
    NotTime {
        /// The text.
        shown: String,
    },
    /// A local time that the clock jumps over.
    #[error(
        "{local} does not exist in {zone}: the clock jumps from {gap_from} to {gap_until}; write \
         {gap_until}, or a time in UTC"
    )]
    Skipped {
        /// What was written.
        local: DateTime,
        /// The zone.
        zone: String,
        /// What the clock shows when it jumps.
        gap_from: DateTime,
        /// What it shows right after.
        gap_until: DateTime,
    },
    /// A time beyond all instants.
    #[error("{local} is beyond the instants that can be expressed; write a nearer time")]
    OutOfRange {
        /// What was written.
        local: DateTime,
    },
    /// An entry that ends before it starts.
    #[error("DTEND is not after DTSTART; write a later DTEND")]
    EndsFirst,
    /// A part of a rule that is not understood.
    #[error(
        "RRULE part {part} is not supported; use FREQ=DAILY or WEEKLY with INTERVAL, COUNT, UNTIL, \
         BYDAY and WKST, or write the shifts one by one"
    )]
    UnsupportedRule {
        /// The part, with its value where the value is what is not supported.
        part: String,
    },
    /// A part of a rule with a wrong value.
    #[error("RRULE part {part} is wrong: {mend}")]
    WrongRule {
        /// The part and its value.
        part: String,
        /// What to write instead.
        mend: &'static str,
    },
    /// An entry that nobody is known for.
    #[error("nobody is known as {names}; add one of these to `people`")]
    UnknownPerson {
        /// What the entry calls its person.
        names: String,
    },
    /// An entry that puts two people on duty.
    #[error("`{one}` and `{other}` are both on duty here; leave one attendee")]
    TwoPeople {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
}

/// A problem and its line.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) line: Option<usize>,
    pub(super) problem: CalendarProblem,
}

impl CalendarProblem {
    /// The problem, found on a line.
    pub(super) fn on(self, line: usize) -> Fault {
        Fault { line: Some(line), problem: self }
    }
}

impl From<CalendarProblem> for Fault {
    fn from(problem: CalendarProblem) -> Self {
        Self { line: None, problem }
    }
}

/// The start of a text from outside, without control characters.
pub(super) fn shown(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(SHOWN_CHARS_MAX).collect()
}
