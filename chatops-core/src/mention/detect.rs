//! Finding mass mentions in what people type (Feature B1; attack cases D5 and D12).

use super::Reach;
use crate::text::is_deceptive;

/// Whom a typed text tries to wake: the loudest of its mass mentions, or nobody.
///
/// Found are `@here`, `@channel`, `@room`, `@all` and `@everyone` as whole words, and the angle forms
/// `<!here>`, `<!channel>`, `<!everyone>`, with or without a label. Case does not matter, nor do
/// invisible characters, combining marks and full-width forms. Words in code (between back-ticks)
/// notify nobody and do not count. Where it is unclear, the text counts as a mention: a hint too
/// many is better than a room woken without right.
///
/// Letters of other scripts that only look alike are left alone: no platform wakes anybody for them.
/// A platform that reports itself whom a message tries to wake is believed beside this.
///
/// ```
/// use chatops_core::mention::{Reach, reach_in};
/// assert_eq!(reach_in("@here and @Channel, look"), Some(Reach::Channel));
/// assert_eq!(reach_in("mail me@here.example, see `@channel`"), None);
/// ```
#[must_use]
pub fn reach_in(text: &str) -> Option<Reach> {
    // Nearly every message ends here: no sign, no work.
    if !text.contains(['@', '<', '\u{ff20}', '\u{fe6b}', '\u{ff1c}', '\u{fe64}']) {
        return None;
    }
    let shown = normalised(text);
    let at = shown.match_indices('@').filter_map(|(place, _)| typed_at(&shown, place));
    let angle = shown.match_indices("<!").filter_map(|(place, _)| {
        // Up to the next sign only, so that a text full of them is read once.
        let (inside, _) = shown.get(place + 2..)?.split_once(['>', '<'])?;
        reach_of(inside.split_once('|').map_or(inside, |(word, _)| word))
    });
    at.chain(angle).max()
}

/// The text without the mass mentions that it begins with: a broadcast has its own. `@channel: look` is `look`. What
/// says nothing else stays as it is.
pub(super) fn without_calls(text: &str) -> &str {
    let text = text.trim();
    let mut rest = text;
    while let Some(word) = rest.split_whitespace().next().filter(|word| is_call(word)) {
        rest = rest.get(word.len()..).unwrap_or_default().trim_start();
    }
    if rest.is_empty() { text } else { rest }
}

/// Whether a word is a mass mention and nothing else, whatever mark stands behind it.
fn is_call(word: &str) -> bool {
    let shown = normalised(word);
    let shown = shown.trim_end_matches([':', ',', ';', '.', '!', '-']);
    let angle = || {
        let inside = shown.strip_prefix("<!")?.strip_suffix('>')?;
        reach_of(inside.split_once('|').map_or(inside, |(word, _)| word))
    };
    shown.strip_prefix('@').and_then(reach_of).or_else(angle).is_some()
}

/// The reach of an `@` at this place, if a word of ours follows and neither side continues it.
fn typed_at(shown: &str, place: usize) -> Option<Reach> {
    let (before, after) = (shown.get(..place)?, shown.get(place + 1..)?);
    if before.chars().next_back().is_some_and(continues_word) {
        return None;
    }
    let end = after.find(|c: char| !continues_word(c)).unwrap_or(after.len());
    reach_of(after.get(..end)?)
}

/// The reach that a word means.
fn reach_of(word: &str) -> Option<Reach> {
    match word {
        "here" => Some(Reach::Here),
        "channel" | "room" | "all" => Some(Reach::Channel),
        "everyone" => Some(Reach::Everyone),
        _ => None,
    }
}

/// Whether a character makes a longer word of its neighbour. Only in scripts that part words by spaces:
/// from Thai onward (Unicode 0E00: Thai, Hangul, Han, Kana) `@here` stands against the next word.
fn continues_word(c: char) -> bool {
    c == '_' || (c < '\u{e00}' && c.is_alphanumeric())
}

/// The text outside code, in lower case, without what hides or disguises letters.
fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Code is found first, in the text as it was typed: a hidden character between two back-ticks
    // must not make our reading of the code differ from the platform's.
    while let Some(place) = rest.find(['`', '\\']) {
        let (before, here) = rest.split_at(place);
        push_normalised(&mut out, before);
        rest = if let Some(escaped) = here.strip_prefix('\\') {
            // An escaped back-tick opens no code.
            out.push('\\');
            escaped.strip_prefix(['`', '\\']).unwrap_or(escaped)
        } else {
            let run = here.len() - here.trim_start_matches('`').len();
            let inside = here.get(run..).unwrap_or_default();
            out.push(' ');
            after_code(inside, run).unwrap_or(inside)
        };
    }
    push_normalised(&mut out, rest);
    out
}

/// What follows the code that a run of back-ticks opened; nothing where no run of the same length
/// closes it. One or two back-ticks close on the same line, three or more on any.
fn after_code(inside: &str, run: usize) -> Option<&str> {
    let reach = if run < 3 { inside.find('\n').unwrap_or(inside.len()) } else { inside.len() };
    let mut place = 0;
    while let Some(found) = inside.get(place..reach)?.find('`') {
        let ticks = inside.get(place + found..)?;
        let length = ticks.len() - ticks.trim_start_matches('`').len();
        if length == run {
            return ticks.get(length..);
        }
        place += found + length;
    }
    None
}

