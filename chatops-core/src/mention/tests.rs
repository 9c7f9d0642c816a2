//! Each rule of mention discipline, and the property that only the leader wakes anybody.

mod histories;

use super::*;
use crate::authority::{GuestStanding, Standing};
use crate::context::Actor;
use crate::effect::Reached;
use crate::ids::TeamId;
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;
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

    /// The answer to each reach that is counted for a broadcast.
    fn settle(&mut self, number: u32, outcome: &Outcome) -> Vec<(Event, Reaction)> {
        let mut done = Vec::new();
        for reach in Reach::ALL {
            let room = Room::EmergencyChannel;
            let effect = Effect::CountAudience { room, reach, broadcast: number };
            let waits = self.mentions.requests.get(&number).is_some_and(|it| reach <= it.reach);
            if waits {
                let events =
                    self.with(|mentions, scene, cx| mentions.settled(&effect, outcome, scene, cx));
                done.extend(self.take_in(events));
            }
        }
        done
    }

    /// Ann's words, intercepted and sent to Jim, who acts from here on.
    fn forwarded(text: &str) -> Self {
        let mut stage = Self::new().by("ann");
        stage.run(&typed(text, Reach::Here)).unwrap();
        stage.run(&Command::Forward { number: 1 }).unwrap();
        stage.by("jim")
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

fn typed(text: &str, reach: Reach) -> Command {
    typed_in(Room::EmergencyChannel, text, reach)
}

fn typed_in(room: Room, text: &str, reach: Reach) -> Command {
    let message = MessageId::new("m1").unwrap();
    Command::Intercept { room, message, reach, text: text.into(), edited: false }
}

/// The rules with a team whose manager is Mia.
fn with_team() -> Policy {
    let team = crate::policy::Team {
        name: "Database".into(),
        room: "team-database".into(),
        manager: person("mia"),
        members: [person("ann")].into(),
        components: std::collections::BTreeSet::new(),
        escalation: None,
    };
    Policy { teams: BTreeMap::from([(self::team("database"), team)]), ..Policy::default() }
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
    let done = stage.run(&typed("@here", Reach::Here)).unwrap();
    assert!(
        matches!(done.as_slice(), [(Event::Used { reach: Reach::Here, .. }, r)] if *r == Reaction::none())
    );
    assert_eq!(stage.mentions, Mentions::default());
}

#[test]
fn a_change_of_ones_own_words_is_no_new_broadcast_but_gives_nobody_the_right_to_one() {
    let mut stage = Stage::new();
    let edited = |reach| {
        let (room, message) = (Room::EmergencyChannel, MessageId::new("m1").unwrap());
        Command::Intercept { room, message, reach, text: "@here".into(), edited: true }
    };
    assert!(stage.run(&edited(Reach::Here)).unwrap().is_empty());
    stage.act_as("ann");
    let done = stage.run(&edited(Reach::Here)).unwrap();
    assert!(matches!(done.as_slice(), [(Event::Intercepted { .. }, _)]));
}

#[test]
fn in_a_teams_room_the_manager_is_asked() {
    let mut stage = Stage::new().by("ann");
    stage.policy = with_team();
    let room = Room::Team(team("database"));
    let done = stage.run(&typed_in(room.clone(), "@here lunch?", Reach::Here)).unwrap();
    let said = told(&done[0].1);
    assert!(said[0].1.contains("memory:mia leads this room and can wake it"), "{}", said[0].1);
    let done = stage.run(&Command::Forward { number: 1 }).unwrap();
    let said = told(&done[0].1);
    assert_eq!(said[0].0, &person("mia"));
    assert_eq!(said[0].2[0], "in team-database send 1 here", "it comes directly: in which room?");
    stage.act_as("jim");
    let send = Command::Send { number: 1, reach: Reach::Here };
    assert_eq!(stage.refusal(&send), RefusalKind::NotEntitled, "not even the commander");
    stage.act_as("mia");
    let done = stage.run(&send).unwrap();
    assert!(matches!(&done[0].0, Event::Requested { room: it, .. } if *it == room));
}

#[test]
fn a_mass_mention_without_right_is_removed_and_its_author_told_how_to_go_on() {
    let mut stage = Stage::new().by("ann");
    let done = stage.run(&typed("@channel db down", Reach::Channel)).unwrap();
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
    let done = stage.run(&typed("@here", Reach::Here)).unwrap();
    assert!(!done[0].1.effects.iter().any(|it| matches!(it, Effect::RemoveMessage { .. })));
}

#[test]
fn a_policy_can_send_it_to_the_commander_at_once() {
    let mut stage = Stage::new().by("ann");
    stage.policy.mentions.forward_at_once = true;
    let done = stage.run(&typed("@here db down", Reach::Here)).unwrap();
    let said = told(&done[0].1);
    assert!(said[0].1.contains("has been sent to memory:jim instead"), "{}", said[0].1);
    assert!(said[0].2.is_empty());
    assert_eq!(
        (said[1].0, &said[1].2),
        (&person("jim"), &vec!["send 1 here", "send 1 channel", "drop 1"])
    );
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::AlreadyDone);
}

