use std::sync::LazyLock;

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Effect, Room};
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;

static ROOM: Room = Room::EmergencyChannel;
static STANDING: LazyLock<Standing> = LazyLock::new(Standing::default);
static COMMANDER: LazyLock<PersonId> = LazyLock::new(|| person("ada"));

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

/// People whose name starts with `guest` are guests; an empty name is the clockwork.
fn actor(name: &str) -> Actor {
    if name.is_empty() {
        return Actor::Clockwork;
    }
    let kind = if name.starts_with("guest") { PersonKind::Guest } else { PersonKind::Employee };
    Actor::Person(Profile { id: person(name), name: String::from(name), zone: None, kind })
}

fn scene() -> Scene<'static> {
    Scene {
        room: &ROOM,
        commander: Some(&COMMANDER),
        deputy: None,
        incident: None,
        title: "checkout is down",
        severity: None,
        standing: &STANDING,
    }
}

/// The roles of an incident that `ada` commands.
#[derive(Default)]
struct World {
    roles: Roles,
    policy: Policy,
}

impl World {
    fn say(&mut self, who: &str, command: &Command) -> Result<Vec<Event>, Refusal> {
        let actor = actor(who);
        let cx = Context::new(jiff::Timestamp::UNIX_EPOCH, &actor, &self.policy);
        let events = self.roles.decide(command, &scene(), cx)?;
        self.take_in(&events);
        Ok(events)
    }

    fn take_in(&mut self, events: &[Event]) {
        for event in events {
            self.roles.evolve(event);
        }
    }

    fn assign(&mut self, role: Role, who: &str) -> Result<Vec<Event>, Refusal> {
        let guest = who.starts_with("guest");
        self.say("ada", &Command::Assign { role, person: person(who), guest })
    }

    fn take(&mut self, who: &str, role: Role) -> Result<Vec<Event>, Refusal> {
        self.say(who, &Command::Take { role })
    }

    fn step_down(&mut self, who: &str, role: Role) -> Result<Vec<Event>, Refusal> {
        self.say(who, &Command::StepDown { role })
    }

    fn holders(&self, role: Role) -> Vec<&str> {
        self.roles.holders(role).map(PersonId::as_str).collect()
    }

    /// What people see after events, a line each: where, what, the buttons' commands.
    fn shown(&self, events: &[Event]) -> Vec<String> {
        let line = |place: String, message: &Message| {
            let buttons: Vec<&str> = message.buttons.iter().map(|b| b.command.as_str()).collect();
            format!("{place}: {} {buttons:?}", message.text)
        };
        let show = |effect: Effect| match effect {
            Effect::Post { room, message, .. } => line(room.to_string(), &message),
            Effect::Hint { person, message, .. } => line(format!("hint {person}"), &message),
            Effect::Direct { person, message } => line(format!("to {person}"), &message),
            Effect::Invite { people, .. } => {
                let people: Vec<&str> = people.iter().map(PersonId::as_str).collect();
                format!("brings in {}", people.join(", "))
            }
            other => format!("{other:?}"),
        };
        let cx = Context::new(jiff::Timestamp::UNIX_EPOCH, &Actor::Clockwork, &self.policy);
        let react = |event| self.roles.react(event, &scene(), cx).effects;
        events.iter().flat_map(react).map(show).collect()
    }
}

fn kind(result: Result<Vec<Event>, Refusal>) -> RefusalKind {
    result.unwrap_err().kind
}

#[test]
fn an_assigned_role_is_seen_by_the_room_and_its_card_by_the_holder() {
    let mut world = World::default();
    let events = world.assign(Role::Scribe, "ben").unwrap();
    let by = Some(person("ada"));
    let role = Role::Scribe;
    assert_eq!(events, [Event::Assigned { role, person: person("ben"), by, guest: false }]);
    assert_eq!(world.holders(Role::Scribe), ["ben"]);
    let card = Role::Scribe.card();
    assert_eq!(
        world.shown(&events),
        [
            String::from("em: ben is scribe now. []"),
            String::from("brings in ben"),
            format!(
                "to ben: @ben, you are scribe of checkout is down in em.\n{card} [\"brief\", \
                 \"stepdown scribe\"]"
            ),
        ]
    );
    world.policy.role_cards = false;
    assert_eq!(world.shown(&events), ["em: ben is scribe now. []", "brings in ben"]);
}

