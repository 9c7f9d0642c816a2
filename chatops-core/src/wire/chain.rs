//! The chain of hashes over a stream.
//!
//! An entry's body is sealed through a commitment, SHA-256(salt ‖ body). The chain covers the
//! commitment, not the body: a body and its salt can be erased later, and the chain still verifies.
//! The salt is 128 random bits, so that an erased text cannot be guessed from its commitment.

use sha2::{Digest, Sha256};

use crate::ports::journal::NewEntry;

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// What stands for the hash before the first entry of a stream.
pub const GENESIS: &str = "";

/// SHA-256(salt ‖ body), in hexadecimal.
#[must_use]
pub fn commitment(salt: &[u8; SALT_BYTES], body: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(body.as_bytes());
    data_encoding::HEXLOWER.encode(hash.finalize().as_slice())
}

/// The hash of an entry, in hexadecimal: over the hash before it, the envelope and the commitment of its body, each
/// part preceded by its length so that no two entries run into one another.
#[must_use]
pub fn entry_hash(
    prev_hash: &str,
    entry: &NewEntry,
    recorded_at_nanos: i128,
    commitment: &str,
) -> String {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    part(prev_hash.as_bytes());
    part(entry.stream.to_string().as_bytes());
    part(&entry.seq.to_be_bytes());
    part(&entry.occurred_at.as_nanosecond().to_be_bytes());
    part(&recorded_at_nanos.to_be_bytes());
    // An actor is plain data; writing it as JSON cannot fail, and an empty part would only weaken the seal.
    part(serde_json::to_string(&entry.actor).unwrap_or_default().as_bytes());
    part(entry.kind.as_bytes());
    part(&entry.version.to_be_bytes());
    part(commitment.as_bytes());
    data_encoding::HEXLOWER.encode(hash.finalize().as_slice())
}
