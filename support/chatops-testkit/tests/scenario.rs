//! Bad scenarios: each mistake is an error that names the place and the mend.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use chatops_testkit::stage::Scenario;

/// A scenario that is right, with a place for more.
const RIGHT: &str = r#"title = "A scenario"
start = "2026-03-04T14:00"
zone = "Europe/London"

[[people]]
handle = "jim"
name = "Jim Smith"

[[people]]
handle = "ann"
name = "Ann Lee"
"#;

/// The lines before what is put behind it: those of [`RIGHT`], and an empty one.
const RIGHT_LINES: usize = 12;

/// A step that is right.
const STEP: &str = "[[steps]]\nsay = { as = \"jim\", in = \"em\", text = \"hello\" }\n";

/// What is said of a text.
fn errors(text: &str) -> String {
    match Scenario::read(text, Path::new("bad.toml")) {
        Ok(_) => String::from("(nothing is wrong)"),
        Err(error) => error.to_string(),
    }
}

/// The error of a right scenario with more lines: its line is counted from the first of them.
#[track_caller]
fn wrong(more: &str, line: usize, words: &[&str]) {
    let found = errors(&format!("{RIGHT}\n{more}\n"));
    let place = format!("bad.toml:{}:", RIGHT_LINES + line);
    assert!(found.lines().any(|one| one.starts_with(&place)), "not at {place}\n{found}");
    for word in words {
        assert!(found.contains(word), "`{word}` is not in:\n{found}");
    }
}

#[test]
fn a_right_scenario_is_read() {
    assert_eq!(errors(&format!("{RIGHT}\n{STEP}")), "(nothing is wrong)");
}

#[test]
fn what_is_not_toml_is_named_with_its_place() {
    assert!(errors("title = ").starts_with("bad.toml:1:"));
    assert!(errors("[[people]\n").starts_with("bad.toml:1:"));
    assert!(errors("").contains("no `title`"));
    assert!(errors("\u{0}").starts_with("bad.toml:1:"));
}

#[test]
fn unknown_keys_are_named_wherever_they_stand() {
    wrong("[[steps]]\nnoet = \"x\"\nadvance = \"1m\"", 2, &["unknown key `noet`", "`note`"]);
    wrong("[[steps]]\nsay = { as = \"jim\", im = \"em\", text = \"x\" }", 2, &["unknown key `im`"]);
    wrong(
        &format!("[[people]]\nhandle = \"bob\"\nname = \"Bob\"\nage = 3\n{STEP}"),
        4,
        &["unknown key `age`"],
    );
    wrong(
        &format!("[policy]\nbig_organization = true\n{STEP}"),
        2,
        &["big_organization", "big_organisation"],
    );
    wrong(&format!("[surprise]\nx = 1\n{STEP}"), 1, &["unknown key `surprise`"]);
}

#[test]
fn unknown_people_are_named_with_those_that_there_are() {
    wrong(
        "[[steps]]\nsay = { as = \"bob\", in = \"em\", text = \"x\" }",
        2,
        &["`bob`", "ann, jim"],
    );
    wrong(&format!("[policy]\nladder = [\"jim\", \"bob\"]\n{STEP}"), 2, &["`bob`"]);
    wrong(
        &format!("[policy.teams.db]\nname = \"DB\"\nroom = \"db\"\nmanager = \"bob\"\n{STEP}"),
        4,
        &["`bob`"],
    );
    wrong("[[steps]]\nadvance = \"1m\"\nexpect = \"commander bob\"", 3, &["`bob`"]);
}

#[test]
fn unknown_rooms_and_roles_are_named() {
    wrong(
        "[[steps]]\nsay = { as = \"jim\", in = \"lounge\", text = \"x\" }",
        2,
        &["no room `lounge`", "em"],
    );
    wrong(
        "[[steps]]\nadvance = \"1m\"\nexpect = 'room \"lounge\" shows \"x\"'",
        3,
        &["no room `lounge`"],
    );
    wrong(
        &format!("[[tools]]\nname = \"load\"\nwho = [{{ role = \"king\" }}]\n{STEP}"),
        3,
        &["king", "scribe"],
    );
}

#[test]
fn rooms_that_an_incident_can_get_may_be_named() {
    let step = "[[steps]]\nsay = { as = \"jim\", in = \"hot-331\", text = \"x\" }\n";
    assert_eq!(
        errors(&format!("{RIGHT}\n[tickets]\nproject = \"HOT\"\n{step}")),
        "(nothing is wrong)"
    );
    wrong(step, 2, &["no room `hot-331`"]);
}

