//! Each rule about guests.

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::TimerChange;
use crate::ids::{JournalId, Place, StreamId};
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;
use crate::refusal::RefusalKind;
use crate::time::later;

fn person(name: &str) -> PersonId {
    PersonId::new(format!("memory:{name}")).unwrap()
}

fn incident(number: u64) -> IncidentId {
    let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
    IncidentId::derive(Place { journal: &journal, stream: &stream, seq: number, position: 0 })
}

/// The emergency channel with Jim in command. Who is called `vera` or `v…` is a guest.
struct Stage {
    guests: Guests,
    policy: Policy,
    actor: Actor,
    standing: Standing,
    now: Timestamp,
}

impl Stage {
    fn new() -> Self {
        let (actor, standing, now) = (Actor::Clockwork, Standing::default(), Timestamp::UNIX_EPOCH);
        Self { guests: Guests::default(), policy: Policy::default(), actor, standing, now }
    }

    /// Vera has an agreement on file and has accepted the rules.
    fn with_vera() -> Self {
        let mut stage = Self::new();
        stage.run("mia", &file("vera", "NDA-1")).unwrap();
        stage.run("vera", &Command::AcceptRules).unwrap();
        stage
    }

    fn with<T>(&self, look: impl FnOnce(&Guests, &Scene<'_>, Context<'_>) -> T) -> T {
        let commander = person("jim");
        let scene = Scene {
            room: &Room::EmergencyChannel,
            commander: Some(&commander),
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &self.standing,
        };
        let cx = Context::new(self.now, &self.actor, &self.policy);
        look(&self.guests, &scene, cx)
    }

    fn run(&mut self, by: &str, command: &Command) -> Result<Vec<(Event, Reaction)>, Refusal> {
        let kind = if by.starts_with('v') { PersonKind::Guest } else { PersonKind::Employee };
        self.actor = Actor::Person(Profile { id: person(by), name: by.into(), zone: None, kind });
        self.run_on(command)
    }

    fn run_on(&mut self, command: &Command) -> Result<Vec<(Event, Reaction)>, Refusal> {
        let events = self.with(|guests, scene, cx| guests.decide(command, scene, cx))?;
        Ok(self.take_in(events))
    }

    fn take_in(&mut self, events: Vec<Event>) -> Vec<(Event, Reaction)> {
        let follow = |event: Event| {
            self.guests.evolve(&event);
            let reaction = self.with(|guests, scene, cx| guests.react(&event, scene, cx));
            (event, reaction)
        };
        events.into_iter().map(follow).collect()
    }

    fn fire(&mut self, name: &str) -> Vec<(Event, Reaction)> {
        let key = TimerKey::Guest(person(name));
        let events = self.with(|guests, scene, cx| guests.timer(&key, scene, cx));
        self.take_in(events)
    }

    fn refusal(&mut self, by: &str, command: &Command) -> RefusalKind {
        self.run(by, command).unwrap_err().kind
    }

    fn pass(&mut self, hours: i64) {
        self.now = later(self.now, SignedDuration::from_hours(hours));
    }

    fn stands(&self, name: &str, incident: Option<IncidentId>) -> GuestStanding {
        self.guests.standing(&person(name), incident.as_ref(), self.now)
    }
}

fn file(guest: &str, reference: &str) -> Command {
    Command::FileAgreement { guest: person(guest), reference: reference.into() }
}

fn admit(guest: &str, incident: Option<IncidentId>, hours: Option<i64>) -> Command {
    let until = hours.map(SignedDuration::from_hours);
    Command::Admit { guest: person(guest), incident, until }
}

fn revoke(guest: &str) -> Command {
    Command::Revoke { guest: person(guest) }
}

