//! What a call to a port meets on its way: waits, failures before and after it takes effect, the death of the caller.
//!
//! A replica that has died is not torn down: everything it still waits for never comes. That is what the outside sees
//! of a killed process, and its requests that had left may still arrive.

use std::sync::Arc;
use std::time::Duration;

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::EffectId;
use tokio::time::Instant;

use super::tally::AMBIGUOUS_SEND;
use super::universe::{Life, State, Universe};
use super::weather::Fault;

/// Most calls of one replica at once: the runtime promises 32, and each loop of it may make one of its own.
const CALLS_AT_ONCE_MAX: usize = 40;

/// Longer than any call is waited for.
const HANG: Duration = Duration::from_secs(45);

/// The name of these failures in errors.
const ADAPTER: &str = "simulated";

/// The way of one life of one replica to the services.
#[derive(Debug, Clone)]
pub struct Chaos {
    /// The world.
    pub universe: Arc<Universe>,
    /// Which replica.
    pub replica: usize,
    /// Which of its lives.
    pub life: u64,
}

/// A call as the trace and the oracles know it.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The port, for example `chat`.
    pub port: &'static str,
    /// The operation, by the name of its method.
    pub operation: &'static str,
    /// The effect it is made for.
    pub key: Option<&'a EffectId>,
    /// What it is about: the room, the ticket.
    pub place: &'a str,
}

/// Operations that make something which could be there twice.
const SENDS: [(&str, &[&str]); 5] = [
    ("chat", &["open_room", "post", "reply", "direct", "hint", "broadcast", "share", "attach"]),
    ("tickets", &["open", "comment"]),
    ("pager", &["page"]),
    ("status page", &["publish"]),
    ("knowledge", &["publish"]),
];

impl Call<'_> {
    /// Whether it is made for an effect and makes something which could be there twice.
    fn is_send(&self) -> bool {
        let makes = |(port, operations): &(&str, &[&str])| {
            *port == self.port && operations.contains(&self.operation)
        };
        self.key.is_some() && SENDS.iter().any(makes)
    }
}

/// What a call will meet.
struct Fate {
    request: Duration,
    answer: Duration,
    fault: Option<Fault>,
    retry_after: Duration,
    /// Whether a request that has left arrives although its sender died.
    posthumous: bool,
    /// Whether the caller dies at this call: before it takes effect, or after.
    death: Option<bool>,
}

/// Counts a call as under way for as long as it is.
struct UnderWay<'a>(&'a Chaos);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut state = self.0.universe.state();
        if let Some(life) = state.lives.get_mut(self.0.replica)
            && life.number == self.0.life
        {
            life.calls = life.calls.saturating_sub(1);
        }
    }
}