#[test]
fn times_that_do_not_exist_or_come_twice_are_errors() {
    wrong(
        "[[steps]]\nat = \"2026-03-29T01:30\"\nadvance = \"1m\"",
        2,
        &["does not exist", "02:30"],
    );
    wrong("[[steps]]\nat = \"2026-10-25T01:30\"\nadvance = \"1m\"", 2, &["twice"]);
    wrong("[[steps]]\nat = \"half past\"\nadvance = \"1m\"", 2, &["not a moment", "14:05"]);
    wrong("[[steps]]\nadvance = \"soon\"", 2, &["15m"]);
    let text = RIGHT.replace("Europe/London", "Europe/Lundon");
    assert!(errors(&format!("{text}\n{STEP}")).starts_with("bad.toml:3:8: `Europe/Lundon`"));
    let text = RIGHT.replace("2026-03-04T14:00", "2026-03-29T01:30");
    assert!(
        errors(&format!("{text}\n{STEP}"))
            .starts_with("bad.toml:2:9: 2026-03-29T01:30:00 does not exist")
    );
}

#[test]
fn steps_do_not_go_back_in_time() {
    wrong(
        "[[steps]]\nat = \"14:10\"\nadvance = \"5m\"\n\n[[steps]]\nat = \"14:12\"\nnote = \"x\"",
        6,
        &["go back", "14:15"],
    );
}

#[test]
fn a_rota_that_cannot_work_is_named() {
    let layer = |start: &str, people: &str| {
        format!(
            "[[rota.layers]]\nname = \"day\"\nstart = \"{start}\"\nparticipants = {people}\nrotation = \"daily\"\nhandoff = \"08:00\"\n"
        )
    };
    let rota = "[rota]\nname = \"r\"\nzone = \"Europe/London\"\n";
    wrong(
        &format!("{rota}layers = []\n{STEP}"),
        4,
        &["the rota is empty", "add at least one layer"],
    );
    wrong(&format!("{rota}{}{STEP}", layer("2026-03-02T08:00", "[]")), 7, &["nobody takes turns"]);
    wrong(
        &format!("{rota}{}{STEP}", layer("2026-03-29T01:30", "[\"jim\"]")),
        6,
        &["does not exist"],
    );
    wrong(&format!("{rota}{}{STEP}", layer("2026-03-02T08:00", "[\"bob\"]")), 7, &["`bob`"]);
    let overrides = "[[rota.overrides]]\nperson = \"jim\"\nfrom = \"2026-03-04T10:00\"\nuntil = \"2026-03-04T12:00\"\n\
        [[rota.overrides]]\nperson = \"ann\"\nfrom = \"2026-03-04T11:00\"\nuntil = \"2026-03-04T13:00\"\n";
    let text = format!("{rota}{}{overrides}{STEP}", layer("2026-03-02T08:00", "[\"jim\"]"));
    wrong(&text, 14, &["overlaps", "remove one"]);
}

#[test]
fn a_level_without_targets_is_named() {
    let levels = "[[policy.escalations.night.levels]]\ntargets = [{ person = \"jim\" }]\nwait = \"5m\"\n\
        [[policy.escalations.night.levels]]\ntargets = []\nwait = \"5m\"\n";
    wrong(&format!("{levels}{STEP}"), 4, &["level 2 names nobody", "add a target"]);
}

#[test]
fn the_same_name_twice_is_named() {
    wrong(
        &format!("[[people]]\nhandle = \"jim\"\nname = \"Jim Bean\"\n{STEP}"),
        2,
        &["two people are called `jim`"],
    );
    let tool = "[[tools]]\nname = \"load\"\n";
    wrong(&format!("{tool}{tool}{STEP}"), 3, &["two tools are called `load`"]);
}

#[test]
fn a_step_does_one_thing() {
    wrong(
        "[[steps]]\nadvance = \"1m\"\njoin = { as = \"jim\", in = \"em\" }",
        1,
        &["both `join` and `advance`"],
    );
    wrong("[[steps]]", 1, &["has no verb"]);
    wrong("[[steps]]\nsay = { as = \"jim\", text = \"x\" }", 2, &["says not where"]);
    wrong("[[steps]]\nsay = { as = \"jim\", in = \"em\" }", 2, &["no `text`"]);
    wrong("[[steps]]\nsay = \"hello\"", 2, &["a table, not a string"]);
}