fn knock(incident: Option<IncidentId>) -> Command {
    let (room, leader) = (room_of(incident.as_ref()), Some(person("jim")));
    Command::Knock { room, leader, message: None }
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

#[test]
fn the_way_in_is_agreement_rules_admission() {
    let mut stage = Stage::new();
    assert_eq!(stage.refusal("jim", &admit("vera", None, None)), RefusalKind::GuestNotAdmitted);
    assert_eq!(stage.refusal("vera", &Command::AcceptRules), RefusalKind::GuestNotAdmitted);

    let done = stage.run("mia", &file("vera", "NDA-1")).unwrap();
    let said = told(&done[0].1);
    assert_eq!(said[0].0, &person("mia"));
    assert_eq!((said[1].0, &said[1].2), (&person("vera"), &vec!["guest accept"]));
    assert!(said[1].1.contains("stays under the agreement"), "{}", said[1].1);
    assert_eq!(stage.refusal("jim", &admit("vera", None, None)), RefusalKind::GuestNotAdmitted);

    let done = stage.run("vera", &Command::AcceptRules).unwrap();
    assert_eq!(told(&done[0].1)[1].0, &person("mia"));
    assert_eq!(stage.refusal("vera", &Command::AcceptRules), RefusalKind::AlreadyDone);
    assert_eq!(stage.stands("vera", None), GuestStanding::NotAdmitted, "rules alone open nothing");

    stage.run("jim", &admit("vera", None, None)).unwrap();
    assert_eq!(stage.stands("vera", None), GuestStanding::Admitted);
}

#[test]
fn an_admission_invites_names_the_sponsor_and_sets_its_end() {
    let mut stage = Stage::with_vera();
    let done = stage.run("jim", &admit("vera", Some(incident(1)), Some(4))).unwrap();
    let until = later(stage.now, SignedDuration::from_hours(4));
    assert_eq!(
        done[0].0,
        Event::Admitted {
            guest: person("vera"),
            sponsor: person("jim"),
            incident: Some(incident(1)),
            until
        }
    );
    let room = Room::Hot(incident(1));
    let effects = &done[0].1.effects;
    assert_eq!(effects[0], Effect::Invite { room: room.clone(), people: [person("vera")].into() });
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Post { room: it, message, .. }
        if *it == room && message.text.to_plain().contains("Sponsor: memory:jim"))));
    let key = TimerKey::Guest(person("vera"));
    assert_eq!(done[0].1.timers, [TimerChange::Set { key, at: until }]);
}

#[test]
fn an_admission_opens_its_own_scope_only() {
    let mut stage = Stage::with_vera();
    stage.run("jim", &admit("vera", Some(incident(1)), None)).unwrap();
    assert_eq!(stage.stands("vera", Some(incident(1))), GuestStanding::Admitted);
    assert_eq!(stage.stands("vera", Some(incident(2))), GuestStanding::NotAdmitted);
    assert_eq!(stage.stands("vera", None), GuestStanding::NotAdmitted);
}

#[test]
fn an_admission_lasts_a_day_and_at_most_a_month() {
    let mut stage = Stage::with_vera();
    stage.run("jim", &admit("vera", None, None)).unwrap();
    stage.pass(23);
    assert_eq!(stage.stands("vera", None), GuestStanding::Admitted);
    stage.pass(1);
    assert_eq!(stage.stands("vera", None), GuestStanding::NotAdmitted, "even before the timer");
    for (hours, fits) in [(0, false), (-1, false), (720, true), (721, false)] {
        assert_eq!(stage.run("jim", &admit("vera", None, Some(hours))).is_ok(), fits, "{hours}");
    }
}

