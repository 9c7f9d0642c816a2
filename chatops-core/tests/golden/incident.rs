//! Examples of every event of an incident.

use chatops_core::authority::GuestStanding;
use chatops_core::checklist::StepTemplate;
use chatops_core::incident::{Event, Opened, TABLE, View};
use chatops_core::people::Role;
use chatops_core::public_update::PublicPhase;
use chatops_core::redaction::{Finding, FindingKind};
use chatops_core::register::Origin;
use chatops_core::severity::Severity;
use chatops_core::transcript::Form;
use chatops_core::updates::ReminderPlace;
use chatops_core::{
    all_clear, audience, checklist, follow_up, poll, public_update, roles, ticket, updates,
};
use jiff::SignedDuration;

use crate::channel::origin;
use crate::make::*;
use crate::shared;

/// At least one example of each.
pub(crate) fn events() -> Vec<Event> {
    let mut events = vec![opened(origin(), true), opened(Origin::default(), false)];
    events.push(Event::Named { name: text("hot-330") });
    events.extend(TABLE.map(|(_, by, to)| Event::Moved { by, to }));
    events.push(Event::PostmortemPublished { url: text("https://wiki.example/1"), again: false });
    events.push(Event::PostmortemPublished { url: text("https://wiki.example/1"), again: true });
    let views = [
        View::Status,
        View::Who,
        View::Brief,
        View::Transcript(Form::Markdown),
        View::Transcript(Form::Html),
        View::Transcript(Form::Json),
        View::Postmortem,
        View::Parked,
        View::Help { duty_commander: false, guest: GuestStanding::Insider },
        View::Help { duty_commander: true, guest: GuestStanding::Admitted },
    ];
    events.extend(views.map(Event::Shown));
    events.extend(shared::seats().into_iter().map(Event::Seat));
    events.extend(shared::handovers().into_iter().map(Event::Handover));
    events.extend(roles().into_iter().map(Event::Role));
    events.extend(shared::mentions().into_iter().map(Event::Mention));
    events.extend(shared::briefings().into_iter().map(Event::Briefing));
    events.extend(shared::pages().into_iter().map(Event::Page));
    events.extend(tickets().into_iter().map(Event::Ticket));
    events.extend(participants().into_iter().map(Event::Participant));
    events.extend(polls().into_iter().map(Event::Poll));
    events.extend(shared::runs().into_iter().map(Event::Tool));
    events.extend(shared::graphs().into_iter().map(Event::Chart));
    events.extend(updates().into_iter().map(Event::Update));
    events.extend(checklists().into_iter().map(Event::Checklist));
    events.extend(shared::can_reports().into_iter().map(Event::CanReport));
    events.extend(follow_ups().into_iter().map(Event::FollowUp));
    events.extend(public_updates().into_iter().map(Event::PublicUpdate));
    events.extend(all_clears().into_iter().map(Event::AllClear));
    events.extend(shared::records().into_iter().map(Event::Record));
    events.extend(shared::parked().into_iter().map(Event::Parked));
    events.extend(shared::rooms().into_iter().map(Event::Room));
    events
}

fn opened(origin: Origin, drill: bool) -> Event {
    Event::Opened(Opened {
        incident: incident(),
        number: 1,
        title: text("checkout is slow"),
        severity: Severity::Sev2,
        declared_by: Some(ann()),
        commander: Some(jim()),
        declared_at: at(),
        fallback_name: text("inc-2026-03-04-1"),
        origin: Box::new(origin),
        drill,
    })
}

fn roles() -> Vec<roles::Event> {
    use roles::Event::*;
    let mut events = Role::ALL
        .map(|role| Assigned { role, person: ann(), by: Some(jim()), guest: false })
        .to_vec();
    events.push(Assigned { role: Role::Guest, person: ann(), by: None, guest: true });
    events.push(Released {
        role: Role::Deputy,
        person: ann(),
        successor: Some(person("dan")),
        by: Some(jim()),
    });
    events
}

fn tickets() -> Vec<ticket::Event> {
    use ticket::{Event::*, Step};
    let failed = |step| Failed { step, related: None, reason: text("no right"), certain: true };
    vec![
        Wanted { title: text("checkout is slow"), severity: Severity::Sev2, until: until() },
        Linked {
            key: ticket(),
            title: text("checkout is slow"),
            status: text("Open"),
            url: Some(text("https://tickets.example/HOT-330")),
            component: Some(text("checkout")),
        },
        SecondOpened { key: ticket() },
        WatchersFound { people: shared::people(&["fay"]), left_out: 2 },
        LinkAsked { key: ticket(), by: Some(ann()), until: until() },
        NotLinked { key: ticket(), reason: text("no such ticket") },
        RelatedFiled {
            key: ticket(),
            title: text("orders fail"),
            url: Some(text("https://tickets.example/HOT-330")),
            component: Some(text("checkout")),
            by: Some(ann()),
            count: 1,
        },
        Looked,
        MoveAsked { status: text("Done"), then: Some(text("Closed")), by: Some(ann()) },
        Moved { status: text("Done"), by: Some(ann()) },
        Commented { text: text("seen"), by: Some(ann()) },
        ChangeSeen {
            title: Some(text("checkout is down")),
            status: Some(text("Done")),
            by: Some(ann()),
        },
        Unavailable { reason: text("no answer"), may_come: true, unclear: true },
        failed(Step::Read),
        failed(Step::Move),
        failed(Step::Comment),
        failed(Step::LinkBack),
        Failed {
            step: Step::LinkBack,
            related: Some(ticket()),
            reason: text("no right"),
            certain: false,
        },
    ]
}

