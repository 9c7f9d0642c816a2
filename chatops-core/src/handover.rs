//! Handover: the baton is passed only when both agree (feature A4).
//!
//! An offer brings its receiver a brief. Then both confirm with `accept`: the receiver that they are
//! up to speed, the outgoing commander that enough has been taken in. With the second confirmation
//! the baton passes, in one event; until then the outgoing commander commands. An offer that the
//! clockwork makes (the commander is lost, the seat is empty) needs the receiver alone.
//!
//! A declined or timed-out offer has an answer: the next on the ladder who has not been asked in this
//! round. The clockwork offers to them at once; a person is shown the button for it.
//!
//! The same feature serves the emergency channel and each incident. The aggregate turns
//! [`Event::Passed`] into the change of the seat, and ends an open offer when the seat changes hands in
//! another way ([`Command::Withdraw`]) or its receiver can no longer command.

mod offer;
mod react;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::authority::Standing;
use crate::context::{Context, Scene};
use crate::effect::{Reaction, Slot, TimerKey};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::later;

pub use offer::{Because, Ending, Offer};
use offer::{Ended, outgoing};

/// Most people remembered as asked in one round. Ladders of commanders are far shorter; when as many
/// have been asked, nobody is proposed any more and a person chooses.
pub const ASKED_MAX: usize = 64;

/// Longest reason kept with a decline, in characters. The rest stands in the transcript.
pub const WHY_CHARS_MAX: usize = 500;

/// The offers of one room: at most one is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handovers {
    /// The number of the latest offer; 0 before the first.
    latest: u32,
    /// The open offer.
    open: Option<Offer>,
    /// The latest one that is over.
    ended: Option<Ended>,
    /// Who made the latest offer. Nobody: the clockwork.
    latest_by: Option<PersonId>,
    /// When the latest offer would have ended, to tell a new round from an old one.
    latest_until: Option<Timestamp>,
    /// Who has been asked in this round. At most [`ASKED_MAX`].
    asked: BTreeSet<PersonId>,
}

/// What can be asked of the handovers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Offer the baton.
    Offer {
        /// To whom.
        to: PersonId,
        /// Whether their account can command: a person of the company, not removed. The aggregate
        /// knows.
        fit: bool,
    },
    /// Confirm: the receiver is up to speed, or the outgoing commander has told enough.
    Accept,
    /// Say no to the open offer.
    Decline {
        /// Why, in the receiver's words.
        why: Option<String>,
    },
    /// Take the open offer back.
    Cancel,
    /// The seat has changed hands: an offer of who no longer commands does not stand.
    Withdraw,
}

/// What can happen to a handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The baton was offered.
    Offered {
        /// The number of the offer.
        number: u32,
        /// Who held the seat.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<PersonId>,
        /// To whom.
        to: PersonId,
        /// Who offered. Nobody: the clockwork; then the receiver alone must agree.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// How long it stands.
        until: Timestamp,
        /// Whether it starts a new round, in which everybody on the ladder can be asked again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        new_round: bool,
    },
    /// The receiver was given the brief. Its text comes from the aggregate: [`Handovers::brief_due`].
    BriefGiven {
        /// The number of the offer.
        number: u32,
    },
    /// One of the two confirmed.
    Agreed {
        /// The number of the offer.
        number: u32,
        /// Who.
        by: PersonId,
    },
    /// Both have confirmed: the baton has passed. The one step on which everything else hangs.
    Passed {
        /// The number of the offer.
        number: u32,
        /// Who held the seat.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<PersonId>,
        /// Who commands from now on.
        to: PersonId,
    },
    /// The receiver said no.
    Declined {
        /// The number of the offer.
        number: u32,
        /// Who said no.
        by: PersonId,
        /// Why, at most [`WHY_CHARS_MAX`] characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
        /// Who is next on the ladder and has not been asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<PersonId>,
    },
    /// Not both confirmed in time.
    TimedOut {
        /// The number of the offer.
        number: u32,
        /// To whom it was made.
        to: PersonId,
        /// Who is next on the ladder and has not been asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<PersonId>,
    },
    /// The offer was taken back, or could no longer be kept.
    Cancelled {
        /// The number of the offer.
        number: u32,
        /// To whom it was made.
        to: PersonId,
        /// Who took it back. Nobody: the clockwork.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// Why it no longer stands.
        because: Because,
    },
}

