//! Holding what is against what must be.

use std::collections::BTreeSet;

use chatops_core::ids::{IncidentId, PersonId, RoomId};
use chatops_core::incident::{Incident, Phase};
use chatops_core::memory::chat::{Happened, ShownMessage};
use chatops_core::message::DRILL_MARK;
use chatops_core::people::Role;
use chatops_core::ports::journal::Entry;
use chatops_core::severity::Severity;

use super::act::contains;
use super::expectation::{Expectation, Expected};
use super::shown::BOT;
use super::{Stage, Unmet, cast, fold};

/// How many of a room's last messages are shown when an expectation is not met.
const LINES_MAX: usize = 6;

/// How many characters of each are shown.
const LINE_CHARS_MAX: usize = 300;

/// What was seen instead, where it is not so.
type Found = Result<(), String>;

impl Stage {
    /// Checks an expectation.
    ///
    /// # Errors
    /// What was seen instead.
    pub(super) async fn check(&self, expectation: &Expectation) -> Result<(), Unmet> {
        let unmet = |seen: String| Unmet { expected: expectation.line.clone(), seen };
        let found = match self.check_now(&expectation.what) {
            Some(found) => found,
            None => match fold::entries(self.journal.as_ref()).await {
                Ok(entries) => self.check_recorded(&expectation.what, &entries),
                Err(error) => Err(format!("the journal cannot be read: {error}")),
            },
        };
        found.map_err(unmet)
    }

    /// What can be seen without reading the journal. Nothing: the journal must be read.
    fn check_now(&self, what: &Expected) -> Option<Found> {
        Some(match what {
            Expected::Shows { room, words, yes } => self.shows(room, words, *yes),
            Expected::Pinned { room, words } => self.pinned(room, words),
            Expected::Topic { room, text } => self.topic(room, text),
            Expected::Headline { text } => self.topic(&self.channel, text),
            Expected::Exists { room, yes } => self.exists(room, *yes),
            Expected::Closed { room } => match self.chat.room_named(room) {
                Some(found) if found.archived => Ok(()),
                Some(_) => Err(format!("#{room} is open")),
                None => Err(self.no_room(room)),
            },
            Expected::Members { room, people, yes } => self.members(room, people, *yes),
            Expected::Hint { person, words, yes } => self.hint(person, words, *yes),
            Expected::Direct { person, words, yes } => self.direct_shows(person, words, *yes),
            Expected::Notified { people, exactly } => self.were_notified(people, *exactly),
            Expected::Paged { people } => compare_people("paged", people, &self.paged(), true),
            Expected::StatusPage { words, yes } => self.status_page(words, *yes),
            Expected::TicketIs { key, status } => match self.held(key) {
                Some(held) if held.facts.status.eq_ignore_ascii_case(status) => Ok(()),
                Some(held) => Err(format!("{key} is `{}`", held.facts.status)),
                None => Err(format!("there is no ticket {key}")),
            },
            Expected::TicketHas { key, words } => match self.held(key) {
                Some(held) => {
                    let links = held.links.iter().map(|(label, url)| format!("{label} {url}"));
                    let texts: Vec<String> = held.comments.iter().cloned().chain(links).collect();
                    found_in(&texts, words, true)
                }
                None => Err(format!("there is no ticket {key}")),
            },
            _ => return None,
        })
    }

    fn check_recorded(&self, what: &Expected, entries: &[Entry]) -> Found {
        match what {
            Expected::Journal { kind, yes } => {
                let kinds: BTreeSet<&str> =
                    entries.iter().map(|entry| entry.entry.kind.as_str()).collect();
                if kinds.contains(kind.as_str()) == *yes {
                    return Ok(());
                }
                let known: Vec<&str> = kinds.into_iter().collect();
                Err(format!("the kinds in the journal are: {}", known.join(", ")))
            }
            Expected::Commander { room: None, person } => {
                self.is_person(fold::channel(entries).commander(), person.as_deref())
            }
            Expected::Commander { room: Some(room), person } => {
                let (_, incident) = self.incident(entries, room)?;
                self.is_person(incident.commander(), person.as_deref())
            }
            Expected::Severity { room, severity } => {
                let (_, incident) = self.incident(entries, room)?;
                let found = incident.severity();
                match severity.parse::<Severity>() {
                    Ok(wanted) if wanted == found => Ok(()),
                    _ => Err(format!("it is {found}")),
                }
            }
            Expected::Phase { room, phase } => {
                let (_, incident) = self.incident(entries, room)?;
                let found = incident.phase();
                if Phase::from_word(phase) == Some(found) {
                    Ok(())
                } else {
                    Err(format!("it is {found}"))
                }
            }
            Expected::Role { room, role, person } => {
                let (_, incident) = self.incident(entries, room)?;
                self.has_role(&incident, role, person.as_deref())
            }
            Expected::Postmortem { words } => {
                let documents: Vec<String> = all_incidents(entries)
                    .filter_map(|id| self.services.knowledge.document(&id))
                    .map(|document| document.markdown)
                    .collect();
                found_in(&documents, words, true)
            }
            _ => Ok(()),
        }
    }

