//! What to make of a failed attempt: again, refused, or a person must look.

use std::time::Duration;

use chatops_core::effect::{Answer, Effect, Outcome};
use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::journal::{Claimed, Settlement};
use jiff::{SignedDuration, Timestamp};

use super::policy::Repeat;

/// Most attempts before an effect is refused. With the waits below that is about ten minutes: longer than a deploy or a
/// fail-over of the service takes, shorter than people wait without asking.
pub(crate) const ATTEMPTS_MAX: u32 = 12;

/// The first wait between attempts; each next one is twice as long.
const WAIT_FIRST: SignedDuration = SignedDuration::from_secs(1);

/// The longest wait between attempts.
const WAIT_MAX: SignedDuration = SignedDuration::from_secs(60);

/// What to write of an attempt that failed. `begun`: a part of it stands, so that who does not know which has to look.
pub(crate) fn judge(
    effect: &Effect,
    claimed: &Claimed,
    repeat: Repeat,
    error: &PortError,
    begun: bool,
    now: Timestamp,
) -> Settlement {
    if error.certainty == Certainty::Unknown && planted(Planted::LostIsDone) {
        return Settlement::Settled(Outcome::Done(Answer::Nothing));
    }
    let unclear = error.certainty == Certainty::Unknown
        || (claimed.ambiguous && !tells_how_it_stands(effect, error));
    let again = error.is_passing() && claimed.attempts + 1 < ATTEMPTS_MAX;
    if again && (!unclear || repeat != Repeat::Ask) {
        let wait = wait(claimed.attempts, error.retry_after);
        return Settlement::Again {
            not_before: chatops_core::time::later(now, wait),
            ambiguous: unclear || begun,
        };
    }
    let reason = reason(effect, error, claimed.attempts + 1);
    // A later attempt that was refused says nothing about an earlier one whose answer was lost.
    Settlement::Settled(match unclear {
        true => Outcome::Ambiguous { reason },
        false => Outcome::Refused { reason },
    })
}

/// Whether a refusal says how the thing stands now, so that nothing is unclear about an earlier attempt any more: a ticket that
/// cannot go where it was to go has not gone there.
fn tells_how_it_stands(effect: &Effect, error: &PortError) -> bool {
    matches!(effect, Effect::MoveTicket { .. }) && error.kind == ErrorKind::Invalid
}

fn wait(attempts: u32, asked: Option<Duration>) -> SignedDuration {
    let doubled = WAIT_FIRST
        .checked_mul(1_i32.checked_shl(attempts.min(16)).unwrap_or(i32::MAX))
        .unwrap_or(WAIT_MAX);
    let own = doubled.min(WAIT_MAX);
    let asked = asked.filter(|_| !planted(Planted::WaitsUnheard));
    // The service knows better than we do when it wants to hear from us.
    asked.and_then(|asked| SignedDuration::try_from(asked).ok()).map_or(own, |asked| asked.max(own))
}

/// Why it was not done, in whole sentences for people: who did not do it, what is known, how often it was tried, and
/// whose move it is now. The names of adapters and operations are for the log.
fn reason(effect: &Effect, error: &PortError, tried: u32) -> String {
    let service = service(effect);
    let detail = error.detail.trim().trim_end_matches('.');
    let said = match (error.certainty, error.kind) {
        (Certainty::Unknown, _) => format!("{service} did not answer"),
        (_, ErrorKind::Unavailable) => format!("{service} does not answer"),
        (_, ErrorKind::RateLimited) => format!("{service} takes no more requests for now"),
        (_, ErrorKind::Forbidden) => format!("{service} does not let the bot do that"),
        (_, ErrorKind::Unauthenticated) => {
            format!("{service} does not accept the credentials of the bot any more")
        }
        _ if detail.is_empty() => format!("{service} refused it"),
        // The port has said it in a sentence of its own.
        _ => return format!("{}.", capital(detail)),
    };
    let mut reason = match detail {
        "" => format!("{said}."),
        detail => format!("{said}: {detail}."),
    };
    if tried > 1 {
        reason.push_str(&format!(" It was tried {tried} times."));
    }
    reason.push_str(match error.kind {
        ErrorKind::Forbidden => " Ask an administrator to grant the right to it.",
        ErrorKind::Unauthenticated => " Ask an administrator to renew them.",
        _ => "",
    });
    reason
}

