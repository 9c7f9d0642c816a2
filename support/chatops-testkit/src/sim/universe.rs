//! One seed's world behind the scenes: virtual time, the life of the replicas, the trace, what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chatops_core::ids::RoomId;
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::chance::Chance;
use super::ledger::Ledger;
use super::tally::Tally;
use super::weather::{Fault, Weather};

/// When every world begins.
pub const BEGINNING: &str = "2026-03-04T14:00:00Z";

/// Most lines of a trace that are kept for showing; the hash covers all.
const LINES_MAX: usize = 200_000;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The oracle that saw it, for example `I2`.
    pub oracle: &'static str,
    /// What it saw.
    pub what: String,
    /// When, since the beginning.
    pub at: Duration,
}

/// How one replica is.
#[derive(Debug, Clone)]
pub struct Life {
    /// The number of its present life. What belongs to an earlier one is dead.
    pub number: u64,
    /// Until when it stands still.
    pub paused_until: Option<Instant>,
    /// How far its clock is off.
    pub offset: SignedDuration,
    /// Calls of it that are under way.
    pub calls: usize,
    /// After how many more calls it dies.
    pub dies_in: Option<u64>,
}

/// How long after it stood still a replica may not know yet what it has lost meanwhile.
const WAKING: Duration = Duration::from_secs(1);

impl Life {
    /// Whether it does not stand still.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.paused_until.is_none_or(|until| until <= Instant::now())
    }

    /// Whether it has stood still until a moment ago.
    #[must_use]
    pub fn has_just_woken(&self) -> bool {
        self.paused_until.is_some_and(|until| until.elapsed() < WAKING)
    }
}

/// What changes.
#[derive(Debug)]
pub struct State {
    /// The chance of faults.
    pub chance: Chance,
    /// Which faults there are now.
    pub weather: Weather,
    /// The replicas.
    pub lives: Vec<Life>,
    /// Services that are down or forbid everything, until when, and whether a call has met it.
    pub down: BTreeMap<(&'static str, Fault), (Instant, bool)>,
    /// What truly happened.
    pub ledger: Ledger,
    /// How often what happened.
    pub tally: Tally,
    /// What must not be and is.
    pub violations: Vec<Violation>,
    /// How often a clock has jumped.
    pub jumps: u64,
    /// Who waits for the chat's events now, by replica and life.
    pub readers: BTreeSet<(usize, u64)>,
    /// Whether the status page folds repeats by their key, and finds what was published by it.
    pub page_folds: bool,
    /// Whether the wire breaks at the next look.
    pub breaks: bool,
    /// Messages that the wire has swallowed: the key, the room, when.
    pub swallowed: Vec<(String, RoomId, Instant)>,
    /// The moment of the last call of the journal, and how many there were at it.
    calls_at: (Instant, u32),
    hash: Sha256,
    lines: Option<Vec<String>>,
}

impl State {
    /// Whether a service is down, or forbids everything, for who calls it now. It counts when the first call meets it: what
    /// nobody meets was not tested.
    pub fn meets(&mut self, port: &'static str, fault: Fault) -> bool {
        let Some((until, met)) = self.down.get_mut(&(port, fault)) else { return false };
        let is_down = Instant::now() < *until;
        if is_down && !std::mem::replace(met, true) {
            self.tally.fault(fault);
        }
        is_down
    }
}

/// Most calls of the journal at one moment of the world. A storm has some thousands; whoever makes more does not wait for
/// anything.
const CALLS_AT_ONCE_MAX: u32 = 50_000;

/// The world behind the scenes.
#[derive(Debug)]
pub struct Universe {
    began: Instant,
    beginning: Timestamp,
    state: Mutex<State>,
    /// Rung when the journal was written.
    pub written: Notify,
    /// Rung when a replica has died.
    pub died: Notify,
}

impl Universe {
    /// A world that begins now.
    #[must_use]
    pub fn new(
        chance: Chance,
        weather: Weather,
        replicas: usize,
        ledger: Ledger,
        keep: bool,
    ) -> Arc<Self> {
        let life = Life {
            number: 0,
            paused_until: None,
            offset: SignedDuration::ZERO,
            calls: 0,
            dies_in: None,
        };
        let state = State {
            chance,
            weather,
            lives: vec![life; replicas],
            down: BTreeMap::new(),
            ledger,
            tally: Tally::default(),
            violations: Vec::new(),
            jumps: 0,
            readers: BTreeSet::new(),
            page_folds: true,
            breaks: false,
            swallowed: Vec::new(),
            calls_at: (Instant::now(), 0),
            hash: Sha256::new(),
            lines: keep.then(Vec::new),
        };
        Arc::new(Self {
            began: Instant::now(),
            beginning: BEGINNING.parse().unwrap(),
            state: Mutex::new(state),
            written: Notify::new(),
            died: Notify::new(),
        })
    }

