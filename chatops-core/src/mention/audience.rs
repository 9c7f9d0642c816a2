//! Whom a broadcast reaches, and for whom it is night.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::effect::Reached;
use crate::ids::PersonId;
use crate::policy::MentionPolicy;
use crate::time::local_hour;

/// How many people a broadcast reaches and for how many of them it is night. Nobody is counted twice, and
/// the one who sends it not at all.
pub(super) fn count(
    people: &[Reached],
    by: &PersonId,
    now: Timestamp,
    policy: &MentionPolicy,
) -> (u32, u32) {
    let (mut seen, mut asleep) = (BTreeSet::from([by]), 0_u32);
    for one in people {
        if seen.insert(&one.person) && is_asleep(one.zone.as_deref(), now, policy) {
            asleep = asleep.saturating_add(1);
        }
    }
    (u32::try_from(seen.len().saturating_sub(1)).unwrap_or(u32::MAX), asleep)
}

/// Whether it is night where somebody lives. The night may pass midnight; one that starts when it ends
/// is none. Without a known zone: awake.
pub(super) fn is_asleep(zone: Option<&str>, now: Timestamp, policy: &MentionPolicy) -> bool {
    let (from, until) = (policy.night_from, policy.night_until);
    zone.and_then(|zone| local_hour(now, zone)).is_some_and(|hour| {
        if from <= until { from <= hour && hour < until } else { hour >= from || hour < until }
    })
}
