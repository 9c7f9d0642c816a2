//! The core names no product: what a platform is called is the business of its adapter.

use super::Violation;
use super::files::Files;
use super::lexer::{Kind, Token, lex};

/// Products, in lower case. The ordinary words for what they are (status page, pager) stay free.
const PRODUCTS: &[&str] = &[
    "slack",
    "discord",
    "matrix",
    "mattermost",
    "pagerduty",
    "jira",
    "datadog",
    "statuspage",
    "confluence",
];

/// Products that are spelled in two humps: `PagerDuty`, `data_dog`.
const TWO_HUMPS: &[(&str, &str)] = &[("pager", "duty"), ("data", "dog"), ("matter", "most")];

/// Products named in identifiers or string literals of the core; comments may name them.
pub(super) fn check(files: &Files) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (path, text) in files.below("chatops-core/src/", ".rs") {
        for token in lex(text) {
            for (offset, product) in products_in(&token) {
                violations.push(Violation::new(
                    path,
                    token.line + offset,
                    format!("the core names {product} in code"),
                    "say what it is needed for; the name belongs into the adapter",
                ));
            }
        }
    }
    violations
}

/// The products that a token names, each with its line within the token.
fn products_in(token: &Token<'_>) -> Vec<(usize, &'static str)> {
    if !matches!(token.kind, Kind::Word | Kind::Text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (offset, line) in token.text.lines().enumerate() {
        for word in line.split_whitespace() {
            found.extend(products(&parts(word)).into_iter().map(|product| (offset, product)));
        }
    }
    found
}

fn products(parts: &[String]) -> Vec<&'static str> {
    let whole = PRODUCTS.iter().filter(|product| parts.iter().any(|part| part == **product));
    let split = TWO_HUMPS.iter().filter_map(|(first, second)| {
        let joined = format!("{first}{second}");
        let both = parts.windows(2).any(|pair| matches!(pair, [a, b] if a == first && b == second));
        PRODUCTS.iter().find(|product| both && **product == joined)
    });
    whole.chain(split).copied().collect()
}

/// The parts of a name in lower case: `capability_matrix`, `HTTPClient2` → capability, matrix; http, client, 2.
fn parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before = ' ';
    let mut characters = word.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let hump = character.is_uppercase()
            && (before.is_lowercase() || (before.is_uppercase() && next_is_lower));
        let number = character.is_numeric() != before.is_numeric();
        if hump || number || !character.is_alphanumeric() {
            parts.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(last) = parts.last_mut()
        {
            last.extend(character.to_lowercase());
        }
        before = character;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_source(source: &str, expected: &[(usize, &str)]) {
        let violations = check(&Files::of(&[("chatops-core/src/a.rs", source)]));
        let found: Vec<_> = violations.iter().map(|one| (one.line, one.what.as_str())).collect();
        let named: Vec<_> = expected
            .iter()
            .map(|(line, product)| (*line, format!("the core names {product} in code")))
            .collect();
        let named: Vec<_> = named.iter().map(|(line, what)| (*line, what.as_str())).collect();
        assert_eq!(found, named, "{source}");
    }

    #[test]
    fn names_are_split_at_humps_underscores_and_numbers() {
        assert_eq!(parts("capability_matrix"), ["capability", "matrix"]);
        assert_eq!(parts("HTTPClient2"), ["http", "client", "2"]);
        assert_eq!(parts("\"a-b.c\""), ["a", "b", "c"]);
        assert_eq!(parts("SLACK"), ["slack"]);
    }

    #[test]
    fn products_are_found_in_any_spelling() {
        check_source("struct SlackRoom;\nfn post_to_slack() {}", &[(1, "slack"), (2, "slack")]);
        check_source("const CAPABILITY_MATRIX: u8 = 0;", &[(1, "matrix")]);
        check_source("struct PagerDuty; let data_dog = 1;", &[(1, "pagerduty"), (1, "datadog")]);
        check_source("x(\"open\n in Jira\")", &[(2, "jira")]);
        check_source("r#\"Statuspage\"#", &[(1, "statuspage")]);
    }

    #[test]
    fn ordinary_words_are_free() {
        check_source("trait StatusPage {} mod status_page; \"StatusPage\"", &[]);
        check_source("\"the duty pager\"; pager; duty; slackening; matrices", &[]);
        check_source("\"the pager duty of tonight\"", &[]);
    }

    #[test]
    fn comments_may_name_them_and_other_crates_too() {
        check_source("/// As Slack does.\n// matrix\n/* jira */ fn a() {}", &[]);
        let elsewhere = Files::of(&[("chatops-slack/src/lib.rs", "struct Slack;")]);
        assert_eq!(check(&elsewhere), []);
    }
}
