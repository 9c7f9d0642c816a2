use super::*;
use crate::authority::Who;
use crate::feature_tests::{Bench, minutes, person};
use crate::ids::TeamId;
use crate::severity::Severity;

fn tool(danger: Danger) -> ToolDescription {
    ToolDescription {
        name: ToolName::new("restart").unwrap(),
        summary: "restarts a service".into(),
        arguments: Vec::new(),
        rule: Rule::any([Who::Insiders]),
        danger,
        wait: None,
    }
}

fn run(danger: Danger, service: &str) -> Command {
    let arguments = BTreeMap::from([(String::from("service"), String::from(service))]);
    Command::Run { description: tool(danger), arguments }
}

fn effect() -> Effect {
    Effect::RunTool {
        run: 1,
        tool: ToolName::new("restart").unwrap(),
        arguments: BTreeMap::from([("service".into(), "checkout".into())]),
        asked_by: person("ann"),
    }
}

fn asked(danger: Danger) -> Bench<Tools> {
    let mut bench = Bench::new();
    bench.ask("ann", run(danger, "checkout")).unwrap();
    bench
}

fn output(ok: bool, output: &str) -> Outcome {
    Outcome::Done(Answer::Output { ok, output: output.into() })
}

fn stage(bench: &Bench<Tools>) -> &RunStage {
    &bench.feature.run(1).unwrap().stage
}

#[test]
fn a_harmless_tool_runs_at_once_and_its_output_is_for_all() {
    let mut bench = asked(Danger::Harmless);
    assert_eq!(bench.reaction.effects, vec![effect()]);
    let overdue = later(bench.now, SignedDuration::from_secs(30));
    assert_eq!(bench.timer(&TimerKey::Run(1)), Some(Some(overdue)));
    bench.settle(&effect(), output(true, "load 0.7\nup 3 d"));
    let shown = "post: Run 1: `restart service=checkout`, for ann – ok\nload 0.7\nup 3 d";
    assert_eq!(bench.shown(), vec![shown]);
    assert_eq!(bench.timer(&TimerKey::Run(1)), Some(None));
    assert_eq!(bench.feature.open().count(), 0);
}

#[test]
fn who_asked_the_bot_alone_is_answered_too() {
    let mut bench = asked(Danger::Harmless);
    let Some(Event::Started { asked_in, .. }) = bench.events.last_mut() else { panic!() };
    assert_eq!(asked_in.as_ref(), Some(&bench.room));
    *asked_in = None;
    let event = bench.events.last().unwrap().clone();
    bench.feature.evolve(&event);
    bench.settle(&effect(), output(true, ""));
    let said = "Run 1: `restart service=checkout`, for ann – ok";
    assert_eq!(bench.shown(), vec![format!("direct ann: {said}"), format!("post: {said}")]);
}

#[test]
fn a_failure_that_the_tool_reports_is_shown_as_one() {
    let mut bench = asked(Danger::Harmless);
    bench.settle(&effect(), output(false, ""));
    assert_eq!(bench.shown(), vec!["post: Run 1: `restart service=checkout`, for ann – failed"]);
}

#[test]
fn the_asker_confirms_what_is_dangerous_and_nobody_else_does() {
    let mut bench = asked(Danger::Confirm);
    assert_eq!(
        bench.shown(),
        vec![
            "post: Run 1: `restart service=checkout`, for ann\n\
             Who asked must confirm by 2026-03-04 14:10 UTC. [Confirm → confirm 1]"
        ]
    );
    assert!(!bench.reaction.effects.contains(&effect()), "nothing runs yet");
    let refusal = bench.ask("bob", Command::Confirm { number: 1 }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::NotEntitled);
    bench.ask("ann", Command::Confirm { number: 1 }).unwrap();
    assert!(bench.reaction.effects.contains(&effect()));
}

#[test]
fn the_very_dangerous_needs_a_second_person() {
    let mut bench = asked(Danger::TwoPersons);
    assert!(bench.shown()[0].contains("A second person who may run it must confirm"));
    let refusal = bench.ask("ann", Command::Confirm { number: 1 }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::SecondPersonNeeded);
    assert!(refusal.instead.contains("people of the company"));
    bench.ask("bob", Command::Confirm { number: 1 }).unwrap();
    assert!(bench.reaction.effects.contains(&effect()), "it runs in the asker's name");
    let edited =
        "edit: Run 1: `restart service=checkout`, for ann – confirmed by bob. The outcome follows.";
    assert_eq!(bench.shown(), vec![edited]);
    assert_eq!(bench.timer(&TimerKey::Confirmation(1)), Some(None));
    let again = bench.ask("bob", Command::Confirm { number: 1 }).unwrap_err();
    assert_eq!(again.why, "Run 1 is confirmed already, or needed no confirmation.");
}

