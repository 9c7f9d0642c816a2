//! Storms: what is coalesced, and that nothing is lost by it.

use super::tests::{Play, component, firing, play, resolved};
use super::*;

/// Ten thousand alerts within a minute: `group_of` names the group of each, `key_of` the alert in it.
fn storm(group_of: impl Fn(usize) -> usize, key_of: impl Fn(usize) -> usize) -> Play {
    let mut play = play();
    for index in 0..10_000_usize {
        play.until(i64::try_from(index * 6).unwrap());
        let group = group_of(index);
        let mut signal = firing(&format!("g{group}"), &key_of(index).to_string(), group % 20);
        signal.chart = Some("load".into());
        play.receive(signal);
    }
    play
}

/// Most messages and edits within any minute, with the graphs that were asked for.
fn busiest_minute(play: &Play) -> usize {
    let moments: Vec<i64> = play.log.iter().map(|(at, _, _)| *at).collect();
    let within =
        |start: &i64| moments.iter().filter(|at| (0..60_000).contains(&(*at - start))).count();
    moments.iter().map(within).max().unwrap_or(0)
}

fn count_of(play: &Play, what: fn(&AlertGroup) -> usize) -> usize {
    play.alerts.groups.values().map(what).sum()
}

#[test]
fn ten_thousand_alerts_of_as_many_groups_are_at_most_twenty_messages_in_a_minute() {
    let mut play = storm(|index| index, |_| 0);
    assert!(play.log.len() <= 20, "{} messages in the first minute", play.log.len());
    play.until(3_600_000);
    assert!(busiest_minute(&play) <= 20, "{} messages in a minute", busiest_minute(&play));
    assert_eq!(play.alerts.groups.len(), GROUPS_MAX);
    assert_eq!(play.alerts.storm, None);
}

#[test]
fn ten_thousand_alerts_of_one_group_are_one_message_and_one_edit_a_minute() {
    let mut play = storm(|_| 1, |index| index);
    // The message and its graph.
    assert_eq!(play.log.len(), 2);
    play.until(61_000);
    assert_eq!(play.log.len(), 3);
    assert!(play.log.last().unwrap().2.contains("10000 of 10000 firing"));
}

#[test]
fn ten_thousand_alerts_of_two_hundred_groups_that_come_and_go_stay_within_bounds() {
    let mut play = storm(|index| index % 200, |index| index / 200);
    assert!(play.log.len() <= 20, "{} messages in the first minute", play.log.len());
    assert_eq!(count_of(&play, AlertGroup::firing), 10_000);
    for index in 0..10_000_usize {
        play.until(60_000 + i64::try_from(index * 6).unwrap());
        play.receive(resolved(&format!("g{}", index % 200), &(index / 200).to_string()));
    }
    play.until(3_600_000);
    assert!(busiest_minute(&play) <= 20, "{} messages in a minute", busiest_minute(&play));
    assert_eq!((count_of(&play, AlertGroup::firing), play.alerts.instances), (0, 0));
    assert!(play.alerts.groups.values().all(|group| !group.dirty));
    assert_eq!(play.alerts.digest_at, None);
}

/// Sixty groups with a message of their own, posted at leisure; the minute after is quiet.
fn sixty_posted() -> Play {
    let mut play = play();
    for number in 0..60_usize {
        play.until(i64::try_from(number * 15_000).unwrap());
        play.receive(firing(&format!("g{number}"), "1", number % 20));
    }
    play.until(1_000_000);
    play.shown();
    play
}

#[test]
fn when_many_groups_resolve_at_once_some_are_announced_and_all_are_shown_in_time() {
    let mut play = sixty_posted();
    for number in 0..60 {
        play.receive(resolved(&format!("g{number}"), "1"));
    }
    let announced = play.log.iter().filter(|(_, _, words)| words.contains("has resolved")).count();
    assert_eq!(announced, 7);
    play.until(3_600_000);
    assert!(busiest_minute(&play) <= 20, "{} messages in a minute", busiest_minute(&play));
    let shown =
        play.log.iter().filter(|(_, _, words)| words.contains("Resolved: fired from")).count();
    assert_eq!(shown, 60);
}

