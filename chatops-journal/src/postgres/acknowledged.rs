//! What this process was told is stored, or has read, so that it notices when a database comes back without it.
//!
//! A failover to a standby that lagged behind, or a backup that was restored, loses the newest commits: everything before
//! some moment is there, nothing after it. So it is enough to remember the newest few of what was acknowledged, and to look
//! for them whenever a transaction meets a server or a session that it has not met before.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chatops_core::ids::{EffectId, JournalId};
use chatops_core::ports::journal::Entry;
use sqlx::postgres::PgConnection;

use super::fault::Fault;

/// How many of each kind are remembered: more than transactions run at once, so that the newest is among them.
const MARKS_MAX: usize = 64;

/// How many sessions are remembered as checked. One more check costs a query.
const SESSIONS_MAX: usize = 64;

/// What a transaction stored.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Position and hash of entries.
    pub(super) entries: VecDeque<(i64, String)>,
    /// Row, source, key and moment of deliveries.
    pub(super) deliveries: VecDeque<(i64, String, String, i64)>,
    /// Effects and the numbers of their claims.
    pub(super) claims: VecDeque<(EffectId, i64)>,
}

/// The newest of what was acknowledged, here or, where it was read, elsewhere.
#[derive(Debug, Default)]
pub(super) struct Acknowledged {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    marks: Marks,
    /// Entries that this process has not written but read: hashes by position. The largest positions stay, whatever is read
    /// again; what was seen first at a place counts, so that another entry in it is noticed.
    read: BTreeMap<i64, String>,
    /// The journal, once it is known.
    journal: Option<JournalId>,
    /// Servers and sessions in which all of it was found.
    checked: VecDeque<String>,
    /// What was not found. From then on nothing is written.
    gone: Option<&'static str>,
}

fn keep_newest<T>(kept: &mut VecDeque<T>, new: VecDeque<T>, most: usize) {
    kept.extend(new);
    let surplus = kept.len().saturating_sub(most);
    kept.drain(..surplus);
}

impl Acknowledged {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers which journal this is.
    pub(super) fn belongs_to(&self, journal: JournalId) {
        self.state().journal = Some(journal);
    }

    /// Remembers what was acknowledged.
    pub(super) fn add(&self, new: Marks) {
        let mut state = self.state();
        keep_newest(&mut state.marks.entries, new.entries, MARKS_MAX);
        keep_newest(&mut state.marks.deliveries, new.deliveries, MARKS_MAX);
        keep_newest(&mut state.marks.claims, new.claims, MARKS_MAX);
    }

    /// Remembers the last entry of what was read: others count on it, and this process will.
    pub(super) fn read(&self, entries: &[Entry]) {
        let Some(last) = entries.last() else { return };
        let read = &mut self.state().read;
        read.entry(last.position).or_insert_with(|| last.hash.clone());
        if read.len() > MARKS_MAX {
            read.pop_first();
        }
    }

    /// Whether something that was acknowledged is gone.
    pub(super) fn is_gone(&self) -> bool {
        self.state().gone.is_some()
    }

    /// Fails where this server does not hold what was acknowledged. A session that was checked is believed.
    pub(super) async fn check(
        &self,
        connection: &mut PgConnection,
        server: &str,
    ) -> Result<(), Fault> {
        let (query, journal) = {
            let state = self.state();
            if let Some(gone) = state.gone {
                return Err(Fault::Regressed(gone));
            }
            let Some(journal) = &state.journal else { return Ok(()) };
            if state.checked.iter().any(|checked| checked == server) {
                return Ok(());
            }
            (Query::of(&state), journal.clone())
        };
        let gone = query.ask(connection, &journal).await?;
        let mut state = self.state();
        match gone {
            None => {
                keep_newest(&mut state.checked, VecDeque::from([server.to_owned()]), SESSIONS_MAX);
                Ok(())
            }
            Some(gone) => {
                state.gone = Some(gone);
                Err(Fault::Regressed(gone))
            }
        }
    }
}

/// The marks as columns of a query.
struct Query {
    entries: (Vec<i64>, Vec<String>),
    deliveries: (Vec<i64>, Vec<String>, Vec<String>, Vec<i64>),
    claims: (Vec<String>, Vec<i64>),
}

impl Query {
    fn of(State { marks, read, .. }: &State) -> Self {
        let read = read.iter().map(|(position, hash)| (*position, hash.clone()));
        let mut deliveries = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (row, source, key, received_at) in &marks.deliveries {
            deliveries.0.push(*row);
            deliveries.1.push(source.clone());
            deliveries.2.push(key.clone());
            deliveries.3.push(*received_at);
        }
        Self {
            entries: marks.entries.iter().cloned().chain(read).unzip(),
            deliveries,
            claims: marks.claims.iter().map(|(id, epoch)| (id.to_string(), *epoch)).unzip(),
        }
    }

    /// What of it is not there. A delivery that was forgotten on purpose is not missed, nor is an effect.
    async fn ask(
        self,
        connection: &mut PgConnection,
        journal: &JournalId,
    ) -> Result<Option<&'static str>, Fault> {
        let (same, entries, deliveries, claims): (bool, bool, bool, bool) = sqlx::query_as(
            "SELECT \
             EXISTS (SELECT 1 FROM meta WHERE journal_id = $1), \
             NOT EXISTS (SELECT 1 FROM unnest($2::bigint[], $3::text[]) AS seen (position, hash) \
                 WHERE NOT EXISTS (SELECT 1 FROM journal AS kept \
                     WHERE kept.position = seen.position AND kept.hash = seen.hash)), \
             NOT EXISTS (SELECT 1 FROM unnest($4::bigint[], $5::text[], $6::text[], $7::bigint[]) \
                     AS seen (id, source, delivery_key, received_at) \
                 WHERE seen.received_at >= (SELECT forgotten_before FROM meta) \
                   AND NOT EXISTS (SELECT 1 FROM inbox AS kept \
                     WHERE kept.id = seen.id AND kept.source = seen.source COLLATE \"C\" \
                       AND kept.delivery_key = seen.delivery_key COLLATE \"C\")), \
             NOT EXISTS (SELECT 1 FROM unnest($8::text[], $9::bigint[]) AS seen (effect_id, epoch) \
                 JOIN effect AS kept ON kept.effect_id = seen.effect_id COLLATE \"C\" \
                 WHERE kept.epoch < seen.epoch)",
        )
        .bind(journal.as_str())
        .bind(self.entries.0)
        .bind(self.entries.1)
        .bind(self.deliveries.0)
        .bind(self.deliveries.1)
        .bind(self.deliveries.2)
        .bind(self.deliveries.3)
        .bind(self.claims.0)
        .bind(self.claims.1)
        .fetch_one(connection)
        .await?;
        let found = [
            (same, "the journal that this process opened"),
            (entries, "an acknowledged entry"),
            (deliveries, "an acknowledged delivery"),
            (claims, "a claim that was given out"),
        ];
        Ok(found.iter().find(|(there, _)| !there).map(|(_, what)| *what))
    }
}
