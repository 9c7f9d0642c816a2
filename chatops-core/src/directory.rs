//! The people who have been seen: names and zones for showing, kinds for rights.
//!
//! Kept on the emergency channel's stream, so that a replay can write out every name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::people::{PersonKind, Profile};
use crate::refusal::Refusal;
use crate::text::Text;

/// Most people that are remembered. Beyond it newcomers are shown by their id.
pub const PEOPLE_MAX: usize = 20_000;

/// The people who have been seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    people: BTreeMap<PersonId, Profile>,
}

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Remember a person as the platform describes them now.
    Note(Profile),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A person was seen for the first time, or is described differently.
    Noted(Profile),
}

impl Directory {
    /// A person, if they have been seen.
    #[must_use]
    pub fn get(&self, person: &PersonId) -> Option<&Profile> {
        self.people.get(person)
    }

    /// Everybody who has been seen.
    pub fn all(&self) -> impl Iterator<Item = &Profile> {
        self.people.values()
    }

    /// The name to show for a person, if they have been seen.
    #[must_use]
    pub fn name(&self, person: &PersonId) -> Option<String> {
        self.people.get(person).map(|profile| profile.name.clone())
    }

    /// Whether the account is one that can hold a seat: a person of the company, not removed.
    #[must_use]
    pub fn is_fit(&self, person: &PersonId) -> bool {
        self.people.get(person).is_none_or(|profile| profile.kind == PersonKind::Employee)
    }

    /// Whether the account is known to be from outside.
    #[must_use]
    pub fn is_guest(&self, person: &PersonId) -> bool {
        self.people.get(person).is_some_and(|profile| profile.kind == PersonKind::Guest)
    }
}

impl Feature for Directory {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        _: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Command::Note(profile) = command;
        let known = self.people.get(&profile.id);
        if known == Some(profile) || (known.is_none() && self.people.len() >= PEOPLE_MAX) {
            return Ok(Vec::new());
        }
        Ok(vec![Event::Noted(profile.clone())])
    }

    fn evolve(&mut self, event: &Event) {
        let Event::Noted(profile) = event;
        self.people.insert(profile.id.clone(), profile.clone());
    }

    fn tell(event: &Event) -> Text {
        let Event::Noted(profile) = event;
        let kind = match profile.kind {
            PersonKind::Employee => "",
            PersonKind::Guest => " (guest)",
            PersonKind::Bot => " (program)",
            PersonKind::Deactivated => " (account removed)",
        };
        Text::new().name(&profile.id).plain(format!("{kind} is known"))
    }
}
