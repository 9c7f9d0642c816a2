//! The chat behind the weather.

use std::sync::Arc;

use async_trait::async_trait;
use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::message::Message;
use chatops_core::ports::Facets;
use chatops_core::ports::chat::{ChatPlatform, Description, FoundRoom, Limits};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::rate::Rate;
use jiff::SignedDuration;

use super::{Behind, Wire};
use crate::sim::chaos::{Call, Chaos};

/// The name of the port in the trace.
pub(super) const PORT: &str = "chat";

/// The chat, as one life of one replica meets it: its calls, and the wire on which it hears.
#[derive(Debug)]
pub struct ChatBehind {
    chaos: Chaos,
    inner: Arc<dyn ChatPlatform>,
    wire: Arc<Wire>,
}

impl ChatBehind {
    /// Puts a chat behind the weather. The wire is the same for all replicas: it is the platform's.
    #[must_use]
    pub fn new(chaos: Chaos, inner: Arc<dyn ChatPlatform>, wire: Arc<Wire>) -> Arc<Self> {
        Arc::new(Self { chaos, inner, wire })
    }

    async fn call<T>(
        &self,
        (operation, place): (&'static str, &str),
        key: Option<&EffectId>,
        act: impl Future<Output = Result<T, PortError>> + Send,
        made: impl FnOnce(&T) -> Option<String> + Send,
    ) -> Result<T, PortError> {
        self.chaos.call(Call { port: PORT, operation, key, place }, act, made).await
    }
}

pub(super) fn nothing<T>(_: &T) -> Option<String> {
    None
}

#[async_trait]
impl ChatPlatform for ChatBehind {
    fn describe(&self) -> Description {
        self.inner.describe()
    }

    fn facets(&self) -> Facets {
        let inner = self.inner.facets();
        macro_rules! behind {
            ($($field:ident),* $(,)?) => {{
                let mut facets = Facets::default();
                $(facets.$field = inner.$field.map(|facet| Behind::new(self.chaos.clone(), facet) as _);)*
                facets.buttons = inner.buttons;
                facets
            }};
        }
        behind!(
            topics,
            pins,
            threads,
            direct_messages,
            ephemeral,
            broadcasts,
            roster,
            history,
            archive,
            reactions,
            files,
            guests,
            moderation,
            speaking_rights,
            mention_rights,
        )
    }

    fn limits(&self) -> Limits {
        self.inner.limits()
    }

    fn room_url(&self, room: &RoomId) -> String {
        self.inner.room_url(room)
    }

    fn rates(&self) -> Vec<Rate> {
        self.inner.rates()
    }

    async fn open_room(
        &self,
        name: &str,
        purpose: &str,
        key: &EffectId,
    ) -> Result<FoundRoom, PortError> {
        // A room is one thing wherever it stands, so that two of one key are seen.
        let act = self.inner.open_room(name, purpose, key);
        self.call(("open_room", ""), Some(key), act, |found| Some(found.room.to_string())).await
    }

    async fn find_room(&self, name: &str) -> Result<Option<FoundRoom>, PortError> {
        self.call(("find_room", name), None, self.inner.find_room(name), nothing).await
    }

    async fn invite(
        &self,
        room: &RoomId,
        people: &[PersonId],
        key: &EffectId,
    ) -> Result<(), PortError> {
        let act = self.inner.invite(room, people, key);
        self.call(("invite", room.as_str()), Some(key), act, nothing).await
    }

    async fn post(
        &self,
        room: &RoomId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let act = self.inner.post(room, message, key);
        self.call(("post", room.as_str()), Some(key), act, |id| Some(id.to_string())).await
    }

    async fn posted(
        &self,
        room: &RoomId,
        key: &EffectId,
        age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        let act = self.inner.posted(room, key, age);
        self.call(("posted", room.as_str()), Some(key), act, nothing).await
    }

    async fn edit(
        &self,
        room: &RoomId,
        message: &MessageId,
        content: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        let act = self.inner.edit(room, message, content, key);
        self.call(("edit", room.as_str()), Some(key), act, nothing).await
    }

    async fn inbound(&self) -> Result<Vec<Delivery>, PortError> {
        loop {
            self.chaos.gate().await;
            let _reads = Reads::begin(&self.chaos);
            // Whoever has died or stands still takes nothing off the wire.
            tokio::select! {
                biased;
                () = asleep(&self.chaos) => {}
                heard = self.wire.hear(self.inner.as_ref()) => return heard,
            }
        }
    }

    async fn acknowledge(&self, keys: &[String]) -> Result<(), PortError> {
        let source = self.inner.describe().name;
        let act = async {
            self.inner.acknowledge(keys).await?;
            let lost = {
                let state = self.chaos.universe.state();
                keys.iter().find(|key| !state.ledger.has_received(source, key)).cloned()
            };
            if let Some(key) = lost {
                self.chaos
                    .universe
                    .violate("I1", format!("`{key}` is acknowledged and not stored"));
            }
            Ok(())
        };
        self.call(("acknowledge", ""), None, act, nothing).await
    }
}

/// Somebody reads the events, as long as this lives.
struct Reads<'a>(&'a Chaos);

impl<'a> Reads<'a> {
    /// Where the journal is shared, one process reads them: two would answer everything twice on platforms that tell
    /// everybody.
    fn begin(chaos: &'a Chaos) -> Self {
        let other = {
            let mut state = chaos.universe.state();
            let other = state.readers.iter().copied().find(|(replica, life)| {
                *replica != chaos.replica
                    && state.lives.get(*replica).is_some_and(|it| it.number == *life && it.is_up())
            });
            let woken = state.lives.get(chaos.replica).is_some_and(|it| it.has_just_woken());
            state.readers.insert((chaos.replica, chaos.life));
            // Whoever stood still finds out at its next heartbeat that it holds nothing any more.
            other.filter(|_| !woken)
        };
        if let Some((other, _)) = other {
            let what = format!("r{} reads the events while r{other} does", chaos.replica);
            chaos.universe.violate("one reader", what);
        }
        Self(chaos)
    }
}

impl Drop for Reads<'_> {
    fn drop(&mut self) {
        let me = (self.0.replica, self.0.life);
        self.0.universe.state().readers.remove(&me);
    }
}

/// Ends at the first look after which the replica does not act any more.
async fn asleep(chaos: &Chaos) {
    std::future::poll_fn(|_| match chaos.is_awake() {
        true => std::task::Poll::Pending,
        false => std::task::Poll::Ready(()),
    })
    .await;
}