#[test]
fn the_timer_ends_what_is_over_and_waits_for_the_rest() {
    let mut stage = Stage::with_vera();
    stage.run("jim", &admit("vera", Some(incident(1)), Some(2))).unwrap();
    let done = stage.run("jim", &admit("vera", None, Some(8))).unwrap();
    let first = later(stage.now, SignedDuration::from_hours(2));
    let key = || TimerKey::Guest(person("vera"));
    assert_eq!(done[0].1.timers, [TimerChange::Set { key: key(), at: first }]);
    assert!(stage.fire("vera").is_empty(), "too early");
    stage.pass(2);
    let done = stage.fire("vera");
    assert!(matches!(done.as_slice(), [(Event::Revoked { why: RevokedWhy::Expired, .. }, _)]));
    assert!(matches!(done[0].1.effects[0], Effect::Remove { room: Room::Hot(_), .. }));
    let second = later(Timestamp::UNIX_EPOCH, SignedDuration::from_hours(8));
    assert_eq!(done[0].1.timers, [TimerChange::Set { key: key(), at: second }]);
    stage.pass(6);
    let done = stage.fire("vera");
    assert_eq!(done[0].1.timers, [TimerChange::Cancel { key: key() }]);
    assert!(stage.fire("vera").is_empty() && stage.fire("nobody").is_empty());
}

#[test]
fn a_renewal_moves_the_end_and_makes_no_second_admission() {
    let mut stage = Stage::with_vera();
    stage.run("jim", &admit("vera", None, Some(2))).unwrap();
    stage.run("mia", &admit("vera", None, Some(9))).unwrap();
    stage.pass(8);
    assert_eq!(stage.stands("vera", None), GuestStanding::Admitted);
    assert_eq!(stage.run("jim", &revoke("vera")).unwrap().len(), 1);
}

#[test]
fn revoking_ends_every_admission_and_keeps_the_agreement() {
    let mut stage = Stage::with_vera();
    assert_eq!(stage.refusal("jim", &revoke("vera")), RefusalKind::NotFound);
    stage.run("jim", &admit("vera", None, None)).unwrap();
    stage.run("jim", &admit("vera", Some(incident(1)), None)).unwrap();
    let done = stage.run("jim", &revoke("vera")).unwrap();
    let rooms: Vec<_> = done.iter().map(|(_, reaction)| reaction.effects[0].clone()).collect();
    let removed = |room| Effect::Remove { room, person: person("vera") };
    assert_eq!(rooms, [removed(Room::EmergencyChannel), removed(Room::Hot(incident(1)))]);
    assert_eq!(stage.stands("vera", None), GuestStanding::NotAdmitted);
    assert!(stage.run("jim", &admit("vera", None, None)).is_ok(), "the agreement stays on file");
    assert_eq!(stage.refusal("jim", &revoke("nobody")), RefusalKind::NotFound);
}

#[test]
fn the_end_of_an_incident_ends_the_admissions_to_it() {
    let mut stage = Stage::with_vera();
    stage.run("jim", &admit("vera", Some(incident(1)), None)).unwrap();
    stage.run("jim", &admit("vera", Some(incident(2)), None)).unwrap();
    stage.actor = Actor::Clockwork;
    let done = stage.run_on(&Command::EndOfIncident { incident: incident(1) }).unwrap();
    assert!(matches!(
        done.as_slice(),
        [(Event::Revoked { why: RevokedWhy::IncidentEnded, .. }, _)]
    ));
    assert_eq!(stage.stands("vera", Some(incident(1))), GuestStanding::NotAdmitted);
    assert_eq!(stage.stands("vera", Some(incident(2))), GuestStanding::Admitted);
}

#[test]
fn guests_and_services_answer_for_nobody() {
    let mut stage = Stage::with_vera();
    assert_eq!(stage.refusal("vera", &admit("vera", None, None)), RefusalKind::NotEntitled);
    assert_eq!(stage.refusal("vera", &file("victor", "NDA-2")), RefusalKind::NotEntitled);
    stage.actor = Actor::Service("tickets".into());
    let refused = stage.run_on(&admit("vera", None, None)).unwrap_err();
    assert_eq!(refused.kind, RefusalKind::NotEntitled);
}