#[test]
fn a_rule_of_two_persons_makes_a_harmless_tool_wait() {
    let mut bench = Bench::<Tools>::new();
    let rule = Rule::any([Who::Insiders]).two_persons();
    bench.policy.tools.insert(ToolName::new("restart").unwrap(), rule);
    bench.ask("ann", run(Danger::Harmless, "checkout")).unwrap();
    assert!(matches!(stage(&bench), RunStage::Waiting { needs: Danger::TwoPersons, .. }));
}

#[test]
fn the_rule_of_the_tool_is_judged_at_the_request_and_at_the_confirmation() {
    let mut bench = Bench::<Tools>::new();
    let mut description = tool(Danger::TwoPersons);
    let database = TeamId::new("database").unwrap();
    description.rule =
        Rule { from: Some(Severity::Sev2), ..Rule::any([Who::Team(database.clone())]) };
    let command = Command::Run { description, arguments: BTreeMap::new() };
    let refusal = bench.ask("ann", command.clone()).unwrap_err();
    assert_eq!(refusal.why, "Only the team database may run this tool.");
    bench.standing.team = Some(database.clone());
    bench.ask("ann", command).unwrap();
    bench.standing.team = None;
    let refusal = bench.ask("bob", Command::Confirm { number: 1 }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::NotEntitled);
    bench.standing.team = Some(database);
    bench.severity = Some(Severity::Sev3);
    let refusal = bench.ask("bob", Command::Confirm { number: 1 }).unwrap_err();
    assert!(refusal.why.contains("SEV2 or worse"), "{}", refusal.why);
    bench.severity = Some(Severity::Sev1);
    bench.ask("bob", Command::Confirm { number: 1 }).unwrap();
}

#[test]
fn the_rule_of_the_policy_goes_before_that_of_the_tool() {
    let mut bench = asked(Danger::TwoPersons);
    let rule = Rule::any([Who::Executives]);
    bench.policy.tools.insert(ToolName::new("restart").unwrap(), rule);
    assert!(bench.ask("bob", Command::Confirm { number: 1 }).is_err());
    assert!(bench.ask("ann", run(Danger::Harmless, "search")).is_err());
    bench.standing.executive = true;
    bench.ask("bob", Command::Confirm { number: 1 }).unwrap();
}

#[test]
fn a_request_lapses_and_cannot_be_confirmed_late() {
    let mut bench = asked(Danger::TwoPersons);
    bench.pass(minutes(10));
    let refusal = bench.ask("bob", Command::Confirm { number: 1 }).unwrap_err();
    assert_eq!(refusal.why, "The time to confirm run 1 is over.");
    bench.fire(TimerKey::Confirmation(1));
    let said =
        "Run 1: `restart service=checkout`, for ann – not confirmed in time. Nothing was run.";
    assert_eq!(bench.shown(), vec![format!("edit: {said}"), format!("hint ann: {said}")]);
    assert!(bench.fire(TimerKey::Confirmation(1)).is_empty());
    assert!(bench.settle(&effect(), output(true, "")).is_empty(), "it never ran");
    let refusal = bench.ask("bob", Command::Confirm { number: 9 }).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::NotFound);
}

#[test]
fn an_unknown_outcome_is_said_and_nothing_runs_again() {
    let mut bench = asked(Danger::Harmless);
    bench.settle(&effect(), Outcome::Ambiguous { reason: "the line broke".into() });
    let shown = "post: Run 1: `restart service=checkout`, for ann – failed: \
                 outcome unknown: look before running it again (the line broke)";
    assert_eq!(bench.shown(), vec![shown]);
    assert_eq!(bench.reaction.effects.len(), 1, "and nothing else");
    let mut bench = asked(Danger::Harmless);
    bench.settle(&effect(), Outcome::Refused { reason: "no such service".into() });
    assert!(bench.shown()[0].ends_with("failed: no such service"));
    let mut bench = asked(Danger::Harmless);
    bench.settle(&effect(), Outcome::Done(Answer::Nothing));
    assert!(bench.shown()[0].contains("outcome unknown"));
}

#[test]
fn a_run_that_takes_too_long_is_said_so_and_a_late_answer_is_still_shown() {
    let mut bench = asked(Danger::Harmless);
    bench.fire(TimerKey::Run(1));
    let shown = "post: Run 1: `restart service=checkout`, for ann – no answer in time, \
                 outcome unknown: look before running it again.";
    assert_eq!(bench.shown(), vec![shown]);
    assert!(bench.fire(TimerKey::Run(1)).is_empty());
    let unclear = Outcome::Ambiguous { reason: "?".into() };
    assert!(bench.settle(&effect(), unclear).is_empty(), "it has been said");
    assert_eq!(bench.settle(&effect(), output(true, "done")).len(), 1);
    assert!(bench.settle(&effect(), output(true, "done")).is_empty(), "but once");
}

