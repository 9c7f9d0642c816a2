use super::*;
use crate::feature_tests::{Bench, minutes, person};

fn started() -> Bench<Polls> {
    let mut bench = Bench::new();
    bench.tick(Command::Start { severity: Severity::Sev3 }).unwrap();
    bench
}

fn open() -> Bench<Polls> {
    let mut bench = started();
    bench.ask("ann", Command::Open).unwrap();
    bench
}

fn vote(bench: &mut Bench<Polls>, who: &str, severity: Severity) {
    bench.ask(who, Command::Vote { severity }).unwrap();
}

fn proposed(votes: &[Severity]) -> Severity {
    let mut bench = open();
    for (index, severity) in votes.iter().enumerate() {
        vote(&mut bench, &format!("voter-{index}"), *severity);
    }
    match bench.fire(TimerKey::Poll(1)).as_slice() {
        [Event::PollClosed { number: 1, proposed, .. }] => *proposed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_incident_starts_with_a_severity_once_and_silently() {
    let mut bench = started();
    assert_eq!(bench.feature.severity(), Severity::Sev3);
    assert!(bench.shown().is_empty());
    let refusal = bench.tick(Command::Start { severity: Severity::Sev1 }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::AlreadyDone);
}

#[test]
fn a_poll_has_a_button_for_each_level_and_closes_by_itself() {
    let bench = open();
    assert_eq!(
        bench.shown(),
        vec![
            "post: Severity poll 1 – now SEV3, open until 2026-03-04 14:05 UTC.\n\
             How bad is it? When in doubt, the worse. Strong objection: `object <why>`. \
             [SEV1 → vote 1] [SEV2 → vote 2] [SEV3 → vote 3] [SEV4 → vote 4] [SEV5 → vote 5]"
        ]
    );
    let closes = crate::time::later(bench.now, minutes(5));
    assert_eq!(bench.timer(&TimerKey::Poll(1)), Some(Some(closes)));
}

#[test]
fn one_poll_at_a_time_and_none_before_the_opening() {
    let mut bench = open();
    let refusal = bench.ask("bob", Command::Open).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::AlreadyDone);
    assert_eq!(refusal.why, "Poll 1 is open until 2026-03-04 14:05 UTC.");
    let refusal = Bench::<Polls>::new().ask("ann", Command::Open).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::WrongState);
}

#[test]
fn a_vote_counts_once_for_each_person_and_can_be_changed() {
    let mut bench = open();
    vote(&mut bench, "ann", Severity::Sev4);
    vote(&mut bench, "ann", Severity::Sev2);
    vote(&mut bench, "bob", Severity::Sev2);
    assert_eq!(bench.feature.latest().unwrap().votes.len(), 2);
    let [shown] = bench.shown().try_into().unwrap();
    assert!(shown.starts_with("edit: ") && shown.contains("• SEV2: 2 votes"), "{shown}");
    assert!(!shown.contains("SEV4: 1"), "{shown}");
    let again = bench.ask("ann", Command::Vote { severity: Severity::Sev2 }).unwrap_err();
    assert_eq!(again.kind, RefusalKind::AlreadyDone);
}

#[test]
fn the_proposal_is_the_middle_and_when_in_doubt_the_worse() {
    use Severity::{Sev1, Sev2, Sev3, Sev4, Sev5};
    assert_eq!(proposed(&[Sev4]), Sev4);
    assert_eq!(proposed(&[Sev4, Sev2]), Sev2);
    assert_eq!(proposed(&[Sev5, Sev1, Sev2]), Sev2);
    assert_eq!(proposed(&[Sev1, Sev4, Sev3, Sev5]), Sev3);
    assert_eq!(proposed(&[]), Sev3, "without votes it stays");
}

#[test]
fn the_commander_is_asked_to_decide_with_the_objections_in_view() {
    let mut bench = open();
    vote(&mut bench, "ann", Severity::Sev2);
    bench.ask("bob", Command::Object { why: "checkout is down".into() }).unwrap();
    assert!(bench.shown()[1].contains("Strong objection by bob: checkout is down"));
    bench.fire(TimerKey::Poll(1));
    let [edited, summary] = bench.shown().try_into().unwrap();
    assert!(edited.starts_with("edit: Severity poll 1 – closed, proposes SEV2"), "{edited}");
    assert!(!edited.contains('['), "no buttons after the close: {edited}");
    assert_eq!(
        summary,
        "post: Poll 1 proposes SEV2 – one vote.\n• SEV2: 1 vote\n\
         • Objection of bob: checkout is down\n\
         @jim, please decide. Strong objections until then: `object <why>`. \
         [Decide SEV2 → severity 2] [Decide SEV1 → severity 1] [Decide SEV3 → severity 3]"
    );
    let severity = bench.feature.severity();
    assert_eq!(severity, Severity::Sev3, "a proposal decides nothing");
    bench.ask("ann", Command::Object { why: "so is search".into() }).unwrap();
    let again = bench.shown();
    assert!(again[0].contains("so is search") && again[0].contains("[Decide SEV2"), "{again:?}");
    bench.ask("jim", Command::Decide { severity: Severity::Sev1 }).unwrap();
    let decided = bench.shown();
    assert!(decided[1].starts_with("edit: Severity poll 1 – decided: SEV1"), "{decided:?}");
    assert!(!decided[1].contains("[Decide"), "its buttons are gone: {decided:?}");
}

