//! People's accounts.

use super::MemoryChat;
use super::act::ActError;
use super::state::{Account, NAME};
use super::view::Happened;
use crate::ids::PersonId;
use crate::people::{PersonKind, Profile};
use crate::ports::inbound::Inbound;

/// Whether a person is at the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// At the screen: `@here` wakes them.
    Active,
    /// Away: `@here` passes them over.
    Away,
}

/// A person who gets an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    handle: String,
    name: String,
    zone: Option<String>,
    kind: PersonKind,
}

impl NewPerson {
    /// A member of the company. The handle is what stands behind an `@`.
    #[must_use]
    pub fn employee(handle: &str, name: &str) -> Self {
        let (handle, name) = (handle.to_lowercase(), name.to_owned());
        Self { handle, name, zone: None, kind: PersonKind::Employee }
    }

    /// Somebody from outside.
    #[must_use]
    pub fn guest(handle: &str, name: &str) -> Self {
        Self { kind: PersonKind::Guest, ..Self::employee(handle, name) }
    }

    /// Another program.
    #[must_use]
    pub fn bot(handle: &str, name: &str) -> Self {
        Self { kind: PersonKind::Bot, ..Self::employee(handle, name) }
    }

    /// The same in an IANA time zone, for example `Europe/Berlin`.
    #[must_use]
    pub fn zone(mut self, zone: &str) -> Self {
        self.zone = Some(zone.to_owned());
        self
    }
}

impl MemoryChat {
    /// Gives a person an account. They are active. Their id is `memory:` and their handle.
    ///
    /// # Errors
    /// [`ActError::Taken`] where the handle has an account, [`ActError::Unusable`] where it is no name.
    pub fn register(&self, person: NewPerson) -> Result<PersonId, ActError> {
        let NewPerson { handle, name, zone, kind } = person;
        let written = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if handle.is_empty() || !handle.chars().all(written) {
            return Err(ActError::Unusable(format!("`{handle}` is no handle")));
        }
        let id = PersonId::new(format!("{NAME}:{handle}"))?;
        self.shared().change(|state| {
            if state.people.contains_key(&id) {
                return Err(ActError::Taken);
            }
            let profile = Profile { id: id.clone(), name, zone, kind };
            let account = Account { profile, handle, active: true, takes_direct: true };
            state.people.insert(id.clone(), account);
            Ok(id.clone())
        })
    }

    /// A person sits down at the screen or leaves it.
    ///
    /// # Errors
    /// [`ActError::UnknownPerson`].
    pub fn set_presence(&self, person: &PersonId, presence: Presence) -> Result<(), ActError> {
        self.shared().change(|state| {
            let account = state.people.get_mut(person).ok_or(ActError::UnknownPerson)?;
            account.active = presence == Presence::Active;
            Ok(())
        })
    }

    /// A person takes direct messages of the bot, or does not.
    ///
    /// # Errors
    /// [`ActError::UnknownPerson`].
    pub fn set_takes_direct(&self, person: &PersonId, takes: bool) -> Result<(), ActError> {
        self.shared().change(|state| {
            let account = state.people.get_mut(person).ok_or(ActError::UnknownPerson)?;
            account.takes_direct = takes;
            Ok(())
        })
    }

    /// An account is changed: renamed, moved to another zone, made a guest, deactivated.
    ///
    /// # Errors
    /// [`ActError::UnknownPerson`].
    pub fn change_account(&self, profile: Profile) -> Result<(), ActError> {
        let at = self.now();
        self.shared().change(|state| {
            let account = state.people.get_mut(&profile.id).ok_or(ActError::UnknownPerson)?;
            account.profile = profile.clone();
            let key = format!("account/{}", state.next());
            state.log(at, Happened::AccountChanged { person: profile.id.clone() });
            state.deliver(key, at, Inbound::AccountChanged(profile));
            Ok(())
        })
    }
}
