//! Words from people and services, measured before they are kept.
//!
//! What a person typed and does not fit is refused, so that nobody finds half a sentence in the
//! record. What a service said is cut with a mark: a machine cannot shorten it.

use crate::refusal::{Refusal, RefusalKind};

/// The mark at the end of words that were cut.
pub const CUT_MARK: &str = "…";

/// Takes in what a person typed for `what` (`the update`, `the follow-up`): without the space
/// around it, at least one character, at most `chars_max`.
///
/// # Errors
/// `Unacceptable` where nothing or too much was written.
pub fn bounded(what: &str, words: &str, chars_max: usize) -> Result<String, Refusal> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            format!("Of {what} nothing is written."),
            "Write it behind the command.",
        ));
    }
    let chars = words.chars().count();
    if chars > chars_max {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            format!("{chars} characters are too many for {what}; it holds at most {chars_max}."),
            "Shorten it, and say the rest in the room.",
        ));
    }
    Ok(String::from(words))
}

/// Cuts what a service said to `chars_max` characters, the mark included.
#[must_use]
pub fn cut(words: &str, chars_max: usize) -> String {
    cut_with(words, chars_max, CUT_MARK)
}

/// The same with another mark.
#[must_use]
pub fn cut_with(words: &str, chars_max: usize, mark: &str) -> String {
    if words.chars().count() <= chars_max {
        return String::from(words);
    }
    let kept = chars_max.saturating_sub(mark.chars().count());
    words.chars().take(kept).chain(mark.chars()).take(chars_max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_are_trimmed_and_must_fit() {
        assert_eq!(bounded("the update", "  all well ", 8).unwrap(), "all well");
        let refusal = bounded("the update", " ", 8).unwrap_err();
        assert_eq!(refusal.why, "Of the update nothing is written.");
        let refusal = bounded("the update", "too many words", 8).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Unacceptable);
        assert_eq!(refusal.why, "14 characters are too many for the update; it holds at most 8.");
    }

    #[test]
    fn foreign_words_are_cut_by_characters_and_the_mark_counts() {
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(cut("äöüß", 3), "äö…");
        assert_eq!(cut_with("abcdef", 5, "(cut)"), "(cut)");
        assert_eq!(cut_with("abcdef", 2, "(cut)"), "(c");
    }
}
