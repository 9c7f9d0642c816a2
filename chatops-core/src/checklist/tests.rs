use super::*;
use crate::feature_tests::{Bench, minutes};
use crate::policy::SeverityPolicy;

fn step(text: &str, role: Option<Role>) -> StepTemplate {
    StepTemplate { text: text.into(), role }
}

fn template() -> ChecklistTemplate {
    let steps = vec![step("Freeze deploys", None), step("Open the record", Some(Role::Scribe))];
    ChecklistTemplate { steps, from: None, for_role: None }
}

fn bench() -> Bench<Checklists> {
    let mut bench = Bench::new();
    bench.policy.checklists.insert("first steps".into(), template());
    bench
}

fn started() -> Bench<Checklists> {
    let mut bench = bench();
    bench.tick(Command::Start { name: " first steps ".into() }).unwrap();
    bench
}

fn start(name: &str) -> Command {
    Command::Start { name: name.into() }
}

fn tick(step: u32) -> Command {
    Command::Tick { number: 1, step }
}

#[test]
fn a_checklist_shows_its_steps_with_role_and_button() {
    assert_eq!(
        started().shown(),
        vec![
            "post: Checklist 1 – first steps – 0 of 2 done\n\
             ☐ 1. Freeze deploys\n\
             ☐ 2. Open the record (scribe) [Tick 1 → tick 1 1] [Tick 2 → tick 1 2]"
        ]
    );
}

#[test]
fn a_tick_shows_who_and_when_and_the_last_one_says_that_all_is_done() {
    let mut bench = started();
    bench.pass(minutes(3));
    bench.ask("ann", tick(2)).unwrap();
    assert_eq!(
        bench.shown(),
        vec![
            "edit: Checklist 1 – first steps – 1 of 2 done\n\
             ☐ 1. Freeze deploys\n\
             ☑ 2. Open the record – ann, 2026-03-04 14:03 UTC [Tick 1 → tick 1 1]"
        ]
    );
    assert!(!bench.feature.checklist(1).unwrap().is_finished());
    bench.ask("bob", tick(1)).unwrap();
    let [edited, said] = bench.shown().try_into().unwrap();
    assert!(edited.contains("2 of 2 done") && !edited.contains('['), "{edited}");
    assert_eq!(said, "post: Checklist 1 – first steps is finished.");
}

#[test]
fn a_step_is_ticked_once_and_a_tick_can_be_taken_back() {
    let mut bench = started();
    let untick = Command::Untick { number: 1, step: 1 };
    assert_eq!(bench.ask("ann", untick.clone()).unwrap_err().kind, RefusalKind::AlreadyDone);
    bench.ask("ann", tick(1)).unwrap();
    let refusal = bench.ask("bob", tick(1)).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "Step 1 of checklist 1 is ticked. Take it back with `untick 1 1` if it is not done."
    );
    bench.ask("bob", untick).unwrap();
    assert!(bench.shown()[0].contains("☐ 1. Freeze deploys"));
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let mut bench = started();
    assert_eq!(bench.ask("ann", start("x")).unwrap_err().instead, "There are: first steps.");
    let nowhere = Command::Tick { number: 2, step: 1 };
    assert_eq!(bench.ask("ann", nowhere).unwrap_err().kind, RefusalKind::NotFound);
    for step in [0, 3, u32::MAX] {
        let refusal = bench.ask("ann", tick(step)).unwrap_err();
        assert_eq!(refusal.instead, "It has the steps 1 to 2.");
    }
    bench.policy.checklists.clear();
    assert!(bench.ask("ann", start("x")).unwrap_err().instead.starts_with("No checklists"));
}

#[test]
fn a_checklist_is_started_again_only_when_it_is_finished() {
    let mut bench = started();
    assert!(bench.feature.has("first steps") && !bench.feature.has("other"));
    let refusal = bench.ask("ann", start("first steps")).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::AlreadyDone);
    bench.ask("ann", tick(1)).unwrap();
    bench.ask("ann", tick(2)).unwrap();
    bench.ask("ann", start("first steps")).unwrap();
    assert!(bench.feature.checklist(2).is_some());
}

#[test]
fn the_steps_stay_as_they_were_at_the_start() {
    let mut bench = started();
    bench.policy.checklists.clear();
    bench.ask("ann", tick(1)).unwrap();
    assert_eq!(bench.feature.checklist(1).unwrap().steps.len(), 2);
}

#[test]
fn only_the_next_steps_have_buttons() {
    let mut bench = bench();
    let steps = (0..STEPS_MAX).map(|index| step(&format!("step {index}"), None)).collect();
    let long = ChecklistTemplate { steps, for_role: Some(Role::Deputy), ..template() };
    bench.policy.checklists.insert("long".into(), long);
    bench.ask("ann", start("long")).unwrap();
    let [shown] = bench.shown().try_into().unwrap();
    assert!(shown.starts_with("post: Checklist 1 – long, for the deputy – 0 of 20 done"));
    assert!(shown.ends_with("[Tick 4 → tick 1 4]"), "{shown}");
}