    fn held(&self, key: &str) -> Option<chatops_core::memory::tickets::HeldTicket> {
        let all = self.services.tickets.iter().flat_map(|tickets| tickets.tickets());
        all.into_iter().find(|held| held.facts.key.as_str() == key)
    }

    fn no_room(&self, room: &str) -> String {
        let rooms: Vec<String> = self.chat.rooms().into_iter().map(|room| room.name).collect();
        format!("there is no room #{room}; there are: {}", rooms.join(", "))
    }

    fn room_id(&self, room: &str) -> Result<RoomId, String> {
        self.chat.room_named(room).map(|found| found.id).ok_or_else(|| self.no_room(room))
    }

    /// What everybody in a room sees.
    fn open_messages(&self, room: &str) -> Result<Vec<ShownMessage>, String> {
        let id = self.room_id(room)?;
        let all = self.chat.room_view(&id, None);
        Ok(all
            .into_iter()
            .filter(|message| !message.deleted && message.private_to.is_none())
            .collect())
    }

    fn line(&self, message: &ShownMessage) -> String {
        let author = match &message.author {
            chatops_core::memory::chat::Author::Bot => String::from(BOT),
            chatops_core::memory::chat::Author::Person(person) => self.chat.name_of(person),
        };
        let text = message.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = text.chars().take(LINE_CHARS_MAX).collect();
        let buttons: String =
            message.buttons.iter().map(|button| format!(" [{}]", button.label)).collect();
        format!("{author}: {text}{buttons}")
    }

    fn last_lines(&self, what: &str, messages: &[ShownMessage]) -> String {
        if messages.is_empty() {
            return format!("{what} shows nothing");
        }
        let skipped = messages.len().saturating_sub(LINES_MAX);
        let lines: Vec<String> = messages
            .iter()
            .skip(skipped)
            .map(|message| format!("  {}", self.line(message)))
            .collect();
        format!("the last of {what}:\n{}", lines.join("\n"))
    }

    fn judge(&self, what: &str, messages: &[ShownMessage], words: &str, yes: bool) -> Found {
        let found = messages.iter().find(|message| contains(&self.line_text(message), words));
        match (found, yes) {
            (Some(_), true) | (None, false) => Ok(()),
            (None, true) => Err(self.last_lines(what, messages)),
            (Some(message), false) => Err(format!("{what} shows it:\n  {}", self.line(message))),
        }
    }

    /// All that a message shows: its text, its buttons and its file.
    fn line_text(&self, message: &ShownMessage) -> String {
        let buttons: String =
            message.buttons.iter().map(|button| format!(" [{}]", button.label)).collect();
        format!("{}{buttons} {}", message.text, message.file.as_deref().unwrap_or_default())
    }

    fn shows(&self, room: &str, words: &str, yes: bool) -> Found {
        self.judge(&format!("#{room}"), &self.open_messages(room)?, words, yes)
    }

    fn pinned(&self, room: &str, words: &str) -> Found {
        let pinned: Vec<ShownMessage> =
            self.open_messages(room)?.into_iter().filter(|message| message.pinned).collect();
        self.judge(&format!("the pins of #{room}"), &pinned, words, true)
    }

    fn topic(&self, room: &str, text: &str) -> Found {
        match self.chat.room_named(room) {
            // The mark of a drill is no part of what somebody wrote.
            Some(found) if found.topic.trim_start_matches(DRILL_MARK) == text => Ok(()),
            Some(found) if found.topic == text => Ok(()),
            Some(found) => Err(format!("the topic of #{room} is \"{}\"", found.topic)),
            None => Err(self.no_room(room)),
        }
    }

    fn exists(&self, room: &str, yes: bool) -> Found {
        match (self.chat.room_named(room).is_some(), yes) {
            (true, true) | (false, false) => Ok(()),
            (true, false) => Err(format!("#{room} exists")),
            (false, true) => Err(self.no_room(room)),
        }
    }