/// Who was to do it, as people call it.
fn service(effect: &Effect) -> &'static str {
    match effect {
        Effect::OpenTicket { .. }
        | Effect::ReadTicket { .. }
        | Effect::CommentTicket { .. }
        | Effect::MoveTicket { .. }
        | Effect::LinkTicket { .. }
        | Effect::FileFollowUp { .. } => "The ticket system",
        Effect::Page { .. } | Effect::StandDown { .. } => "The pager",
        Effect::ConsultSchedule { .. } => "The shift schedule",
        Effect::PublishUpdate(_) => "The status page",
        Effect::PublishPostmortem { .. } => "The knowledge base",
        Effect::RunTool { .. } => "The tool",
        Effect::FetchChart { .. } => "The source of the graph",
        Effect::AcknowledgeAlert { .. } => "The source of the alert",
        _ => "The chat platform",
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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

    fn moving() -> Effect {
        let ticket = chatops_core::ids::TicketKey::new("HOT-330").unwrap();
        Effect::MoveTicket { ticket, status: String::from("Resolved") }
    }

    fn refused(kind: ErrorKind, detail: &str) -> PortError {
        PortError::not_done("somewhere", "transition", kind, detail)
    }

    #[test]
    fn a_reason_is_a_sentence_for_people_and_counts_the_attempts_that_were_made() {
        let one = reason(&moving(), &refused(ErrorKind::Unavailable, ""), 1);
        assert_eq!(one, "The ticket system does not answer.");
        let many = reason(&moving(), &refused(ErrorKind::Unavailable, "503."), 12);
        assert_eq!(many, "The ticket system does not answer: 503. It was tried 12 times.");
        let wrong = reason(&moving(), &refused(ErrorKind::Invalid, "it can go to: Open."), 1);
        assert_eq!(wrong, "It can go to: Open.");
        let right = reason(&moving(), &refused(ErrorKind::Forbidden, "no scope `write`"), 1);
        assert_eq!(
            right,
            "The ticket system does not let the bot do that: no scope `write`. \
             Ask an administrator to grant the right to it."
        );
        let lost = PortError::unknown("somewhere", "transition", "");
        assert_eq!(reason(&moving(), &lost, 1), "The ticket system did not answer.");
    }

    fn opening(attempts: u32, ambiguous: bool) -> Claimed {
        use chatops_core::ids::{EffectId, IncidentId, JournalId, Place, StreamId};
        let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
        let place = Place { journal: &journal, stream: &stream, seq: 1, position: 0 };
        let incident = IncidentId::derive(place);
        let id = EffectId::derive(place);
        let effect = Effect::OpenTicket {
            incident,
            title: String::from("latency"),
            severity: chatops_core::severity::Severity::Sev2,
        };
        let lease_until = Timestamp::UNIX_EPOCH;
        let asked_at = lease_until;
        Claimed { id, stream, effect, epoch: 1, asked_at, attempts, ambiguous, lease_until }
    }

    #[test]
    fn a_ticket_whose_answer_was_lost_is_asked_for_again_with_the_same_key() {
        let lost = PortError::unknown("somewhere", "open", "");
        let claimed = opening(0, false);
        let judged =
            judge(&claimed.effect, &claimed, Repeat::Safe, &lost, false, Timestamp::UNIX_EPOCH);
        assert!(matches!(judged, Settlement::Again { ambiguous: true, .. }), "{judged:?}");
    }

    #[test]
    fn a_ticket_that_cannot_go_there_has_not_gone_there() {
        let claimed = Claimed { effect: moving(), ..opening(1, true) };
        let invalid = refused(ErrorKind::Invalid, "from Open it can go to: In Progress");
        let judged =
            judge(&claimed.effect, &claimed, Repeat::Safe, &invalid, false, Timestamp::UNIX_EPOCH);
        assert!(matches!(judged, Settlement::Settled(Outcome::Refused { .. })), "{judged:?}");
    }

    #[test]
    fn what_may_have_happened_once_stays_unclear_when_a_later_attempt_is_refused() {
        let claimed = opening(3, true);
        let forbidden = refused(ErrorKind::Forbidden, "");
        let judged = judge(
            &claimed.effect,
            &claimed,
            Repeat::Safe,
            &forbidden,
            false,
            Timestamp::UNIX_EPOCH,
        );
        assert!(matches!(judged, Settlement::Settled(Outcome::Ambiguous { .. })), "{judged:?}");
    }
}
