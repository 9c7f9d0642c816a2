//! Who takes part in an incident, and who only reads along (Feature C7).
//!
//! The policy names groups of the broader team (engineering, support, leadership …), each with the
//! severity from which it is brought in. People also come and go by themselves: whoever comes into the
//! room takes part, and whoever leaves it no longer does. Who speaks in the room works in it: a reader
//! turns active with the first word.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::context::{Actor, Context, Scene};
use crate::effect::{Effect, Reaction};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::people::PersonKind;
use crate::policy::Audience;
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;
use crate::text::Text;

/// Most people of one incident. A larger crowd hears of it by the public update and the
/// announcements; a hot room in which it could be told apart who works would not hold it.
pub const PARTICIPANTS_MAX: usize = 5_000;

/// Most groups that are remembered as brought in. An installation has about ten.
pub const GROUPS_MAX: usize = 200;

/// Most people of a group who are named; more are counted.
pub const NAMED_MAX: usize = 10;

/// Who takes part. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participants {
    /// Each with whether they work in the room. At most [`PARTICIPANTS_MAX`].
    people: BTreeMap<PersonId, bool>,
    /// The groups that have been brought in. At most [`GROUPS_MAX`].
    groups: BTreeSet<String>,
}

/// What can be asked of the participants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Bring in the groups that this severity asks for. On opening and whenever it changes.
    Convene {
        /// How bad it is now.
        severity: Severity,
    },
    /// Take part.
    Join {
        /// Only to read along.
        observer: bool,
    },
    /// No longer take part.
    Leave,
    /// Somebody said something in the room.
    NoteSpeech {
        /// Who.
        person: PersonId,
    },
    /// Somebody came into the room.
    Arrive {
        /// Who.
        person: PersonId,
        /// Whether they are there to work: they declared it, or what is broken is their team's.
        active: bool,
    },
    /// Somebody went out of the room.
    Depart {
        /// Who.
        person: PersonId,
    },
}

