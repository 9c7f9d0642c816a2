//! One row that cannot be read does not stop the others.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod passed_over;
mod warnings;

use std::sync::Arc;

use chatops_journal::SqliteJournal;
use sqlx::{ConnectOptions, Connection};

/// How many rows the cases make unreadable: deliveries, effects, waiting effects, timers.
const DAMAGED: usize = 2 + 3 + 1 + 2;

#[test]
fn rows_that_cannot_be_read_are_told_once_and_passed_over() {
    let told = Arc::new(warnings::Warnings::default());
    let _guard = tracing::subscriber::set_default(Arc::clone(&told));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        let does = async |statement: &'static str| {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
            let mut connection = options.connect().await.unwrap();
            sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        };
        passed_over::all(&journal, &does).await;
    });
    let told = told.seen.lock().unwrap();
    assert_eq!(told.len(), DAMAGED, "{told:#?}");
    for told in told.iter() {
        for words in ["a newer version", "start it", "restore a backup", "`verify`"] {
            assert!(told.contains(words), "{told}");
        }
        for content in ["future", "xstarted", "travel", "tea"] {
            assert!(!told.contains(content), "{told}");
        }
    }
}
