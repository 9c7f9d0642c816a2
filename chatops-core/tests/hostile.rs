//! Attacks on texts, plans, links and public updates. Each test names its case of RELIABILITY section 4; attacks that
//! need commands and deliveries are in the tests of the runtime.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::sync::Arc;

use chatops_core::effect::{Effect, Room, Slot};
use chatops_core::ids::PersonId;
use chatops_core::memory::{Ability, ManualClock, MemoryChat};
use chatops_core::mention::{Reach, reach_in};
use chatops_core::message::{Message, Picture};
use chatops_core::plan::{Call, plan};
use chatops_core::ports::chat::Dedup;
use chatops_core::ports::{ChatPlatform, Facets, Limits};
use chatops_core::public_update::{ApprovedUpdate, PublicPhase, digest};
use chatops_core::redaction::{FindingKind, RedactionRules, check, mask_secrets};
use chatops_core::text::{Block, Span, Text};
use proptest::prelude::*;

/// Marks of every platform, disguises, half-escaped forms.
const MARKS: [&str; 22] = [
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<!subteam^S1>",
    "<@U1>",
    "<@memory:jim>",
    "@everyone",
    "@here",
    "<@&7>",
    "@room",
    "@memory:jim",
    "https://matrix.to/#/@jim:example.org",
    "@\u{200b}everyone",
    "\u{ff20}here",
    "\u{202e}ereh@",
    "@h\u{301}ere",
    "@\u{e0065}veryone",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "a\\|b `x` ``` <http://x<y|z>",
    "line\nbreak\r\n> quote",
    "<script>alert(1)</script>",
];

fn jim() -> PersonId {
    PersonId::new("memory:jim").unwrap()
}

/// Hostile words in every place that takes words.
fn everywhere(words: &str) -> Text {
    Text::new()
        .plain(words)
        .strong(words)
        .code(words)
        .link(words, "https://status.example")
        .link("ok", words)
        .bullet()
        .plain(words)
        .quoted(words)
        .preformatted(words)
        .line()
        .name(&PersonId::new("memory:mal").unwrap())
        .room(&Room::EmergencyChannel)
        .append(Text::from(words))
        .resolve(&|_| Some(String::from(words)), &|_| Some(String::from(words)))
}

fn spans(text: &Text) -> Vec<&Span> {
    text.blocks()
        .iter()
        .flat_map(|block| match block {
            Block::Line(spans) | Block::Bullet(spans) | Block::Quote(spans) => spans.as_slice(),
            Block::Preformatted(_) => &[],
        })
        .collect()
}

/// Every word of a text, whatever holds it.
fn words(text: &Text) -> Vec<String> {
    let mut found: Vec<String> = text
        .blocks()
        .iter()
        .filter_map(|block| match block {
            Block::Preformatted(output) => Some(output.replace('\n', " ")),
            _ => None,
        })
        .collect();
    for span in spans(text) {
        match span {
            Span::Plain(words) | Span::Strong(words) | Span::Code(words) => {
                found.push(words.clone());
            }
            Span::Link { label, url } => found.extend([label.clone(), url.clone()]),
            Span::Name(_) | Span::Mention(_) | Span::Room(_) | Span::Time(_) => {}
        }
    }
    found
}

fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn facets(abilities: &[Ability]) -> Facets {
    MemoryChat::builder(Arc::new(ManualClock::at_epoch())).only(abilities).build().facets()
}

fn limits(text: usize) -> Limits {
    Limits::new(text, 40, 3, Dedup::No)
}

/// The texts of all calls of a plan.
fn texts(calls: &[Call]) -> Vec<&Text> {
    calls
        .iter()
        .filter_map(|call| match call {
            Call::Post { message, .. }
            | Call::Share { message, .. }
            | Call::Edit { message, .. }
            | Call::Hint { message, .. }
            | Call::Direct { message, .. }
            | Call::Broadcast { message, .. } => Some(&message.text),
            Call::SetTopic { topic, .. } => Some(topic),
            _ => None,
        })
        .collect()
}