#[test]
fn an_agreement_has_a_reference_and_is_filed_once() {
    let mut stage = Stage::with_vera();
    assert_eq!(stage.refusal("mia", &file("vera", " NDA-1 ")), RefusalKind::AlreadyDone);
    assert_eq!(stage.refusal("mia", &file("victor", " ")), RefusalKind::Unacceptable);
    let long = "x".repeat(REFERENCE_CHARS_MAX + 1);
    assert_eq!(stage.refusal("mia", &file("victor", &long)), RefusalKind::Unacceptable);
    let done = stage.run("jim", &file("vera", "NDA-2")).unwrap();
    let said = told(&done[0].1);
    assert_eq!(said.len(), 1, "the rules stay accepted: {said:?}");
    assert_eq!(said[0].2, ["guest admit @memory:vera"]);
}

#[test]
fn a_guest_without_admission_is_taken_out_and_told_the_next_step() {
    let mut stage = Stage::new();
    let hot = Some(incident(1));
    let kept_out = |stage: &mut Stage| {
        // Long enough apart to be told again.
        stage.pass(1);
        let done = stage.run("vera", &knock(hot)).unwrap();
        let reaction = done[0].1.clone();
        assert_eq!(
            reaction.effects[0],
            Effect::Remove { room: Room::Hot(incident(1)), person: person("vera") }
        );
        let said = told(&reaction);
        assert_eq!((said[0].0, said[1].0), (&person("vera"), &person("jim")));
        let commands = |at: usize| said[at].2.iter().map(ToString::to_string).collect::<Vec<_>>();
        (said[0].1.clone(), commands(0), said[1].1.clone(), commands(1))
    };
    let (guest, _, commander, _) = kept_out(&mut stage);
    assert!(guest.contains("agreement on file and a sponsor"), "{guest}");
    assert!(commander.contains("`guest agreement @memory:vera <reference>`"), "{commander}");
    stage.run("mia", &file("vera", "NDA-1")).unwrap();
    assert_eq!(kept_out(&mut stage).1, ["guest accept"]);
    stage.run("vera", &Command::AcceptRules).unwrap();
    assert_eq!(kept_out(&mut stage).3, ["guest admit @memory:vera"]);
    stage.run("jim", &admit("vera", hot, None)).unwrap();
    assert!(stage.run("vera", &knock(hot)).unwrap().is_empty());
    assert_eq!(stage.run("vera", &knock(None)).unwrap().len(), 1, "another room");
}

#[test]
fn what_a_kept_out_guest_said_is_taken_away() {
    let mut stage = Stage::new();
    let message = MessageId::new("m1").unwrap();
    let room = Room::EmergencyChannel;
    let spoke = Command::Knock { room, leader: None, message: Some(message) };
    let done = stage.run("vera", &spoke).unwrap();
    assert!(matches!(done[0].1.effects[0], Effect::RemoveMessage { .. }));
    assert!(matches!(done[0].1.effects[1], Effect::Remove { .. }));
}

#[test]
fn who_knocks_again_is_kept_out_in_silence() {
    let mut stage = Stage::new();
    stage.run("vera", &knock(None)).unwrap();
    let done = stage.run("vera", &knock(None)).unwrap();
    assert!(matches!(done[0].1.effects.as_slice(), [Effect::Remove { .. }]));
    stage.now = later(stage.now, KNOCK_QUIET);
    assert_eq!(told(&stage.run("vera", &knock(None)).unwrap()[0].1).len(), 2);
}

#[test]
fn a_guest_without_admission_is_left_out_of_an_invitation_and_the_room_told() {
    let mut stage = Stage::with_vera();
    let hot = Room::Hot(incident(1));
    let leave_out = Command::LeaveOut {
        guest: person("vera"),
        room: hot.clone(),
        leader: Some(person("cleo")),
    };
    stage.actor = Actor::Clockwork;
    let done = stage.run_on(&leave_out).unwrap();
    let [Effect::Post { room, message, .. }, Effect::Hint { person: told, message: hint, .. }] =
        done[0].1.effects.as_slice()
    else {
        panic!("{done:?}");
    };
    assert_eq!((room, told), (&hot, &person("cleo")));
    assert!(message.text.to_plain().contains("was not brought in"));
    assert_eq!(hint.buttons[0].command, "guest admit @memory:vera");
    assert_eq!(stage.run_on(&leave_out).unwrap()[0].1, Reaction::none(), "said once for a while");
    stage.run("jim", &admit("vera", Some(incident(1)), None)).unwrap();
    assert!(stage.run_on(&leave_out).unwrap().is_empty());
}

