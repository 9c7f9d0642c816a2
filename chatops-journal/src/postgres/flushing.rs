//! Where a commit stands when it is acknowledged.

use std::sync::{Mutex, PoisonError};

use super::fault::Fault;

/// Where what was acknowledged stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On the disk of one server. If that is lost, a failover to another can lose the newest commits.
    OneServer,
    /// On the disk of a standby as well: a failover to it loses nothing.
    Standby,
}

/// What the settings of the server mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    durability: Durability,
    /// A standby is named, and commits do not wait for its disk.
    is_halfway: bool,
}

/// The mode, as the newest transaction has seen it.
#[derive(Debug, Default)]
pub(super) struct Flushing {
    seen: Mutex<Option<Seen>>,
}

impl Flushing {
    /// Takes in what `synchronous_commit` and `synchronous_standby_names` say. Fails where commits are acknowledged before they
    /// are flushed; tells where they do not wait for the standby that is named.
    pub(super) fn see(&self, commit: &str, standbys: &str) -> Result<(), Fault> {
        if commit == "off" {
            return Err(Fault::NotHeld {
                setting: "synchronous_commit",
                wanted: "on",
                seen: commit.to_owned(),
                why: "without it an acknowledged event can be lost",
            });
        }
        let (has_standby, waits) = (!standbys.is_empty(), ["on", "remote_apply"].contains(&commit));
        let durability =
            if has_standby && waits { Durability::Standby } else { Durability::OneServer };
        let new = Seen { durability, is_halfway: has_standby && !waits };
        let old = self.seen.lock().unwrap_or_else(PoisonError::into_inner).replace(new);
        if new.is_halfway && old.is_none_or(|old| !old.is_halfway) {
            tracing::warn!(
                synchronous_commit = commit,
                "a standby is named, and commits do not wait for its disk: a failover can lose what was acknowledged; set \
                 `synchronous_commit` to `on`"
            );
        }
        Ok(())
    }

    /// Where what was acknowledged stands; on one server as long as nothing else was seen.
    pub(super) fn durability(&self) -> Durability {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.map_or(Durability::OneServer, |seen| seen.durability)
    }
}

#[cfg(test)]
#[path = "../../tests/warnings/mod.rs"]
mod warnings;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_standby_counts_where_commits_wait_for_its_disk() {
        for (commit, standbys, durability) in [
            ("on", "", Durability::OneServer),
            ("local", "", Durability::OneServer),
            ("remote_apply", "", Durability::OneServer),
            ("on", "second", Durability::Standby),
            ("remote_apply", "ANY 1 (*)", Durability::Standby),
            ("remote_write", "second", Durability::OneServer),
            ("local", "second", Durability::OneServer),
        ] {
            let flushing = Flushing::default();
            flushing.see(commit, standbys).unwrap();
            assert_eq!(flushing.durability(), durability, "{commit} {standbys}");
        }
        assert!(Flushing::default().see("off", "second").is_err());
    }

    #[test]
    fn who_does_not_wait_for_the_standby_is_told_so_once() {
        let told = Arc::new(warnings::Warnings::default());
        let _guard = tracing::subscriber::set_default(Arc::clone(&told));
        let flushing = Flushing::default();
        let said = || told.seen.lock().unwrap().len();
        for (commit, standbys, sentences) in [
            ("on", "", 0),
            ("local", "", 0),
            ("local", "second", 1),
            ("remote_write", "second", 1),
            ("on", "second", 1),
            ("remote_write", "second", 2),
        ] {
            flushing.see(commit, standbys).unwrap();
            assert_eq!(said(), sentences, "{commit} {standbys}");
        }
        assert!(
            told.seen
                .lock()
                .unwrap()
                .iter()
                .all(|told| told.contains("set `synchronous_commit` to `on`"))
        );
    }
}
