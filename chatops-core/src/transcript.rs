//! The transcript: what was said and done in the rooms, as a person reads it (Feature F2).
//!
//! The timeline holds everything, the transcript what a room saw: words, changed and deleted words, files, reactions,
//! what commands brought, what was decided. What was private (a refusal, a hint, a question asked
//! directly) is not in it: the transcript of an incident is shared with its room.
//!
//! A [`Scope`] is kept strictly (attack case H8): the transcript of an incident is made of the incident's own stream
//! and of nothing else but the names of those who appear in it.

mod chat;
mod html;
mod markdown;
mod shown;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::context::Actor;
use crate::effect::Room;
use crate::history::{Happened, History, Moment, Names};
use crate::ids::{IncidentId, MessageId, StreamId};
use crate::message::File;
use crate::text::{Text, clean};
use crate::{briefing, emergency_channel, guests, hierarchy, incident, mention, record};

/// What a transcript covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every room. For those who may read everything.
    Everything,
    /// One incident: its own stream and nothing of any other.
    Incident(IncidentId),
}

impl Scope {
    fn holds(self, stream: &StreamId) -> bool {
        match self {
            Self::Everything => true,
            Self::Incident(id) => *stream == StreamId::Incident(id),
        }
    }
}

/// In which form a transcript is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// CommonMark: reads well as it is.
    #[default]
    Markdown,
    /// One page for a browser.
    Html,
    /// For programs.
    Json,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Html, Self::Json];

    /// The word people type for it, which also ends the file's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// Reads what people type: `md` or `markdown`, `html`, `json`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" => Some(Self::Html),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// What a line of the transcript is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Somebody said something.
    Message,
    /// Somebody changed what they had said.
    Edit,
    /// A message was deleted.
    Deletion,
    /// Somebody reacted to a message, or took that back.
    Reaction,
    /// Somebody shared a file.
    File,
    /// Something was decided: a severity, a phase, who commands, a public text, the all clear.
    Decision,
    /// What a command brought: the output of a tool, a graph, or that it failed.
    Result,
    /// Anything else that was done.
    Act,
}

/// The message that a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its line.
    pub seq: i64,
    /// When it was said.
    pub at: Timestamp,
}

/// A line of the transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The place of its entry in the journal.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// The name of the room. None where it was done in no room.
    pub room: Option<String>,
    /// Who.
    pub author: String,
    /// What it is.
    pub kind: LineKind,
    /// The words, or what was done. Unescaped; of a message with its line breaks.
    pub text: String,
    /// The same where it is told by us, with what is code and what is a link.
    #[serde(skip)]
    pub told: Option<Text>,
    /// The message that it answers, changes, deletes or reacts to. None where that is not on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// The output of a tool, with its line breaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// When the message was changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// When the message was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// Why the message was not let through, where it was not: the rules stood against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_back: Option<&'static str>,
}

impl Line {
    /// What became of a message, in a few words for a reader: `changed 14:03:00`. Empty: nothing.
    fn fates(&self) -> Vec<String> {
        let at = |what: &str, at: Timestamp| format!("{what} {}", reference(at, self.at));
        let edited = self.edited_at.map(|when| at("changed", when));
        let deleted = self.deleted_at.map(|when| at("deleted", when));
        let held_back = self.held_back.map(str::to_owned);
        [held_back, edited, deleted].into_iter().flatten().collect()
    }
}

/// The transcript. See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// What it covers: `hot-330 – checkout is slow`, or `everything`.
    pub title: String,
    /// Whether it is practice.
    pub drill: bool,
    /// Its lines, in the order of the journal.
    pub lines: Vec<Line>,
}

