//! X32: damaged files, edited rows, and a second process on the same file.

#![expect(clippy::unwrap_used, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::indexing_slicing, reason = "a rig that cannot go on says so by panicking")]
#![expect(clippy::print_stdout, reason = "the figures are part of the result")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use chatops_core::error::ErrorKind;
use chatops_core::ids::StreamId;
use chatops_core::ports::Journal;
use chatops_crash::disk::Disk;
use chatops_crash::dump::{Detail, Dump};
use chatops_crash::random::Random;
use chatops_crash::workload::{Worker, steps};
use chatops_journal::SqliteJournal;
use chatops_journal::sqlite::Manner;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use tempfile::TempDir;

/// Rounds of work before the damage.
const ROUNDS: usize = 4;

/// Places of a file in which a bit is turned, each in a copy of its own.
const FLIPS: usize = 1_000;

/// Files looked at at once.
const THREADS: usize = 2;

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// A closed journal with something in every table.
fn worked() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j.db");
    let disk = Disk::builder().build().unwrap();
    block_on(async {
        let mut worker = Worker::begin(&path, Manner::through(disk.name())).await.unwrap();
        for step in steps(ROUNDS) {
            worker.play(step).await.unwrap();
        }
        worker.end().await.unwrap();
    });
    (folder, path)
}

async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(false)
        .disable_statement_logging()
        .connect()
        .await
        .unwrap()
}

/// What opening says of a file: None where it is taken as whole.
async fn opened(path: &Path, disk: Disk) -> Option<(ErrorKind, String)> {
    match SqliteJournal::open_in_manner(path, &Manner::through(disk.name())).await {
        Ok(_) => None,
        Err(error) => Some((error.kind, error.to_string())),
    }
}

/// A value with one bit turned, as an SQL literal.
fn turned(literal: &str, random: &mut Random) -> Option<String> {
    if let Ok(number) = literal.parse::<i64>() {
        return Some((number ^ (1 << random.below(40))).to_string());
    }
    if let Some(hex) = literal.strip_prefix("X'") {
        let at = random.below(hex.len() - 1);
        let other = if hex.as_bytes()[at] == b'0' { '1' } else { '0' };
        return Some(format!("X'{}{other}{}", &hex[..at], &hex[at + 1..]));
    }
    let text = literal.strip_prefix('\'')?.strip_suffix('\'')?;
    // A letter or digit, so that the quoting stays right.
    let places: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).map(|(at, _)| at).collect();
    let at = *places.get(random.below(places.len()))?;
    let other = char::from(text.as_bytes()[at] ^ 1);
    let other = if other.is_ascii_alphanumeric() { other } else { 'q' };
    Some(format!("'{}{other}{}'", &text[..at], &text[at + 1..]))
}

/// An edit of one value of one row, behind the journal's back.
struct Edit {
    table: &'static str,
    /// The name of its first column, by which rows are told apart.
    place: &'static str,
    column: String,
    row: i64,
    literal: String,
}

/// The tables whose every value is sealed, and their first columns.
const SEALED: [(&str, &str); 2] = [("journal", "position"), ("erasure", "number")];

async fn edits(
    connection: &mut SqliteConnection,
    (table, place): (&'static str, &'static str),
    random: &mut Random,
) -> Vec<(Edit, String, i64)> {
    let columns: Vec<String> =
        sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid")
            .bind(table)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    let mut edits = Vec::new();
    for column in columns {
        let query = format!(
            "SELECT {place}, stream, seq, quote(\"{column}\") FROM {table} ORDER BY {place}"
        );
        let rows: Vec<(i64, String, i64, String)> =
            sqlx::query_as(AssertSqlSafe(query)).fetch_all(&mut *connection).await.unwrap();
        for (row, stream, seq, literal) in rows {
            if let Some(literal) = turned(&literal, random) {
                edits.push((
                    Edit { table, place, column: column.clone(), row, literal },
                    stream,
                    seq,
                ));
            }
        }
    }
    edits
}

/// Edits one value in a copy of a file. False: the table's own rules do not let it in.
async fn edit(path: &Path, edit: &Edit) -> bool {
    let mut connection = connect(path).await;
    let Edit { table, place, column, row, literal } = edit;
    let update = format!("UPDATE {table} SET \"{column}\" = {literal} WHERE {place} = {row}");
    let edited = sqlx::query(AssertSqlSafe(update)).execute(&mut connection).await;
    connection.close().await.unwrap();
    edited.is_ok_and(|done| done.rows_affected() == 1)
}

