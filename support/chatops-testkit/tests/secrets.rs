//! No byte of a journal's file holds a secret that somebody pasted: neither the record nor the inbox (attack cases H2,
//! H3).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::sync::Arc;

use chatops_core::ports::Journal;
use chatops_journal::SqliteJournal;
use chatops_testkit::stage::line::{Around, read};
use chatops_testkit::stage::{Scenario, Shown, Stage};

const SECRET: &str = "hunter22";

const SCENARIO: &str = r#"title = "Secrets"
start = "2026-03-04T14:00"
[[people]]
handle = "jim"
name = "Jim Smith"
[[tools]]
name = "env"
outputs = [{ prints = "PASSWORD=hunter22" }]
[[steps]]
note = "x"
"#;

const LINES: [&str; 8] = [
    "as jim in em: /em take",
    "as jim in em: use token=hunter22 for now",
    "edit \"for now\" as jim in em: use password=hunter22 then",
    "topic of em as jim: token=hunter22",
    "as jim direct: /em ask does token=hunter22 still work?",
    "as jim in em: /em headline token=hunter22",
    "as jim in em: /em env",
    r#"alert {"title": "token=hunter22", "description": "password=hunter22", "labels": {"env": "token=hunter22"}}"#,
];

/// Plays the lines and gives what became visible.
async fn play(path: &Path) -> Vec<Shown> {
    let scenario = Scenario::read(SCENARIO, Path::new("secrets.toml")).unwrap();
    let journal = Arc::new(SqliteJournal::open(path).await.unwrap());
    let shared: Arc<dyn Journal> = journal.clone();
    let mut stage = Stage::open(&scenario, shared).await.unwrap();
    let mut seen = Vec::new();
    stage.begin(&mut |shown| seen.push(shown)).await.unwrap();
    for line in LINES {
        let zone = stage.zone().clone();
        let direction = read(line, &Around { now: stage.now(), zone: &zone }).unwrap();
        stage.play(&direction, &mut |shown| seen.push(shown)).await.unwrap();
    }
    stage.close().await.unwrap();
    seen
}

#[test]
fn no_byte_of_the_journal_holds_a_pasted_secret() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let seen = runtime.block_on(play(&folder.path().join("journal.db")));
    let warned = seen.iter().filter(|shown| shown.text.contains("looks like a secret"));
    assert_eq!(warned.count(), 5, "{seen:#?}");
    let ran = seen.iter().any(|shown| shown.text.contains("PASSWORD=[secret masked]"));
    assert!(ran, "{seen:#?}");
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        // The journal takes its own side files away when it is closed, which may be now.
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => panic!("{}: {error}", path.display()),
        };
        let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        assert!(!found, "{} holds it", path.display());
    }
}
