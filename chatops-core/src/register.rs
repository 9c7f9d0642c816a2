//! The register of incidents on the emergency channel: what is open, what it is called, where to find it
//! (Features C3, C4).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Room, TicketFacts, TimerKey};
use crate::feature::Feature;
use crate::ids::{ComponentId, IncidentId, PersonId, TicketKey};
use crate::incident::Phase;
use crate::message::{Message, Tone};
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;
use crate::text::{Text, clean};
use crate::time::{later, show_span};

/// Most incidents open at once. Beyond it something other than another incident is wrong.
pub const OPEN_MAX: usize = 200;

/// Most closed incidents that can be found by name; the oldest is forgotten first. The record keeps them all.
pub const CLOSED_MAX: usize = 500;

/// Most incidents that a search by words shows: more do not fit a screen.
pub const FOUND_MAX: usize = 10;

/// Longest words kept of an incident's last update, in characters: a brief lists one for each incident.
pub const UPDATE_CHARS_MAX: usize = 300;

/// Longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 120;

/// An incident as the register lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its number, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// Its ticket: linked, or named at the declaration and still to be read.
    pub ticket: Option<TicketKey>,
    /// The component it is about.
    #[serde(default)]
    pub component: Option<ComponentId>,
    /// The name of its room, once it is settled.
    pub room: Option<String>,
    /// Who commands it.
    pub commander: Option<PersonId>,
    /// How far it is.
    pub phase: Phase,
    /// Its last update, and when it was posted.
    #[serde(default)]
    pub update: Option<(Timestamp, String)>,
    /// When it was declared.
    pub declared_at: Timestamp,
}

/// What led to a declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The ticket it was filed as, with its watchers and where to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketFacts>,
    /// The ticket that was named at the declaration. It is read before it is linked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_ticket: Option<TicketKey>,
    /// The alert group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<u32>,
    /// The question to the commander.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<u32>,
    /// The component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// When it was first noticed, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detected_at: Option<Timestamp>,
    /// When somebody first took notice, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Timestamp>,
}

/// The incidents by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    incidents: BTreeMap<IncidentId, Listed>,
    count: u32,
    day: String,
    day_count: u32,
}

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Declare an incident. The shell has derived its id.
    Declare {
        /// Its id.
        incident: IncidentId,
        /// Its title.
        title: String,
        /// How bad it is; nothing: in doubt, the second level.
        severity: Option<Severity>,
        /// What led to it.
        origin: Box<Origin>,
    },
    /// Take news from an incident.
    Take(IncidentId, News),
    /// Post the digest of open incidents.
    PostDigest,
}

/// What an incident tells the emergency channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// Its room has a name and stands.
    Room(String),
    /// It has a ticket.
    Ticket(TicketKey),
    /// The ticket that was named for it is not to be had.
    NoTicket,
    /// Its ticket says which component it is about.
    Component(ComponentId),
    /// Its severity was decided.
    Severity(Severity),
    /// Who commands it. Nobody: the account of its commander is gone and nobody could inherit.
    Commander(Option<PersonId>),
    /// It is in another phase.
    Phase(Phase),
    /// It was over and is open again, in this phase.
    Reopened(Phase),
    /// How it stands was said.
    Update {
        /// When.
        at: Timestamp,
        /// In these words, at most [`UPDATE_CHARS_MAX`] characters.
        text: String,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An incident was declared.
    Declared {
        /// Its id.
        incident: IncidentId,
        /// Its number.
        number: u32,
        /// Its title.
        title: String,
        /// How bad it is.
        severity: Severity,
        /// Its name where no ticket gives one: `inc-<date>-<n>`.
        fallback_name: String,
        /// The day of that name.
        day: String,
        /// When.
        at: Timestamp,
        /// What led to it.
        origin: Box<Origin>,
    },
    /// An incident told something about itself.
    Told {
        /// Its id.
        incident: IncidentId,
        /// What.
        news: News,
    },
    /// A ticket was filed for what an open incident is about. It opens no second one.
    Related {
        /// The incident.
        incident: IncidentId,
        /// The ticket.
        ticket: Box<TicketFacts>,
    },
    /// The digest of open incidents was posted.
    DigestPosted {
        /// When the next one is due.
        next: Timestamp,
    },
}

impl Register {
    /// An incident by its id.
    #[must_use]
    pub fn get(&self, incident: &IncidentId) -> Option<&Listed> {
        self.incidents.get(incident)
    }

