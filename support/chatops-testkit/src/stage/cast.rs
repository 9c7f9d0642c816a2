//! Who plays: people by their handles.

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::ids::PersonId;
use chatops_core::people::PersonKind;

/// What stands before a handle in the ids of the chat in memory.
const ID_PREFIX: &str = "memory:";

/// Somebody who plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What stands behind an `@`.
    pub handle: String,
    /// What others see.
    pub name: String,
    /// Their IANA zone.
    pub zone: Option<String>,
    /// What kind of account it is.
    pub kind: PersonKind,
    /// Whether they are at the screen.
    pub active: bool,
    /// Whether they take direct messages of the bot.
    pub takes_direct: bool,
    /// Whether the pager reaches a device of theirs.
    pub device: bool,
    /// The rooms that they are in before anything happens. None: those of their teams and the emergency channel, for
    /// members of the company.
    pub rooms: Option<BTreeSet<String>>,
    /// Whether they have read the pins of the emergency channel before anything happens. None: those who are in it.
    pub briefed: Option<bool>,
}

impl Member {
    /// A member of the company, at the screen.
    #[must_use]
    pub fn employee(handle: &str, name: &str) -> Self {
        Self {
            handle: handle.to_owned(),
            name: name.to_owned(),
            zone: None,
            kind: PersonKind::Employee,
            active: true,
            takes_direct: true,
            device: true,
            rooms: None,
            briefed: None,
        }
    }
}

/// Everybody who plays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cast {
    members: BTreeMap<String, Member>,
}

impl Cast {
    /// Adds somebody. `false` where the handle is taken; nothing is changed then.
    pub fn add(&mut self, member: Member) -> bool {
        if self.members.contains_key(&member.handle) {
            return false;
        }
        self.members.insert(member.handle.clone(), member);
        true
    }

    /// Somebody by handle.
    #[must_use]
    pub fn get(&self, handle: &str) -> Option<&Member> {
        self.members.get(handle)
    }

    /// Everybody, by handle.
    pub fn all(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// The handles, for errors and completion.
    #[must_use]
    pub fn handles(&self) -> Vec<&str> {
        self.members.keys().map(String::as_str).collect()
    }

    /// What is said of a handle that nobody has.
    #[must_use]
    pub fn unknown(&self, handle: &str) -> String {
        let shown: String = handle.chars().take(40).collect();
        if self.members.is_empty() {
            return format!("nobody is called `{shown}`: there are no people; add `[[people]]`");
        }
        let known = self.handles().join(", ");
        format!(
            "nobody is called `{shown}`; the people are: {known}. Mend the name or add them under `[[people]]`"
        )
    }
}

/// The id of the person with a handle in the chat in memory.
#[must_use]
pub fn id(handle: &str) -> Option<PersonId> {
    PersonId::new(format!("{ID_PREFIX}{}", handle.to_lowercase())).ok()
}

/// The handle of a person of the chat in memory.
#[must_use]
pub fn handle(person: &PersonId) -> &str {
    person.as_str().strip_prefix(ID_PREFIX).unwrap_or(person.as_str())
}