#[test]
fn when_many_groups_change_at_once_all_are_shown_in_time() {
    let mut play = sixty_posted();
    for number in 0..60 {
        play.receive(firing(&format!("g{number}"), "2", 1));
    }
    play.until(3_600_000);
    assert!(busiest_minute(&play) <= 20, "{} messages in a minute", busiest_minute(&play));
    assert_eq!(play.log.iter().filter(|(_, _, words)| words.contains("2 of 2")).count(), 60);
}

#[test]
fn a_notice_for_which_the_minute_has_no_message_left_comes_with_a_digest() {
    let mut play = sixty_posted();
    for number in 0..10 {
        play.receive(resolved(&format!("g{number}"), "1"));
    }
    for number in 0..7 {
        play.receive(firing(&format!("new{number}"), "1", 1));
    }
    let notices = |play: &Play| {
        play.log.iter().filter(|(_, _, words)| words.contains("storm")).cloned().collect::<Vec<_>>()
    };
    assert_eq!(notices(&play), []);
    play.until(1_120_000);
    assert!(busiest_minute(&play) <= 20, "{} messages in a minute", busiest_minute(&play));
    assert!(notices(&play).first().unwrap().2.contains("2 alerts, 2 still firing"));
}

#[test]
fn a_notice_that_comes_late_counts_what_came_before_it() {
    let mut play = sixty_posted();
    for number in 0..10 {
        play.receive(resolved(&format!("g{number}"), "1"));
    }
    for number in 0..7 {
        play.receive(firing(&format!("new{number}"), "1", 1));
    }
    // The resolutions are a minute old, and the storm's digest is not due before its own minute.
    play.alerts.digest_at = None;
    play.now += 60_000;
    play.shown();
    play.receive(firing("new7", "1", 1));
    assert!(play.shown().concat().contains("posts Alert storm – 3 new alerts, 3 firing"));
}

#[test]
fn no_mixture_of_alerts_makes_a_minute_louder_than_it_may_be() {
    for seed in 1..=4_u64 {
        let mut play = play();
        play.policy.waits.alert_digest = SignedDuration::from_secs(5);
        let mut random = seed;
        let mut draw = |below: u64| {
            // Numerical Recipes' linear congruential generator: the same numbers every time.
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) % (1 << 32);
            usize::try_from((random >> 8) % below).unwrap()
        };
        for _ in 0..3_000 {
            let now = play.now + i64::try_from(draw(600)).unwrap();
            play.until(now);
            let group = draw(60);
            let (name, key) = (format!("g{group}"), draw(4).to_string());
            if draw(3) == 0 {
                play.receive(resolved(&name, &key));
            } else {
                play.receive(firing(&name, &key, group % 20));
            }
        }
        play.until(play.now + 600_000);
        assert!(busiest_minute(&play) <= 20, "seed {seed}: {} messages", busiest_minute(&play));
        assert!(play.alerts.groups.values().all(|group| !group.dirty), "seed {seed}");
        assert_eq!((&play.alerts.storm, play.alerts.digest_at), (&None, None), "seed {seed}");
    }
}

#[test]
fn the_sixth_group_within_a_minute_is_listed_in_one_notice_for_its_room() {
    let mut play = play();
    for number in 0..5 {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    assert_eq!(play.shown().len(), 5);
    play.receive(firing("g5", "1", 1));
    let shown = play.shown();
    assert_eq!(shown.len(), 1);
    assert!(
        shown
            .concat()
            .starts_with("team-t01 posts Alert storm – 1 new alert, 1 firing\n• 6 g5 is down\n")
    );
    play.receive(firing("g6", "1", 1));
    assert_eq!(play.shown(), Vec::<String>::new());
    play.receive(firing("g7", "1", 2));
    assert!(play.shown().concat().starts_with("team-t02 posts Alert storm – 1 new alert"));
    play.until(60_000);
    let shown = play.shown();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown.concat().contains("– 2 alerts, 2 still firing\n• 6 g5 is down\n• 8 g6"));
}

