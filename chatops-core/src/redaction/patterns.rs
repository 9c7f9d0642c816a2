//! What can be told by its shape: hosts, addresses, tickets, paths, stack traces, blame.

use std::net::Ipv6Addr;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::fold::Folded;
use super::{FindingKind, Mark, RedactionRules};

/// Largest compiled pattern, in bytes. Ours are a few kilobytes; the bound keeps it so.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// Each shape with what it is. Where a pattern has a group, the group is the find. All match in linear
/// time, whatever the text.
const SHAPES: [(FindingKind, &str); 41] = [
    (FindingKind::Url, r#"(?i)\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>"'`]+"#),
    (FindingKind::Url, r#"(?i)\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]+)?/[^\s<>"'`]*"#),
    (FindingKind::Email, r"(?i)[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}"),
    // Also as people write it so that it is no link (`10[.]0[.]0[.]12`), and networks with an `x` or a star.
    (
        FindingKind::IpAddress,
        r"\b(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\[?\.\]?(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9]|[xX*])){2}\[?\.\]?(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:/[0-9]{1,2}|:[0-9]{1,5})?\b|[xX]\b|\*)",
    ),
    (FindingKind::IpAddress, r"[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:/[0-9]{1,3})?"),
    (FindingKind::InternalHost, r"(?i)\blocalhost\b"),
    (FindingKind::InternalHost, r"(?i)\b(?:[a-z0-9_-]+\.)+[a-z0-9-]+"),
    (FindingKind::InternalHost, r"(?i)\b[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\b"),
    // A name with a port, a card's address, and what clouds call machines and rights.
    (FindingKind::InternalHost, r"(?i)\b(?:[a-z0-9-]+\.)+[a-z]{2,}:[0-9]{2,5}\b"),
    (FindingKind::InternalHost, r"(?i)\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b"),
    (FindingKind::InternalHost, r"\barn:[a-z0-9-]*:[^\s]*[\w/]"),
    (
        FindingKind::InternalHost,
        r"\b(?:i|vol|ami|sg|vpc|subnet|eni|snap|rtb|igw|nat)-[0-9a-f]{8,17}\b",
    ),
    (FindingKind::TicketKey, r"(?i)\b[a-z][a-z0-9]*-[0-9]+\b"),
    (
        FindingKind::TicketKey,
        r"(?i)\b(?:ticket|issue|bug|pull request|change request|merge request)\s+(?:number\s+|no\.?\s*)?#?[0-9]{2,}\b",
    ),
    (FindingKind::Person, r"(?:^|[\s(,;:])(@[A-Za-z][\w.-]*\w)"),
    (FindingKind::StackTrace, r"(?i)\btraceback \(most recent call last\)"),
    (FindingKind::StackTrace, r"(?i)\bpanicked at\b|\bstack backtrace:|\bstack ?trace:"),
    (
        FindingKind::StackTrace,
        r"(?i)\bpanic: |\bsegmentation fault\b|\bcore dumped\b|\bSIG(?:SEGV|ABRT|KILL|BUS|TERM)\b|\bOOMKilled\b|\bunhandled exception\b|\bexit (?:code|status) [0-9]+",
    ),
    (FindingKind::StackTrace, r"\b0x[0-9A-Fa-f]{6,}\b"),
    (FindingKind::StackTrace, r#"\bFile "[^"\n]+", line [0-9]+"#),
    (
        FindingKind::StackTrace,
        r"\bat [\w$./<>]+\([^()\n]*(?::[0-9]+|Native Method|Unknown Source)\)",
    ),
    (FindingKind::StackTrace, r"\bat (?:[\w$.<>]+ )?\(?[^\s()]*[./][^\s()]*:[0-9]+:[0-9]+\)?"),
    (FindingKind::StackTrace, r"\bat (?:[\w$]+\.)+[\w$<>]+\([^()\n]*\)(?: in \S+:line [0-9]+)?"),
    (FindingKind::StackTrace, r"\bgoroutine [0-9]+ \["),
    (FindingKind::StackTrace, r"\b(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Exception|Error)\b"),
    (FindingKind::FilePath, r#"(?m)(?:^|[\s"'(\[=:,])(~?(?:/[\w.@+-]+){2,}/?)"#),
    (FindingKind::FilePath, r"(?:^|\s)(~/[\w.@+/-]+)"),
    (FindingKind::FilePath, r#"(?i)\b[a-z]:\\[^\s"']+"#),
    (FindingKind::FilePath, r"\\\\[\w.-]+\\[\w$.-]+"),
    (
        FindingKind::FilePath,
        r"(?i)\b[\w.-]+(?:/[\w.-]+)+\.(?:rs|py|java|js|ts|go|rb|php|c|h|cpp|cs|ya?ml|toml|json|conf|cfg|ini|log|sql|sh|xml|env)\b(?::[0-9]+)*",
    ),
    (
        FindingKind::FilePath,
        r"(?i)\b[\w-]+\.(?:rs|py|java|js|ts|go|rb|php|c|h|cpp|cs|sh|sql):[0-9]+",
    ),
    (
        FindingKind::FilePath,
        r"(?i)\b[\w-]+\.(?:ya?ml|toml|conf|cfg|ini|sql|env|properties|tfstate)\b",
    ),
    (
        FindingKind::Blame,
        r"(?i)\b(?:he|she|they|someone|somebody|one of our \w+|(?:an?|the|our) (?:[\w-]+ )?(?:engineers?|developers?|employees?|operators?|administrators?|admins?|contractors?|interns?|colleagues?|team|vendor|supplier)|team \w+|[A-Z][\w'-]+ team) (?:(?:has|have|had) )?(?:broke|broken|forgot|forgotten|misconfigured|messed up|screwed up|botched|neglected|failed to|deleted|dropped|wiped|overwrote|caused|accidentally|mistakenly|carelessly|wrongly|inadvertently)\b",
    ),
    (
        FindingKind::Blame,
        r"\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:has |had )?(?:broke|broken|forgot|forgotten|misconfigured|messed up|screwed up|botched|neglected|accidentally|mistakenly|carelessly)\b",
    ),
    (FindingKind::Blame, r"\b(?i:caused|broken) by [A-Z][a-z][\w'-]*(?: [A-Z][\w'-]+)?"),
    (
        FindingKind::Blame,
        r"(?i)\b(?:caused|broken) by (?:an?|the|our|one of our) (?:[\w-]+ )?(?:engineers?|developers?|employees?|operators?|administrators?|admins?|contractors?|interns?|colleagues?|team|vendor|supplier)\b",
    ),
    (
        FindingKind::Blame,
        r"(?i)\b(?:because of|due to|thanks to) (?:an?|the|our|one of our) (?:[\w-]+ )?(?:engineers?|developers?|employees?|operators?|administrators?|admins?|contractors?|interns?|colleagues?|vendor|supplier)\b",
    ),
    (
        FindingKind::Blame,
        r"(?i)\b[\w-]+(?:'s|s') (?:own )?(?:fault|mistake|negligence|carelessness|incompetence|oversight|blunder)\b",
    ),
    (FindingKind::Blame, r"(?i)\bblam(?:e|ed|es|ing) (?:[A-Za-z]|it )[\w'-]*"),
    (FindingKind::Blame, r"(?i)\bfat[- ]finger(?:ed|s)?\b"),
    (FindingKind::Blame, r"(?i)\b(?:made|makes) an? (?:\w+ )?(?:mistake|blunder)\b"),
];

/// Labels of a domain name that only insiders can resolve (RFC 6762, appendix G, and common use).
const INTERNAL_LABELS: [&str; 18] = [
    "internal",
    "local",
    "localdomain",
    "corp",
    "lan",
    "intranet",
    "private",
    "svc",
    "localhost",
    "cluster",
    "consul",
    "prod",
    "preprod",
    "staging",
    "stg",
    "intra",
    "vpn",
    "bastion",
];

/// Parts of a name with dashes that say what kind of machine or store it is: `checkout-db`, `prod-eu`.
const MACHINE_PARTS: [&str; 20] = [
    "prod",
    "preprod",
    "staging",
    "stg",
    "db",
    "sql",
    "k8s",
    "redis",
    "kafka",
    "postgres",
    "mysql",
    "mongo",
    "rabbitmq",
    "elasticsearch",
    "vm",
    "srv",
    "svc",
    "lb",
    "nginx",
    "bastion",
];

/// Words that are followed by a number without being a host or a ticket.
const PUBLIC_STEMS: [&str; 45] = [
    "aes", "android", "bst", "cat", "cet", "chrome", "covid", "cve", "ec", "edge", "es", "est",
    "firefox", "gmt", "http", "https", "ie", "ios", "ip", "ipad", "iphone", "ipv", "iso", "level",
    "macos", "md", "mp", "oauth", "part", "phase", "rfc", "safari", "sev", "sha", "sslv", "step",
    "tier", "tls", "tlsv", "top", "utc", "utf", "version", "windows", "wpa",
];

/// Who cannot be blamed: things and the company itself.
const NOBODY: [&str; 12] = [
    "it",
    "this",
    "that",
    "which",
    "what",
    "something",
    "nothing",
    "everything",
    "we",
    "things",
    "today's",
    "yesterday's",
];

struct Shape {
    kind: FindingKind,
    regex: Option<Regex>,
}

static COMPILED: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    SHAPES.iter().map(|(kind, source)| Shape { kind: *kind, regex: compile(source) }).collect()
});

static REGION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // Regions of clouds are public knowledge and what customers look for: `eu-west-1`, `europe-west4`, `eastus2`.
    compile(
        r"(?i)^(?:(?:af|africa|ap|asia|australia|ca|cn|eu|europe|il|me|mx|northamerica|sa|southamerica|us)-(?:gov-)?(?:central|(?:north|south)?(?:east|west)|north|south)-?[0-9]{1,2}|(?:(?:north|south|east|west)?central|north|south|east|west)(?:us|europe|uk|asia|india)[0-9])$",
    )
});

/// Compiles a pattern. The patterns are constants and a test compiles each; nothing here panics if one
/// does not: whoever finds a pattern missing marks the whole text instead.
pub(super) fn compile(source: &str) -> Option<Regex> {
    regex::RegexBuilder::new(source).size_limit(PATTERN_BYTES_MAX).build().ok()
}

/// Everything in the text that its shape gives away.
pub(super) fn find(folded: &Folded, rules: &RedactionRules) -> Vec<Mark> {
    let text = folded.text();
    let mut marks = Vec::new();
    for shape in COMPILED.iter() {
        let Some(regex) = &shape.regex else {
            marks.push(Mark {
                range: folded.original(&(0..text.len())),
                kind: FindingKind::Unchecked,
            });
            continue;
        };
        // Groups cost time; only the patterns that have one pay for it.
        if regex.captures_len() > 1 {
            let groups = regex.captures_iter(text).filter_map(|captures| captures.get(1));
            marks
                .extend(groups.filter_map(|found| judge(shape.kind, found.range(), folded, rules)));
        } else {
            let found = regex.find_iter(text);
            marks.extend(found.filter_map(|found| judge(shape.kind, found.range(), folded, rules)));
        }
    }
    marks
}

/// Addresses of the text whose host the policy allows: each with what is allowed in it. The path of such
/// an address is no file, and its host no secret.
pub(super) fn allowed_addresses(folded: &Folded, rules: &RedactionRules) -> Vec<Range<usize>> {
    let text = folded.text();
    COMPILED
        .iter()
        .filter(|shape| shape.kind == FindingKind::Url)
        .filter_map(|shape| shape.regex.as_ref())
        .flat_map(|regex| regex.find_iter(text))
        .filter_map(|found| {
            let address = trim_address(found.as_str());
            is_allowed(address, rules)
                .then(|| folded.original(&(found.start()..found.start() + address.len())))
        })
        .collect()
}

/// Whether a match is a find, and how far it goes.
fn judge(
    kind: FindingKind,
    range: Range<usize>,
    folded: &Folded,
    rules: &RedactionRules,
) -> Option<Mark> {
    let text = folded.text();
    let found = text.get(range.clone())?;
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let end = match kind {
        FindingKind::Url => {
            let address = trim_address(found);
            (!is_allowed(address, rules)).then_some(range.start + address.len())
        }
        FindingKind::IpAddress
            if !found.contains(':') || found.contains('.') && !found.contains("::") =>
        {
            Some(range.end)
        }
        FindingKind::IpAddress => ip_v6_len(found, before).map(|length| range.start + length),
        FindingKind::InternalHost => is_host(found, rules).then_some(range.end),
        FindingKind::TicketKey => is_ticket(found, rules).then_some(range.end),
        FindingKind::Blame => blames_somebody(found).then_some(range.end),
        FindingKind::FilePath => Some(range.start + trim_address(found).len()),
        _ => Some(range.end),
    }?;
    Some(Mark { range: folded.original(&(range.start..end)), kind })
}

/// An address without the punctuation of the sentence it stands in.
fn trim_address(address: &str) -> &str {
    address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '*', '_'])
}

