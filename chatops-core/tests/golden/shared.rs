//! Examples of the events of features that both aggregates have.

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::authority::{Rule, Who};
use chatops_core::effect::{Effect, Gap, Room, Slot, Target};
use chatops_core::escalation::{EscalationPolicy, EscalationTarget, Level};
use chatops_core::mention::Reach;
use chatops_core::paging::PageTarget;
use chatops_core::people::{PersonKind, Role};
use chatops_core::refusal::{Refusal, RefusalKind};
use chatops_core::severity::Severity;
use chatops_core::tools::Danger;
use chatops_core::transcript::Form;
use chatops_core::{
    briefing, can_report, charts, handover, mention, paging, parked, record, rooms, seat, tools,
};
use jiff::SignedDuration;

use crate::make::*;

pub(crate) fn seats() -> Vec<seat::Event> {
    use seat::Event::*;
    vec![
        Taken { person: jim(), from: None, at: at() },
        Taken { person: jim(), from: Some(ann()), at: at() },
        Appointed { person: jim(), from: Some(ann()), at: at() },
        Passed { from: Some(jim()), to: ann(), at: until() },
        Succeeded { from: jim(), kind: PersonKind::Deactivated, to: ann(), at: at() },
        Orphaned { person: jim(), kind: PersonKind::Guest },
    ]
}

pub(crate) fn handovers() -> Vec<handover::Event> {
    use handover::Event::*;
    vec![
        Offered {
            number: 1,
            from: Some(jim()),
            to: ann(),
            by: Some(jim()),
            until: until(),
            new_round: true,
        },
        Offered { number: 2, from: None, to: ann(), by: None, until: until(), new_round: false },
        BriefGiven { number: 1 },
        Agreed { number: 1, by: ann() },
        Passed { number: 1, from: Some(jim()), to: ann() },
        Declined { number: 1, by: ann(), why: Some(text("no time")), next: Some(person("dan")) },
        TimedOut { number: 1, to: ann(), next: Some(person("dan")) },
        Cancelled { number: 1, to: ann(), by: Some(jim()), because: handover::Because::TakenBack },
        Cancelled { number: 2, to: ann(), by: None, because: handover::Because::CommandChanged },
        Cancelled { number: 3, to: ann(), by: None, because: handover::Because::ReceiverLost },
    ]
}

pub(crate) fn mentions() -> Vec<mention::Event> {
    use mention::Event::*;
    let room = Room::EmergencyChannel;
    vec![
        Used { room: room.clone(), reach: Reach::Here },
        Intercepted {
            number: 1,
            room: room.clone(),
            author: ann(),
            message: message(),
            reach: Reach::Channel,
            text: text("@channel <!everyone> it burns"),
            forwarded_to: Some(jim()),
        },
        Forwarded { number: 1, to: jim() },
        Requested {
            number: 2,
            room: room.clone(),
            reach: Reach::Everyone,
            text: text("come to the bridge"),
            by: jim(),
            until: until(),
            asked_in: Some(room.clone()),
            passed_on: Some(mention::PassedOn { author: ann(), message: 1 }),
        },
        Previewed { number: 2, reach: Reach::Here, reached: Some(40), asleep: Some(12) },
        Previewed { number: 2, reach: Reach::Everyone, reached: None, asleep: None },
        Granted {
            number: 2,
            room: room.clone(),
            reach: Reach::Here,
            text: text("come to the bridge"),
            by: jim(),
            reached: Some(40),
            passed_on: Some(mention::PassedOn { author: ann(), message: 1 }),
        },
        Dropped { number: 2, room: room.clone(), by: jim(), passed_on: None },
        Expired { number: 2, room, by: jim(), passed_on: None },
    ]
}

pub(crate) fn briefings() -> Vec<briefing::Event> {
    use briefing::Event::*;
    vec![
        Pinned { number: 1, target: Target::Message(message()), title: text("the dashboard") },
        Unpinned { number: 1, target: Target::Slot(Slot::Pin(1)) },
        Moved { number: 2, to: 1 },
        Arrived { person: ann(), presumed: true },
        Confirmed { person: ann() },
        ErrandGiven { person: ann(), by: jim() },
        ErrandDone { person: ann() },
        HeldBack { author: ann(), message: message(), text: text("hello") },
    ]
}