impl Chaos {
    /// Whether this life is over.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.universe.life(self.replica) != self.life
    }

    /// Waits while the replica stands still, and for ever once it has died.
    pub async fn gate(&self) {
        loop {
            let until = {
                let state = self.universe.state();
                match state.lives.get(self.replica) {
                    Some(life) if life.number == self.life => life.paused_until,
                    _ => break,
                }
            };
            match until {
                Some(until) if Instant::now() < until => tokio::time::sleep_until(until).await,
                _ => return,
            }
        }
        std::future::pending().await
    }

    /// Whether calls of this life go through now.
    #[must_use]
    pub fn is_awake(&self) -> bool {
        let state = self.universe.state();
        let life = state.lives.get(self.replica).filter(|life| life.number == self.life);
        life.is_some_and(Life::is_up)
    }

    /// Makes a call. `made` names the object that it gave, where it gives one.
    ///
    /// # Errors
    /// Those of the service, and those of the weather.
    pub async fn call<T>(
        &self,
        call: Call<'_>,
        act: impl Future<Output = Result<T, PortError>> + Send,
        made: impl FnOnce(&T) -> Option<String> + Send,
    ) -> Result<T, PortError> {
        self.gate().await;
        let fate = self.depart(call);
        let _under_way = UnderWay(self);
        wait(fate.request).await;
        if self.is_dead() && !fate.posthumous {
            return std::future::pending().await;
        }
        if let Some(error) = fate.refusal(call) {
            self.universe.trace(&format!("{} {}", self.shown(call), word(error.kind, &error)));
            {
                let mut state = self.universe.state();
                state.tally.outcome("call failed");
                if call.is_send() && fate.fault == Some(Fault::RequestLost) {
                    state.tally.outcome(AMBIGUOUS_SEND);
                }
            }
            wait(fate.answer).await;
            self.gate().await;
            self.note_wait(call, &error);
            return Err(error);
        }
        if fate.death == Some(false) {
            self.universe.kill(self.replica, Fault::Kill);
            return std::future::pending().await;
        }
        let result = act.await;
        self.arrive(call, fate.fault, &result, made);
        if fate.death == Some(true) {
            self.universe.kill(self.replica, Fault::Kill);
            return std::future::pending().await;
        }
        wait(fate.answer).await;
        self.gate().await;
        match fate.fault {
            Some(Fault::AnswerLost | Fault::Hang) => {
                Err(PortError::unknown(ADAPTER, call.operation, "the answer was lost"))
            }
            _ => result,
        }
    }

    /// Draws what a call will meet, and lets the oracles look at its departure.
    fn depart(&self, call: Call<'_>) -> Fate {
        let (fate, found) = {
            let mut state = self.universe.state();
            let state = &mut *state;
            let fate = draw(state, call.port);
            let found = call.key.and_then(|key| {
                state.ledger.departs(call, (self.replica, self.life), key, state.jumps)
            });
            let mut crowd = None;
            let mut death = None;
            if let Some(life) = state.lives.get_mut(self.replica)
                && life.number == self.life
            {
                life.calls += 1;
                crowd = (life.calls > CALLS_AT_ONCE_MAX).then_some(life.calls);
                death = counted_down(&mut life.dies_in).then(|| state.chance.per_mille(500));
            }
            if let Some(calls) = crowd {
                let what = format!("{calls} calls of one replica are under way at once");
                let at = self.universe.elapsed();
                state.violations.push(super::universe::Violation { oracle: "I15", what, at });
            }
            (Fate { death, ..fate }, found)
        };
        if let Some((oracle, what)) = found {
            self.universe.violate(oracle, what);
        }
        fate
    }

    /// What a call did is noted before its answer can be lost.
    fn arrive<T>(
        &self,
        call: Call<'_>,
        fault: Option<Fault>,
        result: &Result<T, PortError>,
        made: impl FnOnce(&T) -> Option<String>,
    ) {
        let outcome = match result {
            Ok(_) => "ok",
            Err(error) => word(error.kind, error),
        };
        self.universe.trace(&format!("{} {outcome}", self.shown(call)));
        let mut state = self.universe.state();
        state.tally.outcome(if result.is_ok() { "call answered" } else { "call failed" });
        let is_dead = state.lives.get(self.replica).is_none_or(|life| life.number != self.life);
        if is_dead {
            state.tally.fault(Fault::Posthumous);
        }
        let Ok(answer) = result else { return };
        let is_lost = is_dead || matches!(fault, Some(Fault::AnswerLost | Fault::Hang));
        if call.is_send() && is_lost {
            state.tally.outcome(AMBIGUOUS_SEND);
        }
        let object = made(answer);
        if let (Some(key), Some(object)) = (call.key, object) {
            let put_back = state.tally.count(Fault::ClockBack);
            state.ledger.made(call, *key, object, put_back);
        }
    }

    fn note_wait(&self, call: Call<'_>, error: &PortError) {
        if let (Some(key), Some(wait)) = (call.key, error.retry_after) {
            let mut state = self.universe.state();
            let jumps = state.jumps;
            state.ledger.must_wait(call, *key, wait, jumps);
        }
    }

    fn shown(&self, call: Call<'_>) -> String {
        let key = call.key.map_or_else(
            || String::from("-"),
            |key| {
                let mut key = key.to_string();
                key.truncate(8);
                key
            },
        );
        format!(
            "r{}.{} {}.{} {key} {}",
            self.replica, self.life, call.port, call.operation, call.place
        )
    }
}