/// Whether the address leads to a host that the policy allows. One with a user name in it never does: what
/// stands before the `@` is there to be mistaken for the host.
fn is_allowed(address: &str, rules: &RedactionRules) -> bool {
    let behind_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority =
        behind_scheme.split(['/', '?', '#', '\\']).next().unwrap_or(behind_scheme).to_lowercase();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host,
        _ => authority.as_str(),
    };
    rules.allow.iter().any(|allowed| allowed.trim().to_lowercase() == host)
}

/// How much of a run of hexadecimal groups and colons is an IPv6 address or network, in bytes.
fn ip_v6_len(found: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let (address, network) = match found.split_once('/') {
        Some((address, bits)) => (address, bits.len() + 1),
        None => (found, 0),
    };
    let trimmed = address.trim_end_matches('.');
    let candidates = [trimmed, trimmed.strip_suffix(':').unwrap_or(trimmed)];
    let known = candidates.iter().find(|candidate| {
        candidate.chars().any(|c| c.is_ascii_hexdigit()) && candidate.parse::<Ipv6Addr>().is_ok()
    })?;
    Some(if known.len() == address.len() { address.len() + network } else { known.len() })
}

/// Whether a word or a dotted name is a host of the company.
fn is_host(found: &str, rules: &RedactionRules) -> bool {
    let name = found.to_lowercase();
    if name == "localhost" {
        return true;
    }
    if is_card(&name) || name.contains(':') {
        return true;
    }
    if name.contains('.') {
        // `local.gov` is a name of the public, `internal.shop.example` is not.
        let public = if name.split('.').count() > 2 { 0 } else { 1 };
        let internal_label =
            name.split('.').skip(public).any(|label| INTERNAL_LABELS.contains(&label));
        return internal_label
            || rules.internal_domains.iter().any(|domain| is_under(&name, domain));
    }
    is_numbered_word(&name) || is_generated_name(&name) || is_machine(&name)
}

