//! Which titles may be about the same thing.

use std::collections::BTreeSet;

/// Most likely duplicates that are shown with a question.
pub const LIKELY_MAX: usize = 3;

/// Shortest word that counts when duplicates are looked for, in characters: shorter ones (`in`, `is`)
/// stand in every title.
const LIKELY_WORD_CHARS_MIN: usize = 3;

/// The titles that are likely about the same as `text`, most likely first, at most
/// [`LIKELY_MAX`] and none twice.
///
/// Two texts are compared by their words: runs of letters and digits of at least three characters,
/// in lower case, each counted once. A title is likely when it shares at least a third of the words
/// of the shorter of the two. More shared words go before fewer, then the shorter title, then
/// the alphabet. It is a hint to a person, not a judgement: it knows no synonyms, and a script
/// without spaces between words is one long word to it.
#[must_use]
pub fn likely<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let asked = words(text);
    let mut found: Vec<(usize, usize, &str)> = candidates
        .into_iter()
        .filter_map(|title| {
            let named = words(title);
            let shared = named.intersection(&asked).count();
            let shorter = named.len().min(asked.len());
            (shared > 0 && shared * 3 >= shorter).then_some((shared, named.len(), title))
        })
        .collect();
    found.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)).then(one.2.cmp(two.2)));
    found.dedup_by(|one, two| one.2 == two.2);
    found.into_iter().take(LIKELY_MAX).map(|(_, _, title)| title.to_owned()).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= LIKELY_WORD_CHARS_MIN)
        .map(str::to_lowercase)
        .collect()
}