#[test]
fn the_notice_is_no_alert_but_what_it_lists_can_be_acted_on() {
    let mut play = play();
    for number in 0..6 {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    play.shown();
    assert_eq!(play.refused(Command::Acknowledge { number: 7 }), RefusalKind::Unacceptable);
    play.try_by("ann", Command::Acknowledge { number: 6 }).unwrap();
    let shown = play.shown();
    let [notice, line] = shown.as_slice() else { panic!("{shown:?}") };
    assert!(notice.starts_with("team-t01 shows Alert storm – 1 new alert, 1 firing"), "{notice}");
    assert!(notice.contains("• 6 g5 is down – acknowledged by ann"), "{notice}");
    assert_eq!(line, "team-t01 posts ann acknowledged alert 6 – g5 is down");
}

#[test]
fn a_storm_is_over_when_new_groups_come_at_a_bearable_pace() {
    let mut play = play();
    for number in 0..8 {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    play.receive(resolved("g6", "1"));
    play.until(60_000);
    let shown = play.shown();
    assert!(
        shown
            .last()
            .unwrap()
            .starts_with("team-t01 shows The alert storm is over – 3 alerts, 2 still firing")
    );
    play.receive(firing("g8", "1", 1));
    assert!(play.shown().concat().contains("posts Alert 10 – g8 is down"));
}

#[test]
fn a_group_that_a_past_storm_listed_gets_a_message_when_it_fires_on() {
    let mut play = play();
    for number in 0..6 {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    play.until(120_000);
    play.shown();
    play.receive(firing("g5", "2", 1));
    assert!(play.shown().concat().starts_with("team-t01 posts Alert 6 – g5 is down\n2 of 2"));
    play.receive(firing("g5", "3", 1));
    assert_eq!(play.shown(), Vec::<String>::new());
}

#[test]
fn a_storm_over_many_teams_is_told_in_seven_rooms_and_on_the_emergency_channel() {
    let mut play = play();
    for number in 0..40 {
        play.receive(firing(&format!("g{number:02}"), "1", number % 20));
    }
    play.until(59_999);
    let notices: Vec<String> =
        play.shown().into_iter().filter(|line| line.contains("posts Alert storm")).collect();
    assert_eq!(notices.len(), STORM_ROOMS_MAX + 1);
    assert!(notices.last().unwrap().contains("g12 is down (team t12)"));
    play.until(60_000);
    let shown = play.shown().concat();
    for number in 5..40 {
        assert!(shown.contains(&format!("g{number:02} is down")) || shown.contains(" more: see"));
    }
}

#[test]
fn a_critical_component_asks_for_its_hot_room_within_a_storm_and_comes_first_in_the_notice() {
    let mut play = play();
    for number in 0..8 {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    play.policy.critical_components.insert(component(1));
    play.receive(firing("pay", "1", 1));
    assert!(matches!(
        play.events.first(),
        Some(Event::Opened(opening)) if opening.critical && opening.shown == Shown::Listed
    ));
    play.shown();
    play.until(60_000);
    assert!(play.shown().concat().contains("4 still firing\n• 10 pay is down"));
}

#[test]
fn a_minute_with_many_groups_fetches_only_its_first_graphs() {
    let mut play = play();
    let mut fetched = 0;
    for number in 0..8 {
        let signal = Signal { chart: Some("load".into()), ..firing(&format!("g{number}"), "1", 1) };
        let effects = play.receive(signal).effects;
        fetched += effects.iter().filter(|it| matches!(it, Effect::FetchChart { .. })).count();
    }
    assert_eq!(fetched, 2);
}

#[test]
fn resolved_groups_make_room_for_new_ones_oldest_first() {
    let mut play = play();
    for number in 0..GROUPS_MAX {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    play.receive(resolved("g3", "1"));
    play.receive(resolved("g9", "1"));
    play.receive(firing("new", "1", 1));
    let names: Vec<_> = play.alerts.groups.values().map(|group| group.group.as_str()).collect();
    assert!(!names.contains(&"g3"));
    assert!(names.contains(&"g9") && names.contains(&"g0") && names.contains(&"new"));
}

#[test]
fn groups_that_have_been_silent_for_hours_make_room_too() {
    let mut play = play();
    for number in 0..GROUPS_MAX {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    play.now = 5 * 3_600_000;
    play.receive(firing("g0", "1", 1));
    play.now = 7 * 3_600_000;
    play.receive(firing("new", "1", 1));
    let names: Vec<_> = play.alerts.groups.values().map(|group| group.group.as_str()).collect();
    assert!(names.contains(&"g0") && names.contains(&"new") && !names.contains(&"g1"));
    assert_eq!(play.alerts.instances, GROUPS_MAX);
}

#[test]
fn when_nothing_makes_room_alerts_are_counted_and_their_number_is_shown() {
    let mut play = play();
    for number in 0..GROUPS_MAX + 7 {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    assert!(matches!(play.events.first(), Some(Event::LeftOut { .. })));
    play.until(60_000);
    assert!(play.shown().concat().contains("495 still firing, 7 more only counted"));
    play.receive(firing("pay", "1", 0));
    let left_out = |event: &Event| matches!(event, Event::LeftOut { critical: true, .. });
    assert!(play.events.iter().any(left_out));
}

#[test]
fn beyond_the_remembered_alerts_further_ones_count_as_repeats() {
    let mut play = play();
    for number in 0..INSTANCES_MAX + 5 {
        play.receive(firing("g", &number.to_string(), 1));
    }
    let group = play.alerts.group(1).unwrap();
    assert_eq!((group.firing(), group.repeats), (INSTANCES_MAX, 5));
    assert_eq!(group.keys.len(), ACKNOWLEDGED_AT_SOURCE_MAX);
}

#[test]
fn a_digest_that_comes_early_means_nothing() {
    let mut play = play();
    play.receive(firing("g", "1", 1));
    play.receive(firing("g", "2", 1));
    let actor = crate::context::Actor::Clockwork;
    let cx = Context::new(Timestamp::UNIX_EPOCH, &actor, &play.policy);
    assert_eq!(play.alerts.digest(cx), []);
}

#[test]
fn what_a_storm_listed_is_shown_when_it_resolves_long_after() {
    let mut play = play();
    for number in 0..8 {
        play.receive(firing(&format!("g{number}"), "1", 1));
    }
    play.until(60_000);
    assert!(play.shown().concat().contains("The alert storm is over – 3 alerts, 3 still firing"));
    play.until(600_000);
    play.receive(resolved("g6", "1"));
    assert_eq!(play.shown(), Vec::<String>::new());
    play.until(660_000);
    let shown = play.shown();
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(
        shown
            .concat()
            .starts_with("team-t01 shows The alert storm is over – 3 alerts, 2 still firing")
    );
    play.receive(resolved("g5", "1"));
    play.receive(resolved("g7", "1"));
    play.until(720_000);
    assert_eq!(
        play.shown(),
        ["team-t01 shows The alert storm is over – 3 alerts, none firing any more"]
    );
    play.until(7_200_000);
    assert_eq!(play.shown(), Vec::<String>::new());
    assert_eq!(play.alerts.digest_at, None);
}

#[test]
fn storms_after_one_another_keep_their_own_notices() {
    let mut play = play();
    for storm in 0..PAST_STORMS_MAX + 3 {
        let start = i64::try_from(storm).unwrap() * 600_000;
        play.until(start);
        for number in 0..7 {
            play.receive(firing(&format!("s{storm}g{number}"), "1", 1));
        }
        play.until(start + 300_000);
    }
    play.receive(firing("late", "1", 1));
    assert!(play.alerts.past_storms.len() <= PAST_STORMS_MAX + 1);
    play.shown();
    let last = PAST_STORMS_MAX + 2;
    play.receive(resolved(&format!("s{last}g6"), "1"));
    play.until(9_000_000);
    let shown = play.shown();
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(shown.concat().contains("2 alerts, 1 still firing"), "{shown:?}");
}
