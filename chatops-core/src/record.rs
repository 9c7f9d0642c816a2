//! The record of what was said and what was refused: everything that happens in a room and changes no
//! rule (Feature F1).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Gap, Outcome, Reaction, Room};
use crate::feature::Feature;
use crate::ids::{MessageId, PersonId};
use crate::message::{Message, Tone};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::{Text, clean};

/// Most different gaps that are remembered, so that each is told once.
pub const GAPS_MAX: usize = 200;

/// Most services that are remembered as silent: more than can be connected.
pub const SILENT_MAX: usize = 20;

/// What has been told already. Part of both aggregates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What was wanted and could not be, and what is missing for it.
    gaps: BTreeMap<String, Gap>,
    messages: u64,
    /// Services that do not answer, and for which something waits here.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    silent: BTreeSet<String>,
}

/// What can be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Something was said or done in a room.
    Note(Event),
    /// A command was refused.
    Refuse {
        /// The room in which it was given; nothing: a direct conversation.
        room: Option<Room>,
        /// The command as it was typed.
        command: String,
        /// Why not, and what instead.
        refusal: Refusal,
    },
    /// A gap was met.
    NoteGap(Gap),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody wrote a message.
    Said {
        /// The room.
        room: Room,
        /// The message.
        message: MessageId,
        /// The message it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thread: Option<MessageId>,
        /// What it says. Personal content: it can be erased.
        text: String,
    },
    /// Somebody changed a message.
    Edited {
        /// The room.
        room: Room,
        /// The message.
        message: MessageId,
        /// What it says now. Personal content: it can be erased.
        text: String,
    },
    /// A message was deleted.
    Deleted {
        /// The room.
        room: Room,
        /// The message.
        message: MessageId,
    },
    /// Somebody reacted to a message.
    Reacted {
        /// The room.
        room: Room,
        /// The message.
        message: MessageId,
        /// With what.
        reaction: String,
        /// `false` when taken back.
        added: bool,
    },
    /// Somebody shared a file.
    FileShared {
        /// The room.
        room: Room,
        /// The message it hangs on.
        message: MessageId,
        /// Its name.
        name: String,
        /// Its size in bytes.
        bytes: u64,
    },
    /// Somebody pasted a secret; it was masked before anything was stored.
    SecretMasked {
        /// The room whose members have seen it; nothing: it was in a command, which others do not see.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<Room>,
    },
    /// Somebody left a room.
    Departed {
        /// The room.
        room: Room,
        /// Who.
        person: PersonId,
    },
    /// A command was refused.
    Refused {
        /// The room; nothing: a direct conversation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<Room>,
        /// The command as it was typed.
        command: String,
        /// Why not, and what instead.
        refusal: Refusal,
    },
    /// Something that should follow from an event was refused by the rules themselves.
    DidNotFollow {
        /// What: the names of the command.
        what: String,
        /// Why not.
        refusal: Refusal,
    },
    /// The platform cannot do something as meant. Told once.
    GapNoticed(Gap),
    /// Somebody was paged past the journal while it did not work: the sole exception to "journal before act".
    PagedPastJournal {
        /// Whom.
        person: PersonId,
        /// Why, in one line.
        why: String,
    },
    /// The platform's stream of events has missed messages; they were read from its history.
    CaughtUp {
        /// The room.
        room: Room,
        /// How many.
        messages: u32,
    },
    /// A service does not answer, and something that is asked of it waits. Told once, until it answers again.
    ServiceSilent {
        /// What people call it.
        service: String,
    },
    /// A service answers again.
    ServiceAnswers {
        /// What people call it.
        service: String,
    },
    /// Something was not carried out. Of effects it tells only in old journals: they are parked now
    /// ([`crate::parked`]).
    NotDone {
        /// What was to be done.
        what: String,
        /// Why not.
        reason: String,
        /// Whether it may have happened after all: a person must look.
        unclear: bool,
    },
}

impl Record {
    /// How many messages people wrote.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// Whether something waits here for a service that does not answer.
    #[must_use]
    pub fn waits_for(&self, service: &str) -> bool {
        self.silent.contains(service)
    }

    /// Whether an outcome says no more than a gap that is on the record: what the platform cannot do is told there, once.
    #[must_use]
    pub fn has_told(&self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Refused { reason } => self.gaps.values().any(|gap| gap.reason() == *reason),
            Outcome::Done(_) | Outcome::Ambiguous { .. } => false,
        }
    }
}