impl Transcript {
    /// The transcript of what a scope covers.
    #[must_use]
    pub fn of(history: &History<'_>, scope: Scope) -> Self {
        // What the channel holds against a message in a hot room is all that is taken from its stream.
        let held_back = history.moments().iter().filter_map(held_back).collect();
        let mut draft =
            Draft { names: history.names(), lines: Vec::new(), said: BTreeMap::new(), held_back };
        let within = |moment: &&Moment<'_>| scope.holds(&moment.entry.entry.stream);
        for moment in history.moments().iter().filter(within) {
            draft.take(moment);
        }
        let lines = draft.lines;
        let mut opened = history.incidents();
        let (title, drill) = match scope {
            Scope::Everything => (String::from("everything"), opened.any(|opened| opened.drill)),
            Scope::Incident(id) => {
                let name = history.names().incident(&id);
                match opened.find(|opened| opened.incident == id) {
                    Some(opened) => (format!("{name} – {}", clean(&opened.title)), opened.drill),
                    None => (name, false),
                }
            }
        };
        Self { title, drill, lines }
    }

    /// The transcript as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::render(self)
    }

    /// The transcript as one HTML file that loads nothing and runs nothing.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::render(self)
    }

    /// The transcript as a text for a chat, where files cannot be shared.
    #[must_use]
    pub fn to_text(&self) -> Text {
        chat::render(self)
    }

    /// The transcript as a document in one of its forms, called `transcript-<name>.<form>`.
    #[must_use]
    pub fn to_file(&self, name: &str, form: Form) -> File {
        let content = match form {
            Form::Markdown => self.to_markdown(),
            Form::Html => self.to_html(),
            Form::Json => self.to_json(),
        };
        // A name from outside must not lead elsewhere where the file is kept.
        let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
        let name: String = name.chars().map(plain).collect();
        File {
            name: format!("transcript-{name}.{}", form.word()),
            media_type: form.media_type().to_owned(),
            bytes: content.into_bytes(),
        }
    }

    /// The transcript as JSON, indented by two spaces, with a line feed at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: writing it cannot fail.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// The lines of each day in UTC, days in order.
    fn days(&self) -> Vec<(String, Vec<&Line>)> {
        let mut days: Vec<(String, Vec<&Line>)> = Vec::new();
        for line in &self.lines {
            let day = heading(line.at);
            match days.last_mut() {
                Some((last, lines)) if *last == day => lines.push(line),
                _ => days.push((day, vec![line])),
            }
        }
        days
    }
}

/// The day of a moment, as a heading shows it.
fn heading(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%A, %-d %B %Y").to_string()
}

/// The time of day, in UTC.
fn clock(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%H:%M:%S").to_string()
}

/// A moment as a line of the day `today` names it: with its own day only where that is another.
fn reference(at: Timestamp, today: Timestamp) -> String {
    let clock = clock(at);
    let (day, today) = (heading(at), heading(today));
    if day == today { clock } else { format!("{day}, {clock}") }
}

/// A transcript in the making.
struct Draft<'a> {
    names: &'a Names,
    lines: Vec<Line>,
    /// Which line a message stands in.
    said: BTreeMap<(Room, MessageId), usize>,
    /// Which messages the rules did not let through, and why not.
    held_back: BTreeMap<(Room, MessageId), &'static str>,
}

