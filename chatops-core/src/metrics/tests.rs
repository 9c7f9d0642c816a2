use super::*;
use crate::context::Actor;
use crate::history::tests::{Script, at, by, id, incident_id, opened};
use crate::poll;
use crate::register::Origin;

const CLOCKWORK: Actor = Actor::Clockwork;

/// Opened at 14:00 by an alert rule, with what led to it.
fn by_alert(origin: Origin) -> Script {
    let opened = Opened { declared_by: None, origin: Box::new(origin), ..opened(incident_id(1)) };
    Script::default().incident(
        "14:00:00",
        &Actor::Service("alertmanager".into()),
        Event::Opened(opened),
    )
}

fn by_person() -> Script {
    Script::default().incident("14:00:00", &by("ann"), Event::Opened(opened(incident_id(1))))
}

fn appointed(name: &str) -> Event {
    Event::Seat(seat::Event::Appointed { person: id(name), from: None, at: at("14:00:00") })
}

fn update(number: u32) -> Event {
    Event::Update(updates::Event::Posted {
        number,
        text: "x".into(),
        by: id("jim"),
        at: at("14:00:00"),
        next_due: None,
    })
}

fn acknowledged_page() -> Event {
    let at = at("14:00:00");
    Event::Page(paging::Event::Acknowledged { number: 1, by: Some(id("kim")), at })
}

fn moved(by: Move, to: Phase) -> Event {
    Event::Moved { by, to }
}

fn metrics(script: &Script) -> Metrics {
    Metrics::of(&script.history(), incident_id(1)).unwrap()
}

#[test]
fn an_incident_is_detected_when_it_was_first_noticed_else_when_it_was_declared() {
    let origin = Origin { detected_at: Some(at("13:50:00")), ..Origin::default() };
    assert_eq!(metrics(&by_alert(origin)).detected_at, Some(at("13:50:00")));
    assert_eq!(metrics(&by_person()).detected_at, Some(at("14:00:00")));
}

#[test]
fn who_declares_has_taken_notice() {
    let script = by_person().incident("14:10:00", &by("kim"), acknowledged_page());
    assert_eq!(metrics(&script).acknowledged_at, Some(at("14:00:00")));
}

#[test]
fn the_earliest_acknowledgement_counts_wherever_it_was_given() {
    let origin = Origin { alert: Some(7), ..Origin::default() };
    let acknowledge = |number, by| {
        let at = at("14:00:00");
        emergency_channel::Event::Alert(alerts::Event::Acknowledged { number, by, at })
    };
    let script = by_alert(origin).incident("14:09:00", &by("kim"), acknowledged_page());
    assert_eq!(metrics(&script).acknowledged_at, Some(at("14:09:00")), "page");
    // Not by another alert, and not by a source that names nobody.
    let script = script.channel("14:01:00", &by("kim"), acknowledge(6, Some(id("kim")))).channel(
        "14:02:00",
        &CLOCKWORK,
        acknowledge(7, None),
    );
    assert_eq!(metrics(&script).acknowledged_at, Some(at("14:09:00")), "page still");
    let script = script.channel("14:03:00", &by("kim"), acknowledge(7, Some(id("kim"))));
    assert_eq!(metrics(&script).acknowledged_at, Some(at("14:03:00")), "alert");
    let origin = Origin { acknowledged_at: Some(at("13:58:00")), ..Origin::default() };
    assert_eq!(metrics(&by_alert(origin)).acknowledged_at, Some(at("13:58:00")), "before");
}

#[test]
fn being_put_into_command_is_not_taking_notice_but_acting_is() {
    let script = by_alert(Origin::default()).incident("14:00:01", &CLOCKWORK, appointed("jim"));
    assert_eq!(metrics(&script).acknowledged_at, None);
    assert_eq!(metrics(&script).commanded_at, Some(at("14:00:01")));
    let script = script.incident("14:01:00", &by("ann"), update(1));
    assert_eq!(metrics(&script).acknowledged_at, None);
    let script = script.incident("14:02:00", &by("jim"), update(2));
    assert_eq!(metrics(&script).acknowledged_at, Some(at("14:02:00")));
}

