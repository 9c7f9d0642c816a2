//! Writes a golden journal from its listing, in the form of its time: by the migrations up to that form and by plain
//! statements, not by the code of today.

use std::collections::BTreeMap;
use std::path::Path;

use chatops_core::wire::{GENESIS, SALT_BYTES, Sealed, checksum, commitment};
use jiff::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::listing::{Entry, Listing};

const STEPS: [&str; 3] = [
    include_str!("../../migrations/0001_journal.sql"),
    include_str!("../../migrations/0002_outbox.sql"),
    include_str!("../../migrations/0003_seals.sql"),
];

fn nanos(moment: Timestamp) -> i64 {
    moment.as_nanosecond().try_into().unwrap()
}

/// Writes the file anew.
pub(crate) async fn write(form: u32, listing: &Listing, path: &Path) {
    let _ = std::fs::remove_file(path);
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // Small ones: most of a journal's many pages are nearly empty here.
        .page_size(1_024)
        .journal_mode(SqliteJournalMode::Wal);
    let mut connection = options.connect().await.unwrap();
    for step in STEPS.iter().take(form as usize) {
        sqlx::raw_sql(*step).execute(&mut connection).await.unwrap();
    }
    let marks = format!("PRAGMA application_id = 0x63686f70; PRAGMA user_version = {form}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(marks)).execute(&mut connection).await.unwrap();
    sqlx::query("INSERT INTO meta (one, journal_id) VALUES (1, ?)")
        .bind(&listing.journal)
        .execute(&mut connection)
        .await
        .unwrap();
    entries(&mut connection, listing).await;
    if form >= 3 {
        seals(&mut connection, listing).await;
    }
    inbox(&mut connection, listing).await;
    effects(&mut connection, form, listing).await;
    rest(&mut connection, listing).await;
    sqlx::raw_sql("VACUUM").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn entries(connection: &mut SqliteConnection, listing: &Listing) {
    let mut heads: BTreeMap<&str, (u64, String)> = BTreeMap::new();
    for (salt, entry) in (1_u8..).zip(&listing.entries) {
        let head = heads.entry(&entry.stream).or_insert((0, GENESIS.to_owned()));
        head.0 += 1;
        head.1 = add(connection, entry, (head.0, &head.1), [salt; SALT_BYTES]).await;
    }
}

/// Adds an entry behind the one before it. Gives its hash.
async fn add(
    connection: &mut SqliteConnection,
    entry: &Entry,
    (seq, prev_hash): (u64, &str),
    salt: [u8; SALT_BYTES],
) -> String {
    let sealed = Sealed {
        stream: &entry.stream,
        seq,
        occurred_at_nanos: entry.occurred_at.as_nanosecond(),
        recorded_at_nanos: entry.recorded_at.as_nanosecond(),
        actor: &entry.actor,
        kind: &entry.kind,
        version: entry.version,
        commitment: &commitment(&salt, &entry.body),
    };
    let hash = sealed.hash(prev_hash);
    sqlx::query(
        "INSERT INTO journal (stream, seq, prev_hash, hash, recorded_at, occurred_at, actor, kind, version, commitment, \
         salt, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&entry.stream)
    .bind(i64::try_from(seq).unwrap())
    .bind(prev_hash)
    .bind(&hash)
    .bind(nanos(entry.recorded_at))
    .bind(nanos(entry.occurred_at))
    .bind(&entry.actor)
    .bind(&entry.kind)
    .bind(i64::from(entry.version))
    .bind(sealed.commitment)
    .bind((!entry.erased).then(|| salt.to_vec()))
    .bind((!entry.erased).then_some(&entry.body))
    .execute(&mut *connection)
    .await
    .unwrap();
    if entry.erased {
        sqlx::query("UPDATE journal SET remains = ? WHERE stream = ? AND seq = ?")
            .bind(&entry.body)
            .bind(&entry.stream)
            .bind(i64::try_from(seq).unwrap())
            .execute(connection)
            .await
            .unwrap();
    }
    hash
}

/// Seals places and erasures.
async fn seals(connection: &mut SqliteConnection, listing: &Listing) {
    let (mut heads, mut erasures) = (BTreeMap::new(), (0, GENESIS.to_owned()));
    for (position, entry) in (1..).zip(&listing.entries) {
        let seq: &mut i64 = heads.entry(&entry.stream).or_default();
        *seq += 1;
        let stream = &entry.stream;
        sqlx::query("UPDATE journal SET seal = ? WHERE position = ?")
            .bind(checksum(&format!("{position}/{stream}/{seq}")))
            .bind::<i64>(position)
            .execute(&mut *connection)
            .await
            .unwrap();
        if entry.erased {
            let (number, prev_hash) = (erasures.0 + 1, erasures.1);
            let remains = checksum(&entry.body);
            let hash = checksum(&format!("{prev_hash}/{number}/{stream}/{seq}/{remains}"));
            sqlx::query("INSERT INTO erasure VALUES (?, ?, ?, ?, ?, ?)")
                .bind::<i64>(number)
                .bind(stream)
                .bind(*seq)
                .bind(remains)
                .bind(prev_hash)
                .bind(&hash)
                .execute(&mut *connection)
                .await
                .unwrap();
            erasures = (number, hash);
        }
    }
}

async fn inbox(connection: &mut SqliteConnection, listing: &Listing) {
    for one in &listing.inbox {
        sqlx::query(
            "INSERT INTO inbox (source, delivery_key, occurred_at, received_at, raw, state) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&one.source)
        .bind(&one.key)
        .bind(nanos(one.occurred_at))
        .bind(nanos(one.received_at))
        .bind(one.inbound.to_string())
        .bind(one.decided)
        .execute(&mut *connection)
        .await
        .unwrap();
    }
}

async fn effects(connection: &mut SqliteConnection, form: u32, listing: &Listing) {
    for one in &listing.effects {
        sqlx::query(
            "INSERT INTO effect (effect_id, stream, lane, priority, replaces, request, state, not_before, owner, epoch, \
             lease_until, ambiguous, outcome, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&one.id)
        .bind(&one.stream)
        .bind(&one.lane)
        .bind(i64::from(one.priority))
        .bind(&one.word)
        .bind(one.request.to_string())
        .bind(one.state as i64)
        .bind(one.not_before.map(nanos))
        .bind(&one.owner)
        .bind(one.epoch)
        .bind(one.lease_until.map(nanos))
        .bind(one.ambiguous)
        .bind(one.outcome.as_ref().map(ToString::to_string))
        .bind(one.settled_at.map(nanos))
        .execute(&mut *connection)
        .await
        .unwrap();
        if form >= 2 {
            sqlx::query("UPDATE effect SET asked_at = ?, attempts = ? WHERE effect_id = ?")
                .bind(nanos(one.asked_at.unwrap()))
                .bind(one.attempts.unwrap())
                .bind(&one.id)
                .execute(&mut *connection)
                .await
                .unwrap();
        }
    }
}

async fn rest(connection: &mut SqliteConnection, listing: &Listing) {
    for one in &listing.timers {
        let add = "INSERT INTO timer (timer_id, stream, key, due, fired_at) VALUES (?, ?, ?, ?, ?)";
        let add = sqlx::query(add).bind(&one.id).bind(&one.stream).bind(one.key.to_string());
        let add = add.bind(nanos(one.due)).bind(one.fired_at.map(nanos));
        add.execute(&mut *connection).await.unwrap();
    }
    for one in &listing.cursors {
        let add = sqlx::query("INSERT INTO cursor (source, scope, token) VALUES (?, ?, ?)");
        let add = add.bind(&one.source).bind(&one.scope).bind(&one.token);
        add.execute(&mut *connection).await.unwrap();
    }
    for one in &listing.leases {
        let add = sqlx::query("INSERT INTO lease (name, owner, epoch, until) VALUES (?, ?, ?, ?)");
        let epoch = i64::try_from(one.epoch).unwrap();
        let add = add.bind(&one.name).bind(&one.owner).bind(epoch).bind(nanos(one.until));
        add.execute(&mut *connection).await.unwrap();
    }
    for one in &listing.snapshots {
        let add =
            sqlx::query("INSERT INTO snapshot (stream, seq, state, checksum) VALUES (?, ?, ?, ?)");
        let seq = i64::try_from(one.seq).unwrap();
        let add = add.bind(&one.stream).bind(seq).bind(&one.state).bind(checksum(&one.state));
        add.execute(&mut *connection).await.unwrap();
    }
}
