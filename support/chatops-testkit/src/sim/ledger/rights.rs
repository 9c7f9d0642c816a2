//! I9: what needs a right was done by a person who had it at that moment, and names that person.

use chatops_core::context::Actor;
use chatops_core::ids::StreamId;
use chatops_core::ports::inbound::Inbound;
use chatops_core::ports::journal::NewEntry;
use chatops_runtime::engine::Engine;
use serde_json::Value;

use super::Found;

/// Kinds of entries that need a right: only a person can have done that.
pub const PRIVILEGED: &[&str] = &[
    "seat.taken",
    "handover.offered",
    "handover.agreed",
    "handover.declined",
    "mention.granted",
    "public_update.approved",
    "public_update.overridden",
    "tool.confirmed",
    "guest.admitted",
    "voice.delegate_named",
    "moved",
    "all_clear.given",
];

/// Those of them that only who leads the incident may do, by the rules that the simulator's policy leaves as they are.
const LEADERS: &[&str] = &["public_update.approved", "all_clear.given"];

/// Where an entry names who did it.
const NAMES: &[&str] = &["by", "sponsor"];

/// Looks at an entry by the state before it.
pub(super) fn check(new: &NewEntry, before: &Engine) -> Option<Found> {
    if !PRIVILEGED.contains(&new.kind.as_str()) {
        return None;
    }
    let wrong = |why: String| {
        Some(("I9", format!("{} in entry {} of {}: {why}", new.kind, new.seq, new.stream)))
    };
    let Actor::Person(profile) = &new.actor else {
        return wrong(format!("it was done by {:?}", new.actor));
    };
    let body: Value = serde_json::from_str(&new.body).unwrap_or_default();
    if let Some(named) = NAMES.iter().find_map(|name| found(&body, name))
        && named != profile.id.as_str()
    {
        return wrong(format!("it names {named} and was done by {}", profile.id));
    }
    if let (true, StreamId::Incident(id)) = (LEADERS.contains(&new.kind.as_str()), &new.stream) {
        let leader = before.incident(id).and_then(|incident| incident.commander());
        if leader != Some(&profile.id) {
            return wrong(format!("it was done by {}; {leader:?} commands", profile.id));
        }
    }
    None
}

/// The person in a field, however deep it stands: an event has one of each name. How a phase was left is no person.
fn found<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    let fields = value.as_object()?;
    match fields.get(name) {
        Some(Value::String(text)) if text.contains(':') => Some(text),
        _ => fields.values().find_map(|inner| found(inner, name)),
    }
}

/// Who did what came in.
pub(super) fn author(inbound: &Inbound) -> Option<&str> {
    Some(match inbound {
        Inbound::Masked(inner) => return author(inner),
        Inbound::Message(said) | Inbound::Edited { now: said } => said.author.id.as_str(),
        Inbound::Deleted { by, .. } => by.as_ref()?.id.as_str(),
        Inbound::Command { by, .. }
        | Inbound::Reacted { by, .. }
        | Inbound::FileShared { by, .. }
        | Inbound::TopicEdited { by, .. }
        | Inbound::PageReceipt { by, .. } => by.id.as_str(),
        Inbound::Arrived { who, .. } | Inbound::AccountChanged(who) => who.id.as_str(),
        Inbound::TicketChanged { by, .. } => by.as_deref()?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_needs_a_right_is_one_of_the_journal() {
        let strange: Vec<_> =
            PRIVILEGED.iter().filter(|kind| !chatops_core::wire::is_kind(kind)).collect();
        assert!(strange.is_empty(), "{strange:?}");
        assert!(LEADERS.iter().all(|kind| PRIVILEGED.contains(kind)));
    }

    #[test]
    fn who_did_it_is_found_where_an_event_says_it() {
        let body = serde_json::json!({"all_clear": {"given": {"by": "memory:jim", "why": "x"}}});
        assert_eq!(found(&body, "by"), Some("memory:jim"));
        assert_eq!(found(&serde_json::json!({"moved": {"by": "close"}}), "by"), None);
    }
}
