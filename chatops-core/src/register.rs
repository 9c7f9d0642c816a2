//! The register of incidents on the emergency channel: what is open, what it is called, where to find it
//! (Features C3, C4).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Room, TimerKey};
use crate::feature::Feature;
use crate::ids::{ComponentId, IncidentId, PersonId, TicketKey};
use crate::incident::Phase;
use crate::message::{Message, Tone};
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;
use crate::text::{Text, clean};
use crate::time::later;

/// Most incidents open at once. Beyond it something other than another incident is wrong.
pub const OPEN_MAX: usize = 200;

/// Most closed incidents that can be found by name; the oldest is forgotten first. The record keeps them all.
pub const CLOSED_MAX: usize = 500;

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
    /// Its ticket.
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
    /// When it was declared.
    pub declared_at: Timestamp,
}

/// What led to a declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The ticket it was filed as, with its watchers and where to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<crate::effect::TicketFacts>,
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
    /// Its severity was decided.
    Severity(Severity),
    /// Who commands it. Nobody: the account of its commander is gone and nobody could inherit.
    Commander(Option<PersonId>),
    /// It is in another phase.
    Phase(Phase),
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
        if let Some((_, open)) =
            self.open().into_iter().find(|(_, open)| same(open, &title, origin))
        {
            let place = open.room.as_ref().map_or(String::new(), |room| format!(" in #{room}"));
            return Err(Refusal::already_done(
                format!(
                    "Incident {} is open for this already{place}: {}.",
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
            text = text.bullet().plain(format!("{} ", listed.severity)).plain(&listed.title);
            text = text.plain(format!(" – {}", listed.phase));
            text = match &listed.commander {
                Some(commander) => text.plain(", commanded by ").name(commander),
                None => text.plain(", commanded by nobody"),
            };
            if listed.room.is_some() {
                text = text.plain(", in ").room(&Room::Hot(*id));
            }
            if let Some(ticket) = &listed.ticket {
                text = text.plain(format!(" ({ticket})"));
            }
        }
        text
    }
}

/// Words as a title. They are made safe first and cut then: what they hide becomes visible, and longer.
pub(crate) fn title(words: &str) -> String {
    crate::plan::shorten(&clean(words.trim()), TITLE_CHARS_MAX)
}

/// Whether a declaration would repeat an open incident: the same ticket or component; without a ticket the same title.
fn same(open: &Listed, title: &str, origin: &Origin) -> bool {
    let component = origin.component.is_some() && open.component == origin.component;
    match &origin.ticket {
        Some(ticket) => open.ticket.as_ref() == Some(&ticket.key) || component,
        None => component || open.title.eq_ignore_ascii_case(title),
    }
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
                    ticket: origin.ticket.as_ref().map(|facts| facts.key.clone()),
                    component: origin.component.clone(),
                    room: None,
                    commander: None,
                    phase: Phase::Triage,
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
                    News::Severity(severity) => listed.severity = severity,
                    News::Commander(person) => listed.commander = person,
                    News::Phase(phase) => listed.phase = phase,
                }
            }
            Event::DigestPosted { .. } => {}
        }
    }

    fn react(&self, event: &Event, _: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let room = &Room::EmergencyChannel;
        match event {
            // A digest is due while something is open; the first one an interval after the declaration.
            Event::Declared { .. } if self.open().len() == 1 => {
                Reaction::none().set(TimerKey::Digest, later(cx.now, cx.policy.waits.digest))
            }
            Event::DigestPosted { next } => Reaction::none()
                .post(room, Message::new(self.digest()))
                .set(TimerKey::Digest, *next),
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
                News::Severity(severity) => Text::new().plain(format!("incident is {severity}")),
                News::Commander(Some(person)) => {
                    Text::new().plain("incident is commanded by ").name(person)
                }
                News::Commander(None) => Text::new().plain("incident is commanded by nobody"),
                News::Phase(phase) => Text::new().plain(format!("incident is {phase}")),
            },
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