/// Counts down to a death. `true` when it is there.
pub(super) fn counted_down(left: &mut Option<u64>) -> bool {
    match left {
        None => false,
        Some(0) => {
            *left = None;
            true
        }
        Some(more) => {
            *more -= 1;
            false
        }
    }
}

impl Fate {
    /// The failure of a call that never takes effect.
    fn refusal(&self, call: Call<'_>) -> Option<PortError> {
        let refuse =
            |kind, detail: &str| PortError::not_done(ADAPTER, call.operation, kind, detail);
        Some(match self.fault? {
            Fault::Unavailable => refuse(ErrorKind::Unavailable, "the service answers with 503"),
            Fault::Outage => refuse(ErrorKind::Unavailable, "the service is down"),
            Fault::Forbidden => refuse(ErrorKind::Forbidden, "the right was taken away"),
            Fault::RateLimited => {
                refuse(ErrorKind::RateLimited, "too many requests").retry_after(self.retry_after)
            }
            Fault::RequestLost => {
                PortError::unknown(ADAPTER, call.operation, "the connection broke")
            }
            _ => return None,
        })
    }
}

/// Single failures of a call, the most special first.
const FAULTS: [Fault; 6] = [
    Fault::Hang,
    Fault::AnswerLost,
    Fault::RequestLost,
    Fault::RateLimited,
    Fault::Unavailable,
    Fault::Delay,
];

fn draw(state: &mut State, port: &'static str) -> Fate {
    let latency = state.weather.latency_ms_max;
    let mut fate = Fate {
        request: Duration::from_millis(state.chance.below(latency + 1)),
        answer: Duration::from_millis(state.chance.below(latency + 1)),
        fault: None,
        retry_after: Duration::from_secs(state.chance.between(1, 90)),
        posthumous: {
            let often = state.weather.rate(Fault::Posthumous);
            state.chance.per_mille(often)
        },
        death: None,
    };
    let down =
        [Fault::Outage, Fault::Forbidden].into_iter().find(|fault| state.meets(port, *fault));
    fate.fault = down.or_else(|| {
        FAULTS.into_iter().find(|fault| {
            let often = state.weather.rate(*fault);
            state.chance.per_mille(often)
        })
    });
    match fate.fault {
        Some(Fault::Delay) => fate.request += Duration::from_secs(state.chance.between(1, 8)),
        // Half of those that hang do so on the way there, half on the way back.
        Some(Fault::Hang) if state.chance.per_mille(500) => fate.request += HANG,
        Some(Fault::Hang) => fate.answer += HANG,
        _ => {}
    }
    // What lasts is counted when it is met first.
    if let (None, Some(fault)) = (down, fate.fault) {
        state.tally.fault(fault);
    }
    fate
}

async fn wait(span: Duration) {
    if !span.is_zero() {
        tokio::time::sleep(span).await;
    }
}

/// A failure in a word.
pub(super) fn word(kind: ErrorKind, error: &PortError) -> &'static str {
    use chatops_core::error::Certainty;
    match (kind, error.certainty) {
        (_, Certainty::Unknown) => "unknown",
        (ErrorKind::Unavailable, _) => "unavailable",
        (ErrorKind::RateLimited, _) => "rate limited",
        (ErrorKind::Forbidden, _) => "forbidden",
        (ErrorKind::Taken, _) => "taken",
        (ErrorKind::NotFound, _) => "not found",
        (ErrorKind::Invalid, _) => "invalid",
        (ErrorKind::Conflict, _) => "conflict",
        (ErrorKind::Unsupported, _) => "unsupported",
        _ => "failed",
    }
}
