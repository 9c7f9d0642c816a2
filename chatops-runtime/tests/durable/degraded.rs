//! The journal does not work.

use std::sync::Arc;

use chatops_core::memory::MemoryPager;
use chatops_core::severity::Severity;
use chatops_runtime::ChatOps;

use super::host::Place;
use super::meddled::Meddled;

struct Scene {
    place: Place,
    journal: Arc<Meddled>,
    pager: Arc<MemoryPager>,
    spool: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let place = Place::alone();
        let journal = Arc::new(Meddled::new(&place.journal));
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
        self.journal.switch(off);
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
    host.deliver(&[scene.place.alert("checkout", Severity::Sev1)]).await.unwrap_err();
    assert!(began.elapsed().as_secs() <= 5);
    assert_eq!(scene.pager.pages().len(), 1, "the commander is woken");
    // The sender comes again, as it was told to; and something that can wait comes too.
    scene.place.pass(2).await;
    host.deliver(&[scene.place.alert("checkout", Severity::Sev1)]).await.unwrap_err();
    host.deliver(&[scene.place.alert("disk", Severity::Sev3)]).await.unwrap_err();
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
    host.deliver(&[scene.place.alert("checkout", Severity::Sev1)]).await.unwrap_err();
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