#[test]
fn the_first_commander_counts_not_the_next() {
    let script = by_person().incident("14:02:00", &CLOCKWORK, appointed("jim")).incident(
        "14:30:00",
        &CLOCKWORK,
        appointed("kim"),
    );
    assert_eq!(metrics(&script).commanded_at, Some(at("14:02:00")));
}

#[test]
fn the_first_update_is_inside_or_outside() {
    let published = Event::PublicUpdate(public_update::Event::Published { number: 1, url: None });
    let script = by_person().incident("14:05:00", &CLOCKWORK, published.clone());
    let script = script.incident("14:06:00", &by("jim"), update(1));
    assert_eq!(metrics(&script).first_update_at, Some(at("14:05:00")));
    let script = by_person().incident("14:03:00", &by("jim"), update(1));
    let script = script.incident("14:04:00", &CLOCKWORK, published);
    assert_eq!(metrics(&script).first_update_at, Some(at("14:03:00")));
}

#[test]
fn mitigated_counts_first_and_resolved_last() {
    let jim = &by("jim");
    let script = by_person()
        .incident("14:10:00", jim, moved(Move::Mitigate, Phase::Mitigated))
        .incident("14:15:00", jim, moved(Move::Worsen, Phase::Investigating))
        .incident("14:20:00", jim, moved(Move::Mitigate, Phase::Mitigated))
        .incident("14:30:00", jim, moved(Move::Resolve, Phase::Resolved));
    assert_eq!(metrics(&script).mitigated_at, Some(at("14:10:00")));
    assert_eq!(metrics(&script).resolved_at, Some(at("14:30:00")));
    let script = script.incident("14:40:00", jim, moved(Move::Reopen, Phase::Investigating));
    assert_eq!(metrics(&script).resolved_at, None, "it is open again");
    let script = script.incident("15:00:00", jim, moved(Move::Resolve, Phase::Resolved)).incident(
        "16:00:00",
        jim,
        moved(Move::Close, Phase::Closed),
    );
    assert_eq!(metrics(&script).resolved_at, Some(at("15:00:00")));
}

#[test]
fn durations_run_from_the_detection_and_are_never_negative() {
    let origin = Origin {
        detected_at: Some(at("14:05:00")),
        acknowledged_at: Some(at("14:04:00")),
        ..Origin::default()
    };
    let script = by_alert(origin).incident("14:06:30", &by("jim"), update(1));
    let metrics = metrics(&script);
    assert_eq!(metrics.seconds(Measure::Acknowledge), Some(0));
    assert_eq!(metrics.seconds(Measure::FirstUpdate), Some(90));
    assert_eq!(metrics.seconds(Measure::Resolve), None);
}

#[test]
fn an_alert_that_says_when_it_began_gives_the_time_to_detect() {
    let opening = |number, began: Option<&str>| {
        let opening = serde_json::json!({
            "number": number, "source": "alertmanager", "group": "g", "key": "k", "title": "slow",
            "shown": "posted", "started_at": began.map(at), "at": at("13:58:00"),
        });
        let opening = serde_json::from_value(opening).unwrap();
        emergency_channel::Event::Alert(alerts::Event::Opened(opening))
    };
    let source = &Actor::Service("alertmanager".into());
    let origin = Origin { alert: Some(7), detected_at: Some(at("13:58:00")), ..Origin::default() };
    let script = by_alert(origin.clone())
        .channel("13:58:00", source, opening(6, Some("12:00:00")))
        .channel("13:58:00", source, opening(7, Some("13:50:00")));
    assert_eq!(metrics(&script).began_at, Some(at("13:50:00")));
    assert_eq!(metrics(&script).seconds(Measure::Detect), Some(480));
    let silent = by_alert(origin).channel("13:58:00", source, opening(7, None));
    assert_eq!(metrics(&silent).seconds(Measure::Detect), None);
    assert_eq!(metrics(&by_person()).seconds(Measure::Detect), None);
}

