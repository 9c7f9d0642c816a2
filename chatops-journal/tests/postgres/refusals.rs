//! What is refused, and whether the text says what to do.

use chatops_core::effect::Outcome;
use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ports::Journal;
use chatops_core::ports::journal::{Receipt, Settlement, Transaction};
use chatops_core::wire::FORMAT;
use chatops_journal::PostgresJournal;
use chatops_testkit::database::Database;
use jiff::SignedDuration;

use crate::support::{
    appending, at, database, delivery, effect, journal, journal_in_schema, keys, without,
};

/// Fails unless connecting is refused in this way.
async fn refused(address: &str, kind: ErrorKind, says: &str) -> PortError {
    let error = PostgresJournal::connect(address).await.unwrap_err();
    assert_eq!((error.kind, error.certainty), (kind, Certainty::NotDone), "{error}");
    assert!(error.to_string().contains(says), "{error}");
    error
}

/// Makes a user who may connect. Users belong to the server, so that their names must not meet.
async fn user(database: &Database) -> (String, String) {
    let user = format!("user_of_{}", database.name());
    database.does(&format!("CREATE ROLE {user} LOGIN PASSWORD 'hunter2'")).await.unwrap();
    let address = database.address_of(&user, "hunter2");
    (user, address)
}

async fn forget(database: &Database, user: &str) {
    database.does(&format!("DROP OWNED BY {user}; DROP ROLE {user}")).await.unwrap();
}

pub(crate) async fn a_user_without_rights_is_told_which_to_grant() {
    let database = database().await;
    let (user, address) = user(&database).await;
    database.does("REVOKE CREATE ON SCHEMA public FROM PUBLIC").await.unwrap();
    let error =
        refused(&address, ErrorKind::Forbidden, "grant it USAGE and CREATE on the schema").await;
    without(&error, &["hunter2"]);
    database.does(&format!("GRANT USAGE, CREATE ON SCHEMA public TO {user}")).await.unwrap();
    let journal = PostgresJournal::connect(&address).await.unwrap();
    journal.receive(&[delivery("a")], &[], at(0)).await.unwrap();
    drop(journal);
    forget(&database, &user).await;
}

pub(crate) async fn a_user_who_may_only_read_is_told_so_when_it_writes() {
    let (database, journal) = journal().await;
    journal.receive(&[delivery("a")], &[], at(0)).await.unwrap();
    let (user, address) = user(&database).await;
    database.does(&format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user}")).await.unwrap();
    let reader = PostgresJournal::connect(&address).await.unwrap();
    assert_eq!(keys(&reader).await, ["a"]);
    for error in [
        reader.receive(&[delivery("b")], &[], at(0)).await.unwrap_err(),
        reader.append(&appending(1)).await.unwrap_err(),
    ] {
        assert_eq!((error.kind, error.certainty), (ErrorKind::Forbidden, Certainty::NotDone));
        assert!(error.to_string().contains("SELECT, INSERT, UPDATE and DELETE"), "{error}");
    }
    drop(reader);
    forget(&database, &user).await;
}

pub(crate) async fn a_wrong_password_is_not_repeated() {
    let database = database().await;
    let address = database.address_of("chatops", "not-the-password");
    let error = refused(&address, ErrorKind::Unauthenticated, "check both in the address").await;
    without(&error, &["not-the-password"]);
    let nobody = database.address_of("nobody-of-that-name", "hunter2");
    let error = refused(&nobody, ErrorKind::Unauthenticated, "does not accept the user").await;
    without(&error, &["hunter2"]);
    let journal = PostgresJournal::connect(&database.address()).await.unwrap();
    let shown = format!("{journal:?} {journal:#?}");
    assert!(shown.contains("facts") && !shown.contains("postgres://"), "{shown}");
}

pub(crate) async fn a_database_of_another_program_is_refused() {
    let database = database().await;
    database.does("CREATE TABLE journal (theirs TEXT)").await.unwrap();
    refused(
        &database.address(),
        ErrorKind::Invalid,
        "the schema `public` holds tables of another program",
    )
    .await;
    // Also where the name of the first table is ours.
    database.does("DROP TABLE journal; CREATE TABLE meta (one BIGINT, theirs TEXT)").await.unwrap();
    refused(&database.address(), ErrorKind::Invalid, "holds tables of another program").await;
    database.does("INSERT INTO meta VALUES (1, 'untouched')").await.unwrap();
}

