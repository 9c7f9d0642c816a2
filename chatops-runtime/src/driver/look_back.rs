//! Looking back: what a platform's stream of events has missed is read from its history.
//!
//! Events that are pushed are a hint, not the record: a platform can lose them without a word (RELIABILITY X20, X21). So after
//! every interruption, and every few minutes while an incident is open, the history of our rooms is read from where it was
//! read last. What is known already is known by its key.
//!
//! The cursor of a room is moved by looking back alone. A pushed event moves nothing: one that came says nothing about those
//! before it.

use std::cmp::Reverse;
use std::time::Duration;

use chatops_core::error::PortError;
use chatops_core::ids::RoomId;
use chatops_core::incident::Incident;
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{Cursor, Receipt};
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::Driver;
use crate::budgets::Place;
use crate::ports::Ports;

/// How often the history is read while an incident is open: a silent stall is seen within five minutes (RELIABILITY X21).
const EVERY: Duration = Duration::from_secs(4 * 60);

/// How long to wait after it could not be read.
const AGAIN: Duration = Duration::from_secs(30);

/// How far before its cursor a room is read again: histories show a message some time after it was written.
const OVERLAP: SignedDuration = SignedDuration::from_secs(60);

/// No further back than this: for a day longer it is known what was read already (see [`super::upkeep`]).
const AGE_MAX: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A message that is younger may still be on its way by the usual path: it was not missed.
const UNDER_WAY: SignedDuration = SignedDuration::from_secs(10);

/// Longest time for the history of one room, all its pages: one that hangs must not end the looking back for good.
const READ_MAX: Duration = Duration::from_secs(60);

/// Most rooms that are read in one round: a platform allows few such calls.
const ROOMS_MAX: usize = 200;

/// When to look back, and whether somebody does.
#[derive(Debug)]
pub(crate) struct LookBack {
    next: Instant,
    /// How many rooms there were when it was last looked back. A new one is read at once, so that it has a cursor.
    rooms: usize,
    /// Whether a round over all rooms could not be ended: the next one is over all rooms again.
    owes_all: bool,
    /// Whether the round under way is over all rooms.
    reads_all: bool,
    /// How many rooms of incidents the rounds before have read, where there are too many for one.
    read_on: usize,
    under_way: tokio::task::JoinSet<bool>,
}

impl LookBack {
    pub(crate) fn new() -> Self {
        Self {
            next: Instant::now() + EVERY,
            rooms: 0,
            owes_all: false,
            reads_all: false,
            read_on: 0,
            under_way: tokio::task::JoinSet::new(),
        }
    }

    /// Whether nobody looks back now. Whoever does wakes the driver at the end.
    pub(super) fn is_idle(&self) -> bool {
        self.under_way.is_empty()
    }

    /// Ends when it is time to look back.
    pub(super) async fn due(&self) {
        tokio::time::sleep_until(self.next).await;
    }
}

impl Driver {
    /// Begins to look back, where it is time and this process reads the events.
    pub(super) fn look_back(&mut self) {
        while let Some(ended) = self.look_back.under_way.try_join_next() {
            if !ended.unwrap_or(false) {
                self.look_back.next = self.look_back.next.min(Instant::now() + AGAIN);
                self.look_back.owes_all |= self.look_back.reads_all;
            }
        }
        let rooms = self.engine.rooms_known();
        let gap = self.watch.has_gap() || rooms != self.look_back.rooms;
        let due = Instant::now() >= self.look_back.next && !planted(Planted::StallUnseen);
        if !(gap || due) || !self.look_back.under_way.is_empty() || !self.watch.is_held() {
            return;
        }
        self.look_back.next = Instant::now() + EVERY;
        self.look_back.rooms = rooms;
        if self.ports.chat.facets().history.is_none() {
            self.watch.gap_is_closed();
            return;
        }
        let all = gap || std::mem::take(&mut self.look_back.owes_all);
        self.look_back.reads_all = all;
        let rooms = self.rooms_to_read(all);
        self.watch.gap_is_closed();
        if rooms.is_empty() {
            return;
        }
        let (ports, wake) = (self.ports.clone(), std::sync::Arc::clone(&self.wake));
        self.look_back.under_way.spawn(async move {
            let mut whole = true;
            for room in rooms {
                if let Err(error) = read(&ports, &room).await {
                    tracing::warn!(%room, error = %error, "the history of a room cannot be read now");
                    whole = false;
                }
            }
            wake.notify_one();
            whole
        });
    }

