//! Examples of every event of the emergency channel.

use std::collections::BTreeMap;

use chatops_core::effect::{Room, TicketFacts};
use chatops_core::emergency_channel::{Event, View};
use chatops_core::hierarchy::SpeakingMode;
use chatops_core::incident::Phase;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::register::{News, Origin};
use chatops_core::severity::Severity;
use chatops_core::{
    alerts, asks, chatter, directory, guests, headline, hierarchy, register, shifts,
};

use crate::make::*;
use crate::shared;

/// At least one example of each.
pub(crate) fn events() -> Vec<Event> {
    let views = [
        View::Help,
        View::Status,
        View::Duty,
        View::Open,
        View::Find(text("HOT-330")),
        View::Brief,
        View::Questions,
        View::Alerts,
        View::Parked,
    ];
    let mut events = vec![Event::Started];
    events.extend(views.map(Event::Shown));
    events.extend(shared::seats().into_iter().map(Event::Seat));
    events.extend(shared::handovers().into_iter().map(Event::Handover));
    events.extend(shifts().into_iter().map(Event::Shift));
    events.extend(headlines().into_iter().map(Event::Headline));
    events.extend(registered().into_iter().map(Event::Register));
    events.extend(people().into_iter().map(Event::Person));
    events.extend(shared::rooms().into_iter().map(Event::Room));
    events.extend(shared::mentions().into_iter().map(Event::Mention));
    events.extend(voices().into_iter().map(Event::Voice));
    events.extend(shared::briefings().into_iter().map(Event::Briefing));
    events.extend(guests().into_iter().map(Event::Guest));
    events.extend(asks().into_iter().map(Event::Ask));
    events.extend(alerts().into_iter().map(Event::Alert));
    events.extend(shared::pages().into_iter().map(Event::Page));
    events.extend(shared::runs().into_iter().map(Event::Tool));
    events.extend(shared::graphs().into_iter().map(Event::Chart));
    events.extend(shared::can_reports().into_iter().map(Event::CanReport));
    events.push(Event::Chatter(chatter::Event::Hinted {
        person: ann(),
        until: until(),
        text: text("who wants pizza?"),
    }));
    events.extend(shared::records().into_iter().map(Event::Record));
    events.extend(shared::parked().into_iter().map(Event::Parked));
    events
}

fn shifts() -> Vec<shifts::Event> {
    use shifts::Event::*;
    vec![
        Consulted { at: at() },
        ShiftStarted {
            person: jim(),
            why: text("layer 1 of the rota"),
            after: Some(ann()),
            until: Some(until()),
        },
        ShiftEnded { person: jim(), next: Some(ann()) },
        GapNoticed { until: Some(until()) },
        Confirmed { until: Some(until()) },
        ScheduleSilent { reason: text("no answer"), retry_at: until() },
        ScheduleHeard,
    ]
}

fn headlines() -> Vec<headline::Event> {
    use headline::Event::*;
    vec![
        Written { state: text("investigating checkout"), incident: Some(incident()) },
        Quieted,
        Restored { said: text("lunch") },
    ]
}

/// How an incident came about, with everything that can be known.
pub(crate) fn origin() -> Origin {
    Origin {
        ticket: Some(TicketFacts {
            key: ticket(),
            title: text("checkout is slow"),
            status: text("Open"),
            url: Some(text("https://tickets.example/HOT-330")),
            watchers: shared::people(&["fay"]),
            component: Some(text("checkout")),
        }),
        named_ticket: Some(ticket()),
        alert: Some(3),
        ask: Some(2),
        component: Some(component()),
        detected_at: Some(at()),
        acknowledged_at: Some(until()),
    }
}

fn registered() -> Vec<register::Event> {
    use register::Event::*;
    let declared = |severity, origin| Declared {
        incident: incident(),
        number: 1,
        title: text("checkout is slow"),
        severity,
        fallback_name: text("inc-2026-03-04-1"),
        day: text("2026-03-04"),
        at: at(),
        origin: Box::new(origin),
    };
    let mut events = vec![declared(Severity::Sev1, origin())];
    events.extend(
        Severity::ALL.map(|severity| declared(severity, Origin::default())).into_iter().skip(1),
    );
    let news = [
        News::Room(text("hot-330")),
        News::Ticket(ticket()),
        News::Severity(Severity::Sev2),
        News::Commander(Some(jim())),
        News::Commander(None),
        News::NoTicket,
        News::Component(component()),
        News::Reopened(Phase::Investigating),
        News::Update { at: at(), text: text("Rolled back.") },
    ];
    let phases = Phase::ALL.map(News::Phase);
    events.extend(news.into_iter().chain(phases).map(|news| Told { incident: incident(), news }));
    let ticket = origin().ticket.map(Box::new);
    events.extend(ticket.map(|ticket| Related { incident: incident(), ticket }));
    events.push(DigestPosted { next: until() });
    events
}

fn people() -> Vec<directory::Event> {
    [PersonKind::Employee, PersonKind::Guest, PersonKind::Bot, PersonKind::Deactivated]
        .map(|kind| {
            directory::Event::Noted(Profile {
                id: ann(),
                name: text("Ann Lee"),
                zone: Some(text("Europe/Berlin")),
                kind,
            })
        })
        .to_vec()
}

