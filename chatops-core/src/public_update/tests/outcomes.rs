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
    let unknown = Outcome::Ambiguous { reason: "No answer".into() };
    let reaction = stage.settle(&effect, &unknown);
    assert!(sent(&reaction).is_empty());
    let shown = said(&reaction);
    assert!(shown.contains("@ada Look whether public update 1 is published."), "{shown}");
    assert!(shown.contains("Nobody knows whether it is published. No answer."), "{shown}");
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
fn who_does_not_look_is_called_again_but_not_for_ever() {
    let (mut stage, effect) = approved();
    stage.settle(&effect, &Outcome::Ambiguous { reason: "No answer".into() });
    for _ in 1..UNCLEAR_CALLS_MAX {
        let shown = said(&stage.minutes_pass(5));
        assert!(shown.contains("@ada Nobody has looked yet."), "{shown}");
    }
    assert!(said(&stage.minutes_pass(5)).is_empty());
    stage.does("ada", Command::ConfirmPublished { number: 1 });
    assert!(matches!(stage.state.get(1).unwrap().stage, Stage::Published { .. }));
}

#[test]
fn the_end_asks_for_a_last_word_only_where_the_page_says_otherwise() {
    let reconcile = |over| Command::Reconcile { over, of: Some(person("sue")) };
    let (mut stage, effect) = approved();
    let by_rules = |stage: &mut Rehearsal, over| {
        let command = reconcile(over);
        let events = stage.with(None, |scene, cx| stage.state.decide(&command, scene, cx)).unwrap();
        stage.take(events)
    };
    assert!(by_rules(&mut stage, true).effects.is_empty(), "nothing is on the page yet");
    stage.settle(&effect, &Outcome::Done(Answer::Nothing));
    assert!(by_rules(&mut stage, false).effects.is_empty(), "it goes on, and the page says so");

    let reaction = by_rules(&mut stage, true);
    let shown = said(&reaction);
    assert!(
        shown.contains("@sue The incident is over, and the status page still says “investigating”")
    );
    let [button] = buttons(&reaction).try_into().unwrap();
    assert!(button.starts_with("public draft resolved The problem is solved"), "{button}");
    assert!(by_rules(&mut stage, true).effects.is_empty(), "it is asked once");

    let reaction = stage.does("sue", drafted(PublicPhase::Resolved, "It works again."));
    assert!(said(&reaction).contains("What the public is told: see public update 2."));
    assert!(by_rules(&mut stage, true).effects.is_empty(), "it is being told");

    stage.does("sue", Command::Withdraw { number: 2 });
    assert!(said(&by_rules(&mut stage, true)).contains("@sue The incident is over"));
    let reaction = by_rules(&mut stage, false);
    assert!(said(&reaction).contains("No public update is asked for any more."), "it is back");
    assert!(buttons(&reaction).is_empty());
}

#[test]
fn a_return_asks_the_public_to_be_told() {
    let mut stage = stage();
    stage.does("jim", drafted(PublicPhase::Resolved, "It works again."));
    stage.minutes_pass(2);
    let effect = Effect::PublishUpdate(sent(&stage.does("ada", stage.approve(1)))[0].clone());
    stage.settle(&effect, &Outcome::Done(Answer::Nothing));
    let command = Command::Reconcile { over: false, of: None };
    let events = stage.with(None, |scene, cx| stage.state.decide(&command, scene, cx)).unwrap();
    let shown = said(&stage.take(events));
    assert!(
        shown.contains("The incident goes on, and the status page still says “resolved”"),
        "{shown}"
    );
}

#[test]
fn a_person_who_has_looked_settles_an_unknown_outcome() {
    let unknown = Outcome::Ambiguous { reason: "No answer".into() };
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
    assert!(said(&reaction).contains("@ada Public update 1 is not published."));
    assert!(buttons(&reaction).contains(&format!("public approve 1 {}", stage.digest(1))));
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
