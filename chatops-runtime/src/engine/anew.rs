//! What could not be made before, and is asked for again. That goes on the record before it is asked for, so that whoever
//! decides next, after a start or elsewhere, knows that it is on its way.

use chatops_core::effect::{Effect, Reaction};
use chatops_core::ids::StreamId;
use chatops_core::ports::journal::Transaction;
use chatops_core::{emergency_channel, incident, rooms, wire};

use super::Engine;
use super::run::{Cause, entry};

impl Engine {
    /// A message that could not be posted is posted anew by its next change. What follows from an event comes back with
    /// that; that it is tried again is part of the transaction.
    pub(super) fn try_anew(
        &mut self,
        transaction: &mut Transaction,
        stream: &StreamId,
        reaction: Reaction,
        cause: &Cause,
    ) -> Reaction {
        let Reaction { effects, timers } = reaction;
        let mut anew = Vec::with_capacity(effects.len());
        for effect in effects {
            let (effect, event) = self.anew(stream, effect);
            if let Some(event) = event {
                self.note_anew(transaction, stream, event, cause);
            }
            anew.push(effect);
        }
        Reaction { effects: anew, timers }
    }

    fn anew(&self, stream: &StreamId, effect: Effect) -> (Effect, Option<rooms::Event>) {
        match effect {
            Effect::OpenRoom { ref room, .. } if self.is_missing(room) => {
                let event = rooms::Event::TriedAnew { room: room.clone(), slot: None };
                (effect, Some(event))
            }
            Effect::Edit { room, slot, message }
            | Effect::Post { room, slot: Some(slot), message }
                if self.is_unposted(stream, &slot) =>
            {
                let event =
                    rooms::Event::TriedAnew { room: room.clone(), slot: Some(slot.clone()) };
                (Effect::Post { room, message, slot: Some(slot) }, Some(event))
            }
            other => (other, None),
        }
    }

    /// Nothing follows from it, so it is stored without asking what does.
    fn note_anew(
        &mut self,
        transaction: &mut Transaction,
        stream: &StreamId,
        event: rooms::Event,
        cause: &Cause,
    ) {
        match stream {
            StreamId::EmergencyChannel => {
                let event = emergency_channel::Event::Room(event);
                let seq = self.channel.seq + 1;
                let stored = wire::store_channel_event(&event);
                transaction.entries.push(entry(stream, seq, cause, stored));
                self.take_channel(&event, seq);
            }
            StreamId::Incident(id) => {
                let event = incident::Event::Room(event);
                let seq = self.incidents.seq(id) + 1;
                let stored = wire::store_incident_event(&event);
                transaction.entries.push(entry(stream, seq, cause, stored));
                self.take_incident(*id, &event, seq);
            }
        }
    }
}
