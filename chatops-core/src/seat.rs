//! The commander's seat: at most one, and after the first never none (feature A5).
//!
//! The emergency channel has one seat (the duty commander's), each incident another. A seat is taken
//! or filled when it is empty, passed by a handover, and inherited when its holder's account is
//! removed. Where nobody can inherit, the removed holder keeps the seat in name, the room is alarmed
//! and whoever comes first may take it: the seat is never vacated.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::Reaction;
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::people::PersonKind;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;

/// The seat of one room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    holder: Option<PersonId>,
    since: Option<Timestamp>,
    epoch: u32,
    orphaned: bool,
}

/// What can be asked of the seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The asker takes the seat. Only where nobody holds it, or the holder's account is gone.
    Take,
    /// Somebody is put into the seat under the same conditions: the configured commander, who is on
    /// shift, the duty commander for a new incident.
    Appoint {
        /// Who.
        person: PersonId,
    },
    /// A handover is complete.
    Pass {
        /// Who commanded when the handover was offered. It passes only from them.
        from: Option<PersonId>,
        /// Who takes over.
        to: PersonId,
    },
    /// The holder's account was removed, or is no longer one that can command.
    Lose {
        /// Whose.
        person: PersonId,
        /// What kind of account it is now.
        kind: PersonKind,
        /// Who is next: the first on the ladder who can command. The aggregate knows.
        successor: Option<PersonId>,
    },
}

/// What can happen to the seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody took the seat.
    Taken {
        /// Who.
        person: PersonId,
        /// The removed account that had held it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// Somebody was put into the seat.
    Appointed {
        /// Who.
        person: PersonId,
        /// The removed account that had held it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// The seat passed by a handover.
    Passed {
        /// Who held it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<PersonId>,
        /// Who holds it now.
        to: PersonId,
        /// When.
        at: Timestamp,
    },
    /// The holder can no longer command and the next on the ladder inherited.
    Succeeded {
        /// Who held it.
        from: PersonId,
        /// What kind of account theirs is now.
        kind: PersonKind,
        /// Who holds it now.
        to: PersonId,
        /// When.
        at: Timestamp,
    },
    /// The holder can no longer command and nobody could inherit. The seat stays theirs in name.
    Orphaned {
        /// Who holds it in name.
        person: PersonId,
        /// What kind of account theirs is now.
        kind: PersonKind,
    },
}

impl Seat {
    /// Whose the seat is. Nobody only before the first.
    #[must_use]
    pub fn holder(&self) -> Option<&PersonId> {
        self.holder.as_ref()
    }

    /// Who commands: the holder, unless the seat is theirs in name only.
    #[must_use]
    pub fn acting(&self) -> Option<&PersonId> {
        self.holder.as_ref().filter(|_| !self.orphaned)
    }

    /// Since when the holder commands.
    #[must_use]
    pub fn since(&self) -> Option<Timestamp> {
        self.since
    }

    /// How often the seat has been filled: 0 before the first holder, one more with each next one.
    /// What was decided under an older epoch was decided under another commander.
    #[must_use]
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Whether anybody has ever held the seat.
    #[must_use]
    pub fn ever_held(&self) -> bool {
        self.epoch > 0
    }

    /// Whether the holder's account is gone and nobody has taken over yet.
    #[must_use]
    pub fn is_orphaned(&self) -> bool {
        self.orphaned
    }

    /// Whether the seat can be taken without a handover.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.holder.is_none() || self.orphaned
    }

    fn decide_take(&self, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Some(person) = cx.actor.person() else {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                "Command is taken by a person.",
                "Let a person write `take`.",
            ));
        };
        if !self.is_free() {
            return Err(self.held(person));
        }
        Ok(vec![Event::Taken { person: person.clone(), from: self.holder.clone(), at: cx.now }])
    }

    fn decide_appoint(&self, person: &PersonId, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !self.is_free() {
            return Err(self.held(person));
        }
        Ok(vec![Event::Appointed { person: person.clone(), from: self.holder.clone(), at: cx.now }])
    }

    /// Compare and set: of two claims at once, the first wins and the second no longer fits.
    fn decide_pass(
        &self,
        from: Option<&PersonId>,
        to: &PersonId,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let fits = from == self.holder() || from == self.acting();
        if !fits || self.holder() == Some(to) {
            return Err(self.held(to));
        }
        Ok(vec![Event::Passed { from: self.holder.clone(), to: to.clone(), at: cx.now }])
    }

    fn decide_lose(
        &self,
        (person, kind): (&PersonId, PersonKind),
        successor: Option<&PersonId>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if self.holder() != Some(person) {
            return Err(Refusal::wrong_state(
                format!("@{person} does not command here."),
                "Nothing needs to be done.",
            ));
        }
        match successor.filter(|successor| *successor != person) {
            Some(to) => {
                let (from, to) = (person.clone(), to.clone());
                Ok(vec![Event::Succeeded { from, kind, to, at: cx.now }])
            }
            None if self.orphaned => Err(Refusal::already_done(
                format!("It is known that @{person} can no longer command."),
                "Take command if you can: `take`.",
            )),
            None => Ok(vec![Event::Orphaned { person: person.clone(), kind }]),
        }
    }

    /// Why the seat is not to be had.
    fn held(&self, asker: &PersonId) -> Refusal {
        match self.acting() {
            Some(holder) if holder == asker => {
                Refusal::already_done("You command here already.", "To hand over: `offer @person`.")
            }
            Some(holder) => Refusal::wrong_state(
                format!("@{holder} commands here."),
                "Ask for the baton: `ask hand over to me`. The commander offers it with \
                 `offer @person`; both confirm.",
            ),
            None => Refusal::wrong_state("Nobody commands here.", "Take command with `take`."),
        }
    }
}