#[test]
fn what_a_guest_lacks_and_who_answers_for_them_is_known() {
    let mut stage = Stage::new();
    let lacks = |stage: &Stage| stage.guests.lacks(&person("vera"), None, stage.now);
    assert_eq!(lacks(&stage), Some(Lack::Agreement));
    stage.run("mia", &file("vera", "NDA-1")).unwrap();
    assert_eq!(lacks(&stage), Some(Lack::Consent));
    stage.run("vera", &Command::AcceptRules).unwrap();
    assert_eq!(lacks(&stage), Some(Lack::Admission));
    assert_eq!(stage.guests.sponsor(&person("vera"), None), Some(&person("mia")));
    stage.run("jim", &admit("vera", None, None)).unwrap();
    assert_eq!(lacks(&stage), None);
    assert_eq!(stage.guests.sponsor(&person("vera"), None), Some(&person("jim")));
}

#[test]
fn people_of_the_company_knock_nowhere() {
    let mut stage = Stage::new();
    assert!(stage.run("dan", &knock(None)).unwrap().is_empty());
    stage.actor = Actor::Clockwork;
    assert!(stage.run_on(&knock(None)).unwrap().is_empty());
}

#[test]
fn agreements_are_bounded_and_those_in_use_stay() {
    let mut stage = Stage::with_vera();
    stage.run("jim", &admit("vera", None, None)).unwrap();
    for number in 1..GUESTS_MAX {
        stage.now = later(stage.now, SignedDuration::from_secs(1));
        stage.run("mia", &file(&format!("v{number}"), "NDA")).unwrap();
    }
    let done = stage.run("mia", &file("vlast", "NDA")).unwrap();
    let forgotten = Event::AgreementForgotten { guest: person("v1") };
    assert_eq!(done[0].0, forgotten, "Vera was first, but is admitted");
    assert_eq!(stage.guests.guests.len(), GUESTS_MAX);
    for guest in stage.guests.guests.values_mut() {
        let (sponsor, until) = (person("jim"), stage.now);
        guest.admissions = vec![Admission { incident: None, sponsor, until }];
    }
    assert_eq!(stage.refusal("mia", &file("vmore", "NDA")), RefusalKind::LimitReached);
}

#[test]
fn admissions_of_a_guest_are_bounded() {
    let mut stage = Stage::with_vera();
    for number in 1..=ADMISSIONS_PER_GUEST_MAX {
        let scope = Some(incident(number as u64));
        stage.run("jim", &admit("vera", scope, None)).unwrap();
    }
    assert_eq!(stage.refusal("jim", &admit("vera", None, None)), RefusalKind::LimitReached);
    assert!(stage.run("jim", &admit("vera", Some(incident(1)), None)).is_ok(), "a renewal");
}

#[test]
fn remembered_knocks_are_bounded() {
    let mut guests = Guests::default();
    for number in 0..=KNOCKS_MAX {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(number as i64);
        guests.note_knock(&person(&format!("v{number}")), at);
    }
    assert_eq!(guests.knocks.len(), KNOCKS_MAX);
    assert!(!guests.knocks.contains_key(&person("v0")));
}

#[test]
fn events_and_state_are_stored_and_read_back() {
    let mut stage = Stage::with_vera();
    let done = stage.run("jim", &admit("vera", None, None)).unwrap();
    let stored = serde_json::to_string(&done[0].0).unwrap();
    assert!(stored.starts_with(r#"{"admitted":{"guest":"memory:vera","sponsor""#), "{stored}");
    assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), done[0].0);
    let snapshot = serde_json::to_string(&stage.guests).unwrap();
    assert_eq!(serde_json::from_str::<Guests>(&snapshot).unwrap(), stage.guests);
}