#[test]
fn a_role_brings_nobody_from_outside_into_the_room() {
    let mut world = World::default();
    let events = world.assign(Role::SubjectMatterExpert, "guest-gus").unwrap();
    assert!(!world.shown(&events).iter().any(|line| line.starts_with("brings in")));
}

#[test]
fn who_commands_releases_somebody_who_is_told_so() {
    let mut world = World::default();
    world.assign(Role::Deputy, "ben").unwrap();
    let own = world.step_down("cleo", Role::Deputy).unwrap_err();
    assert_eq!(own.instead, "@ben has it. Who commands releases them: `release deputy`.");
    let events = world.say("ada", &Command::Release { role: Role::Deputy, person: None }).unwrap();
    assert_eq!(world.holders(Role::Deputy), Vec::<&str>::new());
    assert_eq!(
        world.shown(&events),
        [
            "em: ben is no longer deputy. [\"role take deputy\"]",
            "hint ben: ada released you: you are no longer deputy. []",
        ]
    );
    let nobody = world.say("ada", &Command::Release { role: Role::Deputy, person: None });
    assert_eq!(nobody.unwrap_err().why, "Nobody has the role of deputy.");
}

#[test]
fn of_several_holders_one_must_be_named() {
    let mut world = World::default();
    let role = Role::SubjectMatterExpert;
    world.assign(role, "ben").unwrap();
    world.assign(role, "cleo").unwrap();
    let release =
        |person: Option<&str>| Command::Release { role, person: person.map(self::person) };
    assert_eq!(kind(world.say("ada", &release(None))), RefusalKind::Unacceptable);
    assert_eq!(kind(world.say("ada", &release(Some("dora")))), RefusalKind::WrongState);
    world.say("ada", &release(Some("ben"))).unwrap();
    assert_eq!(world.holders(role), ["cleo"]);
}

#[test]
fn a_role_with_one_holder_changes_hands_when_it_is_assigned() {
    let mut world = World::default();
    world.assign(Role::Deputy, "ben").unwrap();
    let events = world.assign(Role::Deputy, "cleo").unwrap();
    let successor = Some(person("cleo"));
    let role = Role::Deputy;
    assert_eq!(events[0], Event::Released { role, person: person("ben"), successor, by: None });
    assert_eq!((world.holders(Role::Deputy), events.len()), (vec!["cleo"], 2));
    assert_eq!(world.roles.deputy(), Some(&person("cleo")));
    let shown = world.shown(&events);
    assert_eq!(
        shown[..2],
        [
            "hint ben: cleo is deputy now. Tell them what they need to go on. []",
            "em: cleo is deputy now. []",
        ]
    );
    assert_eq!(shown.len(), 4, "is brought in and sent the card: {shown:?}");
}

#[test]
fn other_roles_have_as_many_holders_as_needed_up_to_the_limit() {
    let mut world = World::default();
    for number in 0..ROLE_HOLDERS_MAX {
        world.take(&format!("p{number}"), Role::Observer).unwrap();
    }
    assert_eq!(kind(world.take("zoe", Role::Observer)), RefusalKind::LimitReached);
    assert_eq!(kind(world.assign(Role::Observer, "zoe")), RefusalKind::LimitReached);
    world.take("zoe", Role::SubjectMatterExpert).unwrap();
    world.step_down("p7", Role::Observer).unwrap();
    world.take("zoe", Role::Observer).unwrap();
    let roles = world.roles.roles_of(&person("zoe"));
    assert_eq!(roles, [Role::SubjectMatterExpert, Role::Observer].into());
}

#[test]
fn a_vacant_role_is_taken_and_a_held_one_is_not_taken_away() {
    let mut world = World::default();
    let events = world.take("ben", Role::CommunicationsLead).unwrap();
    assert!(matches!(&events[..], [Event::Assigned { by: Some(by), .. }] if *by == person("ben")));
    let refusal = world.take("cleo", Role::CommunicationsLead).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::WrongState);
    assert_eq!(
        refusal.to_string(),
        "@ben has the role of communications lead. Ask them to write `stepdown \
         communications-lead`, or the commander to assign it to you."
    );
    assert_eq!(world.holders(Role::CommunicationsLead), ["ben"]);
}

#[test]
fn nobody_gets_a_role_twice() {
    let mut world = World::default();
    world.take("ben", Role::Scribe).unwrap();
    assert_eq!(kind(world.take("ben", Role::Scribe)), RefusalKind::AlreadyDone);
    assert_eq!(kind(world.assign(Role::Scribe, "ben")), RefusalKind::AlreadyDone);
}

