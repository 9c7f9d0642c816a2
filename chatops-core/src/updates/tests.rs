use std::collections::BTreeSet;

use super::*;
use crate::feature_tests::{Bench, minutes, person};
use crate::ids::TeamId;
use crate::policy::Team;

/// Updates every 30 minutes since 14:00; jim commands, dora is deputy, mara manages their team.
fn scheduled() -> Bench<Updates> {
    let mut bench = Bench::new();
    let team = Team {
        name: "Database".into(),
        room: "database".into(),
        manager: person("mara"),
        members: BTreeSet::from([person("jim")]),
        components: BTreeSet::new(),
        escalation: None,
    };
    bench.policy.teams.insert(TeamId::new("database").unwrap(), team);
    bench.policy.executives = vec![person("eve")];
    bench.tick(schedule(minutes(30))).unwrap();
    bench
}

fn overdue() -> Bench<Updates> {
    let mut bench = scheduled();
    bench.pass(minutes(30));
    assert_eq!(bench.fire(TimerKey::UpdateDue).len(), 1);
    bench
}

/// At this pace, for what the team `database` owns.
fn schedule(every: SignedDuration) -> Command {
    Command::Schedule { every, team: Some(TeamId::new("database").unwrap()) }
}

fn post(text: &str) -> Command {
    Command::Post { text: text.into() }
}

fn snooze(span: Option<i64>) -> Command {
    Command::Snooze { span: span.map(minutes) }
}

/// The next reminder: its place and person.
fn remind(bench: &mut Bench<Updates>) -> Option<(ReminderPlace, Option<PersonId>)> {
    bench.pass(minutes(5));
    match bench.fire(TimerKey::UpdateOverdue).as_slice() {
        [] => None,
        [Event::Reminded { place, person, .. }] => Some((*place, person.clone())),
        other => panic!("{other:?}"),
    }
}

#[test]
fn when_the_next_update_is_due_is_shown_from_the_start() {
    let bench = scheduled();
    let shown = "post: Updates every 30 min. Next update due 2026-03-04 14:30 UTC.";
    assert_eq!(bench.shown(), vec![shown]);
    let due = later(bench.now, minutes(30));
    assert_eq!(bench.timer(&TimerKey::UpdateDue), Some(Some(due)));
    assert_eq!(bench.feature.due(), Some(due));
}

#[test]
fn an_update_is_numbered_and_names_the_next() {
    let mut bench = scheduled();
    bench.pass(minutes(10));
    bench.ask("ann", post(" replicas are back ")).unwrap();
    assert_eq!(
        bench.shown(),
        vec!["post: Update 1: replicas are back – ann\nNext update due 2026-03-04 14:40 UTC."]
    );
    assert_eq!(bench.timer(&TimerKey::UpdateDue).unwrap(), bench.feature.due());
    bench.ask("ann", post("still back")).unwrap();
    assert_eq!(bench.feature.latest().unwrap().number, 2);
    assert_eq!(bench.feature.last(), Some("still back"));
    assert!(bench.ask("ann", post("  ")).is_err());
    assert!(bench.ask("ann", post(&"x".repeat(UPDATE_CHARS_MAX + 1))).is_err());
}

#[test]
fn an_overdue_update_reminds_the_commander_then_the_deputy_then_the_manager_each_once() {
    let mut bench = overdue();
    assert_eq!(
        bench.shown(),
        vec![
            "post: @jim: The update is overdue since 2026-03-04 14:30 UTC. Post one with \
             `update <text>`, even if it says that nothing is new. [Put off 15 min → snooze]"
        ]
    );
    let next = later(bench.now, minutes(5));
    assert_eq!(bench.timer(&TimerKey::UpdateOverdue), Some(Some(next)));
    assert_eq!(remind(&mut bench), Some((ReminderPlace::Deputy, Some(person("dora")))));
    assert!(bench.shown()[0].starts_with("post: @dora: The update is still overdue"));
    assert_eq!(remind(&mut bench), Some((ReminderPlace::Manager, Some(person("mara")))));
    let [room, direct] = bench.shown().try_into().unwrap();
    assert!(room.contains("mara is told now. Post one with"), "named, not pinged: {room}");
    assert!(room.contains("This is the last reminder."), "{room}");
    assert_eq!(
        direct,
        "direct mara: The update on “latency in EMEA” in team-database is overdue since \
         2026-03-04 14:30 UTC. jim and dora were reminded. Please see to it."
    );
    assert_eq!(bench.timer(&TimerKey::UpdateOverdue), None, "none follows");
    assert_eq!(remind(&mut bench), None);
}

#[test]
fn without_a_deputy_the_manager_comes_next() {
    for deputy in [None, Some(person("jim"))] {
        let mut bench = overdue();
        bench.deputy = deputy;
        assert_eq!(remind(&mut bench), Some((ReminderPlace::Manager, Some(person("mara")))));
        assert!(bench.shown()[1].contains("jim was reminded. "), "{:?}", bench.shown());
    }
}

#[test]
fn a_manager_who_knows_already_is_not_told_again_but_the_next_above() {
    let mut bench = overdue();
    bench.deputy = Some(person("mara"));
    remind(&mut bench);
    assert_eq!(remind(&mut bench), Some((ReminderPlace::Manager, Some(person("eve")))));
    let mut bench = scheduled();
    (bench.commander, bench.deputy) = (Some(person("mara")), None);
    bench.pass(minutes(30));
    bench.fire(TimerKey::UpdateDue);
    assert_eq!(remind(&mut bench), Some((ReminderPlace::Manager, Some(person("eve")))));
}