impl Handovers {
    /// The open offer.
    #[must_use]
    pub fn open(&self) -> Option<&Offer> {
        self.open.as_ref()
    }

    /// Whether the open offer waits for the word of whoever stands so.
    pub(crate) fn waits_for(&self, standing: &Standing) -> bool {
        self.open.as_ref().is_some_and(|offer| {
            offer.waits_for().any(|person| standing.person.as_ref() == Some(person))
        })
    }

    /// Whether the baton is offered to whoever stands so.
    pub(crate) fn is_offered_to(&self, standing: &Standing) -> bool {
        self.open.as_ref().is_some_and(|offer| standing.person.as_ref() == Some(&offer.to))
    }

    /// To whom the brief goes, and for which offer: what the aggregate needs when it reacts to
    /// [`Event::BriefGiven`]. Nothing where no offer is open.
    #[must_use]
    pub fn brief_due(&self) -> Option<(&PersonId, u32)> {
        self.open.as_ref().map(|offer| (&offer.to, offer.number))
    }

    /// What ends the open offer where its receiver can no longer command. Nothing where it is made to somebody else.
    pub(crate) fn withdraw_from(&self, person: &PersonId) -> Vec<Event> {
        self.open
            .iter()
            .filter(|open| open.to == *person)
            .map(|open| cancelled(open, None, Because::ReceiverLost))
            .collect()
    }

    /// The open offer, for who wants to answer it.
    fn open_offer(&self, scene: &Scene<'_>, cx: Context<'_>) -> Result<&Offer, Refusal> {
        self.open.as_ref().ok_or_else(|| self.none_open(scene, cx))
    }

    /// Keeps how the open offer ended.
    fn end(&mut self, how: Ending) {
        if let Some(offer) = self.open.take() {
            let outgoing = offer.outgoing().cloned();
            self.ended = Some(Ended { to: offer.to, outgoing, how });
        }
    }

    /// The first on the ladder who does not command and has not been asked in this round.
    fn next_to_ask(&self, scene: &Scene<'_>, cx: Context<'_>) -> Option<PersonId> {
        if self.asked.len() >= ASKED_MAX {
            return None;
        }
        cx.policy
            .next_on_ladder(&|person| {
                self.asked.contains(person) || scene.commander == Some(person)
            })
            .cloned()
    }

    /// Offers follow one another within the time that one may take; later ones are another matter.
    /// Where everybody has been asked, asking begins anew.
    fn begins_round(&self, scene: &Scene<'_>, cx: Context<'_>) -> bool {
        let stale =
            self.latest_until.is_some_and(|until| cx.now > later(until, cx.policy.waits.handover));
        stale || self.next_to_ask(scene, cx).is_none()
    }

