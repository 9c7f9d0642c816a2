//! What a group shows of its alerts, and how it belongs to an incident.

use super::tests::{MINUTE, component, firing, incident, play, resolved};
use super::*;
use crate::severity::Severity;

#[test]
fn a_report_that_says_something_new_changes_the_message() {
    let mut play = play();
    play.fire("db", "1");
    let worse = Signal {
        title: "db is gone".into(),
        severity: Some(Severity::Sev1),
        ..firing("db", "1", 1)
    };
    play.receive(worse);
    assert_eq!(play.shown(), Vec::<String>::new());
    play.until(MINUTE);
    let shown = play.shown().concat();
    assert!(shown.contains("shows Alert 1 – db is gone\nFiring since"), "{shown}");
    assert!(shown.contains(", 1 repeat – SEV1 –"), "{shown}");
}

#[test]
fn several_alerts_are_shown_each_with_what_tells_it_from_the_others() {
    let mut play = play();
    let one = |key: &str, severity| Signal {
        title: format!("db-{key} is slow"),
        severity: Some(severity),
        labels: [("job".into(), "db".into()), ("host".into(), format!("db-{key}"))].into(),
        links: vec![("graph".into(), format!("https://graphs.example/{key}"))],
        ..firing("db", key, 1)
    };
    play.receive(one("1", Severity::Sev3));
    play.receive(one("2", Severity::Sev2));
    play.shown();
    play.until(MINUTE);
    let both = play.shown().concat();
    assert_eq!(
        both,
        "team-t01 shows Alert 1 – db-2 is slow\n\
         2 of 2 firing since 1970-01-01 00:00 UTC – SEV2 – `c01` – from prom\n`job=db`\n\
         • db-1 is slow – SEV3 – `host=db-1` – graph (https://graphs.example/1)\n\
         • db-2 is slow – SEV2 – `host=db-2` – graph (https://graphs.example/2)"
    );
    // What is over stands there no longer, and is not what the message is called by.
    play.receive(resolved("db", "2"));
    play.until(2 * MINUTE);
    let left = play.shown().concat();
    assert!(
        left.starts_with("team-t01 shows Alert 1 – db-1 is slow\n1 of 2 firing since"),
        "{left}"
    );
    assert!(left.contains("– SEV3 –") && !left.contains("db-2"), "{left}");
}

#[test]
fn of_many_alerts_the_first_are_shown_and_the_others_counted() {
    let mut play = play();
    for number in 0..LISTED_ALERTS_MAX + 3 {
        play.fire("db", &number.to_string());
    }
    play.until(MINUTE);
    assert!(play.shown().concat().ends_with("\nand 3 more."));
    // A place becomes free, and the next report of one that had none takes it.
    play.receive(resolved("db", "0"));
    play.fire("db", "7");
    play.until(2 * MINUTE);
    assert!(play.shown().concat().ends_with("\nand 2 more."));
    assert_eq!(play.alerts.group(1).unwrap().listed().count(), LISTED_ALERTS_MAX);
}

#[test]
fn since_when_it_fires_is_what_its_source_says_unless_its_clock_is_ahead() {
    let mut play = play();
    play.now = 60 * MINUTE;
    let at = |minutes: i64| Timestamp::from_second(minutes * 60).ok();
    play.receive(Signal { started_at: at(37), ..firing("db", "1", 1) });
    assert!(play.shown().concat().contains("Firing since 1970-01-01 00:37 UTC"));
    play.receive(Signal { started_at: at(90), ..firing("web", "1", 1) });
    assert!(play.shown().concat().contains("Firing since 1970-01-01 01:00 UTC"));
    play.now = 63 * MINUTE;
    play.receive(resolved("db", "1"));
    let shown = play.shown().concat();
    assert!(
        shown.contains("Resolved: fired from 1970-01-01 00:37 UTC to 1970-01-01 01:03 UTC"),
        "{shown}"
    );
}

#[test]
fn what_a_source_leaves_out_of_its_reports_is_counted() {
    let mut play = play();
    play.receive(Signal { left_out: 40, ..firing("db", "1", 1) });
    assert!(
        play.shown().concat().ends_with("Its source leaves 40 more alerts out of its reports.")
    );
    play.receive(Signal { left_out: 41, ..firing("db", "1", 1) });
    play.until(MINUTE);
    assert!(play.shown().concat().contains("leaves 41 more alerts out"));
    play.receive(firing("db", "1", 1));
    play.until(2 * MINUTE);
    assert!(!play.shown().concat().contains("leaves"));
}

#[test]
fn the_room_of_its_incident_learns_what_belongs_to_it_and_when_that_is_over() {
    let mut play = play();
    let hot = format!("hot/{}", incident());
    play.fire("db", "1");
    play.by_ann(Command::Declared { number: 1, incident: incident() });
    let shown = play.shown();
    assert!(
        shown.iter().any(
            |line| line.starts_with(&format!("{hot} posts Alert 1 – db is down – in team-t01"))
        ),
        "{shown:?}"
    );
    play.receive(resolved("db", "1"));
    let line =
        "posts Alert 1 “db is down” has resolved. It had been firing since 1970-01-01 00:00 UTC.";
    assert!(play.shown().contains(&format!("{hot} {line}")));
    // The next of its kind belongs to the same incident, as long as that is open: the aggregate knows.
    play.fire("db", "1");
    assert_eq!(play.alerts.incident_before(2), Some(incident()));
    play.by_ann(Command::Join { number: 2, incident: incident() });
    let shown = play.shown();
    assert!(
        shown.iter().any(|line| line.starts_with(&format!("{hot} posts Alert 2"))),
        "{shown:?}"
    );
    assert!(
        shown.iter().any(|line| line.contains("shows Alert 2") && line.contains("Hot room: hot/")),
        "{shown:?}"
    );
}

#[test]
fn all_that_fires_on_its_component_belongs_to_an_incident_until_it_is_over() {
    let mut play = play();
    for group in ["db", "web", "cache"] {
        play.fire(group, "1");
    }
    play.shown();
    play.by_ann(Command::JoinComponent { component: component(1), incident: incident() });
    let shown = play.shown();
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(
        shown
            .concat()
            .contains("These alerts belong to it:\n• 1 db is down – in team-t01\n• 2 web")
    );
    play.until(MINUTE);
    assert_eq!(play.shown().iter().filter(|line| line.contains("Hot room: hot/")).count(), 3);
    assert!(play.alerts.declarable(1).is_err());
    play.by_ann(Command::Release { incident: incident() });
    play.until(2 * MINUTE);
    assert_eq!(play.shown().iter().filter(|line| !line.contains("Hot room")).count(), 3);
    assert!(play.alerts.declarable(1).is_ok());
}

#[test]
fn what_the_commander_said_is_shown_and_the_commander_can_be_asked_again() {
    let mut play = play();
    play.fire("db", "1");
    let ask = Command::AskCommander { number: 1 };
    play.by_ann(ask.clone());
    assert_eq!(play.refused(ask.clone()), RefusalKind::AlreadyDone);
    play.shown();
    let by = PersonId::new("jim").unwrap();
    play.by_ann(Command::NoteAnswer { number: 1, by, verdict: Verdict::Watch });
    let shown = play.shown().concat();
    assert!(
        shown.contains("jim judged it at 1970-01-01 00:00 UTC: watch it, and ask again"),
        "{shown}"
    );
    assert!(!shown.contains("Brought before"), "{shown}");
    play.by_ann(ask);
}