fn push_normalised(out: &mut String, typed: &str) {
    for c in typed.chars() {
        match c {
            c if c.is_whitespace() => out.push(c),
            c if is_hidden(c) => {}
            // Full-width forms stand 0xFEE0 above the ASCII they mean.
            '\u{ff01}'..='\u{ff5e}' => {
                let plain = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
                out.push(plain.to_ascii_lowercase());
            }
            '\u{fe6b}' => out.push('@'),
            '\u{fe64}' => out.push('<'),
            c => out.extend(c.to_lowercase().filter(|c| !is_hidden(*c))),
        }
    }
}

/// Controls, zero-width characters, fillers and combining marks: what hides between letters or sits
/// on top of them.
fn is_hidden(c: char) -> bool {
    is_deceptive(c)
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2065}'
            | '\u{fff9}'..='\u{fffb}'
            // Combining marks and variation selectors.
            | '\u{300}'..='\u{36f}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, Option<Reach>)]) {
        for (text, reach) in cases {
            assert_eq!(reach_in(text), *reach, "{text:?}");
        }
    }

    #[test]
    fn every_word_and_angle_form_is_found_in_any_case() {
        check(&[
            ("@here", Some(Reach::Here)),
            ("db down @Channel", Some(Reach::Channel)),
            ("@ROOM: look", Some(Reach::Channel)),
            ("(@all)", Some(Reach::Channel)),
            ("**@everyone**", Some(Reach::Everyone)),
            ("<!here> look", Some(Reach::Here)),
            ("<!Channel|@channel>", Some(Reach::Channel)),
            ("<!everyone|everyone>", Some(Reach::Everyone)),
            ("> quoted @here.", Some(Reach::Here)),
        ]);
    }

    #[test]
    fn the_mentions_at_the_beginning_are_left_out_of_what_is_passed_on() {
        for (text, rest) in [
            ("@channel everybody look", "everybody look"),
            (" @here, @Channel:  look @here", "look @here"),
            ("<!channel|channel> look", "look"),
            ("\u{ff20}here look", "look"),
            ("@channels look", "@channels look"),
            ("`@here` look", "`@here` look"),
            ("@here", "@here"),
        ] {
            assert_eq!(without_calls(text), rest, "{text:?}");
        }
    }

    #[test]
    fn the_loudest_wins() {
        check(&[
            ("@here @everyone @channel", Some(Reach::Everyone)),
            ("<!channel> @here", Some(Reach::Channel)),
        ]);
    }

    #[test]
    fn parts_of_other_words_and_addresses_do_not_count() {
        check(&[
            ("me@here.example", None),
            ("@hereford", None),
            ("@channels", None),
            ("@room_2", None),
            ("here, everyone", None),
            ("<!subteam^S1>", None),
            ("<!herein>", None),
            ("<@U1> <https://all.example>", None),
            ("a < b ! here >", None),
            ("", None),
        ]);
    }

    #[test]
    fn words_in_scripts_without_spaces_stand_beside_a_mention() {
        check(&[("@here请看", Some(Reach::Here)), ("请@channel看", Some(Reach::Channel))]);
    }

    #[test]
    fn disguised_mentions_are_found() {
        check(&[
            ("@\u{200b}everyone", Some(Reach::Everyone)),
            ("\u{ff20}here", Some(Reach::Here)),
            ("\u{ff20}\u{ff48}\u{ff45}\u{ff52}\u{ff45}", Some(Reach::Here)),
            ("\u{fe6b}here", Some(Reach::Here)),
            ("@\u{202e}here", Some(Reach::Here)),
            ("@h\u{301}ere", Some(Reach::Here)),
            ("@he\u{e0072}re", Some(Reach::Here)),
            ("@h\u{ad}ere", Some(Reach::Here)),
            ("\u{ff1c}!here>", Some(Reach::Here)),
            // Words are still parted by real spaces.
            ("@ here", None),
            ("x\n@here", Some(Reach::Here)),
        ]);
    }

    #[test]
    fn code_notifies_nobody() {
        check(&[
            ("run `@here`", None),
            ("``a ` @here``", None),
            ("```\n@channel\n```", None),
            ("`a` @here `b`", Some(Reach::Here)),
            ("```x``` @here", Some(Reach::Here)),
        ]);
    }

    #[test]
    fn what_only_looks_like_code_still_counts() {
        check(&[
            ("`@here", Some(Reach::Here)),
            ("`a\n@here `", Some(Reach::Here)),
            ("``@here`", Some(Reach::Here)),
            ("\\`@here\\`", Some(Reach::Here)),
            ("\\\\`@here`", None),
            ("\u{ff40}@here\u{ff40}", Some(Reach::Here)),
            // Two pieces of code around it, not one.
            ("`\u{200b}`@here`\u{200b}`", Some(Reach::Here)),
        ]);
    }

    #[test]
    fn hostile_texts_are_read_to_their_end() {
        // Runs of every length, none closed: each is looked for once.
        let runs: String = (1..280).map(|length| "`".repeat(length) + "x").collect();
        assert_eq!(reach_in(&(runs + " @here")), Some(Reach::Here));
        assert_eq!(reach_in(&"<!".repeat(20_000)), None);
        assert_eq!(reach_in(&"@".repeat(40_000)), None);
    }
}