/// What happened to the participants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A group of the broader team was brought in.
    GroupInvited {
        /// Its name in the policy.
        name: String,
        /// Its people, without those whom [`PARTICIPANTS_MAX`] left out.
        people: BTreeSet<PersonId>,
        /// Whether they work in the room or read along.
        active: bool,
        /// Those of them who took part before.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        here: BTreeSet<PersonId>,
        /// How many of the group [`PARTICIPANTS_MAX`] left out.
        #[serde(default, skip_serializing_if = "is_zero")]
        left_out: u32,
    },
    /// A person came into the room.
    Arrived {
        /// Who.
        person: PersonId,
        /// Whether they work in the room or read along.
        active: bool,
    },
    /// A person takes part, or takes part in another way than before.
    Joined {
        /// Who.
        person: PersonId,
        /// Whether they work in the room or read along.
        active: bool,
    },
    /// A person no longer takes part, and said so.
    Left {
        /// Who.
        person: PersonId,
    },
    /// A person who took part went out of the room.
    Departed {
        /// Who.
        person: PersonId,
    },
    /// A person who read along, or was not counted yet, has spoken.
    BecameActive {
        /// Who.
        person: PersonId,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Participants {
    /// Those who work in the room, by id.
    pub fn active(&self) -> impl Iterator<Item = &PersonId> {
        self.people.iter().filter(|(_, active)| **active).map(|(person, _)| person)
    }

    /// Those who read along, by id.
    pub fn passive(&self) -> impl Iterator<Item = &PersonId> {
        self.people.iter().filter(|(_, active)| !**active).map(|(person, _)| person)
    }

    /// Whether somebody takes part, in whatever way.
    #[must_use]
    pub fn contains(&self, person: &PersonId) -> bool {
        self.people.contains_key(person)
    }

    /// How many take part.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody takes part.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    fn convene(&self, severity: Severity, cx: Context<'_>) -> Vec<Event> {
        let mut places = PARTICIPANTS_MAX.saturating_sub(self.people.len());
        let mut groups = GROUPS_MAX.saturating_sub(self.groups.len());
        let mut coming = BTreeSet::new();
        let mut events = Vec::new();
        for (name, audience) in &cx.policy.audiences {
            let asked = severity.at_least(audience.from) && !audience.people.is_empty();
            if !asked || groups == 0 || self.groups.contains(name) {
                continue;
            }
            groups -= 1;
            events.push(self.invite(name, audience, &mut coming, &mut places));
        }
        events
    }

    /// Brings in one group. `coming` are those whom the groups before it bring, `places` is what
    /// is left of [`PARTICIPANTS_MAX`].
    fn invite(
        &self,
        name: &str,
        audience: &Audience,
        coming: &mut BTreeSet<PersonId>,
        places: &mut usize,
    ) -> Event {
        let mut people = BTreeSet::new();
        for person in &audience.people {
            if !self.people.contains_key(person) && !coming.contains(person) {
                if *places == 0 {
                    continue;
                }
                *places -= 1;
                coming.insert(person.clone());
            }
            people.insert(person.clone());
        }
        let left_out = audience.people.len() - people.len();
        let left_out = u32::try_from(left_out).unwrap_or(u32::MAX);
        let here = people.iter().filter(|person| self.contains(person)).cloned().collect();
        let (name, active) = (name.to_owned(), audience.active);
        Event::GroupInvited { name, people, active, here, left_out }
    }

    fn join(&self, observer: bool, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = asker(cx)?;
        match self.people.get(person) {
            Some(active) if *active != observer => Err(Refusal::already_done(
                if observer { "You read along already." } else { "You take part already." },
                "See who else does with `who`.",
            )),
            None if self.people.len() >= PARTICIPANTS_MAX => Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("This incident has {PARTICIPANTS_MAX} participants, and no more fit."),
                "Follow it where the company reads what happened.",
            )),
            _ => Ok(vec![Event::Joined { person: person.clone(), active: !observer }]),
        }
    }

    fn note_speech(&self, person: &PersonId, cx: Context<'_>) -> Vec<Event> {
        // Programs talk, but nobody works there.
        if matches!(cx.actor, Actor::Person(profile) if profile.kind == PersonKind::Bot) {
            return Vec::new();
        }
        match self.people.get(person) {
            Some(true) => Vec::new(),
            Some(false) => vec![Event::BecameActive { person: person.clone() }],
            None if self.people.len() >= PARTICIPANTS_MAX => Vec::new(),
            None => vec![Event::BecameActive { person: person.clone() }],
        }
    }
}

fn asker(cx: Context<'_>) -> Result<&PersonId, Refusal> {
    cx.actor.person().ok_or_else(|| {
        Refusal::wrong_state("Only people take part.", "Let a person run the command.")
    })
}

