//! The journal does not work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use chatops_core::alerts::{Signal, SignalStatus};
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::{EffectId, StreamId};
use chatops_core::memory::{MemoryJournal, MemoryPager};
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::ports::journal::{
    Claimed, Cursor, Entry, Head, InboxItem, JournalFacts, Lease, Receipt, Settlement, Transaction,
    Waiting,
};
use chatops_core::ports::{Clock as _, Journal};
use chatops_core::severity::Severity;
use chatops_runtime::ChatOps;
use jiff::{SignedDuration, Timestamp};

use super::host::Place;

/// A journal that can be switched off.
#[derive(Debug)]
struct Switched {
    inner: Arc<MemoryJournal>,
    off: AtomicBool,
}

impl Switched {
    fn journal(&self) -> Result<&MemoryJournal, PortError> {
        if self.off.load(Ordering::Relaxed) {
            let detail = "it is switched off";
            return Err(PortError::not_done("test", "work", ErrorKind::Unavailable, detail));
        }
        Ok(&self.inner)
    }
}

macro_rules! passed_on {
    ($(fn $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)*) => {
        #[async_trait]
        impl Journal for Switched {
            fn facts(&self) -> JournalFacts {
                self.inner.facts()
            }
            async fn changed(&self) {
                self.inner.changed().await;
            }
            $(async fn $name(&self, $($argument: $kind),*) -> Result<$answer, PortError> {
                self.journal()?.$name($($argument),*).await
            })*
        }
    };
}

passed_on! {
    fn receive(deliveries: &[Delivery], cursors: &[Cursor], now: Timestamp) -> Vec<Receipt>;
    fn undecided(limit: usize) -> Vec<InboxItem>;
    fn append(transaction: &Transaction) -> Vec<Entry>;
    fn load(stream: &StreamId, after_seq: u64, limit: usize) -> Vec<Entry>;
    fn read_all(after_position: i64, limit: usize) -> Vec<Entry>;
    fn heads() -> Vec<Head>;
    fn erase(stream: &StreamId, seq: u64, remains: &str) -> bool;
    fn forget(before: Timestamp, limit: usize) -> usize;
    fn clock() -> Option<Timestamp>;
    fn claim(owner: &str, now: Timestamp, lease: SignedDuration, limit: usize) -> Vec<Claimed>;
    fn renew(id: &EffectId, epoch: u64, until: Timestamp) -> bool;
    fn settle(id: &EffectId, epoch: u64, settlement: &Settlement, now: Timestamp) -> bool;
    fn due(now: Timestamp, limit: usize) -> usize;
    fn next_due() -> Option<Timestamp>;
    fn waiting() -> Vec<Waiting>;
    fn save_snapshot(stream: &StreamId, seq: u64, state: &str) -> ();
    fn snapshot(stream: &StreamId) -> Option<(u64, String)>;
    fn lease(name: &str, owner: &str, now: Timestamp, length: SignedDuration) -> Option<Lease>;
    fn cursor(source: &str, scope: &str) -> Option<String>;
    fn set_cursor(source: &str, scope: &str, token: &str) -> ();
    fn take_over() -> ();
}

