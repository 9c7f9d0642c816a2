//! The cases of [`KnowledgeBase`](crate::ports::KnowledgeBase).

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Failure, cases, equal, holds};
use crate::ids::{EffectId, IncidentId};
use crate::ports::KnowledgeBase;
use crate::ports::knowledge::Document;

/// A knowledge base, seen from both sides.
#[async_trait]
pub trait KnowledgeRig: Send + Sync + fmt::Debug {
    /// The knowledge base.
    fn knowledge(&self) -> Arc<dyn KnowledgeBase>;

    /// A key that was never given before.
    fn key(&self) -> EffectId;

    /// An incident that was never named before.
    fn incident(&self) -> IncidentId;

    /// What stands at an address, as words without marks. `None` where nothing does.
    async fn read(&self, address: &str) -> Result<Option<String>, Failure>;
}

cases! {
    dyn KnowledgeRig;
    "After `Ok` it is found by its incident." => publish_is_found,
    "Publishing again for the same incident replaces the document at the same address."
        => publish_replaces,
    "The address of an incident's document; `None` where there is none." => find_none,
}

fn document(incident: IncidentId, words: &str) -> Document {
    let title = format!("Postmortem {incident}");
    Document { incident, title, markdown: format!("# What happened\n\n{words}\n") }
}

async fn stands(rig: &dyn KnowledgeRig, address: &str, words: &str) -> Result<bool, Failure> {
    Ok(rig.read(address).await?.is_some_and(|text| text.contains(words)))
}

async fn publish_is_found(rig: &dyn KnowledgeRig) -> Result<(), Failure> {
    let (knowledge, incident) = (rig.knowledge(), rig.incident());
    let document = document(incident, "A certificate ran out.");
    let address = knowledge.publish(&document, &rig.key()).await?;
    let found = knowledge.find(&incident).await?;
    equal("the address that is found", &found.as_ref(), &Some(&address))?;
    let stands = stands(rig, &address, "A certificate ran out.").await?;
    holds("what stands there", stands, "the words of the document")
}

async fn publish_replaces(rig: &dyn KnowledgeRig) -> Result<(), Failure> {
    let (knowledge, incident) = (rig.knowledge(), rig.incident());
    let other = document(rig.incident(), "Another incident.");
    let other = knowledge.publish(&other, &rig.key()).await?;
    let first = document(incident, "The first words.");
    let first = knowledge.publish(&first, &rig.key()).await?;
    let second = document(incident, "The second words.");
    let second = knowledge.publish(&second, &rig.key()).await?;
    equal("the address of the second", &second, &first)?;
    holds("what stands there", stands(rig, &second, "The second words.").await?, "the second")?;
    holds("the first", !stands(rig, &second, "The first words.").await?, "to be gone")?;
    holds("another incident's", stands(rig, &other, "Another incident.").await?, "to stay")
}

async fn find_none(rig: &dyn KnowledgeRig) -> Result<(), Failure> {
    let knowledge = rig.knowledge();
    let other = document(rig.incident(), "Another incident.");
    knowledge.publish(&other, &rig.key()).await?;
    equal("what is found", &knowledge.find(&rig.incident()).await?, &None)
}
