//! What to make of a failed attempt: again, refused, or a person must look.

use std::time::Duration;

use chatops_core::effect::{Effect, Outcome};
use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ports::journal::{Claimed, Settlement};
use jiff::{SignedDuration, Timestamp};

/// Most attempts before an effect is refused. With the waits below that is about ten minutes: longer than a deploy or a
/// fail-over of the service takes, shorter than people wait without asking.
pub(crate) const ATTEMPTS_MAX: u32 = 12;

/// The first wait between attempts; each next one is twice as long.
const WAIT_FIRST: SignedDuration = SignedDuration::from_secs(1);

/// The longest wait between attempts.
const WAIT_MAX: SignedDuration = SignedDuration::from_secs(60);

/// What to write of an attempt that failed.
pub(crate) fn judge(
    effect: &Effect,
    claimed: &Claimed,
    error: &PortError,
    now: Timestamp,
) -> Settlement {
    let unclear = error.certainty == Certainty::Unknown || claimed.ambiguous;
    let again = error.is_passing() && claimed.attempts + 1 < ATTEMPTS_MAX;
    if unclear && !is_repeat_safe(effect) {
        return Settlement::Settled(Outcome::Ambiguous { reason: reason(error) });
    }
    if again {
        let wait = wait(claimed.attempts, error.retry_after);
        return Settlement::Again {
            not_before: chatops_core::time::later(now, wait),
            ambiguous: unclear,
        };
    }
    Settlement::Settled(Outcome::Refused { reason: reason(error) })
}

/// Whether doing it twice is harmless: the service folds repeats with the same key, or the last write wins. What
/// wakes, publishes or changes things outside is never repeated blindly.
pub(super) fn is_repeat_safe(effect: &Effect) -> bool {
    !matches!(
        effect,
        Effect::Broadcast(_)
            | Effect::PublishUpdate(_)
            | Effect::RunTool { .. }
            | Effect::OpenTicket { .. }
            | Effect::FileFollowUp { .. }
    )
}

fn wait(attempts: u32, asked: Option<Duration>) -> SignedDuration {
    let doubled = WAIT_FIRST
        .checked_mul(1_i32.checked_shl(attempts.min(16)).unwrap_or(i32::MAX))
        .unwrap_or(WAIT_MAX);
    let own = doubled.min(WAIT_MAX);
    // The service knows better than we do when it wants to hear from us.
    asked.and_then(|asked| SignedDuration::try_from(asked).ok()).map_or(own, |asked| asked.max(own))
}

fn reason(error: &PortError) -> String {
    let mend = match error.kind {
        ErrorKind::Forbidden => " Ask an administrator to grant the bot the right to it.",
        ErrorKind::Unauthenticated => " The credentials are not accepted any more; renew them.",
        ErrorKind::RateLimited | ErrorKind::Unavailable => {
            " It was tried several times; look at the service."
        }
        _ => "",
    };
    format!("{error}.{mend}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_obey_the_service() {
        assert_eq!(wait(0, None), SignedDuration::from_secs(1));
        assert_eq!(wait(3, None), SignedDuration::from_secs(8));
        assert_eq!(wait(40, None), WAIT_MAX);
        assert_eq!(wait(0, Some(Duration::from_secs(90))), SignedDuration::from_secs(90));
    }
}
