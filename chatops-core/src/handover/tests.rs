use std::sync::LazyLock;

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Effect, Room};
use crate::message::Message;
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;

static ROOM: Room = Room::EmergencyChannel;
static STANDING: LazyLock<Standing> = LazyLock::new(Standing::default);

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

/// A room with handovers: what is said in it is decided and taken in.
struct World {
    handovers: Handovers,
    commander: Option<PersonId>,
    policy: Policy,
    now: Timestamp,
}

impl World {
    /// `ada` commands; `ben` and `cleo` are the ladder, after her.
    fn new() -> Self {
        let ladder = ["ada", "ben", "cleo"].map(person).into();
        Self {
            handovers: Handovers::default(),
            commander: Some(person("ada")),
            policy: Policy { ladder, ..Policy::default() },
            now: Timestamp::UNIX_EPOCH,
        }
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            room: &ROOM,
            commander: self.commander.as_ref(),
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &STANDING,
        }
    }

    fn context<'a>(&'a self, actor: &'a Actor) -> Context<'a> {
        Context::new(self.now, actor, &self.policy)
    }

    /// An empty name is the clockwork.
    fn say(&mut self, who: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        let actor = match who {
            "" => Actor::Clockwork,
            who => Actor::Person(Profile {
                id: person(who),
                name: String::from(who),
                zone: None,
                kind: PersonKind::Employee,
            }),
        };
        let events = self.handovers.decide(&command, &self.scene(), self.context(&actor))?;
        self.take_in(&events);
        Ok(events)
    }

    fn offer(&mut self, who: &str, to: &str) -> Result<Vec<Event>, Refusal> {
        self.say(who, Command::Offer { to: person(to), fit: true })
    }

    fn decline(&mut self, who: &str, why: Option<&str>) -> Result<Vec<Event>, Refusal> {
        self.say(who, Command::Decline { why: why.map(String::from) })
    }

    /// The wait of the open offer is over.
    fn run_out(&mut self, number: u32) -> Vec<Event> {
        self.now = later(self.now, self.policy.waits.handover);
        let key = TimerKey::Handover(number);
        let events = self.handovers.timer(&key, &self.scene(), self.context(&Actor::Clockwork));
        self.take_in(&events);
        events
    }

    fn take_in(&mut self, events: &[Event]) {
        for event in events {
            self.handovers.evolve(event);
        }
    }

    fn reaction(&self, event: &Event) -> Reaction {
        self.handovers.react(event, &self.scene(), self.context(&Actor::Clockwork))
    }

    /// What people see after an event, a line each: where, what, the buttons' commands.
    fn shown(&self, event: &Event) -> Vec<String> {
        let line = |place: String, message: &Message| {
            let buttons: Vec<&str> = message.buttons.iter().map(|b| b.command.as_str()).collect();
            format!("{place}: {} {buttons:?}", message.text)
        };
        let effects = self.reaction(event).effects;
        let show = |effect: &Effect| match effect {
            Effect::Post { room, message, .. } => line(room.to_string(), message),
            Effect::Hint { person, message, .. } => line(format!("hint {person}"), message),
            Effect::Direct { person, message } => line(format!("to {person}"), message),
            other => format!("{other:?}"),
        };
        // What becomes of the offer's own message: see `rewritten`.
        let new = |effect: &&Effect| !matches!(effect, Effect::Edit { .. });
        effects.iter().filter(new).map(show).collect()
    }

    /// What the message of the offer says after an event, and how many buttons it has.
    fn rewritten(&self, event: &Event) -> Option<(Slot, String, usize)> {
        self.reaction(event).effects.into_iter().find_map(|effect| match effect {
            Effect::Edit { slot, message, .. } => {
                Some((slot, message.text.to_plain(), message.buttons.len()))
            }
            _ => None,
        })
    }

    fn open_to(&self) -> Option<&str> {
        self.handovers.open().map(|offer| offer.to.as_str())
    }
}

fn kind(result: Result<Vec<Event>, Refusal>) -> RefusalKind {
    result.unwrap_err().kind
}

fn passed(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(event, Event::Passed { .. }))
}

