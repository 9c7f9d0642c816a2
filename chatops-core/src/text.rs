//! Text in which a mass mention cannot be typed.
//!
//! What the bot says is a tree, not a string. Words from outside (alerts, tickets, chat, forms)
//! go in as [`Span::Plain`] or [`Span::Code`] and come out escaped, once, in the adapter that
//! knows its platform's marks. There is no span that mentions a room: a broadcast is another
//! effect, and it takes a permit (see [`crate::mention`]).
//!
//! ```
//! use chatops_core::text::Text;
//! let text = Text::new().plain("Seen in the alert: ").code("@everyone <!channel>");
//! assert_eq!(text.to_plain(), "Seen in the alert: `@everyone <!channel>`");
//! assert!(text.mentions().is_empty());
//! ```

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::effect::Room;
use crate::ids::PersonId;

/// Longest text from outside that is kept in one span, in characters. Slack's longest message
/// is 40,000 characters; no platform sends more.
pub const SPAN_CHARS_MAX: usize = 40_000;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Words. Shown as they are, whatever they contain.
    Plain(String),
    /// Words that must not be overlooked.
    Strong(String),
    /// Words in the platform's fixed-width face.
    Code(String),
    /// A person, shown by name. Never notifies.
    Name(PersonId),
    /// A person, notified. For one person at a time: a page, a role card, an answer.
    Mention(PersonId),
    /// A room, shown as the platform's link to it.
    Room(Room),
    /// An address, shown with its label. The label never looks like another address.
    Link {
        /// What is shown.
        label: String,
        /// Where it leads: `http`, `https` or `mailto` only.
        url: String,
    },
    /// A moment, shown in the reader's zone where the platform can, else in UTC.
    Time(Timestamp),
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// One line or paragraph.
    Line(Vec<Span>),
    /// A bullet of a list.
    Bullet(Vec<Span>),
    /// Words of somebody else.
    Quote(Vec<Span>),
    /// Output of a tool, in the platform's fixed-width face.
    Preformatted(String),
}

/// What the bot says: blocks of spans. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text {
    blocks: Vec<Block>,
}

impl Text {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words to the current line.
    #[must_use]
    pub fn plain(self, words: impl Into<String>) -> Self {
        self.span(Span::Plain(clean(&words.into())))
    }

    /// Adds words that must not be overlooked.
    #[must_use]
    pub fn strong(self, words: impl Into<String>) -> Self {
        self.span(Span::Strong(clean(&words.into())))
    }

    /// Adds words in fixed width, for example a command or a host.
    #[must_use]
    pub fn code(self, words: impl Into<String>) -> Self {
        self.span(Span::Code(clean(&words.into())))
    }

    /// Adds a person's name, without notifying them.
    #[must_use]
    pub fn name(self, person: &PersonId) -> Self {
        self.span(Span::Name(person.clone()))
    }

    /// Adds a person and notifies them.
    #[must_use]
    pub fn mention(self, person: &PersonId) -> Self {
        self.span(Span::Mention(person.clone()))
    }

