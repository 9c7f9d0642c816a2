//! Roles of an incident: who does what beside the commander (feature A6).
//!
//! The commander or the deputy assigns a role and releases from one; people take a vacant one and step
//! down. A role with one holder changes hands when it is assigned; it is not taken from somebody. Who gets
//! a role is brought into the room and sent its card privately; the room sees one line.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::Message;
use crate::people::Role;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;

/// Most holders of one role. An incident that more than 500 people read along with is followed on the
/// status page, and its brief could not list them.
pub const ROLE_HOLDERS_MAX: usize = 500;

/// Who has which role in an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Each at most [`ROLE_HOLDERS_MAX`], and one where [`Role::is_single`].
    holders: BTreeMap<Role, BTreeSet<PersonId>>,
}

/// What can be asked of the roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Give a role to somebody. The earlier holder of a role with one holder is released.
    Assign {
        /// Which.
        role: Role,
        /// To whom.
        person: PersonId,
        /// Whether they are from outside the company. The aggregate knows.
        guest: bool,
    },
    /// The asker takes a vacant role.
    Take {
        /// Which.
        role: Role,
    },
    /// The asker gives a role up.
    StepDown {
        /// Which.
        role: Role,
    },
    /// Take a role from somebody.
    Release {
        /// Which.
        role: Role,
        /// From whom. Nobody named: from the one who has it.
        person: Option<PersonId>,
    },
}

/// What can happen to the roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody has a role.
    Assigned {
        /// Which.
        role: Role,
        /// Who.
        person: PersonId,
        /// Who gave it: themselves, where they took it. Nobody: the clockwork.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// Whether they are from outside the company: guests come in by their admission, not by a role.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        guest: bool,
    },
    /// Somebody no longer has a role.
    Released {
        /// Which.
        role: Role,
        /// Who had it.
        person: PersonId,
        /// Who has it instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        successor: Option<PersonId>,
        /// Who took it from them. Nobody: they gave it up, or the clockwork did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
    },
}

impl Roles {
    /// Who has a role, in the order of their ids.
    pub fn holders(&self, role: Role) -> impl Iterator<Item = &PersonId> {
        self.holders.get(&role).into_iter().flatten()
    }

    /// Which roles somebody has, in the order of a briefing.
    #[must_use]
    pub fn roles_of(&self, person: &PersonId) -> BTreeSet<Role> {
        self.holders
            .iter()
            .filter(|(_, holders)| holders.contains(person))
            .map(|(role, _)| *role)
            .collect()
    }

    /// Who stands in for the commander.
    #[must_use]
    pub fn deputy(&self) -> Option<&PersonId> {
        self.holders(Role::Deputy).next()
    }

    /// What must happen here when somebody becomes commander: nobody is their own deputy.
    #[must_use]
    pub fn commander_changed(&self, commander: &PersonId) -> Vec<Event> {
        let was_deputy = self.deputy() == Some(commander);
        was_deputy.then(|| released(Role::Deputy, commander, None)).into_iter().collect()
    }

    /// What must happen here when somebody is lost to the incident: a removed account, a guest whose
    /// access has ended, a person who leaves.
    #[must_use]
    pub fn person_left(&self, person: &PersonId) -> Vec<Event> {
        self.roles_of(person).into_iter().map(|role| released(role, person, None)).collect()
    }

    fn has(&self, role: Role, person: &PersonId) -> bool {
        self.holders.get(&role).is_some_and(|holders| holders.contains(person))
    }

    /// The holder who goes when somebody else gets a role with one holder.
    fn single_holder(&self, role: Role) -> Option<&PersonId> {
        self.holders(role).next().filter(|_| role.is_single())
    }

    /// What holds for every way to get a role.
    fn check(
        &self,
        role: Role,
        person: &PersonId,
        guest: bool,
        scene: &Scene<'_>,
    ) -> Result<(), Refusal> {
        if self.has(role, person) {
            return Err(Refusal::already_done(
                format!("@{person} has the role of {role} already."),
                format!("To give it up: `stepdown {}`.", role.word()),
            ));
        }
        let open_to_guests =
            matches!(role, Role::Guest | Role::Observer | Role::SubjectMatterExpert);
        if guest && !open_to_guests {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                format!("The role of {role} is for people of the company; @{person} is a guest."),
                "Guests can be guest, observer or subject matter expert.",
            ));
        }
        if !guest && role == Role::Guest {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("@{person} is of the company and no guest."),
                "To read along, be an observer: `role take observer`.",
            ));
        }
        if role == Role::Deputy && scene.commander == Some(person) {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("@{person} commands here and cannot stand in for themselves."),
                "Choose somebody else: `role deputy @person`.",
            ));
        }
        let holders = self.holders.get(&role).map_or(0, BTreeSet::len);
        if holders >= ROLE_HOLDERS_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{ROLE_HOLDERS_MAX} people have the role of {role}; no more fit."),
                format!("Let somebody step down first: `stepdown {}`.", role.word()),
            ));
        }
        Ok(())
    }

    fn decide_assign(
        &self,
        role: Role,
        person: &PersonId,
        guest: bool,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.check(role, person, guest, scene)?;
        let earlier = self.single_holder(role);
        let mut events: Vec<Event> =
            earlier.map(|earlier| released(role, earlier, Some(person))).into_iter().collect();
        let by = cx.actor.person().cloned();
        events.push(Event::Assigned { role, person: person.clone(), by, guest });
        Ok(events)
    }

    /// Rights hang on roles: what somebody has is given away by them or by the commander, not taken.
    fn decide_take(
        &self,
        role: Role,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let person = asker(cx)?;
        let guest = cx.actor.is_guest();
        self.check(role, person, guest, scene)?;
        if let Some(holder) = self.single_holder(role) {
            return Err(Refusal::wrong_state(
                format!("@{holder} has the role of {role}."),
                format!(
                    "Ask them to write `stepdown {}`, or the commander to assign it to you.",
                    role.word()
                ),
            ));
        }
        let by = Some(person.clone());
        Ok(vec![Event::Assigned { role, person: person.clone(), by, guest }])
    }

    fn decide_step_down(&self, role: Role, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = asker(cx)?;
        if !self.has(role, person) {
            let instead = match self.single_holder(role) {
                Some(holder) => format!(
                    "@{holder} has it. Who commands releases them: `release {}`.",
                    role.word()
                ),
                None => String::from("See who does what: `who`."),
            };
            return Err(Refusal::wrong_state(
                format!("You do not have the role of {role}."),
                instead,
            ));
        }
        Ok(vec![released(role, person, None)])
    }

    fn decide_release(
        &self,
        role: Role,
        person: Option<&PersonId>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let mut holders = self.holders(role);
        let found = match (person, holders.next(), holders.next()) {
            (Some(person), ..) => Some(person).filter(|person| self.has(role, person)),
            (None, Some(_), Some(_)) => {
                return Err(Refusal::new(
                    RefusalKind::Unacceptable,
                    format!("More than one person has the role of {role}."),
                    format!("Say whose it shall no longer be: `release {} @person`.", role.word()),
                ));
            }
            (None, first, _) => first,
        };
        let Some(found) = found else {
            let why = match person {
                Some(person) => format!("@{person} does not have the role of {role}."),
                None => format!("Nobody has the role of {role}."),
            };
            return Err(Refusal::wrong_state(why, "See who does what: `who`."));
        };
        let by = cx.actor.person().filter(|by| *by != found).cloned();
        Ok(vec![Event::Released { role, person: found.clone(), successor: None, by }])
    }
}