#[test]
fn the_file_has_the_moments_and_the_durations_between_them() {
    let script = by_person()
        .incident("14:00:00", &CLOCKWORK, Event::Named { name: "hot-330".into() })
        .incident("14:02:00", &by("jim"), update(1))
        .incident("14:01:00", &by("jim"), moved(Move::Mitigate, Phase::Mitigated));
    let json = metrics(&script).to_json();
    let start = format!(
        "{{\n  \"incident\": \"{}\",\n  \"name\": \"hot-330\",\n  \"drill\": false,\n  \
         \"severity\": \"sev3\",\n  \"began_at\": null,\n  \
         \"detected_at\": \"2026-03-04T14:00:00Z\",\n  \
         \"acknowledged_at\": \"2026-03-04T14:00:00Z\",\n  \"commanded_at\": null,\n  \
         \"first_update_at\": \"2026-03-04T14:02:00Z\",\n  \
         \"mitigated_at\": \"2026-03-04T14:01:00Z\",\n  \
         \"resolved_at\": null,\n  \"time_to_detect_seconds\": null,\n  \
         \"time_to_acknowledge_seconds\": 0,\n  \
         \"time_to_command_seconds\": null,\n  \"time_to_first_update_seconds\": 120,\n  \
         \"time_to_mitigate_seconds\": 60,\n  \"time_to_resolve_seconds\": null,\n  \
         \"seconds_between\": {{\n",
        incident_id(1)
    );
    assert!(json.starts_with(&start), "{json}");
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    let between = read["seconds_between"].as_object().unwrap();
    assert_eq!(between.len(), 21, "each of seven moments with each later one");
    assert_eq!(between["acknowledged_at_to_first_update_at"], 120);
    assert_eq!(between["first_update_at_to_mitigated_at"], -60);
    assert_eq!(between["detected_at_to_resolved_at"], serde_json::Value::Null);
}

#[test]
fn the_file_of_a_journal_has_the_first_incident_all_of_them_and_the_summary() {
    let read = |all: &[Metrics]| -> serde_json::Value {
        serde_json::from_str(&super::to_json(all)).unwrap()
    };
    let none = read(&[]);
    assert!(none.as_object().unwrap().contains_key("resolved_at"));
    assert_eq!((&none["resolved_at"], &none["incidents"]), (&().into(), &serde_json::json!([])));
    let first = resolved("2026-03", Severity::Sev1, 60);
    let drill = Metrics { drill: true, name: "hot-331".into(), ..first.clone() };
    let two = read(&[first.clone(), drill]);
    assert_eq!((&two["name"], &two["time_to_resolve_seconds"]), (&"hot-330".into(), &60.into()));
    assert_eq!(two["incidents"][1]["name"], "hot-331");
    assert_eq!((&two["summary"]["incidents"], &two["summary"]["drills"]), (&1.into(), &1.into()));
    let alone: serde_json::Value = serde_json::from_str(&first.to_json()).unwrap();
    assert_eq!(two["incidents"][0], alone);
}

#[test]
fn every_incident_is_measured_by_its_own_stream() {
    let two = incident_id(2);
    let script = by_person()
        .incident_of(two, "14:01:00", &by("kim"), Event::Opened(opened(two)))
        .incident_of(two, "14:02:00", &by("jim"), update(1));
    let all = Metrics::of_all(&script.history());
    let updates: Vec<_> = all.iter().map(|one| one.first_update_at).collect();
    assert_eq!(updates, [None, Some(at("14:02:00"))]);
    assert_eq!(Metrics::of(&script.history(), incident_id(3)), None);
}

#[test]
fn the_last_decided_severity_counts() {
    let severity = Severity::Sev1;
    let from = Some(Severity::Sev3);
    let set = Event::Poll(poll::Event::SeveritySet { severity, by: None, from, poll: None });
    let script = by_person().incident("14:01:00", &by("jim"), set);
    assert_eq!(metrics(&script).severity, Severity::Sev1);
}

/// An incident that took so many seconds to resolve.
fn resolved(month: &str, severity: Severity, seconds: i64) -> Metrics {
    let detected = at(&format!("{month}-10T00:00:00Z"));
    Metrics {
        incident: incident_id(1),
        name: "hot-330".into(),
        drill: false,
        severity,
        began_at: None,
        detected_at: Some(detected),
        acknowledged_at: None,
        commanded_at: None,
        first_update_at: None,
        mitigated_at: None,
        resolved_at: Some(detected + jiff::SignedDuration::from_secs(seconds)),
    }
}