fn voices() -> Vec<hierarchy::Event> {
    use hierarchy::Event::*;
    vec![
        ModeSet { mode: SpeakingMode::Open },
        ModeSet { mode: SpeakingMode::Voices },
        DelegateNamed { person: ann(), team: team(), once: true },
        DelegateWithdrawn { person: ann(), team: team() },
        DelegateSpent { person: ann(), team: team() },
        Reported {
            team: team(),
            by: ann(),
            text: text("all is well"),
            author: Some(jim()),
            held: Some(1),
        },
        HeldBack {
            number: 1,
            author: ann(),
            team: Some(team()),
            message: message(),
            text: text("hello"),
        },
    ]
}

fn guests() -> Vec<guests::Event> {
    use guests::{Event::*, RevokedWhy};
    let guest = || person("eve");
    let revoked = |why| Revoked { guest: guest(), incident: Some(incident()), why };
    vec![
        AgreementFiled { guest: guest(), reference: text("NDA-7"), filed_by: jim(), at: at() },
        AgreementForgotten { guest: guest() },
        RulesAccepted { guest: guest() },
        Admitted { guest: guest(), sponsor: jim(), incident: Some(incident()), until: until() },
        revoked(RevokedWhy::ByHand),
        revoked(RevokedWhy::IncidentEnded),
        revoked(RevokedWhy::Expired),
        KeptOut {
            guest: guest(),
            room: Room::Hot(incident()),
            incident: Some(incident()),
            message: Some(message()),
            told_at: Some(at()),
            leader: Some(jim()),
            invited: true,
        },
    ]
}

fn asks() -> Vec<asks::Event> {
    use asks::{Event::*, Verdict};
    let answered =
        |verdict| Answered { number: 1, by: jim(), verdict, note: Some(text("for now")), at: at() };
    vec![
        Asked {
            number: 1,
            by: ann(),
            at: at(),
            text: text("should we start an EM"),
            to: Some(jim()),
            alert: Some(3),
            likely: vec![asks::Likely {
                title: text("checkout is slow"),
                room: Some(Room::Hot(incident())),
            }],
            until: Some(until()),
            next: Some(ann()),
        },
        Climbed { number: 1, to: ann(), until: until(), next: Some(jim()) },
        ReachedTop { number: 1 },
        Linked { number: 1, incident: incident(), settles: true },
        Withdrawn { number: 1 },
        answered(Verdict::Yes),
        answered(Verdict::Watch),
        answered(Verdict::No),
    ]
}

fn opening(shown: alerts::Shown) -> alerts::Event {
    alerts::Event::Opened(Box::new(alerts::Opening {
        number: 1,
        source: text("prometheus"),
        group: text("checkout"),
        key: text("latency"),
        team: Some(team()),
        title: text("checkout is slow"),
        description: text("p99 above 2 s"),
        component: Some(component()),
        severity: Some(Severity::Sev2),
        labels: BTreeMap::from([(text("host"), text("db-17"))]),
        links: vec![(text("runbook"), text("https://runbooks.example/1"))],
        chart: Some(text("rate(errors[5m])")),
        critical: true,
        shown,
        muted_until: Some(until()),
        started_at: Some(at()),
        left_out: 3,
        at: at(),
    }))
}

fn described() -> alerts::Described {
    alerts::Described {
        title: text("checkout is slow"),
        description: text("p99 above 2 s"),
        severity: Some(Severity::Sev2),
        labels: BTreeMap::from([(text("host"), text("db-17"))]),
        links: vec![(text("runbook"), text("https://runbooks.example/1"))],
        since: at(),
    }
}

fn alerts() -> Vec<alerts::Event> {
    use alerts::Event::*;
    let by = || Some(ann());
    let notice =
        || alerts::Notice { number: 4, team: Some(team()), first: true, groups: 30, left_out: 2 };
    let shown = [alerts::Shown::Posted, alerts::Shown::Listed, alerts::Shown::Muted];
    let mut events: Vec<alerts::Event> = shown.map(opening).to_vec();
    events.extend([
        Fired {
            number: 1,
            key: text("latency"),
            severity: Some(Severity::Sev1),
            described: Some(Box::new(described())),
            critical: true,
            posted: true,
            at: at(),
        },
        Repeated {
            number: 1,
            key: text("latency"),
            described: Some(Box::new(described())),
            at: at(),
        },
        Truncated { number: 1, left_out: 3 },
        Resolved { number: 1, key: text("latency"), announced: true, told: true, at: at() },
        LeftOut {
            source: text("prometheus"),
            key: text("latency"),
            title: text("checkout is slow"),
            team: Some(team()),
            component: Some(component()),
            critical: true,
            at: at(),
        },
        StormBegan { at: at() },
        StormNoticed { notice: notice(), at: at() },
        DigestDue { at: at() },
        Digested { notices: vec![notice()], groups: vec![1, 2], told: vec![1], at: at() },
        StormEnded { notices: vec![notice()], since: at(), at: until() },
        Acknowledged { number: 1, by: by(), at: at() },
        Muted { number: 1, by: by(), until: until() },
        MuteEnded { number: 1, posted: true, at: at() },
        CommanderAsked { number: 1, by: by(), at: at() },
        CommanderAnswered { number: 1, by: jim(), verdict: asks::Verdict::Watch, at: at() },
        Declared { number: 1, incident: incident() },
        Joined { numbers: vec![1, 2], incident: incident(), told: true, at: at() },
        Released { numbers: vec![1, 2], incident: incident() },
        LikelyFound { number: 1, incidents: [incident()].into() },
        ChartArrived { number: 1, picture: picture() },
        ChartMissing { number: 1, reason: text("no such metric") },
        SourceNotTold { number: 1, reason: text("no answer") },
    ]);
    events
}