    /// The open incidents, the worst first, then the oldest.
    #[must_use]
    pub fn open(&self) -> Vec<(&IncidentId, &Listed)> {
        let mut open: Vec<_> =
            self.incidents.iter().filter(|(_, listed)| listed.phase.is_open()).collect();
        open.sort_by_key(|(_, listed)| (listed.severity, listed.number));
        open
    }

    /// The incident with this ticket, room name or number, open ones first, then the newest.
    #[must_use]
    pub fn find(&self, words: &str) -> Option<(&IncidentId, &Listed)> {
        let wanted = words.trim().trim_start_matches('#').to_lowercase();
        self.incidents
            .iter()
            .filter(|(_, listed)| {
                listed.ticket.as_ref().is_some_and(|key| key.as_str().to_lowercase() == wanted)
                    || listed.room.as_ref().is_some_and(|name| *name == wanted)
                    || listed.number.to_string() == wanted
            })
            .max_by_key(|(_, listed)| (listed.phase.is_open(), listed.number))
    }

    /// The incident with this ticket, open ones first, then the newest.
    #[must_use]
    pub fn with_ticket(&self, key: &TicketKey) -> Option<(&IncidentId, &Listed)> {
        self.incidents
            .iter()
            .filter(|(_, listed)| listed.ticket.as_ref().is_some_and(|held| meant(held, key)))
            .max_by_key(|(_, listed)| (listed.phase.is_open(), listed.number))
    }

    /// What is found by some words: the incident with this ticket, room or number; else those whose title holds the
    /// words, open ones first, then the newest, at most [`FOUND_MAX`].
    #[must_use]
    pub fn found(&self, words: &str) -> Text {
        if let Some((id, listed)) = self.find(words) {
            return listed.show(Text::new(), id);
        }
        let wanted = words.trim().to_lowercase();
        let titled = |listed: &Listed| listed.title.to_lowercase().contains(&wanted);
        let mut found: Vec<_> = self.incidents.iter().filter(|(_, one)| titled(one)).collect();
        found.sort_by_key(|(_, listed)| {
            (std::cmp::Reverse(listed.phase.is_open()), std::cmp::Reverse(listed.number))
        });
        let text = match found.len() {
            0 => {
                return Text::new()
                    .plain("Nothing is called ")
                    .code(words)
                    .plain(". Try the ticket key, the room's name, the number or a word of the title; ")
                    .code("open")
                    .plain(" lists what is open.");
            }
            1 => return found.into_iter().fold(Text::new(), |text, (id, one)| one.show(text, id)),
            many if many > FOUND_MAX => Text::new()
                .strong(format!("{many} incidents are called so"))
                .plain(format!(", the first {FOUND_MAX} of them:")),
            many => Text::new().strong(format!("{many} incidents are called so")),
        };
        found.into_iter().take(FOUND_MAX).fold(text, |text, (id, one)| one.show(text.bullet(), id))
    }

    /// The open incident that a declaration would repeat.
    #[must_use]
    pub fn open_for(&self, title: &str, origin: &Origin) -> Option<(&IncidentId, &Listed)> {
        self.open().into_iter().find(|(_, open)| same(open, title, origin))
    }

    fn declare(
        &self,
        incident: IncidentId,
        title: &str,
        severity: Option<Severity>,
        origin: &Origin,
        cx: Context<'_>,
    ) -> Result<Event, Refusal> {
        let title = clean(title.trim());
        if title.is_empty() || title.chars().count() > TITLE_CHARS_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("A title has 1 to {TITLE_CHARS_MAX} characters."),
                "Say what is broken for whom: `declare checkout is slow in EMEA sev2`.",
            ));
        }
        if self.open().len() >= OPEN_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{OPEN_MAX} incidents are open."),
                "Close those that are over, or work in one that is open: `open` lists them.",
            ));
        }
        if let Some((_, open)) = self.open_for(&title, origin) {
            let place = open.room.as_ref().map_or(String::new(), |room| format!(" in #{room}"));
            return Err(Refusal::already_done(
                format!(
                    "Incident {} is open for this already{place}: “{}”.",
                    open.number, open.title
                ),
                "Join it there.",
            ));
        }
        let day = cx.now.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m-%d").to_string();
        let place = if day == self.day { self.day_count + 1 } else { 1 };
        Ok(Event::Declared {
            incident,
            number: self.count + 1,
            title,
            severity: severity.unwrap_or(Severity::Sev2),
            fallback_name: format!("{}-{day}-{place}", cx.policy.room_prefix),
            day,
            at: cx.now,
            origin: Box::new(origin.clone()),
        })
    }

    /// The list of open incidents as people read it.
    #[must_use]
    pub fn digest(&self) -> Text {
        self.listing(false)
    }

    /// The same with the last update of each, for who takes over.
    #[must_use]
    pub fn digest_with_updates(&self) -> Text {
        self.listing(true)
    }

    fn listing(&self, updates: bool) -> Text {
        let open = self.open();
        if open.is_empty() {
            return Text::new().plain("No open incidents.");
        }
        let count = match open.len() {
            1 => String::from("1 open incident"),
            many => format!("{many} open incidents"),
        };
        let mut text = Text::new().strong(count);
        for (id, listed) in open {
            text = listed.show(text.bullet(), id);
            if let Some((at, update)) = listed.update.as_ref().filter(|_| updates) {
                text = text.quote().plain("Last update, ").time(*at).plain(format!(": {update}"));
            }
        }
        text
    }
}