fn resolve(group: &Group) -> Average {
    group.averages[Measure::Resolve.name()]
}

#[test]
fn incidents_are_brought_together_by_month_and_severity() {
    let summary = Summary::of(&[
        resolved("2026-04", Severity::Sev1, 60),
        resolved("2026-03", Severity::Sev2, 10),
        resolved("2026-03", Severity::Sev2, 20),
        resolved("2026-03", Severity::Sev2, 61),
        resolved("2026-03", Severity::Sev1, 5),
    ]);
    let places: Vec<_> = summary
        .groups
        .iter()
        .map(|group| (group.month.as_str(), group.severity.number(), group.incidents))
        .collect();
    assert_eq!(places, [("2026-03", 1, 1), ("2026-03", 2, 3), ("2026-04", 1, 1)]);
    let average = Average { incidents: 3, mean_seconds: 30, median_seconds: 20 };
    assert_eq!(resolve(&summary.groups[1]), average);
    assert!(!summary.groups[1].averages.contains_key("time_to_mitigate"));
}

#[test]
fn the_median_of_an_even_number_lies_between_the_middle_two() {
    let of = |seconds: &[i64]| {
        let metrics: Vec<_> =
            seconds.iter().map(|one| resolved("2026-03", Severity::Sev1, *one)).collect();
        resolve(&Summary::of(&metrics).groups[0]).median_seconds
    };
    assert_eq!(of(&[10, 40, 20, 1_000]), 30);
    assert_eq!(of(&[3, 2]), 3, "halves are rounded up");
}

#[test]
fn the_month_is_that_of_the_detection_in_utc() {
    let late = Metrics {
        detected_at: Some(at("2026-03-31T23:59:59Z")),
        resolved_at: Some(at("2026-04-01T10:00:00Z")),
        ..resolved("2026-03", Severity::Sev1, 1)
    };
    assert_eq!(Summary::of(&[late]).groups[0].month, "2026-03");
}

#[test]
fn drills_are_counted_and_otherwise_left_out() {
    let drill = Metrics { drill: true, ..resolved("2026-03", Severity::Sev1, 9_999) };
    let summary = Summary::of(&[drill.clone(), resolved("2026-03", Severity::Sev1, 1)]);
    assert_eq!((summary.incidents, summary.drills), (1, 1));
    assert_eq!(resolve(&summary.groups[0]).mean_seconds, 1);
    let only = Summary::of(&[drill]);
    assert!(only.groups.is_empty());
    assert!(only.to_prometheus().contains("chatops_drills 1\n"));
    let json: serde_json::Value = serde_json::from_str(&only.to_json()).unwrap();
    assert_eq!((&json["incidents"], &json["drills"]), (&0.into(), &1.into()));
}

#[test]
fn the_exposition_has_a_help_and_a_type_before_each_family() {
    let summary = Summary::of(&[resolved("2026-03", Severity::Sev2, 90)]);
    let text = summary.to_prometheus();
    for line in [
        "# HELP chatops_incidents Incidents by month of detection (UTC) and severity, without drills.",
        "# TYPE chatops_incidents gauge",
        "chatops_incidents{month=\"2026-03\",severity=\"2\"} 1",
        "# TYPE chatops_time_to_resolve_mean_seconds gauge",
        "chatops_time_to_resolve_median_seconds{month=\"2026-03\",severity=\"2\"} 90",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    assert!(text.ends_with('\n'));
    let names: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("# TYPE "))
        .map(|line| line.split(' ').nth(2).unwrap())
        .collect();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(names, once);
}

#[test]
fn the_number_of_exposed_months_is_bounded() {
    let metrics: Vec<Metrics> =
        (1990..2030).map(|year| resolved(&format!("{year}-01"), Severity::Sev1, 1)).collect();
    let text = Summary::of(&metrics).to_prometheus();
    let shown = text.lines().filter(|line| line.starts_with("chatops_incidents{")).count();
    assert_eq!(shown, MONTHS_SHOWN_MAX);
    assert!(text.contains("2029-01") && !text.contains("1990-01"));
}
