//! Sends whose answer is lost: the call may have taken effect, and nobody knows. None may be lost, and none may be
//! there twice where the service can tell repeats apart.

use chatops_core::ports::chat::Dedup;
use jiff::SignedDuration;

use super::tally::{AMBIGUOUS_SEND, Tally};
use super::weather::{Fault, Weather};
use super::world::{Run, Setup, simulate};

/// What makes a send ambiguous: how often each happens in a thousand calls.
const LOSSES: [(Fault, u64); 4] = [
    (Fault::AnswerLost, 150),
    (Fault::RequestLost, 100),
    (Fault::Hang, 20),
    (Fault::Posthumous, 500),
];

/// How repeats are told apart, in turn.
const DEDUPS: [Dedup; 3] = [
    Dedup::ByKey(SignedDuration::from_hours(24)),
    Dedup::BySearch(SignedDuration::from_secs(5)),
    Dedup::No,
];

/// Plays a seed in which many answers are lost, and nothing else goes wrong.
#[must_use]
pub fn simulate_sends(seed: u64, replicas: Option<usize>, trace: bool) -> Run {
    let turn = usize::try_from(seed % 3).unwrap_or_default();
    simulate(&Setup {
        seed,
        replicas,
        dedup: DEDUPS.get(turn).copied(),
        weather: Some(Weather::of_many(&LOSSES)),
        trace,
    })
}

/// How many sends were ambiguous: calls for an effect that make something which could be there twice. A lost answer to a
/// question, or to what changes nothing when it is done again, is none.
#[must_use]
pub fn ambiguous(tally: &Tally) -> u64 {
    tally.count_of(AMBIGUOUS_SEND)
}