#[test]
fn expectations_and_failures_are_read_strictly() {
    wrong("[[steps]]\nexpect = \"em glows\"", 2, &["not an expectation"]);
    wrong("[[steps]]\nexpect = 'room em shows words'", 2, &["in quotes"]);
    wrong(
        "[[steps]]\nfail = { port = \"chat\", operation = \"sing\", how = \"forbidden\" }",
        2,
        &["`sing`", "set_topic"],
    );
    wrong("[[steps]]\nalert = { body_file = \"nowhere.json\" }", 2, &["nowhere.json"]);
    wrong("[[steps]]\npost = { path = \"/hooks/json\" }", 2, &["exactly one of `body`"]);
}

#[test]
fn what_the_library_reads_itself_is_listed_at_once_too() {
    let found = errors(&format!(
        "{RIGHT}\n[policy]\nlader = []\n[policy.escalations.night]\nlevels = [{{ targets = [], wait = \"5m\" }}, {{ targets = [\"the_boss\"], wait = \"0s\" }}]\n\
         [rota]\nname = \"r\"\nzone = \"Europe/London\"\n[[rota.layers]]\nname = \"a\"\nstart = \"2026-03-29T01:30\"\nparticipants = []\n\
         rotation = \"daily\"\nhandoff = \"08:00\"\n[[rota.layers]]\nname = \"b\"\nstart = \"2026-03-29T01:30\"\nparticipants = [\"jim\"]\n\
         rotation = \"weekly\"\nhandoff = \"25:00\"\n[[rota.overrides]]\nperson = \"jim\"\nfrom = \"2026-03-04T12:00\"\nuntil = \"2026-03-04T10:00\"\n{STEP}"
    ));
    for words in [
        "unknown key `lader`",
        "`the_boss` is none of these",
        "names nobody to wake",
        "`0s` is not a length of time",
        "does not exist",
        "the name alone is not enough",
        "`25:00` is not a time of day",
        "not after its start",
    ] {
        assert!(found.contains(words), "`{words}` is not in:\n{found}");
    }
    assert!(!found.contains("is missing"), "{found}");
}

#[test]
fn what_can_only_fail_later_is_named_now() {
    wrong(&format!("[[tools]]\nname = \"status\"\n{STEP}"), 1, &["a command of the bot"]);
    wrong(&format!("[chat]\nwithout = [\"wings\"]\n{STEP}"), 2, &["`wings`", "mention_rights"]);
    wrong("[[steps]]\nmake_room = { as = \"jim\", in = \"A Room\" }", 2, &["no name for a room"]);
    wrong("[[steps]]\nexpect = 'role king of \"inc-1\" jim'", 2, &["`king` is no role"]);
    wrong("[[steps]]\nexpect = 'ticket HOT-1 is \"Open\"'", 2, &["add `[tickets]`"]);
    wrong(
        &format!("[[people]]\nhandle = \"bob\"\nname = \"Bob\"\nrooms = [\"lounge\"]\n{STEP}"),
        4,
        &["no room `lounge`"],
    );
    wrong(
        "[[steps]]\nfail = { port = \"chat\", operation = \"post\", how = \"forbidden\", times = 0 }",
        2,
        &["from 1 to 100"],
    );
}

#[test]
fn a_room_that_a_step_makes_may_be_named_from_its_own_expectations_on() {
    let make =
        "[[steps]]\nmake_room = { as = \"jim\", in = \"side\" }\nexpect = 'room \"side\" exists'\n";
    assert_eq!(errors(&format!("{RIGHT}\n{make}")), "(nothing is wrong)");
}

#[test]
fn services_and_abilities_can_be_taken_away() {
    let text = RIGHT.replacen("\n\n", "\nrota = false\ntickets = false\npager = false\n\n", 1);
    let text = format!("{text}\n{STEP}");
    assert_eq!(errors(&text), "(nothing is wrong)");
    let chat = "[chat]\nwithout = [\"pins\", \"mention_rights\"]\n";
    assert_eq!(errors(&format!("{RIGHT}\n{chat}{STEP}")), "(nothing is wrong)");
}

#[test]
fn a_file_that_is_no_text_is_named_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.toml");
    std::fs::write(&path, b"title = \"x\"\nstart = \"\xff\"\n").unwrap();
    let error = Scenario::load(&path).unwrap_err();
    assert!(error.contains("bad.toml:2:10: this is not UTF-8"), "{error}");
    assert!(
        Scenario::load(&folder.path().join("none.toml")).unwrap_err().contains("cannot be read")
    );
}

#[test]
fn all_mistakes_are_listed_at_once_in_the_order_of_the_file() {
    let found = errors(&format!(
        "{RIGHT}\n[[steps]]\nsay = {{ as = \"bob\", in = \"lounge\", text = \"x\" }}\n[[steps]]\nadvance = \"soon\"\n"
    ));
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 3, "{found}");
    assert!(lines.is_sorted(), "{found}");
}
