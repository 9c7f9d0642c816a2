//! What truly happened: written down at the moment a call takes effect, before its answer can be lost. The oracles that
//! look at every call live here; those that look at the end are in [`super::oracles`].

mod mind;
mod rights;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use chatops_core::effect::{Effect, Outcome, TimerKey};
use chatops_core::ids::{EffectId, RoomId, StreamId, TimerId};
use chatops_core::memory::MemoryJournal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{
    Claimed, Cursor, Entry, InboxItem, Lease, NewEntry, Receipt, Settlement, TimerUpdate,
    Transaction,
};
use chatops_core::time::later;
use chatops_runtime::engine::Setting;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::chaos::Call;
pub use mind::Mind;
pub use rights::PRIVILEGED;

/// What an oracle found: its name and what it saw.
pub type Found = (&'static str, String);

/// Most calls of one effect: a plan of several messages, and the names tried for a room.
const PARTS_MAX: u32 = 24;

/// How far the clocks of two machines may differ when both ask a third for the time.
const EARLY_MAX: SignedDuration = SignedDuration::from_secs(1);

/// The same for the ends of leases.
const EARLY: Duration = Duration::from_secs(1);

/// Most deliveries that may be undecided at once: a story has some hundreds of steps, and a journal that is down for a minute
/// holds back what comes in meanwhile.
const WAITING_MAX: usize = 1_000;

/// Most effects that may be open at once: what a story asks for in the longest outage of a service.
const OPEN_MAX: usize = 1_000;

/// An effect as it was asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What is to be done.
    pub effect: Effect,
    /// Its lane.
    pub lane: String,
    /// The stream that asked for it.
    pub stream: StreamId,
    /// The word by which a newer one takes its place.
    pub replaces: Option<String>,
    /// Its place among all effects.
    pub place: usize,
}

/// The newest claim of an effect.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its number.
    pub epoch: u64,
    /// Which life of which replica has it.
    pub by: (usize, u64),
    /// When it ends, in true time.
    pub until: Instant,
    /// Whether no outcome was written yet.
    pub open: bool,
    /// How often a clock had jumped when it was made.
    pub jumps: u64,
}

