//! Words in a chat: what of a typed text calls somebody, and how a text of the bot is shown.

use std::collections::BTreeSet;

use crate::ids::PersonId;
use crate::mention::Reach;
use crate::text::{Block, Span, Text};

/// Whom a typed text calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Called {
    /// Mass mentions.
    pub(super) reaches: BTreeSet<Reach>,
    /// Handles of people, in lower case and without the `@`.
    pub(super) handles: BTreeSet<String>,
}

/// Reads whom a text calls, as a platform reads it: an `@` that does not stand behind a letter, digit or dot,
/// then a word. What stands between back-ticks calls nobody.
///
/// This is on purpose not the code with which the rules look for mass mentions: one of the two is to find
/// the mistakes of the other.
pub(super) fn called(text: &str) -> Called {
    let mut called = Called::default();
    let mut pieces = text.split('`').peekable();
    let mut code = false;
    while let Some(piece) = pieces.next() {
        // A back-tick without a partner opens no code.
        if !code || pieces.peek().is_none() {
            call(&mut called, piece);
        }
        code = !code;
    }
    called
}

fn call(called: &mut Called, piece: &str) {
    for (place, _) in piece.match_indices('@') {
        let (before, after) = piece.split_at(place);
        let glued = |c: char| c.is_alphanumeric() || c == '.';
        if before.chars().next_back().is_some_and(glued) {
            continue;
        }
        let word: String = after
            .chars()
            .skip(1)
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
            .collect();
        match word.trim_end_matches(['.', '-']).to_lowercase().as_str() {
            "" => {}
            "here" => drop(called.reaches.insert(Reach::Here)),
            "channel" => drop(called.reaches.insert(Reach::Channel)),
            "everyone" => drop(called.reaches.insert(Reach::Everyone)),
            handle => drop(called.handles.insert(handle.to_owned())),
        }
    }
}

/// A text of the bot as people read it, with `name` and `handle` of the people in it.
pub(super) fn shown(
    text: &Text,
    name: &dyn Fn(&PersonId) -> Option<String>,
    handle: &dyn Fn(&PersonId) -> Option<String>,
) -> String {
    let write = |span: &Span| match span {
        Span::Mention(person) => {
            let handle = handle(person).unwrap_or_else(|| person.to_string());
            Span::Plain(format!("@{handle}"))
        }
        other => other.clone(),
    };
    let mut shown = Text::new();
    for block in text.blocks() {
        let (begun, spans) = match block {
            Block::Line(spans) => (shown.line(), spans.as_slice()),
            Block::Bullet(spans) => (shown.bullet(), spans.as_slice()),
            Block::Quote(spans) => (shown.quote(), spans.as_slice()),
            Block::Preformatted(output) => (shown.preformatted(output), [].as_slice()),
        };
        shown = spans.iter().map(write).fold(begun, Text::span);
    }
    shown.resolve(name, &|_| None).to_plain()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handles(text: &str) -> Vec<String> {
        called(text).handles.into_iter().collect()
    }

    #[test]
    fn words_behind_an_at_call_people_and_rooms() {
        assert_eq!(handles("@jim, @Ann.Lee: and (@bo-b)."), ["ann.lee", "bo-b", "jim"]);
        assert_eq!(handles("mail jim@example.org or a.@b"), Vec::<String>::new());
        let both = called("@here and @CHANNEL! Also @everyone.");
        assert_eq!(both.reaches.len(), 3);
        assert!(both.handles.is_empty());
    }

    #[test]
    fn code_calls_nobody() {
        assert_eq!(called("say `@here @jim` or not"), Called::default());
        assert_eq!(handles("a lone ` before @jim"), ["jim"]);
        assert_eq!(handles("`@ann` and @jim"), ["jim"]);
    }

    #[test]
    fn a_text_is_shown_with_names_and_handles() {
        let jim = PersonId::new("memory:jim").unwrap();
        let text = Text::new()
            .plain("For ")
            .mention(&jim)
            .bullet()
            .name(&jim)
            .plain(" has it")
            .preformatted("a\nb");
        let shown = shown(&text, &|_| Some("Jim Smith".into()), &|_| Some("jim".into()));
        assert_eq!(shown, "For @jim\n• Jim Smith has it\na\nb");
    }
}
