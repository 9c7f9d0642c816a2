//! The way past the journal: when it does not work and somebody must be woken, they are (RELIABILITY X26).
//!
//! It is the sole exception to "journal before act", but for a word to who waits for an answer. What was done stands in the spool, a file of lines that is on the disk
//! before the pager is called; when the journal works again the lines become deliveries and the file is emptied. A repeat of
//! the same alert has the same identity at the pager, so that it wakes nobody twice.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::{EffectId, JournalId, PersonId, Place, StreamId};
use chatops_core::policy::Policy;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::pager::PageRequest;
use chatops_core::ports::{Clock, Journal, Pager};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Largest spool, in bytes: thousands of alerts. When it is full, people are paged all the same, and the log says so.
const SPOOL_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Most people that are tried for one alert.
const CONTACTS_MAX: usize = 3;

/// Longest time for one call to the pager: with the spool, somebody is woken within five seconds.
const CALL_MAX: Duration = Duration::from_secs(3);

/// Most alerts that are remembered as paged. When there are more, the pager's own memory of identities is left.
const PAGED_MAX: usize = 10_000;

/// Longest reason in a page, in characters.
const WHY_CHARS_MAX: usize = 200;

/// A line of the spool.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    at: Timestamp,
    /// Whom it was tried to wake first.
    person: Option<PersonId>,
    why: String,
    identity: String,
    delivery: Delivery,
}

/// The way past the journal.
#[derive(Debug)]
pub(crate) struct Emergency {
    spool: PathBuf,
    pager: Option<Arc<dyn Pager>>,
    clock: Arc<dyn Clock>,
    policy: Policy,
    journal: JournalId,
    contacts: Mutex<Vec<PersonId>>,
    paged: Mutex<BTreeSet<String>>,
    /// Whether the spool may hold something.
    pending: AtomicBool,
}

impl Emergency {
    pub(crate) fn new(
        spool: PathBuf,
        pager: Option<Arc<dyn Pager>>,
        clock: Arc<dyn Clock>,
        policy: Policy,
        journal: JournalId,
    ) -> Self {
        let (contacts, paged) = (Mutex::default(), Mutex::default());
        Self {
            spool,
            pager,
            clock,
            policy,
            journal,
            contacts,
            paged,
            pending: AtomicBool::new(true),
        }
    }

    /// Remembers whom to wake, as the rules see it now.
    pub(crate) fn keep(&self, contacts: Vec<PersonId>) {
        *self.contacts.lock().unwrap_or_else(PoisonError::into_inner) = contacts;
    }

    /// Wakes somebody for what is urgent among deliveries that could not be stored.
    pub(crate) async fn wake(&self, deliveries: &[Delivery]) {
        for delivery in deliveries {
            let Inbound::Alert(signal) = &delivery.inbound else { continue };
            let identity = identity(&signal.source, &signal.key);
            if !signal.is_urgent(&self.policy) || !self.is_new(&identity) {
                continue;
            }
            let title = if signal.title.is_empty() { &signal.key } else { &signal.title };
            let why = chatops_core::plan::shorten(title, WHY_CHARS_MAX);
            let contacts = self.contacts.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let line = Line {
                at: self.clock.now(),
                person: contacts.first().cloned(),
                why: why.clone(),
                identity: identity.clone(),
                delivery: delivery.clone(),
            };
            if let Err(error) = self.write(line).await {
                tracing::error!(error = %error, "the spool cannot be written; the page leaves all the same");
            }
            self.page(&contacts, &identity, &why).await;
        }
    }

    fn is_new(&self, identity: &str) -> bool {
        let mut paged = self.paged.lock().unwrap_or_else(PoisonError::into_inner);
        if paged.len() >= PAGED_MAX {
            paged.clear();
        }
        paged.insert(identity.to_owned())
    }

    async fn page(&self, contacts: &[PersonId], identity: &str, why: &str) {
        let Some(pager) = &self.pager else {
            tracing::error!(
                why,
                "the journal does not work and there is no pager: nobody is woken"
            );
            return;
        };
        let key = key(&self.journal, identity);
        for person in contacts.iter().take(CONTACTS_MAX) {
            let request = PageRequest {
                dedup_key: format!("emergency/{identity}/{person}"),
                person: person.clone(),
                summary: format!(
                    "{why} (the incident journal does not work: nothing is recorded yet)"
                ),
                drill: self.policy.drill,
            };
            let page = pager.page(&request, &key);
            match tokio::time::timeout(CALL_MAX, page).await {
                Ok(Ok(())) => {
                    tracing::warn!(%person, why, "paged past the journal, which does not work");
                    return;
                }
                Ok(Err(error)) => {
                    tracing::error!(%person, error = %error, "an emergency page failed")
                }
                Err(_) => tracing::error!(%person, "the pager did not answer an emergency page"),
            }
        }
        tracing::error!(why, "the journal does not work and nobody could be paged");
        // The next report of it may find somebody.
        self.paged.lock().unwrap_or_else(PoisonError::into_inner).remove(identity);
    }

