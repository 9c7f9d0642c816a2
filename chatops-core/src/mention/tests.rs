//! Each rule of mention discipline, and the property that only the leader wakes anybody.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::authority::{GuestStanding, Standing};
use crate::context::Actor;
use crate::effect::Reached;
use crate::ids::TeamId;
use crate::people::{PersonKind, Profile};
use crate::policy::{MentionPolicy, Policy};
use crate::refusal::RefusalKind;
use crate::time::later;

fn person(name: &str) -> PersonId {
    PersonId::new(format!("memory:{name}")).unwrap()
}

fn team(name: &str) -> TeamId {
    TeamId::new(name).unwrap()
}

/// The emergency channel with Jim in command, and one who acts on it.
struct Stage {
    mentions: Mentions,
    policy: Policy,
    commander: Option<PersonId>,
    actor: Actor,
    standing: Standing,
    now: Timestamp,
}

impl Stage {
    fn new() -> Self {
        let policy = Policy::default();
        let commander = Some(person("jim"));
        let (actor, standing, now) = (Actor::Clockwork, Standing::default(), Timestamp::UNIX_EPOCH);
        Self { mentions: Mentions::default(), policy, commander, actor, standing, now }.by("jim")
    }

    /// Lets somebody act from here on, with the standing that goes with the seat.
    fn by(mut self, name: &str) -> Self {
        self.act_as(name);
        self
    }

    fn act_as(&mut self, name: &str) {
        let (id, commands) = (person(name), self.commander == Some(person(name)));
        self.standing = Standing {
            person: Some(id.clone()),
            leads_room: commands,
            duty_commander: commands,
            ..Standing::default()
        };
        let kind = PersonKind::Employee;
        self.actor = Actor::Person(Profile { id, name: name.into(), zone: None, kind });
    }

    fn with<T>(&self, look: impl FnOnce(&Mentions, &Scene<'_>, Context<'_>) -> T) -> T {
        let scene = Scene {
            room: &Room::EmergencyChannel,
            commander: self.commander.as_ref(),
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &self.standing,
        };
        let cx = Context::new(self.now, &self.actor, &self.policy);
        look(&self.mentions, &scene, cx)
    }

    /// Carries out a command: its events with what follows from each.
    fn run(&mut self, command: &Command) -> Result<Vec<(Event, Reaction)>, Refusal> {
        let events = self.with(|mentions, scene, cx| mentions.decide(command, scene, cx))?;
        Ok(self.take_in(events))
    }

    fn take_in(&mut self, events: Vec<Event>) -> Vec<(Event, Reaction)> {
        let follow = |event: Event| {
            self.mentions.evolve(&event);
            let reaction = self.with(|mentions, scene, cx| mentions.react(&event, scene, cx));
            (event, reaction)
        };
        events.into_iter().map(follow).collect()
    }

    fn settle(&mut self, number: u32, outcome: &Outcome) -> Vec<(Event, Reaction)> {
        let (room, reach) = (Room::EmergencyChannel, Reach::Here);
        let effect = Effect::CountAudience { room, reach, broadcast: number };
        let events = self.with(|mentions, scene, cx| mentions.settled(&effect, outcome, scene, cx));
        self.take_in(events)
    }

    fn fire(&mut self, number: u32) -> Vec<(Event, Reaction)> {
        let key = TimerKey::Broadcast(number);
        let events = self.with(|mentions, scene, cx| mentions.timer(&key, scene, cx));
        self.take_in(events)
    }

    fn refusal(&mut self, command: &Command) -> RefusalKind {
        self.run(command).unwrap_err().kind
    }
}

fn typed(text: &str, reach: Reach, leads: bool) -> Command {
    let (room, message) = (Room::EmergencyChannel, MessageId::new("m1").unwrap());
    Command::Intercept { room, message, reach, text: text.into(), leads }
}

fn request(reach: Reach) -> Command {
    Command::Request { room: Room::EmergencyChannel, reach, text: "Join the bridge.".into() }
}

