//! The running thing, as its host holds it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::Receipt;
use chatops_core::ports::{AlertSource, Clock, Journal};
use jiff::Timestamp;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::builder::Builder;
use crate::driver::{DriverError, Word};
use crate::emergency::Emergency;
use crate::webhooks::{self, Token};

/// How long a delivery may take to be stored: after that its sender is told to come again (RELIABILITY X7). Should it be
/// stored after all, the repeat is known by its key.
const STORE_MAX: std::time::Duration = std::time::Duration::from_millis(2_500);

/// What the handle and the webhooks share with the driver.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) alerts: Vec<Arc<dyn AlertSource>>,
    pub(crate) token: Option<Token>,
    pub(crate) wake: Arc<Notify>,
    /// Whether the driver runs. What nobody will decide is not taken in.
    pub(crate) alive: Arc<AtomicBool>,
    /// A name of this process that none before it had.
    pub(crate) life: Arc<str>,
    /// How many reports came by the webhooks since the start.
    pub(crate) reports: Arc<AtomicU64>,
    /// The way past the journal, where the host has given a place for its spool.
    pub(crate) emergency: Option<Arc<Emergency>>,
}

impl Shared {
    /// Stores deliveries, without the secrets in them, and wakes the driver. After `Ok` they are on stable storage.
    /// Where they cannot be stored and something in them is urgent, somebody is woken all the same.
    pub(crate) async fn deliver(&self, deliveries: &[Delivery]) -> Result<Vec<Receipt>, PortError> {
        let stored = self.store(deliveries).await;
        if stored.is_err()
            && let Some(emergency) = &self.emergency
        {
            let taken: Vec<Delivery> = deliveries.iter().cloned().map(Delivery::taken_in).collect();
            let emergency = Arc::clone(emergency);
            // On its own: a sender that hangs up meanwhile must not keep anybody asleep.
            let waking = tokio::spawn(async move { emergency.wake(&taken).await });
            if waking.await.is_err() {
                tracing::error!("the emergency page was cut off");
            }
            // The driver finds out when the journal works again, and hands the spool in.
            self.wake.notify_one();
        }
        stored
    }

    async fn store(&self, deliveries: &[Delivery]) -> Result<Vec<Receipt>, PortError> {
        if !self.alive.load(Ordering::Acquire) {
            let detail = "the driver has ended; start the program again";
            return Err(PortError::not_done("runtime", "deliver", ErrorKind::Unavailable, detail));
        }
        let taken: Vec<Delivery> = deliveries.iter().cloned().map(Delivery::taken_in).collect();
        let receive = self.journal.receive(&taken, &[], self.clock.now());
        let late = |_| {
            let detail = "it takes too long to answer; look at its disk or its server";
            PortError::not_done("runtime", "deliver", ErrorKind::Unavailable, detail)
        };
        let receipts = tokio::time::timeout(STORE_MAX, receive).await.map_err(late)??;
        self.wake.notify_one();
        Ok(receipts)
    }
}

/// The driver has ended.
#[derive(Debug, thiserror::Error)]
#[error("the driver has ended; `ChatOps::stop` says why")]
pub struct Ended;

/// A running installation. Dropping it ends the driver once what is under way is finished.
#[derive(Debug)]
pub struct ChatOps {
    shared: Shared,
    words: mpsc::Sender<Word>,
    running: JoinHandle<Result<(), DriverError>>,
}

impl ChatOps {
    /// Begins to build one.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn new(
        shared: Shared,
        words: mpsc::Sender<Word>,
        running: JoinHandle<Result<(), DriverError>>,
    ) -> Self {
        Self { shared, words, running }
    }

    /// The webhooks, to be mounted into the host's own router: `POST /hooks/<source>`.
    pub fn router(&self) -> axum::Router {
        webhooks::router(self.shared.clone())
    }

    /// Hands in deliveries from a source of the host's own. After `Ok` they are on stable storage and will be
    /// decided once.
    ///
    /// # Errors
    /// Those of [`Journal::receive`].
    pub async fn deliver(&self, deliveries: &[Delivery]) -> Result<Vec<Receipt>, PortError> {
        self.shared.deliver(deliveries).await
    }

    /// Waits until everything that can happen at this moment has happened: deliveries are decided, effects carried
    /// out. For drills and tests on a virtual clock.
    ///
    /// # Errors
    /// [`Ended`] where the driver has ended.
    pub async fn settle(&self) -> Result<(), Ended> {
        self.ask(Word::Settle).await
    }

    /// The next moment at which something can happen by itself.
    ///
    /// # Errors
    /// [`Ended`] where the driver has ended.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, Ended> {
        self.ask(Word::NextDue).await
    }

    async fn ask<T>(&self, word: impl FnOnce(oneshot::Sender<T>) -> Word) -> Result<T, Ended> {
        let (answer, answered) = oneshot::channel();
        self.words.send(word(answer)).await.map_err(|_| Ended)?;
        answered.await.map_err(|_| Ended)
    }

    /// Finishes what is under way, then stops. What was accepted and not yet done is done after the next start.
    ///
    /// # Errors
    /// A [`DriverError`] where the driver had ended by itself: why.
    pub async fn stop(self) -> Result<(), DriverError> {
        let _ = self.ask(Word::Stop).await;
        match self.running.await {
            Ok(ended) => ended,
            Err(error) if error.is_panic() => Err(DriverError::Fault),
            // It was cancelled with its runtime.
            Err(_) => Ok(()),
        }
    }
}
