//! The cases of [`TicketSystem`](crate::ports::TicketSystem).

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Failure, cases, equal, holds, refused};
use crate::effect::TicketFacts;
use crate::error::ErrorKind;
use crate::ids::{EffectId, PersonId, TicketKey};
use crate::ports::TicketSystem;
use crate::ports::tickets::NewTicket;
use crate::severity::Severity;

/// A ticket system, seen from both sides.
#[async_trait]
pub trait TicketRig: Send + Sync + fmt::Debug {
    /// The ticket system.
    fn tickets(&self) -> Arc<dyn TicketSystem>;

    /// A key that was never given before.
    fn key(&self) -> EffectId;

    /// The key of a ticket that does not exist.
    fn unknown(&self) -> TicketKey;

    /// A status that a new ticket can be moved to, and one that no ticket ever has.
    fn statuses(&self) -> (String, String);

    /// A person who watches a ticket from now on.
    async fn watch(&self, ticket: &TicketKey) -> Result<PersonId, Failure>;

    /// The comments on a ticket, the oldest first.
    async fn comments(&self, ticket: &TicketKey) -> Result<Vec<String>, Failure>;

    /// The links on a ticket: label and address.
    async fn links(&self, ticket: &TicketKey) -> Result<Vec<(String, String)>, Failure>;
}

cases! {
    dyn TicketRig;
    "`Ok` holds the ticket as it can be found from now on." => open_is_found,
    "The same key gives the same ticket." => open_is_idempotent,
    "The ticket as it is now; `None` where there is none." => find_none,
    "The same key writes it once." => comment_is_idempotent,
    "An unknown ticket is an error of kind `NotFound`." => comment_unknown,
    "Moving it to where it is changes nothing." => move_twice,
    "A status that cannot be reached is an error of kind `Invalid` that names those that can."
        => move_impossible,
    "Twice is once." => link_twice,
    "An unknown ticket is an error of kind `NotFound`." => watchers_unknown,
}

fn new() -> NewTicket {
    NewTicket {
        title: String::from("Checkout is down <b>&amp; \"slow\"</b>"),
        severity: Some(Severity::Sev2),
        owner: None,
        parent: None,
    }
}

async fn opened(rig: &dyn TicketRig) -> Result<TicketFacts, Failure> {
    Ok(rig.tickets().open(&new(), &rig.key()).await?)
}

async fn open_is_found(rig: &dyn TicketRig) -> Result<(), Failure> {
    let ticket = opened(rig).await?;
    equal("its title", &ticket.title, &new().title)?;
    let found = rig.tickets().find(&ticket.key).await?;
    equal("the ticket that is found", &found.as_ref(), &Some(&ticket))?;
    let part = NewTicket {
        title: String::from("Add a test"),
        severity: None,
        owner: None,
        parent: Some(ticket.key.clone()),
    };
    let part = rig.tickets().open(&part, &rig.key()).await?;
    holds("the ticket that belongs to it", part.key != ticket.key, "one of its own")?;
    let found = rig.tickets().find(&part.key).await?;
    equal("the ticket that belongs to it", &found.as_ref(), &Some(&part))
}

async fn open_is_idempotent(rig: &dyn TicketRig) -> Result<(), Failure> {
    let key = rig.key();
    let first = rig.tickets().open(&new(), &key).await?;
    let again = rig.tickets().open(&new(), &key).await?;
    equal("the ticket of the same key", &again, &first)?;
    let other = opened(rig).await?;
    holds("the ticket of another key", other.key != first.key, "another one")
}

async fn find_none(rig: &dyn TicketRig) -> Result<(), Failure> {
    equal("the unknown ticket", &rig.tickets().find(&rig.unknown()).await?, &None)?;
    let ticket = opened(rig).await?;
    let moved = rig.tickets().transition(&ticket.key, &rig.statuses().0, &rig.key()).await?;
    let found = rig.tickets().find(&ticket.key).await?;
    equal("the ticket after it was moved", &found, &Some(moved))
}

async fn comment_is_idempotent(rig: &dyn TicketRig) -> Result<(), Failure> {
    let ticket = opened(rig).await?.key;
    let key = rig.key();
    let hostile = "Mitigated. *not bold* [not a link](x) @all {code} <script>";
    for _ in 0..2 {
        rig.tickets().comment(&ticket, hostile, &key).await?;
    }
    rig.tickets().comment(&ticket, hostile, &rig.key()).await?;
    let comments = rig.comments(&ticket).await?;
    equal("the comments of two keys", &comments, &vec![hostile.to_owned(); 2])
}

async fn comment_unknown(rig: &dyn TicketRig) -> Result<(), Failure> {
    let result = rig.tickets().comment(&rig.unknown(), "hello", &rig.key()).await;
    refused("commenting on an unknown ticket", result, ErrorKind::NotFound)
}

async fn move_twice(rig: &dyn TicketRig) -> Result<(), Failure> {
    let ticket = opened(rig).await?;
    let status = rig.statuses().0;
    let moved = rig.tickets().transition(&ticket.key, &status, &rig.key()).await?;
    equal("its status", &moved.status, &status)?;
    let again = rig.tickets().transition(&ticket.key, &status, &rig.key()).await?;
    equal("the ticket after moving it to where it is", &again, &moved)
}

async fn move_impossible(rig: &dyn TicketRig) -> Result<(), Failure> {
    let ticket = opened(rig).await?;
    let (possible, impossible) = rig.statuses();
    let result = rig.tickets().transition(&ticket.key, &impossible, &rig.key()).await;
    let named = result.as_ref().err().is_some_and(|error| error.detail.contains(&possible));
    refused("moving it to where it cannot go", result, ErrorKind::Invalid)?;
    holds("the error", named, "to name the statuses that can be reached")?;
    let found = rig.tickets().find(&ticket.key).await?;
    equal("the ticket afterwards", &found, &Some(ticket))
}

async fn link_twice(rig: &dyn TicketRig) -> Result<(), Failure> {
    let ticket = opened(rig).await?.key;
    let link = (String::from("#hot-330"), String::from("https://chat.example/hot-330"));
    for _ in 0..2 {
        rig.tickets().link(&ticket, &link.0, &link.1, &rig.key()).await?;
    }
    equal("the links", &rig.links(&ticket).await?, &vec![link])
}

async fn watchers_unknown(rig: &dyn TicketRig) -> Result<(), Failure> {
    let result = rig.tickets().watchers(&rig.unknown()).await;
    refused("the watchers of an unknown ticket", result, ErrorKind::NotFound)?;
    let ticket = opened(rig).await?.key;
    let before: BTreeSet<PersonId> = rig.tickets().watchers(&ticket).await?;
    let person = rig.watch(&ticket).await?;
    let after = rig.tickets().watchers(&ticket).await?;
    let expected = before.into_iter().chain([person]).collect();
    equal("the watchers of a ticket that somebody watches", &after, &expected)
}
