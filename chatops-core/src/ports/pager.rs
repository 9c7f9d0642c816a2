//! The pager: wakes one person.

use std::fmt;

use async_trait::async_trait;

use super::rate::Rate;
use crate::error::PortError;
use crate::ids::{EffectId, PersonId, StreamId};

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

/// The identity of one call of a page: the same for every repeat of the same attempt, other for every other person and
/// for every other step of the escalation. A person who is called again in the next round is woken again.
///
/// It reads `<stream>/page/<number>/<step>/<person>`, so that a pager's report names the page it belongs to: see
/// [`page_of`]. `step` counts from 0 over all rounds.
#[must_use]
pub fn dedup_key(stream: &StreamId, page: u32, step: u32, person: &PersonId) -> String {
    format!("{stream}/page/{page}/{step}/{person}")
}

/// The stream and the number of the page that a key of [`dedup_key`] names. `None`: it names no page of ours.
#[must_use]
pub fn page_of(dedup_key: &str) -> Option<(StreamId, u32)> {
    let (stream, rest) = dedup_key.split_once("/page/")?;
    let number = rest.split('/').next()?.parse().ok()?;
    Some((StreamId::try_from(stream.to_owned()).ok()?, number))
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
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Pager: Send + Sync + fmt::Debug {
    /// Wakes a person. After `Ok` the pager has taken it and its state can be asked for. \[pager::page_is_taken\]
    /// The same key again reaches the person once. \[pager::page_is_idempotent\]
    /// Another key wakes the same person again, even while the first page still rings. \[pager::another_key_rings_again\]
    /// An unknown person is an error of kind `NotFound`. \[pager::unknown_person\]
    ///
    /// # Errors
    /// `NotFound`, `Unauthenticated`, and the passing kinds.
    async fn page(&self, request: &PageRequest, key: &EffectId) -> Result<(), PortError>;

    /// Stops waking a person for a page. Of a page that was never made it is `Ok`. \[pager::stand_down_unknown\]
    /// Pages with other keys go on ringing. \[pager::stand_down_is_for_one_key\]
    ///
    /// # Errors
    /// `Unauthenticated` and the passing kinds.
    async fn stand_down(&self, dedup_key: &str, key: &EffectId) -> Result<(), PortError>;

    /// How often its operations may be called. None: as often as one likes.
    fn rates(&self) -> Vec<Rate> {
        Vec::new()
    }

    /// How far a page has come; `None` for one that was never made. \[pager::receipt_of_unknown\]
    ///
    /// # Errors
    /// `Unauthenticated` and the passing kinds.
    async fn receipt(&self, dedup_key: &str) -> Result<Option<PageState>, PortError>;
}

const _: Option<&dyn Pager> = None;
