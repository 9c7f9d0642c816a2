//! Effects: claims, lanes, outcomes.

use super::JournalRig;
use super::make::{LEASE, STREAM, add, at, claimed, done, effect, effect_id, undecided};
use crate::conformance::{Failure, equal, holds, only};
use crate::effect::{Answer, Outcome};
use crate::ids::EffectId;
use crate::ports::inbound::{Delivery, Inbound};
use crate::ports::journal::{Claimed, NewEffect, Settlement, Transaction, Waiting};

fn ids(numbers: &[u64]) -> Vec<EffectId> {
    numbers.iter().map(|number| effect_id(*number)).collect()
}

fn urgent(n: u64, priority: u8) -> NewEffect {
    NewEffect { priority, ..effect(n, &format!("lane {n}")) }
}

fn waiting(n: u64, lane: &str) -> NewEffect {
    NewEffect { waiting: true, ..effect(n, lane) }
}

fn replacing(n: u64, lane: &str, word: &str) -> NewEffect {
    NewEffect { replaces: Some(word.to_owned()), ..effect(n, lane) }
}

pub(super) async fn claim_prefers_urgent(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![urgent(1, 3), urgent(2, 0), urgent(3, 3), urgent(4, 1)]).await?;
    add(&*journal, vec![urgent(5, 0), urgent(6, 255)]).await?;
    let none = journal.claim("host", at(1), LEASE, 0).await?;
    equal("a claim of none", &none, &Vec::new())?;
    let first = journal.claim("host", at(1), LEASE, 3).await?;
    let order: Vec<_> = first.iter().map(|claim| claim.id).collect();
    equal("the first three", &order, &ids(&[2, 5, 4]))?;
    let whole = Claimed {
        id: effect_id(2),
        stream: STREAM,
        effect: effect(2, "").effect,
        epoch: 1,
        asked_at: at(0),
        attempts: 0,
        ambiguous: false,
        lease_until: at(31),
    };
    equal("the most urgent", &first.first(), &Some(&whole))?;
    equal("the rest", &claimed(&*journal, at(1)).await?, &ids(&[1, 3, 6]))
}

pub(super) async fn lanes_keep_order(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let mut hurried = effect(2, "room");
    hurried.priority = 0;
    add(&*journal, vec![effect(1, "room"), hurried, effect(3, "room"), effect(4, "ticket")])
        .await?;
    let heads = claimed(&*journal, at(1)).await?;
    equal("the heads, though a later one is more urgent", &heads, &ids(&[1, 4]))?;
    equal("behind a claimed head", &claimed(&*journal, at(1)).await?, &Vec::new())?;
    let again = Settlement::Again { not_before: at(10), ambiguous: false };
    journal.settle(&effect_id(1), 1, &again, at(2)).await?;
    equal("behind a head to be tried again", &claimed(&*journal, at(3)).await?, &Vec::new())?;
    equal("the head again", &claimed(&*journal, at(10)).await?, &ids(&[1]))?;
    journal.settle(&effect_id(1), 2, &done(), at(11)).await?;
    equal("the second, after the first", &claimed(&*journal, at(12)).await?, &ids(&[2]))?;
    journal.settle(&effect_id(2), 1, &done(), at(13)).await?;
    equal("the third, after the second", &claimed(&*journal, at(14)).await?, &ids(&[3]))
}

pub(super) async fn waiting_holds_up_nothing(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![waiting(1, "room"), effect(2, "room"), effect(3, "room")]).await?;
    equal("past what waits", &claimed(&*journal, at(1)).await?, &ids(&[2]))?;
    equal("the end of its lease", &journal.next_due().await?, &Some(at(31)))?;
    let ready = Transaction { ready: vec![effect_id(1)], ..Transaction::at(at(2)) };
    journal.append(&ready).await?;
    equal("beside what is carried out", &claimed(&*journal, at(2)).await?, &Vec::new())?;
    equal("what is carried out, again", &claimed(&*journal, at(40)).await?, &ids(&[2]))?;
    journal.settle(&effect_id(2), 2, &done(), at(41)).await?;
    equal("what waited, in its place", &claimed(&*journal, at(42)).await?, &ids(&[1]))?;
    journal.settle(&effect_id(1), 1, &done(), at(43)).await?;
    equal("the last", &claimed(&*journal, at(44)).await?, &ids(&[3]))
}

