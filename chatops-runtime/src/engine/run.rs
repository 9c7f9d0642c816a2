//! Deciding: one delivery after the other, into one transaction.

use std::collections::VecDeque;

use chatops_core::context::{Actor, Context};
use chatops_core::effect::{Effect, Outcome, Room};
use chatops_core::emergency_channel::{self, Here};
use chatops_core::ids::{IncidentId, Place, StreamId};
use chatops_core::incident::{self, Opened};
use chatops_core::lanes::Need;
use chatops_core::plan::plan;
use chatops_core::policy::Policy;
use chatops_core::ports::journal::{InboxItem, NewEntry, Transaction};
use chatops_core::refusal::{Refusal, RefusalKind};
use chatops_core::register::{self, News};
use chatops_core::{record, wire};
use jiff::Timestamp;

use super::Engine;
use super::route::{Routed, Step};

/// Longest chain of decisions, each led to by the one before. The longest known is shorter than ten; a longer one is a
/// loop. How many there are side by side is bounded by what the states hold.
const DEPTH_MAX: usize = 24;

/// What is being decided: the delivery's moment and actor.
#[derive(Debug, Clone)]
pub(super) struct Cause {
    now: Timestamp,
    occurred_at: Timestamp,
    actor: Actor,
    /// Where words are answered. Nothing: directly.
    asked_in: Option<Room>,
}

impl Cause {
    fn context<'a>(&'a self, policy: &'a Policy) -> Context<'a> {
        Context::new(self.now, &self.actor, policy).asked_in(self.asked_in.as_ref())
    }
}

impl Engine {
    /// Decides deliveries into one transaction. The state is as if it were stored already; if it cannot be stored, this
    /// engine is thrown away.
    pub(super) fn decide(&mut self, items: &[InboxItem], now: Timestamp) -> Transaction {
        let mut transaction = Transaction::at(now);
        // Every decision looks at the channel: who commands, who is who.
        transaction.expects.push((StreamId::EmergencyChannel, self.channel.seq));
        for item in items {
            transaction.done.push(item.row);
            let age = now.duration_since(item.delivery.occurred_at);
            let Routed { actor, asked_in, steps } = self.route(&item.delivery.inbound, age);
            let cause = Cause { now, occurred_at: item.delivery.occurred_at, actor, asked_in };
            self.run(&mut transaction, steps, &cause);
        }
        self.wake(&mut transaction);
        transaction
    }

    /// Marks a delivery decided without deciding it, on the record of the channel.
    pub(super) fn put_aside(&mut self, item: &InboxItem, now: Timestamp) -> Transaction {
        let mut transaction = Transaction::at(now);
        transaction.done.push(item.row);
        let note = record::Event::NotDone {
            what: format!("decide what {} reported", item.delivery.source),
            reason: String::from(
                "The program fails over it, so it was put aside; it is still in the journal's inbox. \
                 Look at what happened there, and report it.",
            ),
            unclear: false,
        };
        let cause = Cause {
            now,
            occurred_at: item.delivery.occurred_at,
            actor: Actor::Clockwork,
            asked_in: None,
        };
        let note = emergency_channel::Command::Record(record::Command::Note(note));
        self.run(&mut transaction, vec![Step::Channel(Room::EmergencyChannel, note, None)], &cause);
        transaction
    }

    fn run(&mut self, transaction: &mut Transaction, steps: Vec<Step>, cause: &Cause) {
        let mut queue: VecDeque<(usize, Step)> = steps.into_iter().map(|step| (0, step)).collect();
        while let Some((depth, step)) = queue.pop_front() {
            if depth > DEPTH_MAX {
                // What else waits at this depth belongs to the same loop.
                queue.retain(|(deep, _)| *deep <= DEPTH_MAX);
                self.cut_off(transaction, cause);
                continue;
            }
            let more = match step {
                Step::Channel(room, command, typed) => {
                    self.on_channel(transaction, &room, &command, typed.as_deref(), cause)
                }
                Step::Incident(id, command, typed) => {
                    self.on_incident(transaction, id, &command, typed.as_deref(), cause)
                }
                Step::GiveUp(stream, effect, outcome) => {
                    self.abandon(transaction, &stream, &effect, &outcome);
                    Vec::new()
                }
            };
            queue.extend(more.into_iter().map(|step| (depth + 1, step)));
        }
    }