pub(crate) async fn what_an_extension_brought_is_nobodys() {
    let database = database().await;
    // A view that belongs to an extension, without one being installed on this server.
    database
        .does(
            "CREATE VIEW theirs AS SELECT 1; \
             INSERT INTO pg_depend SELECT 'pg_class'::regclass, 'theirs'::regclass, 0, \
                 'pg_extension'::regclass, (SELECT oid FROM pg_extension LIMIT 1), 0, 'e'",
        )
        .await
        .unwrap();
    PostgresJournal::connect(&database.address()).await.unwrap();
}

pub(crate) async fn a_schema_of_its_own_is_found_through_the_search_path() {
    let database = database().await;
    database.does("CREATE TABLE theirs (text TEXT)").await.unwrap();
    let address = database.address();
    let separator = if address.contains('?') { '&' } else { '?' };
    let address = format!("{address}{separator}options[search_path]=incidents");
    refused(&address, ErrorKind::Invalid, "names no schema that is there").await;
    database.does("CREATE SCHEMA incidents").await.unwrap();
    let journal = PostgresJournal::connect(&address).await.unwrap();
    journal.append(&appending(1)).await.unwrap();
    let again = PostgresJournal::connect(&address).await.unwrap();
    assert_eq!(again.facts(), journal.facts());
}

pub(crate) async fn a_database_that_is_not_there_is_named_as_such() {
    let database = database().await;
    let address = database.address().replace(database.name(), "not_there");
    refused(&address, ErrorKind::NotFound, "create it").await;
}

pub(crate) async fn a_server_that_is_not_there_is_named_as_such() {
    let database = database().await;
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let address = database.address_through(port);
    let error = refused(&address, ErrorKind::Unavailable, "check that it runs").await;
    without(&error, &["postgres://"]);
}

pub(crate) async fn an_address_that_cannot_be_read_is_not_repeated() {
    for address in
        ["", "hunter2", "mysql://root:hunter2@host/x", "postgres://u:hunter2@host:port/x"]
    {
        let error = refused(address, ErrorKind::Invalid, "postgres://user:password@host").await;
        without(&error, &["hunter2"]);
    }
}

pub(crate) async fn commits_that_are_not_flushed_are_refused() {
    let database = database().await;
    let set = |value: &str| {
        let statement =
            format!("ALTER DATABASE {} SET synchronous_commit = {value}", database.name());
        let database = &database;
        async move { database.server_does(&statement).await.unwrap() }
    };
    set("off").await;
    refused(
        &database.address(),
        ErrorKind::Unsupported,
        "the setting `synchronous_commit` is `off`; set it to `on`",
    )
    .await;
    set("on").await;
    let journal = PostgresJournal::connect(&database.address()).await.unwrap();
    journal.receive(&[delivery("a")], &[], at(0)).await.unwrap();
    // Also where it is turned off later, for the sessions to come.
    set("off").await;
    database.end_sessions().await.unwrap();
    let error = journal.receive(&[delivery("b")], &[], at(0)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unsupported, "{error}");
    set("on").await;
    database.end_sessions().await.unwrap();
    journal.receive(&[delivery("c")], &[], at(0)).await.unwrap();
    assert_eq!(keys(&journal).await, ["a", "c"]);
}

pub(crate) async fn a_server_without_a_standby_is_known_as_such() {
    let (_database, journal) = journal_in_schema().await;
    journal.receive(&[delivery("a")], &[], at(0)).await.unwrap();
    assert_eq!(journal.durability(), chatops_journal::postgres::Durability::OneServer);
}

pub(crate) async fn a_server_that_takes_no_writes_says_so() {
    let (database, journal) = journal().await;
    journal.receive(&[delivery("a")], &[], at(0)).await.unwrap();
    // What a standby answers too.
    let set = |value: &str| {
        format!("ALTER DATABASE {} SET default_transaction_read_only = {value}", database.name())
    };
    database.server_does(&set("on")).await.unwrap();
    database.end_sessions().await.unwrap();
    for error in [
        journal.receive(&[delivery("b")], &[], at(0)).await.unwrap_err(),
        journal.append(&appending(1)).await.unwrap_err(),
    ] {
        assert_eq!((error.kind, error.certainty), (ErrorKind::Unavailable, Certainty::NotDone));
        assert!(error.to_string().contains("takes no writes: it is a standby"), "{error}");
    }
    assert_eq!(keys(&journal).await, ["a"]);
    database.server_does(&set("off")).await.unwrap();
    database.end_sessions().await.unwrap();
    journal.receive(&[delivery("c")], &[], at(0)).await.unwrap();
}

