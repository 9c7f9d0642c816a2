//! What comes back from the status page, and what may go out to it.

use proptest::prelude::*;

use super::*;

/// A stage on which update 1 is approved, and the effect that publishes it.
pub(super) fn approved() -> (Rehearsal, Effect) {
    let mut stage = stage();
    stage.does("jim", draft(GOOD));
    stage.minutes_pass(2);
    let reaction = stage.does("ada", stage.approve(1));
    let effect = Effect::PublishUpdate(sent(&reaction)[0].clone());
    (stage, effect)
}

#[test]
fn what_is_approved_or_published_takes_no_more_changes() {
    let (mut stage, effect) = approved();
    assert_eq!(stage.refuses("jim", edit(1, "x")), RefusalKind::WrongState);
    assert_eq!(stage.refuses("jim", object(1, "x")), RefusalKind::WrongState);
    assert_eq!(stage.refuses("ada", stage.approve(1)), RefusalKind::WrongState, "not sent twice");
    stage.settle(&effect, &Outcome::Done(Answer::Nothing));
    assert_eq!(stage.refuses("jim", edit(1, "x")), RefusalKind::AlreadyDone);
    assert_eq!(stage.refuses("ada", stage.approve(1)), RefusalKind::AlreadyDone);
    assert_eq!(
        stage.refuses("ada", Command::ConfirmPublished { number: 1 }),
        RefusalKind::AlreadyDone
    );
}

#[test]
fn an_unknown_outcome_is_never_repeated_by_itself() {
    let (mut stage, effect) = approved();
    let unknown = Outcome::Ambiguous { reason: "no answer".into() };
    let reaction = stage.settle(&effect, &unknown);
    assert!(sent(&reaction).is_empty());
    assert!(
        said(&reaction).contains("Nobody knows whether public update 1 is published: no answer")
    );
    assert_eq!(
        buttons(&reaction),
        [String::from("public published 1"), format!("public approve 1 {}", stage.digest(1))]
    );
    assert!(stage.settle(&effect, &unknown).effects.is_empty(), "nobody waits for it");
    assert_eq!(stage.refuses("jim", edit(1, "x")), RefusalKind::WrongState);
    assert_eq!(
        stage.refuses("ada", Command::Withdraw { number: 1 }),
        RefusalKind::WrongState,
        "it may be out"
    );
}

#[test]
fn a_person_who_has_looked_settles_an_unknown_outcome() {
    let unknown = Outcome::Ambiguous { reason: "no answer".into() };
    let (mut stage, effect) = approved();
    stage.settle(&effect, &unknown);
    stage.does("ada", Command::ConfirmPublished { number: 1 });
    assert_eq!(stage.state.get(1).unwrap().stage, Stage::Published { url: None });

    let (mut stage, effect) = approved();
    stage.settle(&effect, &unknown);
    assert_eq!(sent(&stage.does("ada", stage.approve(1))).len(), 1, "not there: sent again");
}

#[test]
fn a_refused_update_is_a_draft_again() {
    let (mut stage, effect) = approved();
    let long = "x".repeat(FAILURE_CHARS_MAX * 2);
    let reaction = stage.settle(&effect, &Outcome::Refused { reason: long });
    assert!(said(&reaction).contains("It is a draft again."));
    assert!(said(&reaction).chars().count() < FAILURE_CHARS_MAX * 2, "reasons are bounded");
    assert!(stage.tries("ada", stage.approve(1)).is_ok());
}

#[test]
fn answers_to_what_nobody_asked_mean_nothing() {
    let (_, effect) = approved();
    let mut fresh = stage();
    fresh.does("jim", draft(GOOD));
    let done = Outcome::Done(Answer::Nothing);
    assert!(fresh.settle(&effect, &done).effects.is_empty(), "it is a draft");
    assert_eq!(fresh.state.get(1).unwrap().stage, Stage::Draft);
    let foreign = Effect::ReadTicket { ticket: "HOT-1".try_into().unwrap() };
    assert!(fresh.settle(&foreign, &done).effects.is_empty());
}

/// Somebody does something to one of two updates; wrong digests, edits and overrides included.
fn step() -> impl Strategy<Value = (u8, u8, u8)> {
    (0..9_u8, 0..3_u8, 0..3_u8)
}

proptest! {
    /// Whatever people do in whatever order: what goes out is the text whose digest an approval named in the
    /// same step, and marked text only with two different persons behind it.
    #[test]
    fn only_the_approved_text_ever_goes_out(steps in prop::collection::vec(step(), 0..60)) {
        let mut stage = stage();
        let people = ["ada", "jim", "eve"];
        let texts = [GOOD, LEAKY, "It works again."];
        let mut last_digest = String::new();
        for (verb, who, which) in steps {
            let who = people[usize::from(who)];
            let number = u32::from(which.min(1)) + 1;
            let text = texts[usize::from(which)];
            let digest = stage.state.get(number).map_or(String::new(), |update| update.digest.clone());
            let stale = std::mem::replace(&mut last_digest, digest.clone());
            let command = match verb {
                0 => draft(text),
                1 => edit(number, text),
                2 => overriding(number, "known"),
                3 => Command::Second { number, digest: Some(digest) },
                4 | 5 => Command::Approve { number, digest },
                6 => Command::Approve { number, digest: stale },
                7 => object(number, "no"),
                _ => {
                    let reaction = stage.minutes_pass(1);
                    prop_assert!(sent(&reaction).is_empty());
                    continue;
                }
            };
            let named = match &command {
                Command::Approve { digest, .. } => Some(digest.clone()),
                _ => None,
            };
            let Ok(reaction) = stage.tries(who, command) else { continue };
            for update in sent(&reaction) {
                prop_assert_eq!(Some(update.digest()), named.as_deref());
                prop_assert_eq!(update.digest(), digest_of(update));
                let kept = stage.state.get(update.number()).unwrap();
                prop_assert!(kept.objections_until <= stage.now);
                if !kept.findings.is_empty() {
                    let first = kept.override_request.as_ref().map(|request| &request.by);
                    prop_assert!(first.is_some() && kept.overridden_by.is_some());
                    prop_assert_ne!(first, kept.overridden_by.as_ref());
                }
            }
            prop_assert_eq!(sent(&reaction).len(), usize::from(named.is_some()));
        }
    }
}

fn digest_of(update: &ApprovedUpdate) -> String {
    digest(update.phase(), update.text())
}
