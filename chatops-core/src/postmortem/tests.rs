use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::context::Actor;
use crate::effect::{Gap, Room};
use crate::history::tests::{Script, at, by, id, incident_id, message, opened, profile, said};
use crate::ids::{ComponentId, TicketKey, ToolName};
use crate::incident::{Event, Move};
use crate::register::Origin;
use crate::{
    all_clear, asks, can_report, directory, emergency_channel, follow_up, incident, poll,
    public_update, record, roles, seat, ticket, tools, updates,
};

const CLOCKWORK: Actor = Actor::Clockwork;

fn hot() -> Room {
    Room::Hot(incident_id(1))
}

fn bare() -> Script {
    Script::default().incident("14:00:00", &by("ann"), Event::Opened(opened(incident_id(1))))
}

fn of(script: &Script) -> Postmortem {
    Postmortem::of(&script.history(), incident_id(1)).unwrap()
}

fn severity(to: Severity, from: Option<Severity>) -> Event {
    Event::Poll(poll::Event::SeveritySet { severity: to, by: None, from, poll: None })
}

fn taken(name: &str, time: &str) -> Event {
    Event::Seat(seat::Event::Taken { person: id(name), from: None, at: at(time) })
}

fn run(number: u32, asked: bool) -> Event {
    let tool = ToolName::new("restart").unwrap();
    let arguments = BTreeMap::from([("service".to_owned(), "checkout".to_owned())]);
    let (by, until) = (id("jim"), at("15:00:00"));
    let room = crate::effect::Room::EmergencyChannel;
    Event::Tool(if asked {
        tools::Event::RunAsked {
            number,
            tool,
            arguments,
            by,
            room,
            asked_in: None,
            needs: tools::Danger::TwoPersons,
            rule: crate::authority::Rule::any([]),
            wait: jiff::SignedDuration::from_mins(1),
            until,
        }
    } else {
        tools::Event::Started { number, tool, arguments, by, room, asked_in: None, until }
    })
}

fn finished(number: u32, output: &str) -> Event {
    Event::Tool(tools::Event::Finished { number, ok: true, output: output.into() })
}

fn drafted(number: u32, text: &str) -> Event {
    Event::PublicUpdate(public_update::Event::Drafted {
        number,
        version: 1,
        phase: PublicPhase::Investigating,
        text: text.into(),
        digest: "d".into(),
        findings: Vec::new(),
        by: id("ann"),
        objections_until: at("14:30:00"),
        early: false,
    })
}

fn approved(number: u32) -> Event {
    let digest = "d".into();
    Event::PublicUpdate(public_update::Event::Approved {
        number,
        version: 1,
        digest,
        by: id("jim"),
    })
}

fn published(number: u32) -> Event {
    let url = Some("https://status.example/1".into());
    Event::PublicUpdate(public_update::Event::Published { number, url })
}

fn given(summary: Option<&str>) -> Event {
    let summary = summary.map(str::to_owned);
    Event::AllClear(all_clear::Event::Given { by: id("jim"), summary })
}

