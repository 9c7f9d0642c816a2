//! The cases of [`Pager`](crate::ports::Pager).

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Failure, cases, equal, holds, refused};
use crate::error::ErrorKind;
use crate::ids::{EffectId, PersonId};
use crate::ports::Pager;
use crate::ports::pager::{PageRequest, PageState};

/// A pager, and people with devices.
#[async_trait]
pub trait PagerRig: Send + Sync + fmt::Debug {
    /// The pager.
    fn pager(&self) -> Arc<dyn Pager>;

    /// A key that was never given before.
    fn key(&self) -> EffectId;

    /// A person with a device.
    async fn person(&self) -> Result<PersonId, Failure>;

    /// Somebody whom the pager does not know.
    async fn stranger(&self) -> Result<PersonId, Failure>;

    /// The summaries of everything that has reached a person's device.
    async fn reached(&self, person: &PersonId) -> Result<Vec<String>, Failure>;
}

cases! {
    dyn PagerRig;
    "After `Ok` the pager has taken it and its state can be asked for." => page_is_taken,
    "The same key again reaches the person once." => page_is_idempotent,
    "Another key wakes the same person again, even while the first page still rings." => another_key_rings_again,
    "An unknown person is an error of kind `NotFound`." => unknown_person,
    "Of a page that was never made it is `Ok`." => stand_down_unknown,
    "Pages with other keys go on ringing." => stand_down_is_for_one_key,
    "How far a page has come; `None` for one that was never made." => receipt_of_unknown,
}

async fn request(rig: &dyn PagerRig) -> Result<(PageRequest, EffectId), Failure> {
    let key = rig.key();
    let request = PageRequest {
        dedup_key: format!("page/{key}"),
        person: rig.person().await?,
        summary: format!("Checkout is down ({key})"),
        drill: false,
    };
    Ok((request, key))
}

async fn page_is_taken(rig: &dyn PagerRig) -> Result<(), Failure> {
    let pager = rig.pager();
    let (request, key) = request(rig).await?;
    pager.page(&request, &key).await?;
    let state = pager.receipt(&request.dedup_key).await?;
    let taken = matches!(state, Some(PageState::Accepted | PageState::Delivered));
    holds("the state of the page", taken, "accepted or delivered")?;
    let reached = rig.reached(&request.person).await?;
    equal("what reached the person", &reached, &vec![request.summary])
}

async fn page_is_idempotent(rig: &dyn PagerRig) -> Result<(), Failure> {
    let pager = rig.pager();
    let (request, key) = request(rig).await?;
    for _ in 0..3 {
        pager.page(&request, &key).await?;
    }
    let reached = rig.reached(&request.person).await?;
    equal("what reached the person", &reached, &vec![request.summary])
}

/// The same call of another attempt.
fn another(request: &PageRequest) -> PageRequest {
    PageRequest { dedup_key: format!("{}/2", request.dedup_key), ..request.clone() }
}

async fn another_key_rings_again(rig: &dyn PagerRig) -> Result<(), Failure> {
    let pager = rig.pager();
    let (request, key) = request(rig).await?;
    pager.page(&request, &key).await?;
    let again = another(&request);
    pager.page(&again, &rig.key()).await?;
    let reached = rig.reached(&request.person).await?;
    equal("what reached the person", &reached, &vec![request.summary, again.summary])
}

async fn unknown_person(rig: &dyn PagerRig) -> Result<(), Failure> {
    let pager = rig.pager();
    let (known, key) = request(rig).await?;
    let unknown = PageRequest { person: rig.stranger().await?, ..known };
    let result = pager.page(&unknown, &key).await;
    refused("paging somebody unknown", result, ErrorKind::NotFound)?;
    equal("the receipt", &pager.receipt(&unknown.dedup_key).await?, &None)
}

async fn stand_down_unknown(rig: &dyn PagerRig) -> Result<(), Failure> {
    let pager = rig.pager();
    let (request, key) = request(rig).await?;
    pager.stand_down(&request.dedup_key, &rig.key()).await?;
    equal("the receipt", &pager.receipt(&request.dedup_key).await?, &None)?;
    pager.page(&request, &key).await?;
    pager.stand_down(&request.dedup_key, &rig.key()).await?;
    let state = pager.receipt(&request.dedup_key).await?;
    equal("the state of a page that was made", &state, &Some(PageState::StoodDown))
}

async fn stand_down_is_for_one_key(rig: &dyn PagerRig) -> Result<(), Failure> {
    let pager = rig.pager();
    let (request, key) = request(rig).await?;
    let again = another(&request);
    pager.page(&request, &key).await?;
    pager.page(&again, &rig.key()).await?;
    pager.stand_down(&request.dedup_key, &rig.key()).await?;
    let rings = pager.receipt(&again.dedup_key).await?;
    let rings = matches!(rings, Some(PageState::Accepted | PageState::Delivered));
    holds("the other page", rings, "accepted or delivered")
}

async fn receipt_of_unknown(rig: &dyn PagerRig) -> Result<(), Failure> {
    let pager = rig.pager();
    let (request, key) = request(rig).await?;
    equal("the receipt before the page", &pager.receipt(&request.dedup_key).await?, &None)?;
    pager.page(&request, &key).await?;
    let receipt = pager.receipt(&request.dedup_key).await?;
    holds("the receipt after the page", receipt.is_some(), "a state")?;
    let other = format!("{}/2", request.dedup_key);
    equal("the receipt of another page", &pager.receipt(&other).await?, &None)
}
