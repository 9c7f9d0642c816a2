//! Every way in which a rota can be wrong: the message names the place and the mend.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use chatops_core::schedule::{
    LAYERS_MAX, OVERRIDES_MAX, PARTICIPANTS_MAX, PureSchedule, RESTRICTIONS_MAX, Rota, RotaConfig,
    STRETCHES_MAX,
};
use serde_json::{Value, json};

fn good() -> Value {
    json!({
        "name": "em",
        "zone": "Europe/Berlin",
        "layers": [{
            "name": "primary",
            "start": "2026-01-05T09:00",
            "participants": ["jim", "ann"],
            "rotation": "daily",
            "handoff": "09:00"
        }]
    })
}

/// The good rota with one key changed.
fn with(pointer: &str, value: Value) -> Value {
    let mut config = good();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = config.pointer_mut(parent).unwrap();
    match parent {
        Value::Array(items) => items.push(value),
        other => other[key] = value,
    }
    config
}

fn build(config: Value) -> Result<Rota, String> {
    let config: RotaConfig = serde_json::from_value(config).map_err(|error| error.to_string())?;
    Rota::build(&config).map_err(|error| error.to_string())
}

#[track_caller]
fn refused(config: Value, message: &str) {
    assert_eq!(build(config).unwrap_err(), message);
}

#[test]
fn the_good_rota_is_good() {
    let rota = build(good()).unwrap();
    assert_eq!((rota.name(), rota.zone()), ("em", "Europe/Berlin"));
}

#[test]
fn names_are_checked() {
    let message =
        "a name needs 1 to 255 bytes and no control characters; write what people call it";
    for name in ["", "  ", "a\u{7}b", &"x".repeat(256)] {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
        refused(with("/name", json!(name)), &format!("rota `{shown}`, name: {message}"));
        let layer = format!("rota `em`, layers[0].name: {message}");
        refused(with("/layers/0/name", json!(name)), &layer);
    }
}

#[test]
fn an_unknown_zone_is_named() {
    refused(
        with("/zone", json!("Europe/Berln")),
        "rota `em`, zone: `Europe/Berln` is not in the time zone database; write an IANA name such as \
         `Europe/Berlin`",
    );
}

#[test]
fn an_empty_rota_is_refused() {
    let message = "rota `em`, layers: the rota is empty; add at least one layer";
    refused(with("/layers", json!([])), message);
}

#[test]
fn a_layer_without_people_is_refused() {
    refused(
        with("/layers/0/participants", json!([])),
        "rota `em`, layers[0].participants: nobody takes turns here; name at least one person",
    );
}

#[test]
fn layers_with_one_name_are_refused() {
    let layer = good()["layers"][0].clone();
    refused(
        with("/layers/-", layer),
        "rota `em`, layers[1].name: layers[0] has the name `primary` too; give each layer its own name",
    );
}

#[test]
fn a_turn_of_no_length_is_refused() {
    for unit in ["hours", "days", "weeks"] {
        refused(
            with("/layers/0/rotation", json!({ "custom": { "every": 0, "unit": unit } })),
            "rota `em`, layers[0].rotation: a turn of length 0 never ends; write `every` as 1 or more",
        );
    }
}

#[test]
fn a_turn_that_is_too_long_is_refused() {
    let every = |every: u32, unit: &str| {
        with("/layers/0/rotation", json!({ "custom": { "every": every, "unit": unit } }))
    };
    for (longest, unit) in [(8784, "hours"), (366, "days"), (52, "weeks")] {
        build(every(longest, unit)).unwrap();
        build(every(longest + 1, unit)).unwrap_err();
        build(every(u32::MAX, unit)).unwrap_err();
    }
    refused(
        every(53, "weeks"),
        "rota `em`, layers[0].rotation: a turn of 8904 hours is longer than the 8784 allowed \
         (366 days); shorten it",
    );
}

