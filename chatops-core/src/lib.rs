//! The rules of incident management in chat.
//!
//! A calculator: no platform, runtime, clock, environment, randomness or hash order. Time and ids come in as
//! arguments, decisions go out as values, and the shell (`chatops-runtime`) does the rest.
//!
//! ```text
//! command ── decide ──▶ events ── evolve ──▶ state ── react ──▶ effects, timers ── plan ──▶ calls or a gap
//! ```
//!
//! Read it in the order of the modules below. A feature is one file: its state, its commands, its events and the same
//! five verbs (see [`feature`]). An aggregate is made of features and says, in one file, what one feature's event means
//! for another.

pub mod glossary {
    #![doc = include_str!("glossary.md")]
}

// Words, people, time.
pub mod ids;
pub mod numbered;
pub mod people;
pub mod severity;
pub mod text;
pub mod time;
pub mod words;

// How a decision is made.
mod aggregate;
pub mod authority;
pub mod context;
pub mod feature;
pub mod policy;
pub mod refusal;

// Command: who leads, and how it changes hands.
pub mod directory;
pub mod handover;
pub mod headline;
pub mod roles;
pub mod schedule;
pub mod seat;
pub mod shifts;

// Voice: who may speak, who may be woken.
pub mod briefing;
pub mod chatter;
pub mod guests;
pub(crate) mod help;
pub mod hierarchy;
pub mod mention;

// From alert to hot room.
pub mod alerts;
pub mod asks;
pub mod audience;
pub mod escalation;
pub mod paging;
pub mod register;
pub mod ticket;

// Work in the room.
pub mod can_report;
pub mod charts;
pub mod checklist;
pub mod follow_up;
pub mod poll;
pub mod tools;
pub mod updates;

// What the public hears.
pub mod all_clear;
pub mod objection;
pub mod public_page;
pub mod public_update;
pub mod redaction;

// The aggregates.
pub mod emergency_channel;
pub mod incident;

// What is to be done outside, and what stands there.
pub mod effect;
pub mod error;
pub mod lanes;
pub mod message;
pub mod parked;
pub mod plan;
pub mod rooms;

// The record, and what is read from it.
pub mod history;
pub mod markup;
pub mod metrics;
pub mod postmortem;
pub mod record;
pub mod timeline;
pub mod transcript;
pub mod wire;

// The doors to the outside, an implementation of each, and their cases.
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod memory;
#[doc(hidden)]
pub mod planted;
pub mod ports;

#[cfg(test)]
mod feature_tests;