fn participants() -> Vec<audience::Event> {
    use audience::Event::*;
    vec![
        GroupInvited {
            name: text("support"),
            people: shared::people(&["cleo", "fay"]),
            active: true,
            here: shared::people(&["fay"]),
            left_out: 2,
        },
        Arrived { person: ann(), active: true },
        Joined { person: ann(), active: true },
        Left { person: ann() },
        Departed { person: ann() },
        BecameActive { person: ann() },
    ]
}

fn polls() -> Vec<poll::Event> {
    use poll::Event::*;
    vec![
        SeveritySet {
            severity: Severity::Sev1,
            by: Some(jim()),
            from: Some(Severity::Sev2),
            poll: Some(1),
        },
        PollOpened { number: 1, until: until() },
        Voted { number: 1, person: ann(), severity: Severity::Sev1 },
        Objected { number: 1, person: ann(), why: text("customers are fine") },
        PollClosed { number: 1, proposed: Severity::Sev1, why: text("3 of 4 votes") },
        PollDropped { number: 1 },
    ]
}

fn updates() -> Vec<updates::Event> {
    use updates::Event::*;
    let reminded = |place| Reminded { place, person: Some(jim()), next: Some(until()) };
    vec![
        Scheduled {
            due: until(),
            every: SignedDuration::from_mins(30),
            team: Some(crate::make::team()),
        },
        Posted {
            number: 1,
            text: text("still slow"),
            by: ann(),
            at: at(),
            next_due: Some(until()),
        },
        reminded(ReminderPlace::Owner),
        reminded(ReminderPlace::Deputy),
        reminded(ReminderPlace::Manager),
        Snoozed { until: until(), by: jim(), used: 1 },
        Stopped,
    ]
}

fn checklists() -> Vec<checklist::Event> {
    use checklist::Event::*;
    let step = StepTemplate { text: text("Take notes."), role: Some(Role::Scribe) };
    vec![
        Started { number: 1, name: text("first"), for_role: Some(Role::Scribe), steps: vec![step] },
        Ticked { number: 1, step: 1, by: ann(), at: at() },
        Unticked { number: 1, step: 1 },
    ]
}

fn follow_ups() -> Vec<follow_up::Event> {
    use follow_up::Event::*;
    vec![
        Added { number: 1, text: text("write a test"), owner: Some(ann()), by: jim() },
        FileAsked { number: 1, by: Some(ann()), parent: Some(ticket()) },
        Filed { number: 1, ticket: ticket(), url: Some(text("https://tickets.example/1")) },
        FilingFailed { number: 1, reason: text("no right") },
        Closed { number: 1 },
    ]
}

fn findings() -> Vec<Finding> {
    let kinds = [
        FindingKind::TicketKey,
        FindingKind::InternalHost,
        FindingKind::IpAddress,
        FindingKind::Url,
        FindingKind::Email,
        FindingKind::Customer,
        FindingKind::Person,
        FindingKind::Secret,
        FindingKind::StackTrace,
        FindingKind::FilePath,
        FindingKind::Blame,
        FindingKind::Unchecked,
    ];
    kinds.map(|kind| Finding { start: 0, end: 5, kind, shown: text("db-17") }).to_vec()
}

fn public_updates() -> Vec<public_update::Event> {
    use public_update::Event::*;
    let words = || text("db-17 is down");
    let drafted = |phase| Drafted {
        number: 1,
        version: 1,
        phase,
        text: words(),
        digest: public_update::digest(phase, &words()),
        findings: findings(),
        by: ann(),
        objections_until: until(),
        early: phase == PublicPhase::Resolved,
    };
    let mut events = PublicPhase::ALL.map(drafted).to_vec();
    events.extend([
        Edited {
            number: 1,
            version: 2,
            text: text("We look into it."),
            digest: public_update::digest(PublicPhase::Investigating, "We look into it."),
            findings: Vec::new(),
            by: ann(),
            objections_until: until(),
        },
        Objected { number: 1, by: ann(), why: text("too early") },
        OverrideAsked { number: 1, by: ann(), reason: text("it is known"), until: until() },
        Overridden { number: 1, by: jim() },
        Approved { number: 1, version: 2, digest: text("abcdefghijkl"), by: jim() },
        Published { number: 1, url: Some(text("https://status.example/1")) },
        PublishUnclear { number: 1, reason: text("no answer") },
        PublishRefused { number: 1, reason: text("no right") },
        WindowClosed { number: 1 },
        Dropped { number: 1, by: ann() },
        OverrideLapsed { number: 1, by: ann() },
        StillUnclear { number: 1 },
        Requested {
            phase: PublicPhase::Resolved,
            on_page: PublicPhase::Monitoring,
            of: Some(ann()),
        },
        RequestClosed { number: Some(2) },
        RequestClosed { number: None },
    ]);
    events
}

fn all_clears() -> Vec<all_clear::Event> {
    use all_clear::Event::*;
    vec![
        Proposed {
            by: ann(),
            summary: Some(text("it works")),
            window_secs: 300,
            until: until(),
            again: false,
        },
        Proposed { by: ann(), summary: None, window_secs: 300, until: until(), again: true },
        Objected { by: jim(), why: text("not yet"), extended_until: Some(until()) },
        WindowClosed,
        Given { by: jim(), summary: Some(text("it works")) },
        Cancelled { by: jim(), why: text("it is back") },
        Reopened { by: jim(), why: text("it is back") },
    ]
}