#[test]
fn the_baton_passes_when_both_have_confirmed_in_either_order() {
    for (first, second) in [("ben", "ada"), ("ada", "ben")] {
        let mut world = World::new();
        world.offer("ada", "ben").unwrap();
        assert!(!passed(&world.say(first, Command::Accept).unwrap()), "{first} alone");
        let events = world.say(second, Command::Accept).unwrap();
        assert_eq!(
            events,
            [
                Event::Agreed { number: 1, by: person(second) },
                Event::Passed { number: 1, from: Some(person("ada")), to: person("ben") },
            ]
        );
        assert_eq!(world.handovers.open(), None);
        let cancel = Reaction::none().cancel(TimerKey::Handover(1));
        assert_eq!(world.reaction(&events[1]).timers, cancel.timers);
        let said = String::from("Baton passed: ada → ben.");
        assert_eq!(world.rewritten(&events[1]), Some((Slot::Handover(1), said, 0)));
    }
}

#[test]
fn an_offer_brings_its_receiver_a_brief() {
    let mut world = World::new();
    assert_eq!(world.handovers.brief_due(), None);
    let events = world.offer("ada", "ben").unwrap();
    assert_eq!(events[1], Event::BriefGiven { number: 1 });
    assert_eq!(world.handovers.brief_due(), Some((&person("ben"), 1)));
    assert_eq!(world.reaction(&events[1]), Reaction::none());
}

#[test]
fn an_offer_is_seen_by_the_room_and_asked_of_the_receiver_until_its_time_is_over() {
    let mut world = World::new();
    let events = world.offer("ada", "ben").unwrap();
    assert_eq!(
        world.shown(&events[0]),
        [
            "em: Handover offered: ada → ben. Both confirm with `accept`, until 1970-01-01 00:10 \
             UTC. [\"accept\"]",
            "to ben: @ben, ada offers you the baton: command of the emergency channel.\nRead the \
             brief, then confirm that you are up to speed. ada confirms too and commands until \
             then. [\"accept\", \"decline\"]",
        ]
    );
    let until = later(world.now, world.policy.waits.handover);
    let timers = world.reaction(&events[0]).timers;
    assert_eq!(timers, Reaction::none().set(TimerKey::Handover(1), until).timers);
}

#[test]
fn after_the_first_confirmation_the_other_one_learns_what_remains() {
    let mut world = World::new();
    world.offer("ada", "ben").unwrap();
    let events = world.say("ben", Command::Accept).unwrap();
    assert_eq!(
        world.shown(&events[0]),
        [
            "em: ben confirms the handover. Missing: ada. []",
            "to ada: @ada, ben has confirmed the handover of the emergency channel. Your word is \
             missing. [\"accept\"]",
        ]
    );
    let events = world.say("ada", Command::Accept).unwrap();
    assert_eq!(world.reaction(&events[0]), Reaction::none(), "nothing remains");
}

#[test]
fn who_offers_for_the_commander_cannot_confirm_for_them_and_they_learn_of_it() {
    let mut world = World::new();
    let events = world.offer("zoe", "ben").unwrap();
    assert!(world.shown(&events[0])[2].starts_with("to ada: @ada, your baton is offered to ben"));
    assert_eq!(kind(world.say("zoe", Command::Accept)), RefusalKind::NotEntitled);
    assert!(!passed(&world.say("ben", Command::Accept).unwrap()));
    assert!(passed(&world.say("ada", Command::Accept).unwrap()));
}

#[test]
fn the_receiver_alone_confirms_what_the_clockwork_offers_or_an_empty_seat() {
    let mut world = World::new();
    world.offer("", "ben").unwrap();
    assert_eq!(kind(world.say("ada", Command::Accept)), RefusalKind::NotEntitled);
    let events = world.say("ben", Command::Accept).unwrap();
    let from = Some(person("ada"));
    assert_eq!(events[1], Event::Passed { number: 1, from, to: person("ben") });

    let mut world = World { commander: None, ..World::new() };
    let events = world.offer("zoe", "ben").unwrap();
    assert!(world.shown(&events[0])[0].contains("It passes when ben confirms"));
    let events = world.say("ben", Command::Accept).unwrap();
    assert_eq!(events[1], Event::Passed { number: 1, from: None, to: person("ben") });
}

