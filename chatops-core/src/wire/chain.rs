//! The chain of hashes over a stream.
//!
//! An entry's body is sealed through a commitment, SHA-256(salt ‖ body). The chain covers the
//! commitment, not the body: a body and its salt can be erased later, and the chain still verifies.
//! The salt is 128 random bits, so that an erased text cannot be guessed from its commitment.

use sha2::{Digest, Sha256};

use crate::context::Actor;
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

/// An entry as the chain seals it: its envelope as it is stored, without the body.
///
/// Texts stand here as they were stored. Verifying never reads them into today's types and writes them
/// again: an old entry keeps its hash when a type has grown a field since.
#[derive(Debug, Clone, Copy)]
pub struct Sealed<'a> {
    /// The stream, printed.
    pub stream: &'a str,
    /// The sequence number in it.
    pub seq: u64,
    /// When it happened, in nanoseconds since 1970.
    pub occurred_at_nanos: i128,
    /// When it was stored, in nanoseconds since 1970.
    pub recorded_at_nanos: i128,
    /// Who did it, as JSON.
    pub actor: &'a str,
    /// The kind of event.
    pub kind: &'a str,
    /// Version of the event's stored form.
    pub version: u16,
    /// The [`commitment`] to its body.
    pub commitment: &'a str,
}

impl Sealed<'_> {
    /// The hash of the entry, in hexadecimal: over the hash before it, the envelope and the commitment of its body,
    /// each part preceded by its length so that no two entries run into one another.
    #[must_use]
    pub fn hash(&self, prev_hash: &str) -> String {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        part(prev_hash.as_bytes());
        part(self.stream.as_bytes());
        part(&self.seq.to_be_bytes());
        part(&self.occurred_at_nanos.to_be_bytes());
        part(&self.recorded_at_nanos.to_be_bytes());
        part(self.actor.as_bytes());
        part(self.kind.as_bytes());
        part(&self.version.to_be_bytes());
        part(self.commitment.as_bytes());
        data_encoding::HEXLOWER.encode(hash.finalize().as_slice())
    }
}

/// The hash of an entry that is about to be stored, in hexadecimal. See [`Sealed::hash`].
#[must_use]
pub fn entry_hash(
    prev_hash: &str,
    entry: &NewEntry,
    recorded_at_nanos: i128,
    commitment: &str,
) -> String {
    Sealed {
        stream: &entry.stream.to_string(),
        seq: entry.seq,
        occurred_at_nanos: entry.occurred_at.as_nanosecond(),
        recorded_at_nanos,
        actor: &actor_text(&entry.actor),
        kind: &entry.kind,
        version: entry.version,
        commitment,
    }
    .hash(prev_hash)
}

/// An actor as it is stored and sealed: JSON.
#[must_use]
pub fn actor_text(actor: &Actor) -> String {
    // An actor is plain data; writing it as JSON cannot fail, and an empty part would only weaken the seal.
    serde_json::to_string(actor).unwrap_or_default()
}

/// SHA-256 of a text, in hexadecimal: whether what is read is what was written.
#[must_use]
pub fn checksum(text: &str) -> String {
    data_encoding::HEXLOWER.encode(Sha256::digest(text.as_bytes()).as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Sealed<'static> = Sealed {
        stream: "em",
        seq: 1,
        occurred_at_nanos: 2,
        recorded_at_nanos: 3,
        actor: "clockwork",
        kind: "handover.offered",
        version: 1,
        commitment: "c",
    };

    #[test]
    fn every_part_of_an_entry_is_sealed() {
        let base = BASE.hash(GENESIS);
        for (part, other) in [
            ("stream", Sealed { stream: "en", ..BASE }),
            ("seq", Sealed { seq: 2, ..BASE }),
            ("occurred at", Sealed { occurred_at_nanos: 4, ..BASE }),
            ("recorded at", Sealed { recorded_at_nanos: 4, ..BASE }),
            ("actor", Sealed { actor: "service", ..BASE }),
            ("kind", Sealed { kind: "handover.accepted", ..BASE }),
            ("version", Sealed { version: 2, ..BASE }),
            ("commitment", Sealed { commitment: "d", ..BASE }),
        ] {
            assert_ne!(base, other.hash(GENESIS), "{part}");
        }
        assert_ne!(base, BASE.hash(&base), "the hash before it");
    }

    #[test]
    fn neighbouring_parts_do_not_run_into_one_another() {
        let one = Sealed { actor: "ab", kind: "c", ..BASE };
        let two = Sealed { actor: "a", kind: "bc", ..BASE };
        assert_ne!(one.hash(GENESIS), two.hash(GENESIS));
    }

    #[test]
    fn a_commitment_depends_on_salt_and_body() {
        let base = commitment(&[0; SALT_BYTES], "{}");
        assert_ne!(base, commitment(&[1; SALT_BYTES], "{}"));
        assert_ne!(base, commitment(&[0; SALT_BYTES], "[]"));
    }

    // The form is frozen: a journal of today must verify in every later version.
    #[test]
    fn the_seal_does_not_change_between_versions() {
        assert_eq!(
            BASE.hash(GENESIS),
            "9a755315c00cf292a31d1f27377b0b6808adb881992c7db6ad55cec0a3efc4e8"
        );
        assert_eq!(
            commitment(&[7; SALT_BYTES], "{}"),
            "b41fc38fe99d3097c65af3b58644d503f2a3f5d5dc7fb9b53d9ca83cc9ff5cfb"
        );
    }
}
