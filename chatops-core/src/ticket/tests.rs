//! The rules of the ticket link, each at least once.

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Answer, Room, TimerChange};
use crate::feature_tests::stored;
use crate::ids::{IncidentId, JournalId, Place, StreamId};
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;
use crate::refusal::RefusalKind;

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

fn key(name: &str) -> TicketKey {
    TicketKey::new(name).unwrap()
}

fn facts(status: &str) -> TicketFacts {
    TicketFacts {
        key: key("HOT-330"),
        title: "latency".into(),
        status: status.into(),
        url: Some("https://tickets.example/HOT-330".into()),
        watchers: BTreeSet::new(),
        component: Some("checkout".into()),
    }
}

fn watched(names: &[&str]) -> TicketFacts {
    TicketFacts { watchers: names.iter().map(|name| person(name)).collect(), ..facts("Open") }
}

/// The ticket of one incident. Time is in seconds.
struct Play {
    link: TicketLink,
    policy: Policy,
    incident: IncidentId,
    now: i64,
}

fn play() -> Play {
    let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
    let place = Place { journal: &journal, stream: &stream, seq: 1, position: 0 };
    let incident = IncidentId::derive(place);
    let mut policy = Policy::default();
    policy.services.tickets = true;
    Play { link: TicketLink::default(), policy, incident, now: 0 }
}

/// An incident with the ticket `HOT-330`, which is open.
fn linked() -> Play {
    let mut play = play();
    play.by_ann(Command::Link { facts: facts("Open") });
    play
}

