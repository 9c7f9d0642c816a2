//! Calendars: what is read, who wins, what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use chatops_core::schedule::{
    CALENDAR_BYTES_MAX, CALENDAR_EVENTS_MAX, CALENDAR_SERIES_MAX, CalendarConfig, CalendarRota,
    PureSchedule,
};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::Config;

fn config() -> CalendarConfig {
    let people = ["jim", "ann", "bob", "eve"];
    CalendarConfig {
        name: "em".into(),
        zone: "Europe/Berlin".into(),
        people: people
            .into_iter()
            .map(|name| (format!("{name}@example.com"), name.try_into().unwrap()))
            .chain([("On Call - Jim Smith".to_owned(), "jim".try_into().unwrap())])
            .collect(),
    }
}

/// A feed of entries; each is its lines, joined by `|`.
fn feed(entries: &[&str]) -> String {
    let mut feed = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    for entry in entries {
        feed.push_str("BEGIN:VEVENT\r\n");
        for line in entry.split('|') {
            feed.push_str(line);
            feed.push_str("\r\n");
        }
        feed.push_str("END:VEVENT\r\n");
    }
    feed + "END:VCALENDAR\r\n"
}

fn read(feed: &str) -> CalendarRota {
    CalendarRota::read(feed.as_bytes(), &config()).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[track_caller]
fn who(calendar: &CalendarRota, text: &str) -> String {
    let person = calendar.on_duty(at(text)).person;
    person.map_or("nobody".into(), |person| person.to_string())
}

const JIM: &str = "ATTENDEE:mailto:jim@example.com";
const ANN: &str = "ATTENDEE:mailto:ann@example.com";
const BOB: &str = "ATTENDEE:mailto:bob@example.com";

// ---- what is read ----

#[test]
fn single_entries_put_people_on_duty() {
    let calendar = read(&feed(&[
        "DTSTART:20260105T080000Z|DTEND:20260112T080000Z|ATTENDEE;CN=\"Smith: Jim\":MAILTO:Jim@Example.com",
        "DTSTART;TZID=America/New_York:20260112T030000|DTEND;TZID=Europe/Berlin:20260119T090000|SUMMARY:x|ATT\r\n ENDEE:mailto:ann@example.com",
        "DTSTART;VALUE=DATE:20260201|DTEND;VALUE=DATE:20260203|SUMMARY:on call - jim smith",
        "DTSTART;VALUE=DATE:20260210|SUMMARY: On Call - Jim Smith ",
        "DTSTART:20260220T090000|DTEND:20260220T100000|ATTENDEE:ann@example.com|ATTENDEE:mailto:stranger@example.com",
    ]));
    assert_eq!(calendar.name(), "em");
    assert_eq!(who(&calendar, "2026-01-05T07:59:59Z"), "nobody");
    assert_eq!(who(&calendar, "2026-01-05T08:00:00Z"), "jim");
    assert_eq!(who(&calendar, "2026-01-12T08:00:00Z"), "ann");
    assert_eq!(calendar.next_change(at("2026-01-12T08:00:00Z")), Some(at("2026-01-19T08:00:00Z")));
    // Dates are days in the zone of the calendar; DTEND is the first day that is free.
    assert_eq!(who(&calendar, "2026-01-31T22:59:59Z"), "nobody");
    assert_eq!(who(&calendar, "2026-01-31T23:00:00Z"), "jim");
    assert_eq!(
        calendar.on_duty(at("2026-02-01T12:00:00Z")).until,
        Some(at("2026-02-02T23:00:00Z"))
    );
    assert_eq!(
        calendar.on_duty(at("2026-02-10T12:00:00Z")).until,
        Some(at("2026-02-10T23:00:00Z"))
    );
    // A time without a zone belongs to the zone of the calendar.
    assert_eq!(
        calendar.on_duty(at("2026-02-20T08:30:00Z")).until,
        Some(at("2026-02-20T09:00:00Z"))
    );
}

#[test]
fn a_day_begins_when_its_clock_first_shows_it() {
    let mut config = config();
    config.zone = "Asia/Beirut".into();
    let text = feed(&[&format!("DTSTART;VALUE=DATE:20250330|{JIM}")]);
    let calendar = CalendarRota::read(text.as_bytes(), &config).unwrap();
    let jim = calendar.on_duty(at("2025-03-30T12:00:00Z"));
    assert_eq!(jim.from, Some(at("2025-03-29T22:00:00Z")));
    assert_eq!(jim.until, Some(at("2025-03-30T21:00:00Z")));
}

#[test]
fn what_is_cancelled_or_part_of_an_alarm_does_not_count() {
    let calendar = read(&feed(&[
        &format!(
            "DTSTART:20260105T080000Z|DTEND:20260106T080000Z|{JIM}|BEGIN:VALARM|TRIGGER:-PT15M|DURATION:PT5M|ATTENDEE:mailto:ann@example.com|END:VALARM"
        ),
        "STATUS:CANCELLED|DTSTART:20260105T090000Z|DTEND:20260105T100000Z|SUMMARY:nobody knows",
        "STATUS:CONFIRMED|DTSTART:20260107T090000Z|DTEND:20260107T100000Z|ATTENDEE:mailto:ann@example.com",
    ]));
    assert_eq!(who(&calendar, "2026-01-05T09:30:00Z"), "jim");
    assert_eq!(who(&calendar, "2026-01-07T09:30:00Z"), "ann");
}

#[test]
fn zone_parts_and_other_components_are_skipped() {
    let text = format!(
        "\u{feff}BEGIN:VCALENDAR\nX-WR-CALNAME:x\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\n\
         DTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n\
         END:VTIMEZONE\nBEGIN:VTODO\nDURATION:PT1H\nEND:VTODO\nBEGIN:VEVENT\n\
         DTSTART:20260105T080000Z\nDTEND:20260106T080000Z\n{JIM}\nEND:VEVENT\nEND:VCALENDAR\n"
    );
    assert_eq!(who(&read(&text), "2026-01-05T09:30:00Z"), "jim");
}

#[test]
fn repeated_entries_keep_their_wall_clock_time() {
    let start =
        "DTSTART;TZID=Europe/Berlin:20260302T090000|DTEND;TZID=Europe/Berlin:20260309T090000";
    let next =
        "DTSTART;TZID=Europe/Berlin:20260309T090000|DTEND;TZID=Europe/Berlin:20260316T090000";
    let rule = "RRULE:FREQ=WEEKLY;INTERVAL=2";
    let calendar =
        read(&feed(&[&format!("{start}|{rule}|{JIM}"), &format!("{next}|{rule}|{ANN}")]));
    // The clocks go forward on 2026-03-29: the handoff moves from 08:00Z to 07:00Z, without a gap.
    assert_eq!(who(&calendar, "2026-03-23T08:00:00Z"), "ann");
    let ann = calendar.on_duty(at("2026-03-30T06:59:59Z"));
    assert_eq!(ann.person, Some("ann".try_into().unwrap()));
    assert_eq!(ann.until, Some(at("2026-03-30T07:00:00Z")));
    assert_eq!(who(&calendar, "2026-03-30T07:00:00Z"), "jim");
    let gaps = calendar.gaps(at("2026-03-02T08:00:00Z"), at("2027-03-02T08:00:00Z"));
    assert_eq!(gaps.unwrap(), []);
}

#[test]
fn rules_end_by_count_or_until() {
    let day = "DTSTART;TZID=Europe/Berlin:20260105T090000|DTEND;TZID=Europe/Berlin:20260105T170000";
    for (rule, last) in [
        ("FREQ=DAILY;COUNT=3", "2026-01-07"),
        ("FREQ=DAILY;UNTIL=20260107T080000Z", "2026-01-07"),
        ("FREQ=DAILY;UNTIL=20260107T075959Z", "2026-01-06"),
        ("FREQ=DAILY;UNTIL=20260107T090000", "2026-01-07"),
        ("FREQ=DAILY;UNTIL=20260107", "2026-01-07"),
        ("FREQ=DAILY;INTERVAL=2;COUNT=2", "2026-01-07"),
        ("FREQ=DAILY;BYDAY=MO,WE;COUNT=4", "2026-01-14"),
        ("FREQ=WEEKLY;COUNT=2", "2026-01-12"),
        ("freq=weekly;byday=fr,mo;count=3;wkst=su;", "2026-01-12"),
        ("FREQ=WEEKLY;COUNT=1", "2026-01-05"),
    ] {
        let calendar = read(&feed(&[&format!("{day}|RRULE:{rule}|{JIM}")]));
        let shifts = calendar.shifts(at("2025-01-01T00:00:00Z"), at("2030-01-01T00:00:00Z"));
        let end = shifts.unwrap().last().unwrap().until;
        assert_eq!(end, at(&format!("{last}T16:00:00Z")), "{rule}");
        assert_eq!(calendar.next_change(end), None, "{rule}");
        assert_eq!(calendar.on_duty(end).from, Some(end), "{rule}");
    }
}

#[test]
fn an_occurrence_ends_where_the_next_begins() {
    let long =
        format!("DTSTART:20260105T080000Z|DTEND:20260106T200000Z|RRULE:FREQ=DAILY;COUNT=2|{JIM}");
    let calendar = read(&feed(&[&long]));
    let jim = calendar.on_duty(at("2026-01-05T12:00:00Z"));
    assert_eq!(jim.until, Some(at("2026-01-06T08:00:00Z")));
    assert_eq!(calendar.next_change(at("2026-01-05T12:00:00Z")), Some(at("2026-01-07T20:00:00Z")));
}

#[test]
fn an_occurrence_that_the_clock_skips_does_not_take_place() {
    let zone = "TZID=Europe/Berlin";
    let night = format!(
        "DTSTART;{zone}:20260301T021500|DTEND;{zone}:20260301T024500|RRULE:FREQ=DAILY|{JIM}"
    );
    let calendar = read(&feed(&[&night]));
    let before = calendar.on_duty(at("2026-03-28T12:00:00Z"));
    let after = calendar.on_duty(at("2026-03-29T12:00:00Z"));
    let gap = (Some(at("2026-03-28T01:45:00Z")), Some(at("2026-03-30T00:15:00Z")));
    assert_eq!((before.from, before.until), gap);
    assert_eq!((after.from, after.until), gap);
}

// ---- who wins ----

#[test]
fn the_entry_on_top_wins() {
    let weekly = format!(
        "DTSTART:20260105T080000Z|DTEND:20260112T080000Z|RRULE:FREQ=WEEKLY|SUMMARY:week|{JIM}"
    );
    let nights = format!(
        "DTSTART:20260105T200000Z|DTEND:20260106T060000Z|RRULE:FREQ=DAILY|SUMMARY:night|{ANN}"
    );
    let swap = format!("DTSTART:20260107T000000Z|DTEND:20260109T000000Z|SUMMARY:swap|{BOB}");
    let hour =
        "DTSTART:20260107T120000Z|DTEND:20260107T130000Z|SUMMARY:hour|ATTENDEE:eve@example.com";
    // The order in the feed does not matter.
    for entries in [[&weekly, &nights, &swap, hour], [hour, &swap, &nights, &weekly]] {
        let calendar = read(&feed(&entries));
        assert_eq!(who(&calendar, "2026-01-05T12:00:00Z"), "jim");
        assert_eq!(who(&calendar, "2026-01-05T21:00:00Z"), "ann");
        assert_eq!(who(&calendar, "2026-01-07T00:00:00Z"), "bob");
        assert_eq!(who(&calendar, "2026-01-07T12:30:00Z"), "eve");
        assert_eq!(who(&calendar, "2026-01-07T13:00:00Z"), "bob");
        assert_eq!(who(&calendar, "2026-01-09T00:00:00Z"), "ann");
        let bob = calendar.on_duty(at("2026-01-07T21:00:00Z"));
        assert_eq!(bob.from, Some(at("2026-01-07T13:00:00Z")));
        assert_eq!(bob.until, Some(at("2026-01-09T00:00:00Z")));
    }
    let calendar = read(&feed(&[&weekly, &nights, &swap, hour]));
    assert_eq!(
        calendar.why(at("2026-01-07T12:30:00Z")).to_string(),
        "eve is on duty from 2026-01-07 13:00 until 2026-01-07 14:00 (Europe/Berlin) \
         because calendar entry `hour` (line 23) says so; `swap` is passed over: this outranks it, \
         else it would be bob; `night` is passed over: its next occurrence is at \
         2026-01-07 21:00; `week` is passed over: this outranks it, else it would be jim."
    );
    assert_eq!(
        calendar.why(at("2026-01-12T21:00:00Z")).to_string(),
        "ann is on duty from 2026-01-12 21:00 until 2026-01-13 07:00 (Europe/Berlin) \
         because occurrence 8 of calendar entry `night` (line 10) says so; `week` is passed over: \
         this outranks it, else it would be jim."
    );
    assert_eq!(
        calendar.why(at("2026-01-05T07:00:00Z")).to_string(),
        "nobody is on duty until 2026-01-05 09:00 (Europe/Berlin) because nothing covers \
         this time; `night` is passed over: it starts only at 2026-01-05 21:00; `week` is \
         passed over: it starts only at 2026-01-05 09:00."
    );
}

#[test]
fn of_entries_that_start_together_the_shorter_wins_then_the_lower() {
    let long = format!("DTSTART:20260105T080000Z|DTEND:20260112T080000Z|{JIM}");
    let short = format!("DTSTART:20260105T080000Z|DTEND:20260106T080000Z|{ANN}");
    let same = format!("DTSTART:20260105T080000Z|DTEND:20260106T080000Z|{BOB}");
    assert_eq!(who(&read(&feed(&[&short, &long])), "2026-01-05T09:00:00Z"), "ann");
    assert_eq!(who(&read(&feed(&[&long, &short])), "2026-01-06T09:00:00Z"), "jim");
    assert_eq!(who(&read(&feed(&[&short, &same])), "2026-01-05T09:00:00Z"), "bob");
    assert_eq!(who(&read(&feed(&[&same, &short])), "2026-01-05T09:00:00Z"), "ann");
}

#[test]
fn the_last_occurrence_is_over() {
    let once = format!(
        "DTSTART:20260105T080000Z|DTEND:20260106T080000Z|RRULE:FREQ=DAILY;COUNT=1|SUMMARY:x|{JIM}"
    );
    let calendar = read(&feed(&[&once]));
    assert_eq!(
        calendar.why(at("2026-02-01T00:00:00Z")).to_string(),
        "nobody is on duty from 2026-01-06 09:00 without end (Europe/Berlin) because nothing \
         covers this time; `x` is passed over: its last occurrence is over."
    );
}

#[test]
fn every_instant_has_an_answer() {
    let calendar = read(&feed(&[
        &format!(
            "DTSTART:00010101T000000Z|DTEND:00010101T010000Z|RRULE:FREQ=DAILY;INTERVAL=1000|{JIM}"
        ),
        &format!(
            "DTSTART:99991230T000000Z|DTEND:99991230T210000Z|RRULE:FREQ=WEEKLY;COUNT=4294967295|{ANN}"
        ),
        &format!("DTSTART:20260105T080000Z|DTEND:20260106T080000Z|{BOB}"),
    ]));
    for instant in
        [Timestamp::MIN, at("0001-01-01T00:30:00Z"), at("2026-01-05T09:00:00Z"), Timestamp::MAX]
    {
        let on_duty = calendar.on_duty(instant);
        assert!(on_duty.from.is_none_or(|from| from <= instant));
        assert!(on_duty.until.is_none_or(|until| instant < until));
        let _ = (calendar.next_change(instant), on_duty.why.to_string());
    }
}

// ---- what is refused ----

#[track_caller]
fn refused(feed: &[u8], message: &str) {
    assert_eq!(CalendarRota::read(feed, &config()).unwrap_err().to_string(), message);
}

/// The message for one entry that stands on line 3; its lines begin on line 4.
#[track_caller]
fn entry_refused(entry: &str, message: &str) {
    refused(feed(&[entry]).as_bytes(), &format!("calendar `em`, {message}"));
}

const SHIFT: &str =
    "DTSTART:20260105T080000Z|DTEND:20260106T080000Z|ATTENDEE:mailto:jim@example.com";

#[test]
fn a_wrong_configuration_is_refused() {
    let good = feed(&[SHIFT]);
    let message = |change: &dyn Fn(&mut CalendarConfig)| {
        let mut config = config();
        change(&mut config);
        CalendarRota::read(good.as_bytes(), &config).unwrap_err().to_string()
    };
    assert_eq!(
        message(&|config| config.name = String::new()),
        "calendar ``: a name needs 1 to 255 bytes and no control characters; write what people call it"
    );
    assert_eq!(
        message(&|config| config.zone = "Mars/Base".into()),
        "calendar `em`: `Mars/Base` is not in the time zone database; write an IANA name such as \
         `Europe/Berlin`"
    );
    assert_eq!(
        message(&|config| {
            config.people.insert("JIM@example.com".into(), "ann".try_into().unwrap());
        }),
        "calendar `em`: `jim@example.com` stands for two people; name it once in `people` (case does \
         not matter)"
    );
    let unknown = serde_json::from_str::<CalendarConfig>(r#"{ "name": "x", "zones": "UTC" }"#);
    assert!(unknown.unwrap_err().to_string().contains("unknown field `zones`"));
}

#[test]
fn what_is_no_calendar_is_refused() {
    let not_calendar = "a calendar begins with BEGIN:VCALENDAR; give the address of the iCal feed, \
                        not of a page";
    refused(b"", &format!("calendar `em`, line 1: {not_calendar}"));
    refused(b"\n\n", &format!("calendar `em`, line 1: {not_calendar}"));
    refused(b"\nBEGIN:VEVENT\n", &format!("calendar `em`, line 2: {not_calendar}"));
    let twice = format!("{}BEGIN:VEVENT\n", feed(&[SHIFT]));
    refused(twice.as_bytes(), &format!("calendar `em`, line 9: {not_calendar}"));
    refused(b"<html>\n", "calendar `em`, line 1: `<html>` is not a property; write `NAME:value`");
    refused(
        b"BEGIN:VCALENDAR\nSUMMARY:\xff\n",
        "calendar `em`, line 2: the line is not UTF-8; export the calendar as UTF-8",
    );
    refused(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260105T080000Z\r\n",
        "calendar `em`: the feed ends before END:VCALENDAR; fetch it again",
    );
    refused(
        feed(&[]).as_bytes(),
        "calendar `em`: the calendar holds no entry that puts anybody on duty; check its address and time",
    );
    refused(
        b"BEGIN:VCALENDAR\nEND:VEVENT\n",
        "calendar `em`, line 2: `END:VEVENT` does not close what is open; export the calendar again",
    );
    let deep = format!("BEGIN:VCALENDAR\n{}", "BEGIN:X\n".repeat(100));
    refused(
        deep.as_bytes(),
        "calendar `em`, line 9: `BEGIN:X` does not close what is open; export the calendar again",
    );
}

#[test]
fn a_calendar_that_is_too_large_is_refused() {
    refused(
        &vec![b' '; CALENDAR_BYTES_MAX + 1],
        "calendar `em`: 1048577 bytes are more than the 1048576 allowed; ask for a shorter time",
    );
    let series = format!("{SHIFT}|RRULE:FREQ=DAILY");
    read(&feed(&vec![series.as_str(); CALENDAR_SERIES_MAX]));
    refused(
        feed(&vec![series.as_str(); CALENDAR_SERIES_MAX + 1]).as_bytes(),
        "calendar `em`: more than 100 repeated entries are not allowed; ask for a shorter time",
    );
    let short = "BEGIN:VEVENT\nDTSTART:20260105\nATTENDEE:jim@example.com\nEND:VEVENT\n";
    let many = |count| format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", short.repeat(count));
    read(&many(CALENDAR_EVENTS_MAX));
    refused(
        many(CALENDAR_EVENTS_MAX + 1).as_bytes(),
        "calendar `em`, line 40005: more than 10000 entries are not allowed; ask for a shorter time",
    );
}

#[test]
fn an_entry_that_is_incomplete_or_wrong_is_refused() {
    entry_refused(
        &format!("DTEND:20260106T080000Z|{JIM}"),
        "line 3: the entry has no DTSTART; add one",
    );
    entry_refused(
        &format!("DTSTART:20260106T080000Z|{JIM}"),
        "line 3: the entry has no DTEND; add one",
    );
    entry_refused(
        "DTSTART:20260105T080000Z|DTEND:20260106T080000Z",
        "line 3: the entry has no ATTENDEE or SUMMARY; add one",
    );
    entry_refused(
        &format!("{SHIFT}|DTSTART:20260105T080000Z"),
        "line 7: the entry has a second DTSTART; remove one",
    );
    for until in ["20260105T080000Z", "20260104T080000Z"] {
        entry_refused(
            &format!("DTSTART:20260105T080000Z|DTEND:{until}|{JIM}"),
            "line 5: DTEND is not after DTSTART; write a later DTEND",
        );
    }
    for property in [
        "DURATION:PT1H",
        "EXDATE:20260105T080000Z",
        "RDATE:20260105T080000Z",
        "EXRULE:FREQ=DAILY",
        "RECURRENCE-ID:20260105T080000Z",
    ] {
        let name = property.split_once(':').unwrap().0;
        entry_refused(
            &format!("{SHIFT}|{property}"),
            &format!(
                "line 7: {name} is not supported; write the shift as an entry of its own, with \
                 DTSTART and DTEND"
            ),
        );
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    for time in [
        "",
        "tomorrow",
        "2026-01-05T08:00:00Z",
        "20260105T0800",
        "20260230",
        "20260105T240000",
        "20260105Z",
        "20260105T080000+0100",
        "2026010",
        "202601055",
        "20260105T0800000",
    ] {
        entry_refused(
            &format!("DTSTART:{time}|DTEND:20260106T080000Z|{JIM}"),
            &format!(
                "line 4: `{time}` is not a time; write `20260105T090000Z`, `20260105T090000` or \
                 `20260105`"
            ),
        );
    }
    entry_refused(
        &format!(
            "DTSTART;TZID=W. Europe Standard Time:20260105T080000|DTEND:20260106T080000Z|{JIM}"
        ),
        "line 4: `W. Europe Standard Time` is not in the time zone database; write an IANA name such \
         as `Europe/Berlin`",
    );
    entry_refused(
        &format!("DTSTART;TZID=Europe/Berlin:20260329T023000|DTEND:20260329T080000Z|{JIM}"),
        "line 4: 2026-03-29T02:30:00 does not exist in Europe/Berlin: the clock jumps from \
         2026-03-29T02:00:00 to 2026-03-29T03:00:00; write 2026-03-29T03:00:00, or a time in UTC",
    );
    entry_refused(
        &format!("DTSTART:20260105T080000Z|DTEND:99991231T235959Z|{JIM}"),
        "line 5: 9999-12-31T23:59:59 is beyond the instants that can be expressed; write a nearer time",
    );
}

#[test]
fn an_entry_without_exactly_one_known_person_is_refused() {
    entry_refused(
        "DTSTART:20260105T080000Z|DTEND:20260106T080000Z|SUMMARY:On Call\\, Sue|ATTENDEE:mailto:Sue@example.com",
        "line 3: nobody is known as `sue@example.com` or `On Call, Sue`; add one of these to `people`",
    );
    entry_refused(
        &format!("DTSTART:20260105T080000Z|DTEND:20260106T080000Z|{JIM}|{ANN}"),
        "line 3: `jim@example.com` and `ann@example.com` are both on duty here; leave one attendee",
    );
}

#[test]
fn a_rule_that_is_not_understood_is_refused() {
    let unsupported = |part: &str| {
        format!(
            "line 7: RRULE part {part} is not supported; use FREQ=DAILY or WEEKLY with INTERVAL, COUNT, \
             UNTIL, BYDAY and WKST, or write the shifts one by one"
        )
    };
    for (rule, part) in [
        ("FREQ=MONTHLY", "FREQ=MONTHLY"),
        ("FREQ=WEEKLY;BYDAY=2MO", "BYDAY=2MO"),
        ("FREQ=WEEKLY;BYDAY=", "BYDAY="),
        ("FREQ=DAILY;BYMONTH=1", "BYMONTH=1"),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS=1"),
        ("FREQ=WEEKLY;WKST=XX", "WKST=XX"),
    ] {
        entry_refused(&format!("{SHIFT}|RRULE:{rule}"), &unsupported(part));
    }
    let wrong = |part: &str, mend: &str| format!("line 7: RRULE part {part} is wrong: {mend}");
    for (rule, part, mend) in [
        ("INTERVAL=2", "INTERVAL=2", "add FREQ=DAILY or FREQ=WEEKLY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0", "write a number from 1 to 1000"),
        ("FREQ=DAILY;INTERVAL=1001", "INTERVAL=1001", "write a number from 1 to 1000"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1", "write a number from 1 to 1000"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0", "write a number from 1 on"),
        ("FREQ=DAILY;COUNT=99999999999", "COUNT=99999999999", "write a number from 1 on"),
        ("FREQ=DAILY;UNTIL=soon", "UNTIL=soon", "write a time such as `20260105T090000Z`"),
        ("FREQ=DAILY;UNTIL=20260104", "UNTIL=20260104", "it is before DTSTART; write a later time"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY", "write it once"),
        ("FREQ", "FREQ", "write `NAME=value`"),
        (";", ";", "add FREQ=DAILY or FREQ=WEEKLY"),
        (
            "FREQ=DAILY;COUNT=2;UNTIL=20270105",
            "FREQ=DAILY;COUNT=2;UNTIL=20270105",
            "write COUNT or UNTIL, not both",
        ),
        (
            "FREQ=WEEKLY;BYDAY=TU",
            "FREQ=WEEKLY;BYDAY=TU",
            "DTSTART is not on one of its days; start on one",
        ),
    ] {
        entry_refused(&format!("{SHIFT}|RRULE:{rule}"), &wrong(part, mend));
    }
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    /// Whatever the bytes, there is an answer and no panic.
    #[test]
    fn any_bytes_are_read_or_refused(
        lines in proptest::collection::vec(prop_oneof![
            Just("BEGIN:VCALENDAR"), Just("END:VCALENDAR"), Just("BEGIN:VEVENT"), Just("END:VEVENT"),
            Just("DTSTART:20260105T080000Z"), Just("DTEND:20260106T080000Z"), Just("DTSTART:-9999"),
            Just("RRULE:FREQ=DAILY;COUNT=9"), Just("RRULE:FREQ=WEEKLY;BYDAY=MO,,"), Just(" folded"),
            Just("ATTENDEE:mailto:jim@example.com"), Just(";;;=:"), Just("A;B=\"::"), Just("\u{e9}:\u{1f600}"),
        ], 0..20),
        noise in proptest::collection::vec(any::<u8>(), 0..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = lines.join("\r\n").into_bytes();
        let _ = CalendarRota::read(&bytes, &config());
        let place = cut.index(bytes.len() + 1);
        bytes.splice(place..place, noise);
        let _ = CalendarRota::read(&bytes, &config()).map_err(|error| error.to_string());
    }
}
