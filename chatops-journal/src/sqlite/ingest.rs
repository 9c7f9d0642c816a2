//! The ingest transaction, shared: who waits for the writer waits together, and what has come together is one commit.
//!
//! A caller joins the batch that waits, or begins one. A batch is a piece of work that one of its callers carries on
//! while the others wait for it to be done or to be theirs: a caller that goes away in the middle takes nothing along,
//! the next one goes on where it stopped. Where the last one goes away while it is under way, a task of its own brings it
//! to its end: a disk that fails under it must be heard. A batch takes the writer's turn like any other write, and closes
//! when it gets it. A caller that is alone waits for nobody.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{Cursor, Receipt};
use jiff::Timestamp;

use super::connection::{Held, Slot};
use super::fault::Fault;
use super::inbox::{self, Row};
use super::keeping;

/// Most deliveries of one commit. By far more than arrive during one on a fast disk, and little enough that those who
/// come next do not wait long on a slow one.
const DELIVERIES_MAX: usize = 1_000;

/// Most bytes of one commit, unless a single caller brings more: what a statement holds in memory.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// What one caller hands in, written out and therefore known to fit.
#[derive(Debug, Default, Clone)]
struct Share {
    rows: Vec<Row>,
    cursors: Vec<Cursor>,
}

impl Share {
    fn of(deliveries: &[Delivery], cursors: &[Cursor], now: Timestamp) -> Result<Self, Fault> {
        let rows = deliveries.iter().map(|delivery| Row::of(delivery, now));
        Ok(Self { rows: rows.collect::<Result<_, _>>()?, cursors: cursors.to_vec() })
    }

    fn bytes(&self) -> usize {
        self.rows.iter().map(Row::bytes).sum()
    }
}

/// What each caller of a batch gets.
type Answers = Vec<Result<Vec<Receipt>, Arc<Fault>>>;

/// The shares of a batch; none once it is under way.
type Shares = Arc<Mutex<Option<Vec<Share>>>>;

/// What its callers hold of a batch.
struct Batch {
    shares: Shares,
    work: tokio::sync::Mutex<Work>,
}

/// How far a batch has come.
enum Work {
    /// Whoever holds the lock carries it on.
    Ahead(Pin<Box<dyn Future<Output = Answers> + Send>>),
    Done(Answers),
}

impl Batch {
    /// Waits until it is done, and carries it on if it is one's turn. Gives the answer at this place.
    async fn answer(&self, place: usize) -> Result<Vec<Receipt>, Fault> {
        let mut work = self.work.lock().await;
        if let Work::Ahead(future) = &mut *work {
            // If we go away here, the lock goes to the next caller, and the work as far as it has come.
            let answers = future.await;
            *work = Work::Done(answers);
        }
        match &*work {
            Work::Done(answers) => match answers.get(place) {
                Some(Ok(receipts)) => Ok(receipts.clone()),
                Some(Err(fault)) => Err(Fault::Shared(Arc::clone(fault))),
                None => Err(Fault::Stopped),
            },
            Work::Ahead(_) => Err(Fault::Stopped),
        }
    }
}

impl Drop for Batch {
    /// Nobody waits for it any more. Before it is under way that is its end; after that its commit may be, and what came of
    /// that must be known: the next `fsync` may report success for what this one lost.
    fn drop(&mut self) {
        if unlocked(&self.shares).is_some() {
            return;
        }
        if let Work::Ahead(rest) = std::mem::replace(self.work.get_mut(), Work::Done(Vec::new()))
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            // Failures are judged within it.
            drop(runtime.spawn(rest));
        }
    }
}

/// A batch that can be joined. It holds nobody's work alive: a batch whose callers all went away is gone.
struct Waiting {
    batch: Weak<Batch>,
    deliveries: usize,
    bytes: usize,
}

/// Where deliveries come in.
pub(super) struct Ingest {
    writer: Slot,
    waiting: Mutex<Option<Waiting>>,
}

