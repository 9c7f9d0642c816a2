//! The one door for bringing people into rooms: guests without an admission do not pass it (Feature B6).

use chatops_core::effect::{Effect, Reaction, Room};
use chatops_core::emergency_channel::Command as ChannelCommand;
use chatops_core::guests;
use jiff::Timestamp;

use super::Engine;
use super::route::Step;

impl Engine {
    /// The reaction without guests who are not admitted to the room they would be brought into, whoever asked for it: a
    /// ticket with its watchers, an audience, a role, a command. What is left out is asked of the channel to tell.
    pub(super) fn without_strangers(
        &self,
        reaction: Reaction,
        now: Timestamp,
    ) -> (Reaction, Vec<Step>) {
        let mut steps = Vec::new();
        let Reaction { effects, timers } = reaction;
        let effects = effects
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Invite { room, mut people } => {
                    people.retain(|person| {
                        let stranger = self.channel().keeps_out(person, &room, now);
                        if stranger {
                            steps.push(self.left_out(person, &room));
                        }
                        !stranger
                    });
                    (!people.is_empty()).then_some(Effect::Invite { room, people })
                }
                other => Some(other),
            })
            .collect();
        (Reaction { effects, timers }, steps)
    }

    fn left_out(&self, guest: &chatops_core::ids::PersonId, room: &Room) -> Step {
        let leave_out = guests::Command::LeaveOut {
            guest: guest.clone(),
            room: room.clone(),
            leader: self.channel().leader_of(room, self.policy()).cloned(),
        };
        Step::Channel(room.clone(), ChannelCommand::Guest(leave_out), None)
    }
}
