//! What these tests share.

use chatops_core::context::Actor;
use chatops_core::effect::Effect;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, JournalId, Place, StreamId};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{NewEffect, NewEntry, Transaction};
use chatops_journal::PostgresJournal;
use chatops_testkit::database::Database;
use jiff::{SignedDuration, Timestamp};

/// The stream of these tests.
pub(crate) const STREAM: StreamId = StreamId::EmergencyChannel;

/// A moment, in seconds after a fixed one.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_700_000_000 + seconds)
}

/// A delivery with this key.
pub(crate) fn delivery(key: &str) -> Delivery {
    Delivery {
        source: "test".to_owned(),
        key: key.to_owned(),
        occurred_at: at(0),
        inbound: Inbound::Started,
    }
}

/// The `n`th effect, in a lane of its own.
pub(crate) fn effect(n: u64) -> NewEffect {
    let journal = JournalId::from_bits(0);
    NewEffect {
        id: EffectId::derive(Place { journal: &journal, stream: &STREAM, seq: n, position: 0 }),
        stream: STREAM,
        lane: format!("lane {n}"),
        priority: 3,
        waiting: false,
        replaces: None,
        effect: Effect::AcknowledgeAlert { source: "test".to_owned(), alert: n.to_string() },
    }
}

/// A decision that appends one entry.
pub(crate) fn appending(seq: u64) -> Transaction {
    let entry = NewEntry {
        stream: STREAM,
        seq,
        occurred_at: at(0),
        actor: Actor::Clockwork,
        kind: "started".to_owned(),
        version: 1,
        body: format!("{{\"number\":{seq}}}"),
    };
    Transaction { entries: vec![entry], ..Transaction::at(at(1)) }
}

/// An empty database, or a failure that says how to get one.
pub(crate) async fn database() -> Database {
    match Database::create().await {
        Ok(database) => database,
        Err(error) => panic!("{}", String::from(error)),
    }
}

/// An empty schema in a database that tests share.
pub(crate) async fn schema() -> Database {
    match Database::schema().await {
        Ok(schema) => schema,
        Err(error) => panic!("{}", String::from(error)),
    }
}

/// A database and the journal in it.
pub(crate) async fn journal() -> (Database, PostgresJournal) {
    let database = database().await;
    let journal = PostgresJournal::connect(&database.address()).await.unwrap();
    (database, journal)
}

/// A schema and the journal in it.
pub(crate) async fn journal_in_schema() -> (Database, PostgresJournal) {
    let database = schema().await;
    let journal = PostgresJournal::connect(&database.address()).await.unwrap();
    (database, journal)
}

/// The keys of the undecided deliveries.
pub(crate) async fn keys(journal: &impl Journal) -> Vec<String> {
    let items = journal.undecided(1_000).await.unwrap();
    items.into_iter().map(|item| item.delivery.key).collect()
}

/// Fails where an error holds one of these words, in any of its forms.
pub(crate) fn without(error: &PortError, secrets: &[&str]) {
    let forms = format!("{error} {error:?} {error:#?}");
    for secret in secrets {
        assert!(!forms.contains(secret), "`{secret}` stands in {forms}");
    }
}