    /// Adds the names of people without notifying them: `Ann Lee, Bob Ray and Kim Cho`. At most `listed_max`
    /// are named, the others counted.
    #[must_use]
    pub fn names<'a>(
        self,
        people: impl IntoIterator<Item = &'a PersonId>,
        listed_max: usize,
    ) -> Self {
        let people: Vec<&PersonId> = people.into_iter().collect();
        let more = people.len().saturating_sub(listed_max);
        let text =
            people.iter().take(listed_max).enumerate().fold(self, |text, (index, person)| {
                let text = match index {
                    0 => text,
                    _ if index + 1 == people.len() => text.plain(" and "),
                    _ => text.plain(", "),
                };
                text.name(person)
            });
        if more == 0 { text } else { text.plain(format!(" and {more} more")) }
    }

    /// Adds a link to a room.
    #[must_use]
    pub fn room(self, room: &Room) -> Self {
        self.span(Span::Room(room.clone()))
    }

    /// Adds a moment.
    #[must_use]
    pub fn time(self, at: Timestamp) -> Self {
        self.span(Span::Time(at))
    }

    /// Adds a link. An address that is not `http`, `https` or `mailto` is shown as plain words,
    /// and a label that itself looks like an address is replaced by the real one.
    #[must_use]
    pub fn link(self, label: impl Into<String>, url: impl Into<String>) -> Self {
        let (label, url) = (clean(&label.into()), clean(&url.into()));
        if !is_safe_url(&url) {
            return self.span(Span::Plain(if label.is_empty() {
                url
            } else {
                format!("{label} ({url})")
            }));
        }
        let label =
            if label.is_empty() || looks_like_address(&label) { url.clone() } else { label };
        self.span(Span::Link { label, url })
    }

    /// Starts a new line.
    #[must_use]
    pub fn line(mut self) -> Self {
        self.blocks.push(Block::Line(Vec::new()));
        self
    }

    /// Starts a new bullet.
    #[must_use]
    pub fn bullet(mut self) -> Self {
        self.blocks.push(Block::Bullet(Vec::new()));
        self
    }

    /// Starts a new quoted line.
    #[must_use]
    pub fn quote(mut self) -> Self {
        self.blocks.push(Block::Quote(Vec::new()));
        self
    }

    /// Quotes somebody's words, line by line. What follows starts a new line.
    #[must_use]
    pub fn quoted(self, words: &str) -> Self {
        words.lines().fold(self, |text, line| text.quote().plain(line)).line()
    }

    /// Adds a block of tool output. Line breaks are kept.
    #[must_use]
    pub fn preformatted(mut self, output: &str) -> Self {
        let lines: Vec<String> = output.lines().map(clean).collect();
        self.blocks.push(Block::Preformatted(lines.join("\n")));
        self
    }

    /// Adds the spans and blocks of another text behind this one's.
    #[must_use]
    pub fn append(mut self, other: Self) -> Self {
        let mut blocks = other.blocks.into_iter();
        if let Some(first) = blocks.next() {
            match first {
                Block::Line(spans) => {
                    for span in spans {
                        self = self.span(span);
                    }
                }
                other => self.blocks.push(other),
            }
        }
        self.blocks.extend(blocks);
        self
    }

    /// Adds the blocks of another text behind this one's, beginning a line of their own. Of an empty one nothing.
    #[must_use]
    pub fn append_lines(mut self, other: Self) -> Self {
        self.blocks.extend(other.blocks);
        self
    }

    /// Adds one span to the current line.
    #[must_use]
    pub fn span(mut self, span: Span) -> Self {
        match self.blocks.last_mut() {
            Some(Block::Line(spans) | Block::Bullet(spans) | Block::Quote(spans)) => {
                spans.push(span)
            }
            Some(Block::Preformatted(_)) | None => self.blocks.push(Block::Line(vec![span])),
        }
        self
    }

    /// The blocks, for renderers.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Everybody whom this text notifies.
    #[must_use]
    pub fn mentions(&self) -> Vec<&PersonId> {
        self.spans()
            .filter_map(|span| match span {
                Span::Mention(person) => Some(person),
                _ => None,
            })
            .collect()
    }

    fn spans(&self) -> impl Iterator<Item = &Span> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Line(spans) | Block::Bullet(spans) | Block::Quote(spans) => spans.as_slice(),
            Block::Preformatted(_) => &[],
        })
    }

    /// The same text with names and rooms written out by `name` and `room`. Ids of known people in plain words
    /// (refusals are plain sentences) are written as names too. What they do not know is
    /// shown by its id. The runtime does this before a text reaches a port, so that an adapter
    /// meets neither [`Span::Name`] nor [`Span::Room`].
    #[must_use]
    pub fn resolve(
        &self,
        name: &dyn Fn(&PersonId) -> Option<String>,
        room: &dyn Fn(&Room) -> Option<String>,
    ) -> Self {
        let write = |span: &Span| match span {
            Span::Name(person) => {
                Span::Plain(name(person).map_or_else(|| person.to_string(), |shown| clean(&shown)))
            }
            Span::Room(key) => Span::Plain(
                room(key).map_or_else(|| key.to_string(), |shown| format!("#{}", clean(&shown))),
            ),
            Span::Plain(words) => Span::Plain(name_ids(words, name)),
            Span::Code(words) => Span::Code(short_handles(words)),
            other => other.clone(),
        };
        let blocks = self
            .blocks
            .iter()
            .map(|block| match block {
                Block::Line(spans) => Block::Line(spans.iter().map(write).collect()),
                Block::Bullet(spans) => Block::Bullet(spans.iter().map(write).collect()),
                Block::Quote(spans) => Block::Quote(spans.iter().map(write).collect()),
                Block::Preformatted(output) => Block::Preformatted(output.clone()),
            })
            .collect();
        Self { blocks }
    }

    /// The text without the name of this person that it begins with: what is left when they are named in front of
    /// it anyway. Another text stays as it is.
    #[must_use]
    pub fn without_subject(mut self, person: &PersonId) -> Self {
        if let Some(Block::Line(spans)) = self.blocks.first_mut()
            && spans.first() == Some(&Span::Name(person.clone()))
            && let Some(Span::Plain(words)) = spans.get_mut(1)
        {
            *words = words.trim_start().to_owned();
            spans.remove(0);
        }
        self
    }

    /// The text without marks, as a terminal, a log or a timeline shows it.
    #[must_use]
    pub fn to_plain(&self) -> String {
        let mut out = String::new();
        for (index, block) in self.blocks.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            match block {
                Block::Line(spans) => push_spans(&mut out, spans),
                Block::Bullet(spans) => {
                    out.push_str("• ");
                    push_spans(&mut out, spans);
                }
                Block::Quote(spans) => {
                    out.push_str("> ");
                    push_spans(&mut out, spans);
                }
                Block::Preformatted(output) => out.push_str(output),
            }
        }
        out
    }

    /// Length of [`Text::to_plain`] in characters, for a platform's limits.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.to_plain().chars().count()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::new().plain(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::new().plain(words)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_plain())
    }
}