pub(super) async fn leases_end(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![effect(1, "room")]).await?;
    let first = only("the first claim", journal.claim("one", at(0), LEASE, 9).await?)?;
    holds("the first claim", !first.ambiguous, "not ambiguous")?;
    let early = journal.claim("two", at(29), LEASE, 9).await?;
    equal("a claim within the lease", &early, &Vec::new())?;
    let own = journal.claim("one", at(29), LEASE, 9).await?;
    equal("a claim of the same owner within the lease", &own, &Vec::new())?;
    let second = only("a claim after the lease", journal.claim("two", at(30), LEASE, 9).await?)?;
    holds("its epoch", second.epoch > first.epoch, "higher than before")?;
    equal("whether it is ambiguous", &second.ambiguous, &true)?;
    equal("how often it was tried before", &second.attempts, &1)?;
    equal("until when it is held", &second.lease_until, &at(60))?;
    // The taker found out that nothing had happened: with that it is certain again.
    let again = Settlement::Again { not_before: at(40), ambiguous: false };
    journal.settle(&second.id, second.epoch, &again, at(31)).await?;
    let third = only("the third claim", journal.claim("two", at(40), LEASE, 9).await?)?;
    equal("whether it is still ambiguous", &third.ambiguous, &false)?;
    equal("how often it was tried before", &third.attempts, &2)
}

pub(super) async fn leases_of_a_clock_ahead_end(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![effect(1, "room")]).await?;
    let ahead = only("a claim", journal.claim("one", at(86_400), LEASE, 9).await?)?;
    // The clock is set right, by a day. Whoever held the claim may be gone; nobody waits for a day to find out.
    let second = only("a claim after it", journal.claim("two", at(0), LEASE, 9).await?)?;
    holds("its epoch", second.epoch > ahead.epoch, "higher than before")?;
    equal("whether it is ambiguous", &second.ambiguous, &true)?;
    // A claim that was renewed just now is none of that kind.
    journal.renew(&second.id, second.epoch, at(40)).await?;
    equal("a renewed claim", &journal.claim("three", at(9), LEASE, 9).await?, &Vec::new())?;
    // Nor is one that is asked for by a moment that is minutes old: whoever asks stood still.
    journal.renew(&second.id, second.epoch, at(330)).await?;
    equal("by an old moment", &journal.claim("three", at(0), LEASE, 9).await?, &Vec::new())
}

pub(super) async fn claims_are_renewed(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![effect(1, "room")]).await?;
    let early = journal.renew(&effect_id(1), 0, at(90)).await?;
    equal("whether an effect that nobody holds is kept", &early, &false)?;
    let first = only("the first claim", journal.claim("one", at(0), LEASE, 9).await?)?;
    let kept = journal.renew(&first.id, first.epoch, at(50)).await?;
    equal("whether the claim is kept", &kept, &true)?;
    equal("the next moment", &journal.next_due().await?, &Some(at(50)))?;
    let within = journal.claim("two", at(49), LEASE, 9).await?;
    equal("a claim within the longer lease", &within, &Vec::new())?;
    let second = only("a claim after it", journal.claim("two", at(50), LEASE, 9).await?)?;
    let stale = journal.renew(&first.id, first.epoch, at(90)).await?;
    equal("whether an older claim is kept", &stale, &false)?;
    journal.settle(&second.id, second.epoch, &done(), at(51)).await?;
    let over = journal.renew(&second.id, second.epoch, at(90)).await?;
    equal("whether a settled one is kept", &over, &false)
}

pub(super) async fn not_before_is_kept(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![effect(1, "room")]).await?;
    let first = only("the first claim", journal.claim("host", at(0), LEASE, 9).await?)?;
    let again = Settlement::Again { not_before: at(300), ambiguous: true };
    let written = journal.settle(&first.id, first.epoch, &again, at(1)).await?;
    equal("whether it was written", &written, &true)?;
    equal("the inbox: it is no last word", &undecided(&*journal).await?, &Vec::new())?;
    // The lease has ended by then; the moment has not come.
    equal("one second before", &claimed(&*journal, at(299)).await?, &Vec::new())?;
    let second = only("at the moment", journal.claim("host", at(300), LEASE, 9).await?)?;
    equal("whether it may have happened", &second.ambiguous, &true)?;
    equal("how often it was tried before", &second.attempts, &1)
}

