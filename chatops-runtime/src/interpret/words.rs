//! A line of words, read from the left.

use chatops_core::refusal::{Refusal, RefusalKind};

/// What is left of a line.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    /// All words of a line.
    #[must_use]
    pub fn new(line: &'a str) -> Self {
        Self { rest: line.trim() }
    }

    /// Takes the next word.
    pub fn take(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.rest = rest.trim_start();
        Some(word)
    }

    /// Takes the next word in lower case.
    pub fn next_lower(&mut self) -> Option<String> {
        self.take().map(str::to_lowercase)
    }

    /// Looks at the next word without taking it.
    #[must_use]
    pub fn peek(&self) -> Option<&'a str> {
        self.clone().take()
    }

    /// Takes the next word if it is this one, whatever its case.
    pub fn take_if(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|next| next.eq_ignore_ascii_case(word));
        if found {
            self.take();
        }
        found
    }

    /// Everything that is left, as it was typed.
    #[must_use]
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Everything that is left; at least one word.
    ///
    /// # Errors
    /// A refusal that shows the right form.
    pub fn some(&self, usage: &str) -> Result<String, Refusal> {
        if self.rest.is_empty() { Err(wrong(usage)) } else { Ok(self.rest.to_owned()) }
    }

    /// The next word as a number.
    ///
    /// # Errors
    /// A refusal that shows the right form.
    pub fn number(&mut self, usage: &str) -> Result<u32, Refusal> {
        self.take()
            .and_then(|word| word.trim_start_matches('#').trim_end_matches([',', '.']).parse().ok())
            .ok_or_else(|| wrong(usage))
    }
}

/// The refusal of a command that cannot be read.
pub(super) fn wrong(usage: &str) -> Refusal {
    Refusal::new(
        RefusalKind::Unacceptable,
        "That command is not complete or not understood.",
        format!("Write it like this: `{usage}`."),
    )
}
