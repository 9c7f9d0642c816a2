//! Reading a table of a scenario key by key, so that whatever is left over is an error with its place.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problems;
use super::typed::parsed;

/// A value with its place.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Fields<'t, 'i> {
    /// What it is, for errors: `a person`.
    what: &'static str,
    pub(super) span: Range<usize>,
    table: &'t DeTable<'i>,
    known: Vec<&'static str>,
}

impl<'t, 'i> Fields<'t, 'i> {
    pub(super) fn new(what: &'static str, span: Range<usize>, table: &'t DeTable<'i>) -> Self {
        Self { what, span, table, known: Vec::new() }
    }

    /// The table that a value must be.
    pub(super) fn of(
        what: &'static str,
        value: &'t Value<'i>,
        problems: &mut Problems<'_>,
    ) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Self::new(what, value.span(), table)),
            other => {
                let found = other.type_str();
                problems.add(
                    &value.span(),
                    format!("{what} is a table, not {}; write `{{ … }}`", with_article(found)),
                );
                None
            }
        }
    }

    /// A value that may be missing.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'t Value<'i>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// A value that must be there.
    pub(super) fn needed(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Option<&'t Value<'i>> {
        let found = self.value(key);
        if found.is_none() {
            problems.add(&self.span, format!("{} has no `{key}`; add `{key} = …`", self.what));
        }
        found
    }

    /// A text that may be missing.
    pub(super) fn text(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Option<(&'t str, Range<usize>)> {
        self.value(key).and_then(|value| text(key, value, problems))
    }

    /// A text that must be there and not be empty.
    pub(super) fn needed_text(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Option<(&'t str, Range<usize>)> {
        let (found, span) =
            self.needed(key, problems).and_then(|value| text(key, value, problems))?;
        if found.trim().is_empty() {
            problems.add(&span, format!("`{key}` is empty; write something"));
            return None;
        }
        Some((found, span))
    }

    /// A truth value that may be missing.
    pub(super) fn truth(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<bool> {
        let value = self.value(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            problems.add(&value.span(), format!("`{key}` is `true` or `false`"));
        }
        found
    }

    /// A number from 0 that may be missing.
    pub(super) fn number(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<u64> {
        let value = self.value(key)?;
        let found = value
            .get_ref()
            .as_integer()
            .and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        if found.is_none() {
            problems.add(&value.span(), format!("`{key}` is a whole number from 0"));
        }
        found
    }

    /// A list that may be missing.
    pub(super) fn list(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Vec<&'t Value<'i>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        list(key, value, problems)
    }

    /// Anything that serde can read, with the place of what it cannot.
    pub(super) fn parsed<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Option<T> {
        let value = self.value(key)?;
        parsed(&mut value.clone(), problems)
    }

    /// Whether there is nothing in it but, perhaps, a moment.
    pub(super) fn is_bare(&self) -> bool {
        self.table.keys().all(|key| key.get_ref() == "at")
    }

    /// Which of these keys are there.
    pub(super) fn present(&self, keys: &[&'static str]) -> Vec<&'static str> {
        keys.iter().copied().filter(|key| self.table.contains_key(*key)).collect()
    }

    /// Everything must have been read.
    pub(super) fn done(self, problems: &mut Problems<'_>) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !self.known.contains(&name) {
                let known = self.known.join("`, `");
                let what = self.what;
                problems.add(
                    &key.span(),
                    format!(
                        "unknown key `{name}`: {what} knows `{known}`; mend the name or remove it"
                    ),
                );
            }
        }
    }
}

fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind}")
}

/// The text that a value must be.
pub(super) fn text<'t>(
    key: &str,
    value: &'t Value<'_>,
    problems: &mut Problems<'_>,
) -> Option<(&'t str, Range<usize>)> {
    match value.get_ref() {
        DeValue::String(found) => Some((found, value.span())),
        other => {
            let found = other.type_str();
            problems.add(
                &value.span(),
                format!("`{key}` is a text, not {}; put it in quotes", with_article(found)),
            );
            None
        }
    }
}

/// The list that a value must be.
pub(super) fn list<'t, 'i>(
    key: &str,
    value: &'t Value<'i>,
    problems: &mut Problems<'_>,
) -> Vec<&'t Value<'i>> {
    match value.get_ref() {
        DeValue::Array(found) => found.iter().collect(),
        other => {
            let found = other.type_str();
            problems.add(
                &value.span(),
                format!("`{key}` is a list, not {}; write `[…]`", with_article(found)),
            );
            Vec::new()
        }
    }
}

/// Joins two tables: tables within them are joined too, lists of tables continued, everything else replaced.
pub(super) fn join<'i>(table: &mut DeTable<'i>, changes: DeTable<'i>) {
    for (key, change) in changes {
        let name: String = key.get_ref().to_string();
        match (table.get_mut(name.as_str()).map(Spanned::get_mut), change.get_ref()) {
            (Some(DeValue::Table(there)), DeValue::Table(_)) => {
                if let DeValue::Table(more) = change.into_inner() {
                    join(there, more);
                }
            }
            (Some(DeValue::Array(there)), DeValue::Array(more))
                if more.iter().any(|item| item.get_ref().is_table()) =>
            {
                for item in more.iter() {
                    there.push(item.clone());
                }
            }
            _ => drop(table.insert(key, change)),
        }
    }
}