pub(super) async fn waiting_effects_wait(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![waiting(1, "room"), effect(2, "room"), waiting(3, "ticket")]).await?;
    equal("while it waits", &claimed(&*journal, at(1)).await?, &ids(&[2]))?;
    journal.settle(&effect_id(2), 1, &done(), at(1)).await?;
    let ready = Transaction { ready: vec![effect_id(1), effect_id(9)], ..Transaction::at(at(2)) };
    journal.append(&ready).await?;
    equal("after the answer", &claimed(&*journal, at(3)).await?, &ids(&[1]))?;
    journal.append(&ready).await?;
    equal("after the answer again", &claimed(&*journal, at(3)).await?, &Vec::new())?;
    let hopeless = vec![(effect_id(3), "the room was not made".to_owned())];
    journal.append(&Transaction { hopeless, ..Transaction::at(at(4)) }).await?;
    equal("after the answer was given up", &claimed(&*journal, at(5)).await?, &Vec::new())?;
    equal("the waiting", &journal.waiting().await?, &Vec::new())?;
    equal("the inbox: no row for the hopeless", &undecided(&*journal).await?.len(), &1)
}

pub(super) async fn newest_replaces(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![replacing(1, "room", "topic"), replacing(2, "room", "other word")]).await?;
    let mut held_back = replacing(3, "team", "topic");
    held_back.waiting = true;
    add(&*journal, vec![effect(4, "ticket"), held_back]).await?;
    equal("the first of the word was replaced", &journal.waiting().await?.len(), &1)?;
    add(&*journal, vec![replacing(5, "page", "topic")]).await?;
    equal("the second too, though it waits", &journal.waiting().await?, &Vec::new())?;
    equal("the claims", &claimed(&*journal, at(1)).await?, &ids(&[2, 4, 5]))?;
    // What somebody is carrying out is not taken from their hands.
    add(&*journal, vec![replacing(6, "page", "topic"), replacing(7, "page", "topic")]).await?;
    let written = journal.settle(&effect_id(5), 1, &done(), at(2)).await?;
    equal("whether the claimed one is settled", &written, &true)?;
    equal("the newest alone, after it", &claimed(&*journal, at(3)).await?, &ids(&[7]))?;
    let replaced = journal.settle(&effect_id(1), 1, &done(), at(4)).await?;
    equal("whether a replaced one is settled", &replaced, &false)
}

pub(super) async fn newest_waits_too(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![replacing(1, "room", "topic")]).await?;
    equal("the first claim", &claimed(&*journal, at(0)).await?, &ids(&[1]))?;
    let again = Settlement::Again { not_before: at(10), ambiguous: false };
    journal.settle(&effect_id(1), 1, &again, at(1)).await?;
    add(&*journal, vec![replacing(2, "room", "topic")]).await?;
    // Held back and made ready, it still waits.
    let held_back = NewEffect { waiting: true, ..replacing(3, "room", "topic") };
    add(&*journal, vec![held_back]).await?;
    let ready = Transaction { ready: ids(&[3]), ..Transaction::at(at(2)) };
    journal.append(&ready).await?;
    equal("the next moment", &journal.next_due().await?, &Some(at(10)))?;
    equal("before the moment", &claimed(&*journal, at(9)).await?, &Vec::new())?;
    equal("at the moment", &claimed(&*journal, at(10)).await?, &ids(&[3]))
}

pub(super) async fn only_heads_have_moments(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![replacing(1, "room", "topic")]).await?;
    equal("the first claim", &claimed(&*journal, at(0)).await?, &ids(&[1]))?;
    add(&*journal, vec![effect(2, "room"), replacing(3, "room", "topic")]).await?;
    // The third takes the place of the first, and its wait with it.
    let again = Settlement::Again { not_before: at(10), ambiguous: false };
    journal.settle(&effect_id(1), 1, &again, at(1)).await?;
    equal("a head that can be claimed at once", &journal.next_due().await?, &None)?;
    equal("the second claim", &claimed(&*journal, at(2)).await?, &ids(&[2]))?;
    equal("the end of its lease", &journal.next_due().await?, &Some(at(32)))?;
    journal.settle(&effect_id(2), 1, &done(), at(3)).await?;
    equal("once it is the head itself", &journal.next_due().await?, &Some(at(10)))
}

