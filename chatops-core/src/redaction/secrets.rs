//! What looks like a secret: tokens with a known shape, values given to a password or key, and long
//! random strings. Used twice: to mark a public text, and to mask chat before it is stored.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::fold::Folded;
use super::patterns::compile;

/// What stands in the record where a secret was pasted.
pub const MASK: &str = "[secret masked]";

/// Shortest random string that counts as a secret wherever it stands, in characters: 128 bits in
/// hexadecimal.
const RANDOM_CHARS_MIN: usize = 32;

/// Shortest random string of mixed letters and digits that counts as a secret, in characters. Pager
/// keys have exactly this many and no prefix.
const SHORT_KEY_CHARS: usize = 20;

/// Length of a cloud's secret key in base64, in characters.
const CLOUD_KEY_CHARS: usize = 40;

/// How many characters before a long hexadecimal string are searched for what it is.
const CONTEXT_CHARS: usize = 40;

/// Where a text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// To the public: whatever looks random is marked.
    Public,
    /// To the record: commits, digests and trace ids are work, and stay.
    Record,
}

/// Shapes of tokens. Where a pattern has a group, the group is the secret.
const SHAPES: [&str; 15] = [
    // Chat: bot, user, app and refresh tokens.
    r"\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{6,}|\bxapp-[A-Za-z0-9-]{6,}",
    r"\b(?:syt|syr|mct|mcr)_[A-Za-z0-9_]{8,}",
    r"\b[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}",
    // Code hosting.
    r"\bgh[a-z]_[A-Za-z0-9]{8,}|\bgithub_pat_[A-Za-z0-9_]{8,}|\bglpat-[A-Za-z0-9_-]{8,}",
    // Clouds.
    r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,}|\bAIza[A-Za-z0-9_-]{20,}",
    // Tickets, pagers, payment, models.
    r"\bATATT3[A-Za-z0-9_=-]{8,}|\bu\+[A-Za-z0-9_-]{16,}|\b[sr]k[_-][A-Za-z0-9_-]{16,}",
    // A signed token, whole or without its signature.
    r"\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){0,2}",
    // A key in armour, up to its end or the end of the text.
    r"(?s)-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|\z)",
    // Addresses that post for whoever knows them.
    r"/(?:services/[A-Z0-9]+/[A-Z0-9]+|api/webhooks/[0-9]+)/([A-Za-z0-9_-]{8,})",
    // A password inside an address.
    r"://[^\s/:@]*:([^\s/@]+)@",
    r"(?i)\bbearer\s+([A-Za-z0-9._~+/=-]{8,})",
    r#"(?i)\bauthorization["']?\s*[:=]\s*["']?(?:basic|digest|token)\s+([^\s"',;]{6,})"#,
    // Packages, mail, shops, secret stores, by the prefixes that their makers give them so that they are found.
    r"\b(?:npm_|pypi-|hvs\.|dop_v1_|shpat_|whsec_|hf_|ya29\.|SG\.)[A-Za-z0-9._-]{16,}",
    // What somebody gives to a key by name. `is` alone says too little: a digit must be there.
    r#"(?i)(?:\b|_)(?:password|passwd|pwd|passphrase|secret|token|credentials?|(?:api|access|secret|private|auth|routing|integration|service|signing|pd|pager)[ _-]?key)["']?\s*[:=]+\s*["']?([^\s"',;]{6,})"#,
    r#"(?i)\b(?:password|passwd|passphrase|secret|token|key) is ["']?([^\s"',;]*[0-9][^\s"',;]*)"#,
];

/// Strings in which a random one is looked for.
const CANDIDATE: &str = r"[A-Za-z0-9+/_=-]{20,}";

/// Words that make a hexadecimal string a key.
const KEY_WORDS: [&str; 6] = ["key", "token", "secret", "password", "passwd", "credential"];

/// Words that make a hexadecimal string a name for something public within the company.
const NAME_WORDS: [&str; 13] = [
    "trace", "span", "commit", "sha", "md5", "digest", "checksum", "hash", "revision", "request",
    "uuid", "build", " id",
];

static COMPILED: LazyLock<Vec<Option<Regex>>> =
    LazyLock::new(|| SHAPES.iter().map(|source| compile(source)).collect());
static RANDOM: LazyLock<Option<Regex>> = LazyLock::new(|| compile(CANDIDATE));

/// Most rounds of masking. What is left of a string whose middle was masked can be a secret in its turn; two rounds are
/// the most that was seen of text made up for it.
const ROUNDS_MAX: usize = 8;

