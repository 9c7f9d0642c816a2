//! Splitting a text that is too long for one message.

use crate::text::{Block, Span, Text};

/// Splits a text into parts of at most `chars_max` characters each, at blocks where possible, else
/// between words, else anywhere. Nothing is lost. A limit of 0 counts as 1.
#[must_use]
pub fn split(text: &Text, chars_max: usize) -> Vec<Text> {
    let chars_max = chars_max.max(1);
    if text.chars() <= chars_max {
        return vec![text.clone()];
    }
    let mut parts: Vec<Text> = Vec::new();
    let mut current = Text::new();
    for block in text.blocks() {
        for piece in split_block(block, chars_max) {
            let joined = push(current.clone(), piece.clone());
            if joined.chars() <= chars_max {
                current = joined;
            } else {
                if !current.is_empty() {
                    parts.push(current);
                }
                current = push(Text::new(), piece);
            }
        }
    }
    if !current.is_empty() {
        parts.push(current);
    }
    parts
}

fn push(text: Text, block: Block) -> Text {
    match block {
        Block::Line(spans) => fill(text.line(), spans),
        Block::Bullet(spans) => fill(text.bullet(), spans),
        Block::Quote(spans) => fill(text.quote(), spans),
        Block::Preformatted(output) => text.preformatted(&output),
    }
}

fn fill(text: Text, spans: Vec<Span>) -> Text {
    spans.into_iter().fold(text, Text::span)
}

/// A block that fits is itself; one that does not becomes lines of words.
fn split_block(block: &Block, chars_max: usize) -> Vec<Block> {
    let whole = push(Text::new(), block.clone());
    if whole.chars() <= chars_max {
        return vec![block.clone()];
    }
    let words = whole.to_plain();
    let preformatted = matches!(block, Block::Preformatted(_));
    cut(&words, chars_max)
        .into_iter()
        .map(|piece| {
            if preformatted {
                Block::Preformatted(piece)
            } else {
                Block::Line(vec![Span::Plain(piece)])
            }
        })
        .collect()
}

/// Cuts words into pieces of at most `chars_max` characters, behind a space or line break where there is
/// one in the second half of the piece.
fn cut(words: &str, chars_max: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut count = 0;
    for character in words.chars() {
        // Cut only when there is more to come: what just fits stays whole.
        if count == chars_max {
            let break_at =
                piece.rfind([' ', '\n']).map(|at| at + 1).filter(|at| *at * 2 > piece.len());
            let rest = break_at.map_or_else(String::new, |at| piece.split_off(at));
            count = rest.chars().count();
            pieces.push(std::mem::replace(&mut piece, rest));
        }
        piece.push(character);
        count += 1;
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// The first `chars_max` characters, with a mark where something was cut off.
#[must_use]
pub fn shorten(words: &str, chars_max: usize) -> String {
    if words.chars().count() <= chars_max {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(chars_max.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_text_stays_whole_and_a_long_one_breaks_between_words() {
        assert_eq!(split(&Text::from("short"), 10), vec![Text::from("short")]);
        let parts: Vec<String> =
            split(&Text::from("one two three four"), 10).iter().map(Text::to_plain).collect();
        assert_eq!(parts, vec!["one two ", "three four"]);
        assert_eq!(shorten("abcdef", 4), "abc…");
    }

    proptest! {
        #[test]
        fn parts_fit_and_lose_nothing(words in "[a-z \u{e4}\u{1f600}]{0,400}", max in 1_usize..50) {
            let parts = split(&Text::from(words.clone()), max);
            for part in &parts {
                prop_assert!(part.chars() <= max);
            }
            let joined: String = parts.iter().map(Text::to_plain).collect();
            prop_assert_eq!(joined, words);
        }
    }
}
