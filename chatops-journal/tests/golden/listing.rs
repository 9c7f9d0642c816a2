//! What stands in a golden journal, as its listing says it.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// A golden journal's rows. Bodies, actors and states are texts: they come back byte for byte.
#[derive(Deserialize)]
pub(crate) struct Listing {
    pub(crate) journal: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) inbox: Vec<Delivery>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) timers: Vec<Timer>,
    pub(crate) cursors: Vec<Cursor>,
    pub(crate) leases: Vec<Lease>,
    pub(crate) snapshots: Vec<Snapshot>,
}

#[derive(Deserialize)]
pub(crate) struct Entry {
    pub(crate) stream: String,
    pub(crate) occurred_at: Timestamp,
    pub(crate) recorded_at: Timestamp,
    pub(crate) actor: String,
    pub(crate) kind: String,
    pub(crate) version: u16,
    /// Of an erased entry: what stands in the body's place.
    pub(crate) body: String,
    #[serde(default)]
    pub(crate) erased: bool,
}

#[derive(Deserialize)]
pub(crate) struct Delivery {
    pub(crate) source: String,
    pub(crate) key: String,
    pub(crate) occurred_at: Timestamp,
    pub(crate) received_at: Timestamp,
    pub(crate) inbound: Value,
    pub(crate) decided: bool,
}

#[derive(Deserialize)]
pub(crate) struct Effect {
    pub(crate) id: String,
    pub(crate) stream: String,
    pub(crate) lane: String,
    pub(crate) priority: u8,
    pub(crate) state: State,
    pub(crate) request: Value,
    pub(crate) word: Option<String>,
    pub(crate) not_before: Option<Timestamp>,
    pub(crate) owner: Option<String>,
    #[serde(default)]
    pub(crate) epoch: i64,
    pub(crate) lease_until: Option<Timestamp>,
    #[serde(default)]
    pub(crate) ambiguous: bool,
    pub(crate) outcome: Option<Value>,
    pub(crate) settled_at: Option<Timestamp>,
    /// From the second form on.
    pub(crate) asked_at: Option<Timestamp>,
    /// From the second form on.
    pub(crate) attempts: Option<u32>,
}

/// In the order of their numbers in the file.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Waiting,
    Ready,
    Claimed,
    Settled,
    Replaced,
}

#[derive(Deserialize)]
pub(crate) struct Timer {
    pub(crate) id: String,
    pub(crate) stream: String,
    pub(crate) key: Value,
    pub(crate) due: Timestamp,
    pub(crate) fired_at: Option<Timestamp>,
}

#[derive(Deserialize)]
pub(crate) struct Cursor {
    pub(crate) source: String,
    pub(crate) scope: String,
    pub(crate) token: String,
}

#[derive(Deserialize)]
pub(crate) struct Lease {
    pub(crate) name: String,
    pub(crate) owner: String,
    pub(crate) epoch: u64,
    pub(crate) until: Timestamp,
}

#[derive(Deserialize)]
pub(crate) struct Snapshot {
    pub(crate) stream: String,
    pub(crate) seq: u64,
    pub(crate) state: String,
}

/// Where a golden file stands.
pub(crate) fn file(form: u32, ending: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    PathBuf::from(folder).join(format!("form_{form}.{ending}"))
}

impl Listing {
    /// Reads the listing of a form.
    pub(crate) fn of(form: u32) -> Self {
        serde_json::from_str(&fs::read_to_string(file(form, "json")).unwrap()).unwrap()
    }
}
