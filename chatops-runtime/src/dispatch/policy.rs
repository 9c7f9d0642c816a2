//! What may be done when nobody knows whether an effect happened (RELIABILITY section 3).

use chatops_core::effect::Effect;
use chatops_core::ports::chat::Dedup;
use jiff::SignedDuration;

/// What an effect allows after an attempt whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Do it again: the service folds repeats with the same key, as the contract of its port promises, or the last write
    /// wins.
    Safe,
    /// Look whether it is there; if it is not, do it again.
    Look,
    /// Look whether it is there; if it is not, ask a person.
    LookThenAsk,
    /// Ask a person.
    Ask,
}

/// What an effect allows on a chat platform that tells repeats apart in this way.
///
/// What wakes, publishes or changes things outside is never repeated blindly. Words in a room are: twice is better than
/// never while an incident lasts.
pub(super) fn repeat(effect: &Effect, dedup: Dedup) -> Repeat {
    match (effect, dedup) {
        (Effect::RunTool { .. }, _) | (Effect::Broadcast(_), Dedup::No) => Repeat::Ask,
        (Effect::PublishUpdate(_), _) => Repeat::LookThenAsk,
        (Effect::Broadcast(_), _)
        | (
            Effect::Post { .. } | Effect::ShareTranscript { .. },
            Dedup::BySearch(_) | Dedup::ByKey(_),
        ) => Repeat::Look,
        _ => Repeat::Safe,
    }
}

/// Whether a platform's own memory of keys still covers an attempt of this age: then sending again is looking.
pub(super) fn folds(dedup: Dedup, age: SignedDuration) -> bool {
    matches!(dedup, Dedup::ByKey(window) if age < window)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_folds_repeats_only_within_its_window() {
        let minutes = SignedDuration::from_mins;
        assert!(folds(Dedup::ByKey(minutes(5)), minutes(4)));
        assert!(!folds(Dedup::ByKey(minutes(5)), minutes(5)));
        assert!(!folds(Dedup::BySearch(minutes(5)), minutes(4)));
        assert!(!folds(Dedup::No, minutes(0)));
    }
}
