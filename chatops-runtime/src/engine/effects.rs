//! From reactions to stored effects: ids, lanes, what waits for what, what can be joined.

use std::collections::BTreeSet;

use chatops_core::effect::{Effect, Reaction, Room, Slot, TimerChange};
use chatops_core::ids::{EffectId, Place, StreamId, TimerId};
use chatops_core::lanes::Need;
use chatops_core::message::Message;
use chatops_core::ports::journal::{NewEffect, TimerUpdate, Transaction, Waiting};
use chatops_core::text::Text;

use super::Engine;

impl Engine {
    /// Adds what follows from the event at `seq` of a stream.
    pub(super) fn follow(
        &mut self,
        transaction: &mut Transaction,
        stream: &StreamId,
        seq: u64,
        reaction: Reaction,
    ) {
        let drill = self.setting.policy.drill;
        for (position, effect) in (0_u32..).zip(reaction.effects) {
            let effect = if drill { effect.mark_drill() } else { effect };
            let effect = self.address(stream, effect);
            let effect = self.around_what_is_missing(effect);
            let met = |need: &Need| self.is_met(stream, need);
            if join(transaction, &effect, &met) {
                continue;
            }
            let journal = &self.setting.journal;
            let id = EffectId::derive(Place { journal, stream, seq, position });
            let hopeless = self.hopeless(stream, &effect);
            let waiting = effect.needs().iter().any(|need| !self.is_met(stream, need));
            if let Some(reason) = hopeless {
                // On the record of the outbox, not in its lane: others would wait behind it for ever.
                transaction.hopeless.push((id, reason.to_owned()));
            } else if waiting {
                self.waiting.push(Waiting { id, stream: stream.clone(), effect: effect.clone() });
            }
            transaction.effects.push(NewEffect {
                id,
                stream: stream.clone(),
                lane: lane(stream, &effect),
                priority: effect.priority() as u8,
                waiting: waiting || hopeless.is_some(),
                replaces: effect.replaces().map(|word| format!("{stream}/{word}")),
                effect,
            });
        }
        for (position, change) in (0_u32..).zip(reaction.timers) {
            transaction.timers.push(match change {
                TimerChange::Set { key, at } => {
                    let journal = &self.setting.journal;
                    let id = TimerId::derive(Place { journal, stream, seq, position });
                    TimerUpdate::Set { stream: stream.clone(), id, key, due: at }
                }
                TimerChange::Cancel { key } => TimerUpdate::Cancel { stream: stream.clone(), key },
            });
        }
    }

    /// Buttons outside an incident's own room say which incident they are meant for: by the name of its room, before
    /// it has one by its number. What the channel hints at in a hot room
    /// says it too: who is not in it gets it directly.
    fn address(&self, stream: &StreamId, mut effect: Effect) -> Effect {
        let id = match (stream, &effect) {
            (StreamId::Incident(id), _) => *id,
            (StreamId::EmergencyChannel, Effect::Hint { room: Room::Hot(id), .. }) => *id,
            (StreamId::EmergencyChannel, _) => return effect,
        };
        let Some(incident) = self.incident(&id) else { return effect };
        let number = incident.opened.as_ref().map(|opened| opened.number.to_string());
        let Some(name) = incident.name.clone().or(number) else { return effect };
        let (room, message) = match &mut effect {
            Effect::Direct { message, .. } => (None, message),
            Effect::Hint { message, .. } if *stream == StreamId::EmergencyChannel => {
                (None, message)
            }
            Effect::Hint { room, message, .. } | Effect::Post { room, message, .. } => {
                (Some(&*room), message)
            }
            _ => return effect,
        };
        if room != Some(&Room::Hot(id)) {
            for button in &mut message.buttons {
                button.command = format!("in {name} {}", button.command);
            }
        }
        effect
    }

    /// A hint in a room that could not be opened is given directly.
    fn around_what_is_missing(&self, effect: Effect) -> Effect {
        match effect {
            Effect::Hint { room, person, message } if self.is_missing(&room) => {
                Effect::Direct { person, message }
            }
            other => other,
        }
    }

