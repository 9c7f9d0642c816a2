//! Which titles may be about the same thing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::effect::Room;

/// Most likely duplicates that are shown with a question.
pub const LIKELY_MAX: usize = 3;

/// Shortest word that counts when duplicates are looked for, in characters: shorter ones (`in`, `is`)
/// stand in every title.
const LIKELY_WORD_CHARS_MIN: usize = 3;

/// Something that may be about the same: an open incident, a question, an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likely {
    /// What it is called.
    pub title: String,
    /// Where it is worked on, where that is a room that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Room>,
}

/// Those that are likely about the same as `text`, most likely first, at most
/// [`LIKELY_MAX`] and no title twice. Each candidate comes with the words by which it is compared.
///
/// Two texts are compared by their words: runs of letters and digits of at least three characters,
/// in lower case, each counted once. A title is likely when it shares at least a third of the words
/// of the shorter of the two. More shared words go before fewer, then the shorter title, then
/// the alphabet. It is a hint to a person, not a judgement: it knows no synonyms, and a script
/// without spaces between words is one long word to it.
#[must_use]
pub fn likely<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = (&'a str, Likely)>,
) -> Vec<Likely> {
    let mut found: Vec<(usize, usize, Likely)> = candidates
        .into_iter()
        .filter_map(|(about, one)| {
            let shared = shared(text, about);
            (shared > 0).then(|| (shared, words(about).len(), one))
        })
        .collect();
    found.sort_by(|one, two| {
        two.0.cmp(&one.0).then(one.1.cmp(&two.1)).then_with(|| one.2.title.cmp(&two.2.title))
    });
    found.dedup_by(|one, two| one.2.title == two.2.title);
    found.into_iter().take(LIKELY_MAX).map(|(_, _, one)| one).collect()
}

/// Whether two texts are likely about the same; see [`likely()`].
#[must_use]
pub fn is_likely(one: &str, other: &str) -> bool {
    shared(one, other) > 0
}

/// How many words two texts share, where these are enough to count: at least a third of the shorter one's.
fn shared(one: &str, other: &str) -> usize {
    let (one, other) = (words(one), words(other));
    let shared = one.intersection(&other).count();
    let shorter = one.len().min(other.len());
    if shared * 3 >= shorter { shared } else { 0 }
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= LIKELY_WORD_CHARS_MIN)
        .map(str::to_lowercase)
        .collect()
}