    /// The events of one offer: it is made, and its receiver is given the brief.
    fn offer(
        &self,
        to: PersonId,
        new_round: bool,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> [Event; 2] {
        let number = self.latest.saturating_add(1);
        [
            Event::Offered {
                number,
                from: scene.commander.cloned(),
                to,
                by: cx.actor.person().cloned(),
                until: later(cx.now, cx.policy.waits.handover),
                new_round,
            },
            Event::BriefGiven { number },
        ]
    }

    fn decide_offer(
        &self,
        to: &PersonId,
        fit: bool,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if let Some(open) = &self.open {
            return Err(Refusal::wrong_state(
                format!("The baton is offered to @{} already.", open.to),
                "Wait for the answer, or take it back with `cancel offer`.",
            ));
        }
        if scene.commander == Some(to) {
            return Err(Refusal::already_done(
                format!("@{to} commands already."),
                "Offer the baton to somebody else: `offer @person`.",
            ));
        }
        if cx.actor.person() == Some(to) {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                "The baton is offered by one person and taken by another.",
                "Ask who commands to offer it to you; where nobody commands, `take` it.",
            ));
        }
        if !fit {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("@{to} cannot command: programs, guests and removed accounts do not."),
                "Offer the baton to a person of the company: `offer @person`.",
            ));
        }
        Ok(self.offer(to.clone(), self.begins_round(scene, cx), scene, cx).into())
    }

    fn decide_accept(&self, scene: &Scene<'_>, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let offer = self.open_offer(scene, cx)?;
        let asker = cx
            .actor
            .person()
            .filter(|asker| **asker == offer.to || offer.outgoing() == Some(*asker))
            .ok_or_else(|| not_yours(offer))?;
        if offer.from.as_ref() != scene.commander {
            // The seat has changed hands since: what was offered is no longer theirs to give.
            return Ok(vec![cancelled(offer, None, Because::CommandChanged)]);
        }
        if offer.agreed.contains(asker) {
            let missing = offer.waits_for().map(|person| format!("@{person}"));
            return Err(Refusal::already_done(
                "You have confirmed.",
                format!("Missing is the word of {}.", missing.collect::<Vec<_>>().join(" and ")),
            ));
        }
        let mut events = vec![Event::Agreed { number: offer.number, by: asker.clone() }];
        if offer.waits_for().all(|person| person == asker) {
            events.push(Event::Passed {
                number: offer.number,
                from: offer.from.clone(),
                to: offer.to.clone(),
            });
        }
        Ok(events)
    }

    fn decide_decline(
        &self,
        why: Option<&str>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let offer = self.open_offer(scene, cx)?;
        let asker = cx.actor.person();
        if asker.is_some() && asker == offer.outgoing() {
            return Err(Refusal::wrong_state(
                format!("The offer is yours; only @{} can decline it.", offer.to),
                "Take it back with `cancel offer`.",
            ));
        }
        if asker != Some(&offer.to) {
            return Err(not_yours(offer));
        }
        let why = why.map(str::trim).filter(|why| !why.is_empty());
        let next = self.next_to_ask(scene, cx);
        let declined = Event::Declined {
            number: offer.number,
            by: offer.to.clone(),
            why: why.map(|why| why.chars().take(WHY_CHARS_MAX).collect()),
            next: next.clone(),
        };
        Ok(self.with_next_offer(declined, offer, next, scene, cx))
    }

    /// What the clockwork began, it carries on by itself: the next on the ladder is offered at once.
    fn with_next_offer(
        &self,
        ended: Event,
        offer: &Offer,
        next: Option<PersonId>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let mut events = vec![ended];
        if let (None, Some(next)) = (&offer.by, next) {
            let clockwork = Context { actor: &crate::context::Actor::Clockwork, ..cx };
            events.extend(self.offer(next, false, scene, clockwork));
        }
        events
    }
}

fn not_yours(offer: &Offer) -> Refusal {
    let giver = offer.outgoing().map(|outgoing| format!(" and @{outgoing}")).unwrap_or_default();
    Refusal::new(
        RefusalKind::NotEntitled,
        format!("This handover is between others: it waits for @{}{giver}.", offer.to),
        "If you should command, ask who commands to offer you the baton.",
    )
}

fn cancelled(offer: &Offer, by: Option<&PersonId>, because: Because) -> Event {
    Event::Cancelled { number: offer.number, to: offer.to.clone(), by: by.cloned(), because }
}

