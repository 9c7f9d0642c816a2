use proptest::prelude::*;

use super::*;
use crate::history::tests::{Script, by, incident_id, message, opened, profile, said};
use crate::refusal::Refusal;
use crate::{poll, tools};

fn hot() -> Room {
    Room::Hot(incident_id(1))
}

fn record(event: record::Event) -> incident::Event {
    incident::Event::Record(event)
}

fn base() -> Script {
    Script::default()
        .incident("14:00:00", &by("ann"), incident::Event::Opened(opened(incident_id(1))))
        .incident("14:00:00", &Actor::Clockwork, incident::Event::Named { name: "hot-330".into() })
}

/// Words, an answer, a change, a deletion, a reaction, a file, a run, a decision.
fn script() -> Script {
    let answer = record::Event::Said {
        room: hot(),
        message: message("m2"),
        thread: Some(message("m1")),
        text: "on it\nlooking at @channel".into(),
    };
    let edited =
        record::Event::Edited { room: hot(), message: message("m1"), text: "db-1 is slow".into() };
    let deleted = record::Event::Deleted { room: hot(), message: message("m2") };
    let reacted = record::Event::Reacted {
        room: hot(),
        message: message("m1"),
        reaction: "👍".into(),
        added: true,
    };
    let file = record::Event::FileShared {
        room: hot(),
        message: message("m3"),
        name: "graph_1.png".into(),
        bytes: 12,
    };
    let finished = tools::Event::Finished { number: 1, ok: true, output: "```\nup 3 days".into() };
    let severity = poll::Event::SeveritySet {
        severity: crate::severity::Severity::Sev1,
        by: None,
        from: Some(crate::severity::Severity::Sev3),
        poll: None,
    };
    base()
        .incident("14:01:00", &by("ann"), record(said(&hot(), "m1", "db is *slow*")))
        .incident("14:02:00", &by("jim"), record(answer))
        .incident("14:03:00", &by("ann"), record(edited))
        .incident("14:04:00", &Actor::Clockwork, record(deleted))
        .incident("14:05:00", &by("jim"), record(reacted))
        .incident("14:06:00", &by("jim"), record(file))
        .incident("14:07:00", &Actor::Clockwork, incident::Event::Tool(finished))
        .incident("2026-03-05T00:10:00Z", &by("jim"), incident::Event::Poll(severity))
}

fn transcript(script: &Script) -> Transcript {
    Transcript::of(&script.history(), Scope::Incident(incident_id(1)))
}

#[test]
fn markdown_reads_as_the_room_did() {
    let expected = "\
# Transcript: hot-330 – checkout is slow

All times are in UTC.

## Wednesday, 4 March 2026

**14:00:00** · #hot-330 · **Ann Smith** · decision: incident opened: SEV3 checkout is slow

**14:00:00** · #hot-330 · **chatops** · its room is called hot-330

**14:01:00** · #hot-330 · **Ann Smith** _(changed 14:03:00)_: db is \\*slow\\*

**14:02:00** · #hot-330 · **Jim Smith** (answers 14:01:00) _(deleted 14:04:00)_: on it\\
looking at @\u{2060}channel

**14:03:00** · #hot-330 · **Ann Smith** changed the message of 14:01:00: db-1 is slow

**14:04:00** · #hot-330 · **somebody** deleted the message of 14:02:00

**14:05:00** · #hot-330 · **Jim Smith** reacted with 👍 to the message of 14:01:00

**14:06:00** · #hot-330 · **Jim Smith** shared the file graph_1.png (12 bytes)

**14:07:00** · #hot-330 · **chatops** · run 1 ended: ok

````text
```
up 3 days
````

## Thursday, 5 March 2026

**00:10:00** · #hot-330 · **Jim Smith** · decision: set the severity to SEV1, was SEV3
";
    assert_eq!(transcript(&script()).to_markdown(), expected);
}

#[test]
fn html_shows_the_same_and_escapes_it() {
    let html = transcript(&script()).to_html();
    for part in [
        "<h2>Wednesday, 4 March 2026</h2>",
        "<b>Ann Smith</b> <i class=\"fate\">(changed 14:03:00)</i> \
         <span class=\"text\" dir=\"auto\">db is *slow*</span>",
        "<i>answers <a href=\"#line-5\">14:01:00</a></i>",
        "on it<br>looking at @channel",
        "<pre>```\nup 3 days</pre>",
        "<i>decision:</i> <span",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn json_keeps_the_words_as_they_were() {
    let json = transcript(&script()).to_json();
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["title"], "hot-330 – checkout is slow");
    let line = &read["lines"][3];
    assert_eq!(line["kind"], "message");
    assert_eq!(line["text"], "on it\nlooking at @channel");
    assert_eq!(line["about"]["seq"], 5);
    assert_eq!(line["deleted_at"], "2026-03-04T14:04:00Z");
    assert_eq!(read["lines"][8]["output"], "```\nup 3 days");
}

