//! Words from people and services in Markdown and HTML: shown as they are, whatever they contain.
//!
//! The record quotes everybody, and hostile alerts and guests among them. Nothing of what they wrote may become
//! markup, a link, an image, a mention or an element where the record is read (attack case D9).

use sha2::{Digest, Sha256};

use crate::text::{Block, Span, Text, clean};
use crate::time::show_utc;

/// Stands around an `@`, unseen, so that no reader of Markdown takes what is there for a person or an address.
/// A backslash would not do: programs that look for mentions do so after the escapes are gone. Both sides are
/// needed: some take the unseen character itself for a part of the address.
const WORD_JOINER: char = '\u{2060}';

/// Shortest fence of a code block, in backticks.
const FENCE_MIN: usize = 3;

/// Words for Markdown, in a line, a heading or a cell of a table: line breaks become spaces.
#[must_use]
pub fn markdown_line(words: &str) -> String {
    escape_markdown(clean(words).trim(), None)
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
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '|' | '`');
    if is_web(address) && address.chars().all(plain) {
        format!("[{}](<{address}>)", markdown_line(words))
    } else {
        markdown_line(words)
    }
}

/// A text of ours for Markdown: code stays code, links stay links, everything else is escaped. What stands in blocks
/// of its own is joined by `line_break`. Names and rooms are written out before (`Names::fill`).
#[must_use]
pub fn markdown_text(text: &Text, line_break: &str) -> String {
    joined(text, line_break, &|span, before| match span {
        Span::Plain(words) => escape_markdown(&clean(words), before),
        Span::Strong(words) => format!("**{}**", escape_markdown(&clean(words), Some('*'))),
        Span::Code(words) => markdown_code(words),
        Span::Link { label, url } => markdown_link(label, url),
        Span::Time(at) => show_utc(*at),
        Span::Name(person) => markdown_line(person.as_str()),
        Span::Mention(person) => markdown_line(&format!("@{person}")),
        Span::Room(room) => markdown_line(&room.to_string()),
    })
}

/// A text of ours for HTML, likewise.
#[must_use]
pub fn html_text(text: &Text) -> String {
    joined(text, "<br>", &|span, _| match span {
        Span::Plain(words) => escape_html(words),
        Span::Strong(words) => format!("<strong>{}</strong>", escape_html(words)),
        Span::Code(words) => format!("<code>{}</code>", escape_html(words)),
        Span::Link { label, url } if is_web(url) => format!(
            "<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>",
            escape_html(url),
            escape_html(label)
        ),
        Span::Link { label, .. } => escape_html(label),
        Span::Time(at) => show_utc(*at),
        Span::Name(person) => escape_html(person.as_str()),
        Span::Mention(person) => escape_html(&format!("@{person}")),
        Span::Room(room) => escape_html(&room.to_string()),
    })
}

/// Writes each span, knowing the character before it in its line, and joins the lines.
fn joined(text: &Text, line_break: &str, write: &dyn Fn(&Span, Option<char>) -> String) -> String {
    let line = |spans: &[Span]| {
        let mut line = String::new();
        for span in merged(spans) {
            line.push_str(&write(&span, line.chars().next_back()));
        }
        line.trim().to_owned()
    };
    let blocks = text.blocks().iter().flat_map(|block| match block {
        Block::Line(spans) => vec![line(spans)],
        Block::Bullet(spans) => vec![format!("• {}", line(spans))],
        Block::Quote(spans) => vec![format!("“{}”", line(spans))],
        Block::Preformatted(output) => {
            let lines = output.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| write(&Span::Code(line.to_owned()), None)).collect()
        }
    });
    let lines: Vec<String> = blocks.filter(|line| !line.is_empty()).collect();
    lines.join(line_break)
}

/// Spans in which plain words that follow one another are one: what a mark means depends on what stands around it.
fn merged(spans: &[Span]) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match (merged.last_mut(), span) {
            (Some(Span::Plain(before)), Span::Plain(words)) => before.push_str(words),
            _ => merged.push(span.clone()),
        }
    }
    merged
}

fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or(0)
}

/// Escapes one line by the rules of CommonMark and of its common extensions: tables, strikethrough, formulas,
/// addresses that become links by themselves. `before` is what stands before it in its line.
fn escape_markdown(line: &str, mut before: Option<char>) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line.chars().peekable();
    // Digits at the start could be the number of a list item.
    let mut at_start = before.is_none();
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

    #[test]
    fn code_and_links_of_ours_stay_what_they_are_and_words_stay_words() {
        let address = "https://status.example/#update-1";
        let text = Text::from("*run* ")
            .code("load a|b `x`")
            .plain(" – ")
            .link(address, address)
            .quote()
            .plain("<b>")
            .preformatted("one\n\ntwo");
        assert_eq!(
            markdown_text(&text, " ⏎ "),
            "\\*run\\* `` load a¦b `x` `` – [https\\://status.example/\\#update-1](<https://status.example/#update-1>) \
             ⏎ “\\<b\\>” ⏎ `one` ⏎ `two`"
        );
        assert_eq!(
            html_text(&text),
            "*run* <code>load a|b `x`</code> – <a href=\"https://status.example/#update-1\" \
             rel=\"noopener noreferrer\">https://status.example/#update-1</a><br>“&lt;b&gt;”<br>\
             <code>one</code><br><code>two</code>"
        );
        let mail = Text::new().link("write", "mailto:a@b.example");
        assert_eq!(
            (markdown_text(&mail, "").as_str(), html_text(&mail).as_str()),
            ("write", "write")
        );
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