#[test]
fn every_edit_of_an_entry_is_found_when_it_is_opened_and_the_rest_can_be_read() {
    let (_folder, original) = worked();
    let mut random = Random::new(1);
    let edits = block_on(async {
        let mut connection = connect(&original).await;
        let mut all = Vec::new();
        for table in SEALED {
            all.extend(edits(&mut connection, table, &mut random).await);
        }
        connection.close().await.unwrap();
        all
    });
    let disk = Disk::builder().build().unwrap();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut refused = 0;
    for (one, stream, seq) in &edits {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("j.db");
        fs::copy(&original, &path).unwrap();
        block_on(async {
            if !edit(&path, one).await {
                refused += 1;
                return;
            }
            let what = format!("{}.{} of entry {seq} of {stream}", one.table, one.column);
            let (kind, told) = opened(&path, disk).await.unwrap_or_else(|| panic!("{what} passed"));
            assert_eq!(kind, ErrorKind::Corrupt, "{what}: {told}");
            // A changed stream or number is an entry that is missing there and stands wrongly here.
            // So is one whose erasure was changed: it may be the entry or the erasure that is named.
            let moved = ["stream", "seq"].contains(&one.column.as_str()) || one.table == "erasure";
            let named = told.contains(&format!("entry {seq} of stream {stream} "));
            assert!(named || moved && told.contains("entry "), "{what}: {told}");
            assert!(told.contains("open_read_only"), "{told}");
            rest_is_read(&path, stream).await;
            *found.entry(format!("{}.{}", one.table, one.column)).or_default() += 1;
        });
    }
    println!(
        "edited entries: {} edits found, each by stream and entry: {found:?}; {refused} not let in by the table",
        found.values().sum::<usize>()
    );
    let columns: std::collections::BTreeSet<String> =
        edits.iter().map(|(edit, ..)| format!("{}.{}", edit.table, edit.column)).collect();
    assert!(columns.contains("journal.remains") && columns.contains("erasure.hash"));
    for column in columns {
        assert!(found.contains_key(&column), "no edit of {column} was let in");
    }
}

/// A damaged journal is shown, but for what is damaged.
async fn rest_is_read(path: &Path, damaged: &str) {
    let journal = SqliteJournal::open_read_only(path).await.unwrap();
    assert!(!journal.facts().writable);
    assert_eq!(
        journal.receive(&[], &[], jiff::Timestamp::UNIX_EPOCH).await.unwrap_err().kind,
        ErrorKind::Forbidden
    );
    let mut connection = connect(path).await;
    let streams: Vec<String> = sqlx::query_scalar("SELECT DISTINCT stream FROM journal")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let mut read = 0;
    for stream in streams.into_iter().filter(|stream| stream != damaged) {
        if let Ok(stream) = StreamId::try_from(stream) {
            read += journal.load(&stream, 0, 100).await.unwrap().len();
        }
    }
    assert!(read > 0, "nothing could be read");
}

/// What came of a flipped bit.
#[derive(Debug, Default)]
struct Flips {
    /// Found when the journal was opened, by the kind of the error.
    found: BTreeMap<String, usize>,
    /// Nothing that is stored was touched: free space, or a value that reads the same.
    harmless: usize,
    /// Something beside the entries changed and nobody noticed, by table.
    unnoticed: BTreeMap<String, usize>,
    shown: usize,
    wrong: Vec<String>,
}

#[test]
fn a_bit_turned_anywhere_in_the_file_never_changes_an_entry_unnoticed() {
    let (_folder, original) = worked();
    let bytes = fs::read(&original).unwrap();
    let whole = block_on(Dump::read(&original, Detail::All)).unwrap();
    let (next, flips) = (AtomicUsize::new(0), Mutex::new(Flips::default()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let disk = Disk::builder().build().unwrap();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= FLIPS {
                        break;
                    }
                    flip(number, &bytes, &whole, disk, &flips);
                }
            });
        }
    });
    let flips = flips.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!(
        "turned bits: {FLIPS} in a file of {} bytes; found at opening {:?}, {} of these can still be read in part; \
         harmless {}; unnoticed beside the entries {:?}; wrong {}",
        bytes.len(),
        flips.found,
        flips.shown,
        flips.harmless,
        flips.unnoticed,
        flips.wrong.len(),
    );
    assert!(flips.wrong.is_empty(), "{}", flips.wrong.join("\n"));
    assert!(flips.found.values().sum::<usize>() > FLIPS / 20 && flips.shown > 0);
}

