//! The status page: what the public reads.

use std::fmt;

use async_trait::async_trait;

use super::rate::Rate;
use crate::error::PortError;
use crate::ids::{EffectId, IncidentId};
use crate::public_update::ApprovedUpdate;

/// Shows approved updates to the public. It takes nothing but [`ApprovedUpdate`]: no other text can reach it.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StatusPage: Send + Sync + fmt::Debug {
    /// Publishes an update and gives its address. After `Ok` the page shows exactly the approved text. \[status_page::publish_is_exact\]
    /// The same key publishes once. \[status_page::publish_is_idempotent\]
    ///
    /// # Errors
    /// `Invalid`, `Forbidden`, `Unauthenticated`, and the passing kinds.
    async fn publish(&self, update: &ApprovedUpdate, key: &EffectId) -> Result<String, PortError>;

    /// How often its operations may be called. None: as often as one likes.
    fn rates(&self) -> Vec<Rate> {
        Vec::new()
    }

    /// The address of what this key published about an incident; `None` where it published nothing. It settles an
    /// attempt whose answer was lost. \[status_page::published_is_found\]
    ///
    /// # Errors
    /// `Unsupported` where the page cannot tell, `Unauthenticated`, and the passing kinds.
    async fn published(
        &self,
        incident: &IncidentId,
        key: &EffectId,
    ) -> Result<Option<String>, PortError>;

    /// Takes everything about an incident off the page. Of an incident that is not on it, it is `Ok`. \[status_page::withdraw_unknown\]
    ///
    /// # Errors
    /// `Forbidden`, `Unauthenticated`, and the passing kinds.
    async fn withdraw(&self, incident: &IncidentId, key: &EffectId) -> Result<(), PortError>;
}

const _: Option<&dyn StatusPage> = None;