fn audience(people: &[(&str, Option<&str>)]) -> Outcome {
    let reached = |(name, zone): &(&str, Option<&str>)| Reached {
        person: person(name),
        zone: zone.map(String::from),
    };
    Outcome::Done(Answer::Audience { people: people.iter().map(reached).collect() })
}

/// The private messages of a reaction: whom, what it says, what its buttons type.
fn told(reaction: &Reaction) -> Vec<(&PersonId, String, Vec<&str>)> {
    reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Hint { person, message, .. } | Effect::Direct { person, message } => {
                let buttons = message.buttons.iter().map(|button| button.command.as_str());
                Some((person, message.text.to_plain(), buttons.collect()))
            }
            _ => None,
        })
        .collect()
}

fn wakes(reaction: &Reaction) -> Vec<&Broadcast> {
    reaction
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Broadcast(broadcast) => Some(broadcast),
            _ => None,
        })
        .collect()
}

#[test]
fn who_leads_the_room_is_noted_and_left_alone() {
    let mut stage = Stage::new();
    let done = stage.run(&typed("@here", Reach::Here, true)).unwrap();
    assert!(
        matches!(done.as_slice(), [(Event::Used { reach: Reach::Here, .. }, r)] if *r == Reaction::none())
    );
    assert_eq!(stage.mentions, Mentions::default());
}

#[test]
fn a_mass_mention_without_right_is_removed_and_its_author_told_how_to_go_on() {
    let mut stage = Stage::new().by("ann");
    let done = stage.run(&typed("@channel db down", Reach::Channel, false)).unwrap();
    let [(Event::Intercepted { number: 1, forwarded_to: None, .. }, reaction)] = done.as_slice()
    else {
        panic!("{done:?}");
    };
    assert!(matches!(reaction.effects.first(), Some(Effect::RemoveMessage { .. })));
    let said = told(reaction);
    assert_eq!(said.len(), 1, "the commander is left in peace: {said:?}");
    assert_eq!(said[0].0, &person("ann"));
    assert!(said[0].1.contains("> @channel db down"), "their words come back: {}", said[0].1);
    assert_eq!(said[0].2, ["forward 1"]);
    assert!(wakes(reaction).is_empty());
}

#[test]
fn a_policy_can_leave_messages_in_place() {
    let mut stage = Stage::new().by("ann");
    stage.policy.mentions.remove = false;
    let done = stage.run(&typed("@here", Reach::Here, false)).unwrap();
    assert!(!done[0].1.effects.iter().any(|it| matches!(it, Effect::RemoveMessage { .. })));
}

#[test]
fn a_policy_can_send_it_to_the_commander_at_once() {
    let mut stage = Stage::new().by("ann");
    stage.policy.mentions.forward_at_once = true;
    let done = stage.run(&typed("@here db down", Reach::Here, false)).unwrap();
    let said = told(&done[0].1);
    assert!(said[0].1.contains("has been sent to the commander"), "{}", said[0].1);
    assert!(said[0].2.is_empty());
    assert_eq!((said[1].0, &said[1].2), (&person("jim"), &vec!["send 1 here", "send 1 channel"]));
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::AlreadyDone);
}

#[test]
fn without_a_commander_the_author_is_not_sent_to_one() {
    let mut stage = Stage::new().by("ann");
    stage.commander = None;
    stage.policy.mentions.forward_at_once = true;
    let done = stage.run(&typed("@here", Reach::Here, false)).unwrap();
    let said = told(&done[0].1);
    assert!(said.len() == 1 && said[0].1.contains("Nobody commands now"), "{said:?}");
    assert!(said[0].2.is_empty());
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::WrongState);
}

#[test]
fn a_program_is_kept_from_waking_and_not_answered() {
    let mut stage = Stage::new().by("bot");
    stage.standing.barred = true;
    let done = stage.run(&typed("@here", Reach::Here, false)).unwrap();
    assert!(told(&done[0].1).is_empty());
    assert!(matches!(done[0].1.effects.as_slice(), [Effect::RemoveMessage { .. }]));
}

