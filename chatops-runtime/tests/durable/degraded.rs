//! The journal does not work.

use std::sync::Arc;

use chatops_core::ids::PersonId;
use chatops_core::memory::{MemoryPager, NewPerson};
use chatops_core::ports::ChatPlatform as _;
use chatops_core::severity::Severity;
use chatops_runtime::ChatOps;
use chatops_runtime::driver::NOT_RECORDED;

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

#[tokio::test(start_paused = true)]
async fn x6_whoever_gives_a_command_that_cannot_be_recorded_is_told_once_and_it_is_done_later() {
    let scene = Scene::new();
    let (place, chat) = (&scene.place, &scene.place.chat);
    let host = scene.start().await;
    place.pass(2).await;
    place.command("take");
    let ann = chat.register(NewPerson::employee("ann", "Ann Lee")).unwrap();
    let room = chat.room_named("em").unwrap().id;
    chat.join(&ann, &room).unwrap();
    place.pass(5).await;
    let recorded = place.entries().await.len();
    let told = |person: &PersonId| {
        let shown = chat.room_view(&room, Some(person)).into_iter();
        shown.filter(|message| message.text.starts_with(NOT_RECORDED)).count()
    };
    scene.switch(true);
    place.command("declare checkout is slow");
    place.say("can you hear me?");
    place.pass(4).await;
    assert_eq!(told(&place.jim), 0, "a short outage is nobody's concern");
    place.pass(4).await;
    assert_eq!(told(&place.jim), 1);
    place.command("declare payments fail");
    // Words behind the prefix, in the middle of the outage; and from somebody who takes nothing in a room.
    chat.say(&ann, &room, "/em status").unwrap();
    place.pass(2).await;
    assert_eq!((told(&place.jim), told(&ann)), (1, 1), "each once");
    chat.command(&ann, None, "status").unwrap();
    place.pass(30).await;
    assert_eq!((told(&place.jim), told(&ann)), (1, 1), "each once");
    assert_eq!(place.entries().await.len(), recorded);
    assert_eq!(chat.rooms().iter().filter(|room| room.name.starts_with("inc-")).count(), 0);
    scene.switch(false);
    place.pass(10).await;
    assert_eq!(place.count("register.declared").await, 2, "nothing was lost");
    assert_eq!(place.count("record.said").await, 2);
    // Another outage is another matter. Who speaks with the bot alone is told there.
    scene.switch(true);
    chat.command(&place.jim, None, "status").unwrap();
    place.pass(10).await;
    let direct = chat.direct_view(&place.jim);
    assert_eq!(direct.iter().filter(|one| one.text.starts_with(NOT_RECORDED)).count(), 1);
    host.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_comes_while_the_journal_is_away_is_kept_up_to_a_bound_and_nobody_else_is_told() {
    let scene = Scene::new();
    let place = &scene.place;
    let host = scene.start().await;
    place.pass(2).await;
    scene.switch(true);
    for number in 0..3_000 {
        place.say(&format!("number {number}"));
    }
    place.pass(20).await;
    let rest = place.chat.inbound();
    let rest = tokio::time::timeout(std::time::Duration::from_secs(1), rest).await;
    assert!(rest.is_ok(), "all of it was taken in");
    assert_eq!(place.said(NOT_RECORDED), 0, "who gave no command is not told");
    host.stop().await.unwrap();
}