    /// Appends a line, and lets it reach the disk.
    async fn write(&self, line: Line) -> std::io::Result<()> {
        self.pending.store(true, Ordering::Release);
        let spool = self.spool.clone();
        let written = tokio::task::spawn_blocking(move || append(&spool, &line)).await;
        written.unwrap_or_else(|_| Err(std::io::Error::other("writing it was cut off")))
    }

    /// Whether something may have to be handed in.
    pub(crate) fn is_pending(&self) -> bool {
        self.pending.load(Ordering::Acquire)
    }

    /// Hands what stands in the spool to the journal, and empties it. Nothing of it is lost or counts twice: every line has
    /// the key that its delivery would have had.
    pub(crate) async fn replay(&self, journal: &dyn Journal) -> Result<usize, PortError> {
        // Before it is read: what is written meanwhile is handed in the next time.
        self.pending.store(false, Ordering::Release);
        let handed_in = self.hand_in(journal).await;
        if handed_in.is_err() {
            self.pending.store(true, Ordering::Release);
        }
        handed_in
    }

    async fn hand_in(&self, journal: &dyn Journal) -> Result<usize, PortError> {
        // Moved aside first, so that a line that is written meanwhile is not removed with it.
        let aside = self.spool.with_extension("handing-in");
        if !aside.exists() {
            match std::fs::rename(&self.spool, &aside) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
                Err(error) => return Err(unreadable(&self.spool, error)),
            }
        }
        let bytes = std::fs::read(&aside).map_err(|error| unreadable(&aside, error))?;
        let text = String::from_utf8_lossy(&bytes);
        let now = self.clock.now();
        let mut handed_in = 0;
        for line in text.lines() {
            // The last line of a program that died in the middle of it: its page never left.
            let Ok(line) = serde_json::from_str::<Line>(line) else { continue };
            let paged = line.person.map(|person| Delivery {
                source: String::from("emergency"),
                key: line.identity,
                occurred_at: line.at,
                inbound: Inbound::PagedPastJournal { person, why: line.why },
            });
            let deliveries: Vec<Delivery> =
                paged.into_iter().chain([line.delivery]).map(Delivery::taken_in).collect();
            journal.receive(&deliveries, &[], now).await?;
            handed_in += 1;
        }
        std::fs::remove_file(&aside).map_err(|error| unreadable(&aside, error))?;
        self.paged.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(handed_in)
    }
}

fn append(spool: &Path, line: &Line) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(spool)?;
    if file.metadata()?.len() > SPOOL_BYTES_MAX {
        return Err(std::io::Error::other("it is full"));
    }
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    // The name of a new file must reach the disk too.
    if let Some(folder) = spool.parent().filter(|folder| *folder != Path::new("")) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn unreadable(spool: &Path, error: std::io::Error) -> PortError {
    let detail = format!(
        "the emergency spool {} cannot be read or emptied: {}; check its rights",
        spool.display(),
        error.kind()
    );
    PortError::not_done("runtime", "replay_the_spool", ErrorKind::Unavailable, detail).source(error)
}

/// What an alert is called at the pager: the same for every repeat of it. So are other deliveries over which something is
/// done past the journal.
pub(crate) fn identity(source: &str, key: &str) -> String {
    let digest = Sha256::digest(format!("{source}\n{key}"));
    data_encoding::HEXLOWER.encode(digest.as_slice()).chars().take(24).collect()
}

/// The key of what is done past the journal.
pub(crate) fn key(journal: &JournalId, identity: &str) -> EffectId {
    EffectId::derive(Place {
        journal,
        stream: &StreamId::EmergencyChannel,
        // No entry has this number: the effect is not the rules'.
        seq: 0,
        position: position(identity),
    })
}

fn position(identity: &str) -> u32 {
    identity.bytes().fold(0, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)))
}