#[test]
fn without_a_commander_the_author_is_not_sent_to_one() {
    let mut stage = Stage::new().by("ann");
    stage.commander = None;
    stage.policy.mentions.forward_at_once = true;
    let done = stage.run(&typed("@here", Reach::Here)).unwrap();
    let said = told(&done[0].1);
    assert!(said.len() == 1 && said[0].1.contains("Nobody commands now"), "{said:?}");
    assert!(said[0].2.is_empty());
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::WrongState);
}

#[test]
fn a_program_is_kept_from_waking_and_not_answered() {
    let mut stage = Stage::new().by("bot");
    stage.standing.barred = true;
    let done = stage.run(&typed("@here", Reach::Here)).unwrap();
    assert!(told(&done[0].1).is_empty());
    assert!(matches!(done[0].1.effects.as_slice(), [Effect::RemoveMessage { .. }]));
}

#[test]
fn only_the_author_forwards_and_once() {
    let mut stage = Stage::new().by("ann");
    stage.run(&typed("@here", Reach::Here)).unwrap();
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
    stage.run(&typed("@here db down", Reach::Here)).unwrap();
    stage.act_as("jim");
    let send = |number| Command::Send { number, reach: Reach::Here };
    assert_eq!(stage.refusal(&send(1)), RefusalKind::NotFound, "it has not been forwarded");
    stage.act_as("ann");
    stage.run(&Command::Forward { number: 1 }).unwrap();
    assert_eq!(stage.refusal(&send(1)), RefusalKind::NotEntitled);
    stage.act_as("jim");
    let done = stage.run(&send(1)).unwrap();
    assert!(
        matches!(&done[0].0, Event::Requested { number: 2, text, .. } if text == "db down"),
        "the broadcast has its own mention"
    );
    assert!(wakes(&done[0].1).is_empty());
}

#[test]
fn forwarded_words_go_out_as_their_authors_and_the_author_learns_it() {
    let mut stage = Stage::forwarded("@here db down");
    stage.run(&Command::Send { number: 1, reach: Reach::Here }).unwrap();
    stage.settle(2, &audience(&[("ann", None), ("jim", None)]));
    let done = stage.run(&Command::Send { number: 2, reach: Reach::Here }).unwrap();
    let [broadcast] = wakes(&done[0].1)[..] else { panic!("{done:?}") };
    let text = broadcast.message().text.to_plain();
    assert_eq!(text, "memory:ann, sent by memory:jim: db down");
    let said = told(&done[0].1);
    assert_eq!((said[0].0, said[0].1.as_str()), (&person("jim"), "Sent with `here` to 2 people."));
    assert_eq!(said[1].0, &person("ann"));
    assert!(said[1].1.contains("has sent your words to em"), "{}", said[1].1);
    let again = Command::Send { number: 1, reach: Reach::Here };
    assert_eq!(stage.refusal(&again), RefusalKind::WrongState, "they are out");
}