pub(super) async fn retry_makes_way(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![replacing(1, "room", "topic")]).await?;
    equal("the first claim", &claimed(&*journal, at(0)).await?, &ids(&[1]))?;
    add(&*journal, vec![effect(2, "room"), replacing(3, "room", "topic")]).await?;
    let again = Settlement::Again { not_before: at(10), ambiguous: true };
    let written = journal.settle(&effect_id(1), 1, &again, at(1)).await?;
    equal("whether the attempt is written", &written, &true)?;
    equal("what stood behind it", &claimed(&*journal, at(2)).await?, &ids(&[2]))?;
    journal.settle(&effect_id(2), 1, &done(), at(3)).await?;
    equal("the newer one, before the moment", &claimed(&*journal, at(9)).await?, &Vec::new())?;
    equal("the newer one alone", &claimed(&*journal, at(10)).await?, &ids(&[3]))?;
    equal("the inbox: what made way tells nothing", &undecided(&*journal).await?.len(), &1)
}

pub(super) async fn stale_outcomes_are_rejected(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![effect(1, "room")]).await?;
    let again = Settlement::Again { not_before: at(500), ambiguous: false };
    for (what, id, epoch) in [
        ("before any claim", effect_id(1), 0),
        ("of a claim to come", effect_id(1), 1),
        ("of an unknown effect", effect_id(2), 1),
    ] {
        equal(what, &journal.settle(&id, epoch, &done(), at(0)).await?, &false)?;
    }
    let first = only("the first claim", journal.claim("one", at(0), LEASE, 9).await?)?;
    let second = only("the second claim", journal.claim("two", at(30), LEASE, 9).await?)?;
    for settlement in [&done(), &again] {
        let late = journal.settle(&first.id, first.epoch, settlement, at(31)).await?;
        equal("an outcome of the older claim", &late, &false)?;
    }
    equal("the inbox: nothing was written", &undecided(&*journal).await?, &Vec::new())?;
    let third = only("a third claim", journal.claim("two", at(60), LEASE, 9).await?)?;
    holds("its epoch", third.epoch > second.epoch, "higher than the second")?;
    let word = journal.settle(&third.id, third.epoch, &done(), at(61)).await?;
    equal("an outcome of the newest claim", &word, &true)?;
    for settlement in [&done(), &again] {
        let twice = journal.settle(&third.id, third.epoch, settlement, at(62)).await?;
        equal("an outcome of a settled effect", &twice, &false)?;
    }
    equal("the inbox: one outcome", &undecided(&*journal).await?.len(), &1)?;
    equal("a claim of a settled effect", &claimed(&*journal, at(900)).await?, &Vec::new())
}

pub(super) async fn outcomes_come_back(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![effect(1, "a"), effect(2, "b"), effect(3, "c")]).await?;
    equal("the claims", &claimed(&*journal, at(0)).await?, &ids(&[1, 2, 3]))?;
    let url = "https://status.example".to_owned();
    let outcomes = [
        Outcome::Done(Answer::Published { url }),
        Outcome::Refused { reason: "no such room".to_owned() },
        Outcome::Ambiguous { reason: "the connection broke".to_owned() },
    ];
    for (number, outcome) in (1..).zip(&outcomes) {
        let word = Settlement::Settled(outcome.clone());
        let written = journal.settle(&effect_id(number), 1, &word, at(5)).await?;
        equal("whether it was written", &written, &true)?;
    }
    let items = journal.undecided(100).await?;
    equal("how many came back", &items.len(), &3)?;
    for ((number, outcome), item) in (1..).zip(outcomes).zip(items) {
        let id = effect_id(number);
        let effect = Box::new(effect(number, "").effect);
        let expected = Delivery {
            source: "effects".to_owned(),
            key: format!("{id}/1"),
            occurred_at: at(5),
            inbound: Inbound::Settled { stream: STREAM, id, effect, outcome },
        };
        equal("what came back", &item.delivery, &expected)?;
        equal("when it came back", &item.received_at, &at(5))?;
    }
    Ok(())
}