#[test]
fn where_nobody_commands_the_close_asks_for_a_commander_first() {
    let mut bench = open();
    bench.commander = None;
    bench.fire(TimerKey::Poll(1));
    assert!(bench.shown()[1].contains("Nobody commands: take command with `take`, then decide."));
}

#[test]
fn the_end_of_the_incident_ends_the_poll() {
    let mut bench = open();
    bench.tick(Command::Stop).unwrap();
    assert_eq!(bench.shown(), vec!["edit: Severity poll 1 – ended with the incident, undecided"]);
    assert_eq!(bench.timer(&TimerKey::Poll(1)), Some(None));
    assert!(bench.fire(TimerKey::Poll(1)).is_empty());
    assert_eq!(bench.tick(Command::Stop), Ok(Vec::new()));
}

#[test]
fn objections_are_heard_until_the_decision_and_votes_until_the_close() {
    let mut bench = open();
    bench.fire(TimerKey::Poll(1));
    bench.ask("bob", Command::Object { why: "no".into() }).unwrap();
    let refusal = bench.ask("bob", Command::Vote { severity: Severity::Sev1 }).unwrap_err();
    assert_eq!(refusal.why, "No poll is open for votes.");
    bench.ask("jim", Command::Decide { severity: Severity::Sev3 }).unwrap();
    let refusal = bench.ask("bob", Command::Object { why: "no".into() }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::WrongState);
}

#[test]
fn a_decision_ends_the_open_poll() {
    let mut bench = open();
    bench.ask("jim", Command::Decide { severity: Severity::Sev1 }).unwrap();
    assert_eq!(bench.feature.severity(), Severity::Sev1);
    assert_eq!(
        bench.shown(),
        vec![
            "post: Severity SEV1, was SEV3 – decided by jim",
            "edit: Severity poll 1 – decided: SEV1"
        ]
    );
    assert_eq!(bench.timer(&TimerKey::Poll(1)), Some(None));
    assert!(bench.fire(TimerKey::Poll(1)).is_empty(), "a stale timer means nothing");
    bench.ask("ann", Command::Open).unwrap();
    assert_eq!(bench.feature.latest().unwrap().number, 2);
    assert!(bench.fire(TimerKey::Poll(1)).is_empty(), "nor does one of an older poll");
}

#[test]
fn deciding_what_is_in_force_confirms_a_poll_but_is_refused_without_one() {
    let mut bench = open();
    bench.ask("jim", Command::Decide { severity: Severity::Sev3 }).unwrap();
    assert_eq!(bench.shown()[0], "post: Severity SEV3 as before – decided by jim");
    let refusal = bench.ask("jim", Command::Decide { severity: Severity::Sev3 }).unwrap_err();
    assert_eq!(refusal.why, "It is SEV3 already.");
}

#[test]
fn voters_and_objections_are_bounded() {
    let mut bench = open();
    for index in 0..VOTERS_MAX {
        let voter = person(&format!("voter-{index}"));
        bench.feature.with_poll(1, |poll| {
            poll.votes.insert(voter.clone(), Severity::Sev2);
            if index < OBJECTIONS_MAX {
                poll.objections.insert(voter, String::from("no"));
            }
        });
    }
    let late = bench.ask("zoe", Command::Vote { severity: Severity::Sev1 }).unwrap_err();
    assert_eq!(late.kind, RefusalKind::LimitReached);
    let late = bench.ask("zoe", Command::Object { why: "no".into() }).unwrap_err();
    assert_eq!(late.kind, RefusalKind::LimitReached);
    let long = "x".repeat(OBJECTION_CHARS_MAX + 1);
    let refusal = bench.ask("voter-0", Command::Object { why: long }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Unacceptable);
}

#[test]
fn the_timeline_tells_it_in_a_line() {
    let mut bench = open();
    vote(&mut bench, "ann", Severity::Sev2);
    bench.fire(TimerKey::Poll(1));
    bench.ask("jim", Command::Decide { severity: Severity::Sev2 }).unwrap();
    assert_eq!(
        bench.told(),
        vec![
            "opened as SEV3",
            "opened severity poll 1",
            "voted SEV2 in severity poll 1",
            "severity poll 1 closed and proposes SEV2 (one vote)",
            "set the severity to SEV2, was SEV3"
        ]
    );
}