pub(crate) async fn a_newer_form_is_read_only() {
    let (database, journal) = journal_in_schema().await;
    journal.receive(&[delivery("a")], &[], at(0)).await.unwrap();
    let id = journal.facts().id;
    drop(journal);
    database.does("UPDATE meta SET form = form + 1").await.unwrap();
    let newer = PostgresJournal::connect(&database.address()).await.unwrap();
    assert!(!newer.facts().writable && newer.facts().shared);
    assert_eq!(newer.facts().id, id);
    assert_eq!(keys(&newer).await, ["a"]);
    for error in [
        newer.receive(&[delivery("b")], &[], at(0)).await.unwrap_err(),
        newer.append(&appending(1)).await.unwrap_err(),
        newer.due(at(0), 9).await.unwrap_err(),
    ] {
        assert_eq!(error.kind, ErrorKind::Forbidden);
        assert!(error.to_string().contains("a newer form than this version writes"), "{error}");
    }
}

pub(crate) async fn an_older_version_that_runs_is_fenced_off_by_a_newer_form() {
    let (database, journal) = journal_in_schema().await;
    journal.receive(&[delivery("a")], &[], at(0)).await.unwrap();
    database.does("UPDATE meta SET form = form + 1").await.unwrap();
    let (stream, lease) = (crate::support::STREAM, jiff::SignedDuration::from_secs(9));
    for error in [
        journal.receive(&[delivery("b")], &[], at(0)).await.err(),
        journal.append(&appending(1)).await.err(),
        journal.claim("host", at(0), lease, 9).await.err(),
        journal.due(at(0), 9).await.err(),
        journal.lease("gateway", "host", at(0), lease).await.err(),
        journal.save_snapshot(&stream, 1, "{}").await.err(),
    ] {
        let error = error.unwrap();
        assert_eq!((error.kind, error.certainty), (ErrorKind::Forbidden, Certainty::NotDone));
        let told = error.to_string();
        let form = format!("of form {}", FORMAT + 1);
        assert!(told.contains(&form) && told.contains("start the version"), "{told}");
    }
    // It can still be read.
    assert_eq!(keys(&journal).await, ["a"]);
    database.does("UPDATE meta SET form = form - 1").await.unwrap();
    journal.receive(&[delivery("c")], &[], at(0)).await.unwrap();
    assert_eq!(keys(&journal).await, ["a", "c"]);
}

pub(crate) async fn a_changed_row_is_named_at_the_start() {
    let (database, journal) = journal_in_schema().await;
    for seq in 1..=3 {
        journal.append(&appending(seq)).await.unwrap();
    }
    assert_eq!(journal.verify().await.unwrap().entries, 3);
    drop(journal);
    for (change, back) in [
        (
            "UPDATE journal SET body = '{}' WHERE seq = 2",
            "UPDATE journal SET body = '{\"number\":2}' WHERE seq = 2",
        ),
        (
            "UPDATE journal SET kind = 'x' WHERE seq = 2",
            "UPDATE journal SET kind = 'started' WHERE seq = 2",
        ),
        ("DELETE FROM journal WHERE seq = 1", ""),
    ] {
        database.does(change).await.unwrap();
        let entry = "entry 2 of stream em";
        let error = refused(&database.address(), ErrorKind::Corrupt, entry).await;
        assert!(error.to_string().contains("`connect_read_only`"), "{error}");
        let looked = PostgresJournal::connect_read_only(&database.address()).await.unwrap();
        assert_eq!(looked.verify().await.unwrap_err().kind, ErrorKind::Corrupt);
        database.does(back).await.unwrap();
    }
}

pub(crate) async fn what_came_after_the_seal_of_an_entry_is_sealed_too() {
    let (database, journal) = journal_in_schema().await;
    for seq in 1..=4 {
        journal.append(&appending(seq)).await.unwrap();
    }
    let stream = crate::support::STREAM;
    for seq in 1..=2 {
        assert!(journal.erase(&stream, seq, "{\"erased\":1}").await.unwrap());
    }
    assert!(!journal.erase(&stream, 2, "{}").await.unwrap());
    drop(journal);
    // As a version of the second form left it. What it had erased is sealed as it is found.
    let earlier =
        "DROP TABLE erasure; ALTER TABLE journal DROP COLUMN seal; UPDATE meta SET form = 2";
    database.does(earlier).await.unwrap();
    let looked = PostgresJournal::connect_read_only(&database.address()).await.unwrap();
    assert_eq!(looked.verify().await.unwrap().entries, 4);
    let journal = PostgresJournal::connect(&database.address()).await.unwrap();
    assert!(journal.erase(&stream, 3, "{}").await.unwrap());
    journal.append(&appending(5)).await.unwrap();
    assert_eq!(journal.verify().await.unwrap().entries, 5);
    drop(journal);
    for (change, back, named) in [
        (
            "UPDATE journal SET remains = '{}' WHERE seq = 2",
            "UPDATE journal SET remains = '{\"erased\":1}' WHERE seq = 2",
            "entry 2 of stream em has other words",
        ),
        (
            "UPDATE journal SET position = 99 WHERE seq = 4",
            "UPDATE journal SET position = 4 WHERE seq = 4",
            "entry 4 of stream em was moved",
        ),
        (
            "UPDATE journal SET remains = '{}' WHERE seq = 4",
            "UPDATE journal SET remains = NULL WHERE seq = 4",
            "entry 4 of stream em has a body, and was erased",
        ),
        (
            "UPDATE erasure SET number = 9 WHERE number = 3",
            "UPDATE erasure SET number = 3 WHERE number = 9",
            "erasure 9, of entry 3 of stream em, was changed",
        ),
        (
            "UPDATE erasure SET seq = 3 - seq WHERE number = 3",
            "UPDATE erasure SET seq = 3 WHERE number = 3",
            "entry 3 of stream em has words in the place of its body, and was never erased",
        ),
        (
            "UPDATE journal SET salt = NULL, body = NULL, remains = 'forged' WHERE seq = 5",
            "",
            "entry 5 of stream em has words in the place of its body, and was never erased",
        ),
    ] {
        database.does(change).await.unwrap();
        refused(&database.address(), ErrorKind::Corrupt, named).await;
        database.does(back).await.unwrap();
    }
}