#[test]
fn words_that_were_not_let_through_say_so() {
    let reach = crate::mention::Reach::Channel;
    let intercepted = crate::mention::Event::Intercepted {
        number: 1,
        room: hot(),
        author: crate::history::tests::id("ann"),
        message: message("m1"),
        reach,
        text: "@channel stop".into(),
        forwarded_to: None,
    };
    let unread = briefing::Event::HeldBack {
        author: crate::history::tests::id("kim"),
        message: message("m2"),
        text: "hi".into(),
    };
    let script = base()
        .incident("14:01:00", &by("ann"), record(said(&hot(), "m1", "@channel stop")))
        .incident("14:01:00", &by("ann"), incident::Event::Mention(intercepted))
        .incident("14:02:00", &by("kim"), record(said(&hot(), "m2", "hi")))
        .incident("14:02:00", &by("kim"), incident::Event::Briefing(unread));
    let transcript = transcript(&script);
    let markdown = transcript.to_markdown();
    for line in [
        "**Ann Smith** _(not let through: no right to wake the room)_: @\u{2060}channel stop",
        "**Kim Smith** _(not let through: the pins were not read yet)_: hi",
    ] {
        assert!(markdown.contains(line), "{line}\n{markdown}");
    }
    assert!(transcript.to_html().contains("<i class=\"fate\">(not let through: the pins"));
    let json: serde_json::Value = serde_json::from_str(&transcript.to_json()).unwrap();
    assert_eq!(json["lines"][3]["held_back"], "not let through: the pins were not read yet");
}

#[test]
fn code_and_links_of_ours_are_not_shown_as_words() {
    let address = "https://status.example/#update-1";
    let update = crate::public_update::Event::Published { number: 1, url: Some(address.into()) };
    let started = tools::Event::Started {
        number: 1,
        tool: crate::ids::ToolName::new("load").unwrap(),
        arguments: [("system".to_owned(), "system23".to_owned())].into(),
        by: crate::history::tests::id("jim"),
        room: hot(),
        asked_in: None,
        until: crate::history::tests::at("14:05:00"),
    };
    let script = base().incident("14:01:00", &by("jim"), incident::Event::Tool(started)).incident(
        "14:02:00",
        &Actor::Clockwork,
        incident::Event::PublicUpdate(update),
    );
    let markdown = transcript(&script).to_markdown();
    assert!(markdown.contains("run 1 began: `load system=system23`"), "{markdown}");
    assert!(markdown.contains("](<https://status.example/#update-1>)"), "{markdown}");
    let html = transcript(&script).to_html();
    assert!(html.contains("<code>load system=system23</code>"), "{html}");
    assert!(html.contains("<a href=\"https://status.example/#update-1\""), "{html}");
}

#[test]
fn what_was_private_is_not_in_it() {
    let refused = record::Event::Refused {
        room: Some(hot()),
        command: "allclear give".into(),
        refusal: Refusal::wrong_state("Not yet.", "Wait."),
    };
    let intercepted =
        crate::mention::Event::Forwarded { number: 1, to: crate::history::tests::id("jim") };
    let looked = incident::Event::Shown(incident::View::Status);
    let script = base()
        .incident("14:01:00", &by("ann"), record(refused))
        .incident("14:01:00", &by("ann"), incident::Event::Mention(intercepted))
        .incident("14:01:00", &by("ann"), looked);
    assert_eq!(transcript(&script).lines.len(), 2);
}

