//! Chatter on the emergency channel: met with a private hint that points to the right room, never with a public
//! scolding (Feature A1).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Room};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::Message;
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
    /// Somebody talks while nothing is wrong.
    Hear,
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
    },
}

impl Feature for Chatter {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        Command::Hear: &Command,
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
        }])
    }

    fn evolve(&mut self, event: &Event) {
        let Event::Hinted { person, until } = event;
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
        let Event::Hinted { person, .. } = event;
        let text =
            Text::new().plain("All is quiet here, and this room is kept free for emergencies. ");
        let text = match cx.policy.team_of(person) {
            Some((team, _)) => {
                text.plain("Talk goes on in ").room(&Room::Team(team.clone())).plain(". ")
            }
            None => text.plain("Talk goes on in your team's room. "),
        };
        let text = text
            .plain("If you see something wrong, ask the commander: ")
            .code("ask <what you see>")
            .plain(".");
        Reaction::none().hint(scene.room, person, Message::new(text))
    }

    fn tell(event: &Event) -> Text {
        let Event::Hinted { person, .. } = event;
        Text::new().name(person).plain(" was told privately where to talk")
    }
}
