//! The rules of the register, each at least once.

use super::*;
use crate::feature_tests::Bench;
use crate::ids::{JournalId, Place, StreamId};

fn id(number: u64) -> IncidentId {
    let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
    IncidentId::derive(Place { journal: &journal, stream: &stream, seq: number, position: 0 })
}

fn key(key: &str) -> TicketKey {
    TicketKey::new(key).unwrap()
}

fn component(name: &str) -> Option<ComponentId> {
    Some(ComponentId::new(name).unwrap())
}

fn declare(number: u64, title: &str, origin: Origin) -> Command {
    Command::Declare {
        incident: id(number),
        title: title.into(),
        severity: None,
        origin: Box::new(origin),
    }
}

fn told(number: u64, news: News) -> Command {
    Command::Take(id(number), news)
}

/// Three incidents: the first with a ticket, the second over.
fn bench() -> Bench<Register> {
    let mut bench = Bench::new();
    for (number, title) in [(1, "Checkout is slow"), (2, "Checkout is down"), (3, "Search is slow")]
    {
        bench.ask("ann", declare(number, title, Origin::default())).unwrap();
    }
    bench.tick(told(1, News::Ticket(key("HOT-330")))).unwrap();
    bench.tick(told(2, News::Phase(Phase::StoodDown))).unwrap();
    bench
}

#[test]
fn an_incident_is_found_by_ticket_room_number_or_a_word_of_its_title() {
    let register = bench().feature;
    for words in ["HOT-330", "hot-330", "1"] {
        let found = register.found(words).to_plain();
        assert_eq!(found, "SEV2 Checkout is slow – triage, commanded by nobody (HOT-330)");
    }
    assert_eq!(
        register.found("checkout").to_plain(),
        "2 incidents are called so\n\
         • SEV2 Checkout is slow – triage, commanded by nobody (HOT-330)\n\
         • SEV2 Checkout is down – stood down"
    );
    assert!(register.found("login").to_plain().starts_with("Nothing is called `login`."));
}

#[test]
fn a_ticket_is_not_taken_for_the_number_of_an_incident() {
    let register = bench().feature;
    assert_eq!(register.with_ticket(&key("1")), None);
    assert_eq!(register.with_ticket(&key("hot-330")).map(|(found, _)| *found), Some(id(1)));
}

#[test]
fn the_same_ticket_component_or_title_is_open_already() {
    let mut bench = bench();
    let named = Origin { named_ticket: Some(key("hot-330")), ..Origin::default() };
    let refusal = bench.ask("ann", declare(4, "Something else", named)).unwrap_err();
    assert_eq!(refusal.why, "Incident 1 is open for this already: “Checkout is slow”.");
    let on_search = || Origin { component: component("search"), ..Origin::default() };
    bench.tick(told(3, News::Component(ComponentId::new("search").unwrap()))).unwrap();
    assert!(bench.ask("ann", declare(4, "Something else", on_search())).is_err());
    assert!(bench.ask("ann", declare(4, "search is SLOW", Origin::default())).is_err());
    bench.ask("ann", declare(4, "Checkout is down", Origin::default())).unwrap();
}

#[test]
fn a_ticket_that_was_named_and_is_not_there_is_free_again() {
    let mut bench = Bench::<Register>::new();
    let named = || Origin { named_ticket: Some(key("HOT-9")), ..Origin::default() };
    bench.ask("ann", declare(1, "Login fails", named())).unwrap();
    bench.tick(told(1, News::NoTicket)).unwrap();
    bench.ask("ann", declare(2, "Mails are late", named())).unwrap();
}

#[test]
fn who_declares_in_a_room_is_answered_by_what_happens_there() {
    let mut bench = Bench::<Register>::new();
    bench.ask("ann", declare(1, "Login fails", Origin::default())).unwrap();
    assert!(bench.shown().is_empty());
}

#[test]
fn an_incident_that_is_open_again_is_told_and_listed_again() {
    let mut bench = Bench::<Register>::new();
    bench.ask("ann", declare(1, "Login fails", Origin::default())).unwrap();
    bench.tick(told(1, News::Phase(Phase::Resolved))).unwrap();
    assert_eq!(bench.timer(&TimerKey::Digest), Some(None));
    bench.tick(told(1, News::Reopened(Phase::Investigating))).unwrap();
    assert!(bench.shown().concat().starts_with("em: Open again: SEV2 Login fails – investigating"));
    let due = later(bench.now, bench.policy.waits.digest);
    assert_eq!(bench.timer(&TimerKey::Digest), Some(Some(due)));
    assert_eq!(bench.fire(TimerKey::Digest).len(), 1);
}

#[test]
fn whoever_has_no_commander_is_listed_so() {
    let mut bench = bench();
    bench.tick(told(1, News::Commander(Some(crate::feature_tests::person("jim"))))).unwrap();
    assert!(bench.feature.digest().to_plain().contains("commanded by jim"));
    bench.tick(told(1, News::Commander(None))).unwrap();
    assert!(!bench.feature.digest().to_plain().contains("commanded by jim"));
}