    /// A chain of decisions does not end: it is cut off, on the record and in the log.
    fn cut_off(&mut self, transaction: &mut Transaction, cause: &Cause) {
        tracing::error!(depth = DEPTH_MAX, "a chain of decisions does not end and was cut off");
        let refusal = Refusal::new(
            RefusalKind::LimitReached,
            format!("A chain of decisions is longer than {DEPTH_MAX}."),
            "This is a mistake in the program: report it with the journal.",
        );
        let what = String::from("the rest of a chain of decisions");
        let event = record::Event::DidNotFollow { what, refusal };
        let event = emergency_channel::Event::Record(event);
        let _ends_here = self.store_channel(transaction, &event, &Room::EmergencyChannel, cause);
    }

    fn on_channel(
        &mut self,
        transaction: &mut Transaction,
        room: &Room,
        command: &emergency_channel::Command,
        typed: Option<&str>,
        cause: &Cause,
    ) -> Vec<Step> {
        let stream = StreamId::EmergencyChannel;
        let next = self.channel.seq + 1;
        let place =
            Place { journal: &self.setting.journal, stream: &stream, seq: next, position: 0 };
        let here = Here { room, fresh: IncidentId::derive(place) };
        let cx = cause.context(&self.setting.policy);
        let decided = emergency_channel::decide(&self.channel.state, command, cx, here);
        let events = match decided {
            Ok(events) => events,
            Err(refusal) => {
                let refuse = refused(typed, cause, refusal);
                let refuse = emergency_channel::Command::Record(refuse);
                emergency_channel::decide(&self.channel.state, &refuse, cx, here)
                    .unwrap_or_default()
            }
        };
        let mut more = Vec::new();
        for event in events {
            more.extend(self.store_channel(transaction, &event, room, cause));
        }
        more
    }

    /// Appends one event of the channel, with what follows from it outside and elsewhere.
    fn store_channel(
        &mut self,
        transaction: &mut Transaction,
        event: &emergency_channel::Event,
        room: &Room,
        cause: &Cause,
    ) -> Vec<Step> {
        let stream = StreamId::EmergencyChannel;
        let seq = self.channel.seq + 1;
        let stored = wire::store_channel_event(event);
        transaction.entries.push(entry(&stream, seq, cause, stored));
        self.take_channel(event, seq);
        let cx = cause.context(&self.setting.policy);
        let reaction = emergency_channel::react(&self.channel.state, event, room, cx);
        let (reaction, mut more) = self.without_strangers(reaction, cause.now);
        more.extend(self.gaps(&reaction.effects, None));
        let reaction = self.try_anew(transaction, &stream, reaction, cause);
        self.follow(transaction, &stream, seq, reaction);
        if let emergency_channel::Event::Register(register::Event::Declared {
            incident,
            number,
            title,
            severity,
            fallback_name,
            at,
            origin,
            ..
        }) = event
        {
            let opened = Opened {
                incident: *incident,
                number: *number,
                title: title.clone(),
                severity: *severity,
                declared_by: cause.actor.person().cloned(),
                // Who holds the seat in name only commands no incident.
                commander: self.channel.state.acting_commander().cloned(),
                declared_at: *at,
                fallback_name: fallback_name.clone(),
                origin: origin.clone(),
                drill: self.setting.policy.drill,
            };
            more.push(Step::Incident(*incident, incident::Command::Open(opened), None));
        }
        let orders = emergency_channel::orders(&self.channel.state, event);
        more.extend(orders.into_iter().map(|(id, command)| Step::Incident(id, command, None)));
        more
    }