fn push_spans(out: &mut String, spans: &[Span]) {
    for span in spans {
        match span {
            Span::Plain(words) | Span::Strong(words) => out.push_str(words),
            Span::Code(words) => {
                out.push('`');
                out.push_str(words);
                out.push('`');
            }
            Span::Name(person) => out.push_str(person.as_str()),
            Span::Mention(person) => {
                out.push('@');
                out.push_str(person.as_str());
            }
            Span::Room(room) => out.push_str(&room.to_string()),
            Span::Link { label, url } if label == url => out.push_str(url),
            Span::Link { label, url } => {
                out.push_str(label);
                out.push_str(" (");
                out.push_str(url);
                out.push(')');
            }
            Span::Time(at) => out.push_str(&crate::time::show_utc(*at)),
        }
    }
}

/// Words with the ids of known people written as names. An id is a word of its own with a colon in it, as
/// adapters join platform and user; an `@` before it goes with it.
fn name_ids(words: &str, name: &dyn Fn(&PersonId) -> Option<String>) -> String {
    if !words.contains(':') {
        return words.to_owned();
    }
    let named = |word: &str| {
        let bare = word.trim_start_matches('@');
        let core = bare.trim_end_matches(['.', ',', ':', ';', ')', '?']);
        let shown = core
            .contains(':')
            .then(|| PersonId::new(core).ok())
            .flatten()
            .and_then(|id| name(&id))?;
        let tail = bare.get(core.len()..).unwrap_or_default();
        Some(format!("{}{tail}", clean(&shown)))
    };
    words
        .split(' ')
        .map(|word| named(word).unwrap_or_else(|| word.to_owned()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A command with handles as people type them: `@jim` for the id `@memory:jim`.
fn short_handles(words: &str) -> String {
    let short = |word: &str| match (word.starts_with('@'), word.rsplit(':').next()) {
        (true, Some(last)) if word.contains(':') && !last.is_empty() => format!("@{last}"),
        _ => word.to_owned(),
    };
    words.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

/// Makes words from outside safe to show: controls that reorder, hide or break lines become visible
/// escapes, line breaks become spaces, and what is too long is cut with a mark.
#[must_use]
pub fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len().min(SPAN_CHARS_MAX));
    for (count, character) in words.chars().enumerate() {
        if count == SPAN_CHARS_MAX {
            out.push('…');
            break;
        }
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_deceptive(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Controls, zero-width characters, direction overrides and tag characters: what makes a text
/// read differently from what it says (Unicode Technical Report 36, section 2).
pub(crate) fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn is_safe_url(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !url.contains(char::is_whitespace)
}

fn looks_like_address(label: &str) -> bool {
    let label = label.trim().to_ascii_lowercase();
    label.contains("://") || label.starts_with("www.") || label.starts_with("mailto:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_as_people_say_them_and_the_rest_is_counted() {
        let people = ["ann", "bob", "cid"].map(|name| PersonId::new(name).unwrap());
        let shown = |count: usize, most: usize| {
            Text::new().names(people.iter().take(count), most).to_plain()
        };
        assert_eq!(shown(1, 3), "ann");
        assert_eq!(shown(2, 3), "ann and bob");
        assert_eq!(shown(3, 3), "ann, bob and cid");
        assert_eq!(shown(3, 2), "ann, bob and 1 more");
        assert_eq!(shown(0, 2), "");
    }

    #[test]
    fn deceptive_characters_become_visible_escapes() {
        assert_eq!(clean("@\u{200b}everyone"), "@\\u{200b}everyone");
        assert_eq!(clean("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(clean("one\ntwo\u{7}"), "one two\\u{7}");
    }

    #[test]
    fn only_web_and_mail_addresses_become_links_and_no_label_lies() {
        let text = Text::new().link("ok", "javascript:alert(1)");
        assert_eq!(text.to_plain(), "ok (javascript:alert(1))");
        assert!(
            matches!(text.blocks(), [Block::Line(spans)] if matches!(spans.as_slice(), [Span::Plain(_)]))
        );
        let lying = Text::new().link("https://status.example", "https://evil.example");
        assert_eq!(lying.to_plain(), "https://evil.example");
    }

    #[test]
    fn only_mention_spans_notify() {
        let jim = PersonId::new("memory:jim").unwrap();
        let text = Text::new().name(&jim).plain(" @here ").mention(&jim);
        assert_eq!(text.mentions(), vec![&jim]);
    }

    #[test]
    fn ids_of_known_people_in_plain_words_are_written_as_names() {
        let text = Text::from("Ask @memory:jim, not memory:eve. At 12:30 see https://x.example");
        let known =
            |id: &PersonId| (id.as_str() == "memory:jim").then(|| String::from("Jim Smith"));
        let shown = text.resolve(&known, &|_| None).to_plain();
        assert_eq!(shown, "Ask Jim Smith, not memory:eve. At 12:30 see https://x.example");
    }

    #[test]
    fn a_text_is_told_without_the_name_that_stands_in_front_of_it() {
        let [jim, ann] = ["memory:jim", "memory:ann"].map(|id| PersonId::new(id).unwrap());
        let text = Text::new().name(&jim).plain(" took command");
        assert_eq!(text.clone().without_subject(&jim).to_plain(), "took command");
        assert_eq!(text.clone().without_subject(&ann), text);
        let alone = Text::new().name(&jim);
        assert_eq!(alone.clone().without_subject(&jim), alone, "nothing would be left");
        let inside = Text::from("Passed to ").name(&jim).plain(" now");
        assert_eq!(inside.clone().without_subject(&jim), inside);
    }

    #[test]
    fn names_and_rooms_are_written_out_before_a_port_sees_them() {
        let jim = PersonId::new("memory:jim").unwrap();
        let text = Text::new().name(&jim).plain(" in ").room(&Room::EmergencyChannel);
        let shown = text.resolve(&|_| Some("Jim\u{202e} Smith".into()), &|_| Some("em".into()));
        assert_eq!(shown.to_plain(), "Jim\\u{202e} Smith in #em");
    }
}