/// Every kind of effect that shows a message.
fn showing(message: &Message) -> Vec<Effect> {
    let room = Room::EmergencyChannel;
    let mut pictured = message.clone();
    pictured.picture = Some(Picture {
        name: String::from("graph.png"),
        alternative: String::from("a graph"),
        media_type: String::from("image/png"),
        bytes: vec![1],
    });
    vec![
        Effect::Post { room: room.clone(), message: message.clone(), slot: Some(Slot::Rules) },
        Effect::Post { room: room.clone(), message: pictured, slot: None },
        Effect::Edit { room: room.clone(), slot: Slot::Rules, message: message.clone() },
        Effect::Hint { room: room.clone(), person: jim(), message: message.clone() },
        Effect::Direct { person: jim(), message: message.clone() },
        Effect::SetTopic { room, topic: message.text.clone() },
    ]
}

#[test]
fn d1_d3_d4_no_mark_of_any_platform_becomes_a_mention() {
    for mark in MARKS {
        let text = everywhere(mark);
        assert!(text.mentions().is_empty(), "{mark:?}");
        let stored = serde_json::to_string(&text).unwrap();
        assert!(!stored.contains("\"mention\""), "{mark:?}: {stored}");
        assert_eq!(serde_json::from_str::<Text>(&stored).unwrap(), text);
    }
}

#[test]
fn d2_no_mark_becomes_a_mention_on_its_way_through_a_plan() {
    for mark in MARKS {
        let message = Message::new(everywhere(mark)).button("Take command", "take");
        for abilities in [Ability::ALL.to_vec(), vec![Ability::DirectMessages], Vec::new()] {
            for effect in showing(&message) {
                let plan = plan(&effect, &facets(&abilities), &limits(30));
                assert!(!plan.calls.iter().any(|call| matches!(call, Call::Broadcast { .. })));
                for text in texts(&plan.calls) {
                    assert!(text.mentions().is_empty(), "{mark:?} in {effect:?}");
                }
            }
        }
    }
}

#[test]
fn d5_what_hides_or_reorders_is_shown_as_an_escape() {
    for mark in MARKS {
        for shown in words(&everywhere(mark)) {
            assert!(!shown.chars().any(hides), "{mark:?} is shown as {shown:?}");
        }
    }
}

#[test]
fn d5_a_disguised_mass_mention_is_found_before_policy_looks() {
    for (typed, reach) in [
        ("@\u{200b}everyone", Some(Reach::Everyone)),
        ("\u{ff20}\u{ff48}ere", Some(Reach::Here)),
        ("@h\u{301}ere", Some(Reach::Here)),
        ("@\u{202e}channel", Some(Reach::Channel)),
        ("@c\u{e0041}hannel", Some(Reach::Channel)),
        ("&lt;!channel&gt;", None),
    ] {
        assert_eq!(reach_in(typed), reach, "{typed:?}");
    }
}

#[test]
fn d6_a_link_leads_where_it_says_and_only_to_the_web_or_mail() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://x.example/ <!channel>",
        "//evil.example",
        "\u{200b}javascript:x",
    ] {
        let text = Text::new().link("ok", url);
        assert!(!spans(&text).iter().any(|span| matches!(span, Span::Link { .. })), "{url:?}");
    }
    for label in ["https://status.example", " HTTPS://status.example", "www.status.example"] {
        let text = Text::new().link(label, "https://evil.example/x");
        let [Span::Link { label, url }] = spans(&text).as_slice() else { panic!("{text:?}") };
        assert_eq!(
            (label.as_str(), url.as_str()),
            ("https://evil.example/x", "https://evil.example/x")
        );
    }
}

#[test]
fn d7_words_are_kept_as_they_were_so_that_they_are_escaped_once() {
    for words in ["&lt;!channel&gt;", "&amp;lt;", "%3C!channel%3E", "\\u003c!here\\u003e"] {
        assert_eq!(Text::from(words).to_plain(), words);
        let message = Message::new(Text::from(words));
        for effect in showing(&message).into_iter().take(1) {
            let plan = plan(&effect, &facets(&Ability::ALL), &limits(100));
            assert_eq!(texts(&plan.calls)[0].to_plain(), words);
        }
    }
}