/// The address of a network card: six pairs of hexadecimal digits.
fn is_card(name: &str) -> bool {
    let pairs: Vec<&str> = name.split([':', '-']).collect();
    pairs.len() == 6 && pairs.iter().all(|pair| pair.len() == 2)
}

/// `checkout-db`, `prod-eu`: a name with dashes, a part of which says what kind of machine it is.
fn is_machine(name: &str) -> bool {
    let parts: Vec<&str> = name.split(['-', '_']).collect();
    parts.len() >= 2 && parts.iter().any(|part| MACHINE_PARTS.contains(part))
}

/// Whether a name is a domain of the policy or lies under it. `*.` and `.` in front are accepted.
fn is_under(name: &str, domain: &str) -> bool {
    let domain = domain.trim().trim_start_matches("*.").trim_matches('.').to_lowercase();
    !domain.is_empty()
        && name.strip_suffix(&domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// `db-17`, `system23`, `web01`: a word of two letters or more and a number at its end.
fn is_numbered_word(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = stem.trim_end_matches(['-', '_']);
    stem.len() < name.len()
        && word.chars().filter(char::is_ascii_alphabetic).count() >= 2
        && !PUBLIC_STEMS.contains(&word)
        // Numbers of known weaknesses are public: `CVE-2026-1234`.
        && !name.starts_with("cve-")
        && !REGION.as_ref().is_some_and(|region| region.is_match(name))
}

/// `checkout-7f9c5d6b8-x2k4j`: three parts or more, one of which mixes letters and digits as only a program does.
fn is_generated_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split(['-', '_']).collect();
    parts.len() >= 3
        && parts.iter().any(|part| {
            part.len() >= 4
                && part.chars().any(|c| c.is_ascii_digit())
                && part.chars().any(|c| c.is_ascii_alphabetic())
        })
}

/// Ticket keys are capitals, a dash, a number. In small letters only the policy's own prefixes count.
fn is_ticket(found: &str, rules: &RedactionRules) -> bool {
    // `ticket 330`: the word says it.
    let Some((prefix, _)) = found.split_once('-') else { return true };
    if rules.ticket_prefixes.iter().any(|known| known.trim().eq_ignore_ascii_case(prefix)) {
        return true;
    }
    prefix.len() >= 2
        && !prefix.chars().any(|c| c.is_ascii_lowercase())
        && !PUBLIC_STEMS.contains(&prefix.to_lowercase().as_str())
}

fn blames_somebody(found: &str) -> bool {
    let first = found.split(' ').next().unwrap_or_default().to_lowercase();
    !NOBODY.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for (kind, source) in SHAPES {
            assert!(compile(source).is_some(), "{kind:?}: {source}");
        }
        assert!(REGION.is_some());
    }

    #[test]
    fn a_pattern_that_does_not_compile_is_missing_not_a_panic() {
        assert!(compile("(").is_none());
    }

    #[test]
    fn ip_v6_is_told_from_times_and_paths_of_code() {
        for (text, length) in [
            ("::1", Some(3)),
            ("fe80::1", Some(7)),
            ("2001:db8::/32", Some(13)),
            ("2001:db8::1.", Some(11)),
            ("::ffff:10.0.0.1", Some(15)),
            ("12:30:45", None),
            ("::", None),
            ("a:b:", None),
        ] {
            assert_eq!(ip_v6_len(text, Some(' ')), length, "{text}");
        }
        assert_eq!(ip_v6_len("d::", Some('t')), None, "the end of `std::`");
    }

    #[test]
    fn an_address_is_allowed_by_its_host_alone() {
        let rules = RedactionRules {
            allow: vec!["Status.example.com".into()],
            ..RedactionRules::default()
        };
        for (address, allowed) in [
            ("https://status.example.com/incidents/1", true),
            ("https://status.example.com:443?x", true),
            ("status.example.com/x", true),
            ("https://example.com", false),
            ("https://db.status.example.com", false),
            ("https://status.example.com@evil.example", false),
            ("https://status.example.com.evil.example", false),
        ] {
            assert_eq!(is_allowed(address, &rules), allowed, "{address}");
        }
    }
}
