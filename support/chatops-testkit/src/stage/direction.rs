//! Everything that can be played: what people do, what services report, what time does.

use jiff::{SignedDuration, Timestamp};

use super::expectation::Expectation;

/// Where somebody acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// In the room of this name, without the platform's mark.
    Room(String),
    /// In their direct conversation with the bot.
    Direct,
}

/// One thing to play. People are named by their handles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Direction {
    /// Somebody does something in chat.
    Act(String, Act),
    /// A webhook body is posted over HTTP on loopback.
    Post(Post),
    /// Somebody works in the ticket system itself.
    Ticket(TicketAct),
    /// Somebody acknowledges, at the pager itself, the newest page to them.
    Acknowledge(String),
    /// An account is changed.
    Account(String, AccountChange),
    /// Time goes on by a span. Timers fire at their moments.
    Advance(SignedDuration),
    /// Time goes on to a moment.
    Until(Timestamp),
    /// The next calls of a port fail.
    Fail(Failure),
    /// An operation of a port works again.
    Mend(Port, &'static str),
    /// Something must be so now.
    Expect(Expectation),
}

/// What somebody does in chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// They say something. A text that begins with `/em ` is a command: others do not see it typed.
    Say {
        /// Where.
        place: Where,
        /// What.
        text: String,
    },
    /// They answer in the thread of a message.
    Answer {
        /// The room.
        room: String,
        /// Words of the message; the newest that has them.
        to: String,
        /// What.
        text: String,
    },
    /// They press a button: the newest with this label that they see.
    Press {
        /// The label.
        label: String,
        /// Where; anywhere unless given.
        place: Option<Where>,
        /// The words that the button asks for. May be empty.
        words: String,
    },
    /// They change what they wrote.
    Edit {
        /// The room.
        room: String,
        /// Words of the message; the newest of theirs that has them.
        message: String,
        /// What it says now.
        text: String,
    },
    /// They take back what they wrote.
    Delete {
        /// The room.
        room: String,
        /// Words of the message; the newest of theirs that has them.
        message: String,
    },
    /// They put a reaction on a message, or take it back.
    React {
        /// The room.
        room: String,
        /// Words of the message; the newest that has them.
        message: String,
        /// Which.
        reaction: String,
    },
    /// They share a file.
    Share {
        /// The room.
        room: String,
        /// Its name.
        file: String,
        /// Its size.
        bytes: u64,
    },
    /// They come into a room.
    Join {
        /// The room.
        room: String,
    },
    /// They leave a room.
    Leave {
        /// The room.
        room: String,
    },
    /// They write a topic by hand.
    Topic {
        /// The room.
        room: String,
        /// What it says.
        text: String,
    },
    /// They make a room.
    Make {
        /// Its name.
        room: String,
    },
}

/// How an account is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// It is removed.
    Deactivate,
    /// It becomes that of a guest.
    Guest,
    /// It gets another name.
    Rename(String),
    /// It moves to another IANA zone.
    Zone(String),
    /// Its person sits down at the screen.
    Active,
    /// Its person goes away.
    Away,
}

/// A webhook body, posted over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The path, for example `/hooks/alertmanager`.
    pub path: String,
    /// The body.
    pub body: Vec<u8>,
    /// The token that is sent along.
    pub token: TokenSent,
    /// The status that must come back.
    pub status: u16,
    /// What the answer must contain.
    pub says: Option<String>,
}

/// Which token a webhook carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TokenSent {
    /// The right one.
    #[default]
    Right,
    /// A wrong one.
    Wrong,
    /// None.
    Missing,
}

/// What somebody does in the ticket system itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketAct {
    /// They file a ticket. It gets the next key.
    File {
        /// Who.
        by: String,
        /// Its title.
        title: String,
        /// The component it is filed against.
        component: Option<String>,
        /// Who watches it, beside the one who files it.
        watchers: Vec<String>,
    },
    /// They move it.
    Move {
        /// Who.
        by: String,
        /// Its key.
        key: String,
        /// Where to.
        status: String,
    },
}