    /// Why an effect can never be done as things are: the room it acts in, or its message, does not stand, and nobody is
    /// about to make it.
    fn hopeless(&self, stream: &StreamId, effect: &Effect) -> Option<&'static str> {
        if effect.room().is_some_and(|room| self.is_missing(room)) {
            return Some("The room could not be opened.");
        }
        let gone = |need: &Need| match need {
            Need::Message(slot) => self.is_unposted(stream, slot),
            Need::Room(_) => false,
        };
        let is_gone = effect.needs().iter().any(gone);
        is_gone.then_some("The message could not be posted.")
    }

    pub(super) fn is_missing(&self, room: &Room) -> bool {
        match room {
            Room::Hot(id) => self.incident(id).is_some_and(|one| one.rooms.is_missing(room)),
            _ => self.channel().rooms.is_missing(room),
        }
    }

    pub(super) fn is_unposted(&self, stream: &StreamId, slot: &Slot) -> bool {
        match stream {
            StreamId::EmergencyChannel => self.channel().rooms.is_unposted(slot),
            StreamId::Incident(id) => {
                self.incident(id).is_some_and(|one| one.rooms.is_unposted(slot))
            }
        }
    }

    /// Makes waiting effects ready whose answers have come.
    pub(super) fn wake(&mut self, transaction: &mut Transaction) {
        let waiting = std::mem::take(&mut self.waiting);
        for one in waiting {
            if one.effect.needs().iter().all(|need| self.is_met(&one.stream, need)) {
                transaction.ready.push(one.id);
                // It may have been asked for in this very transaction.
                for effect in &mut transaction.effects {
                    if effect.id == one.id {
                        effect.waiting = false;
                    }
                }
            } else {
                self.waiting.push(one);
            }
        }
        let fresh: BTreeSet<EffectId> =
            transaction.effects.iter().map(|effect| effect.id).collect();
        transaction.ready.retain(|id| !fresh.contains(id));
    }

    /// Gives up on effects that wait for what will not come.
    pub(super) fn give_up(
        &mut self,
        transaction: &mut Transaction,
        stream: &StreamId,
        need: &Need,
        reason: &str,
    ) {
        let waiting = std::mem::take(&mut self.waiting);
        for one in waiting {
            let concerned = match need {
                // What only mentions the room is said without a link to it.
                Need::Room(room) => one.effect.room() == Some(room),
                Need::Message(_) => one.stream == *stream && one.effect.needs().contains(need),
            };
            if concerned {
                transaction.hopeless.push((one.id, reason.to_owned()));
            } else {
                self.waiting.push(one);
            }
        }
    }

    fn is_met(&self, stream: &StreamId, need: &Need) -> bool {
        match need {
            // Its name is written out as well as may be.
            Need::Room(room) => self.room_id(room).is_some() || self.is_missing(room),
            Need::Message(slot) => self.message_id(stream, slot).is_some(),
        }
    }
}

/// The lanes of numbered things are told apart by their stream.
fn lane(stream: &StreamId, effect: &Effect) -> String {
    match effect {
        Effect::Page { .. }
        | Effect::StandDown { .. }
        | Effect::RunTool { .. }
        | Effect::FetchChart { .. }
        | Effect::FileFollowUp { .. } => format!("{stream}/{}", effect.lane()),
        _ => effect.lane(),
    }
}

/// Joins an effect with one of the same transaction where one call serves both: invitations to the same room, and
/// the newest of two topics. A message is not kept waiting for what only its newer words need, for example the
/// name of a room that does not stand yet.
fn join(transaction: &mut Transaction, effect: &Effect, met: &dyn Fn(&Need) -> bool) -> bool {
    for earlier in &mut transaction.effects {
        match (&mut earlier.effect, effect) {
            (Effect::Invite { room, people }, Effect::Invite { room: same, people: more })
                if room == same =>
            {
                people.extend(more.iter().cloned());
                return true;
            }
            (Effect::SetTopic { room, topic }, Effect::SetTopic { room: same, topic: newer })
                if room == same =>
            {
                *topic = newer.clone();
                return true;
            }
            (
                Effect::SetMentionRights { room, people },
                Effect::SetMentionRights { room: same, people: newer },
            ) if room == same => {
                people.clone_from(newer);
                return true;
            }
            (
                Effect::Post { room, message, slot: Some(slot) },
                Effect::Edit { room: same, slot: edited, message: newer },
            ) if room == same
                && slot == edited
                && effect.needs().iter().all(|need| {
                    *need == Need::Message(edited.clone())
                        || *need == Need::Room(same.clone())
                        || met(need)
                }) =>
            {
                *message = newer.clone();
                return true;
            }
            _ => {}
        }
    }
    false
}

/// The effect with every name and room written out.
pub(super) fn resolve(engine: &Engine, effect: &Effect) -> Effect {
    let text = |text: &Text| {
        text.resolve(&|person| engine.channel().people.name(person), &|room| {
            engine.room_name(room).map(str::to_owned)
        })
    };
    let message = |message: &Message| Message { text: text(&message.text), ..message.clone() };
    let mut resolved = effect.clone();
    match &mut resolved {
        Effect::Post { message: held, .. }
        | Effect::Edit { message: held, .. }
        | Effect::Hint { message: held, .. }
        | Effect::Direct { message: held, .. } => *held = message(held),
        Effect::SetTopic { topic, .. } => *topic = text(topic),
        Effect::CommentTicket { text: held, .. } => *held = text(held),
        Effect::Broadcast(broadcast) => *broadcast = broadcast.resolve(text),
        _ => {}
    }
    resolved
}
