//! What cases make and look for.

use std::collections::BTreeSet;

use super::{ChatRig, Shown};
use crate::conformance::wait::soon;
use crate::conformance::{Failure, holds, only};
use crate::ids::{MessageId, PersonId, RoomId};
use crate::message::{Message, Picture};
use crate::ports::inbound::{ChatMessage, Delivery, Inbound};
use crate::text::Text;

/// How often a case looks again for what a platform is to deliver.
const LOOKS_MAX: usize = 20;

/// A plain message.
pub(super) fn words(words: &str) -> Message {
    Message::new(Text::from(words))
}

/// These people as a set.
pub(super) fn set(people: &[&PersonId]) -> BTreeSet<PersonId> {
    people.iter().map(|person| (*person).clone()).collect()
}

/// A facet that the case applies only with.
pub(super) fn have<T>(handle: Option<T>) -> Result<T, Failure> {
    handle.ok_or_else(|| Failure {
        what: String::from("the facets"),
        expected: String::from("the handle that was there a moment ago"),
        seen: String::from("none"),
    })
}

/// What a person could say.
pub(super) async fn said(
    rig: &dyn ChatRig,
    person: &PersonId,
    room: &RoomId,
    text: &str,
) -> Result<MessageId, Failure> {
    rig.say(person, room, text).await?.ok_or_else(|| Failure {
        what: format!("`{text}` of {person}"),
        expected: String::from("to be taken"),
        seen: String::from("the platform refused it"),
    })
}

/// A room with two people in it.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) room: RoomId,
    pub(super) jim: PersonId,
    pub(super) ann: PersonId,
}

pub(super) async fn scene(rig: &dyn ChatRig) -> Result<Scene, Failure> {
    let name = rig.name("case");
    let room = rig.platform().open_room(&name, "A case.", &rig.key()).await?.room;
    let (jim, ann) = (rig.person("jim").await?, rig.person("ann").await?);
    rig.platform().invite(&room, &[jim.clone(), ann.clone()], &rig.key()).await?;
    Ok(Scene { room, jim, ann })
}

impl Scene {
    /// The one message of the bot in the room, as Jim sees it.
    pub(super) async fn ours(&self, rig: &dyn ChatRig) -> Result<Shown, Failure> {
        let shown = rig.shown(&self.room, &self.jim).await?.into_iter();
        only("our messages in the room", shown.filter(|one| one.author.is_none()).collect())
    }

    /// A message in the room, as Jim sees it.
    pub(super) async fn message(
        &self,
        rig: &dyn ChatRig,
        id: &MessageId,
    ) -> Result<Shown, Failure> {
        let shown = rig.shown(&self.room, &self.jim).await?.into_iter();
        only(&format!("messages {id}"), shown.filter(|one| one.message == *id).collect())
    }

    /// The texts of the room, as somebody sees them.
    pub(super) async fn texts(
        &self,
        rig: &dyn ChatRig,
        viewer: &PersonId,
    ) -> Result<Vec<String>, Failure> {
        Ok(rig.shown(&self.room, viewer).await?.into_iter().map(|one| one.text).collect())
    }
}

/// Fails unless a shown text holds these words.
pub(super) fn reads(what: &str, shown: &str, words: &str) -> Result<(), Failure> {
    if shown.contains(words) {
        return Ok(());
    }
    let (expected, seen) = (format!("to hold `{words}`"), format!("`{shown}`"));
    Err(Failure { what: what.to_owned(), expected, seen })
}

/// Everything that the platform has to deliver now.
pub(super) async fn everything(rig: &dyn ChatRig) -> Result<Vec<Delivery>, Failure> {
    let platform = rig.platform();
    let mut deliveries = Vec::new();
    while let Some(next) = soon(platform.inbound(), rig.pause()).await {
        deliveries.extend(next?);
    }
    Ok(deliveries)
}

/// Everything that is delivered until these messages have come, and a little longer.
pub(super) async fn until_said(
    rig: &dyn ChatRig,
    messages: &[&MessageId],
) -> Result<Vec<Delivery>, Failure> {
    let mut deliveries = Vec::new();
    for _ in 0..LOOKS_MAX {
        deliveries.extend(everything(rig).await?);
        let there = |id: &MessageId| {
            deliveries.iter().any(|one| wrote(one).is_some_and(|m| m.message == *id))
        };
        if messages.iter().all(|id| there(id)) {
            return Ok(deliveries);
        }
    }
    holds("what people said", false, "to be delivered")?;
    Ok(deliveries)
}

/// What somebody wrote, if a delivery reports that.
pub(super) fn wrote(delivery: &Delivery) -> Option<&ChatMessage> {
    match &delivery.inbound {
        Inbound::Message(message) => Some(message),
        _ => None,
    }
}

/// A small picture.
pub(super) fn picture() -> Picture {
    Picture {
        name: String::from("graph.svg"),
        alternative: String::from("Load of the last hour"),
        media_type: String::from("image/svg+xml"),
        bytes: b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>".to_vec(),
    }
}