pub(crate) async fn what_was_erased_stands_in_no_row_any_more() {
    let (database, journal) = journal_in_schema().await;
    let stream = crate::support::STREAM;
    let effects = vec![effect(1), effect(2)];
    journal.append(&Transaction { effects, ..appending(1) }).await.unwrap();
    let claims = journal.claim("host", at(0), SignedDuration::from_secs(9), 1).await.unwrap();
    let said = Settlement::Settled(Outcome::Refused { reason: "it was said".to_owned() });
    assert!(journal.settle(&claims.first().unwrap().id, 1, &said, at(1)).await.unwrap());
    let rows = journal.undecided(9).await.unwrap().iter().map(|item| item.row).collect();
    journal.append(&Transaction { done: rows, ..Transaction::at(at(2)) }).await.unwrap();
    journal.receive(&[delivery("waits")], &[], at(3)).await.unwrap();
    let counted = async || {
        let mut connection = database.connect().await.unwrap();
        let count = "SELECT (SELECT count(*) FROM inbox WHERE raw LIKE '%it was said%'), \
             (SELECT count(*) FROM inbox WHERE raw <> 'null'), \
             (SELECT count(*) FROM effect WHERE outcome IS NOT NULL), \
             (SELECT count(*) FROM effect WHERE request <> 'null')";
        sqlx::query_as::<_, (i64, i64, i64, i64)>(count).fetch_one(&mut connection).await.unwrap()
    };
    assert_eq!(counted().await, (1, 2, 1, 2));
    assert!(journal.erase(&stream, 1, "{}").await.unwrap());
    // What is undecided or still to be done is not touched.
    assert_eq!(counted().await, (0, 1, 0, 1));
    assert_eq!(keys(&journal).await, ["waits"]);
    let claims = journal.claim("host", at(4), SignedDuration::from_secs(9), 9).await.unwrap();
    assert_eq!(claims.iter().map(|claim| claim.id).collect::<Vec<_>>(), [effect(2).id]);
}

pub(crate) async fn a_key_that_cannot_be_stored_does_not_harm_its_neighbours() {
    let (_database, journal) = journal_in_schema().await;
    let error = journal.receive(&[delivery("zero\0byte")], &[], at(0)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Invalid, "{error}");
    assert!(error.to_string().contains("zero byte"), "{error}");
    // No index holds this one. Its parts differ, so that they cannot be compressed.
    let long: String =
        (0..3_000_u64).map(|n| format!("{:x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let (good, bad, other) = (delivery("good"), delivery(&long), delivery("other"));
    let (good, bad, other) = tokio::join!(
        journal.receive(std::slice::from_ref(&good), &[], at(0)),
        journal.receive(std::slice::from_ref(&bad), &[], at(0)),
        journal.receive(std::slice::from_ref(&other), &[], at(0)),
    );
    assert_eq!((good.unwrap(), other.unwrap()), (vec![Receipt::Stored], vec![Receipt::Stored]));
    assert_eq!(bad.unwrap_err().kind, ErrorKind::Invalid);
    assert_eq!(keys(&journal).await, ["good", "other"]);
}

pub(crate) async fn rows_that_cannot_be_read_are_passed_over() {
    let (database, journal) = journal_in_schema().await;
    let does = async |statement: &'static str| database.does(statement).await.unwrap();
    crate::passed_over::all(&journal, &does).await;
}