pub(super) async fn waiting_is_listed(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    equal("at first", &journal.waiting().await?, &Vec::new())?;
    let many: Vec<_> = (1..=12).map(|n| waiting(n, &format!("lane {}", n % 3))).collect();
    add(&*journal, vec![effect(20, "lane 0")]).await?;
    add(&*journal, many).await?;
    let listed =
        |n: u64| Waiting { id: effect_id(n), stream: STREAM, effect: effect(n, "").effect };
    let all: Vec<_> = (1..=12).map(listed).collect();
    equal("all, and those only", &journal.waiting().await?, &all)?;
    let ready = vec![effect_id(2)];
    let hopeless = vec![(effect_id(3), "it was refused".to_owned())];
    journal.append(&Transaction { ready, hopeless, ..Transaction::at(at(1)) }).await?;
    let rest: Vec<_> = [1].into_iter().chain(4..=12).map(listed).collect();
    equal("without those that wait no more", &journal.waiting().await?, &rest)
}

pub(super) async fn attempts_are_counted(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    let asked = Transaction { effects: vec![effect(1, "room")], ..Transaction::at(at(7)) };
    journal.append(&asked).await?;
    let claim = async |now| only("a claim", journal.claim("one", at(now), LEASE, 9).await?);
    let first = claim(10).await?;
    equal("when it was asked for", &first.asked_at, &at(7))?;
    // Untried and given back: what was known of it stays as it was.
    let later = Settlement::Later { not_before: at(20) };
    equal("giving it back", &journal.settle(&first.id, 1, &later, at(11)).await?, &true)?;
    equal("before its moment", &claimed(&*journal, at(19)).await?, &Vec::new())?;
    let second = claim(20).await?;
    equal("tries of the second claim", &(second.epoch, second.attempts), &(2, 0))?;
    equal("whether it is ambiguous", &second.ambiguous, &false)?;
    let again = Settlement::Again { not_before: at(30), ambiguous: true };
    journal.settle(&second.id, 2, &again, at(21)).await?;
    let third = claim(30).await?;
    equal("tries of the third claim", &(third.epoch, third.attempts), &(3, 1))?;
    journal.settle(&third.id, 3, &Settlement::Later { not_before: at(40) }, at(31)).await?;
    let stale = journal.settle(&third.id, 3, &done(), at(32)).await?;
    holds("an outcome after giving it back", stale, "taken: nobody has claimed it since")?;
    equal("after the last word", &claimed(&*journal, at(99)).await?, &Vec::new())
}

pub(super) async fn put_back_once(rig: &dyn JournalRig) -> Result<(), Failure> {
    let journal = rig.fresh().await?;
    add(&*journal, vec![effect(1, "room")]).await?;
    let claim = async |now| only("a claim", journal.claim("one", at(now), LEASE, 9).await?);
    let later = |now| Settlement::Later { not_before: at(now) };
    let first = claim(0).await?;
    equal("giving it back", &journal.settle(&first.id, 1, &later(5), at(1)).await?, &true)?;
    // The answer was lost, so it is told again, twice.
    for now in [2, 3] {
        let again = journal.settle(&first.id, 1, &later(50), at(now)).await?;
        equal("giving it back again", &again, &false)?;
    }
    let second = claim(5).await?;
    equal("tries of the second claim", &(second.epoch, second.attempts), &(2, 0))?;
    let again = Settlement::Again { not_before: at(10), ambiguous: false };
    equal("the second", &journal.settle(&second.id, 2, &again, at(6)).await?, &true)?;
    for other in [&later(50), &Settlement::Again { not_before: at(50), ambiguous: true }] {
        let written = journal.settle(&second.id, 2, other, at(7)).await?;
        equal("putting it back again", &written, &false)?;
    }
    let third = claim(10).await?;
    let seen = (third.epoch, third.attempts, third.ambiguous);
    equal("tries of the third claim, and whether it is ambiguous", &seen, &(3, 1, false))?;
    journal.settle(&third.id, 3, &later(20), at(11)).await?;
    let word = journal.settle(&third.id, 3, &done(), at(12)).await?;
    equal("a last word after giving it back", &word, &true)
}