/// A port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// The chat platform.
    Chat,
    /// The ticket system.
    Tickets,
    /// The pager.
    Pager,
    /// The status page.
    StatusPage,
    /// The knowledge base.
    Knowledge,
    /// The schedule.
    Schedule,
}

/// A failure of the next calls of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Of which port.
    pub port: Port,
    /// Of which operation, called as the method.
    pub operation: &'static str,
    /// How.
    pub how: FailureKind,
    /// How many calls in a row. Nothing: all of them, until the operation is mended.
    pub times: Option<u32>,
}

/// Most failures that are ordered at a time.
pub const FAILURES_MAX: u32 = 100;

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The service is not there; nothing happens.
    Unavailable,
    /// The service forbids it.
    Forbidden,
    /// It happens, but the answer is lost.
    AnswerLost,
    /// The request is lost; nobody knows.
    RequestLost,
    /// Too many requests: come again after five seconds.
    RateLimited,
}

impl Port {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Chat, Self::Tickets, Self::Pager, Self::StatusPage, Self::Knowledge, Self::Schedule];

    /// What it is called in scenarios.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Tickets => "tickets",
            Self::Pager => "pager",
            Self::StatusPage => "status_page",
            Self::Knowledge => "knowledge",
            Self::Schedule => "schedule",
        }
    }

    /// The port with this name.
    ///
    /// # Errors
    /// The ports that there are.
    pub fn from_word(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|port| port.word() == word).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.into_iter().map(Self::word).collect();
            format!("`{}` is no port; the ports are: {}", start(word), known.join(", "))
        })
    }

    /// Its operation with this name.
    ///
    /// # Errors
    /// The operations that can fail.
    pub fn operation(self, word: &str) -> Result<&'static str, String> {
        let found = self.operations().iter().find(|known| **known == word);
        found.copied().ok_or_else(|| {
            let known = self.operations().join(", ");
            format!(
                "`{}` is no operation of `{}` that can fail; these can: {known}",
                start(word),
                self.word()
            )
        })
    }

    /// Its operations that can be made to fail.
    #[must_use]
    pub fn operations(self) -> &'static [&'static str] {
        match self {
            Self::Chat => &[
                "open_room",
                "find_room",
                "invite",
                "post",
                "edit",
                "set_topic",
                "posted",
                "written",
                "pin",
                "unpin",
                "hint",
                "direct",
                "broadcast",
                "audience",
                "share",
                "remove",
                "remove_message",
                "archive",
                "set_entitled",
                "set_speakers",
            ],
            Self::Tickets => &["open", "find", "comment", "transition", "link", "watchers"],
            Self::Pager => &["page", "stand_down"],
            Self::StatusPage => &["publish", "published"],
            Self::Knowledge => &["publish"],
            Self::Schedule => &["on_duty", "next_change"],
        }
    }
}

impl FailureKind {
    /// All of them with the words for them.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("unavailable", Self::Unavailable),
        ("forbidden", Self::Forbidden),
        ("answer lost", Self::AnswerLost),
        ("request lost", Self::RequestLost),
        ("rate limited", Self::RateLimited),
    ];

    /// The kind of a word.
    ///
    /// # Errors
    /// The ways to fail.
    pub fn from_word(word: &str) -> Result<Self, String> {
        let found = Self::WORDS.iter().find(|(known, _)| *known == word);
        found.map(|(_, kind)| *kind).ok_or_else(|| {
            let known: Vec<&str> = Self::WORDS.iter().map(|(word, _)| *word).collect();
            format!("`{}` is no way to fail; the ways are: {}", start(word), known.join(", "))
        })
    }
}

/// The start of a word that is not known, for errors.
fn start(word: &str) -> String {
    word.chars().take(40).collect()
}