#[test]
fn only_the_two_confirm_and_each_of_them_once() {
    let mut world = World::new();
    assert_eq!(kind(world.say("ben", Command::Accept)), RefusalKind::NotFound);
    world.offer("ada", "ben").unwrap();
    assert_eq!(kind(world.say("cleo", Command::Accept)), RefusalKind::NotEntitled);
    assert_eq!(kind(world.say("", Command::Accept)), RefusalKind::NotEntitled);
    world.say("ben", Command::Accept).unwrap();
    let refusal = world.say("ben", Command::Accept).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::AlreadyDone);
    assert_eq!(refusal.instead, "Missing is the word of @ada.");
}

#[test]
fn what_cannot_be_offered_is_refused() {
    let mut world = World::new();
    assert_eq!(kind(world.offer("zoe", "ada")), RefusalKind::AlreadyDone, "commands already");
    assert_eq!(kind(world.offer("zoe", "zoe")), RefusalKind::Unacceptable, "to oneself");
    let unfit = Command::Offer { to: person("bot"), fit: false };
    assert_eq!(kind(world.say("ada", unfit)), RefusalKind::Unacceptable, "not a colleague");
    world.offer("ada", "ben").unwrap();
    assert_eq!(kind(world.offer("ada", "cleo")), RefusalKind::WrongState, "one is open");
    assert_eq!(world.open_to(), Some("ben"));
}

#[test]
fn only_the_receiver_declines_and_the_reason_is_kept_short() {
    let mut world = World::new();
    assert_eq!(kind(world.decline("ben", None)), RefusalKind::NotFound);
    world.offer("ada", "ben").unwrap();
    assert_eq!(kind(world.decline("ada", None)), RefusalKind::WrongState);
    assert_eq!(kind(world.decline("cleo", None)), RefusalKind::NotEntitled);
    assert_eq!(kind(world.decline("", None)), RefusalKind::NotEntitled);
    let long = "x".repeat(WHY_CHARS_MAX + 1);
    let events = world.decline("ben", Some(&long)).unwrap();
    assert!(matches!(&events[0], Event::Declined { why: Some(why), .. } if why.len() == 500));
    world.offer("ada", "ben").unwrap();
    let events = world.decline("ben", Some("  ")).unwrap();
    assert!(matches!(&events[0], Event::Declined { why: None, .. }));
}

#[test]
fn after_a_decline_the_commander_is_shown_the_next_on_the_ladder() {
    let mut world = World::new();
    world.offer("ada", "ben").unwrap();
    let events = world.decline("ben", Some("asleep")).unwrap();
    assert_eq!(events.len(), 1, "a person offers again, not the clockwork");
    assert_eq!(
        world.shown(&events[0]),
        [
            "em: ben declines the baton: asleep. ada holds the baton still. []",
            "hint ada: Next on the ladder: cleo. [\"offer @cleo\"]",
        ]
    );
    world.offer("ada", "cleo").unwrap();
    let events = world.run_out(2);
    assert_eq!(
        world.shown(&events[0]),
        [
            "em: The offer of the baton to cleo has run out. ada holds the baton still. []",
            "hint ada: Nobody is left on the ladder. Choose somebody: `offer @person`. []",
            "to cleo: The offer of the baton of the emergency channel has run out. ada commands \
             still; if you are up to speed now, ask them to offer it again. []",
        ]
    );
}

#[test]
fn without_a_commander_who_offered_is_shown_the_next() {
    let mut world = World { commander: None, ..World::new() };
    world.offer("zoe", "ben").unwrap();
    let events = world.decline("ben", None).unwrap();
    assert_eq!(
        world.shown(&events[0]),
        [
            "em: ben declines the baton. Nobody commands. []",
            "hint zoe: Next on the ladder: ada. [\"offer @ada\"]",
        ]
    );
}

#[test]
fn the_clockwork_goes_down_the_ladder_by_itself_and_then_alarms() {
    let mut world = World::new();
    world.offer("", "ben").unwrap();
    let events = world.run_out(1);
    let until = later(world.now, world.policy.waits.handover);
    assert_eq!(
        events,
        [
            Event::TimedOut { number: 1, to: person("ben"), next: Some(person("cleo")) },
            Event::Offered {
                number: 2,
                from: Some(person("ada")),
                to: person("cleo"),
                by: None,
                until,
                new_round: false,
            },
            Event::BriefGiven { number: 2 },
        ]
    );
    assert_eq!(world.shown(&events[0]).len(), 2, "the lost commander gets no hint");
    let said = String::from("The offer of the baton to ben has run out.");
    assert_eq!(world.rewritten(&events[0]), Some((Slot::Handover(1), said, 0)));
    let events = world.decline("cleo", None).unwrap();
    assert_eq!(
        world.shown(&events[0]),
        ["em: cleo declines the baton. ada holds the baton still. Nobody is left on the \
             ladder. [\"take\"]"]
    );
    assert_eq!((events.len(), world.open_to()), (1, None));
}