pub(crate) fn pages() -> Vec<paging::Event> {
    use paging::Event::*;
    let started = |target| Started {
        number: 1,
        by: Some(jim()),
        target,
        why: text("the disk is full"),
        timetable: EscalationPolicy { levels: levels(), repeats: 1 },
    };
    vec![
        started(PageTarget::Person(ann())),
        started(PageTarget::Team(team())),
        started(PageTarget::Policy(text("night"))),
        started(PageTarget::Escalate),
        started(PageTarget::Leaders),
        LevelReached {
            number: 1,
            step: 0,
            level: 1,
            round: 1,
            people: vec![ann()],
            until: until(),
            left_out: 2,
            without_pager: true,
        },
        LevelEmpty { number: 1, step: 1, level: 2, round: 1 },
        Called { number: 1, step: 0, person: ann() },
        CallFailed { number: 1, step: 0, person: ann(), reason: text("no device") },
        CallUnknown { number: 1, step: 0, person: ann(), reason: text("no answer") },
        Acknowledged { number: 1, by: Some(ann()), at: at() },
        Stopped { number: 1, by: Some(ann()) },
        Exhausted { number: 1 },
    ]
}

fn levels() -> Vec<Level> {
    let targets = vec![
        EscalationTarget::Person(ann()),
        EscalationTarget::ManagerOf(team()),
        EscalationTarget::Team(team()),
        EscalationTarget::DutyCommander,
        EscalationTarget::Deputy,
        EscalationTarget::Executives,
    ];
    vec![Level { targets, wait: SignedDuration::from_mins(5) }]
}

pub(crate) fn runs() -> Vec<tools::Event> {
    use tools::Event::*;
    let arguments = || BTreeMap::from([(text("service"), text("checkout"))]);
    let asked = |needs, rule| RunAsked {
        number: 1,
        tool: tool(),
        arguments: arguments(),
        by: ann(),
        room: Room::Team(team()),
        asked_in: Some(Room::Team(team())),
        needs,
        rule,
        wait: SignedDuration::from_secs(30),
        until: until(),
    };
    vec![
        asked(Danger::Harmless, Rule::any([Who::Anyone])),
        asked(Danger::Confirm, Rule::any([Who::Insiders]).two_persons()),
        asked(
            Danger::TwoPersons,
            Rule {
                who: vec![
                    Who::RoomLeader,
                    Who::DutyCommander,
                    Who::Role(Role::Deputy),
                    Who::Managers,
                    Who::Voices,
                    Who::Team(team()),
                    Who::Ladder,
                    Who::Executives,
                    Who::Person(jim()),
                ],
                two_persons: true,
                from: Some(Severity::Sev2),
            },
        ),
        Confirmed { number: 1, by: jim() },
        Started {
            number: 1,
            tool: tool(),
            arguments: arguments(),
            by: ann(),
            room: Room::EmergencyChannel,
            asked_in: None,
            until: until(),
        },
        Finished { number: 1, ok: true, output: text("done\nin 3 s") },
        TimedOut { number: 1 },
        Failed { number: 1, reason: text("no route") },
        Lapsed { number: 1 },
    ]
}

pub(crate) fn graphs() -> Vec<charts::Event> {
    use charts::Event::*;
    let query = || text("rate(errors[5m])");
    vec![
        Asked {
            number: 1,
            query: query(),
            window_minutes: 60,
            by: ann(),
            room: Some(Room::EmergencyChannel),
            asked_in: Some(Room::EmergencyChannel),
        },
        Asked {
            number: 2,
            query: query(),
            window_minutes: 60,
            by: ann(),
            room: None,
            asked_in: None,
        },
        Drawn { number: 1, query: query(), digest: text("ab12"), picture: picture() },
        Failed { number: 1, reason: text("no such metric") },
    ]
}

pub(crate) fn can_reports() -> Vec<can_report::Event> {
    vec![can_report::Event::Given {
        number: 1,
        team: Some(team()),
        by: ann(),
        conditions: text("slow"),
        actions: text("looking"),
        needs: text("nothing"),
    }]
}

