//! What survives trouble, with the real driver on memory and on paused time: several processes on one journal, events that
//! the platform lost, deliveries over which the program fails, services that are slow or down, answers that were lost.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod clocks;
mod degraded;
mod host;
mod meddled;
mod missed;
mod odd;
mod outbox;
mod poison;
mod replicas;
mod rest;
mod restart;
mod services;
