//! A chat whose ids follow from names and keys, so that all processes mean the same by them.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::message::Message;
use chatops_core::ports::chat::{ChatPlatform, Dedup, Description, FoundRoom, Limits};
use chatops_core::ports::facets::Facets;
use chatops_core::ports::inbound::Delivery;
use jiff::SignedDuration;

use super::Log;

/// How often whoever reads the events says so.
const BEAT: Duration = Duration::from_millis(100);

/// How long a call takes after its effect and before its answer: long enough to be killed in.
const ANSWER: Duration = Duration::from_millis(200);

/// The chat.
#[derive(Debug)]
pub(super) struct FileChat {
    log: Arc<Log>,
}

impl FileChat {
    pub(super) fn new(log: Arc<Log>) -> Self {
        Self { log }
    }

    fn did(&self, what: &str, about: &str) {
        // A process whose log is gone is told apart by its silence.
        let _ = self.log.write(what, about);
    }

    /// Does something, and answers a while later.
    async fn does(&self, what: &str, about: &str) {
        self.did(what, about);
        tokio::time::sleep(ANSWER).await;
    }
}

fn invalid(error: &dyn std::fmt::Display) -> PortError {
    PortError::not_done("file", "name", ErrorKind::Invalid, error.to_string())
}

#[async_trait]
impl ChatPlatform for FileChat {
    fn describe(&self) -> Description {
        Description { name: "test", command_prefix: "/em ".to_owned(), room_mark: "#" }
    }

    fn facets(&self) -> Facets {
        Facets::default()
    }

    fn limits(&self) -> Limits {
        Limits::new(4_000, 250, 100, Dedup::ByKey(SignedDuration::from_hours(24)))
    }

    fn room_url(&self, room: &RoomId) -> String {
        format!("https://chat.invalid/{room}")
    }

    async fn open_room(
        &self,
        name: &str,
        _purpose: &str,
        key: &EffectId,
    ) -> Result<FoundRoom, PortError> {
        self.does("open_room", &format!("{key} {name}")).await;
        let room = RoomId::new(name).map_err(|error| invalid(&error))?;
        Ok(FoundRoom { room, name: name.to_owned(), ours: true })
    }

    async fn find_room(&self, _name: &str) -> Result<Option<FoundRoom>, PortError> {
        Ok(None)
    }

    async fn invite(
        &self,
        _room: &RoomId,
        _people: &[PersonId],
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.does("invite", &key.to_string()).await;
        Ok(())
    }

    async fn post(
        &self,
        room: &RoomId,
        message: &Message,
        key: &EffectId,
    ) -> Result<MessageId, PortError> {
        let text = message.text.to_plain().replace(char::is_whitespace, " ");
        self.does("post", &format!("{key} {room} {text}")).await;
        MessageId::new(key.to_string()).map_err(|error| invalid(&error))
    }

    async fn posted(
        &self,
        _room: &RoomId,
        _key: &EffectId,
        _age: SignedDuration,
    ) -> Result<Option<MessageId>, PortError> {
        Ok(None)
    }

    async fn edit(
        &self,
        _room: &RoomId,
        _message: &MessageId,
        _content: &Message,
        key: &EffectId,
    ) -> Result<(), PortError> {
        self.does("edit", &key.to_string()).await;
        Ok(())
    }

    async fn inbound(&self) -> Result<Vec<Delivery>, PortError> {
        self.did("reads", "");
        tokio::time::sleep(BEAT).await;
        Ok(Vec::new())
    }

    async fn acknowledge(&self, _keys: &[String]) -> Result<(), PortError> {
        Ok(())
    }
}