    /// What changes, for as long as nothing is waited for.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long the world has lasted.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// The true time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        later(
            self.beginning,
            SignedDuration::try_from(self.elapsed()).unwrap_or(SignedDuration::MAX),
        )
    }

    /// What a replica takes for the time.
    #[must_use]
    pub fn now_of(&self, replica: usize) -> Timestamp {
        let offset =
            self.state().lives.get(replica).map_or(SignedDuration::ZERO, |life| life.offset);
        later(self.now(), offset)
    }

    /// Writes a line into the trace.
    pub fn trace(&self, line: &str) {
        let at = self.elapsed();
        let mut state = self.state();
        let mut written = String::with_capacity(line.len() + 16);
        let _ = writeln!(written, "{:>10.3} {line}", at.as_secs_f64());
        state.hash.update(written.as_bytes());
        if let Some(lines) = &mut state.lines
            && lines.len() < LINES_MAX
        {
            lines.push(written);
        }
    }

    /// Notes what must not be.
    pub fn violate(&self, oracle: &'static str, what: String) {
        let at = self.elapsed();
        self.state().violations.push(Violation { oracle, what, at });
    }

    /// Counts a call of the journal. Whether there are so many at this moment that somebody does not wait for anything.
    pub fn is_spinning(&self) -> bool {
        let now = Instant::now();
        let calls = {
            let mut state = self.state();
            let (at, calls) = state.calls_at;
            let calls = if at == now { calls + 1 } else { 1 };
            state.calls_at = (now, calls);
            calls
        };
        if calls == CALLS_AT_ONCE_MAX {
            let what = format!("the journal is called {CALLS_AT_ONCE_MAX} times at one moment");
            self.violate("rest", what);
        }
        calls >= CALLS_AT_ONCE_MAX
    }

    /// Whether something was found: then there is no use in going on.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        !self.state().violations.is_empty()
    }

    /// The hash of the trace so far.
    #[must_use]
    pub fn hash(&self) -> String {
        let hash = self.state().hash.clone().finalize();
        hash.iter().take(8).fold(String::new(), |mut shown, byte| {
            let _ = write!(shown, "{byte:02x}");
            shown
        })
    }

    /// The lines of the trace, where they are kept.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.state().lines.take().unwrap_or_default()
    }

    /// The present life of a replica.
    #[must_use]
    pub fn life(&self, replica: usize) -> u64 {
        self.state().lives.get(replica).map_or(0, |life| life.number)
    }

    /// Ends the present life of a replica.
    pub fn kill(&self, replica: usize, fault: Fault) {
        {
            let mut state = self.state();
            state.tally.fault(fault);
            if let Some(life) = state.lives.get_mut(replica) {
                life.number += 1;
                life.paused_until = None;
                life.calls = 0;
                life.dies_in = None;
            }
        }
        self.trace(&format!("r{replica} {}", fault.word()));
        self.died.notify_waiters();
    }

    /// Ends what is left of a life that ended by itself.
    pub fn bury(&self, replica: usize) {
        let mut state = self.state();
        state.tally.outcome("driver ended");
        if let Some(life) = state.lives.get_mut(replica) {
            life.number += 1;
            life.calls = 0;
            life.dies_in = None;
        }
    }

    /// Lets a replica stand still for a while.
    pub fn pause(&self, replica: usize, span: Duration) {
        {
            let mut state = self.state();
            state.tally.fault(Fault::Pause);
            if let Some(life) = state.lives.get_mut(replica) {
                life.paused_until = Some(Instant::now() + span);
            }
        }
        self.trace(&format!("r{replica} paused for {span:?}"));
    }

    /// Lets a replica's clock jump.
    pub fn jump(&self, replica: usize, span: SignedDuration, fault: Fault) {
        {
            let mut state = self.state();
            state.tally.fault(fault);
            state.jumps += 1;
            if let Some(life) = state.lives.get_mut(replica) {
                life.offset += span;
            }
        }
        self.trace(&format!("r{replica} {}", fault.word()));
    }

    /// Mends everything: no faults any more, nobody stands still. Clocks stay as they are.
    pub fn calm(&self) {
        let mut state = self.state();
        state.weather = Weather::calm();
        state.down.clear();
        for life in &mut state.lives {
            life.paused_until = life.paused_until.map(|_| Instant::now());
            life.dies_in = None;
        }
    }
}
