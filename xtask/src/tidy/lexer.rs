//! Splits Rust source into tokens, just well enough that text in strings and comments is never
//! taken for code. Knows nothing of grammar; source that does not compile gives odd tokens, no error.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word: identifier or keyword, with its `r#` where it has one.
    Word,
    /// A string literal of any kind, with prefix, quotes and hashes.
    Text,
    /// A character or byte literal.
    Character,
    /// `'a`
    Lifetime,
    /// A number without sign or fraction: `1.5` is three tokens.
    Number,
    /// A comment, documentation included.
    Comment,
    /// One character of punctuation.
    Mark,
}

/// A piece of source and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// From 1.
    pub(super) line: usize,
}

impl Token<'_> {
    /// Whether this is the given word or punctuation, not text that looks like it.
    pub(super) fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Mark) && self.text == text
    }
}

/// All tokens of a source, comments included.
pub(super) fn lex(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let (kind, length) = measure(rest, first);
        // Lengths end between characters; the fallback keeps a mistake from looping for ever.
        let (text, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        if let Some(kind) = kind {
            tokens.push(Token { kind, text, line });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The kind and length of the token at the start of `rest`; white space has no kind.
fn measure(rest: &str, first: char) -> (Option<Kind>, usize) {
    if first.is_whitespace() {
        return (None, first.len_utf8());
    }
    if rest.starts_with("//") {
        return (Some(Kind::Comment), rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Some(Kind::Comment), block_comment(rest));
    }
    if let Some(length) = string(rest) {
        return (Some(Kind::Text), length);
    }
    if first == '\'' || rest.starts_with("b'") {
        let prefix = usize::from(first == 'b');
        let (kind, length) = quote(rest.get(prefix + 1..).unwrap_or_default());
        return (Some(kind), prefix + 1 + length);
    }
    if is_word(first) {
        let prefix = if rest.starts_with("r#") { 2 } else { 0 };
        let kind = if first.is_ascii_digit() { Kind::Number } else { Kind::Word };
        return (Some(kind), prefix + word(rest.get(prefix..).unwrap_or_default()));
    }
    (Some(Kind::Mark), first.len_utf8())
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

fn word(rest: &str) -> usize {
    rest.find(|character| !is_word(character)).unwrap_or(rest.len())
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut position = 0;
    while let Some(tail) = rest.get(position..)
        && let Some(first) = tail.chars().next()
    {
        if tail.starts_with("/*") {
            depth += 1;
            position += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            position += 2;
            if depth == 0 {
                return position;
            }
        } else {
            position += first.len_utf8();
        }
    }
    rest.len()
}

/// The length of a string literal, raw or not, with any of the prefixes; `None` where there is none.
fn string(rest: &str) -> Option<usize> {
    let after = rest.trim_start_matches(['b', 'c', 'r']);
    let prefix = rest.get(..rest.len() - after.len())?;
    match prefix {
        "" | "b" | "c" => Some(prefix.len() + 1 + quoted(after.strip_prefix('"')?, '"')),
        "r" | "br" | "cr" => {
            let body = after.trim_start_matches('#');
            let hashes = after.len() - body.len();
            let end = format!("\"{}", "#".repeat(hashes));
            let body = body.strip_prefix('"')?;
            let length = body.find(&end).map_or(body.len(), |found| found + end.len());
            Some(prefix.len() + hashes + 1 + length)
        }
        _ => None,
    }
}

/// The length up to and with the closing quote; a backslash guards the next character.
fn quoted(body: &str, quote: char) -> usize {
    let mut guarded = false;
    for (position, character) in body.char_indices() {
        match character {
            _ if guarded => guarded = false,
            '\\' => guarded = true,
            _ if character == quote => return position + character.len_utf8(),
            _ => {}
        }
    }
    body.len()
}

/// What follows a single quote: `a'` and `\n'` are characters, `a` alone is a lifetime.
fn quote(body: &str) -> (Kind, usize) {
    let mut characters = body.chars();
    match (characters.next(), characters.next()) {
        (Some('\\'), _) => (Kind::Character, quoted(body, '\'')),
        (Some(only), Some('\'')) => (Kind::Character, only.len_utf8() + 1),
        _ => (Kind::Lifetime, word(body)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(Kind, &str)]) {
        let tokens: Vec<_> = lex(source).iter().map(|token| (token.kind, token.text)).collect();
        assert_eq!(tokens, expected, "{source}");
    }

    #[test]
    fn code_is_words_numbers_and_marks() {
        use Kind::{Mark, Number, Word};
        check(
            "fn f(x: u8)->_{0xff}",
            &[
                (Word, "fn"),
                (Word, "f"),
                (Mark, "("),
                (Word, "x"),
                (Mark, ":"),
                (Word, "u8"),
                (Mark, ")"),
                (Mark, "-"),
                (Mark, ">"),
                (Word, "_"),
                (Mark, "{"),
                (Number, "0xff"),
                (Mark, "}"),
            ],
        );
    }

    #[test]
    fn strings_keep_what_is_in_them() {
        use Kind::{Mark, Text};
        check(r#""a \" { b";"#, &[(Text, r#""a \" { b""#), (Mark, ";")]);
        check(r##"r#"a " { "#;"##, &[(Text, r##"r#"a " { "#"##), (Mark, ";")]);
        check(r#"br"\" b"}" c"x""#, &[(Text, r#"br"\""#), (Text, r#"b"}""#), (Text, r#"c"x""#)]);
        check("\"first\nsecond\"", &[(Text, "\"first\nsecond\"")]);
        check(r#""\\";"#, &[(Text, r#""\\""#), (Mark, ";")]);
    }

    #[test]
    fn words_that_begin_like_strings_are_words() {
        use Kind::Word;
        check(
            "break crate r#type b",
            &[(Word, "break"), (Word, "crate"), (Word, "r#type"), (Word, "b")],
        );
    }

    #[test]
    fn characters_are_told_from_lifetimes() {
        use Kind::{Character, Lifetime, Mark};
        check(
            "'{' '\\'' b'}' 'é'",
            &[(Character, "'{'"), (Character, "'\\''"), (Character, "b'}'"), (Character, "'é'")],
        );
        check("&'a 'static", &[(Mark, "&"), (Lifetime, "'a"), (Lifetime, "'static")]);
        check("'\\u{1b}'", &[(Character, "'\\u{1b}'")]);
    }

    #[test]
    fn comments_end_where_they_should() {
        use Kind::{Comment, Word};
        check("// { \"\na", &[(Comment, "// { \""), (Word, "a")]);
        check("/* /* } */ ' */ a", &[(Comment, "/* /* } */ ' */"), (Word, "a")]);
        check("/* open", &[(Comment, "/* open")]);
    }

    #[test]
    fn lines_are_counted_through_strings_and_comments() {
        let tokens = lex("/* 1\n2 */ \"3\n4\"\nx");
        let lines: Vec<_> = tokens.iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 2, 4]);
    }

    #[test]
    fn no_text_makes_it_panic_or_hang() {
        for source in ["'", "b'", "r#", "r#\"", "\"\\", "é€", "/*", "b\"", "#", "''", "cr#\"\""]
        {
            let joined: String = lex(source).iter().map(|token| token.text).collect();
            assert_eq!(joined, source);
        }
    }
}
