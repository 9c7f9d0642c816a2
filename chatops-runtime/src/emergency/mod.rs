//! The way past the journal: when it does not work and somebody must be woken, they are (RELIABILITY X26).
//!
//! It is the sole exception to "journal before act", but for a word to who waits for an answer. What was done stands in the
//! [`spool`], which is on the disk before the pager is called; when the journal works again its lines become deliveries and it is emptied. A repeat of
//! the same alert has the same identity at the pager, so that it wakes nobody twice.

mod spool;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, JournalId, PersonId, Place, StreamId};
use chatops_core::policy::Policy;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::pager::PageRequest;
use chatops_core::ports::{Clock, Journal, Pager};
use sha2::{Digest as _, Sha256};
use spool::{Line, Spool};

use crate::driver::is_unstorable;

/// Longest time for a line to reach the disk. A disk that hangs must not keep people asleep.
const WRITE_MAX: Duration = Duration::from_secs(1);

/// Most people that are tried for one alert.
const CONTACTS_MAX: usize = 3;

/// Longest time for one call to the pager: with the spool, somebody is woken within five seconds.
const CALL_MAX: Duration = Duration::from_secs(3);

/// Most alerts that are remembered as paged. When there are more, the pager's own memory of identities is left.
const PAGED_MAX: usize = 10_000;

/// Longest reason in a page, in characters.
const WHY_CHARS_MAX: usize = 200;

/// The way past the journal.
#[derive(Debug)]
pub(crate) struct Emergency {
    spool: Spool,
    pager: Option<Arc<dyn Pager>>,
    clock: Arc<dyn Clock>,
    policy: Policy,
    journal: JournalId,
    contacts: Mutex<Vec<PersonId>>,
    paged: Mutex<BTreeSet<String>>,
    /// Whether the spool may hold something.
    pending: Arc<AtomicBool>,
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
        let spool = Spool::new(spool);
        Self {
            spool,
            pager,
            clock,
            policy,
            journal,
            contacts,
            paged,
            pending: Arc::new(AtomicBool::new(true)),
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
            let mut paging = Paging { emergency: self, identity: &identity, is_paged: false };
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
            paging.is_paged = self.page(&contacts, &identity, &why).await;
        }
    }

    fn is_new(&self, identity: &str) -> bool {
        let mut paged = self.paged.lock().unwrap_or_else(PoisonError::into_inner);
        if paged.len() >= PAGED_MAX {
            paged.clear();
        }
        paged.insert(identity.to_owned())
    }

    /// `true`: the pager has taken it.
    async fn page(&self, contacts: &[PersonId], identity: &str, why: &str) -> bool {
        let Some(pager) = &self.pager else {
            tracing::error!(
                why,
                "the journal does not work and there is no pager: nobody is woken"
            );
            return false;
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
                    return true;
                }
                Ok(Err(error)) => {
                    tracing::error!(%person, error = %error, "an emergency page failed")
                }
                Err(_) => tracing::error!(%person, "the pager did not answer an emergency page"),
            }
        }
        tracing::error!(why, "the journal does not work and nobody could be paged");
        false
    }

    /// Appends a line, and lets it reach the disk.
    async fn write(&self, line: Line) -> std::io::Result<()> {
        self.pending.store(true, Ordering::Release);
        let spool = self.spool.clone();
        let pending = Arc::clone(&self.pending);
        let writing = tokio::task::spawn_blocking(move || {
            let written = spool.append(&line);
            // It may have taken longer than anybody waited for it.
            pending.store(true, Ordering::Release);
            written
        });
        match tokio::time::timeout(WRITE_MAX, writing).await {
            Ok(Ok(written)) => written,
            Ok(Err(_)) => Err(std::io::Error::other("writing it was cut off")),
            Err(_) => Err(std::io::Error::other("its disk does not answer")),
        }
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
        let mut handed_in = 0;
        // What was moved aside before, then what was written since.
        while let Some(aside) = self.spool.aside()? {
            for line in &aside.lines {
                match journal.receive(&deliveries(line), &[], self.clock.now()).await {
                    Err(error) if is_unstorable(&error) => {
                        tracing::error!(error = %error, identity = line.identity, "a line of the emergency spool cannot be stored and is let go");
                    }
                    other => drop(other?),
                }
                handed_in += 1;
            }
            if !aside.unread.is_empty() {
                match self.spool.keep_unread(&aside.unread) {
                    Ok(place) => tracing::error!(
                        lines = aside.unread.len(),
                        place = %place.display(),
                        "lines of the emergency spool cannot be read; they are kept beside it"
                    ),
                    Err(error) => {
                        tracing::error!(error = %error, "lines of the emergency spool are lost");
                    }
                }
            }
            aside.remove()?;
        }
        self.paged.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(handed_in)
    }
}

/// Somebody is being woken for an alert. Unless somebody was, the next report of it is taken for new.
struct Paging<'a> {
    emergency: &'a Emergency,
    identity: &'a str,
    is_paged: bool,
}

impl Drop for Paging<'_> {
    fn drop(&mut self) {
        if !self.is_paged {
            let mut paged = self.emergency.paged.lock().unwrap_or_else(PoisonError::into_inner);
            paged.remove(self.identity);
        }
    }
}

/// What a line becomes: each with the key that it would have had.
fn deliveries(line: &Line) -> Vec<Delivery> {
    let Line { at, person, why, identity, delivery } = line;
    let paged = person.clone().map(|person| Delivery {
        source: String::from("emergency"),
        key: identity.clone(),
        occurred_at: *at,
        inbound: Inbound::PagedPastJournal { person, why: why.clone() },
    });
    paged.into_iter().chain([delivery.clone()]).map(Delivery::taken_in).collect()
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