impl Play {
    fn run(
        &mut self,
        judge: impl Fn(&TicketLink, &Scene<'_>, Context<'_>) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Reaction, Refusal> {
        let (room, standing) = (Room::Hot(self.incident), Standing::default());
        let scene = Scene {
            room: &room,
            commander: None,
            deputy: None,
            incident: Some(&self.incident),
            title: "latency",
            severity: None,
            standing: &standing,
        };
        let kind = PersonKind::Employee;
        let ann = Profile { id: person("ann"), name: "ann".into(), zone: None, kind };
        let now = Timestamp::from_second(self.now).unwrap();
        let ann = Actor::Person(ann);
        let cx = Context::new(now, &ann, &self.policy);
        let mut reaction = Reaction::none();
        for event in judge(&self.link, &scene, cx)? {
            let event = stored(&event);
            self.link.evolve(&event);
            reaction = reaction.and(self.link.react(&event, &scene, cx));
        }
        Ok(reaction)
    }

    fn try_by_ann(&mut self, command: Command) -> Result<Reaction, Refusal> {
        self.run(|link, scene, cx| link.decide(&command, scene, cx))
    }

    fn by_ann(&mut self, command: Command) -> Reaction {
        self.try_by_ann(command).unwrap()
    }

    fn refused(&mut self, command: Command) -> RefusalKind {
        self.try_by_ann(command).unwrap_err().kind
    }

    fn settle(&mut self, effect: &Effect, outcome: &Outcome) -> Reaction {
        self.run(|link, scene, cx| Ok(link.settled(effect, outcome, scene, cx))).unwrap()
    }

    fn fire(&mut self, at: i64) -> Reaction {
        self.now = at;
        self.run(|link, scene, cx| Ok(link.timer(&TimerKey::TicketWait, scene, cx))).unwrap()
    }

    fn opening(&self) -> Effect {
        let (title, severity) = (String::from("latency"), Severity::Sev2);
        Effect::OpenTicket { incident: self.incident, title, severity }
    }

    fn status(&self) -> &str {
        &self.link.ticket().unwrap().status
    }
}

fn open() -> Command {
    Command::Open { title: "latency".into(), severity: Severity::Sev2 }
}

fn name(named: &str) -> Command {
    Command::LinkNamed { key: key(named), taken_by: None }
}

fn move_to(status: &str) -> Command {
    Command::Move { status: status.into() }
}

fn follow(over: bool) -> Command {
    Command::Follow { over }
}

fn moving(status: &str) -> Effect {
    Effect::MoveTicket { ticket: key("HOT-330"), status: status.into() }
}

fn reading() -> Effect {
    Effect::ReadTicket { ticket: key("HOT-330") }
}

fn changed(facts: TicketFacts, by_us: bool) -> Command {
    Command::Changed { facts, by_us }
}

fn done() -> Outcome {
    Outcome::Done(Answer::Nothing)
}

fn refusal(reason: &str) -> Outcome {
    Outcome::Refused { reason: reason.into() }
}

fn ambiguous() -> Outcome {
    Outcome::Ambiguous { reason: "No answer.".into() }
}

fn seen(reaction: &Reaction) -> Vec<String> {
    let texts = reaction.effects.iter().filter_map(|effect| match effect {
        Effect::Post { message, .. } => Some(format!("posts {}", message.text)),
        Effect::Edit { message, .. } => Some(format!("shows {}", message.text)),
        _ => None,
    });
    texts.collect()
}

fn buttons(reaction: &Reaction) -> Vec<&str> {
    let messages = reaction.effects.iter().filter_map(|effect| match effect {
        Effect::Post { message, .. } | Effect::Edit { message, .. } => Some(message),
        _ => None,
    });
    messages.flat_map(|message| &message.buttons).map(|button| button.command.as_str()).collect()
}

#[test]
fn a_ticket_is_linked_both_ways_and_shown_with_the_next_step() {
    let mut play = play();
    let reaction = play.by_ann(Command::Link { facts: facts("Open") });
    assert_eq!(
        seen(&reaction),
        ["posts HOT-330 (https://tickets.example/HOT-330) – latency\n\
          Status: Open – component: `checkout`"]
    );
    assert_eq!(buttons(&reaction), ["ticket move In Progress"]);
    let room = Room::Hot(play.incident);
    assert!(reaction.effects.contains(&Effect::LinkTicket { ticket: key("HOT-330"), room }));
    assert!(reaction.effects.contains(&reading()));
}

#[test]
fn another_ticket_is_refused_and_the_same_one_is_only_looked_at_again() {
    let mut play = linked();
    let other = TicketFacts { key: key("HOT-331"), ..facts("Open") };
    assert_eq!(play.refused(Command::Link { facts: other }), RefusalKind::AlreadyDone);
    assert_eq!(play.by_ann(Command::Link { facts: facts("Open") }), Reaction::none());
}

#[test]
fn an_opened_ticket_is_linked_when_it_comes() {
    let mut play = play();
    let reaction = play.by_ann(open());
    assert_eq!(reaction.effects, [play.opening()]);
    let at = Timestamp::from_second(5).unwrap();
    assert_eq!(reaction.timers, [TimerChange::Set { key: TimerKey::TicketWait, at }]);
    assert_eq!(play.refused(open()), RefusalKind::AlreadyDone);
    assert_eq!(play.refused(move_to("Resolved")), RefusalKind::WrongState);
    let reaction = play.settle(&play.opening(), &Outcome::Done(Answer::Ticket(facts("Open"))));
    assert_eq!(reaction.timers, [TimerChange::Cancel { key: TimerKey::TicketWait }]);
    assert_eq!(play.link.ticket().unwrap().key, key("HOT-330"));
    assert_eq!(play.fire(5), Reaction::none());
    assert_eq!(play.refused(open()), RefusalKind::AlreadyDone);
}

#[test]
fn a_silent_ticket_system_is_not_waited_for_but_its_late_ticket_is_linked() {
    let mut play = play();
    play.by_ann(open());
    assert_eq!(play.fire(4), Reaction::none());
    assert_eq!(
        seen(&play.fire(5)),
        ["posts No ticket yet. The ticket system has been silent for 5 s. \
          Work goes on without it; it is linked when it comes."]
    );
    assert_eq!(play.fire(6), Reaction::none());
    play.settle(&play.opening(), &Outcome::Done(Answer::Ticket(facts("Open"))));
    assert!(play.link.ticket().is_some());
}

#[test]
fn a_ticket_system_that_refuses_can_be_asked_again() {
    let mut play = play();
    play.by_ann(open());
    let reaction = play.settle(&play.opening(), &refusal("No such project."));
    assert_eq!(
        seen(&reaction),
        ["posts No ticket. No such project. Work goes on without it. \
          To try again: `ticket open`; to link one that is there: `ticket link <key>`."]
    );
    play.by_ann(open());
    assert_eq!(play.refused(open()), RefusalKind::AlreadyDone);
}

#[test]
fn a_ticket_that_may_have_been_opened_is_looked_for_by_people_and_linked_by_hand() {
    let mut play = play();
    play.by_ann(open());
    let reaction = play.settle(&play.opening(), &ambiguous());
    assert_eq!(
        seen(&reaction),
        ["posts No ticket is linked, and nobody knows whether one was opened. No answer. \
          Work goes on without it. If it is there, link it: `ticket link <key>`."]
    );
    assert_eq!(play.link.opening(), None);
    assert_eq!(play.by_ann(name("HOT-330")).effects, [reading()]);
    assert_eq!(play.refused(name("HOT-330")), RefusalKind::AlreadyDone);
    let read = Outcome::Done(Answer::Ticket(facts("Open")));
    assert!(seen(&play.settle(&reading(), &read)).concat().contains("posts HOT-330"));
    assert_eq!(play.link.ticket().unwrap().key, key("HOT-330"));
}

#[test]
fn a_named_ticket_that_is_not_there_is_told_and_another_can_be_named() {
    let mut play = play();
    play.by_ann(name("HOT-999"));
    let reading = Effect::ReadTicket { ticket: key("HOT-999") };
    let reaction = play.settle(&reading, &refusal("There is no ticket HOT-999."));
    assert_eq!(
        seen(&reaction),
        ["posts HOT-999 is not linked. There is no ticket HOT-999. \
          Link another: `ticket link <key>`; or open one: `ticket open`."]
    );
    play.by_ann(name("HOT-330"));
}

#[test]
fn a_named_ticket_is_waited_for_no_longer_than_one_that_is_opened() {
    let mut play = play();
    play.by_ann(name("HOT-330"));
    assert_eq!(play.fire(4), Reaction::none());
    assert!(seen(&play.fire(5)).concat().contains("No ticket yet."));
    assert_eq!(play.fire(6), Reaction::none());
    play.settle(&reading(), &Outcome::Done(Answer::Ticket(facts("Open"))));
    assert!(play.link.ticket().is_some());
}

#[test]
fn a_ticket_of_another_incident_is_not_linked_twice() {
    let mut play = play();
    let taken = Command::LinkNamed { key: key("HOT-330"), taken_by: Some("#hot-330".into()) };
    let refusal = play.try_by_ann(taken).unwrap_err();
    assert_eq!(refusal.why, "HOT-330 is the ticket of another incident, in #hot-330.");
    let mut linked = linked();
    assert_eq!(linked.refused(name("HOT-330")), RefusalKind::AlreadyDone);
    assert_eq!(linked.refused(name("HOT-331")), RefusalKind::AlreadyDone);
}

#[test]
fn without_a_ticket_system_nothing_is_opened_linked_or_moved() {
    let mut play = play();
    play.policy.services.tickets = false;
    for command in [open(), name("HOT-330"), move_to("Resolved"), Command::Show] {
        let refusal = play.try_by_ann(command).unwrap_err();
        assert!(refusal.why.starts_with("No ticket system is connected"), "{refusal}");
    }
}

#[test]
fn a_second_ticket_is_told_to_the_room() {
    let mut play = play();
    play.by_ann(open());
    play.by_ann(Command::Link { facts: facts("Open") });
    let second = TicketFacts { key: key("HOT-331"), ..facts("Open") };
    let reaction = play.settle(&play.opening(), &Outcome::Done(Answer::Ticket(second)));
    assert!(seen(&reaction).concat().contains("HOT-331. Close it as a duplicate."));
    assert_eq!(play.link.ticket().unwrap().key, key("HOT-330"));
    assert_eq!(play.settle(&play.opening(), &refusal("Late.")), Reaction::none());
}

#[test]
fn a_move_from_chat_is_told_once_however_the_ticket_system_reports_it() {
    let mut settled_first = linked();
    assert_eq!(settled_first.by_ann(move_to("in progress")).effects, [moving("in progress")]);
    let mut reported_first = linked();
    reported_first.by_ann(move_to("In Progress"));

    let told = settled_first.settle(&moving("in progress"), &done());
    assert_eq!(seen(&told).last().unwrap(), "posts HOT-330: moved to in progress by ann");
    assert_eq!(buttons(&told), ["ticket move Resolved"]);
    for by_us in [true, false] {
        let echo = settled_first.by_ann(changed(facts("In Progress"), by_us));
        assert_eq!(echo, Reaction::none());
    }

    let told = reported_first.by_ann(changed(facts("In Progress"), false));
    assert_eq!(seen(&told).last().unwrap(), "posts HOT-330: moved to In Progress by ann");
    assert_eq!(reported_first.settle(&moving("In Progress"), &done()), Reaction::none());
}

#[test]
fn a_late_report_of_our_own_earlier_move_does_not_turn_back_the_status() {
    let mut play = linked();
    for status in ["In Progress", "Resolved"] {
        play.by_ann(move_to(status));
        play.settle(&moving(status), &done());
    }
    assert_eq!(play.by_ann(changed(facts("In Progress"), true)), Reaction::none());
    assert_eq!(play.status(), "Resolved");
}

#[test]
fn the_ticket_systems_own_spelling_of_a_status_is_kept() {
    let mut play = linked();
    play.by_ann(move_to("resolved"));
    play.settle(&moving("resolved"), &Outcome::Done(Answer::Ticket(facts("Resolved"))));
    assert_eq!(play.status(), "Resolved");
}

#[test]
fn a_resolved_ticket_offers_no_next_step() {
    let mut play = play();
    let reaction = play.by_ann(Command::Link { facts: facts("Done") });
    assert!(buttons(&reaction).is_empty());
}

#[test]
fn a_change_elsewhere_is_shown() {
    let mut play = linked();
    let elsewhere = TicketFacts { title: "latency in EMEA".into(), ..facts("Resolved") };
    let reaction = play.by_ann(changed(elsewhere, false));
    assert_eq!(
        seen(&reaction).last().unwrap(),
        "posts HOT-330: changed in the ticket system by ann, now Resolved, \
         now called “latency in EMEA”"
    );
    let foreign = TicketFacts { key: key("HOT-9"), ..facts("Closed") };
    assert_eq!(play.by_ann(changed(foreign, false)), Reaction::none());
}

#[test]
fn a_move_that_cannot_be_made_is_refused_or_told() {
    let mut play = linked();
    assert_eq!(play.refused(move_to("open")), RefusalKind::AlreadyDone);
    assert_eq!(play.refused(move_to(" ")), RefusalKind::Unacceptable);
    play.by_ann(move_to("Resolved"));
    assert_eq!(play.refused(move_to("Closed")), RefusalKind::AlreadyDone);
    play.settle(&moving("Resolved"), &refusal("No such transition."));
    let reaction = play.settle(&moving("In Progress"), &refusal("No such transition."));
    assert_eq!(seen(&reaction), ["posts Could not move the ticket. No such transition."]);
    assert_eq!(play.status(), "Open");
    play.by_ann(move_to("Closed"));
}

#[test]
fn a_ticket_that_cannot_be_resolved_in_one_step_goes_by_way_of_the_status_between() {
    let mut play = linked();
    assert_eq!(play.by_ann(follow(true)).effects, [moving("Resolved")]);
    let way = play.settle(&moving("Resolved"), &refusal("It can go to: In Progress."));
    assert_eq!(way.effects, [moving("In Progress")]);
    let done = |status| Outcome::Done(Answer::Ticket(facts(status)));
    let on = play.settle(&moving("In Progress"), &done("In Progress"));
    assert_eq!(on.effects.last(), Some(&moving("Resolved")));
    play.settle(&moving("Resolved"), &done("Resolved"));
    assert_eq!(play.status(), "Resolved");
}

#[test]
fn a_ticket_follows_the_incident_and_stays_where_it_is_already() {
    let mut open = linked();
    assert_eq!(open.by_ann(follow(false)), Reaction::none());
    let mut done = play();
    done.by_ann(Command::Link { facts: facts("Closed") });
    assert_eq!(done.by_ann(follow(true)), Reaction::none());
    assert_eq!(done.by_ann(follow(false)).effects, [moving("In Progress")]);
    assert_eq!(play().by_ann(follow(true)), Reaction::none());
}

#[test]
fn a_ticket_that_is_on_its_way_follows_the_incident_from_there() {
    let mut play = linked();
    play.by_ann(move_to("In Progress"));
    assert_eq!(play.by_ann(follow(true)).effects, [moving("In Progress")]);
    assert_eq!(play.by_ann(follow(true)), Reaction::none());
    let on = play.settle(&moving("In Progress"), &done());
    assert_eq!(on.effects.last(), Some(&moving("Resolved")));
}

#[test]
fn a_ticket_filed_for_the_same_is_told_once_and_leads_to_the_room() {
    let mut play = linked();
    let second = TicketFacts { key: key("HOT-331"), ..facts("Open") };
    let related = |facts: &TicketFacts| Command::NoteRelated { facts: facts.clone() };
    let reaction = play.by_ann(related(&second));
    assert_eq!(
        seen(&reaction),
        ["posts Likely the same: HOT-331 (https://tickets.example/HOT-330) “latency”, filed \
          against `checkout` by ann. It says so now and leads to this room."]
    );
    assert!(buttons(&reaction).is_empty());
    let room = Room::Hot(play.incident);
    let link = Effect::LinkTicket { ticket: key("HOT-331"), room };
    assert!(reaction.effects.contains(&link));
    assert_eq!(play.by_ann(related(&second)), Reaction::none());
    assert_eq!(play.by_ann(related(&facts("Open"))), Reaction::none());
    assert_eq!(
        seen(&play.settle(&link, &refusal("No right."))),
        ["posts Could not put a link to this room on HOT-331. No right."]
    );
}

#[test]
fn a_flood_of_related_tickets_leads_to_the_room_but_does_not_fill_it() {
    let mut play = play();
    for number in 1..=RELATED_TOLD_MAX + 1 {
        let facts = TicketFacts { key: key(&format!("HOT-{number}")), ..facts("Open") };
        let reaction = play.by_ann(Command::NoteRelated { facts });
        let told = seen(&reaction).concat();
        assert_eq!(told.is_empty(), number > RELATED_TOLD_MAX, "{told}");
        assert_eq!(told.contains("not told here"), number == RELATED_TOLD_MAX, "{told}");
        assert!(reaction.effects.iter().any(|one| matches!(one, Effect::LinkTicket { .. })));
    }
}

#[test]
fn where_the_incident_has_no_ticket_a_related_one_can_be_made_its_own() {
    let mut play = play();
    let reaction = play.by_ann(Command::NoteRelated { facts: facts("Open") });
    assert_eq!(buttons(&reaction), ["ticket link HOT-330"]);
}

#[test]
fn a_move_of_unknown_outcome_is_looked_up_and_told_once() {
    let mut play = linked();
    play.by_ann(move_to("Resolved"));
    let reaction = play.settle(&moving("Resolved"), &ambiguous());
    assert_eq!(reaction.effects.last(), Some(&reading()));
    let read = Outcome::Done(Answer::Ticket(facts("Resolved")));
    assert_eq!(
        seen(&play.settle(&reading(), &read)).last().unwrap(),
        "posts HOT-330: moved to Resolved by ann"
    );
    assert_eq!(play.settle(&reading(), &read), Reaction::none());
}

#[test]
fn a_move_of_unknown_outcome_does_not_stand_in_the_way_of_another() {
    let mut play = linked();
    play.by_ann(move_to("Resolved"));
    play.settle(&moving("Resolved"), &ambiguous());
    assert_eq!(play.by_ann(move_to("Closed")).effects, [moving("Closed")]);
}

#[test]
fn comments_are_written_with_their_author_and_bounded() {
    let mut play = linked();
    let comment = |text: &str| Command::Comment { text: text.into() };
    let reaction = play.by_ann(comment("found it"));
    let Some(Effect::CommentTicket { text, .. }) = reaction.effects.first() else { panic!() };
    assert_eq!(text.to_plain(), "ann: found it");
    assert_eq!(seen(&reaction), ["posts ann comments on HOT-330:\n> found it"]);
    assert_eq!(play.refused(comment("")), RefusalKind::Unacceptable);
    assert_eq!(play.refused(comment(&"x".repeat(4_001))), RefusalKind::Unacceptable);
}

#[test]
fn failures_of_comments_links_and_reads_are_told() {
    let mut play = linked();
    let ticket = key("HOT-330");
    let comment = Effect::CommentTicket { ticket: ticket.clone(), text: Text::new() };
    let link = Effect::LinkTicket { ticket, room: Room::EmergencyChannel };
    for (effect, words) in [
        (comment, "posts Could not comment on the ticket. No right."),
        (link, "posts Could not put a link to this room on the ticket. No right."),
        (reading(), "posts Could not read the ticket. No right."),
    ] {
        assert_eq!(seen(&play.settle(&effect, &refusal("No right."))), [words]);
        assert_eq!(play.settle(&effect, &done()), Reaction::none());
    }
}

#[test]
fn watchers_are_invited_once_and_a_crowd_is_cut() {
    let mut play = linked();
    let reaction = play.by_ann(changed(watched(&["bob", "cid"]), true));
    let people: BTreeSet<_> = [person("bob"), person("cid")].into();
    let room = Room::Hot(play.incident);
    assert_eq!(reaction.effects.first(), Some(&Effect::Invite { room, people }));
    assert_eq!(play.by_ann(changed(watched(&["bob", "cid"]), true)), Reaction::none());
    let crowd: Vec<String> = (0..600).map(|number| format!("p{number:03}")).collect();
    let crowd: Vec<&str> = crowd.iter().map(String::as_str).collect();
    let reaction = play.by_ann(changed(watched(&crowd), false));
    assert_eq!(
        seen(&reaction),
        ["posts Invited 498 people who watch the ticket; \
          102 more were left out, at most 500 are invited."]
    );
    assert_eq!(play.link.watchers.len(), WATCHERS_MAX);
}

#[test]
fn what_the_ticket_system_says_is_cut_to_a_bounded_length() {
    let mut play = play();
    let long = TicketFacts { title: "x".repeat(10_000), ..facts("Open") };
    play.by_ann(Command::Link { facts: long.clone() });
    assert_eq!(play.link.ticket().unwrap().title.len(), FIELD_CHARS_MAX);
    assert_eq!(play.by_ann(changed(long, false)), Reaction::none());
}

#[test]
fn events_are_stored_under_these_names() {
    let event = Event::Moved { status: "Resolved".into(), by: None };
    assert_eq!(serde_json::to_string(&event).unwrap(), r#"{"moved":{"status":"Resolved"}}"#);
    let mut play = linked();
    play.by_ann(changed(watched(&["bob"]), false));
    assert_eq!(stored(&play.link), play.link);
}