#[test]
fn a_local_time_that_the_clock_skips_is_refused() {
    let message = |place: &str| {
        format!(
            "rota `em`, {place}: 2026-03-29T02:30:00 does not exist in Europe/Berlin: the clock jumps \
             from 2026-03-29T02:00:00 to 2026-03-29T03:00:00; write 2026-03-29T03:00:00, or an \
             instant with its offset"
        )
    };
    let skipped = json!("2026-03-29T02:30");
    refused(with("/layers/0/start", skipped.clone()), &message("layers[0].start"));
    refused(with("/layers/0/end", skipped.clone()), &message("layers[0].end"));
    let from = json!([{ "person": "eve", "from": skipped, "until": "2026-03-30T00:00" }]);
    refused(with("/overrides", from), &message("overrides[0].from"));
    let until = json!([{ "person": "eve", "from": "2026-03-28T00:00", "until": skipped }]);
    refused(with("/overrides", until), &message("overrides[0].until"));
    build(with("/layers/0/start", json!("2026-03-29T02:30:00+01:00"))).unwrap();
    build(with("/layers/0/start", json!("2026-03-29T03:00"))).unwrap();
}

#[test]
fn a_time_beyond_all_instants_is_refused() {
    refused(
        with("/layers/0/end", json!("9999-12-31T23:00")),
        "rota `em`, layers[0].end: 9999-12-31T23:00:00 is beyond the instants that can be expressed; \
         write a nearer time",
    );
}

#[test]
fn a_layer_that_ends_first_is_refused() {
    for end in ["2026-01-05T09:00", "2025-01-05T09:00"] {
        let error = build(with("/layers/0/end", json!(end))).unwrap_err();
        assert!(error.starts_with("rota `em`, layers[0].end: it ends at 202"), "{error}");
    }
    refused(
        with("/layers/0/end", json!("2026-01-05T08:00:00Z")),
        "rota `em`, layers[0].end: it ends at 2026-01-05T08:00:00Z, not after its start at \
         2026-01-05T08:00:00Z; write a later end, or none",
    );
}

#[test]
fn a_restriction_that_covers_nothing_is_refused() {
    let message = "rota `em`, layers[0].restrictions[1]: it begins and ends at the same time, so it \
                   covers nothing; write a later `until`, or remove it to cover always";
    let good = json!({ "daily": { "from": "09:00", "until": "17:00" } });
    let daily = json!({ "daily": { "from": "09:00", "until": "09:00" } });
    let weekly = json!({ "weekly": {
        "from_day": "friday", "from": "09:00", "until_day": "friday", "until": "09:00" } });
    refused(with("/layers/0/restrictions", json!([good, daily])), message);
    refused(with("/layers/0/restrictions", json!([good, weekly])), message);
}

#[test]
fn an_override_that_ends_first_is_refused() {
    for until in ["2026-02-01T08:00:00Z", "2026-01-31T08:00:00Z"] {
        let over = json!([{ "person": "eve", "from": "2026-02-01T09:00", "until": until }]);
        refused(
            with("/overrides", over),
            &format!(
                "rota `em`, overrides[0].until: the override for `eve` ends at {until}, not after its \
                 start at 2026-02-01T08:00:00Z; write a later `until`"
            ),
        );
    }
}