#[test]
fn a_finished_checklist_makes_room_and_open_ones_do_not() {
    let mut bench = bench();
    for index in 0..=CHECKLISTS_MAX {
        bench.policy.checklists.insert(format!("list {index}"), template());
    }
    for index in 0..CHECKLISTS_MAX {
        bench.ask("ann", start(&format!("list {index}"))).unwrap();
    }
    let refusal = bench.ask("ann", start("list 10")).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::LimitReached);
    bench.ask("ann", Command::Tick { number: 4, step: 1 }).unwrap();
    bench.ask("ann", Command::Tick { number: 4, step: 2 }).unwrap();
    bench.ask("ann", start("list 10")).unwrap();
    assert_eq!(bench.feature.lists.len(), CHECKLISTS_MAX);
    assert!(bench.feature.checklist(4).is_none() && bench.feature.checklist(11).is_some());
}

#[test]
fn severity_and_role_say_which_checklists_start_by_themselves() {
    let mut policy = Policy::default();
    let from = |from, for_role| ChecklistTemplate { from, for_role, ..template() };
    policy.checklists.insert("by hand".into(), from(None, None));
    policy.checklists.insert("named".into(), from(None, None));
    policy.checklists.insert("bad".into(), from(Some(Severity::Sev2), None));
    policy.checklists.insert("scribe".into(), from(Some(Severity::Sev2), Some(Role::Scribe)));
    policy.checklists.insert("deputy".into(), from(None, Some(Role::Deputy)));
    let named = SeverityPolicy { update_every: minutes(30), checklist: Some("named".into()) };
    policy.severities.insert(Severity::Sev3, named);
    let of_severity = |severity| of_severity(&policy, severity).collect::<Vec<_>>();
    assert_eq!(of_severity(Severity::Sev1), vec!["bad"]);
    assert_eq!(of_severity(Severity::Sev2), vec!["bad"]);
    assert_eq!(of_severity(Severity::Sev3), vec!["named"]);
    let of_role = |role, severity| of_role(&policy, role, severity).collect::<Vec<_>>();
    assert_eq!(of_role(Role::Scribe, Severity::Sev2), vec!["scribe"]);
    assert!(of_role(Role::Scribe, Severity::Sev3).is_empty());
    assert_eq!(of_role(Role::Deputy, Severity::Sev5), vec!["deputy"]);
}

#[test]
fn a_template_that_cannot_work_is_found_and_never_starts() {
    let with = |steps| ChecklistTemplate { steps, ..template() };
    let problem = |template: &ChecklistTemplate| template.check("x").unwrap_err().to_string();
    assert_eq!(template().check("x"), Ok(()));
    let empty = with(Vec::new());
    assert_eq!(problem(&empty), "checklists.x.steps: it has no steps; add at least one");
    let many = (0..=STEPS_MAX).map(|_| step("a", None)).collect();
    assert!(problem(&with(many)).starts_with("checklists.x.steps: it has 21 steps"));
    let blank = with(vec![step("a", None), step(" ", None)]);
    assert!(problem(&blank).starts_with("checklists.x.steps[1].text: it has 0 characters"));
    let long = with(vec![step(&"x".repeat(STEP_CHARS_MAX + 1), None)]);
    assert!(problem(&long).contains("it has 151 characters"));
    assert!(template().check(" x").is_err() && template().check("").is_err());
    let mut bench = bench();
    bench.policy.checklists.insert("x".into(), empty);
    assert_eq!(bench.ask("ann", start("x")).unwrap_err().kind, RefusalKind::Unacceptable);
}

#[test]
fn templates_are_strict_and_brief_in_configuration() {
    let text = r#"{"steps": [{"text": "Freeze deploys", "role": "scribe"}], "from": "sev2"}"#;
    let template: ChecklistTemplate = serde_json::from_str(text).unwrap();
    assert_eq!(template.steps, vec![step("Freeze deploys", Some(Role::Scribe))]);
    assert_eq!((template.from, template.for_role), (Some(Severity::Sev2), None));
    for unknown in [r#"{"steps": [], "form": "sev2"}"#, r#"{"steps": [{"txt": "a"}]}"#] {
        assert!(serde_json::from_str::<ChecklistTemplate>(unknown).is_err(), "{unknown}");
    }
}

#[test]
fn the_timeline_tells_each_tick() {
    let mut bench = started();
    bench.ask("ann", tick(1)).unwrap();
    bench.ask("ann", Command::Untick { number: 1, step: 1 }).unwrap();
    assert_eq!(
        bench.told(),
        vec![
            "checklist 1 started: first steps",
            "ticked step 1 of checklist 1",
            "took back the tick of step 1 of checklist 1"
        ]
    );
}