/// Every secret-like string, as ranges of the folded text in no order. Where a pattern is missing the
/// whole text is one: what cannot be checked does not pass.
pub(super) fn find(folded: &Folded, destination: Destination) -> Vec<Range<usize>> {
    let text = folded.text();
    let mut found = Vec::new();
    for regex in COMPILED.iter() {
        let Some(regex) = regex else { return all_of(text) };
        for captures in regex.captures_iter(text) {
            if let Some(secret) = captures.get(1).or_else(|| captures.get(0))
                && !text.get(secret.start()..).is_some_and(|rest| rest.starts_with(MASK))
            {
                found.push(secret.range());
            }
        }
    }
    let Some(random) = RANDOM.as_ref() else { return all_of(text) };
    for candidate in random.find_iter(text) {
        let before = text.get(..candidate.start()).unwrap_or_default();
        if is_random(candidate.as_str(), before, destination) {
            found.push(candidate.range());
        }
    }
    if destination == Destination::Public {
        found.extend(text.match_indices(MASK).map(|(at, mask)| at..at + mask.len()));
    }
    found
}

fn all_of(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).collect()
}

fn is_random(candidate: &str, before: &str, destination: Destination) -> bool {
    let core = candidate.trim_matches(['=', '-', '_', '/', '+']);
    if is_uuid(core) {
        return destination == Destination::Public;
    }
    if core.len() >= RANDOM_CHARS_MIN && is_hexadecimal(core) {
        return destination == Destination::Public || is_key_by_context(core, before);
    }
    let mixed = Classes::count(core);
    let changes_per_cent = mixed.changes * 100 / core.len().max(1);
    match core.len() {
        SHORT_KEY_CHARS => mixed.has_all() && changes_per_cent >= 35,
        // One digit is not enough in the record: `HttpRequestHandlerFactory2` is a class.
        RANDOM_CHARS_MIN.. => {
            let cloud_key = core.len() == CLOUD_KEY_CHARS && core.contains(['/', '+']);
            let one_digit = destination == Destination::Public || cloud_key;
            changes_per_cent >= 30 && (mixed.digits >= 2 || (mixed.has_all() && one_digit))
        }
        _ => false,
    }
}

/// A hexadecimal string in chat is a key where a word says so or nothing says otherwise. Commits have
/// 40 characters and digests 64: those are work unless they are called a key.
fn is_key_by_context(hex: &str, before: &str) -> bool {
    let near: String =
        before.chars().rev().take(CONTEXT_CHARS).collect::<Vec<_>>().iter().rev().collect();
    // A mask beside it says nothing about it, though the word `secret` is in it.
    let near = near.replace(MASK, "").to_lowercase();
    if KEY_WORDS.iter().any(|word| near.contains(word)) {
        return true;
    }
    !matches!(hex.len(), 40 | 64) && !NAME_WORDS.iter().any(|word| near.contains(word))
}

