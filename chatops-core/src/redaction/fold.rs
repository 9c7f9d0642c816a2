//! What a reader sees, with the way back to what was written.
//!
//! A zero-width space inside `db\u{200b}-17`, a soft hyphen, full-width letters or a typographic dash
//! are invisible to a reader and would blind every pattern. The patterns therefore look at a folded
//! copy; what they find is reported as bytes of the original.

use std::ops::Range;

/// One character of the folded text and the bytes of the original that it stands for.
#[derive(Debug, Clone, Copy)]
struct Origin {
    /// First byte in the folded text.
    at: usize,
    /// First byte in the original.
    start: usize,
    /// Byte behind it in the original.
    end: usize,
}

/// A folded text.
#[derive(Debug, Clone)]
pub(super) struct Folded {
    text: String,
    origins: Vec<Origin>,
}

impl Folded {
    /// Leaves hidden characters out and makes look-alikes of ASCII marks plain. Case and line breaks stay.
    pub(super) fn exact(original: &str) -> Self {
        let mut folded = Self::with_capacity(original.len());
        for (start, character) in original.char_indices() {
            if let Some(plain) = plain(character) {
                folded.push(plain, start, start + character.len_utf8());
            }
        }
        folded
    }

    /// As [`Folded::exact`], in lower case and with each run of white space as one space: for words and
    /// phrases, which a line break or a capital letter does not change.
    pub(super) fn loose(original: &str) -> Self {
        let mut folded = Self::with_capacity(original.len());
        for (start, character) in original.char_indices() {
            let end = start + character.len_utf8();
            match plain(character) {
                None => {}
                Some(plain) if plain.is_whitespace() => folded.push_space(start, end),
                Some(plain) => {
                    for lower in plain.to_lowercase() {
                        folded.push(lower, start, end);
                    }
                }
            }
        }
        folded
    }

    fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), origins: Vec::with_capacity(bytes) }
    }

    fn push(&mut self, character: char, start: usize, end: usize) {
        self.origins.push(Origin { at: self.text.len(), start, end });
        self.text.push(character);
    }

    fn push_space(&mut self, start: usize, end: usize) {
        match self.origins.last_mut() {
            Some(last) if self.text.ends_with(' ') => last.end = end,
            _ => self.push(' ', start, end),
        }
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a range of the folded text stands for. Hidden characters in
    /// between belong to it. An empty range stands for nothing at the beginning.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.origins.partition_point(|origin| origin.at <= range.start);
        let last = self.origins.partition_point(|origin| origin.at < range.end);
        let first = first.checked_sub(1).and_then(|index| self.origins.get(index));
        let last = last.checked_sub(1).and_then(|index| self.origins.get(index));
        match (first, last) {
            (Some(first), Some(last)) if first.start < last.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Every place in the original where `phrase`, folded alike, stands as whole words.
    pub(super) fn phrase(&self, phrase: &str) -> Vec<Range<usize>> {
        if phrase.is_empty() {
            return Vec::new();
        }
        self.text
            .match_indices(phrase)
            .filter(|(at, found)| self.is_whole(*at, at + found.len()))
            .map(|(at, found)| self.original(&(at..at + found.len())))
            .collect()
    }

    /// Whether no word is cut at either end of the range.
    pub(super) fn is_whole(&self, start: usize, end: usize) -> bool {
        let joined = |left: Option<char>, right: Option<char>| {
            left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
        };
        let (before, found, after) =
            (self.text.get(..start), self.text.get(start..end), self.text.get(end..));
        match (before, found, after) {
            (Some(before), Some(found), Some(after)) => {
                !joined(before.chars().next_back(), found.chars().next())
                    && !joined(found.chars().next_back(), after.chars().next())
            }
            _ => false,
        }
    }
}

/// The text without what a reader cannot see, so that what is approved is what is published. Line breaks
/// stay, tabs become spaces, and the ends are trimmed.
pub(crate) fn visible(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|character| if character == '\t' { ' ' } else { character })
        .filter(|character| *character == '\n' || !is_hidden(*character))
        .collect();
    seen.trim().to_owned()
}

/// The character that a reader takes this one for; nothing where a reader sees nothing.
fn plain(character: char) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        c if c.is_whitespace() => Some(' '),
        c if is_hidden(c) => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{2024}' | '\u{3002}' | '\u{ff61}' => Some('.'),
        '\u{2018}' | '\u{2019}' | '\u{201b}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{201f}' => Some('"'),
        // Full-width forms stand in the order of ASCII.
        c @ '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c => Some(c),
    }
}

/// Controls, joiners, direction marks, variation selectors and tags: characters without a picture of
/// their own (Unicode, `Default_Ignorable_Code_Point`, and Unicode Technical Report 36, section 2).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_vanish_and_the_way_back_includes_them() {
        let original = "on d\u{200b}b\u{2011}17 now";
        let folded = Folded::exact(original);
        assert_eq!(folded.text(), "on db-17 now");
        assert_eq!(&original[folded.original(&(3..8))], "d\u{200b}b\u{2011}17");
    }

    #[test]
    fn full_width_letters_and_typographic_marks_are_made_plain() {
        assert_eq!(Folded::exact("ＡＫＩＡ\u{a0}“x”’s").text(), "AKIA \"x\"'s");
    }

    #[test]
    fn loose_text_ignores_case_and_line_breaks() {
        let original = "Human \n  ERROR";
        let folded = Folded::loose(original);
        assert_eq!(folded.text(), "human error");
        assert_eq!(folded.phrase("human error"), vec![0..original.len()]);
    }

    #[test]
    fn phrases_are_whole_words() {
        let folded = Folded::loose("Jimmy met Jim's cat");
        assert_eq!(folded.phrase("jim"), vec![10..13]);
        assert!(folded.phrase("").is_empty());
    }

    #[test]
    fn what_is_approved_holds_nothing_unseen() {
        assert_eq!(visible(" a\u{202e}b\r\nc\td\u{200b} "), "ab\nc d");
    }

    #[test]
    fn a_letter_that_grows_in_lower_case_keeps_its_place() {
        let original = "İx Jim";
        let folded = Folded::loose(original);
        let found = folded.phrase("jim");
        assert_eq!(found.first().map(|range| &original[range.clone()]), Some("Jim"));
    }
}
