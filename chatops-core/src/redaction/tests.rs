use super::*;
use proptest::prelude::*;

fn rules() -> RedactionRules {
    RedactionRules {
        internal_domains: vec!["prod.example.net".into()],
        customers: vec!["Umbrella Bank".into()],
        people: vec!["Jim Smith".into()],
        allow: vec!["status.example.com".into(), "help@example.com".into(), "gate-9".into()],
        ticket_prefixes: vec!["HOT".into()],
        ..RedactionRules::default()
    }
}

/// What is marked in a text, as `kind: excerpt`.
fn marks(text: &str) -> Vec<String> {
    check(text, &rules(), &[])
        .iter()
        .map(|finding| format!("{}: {}", finding.kind.label(), &text[finding.start..finding.end]))
        .collect()
}

/// Each text has exactly one finding: this one.
fn each_is(kind: FindingKind, finds: &[(&str, &str)]) {
    for (text, found) in finds {
        assert_eq!(marks(text), [format!("{}: {found}", kind.label())], "{text}");
    }
}

fn none_in(texts: &[&str]) {
    for text in texts {
        assert_eq!(marks(text), [""; 0], "{text}");
    }
}

#[test]
fn an_honest_update_passes() {
    none_in(&[
        "",
        "We are investigating slow responses for customers in Europe. Next update at 14:30 UTC.",
        "Checkout works again for all customers. About 3.5% of requests failed from 09:12 to 10:40.",
        "Some customers see HTTP 502. A fix is being rolled out in eu-west-1.\n\nWe are sorry.",
        "Versions 2.14.3 and later are not affected; see https://status.example.com/incidents/42.",
        "We have identified the cause: a configuration change at 09:10 UTC. It has been rolled back.",
        "Our team has deployed a fix and is watching it. The next update follows at 15:00 UTC-5.",
        "Logins by SSO over TLSv1.2 fail in europe-west4 and eastus2; Chrome120 and iOS17 are affected.",
        "The weakness CVE-2026-1234 is closed. Today's errors are counted; nobody lost data.",
        "Error rates are back to normal; less than 0.5% of 1,200 orders per minute failed.",
        "A third-party provider reported a partial outage. Card payments by some banks were declined.",
        "Deliveries were late by 10 to 15 minutes. We apologise for the inconvenience.",
    ]);
}

#[test]
fn internal_hosts_are_found() {
    each_is(
        FindingKind::InternalHost,
        &[
            ("Errors on db-17 now", "db-17"),
            ("load of system23.", "system23"),
            ("web_01 is back", "web_01"),
            ("the pod checkout-7f9c5d6b8-x2k4j", "checkout-7f9c5d6b8-x2k4j"),
            ("cache.internal is slow", "cache.internal"),
            ("printer.local", "printer.local"),
            ("a.b.CORP!", "a.b.CORP"),
            ("on localhost", "localhost"),
            ("at api.prod.example.net", "api.prod.example.net"),
            ("on internal.shop.example,", "internal.shop.example"),
            ("orders.prod.shop.example", "orders.prod.shop.example"),
            ("cache.shop.example:6379 is slow", "cache.shop.example:6379"),
            ("the checkout-db is full", "checkout-db"),
            ("prod_eu is down", "prod_eu"),
            ("card 00:1A:2b:3C:4d:5E", "00:1A:2b:3C:4d:5E"),
            ("machine i-0abcd1234ef567899 is gone", "i-0abcd1234ef567899"),
            ("role arn:aws:iam::123456789012:role/ops.", "arn:aws:iam::123456789012:role/ops"),
            ("in ip-10-0-0-12", "ip-10-0-0-12"),
        ],
    );
    none_in(&[
        "us-east-1 and eu-central-1",
        "IPv6 over HTTP/2 with SHA-256 and UTF-8",
        "phase-2, tier-1, sev2, OAuth2, S3",
        "www example com",
        "example.com and notprod.example.nets",
        "gate-9 is allowed",
        "local.gov and a private beta",
        "state-of-the-art",
    ]);
}

#[test]
fn ip_addresses_are_found() {
    each_is(
        FindingKind::IpAddress,
        &[
            ("from 10.0.0.12 only", "10.0.0.12"),
            ("10.2.0.0/16", "10.2.0.0/16"),
            ("192.168.1.1:8080 answers", "192.168.1.1:8080"),
            ("over fe80::1ff:fe23:4567:890a.", "fe80::1ff:fe23:4567:890a"),
            ("2001:db8::/32", "2001:db8::/32"),
            ("see ::1", "::1"),
            ("10[.]0[.]0[.]12 is ours", "10[.]0[.]0[.]12"),
            ("all of 10.1.x.x", "10.1.x.x"),
            ("all of 192.168.0.*", "192.168.0.*"),
        ],
    );
    none_in(&["1.2.3", "at 12:30:45", "a ratio of 3:1", "300.400.500.600"]);
}