impl Feature for Record {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        _: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        Ok(match command {
            Command::Note(Event::ServiceSilent { service })
                if self.waits_for(service) || self.silent.len() >= SILENT_MAX =>
            {
                Vec::new()
            }
            Command::Note(Event::ServiceAnswers { service }) if !self.waits_for(service) => {
                Vec::new()
            }
            Command::Note(event) => vec![event.clone()],
            Command::Refuse { room, command, refusal } => vec![Event::Refused {
                room: room.clone(),
                command: clean(command),
                refusal: refusal.clone(),
            }],
            Command::NoteGap(gap) => {
                if self.gaps.contains_key(&gap.wanted) || self.gaps.len() >= GAPS_MAX {
                    return Ok(Vec::new());
                }
                vec![Event::GapNoticed(gap.clone())]
            }
        })
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Said { .. } => self.messages += 1,
            Event::GapNoticed(gap) => {
                self.gaps.insert(gap.wanted.clone(), gap.clone());
            }
            Event::ServiceSilent { service } => {
                self.silent.insert(service.clone());
            }
            Event::ServiceAnswers { service } => {
                self.silent.remove(service);
            }
            _ => {}
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match (event, cx.actor.person()) {
            // Recorded, but not answered: two programs that answer each other never end (attack case B7).
            (Event::Refused { .. }, _) if cx.actor.is_barred() => Reaction::none(),
            (Event::Refused { room, refusal, command }, Some(person)) => {
                let words = Text::new().plain(&refusal.why).line().plain(&refusal.instead);
                let mut message = Message::new(words).tone(Tone::Warning);
                if refusal.kind == RefusalKind::TooLate {
                    message = message.button("Do it now", command);
                }
                Reaction::none().answer_at(room.as_ref(), person, message)
            }
            (Event::SecretMasked { room: None }, Some(person)) => Reaction::none().direct(
                person,
                Message::new(Text::new().plain(
                    "What you gave me looks like a secret. It is masked, so the command went without it. It has left your \
                     hands all the same: renew it.",
                ))
                .tone(Tone::Warning),
            ),
            (Event::SecretMasked { room: Some(room) }, Some(person)) => Reaction::none().hint(
                room,
                person,
                Message::new(Text::new().plain(
                    "What you wrote looks like a secret. It is masked in the record, but the room has seen it: take the \
                     message away and renew the secret.",
                ))
                .tone(Tone::Warning),
            ),
            (Event::PagedPastJournal { person, why }, _) => Reaction::none().post(
                scene.room,
                Message::new(
                    Text::new()
                        .plain("While the journal did not work I paged ")
                        .name(person)
                        .plain(format!(": {why}")),
                )
                .tone(Tone::Warning),
            ),
            (Event::ServiceSilent { service }, _) => Reaction::none().post(
                scene.room,
                Message::new(Text::new().plain(format!(
                    "The {service} does not answer. What is asked of it waits, and is done as soon as it answers."
                )))
                .tone(Tone::Warning),
            ),
            (Event::ServiceAnswers { service }, _) => Reaction::none().post(
                scene.room,
                Message::new(Text::new().plain(format!(
                    "The {service} answers again. What waited for it is being done."
                )))
                .tone(Tone::Good),
            ),
            (Event::NotDone { what, reason, unclear }, _) => {
                let verdict =
                    if *unclear { "may or may not have been done" } else { "was not done" };
                Reaction::none().post(
                    scene.room,
                    Message::new(Text::new().plain(format!("This {verdict}: {what}. {reason}")))
                        .tone(Tone::Warning),
                )
            }
            _ => Reaction::none(),
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Said { text, .. } => Text::new().plain(text),
            Event::Edited { text, .. } => Text::new().plain("edited: ").plain(text),
            Event::Deleted { .. } => Text::new().plain("deleted a message"),
            Event::Reacted { reaction, added: true, .. } => {
                Text::new().plain(format!("reacted with {reaction}"))
            }
            Event::Reacted { reaction, added: false, .. } => {
                Text::new().plain(format!("took back {reaction}"))
            }
            Event::FileShared { name, bytes, .. } => {
                Text::new().plain(format!("shared the file {name} ({bytes} bytes)"))
            }
            Event::SecretMasked { .. } => Text::new().plain("pasted a secret; it was masked"),
            Event::Departed { person, .. } => Text::new().name(person).plain(" left"),
            Event::Refused { command, refusal, .. } => {
                Text::new().plain("refused: ").code(command).plain(format!(" – {}", refusal.why))
            }
            Event::DidNotFollow { what, refusal } => Text::new()
                .plain("did not follow: ")
                .code(what)
                .plain(format!(" – {}", refusal.why)),
            Event::GapNoticed(gap) => {
                let instead =
                    gap.instead.as_ref().map_or(String::new(), |instead| format!("; {instead}"));
                Text::new().plain(format!("gap: {} – {}{instead}", gap.wanted, gap.missing))
            }
            Event::PagedPastJournal { person, why } => Text::new()
                .plain("paged ")
                .name(person)
                .plain(format!(" while the journal did not work: {why}")),
            Event::CaughtUp { messages, .. } => Text::new().plain(format!(
                "{messages} missed by the platform's events, read from its history"
            )),
            Event::ServiceSilent { service } => Text::new()
                .plain(format!("the {service} does not answer; what is asked of it waits")),
            Event::ServiceAnswers { service } => {
                Text::new().plain(format!("the {service} answers again"))
            }
            Event::NotDone { what, reason, unclear } => {
                let verdict = if *unclear { "outcome unknown" } else { "not done" };
                Text::new().plain(format!("{verdict}: {what} – {reason}"))
            }
        }
    }
}
