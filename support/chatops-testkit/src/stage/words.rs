//! Lines as people write them: words, and texts in quotes.

/// A word, or a text in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it says, without its quotes.
    pub text: String,
    /// Whether it stood in quotes.
    pub quoted: bool,
}

/// Splits a line at spaces and commas. What stands in `"…"` or `'…'` stays together; a quote within a word is part of
/// the word.
///
/// # Errors
/// Where a quote is not closed.
pub fn tokens(line: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        if matches!(first, '"' | '\'') {
            let inner = rest.get(1..).unwrap_or_default();
            let Some(end) = inner.find(first) else {
                return Err(format!("the quote {first} is not closed; add another one at its end"));
            };
            let (text, after) = inner.split_at(end);
            found.push(Token { text: text.to_owned(), quoted: true });
            rest = after.get(1..).unwrap_or_default();
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            found.push(Token { text: text.to_owned(), quoted: false });
            rest = after;
        }
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    found.retain(|token| token.quoted || !token.text.is_empty());
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_words_together() {
        let texts: Vec<String> = tokens("room \"em\" shows 'it is \"slow\"', now")
            .unwrap()
            .into_iter()
            .map(|token| token.text)
            .collect();
        assert_eq!(texts, ["room", "em", "shows", "it is \"slow\"", "now"]);
    }

    #[test]
    fn an_open_quote_is_named() {
        assert!(tokens("room \"em").unwrap_err().contains("not closed"));
    }

    #[test]
    fn an_apostrophe_in_a_word_is_part_of_it() {
        assert_eq!(tokens("don't").unwrap().len(), 1);
    }
}