#[test]
fn where_the_component_is_nobodys_the_manager_of_the_commanders_team_is_told() {
    let mut bench = scheduled();
    bench.tick(Command::Schedule { every: minutes(10), team: None }).unwrap();
    bench.deputy = None;
    bench.pass(minutes(10));
    bench.fire(TimerKey::UpdateDue);
    assert_eq!(remind(&mut bench), Some((ReminderPlace::Manager, Some(person("mara")))));
}

#[test]
fn where_nobody_commands_the_room_hears_it_and_where_nobody_is_left_it_is_the_last() {
    let mut bench = scheduled();
    (bench.commander, bench.deputy) = (None, None);
    bench.policy.executives.clear();
    bench.policy.teams.clear();
    bench.pass(minutes(30));
    bench.fire(TimerKey::UpdateDue);
    let [shown] = bench.shown().try_into().unwrap();
    assert!(shown.starts_with("post: Nobody commands. The update is overdue"), "{shown}");
    assert!(shown.contains("This is the last reminder."), "{shown}");
    assert_eq!(remind(&mut bench), None);
}

#[test]
fn an_update_ends_the_reminders() {
    let mut bench = overdue();
    bench.ask("dora", post("nothing new")).unwrap();
    assert_eq!(bench.timer(&TimerKey::UpdateOverdue), Some(None));
    assert_eq!(remind(&mut bench), None);
    assert!(bench.fire(TimerKey::UpdateDue).is_empty(), "a stale timer means nothing");
    bench.pass(minutes(30));
    let events = bench.fire(TimerKey::UpdateDue);
    assert!(matches!(events.as_slice(), [Event::Reminded { place: ReminderPlace::Owner, .. }]));
}

#[test]
fn an_update_is_put_off_twice_in_a_row_at_most() {
    let mut bench = overdue();
    bench.ask("jim", snooze(None)).unwrap();
    assert_eq!(
        bench.shown(),
        vec![
            "post: Update put off by jim (1 of 2 in a row). Next update due 2026-03-04 14:45 UTC."
        ]
    );
    assert_eq!(bench.timer(&TimerKey::UpdateOverdue), Some(None));
    bench.pass(minutes(15));
    bench.fire(TimerKey::UpdateDue);
    assert!(bench.shown()[0].contains("snooze"));
    bench.ask("jim", snooze(Some(10))).unwrap();
    bench.pass(minutes(10));
    bench.fire(TimerKey::UpdateDue);
    assert!(!bench.shown()[0].contains("snooze"), "no button for what would be refused");
    let refusal = bench.ask("jim", snooze(None)).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::LimitReached);
    assert_eq!(refusal.why, "The update has been put off 2 times in a row.");
    bench.ask("jim", post("nothing new")).unwrap();
    bench.ask("jim", snooze(None)).unwrap();
}

#[test]
fn a_snooze_is_bounded_and_never_brings_the_update_forward() {
    let mut bench = scheduled();
    let refusal = bench.ask("jim", snooze(Some(16))).unwrap_err();
    assert_eq!(refusal.why, "An update can be put off by at most 15 min at a time.");
    assert!(bench.ask("jim", snooze(Some(0))).is_err());
    bench.ask("jim", snooze(Some(10))).unwrap();
    let due = later(bench.now, minutes(40));
    assert_eq!(bench.feature.due(), Some(due));
    let refusal = Bench::<Updates>::new().ask("jim", snooze(None)).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::WrongState);
}

#[test]
fn another_severity_sets_another_pace_from_now_on() {
    let mut bench = overdue();
    bench.tick(schedule(minutes(15))).unwrap();
    assert_eq!(bench.feature.due(), Some(later(bench.now, minutes(15))));
    assert_eq!(remind(&mut bench), None);
    bench.tick(schedule(SignedDuration::ZERO)).unwrap();
    assert_eq!(bench.feature.due(), Some(later(bench.now, minutes(1))));
}

#[test]
fn the_same_pace_again_moves_no_promise_and_ends_no_reminder() {
    let mut bench = overdue();
    let due = bench.feature.due();
    assert_eq!(bench.tick(schedule(minutes(30))), Ok(Vec::new()));
    assert_eq!(bench.feature.due(), due);
    assert!(remind(&mut bench).is_some());
    bench.tick(Command::Stop).unwrap();
    bench.tick(schedule(minutes(30))).unwrap();
    assert_eq!(bench.feature.due(), Some(later(bench.now, minutes(30))), "after a reopening");
}

#[test]
fn after_the_end_nothing_is_due_but_an_update_can_still_be_posted() {
    let mut bench = overdue();
    bench.tick(Command::Stop).unwrap();
    assert_eq!(bench.timer(&TimerKey::UpdateDue), Some(None));
    assert_eq!(bench.timer(&TimerKey::UpdateOverdue), Some(None));
    assert_eq!(remind(&mut bench), None);
    assert_eq!(bench.tick(Command::Stop), Ok(Vec::new()));
    bench.ask("ann", post("one more thing")).unwrap();
    assert_eq!(bench.shown(), vec!["post: Update 1: one more thing – ann"]);
    assert_eq!(bench.feature.due(), None);
}

#[test]
fn the_timeline_tells_updates_reminders_and_snoozes() {
    let mut bench = overdue();
    bench.ask("jim", snooze(None)).unwrap();
    bench.ask("jim", post("nothing new")).unwrap();
    bench.tick(Command::Stop).unwrap();
    assert_eq!(
        bench.told(),
        vec![
            "updates every 30 min. Next update due 2026-03-04 14:30 UTC.",
            "reminder of an overdue update: jim, commander",
            "put the update off, 1 in a row. Next update due 2026-03-04 14:45 UTC.",
            "update 1: nothing new",
            "no more updates are due"
        ]
    );
}