#[test]
fn overlapping_overrides_are_both_named() {
    let over = |person: &str, from: &str, until: &str| json!({ "person": person, "from": from, "until": until });
    let message = "rota `em`, overrides[0]: the override for `eve` (2026-02-01T12:00:00Z until \
                   2026-02-01T18:00:00Z) overlaps overrides[2] for `bob` (2026-02-01T06:00:00Z until \
                   2026-02-01T12:00:01Z); let one end at 2026-02-01T12:00:00Z, or remove one";
    let eve = over("eve", "2026-02-01T12:00:00Z", "2026-02-01T18:00:00Z");
    let far = over("far", "2027-02-01T12:00:00Z", "2027-02-01T18:00:00Z");
    let bob = over("bob", "2026-02-01T06:00:00Z", "2026-02-01T12:00:01Z");
    refused(with("/overrides", json!([eve, far, bob])), message);
    build(with("/overrides", json!([eve, eve]))).unwrap_err();
    let all_day = over("all", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z");
    build(with("/overrides", json!([eve, all_day]))).unwrap_err();
    // One may begin where the other ends.
    let touching = over("bob", "2026-02-01T06:00:00Z", "2026-02-01T12:00:00Z");
    build(with("/overrides", json!([eve, touching]))).unwrap();
}

#[test]
fn every_list_has_a_limit() {
    let layers = |count: usize| {
        let layer = |index| {
            let mut layer = good()["layers"][0].clone();
            layer["name"] = json!(format!("layer {index}"));
            layer
        };
        with("/layers", (0..count).map(layer).collect())
    };
    build(layers(LAYERS_MAX)).unwrap();
    refused(
        layers(LAYERS_MAX + 2),
        "rota `em`, layers: 102 entries are more than the 100 allowed; remove 2",
    );
    let people = |count| with("/layers/0/participants", json!(vec!["jim"; count]));
    build(people(PARTICIPANTS_MAX)).unwrap();
    refused(
        people(PARTICIPANTS_MAX + 1),
        "rota `em`, layers[0].participants: 1001 entries are more than the 1000 allowed; remove 1",
    );
    let window = json!({ "daily": { "from": "09:00", "until": "17:00" } });
    let windows = |count| with("/layers/0/restrictions", json!(vec![window.clone(); count]));
    build(windows(RESTRICTIONS_MAX)).unwrap();
    refused(
        windows(RESTRICTIONS_MAX + 1),
        "rota `em`, layers[0].restrictions: 101 entries are more than the 100 allowed; remove 1",
    );
    let overrides = |count: usize| {
        let over = |index: usize| {
            let at = |second: usize| {
                jiff::Timestamp::from_second(1_767_000_000 + second as i64).unwrap().to_string()
            };
            json!({ "person": "eve", "from": at(index), "until": at(index + 1) })
        };
        with("/overrides", (0..count).map(over).collect())
    };
    build(overrides(OVERRIDES_MAX)).unwrap();
    refused(
        overrides(OVERRIDES_MAX + 1),
        "rota `em`, overrides: 10001 entries are more than the 10000 allowed; remove 1",
    );
}

#[test]
fn a_list_of_too_many_shifts_says_how_far_it_goes() {
    let rotation = json!({ "custom": { "every": 1, "unit": "hours" } });
    let rota = build(with("/layers/0/rotation", rotation)).unwrap();
    let (from, until) =
        ("2026-01-05T08:00:00Z".parse().unwrap(), "2036-01-05T08:00:00Z".parse().unwrap());
    let error = rota.shifts(from, until).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there are more than 10000 handoffs before 2027-02-26T00:00:00Z; ask for a time that ends there"
    );
    assert_eq!(rota.gaps(from, until).unwrap_err(), error);
    assert_eq!(rota.shifts(from, error.reached).unwrap().len(), STRETCHES_MAX);
}

#[test]
fn unknown_keys_and_unreadable_values_are_refused() {
    for (pointer, value, part) in [
        ("/nmae", json!("x"), "unknown field `nmae`"),
        ("/layers/0/handof", json!("x"), "unknown field `handof`"),
        ("/layers/0/rotation", json!("monthly"), "unknown variant `monthly`"),
        (
            "/layers/0/rotation",
            json!({ "weekly": { "day": "funday" } }),
            "unknown variant `funday`",
        ),
        (
            "/layers/0/rotation",
            json!({ "weekly": { "day": "monday", "x": 1 } }),
            "unknown field `x`",
        ),
        ("/layers/0/rotation", json!({ "custom": { "every": -1, "unit": "days" } }), "-1"),
        (
            "/layers/0/handoff",
            json!("9 am"),
            "`9 am` is not a time of day: write hours and minutes",
        ),
        ("/layers/0/start", json!("soon"), "`soon` is not a moment: write an instant such as"),
        ("/layers/0/participants", json!([""]), "it is empty"),
        ("/overrides", json!([{ "person": "eve" }]), "missing field `from`"),
        (
            "/layers/0/restrictions",
            json!([{ "daily": { "from": "1:00" } }]),
            "`1:00` is not a time of day",
        ),
    ] {
        let error = build(with(pointer, value)).unwrap_err();
        assert!(error.contains(part), "{pointer}: {error}");
    }
}

#[test]
fn a_config_survives_being_written_and_read() {
    let text = r#"{"name":"em","zone":"UTC","layers":[{"name":"a","start":"2026-01-05T09:00:00",
        "end":"2027-01-05T08:00:00Z","participants":["jim"],"rotation":{"weekly":{"day":"sunday"}},
        "handoff":"09:00:30","restrictions":[{"weekly":{"from_day":"friday","from":"18:00",
        "until_day":"monday","until":"09:00"}}]}],
        "overrides":[{"person":"eve","from":"2026-02-01T09:00:00","until":"2026-02-02T09:00:00"}]}"#;
    let config: RotaConfig = serde_json::from_str(text).unwrap();
    let again = serde_json::to_string(&config).unwrap();
    assert_eq!(
        again.split_whitespace().collect::<String>(),
        text.split_whitespace().collect::<String>()
    );
}