/// Until when an operation must not be called for a key, and how often a clock had jumped when that was said. What one
/// operation was asked says nothing about another.
type Waits = BTreeMap<(EffectId, &'static str), (Instant, u64)>;

/// Where an object stands: the port, the place, the key that it was made with.
pub type Place = (&'static str, String, EffectId);

/// What truly happened.
#[derive(Debug)]
pub struct Ledger {
    journal: Arc<MemoryJournal>,
    /// The one mind against which every decision is held.
    pub mind: Mind,
    /// The keys of what was received, with the number of rows they became.
    pub received: BTreeMap<(String, String), u32>,
    /// What stands under each key: a repeat must say the same.
    contents: BTreeMap<(String, String), Inbound>,
    /// Who has each lease.
    holders: BTreeMap<String, String>,
    rows: BTreeMap<i64, InboxItem>,
    decided: BTreeMap<(String, String), i64>,
    /// The effects, as they were asked for.
    pub effects: BTreeMap<EffectId, Asked>,
    keys: BTreeMap<EffectId, EffectId>,
    claims: BTreeMap<EffectId, Claim>,
    /// What came of each effect.
    pub outcomes: BTreeMap<EffectId, Outcome>,
    /// The objects that the services made, by where they stand and for what; and how often a clock was put back before.
    pub objects: BTreeMap<Place, BTreeMap<String, u64>>,
    /// Effects that were given up because what they wait for will not come.
    pub hopeless: BTreeSet<EffectId>,
    /// Effects that wait for an answer: nobody has woken them, given them up or put something newer in their place.
    asleep: BTreeSet<EffectId>,
    fired: BTreeSet<TimerId>,
    /// The timers that are set.
    pub timers: BTreeMap<(StreamId, TimerKey), Timestamp>,
    /// Reports of alerts that were stored or known.
    pub alerts: u64,
    seqs: BTreeMap<StreamId, u64>,
    /// What a service asked for, and since when: an answer that was not written down is forgotten with its reader.
    asked_waits: Waits,
    waits: Waits,
    /// Calls of an effect, by the effect and the operation.
    pub calls: BTreeMap<(EffectId, &'static str), u32>,
    /// Since when a room is read from its history.
    read_since: BTreeMap<String, Instant>,
    /// Entries, in the order in which they were stored.
    pub entries: usize,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new(journal: Arc<MemoryJournal>, setting: Setting) -> Self {
        Self {
            journal,
            mind: Mind::new(setting),
            received: BTreeMap::new(),
            contents: BTreeMap::new(),
            holders: BTreeMap::new(),
            rows: BTreeMap::new(),
            decided: BTreeMap::new(),
            effects: BTreeMap::new(),
            keys: BTreeMap::new(),
            claims: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            objects: BTreeMap::new(),
            hopeless: BTreeSet::new(),
            asleep: BTreeSet::new(),
            fired: BTreeSet::new(),
            timers: BTreeMap::new(),
            alerts: 0,
            seqs: BTreeMap::new(),
            asked_waits: BTreeMap::new(),
            waits: BTreeMap::new(),
            calls: BTreeMap::new(),
            read_since: BTreeMap::new(),
            entries: 0,
        }
    }

    /// Deliveries were stored. Gives how many were known, and what is wrong with it.
    pub fn stored(&mut self, deliveries: &[Delivery], receipts: &[Receipt]) -> (usize, Vec<Found>) {
        let (mut repeats, mut found) = (0, Vec::new());
        for (delivery, receipt) in deliveries.iter().zip(receipts) {
            let key = (delivery.source.clone(), delivery.key.clone());
            self.alerts += u64::from(matches!(delivery.inbound, Inbound::Alert(_)));
            match receipt {
                Receipt::Stored => {
                    self.contents.insert(key.clone(), delivery.inbound.clone());
                }
                Receipt::Repeat => {
                    repeats += 1;
                    let known = self.contents.get(&key);
                    if known.is_some_and(|known| !says_the_same(known, &delivery.inbound)) {
                        let what =
                            format!("{key:?} was dropped as a repeat and says something else");
                        found.push(("I1", what));
                    }
                }
            }
            *self.received.entry(key).or_default() += u32::from(*receipt == Receipt::Stored);
        }
        found.extend(self.crowd());
        (repeats, found)
    }

    /// I15: what waits in the journal.
    fn crowd(&self) -> Option<Found> {
        let (undecided, open) = (self.journal.undecided_count(), self.journal.unsettled().len());
        let crowded = undecided > WAITING_MAX || open > OPEN_MAX;
        crowded.then(|| ("I15", format!("{undecided} deliveries and {open} effects wait at once")))
    }

    /// A lease was given. Whether somebody else had it before.
    pub fn leased(&mut self, lease: &Lease) -> bool {
        let before = self.holders.insert(lease.name.clone(), lease.owner.clone());
        before.is_some_and(|before| before != lease.owner)
    }

    /// What was acknowledged as stored and never decided.
    #[must_use]
    pub fn undecided(&self) -> Vec<&(String, String)> {
        let stored = self.received.iter().filter(|(_, rows)| **rows > 0).map(|(key, _)| key);
        stored.filter(|key| !self.decided.contains_key(*key)).collect()
    }

    /// How far sources were read was stored.
    pub fn read_until(&mut self, cursors: &[Cursor]) {
        for cursor in cursors {
            self.read_since.entry(cursor.scope.clone()).or_insert_with(Instant::now);
        }
    }

    /// Whether a room was read from its history by then, so that nothing said in it later can be missed.
    #[must_use]
    pub fn was_read(&self, room: &RoomId, by: Instant) -> bool {
        self.read_since.get(&format!("history/{room}")).is_some_and(|since| *since < by)
    }

    /// What came in, as it is stored.
    pub fn inbox(&self) -> impl Iterator<Item = &InboxItem> {
        self.rows.values()
    }

    /// Rows of the inbox were read.
    pub fn read(&mut self, items: &[InboxItem]) {
        for item in items {
            self.rows.entry(item.row).or_insert_with(|| item.clone());
        }
    }

    /// Timers fired, at `counts` by the clock that counts. What they put into the inbox is looked at where it stands.
    pub fn timers(&mut self, inbox: &[InboxItem], counts: Timestamp) -> Option<Found> {
        let mut found = None;
        for item in inbox.iter().filter(|item| !self.rows.contains_key(&item.row)) {
            if let Inbound::TimerFired { timer, key, due, stream } = &item.delivery.inbound {
                self.timers.remove(&(stream.clone(), key.clone()));
                if !self.fired.insert(*timer) {
                    found = Some(("I12", format!("the timer for {key:?} fired twice")));
                }
                if later(counts, EARLY_MAX) < *due {
                    found = Some((
                        "I12",
                        format!("the timer for {key:?} fired at {counts}, before {due}"),
                    ));
                }
            }
        }
        self.read(inbox);
        found
    }

    /// A decision was stored.
    pub fn appended(&mut self, transaction: &Transaction, entries: &[Entry]) -> Vec<Found> {
        let mut found: Vec<Found> = self.crowd().into_iter().collect();
        self.entries += entries.len();
        for entry in &transaction.entries {
            let last = self.seqs.entry(entry.stream.clone()).or_default();
            if entry.seq != *last + 1 {
                let what = format!("entry {} of {} follows {last}", entry.seq, entry.stream);
                found.push(("I4", what));
            }
            *last = entry.seq;
        }
        let mut items = Vec::new();
        for row in &transaction.done {
            let Some(item) = self.rows.get(row) else {
                found.push(("I2", format!("row {row} was decided and never read")));
                continue;
            };
            items.push(item.clone());
            let key = (item.delivery.source.clone(), item.delivery.key.clone());
            if let Some(other) = self.decided.insert(key.clone(), *row) {
                found.push(("I2", format!("{key:?} was decided in row {other} and in row {row}")));
            }
        }
        if transaction.done.is_empty() && !transaction.entries.is_empty() {
            found.push(("I2", String::from("something was decided without a delivery")));
        }
        for new in &transaction.effects {
            let asked = Asked {
                effect: new.effect.clone(),
                lane: new.lane.clone(),
                stream: new.stream.clone(),
                replaces: new.replaces.clone(),
                place: self.effects.len(),
            };
            self.keys.insert(new.id, new.id);
            if let Some(word) = &new.replaces {
                let effects = &self.effects;
                let same = |id: &EffectId| effects.get(id).and_then(|it| it.replaces.as_ref());
                self.asleep.retain(|id| same(id) != Some(word));
            }
            if new.waiting {
                self.asleep.insert(new.id);
            }
            self.effects.insert(new.id, asked);
        }
        self.hopeless.extend(transaction.hopeless.iter().map(|(id, _)| *id));
        for update in &transaction.timers {
            match update {
                TimerUpdate::Set { stream, key, due, .. } => {
                    self.timers.insert((stream.clone(), key.clone()), *due);
                }
                TimerUpdate::Cancel { stream, key } => {
                    self.timers.remove(&(stream.clone(), key.clone()));
                }
            }
        }
        found.extend(entries.iter().filter_map(|entry| by_somebody_else(&entry.entry, &items)));
        found.extend(entries.iter().flat_map(|entry| self.mind.follow(entry)));
        if !items.is_empty() {
            let asleep = |id: &EffectId| self.asleep.contains(id);
            found.extend(self.mind.judge(items, transaction, asleep));
        }
        let hopeless = transaction.hopeless.iter().map(|(id, _)| id);
        for id in transaction.ready.iter().chain(hopeless) {
            self.asleep.remove(id);
        }
        found
    }

    /// Effects were claimed.
    pub fn claimed(
        &mut self,
        claimed: &[Claimed],
        by: (usize, u64),
        lease: Duration,
        jumps: u64,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        for one in claimed {
            let until = Instant::now() + lease;
            if let Some(held) = self.claims.get(&one.id)
                && one.epoch <= held.epoch
            {
                let what = format!(
                    "the claim {} of {} is not newer than {}",
                    one.epoch, one.id, held.epoch
                );
                found.push(("I14", what));
            }
            if let Some(held) = self.claims.get(&one.id)
                && Instant::now() + EARLY < held.until
                && held.jumps == jumps
                && held.open
            {
                found.push(("I14", format!("{} is given out while it is held", one.id)));
            }
            if let Some(need) = self.mind.unmet(&one.stream, &one.effect) {
                found.push(("I7", format!("{} is given out before {need:?} stands", one.id)));
            }
            self.claims.insert(one.id, Claim { epoch: one.epoch, by, until, jumps, open: true });
        }
        found
    }

    /// Whoever held something is gone, as the one process that has the journal knows.
    pub fn taken_over(&mut self) {
        self.claims.values_mut().for_each(|claim| claim.open = false);
    }

    /// A claim was renewed.
    pub fn renewed(&mut self, id: &EffectId, epoch: u64, left: Duration) -> Option<Found> {
        let claim = self.claims.get_mut(id)?;
        if claim.epoch != epoch {
            return Some(("I14", format!("the old claim {epoch} of {id} was renewed")));
        }
        claim.until = Instant::now() + left;
        None
    }

    /// An outcome was written.
    pub fn settled(&mut self, id: &EffectId, epoch: u64, settlement: &Settlement) -> Option<Found> {
        let newest = self.claims.get(id).map_or(0, |claim| claim.epoch);
        if epoch != newest {
            let what =
                format!("the outcome of claim {epoch} of {id} was taken; the newest is {newest}");
            return Some(("I14", what));
        }
        if let Some(claim) = self.claims.get_mut(id) {
            claim.open = false;
        }
        let asked = self.asked_waits.keys().copied();
        let asked: Vec<_> = asked.filter(|(key, _)| self.keys.get(key) == Some(id)).collect();
        for asked in asked {
            if let Some(wait) = self.asked_waits.remove(&asked) {
                self.waits.insert(asked, wait);
            }
        }
        if let Settlement::Settled(outcome) = settlement
            && self.outcomes.insert(*id, outcome.clone()).is_some()
        {
            return Some(("I14", format!("{id} was settled twice")));
        }
        None
    }

    /// The effect that a key stands for.
    pub fn effect_of(&mut self, key: &EffectId) -> Option<EffectId> {
        if let Some(known) = self.keys.get(key) {
            return Some(*known);
        }
        let unsettled = self.journal.unsettled();
        let found =
            unsettled.into_iter().find(|id| (1..PARTS_MAX).any(|index| id.part(index) == *key))?;
        self.keys.insert(*key, found);
        Some(found)
    }

    /// The effect that a key is known to stand for.
    #[must_use]
    pub fn asked_by_key(&self, key: &EffectId) -> Option<&Asked> {
        self.effects.get(self.keys.get(key)?)
    }

    /// A call for an effect leaves.
    pub fn departs(
        &mut self,
        call: Call<'_>,
        by: (usize, u64),
        key: &EffectId,
        jumps: u64,
    ) -> Option<Found> {
        let Some(id) = self.effect_of(key) else {
            let what = format!(
                "{}.{} is called for {key}, which nobody asked for",
                call.port, call.operation
            );
            return Some(("journal before act", what));
        };
        *self.calls.entry((id, call.operation)).or_default() += 1;
        self.asked_waits.remove(&(*key, call.operation));
        if let Some((until, then)) = self.waits.remove(&(*key, call.operation))
            && Instant::now() < until
            && then == jumps
        {
            let left = until - Instant::now();
            let what =
                format!("{}.{} is called {left:?} before it may be", call.port, call.operation);
            return Some(("Retry-After", what));
        }
        let claim = self.claims.get(&id)?;
        if claim.by != by || Instant::now() >= claim.until {
            // Whoever stood still may find out too late that it holds nothing any more.
            return None;
        }
        let lane = &self.effects.get(&id)?.lane;
        let first = self.journal.first_of_lane(lane)?;
        (first != id).then(|| {
            ("I7", format!("{id} is carried out before {first} of the same lane `{lane}`"))
        })
    }

    /// A service asked to wait.
    pub fn must_wait(&mut self, call: Call<'_>, key: EffectId, wait: Duration, jumps: u64) {
        self.asked_waits.insert((key, call.operation), (Instant::now() + wait, jumps));
    }

    /// A service made an object.
    pub fn made(&mut self, call: Call<'_>, key: EffectId, object: String, put_back: u64) {
        let place = (call.port, format!("{} {}", call.operation, call.place), key);
        self.objects.entry(place).or_default().entry(object).or_insert(put_back);
    }

    /// Whether what came in is on stable storage.
    #[must_use]
    pub fn has_received(&self, source: &str, key: &str) -> bool {
        self.received.contains_key(&(source.to_owned(), key.to_owned()))
    }

    /// Effects that disappeared: without an outcome, not given up, and nothing newer in their place.
    #[must_use]
    pub fn vanished(&self) -> Vec<EffectId> {
        let mut newest: BTreeMap<&str, usize> = BTreeMap::new();
        for asked in self.effects.values() {
            if let Some(word) = &asked.replaces {
                let place = newest.entry(word).or_default();
                *place = asked.place.max(*place);
            }
        }
        let replaced = |asked: &Asked| {
            let word = asked.replaces.as_deref();
            word.and_then(|word| newest.get(word)).is_some_and(|newest| asked.place < *newest)
        };
        self.effects
            .iter()
            .filter(|(id, _)| !self.outcomes.contains_key(id) && !self.hopeless.contains(id))
            .filter(|(_, asked)| !replaced(asked))
            .map(|(id, _)| *id)
            .collect()
    }
}

/// Whether a repeat says what stands under its key. What is read from a room's history shows its words as they were edited
/// since, which is told by a delivery of its own, and its author as they are now.
fn says_the_same(known: &Inbound, again: &Inbound) -> bool {
    let plain = |inbound: &Inbound| match inbound {
        Inbound::Masked(inner) => inner.as_ref().clone(),
        other => other.clone(),
    };
    match (plain(known), plain(again)) {
        (Inbound::Message(known), Inbound::Message(again)) => {
            (known.room, known.message, known.author.id)
                == (again.room, again.message, again.author.id)
        }
        (known, again) => known == again,
    }
}

/// I9: what a person is said to have done follows from something that this person did.
fn by_somebody_else(new: &NewEntry, items: &[InboxItem]) -> Option<Found> {
    let person = new.actor.person()?;
    let did = |item: &InboxItem| rights::author(&item.delivery.inbound) == Some(person.as_str());
    (!items.is_empty() && !items.iter().any(did)).then(|| {
        let what = format!(
            "{} in entry {} of {} is {person}'s, who did nothing",
            new.kind, new.seq, new.stream
        );
        ("I9", what)
    })
}
