//! Words from people and services in Markdown and HTML: shown as they are, whatever they contain.
//!
//! The record quotes everybody, and hostile alerts and guests among them. Nothing of what they wrote may become
//! markup, a link, an image, a mention or an element where the record is read (attack case D9).

use sha2::{Digest, Sha256};

use crate::text::clean;

/// Stands around an `@`, unseen, so that no reader of Markdown takes what is there for a person or an address.
/// A backslash would not do: programs that look for mentions do so after the escapes are gone. Both sides are
/// needed: some take the unseen character itself for a part of the address.
const WORD_JOINER: char = '\u{2060}';

/// Shortest fence of a code block, in backticks.
const FENCE_MIN: usize = 3;

/// Words for Markdown, in a line, a heading or a cell of a table: line breaks become spaces.
#[must_use]
pub fn markdown_line(words: &str) -> String {
    escape_markdown(clean(words).trim())
}

/// Words for Markdown, in a paragraph: line breaks stay line breaks. Never opens a block of its own.
#[must_use]
pub fn markdown_paragraph(words: &str) -> String {
    let lines: Vec<String> = words.trim().lines().map(markdown_line).collect();
    lines.join("\\\n")
}

/// Output as a code block of Markdown, behind a fence that it cannot close.
#[must_use]
pub fn markdown_code_block(output: &str) -> String {
    let lines: Vec<String> = output.lines().map(clean).collect();
    let text = lines.join("\n");
    let fence = "`".repeat((longest_run(&text, '`') + 1).max(FENCE_MIN));
    format!("{fence}text\n{text}\n{fence}\n")
}

/// One line of code within a line of Markdown, between marks that it cannot close.
#[must_use]
pub fn markdown_code(words: &str) -> String {
    // A cell of a table ends at a bar even within code.
    let text = clean(words).trim().replace('|', "¦");
    if text.is_empty() {
        return String::new();
    }
    let mark = "`".repeat(longest_run(&text, '`') + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{mark}{space}{text}{space}{mark}")
}

/// A link to an address, or only its words where the address is none of the web.
#[must_use]
pub fn markdown_link(words: &str, address: &str) -> String {
    let web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '|' | '`');
    if web && address.chars().all(plain) {
        format!("[{}](<{address}>)", markdown_line(words))
    } else {
        markdown_line(words)
    }
}

fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or(0)
}