#[test]
fn the_transcript_of_an_incident_holds_nothing_of_another_or_of_the_channel() {
    let two = incident_id(2);
    let other = said(&Room::Hot(two), "m1", "secret of two");
    let channel = said(&Room::EmergencyChannel, "m1", "secret of em");
    let script = base()
        .incident_of(two, "14:01:00", &by("eve"), incident::Event::Opened(opened(two)))
        .incident_of(two, "14:01:00", &by("eve"), record(other))
        .channel("14:01:00", &by("eve"), emergency_channel::Event::Record(channel))
        .incident("14:02:00", &by("ann"), record(said(&hot(), "m1", "ours")));
    let scoped = transcript(&script);
    for text in [scoped.to_markdown(), scoped.to_html(), scoped.to_json()] {
        assert!(
            text.contains("ours") && !text.contains("secret") && !text.contains("Eve"),
            "{text}"
        );
    }
    let all = Transcript::of(&script.history(), Scope::Everything).to_markdown();
    for words in ["secret of two", "secret of em", "ours"] {
        assert!(all.contains(words), "{words}");
    }
}

#[test]
fn a_message_from_before_the_record_can_still_be_changed_and_deleted() {
    let edited = record::Event::Edited { room: hot(), message: message("old"), text: "new".into() };
    let deleted = record::Event::Deleted { room: hot(), message: message("old") };
    let script = base().incident("14:01:00", &by("ann"), record(edited)).incident(
        "14:02:00",
        &by("ann"),
        record(deleted),
    );
    let markdown = transcript(&script).to_markdown();
    assert!(markdown.contains("**Ann Smith** changed an earlier message: new"));
    assert!(markdown.contains("**Ann Smith** deleted an earlier message"));
}

#[test]
fn a_drill_says_so_and_an_empty_scope_too() {
    let drill = incident::Opened { drill: true, ..opened(incident_id(1)) };
    let script = Script::default().incident("14:00:00", &by("ann"), incident::Event::Opened(drill));
    assert!(transcript(&script).to_markdown().starts_with("# [DRILL] Transcript: "));
    assert!(transcript(&script).to_html().contains("<h1>[DRILL] Transcript: "));
    let none = transcript(&Script::default());
    assert!(none.to_markdown().contains("Nothing was said."));
    assert!(none.to_html().contains("Nothing was said."));
}

proptest! {
    /// Neither words nor names nor output make an element, a heading or a line of their own.
    #[test]
    fn hostile_words_stay_words(
        words in "[ -~\n\u{202e}é]{0,80}",
        name in "[ -~]{1,30}",
        output in "[ -~\n`]{0,60}",
    ) {
        let hostile = |words: &str, name: &str, output: &str| {
            let actor = Actor::Person(profile("eve", name));
            let output = format!("x{output}");
            let finished = tools::Event::Finished { number: 1, ok: true, output };
            let script = base()
                .incident("14:01:00", &actor, record(said(&hot(), "m1", &format!("x{words}x"))))
                .incident("14:02:00", &Actor::Clockwork, incident::Event::Tool(finished));
            transcript(&script)
        };
        let (evil, plain) = (hostile(&words, &name, &output), hostile("x", "x", ""));
        let elements = |html: &str| html.matches('<').count() - html.matches("<br>").count();
        prop_assert_eq!(elements(&evil.to_html()), elements(&plain.to_html()));
        let json: serde_json::Value = serde_json::from_str(&evil.to_json()).unwrap();
        prop_assert_eq!(json["lines"].as_array().unwrap().len(), 4);
        let markdown = evil.to_markdown();
        let prose = markdown.split("\n\n```").next().unwrap();
        prop_assert!(!prose.contains("@e") && !prose.contains("\n<"), "{}", prose);
        prop_assert_eq!(prose.lines().filter(|line| line.starts_with('#')).count(), 2);
    }
}