    fn members(&self, room: &str, people: &[String], yes: bool) -> Found {
        let found = self.chat.room_named(room).ok_or_else(|| self.no_room(room))?;
        let there: Vec<&str> = found.members.iter().map(cast::handle).collect();
        if people.iter().all(|person| there.contains(&person.as_str()) == yes) {
            return Ok(());
        }
        Err(format!("#{room} has: {}", there.join(", ")))
    }

    fn hint(&self, person: &str, words: &str, yes: bool) -> Found {
        let id = cast::id(person);
        let rooms = self.chat.rooms().into_iter();
        let hints: Vec<ShownMessage> = rooms
            .flat_map(|room| self.chat.room_view(&room.id, None))
            .filter(|message| !message.deleted && message.private_to == id)
            .collect();
        self.judge(&format!("what only {person} sees"), &hints, words, yes)
    }

    fn direct_shows(&self, person: &str, words: &str, yes: bool) -> Found {
        let Some(id) = cast::id(person) else { return Err(self.cast.unknown(person)) };
        let seen = self.chat.direct_view(&id);
        let of_bot: Vec<ShownMessage> = seen
            .into_iter()
            .filter(|message| message.author == chatops_core::memory::chat::Author::Bot)
            .collect();
        self.judge(&format!("the direct messages to {person}"), &of_bot, words, yes)
    }

    fn were_notified(&self, people: &[String], exactly: bool) -> Found {
        let mut notified: Vec<String> = Vec::new();
        for activity in self.chat.activity(self.step_began) {
            if let Happened::Notified { people, .. } = activity.happened {
                notified.extend(people.keys().map(|person| cast::handle(person).to_owned()));
            }
        }
        compare_people("notified", people, &notified, exactly)
    }

    fn status_page(&self, words: &str, yes: bool) -> Found {
        let texts: Vec<String> = self
            .services
            .status_page
            .entries()
            .iter()
            .map(|(update, _)| update.text().to_owned())
            .collect();
        found_in(&texts, words, yes)
    }

    fn is_person(&self, found: Option<&PersonId>, wanted: Option<&str>) -> Found {
        let found = found.map(cast::handle);
        if found == wanted { Ok(()) } else { Err(format!("it is {}", found.unwrap_or("nobody"))) }
    }

    fn incident(&self, entries: &[Entry], room: &str) -> Result<(IncidentId, Incident), String> {
        let incidents = all_incidents(entries).map(|id| (id, fold::incident(entries, &id)));
        let mut names = Vec::new();
        for (id, incident) in incidents {
            let name = incident.name.clone().unwrap_or_default();
            if name == room || incident.ticket_key().is_some_and(|key| key.as_str() == room) {
                return Ok((id, incident));
            }
            names.push(name);
        }
        Err(format!("no incident has the room {room}; there are: {}", names.join(", ")))
    }

    fn has_role(&self, incident: &Incident, role: &str, person: Option<&str>) -> Found {
        let Some(role) = Role::from_word(role) else {
            let known: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
            return Err(format!("`{role}` is no role; the roles are: {}", known.join(", ")));
        };
        let holders: Vec<&str> = incident.roles.holders(role).map(cast::handle).collect();
        let fits = person.map_or(holders.is_empty(), |person| holders.contains(&person));
        if fits { Ok(()) } else { Err(format!("the {role} is: {}", or_nobody(&holders))) }
    }
}

/// The incidents of a journal, in the order in which they began.
pub(super) fn all_incidents(entries: &[Entry]) -> impl Iterator<Item = IncidentId> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for entry in entries {
        if let chatops_core::ids::StreamId::Incident(id) = &entry.entry.stream
            && seen.insert(*id)
        {
            all.push(*id);
        }
    }
    all.into_iter()
}

fn or_nobody(people: &[&str]) -> String {
    if people.is_empty() { String::from("nobody") } else { people.join(", ") }
}

fn compare_people(what: &str, wanted: &[String], found: &[String], exactly: bool) -> Found {
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    let fits = if exactly { found == wanted } else { wanted.is_subset(&found) };
    if fits {
        return Ok(());
    }
    let found: Vec<&str> = found.into_iter().collect();
    Err(format!("{what} since the step began: {}", or_nobody(&found)))
}

fn found_in(texts: &[String], words: &str, yes: bool) -> Found {
    match (texts.iter().find(|text| contains(text, words)), yes) {
        (Some(_), true) | (None, false) => Ok(()),
        (Some(text), false) => Err(format!("it shows: {text}")),
        (None, true) if texts.is_empty() => Err(String::from("nothing is there")),
        (None, true) => Err(format!("there is:\n  {}", texts.join("\n  "))),
    }
}