/// Escapes one line by the rules of CommonMark and of its common extensions: tables, strikethrough, formulas,
/// addresses that become links by themselves.
fn escape_markdown(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut before = None;
    let mut rest = line.chars().peekable();
    // Digits at the start could be the number of a list item.
    let mut at_start = true;
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        match c {
            '@' => {
                if before.is_some_and(|before| !char::is_whitespace(before)) {
                    out.push(WORD_JOINER);
                }
                out.extend([c, WORD_JOINER]);
            }
            '_' if is_word(before) && is_word(after) => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '#' | '$' => {
                out.extend(['\\', c]);
            }
            '-' | '+' | '=' | ':' if before.is_none() => out.extend(['\\', c]),
            '.' | ')' if at_start && before.is_some() => out.extend(['\\', c]),
            ':' if after == Some('/') => out.extend(['\\', c]),
            '.' if out.to_ascii_lowercase().ends_with("www") => out.extend(['\\', c]),
            _ => out.push(c),
        }
        at_start = at_start && c.is_ascii_digit();
        before = Some(c);
    }
    out
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Words as HTML shows them, in text and in quoted attributes alike. What would hide or reorder them
/// becomes a visible escape first.
#[must_use]
pub fn escape_html(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in clean(words).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// What a page of ours tells the browser it may load: its own style, known by its digest, and nothing else.
#[must_use]
pub fn content_policy(style: &str) -> String {
    let digest = data_encoding::BASE64.encode(&Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_words_stay_readable() {
        for words in [
            "Latency is up: 450 ms (p95) since 14:05, see run 3.",
            "load_average of db-1.example is 3.5 – twice the usual!",
            "Ann's idea \"restart it\" works",
        ] {
            assert_eq!(markdown_line(words), words);
        }
    }

    #[test]
    fn marks_of_markdown_are_escaped() {
        for (words, escaped) in [
            ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
            ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
            ("![x](http://evil.example)", r"!\[x\](http\://evil.example)"),
            ("<img src=x>", r"\<img src=x\>"),
            ("a | b `c` &lt; $x$", r"a \| b \`c\` \&lt; \$x\$"),
            ("www.evil.example", r"www\.evil.example"),
            ("# heading", r"\# heading"),
            ("- item", r"\- item"),
            ("+ item", r"\+ item"),
            ("12. item", r"12\. item"),
            ("12) item", r"12\) item"),
            ("=== ", r"\==="),
            ("--- ", r"\---"),
            ("> quote", r"\> quote"),
            (r"a\", r"a\\"),
        ] {
            assert_eq!(markdown_line(words), escaped);
        }
    }

    #[test]
    fn nobody_is_mentioned_and_no_address_becomes_a_link() {
        assert_eq!(markdown_line("@channel"), "@\u{2060}channel");
        assert_eq!(markdown_line("a@b.example"), "a\u{2060}@\u{2060}b.example");
    }

    #[test]
    fn a_paragraph_keeps_its_lines_and_opens_no_block() {
        assert_eq!(markdown_paragraph("one\n\n    two\n# three\n"), "one\\\n\\\ntwo\\\n\\# three");
        assert_eq!(markdown_paragraph("  \n "), "");
    }

    #[test]
    fn output_cannot_close_its_fence() {
        assert_eq!(markdown_code_block("up 3 days"), "```text\nup 3 days\n```\n");
        assert_eq!(markdown_code_block("a\n````\nb"), "`````text\na\n````\nb\n`````\n");
        assert_eq!(markdown_code("a `` b | c"), "```a `` b ¦ c```");
        assert_eq!(markdown_code("`a`"), "`` `a` ``");
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let link = markdown_link("HOT-331", "https://tickets.example/HOT-331");
        assert_eq!(link, "[HOT-331](<https://tickets.example/HOT-331>)");
        for address in ["javascript:alert(1)", "https://a> [x](y", "https://a b", ""] {
            assert_eq!(markdown_link("HOT-331", address), "HOT-331", "{address}");
        }
    }

    #[test]
    fn deceptive_characters_are_shown_in_every_form() {
        assert_eq!(markdown_line("a\u{202e}b"), r"a\\u{202e}b");
        assert_eq!(escape_html("a\u{202e}<b>"), "a\\u{202e}&lt;b&gt;");
        assert_eq!(markdown_code("a\u{202e}b"), "`a\\u{202e}b`");
    }

    /// Whether every mark in a line stands behind a backslash.
    fn is_inert(line: &str) -> bool {
        let mut escaped = false;
        for (place, c) in line.char_indices() {
            match c {
                // An address is one only with its colon as it is.
                ':' if !escaped && line[place..].starts_with("://") => return false,
                '\\' if !escaped => {
                    escaped = true;
                    continue;
                }
                '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '#' | '$' if !escaped => {
                    return false;
                }
                _ => {}
            }
            escaped = false;
        }
        !escaped
    }

    proptest! {
        #[test]
        fn no_words_make_markup(words in "[ -~\n\u{202e}é]{0,60}") {
            let line = markdown_line(&words);
            prop_assert!(is_inert(&line), "{}", line);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(line.matches('@').count(), line.matches("@\u{2060}").count());
            let html = escape_html(&words);
            prop_assert!(!html.contains(['<', '>', '"', '\'']));
        }

        #[test]
        fn no_output_leaves_its_block(output in "[`a\n ]{0,40}") {
            let block = markdown_code_block(&output);
            let fence = block.split("text\n").next().unwrap();
            let inside = block.strip_prefix(&format!("{fence}text\n")).unwrap();
            let inside = inside.strip_suffix(&format!("\n{fence}\n")).unwrap();
            prop_assert!(!inside.contains(fence));
        }
    }
}