#[test]
fn only_the_author_forwards_and_once() {
    let mut stage = Stage::new().by("ann");
    stage.run(&typed("@here", Reach::Here, false)).unwrap();
    stage.act_as("bob");
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::NotFound);
    stage.act_as("ann");
    let done = stage.run(&Command::Forward { number: 1 }).unwrap();
    assert_eq!(told(&done[0].1)[0].0, &person("jim"));
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::AlreadyDone);
    assert_eq!(stage.refusal(&Command::Forward { number: 9 }), RefusalKind::NotFound);
}

#[test]
fn the_commander_previews_forwarded_words_before_sending_them() {
    let mut stage = Stage::new().by("ann");
    stage.run(&typed("@here db down", Reach::Here, false)).unwrap();
    stage.act_as("jim");
    let send = |number| Command::Send { number, reach: Reach::Here };
    assert_eq!(stage.refusal(&send(1)), RefusalKind::NotFound, "it has not been forwarded");
    stage.act_as("ann");
    stage.run(&Command::Forward { number: 1 }).unwrap();
    assert_eq!(stage.refusal(&send(1)), RefusalKind::NotEntitled);
    stage.act_as("jim");
    let done = stage.run(&send(1)).unwrap();
    assert!(
        matches!(&done[0].0, Event::Requested { number: 2, text, .. } if text == "@here db down")
    );
    assert!(wakes(&done[0].1).is_empty());
}

#[test]
fn old_interceptions_make_room_for_new_ones() {
    let mut stage = Stage::new().by("ann");
    for _ in 0..=INTERCEPTIONS_MAX {
        stage.run(&typed("@here", Reach::Here, false)).unwrap();
    }
    assert_eq!(stage.mentions.intercepted.len(), INTERCEPTIONS_MAX);
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::NotFound);
    assert!(stage.run(&Command::Forward { number: 2 }).is_ok());
}

#[test]
fn long_words_are_cut_with_a_mark() {
    let mut stage = Stage::new().by("ann");
    stage.run(&typed(&"ä".repeat(5_000), Reach::Here, false)).unwrap();
    let kept = &stage.mentions.intercepted[&1].text;
    assert_eq!(kept.chars().count(), BROADCAST_CHARS_MAX);
    assert!(kept.ends_with('…'));
}

#[test]
fn a_request_counts_first_and_wakes_nobody() {
    let mut stage = Stage::new();
    let done = stage.run(&request(Reach::Channel)).unwrap();
    assert!(matches!(
        done[0].1.effects.as_slice(),
        [Effect::CountAudience { reach: Reach::Channel, broadcast: 1, .. }]
    ));
    assert_eq!(done[0].1.timers.len(), 1);
    let send = Command::Send { number: 1, reach: Reach::Here };
    assert_eq!(stage.refusal(&send), RefusalKind::WrongState);
}

#[test]
fn the_preview_says_how_many_are_reached_and_how_many_sleep() {
    let mut stage = Stage::new();
    // 03:00 UTC: night in Berlin, day in Tokyo.
    stage.now = "2026-03-04T03:00:00Z".parse().unwrap();
    stage.run(&request(Reach::Here)).unwrap();
    let people = [
        ("jim", Some("Europe/Berlin")),
        ("ann", Some("Europe/Berlin")),
        ("ann", Some("Europe/Berlin")),
        ("bob", Some("Asia/Tokyo")),
        ("cleo", None),
        ("dan", Some("Nowhere/Else")),
    ];
    let done = stage.settle(1, &audience(&people));
    assert_eq!(
        done[0].0,
        Event::Previewed { number: 1, reached: Some(4), asleep: Some(1) },
        "Jim himself and Ann's second entry do not count"
    );
    let said = told(&done[0].1);
    assert!(said[0].1.contains("`here` reaches 4 people; 1 is asleep"), "{}", said[0].1);
    assert_eq!(said[0].2, ["send 1 here", "drop 1"]);
    assert!(stage.settle(1, &audience(&people)).is_empty(), "one preview for one request");
}

