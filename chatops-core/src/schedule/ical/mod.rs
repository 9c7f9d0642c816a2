//! Calendars: an iCal feed (RFC 5545) as a schedule.
//!
//! Reading order: `lines` (what a feed is made of), `event` (one entry), `recurrence` (repeated
//! entries), `calendar` (who wins).

mod calendar;
mod event;
mod lines;
mod problem;
mod recurrence;

pub use calendar::{
    CALENDAR_BYTES_MAX, CALENDAR_EVENTS_MAX, CALENDAR_SERIES_MAX, CalendarConfig, CalendarRota,
};
pub use problem::{CalendarError, CalendarProblem};
