//! What the bot puts into a room: a text, and the one next step as a button.
//!
//! A button carries the chat command it stands for. Pressing it is typing it: the same parser, the
//! same authority check, the same record. No button can do what its presser may not.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Most buttons on a message. Slack allows 25 elements in an actions block and Discord 5 in a row;
/// more than five is a menu, not a next step.
pub const BUTTONS_MAX: usize = 5;

/// Stands in front of whatever a drill shows: messages, topics, purposes, tickets, documents.
pub const DRILL_MARK: &str = "[DRILL] ";

/// Longest words that a button can carry, in characters. Longer ones are shown, and typed again shorter.
pub const BUTTON_WORDS_CHARS_MAX: usize = 500;

/// How a message should strike the eye.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Plain.
    #[default]
    Neutral,
    /// Something is wrong or waits for somebody.
    Warning,
    /// Something is broken now.
    Alarm,
    /// Something is well again or has been done.
    Good,
}

/// Longest prompt of a button, in characters. Discord labels the field of a form with at most 45.
pub const PROMPT_CHARS_MAX: usize = 45;

/// A button: its label and the command it types for the one who presses it.
///
/// Some commands end in words that only the presser knows, such as a reason. Then the button has a prompt: a
/// platform with forms asks for the words and appends them ([`Button::typed`]). Without words the bare command is
/// typed, and the rules say what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// The command without its prefix, for example `answer 3 yes`.
    pub command: String,
    /// What the presser is asked to say, for example `Why?`; at most [`PROMPT_CHARS_MAX`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}

impl Button {
    /// A button that types `command` (without prefix).
    #[must_use]
    pub fn new(label: impl Into<String>, command: impl Into<String>) -> Self {
        Self { label: label.into(), command: command.into(), prompt: None }
    }

    /// The same with a question whose answer ends the command.
    #[must_use]
    pub fn asking(mut self, prompt: impl Into<String>) -> Self {
        self.prompt = Some(prompt.into());
        self
    }

    /// What a press types, with the words that the presser gave. A button without a prompt takes no words.
    #[must_use]
    pub fn typed(&self, words: &str) -> String {
        match (&self.prompt, words.trim()) {
            (None, _) | (Some(_), "") => self.command.clone(),
            (Some(_), words) => format!("{} {words}", self.command),
        }
    }

    /// The command as it is written out where there are no buttons: what is asked for stands in brackets.
    #[must_use]
    pub fn written(&self) -> String {
        match &self.prompt {
            None => self.command.clone(),
            Some(prompt) => format!("{} <{prompt}>", self.command),
        }
    }
}

/// A picture, for example a graph: kept with the record by its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// File name made by us, never by the outside.
    pub name: String,
    /// What it shows, for those who cannot see it.
    pub alternative: String,
    /// `image/png` or `image/svg+xml`.
    pub media_type: String,
    /// The file itself. Stored as base64.
    #[serde(with = "base64_bytes")]
    pub bytes: Vec<u8>,
}

/// A document for people to open or keep, for example a transcript. It is written when it is shared and stored nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// File name made by us, never by the outside.
    pub name: String,
    /// `text/markdown`, `text/html` or `application/json`, with its character set.
    pub media_type: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// What people said is not for a log.
impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({}, {}, {} bytes)", self.name, self.media_type, self.bytes.len())
    }
}

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it says.
    pub text: Text,
    /// The next steps, at most [`BUTTONS_MAX`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    /// How it should strike the eye.
    #[serde(default)]
    pub tone: Tone,
    /// Whether it belongs to a drill. Every message of a drill is marked as one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drill: bool,
    /// A picture under the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

impl Message {
    /// A plain message.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self { text, ..Self::default() }
    }

    /// The same with a tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same with one more button. Beyond [`BUTTONS_MAX`] the step is written as a line instead,
    /// so that nothing is lost.
    #[must_use]
    pub fn button(self, label: impl Into<String>, command: impl Into<String>) -> Self {
        self.with(Button::new(label, command))
    }

    /// The same with one more button, which asks the presser for the words that end its command.
    #[must_use]
    pub fn asking(
        self,
        label: impl Into<String>,
        command: impl Into<String>,
        prompt: impl Into<String>,
    ) -> Self {
        self.with(Button::new(label, command).asking(prompt))
    }

    fn with(mut self, button: Button) -> Self {
        if self.buttons.len() < BUTTONS_MAX {
            self.buttons.push(button);
        } else {
            self.text =
                self.text.bullet().plain(format!("{}: ", button.label)).code(button.written());
        }
        self
    }

    /// The same with a button that types `command` and these words, in one line. What a button cannot carry is to be
    /// typed, and the message says so.
    #[must_use]
    pub fn carrying(mut self, label: impl Into<String>, command: &str, words: &str) -> Self {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() || line.chars().count() > BUTTON_WORDS_CHARS_MAX {
            self.text = self.text.plain(" Type ").code(format!("{command} <in short>")).plain(".");
            return self;
        }
        self.button(label, format!("{command} {line}"))
    }

    /// The same with a picture.
    #[must_use]
    pub fn picture(mut self, picture: Picture) -> Self {
        self.picture = Some(picture);
        self
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        Self::new(text)
    }
}

/// Bytes as base64 text (RFC 4648, section 4): a third longer than the bytes, where a list of
/// numbers would be more than three times as long.
mod base64_bytes {
    use data_encoding::BASE64;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64.decode(text.as_bytes()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_stored_as_base64_and_read_back_byte_for_byte() {
        let picture = Picture {
            name: String::from("graph-1.png"),
            alternative: String::from("a graph"),
            media_type: String::from("image/png"),
            bytes: (0..=255).collect(),
        };
        let stored = serde_json::to_string(&picture).unwrap();
        assert!(stored.contains("\"bytes\":\"AAECAwQF"), "{stored}");
        assert_eq!(serde_json::from_str::<Picture>(&stored).unwrap(), picture);
        let damaged = stored.replace("AAECAwQF", "AAEC*wQF");
        assert!(serde_json::from_str::<Picture>(&damaged).is_err());
    }

    #[test]
    fn a_button_that_asks_types_its_command_with_the_words_it_was_given() {
        let button = Button::new("Object", "allclear object").asking("Why?");
        assert_eq!(button.typed("  still slow "), "allclear object still slow");
        assert_eq!(button.typed(" "), "allclear object");
        assert_eq!(button.written(), "allclear object <Why?>");
        let plain = Button::new("Take", "take");
        assert_eq!((plain.typed("x"), plain.written()), ("take".into(), "take".into()));
        let stored = serde_json::to_string(&plain).unwrap();
        assert_eq!(stored, r#"{"label":"Take","command":"take"}"#);
    }

    #[test]
    fn words_too_long_for_a_button_are_to_be_typed() {
        let ask = |words: &str| Message::new(Text::from("Hm.")).carrying("Ask", "ask", words);
        assert_eq!(ask("mail\n is down").buttons, [Button::new("Ask", "ask mail is down")]);
        let long = ask(&"long ".repeat(200));
        assert!(long.buttons.is_empty());
        assert_eq!(long.text.to_plain(), "Hm. Type `ask <in short>`.");
    }

    #[test]
    fn a_sixth_button_becomes_a_line() {
        let message = (1..=6).fold(Message::new(Text::from("Vote:")), |message, level| {
            message.button(format!("SEV{level}"), format!("vote {level}"))
        });
        assert_eq!(message.buttons.len(), BUTTONS_MAX);
        assert_eq!(message.text.to_plain(), "Vote:\n• SEV6: `vote 6`");
    }
}
