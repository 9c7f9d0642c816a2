//! The entries and their chains.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::ids::StreamId;
use crate::planted::{Planted, planted};
use crate::ports::journal::{Entry, Head, NewEntry};
use crate::wire::{GENESIS, SALT_BYTES, commitment, entry_hash};

/// The entries of all streams, in the order they were stored.
#[derive(Debug)]
pub(super) struct Record {
    bits: u128,
    entries: BTreeMap<i64, Entry>,
    /// Position of each entry by its sequence number.
    streams: BTreeMap<StreamId, BTreeMap<u64, i64>>,
    /// Positions of entries without their body.
    erased: BTreeSet<i64>,
}

impl Record {
    /// An empty record whose salts come from these bits.
    pub(super) fn new(bits: u128) -> Self {
        Self { bits, entries: BTreeMap::new(), streams: BTreeMap::new(), erased: BTreeSet::new() }
    }

    /// The newest sequence number of a stream; 0 where it is empty.
    fn head(&self, stream: &StreamId) -> u64 {
        self.streams.get(stream).and_then(BTreeMap::last_key_value).map_or(0, |(seq, _)| *seq)
    }

    /// Whether these entries continue their streams without a gap. What is wrong otherwise.
    pub(super) fn check(&self, entries: &[NewEntry]) -> Result<(), String> {
        let mut heads = BTreeMap::new();
        for entry in entries {
            let head = heads.entry(&entry.stream).or_insert_with(|| self.head(&entry.stream));
            if head.checked_add(1) != Some(entry.seq) {
                return Err(format!(
                    "stream {} stands at {head}, so entry {} does not follow; load it and decide again",
                    entry.stream, entry.seq
                ));
            }
            *head = entry.seq;
        }
        Ok(())
    }

    /// Whether these streams still stand where they were seen. What is wrong otherwise.
    pub(super) fn expect(&self, expected: &[(StreamId, u64)]) -> Result<(), String> {
        for (stream, seen) in expected {
            let head = self.head(stream);
            if head != *seen {
                return Err(format!(
                    "stream {stream} stands at {head}, not at {seen} any more; load it and decide again"
                ));
            }
        }
        Ok(())
    }

    /// The newest entry of every stream.
    pub(super) fn heads(&self) -> Vec<Head> {
        self.streams
            .iter()
            .filter_map(|(stream, places)| {
                let (seq, place) = places.last_key_value()?;
                let hash = self.entries.get(place)?.hash.clone();
                Some(Head { stream: stream.clone(), seq: *seq, hash, position: *place })
            })
            .collect()
    }

    /// Puts `remains` in the place of a body, once.
    pub(super) fn erase(&mut self, stream: &StreamId, seq: u64, remains: &str) -> bool {
        let place = self.streams.get(stream).and_then(|places| places.get(&seq));
        let Some(place) = place.filter(|place| !self.erased.contains(place)) else {
            return false;
        };
        let Some(entry) = self.entries.get_mut(place) else { return false };
        remains.clone_into(&mut entry.entry.body);
        self.erased.insert(*place);
        true
    }

    /// Stores entries that were checked.
    pub(super) fn append(&mut self, entries: &[NewEntry], recorded_at: Timestamp) -> Vec<Entry> {
        entries.iter().map(|entry| self.store(entry, recorded_at)).collect()
    }

    fn store(&mut self, entry: &NewEntry, recorded_at: Timestamp) -> Entry {
        let position = self.entries.last_key_value().map_or(0, |(last, _)| *last) + 1;
        let places = self.streams.entry(entry.stream.clone()).or_default();
        let prev_hash = places
            .last_key_value()
            .and_then(|(_, place)| self.entries.get(place))
            .filter(|_| !planted(Planted::ChainBroken))
            .map_or_else(|| GENESIS.to_owned(), |last| last.hash.clone());
        let sealed = commitment(&salt(self.bits, position), &entry.body);
        let hash = entry_hash(&prev_hash, entry, recorded_at.as_nanosecond(), &sealed);
        let stored = Entry { position, recorded_at, entry: entry.clone(), prev_hash, hash };
        places.insert(entry.seq, position);
        self.entries.insert(position, stored.clone());
        stored
    }

    /// Entries of a stream after a sequence number.
    pub(super) fn load(&self, stream: &StreamId, after_seq: u64, limit: usize) -> Vec<Entry> {
        let Some(first) = after_seq.checked_add(1) else {
            return Vec::new();
        };
        self.streams
            .get(stream)
            .into_iter()
            .flat_map(|places| places.range(first..))
            .filter_map(|(_, place)| self.entries.get(place))
            .take(limit)
            .cloned()
            .collect()
    }

    /// Entries of all streams after a position.
    pub(super) fn read_all(&self, after_position: i64, limit: usize) -> Vec<Entry> {
        let Some(first) = after_position.checked_add(1) else {
            return Vec::new();
        };
        self.entries.range(first..).map(|(_, entry)| entry.clone()).take(limit).collect()
    }
}

/// The first 128 bits of SHA-256 over the journal's bits and the position.
fn salt(bits: u128, position: i64) -> [u8; SALT_BYTES] {
    let mut hash = Sha256::new();
    hash.update(bits.to_be_bytes());
    hash.update(position.to_be_bytes());
    let mut salt = [0; SALT_BYTES];
    for (bit, byte) in salt.iter_mut().zip(hash.finalize()) {
        *bit = byte;
    }
    salt
}
