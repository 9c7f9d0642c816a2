//! Work for a journal that reaches every table, in steps. Each step is one transaction.

use std::path::{Path, PathBuf};

use chatops_core::context::Actor;
use chatops_core::effect::{Answer, Effect, Outcome, TimerKey};
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, IncidentId, JournalId, Place, StreamId, TimerId};
use chatops_core::ports::Journal;
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{
    Claimed, Cursor, NewEffect, NewEntry, Settlement, TimerUpdate, Transaction,
};
use chatops_journal::SqliteJournal;
use chatops_journal::sqlite::Manner;
use jiff::{SignedDuration, Timestamp};

/// How long claims are held.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// How long what is over is kept, in the work's own time: a round and a half.
const KEPT_SECONDS: u64 = 20;

/// Pages in the log at which SQLite moves them into the file: few, so that a short piece of work meets it often.
pub const CHECKPOINT_PAGES: u32 = 24;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Deliveries come in, with how far their source was read.
    Receive,
    /// The oldest deliveries are decided: entries in two streams, effects, a timer.
    Decide,
    /// An effect is claimed.
    Claim,
    /// The claimed effect is done.
    Settle,
    /// The claimed effect is to be tried again.
    Again,
    /// Timers fire.
    Fire,
    /// A cursor moves on.
    Cursor,
    /// A snapshot is kept.
    Snapshot,
    /// A lease is renewed.
    Lease,
    /// The body of the newest entry is erased.
    Erase,
    /// One row of each kind that nobody asks for any more is forgotten.
    Forget,
    /// The journal is closed in order, and opened.
    Reopen,
    /// The journal is dropped, and opened.
    Drop,
}

/// The steps of a round, in order.
const ROUND: [Step; 13] = [
    Step::Receive,
    Step::Decide,
    Step::Claim,
    Step::Settle,
    Step::Cursor,
    Step::Claim,
    Step::Again,
    Step::Receive,
    Step::Fire,
    Step::Erase,
    Step::Snapshot,
    Step::Lease,
    Step::Forget,
];

/// The steps of as many rounds; between them the journal is opened again, one way and the other.
#[must_use]
pub fn steps(rounds: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for round in 0..rounds {
        if round > 0 {
            steps.push(if round % 2 == 1 { Step::Reopen } else { Step::Drop });
        }
        steps.extend(ROUND);
    }
    steps
}

/// The one who works.
#[derive(Debug)]
pub struct Worker {
    path: PathBuf,
    manner: Manner,
    journal: Option<SqliteJournal>,
    /// Steps that were done.
    done: u64,
    seqs: [u64; 2],
    held: Option<Claimed>,
}

impl Worker {
    /// Opens a journal and begins.
    ///
    /// # Errors
    /// Those of [`SqliteJournal::open`].
    pub async fn begin(path: &Path, manner: Manner) -> Result<Self, PortError> {
        let journal = SqliteJournal::open_in_manner(path, &manner).await?;
        let path = path.to_owned();
        Ok(Self { path, manner, journal: Some(journal), done: 0, seqs: [0; 2], held: None })
    }

    /// The journal. None while it could not be opened again.
    #[must_use]
    pub fn journal(&self) -> Option<&SqliteJournal> {
        self.journal.as_ref()
    }

    /// Closes the journal in order.
    ///
    /// # Errors
    /// Those of [`SqliteJournal::close`].
    pub async fn end(self) -> Result<(), PortError> {
        match self.journal {
            Some(journal) => journal.close().await,
            None => Ok(()),
        }
    }

    /// Lets the journal go without closing it.
    pub fn let_go(&mut self) {
        self.journal = None;
    }

    fn now(&self) -> Timestamp {
        at(self.done)
    }

    /// Does a step. After an error the same step can be tried again: nothing was counted.
    ///
    /// # Errors
    /// Those of the journal.
    pub async fn play(&mut self, step: Step) -> Result<(), PortError> {
        if matches!(step, Step::Reopen | Step::Drop) {
            self.open_again(step).await?;
        } else {
            let Some(journal) = self.journal.take() else {
                self.journal = Some(SqliteJournal::open_in_manner(&self.path, &self.manner).await?);
                return Box::pin(self.play(step)).await;
            };
            let played = self.on(&journal, step).await;
            self.journal = Some(journal);
            played?;
        }
        self.done += 1;
        Ok(())
    }

    async fn open_again(&mut self, step: Step) -> Result<(), PortError> {
        if let Some(journal) = self.journal.take()
            && step == Step::Reopen
        {
            journal.close().await?;
        }
        self.journal = Some(SqliteJournal::open_in_manner(&self.path, &self.manner).await?);
        Ok(())
    }