fn flip(number: usize, bytes: &[u8], whole: &Dump, disk: Disk, flips: &Mutex<Flips>) {
    let mut random = Random::new(u64::try_from(number).unwrap());
    let (at, bit) = (random.below(bytes.len()), random.below(8));
    let mut damaged = bytes.to_vec();
    damaged[at] ^= 1 << bit;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j.db");
    fs::write(&path, damaged).unwrap();
    let (opened, dump, shown) = block_on(async {
        let opened = opened(&path, disk).await;
        let dump = Dump::read(&path, Detail::All).await;
        let shown = match SqliteJournal::open_read_only(&path).await {
            Ok(journal) => journal.read_all(0, 1_000).await.is_ok_and(|read| !read.is_empty()),
            Err(_) => false,
        };
        (opened, dump, shown)
    });
    let mut flips = flips.lock().unwrap_or_else(PoisonError::into_inner);
    let place = format!("bit {bit} of byte {at}");
    match (opened, dump) {
        (Some((kind, told)), _) => {
            if !matches!(kind, ErrorKind::Corrupt | ErrorKind::Invalid | ErrorKind::Unavailable) {
                flips.wrong.push(format!("{place}: told as {kind:?}: {told}"));
            }
            *flips.found.entry(format!("{kind:?}")).or_default() += 1;
            flips.shown += usize::from(shown);
        }
        // Entries were read when it was opened. What else cannot be read is found when it is asked for.
        (None, Err(_)) => *flips.unnoticed.entry("unreadable".to_owned()).or_default() += 1,
        (None, Ok(dump)) if dump == *whole => flips.harmless += 1,
        (None, Ok(dump)) => {
            for (table, rows) in &whole.tables {
                if dump.tables.get(table) == Some(rows) {
                    continue;
                }
                *flips.unnoticed.entry(table.clone()).or_default() += 1;
                if SEALED.iter().any(|(sealed, _)| sealed == table) {
                    let (ours, theirs) = (rows, &dump.tables[table]);
                    let changed = ours.iter().zip(theirs).find(|(ours, theirs)| ours != theirs);
                    let columns = changed.map(|(ours, theirs)| {
                        let both = ours.split('|').zip(theirs.split('|'));
                        let cut = |text: &str| text.chars().take(80).collect::<String>();
                        both.filter(|(ours, theirs)| ours != theirs)
                            .map(|(ours, theirs)| (cut(ours), cut(theirs)))
                            .collect::<Vec<_>>()
                    });
                    flips.wrong.push(format!("{place}: an entry changed: {columns:?}"));
                }
            }
        }
    }
}

/// The variable that says which file the second process holds.
const HELD: &str = "CHATOPS_HELD_JOURNAL";

#[test]
#[ignore = "the other process of a_second_process_is_refused_and_told_who_holds_the_file"]
fn holds_a_journal() {
    let path = PathBuf::from(std::env::var(HELD).unwrap());
    block_on(async {
        let _journal = SqliteJournal::open(&path).await.unwrap();
        fs::write(path.with_extension("held"), "").unwrap();
        std::future::pending::<()>().await;
    });
}

#[test]
fn a_second_process_is_refused_and_told_who_holds_the_file() {
    let (_folder, path) = worked();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["holds_a_journal", "--exact", "--ignored"])
        .env(HELD, &path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !path.with_extension("held").exists() {
        assert!(began.elapsed() < Duration::from_secs(60), "the other process does not open it");
        std::thread::sleep(Duration::from_millis(10));
    }
    block_on(async {
        let error = SqliteJournal::open(&path).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Taken, "{error}");
        let holder = format!("process {}", child.id());
        assert!(error.to_string().contains(&holder), "{error} does not name {holder}");
        let looked = SqliteJournal::open_read_only(&path).await.unwrap();
        assert!(!looked.read_all(0, 10).await.unwrap().is_empty());
    });
    child.kill().unwrap();
    child.wait().unwrap();
    block_on(async {
        let journal = SqliteJournal::open(&path).await.unwrap();
        journal.verify().await.unwrap();
    });
}
