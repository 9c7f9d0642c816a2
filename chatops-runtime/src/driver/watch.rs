//! The watch: which process reads the chat's stream of events.
//!
//! One at a time: a Discord gateway session, a Matrix sync, a Slack socket. Where the journal is shared it is a lease in
//! it, measured by the journal's clock and, between two heartbeats, by the machine's own monotonic time, so that no jump
//! of a clock can make two processes believe that they hold it.

use std::time::Duration;

use chatops_core::planted::{Planted, planted};
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::{Driver, DriverError};

/// How long the watch is held without a heartbeat (RELIABILITY section 5.2): a process that dies is followed within it.
const LEASE: Duration = Duration::from_secs(10);

/// How often it is renewed, or asked for: three tries within a lease.
const HEARTBEAT: Duration = Duration::from_secs(3);

/// The holder lets go so much earlier than others may take it: for clocks that do not run alike.
const SLACK: Duration = Duration::from_secs(1);

/// How late the journal's clock may be. One that is minutes late takes the leases of others for those of a clock that ran ahead,
/// and gives leases that have ended before they begin.
const ANSWER_MAX: Duration = Duration::from_secs(2);

/// The watch, as this process sees it.
#[derive(Debug)]
pub(crate) struct Watch {
    /// What is leased. Nothing: the journal is not shared, so nobody else is there.
    name: Option<String>,
    /// Until when it is held.
    held_until: Option<Instant>,
    /// When to renew it or ask for it.
    next_beat: Instant,
    /// What the journal's clock said, and when it had said so.
    told: Option<(Timestamp, Instant)>,
    /// Whether the stream may have missed something: it has only just been taken over, or was interrupted.
    gap: bool,
}

impl Watch {
    /// A watch that nobody contests.
    pub(crate) fn alone() -> Self {
        Self { name: None, held_until: None, next_beat: Instant::now(), told: None, gap: true }
    }

    /// A watch over the events of a chat platform, shared with other processes.
    pub(crate) fn shared(platform: &str) -> Self {
        Self { name: Some(format!("inbound/{platform}")), ..Self::alone() }
    }

    /// Whether this process reads the events.
    pub(crate) fn is_held(&self) -> bool {
        self.name.is_none()
            || planted(Planted::WatchUnheld)
            || self.held_until.is_some_and(|until| Instant::now() < until)
    }

    /// The stream broke: what happened meanwhile may not come.
    pub(crate) fn interrupted(&mut self) {
        self.gap = true;
    }

    /// Whether something may have been missed.
    pub(crate) fn has_gap(&self) -> bool {
        self.is_held() && self.gap
    }

    /// What was missed is being read.
    pub(crate) fn gap_is_closed(&mut self) {
        self.gap = false;
    }

    /// The moment of leases and timers: by the journal's clock where several hosts share it, otherwise by the host's
    /// own. A slow answer makes it late, never early.
    pub(crate) fn shared_now(&self, now: Timestamp) -> Timestamp {
        self.told.map_or(now, |(told, at)| later(told, signed(at.elapsed())))
    }

    /// A moment of the journal's clock on the host's own, on which one can wait.
    pub(crate) fn on_host(&self, at: Timestamp, now: Timestamp) -> Timestamp {
        later(now, at.duration_since(self.shared_now(now)))
    }

    /// A moment that was worked out on the host's clock, on the journal's.
    pub(crate) fn on_shared(&self, at: Timestamp, now: Timestamp) -> Timestamp {
        later(self.shared_now(now), at.duration_since(now))
    }

    /// Ends when the next heartbeat is due.
    pub(crate) async fn beat(&self) {
        match self.name {
            Some(_) => tokio::time::sleep_until(self.next_beat).await,
            None => std::future::pending().await,
        }
    }
}

impl Driver {
    /// Renews the watch, or asks for it, when it is time.
    pub(super) async fn keep_watch(&mut self) -> Result<(), DriverError> {
        let Some(name) = self.watch.name.clone() else { return Ok(()) };
        let asked = Instant::now();
        if asked < self.watch.next_beat {
            return Ok(());
        }
        let journal = &self.ports.journal;
        let told = journal.clock().await.map_err(DriverError::Journal)?;
        // An answer that was long on its way, or came to a process that stood still, is as late as that: what it told before and
        // the machine's own time know better.
        if asked.elapsed() <= ANSWER_MAX || self.watch.told.is_none() {
            self.watch.told = told.map(|told| (told, Instant::now()));
        }
        // Not before it has told the time: until then the host's own clock would count.
        self.watch.next_beat = asked + HEARTBEAT;
        let (now, length) = (self.watch.shared_now(self.ports.clock.now()), signed(LEASE));
        let lease = journal.lease(&name, &self.owner, now, length).await;
        let held = lease.map_err(DriverError::Journal)?.is_some();
        if held && !self.watch.is_held() {
            tracing::info!(owner = self.owner, "this process reads the chat's events now");
            self.watch.gap = true;
        }
        self.watch.held_until = held.then(|| asked + LEASE - SLACK);
        Ok(())
    }
}

fn signed(length: Duration) -> SignedDuration {
    SignedDuration::try_from(length).unwrap_or(SignedDuration::MAX)
}
