//! One stream of commands against the journal in memory, on SQLite and on PostgreSQL: every answer must be the same, and so
//! must everything that can be read. The simulator runs on the first; this ties it to the other two.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests fail by falling over; lints know them only in their own harness"
)]

mod asked;
mod command;

use std::path::PathBuf;

use chatops_core::memory::journal::MemoryJournal;
use chatops_core::ports::Journal;
use chatops_journal::{PostgresJournal, SqliteJournal};
use chatops_testkit::conformance::Suite;
use chatops_testkit::database::{Database, left_out};
use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::test_runner::{Config, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use asked::{Common, ask, look};
use command::{Command, commands};

/// How many streams of commands.
const CASES: u32 = 8;

/// How long a stream that tells them apart is cut down.
const SHRINK_MILLIS_MAX: u32 = 20_000;

/// How many commands a stream has.
const COMMANDS: std::ops::Range<usize> = 40..100;

/// Commands do not depend on what was asked before: what is wrong must be refused by all alike.
struct Anything;

impl ReferenceStateMachine for Anything {
    type State = ();
    type Transition = Command;

    fn init_state() -> BoxedStrategy<()> {
        Just(()).boxed()
    }

    fn transitions((): &()) -> BoxedStrategy<Command> {
        commands()
    }

    fn apply((): (), _: &Command) {}
}

/// The three, side by side.
struct Journals {
    runtime: Runtime,
    memory: MemoryJournal,
    sqlite: Option<SqliteJournal>,
    postgres: Option<PostgresJournal>,
    file: PathBuf,
    database: Database,
    common: Common,
    _folder: TempDir,
}

impl Journals {
    fn reopen(&mut self) {
        (self.sqlite, self.postgres) = (None, None);
        let (file, address) = (self.file.clone(), self.database.address());
        self.runtime.block_on(async {
            self.sqlite = Some(SqliteJournal::open(file).await.unwrap());
            self.postgres = Some(PostgresJournal::connect(&address).await.unwrap());
        });
    }

    fn all(&self) -> [(&'static str, &dyn Journal); 3] {
        [
            ("memory", &self.memory),
            ("sqlite", self.sqlite.as_ref().unwrap()),
            ("postgres", self.postgres.as_ref().unwrap()),
        ]
    }
}

struct SameAnswers;

impl StateMachineTest for SameAnswers {
    type SystemUnderTest = Journals;
    type Reference = Anything;

    fn init_test((): &()) -> Journals {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let database = match runtime.block_on(Database::schema()) {
            Ok(database) => database,
            Err(error) => panic!("{}", String::from(error)),
        };
        let mut journals = Journals {
            runtime,
            memory: MemoryJournal::new(7),
            sqlite: None,
            postgres: None,
            file: folder.path().join("j.db"),
            database,
            common: Common::default(),
            _folder: folder,
        };
        journals.reopen();
        journals
    }

    fn apply(mut journals: Journals, (): &(), command: Command) -> Journals {
        journals.common.step += 1;
        match &command {
            Command::Wait(seconds) => journals.common.now += i64::from(*seconds),
            Command::Reopen => journals.reopen(),
            _ => {}
        }
        let mut answers = Vec::new();
        for (name, journal) in journals.all() {
            let asked = journals.runtime.block_on(async {
                let (answer, claims) = ask(journal, &command, &journals.common).await;
                (answer, claims, look(journal).await)
            });
            answers.push((name, asked));
        }
        let (_, (answer, claims, seen)) = answers.first().unwrap();
        for (name, (other, _, other_seen)) in &answers {
            assert_eq!(answer, other, "the answer of {name} to {command:?}");
            assert_eq!(seen, other_seen, "what {name} holds after {command:?}");
        }
        journals.common.claims.extend(claims.iter().map(|claim| (claim.id, claim.epoch)));
        journals
    }
}

fn same_answers() {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_time: SHRINK_MILLIS_MAX,
        ..Config::default()
    };
    let strategy = Anything::sequential_strategy(COMMANDS);
    let mut runner = TestRunner::new(config.clone());
    let run = runner.run(&strategy, |(state, commands, seen)| {
        SameAnswers::test_sequential(config.clone(), state, commands, seen);
        Ok(())
    });
    if let Err(failure) = run {
        panic!("{failure}");
    }
}

fn main() {
    let name = "memory, sqlite and postgres give the same answers";
    Suite::new()
        .test(name, left_out(), || async {
            // The journals have a runtime of their own, which cannot be entered from within another.
            if let Err(failure) = tokio::task::spawn_blocking(same_answers).await {
                std::panic::resume_unwind(failure.into_panic());
            }
        })
        .run();
}
