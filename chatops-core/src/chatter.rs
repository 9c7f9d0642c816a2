//! Chatter on the emergency channel: met with a private hint that points to the right room, never with a public
//! scolding (Feature A1).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Room};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{BUTTON_WORDS_CHARS_MAX, Message};
use crate::refusal::Refusal;
use crate::text::Text;
use crate::time::later;

/// A person is told once in this time. More often would be chatter of our own.
pub const QUIET_BETWEEN_HINTS: SignedDuration = SignedDuration::from_hours(1);

/// Most people that are remembered as told; the one told longest ago is forgotten first.
pub const TOLD_MAX: usize = 1_000;

/// Who was told, and until when that lasts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chatter {
    told: BTreeMap<PersonId, Timestamp>,
}

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Somebody talks while nothing is known to be wrong.
    Hear {
        /// What they say: it may be the first word of an incident.
        text: String,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody was told where to talk.
    Hinted {
        /// Who.
        person: PersonId,
        /// They are not told again before this.
        until: Timestamp,
        /// What they said, for the button that sends it to the commander. At most
        /// [`BUTTON_WORDS_CHARS_MAX`] characters; longer words are left out.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}

impl Feature for Chatter {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        Command::Hear { text }: &Command,
        _: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Some(person) = cx.actor.person() else { return Ok(Vec::new()) };
        if !cx.policy.channel.chatter_hints
            || self.told.get(person).is_some_and(|until| cx.now < *until)
        {
            return Ok(Vec::new());
        }
        Ok(vec![Event::Hinted {
            person: person.clone(),
            until: later(cx.now, QUIET_BETWEEN_HINTS),
            text: if text.chars().count() > BUTTON_WORDS_CHARS_MAX {
                String::new()
            } else {
                text.clone()
            },
        }])
    }

    fn evolve(&mut self, event: &Event) {
        let Event::Hinted { person, until, .. } = event;
        self.told.insert(person.clone(), *until);
        if self.told.len() > TOLD_MAX {
            let oldest =
                self.told.iter().min_by_key(|(_, until)| **until).map(|(person, _)| person.clone());
            if let Some(oldest) = oldest {
                self.told.remove(&oldest);
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let Event::Hinted { person, text: said, .. } = event;
        let text = Text::new()
            .plain("All is quiet here, and this room is kept free for emergencies. ")
            .plain(
                "If this is about something wrong, send it to the commander. Other talk goes to ",
            );
        let text = match cx.policy.team_of(person) {
            Some((team, _)) => text.room(&Room::Team(team.clone())).plain("."),
            None => text.plain("your team's room."),
        };
        let hint = Message::new(text).carrying("Ask the commander", "ask", said);
        Reaction::none().hint(scene.room, person, hint)
    }

    fn tell(event: &Event) -> Text {
        let Event::Hinted { person, .. } = event;
        Text::new().name(person).plain(" was told privately where to talk")
    }
}
