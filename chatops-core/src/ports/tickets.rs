//! The ticket system.

use std::collections::BTreeSet;
use std::fmt;

use async_trait::async_trait;

use super::rate::Rate;
use crate::effect::TicketFacts;
use crate::error::PortError;
use crate::ids::{EffectId, PersonId, TicketKey};
use crate::severity::Severity;

/// A ticket to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTicket {
    /// Its title.
    pub title: String,
    /// How bad it is, where it is an incident.
    pub severity: Option<Severity>,
    /// Who does it.
    pub owner: Option<PersonId>,
    /// The ticket it belongs to.
    pub parent: Option<TicketKey>,
}

/// Holds tickets.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait TicketSystem: Send + Sync + fmt::Debug {
    /// Opens a ticket. `Ok` holds the ticket as it can be found from now on. \[tickets::open_is_found\]
    /// The same key gives the same ticket. \[tickets::open_is_idempotent\]
    ///
    /// # Errors
    /// `Invalid`, `Forbidden`, `Unauthenticated`, and the passing kinds.
    async fn open(&self, ticket: &NewTicket, key: &EffectId) -> Result<TicketFacts, PortError>;

    /// The ticket as it is now; `None` where there is none. \[tickets::find_none\]
    ///
    /// # Errors
    /// `Forbidden`, `Unauthenticated`, and the passing kinds.
    async fn find(&self, ticket: &TicketKey) -> Result<Option<TicketFacts>, PortError>;

    /// Writes a comment. The same key writes it once. \[tickets::comment_is_idempotent\]
    /// An unknown ticket is an error of kind `NotFound`. \[tickets::comment_unknown\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn comment(
        &self,
        ticket: &TicketKey,
        text: &str,
        key: &EffectId,
    ) -> Result<(), PortError>;

    /// Moves a ticket to a status and gives it as it is afterwards. Moving it to where it is changes nothing. \[tickets::move_twice\]
    /// A status that cannot be reached is an error of kind `Invalid` that names those that can. \[tickets::move_impossible\]
    ///
    /// # Errors
    /// `NotFound`, `Invalid`, `Forbidden`, and the passing kinds.
    async fn transition(
        &self,
        ticket: &TicketKey,
        status: &str,
        key: &EffectId,
    ) -> Result<TicketFacts, PortError>;

    /// Puts a link on a ticket. Twice is once. \[tickets::link_twice\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn link(
        &self,
        ticket: &TicketKey,
        label: &str,
        url: &str,
        key: &EffectId,
    ) -> Result<(), PortError>;

    /// How often its operations may be called. None: as often as one likes.
    fn rates(&self) -> Vec<Rate> {
        Vec::new()
    }

    /// Who watches a ticket. An unknown ticket is an error of kind `NotFound`. \[tickets::watchers_unknown\]
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, and the passing kinds.
    async fn watchers(&self, ticket: &TicketKey) -> Result<BTreeSet<PersonId>, PortError>;
}

const _: Option<&dyn TicketSystem> = None;