    async fn on(&mut self, journal: &SqliteJournal, step: Step) -> Result<(), PortError> {
        let now = self.now();
        match step {
            Step::Receive => {
                let deliveries: Vec<Delivery> =
                    (0..3).map(|one| delivery(self.done * 10 + one)).collect();
                journal.receive(&deliveries, &[cursor("inbox", self.done)], now).await?;
            }
            Step::Decide => {
                let transaction = self.decision(journal).await?;
                journal.append(&transaction).await?;
                self.seqs = self.seqs.map(|seq| seq + 1);
            }
            Step::Claim => {
                self.held = journal.claim("rig", now, LEASE, 1).await?.into_iter().next();
            }
            Step::Settle => {
                self.settle(journal, &Settlement::Settled(Outcome::Done(Answer::Nothing))).await?;
            }
            Step::Again => {
                let again = Settlement::Again { not_before: now, ambiguous: true };
                self.settle(journal, &again).await?;
            }
            Step::Fire => drop(journal.due(now, 10).await?),
            Step::Cursor => journal.set_cursor("rig", "room", &self.done.to_string()).await?,
            Step::Snapshot => {
                journal.save_snapshot(&stream(0), self.seqs[0], &words(self.done)).await?;
            }
            Step::Lease => drop(journal.lease("rig", "rig", now, LEASE).await?),
            Step::Erase => {
                journal.erase(&stream(0), self.seqs[0], &words(self.done)).await?;
            }
            Step::Forget => {
                journal.forget(at(self.done.saturating_sub(KEPT_SECONDS)), 1).await?;
            }
            Step::Reopen | Step::Drop => {}
        }
        Ok(())
    }

    async fn settle(
        &self,
        journal: &SqliteJournal,
        settlement: &Settlement,
    ) -> Result<(), PortError> {
        match &self.held {
            Some(held) => drop(journal.settle(&held.id, held.epoch, settlement, self.now()).await?),
            // Nothing was there to be claimed: the journal is asked for nothing, but it is asked.
            None => drop(journal.claim("rig", self.now(), LEASE, 0).await?),
        }
        Ok(())
    }

    async fn decision(&self, journal: &SqliteJournal) -> Result<Transaction, PortError> {
        let now = self.now();
        let done = journal.undecided(2).await?.into_iter().map(|item| item.row).collect();
        let entries = [(0, self.seqs[0]), (1, self.seqs[1])]
            .map(|(of, seq)| NewEntry {
                stream: stream(of),
                seq: seq + 1,
                occurred_at: now,
                actor: Actor::Service("rig".to_owned()),
                kind: "handover.offered".to_owned(),
                version: 1,
                body: format!("{{\"words\":\"{}\"}}", words(self.done)),
            })
            .into();
        let effects = [0, 1].map(|one| effect(self.done * 10 + one)).into();
        let id = TimerId::derive(place(&JournalId::from_bits(0), self.done));
        let due = at(self.done + 3);
        let timers =
            vec![TimerUpdate::Set { stream: stream(0), id, key: TimerKey::UpdateDue, due }];
        Ok(Transaction { done, entries, effects, timers, ..Transaction::at(now) })
    }
}

/// Seconds after the beginning of the work's own time.
fn at(seconds: u64) -> Timestamp {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds.saturating_add(1_767_323_045)).unwrap_or(Timestamp::MAX)
}

/// Words enough to fill more than one page now and then.
fn words(number: u64) -> String {
    let length = usize::try_from(number * 37 % 5_000).unwrap_or(0);
    format!("{number}:").chars().cycle().take(length + 3).collect()
}

/// The channel's stream, or an incident's.
fn stream(of: u64) -> StreamId {
    match of {
        0 => StreamId::EmergencyChannel,
        _ => StreamId::Incident(IncidentId::derive(place(&JournalId::from_bits(0), 1))),
    }
}

fn place(journal: &JournalId, seq: u64) -> Place<'_> {
    Place { journal, stream: &StreamId::EmergencyChannel, seq, position: 0 }
}

fn cursor(scope: &str, number: u64) -> Cursor {
    Cursor { source: "rig".to_owned(), scope: scope.to_owned(), token: number.to_string() }
}

fn delivery(number: u64) -> Delivery {
    Delivery {
        source: "rig".to_owned(),
        key: number.to_string(),
        occurred_at: at(number),
        inbound: Inbound::Started,
    }
}

fn effect(number: u64) -> NewEffect {
    NewEffect {
        id: EffectId::derive(place(&JournalId::from_bits(0), number)),
        stream: stream(0),
        lane: format!("lane-{}", number % 2),
        priority: 3,
        waiting: false,
        replaces: None,
        effect: Effect::AcknowledgeAlert { source: "rig".to_owned(), alert: words(number) },
    }
}