#[test]
fn links_are_found_unless_their_host_is_allowed() {
    each_is(
        FindingKind::Url,
        &[
            ("see https://grafana.example.com/d/abc?x=1.", "https://grafana.example.com/d/abc?x=1"),
            ("(http://wiki.corp/page)", "http://wiki.corp/page"),
            ("ssh://db-17.internal", "ssh://db-17.internal"),
            ("www.example.org", "www.example.org"),
            ("wiki.example.com/HOT-330/etc/passwd", "wiki.example.com/HOT-330/etc/passwd"),
            (
                "https://status.example.com@evil.example/a/b",
                "https://status.example.com@evil.example/a/b",
            ),
        ],
    );
    none_in(&["https://status.example.com/incidents/latest", "status.example.com/a/b and and/or"]);
}

#[test]
fn an_allowed_link_hides_neither_tickets_nor_hosts_in_its_path() {
    assert_eq!(
        marks("https://status.example.com/x/HOT-330/db-17"),
        ["ticket: HOT-330", "host: db-17"]
    );
}

#[test]
fn e_mail_addresses_are_found_unless_allowed() {
    each_is(
        FindingKind::Email,
        &[("ask jim.smith+x@example.com!", "jim.smith+x@example.com"), ("a@b.co", "a@b.co")],
    );
    none_in(&["help@example.com", "at @ noon"]);
}

#[test]
fn ticket_keys_are_found() {
    each_is(
        FindingKind::TicketKey,
        &[
            ("see HOT-330.", "HOT-330"),
            ("AB2-1", "AB2-1"),
            ("in hot-330", "hot-330"),
            ("see ticket 4512", "ticket 4512"),
            ("pull request #981 mends it", "pull request #981"),
        ],
    );
    none_in(&["COVID-19", "RFC-9110", "A-1", "top-10"]);
}

#[test]
fn customers_are_found_as_whole_words_in_any_case() {
    each_is(
        FindingKind::Customer,
        &[("for umbrella  BANK's users", "umbrella  BANK"), ("Umbrella\nBank", "Umbrella\nBank")],
    );
    none_in(&["an umbrella", "Umbrella Bankers"]);
}

#[test]
fn people_are_found_by_their_name_and_its_parts() {
    each_is(
        FindingKind::Person,
        &[("thanks to jim smith", "jim smith"), ("Jim is on it", "Jim"), ("Smith's fix", "Smith")],
    );
    none_in(&["jim is written small", "Jimmy and Smithson"]);
    let named = check("Ana Lúcia looks", &rules(), &["Ana Lúcia".into()]);
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].to_string(), "[person: Ana Lúcia]");
}