impl Feature for Seat {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Take => self.decide_take(cx),
            Command::Appoint { person } => self.decide_appoint(person, cx),
            Command::Pass { from, to } => self.decide_pass(from.as_ref(), to, cx),
            Command::Lose { person, kind, successor } => {
                self.decide_lose((person, *kind), successor.as_ref(), cx)
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Taken { person: to, at, .. }
            | Event::Appointed { person: to, at, .. }
            | Event::Passed { to, at, .. }
            | Event::Succeeded { to, at, .. } => {
                self.holder = Some(to.clone());
                self.since = Some(*at);
                self.epoch = self.epoch.saturating_add(1);
                self.orphaned = false;
            }
            Event::Orphaned { .. } => self.orphaned = true,
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _: Context<'_>) -> Reaction {
        let called = scene.called();
        let commands = |said: Text, to: &PersonId| {
            Message::new(said.name(to).plain(format!(" commands {called}."))).tone(Tone::Good)
        };
        match event {
            Event::Taken { person, .. } => {
                Reaction::none().post(scene.room, commands(Text::new(), person))
            }
            Event::Appointed { person, .. } => Reaction::none()
                .post(scene.room, commands(Text::new(), person))
                .direct(person, to_command(person, scene)),
            Event::Passed { from, to, .. } => {
                let said = match from {
                    Some(from) => {
                        Text::from("Baton passed: ").name(from).plain(" → ").name(to).plain(". ")
                    }
                    None => Text::new(),
                };
                Reaction::none().post(scene.room, commands(said, to))
            }
            Event::Succeeded { from, kind, to, .. } => {
                let said = lost(from, *kind).plain(" ");
                Reaction::none()
                    .post(scene.room, commands(said, to).tone(Tone::Warning))
                    .direct(to, to_command(to, scene))
            }
            Event::Orphaned { person, kind } => {
                let said = lost(person, *kind).plain(format!(
                    " Nobody is left on the ladder, so nobody commands {called}. Whoever can, take \
                     command.",
                ));
                let alarm = Message::new(said).tone(Tone::Alarm).button("Take command", "take");
                Reaction::none().post(scene.room, alarm)
            }
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Taken { person, .. } => Text::new().name(person).plain(" took command"),
            Event::Appointed { person, .. } => {
                Text::new().name(person).plain(" was put in command")
            }
            Event::Passed { from: Some(from), to, .. } => {
                Text::from("Command passed: ").name(from).plain(" → ").name(to)
            }
            Event::Passed { from: None, to, .. } => Text::from("Command passed to ").name(to),
            Event::Succeeded { from, kind, to, .. } => {
                lost(from, *kind).plain(" Command fell to ").name(to)
            }
            Event::Orphaned { person, kind } => {
                lost(person, *kind).plain(" Nobody could take over")
            }
        }
    }
}

/// Why somebody can no longer command.
fn lost(person: &PersonId, kind: PersonKind) -> Text {
    match kind {
        PersonKind::Deactivated => Text::from("The account of ").name(person).plain(" is gone."),
        PersonKind::Guest => {
            Text::new().name(person).plain(" is a guest now, and guests do not command.")
        }
        PersonKind::Bot => Text::from("The account of ")
            .name(person)
            .plain(" is a program's now, and programs do not command."),
        PersonKind::Employee => Text::new().name(person).plain(" can no longer command."),
    }
}

/// What a person is told who commands without having asked for it.
fn to_command(person: &PersonId, scene: &Scene<'_>) -> Message {
    let said = Text::new().mention(person).plain(format!(", you command {}", scene.called()));
    let said = match scene.incident {
        Some(_) => said.plain(" in ").room(scene.room),
        None => said,
    };
    let said = said.plain(" now. Read the brief; if you cannot command, offer the baton: ");
    Message::new(said.code("offer @person").plain(".")).button("Read the brief", "brief")
}

#[cfg(test)]
mod tests;