/// A whole incident: asked about, opened with a ticket, commanded, worked on, told outside, over.
fn story() -> Script {
    let origin = Origin {
        ask: Some(4),
        component: Some(ComponentId::new("checkout").unwrap()),
        detected_at: Some(at("13:50:00")),
        acknowledged_at: Some(at("13:55:00")),
        ..Origin::default()
    };
    let asked = |number, text: &str| {
        emergency_channel::Event::Ask(asks::Event::Asked {
            number,
            by: id("ann"),
            at: at("13:50:00"),
            text: text.into(),
            to: Some(id("jim")),
            likely: Vec::new(),
            until: None,
            alert: None,
            next: None,
        })
    };
    let answered = emergency_channel::Event::Ask(asks::Event::Answered {
        number: 4,
        by: id("jim"),
        verdict: asks::Verdict::Yes,
        note: None,
        at: at("14:02:00"),
    });
    let opened = incident::Opened { origin: Box::new(origin), ..opened(incident_id(1)) };
    let linked = ticket::Event::Linked {
        key: TicketKey::new("HOT-330").unwrap(),
        title: "checkout is slow".into(),
        status: "Open".into(),
        url: Some("https://tickets.example/HOT-330".into()),
        component: None,
    };
    let (ann, jim, kim) = (&by("ann"), &by("jim"), &by("kim"));
    let role = |role, name| {
        Event::Role(roles::Event::Assigned {
            role,
            person: id(name),
            by: Some(id("jim")),
            guest: false,
        })
    };
    let follow_up = follow_up::Event::Added {
        number: 1,
        text: "alert on | queue depth".into(),
        owner: Some(id("kim")),
        by: id("kim"),
    };
    let filed = follow_up::Event::Filed {
        number: 1,
        ticket: TicketKey::new("HOT-331").unwrap(),
        url: Some("https://tickets.example/HOT-331".into()),
    };
    let report = can_report::Event::Given {
        number: 1,
        team: None,
        by: id("kim"),
        conditions: "queue is full.".into(),
        actions: "doubled the workers".into(),
        needs: "nothing".into(),
    };
    let gap = Gap {
        wanted: "pin the briefing".into(),
        missing: "this platform has no pins".into(),
        instead: None,
    };
    let confirmed = Event::Tool(tools::Event::Confirmed { number: 1, by: id("kim") });
    Script::default()
        .channel("13:50:00", ann, asked(4, "checkout slow?"))
        .channel("13:51:00", ann, asked(5, "a secret of others"))
        .channel("13:55:00", jim, answered)
        .incident("14:00:00", jim, Event::Opened(opened))
        .incident("14:00:00", &CLOCKWORK, severity(Severity::Sev3, None))
        .incident("14:00:01", &CLOCKWORK, Event::Ticket(linked))
        .incident("14:00:01", &CLOCKWORK, Event::Named { name: "hot-330".into() })
        .incident("14:01:00", jim, taken("jim", "14:01:00"))
        .incident("14:02:00", jim, role(Role::Scribe, "ann"))
        .incident("14:03:00", jim, role(Role::Scribe, "kim"))
        .incident("14:04:00", ann, Event::Record(said(&hot(), "m1", "db is slow")))
        .incident("14:05:00", jim, severity(Severity::Sev1, Some(Severity::Sev3)))
        .incident("14:06:00", jim, run(1, true))
        .incident("14:07:00", kim, confirmed)
        .incident("14:07:00", kim, run(1, false))
        .incident("14:08:00", &CLOCKWORK, finished(1, "\n  restarted `3` pods\nall well"))
        .incident("14:09:00", kim, Event::CanReport(report))
        .incident("14:10:00", ann, drafted(1, "Checkout is slow."))
        .incident("14:11:00", jim, approved(1))
        .incident("14:11:05", &CLOCKWORK, published(1))
        .incident("14:12:00", ann, drafted(2, "never said"))
        .incident("14:15:00", kim, Event::FollowUp(follow_up))
        .incident("14:16:00", &CLOCKWORK, Event::FollowUp(filed))
        .incident("14:17:00", &CLOCKWORK, Event::Record(record::Event::GapNoticed(gap)))
        .incident("14:20:00", jim, Event::Moved { by: Move::Mitigate, to: Phase::Mitigated })
        .incident("14:30:00", jim, given(Some("A stuck queue. Restarted.")))
        .incident("14:30:00", jim, Event::Moved { by: Move::Resolve, to: Phase::Resolved })
}

/// The section of a draft under a heading.
fn section<'a>(markdown: &'a str, title: &str) -> &'a str {
    let (_, rest) = markdown.split_once(&format!("\n## {title}\n\n")).unwrap();
    rest.split("\n## ").next().unwrap().trim_end()
}

