//! The shape of a feature: one noun of an incident's life, as a small machine of its own.
//!
//! An aggregate (the emergency channel, an incident) is made of features. Each has its piece of state,
//! its commands, its events, and the same five verbs. A feature never looks at another one; what it
//! must know of its surroundings is in the [`Scene`]. Data goes one way:
//!
//! ```text
//! command ── decide ──▶ events ── evolve ──▶ state ── react ──▶ effects and timers
//!    ▲                                                              │
//!    └──────────── timer · settled (what the outside answered) ◀────┘
//! ```

use crate::context::{Context, Scene};
use crate::effect::{Effect, Outcome, Reaction, TimerKey};
use crate::refusal::Refusal;
use crate::text::Text;

/// One feature of an aggregate. All verbs are pure and total.
pub trait Feature: Default {
    /// What can be asked of it, in the imperative.
    type Command;
    /// What can happen to it, in the past tense. Stored, so its form is a promise: see
    /// [`crate::wire`].
    type Event;

    /// Judges a command. The asker's rights have been checked by [`crate::authority`]; what remains
    /// are the feature's own rules.
    ///
    /// # Errors
    /// A [`Refusal`] that says why not and what to do instead.
    fn decide(
        &self,
        command: &Self::Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Self::Event>, Refusal>;

    /// Takes an event in. Never fails, and reads neither policy nor zone data nor chat text: a
    /// replay with other rules gives the same state.
    fn evolve(&mut self, event: &Self::Event);

    /// What follows from an event, with the state after it.
    fn react(&self, event: &Self::Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let _ = (event, scene, cx);
        Reaction::none()
    }

    /// What happens when one of its timers fires. A timer that no longer means anything gives
    /// nothing.
    fn timer(&self, key: &TimerKey, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Self::Event> {
        let _ = (key, scene, cx);
        Vec::new()
    }

    /// What happens when one of its effects has been settled. An effect that it did not ask for,
    /// or no longer waits for, gives nothing.
    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Self::Event> {
        let _ = (effect, outcome, scene, cx);
        Vec::new()
    }

    /// One line for the timeline. It says what happened, not who did it: the actor stands beside it.
    fn tell(event: &Self::Event) -> Text;
}