fn asker<'a>(cx: Context<'a>) -> Result<&'a PersonId, Refusal> {
    cx.actor.person().ok_or_else(|| {
        Refusal::new(
            RefusalKind::NotEntitled,
            "Roles are taken and given up by people.",
            "Assign the role to a person: `role <role> @person`.",
        )
    })
}

fn released(role: Role, person: &PersonId, successor: Option<&PersonId>) -> Event {
    Event::Released { role, person: person.clone(), successor: successor.cloned(), by: None }
}

impl Feature for Roles {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Assign { role, person, guest } => {
                self.decide_assign(*role, person, *guest, scene, cx)
            }
            Command::Take { role } => self.decide_take(*role, scene, cx),
            Command::StepDown { role } => self.decide_step_down(*role, cx),
            Command::Release { role, person } => self.decide_release(*role, person.as_ref(), cx),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Assigned { role, person, .. } => {
                let holders = self.holders.entry(*role).or_default();
                if role.is_single() {
                    holders.clear();
                }
                holders.insert(person.clone());
            }
            Event::Released { role, person, .. } => {
                if let Some(holders) = self.holders.get_mut(role) {
                    holders.remove(person);
                }
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match event {
            Event::Assigned { role, person, guest, .. } => {
                let said = Text::new().name(person).plain(format!(" is {role} now."));
                // The admission of a guest has told the room already.
                let mut reaction = match role {
                    Role::Guest => Reaction::none(),
                    _ => Reaction::none().post(scene.room, said),
                };
                if !guest {
                    let people = std::iter::once(person.clone()).collect();
                    reaction = reaction.effect(Effect::Invite { room: scene.room.clone(), people });
                }
                if cx.policy.role_cards {
                    reaction = reaction.direct(person, card(*role, person, scene));
                }
                reaction
            }
            // The room sees the successor's line; the earlier holder learns it here.
            Event::Released { role, person, successor: Some(successor), .. } => {
                let told = Text::new()
                    .name(successor)
                    .plain(format!(" is {role} now. Tell them what they need to go on."));
                Reaction::none().hint(scene.room, person, told)
            }
            // So has the end of the admission.
            Event::Released { role: Role::Guest, by: None, .. } => Reaction::none(),
            Event::Released { role, person, successor: None, by } => {
                let said = Text::new().name(person).plain(format!(" is no longer {role}."));
                let mut message = Message::new(said);
                if role.is_single() {
                    message = message.button("Take the role", format!("role take {}", role.word()));
                }
                let reaction = Reaction::none().post(scene.room, message);
                match by {
                    Some(by) => reaction.hint(
                        scene.room,
                        person,
                        Text::new()
                            .name(by)
                            .plain(format!(" released you: you are no longer {role}.")),
                    ),
                    None => reaction,
                }
            }
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Assigned { role, person, by, .. } if by.as_ref() == Some(person) => {
                Text::new().name(person).plain(format!(" took the role of {role}"))
            }
            Event::Assigned { role, person, .. } => {
                Text::new().name(person).plain(format!(" was given the role of {role}"))
            }
            Event::Released { role, person, .. } => {
                Text::new().name(person).plain(format!(" no longer has the role of {role}"))
            }
        }
    }
}

/// The role card: what the role does and where, for the one who has it.
fn card(role: Role, person: &PersonId, scene: &Scene<'_>) -> Message {
    let text = Text::new()
        .mention(person)
        .plain(", you are ")
        .strong(role.to_string())
        .plain(format!(" of {} in ", scene.called()))
        .room(scene.room)
        .plain(".")
        .line()
        .plain(role.card());
    Message::new(text)
        .button("Read the brief", "brief")
        .button("Step down", format!("stepdown {}", role.word()))
}

#[cfg(test)]
mod tests;
