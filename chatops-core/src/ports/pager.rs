//! The pager: wakes one person.

use std::fmt;

use async_trait::async_trait;

use crate::error::PortError;
use crate::ids::{EffectId, PersonId};

/// A page to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// The identity of the page: repeats with it are folded into one.
    pub dedup_key: String,
    /// Whom to wake.
    pub person: PersonId,
    /// Why, in one line.
    pub summary: String,
    /// Whether it is practice.
    pub drill: bool,
}

/// How far a page has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageState {
    /// Taken by the pager, not yet delivered.
    Accepted,
    /// On the person's device.
    Delivered,
    /// Somebody has it.
    Acknowledged,
    /// Stood down.
    StoodDown,
}

/// Wakes people. For paging a repeat is better than a miss.
#[async_trait]
pub trait Pager: Send + Sync + fmt::Debug {
    /// Wakes a person. After `Ok` the pager has taken it and its state can be asked for. \[pager::page_is_taken\]
    /// The same key again reaches the person once. \[pager::page_is_idempotent\]
    /// An unknown person is an error of kind `NotFound`. \[pager::unknown_person\]
    ///
    /// # Errors
    /// `NotFound`, `Unauthenticated`, and the passing kinds.
    async fn page(&self, request: &PageRequest, key: &EffectId) -> Result<(), PortError>;

    /// Stops waking people for a page. Of a page that was never made it is `Ok`. \[pager::stand_down_unknown\]
    ///
    /// # Errors
    /// `Unauthenticated` and the passing kinds.
    async fn stand_down(&self, dedup_key: &str, key: &EffectId) -> Result<(), PortError>;

    /// How far a page has come; `None` for one that was never made. \[pager::receipt_of_unknown\]
    ///
    /// # Errors
    /// `Unauthenticated` and the passing kinds.
    async fn receipt(&self, dedup_key: &str) -> Result<Option<PageState>, PortError>;
}

const _: Option<&dyn Pager> = None;