    /// The rooms in which something may have been missed: the channel and those in which an incident is worked on; after an
    /// interruption also those in which people may still talk of a resolved one, newest first. Of a closed one the record has
    /// ended. Where these are too many for one round, the next goes on with them.
    fn rooms_to_read(&mut self, all: bool) -> Vec<RoomId> {
        let mut unclosed = self.engine.unclosed_incidents();
        unclosed.sort_by_key(|incident| Reverse(incident.opened.as_ref().map(|one| one.number)));
        let (open, resolved): (Vec<_>, Vec<_>) =
            unclosed.into_iter().partition(|incident| incident.phase().is_open());
        if open.is_empty() && !all {
            return Vec::new();
        }
        let ids = |incident: &Incident| -> Vec<RoomId> {
            incident.rooms.all().map(|(_, bound)| bound.id.clone()).collect()
        };
        let channel = self.engine.channel().rooms.all().map(|(_, bound)| bound.id.clone());
        let mut rooms: Vec<RoomId> = channel.take(ROOMS_MAX).collect();
        let places = ROOMS_MAX.saturating_sub(rooms.len());
        let hot: Vec<RoomId> = match all {
            true => open.into_iter().chain(resolved).flat_map(ids).collect(),
            false => open.into_iter().flat_map(ids).collect(),
        };
        let from = std::mem::take(&mut self.look_back.read_on);
        let from = if from < hot.len() { from } else { 0 };
        if places > 0 && hot.len() > from.saturating_add(places) {
            self.look_back.read_on = from.saturating_add(places);
            self.look_back.owes_all |= all;
            self.look_back.next = Instant::now() + AGAIN;
        }
        rooms.extend(hot.into_iter().skip(from).take(places));
        rooms
    }
}

/// How long ago a room was read, and a little more. A clock that was put back since says less than nothing.
fn age(since: Timestamp, now: Timestamp) -> SignedDuration {
    let age = now.duration_since(since);
    if age.is_negative() { AGE_MAX } else { age.min(AGE_MAX) + OVERLAP }
}

/// Reads a room from its cursor on, and stores what is new.
async fn read(ports: &Ports, room: &RoomId) -> Result<(), PortError> {
    let source = ports.chat.describe().name;
    let scope = format!("history/{room}");
    let began = ports.clock.now();
    let cursor =
        Cursor { source: source.to_owned(), scope: scope.clone(), token: began.to_string() };
    let since = ports.journal.cursor(source, &scope).await?;
    let Some(since) = since.and_then(|token| token.parse::<Timestamp>().ok()) else {
        // Never read before: what was said before we came is not ours to decide.
        ports.journal.receive(&[], &[cursor], began).await?;
        return Ok(());
    };
    if planted(Planted::GapsUnread) {
        return Ok(());
    }
    let Some(history) = ports.chat.facets().history else { return Ok(()) };
    let place = Place { service: "chat".into(), operation: "within", room: Some(room.clone()) };
    while let Err(wait) = ports.budgets.ask(&place, ports.clock.now()) {
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        ports.clock.until(later(ports.clock.now(), wait)).await;
    }
    let asked = history.within(room, age(since, ports.clock.now()));
    let found = tokio::time::timeout(READ_MAX, asked).await.unwrap_or_else(|_| {
        Err(PortError::unknown("runtime", "look_back", "no answer came in time"))
    });
    ports.budgets.note(&place, found.as_ref().err(), ports.clock.now());
    let found: Vec<Delivery> = found?.into_iter().map(Delivery::taken_in).collect();
    let receipts = ports.journal.receive(&found, &[cursor], ports.clock.now()).await?;
    let surely = later(began, -UNDER_WAY);
    let missed = found.iter().zip(&receipts).filter(|(delivery, receipt)| {
        **receipt == Receipt::Stored && delivery.occurred_at < surely
    });
    let messages = u32::try_from(missed.count()).unwrap_or(u32::MAX);
    if messages == 0 {
        return Ok(());
    }
    tracing::warn!(%room, messages, "the chat's events missed messages; they were read from its history");
    let report = Delivery {
        source: String::from("host"),
        key: format!("missed/{room}/{}", began.as_nanosecond()),
        occurred_at: began,
        inbound: Inbound::Missed { room: room.clone(), messages },
    };
    ports.journal.receive(&[report], &[], ports.clock.now()).await?;
    Ok(())
}
