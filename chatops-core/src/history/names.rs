//! The names under which people, rooms and incidents are shown.

use std::collections::{BTreeMap, BTreeSet};

use super::{CHATOPS, Happened, Moment};
use crate::context::Actor;
use crate::effect::Room;
use crate::ids::{IncidentId, PersonId, TicketKey};
use crate::people::Profile;
use crate::text::{Text, clean};
use crate::{directory, emergency_channel, incident, register, rooms, ticket};

/// Stands for a line break where a text must fit on one line.
const LINE_BREAK: &str = " ⏎ ";

/// The names under which people, rooms and incidents are shown, as of the last entry taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    people: BTreeMap<PersonId, String>,
    /// Who bears a name, by the name as the eye compares it.
    bearers: BTreeMap<String, BTreeSet<PersonId>>,
    services: BTreeSet<String>,
    rooms: BTreeMap<Room, String>,
    incidents: BTreeMap<IncidentId, String>,
    tickets: BTreeMap<IncidentId, TicketKey>,
}

impl Names {
    /// Takes in an event and who did it.
    pub fn take(&mut self, actor: &Actor, happened: &Happened) {
        match actor {
            Actor::Person(profile) => self.note(profile),
            Actor::Service(name) => {
                self.services.insert(folded(name));
            }
            Actor::Clockwork => {}
        }
        match happened {
            Happened::Channel(event) => self.take_channel(event),
            Happened::Incident(id, event) => self.take_incident(*id, event),
        }
    }

    fn take_channel(&mut self, event: &emergency_channel::Event) {
        use emergency_channel::Event;
        match event {
            Event::Person(directory::Event::Noted(profile)) => self.note(profile),
            Event::Room(event) => self.note_room(event),
            Event::Register(register::Event::Declared { incident, origin, .. }) => {
                if let Some(facts) = &origin.ticket {
                    self.tickets.insert(*incident, facts.key.clone());
                }
            }
            _ => {}
        }
    }

    fn take_incident(&mut self, id: IncidentId, event: &incident::Event) {
        use incident::Event;
        match event {
            Event::Named { name } => {
                self.incidents.insert(id, name.clone());
            }
            Event::Ticket(ticket::Event::Linked { key, .. }) => {
                self.tickets.insert(id, key.clone());
            }
            Event::Room(event) => self.note_room(event),
            _ => {}
        }
    }

    fn note(&mut self, profile: &Profile) {
        if self.people.get(&profile.id) == Some(&profile.name) {
            return;
        }
        if let Some(old) = self.people.insert(profile.id.clone(), profile.name.clone())
            && let Some(bearers) = self.bearers.get_mut(&folded(&old))
        {
            bearers.remove(&profile.id);
        }
        self.bearers.entry(folded(&profile.name)).or_default().insert(profile.id.clone());
    }

    fn note_room(&mut self, event: &rooms::Event) {
        if let rooms::Event::Opened { room, name, .. } = event {
            self.rooms.insert(room.clone(), name.clone());
        }
    }

    /// A person's name as it is shown; the id where no name is known. Where two people bear the same name, or
    /// a person bears that of a service, the id stands behind it: nobody is taken for somebody else.
    #[must_use]
    pub fn person(&self, person: &PersonId) -> String {
        let Some(name) = self.people.get(person) else { return clean(person.as_str()) };
        let key = folded(name);
        if key.is_empty() {
            return clean(person.as_str());
        }
        let shared = self.bearers.get(&key).is_some_and(|bearers| bearers.len() > 1);
        let shown = clean(name.trim());
        if shared || key == CHATOPS || self.services.contains(&key) {
            return format!("{shown} ({})", clean(person.as_str()));
        }
        shown
    }

    /// Who did something, as it is shown.
    #[must_use]
    pub fn actor(&self, actor: &Actor) -> String {
        match actor {
            Actor::Person(profile) => self.person(&profile.id),
            Actor::Clockwork => CHATOPS.to_owned(),
            Actor::Service(name) => clean(name),
        }
    }

    /// Who did what happened, and for whom where the rules did it for somebody: `chatops, for Ann Lee`.
    #[must_use]
    pub fn author(&self, moment: &Moment<'_>) -> String {
        let actor = self.actor(moment.actor());
        match &moment.done_for {
            Some(person) => format!("{actor}, for {}", self.person(person)),
            None => actor,
        }
    }

    /// An incident as people call it: by the name of its room, before that by its ticket, before that by its id.
    #[must_use]
    pub fn incident(&self, incident: &IncidentId) -> String {
        let named = self.incidents.get(incident).map(|name| clean(name));
        named
            .or_else(|| self.tickets.get(incident).map(|key| clean(key.as_str())))
            .unwrap_or_else(|| incident.to_string())
    }

    /// The ticket of an incident, where one is known.
    #[must_use]
    pub fn ticket(&self, incident: &IncidentId) -> Option<&TicketKey> {
        self.tickets.get(incident)
    }

    /// The name of a room, without the platform's mark.
    #[must_use]
    pub fn room(&self, room: &Room) -> String {
        match (self.rooms.get(room), room) {
            (Some(name), _) => clean(name),
            (None, Room::Hot(incident)) => self.incident(incident),
            (None, Room::Team(team)) => clean(team.as_str()),
            (None, Room::EmergencyChannel | Room::Announcements) => room.to_string(),
        }
    }

    /// A text with names and rooms written out.
    #[must_use]
    pub fn fill(&self, text: &Text) -> Text {
        text.resolve(&|person| Some(self.person(person)), &|room| Some(self.room(room)))
    }

    /// A text with names and rooms written out, on one line and without marks.
    #[must_use]
    pub fn write(&self, text: &Text) -> String {
        self.fill(text).to_plain().trim_end().replace('\n', LINE_BREAK)
    }
}

/// A name as the eye compares it: without case and space around it.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