impl Listed {
    /// `SEV2 checkout is slow – triage, commanded by Jim Smith, in #hot-330 (HOT-330)`. Nobody commands what is over.
    fn show(&self, text: Text, id: &IncidentId) -> Text {
        let mut text = text.plain(format!("{} {} – {}", self.severity, self.title, self.phase));
        text = match &self.commander {
            _ if !self.phase.is_open() => text,
            Some(commander) => text.plain(", commanded by ").name(commander),
            None => text.plain(", commanded by nobody"),
        };
        if self.room.is_some() {
            text = text.plain(", in ").room(&Room::Hot(*id));
        }
        match &self.ticket {
            Some(ticket) => text.plain(format!(" ({ticket})")),
            None => text,
        }
    }
}

/// Words as a title. They are made safe first and cut then: what they hide becomes visible, and longer.
pub(crate) fn title(words: &str) -> String {
    crate::plan::shorten(&clean(words.trim()), TITLE_CHARS_MAX)
}

/// Whether two keys mean the same ticket: case does not matter, as people type them.
fn meant(one: &TicketKey, two: &TicketKey) -> bool {
    one.as_str().eq_ignore_ascii_case(two.as_str())
}

/// Whether a declaration would repeat an open incident: the same ticket or component; without a ticket the same title.
fn same(open: &Listed, title: &str, origin: &Origin) -> bool {
    let component = origin.component.is_some() && open.component == origin.component;
    let key = origin.ticket.as_ref().map(|facts| &facts.key).or(origin.named_ticket.as_ref());
    match key {
        Some(key) => open.ticket.as_ref().is_some_and(|held| meant(held, key)) || component,
        None => component || open.title.eq_ignore_ascii_case(title),
    }
}

/// Who declares it directly sees no room in which anything happens yet. Who commands hears of it in any case.
fn declared(title: &str, severity: Severity, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
    if cx.asked_in.is_some() || cx.actor.person() == scene.commander {
        return Reaction::none();
    }
    let wait = show_span(cx.policy.waits.ticket);
    let text = format!(
        "Declared as {severity}: “{title}”. Its hot room opens within {wait}, and you are brought into it."
    );
    Reaction::none().answer(cx, Text::from(text))
}

