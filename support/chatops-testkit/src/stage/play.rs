//! Playing: one direction, then everything that follows from it.

use std::time::Duration;

use chatops_core::people::PersonKind;
use chatops_core::ports::Clock as _;
use chatops_core::ports::inbound::Delivery;
use chatops_core::time::later;
use jiff::Timestamp;

use super::cast;
use super::direction::Direction;
use super::shown::Shown;
use super::{MOMENTS_MAX, ROUNDS_MAX, SETTLE_SECONDS_MAX, Stage, StageError};

/// The command that confirms the briefing.
const BRIEFED: &str = "briefed";

impl Stage {
    /// Lets the bot do what it does when it starts. Then whoever is in the emergency channel from the beginning confirms
    /// that they have read the pins, out of sight: it was long ago.
    ///
    /// # Errors
    /// Where the engine has ended or does not come to rest.
    pub async fn begin(
        &mut self,
        show: &mut (impl FnMut(Shown) + ?Sized),
    ) -> Result<(), StageError> {
        self.settle(show).await?;
        let Some(room) = self.chat.room_named(&self.channel) else { return Ok(()) };
        for member in self.cast.all() {
            let Some(id) = cast::id(&member.handle) else { continue };
            if member.briefed.unwrap_or(room.members.contains(&id))
                && member.kind != PersonKind::Bot
            {
                // Who is not in the room has nothing to confirm.
                let _ = self.chat.command(&id, Some(&room.id), BRIEFED);
            }
        }
        self.settle(&mut |_| {}).await
    }

    /// Plays one direction, and everything that can happen at that moment. What becomes visible goes to `show`, in
    /// order.
    ///
    /// # Errors
    /// Where it cannot be played, or what must be so is not.
    pub async fn play(
        &mut self,
        direction: &Direction,
        show: &mut (impl FnMut(Shown) + ?Sized),
    ) -> Result<(), StageError> {
        match direction {
            Direction::Advance(span) => {
                let until = later(self.clock.now(), *span);
                return self.run_until(until, show).await;
            }
            Direction::Until(at) => return self.run_until(*at, show).await,
            Direction::Expect(expectation) => {
                return self.check(expectation).await.map_err(StageError::Unmet);
            }
            Direction::Act(handle, act) => self.act(handle, act)?,
            Direction::Post(post) => self.hooks.post(post).await?,
            Direction::Ticket(act) => {
                let reports = self.work_ticket(act)?;
                self.deliver(&reports).await?;
            }
            Direction::Acknowledge(handle) => {
                let reports = self.acknowledge(handle)?;
                self.deliver(&reports).await?;
            }
            Direction::Account(handle, change) => self.change_account(handle, change)?,
            Direction::Fail(failure) => self.fail(failure),
            Direction::Mend(port, operation) => self.set_broken(*port, operation, None),
        }
        self.settle(show).await
    }

    /// A new step begins: expectations about who was notified look from here on.
    pub fn begin_step(&mut self) {
        self.step_began = self.seen;
        self.pages_before = self.services.pager.as_ref().map_or(0, |pager| pager.pages().len());
    }

    /// Lets everything happen that can happen now.
    ///
    /// # Errors
    /// Where the engine has ended or does not come to rest.
    pub async fn settle(
        &mut self,
        show: &mut (impl FnMut(Shown) + ?Sized),
    ) -> Result<(), StageError> {
        let now = self.clock.now();
        for _ in 0..ROUNDS_MAX {
            let settled = self.chatops.settle();
            match tokio::time::timeout(Duration::from_secs(SETTLE_SECONDS_MAX), settled).await {
                Ok(Ok(())) => {}
                Ok(Err(ended)) => return Err(StageError::Ended(ended.to_string())),
                Err(_) => return Err(StageError::Restless(now)),
            }
            self.show_news(show);
            // What is due already would have been done: a moment that does not pass means a loop.
            match self.next_due().await? {
                Some(due) if due <= now => {}
                _ => return Ok(()),
            }
        }
        Err(StageError::Restless(now))
    }

    /// Goes from one moment at which something can happen to the next, up to a moment.
    async fn run_until(
        &mut self,
        until: Timestamp,
        show: &mut (impl FnMut(Shown) + ?Sized),
    ) -> Result<(), StageError> {
        for _ in 0..MOMENTS_MAX {
            self.settle(show).await?;
            let Some(due) = self.next_due().await?.filter(|due| *due <= until) else { break };
            self.pass(due).await;
        }
        self.pass(until).await;
        self.settle(show).await
    }

    async fn pass(&self, until: Timestamp) {
        if let Some(speed) = self.speed {
            let span = until.duration_since(self.clock.now()).as_secs_f64() / speed;
            if let Ok(wait) = Duration::try_from_secs_f64(span) {
                tokio::time::sleep(wait).await;
            }
        }
        self.clock.set(until);
    }

    /// The next moment at which something happens: in the engine, or because somebody waits for the clock.
    async fn next_due(&self) -> Result<Option<Timestamp>, StageError> {
        let due = self.chatops.next_due().await;
        let due = due.map_err(|ended| StageError::Ended(ended.to_string()))?;
        Ok(due.into_iter().chain(self.clock.next_wait()).min())
    }

    async fn deliver(&self, deliveries: &[Delivery]) -> Result<(), StageError> {
        if !deliveries.is_empty() {
            self.chatops.deliver(deliveries).await?;
        }
        Ok(())
    }

    fn show_news(&mut self, show: &mut (impl FnMut(Shown) + ?Sized)) {
        let mut news = self.chat_news();
        news.extend(self.service_news());
        news.into_iter().for_each(show);
    }
}