#[test]
fn the_wait_of_the_tool_goes_before_that_of_the_policy() {
    let mut bench = Bench::<Tools>::new();
    let description = ToolDescription { wait: Some(minutes(2)), ..tool(Danger::Confirm) };
    bench.ask("ann", Command::Run { description, arguments: BTreeMap::new() }).unwrap();
    bench.pass(minutes(1));
    bench.ask("ann", Command::Confirm { number: 1 }).unwrap();
    let overdue = later(bench.now, minutes(2));
    assert_eq!(bench.timer(&TimerKey::Run(1)), Some(Some(overdue)), "from the start on");
}

#[test]
fn long_output_is_cut_with_a_mark() {
    let mut bench = asked(Danger::Harmless);
    bench.settle(&effect(), output(true, &"ü".repeat(OUTPUT_CHARS_MAX + 1)));
    let Some(Event::Finished { output, .. }) = bench.events.last() else { panic!() };
    assert_eq!(output.chars().count(), OUTPUT_CHARS_MAX);
    assert!(output.ends_with("ü\n… (cut here)"));
}

#[test]
fn the_same_dangerous_run_is_not_asked_for_twice_at_once() {
    let mut bench = asked(Danger::TwoPersons);
    let twin = bench.ask("bob", run(Danger::TwoPersons, "checkout")).unwrap_err();
    assert_eq!(twin.why, "Run 1 asks for the same and waits for a confirmation.");
    bench.ask("bob", run(Danger::TwoPersons, "search")).unwrap();
    bench.ask("bob", Command::Confirm { number: 1 }).unwrap();
    let twin = bench.ask("bob", run(Danger::TwoPersons, "checkout")).unwrap_err();
    assert_eq!(twin.why, "Run 1 does the same and is under way.");
}

#[test]
fn open_runs_are_limited_and_ended_ones_forgotten() {
    let mut bench = Bench::<Tools>::new();
    for _ in 0..RUNS_OPEN_MAX {
        bench.ask("ann", run(Danger::Harmless, "checkout")).unwrap();
    }
    let refusal = bench.ask("ann", run(Danger::Harmless, "checkout")).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::LimitReached);
    for number in 1..=20 {
        bench.fire(TimerKey::Run(number));
    }
    bench.ask("ann", run(Danger::Harmless, "checkout")).unwrap();
    bench.fire(TimerKey::Run(21));
    assert_eq!(bench.feature.runs.len(), RUNS_KEPT_MAX);
    assert!(bench.feature.run(1).is_none() && bench.feature.run(21).is_some());
}

#[test]
fn the_rule_of_a_command_is_that_of_its_tool() {
    let mut bench = asked(Danger::TwoPersons);
    let rule = |bench: &Bench<Tools>, number| {
        bench
            .feature
            .rule(&Command::Confirm { number }, &bench.policy)
            .who_may(crate::authority::Place::Channel)
    };
    assert_eq!(rule(&bench, 1), "people of the company");
    assert_eq!(rule(&bench, 2), "anyone", "who is then told that there is none");
    let executives = Rule::any([Who::Executives]);
    bench.policy.tools.insert(ToolName::new("restart").unwrap(), executives.clone());
    assert_eq!(rule(&bench, 1), "an executive");
    let command = run(Danger::Harmless, "search");
    assert_eq!(bench.feature.rule(&command, &bench.policy), executives);
}

#[test]
fn what_was_tried_is_told_with_its_outcome_newest_last() {
    let mut bench = asked(Danger::Harmless);
    bench.settle(&effect(), output(true, ""));
    bench.ask("ann", run(Danger::Harmless, "search")).unwrap();
    bench.ask("ann", run(Danger::TwoPersons, "billing")).unwrap();
    let tried: Vec<String> = bench.feature.tried().collect();
    assert_eq!(tried, vec!["restart service=checkout – ok", "restart service=search – under way"]);
    for _ in 0..TRIED_SHOWN_MAX {
        bench.ask("ann", run(Danger::Harmless, "search")).unwrap();
    }
    assert_eq!(bench.feature.tried().count(), TRIED_SHOWN_MAX);
    assert!(bench.feature.tried().all(|line| line.contains("search")), "the oldest is left out");
}

#[test]
fn the_timeline_tells_a_run_from_request_to_output() {
    let mut bench = asked(Danger::Confirm);
    bench.ask("ann", Command::Confirm { number: 1 }).unwrap();
    bench.settle(&effect(), output(true, "done"));
    assert_eq!(
        bench.told(),
        vec![
            "asked for run 1: `restart service=checkout`",
            "confirmed run 1",
            "run 1 began: `restart service=checkout`",
            "run 1 ended: ok\ndone"
        ]
    );
}