    fn on_incident(
        &mut self,
        transaction: &mut Transaction,
        id: IncidentId,
        command: &incident::Command,
        typed: Option<&str>,
        cause: &Cause,
    ) -> Vec<Step> {
        let cx = cause.context(&self.setting.policy);
        let credentials = self.channel.state.credentials(&cause.actor, Some(&id), cx);
        let held = self.incidents.entry(id);
        let events = match incident::decide(&held.state, command, cx, credentials.clone()) {
            Ok(events) => events,
            Err(refusal) => {
                let refuse = incident::Command::Record(refused(typed, cause, refusal));
                incident::decide(&held.state, &refuse, cx, credentials).unwrap_or_default()
            }
        };
        let mut more = Vec::new();
        for event in events {
            more.extend(self.store_incident(transaction, id, &event, cause));
        }
        more
    }

    /// Appends one event of an incident, with what follows from it outside and what it is news of.
    fn store_incident(
        &mut self,
        transaction: &mut Transaction,
        id: IncidentId,
        event: &incident::Event,
        cause: &Cause,
    ) -> Vec<Step> {
        let stream = StreamId::Incident(id);
        let seq = self.incidents.entry(id).seq + 1;
        let stored = wire::store_incident_event(event);
        transaction.entries.push(entry(&stream, seq, cause, stored));
        self.take_incident(id, event, seq);
        let cx = cause.context(&self.setting.policy);
        let Some(state) = self.incidents.state(&id) else { return Vec::new() };
        let reaction = incident::react(state, event, cx);
        let news: Vec<News> = incident::news(state, event);
        let (reaction, mut more) = self.without_strangers(reaction, cause.now);
        more.extend(self.gaps(&reaction.effects, Some(id)));
        more.extend(news.into_iter().map(|news| {
            let take = register::Command::Take(id, news);
            Step::Channel(Room::EmergencyChannel, emergency_channel::Command::Register(take), None)
        }));
        let reaction = self.try_anew(transaction, &stream, reaction, cause);
        self.follow(transaction, &stream, seq, reaction);
        more
    }

    /// What the platform cannot do of these effects, to be recorded once (law 3: nothing is silent).
    fn gaps(&self, effects: &[Effect], incident: Option<IncidentId>) -> Vec<Step> {
        let mut steps = Vec::new();
        for effect in effects {
            for gap in plan(effect, &self.setting.facets, &self.setting.limits).gaps {
                let note = record::Command::NoteGap(gap);
                steps.push(match incident {
                    Some(id) => Step::Incident(id, incident::Command::Record(note), None),
                    None => Step::Channel(
                        Room::EmergencyChannel,
                        emergency_channel::Command::Record(note),
                        None,
                    ),
                });
            }
        }
        steps
    }

    /// What waits for an answer that will not come is given up.
    fn abandon(
        &mut self,
        transaction: &mut Transaction,
        stream: &StreamId,
        effect: &Effect,
        outcome: &Outcome,
    ) {
        let reason = match outcome {
            Outcome::Done(_) => return,
            Outcome::Refused { reason } | Outcome::Ambiguous { reason } => reason,
        };
        let need = match effect {
            Effect::OpenRoom { room, .. } => Need::Room(room.clone()),
            Effect::Post { slot: Some(slot), .. } => Need::Message(slot.clone()),
            _ => return,
        };
        self.give_up(transaction, stream, &need, reason);
    }
}

fn refused(typed: Option<&str>, cause: &Cause, refusal: Refusal) -> record::Command {
    record::Command::Refuse {
        room: cause.asked_in.clone(),
        command: typed.unwrap_or("(not typed)").to_owned(),
        refusal,
    }
}

pub(super) fn entry(stream: &StreamId, seq: u64, cause: &Cause, stored: wire::Stored) -> NewEntry {
    NewEntry {
        stream: stream.clone(),
        seq,
        occurred_at: cause.occurred_at,
        actor: cause.actor.clone(),
        kind: stored.kind,
        version: stored.version,
        body: stored.body,
    }
}