struct Scene {
    place: Place,
    journal: Arc<Switched>,
    pager: Arc<MemoryPager>,
    spool: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let place = Place::alone();
        let journal =
            Arc::new(Switched { inner: place.journal.clone(), off: AtomicBool::new(false) });
        let pager = Arc::new(MemoryPager::new(place.clock.clone()));
        place.chat.people().into_iter().for_each(|person| pager.register(person));
        Self { place, journal, pager, spool: tempfile::tempdir().unwrap() }
    }

    async fn start(&self) -> ChatOps {
        ChatOps::builder()
            .chat(self.place.chat.clone())
            .shared_journal(self.journal.clone())
            .shared_pager(self.pager.clone())
            .shared_clock(self.place.clock.clone())
            .emergency_spool(self.spool.path().join("emergency.spool"))
            .start()
            .await
            .unwrap()
    }

    fn switch(&self, off: bool) {
        self.journal.off.store(off, Ordering::Relaxed);
    }

    fn alert(&self, key: &str, severity: Severity) -> Delivery {
        let now = self.place.clock.now();
        let signal = Signal {
            source: "test".to_owned(),
            key: key.to_owned(),
            group: String::new(),
            status: SignalStatus::Firing,
            title: format!("{key} is down"),
            description: String::new(),
            component: None,
            severity: Some(severity),
            labels: Default::default(),
            links: Vec::new(),
            chart: None,
            started_at: None,
            left_out: 0,
        };
        let key = format!("{key}/{}", now.as_nanosecond());
        Delivery {
            source: "test".to_owned(),
            key,
            occurred_at: now,
            inbound: Inbound::Alert(signal),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn x26_the_commander_is_paged_past_a_journal_that_does_not_work_and_the_record_tells_it_later()
 {
    let scene = Scene::new();
    let host = scene.start().await;
    scene.place.pass(2).await;
    scene.place.command("take");
    scene.place.pass(5).await;
    scene.switch(true);
    let began = tokio::time::Instant::now();
    host.deliver(&[scene.alert("checkout", Severity::Sev1)]).await.unwrap_err();
    assert!(began.elapsed().as_secs() <= 5);
    assert_eq!(scene.pager.pages().len(), 1, "the commander is woken");
    // The sender comes again, as it was told to; and something that can wait comes too.
    scene.place.pass(2).await;
    host.deliver(&[scene.alert("checkout", Severity::Sev1)]).await.unwrap_err();
    host.deliver(&[scene.alert("disk", Severity::Sev3)]).await.unwrap_err();
    assert_eq!(scene.pager.pages().len(), 1, "once");
    scene.place.pass(600).await;
    scene.switch(false);
    scene.place.pass(10).await;
    assert_eq!(scene.place.count("record.paged_past_journal").await, 1);
    assert_eq!(scene.place.count("alert.opened").await, 1, "the alert is on the record, once");
    assert!(scene.place.said("While the journal did not work I paged") >= 1);
    // Nothing is left in the spool.
    assert_eq!(std::fs::read_dir(scene.spool.path()).unwrap().count(), 0);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn x26_a_spool_that_a_dead_program_left_is_handed_in_at_the_next_start() {
    let scene = Scene::new();
    let host = scene.start().await;
    scene.place.pass(2).await;
    scene.place.command("take");
    scene.place.pass(5).await;
    scene.switch(true);
    host.deliver(&[scene.alert("checkout", Severity::Sev1)]).await.unwrap_err();
    host.stop().await.unwrap();
    // It died in the middle of a second line.
    let spool = scene.spool.path().join("emergency.spool");
    let mut text = std::fs::read(&spool).unwrap();
    text.extend_from_slice(b"{\"at\":\"20\xff");
    std::fs::write(&spool, text).unwrap();
    scene.switch(false);
    let host = scene.start().await;
    scene.place.pass(10).await;
    assert_eq!(scene.place.count("record.paged_past_journal").await, 1);
    assert_eq!(scene.place.count("alert.opened").await, 1);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_came_and_what_ended_while_the_journal_was_away_is_written_when_it_is_back() {
    let scene = Scene::new();
    let host = scene.start().await;
    scene.place.pass(2).await;
    scene.place.command("take");
    scene.place.pass(5).await;
    scene.switch(true);
    scene.place.command("declare checkout is slow");
    scene.place.pass(60).await;
    assert_eq!(scene.place.count("register.declared").await, 0);
    scene.switch(false);
    scene.place.pass(10).await;
    assert_eq!(scene.place.count("register.declared").await, 1, "the command was not lost");
    assert_eq!(scene.place.said("checkout is slow"), 1);
    // Stopping while it is away does not hang.
    scene.switch(true);
    scene.place.pass(5).await;
    host.stop().await.unwrap();
}
