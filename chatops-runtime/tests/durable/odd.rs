//! A chat platform with odd habits: it fails, hangs, loses events, or its adapter panics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::memory::MemoryChat;
use chatops_core::message::Message;
use chatops_core::ports::Rate;
use chatops_core::ports::chat::{ChatPlatform, Description, FoundRoom, Limits};
use chatops_core::ports::facets::Facets;
use chatops_core::ports::inbound::Delivery;
use jiff::SignedDuration;

/// A platform over which posts with the word `poison` fail, and with habits that can be switched on.
#[derive(Debug)]
pub(crate) struct Odd {
    inner: MemoryChat,
    /// Its event stream fails at once, each time it is asked.
    pub(crate) deaf: AtomicBool,
    /// It never says that it has heard an acknowledgement.
    pub(crate) hangs: AtomicBool,
    /// It takes what it hands out for delivered, and hands out nothing.
    pub(crate) swallows: AtomicBool,
    /// Its adapter panics when it is asked for events.
    pub(crate) panics: AtomicBool,
}

impl Odd {
    pub(crate) fn new(inner: &MemoryChat) -> Arc<Self> {
        Arc::new(Self {
            inner: inner.clone(),
            deaf: AtomicBool::default(),
            hangs: AtomicBool::default(),
            swallows: AtomicBool::default(),
            panics: AtomicBool::default(),
        })
    }
}

/// Switches a habit on or off.
pub(crate) fn switch(habit: &AtomicBool, on: bool) {
    habit.store(on, Ordering::Relaxed);
}

fn is_on(habit: &AtomicBool) -> bool {
    habit.load(Ordering::Relaxed)
}

#[async_trait]
impl ChatPlatform for Odd {
    fn describe(&self) -> Description {
        self.inner.describe()
    }
    fn facets(&self) -> Facets {
        self.inner.facets()
    }
    fn limits(&self) -> Limits {
        self.inner.limits()
    }
    fn rates(&self) -> Vec<Rate> {
        self.inner.rates()
    }
    fn room_url(&self, room: &RoomId) -> String {
        self.inner.room_url(room)
    }
    async fn open_room(
        &self,
        name: &str,
        purpose: &str,
        key: &EffectId,
    ) -> Result<FoundRoom, PortError> {
        self.inner.open_room(name, purpose, key).await
    }
    async fn find_room(&self, name: &str) -> Result<Option<FoundRoom>, PortError> {
        self.inner.find_room(name).await
    }
    async fn invite(
        &self,
        room: &RoomId,
        people: &[PersonId],
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.inner.invite(room, people, key).await
    }
    async fn post(
        &self,
        room: &RoomId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        assert!(!message.text.to_plain().contains("poison"), "a defect of the adapter");
        self.inner.post(room, message, key).await
    }
    async fn posted(
        &self,
        room: &RoomId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        self.inner.posted(room, key, age).await
    }
    async fn edit(
        &self,
        room: &RoomId,
        message: &MessageId,
        content: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.inner.edit(room, message, content, key).await
    }
    async fn inbound(&self) -> Result<Vec<Delivery>, PortError> {
        assert!(!is_on(&self.panics), "a defect of the adapter");
        if is_on(&self.deaf) {
            let detail = "the socket is closed";
            return Err(PortError::not_done("test", "inbound", ErrorKind::Unavailable, detail));
        }
        loop {
            let deliveries = self.inner.inbound().await?;
            if !is_on(&self.swallows) {
                return Ok(deliveries);
            }
            let keys: Vec<String> = deliveries.into_iter().map(|one| one.key).collect();
            self.inner.acknowledge(&keys).await?;
        }
    }
    async fn acknowledge(&self, keys: &[String]) -> Result<(), PortError> {
        if is_on(&self.hangs) {
            return std::future::pending().await;
        }
        self.inner.acknowledge(keys).await
    }
}
