//! Waiting between two passes, for whatever comes first.

use std::sync::Arc;

use chatops_core::error::PortError;
use chatops_core::ports::inbound::Delivery;
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;

use super::{Driver, Word};
use crate::jobs::Finished;

/// Longest wait between two passes where the journal is shared: word of other processes is only a hint
/// (RELIABILITY section 5.4).
const LOOK_EVERY: SignedDuration = SignedDuration::from_secs(1);

/// Rest before a pass over something that is due and could not be done: every place is taken, or it has only just become
/// due. Short beside the second in which people look for an answer.
const BREATH: std::time::Duration = std::time::Duration::from_millis(20);

/// What ended the waiting.
pub(super) enum Woken {
    Deliveries(Result<Vec<Delivery>, PortError>),
    Job(Finished),
    Word(Option<Word>),
    /// Another process has stored something.
    Others,
    Pass,
}

impl Driver {
    /// Waits for whatever comes first; where the pass before has done something, only looks what is there already, and takes
    /// all that has ended. The order matters only when several are there at once.
    pub(super) async fn wait(&mut self, moved: bool) -> Woken {
        if moved {
            while let Some(finished) = self.jobs.next_ended() {
                self.unwritten.finished.push_back(finished);
            }
            // To stop is heard in a storm too; other words are answered when nothing else is to be done.
            match self.heard.is_none().then(|| self.words.try_recv()) {
                Some(Ok(word @ Word::Stop(_))) => return Woken::Word(Some(word)),
                Some(Ok(word)) => self.heard = Some(word),
                Some(Err(_)) | None => {}
            }
        }
        let due = if moved { None } else { self.next_due().await };
        let now = self.ports.clock.now();
        let clock = Arc::clone(&self.ports.clock);
        let moment = async {
            match due {
                // There may be more to do at once.
                _ if moved => {}
                // The pass before has found nothing that it could do about it. What ends meanwhile wakes us anyway.
                Some(due) if due <= now => tokio::time::sleep(BREATH).await,
                Some(due) => clock.until(due).await,
                None => std::future::pending().await,
            }
        };
        let deaf_until = self.deaf_until.filter(|until| *until > tokio::time::Instant::now());
        self.deaf_until = deaf_until;
        let hears_again = async {
            match deaf_until {
                Some(until) => tokio::time::sleep_until(until).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            deliveries = self.ports.chat.inbound(), if self.watch.is_held() && deaf_until.is_none() => {
                Woken::Deliveries(deliveries)
            }
            finished = self.jobs.next(), if !self.jobs.is_empty() => {
                finished.map_or(Woken::Pass, Woken::Job)
            }
            () = self.wake.notified() => Woken::Pass,
            () = self.watch.beat() => Woken::Pass,
            // Who does not read the events neither looks back nor forgets, and must not be woken for it again and again.
            () = self.look_back.due(), if self.watch.is_held() && self.look_back.is_idle() => {
                Woken::Pass
            }
            () = self.upkeep.due(), if self.watch.is_held() => Woken::Pass,
            () = hears_again => Woken::Pass,
            () = moment => Woken::Pass,
            () = self.ports.journal.changed() => Woken::Others,
            word = heard(&mut self.heard, &mut self.words) => Woken::Word(word),
        }
    }

    /// When to look again, on the host's clock.
    async fn next_due(&mut self) -> Option<Timestamp> {
        let now = self.ports.clock.now();
        let due = match self.ports.journal.next_due().await {
            Ok(due) => due,
            // The next pass finds out what is the matter.
            Err(_) => return Some(now),
        };
        // Waited for by the clock that counts: by the host's, one that is ahead would never rest.
        let due = due.into_iter().chain(self.jobs.renew_at());
        let due = due.map(|due| self.watch.on_host(due, now));
        due.chain(self.is_shared().then(|| later(now, LOOK_EVERY))).min()
    }
}

/// A word that was heard before, or the next one.
async fn heard(before: &mut Option<Word>, words: &mut mpsc::Receiver<Word>) -> Option<Word> {
    match before.take() {
        Some(word) => Some(word),
        None => words.recv().await,
    }
}