#[test]
fn the_draft_begins_with_what_a_reader_looks_for_first() {
    let markdown = of(&story()).to_markdown();
    let start = "\
# Postmortem hot-330: checkout is slow

We look for causes in systems and procedures, not in people. Everybody acted on what they knew at the time.

This is a draft from the record as of 2026-03-04 14:30 UTC. What people must add stands at its end.

| | |
|---|---|
| Severity | SEV1 |
| Phase | resolved |
| Detected | 2026-03-04 13:50 UTC |
| Resolved | 2026-03-04 14:30 UTC |
| Duration | 40 min |
| Commanded by | Jim Smith |
| Ticket | [HOT-330](<https://tickets.example/HOT-330>) |
| Component | checkout |

## Summary

A stuck queue. Restarted.

## Impact

- Severity: SEV3 (2026-03-04 14:00 UTC) → SEV1 (2026-03-04 14:05 UTC).
- From detection until it was called mitigated: 30 min.
- The public was told once.
";
    assert!(markdown.starts_with(start), "{markdown}");
}

#[test]
fn the_timeline_holds_turning_points_and_what_led_to_it() {
    let expected = "\
Turning points only, in UTC; the transcript has everything.

| Time | Who | What |
|---|---|---|
| 2026-03-04 13:50 | Ann Smith | Question 4 to Jim Smith: checkout slow? |
| 13:55 | Jim Smith | Question 4 answered: yes. |
| 14:00 | Jim Smith | incident opened: SEV3 checkout is slow |
| 14:00 | chatops | Ticket HOT-330 linked: “checkout is slow” (Open). |
| 14:00 | chatops | its room is called hot-330 |
| 14:01 | Jim Smith | took command |
| 14:05 | Jim Smith | set the severity to SEV1, was SEV3 |
| 14:08 | Jim Smith | ran `restart service=checkout`: ok |
| 14:09 | Kim Smith | CAN report: conditions: queue is full.; actions: doubled the workers; needs: nothing |
| 14:11 | Jim Smith | told the public (investigating): “Checkout is slow.” |
| 14:20 | Jim Smith | phase: mitigated |
| 14:30 | Jim Smith | all clear – A stuck queue. Restarted. |";
    let markdown = of(&story()).to_markdown();
    let timeline = section(&markdown, "Timeline");
    assert_eq!(timeline, expected);
    assert!(!timeline.contains("db is slow") && !markdown.contains("a secret of others"));
}

#[test]
fn roles_are_shown_with_their_times() {
    let markdown = of(&story()).to_markdown();
    let expected = "\
| Role | Who | From | Until |
|---|---|---|---|
| incident commander | Jim Smith | 2026-03-04 14:01 UTC | the end |
| scribe | Ann Smith | 2026-03-04 14:02 UTC | 2026-03-04 14:03 UTC |
| scribe | Kim Smith | 2026-03-04 14:03 UTC | the end |";
    assert_eq!(section(&markdown, "Command and roles"), expected);
}

#[test]
fn command_passes_from_one_to_the_next() {
    let passed = Event::Seat(seat::Event::Passed {
        from: Some(id("jim")),
        to: id("kim"),
        at: at("15:00:00"),
    });
    let released = roles::Event::Released {
        role: Role::Deputy,
        person: id("ann"),
        successor: Some(id("bob")),
        by: None,
    };
    let assigned =
        roles::Event::Assigned { role: Role::Deputy, person: id("ann"), by: None, guest: false };
    let script = bare()
        .incident("14:01:00", &by("jim"), taken("jim", "14:01:00"))
        .incident("14:02:00", &by("jim"), Event::Role(assigned))
        .incident("15:00:00", &by("kim"), passed)
        .incident("15:01:00", &by("kim"), Event::Role(released));
    let duties = of(&script).duties;
    let spans: Vec<_> =
        duties.iter().map(|duty| (duty.person.as_str(), duty.from, duty.until)).collect();
    assert_eq!(
        spans,
        [
            ("Jim Smith", at("14:01:00"), Some(at("15:00:00"))),
            ("Ann Smith", at("14:02:00"), Some(at("15:01:00"))),
            ("Kim Smith", at("15:00:00"), None),
            ("memory:bob", at("15:01:00"), None),
        ]
    );
}

#[test]
fn what_was_tried_says_who_confirmed_it_and_what_came_of_it() {
    let markdown = of(&story()).to_markdown();
    let expected = "\
- 14:06 Jim Smith: `restart service=checkout` – ok, confirmed by Kim Smith: ``restarted `3` pods``
- 14:09 Kim Smith reported. Conditions: queue is full. Actions: doubled the workers. Needs: nothing.";
    assert_eq!(section(&markdown, "What was tried"), expected);
}

#[test]
fn a_run_without_an_end_is_shown_as_it_stands() {
    let outcome = |script: &Script| of(script).tried.first().unwrap().outcome.clone();
    let script = bare().incident("14:01:00", &by("jim"), run(1, true));
    assert_eq!(outcome(&script), "waits for a confirmation");
    let lapsed = Event::Tool(tools::Event::Lapsed { number: 1 });
    let script = script.incident("14:06:00", &CLOCKWORK, lapsed);
    assert_eq!(outcome(&script), "not confirmed in time, did not run");
    assert_eq!(of(&script).gaps.len(), 1);
    let started = bare().incident("14:01:00", &by("jim"), run(1, false));
    assert_eq!(outcome(&started), "has not ended");
    let silent = Event::Tool(tools::Event::TimedOut { number: 1 });
    let started = started.incident("14:06:00", &CLOCKWORK, silent);
    assert!(outcome(&started).contains("nobody knows"));
    let failed = Event::Tool(tools::Event::Failed { number: 1, reason: "no host".into() });
    let failed = bare()
        .incident("14:01:00", &by("jim"), run(1, false))
        .incident("14:02:00", &CLOCKWORK, failed);
    assert_eq!(outcome(&failed), "failed – no host");
}

#[test]
fn what_the_public_read_is_told_apart_from_what_it_did_not() {
    let markdown = of(&story()).to_markdown();
    let expected = "\
- 2026-03-04 14:11 UTC, investigating: “Checkout is slow.” – approved by Jim Smith – [status page](<https://status.example/1>)

Not published:

- update 2 (investigating), drafted by Ann Smith: drafted and never approved";
    assert_eq!(section(&markdown, "What the public read"), expected);
}

#[test]
fn the_fate_of_an_unpublished_update_is_its_last() {
    let fate = |events: Vec<public_update::Event>| {
        let script = events
            .into_iter()
            .fold(bare().incident("14:01:00", &by("ann"), drafted(1, "x")), |script, event| {
                script.incident("14:02:00", &by("jim"), Event::PublicUpdate(event))
            });
        of(&script).public.first().unwrap().fate.clone()
    };
    use public_update::Event as Update;
    let Event::PublicUpdate(approval) = approved(1) else { unreachable!() };
    assert_eq!(fate(vec![approval.clone()]), "approved, and not yet known to be published");
    let refused = Update::PublishRefused { number: 1, reason: "no".into() };
    assert_eq!(fate(vec![approval.clone(), refused]), "not published – no");
    let unclear = Update::PublishUnclear { number: 1, reason: "lost".into() };
    assert_eq!(fate(vec![approval, unclear]), "nobody knows whether it was published – lost");
    assert_eq!(fate(vec![Update::Dropped { number: 1, by: id("jim") }]), "withdrawn");
}

#[test]
fn decisions_follow_ups_gaps_and_participants_are_listed() {
    let markdown = of(&story()).to_markdown();
    let decisions = section(&markdown, "Decisions and objections");
    assert!(decisions.starts_with("- 13:55 Jim Smith: Question 4 answered: yes."), "{decisions}");
    assert!(decisions.contains("- 14:05 Jim Smith: set the severity to SEV1, was SEV3"));
    assert!(
        decisions.contains(
            "- 14:11 Jim Smith: approved public update 1, version 1: “Checkout is slow.”"
        ),
        "{decisions}"
    );
    assert!(decisions.contains("- 14:30 Jim Smith: all clear – A stuck queue. Restarted."));
    assert_eq!(
        section(&markdown, "Follow-ups"),
        "| # | What | Who | Where it stands |\n|---|---|---|---|\n\
         | 1 | alert on \\| queue depth | Kim Smith | open, \
         [HOT-331](<https://tickets.example/HOT-331>) |"
    );
    assert_eq!(
        section(&markdown, "What could not be done"),
        "- 14:17 chatops: gap: pin the briefing – this platform has no pins"
    );
    assert_eq!(
        section(&markdown, "Who took part"),
        "Jim Smith (9 commands), Ann Smith (1 message, 2 commands), Kim Smith (3 commands)."
    );
}

#[test]
fn the_metrics_stand_in_it() {
    let markdown = of(&story()).to_markdown();
    let metrics = section(&markdown, "Metrics");
    assert!(
        metrics.contains("| Time to acknowledge | 5 min | 2026-03-04 13:55 UTC |"),
        "{metrics}"
    );
    assert!(metrics.contains("| Time to resolve | 40 min | 2026-03-04 14:30 UTC |"), "{metrics}");
}

#[test]
fn the_head_of_the_record_is_its_anchor() {
    let script = story();
    let postmortem = of(&script);
    assert_eq!(postmortem.head, script.entries.last().unwrap().hash);
    let own = script.entries.iter().filter(|one| one.entry.stream.to_string() != "em").count();
    assert_eq!(postmortem.entries, own as u64);
    assert!(postmortem.to_markdown().contains(&postmortem.head));
}

#[test]
fn where_there_is_nothing_one_line_says_so() {
    let markdown = of(&bare()).to_markdown();
    for (title, words) in [
        ("Summary", "None was given."),
        ("Command and roles", "None was taken."),
        ("What was tried", "Nothing was run or reported through chat."),
        ("What the public read", "None."),
        ("Decisions and objections", "None."),
        ("Follow-ups", "None was noted."),
        ("What could not be done", "None."),
        ("Who took part", "Ann Smith (1 command)."),
    ] {
        assert_eq!(section(&markdown, title), words, "{title}");
    }
    assert!(markdown.contains("| Duration | still open |"));
    assert!(section(&markdown, "Impact").contains("SEV3 throughout"));
    assert_eq!(Postmortem::of(&bare().history(), incident_id(2)), None);
}

#[test]
fn without_an_all_clear_the_last_update_is_the_summary_and_says_so() {
    let posted = Event::Update(updates::Event::Posted {
        number: 1,
        text: "still looking".into(),
        by: id("jim"),
        at: at("14:05:00"),
        next_due: None,
    });
    let reopened = Event::AllClear(all_clear::Event::Reopened { by: id("jim"), why: "x".into() });
    let script = bare().incident("14:05:00", &by("jim"), posted);
    let markdown = of(&script).to_markdown();
    assert!(section(&markdown, "Summary").starts_with("still looking\n\n_This is the last update"));
    let script = script.incident("14:06:00", &by("jim"), given(Some("over")));
    assert_eq!(of(&script).summary.unwrap().text, "over");
    let script = script.incident("14:07:00", &by("jim"), reopened);
    assert_eq!(of(&script).summary.unwrap().source, SummarySource::LastUpdate);
}

#[test]
fn who_was_only_kept_out_took_no_part() {
    let held_back = crate::briefing::Event::HeldBack {
        author: id("kim"),
        message: message("m1"),
        text: "hi".into(),
    };
    let script = bare()
        .incident("14:05:00", &by("kim"), Event::Record(said(&hot(), "m1", "hi")))
        .incident("14:05:00", &by("kim"), Event::Briefing(held_back))
        .incident("14:06:00", &by("jim"), Event::Record(said(&hot(), "m2", "hello")));
    let people = of(&script).participants;
    let names: Vec<_> = people.iter().map(|one| (one.name.as_str(), one.messages)).collect();
    assert_eq!(names, [("Ann Smith", 0), ("Jim Smith", 1)]);
    assert_eq!(of(&script).as_of, at("14:06:00"));
}

#[test]
fn a_drill_is_marked() {
    let drill = incident::Opened { drill: true, ..opened(incident_id(1)) };
    let script = Script::default().incident("14:00:00", &by("ann"), Event::Opened(drill));
    let markdown = of(&script).to_markdown();
    assert!(markdown.starts_with("# [DRILL] Postmortem "), "{markdown}");
    assert!(markdown.contains("**This was a drill.**"));
}

proptest! {
    /// Whatever people write, the draft keeps its sections and its tables their columns.
    #[test]
    fn hostile_words_stay_words(words in "[ -~\n\u{202e}]{1,60}", name in "[ -~]{1,20}") {
        let noted = |name: &str| {
            emergency_channel::Event::Person(directory::Event::Noted(profile("jim", name)))
        };
        let hostile = |words: &str, name: &str| {
            let opened = incident::Opened { title: words.into(), ..opened(incident_id(1)) };
            let jim = Actor::Person(profile("jim", name));
            let follow_up = follow_up::Event::Added {
                number: 1, text: words.into(), owner: Some(id("jim")), by: id("jim"),
            };
            let script = Script::default()
                .incident("14:00:00", &jim, Event::Opened(opened))
                .incident("14:01:00", &jim, run(1, false))
                .incident("14:02:00", &jim, finished(1, &format!("x{words}")))
                .incident("14:03:00", &jim, drafted(1, words))
                .incident("14:04:00", &jim, published(1))
                .incident("14:05:00", &jim, Event::Record(said(&hot(), message("m").as_str(), words)))
                .incident("14:06:00", &jim, Event::FollowUp(follow_up))
                .incident("14:07:00", &jim, given(Some(&format!("x{words}x"))))
                .channel("14:08:00", &jim, noted(name));
            of(&script).to_markdown()
        };
        let (evil, plain) = (hostile(&words, &name), hostile("x", "x"));
        let shape = |markdown: &str| -> Vec<(bool, usize)> {
            let rows = markdown.lines().filter(|line| line.starts_with(['#', '|']));
            rows.map(|line| {
                let bars = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
                (line.starts_with('#'), bars)
            }).collect()
        };
        prop_assert_eq!(shape(&evil), shape(&plain));
        prop_assert!(!evil.lines().any(|line| line.starts_with('<')));
    }
}