#[test]
fn a_decline_of_what_the_clockwork_offered_lets_the_clockwork_offer_to_the_next() {
    let mut world = World::new();
    world.offer("", "ben").unwrap();
    let events = world.decline("ben", None).unwrap();
    assert!(matches!(&events[1], Event::Offered { number: 2, by: None, .. }), "{events:?}");
    assert_eq!(world.open_to(), Some("cleo"));
}

#[test]
fn everybody_can_be_asked_again_in_a_new_round() {
    let next = |world: &mut World, to: &str| {
        world.offer("ada", to).unwrap();
        match world.decline(to, None).unwrap().remove(0) {
            Event::Declined { next, .. } => next,
            other => panic!("{other:?}"),
        }
    };
    let mut world = World::new();
    assert_eq!(next(&mut world, "ben"), Some(person("cleo")));
    assert_eq!(next(&mut world, "dora"), Some(person("cleo")), "the same round");
    assert_eq!(next(&mut world, "cleo"), None, "all have been asked");
    assert_eq!(next(&mut world, "ben"), Some(person("cleo")), "a new round");
    world.now = later(world.now, jiff::SignedDuration::from_hours(24));
    assert_eq!(next(&mut world, "dora"), Some(person("ben")), "a day later, nobody was asked");
    world.offer("ada", "ben").unwrap();
    world.say("ada", Command::Cancel).unwrap();
    assert_eq!(next(&mut world, "dora"), Some(person("ben")), "taken back, not asked");
}

#[test]
fn a_round_remembers_a_bounded_number_of_people_and_ends_there() {
    let mut world = World::new();
    world.policy.ladder = (0..ASKED_MAX + 5).map(|n| person(&format!("p{n:03}"))).collect();
    world.offer("", "p000").unwrap();
    let mut offers = 1;
    while world.handovers.open().is_some() {
        world.run_out(offers);
        offers += 1;
        assert!(offers < 1_000, "it never ends");
    }
    assert_eq!(world.handovers.asked.len(), ASKED_MAX);
}

#[test]
fn a_timer_of_an_offer_that_is_over_means_nothing() {
    let mut world = World::new();
    world.offer("ada", "ben").unwrap();
    world.decline("ben", None).unwrap();
    assert_eq!(world.run_out(1), []);
    world.offer("ada", "cleo").unwrap();
    assert_eq!(world.run_out(1), [], "another offer");
    assert_eq!(world.open_to(), Some("cleo"));
    let other =
        world.handovers.timer(&TimerKey::Ask(2), &world.scene(), world.context(&Actor::Clockwork));
    assert_eq!(other, [], "another timer");
}

#[test]
fn an_offer_can_be_taken_back() {
    let mut world = World::new();
    assert_eq!(kind(world.say("ada", Command::Cancel)), RefusalKind::NotFound);
    world.offer("ada", "ben").unwrap();
    let events = world.say("ada", Command::Cancel).unwrap();
    assert_eq!(
        world.shown(&events[0]),
        [
            "em: ada takes the offer of the baton to ben back. []",
            "to ben: The baton of the emergency channel is no longer offered to you. []",
        ]
    );
    let timers = Reaction::none().cancel(TimerKey::Handover(1)).timers;
    assert_eq!(world.reaction(&events[0]).timers, timers);
    let refusal = world.say("ben", Command::Accept).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::AlreadyDone);
    assert_eq!(refusal.why, "The offer of the baton to @ben no longer stands.");
    assert_eq!(kind(world.say("cleo", Command::Accept)), RefusalKind::NotFound);
}