impl Feature for Handovers {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Offer { to, fit } => self.decide_offer(to, *fit, scene, cx),
            Command::Accept => self.decide_accept(scene, cx),
            Command::Decline { why } => self.decide_decline(why.as_deref(), scene, cx),
            Command::Cancel => {
                let offer = self.open_offer(scene, cx)?;
                Ok(vec![cancelled(offer, cx.actor.person(), Because::TakenBack)])
            }
            Command::Withdraw => Ok(self
                .open
                .iter()
                .filter(|open| open.from.as_ref() != scene.commander)
                .map(|open| cancelled(open, None, Because::CommandChanged))
                .collect()),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Offered { number, from, to, by, until, new_round } => {
                if *new_round {
                    self.asked.clear();
                }
                if self.asked.len() < ASKED_MAX {
                    self.asked.insert(to.clone());
                }
                self.latest = *number;
                self.latest_by = by.clone();
                self.latest_until = Some(*until);
                self.open = Some(Offer {
                    number: *number,
                    from: from.clone(),
                    to: to.clone(),
                    by: by.clone(),
                    until: *until,
                    agreed: BTreeSet::new(),
                });
            }
            Event::BriefGiven { .. } => {}
            Event::Agreed { by, .. } => {
                if let Some(offer) = &mut self.open {
                    offer.agreed.insert(by.clone());
                }
            }
            Event::Declined { .. } => self.end(Ending::Declined),
            Event::TimedOut { .. } => {
                let until = self.open.as_ref().map(|open| open.until).unwrap_or_default();
                self.end(Ending::RanOut(until));
            }
            Event::Passed { .. } => {
                self.end(Ending::Passed);
                self.asked.clear();
            }
            Event::Cancelled { .. } => {
                self.end(Ending::Cancelled);
                self.asked.clear();
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _: Context<'_>) -> Reaction {
        match event {
            Event::Offered { number, from, to, by, until, .. } => {
                let parties = react::Parties { from: from.as_ref(), to, by: by.as_ref() };
                react::offered(*number, &parties, *until, scene)
                    .set(TimerKey::Handover(*number), *until)
            }
            Event::BriefGiven { .. } => Reaction::none(),
            Event::Agreed { by, .. } => {
                let missing = self.open.as_ref().and_then(|offer| offer.waits_for().next());
                missing.map_or_else(Reaction::none, |missing| react::agreed(by, missing, scene))
            }
            // The seat announces who commands; the offer loses its button.
            Event::Passed { number, from, to } => {
                let said = arrow(Text::from("Baton passed: "), from.as_ref(), to).plain(".");
                Reaction::none()
                    .edit(scene.room, Slot::Handover(*number), said)
                    .cancel(TimerKey::Handover(*number))
            }
            Event::Declined { number, by, why, next } => {
                let mut said = Text::new().name(by).plain(" declines the baton");
                if let Some(why) = why {
                    said = said.plain(format!(": {}", why.trim_end_matches('.')));
                }
                react::ended(said.plain("."), next.as_ref(), self.latest_by.as_ref(), scene)
                    .and(react::closed(*number, by, "was declined", scene))
                    .cancel(TimerKey::Handover(*number))
            }
            Event::TimedOut { number, to, next } => {
                let said = Text::new().plain("The offer of the baton to ").name(to);
                let said = said.plain(" has run out.");
                react::ended(said, next.as_ref(), self.latest_by.as_ref(), scene)
                    .and(react::closed(*number, to, "has run out", scene))
                    .and(react::too_late(to, scene))
            }
            Event::Cancelled { number, to, by, because } => {
                react::cancelled(to, by.as_ref(), *because, scene)
                    .and(react::closed(*number, to, "no longer stands", scene))
                    .cancel(TimerKey::Handover(*number))
            }
        }
    }

    fn timer(&self, key: &TimerKey, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let offer = match (key, &self.open) {
            (TimerKey::Handover(number), Some(open)) if open.number == *number => open,
            _ => return Vec::new(),
        };
        let next = self.next_to_ask(scene, cx);
        let timed_out =
            Event::TimedOut { number: offer.number, to: offer.to.clone(), next: next.clone() };
        self.with_next_offer(timed_out, offer, next, scene, cx)
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Offered { from, to, .. } => {
                arrow(Text::from("Offered the baton: "), from.as_ref(), to)
            }
            Event::BriefGiven { number } => {
                Text::from(format!("Gave the brief of handover {number}"))
            }
            Event::Agreed { number, by } => {
                Text::new().name(by).plain(format!(" confirmed handover {number}"))
            }
            Event::Passed { from, to, .. } => {
                arrow(Text::from("Passed the baton: "), from.as_ref(), to)
            }
            Event::Declined { by, why, .. } => {
                let told = Text::new().name(by).plain(" declined the baton");
                match why {
                    Some(why) => told.plain(format!(": {why}")),
                    None => told,
                }
            }
            Event::TimedOut { to, .. } => {
                Text::from("The offer of the baton to ").name(to).plain(" ran out")
            }
            Event::Cancelled { to, because: Because::TakenBack, .. } => {
                Text::from("Took back the offer of the baton to ").name(to)
            }
            Event::Cancelled { to, .. } => {
                Text::from("The offer of the baton to ").name(to).plain(" no longer stands")
            }
        }
    }
}

/// `A → B`, or `B` where nobody held the seat.
fn arrow(start: Text, from: Option<&PersonId>, to: &PersonId) -> Text {
    match from {
        Some(from) => start.name(from).plain(" → ").name(to),
        None => start.name(to),
    }
}

#[cfg(test)]
mod tests;