/// Hexadecimal with many different digits: `aaaa…` is none.
fn is_hexadecimal(text: &str) -> bool {
    let different: BTreeSet<char> = text.chars().collect();
    different.len() >= 6 && text.chars().all(|c| c.is_ascii_hexdigit())
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// How a string is mixed. Words change between capitals, small letters and digits rarely, random
/// strings at more than every third character.
#[derive(Debug, Default)]
struct Classes {
    digits: usize,
    lower: usize,
    upper: usize,
    changes: usize,
}

impl Classes {
    fn count(text: &str) -> Self {
        let mut classes = Self::default();
        let mut last = None;
        for character in text.chars() {
            let class = match character {
                '0'..='9' => 0_u8,
                'a'..='z' => 1,
                'A'..='Z' => 2,
                _ => continue,
            };
            match class {
                0 => classes.digits += 1,
                1 => classes.lower += 1,
                _ => classes.upper += 1,
            }
            if last.is_some_and(|last| last != class) {
                classes.changes += 1;
            }
            last = Some(class);
        }
        classes
    }

    fn has_all(&self) -> bool {
        self.digits > 0 && self.lower > 0 && self.upper > 0
    }
}

/// Masks secrets that somebody pasted into chat, before anything is stored (attack case H2). Gives the
/// text with [`MASK`] in their place, and whether there was any: then the author is warned.
///
/// Commits, digests, trace ids and UUIDs stay: they are work. Masking twice changes nothing more.
///
/// ```
/// use chatops_core::redaction::mask_secrets;
/// let (kept, masked) = mask_secrets("use token=hunter22 for now");
/// assert_eq!(kept, "use token=[secret masked] for now");
/// assert!(masked);
/// ```
#[must_use]
pub fn mask_secrets(text: &str) -> (String, bool) {
    let (mut kept, mut found) = (text.to_owned(), false);
    for _ in 0..ROUNDS_MAX {
        let Some(masked) = mask_once(&kept) else { break };
        (kept, found) = (masked, true);
    }
    (kept, found)
}

/// The text with what is found in it masked. Nothing: nothing is.
fn mask_once(text: &str) -> Option<String> {
    let folded = Folded::exact(text);
    let mut secrets: Vec<Range<usize>> = find(&folded, Destination::Record)
        .iter()
        .map(|range| folded.original(range))
        .filter(|range| !range.is_empty())
        .collect();
    if secrets.is_empty() {
        return None;
    }
    secrets.sort_by_key(|range| (range.start, range.end));
    let (mut kept, mut reached) = (String::with_capacity(text.len()), 0);
    for secret in secrets {
        if secret.start >= reached {
            kept.push_str(text.get(reached..secret.start).unwrap_or_default());
            kept.push_str(MASK);
        }
        reached = reached.max(secret.end);
    }
    kept.push_str(text.get(reached..).unwrap_or_default());
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn masked(text: &str) -> String {
        mask_secrets(text).0
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(COMPILED.iter().all(Option::is_some));
        assert!(RANDOM.is_some());
    }

    #[test]
    fn known_tokens_are_masked_and_the_words_around_them_stay() {
        for secret in [
            "xoxb-123456789012-abcdefGHIJKL",
            "xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4",
            "xapp-1-A0123-456-abcdef",
            "syt_amlt_abcdefghijKLMNOP_1a2b3c",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            "github_pat_11AAAAAAA0abcdefghij",
            "glpat-abcdefghij0123456789",
            "AKIAIOSFODNN7EXAMPLE",
            "ASIAIOSFODNN7EXAMPLE",
            "ATATT3xFfGF0abcdefghij",
            "u+abcdefghij12345678",
            "y_NbAkKc66ryYTWUXYEu",
            "sk_live_abcdefghij0123456789",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123",
            "e93facc04764012d7bfb002500d5d1a6",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
        ] {
            assert_eq!(masked(&format!("try {secret} now")), format!("try {MASK} now"), "{secret}");
        }
    }

    #[test]
    fn values_of_keys_and_passwords_are_masked() {
        for (text, kept) in [
            ("password: hunter2x", "password: [secret masked]"),
            ("API_KEY=\"abc123def\"", "API_KEY=\"[secret masked]\""),
            ("Authorization: Bearer abcdef123", "Authorization: Bearer [secret masked]"),
            ("Token token=abcdefgh", "Token token=[secret masked]"),
            ("the password is tr0ub4dor", "the password is [secret masked]"),
            ("postgres://app:s3cret@db/x", "postgres://app:[secret masked]@db/x"),
            ("/services/T0/B0/abcdefgh1", "/services/T0/B0/[secret masked]"),
        ] {
            assert_eq!(masked(text), kept);
        }
    }

    #[test]
    fn an_armoured_key_without_its_end_is_masked_to_the_end_of_the_text() {
        assert_eq!(masked("x -----BEGIN PRIVATE KEY-----\nMIIE\nabc"), format!("x {MASK}"));
    }

    #[test]
    fn a_secret_with_a_hidden_character_inside_is_masked_whole() {
        assert_eq!(masked("xoxb\u{200b}-12345678-ab"), MASK);
    }

    #[test]
    fn commits_digests_traces_and_words_stay_in_the_record() {
        for text in [
            "rolled back 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
            "trace 4bf92f3577b34da6a3ce929d0e0e4736",
            "md5 d41d8cd98f00b204e9800998ecf8427e",
            "image @sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "request 123e4567-e89b-12d3-a456-426614174000",
            "the password is expired",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 0000000000000000000000000000000000",
            "the key is missing, see incident-2026-03-04-checkout-latency-emea",
            "HttpRequestHandlerFactoryBeanPostProcessor2 is slow",
        ] {
            assert_eq!(mask_secrets(text), (text.to_owned(), false));
        }
    }

    #[test]
    fn a_long_string_called_a_key_is_masked_whatever_its_length() {
        let hex = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";
        assert_eq!(masked(&format!("routing key {hex}")), format!("routing key {MASK}"));
    }

    #[test]
    fn in_public_every_long_random_string_and_every_mask_counts() {
        for text in [
            "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
            "123e4567-e89b-12d3-a456-426614174000",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1",
            MASK,
        ] {
            assert!(!find(&Folded::exact(text), Destination::Public).is_empty(), "{text}");
        }
        let prose = "Customers in the region may see delays of 10 to 20 seconds.";
        assert!(find(&Folded::exact(prose), Destination::Public).is_empty());
    }

    #[test]
    fn what_is_left_of_a_secret_is_looked_at_again() {
        let once = masked("atoken=eyJatoken=0eyJA0eyJxoxb-eyJkey is ");
        assert_eq!(masked(&once), once);
        assert!(!once.contains("eyJA0"), "{once}");
    }

    proptest! {
        #[test]
        fn masking_twice_changes_nothing_more(text in "(token=|key is |eyJ|xoxb-|[a-zA-Z0-9/:@.= \\[\\]-]){0,60}") {
            let once = masked(&text);
            prop_assert_eq!(masked(&once), once.clone());
        }
    }
}