impl Ingest {
    pub(super) fn new(writer: Slot) -> Self {
        Self { writer, waiting: Mutex::new(None) }
    }

    /// Stores deliveries and cursors, in one transaction with whatever else waits for one.
    pub(super) async fn receive(
        &self,
        deliveries: &[Delivery],
        cursors: &[Cursor],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, Fault> {
        let (place, batch) = self.join(Share::of(deliveries, cursors, now)?);
        batch.answer(place).await
    }

    /// Joins the batch that waits, or begins one.
    fn join(&self, share: Share) -> (usize, Arc<Batch>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (deliveries, bytes) = (share.rows.len(), share.bytes());
        if let Some(open) = waiting.as_mut()
            && open.deliveries.saturating_add(deliveries) <= DELIVERIES_MAX
            && open.bytes.saturating_add(bytes) <= BYTES_MAX
            && let Some(batch) = open.batch.upgrade()
            && let Some(shares) = unlocked(&batch.shares).as_mut()
        {
            shares.push(share);
            open.deliveries += deliveries;
            open.bytes += bytes;
            return (shares.len() - 1, Arc::clone(&batch));
        }
        let shares: Shares = Arc::new(Mutex::new(Some(vec![share])));
        let work = Work::Ahead(Box::pin(run(self.writer.clone(), Arc::clone(&shares))));
        let batch = Arc::new(Batch { shares, work: tokio::sync::Mutex::new(work) });
        *waiting = Some(Waiting { batch: Arc::downgrade(&batch), deliveries, bytes });
        (0, batch)
    }
}

/// Waits for the writer, takes what has come together meanwhile, and stores it.
async fn run(writer: Slot, shares: Shares) -> Answers {
    let held = writer.take().await;
    // Every task runs that is ready to. Callers of the batch before this one have their answers by now, and many come
    // back with the next delivery at once: then they share this commit, instead of two halves of them taking turns.
    // Where nothing is ready this takes no time.
    tokio::task::yield_now().await;
    let shares = unlocked(&shares).take().unwrap_or_default();
    let count = shares.len();
    let stored = match held {
        Ok(held) => store(held, &shares).await,
        Err(fault) => Err(fault),
    };
    match stored {
        Ok(receipts) => receipts.into_iter().map(Ok).collect(),
        Err(fault) if count > 1 && fault.is_harmless() => one_by_one(&writer, shares).await,
        Err(fault) => vec![Err(Arc::new(writer.judged(fault))); count],
    }
}

fn unlocked(shares: &Shares) -> MutexGuard<'_, Option<Vec<Share>>> {
    shares.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What does not fit together may fit alone: nobody fails because of another one's deliveries.
async fn one_by_one(writer: &Slot, shares: Vec<Share>) -> Vec<Result<Vec<Receipt>, Arc<Fault>>> {
    let mut answers = Vec::with_capacity(shares.len());
    for share in shares {
        let stored = match writer.take().await {
            Ok(held) => store(held, &[share]).await,
            Err(fault) => Err(fault),
        };
        answers.push(match stored {
            Ok(receipts) => Ok(receipts.into_iter().flatten().collect()),
            Err(fault) => Err(Arc::new(writer.judged(fault))),
        });
    }
    answers
}

/// Stores shares in one transaction. Each gets the receipts of its own.
async fn store(mut held: Held, shares: &[Share]) -> Result<Vec<Vec<Receipt>>, Fault> {
    let rows: Vec<&Row> = shares.iter().flat_map(|share| &share.rows).collect();
    let cursors: Vec<&Cursor> = shares.iter().flat_map(|share| &share.cursors).collect();
    let receipts = if cursors.is_empty() {
        // One statement is a transaction by itself.
        let stored = inbox::put(held.connection(), &rows).await;
        held.finish(stored).await?
    } else {
        let mut unit = held.begin().await?;
        let stored = async {
            keeping::set_cursors(unit.connection(), &cursors).await?;
            inbox::put(unit.connection(), &rows).await
        };
        let stored = stored.await;
        unit.finish(stored).await?
    };
    let mut receipts = receipts.into_iter();
    Ok(shares.iter().map(|share| receipts.by_ref().take(share.rows.len()).collect()).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use chatops_core::error::{Certainty, ErrorKind, PortError};
    use chatops_core::ports::Journal;
    use chatops_core::ports::inbound::Inbound;
    use futures_util::future::join_all;
    use tempfile::TempDir;

    use super::*;
    use crate::SqliteJournal;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn delivery(key: &str) -> Delivery {
        Delivery {
            source: "test".to_owned(),
            key: key.to_owned(),
            occurred_at: NOW,
            inbound: Inbound::Started,
        }
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
            .block_on(future)
    }

    async fn fresh() -> (TempDir, SqliteJournal) {
        let folder = tempfile::tempdir().unwrap();
        let journal = SqliteJournal::open(folder.path().join("j.db")).await.unwrap();
        (folder, journal)
    }

    async fn keys(journal: &SqliteJournal) -> Vec<String> {
        let items = journal.undecided(1_000).await.unwrap();
        items.into_iter().map(|item| item.delivery.key).collect()
    }

    async fn commits(journal: &SqliteJournal) -> u32 {
        let held = journal.writer.as_ref().unwrap().slot.take().await.unwrap();
        let commits = held.commits();
        held.give_back(Ok(())).unwrap();
        commits
    }

    #[test]
    fn callers_at_once_share_a_commit() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let each: Vec<Vec<Delivery>> =
                (0..64).map(|number| vec![delivery(&format!("{number:02}"))]).collect();
            let receipts = join_all(each.iter().map(|one| journal.receive(one, &[], NOW))).await;
            for receipt in receipts {
                assert_eq!(receipt.unwrap(), [Receipt::Stored]);
            }
            let stored = keys(&journal).await;
            let given: Vec<String> = (0..64).map(|number| format!("{number:02}")).collect();
            assert_eq!(stored, given);
            assert_eq!(commits(&journal).await, 1);
        });
    }

    #[test]
    fn callers_who_come_back_at_once_stay_together() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let journal = Arc::new(journal);
            let producers = (0..32).map(|producer| {
                let journal = Arc::clone(&journal);
                tokio::spawn(async move {
                    for turn in 0..10 {
                        let own = [delivery(&format!("{producer}/{turn}"))];
                        journal.receive(&own, &[], NOW).await.unwrap();
                    }
                })
            });
            for producer in producers.collect::<Vec<_>>() {
                producer.await.unwrap();
            }
            assert_eq!(keys(&journal).await.len(), 320);
            assert_eq!(commits(&journal).await, 10);
        });
    }

    #[test]
    fn each_caller_gets_the_receipts_of_its_own() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            journal.receive(&[delivery("known")], &[], NOW).await.unwrap();
            let first = [delivery("one"), delivery("known"), delivery("two"), delivery("two")];
            let second = [delivery("three"), delivery("one")];
            let nothing: [Delivery; 0] = [];
            let alone = [delivery("alone")];
            let answers = join_all([
                // Has the writer's turn at once; the others share the next one.
                journal.receive(&alone, &[], NOW),
                journal.receive(&first, &[], NOW),
                journal.receive(&nothing, &[], NOW),
                journal.receive(&second, &[], NOW),
            ])
            .await;
            use Receipt::{Repeat, Stored};
            let wanted: [&[Receipt]; 4] =
                [&[Stored], &[Stored, Repeat, Stored, Repeat], &[], &[Stored, Repeat]];
            for (answer, wanted) in answers.into_iter().zip(wanted) {
                assert_eq!(answer.unwrap(), wanted);
            }
            assert_eq!(keys(&journal).await, ["known", "alone", "one", "two", "three"]);
        });
    }

    #[test]
    fn cursors_come_with_the_deliveries_of_their_callers() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let place = |token: &str| Cursor {
                source: "test".to_owned(),
                scope: "room".to_owned(),
                token: token.to_owned(),
            };
            let (one, two, three) = ([delivery("1")], [delivery("2")], [delivery("3")]);
            let (before, after) = ([place("before")], [place("after")]);
            let answers = join_all([
                journal.receive(&one, &[], NOW),
                journal.receive(&two, &before, NOW),
                journal.receive(&three, &after, NOW),
            ])
            .await;
            assert!(answers.iter().all(Result::is_ok), "{answers:?}");
            assert_eq!(journal.cursor("test", "room").await.unwrap().as_deref(), Some("after"));
            assert_eq!(keys(&journal).await, ["1", "2", "3"]);
        });
    }

    #[test]
    fn what_no_column_holds_fails_alone() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let never = Delivery { occurred_at: Timestamp::MAX, ..delivery("never") };
            let (one, never, two) = ([delivery("one")], [never], [delivery("two")]);
            let answers = join_all([
                journal.receive(&one, &[], NOW),
                journal.receive(&never, &[], NOW),
                journal.receive(&two, &[], NOW),
                journal.receive(&one, &[], Timestamp::MIN),
            ])
            .await;
            let kinds: Vec<_> =
                answers.iter().map(|answer| answer.as_ref().err().map(|e| e.kind)).collect();
            let invalid = Some(ErrorKind::Invalid);
            assert_eq!(kinds, [None, invalid, None, invalid]);
            assert_eq!(keys(&journal).await, ["one", "two"]);
        });
    }

    #[test]
    fn who_does_not_fit_fails_alone() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            journal.receive(&[delivery("first")], &[], NOW).await.unwrap();
            // Until it is opened anew, this connection has room for a few pages more.
            let limit = async |pages: i64| {
                let mut held = journal.writer.as_ref().unwrap().slot.take().await.unwrap();
                let count = "SELECT page_count FROM pragma_page_count";
                let count: i64 =
                    sqlx::query_scalar(count).fetch_one(held.connection()).await.unwrap();
                let limit = format!("PRAGMA max_page_count = {}", count + pages);
                let limit = sqlx::AssertSqlSafe(limit);
                sqlx::raw_sql(limit).execute(held.connection()).await.unwrap();
                held.give_back(Ok(())).unwrap();
            };
            limit(5).await;
            let (small, large) = ([delivery("small")], [delivery(&"x".repeat(100_000))]);
            let shares: Vec<Share> = [&small, &large, &[delivery("other")]]
                .into_iter()
                .map(|deliveries| Share::of(deliveries, &[], NOW).unwrap())
                .collect();
            let writer = &journal.writer.as_ref().unwrap().slot;
            let answers = run(writer.clone(), Arc::new(Mutex::new(Some(shares)))).await;
            // The connection that was full went with the shared attempt, so each found room by itself.
            assert!(answers.iter().all(Result::is_ok), "{answers:?}");
            assert_eq!(keys(&journal).await.len(), 4);
        });
    }

    #[test]
    fn a_shared_failure_is_told_to_everybody() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let held = journal.writer.as_ref().unwrap().slot.take().await.unwrap();
            let (one, two) = ([delivery("one")], [delivery("two")]);
            let mut both =
                pin!(join_all([journal.receive(&one, &[], NOW), journal.receive(&two, &[], NOW)]));
            let mut cx = Context::from_waker(Waker::noop());
            assert!(both.as_mut().poll(&mut cx).is_pending());
            // While they wait together for the writer, the disk fails under it.
            let lost = Fault::Commit(sqlx::Error::Io(std::io::ErrorKind::Other.into()));
            journal.failed("append", lost);
            drop(held);
            for answer in both.await {
                let error: PortError = answer.unwrap_err();
                assert_eq!((error.kind, error.certainty), (ErrorKind::Stopped, Certainty::NotDone));
                assert!(error.to_string().contains("restart the process"), "{error}");
            }
        });
    }

    #[test]
    fn whoever_goes_away_takes_nothing_along() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let mut answered: BTreeMap<String, Receipt> = BTreeMap::new();
            let mut gone = 0;
            for round in 0..60 {
                let each: Vec<[Delivery; 1]> =
                    (0..8).map(|number| [delivery(&format!("{round}/{number}"))]).collect();
                let mut callers: Vec<_> =
                    each.iter().map(|one| Some(Box::pin(journal.receive(one, &[], NOW)))).collect();
                let mut cx = Context::from_waker(Waker::noop());
                for step in 0..=round % 12 {
                    for (caller, one) in callers.iter_mut().zip(&each) {
                        let done = caller.as_mut().map(|future| future.as_mut().poll(&mut cx));
                        if let Some(std::task::Poll::Ready(answer)) = done {
                            answered.insert(one[0].key.clone(), answer.unwrap()[0]);
                            *caller = None;
                        }
                    }
                    // The one who carries the others leaves in the middle of it.
                    if let Some(leaving) = callers.get_mut(step % 8)
                        && leaving.take().is_some()
                    {
                        gone += 1;
                    }
                    std::thread::sleep(std::time::Duration::from_micros(50));
                }
                for (caller, one) in callers.into_iter().zip(&each) {
                    if let Some(caller) = caller {
                        answered.insert(one[0].key.clone(), pin!(caller).await.unwrap()[0]);
                    }
                }
            }
            let stored = keys(&journal).await;
            for (key, receipt) in &answered {
                assert_eq!(*receipt, Receipt::Stored, "{key}");
                assert!(stored.contains(key), "{key} was answered and is not there");
            }
            assert!(gone > 60 && answered.len() > 100, "{gone} gone, {} answered", answered.len());
            journal.verify().await.unwrap();
        });
    }

    #[test]
    fn a_batch_that_everybody_left_is_brought_to_its_end() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let one = [delivery("left")];
            let mut caller = Box::pin(journal.receive(&one, &[], NOW));
            let mut cx = Context::from_waker(Waker::noop());
            // Once for the other tasks, once to begin.
            for _ in 0..2 {
                assert!(caller.as_mut().poll(&mut cx).is_pending());
            }
            drop(caller);
            // The same connection as before, after its commit.
            assert_eq!((commits(&journal).await, keys(&journal).await), (1, vec!["left".into()]));
        });
    }

    #[test]
    fn a_disk_that_fails_when_everybody_has_left_is_heard() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let writer = journal.writer.as_ref().unwrap().slot.clone();
            for (shares, is_heard) in [(Some(Vec::new()), false), (None, true)] {
                let writer = writer.clone();
                let work = Work::Ahead(Box::pin(async move {
                    let lost = Fault::Commit(sqlx::Error::Io(std::io::ErrorKind::Other.into()));
                    vec![Err(Arc::new(writer.judged(lost)))]
                }));
                let work = tokio::sync::Mutex::new(work);
                drop(Batch { shares: Arc::new(Mutex::new(shares)), work });
                tokio::task::yield_now().await;
                assert_eq!(journal.health.check().is_err(), is_heard);
            }
        });
    }

    #[test]
    fn a_batch_ends_where_it_is_large_enough() {
        block_on(async {
            let (_folder, journal) = fresh().await;
            let ingest = &journal.writer.as_ref().unwrap().ingest;
            let share = |count: usize| Share {
                rows: vec![Row::of(&delivery("x"), NOW).unwrap(); count],
                cursors: Vec::new(),
            };
            let joined: Vec<_> = [DELIVERIES_MAX - 1, 1, 1, 5, DELIVERIES_MAX, 1]
                .map(|count| ingest.join(share(count)))
                .into_iter()
                .collect();
            let places: Vec<usize> = joined.iter().map(|(place, _)| *place).collect();
            assert_eq!(places, [0, 1, 0, 1, 0, 0]);
            // Nobody waits for these any more, so nothing of them is written.
            drop(joined);
            assert_eq!(ingest.join(share(1)).0, 0);
            assert!(keys(&journal).await.is_empty());
        });
    }
}
