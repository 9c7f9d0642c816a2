//! The headline: the topic of the emergency channel, `<name> – <state>` (Feature A2).
//!
//! It is written from the journal and never read back as state. A hand edit is noted and
//! restored.

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::Room;
use crate::effect::{Effect, Reaction};
use crate::feature::Feature;
use crate::ids::{IncidentId, PersonId};
use crate::message::Message;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::{Text, clean};

/// What the headline says while nothing is wrong.
pub const QUIET: &str = "All Quiet";

/// Longest state in a headline, in characters: with a name before it, it fits the shortest topic (250
/// characters) of the supported platforms.
pub const STATE_CHARS_MAX: usize = 180;

/// The state part of the headline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    state: Option<String>,
    incident: Option<IncidentId>,
}

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Write the state by hand.
    Write {
        /// What it shall say.
        text: String,
    },
    /// Write it for a new incident, unless it speaks of one already.
    Follow {
        /// The incident.
        incident: IncidentId,
        /// Its title.
        title: String,
    },
    /// The incident is over: back to quiet, or to the one that is still open.
    Unfollow {
        /// The incident.
        incident: IncidentId,
        /// Another one that is open, with its title.
        next: Option<(IncidentId, String)>,
    },
    /// Somebody changed the topic by hand.
    NoteEdit {
        /// What they wrote.
        said: String,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The state was written.
    Written {
        /// What it says.
        state: String,
        /// The incident it follows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
    },
    /// All is quiet again.
    Quieted,
    /// The topic was changed by hand and is restored.
    Restored {
        /// What was written by hand.
        said: String,
    },
}

impl Headline {
    /// What the state part says.
    #[must_use]
    pub fn state(&self) -> &str {
        self.state.as_deref().unwrap_or(QUIET)
    }

    /// The whole headline: name and state.
    #[must_use]
    pub fn topic(&self, commander: Option<&PersonId>) -> Text {
        let text = match commander {
            Some(person) => Text::new().name(person),
            None => Text::new().plain("No commander"),
        };
        text.plain(format!(" – {}", self.state()))
    }
}

impl Feature for Headline {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Write { text } => {
                let state = clean(text.trim());
                let length = state.chars().count();
                if length == 0 || length > STATE_CHARS_MAX {
                    return Err(Refusal::new(
                        RefusalKind::Unacceptable,
                        format!(
                            "A headline has 1 to {STATE_CHARS_MAX} characters; this one has {length}."
                        ),
                        "Say in one line what is being done: `headline investigating slow checkout in EMEA`.",
                    ));
                }
                if state.eq_ignore_ascii_case(QUIET) {
                    return Ok(vec![Event::Quieted]);
                }
                Ok(vec![Event::Written { state, incident: self.incident }])
            }
            Command::Follow { incident, title } => {
                if self.incident.is_some() {
                    return Ok(Vec::new());
                }
                Ok(vec![follow(*incident, title)])
            }
            Command::Unfollow { incident, next } => {
                if self.incident.is_some() && self.incident != Some(*incident) {
                    return Ok(Vec::new());
                }
                Ok(vec![next.as_ref().map_or(Event::Quieted, |(id, title)| follow(*id, title))])
            }
            Command::NoteEdit { said } => {
                if !cx.policy.channel.headline {
                    return Ok(Vec::new());
                }
                Ok(vec![Event::Restored { said: clean(said) }])
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Written { state, incident } => {
                self.state = Some(state.clone());
                self.incident = *incident;
            }
            Event::Quieted => *self = Self::default(),
            Event::Restored { .. } => {}
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        if !cx.policy.channel.headline {
            return Reaction::none();
        }
        let topic =
            Effect::SetTopic { room: Room::EmergencyChannel, topic: self.topic(scene.commander) };
        let reaction = Reaction::none().effect(topic);
        match (event, cx.actor.person()) {
            (Event::Restored { .. }, Some(person)) => reaction.hint(
                &Room::EmergencyChannel,
                person,
                Message::new(
                    Text::new()
                        .plain("The headline is written from the record, so it was put back. The commander changes it with ")
                        .code("headline <text>")
                        .plain("."),
                ),
            ),
            _ => reaction,
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Written { state, .. } => Text::new().plain(format!("headline: {state}")),
            Event::Quieted => Text::new().plain(format!("headline: {QUIET}")),
            Event::Restored { said } => {
                Text::new().plain(format!("headline was changed by hand to “{said}” and put back"))
            }
        }
    }
}

fn follow(incident: IncidentId, title: &str) -> Event {
    let title = clean(title);
    let state = if title.to_lowercase().starts_with("investigating") {
        title
    } else {
        format!("investigating {title}")
    };
    Event::Written {
        state: crate::plan::shorten(&state, STATE_CHARS_MAX),
        incident: Some(incident),
    }
}
