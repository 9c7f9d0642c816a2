//! Whom a broadcast reaches, and for whom it is night.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::effect::Reached;
use crate::ids::PersonId;
use crate::policy::MentionPolicy;
use crate::time::local_hour;

/// How many people a broadcast notifies and for how many of them it is night. Nobody is counted twice. The one who
/// sends it is notified like everybody else, and is awake.
pub(super) fn count(
    people: &[Reached],
    by: &PersonId,
    now: Timestamp,
    policy: &MentionPolicy,
) -> (u32, u32) {
    let (mut seen, mut asleep) = (BTreeSet::new(), 0_u32);
    for one in people {
        let fresh = seen.insert(&one.person);
        if fresh && one.person != *by && is_asleep(one.zone.as_deref(), now, policy) {
            asleep = asleep.saturating_add(1);
        }
    }
    (u32::try_from(seen.len()).unwrap_or(u32::MAX), asleep)
}

/// Whether it is night where somebody lives. The night may pass midnight; one that starts when it ends
/// is none. Without a known zone: awake.
pub(super) fn is_asleep(zone: Option<&str>, now: Timestamp, policy: &MentionPolicy) -> bool {
    let (from, until) = (policy.night_from, policy.night_until);
    zone.and_then(|zone| local_hour(now, zone)).is_some_and(|hour| {
        if from <= until { from <= hour && hour < until } else { hour >= from || hour < until }
    })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn nights_may_pass_midnight_or_not_be() {
        let asleep = |from, until, hour: i64| {
            let policy =
                MentionPolicy { night_from: from, night_until: until, ..MentionPolicy::default() };
            let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
            is_asleep(Some("UTC"), now, &policy)
        };
        assert!(asleep(22, 7, 22) && asleep(22, 7, 0) && asleep(22, 7, 6));
        assert!(!asleep(22, 7, 7) && !asleep(22, 7, 21));
        assert!(asleep(0, 6, 0) && asleep(0, 6, 5) && !asleep(0, 6, 6));
        assert!(!asleep(0, 0, 0) && !asleep(5, 5, 5));
    }
}