#[test]
fn who_confirms_too_late_learns_when_the_offer_ran_out_and_whom_to_ask() {
    let mut world = World::new();
    world.offer("ada", "ben").unwrap();
    let events = world.run_out(1);
    assert!(world.shown(&events[0]).contains(&String::from(
        "to ben: The offer of the baton of the emergency channel has run out. ada commands still; \
         if you are up to speed now, ask them to offer it again. []"
    )));
    let late = world.say("ben", Command::Accept).unwrap_err();
    assert_eq!(late.why, "The offer of the baton to @ben ran out at 1970-01-01 00:10 UTC.");
    assert_eq!(late.instead, "@ada commands. Ask them to offer you the baton.");
    let giver = world.say("ada", Command::Accept).unwrap_err();
    assert_eq!(giver.instead, "You command. To hand over, offer the baton: `offer @person`.");
}

#[test]
fn who_confirms_a_second_time_learns_that_the_baton_has_passed() {
    let mut world = World::new();
    world.offer("ada", "ben").unwrap();
    world.say("ada", Command::Accept).unwrap();
    world.say("ben", Command::Accept).unwrap();
    world.commander = Some(person("ben"));
    let again = world.say("ada", Command::Accept).unwrap_err();
    assert_eq!(again.why, "This handover is complete: the baton passed to @ben.");
}

#[test]
fn an_offer_ends_when_the_seat_changes_hands_or_its_receiver_can_no_longer_command() {
    let mut world = World::new();
    world.offer("ada", "ben").unwrap();
    assert_eq!(world.say("", Command::Withdraw).unwrap(), [], "nothing has changed");
    world.commander = Some(person("zoe"));
    let events = world.say("", Command::Withdraw).unwrap();
    assert!(world.shown(&events[0])[0].starts_with("em: Command has changed"));
    assert_eq!(world.open_to(), None);

    world.offer("zoe", "ben").unwrap();
    assert_eq!(world.handovers.withdraw_from(&person("cleo")), []);
    let events = world.handovers.withdraw_from(&person("ben"));
    world.take_in(&events);
    assert_eq!(
        world.shown(&events[0])[0],
        "em: ben can no longer command: the offer of the baton to them does not stand. []"
    );
    assert_eq!(world.open_to(), None);
}

#[test]
fn an_offer_of_a_seat_that_has_changed_hands_is_taken_back_instead_of_passed() {
    let mut world = World::new();
    world.offer("ada", "ben").unwrap();
    world.say("ada", Command::Accept).unwrap();
    world.commander = Some(person("zoe"));
    let events = world.say("ben", Command::Accept).unwrap();
    let because = Because::CommandChanged;
    assert_eq!(events, [Event::Cancelled { number: 1, to: person("ben"), by: None, because }]);
    assert!(world.shown(&events[0])[0].starts_with("em: Command has changed"));
    assert_eq!(world.open_to(), None);
}

#[test]
fn every_event_has_a_line_and_survives_its_stored_form() {
    let mut world = World::new();
    let mut events = world.offer("ada", "ben").unwrap();
    events.extend(world.say("ben", Command::Accept).unwrap());
    events.extend(world.decline("ben", Some("no")).unwrap());
    events.extend(world.offer("", "ben").unwrap());
    events.extend(world.run_out(2));
    events.extend(world.say("cleo", Command::Accept).unwrap());
    let because = Because::TakenBack;
    events.push(Event::Cancelled { number: 9, to: person("ben"), by: None, because });
    let told: Vec<String> = events.iter().map(|e| Handovers::tell(e).to_string()).collect();
    assert_eq!(
        told,
        [
            "Offered the baton: ada → ben",
            "Gave the brief of handover 1",
            "ben confirmed handover 1",
            "ben declined the baton: no",
            "Offered the baton: ada → ben",
            "Gave the brief of handover 2",
            "The offer of the baton to ben ran out",
            "Offered the baton: ada → cleo",
            "Gave the brief of handover 3",
            "cleo confirmed handover 3",
            "Passed the baton: ada → cleo",
            "Took back the offer of the baton to ben",
        ]
    );
    let mut replayed = Handovers::default();
    for event in &events {
        let stored = serde_json::to_string(event).unwrap();
        replayed.evolve(&serde_json::from_str(&stored).unwrap());
    }
    assert_eq!(replayed, world.handovers);
    let snapshot = serde_json::to_string(&replayed).unwrap();
    assert_eq!(serde_json::from_str::<Handovers>(&snapshot).unwrap(), replayed);
}