impl Draft<'_> {
    fn take(&mut self, moment: &Moment<'_>) {
        match &moment.happened {
            Happened::Channel(emergency_channel::Event::Record(event))
            | Happened::Incident(_, incident::Event::Record(event)) => self.record(moment, event),
            happened => {
                if let Some(shown) = shown::of(happened) {
                    let mut line = match shown.text {
                        Some(text) => self.written(moment, shown.kind, &text),
                        None => self.written(moment, shown.kind, &moment.tell()),
                    };
                    line.output = shown.output;
                    self.lines.push(line);
                }
            }
        }
    }

    fn record(&mut self, moment: &Moment<'_>, event: &record::Event) {
        use record::Event;
        let line = match event {
            Event::Said { room, message, thread, text } => {
                self.said.insert((room.clone(), message.clone()), self.lines.len());
                let about = thread.as_ref().and_then(|first| self.about(room, first));
                let held_back = self.held_back.get(&(room.clone(), message.clone())).copied();
                Line { about, held_back, ..self.line(moment, LineKind::Message, lines_of(text)) }
            }
            Event::Edited { room, message, text } => {
                if let Some(said) = self.message(room, message) {
                    said.edited_at = Some(moment.at());
                }
                let about = self.about(room, message);
                Line { about, ..self.line(moment, LineKind::Edit, lines_of(text)) }
            }
            Event::Deleted { room, message } => {
                if let Some(said) = self.message(room, message) {
                    said.deleted_at = Some(moment.at());
                }
                let about = self.about(room, message);
                let mut line = self.line(moment, LineKind::Deletion, String::new());
                // Some platforms do not tell who did it.
                if *moment.actor() == Actor::Clockwork {
                    line.author = String::from("somebody");
                }
                Line { about, ..line }
            }
            Event::Reacted { room, message, reaction, added } => {
                let way = if *added { "reacted with" } else { "took back" };
                let words = format!("{way} {}", clean(reaction));
                let about = self.about(room, message);
                Line { about, ..self.line(moment, LineKind::Reaction, words) }
            }
            Event::FileShared { room, message, name, bytes } => {
                let words = format!("shared the file {} ({bytes} bytes)", clean(name));
                let about = self.about(room, message);
                Line { about, ..self.line(moment, LineKind::File, words) }
            }
            Event::Departed { .. } | Event::SecretMasked { .. } => self.told(moment, LineKind::Act),
            Event::NotDone { .. }
            | Event::CaughtUp { .. }
            | Event::PagedPastJournal { .. }
            | Event::ServiceSilent { .. }
            | Event::ServiceAnswers { .. } => self.told(moment, LineKind::Result),
            // The one is told to the asker alone, the others stand on the timeline.
            Event::Refused { .. } | Event::DidNotFollow { .. } | Event::GapNoticed(_) => return,
        };
        self.lines.push(line);
    }

    fn message(&mut self, room: &Room, message: &MessageId) -> Option<&mut Line> {
        let index = self.said.get(&(room.clone(), message.clone()))?;
        self.lines.get_mut(*index)
    }

    fn about(&self, room: &Room, message: &MessageId) -> Option<About> {
        let index = self.said.get(&(room.clone(), message.clone()))?;
        self.lines.get(*index).map(|line| About { seq: line.seq, at: line.at })
    }

    fn told(&self, moment: &Moment<'_>, kind: LineKind) -> Line {
        self.written(moment, kind, &moment.tell())
    }

    /// A line in words of ours.
    fn written(&self, moment: &Moment<'_>, kind: LineKind, text: &Text) -> Line {
        let told = Some(self.names.fill(text));
        Line { told, ..self.line(moment, kind, self.names.write(text)) }
    }

    fn line(&self, moment: &Moment<'_>, kind: LineKind, text: String) -> Line {
        Line {
            seq: moment.entry.position,
            at: moment.at(),
            room: moment.happened.room().map(|room| self.names.room(&room)),
            author: self.names.author(moment),
            kind,
            text,
            told: None,
            about: None,
            output: None,
            edited_at: None,
            deleted_at: None,
            held_back: None,
        }
    }
}

/// The message that the rules did not let through, with its room, and why not, in a few words for a reader.
fn held_back(moment: &Moment<'_>) -> Option<((Room, MessageId), &'static str)> {
    use emergency_channel::Event as OnChannel;
    use incident::Event as InIncident;
    let (message, why) = match &moment.happened {
        Happened::Channel(OnChannel::Mention(mention::Event::Intercepted { message, .. }))
        | Happened::Incident(_, InIncident::Mention(mention::Event::Intercepted { message, .. })) => {
            (message, "not let through: no right to wake the room")
        }
        Happened::Channel(OnChannel::Briefing(briefing::Event::HeldBack { message, .. }))
        | Happened::Incident(_, InIncident::Briefing(briefing::Event::HeldBack { message, .. })) => {
            (message, "not let through: the pins were not read yet")
        }
        Happened::Channel(OnChannel::Voice(hierarchy::Event::HeldBack { message, .. })) => {
            (message, "not let through: not the voice of a team")
        }
        Happened::Channel(OnChannel::Guest(guests::Event::KeptOut {
            message: Some(message),
            ..
        })) => (message, "not let through: a guest without an admission"),
        _ => return None,
    };
    Some(((moment.happened.room()?, message.clone()), why))
}

/// Words with their line breaks, each line made safe to show.
fn lines_of(text: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(clean).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