#[test]
fn nights_may_pass_midnight_or_not_be() {
    let asleep = |from, until, hour: i64| {
        let policy =
            MentionPolicy { night_from: from, night_until: until, ..MentionPolicy::default() };
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
        audience::is_asleep(Some("UTC"), now, &policy)
    };
    assert!(asleep(22, 7, 22) && asleep(22, 7, 0) && asleep(22, 7, 6));
    assert!(!asleep(22, 7, 7) && !asleep(22, 7, 21));
    assert!(asleep(0, 6, 0) && asleep(0, 6, 5) && !asleep(0, 6, 6));
    assert!(!asleep(0, 0, 0) && !asleep(5, 5, 5));
}

#[test]
fn the_gentlest_way_is_offered_first() {
    for (reach, buttons) in [
        (Reach::Channel, vec!["send 1 here", "send 1 channel", "drop 1"]),
        (Reach::Everyone, vec!["send 1 here", "send 1 channel", "send 1 everyone", "drop 1"]),
    ] {
        let mut stage = Stage::new();
        stage.run(&request(reach)).unwrap();
        let done = stage.settle(1, &audience(&[]));
        assert_eq!(told(&done[0].1)[0].2, buttons);
    }
}

#[test]
fn what_could_not_be_counted_is_said_and_can_be_sent() {
    for outcome in [
        Outcome::Refused { reason: "no roster".into() },
        Outcome::Ambiguous { reason: "time-out".into() },
        Outcome::Done(Answer::Nothing),
    ] {
        let mut stage = Stage::new();
        stage.run(&request(Reach::Here)).unwrap();
        let done = stage.settle(1, &outcome);
        assert_eq!(done[0].0, Event::Previewed { number: 1, reached: None, asleep: None });
        assert!(told(&done[0].1)[0].1.contains("not known"));
        assert!(stage.run(&Command::Send { number: 1, reach: Reach::Here }).is_ok());
    }
}

#[test]
fn a_previewed_broadcast_goes_out_once_as_asked_or_gentler() {
    let mut stage = Stage::new();
    stage.run(&request(Reach::Channel)).unwrap();
    stage.settle(1, &audience(&[("ann", None)]));
    let send = |reach| Command::Send { number: 1, reach };
    assert_eq!(stage.refusal(&send(Reach::Everyone)), RefusalKind::Unacceptable);
    let done = stage.run(&send(Reach::Here)).unwrap();
    let [broadcast] = wakes(&done[0].1)[..] else {
        panic!("{done:?}");
    };
    assert_eq!((broadcast.reach(), broadcast.number()), (Reach::Here, 1));
    assert!(broadcast.message().text.to_plain().ends_with("Join the bridge."));
    assert!(broadcast.message().text.mentions().is_empty());
    assert_eq!(done[0].1.timers, Reaction::none().cancel(TimerKey::Broadcast(1)).timers);
    assert_eq!(stage.refusal(&send(Reach::Here)), RefusalKind::NotFound);
}

#[test]
fn only_who_asked_sends_and_only_while_leading() {
    let mut stage = Stage::new();
    stage.run(&request(Reach::Here)).unwrap();
    stage.settle(1, &audience(&[]));
    let send = Command::Send { number: 1, reach: Reach::Here };
    stage.commander = Some(person("ann"));
    stage.act_as("ann");
    assert_eq!(stage.refusal(&send), RefusalKind::NotEntitled, "she did not ask");
    stage.act_as("jim");
    assert_eq!(stage.refusal(&send), RefusalKind::NotEntitled, "he no longer commands");
    stage.standing.manages = Some(team("database"));
    stage.standing.leads_room = true;
    assert_eq!(stage.refusal(&send), RefusalKind::NotEntitled, "another room's leader");
}

