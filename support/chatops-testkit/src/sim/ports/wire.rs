//! The wire on which the chat reports: it can break, and what it carries can come twice, late, in another order, or
//! never.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::memory::MemoryChat;
use chatops_core::ports::ChatPlatform;
use chatops_core::ports::inbound::{Delivery, Inbound};
use tokio::time::Instant;

use crate::sim::universe::Universe;
use crate::sim::weather::Fault;

/// Most deliveries that change places with each other.
const WINDOW: usize = 50;

/// The wire of a chat platform.
#[derive(Debug)]
pub struct Wire {
    universe: Arc<Universe>,
    chat: MemoryChat,
    held: Mutex<Vec<(Instant, Delivery)>>,
}

impl Wire {
    /// The wire of this chat.
    #[must_use]
    pub fn new(universe: Arc<Universe>, chat: MemoryChat) -> Arc<Self> {
        Arc::new(Self { universe, chat, held: Mutex::new(Vec::new()) })
    }

    /// Whoever listened is gone: what was not acknowledged comes again.
    pub fn reconnect(&self) {
        self.held().clear();
        self.chat.reconnect();
    }

    fn held(&self) -> MutexGuard<'_, Vec<(Instant, Delivery)>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for what comes next. Dropping the future loses nothing.
    pub(super) async fn hear(&self, chat: &dyn ChatPlatform) -> Result<Vec<Delivery>, PortError> {
        self.break_now()?;
        loop {
            let ripe = self.ripe();
            if !ripe.is_empty() {
                return Ok(ripe);
            }
            let next = self.held().iter().map(|(at, _)| *at).min();
            tokio::select! {
                biased;
                heard = chat.inbound() => self.hold(heard?),
                () = sleep_until(next) => {}
            }
        }
    }

    fn break_now(&self) -> Result<(), PortError> {
        let broken = {
            let mut state = self.universe.state();
            let often = state.weather.rate(Fault::Disconnect);
            let down = state.meets("chat", Fault::Outage);
            let broken = state.chance.per_mille(often);
            if broken {
                state.tally.fault(Fault::Disconnect);
            }
            broken || down || std::mem::take(&mut state.breaks)
        };
        if broken {
            self.reconnect();
            self.universe.trace("the wire breaks");
            let detail = "the connection broke";
            return Err(PortError::not_done(
                "simulated",
                "inbound",
                ErrorKind::Unavailable,
                detail,
            ));
        }
        Ok(())
    }

    /// What is to be heard now, in an order of its own where the weather is so.
    fn ripe(&self) -> Vec<Delivery> {
        let now = Instant::now();
        let mut held = self.held();
        let (ripe, later): (Vec<_>, Vec<_>) = held.drain(..).partition(|(at, _)| *at <= now);
        *held = later;
        drop(held);
        let mut ripe: Vec<Delivery> = ripe.into_iter().map(|(_, delivery)| delivery).collect();
        let mut state = self.universe.state();
        let state = &mut *state;
        let often = state.weather.rate(Fault::Reorder);
        if ripe.len() > 1 && state.chance.per_mille(often) {
            state.tally.fault(Fault::Reorder);
            for window in ripe.chunks_mut(WINDOW) {
                for place in (1..window.len()).rev() {
                    window.swap(place, state.chance.place(place + 1));
                }
            }
        }
        ripe
    }

    fn hold(&self, heard: Vec<Delivery>) {
        let now = Instant::now();
        let mut lost = Vec::new();
        let mut held = self.held();
        let mut state = self.universe.state();
        let state = &mut *state;
        for delivery in heard {
            let rates = [Fault::Swallowed, Fault::Late, Fault::Duplicate];
            let [swallowed, late, twice] = rates.map(|fault| {
                let often = state.weather.rate(fault);
                state.chance.per_mille(often)
            });
            // What people typed in a room can be read again; nothing else can.
            if swallowed && matches!(delivery.inbound, Inbound::Message(_)) {
                state.tally.fault(Fault::Swallowed);
                if let Inbound::Message(said) = &delivery.inbound {
                    state.swallowed.push((delivery.key.clone(), said.room.clone(), now));
                }
                lost.push(delivery.key);
                continue;
            }
            let mut at =
                now + Duration::from_millis(state.chance.below(state.weather.latency_ms_max + 1));
            if late {
                state.tally.fault(Fault::Late);
                at += Duration::from_secs(state.chance.between(5, 600));
            }
            if twice {
                state.tally.fault(Fault::Duplicate);
                let again = at + Duration::from_millis(state.chance.below(90_000));
                held.push((again, delivery.clone()));
            }
            held.push((at, delivery));
        }
        held.sort_by_key(|(at, _)| *at);
        drop(held);
        if !lost.is_empty() {
            self.chat.forget_reports(&lost);
        }
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
