//! Policy and rota: the types of the core, with people written as handles.

use std::ops::Range;

use chatops_core::policy::Policy;
use chatops_core::schedule::{Moment, Rota, RotaConfig, Rotation};
use jiff::Timestamp;
use toml::de::DeValue;

use super::fields::{Fields, Value};
use super::problem::{PROBLEMS_MAX, Problems};
use super::services;
use super::typed::parsed;
use crate::stage::cast::{self, Cast};

/// Where a policy names people. `*` is any key and any place in a list.
const PEOPLE_OF_POLICY: [&str; 8] = [
    "commander",
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
    let mut named = with_ids(value, &PEOPLE_OF_POLICY, cast, problems);
    let Some(policy) = parsed::<Policy>(&mut named, problems) else { return Policy::default() };
    for problem in policy.check() {
        let span = find(&named, &problem.place);
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
    let mut named = with_ids(value, &PEOPLE_OF_ROTA, cast, problems);
    let config = parsed::<RotaConfig>(&mut named, problems)?;
    let mut left = config.clone();
    // What is wrong is replaced, so that the rest is looked at too.
    for _ in 0..PROBLEMS_MAX {
        let error = match Rota::build(&left) {
            Ok(rota) => return Some(rota),
            Err(error) => error,
        };
        let span = find(&named, &error.place);
        problems.add(&span, format!("the rota: {}", error.problem).replace("memory:", ""));
        patch(&mut left, &error.place)?;
    }
    None
}

/// Replaces a layer or an override that is wrong by one that is right. Nothing: it is the whole.
fn patch(config: &mut RotaConfig, place: &str) -> Option<()> {
    const FAR: i64 = 200 * 365 * 86_400;
    let (list, rest) = place.split_once('[')?;
    let index: usize = rest.split_once(']')?.0.parse().ok()?;
    if list == "layers" {
        let layer = config.layers.get_mut(index)?;
        let rest = rest.split_once(']')?.1.trim_start_matches('.');
        match rest.split(['.', '[']).next()? {
            "name" => layer.name = format!("the layer that was number {index}"),
            "participants" => layer.participants = vec![cast::id("somebody")?],
            "rotation" => layer.rotation = Rotation::Daily,
            "restrictions" => layer.restrictions = Vec::new(),
            _ => {
                layer.start = Moment::Instant(Timestamp::UNIX_EPOCH);
                layer.end = None;
            }
        }
        return Some(());
    }
    // Far away, each at a time of its own.
    let begin = FAR + i64::try_from(index).ok()? * 2;
    let wrong = config.overrides.get_mut(index)?;
    wrong.from = Moment::Instant(Timestamp::from_second(begin).ok()?);
    wrong.until = Moment::Instant(Timestamp::from_second(begin + 1).ok()?);
    Some(())
}

/// The list of who may run a tool, as the core reads it.
pub(super) fn who<T: serde::de::DeserializeOwned>(
    value: &Value<'_>,
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> Option<T> {
    parsed(&mut with_ids(value, &PEOPLE_OF_TOOL, cast, problems), problems)
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