#[test]
fn a_manager_wakes_the_team_room_only() {
    let mut stage = Stage::new().by("mia");
    stage.standing.manages = Some(team("database"));
    stage.standing.leads_room = true;
    let ask = |room| Command::Request { room, reach: Reach::Here, text: "Look.".into() };
    assert!(stage.run(&ask(Room::Team(team("database")))).is_ok());
    for room in [Room::Team(team("network")), Room::EmergencyChannel, Room::Announcements] {
        assert_eq!(stage.refusal(&ask(room)), RefusalKind::NotEntitled);
    }
}

#[test]
fn nobody_but_people_of_the_company_asks() {
    let mut stage = Stage::new();
    stage.standing.guest = GuestStanding::Admitted;
    assert_eq!(stage.refusal(&request(Reach::Here)), RefusalKind::NotEntitled);
    stage.act_as("jim");
    stage.standing.barred = true;
    assert_eq!(stage.refusal(&request(Reach::Here)), RefusalKind::NotEntitled);
    stage.act_as("jim");
    stage.actor = Actor::Service("alertmanager".into());
    stage.standing = Standing { duty_commander: true, ..Standing::default() };
    assert_eq!(stage.refusal(&request(Reach::Here)), RefusalKind::NotEntitled);
}

#[test]
fn a_broadcast_says_something_short() {
    let mut stage = Stage::new();
    for (text, fits) in [
        (String::from("  "), false),
        ("ä".repeat(BROADCAST_CHARS_MAX), true),
        ("ä".repeat(BROADCAST_CHARS_MAX + 1), false),
    ] {
        let command = Command::Request { room: Room::EmergencyChannel, reach: Reach::Here, text };
        assert_eq!(stage.run(&command).is_ok(), fits);
    }
}

#[test]
fn open_requests_are_bounded() {
    let mut stage = Stage::new();
    for _ in 0..REQUESTS_MAX {
        stage.run(&request(Reach::Here)).unwrap();
    }
    assert_eq!(stage.refusal(&request(Reach::Here)), RefusalKind::LimitReached);
    stage.run(&Command::Drop { number: 1 }).unwrap();
    assert!(stage.run(&request(Reach::Here)).is_ok());
}

#[test]
fn a_dropped_broadcast_is_gone() {
    let mut stage = Stage::new();
    stage.run(&request(Reach::Here)).unwrap();
    stage.act_as("ann");
    assert_eq!(stage.refusal(&Command::Drop { number: 1 }), RefusalKind::NotEntitled);
    stage.act_as("jim");
    let done = stage.run(&Command::Drop { number: 1 }).unwrap();
    assert_eq!(done[0].1, Reaction::none().cancel(TimerKey::Broadcast(1)));
    assert!(stage.settle(1, &audience(&[])).is_empty());
    assert_eq!(stage.refusal(&Command::Drop { number: 1 }), RefusalKind::NotFound);
}

#[test]
fn a_broadcast_that_nobody_sends_runs_out() {
    let mut stage = Stage::new();
    stage.run(&request(Reach::Here)).unwrap();
    stage.settle(1, &audience(&[]));
    assert!(stage.fire(1).is_empty(), "a timer that fires early means nothing");
    stage.now = later(stage.now, stage.policy.waits.broadcast);
    let send = Command::Send { number: 1, reach: Reach::Here };
    assert_eq!(stage.refusal(&send), RefusalKind::WrongState, "a late timer gives no extra time");
    let done = stage.fire(1);
    assert_eq!(told(&done[0].1)[0].0, &person("jim"));
    assert!(wakes(&done[0].1).is_empty());
    assert!(stage.mentions.requests.is_empty() && stage.fire(1).is_empty());
}

#[test]
fn native_rights_name_the_leaders() {
    let Effect::SetMentionRights { people, .. } =
        native_rights(&Room::EmergencyChannel, [person("jim")])
    else {
        panic!("another effect");
    };
    assert_eq!(people, std::collections::BTreeSet::from([person("jim")]));
}

