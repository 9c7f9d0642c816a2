//! Waking other processes through LISTEN and NOTIFY. Only hints: whatever fails here costs time, never anything else.
//!
//! They are sent after a commit, by a task of its own, not within the transaction: PostgreSQL lets transactions that notify
//! commit one after the other, over all databases of the server.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chatops_core::ids::JournalId;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::connection::{Pool, reading};

/// Least time between two notifications: a storm of commits becomes a hundred in a second.
const TELL_GAP: Duration = Duration::from_millis(10);

/// How long to wait before listening again after the connection was lost. Whoever waits looks by themselves meanwhile.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// How long making the listening connection may take.
const LISTEN_MAX: Duration = Duration::from_secs(5);

/// A task that ends with its owner.
#[derive(Default)]
struct Task(Mutex<Option<JoinHandle<()>>>);

impl Task {
    /// Starts it unless it runs. It ends by itself only with its runtime.
    fn start(&self, work: impl FnOnce() -> JoinHandle<()>) {
        let mut task = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if task.as_ref().is_none_or(JoinHandle::is_finished) {
            *task = Some(work());
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        let task = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = task {
            task.abort();
        }
    }
}

/// The hints of one journal.
pub(super) struct Hints {
    pool: Arc<Pool>,
    channel: String,
    /// Tells our own notifications from those of others.
    sender: String,
    /// Something was committed that was not told yet.
    committed: Arc<Notify>,
    /// How many hints have come.
    heard: watch::Sender<u64>,
    telling: Task,
    listening: Task,
}

impl Hints {
    pub(super) fn new(pool: Arc<Pool>, journal: &JournalId) -> Self {
        let heard = watch::Sender::new(0);
        let place = &raw const *pool;
        Self {
            channel: format!("chatops_{}", journal.as_str()),
            // Unique among the journals of a process, and, with its number, on this machine; who takes another's for its own
            // misses a hint.
            sender: format!("{}/{place:p}/{:?}", std::process::id(), std::time::Instant::now()),
            pool,
            committed: Arc::default(),
            heard,
            telling: Task::default(),
            listening: Task::default(),
        }
    }

    /// Lets the others know that something was committed, soon.
    pub(super) fn tell(&self) {
        self.committed.notify_one();
        self.telling.start(|| {
            let (pool, committed) = (Arc::clone(&self.pool), Arc::clone(&self.committed));
            let (channel, sender) = (self.channel.clone(), self.sender.clone());
            tokio::spawn(async move {
                loop {
                    committed.notified().await;
                    notify(&pool, &channel, &sender).await;
                    sleep(TELL_GAP).await;
                }
            })
        });
    }

    /// Waits until another process may have committed something.
    pub(super) async fn heard(&self) {
        let mut heard = self.heard.subscribe();
        self.listening.start(|| {
            let (pool, heard) = (Arc::clone(&self.pool), self.heard.clone());
            let (channel, sender) = (self.channel.clone(), self.sender.clone());
            tokio::spawn(async move {
                loop {
                    listen(&pool, &channel, &sender, &heard).await;
                    // What was said meanwhile was missed.
                    heard.send_modify(|count| *count = count.wrapping_add(1));
                    sleep(LISTEN_AGAIN).await;
                }
            })
        });
        // An error means that the sender is gone, and it lives in `self`.
        let _ = heard.changed().await;
    }
}

async fn notify(pool: &Pool, channel: &str, sender: &str) {
    let told = async {
        let mut held = pool.take().await?;
        let told = sqlx::query("SELECT pg_notify($1, $2)")
            .bind(channel)
            .bind(sender)
            .execute(held.connection())
            .await;
        held.give_back(told.map(drop).map_err(Into::into))
    };
    // The others look by themselves.
    let _ = reading(told).await;
}

/// Listens until the connection is lost.
async fn listen(pool: &Pool, channel: &str, sender: &str, heard: &watch::Sender<u64>) {
    let one = PgPoolOptions::new().max_connections(1).acquire_timeout(LISTEN_MAX);
    let one = one.idle_timeout(None).max_lifetime(None).connect_lazy_with(pool.options().clone());
    let connected = async {
        let mut listener = PgListener::connect_with(&one).await?;
        listener.listen(channel).await?;
        Ok::<_, sqlx::Error>(listener)
    };
    let Ok(Ok(mut listener)) = timeout(LISTEN_MAX, connected).await else { return };
    // From here on nothing is missed; what came before may have been.
    heard.send_modify(|count| *count = count.wrapping_add(1));
    while let Ok(Some(notification)) = listener.try_recv().await {
        if notification.payload() != sender {
            heard.send_modify(|count| *count = count.wrapping_add(1));
        }
    }
}