#[test]
fn the_author_of_forwarded_words_learns_that_nobody_was_woken() {
    let mut stage = Stage::forwarded("@here db down");
    let done = stage.run(&Command::Drop { number: 1 }).unwrap();
    let said = told(&done[0].1);
    assert_eq!((said[0].0, said[1].0), (&person("jim"), &person("ann")));
    assert!(said.iter().all(|(_, text, _)| text.contains("Nobody has been woken")), "{said:?}");

    let mut stage = Stage::forwarded("@here db down");
    stage.run(&Command::Send { number: 1, reach: Reach::Here }).unwrap();
    stage.now = later(stage.now, stage.policy.waits.broadcast);
    let done = stage.fire(2);
    assert_eq!(told(&done[0].1)[1].0, &person("ann"));
    let mut stage = Stage::forwarded("@here db down");
    stage.act_as("bob");
    assert_eq!(stage.refusal(&Command::Drop { number: 1 }), RefusalKind::NotEntitled);
}

#[test]
fn old_interceptions_make_room_for_new_ones() {
    let mut stage = Stage::new().by("ann");
    for _ in 0..=INTERCEPTIONS_MAX {
        stage.run(&typed("@here", Reach::Here)).unwrap();
    }
    assert_eq!(stage.mentions.intercepted.len(), INTERCEPTIONS_MAX);
    assert_eq!(stage.refusal(&Command::Forward { number: 1 }), RefusalKind::NotFound);
    assert!(stage.run(&Command::Forward { number: 2 }).is_ok());
}

#[test]
fn long_words_are_cut_with_a_mark() {
    let mut stage = Stage::new().by("ann");
    stage.run(&typed(&"ä".repeat(5_000), Reach::Here)).unwrap();
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
        [
            Effect::CountAudience { reach: Reach::Here, broadcast: 1, .. },
            Effect::CountAudience { reach: Reach::Channel, broadcast: 1, .. }
        ]
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
        Event::Previewed { number: 1, reach: Reach::Here, reached: Some(5), asleep: Some(1) },
        "Ann's second entry does not count; Jim is notified too, and awake"
    );
    let said = told(&done[0].1);
    assert!(said[0].1.contains("`here` reaches 5 people; 1 is asleep"), "{}", said[0].1);
    assert_eq!(said[0].2, ["send 1 here", "drop 1"]);
    assert!(stage.settle(1, &audience(&people)).is_empty(), "one preview for one request");
}

#[test]
fn the_gentlest_way_is_offered_first() {
    for (reach, buttons) in [
        (Reach::Channel, vec!["send 1 here", "send 1 channel", "drop 1"]),
        (Reach::Everyone, vec!["send 1 here", "send 1 channel", "send 1 everyone", "drop 1"]),
    ] {
        let mut stage = Stage::new();
        stage.run(&request(reach)).unwrap();
        let done = stage.settle(1, &audience(&[("ann", None)]));
        let (last, earlier) = done.split_last().unwrap();
        assert!(earlier.iter().all(|(_, reaction)| told(reaction).is_empty()), "one preview");
        let (_, text, offered) = told(&last.1).remove(0);
        assert_eq!(offered, buttons);
        assert!(text.starts_with("`here` reaches 1 person; nobody is asleep.\n`channel` reaches"));
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
        assert_eq!(
            done[0].0,
            Event::Previewed { number: 1, reach: Reach::Here, reached: None, asleep: None }
        );
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
    assert_eq!(stage.refusal(&send(Reach::Here)), RefusalKind::WrongState);
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
    stage.policy = with_team();
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
    assert_eq!(told(&done[0].1)[0].1, "Dropped. Nobody has been woken.");
    assert_eq!(done[0].1.timers, Reaction::none().cancel(TimerKey::Broadcast(1)).timers);
    assert!(stage.settle(1, &audience(&[])).is_empty());
    assert_eq!(stage.refusal(&Command::Drop { number: 1 }), RefusalKind::WrongState);
    assert_eq!(stage.refusal(&Command::Drop { number: 9 }), RefusalKind::NotFound);
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
    let event = Event::Previewed { number: 3, reach: Reach::Here, reached: None, asleep: None };
    let stored = serde_json::to_string(&event).unwrap();
    assert_eq!(stored, r#"{"previewed":{"number":3,"reach":"here"}}"#);
    assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), event);
    let mut stage = Stage::new();
    stage.run(&request(Reach::Here)).unwrap();
    stage.run(&typed("@here", Reach::Here)).unwrap();
    let snapshot = serde_json::to_string(&stage.mentions).unwrap();
    assert_eq!(serde_json::from_str::<Mentions>(&snapshot).unwrap(), stage.mentions);
}
