//! Policy and rota: the types of the core, with people written as handles.

use std::ops::Range;

use chatops_core::policy::Policy;
use chatops_core::schedule::{Rota, RotaConfig};
use toml::de::DeValue;

use super::fields::{Fields, Value, parsed};
use super::problem::Problems;
use super::services;
use crate::stage::cast::{self, Cast};

/// Where a policy names people. `*` is any key and any place in a list.
const PEOPLE_OF_POLICY: [&str; 7] = [
    "ladder.*",
    "executives.*",
    "teams.*.manager",
    "teams.*.members.*",
    "audiences.*.people.*",
    "escalations.*.levels.*.targets.*.person",
    "tools.*.who.*.person",
];

/// Where a rota does.
const PEOPLE_OF_ROTA: [&str; 2] = ["layers.*.participants.*", "overrides.*.person"];

/// Where a tool does.
const PEOPLE_OF_TOOL: [&str; 1] = ["*.person"];

/// Reads `[policy]`. What is not written is as recommended.
pub(super) fn policy(top: &mut Fields<'_, '_>, cast: &Cast, problems: &mut Problems<'_>) -> Policy {
    let Some(value) = top.value("policy") else { return Policy::default() };
    let named = with_ids(value, &PEOPLE_OF_POLICY, cast, problems);
    let Some(policy) = parsed::<Policy>(named, problems) else { return Policy::default() };
    for problem in policy.check() {
        let span = find(value, &problem.place);
        problems.add(&span, format!("{}; {}", problem.what, problem.mend));
    }
    policy
}

/// The names of the rooms that stand because the policy says so.
pub(super) fn rooms(policy: &Policy) -> Vec<String> {
    let mut rooms = vec![policy.channel.name.clone()];
    rooms.extend(policy.channel.announcements.clone());
    rooms.extend(policy.teams.values().map(|team| team.room.clone()));
    rooms
}

/// Reads `[rota]`.
pub(super) fn rota(
    top: &mut Fields<'_, '_>,
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> Option<Rota> {
    let value = services::unless_false(top.value("rota")?)?;
    let named = with_ids(value, &PEOPLE_OF_ROTA, cast, problems);
    let config = parsed::<RotaConfig>(named, problems)?;
    match Rota::build(&config) {
        Ok(rota) => Some(rota),
        Err(error) => {
            let span = find(value, &error.place);
            problems.add(&span, format!("the rota: {}", error.problem).replace("memory:", ""));
            None
        }
    }
}

/// The list of who may run a tool, as the core reads it.
pub(super) fn who<T: serde::de::DeserializeOwned>(
    value: &Value<'_>,
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> Option<T> {
    parsed(with_ids(value, &PEOPLE_OF_TOOL, cast, problems), problems)
}

/// The same value with ids where handles stand.
fn with_ids<'i>(
    value: &Value<'i>,
    places: &[&str],
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> Value<'i> {
    let mut named = value.clone();
    for place in places {
        let path: Vec<&str> = place.split('.').collect();
        name(&mut named, &path, cast, problems);
    }
    named
}

fn name(value: &mut Value<'_>, path: &[&str], cast: &Cast, problems: &mut Problems<'_>) {
    let span = value.span();
    let Some((first, rest)) = path.split_first() else {
        if let DeValue::String(handle) = value.get_mut() {
            match (cast.get(handle), cast::id(handle)) {
                (Some(_), Some(id)) => *handle = String::from(id).into(),
                _ => problems.add(&span, cast.unknown(handle)),
            }
        }
        return;
    };
    match value.get_mut() {
        DeValue::Array(items) if *first == "*" => {
            for item in items.iter_mut() {
                name(item, rest, cast, problems);
            }
        }
        DeValue::Table(table) => {
            for (key, item) in table.iter_mut() {
                let key: &str = key.get_ref();
                if *first == "*" || key == *first {
                    name(item, rest, cast, problems);
                }
            }
        }
        _ => {}
    }
}

/// The place of a path such as `escalations.night.levels[2].wait`: that of its longest part that is there.
fn find(value: &Value<'_>, path: &str) -> Range<usize> {
    let mut at = value;
    let mut span = value.span();
    let path = path.replace('[', ".").replace(']', "");
    let path = path.trim_start_matches("policy.");
    for part in path.split('.').map(|part| part.trim_matches('`')).filter(|part| !part.is_empty()) {
        let next = match at.get_ref() {
            DeValue::Table(table) => {
                let found = table.get_key_value(part);
                // A table that stands under a heading has its place there; its key does too.
                found.map(|(key, value)| {
                    (value, if value.get_ref().is_table() { key.span() } else { value.span() })
                })
            }
            DeValue::Array(items) => part
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index))
                .map(|value| (value, value.span())),
            _ => None,
        };
        let Some((value, place)) = next else { break };
        (at, span) = (value, place);
    }
    span
}