#[test]
fn events_are_stored_by_name_and_read_back() {
    let event = Event::Previewed { number: 3, reached: None, asleep: None };
    let stored = serde_json::to_string(&event).unwrap();
    assert_eq!(stored, r#"{"previewed":{"number":3}}"#);
    assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), event);
    let mut stage = Stage::new();
    stage.run(&request(Reach::Here)).unwrap();
    stage.run(&typed("@here", Reach::Here, false)).unwrap();
    let snapshot = serde_json::to_string(&stage.mentions).unwrap();
    assert_eq!(serde_json::from_str::<Mentions>(&snapshot).unwrap(), stage.mentions);
}

/// A step of a random history: who commands, who acts, what happens.
#[derive(Debug, Clone)]
enum Happening {
    Baton(usize),
    Asked(usize, Command),
    Counted(u32),
    TimePassed(i64),
    Fired(u32),
}

const PEOPLE: [&str; 3] = ["jim", "ann", "bob"];

fn happening() -> impl Strategy<Value = Happening> {
    let who = || 0..PEOPLE.len();
    let reach = || prop::sample::select(Reach::ALL.to_vec());
    let number = || 1..6_u32;
    let command = prop_oneof![
        2 => reach().prop_map(|reach| typed("@here look", reach, false)),
        1 => number().prop_map(|number| Command::Forward { number }),
        4 => reach().prop_map(request),
        6 => (number(), reach()).prop_map(|(number, reach)| Command::Send { number, reach }),
        1 => number().prop_map(|number| Command::Drop { number }),
    ];
    prop_oneof![
        1 => who().prop_map(Happening::Baton),
        8 => (who(), command).prop_map(|(who, command)| Happening::Asked(who, command)),
        4 => number().prop_map(Happening::Counted),
        1 => (0..400_i64).prop_map(Happening::TimePassed),
        1 => number().prop_map(Happening::Fired),
    ]
}

proptest! {
    #[test]
    fn only_the_leader_wakes_anybody_and_only_after_a_preview(
        history in prop::collection::vec(happening(), 1..60)
    ) {
        let mut stage = Stage::new();
        let mut previewed: Vec<(u32, Reach)> = Vec::new();
        let mut asked: Vec<(u32, Reach, PersonId)> = Vec::new();
        for happening in history {
            let done = match &happening {
                Happening::Baton(who) => {
                    stage.commander = Some(person(PEOPLE[*who]));
                    continue;
                }
                Happening::TimePassed(seconds) => {
                    stage.now = later(stage.now, SignedDuration::from_secs(*seconds));
                    continue;
                }
                Happening::Counted(number) => stage.settle(*number, &audience(&[])),
                Happening::Fired(number) => stage.fire(*number),
                Happening::Asked(who, command) => {
                    stage.act_as(PEOPLE[*who]);
                    stage.run(command).unwrap_or_default()
                }
            };
            for (event, reaction) in done {
                prop_assert_eq!(
                    wakes(&reaction).len(),
                    usize::from(matches!(event, Event::Granted { .. }))
                );
                match event {
                    Event::Requested { number, reach, by, .. } => asked.push((number, reach, by)),
                    Event::Previewed { number, .. } => {
                        let request = asked.iter().find(|(asked, ..)| *asked == number);
                        previewed.push((number, request.map(|request| request.1).unwrap()));
                    }
                    Event::Granted { number, reach, by, .. } => {
                        prop_assert_eq!(Some(&by), stage.commander.as_ref());
                        prop_assert_eq!(Some(&by), stage.actor.person());
                        prop_assert!(asked.iter().any(|(one, _, asker)| *one == number && *asker == by));
                        prop_assert!(previewed.iter().any(|(one, most)| *one == number && reach <= *most));
                        previewed.retain(|(one, _)| *one != number);
                    }
                    _ => {}
                }
            }
            prop_assert!(stage.mentions.requests.len() <= REQUESTS_MAX);
        }
    }
}
