//! Clocks that are wrong.

use std::sync::Arc;

use chatops_core::memory::{Fault, MemoryChat, NewPerson};
use chatops_core::ports::chat::{Dedup, Limits};
use jiff::SignedDuration;

use super::host::{Place, WrongClock};
use super::meddled::Meddled;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Half an hour of an incident on a host whose clock is ahead of that of the journal: what is on the record, and how often
/// the journal was called.
async fn half_an_hour(ahead: SignedDuration) -> (Vec<String>, usize) {
    let place = Place::shared();
    let journal = Arc::new(Meddled::with_clock(&place.journal, place.clock.clone()));
    let start = async || {
        let clock = WrongClock { right: place.clock.clone(), ahead };
        let host = place.builder("a").shared_journal(journal.clone()).clock(clock);
        host.start().await.unwrap()
    };
    let host = start().await;
    place.pass(5).await;
    place.command("take");
    place.pass(1).await;
    place.command("declare checkout is slow");
    place.pass(60).await;
    host.stop().await.unwrap();
    // A fresh process, with timers to come, that the journal does not tell the time at once.
    journal.fail_after(0, "clock");
    let host = start().await;
    place.pass(30 * 60).await;
    assert!(journal.has_failed());
    let kinds = place.entries().await.into_iter().map(|one| one.entry.kind).collect();
    // One that spins would not stop.
    drop(host);
    (kinds, journal.calls())
}

#[tokio::test(start_paused = true)]
async fn a_host_whose_clock_is_a_day_off_does_not_spin_and_fires_no_timer_early() {
    let (kinds, calls) = half_an_hour(SignedDuration::ZERO).await;
    assert!(kinds.iter().any(|kind| kind == "register.declared"), "{kinds:?}");
    for ahead in [DAY, -DAY] {
        let (same, more) = half_an_hour(ahead).await;
        assert_eq!(same, kinds, "{ahead:?}");
        assert!(more < calls * 3 / 2, "{more} calls instead of {calls}, {ahead:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_whose_answer_was_lost_is_found_by_a_host_whose_clock_is_a_day_off() {
    for ahead in [DAY, -DAY] {
        for dedup in [
            Dedup::ByKey(SignedDuration::from_millis(1)),
            Dedup::BySearch(SignedDuration::from_secs(2)),
        ] {
            let mut place = Place::shared();
            let limits = Limits::new(4_000, 250, 100, dedup);
            place.chat = MemoryChat::builder(place.clock.clone()).limits(limits).build();
            place.jim = place.chat.register(NewPerson::employee("jim", "Jim Smith")).unwrap();
            let journal = Meddled::with_clock(&place.journal, place.clock.clone());
            let clock = WrongClock { right: place.clock.clone(), ahead };
            let host = place.builder("a").journal(journal).clock(clock).start().await.unwrap();
            place.pass(5).await;
            place.command("take");
            place.pass(2).await;
            place.chat.fail_next("post", Fault::answer_lost());
            place.chat.fail_next("post", Fault::request_lost());
            place.command("declare checkout is slow");
            place.pass(60).await;
            assert_eq!(place.chat.faults_left(), 0);
            assert_eq!(place.said("SEV"), 1, "{dedup:?}, {ahead:?}");
            assert_eq!(place.repeated(), [""; 0], "{dedup:?}, {ahead:?}");
            host.stop().await.unwrap();
        }
    }
}