proptest! {
    #[test]
    fn d_no_words_at_all_become_a_mention_or_hide_anything(
        words_in in prop::collection::vec(
            prop_oneof![prop::sample::select(MARKS.to_vec()).prop_map(String::from), "\\PC{0,12}", any::<String>()],
            1..5,
        ),
        text_max in 1..200_usize,
        abilities in prop::sample::subsequence(Ability::ALL.to_vec(), 0..=Ability::ALL.len()),
    ) {
        let text = everywhere(&words_in.concat());
        prop_assert!(text.mentions().is_empty());
        for effect in showing(&Message::new(text)) {
            let plan = plan(&effect, &facets(&abilities), &limits(text_max));
            for text in texts(&plan.calls) {
                prop_assert!(text.mentions().is_empty());
                for shown in words(text) {
                    prop_assert!(!shown.chars().any(hides), "{:?}", shown);
                }
            }
        }
    }

    /// One mention stays one mention: splitting wakes nobody twice and loses nobody silently.
    #[test]
    fn d_a_split_text_mentions_nobody_who_was_not_mentioned(
        before in "[a-z ]{0,80}",
        after in "[a-z ]{0,80}",
        text_max in 20..60_usize,
    ) {
        let text = Text::from(before.as_str()).line().mention(&jim()).line().plain(after);
        let effect = Effect::Direct { person: jim(), message: Message::new(text) };
        let plan = plan(&effect, &facets(&Ability::ALL), &limits(text_max));
        let mentioned: usize = texts(&plan.calls).iter().map(|text| text.mentions().len()).sum();
        prop_assert_eq!(mentioned, 1);
    }
}

#[test]
fn e1_what_must_not_be_public_is_marked() {
    let rules = RedactionRules {
        customers: vec![String::from("Acme Corp")],
        internal_domains: vec![String::from("prod.example.net")],
        ..RedactionRules::default()
    };
    for (text, kind) in [
        ("slow on db-17", FindingKind::InternalHost),
        ("slow on api.prod.example.net", FindingKind::InternalHost),
        ("10.1.2.3 is down", FindingKind::IpAddress),
        ("fe80::1 is down", FindingKind::IpAddress),
        ("see https://grafana.example/d/1", FindingKind::Url),
        ("at com.acme.Checkout.pay(Checkout.java:17)", FindingKind::StackTrace),
        ("write to jim@example.com", FindingKind::Email),
        ("see HOT-330", FindingKind::TicketKey),
        ("ACME corp is hurt", FindingKind::Customer),
        ("Jim Smith looks", FindingKind::Person),
        ("the key AKIAIOSFODNN7EXAMPLE leaked", FindingKind::Secret),
        ("in /srv/checkout/main.rs", FindingKind::FilePath),
        ("d\u{200b}b-17 is down", FindingKind::InternalHost),
    ] {
        let found = check(text, &rules, &[String::from("Jim Smith")]);
        assert!(found.iter().any(|one| one.kind == kind), "{text:?}: {found:?}");
    }
    assert!(check("We see errors and look into it.", &rules, &[]).is_empty());
}

#[test]
fn e2_e3_no_stored_text_but_the_approved_one_becomes_public() {
    let approved = "We look into it.";
    let stored = serde_json::json!({
        "incident": "aaaaaaaaaaaaaaaaaaaaaaaa",
        "number": 1,
        "phase": "investigating",
        "text": approved,
        "digest": digest(PublicPhase::Investigating, approved),
        "approved_by": "memory:jim",
    });
    let read = |value: &serde_json::Value| serde_json::from_value::<ApprovedUpdate>(value.clone());
    assert_eq!(read(&stored).unwrap().text(), approved);
    for (field, value) in [
        ("text", "db-17 burns"),
        ("text", "We look into it. "),
        ("phase", "resolved"),
        ("digest", ""),
        ("digest", "aaaaaaaaaaaa"),
    ] {
        let mut changed = stored.clone();
        changed[field] = serde_json::json!(value);
        assert!(read(&changed).is_err(), "{field} = {value:?}");
    }
}

#[test]
fn h2_tokens_of_every_kind_are_masked() {
    for secret in [
        "xoxb-123456789012-1234567890123-abcdefghijklmnopqrstuvwx",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "password=correct-horse-battery",
        "Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345",
        "https://user:hunter22@db.example/",
    ] {
        let (kept, masked) = mask_secrets(&format!("use {secret} for now"));
        assert!(masked, "{secret}");
        let tail = secret.rsplit(['=', ' ', ':']).next().unwrap();
        assert!(!kept.contains(tail), "{secret} is kept as {kept}");
        assert_eq!(mask_secrets(&kept).0, kept, "masking twice changes nothing more");
    }
}