#[test]
fn secrets_are_found_and_not_shown() {
    for (text, secret) in [
        ("use xoxb-123456789012-abcdef", "xoxb-123456789012-abcdef"),
        ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
        ("key AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("e93facc04764012d7bfb002500d5d1a6", "e93facc04764012d7bfb002500d5d1a6"),
        ("y_NbAkKc66ryYTWUXYEu", "y_NbAkKc66ryYTWUXYEu"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----\nMIIE"),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ] {
        assert_eq!(marks(text), [format!("secret: {secret}")], "{text}");
        let found = check(text, &rules(), &[]);
        assert!(!found[0].shown.contains(secret.get(..8).unwrap()), "{}", found[0].shown);
    }
    none_in(&["the keys to success are in our hands", "a token of our appreciation"]);
}

#[test]
fn a_secret_cannot_be_allowed() {
    let rules =
        RedactionRules { allow: vec!["AKIAIOSFODNN7EXAMPLE".into()], ..RedactionRules::default() };
    assert_eq!(check("AKIAIOSFODNN7EXAMPLE", &rules, &[])[0].kind, FindingKind::Secret);
}

#[test]
fn the_mask_of_a_secret_is_a_finding_so_that_it_is_not_published() {
    let (text, _) = mask_secrets("token=abcdefgh1");
    assert_eq!(check(&text, &rules(), &[])[0].to_string(), "[secret: masked]");
}

#[test]
fn stack_traces_are_found() {
    for text in [
        "at com.shop.Cart.add(Cart.java:12)",
        "Traceback (most recent call last)",
        "thread main panicked at src",
        "File \"x.py\", line 3",
        "at run (app/index.js:10:5)",
        "goroutine 7 [running]",
        "java.lang.NullPointerException",
        "at Shop.Cart.Add() in C:\\src\\Cart.cs:line 42",
        "panic: runtime error",
        "it died of SIGSEGV (core dumped)",
        "at 0x7fff5fbff8c0",
        "a TypeError",
    ] {
        let found = check(text, &rules(), &[]);
        assert!(found.iter().any(|f| f.kind == FindingKind::StackTrace), "{text}: {found:?}");
    }
    none_in(&["at noon (UTC)", "an error on line three", "at 12:30:10", "Error rates fell"]);
}

#[test]
fn file_paths_are_found() {
    each_is(
        FindingKind::FilePath,
        &[
            ("in /etc/nginx/nginx.conf now", "/etc/nginx/nginx.conf"),
            ("from ~/notes", "~/notes"),
            ("C:\\Windows\\x.dll", "C:\\Windows\\x.dll"),
            ("on \\\\files\\share", "\\\\files\\share"),
            ("src/cart/main.rs:12", "src/cart/main.rs:12"),
            ("cart.py:7", "cart.py:7"),
            ("see /etc/shop/db.conf.", "/etc/shop/db.conf"),
            ("(from ~/notes.txt)", "~/notes.txt"),
            ("a wrong values.yaml", "values.yaml"),
        ],
    );
    none_in(&["24/7 and/or 1/2", "read/write access", "/pricing"]);
}

#[test]
fn blame_is_found() {
    each_is(
        FindingKind::Blame,
        &[
            ("due to human error", "human error"),
            ("it was the fault of", "fault of"),
            ("a mistake by", "mistake by"),
            ("Maria broke it", "Maria broke"),
            ("someone forgot to renew it", "someone forgot"),
            ("an engineer misconfigured it", "an engineer misconfigured"),
            ("caused by Maria Lopez", "caused by Maria Lopez"),
            ("caused by one of our engineers", "caused by one of our engineers"),
            ("One of our engineers accidentally", "One of our engineers accidentally"),
            ("the database team deleted a table", "the database team deleted"),
            ("our contractor has broken it", "our contractor has broken"),
            ("because of an engineer", "because of an engineer"),
            ("it is the vendor's fault", "vendor's fault"),
            ("we blame the vendor", "blame the"),
            ("somebody fat-fingered it", "fat-fingered"),
        ],
    );
    assert_eq!(marks("Jim broke it"), ["blame: Jim broke"], "the longer mark names the pair");
    none_in(&[
        "Today's error rates",
        "We apologise for our mistake",
        "caused by a faulty disk",
        "caused by DNS",
        "It broke",
        "We misconfigured a switch",
    ]);
}

#[test]
fn hidden_and_full_width_characters_hide_nothing() {
    each_is(
        FindingKind::InternalHost,
        &[("on d\u{200b}b\u{2011}17 ok", "d\u{200b}b\u{2011}17"), ("ｄｂ－１７", "ｄｂ－１７")],
    );
    each_is(FindingKind::Person, &[("J\u{ad}im", "J\u{ad}im")]);
}

#[test]
fn what_overlaps_is_one_mark_and_a_secret_stays_a_secret() {
    assert_eq!(
        marks("https://x.internal/?token=abcdefgh1 HOT-1"),
        ["secret: https://x.internal/?token=abcdefgh1", "ticket: HOT-1"]
    );
}

#[test]
fn beyond_the_bounds_the_rest_is_one_mark() {
    let many = "db-17 ".repeat(FINDINGS_MAX + 5);
    let found = check(&many, &rules(), &[]);
    assert_eq!(found.len(), FINDINGS_MAX);
    let last = found.last().unwrap();
    assert_eq!((last.kind, last.end), (FindingKind::Unchecked, many.len()));

    let long = "é".repeat(CHECK_BYTES_MAX);
    let found = check(&long, &rules(), &[]);
    assert_eq!((found[0].kind, found[0].end), (FindingKind::Unchecked, long.len()));
}

#[test]
fn a_marked_text_shows_each_finding_in_its_place_and_keeps_its_lines() {
    let text = "Errors on db-17.\nSee HOT-330";
    let shown = show_marked(text, &check(text, &rules(), &[]));
    assert_eq!(shown.to_plain(), "> Errors on [host: db-17].\n> See [ticket: HOT-330]");
}

#[test]
fn unknown_keys_of_the_rules_are_errors_and_missing_ones_have_defaults() {
    let rules: RedactionRules = serde_json::from_str(r#"{"customers":["A"]}"#).unwrap();
    assert!(!rules.blame_words.is_empty());
    assert!(serde_json::from_str::<RedactionRules>(r#"{"costumers":[]}"#).is_err());
}

proptest! {
    #[test]
    fn findings_are_ordered_and_on_character_boundaries(
        text in "(db-1|jim|@|\\.|:|/|é|\u{200b}|ｄ|\u{130}|=|key|[A-Za-z0-9]|\\PC| |\n){0,80}"
    ) {
        let mut reached = 0;
        for finding in check(&text, &rules(), &["J i".into()]) {
            prop_assert!(reached <= finding.start && finding.start < finding.end);
            prop_assert!(finding.end <= text.len());
            prop_assert!(text.is_char_boundary(finding.start) && text.is_char_boundary(finding.end));
            prop_assert!(finding.shown.chars().count() <= SHOWN_CHARS_MAX);
            reached = finding.end;
        }
    }

    #[test]
    fn no_text_at_all_breaks_the_check(text in any::<String>()) {
        for finding in check(&text, &rules(), &[]) {
            prop_assert!(text.get(finding.start..finding.end).is_some());
        }
    }
}
