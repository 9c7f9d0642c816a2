//! The knowledge base: where postmortems are kept.

use std::fmt;

use async_trait::async_trait;

use super::rate::Rate;
use crate::error::PortError;
use crate::ids::{EffectId, IncidentId};

/// A document to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The incident it is about.
    pub incident: IncidentId,
    /// Its title.
    pub title: String,
    /// Its body as CommonMark.
    pub markdown: String,
}

/// Keeps documents.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait KnowledgeBase: Send + Sync + fmt::Debug {
    /// Publishes a document and gives its address. After `Ok` it is found by its incident. \[knowledge::publish_is_found\]
    /// Publishing again for the same incident replaces the document at the same address. \[knowledge::publish_replaces\]
    ///
    /// # Errors
    /// `Invalid`, `Forbidden`, `Unauthenticated`, and the passing kinds.
    async fn publish(&self, document: &Document, key: &EffectId) -> Result<String, PortError>;

    /// How often its operations may be called. None: as often as one likes.
    fn rates(&self) -> Vec<Rate> {
        Vec::new()
    }

    /// The address of an incident's document; `None` where there is none. \[knowledge::find_none\]
    ///
    /// # Errors
    /// `Unauthenticated` and the passing kinds.
    async fn find(&self, incident: &IncidentId) -> Result<Option<String>, PortError>;
}

const _: Option<&dyn KnowledgeBase> = None;
