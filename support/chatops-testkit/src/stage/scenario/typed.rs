//! Reading what the library itself can read: policy, rota, lists of targets. Whatever does not fit is a problem with its
//! place and the mend, and is left out, so that the rest is read too and all problems are listed at once.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::de::{DeArray, DeValue, ValueDeserializer};

use super::fields::Value;
use super::problem::{PROBLEMS_MAX, Problems};

/// What the types of values are called in errors, and for those who write them.
const TYPES: [(&str, &str); 12] = [
    ("a string", "a text in quotes"),
    ("a sequence", "a list: `[…]`"),
    ("a map", "a table: `{ … }`"),
    ("a boolean", "`true` or `false`"),
    ("f64", "a number"),
    ("i8", "a whole number"),
    ("i64", "a whole number"),
    ("u8", "a whole number from 0"),
    ("u16", "a whole number from 0"),
    ("u32", "a whole number from 0"),
    ("u64", "a whole number from 0"),
    ("usize", "a whole number from 0"),
];

/// Anything that serde can read. Nothing: nothing of it can be read. What cannot be read is gone from `value` then.
pub(super) fn parsed<T: DeserializeOwned>(
    value: &mut Value<'_>,
    problems: &mut Problems<'_>,
) -> Option<T> {
    // Tables from which something was left out: what is missing there is missing because of that.
    let mut holes: Vec<Range<usize>> = Vec::new();
    for _ in 0..PROBLEMS_MAX {
        let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(found) => return Some(found),
            Err(error) => error,
        };
        let span = error.span().unwrap_or_else(|| value.span());
        let follows = error.message().starts_with("missing field") && holes.contains(&span);
        if !follows {
            problems.add(&span, say(error.message()));
        }
        holes.push(leave_out(value, &span)?);
    }
    None
}

/// Leaves out the innermost thing at a place, and tells from where. Nothing: it is the whole. The place of a list of
/// tables is that of its first table.
fn leave_out(value: &mut Value<'_>, span: &Range<usize>) -> Option<Range<usize>> {
    let here = value.span();
    match value.get_mut() {
        DeValue::Table(table) => {
            if let Some(hole) = table.iter_mut().find_map(|(_, item)| leave_out(item, span)) {
                return Some(hole);
            }
            let mut entries = table.iter();
            let at = entries.find(|(key, item)| key.span() == *span || item.span() == *span);
            let name = at.map(|(key, _)| key.get_ref().to_string())?;
            table.remove(name.as_str());
            Some(here)
        }
        DeValue::Array(items) => {
            if let Some(hole) = items.iter_mut().find_map(|item| leave_out(item, span)) {
                return Some(hole);
            }
            let mut rest = DeArray::new();
            let kept = items.iter().filter(|item| item.span() != *span);
            kept.for_each(|item| rest.push(item.clone()));
            let found = rest.len() < items.len();
            *items = rest;
            found.then_some(here)
        }
        _ => None,
    }
}

/// What serde says, as people say it, with the mend.
fn say(message: &str) -> String {
    let quoted = |at: usize| message.split('`').nth(at).unwrap_or_default();
    let listed = || message.split_once("expected ").map_or("", |(_, rest)| rest);
    let listed = || listed().trim_start_matches("one of ");
    if message.starts_with("unknown field") {
        return format!(
            "unknown key `{}`; there is: {}. Mend the name or remove it",
            quoted(1),
            listed()
        );
    }
    if message.starts_with("missing field") {
        return format!("`{0}` is missing; add `{0} = …`", quoted(1));
    }
    if message.starts_with("unknown variant") {
        return format!("`{}` is none of these: {}. Write one of them", quoted(1), listed());
    }
    let wrong = message.strip_prefix("invalid type: ").or(message.strip_prefix("invalid value: "));
    match wrong.and_then(|wrong| wrong.rsplit_once(", expected ")) {
        Some(("unit variant", _)) => String::from(
            "the name alone is not enough; write `{ name = { … } }` with what belongs to it",
        ),
        Some((_, "unit variant")) => String::from("the name is enough; write it in quotes"),
        Some((found, wanted)) => {
            let plain = TYPES.iter().find(|(name, _)| *name == wanted).map(|(_, plain)| *plain);
            format!("{found} does not fit here; write {}", plain.unwrap_or(wanted))
        }
        None => message.to_owned(),
    }
}