pub(crate) fn records() -> Vec<record::Event> {
    use record::Event::*;
    let room = || Room::Team(team());
    let mut events = vec![
        Said { room: room(), message: message(), thread: Some(message()), text: text("hello") },
        Edited { room: room(), message: message(), text: text("hello all") },
        Deleted { room: room(), message: message() },
        Reacted { room: room(), message: message(), reaction: text("eyes"), added: true },
        FileShared { room: room(), message: message(), name: text("log.txt"), bytes: 4_096 },
        Departed { room: room(), person: ann() },
        SecretMasked { room: Some(room()) },
        SecretMasked { room: None },
        GapNoticed(Gap {
            wanted: text("pin a message"),
            missing: text("there are no pins here"),
            instead: Some(text("the briefing lists it")),
        }),
        DidNotFollow {
            what: text("Update Stop"),
            refusal: Refusal::not_found("update", "Post one."),
        },
        PagedPastJournal { person: ann(), why: text("checkout is down") },
        CaughtUp { room: room(), messages: 3 },
        ServiceSilent { service: text("ticket system") },
        ServiceAnswers { service: text("ticket system") },
        NotDone { what: text("write the topic"), reason: text("no right"), unclear: false },
    ];
    let kinds = [
        RefusalKind::NotEntitled,
        RefusalKind::SecondPersonNeeded,
        RefusalKind::GuestNotAdmitted,
        RefusalKind::NotFound,
        RefusalKind::WrongState,
        RefusalKind::AlreadyDone,
        RefusalKind::Unacceptable,
        RefusalKind::LimitReached,
        RefusalKind::TooLate,
    ];
    events.extend(kinds.map(|kind| Refused {
        room: Some(Room::Hot(incident())),
        command: text("take"),
        refusal: Refusal::new(kind, "Why not.", "What instead."),
    }));
    events
}

/// Every effect that can be done again stands in one: its form is stored with the event.
pub(crate) fn parked() -> Vec<parked::Event> {
    use parked::Event::*;
    let room = || Room::Hot(incident());
    let again = [
        Effect::Invite { room: room(), people: people(&["ann", "dan"]) },
        Effect::Remove { room: room(), person: ann() },
        Effect::Pin { room: room(), target: Target::Slot(Slot::Briefing), pinned: true },
        Effect::Pin { room: room(), target: Target::Message(message()), pinned: false },
        Effect::ArchiveRoom { room: room() },
        Effect::PublishPostmortem { incident: incident() },
        Effect::ShareTranscript { incident: incident(), room: room(), form: Form::Markdown },
    ];
    let parked = |number, what: &str, unclear, again, replaces: Option<&str>| Parked {
        number,
        what: text(what),
        reason: text("no right"),
        unclear,
        again,
        replaces: replaces.map(text),
    };
    let mut events = vec![
        parked(1, "wake the room", true, None, None),
        parked(2, "write the topic", false, None, Some("room:em:topic")),
    ];
    events.extend((3..).zip(again).map(|(number, effect)| {
        let what = effect.what().unwrap();
        let replaces = effect.replaces();
        parked(number, &what, false, Some(Box::new(effect)), replaces.as_deref())
    }));
    let effect = Box::new(Effect::ArchiveRoom { room: room() });
    events.extend([
        AskedAgain { number: 7, by: jim(), effect },
        SaidDone { number: 1, by: jim(), what: text("wake the room") },
        Overtaken { number: 2 },
    ]);
    events
}

pub(crate) fn rooms() -> Vec<rooms::Event> {
    use rooms::Event::*;
    let every =
        [Room::EmergencyChannel, Room::Team(team()), Room::Hot(incident()), Room::Announcements];
    let slots = [
        Slot::Rules,
        Slot::Briefing,
        Slot::PublicUpdate(1),
        Slot::PublicRequest,
        Slot::AllClear,
        Slot::Alert(1),
        Slot::Ask(1),
        Slot::Poll(1),
        Slot::Page(1),
        Slot::Pin(1),
        Slot::Run(1),
        Slot::Checklist(1),
        Slot::Announcement(incident()),
        Slot::Broadcast(1),
        Slot::Ticket,
        Slot::Handover(1),
        Slot::Held(1),
    ];
    let opened = every.map(|room| Opened { room, id: room_id(), name: text("em"), again: false });
    let posted = slots.map(|slot| Posted { room: Room::EmergencyChannel, slot, id: message() });
    let refused = NotOpened { room: Room::EmergencyChannel, reason: text("the name is taken") };
    let (room, slot) = (Room::EmergencyChannel, Slot::Rules);
    let unposted = NotPosted { room, slot, reason: text("no right") };
    let anew = [Some(Slot::Rules), None];
    let anew = anew.map(|slot| TriedAnew { room: Room::EmergencyChannel, slot });
    opened.into_iter().chain([refused, unposted]).chain(anew).chain(posted).collect()
}

pub(crate) fn people(names: &[&str]) -> BTreeSet<chatops_core::ids::PersonId> {
    names.iter().map(|name| person(name)).collect()
}