#[test]
fn guests_get_only_the_roles_that_are_open_to_guests() {
    for role in Role::ALL {
        let open = matches!(role, Role::Guest | Role::Observer | Role::SubjectMatterExpert);
        let mut world = World::default();
        let results = [world.take("guest one", role), world.assign(role, "guest two")];
        for result in results {
            assert_eq!(result.is_ok(), open, "{role}");
            if let Err(refusal) = result {
                assert_eq!(refusal.kind, RefusalKind::NotEntitled);
            }
        }
    }
}

#[test]
fn people_of_the_company_are_not_guests() {
    let mut world = World::default();
    assert_eq!(kind(world.take("ben", Role::Guest)), RefusalKind::Unacceptable);
    assert_eq!(kind(world.assign(Role::Guest, "ben")), RefusalKind::Unacceptable);
}

#[test]
fn the_commander_can_have_any_role_but_their_own_deputy() {
    let mut world = World::default();
    assert_eq!(kind(world.take("ada", Role::Deputy)), RefusalKind::Unacceptable);
    assert_eq!(kind(world.assign(Role::Deputy, "ada")), RefusalKind::Unacceptable);
    world.take("ada", Role::Scribe).unwrap();
}

#[test]
fn a_deputy_who_becomes_commander_is_deputy_no_longer() {
    let mut world = World::default();
    world.assign(Role::Deputy, "ben").unwrap();
    assert_eq!(world.roles.commander_changed(&person("cleo")), []);
    let events = world.roles.commander_changed(&person("ben"));
    world.take_in(&events);
    assert_eq!(world.roles.deputy(), None);
    assert_eq!(
        world.shown(&events),
        ["em: ben is no longer deputy. [\"role take deputy\"]"],
        "the room sees what is vacant"
    );
}

#[test]
fn people_step_down_from_what_they_have() {
    let mut world = World::default();
    world.take("ben", Role::Observer).unwrap();
    assert_eq!(kind(world.step_down("ben", Role::Scribe)), RefusalKind::WrongState);
    assert_eq!(kind(world.step_down("cleo", Role::Observer)), RefusalKind::WrongState);
    let events = world.step_down("ben", Role::Observer).unwrap();
    assert_eq!(world.shown(&events), ["em: ben is no longer observer. []"]);
    assert_eq!(world.holders(Role::Observer), Vec::<&str>::new());
}

#[test]
fn the_clockwork_assigns_but_neither_takes_nor_steps_down() {
    let mut world = World::default();
    assert_eq!(kind(world.take("", Role::Scribe)), RefusalKind::NotEntitled);
    assert_eq!(kind(world.step_down("", Role::Scribe)), RefusalKind::NotEntitled);
    let assign = Command::Assign { role: Role::Observer, person: person("ben"), guest: false };
    let events = world.say("", &assign).unwrap();
    assert!(matches!(&events[..], [Event::Assigned { by: None, .. }]), "{events:?}");
}

#[test]
fn who_is_lost_to_the_incident_has_no_role_in_it() {
    let mut world = World::default();
    world.take("ben", Role::Scribe).unwrap();
    world.take("ben", Role::Observer).unwrap();
    world.take("cleo", Role::Observer).unwrap();
    let events = world.roles.person_left(&person("ben"));
    world.take_in(&events);
    assert_eq!(world.roles.roles_of(&person("ben")), BTreeSet::new());
    assert_eq!(world.holders(Role::Observer), ["cleo"]);
}

#[test]
fn every_event_has_a_line_and_survives_its_stored_form() {
    let mut world = World::default();
    let mut events = world.take("ben", Role::Scribe).unwrap();
    events.extend(world.assign(Role::Scribe, "cleo").unwrap());
    let told: Vec<String> = events.iter().map(|e| Roles::tell(e).to_string()).collect();
    assert_eq!(
        told,
        [
            "ben took the role of scribe",
            "ben no longer has the role of scribe",
            "cleo was given the role of scribe",
        ]
    );
    let mut replayed = Roles::default();
    for event in &events {
        let stored = serde_json::to_string(event).unwrap();
        replayed.evolve(&serde_json::from_str(&stored).unwrap());
    }
    assert_eq!(replayed, world.roles);
    let snapshot = serde_json::to_string(&replayed).unwrap();
    assert_eq!(serde_json::from_str::<Roles>(&snapshot).unwrap(), replayed);
}