impl Feature for Participants {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Convene { severity } => Ok(self.convene(*severity, cx)),
            Command::Join { observer } => self.join(*observer, cx),
            Command::Leave => {
                let person = asker(cx)?;
                if !self.people.contains_key(person) {
                    return Err(Refusal::wrong_state(
                        "You do not take part in this incident.",
                        "Take part with `join`, or read along with `join as observer`.",
                    ));
                }
                Ok(vec![Event::Left { person: person.clone() }])
            }
            Command::NoteSpeech { person } => Ok(self.note_speech(person, cx)),
            Command::Arrive { person, active } => {
                let fits = !self.contains(person) && self.people.len() < PARTICIPANTS_MAX;
                let arrived = || Event::Arrived { person: person.clone(), active: *active };
                Ok(fits.then(arrived).into_iter().collect())
            }
            Command::Depart { person } => {
                let gone = || Event::Departed { person: person.clone() };
                Ok(self.contains(person).then(gone).into_iter().collect())
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::GroupInvited { name, people, active, .. } => {
                self.groups.insert(name.clone());
                for person in people {
                    // Who works in the room already is not made a reader by a group.
                    let works = self.people.entry(person.clone()).or_insert(*active);
                    *works |= *active;
                }
            }
            Event::Arrived { person, active } | Event::Joined { person, active } => {
                self.people.insert(person.clone(), *active);
            }
            Event::Left { person } | Event::Departed { person } => {
                self.people.remove(person);
            }
            Event::BecameActive { person } => {
                self.people.insert(person.clone(), true);
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        match event {
            Event::GroupInvited { people, here, .. } => {
                let coming: BTreeSet<PersonId> = people.difference(here).cloned().collect();
                let told = Reaction::none();
                let told = if coming.is_empty() {
                    told
                } else {
                    told.effect(Effect::Invite { room: scene.room.clone(), people: coming })
                };
                told.post(scene.room, Self::tell(event))
            }
            Event::Joined { person, active } => Reaction::none()
                .effect(Effect::Invite {
                    room: scene.room.clone(),
                    people: BTreeSet::from([person.clone()]),
                })
                .hint(scene.room, person, joined_hint(*active)),
            Event::Left { person } => Reaction::none().hint(
                scene.room,
                person,
                Text::new()
                    .plain("You no longer take part. Come back with ")
                    .code("join")
                    .plain("."),
            ),
            // Who goes out of the room knows it, and asked nothing.
            Event::Departed { .. } | Event::Arrived { .. } | Event::BecameActive { .. } => {
                Reaction::none()
            }
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::GroupInvited { name, people, active, here, left_out } => {
                group_invited(name, people, *active, here, *left_out)
            }
            Event::Arrived { person, .. } => Text::new().name(person).plain(" came into the room."),
            Event::Joined { person, active: true } => {
                Text::new().name(person).plain(" takes part.")
            }
            Event::Joined { person, active: false } => {
                Text::new().name(person).plain(" reads along.")
            }
            Event::Left { person } => Text::new().name(person).plain(" no longer takes part."),
            Event::Departed { person } => Text::new().name(person).plain(" went out of the room."),
            Event::BecameActive { person } => {
                Text::new().name(person).plain(" spoke and takes part now.")
            }
        }
    }
}

/// `Brought in support: Ann Lee, Bob Ray, to read along. Sue Hill is here already.`
fn group_invited(
    name: &str,
    people: &BTreeSet<PersonId>,
    active: bool,
    here: &BTreeSet<PersonId>,
    left_out: u32,
) -> Text {
    let way = if active { "to take part" } else { "to read along" };
    let coming: Vec<&PersonId> = people.difference(here).collect();
    let mut text = if coming.is_empty() {
        Text::from(format!("Nobody of {name} had to be brought in."))
    } else {
        let text = Text::from(format!("Brought in {name}: "));
        text.names(coming, NAMED_MAX).plain(format!(", {way}."))
    };
    if !here.is_empty() {
        let verb = if here.len() == 1 { "is" } else { "are" };
        text = text.plain(" ").names(here, NAMED_MAX).plain(format!(" {verb} here already."));
    }
    if left_out == 0 {
        return text;
    }
    text.plain(format!(" {left_out} more did not fit, an incident has at most {PARTICIPANTS_MAX}."))
}

fn joined_hint(active: bool) -> Text {
    if active {
        Text::new().plain("You take part. See where things stand with ").code("brief").plain(".")
    } else {
        Text::new()
            .plain("You read along. Take part with ")
            .code("join")
            .plain(" or by speaking up.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::Standing;
    use crate::effect::Room;
    use crate::feature_tests::stored;
    use crate::people::Profile;
    use crate::policy::Policy;
    use jiff::Timestamp;

    fn person(name: &str) -> PersonId {
        PersonId::new(name).unwrap()
    }

    fn actor(name: &str, kind: PersonKind) -> Actor {
        Actor::Person(Profile { id: person(name), name: name.to_owned(), zone: None, kind })
    }

    fn group(people: &[&str], from: Severity, active: bool) -> Audience {
        Audience { people: people.iter().map(|name| person(name)).collect(), from, active }
    }

    /// One incident's participants under a policy, played by name.
    #[derive(Default)]
    struct Play {
        participants: Participants,
        policy: Policy,
    }

    impl Play {
        fn try_as(&mut self, actor: &Actor, command: &Command) -> Result<Reaction, Refusal> {
            let (room, standing) = (Room::EmergencyChannel, Standing::default());
            let scene = Scene {
                room: &room,
                commander: None,
                deputy: None,
                incident: None,
                title: "the incident",
                severity: None,
                standing: &standing,
            };
            let cx = Context::new(Timestamp::UNIX_EPOCH, actor, &self.policy);
            let mut reaction = Reaction::none();
            for event in self.participants.decide(command, &scene, cx)? {
                let event = stored(&event);
                self.participants.evolve(&event);
                reaction = reaction.and(self.participants.react(&event, &scene, cx));
            }
            Ok(reaction)
        }

        fn try_by(&mut self, name: &str, command: &Command) -> Result<Reaction, Refusal> {
            self.try_as(&actor(name, PersonKind::Employee), command)
        }

        fn convene(&mut self, severity: Severity) -> Reaction {
            self.try_as(&Actor::Clockwork, &Command::Convene { severity }).unwrap()
        }

        fn says(&mut self, name: &str) {
            self.try_by(name, &Command::NoteSpeech { person: person(name) }).unwrap();
        }

        fn active(&self) -> Vec<&str> {
            self.participants.active().map(PersonId::as_str).collect()
        }

        fn passive(&self) -> Vec<&str> {
            self.participants.passive().map(PersonId::as_str).collect()
        }
    }

    fn play() -> Play {
        let mut play = Play::default();
        let audiences = &mut play.policy.audiences;
        audiences.insert("leadership".into(), group(&["ann"], Severity::Sev1, false));
        audiences.insert("support".into(), group(&["bob", "cid"], Severity::Sev3, true));
        play
    }

    fn invited(reaction: &Reaction) -> Vec<&str> {
        let people = reaction.effects.iter().filter_map(|effect| match effect {
            Effect::Invite { people, .. } => Some(people),
            _ => None,
        });
        people.flatten().map(PersonId::as_str).collect()
    }

    #[test]
    fn groups_come_when_their_severity_is_reached_and_only_once() {
        let mut play = play();
        assert_eq!(invited(&play.convene(Severity::Sev4)), Vec::<&str>::new());
        assert_eq!(invited(&play.convene(Severity::Sev2)), ["bob", "cid"]);
        assert_eq!(invited(&play.convene(Severity::Sev1)), ["ann"]);
        assert_eq!(play.convene(Severity::Sev1), Reaction::none());
        assert_eq!((play.active(), play.passive()), (vec!["bob", "cid"], vec!["ann"]));
    }

    #[test]
    fn a_group_that_reads_along_makes_nobody_who_works_a_reader() {
        let mut play = play();
        play.try_by("ann", &Command::Join { observer: false }).unwrap();
        play.try_by("bob", &Command::Join { observer: true }).unwrap();
        play.convene(Severity::Sev1);
        assert_eq!(play.active(), ["ann", "bob", "cid"]);
    }

    #[test]
    fn who_speaks_turns_active() {
        let mut play = play();
        play.convene(Severity::Sev1);
        play.says("ann");
        play.says("dan");
        assert_eq!(play.active(), ["ann", "bob", "cid", "dan"]);
        assert!(play.passive().is_empty());
    }

    #[test]
    fn whoever_comes_into_the_room_takes_part_and_whoever_leaves_it_does_not() {
        let mut play = play();
        let come = |name, active| Command::Arrive { person: person(name), active };
        assert_eq!(play.try_by("bob", &come("bob", true)).unwrap(), Reaction::none());
        play.try_by("sue", &come("sue", false)).unwrap();
        assert_eq!((play.active(), play.passive()), (vec!["bob"], vec!["sue"]));
        play.try_by("bob", &come("bob", false)).unwrap();
        assert_eq!(play.active(), ["bob"], "who works there is no reader for coming again");
        let gone = Command::Depart { person: person("bob") };
        assert_eq!(play.try_as(&Actor::Clockwork, &gone).unwrap(), Reaction::none());
        play.try_as(&Actor::Clockwork, &gone).unwrap();
        assert!(play.active().is_empty());
    }

    #[test]
    fn who_is_there_already_is_not_said_to_be_brought_in() {
        let mut play = play();
        play.try_by("cid", &Command::Arrive { person: person("cid"), active: false }).unwrap();
        let reaction = play.convene(Severity::Sev2);
        assert_eq!(invited(&reaction), ["bob"]);
        let shown = |reaction: &Reaction| format!("{:?}", reaction.effects);
        assert!(shown(&reaction).contains(" here already."));
        play.try_by("ann", &Command::Arrive { person: person("ann"), active: false }).unwrap();
        let reaction = play.convene(Severity::Sev1);
        assert!(invited(&reaction).is_empty());
        assert!(shown(&reaction).contains("Nobody of leadership had to be brought in."));
    }

    #[test]
    fn the_first_word_of_somebody_is_no_occasion_for_a_hint() {
        let mut play = play();
        let spoke = Command::NoteSpeech { person: person("dan") };
        assert_eq!(play.try_by("dan", &spoke).unwrap(), Reaction::none());
        assert_eq!(play.active(), ["dan"]);
    }

    #[test]
    fn programs_that_talk_do_not_take_part() {
        let mut play = play();
        let bot = actor("robot", PersonKind::Bot);
        play.try_as(&bot, &Command::NoteSpeech { person: person("robot") }).unwrap();
        assert!(play.participants.is_empty());
    }

    #[test]
    fn people_come_and_go_and_change_their_way() {
        let mut play = play();
        let reaction = play.try_by("ann", &Command::Join { observer: true }).unwrap();
        assert_eq!(invited(&reaction), ["ann"]);
        let twice = play.try_by("ann", &Command::Join { observer: true }).unwrap_err();
        assert_eq!(twice.kind, RefusalKind::AlreadyDone);
        play.try_by("ann", &Command::Join { observer: false }).unwrap();
        assert_eq!(play.active(), ["ann"]);
        play.try_by("ann", &Command::Leave).unwrap();
        assert!(play.participants.is_empty());
        let gone = play.try_by("ann", &Command::Leave).unwrap_err();
        assert_eq!(gone.kind, RefusalKind::WrongState);
        let clockwork = play.try_as(&Actor::Clockwork, &Command::Leave).unwrap_err();
        assert_eq!(clockwork.kind, RefusalKind::WrongState);
    }

    #[test]
    fn a_crowd_is_cut_and_the_room_learns_how_many_were_left_out() {
        let mut play = Play::default();
        let crowd: Vec<String> = (0..5_003).map(|number| format!("p{number:04}")).collect();
        let crowd: Vec<&str> = crowd.iter().map(String::as_str).collect();
        play.policy.audiences.insert("all".into(), group(&crowd, Severity::Sev1, false));
        let reaction = play.convene(Severity::Sev1);
        assert_eq!(invited(&reaction).len(), PARTICIPANTS_MAX);
        assert!(format!("{reaction:?}").contains("3 more did not fit"));
        let late = play.try_by("late", &Command::Join { observer: false }).unwrap_err();
        assert_eq!(late.kind, RefusalKind::LimitReached);
        play.says("late");
        assert_eq!(play.participants.len(), PARTICIPANTS_MAX);
    }

    #[test]
    fn events_are_stored_under_these_names() {
        let event = Event::Joined { person: person("ann"), active: true };
        assert_eq!(
            serde_json::to_string(&event).unwrap(),
            r#"{"joined":{"person":"ann","active":true}}"#
        );
    }
}