impl Feature for Register {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Declare { incident, title, severity, origin } => {
                Ok(vec![self.declare(*incident, title, *severity, origin, cx)?])
            }
            Command::Take(incident, news) => match self.incidents.contains_key(incident) {
                true => Ok(vec![Event::Told { incident: *incident, news: news.clone() }]),
                false => Ok(Vec::new()),
            },
            Command::PostDigest => {
                Ok(vec![Event::DigestPosted { next: later(cx.now, cx.policy.waits.digest) }])
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Declared { incident, number, title, severity, day, at, origin, .. } => {
                self.count = *number;
                self.day_count = if *day == self.day { self.day_count + 1 } else { 1 };
                self.day.clone_from(day);
                let listed = Listed {
                    number: *number,
                    title: title.clone(),
                    severity: *severity,
                    ticket: origin
                        .ticket
                        .as_ref()
                        .map(|facts| facts.key.clone())
                        .or_else(|| origin.named_ticket.clone()),
                    component: origin.component.clone(),
                    room: None,
                    commander: None,
                    phase: Phase::Triage,
                    update: None,
                    declared_at: *at,
                };
                self.incidents.insert(*incident, listed);
                self.forget();
            }
            Event::Told { incident, news } => {
                let Some(listed) = self.incidents.get_mut(incident) else { return };
                match news.clone() {
                    News::Room(name) => listed.room = Some(name),
                    News::Ticket(key) => listed.ticket = Some(key),
                    News::NoTicket => listed.ticket = None,
                    News::Component(component) => {
                        listed.component.get_or_insert(component);
                    }
                    News::Severity(severity) => listed.severity = severity,
                    News::Commander(person) => listed.commander = person,
                    News::Phase(phase) | News::Reopened(phase) => listed.phase = phase,
                    News::Update { at, text } => listed.update = Some((at, text)),
                }
            }
            Event::Related { .. } | Event::DigestPosted { .. } => {}
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let room = &Room::EmergencyChannel;
        match event {
            Event::Declared { title, severity, origin, .. } => {
                // A ticket names its room at once; anything else waits for one.
                let told = match origin.ticket {
                    Some(_) => Reaction::none(),
                    None => declared(title, *severity, scene, cx),
                };
                // A digest is due while something is open; the first one an interval after the declaration.
                if self.open().len() == 1 {
                    return told.set(TimerKey::Digest, later(cx.now, cx.policy.waits.digest));
                }
                told
            }
            Event::DigestPosted { next } => Reaction::none()
                .post(room, Message::new(self.digest()))
                .set(TimerKey::Digest, *next),
            Event::Told { incident, news: News::Reopened(phase) } => {
                let Some(listed) = self.incidents.get(incident) else { return Reaction::none() };
                let text = Text::new()
                    .strong("Open again")
                    .plain(format!(": {} {} – {phase}, in ", listed.severity, listed.title))
                    .room(&Room::Hot(*incident));
                let again = Reaction::none().post(room, Message::new(text).tone(Tone::Alarm));
                if self.open().len() > 1 {
                    return again;
                }
                again.set(TimerKey::Digest, later(cx.now, cx.policy.waits.digest))
            }
            Event::Told { incident, news: News::Phase(phase) } if !phase.is_open() => {
                let Some(listed) = self.incidents.get(incident) else { return Reaction::none() };
                let text = Text::new()
                    .strong(if *phase == Phase::Resolved { "All clear" } else { "Over" })
                    .plain(format!(": {} {} – {phase}", listed.severity, listed.title));
                let over = Reaction::none().post(room, Message::new(text).tone(Tone::Good));
                if self.open().is_empty() { over.cancel(TimerKey::Digest) } else { over }
            }
            _ => Reaction::none(),
        }
    }

    fn timer(&self, key: &TimerKey, _: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        match key {
            TimerKey::Digest if !self.open().is_empty() => {
                vec![Event::DigestPosted { next: later(cx.now, cx.policy.waits.digest) }]
            }
            _ => Vec::new(),
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Declared { number, title, severity, .. } => {
                Text::new().plain(format!("incident {number} declared: {severity} {title}"))
            }
            Event::Told { news, .. } => match news {
                News::Room(name) => Text::new().plain(format!("incident has its room #{name}")),
                News::Ticket(key) => Text::new().plain(format!("incident has the ticket {key}")),
                News::NoTicket => Text::new().plain("incident has no ticket"),
                News::Component(component) => {
                    Text::new().plain(format!("incident is about {component}"))
                }
                News::Severity(severity) => Text::new().plain(format!("incident is {severity}")),
                News::Commander(Some(person)) => {
                    Text::new().plain("incident is commanded by ").name(person)
                }
                News::Commander(None) => Text::new().plain("incident is commanded by nobody"),
                News::Phase(phase) => Text::new().plain(format!("incident is {phase}")),
                News::Reopened(phase) => {
                    Text::new().plain(format!("incident is open again: {phase}"))
                }
                News::Update { text, .. } => {
                    Text::new().plain(format!("incident was updated: {text}"))
                }
            },
            Event::Related { ticket, .. } => Text::new()
                .plain(format!("ticket {} was filed for what is open already", ticket.key)),
            Event::DigestPosted { .. } => Text::new().plain("digest of open incidents posted"),
        }
    }
}

impl Register {
    fn forget(&mut self) {
        let closed: Vec<_> =
            self.incidents.iter().filter(|(_, listed)| !listed.phase.is_open()).collect();
        if closed.len() <= CLOSED_MAX {
            return;
        }
        let oldest = closed.into_iter().min_by_key(|(_, listed)| listed.number).map(|(id, _)| *id);
        if let Some(oldest) = oldest {
            self.incidents.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests;
