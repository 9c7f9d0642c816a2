//! The rules of schedules one by one, and the sentences that explain them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use chatops_core::schedule::{Gap, PureSchedule, Rota, RotaConfig, Shift};
use jiff::Timestamp;
use serde_json::{Value, json};

fn rota(config: Value) -> Rota {
    Rota::build(&serde_json::from_value::<RotaConfig>(config).unwrap()).unwrap()
}

fn layer(name: &str, people: &[&str], more: Value) -> Value {
    let mut layer = json!({
        "name": name,
        "start": "2026-01-05T09:00",
        "participants": people,
        "rotation": "daily",
        "handoff": "09:00"
    });
    for (key, value) in more.as_object().unwrap() {
        layer[key] = value.clone();
    }
    layer
}

fn utc(layers: Value, overrides: Value) -> Rota {
    rota(json!({ "name": "em", "zone": "UTC", "layers": layers, "overrides": overrides }))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[track_caller]
fn who(rota: &Rota, text: &str) -> String {
    let person = rota.on_duty(at(text)).person;
    person.map_or("nobody".into(), |person| person.to_string())
}

#[track_caller]
fn says(rota: &Rota, text: &str, sentence: &str) {
    assert_eq!(rota.why(at(text)).to_string(), sentence);
}

#[test]
fn people_take_turns_in_order_and_round_again() {
    let rota = utc(json!([layer("a", &["jim", "ann", "bob"], json!({}))]), json!([]));
    for (day, person) in (5..12).zip(["jim", "ann", "bob", "jim", "ann", "bob", "jim"]) {
        assert_eq!(who(&rota, &format!("2026-01-{day:02}T09:00:00Z")), person);
    }
    assert_eq!(who(&rota, "2026-01-06T08:59:59.999999999Z"), "jim");
}

#[test]
fn the_first_turn_holds_the_start() {
    let first = |start: &str, more: Value| {
        let mut layer = layer("a", &["jim", "ann"], more);
        layer["start"] = json!(start);
        let rota = utc(json!([layer]), json!([]));
        let start = rota.next_change(at("2025-01-01T00:00:00Z")).unwrap();
        let on_duty = rota.on_duty(start);
        (on_duty.person.unwrap().to_string(), on_duty.until.unwrap().to_string())
    };
    let expect = |until: &str| ("jim".to_owned(), until.to_owned());
    assert_eq!(first("2026-01-05T08:59", json!({})), expect("2026-01-05T09:00:00Z"));
    assert_eq!(first("2026-01-05T09:00", json!({})), expect("2026-01-06T09:00:00Z"));
    assert_eq!(first("2026-01-05T09:01", json!({})), expect("2026-01-06T09:00:00Z"));
    // 2026-01-07 is a Wednesday.
    let weekly = json!({ "rotation": { "weekly": { "day": "monday" } } });
    assert_eq!(first("2026-01-07T12:00", weekly), expect("2026-01-12T09:00:00Z"));
    let days = json!({ "rotation": { "custom": { "every": 3, "unit": "days" } } });
    assert_eq!(first("2026-01-07T08:00", days), expect("2026-01-09T09:00:00Z"));
    let weeks = json!({ "rotation": { "custom": { "every": 2, "unit": "weeks" } } });
    assert_eq!(first("2026-01-07T12:00", weeks), expect("2026-01-21T09:00:00Z"));
    let hours = json!({ "rotation": { "custom": { "every": 5, "unit": "hours" } } });
    assert_eq!(first("2026-01-07T20:00", hours), expect("2026-01-08T00:00:00Z"));
}

#[test]
fn a_later_layer_wins_and_an_override_wins_over_all() {
    let weekend = json!({ "restrictions": [{ "weekly": {
        "from_day": "saturday", "from": "00:00", "until_day": "monday", "until": "00:00" } }] });
    let rota = utc(
        json!([layer("base", &["jim"], json!({})), layer("weekend", &["ann"], weekend)]),
        json!([{ "person": "eve", "from": "2026-01-10T12:00", "until": "2026-01-10T13:00" }]),
    );
    assert_eq!(who(&rota, "2026-01-09T23:59:59Z"), "jim");
    assert_eq!(who(&rota, "2026-01-10T00:00:00Z"), "ann");
    assert_eq!(who(&rota, "2026-01-10T12:00:00Z"), "eve");
    assert_eq!(who(&rota, "2026-01-10T13:00:00Z"), "ann");
    assert_eq!(who(&rota, "2026-01-12T00:00:00Z"), "jim");
    says(
        &rota,
        "2026-01-10T12:30:00Z",
        "eve is on duty from 2026-01-10 12:00 until 2026-01-10 13:00 (UTC) because \
         an override says so; `weekend` is passed over: this outranks it, else it would be ann; \
         `base` is passed over: this outranks it, else it would be jim.",
    );
    says(
        &rota,
        "2026-01-10T11:00:00Z",
        "ann is on duty from 2026-01-10 00:00 until 2026-01-10 12:00 (UTC) because \
         nobody else takes turns in layer `weekend` (restricted to Saturday 00:00 to Monday 00:00); \
         `base` is passed over: this outranks it, else it would be jim.",
    );
    says(
        &rota,
        "2026-01-09T11:00:00Z",
        "jim is on duty from 2026-01-05 09:00 until 2026-01-10 00:00 (UTC) because \
         nobody else takes turns in layer `base`; `weekend` is passed over: it is outside its \
         restrictions until 2026-01-10 00:00.",
    );
}

#[test]
fn a_gap_is_explained_by_every_layer() {
    let old = json!({ "start": "2025-01-01T00:00", "end": "2026-01-01T00:00" });
    let new = json!({ "start": "2026-02-01T00:00" });
    let nights = json!({ "start": "2025-01-01T00:00",
        "restrictions": [{ "daily": { "from": "22:00", "until": "06:00" } }] });
    let last = json!({ "start": "2025-01-01T00:00", "end": "2026-01-10T20:00",
        "restrictions": [{ "weekly": { "from_day": "sunday", "from": "09:00",
                                       "until_day": "sunday", "until": "10:00" } }] });
    let rota = utc(
        json!([
            layer("old", &["jim"], old),
            layer("new", &["ann"], new),
            layer("nights", &["bob"], nights),
            layer("last", &["eve"], last)
        ]),
        json!([]),
    );
    says(
        &rota,
        "2026-01-10T12:00:00Z",
        "nobody is on duty from 2026-01-10 06:00 until 2026-01-10 22:00 (UTC) \
         because nothing covers this time; `last` is passed over: it is outside its restrictions \
         until it ends; `nights` is passed over: it is outside its restrictions until \
         2026-01-10 22:00; `new` is passed over: it starts only at \
         2026-02-01 00:00; `old` is passed over: it ended at 2026-01-01 00:00.",
    );
}

#[test]
fn a_turn_is_explained_with_its_handoffs() {
    let hours = json!({
        "rotation": { "custom": { "every": 36, "unit": "hours" } },
        "restrictions": [{ "daily": { "from": "08:00", "until": "20:00" } }]
    });
    let rota = rota(json!({ "name": "em", "zone": "America/New_York",
        "layers": [layer("days", &["jim", "ann"], hours)] }));
    says(
        &rota,
        "2026-01-06T22:00:00Z",
        "jim is on duty from 2026-01-06 08:00 until 2026-01-06 20:00 \
         (America/New_York) because turn 1 of layer `days` falls to participant 1 of 2 (every 36 hours \
         counted from 09:00, handed off at 2026-01-05 09:00, next handoff at \
         2026-01-06 21:00, restricted to Tuesday 08:00 to Tuesday 20:00).",
    );
}

#[test]
fn who_is_alone_has_one_turn_without_end() {
    let rota = utc(json!([layer("a", &["jim", "jim"], json!({}))]), json!([]));
    let on_duty = rota.on_duty(at("2026-06-01T00:00:00Z"));
    assert_eq!((on_duty.from, on_duty.until), (Some(at("2026-01-05T09:00:00Z")), None));
    assert_eq!(rota.next_change(at("2026-06-01T00:00:00Z")), None);
    says(
        &rota,
        "2026-06-01T00:00:00Z",
        "jim is on duty from 2026-01-05 09:00 without end (UTC) because nobody else takes \
         turns in layer `a`.",
    );
    says(
        &rota,
        "2026-01-01T00:00:00Z",
        "nobody is on duty until 2026-01-05 09:00 (UTC) because nothing covers this time; `a` \
         is passed over: it starts only at 2026-01-05 09:00.",
    );
}

#[test]
fn a_handoff_to_oneself_is_no_change_and_no_new_shift() {
    let rota = utc(json!([layer("a", &["jim", "jim", "ann"], json!({}))]), json!([]));
    let start = at("2026-01-05T09:00:00Z");
    assert_eq!(rota.on_duty(start).until, Some(at("2026-01-06T09:00:00Z")));
    assert_eq!(rota.next_change(start), Some(at("2026-01-07T09:00:00Z")));
    let shifts = rota.shifts(start, at("2026-01-08T00:00:00Z")).unwrap();
    let expected = [
        Shift { person: "jim".try_into().unwrap(), from: start, until: at("2026-01-07T09:00:00Z") },
        Shift {
            person: "ann".try_into().unwrap(),
            from: at("2026-01-07T09:00:00Z"),
            until: at("2026-01-08T00:00:00Z"),
        },
    ];
    assert_eq!(shifts, expected);
}

#[test]
fn gaps_are_listed_and_cut() {
    let hours = json!({ "restrictions": [{ "daily": { "from": "09:00", "until": "17:00" } }] });
    let rota = utc(json!([layer("a", &["jim", "ann"], hours)]), json!([]));
    let gaps = rota.gaps(at("2026-01-06T12:00:00Z"), at("2026-01-07T20:00:00Z")).unwrap();
    let gap = |from: &str, until: &str| Gap { from: at(from), until: at(until) };
    assert_eq!(
        gaps,
        [
            gap("2026-01-06T17:00:00Z", "2026-01-07T09:00:00Z"),
            gap("2026-01-07T17:00:00Z", "2026-01-07T20:00:00Z"),
        ]
    );
    let backwards = rota.shifts(at("2026-01-07T00:00:00Z"), at("2026-01-06T00:00:00Z"));
    assert_eq!(backwards.unwrap(), []);
}

#[test]
fn a_search_that_finds_nobody_else_ends() {
    let hours = json!({ "restrictions": [{ "daily": { "from": "09:00", "until": "17:00" } }] });
    let both = json!([layer("a", &["jim"], json!({})), layer("b", &["jim"], hours)]);
    let rota = utc(both, json!([]));
    // Ten thousand stretches, two a day: the answer says how far the search went.
    let reached = rota.next_change(at("2026-06-01T00:00:00Z")).unwrap();
    assert_eq!(reached, at("2040-02-08T09:00:00Z"));
    assert_eq!(who(&rota, "2040-02-08T09:00:00Z"), "jim");
}

#[test]
fn turns_go_on_being_counted_outside_of_restrictions() {
    let weekend = json!({ "restrictions": [{ "weekly": {
        "from_day": "saturday", "from": "09:00", "until_day": "sunday", "until": "09:00" } }] });
    let rota = utc(json!([layer("a", &["jim", "ann"], weekend)]), json!([]));
    // Days 5 and 12 after the start: an odd and an even turn.
    assert_eq!(who(&rota, "2026-01-10T12:00:00Z"), "ann");
    assert_eq!(who(&rota, "2026-01-17T12:00:00Z"), "jim");
}

#[test]
fn a_window_that_the_clock_skips_does_not_open() {
    let night = json!({ "restrictions": [{ "daily": { "from": "02:15", "until": "02:45" } }] });
    let rota = rota(json!({ "name": "em", "zone": "Europe/Berlin",
        "layers": [layer("a", &["jim"], night)] }));
    let gap = (Some(at("2026-03-28T01:45:00Z")), Some(at("2026-03-30T00:15:00Z")));
    for inside in ["2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T12:00:00Z"] {
        let on_duty = rota.on_duty(at(inside));
        assert_eq!((on_duty.from, on_duty.until), gap, "{inside}");
    }
}

#[test]
fn a_stretch_is_cut_by_the_start_the_end_and_the_hours_of_its_layer() {
    let stretch = |more: Value, text: &str| {
        let rota = utc(json!([layer("a", &["jim", "ann"], more)]), json!([]));
        let on_duty = rota.on_duty(at(text));
        (on_duty.from.unwrap().to_string(), on_duty.until.unwrap().to_string())
    };
    let pair = |from: &str, until: &str| (from.to_owned(), until.to_owned());
    assert_eq!(
        stretch(json!({ "start": "2026-01-05T12:00" }), "2026-01-05T13:00:00Z"),
        pair("2026-01-05T12:00:00Z", "2026-01-06T09:00:00Z")
    );
    assert_eq!(
        stretch(json!({ "end": "2026-01-06T12:00" }), "2026-01-06T11:00:00Z"),
        pair("2026-01-06T09:00:00Z", "2026-01-06T12:00:00Z")
    );
    let hours = json!({ "restrictions": [{ "daily": { "from": "10:00", "until": "17:00" } }] });
    assert_eq!(
        stretch(hours, "2026-01-06T11:00:00Z"),
        pair("2026-01-06T10:00:00Z", "2026-01-06T17:00:00Z")
    );
}

#[test]
fn a_local_time_shown_twice_is_the_first() {
    let rota = rota(json!({ "name": "em", "zone": "Europe/Berlin",
        "layers": [layer("a", &["jim"], json!({}))],
        "overrides": [{ "person": "eve", "from": "2026-10-25T02:30", "until": "2026-10-25T03:30" }] }));
    let eve = rota.on_duty(at("2026-10-25T01:00:00Z"));
    assert_eq!(eve.from, Some(at("2026-10-25T00:30:00Z")));
    assert_eq!(eve.until, Some(at("2026-10-25T02:30:00Z")));
}

#[test]
fn every_instant_has_an_answer() {
    let instants =
        ["-009999-01-02T01:59:59Z", "0000-01-01T00:00:00Z", "9999-12-30T22:00:00.999999999Z"];
    let instants = instants.map(at).into_iter().chain([Timestamp::MIN, Timestamp::MAX]);
    let zones = ["UTC", "Pacific/Apia", "Europe/Berlin", "Etc/GMT+12", "Etc/GMT-14"];
    let rotations = [
        json!("daily"),
        json!({ "weekly": { "day": "sunday" } }),
        json!({ "custom": { "every": 366, "unit": "days" } }),
        json!({ "custom": { "every": 8784, "unit": "hours" } }),
        json!({ "custom": { "every": 1, "unit": "hours" } }),
    ];
    let starts = ["0000-01-01T00:00:00Z", "2026-01-05T09:00", "9999-12-30T21:59:59Z"];
    let mut asked = 0;
    for instant in instants {
        for (zone, rotation) in
            zones.iter().flat_map(|zone| rotations.iter().map(move |it| (zone, it)))
        {
            for start in starts {
                let restricted = json!({ "start": start, "rotation": rotation,
                    "restrictions": [{ "daily": { "from": "23:00", "until": "01:00" } }] });
                let free = json!({ "start": start, "rotation": rotation });
                let rota = rota(json!({ "name": "em", "zone": zone, "layers": [
                    layer("free", &["jim", "ann"], free), layer("some", &["eve", "bob"], restricted)],
                    "overrides": [{ "person": "x", "from": "2026-01-05T09:00", "until": "9999-12-30T22:00:00Z" }] }));
                let on_duty = rota.on_duty(instant);
                assert!(on_duty.from.is_none_or(|from| from <= instant));
                assert!(on_duty.until.is_none_or(|until| instant < until));
                let _ = (rota.next_change(instant), on_duty.why.to_string());
                if start == starts[1] && rotation == &rotations[1] {
                    let _ =
                        (rota.shifts(instant, Timestamp::MAX), rota.gaps(Timestamp::MIN, instant));
                }
                asked += 1;
            }
        }
    }
    assert_eq!(asked, 375);
}

#[test]
fn a_far_year_costs_no_more_than_this_one() {
    let hours = json!({ "rotation": { "custom": { "every": 1, "unit": "hours" } } });
    let rota = utc(json!([layer("a", &["jim", "ann"], hours)]), json!([]));
    // Seventy million handoffs after the start: walking there would not end in time.
    for _ in 0..100 {
        assert_eq!(who(&rota, "9999-12-01T10:30:00Z"), "ann");
    }
}
